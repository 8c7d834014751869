//! The files beside the program that decide what a report says: kept with each edition, and read from there when it is
//! built again.

use std::collections::BTreeMap;
use std::path::Path;

use crate::base::durable::{self, Access, LITTER};
use crate::base::error::{Error, Result};
use crate::base::hash::sha256;
use crate::base::regular;
use crate::base::root::Root;
use crate::press::Fonts;
use crate::release::put;

/// Folders of a root that reports are made with.
const FOLDERS: [&str; 4] = ["charts", "data/framework", "data/messages", "queries"];

/// The bytes of files by path.
#[derive(Debug, PartialEq, Eq)]
pub struct Program(BTreeMap<String, Vec<u8>>);

impl Program {
    /// Reads them from the folder of a root.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn read(root: &Path) -> Result<Program> {
        let mut files = BTreeMap::new();
        for folder in FOLDERS {
            for entry in durable::walk(&root.join(folder)) {
                let entry = entry?;
                let name = entry.file_name().to_string_lossy();
                if entry.file_type().is_dir() || name.starts_with('.') || LITTER.contains(&name.as_ref()) {
                    continue;
                }
                let path = entry.path();
                let below = path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned();
                files.insert(below, regular::read(path).map_err(Error::io("read", path))?);
            }
        }
        Ok(Program(files))
    }

    /// SHA-256 of each by path.
    pub fn hashes(&self) -> BTreeMap<String, String> {
        self.0.iter().map(|(path, bytes)| (path.clone(), sha256(bytes))).collect()
    }

    /// Writes them below a folder, which is then the folder of a root. The caller syncs.
    pub fn write(&self, folder: &Path) -> Result<()> {
        durable::create_folder(folder, Access::Private)?;
        self.0.iter().try_for_each(|(path, bytes)| put(folder, path, bytes))
    }
}

/// SHA-256 of the fonts of `data/fonts`, with which briefs and pictures are set.
///
/// # Errors
/// A file that cannot be read or is no font.
pub fn fonts(root: &Root) -> Result<String> {
    Ok(sha256(Fonts::load(Some(&root.fonts()))?.key().as_bytes()))
}

/// Paths whose hashes differ, or that only one of the two has.
pub fn differing<'a>(one: &'a BTreeMap<String, String>, other: &'a BTreeMap<String, String>) -> Vec<&'a str> {
    let mut paths: Vec<&str> =
        one.iter().filter(|(path, hash)| other.get(*path) != Some(hash)).map(|(p, _)| p.as_str()).collect();
    paths.extend(other.keys().filter(|path| !one.contains_key(*path)).map(String::as_str));
    paths.sort_unstable();
    paths
}
