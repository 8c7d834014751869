//! Consents without a day.

use std::collections::BTreeMap;

use super::declared::{Declared, sort};
use crate::base::error::Result;
use crate::ingest::checks;
use crate::ingest::finding::{Finding, Findings};
use crate::model::vocabulary::ConsentFor;

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
