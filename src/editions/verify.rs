//! What is wrong with the editions of a store.

use super::program::differing;
use super::recorded::{damaged, folder, program, read_each, tree};
use crate::base::error::{Error, Result};
use crate::store::Store;

/// Files of editions that are not as they were written, and snapshots that editions rest on and that are not there;
/// each with place and cure.
///
/// # Errors
/// A folder cannot be read.
pub fn problems(store: &Store) -> Result<Vec<Error>> {
    let mut problems = Vec::new();
    let there = store.snapshots()?;
    for (id, edition) in read_each(store)? {
        let edition = match edition {
            Ok(edition) if edition.forgotten => continue,
            Ok(edition) => edition,
            Err(error) => {
                problems.push(error);
                continue;
            }
        };
        let now = tree(&program(store, &id))?;
        for path in differing(&edition.made_from.files, &now) {
            let what = match (edition.made_from.files.contains_key(path), now.contains_key(path)) {
                (true, true) => "has other bytes than were written",
                (true, false) => "is missing",
                _ => "is not of the edition",
            };
            problems.push(damaged(&program(store, &id).join(path), what));
        }
        let snapshot = &edition.made_from.snapshot;
        if !there.contains(snapshot) {
            problems
                .push(damaged(&folder(store, &id), &format!("rests on the snapshot {snapshot}, which is not there")));
        }
    }
    Ok(problems)
}
