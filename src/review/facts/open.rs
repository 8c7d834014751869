//! What stands open before a final edition. This is the one place where it is decided.
//!
//! Open is every finding of severity error, every value in question that no correction decides, and every check of
//! severity warning that does not hold and asks no city. A check of severity error cannot be accepted: it stops every
//! report. Other warnings are for the city to look at.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::base::hash::sha256;
use crate::review::facts::checks::Broken;
use crate::review::facts::desk::Dossier;
use crate::review::facts::found::{Finding, Place};
use crate::review::facts::unusual::Unusual;

/// Hexadecimal digits of an id.
const DIGITS: usize = 16;

/// Cities of a check that are named.
const NAMED: usize = 5;

/// An open finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// A hash of its city and of all that is said of it: what changes is another finding. Neither the network nor
    /// consent is part of it.
    pub id: String,
    /// The city's id; none for what is of no known city.
    pub city: Option<String>,
    /// Where it is and what was found, in English.
    pub found: String,
}

/// Lists them: those of each city, then those of none, then checks. What is said twice of one place is one finding.
pub fn of(dossiers: &[Dossier], unplaced: &[Finding], broken: &[Broken]) -> Vec<Open> {
    let mut all = Vec::new();
    for dossier in dossiers {
        let city = Some(dossier.city.id.as_str());
        all.extend(dossier.findings.iter().filter(|f| f.is_error).map(|f| error(city, f)));
        all.extend(dossier.unusual.iter().filter(|u| !u.is_decided).map(|u| value(city, u)));
    }
    all.extend(unplaced.iter().filter(|f| f.is_error).map(|f| error(None, f)));
    all.extend(broken.iter().filter(|b| !b.is_error && !b.asks).map(|b| check(b, dossiers)));
    let mut seen = BTreeSet::new();
    all.retain(|open: &Open| seen.insert(open.id.clone()));
    all
}

/// A finding with everything that it is known by.
fn open(city: Option<&str>, known_by: impl Serialize, found: String) -> Open {
    let id = sha256(&serde_json::to_vec(&(city, known_by)).unwrap_or_default());
    Open { id: id[..DIGITS].to_string(), city: city.map(str::to_string), found }
}

fn error(city: Option<&str>, finding: &Finding) -> Open {
    let Finding { place: Place { file, sheet, line, cell, column }, code, measurement, item, message, .. } = finding;
    let known_by = ("error", (file, sheet, line, cell, column), (code, measurement, item, message));
    open(city, known_by, format!("{}: {message}", at(&finding.place)))
}

/// `northbridge.xlsx › Observations!E14`, `o.csv › line 3, value`.
fn at(place: &Place) -> String {
    let column = place.column.as_ref().map(|column| format!(", {column}")).unwrap_or_default();
    let within = match (&place.sheet, &place.cell, place.line) {
        (Some(sheet), Some(cell), _) => format!(" › {sheet}!{cell}"),
        (Some(sheet), None, Some(line)) => format!(" › {sheet} row {line}{column}"),
        (Some(sheet), None, None) => format!(" › {sheet}"),
        (None, _, Some(line)) => format!(" › line {line}{column}"),
        (None, _, None) => String::new(),
    };
    format!("{}{within}", place.file)
}

fn value(city: Option<&str>, unusual: &Unusual) -> Open {
    let Unusual { questions, series: (measurement, item), value, .. } = unusual;
    let known_by = ("value", (measurement, item, value.year), value.value.to_string(), questions);
    let asked: Vec<&str> = questions.iter().map(|(_, question)| question.as_str()).collect();
    open(city, known_by, format!("{measurement} ({item}), {}: {}", value.year, asked.join(" ")))
}

fn check(broken: &Broken, dossiers: &[Dossier]) -> Open {
    let city = |place: &Option<usize>| place.and_then(|place| Some(dossiers.get(place)?.city.id.as_str()));
    let mut rows: Vec<_> = broken.rows.iter().map(|(place, rows)| (city(place), rows)).collect();
    rows.sort();
    let named: Vec<&str> = rows.iter().filter_map(|(city, _)| *city).take(NAMED).collect();
    let of = if named.is_empty() { String::new() } else { format!(", of {}", named.join(", ")) };
    let more = if rows.len() > NAMED { " and others" } else { "" };
    let (name, sentence, count) = (&broken.name, &broken.sentence, broken.count());
    let found = format!("{name}: expected: {sentence} Rows that differ: {count}{of}{more}.");
    open(None, ("check", &broken.name, &broken.sentence, rows), found)
}
