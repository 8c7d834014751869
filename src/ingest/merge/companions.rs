//! Which target of a series, and which practice of a title, is in force.

use polars::prelude::*;

use crate::base::error::Result;
use crate::base::names::number;
use crate::ingest::checks;
use crate::ingest::finding::Findings;
use crate::ingest::frames::{Places, Row, column, fingerprint, polars_error};
use crate::ingest::merge;
use crate::ingest::merge::conflicts::one_folder;
use crate::ingest::merge::kinds::Kind;

/// Sorts rows by key, from the oldest to the newest, and adds `current`: true for the newest of each key. Where rows of
/// the newest day disagree none is, and each is named; where they say the same it is the one with the narrowest consent.
pub fn newest(rows: DataFrame, of: &Kind, places: &Places<'_>, findings: &mut Findings) -> Result<DataFrame> {
    let doing = polars_error("merging targets and practices");
    let code = checks::code_of("conflict_between_files")?;
    let mut sorted = merge::companions_sorted(rows, of.key)?;
    let content = sorted.clone().lazy().select([fingerprint(of.content).alias("content")]).collect().map_err(&doing)?;
    let content = content.column("content").and_then(|column| column.str()).map_err(&doing)?;
    let mut current = vec![false; sorted.height()];
    for run in merge::runs(&sorted, of.key)? {
        let last = run.end - 1;
        let day = |at: usize| Row::new(&sorted, at).text("submitted_on");
        let of_last_day: Vec<usize> = run.rev().take_while(|at| day(*at) == day(last)).collect();
        // What differs from the last is the first that does; every other row differs from the last, or says the same.
        let differs = |at: usize| content.get(at) != content.get(last);
        let Some(first) = of_last_day.iter().copied().find(|at| differs(*at)) else {
            current[last] = true;
            continue;
        };
        for at in of_last_day {
            let (row, other) = (Row::new(&sorted, at), Row::new(&sorted, if differs(at) { last } else { first }));
            let found = row.number("value").map(number);
            findings.push(places.finding(row, code, of.column, found.as_deref(), in_conflict(of, row, other, places)));
        }
    }
    sorted.with_column(column("current", current)).map_err(&doing)?;
    Ok(sorted)
}

fn in_conflict(of: &Kind, row: Row<'_>, other: Row<'_>, places: &Places<'_>) -> String {
    let when = row.text("submitted_on").map_or("also without a day".to_string(), |day| format!("also of {day}"));
    let cure = match row.index("group") == other.index("group") {
        true => one_folder(row, other, places),
        false => format!(
            "Take the row out of {} or {}, or write day and time into submitted_on of the newer one: 2024-05-31T15:30.",
            places.file(row),
            places.file(other)
        ),
    };
    format!(
        "Another {}, in {}, {when}, says {}. Neither is used. {cure}",
        of.name,
        places.file(other),
        of.said(other).unwrap_or_else(|| "otherwise".into()),
    )
}
