//! Values in force: which series of a city have none, which were carried over from an earlier cycle, and the points of
//! each series.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::error::Result;
use crate::engine::Engine;
use crate::review::facts::names::Names;

/// A series: measurement and item.
pub type Series = (String, String);

/// A value in force.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// Reference year.
    pub year: i64,
    /// In the measurement's unit.
    pub value: f64,
    /// Ends of its 95 % interval.
    pub interval: Option<(f64, f64)>,
    /// SDMX flags, strongest first.
    pub status: String,
    /// public, aggregate_only or private.
    pub consent: String,
    /// Year of the brief that it was sent for.
    pub cycle: i64,
}

/// A series of which the newest value was sent for an earlier cycle.
#[derive(Debug, Clone, PartialEq)]
pub struct Carried {
    /// The series.
    pub series: Series,
    /// Its newest value.
    pub value: Value,
}

/// The values in force of a city, whatever their consent.
#[derive(Debug, Default)]
pub struct Values {
    /// Points by year.
    pub series: BTreeMap<Series, Vec<Value>>,
    /// Cycles that it sent something for.
    pub cycles: BTreeSet<i64>,
}

impl Values {
    /// Series that the form asks for and that have no value.
    pub fn missing(&self, names: &Names) -> Vec<Series> {
        let asked = names.measurements.iter().flat_map(|m| m.items.iter().map(|item| (m.id.clone(), item.clone())));
        asked.filter(|series| !self.series.contains_key(series)).collect()
    }

    /// Series whose newest value was sent for a cycle before `cycle`.
    pub fn carried(&self, names: &Names, cycle: i64) -> Vec<Carried> {
        let mut carried: Vec<Carried> = self
            .series
            .iter()
            .filter_map(|(series, values)| Some(Carried { series: series.clone(), value: values.last()?.clone() }))
            .filter(|carried| carried.value.cycle < cycle)
            .collect();
        let place = |series: &Series| names.measurements.iter().position(|m| m.id == series.0);
        carried.sort_by(|a, b| (place(&a.series), &a.series.1).cmp(&(place(&b.series), &b.series.1)));
        carried
    }
}

/// Reads the values of each city, by its place.
///
/// # Errors
/// A table cannot be read.
pub fn read(engine: &Engine, names: &Names) -> Result<BTreeMap<usize, Values>> {
    let mut all: BTreeMap<usize, Values> = BTreeMap::new();
    let table = engine.table("observations")?;
    for row in 0..table.len() {
        let text = |column: &str| table.text(column, row).unwrap_or_default().to_string();
        let Some(city) = table.text("city", row).and_then(|city| names.place(city)) else { continue };
        let (Some(value), Some(year)) = (table.number("value", row), table.integer("reference_year", row)) else {
            continue;
        };
        let value = Value {
            year,
            value,
            interval: table.number("ci_lower", row).zip(table.number("ci_upper", row)),
            status: text("status"),
            consent: text("consent"),
            cycle: table.integer("cycle", row).unwrap_or_default(),
        };
        all.entry(city).or_default().series.entry((text("measurement"), text("item"))).or_default().push(value);
    }
    all.values_mut().flat_map(|values| values.series.values_mut()).for_each(|list| list.sort_by_key(|v| v.year));
    // What was sent again counts as sent, and so does a declaration without values.
    for relation in ["observation_history", "declaration_history"] {
        let table = engine.table(relation)?;
        for row in 0..table.len() {
            let city = table.text("city", row).and_then(|city| names.place(city));
            if let (Some(city), Some(cycle)) = (city, table.integer("cycle", row)) {
                all.entry(city).or_default().cycles.insert(cycle);
            }
        }
    }
    Ok(all)
}
