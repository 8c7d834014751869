//! Editions are added to a store, and taken out of it where a city is forgotten.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::program::Program;
use super::recorded::{EDITION, PROGRAM, Recorded, SEAL, each, folder, read, there};
use super::verify::{parts, stands, strays};
use crate::base::durable::{self, Access};
use crate::base::error::{Error, Result};
use crate::base::hash::sha256;
use crate::disclosure::Editions;
use crate::store::{Lock, Store};

/// Records an edition durably, in one step. One that is recorded already and is whole stays as it is.
///
/// # Errors
/// What the system refuses; an edition of that id is there with other files.
pub fn add(store: &Store, held: &Lock, edition: &Recorded, files: &Program) -> Result<()> {
    let place = folder(store, &edition.id);
    let is_there = fs::symlink_metadata(&place).is_ok();
    if let Some(there) = whole(store, &edition.id)?.filter(|there| !there.forgotten) {
        if there.site != edition.site {
            return Err(Error::Store {
                path: place,
                message: "was made from the same and has other files: a fault of this program; nothing was published"
                    .into(),
            });
        }
        return Ok(());
    }
    let aside = hidden(store, &edition.id)?;
    files.write(&aside.join(PROGRAM))?;
    write(&aside, held, edition)?;
    durable::make_private(&aside)?;
    durable::sync_tree(&aside)?;
    if is_there {
        store.set_aside(held, &place, "was no whole edition, and is recorded anew")?;
    }
    durable::rename(&aside, &place)
}

/// The edition of that id, if nothing is missing of it.
fn whole(store: &Store, id: &str) -> Result<Option<Recorded>> {
    let Ok(edition) = read(store, id, Vec::new()) else { return Ok(None) };
    let stands = stands(store, id);
    Ok((!parts(store, &edition)?.iter().any(stands)).then_some(edition))
}

/// An empty hidden folder, which the next writer removes if this one is ended.
fn hidden(store: &Store, id: &str) -> Result<PathBuf> {
    let folder = store.dir().join("editions");
    durable::create_folder(&folder, Access::Private)?;
    let aside = folder.join(format!("{}{id}", durable::TEMPORARY));
    durable::remove_folder(&aside)?;
    durable::create_folder(&aside, Access::Private)?;
    Ok(aside)
}

fn write(folder: &Path, _held: &Lock, edition: &Recorded) -> Result<()> {
    let path = folder.join(EDITION);
    let text = serde_json::to_vec_pretty(edition)
        .map_err(|e| Error::invalid(path.display(), format!("cannot be written: {e}")))?;
    durable::write(&path, &text, Access::Private)?;
    durable::write(&folder.join(SEAL), format!("{}\n", sha256(&text)).as_bytes(), Access::Private)
}

/// Ids of editions that may name a city of these snapshots: those that rest on one of them, and those that cannot be read.
///
/// # Errors
/// The folder cannot be read, or something in it is no edition: nothing says whether that names the city.
pub fn resting_on(store: &Store, snapshots: &[String]) -> Result<Vec<String>> {
    if let Some(stray) = strays(store)?.into_iter().next() {
        return Err(stray.into());
    }
    let there = there(store)?;
    let rests = |(id, edition): &(String, Result<Recorded, _>)| match edition {
        Ok(edition) => !edition.forgotten && snapshots.contains(&edition.made_from.snapshot),
        Err(_) => there.contains(id),
    };
    Ok(each(store)?.into_iter().filter(rests).map(|(id, _)| id).collect())
}

/// Takes out of editions of these snapshots what may name a city that is forgotten: the paths of their files. They are
/// not built again. One that cannot be read, and may name the city, goes whole.
///
/// # Errors
/// As for [`resting_on`], and what the system refuses.
pub fn forget(store: &Store, held: &Lock, snapshots: &[String]) -> Result<()> {
    let mut removed = Vec::new();
    for id in resting_on(store, snapshots)? {
        let place = folder(store, &id);
        let Ok(edition) = read(store, &id, Vec::new()) else {
            durable::remove_folder(&place)?;
            removed.push(id);
            continue;
        };
        let aside = hidden(store, &id)?;
        let history = edition.history.without_cities();
        write(&aside, held, &Recorded { site: BTreeMap::new(), forgotten: true, history, ..edition })?;
        if !durable::exchange(&aside, &place)? {
            durable::remove_folder(&place)?;
            durable::rename(&aside, &place)?;
        }
        durable::remove_folder(&aside)?;
    }
    Editions::read(store)?.give_up(held, &removed)
}
