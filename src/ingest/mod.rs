//! Submissions to tables: read -> check -> merge. Polars' types stop here.
//!
//! [`read::files`] finds and hashes what a network sent; [`read::csv`], [`read::workbook`] and [`read::mapping`] turn each file into text columns that remember their
//! place ([`read::raw`]); the pipeline types and checks them over the whole batch, joins rows with their declarations, and merges them; the tables go
//! to Arrow. Every check stands in [`codes`].

mod account;
mod checked;
mod checks;
pub mod codes;
pub mod finding;
mod frames;
mod isolate;
pub mod limits;
mod merge;
mod pipeline;
pub mod read;
mod rebuild;
pub mod report;
mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use polars::prelude::DataFrame;

pub use rebuild::rebuild;
pub use report::{FileReport, Report};

use crate::base::error::{Error, Result};
use crate::base::names;
use crate::base::progress::progress;
use crate::base::source::FileRead;
use crate::base::table::Table;
use crate::ingest::checked::Checked;
use crate::ingest::finding::Finding;
use crate::ingest::frames::{Places, Row};
use crate::ingest::merge::correct;
use crate::ingest::merge::last::Last;
use crate::ingest::read::files::{self, Input};
use crate::ingest::read::mapping::Mapping;
use crate::ingest::read::raw::FileKind;
use crate::model::framework::Framework;
use crate::model::network::Network;
use crate::model::vocabulary::Severity;
use crate::store::{Content, Lock, Manifest, RULES, Snapshot, Store, Tables};

/// Beginning of the logical path of every submission.
const SUBMISSIONS: &str = "submissions/";

/// Beginning of the logical path of every mapping.
const MAPPINGS: &str = "mappings/";

/// Reads a network into a store: every submission, and every file that its mappings read from `sources` (name to folder).
/// The same inputs give the same snapshot; where that is whole already nothing is read again.
pub fn run(network: &Network, framework: &Framework, sources: &BTreeMap<String, PathBuf>, store: &Path) -> Result<Report> {
    let mappings = mappings(network, framework)?;
    let mut inputs = inputs(network, &mappings, sources)?;
    let store = Store::create(store)?;
    let lock = store.lock()?;
    files::hash(&mut inputs);
    let own = own_files(network, &mappings);
    archive(&store, &lock, &own, &mut inputs)?;
    let expected = manifest(network, framework, &own, &inputs);
    // A damaged snapshot is no reason to stop: this run makes it anew.
    let before = store.named().ok().flatten();
    let gone = gone(before.as_ref(), &expected);
    let id = expected.id();
    let unchanged = before.as_ref().is_some_and(|b| b.id == id);
    let mut report = match store.put_in_force(&lock, &id)? {
        Some(snapshot) => Report::of_snapshot(&snapshot, !unchanged, gone)?,
        None => {
            let (checked, tables) = make(&mut inputs, &mappings, network, framework)?;
            let kept = before.filter(|b| is_kept(b, &checked.findings, &tables)).map(|b| b.id);
            let new = kept.is_none();
            // A file that has changed since it was hashed has no hash, so that the next run reads it.
            let manifest = manifest(network, framework, &own, &inputs);
            let snapshot = match kept {
                Some(id) => id,
                None => store.commit(&lock, &manifest, &tables)?.id,
            };
            Report {
                files: checked.files,
                findings: checked.findings,
                snapshot: Some(snapshot),
                new,
                kept: !new,
                gone: if new { gone } else { Vec::new() },
                tightened: 0,
            }
        }
    };
    report.tightened = lock.tightened;
    Ok(report)
}

/// Whether a snapshot with observations stays in force: everything that came was refused, and nothing is left to replace it with.
fn is_kept(before: &Snapshot, findings: &[Finding], tables: &Tables) -> bool {
    tables.get("observations").is_some_and(|t| t.num_rows() == 0)
        && findings.iter().any(|f| f.severity == Severity::Error)
        && before.table("observations").is_ok_and(|t| !t.is_empty())
}

