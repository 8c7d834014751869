//! The whole run: from a store to a report.

use std::path::Path;
use std::sync::Arc;

use super::earlier::Earlier;
use super::figures;
use super::site::Edition;
use super::write::{Ready, Written, make};
use crate::base::error::Result;
use crate::base::root::Root;
use crate::catalogue::Catalogue;
use crate::chart::Spec;
use crate::disclosure::{Editions, Settled};
use crate::language::Language;
use crate::model::relations::Relations;
use crate::open_data::{Found, Marts, Prepared, Source, Then, Withheld, prepare};
use crate::press::{Fonts, Press, Raster};
use crate::release::{Kind, recover, refuse};
use crate::store::Store;

/// What is to be published.
#[derive(Debug, Clone)]
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
    /// What an earlier edition was made from, where that is built again; what is in force otherwise.
    pub then: Option<Then<'r>>,
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

/// A report that is made, and not yet in its place. Nothing is left of it when it is dropped.
#[derive(Debug)]
pub struct Composed {
    ready: Ready,
    /// What it gives of results that are counted and not shown.
    pub settled: Settled,
    /// Final editions of the store before it.
    pub editions: Editions,
    /// Cities and areas that stay counted only although the cities make their results public.
    pub withheld: Withheld,
    /// Its public rows.
    pub marts: Marts,
    /// What was decided of it, with the editions before it.
    pub edition: Edition,
    /// The store's snapshot.
    pub snapshot: String,
    brief: String,
}

impl Composed {
    /// The folder that it is in.
    pub fn dir(&self) -> &Path {
        self.ready.path()
    }

    /// What its public data is cited by.
    pub fn public_snapshot(&self) -> &str {
        &self.ready.written().snapshot
    }

    /// Puts it into its place.
    ///
    /// # Errors
    /// What the system refuses; the earlier site is then kept.
    pub fn put(self) -> Result<Published> {
        let kept = self.settled.kept();
        Ok(Published { written: self.ready.put()?, brief: self.brief, snapshot: self.snapshot, kept })
    }
}

/// Which final editions there were before a report, by what it is made from.
pub type Before<'b> = dyn Fn(&Prepared) -> Result<Earlier> + 'b;

/// Publishes a draft; none where a check of severity error does not hold, and nothing is written then.
///
/// # Errors
/// As [`compose`].
pub fn publish(request: &Request, before: &Before, tell: &(dyn Fn(Notice) + Sync)) -> Result<Option<Published>> {
    let draft = Request { edition: Edition { is_final: false, ..request.edition.clone() }, ..*request };
    compose(&draft, before, tell)?.map(Composed::put).transpose()
}

/// Makes a report next to its place; none where a check of severity error does not hold. A final one needs the store's
/// lock from here until it is recorded: what it may give depends on those before it.
///
/// # Errors
/// A language, a store, a query, a chart or a page that cannot be read or made; a folder that is not ours; a cycle or a
/// day without values.
pub fn compose(request: &Request, before: &Before, tell: &(dyn Fn(Notice) + Sync)) -> Result<Option<Composed>> {
    let (root, out) = (request.root, request.out);
    recover(out);
    let languages: Vec<Arc<Language>> =
        request.languages.iter().map(|tag| Language::load(&root.messages(), tag)).collect::<Result<_>>()?;
    refuse(out, Kind::Site)?;
    let specs = Spec::load_all(&root.charts())?;
    figures::check(&specs)?;
    let store = Store::open(request.store)?;
    let source = Source {
        root,
        store: &store,
        cycle: request.cycle,
        as_of: request.as_of,
        is_final: request.edition.is_final,
        then: request.then,
    };
    let found = |found: Found| tell(Notice::Found(found));
    let Some(prepared) = prepare(source, &found)? else { return Ok(None) };
    let edition = Edition { earlier: Arc::new(before(&prepared)?), ..request.edition.clone() };
    let Prepared { marts, settled, editions, snapshot, withheld } = prepared;
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
    let ready = make(&marts, out, &edition, &languages, draw, press.as_ref(), made)?;
    Ok(Some(Composed { ready, settled, editions, withheld, snapshot, brief: marts.brief(), marts, edition }))
}
