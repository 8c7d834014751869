//! Rows and columns of a sheet that office programs do not show: hidden by hand, folded, or left out by a filter.

use std::collections::BTreeSet;
use std::io::{BufReader, Read};

use quick_xml::events::{BytesStart, Event};

use crate::ingest::limits::workbook::COLUMNS_READ;

/// Rows and columns that are not shown, from 0; columns as far as they are read.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    pub rows: BTreeSet<u32>,
    pub columns: BTreeSet<u32>,
}

/// What is hidden in the part of a sheet. What is not well formed was refused before.
pub(super) fn hidden(part: impl Read) -> Hidden {
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(part));
    let (mut found, mut next_row, mut buffer) = (Hidden::default(), 0, Vec::new());
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) => match element.local_name().as_ref() {
                "row" => {
                    let given = attribute(&element, "r").and_then(|r| r.parse::<u32>().ok());
                    let row = given.map_or(next_row, |row| row.saturating_sub(1));
                    next_row = row.saturating_add(1);
                    if is_hidden(&element, "ht") {
                        found.rows.insert(row);
                    }
                }
                "col" if is_hidden(&element, "width") => {
                    let end = |name| attribute(&element, name).and_then(|at| at.parse::<u32>().ok()).unwrap_or(0);
                    found.columns.extend(end("min").max(1) - 1..end("max").min(COLUMNS_READ));
                }
                _ => {}
            },
            Ok(Event::End(element)) if element.local_name().as_ref() == "sheetData" => return found,
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

/// Whether a row or column is marked as hidden, or has no size.
fn is_hidden(element: &BytesStart, size: &str) -> bool {
    attribute(element, "hidden").is_some_and(|hidden| matches!(hidden.as_str(), "1" | "true"))
        || attribute(element, size).is_some_and(|size| size.parse() == Ok(0.0))
}

fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten().find(|a| a.key.as_ref() == name)?;
    let text: &str = &found.value;
    Some(text.to_string())
}

#[cfg(test)]
mod tests {
    use super::hidden;

    #[test]
    fn rows_and_columns_that_are_not_shown_are_found() {
        let sheet = r#"<worksheet><cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="0" customWidth="1"/>
            <col min="7" max="7" width="9"/><col min="0" max="0" hidden="1"/><col min="250" max="16384" hidden="true"/></cols>
            <sheetData><row hidden="1"/><row/><row r="9" hidden="true"/><row hidden="0"/><row ht="0"><c/></row></sheetData>
            <row r="50" hidden="1"/></worksheet>"#;
        let found = hidden(sheet.as_bytes());
        assert_eq!(found.rows.into_iter().collect::<Vec<_>>(), [0, 8, 10]);
        assert_eq!(found.columns.into_iter().collect::<Vec<_>>(), [1, 2, 4, 249, 250, 251, 252, 253, 254, 255]);
    }
}
