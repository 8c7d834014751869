//! Bytes to rows of cells: encoding, line ends, delimiter.

use crate::ingest::finding::Finding;
use crate::ingest::limits::{RECORDS, ROW_BYTES};
use crate::ingest::read::csv::too_many_rows;

/// Decodes bytes; a byte order mark goes before the declared encoding and is dropped. CR LF and lone CR become LF.
pub(super) fn decode(
    bytes: &[u8],
    encoding: &'static encoding_rs::Encoding,
    file: &str,
) -> Result<String, Box<Finding>> {
    if bytes.is_empty() {
        return Err(Box::new(Finding::file(file, "file_empty", "The file is empty. Download it again.")));
    }
    let (text, used, broken) = encoding.decode(bytes);
    if broken {
        let message = format!(
            "The file is not {} text. Name its encoding in the mapping (encoding = \"windows-1252\", for example), or download it again.",
            used.name()
        );
        return Err(Box::new(Finding::file(file, "not_text", message)));
    }
    if text.contains('\0') {
        let message =
            "The file is binary, no table of text. Download it again as CSV, or name its encoding in the mapping.";
        return Err(Box::new(Finding::file(file, "file_binary", message)));
    }
    if text.contains('\r') {
        return Ok(text.replace("\r\n", "\n").replace('\r', "\n"));
    }
    Ok(text.into_owned())
}

/// A table as split: header, and each row with the line on which it begins.
pub(super) struct Split {
    pub header: Vec<String>,
    pub rows: Vec<(u32, csv::StringRecord)>,
}

/// Splits text into rows of cells. Blank lines, and lines of nothing but delimiters, are no rows.
pub(super) fn split(text: &str, delimiter: u8, skip_lines: usize, file: &str) -> Result<Split, Box<Finding>> {
    // A mapping may ask for more lines than any file has.
    let rest = match skip_lines.checked_sub(1) {
        Some(last) => text.match_indices('\n').nth(last).map_or("", |(at, _)| &text[at + 1..]),
        None => text,
    };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(rest.as_bytes());
    let mut header = None;
    let mut rows = Vec::new();
    let mut last = 0;
    for record in reader.records() {
        // The text is UTF-8 and the reader flexible: what is left to fail is the reader itself.
        let record = record.map_err(|e| {
            Box::new(Finding::file(file, "not_text", format!("The file cannot be split into cells: {e}.")))
        })?;
        let (byte, line) = record.position().map_or((0, 1), |p| (p.byte() as usize, p.line()));
        // The position is that of the blank lines before the row.
        let blank = rest.as_bytes().get(byte..).unwrap_or_default().iter().take_while(|b| **b == b'\n').count();
        let line = line + (blank + skip_lines) as u64;
        last = byte;
        if record.as_slice().len() > ROW_BYTES {
            let message = format!(
                "Line {line} is longer than {ROW_BYTES} bytes. Check that the file is a table with one row a line."
            );
            return Err(Box::new(Finding::file(file, "line_too_long", message)));
        }
        if header.is_none() {
            header = Some(record.iter().map(|c| c.trim().to_string()).collect());
            continue;
        }
        if record.iter().all(|c| c.trim().is_empty()) {
            continue;
        }
        if rows.len() == RECORDS {
            return Err(too_many_rows(file, RECORDS));
        }
        rows.push((u32::try_from(line).unwrap_or(u32::MAX), record));
    }
    let tail = rest.get(last..).unwrap_or_default().trim_matches('\n');
    if tail.contains('\n') && tail.matches('"').count() % 2 == 1 {
        let line = 1 + skip_lines + rest[..last].matches('\n').count();
        let message = format!(
            "A quotation mark opened on or after line {line} is not closed, so the rest of the file cannot be split into rows. Download it again."
        );
        return Err(Box::new(Finding::file(file, "unclosed_quote", message)));
    }
    let message = "The file has no header. Download it again, or mend skip_lines in the mapping.";
    let header = header.ok_or_else(|| Box::new(Finding::file(file, "file_empty", message)))?;
    Ok(Split { header, rows })
}
