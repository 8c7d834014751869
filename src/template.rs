//! The workbook that a city fills in: `City`, `Observations` (all series laid out by area), `Targets`, `Practices`, `Help`.
//!
//! [`crate::ingest::read::workbook`] reads it back. Each sheet has a row of titles for people and below it a row of column names for the reader.
//! The same form gives the same bytes: no clock, no order by chance.

mod help;
mod layout;
mod style;

use std::collections::BTreeMap;
use std::path::Path;

use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::base::error::{Error, Result};
use crate::base::table::Table;
use crate::model::cities::City;
use crate::model::definitions::Definition;
use crate::model::framework::Framework;
use crate::model::network_file::NetworkFile;
use crate::store::Snapshot;
use style::Styles;

/// What a workbook is made for.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    /// The catalogue.
    pub framework: &'a Framework,
    /// The network.
    pub network: &'a NetworkFile,
    /// Its definitions, in its languages.
    pub definitions: &'a [Definition],
    /// The city that fills it in.
    pub city: &'a City,
    /// Year of the brief that it is filled in for.
    pub cycle: i32,
    /// The city's newest value of each series, shown beside the empty cells.
    pub last: &'a BTreeMap<(String, String), Last>,
}

/// The newest value of a series that a store holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Last {
    /// Reference year.
    pub year: i64,
    /// Value in the measurement's unit.
    pub value: f64,
}

/// What is filled in already: rows of text in the canonical columns of [`crate::ingest::read::raw`]. The city is the form's own.
#[derive(Debug, Clone, Default)]
pub struct Entries {
    /// Of [`crate::ingest::read::raw::DECLARATION`]; the city and cycle where there is none.
    pub declaration: Option<Vec<String>>,
    /// Of [`crate::ingest::read::raw::OBSERVATIONS`]. The first of each series stands in its laid-out row, others below.
    pub observations: Vec<Vec<String>>,
    /// Of [`crate::ingest::read::raw::TARGETS`], as for observations.
    pub targets: Vec<Vec<String>>,
    /// Of [`crate::ingest::read::raw::PRACTICES`].
    pub practices: Vec<Vec<String>>,
}

/// The workbook's bytes.
pub fn workbook(form: &Form, entries: &Entries) -> Result<Vec<u8>> {
    write(form, entries).map_err(|e| Error::Usage(format!("the workbook for {} cannot be made: {e}", form.city.city)))
}

fn write(form: &Form, entries: &Entries) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let properties = DocProperties::new()
        .set_title(format!("{}: {} in {}", form.network.name, form.city.name, form.cycle))
        // Not the clock: the same form gives the same bytes.
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    book.set_properties(&properties);
    let styles = Styles::new();
    let lists = help::Lists::new(form);
    layout::city(book.add_worksheet(), form, entries, &styles, &lists)?;
    layout::observations(book.add_worksheet(), form, entries, &styles, &lists)?;
    layout::targets(book.add_worksheet(), form, entries, &styles)?;
    layout::practices(book.add_worksheet(), form, entries, &styles, &lists)?;
    help::sheet(book.add_worksheet(), form, &styles, &lists)?;
    book.save_to_buffer()
}

/// The newest value of each series of a city in a snapshot, with reference year before or in `cycle`.
pub fn last_values(snapshot: &Snapshot, city: &str, cycle: i32) -> Result<BTreeMap<(String, String), Last>> {
    let table = read(&snapshot.path("observations"))?;
    let mut last: BTreeMap<(String, String), Last> = BTreeMap::new();
    for row in 0..table.len() {
        if table.text("city", row) != Some(city) {
            continue;
        }
        let (Some(measurement), Some(item)) = (table.text("measurement", row), table.text("item", row)) else {
            continue;
        };
        let (Some(year), Some(value)) = (table.integer("reference_year", row), table.number("value", row)) else {
            continue;
        };
        if year > i64::from(cycle) {
            continue;
        }
        let key = (measurement.to_string(), item.to_string());
        if last.get(&key).is_none_or(|l| l.year < year) {
            last.insert(key, Last { year, value });
        }
    }
    Ok(last)
}

/// A city of the registry that a snapshot holds.
pub fn registered(snapshot: &Snapshot, city: &str) -> Result<Option<City>> {
    let table = read(&snapshot.path("cities"))?;
    let year = |column: &str, row: usize| table.integer(column, row).and_then(|y| i32::try_from(y).ok());
    Ok((0..table.len()).find(|row| table.text("city", *row) == Some(city)).map(|row| {
        let text = |column: &str| table.text(column, row).map(str::to_string);
        City {
            city: city.to_string(),
            name: text("name").unwrap_or_default(),
            local_name: text("local_name"),
            country: text("country").unwrap_or_default(),
            region: text("region").unwrap_or_default(),
            joined: year("joined", row),
            baseline_year: year("baseline_year", row),
            groups: BTreeMap::new(),
        }
    }))
}

fn read(path: &Path) -> Result<Table> {
    let wrap = |source| Error::Parquet {
        path: path.to_path_buf(),
        source,
    };
    let file = std::fs::File::open(path).map_err(Error::io("read", path))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(wrap)?;
    let schema = builder.schema().clone();
    let batches = builder.build().map_err(wrap)?.collect::<Result<Vec<_>, _>>().map_err(|source| Error::Arrow {
        doing: "reading last cycle's values",
        source,
    })?;
    Table::new(schema, &batches)
}
