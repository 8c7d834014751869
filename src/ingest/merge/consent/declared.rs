//! Declarations, as far as they count for the merge.

use std::collections::{BTreeSet, HashMap};

use polars::prelude::DataFrame;

use crate::base::dates::{are_unordered, is_implausible};
use crate::base::text::valid_city_id;
use crate::ingest::frames::{Row, rows};
use crate::ingest::read::files::SUBMISSION_ID;
use crate::model::contact::Means;
use crate::model::vocabulary::{Consent, ConsentFor, ContactConsent};
use crate::model::withdrawal::UNREAD_DAY;

/// A declaration, as far as it counts.
#[derive(Debug, Clone)]
pub struct Declared {
    /// Index of its file.
    pub input: u32,
    /// Index of the folder or workbook.
    pub group: u32,
    /// City.
    pub city: String,
    /// Whether the registry has it. Of one that it has not a declaration is only remembered.
    pub is_known: bool,
    /// Cycle; where it is empty or cannot be read, a number that is no year: see [`Declared::has_cycle`].
    pub cycle: i64,
    /// Day of submission.
    pub date: Option<String>,
    /// Whether that day cannot be right: before or after which others it came is not known. Its consent can only narrow.
    pub doubtful: bool,
    /// Hash of its file.
    pub sha: String,
    /// Consent that it gives.
    pub consent: Consent,
    /// Line in its file.
    pub line: Option<u32>,
    /// What the consent is meant for, where that is said.
    pub consent_for: Option<ConsentFor>,
    /// Whether a consent is stated.
    pub stated: bool,
    /// Whether something is said of consent that may be meant to narrow what was said before.
    pub may_narrow: bool,
    /// Whether its row went in. A refused one can only withhold.
    pub accepted: bool,
    /// Baseline year.
    pub baseline: Option<i64>,
    /// Features it asks help with, separated by |.
    pub priorities: Option<String>,
    /// Features it offers help in, separated by |.
    pub expertise: Option<String>,
    /// How the city can be reached.
    pub means: Means,
    /// What it lets be published of that.
    pub contact_consent: ContactConsent,
    /// What it says of that.
    pub stated_contact: Option<ContactConsent>,
    /// Whether no file says it any longer: see [`super::held`]. It can only narrow.
    pub held: bool,
}

/// The cycle of a declaration whose own cannot be read. It may be meant for any, so it narrows all and widens none.
pub(super) const UNREAD: i64 = i64::MIN;

/// Every declaration, also of cities that the registry has not. One that was refused withholds: what it meant is not
/// known. Of one without a cycle the word `public` alone withholds nothing.
pub fn declared(frame: &DataFrame, groups: &[u32], shas: &[&str]) -> Vec<Declared> {
    let mut all = Vec::new();
    for row in rows(frame) {
        let Some(city) = row.text("city").filter(|city| valid_city_id(city)) else { continue };
        let is_known = row.is("known_city");
        let cycle = row.integer("cycle_n").unwrap_or(UNREAD);
        let input = row.index("input").unwrap_or_default();
        // What one means whose city is not registered can be read all the same.
        let accepted = if is_known { !row.is("refused") } else { cycle != UNREAD };
        let word = Consent::of(row.text("consent_id"));
        // What a refused one without a day meant, and when, is not known either.
        let lost_date = row.text("date_id").is_none() && (row.text("submitted_on").is_some() || !accepted);
        let is_plain = accepted || cycle == UNREAD && word == Some(Consent::Public);
        let consent = word.filter(|_| is_plain).unwrap_or(Consent::Private);
        let day = row.text("date_id");
        let stated_contact = row.text("contact_consent_id").and_then(|word| word.parse().ok());
        all.push(Declared {
            input,
            group: groups.get(input as usize).copied().unwrap_or_default(),
            city: city.to_string(),
            is_known,
            cycle,
            // A day that cannot be read may be the newest: with a narrower consent it counts as that.
            date: if lost_date && word != Some(Consent::Public) {
                Some(UNREAD_DAY.into())
            } else {
                day.map(str::to_string)
            },
            doubtful: is_doubtful(day, cycle),
            sha: shas.get(input as usize).map(|s| s.to_string()).unwrap_or_default(),
            consent,
            line: row.index("line"),
            consent_for: row.text("consent_for").and_then(|text| text.parse().ok()),
            stated: word.is_some(),
            may_narrow: row.text("consent").is_some_and(|w| !w.eq_ignore_ascii_case("public")),
            accepted,
            baseline: row.integer("baseline_n").filter(|_| accepted),
            priorities: row.text("priorities_id").filter(|_| accepted).map(str::to_string),
            expertise: row.text("expertise_id").filter(|_| accepted).map(str::to_string),
            means: if accepted { means(row) } else { Means::default() },
            contact_consent: stated_contact.filter(|_| is_plain).unwrap_or_default(),
            stated_contact,
            held: false,
        });
    }
    doubt_unread(&mut all);
    sort(&mut all);
    all
}

