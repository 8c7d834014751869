//! The manifest of a site or an export: what was expected, what was made, and every other file of it.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::Path;

use flate2::Compression;
use flate2::read::{GzDecoder, GzEncoder};
use serde::{Deserialize, Serialize};

use crate::base::durable::Access;
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
    /// The private pages and letters that `review` writes.
    Review,
}

impl Kind {
    /// What its manifest says of its maker.
    pub fn made_by(self) -> &'static str {
        match self {
            Kind::Site => "learning-cities report",
            Kind::Export => "learning-cities export",
            Kind::Review => "learning-cities review",
        }
    }

    /// What messages call it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Site => "site",
            Kind::Export => "export",
            Kind::Review => "review",
        }
    }

    /// The command that writes it.
    pub fn command(self) -> &'static str {
        match self {
            Kind::Site => "report",
            Kind::Export => "export",
            Kind::Review => "review",
        }
    }

    /// Who may read what is in it.
    pub fn access(self) -> Access {
        match self {
            Kind::Site | Kind::Export => Access::Public,
            Kind::Review => Access::Private,
        }
    }
}

/// The manifest's file.
pub(super) const MANIFEST: &str = "manifest.json";

/// The lists of a manifest that would be too long for its file, as JSON, compressed.
pub(super) const LISTS: &str = "manifest-lists.json.gz";

/// Most files that are listed in the manifest's own file: a browser shows that much at once.
const IN_ONE: usize = 20_000;

/// Bytes of the lists, unpacked, up to which they are read: some three million files.
const MOST: u64 = 256 << 20;

/// `manifest.json`: the pages expected and the pages made, and every other file. An export has data alone. Of a large
/// site the lists of files are in a file of their own.
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
    /// The file with the lists, where they are not below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lists: Option<String>,
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

    /// Writes `manifest.json`, and the file of its lists where they are long.
    ///
    /// # Errors
    /// What the system refuses.
    pub fn write(&self, dir: &Path) -> Result<()> {
        let put = |name: &str, bytes: Vec<u8>| {
            let path = dir.join(name);
            fs::write(&path, bytes).map_err(Error::io("write", &path))
        };
        let json = |value: &Manifest| serde_json::to_vec_pretty(value).unwrap_or_default();
        let lists = [&self.expected, &self.charts, &self.tables, &self.data, &self.photos].map(Vec::len);
        let others = [self.pages.len(), self.briefs.len(), self.other.as_ref().map_or(0, Vec::len)];
        if lists.iter().chain(&others).sum::<usize>() <= IN_ONE {
            return put(MANIFEST, json(self));
        }
        let mut packed = Vec::new();
        let whole = serde_json::to_vec(self).unwrap_or_default();
        // The same files give the same bytes: the header says no time.
        GzEncoder::new(whole.as_slice(), Compression::default())
            .read_to_end(&mut packed)
            .map_err(Error::io("compress", &dir.join(LISTS)))?;
        put(LISTS, packed)?;
        put(MANIFEST, json(&self.head()))
    }

    /// What it says without its lists, and where they are.
    fn head(&self) -> Manifest {
        Manifest {
            made_by: self.made_by.clone(),
            network: self.network.clone(),
            fictional: self.fictional,
            cycle: self.cycle,
            as_of: self.as_of.clone(),
            is_final: self.is_final,
            languages: self.languages.clone(),
            snapshot: self.snapshot.clone(),
            lists: Some(LISTS.into()),
            ..Manifest::default()
        }
    }

    /// The manifest of a folder, with its lists.
    ///
    /// # Errors
    /// A file that cannot be read or is no manifest.
    pub fn read(dir: &Path) -> Result<Manifest> {
        let parsed = |path: &Path, bytes: &[u8]| {
            serde_json::from_slice::<Manifest>(bytes).map_err(|e| Error::invalid(path.display(), e.to_string()))
        };
        let path = dir.join(MANIFEST);
        let head = parsed(&path, &regular::read(&path).map_err(Error::io("read", &path))?)?;
        // Its own name alone: whatever a manifest says, no other file is read.
        if head.lists.is_none() {
            return Ok(head);
        }
        let path = dir.join(LISTS);
        let packed = regular::read(&path).map_err(Error::io("read", &path))?;
        let mut whole = Vec::new();
        GzDecoder::new(packed.as_slice()).take(MOST).read_to_end(&mut whole).map_err(Error::io("unpack", &path))?;
        let whole = parsed(&path, &whole)?;
        Ok(Manifest { lists: head.lists, ..whole })
    }
}

/// Which kind of ours a folder is; none where it is somebody else's.
pub fn kind_of(folder: &Path) -> Option<Kind> {
    [Kind::Site, Kind::Export, Kind::Review].into_iter().find(|kind| manifest_of(folder, *kind).is_some())
}

/// The manifest of a folder of that kind.
pub(super) fn manifest_of(folder: &Path, kind: Kind) -> Option<Manifest> {
    Manifest::read(folder).ok().filter(|manifest| manifest.made_by == kind.made_by())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_charts(count: usize) -> Manifest {
        Manifest {
            made_by: Kind::Site.made_by().into(),
            network: "Many".into(),
            charts: (0..count).map(|n| format!("charts/city-series/c{n}/adult_literacy_rate-total.svg")).collect(),
            other: Some(vec!["site.css".into()]),
            ..Manifest::default()
        }
    }

    #[test]
    fn long_lists_have_a_file_of_their_own() {
        for (count, in_one) in [(IN_ONE - 1, true), (IN_ONE, false)] {
            let dir = tempfile::tempdir().unwrap();
            of_charts(count).write(dir.path()).unwrap();
            assert_eq!(dir.path().join(LISTS).exists(), !in_one);
            let size = fs::metadata(dir.path().join(MANIFEST)).unwrap().len();
            assert!(in_one || size < 1_000, "{size}");
            let read = Manifest::read(dir.path()).unwrap();
            assert_eq!(read.charts, of_charts(count).charts);
            assert_eq!((read.network.as_str(), read.other.as_deref()), ("Many", Some(&["site.css".to_string()][..])));
            assert_eq!(kind_of(dir.path()), Some(Kind::Site));
        }
    }

    #[test]
    fn the_limit_is_as_printed() {
        let said =
            format!("lists of files of a site or an export that is replaced may have {} MB, unpacked", MOST >> 20);
        assert!(include_str!("../../SECURITY.md").contains(&said), "{said}");
    }

    #[test]
    fn without_its_lists_a_folder_is_nobody_s() {
        let dir = tempfile::tempdir().unwrap();
        of_charts(IN_ONE).write(dir.path()).unwrap();
        let packed = fs::read(dir.path().join(LISTS)).unwrap();
        for damaged in [&packed[..packed.len() / 2], &b""[..], &b"{}"[..]] {
            fs::write(dir.path().join(LISTS), damaged).unwrap();
            assert!(Manifest::read(dir.path()).is_err());
        }
        fs::remove_file(dir.path().join(LISTS)).unwrap();
        assert!(Manifest::read(dir.path()).unwrap_err().to_string().contains(LISTS));
        assert_eq!(kind_of(dir.path()), None);
    }
}
