//! Erases a city: its rows in every snapshot, the archived files that carry it, and whatever may show it.
//!
//! The order makes an interrupted run harmless and the next one finish it: the old snapshots, which say what is the
//! city's, go last.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::PathBuf;

use serde::Serialize;

use super::folder::{Lock, Store, Tables};
use super::former;
use super::manifest::{Forgotten, Manifest, json};
use super::snapshot::Snapshot;
use super::traces::{Read, SUBMISSIONS, Traces, folder, without};
use crate::base::durable::{self, Access};
use crate::base::error::{Error, Result};
use crate::base::hash::sha256;
use crate::base::regular;
use crate::model::schema;

/// What forgetting a city would erase.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ForgetPlan {
    /// The city.
    pub city: String,
    /// Snapshots that hold it, the oldest first; each is written anew without it.
    pub snapshots: Vec<String>,
    /// Snapshots that are not in force and are damaged, each with what is wrong. They may hold the city and cannot be
    /// searched, so they go whole.
    pub damaged: Vec<(String, String)>,
    /// Rows of all their tables that go.
    pub rows: u64,
    /// Entries of the record of withdrawals that go.
    pub withdrawals: usize,
    /// Archived files that hold nothing but this city's: hash and the logical paths under which they came.
    pub own_files: BTreeMap<String, BTreeSet<String>>,
    /// Archived files that hold other cities' rows too: they are erased whole.
    pub shared_files: BTreeMap<String, BTreeSet<String>>,
    /// Bytes of all these files.
    pub bytes: u64,
    /// Texts of others that stay and name the city, or may do so in another form, each with where it is from: a person
    /// must look at them.
    pub mentions: BTreeSet<(String, String)>,
    /// Other ids under which snapshots without this city hold one of its names and country: it may have been the same
    /// city's before its id was changed.
    pub other_ids: BTreeSet<String>,
    /// Archived files that stay, because nothing says whose they are: those in which nothing could be read, and those
    /// of no snapshot.
    pub unknown_files: BTreeMap<String, BTreeSet<String>>,
}

/// The receipt of a city that was forgotten. It holds nothing of the city: who knows its id and the key can prove that
/// it is the one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ForgetReceipt {
    /// Day, ISO 8601, by the machine's clock in UTC.
    pub date: String,
    /// SHA-256 of the key, a colon and the city's id.
    pub proof: String,
    /// Files erased from the archive.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Snapshots written anew.
    pub snapshots: usize,
    /// Rows left out of them.
    pub rows: u64,
    /// Texts of others that stay and may name the city, for a person to look at.
    pub texts_to_look_at: usize,
    /// The key, which is shown once and kept nowhere.
    #[serde(skip)]
    pub key: String,
    /// Where the receipt is.
    #[serde(skip)]
    pub path: PathBuf,
}

impl Store {
    /// What [`Store::forget`] would erase; nothing in it where the store does not know the city.
    ///
    /// # Errors
    /// The snapshot in force is damaged or missing, so that what it holds of the city cannot be said; or a receipt is
    /// damaged, which may name it.
    pub fn forget_plan(&self, city: &str) -> Result<ForgetPlan> {
        let withdrawals = self.withdrawals()?.naming(city);
        let mut plan = ForgetPlan { city: city.to_string(), withdrawals, ..ForgetPlan::default() };
        let in_force = self.named()?.map(|snapshot| snapshot.id);
        let mut searched = Vec::new();
        for id in self.history()? {
            let snapshot = match self.whole(&id) {
                Err(Error::Store { message, .. }) if in_force.as_ref() != Some(&id) => {
                    plan.damaged.push((id, message));
                    continue;
                }
                snapshot => snapshot?,
            };
            if snapshot.other_version().is_some() {
                return Err(self.fault(format!(
                    "the snapshot {id} was made by another version and cannot be searched; make one with this version by `{}`, and remove the old ones with `learning-cities prune --store {} --keep 1 --yes`",
                    self.ingest_command(),
                    crate::base::text::shell_word(&self.dir)
                )));
            }
            self.add(&snapshot, &mut plan)?;
            searched.push(snapshot);
        }
        plan.other_ids = former::other_ids(city, &searched)?;
        self.add_unknown(&searched, &mut plan)?;
        for hash in plan.own_files.keys().chain(plan.shared_files.keys()) {
            for path in [self.archived_path(hash), self.head_path(hash)] {
                plan.bytes += path.metadata().map(|m| m.len()).unwrap_or_default();
            }
        }
        Ok(plan)
    }

    /// A snapshot that can be searched, or one of another version.
    fn whole(&self, id: &str) -> Result<Snapshot> {
        let snapshot = self.snapshot(id)?;
        if snapshot.other_version().is_none() {
            snapshot.check(self)?;
        }
        Ok(snapshot)
    }