/// The tables of a snapshot, and what they were made from. Files that cannot be used are refused, and the others go on.
fn make(inputs: &mut [Input], mappings: &[Mapping], network: &Network, framework: &Framework) -> Result<(Checked, Tables)> {
    let mut checked = isolate::run(inputs, |inputs| {
        let batch = read::all(inputs, mappings, &network.file.submissions)?;
        pipeline::run(inputs, batch, framework, Some(network), None).map(with_refusals)
    })?;
    network.check_members(&checked.cities)?;
    checked.sources = mappings
        .iter()
        .map(|m| (m.source.clone(), m.about.clone()))
        .filter(|(_, about)| !about.is_empty())
        .collect();
    checked.sources.sort();
    checked.sources.dedup();
    checked.check_peer_variables(network)?;
    checked.corrections = correct::apply(&network.corrections, framework, &mut checked)?;
    let tables = write::all(&mut checked, framework, network)?;
    Ok((checked, tables))
}

fn with_refusals(mut checked: Checked) -> (Checked, Vec<isolate::Refusal>) {
    let refusals = std::mem::take(&mut checked.refusals);
    (checked, refusals)
}

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
pub fn check(paths: &[PathBuf], network: Option<&Network>, framework: &Framework, last: Option<&Snapshot>) -> Result<Report> {
    submitted(paths, network, framework, last).map(|submitted| submitted.report)
}

/// Checks files, or every file below a folder, without storing anything. Without a network any valid id is taken for a city.
/// A CSV file is read together with the `city.csv` of its folder. `last` is what the files are compared with for news.
pub fn submitted(paths: &[PathBuf], network: Option<&Network>, framework: &Framework, last: Option<&Snapshot>) -> Result<Submitted> {
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
    let asked: BTreeSet<String> = inputs.keys().cloned().collect();
    let beside: Vec<Input> = inputs
        .values()
        .filter(|i| i.kind != FileKind::Workbook.name())
        .filter_map(declaration_beside)
        .collect();
    for input in beside {
        inputs.entry(input.file.clone()).or_insert(input);
    }
    let mut inputs: Vec<Input> = inputs.into_values().collect();
    files::hash(&mut inputs);
    let numbers = network.map(|n| n.file.submissions.clone()).unwrap_or_default();
    let last = last.map(Last::read).transpose()?;
    let (mut checked, columns) = isolate::run(&mut inputs, |inputs| {
        let batch = read::all(inputs, &[], &numbers)?;
        let columns: Vec<_> = batch.reads.iter().map(|read| read.columns.clone()).collect();
        let (checked, refusals) = pipeline::run(inputs, batch, framework, network, last.as_ref()).map(with_refusals)?;
        Ok(((checked, columns), refusals))
    })?;
    let places = Places {
        files: inputs.iter().map(|i| i.file.as_str()).collect(),
        columns: columns.iter().collect(),
    };
    let mut values = values(&checked.observations, &places);
    values.retain(|_, place| asked.contains(&place.file));
    let report = Report {
        files: checked.files.iter().filter(|f| asked.contains(&f.file)).cloned().collect(),
        findings: checked.findings.iter().filter(|f| asked.contains(&f.file)).cloned().collect(),
        snapshot: None,
        new: false,
        kept: false,
        gone: Vec::new(),
        tightened: 0,
    };
    let unknown = Network::default();
    let tables = write::all(&mut checked, framework, network.unwrap_or(&unknown))?;
    Ok(Submitted { report, tables, values })
}

/// The place of each value in force.
fn values(observations: &DataFrame, places: &Places<'_>) -> BTreeMap<SeriesYear, Finding> {
    let text = |row: Row<'_>, column: &str| row.text(column).unwrap_or_default().to_string();
    let rows = (0..observations.height()).map(|row| Row::new(observations, row));
    rows.filter_map(|row| {
        let key = (text(row, "city"), text(row, "measurement"), text(row, "item"), row.integer("reference_year")?);
        let found = row.number("value").map(names::number);
        Some((key, places.finding(row, &codes::ACROSS_DATA[0], "value", found.as_deref(), String::new())))
    })
    .collect()
}

/// The declaration in the folder of a CSV file.
fn declaration_beside(input: &Input) -> Option<Input> {
    let path = input.path.parent()?.join("city.csv");
    let file = if input.group.is_empty() {
        "city.csv".to_string()
    } else {
        format!("{}/city.csv", input.group)
    };
    path.is_file().then(|| Input::submission(&path, file, false))
}

