//! From a store to the public rows of a cycle: what a report and an export both begin with.

use std::collections::BTreeSet;

use super::changed::Withheld;
use super::marts::Marts;
use crate::base::error::{Error, Result};
use crate::base::root::Root;
use crate::base::text::shell_word;
use crate::disclosure::{self, Editions, Settled, Today};
use crate::engine::{CheckResult, Engine};
use crate::model::framework::Framework;
use crate::model::vocabulary::Severity;
use crate::store::{Snapshot, Store};

/// What public rows are made from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'s> {
    /// Catalogue and queries.
    pub root: &'s Root,
    /// The store to read.
    pub store: &'s Store,
    /// Year of the brief; the newest cycle without one.
    pub cycle: Option<i32>,
    /// Day up to which submissions count.
    pub as_of: Option<&'s str>,
    /// Whether a final edition is made: only one gives totals with results that are not shown anew.
    pub is_final: bool,
    /// The state of the store that an earlier edition was made from; what is in force without it.
    pub then: Option<Then<'s>>,
}

/// What an edition was made from, in the store.
#[derive(Debug, Clone, Copy)]
pub struct Then<'s> {
    /// Its snapshot. Whether all of it may still be published is for the caller to see.
    pub snapshot: &'s Snapshot,
    /// How many final editions were recorded before it.
    pub recorded: usize,
}

/// What the analyst should know of a store.
pub enum Found<'f> {
    /// Results, by city and area, that stay counted only although their cities make them public.
    Withheld(&'f BTreeSet<(String, String)>),
    /// A check that does not hold.
    Check(&'f CheckResult),
}

/// Public rows, and what they were made from.
#[derive(Debug)]
pub struct Prepared {
    /// The rows.
    pub marts: Marts,
    /// What the edition gives of results that are counted and not shown.
    pub settled: Settled,
    /// Final editions of the store so far.
    pub editions: Editions,
    /// The store's snapshot.
    pub snapshot: String,
    /// Cities and areas that stay counted only although the cities make their results public.
    pub withheld: Withheld,
}

/// Reads the store; none where a check of severity error does not hold. A final edition needs the store's lock from
/// here until it is recorded.
///
/// # Errors
/// A store or a query that cannot be read; a cycle or a day without public values.
pub fn prepare(source: Source, tell: &(dyn Fn(Found) + Sync)) -> Result<Option<Prepared>> {
    let Source { root, store, .. } = source;
    let (snapshot, recorded) = match source.then {
        Some(then) => (then.snapshot.clone(), then.recorded),
        None => (store.publishable()?, usize::MAX),
    };
    let framework = Framework::load(&root.framework())?;
    let open = || Engine::open_as_of(&snapshot, &root.queries(), source.cycle, source.as_of);
    let engine = open()?;
    has_values(&engine, source)?;
    let disclosure::Opened { engine, editions, withheld } =
        disclosure::open(Editions::read(store)?.first(recorded), &snapshot.id, engine, open)?;
    if !withheld.is_empty() {
        tell(Found::Withheld(&withheld));
    }
    let today = Today::read(&engine, &snapshot.id)?;
    let checks = engine.checks()?;
    let broken: Vec<&CheckResult> = checks.iter().filter(|check| !check.rows.is_empty()).collect();
    broken.iter().for_each(|check| tell(Found::Check(check)));
    if broken.iter().any(|check| check.severity == Severity::Error) {
        return Ok(None);
    }
    let mut marts = Marts::fetch(&engine, framework.countries)?;
    let settled = disclosure::settle(editions.all(), &today, source.is_final);
    marts.give(&settled)?;
    Ok(Some(Prepared { marts, settled, editions, snapshot: snapshot.id.clone(), withheld }))
}

/// Whether there is anything to publish of the cycle and the day.
fn has_values(engine: &Engine, source: Source) -> Result<()> {
    let observations = engine.table("observations")?;
    let cycles: BTreeSet<i64> = (0..observations.len())
        .filter(|row| observations.text("consent", *row) == Some("public"))
        .filter_map(|row| observations.integer("cycle", row))
        .collect();
    let Some((first, last)) = cycles.first().zip(cycles.last()) else {
        if let Some(day) = source.as_of {
            return Err(Error::Usage(format!(
                "--as-of {day}: no observation that may be published was sent up to that day; name a later one"
            )));
        }
        let path = source.store.dir();
        return Err(Error::Store {
            path: path.to_path_buf(),
            message: format!(
                "holds no observation that may be published; a city's declaration (city.csv or the workbook's first sheet) must say consent public, and a row of it must have been accepted: `learning-cities sql --store {} \"select file, line, message from findings where severity = 'error'\"` lists what was refused",
                shell_word(path)
            ),
        });
    };
    match source.cycle {
        Some(cycle) if !(*first..=*last).contains(&i64::from(cycle)) => Err(Error::Usage(format!(
            "--cycle {cycle}: values are published for the cycles {first} to {last}; name one of those"
        ))),
        _ => Ok(()),
    }
}
