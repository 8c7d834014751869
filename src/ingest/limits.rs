//! How much of a file is read. Every limit is here with its reason; `just memory` measures what a file at its limits
//! costs.
//!
//! They are set so that `check` and `ingest` of any one file stay below 512 MB of memory, and far above what a
//! submission needs: the template has 76 series, so thirty years of a city are 2 280 rows.

/// Bytes of a submission (CSV or workbook). A filled template has some 40 kB; a row of a long CSV some 100 bytes.
pub const SUBMISSION_BYTES: u64 = 16 << 20;

/// Bytes of a table that a mapping reads. The largest of the United Kingdom trial has 4 MB.
pub const TABLE_BYTES: u64 = 16 << 20;

/// Rows of a file, over all sheets of a workbook. A row costs some 2 kB while it is typed and checked.
pub const ROWS: usize = 50_000;

/// Rows of a table that a mapping reads, and records that it draws from them: a row of a wide table gives several.
pub const RECORDS: usize = 80_000;

/// Records that a mapping may have to look at in a file: its rows times the definitions that may use each.
pub const RECORDS_TRIED: usize = 2_000_000;

/// Bytes of text that a mapping may draw from a file: every record takes the text of its row with it, and a wide row
/// gives many.
pub const RECORD_TEXT: usize = 32 << 20;

/// Cells of a JSON table, filled or not: every row has one for each key of the file, and each costs memory. A file of
/// [`TABLE_BYTES`] cannot write out so many.
pub const TABLE_CELLS: usize = 4_000_000;

/// Values of a JSON text that is read at once: a file of JSON-stat, a line of JSON lines. One costs some 60 bytes, as does
/// the key of one, and an object, which counts as [`JSON_OBJECT`] of them, some 700: `{"":0}` is seven bytes of text.
pub const JSON_VALUES: usize = 500_000;

/// See [`JSON_VALUES`].
pub const JSON_OBJECT: usize = 10;

/// Declarations of one file that were refused, or name cities outside the registry, which the store keeps as
/// withdrawals. Of those that went in a file can have one for each city and cycle, and all are kept.
pub const REFUSED_WITHDRAWALS: usize = 5_000;

/// Bytes of the pages of all columns that a mapping reads of a Parquet file, unpacked, as the file says. A table of
/// [`TABLE_BYTES`] rarely has twice as much.
pub const PARQUET_UNPACKED: u64 = 64 << 20;

/// Reviewers' ratings of one value.
pub const RATINGS: usize = 100;

/// Bytes of a row of CSV, and of all texts in a row of a workbook.
pub const ROW_BYTES: usize = 1 << 20;

/// Findings of one code that are listed for one file. The others are counted in one more finding: a column in the wrong
/// format makes one fault in every row.
pub const FINDINGS_ALIKE: usize = 1_000;

/// Bytes of a file that is too large to be read which the archive keeps, with its hash and size.
pub const HEAD_BYTES: u64 = 64 << 10;

/// Bytes of all submissions that are read at a time before their rows are put together.
pub const BYTES_AT_ONCE: u64 = 32 << 20;

/// Bytes, unpacked or not, from which on a file is read alone, whatever the number of processors.
pub const LARGE: u64 = 2 << 20;

/// What a workbook may be packed of. A kilobyte of workbook can unpack to a thousand, and one element that is read into
/// memory can cost a hundred times its text, so each kind is counted before anything is read.
pub mod workbook {
    /// Bytes of all parts, unpacked. A filled template has 400 kB.
    pub const UNPACKED: u64 = 64 << 20;

    /// Parts of the package. A template has 15.
    pub const PARTS: usize = 1_000;

    /// Cells, filled or not.
    pub const CELLS: usize = 800_000;

    /// Rows, filled or not.
    pub const ROWS: usize = 200_000;

    /// Bytes of all texts in cells, a shared one counted wherever it is used: 22 kB of workbook can use one long text a
    /// million times.
    pub const TEXT: usize = 32 << 20;

    /// Characters of a cell, as in Excel.
    pub const CELL_CHARACTERS: usize = 32_767;

    /// Bytes of a sheet's name; Excel takes 31 characters.
    pub const SHEET_NAME_BYTES: usize = 255;

    /// Bytes of a number format, and of the name of a font: every cell format holds its own copy. Excel takes 255
    /// characters and 31.
    pub const STYLE_TEXT: usize = 1024;

    /// Rows of a sheet, as in Excel.
    pub const SHEET_ROWS: u32 = 1 << 20;

    /// Columns of a sheet, as in Excel.
    pub const SHEET_COLUMNS: u32 = 1 << 14;

    /// Columns of a sheet that are read.
    pub const COLUMNS_READ: u32 = 256;

    /// Elements by name, and how many there may be in the whole package.
    pub const ELEMENTS: [(&str, usize, &str); 13] = [
        ("c", CELLS, "cells"),
        ("row", ROWS, "rows"),
        ("f", 100_000, "formulas"),
        ("mergeCell", 10_000, "merged ranges"),
        ("si", 200_000, "shared texts"),
        ("sheet", 255, "sheets"),
        ("Relationship", 10_000, "relationships"),
        ("definedName", 10_000, "names"),
        ("xf", 65_536, "cell formats"),
        ("numFmt", 10_000, "number formats"),
        ("font", 10_000, "fonts"),
        ("fill", 10_000, "fills"),
        ("border", 10_000, "borders"),
    ];
}