/// The network's mappings, in the order of their files' names.
fn mappings(network: &Network, framework: &Framework) -> Result<Vec<Mapping>> {
    let dir = network.dir.join("mappings");
    if !own_folder(&dir)? {
        return Ok(Vec::new());
    }
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(&dir).map_err(Error::io("read", &dir))? {
        let path = entry.map_err(Error::io("read", &dir))?.path();
        if path.extension().is_some_and(|e| e == "toml") {
            if path.is_symlink() {
                return Err(Error::invalid(
                    path.display(),
                    "is a link; put the mapping itself here, so that it is part of the network",
                ));
            }
            paths.push(path);
        }
    }
    paths.sort();
    paths
        .iter()
        .map(|path| Mapping::load_with(path, framework, Some(&network.definitions)))
        .collect()
}

/// Whether a network has that folder. A link in its place would bring in what nobody sent.
fn own_folder(dir: &Path) -> Result<bool> {
    if dir.is_symlink() {
        return Err(Error::invalid(
            dir.display(),
            "is a link to another place, which is not followed; put the folder itself here",
        ));
    }
    Ok(dir.is_dir())
}

/// Whether the path of a file below `dir` leads to a file that is not below it. `dir` itself may be a link: its user named it.
fn leads_outside(path: &Path, dir: &Path) -> bool {
    match (path.canonicalize(), dir.canonicalize()) {
        (Ok(path), Ok(dir)) => !path.starts_with(dir),
        // It cannot be read either, which is said when it is tried.
        _ => false,
    }
}

/// Every file that a network's snapshot is made from.
fn inputs(network: &Network, mappings: &[Mapping], sources: &BTreeMap<String, PathBuf>) -> Result<Vec<Input>> {
    if let Some(name) = sources.keys().find(|s| !mappings.iter().any(|m| &m.source == *s)) {
        let names: BTreeSet<&str> = mappings.iter().map(|m| m.source.as_str()).collect();
        let known = if names.is_empty() {
            "it has no mappings".to_string()
        } else {
            format!("its mappings name {}", names.into_iter().collect::<Vec<_>>().join(", "))
        };
        return Err(Error::Usage(format!(
            "--source {name}=...: no mapping of {} names it; {known}",
            network.dir.display()
        )));
    }
    let submissions = network.dir.join("submissions");
    let mut inputs = if own_folder(&submissions)? {
        files::walk(&submissions, "submissions")?
    } else {
        Vec::new()
    };
    for (index, mapping) in mappings.iter().enumerate() {
        let Some(dir) = sources.get(&mapping.source) else {
            return Err(Error::Usage(format!(
                "{} reads the source {}: say where it stands with --source {}=DIR",
                mapping.path.display(),
                mapping.source,
                mapping.source
            )));
        };
        for (path, file) in mapping.files(dir)? {
            inputs.push(if leads_outside(&path, dir) {
                Input::outside(&path, file)
            } else {
                Input::mapped(path, file, index, mapping.name())
            });
        }
    }
    if inputs.is_empty() {
        return Err(Error::invalid(
            network.dir.display(),
            "has nothing to read: put files into submissions/, or a mapping into mappings/",
        ));
    }
    Ok(inputs)
}

/// The network's own files by logical path: network.toml and what is beside it, and the mappings.
fn own_files(network: &Network, mappings: &[Mapping]) -> BTreeMap<String, FileRead> {
    let name = |file: &FileRead| files::key(file.path.file_name().unwrap_or_default());
    let mut own: BTreeMap<String, FileRead> = network.files.iter().map(|file| (name(file), file.clone())).collect();
    own.extend(mappings.iter().map(|m| (format!("{MAPPINGS}{}", name(&m.read)), m.read.clone())));
    own
}

