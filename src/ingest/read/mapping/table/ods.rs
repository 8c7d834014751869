//! A sheet of an ODS workbook. What it would unpack to is counted before it is read: a few bytes may repeat a row a
//! million times.

use std::io::{BufReader, Cursor, Read};

use calamine::{Data, Ods, Reader};
use quick_xml::XmlVersion;
use quick_xml::events::Event;

use crate::base::spanned::Spanned;
use crate::ingest::finding::Finding;
use crate::ingest::limits::workbook as most;
use crate::ingest::read::formats::csv::short;
use crate::ingest::read::mapping::table::grid::Grid;
use crate::ingest::read::mapping::table::read::refused;
use crate::ingest::read::mapping::table::sheet::chosen;
use crate::ingest::read::mapping::table::unshown;

/// The cells of the sheet that is meant.
pub(super) fn grid(bytes: &[u8], file: &str, wanted: Option<&Spanned<String>>) -> Result<Grid, Box<Finding>> {
    count(bytes, file)?;
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|e| broken(file, &e.to_string()))?;
    let name = chosen(&book.sheet_names(), wanted, file)?;
    let range = book.worksheet_range(&name).map_err(|e| broken(file, &e.to_string()))?;
    let (top, left) = range.start().unwrap_or_default();
    let mut grid = Grid { name, ..Grid::default() };
    for (row, column, value) in range.used_cells() {
        if let Some(text) = text(value) {
            grid.rows.entry(top + row as u32).or_default().insert(left + column as u32, text);
        }
    }
    grid.hidden = unshown::of_ods(bytes, &grid.name, &grid.rows);
    Ok(grid)
}

/// A cell's text: numbers in their shortest form, days as they are written.
fn text(value: &Data) -> Option<String> {
    let text = match value {
        Data::Empty => return None,
        Data::Int(i) => i.to_string(),
        Data::Float(f) => f.to_string(),
        Data::Bool(b) => if *b { "TRUE" } else { "FALSE" }.to_string(),
        other => other.to_string().trim().to_string(),
    };
    (!text.is_empty()).then_some(text)
}

pub(super) fn broken(file: &str, error: &str) -> Box<Finding> {
    let message = format!(
        "The workbook cannot be read ({}). Open it, save it as .ods or .xlsx under another name, and use that.",
        short(error)
    );
    refused(file, "workbook_broken", message)
}

fn too_large(file: &str, what: &str) -> Box<Finding> {
    let message = format!("The workbook holds {what}, and that much is read of one. Keep the sheet that is needed.");
    refused(file, "workbook_too_large", message)
}

/// Refuses a workbook that unpacks to more than is read of one.
pub(super) fn count(bytes: &[u8], file: &str) -> Result<(), Box<Finding>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken(file, "it is no ODS workbook"))?;
    if archive.has_duplicate_names() {
        return Err(broken(
            file,
            "it holds two parts of one name, so what it says depends on the program that reads it",
        ));
    }
    if archive.len() > most::PARTS {
        return Err(too_large(file, &format!("more than {} parts", most::PARTS)));
    }
    for name in ["content.xml", "META-INF/manifest.xml"] {
        let part = archive.by_name(name).map_err(|e| broken(file, &e.to_string()))?;
        let mut left = part.take(most::UNPACKED + 1);
        let counted = extent(BufReader::new(&mut left));
        std::io::copy(&mut left, &mut std::io::sink()).map_err(|e| broken(file, &e.to_string()))?;
        if left.limit() == 0 {
            return Err(too_large(file, &format!("more than {} MB", most::UNPACKED >> 20)));
        }
        let counted = counted.map_err(|e| broken(file, &e))?;
        if counted.cells > most::CELLS as u64 {
            return Err(too_large(file, &format!("more than {} cells", most::CELLS)));
        }
        if counted.longest > most::CELL_CHARACTERS as u64 {
            return Err(too_large(file, &format!("a cell of more than {} characters", most::CELL_CHARACTERS)));
        }
        if counted.text > most::TEXT as u64 {
            return Err(too_large(file, &format!("more than {} MB of text in its cells", most::TEXT >> 20)));
        }
    }
    Ok(())
}

/// What a workbook unpacks to.
#[derive(Default)]
struct Extent {
    /// Cells of all tables, each as far as its last filled row and column.
    cells: u64,
    /// Bytes of the text in the longest cell.
    longest: u64,
    /// Bytes of the texts of all cells, a repeated one each time.
    text: u64,
}

