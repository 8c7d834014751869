//! What a consent is meant for that differs from an earlier one.

use super::declared::{Declared, sort};
use super::governing::{base, by_city};
use crate::base::error::Result;
use crate::ingest::checks;
use crate::ingest::finding::{Finding, Findings};

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
        for d in newest.values().filter(|d| d.consent_for.is_none() && d.accepted && d.stated && !d.is_stored()) {
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
