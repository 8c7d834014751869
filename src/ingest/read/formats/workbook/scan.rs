//! What a workbook is packed of, counted before any of it is read into memory: see [`limits::workbook`].
//!
//! Every part is unpacked and split into elements once, whatever its name: the package says itself which part is a
//! sheet.

use std::collections::BTreeSet;
use std::io::{self, BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};

use super::element::{cell, row};
use super::package::{Role, normal, roles};
use super::refusal::{broken, damaged, short, too_large};
use super::shape::Shape;
use crate::ingest::finding::Finding;
use crate::ingest::limits::workbook::{ELEMENTS, PARTS, STYLE_TEXT};

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
    let roles = roles(&mut archive, file)?;
    let mut names = BTreeSet::new();
    let mut left = most;
    let mut tally = Tally { file, counts: [0; ELEMENTS.len()] };
    let mut workbook = false;
    for i in 0..archive.len() {
        let part = archive.by_index(i).map_err(|_| damaged(file))?;
        let name = part.name().map(|n| n.into_owned()).unwrap_or_default();
        if !names.insert(normal(&name)) {
            return Err(twice(&format!(", {}", short(&name))));
        }
        workbook |= name.ends_with("workbook.xml");
        if part.size() > left {
            return Err(too_large(file, &megabytes(most)));
        }
        let mut counted = Counted { part, left, over: false };
        let told = tally.part(&name, roles.get(&normal(&name)).copied(), &mut counted);
        let rest = io::copy(&mut counted, &mut io::sink());
        if counted.over {
            return Err(too_large(file, &megabytes(most)));
        }
        rest.map_err(|_| damaged(file))?;
        told?;
        left = counted.left;
    }
    if workbook { Ok(most - left) } else { Err(none(not)) }
}

fn megabytes(most: u64) -> String {
    format!("more than {} MB", most >> 20)
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

/// The cell in which a part is read.
#[derive(Default)]
struct Cell {
    inside: bool,
    /// Its type, as far as it matters how its value is read.
    inline: bool,
    text: bool,
    shared: bool,
    /// Its values and inline texts.
    values: [usize; 2],
    /// Whether a value is being read.
    value: bool,
}

impl Cell {
    /// Says what the cell has of which a reader takes one, by its own choice.
    fn enter(&mut self, element: &BytesStart) -> Option<&'static str> {
        match element.local_name().as_ref() {
            "c" => {
                let mut attributes = element.attributes();
                let mut given = attributes.with_checks(false).flatten();
                let kind = given.find(|a| a.key.as_ref() == "t").map(|a| a.value);
                let kind = kind.as_deref().unwrap_or_default();
                let text = matches!(kind, "str" | "d");
                *self =
                    Cell { inside: true, inline: kind == "inlineStr", text, shared: kind == "s", ..Cell::default() };
            }
            "v" if self.inside => {
                self.value = true;
                self.values[0] += 1;
            }
            "is" if self.inside => self.values[1] += 1,
            _ => {}
        }
        let twice = self.values.iter().any(|n| *n > 1) || self.values == [1, 1] && !self.inline;
        twice.then_some("two values in one cell")
    }

    fn leave(&mut self, element: &str) {
        match element {
            "c" => *self = Cell::default(),
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
    /// Counts the elements of a part and looks whether those of a part that is read are in their places. A part that is
    /// not read counts up to where it is no XML.
    fn part(&mut self, name: &str, role: Option<Role>, bytes: impl Read) -> Result<(), Box<Finding>> {
        let mut reader = quick_xml::Reader::from_reader(BufReader::new(bytes));
        let config = reader.config_mut();
        config.check_end_names = role.is_some();
        config.check_comments = false;
        let mut shape = role.map(Shape::new);
        let mut cell = Cell::default();
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(element)) => self.enter(name, &element, &mut shape, &mut cell)?,
                Ok(Event::Empty(element)) => {
                    self.enter(name, &element, &mut shape, &mut cell)?;
                    shape.iter_mut().for_each(Shape::leave);
                    cell.leave(element.local_name().as_ref());
                }
                Ok(Event::End(element)) => {
                    shape.iter_mut().for_each(Shape::leave);
                    cell.leave(element.local_name().as_ref());
                }
                Ok(Event::Comment(_)) if cell.value => return Err(self.broken(name, IN_PIECES, "comment")),
                Ok(Event::CData(_)) if cell.value => return Err(self.broken(name, IN_PIECES, "CDATA")),
                Ok(Event::PI(_)) if cell.value => return Err(self.broken(name, IN_PIECES, "instruction")),
                Ok(Event::GeneralRef(reference)) if cell.value && !cell.text => {
                    return Err(self.broken(name, IN_PIECES, &reference));
                }
                // The reader takes the first shared text for a number that it does not understand.
                Ok(Event::Text(number)) if cell.value && cell.shared && !is_number(&number) => {
                    return Err(self.broken(name, "a shared text by no number", &number));
                }
                Ok(Event::Eof) => return Ok(()),
                Err(error) if role.is_some() => {
                    return Err(self.broken(name, "text that is not well formed", &error.to_string()));
                }
                Err(_) => return Ok(()),
                Ok(_) => {}
            }
        }
    }

    fn enter(
        &mut self,
        part: &str,
        element: &BytesStart,
        shape: &mut Option<Shape>,
        cell: &mut Cell,
    ) -> Result<(), Box<Finding>> {
        self.element(part, element)?;
        if let Some(shape) = shape {
            shape.enter(element).map_err(|(what, found)| self.broken(part, what, &found))?;
        }
        match cell.enter(element) {
            Some(what) => Err(self.broken(part, what, element.local_name().as_ref())),
            None => Ok(()),
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
            if name == "c" && given.key.as_ref() == "s" && !is_number(&given.value) {
                return Err(self.broken(part, "a cell format by no number", &given.value));
            }
            if given.key.as_ref() == attribute && !sound(&given.value) {
                return Err(self.broken(part, "a place or count that no sheet has", &given.value));
            }
        }
        Ok(())
    }

    fn broken(&self, part: &str, what: &str, found: &str) -> Box<Finding> {
        broken(self.file, part, what, found)
    }
}

/// Whether an attribute is a text that every cell format which uses it holds once more: 4 kB of workbook can use one
/// long text 60,000 times.
fn is_style_text(element: &str, attribute: &str) -> bool {
    matches!((element, attribute), ("numFmt", "formatCode") | ("name", "val"))
}

/// Whether a text is the place of something in a list, as the reader takes it.
fn is_number(text: &str) -> bool {
    (1..=9).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
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
mod tests;
