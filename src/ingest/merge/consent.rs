//! Consent: which declaration governs each city and cycle, and what that lets be seen.

use std::collections::{BTreeMap, HashMap};

use polars::prelude::*;
use strum::VariantNames;

use crate::base::dates::{is_implausible, moment};
use crate::base::error::Result;
use crate::ingest::checks;
use crate::ingest::finding::{Finding, Findings};
use crate::ingest::frames::{Row, distinct, left, lookup, polars_error, rows};
use crate::model::contact::Means;
use crate::model::vocabulary::{Consent, ConsentFor, ContactConsent};

/// A declaration, as far as it counts.
#[derive(Debug, Clone)]
pub struct Declared {
    /// Index of its file.
    pub input: u32,
    /// Index of the folder or workbook.
    pub group: u32,
    /// City.
    pub city: String,
    /// Cycle.
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
}

/// Every declaration that names a known city and a year. One that was refused withholds: what it meant is not known.
pub fn declared(frame: &DataFrame, groups: &[u32], shas: &[&str]) -> Vec<Declared> {
    let mut all = Vec::new();
    for row in rows(frame) {
        let (Some(city), Some(cycle), true) = (row.text("city"), row.integer("cycle_n"), row.is("known_city")) else {
            continue;
        };
        let input = row.index("input").unwrap_or_default();
        let accepted = !row.is("refused");
        let word = Consent::of(row.text("consent_id"));
        // What a refused one without a day meant, and when, is not known either.
        let lost_date = row.text("date_id").is_none() && (row.text("submitted_on").is_some() || !accepted);
        let consent = word.filter(|_| accepted).unwrap_or(Consent::Private);
        let day = row.text("date_id");
        all.push(Declared {
            input,
            group: groups.get(input as usize).copied().unwrap_or_default(),
            city: city.to_string(),
            cycle,
            // A day that cannot be read may be the newest: with a narrower consent it counts as that.
            date: if lost_date && word != Some(Consent::Public) {
                Some("9999".into())
            } else {
                day.map(str::to_string)
            },
            doubtful: day.is_some_and(|day| is_implausible(day, cycle)),
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
            contact_consent: row
                .text("contact_consent_id")
                .filter(|_| accepted)
                .and_then(|word| word.parse().ok())
                .unwrap_or_default(),
        });
    }
    sort(&mut all);
    all
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
pub(super) fn sort(declared: &mut [Declared]) {
    // One that does not say what it is meant for counts before one that limits it to its cycle.
    let key = |d: &Declared| (!d.doubtful, d.date.clone(), d.consent, d.consent_for.is_none(), d.sha.clone());
    declared.sort_by(|a, b| (&a.city, a.cycle, key(a)).cmp(&(&b.city, b.cycle, key(b))));
}

/// Declarations of a snapshot's `declaration_history` with the contacts of its `contact_history`. They have no hash: of
/// the same day, one that is submitted now is newer.
pub fn stored(history: &DataFrame, contacts: &DataFrame) -> Vec<Declared> {
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
            cycle,
            date: day.map(str::to_string),
            doubtful: day.is_some_and(|day| is_implausible(day, cycle)),
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
        })
    };
    rows(history).filter_map(declaration).collect()
}

/// The place of a file for declarations that were read from a snapshot.
const STORED: u32 = u32::MAX;

impl Declared {
    /// Whether it was made after another of the same city: by its day, else by its cycle.
    pub(super) fn after(&self, other: &Declared) -> bool {
        let sure = !self.doubtful && !other.doubtful;
        match (&self.date, &other.date) {
            (Some(one), Some(two)) if sure && one != two => one > two,
            _ => self.cycle > other.cycle,
        }
    }

    /// Whether it has no day and may be newer than another, which has one.
    pub(super) fn may_follow(&self, dated: &Declared) -> bool {
        self.date.is_none() && dated.date.is_some() && self.cycle >= dated.cycle
    }

    /// Whether it was read from a snapshot.
    pub(super) fn is_stored(&self) -> bool {
        self.input == STORED
    }
}

