//! What is in a file before it is known how its table stands in it.

use std::io::Cursor;

use calamine::{Ods, Reader};

use crate::base::spanned::Spanned;
use crate::ingest::finding::Finding;
use crate::ingest::read::formats::workbook::Book;
use crate::ingest::read::formats::workbook::ods::extent::{broken, count};
use crate::ingest::read::mapping::spec::Format;
use crate::ingest::read::mapping::table::grid::Grid;
use crate::ingest::read::mapping::table::{ods, packed, sheet, text};

/// A row as it stands: its line, or the row of the sheet, from 1, and its cells.
pub type Row = (u32, Vec<String>);

/// The names of the files within a zip.
pub fn members(bytes: &[u8], file: &str) -> Result<Vec<String>, Box<Finding>> {
    packed::members(bytes, file)
}

/// A file's bytes, unpacked where its name says that they are packed, and the name of what they are in lower case.
pub fn unpacked(bytes: &[u8], file: &str, member: Option<&Spanned<String>>) -> Result<(Vec<u8>, String), Box<Finding>> {
    let found = packed::unpacked(bytes, file, member)?;
    Ok((found.bytes.into_owned(), found.name))
}

/// The text of bytes in an encoding.
pub fn decoded(bytes: &[u8], encoding: &'static encoding_rs::Encoding, file: &str) -> Result<String, Box<Finding>> {
    text::decode(bytes, encoding, file)
}

/// The names of the sheets of a workbook.
pub fn sheets(format: Format, bytes: &[u8], file: &str) -> Result<Vec<String>, Box<Finding>> {
    if format == Format::Xlsx {
        return Ok(Book::open(bytes, file)?.sheets().into_iter().map(|(name, _)| name).collect());
    }
    count(bytes, file)?;
    let book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|e| broken(file, &e.to_string()))?;
    Ok(book.sheet_names())
}

/// The first `most` filled rows of a sheet.
pub fn sheet_rows(
    format: Format,
    bytes: &[u8],
    file: &str,
    sheet: &Spanned<String>,
    most: usize,
) -> Result<Vec<Row>, Box<Finding>> {
    let grid: Grid = match format {
        Format::Xlsx => sheet::grid(bytes, file, Some(sheet))?,
        _ => ods::grid(bytes, file, Some(sheet))?,
    };
    let row = |(row, cells): (&u32, &std::collections::BTreeMap<u32, String>)| {
        let last = cells.keys().next_back().copied().unwrap_or_default();
        (row + 1, (0..=last).map(|at| cells.get(&at).cloned().unwrap_or_default()).collect())
    };
    Ok(grid.rows.iter().take(most).map(row).collect())
}
