//! Files of settings and data that belong to the program or to a network, and the hash over them.

use std::io::Read;
use std::path::{Path, PathBuf};

use csv::{DeserializeErrorKind, StringRecord};

use crate::base::error::{Error, Result, bail};
use crate::base::hash::{Hasher, sha256};
use crate::base::regular;

/// Bytes of one file. The registry of 400 cities has 40 kB.
pub const MOST: u64 = 16 << 20;

/// Reads a CSV file into structs; a bad row is an error with file and line.
pub(crate) fn rows<T: serde::de::DeserializeOwned>(path: &Path, hash: &mut Hash) -> Result<Vec<T>> {
    let text = hash.read(path)?;
    let (header, records) = records(path, &text)?;
    records.iter().map(|row| row.deserialize(Some(&header)).map_err(csv_error(path, &header))).collect()
}

/// Header and rows of a CSV text, each row as wide as the header; `path` names the file in errors.
pub(crate) fn records(path: &Path, text: &str) -> Result<(StringRecord, Vec<StringRecord>)> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().map_err(csv_error(path, &StringRecord::new()))?.clone();
    if header.len() == 1 && header.iter().any(|names| names.contains([';', '\t'])) {
        bail!(
            format!("{} line 1", path.display()),
            "the columns are not separated by commas; save the file as CSV UTF-8 with commas, and decimals with a point"
        );
    }
    let mut records = Vec::new();
    for row in reader.records() {
        let row = row.map_err(csv_error(path, &header))?;
        if let Some((name, _)) = header.iter().zip(&row).find(|(_, cell)| holds_a_row(cell, header.len())) {
            let line = row.position().map_or(1, csv::Position::line);
            bail!(
                format!("{} line {line}", path.display()),
                "{name} begins on this line and ends on another: a quotation mark (\") opens it, and rows below are part of it; remove that mark, or close it on this line"
            );
        }
        records.push(row);
    }
    Ok((header, records))
}

/// Whether a line of a cell below its first has as many cells as the header and begins with an id: a row that a stray
/// quotation mark has made a part of the cell.
fn holds_a_row(cell: &str, width: usize) -> bool {
    let begins_with_id = |line: &str| line.split(',').next().is_some_and(|id| !id.is_empty() && !id.contains(' '));
    cell.lines().skip(1).any(|line| line.split(',').count() >= width.max(3) && begins_with_id(line))
}

/// What is wrong with a row of a CSV file, with file and line, in words and with the name of the column.
pub(crate) fn csv_error(path: &Path, header: &StringRecord) -> impl Fn(csv::Error) -> Error {
    move |e| {
        let line = e.position().map_or(1, csv::Position::line);
        let message = match e.kind() {
            csv::ErrorKind::Deserialize { err, .. } => {
                let column = err.field().and_then(|field| header.get(usize::try_from(field).ok()?)).unwrap_or("a cell");
                match err.kind() {
                    DeserializeErrorKind::ParseInt(_) => {
                        format!(
                            "{column} is no whole number; write it with digits only, or leave it empty where it may be"
                        )
                    }
                    DeserializeErrorKind::ParseFloat(_) => format!(
                        "{column} is no number; write it with digits and a decimal point, without signs between thousands"
                    ),
                    _ => err.to_string(),
                }
            }
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => format!(
                "the row has {len} cells and the header {expected_len}; put a cell that holds a comma into quotation marks (\"...\"), write decimals with a point, and give every column a cell"
            ),
            _ => e.to_string(),
        };
        Error::invalid(format!("{} line {line}", path.display()), message)
    }
}

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRead {
    /// Where it is.
    pub path: PathBuf,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its length in bytes.
    pub bytes: u64,
}

/// SHA-256 over files in the order they are read, and each of them.
#[derive(Default)]
pub(crate) struct Hash {
    all: Hasher,
    files: Vec<FileRead>,
}

impl Hash {
    /// Reads a UTF-8 text file and adds its bytes; a byte order mark is dropped from the text.
    pub(crate) fn read(&mut self, path: &Path) -> Result<String> {
        utf8(path, self.bytes(path)?)
    }

    /// Reads a file and adds its bytes.
    pub(crate) fn bytes(&mut self, path: &Path) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let file = regular::open(path).map_err(Error::io("read", path))?;
        file.take(MOST + 1).read_to_end(&mut bytes).map_err(Error::io("read", path))?;
        if bytes.len() as u64 > MOST {
            bail!(
                path.display(),
                "has more than {} MB, and no file of this kind needs so many; check that it is the right file",
                MOST >> 20
            );
        }
        self.all.update(&(bytes.len() as u64).to_le_bytes());
        self.all.update(&bytes);
        self.files.push(FileRead { path: path.to_path_buf(), sha256: sha256(&bytes), bytes: bytes.len() as u64 });
        Ok(bytes)
    }

    /// The files read, in order.
    pub(crate) fn files(&self) -> &[FileRead] {
        &self.files
    }

    /// Lower-case hexadecimal.
    pub(crate) fn finish(self) -> String {
        self.all.finish()
    }
}

/// The text of a file, without its byte order mark.
pub(crate) fn utf8(path: &Path, bytes: Vec<u8>) -> Result<String> {
    let fault = |_| Error::invalid(path.display(), "is not UTF-8 text; save it as UTF-8");
    let text = String::from_utf8(bytes).map_err(fault)?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_string).unwrap_or(text))
}

/// The line of a place in a text, from 1.
pub(crate) fn line_at(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset.min(text.len())].iter().filter(|b| **b == b'\n').count() + 1
}

/// Lines of places in a text that are asked for in order, each part of the text gone through once.
pub(crate) struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    pub(crate) fn new(text: &'t str) -> Lines<'t> {
        Lines { text, at: 0, line: 1 }
    }

    /// The line of a place, from 1.
    pub(crate) fn at(&mut self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        if offset < self.at {
            (self.at, self.line) = (0, 1);
        }
        self.line += self.text.as_bytes()[self.at..offset].iter().filter(|b| **b == b'\n').count();
        self.at = offset;
        self.line
    }
}

/// Parses TOML; the error names the file and the line.
pub(crate) fn toml_text<T: serde::de::DeserializeOwned>(path: &Path, text: &str) -> Result<T> {
    toml::from_str(text).map_err(|e| {
        let line = e.span().map_or(1, |span| line_at(text, span.start));
        Error::invalid(format!("{} line {line}", path.display()), worded(e.message()))
    })
}

/// What is wrong, without the names that our code has for it.
fn worded(message: &str) -> String {
    match message.split_once("expected struct ") {
        Some((before, after)) => {
            let after = after.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
            format!("{before}expected lines of its own under a heading in square brackets{after}")
        }
        None => message.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_of_their_places_in_any_order() {
        let text = "a\nb\n\nc";
        let mut lines = Lines::new(text);
        for offset in [0, 1, 2, 3, 5, 6, 99, 2, 0, 4] {
            assert_eq!(lines.at(offset), line_at(text, offset), "{offset}");
        }
    }

    #[test]
    fn many_places_of_a_large_text_are_found_in_time() {
        let text = "0123456789\n".repeat(1 << 20);
        let begun = std::time::Instant::now();
        let mut lines = Lines::new(&text);
        for i in 0..1 << 20 {
            assert_eq!(lines.at(i * 11), i + 1);
        }
        assert!(begun.elapsed() < std::time::Duration::from_secs(20), "{:?}", begun.elapsed());
    }
}