    /// Adds what one snapshot holds of the city.
    fn add(&self, snapshot: &Snapshot, plan: &mut ForgetPlan) -> Result<()> {
        let read = Read::new(snapshot)?;
        let traces = read.traces(&plan.city, snapshot);
        let mut rows = 0;
        for def in schema::TABLES {
            let kept = without(def, read.table(def)?, &traces)?;
            rows += read.table(def)?.num_rows() - kept.num_rows();
            plan.mentions.extend(read.mentions(def, &kept, &traces));
        }
        if rows == 0 {
            return Ok(());
        }
        plan.rows += rows as u64;
        plan.snapshots.push(snapshot.id.clone());
        let refused = read.files_of_refused(&traces);
        for (file, hash) in &snapshot.manifest.inputs {
            let list = if traces.files.contains(file) {
                &mut plan.own_files
            } else if refused.contains(file.as_str()) || read.holds(file, &plan.city) {
                &mut plan.shared_files
            } else {
                continue;
            };
            list.entry(hash.clone()).or_default().insert(file.clone());
        }
        // The same bytes may have come as another city's in another snapshot.
        plan.own_files.retain(|hash, _| !plan.shared_files.contains_key(hash));
        Ok(())
    }

    /// Adds archived files of which nothing says whose they are.
    fn add_unknown(&self, searched: &[Snapshot], plan: &mut ForgetPlan) -> Result<()> {
        let (mut known, mut each) = (BTreeSet::new(), Vec::new());
        for snapshot in searched {
            let read = Read::new(snapshot)?;
            each.push(read.traces(&plan.city, snapshot));
            let cities = read.cities_by_file();
            let mut by_folder: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
            for (file, whose) in &cities {
                by_folder.entry(folder(file)).or_default().extend(whose);
            }
            let others =
                |file: &str| by_folder.get(folder(file)).is_some_and(|whose| !whose.contains(plan.city.as_str()));
            for (file, hash) in &snapshot.manifest.inputs {
                if !file.starts_with(SUBMISSIONS) || cities.contains_key(file.as_str()) || others(file) {
                    known.insert(hash.clone());
                }
            }
        }
        let traces = Traces::of_all(&plan.city, each);
        for hash in self.archived()? {
            // A receipt that cannot be read is an error before anything is erased: it may name the city.
            let receipt = self.receipt(&hash)?;
            if known.contains(&hash) || plan.own_files.contains_key(&hash) || plan.shared_files.contains_key(&hash) {
                continue;
            }
            let files: BTreeSet<String> = receipt.into_iter().flat_map(|r| r.files).collect();
            let of_a_snapshot = searched.iter().any(|s| s.manifest.inputs.values().any(|input| *input == hash));
            let list = if of_a_snapshot {
                &mut plan.unknown_files
            } else if files.iter().any(|file| traces.files.contains(file) || traces.named_in(file)) {
                &mut plan.own_files
            } else if self.bytes_name(&hash, &traces)? {
                &mut plan.shared_files
            } else {
                &mut plan.unknown_files
            };
            list.insert(hash, files);
        }
        Ok(())
    }

