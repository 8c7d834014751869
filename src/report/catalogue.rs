//! The catalogue and the registry as pages need them: areas, features, measurements, cities by name, codes in words.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::definitions::Definitions;
use super::marts::Marts;
use super::words;
use crate::base::error::{Error, Result};
use crate::base::text::valid_city_id;
use crate::language::Language;
use crate::language::cities::Named;
use crate::model::network;
use crate::say;

/// A member city.
#[derive(Debug, Clone)]
pub struct City {
    /// Its id, which names its page and charts.
    pub id: String,
    /// Name in Latin script; where others share it, with what tells it apart.
    pub name: String,
    /// Name in its own script, where it differs.
    pub local_name: Option<String>,
    /// Country's ISO 3166-1 alpha-3 code.
    pub country_code: String,
    /// Country's name.
    pub country: String,
    /// UNESCO region.
    pub region: String,
    /// Year it joined.
    pub joined: Option<i64>,
    /// Year from which its progress is measured.
    pub baseline_year: Option<i64>,
    /// Whether it has a page: at least one public observation.
    pub published: bool,
}

/// An area of focus.
#[derive(Debug, Clone)]
pub struct Area {
    /// `2.1`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its dimension's title.
    pub dimension: String,
    /// Its commitment of the Beijing Declaration.
    pub commitment: i64,
}

/// A key feature.
#[derive(Debug, Clone)]
pub struct Feature {
    /// `2.1.3`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its area.
    pub area: String,
    /// Its measurements, as places in [`Catalogue::measurements`].
    pub measurements: Vec<usize>,
}

/// A measurement.
#[derive(Debug, Clone)]
pub struct Measurement {
    /// Its id.
    pub id: String,
    /// Its area.
    pub area: String,
    /// Its key feature.
    pub feature: String,
    /// Its title.
    pub title: String,
    /// `percent`, `rating`, `rate`, `ratio`, `amount` or `count`.
    pub scale: String,
    /// Unit of the values.
    pub unit: String,
    /// The same as the catalogue has it, in English: what [`Language::value`] takes.
    pub unit_key: String,
    /// `up`, `down`, `parity` or `none`.
    pub direction: String,
    /// Smallest whole change called movement.
    pub min_change: f64,
    /// Accepted source kinds.
    pub sources: Vec<String>,
    /// What it means.
    pub meaning: String,
    /// Items expected, in the order of the printed form.
    pub items: Vec<String>,
}

/// Everything that pages look up by id.
#[derive(Debug)]
pub struct Catalogue {
    /// Title of the network.
    pub network: String,
    /// What it says of itself.
    pub about: String,
    /// Whether its cities are invented.
    pub fictional: bool,
    /// All cities of the registry, by name.
    pub cities: Vec<City>,
    /// Countries that have a page, code to name.
    pub countries: BTreeMap<String, String>,
    /// The areas of focus.
    pub areas: Vec<Area>,
    /// The key features.
    pub features: Vec<Feature>,
    /// The measurements, in the order of the printed form.
    pub measurements: Vec<Measurement>,
    /// Definitions other than those of the catalogue.
    pub definitions: Definitions,
    /// Whether the network's values were collected from published sources, and no city sent them.
    pub collected: bool,
    /// What is said of those sources, each once: who published it, under which licence.
    pub sources: Vec<String>,
    place_of_city: BTreeMap<String, usize>,
    place_of_measurement: BTreeMap<String, usize>,
    codes: BTreeMap<(String, String), (String, String)>,
    settings: BTreeMap<String, f64>,
    language: Arc<Language>,
}