/// A city's declarations, in the order of [`declared`], and the newest of each cycle.
type OfCity<'a> = (&'a [Declared], BTreeMap<i64, &'a Declared>);

fn by_city(declared: &[Declared]) -> impl Iterator<Item = OfCity<'_>> {
    let cities = declared.chunk_by(|a, b| a.city == b.city);
    cities.map(|all| (all, all.iter().map(|d| (d.cycle, d)).collect()))
}

/// The consent that governs each city and cycle: that of its newest declaration, or of a later one for all cycles. One
/// of another cycle that came later, is narrower and does not say what it is meant for narrows it too, until the city
/// has answered; and so does one whose day is doubtful or, next to a dated one, not given, until that is corrected.
pub fn governing(declared: &[Declared]) -> BTreeMap<(&str, i64), Consent> {
    let mut governing = BTreeMap::new();
    for (all, newest) in by_city(declared) {
        for (cycle, own) in &newest {
            let base = base(all, own);
            let unclear = newest
                .values()
                .filter(|d| d.cycle != *cycle && d.consent_for.is_none() && d.may_narrow && d.after(base));
            let doubtful = all.iter().filter(|d| {
                let may_be_newest = d.doubtful || d.date.is_none() && own.date.is_some();
                may_be_newest && d.accepted && d.stated && (d.cycle == *cycle || d.consent_for == Some(ConsentFor::All))
            });
            let narrower = unclear.copied().chain(doubtful).map(|d| d.consent);
            let consent = narrower.fold(base.consent, Consent::max);
            governing.insert((own.city.as_str(), *cycle), consent);
        }
    }
    governing
}

/// What governs a cycle whose newest declaration is `own`, but for what is unclear: it, or a later one for all cycles.
/// A refused one withholds its cycle until another of that cycle comes: what it meant is not known.
fn base<'a>(all: &'a [Declared], own: &'a Declared) -> &'a Declared {
    if !own.accepted {
        return own;
    }
    // Next to a dated one, one without a day can only narrow.
    let in_order = |d: &Declared| !d.doubtful && (d.date.is_some() || own.date.is_none());
    let is_for_all = |d: &&Declared| d.consent_for == Some(ConsentFor::All) && d.cycle != own.cycle && in_order(d);
    let for_all = all.iter().filter(is_for_all);
    for_all.fold(own, |base, d| if d.after(base) { d } else { base })
}

/// Asks what a consent is meant for that differs from an earlier one, where the declaration does not say. `stored` are
/// declarations of a snapshot that submissions are compared with.
pub fn unclear_consents(
    declared: &[Declared],
    stored: &[Declared],
    files: &[&str],
    findings: &mut Findings,
) -> Result<()> {
    let code = checks::code_of("consent_unclear")?;
    let mut together = [declared, stored].concat();
    sort(&mut together);
    for (all, newest) in by_city(&together) {
        for d in newest.values().filter(|d| d.consent_for.is_none() && d.accepted && d.stated && d.input != STORED) {
            let earlier: Vec<&Declared> = newest
                .values()
                .filter(|e| e.cycle != d.cycle && d.after(e))
                .map(|e| base(all, e))
                .filter(|e| d.after(e))
                .collect();
            let narrows: Vec<&Declared> = earlier.iter().copied().filter(|e| d.consent > e.consent).collect();
            let previous = earlier.iter().copied().reduce(|last, e| if e.after(last) { e } else { last });
            let widens = previous.filter(|e| d.consent < e.consent);
            let cycles = |of: &[&Declared]| of.iter().map(|e| e.cycle.to_string()).collect::<Vec<_>>().join(", ");
            let (which, cycles, meanwhile) = match (narrows.is_empty(), widens) {
                (false, _) => ("narrower", cycles(&narrows), d.consent.into_str()),
                (true, Some(previous)) => ("wider", cycles(&[previous]), previous.consent.into_str()),
                (true, None) => continue,
            };
            findings.push(Finding {
                severity: code.severity,
                city: Some(d.city.clone()),
                line: d.line,
                column: Some("consent_for".into()),
                ..Finding::file(
                    files.get(d.input as usize).copied().unwrap_or_default(),
                    code.code,
                    format!(
                        "The consent {} for {} is {which} than that for {cycles}, and consent_for does not say whether it is meant for {cycles} too. Until it \
                         does, {meanwhile} holds for {cycles}. Write all in consent_for if it is meant for every cycle, cycle if it is meant for {} alone.",
                        d.consent.into_str(),
                        d.cycle,
                        d.cycle
                    ),
                )
            });
        }
    }
    Ok(())
}

