//! Submissions that are checked and not stored.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use polars::prelude::DataFrame;

use crate::base::error::{Error, Result};
use crate::base::names;
use crate::ingest::checked::Checked;
use crate::ingest::finding::Finding;
use crate::ingest::frames::{self, Places, Row};
use crate::ingest::merge::last::Last;
use crate::ingest::read::files::{self, Input, SUBMISSION_ID};
use crate::ingest::read::raw::FileKind;
use crate::ingest::report::Report;
use crate::ingest::{codes, isolate, pipeline, read, write};
use crate::model::framework::Framework;
use crate::model::network::Network;
use crate::store::{Snapshot, Tables};

/// City, measurement, item and reference year of an observation.
pub type SeriesYear = (String, String, String, i64);

/// Files that were checked and not stored.
#[derive(Debug)]
pub struct Submitted {
    /// Counts and findings of the files asked for.
    pub report: Report,
    /// Every table of a snapshot with these files alone, by name.
    pub tables: Tables,
    /// Where the accepted values of the files asked for are: findings without code and message.
    pub values: BTreeMap<SeriesYear, Finding>,
}

/// The report of [`submitted`].
pub fn check(
    paths: &[PathBuf],
    network: Option<&Network>,
    framework: &Framework,
    last: Option<&Snapshot>,
) -> Result<Report> {
    submitted(paths, network, framework, last).map(|submitted| submitted.report)
}

/// The files of these paths, and every file below those that are folders, by logical path.
///
/// # Errors
/// A path that cannot be read, or none that has a file.
pub fn inputs_of(paths: &[PathBuf]) -> Result<BTreeMap<String, Input>> {
    let mut inputs: BTreeMap<String, Input> = BTreeMap::new();
    for path in paths {
        let name = files::key(path.as_os_str());
        if path.is_dir() {
            let found = files::walk(path, name.trim_end_matches('/'))?;
            inputs.extend(found.into_iter().map(|i| (i.file.clone(), i)));
        } else {
            std::fs::metadata(path).map_err(Error::io("read", path))?;
            let input = Input::submission(path, name.clone(), !path.is_file());
            inputs.insert(name, input);
        }
    }
    if inputs.is_empty() {
        return Err(Error::Usage("there is no file to check; name a file or a folder with submissions".into()));
    }
    Ok(inputs)
}

/// Checks files, or every file below a folder, without storing anything. Without a network any valid id is taken for a
/// city. A CSV file is read together with the declarations of its folder. `last` is what the files are compared with for
/// news.
pub fn submitted(
    paths: &[PathBuf],
    network: Option<&Network>,
    framework: &Framework,
    last: Option<&Snapshot>,
) -> Result<Submitted> {
    let mut inputs = inputs_of(paths)?;
    let asked: BTreeSet<String> = inputs.keys().cloned().collect();
    let declarations: Vec<Input> =
        inputs.values().filter(|i| i.kind != FileKind::Workbook.name()).flat_map(declarations_in_folder).collect();
    for input in declarations {
        inputs.entry(input.file.clone()).or_insert(input);
    }
    let mut inputs: Vec<Input> = inputs.into_values().collect();
    files::hash(&mut inputs);
    let numbers = network.map(|n| n.file.submissions.clone()).unwrap_or_default();
    let last = last.map(|last| Last::read(last, &not_compared(&inputs, network, last))).transpose()?;
    let (mut checked, columns) = isolate::run(&mut inputs, |inputs| {
        let batch = read::all(inputs, &[], &numbers)?;
        let columns: Vec<_> = batch.reads.iter().map(|read| read.columns.clone()).collect();
        let (checked, refusals) =
            pipeline::run(inputs, batch, framework, network, last.as_ref(), &[]).map(Checked::split_refusals)?;
        Ok(((checked, columns), refusals))
    })?;
    let places = Places { files: inputs.iter().map(|i| i.file.as_str()).collect(), columns: columns.iter().collect() };
    let mut values = values(&checked.observations, &places);
    values.retain(|_, place| asked.contains(&place.file));
    let report = Report {
        files: checked.files.iter().filter(|f| asked.contains(&f.file)).cloned().collect(),
        findings: checked.findings.iter().filter(|f| asked.contains(&f.file)).cloned().collect(),
        ..Report::default()
    };
    let tables = write::all(&mut checked, framework, network.unwrap_or(&Network::default()))?;
    Ok(Submitted { report, tables, values })
}

/// Submissions of a snapshot that files are not compared with: the files themselves, and those that had come under their
/// paths in the network's folder, in place of which `ingest` would read them.
fn not_compared<'a>(inputs: &'a [Input], network: Option<&Network>, last: &'a Snapshot) -> BTreeSet<&'a str> {
    let folder = network.and_then(|network| network.dir.canonicalize().ok());
    let logical = |input: &Input| {
        let (folder, path) = (folder.as_ref()?, input.path.canonicalize().ok()?);
        path.starts_with(folder).then(|| files::key_below(folder, &path))
    };
    let replaced: BTreeSet<String> = inputs.iter().filter_map(logical).collect();
    let stored = &last.manifest.inputs;
    let remains: BTreeSet<&String> = stored.iter().filter(|(file, _)| !replaced.contains(*file)).map(|s| s.1).collect();
    let replaced = stored.values().filter(|sha256| !remains.contains(sha256));
    let replaced = replaced.filter_map(|sha256| sha256.get(..SUBMISSION_ID));
    replaced.chain(inputs.iter().map(Input::submission_id)).collect()
}

/// The place of each value in force.
fn values(observations: &DataFrame, places: &Places<'_>) -> BTreeMap<SeriesYear, Finding> {
    let text = |row: Row<'_>, column: &str| row.text(column).unwrap_or_default().to_string();
    let place = |row: Row<'_>| {
        let key = (text(row, "city"), text(row, "measurement"), text(row, "item"), row.integer("reference_year")?);
        let found = row.number("value").map(names::number);
        Some((key, places.finding(row, &codes::QUESTION, "value", found.as_deref(), String::new())))
    };
    frames::rows(observations).filter_map(place).collect()
}

/// The declarations in the folder of a CSV file.
fn declarations_in_folder(input: &Input) -> Vec<Input> {
    let folder = input.path.parent().map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    let Some(entries) = folder.and_then(|folder| std::fs::read_dir(folder).ok()) else { return Vec::new() };
    let files = entries.filter_map(|entry| entry.ok()).filter(|entry| entry.file_type().is_ok_and(|t| t.is_file()));
    let found = files.map(|entry| {
        let name = files::key(&entry.file_name());
        let file = if input.group.is_empty() { name } else { format!("{}/{name}", input.group) };
        Input::submission(&entry.path(), file, false)
    });
    found.filter(|found| found.kind == FileKind::City.name()).collect()
}