impl Catalogue {
    /// Reads the catalogue's tables. Titles, meanings, units, codes, regions and countries are named in the language; ids stay.
    ///
    /// # Errors
    /// A city or a feature whose id cannot name a page.
    pub fn new(marts: &Marts, language: &Arc<Language>) -> Result<Catalogue> {
        let text = |t: &crate::base::table::Table, column: &str, row: usize| t.text(column, row).unwrap_or_default().to_string();
        let t = marts.table("network");
        let said = network::row_in(t, language.tag());
        let (network, about) = (text(t, "name", said), text(t, "about", said));
        let fictional = t.truth("fictional", 0).unwrap_or(false);

        let collected = t.truth("collected", 0).unwrap_or(false);
        let t = marts.table("sources");
        let mut sources: Vec<String> = (0..t.len()).map(|row| text(t, "about", row)).collect();
        sources.sort();
        sources.dedup();
        let t = marts.table("cities");
        let mut cities = Vec::with_capacity(t.len());
        for row in 0..t.len() {
            let id = text(t, "city", row);
            // The id names a file: whatever brought the registry, nothing is written outside the site.
            if !valid_city_id(&id) {
                return Err(Error::invalid("cities", format!("city id {id:?} cannot name a page; mend the registry")));
            }
            let name = text(t, "name", row);
            let (country, region) = (text(t, "country", row), text(t, "region", row));
            cities.push(City {
                local_name: t.text("local_name", row).filter(|l| !l.is_empty() && *l != name).map(str::to_string),
                country: language.name("country", &country, marts.countries.get(&country).unwrap_or(&country)),
                country_code: country,
                region: language.name("region", &region, &region),
                joined: t.integer("joined", row),
                baseline_year: t.integer("baseline_year", row),
                published: marts.published.contains(&id),
                id,
                name,
            });
        }
        let groups = marts.groups();
        let named: Vec<Named> = cities
            .iter()
            .map(|c| Named {
                id: &c.id,
                name: &c.name,
                country: &c.country,
                group: groups.get(c.id.as_str()).copied(),
            })
            .collect();
        let names = language.distinct(&named);
        cities.iter_mut().zip(names).for_each(|(city, name)| city.name = name);
        let countries = cities
            .iter()
            .filter(|c| c.country_code.len() == 3 && c.country_code.bytes().all(|b| b.is_ascii_uppercase()))
            .map(|c| (c.country_code.clone(), c.country.clone()))
            .collect();
        cities.sort_by(|a, b| language.compare(&a.name, &b.name).then_with(|| a.id.cmp(&b.id)));

        let t = marts.table("areas");
        let areas = (0..t.len())
            .map(|row| {
                let id = text(t, "area", row);
                let dimension = t.integer("dimension", row).map(|d| d.to_string()).unwrap_or_default();
                Area {
                    title: language.name("area", &id, &text(t, "area_title", row)),
                    dimension: language.name("dimension", &dimension, &text(t, "dimension_title", row)),
                    commitment: t.integer("commitment", row).unwrap_or_default(),
                    id,
                }
            })
            .collect();

        let t = marts.table("measurement_items");
        let mut items: Vec<(i64, String, String)> = (0..t.len())
            .map(|row| {
                (
                    t.integer("position", row).unwrap_or(i64::MAX),
                    text(t, "measurement", row),
                    text(t, "item", row),
                )
            })
            .collect();
        items.sort();
        let t = marts.table("measurements");
        let mut measurements: Vec<Measurement> = (0..t.len())
            .map(|row| {
                let id = text(t, "measurement", row);
                let unit = text(t, "unit", row);
                Measurement {
                    area: text(t, "area", row),
                    feature: text(t, "feature", row),
                    title: language.name("measurement", &id, &text(t, "measurement_title", row)),
                    scale: text(t, "scale", row),
                    unit: language.name("unit", &unit, &unit),
                    unit_key: unit,
                    direction: text(t, "direction", row),
                    min_change: t.number("min_change", row).unwrap_or_default(),
                    sources: text(t, "sources", row).split('|').map(|s| language.name("source", s, s)).collect(),
                    meaning: language.name_of("measurement", &id, "meaning", &text(t, "meaning", row)),
                    items: items.iter().filter(|(_, m, _)| *m == id).map(|(_, _, item)| item.clone()).collect(),
                    id,
                }
            })
            .collect();
        let position: BTreeMap<&str, i64> = items.iter().rev().map(|(p, m, _)| (m.as_str(), *p)).collect();
        let mut order: Vec<usize> = (0..measurements.len()).collect();
        order.sort_by_key(|i| (position.get(measurements[*i].id.as_str()).copied().unwrap_or(i64::MAX), *i));
        let titles: BTreeMap<String, String> = (0..t.len()).map(|row| (text(t, "feature", row), text(t, "feature_title", row))).collect();
        measurements = order.into_iter().map(|i| measurements[i].clone()).collect();
        let mut features: Vec<Feature> = Vec::new();
        for (place, m) in measurements.iter().enumerate() {
            if let Some(feature) = features.iter_mut().find(|f| f.id == m.feature) {
                feature.measurements.push(place);
                continue;
            }
            if m.feature.is_empty() || !m.feature.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
                return Err(Error::invalid(
                    "measurements",
                    format!("feature {:?} cannot name a page; it should read as 2.1.3", m.feature),
                ));
            }
            features.push(Feature {
                id: m.feature.clone(),
                title: language.name("feature", &m.feature, titles.get(&m.feature).map(String::as_str).unwrap_or_default()),
                area: m.area.clone(),
                measurements: vec![place],
            });
        }

