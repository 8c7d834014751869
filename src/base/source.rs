//! Files of settings and data that belong to the program or to a network, and the hash over them.

use std::path::{Path, PathBuf};

use crate::base::error::{Error, Result};
use crate::base::hash::{Hasher, sha256};
use crate::base::regular;

/// Reads a CSV file into structs; a bad row is an error with file and line.
pub(crate) fn rows<T: serde::de::DeserializeOwned>(path: &Path, hash: &mut Hash) -> Result<Vec<T>> {
    let text = hash.read(path)?;
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.map_err(csv_error(path))).collect()
}

/// What a CSV reader says, with file and line.
pub(crate) fn csv_error(path: &Path) -> impl Fn(csv::Error) -> Error {
    move |e| {
        let line = e.position().map_or(1, csv::Position::line);
        let message = match e.kind() {
            csv::ErrorKind::Deserialize { err, .. } => err.to_string(),
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
        let bytes = regular::read(path).map_err(Error::io("read", path))?;
        self.all.update(&(bytes.len() as u64).to_le_bytes());
        self.all.update(&bytes);
        self.files.push(FileRead { path: path.to_path_buf(), sha256: sha256(&bytes), bytes: bytes.len() as u64 });
        utf8(path, bytes)
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
