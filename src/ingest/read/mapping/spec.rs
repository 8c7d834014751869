//! What a mapping may say: the TOML of `mappings/*.toml`, unknown keys refused.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor, value::MapAccessDeserializer};
use toml::Spanned;

use crate::model::network_file::NumberFormat;

/// A whole mapping.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappingSpec {
    /// Name of the source, as in `--source NAME=DIR`.
    pub source: Spanned<String>,
    /// Who published it, under which licence; printed on pages, charts and briefs of a network whose values are
    /// collected.
    #[serde(default)]
    pub about: String,
    /// `public`, `aggregate_only` or `private`, for every row.
    pub consent: Spanned<String>,
    /// `cycle` (the default): the consent holds for the rows of this source. `all`: where it is narrower, it takes the
    /// place of that of every other value of the same cities.
    pub consent_for: Option<Spanned<String>>,
    /// Date of the state of the source (`2025-11-30`): the newest row of a series and year wins.
    pub submitted_on: Option<Spanned<String>>,
    /// The files of the source.
    pub file: Vec<Spanned<FileSpec>>,
}

/// One or more files of the same shape.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileSpec {
    /// Path below the source's folder; `*` and `?` stand for anything but `/`, `**` for any folders.
    pub pattern: Spanned<String>,
    /// One character, or `tab`; a comma where nothing is said.
    pub delimiter: Option<Spanned<String>>,
    /// WHATWG label (`utf-8`, `windows-1252`, `utf-16le`); UTF-8 where nothing is said. A byte order mark goes before
    /// it.
    pub encoding: Option<Spanned<String>>,
    /// Lines before the header.
    #[serde(default)]
    pub skip_lines: usize,
    /// How numbers are written.
    #[serde(default)]
    pub numbers: NumberFormat,
    /// Texts that stand for an empty cell in columns of numbers, such as `..` or `n/a`.
    #[serde(default)]
    pub missing: Vec<String>,
    /// Only rows that match all of these are used.
    #[serde(default)]
    pub keep: Vec<Filter>,
    /// Rows that match one of these are not used.
    #[serde(default)]
    pub drop: Vec<Filter>,
    /// The city.
    pub city: CityKey,
    /// The period that a row speaks of.
    pub year: Option<Year>,
    /// Cycle; each row's reference year where nothing is said.
    pub cycle: Option<Cell>,
    /// Column of quality codes, for definitions that name none of their own.
    pub quality: Option<Quality>,
    /// The registry, where this file brings it.
    pub registry: Option<Registry>,
    /// Measurements that it feeds.
    #[serde(default)]
    pub measurement: Vec<Spanned<MeasurementSpec>>,
    /// Context variables that it feeds.
    #[serde(default)]
    pub context: Vec<Spanned<ContextSpec>>,
}

/// A row filter.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// Column; an empty cell is the empty text.
    pub column: Spanned<String>,
    /// Regular expression that is found anywhere in the cell, unless anchored with `^` and `$`.
    pub matches: Option<Spanned<String>>,
    /// The cell is exactly this text.
    pub equals: Option<String>,
}

/// Where the city's id is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CityKey {
    /// Column.
    pub column: Spanned<String>,
    /// Shorter ids get zeros in front up to this many characters: `0` means none.
    #[serde(default)]
    pub pad: usize,
    /// Put before the id, after padding.
    #[serde(default)]
    pub prefix: String,
    /// Ids of the source to ids of the network, after padding and prefix.
    #[serde(default)]
    pub replace: BTreeMap<String, String>,
}

/// The period of a row.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Year {
    /// Column that holds it.
    pub column: Option<Spanned<String>>,
    /// The same year for every row.
    pub value: Option<i32>,
    /// How the column, or the header that `columns` matched, writes it.
    #[serde(default = "plain")]
    pub format: Vec<YearFormat>,
    /// Regular expression whose first group is the year, for the format `pattern`.
    pub pattern: Option<Spanned<String>>,
    /// Which year of a period across two years is meant.
    #[serde(default)]
    pub take: Take,
}

fn plain() -> Vec<YearFormat> {
    vec![YearFormat::Plain]
}

/// How a period is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum YearFormat {
    /// `1995`.
    Plain,
    /// `1995.0`.
    Float,
    /// `2021-09-30`, with or without a time.
    Date,
    /// `2015-01-01/P1Y`: one year from that day.
    Interval,
    /// `2015-16` or `2015/16`, the second year following the first.
    Academic,
    /// The year's own `pattern`.
    Pattern,
}

/// Which year of a period across two years is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Take {
    /// The year in which it begins.
    #[default]
    Start,
    /// The year in which it ends.
    End,
}

/// A column of quality codes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quality {
    /// Column; may be that of the values, where codes are in place of numbers.
    pub column: Spanned<String>,
    /// Code of the source to SDMX status.
    #[serde(default)]
    pub codes: BTreeMap<String, Spanned<String>>,
    /// The same where there is no value; goes before `codes`.
    #[serde(default)]
    pub without_value: BTreeMap<String, Spanned<String>>,
}

