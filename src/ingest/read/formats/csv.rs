//! The CSV reader: a submission's long table and its companions to text columns.
//!
//! Takes what spreadsheets write: byte order marks, CR LF, a lone CR, semicolons or tabs, Excel's first line `sep=;`,
//! blank lines above the header, quoted cells, spaces around cells. The delimiter is that of the line `sep=`, or is
//! read from the header, whose names are fixed; nothing else is detected. The remarks that [`crate::annotate`] adds to
//! rows are passed over.

mod findings;
mod header;
mod records;
mod remarks;
mod sdmx;

use polars::prelude::{
    Column, DataFrame, IntoColumn, NamedFrom, PolarsError, PolarsResult, Series, StringChunkedBuilder,
};

pub use self::findings::{short, too_many_rows};
pub use self::header::BYTE_ORDER_MARK;
pub use self::records::{Fault, Records};

use self::findings::{moved_cells, row_cut_off, too_many_cells};
pub use self::remarks::{remark_at, remarks_column};

use self::header::{delimiter, header_places, name_of, named_delimiter};
use crate::base::characters::printable;
use crate::ingest::finding::Finding;
use crate::ingest::limits::ROWS;
use crate::ingest::read::raw::{DECLARATION, FileKind, Format, OBSERVATIONS, PRACTICES, RawFile, TARGETS};
use crate::ingest::read::swallowed::RowShape;
use crate::ingest::read::widths::Widths;
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

/// Rows and cells of a file's text, from its header or what is above it, and its delimiter.
pub fn records(text: &str, kind: FileKind) -> (Records<'_>, u8) {
    let known = [shape(kind).0, &sdmx::COLUMNS].concat();
    match named_delimiter(text) {
        Some(delimiter) => (Records::new(text, delimiter).below_first_line(), delimiter),
        None => {
            let delimiter = delimiter(text, &known);
            (Records::new(text, delimiter), delimiter)
        }
    }
}

/// The rows of a file, and what they are.
fn rows(bytes: &[u8], file: &str, kind: FileKind, raw: &mut RawFile) -> Result<(FileKind, DataFrame), Box<Finding>> {
    let text = text(bytes, file)?;
    let (mut records, _) = records(text, kind);
    let mut cells = Vec::new();
    let broken = |fault: Fault| fault.finding(file);
    let line = loop {
        match records.read(&mut cells).map_err(broken)? {
            None => return Err(Box::new(Finding::file(file, "file_empty", "The file has no header. Send it again."))),
            Some(_) if cells.iter().all(|c| c.trim().is_empty()) => {}
            Some(line) => break line,
        }
    };
    let mut header: Vec<String> = cells.iter().map(|c| name_of(c).to_string()).collect();
    let has_remarks = remarks_column(&header).map(|width| header.truncate(width)).is_some();
    let kind = if kind == FileKind::Observations && is_declaration(&header) { FileKind::City } else { kind };
    if kind == FileKind::Observations
        && let Some(message) = sdmx::Header::fault(&header)
    {
        return Err(Box::new(Finding::file(file, "other_structure", format!("Line {line}: {message}"))));
    }
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
        if let Some(remark) = remark_at(&cells, header.len()).filter(|_| has_remarks) {
            cells.remove(remark);
        }
        if cells.iter().all(|c| c.trim().is_empty()) {
            continue;
        }
        if cells.len() < header.len() {
            let is_last = records.is_at_end() && !text.ends_with(['\n', '\r']);
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

#[cfg(test)]
mod tests;
