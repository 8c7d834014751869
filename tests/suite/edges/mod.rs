//! The edges of the methods, section by section: the cases of tests/fixtures/methods through the real ingest and
//! engine.

pub mod cells;
mod changes;
mod checks;
mod context;
mod corrections;
mod editions;
mod learning;
mod peers;
mod received;
mod summaries;

use std::collections::BTreeMap;

use learning_cities::engine::Engine;

use crate::support::{self, rows};

/// Lines of a file of cases, split at semicolons into exactly so many cells.
pub fn cases(name: &str, cells: usize) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(support::fixture(&format!("methods/{name}.txt"))).unwrap();
    let lines = text.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    let cases: Vec<Vec<String>> = lines
        .map(|line| {
            let row: Vec<String> = line.split(';').map(str::to_string).collect();
            assert_eq!(row.len(), cells, "{name}.txt: {line}");
            row
        })
        .collect();
    let names: std::collections::BTreeSet<&str> = cases.iter().map(|c| c[0].as_str()).collect();
    assert_eq!(names.len(), cases.len(), "{name}.txt: a name is there twice");
    cases
}

/// A registry of cities of one region.
fn registry<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let lines: String = names.into_iter().map(|n| format!("{n},{n},KEN,Africa\n")).collect();
    format!("city,name,country,region\n{lines}")
}

/// A point as a row's cells: what it says, the end left out, filled up to so many.
fn padded(point: &str, cells: usize) -> String {
    let commas =
        cells.checked_sub(point.split(',').count()).unwrap_or_else(|| panic!("{point} has more than {cells} cells"));
    format!("{point}{}", ",".repeat(commas))
}

/// The rows of a query by their first cell, the others joined by semicolons.
fn by_name(engine: &Engine, sql: &str) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows(engine, sql) {
        let (name, rest) = row.split_once('|').unwrap();
        found.entry(name.to_string()).or_default().push(rest.replace('|', ";"));
    }
    found
}

/// Whether two texts are the same, numbers to six decimals.
fn same(found: &str, expected: &str) -> bool {
    let cells = |text: &str| text.split([';', ' ', ':', ',']).map(str::to_string).collect::<Vec<_>>();
    let (found, expected) = (cells(found), cells(expected));
    found.len() == expected.len()
        && found.iter().zip(&expected).all(|(a, b)| match (a.parse::<f64>(), b.parse::<f64>()) {
            (Ok(a), Ok(b)) => (a - b).abs() <= 6e-7 * 1.0_f64.max(b.abs()),
            _ => a == b,
        })
}

/// Every case that was not as expected, at once.
#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
    fn compare(&mut self, name: &str, found: &str, expected: &str) {
        if !same(found, expected) {
            self.0.push(format!("{name}: {found:?} instead of {expected:?}"));
        }
    }
}

impl Drop for Differences {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert!(self.0.is_empty(), "{} differ:\n{}", self.0.len(), self.0.join("\n"));
        }
    }
}

/// No case lends another its interval or its usual fluctuation.
const ALONE: &str =
    "name,value,default_value,meaning\ninterval_cities,1000,10,x\nfluctuation_cities,1000,10,x\njump_z,1e300,5,x\n";
