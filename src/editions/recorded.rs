//! What the store keeps of a final edition.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::fault::Fault;
use super::history::History;
use crate::base::durable;
use crate::base::error::{Error, Result};
use crate::base::hash::{hash_file, sha256};
use crate::base::regular;
use crate::base::text::shell_word;
use crate::disclosure::{Editions, Issue};
use crate::store::{LEAST, Store, is_id};

/// The version of this program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
/// SHA-256 of the sources that it was built from.
pub const SOURCES: &str = env!("LEARNING_CITIES_SOURCES");

/// The files and the folder that an edition has.
pub const EDITION: &str = "edition.json";
/// See [`EDITION`].
pub const SEAL: &str = "seal";
/// See [`EDITION`].
pub const PROGRAM: &str = "program";

/// Everything that decides the bytes of an edition. Settings are in the snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeFrom {
    /// Version of the program.
    pub version: String,
    /// SHA-256 of the program's sources.
    pub sources: String,
    /// Snapshot of the store.
    pub snapshot: String,
    /// SHA-256 of what it gives and what it records of results that are counted and not shown, which rests on the
    /// editions before it.
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
    /// Day on which it was first published, ISO 8601.
    pub made_on: String,
    /// Final editions before it, as `crate::disclosure` counts them.
    pub before: usize,
    /// SHA-256 of the file in which findings were accepted then; none where none was given.
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
    /// Each time that it was published, the earliest first, from the record of editions; none of it is known where an
    /// earlier version published it.
    #[serde(skip)]
    pub issues: Vec<Issue>,
}

