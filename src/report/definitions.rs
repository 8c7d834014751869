//! Definitions other than the catalogue's, and which series have one: their title and unit take the place of the catalogue's.

use std::collections::{BTreeMap, HashMap};

use super::catalogue::Measurement;
use super::marts::Marts;
use crate::language::Language;

/// City, measurement and item.
type Key = (String, String, String);

/// What pages look up of definitions.
#[derive(Debug, Default)]
pub struct Definitions {
    /// Each definition as a measurement: that of the catalogue, with the definition's title, unit and note.
    by_id: BTreeMap<String, Measurement>,
    /// Series whose latest value has another definition than the catalogue's: its id, none where status D alone says so.
    of_series: HashMap<Key, Option<String>>,
}

impl Definitions {
    /// Reads the tables `definitions` and `series`; words are those of the language where it has its own.
    pub fn new(marts: &Marts, measurements: &[Measurement], language: &Language) -> Definitions {
        let t = marts.table("definitions");
        let mut by_id: BTreeMap<String, Measurement> = BTreeMap::new();
        for row in 0..t.len() {
            let spoken = t.text("language", row);
            let (Some(id), Some(measurement)) = (t.text("definition", row), t.text("measurement", row)) else {
                continue;
            };
            let Some(base) = measurements.iter().find(|m| m.id == measurement) else {
                continue;
            };
            // The row without a language is read where there is none in this one.
            if spoken.is_some_and(|tag| tag != language.tag()) || (spoken.is_none() && by_id.contains_key(id)) {
                continue;
            }
            let unit = t.text("unit", row).unwrap_or_default().to_string();
            let defined = Measurement {
                title: t.text("title", row).unwrap_or_default().to_string(),
                unit: unit.clone(),
                unit_key: unit,
                meaning: t.text("note", row).unwrap_or_default().to_string(),
                ..base.clone()
            };
            by_id.insert(id.to_string(), defined);
        }
        let s = marts.table("series");
        let mut latest: HashMap<Key, (i64, usize)> = HashMap::new();
        for row in 0..s.len() {
            if let (Some(city), Some(measurement), Some(item), Some(year)) = (
                s.text("city", row),
                s.text("measurement", row),
                s.text("item", row),
                s.integer("reference_year", row),
            ) {
                let key = (city.to_string(), measurement.to_string(), item.to_string());
                let newest = latest.entry(key).or_insert((year, row));
                if year >= newest.0 {
                    *newest = (year, row);
                }
            }
        }
        let of_series = latest
            .into_iter()
            .filter(|(_, (_, row))| s.truth("differs", *row) == Some(true))
            .map(|(key, (_, row))| (key, s.text("definition", row).map(str::to_string)))
            .collect();
        Definitions { by_id, of_series }
    }

    /// A definition as a measurement.
    pub fn get(&self, id: &str) -> Option<&Measurement> {
        self.by_id.get(id)
    }

    /// The definition of a series' latest value: none for the catalogue's, an id, or no id where status D alone says that it differs.
    pub fn of(&self, city: &str, measurement: &str, item: &str) -> Option<Option<&str>> {
        let key = (city.to_string(), measurement.to_string(), item.to_string());
        self.of_series.get(&key).map(Option::as_deref)
    }

    /// The definition of a series' latest value as a measurement, where it has one with an id.
    pub fn measurement(&self, city: &str, measurement: &str, item: &str) -> Option<&Measurement> {
        self.of(city, measurement, item).flatten().and_then(|id| self.get(id))
    }
}
