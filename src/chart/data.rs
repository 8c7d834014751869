//! The tables behind a chart, with names for what the marts know by id.

use std::collections::{BTreeMap, HashMap};

use super::fit;
use super::number::Scale;
use super::spec::{Field, Spec, fill_words, tidy};
use crate::base::error::{Error, Result};
use crate::base::table::Table;
use crate::language::cities::Named;
use crate::language::{Arg, Language};
use crate::model::network::row_in;
use crate::say;

/// A spec with its tables.
pub(crate) struct Data<'a> {
    pub spec: &'a Spec,
    /// What the chart's words are said in.
    pub language: &'a Language,
    pub mart: &'a Table,
    tables: &'a BTreeMap<String, Table>,
    cities: HashMap<&'a str, City>,
    measurements: HashMap<&'a str, Measurement<'a>>,
    definitions: HashMap<&'a str, Definition>,
    codes: HashMap<(&'a str, &'a str), String>,
    /// Area to its title, in the order of the Guiding Documents.
    pub areas: Vec<Area<'a>>,
    /// The network's title.
    pub network: String,
    /// Where the values come from: the network, or, where they were collected, the published sources with their
    /// licences.
    pub source: String,
    fictional: bool,
}

/// What a chart says of a city.
pub(crate) struct City {
    pub name: String,
    pub fictional: bool,
}

/// What a chart says of a measurement.
pub(crate) struct Measurement<'a> {
    pub title: String,
    pub area: &'a str,
    pub scale: Scale,
    pub unit: String,
    pub items: Vec<&'a str>,
    /// Order of the printed form.
    pub position: usize,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub min_change: f64,
}

/// A definition that takes the place of the catalogue's.
pub(crate) struct Definition {
    pub title: String,
    pub unit: String,
}

/// Series and years of another definition than the catalogue's: its id, none where status D alone says so.
pub(crate) type Differing<'a> = BTreeMap<(&'a str, &'a str, &'a str, i64), Option<&'a str>>;

/// An area of focus.
pub(crate) struct Area<'a> {
    pub area: &'a str,
    pub title: String,
    pub part: &'a str,
    pub dimension: String,
}

/// City, measurement and item.
pub(crate) type SeriesKey<'a> = (&'a str, &'a str, &'a str);

/// Rows of each series.
pub(crate) type BySeries<'a> = BTreeMap<SeriesKey<'a>, Vec<usize>>;

impl<'a> Data<'a> {
    pub fn new(spec: &'a Spec, tables: &'a BTreeMap<String, Table>, language: &'a Language) -> Result<Data<'a>> {
        for name in spec.marts() {
            if !tables.contains_key(name) {
                return Err(Error::Chart {
                    chart: spec.name.clone(),
                    message: format!("needs the table {name}, which is not there"),
                });
            }
        }
        let mart = &tables[&spec.mart];
        let schema = mart.batch().schema();
        for column in spec.columns.values().chain(spec.only.keys()) {
            // A mart without rows may come without columns.
            if schema.field_with_name(column).is_err() && !schema.fields().is_empty() {
                let known: Vec<&str> = schema.fields().iter().map(|f| f.name().as_str()).collect();
                return Err(Error::Chart {
                    chart: spec.name.clone(),
                    message: format!("{} has no column {column}; its columns are {}", spec.mart, known.join(", ")),
                });
            }
        }
        let network = &tables["network"];
        let fictional = network.truth("fictional", 0).unwrap_or(false);
        let t = &tables["cities"];
        let names = distinct(tables, language);
        let cities = (0..t.len()).zip(&names).filter_map(|(r, name)| {
            let id = t.text("city", r)?;
            let name = fit::name(name);
            Some((
                id,
                City {
                    name: if name.is_empty() { fit::name(id) } else { name },
                    fictional: t.truth("fictional", r).unwrap_or(fictional),
                },
            ))
        });
        let m = &tables["measurements"];
        let measurements = (0..m.len()).filter_map(|r| {
            let id = m.text("measurement", r)?;
            Some((
                id,
                Measurement {
                    title: fit::clean(&language.name("measurement", id, m.text("measurement_title", r).unwrap_or(id))),
                    area: m.text("area", r).unwrap_or_default(),
                    scale: Scale::of(m.text("scale", r)),
                    unit: unit_words(language, m.text("unit", r).unwrap_or_default()),
                    items: m.text("items", r).unwrap_or("total").split('|').collect(),
                    position: r,
                    low: m.number("possible_min", r),
                    high: m.number("possible_max", r),
                    min_change: m.number("min_change", r).unwrap_or(0.0),
                },
            ))
        });
        let t = &tables["definitions"];
        let mut definitions: HashMap<&str, Definition> = HashMap::new();
        for r in 0..t.len() {
            let spoken = t.text("language", r);
            let Some(id) = t.text("definition", r) else { continue };
            // The row without a language is read where there is none in this one.
            if spoken == Some(language.tag()) || (spoken.is_none() && !definitions.contains_key(id)) {
                let words = |column: &str| fit::clean(t.text(column, r).unwrap_or_default());
                definitions.insert(id, Definition { title: words("title"), unit: words("unit") });
            }
        }
        let c = &tables["codes"];
        let codes = (0..c.len()).filter_map(|r| {
            let (kind, code) = (c.text("kind", r)?, c.text("code", r)?);
            let label = language.name("code", &format!("{kind}-{code}"), c.text("label", r)?);
            Some(((kind, code), fit::clean(&label)))
        });
        let a = &tables["areas"];
        let areas = (0..a.len()).filter_map(|r| {
            let area = a.text("area", r)?;
            let dimension = a.integer("dimension", r).map(|d| d.to_string()).unwrap_or_default();
            Some(Area {
                area,
                title: fit::clean(&language.name("area", area, a.text("area_title", r)?)),
                part: a.text("part_of_figure", r).unwrap_or_default(),
                dimension: fit::clean(&language.name(
                    "dimension",
                    &dimension,
                    a.text("dimension_title", r).unwrap_or_default(),
                )),
            })
        });
        Ok(Data {
            language,
            spec,
            mart,
            tables,
            cities: cities.collect(),
            measurements: measurements.collect(),
            definitions,
            codes: codes.collect(),
            areas: areas.collect(),
            source: source(tables, language),
            network: fit::name(network.text("name", row_in(network, language.tag())).unwrap_or_default()),
            fictional,
        })
    }

    /// The mart that stands behind in a role, if the spec names one.
    pub fn with(&self, role: &str) -> Option<&'a Table> {
        self.tables.get(self.spec.with.get(role)?)
    }

