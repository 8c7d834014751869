//! The bytes of a file to a table: a header, and rows of cells as text, whatever the format.

mod grid;
mod json_lines;
mod json_stat;
mod ods;
mod packed;
mod parquet;
mod sheet;
mod text;

use crate::ingest::finding::Finding;
use crate::ingest::read::mapping::spec::{Format, Stored, delimiter};

/// A table.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Names of the columns.
    pub header: Vec<String>,
    /// Each row with the line, or the row of the sheet, on which it begins.
    pub rows: Vec<(u32, csv::StringRecord)>,
    /// Name of the sheet, as a finding shows it.
    pub sheet: Option<String>,
    /// Letters of the sheet's columns.
    pub letters: Vec<String>,
    /// Formulas of the sheet whose results are not in the file: line, place in the row, and the formula.
    pub unsolved: Vec<(u32, usize, String)>,
    /// Whether the text ends without an end of line or a quotation mark, so that its last cell may go on.
    pub is_open: bool,
    /// Whether numbers are written as text.
    pub is_text: bool,
}

/// Reads a table as `stored` says, or gives the finding that refuses its file. `file` is its logical path, whose ending
/// says the format where nothing else does.
pub(super) fn read(stored: &Stored, bytes: &[u8], file: &str) -> Result<Table, Box<Finding>> {
    let packed::Unpacked { bytes, name } = packed::unpacked(bytes, file, stored.member)?;
    let format = stored.format.unwrap_or_else(|| Format::of_name(&name));
    let rows = *stored.header_rows.get_ref();
    match format {
        Format::Csv | Format::SdmxCsv => {
            let usual = if name.ends_with(".tsv") { b'\t' } else { b',' };
            let delimiter = stored.delimiter.and_then(|d| delimiter(d.get_ref())).unwrap_or(usual);
            let encoding = stored.encoding.and_then(|e| encoding_rs::Encoding::for_label(e.get_ref().as_bytes()));
            let text = text::decode(&bytes, encoding.unwrap_or(encoding_rs::UTF_8), file)?;
            drop(bytes);
            let mut table = text::split(&text, delimiter, stored.skip_lines, rows, file)?;
            if format == Format::SdmxCsv {
                text::without_labels(&mut table);
            }
            Ok(table)
        }
        Format::Xlsx => grid::table(sheet::grid(&bytes, file, stored.sheet)?, stored, file),
        Format::Ods => grid::table(ods::grid(&bytes, file, stored.sheet)?, stored, file),
        Format::Parquet => parquet::table(bytes.into_owned(), file),
        Format::JsonLines => json_lines::table(&text::decode(&bytes, encoding_rs::UTF_8, file)?, file),
        Format::JsonStat => json_stat::table(&text::decode(&bytes, encoding_rs::UTF_8, file)?, file),
    }
}

/// A finding that refuses a file which is not what its format says.
fn refused(file: &str, code: &'static str, message: impl Into<String>) -> Box<Finding> {
    Box::new(Finding::file(file, code, message))
}
