//! The CSV reader: a submission's long table and its companions to text columns.
//!
//! Takes what spreadsheets write: byte order marks, CR LF, a lone CR, semicolons or tabs, Excel's first line `sep=;`,
//! blank lines above the header, quoted cells, spaces around cells. The delimiter is that of the line `sep=`, or is
//! read from the header, whose names are fixed; nothing else is detected.

mod sdmx;

use std::borrow::Cow;
use std::collections::HashMap;

use polars::prelude::{
    Column, DataFrame, IntoColumn, NamedFrom, PolarsError, PolarsResult, Series, StringChunkedBuilder,
};

use crate::base::characters::printable;
use crate::ingest::finding::Finding;
use crate::ingest::limits::{ROW_BYTES, ROWS};
use crate::ingest::read::raw::{DECLARATION, FileKind, Format, OBSERVATIONS, PRACTICES, RawFile, TARGETS};
use crate::ingest::read::swallowed::RowShape;
use crate::ingest::read::widths::{Widths, cells_moved};
use crate::model::network_file::NumberFormat;

/// Files of a folder: `city.csv`, `targets.csv`, `practices.csv`, and observations under any other name. A declaration
/// is one under any other name, too: see `is_declaration`.
pub static FORMAT: Format = Format {
    title: "CSV",
    ending: "csv",
    kind: |stem| match stem {
        "city" => FileKind::City,
        "targets" => FileKind::Targets,
        "practices" => FileKind::Practices,
        _ => FileKind::Observations,
    },
    read,
};

/// Reads a CSV file of that kind. Never fails: what is wrong is a finding, and a file that is broken as a whole has no
/// frames.
pub fn read(bytes: &[u8], file: &str, kind: FileKind, numbers: &NumberFormat) -> RawFile {
    let mut raw = RawFile { numbers: numbers.clone(), ..RawFile::default() };
    match rows(bytes, file, kind, &mut raw) {
        Ok((kind, frame)) => match kind {
            FileKind::City => raw.declaration = Some(frame),
            FileKind::Targets => raw.targets = Some(frame),
            FileKind::Practices => raw.practices = Some(frame),
            FileKind::Observations | FileKind::Workbook | FileKind::Mapping => raw.observations = Some(frame),
        },
        Err(finding) => {
            // What was found in rows before says nothing: none of them goes in.
            return RawFile::of(vec![*finding], numbers);
        }
    }
    raw
}

/// Whether a header is that of a declaration: a consent that came under an unexpected name must not be without effect.
fn is_declaration(header: &[String]) -> bool {
    let has = |name: &str| header.iter().any(|column| column == name);
    has("city") && has("cycle") && has("consent") && !has("measurement") && !has("value")
}

/// Columns of a kind of file, and which of them it must have.
fn shape(kind: FileKind) -> (&'static [&'static str], &'static [&'static str]) {
    match kind {
        FileKind::City => (&DECLARATION, &["city", "cycle"]),
        FileKind::Targets => (&TARGETS, &["city", "measurement", "item", "year", "value"]),
        FileKind::Practices => (&PRACTICES, &["city", "feature", "title"]),
        FileKind::Observations | FileKind::Workbook | FileKind::Mapping => {
            (&OBSERVATIONS, &["city", "cycle", "measurement", "item", "reference_year", "value"])
        }
    }
}

/// Columns of which every cell begins with a digit.
pub const NUMBERED: [&str; 6] = ["cycle", "reference_year", "year", "feature", "TIME_PERIOD", "REPORTING_CYCLE"];

/// What programs write before a text to say that it is UTF-8, more than once where files were joined.
pub const BYTE_ORDER_MARK: char = '\u{feff}';

/// Text of a file that claims to be UTF-8, without its byte order marks; else the finding that says why not.
pub fn text<'a>(bytes: &'a [u8], file: &str) -> Result<&'a str, Box<Finding>> {
    let broken = |code, message: String| Err(Box::new(Finding::file(file, code, message)));
    if bytes.is_empty() {
        return broken("file_empty", "The file is empty. Send it again.".into());
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return broken("file_encoding", "The file is UTF-16 text. Save it as \"CSV UTF-8\" and send it again.".into());
    }
    if bytes.contains(&0) {
        let message = "The file is not text. Save the sheet as \"CSV UTF-8\" or as .xlsx and send it again.";
        return broken("file_binary", message.into());
    }
    std::str::from_utf8(bytes).map(|text| text.trim_start_matches(BYTE_ORDER_MARK)).or_else(|e| {
        let line = bytes[..e.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
        let message = format!("Line {line} is not UTF-8 text. Save the file as \"CSV UTF-8\" and send it again.");
        broken("file_encoding", message)
    })
}

