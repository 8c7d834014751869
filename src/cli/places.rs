//! Where a command may write: nothing goes into a folder that another command reads whole or replaces whole.
//!
//! | flag | is refused within |
//! |---|---|
//! | `--out` of `report`, `export`, `review`, `diff`, `chart`, `template`, `demo`; `--annotate` of `check`; `--store` of `ingest`; `\o` of `sql` | a store, the submissions or mappings of a network, a site, an export, a review |
//! | `--out` of `diff`; `--annotate` of `check`; `\o` of `sql` | a file of a network, such as its `cities.csv` |
//! | `--store` of `ingest` | the folder of a `--source` |
//! | `--out` of `report`, `export`, `review` | a site, an export or a review that holds the store that it reads |
//!
//! A store, a site, an export or a review itself is where `ingest`, `report`, `export` and `review` write; a folder that holds anything else they refuse.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::base::error::{Error, Result};
use crate::model::unread;
use crate::release::{self, Kind};
use crate::store::Store;

/// What a flag names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A store.
    Store,
    /// A site, an export or a review.
    Release(Kind),
    /// Files, or a folder of them.
    Files,
}

/// Refuses a place within a folder that nothing may be written into.
///
/// # Errors
/// As said, with the flag, the place, and what would become of it.
pub fn refuse_within(flag: &str, path: &Path, place: Place) -> Result<()> {
    let real = real(path).map_err(Error::io("find", path))?;
    let why = real.ancestors().enumerate().find_map(|(above, folder)| {
        let itself = above == 0;
        let name = folder.display();
        if Store::is_at(folder) && !(itself && place == Place::Store) {
            return Some(format!("is {}the store {name}, which holds nothing else", within(itself)));
        }
        let is_network = folder.parent().is_some_and(|parent| parent.join("network.toml").is_file());
        if is_network && ["submissions", "mappings"].iter().any(|sub| folder.file_name() == Some(OsStr::new(sub))) {
            return Some(format!("is {}{name}, from which the next ingest would read it", within(itself)));
        }
        let is_own_file = place == Place::Files && itself && is_network && unread::is_own_file(folder);
        if is_own_file {
            return Some("is a file of the network, which the next ingest would read".into());
        }
        let kind = release::kind_of(folder).filter(|kind| !(itself && place == Place::Release(*kind)))?;
        let (of, command) = (kind.name(), kind.command());
        Some(format!("is {}the {of} {name}, which the next {command} replaces whole", within(itself)))
    });
    match why {
        None => Ok(()),
        Some(why) => Err(Error::Usage(format!("{flag} {}: {why}; name another place", path.display()))),
    }
}

/// Refuses a site, an export or a review in place of one that holds the store: it would be replaced whole.
///
/// # Errors
/// As said.
pub fn refuse_around(out: &Path, store: &Path) -> Result<()> {
    let Some(kind) = release::kind_of(out) else { return Ok(()) };
    let [site, inner] = [out, store].map(|path| real(path).map_err(Error::io("find", path)));
    if !inner?.starts_with(site?) {
        return Ok(());
    }
    Err(Error::Usage(format!(
        "--out {}: holds the store {}, which the {} would replace; name another place",
        out.display(),
        store.display(),
        kind.name()
    )))
}

/// Folders of sources by their names, from texts `NAME=DIR`.
pub fn sources(given: &[String]) -> Result<BTreeMap<String, PathBuf>> {
    let mut sources = BTreeMap::new();
    for source in given {
        let (name, dir) = source
            .split_once('=')
            .filter(|(name, dir)| !name.is_empty() && !dir.is_empty())
            .ok_or_else(|| Error::Usage(format!("--source {source}: write it as NAME=DIR")))?;
        if sources.insert(name.to_string(), PathBuf::from(dir)).is_some() {
            return Err(Error::Usage(format!("--source {name} is given twice; name its folder once")));
        }
    }
    Ok(sources)
}

/// Refuses a store in the folder of a source: the next ingest would read it as tables.
///
/// # Errors
/// As said.
pub fn refuse_in_source(store: &Path, name: &str, source: &Path) -> Result<()> {
    let [inner, folder] = [store, source].map(|path| real(path).map_err(Error::io("find", path)));
    if !inner?.starts_with(folder?) {
        return Ok(());
    }
    Err(Error::Usage(format!(
        "--store {}: is in the folder of the source {name}, {}, from which the next ingest would read it; name another place",
        store.display(),
        source.display()
    )))
}

fn within(itself: bool) -> &'static str {
    if itself { "" } else { "within " }
}

/// The path without links, as far as it is there, and without `..`.
fn real(path: &Path) -> std::io::Result<PathBuf> {
    let absolute = std::path::absolute(path)?;
    let mut real = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => drop(real.pop()),
            part => real.push(part),
        }
        // What is not there is no link.
        real = fs::canonicalize(&real).unwrap_or(real);
    }
    Ok(real)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_through_links_and_back() {
        let dir = tempfile::tempdir().unwrap();
        let base = fs::canonicalize(dir.path()).unwrap();
        fs::create_dir_all(base.join("a/b")).unwrap();
        std::os::unix::fs::symlink(base.join("a/b"), base.join("link")).unwrap();
        for (path, expected) in [
            ("link/new/deep", "a/b/new/deep"),
            ("link/../c", "a/c"),
            ("none/../a/./b", "a/b"),
            ("none/deep", "none/deep"),
        ] {
            assert_eq!(real(&base.join(path)).unwrap(), base.join(expected), "{path}");
        }
    }

    #[test]
    fn a_result_is_written_over_no_file_of_a_network() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("network.toml"), "").unwrap();
        let refused = |name: &str| refuse_within("\\o", &dir.path().join(name), Place::Files).is_err();
        assert_eq!(["cities.csv", "network.toml", "rows.csv"].map(refused), [true, true, false]);
        fs::remove_file(dir.path().join("network.toml")).unwrap();
        assert!(!refused("cities.csv"));
    }
}
