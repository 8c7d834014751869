//! What ingest found and refused, and which files came, each with the city whose it is.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::error::Result;
use crate::base::table::Table;
use crate::engine::Engine;
use crate::review::facts::names::Names;
use crate::store::{Snapshot, folder, owners};

/// A place in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Logical path of the file: below the network folder, or `NAME:path` for a source.
    pub file: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Line in the file or row in the sheet, from 1.
    pub line: Option<i64>,
    /// Cell of a workbook, `E14`.
    pub cell: Option<String>,
    /// Column's name.
    pub column: Option<String>,
}

/// A finding of the snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// Stable code of the check.
    pub code: String,
    /// Whether it is an error: the row or the file was refused, or is not used.
    pub is_error: bool,
    /// Measurement, where known.
    pub measurement: Option<String>,
    /// Item, where known.
    pub item: Option<String>,
    /// What was found and what to do.
    pub message: String,
}

/// A row or a file that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Where.
    pub place: Place,
    /// Codes of the findings.
    pub codes: Vec<String>,
    /// The row as it came, its cells.
    pub cells: Vec<String>,
}

/// A file that came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Logical path.
    pub file: String,
    /// Rows read, header not counted.
    pub read: i64,
    /// Rows that went in.
    pub accepted: i64,
    /// Rows refused.
    pub rejected: i64,
    /// Whether all of it is the city's own.
    pub is_own: bool,
    /// Newest cycle that it, or what came in the same folder, was sent for.
    pub cycle: Option<i64>,
}

/// Lists by the place of the city in [`Names::cities`]; none for what is of no city that is known.
pub type Of<T> = BTreeMap<Option<usize>, Vec<T>>;

/// What was found, refused and received.
#[derive(Debug, Default)]
pub struct Found {
    /// Findings, by file and place.
    pub findings: Of<Finding>,
    /// Refused rows and files, by file and place.
    pub rejected: Of<Rejected>,
    /// Files with rows of a city, or that are named after it.
    pub received: Of<Received>,
}

/// Reads what was found. A finding that names a city of the registry is of that city; any other, and a refused row
/// without such a finding, is of the city whose the whole file is.
///
/// # Errors
/// A table cannot be read.
pub fn read(engine: &Engine, snapshot: &Snapshot, names: &Names) -> Result<Found> {
    let owners = owners(snapshot)?;
    let owner = |file: &str| owners.get(file).and_then(|city| names.place(city));
    let mut found = Found::default();
    let table = engine.table("findings")?;
    let mut rows: BTreeMap<Place, usize> = BTreeMap::new();
    let mut of_file: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for row in 0..table.len() {
        let text = |column: &str| table.text(column, row).map(str::to_string);
        let place = Place { cell: text("cell"), column: text("column"), ..place(&table, row) };
        let named = table.text("city", row).and_then(|city| names.place(city));
        if let Some(city) = named {
            let of_row = Place { cell: None, column: None, ..place.clone() };
            rows.entry(of_row).or_insert(city);
            of_file.entry(place.file.clone()).or_default().insert(city);
        }
        let finding = Finding {
            code: text("code").unwrap_or_default(),
            is_error: table.text("severity", row) == Some("error"),
            measurement: text("measurement"),
            item: text("item"),
            message: text("message").unwrap_or_default(),
            place,
        };
        found.findings.entry(named.or_else(|| owner(&finding.place.file))).or_default().push(finding);
    }
    let table = engine.table("rejected")?;
    for row in 0..table.len() {
        let place = place(&table, row);
        let split = |column: &str, by: char| -> Vec<String> {
            table.text(column, row).map(|text| text.split(by).map(str::to_string).collect()).unwrap_or_default()
        };
        let city = rows.get(&place).copied().or_else(|| owner(&place.file));
        let rejected = Rejected { codes: split("codes", '|'), cells: split("raw", '\t'), place };
        found.rejected.entry(city).or_default().push(rejected);
    }
    received(engine, names, owner, of_file, &mut found)?;
    found.findings.values_mut().for_each(|list| list.sort_by(|a, b| (&a.place, &a.code).cmp(&(&b.place, &b.code))));
    found.rejected.values_mut().for_each(|list| list.sort_by(|a, b| a.place.cmp(&b.place)));
    Ok(found)
}

fn place(table: &Table, row: usize) -> Place {
    Place {
        file: table.text("file", row).unwrap_or_default().to_string(),
        sheet: table.text("sheet", row).map(str::to_string),
        line: table.integer("line", row),
        cell: None,
        column: None,
    }
}

/// The files of each city: those with rows of it, those with a finding that names it, and those that are its own.
fn received(
    engine: &Engine,
    names: &Names,
    owner: impl Fn(&str) -> Option<usize>,
    mut of_file: BTreeMap<String, BTreeSet<usize>>,
    found: &mut Found,
) -> Result<()> {
    let mut senders: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut cycles: BTreeMap<String, i64> = BTreeMap::new();
    for relation in ["observation_history", "target_history", "practice_history", "declaration_history"] {
        let table = engine.table(relation)?;
        for row in 0..table.len() {
            let city = table.text("city", row).and_then(|city| names.place(city));
            if let (Some(submission), Some(cycle)) = (table.text("submission", row), table.integer("cycle", row)) {
                match cycles.get_mut(submission) {
                    Some(newest) => *newest = cycle.max(*newest),
                    None => drop(cycles.insert(submission.to_string(), cycle)),
                }
            }
            if let (Some(city), Some(submission)) = (city, table.text("submission", row)) {
                if let Some(cities) = senders.get_mut(submission) {
                    cities.insert(city);
                } else {
                    senders.insert(submission.to_string(), BTreeSet::from([city]));
                }
            }
        }
    }
    let table = engine.table("submissions")?;
    let mut of_folder: BTreeMap<String, i64> = BTreeMap::new();
    for row in 0..table.len() {
        let of = table.text("submission", row).and_then(|submission| cycles.get(submission));
        if let (Some(cycle), Some(file)) = (of, table.text("file", row)) {
            of_folder.entry(folder(file).to_string()).and_modify(|c| *c = (*c).max(*cycle)).or_insert(*cycle);
        }
    }
    for row in 0..table.len() {
        let count = |column: &str| table.integer(column, row).unwrap_or_default();
        let file = table.text("file", row).unwrap_or_default().to_string();
        let mut cities = of_file.remove(&file).unwrap_or_default();
        cities.extend(senders.get(table.text("submission", row).unwrap_or_default()).into_iter().flatten());
        let whose = owner(&file);
        cities.extend(whose);
        let received = Received {
            read: count("rows_read"),
            accepted: count("accepted"),
            rejected: count("rejected"),
            is_own: false,
            cycle: of_folder.get(folder(&file)).copied(),
            file,
        };
        if cities.is_empty() && received.rejected > 0 {
            found.received.entry(None).or_default().push(received);
            continue;
        }
        for city in cities {
            let received = Received { is_own: whose == Some(city), ..received.clone() };
            found.received.entry(Some(city)).or_default().push(received);
        }
    }
    found.received.values_mut().for_each(|list| list.sort_by(|a, b| a.file.cmp(&b.file)));
    Ok(())
}
