//! The folder of a store: its lock, its snapshots and their history.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use arrow::array::RecordBatch;
use rayon::prelude::*;

use crate::base::durable::{self, Access};
use crate::base::error::{Error, Result};
use crate::base::hash::sha256;
use crate::base::parquet::fill;
use crate::base::regular;
use crate::base::text::shell_word;
use crate::model::schema;
use crate::store::manifest::{Manifest, TableFile, is_id, json};
use crate::store::snapshot::Snapshot;

/// Tables of a snapshot by name, each with the schema that [`schema::TABLES`] gives it.
pub type Tables = BTreeMap<&'static str, RecordBatch>;

/// Everything in a store's own folder, but leftovers.
const NAMES: [&str; 12] = [
    "archive",
    "snapshots",
    "history",
    "CURRENT",
    "LOCK",
    "briefs-cache",
    "damaged",
    "EDITIONS",
    "editions",
    "forgotten",
    RECORD[0],
    RECORD[1],
];

/// The record of withdrawals and its copy.
pub(super) const RECORD: [&str; 2] = ["withdrawals.json", "withdrawals-copy.json"];

/// Those of [`NAMES`] that are folders.
const FOLDERS: [&str; 6] = ["archive", "snapshots", "briefs-cache", "damaged", "editions", "forgotten"];

/// How long a lock that somebody holds is tried again: a writer that has just ended may have children that still hold
/// it.
const LOCK_PATIENCE: Duration = Duration::from_secs(1);

/// A store's folder.
#[derive(Debug, Clone)]
pub struct Store {
    pub(super) dir: PathBuf,
}

/// The one writer's hold on a store; released when dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
    pub(super) aside: Mutex<()>,
    /// Files and folders that others than the owner could read until this hold was taken.
    pub tightened: usize,
}

impl Store {
    /// A store to read; it must hold a snapshot.
    pub fn open(dir: &Path) -> Result<Store> {
        let store = Store { dir: dir.to_path_buf() };
        store.has_folders()?;
        if store.kind_of("CURRENT")?.is_some_and(|kind| kind.is_file()) {
            return Ok(store);
        }
        let message = if !store.snapshots()?.is_empty() {
            format!("has no file CURRENT, which names the snapshot in force; run `{}`", store.repair_command())
        } else {
            format!("is not a store with a snapshot; fill it with `{}`", store.ingest_command())
        };
        Err(store.fault(message))
    }

    /// A store to verify or repair, whatever state it is in.
    pub fn find(dir: &Path) -> Result<Store> {
        let store = Store { dir: dir.to_path_buf() };
        store.has_folders()?;
        for sub in ["archive", "snapshots"] {
            if store.kind_of(sub)?.is_some_and(|kind| kind.is_dir()) {
                return Ok(store);
            }
        }
        Err(store.fault(
            "is not a store: it has neither archive nor snapshots; name the folder that ingest wrote with --store"
                .into(),
        ))
    }

    /// Whether a folder is a store by what is in it: other folders may have an `archive` too.
    pub fn is_at(dir: &Path) -> bool {
        let has = |name: &str| dir.join(name).exists();
        ["archive", "snapshots"].iter().all(|sub| dir.join(sub).is_dir()) && (has("LOCK") || has("CURRENT"))
    }

    /// That nothing else is in the place of one of the store's folders. Nothing of the store can be trusted to a file
    /// that has a folder's name, and what it holds may be wanted; a link leads to what others may read or change.
    fn has_folders(&self) -> Result<()> {
        for name in FOLDERS {
            let Ok(found) = fs::symlink_metadata(self.dir.join(name)) else { continue };
            let at = shell_word(&self.dir);
            if found.is_symlink() {
                return Err(self.fault(format!(
                    "{name} is a link to another place, which is not followed: the store keeps a folder of that name; replace the link in {at} by the folder that it leads to and run this again"
                )));
            }
            if !found.is_dir() {
                return Err(self.fault(format!(
                    "{name} is no folder, and the store keeps a folder of that name; move it out of {at} and run this again"
                )));
            }
        }
        Ok(())
    }