/// The rows of a file, and what they are.
fn rows(bytes: &[u8], file: &str, kind: FileKind, raw: &mut RawFile) -> Result<(FileKind, DataFrame), Box<Finding>> {
    let text = text(bytes, file)?;
    let known = [shape(kind).0, &sdmx::COLUMNS].concat();
    let mut records = match named_delimiter(text) {
        Some(delimiter) => Records::new(text, delimiter).below_first_line(),
        None => Records::new(text, delimiter(text, &known)),
    };
    let mut cells = Vec::new();
    let broken = |fault: Fault| fault.finding(file);
    let line = loop {
        match records.read(&mut cells).map_err(broken)? {
            None => return Err(Box::new(Finding::file(file, "file_empty", "The file has no header. Send it again."))),
            Some(_) if cells.iter().all(|c| c.trim().is_empty()) => {}
            Some(line) => break line,
        }
    };
    let header: Vec<String> = cells.iter().map(|c| name_of(c).to_string()).collect();
    let kind = if kind == FileKind::Observations && is_declaration(&header) { FileKind::City } else { kind };
    let sdmx = (kind == FileKind::Observations).then(|| sdmx::Header::read(&header)).flatten();
    let (known, required) = if sdmx.is_some() { (&sdmx::COLUMNS[..], sdmx::REQUIRED) } else { shape(kind) };
    let header = sdmx.as_ref().map_or(header, |sdmx| sdmx.names.clone());
    let places = header_places(&header, file, line, known, required)?;
    let numbered = |place: &Option<&str>| place.is_some_and(|name| NUMBERED.contains(&name));
    let numbered = (0..header.len()).filter(|at| places.get(*at).is_some_and(numbered)).collect();
    records.expect(RowShape { width: header.len(), numbered });
    raw.columns = places.iter().flatten().map(|&name| ((String::new(), name), (name.to_string(), None))).collect();

    let mut columns: Vec<StringChunkedBuilder> =
        known.iter().map(|name| StringChunkedBuilder::new((*name).into(), 0)).collect();
    let mut lines: Vec<u32> = Vec::new();
    let mut raws = StringChunkedBuilder::new("raw".into(), 0);
    let order: Vec<Option<usize>> =
        places.iter().map(|p| p.and_then(|name| known.iter().position(|k| *k == name))).collect();
    // Lines with their numbers of cells: those wider than the header, and a last one that is cut off.
    let (mut wider, mut cut_off, mut all_whole) = (Vec::new(), None, true);
    let mut widths = Widths::new(header.len());
    while let Some(line) = records.read(&mut cells).map_err(broken)? {
        if cells.iter().all(|c| c.trim().is_empty()) {
            continue;
        }
        if cells.len() < header.len() {
            let is_last = records.at == text.len() && !text.ends_with(['\n', '\r']);
            cut_off = (is_last && all_whole && !lines.is_empty()).then_some((line, cells.len()));
            all_whole = false;
        }
        if lines.len() == ROWS {
            return Err(too_many_rows(file, ROWS));
        }
        let mut values: Vec<Option<&str>> = vec![None; known.len()];
        for (place, cell) in cells.iter().enumerate() {
            let cell = cell.trim();
            match order.get(place) {
                Some(&Some(column)) if !cell.is_empty() => values[column] = Some(cell),
                None | Some(None) if !cell.is_empty() => {
                    raw.findings.push(too_many_cells(file, line, (cells.len(), header.len()), cell));
                    break;
                }
                _ => {}
            }
        }
        for (column, value) in columns.iter_mut().zip(values) {
            column.append_option(value);
        }
        widths.add(cells.len().max(header.len()));
        if cells.len() > header.len() && cells[header.len()..].iter().all(|c| c.trim().is_empty()) {
            wider.push((line, cells.len()));
        }
        lines.push(line);
        raws.append_value(cells.iter().map(|c| printable(c.trim())).collect::<Vec<_>>().join("\t"));
    }
    let moved = wider.into_iter().filter(|(_, count)| widths.has_moved(*count));
    raw.findings.extend(moved.map(|(line, count)| moved_cells(file, line, (count, header.len()))));
    raw.findings.extend(cut_off.map(|(line, count)| row_cut_off(file, line, (count, header.len()))));
    raw.rows_read = lines.len();
    if lines.is_empty() {
        raw.findings.push(Finding {
            severity: crate::model::vocabulary::Severity::Warning,
            ..Finding::file(file, "no_rows", "The file has a header and no rows. Fill it in, or leave the file out.")
        });
    }
    let fault = |e: PolarsError| Box::new(Finding::file(file, "file_empty", e.to_string()));
    let frame = frame(columns, lines, raws).map_err(fault)?;
    match sdmx {
        None => Ok((kind, frame)),
        Some(sdmx) => {
            raw.columns = sdmx.places();
            // The standard's decimal sign, whatever the network's own files have.
            raw.numbers = NumberFormat::default();
            let (frame, findings) = sdmx.observations(frame, file)?.map_err(fault)?;
            raw.findings.extend(findings);
            Ok((kind, frame))
        }
    }
}

