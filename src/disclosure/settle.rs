//! Which cells an edition gives.

use std::collections::{BTreeMap, BTreeSet};

use arrow::array::RecordBatch;
use serde::Serialize;

use crate::base::error::{Error, Result};
use crate::base::table::Table;
use crate::disclosure::cells::{Contributions, Counts, Key, Measurements, OUTCOMES, Rules};
use crate::disclosure::records::{Cell, Edition, Editions, is_forgotten};
use crate::disclosure::span::Totals;
use crate::engine::Engine;
use crate::model::schema::columns;

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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
            if counts == [0; OUTCOMES] {
                continue;
            }
            for (scope, scope_name) in [("network", String::new()), ("region", text("region"))] {
                let key = Key { scope: scope.into(), scope_name, area: area.clone() };
                cells.entry(key).or_default().insert(city.clone(), counts);
            }
        }
        let outcomes = table("select city, area, measurement, withheld from int_outcomes")?;
        for row in 0..outcomes.len() {
            let text = |column: &str| outcomes.text(column, row).unwrap_or_default().to_string();
            if outcomes.truth("withheld", row).unwrap_or(true) {
                edition
                    .counted
                    .entry(text("area"))
                    .or_default()
                    .entry(text("city"))
                    .or_default()
                    .insert(text("measurement"));
            } else {
                let none = || Measurements::Named(BTreeSet::new());
                let shown = edition.shown.entry(text("area")).or_default().entry(text("city")).or_insert_with(none);
                if let Measurements::Named(ids) = shown {
                    ids.insert(text("measurement"));
                }
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
    /// What each city has shown in any edition.
    shown: BTreeMap<&'a str, Ids<'a>>,
    /// What was counted while the city contributed this.
    counted: BTreeMap<(&'a str, &'a Counts), Ids<'a>>,
}

/// Ids of measurements.
#[derive(Default)]
struct Ids<'a> {
    named: BTreeSet<&'a str>,
    /// Whether there are others, which an earlier version did not record.
    others: bool,
}

impl Ids<'_> {
    fn is_empty(&self) -> bool {
        self.named.is_empty() && !self.others
    }

    /// Whether one may be in both.
    fn meet(&self, other: &Ids<'_>) -> bool {
        let unnamed = (self.others && !other.is_empty()) || (other.others && !self.is_empty());
        unnamed || !self.named.is_disjoint(&other.named)
    }
}

impl<'a> Known<'a> {
    /// What readers may know, in the two ways that must both be safe. A forgotten city may have come back under its id,
    /// so it may not be counted on to hide others; and it may have gone for good, and is to be hidden as any other.
    fn both(editions: impl Iterator<Item = &'a Edition> + Clone, area: &str) -> [Known<'a>; 2] {
        [true, false].map(|forgotten| Known::new(editions.clone(), area, forgotten))
    }

    fn new(editions: impl Iterator<Item = &'a Edition>, area: &str, forgotten: bool) -> Known<'a> {
        let mut known = Known { forgotten, shown: BTreeMap::new(), counted: BTreeMap::new() };
        for edition in editions {
            for (city, ids) in shown(edition, area) {
                let all = known.shown.entry(city).or_default();
                all.named.extend(ids.named);
                all.others |= ids.others;
            }
            let counted = edition.counted.get(area);
            for (city, counts) in edition.cells.iter().filter(|c| c.key.area == area).flat_map(|c| &c.cities) {
                let all = known.counted.entry((city, counts)).or_default();
                match counted.and_then(|cities| cities.get(city)) {
                    Some(ids) => all.named.extend(ids.iter().map(String::as_str)),
                    None => all.others = true,
                }
            }
        }
        known
    }

    /// Whether some of what a city contributed was shown in any edition: then all of it counts as known.
    fn contribution(&self, city: &str, counts: &Counts) -> bool {
        if self.forgotten && is_forgotten(city) {
            return true;
        }
        self.counted.get(&(city, counts)).zip(self.shown.get(city)).is_some_and(|(counted, shown)| counted.meet(shown))
    }
}

impl Known<'_> {
    /// Whether a city shows today what was counted while it contributed this.
    fn is_shown(&self, today: &BTreeMap<&str, Ids<'_>>, city: &str, counts: &Counts) -> bool {
        self.counted.get(&(city, counts)).zip(today.get(city)).is_some_and(|(counted, shown)| counted.meet(shown))
    }
}

/// What each city shows in an edition.
fn shown<'a>(edition: &'a Edition, area: &str) -> BTreeMap<&'a str, Ids<'a>> {
    let ids = |measurements: &'a Measurements| match measurements {
        Measurements::Named(ids) => Ids { named: ids.iter().map(String::as_str).collect(), others: false },
        Measurements::Number(n) => Ids { named: BTreeSet::new(), others: *n > 0 },
    };
    let cities = edition.shown.get(area).into_iter().flatten();
    cities.map(|(city, measurements)| (city.as_str(), ids(measurements))).collect()
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
        let shown = shown(&today.edition, &area);
        let cycle = editions.iter().filter(|e| e.cycle == today.edition.cycle);
        let keys: BTreeSet<&Key> =
            cycle.flat_map(|e| &e.cells).filter(|c| c.given && c.key.area == area).map(|c| &c.key).collect();
        for key in keys {
            if let Some(cell) = last(editions, today.edition.cycle, key)
                .filter(|c| !given.contains_key(key) && !is_shown_by_now(&known[0], &shown, c))
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

/// Whether a city shows results today that are in an earlier sum: they would be counted twice.
fn is_shown_by_now(known: &Known<'_>, today: &BTreeMap<&str, Ids<'_>>, cell: &Cell) -> bool {
    cell.cities.iter().any(|(city, counts)| known.is_shown(today, city, counts))
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
    /// The editions.
    pub editions: Editions,
    /// What it withholds: see [`withhold`].
    pub withheld: BTreeSet<(String, String)>,
}

/// Withholds what the editions of a store forbid. `engine` is over the snapshot of that id, and `open` opens it anew.
///
/// # Errors
/// A query fails.
pub fn open(editions: Editions, snapshot: &str, engine: Engine, open: impl Fn() -> Result<Engine>) -> Result<Opened> {
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
        let shown = shown(&today.edition, area);
        let opened = contributed.filter(|(city, counts)| known[0].is_shown(&shown, city, counts));
        withheld.extend(opened.map(|(city, _)| (city.clone(), area.clone())));
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