impl Recorded {
    /// Day on which it was last published, ISO 8601.
    pub fn published_on(&self) -> &str {
        self.issues.last().map_or(&self.made_on, |issue| &issue.day)
    }
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

/// Ids of the editions whose folders are there.
///
/// # Errors
/// The folder of editions cannot be read.
pub fn there(store: &Store) -> Result<Vec<String>> {
    let names = durable::names(&store.dir().join("editions"))?;
    Ok(names.into_iter().filter(|name| is_id(name) && is_folder(&folder(store, name))).collect())
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}

/// The id of every edition that was published or is there, with what is recorded of it. They stand in the order in which
/// they were last published: what readers see is the last.
///
/// # Errors
/// The folder cannot be read. That an edition is missing or cannot be read is its own.
pub fn read_each(store: &Store) -> Result<Vec<(String, Result<Recorded>)>> {
    Ok(each(store)?.into_iter().map(|(id, edition)| (id, edition.map_err(Error::from))).collect())
}

/// As [`read_each`], with what is wrong.
pub fn each(store: &Store) -> Result<Vec<(String, Result<Recorded, Fault>)>> {
    // Where the record is damaged, that is its own too.
    let record = Editions::read(store).ok();
    let issues: Vec<(usize, &Issue)> = record.iter().flat_map(Editions::issues).collect();
    let mut ids: BTreeSet<String> = there(store)?.into_iter().collect();
    ids.extend(issues.iter().map(|(_, issue)| issue.id.clone()));
    let mut all = Vec::new();
    for id in ids {
        let last = issues.iter().rposition(|(_, issue)| issue.id == id);
        let own = issues.iter().filter(|(_, issue)| issue.id == id).map(|(_, issue)| (*issue).clone());
        let edition = read(store, &id, own.collect());
        // One that an earlier version published comes before the others of its place.
        let of_earlier = || edition.as_ref().ok().map(|edition| (edition.before, None));
        let place = last.map(|at| (issues[at].0, Some(at))).or_else(of_earlier);
        let made_on = edition.as_ref().ok().map(|edition| edition.made_on.clone());
        all.push(((place, made_on), id, edition));
    }
    all.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    Ok(all.into_iter().map(|(_, id, edition)| (id, edition)).collect())
}

/// What is recorded of the edition of that id, which was published so often.
///
/// # Errors
/// It is missing, or does not hold what was written.
pub fn read(store: &Store, id: &str, issues: Vec<Issue>) -> Result<Recorded, Fault> {
    let place = folder(store, id);
    if !is_folder(&place) {
        return Err(match issues.last() {
            Some(last) if last.lost => Fault::lost(&place),
            Some(last) => Fault::missing(store, id, place, &format!("is missing, and was published on {}", last.day)),
            None => Fault::missing(store, id, place, "is missing"),
        });
    }
    let path = place.join(EDITION);
    let wrong = |path: &Path, what: &str| Fault::unread(store, id, path.to_path_buf(), what);
    let is_empty = || [EDITION, SEAL, PROGRAM].iter().all(|name| fs::symlink_metadata(place.join(name)).is_err());
    if issues.is_empty() && is_empty() {
        return Err(Fault::stray(store, place, "is no edition: it has nothing that one is built again from"));
    }
    let file = |path: &Path| own(path).map_err(|what| wrong(path, &what));
    let (text, seal) = (file(&path)?, file(&place.join(SEAL))?);
    if seal.trim_ascii() != sha256(&text).as_bytes() {
        return Err(wrong(&path, "does not hold what was written into it"));
    }
    let edition: Recorded = serde_json::from_slice(&text).map_err(|e| {
        let other = serde_json::from_slice::<serde_json::Value>(&text).unwrap_or_default();
        let version = other["made_from"]["version"].as_str().unwrap_or("of another version").to_string();
        let what = format!("was written by learning-cities {version}, and {VERSION} cannot read it ({e})");
        Fault::by_hand(path.clone(), &what, "Use the version that wrote it")
    })?;
    if edition.id != id {
        return Err(under_another_name(store, id, &edition.id, &issues));
    }
    // What another version hashed is its own affair.
    match edition.made_from.version != VERSION || edition.made_from.id() == id {
        true => Ok(Recorded { issues, ..edition }),
        false => Err(wrong(&path, "is of another edition")),
    }
}

/// The folder `id` holds the edition `own`.
fn under_another_name(store: &Store, id: &str, own: &str, issues: &[Issue]) -> Fault {
    let place = folder(store, id);
    match is_id(own) {
        true if issues.is_empty() && is_folder(&folder(store, own)) => {
            Fault::stray(store, place, &format!("is a copy of the edition {own}, which is there"))
        }
        true if issues.is_empty() => {
            Fault::by_hand(place, &format!("is the edition {own} under another name"), &format!("Rename it to {own}"))
        }
        _ => Fault::unread(store, id, place.join(EDITION), "is of another edition"),
    }
}

/// The bytes of a file that is no link; or why not, as the end of a sentence that begins with its path.
pub fn own(path: &Path) -> Result<Vec<u8>, String> {
    if path.is_symlink() {
        return Err("is a link, and the store keeps the bytes themselves".into());
    }
    regular::read(path).map_err(|error| regular::unread(&error))
}

/// The edition that a text names: its id, or the beginning of it, of [`LEAST`] characters or more.
///
/// # Errors
/// None or several are named so, or it is missing or damaged.
pub fn find(store: &Store, name: &str) -> Result<Recorded> {
    let all = each(store)?;
    let ids = all.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>().join(", ");
    let listed =
        format!("it has {ids}; `learning-cities status --store {}` says which they are", shell_word(store.dir()));
    let at = store.dir().display();
    let is_empty = all.is_empty();
    let mut named = all.into_iter().filter(|(id, _)| id.starts_with(name));
    let message = match (named.next(), named.next()) {
        _ if is_empty => format!("{at} has no recorded edition; `report --final` makes one"),
        _ if name.chars().count() < LEAST => {
            format!("is too short: at least {LEAST} characters of the id are needed. Of {at}: {listed}")
        }
        (Some((_, edition)), None) => return edition.map_err(Error::from),
        (Some(_), Some(_)) => format!("several editions begin so; write more of the id: {ids}"),
        (None, _) => format!("{at} has no such edition; {listed}"),
    };
    Err(Error::Usage(format!("--edition {name:?}: {message}")))
}
