//! The bytes of a file to a table: a header, and rows of cells as text, whatever the format.

mod grid;
mod json;
mod json_lines;
mod json_stat;
pub(crate) mod look;
mod ods;
mod packed;
mod pages;
mod parquet;
mod read;
mod sheet;
mod text;
mod unshown;

pub(crate) use self::read::{Table, Wanted};
use crate::ingest::finding::Finding;
use crate::ingest::read::mapping::spec::{Format, Stored, delimiter};

/// Reads a table as `stored` says, or gives the finding that refuses its file. `file` is its logical path, whose ending
/// says the format where nothing else does. Of Parquet the columns that are not wanted are left out.
pub(crate) fn read(stored: &Stored, bytes: &[u8], file: &str, wanted: &Wanted) -> Result<Table, Box<Finding>> {
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
        Format::Parquet => parquet::table(bytes.into_owned(), file, wanted),
        Format::JsonLines => json_lines::table(&text::decode(&bytes, encoding_rs::UTF_8, file)?, file),
        Format::JsonStat => json_stat::table(&text::decode(&bytes, encoding_rs::UTF_8, file)?, file),
    }
}
