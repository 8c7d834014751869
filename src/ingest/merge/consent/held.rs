//! A declaration that lets less be seen holds until the city makes a newer one, whatever becomes of the file that
//! brought it.
//!
//! A snapshot lists such declarations in its table `withdrawals`; the next one takes those that no file says any longer,
//! and merges them with those of its files. They have no content but their consents, and can only narrow.

use std::collections::{BTreeMap, BTreeSet};

use super::declared::{Declared, STORED, UNREAD};
use crate::base::dates::is_implausible;
use crate::base::error::Result;
use crate::base::hash::sha256;
use crate::base::table::Table;
use crate::ingest::checks;
use crate::ingest::finding::{Finding, Findings};
use crate::ingest::read::files::SUBMISSION_ID;
use crate::model::vocabulary::{Consent, ConsentFor, ContactConsent};

/// A row of the table `withdrawals`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Withdrawal {
    /// City.
    pub city: String,
    /// Cycle; none where it could not be read.
    pub cycle: Option<i64>,
    /// Day of the declaration.
    pub submitted_on: Option<String>,
    /// Consent as it counts.
    pub consent: Consent,
    /// What the consent is meant for, where that is said.
    pub consent_for: Option<ConsentFor>,
    /// Consent to the contact as it counts.
    pub contact_consent: ContactConsent,
    /// Whether its row went in.
    pub went_in: bool,
    /// Whether a consent is stated.
    pub stated: bool,
    /// Where its place among the others is not certain, or it says nothing itself: the newest day of those that could end
    /// it, empty where there was none. A declaration of a later day ends it.
    pub ends_after: Option<String>,
    /// Submission that it came in.
    pub submission: String,
    /// Whether no file says it any longer.
    pub held: bool,
}

/// What a declaration says.
type Content<'a> =
    (&'a str, Option<i64>, Option<&'a str>, Consent, Option<ConsentFor>, ContactConsent, bool, bool, bool);

impl Withdrawal {
    fn content(&self) -> Content<'_> {
        let day = self.submitted_on.as_deref();
        let certain = self.ends_after.is_none();
        let (consents, kinds) = ((self.consent, self.contact_consent), (self.went_in, self.stated, certain));
        (&self.city, self.cycle, day, consents.0, self.consent_for, consents.1, kinds.0, kinds.1, kinds.2)
    }

    fn place(&self) -> (&str, Option<i64>, &str) {
        (&self.city, self.cycle, &self.submission)
    }
}

/// The rows of the table `withdrawals` of a snapshot.
pub fn withdrawals(table: &Table) -> Vec<Withdrawal> {
    let row = |row: usize| {
        let text = |column: &str| table.text(column, row).map(str::to_string);
        Some(Withdrawal {
            city: text("city")?,
            cycle: table.integer("cycle", row),
            submitted_on: text("submitted_on"),
            consent: Consent::of(table.text("consent", row)).unwrap_or(Consent::Private),
            consent_for: table.text("consent_for", row).and_then(|word| word.parse().ok()),
            contact_consent: table.text("contact_consent", row).and_then(|word| word.parse().ok()).unwrap_or_default(),
            went_in: table.truth("went_in", row).unwrap_or_default(),
            stated: table.truth("stated", row).unwrap_or_default(),
            ends_after: text("ends_after"),
            submission: text("submission").unwrap_or_default(),
            held: table.truth("held", row).unwrap_or_default(),
        })
    };
    (0..table.len()).filter_map(row).collect()
}

/// Declarations of files that let less be seen than everything. One that was refused and says `public` is none.
pub fn narrowing(declared: &[Declared]) -> Vec<Withdrawal> {
    let is_narrow = |d: &&Declared| {
        let narrows = d.consent != Consent::Public || d.contact_consent != ContactConsent::Public;
        !d.held && narrows && (d.accepted || d.may_withhold())
    };
    let mut by_city: BTreeMap<&str, Vec<&Declared>> = BTreeMap::new();
    declared.iter().for_each(|d| by_city.entry(&d.city).or_default().push(d));
    let ends_after = |d: &Declared| {
        let others = by_city.get(d.city.as_str()).into_iter().flatten();
        let could_end = others.filter(|other| other.sha != d.sha && is_answer(other, d.cycle));
        could_end.filter_map(|other| other.date.clone()).max().unwrap_or_default()
    };
    let made = declared.iter().filter(is_narrow).map(|d| Withdrawal {
        city: d.city.clone(),
        cycle: d.has_cycle().then_some(d.cycle),
        submitted_on: d.date.clone(),
        consent: d.consent,
        consent_for: d.consent_for,
        contact_consent: d.contact_consent,
        went_in: d.accepted,
        stated: d.stated,
        ends_after: (!is_certain(d)).then(|| ends_after(d)),
        submission: d.submission().to_string(),
        held: false,
    });
    let mut made: Vec<Withdrawal> = made.collect();
    made.sort();
    made.dedup_by(|b, a| a.content() == b.content());
    made
}

/// Whether a declaration says itself what it withholds, and days say which others it goes before.
fn is_certain(d: &Declared) -> bool {
    let says_so = if d.consent == Consent::Public { d.states_contact } else { d.stated };
    d.accepted && says_so && d.date.is_some() && !d.doubtful
}

/// Whether a declaration answers for another one of its city, of that cycle, where it is of a later day.
fn is_answer(d: &Declared, cycle: i64) -> bool {
    let is_sure = d.accepted && d.stated && !d.doubtful && !d.held;
    is_sure && (d.cycle == cycle || cycle == UNREAD || d.consent_for == Some(ConsentFor::All))
}

