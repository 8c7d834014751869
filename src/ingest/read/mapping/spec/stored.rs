//! How a table is stored in its file.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::base::spanned::Spanned;

/// A format of tables; else the ending of the file's name says which it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Text, its cells separated by a delimiter.
    Csv,
    /// SDMX-CSV, of which labels behind codes (`FR: France`) are left out.
    SdmxCsv,
    /// A workbook of Excel.
    Xlsx,
    /// A workbook of LibreOffice.
    Ods,
    /// Apache Parquet.
    Parquet,
    /// A JSON object a line.
    JsonLines,
    /// JSON-stat: a cube, a row for each of its cells.
    JsonStat,
}

impl Format {
    /// Whether numbers are written as text, in a way that `numbers` says.
    pub fn is_text(self) -> bool {
        matches!(self, Format::Csv | Format::SdmxCsv)
    }

    /// The format that the ending of a file's name says, in lower case.
    pub fn of_name(name: &str) -> Format {
        match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "xlsx" | "xlsm" => Format::Xlsx,
            "ods" => Format::Ods,
            "parquet" => Format::Parquet,
            "jsonl" | "ndjson" => Format::JsonLines,
            "json" => Format::JsonStat,
            _ => Format::Csv,
        }
    }
}

/// What is said of how a table is stored.
#[derive(Debug, Clone, Copy)]
pub struct Stored<'a> {
    /// Format, where it is said.
    pub format: Option<Format>,
    /// Delimiter of text.
    pub delimiter: Option<&'a Spanned<String>>,
    /// Encoding of text.
    pub encoding: Option<&'a Spanned<String>>,
    /// Lines, or rows of a sheet, before the header.
    pub skip_lines: usize,
    /// Rows of the header.
    pub header_rows: &'a Spanned<usize>,
    /// Sheet of a workbook.
    pub sheet: Option<&'a Spanned<String>>,
    /// Cells of the sheet.
    pub range: Option<&'a Spanned<String>>,
    /// File within a zip.
    pub member: Option<&'a Spanned<String>>,
}

/// Declares what a table is, and next to that how it is stored.
macro_rules! stored {
    ($(#[$about:meta])* pub struct $Spec:ident { $($own:tt)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $Spec {
            $($own)*
            /// Format of the file, where the ending of its name does not say it.
            pub format: Option<$crate::ingest::read::mapping::spec::Format>,
            /// One character, or `tab`; a comma where nothing is said, and a tab in a `.tsv`.
            pub delimiter: Option<Spanned<String>>,
            /// WHATWG label (`utf-8`, `windows-1252`, `utf-16le`); UTF-8 where nothing is said. A byte order mark goes
            /// before it.
            pub encoding: Option<Spanned<String>>,
            /// Lines, or rows of a sheet, before the header.
            #[serde(default)]
            pub skip_lines: usize,
            /// Rows of the header, whose texts are joined by a space; an empty cell above is that to its left.
            #[serde(default = "one_row")]
            pub header_rows: Spanned<usize>,
            /// Sheet of a workbook: its name, with `*` and `?`; needed where it has several.
            pub sheet: Option<Spanned<String>>,
            /// Cells of the sheet, `B4:H60`.
            pub range: Option<Spanned<String>>,
            /// File within a zip, as a pattern; needed where it has several.
            pub member: Option<Spanned<String>>,
        }

        impl $Spec {
            /// How it is stored.
            pub(super) fn stored(&self) -> $crate::ingest::read::mapping::spec::Stored<'_> {
                $crate::ingest::read::mapping::spec::Stored {
                    format: self.format,
                    delimiter: self.delimiter.as_ref(),
                    encoding: self.encoding.as_ref(),
                    skip_lines: self.skip_lines,
                    header_rows: &self.header_rows,
                    sheet: self.sheet.as_ref(),
                    range: self.range.as_ref(),
                    member: self.member.as_ref(),
                }
            }
        }
    };
}
pub(super) use stored;

/// The delimiter's byte, if it is one.
pub fn delimiter(text: &str) -> Option<u8> {
    match text.as_bytes() {
        _ if text == "tab" => Some(b'\t'),
        [b] if b.is_ascii() && !matches!(b, b'"' | b'\n' | b'\r') => Some(*b),
        _ => None,
    }
}

/// Corners of a range of cells as `B4:H60`, both inside, rows and columns from 0: the upper left and the lower right.
pub fn cells_of(range: &str) -> Option<((u32, u32), (u32, u32))> {
    let corner = |text: &str| -> Option<(u32, u32)> {
        let digits = text.find(|c: char| c.is_ascii_digit())?;
        let (letters, row) = text.split_at(digits);
        let mut column = 0_u32;
        for letter in letters.bytes() {
            let letter = letter.is_ascii_alphabetic().then(|| u32::from(letter.to_ascii_uppercase() - b'A'))?;
            column = column.checked_mul(26)?.checked_add(letter + 1)?;
        }
        Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
    };
    let (first, last) = range.trim().split_once(':')?;
    let (first, last) = (corner(first)?, corner(last)?);
    (first.0 <= last.0 && first.1 <= last.1).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::cells_of;

    #[test]
    fn a_range_has_two_corners() {
        assert_eq!(cells_of("A1:B3"), Some(((0, 0), (2, 1))));
        assert_eq!(cells_of(" aa10:AZ200 "), Some(((9, 26), (199, 51))));
        for wrong in ["A1", "A0:B3", "B3:A1", "A:B", "1:2", "A1:B3:C4", "", "A1:ZZZZZZZZZZ9", "A1:B99999999999"] {
            assert_eq!(cells_of(wrong), None, "{wrong}");
        }
    }
}
