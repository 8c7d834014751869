//! A CSV file with a column of remarks at the end. What came stays byte for byte: each row gets cells at its end, empty
//! ones up to the header's width and the remark, in quotation marks.

use std::collections::BTreeMap;
use std::ops::Range;

use super::made::Annotated;
use super::remark;
use crate::base::characters::printable;
use crate::ingest::finding::Finding;
use crate::ingest::read::formats::csv::{records, remark_at, remarks_column, text};
use crate::ingest::read::raw::FileKind;
use crate::language::Language;
use crate::model::vocabulary::{REMARK_IN_CSV, REMARKS_COLUMN};
use crate::say;

/// A row: its line, where it ends before its line break, how many cells it has without an earlier remark, and that remark
/// with the delimiter before it.
struct Row {
    line: u32,
    end: usize,
    cells: usize,
    earlier: Option<Range<usize>>,
}

pub(super) fn annotated(
    bytes: &[u8],
    file: &str,
    kind: FileKind,
    findings: &[&Finding],
    l: &Language,
) -> Result<Annotated, String> {
    let text = text(bytes, file).map_err(|finding| finding.message)?;
    let Table { delimiter, header, rows } = table(text, file, kind)?;
    let remarks = remarks(findings, &rows, l)?;
    // What stands before the text is a byte order mark, if anything.
    let mut out = bytes[..bytes.len() - text.len()].to_vec();
    let mut at = 0;
    let mut row = |row: &Row, pad: usize, cell: Option<String>| {
        let earlier = row.earlier.clone().unwrap_or(row.end..row.end);
        out.extend_from_slice(&text.as_bytes()[at..earlier.start]);
        out.extend_from_slice(&text.as_bytes()[earlier.end..row.end]);
        out.extend(std::iter::repeat_n(delimiter, pad));
        if let Some(cell) = cell {
            out.push(delimiter);
            out.extend_from_slice(cell.as_bytes());
        }
        at = row.end;
    };
    row(&header, 0, Some(format!("\"{REMARKS_COLUMN}\"")));
    for one in &rows {
        let is_cut_off = findings.iter().any(|f| f.line == Some(one.line) && f.code == CUT_OFF);
        match is_cut_off {
            // With further cells it would no longer be seen that it is.
            true => row(one, 0, None),
            false => {
                let remark = remarks.get(&one.line).map(|remark| quoted(remark)).unwrap_or_default();
                row(one, header.cells.saturating_sub(one.cells), Some(remark));
            }
        }
    }
    out.extend_from_slice(&text.as_bytes()[at..]);
    Ok(Annotated { bytes: out, remarks: findings.len(), left_out: Vec::new() })
}

/// The code of a last row that the end of the file cuts off.
const CUT_OFF: &str = "row_cut_off";

/// A remark as a cell.
fn quoted(remark: &str) -> String {
    format!("\"{}\"", remark.replace('"', "\"\""))
}

/// Whether a file has a column of remarks.
pub(super) fn is_annotated(bytes: &[u8]) -> bool {
    let has_remarks = |text: &str| {
        let (mut records, _) = records(text, FileKind::Observations);
        let mut cells = Vec::new();
        while let Ok(Some(_)) = records.read(&mut cells) {
            let header: Vec<String> = cells.iter().map(|c| c.trim().to_string()).collect();
            if header.iter().any(|name| !name.is_empty()) {
                return remarks_column(&header).is_some();
            }
        }
        false
    };
    text(bytes, "").is_ok_and(has_remarks)
}

/// The remarks by the lines of their rows. What is said of the whole file, of a row that is cut off, or of a line on which
/// no row begins, is said in the first row, or in the one before.
fn remarks(findings: &[&Finding], rows: &[Row], l: &Language) -> Result<BTreeMap<u32, String>, String> {
    let cut_off = findings.iter().find(|f| f.code == CUT_OFF).and_then(|f| f.line);
    let can_hold = |row: &&Row| Some(row.line) != cut_off;
    let Some(first) = rows.iter().find(can_hold) else {
        return Err("The file has no row that can hold remarks, so they stand in the list alone.".into());
    };
    let mut remarks: BTreeMap<u32, String> = BTreeMap::new();
    for finding in findings {
        let above = |line: u32| rows.iter().rev().filter(can_hold).find(|row| row.line <= line);
        let row = finding.line.and_then(above).unwrap_or(first);
        let place = match (finding.line, &finding.column) {
            (None, _) => format!("{}: ", say!(l, "remarks-whole-file")),
            (Some(line), _) if line != row.line => format!("{}: ", say!(l, "review-line", line = line.to_string())),
            (Some(_), Some(column)) => format!("{}: ", printable(column)),
            (Some(_), None) => String::new(),
        };
        let said = format!("{place}{} ({})", remark::whole(l, finding, " / "), remark::weight(l, finding));
        let remark = remarks.entry(row.line).or_insert_with(|| REMARK_IN_CSV.to_string());
        if remark.len() > REMARK_IN_CSV.len() {
            remark.push_str(" | ");
        }
        match remark.chars().count() + said.chars().count() > remark::CELL_CHARACTERS {
            true if remark.ends_with('…') => {}
            true => remark.push('…'),
            false => remark.push_str(&said),
        }
    }
    Ok(remarks)
}

