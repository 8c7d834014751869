//! What the store keeps of a final edition.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::history::History;
use super::program::Program;
use crate::base::durable::{self, Access};
use crate::base::error::{Error, Result};
use crate::base::hash::{hash_file, sha256};
use crate::base::regular;
use crate::base::text::shell_word;
use crate::store::{LEAST, Lock, Store, is_id};

/// The version of this program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
/// SHA-256 of the sources that it was built from.
pub const SOURCES: &str = env!("LEARNING_CITIES_SOURCES");

const EDITION: &str = "edition.json";
const SEAL: &str = "seal";
const PROGRAM: &str = "program";

/// Everything that decides the bytes of an edition. Settings are in the snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeFrom {
    /// Version of the program.
    pub version: String,
    /// SHA-256 of the program's sources.
    pub sources: String,
    /// Snapshot of the store.
    pub snapshot: String,
    /// SHA-256 of what it gives of results that are counted and not shown, which rests on the editions before it.
    pub counted: String,
    /// Year of the brief.
    pub cycle: i64,
    /// Day up to which submissions counted, ISO 8601; none where all did.
    pub as_of: Option<String>,
    /// Languages, the first at the root of the site.
    pub languages: Vec<String>,
    /// Whether it has briefs and share cards.
    pub briefs: bool,
    /// Whether the briefs are for a printer.
    pub bleed: bool,
    /// Whether there is a PNG of each chart.
    pub png: bool,
    /// Open findings that the analyst accepted.
    pub accepted: usize,
    /// SHA-256 of queries, charts, messages and catalogue by path.
    pub files: BTreeMap<String, String>,
    /// SHA-256 of the fonts of `data/fonts`; empty where nothing was set.
    pub fonts: String,
}

impl MadeFrom {
    /// The edition's id: 16 hexadecimal digits of the SHA-256 of all of it.
    pub fn id(&self) -> String {
        sha256(&serde_json::to_vec(self).unwrap_or_default())[..16].to_string()
    }
}

/// A recorded edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// Its id.
    pub id: String,
    /// Day on which it was made, ISO 8601.
    pub made_on: String,
    /// Final editions before it, as `crate::disclosure` counts them.
    pub before: usize,
    /// SHA-256 of the file in which findings were accepted; none where none was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<String>,
    /// What it was made from.
    pub made_from: MadeFrom,
    /// SHA-256 of each of its files by path.
    pub site: BTreeMap<String, String>,
    /// What it says of the editions before it, and what later ones say of it.
    #[serde(default)]
    pub history: History,
    /// Whether a city of it was forgotten since. It names no file then, and is not built again.
    #[serde(default)]
    pub forgotten: bool,
}

/// The folder of an edition.
pub fn folder(store: &Store, id: &str) -> PathBuf {
    store.dir().join("editions").join(id)
}

/// The folder of a root that an edition was made with.
pub fn program(store: &Store, id: &str) -> PathBuf {
    folder(store, id).join(PROGRAM)
}

/// SHA-256 of each file below a folder, by path.
///
/// # Errors
/// A file that cannot be read.
pub fn tree(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    for entry in durable::walk(folder) {
        let entry = entry?;
        if !entry.file_type().is_dir() {
            let path = entry.path();
            let below = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().into_owned();
            files.insert(below, hash_file(path).map_err(Error::io("read", path))?.0);
        }
    }
    Ok(files)
}

/// The id of every edition with what is recorded of it, in the order in which they were made.
///
/// # Errors
/// The folder cannot be read. That an edition cannot be read is its own.
pub fn read_each(store: &Store) -> Result<Vec<(String, Result<Recorded>)>> {
    let names = durable::names(&store.dir().join("editions"))?;
    let ids = names.into_iter().filter(|name| is_id(name) && folder(store, name).is_dir());
    let mut all: Vec<(String, Result<Recorded>)> = ids.map(|id| (id.clone(), read(store, &id))).collect();
    let place = |edition: &Result<Recorded>| edition.as_ref().ok().map(|e| (e.before, e.made_on.clone()));
    all.sort_by(|a, b| (place(&a.1), &a.0).cmp(&(place(&b.1), &b.0)));
    Ok(all)
}

/// What is recorded of the edition of that id.
///
/// # Errors
/// It is missing, or does not hold what was written.
pub fn read(store: &Store, id: &str) -> Result<Recorded> {
    let path = folder(store, id).join(EDITION);
    let file = |path: &Path| regular::read(path).map_err(|e| damaged(path, &format!("cannot be read ({})", e.kind())));
    let (text, seal) = (file(&path)?, file(&folder(store, id).join(SEAL))?);
    if seal.trim_ascii() != sha256(&text).as_bytes() {
        return Err(damaged(&path, "does not hold what was written into it"));
    }
    let edition: Recorded = serde_json::from_slice(&text).map_err(|e| {
        let other = serde_json::from_slice::<serde_json::Value>(&text).unwrap_or_default();
        let version = other["made_from"]["version"].as_str().unwrap_or("of another version").to_string();
        damaged(&path, &format!("was written by learning-cities {version}, and {VERSION} cannot read it ({e})"))
    })?;
    // What another version hashed is its own affair.
    let is_its_own = edition.made_from.version != VERSION || edition.made_from.id() == id;
    match edition.id == id && is_its_own {
        true => Ok(edition),
        false => Err(damaged(&path, "is of another edition")),
    }
}

