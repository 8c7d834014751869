//! What is wrong with a store: each problem with its place, a sentence, and what to do.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use rayon::prelude::*;

use super::archive::HEAD;
use super::archive::Receipt;
use super::cache::Cache;
use super::folder::Store;
use super::manifest::{is_id, is_sha256};
use super::snapshot::Snapshot;
use super::snapshot::TableFault;
use crate::base::durable;
use crate::base::error::{Error, Result};
use crate::base::hash::{hash_file, sha256};
use crate::base::regular;
use crate::base::text::shell_word;
use crate::model::schema;

/// Something wrong with a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file or folder.
    pub place: PathBuf,
    /// What is wrong, as a sentence.
    pub found: String,
    /// What to do, as a sentence.
    pub cure: String,
    /// What repair does about it.
    pub(super) kind: Kind,
}

/// What a problem is about, for repair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Bytes in the archive that are not those that came.
    ArchivedBytes(String),
    /// A receipt that is missing or wrong, its bytes being there.
    Receipt(String),
    /// A receipt whose bytes are not there.
    LostBytes(String),
    /// A file or folder that is not of the store.
    Unknown,
    /// A snapshot whose tables are damaged.
    Tables(String),
    /// A snapshot that says too little of itself to be made again.
    Manifest,
    /// A manifest with more than was written, all of which is there.
    ManifestText(String),
    /// A snapshot that could not be made again if it were damaged.
    Inputs,
    /// What is no file in the place of CURRENT or the order of snapshots.
    OtherForFile,
    /// CURRENT.
    Current,
    /// The order of snapshots.
    History,
    /// The record of withdrawals.
    Withdrawals,
    /// An entry of the cache.
    Cached(String),
    /// What a run left that was ended.
    Leftover,
    /// What others than the owner may read.
    Permissions,
}

impl Store {
    /// Checks the archive, the receipts, every snapshot, the cache, CURRENT, leftovers and permissions. Empty where all
    /// is well. Another writer at work is an error.
    pub fn verify(&self) -> Result<Vec<Problem>> {
        // A store that may only be read can be verified too.
        use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
        let read_only = |source: &std::io::Error| matches!(source.kind(), PermissionDenied | ReadOnlyFilesystem);
        let _held = match self.hold() {
            Err(Error::Io { source, .. }) if read_only(&source) => None,
            held => Some(held?),
        };
        self.problems()
    }

    pub(super) fn problems(&self) -> Result<Vec<Problem>> {
        let mut problems = self.archive_problems()?;
        let snapshots = self.snapshot_problems(&mut problems)?;
        self.input_problems(&snapshots, &mut problems)?;
        self.order_problems(&mut problems)?;
        problems.extend(self.record_faults().into_iter().map(|(place, found, cure)| match cure {
            None => self.by_repair(place, found, "writes it anew from what is whole", Kind::Withdrawals),
            Some(cure) => Problem { place, found, cure, kind: Kind::Inputs },
        }));
        self.cache_problems(&mut problems)?;
        let leftover =
            |place| self.by_repair(place, "is a leftover of an interrupted run.", "removes it", Kind::Leftover);
        problems.extend(self.leftovers()?.into_iter().map(leftover));
        let wide = durable::wider_than_private(&self.dir)?;
        if let Some(first) = wide.first() {
            let (found, cure) = match wide.len() {
                1 => ("is accessible to other users.".to_string(), "makes it private"),
                n => (
                    format!("and {} other files or folders are accessible to other users.", n - 1),
                    "makes them private",
                ),
            };
            problems.push(self.by_repair(first.clone(), found, cure, Kind::Permissions));
        }
        Ok(problems)
    }

    /// A problem that repair cures; `does` says what it does.
    fn by_repair(&self, place: PathBuf, found: impl Into<String>, does: &str, kind: Kind) -> Problem {
        Problem { place, found: found.into(), cure: format!("`{}` {does}.", self.repair_command()), kind }
    }

    /// What repair moves out of its place.
    fn to_damaged(&self, place: PathBuf, found: impl Into<String>, kind: Kind) -> Problem {
        self.by_repair(place, found, "moves it into damaged/", kind)
    }

