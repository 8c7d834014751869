//! What to write into a mapping where a row of its table cannot be used.

use std::sync::LazyLock;

use regex::Regex;

use crate::base::text::quoted;

/// Formats of periods by what they look like.
static PERIODS: LazyLock<[(Regex, &str); 4]> = LazyLock::new(|| {
    [
        (r"^[0-9]{4}\.0*$", "float"),
        (r"^[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?:T[^/]*)?/P", "interval"),
        (r"^[0-9]{4}[-/](?:[0-9]{2})?[0-9]{2}$", "academic"),
        (r"^[0-9]{4}-[0-9]{2}-[0-9]{2}", "date"),
    ]
    .map(|(pattern, format)| (Regex::new(pattern).unwrap(), format))
});

/// How the mapping is to read such a period.
pub fn year_cure(found: &str) -> String {
    let formats = PERIODS.iter().find(|(pattern, _)| pattern.is_match(found)).map(|(_, format)| *format);
    match formats {
        Some(format) => format!("Write format = [\"{format}\"] into year in the mapping."),
        None if has_year(found) => {
            "Write format = [\"pattern\"] and a pattern with a group for the year into year in the mapping, such as pattern = \"([0-9]{4})\".".into()
        }
        None => "Name the column of the years in the mapping, or leave the row out (keep, drop).".into(),
    }
}

/// Whether four digits of a text may be a year.
fn has_year(text: &str) -> bool {
    let digits = |c: char| c.is_ascii_digit();
    text.split(|c: char| !digits(c)).any(|run| run.len() == 4)
}

/// What a text is that stands in place of a number.
pub fn missing_cure(found: &str) -> String {
    format!(
        "{} is not a number. If it stands for an empty cell, write missing = [{found:?}] into the [[file]] of the mapping, and empty = \"skip\" or a status into the measurement; if not, leave the row out (keep, drop).",
        quoted(Some(found))
    )
}

/// A line for the codes of a cell of which a text is in no list.
pub fn code_cure(cell: &str, found: &str, known: &[String]) -> String {
    let example = known.first().map_or("...", String::as_str);
    format!(
        " Write what it means into the mapping: {cell} = {{ column = \"...\", codes = {{ {found:?} = {example:?} }} }}, or leave the row out (keep, drop)."
    )
}

#[cfg(test)]
mod tests {
    use super::year_cure;

    #[test]
    fn a_period_says_its_format() {
        for (found, part) in [
            ("1995.0", "[\"float\"]"),
            ("2015-01-01/P1Y", "[\"interval\"]"),
            ("2015-16", "[\"academic\"]"),
            ("2015/2016", "[\"academic\"]"),
            ("2021-09-30", "[\"date\"]"),
            ("FY2020", "[\"pattern\"]"),
            ("Q1 2020", "[\"pattern\"]"),
            ("Total", "Name the column"),
        ] {
            assert!(year_cure(found).contains(part), "{found}: {}", year_cure(found));
        }
    }
}
