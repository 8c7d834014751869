//! Which cells an edition gives.

use std::collections::{BTreeMap, BTreeSet};

use arrow::array::RecordBatch;

use crate::base::error::{Error, Result};
use crate::base::table::Table;
use crate::disclosure::cells::{Contributions, Counts, Key, OUTCOMES, Rules};
use crate::disclosure::records::{Cell, Edition, Editions, is_forgotten};
use crate::disclosure::span::Totals;
use crate::engine::Engine;
use crate::model::schema::columns;
use crate::store::Store;

/// The relation with counts that include what is not shown.
pub const COUNTED: &str = "network_counted";

/// Outcomes as the queries name them.
const NAMES: [&str; OUTCOMES] = ["towards", "held", "away", "no_direction", "mixed"];

/// The state of the store that an edition is made from.
#[derive(Debug, Clone)]
pub struct Today {
    edition: Edition,
    /// Cells that may be given as far as this edition goes.
    enough: BTreeSet<Key>,
    rules: Rules,
}

/// A cell as the edition gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Cities in the sum.
    pub cities: usize,
    /// The sum by outcome.
    pub measurements: [i64; OUTCOMES],
    /// Whether it is the sum of an earlier edition, and today's is another.
    pub kept: bool,
}

/// What an edition gives.
#[derive(Debug, Clone)]
pub struct Settled {
    /// Cells given.
    pub given: BTreeMap<Key, Given>,
    /// What is to be recorded of it where it is final.
    pub edition: Edition,
}

impl Today {
    /// From its parts: `edition` with every cell that a counted city has a result in and none of them given, and the
    /// cells that the edition by itself may give.
    pub fn new(edition: Edition, enough: BTreeSet<Key>, rules: Rules) -> Today {
        Today { edition, enough, rules }
    }

    /// Cells that may be given as far as this edition goes.
    pub fn enough(&self) -> &BTreeSet<Key> {
        &self.enough
    }

    /// Reads it from the engine that the edition is made with.
    pub fn read(engine: &Engine, snapshot: &str) -> Result<Today> {
        let table = |sql: &str| -> Result<Table> {
            let batches = engine.query(sql)?;
            Table::new(batches[0].schema(), &batches)
        };
        let results = table(
            "select int_contributions.*, cities.region from int_contributions inner join cities on int_contributions.city = cities.city order by area, city",
        )?;
        let mut edition = Edition {
            cycle: i64::from(engine.cycle()),
            as_of: engine.as_of().map(str::to_string),
            snapshot: snapshot.to_string(),
            ..Edition::default()
        };
        let mut cells: BTreeMap<Key, Contributions> = BTreeMap::new();
        for row in 0..results.len() {
            let text = |column: &str| results.text(column, row).unwrap_or_default().to_string();
            let count =
                |column: &str| results.integer(column, row).and_then(|n| u32::try_from(n).ok()).unwrap_or_default();
            let (area, city, counts) = (text("area"), text("city"), NAMES.map(count));
            if count("shown") > 0 {
                edition.shown.entry(area.clone()).or_default().insert(city.clone(), count("shown"));
            }
            if counts == [0; OUTCOMES] {
                continue;
            }
            for (scope, scope_name) in [("network", String::new()), ("region", text("region"))] {
                let key = Key { scope: scope.into(), scope_name, area: area.clone() };
                cells.entry(key).or_default().insert(city.clone(), counts);
            }
        }
        edition.cells = cells.into_iter().map(|(key, cities)| Cell { key, given: false, cities }).collect();
        let enough = table(&format!("select distinct scope, scope_name, area from {COUNTED}"))?;
        let rules = table("select aggregate_withheld, aggregate_spread from stg_settings")?;
        let rule = |name: &str| rules.number(name, 0).unwrap_or_default().max(0.0) as usize;
        Ok(Today {
            enough: (0..enough.len()).map(|row| key(&enough, row)).collect(),
            rules: Rules { cities: rule("aggregate_withheld"), spread: rule("aggregate_spread") },
            edition,
        })
    }
}

fn key(table: &Table, row: usize) -> Key {
    let text = |column: &str| table.text(column, row).unwrap_or_default().to_string();
    Key { scope: text("scope"), scope_name: text("scope_name"), area: text("area") }
}

/// What of one area is public knowledge.
struct Known<'a> {
    /// Whether what forgotten cities contributed counts as known.
    forgotten: bool,
    /// Greatest number of measurements shown, by city.
    most: BTreeMap<&'a str, u32>,
    /// Least number shown while the city contributed this.
    least: BTreeMap<(&'a str, &'a Counts), u32>,
}