/// Says of a consent that it is wider than one of the same cycle that another file gave: whoever sends a file may
/// declare any city, and what that city withheld would be published with nothing said. A file that was meant to narrow
/// a consent may also have the wrong day, so both days are named. `stored` are declarations of a snapshot that
/// submissions are compared with. A consent for all cycles is compared with those of the cycles that it widens.
pub fn widened_consents(
    declared: &[Declared],
    stored: &[Declared],
    files: &[&str],
    findings: &mut Findings,
) -> Result<()> {
    let code = checks::code_of("wider_consent")?;
    let mut together = [declared, stored].concat();
    sort(&mut together);
    for same in together.chunk_by(|a, b| (&a.city, a.cycle) == (&b.city, b.cycle)) {
        let stated = || same.iter().filter(|d| d.accepted && d.stated);
        let Some(newest) = same.last() else { continue };
        for d in stated().filter(|d| d.input != STORED) {
            // Where one of the two has no day, another finding says so.
            let narrower =
                |e: &&Declared| e.input != d.input && e.consent > d.consent && e.date.is_some() == d.date.is_some();
            let other = match std::ptr::eq(d, newest) {
                true => stated().filter(narrower).max_by_key(|e| e.consent),
                // One that is not the newest is reported only where the order of both is not known.
                false => stated().filter(narrower).find(|e| !e.doubtful && !d.doubtful && e.date == d.date),
            };
            let Some(e) = other else { continue };
            findings.push(Finding {
                severity: code.severity,
                city: Some(d.city.clone()),
                line: d.line,
                column: Some("consent".into()),
                ..Finding::file(
                    files.get(d.input as usize).copied().unwrap_or_default(),
                    code.code,
                    widened(d, e, files.get(e.input as usize).copied().unwrap_or("a file in the store")),
                )
            });
        }
    }
    let governing = governing(&together);
    for (all, newest) in by_city(&together) {
        for (cycle, own) in newest {
            let wide = base(all, own);
            let holds = governing.get(&(own.city.as_str(), cycle)).copied().unwrap_or(Consent::Private);
            let narrower = all.iter().filter(|e| {
                // Those of one cycle are compared above.
                let other = e.input != wide.input && e.cycle != wide.cycle;
                other && e.accepted && e.stated && e.consent > holds && covers(all, e, cycle)
            });
            let Some(narrow) = narrower.filter(|e| !e.after(wide)).max_by_key(|e| e.consent) else { continue };
            if wide.is_stored() || !wide.accepted || !wide.stated {
                continue;
            }
            let file = files.get(narrow.input as usize).copied().unwrap_or("a file in the store");
            findings.push(Finding {
                severity: code.severity,
                city: Some(wide.city.clone()),
                line: wide.line,
                column: Some("consent_for".into()),
                ..Finding::file(
                    files.get(wide.input as usize).copied().unwrap_or_default(),
                    code.code,
                    widened_across(wide, narrow, cycle, file),
                )
            });
        }
    }
    Ok(())
}

/// Whether a consent was meant for a cycle: its own, or for all where the cycle was declared before it.
fn covers(all: &[Declared], d: &Declared, cycle: i64) -> bool {
    let declared_before = || all.iter().any(|other| other.cycle == cycle && d.after(other));
    d.cycle == cycle || d.consent_for == Some(ConsentFor::All) && declared_before()
}

