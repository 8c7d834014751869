//! The editions before one that is made, and what changed since the last of them.

use std::cmp::Reverse;

use super::consent::withdrawn;
use super::fault::Fault;
use super::history::{Kept, pages};
use super::recorded::{Recorded, folder, read, read_each};
use crate::base::error::Result;
use crate::base::root::Root;
use crate::engine::OpenSide;
use crate::open_data::{self, Prepared, Shown};
use crate::report::{Earlier, Listed, NotCompared, Since};
use crate::store::{Snapshot, Store};

/// What a report says of the final editions before it: as it was recorded, where it is a final edition that is recorded
/// already under the id `own`.
///
/// # Errors
/// The store cannot be read; or what is recorded cannot be said again, since an edition that it is compared with is gone.
pub fn before(store: &Store, root: &Root, prepared: &Prepared, own: Option<&str>) -> Result<Earlier> {
    let mut all: Vec<Recorded> = Vec::new();
    for (id, edition) in read_each(store)? {
        match edition {
            // One in which a city was forgotten since is published anew.
            Ok(edition) if own == Some(&*id) && edition.forgotten => {}
            Ok(edition) if own == Some(&*id) => return again(store, root, prepared, &edition),
            Ok(edition) => all.push(edition),
            // `verify` names what cannot be read.
            Err(_) => {}
        }
    }
    let now = store.snapshot(&prepared.snapshot)?;
    let last = all.iter().rev().find(|edition| edition.made_from.cycle <= prepared.marts.cycle);
    let since = match last {
        None => Since::First,
        Some(last) => match compared(store, root, prepared, last)? {
            Ok(changes) => Since::Compared(Box::new(listed(store, last, &now)), Box::new(changes)),
            Err(why) => Since::NotCompared(Box::new(listed(store, last, &now)), why),
        },
    };
    let mut editions: Vec<Listed> = all.iter().rev().map(|edition| listed(store, edition, &now)).collect();
    editions.sort_by_key(|edition| Reverse(edition.made_on.clone()));
    Ok(Earlier { editions, since })
}

/// What a recorded edition says of those before it.
pub fn again(store: &Store, root: &Root, prepared: &Prepared, edition: &Recorded) -> Result<Earlier> {
    let own = pages(&edition.site);
    let history = &edition.history;
    let shown = |kept: &Kept| Listed { pages: own.difference(&kept.missing).cloned().collect(), ..kept.listed.clone() };
    let editions: Vec<Listed> = history.listed.iter().map(shown).collect();
    let since = match &history.last {
        None => Since::First,
        Some(last) => {
            let lost = |what: &str| Fault::part(folder(store, &last.id), what);
            let listed = editions.iter().find(|listed| listed.id == last.id).cloned();
            let listed = Box::new(listed.ok_or_else(|| lost("is not listed by an edition that was compared with it"))?);
            match last.not_compared {
                Some(why) => Since::NotCompared(listed, why),
                None => match compared(store, root, prepared, &read(store, &last.id, Vec::new())?)? {
                    Ok(changes) => Since::Compared(listed, Box::new(changes)),
                    Err(_) => {
                        let what = "cannot be compared any more, and a later edition says what changed since it";
                        return Err(lost(what).into());
                    }
                },
            }
        }
    };
    Ok(Earlier { editions, since })
}

/// What changed since an edition, or why nothing was compared.
fn compared(
    store: &Store,
    root: &Root,
    prepared: &Prepared,
    last: &Recorded,
) -> Result<Result<open_data::Changes, NotCompared>> {
    let from = &last.made_from;
    let Some((snapshot, cycle)) = store.chosen(&from.snapshot).ok().zip(i32::try_from(from.cycle).ok()) else {
        return Ok(Err(NotCompared::Gone));
    };
    if last.forgotten {
        return Ok(Err(NotCompared::Gone));
    }
    let then = OpenSide { snapshot, as_of: from.as_of.clone(), cycle: Some(cycle) };
    let now = OpenSide {
        snapshot: store.snapshot(&prepared.snapshot)?,
        as_of: prepared.marts.as_of.clone(),
        cycle: i32::try_from(prepared.marts.cycle).ok(),
    };
    let changes = open_data::changes(
        &root.queries(),
        Shown { side: &then, withheld: &last.history.withheld },
        Shown { side: &now, withheld: &prepared.withheld },
        &prepared.marts.published,
    )?;
    Ok(changes.ok_or(NotCompared::Version))
}

/// An edition as the archive lists it.
fn listed(store: &Store, edition: &Recorded, now: &Snapshot) -> Listed {
    let from = &edition.made_from;
    let may_be_seen = || {
        let then = store.chosen(&from.snapshot).ok()?;
        withdrawn(&then, now).ok()?.sentence().is_none().then_some(())
    };
    Listed {
        id: edition.id.clone(),
        made_on: edition.published_on().to_string(),
        cycle: from.cycle,
        as_of: from.as_of.clone(),
        network: edition.history.network.clone(),
        snapshot: edition.history.snapshot.clone(),
        doi: edition.history.doi.clone(),
        is_shown: !edition.forgotten && may_be_seen().is_some(),
        pages: pages(&edition.site),
    }
}