impl<'a> Known<'a> {
    /// What readers may know, in the two ways that must both be safe. A forgotten city may have come back under its id,
    /// so it may not be counted on to hide others; and it may have gone for good, and is to be hidden as any other.
    fn both(editions: impl Iterator<Item = &'a Edition> + Clone, area: &str) -> [Known<'a>; 2] {
        [true, false].map(|forgotten| Known::new(editions.clone(), area, forgotten))
    }

    fn new(editions: impl Iterator<Item = &'a Edition>, area: &str, forgotten: bool) -> Known<'a> {
        let mut known = Known { forgotten, most: BTreeMap::new(), least: BTreeMap::new() };
        for edition in editions {
            let shown = edition.shown.get(area);
            for (city, n) in shown.into_iter().flatten() {
                let most = known.most.entry(city).or_default();
                *most = (*most).max(*n);
            }
            for (city, counts) in edition.cells.iter().filter(|c| c.key.area == area).flat_map(|c| &c.cities) {
                let n = shown.and_then(|s| s.get(city)).copied().unwrap_or_default();
                let least = known.least.entry((city, counts)).or_insert(n);
                *least = (*least).min(n);
            }
        }
        known
    }

    /// Whether some of what a city contributed was shown in another edition: then all of it counts as known.
    fn contribution(&self, city: &str, counts: &Counts) -> bool {
        if self.forgotten && is_forgotten(city) {
            return true;
        }
        let most = self.most.get(city).copied().unwrap_or_default();
        self.least.get(&(city, counts)).is_some_and(|least| most > *least)
    }
}

impl Known<'_> {
    /// Whether a city shows more results today than it did while it contributed this.
    fn shows_more(&self, today: &Today, area: &str, city: &str, counts: &Counts) -> bool {
        let now = today.edition.shown.get(area).and_then(|s| s.get(city)).copied().unwrap_or_default();
        self.least.get(&(city, counts)).is_some_and(|then| now > *then)
    }
}

/// The totals of an area that editions have given.
fn totals(editions: &[Edition], area: &str, known: &Known<'_>) -> Totals {
    let mut totals = Totals::default();
    for cell in editions.iter().flat_map(|e| &e.cells).filter(|c| c.given && c.key.area == area) {
        totals.add(&cell.cities, |city, counts| known.contribution(city, counts));
    }
    totals
}

/// Decides what an edition gives, `editions` being the final ones before it.
pub fn settle(editions: &[Edition], today: &Today, is_final: bool) -> Settled {
    let mut edition = today.edition.clone();
    let mut given = BTreeMap::new();
    let areas: BTreeSet<String> =
        editions.iter().chain([&edition]).flat_map(|e| &e.cells).map(|c| c.key.area.clone()).collect();
    for area in areas {
        let known = Known::both(editions.iter().chain([&today.edition]), &area);
        let mut before = known.each_ref().map(|known| totals(editions, &area, known));
        for cell in edition.cells.iter_mut().filter(|c| c.key.area == area) {
            let mut after = before.clone();
            for (after, known) in after.iter_mut().zip(&known) {
                after.add(&cell.cities, |city, counts| known.contribution(city, counts));
            }
            let safe = || before.iter().zip(&after).all(|(before, after)| before.allow(after, &today.rules));
            let may = is_final && today.enough.contains(&cell.key);
            let same = last(editions, today.edition.cycle, &cell.key).is_some_and(|l| l.cities == cell.cities);
            if may && (same || (is_far(editions, cell, today.rules) && safe())) {
                cell.given = true;
                before = after;
                given.insert(cell.key.clone(), sum(&cell.cities, false));
            }
        }
        let cycle = editions.iter().filter(|e| e.cycle == today.edition.cycle);
        let keys: BTreeSet<&Key> =
            cycle.flat_map(|e| &e.cells).filter(|c| c.given && c.key.area == area).map(|c| &c.key).collect();
        for key in keys {
            if let Some(cell) = last(editions, today.edition.cycle, key)
                .filter(|c| !given.contains_key(key) && !is_shown_by_now(&known[0], today, c))
            {
                let now = edition.cells.iter().find(|c| c.key == *key).map(|c| &c.cities);
                given.insert(key.clone(), sum(&cell.cities, now != Some(&cell.cities)));
            }
        }
    }
    Settled { given, edition }
}

/// The sum that was last given of a cell of this cycle.
fn last<'a>(editions: &'a [Edition], cycle: i64, key: &Key) -> Option<&'a Cell> {
    let mut cells = editions.iter().filter(|e| e.cycle == cycle).flat_map(|e| &e.cells);
    cells.rfind(|c| c.given && c.key == *key)
}