/// What is said of a consent that widens a cycle which a narrower one of another cycle or for all cycles governed.
fn widened_across(wide: &Declared, narrow: &Declared, cycle: i64, file: &str) -> String {
    let said = |d: &Declared| {
        let day = d.date.as_ref().map_or("without a day".into(), |day| format!("of {day}"));
        let extent = if d.cycle == cycle { "" } else { " and all cycles" };
        format!("{} {day} for {}{extent}", d.consent.into_str(), d.cycle)
    };
    let otherwise = match wide.cycle == cycle {
        true => "if it has not, take this row out",
        false => "if it has not, write cycle into consent_for or take this row out",
    };
    format!(
        "The consent {} is wider than the consent {} that {file} gave, and holds for {cycle}. If the city has widened its consent for {cycle}, leave it; {otherwise}. If {} was sent later, correct submitted_on in {file}.",
        said(wide),
        said(narrow),
        narrow.consent.into_str()
    )
}

/// Says of a consent without a day that it differs from a dated one of its cycle, or of another where it is meant for
/// all: no day tells which of them is the later. `stored` are declarations of a snapshot that submissions are compared
/// with.
pub fn undated_consents(
    declared: &[Declared],
    stored: &[Declared],
    files: &[&str],
    findings: &mut Findings,
) -> Result<()> {
    let code = checks::code_of("consent_without_day")?;
    let mut together = [declared, stored].concat();
    sort(&mut together);
    let file = |d: &Declared| files.get(d.input as usize).copied().unwrap_or("a file in the store");
    for all in together.chunk_by(|a, b| a.city == b.city) {
        let stated = || all.iter().filter(|d| d.accepted && d.stated);
        let dated = stated().filter(|d| d.date.is_some() && !d.doubtful);
        let newest: BTreeMap<i64, &Declared> = dated.map(|d| (d.cycle, d)).collect();
        for d in stated().filter(|d| d.date.is_none()) {
            let for_all =
                |e: &Declared| d.consent_for == Some(ConsentFor::All) && (d.consent > e.consent || d.cycle > e.cycle);
            let differs = |e: &&&Declared| e.consent != d.consent && (e.cycle == d.cycle || for_all(e));
            for e in newest.values().filter(differs) {
                let Some(place) = [d, e].into_iter().find(|one| !one.is_stored()) else { continue };
                let message = format!(
                    "{} gives the consent {} for {} and has no day of sending; {} of {} gives {} for {}. Which is the later is not known, so {} holds for {}. Write the day into submitted_on of {}, or take out the row that does not hold.",
                    file(d),
                    d.consent.into_str(),
                    d.cycle,
                    file(e),
                    e.date.as_deref().unwrap_or_default(),
                    e.consent.into_str(),
                    e.cycle,
                    d.consent.max(e.consent).into_str(),
                    e.cycle,
                    file(d)
                );
                findings.push(Finding {
                    severity: code.severity,
                    city: Some(d.city.clone()),
                    line: place.line,
                    column: Some("submitted_on".into()),
                    ..Finding::file(file(place), code.code, message)
                });
            }
        }
    }
    Ok(())
}

/// What is said of a consent that is wider than another of the same cycle, which `file` gave.
fn widened(wide: &Declared, narrow: &Declared, file: &str) -> String {
    let day = |d: &Declared| d.date.as_ref().map_or("without a day".into(), |day| format!("of {day}"));
    let (which, what) = ((wide.consent.into_str(), day(wide)), (narrow.consent.into_str(), day(narrow)));
    let both = format!(
        "The consent {} {} for {} is wider than the consent {} {} that {file} gave for it",
        which.0, which.1, wide.cycle, what.0, what.1
    );
    if narrow.doubtful {
        return format!("{both}. Until submitted_on of {file} is a day that can be right, {} holds.", what.0);
    }
    if wide.date == narrow.date {
        return format!(
            "{both}, and neither is the later, so {} holds. Write day and time into submitted_on of both (2024-05-31T15:30), or take out the row that does not hold.",
            what.0
        );
    }
    format!(
        "{both} before, and holds for all values of that cycle. If the city has widened its consent, leave it. If {} was sent later, correct submitted_on in {file}; if the city has not widened it, take this row out.",
        what.0
    )
}

