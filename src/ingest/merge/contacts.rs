//! How each city can be reached: that of its newest declaration, with the narrowest consent that holds now.

use crate::ingest::merge::consent::{self, Declared};
use crate::ingest::read::files::Input;
use crate::model::contact::Contact;
use crate::model::vocabulary::{Consent, ContactConsent};

/// The contact of every accepted declaration. What the newest one withdraws, or one whose day is doubtful or not given,
/// is withdrawn from all; a refused one that may be newer withdraws everything: what it meant is not known.
pub fn declared_contacts(declared: &[Declared], inputs: &[Input]) -> Vec<Contact> {
    let governing = consent::governing(declared);
    let mut contacts = Vec::new();
    for all in declared.chunk_by(|a, b| a.city == b.city) {
        let order = |d: &&Declared| (!d.doubtful, d.date.clone(), d.cycle, d.sha.clone());
        let Some(newest) = all.iter().filter(|d| d.accepted).max_by_key(order) else { continue };
        let refused_since = all.iter().any(|d| !d.accepted && !newest.after(d));
        let doubtful = all.iter().filter(|d| d.accepted && (d.doubtful || d.may_follow(newest)));
        let doubtful = doubtful.map(|d| d.contact_consent);
        let now = if refused_since {
            ContactConsent::None
        } else {
            doubtful.fold(newest.contact_consent, ContactConsent::max)
        };
        let consent_of = |d: &Declared| governing.get(&(d.city.as_str(), d.cycle)).copied().unwrap_or(Consent::Private);
        contacts.extend(all.iter().filter(|d| d.accepted).map(|d| Contact {
            city: d.city.clone(),
            cycle: d.cycle,
            submitted_on: d.date.clone(),
            means: d.means.clone(),
            contact_consent: d.contact_consent.max(now),
            consent: consent_of(d).max(consent_of(newest)),
            submission: inputs.get(d.input as usize).map(|i| i.submission_id().to_string()).unwrap_or_default(),
            current: std::ptr::eq(d, newest),
        }));
    }
    contacts.sort();
    contacts
}
