//! Definitions other than the catalogue's, and which series have one: their title and unit take the place of the
//! catalogue's.

use std::collections::{BTreeMap, HashMap};

use super::measurement::Measurement;
use crate::language::Language;
use crate::model::relations::{Point, Relations};

/// City, measurement and item.
type Key = (String, String, String);

/// What pages look up of definitions.
#[derive(Debug, Default)]
pub struct Definitions {
    /// Each definition as a measurement: that of the catalogue, with the definition's title, unit and note.
    by_id: BTreeMap<String, Measurement>,
    /// Series whose latest value has another definition than the catalogue's: its id, none where status D alone says
    /// so.
    of_series: HashMap<Key, Option<String>>,
}

impl Definitions {
    /// Reads definitions and series; words are those of the language where it has its own, else in the network's
    /// `first` language.
    pub fn new(
        rows: &Relations,
        measurements: &[Measurement],
        language: &Language,
        first: Option<&str>,
    ) -> Definitions {
        let mut by_id: BTreeMap<String, Measurement> = BTreeMap::new();
        for row in rows.definitions.iter() {
            let Some(base) = measurements.iter().find(|m| m.id == row.measurement) else {
                continue;
            };
            // The row without a language is read where there is none in this one.
            let other = row.language.is_some_and(|tag| tag != language.tag());
            if other || (row.language.is_none() && by_id.contains_key(row.definition)) {
                continue;
            }
            let unit = row.unit.unwrap_or_default().to_string();
            let defined = Measurement {
                title: row.title.to_string(),
                language: first.filter(|_| row.language.is_none()).map(str::to_string),
                unit: unit.clone(),
                unit_key: unit,
                meaning: row.note.unwrap_or_default().to_string(),
                ..base.clone()
            };
            by_id.insert(row.definition.to_string(), defined);
        }
        let mut latest: HashMap<(&str, &str, &str), Point> = HashMap::new();
        for row in rows.series.iter() {
            let newest = latest.entry((row.city, row.measurement, row.item)).or_insert(row);
            if row.reference_year >= newest.reference_year {
                *newest = row;
            }
        }
        let differing = latest.into_iter().filter(|(_, row)| row.differs == Some(true));
        let of_series = differing.map(|((city, measurement, item), row)| {
            let key = (city.to_string(), measurement.to_string(), item.to_string());
            (key, row.definition.map(str::to_string))
        });
        Definitions { by_id, of_series: of_series.collect() }
    }

    /// A definition as a measurement.
    pub fn get(&self, id: &str) -> Option<&Measurement> {
        self.by_id.get(id)
    }

    /// The definition of a series' latest value: none for the catalogue's, an id, or no id where status D alone says
    /// that it differs.
    pub fn of(&self, city: &str, measurement: &str, item: &str) -> Option<Option<&str>> {
        let key = (city.to_string(), measurement.to_string(), item.to_string());
        self.of_series.get(&key).map(Option::as_deref)
    }

    /// The definition of a series' latest value as a measurement, where it has one with an id.
    pub fn measurement(&self, city: &str, measurement: &str, item: &str) -> Option<&Measurement> {
        self.of(city, measurement, item).flatten().and_then(|id| self.get(id))
    }
}
