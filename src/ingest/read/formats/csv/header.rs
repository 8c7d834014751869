//! The header of a file: its delimiter, and the columns that it names.

use std::collections::HashMap;

use super::findings::short;
use crate::base::characters::printable;
use crate::ingest::finding::Finding;

/// What programs write before a text to say that it is UTF-8, more than once where files were joined.
pub const BYTE_ORDER_MARK: char = '\u{feff}';

/// A column's name as the header has it.
pub fn name_of(cell: &str) -> &str {
    cell.trim().trim_start_matches(BYTE_ORDER_MARK).trim()
}

/// The delimiter that the first line names for Excel, as `sep=;`; none where it does not.
pub fn named_delimiter(text: &str) -> Option<u8> {
    let line = text.split(['\r', '\n']).next()?.trim_matches([' ', '"']);
    let (name, delimiter) = line.split_at_checked("sep=".len())?;
    let is_delimiter = |b: &u8| *b == b'\t' || b.is_ascii_punctuation() && *b != b'"';
    match delimiter.as_bytes() {
        [delimiter] if name.eq_ignore_ascii_case("sep=") => Some(*delimiter).filter(is_delimiter),
        _ => None,
    }
}

/// The delimiter under which the header, the first line that is not blank, has most known names; a comma where none has
/// any.
pub fn delimiter(text: &str, known: &[&str]) -> u8 {
    let is_blank = |line: &&str| line.chars().all(|c| c.is_whitespace() || [',', ';', '"'].contains(&c));
    let header = text.split(['\r', '\n']).find(|line| !is_blank(line)).unwrap_or_default();
    let mut best = (0, b',');
    for delimiter in [b',', b';', b'\t'] {
        let names = header
            .split(char::from(delimiter))
            .filter(|c| known.contains(&name_of(c).trim_matches('"').trim()))
            .count();
        if names > best.0 {
            best = (names, delimiter);
        }
    }
    best.1
}

/// The canonical column at each place of the header, or the finding that names what is wrong with it.
pub fn header_places(
    header: &[String],
    file: &str,
    line: u32,
    known: &[&'static str],
    required: &[&str],
) -> Result<Vec<Option<&'static str>>, Box<Finding>> {
    let fault = |code, message: String| {
        Box::new(Finding {
            found: Some(short(&header.join(", "))),
            ..Finding::file(file, code, format!("Line {line}, the header: {message}"))
        })
    };
    // A header may have as many names as fit into a row: each is looked at once.
    let mut times: HashMap<&str, usize> = HashMap::new();
    let mut distinct: Vec<&str> = Vec::new();
    for name in header.iter().map(String::as_str).filter(|name| !name.is_empty()) {
        let seen = times.entry(name).or_default();
        *seen += 1;
        if *seen == 1 {
            distinct.push(name);
        }
    }
    let missing: Vec<&str> = required.iter().copied().filter(|r| !times.contains_key(r)).collect();
    let unknown: Vec<String> = distinct.iter().filter(|n| !known.contains(n)).map(|n| printable(n)).collect();
    if !missing.is_empty() {
        let other =
            if unknown.is_empty() { String::new() } else { format!(" Unknown: {}.", short(&unknown.join(", "))) };
        let missing = are(&missing.join(", "), missing.len());
        let message = format!("{missing} missing.{other} The header is {}.", known.join(","));
        return Err(fault("missing_column", message));
    }
    if !unknown.is_empty() {
        let unknown = are(&short(&unknown.join(", ")), unknown.len());
        let message = format!("{unknown} not known. Take out or rename; the columns are {}.", known.join(","));
        return Err(fault("unknown_column", message));
    }
    let double: Vec<&str> = distinct.into_iter().filter(|n| times[n] > 1).collect();
    if !double.is_empty() {
        let message = format!("{} there twice. Keep one of each.", are(&double.join(", "), double.len()));
        return Err(fault("double_column", message));
    }
    Ok(header.iter().map(|h| known.iter().copied().find(|k| k == h)).collect())
}

fn are(names: &str, count: usize) -> String {
    format!("{names} {}", if count == 1 { "is" } else { "are" })
}
