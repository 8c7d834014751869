//! What is merged row by row: the newest row of each key is in force.

use crate::base::names::number;
use crate::ingest::frames::Row;
use crate::model::schema::{CONTENT, PRACTICE_CONTENT, PRACTICE_KEY, TARGET_CONTENT, TARGET_KEY};

/// A kind of rows of which the newest of each key is in force.
pub struct Kind {
    /// What tells one from another.
    pub key: &'static [&'static str],
    /// What it says.
    pub content: &'static [&'static str],
    /// Columns that are compared, or named, in addition.
    pub more: &'static [&'static str],
    /// Column that findings are placed at.
    pub column: &'static str,
    /// What a finding calls one.
    pub name: &'static str,
    /// Column of its year, and the word before it.
    pub year: Option<(&'static str, &'static str)>,
}

/// Observations: one of each series and year.
pub const OBSERVATIONS: Kind = Kind {
    key: &["city", "measurement", "item", "reference_year"],
    content: &CONTENT,
    more: &["value", "consent", "cycle"],
    column: "value",
    name: "row of this series and year",
    year: Some(("reference_year", "for")),
};

/// Targets: one of each series.
pub const TARGETS: Kind = Kind {
    key: &TARGET_KEY,
    content: &TARGET_CONTENT,
    more: &["year", "value"],
    column: "value",
    name: "target of this series",
    year: Some(("year", "by")),
};

/// Practices: one of each title.
pub const PRACTICES: Kind = Kind {
    key: &PRACTICE_KEY,
    content: &PRACTICE_CONTENT,
    more: &[],
    column: "title",
    name: "practice of this title",
    year: None,
};

impl Kind {
    /// Value and year of a row; none of a practice, whose words may be long.
    pub fn said(&self, row: Row<'_>) -> Option<String> {
        let (column, word) = self.year?;
        let value = row.number("value").map_or_else(|| "no value".to_string(), number);
        let year = row.integer(column).map(|year| format!(" {word} {year}")).unwrap_or_default();
        Some(value + &year)
    }
}
