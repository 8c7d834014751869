//! The formats of submissions: a reader for each ending. A further format is a file with its `FORMAT`, and its two lines
//! here. Messages name the titles in this order and the endings from the last to the first.

pub mod csv;
pub mod workbook;

use crate::ingest::read::raw::{FileKind, Format};

/// Every format.
pub static FORMATS: &[&Format] = &[&csv::FORMAT, &workbook::ODS, &workbook::FORMAT];

/// The format of a file of that name, and what the file holds.
pub fn of_name(name: &str) -> Option<(&'static Format, FileKind)> {
    let name = name.to_lowercase();
    let (stem, ending) = name.rsplit_once('.')?;
    let format = FORMATS.iter().copied().find(|format| format.ending == ending)?;
    Some((format, (format.kind)(original(stem))))
}

/// The name that a browser or a file manager gave to a second copy, without what it added: `city (1)`, `city - copy`.
fn original(stem: &str) -> &str {
    let numbered = stem.strip_suffix(')').and_then(|stem| stem.rsplit_once('('));
    let stem = match numbered {
        Some((name, digits)) if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => name.trim_end(),
        _ => stem,
    };
    let copy =
        [" - copy", " copy", " - copie", " - copia", " - kopie"].iter().find_map(|added| stem.strip_suffix(added));
    copy.unwrap_or(stem)
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
    fn a_second_copy_is_what_its_original_is() {
        let kind = |name: &str| of_name(name).map(|f| f.1);
        for name in ["city (1).csv", "City(12).CSV", "city - Copy.csv", "city - Copy (2).csv", "city copy.csv"] {
            assert_eq!(kind(name), Some(FileKind::City), "{name}");
        }
        assert_eq!(kind("targets (2).csv"), Some(FileKind::Targets));
        for name in ["city (a).csv", "city ().csv", "city 1.csv", "(1).csv"] {
            assert_eq!(kind(name), Some(FileKind::Observations), "{name}");
        }
    }

    #[test]
    fn the_message_names_what_is_read() {
        assert_eq!(
            unknown(),
            "The file is neither CSV nor an ODS workbook nor an XLSX workbook, so nothing in it was read. Save the sheet as .xlsx or .ods or .csv, or move the file out of submissions."
        );
    }
}