/// The edition that a text names: its id, or the beginning of it.
///
/// # Errors
/// None or several are named so, or it is damaged.
pub fn find(store: &Store, name: &str) -> Result<Recorded> {
    let ids: Vec<String> = read_each(store)?.into_iter().map(|(id, _)| id).collect();
    let mut named = ids.iter().filter(|id| name.len() >= LEAST && id.starts_with(name));
    let message = match (named.next(), named.next()) {
        (Some(id), None) => return read(store, id),
        (Some(_), Some(_)) => format!("several editions begin so; write more of the id: {}", ids.join(", ")),
        (None, _) if ids.is_empty() => {
            format!("{} has no recorded edition; `report --final` makes one", store.dir().display())
        }
        (None, _) => format!(
            "{} has no such edition; it has {}; `learning-cities status --store {}` says which they are",
            store.dir().display(),
            ids.join(", "),
            shell_word(store.dir())
        ),
    };
    Err(Error::Usage(format!("--edition {name:?}: {message}")))
}

/// Records an edition durably, in one step. One that is recorded already stays as it is.
///
/// # Errors
/// What the system refuses; an edition of that id is there with other files.
pub fn add(store: &Store, held: &Lock, edition: &Recorded, files: &Program) -> Result<()> {
    let place = folder(store, &edition.id);
    if fs::symlink_metadata(&place).is_ok() {
        let there = read(store, &edition.id)?;
        if there.site != edition.site {
            return Err(Error::Store {
                path: place,
                message: "was made from the same and has other files: a fault of this program; nothing was published"
                    .into(),
            });
        }
        return Ok(());
    }
    let aside = hidden(store, &edition.id)?;
    files.write(&aside.join(PROGRAM))?;
    write(&aside, held, edition)?;
    durable::make_private(&aside)?;
    durable::sync_tree(&aside)?;
    durable::rename(&aside, &place)
}

/// An empty hidden folder, which the next writer removes if this one is ended.
fn hidden(store: &Store, id: &str) -> Result<PathBuf> {
    let aside = store.dir().join("editions").join(format!("{}{id}", durable::TEMPORARY));
    durable::remove_folder(&aside)?;
    durable::create_folder(&aside, Access::Private)?;
    Ok(aside)
}

fn write(folder: &Path, _held: &Lock, edition: &Recorded) -> Result<()> {
    let path = folder.join(EDITION);
    let text = serde_json::to_vec_pretty(edition)
        .map_err(|e| Error::invalid(path.display(), format!("cannot be written: {e}")))?;
    durable::write(&path, &text, Access::Private)?;
    durable::write(&folder.join(SEAL), format!("{}\n", sha256(&text)).as_bytes(), Access::Private)
}

/// Ids of editions that may name a city of these snapshots: those that rest on one of them, and those that cannot be read.
///
/// # Errors
/// The folder cannot be read.
pub fn resting_on(store: &Store, snapshots: &[String]) -> Result<Vec<String>> {
    let rests = |edition: &Result<Recorded>| match edition {
        Ok(edition) => !edition.forgotten && snapshots.contains(&edition.made_from.snapshot),
        Err(_) => true,
    };
    Ok(read_each(store)?.into_iter().filter(|(_, edition)| rests(edition)).map(|(id, _)| id).collect())
}

/// Takes out of editions of these snapshots what may name a city that is forgotten: the paths of their files. They are
/// not built again. One that cannot be read, and may name the city, goes whole.
///
/// # Errors
/// What the system refuses.
pub fn forget(store: &Store, held: &Lock, snapshots: &[String]) -> Result<()> {
    for id in resting_on(store, snapshots)? {
        let place = folder(store, &id);
        let Ok(edition) = read(store, &id) else {
            durable::remove_folder(&place)?;
            continue;
        };
        let aside = hidden(store, &id)?;
        let history = edition.history.without_cities();
        write(&aside, held, &Recorded { site: BTreeMap::new(), forgotten: true, history, ..edition })?;
        if !durable::exchange(&aside, &place)? {
            durable::remove_folder(&place)?;
            durable::rename(&aside, &place)?;
        }
        durable::remove_folder(&aside)?;
    }
    Ok(())
}

/// What is wrong with a file of an edition.
pub fn damaged(path: &Path, what: &str) -> Error {
    let message = format!("{what}. A final edition is built again from it: put it back from a copy of the store");
    Error::Store { path: path.to_path_buf(), message }
}
