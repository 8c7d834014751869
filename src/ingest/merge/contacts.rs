//! How each city can be reached: that of its newest declaration, with the narrowest consent that holds now.

use crate::base::error::Result;
use crate::ingest::checks;
use crate::ingest::finding::{Finding, Findings};
use crate::ingest::merge::consent::{self, Declared};
use crate::ingest::merge::earlier;
use crate::model::contact::{Contact, Means};
use crate::model::vocabulary::{Consent, ContactConsent};

/// The contact of every accepted declaration. What the newest one withdraws, or one whose day is doubtful or not given,
/// is withdrawn from all; a refused one that may be newer withdraws everything: what it meant is not known. Of one that
/// is refused for its cycle and says `public` the consent to the contact is known.
pub fn declared_contacts(declared: &[Declared]) -> Vec<Contact> {
    let governing = consent::governing(declared);
    let says_the_same =
        |one: &Declared, newer: &Declared| one.means == newer.means && newer.contact_consent <= one.contact_consent;
    let when_replaced = earlier::when_replaced(declared, says_the_same);
    let mut contacts = Vec::new();
    let mut at = 0;
    for all in declared.chunk_by(|a, b| a.city == b.city) {
        let Some(InForce { newest, last, now }) = in_force(all) else { continue };
        let consent_of = |d: &Declared| governing.get(&(d.city.as_str(), d.cycle)).copied().unwrap_or(Consent::Private);
        let first = at;
        at += all.len();
        // One that no file says any longer has no contact, and takes the place of none.
        let has_contact = |d: &Declared| d.accepted && (!d.held || std::ptr::eq(d, newest));
        let with_contact = all.iter().zip(&when_replaced[first..]).filter(|(d, _)| has_contact(d));
        contacts.extend(with_contact.map(|(d, then)| {
            Contact {
                city: d.city.clone(),
                cycle: d.cycle,
                submitted_on: d.date.clone(),
                means: d.means.clone(),
                contact_consent: d.contact_consent.max(now),
                declared_contact_consent: d.contact_consent,
                consent: [consent_of(newest), consent_of(last), then.unwrap_or(Consent::Public)]
                    .into_iter()
                    .fold(consent_of(d), Consent::max),
                submission: d.submission().to_string(),
                current: std::ptr::eq(d, newest),
            }
        }));
    }
    contacts.sort();
    contacts
}

/// What holds of a city's contact.
struct InForce<'a> {
    /// The newest accepted declaration that a file says; where none does, the newest of all.
    newest: &'a Declared,
    /// The newest of all.
    last: &'a Declared,
    /// The consent to the contact.
    now: ContactConsent,
}

/// What holds of a city's contact now. What no file says any longer only narrows it.
fn in_force(all: &[Declared]) -> Option<InForce<'_>> {
    let (last, now) = newest_of(all.iter())?;
    let (newest, of_files) = newest_of(all.iter().filter(|d| !d.held)).unwrap_or((last, ContactConsent::None));
    Some(InForce { newest, last, now: now.max(of_files) })
}

fn newest_of<'a>(all: impl Iterator<Item = &'a Declared> + Clone) -> Option<(&'a Declared, ContactConsent)> {
    let order = |d: &&Declared| (!d.doubtful, d.date.clone(), d.cycle, !d.held, d.sha.clone());
    let newest = all.clone().filter(|d| d.accepted).max_by_key(order)?;
    let is_tied = |d: &Declared| (&d.date, d.cycle) == (&newest.date, newest.cycle);
    let may_be_newest = all.filter(|d| match d.accepted {
        true => d.doubtful || d.is_open_to(newest) || is_tied(d),
        false => d.doubtful || !newest.after(d),
    });
    Some((newest, may_be_newest.map(|d| d.contact_consent).fold(newest.contact_consent, ContactConsent::max)))
}

/// Says of a consent to a city's contact, if it holds, that it is wider than that of the declaration before it, which
/// another file gave with a contact. `stored` are declarations of a snapshot that submissions are compared with.
pub fn widened_contacts(
    declared: &[Declared],
    stored: &[Declared],
    files: &[&str],
    findings: &mut Findings,
) -> Result<()> {
    let code = checks::code_of("wider_consent")?;
    let mut together = [declared, stored].concat();
    consent::sort(&mut together);
    let file = |d: &Declared| files.get(d.input as usize).copied().unwrap_or("a file in the store");
    for all in together.chunk_by(|a, b| a.city == b.city) {
        let Some(InForce { now, .. }) = in_force(all) else { continue };
        let given = |d: &&Declared| d.accepted && !d.doubtful && d.date.is_some() && d.means != Means::default();
        let mut in_order: Vec<&Declared> = all.iter().filter(given).collect();
        in_order.sort_by_key(|d| (&d.date, d.cycle, d.contact_consent));
        for pair in in_order.windows(2) {
            let [narrow, wide] = pair else { continue };
            let is_wider = wide.contact_consent < narrow.contact_consent && wide.contact_consent >= now;
            if !is_wider || wide.is_stored() || wide.input == narrow.input {
                continue;
            }
            let day = |d: &Declared| d.date.clone().unwrap_or_default();
            let message = format!(
                "The contact_consent {} of {} is wider than {} of {}, which {} gave before, and holds. If the city has widened it, leave it; if it has not, take this row out. If {} was sent later, correct submitted_on in {}.",
                wide.contact_consent.into_str(),
                day(wide),
                narrow.contact_consent.into_str(),
                day(narrow),
                file(narrow),
                narrow.contact_consent.into_str(),
                file(narrow)
            );
            findings.push(Finding {
                severity: code.severity,
                city: Some(wide.city.clone()),
                line: wide.line,
                column: Some("contact_consent".into()),
                ..Finding::file(file(wide), code.code, message)
            });
        }
    }
    Ok(())
}
