//! What a file feeds: measurements and context.

use regex::Regex;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::base::spanned::Spanned;
use crate::ingest::read::mapping::formula::Formula;
use crate::ingest::read::mapping::spec::cell::Cell;
use crate::ingest::read::mapping::spec::place::{Filter, Quality, Year};

/// Declares what a file feeds: its own keys, and those of every series of values.
macro_rules! fed {
    ($(#[$about:meta])* pub struct $Spec:ident { $($own:tt)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Deserialize, JsonSchema)]
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
            /// Wide tables: a regular expression for headers, whose group `year`, or first group without a name, is the
            /// period; each matching column is read.
            pub columns: Option<Spanned<String>>,
            /// Values that are worked out from the numbers of a row's columns: `100 * women / (women + men)`.
            pub value: Option<Spanned<Formula>>,
            /// Rows that are parts of one value.
            pub over: Option<Spanned<Over>>,
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
            pub(crate) fn common(&self) -> Common<'_> {
                Common {
                    keep: &self.keep,
                    drop: &self.drop,
                    column: self.column.as_ref(),
                    columns: self.columns.as_ref(),
                    value: self.value.as_ref(),
                    over: self.over.as_ref(),
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
        /// How uncertain the values are; stored as an interval of 95 %.
        pub interval: Option<Spanned<Interval>>,
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
        pub source: Spanned<Cell>,
        /// SDMX flags for every row that has a value, as `D` or `B|D`.
        pub status: Option<Spanned<String>>,
        /// Quality codes, where they are not the file's.
        pub quality: Option<Quality>,
        /// Amounts of money at current prices are put at constant ones by a price index of the context.
        pub deflate: Option<Deflate>,
        /// Id of the values' own definition, in the network's `definitions.csv`; every row that has a value gets status
        /// D.
        pub definition: Option<Spanned<Cell>>,
        /// Prices that amounts of money are in: `current`, or `constant 2020`.
        pub price_base: Option<Spanned<Cell>>,
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
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deflate {
    /// Context variable with the price index of each city and year.
    pub index: Spanned<String>,
    /// Year whose prices they are put at.
    pub to: i32,
}

/// Columns that say how uncertain a value is: both ends of an interval, half its width, or the standard error.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// Lower end.
    pub lower: Option<Spanned<String>>,
    /// Upper end.
    pub upper: Option<Spanned<String>>,
    /// Margin of error: the value with it taken away and added is the interval.
    pub margin: Option<Spanned<String>>,
    /// Standard error, in the unit of the value.
    pub standard_error: Option<Spanned<String>>,
    /// Coefficient of variation: the standard error in per cent of the value.
    pub cv: Option<Spanned<String>>,
    /// Confidence of the ends or of the margin, in per cent; 95 where nothing is said.
    pub level: Option<f64>,
}

/// Rows that are the parts of one value: the quarters of a year, the age groups of a population. Parts are of the same
/// city, item, year and cycle.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Over {
    /// Columns that tell the parts apart.
    pub by: Vec<Spanned<String>>,
    /// How the parts make the value.
    pub take: OverTake,
    /// How many parts make a whole.
    pub need: usize,
    /// Weight of each part in a mean: a column, or worked out as a `value` is.
    pub weight: Option<Spanned<Formula>>,
}

/// How parts make a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum OverTake {
    /// Their sum.
    Sum,
    /// Their mean, weighted where `weight` says so.
    Mean,
    /// The least.
    Min,
    /// The greatest.
    Max,
}

fed! {
    /// A context variable that a file feeds. A row without a value is no context.
    pub struct ContextSpec {
        /// Variable's name, as in `peer_variable` of `network.toml`.
        pub variable: Spanned<String>,
    }
}

/// The parts that measurements and context have in common.
#[derive(Debug, Clone, Copy)]
pub struct Common<'a> {
    /// Filters that all hold.
    pub keep: &'a [Filter],
    /// Filters of which none holds.
    pub drop: &'a [Filter],
    /// Column of the values.
    pub column: Option<&'a Spanned<String>>,
    /// Regular expression for columns of values.
    pub columns: Option<&'a Spanned<String>>,
    /// Formula of the values.
    pub value: Option<&'a Spanned<Formula>>,
    /// Parts of a value.
    pub over: Option<&'a Spanned<Over>>,
    /// Period.
    pub year: Option<&'a Year>,
    /// Factor.
    pub multiply: f64,
    /// Summand.
    pub add: f64,
}

impl Interval {
    /// Its columns.
    pub(crate) fn columns(&self) -> Vec<&Spanned<String>> {
        [&self.lower, &self.upper, &self.margin, &self.standard_error, &self.cv].into_iter().flatten().collect()
    }
}

impl MeasurementSpec {
    /// Every constant or column.
    pub(crate) fn cells(&self) -> Vec<&Cell> {
        let cells = [&self.item, &self.sample_size, &self.design_effect, &self.agency, &self.evidence];
        let mut cells: Vec<&Cell> =
            cells.into_iter().chain([&self.value_quality, &self.verified_by]).flatten().collect();
        cells.push(self.source.get_ref());
        cells.extend([&self.definition, &self.price_base].into_iter().flatten().map(Spanned::get_ref));
        cells
    }

    /// Columns that only measurements have: of intervals, quality codes and notes.
    pub(crate) fn own_columns(&self) -> Vec<&Spanned<String>> {
        let mut columns: Vec<&Spanned<String>> = self.interval.iter().flat_map(|i| i.get_ref().columns()).collect();
        columns.extend(self.quality.iter().map(|q| &q.column));
        columns.extend(&self.note_column);
        columns
    }
}

impl<'a> Common<'a> {
    /// Every formula.
    pub(crate) fn formulas(&self) -> Vec<&'a Formula> {
        let weight = self.over.and_then(|o| o.get_ref().weight.as_ref());
        self.value.into_iter().chain(weight).map(Spanned::get_ref).collect()
    }

    /// Names of the groups of the expression for headers.
    fn header_groups(&self) -> Vec<String> {
        let regex = self.columns.and_then(|p| Regex::new(p.get_ref()).ok());
        regex.iter().flat_map(|r| r.capture_names().flatten()).map(str::to_string).collect()
    }

    /// Every column named.
    pub(crate) fn named(&self) -> Vec<&'a str> {
        let mut names: Vec<&str> = self.keep.iter().chain(self.drop).map(|f| f.column.get_ref().as_str()).collect();
        names.extend(self.column.map(|c| c.get_ref().as_str()));
        names.extend(self.year.and_then(|y| y.column.as_ref()).map(|c| c.get_ref().as_str()));
        let of_header = self.header_groups();
        let by = self.over.iter().flat_map(|o| &o.get_ref().by).map(|c| c.get_ref().as_str());
        names.extend(by.filter(|name| !of_header.iter().any(|group| group == name)));
        names.extend(self.formulas().into_iter().flat_map(Formula::columns));
        names
    }
}
