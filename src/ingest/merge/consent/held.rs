//! A declaration that lets less be seen holds until the city makes a newer one, whatever becomes of the file that
//! brought it.
//!
//! The store keeps a record of such declarations, which only grows; each run adds those that it reads, and merges those
//! that no file says any longer with those of its files. They have no content but their consents, and can only narrow.

use std::collections::{BTreeMap, BTreeSet};

use super::declared::{Declared, STORED, UNREAD, is_doubtful};
use crate::base::dates::are_unordered;
use crate::base::error::Result;
use crate::ingest::checks;
use crate::ingest::finding::{Finding, Findings};
use crate::ingest::limits::REFUSED_WITHDRAWALS;
use crate::model::vocabulary::{Consent, ConsentFor, ContactConsent};
use crate::model::withdrawal::{Withdrawal, merged};

/// Declarations of files that let less be seen than everything, of cities that the registry has not too. Of one that was
/// refused and says `public` the contact alone counts.
pub fn withdrawals(declared: &[Declared]) -> Vec<Withdrawal> {
    let mut by_city: BTreeMap<&str, Vec<&Declared>> = BTreeMap::new();
    declared.iter().for_each(|d| by_city.entry(&d.city).or_default().push(d));
    let ends_after = |d: &Declared| {
        let others = by_city.get(d.city.as_str()).into_iter().flatten();
        let could_end = others.filter(|other| other.sha != d.sha && is_answer(other, d.cycle));
        could_end.filter_map(|other| other.day()).max().unwrap_or_default().to_string()
    };
    let mut of_file: BTreeMap<u32, usize> = BTreeMap::new();
    let mut made = Vec::new();
    for d in declared.iter().filter(|d| !d.held) {
        let (consent, contact_consent) = match d.accepted || d.may_withhold() {
            true => (d.consent, d.contact_consent),
            false => (Consent::Public, d.stated_contact.unwrap_or_default()),
        };
        if (consent, contact_consent) == (Consent::Public, ContactConsent::Public) {
            continue;
        }
        if !d.accepted || !d.is_known {
            let refused = of_file.entry(d.input).or_default();
            *refused += 1;
            if *refused > REFUSED_WITHDRAWALS {
                continue;
            }
        }
        made.push(Withdrawal {
            city: d.city.clone(),
            cycle: d.has_cycle().then_some(d.cycle),
            submitted_on: d.date.clone(),
            consent,
            consent_for: d.consent_for,
            contact_consent,
            went_in: d.accepted,
            stated: d.stated,
            ends_after: (!is_certain(d)).then(|| ends_after(d)),
            submission: d.submission().to_string(),
        });
    }
    // Of those that say the same, the submission does not depend on the order of files.
    made.sort();
    merged(made)
}

/// Whether a declaration says itself what it withholds, and days say which others it goes before.
fn is_certain(d: &Declared) -> bool {
    let says_so = if d.consent == Consent::Public { d.stated_contact.is_some() } else { d.stated };
    d.accepted && says_so && d.day().is_some() && !d.doubtful
}

/// Whether a declaration answers for another one of its city, of that cycle, where it is of a later day.
fn is_answer(d: &Declared, cycle: i64) -> bool {
    let is_sure = d.accepted && d.stated && !d.doubtful && !d.held;
    is_sure && (d.cycle == cycle || cycle == UNREAD || d.consent_for == Some(ConsentFor::All))
}

/// Each of the withdrawals that are known, and whether no declaration of the files says it any longer. `said` are those
/// of `declared`.
pub fn held(known: Vec<Withdrawal>, said: &[Withdrawal], declared: &[Declared]) -> Vec<(Withdrawal, bool)> {
    let contents: BTreeSet<_> = said.iter().map(Withdrawal::content).collect();
    let places: BTreeSet<_> =
        declared.iter().map(|d| (d.city.as_str(), d.has_cycle().then_some(d.cycle), d.submission())).collect();
    let is_said = |w: &Withdrawal| contents.contains(&w.content()) || places.contains(&w.place());
    known
        .into_iter()
        .map(|w| {
            let held = !is_said(&w);
            (w, held)
        })
        .collect()
}

/// Withdrawals that no file says as declarations next to those of files, but for those that are answered. `is_city`
/// says whether an id is one of the registry's.
pub fn as_declared(
    known: &[(Withdrawal, bool)],
    declared: &[Declared],
    is_city: impl Fn(&str) -> bool,
) -> Vec<Declared> {
    let is_answered = |w: &Withdrawal, after: &str| {
        let cycle = w.cycle.unwrap_or(UNREAD);
        let newer = |d: &Declared| d.day().is_some_and(|day| day > after && !are_unordered(day, after));
        declared.iter().any(|d| d.city == w.city && is_answer(d, cycle) && newer(d))
    };
    let open = known.iter().filter(|(w, held)| *held && is_city(&w.city)).map(|(w, _)| w);
    let open = open.filter(|w| w.ends_after.as_deref().is_none_or(|after| !is_answered(w, after)));
    let made = open.map(|w| Declared {
        input: STORED,
        group: STORED,
        city: w.city.clone(),
        is_known: true,
        cycle: w.cycle.unwrap_or(UNREAD),
        date: w.submitted_on.clone(),
        doubtful: is_doubtful(w.submitted_on.as_deref(), w.cycle.unwrap_or(UNREAD)),
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
        stated_contact: None,
        held: true,
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
        let day = h.day().map(|day| format!(" on {day}")).unwrap_or_default();
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