    /// Whether a name of the store's own folder is a file or a folder; none where there is nothing of that name.
    pub(super) fn kind_of(&self, name: &str) -> Result<Option<fs::FileType>> {
        let found = durable::if_there(fs::metadata(self.dir.join(name))).map_err(|e| self.closed(e))?;
        Ok(found.map(|found| found.file_type()))
    }

    /// Why nothing can be looked up in the store's folder.
    pub(super) fn closed(&self, error: std::io::Error) -> Error {
        use std::io::ErrorKind::{NotADirectory, PermissionDenied};
        match error.kind() {
            PermissionDenied => self.fault(
                "may not be read by this user: a store belongs to its owner alone; run this as the user who filled it, or ask that user for a copy".into(),
            ),
            NotADirectory => self.fault("is not a store: it is a file, or its path leads through one; name the folder that ingest wrote with --store".into()),
            _ => Error::io("read", &self.dir)(error),
        }
    }

    /// The bytes of a file of the store's own folder; none where there is none.
    pub(super) fn own_file(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let path = self.dir.join(name);
        durable::if_there(regular::read(&path)).map_err(|e| match e.kind() {
            std::io::ErrorKind::IsADirectory | regular::SPECIAL => self.fault(format!(
                "{name} is {}, and the store keeps a file of that name; run `{}`, which moves it into damaged/ and writes the file anew",
                if path.is_dir() { "a folder" } else { "no file" },
                self.repair_command()
            )),
            _ => Error::io("read", &path)(e),
        })
    }

    /// Names in the store's own folder that are none of a store's, sorted. They are somebody else's and never touched.
    pub fn unknown_names(&self) -> Result<Vec<PathBuf>> {
        let leftovers = self.leftovers()?;
        let mut unknown = Vec::new();
        for entry in fs::read_dir(&self.dir).map_err(|e| self.closed(e))? {
            let entry = entry.map_err(Error::io("read", &self.dir))?;
            let known = NAMES.iter().any(|name| entry.file_name() == *name);
            if !known && !leftovers.contains(&entry.path()) {
                unknown.push(entry.path());
            }
        }
        unknown.sort();
        Ok(unknown)
    }

    /// A store to write, made where there is none. A folder that holds something else is refused.
    pub fn create(dir: &Path) -> Result<Store> {
        let store = Store { dir: dir.to_path_buf() };
        let ours = ["archive", "snapshots"].iter().any(|sub| dir.join(sub).is_dir());
        let foreign = dir.is_dir() && !ours && fs::read_dir(dir).map_err(Error::io("read", dir))?.next().is_some();
        if foreign {
            return Err(store.fault("is not empty and not a store; name an empty or new folder".into()));
        }
        store.has_folders()?;
        for sub in ["archive", "snapshots"] {
            durable::create_folder(&dir.join(sub), Access::Private)?;
        }
        Ok(store)
    }

    /// Its folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Takes the one writer's place, or says that another has it. Removes what writers left that were ended before
    /// their end, and takes from others than the owner what they may do with the store.
    pub fn lock(&self) -> Result<Lock> {
        let mut lock = self.hold()?;
        for leftover in self.leftovers()? {
            durable::remove(&leftover)?;
        }
        lock.tightened = durable::make_private(&self.dir)?;
        Ok(lock)
    }

    /// Takes the one writer's place and changes nothing.
    pub(super) fn hold(&self) -> Result<Lock> {
        use std::os::unix::fs::OpenOptionsExt;
        let path = self.dir.join("LOCK");
        if fs::symlink_metadata(&path).is_ok() && !regular::is_own(&path) {
            let what = if path.is_dir() { "a folder" } else { "no file" };
            return Err(self.fault(format!(
                "LOCK is {what}, and the store keeps an empty file of that name; move it out of {} and run this again",
                shell_word(&self.dir)
            )));
        }
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(&path)
            .map_err(Error::io("create", &path))?;
        let patience = Instant::now() + LOCK_PATIENCE;
        loop {
            match file.try_lock() {
                Ok(()) => {
                    return Ok(Lock { _file: file, aside: Mutex::new(()), tightened: 0 });
                }
                Err(fs::TryLockError::WouldBlock) if Instant::now() < patience => {
                    std::thread::sleep(Duration::from_millis(20))
                }
                Err(fs::TryLockError::WouldBlock) => return Err(Error::Busy(self.dir.clone())),
                Err(fs::TryLockError::Error(e)) => return Err(Error::io("lock", &path)(e)),
            }
        }
    }

