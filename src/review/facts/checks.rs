//! Checks across the data that do not hold, with their rows by city.

use std::collections::BTreeMap;

use arrow::util::display::array_value_to_string;

use crate::base::error::Result;
use crate::engine::{CheckResult, Engine};
use crate::model::vocabulary::Severity;
use crate::review::facts::names::Names;

/// A check that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Its name, by which its rows can be queried.
    pub name: String,
    /// Whether it stops a report.
    pub is_error: bool,
    /// Whether cities are asked about its values: each of its rows is then a value in question.
    pub asks: bool,
    /// What must hold.
    pub sentence: String,
    /// Its columns without the city.
    pub columns: Vec<String>,
    /// Rows by place of the city, cells as text; none for rows of no city.
    pub rows: BTreeMap<Option<usize>, Vec<Vec<String>>>,
}

impl Broken {
    /// How many rows break it.
    pub fn count(&self) -> usize {
        self.rows.values().map(Vec::len).sum()
    }
}

/// Runs every check, and keeps those that do not hold, errors first, then by name.
///
/// # Errors
/// A query fails.
pub fn read(engine: &Engine, names: &Names) -> Result<Vec<Broken>> {
    let broken = engine.checks()?.into_iter().filter(|check| !check.rows.is_empty());
    let mut broken: Vec<Broken> = broken.map(|check| of(check, engine, names)).collect();
    broken.sort_by(|a, b| (!a.is_error, &a.name).cmp(&(!b.is_error, &b.name)));
    Ok(broken)
}

fn of(check: CheckResult, engine: &Engine, names: &Names) -> Broken {
    let CheckResult { name, severity, sentence, rows: table } = check;
    let batch = table.batch();
    let schema = batch.schema();
    let shown: Vec<usize> = (0..batch.num_columns()).filter(|at| schema.field(*at).name() != "city").collect();
    let mut rows: BTreeMap<Option<usize>, Vec<Vec<String>>> = BTreeMap::new();
    for row in 0..table.len() {
        let city = table.text("city", row).and_then(|city| names.place(city));
        let cells = shown.iter().map(|at| array_value_to_string(batch.column(*at), row).unwrap_or_default());
        rows.entry(city).or_default().push(cells.collect());
    }
    Broken {
        asks: engine.question(&name).is_some(),
        name,
        is_error: severity == Severity::Error,
        sentence,
        columns: shown.iter().map(|at| schema.field(*at).name().clone()).collect(),
        rows,
    }
}
