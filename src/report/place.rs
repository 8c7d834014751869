//! The site's folder: written aside, checked against its manifest, renamed into place.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use crate::error::{Error, Result};
use crate::store::sha256;

/// What the manifest of a site of ours says of its maker.
pub const MADE_BY: &str = "learning-cities report";

/// `manifest.json`: the pages expected and the pages made.
#[derive(Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// `learning-cities report`; tells our sites from other folders.
    pub made_by: String,
    /// Title of the network.
    pub network: String,
    /// Whether its cities are invented.
    pub fictional: bool,
    /// Year of the brief.
    pub cycle: i64,
    /// Day up to which submissions count, where the brief has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// Whether the analyst has called it final; a draft otherwise.
    #[serde(default)]
    pub is_final: bool,
    /// Its languages; the first one's pages stand at the root, each other's in a folder named by its tag.
    #[serde(default)]
    pub languages: Vec<String>,
    /// What its public data is cited by.
    #[serde(default)]
    pub snapshot: String,
    /// Pages that the catalogue and the registry ask for.
    pub expected: Vec<String>,
    /// Pages that were made.
    pub pages: Vec<PageFile>,
    /// Charts.
    pub charts: Vec<String>,
    /// Tables of pages, as CSV.
    #[serde(default)]
    pub tables: Vec<String>,
    /// Files of open data.
    pub data: Vec<String>,
    /// Briefs as PDF and share cards.
    #[serde(default)]
    pub briefs: Vec<PageFile>,
}

/// A page on disk.
#[derive(Debug, Serialize, Deserialize)]
pub struct PageFile {
    /// Path from the site's folder.
    pub path: String,
    /// brief, city, country, feature, methods, data, network-brief, city-brief or card.
    pub kind: String,
    /// Its length.
    pub bytes: usize,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

impl PageFile {
    /// A page's entry.
    pub fn new(path: &str, kind: &str, bytes: &[u8]) -> PageFile {
        PageFile {
            path: path.into(),
            kind: kind.into(),
            bytes: bytes.len(),
            sha256: sha256(bytes),
        }
    }

    /// The same file, its folder standing in another one.
    pub fn below(self, folder: &str) -> PageFile {
        PageFile {
            path: format!("{folder}{}", self.path),
            ..self
        }
    }
}

impl Manifest {
    /// Every page expected was made, and every file named is there.
    pub fn check(&self, dir: &Path) -> Result<()> {
        let made: Vec<&String> = self.pages.iter().map(|p| &p.path).collect();
        let missing = |path: &String| Error::invalid(path, "is expected in the site and was not made: a fault of this program");
        for path in &self.expected {
            if !made.contains(&path) {
                return Err(missing(path));
            }
        }
        for path in made
            .into_iter()
            .chain(&self.charts)
            .chain(&self.tables)
            .chain(&self.data)
            .chain(self.briefs.iter().map(|b| &b.path))
        {
            if !dir.join(path).is_file() {
                return Err(missing(path));
            }
        }
        Ok(())
    }

    /// Writes `manifest.json`.
    pub fn write(&self, dir: &Path) -> Result<()> {
        let path = dir.join("manifest.json");
        fs::write(&path, serde_json::to_vec_pretty(self).unwrap_or_default()).map_err(Error::io("write", &path))
    }
}

/// A hidden folder beside the site's place, locked while its run lasts: `LOCK` names the place, `site` is the new site and `old` what
/// it replaces. Gone again when it is dropped.
#[derive(Debug)]
pub struct Aside {
    // Let go before the folder is removed.
    _lock: File,
    dir: TempDir,
    site: PathBuf,
    out: PathBuf,
}

impl Aside {
    /// Refuses what [`refuse`] refuses, and removes what runs for the same place have left that were ended before their end.
    pub fn new(out: &Path) -> Result<Aside> {
        let (parent, name) = refuse(out)?;
        fs::create_dir_all(&parent).map_err(Error::io("create", &parent))?;
        let place = parent.join(&name);
        remove_left(&parent, &place);
        let dir = tempfile::Builder::new()
            .prefix(PREFIX)
            .tempdir_in(&parent)
            .map_err(Error::io("create", &parent))?;
        let path = dir.path().join(LOCK);
        let mut lock = File::create_new(&path).map_err(Error::io("create", &path))?;
        // Only what is locked is named: a lock that names a place and that nobody holds belongs to a run that has ended.
        if lock.lock().is_ok() {
            lock.write_all(name.as_encoded_bytes()).map_err(Error::io("write", &path))?;
        }
        let site = dir.path().join(SITE);
        fs::create_dir(&site).map_err(Error::io("create", &site))?;
        Ok(Aside {
            _lock: lock,
            dir,
            site,
            out: place,
        })
    }