/// The columns that were read, with the sheet, which is none, the line and the row as it came.
fn frame(columns: Vec<StringChunkedBuilder>, lines: Vec<u32>, raws: StringChunkedBuilder) -> PolarsResult<DataFrame> {
    let height = lines.len();
    let mut frame: Vec<Column> = columns.into_iter().map(|c| c.finish().into_column()).collect();
    frame.push(Column::full_null("sheet".into(), height, &polars::prelude::DataType::String));
    frame.push(Series::new("line".into(), lines).into_column());
    frame.push(raws.finish().into_column());
    DataFrame::new(height, frame)
}

/// A row with a filled cell beyond the header's. `counts` are the cells of the row and of the header.
fn too_many_cells(file: &str, line: u32, counts: (usize, usize), cell: &str) -> Finding {
    let message = format!(
        "The row has {} cells and the header {}. Put a cell that holds the delimiter into quotation marks (\"...\").",
        counts.0, counts.1
    );
    Finding { line: Some(line), found: Some(short(cell)), ..Finding::file(file, "too_many_cells", message) }
}

/// A row with empty cells beyond the header's, which not all others have.
fn moved_cells(file: &str, line: u32, counts: (usize, usize)) -> Finding {
    Finding { line: Some(line), ..Finding::file(file, "too_many_cells", cells_moved(counts)) }
}

/// A last row with fewer cells than the header and all rows above.
fn row_cut_off(file: &str, line: u32, counts: (usize, usize)) -> Finding {
    let message = format!(
        "The file ends within this row, which has {} cells; the header and all rows above have {}. Send the whole file, or fill in the row to its end.",
        counts.0, counts.1
    );
    Finding { line: Some(line), ..Finding::file(file, "row_cut_off", message) }
}

/// The finding that refuses a file of more rows than are read.
pub fn too_many_rows(file: &str, most: usize) -> Box<Finding> {
    let message = format!(
        "The file has more than {most} rows, and that many are read of one file. Send it in parts, each with the header."
    );
    Box::new(Finding::file(file, "too_many_rows", message))
}

/// A column's name as the header has it.
fn name_of(cell: &str) -> &str {
    cell.trim().trim_start_matches(BYTE_ORDER_MARK).trim()
}

/// The delimiter that the first line names for Excel, as `sep=;`; none where it does not.
fn named_delimiter(text: &str) -> Option<u8> {
    let line = text.split(['\r', '\n']).next()?.trim_matches([' ', '"']);
    let (name, delimiter) = line.split_at_checked("sep=".len())?;
    let is_delimiter = |b: &u8| *b == b'\t' || b.is_ascii_punctuation() && *b != b'"';
    match delimiter.as_bytes() {
        [delimiter] if name.eq_ignore_ascii_case("sep=") => Some(*delimiter).filter(is_delimiter),
        _ => None,
    }
}

/// The delimiter under which the header, the first line that is not blank, has most known names; a comma where none has
/// any.
fn delimiter(text: &str, known: &[&str]) -> u8 {
    let is_blank = |line: &&str| line.chars().all(|c| c.is_whitespace() || [',', ';', '"'].contains(&c));
    let header = text.split(['\r', '\n']).find(|line| !is_blank(line)).unwrap_or_default();
    let mut best = (0, b',');
    for delimiter in [b',', b';', b'\t'] {
        let names = header
            .split(char::from(delimiter))
            .filter(|c| known.contains(&name_of(c).trim_matches('"').trim()))
            .count();
        if names > best.0 {
            best = (names, delimiter);
        }
    }
    best.1
}

