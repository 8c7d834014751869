//! The whole run: from a store to a published edition.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::figures;
use super::marts::Marts;
use super::place::{recover, refuse};
use super::site::Edition;
use super::write::{Written, make};
use crate::base::error::{Error, Result};
use crate::base::root::Root;
use crate::base::text::shell_word;
use crate::catalogue::Catalogue;
use crate::chart::Spec;
use crate::disclosure::{self, Today};
use crate::engine::{CheckResult, Engine};
use crate::language::Language;
use crate::model::framework::Framework;
use crate::model::relations::Relations;
use crate::model::vocabulary::Severity;
use crate::press::{Fonts, Press, Raster};
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
    /// Results, by city and area, that stay counted only although their cities make them public.
    Withheld(&'n BTreeSet<(String, String)>),
    /// A check that does not hold.
    Check(&'n CheckResult),
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
    refuse(out)?;
    let specs = Spec::load_all(&root.charts())?;
    figures::check(&specs)?;
    let store = Store::open(request.store)?;
    // What a final edition may give depends on those before it: no other may be made meanwhile.
    let lock = request.edition.is_final.then(|| store.lock()).transpose()?;
    let snapshot = store.in_force()?;
    let framework = Framework::load(&root.framework())?;
    let open = || Engine::open_as_of(&snapshot, &root.queries(), request.cycle, request.as_of);
    let engine = open()?;
    has_values(&engine, request)?;
    let disclosure::Opened { engine, mut editions, withheld } = disclosure::open(&store, &snapshot.id, engine, open)?;
    if !withheld.is_empty() {
        tell(Notice::Withheld(&withheld));
    }
    let today = Today::read(&engine, &snapshot.id)?;
    let checks = engine.checks()?;
    let broken: Vec<&CheckResult> = checks.iter().filter(|check| !check.rows.is_empty()).collect();
    broken.iter().for_each(|check| tell(Notice::Check(check)));
    if broken.iter().any(|check| check.severity == Severity::Error) {
        return Ok(None);
    }
    let mut marts = Marts::fetch(&engine, framework.countries)?;
    let settled = disclosure::settle(editions.all(), &today, request.edition.is_final);
    marts.give(&settled)?;
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
    Ok(Some(Published {
        written: ready.put()?,
        brief: marts.brief(),
        snapshot: snapshot.id.clone(),
        kept: settled.kept(),
    }))
}

/// Whether there is anything to publish of the cycle and the day.
fn has_values(engine: &Engine, request: &Request) -> Result<()> {
    let observations = engine.table("observations")?;
    let cycles: BTreeSet<i64> = (0..observations.len())
        .filter(|row| observations.text("consent", *row) == Some("public"))
        .filter_map(|row| observations.integer("cycle", row))
        .collect();
    let Some((first, last)) = cycles.first().zip(cycles.last()) else {
        if let Some(day) = request.as_of {
            return Err(Error::Usage(format!(
                "--as-of {day}: no observation that may be published was sent up to that day; name a later one"
            )));
        }
        return Err(Error::Store {
            path: request.store.to_path_buf(),
            message: format!(
                "holds no observation that may be published; a city's declaration (city.csv or the workbook's first sheet) must say consent public, and a row of it must have been accepted: `learning-cities sql --store {} \"select file, line, message from findings where severity = 'error'\"` lists what was refused",
                shell_word(request.store)
            ),
        });
    };
    match request.cycle {
        Some(cycle) if !(*first..=*last).contains(&i64::from(cycle)) => Err(Error::Usage(format!(
            "--cycle {cycle}: values are published for the cycles {first} to {last}; name one of those"
        ))),
        _ => Ok(()),
    }
}