/// The registry of cities: one row a city, from the first row of the file that names it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registry {
    /// Name in Latin script.
    pub name: Cell,
    /// Name in the city's own script.
    pub local_name: Option<Cell>,
    /// BCP 47 tag of the local name's language.
    pub local_name_language: Option<Cell>,
    /// ISO 3166-1 alpha-3 code.
    pub country: Cell,
    /// UNESCO region.
    pub region: Cell,
    /// Year it joined the network.
    pub joined: Option<Cell>,
    /// Year from which progress is measured.
    pub baseline_year: Option<Cell>,
    /// Degrees east of Greenwich, WGS 84.
    pub longitude: Option<Cell>,
    /// Degrees north of the equator, WGS 84.
    pub latitude: Option<Cell>,
    /// The city's group in each scheme that `network.toml` declares: `group.nation = { column = "areacd", pattern =
    /// "^([EWSN])" }`.
    #[serde(default)]
    pub group: BTreeMap<String, Cell>,
}

/// Declares what a file feeds: its own keys, and those of every series of values.
macro_rules! fed {
    ($(#[$about:meta])* pub struct $Spec:ident { $($own:tt)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $Spec {
            $($own)*
            /// Rows that it is made from, in addition to the file's own filters.
            #[serde(default)]
            pub keep: Vec<Filter>,
            /// Rows that it is not made from.
            #[serde(default)]
            pub drop: Vec<Filter>,
            /// Column of the values.
            pub column: Option<Spanned<String>>,
            /// Wide tables: a regular expression for headers, whose first group is the period; each matching column is
            /// read.
            pub columns: Option<Spanned<String>>,
            /// Period, where it is not the file's.
            pub year: Option<Year>,
            /// value = number * multiply + add.
            #[serde(default = "one")]
            pub multiply: f64,
            /// See `multiply`.
            #[serde(default)]
            pub add: f64,
            /// 100 minus what `multiply` and `add` give; the interval's ends change places.
            #[serde(default)]
            pub complement: bool,
        }

        impl $Spec {
            pub(super) fn common(&self) -> Common<'_> {
                Common {
                    keep: &self.keep,
                    drop: &self.drop,
                    column: self.column.as_ref(),
                    columns: self.columns.as_ref(),
                    year: self.year.as_ref(),
                    multiply: if self.complement { -self.multiply } else { self.multiply },
                    add: if self.complement { 100.0 - self.add } else { self.add },
                }
            }
        }
    };
}

fn one() -> f64 {
    1.0
}

fed! {
    /// A measurement that a file feeds.
    pub struct MeasurementSpec {
        /// Measurement's id.
        pub measurement: Spanned<String>,
        /// Item; `total` where nothing is said.
        pub item: Option<Cell>,
        /// Columns of the 95 % interval.
        pub interval: Option<Interval>,
        /// Respondents.
        pub sample_size: Option<Cell>,
        /// Design effect.
        pub design_effect: Option<Cell>,
        /// Who ran the survey.
        pub agency: Option<Cell>,
        /// The report that experts reviewed.
        pub evidence: Option<Cell>,
        /// How the values were made: `measured`, `survey`, `register`, `estimate` or `unknown`.
        pub value_quality: Option<Cell>,
        /// Third party that verified the values.
        pub verified_by: Option<Cell>,
        /// `official`, `survey` or `expert`.
        pub source: Spanned<String>,
        /// SDMX flags for every row that has a value, as `D` or `B|D`.
        pub status: Option<Spanned<String>>,
        /// Quality codes, where they are not the file's.
        pub quality: Option<Quality>,
        /// Amounts of money at current prices are put at constant ones by a price index of the context.
        pub deflate: Option<Deflate>,
        /// Id of the values' own definition, in the network's `definitions.csv`; every row that has a value gets status
        /// D.
        pub definition: Option<Spanned<String>>,
        /// Prices that amounts of money are in: `current`, or `constant 2020`.
        pub price_base: Option<Spanned<String>>,
        /// Note on every row.
        pub note: Option<String>,
        /// Column of notes, put behind `note`.
        pub note_column: Option<Spanned<String>>,
        /// What an empty value without a quality code is: `skip` (no observation) or an SDMX status.
        /// Where nothing is said such a row is refused by the checks.
        pub empty: Option<Spanned<String>>,
    }
}

/// How amounts at current prices become amounts at constant ones: value * index of the base year / index of the value's
/// year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deflate {
    /// Context variable with the price index of each city and year.
    pub index: Spanned<String>,
    /// Year whose prices they are put at.
    pub to: i32,
}

/// Columns of an interval.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// Lower end.
    pub lower: Spanned<String>,
    /// Upper end.
    pub upper: Spanned<String>,
}

