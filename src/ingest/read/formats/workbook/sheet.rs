//! Bytes of an XLSX file to cells of text: what a hostile or broken file can do is stopped here.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::sync::MutexGuard;

use calamine::{DataRef, HorizontalAlignment, Reader, SheetType, SheetVisible, Xlsx, XlsxFormulaMetadata};

use crate::ingest::finding::Finding;
use crate::ingest::limits::{self, workbook as most};
use crate::ingest::read::formats::csv;
use crate::ingest::read::formats::workbook::hidden::Hidden;
use crate::ingest::read::formats::workbook::number_format::{Hides, shows_hundredfold, shows_thousandth};
use crate::ingest::read::formats::workbook::package::{beside, recalculates};
use crate::ingest::read::formats::workbook::refusal::too_large;
use crate::ingest::read::formats::workbook::scan::scan;
use crate::ingest::read::guard;

/// Characters of a formula that are kept for a finding.
const FORMULA_SHOWN: usize = 200;

/// A sheet, as text. Rows and columns count from 0.
#[derive(Debug, Default)]
pub struct Sheet {
    pub name: String,
    /// Non-empty cells, trimmed.
    pub rows: BTreeMap<u32, BTreeMap<u32, String>>,
    /// Formulas that were saved without their result.
    pub unsolved: BTreeMap<(u32, u32), String>,
    /// Cells that show a hundredfold of what they hold, with `%`.
    pub percents: BTreeSet<(u32, u32)>,
    /// Cells whose format shows a thousandth, or less, of what they hold.
    pub thousandths: BTreeSet<(u32, u32)>,
    /// Cells whose format shows nothing of what they hold, or another number.
    pub invisible: BTreeSet<(u32, u32)>,
    /// Cells whose format aligns them to the right, as the form does with numbers that it shows.
    pub right: BTreeSet<(u32, u32)>,
    /// Cells that are struck out, or of whose text a part is.
    pub struck: BTreeSet<(u32, u32)>,
    /// Names of cells with comments, `E14`, in the order of the part that holds them.
    pub comments: Vec<String>,
    /// Rows and columns that are not shown.
    pub hidden: Hidden,
    /// Corners of merged cells, both inside.
    pub merged: Vec<((u32, u32), (u32, u32))>,
    /// The first filled cell beyond the columns that are read, and how many there are.
    pub beyond: Option<((u32, u32), usize)>,
}

impl Sheet {
    /// Whether nothing of a row was read so far.
    fn is_new(&self, row: u32) -> bool {
        !self.rows.contains_key(&row) && self.unsolved.range((row, 0)..=(row, u32::MAX)).next().is_none()
    }
}

/// A workbook whose parts were counted and whose sheets are read one at a time.
pub struct Book<'a> {
    book: Xlsx<Cursor<&'a [u8]>>,
    bytes: &'a [u8],
    file: &'a str,
    /// Whether the results of formulas that it holds are not what office programs show.
    recalculates: bool,
    /// Cells, rows and bytes of text read so far.
    cells: usize,
    rows: usize,
    text: usize,
    /// Held while a large workbook is in memory.
    _alone: Option<MutexGuard<'static, ()>>,
}

