//! Rebuilds what can be rebuilt, and moves aside what cannot; nothing is deleted that was received or made from it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::archive::{Head, Receipt};
use super::cache::Cache;
use super::folder::{Lock, Store, Tables};
use super::manifest::{Manifest, is_id};
use super::snapshot::Snapshot;
use super::verify::Kind;
use super::verify::Problem;
use crate::base::durable;
use crate::base::error::{Error, Result};
use crate::base::hash::hash_file;
use crate::base::regular;

/// What a repair did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// What was done, each as a sentence.
    pub done: Vec<String>,
    /// What is still wrong.
    pub left: Vec<Problem>,
}

impl Store {
    /// Repairs a store. `rebuild` makes the tables of a snapshot again from the archive; its error says why they cannot
    /// be made.
    pub fn repair(&self, rebuild: impl Fn(&Snapshot) -> Result<Tables>) -> Result<Repaired> {
        let held = self.hold()?;
        let problems = self.problems()?;
        let mut repair = Repair { store: self, held: &held, done: Vec::new() };
        repair.small_things(&problems)?;
        repair.archive(&problems)?;
        repair.withdrawals(&problems)?;
        let damaged = problems.iter().filter_map(|problem| match &problem.kind {
            Kind::Tables(id) => Some(id),
            _ => None,
        });
        for id in damaged.collect::<BTreeSet<_>>() {
            repair.snapshot(id, &rebuild)?;
        }
        repair.order()?;
        let done = repair.done;
        Ok(Repaired { done, left: self.problems()? })
    }
}

struct Repair<'a> {
    store: &'a Store,
    held: &'a Lock,
    done: Vec<String>,
}

