//! What changed in public between two states of a store: values, movements, cities.
//!
//! Both sides are computed by this program from rows that are public on their own side and that nobody has withdrawn by
//! the later one. What a city has withdrawn is left out of both sides and named nowhere; results that are counted and
//! not shown are not compared. Rows and causes are those that [`crate::diff`] finds between two sides of which nothing
//! else is left.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::base::error::Result;
use crate::base::table::Table;
use crate::diff::{Cause, Comparison};
use crate::engine::{Engine, ObservationKey, OpenSide};

/// Relations that are compared.
const COMPARED: [&str; 2] = ["series", "progress"];

/// Cities and areas whose public results are counted and not shown.
pub type Withheld = BTreeSet<(String, String)>;

/// A side of a comparison.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'s> {
    /// Snapshot, day and cycle.
    pub side: &'s OpenSide,
    /// What it keeps counted, though its cities make it public.
    pub withheld: &'s Withheld,
}

/// How many of something there were, are, and how many of them differ.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Before.
    pub before: u64,
    /// After.
    pub after: u64,
    /// Only after.
    pub new: u64,
    /// Before and after, and not the same.
    pub changed: u64,
    /// Only before.
    pub removed: u64,
}

impl Counts {
    /// Whether anything differs.
    pub fn is_any(&self) -> bool {
        self.new + self.changed + self.removed > 0
    }

    fn add<T>(&mut self, change: &Change<T>) {
        match (&change.before, &change.after) {
            (None, _) => self.new += 1,
            (_, None) => self.removed += 1,
            _ => self.changed += 1,
        }
    }
}

/// Why something may have changed, as everybody may know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// What the city sent.
    Sent,
    /// A correction that the network answers for.
    Correction,
    /// Values of other series or cities on which the result rests.
    Others,
    /// The registry or the context of cities.
    Context,
    /// A setting or the catalogue.
    Method,
    /// The brief is of another cycle.
    Cycle,
    /// The program reads what is sent by other rules.
    Program,
}

/// A row that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Change<T> {
    /// Measurement.
    pub measurement: String,
    /// Item.
    pub item: String,
    /// Year that it speaks of; 0 for a movement.
    pub year: i64,
    /// Before; none where there was none.
    pub before: Option<T>,
    /// After; none where there is none.
    pub after: Option<T>,
    /// Whether the two values are not of one definition or price base.
    pub redefined: bool,
    /// What may have changed it: one alone is the cause, of several each may be.
    pub why: BTreeSet<Why>,
}

/// What changed of a city.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OfCity {
    /// Values.
    pub values: Vec<Change<f64>>,
    /// Movements by their codes.
    pub movements: Vec<Change<String>>,
}

impl OfCity {
    /// How many values are new, changed and removed.
    pub fn count_values(&self) -> Counts {
        counted(&self.values)
    }

    /// How many movements are new, changed and removed.
    pub fn count_movements(&self) -> Counts {
        counted(&self.movements)
    }
}

fn counted<T>(changes: &[Change<T>]) -> Counts {
    let mut counts = Counts::default();
    changes.iter().for_each(|change| counts.add(change));
    counts
}

/// What changed in public.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes {
    /// Values of series up to the cycle of their side.
    pub values: Counts,
    /// Movements of series.
    pub movements: Counts,
    /// Cities with public results that had none before.
    pub joined: BTreeSet<String>,
    /// Of each city of which anything changed, by id.
    pub cities: BTreeMap<String, OfCity>,
}

