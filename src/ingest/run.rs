//! A network's folder into a snapshot of a store.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::base::error::{Result, bail};
use crate::base::key::BRIEF;
use crate::base::progress::progress;
use crate::base::source::FileRead;
use crate::base::table::Table;
use crate::ingest::checked::Checked;
use crate::ingest::finding::Finding;
use crate::ingest::inputs::{MAPPINGS, inputs, mappings};
use crate::ingest::merge::consent::held::{self, Withdrawal, are_among, withdrawals, without_file};
use crate::ingest::merge::correct;
use crate::ingest::read::files::{self, Input};
use crate::ingest::read::mapping::Mapping;
use crate::ingest::report::{FileReport, Report};
use crate::ingest::{checks, codes, isolate, limits, pipeline, read, write};
use crate::model::framework::Framework;
use crate::model::network::Network;
use crate::model::vocabulary::{Consent, Severity};
use crate::store::{Content, Lock, Manifest, RULES, Snapshot, Store, Tables};

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
    let known = known_withdrawals(&store, before.as_ref())?;
    expected.held = match &before {
        // The same files leave the same withdrawals to be held.
        Some(before) if is_made_from(before, &expected) => before.manifest.held.clone(),
        _ => held::hash(&without_file(&known, inputs.iter().map(|i| i.sha256.as_str()))),
    };
    let id = expected.id();
    let unchanged = before.as_ref().is_some_and(|b| b.id == id);
    // What cities have withdrawn since it was made, an earlier snapshot does not know.
    let knows_all = |of: &Snapshot| of.table(WITHDRAWALS).is_ok_and(|table| are_among(&known, &withdrawals(&table)));
    let there = store.snapshot(&id).ok().filter(knows_all);
    let in_force = there.map(|there| store.put_in_force(&lock, &there.id)).transpose()?.flatten();
    let mut report = match in_force {
        Some(snapshot) => Report::of_snapshot(&snapshot, !unchanged, gone)?,
        None => {
            let known = Known { withdrawals: &known, is_first: before.is_none() };
            let (checked, tables) = make(&mut inputs, &mappings, network, framework, known)?;
            // Files that went away were taken out by somebody; where all are there, nothing says that no value is meant.
            let refused = has_nothing(&tables) && (is_at_fault(&checked.findings) || gone.is_empty());
            let kept = before.filter(|b| refused && has_observations(b));
            let unreadable = unreadable.filter(|_| refused);
            let new = kept.is_none() && unreadable.is_none();
            let damage = kept.as_ref().and_then(|b| b.check(&store).err()).or(unreadable);
            // A file that has changed since it was hashed has no hash, so that the next run reads it.
            let held: Vec<Withdrawal> = checked.withdrawals.iter().filter(|w| w.held).cloned().collect();
            let manifest = Manifest { held: held::hash(&held), ..manifest(network, framework, &own, &inputs) };
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
                gone: if new { gone } else { Vec::new() },
                ..Report::default()
            }
        }
    };
    report.tightened = lock.tightened;
    Ok(report)
}

/// The table of what cities have withdrawn.
pub const WITHDRAWALS: &str = "withdrawals";

/// What cities have withdrawn, as the snapshot in force has it; where that cannot be read, as any other one has it.
fn known_withdrawals(store: &Store, in_force: Option<&Snapshot>) -> Result<Vec<Withdrawal>> {
    let of = |snapshot: &Snapshot| snapshot.table(WITHDRAWALS).ok().map(|table| withdrawals(&table));
    if let Some(known) = in_force.and_then(of) {
        return Ok(known);
    }
    let all = store.history()?.into_iter().filter_map(|id| of(&store.snapshot(&id).ok()?));
    Ok(all.flatten().collect())
}

/// Whether a snapshot was made from these files, by these rules.
fn is_made_from(snapshot: &Snapshot, manifest: &Manifest) -> bool {
    let bare = |manifest: &Manifest| Manifest { held: String::new(), tables: BTreeMap::new(), ..manifest.clone() };
    bare(&snapshot.manifest) == bare(manifest)
}

/// What a store knows before a run.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// What cities have withdrawn.
    pub withdrawals: &'a [Withdrawal],
    /// Whether there was no snapshot, so that nothing in the run is news.
    pub is_first: bool,
}

/// What is said of withdrawals that came with files which the run does not store; nothing where there are none.
fn not_stored(came: &[Withdrawal], known: Known<'_>) -> String {
    // Of a declaration that says nothing of the contact nothing is lost.
    let withholds = |w: &&Withdrawal| !w.held && (w.consent != Consent::Public || w.ends_after.is_none());
    let new = came.iter().filter(withholds).filter(|w| !are_among(std::slice::from_ref(*w), known.withdrawals));
    let new: BTreeSet<&str> = new.filter(|_| !known.is_first).map(|w| w.city.as_str()).collect();
    if new.is_empty() {
        return String::new();
    }
    let named: Vec<&str> = new.iter().copied().take(NAMED).collect();
    let more = if new.len() > NAMED { format!(" and {} more", new.len() - NAMED) } else { String::new() };
    format!(
        "\nNothing was stored, nor what cities withhold by declarations that came since: publish nothing of {}{more} until this is mended",
        named.join(", ")
    )
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

/// The tables of a snapshot, and what they were made from. Files that cannot be used are refused, and the others go on.
pub fn make(
    inputs: &mut [Input],
    mappings: &[Mapping],
    network: &Network,
    framework: &Framework,
    known: Known<'_>,
) -> Result<(Checked, Tables)> {
    let mut checked = isolate::run(inputs, |inputs| {
        let batch = read::all(inputs, mappings, &network.file.submissions)?;
        pipeline::run(inputs, batch, framework, Some(network), None, known.withdrawals).map(Checked::split_refusals)
    })?;
    network.check_members(&checked.cities)?;
    checked.sources =
        mappings.iter().map(|m| (m.source.clone(), m.about.clone())).filter(|(_, about)| !about.is_empty()).collect();
    checked.sources.sort();
    checked.sources.dedup();
    let without_values = checked.check_peer_variables(network, mappings)?;
    checked.findings.extend(without_values);
    let fed = checked.check_fed(inputs);
    checked.findings.extend(fed);
    let similar_names = checked.check_similar_names(network)?;
    checked.findings.extend(similar_names);
    let note = not_stored(&checked.withdrawals, known);
    checked.corrections = correct::apply(&network.corrections, framework, &mut checked, &note)?;
    checked.findings.extend(checks::stories::left_out(network, &checked));
    checked.findings.sort();
    let tables = write::all(&mut checked, framework, network)?;
    Ok((checked, tables))
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