fn manifest(network: &Network, framework: &Framework, own: &BTreeMap<String, FileRead>, inputs: &[Input]) -> Manifest {
    let own = own.iter().map(|(file, read)| (file.clone(), read.sha256.clone()));
    Manifest {
        tool: env!("CARGO_PKG_VERSION").to_string(),
        rules: RULES.to_string(),
        framework: framework.version.clone(),
        network: network.version.clone(),
        inputs: own.chain(inputs.iter().map(|i| (i.file.clone(), i.sha256.clone()))).collect(),
        ..Manifest::default()
    }
}

/// Files of the snapshot before that are no longer there.
fn gone(before: Option<&Snapshot>, manifest: &Manifest) -> Vec<String> {
    let files = before.iter().flat_map(|b| b.manifest.inputs.keys());
    files.filter(|f| !manifest.inputs.contains_key(*f)).cloned().collect()
}

/// Keeps the bytes of every file, each content once; of a file that is too large to be read its beginning. A file that changes, or cannot
/// be read any longer, is refused.
fn archive(store: &Store, lock: &Lock, own: &BTreeMap<String, FileRead>, inputs: &mut [Input]) -> Result<()> {
    let own_files = own
        .iter()
        .map(|(file, read)| (read.sha256.as_str(), read.bytes, read.path.as_path(), file.as_str(), None));
    let sent = inputs.iter().filter(|i| i.has_bytes()).map(|i| {
        let most = (!i.is_kept_whole()).then_some(limits::HEAD_BYTES);
        (i.sha256.as_str(), i.size, i.path.as_path(), i.file.as_str(), most)
    });
    let mut contents: BTreeMap<&str, Content<'_>> = BTreeMap::new();
    for (sha256, bytes, from, file, most) in own_files.chain(sent) {
        let content = contents.entry(sha256).or_insert(Content {
            sha256,
            bytes,
            files: Vec::new(),
            most,
        });
        content.files.push((file, from));
        content.most = content.most.and(most);
    }
    let contents: Vec<Content<'_>> = contents.into_values().collect();
    let bar = progress(contents.len(), "keeping files");
    let lost = store.archive(lock, &contents, || bar.inc(1))?;
    for file in lost {
        if own.contains_key(&file) {
            return Err(Error::invalid(file, "changed while it was being read, or went away; run this again"));
        }
        for input in inputs.iter_mut().filter(|i| i.file == file) {
            let message = "The file changed or went away while it was being kept, so nothing in it was read. Wait until it is written, and run this again.";
            input.lose("file_changed", message.into());
        }
    }
    Ok(())
}

impl Report {
    /// What a snapshot that stands already has to say.
    fn of_snapshot(snapshot: &Snapshot, new: bool, gone: Vec<String>) -> Result<Report> {
        let (files, findings) = (snapshot.table("submissions")?, snapshot.table("findings")?);
        let text = |t: &Table, column: &str, row: usize| t.text(column, row).map(str::to_string);
        let count = |column: &str, row: usize| files.integer(column, row).and_then(|n| usize::try_from(n).ok()).unwrap_or_default();
        let file = |row: usize| FileReport {
            file: text(&files, "file", row).unwrap_or_default(),
            kind: text(&files, "kind", row).unwrap_or_default(),
            sha256: text(&files, "sha256", row).unwrap_or_default(),
            rows_read: count("rows_read", row),
            accepted: count("accepted", row),
            rejected: count("rejected", row),
            filtered: count("filtered", row),
        };
        let finding = |row: usize| -> Option<Finding> {
            let code = codes::find(findings.text("code", row)?)?;
            let severity = if findings.text("severity", row) == Some("error") {
                Severity::Error
            } else {
                Severity::Warning
            };
            let optional = |column: &str| text(&findings, column, row);
            Some(Finding {
                file: optional("file")?,
                sheet: optional("sheet"),
                line: findings.integer("line", row).and_then(|l| u32::try_from(l).ok()),
                column: optional("column"),
                cell: optional("cell"),
                code: code.code,
                severity,
                city: optional("city"),
                measurement: optional("measurement"),
                item: optional("item"),
                found: optional("found"),
                message: optional("message")?,
            })
        };
        Ok(Report {
            files: (0..files.len()).map(file).collect(),
            findings: (0..findings.len()).filter_map(finding).collect(),
            snapshot: Some(snapshot.id.clone()),
            new,
            kept: false,
            gone,
            tightened: 0,
        })
    }
}
