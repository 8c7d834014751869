//! What a workbook is packed of, counted before any of it is read into memory: see [`limits::workbook`].
//!
//! Every part is unpacked and split into elements once, whatever its name: the package says itself which part is a
//! sheet.

use std::collections::BTreeSet;
use std::io::{self, BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};

use crate::base::characters::printable;
use crate::ingest::finding::Finding;
use crate::ingest::limits::workbook::{ELEMENTS, PARTS, SHEET_COLUMNS, SHEET_ROWS, STYLE_TEXT};

/// Bytes of all parts, unpacked; or the finding that refuses the file. `most` bytes may be unpacked.
pub(super) fn scan(bytes: &[u8], file: &str, most: u64) -> Result<u64, Box<Finding>> {
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
    if archive.len() > PARTS {
        return Err(too_large(file, &format!("{} parts", archive.len())));
    }
    // Which of two parts a reader takes is its own choice.
    let twice = |name: &str| {
        none(&format!(
            "The workbook holds two parts of one name{name}, so what it says depends on the program that reads it. Open it, save it as .xlsx under another name, and send that."
        ))
    };
    if archive.has_duplicate_names() {
        return Err(twice(""));
    }
    let mut names = BTreeSet::new();
    let mut left = most;
    let mut tally = Tally { file, counts: [0; ELEMENTS.len()] };
    let mut workbook = false;
    for i in 0..archive.len() {
        let damaged = "The workbook is damaged: a part of it cannot be unpacked. Send it again.";
        let part = archive.by_index(i).map_err(|_| none(damaged))?;
        let name = part.name().map(|n| n.into_owned()).unwrap_or_default();
        // As readers look for it: without regard to case and kind of slash.
        if !names.insert(name.replace('\\', "/").to_ascii_lowercase()) {
            return Err(twice(&format!(", {}", short(&name))));
        }
        workbook |= name.ends_with("workbook.xml");
        if part.size() > left {
            return Err(too_large(file, &megabytes(most)));
        }
        let mut counted = Counted { part, left, over: false };
        tally.part(&name, &mut counted)?;
        let rest = io::copy(&mut counted, &mut io::sink());
        if counted.over {
            return Err(too_large(file, &megabytes(most)));
        }
        rest.map_err(|_| none(damaged))?;
        left = counted.left;
    }
    if workbook { Ok(most - left) } else { Err(none(not)) }
}

fn megabytes(most: u64) -> String {
    format!("more than {} MB", most >> 20)
}

/// The finding that refuses a workbook because of `what` it holds, such as `more than 255 sheets`.
pub(super) fn too_large(file: &str, what: &str) -> Box<Finding> {
    let message = format!(
        "The workbook holds {what}, which no submission needs. Copy what is filled in into a new template and send that."
    );
    Box::new(Finding::file(file, "workbook_too_large", message))
}

/// A name or value of a workbook's parts, short enough for a sentence.
fn short(text: &str) -> String {
    printable(text).chars().take(60).collect()
}

/// A part that is unpacked as far as there are bytes left.
struct Counted<R> {
    part: R,
    left: u64,
    over: bool,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.part.read(buffer)?;
        match self.left.checked_sub(n as u64) {
            Some(left) => self.left = left,
            None => {
                self.over = true;
                return Err(io::Error::other("too many bytes"));
            }
        }
        Ok(n)
    }
}

/// Of such a value the reader takes one piece.
const IN_PIECES: &str = "the value of a cell in pieces";

/// Where in a sheet a part is read.
#[derive(Default)]
struct Place {
    tables: usize,
    cell: bool,
    /// Values and inline texts of the cell.
    values: [usize; 2],
    value: bool,
}

impl Place {
    /// Says what is there once too often: the reader takes one of them.
    fn enter(&mut self, element: &str) -> Option<&'static str> {
        match element {
            "sheetData" => self.tables += 1,
            "c" => (self.cell, self.values) = (true, [0; 2]),
            "v" if self.cell => {
                self.value = true;
                self.values[0] += 1;
            }
            "is" if self.cell => self.values[1] += 1,
            _ => {}
        }
        if self.tables > 1 {
            return Some("two tables of cells");
        }
        self.values.iter().any(|n| *n > 1).then_some("two values in one cell")
    }

    fn leave(&mut self, element: &str) {
        match element {
            "c" => (self.cell, self.values) = (false, [0; 2]),
            "v" => self.value = false,
            _ => {}
        }
    }
}

/// Elements counted so far.
struct Tally<'a> {
    file: &'a str,
    counts: [usize; ELEMENTS.len()],
}

