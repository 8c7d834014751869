//! A sheet of an XLSX workbook.

use crate::base::spanned::Spanned;
use crate::ingest::finding::Finding;
use crate::ingest::read::formats::csv::short;
use crate::ingest::read::formats::workbook::Book;
use crate::ingest::read::mapping::table::grid::Grid;
use crate::ingest::read::mapping::table::read::refused;

/// The cells of the sheet that is meant.
pub(super) fn grid(bytes: &[u8], file: &str, wanted: Option<&Spanned<String>>) -> Result<Grid, Box<Finding>> {
    let mut book = Book::open(bytes, file)?;
    let sheets: Vec<String> = book.sheets().into_iter().map(|(name, _)| name).collect();
    let name = chosen(&sheets, wanted, file)?;
    let sheet = book.read(&name)?;
    Ok(Grid { name, rows: sheet.rows, hidden: sheet.hidden, unsolved: sheet.unsolved })
}

/// The one sheet of that name, or the only one.
pub(super) fn chosen(sheets: &[String], wanted: Option<&Spanned<String>>, file: &str) -> Result<String, Box<Finding>> {
    let pattern = wanted.and_then(|w| glob::Pattern::new(&w.get_ref().replace('[', "[[]")).ok());
    let is_meant = |sheet: &&String| pattern.as_ref().is_none_or(|p| p.matches(sheet));
    let found: Vec<&String> = sheets.iter().filter(is_meant).collect();
    match found[..] {
        [one] => Ok(one.clone()),
        [] => {
            let message = format!(
                "The workbook has no sheet of the name that the mapping says. It has {}. Mend sheet in the mapping.",
                short(&sheets.join(", "))
            );
            Err(refused(file, "missing_sheet", message))
        }
        _ => {
            let message = format!(
                "The workbook has several sheets that may be meant. Write one of them into the mapping (sheet = \"...\"): {}.",
                short(&sheets.join(", "))
            );
            Err(refused(file, "missing_sheet", message))
        }
    }
}
