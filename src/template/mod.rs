//! The workbook that a city fills in: `City`, `Observations` (all series laid out by area), `Targets`, `Practices`,
//! `Help`.
//!
//! [`crate::ingest::read::workbook`] reads it back. Each sheet has a row of titles for people and below it a row of
//! column names for the reader. The same form gives the same bytes: no clock, no order by chance.

mod form;
mod help;
mod layout;
mod style;

use std::collections::BTreeMap;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::base::error::{Error, Result};
use crate::model::cities::City;
use crate::store::Snapshot;
pub use form::{Entries, Form, Last};
use style::Styles;

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
    let table = snapshot.table("observations")?;
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
    let table = snapshot.table("cities")?;
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