/// Compares what two sides show in public; `published` are the cities with public results of the later one. None where a
/// table that values or movements rest on is not in one of the snapshots, or has other columns there.
///
/// # Errors
/// A side cannot be read.
pub fn changes(
    queries: &Path,
    before: Shown<'_>,
    after: Shown<'_>,
    published: &BTreeSet<String>,
) -> Result<Option<Changes>> {
    let own = after.side.side(None);
    let engine = Engine::open_as_of(own.snapshot, queries, own.cycle, own.as_of)?;
    let engine = engine.compared_with(before.side.side(None))?;
    let cycle = engine.before().map_or(0, Engine::cycle);
    let joined = joined(&engine, cycle, published)?;
    let withdrawn = keys(&engine, &withdrawn(cycle))?;
    let mut hidden = [withdrawn.clone(), BTreeSet::new()];
    for (side, schema) in hidden.iter_mut().zip(["before", "after"]) {
        side.extend(withheld(&engine, schema, after.withheld)?);
    }
    hidden[0].extend(withheld(&engine, "before", before.withheld)?);
    engine.public_alone(hidden.each_ref())?;
    let comparison = Comparison::between(engine, before.side, after.side, &COMPARED.map(String::from))?;
    let (Some(series), Some(progress)) = (
        comparison.differing("series", &["value", "definition_key", "price_base"])?,
        comparison.differing("progress", &["movement"])?,
    ) else {
        return Ok(None);
    };
    let movements = |side: &str| -> Result<u64> {
        let batches = comparison.engine().trusted(&format!("select count(movement) as n from {side}.progress"))?;
        let n = Table::new(batches[0].schema(), &batches)?.integer("n", 0);
        Ok(n.and_then(|n| u64::try_from(n).ok()).unwrap_or(0))
    };
    let total = comparison.totals.iter().find(|total| total.relation == "series");
    let (values_before, values_after) = total.map_or((0, 0), |total| (total.before, total.after));
    let mut found = Changes {
        values: Counts { before: values_before, after: values_after, ..Counts::default() },
        movements: Counts { before: movements("before")?, after: movements("after")?, ..Counts::default() },
        joined,
        cities: BTreeMap::new(),
    };
    let year = |key: &str| key.rsplit(" · ").next().and_then(|year| year.parse().ok()).unwrap_or(0);
    for row in 0..series.len() {
        let (before, after) = (series.number("before_value", row), series.number("after_value", row));
        let Some((city, mut change)) = change(&series, row, (before, after), year) else { continue };
        change.redefined = before.is_some() && is_redefined(&series, row);
        let key = (city.clone(), change.measurement.clone(), change.item.clone(), change.year);
        let may = published.contains(&city) && !withdrawn.contains(&key);
        if take(&mut found.values, &change, may) {
            found.cities.entry(city).or_default().values.push(change);
        }
    }
    let series_withdrawn: BTreeSet<(&str, &str, &str)> =
        withdrawn.iter().map(|key| (key.0.as_str(), key.1.as_str(), key.2.as_str())).collect();
    for row in 0..progress.len() {
        let movement = |side: &str| progress.text(&format!("{side}_movement"), row).map(str::to_string);
        let sides = (movement("before"), movement("after"));
        let Some((city, change)) = change(&progress, row, sides, |_| 0) else { continue };
        let key = (city.as_str(), change.measurement.as_str(), change.item.as_str());
        let may = published.contains(&city) && !series_withdrawn.contains(&key);
        if take(&mut found.movements, &change, may) {
            found.cities.entry(city).or_default().movements.push(change);
        }
    }
    Ok(Some(found))
}

/// Counts a change that may be shown; what may not is no part of either side.
fn take<T>(counts: &mut Counts, change: &Change<T>, may: bool) -> bool {
    match may {
        true => counts.add(change),
        false => {
            counts.before -= u64::from(change.before.is_some()).min(counts.before);
            counts.after -= u64::from(change.after.is_some()).min(counts.after);
        }
    }
    may
}

/// A row that differs, and its city; none where what is compared is the same.
fn change<T: PartialEq>(
    table: &Table,
    row: usize,
    (before, after): (Option<T>, Option<T>),
    year: impl Fn(&str) -> i64,
) -> Option<(String, Change<T>)> {
    if before == after {
        return None;
    }
    let text = |column: &str| table.text(column, row).unwrap_or_default();
    let own = text("causes").split('|').filter_map(public);
    let others = text("elsewhere").split('|').filter_map(public);
    // What other rows were given is not what this city sent.
    let others = others.map(|why| if matches!(why, Why::Sent | Why::Correction) { Why::Others } else { why });
    let change = Change {
        measurement: text("measurement").to_string(),
        item: text("item").to_string(),
        year: year(text("key")),
        before,
        after,
        redefined: false,
        why: own.chain(others).collect(),
    };
    Some((text("city").to_string(), change))
}

/// Whether a value that was there before has another definition or price base now, or one that is no longer known.
fn is_redefined(series: &Table, row: usize) -> bool {
    let side = |side: &str| {
        ["definition_key", "price_base"].map(|column| series.text(&format!("{side}_{column}"), row).unwrap_or_default())
    };
    side("before") != side("after")
}

