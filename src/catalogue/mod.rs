//! The catalogue and the registry as charts, pages and briefs need them: areas, features, measurements, cities by name,
//! codes in words, all in one language.

mod definitions;
mod measurement;
mod publication;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::error::{Error, Result};
use crate::base::text::valid_city_id;
use crate::language::cities::Named;
use crate::language::{Language, capital};
use crate::model::relations::{self, Relations};
use crate::say;
pub use definitions::Definitions;
pub use measurement::Measurement;
pub use publication::Publication;

/// A member city.
#[derive(Debug, Clone)]
pub struct City {
    /// Its id, which names its page and charts.
    pub id: String,
    /// Name in Latin script; where others share it, with what tells it apart.
    pub name: String,
    /// Name in its own script, where it differs.
    pub local_name: Option<String>,
    /// BCP 47 tag of the language of the local name.
    pub local_name_language: Option<String>,
    /// Country's ISO 3166-1 alpha-3 code.
    pub country_code: String,
    /// Country's name.
    pub country: String,
    /// UNESCO region.
    pub region: String,
    /// Its group in the registry's first scheme, such as its province.
    pub group: Option<String>,
    /// Year it joined.
    pub joined: Option<i64>,
    /// Year from which its progress is measured.
    pub baseline_year: Option<i64>,
    /// Longitude and latitude in degrees, WGS 84.
    pub position: Option<(f64, f64)>,
    /// Whether it is invented.
    pub fictional: bool,
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
    /// Its part of the Guiding Documents' Figure 1: `pediment`, `column` or `step`.
    pub part_of_figure: Option<String>,
    /// Its commitment of the Beijing Declaration.
    pub commitment: i64,
    /// What that asks, in the Declaration's own words, in English.
    pub commitment_text: String,
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

/// Everything that charts, pages and briefs look up by id.
#[derive(Debug)]
pub struct Catalogue {
    /// Title of the network.
    pub network: String,
    /// What it says of itself.
    pub about: String,
    /// The language of what it says of itself, where that is another one.
    pub about_language: Option<String>,
    /// Foreword of the annual brief, Markdown; empty where there is none.
    pub foreword: String,
    /// The language of the foreword, where that is another one.
    pub foreword_language: Option<String>,
    /// The language of what the network says in one language for all: stories, definitions, sources; none where it is
    /// this one, or not known.
    pub first_language: Option<String>,
    /// Whether its cities are invented.
    pub fictional: bool,
    /// All cities of the registry, by name.
    pub cities: Vec<City>,
    /// Whether they lie in more than one region: a single one is the network itself.
    pub several_regions: bool,
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
    /// Where and by whom it is published.
    pub publication: Publication,
    /// What is said of those sources, each once: who published it, under which licence.
    pub sources: Vec<String>,
    place_of_city: BTreeMap<String, usize>,
    place_of_measurement: BTreeMap<String, usize>,
    codes: BTreeMap<(String, String), (String, String)>,
    languages: BTreeMap<String, String>,
    settings: BTreeMap<String, f64>,
    language: Arc<Language>,
}

impl Catalogue {
    /// Reads the catalogue's tables. Titles, meanings, units, codes, regions and countries are named in the language;
    /// ids stay. `countries` is their English short names by ISO 3166-1 alpha-3 code, `published` the cities that have
    /// a page.
    ///
    /// # Errors
    /// A city or a feature whose id cannot name a page.
    pub fn new(
        rows: &Relations,
        countries: &BTreeMap<String, String>,
        published: &BTreeSet<String>,
        language: &Arc<Language>,
    ) -> Result<Catalogue> {
        // What the network says of itself in the language, else in the row for every language, which comes first.
        let first = rows.network.get(0);
        let network = rows.network.iter().find(|row| row.language == Some(language.tag())).or(first);
        let first_language = first.and_then(|row| row.first_language).filter(|tag| *tag != language.tag());
        let first_language = first_language.map(str::to_string);
        let (own_foreword, first_foreword) = (network.and_then(|row| row.foreword), first.and_then(|row| row.foreword));
        // A row of a language that has a foreword alone repeats the first row's words.
        let says_first = network.is_some_and(|row| first.is_some_and(|first| first.about == row.about));
        let sources: BTreeSet<&str> = rows.sources.iter().map(|row| row.about).collect();
        let cities = cities(rows, countries, published, language)?;
        let has_page = |code: &str| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
        let countries = cities.iter().filter(|c| has_page(&c.country_code));
        let countries = countries.map(|c| (c.country_code.clone(), c.country.clone())).collect();
        let measurements = measurements(rows, language);
        let codes = rows.codes.iter().map(|row| {
            let id = format!("{}-{}", row.kind, row.code);
            let label = language.name("code", &id, row.label);
            let sentence = language.name_of("code", &id, "sentence", row.sentence.unwrap_or_default());
            ((row.kind.to_string(), row.code.to_string()), (label, sentence))
        });
        Ok(Catalogue {
            network: network.map(|row| row.name.to_string()).unwrap_or_default(),
            about: network.map(|row| row.about.to_string()).unwrap_or_default(),
            about_language: first_language.clone().filter(|_| says_first),
            foreword: own_foreword.or(first_foreword).unwrap_or_default().into(),
            foreword_language: first_language
                .clone()
                .filter(|_| own_foreword.is_none() || own_foreword == first_foreword),
            fictional: first.is_some_and(|row| row.fictional),
            definitions: Definitions::new(rows, &measurements, language, first_language.as_deref()),
            collected: first.is_some_and(|row| row.collected),
            publication: Publication::new(first.as_ref()),
            sources: sources.into_iter().map(str::to_string).collect(),
            place_of_city: cities.iter().enumerate().map(|(i, c)| (c.id.clone(), i)).collect(),
            place_of_measurement: measurements.iter().enumerate().map(|(i, m)| (m.id.clone(), i)).collect(),
            several_regions: cities.iter().any(|c| c.region != cities[0].region),
            cities,
            countries,
            areas: areas(rows, language),
            features: features(rows, &measurements, language)?,
            measurements,
            codes: codes.collect(),
            first_language,
            languages: rows
                .languages
                .iter()
                .map(|row| (row.language.to_string(), language.name("language", row.language, row.language_name)))
                .collect(),
            settings: rows.settings.iter().filter_map(|row| Some((row.name.to_string(), row.value?))).collect(),
            language: language.clone(),
        })
    }

