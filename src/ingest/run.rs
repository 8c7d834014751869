//! A network's folder into a snapshot of a store.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::base::error::{Error, Result, bail};
use crate::base::key::BRIEF;
use crate::base::progress::progress;
use crate::base::source::FileRead;
use crate::base::table::Table;
use crate::ingest::finding::Finding;
use crate::ingest::inputs::{MAPPINGS, inputs, mappings};
use crate::ingest::read::files::{self, Input};
use crate::ingest::read::mapping::Mapping;
use crate::ingest::report::{FileReport, Report};
use crate::ingest::{codes, limits, make, rebuild};
use crate::model::framework::Framework;
use crate::model::network::Network;
use crate::model::vocabulary::Severity;
use crate::store::{Content, Lock, Manifest, RULES, Snapshot, Store, Tables, Withdrawals};

/// Reads a network into a store: every submission, and every file that its mappings read from `sources` (name to
/// folder). The same inputs give the same snapshot; where that is whole already nothing is read again.
pub fn run(
    network: &Network,
    framework: &Framework,
    sources: &BTreeMap<String, PathBuf>,
    store: &Path,
) -> Result<Report> {
    let mappings = mappings(network, framework)?;
    let mut inputs = inputs(network, &mappings, sources)?;
    let store = Store::create(store)?;
    let lock = store.lock()?;
    files::hash(&mut inputs);
    let own = own_files(network, &mappings);
    archive(&store, &lock, &own, &mut inputs)?;
    let mut expected = manifest(network, framework, &own, &inputs);
    // A damaged snapshot is no reason to stop: this run makes it anew.
    let (before, unreadable) = match store.named() {
        // There is one that was in force, and what is read now may be worse.
        Ok(None) if !store.snapshots()?.is_empty() => (None, Store::open(store.dir()).err()),
        Ok(before) => (before, None),
        Err(error) => (None, Some(error)),
    };
    let gone = gone(before.as_ref(), &expected);
    let record = store.withdrawals()?;
    store.keep_withdrawals(&lock, &record)?;
    // Where it has all that these files withhold, the same files give the same snapshot.
    expected.held = record.hash();
    let id = expected.id();
    let unchanged = before.as_ref().is_some_and(|b| b.id == id);
    let mut report = match store.put_in_force(&lock, &id)? {
        Some(snapshot) => Report::of_snapshot(&snapshot, !unchanged, gone)?,
        None => {
            let checked = make::checked(&mut inputs, &mappings, network, framework, &record.known())?;
            // Before anything else is written, and whatever becomes of the rest.
            let record = record.grown(checked.withdrawals.iter().map(|(withdrawal, _)| withdrawal.clone()));
            store.keep_withdrawals(&lock, &record)?;
            let narrowed = |of: &Snapshot| Narrowed::new(&store, &lock, of, &record, framework);
            let (checked, tables) = match make::tables(checked, &inputs, &mappings, network, framework) {
                Ok(made) => made,
                Err(Error::Invalid { place, message }) => {
                    let said = before.as_ref().map(narrowed).transpose()?.unwrap_or_default().said();
                    let said = if said.is_empty() { said } else { format!("\n{said}") };
                    return Err(Error::Invalid { place, message: message + &said });
                }
                Err(error) => return Err(error),
            };
            // Files that went away were taken out by somebody; where all are there, nothing says that no value is meant.
            let refused = has_nothing(&tables) && (is_at_fault(&checked.findings) || gone.is_empty());
            let kept = before.filter(|b| refused && has_observations(b));
            let unreadable = unreadable.filter(|_| refused);
            let new = kept.is_none() && unreadable.is_none();
            let narrowed = kept.as_ref().map(narrowed).transpose()?.unwrap_or_default();
            let withdrawn = narrowed.said();
            let kept = narrowed.snapshot.or(kept);
            let damage = kept.as_ref().and_then(|b| b.check(&store).err()).or(unreadable);
            // A file that has changed since it was hashed has no hash, so that the next run reads it.
            let manifest = Manifest { held: record.hash(), ..manifest(network, framework, &own, &inputs) };
            let snapshot = match kept {
                Some(kept) => Some(kept.id),
                None if new => Some(store.commit(&lock, &manifest, &tables)?.id),
                None => None,
            };
            Report {
                files: checked.files,
                findings: checked.findings,
                snapshot,
                new,
                kept: !new,
                damage: damage.map(|error| error.to_string()),
                withdrawn,
                gone: if new { gone } else { Vec::new() },
                ..Report::default()
            }
        }
    };
    report.tightened = lock.tightened;
    Ok(report)
}

/// The cities that withhold by what came since a snapshot was made, and what the store has in its place.
#[derive(Default)]
struct Narrowed {
    cities: Vec<String>,
    /// The same files' snapshot with what they withhold; none where there is nothing new, or it could not be made.
    snapshot: Option<Snapshot>,
}