impl<'a> Book<'a> {
    /// Opens a workbook, or gives the finding that refuses it.
    pub fn open(bytes: &'a [u8], file: &'a str) -> Result<Book<'a>, Box<Finding>> {
        let unpacked = scan(bytes, file, most::UNPACKED)?;
        let recalculates = recalculates(bytes, file)?;
        // A packed file of that size was let in alone already.
        let alone = (unpacked > limits::LARGE && bytes.len() as u64 <= limits::LARGE).then(guard::alone);
        let book = Xlsx::new(Cursor::new(bytes)).map_err(|e| broken(file, &e))?;
        // It is said in every row of the sheet.
        if book.sheets_metadata().iter().any(|s| s.name.len() > most::SHEET_NAME_BYTES) {
            return Err(too_large(file, &format!("a sheet whose name has more than {} bytes", most::SHEET_NAME_BYTES)));
        }
        Ok(Book { book, bytes, file, recalculates, cells: 0, rows: 0, text: 0, _alone: alone })
    }

    /// Names of the sheets of cells, in the workbook's order, and whether each is shown.
    pub fn sheets(&self) -> Vec<(String, bool)> {
        self.book
            .sheets_metadata()
            .iter()
            .filter(|s| s.typ == SheetType::WorkSheet)
            .map(|s| (s.name.clone(), s.visible == SheetVisible::Visible))
            .collect()
    }

    /// The text of the first cell of a sheet that has one.
    pub fn first_text(&mut self, name: &str) -> Result<Option<String>, Box<Finding>> {
        let file = self.file;
        let mut reader = self.book.worksheet_cells_reader(name).map_err(|e| broken(file, &e))?;
        while let Some(cell) = reader.next_cell().map_err(|e| broken(file, &e))? {
            if let Some(text) = text(cell.get_value()) {
                return Ok(Some(text));
            }
        }
        Ok(None)
    }

    /// A sheet's cells.
    pub fn read(&mut self, name: &str) -> Result<Sheet, Box<Finding>> {
        let mut sheet = Sheet { name: name.to_string(), ..Sheet::default() };
        self.read_cells(&mut sheet)?;
        self.read_formats(&mut sheet)?;
        (sheet.hidden, sheet.comments) = beside(self.bytes, self.file, name)?;
        sheet.struck.append(&mut sheet.hidden.struck);
        let merged = self.book.merge_cells_by_sheet_name(name).map_err(|e| broken(self.file, &e))?;
        sheet.merged = merged.iter().map(|d| (d.start, d.end)).collect();
        Ok(sheet)
    }

    fn read_cells(&mut self, sheet: &mut Sheet) -> Result<(), Box<Finding>> {
        let file = self.file;
        let mut reader = self.book.worksheet_cells_reader(&sheet.name).map_err(|e| broken(file, &e))?;
        // The text of a shared formula is at its first cell; it is not worked out for the others.
        let mut shared: BTreeMap<usize, String> = BTreeMap::new();
        let shown = |formula: &str| formula.chars().take(FORMULA_SHOWN).collect::<String>();
        while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(|e| broken(file, &e))? {
            let (row, column) = cell.pos;
            self.cells += 1;
            if self.cells > most::CELLS {
                return Err(too_large(file, &format!("more than {} cells", most::CELLS)));
            }
            let formula = match cell.formula {
                None => None,
                Some(XlsxFormulaMetadata::Normal { formula }) => Some(shown(&formula)),
                Some(XlsxFormulaMetadata::Shared { shared_index, formula, .. }) => {
                    shared.insert(shared_index, shown(&formula));
                    Some(shown(&formula))
                }
                Some(derived) => Some(derived.shared_index().and_then(|i| shared.get(&i).cloned()).unwrap_or_default()),
            };
            let text = text(&cell.value).filter(|_| formula.is_none() || !self.recalculates);
            // The result of a formula that gives an empty text is there, and is an empty cell.
            let formula = formula.filter(|_| self.recalculates || !matches!(cell.value, DataRef::String(_)));
            if column >= most::COLUMNS_READ {
                if text.is_some() {
                    sheet.beyond.get_or_insert(((row, column), 0)).1 += 1;
                }
                continue;
            }
            if text.is_some() || formula.is_some() {
                self.rows += usize::from(sheet.is_new(row));
                if self.rows > limits::ROWS {
                    return Err(csv::too_many_rows(file, limits::ROWS));
                }
            }
            let Some(text) = text else {
                sheet.unsolved.extend(formula.map(|f| ((row, column), f)));
                continue;
            };
            if text.len() > most::CELL_CHARACTERS && text.chars().count() > most::CELL_CHARACTERS {
                return Err(cell_too_long(file, sheet, row, column));
            }
            self.text += text.len();
            if self.text > most::TEXT {
                return Err(too_large(file, &format!("more than {} MB of text", most::TEXT >> 20)));
            }
            if sheet.rows.entry(row).or_default().insert(column, text).is_some() {
                return Err(cell_twice(file, sheet, row, column));
            }
        }
        let long =
            sheet.rows.iter().find(|(_, cells)| cells.values().map(String::len).sum::<usize>() > limits::ROW_BYTES);
        match long {
            Some((row, _)) => Err(too_large(
                file,
                &format!("more than {} bytes in row {} of {}", limits::ROW_BYTES, row + 1, sheet.name),
            )),
            None => Ok(()),
        }
    }

    /// Finds the cells whose format shows another number than they hold, those that it aligns to the right, and those that
    /// it strikes out.
    fn read_formats(&mut self, sheet: &mut Sheet) -> Result<(), Box<Finding>> {
        let file = self.file;
        let mut reader = self.book.worksheet_cells_reader(&sheet.name).map_err(|e| broken(file, &e))?;
        let formats: Vec<CellFormat> = reader.styles().iter().map(CellFormat::new).collect();
        if formats.iter().all(|format| *format == CellFormat::default()) {
            return Ok(());
        }
        let mut styled = BTreeSet::new();
        while let Some((row, column, style)) = reader.next_style_id().map_err(|e| broken(file, &e))? {
            styled.insert((row, column));
            if sheet.rows.get(&row).is_some_and(|r| r.contains_key(&column)) {
                formats.get(style).copied().unwrap_or_default().note((row, column), sheet);
            }
        }
        // The reader passes over cells of the first style, which is that of cells that name none.
        let cells = sheet.rows.iter().flat_map(|(row, cells)| cells.keys().map(|column| (*row, *column)));
        let unstyled: Vec<(u32, u32)> = cells.filter(|place| !styled.contains(place)).collect();
        let first = formats.first().copied().unwrap_or_default();
        unstyled.into_iter().for_each(|place| first.note(place, sheet));
        Ok(())
    }
}

