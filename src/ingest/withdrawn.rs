//! A consent that became wider only because a file went away: nobody gave it.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::table::Table;
use crate::model::vocabulary::Consent;

/// A city and a cycle.
type Key = (String, i64);

/// Cities and cycles whose observations more readers would see than before, although no declaration of the city is new.
/// The tables are `observations` and `declaration_history`, of the snapshot in force and of the one that would follow.
pub fn widened(before: [&Table; 2], after: [&Table; 2]) -> Vec<Key> {
    let [was, now] = [widest(before[0]), widest(after[0])];
    let known: BTreeSet<&str> = submissions(before[1]).map(|(_, submission)| submission).collect();
    let spoke: BTreeSet<&str> =
        submissions(after[1]).filter(|(_, submission)| !known.contains(submission)).map(|(city, _)| city).collect();
    let is_wider = |key: &Key, consent: Consent| was.get(key).is_some_and(|before| consent < *before);
    let found = now.into_iter().filter(|(key, consent)| is_wider(key, *consent) && !spoke.contains(key.0.as_str()));
    found.map(|(key, _)| key).collect()
}

/// The widest consent of each city's rows of a cycle.
fn widest(observations: &Table) -> BTreeMap<Key, Consent> {
    let mut widest: BTreeMap<Key, Consent> = BTreeMap::new();
    for row in 0..observations.len() {
        let (Some(city), Some(cycle)) = (observations.text("city", row), observations.integer("cycle", row)) else {
            continue;
        };
        let consent = Consent::of(observations.text("consent", row)).unwrap_or(Consent::Private);
        let known = widest.entry((city.to_string(), cycle)).or_insert(consent);
        *known = consent.min(*known);
    }
    widest
}

/// Cities with the submissions in which they declared something.
fn submissions(declarations: &Table) -> impl Iterator<Item = (&str, &str)> {
    (0..declarations.len())
        .filter_map(|row| Some((declarations.text("city", row)?, declarations.text("submission", row)?)))
}