impl Tally<'_> {
    /// Counts the elements of a part up to its end, or to where it is no XML: no reader of the same text comes further.
    fn part(&mut self, name: &str, bytes: impl Read) -> Result<(), Box<Finding>> {
        let mut reader = quick_xml::Reader::from_reader(BufReader::new(bytes));
        let config = reader.config_mut();
        config.check_end_names = false;
        config.check_comments = false;
        let mut place = Place::default();
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(element)) => {
                    self.element(name, &element)?;
                    if let Some(what) = place.enter(element.local_name().as_ref()) {
                        return Err(self.broken(name, what, element.local_name().as_ref()));
                    }
                }
                Ok(Event::Empty(element)) => self.element(name, &element)?,
                Ok(Event::End(element)) => place.leave(element.local_name().as_ref()),
                Ok(Event::Comment(_)) if place.value => return Err(self.broken(name, IN_PIECES, "comment")),
                Ok(Event::CData(_)) if place.value => return Err(self.broken(name, IN_PIECES, "CDATA")),
                Ok(Event::Eof) | Err(_) => return Ok(()),
                Ok(_) => {}
            }
        }
    }

    fn element(&mut self, part: &str, element: &BytesStart) -> Result<(), Box<Finding>> {
        let local = element.local_name();
        let name: &str = local.as_ref();
        if let Some(i) = ELEMENTS.iter().position(|e| e.0 == name) {
            let (_, most, what) = ELEMENTS[i];
            self.counts[i] += 1;
            if self.counts[i] > most {
                return Err(too_large(self.file, &format!("more than {most} {what}")));
            }
        }
        let (attribute, sound): (&str, fn(&str) -> bool) = match name {
            "c" => ("r", |r| cell(r).is_some()),
            "row" => ("r", |r| row(r).is_some()),
            "mergeCell" | "dimension" => ("ref", range),
            "f" => ("ref", range),
            "sst" => ("uniqueCount", string_count),
            "numFmt" | "name" => ("", |_| true),
            _ => return Ok(()),
        };
        for given in element.attributes().with_checks(false) {
            let Ok(given) = given else {
                return Err(self.broken(part, "an element that is not well formed", name));
            };
            if is_style_text(name, given.key.as_ref()) && given.value.len() > STYLE_TEXT {
                return Err(too_large(
                    self.file,
                    &format!("a number format or the name of a font with more than {STYLE_TEXT} bytes"),
                ));
            }
            if given.key.as_ref() == attribute && !sound(&given.value) {
                return Err(self.broken(part, "a place or count that no sheet has", &given.value));
            }
        }
        Ok(())
    }

    fn broken(&self, part: &str, what: &str, found: &str) -> Box<Finding> {
        let message = format!(
            "The workbook cannot be read: its part {} has {what}, \"{}\". Open it, save it as .xlsx under another name, and send that.",
            short(part),
            short(found)
        );
        Box::new(Finding { found: Some(short(found)), ..Finding::file(self.file, "workbook_broken", message) })
    }
}

/// Whether an attribute is a text that every cell format which uses it holds once more: 4 kB of workbook can use one
/// long text 60,000 times.
fn is_style_text(element: &str, attribute: &str) -> bool {
    matches!((element, attribute), ("numFmt", "formatCode") | ("name", "val"))
}

/// Row and column of a cell, from 1.
fn cell(text: &str) -> Option<(u32, u32)> {
    let digits = text.find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, number) = text.split_at(digits);
    if !(1..=3).contains(&letters.len()) {
        return None;
    }
    let column = letters.bytes().fold(0, |column, b| column * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
    Some((row(number)?, column)).filter(|(_, column)| *column <= SHEET_COLUMNS)
}

fn row(text: &str) -> Option<u32> {
    let digits = (1..=7).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let row = text.parse().ok().filter(|_| digits)?;
    (1..=SHEET_ROWS).contains(&row).then_some(row)
}

/// Whether a text is a cell, or two cells of which neither lies above or before the first.
fn range(text: &str) -> bool {
    match text.split_once(':') {
        None => cell(text).is_some(),
        Some((from, to)) => cell(from).zip(cell(to)).is_some_and(|(from, to)| from.0 <= to.0 && from.1 <= to.1),
    }
}