/// The canonical column at each place of the header, or the finding that names what is wrong with it.
fn header_places(
    header: &[String],
    file: &str,
    line: u32,
    known: &[&'static str],
    required: &[&str],
) -> Result<Vec<Option<&'static str>>, Box<Finding>> {
    let fault = |code, message: String| {
        Box::new(Finding {
            found: Some(short(&header.join(", "))),
            ..Finding::file(file, code, format!("Line {line}, the header: {message}"))
        })
    };
    // A header may have as many names as fit into a row: each is looked at once.
    let mut times: HashMap<&str, usize> = HashMap::new();
    let mut distinct: Vec<&str> = Vec::new();
    for name in header.iter().map(String::as_str).filter(|name| !name.is_empty()) {
        let seen = times.entry(name).or_default();
        *seen += 1;
        if *seen == 1 {
            distinct.push(name);
        }
    }
    let missing: Vec<&str> = required.iter().copied().filter(|r| !times.contains_key(r)).collect();
    let unknown: Vec<String> = distinct.iter().filter(|n| !known.contains(n)).map(|n| printable(n)).collect();
    if !missing.is_empty() {
        let other =
            if unknown.is_empty() { String::new() } else { format!(" Unknown: {}.", short(&unknown.join(", "))) };
        let missing = are(&missing.join(", "), missing.len());
        let message = format!("{missing} missing.{other} The header is {}.", known.join(","));
        return Err(fault("missing_column", message));
    }
    if !unknown.is_empty() {
        let unknown = are(&short(&unknown.join(", ")), unknown.len());
        let message = format!("{unknown} not known. Take out or rename; the columns are {}.", known.join(","));
        return Err(fault("unknown_column", message));
    }
    let double: Vec<&str> = distinct.into_iter().filter(|n| times[n] > 1).collect();
    if !double.is_empty() {
        let message = format!("{} there twice. Keep one of each.", are(&double.join(", "), double.len()));
        return Err(fault("double_column", message));
    }
    Ok(header.iter().map(|h| known.iter().copied().find(|k| k == h)).collect())
}

fn are(names: &str, count: usize) -> String {
    format!("{names} {}", if count == 1 { "is" } else { "are" })
}

/// A text as a finding shows it.
pub fn short(text: &str) -> String {
    printable(text).chars().take(200).collect()
}

/// Why a text cannot be split into rows; each with the line on which it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A row of more than [`ROW_BYTES`] bytes.
    TooLong(u32),
    /// A quotation mark that never closes.
    Unclosed(u32),
    /// A quotation mark that closes on another line, the second, with text after it or with a row between: the mark
    /// there was meant to open a cell, so the rows between would be taken for one cell.
    Stray(u32, u32),
}

impl Fault {
    /// The same in a file of which so many lines come before the text.
    pub fn below(self, lines: u32) -> Fault {
        let down = |line: u32| line.saturating_add(lines);
        match self {
            Fault::TooLong(line) => Fault::TooLong(down(line)),
            Fault::Unclosed(line) => Fault::Unclosed(down(line)),
            Fault::Stray(line, next) => Fault::Stray(down(line), down(next)),
        }
    }

    /// The finding that refuses the file.
    pub fn finding(self, file: &str) -> Box<Finding> {
        let (code, message) = match self {
            Fault::TooLong(line) => (
                "line_too_long",
                format!(
                    "Line {line} is longer than {ROW_BYTES} bytes. Check that the file is a table with one row a line."
                ),
            ),
            Fault::Unclosed(line) => (
                "unclosed_quote",
                format!("A quotation mark (\") opens on line {line} and never closes. Close it or take it out."),
            ),
            Fault::Stray(line, next) => (
                "unclosed_quote",
                format!(
                    "A quotation mark (\") opens on line {line} and is not closed before the next one, on line {next}, so these lines cannot be \
                     told apart. Close it on line {line} or take it out; inside a cell in quotation marks write it twice (\"\")."
                ),
            ),
        };
        // No line of its own: nothing of the file is read, so no row is refused.
        Box::new(Finding::file(file, code, message))
    }
}

/// Splits a text into rows and cells; rows end with CR LF, LF or a lone CR, a cell may be quoted and hold any of them.
#[derive(Debug)]
pub struct Records<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    delimiter: u8,
    expected: Option<RowShape>,
}

impl<'a> Records<'a> {
    /// Rows of a text; `delimiter` is an ASCII character.
    pub fn new(text: &'a str, delimiter: u8) -> Records<'a> {
        Records { text, at: 0, line: 1, delimiter, expected: None }
    }

    /// Leaves out the line that it begins with, which counts as a line all the same.
    fn below_first_line(mut self) -> Records<'a> {
        self.at = self.text.find(['\r', '\n']).unwrap_or(self.text.len());
        if self.at < self.text.len() {
            self.newline();
        }
        self
    }