    /// What its words are said in.
    pub fn language(&self) -> &Arc<Language> {
        &self.language
    }

    /// Countries that have a page, code and name, by name.
    pub fn countries(&self) -> Vec<(&str, &str)> {
        let mut all: Vec<(&str, &str)> = self.countries.iter().map(|(code, name)| (&**code, &**name)).collect();
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

    /// A measurement's place in the order of the printed form.
    pub fn place(&self, measurement: &str) -> usize {
        self.place_of_measurement.get(measurement).copied().unwrap_or(usize::MAX)
    }

    /// Title of an area; nothing where there is none of that id.
    pub fn area_title(&self, id: &str) -> &str {
        self.areas.iter().find(|area| area.id == id).map(|area| area.title.as_str()).unwrap_or_default()
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
        let known = self.codes.get(&(kind.to_string(), code.to_string()));
        known.map_or_else(|| code.replace('_', " "), |(label, _)| label.clone())
    }

    /// A sentence for a code of the marts.
    pub fn sentence(&self, kind: &str, code: &str) -> String {
        let known = self.codes.get(&(kind.to_string(), code.to_string()));
        known.map_or_else(|| format!("{}.", capital(&code.replace('_', " "))), |(_, sentence)| sentence.clone())
    }

    /// What a language is called, by its tag: that of `pt-BR`, else of `pt`.
    pub fn language_name(&self, tag: &str) -> String {
        let base = tag.split('-').next().unwrap_or(tag);
        let known = self.languages.get(tag).or_else(|| self.languages.get(base));
        known.cloned().unwrap_or_else(|| tag.to_string())
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

    /// Scale and unit that a city's series is in: those of its definition; no unit where status D alone says that it
    /// differs.
    pub fn scale_and_unit(&self, city: &str, measurement: &str, item: &str) -> (&str, &str) {
        let (scale, unit) =
            self.measured(city, measurement, item).map_or(("", ""), |m| (m.scale.as_str(), m.unit_key.as_str()));
        (scale, if self.definitions.of(city, measurement, item) == Some(None) { "" } else { unit })
    }

    /// What a measurement is called in a city: the title of its own definition, where its total, or else any of its
    /// items, has one.
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

/// The registry, by name.
fn cities(
    rows: &Relations,
    countries: &BTreeMap<String, String>,
    published: &BTreeSet<String>,
    language: &Language,
) -> Result<Vec<City>> {
    let fictional = rows.network.get(0).is_some_and(|row| row.fictional);
    let groups: BTreeMap<&str, &str> = rows.city_groups.iter().rev().map(|row| (row.city, row.name)).collect();
    let mut cities = Vec::with_capacity(rows.cities.len());
    for row in rows.cities.iter() {
        // The id names a file: whatever brought the registry, nothing is written outside the site.
        if !valid_city_id(row.city) {
            let message = format!("city id {:?} cannot name a page; mend the registry", row.city);
            return Err(Error::invalid("cities", message));
        }
        let country = countries.get(row.country).map_or(row.country, String::as_str);
        cities.push(City {
            id: row.city.to_string(),
            name: row.name.to_string(),
            local_name_language: row.local_name_language.map(str::to_string),
            local_name: row.local_name.filter(|l| !l.is_empty() && *l != row.name).map(str::to_string),
            country: language.name("country", row.country, country),
            country_code: row.country.to_string(),
            region: language.name("region", row.region, row.region),
            group: groups.get(row.city).map(|group| group.to_string()),
            joined: row.joined,
            baseline_year: row.baseline_year,
            position: row.longitude.zip(row.latitude).filter(|(x, y)| x.abs() <= 180.0 && y.abs() <= 90.0),
            fictional: row.fictional.unwrap_or(fictional),
            published: published.contains(row.city),
        });
    }
    let named =
        cities.iter().map(|c| Named { id: &c.id, name: &c.name, country: &c.country, group: c.group.as_deref() });
    let names = language.distinct(&named.collect::<Vec<Named>>());
    cities.iter_mut().zip(names).for_each(|(city, name)| city.name = name);
    cities.sort_by(|a, b| language.compare(&a.name, &b.name).then_with(|| a.id.cmp(&b.id)));
    Ok(cities)
}

fn areas(rows: &Relations, language: &Language) -> Vec<Area> {
    let area = |row: relations::Area| Area {
        id: row.area.to_string(),
        title: language.name("area", row.area, row.area_title),
        dimension: language.name("dimension", &row.dimension.to_string(), row.dimension_title),
        part_of_figure: row.part_of_figure.map(str::to_string),
        commitment: row.commitment,
        commitment_text: row.commitment_text.to_string(),
    };
    rows.areas.iter().map(area).collect()
}

/// In the order of the printed form.
fn measurements(rows: &Relations, language: &Language) -> Vec<Measurement> {
    let items = rows.measurement_items.iter().map(|row| (row.position, row.measurement, row.item));
    let items: BTreeSet<(i64, &str, &str)> = items.collect();
    let measurement = |row: relations::Measurement| Measurement {
        id: row.measurement.to_string(),
        area: row.area.to_string(),
        feature: row.feature.to_string(),
        title: language.name("measurement", row.measurement, row.measurement_title),
        language: None,
        scale: row.scale.to_string(),
        unit: language.name("unit", row.unit, row.unit),
        unit_key: row.unit.to_string(),
        direction: row.direction.parse().ok(),
        min_change: row.min_change,
        possible_min: row.possible_min,
        possible_max: row.possible_max,
        sources: row.sources.split('|').map(|s| language.name("source", s, s)).collect(),
        meaning: language.name_of("measurement", row.measurement, "meaning", row.meaning),
        sdg: row.sdg_indicator.map(str::to_string).zip(row.sdg_match.and_then(|text| text.parse().ok())),
        items: items.iter().filter(|(_, m, _)| *m == row.measurement).map(|(.., item)| item.to_string()).collect(),
    };
    let mut measurements: Vec<Measurement> = rows.measurements.iter().map(measurement).collect();
    let position: BTreeMap<&str, i64> = items.iter().rev().map(|(p, m, _)| (*m, *p)).collect();
    measurements.sort_by_key(|m| position.get(m.id.as_str()).copied().unwrap_or(i64::MAX));
    measurements
}

fn features(rows: &Relations, measurements: &[Measurement], language: &Language) -> Result<Vec<Feature>> {
    let titles: BTreeMap<&str, &str> = rows.measurements.iter().map(|row| (row.feature, row.feature_title)).collect();
    let mut features: Vec<Feature> = Vec::new();
    for (place, m) in measurements.iter().enumerate() {
        if let Some(feature) = features.iter_mut().find(|f| f.id == m.feature) {
            feature.measurements.push(place);
            continue;
        }
        if m.feature.is_empty() || !m.feature.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            let message = format!("feature {:?} cannot name a page; it should read as 2.1.3", m.feature);
            return Err(Error::invalid("measurements", message));
        }
        features.push(Feature {
            id: m.feature.clone(),
            title: language.name("feature", &m.feature, titles.get(m.feature.as_str()).copied().unwrap_or_default()),
            area: m.area.clone(),
            measurements: vec![place],
        });
    }
    Ok(features)
}