    /// Temporary files and folders; without a running writer, nobody needs them.
    pub(super) fn leftovers(&self) -> Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        for folder in ["", "archive", "snapshots", "editions", "damaged", "forgotten"] {
            let folder = if folder.is_empty() { self.dir.clone() } else { self.dir.join(folder) };
            let entries = durable::if_there(fs::read_dir(&folder)).map_err(Error::io("read", &folder))?;
            for entry in entries.into_iter().flatten() {
                let entry = entry.map_err(Error::io("read", &folder))?;
                let name = entry.file_name().to_string_lossy().into_owned();
                // The store's own folder may hold a hidden file of somebody else's, such as .gitignore: ours have six
                // letters.
                let ours = folder != self.dir || name.len() == durable::TEMPORARY.len() + 6;
                if ours && name.starts_with(durable::TEMPORARY) {
                    found.push(entry.path());
                }
            }
        }
        found.sort();
        Ok(found)
    }

    /// The snapshot in force, if any, its tables checked against their hashes. For everything that reads its tables.
    pub fn current(&self) -> Result<Option<Snapshot>> {
        let Some(snapshot) = self.named()? else { return Ok(None) };
        snapshot.check(self)?;
        Ok(Some(snapshot))
    }

    /// As [`Store::current`]; that there is none is an error.
    pub fn in_force(&self) -> Result<Snapshot> {
        self.current()?
            .ok_or_else(|| self.fault(format!("has no snapshot in force; fill it with `{}`", self.ingest_command())))
    }

    /// The snapshot that CURRENT names, if any, its tables unchecked.
    pub fn named(&self) -> Result<Option<Snapshot>> {
        let bytes = self.own_file("CURRENT")?;
        bytes.map(|bytes| self.snapshot(String::from_utf8_lossy(&bytes).trim())).transpose()
    }

    /// The snapshot of that id, its tables unchecked.
    pub fn snapshot(&self, id: &str) -> Result<Snapshot> {
        let repair = self.repair_command();
        if !is_id(id) {
            let shown: String = id.chars().take(40).collect();
            return Err(self.fault(format!("CURRENT names no snapshot ({shown:?}); run `{repair}`")));
        }
        let dir = self.snapshot_dir(id);
        if !fs::symlink_metadata(&dir).is_ok_and(|found| found.is_dir()) {
            let what = if dir.is_symlink() { "a link, which is not followed," } else { "not" };
            let folder = self.dir.join("snapshots");
            return Err(self.fault(format!("the snapshot {id} is {what} in {}; run `{repair}`", folder.display())));
        }
        let path = dir.join("manifest.json");
        let broken = |e: &dyn std::fmt::Display| {
            let in_force =
                regular::read(&self.dir.join("CURRENT")).is_ok_and(|named| named.trim_ascii() == id.as_bytes());
            let cure = match in_force {
                true => format!("make it anew with `{}`", self.ingest_command()),
                false => format!("run `{repair}`, which moves it into damaged/"),
            };
            self.fault(format!(
                "{} cannot be read ({e}), so what the snapshot {id} was made from is not known; {cure}",
                path.display()
            ))
        };
        let text = regular::read(&path).map_err(|e| broken(&e))?;
        let manifest: Manifest = serde_json::from_slice(&text).map_err(|e| broken(&e))?;
        if manifest.id() != id {
            return Err(broken(&"it belongs to another snapshot or was changed"));
        }
        Ok(Snapshot { id: id.to_string(), dir, manifest })
    }

    pub(super) fn snapshot_dir(&self, id: &str) -> PathBuf {
        self.dir.join("snapshots").join(id)
    }

    /// Ids of all snapshots, in order of their names.
    pub fn snapshots(&self) -> Result<Vec<String>> {
        durable::names(&self.dir.join("snapshots"))
    }

    /// Ids of all snapshots in the order in which they came into force, the newest last. Those that `history` does not
    /// name come first, by the time at which they were written; so do all, where its lines are not those that were
    /// written.
    pub fn history(&self) -> Result<Vec<String>> {
        let there = self.snapshots()?;
        let written = if self.is_history_as_written()? { self.written_history()? } else { Vec::new() };
        let time =
            |id: &String| fs::metadata(self.snapshot_dir(id).join("manifest.json")).and_then(|m| m.modified()).ok();
        let mut ids: Vec<String> = there.iter().filter(|id| !written.contains(id)).cloned().collect();
        ids.sort_by_key(time);
        ids.extend(written.into_iter().filter(|id| there.contains(id)));
        Ok(ids)
    }

    pub(super) fn written_history(&self) -> Result<Vec<String>> {
        let bytes = self.own_file("history")?.unwrap_or_default();
        let lines = String::from_utf8_lossy(&bytes);
        Ok(lines.lines().map(str::to_string).filter(|id| is_id(id)).collect())
    }

    /// Whether `history` has the lines that were written: ids, each once, and their seal. A version that wrote none
    /// has only ids.
    pub(super) fn is_history_as_written(&self) -> Result<bool> {
        let Some(bytes) = self.own_file("history")? else { return Ok(true) };
        let mut ids = self.written_history()?;
        let as_written = [sealed(&ids), lines(&ids)].iter().any(|text| text.as_bytes() == bytes);
        let count = ids.len();
        ids.sort();
        ids.dedup();
        Ok(as_written && ids.len() == count)
    }

    pub(super) fn write_history(&self, ids: &[String]) -> Result<()> {
        durable::write(&self.dir.join("history"), sealed(ids).as_bytes(), Access::Private)
    }

    /// Names a snapshot that is on the disk as the one in force.
    pub(super) fn enforce(&self, _held: &Lock, id: &str) -> Result<()> {
        let mut history = self.history()?;
        if history.last().is_none_or(|last| last != id) || self.written_history()? != history {
            history.retain(|known| known != id);
            history.push(id.to_string());
            self.write_history(&history)?;
        }
        let path = self.dir.join("CURRENT");
        if self.own_file("CURRENT")?.is_some_and(|named| named.trim_ascii() == id.as_bytes()) {
            return Ok(());
        }
        durable::write(&path, format!("{id}\n").as_bytes(), Access::Private)
    }

    /// Makes a snapshot that is there already the one in force; none where there is no such snapshot, or a damaged one.
    pub fn put_in_force(&self, held: &Lock, id: &str) -> Result<Option<Snapshot>> {
        let Ok(snapshot) = self.snapshot(id) else { return Ok(None) };
        if snapshot.check(self).is_err() {
            return Ok(None);
        }
        self.enforce(held, id)?;
        Ok(Some(snapshot))
    }

    /// Writes a snapshot and makes it the one in force. One of that id that is damaged is set aside.
    /// `tables` holds every table of [`schema::TABLES`] by name, each with that schema.
    pub fn commit(&self, held: &Lock, manifest: &Manifest, tables: &Tables) -> Result<Snapshot> {
        let id = manifest.id();
        if let Some(snapshot) = self.put_in_force(held, &id)? {
            return Ok(snapshot);
        }
        let aside = self.write_snapshot(held, manifest, tables)?;
        self.place_snapshot(held, &aside, &id)?;
        self.enforce(held, &id)?;
        self.snapshot(&id)
    }

    /// Writes a snapshot into a hidden folder, synced, and returns the folder.
    pub(super) fn write_snapshot(&self, _held: &Lock, manifest: &Manifest, tables: &Tables) -> Result<PathBuf> {
        let id = manifest.id();
        let aside = self.hidden_folder(&id)?;
        let tables = self.write_tables(&aside, tables, manifest, ("learning_cities.snapshot", &id))?;
        self.write_manifest(&aside, &Manifest { tables, ..manifest.clone() })?;
        Ok(aside)
    }

    /// An empty hidden folder next to the snapshots; a leftover of that name is removed.
    pub(super) fn hidden_folder(&self, name: &str) -> Result<PathBuf> {
        let folder = self.dir.join("snapshots").join(format!("{}{name}", durable::TEMPORARY));
        durable::remove_folder(&folder)?;
        durable::create_folder(&folder, Access::Private)?;
        Ok(folder)
    }

    /// Writes every table, with what `manifest` says that it was made from and `origin` as metadata.
    pub(super) fn write_tables(
        &self,
        aside: &Path,
        tables: &Tables,
        manifest: &Manifest,
        origin: (&str, &String),
    ) -> Result<BTreeMap<String, TableFile>> {
        let metadata = [
            ("learning_cities.tool", &manifest.tool),
            ("learning_cities.framework", &manifest.framework),
            ("learning_cities.network", &manifest.network),
            origin,
        ];
        let written = schema::TABLES.par_iter().map(|def| {
            let batch = tables
                .get(def.name)
                .ok_or_else(|| self.fault(format!("table {} was not made: a fault of this program", def.name)))?;
            let path = aside.join(format!("{}.parquet", def.name));
            let file = durable::create(&path, Access::Private, |file| {
                let counted = fill(file, &path, batch, &metadata)?;
                let rows = batch.num_rows() as u64;
                Ok(TableFile { sha256: counted.hasher.finish(), bytes: counted.bytes, rows })
            })?;
            Ok((def.name.to_string(), file))
        });
        written.collect()
    }

    /// Writes a snapshot's manifest, after its tables, and syncs its folder.
    pub(super) fn write_manifest(&self, aside: &Path, manifest: &Manifest) -> Result<()> {
        use std::io::Write;
        let path = aside.join("manifest.json");
        let text = json(&path, manifest)?;
        durable::create(&path, Access::Private, |file| file.write_all(&text).map_err(Error::io("write", &path)))?;
        durable::sync_folder(aside)
    }

    /// Renames a snapshot's hidden folder into place; what is there is set aside.
    pub(super) fn place_snapshot(&self, held: &Lock, aside: &Path, id: &str) -> Result<()> {
        let place = self.snapshot_dir(id);
        if fs::symlink_metadata(&place).is_ok() {
            self.set_aside(held, &place, "was damaged and made anew")?;
        }
        durable::rename(aside, &place)
    }

    pub(super) fn fault(&self, message: String) -> Error {
        Error::Store { path: self.dir.clone(), message }
    }

    /// The command that repairs this store, as it can be typed into a shell.
    pub fn repair_command(&self) -> String {
        format!("learning-cities verify --store {} --repair", shell_word(&self.dir))
    }

    /// The command that fills this store; the user knows the network's folder.
    pub fn ingest_command(&self) -> String {
        format!("learning-cities ingest --network DIR --store {}", shell_word(&self.dir))
    }
}

fn lines(ids: &[String]) -> String {
    ids.iter().map(|id| format!("{id}\n")).collect()
}

/// The text of `history`: a line for each id, and one with the SHA-256 of those before it.
fn sealed(ids: &[String]) -> String {
    let lines = lines(ids);
    format!("{lines}seal {}\n", sha256(lines.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_of_another_user_is_not_called_none() {
        let store = Store { dir: "their-store".into() };
        let said = store.closed(std::io::ErrorKind::PermissionDenied.into()).to_string();
        assert!(
            said.starts_with("their-store: may not be read by this user") && said.contains("run this as the user"),
            "{said}"
        );
        assert!(store.closed(std::io::ErrorKind::NotADirectory.into()).to_string().contains("it is a file"));
    }
}