/// Whether a day cannot be that of a declaration for a cycle. One that could not be read is no day.
pub(super) fn is_doubtful(day: Option<&str>, cycle: i64) -> bool {
    cycle != UNREAD && day.is_some_and(|day| day != UNREAD_DAY && is_implausible(day, cycle))
}

/// Marks days that can be right for no cycle that the city has declared, of declarations without a cycle.
pub fn doubt_unread(all: &mut [Declared]) {
    let cycles: BTreeSet<(String, i64)> =
        all.iter().filter(|d| d.has_cycle()).map(|d| (d.city.clone(), d.cycle)).collect();
    for d in all.iter_mut().filter(|d| !d.has_cycle()) {
        let (city, date) = (d.city.clone(), d.date.clone().unwrap_or_default());
        let mut of_city = cycles.range((city.clone(), i64::MIN)..=(city, i64::MAX)).peekable();
        d.doubtful = of_city.peek().is_some() && of_city.all(|(_, cycle)| is_implausible(&date, *cycle));
    }
}

/// How the city can be reached, as a checked row has it.
fn means(row: Row<'_>) -> Means {
    let text = |column| row.text(column).filter(|text| !text.is_empty()).map(str::to_string);
    Means {
        name: text("contact_name_clean"),
        role: text("contact_role_clean"),
        email: text("email_id"),
        languages: text("languages_id"),
        time_zone: text("zone_id"),
    }
}

/// Newest last: by day, one whose day is doubtful before all others; of one day the narrowest consent is last.
pub fn sort(declared: &mut [Declared]) {
    // One that does not say what it is meant for counts before one that limits it to its cycle.
    let key = |d: &Declared| (!d.doubtful, d.date.clone(), d.consent, d.consent_for.is_none(), d.sha.clone());
    declared.sort_by(|a, b| (&a.city, a.cycle, key(a)).cmp(&(&b.city, b.cycle, key(b))));
}