    /// Where to write.
    pub fn path(&self) -> &Path {
        &self.site
    }

    /// Renames the new site into place; what stood there goes only after.
    pub fn put(self) -> Result<()> {
        let old = self.dir.path().join(OLD);
        let replaced = self.out.exists();
        if replaced {
            fs::rename(&self.out, &old).map_err(Error::io("replace", &self.out))?;
        }
        if let Err(error) = fs::rename(&self.site, &self.out) {
            if replaced {
                fs::rename(&old, &self.out).map_err(Error::io("restore", &self.out))?;
            }
            return Err(Error::io("create", &self.out)(error));
        }
        Ok(())
    }
}

const PREFIX: &str = ".site-";
const LOCK: &str = "LOCK";
const SITE: &str = "site";
const OLD: &str = "old";

/// Refuses a place that holds anything but an earlier site of ours or nothing, and one that cannot be written; nothing is left there.
/// Gives the folder that it is in, and its name.
///
/// # Errors
/// As said.
pub fn refuse(out: &Path) -> Result<(PathBuf, OsString)> {
    let absolute = std::path::absolute(out).map_err(Error::io("find", out))?;
    let (Some(parent), Some(name)) = (absolute.parent(), absolute.file_name()) else {
        return Err(Error::Usage(format!("--out {}: name a folder for the site", out.display())));
    };
    if out.symlink_metadata().is_ok() && !replaceable(out)? {
        return Err(Error::Usage(format!(
            "--out {}: holds something else than an earlier site of learning-cities, which would be lost; name a new or empty folder",
            out.display()
        )));
    }
    let stands = parent.ancestors().find(|p| p.symlink_metadata().is_ok()).unwrap_or(parent);
    if !stands.is_dir() {
        return Err(Error::Usage(format!(
            "--out {}: {} is no folder; name another place",
            out.display(),
            stands.display()
        )));
    }
    let tried = tempfile::Builder::new().prefix(PREFIX).tempdir_in(stands);
    tried.map_err(|e| {
        Error::Usage(format!(
            "--out {}: nothing can be written in {} ({}); name another place",
            out.display(),
            stands.display(),
            e.kind()
        ))
    })?;
    Ok((parent.to_path_buf(), name.to_os_string()))
}

/// Removes what a run for the same place left that was ended before its end. What cannot be removed harms nobody.
fn remove_left(parent: &Path, out: &Path) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let left = entry.path();
        if !entry.file_name().as_encoded_bytes().starts_with(PREFIX.as_bytes()) || left.is_symlink() {
            continue;
        }
        let Ok(lock) = File::options().write(true).open(left.join(LOCK)) else {
            continue;
        };
        let named = || fs::read(left.join(LOCK)).is_ok_and(|name| Some(name.as_slice()) == out.file_name().map(OsStr::as_encoded_bytes));
        if lock.try_lock().is_err() || !named() {
            continue;
        }
        // Ended between taking the earlier site away and putting the new one in its place.
        if !out.exists() {
            let _ = fs::rename(left.join(OLD), out);
        }
        drop(lock);
        let _ = fs::remove_dir_all(&left);
    }
}

fn replaceable(out: &Path) -> Result<bool> {
    if !out.is_dir() || out.is_symlink() {
        return Ok(false);
    }
    if fs::read_dir(out).map_err(Error::io("read", out))?.next().is_none() {
        return Ok(true);
    }
    let Ok(text) = fs::read(out.join("manifest.json")) else {
        return Ok(false);
    };
    Ok(serde_json::from_slice::<Manifest>(&text).is_ok_and(|m| m.made_by == MADE_BY))
}
