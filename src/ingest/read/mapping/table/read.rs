//! A table as it was read.

use regex::Regex;

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
    /// Rows of the sheet that are not shown, by their lines.
    pub hidden_rows: Vec<u32>,
    /// Columns that are not shown, by their places in the header.
    pub hidden_columns: Vec<usize>,
    /// Whether the text ends without an end of line or a quotation mark, so that its last cell may go on.
    pub is_open: bool,
    /// Whether numbers are written as text.
    pub is_text: bool,
}

/// The columns of a table that are read; a format that stores columns apart need not read the others.
#[derive(Debug, Default)]
pub struct Wanted {
    /// Names of columns that there must be.
    pub names: Vec<String>,
    /// Names of columns that there may be.
    pub optional: Vec<String>,
    /// Patterns of further names.
    pub patterns: Vec<Regex>,
}

impl Wanted {
    /// Every column.
    pub fn all() -> Wanted {
        Wanted { patterns: Regex::new("").into_iter().collect(), ..Wanted::default() }
    }

    /// Whether a column of that name is read.
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().chain(&self.optional).any(|n| n == name) || self.patterns.iter().any(|p| p.is_match(name))
    }
}

/// A finding that refuses a file which is not what its format says.
pub(super) fn refused(file: &str, code: &'static str, message: impl Into<String>) -> Box<Finding> {
    Box::new(Finding::file(file, code, message))
}