    /// Says what the rows to come look like.
    pub fn expect(&mut self, shape: RowShape) {
        self.expected = Some(shape);
    }

    /// Reads the next row's cells, untrimmed and unquoted, and returns the line on which it begins, from 1; none at the
    /// end.
    pub fn read(&mut self, cells: &mut Vec<Cow<'a, str>>) -> Result<Option<u32>, Fault> {
        cells.clear();
        let bytes = self.text.as_bytes();
        if self.at >= bytes.len() {
            return Ok(None);
        }
        let (first, start) = (self.line, self.at);
        loop {
            let cell_start = self.at;
            // Spaces before an opening quotation mark are spaces around the cell.
            let mut quote = self.at;
            while self.delimiter != b' ' && bytes.get(quote) == Some(&b' ') {
                quote += 1;
            }
            if bytes.get(quote) == Some(&b'"') {
                self.at = quote;
                let opened = self.line;
                let cell = self.quoted(first, start)?;
                if self.holds_a_row(&cell, &cells[..]) {
                    return Err(Fault::Stray(opened, self.line));
                }
                cells.push(Cow::Owned(cell));
            } else {
                while self.at < bytes.len()
                    && bytes[self.at] != self.delimiter
                    && !matches!(bytes[self.at], b'\n' | b'\r')
                {
                    self.at += 1;
                }
                cells.push(Cow::Borrowed(&self.text[cell_start..self.at]));
            }
            if self.at - start > ROW_BYTES {
                return Err(Fault::TooLong(first));
            }
            match bytes.get(self.at) {
                Some(b) if *b == self.delimiter => self.at += 1,
                Some(_) => {
                    self.newline();
                    return Ok(Some(first));
                }
                None => return Ok(Some(first)),
            }
        }
    }

    /// A quoted cell that begins here, with whatever follows its closing mark up to the delimiter.
    fn quoted(&mut self, first: u32, row: usize) -> Result<String, Fault> {
        let bytes = self.text.as_bytes();
        let opened = self.line;
        let mut cell = String::new();
        let mut inside = true;
        self.at += 1;
        let mut piece = self.at;
        loop {
            if self.at - row > ROW_BYTES {
                return Err(if inside { Fault::Unclosed(opened) } else { Fault::TooLong(first) });
            }
            match bytes.get(self.at) {
                None if inside => return Err(Fault::Unclosed(opened)),
                Some(b'"') if inside && bytes.get(self.at + 1) == Some(&b'"') => {
                    cell.push_str(&self.text[piece..=self.at]);
                    self.at += 2;
                    piece = self.at;
                }
                Some(b'"') if inside => {
                    cell.push_str(&self.text[piece..self.at]);
                    inside = false;
                    self.at += 1;
                    piece = self.at;
                }
                Some(b'\n' | b'\r') if inside => self.newline(),
                Some(b) if inside || (*b != self.delimiter && !matches!(b, b'\n' | b'\r')) => self.at += 1,
                _ => {
                    let after = &self.text[piece..self.at];
                    if self.line > opened && !after.trim().is_empty() {
                        return Err(Fault::Stray(opened, self.line));
                    }
                    cell.push_str(after);
                    return Ok(cell);
                }
            }
        }
    }

    /// Whether a cell of several lines has swallowed a row: one of them has the shape of a row, or begins as the row
    /// does, the city in most files, and has the cells that come before.
    fn holds_a_row(&self, cell: &str, before: &[Cow<str>]) -> bool {
        if !cell.contains(['\n', '\r']) {
            return false;
        }
        let delimiter = char::from(self.delimiter);
        if self.expected.as_ref().is_some_and(|shape| {
            cell.split(['\n', '\r']).skip(1).any(|line| shape.is_row(line, delimiter))
                || shape.is_two_rows(cell, before.len(), delimiter)
        }) {
            return true;
        }
        let Some(first) = before.first().map(|first| first.trim()).filter(|first| !first.is_empty()) else {
            return false;
        };
        let is_row = |line: &str| {
            line.split(delimiter).next().is_some_and(|start| start.trim() == first)
                && line.matches(delimiter).count() >= before.len().max(2)
        };
        cell.split(['\n', '\r']).skip(1).any(is_row)
    }

    /// Steps over CR LF, LF or a lone CR.
    fn newline(&mut self) {
        let bytes = self.text.as_bytes();
        let two = bytes[self.at] == b'\r' && bytes.get(self.at + 1) == Some(&b'\n');
        self.at += if two { 2 } else { 1 };
        self.line += 1;
    }
}

#[cfg(test)]
mod tests;