    /// The cure for bytes of the archive that are gone.
    fn back_from_the_network(&self) -> String {
        format!("`{}` puts it back where the network folder still holds it.", self.ingest_command())
    }

    /// What to do with a snapshot that cannot be made again, without a full stop.
    pub fn by_replacing(&self) -> String {
        format!(
            "`{}` makes a new one, and `learning-cities prune --store {} --keep 1 --yes` then removes this one",
            self.ingest_command(),
            shell_word(&self.dir)
        )
    }

    /// Every archived file against its name and its receipt.
    fn archive_problems(&self) -> Result<Vec<Problem>> {
        let dir = self.archive_dir();
        let all = durable::names(&dir)?;
        let contents: BTreeSet<String> = self.archived()?.into_iter().collect();
        let mut files = self.files_by_hash()?;
        // Links have that hash too, and no receipt.
        files.remove(&sha256(b""));
        let checked = all.par_iter().map(|name| -> Result<Option<Problem>> {
            let path = dir.join(name);
            let (hash, kind) = name.split_at(name.find('.').unwrap_or(name.len()));
            match kind {
                _ if !is_sha256(hash) => {}
                "" => return self.content_problem(hash, &path, files.get(hash)),
                // A head is not needed any longer where the whole file came later.
                HEAD if self.archived_path(hash).exists() => return Ok(None),
                HEAD => return self.content_problem(hash, &path, files.get(hash)),
                ".json" if contents.contains(hash) => return Ok(None),
                ".json" => return Ok(Some(self.lost(hash, path))),
                _ => {}
            }
            Ok(Some(self.to_damaged(path, "is not of the archive: its name is no SHA-256.", Kind::Unknown)))
        });
        Ok(checked.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
    }

    fn lost(&self, hash: &str, receipt: PathBuf) -> Problem {
        let files = self.receipt(hash).ok().flatten().map(|r| r.files.join(", ")).filter(|f| !f.is_empty());
        let of = files.map(|f| format!(" of {f}")).unwrap_or_default();
        Problem {
            place: receipt,
            found: format!("is the receipt{of}, and the file that it is of is not in the archive."),
            cure: self.back_from_the_network(),
            kind: Kind::LostBytes(hash.to_string()),
        }
    }

    /// An archived file against its name, its receipt, and the names under which manifests know it.
    fn content_problem(&self, name: &str, path: &Path, known_as: Option<&BTreeSet<String>>) -> Result<Option<Problem>> {
        if !regular::is_own(path) {
            let found = "is a link, a pipe or a device, and the archive keeps the bytes themselves.";
            let does = format!(
                "moves it into damaged/. `{}` then puts the file back where the network folder still holds it",
                self.ingest_command()
            );
            return Ok(Some(self.by_repair(path.to_path_buf(), found, &does, Kind::ArchivedBytes(name.to_string()))));
        }
        let receipt = self.receipt(name);
        let found = match hash_file(path) {
            Ok(found) => found,
            Err(error) => {
                let found = format!("cannot be read ({error}).");
                return Ok(Some(self.to_damaged(path.to_path_buf(), found, Kind::ArchivedBytes(name.to_string()))));
            }
        };
        let whole = path.extension().is_none();
        let head = receipt.as_ref().ok().and_then(Option::as_ref).and_then(|r| r.head.clone());
        let sound = match &head {
            _ if whole => found.0 == name,
            Some(head) => (head.sha256.as_str(), head.kept) == (found.0.as_str(), found.1),
            // Only its receipt could say what a head must be.
            None => true,
        };
        if !sound {
            let does = format!(
                "moves it into damaged/. `{}` then puts it back where the network folder still holds it",
                self.ingest_command()
            );
            let found = "holds other bytes than those that came: their SHA-256 is not its name.";
            return Ok(Some(self.by_repair(path.to_path_buf(), found, &does, Kind::ArchivedBytes(name.to_string()))));
        }
        let own = self.receipt_path(name);
        let wrong = match receipt {
            _ if fs::symlink_metadata(&own).is_ok() && !regular::is_own(&own) => {
                "is a link, a pipe or a device: the receipt says under which names the file came."
            }
            Err(_) => {
                "cannot be read, or holds other bytes than were written, so under which names the file came is not known."
            }
            Ok(None) => "is missing: the receipt says under which names the file came.",
            Ok(Some(r)) if !agrees(&r, name, found.1, whole) => "does not agree with its file.",
            Ok(Some(r)) if known_as.is_some_and(|known| known.iter().any(|file| !r.files.contains(file))) => {
                "does not say every name under which the file came."
            }
            Ok(Some(_)) => return Ok(None),
        };
        let does = "writes it anew from the manifests of the snapshots";
        Ok(Some(self.by_repair(own, wrong, does, Kind::Receipt(name.to_string()))))
    }

    /// Every snapshot; those whose manifests can be read are handed back.
    fn snapshot_problems(&self, problems: &mut Vec<Problem>) -> Result<Vec<Snapshot>> {
        let mut sound = Vec::new();
        for id in self.snapshots()? {
            let dir = self.snapshot_dir(&id);
            if !is_id(&id) || !fs::symlink_metadata(&dir).is_ok_and(|found| found.is_dir()) {
                problems.push(self.to_damaged(
                    dir,
                    "is not a snapshot: it is no folder, or its name is no id.",
                    Kind::Unknown,
                ));
                continue;
            }
            let snapshot = match self.snapshot(&id) {
                Ok(snapshot) => snapshot,
                Err(Error::Store { message, .. }) => {
                    problems.push(self.to_damaged(dir, format!("is damaged: {message}."), Kind::Manifest));
                    continue;
                }
                Err(error) => return Err(error),
            };
            if !snapshot.is_manifest_as_written()? {
                let found = "is a link, or holds more or other text than was written; what the snapshot was made from is unchanged.";
                let does = "moves it into damaged/ and writes it anew";
                let place = snapshot.manifest_path();
                problems.push(self.by_repair(place, found, does, Kind::ManifestText(id.clone())));
            }
            if let Some(message) = snapshot.other_version() {
                let is_cited = || self.cited(std::slice::from_ref(&id)).is_ok_and(|cited| !cited.is_empty());
                let cure = match is_cited() {
                    true => format!(
                        "`{}` makes a new one. This one stays, for a final edition rests on it.",
                        self.ingest_command()
                    ),
                    false => format!("{}.", self.by_replacing()),
                };
                let found = format!("cannot be checked: {message}.");
                problems.push(Problem { place: dir, found, cure, kind: Kind::Inputs });
            } else {
                self.table_problems(&snapshot, problems)?;
            }
            sound.push(snapshot);
        }
        Ok(sound)
    }

    fn table_problems(&self, snapshot: &Snapshot, problems: &mut Vec<Problem>) -> Result<()> {
        for fault in snapshot.all_faults() {
            let (found, kind) = (format!("{}.", fault.differs), Kind::Tables(snapshot.id.clone()));
            let mut problem = self.by_repair(fault.path, found, "makes the snapshot again from the archive", kind);
            if let Some(why) = snapshot.never_made_again() {
                let cure = self.by_replacing();
                problem.cure = format!("{why}, so it cannot be made again from the archive; {cure}.");
            }
            problems.push(problem);
        }
        let tables = snapshot.manifest.tables.keys().map(|table| format!("{table}.parquet"));
        let known: BTreeSet<String> = tables.chain(["manifest.json".to_string()]).collect();
        for entry in fs::read_dir(&snapshot.dir).map_err(Error::io("read", &snapshot.dir))? {
            let entry = entry.map_err(Error::io("read", &snapshot.dir))?;
            if !known.contains(&*entry.file_name().to_string_lossy()) {
                problems.push(self.to_damaged(entry.path(), "is not of the snapshot that it is in.", Kind::Unknown));
            }
        }
        Ok(())
    }

    /// Inputs of snapshots that the archive does not hold.
    fn input_problems(&self, snapshots: &[Snapshot], problems: &mut Vec<Problem>) -> Result<()> {
        let held: BTreeSet<String> = self.archived()?.into_iter().collect();
        // A link has no bytes of its own.
        let none = sha256(b"");
        let mut missing: BTreeMap<&str, (&str, &str, usize)> = BTreeMap::new();
        for snapshot in snapshots.iter().filter(|s| s.other_version().is_none()) {
            let is_missing = |hash: &String| is_sha256(hash) && *hash != none && !held.contains(hash);
            for (file, hash) in snapshot.manifest.inputs.iter().filter(|(_, hash)| is_missing(hash)) {
                missing.entry(hash).or_insert((file, &snapshot.id, 0)).2 += 1;
            }
        }
        for (hash, (file, id, count)) in missing {
            if problems.iter().any(|p| p.kind == Kind::LostBytes(hash.to_string())) {
                continue;
            }
            let snapshots = match count {
                1 => format!("the snapshot {id} was"),
                n => format!("the snapshot {id} and {} more were", n - 1),
            };
            problems.push(Problem {
                place: self.archive_dir().join(hash),
                found: format!("is missing: it was {file}, from which {snapshots} made."),
                cure: self.back_from_the_network(),
                kind: Kind::Inputs,
            });
        }
        Ok(())
    }

    /// CURRENT and the order of snapshots.
    pub(super) fn order_problems(&self, problems: &mut Vec<Problem>) -> Result<()> {
        let is_other = |path: &PathBuf| fs::symlink_metadata(path).is_ok() && !regular::is_own(path);
        let others: Vec<PathBuf> =
            ["CURRENT", "history"].map(|name| self.dir.join(name)).into_iter().filter(is_other).collect();
        if !others.is_empty() {
            let does = "moves it into damaged/ and writes the file anew";
            let problem = |path: PathBuf| {
                let what = if path.is_dir() { "a folder or leads to one" } else { "a link, a pipe or a device" };
                let found = format!("is {what}, and the store keeps a file of that name.");
                self.by_repair(path, found, does, Kind::OtherForFile)
            };
            problems.extend(others.into_iter().map(problem));
            return Ok(());
        }
        let there = self.snapshots()?;
        let path = self.dir.join("CURRENT");
        let named = self.own_file("CURRENT")?.map(|bytes| String::from_utf8_lossy(&bytes).trim().to_string());
        let wrong = match named {
            None if there.is_empty() => None,
            None => Some("is missing: it names the snapshot in force.".to_string()),
            Some(id) if !is_id(&id) => {
                Some(format!("names no snapshot: {:?}.", id.chars().take(40).collect::<String>()))
            }
            Some(id) if !there.contains(&id) => Some(format!("names the snapshot {id}, which is not there.")),
            Some(_) => None,
        };
        if let Some(wrong) = wrong {
            let whole = |id: &String| self.snapshot(id).is_ok_and(|s| s.check(self).is_ok());
            let does = "names the newest snapshot that is whole, and says which";
            let mut problem = self.by_repair(path, wrong, does, Kind::Current);
            if !there.iter().any(whole) {
                problem.cure = format!("No snapshot is whole; `{}` makes one.", self.ingest_command());
            }
            problems.push(problem);
        }
        if !self.is_history_as_written()? {
            let found =
                "does not hold the lines that were written: they say in which order the snapshots came into force.";
            let does = "writes it anew, by the times at which the snapshots were written";
            problems.push(self.by_repair(self.dir.join("history"), found, does, Kind::History));
            return Ok(());
        }
        let written = self.written_history()?;
        let ids: BTreeSet<&String> = there.iter().filter(|id| is_id(id)).collect();
        if written.iter().collect::<BTreeSet<_>>() != ids {
            let found = "does not list the snapshots that are there: it says in which order they came into force.";
            problems.push(self.by_repair(self.dir.join("history"), found, "writes it anew", Kind::History));
        }
        Ok(())
    }

    fn cache_problems(&self, problems: &mut Vec<Problem>) -> Result<()> {
        let dir = self.cache_dir();
        if !dir.is_dir() {
            return Ok(());
        }
        for name in Cache::at(&dir).damaged()? {
            let found = "is not what was kept there: its hash differs.";
            let problem = self.by_repair(dir.join(&name), found, "removes it", Kind::Cached(name));
            let cure = format!("The next report sets it again; {}", problem.cure);
            problems.push(Problem { cure, ..problem });
        }
        for entry in fs::read_dir(&dir).map_err(Error::io("read", &dir))? {
            let entry = entry.map_err(Error::io("read", &dir))?;
            if entry.file_name().to_string_lossy().starts_with(durable::TEMPORARY) {
                let found = "is a leftover of an interrupted report.";
                let does = "removes it, once no report runs";
                problems.push(self.by_repair(entry.path(), found, does, Kind::Leftover));
            }
        }
        Ok(())
    }

    /// The folder of briefs that were set already.
    pub fn cache_dir(&self) -> PathBuf {
        self.dir.join("briefs-cache")
    }
}

fn agrees(receipt: &Receipt, name: &str, kept: u64, whole: bool) -> bool {
    let length = if whole { Some(receipt.bytes) } else { receipt.head.as_ref().map(|head| head.kept) };
    receipt.sha256 == name && receipt.head.is_none() == whole && length == Some(kept)
}

/// Tables that have the bytes that were written, and yet cannot be read, or have other columns or rows than was written
/// down.
fn unreadable(snapshot: &Snapshot, damaged: &BTreeSet<PathBuf>) -> Vec<TableFault> {
    let fault = schema::TABLES.par_iter().filter_map(|def| {
        let path = snapshot.path(def.name);
        let written = snapshot.manifest.tables.get(def.name)?.rows;
        if damaged.contains(&path) {
            return None;
        }
        let differs = match regular::open(&path)
            .map_err(|e| e.to_string())
            .and_then(|file| ParquetRecordBatchReaderBuilder::try_new(file).map_err(|e| e.to_string()))
        {
            Err(error) => format!("is no Parquet file ({error})"),
            Ok(reader) if reader.schema().fields() != def.schema().fields() => {
                "has other columns than this version reads".to_string()
            }
            Ok(reader) => match u64::try_from(reader.metadata().file_metadata().num_rows()) {
                Ok(rows) if rows == written => return None,
                rows => format!("has {} rows, and {written} were written", rows.unwrap_or_default()),
            },
        };
        Some(TableFault { path, differs })
    });
    fault.collect()
}

impl Snapshot {
    /// What is wrong with the files of its tables: with their bytes, and with what is in them.
    fn all_faults(&self) -> Vec<TableFault> {
        let mut faults = self.faults();
        let damaged: BTreeSet<PathBuf> = faults.iter().map(|f| f.path.clone()).collect();
        faults.extend(unreadable(self, &damaged));
        faults
    }

