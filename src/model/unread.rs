//! Names in a network's folder that are nearly those of its own files and would be passed over in silence:
//! `corrections.toml.txt`, `Context.csv`, `mapping/`.

use std::path::Path;

use crate::base::durable::LITTER;
use crate::base::error::{Error, Result, bail};

/// The files of a network next to its folders.
const FILES: [&str; 5] = ["network.toml", "cities.csv", "context.csv", "definitions.csv", "corrections.toml"];

/// Its folders.
const FOLDERS: [&str; 3] = ["submissions", "mappings", "brief"];

/// Whether a path has the name of a file of a network next to its folders.
pub fn is_own_file(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| FILES.contains(&name))
}

/// Refuses what stands next to `network.toml`, looks like a part of the network and is not read.
///
/// # Errors
/// As said, with the name that it should have; the folder cannot be listed.
pub(super) fn refuse_beside(dir: &Path) -> Result<()> {
    for (path, name) in entries(dir)? {
        let lower = name.to_lowercase();
        if path.is_dir() {
            if let Some(meant) = nearest(&lower, &FOLDERS).filter(|meant| *meant != name) {
                bail!(
                    path.display(),
                    "is not read: that folder of a network is called {meant}; rename it, or move it away"
                );
            }
        } else if [".toml", ".csv", ".tsv", ".xls", ".ods"].iter().any(|ending| lower.contains(ending))
            && !FILES.contains(&name.as_str())
        {
            let cure = match nearest(&lower, &FILES) {
                Some(meant) => {
                    format!("if it is meant as {meant}, give it that name, also without a hidden ending such as .txt")
                }
                None => "what cities sent belongs into submissions, how tables are read into mappings".to_string(),
            };
            bail!(path.display(), "is not read: {cure}; otherwise move it away");
        }
    }
    Ok(())
}

/// Refuses what is in the folder of mappings and is none.
///
/// # Errors
/// As said; the folder cannot be listed.
pub fn refuse_in_mappings(dir: &Path) -> Result<()> {
    for (path, name) in entries(dir)? {
        let is_text = name.to_lowercase().starts_with("readme") || name.ends_with(".md");
        if path.is_dir() {
            bail!(path.display(), "is not read: put mappings into {} itself", dir.display());
        }
        if !name.ends_with(".toml") && !is_text {
            bail!(
                path.display(),
                "is not read: the name of a mapping ends in .toml; rename it, also without a hidden ending such as .txt, or move it away"
            );
        }
    }
    Ok(())
}

/// What is in a folder, by name, but for what systems and editors leave there.
fn entries(dir: &Path) -> Result<Vec<(std::path::PathBuf, String)>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(Error::io("read", dir))? {
        let path = entry.map_err(Error::io("read", dir))?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if !name.starts_with(['.', '~']) && !name.ends_with('~') && !LITTER.contains(&name.as_str()) {
            found.push((path, name));
        }
    }
    found.sort();
    Ok(found)
}

/// The known name that a lower-case one is likely to stand for.
fn nearest<'n>(lower: &str, names: &[&'n str]) -> Option<&'n str> {
    let alike = |name: &&str| {
        let stem = name.split('.').next().unwrap_or(name);
        let other = lower.split(['.', ' ', '(']).next().unwrap_or(lower);
        strsim::normalized_damerau_levenshtein(stem, other) >= 0.8
    };
    names.iter().copied().find(alike)
}
