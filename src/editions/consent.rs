//! What an earlier snapshot lets be shown and today's does not.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::error::Result;
use crate::base::table::Table;
use crate::store::Snapshot;

/// Tables of what cities send, with the columns that say of what it is, and whether it may end without being withdrawn,
/// as targets and practices do when a city sends others. The consent of an observation is that of its cycle, and a
/// declaration is there for every cycle that was declared for.
const SENT: [(&str, &[&str], bool); 4] = [
    ("observation_history", &["cycle"], false),
    ("declaration_history", &["cycle"], false),
    ("target_history", &["measurement", "item"], true),
    ("practice_history", &["feature", "title"], true),
];

/// How much of what a city lets be seen: by city and what is meant.
type Seen = BTreeMap<(String, Vec<String>), u8>;

/// How many cities let less be seen by `now` than by `then`, of anything that was in `then`.
///
/// # Errors
/// A table cannot be read.
pub fn withdrawn(then: &Snapshot, now: &Snapshot) -> Result<usize> {
    let mut cities: BTreeSet<String> = BTreeSet::new();
    let mut compare = |then: Seen, now: Seen, may_end: bool| {
        let less = then.into_iter().filter(|(key, width)| match now.get(key) {
            Some(today) => today < width,
            None => *width > 0 && !may_end,
        });
        cities.extend(less.map(|((city, _), _)| city));
    };
    for (table, columns, may_end) in SENT {
        compare(sent(&then.table(table)?, columns), sent(&now.table(table)?, columns), may_end);
    }
    compare(contacts(&then.table("contacts")?), contacts(&now.table("contacts")?), false);
    Ok(cities.len())
}

/// The widest consent of each: 2 where it is shown, 1 where it is counted, 0 for nothing.
fn sent(table: &Table, columns: &[&str]) -> Seen {
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
        let width = match table.text("consent", row) {
            Some("public") => 2,
            Some("aggregate_only") => 1,
            _ => 0,
        };
        let of = all.entry((city.to_string(), columns.iter().map(cell).collect())).or_default();
        *of = width.max(*of);
    }
    all
}

/// How each city can be reached: 3 where the person is named, 2 through the secretariat, 1 where only its languages are
/// shown, 0 for nothing. It takes the city's consent, whatever is said of the contact.
fn contacts(table: &Table) -> Seen {
    let row = |row: usize| {
        let width = match (table.text("consent", row), table.text("contact_consent", row)) {
            (Some("public"), Some("public")) => 3,
            (Some("public"), Some("secretariat")) => 2,
            (Some("public"), _) => 1,
            _ => 0,
        };
        Some(((table.text("city", row)?.to_string(), Vec::new()), width))
    };
    (0..table.len()).filter_map(row).collect()
}