impl Repair<'_> {
    /// Leftovers, permissions, the cache, and what is not of the store.
    fn small_things(&mut self, problems: &[Problem]) -> Result<()> {
        for problem in problems {
            let place = &problem.place;
            match &problem.kind {
                Kind::Leftover => {
                    durable::remove(place)?;
                    self.done.push(format!("Removed {}, a leftover of an interrupted run.", place.display()));
                }
                Kind::Cached(name) => {
                    Cache::at(&self.store.cache_dir()).drop_entry(name)?;
                    self.done.push(format!("Removed {}; the next report sets it again.", place.display()));
                }
                Kind::Unknown => self.aside(place, "was not of the store")?,
                Kind::OtherForFile => self.aside(place, "was not the file that it had the place of")?,
                Kind::ManifestText(id) => {
                    let snapshot = self.store.snapshot(id)?;
                    self.aside(place, "was a link, or held other text than was written")?;
                    self.store.write_manifest(&snapshot.dir, &snapshot.manifest)?;
                    self.done.push(format!("Wrote {} anew.", place.display()));
                }
                Kind::Manifest => self.aside(place, "had no manifest that could be read")?,
                _ => {}
            }
        }
        match durable::make_private(self.store.dir())? {
            0 => {}
            n => self.done.push(format!("Removed other users' access to {n} files and folders.")),
        }
        Ok(())
    }

    fn aside(&mut self, place: &Path, why: &str) -> Result<()> {
        let moved = self.store.set_aside(self.held, place, why)?;
        self.done.push(format!("Moved {} to {}: it {why}.", place.display(), moved.display()));
        Ok(())
    }

    /// Damaged bytes go aside with their receipts; receipts that are missing or wrong are written from the manifests.
    fn archive(&mut self, problems: &[Problem]) -> Result<()> {
        let store = self.store;
        let mut anew = Vec::new();
        for problem in problems {
            match &problem.kind {
                Kind::ArchivedBytes(hash) => {
                    self.aside(&problem.place, "did not hold the bytes that came")?;
                    let receipt = store.receipt_path(hash);
                    if receipt.symlink_metadata().is_ok() {
                        self.aside(&receipt, "was the receipt of bytes that are damaged")?;
                    }
                }
                Kind::LostBytes(_) => self.aside(&problem.place, "was the receipt of bytes that are gone")?,
                Kind::Receipt(hash) => {
                    if problem.place.symlink_metadata().is_ok() {
                        self.aside(&problem.place, "did not agree with its file, or could not be read")?;
                    }
                    anew.push(hash.clone());
                }
                _ => {}
            }
        }
        if anew.is_empty() {
            return Ok(());
        }
        let files = store.files_by_hash()?;
        for hash in anew {
            let whole = store.archived_path(&hash);
            let path = if whole.exists() { whole } else { store.head_path(&hash) };
            let (found, bytes) = hash_file(&path).map_err(Error::io("read", &path))?;
            let files: Vec<String> = files.get(&hash).into_iter().flatten().cloned().collect();
            let names = if files.is_empty() { "which no snapshot names".to_string() } else { files.join(", ") };
            store.write_receipt(&Receipt {
                sha256: hash.clone(),
                bytes,
                // How long the whole file was is not known any longer.
                head: (found != hash).then_some(Head { kept: bytes, sha256: found }),
                files,
                seal: None,
            })?;
            self.done
                .push(format!("Wrote the receipt of {} anew: {names}.", store.archive_dir().join(&hash).display()));
        }
        durable::sync_folder(&store.archive_dir())
    }

    /// The record of withdrawals, of which a file is damaged or missing.
    fn withdrawals(&mut self, problems: &[Problem]) -> Result<()> {
        let places = problems.iter().filter(|p| p.kind == Kind::Withdrawals).map(|p| &p.place);
        let places: Vec<String> = places.map(|place| place.display().to_string()).collect();
        if !places.is_empty() {
            self.store.keep_withdrawals(self.held, &self.store.withdrawals()?)?;
            self.done.push(format!("Wrote {} anew.", places.join(" and ")));
        }
        Ok(())
    }

    /// Makes a damaged snapshot again; it takes its place only where every table is the same.
    fn snapshot(&mut self, id: &str, rebuild: &impl Fn(&Snapshot) -> Result<Tables>) -> Result<()> {
        let store = self.store;
        let snapshot = store.snapshot(id)?;
        let again = rebuild(&snapshot).and_then(|tables| {
            let inputs = Manifest { tables: BTreeMap::new(), ..snapshot.manifest.clone() };
            store.write_snapshot(self.held, &inputs, &tables)
        });
        let aside = match again {
            Ok(aside) => aside,
            Err(error) => {
                self.done.push(format!("The snapshot {id} could not be made again: {}", with_causes(&error)));
                return Ok(());
            }
        };
        let path = aside.join("manifest.json");
        let text = regular::read(&path).map_err(Error::io("read", &path))?;
        let made: Manifest =
            serde_json::from_slice(&text).map_err(|e| Error::invalid(path.display(), e.to_string()))?;
        let written = snapshot.manifest.tables.iter();
        let differs = written.filter(|(name, table)| made.tables.get(*name) != Some(table));
        let differs: Vec<&str> = differs.map(|(name, _)| name.as_str()).collect();
        if !differs.is_empty() {
            durable::remove_folder(&aside)?;
            self.done.push(format!(
                "The snapshot {id} was made again from the archive, and its tables {} differ from what was written, so it did not take its place.",
                differs.join(", ")
            ));
            return Ok(());
        }
        store.place_snapshot(self.held, &aside, id)?;
        self.done.push(format!(
            "Made the snapshot {id} again from the archive, with the same bytes; the damaged one is in {}.",
            store.damaged_dir().display()
        ));
        Ok(())
    }

    /// CURRENT, where it names nothing, and the order of snapshots.
    fn order(&mut self) -> Result<()> {
        let store = self.store;
        let mut problems = Vec::new();
        store.order_problems(&mut problems)?;
        if problems.is_empty() {
            return Ok(());
        }
        let known = !store.written_history()?.is_empty() && store.is_history_as_written()?;
        let ordered: Vec<String> = store.history()?.into_iter().filter(|id| is_id(id)).collect();
        if !store.is_history_as_written()? {
            self.aside(&store.dir().join("history"), "did not hold the lines that were written")?;
        }
        store.write_history(&ordered)?;
        self.done.push(format!("Rewrote the history of {} snapshots.", ordered.len()));
        if problems.iter().any(|p| p.kind == Kind::Current) {
            let whole = |id: &&String| store.snapshot(id).is_ok_and(|s| s.check(store).is_ok());
            let Some(id) = ordered.iter().rev().find(whole) else {
                self.done.push("No snapshot is whole, so CURRENT can name none.".to_string());
                return Ok(());
            };
            store.enforce(self.held, id)?;
            let why = if known {
                "the last one to come into force that is whole"
            } else {
                "the newest one that is whole, by the time of its manifest"
            };
            self.done.push(format!(
                "CURRENT names the snapshot {id} now, {why}. `{}` makes sure that it is up to date.",
                store.ingest_command()
            ));
        }
        Ok(())
    }
}

impl Store {
    /// Logical paths of every input of every snapshot, by the hash of its bytes.
    pub(super) fn files_by_hash(&self) -> Result<BTreeMap<String, BTreeSet<String>>> {
        let mut files: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for snapshot in self.snapshots()?.iter().filter_map(|id| self.snapshot(id).ok()) {
            for (file, hash) in snapshot.manifest.inputs {
                files.entry(hash).or_default().insert(file);
            }
        }
        Ok(files)
    }
}

fn with_causes(error: &Error) -> String {
    use std::error::Error as _;
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(c) = cause {
        text.push_str(&format!(": {c}"));
        cause = c.source();
    }
    text
}
