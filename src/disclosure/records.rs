//! The store's record of final editions: what each of them gave of results that are counted and not shown.
//!
//! ```text
//! editions/0001.json      the first final edition, with the SHA-256 of what it holds
//! EDITIONS                how many there are: without the newest one the next would be held to less
//! ```
//!
//! Folders in `editions/` are what editions are built again from: see `crate::editions`.
//!
//! It names cities and what they contributed, and is as private as the store's snapshots. It may not be thinned out: an
//! edition that is forgotten is one that later editions can be compared with by everybody but this program.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::cells::{Contributions, Key, Measurements};
use crate::base::durable::{self, Access};
use crate::base::error::{Error, Result};
use crate::base::hash::sha256;
use crate::base::regular;
use crate::store::{Lock, Store, is_id};

/// A final edition.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// Year of the brief.
    pub cycle: i64,
    /// Day up to which submissions counted, ISO 8601; none where all did.
    pub as_of: Option<String>,
    /// Snapshot of the store.
    pub snapshot: String,
    /// By area and city: measurements with a public result, and so known to every reader.
    pub shown: BTreeMap<String, BTreeMap<String, Measurements>>,
    /// By area and city: measurements that are counted and not shown. An edition that an earlier version recorded has
    /// none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub counted: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
    /// Every cell that a counted city has a result in.
    pub cells: Vec<Cell>,
}

/// Results of one scope and area that are counted and not shown, as they were when the edition was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Scope, group and area.
    #[serde(flatten)]
    pub key: Key,
    /// Whether their sum was given. Where it was not, the sum of an earlier edition was, or none.
    pub given: bool,
    /// What each city contributed.
    pub cities: Contributions,
}

/// A file of the record.
#[derive(Serialize, Deserialize)]
struct Sealed {
    sha256: String,
    edition: Edition,
}

/// Final editions of a store, the earliest first.
#[derive(Debug, Clone)]
pub struct Editions {
    folder: PathBuf,
    /// The file that says how many there are.
    counted: PathBuf,
    editions: Vec<Edition>,
}

impl Editions {
    /// Reads the record.
    ///
    /// # Errors
    /// A file that is missing between others, or does not hold what was written.
    pub fn read(store: &Store) -> Result<Editions> {
        let folder = store.dir().join("editions");
        let mut editions = Vec::new();
        for (place, path) in (1..).zip(files(&folder)?) {
            if path != file(&folder, place) {
                return Err(damaged(&file(&folder, place), "is missing"));
            }
            let bytes = regular::read(&path).map_err(Error::io("read", &path))?;
            let sealed: Sealed =
                serde_json::from_slice(&bytes).map_err(|e| damaged(&path, &format!("cannot be read ({e})")))?;
            if seal(&path, &sealed.edition)? != sealed.sha256 {
                return Err(damaged(&path, "does not hold what was written into it"));
            }
            editions.push(sealed.edition);
        }
        let counted = store.dir().join(COUNT);
        let expected = match durable::if_there(regular::read_text(&counted)).map_err(Error::io("read", &counted))? {
            Some(text) => text.trim().parse().map_err(|_| damaged(&counted, "is not a number"))?,
            None => 0,
        };
        // An edition is written before it is counted.
        if editions.len() < expected {
            return Err(damaged(&file(&folder, editions.len() + 1), "is missing"));
        }
        Ok(Editions { folder, counted, editions })
    }

    /// The first so many of them: the record as it was when there were no more.
    pub fn first(mut self, count: usize) -> Editions {
        self.editions.truncate(count);
        self
    }

    /// How many there were before this one, which may be the last: the run that recorded it was then interrupted.
    pub fn before(&self, edition: &Edition) -> usize {
        self.editions.len() - usize::from(self.editions.last() == Some(edition))
    }

    /// The editions, the earliest first.
    pub fn all(&self) -> &[Edition] {
        &self.editions
    }

    /// Adds an edition durably. It must be called before readers can see the edition: an edition that is recorded and
    /// was never seen makes later ones stricter than they need be, one that was seen and is not recorded would let them
    /// expose a city. One that repeats the last edition, as after an interrupted run, is not recorded twice.
    pub fn add(&mut self, held: &Lock, edition: Edition) -> Result<()> {
        durable::create_folder(&self.folder, Access::Private)?;
        if self.editions.last() != Some(&edition) {
            self.put(held, self.editions.len() + 1, &edition)?;
            self.editions.push(edition);
        }
        durable::write(&self.counted, format!("{}\n", self.editions.len()).as_bytes(), Access::Private)
    }

    /// Number of editions that name a city.
    pub fn naming(&self, city: &str) -> usize {
        self.editions.iter().filter(|edition| names(edition, city)).count()
    }

