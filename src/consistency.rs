//! Checks across the data for submissions that are not stored yet.
//!
//! The SQL of `queries/checks` runs over the last snapshot with the submitted values in place of those that they
//! replace, so that the focal point of a city sees before sending what the analyst would ask about. Nothing is kept.

use std::collections::BTreeSet;
use std::path::Path;

use arrow::array::{BooleanArray, RecordBatch};
use arrow::compute::{concat_batches, filter_record_batch};

use crate::base::error::{Error, Result};
use crate::base::names::number;
use crate::base::scratch::{self, Abandoned, Folder};
use crate::base::table::Table;
use crate::engine::Engine;
use crate::ingest::finding::Finding;
use crate::ingest::{self, Report, SeriesYear, Submitted, codes};
use crate::model::framework::Framework;
use crate::model::network::Network;
use crate::model::schema;
use crate::store::{Manifest, Snapshot, Store};

/// Relation of `queries/` with every value that the checks across the data question.
const QUESTIONED: &str = "int_consistency";

/// Beginning of the scratch folder's name.
const PREFIX: &str = "learning-cities-check-";

/// Checks files as [`ingest::check`] does, and their values against one another, against the city's earlier ones and,
/// where `last` is given, against the network's.
pub fn check(
    paths: &[std::path::PathBuf],
    network: Option<&Network>,
    framework: &Framework,
    last: Option<&Snapshot>,
    queries: &Path,
) -> Result<Report> {
    let mut submitted = ingest::submitted(paths, network, framework, last)?;
    if !submitted.values.is_empty() {
        let found = questions(&mut submitted, last, queries)?;
        submitted.report.findings.extend(found);
        submitted.report.findings.sort();
    }
    Ok(submitted.report)
}

fn questions(submitted: &mut Submitted, last: Option<&Snapshot>, queries: &Path) -> Result<Vec<Finding>> {
    if let Some(last) = last {
        for def in schema::TABLES.iter().filter(|def| def.name != "observations") {
            submitted.tables.insert(def.name, last.batch(def.name)?);
        }
        let merged = merged(last.batch("observations")?, &submitted.tables["observations"])?;
        submitted.tables.insert("observations", merged);
    }
    let newest = newest_cycle(&submitted.tables["observations"])?;
    let temporary = std::env::temp_dir();
    scratch::abandoned(&temporary, PREFIX).into_iter().for_each(Abandoned::remove);
    let scratch = Folder::create(&temporary, PREFIX, b"check").map_err(Error::io("create a folder in", &temporary))?;
    let store = Store::create(&scratch.path().join("store"))?;
    let lock = store.lock()?;
    let snapshot = store.commit(&lock, &Manifest::default(), &submitted.tables)?;
    // The engine reads them from the folder; in memory they would be there twice.
    submitted.tables.clear();
    let engine = Engine::open(&snapshot, queries, newest)?;
    let questioned = engine.table(QUESTIONED)?;
    let mut found = Vec::new();
    for row in 0..questioned.len() {
        let Some(place) = series_year(&questioned, row).and_then(|key| submitted.values.get(&key)) else {
            continue;
        };
        let check = questioned.text("code", row).unwrap_or_default();
        let shown = |column: &str| questioned.number(column, row).map(number).unwrap_or_default();
        // What is usual in the network is not known without it.
        if questioned.truth("asked", row) != Some(true) || (check == "check_jump" && last.is_none()) {
            continue;
        }
        let (code, message) = question(check, &shown("value"), &shown("beside"))?;
        let code =
            codes::find(code).ok_or_else(|| Error::invalid(code, "is no listed check: a fault of this program"))?;
        found.push(Finding { code: code.code, severity: code.severity, message, ..place.clone() });
    }
    Ok(found)
}

/// The rows of a snapshot that are not submitted again, and the submitted ones.
fn merged(last: RecordBatch, submitted: &RecordBatch) -> Result<RecordBatch> {
    let wrap = |source| Error::Arrow { doing: "putting submitted values into the last snapshot", source };
    let rows = as_table(submitted)?;
    let again: BTreeSet<SeriesYear> = (0..rows.len()).filter_map(|row| series_year(&rows, row)).collect();
    let before = as_table(&last)?;
    let keep: BooleanArray =
        (0..before.len()).map(|row| Some(series_year(&before, row).is_none_or(|key| !again.contains(&key)))).collect();
    let kept = filter_record_batch(&last, &keep).map_err(wrap)?;
    concat_batches(&submitted.schema(), [&kept, submitted]).map_err(wrap)
}

fn newest_cycle(observations: &RecordBatch) -> Result<Option<i32>> {
    let rows = as_table(observations)?;
    let newest = (0..rows.len()).filter_map(|row| rows.integer("cycle", row)).max();
    Ok(newest.and_then(|cycle| i32::try_from(cycle).ok()))
}

fn as_table(batch: &RecordBatch) -> Result<Table> {
    Table::new(batch.schema(), std::slice::from_ref(batch))
}

fn series_year(table: &Table, row: usize) -> Option<SeriesYear> {
    let text = |column| table.text(column, row).map(str::to_string);
    Some((text("city")?, text("measurement")?, text("item")?, table.integer("reference_year", row)?))
}

/// The code and the sentence for a value that a check questions; `other` is what it does not go with.
fn question(check: &str, value: &str, other: &str) -> Result<(&'static str, String)> {
    let (code, message) = match check {
        "check_total_between" => (
            "total_not_between",
            format!(
                "The total is {value}, and the nearer of the values for women and men of that year is {other}; a total lies between the two. Check all three."
            ),
        ),
        "check_parts" => (
            "parts_above_whole",
            format!(
                "The parts of this measurement add up to {other} % in that year. Check them; together they are at most 100 %."
            ),
        ),
        "check_schooling" => (
            "schooling_and_literacy",
            format!(
                "{value} years of schooling do not go with a literacy rate of {other} % in the same year. Check both."
            ),
        ),
        "check_jump" => (
            "jump",
            format!(
                "The value is {value} and the one before it {other}, a change far larger than is usual. Check the figure and its unit; if the definition changed write status B, else say in note why it is right."
            ),
        ),
        "check_copied" => (
            "copied_value",
            format!(
                "The value {value} is that of the cycle before to all decimals. If it was copied forward leave the cell empty; if it was measured again say so in note."
            ),
        ),
        "check_fraction" => (
            "perhaps_fraction",
            format!(
                "The value is {value} where others are about {other}. If it is a fraction write the percentage: 45 for 0.45."
            ),
        ),
        "check_exchanged" => (
            "perhaps_exchanged",
            format!(
                "The values for women and men ({value} here, {other} for the other) fit the years before only when they are exchanged. Check both rows."
            ),
        ),
        "check_year_off" => (
            "year_off",
            format!(
                "In the last cycles the newest value of this series was for a year one off from this one; {other} would be usual. Check the year."
            ),
        ),
        other => {
            return Err(Error::invalid(
                other,
                "is a check without a sentence for submissions: a fault of this program",
            ));
        }
    };
    Ok((code, message))
}
