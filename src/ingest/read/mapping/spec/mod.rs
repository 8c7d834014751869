//! What a mapping may say: the TOML of `mappings/*.toml`, unknown keys refused.

mod cell;
mod place;
mod series;
mod stored;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use strum::VariantNames;

pub use self::cell::{Cell, CellColumn, TextColumns};
pub use self::place::{CityKey, Filter, Quality, Take, Year, YearFormat};
pub use self::series::{Common, ContextSpec, Deflate, Interval, MeasurementSpec, Over, OverTake};
use self::stored::stored;
pub use self::stored::{Format, Stored, cells_of, delimiter};
use crate::base::spanned::Spanned;
use crate::ingest::read::mapping::formula::Formula;
use crate::model::network_file::NumberFormat;
use crate::model::vocabulary::{Consent, ConsentFor};

/// A whole mapping.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MappingSpec {
    /// Name of the source, as in `--source NAME=DIR`.
    pub source: Spanned<String>,
    /// Who published it, under which licence; printed on pages, charts and briefs of a network whose values are
    /// collected.
    #[serde(default)]
    pub about: String,
    /// `public`, `aggregate_only` or `private`, for every row.
    #[schemars(extend("enum" = Consent::VARIANTS))]
    pub consent: Spanned<String>,
    /// `cycle` (the default): the consent holds for the rows of this source. `all`: where it is narrower, it takes the
    /// place of that of every other value of the same cities.
    #[schemars(extend("enum" = ConsentFor::VARIANTS))]
    pub consent_for: Option<Spanned<String>>,
    /// Date of the state of the source (`2025-11-30`): the newest row of a series and year wins.
    pub submitted_on: Option<Spanned<String>>,
    /// Further tables of the source whose columns may be used next to those of a file.
    #[serde(default)]
    pub lookup: Vec<Spanned<LookupSpec>>,
    /// The files of the source.
    pub file: Vec<Spanned<FileSpec>>,
}

stored! {
    /// One or more files of the same shape.
    pub struct FileSpec {
        /// Path below the source's folder; `*` and `?` stand for anything but `/`, `**` for any folders.
        pub pattern: Spanned<String>,
        /// How numbers are written in a table of text.
        #[serde(default)]
        pub numbers: NumberFormat,
        /// Texts that stand for an empty cell, such as `..` or `n/a`: in every column, but where `codes` list them.
        #[serde(default)]
        pub missing: Vec<String>,
        /// Only rows that match all of these are used.
        #[serde(default)]
        pub keep: Vec<Filter>,
        /// Rows that match one of these are not used.
        #[serde(default)]
        pub drop: Vec<Filter>,
        /// First and last year of what is used.
        pub years: Option<Spanned<[i32; 2]>>,
        /// Date of the state of these files, where it is not the source's: a date, or `{ file = "..." }` with a
        /// regular expression whose first group is found in the file's path.
        pub submitted_on: Option<Spanned<Cell>>,
        /// Tables whose columns are put next to those of the file.
        #[serde(default)]
        pub lookup: Vec<LookupUse>,
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
}

stored! {
    /// A table whose columns are put next to those of other files, by a key of its own.
    pub struct LookupSpec {
        /// What the files call it.
        pub name: Spanned<String>,
        /// Path below the source's folder, as of a file.
        pub pattern: Spanned<String>,
        /// Texts that stand for an empty cell.
        #[serde(default)]
        pub missing: Vec<String>,
        /// Only rows that match all of these are used.
        #[serde(default)]
        pub keep: Vec<Filter>,
        /// Rows that match one of these are not used.
        #[serde(default)]
        pub drop: Vec<Filter>,
        /// Its key: one row of the table for each.
        pub key: TextColumns,
        /// New names to its columns: `residents = "Total population"`.
        pub columns: BTreeMap<String, Spanned<String>>,
    }
}

/// How a file uses a [`LookupSpec`].
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LookupUse {
    /// Name of the lookup.
    pub table: Spanned<String>,
    /// The file's columns that make the lookup's key.
    pub by: TextColumns,
}

/// The registry of cities: one row a city, from the first row of the file that names it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
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

fn one_row() -> Spanned<usize> {
    Spanned::new(0..0, 1)
}

impl FileSpec {
    /// Every constant or column, but those of measurements.
    pub(super) fn own_cells(&self) -> Vec<&Cell> {
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
        cells.into_iter().flatten().collect()
    }

    /// What its measurements and context have in common.
    pub(super) fn series(&self) -> Vec<Common<'_>> {
        let measurements = self.measurement.iter().map(|m| m.get_ref().common());
        measurements.chain(self.context.iter().map(|c| c.get_ref().common())).collect()
    }

    /// Every column named, in no order, some more than once: those of the table and of its lookups.
    pub(super) fn named(&self) -> Vec<&str> {
        let mut names = self.city.text.named();
        names.extend(self.keep.iter().chain(&self.drop).map(|f| f.column.get_ref().as_str()));
        names.extend(self.lookup.iter().flat_map(|l| l.by.named()));
        names.extend(self.year.iter().flat_map(|y| &y.column).map(|c| c.get_ref().as_str()));
        names.extend(self.own_cells().into_iter().flat_map(Cell::named));
        names.extend(self.quality.iter().map(|q| q.column.get_ref().as_str()));
        for m in self.measurement.iter().map(Spanned::get_ref) {
            names.extend(m.cells().into_iter().flat_map(Cell::named));
            names.extend(m.own_columns().into_iter().map(|c| c.get_ref().as_str()));
        }
        names.extend(self.series().iter().flat_map(Common::named));
        names
    }

    /// Columns of which numbers are read.
    pub(super) fn numeric(&self) -> Vec<&str> {
        let series = self.series();
        let mut names: Vec<&str> = series.iter().filter_map(|c| c.column).map(|c| c.get_ref().as_str()).collect();
        names.extend(series.iter().flat_map(Common::formulas).flat_map(Formula::columns));
        for m in self.measurement.iter().map(Spanned::get_ref) {
            names.extend(m.interval.iter().flat_map(|i| i.get_ref().columns()).map(|c| c.get_ref().as_str()));
            names.extend([&m.sample_size, &m.design_effect].into_iter().flatten().flat_map(Cell::named));
        }
        names
    }
}

impl LookupSpec {
    /// Every column of the table that is read.
    pub(super) fn named(&self) -> Vec<&str> {
        let mut names = self.key.named();
        names.extend(self.keep.iter().chain(&self.drop).map(|f| f.column.get_ref().as_str()));
        names.extend(self.columns.values().map(|c| c.get_ref().as_str()));
        names
    }
}