/// Whether a cell differs by none or by enough cities from every state in which it was not given, of any cycle.
fn is_far(editions: &[Edition], cell: &Cell, rules: Rules) -> bool {
    let mut held = editions.iter().flat_map(|e| &e.cells).filter(|c| !c.given && c.key == cell.key);
    held.all(|c| {
        let cities: BTreeSet<&String> = c.cities.keys().chain(cell.cities.keys()).collect();
        let different = cities
            .into_iter()
            .filter(|city| !is_forgotten(city) && c.cities.get(*city) != cell.cities.get(*city))
            .count();
        c.cities == cell.cities || different >= rules.cities
    })
}

/// Whether a city of an earlier sum shows results today that it did not show then: it would be counted twice.
fn is_shown_by_now(known: &Known<'_>, today: &Today, cell: &Cell) -> bool {
    cell.cities.iter().any(|(city, counts)| known.shows_more(today, &cell.key.area, city, counts))
}

fn sum(cities: &Contributions, kept: bool) -> Given {
    let mut measurements = [0; OUTCOMES];
    for counts in cities.values() {
        measurements.iter_mut().zip(counts).for_each(|(sum, n)| *sum += i64::from(*n));
    }
    Given { cities: cities.len(), measurements, kept }
}

/// An engine that gives nothing which earlier final editions forbid.
pub struct Opened {
    /// The engine.
    pub engine: Engine,
    /// Final editions of the store so far.
    pub editions: Editions,
    /// What it withholds: see [`withhold`].
    pub withheld: BTreeSet<(String, String)>,
}

/// Reads a store's editions and withholds what they forbid. `engine` is over the snapshot of that id, and `open` opens
/// it anew.
///
/// # Errors
/// The record of editions is damaged, or a query fails.
pub fn open(store: &Store, snapshot: &str, engine: Engine, open: impl Fn() -> Result<Engine>) -> Result<Opened> {
    let editions = Editions::read(store)?;
    let withheld = match editions.all() {
        [] => BTreeSet::new(),
        all => withhold(all, &Today::read(&engine, snapshot)?),
    };
    // An engine that has made a mart cannot withhold any more.
    let engine = if withheld.is_empty() { engine } else { open()?.withholding(&withheld)? };
    Ok(Opened { engine, editions, withheld })
}

/// Cities and areas whose results must stay counted only, though the cities make them public: with them what one other
/// city contributed to a sum that was given could be computed.
pub fn withhold(editions: &[Edition], today: &Today) -> BTreeSet<(String, String)> {
    let mut withheld = BTreeSet::new();
    let areas: BTreeSet<&String> =
        editions.iter().flat_map(|e| &e.cells).filter(|c| c.given).map(|c| &c.key.area).collect();
    for area in areas {
        let before = Known::both(editions.iter(), area).map(|known| totals(editions, area, &known).single());
        let known = Known::both(editions.iter().chain([&today.edition]), area);
        let now = known.each_ref().map(|known| totals(editions, area, known).single());
        if now.iter().zip(&before).all(|(now, before)| now.is_subset(before)) {
            continue;
        }
        let cells = editions.iter().flat_map(|e| &e.cells).filter(|c| c.given && c.key.area == *area);
        let contributed = cells.flat_map(|c| &c.cities);
        let shows_more = contributed.filter(|(city, counts)| known[0].shows_more(today, area, city, counts));
        withheld.extend(shows_more.map(|(city, _)| (city.clone(), area.clone())));
    }
    withheld
}

impl Settled {
    /// The cells as the relation [`COUNTED`], compared with today's public counts from `network_summary`. A cell of a
    /// group that is too small to be shown is left out.
    pub fn table(&self, summary: &Table) -> Result<Table> {
        let mut rows: Vec<(Key, &str, i64, i64)> = Vec::new();
        for row in 0..summary.len() {
            let key = key(summary, row);
            let outcome = NAMES.iter().position(|o| summary.text("outcome", row) == Some(o));
            if let (Some(given), Some(outcome), Some(public)) =
                (self.given.get(&key), outcome, summary.integer("measurements", row))
            {
                rows.push((key, NAMES[outcome], given.cities as i64, public + given.measurements[outcome]));
            }
        }
        let columns = columns!(r in rows =>
            scope = &r.0.scope, scope_name = &r.0.scope_name, area = &r.0.area, outcome = r.1, withheld_cities = r.2,
            measurements_with_withheld = r.3);
        let nullable = columns.into_iter().map(|(name, column)| (name, column, true));
        let batch = RecordBatch::try_from_iter_with_nullable(nullable)
            .map_err(|source| Error::Arrow { doing: "writing counts of results that are not shown", source })?;
        Table::new(batch.schema(), &[batch])
    }

    /// Cells that are given as an earlier edition gave them, while today's sum is another.
    pub fn kept(&self) -> usize {
        self.given.values().filter(|g| g.kept).count()
    }
}
