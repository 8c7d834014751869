//! A consent that became wider only because a file went away: nobody gave it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::base::error::Result;
use crate::base::table::Table;
use crate::model::schema::{PRACTICE_KEY, TARGET_KEY};

/// What more readers would see than before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Widened {
    /// City.
    pub city: String,
    /// What of it: `its values of 2024`.
    pub what: String,
}

/// Rows that a reader may see or not.
struct Watched {
    table: &'static str,
    /// What tells one from another, the city first.
    key: &'static [&'static str],
    /// Columns with a consent each, of which the narrowest holds.
    consents: &'static [&'static str],
    what: &'static str,
    /// Whether only a declaration can bring it, so that what a city that withholds did not give before was withheld too.
    declared: bool,
}

const WATCHED: [Watched; 6] = [
    Watched {
        table: "observation_history",
        key: &["city", "cycle"],
        consents: &["consent"],
        what: "its values",
        declared: false,
    },
    // Of one series and year a row of another cycle can take the place of one that is withheld.
    Watched {
        table: "observations",
        key: &["city", "measurement", "item", "reference_year"],
        consents: &["consent"],
        what: "its values",
        declared: false,
    },
    Watched { table: "targets", key: &TARGET_KEY, consents: &["consent"], what: "its targets", declared: false },
    Watched { table: "practices", key: &PRACTICE_KEY, consents: &["consent"], what: "its practices", declared: false },
    Watched {
        table: "declarations",
        key: &["city", "role"],
        consents: &["consent"],
        what: "what it asks for and offers",
        declared: true,
    },
    Watched {
        table: "contacts",
        key: &["city"],
        consents: &["contact_consent", "consent"],
        what: "its contact",
        declared: true,
    },
];

/// Where the submissions of declarations are.
const DECLARED: &str = "declaration_history";

/// What more readers would see of cities of which no declaration is new, sorted. The tables are asked for by name, those
/// of the snapshot in force and those that would follow it.
///
/// # Errors
/// A table that would follow is missing. One of the snapshot in force that cannot be read says nothing of what was
/// withdrawn.
pub fn widened(before: impl Fn(&str) -> Result<Table>, after: impl Fn(&str) -> Result<Table>) -> Result<Vec<Widened>> {
    let Ok(said) = before(DECLARED) else { return Ok(Vec::new()) };
    let says = after(DECLARED)?;
    let known: BTreeSet<&str> = submissions(&said).map(|(_, submission)| submission).collect();
    let withholding: BTreeSet<&str> = (0..said.len())
        .filter(|row| said.text("consent", *row) != Some("public"))
        .filter_map(|row| said.text("city", row))
        .collect();
    let spoke: BTreeSet<&str> =
        submissions(&says).filter(|(_, submission)| !known.contains(submission)).map(|(city, _)| city).collect();
    let mut found = BTreeSet::new();
    for watched in &WATCHED {
        let Ok(before) = before(watched.table) else { continue };
        let was = widest(&before, watched);
        for (key, seen) in widest(&after(watched.table)?, watched) {
            let city = key[0].as_str();
            let hidden =
                (watched.declared && withholding.contains(city)).then_some(Seen { narrowness: 2, cycle: None });
            let is_wider = was.get(&key).copied().or(hidden).is_some_and(|was| seen.narrowness < was.narrowness);
            if is_wider && !spoke.contains(city) {
                let of = seen.cycle.filter(|_| !watched.declared).map(|cycle| format!(" of {cycle}"));
                found
                    .insert(Widened { city: city.into(), what: format!("{}{}", watched.what, of.unwrap_or_default()) });
            }
        }
    }
    Ok(found.into_iter().collect())
}

/// How widely something is seen: 0 by all, 1 in part, 2 by nobody; and the cycle that it was sent for.
#[derive(Clone, Copy)]
struct Seen {
    narrowness: u8,
    cycle: Option<i64>,
}

/// What is seen most widely of each key.
fn widest(table: &Table, watched: &Watched) -> BTreeMap<Vec<String>, Seen> {
    let mut widest: BTreeMap<Vec<String>, Seen> = BTreeMap::new();
    let cell = |column: &str, row: usize| {
        let whole = || table.integer(column, row).map(|n| n.to_string());
        table.text(column, row).map(str::to_string).or_else(whole).unwrap_or_default()
    };
    for row in 0..table.len() {
        let key: Vec<String> = watched.key.iter().map(|column| cell(column, row)).collect();
        let narrowness = |column: &&str| match table.text(column, row) {
            Some("public") => 0,
            Some("aggregate_only" | "secretariat") => 1,
            _ => 2,
        };
        let narrowness = watched.consents.iter().map(narrowness).max().unwrap_or(2);
        let seen = Seen { narrowness, cycle: table.integer("cycle", row) };
        let known = widest.entry(key).or_insert(seen);
        if narrowness < known.narrowness {
            *known = seen;
        }
    }
    widest
}

/// Cities with the submissions in which they declared something.
fn submissions(declarations: &Table) -> impl Iterator<Item = (&str, &str)> {
    (0..declarations.len())
        .filter_map(|row| Some((declarations.text("city", row)?, declarations.text("submission", row)?)))
}
