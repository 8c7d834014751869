//! The whole run: from a store to a published edition.

use std::path::Path;
use std::sync::Arc;

use super::figures;
use super::site::Edition;
use super::write::{Written, make};
use crate::base::error::Result;
use crate::base::root::Root;
use crate::catalogue::Catalogue;
use crate::chart::Spec;
use crate::language::Language;
use crate::model::relations::Relations;
use crate::open_data::{Found, Prepared, Source, prepare};
use crate::press::{Fonts, Press, Raster};
use crate::release::{Kind, recover, refuse};
use crate::store::Store;

/// What is to be published.
#[derive(Debug)]
pub struct Request<'r> {
    /// Catalogue, queries, charts, messages and fonts.
    pub root: &'r Root,
    /// The store to read.
    pub store: &'r Path,
    /// The folder to write; a site of ours that is there is replaced whole.
    pub out: &'r Path,
    /// Year of the brief; the newest cycle without one.
    pub cycle: Option<i32>,
    /// Day up to which submissions count.
    pub as_of: Option<&'r str>,
    /// Languages by their files of messages, the first at the root of the site.
    pub languages: &'r [String],
    /// Draft or final.
    pub edition: Edition,
    /// Whether briefs and share cards are made too.
    pub briefs: bool,
    /// Whether there is a PNG next to each chart.
    pub png: bool,
}

/// What a run tells on its way.
pub enum Notice<'n> {
    /// What was found in the store.
    Found(Found<'n>),
    /// A chart was drawn.
    Drawn,
    /// A page or a brief was made; so many there will be.
    Made(usize),
}

/// What a run came to.
#[derive(Debug)]
pub struct Published {
    /// What was written.
    pub written: Written,
    /// The brief's cycle, with its day where it has one.
    pub brief: String,
    /// The store's snapshot.
    pub snapshot: String,
    /// Totals with results that are not shown which are given as an earlier final edition gave them.
    pub kept: usize,
}

/// Publishes an edition; none where a check of severity error does not hold, and nothing is written then.
///
/// # Errors
/// A language, a store, a query, a chart or a page that cannot be read or made; a folder that is not ours; a cycle or a
/// day without values.
pub fn publish(request: &Request, tell: &(dyn Fn(Notice) + Sync)) -> Result<Option<Published>> {
    let (root, out) = (request.root, request.out);
    recover(out);
    let languages: Vec<Arc<Language>> =
        request.languages.iter().map(|tag| Language::load(&root.messages(), tag)).collect::<Result<_>>()?;
    refuse(out, Kind::Site)?;
    let specs = Spec::load_all(&root.charts())?;
    figures::check(&specs)?;
    let store = Store::open(request.store)?;
    // What a final edition may give depends on those before it: no other may be made meanwhile.
    let lock = request.edition.is_final.then(|| store.lock()).transpose()?;
    let source =
        Source { root, store: &store, cycle: request.cycle, as_of: request.as_of, is_final: request.edition.is_final };
    let found = |found: Found| tell(Notice::Found(found));
    let Some(Prepared { marts, settled, mut editions, snapshot }) = prepare(source, &found)? else { return Ok(None) };
    let collected = marts.rows()?.network.get(0).is_some_and(|row| row.collected);
    let languages: Vec<Arc<Language>> = languages.into_iter().map(|l| l.of_collected(collected)).collect();
    let raster = request.png.then(|| Fonts::load(Some(&root.fonts()))).transpose()?.map(|fonts| Raster::new(&fonts));
    let draw = |rows: &Relations, catalogue: &Catalogue, dir: &Path| {
        figures::draw(&specs, rows, catalogue, dir, raster.as_ref(), || tell(Notice::Drawn))
    };
    let press = match request.briefs {
        true => Some(Press::new(Some(&root.fonts()), Some(&store.cache_dir()))?),
        false => None,
    };
    let made = |all: usize| tell(Notice::Made(all));
    let ready = make(&marts, out, &request.edition, &languages, draw, press.as_ref(), made)?;
    // Before readers see it: one that is seen and not recorded could be subtracted from later ones.
    if let Some(lock) = &lock {
        editions.add(lock, settled.edition.clone())?;
    }
    Ok(Some(Published { written: ready.put()?, brief: marts.brief(), snapshot, kept: settled.kept() }))
}