fed! {
    /// A context variable that a file feeds. A row without a value is no context.
    pub struct ContextSpec {
        /// Variable's name, as in `peer_variable` of `network.toml`.
        pub variable: Spanned<String>,
    }
}

/// A constant (`"GBR"`, `2024`) or a column (`{ column = "areanm" }`), with a table from its texts to ours.
#[derive(Debug, Clone)]
pub enum Cell {
    /// The same for every row.
    Constant(String),
    /// A column.
    Column(CellColumn),
}

/// A column of a [`Cell`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CellColumn {
    /// Its name.
    pub column: Spanned<String>,
    /// Regular expression whose first group is the text that is meant; a cell in which it finds nothing is empty.
    pub pattern: Option<Spanned<String>>,
    /// Text of the source to ours; what is not listed stays as it came.
    #[serde(default)]
    pub codes: BTreeMap<String, String>,
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Cell, D::Error> {
        struct V;
        impl<'de> Visitor<'de> for V {
            type Value = Cell;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a text, a number, or { column = \"...\" }")
            }
            fn visit_str<E>(self, v: &str) -> Result<Cell, E> {
                Ok(Cell::Constant(v.to_string()))
            }
            fn visit_i64<E>(self, v: i64) -> Result<Cell, E> {
                Ok(Cell::Constant(v.to_string()))
            }
            fn visit_f64<E>(self, v: f64) -> Result<Cell, E> {
                Ok(Cell::Constant(v.to_string()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Cell, A::Error> {
                CellColumn::deserialize(MapAccessDeserializer::new(map)).map(Cell::Column)
            }
        }
        deserializer.deserialize_any(V)
    }
}

/// The parts that measurements and context have in common.
pub(super) struct Common<'a> {
    pub keep: &'a [Filter],
    pub drop: &'a [Filter],
    pub column: Option<&'a Spanned<String>>,
    pub columns: Option<&'a Spanned<String>>,
    pub year: Option<&'a Year>,
    pub multiply: f64,
    pub add: f64,
}

impl Cell {
    /// The column, if it is one.
    pub(super) fn as_column(&self) -> Option<&CellColumn> {
        match self {
            Cell::Column(c) => Some(c),
            Cell::Constant(_) => None,
        }
    }
}

impl FileSpec {
    /// Every constant or column.
    pub(super) fn cells(&self) -> Vec<&Cell> {
        let mut cells: Vec<Option<&Cell>> = vec![self.cycle.as_ref()];
        if let Some(r) = &self.registry {
            cells.extend([
                Some(&r.name),
                r.local_name.as_ref(),
                r.local_name_language.as_ref(),
                Some(&r.country),
                Some(&r.region),
            ]);
            cells.extend([&r.joined, &r.baseline_year, &r.longitude, &r.latitude].map(Option::as_ref));
            cells.extend(r.group.values().map(Some));
        }
        for m in self.measurement.iter().map(Spanned::get_ref) {
            cells.extend([&m.item, &m.sample_size, &m.design_effect, &m.agency, &m.evidence].map(Option::as_ref));
            cells.extend([&m.value_quality, &m.verified_by].map(Option::as_ref));
        }
        cells.into_iter().flatten().collect()
    }

    /// Every column named, in no order, some more than once.
    pub(super) fn named(&self) -> Vec<&str> {
        let mut names: Vec<Option<&Spanned<String>>> = vec![Some(&self.city.column)];
        names.extend(self.keep.iter().chain(&self.drop).map(|f| Some(&f.column)));
        names.push(self.year.as_ref().and_then(|y| y.column.as_ref()));
        names.extend(self.cells().into_iter().filter_map(Cell::as_column).map(|c| Some(&c.column)));
        names.push(self.quality.as_ref().map(|q| &q.column));
        for m in self.measurement.iter().map(Spanned::get_ref) {
            names.extend(m.common().named());
            if let Some(i) = &m.interval {
                names.extend([Some(&i.lower), Some(&i.upper)]);
            }
            names.extend([m.quality.as_ref().map(|q| &q.column), m.note_column.as_ref()]);
        }
        for c in self.context.iter().map(Spanned::get_ref) {
            names.extend(c.common().named());
        }
        names.into_iter().flatten().map(|s| s.get_ref().as_str()).collect()
    }
}

impl<'a> Common<'a> {
    fn named(&self) -> Vec<Option<&'a Spanned<String>>> {
        let mut names: Vec<Option<&'a Spanned<String>>> =
            self.keep.iter().chain(self.drop).map(|f| Some(&f.column)).collect();
        names.push(self.column);
        names.push(self.year.and_then(|y| y.column.as_ref()));
        names
    }
}

/// The delimiter's byte, if it is one.
pub fn delimiter(text: &str) -> Option<u8> {
    match text.as_bytes() {
        _ if text == "tab" => Some(b'\t'),
        [b] if b.is_ascii() && !matches!(b, b'"' | b'\n' | b'\r') => Some(*b),
        _ => None,
    }
}
