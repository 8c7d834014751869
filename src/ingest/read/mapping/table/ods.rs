//! A sheet of an ODS workbook.

use std::io::Cursor;

use calamine::{Data, Ods, Reader};

use crate::base::spanned::Spanned;
use crate::ingest::finding::Finding;
use crate::ingest::read::formats::workbook::ods::extent::{broken, count};
use crate::ingest::read::mapping::table::grid::Grid;
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
