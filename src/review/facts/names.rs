//! What cities and measurements are called in a language.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::error::{Error, Result};
use crate::base::text::valid_city_id;
use crate::engine::Engine;
use crate::language::Language;
use crate::language::cities::Named;
use crate::model::vocabulary::TOTAL;
use crate::say;

/// A city of the registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct City {
    /// Its id.
    pub id: String,
    /// Its name; where others share it, with what tells it apart.
    pub name: String,
    /// Its country's name.
    pub country: String,
    /// Its UNESCO region.
    pub region: String,
}

/// A measurement of the snapshot's catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct Measurement {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How its changes are computed.
    pub scale: String,
    /// Unit of its values, as the catalogue has it.
    pub unit: String,
    /// The series expected.
    pub items: Vec<String>,
    /// Smallest change called movement: points for percent and rating, a fraction for the rest.
    pub min_change: f64,
    /// Greatest value that can exist, in the unit.
    pub possible_max: Option<f64>,
}

/// Cities and measurements by what they are called.
#[derive(Debug)]
pub struct Names {
    /// Every city of the registry, by name.
    pub cities: Vec<City>,
    /// The measurements, in the order of the printed form.
    pub measurements: Vec<Measurement>,
    places: BTreeMap<String, usize>,
    by_id: BTreeMap<String, usize>,
    language: Arc<Language>,
}

impl Names {
    /// Reads registry and catalogue of a snapshot. `countries` are English short names by ISO 3166-1 alpha-3 code.
    ///
    /// # Errors
    /// A table cannot be read, or a city's id cannot name a page.
    pub fn read(engine: &Engine, countries: &BTreeMap<String, String>, language: &Arc<Language>) -> Result<Names> {
        let table = engine.table("cities")?;
        let text = |column: &str, row: usize| table.text(column, row).unwrap_or_default().to_string();
        let mut cities: Vec<City> = (0..table.len())
            .map(|row| {
                let country = text("country", row);
                let english = countries.get(&country).map_or(country.as_str(), String::as_str);
                City {
                    id: text("city", row),
                    name: text("name", row),
                    country: language.name("country", &country, english),
                    region: language.name("region", &text("region", row), &text("region", row)),
                }
            })
            .collect();
        if let Some(city) = cities.iter().find(|city| !valid_city_id(&city.id)) {
            let message = format!("city id {:?} cannot name a page; mend the registry", city.id);
            return Err(Error::invalid("cities", message));
        }
        let named = |c: &City| (c.id.clone(), c.name.clone(), c.country.clone());
        let parts: Vec<(String, String, String)> = cities.iter().map(named).collect();
        let distinct: Vec<Named> =
            parts.iter().map(|(id, name, country)| Named { id, name, country, group: None }).collect();
        for (city, name) in cities.iter_mut().zip(language.distinct(&distinct)) {
            city.name = name;
        }
        cities.sort_by(|a, b| language.compare(&a.name, &b.name).then_with(|| a.id.cmp(&b.id)));
        let measurements = measurements(engine, language)?;
        Ok(Names {
            places: cities.iter().enumerate().map(|(place, city)| (city.id.clone(), place)).collect(),
            by_id: measurements.iter().enumerate().map(|(place, m)| (m.id.clone(), place)).collect(),
            cities,
            measurements,
            language: language.clone(),
        })
    }

    /// The place of a city in the list.
    pub fn place(&self, city: &str) -> Option<usize> {
        self.places.get(city).copied()
    }

    /// The measurement of that id.
    pub fn measurement(&self, id: &str) -> Option<&Measurement> {
        self.by_id.get(id).map(|place| &self.measurements[*place])
    }

    /// A series: `Adult literacy rate: women`; its ids where the catalogue does not know it.
    pub fn series(&self, measurement: &str, item: &str) -> String {
        let known = self.measurement(measurement);
        let title = known.map_or(measurement, |m| m.title.as_str());
        if item.is_empty() || known.is_some_and(|m| item == TOTAL && m.items.len() <= 1) {
            return title.to_string();
        }
        say!(self.language, "series-title", measurement = title, item = self.language.item(measurement, item))
    }

    /// A value with all its digits: an analyst and a city compare it with what was sent.
    pub fn number(&self, measurement: &str, value: f64) -> String {
        match value.abs() {
            size if size == 0.0 || (1e-9..1e15).contains(&size) => self.language.numbers().number(value, 9),
            _ => self.language.number(value, self.measurement(measurement).map_or("", |m| m.scale.as_str())),
        }
    }

    /// The same with the unit of its measurement.
    pub fn value(&self, measurement: &str, value: f64) -> String {
        let (l, number) = (&self.language, self.number(measurement, value));
        let (scale, unit) = self.measurement(measurement).map_or(("", ""), |m| (m.scale.as_str(), m.unit.as_str()));
        match (scale, unit) {
            ("percent", "%") => say!(l, "value-percent", number),
            ("rating", _) => say!(l, "value-rating", number),
            (_, "") => number,
            _ => say!(l, "value-unit", number, unit = l.name("unit", unit, unit)),
        }
    }
}

fn measurements(engine: &Engine, language: &Language) -> Result<Vec<Measurement>> {
    let table = engine.table("measurements")?;
    let text = |column: &str, row: usize| table.text(column, row).unwrap_or_default().to_string();
    let measurement = |row: usize| Measurement {
        title: language.name("measurement", &text("measurement", row), &text("measurement_title", row)),
        id: text("measurement", row),
        scale: text("scale", row),
        unit: text("unit", row),
        items: text("items", row).split('|').map(str::to_string).collect(),
        min_change: table.number("min_change", row).unwrap_or_default(),
        possible_max: table.number("possible_max", row),
    };
    Ok((0..table.len()).map(measurement).collect())
}
