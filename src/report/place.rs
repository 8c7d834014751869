//! The site's folder: written aside, checked against its manifest, renamed into place.

use std::fs;
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

/// A new folder beside the site's place; gone again when it is dropped before [`Aside::put`].
#[derive(Debug)]
pub struct Aside {
    dir: TempDir,
    out: PathBuf,
}

impl Aside {
    /// Refuses a place that holds anything but an earlier site of ours or nothing.
    pub fn new(out: &Path) -> Result<Aside> {
        let absolute = std::path::absolute(out).map_err(Error::io("find", out))?;
        let (Some(parent), Some(_)) = (absolute.parent(), absolute.file_name()) else {
            return Err(Error::Usage(format!("--out {}: name a folder for the site", out.display())));
        };
        if out.symlink_metadata().is_ok() && !replaceable(out)? {
            return Err(Error::Usage(format!(
                "--out {}: holds something else than an earlier site of learning-cities, which would be lost; name a new or empty folder",
                out.display()
            )));
        }
        fs::create_dir_all(parent).map_err(Error::io("create", parent))?;
        let dir = tempfile::Builder::new()
            .prefix(".site-")
            .tempdir_in(parent)
            .map_err(Error::io("create", parent))?;
        readable(dir.path())?;
        Ok(Aside { dir, out: absolute })
    }

    /// Where to write.
    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Renames the folder into place; what stood there goes only after.
    pub fn put(self) -> Result<()> {
        let made = self.dir.keep();
        let mut old = None;
        if self.out.exists() {
            let parent = self.out.parent().unwrap_or(Path::new("."));
            let beside = tempfile::Builder::new()
                .prefix(".site-old-")
                .tempdir_in(parent)
                .map_err(Error::io("create", parent))?;
            fs::rename(&self.out, beside.path().join("site")).map_err(Error::io("replace", &self.out))?;
            old = Some(beside);
        }
        if let Err(error) = fs::rename(&made, &self.out) {
            if let Some(beside) = &old {
                fs::rename(beside.path().join("site"), &self.out).map_err(Error::io("restore", &self.out))?;
            }
            return Err(Error::io("create", &self.out)(error));
        }
        Ok(())
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

/// Temporary folders are for their owner alone; a site is for everybody.
#[cfg(unix)]
fn readable(dir: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(dir, fs::Permissions::from_mode(0o755)).map_err(Error::io("open", dir))
}

#[cfg(not(unix))]
fn readable(_dir: &Path) -> Result<()> {
    Ok(())
}