    /// Whether a table is missing, differs from what was written, or cannot be read.
    pub(super) fn is_damaged(&self) -> bool {
        !self.all_faults().is_empty()
    }

    /// Why it is never made again from the archive; none where it can be.
    pub(super) fn never_made_again(&self) -> Option<&'static str> {
        match &self.manifest {
            manifest if manifest.forgotten.is_some() => Some("A city was forgotten in it"),
            manifest if !manifest.has_our_rules() => Some("Another version of this program made it"),
            _ => None,
        }
    }

    /// Reads every table's file and compares it with the hash in the manifest.
    ///
    /// # Errors
    /// The first table that is missing or differs, or a snapshot of another version; with what to do.
    pub fn check(&self, store: &Store) -> Result<()> {
        if let Some(message) = self.other_version() {
            return Err(store.fault(format!("{message}; run `{}`, which makes one anew", store.ingest_command())));
        }
        self.check_files(store)
    }

    /// That the tables which the manifest names are what was written.
    pub(super) fn check_files(&self, store: &Store) -> Result<()> {
        let Some(TableFault { path, differs }) = self.faults().into_iter().next() else { return Ok(()) };
        // Nothing of a forgotten city is left to make it again from.
        let run = match self.manifest.forgotten {
            None => store.repair_command(),
            Some(_) => store.ingest_command(),
        };
        let place = path.display();
        Err(store.fault(format!("the snapshot {} is damaged: {place} {differs}; run `{run}`", self.id)))
    }
}
