//! Checks across the data for submissions that are not stored yet.
//!
//! The SQL of `queries/checks` runs over the last snapshot with the submitted values in place of those that they
//! replace, so that the focal point of a city sees before sending what the analyst would ask about. Nothing is kept.

use std::collections::BTreeSet;
use std::path::Path;

use arrow::array::{BooleanArray, RecordBatch};
use arrow::compute::{concat_batches, filter_record_batch};

use crate::base::error::{Error, Result, bail};
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
    if let Some(check) = engine.unasked(QUESTIONED) {
        bail!(
            engine.place(check),
            "has a question that nobody is asked; add its line to queries/intermediate/{QUESTIONED}.sql"
        );
    }
    let questioned = engine.table(QUESTIONED)?;
    let mut found = Vec::new();
    for row in 0..questioned.len() {
        let Some(place) = series_year(&questioned, row).and_then(|key| submitted.values.get(&key)) else {
            continue;
        };
        let check = questioned.text("code", row).unwrap_or_default();
        // What is usual in the network is not known without it.
        if questioned.truth("asked", row) != Some(true) || (check == "check_jump" && last.is_none()) {
            continue;
        }
        let Some(question) = engine.question(check) else {
            bail!(engine.place(check), "questions values and does not say how; write `-- question: ` in its header");
        };
        let message = question.about(questioned.number("value", row), questioned.number("compared_with", row));
        let Some(code) = codes::of_question(&question.code) else {
            bail!(
                engine.place(check),
                "asks about {}, which is the code of a check at ingest or is not in lower-case letters and underscores; \
                 give the question another code",
                question.code
            );
        };
        found.push(Finding { code, message, ..place.clone() });
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