/// What is asked of a cell's format.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct CellFormat {
    percent: bool,
    thousandth: bool,
    right: bool,
    hidden: Hides,
    struck: bool,
}

impl CellFormat {
    fn new(style: &calamine::Style) -> CellFormat {
        let number = style.number_format.as_ref();
        CellFormat {
            percent: number.is_some_and(|f| matches!(f.format_id, Some(9 | 10)) || shows_hundredfold(&f.format_code)),
            thousandth: number.is_some_and(|f| shows_thousandth(&f.format_code)),
            hidden: number.map(|f| Hides::new(&f.format_code)).unwrap_or_default(),
            struck: style.font.as_ref().is_some_and(|f| f.strikethrough),
            right: style.alignment.as_ref().is_some_and(|a| a.horizontal == HorizontalAlignment::Right),
        }
    }

    /// Notes in the sheet what holds of a filled cell.
    fn note(self, place: (u32, u32), sheet: &mut Sheet) {
        let text = sheet.rows.get(&place.0).and_then(|cells| cells.get(&place.1));
        let hides = self.hidden.hides(text.and_then(|text| text.parse().ok()));
        for (holds, places) in [
            (hides, &mut sheet.invisible),
            (self.percent, &mut sheet.percents),
            (self.thousandth, &mut sheet.thousandths),
            (self.right, &mut sheet.right),
            (self.struck, &mut sheet.struck),
        ] {
            if holds {
                places.insert(place);
            }
        }
    }
}

fn broken(file: &str, error: &calamine::XlsxError) -> Box<Finding> {
    let message = format!(
        "The workbook cannot be read ({}). Open it, save it as .xlsx under another name, and send that.",
        csv::short(&error.to_string())
    );
    Box::new(Finding::file(file, "workbook_broken", message))
}

fn cell_twice(file: &str, sheet: &Sheet, row: u32, column: u32) -> Box<Finding> {
    let cell = format!("{}{}", letters(column), row + 1);
    Box::new(Finding {
        sheet: Some(crate::base::characters::printable(&sheet.name)),
        ..Finding::file(
            file,
            "workbook_broken",
            format!(
                "The workbook holds the cell {cell} twice, so which is meant is unknown. Open it, save it as .xlsx under another name, and send that."
            ),
        )
    })
}

fn cell_too_long(file: &str, sheet: &Sheet, row: u32, column: u32) -> Box<Finding> {
    let cell = format!("{}{}", letters(column), row + 1);
    let message = format!(
        "The cell {cell} has more than {} characters, and no cell holds so many. Shorten it.",
        most::CELL_CHARACTERS
    );
    Box::new(Finding { sheet: Some(sheet.name.clone()), ..Finding::file(file, "workbook_too_large", message) })
}

/// A cell's text: numbers in their shortest form, dates as 2024-05-31, times and durations as 2:30:00, which a spreadsheet
/// makes of `2:30` and keeps as a part of a day.
fn text(value: &DataRef) -> Option<String> {
    let text = match value {
        DataRef::Empty => return None,
        DataRef::Int(i) => i.to_string(),
        DataRef::Float(f) => f.to_string(),
        DataRef::String(s) | DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => s.trim().to_string(),
        DataRef::SharedString(s) => s.trim().to_string(),
        DataRef::Bool(b) => if *b { "TRUE" } else { "FALSE" }.to_string(),
        DataRef::DateTime(d)
            if d.is_datetime() && d.as_f64().is_finite() && (1.0..3_000_000.0).contains(&d.as_f64()) =>
        {
            let (year, month, day, hour, minute, second, _) = d.to_ymd_hms_milli();
            match (hour, minute, second) {
                (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"),
            }
        }
        DataRef::DateTime(d) if (0.0..3_000_000.0).contains(&d.as_f64()) => {
            let seconds = (d.as_f64() * 86_400.0).round() as u64;
            format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
        }
        DataRef::DateTime(d) => d.as_f64().to_string(),
        DataRef::Error(e) => e.to_string(),
    };
    (!text.is_empty()).then_some(text)
}

/// A column's letters: A, B ... Z, AA ...
pub fn letters(column: u32) -> String {
    let mut rest = column + 1;
    let mut reversed = Vec::new();
    while rest > 0 {
        rest -= 1;
        reversed.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    reversed.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
