//! What the path of a file says: the date of its edition, a year, a text.

use regex::Regex;

use crate::base::dates::moment;
use crate::base::text::quoted;
use crate::ingest::finding::Finding;
use crate::ingest::read::mapping::loaded::Mapping;
use crate::ingest::read::mapping::spec::{Cell, FileSpec};

/// The first group of a regular expression in a path.
pub(super) fn found(pattern: &str, path: &str) -> Option<String> {
    let found = Regex::new(pattern).ok()?.captures(path)?;
    found.get(1).map(|g| g.as_str().to_string()).filter(|text| !text.is_empty())
}

/// The date that a text such as `2023`, `2023-04`, `20230401` or `2023-04-01` begins with.
pub(super) fn date(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| !matches!(c, '-' | '_' | '.' | '/')).collect();
    let is_digits = digits.bytes().all(|b| b.is_ascii_digit());
    match digits.len() {
        _ if moment(text).is_some() => moment(text),
        4 if is_digits => moment(&format!("{digits}-01-01")),
        6 if is_digits => moment(&format!("{}-{}-01", &digits[..4], &digits[4..])),
        8 if is_digits => moment(&format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..])),
        _ => None,
    }
}

/// The date of a file's edition, or the finding that refuses the file.
pub(super) fn submitted_on(
    mapping: &Mapping,
    spec: &FileSpec,
    file: &str,
    path: &str,
) -> Result<Option<String>, Box<Finding>> {
    let (pattern, codes) = match spec.submitted_on.as_ref().map(|s| s.get_ref()) {
        None => return Ok(mapping.submitted_on.clone()),
        Some(Cell::File { pattern, codes }) => (pattern.get_ref(), codes),
        Some(Cell::Constant(day)) => return Ok(Some(day.clone())),
        // Refused when the mapping is loaded.
        Some(_) => return Ok(None),
    };
    let text = found(pattern, path);
    let text = text.map(|t| codes.get(&t).cloned().unwrap_or(t));
    match text.as_deref().and_then(date) {
        Some(day) => Ok(Some(day)),
        None => {
            let message = format!(
                "The file's name says {} for submitted_on, which is no date such as 2023, 2023-04 or 2023-04-01. Mend the pattern in {}, or the file's name.",
                quoted(text.as_deref()),
                mapping.name()
            );
            Err(Box::new(Finding::file(file, "bad_date", message)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{date, found};

    #[test]
    fn a_path_says_a_date() {
        let of = |path: &str| found(r"([0-9]{4}(?:[-_]?[0-9]{2}){0,2})\.csv$", path).and_then(|text| date(&text));
        for (path, day) in [
            ("a/atlas-2022.csv", Some("2022-01-01")),
            ("2023_04.csv", Some("2023-04-01")),
            ("t20230401.csv", Some("2023-04-01")),
            ("t-2023-04-30.csv", Some("2023-04-30")),
            ("t-2023-02-30.csv", None),
            ("t.csv", None),
        ] {
            assert_eq!(of(path).as_deref(), day, "{path}");
        }
        assert_eq!(date("2023-05-31T15:30").as_deref(), Some("2023-05-31T15:30:00"));
    }
}
