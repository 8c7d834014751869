//! What the part of a sheet says of how its cells are shown: rows and columns that office programs do not show (hidden
//! by hand, folded, or left out by a filter), and cells of which a part is struck out.

use std::collections::BTreeSet;
use std::io::{BufReader, Read};

use quick_xml::events::{BytesStart, Event};

use super::element::{attribute, cell};
use super::struck::Runs;
use crate::ingest::limits::workbook::COLUMNS_READ;

/// Rows and columns that are not shown, from 0; columns as far as they are read; and cells with runs that are struck out.
#[derive(Debug, Default)]
pub struct Hidden {
    pub rows: BTreeSet<u32>,
    pub columns: BTreeSet<u32>,
    pub struck: BTreeSet<(u32, u32)>,
}

/// What is hidden in the part of a sheet, and what is struck out: `struck_texts` are places of shared texts. What is not
/// well formed was refused before.
pub(super) fn hidden(part: impl Read, struck_texts: &BTreeSet<usize>) -> Hidden {
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(part));
    let (mut found, mut at, mut buffer) = (Hidden::default(), Place::default(), Vec::new());
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer);
        let is_empty = matches!(event, Ok(Event::Empty(_)));
        match event {
            Ok(Event::Start(element) | Event::Empty(element)) => match element.local_name().as_ref() {
                "row" => {
                    at.enter_row(&element);
                    if is_hidden(&element, "ht") {
                        found.rows.insert(at.row);
                    }
                }
                "col" if is_hidden(&element, "width") => {
                    let end = |name| attribute(&element, name).and_then(|at| at.parse::<u32>().ok()).unwrap_or(0);
                    found.columns.extend(end("min").max(1) - 1..end("max").min(COLUMNS_READ));
                }
                "c" => at.enter_cell(&element),
                "v" => at.in_shared = at.is_shared && !is_empty,
                _ => at.runs.enter(&element, is_empty),
            },
            Ok(Event::End(element)) => match element.local_name().as_ref() {
                "sheetData" => return found,
                "v" => at.in_shared = false,
                "c" if at.runs.end() => drop(found.struck.insert((at.row, at.column))),
                name => at.runs.leave(name),
            },
            Ok(Event::Text(text)) if at.in_shared => {
                if text.parse().is_ok_and(|text| struck_texts.contains(&text)) {
                    found.struck.insert((at.row, at.column));
                }
            }
            Ok(Event::Text(text)) => at.runs.text(&text),
            Ok(Event::CData(text)) => at.runs.text(&text),
            Ok(Event::GeneralRef(_)) => at.runs.text("&"),
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

/// The row and the cell in which a sheet is read, from 0. One that does not say where it is follows the one before it.
#[derive(Default)]
struct Place {
    row: u32,
    column: u32,
    next_row: u32,
    next_column: u32,
    /// Whether the cell has a shared text, and whether its place among them is being read.
    is_shared: bool,
    in_shared: bool,
    runs: Runs,
}

impl Place {
    fn enter_row(&mut self, element: &BytesStart) {
        let given = attribute(element, "r").and_then(|r| r.parse::<u32>().ok());
        self.row = given.map_or(self.next_row, |row| row.saturating_sub(1));
        (self.next_row, self.next_column) = (self.row.saturating_add(1), 0);
    }

    fn enter_cell(&mut self, element: &BytesStart) {
        match attribute(element, "r").and_then(|r| cell(&r)) {
            Some((row, column)) => (self.row, self.column) = (row - 1, column - 1),
            None => self.column = self.next_column,
        }
        self.next_column = self.column.saturating_add(1);
        self.is_shared = attribute(element, "t").is_some_and(|kind| kind == "s");
        self.runs = Runs::default();
    }
}

/// Whether a row or column is marked as hidden, or has no size.
fn is_hidden(element: &BytesStart, size: &str) -> bool {
    attribute(element, "hidden").is_some_and(|hidden| matches!(hidden.as_str(), "1" | "true"))
        || attribute(element, size).is_some_and(|size| size.parse() == Ok(0.0))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::hidden;

    #[test]
    fn cells_of_which_a_part_is_struck_out_are_found() {
        let run = |strike: &str| format!("<is><r><rPr>{strike}</rPr><t>gone</t></r><r><t> kept</t></r></is>");
        let (struck, plain) = (run("<strike/>"), run("<b/>"));
        let sheet = format!(
            "<worksheet><sheetData><row r=\"2\"><c r=\"B2\" t=\"s\"><v>4</v></c><c t=\"s\"><v>3</v></c><c><v>4</v></c><c/></row>\
             <row><c/><c t=\"inlineStr\">{struck}</c><c t=\"inlineStr\">{plain}</c><c r=\"AA9\" t=\"inlineStr\">{struck}</c></row>\
             </sheetData></worksheet>"
        );
        let found = hidden(sheet.as_bytes(), &BTreeSet::from([4]));
        assert_eq!(found.struck.into_iter().collect::<Vec<_>>(), [(1, 1), (2, 1), (8, 26)]);
    }

    #[test]
    fn rows_and_columns_that_are_not_shown_are_found() {
        let sheet = r#"<worksheet><cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="0" customWidth="1"/>
            <col min="7" max="7" width="9"/><col min="0" max="0" hidden="1"/><col min="250" max="16384" hidden="true"/></cols>
            <sheetData><row hidden="1"/><row/><row r="9" hidden="true"/><row hidden="0"/><row ht="0"><c/></row></sheetData>
            <row r="50" hidden="1"/></worksheet>"#;
        let found = hidden(sheet.as_bytes(), &BTreeSet::new());
        assert_eq!(found.rows.into_iter().collect::<Vec<_>>(), [0, 8, 10]);
        assert_eq!(found.columns.into_iter().collect::<Vec<_>>(), [1, 2, 4, 249, 250, 251, 252, 253, 254, 255]);
    }
}
