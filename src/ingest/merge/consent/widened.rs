//! Consents that are wider than those of other files.

use super::declared::{Declared, sort};
use super::governing::{base, by_city, governing};
use crate::base::error::Result;
use crate::ingest::checks;
use crate::ingest::finding::{Finding, Findings};
use crate::model::vocabulary::{Consent, ConsentFor};

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
        for d in stated().filter(|d| !d.is_stored()) {
            // Where one of the two has no day, another finding says so.
            let narrower =
                |e: &&Declared| e.input != d.input && e.consent > d.consent && e.date.is_some() == d.date.is_some();
            let other = match std::ptr::eq(d, newest) {
                true => stated().filter(narrower).max_by_key(|e| (e.doubtful || e.is_unordered(d), e.consent)),
                // One that is not the newest is reported only where the order of both is not known.
                false => {
                    let is_open = |e: &&Declared| e.date == d.date || e.is_unordered(d);
                    stated().filter(narrower).find(|e| !e.doubtful && !d.doubtful && is_open(e))
                }
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
    for (all, newest) in by_city(&together) {
        let is_clear = |d: &&Declared| d.accepted && d.stated && !d.doubtful;
        for wide in all.iter().filter(is_clear).filter(|d| d.consent_for == Some(ConsentFor::All)) {
            for (cycle, own) in newest.iter().filter(|(_, own)| is_clear(own) && own.cycle != wide.cycle) {
                let is_open = wide.is_later(own).is_none() && own.date.is_some() == wide.date.is_some();
                let holds = governing.get(&(own.city.as_str(), *cycle)).is_some_and(|now| *now > wide.consent);
                let Some(place) = [wide, own].into_iter().find(|d| !d.is_stored()) else { continue };
                if !is_open || !holds || own.consent <= wide.consent {
                    continue;
                }
                findings.push(Finding {
                    severity: code.severity,
                    city: Some(place.city.clone()),
                    line: place.line,
                    column: Some("submitted_on".into()),
                    ..Finding::file(
                        files.get(place.input as usize).copied().unwrap_or_default(),
                        code.code,
                        open_across(wide, own, |d| {
                            files.get(d.input as usize).copied().unwrap_or("a file in the store")
                        }),
                    )
                });
            }
        }
    }
    Ok(())
}

/// What is said of a consent for all cycles, and a narrower one of another cycle, of which days say not which is later.
fn open_across<'a>(wide: &Declared, own: &Declared, file: impl Fn(&Declared) -> &'a str) -> String {
    let day = |d: &Declared| d.date.as_ref().map_or("without a day".into(), |day| format!("of {day}"));
    format!(
        "The consent {} {} for {} and all cycles, in {}, is wider than the consent {} {} for {}, in {}, and neither is the later, so {} holds for {}. Write day and time into submitted_on of both (2024-05-31T15:30), or cycle into consent_for if it is not meant for {}.",
        wide.consent.into_str(),
        day(wide),
        wide.cycle,
        file(wide),
        own.consent.into_str(),
        day(own),
        own.cycle,
        file(own),
        own.consent.into_str(),
        own.cycle,
        own.cycle
    )
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
    if wide.date == narrow.date || wide.is_unordered(narrow) {
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