    /// Takes a city's name out of the record, for a city that is erased. What it contributed is in sums that are
    /// published, and stays under a name that says nothing, since the other cities are protected by it; returns the
    /// number of editions that named it.
    pub fn forget(&mut self, held: &Lock, city: &str) -> Result<usize> {
        // A name that no city can have.
        let taken = |name: &String| self.naming(name) > 0;
        let other = (1..).map(|n: u32| format!("{FORGOTTEN}{n}")).find(|name| !taken(name)).unwrap_or_default();
        let mut changed = 0;
        for place in 0..self.editions.len() {
            if !names(&self.editions[place], city) {
                continue;
            }
            let mut edition = self.editions[place].clone();
            for cell in &mut edition.cells {
                rename(&mut cell.cities, city, &other);
            }
            for shown in edition.shown.values_mut() {
                rename(shown, city, &other);
            }
            for counted in edition.counted.values_mut() {
                rename(counted, city, &other);
            }
            self.put(held, place + 1, &edition)?;
            self.editions[place] = edition;
            changed += 1;
        }
        Ok(changed)
    }

    fn put(&self, _held: &Lock, place: usize, edition: &Edition) -> Result<()> {
        let path = file(&self.folder, place);
        let sealed = Sealed { sha256: seal(&path, edition)?, edition: edition.clone() };
        durable::write(&path, &json(&path, &sealed)?, Access::Private)
    }
}

/// Name of the file that says how many editions there are.
const COUNT: &str = "EDITIONS";

/// Beginning of the name that a forgotten city has in the record; no id begins so.
const FORGOTTEN: &str = "?";

/// Whether a name in the record is that of a city that was forgotten.
pub fn is_forgotten(name: &str) -> bool {
    name.starts_with(FORGOTTEN)
}

fn names(edition: &Edition, city: &str) -> bool {
    edition.cells.iter().any(|cell| cell.cities.contains_key(city))
        || edition.shown.values().any(|cities| cities.contains_key(city))
        || edition.counted.values().any(|cities| cities.contains_key(city))
}

fn rename<T>(map: &mut BTreeMap<String, T>, from: &str, to: &str) {
    if let Some(value) = map.remove(from) {
        map.insert(to.to_string(), value);
    }
}

fn file(folder: &Path, place: usize) -> PathBuf {
    folder.join(format!("{place:04}.json"))
}

/// The record's files in their order. What a writer that was ended has left has a name with a dot before it.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = durable::if_there(std::fs::read_dir(folder)).map_err(Error::io("read", folder))?;
    let mut files: Vec<(usize, PathBuf)> = Vec::new();
    for entry in entries.into_iter().flatten() {
        let path = entry.map_err(Error::io("read", folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with(durable::TEMPORARY) || is_id(&name) && path.is_dir() {
            continue;
        }
        let place = name.strip_suffix(".json").and_then(|n| n.parse().ok());
        files.push((place.ok_or_else(|| damaged(&path, "is no file of the record of editions"))?, path));
    }
    files.sort();
    Ok(files.into_iter().map(|f| f.1).collect())
}

fn seal(path: &Path, edition: &Edition) -> Result<String> {
    Ok(sha256(&json(path, edition)?))
}

fn json(path: &Path, value: &impl Serialize) -> Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(|e| Error::invalid(path.display(), format!("cannot be written: {e}")))
}

fn damaged(path: &Path, what: &str) -> Error {
    Error::Store {
        path: path.to_path_buf(),
        message: format!(
            "{what}. It says what final editions gave of results that are counted and not shown: put it back from a copy of the store"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_of_an_earlier_version_is_read() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::create(&dir.path().join("store")).unwrap();
        let edition = r#"{"cycle":2022,"as_of":null,"snapshot":"","shown":{"1.1":{"a":3}},"cells":[]}"#;
        let text = format!("{{\"sha256\":\"{}\",\"edition\":{edition}}}", sha256(edition.as_bytes()));
        std::fs::create_dir(store.dir().join("editions")).unwrap();
        std::fs::write(store.dir().join("editions/0001.json"), text).unwrap();
        assert_eq!(Editions::read(&store).unwrap().all()[0].shown["1.1"]["a"], Measurements::Number(3));
    }

    #[test]
    fn an_edition_that_is_made_again_after_an_interruption_is_recorded_once() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::create(&dir.path().join("store")).unwrap();
        let lock = store.lock().unwrap();
        let edition = |cycle| Edition { cycle, ..Edition::default() };
        Editions::read(&store).unwrap().add(&lock, edition(2022)).unwrap();
        // As after a run that was ended before it counted what it had recorded.
        std::fs::remove_file(store.dir().join(COUNT)).unwrap();
        Editions::read(&store).unwrap().add(&lock, edition(2022)).unwrap();
        assert_eq!(std::fs::read_to_string(store.dir().join(COUNT)).unwrap(), "1\n");
        for cycle in [2024, 2022] {
            Editions::read(&store).unwrap().add(&lock, edition(cycle)).unwrap();
        }
        let cycles: Vec<i64> = Editions::read(&store).unwrap().all().iter().map(|e| e.cycle).collect();
        assert_eq!(cycles, [2022, 2024, 2022], "the order in which readers saw them is kept");
    }
}
