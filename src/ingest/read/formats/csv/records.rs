//! A text to rows and cells.

use std::borrow::Cow;

use crate::ingest::finding::Finding;
use crate::ingest::limits::ROW_BYTES;
use crate::ingest::read::swallowed::RowShape;

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
    pub fn below_first_line(mut self) -> Records<'a> {
        self.at = self.text.find(['\r', '\n']).unwrap_or(self.text.len());
        if self.at < self.text.len() {
            self.newline();
        }
        self
    }

    /// The place in the text up to which it is read.
    pub fn position(&self) -> usize {
        self.at
    }

    /// Whether nothing is left to read.
    pub fn is_at_end(&self) -> bool {
        self.at == self.text.len()
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
