//! The sheets of a workbook, whatever its format.

use super::ods::OdsBook;
use super::sheet::{Book, Sheet};
use crate::ingest::finding::Finding;

/// A workbook whose sheets are read by name.
pub(super) trait Sheets {
    /// Names of the sheets of cells, in the workbook's order, and whether each is shown.
    fn sheets(&self) -> Vec<(String, bool)>;

    /// The text of the first cell of a sheet that has one.
    fn first_text(&mut self, name: &str) -> Result<Option<String>, Box<Finding>>;

    /// A sheet's cells; asked for once.
    fn read(&mut self, name: &str) -> Result<Sheet, Box<Finding>>;
}

impl Sheets for Book<'_> {
    fn sheets(&self) -> Vec<(String, bool)> {
        Book::sheets(self)
    }

    fn first_text(&mut self, name: &str) -> Result<Option<String>, Box<Finding>> {
        Book::first_text(self, name)
    }

    fn read(&mut self, name: &str) -> Result<Sheet, Box<Finding>> {
        Book::read(self, name)
    }
}

impl Sheets for OdsBook {
    fn sheets(&self) -> Vec<(String, bool)> {
        self.sheets.iter().map(|(sheet, is_shown)| (sheet.name.clone(), *is_shown)).collect()
    }

    fn first_text(&mut self, name: &str) -> Result<Option<String>, Box<Finding>> {
        let sheet = self.sheets.iter().map(|(sheet, _)| sheet).find(|sheet| sheet.name == name);
        Ok(sheet.and_then(|sheet| sheet.rows.values().flat_map(|cells| cells.values()).next().cloned()))
    }

    fn read(&mut self, name: &str) -> Result<Sheet, Box<Finding>> {
        let at = self.sheets.iter().position(|(sheet, _)| sheet.name == name);
        Ok(at.map(|at| self.sheets.swap_remove(at).0).unwrap_or_default())
    }
}
