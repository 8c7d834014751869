//! Places in files, in words.

use crate::language::Language;
use crate::review::facts::found::Place;
use crate::say;

/// Where in its file: `Observations!E14`, `sheet Observations, row 14`, `line 14, column value`; nothing for a whole file.
pub fn within(l: &Language, place: &Place) -> String {
    let row = match (&place.sheet, &place.cell, place.line) {
        (Some(sheet), Some(cell), _) => return format!("{sheet}!{cell}"),
        (Some(sheet), None, Some(line)) => say!(l, "review-sheet-row", sheet, line = line.to_string()),
        (Some(sheet), None, None) => return say!(l, "review-sheet", sheet),
        (None, _, Some(line)) => say!(l, "review-line", line = line.to_string()),
        (None, _, None) => return String::new(),
    };
    match &place.column {
        Some(column) => say!(l, "review-row-column", row, column),
        None => row,
    }
}
