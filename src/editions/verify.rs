//! What is wrong with the editions of a store, and its repair.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::fault::{Fault, Remedy};
use super::recorded::{EDITION, PROGRAM, Recorded, SEAL, each, folder, own, program, there};
use crate::base::durable;
use crate::base::error::{Error, Result};
use crate::base::hash::sha256;
use crate::disclosure::Editions;
use crate::store::Store;

/// Editions that are missing, their files that are not as they were written, snapshots that they rest on and that are
/// not there, and what else is among them; each with place and cure.
///
/// # Errors
/// A folder cannot be read.
pub fn problems(store: &Store) -> Result<Vec<Error>> {
    Ok(faults(store)?.into_iter().map(Error::from).collect())
}

fn faults(store: &Store) -> Result<Vec<Fault>> {
    let mut faults = strays(store)?;
    for (_, edition) in each(store)? {
        match edition {
            Ok(edition) => faults.extend(parts(store, &edition)?),
            Err(fault) if fault.remedy == Remedy::Known => {}
            Err(fault) => faults.push(fault),
        }
    }
    Ok(faults)
}

/// Moves what is no edition, and what is left of those that cannot be read, into `damaged/`, and takes the latter and
/// those that are missing for lost. What was done, each as a sentence.
///
/// # Errors
/// What the system refuses; another writer is at work.
pub fn repair(store: &Store) -> Result<Vec<String>> {
    let held = store.lock()?;
    let (mut done, mut lost) = (Vec::new(), Vec::new());
    let aside = |path: &Path, why: &str| -> Result<String> {
        let moved = store.set_aside(&held, path, why)?;
        Ok(format!("Moved {} to {}: it {why}.", path.display(), moved.display()))
    };
    for fault in faults(store)? {
        match fault.remedy {
            Remedy::ByHand | Remedy::Known => {}
            Remedy::SetAside => done.push(aside(&fault.path, "was no part of an edition")?),
            Remedy::GiveUp(id) => {
                let place = folder(store, &id);
                if fs::symlink_metadata(&place).is_ok() {
                    done.push(aside(&place, "was an edition that could not be read")?);
                }
                done.push(format!("Took the edition {id} for lost: it cannot be built again."));
                lost.push(id);
            }
        }
    }
    if !lost.is_empty()
        && let Ok(mut record) = Editions::read(store)
    {
        record.give_up(&held, &lost)?;
    }
    Ok(done)
}

/// What is in the folder of editions and is neither one nor a file of their record.
///
/// # Errors
/// The folder cannot be read.
pub fn strays(store: &Store) -> Result<Vec<Fault>> {
    let dir = store.dir().join("editions");
    let editions = there(store)?;
    let names = durable::names(&dir)?;
    let others = names.into_iter().filter(|name| !editions.contains(name) && !Editions::is_part(name));
    let stray = |name: String| {
        let path = dir.join(name);
        let what = match fs::symlink_metadata(&path).map(|found| found.file_type()) {
            Ok(kind) if kind.is_dir() => "is a folder, and no edition: its name is no id",
            Ok(kind) if kind.is_symlink() => "is a link, and no edition",
            Ok(kind) if kind.is_file() => "is a file, and none of the record of editions",
            _ => "is a pipe, a socket or a device, and no edition",
        };
        Fault::stray(store, path, what)
    };
    Ok(others.map(stray).collect())
}

/// What is wrong with the files of an edition that can be read, and with what it rests on.
///
/// # Errors
/// A folder cannot be read.
pub fn parts(store: &Store, edition: &Recorded) -> Result<Vec<Fault>> {
    let place = folder(store, &edition.id);
    let mut faults = Vec::new();
    // A city was forgotten in it: it is not built again.
    let mut left: BTreeMap<&Path, &String> = match edition.forgotten {
        true => BTreeMap::new(),
        false => edition.made_from.files.iter().map(|(path, hash)| (Path::new(path), hash)).collect(),
    };
    for entry in durable::walk(&place) {
        let entry = entry?;
        let path = entry.path();
        let below = path.strip_prefix(&place).unwrap_or(path);
        if entry.file_type().is_dir() || [EDITION, SEAL].iter().any(|name| below == Path::new(name)) {
            continue;
        }
        let written = below.strip_prefix(PROGRAM).ok().and_then(|below| left.remove(below));
        let Some(hash) = written else {
            faults.push(Fault::stray(store, path.to_path_buf(), "is not of the edition"));
            continue;
        };
        match own(path) {
            Ok(bytes) if sha256(&bytes) == *hash => {}
            Ok(_) => faults.push(Fault::part(path.to_path_buf(), "has other bytes than were written")),
            Err(what) => faults.push(Fault::part(path.to_path_buf(), &what)),
        }
    }
    let missing = |path: &Path| Fault::part(program(store, &edition.id).join(path), "is missing");
    faults.extend(left.into_keys().map(missing));
    let snapshot = &edition.made_from.snapshot;
    if !edition.forgotten && !store.snapshots()?.contains(snapshot) {
        let what = format!("is missing, and the edition {} rests on it", edition.id);
        let path = store.dir().join("snapshots").join(snapshot);
        faults.push(Fault::by_hand(path, &what, "Put it back from a copy of the store"));
    }
    Ok(faults)
}

/// Whether a fault of the edition stands against building it again: a file next to its own is not read.
pub fn stands(store: &Store, id: &str) -> impl Fn(&Fault) -> bool + use<> {
    let program = program(store, id);
    move |fault| fault.remedy != Remedy::SetAside || fault.path.starts_with(&program)
}