/// Whether room for as many shared texts may be made; what is no number is not heeded.
fn string_count(text: &str) -> bool {
    let most = ELEMENTS.iter().find(|e| e.0 == "si").map_or(0, |e| e.1);
    !text.bytes().all(|b| b.is_ascii_digit()) || text.parse::<usize>().is_ok_and(|n| n <= most)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        for (name, bytes) in parts {
            zip.start_file(*name, options).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_part_that_unpacks_to_more_than_it_says_is_stopped() {
        let mut bytes = packed(&[("xl/workbook.xml", &vec![b' '; 1 << 20])]);
        assert_eq!(scan(&bytes, "f", 1 << 20), Ok(1 << 20), "on the boundary");
        assert_eq!(scan(&bytes, "f", (1 << 20) - 1).unwrap_err().code, "workbook_too_large");
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
        let code = scan(&bytes, "f", (1 << 20) - 1).unwrap_err().code;
        assert!(["workbook_too_large", "workbook_broken"].contains(&code), "{code}");
    }

    #[test]
    fn every_element_is_taken_up_to_its_limit() {
        for (name, most, _) in ELEMENTS {
            let code = |n: usize| {
                let xml = format!("<a>{}</a>", format!("<x:{name}/>").repeat(n));
                scan(&packed(&[("xl/workbook.xml", b""), ("any.bin", xml.as_bytes())]), "f", 1 << 26)
                    .map_err(|f| f.code)
            };
            assert!(code(most).is_ok(), "{name}");
            assert_eq!(code(most + 1), Err("workbook_too_large"), "{name}");
        }
    }

    #[test]
    fn texts_of_styles_are_taken_up_to_their_limit() {
        for (element, attribute) in [("numFmt", "formatCode"), ("x:name", "val")] {
            let code = |n: usize| {
                let xml = format!("<{element} {attribute}='{}'/>", "0".repeat(n));
                scan(&packed(&[("xl/workbook.xml", xml.as_bytes())]), "f", 1 << 20).map_err(|f| f.code)
            };
            assert!(code(STYLE_TEXT).is_ok(), "{element}");
            assert_eq!(code(STYLE_TEXT + 1), Err("workbook_too_large"), "{element}");
        }
    }

    #[test]
    fn two_parts_of_one_name_are_refused() {
        let sheet = |name: &'static str| (name, &b"<c r=\"A1\"/>"[..]);
        let packed_as = |second: &'static str| {
            packed(&[sheet("xl/workbook.xml"), sheet("xl/worksheets/sheet1.xml"), sheet(second)])
        };
        for second in ["xl/worksheets/Sheet1.xml", "XL\\worksheets\\sheet1.xml"] {
            let refused = scan(&packed_as(second), "f", 1 << 20).unwrap_err();
            assert_eq!(refused.code, "workbook_broken", "{second}");
            assert!(refused.message.contains("two parts of one name"), "{}", refused.message);
        }
        // The writer refuses an equal name, so a letter of another one is changed, in both of its headers.
        let mut bytes = packed_as("xl/worksheets/sheet2.xml");
        assert!(scan(&bytes, "f", 1 << 20).is_ok());
        let mut changed = 0;
        for at in 0..bytes.len() - 10 {
            if &bytes[at..at + 10] == b"sheet2.xml" {
                bytes[at + 5] = b'1';
                changed += 1;
            }
        }
        assert_eq!(changed, 2);
        let refused = scan(&bytes, "f", 1 << 20).unwrap_err();
        assert!(refused.message.contains("two parts of one name"), "{}", refused.message);
    }

    #[test]
    fn a_value_of_which_a_reader_takes_a_part_is_refused() {
        let refused =
            |xml: &str| scan(&packed(&[("xl/workbook.xml", xml.as_bytes())]), "f", 1 << 20).map_err(|f| f.code);
        for sound in [
            "<sheetData><c r=\"A1\"><v>1</v></c><c r=\"B1\"><is><t>a</t></is></c><c r=\"C1\"/></sheetData>",
            "<!-- a comment --><cell><v>1</v></cell><cell><v>2</v></cell>",
        ] {
            assert!(refused(sound).is_ok(), "{sound}");
        }
        for odd in [
            "<c r=\"A1\"><v>95<!-- c -->.5</v></c>",
            "<c r=\"A1\"><v>95<![CDATA[.5]]></v></c>",
            "<c r=\"A1\"><v>90</v><v>91</v></c>",
            "<c r=\"A1\"><is><t>90</t></is><is><t>5</t></is></c>",
            "<sheetData></sheetData><sheetData></sheetData>",
        ] {
            assert_eq!(refused(odd), Err("workbook_broken"), "{odd}");
        }
    }

    #[test]
    fn places_that_no_sheet_has_are_refused() {
        let code = |xml: &str| scan(&packed(&[("xl/workbook.xml", xml.as_bytes())]), "f", 1 << 20).map_err(|f| f.code);
        for sound in [
            "<c r=\"A1\"/>",
            "<c r=\"XFD1048576\"/>",
            "<row r=\"1048576\"/>",
            "<mergeCell ref=\"A1:B2\"/>",
            "<dimension ref=\"A1\"/>",
            "<sst uniqueCount=\"200000\"/>",
            "<d r=\"C4294967296\"/>",
        ] {
            assert!(code(sound).is_ok(), "{sound}");
        }
        for wrong in [
            "<c r=\"C4294967296\"/>",
            "<c r=\"XFE1\"/>",
            "<c r=\"A1048577\"/>",
            "<c r=\"A0\"/>",
            "<c r=\"AAAAAAAAAAAAA1\"/>",
            "<c r=\"\u{e9}1\"/>",
            "<row r=\"1048577\"/>",
            "<row r=\"-1\"/>",
            "<mergeCell ref=\"B2:A1\"/>",
            "<mergeCell ref=\"A2:B1\"/>",
            "<x:mergeCell ref='A1:'/>",
            "<dimension ref=\"B1:A1\"/>",
            "<f t=\"shared\" ref=\"B2:A1\"/>",
            "<sst uniqueCount=\"99999999999999\"/>",
            "<sst uniqueCount=\"999999999999999999999999\"/>",
            "<c r=A1/>",
        ] {
            assert_eq!(code(wrong), Err("workbook_broken"), "{wrong}");
        }
    }
}