/// A file's header and rows.
struct Table {
    delimiter: u8,
    header: Row,
    rows: Vec<Row>,
}

fn table(text: &str, file: &str, kind: FileKind) -> Result<Table, String> {
    let (mut records, delimiter) = records(text, kind);
    let (mut header, mut rows, mut cells) = (None, Vec::new(), Vec::new());
    let (mut start, mut has_remarks) = (records.position(), false);
    while let Some(line) = records.read(&mut cells).map_err(|fault| fault.finding(file).message)? {
        let whole = start..start + without_end(&text[start..records.position()]).len();
        start = records.position();
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let end = whole.end;
        // The cells from one on, with the delimiter before them, up to the end of another.
        let from = |first: usize, last: usize| {
            let spans = spans(&text[whole.clone()], delimiter);
            let (before, last) = (spans.get(first.wrapping_sub(1))?, spans.get(last)?);
            Some(whole.start + before.end..whole.start + last.end)
        };
        match &header {
            None => {
                let names: Vec<String> = cells.iter().map(|c| c.trim().to_string()).collect();
                let width = remarks_column(&names);
                has_remarks = width.is_some();
                let earlier = width.and_then(|width| from(width, cells.len() - 1));
                header = Some(Row { line, end, cells: width.unwrap_or(cells.len()), earlier });
            }
            Some(header) => {
                let remark = remark_at(&cells, header.cells).filter(|_| has_remarks);
                let earlier = remark.and_then(|remark| from(remark, remark));
                rows.push(Row { line, end, cells: cells.len() - usize::from(earlier.is_some()), earlier });
            }
        }
    }
    match header {
        Some(header) => Ok(Table { delimiter, header, rows }),
        None => Err("The file has no header, so there is nothing to put remarks next to.".into()),
    }
}

/// A text without the line break that it ends with.
fn without_end(text: &str) -> &str {
    text.strip_suffix("\r\n").or_else(|| text.strip_suffix(['\n', '\r'])).unwrap_or(text)
}

/// The cells of a row that [`crate::ingest::read::formats::csv::Records`] has read.
fn spans(row: &str, delimiter: u8) -> Vec<Range<usize>> {
    let bytes = row.as_bytes();
    let (mut spans, mut start) = (Vec::new(), 0);
    loop {
        let end = cell_end(bytes, start, delimiter);
        spans.push(start..end);
        if end >= bytes.len() {
            return spans;
        }
        start = end + 1;
    }
}

/// The end of the cell that begins there: a delimiter outside quotation marks, or the end.
fn cell_end(bytes: &[u8], start: usize, delimiter: u8) -> usize {
    let mut at = start;
    while delimiter != b' ' && bytes.get(at) == Some(&b' ') {
        at += 1;
    }
    if bytes.get(at) == Some(&b'"') {
        at += 1;
        while at < bytes.len() {
            match (bytes[at], bytes.get(at + 1)) {
                (b'"', Some(b'"')) => at += 2,
                (b'"', _) => {
                    at += 1;
                    break;
                }
                _ => at += 1,
            }
        }
    }
    while at < bytes.len() && bytes[at] != delimiter {
        at += 1;
    }
    at.min(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::spans;

    #[test]
    fn cells_are_found_as_the_reader_finds_them() {
        for row in ["a,b,c", "a,\"b,\"\"c\"\"\",d", " \"a\nb\",c,", "", ",", "\"\",\"\"", "a\"b,c\"d,e", "\"a\"\"\",b"]
        {
            let mut records = crate::ingest::read::formats::csv::Records::new(row, b',');
            let mut cells = Vec::new();
            let read = records.read(&mut cells).unwrap();
            let spans = spans(row, b',');
            assert_eq!(spans.len(), if read.is_some() { cells.len() } else { 1 }, "{row}");
            for (cell, span) in cells.iter().zip(spans) {
                let plain = row[span].trim().trim_start_matches('"').replace("\"\"", "\"");
                assert!(plain.starts_with(cell.split('"').next().unwrap_or_default().trim()), "{row}: {cell}");
            }
        }
    }
}
