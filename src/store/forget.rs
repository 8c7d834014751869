//! Erases a city: its rows in every snapshot, the archived files that carry it, and whatever may show it.
//!
//! The order makes an interrupted run harmless and the next one finish it: the old snapshots, which say what is the
//! city's, go last.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use arrow::array::{Array, BooleanArray, RecordBatch, StringArray};
use arrow::compute::{concat_batches, filter_record_batch};
use rayon::prelude::*;
use serde::Serialize;

use super::folder::{Lock, Store, Tables};
use super::manifest::{Forgotten, Manifest, json};
use super::snapshot::Snapshot;
use crate::base::durable::{self, Access};
use crate::base::error::{Error, Result};
use crate::base::hash::sha256;
use crate::base::parquet;
use crate::model::schema::{self, TableDef};

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
    /// Archived files that hold nothing but this city's: hash and the logical paths under which they came.
    pub own_files: BTreeMap<String, BTreeSet<String>>,
    /// Archived files that hold other cities' rows too: they are erased whole.
    pub shared_files: BTreeMap<String, BTreeSet<String>>,
    /// Bytes of all these files.
    pub bytes: u64,
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
    /// The key, which is shown once and kept nowhere.
    #[serde(skip)]
    pub key: String,
    /// Where the receipt is.
    #[serde(skip)]
    pub path: PathBuf,
}

/// How a city appears in the tables: its id, and its names in every snapshot.
struct Traces {
    city: String,
    /// Lower-case words of which each names the city.
    words: BTreeSet<String>,
    /// Lower-case ids and names of other cities of which one of `words` is a part, as York is of New York; the longest
    /// first.
    longer: Vec<String>,
    /// Logical paths of files that hold nothing but this city's.
    files: BTreeSet<String>,
}