/// Lookup by `group`, `city`, `cycle`: `own_date`, `own_consent` (which is the governing one).
fn by_cycle(declared: &[Declared]) -> Result<DataFrame> {
    let governing = governing(declared);
    let mut rows: BTreeMap<(u32, &str, i64), Option<&str>> = BTreeMap::new();
    for d in declared {
        rows.insert((d.group, &d.city, d.cycle), d.date.as_deref().filter(|d| *d != "9999"));
    }
    let consent = |k: &(u32, &str, i64)| governing.get(&(k.1, k.2)).copied().unwrap_or(Consent::Private);
    lookup!((key, date) in rows =>
        group = key.0, city = key.1, cycle = key.2, own_consent = consent(key).into_str(), own_date = *date)
}

/// Lookup by `group` and `city`, for what has no cycle: that of the newest cycle declared there.
pub fn by_group(declared: &[Declared]) -> Result<DataFrame> {
    let governing = governing(declared);
    let mut rows: BTreeMap<(u32, &str), (i64, Option<&str>)> = BTreeMap::new();
    for d in declared {
        let row = rows.entry((d.group, &d.city)).or_insert((d.cycle, None));
        if d.cycle >= row.0 {
            *row = (d.cycle, d.date.as_deref().filter(|d| *d != "9999"));
        }
    }
    let consent = |k: &(u32, &str), cycle| governing.get(&(k.1, cycle)).copied().unwrap_or(Consent::Private);
    lookup!((key, (cycle, date)) in rows =>
        group = key.0, city = key.1, consent = consent(key, *cycle).into_str(), declared_cycle = *cycle,
        submitted_on = *date)
}

/// Accepted observations with `group`, `mapped`, `sha`, `submission`, `consent`, `submitted_on` and `declared`.
pub fn with_consent(accepted: DataFrame, inputs: DataFrame, declared: &[Declared]) -> Result<DataFrame> {
    let doing = polars_error("joining observations with their declarations");
    let dates: Vec<String> = distinct(&accepted, "stated_date")?.into_iter().filter(|d| moment(d).is_some()).collect();
    let dates = lookup!(d in dates => good_date = moment(d), stated_date = d.as_str())?;
    let words = lookup!(word in Consent::VARIANTS => good_consent = *word, stated_consent = *word)?;
    let lazy = left(accepted.lazy(), inputs, &["input"]);
    let lazy = left(left(lazy, dates, &["stated_date"]), words, &["stated_consent"]);
    let mapped = || col("mapped");
    // What a mapping states of its rows goes before the declaration, what a row states goes after it.
    let in_force = |declared: &str, stated: &str| {
        when(mapped()).then(col(stated)).otherwise(coalesce(&[col(declared), col(stated)]))
    };
    left(lazy, by_cycle(declared)?, &["group", "city", "cycle"])
        .with_columns([
            in_force("own_consent", "good_consent").fill_null(lit(Consent::Private.into_str())).alias("consent"),
            in_force("own_date", "good_date").alias("submitted_on"),
            mapped().or(col("own_consent").is_not_null()).or(col("good_consent").is_not_null()).alias("declared"),
        ])
        .collect()
        .map_err(&doing)
        .and_then(narrowed_by_mappings)
}

/// Narrows every row of a city to the consent of a mapping of its rows that says so.
fn narrowed_by_mappings(rows: DataFrame) -> Result<DataFrame> {
    let doing = polars_error("narrowing consent by that of mappings");
    let narrow = |consent: Consent| col("consent").eq(lit(consent.into_str())).and(col("for_all"));
    let caps = rows
        .clone()
        .lazy()
        .group_by_stable([col("city")])
        .agg([
            narrow(Consent::Private).any(true).alias("to_private"),
            narrow(Consent::AggregateOnly).any(true).alias("to_counted"),
        ])
        .collect()
        .map_err(&doing)?;
    left(rows.lazy(), caps, &["city"])
        .with_column(
            when(col("to_private"))
                .then(lit(Consent::Private.into_str()))
                .when(col("to_counted").and(col("consent").eq(lit(Consent::Public.into_str()))))
                .then(lit(Consent::AggregateOnly.into_str()))
                .otherwise(col("consent"))
                .alias("consent"),
        )
        .drop(cols(["to_private", "to_counted", "for_all"]))
        .collect()
        .map_err(&doing)
}