impl Extent {
    /// Adds a text as often as it is repeated; the next one begins with nothing.
    fn add(&mut self, length: &mut u64, times: u64) {
        self.longest = self.longest.max(*length);
        self.text = self.text.saturating_add(length.saturating_mul(times));
        *length = 0;
    }
}

/// Attributes by which a cell has a value, as the reader of workbooks takes them.
const VALUES: [&str; 4] = ["office:value-type", "office:value", "office:boolean-value", "calcext:value-type"];

/// Attributes by which it has a text or a formula.
const TEXTS: [&str; 4] = ["office:string-value", "office:date-value", "office:time-value", "table:formula"];

fn extent(part: impl std::io::BufRead) -> Result<Extent, String> {
    let mut reader = quick_xml::Reader::from_reader(part);
    reader.config_mut().check_end_names = false;
    // As often as an attribute says, which may be written with references: `&#50;`.
    let repeated = |element: &quick_xml::events::BytesStart, key: &str| -> Result<u64, String> {
        let mut given = element.attributes();
        let Some(given) = given.with_checks(false).flatten().find(|a| a.key.as_ref() == key) else { return Ok(1) };
        let value = given.normalized_value(XmlVersion::Implicit1_0).map_err(|e| e.to_string())?;
        value.parse().map_err(|_| format!("{key} is {value:?} and no whole number"))
    };
    let (mut all, mut buffer) = (Extent::default(), Vec::new());
    // Of the cell: how often it is repeated in its row, and the bytes of its text.
    let (mut copies, mut length) = (1_u64, 0_u64);
    // Of the table: rows so far, the last filled one, the last filled column. Of the row: how often it is repeated,
    // cells so far, the last filled one.
    let (mut rows, mut last_row, mut last_column) = (0_u64, 0_u64, 0_u64);
    let (mut times, mut cells, mut last_cell) = (1_u64, 0_u64, 0_u64);
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|e| e.to_string())?;
        match &event {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "table" => (rows, last_row, last_column) = (0, 0, 0),
                "table-row" => (times, cells, last_cell) = (repeated(element, "table:number-rows-repeated")?, 0, 0),
                "table-cell" | "covered-table-cell" => {
                    (copies, length) = (repeated(element, "table:number-columns-repeated")?, 0);
                    cells = cells.saturating_add(copies);
                    let mut given = element.attributes();
                    for attribute in given.with_checks(false).flatten() {
                        let key: &str = attribute.key.as_ref();
                        let is_text = TEXTS.contains(&key);
                        if is_text || VALUES.contains(&key) {
                            last_cell = cells;
                        }
                        // What is written there is copied with the cell, whatever the type says.
                        if is_text {
                            length = length.saturating_add(attribute.value.len() as u64);
                        }
                    }
                    // Nothing ends an empty element.
                    if matches!(event, Event::Empty(_)) {
                        all.add(&mut length, copies.saturating_mul(times));
                    }
                }
                // A text without a type, or a formula; a line of it.
                "p" => (last_cell, length) = (cells, length.saturating_add(1)),
                "tab" | "line-break" => length = length.saturating_add(1),
                // Spaces are written as one element with their number.
                "s" => length = length.saturating_add(repeated(element, "text:c")?),
                _ => {}
            },
            Event::Text(text) => length = length.saturating_add(text.len() as u64),
            Event::CData(text) => length = length.saturating_add(text.len() as u64),
            // A reference stands for one character, which has at most four bytes.
            Event::GeneralRef(_) => length = length.saturating_add(4),
            _ => {}
        }
        match &event {
            Event::End(element) if matches!(element.local_name().as_ref(), "table-cell" | "covered-table-cell") => {
                all.add(&mut length, copies.saturating_mul(times));
            }
            Event::End(element) if element.local_name().as_ref() == "table-row" => {
                rows = rows.saturating_add(times);
                if last_cell > 0 {
                    last_row = rows;
                    last_column = last_column.max(last_cell);
                }
            }
            Event::End(element) if element.local_name().as_ref() == "table" => {
                all.cells = all.cells.saturating_add(last_row.saturating_mul(last_column));
            }
            Event::Eof => return Ok(all),
            _ => {}
        }
    }
}
