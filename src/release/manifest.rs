//! The manifest of a site or an export: what was expected, what was made, and every other file of it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::base::error::{Error, Result};
use crate::base::hash::sha256;
use crate::base::regular;

/// What a folder is that a command writes whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A site, which `report` writes.
    Site,
    /// An export of the open data, which `export` writes.
    Export,
}

impl Kind {
    /// What its manifest says of its maker.
    pub fn made_by(self) -> &'static str {
        match self {
            Kind::Site => "learning-cities report",
            Kind::Export => "learning-cities export",
        }
    }

    /// What messages call it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Site => "site",
            Kind::Export => "export",
        }
    }

    /// The command that writes it.
    pub fn command(self) -> &'static str {
        match self {
            Kind::Site => "report",
            Kind::Export => "export",
        }
    }
}

/// `manifest.json`: the pages expected and the pages made, and every other file. An export has data alone.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Manifest {
    /// [`Kind::made_by`]; tells our folders from others.
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
    /// Its languages; the first one's pages are at the root, each other's in a folder named by its tag.
    #[serde(default)]
    pub languages: Vec<String>,
    /// What its public data is cited by.
    #[serde(default)]
    pub snapshot: String,
    /// Pages that the catalogue and the registry ask for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expected: Vec<String>,
    /// Pages that were made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<PageFile>,
    /// Charts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charts: Vec<String>,
    /// Tables of pages, as CSV.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<String>,
    /// Files of open data.
    pub data: Vec<String>,
    /// Photographs of the annual brief.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<String>,
    /// Briefs as PDF and share cards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub briefs: Vec<PageFile>,
    /// Every other file but the manifest; none in a site of an earlier version.
    #[serde(default)]
    pub other: Option<Vec<String>>,
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
        PageFile { path: path.into(), kind: kind.into(), bytes: bytes.len(), sha256: sha256(bytes) }
    }

    /// The same file, its folder standing in another one.
    pub fn below(self, folder: &str) -> PageFile {
        PageFile { path: format!("{folder}{}", self.path), ..self }
    }
}

impl Manifest {
    /// Every page expected was made, and every file named is there.
    pub fn check(&self, dir: &Path) -> Result<()> {
        let pages: BTreeSet<&String> = self.pages.iter().map(|p| &p.path).collect();
        let briefs = self.briefs.iter().map(|b| &b.path);
        let mut files = pages
            .iter()
            .copied()
            .chain(&self.charts)
            .chain(&self.tables)
            .chain(&self.data)
            .chain(&self.photos)
            .chain(briefs);
        let not_made = self.expected.iter().find(|path| !pages.contains(path));
        match not_made.or_else(|| files.find(|path| !dir.join(path).is_file())) {
            Some(path) => {
                Err(Error::invalid(path, "is expected in the site and was not made: a fault of this program"))
            }
            None => Ok(()),
        }
    }

    /// Writes `manifest.json`.
    pub fn write(&self, dir: &Path) -> Result<()> {
        let path = dir.join("manifest.json");
        fs::write(&path, serde_json::to_vec_pretty(self).unwrap_or_default()).map_err(Error::io("write", &path))
    }
}

/// Which kind of ours a folder is; none where it is somebody else's.
pub fn kind_of(folder: &Path) -> Option<Kind> {
    [Kind::Site, Kind::Export].into_iter().find(|kind| manifest_of(folder, *kind).is_some())
}

/// The manifest of a folder of that kind.
pub(super) fn manifest_of(folder: &Path, kind: Kind) -> Option<Manifest> {
    let text = regular::read(&folder.join("manifest.json")).ok()?;
    serde_json::from_slice::<Manifest>(&text).ok().filter(|manifest| manifest.made_by == kind.made_by())
}
