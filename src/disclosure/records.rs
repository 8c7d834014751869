//! The store's record of final editions: what each of them gave of results that are counted and not shown.
//!
//! ```text
//! editions/0001.json      the first final edition and each time that it was published, with the SHA-256 of all that
//! EDITIONS                how many there are: without the newest one the next would be held to less
//! ```
//!
//! Folders in `editions/` are what editions are built again from: see `crate::editions`. Anything else in there is no
//! part of the record.
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
use crate::store::{Lock, Store};

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

/// One time that a final edition was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// Id of the edition: the name of its folder in `editions/`.
    pub id: String,
    /// Day, ISO 8601.
    pub day: String,
    /// SHA-256 of the file in which findings were accepted; none where none was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<String>,
    /// Whether the folder is gone, and known to be.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lost: bool,
}

/// A file of the record. Earlier versions wrote no issues.
#[derive(Serialize, Deserialize)]
struct Sealed {
    sha256: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    issues: Vec<Issue>,
    edition: Edition,
}

/// Final editions of a store, the earliest first.
#[derive(Debug, Clone)]
pub struct Editions {
    folder: PathBuf,
    /// The file that says how many there are.
    counted: PathBuf,
    editions: Vec<Edition>,
    /// Of each edition, one after the other.
    issues: Vec<Vec<Issue>>,
}