    /// Checks that the mart in a role has these columns. A mart without rows may come without any.
    pub fn needs(&self, role: &str, columns: &[&str]) -> Result<()> {
        let Some(table) = self.with(role) else { return Ok(()) };
        let schema = table.batch().schema();
        match columns.iter().find(|c| schema.field_with_name(c).is_err()) {
            Some(missing) if !schema.fields().is_empty() => Err(Error::Chart {
                chart: self.spec.name.clone(),
                message: format!("{} has no column {missing}, which [with] {role} needs", self.spec.with[role]),
            }),
            _ => Ok(()),
        }
    }

    /// Text of the mart's column in a role.
    pub fn text(&self, role: &str, row: usize) -> Option<&'a str> {
        self.mart.text(self.spec.columns.get(role)?, row)
    }

    /// Number of the mart's column in a role. Beyond 10^15 nothing is drawn to scale: such a value counts as that.
    pub fn number(&self, role: &str, row: usize) -> Option<f64> {
        self.mart.number(self.spec.columns.get(role)?, row).map(|v| v.clamp(-1e15, 1e15))
    }

    /// Year of the mart's column in a role; years that no calendar has are none.
    pub fn year(&self, role: &str, row: usize) -> Option<i64> {
        year(self.mart, self.spec.columns.get(role)?, row)
    }

    /// Truth of the mart's column in a role.
    pub fn truth(&self, role: &str, row: usize) -> Option<bool> {
        self.mart.truth(self.spec.columns.get(role)?, row)
    }

    /// The mart's rows that `[only]` leaves.
    pub fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.mart.len()).filter(|&r| self.spec.only.iter().all(|(c, v)| self.mart.text(c, r) == Some(v.as_str())))
    }

    /// The mart's rows by series.
    pub fn by_series(&self) -> BySeries<'a> {
        let mut map = BySeries::new();
        for r in self.rows() {
            if let (Some(c), Some(m), Some(i)) =
                (self.text("city", r), self.text("measurement", r), self.text("item", r))
            {
                map.entry((c, m, i)).or_default().push(r);
            }
        }
        map
    }

    /// Rows of the mart in a role by series; its columns are named as the marts name them.
    pub fn with_by_series(&self, role: &str) -> BySeries<'a> {
        let mut map = BySeries::new();
        let Some(t) = self.with(role) else { return map };
        for r in 0..t.len() {
            if t.text("scheme", r).is_some_and(|s| s != "nearest") {
                continue;
            }
            if let (Some(c), Some(m), Some(i)) = (t.text("city", r), t.text("measurement", r), t.text("item", r)) {
                map.entry((c, m, i)).or_default().push(r);
            }
        }
        map
    }

    /// Rows of cities by area, in the order of the printed form; rows of unknown measurements are left out.
    pub fn by_area(&self) -> BTreeMap<(&'a str, &'a str), Vec<usize>> {
        let mut map: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
        for r in self.rows() {
            if let (Some(city), Some(m)) =
                (self.text("city", r), self.text("measurement", r).and_then(|m| self.measurement(m)))
            {
                map.entry((city, m.area)).or_default().push(r);
            }
        }
        for rows in map.values_mut() {
            rows.sort_by_key(|&r| {
                let item = self.text("item", r).unwrap_or_default();
                let m = self.text("measurement", r).and_then(|m| self.measurement(m));
                m.map(|m| (m.position, m.items.iter().position(|i| *i == item).unwrap_or(usize::MAX), item))
            });
        }
        map
    }

    /// Series whose point of a year has another definition than the catalogue's (status D), from the mart in the role
    /// `points`: their title and unit are not the catalogue's.
    pub fn differing(&self) -> Differing<'a> {
        let Some(t) = self.with("points") else { return Differing::new() };
        let key = |r| {
            Some((t.text("city", r)?, t.text("measurement", r)?, t.text("item", r)?, year(t, "reference_year", r)?))
        };
        let rows = (0..t.len()).filter(|&r| t.truth("differs", r) == Some(true));
        rows.filter_map(|r| Some((key(r)?, t.text("definition", r)))).collect()
    }

    /// The definition of that id.
    pub fn definition(&self, id: &str) -> Option<&Definition> {
        self.definitions.get(id)
    }

    /// A measurement of the catalogue.
    pub fn measurement(&self, id: &str) -> Option<&Measurement<'a>> {
        self.measurements.get(id)
    }

    /// Every measurement, in the order of the printed form.
    pub fn all_measurements(&self) -> Vec<(&'a str, &Measurement<'a>)> {
        let mut all: Vec<_> = self.measurements.iter().map(|(id, m)| (*id, m)).collect();
        all.sort_by_key(|(_, m)| m.position);
        all
    }

    /// A city's name; its id where the registry lacks it.
    pub fn city_name(&self, id: &str) -> String {
        self.cities.get(id).map_or_else(|| fit::name(id), |c| c.name.clone())
    }

    /// A word in a few: movement, reason, standing. The code itself where the list lacks it.
    pub fn label(&self, kind: &str, code: &str) -> String {
        self.codes.get(&(kind, code)).cloned().unwrap_or_else(|| code.replace('_', " "))
    }

    /// Title, line under it or unit as the spec has them, or as the language says them in a message of its own.
    pub fn words(&self, field: Field, words: &[(&str, &str)]) -> String {
        let (kind, text) = match field {
            Field::Title => ("chart-title", &self.spec.title),
            Field::Subtitle => ("chart-subtitle", &self.spec.subtitle),
            Field::Unit => ("chart-unit", &self.spec.unit),
        };
        let args: Vec<(&str, Arg)> = words.iter().map(|(name, text)| (*name, Arg::from(*text))).collect();
        match self.language.own(&crate::language::key(kind, &self.spec.name), &args) {
            Some(own) => tidy(&own),
            None => fill_words(text, words),
        }
    }

    /// Title and the line under it, which says so where figures are invented. `city` is none for the whole network.
    pub fn heading(&self, words: &[(&str, &str)], city: Option<&str>) -> (String, String) {
        let subtitle = self.words(Field::Subtitle, words);
        let subtitle = match self.invented(city) {
            true => say!(self.language, "chart-invented-subtitle", subtitle = subtitle),
            false => subtitle,
        };
        (self.words(Field::Title, words), subtitle)
    }

    /// Where a city's values come from, for the notes.
    pub fn source_city(&self) -> String {
        match self.source.as_str() {
            "" => say!(self.language, "chart-source-city"),
            network => say!(self.language, "chart-source-city-network", network = network),
        }
    }

    /// A row's title: `Adult literacy rate, women`; that of its own definition where it has one.
    pub fn row_title(&self, measurement: &str, item: &str, own: Option<&Definition>) -> String {
        let (title, item) = self.series_title(measurement, item);
        match (own.map_or(title, |d| d.title.clone()), item) {
            (title, item) if item.is_empty() => title,
            (title, item) => say!(self.language, "chart-row-title", measurement = title, item = item),
        }
    }

    /// A year, or that it is not known.
    pub fn year_words(&self, year: Option<i64>) -> String {
        year.map_or_else(|| say!(self.language, "chart-year-unknown"), |y| super::number::year(self.language, y))
    }

    /// The unit of a row, in words for its end: nothing for percent, which stands beside each number. That of its own
    /// definition where it has one; `differs` where only its status says that it is not the catalogue's.
    pub fn row_unit(&self, unit: &str, own: Option<&Definition>, differs: bool) -> Option<String> {
        let (unit, differs) = own.map_or((unit, differs), |d| (d.unit.as_str(), false));
        match (unit, differs) {
            ("%" | "", true) => Some(say!(self.language, "chart-unit-own")),
            ("%" | "", false) => None,
            (unit, false) => Some(unit.into()),
            (unit, true) => Some(say!(self.language, "chart-unit-own-for", unit = unit)),
        }
    }

    /// What must be said of invented figures, if anything. `city` is none for the whole network.
    pub fn invented(&self, city: Option<&str>) -> bool {
        match city.and_then(|c| self.cities.get(c)) {
            Some(city) => city.fictional || self.fictional,
            None => self.fictional,
        }
    }

    /// A series' title: `Adult literacy rate`, and its item: `women`.
    pub fn series_title(&self, measurement: &str, item: &str) -> (String, String) {
        let title = self.measurement(measurement).map_or_else(|| measurement.replace('_', " "), |m| m.title.clone());
        (title, self.item_words(measurement, item))
    }

    /// An item in words; empty where a measurement has one item only.
    pub fn item_words(&self, measurement: &str, item: &str) -> String {
        let alone = self.measurement(measurement).is_some_and(|m| m.items == ["total"]);
        match item {
            "total" if alone => String::new(),
            _ => fit::clean(&self.language.item(measurement, item)),
        }
    }
}