impl Narrowed {
    /// Takes what cities have withdrawn into a snapshot that stays in force though other files came.
    fn new(
        store: &Store,
        lock: &Lock,
        before: &Snapshot,
        record: &Withdrawals,
        framework: &Framework,
    ) -> Result<Narrowed> {
        let cities = record.unknown_to(before).into_iter().collect();
        if before.manifest.held == record.hash() {
            return Ok(Narrowed { cities, snapshot: None });
        }
        // What cannot be made again is left as it is, and nothing is published of it: see `Store::publishable`.
        let snapshot = match rebuild::with(store, before, framework, &record.known()) {
            Ok(tables) => {
                let made_from = before.manifest.clone();
                let manifest = Manifest { held: record.hash(), tables: BTreeMap::new(), ..made_from };
                Some(store.commit(lock, &manifest, &tables)?)
            }
            Err(_) => None,
        };
        Ok(Narrowed { cities, snapshot })
    }

    /// What is said of it; nothing where no city withholds anything new.
    fn said(&self) -> String {
        if self.cities.is_empty() {
            return String::new();
        }
        let more = match self.cities.len() {
            n if n > NAMED => format!(" and {} more", n - NAMED),
            _ => String::new(),
        };
        let named = self.cities.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ") + &more;
        match &self.snapshot {
            Some(snapshot) => format!(
                "What {named} withdrew since is withheld: the snapshot {}, which is in force, has the files of before without it",
                snapshot.id
            ),
            None => format!(
                "The snapshot in force does not know what {named} withdrew since, and could not be made again: nothing is published of it until this is mended"
            ),
        }
    }
}

/// Most cities that a message names.
const NAMED: usize = 20;

/// Whether there is no observation to replace those of a snapshot with.
fn has_nothing(tables: &Tables) -> bool {
    tables.get("observations").is_some_and(|t| t.num_rows() == 0)
}

/// Whether a finding says why nothing is there: files were refused, or a mapping leaves out every row.
fn is_at_fault(findings: &[Finding]) -> bool {
    let says_why = |f: &&Finding| f.severity == Severity::Error && f.code != "nothing_accepted";
    findings.iter().any(|f| says_why(&f) || f.code == "nothing_kept")
}

/// Whether a snapshot was written with observations, also where they cannot be read any longer.
fn has_observations(snapshot: &Snapshot) -> bool {
    match snapshot.manifest.tables.get("observations") {
        Some(written) => written.rows > 0,
        None => snapshot.table("observations").is_ok_and(|t| !t.is_empty()),
    }
}

/// The network's own files by logical path: network.toml and the files next to it, and the mappings.
fn own_files(network: &Network, mappings: &[Mapping]) -> BTreeMap<String, FileRead> {
    let name = |file: &FileRead| files::key(file.path.file_name().unwrap_or_default());
    let path = |file: &FileRead| match file.path.parent() == Some(&network.dir.join("brief")) {
        true => format!("{BRIEF}{}", name(file)),
        false => name(file),
    };
    let mut own: BTreeMap<String, FileRead> = network.files.iter().map(|file| (path(file), file.clone())).collect();
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

/// Keeps the bytes of every file, each content once; of a file that is too large to be read its beginning. A file that
/// changes, or cannot be read any longer, is refused.
fn archive(store: &Store, lock: &Lock, own: &BTreeMap<String, FileRead>, inputs: &mut [Input]) -> Result<()> {
    let own_files =
        own.iter().map(|(file, read)| (read.sha256.as_str(), read.bytes, read.path.as_path(), file.as_str(), None));
    let sent = inputs.iter().filter(|i| i.has_bytes()).map(|i| {
        let most = (!i.is_kept_whole()).then_some(limits::HEAD_BYTES);
        (i.sha256.as_str(), i.size, i.path.as_path(), i.file.as_str(), most)
    });
    let mut contents: BTreeMap<&str, Content<'_>> = BTreeMap::new();
    for (sha256, bytes, from, file, most) in own_files.chain(sent) {
        let content = contents.entry(sha256).or_insert(Content { sha256, bytes, files: Vec::new(), most });
        content.files.push((file, from));
        content.most = content.most.and(most);
    }
    let contents: Vec<Content<'_>> = contents.into_values().collect();
    let bar = progress(contents.len(), "keeping files");
    let lost = store.archive(lock, &contents, || bar.inc(1))?;
    for file in lost {
        if own.contains_key(&file) {
            bail!(file, "changed while it was being read, or went away; run this again");
        }
        for input in inputs.iter_mut().filter(|i| i.file == file) {
            let message = "The file changed or went away while it was being kept, so nothing in it was read. Wait until it is written, and run this again.";
            input.lose("file_changed", message.into());
        }
    }
    Ok(())
}

impl Report {
    /// The report of a snapshot that exists already.
    fn of_snapshot(snapshot: &Snapshot, new: bool, gone: Vec<String>) -> Result<Report> {
        let (files, findings) = (snapshot.table("submissions")?, snapshot.table("findings")?);
        let text = |t: &Table, column: &str, row: usize| t.text(column, row).map(str::to_string);
        let count = |column: &str, row: usize| {
            files.integer(column, row).and_then(|n| usize::try_from(n).ok()).unwrap_or_default()
        };
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
            let optional = |column: &str| text(&findings, column, row);
            Some(Finding {
                file: optional("file")?,
                sheet: optional("sheet"),
                line: findings.integer("line", row).and_then(|l| u32::try_from(l).ok()),
                column: optional("column"),
                cell: optional("cell"),
                code: codes::find(findings.text("code", row)?)?.code,
                severity: findings.text("severity", row)?.parse().ok()?,
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
            gone,
            ..Report::default()
        })
    }
}