/// Of the withdrawals that the store knows those that no declaration of the files says any longer, sorted.
pub fn held(known: &[Withdrawal], declared: &[Declared]) -> Vec<Withdrawal> {
    let said = narrowing(declared);
    let contents: BTreeSet<_> = said.iter().map(Withdrawal::content).collect();
    let places: BTreeSet<_> =
        declared.iter().map(|d| (d.city.as_str(), d.has_cycle().then_some(d.cycle), d.submission())).collect();
    let is_said = |w: &&Withdrawal| contents.contains(&w.content()) || places.contains(&w.place());
    as_held(known.iter().filter(|w| !is_said(w)))
}

/// Those of which no file is there any longer, by the hashes of all files.
pub fn without_file<'a>(known: &[Withdrawal], hashes: impl Iterator<Item = &'a str>) -> Vec<Withdrawal> {
    let there: BTreeSet<&str> = hashes.filter_map(|hash| hash.get(..SUBMISSION_ID)).collect();
    as_held(known.iter().filter(|w| !there.contains(w.submission.as_str())))
}

fn as_held<'a>(withdrawals: impl Iterator<Item = &'a Withdrawal>) -> Vec<Withdrawal> {
    let mut held: Vec<Withdrawal> = withdrawals.map(|w| Withdrawal { held: true, ..w.clone() }).collect();
    held.sort();
    held.dedup_by(|b, a| a.content() == b.content());
    held
}

/// Whether all withdrawals of `known` are among others: what they say, or what their submission says now.
pub fn are_among(known: &[Withdrawal], others: &[Withdrawal]) -> bool {
    let contents: BTreeSet<_> = others.iter().map(Withdrawal::content).collect();
    let places: BTreeSet<_> = others.iter().map(Withdrawal::place).collect();
    known.iter().all(|w| contents.contains(&w.content()) || places.contains(&w.place()))
}

/// The hash of withdrawals that no file says, sorted; empty of none.
pub fn hash(held: &[Withdrawal]) -> String {
    match held {
        [] => String::new(),
        held => sha256(held.iter().map(|w| format!("{w:?}\n")).collect::<String>().as_bytes()),
    }
}

/// Withdrawals that no file says as declarations next to those of files, but for those that are answered. `is_city`
/// says whether an id is one of the registry's.
pub fn as_declared(held: &[Withdrawal], declared: &[Declared], is_city: impl Fn(&str) -> bool) -> Vec<Declared> {
    let is_answered = |w: &Withdrawal, after: &str| {
        let cycle = w.cycle.unwrap_or(UNREAD);
        let newer = |d: &Declared| d.date.as_deref().is_some_and(|day| day > after);
        declared.iter().any(|d| d.city == w.city && is_answer(d, cycle) && newer(d))
    };
    let open = held.iter().filter(|w| is_city(&w.city));
    let open = open.filter(|w| w.ends_after.as_deref().is_none_or(|after| !is_answered(w, after)));
    let made = open.map(|w| {
        let day = w.submitted_on.as_deref();
        Declared {
            input: STORED,
            group: STORED,
            city: w.city.clone(),
            cycle: w.cycle.unwrap_or(UNREAD),
            date: w.submitted_on.clone(),
            doubtful: w.cycle.zip(day).is_some_and(|(cycle, day)| is_implausible(day, cycle)),
            sha: w.submission.clone(),
            consent: w.consent,
            line: None,
            consent_for: w.consent_for,
            stated: w.stated,
            may_narrow: !w.went_in || w.stated && w.consent != Consent::Public,
            accepted: w.went_in,
            baseline: None,
            priorities: None,
            expertise: None,
            means: Default::default(),
            contact_consent: w.contact_consent,
            states_contact: true,
            held: true,
        }
    });
    made.collect()
}

/// Says at the newest declaration of a city which one that is in no file any longer holds next to it. `stored` are
/// declarations of a snapshot that submissions are compared with.
pub fn held_declarations(
    held: &[Declared],
    declared: &[Declared],
    stored: &[Declared],
    files: &[&str],
    findings: &mut Findings,
) -> Result<()> {
    let code = checks::code_of("declaration_held")?;
    for h in held {
        let of_city = || declared.iter().filter(|d| d.city == h.city);
        let all = || of_city().chain(stored.iter().filter(|d| d.city == h.city));
        let Some(newest) = of_city().max_by_key(|d| (d.cycle == h.cycle, &d.date, d.cycle)) else { continue };
        let is_followed = all().any(|d| is_answer(d, h.cycle) && d.after(h));
        let is_repeated = all().any(|d| {
            let narrow = d.consent >= h.consent && d.contact_consent >= h.contact_consent;
            d.accepted && narrow && d.cycle == h.cycle && d.date >= h.date
        });
        // Where no contact would be shown otherwise, none is withheld.
        let withholds_nothing = h.is_of_contact_alone() && !all().any(|d| d.contact_consent < h.contact_consent);
        if is_followed || is_repeated || withholds_nothing {
            continue;
        }
        let cycle = if h.has_cycle() { format!(" for {}", h.cycle) } else { String::new() };
        let day = h.date.as_deref().filter(|day| *day != "9999").map(|day| format!(" on {day}")).unwrap_or_default();
        let what = match h.consent {
            Consent::Public => format!("contact_consent {}", h.contact_consent.into_str()),
            consent => format!("the consent {}", consent.into_str()),
        };
        let message = format!(
            "{} declared {what}{cycle}{day}, in the submission {}, and no file says so any longer. It still holds. Put its file back, or, if the city has changed its mind, add the declaration that it has made since, with the day of that in submitted_on.",
            h.city,
            h.submission()
        );
        findings.push(Finding {
            severity: code.severity,
            city: Some(h.city.clone()),
            line: newest.line,
            column: Some("consent".into()),
            ..Finding::file(files.get(newest.input as usize).copied().unwrap_or_default(), code.code, message)
        });
    }
    Ok(())
}