/// A year of a table; years that no calendar has are none.
pub(crate) fn year(table: &Table, column: &str, row: usize) -> Option<i64> {
    table.integer(column, row).filter(|y| (-9999..=9999).contains(y))
}

/// `rating 1-5` with its proper dash, digits kept with their thousands.
fn unit_words(language: &Language, unit: &str) -> String {
    fit::clean(&language.name("unit", unit, unit))
}

/// An id as part of a path: nothing but letters, digits, `-` and `_`.
pub(crate) fn path_part(id: &str) -> String {
    let part: String = id.chars().map(|c| if c.is_alphanumeric() || c == '-' || c == '_' { c } else { '-' }).collect();
    if part.is_empty() { "-".into() } else { part }
}

/// The network's title, or the sources of values that were collected.
fn source(tables: &BTreeMap<String, Table>, language: &Language) -> String {
    let network = &tables["network"];
    let about: Vec<&str> = match (network.truth("collected", 0), tables.get("sources")) {
        (Some(true), Some(t)) => (0..t.len()).filter_map(|r| t.text("about", r)).collect(),
        _ => Vec::new(),
    };
    let mut about: Vec<&str> = about.into_iter().map(|a| a.trim_end_matches('.')).collect();
    about.dedup();
    match about.is_empty() {
        true => fit::name(network.text("name", row_in(network, language.tag())).unwrap_or_default()),
        false => fit::clean(&about.join("; ")),
    }
}

/// The names of the cities, in the order of their table, so that those who share one are told apart.
fn distinct(tables: &BTreeMap<String, Table>, language: &Language) -> Vec<String> {
    let pairs = |table: &str, key: &str, value: &str| -> BTreeMap<String, String> {
        let Some(t) = tables.get(table) else { return BTreeMap::new() };
        let row = |r: usize| Some((t.text(key, r)?.to_string(), t.text(value, r)?.to_string()));
        (0..t.len()).rev().filter_map(row).collect()
    };
    let (english, groups) = (pairs("country_names", "country", "name"), pairs("city_groups", "city", "name"));
    let t = &tables["cities"];
    let text = |column: &str, r: usize| t.text(column, r).unwrap_or_default();
    let countries: Vec<String> = (0..t.len())
        .map(|r| {
            let code = text("country", r);
            language.name("country", code, english.get(code).map_or(code, String::as_str))
        })
        .collect();
    let named: Vec<Named> = (0..t.len())
        .zip(&countries)
        .map(|(r, country)| Named {
            id: text("city", r),
            name: t.text("name", r).unwrap_or_else(|| text("city", r)),
            country,
            group: groups.get(text("city", r)).map(String::as_str),
        })
        .collect();
    language.distinct(&named)
}