/// Declarations of a snapshot's `declaration_history` with the contacts of its `contact_history`, but for those that
/// no file says any longer (`is_held` of a city, cycle and submission). They have no hash: of the same day, one that is submitted now is newer.
pub fn stored(
    history: &DataFrame,
    contacts: &DataFrame,
    is_held: impl Fn(&str, Option<i64>, &str) -> bool,
) -> Vec<Declared> {
    let is_sent = |row: &Row<'_>| {
        let text = |column| row.text(column).unwrap_or_default();
        !is_held(text("city"), row.integer("cycle"), text("submission"))
    };
    let key = |row: Row<'_>| {
        let text = |column| row.text(column).map(str::to_string);
        (text("city"), row.integer("cycle"), text("submission"))
    };
    let contacts: HashMap<_, Row<'_>> = rows(contacts).map(|row| (key(row), row)).collect();
    let declaration = |row: Row<'_>| {
        let stated = row.text("declared_consent");
        // A snapshot of an earlier version has only the governing consent.
        let word = stated.or(row.text("consent"));
        let (cycle, day) = (row.integer("cycle")?, row.text("submitted_on"));
        let contact = contacts.get(&key(row));
        let text = |column| contact.and_then(|row| row.text(column)).map(str::to_string);
        Some(Declared {
            input: STORED,
            group: STORED,
            city: row.text("city")?.to_string(),
            is_known: true,
            cycle,
            date: day.map(str::to_string),
            doubtful: is_doubtful(day, cycle),
            sha: String::new(),
            consent: Consent::of(word).unwrap_or(Consent::Private),
            line: None,
            consent_for: row.text("consent_for").and_then(|text| text.parse().ok()),
            stated: stated.is_some(),
            may_narrow: stated.is_some_and(|word| word != "public"),
            accepted: true,
            baseline: row.integer("baseline_year"),
            priorities: row.text("priorities").map(str::to_string),
            expertise: row.text("expertise").map(str::to_string),
            means: Means {
                name: text("contact_name"),
                role: text("contact_role"),
                email: text("contact_email"),
                languages: text("languages"),
                time_zone: text("time_zone"),
            },
            contact_consent: text("declared_contact_consent")
                .or(text("contact_consent"))
                .and_then(|word| word.parse().ok())
                .unwrap_or_default(),
            stated_contact: None,
            held: false,
        })
    };
    rows(history).filter(is_sent).filter_map(declaration).collect()
}

/// The place of a file for declarations that were read from a snapshot.
pub(super) const STORED: u32 = u32::MAX;

impl Declared {
    /// Whether its cycle could be read.
    pub fn has_cycle(&self) -> bool {
        self.cycle != UNREAD
    }

    /// Whether it was made after another of the same city: by its day, else by its cycle.
    pub fn after(&self, other: &Declared) -> bool {
        self.is_later(other).unwrap_or(other.has_cycle() && self.cycle > other.cycle)
    }

    /// Whether it was made after another of the same city, where their days say so.
    pub fn is_later(&self, other: &Declared) -> Option<bool> {
        let (one, two) = self.date.as_ref().zip(other.date.as_ref())?;
        let is_sure = !self.doubtful && !other.doubtful && one != two && !are_unordered(one, two);
        is_sure.then(|| one > two)
    }

    /// Whether it is of the same day as another and only one of the two has a time: see [`are_unordered`].
    pub fn is_unordered(&self, other: &Declared) -> bool {
        self.date.as_ref().zip(other.date.as_ref()).is_some_and(|(one, two)| are_unordered(one, two))
    }

    /// Whether days leave open which of the two is newer: another has a day or a time that it does not have itself.
    pub fn is_open_to(&self, dated: &Declared) -> bool {
        self.date.is_none() && dated.date.is_some() || self.is_unordered(dated)
    }

    /// Whether it may be newer than another by its day and by its cycle.
    pub fn may_follow(&self, dated: &Declared) -> bool {
        self.is_open_to(dated) && self.cycle >= dated.cycle
    }

    /// Whether it says something of consent that counts where its place among the others is not known.
    pub fn may_withhold(&self) -> bool {
        if self.accepted { self.stated } else { self.may_narrow || !self.stated }
    }

    /// Its day, where that could be read.
    pub fn day(&self) -> Option<&str> {
        self.date.as_deref().filter(|day| *day != UNREAD_DAY)
    }

    /// The submission that it came in.
    pub fn submission(&self) -> &str {
        self.sha.get(..SUBMISSION_ID).unwrap_or(&self.sha)
    }

    /// Whether no file says it any longer and all that it withholds is the contact: of anything else it says nothing.
    pub fn is_of_contact_alone(&self) -> bool {
        self.held && self.consent == Consent::Public
    }

    /// Whether it was read from a snapshot.
    pub fn is_stored(&self) -> bool {
        self.input == STORED
    }
}
