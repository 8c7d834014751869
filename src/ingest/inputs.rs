//! Which files a network's snapshot is made from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::base::error::{Error, Result, bail};
use crate::ingest::read::files::{self, Input};
use crate::ingest::read::mapping::Mapping;
use crate::model::framework::Framework;
use crate::model::network::Network;
use crate::model::unread;

/// Beginning of the logical path of every submission.
pub const SUBMISSIONS: &str = "submissions/";

/// Beginning of the logical path of every mapping.
pub const MAPPINGS: &str = "mappings/";

/// The network's mappings, in the order of their files' names.
pub fn mappings(network: &Network, framework: &Framework) -> Result<Vec<Mapping>> {
    let dir = network.dir.join("mappings");
    if !own_folder(&dir)? {
        return Ok(Vec::new());
    }
    unread::refuse_in_mappings(&dir)?;
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(&dir).map_err(Error::io("read", &dir))? {
        let path = entry.map_err(Error::io("read", &dir))?.path();
        if path.extension().is_some_and(|e| e == "toml") {
            if path.is_symlink() {
                bail!(path.display(), "is a link; put the mapping itself here, so that it is part of the network");
            }
            paths.push(path);
        }
    }
    paths.sort();
    paths.iter().map(|path| Mapping::load_with(path, framework, Some(&network.definitions))).collect()
}

/// Whether a network has that folder. A link in its place would bring in what nobody sent, and what is in a file in its
/// place would be missed without a word.
fn own_folder(dir: &Path) -> Result<bool> {
    if dir.is_symlink() {
        bail!(dir.display(), "is a link to another place, which is not followed; put the folder itself here");
    }
    match std::fs::metadata(dir) {
        Ok(found) if !found.is_dir() => {
            let message = "is a file, and a network has a folder of that name; give the file another name, make the folder and put into it what came";
            Err(Error::invalid(dir.display(), message))
        }
        Ok(_) => Ok(true),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(e) => Err(Error::io("read", dir)(e)),
    }
}

/// Whether the path of a file below `dir` leads to a file that is not below it. `dir` itself may be a link: its user
/// named it.
fn leads_outside(path: &Path, dir: &Path) -> bool {
    match (path.canonicalize(), dir.canonicalize()) {
        (Ok(path), Ok(dir)) => !path.starts_with(dir),
        // It cannot be read either, which is said when it is tried.
        _ => false,
    }
}

/// The files of a source's folder that a mapping, the one of that index, reads.
pub fn of_mapping(mapping: &Mapping, index: usize, dir: &Path) -> Result<Vec<Input>> {
    let input = |(path, file): (PathBuf, String)| match leads_outside(&path, dir) {
        true => Input::outside(&path, file),
        false => Input::mapped(path, file, index, mapping.name()),
    };
    Ok(mapping.files(dir)?.into_iter().map(input).collect())
}

/// Every file that a network's snapshot is made from.
pub fn inputs(network: &Network, mappings: &[Mapping], sources: &BTreeMap<String, PathBuf>) -> Result<Vec<Input>> {
    if let Some(name) = sources.keys().find(|s| !mappings.iter().any(|m| &m.source == *s)) {
        let names: BTreeSet<&str> = mappings.iter().map(|m| m.source.as_str()).collect();
        let known = if names.is_empty() {
            "it has no mappings".to_string()
        } else {
            format!("its mappings name {}", names.into_iter().collect::<Vec<_>>().join(", "))
        };
        return Err(Error::Usage(format!(
            "--source {name}=...: no mapping of {} names it; {known}",
            network.dir.display()
        )));
    }
    let submissions = network.dir.join("submissions");
    let mut inputs = if own_folder(&submissions)? { files::walk(&submissions, "submissions")? } else { Vec::new() };
    for (index, mapping) in mappings.iter().enumerate() {
        let Some(dir) = sources.get(&mapping.source) else {
            return Err(Error::Usage(format!(
                "{} reads the source {}: say where it is with --source {}=DIR",
                mapping.path.display(),
                mapping.source,
                mapping.source
            )));
        };
        inputs.extend(of_mapping(mapping, index, dir)?);
    }
    if inputs.is_empty() {
        bail!(network.dir.display(), "has nothing to read: put files into submissions/, or a mapping into mappings/");
    }
    Ok(inputs)
}
