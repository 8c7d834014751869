//! Which target of a series, and which practice of a title, is in force.

use polars::prelude::*;

use crate::base::error::Result;
use crate::base::names::number;
use crate::ingest::checks;
use crate::ingest::finding::Findings;
use crate::ingest::frames::{Places, Row, column, fingerprint, polars_error};
use crate::ingest::merge;
use crate::model::schema::{PRACTICE_CONTENT, PRACTICE_KEY, TARGET_CONTENT, TARGET_KEY};

/// A kind of rows of which the newest of each key is in force.
pub struct Companion {
    /// What tells one from another.
    key: &'static [&'static str],
    /// What it says.
    content: &'static [&'static str],
    /// Column that findings are placed at.
    column: &'static str,
    /// What a finding calls one.
    name: &'static str,
}

/// Targets: one of each series.
pub const TARGETS: Companion =
    Companion { key: &TARGET_KEY, content: &TARGET_CONTENT, column: "value", name: "target of this series" };

/// Practices: one of each title.
pub const PRACTICES: Companion =
    Companion { key: &PRACTICE_KEY, content: &PRACTICE_CONTENT, column: "title", name: "practice of this title" };

/// Sorts rows by key, from the oldest to the newest, and adds `current`: true for the newest of each key. Where rows of
/// the newest day disagree none is, and each is named; so is a row without a day that the newest disagrees with.
pub fn newest(rows: DataFrame, of: &Companion, places: &Places<'_>, findings: &mut Findings) -> Result<DataFrame> {
    let doing = polars_error("merging targets and practices");
    let (conflict, undated) = (checks::code_of("conflict_between_files")?, checks::code_of("row_without_day")?);
    let mut sorted = merge::sorted(rows, of.key)?;
    let content = sorted.clone().lazy().select([fingerprint(of.content).alias("content")]).collect().map_err(&doing)?;
    let content = content.column("content").and_then(|column| column.str()).map_err(&doing)?;
    let mut current = vec![false; sorted.height()];
    for run in merge::runs(&sorted, of.key)? {
        let last = run.end - 1;
        let day = |at: usize| Row::new(&sorted, at).text("submitted_on");
        let of_last_day = || run.clone().rev().take_while(|at| day(*at) == day(last));
        let differs = |at: usize, from: usize| content.get(at) != content.get(from);
        current[last] = !of_last_day().any(|at| differs(at, last));
        for at in run.clone() {
            let row = Row::new(&sorted, at);
            let found = row.number("value").map(number);
            let (code, message) = if day(at) == day(last) {
                let Some(other) = of_last_day().find(|other| differs(*other, at)) else { continue };
                (conflict, in_conflict(of, row, Row::new(&sorted, other), places))
            } else if day(at).is_none() && differs(at, last) {
                (undated, without_day(of, Row::new(&sorted, last), places))
            } else {
                continue;
            };
            findings.push(places.finding(row, code, of.column, found.as_deref(), message));
        }
    }
    sorted.with_column(column("current", current)).map_err(&doing)?;
    Ok(sorted)
}

/// What a target says; nothing for a practice, whose words may be long.
fn said(row: Row<'_>) -> String {
    let year = row.integer("year").map(|year| format!(" by {year}")).unwrap_or_default();
    row.number("value").map(|value| format!(", {}{year},", number(value))).unwrap_or_default()
}

fn in_conflict(of: &Companion, row: Row<'_>, other: Row<'_>, places: &Places<'_>) -> String {
    let when = row.text("submitted_on").map_or("also without a day".to_string(), |day| format!("also of {day}"));
    format!(
        "Another {}{} came in {}, {when}, and says otherwise. Neither is used. Take the row out of {} or {}, or write day and time into submitted_on of the newer one: 2024-05-31T15:30.",
        of.name,
        said(other),
        places.file(other),
        places.file(row),
        places.file(other)
    )
}

fn without_day(of: &Companion, newest: Row<'_>, places: &Places<'_>) -> String {
    format!(
        "Another {}{} came in {} on {} and is used: this one says otherwise and has no day of sending. If this one is the newer, write its day into submitted_on of the declaration; otherwise take it out.",
        of.name,
        said(newest),
        places.file(newest),
        newest.text("submitted_on").unwrap_or_default()
    )
}
