//! The workbook that a city fills in: `City`, `Observations` (all series laid out by area), `Targets`, `Practices`,
//! `Help`.
//!
//! [`crate::ingest::read::formats::workbook`] reads it back. Each sheet has a row of titles for people and below it a row of
//! column names for the reader. What people read is in a language of `data/messages`; names of sheets and columns, and the
//! ids with which entries of lists begin, are the same in all. The same form gives the same bytes: no clock, no order by chance.

mod form;
mod help;
mod layout;
mod style;
mod words;

use std::collections::BTreeMap;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::base::error::{Error, Result};
use crate::base::rows::Rows;
use crate::language::FIRST;
use crate::model::cities::City;
use crate::model::relations::{self, Observation};
use crate::model::vocabulary::SENT_BEFORE;
use crate::store::Snapshot;
pub use form::{Entries, Form, Last};
use layout::Sheet;
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
    Sheet::new(&mut book, form, entries, &styles, &lists).city()?;
    Sheet::new(&mut book, form, entries, &styles, &lists).observations()?;
    Sheet::new(&mut book, form, entries, &styles, &lists).targets()?;
    Sheet::new(&mut book, form, entries, &styles, &lists).practices()?;
    help::sheet(book.add_worksheet(), form, &styles, &lists)?;
    if !form.last.is_empty() {
        sent_before(book.add_worksheet(), form)?;
    }
    if form.language.tag() != FIRST {
        words::in_english_sheet(book.add_worksheet(), form, &lists.words)?;
    }
    book.save_to_buffer()
}

fn sent_before(sheet: &mut Worksheet, form: &Form) -> Result<(), XlsxError> {
    sheet.set_name(SENT_BEFORE)?.set_hidden(true);
    for (row, ((measurement, item), last)) in (0..).zip(form.last) {
        sheet.write_string(row, 0, measurement)?;
        sheet.write_string(row, 1, item)?;
        sheet.write_number(row, 2, last.year as f64)?;
        sheet.write_number(row, 3, last.value)?;
    }
    Ok(())
}

/// The newest value of each series of a city in a snapshot, with reference year before or in `cycle`.
pub fn last_values(snapshot: &Snapshot, city: &str, cycle: i32) -> Result<BTreeMap<(String, String), Last>> {
    let table = snapshot.table("observations")?;
    let mut last: BTreeMap<(String, String), Last> = BTreeMap::new();
    for row in Rows::<Observation>::new(&table, "observations")?.iter().filter(|row| row.city == city) {
        let year = row.reference_year;
        let Some(value) = row.value.filter(|_| year <= i64::from(cycle)) else { continue };
        let newest = last.entry((row.measurement.into(), row.item.into())).or_insert(Last { year, value });
        if newest.year < year {
            *newest = Last { year, value };
        }
    }
    Ok(last)
}

/// A city of the registry that a snapshot holds.
pub fn registered(snapshot: &Snapshot, city: &str) -> Result<Option<City>> {
    let table = snapshot.table("cities")?;
    let rows = Rows::<relations::City>::new(&table, "cities")?;
    let year = |year: Option<i64>| year.and_then(|year| i32::try_from(year).ok());
    Ok(rows.iter().find(|row| row.city == city).map(|row| City {
        city: city.to_string(),
        name: row.name.to_string(),
        local_name: row.local_name.map(str::to_string),
        local_name_language: row.local_name_language.map(str::to_string),
        country: row.country.to_string(),
        region: row.region.to_string(),
        joined: year(row.joined),
        baseline_year: year(row.baseline_year),
        longitude: row.longitude,
        latitude: row.latitude,
        groups: BTreeMap::new(),
    }))
}