impl Store {
    /// What [`Store::forget`] would erase; nothing in it where the store does not know the city.
    ///
    /// # Errors
    /// The snapshot in force is damaged or missing, so that what it holds of the city cannot be said.
    pub fn forget_plan(&self, city: &str) -> Result<ForgetPlan> {
        let mut plan = ForgetPlan { city: city.to_string(), ..ForgetPlan::default() };
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
        if plan.snapshots.is_empty() {
            return Ok(plan);
        }
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
        let rows: usize = schema::TABLES
            .iter()
            .map(|def| Ok(read.table(def)?.num_rows() - without(def, read.table(def)?, &traces)?.num_rows()))
            .sum::<Result<usize>>()?;
        if rows == 0 {
            return Ok(());
        }
        plan.rows += rows as u64;
        plan.snapshots.push(snapshot.id.clone());
        for (file, hash) in &snapshot.manifest.inputs {
            let list = if traces.files.contains(file) {
                &mut plan.own_files
            } else if read.holds(file, &plan.city) {
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
        let mut known = BTreeSet::new();
        for snapshot in searched {
            let read = Read::new(snapshot)?;
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
        for hash in self.archived()? {
            if !known.contains(&hash) && !plan.own_files.contains_key(&hash) && !plan.shared_files.contains_key(&hash) {
                let files = self.receipt(&hash)?.map(|r| r.files).unwrap_or_default();
                plan.unknown_files.insert(hash, files.into_iter().collect());
            }
        }
        Ok(())
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
        self.remove_archived(held, &erased)?;
        durable::remove_folder(&self.cache_dir())?;
        durable::remove_folder(&self.damaged_dir())?;
        let mut anew = BTreeMap::new();
        for id in &plan.snapshots {
            anew.insert(id.clone(), self.without_city(held, &self.snapshot(id)?, city, &erased)?);
        }
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
            key,
        };
        durable::write(&receipt.path, &json(&receipt.path, &receipt)?, Access::Private)?;
        Ok(receipt)
    }
}

/// Beginning of the logical path of every submission.
const SUBMISSIONS: &str = "submissions/";

/// The folder of a logical path; files at the top of `submissions` came with nothing else.
fn folder(file: &str) -> &str {
    match file.rsplit_once('/') {
        Some((folder, _)) if folder.len() >= SUBMISSIONS.len() => folder,
        _ => file,
    }
}

/// Every table of a snapshot in memory.
struct Read(BTreeMap<&'static str, RecordBatch>);

impl Read {
    fn new(snapshot: &Snapshot) -> Result<Read> {
        let read = schema::TABLES.par_iter().map(|def| {
            let (_, batches) = parquet::read(&snapshot.path(def.name))?;
            let batch = concat_batches(&def.schema(), &batches)
                .map_err(|source| Error::Arrow { doing: "reading a table of a snapshot", source })?;
            Ok((def.name, batch))
        });
        Ok(Read(read.collect::<Result<_>>()?))
    }

    fn table(&self, def: &TableDef) -> Result<&RecordBatch> {
        self.0
            .get(def.name)
            .ok_or_else(|| Error::invalid(format!("table {}", def.name), "was not read: a fault of this program"))
    }

    fn texts(&self, table: &str, column: &str) -> Vec<Option<&str>> {
        let column = self
            .0
            .get(table)
            .and_then(|t| t.column_by_name(column))
            .and_then(|c| c.as_any().downcast_ref::<StringArray>());
        column.map(|c| c.iter().collect()).unwrap_or_default()
    }

    /// The cells of two columns, of the rows that have both.
    fn pairs(&self, table: &str, first: &str, second: &str) -> impl Iterator<Item = (&str, &str)> {
        self.texts(table, first).into_iter().zip(self.texts(table, second)).filter_map(|(a, b)| a.zip(b))
    }

    /// What names the city, and which files hold nothing else.
    fn traces(&self, city: &str, snapshot: &Snapshot) -> Traces {
        let mut words = BTreeSet::from([city.to_lowercase()]);
        let (ids, names, local) =
            (self.texts("cities", "city"), self.texts("cities", "name"), self.texts("cities", "local_name"));
        for (row, _) in ids.iter().enumerate().filter(|(_, id)| **id == Some(city)) {
            words.extend([names[row], local[row]].into_iter().flatten().map(str::to_lowercase));
        }
        words.retain(|word| !word.is_empty());
        let others = (0..ids.len()).filter(|row| ids[*row] != Some(city));
        let mut longer: Vec<String> = others
            .flat_map(|row| [ids[row], names[row], local[row]])
            .flatten()
            .map(str::to_lowercase)
            .filter(|name| words.iter().any(|word| name.contains(word.as_str()) && !words.contains(name)))
            .collect();
        longer.sort_by_key(|name| std::cmp::Reverse(name.len()));
        let mut traces = Traces { city: city.to_string(), words, longer, files: BTreeSet::new() };
        let cities = self.cities_by_file();
        let alone = |file: &str| cities.get(file).map(|whose| whose.len() == 1 && whose.contains(city));
        for file in snapshot.manifest.inputs.keys() {
            // A file in which nothing could be read is the city's where its path names the city, or all that it came
            // with is the city's.
            let came_with = || {
                let inputs = snapshot.manifest.inputs.keys().filter(|other| folder(other) == folder(file));
                inputs.filter_map(|other| alone(other))
            };
            let only_its_own = || came_with().any(|own| own) && came_with().all(|own| own);
            let unread_own = || file.starts_with(SUBMISSIONS) && (traces.named_in(file) || only_its_own());
            if alone(file).unwrap_or_else(unread_own) {
                traces.files.insert(file.clone());
            }
        }
        traces
    }

    /// Cities of which a file has rows, by its logical path.
    fn cities_by_file(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut files: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (submission, file) in self.pairs("submissions", "submission", "file") {
            files.entry(submission).or_default().push(file);
        }
        let mut cities: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for table in ["observation_history", "target_history", "practice_history", "declaration_history"] {
            for (city, submission) in self.pairs(table, "city", "submission") {
                for file in files.get(submission).into_iter().flatten() {
                    cities.entry(file).or_default().insert(city);
                }
            }
        }
        for (city, file) in self.pairs("findings", "city", "file") {
            cities.entry(file).or_default().insert(city);
        }
        cities
    }

    /// Whether a file that is not the city's alone may hold something of it: rows of its own, or the network's own
    /// lists of cities.
    fn holds(&self, file: &str, city: &str) -> bool {
        let listed = |table: &str| self.texts(table, "city").contains(&Some(city));
        match file {
            "cities.csv" => listed("cities"),
            "context.csv" => listed("city_context"),
            "corrections.toml" => listed("corrections"),
            "network.toml" => listed("named_groups"),
            _ if self.cities_by_file().get(file).is_some_and(|whose| whose.contains(city)) => true,
            // A mapping may bring the registry or the context from a file without a row of the tables above.
            _ if file.starts_with(SUBMISSIONS) => false,
            _ => file.contains(':') && (listed("cities") || listed("city_context")),
        }
    }
}

impl Traces {
    /// Whether a text names the city, as a word of its own and not as a part of another city's name.
    fn named_in(&self, text: &str) -> bool {
        let mut text = text.to_lowercase();
        for other in &self.longer {
            text = text.replace(other.as_str(), "\t");
        }
        self.words.iter().any(|word| {
            text.match_indices(word.as_str()).any(|(at, found)| {
                let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
                !letter(text[..at].chars().next_back()) && !letter(text[at + found.len()..].chars().next())
            })
        })
    }

    /// Whether a cell of a row as it came, cells separated by tabs, is an id or a name of the city.
    fn is_cell_of(&self, raw: &str) -> bool {
        raw.split('\t').any(|cell| self.words.contains(&cell.trim().to_lowercase()))
    }
}

/// A table without the rows of a city: those with its id; of what was found and refused also those of its files,
/// refused rows of which a cell is its id or name, and findings that are no other city's and name it.
fn without(def: &TableDef, batch: &RecordBatch, traces: &Traces) -> Result<RecordBatch> {
    let column = |name: &str| batch.column_by_name(name).and_then(|c| c.as_any().downcast_ref::<StringArray>());
    let cell = |column: Option<&StringArray>, row: usize| -> Option<String> {
        column.filter(|c| c.is_valid(row)).map(|c| c.value(row).to_string())
    };
    let by_file = matches!(def.name, "findings" | "rejected" | "submissions");
    let (cities, files) = (column("city"), column("file").filter(|_| by_file));
    let (found, message, raw) = (column("found"), column("message"), column("raw"));
    let keep: BooleanArray = (0..batch.num_rows())
        .map(|row| {
            let its_own = cell(cities, row).is_some_and(|city| city == traces.city);
            let its_file = cell(files, row).is_some_and(|file| traces.files.contains(&file));
            let names_it = match def.name {
                "findings" if cell(cities, row).is_none() => {
                    cell(found, row).is_some_and(|text| traces.is_cell_of(&text))
                        || cell(message, row).is_some_and(|text| traces.named_in(&text))
                }
                "rejected" => cell(raw, row).is_some_and(|text| traces.is_cell_of(&text)),
                _ => false,
            };
            Some(!(its_own || its_file || names_it))
        })
        .collect();
    filter_record_batch(batch, &keep).map_err(|source| Error::Arrow { doing: "taking a city out of a table", source })
}

/// A key of 32 hexadecimal digits that nobody can guess.
fn random_key() -> Result<String> {
    use std::io::Read;
    let source = std::path::Path::new("/dev/urandom");
    let mut bytes = [0; 16];
    std::fs::File::open(source).and_then(|mut f| f.read_exact(&mut bytes)).map_err(Error::io("read", source))?;
    Ok(bytes.iter().map(|b| format!("{b:02x}")).collect())
}

/// Today in UTC, ISO 8601.
fn today() -> String {
    chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now()).date_naive().to_string()
}
