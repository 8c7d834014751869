//! A side of a comparison that may be an edition.

use std::path::Path;

use super::recorded::{Recorded, read_each};
use crate::base::error::{Error, Result};
use crate::base::text::shell_word;
use crate::engine::{OpenSide, SideName};
use crate::store::Store;

/// Opens a side in a store: a snapshot, or the snapshot, day and cycle of an edition.
///
/// # Errors
/// Nothing is named so, or more than one thing; it is damaged, or a city was forgotten in it.
pub fn side(name: &SideName, store: &Path) -> Result<OpenSide> {
    let id = &name.snapshot;
    if matches!(id.as_str(), "current" | "previous") || name.as_of.is_some() {
        return name.open(store);
    }
    let store_dir = store;
    let store = Store::open(store_dir)?;
    let all: Vec<(String, Result<Recorded>)> = read_each(&store)?;
    let known: Vec<String> = all.iter().map(|(id, _)| id.clone()).collect();
    let mut named = all.into_iter().filter(|(edition, _)| edition.starts_with(id.as_str()));
    let found = (named.next(), named.next());
    let snapshot = store.history()?.into_iter().find(|snapshot| snapshot.starts_with(id.as_str()));
    let wrong = |message: String| Err(Error::Usage(message));
    match (found, snapshot) {
        ((None, _), _) if !name.is_edition => name.open(store_dir),
        ((Some((edition, _)), _), Some(snapshot)) if !name.is_edition => wrong(format!(
            "{id:?}: the snapshot {snapshot} and the edition {edition} begin so; write more of the id, or edition:{id} for the edition"
        )),
        ((Some((one, _)), Some((other, _))), _) => {
            wrong(format!("edition:{id}: several editions begin so, such as {one} and {other}; write more of the id"))
        }
        ((Some((_, edition)), None), _) => open(&store, edition?),
        ((None, _), _) if known.is_empty() => {
            wrong(format!("edition:{id}: {} has no recorded edition; `report --final` makes one", store_dir.display()))
        }
        ((None, _), _) => wrong(format!(
            "edition:{id}: {} has no such edition; it has {}; `learning-cities status --store {}` says which they are",
            store_dir.display(),
            known.join(", "),
            shell_word(store_dir)
        )),
    }
}

fn open(store: &Store, edition: Recorded) -> Result<OpenSide> {
    if edition.forgotten {
        return Err(Error::Usage(format!(
            "edition:{}: a city of it was forgotten since, so that its snapshot is no longer there; `learning-cities diff` compares with the snapshots of {}",
            edition.id,
            store.dir().display()
        )));
    }
    Ok(OpenSide {
        snapshot: store.chosen(&edition.made_from.snapshot)?,
        as_of: edition.made_from.as_of,
        cycle: i32::try_from(edition.made_from.cycle).ok(),
    })
}
