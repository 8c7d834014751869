//! What an earlier snapshot lets be shown and today's does not.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::error::Result;
use crate::base::table::Table;
use crate::store::Snapshot;

/// Tables with a consent, and the columns that say of what it is, after the city. The consent of an observation is that
/// of its cycle, and a declaration is there for every cycle that was declared for.
const CONSENTS: [(&str, &[&str]); 5] = [
    ("observation_history", &["cycle"]),
    ("declaration_history", &["cycle"]),
    ("target_history", &["measurement", "item"]),
    ("practice_history", &["feature", "title"]),
    ("contacts", &[]),
];

/// What a city lets be seen: by city, what is meant, and how much.
type Seen = BTreeMap<(String, Vec<String>), u8>;

/// How many cities let less be seen by `now` than by `then`, of anything that was in `then`. What is no longer there at
/// all counts as withheld, but for targets and practices, which end when a city sends others in their place.
///
/// # Errors
/// A table cannot be read.
pub fn withdrawn(then: &Snapshot, now: &Snapshot) -> Result<usize> {
    let mut cities: BTreeSet<String> = BTreeSet::new();
    for (table, columns) in CONSENTS {
        let [before, after] = [then, now].map(|snapshot| snapshot.table(table));
        let (before, after) = (before?, after?);
        let may_end = !matches!(table, "observation_history" | "declaration_history" | "contacts");
        for column in ["consent", "contact_consent"] {
            if column == "contact_consent" && table != "contacts" {
                continue;
            }
            let (before, after) = (seen(&before, columns, column), seen(&after, columns, column));
            let less = before.into_iter().filter(|(key, seen)| match after.get(key) {
                Some(now) => now < seen,
                None => *seen > 0 && !may_end,
            });
            cities.extend(less.map(|((city, _), _)| city));
        }
    }
    Ok(cities.len())
}

/// The widest consent of each: 2 for public, 1 for what lets something be seen or counted, 0 for nothing.
fn seen(table: &Table, columns: &[&str], consent: &str) -> Seen {
    let mut all = Seen::new();
    for row in 0..table.len() {
        let cell = |column: &&str| match table.integer(column, row) {
            Some(number) => number.to_string(),
            None => table.text(column, row).unwrap_or_default().to_string(),
        };
        let Some(city) = table.text("city", row) else { continue };
        // The registry's row of a city is of no cycle, and shows nothing that the city sent.
        if columns.contains(&"cycle") && table.integer("cycle", row).is_none() {
            continue;
        }
        let width = match table.text(consent, row) {
            Some("public") => 2,
            Some("aggregate_only" | "secretariat") => 1,
            _ => 0,
        };
        let of = all.entry((city.to_string(), columns.iter().map(cell).collect())).or_default();
        *of = width.max(*of);
    }
    all
}
