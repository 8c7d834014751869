//! Bytes to rows of cells: encoding, line ends, delimiter.

use crate::ingest::finding::Finding;
use crate::ingest::limits::RECORDS;
use crate::ingest::read::formats::csv::{BYTE_ORDER_MARK, Records, too_many_rows};
use crate::ingest::read::mapping::table::grid;
use crate::ingest::read::mapping::table::read::Table;
use crate::ingest::read::swallowed::RowShape;

/// Decodes bytes; a byte order mark goes before the declared encoding. CR LF and lone CR become LF, byte order marks
/// are dropped.
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
    let text = text.trim_start_matches(BYTE_ORDER_MARK);
    Ok(match text.contains('\r') {
        true => text.replace("\r\n", "\n").replace('\r', "\n"),
        false => text.to_string(),
    })
}

/// Splits text into rows of cells. Blank lines, and lines of nothing but delimiters, are no rows.
/// The first `header_rows` rows are the header.
pub(super) fn split(
    text: &str,
    delimiter: u8,
    skip_lines: usize,
    header_rows: usize,
    file: &str,
) -> Result<Table, Box<Finding>> {
    let mut rest = text;
    for _ in 0..skip_lines {
        // A mapping may ask for more lines than any file has.
        let Some((_, after)) = rest.split_once('\n') else {
            rest = "";
            break;
        };
        rest = after;
    }
    let mut records = Records::new(rest, delimiter);
    let (mut cells, mut heads, mut header, mut rows) = (Vec::new(), Vec::new(), None, Vec::new());
    let skipped = u32::try_from(skip_lines).unwrap_or(u32::MAX);
    while let Some(line) = records.read(&mut cells).map_err(|fault| fault.below(skipped).finding(file))? {
        if cells.iter().all(|c| c.trim().is_empty()) {
            continue;
        }
        if header.is_none() {
            heads.push(cells.iter().map(|c| c.trim().to_string()).collect::<Vec<String>>());
            if heads.len() >= header_rows {
                let lines: Vec<Vec<&str>> =
                    heads.iter().map(|line| line.iter().map(String::as_str).collect()).collect();
                let names = grid::header(&lines);
                // Which cells of somebody else's table are numbers is not known here.
                records.expect(RowShape { width: names.len(), numbered: Vec::new() });
                header = Some(names);
            }
            continue;
        }
        if rows.len() == RECORDS {
            return Err(too_many_rows(file, RECORDS));
        }
        rows.push((line.saturating_add(skipped), cells.iter().map(AsRef::as_ref).collect()));
    }
    let message = "The file has no header. Download it again, or mend skip_lines in the mapping.";
    let header = header.ok_or_else(|| Box::new(Finding::file(file, "file_empty", message)))?;
    Ok(Table { header, rows, is_open: !text.ends_with(['\n', '"']), is_text: true, ..Table::default() })
}

/// Leaves out the labels of an SDMX-CSV file with both: `REF_AREA: Reference area` and, below it, `FR: France`.
pub(super) fn without_labels(table: &mut Table) {
    let code = |text: &str| text.split_once(':').map_or(text, |(code, _)| code).trim().to_string();
    let labelled: Vec<bool> = table.header.iter().map(|name| name.contains(':')).collect();
    if !labelled.contains(&true) {
        return;
    }
    table.header.iter_mut().for_each(|name| *name = code(name));
    for (_, row) in &mut table.rows {
        let cells = row.iter().enumerate().map(|(at, cell)| match labelled.get(at) {
            Some(true) => code(cell),
            _ => cell.to_string(),
        });
        *row = cells.collect();
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_row_within_a_cell_is_seen_whatever_it_begins_with() {
        let codes = |text: &str| split(text, b',', 0, 1, "f.csv").err().map(|finding| finding.code);
        let header = "code,name,period,obs\n";
        for swallowed in
            ["a,\"M,2016,92.3\nb,R\",2016,94.5\nb,R,2017,95.5\n", "a,M,2016,\"92.3\nb,R,2016,94.5\nc,S,2016,1\"\n"]
        {
            assert_eq!(codes(&format!("{header}{swallowed}")), Some("unclosed_quote"), "{swallowed}");
        }
        for sound in ["a,\"M, of the north\",2016,92.3\n", "a,\"M\nof the north\",2016,92.3\n"] {
            assert_eq!(codes(&format!("{header}{sound}")), None, "{sound}");
        }
    }
}
