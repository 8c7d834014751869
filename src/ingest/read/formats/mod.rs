//! The formats of submissions: a reader for each ending. A further format is a file with its `FORMAT`, and its two lines
//! here. Messages name the titles in this order and the endings from the last to the first.

pub mod csv;
pub mod workbook;

use crate::ingest::read::raw::{FileKind, Format};

/// Every format.
pub static FORMATS: &[&Format] = &[&csv::FORMAT, &workbook::FORMAT];

/// The format of a file of that name, and what the file holds.
pub fn of_name(name: &str) -> Option<(&'static Format, FileKind)> {
    let name = name.to_lowercase();
    let (stem, ending) = name.rsplit_once('.')?;
    let format = FORMATS.iter().copied().find(|format| format.ending == ending)?;
    Some((format, (format.kind)(stem)))
}

/// What is said of a file of any other format.
pub fn unknown() -> String {
    let titles: Vec<&str> = FORMATS.iter().map(|format| format.title).collect();
    let endings: Vec<String> = FORMATS.iter().rev().map(|format| format!(".{}", format.ending)).collect();
    format!(
        "The file is neither {}, so nothing in it was read. Save the sheet as {}, or move the file out of submissions.",
        titles.join(" nor "),
        endings.join(" or ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_has_one_format() {
        for (at, format) in FORMATS.iter().enumerate() {
            assert!(FORMATS[..at].iter().all(|other| other.ending != format.ending), "{}", format.ending);
            assert_eq!(of_name(&format!("x.{}", format.ending.to_uppercase())).map(|f| f.0), Some(*format));
        }
        assert!(of_name("csv").is_none() && of_name("a.xls").is_none() && of_name("").is_none());
    }

    #[test]
    fn the_message_names_what_is_read() {
        assert_eq!(
            unknown(),
            "The file is neither CSV nor an XLSX workbook, so nothing in it was read. Save the sheet as .xlsx or .csv, or move the file out of submissions."
        );
    }
}