/// A cause as everybody may know it: how a row came to be public is the city's own affair.
fn public(cause: &str) -> Option<Why> {
    let cause = Cause::ALL.into_iter().find(|known| known.name() == cause)?;
    match cause {
        Cause::Submission | Cause::TakeBack | Cause::Removal | Cause::Reading | Cause::Consent => Some(Why::Sent),
        Cause::Correction => Some(Why::Correction),
        Cause::Context => Some(Why::Context),
        Cause::Method => Some(Why::Method),
        Cause::Cycle => Some(Why::Cycle),
        Cause::Program => Some(Why::Program),
        Cause::Unknown => None,
    }
}

/// Whether a row of the side before is one that its brief is made from.
fn in_force(cycle: i32) -> String {
    format!("(b.\"current\" or (b.from_cycle <= {cycle} and b.until_cycle > {cycle}))")
}

const PUBLIC: &str = "consent = 'public' and coalesce(as_of_consent, consent) = 'public'";

/// The keys of observations that were public before, and that a reader may not see by the side after: the row is there
/// with another consent, or it is not there and its city shows nothing, or not all, of its cycle; or a row stands in its
/// place that is withheld.
fn withdrawn(cycle: i32) -> String {
    let key = "city, measurement, item, reference_year";
    let same = |other: &str| {
        ["city", "measurement", "item", "reference_year"].map(|c| format!("b.{c} = {other}.{c}")).join(" and ")
    };
    format!(
        "with received as (
            select {key}, submission, coalesce(sheet, '') as place, line, min(case when {PUBLIC} then 1 else 0 end) as shown
            from after.observation_history group by {key}, submission, coalesce(sheet, ''), line
        ),
        of_cycle as (
            select city, cycle, min(case when consent = 'public' then 1 else 0 end) as shown
            from after.observation_history group by city, cycle
        ),
        unseen as (select distinct {key} from after.observations where consent <> 'public')
        select distinct b.city as city, b.measurement as measurement, b.item as item, b.reference_year as reference_year
        from before.observation_history as b
        left join received on {} and b.submission = received.submission and coalesce(b.sheet, '') = received.place and b.line = received.line
        left join of_cycle on b.city = of_cycle.city and b.cycle = of_cycle.cycle
        left join unseen on {}
        where b.consent = 'public' and coalesce(b.as_of_consent, b.consent) = 'public' and {}
            and (coalesce(received.shown, of_cycle.shown, 0) = 0 or unseen.city is not null)",
        same("received"),
        same("unseen"),
        in_force(cycle),
    )
}

/// The keys of a side's observations in areas that are counted and not shown.
fn withheld(engine: &Engine, schema: &str, withheld: &Withheld) -> Result<BTreeSet<ObservationKey>> {
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let mut all = BTreeSet::new();
    for (city, area) in withheld {
        all.extend(keys(
            engine,
            &format!(
                "select distinct o.city as city, o.measurement as measurement, o.item as item, o.reference_year as reference_year
                from {schema}.observation_history as o inner join {schema}.measurements as m on o.measurement = m.measurement
                where o.city = {} and m.area = {}",
                quoted(city),
                quoted(area)
            ),
        )?);
    }
    Ok(all)
}

fn keys(engine: &Engine, sql: &str) -> Result<BTreeSet<ObservationKey>> {
    let batches = engine.trusted(sql)?;
    let table = Table::new(batches[0].schema(), &batches)?;
    let key = |row: usize| {
        let text = |column: &str| table.text(column, row).map(str::to_string);
        Some((text("city")?, text("measurement")?, text("item")?, table.integer("reference_year", row)?))
    };
    Ok((0..table.len()).filter_map(key).collect())
}

/// Cities with public results that had no public observation before.
fn joined(engine: &Engine, cycle: i32, published: &BTreeSet<String>) -> Result<BTreeSet<String>> {
    let sql = format!(
        "select distinct b.city as city from before.observation_history as b
        where b.consent = 'public' and coalesce(b.as_of_consent, b.consent) = 'public' and b.cycle <= {cycle} and {}",
        in_force(cycle)
    );
    let batches = engine.trusted(&sql)?;
    let table = Table::new(batches[0].schema(), &batches)?;
    let then: BTreeSet<&str> = (0..table.len()).filter_map(|row| table.text("city", row)).collect();
    Ok(published.iter().filter(|city| !then.contains(city.as_str())).cloned().collect())
}
