//! An edition built again: from the snapshot and the files that it was made from, compared with what was published
//! before any of it is in its place.

use std::path::Path;

use super::consent::withdrawn;
use super::earlier;
use super::program::{differing, fonts};
use super::recorded::{MadeFrom, Recorded, SOURCES, VERSION, find, program, tree};
use super::verify::{parts, stands};
use crate::base::error::{Error, Result};
use crate::base::root::Root;
use crate::base::text::shell_word;
use crate::open_data::{Prepared, Then};
use crate::report::{self, Notice, Published};
use crate::store::{Snapshot, Store};

/// Files that a message names.
const NAMED: usize = 5;

/// What is to be built again.
#[derive(Debug, Clone, Copy)]
pub struct Again<'r> {
    /// Where the fonts are. Everything else is read from the store.
    pub root: &'r Root,
    /// The store.
    pub store: &'r Path,
    /// The edition's id, or the beginning of it.
    pub edition: &'r str,
    /// The folder to write; a site of ours that is there is replaced whole.
    pub out: &'r Path,
}

/// Builds an edition again with the bytes that were published, and gives its id.
///
/// # Errors
/// It was made by another version; a city was forgotten in it; it shows what may not be seen by now; something that it
/// was made from is missing or damaged; or the bytes are others. Nothing is written then.
pub fn again(request: &Again, tell: &(dyn Fn(Notice) + Sync)) -> Result<(Published, String)> {
    let store = Store::open(request.store)?;
    // Nothing that it rests on may go meanwhile.
    let _lock = store.lock()?;
    let edition = find(&store, request.edition)?;
    let id = edition.id.clone();
    let refused = |why: String| Error::Usage(format!("--edition {id}: {why}"));
    let MadeFrom { version, snapshot, .. } = &edition.made_from;
    if version != VERSION {
        return Err(refused(format!(
            "was made by learning-cities {version}, and this is {VERSION}: only the version that made an edition gives its bytes again; run this with learning-cities {version}"
        )));
    }
    if edition.forgotten || !store.snapshots()?.contains(snapshot) && is_forgotten(&store, snapshot)? {
        return Err(refused(
            "is not built again: a city was forgotten since, and it would show the city; publish a new final edition with `report --final`".into(),
        ));
    }
    if let Some(fault) = parts(&store, &edition)?.into_iter().find(stands(&store, &id)) {
        return Err(fault.into());
    }
    let then = store.snapshot(snapshot)?;
    then.check(&store)?;
    if let Some(why) = refusal(&then, &store)? {
        return Err(refused(why));
    }
    let root = Root::find(Some(&program(&store, &id)))?.with_fonts_of(request.root);
    if !edition.made_from.fonts.is_empty() && fonts(&root)? != edition.made_from.fonts {
        return Err(refused(format!(
            "was set with other fonts than those in {}; put the files there that it was set with (`just fonts` fetches those of this version)",
            root.fonts().display()
        )));
    }
    // What was found then was said then.
    let tell = |notice: Notice| match notice {
        Notice::Found(_) => {}
        made => tell(made),
    };
    let before = |prepared: &Prepared| earlier::again(&store, &root, prepared, &edition);
    let composed = report::compose(&of(&edition, &root, request, &then)?, &before, &tell)?
        .ok_or_else(|| refused("a check of severity error does not hold any more; nothing was written".into()))?;
    let made = tree(composed.dir())?;
    let differ = differing(&edition.site, &made);
    if !differ.is_empty() {
        let named = differ.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
        let more = if differ.len() > NAMED { ", ..." } else { "" };
        let built = match edition.made_from.sources == SOURCES {
            true => String::new(),
            false => format!(
                "; it was made by another build of learning-cities {version}, of the sources {}, and this is of {}",
                short(&edition.made_from.sources),
                short(SOURCES)
            ),
        };
        return Err(refused(format!(
            "{} of {} files came out otherwise than they were published ({named}{more}), so nothing was written{built}",
            differ.len(),
            edition.site.len()
        )));
    }
    Ok((composed.put()?, id))
}

fn of<'r>(
    edition: &'r Recorded,
    root: &'r Root,
    request: &Again<'r>,
    then: &'r Snapshot,
) -> Result<report::Request<'r>> {
    let from = &edition.made_from;
    let cycle = i32::try_from(from.cycle)
        .map_err(|_| Error::Usage(format!("--edition {}: {} is no year", edition.id, from.cycle)))?;
    Ok(report::Request {
        root,
        store: request.store,
        out: request.out,
        cycle: Some(cycle),
        as_of: from.as_of.as_deref(),
        languages: &from.languages,
        edition: report::Edition {
            is_final: true,
            accepted: from.accepted,
            bleed: from.bleed,
            ..report::Edition::default()
        },
        briefs: from.briefs,
        png: from.png,
        then: Some(Then { snapshot: then, recorded: edition.before }),
    })
}

/// Why an edition of the snapshot `then` would show what may not be seen today, and how to go on; none where it would not.
fn refusal(then: &Snapshot, store: &Store) -> Result<Option<String>> {
    let Some(why) = withdrawn(then, &store.publishable()?)?.sentence() else { return Ok(None) };
    Ok(Some(format!(
        "is not built again, since it would show what may not be seen any longer: {why}. Publish a new final edition with `report --final`; `learning-cities diff --store {} {} current` says to the analyst what changed",
        shell_word(store.dir()),
        then.id
    )))
}

/// Whether a snapshot was written anew without a city.
fn is_forgotten(store: &Store, id: &str) -> Result<bool> {
    let from = |other: &String| {
        let snapshot = store.snapshot(other).ok()?;
        Some(snapshot.manifest.forgotten?.from.iter().any(|from| from == id))
    };
    Ok(store.snapshots()?.iter().any(|other| from(other) == Some(true)))
}

fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}
