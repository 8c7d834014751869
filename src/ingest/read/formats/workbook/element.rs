//! What elements of a sheet say: their attributes, and the places of cells.

use quick_xml::events::BytesStart;

use crate::ingest::limits::workbook::{SHEET_COLUMNS, SHEET_ROWS};

/// The text of an attribute, as it is written.
pub(crate) fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten().find(|a| a.key.as_ref() == name)?;
    let text: &str = &found.value;
    Some(text.to_string())
}

/// Row and column of a cell, from 1.
pub(crate) fn cell(text: &str) -> Option<(u32, u32)> {
    let digits = text.find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, number) = text.split_at(digits);
    if !(1..=3).contains(&letters.len()) {
        return None;
    }
    let column = letters.bytes().fold(0, |column, b| column * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
    Some((row(number)?, column)).filter(|(_, column)| *column <= SHEET_COLUMNS)
}

/// A row, from 1.
pub(crate) fn row(text: &str) -> Option<u32> {
    let digits = (1..=7).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let row = text.parse().ok().filter(|_| digits)?;
    (1..=SHEET_ROWS).contains(&row).then_some(row)
}