        let t = marts.table("codes");
        let codes = (0..t.len())
            .map(|row| {
                let (kind, code) = (text(t, "kind", row), text(t, "code", row));
                let id = format!("{kind}-{code}");
                let label = language.name("code", &id, &text(t, "label", row));
                let sentence = language.name_of("code", &id, "sentence", &text(t, "sentence", row));
                ((kind, code), (label, sentence))
            })
            .collect();
        let t = marts.table("settings");
        let settings = (0..t.len()).filter_map(|row| Some((text(t, "name", row), t.number("value", row)?))).collect();
        Ok(Catalogue {
            network,
            about,
            fictional,
            definitions: Definitions::new(marts, &measurements, language),
            collected,
            sources,
            place_of_city: cities.iter().enumerate().map(|(i, c)| (c.id.clone(), i)).collect(),
            place_of_measurement: measurements.iter().enumerate().map(|(i, m)| (m.id.clone(), i)).collect(),
            cities,
            countries,
            areas,
            features,
            measurements,
            codes,
            settings,
            language: language.clone(),
        })
    }

    /// Countries that have a page, code and name, by name.
    pub fn countries(&self) -> Vec<(&str, &str)> {
        let mut all: Vec<(&str, &str)> = self.countries.iter().map(|(code, name)| (code.as_str(), name.as_str())).collect();
        all.sort_by(|a, b| self.language.compare(a.1, b.1).then_with(|| a.0.cmp(b.0)));
        all
    }

    /// The city of that id.
    pub fn city(&self, id: &str) -> Option<&City> {
        self.place_of_city.get(id).map(|i| &self.cities[*i])
    }

    /// Its place in the list by name, for sorting ids.
    pub fn by_name(&self, id: &str) -> usize {
        self.place_of_city.get(id).copied().unwrap_or(usize::MAX)
    }

    /// The measurement of that id.
    pub fn measurement(&self, id: &str) -> Option<&Measurement> {
        self.place_of_measurement.get(id).map(|i| &self.measurements[*i])
    }

    /// The feature of that number.
    pub fn feature(&self, id: &str) -> Option<&Feature> {
        self.features.iter().find(|f| f.id == id)
    }

    /// A few words for a code of the marts.
    pub fn label(&self, kind: &str, code: &str) -> String {
        match self.codes.get(&(kind.to_string(), code.to_string())) {
            Some((label, _)) => label.clone(),
            None => code.replace('_', " "),
        }
    }

    /// A sentence for a code of the marts.
    pub fn sentence(&self, kind: &str, code: &str) -> String {
        match self.codes.get(&(kind.to_string(), code.to_string())) {
            Some((_, sentence)) => sentence.clone(),
            None => format!("{}.", words::capital(&code.replace('_', " "))),
        }
    }

    /// A setting in force.
    pub fn setting(&self, name: &str) -> Option<f64> {
        self.settings.get(name).copied()
    }

    /// Series expected of a city.
    pub fn series_expected(&self) -> usize {
        self.measurements.iter().map(|m| m.items.len()).sum()
    }

    /// A series as readers see it: `Adult literacy rate: women`.
    pub fn series(&self, measurement: &str, item: &str) -> String {
        self.titled(self.measurement(measurement), measurement, item)
    }

    /// A city's series as readers see it: under the title of its own definition, where it has one.
    pub fn series_of(&self, city: &str, measurement: &str, item: &str) -> String {
        self.titled(self.measured(city, measurement, item), measurement, item)
    }

    /// What a city's series measures: the catalogue's measurement, or its own definition of it.
    pub fn measured(&self, city: &str, measurement: &str, item: &str) -> Option<&Measurement> {
        let own = self.definitions.measurement(city, measurement, item);
        own.or_else(|| self.measurement(measurement))
    }

    /// What a measurement is called in a city: the title of its own definition, where its total, or else any of its items, has one.
    pub fn measured_title<'a>(&'a self, city: &str, measurement: &'a Measurement, rests_on_total: bool) -> &'a str {
        let own = |item: &String| self.definitions.measurement(city, &measurement.id, item);
        let mut items = measurement.items.iter().filter(|item| !rests_on_total || *item == "total");
        items.find_map(own).map_or(&measurement.title, |own| &own.title)
    }

    fn titled(&self, known: Option<&Measurement>, measurement: &str, item: &str) -> String {
        let title = known.map_or(measurement, |m| m.title.as_str());
        if known.is_some_and(|m| item == "total" && m.items.len() <= 1) {
            return title.to_string();
        }
        say!(self.language, "series-title", measurement = title, item = self.language.item(measurement, item))
    }
}

impl Measurement {
    /// Which way progress lies, in words.
    pub fn direction_in_words(&self, language: &Language) -> String {
        match self.direction.as_str() {
            "up" => say!(language, "direction-up"),
            "down" => say!(language, "direction-down"),
            "parity" => say!(language, "direction-parity"),
            _ => say!(language, "direction-none"),
        }
    }

    /// The smallest change called movement, in words.
    pub fn least_movement(&self, language: &Language) -> String {
        let number = |value: f64| language.numbers().number(value, 2);
        let n = crate::language::rounded(self.min_change, 2);
        match self.scale.as_str() {
            "percent" => say!(language, "least-percent", number = number(self.min_change), n = n),
            "rating" => say!(language, "least-rating", number = number(self.min_change), n = n),
            _ => say!(language, "least-relative", number = number(self.min_change * 100.0)),
        }
    }
}
