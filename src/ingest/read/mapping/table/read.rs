//! A table as it was read.

use crate::ingest::finding::Finding;

/// A table.
#[derive(Debug, Default)]
pub struct Table {
    /// Names of the columns.
    pub header: Vec<String>,
    /// Each row with the line, or the row of the sheet, on which it begins.
    pub rows: Vec<(u32, csv::StringRecord)>,
    /// Name of the sheet, as a finding shows it.
    pub sheet: Option<String>,
    /// Letters of the sheet's columns.
    pub letters: Vec<String>,
    /// Formulas of the sheet whose results are not in the file: line, place in the row, and the formula.
    pub unsolved: Vec<(u32, usize, String)>,
    /// Whether the text ends without an end of line or a quotation mark, so that its last cell may go on.
    pub is_open: bool,
    /// Whether numbers are written as text.
    pub is_text: bool,
}

/// A finding that refuses a file which is not what its format says.
pub(super) fn refused(file: &str, code: &'static str, message: impl Into<String>) -> Box<Finding> {
    Box::new(Finding::file(file, code, message))
}
