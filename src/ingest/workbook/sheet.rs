//! Bytes of an XLSX file to cells of text: what a hostile or broken file can do is stopped here.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};

use crate::ingest::finding::Finding;

/// Most bytes that a workbook may unpack to.
pub const MOST_UNPACKED: u64 = 256 << 20;

/// Most parts that a workbook may be packed of.
const MOST_PARTS: usize = 4096;

/// Most cells that are read of a workbook.
const MOST_CELLS: usize = 2_000_000;

/// Columns beyond this one are not read; a sheet has 16 384.
const MOST_COLUMNS: u32 = 256;

/// A sheet, as text. Rows and columns count from 0.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub name: String,
    pub visible: bool,
    /// Non-empty cells, trimmed.
    pub rows: BTreeMap<u32, BTreeMap<u32, String>>,
    /// Formulas that were saved without their result.
    pub unsolved: BTreeMap<(u32, u32), String>,
    /// Cells that show a hundredfold of what they hold, with `%`.
    pub percents: BTreeSet<(u32, u32)>,
    /// Corners of merged cells, both inside.
    pub merged: Vec<((u32, u32), (u32, u32))>,
}

/// Every sheet of cells in a workbook, in its order, or the finding that refuses it.
pub(super) fn sheets(bytes: &[u8], file: &str) -> Result<Vec<Sheet>, Box<Finding>> {
    unpack(bytes, file, MOST_UNPACKED)?;
    let broken = |e: calamine::XlsxError| {
        Box::new(Finding::file(
            file,
            "workbook_broken",
            format!("The workbook cannot be read ({e}). Open it, save it as .xlsx under another name, and send that."),
        ))
    };
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let listed: Vec<_> = book
        .sheets_metadata()
        .iter()
        .filter(|s| s.typ == SheetType::WorkSheet)
        .map(|s| (s.name.clone(), s.visible == SheetVisible::Visible))
        .collect();
    let mut sheets = Vec::new();
    let mut cells = 0;
    for (name, visible) in listed {
        let mut sheet = Sheet {
            name: name.clone(),
            visible,
            ..Sheet::default()
        };
        let mut reader = book.worksheet_cells_reader(&name).map_err(broken)?;
        while let Some(cell) = reader.next_cell_with_formula().map_err(broken)? {
            let (row, column) = cell.pos;
            if column >= MOST_COLUMNS {
                continue;
            }
            match (text(&cell.value), cell.formula) {
                (Some(text), _) => {
                    cells += 1;
                    if cells > MOST_CELLS {
                        return Err(Box::new(too_large(file, &format!("more than {MOST_CELLS} cells"))));
                    }
                    sheet.rows.entry(row).or_default().insert(column, text);
                }
                (None, Some(formula)) => drop(sheet.unsolved.insert((row, column), formula)),
                (None, None) => {}
            }
        }
        drop(reader);
        let mut reader = book.worksheet_cells_reader(&name).map_err(broken)?;
        let percent: Vec<bool> = reader
            .styles()
            .iter()
            .map(|s| {
                s.number_format
                    .as_ref()
                    .is_some_and(|f| matches!(f.format_id, Some(9 | 10)) || f.format_code.contains('%'))
            })
            .collect();
        if percent.contains(&true) {
            while let Some((row, column, style)) = reader.next_style_id().map_err(broken)? {
                if percent.get(style) == Some(&true) && sheet.rows.get(&row).is_some_and(|r| r.contains_key(&column)) {
                    sheet.percents.insert((row, column));
                }
            }
        }
        drop(reader);
        sheet.merged = book
            .merge_cells_by_sheet_name(&name)
            .map_err(broken)?
            .iter()
            .map(|d| (d.start, d.end))
            .collect();
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// Unpacks every part once, keeping nothing, so that a file that lies about its size is found before it fills the memory.
fn unpack(bytes: &[u8], file: &str, most: u64) -> Result<(), Box<Finding>> {
    let none = |message: &str| Box::new(Finding::file(file, "workbook_broken", message));
    if bytes.is_empty() {
        return Err(Box::new(Finding::file(file, "file_empty", "The file is empty. Send it again.")));
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(none(
            "The file is an old .xls workbook or has a password. Save it as .xlsx without a password and send that.",
        ));
    }
    let not = "The file is no XLSX workbook, whatever its name says. Save the workbook as .xlsx and send that.";
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| none(not))?;
    if archive.len() > MOST_PARTS {
        return Err(Box::new(too_large(file, &format!("{} parts", archive.len()))));
    }
    let mut left = most;
    let large = || Box::new(too_large(file, &format!("more than {} MB", most >> 20)));
    let mut workbook = false;
    for i in 0..archive.len() {
        let damaged = "The workbook is damaged: a part of it cannot be unpacked. Send it again.";
        let mut part = archive.by_index(i).map_err(|_| none(damaged))?;
        workbook |= part.name().is_ok_and(|n| n.ends_with("workbook.xml"));
        if part.size() > left {
            return Err(large());
        }
        let mut buffer = [0; 16 << 10];
        loop {
            let n = part.read(&mut buffer).map_err(|_| none(damaged))?;
            if n == 0 {
                break;
            }
            left = left.checked_sub(n as u64).ok_or_else(large)?;
        }
    }
    if workbook { Ok(()) } else { Err(none(not)) }
}

fn too_large(file: &str, what: &str) -> Finding {
    Finding::file(
        file,
        "workbook_too_large",
        format!("The workbook unpacks to {what}, which no submission needs. Copy what is filled in into a new template and send that."),
    )
}

/// A cell's text: numbers in their shortest form, dates as 2024-05-31.
fn text(value: &DataRef) -> Option<String> {
    let text = match value {
        DataRef::Empty => return None,
        DataRef::Int(i) => i.to_string(),
        DataRef::Float(f) => f.to_string(),
        DataRef::String(s) | DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => s.trim().to_string(),
        DataRef::SharedString(s) => s.trim().to_string(),
        DataRef::Bool(b) => if *b { "TRUE" } else { "FALSE" }.to_string(),
        DataRef::DateTime(d) if d.is_datetime() && d.as_f64().is_finite() && (1.0..3_000_000.0).contains(&d.as_f64()) => {
            let (year, month, day, hour, minute, second, _) = d.to_ymd_hms_milli();
            match (hour, minute, second) {
                (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"),
            }
        }
        DataRef::DateTime(d) => d.as_f64().to_string(),
        DataRef::Error(e) => e.to_string(),
    };
    (!text.is_empty()).then_some(text)
}

/// A column's letters: A, B ... Z, AA ...
pub(super) fn letters(column: u32) -> String {
    let mut rest = column + 1;
    let mut reversed = Vec::new();
    while rest > 0 {
        rest -= 1;
        reversed.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    reversed.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn a_part_that_unpacks_to_more_than_it_says_is_stopped() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        zip.start_file("xl/workbook.xml", options).unwrap();
        zip.write_all(&vec![b' '; 1 << 20]).unwrap();
        let mut bytes = zip.finish().unwrap().into_inner();
        assert!(unpack(&bytes, "f", 1 << 20).is_ok(), "on the boundary");
        assert_eq!(unpack(&bytes, "f", (1 << 20) - 1).unwrap_err().code, "workbook_too_large");
        // The same with a directory that says one byte: both the local header and the central one.
        let size = (1_u32 << 20).to_le_bytes();
        let mut lies = 0;
        for i in 0..bytes.len() - 4 {
            if bytes[i..i + 4] == size {
                bytes[i..i + 4].copy_from_slice(&1_u32.to_le_bytes());
                lies += 1;
            }
        }
        assert!(lies >= 1);
        let code = unpack(&bytes, "f", (1 << 20) - 1).unwrap_err().code;
        assert!(["workbook_too_large", "workbook_broken"].contains(&code), "{code}");
    }
}
