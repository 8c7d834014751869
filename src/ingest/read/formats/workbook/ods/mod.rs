//! Bytes of an ODS file to sheets of text, as LibreOffice and other programs save a form.
//!
//! What cells hold is read by calamine. What is said of them in the same part (formats, comments, what is hidden or merged)
//! is read by a second pass (`beside`), which counts rows and columns as calamine does: by the names that the standard usually gives.

mod beside;
pub(crate) mod extent;
mod styles;

use std::io::Cursor;

use calamine::{Data, Ods, OdsError, Range, Reader, SheetVisible};

use self::beside::{Beside, beside};
use self::extent::{broken, count, too_large};
use super::refusal::at_sheet;
use super::sheet::Sheet;
use crate::base::characters::printable;
use crate::ingest::finding::Finding;
use crate::ingest::limits::{self, workbook as most};
use crate::ingest::read::formats::csv::too_many_rows;
use crate::ingest::read::guard;

/// The sheets of a workbook in its order, and whether each is shown.
pub(super) struct OdsBook {
    /// Each is taken out when it is read.
    pub(super) sheets: Vec<(Sheet, bool)>,
}

impl OdsBook {
    /// Reads a workbook, or gives the finding that refuses it.
    pub(super) fn open(bytes: &[u8], file: &str) -> Result<OdsBook, Box<Finding>> {
        let unpacked = count(bytes, file)?;
        // A packed file of that size was let in alone already.
        let _alone = (unpacked > limits::LARGE && bytes.len() as u64 <= limits::LARGE).then(guard::alone);
        let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|e| refused(file, e))?;
        let metadata = book.sheets_metadata().to_vec();
        let beside = beside(bytes, file)?;
        if metadata.len() != beside.len() {
            return Err(broken(file, "its sheets cannot be told apart"));
        }
        let (mut sheets, mut rows): (Vec<(Sheet, bool)>, usize) = (Vec::new(), 0);
        for (sheet, beside) in metadata.into_iter().zip(beside) {
            if sheets.iter().any(|(other, _)| other.name == sheet.name) {
                let message = format!("There are two sheets {}. Keep one.", printable(&sheet.name));
                return Err(at_sheet(file, &sheet.name, "sheet_twice", message));
            }
            let cells = book.worksheet_range(&sheet.name).map_err(|e| refused(file, e))?;
            let formulas = book.worksheet_formula(&sheet.name).map_err(|e| refused(file, e))?;
            let is_shown = sheet.visible == SheetVisible::Visible;
            let sheet = filled(sheet.name, &cells, &formulas, beside);
            rows += sheet.rows.len();
            if rows > limits::ROWS {
                return Err(too_many_rows(file, limits::ROWS));
            }
            let bytes =
                |cells: &std::collections::BTreeMap<u32, String>| cells.values().map(String::len).sum::<usize>();
            if let Some((row, _)) = sheet.rows.iter().find(|(_, cells)| bytes(cells) > limits::ROW_BYTES) {
                let what = format!("more than {} bytes in row {} of {}", limits::ROW_BYTES, row + 1, sheet.name);
                return Err(too_large(file, &what));
            }
            sheets.push((sheet, is_shown));
        }
        Ok(OdsBook { sheets })
    }
}

/// A sheet of these cells.
fn filled(name: String, cells: &Range<Data>, formulas: &Range<String>, beside: Beside) -> Sheet {
    let mut sheet = Sheet {
        name,
        percents: beside.percents,
        thousandths: beside.thousandths,
        right: beside.right,
        struck: beside.struck,
        comments: beside.comments,
        hidden: beside.hidden,
        merged: beside.merged,
        ..Sheet::default()
    };
    let (top, left) = cells.start().unwrap_or_default();
    for (row, column, value) in cells.used_cells() {
        let Some(text) = text(value) else { continue };
        let (row, column) = (top + row as u32, left + column as u32);
        if column >= most::COLUMNS_READ {
            sheet.beyond.get_or_insert(((row, column), 0)).1 += 1;
        } else {
            sheet.rows.entry(row).or_default().insert(column, text);
        }
    }
    let (top, left) = formulas.start().unwrap_or_default();
    for (row, column, formula) in formulas.used_cells() {
        let place = (top + row as u32, left + column as u32);
        // The result of a formula that gives an empty text is there, and is an empty cell.
        let has_result = cells.get_value(place).is_some_and(|value| *value != Data::Empty);
        if place.1 < most::COLUMNS_READ && !has_result {
            let formula = formula.trim_start_matches("of:").trim_start_matches('=');
            sheet.unsolved.insert(place, formula.chars().take(FORMULA_SHOWN).collect());
        }
    }
    sheet
}

/// Characters of a formula that are kept for a finding.
const FORMULA_SHOWN: usize = 200;

fn refused(file: &str, error: OdsError) -> Box<Finding> {
    match error {
        OdsError::Password => Box::new(Finding::file(
            file,
            "workbook_broken",
            "The workbook is protected by a password, so nothing in it was read. Save it without one and send that.",
        )),
        error => broken(file, &error.to_string()),
    }
}

/// A cell's text: numbers in their shortest form, days as 2024-05-31, times and durations as 2:30:00.
fn text(value: &Data) -> Option<String> {
    let text = match value {
        Data::Empty => return None,
        Data::Int(i) => i.to_string(),
        Data::Float(f) => f.to_string(),
        Data::Bool(b) => if *b { "TRUE" } else { "FALSE" }.to_string(),
        Data::DateTimeIso(day) => {
            let day = day.trim();
            day.strip_suffix("T00:00:00").unwrap_or(day).to_string()
        }
        Data::DurationIso(time) => clock(time.trim()).unwrap_or_else(|| time.trim().to_string()),
        other => other.to_string().trim().to_string(),
    };
    (!text.is_empty()).then_some(text)
}

/// `PT02H30M00S` as `2:30:00`, which an XLSX workbook gives of the same cell.
fn clock(time: &str) -> Option<String> {
    let (hours, rest) = time.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.strip_suffix('S')?;
    let [hours, minutes] = [hours, minutes].map(|part| part.parse::<u32>());
    let seconds = seconds.parse::<f64>().ok().filter(|s| (0.0..60.0).contains(s))?;
    Some(format!("{}:{:02}:{:02}", hours.ok()?, minutes.ok()?, seconds as u32))
}

#[cfg(test)]
mod tests {
    use calamine::Data;

    use super::text;

    #[test]
    fn cells_are_written_as_those_of_an_xlsx_workbook() {
        for (value, written) in [
            (Data::Float(97.2), Some("97.2")),
            (Data::Float(2023.0), Some("2023")),
            (Data::Bool(true), Some("TRUE")),
            (Data::DateTimeIso("2024-05-31".into()), Some("2024-05-31")),
            (Data::DateTimeIso("2024-05-31T00:00:00".into()), Some("2024-05-31")),
            (Data::DateTimeIso("2024-05-31T15:30:00".into()), Some("2024-05-31T15:30:00")),
            (Data::DurationIso("PT02H30M00S".into()), Some("2:30:00")),
            (Data::DurationIso("P1D".into()), Some("P1D")),
            (Data::String(" a b ".into()), Some("a b")),
            (Data::String(" ".into()), None),
            (Data::Empty, None),
        ] {
            assert_eq!(text(&value).as_deref(), written, "{value:?}");
        }
    }
}