impl Editions {
    /// Reads the record.
    ///
    /// # Errors
    /// A file that is missing between others, or does not hold what was written.
    pub fn read(store: &Store) -> Result<Editions> {
        let folder = store.dir().join("editions");
        let (mut editions, mut issues) = (Vec::new(), Vec::new());
        for (place, found) in (1..).zip(places(&folder)?) {
            let path = file(&folder, place);
            if place != found {
                return Err(damaged(&path, "is missing"));
            }
            let bytes = regular::read(&path).map_err(|e| damaged(&path, &regular::unread(&e)))?;
            let sealed: Sealed =
                serde_json::from_slice(&bytes).map_err(|e| damaged(&path, &format!("cannot be read ({e})")))?;
            if seal(&path, &sealed.edition, &sealed.issues)? != sealed.sha256 {
                return Err(damaged(&path, "does not hold what was written into it"));
            }
            editions.push(sealed.edition);
            issues.push(sealed.issues);
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
        Ok(Editions { folder, counted, editions, issues })
    }

    /// The first so many of them: the record as it was when there were no more.
    pub fn first(mut self, count: usize) -> Editions {
        self.editions.truncate(count);
        self.issues.truncate(count);
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

    /// Whether a name in the folder of editions is that of a file of the record.
    pub fn is_part(name: &str) -> bool {
        place(name).is_some()
    }

    /// Each time that an edition was published, the earliest first, with the edition's place among [`Editions::all`].
    /// Of editions that an earlier version published it is not known.
    pub fn issues(&self) -> impl Iterator<Item = (usize, &Issue)> {
        self.issues.iter().enumerate().flat_map(|(place, issues)| issues.iter().map(move |issue| (place, issue)))
    }

    /// Adds an edition durably, and that it is published. It must be called before readers can see the edition: an
    /// edition that is recorded and was never seen makes later ones stricter than they need be, one that was seen and is
    /// not recorded would let them expose a city. One that repeats the last edition, as after an interrupted run, is not
    /// recorded twice.
    pub fn add(&mut self, held: &Lock, edition: Edition, issue: Issue) -> Result<()> {
        durable::create_folder(&self.folder, Access::Private)?;
        if self.editions.last() != Some(&edition) {
            self.editions.push(edition);
            self.issues.push(Vec::new());
        }
        if let Some(issues) = self.issues.last_mut().filter(|issues| issues.last() != Some(&issue)) {
            issues.push(issue);
            self.put(held, self.editions.len())?;
        }
        durable::write(&self.counted, format!("{}\n", self.editions.len()).as_bytes(), Access::Private)
    }

    /// Notes that the folders of editions are gone, so that they are no longer missed.
    ///
    /// # Errors
    /// What the system refuses.
    pub fn give_up(&mut self, held: &Lock, ids: &[String]) -> Result<()> {
        for place in 0..self.issues.len() {
            let mut given_up = self.issues[place].iter_mut().filter(|i| !i.lost && ids.contains(&i.id)).peekable();
            if given_up.peek().is_none() {
                continue;
            }
            given_up.for_each(|issue| issue.lost = true);
            self.put(held, place + 1)?;
        }
        Ok(())
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
            self.editions[place] = edition;
            self.put(held, place + 1)?;
            changed += 1;
        }
        Ok(changed)
    }

    /// Writes the file of that place, from 1.
    fn put(&self, _held: &Lock, place: usize) -> Result<()> {
        let path = file(&self.folder, place);
        let (edition, issues) = (self.editions[place - 1].clone(), self.issues[place - 1].clone());
        let sealed = Sealed { sha256: seal(&path, &edition, &issues)?, issues, edition };
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
    folder.join(name(place))
}

fn name(place: usize) -> String {
    format!("{place:04}.json")
}

/// The place, from 1, of the file of the record that has this name; none for any other.
fn place(of: &str) -> Option<usize> {
    let place = of.strip_suffix(".json")?.parse().ok()?;
    (place > 0 && name(place) == of).then_some(place)
}

/// The places of the record's files that are there, in their order.
fn places(folder: &Path) -> Result<Vec<usize>> {
    let mut places: Vec<usize> = durable::names(folder)?.iter().filter_map(|name| place(name)).collect();
    places.sort_unstable();
    Ok(places)
}

fn seal(path: &Path, edition: &Edition, issues: &[Issue]) -> Result<String> {
    let text = if issues.is_empty() { json(path, edition)? } else { json(path, &(edition, issues))? };
    Ok(sha256(&text))
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
        let add = |cycle| Editions::read(&store).unwrap().add(&lock, edition(cycle), issue("a", None)).unwrap();
        add(2022);
        // As after a run that was ended before it counted what it had recorded.
        std::fs::remove_file(store.dir().join(COUNT)).unwrap();
        add(2022);
        assert_eq!(std::fs::read_to_string(store.dir().join(COUNT)).unwrap(), "1\n");
        [2024, 2022].into_iter().for_each(add);
        let cycles: Vec<i64> = Editions::read(&store).unwrap().all().iter().map(|e| e.cycle).collect();
        assert_eq!(cycles, [2022, 2024, 2022], "the order in which readers saw them is kept");
        assert_eq!(Editions::read(&store).unwrap().issues().count(), 3, "and each is published once");
    }

    #[test]
    fn who_signed_is_kept_of_each_time_that_an_edition_is_published() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::create(&dir.path().join("store")).unwrap();
        let lock = store.lock().unwrap();
        let issues = [issue("a", Some("1")), issue("a", Some("2")), issue("b", None)];
        for issue in &issues {
            Editions::read(&store).unwrap().add(&lock, Edition::default(), issue.clone()).unwrap();
        }
        let read = || Editions::read(&store).unwrap().issues().map(|(_, issue)| issue.clone()).collect::<Vec<_>>();
        assert_eq!((read(), Editions::read(&store).unwrap().all().len()), (issues.to_vec(), 1));
        Editions::read(&store).unwrap().give_up(&lock, &["a".into()]).unwrap();
        assert_eq!(read().iter().map(|issue| issue.lost).collect::<Vec<_>>(), [true, true, false]);
        // It is sealed.
        let path = store.dir().join("editions/0001.json");
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text.replace("\"signed\":\"2\"", "\"signed\":\"3\"")).unwrap();
        assert!(Editions::read(&store).unwrap_err().to_string().contains("does not hold what was written"));
    }

    #[test]
    fn what_else_is_in_the_folder_is_no_part_of_the_record() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::create(&dir.path().join("store")).unwrap();
        let lock = store.lock().unwrap();
        Editions::read(&store).unwrap().add(&lock, Edition::default(), issue("a", None)).unwrap();
        let folder = store.dir().join("editions");
        for name in ["README.md", "00001.json", "+001.json", "0000.json", "0001.json.bak", "1.json"] {
            std::fs::write(folder.join(name), "x").unwrap();
        }
        assert_eq!(Editions::read(&store).unwrap().all().len(), 1);
        std::fs::remove_file(folder.join("0001.json")).unwrap();
        std::fs::create_dir(folder.join("0001.json")).unwrap();
        let said = Editions::read(&store).unwrap_err().to_string();
        assert!(said.contains("0001.json: is a folder. It says") && said.contains("put it back"), "{said}");
    }

    fn issue(id: &str, signed: Option<&str>) -> Issue {
        Issue { id: id.into(), day: "2026-11-30".into(), signed: signed.map(str::to_string), lost: false }
    }
}