    /// Whether the bytes of an archived file name the city: as text, or in a part of a workbook.
    fn bytes_name(&self, hash: &str, traces: &Traces) -> Result<bool> {
        let whole = self.archived_path(hash);
        let path = if whole.exists() { whole } else { self.head_path(hash) };
        let read = |from: &mut dyn std::io::Read| {
            let mut bytes = Vec::new();
            from.take(SEARCHED).read_to_end(&mut bytes).map(|_| bytes)
        };
        let mut file = regular::open(&path).map_err(Error::io("read", &path))?;
        let bytes = read(&mut file).map_err(Error::io("read", &path))?;
        if traces.named_in(&text(&bytes)) {
            return Ok(true);
        }
        let Ok(mut parts) = zip::ZipArchive::new(std::io::Cursor::new(&bytes)) else { return Ok(false) };
        for i in 0..parts.len().min(PARTS_SEARCHED) {
            // What cannot be unpacked says nothing to anybody.
            let part = parts.by_index(i).ok().and_then(|mut part| read(&mut part).ok());
            if part.is_some_and(|bytes| traces.named_in(&text(&bytes))) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Erases a city: archived files that carry it, all set briefs, all that was set aside as damaged, damaged
    /// snapshots, and its rows in every other snapshot, of which new ones are written. What it is interrupted in is
    /// finished by the next run with the same city.
    ///
    /// # Errors
    /// Another writer is at work, or as for [`Store::forget_plan`].
    pub fn forget(&self, held: &Lock, city: &str) -> Result<ForgetReceipt> {
        let plan = self.forget_plan(city)?;
        let erased: Vec<String> = plan.own_files.keys().chain(plan.shared_files.keys()).cloned().collect();
        // What needs room on the disk comes first: where it has none, nothing is erased in part.
        let mut anew = BTreeMap::new();
        for id in &plan.snapshots {
            anew.insert(id.clone(), self.without_city(held, &self.snapshot(id)?, city, &erased)?);
        }
        self.remove_archived(held, &erased)?;
        self.clean_receipts(&plan)?;
        durable::remove_folder(&self.cache_dir())?;
        durable::remove_folder(&self.damaged_dir())?;
        self.keep_withdrawals(held, &self.withdrawals()?.without(city))?;
        let written = self.written_history()?;
        let mut history = Vec::new();
        for id in self.history()? {
            if anew.values().any(|new| *new == id) && !written.contains(&id) {
                continue;
            }
            let new = anew.get(&id).filter(|new| !written.contains(new)).cloned();
            history.push(id);
            history.extend(new);
        }
        self.write_history(&history)?;
        if let Some(new) = self.named()?.and_then(|current| anew.get(&current.id)) {
            durable::write(&self.dir.join("CURRENT"), format!("{new}\n").as_bytes(), Access::Private)?;
        }
        let receipt = self.write_forget_receipt(&plan, erased.len())?;
        let damaged = plan.damaged.iter().map(|(id, _)| id);
        self.remove_snapshots(held, &damaged.chain(&plan.snapshots).cloned().collect::<Vec<_>>())?;
        Ok(receipt)
    }

    /// Takes out of receipts that stay the names that are the city's: another file may once have come with the same
    /// bytes.
    fn clean_receipts(&self, plan: &ForgetPlan) -> Result<()> {
        let mut traces = Vec::new();
        for id in &plan.snapshots {
            let snapshot = self.snapshot(id)?;
            traces.push(Read::new(&snapshot)?.traces(&plan.city, &snapshot));
        }
        if traces.is_empty() {
            return Ok(());
        }
        let is_its_own = |file: &String| traces.iter().any(|t| t.files.contains(file) || t.named_in(file));
        let mut written = false;
        for hash in self.archived()? {
            let Some(mut receipt) = self.receipt(&hash)? else { continue };
            let before = receipt.files.len();
            receipt.files.retain(|file| !is_its_own(file));
            if receipt.files.len() < before {
                self.write_receipt(&receipt)?;
                written = true;
            }
        }
        if written { durable::sync_folder(&self.archive_dir()) } else { Ok(()) }
    }

    /// Writes a snapshot again without a city; its id.
    fn without_city(&self, held: &Lock, snapshot: &Snapshot, city: &str, erased: &[String]) -> Result<String> {
        let read = Read::new(snapshot)?;
        let traces = read.traces(city, snapshot);
        let mut kept = Tables::new();
        for def in schema::TABLES {
            kept.insert(def.name, without(def, read.table(def)?, &traces)?);
        }
        let aside = self.hidden_folder(&snapshot.id)?;
        let old = &snapshot.manifest;
        let tables = self.write_tables(&aside, &kept, old, ("learning_cities.forgotten_from", &snapshot.id))?;
        let hashes: String = tables.iter().map(|(name, table)| format!("{name} {}\n", table.sha256)).collect();
        let manifest = Manifest {
            inputs: old
                .inputs
                .iter()
                .filter(|(_, hash)| !erased.contains(hash))
                .map(|(f, h)| (f.clone(), h.clone()))
                .collect(),
            // It may be a hash of what the city declared.
            held: String::new(),
            forgotten: Some(Forgotten {
                from: old.forgotten.iter().flat_map(|f| &f.from).chain([&snapshot.id]).cloned().collect(),
                tables: sha256(hashes.as_bytes()),
            }),
            tables,
            ..old.clone()
        };
        self.write_manifest(&aside, &manifest)?;
        let id = manifest.id();
        if self.snapshot(&id).is_ok_and(|there| there.faults().is_empty()) {
            // An interrupted run had written it.
            durable::remove_folder(&aside)?;
        } else {
            self.place_snapshot(held, &aside, &id)?;
        }
        Ok(id)
    }

    fn write_forget_receipt(&self, plan: &ForgetPlan, files: usize) -> Result<ForgetReceipt> {
        let folder = self.dir.join("forgotten");
        durable::create_folder(&folder, Access::Private)?;
        let key = random_key()?;
        let proof = sha256(format!("{key}:{}", plan.city).as_bytes());
        let receipt = ForgetReceipt {
            date: today(),
            path: folder.join(format!("{}.json", &proof[..16])),
            proof,
            files,
            bytes: plan.bytes,
            snapshots: plan.snapshots.len(),
            rows: plan.rows,
            texts_to_look_at: plan.mentions.len(),
            key,
        };
        durable::write(&receipt.path, &json(&receipt.path, &receipt)?, Access::Private)?;
        Ok(receipt)
    }
}

/// Bytes of a file, and of each part of a workbook, that are searched for a name; parts of a workbook that are.
const SEARCHED: u64 = 64 << 20;
const PARTS_SEARCHED: usize = 1000;

/// Bytes as text, whatever their encoding among those that spreadsheets write.
fn text(bytes: &[u8]) -> String {
    let wide = |of: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| of([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// A key of 32 hexadecimal digits that nobody can guess.
fn random_key() -> Result<String> {
    let source = std::path::Path::new("/dev/urandom");
    let mut bytes = [0; 16];
    std::fs::File::open(source).and_then(|mut f| f.read_exact(&mut bytes)).map_err(Error::io("read", source))?;
    Ok(bytes.iter().map(|b| format!("{b:02x}")).collect())
}

/// Today in UTC, ISO 8601.
fn today() -> String {
    chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now()).date_naive().to_string()
}
