//! Rows without a day of sending, or without a time: a dated row, or one with a time of the same day, goes before them,
//! though they may be the newer ones.

use polars::prelude::*;

use crate::base::dates::are_unordered;
use crate::base::error::Result;
use crate::base::names::number;
use crate::ingest::checks;
use crate::ingest::finding::Findings;
use crate::ingest::frames::{Places, Row};
use crate::ingest::merge;
use crate::ingest::merge::kinds::Kind;
use crate::ingest::merge::stored::{self, differ, is_sent};

/// Warns of each row without a day that disagrees with the row that goes before it, and names both. Of rows that are
/// all without a day only those in the store count: files that disagree with one another have a finding of their own.
/// So it is with a row that has a day and no time, where the newest row has a time of that day. A row that goes before
/// one in the store for its day or time is warned of too. `rows` are accepted rows, `stored` those of a
/// snapshot that they are compared with.
pub fn rows_without_day(
    rows: &DataFrame,
    stored: Option<&DataFrame>,
    of: &Kind,
    places: &Places<'_>,
    findings: &mut Findings,
) -> Result<()> {
    let (no_day, no_time) = (checks::code_of("row_without_day")?, checks::code_of("row_without_time")?);
    let code_for = |row: Row<'_>| if is_undated(&row) { no_day } else { no_time };
    let length = || col("submitted_on").str().len_bytes();
    let may_lack_time = length().eq(length().min()).and(length().min().lt(length().max()));
    let asked = col("submitted_on").is_null().or(may_lack_time.fill_null(lit(false)));
    let sorted = merge::sorted(stored::disagreeing(rows, stored, of, asked)?, of.key)?;
    for run in merge::runs(&sorted, of.key)? {
        let all = || run.clone().rev().map(|at| Row::new(&sorted, at));
        let newest = all().next().filter(|newest| !is_undated(newest));
        let gives_way = |row: &Row<'_>| is_undated(row) || newest.is_some_and(|newest| has_no_time(row, &newest));
        for row in all().filter(|row| gives_way(row) && is_sent(row)) {
            let other = match newest {
                Some(newest) => Some(newest).filter(|other| differ(other, &row)),
                None => all().find(|other| !is_sent(other) && differ(other, &row)),
            };
            let Some(other) = other else { continue };
            let (code, found) = (code_for(row), row.number("value").map(number));
            findings.push(places.finding(row, code, of.column, found.as_deref(), message(of, row, other, places)));
        }
        let Some(newest) = newest.filter(is_sent) else { continue };
        let passed_over = all().find(|other| gives_way(other) && !is_sent(other) && differ(other, &newest));
        if let Some(other) = passed_over {
            let (code, found) = (code_for(other), newest.number("value").map(number));
            findings.push(places.finding(newest, code, of.column, found.as_deref(), used_instead(of, newest, other)));
        }
    }
    Ok(())
}

fn is_undated(row: &Row<'_>) -> bool {
    row.text("submitted_on").is_none()
}

/// Whether a row has the day of another and no time, and the other has one.
pub fn has_no_time(row: &Row<'_>, other: &Row<'_>) -> bool {
    let days = row.text("submitted_on").zip(other.text("submitted_on"));
    days.is_some_and(|(day, moment)| day < moment && are_unordered(day, moment))
}

/// What a row lacks that another goes before, and what is to be written for it.
fn lacking(row: &Row<'_>) -> (&'static str, &'static str) {
    match row.text("submitted_on") {
        None => ("no day of sending", "day"),
        Some(_) => ("a day of sending and no time", "day and time (2024-05-31T15:30)"),
    }
}

/// What is said of a row, `row`, that goes before one in the store which has no day, or its day and no time.
fn used_instead(of: &Kind, row: Row<'_>, other: Row<'_>) -> String {
    let (here, there) = (of.said(row), of.said(other));
    let (lacks, add) = lacking(&other);
    format!(
        "Another {}, in a file in the store, {} and has {lacks}, so that {} is used instead. If that file is the newer one, take the row out of this one, and have its {add} written into its submitted_on; otherwise nothing is to be done.",
        of.name,
        says(here.as_ref(), there.as_ref()),
        here.as_ref().map_or("this one".to_string(), |here| format!("the {here} of this file"))
    )
}

/// What another row says.
fn says(here: Option<&String>, there: Option<&String>) -> String {
    match there {
        Some(there) if here == Some(there) => {
            format!("says {there} too, but not with the same interval, source, status or definition")
        }
        Some(there) => format!("says {there}"),
        None => "says otherwise".to_string(),
    }
}

/// What is said of a row without a day, or without a time: `other` goes before it, or is in the store without a day too.
fn message(of: &Kind, row: Row<'_>, other: Row<'_>, places: &Places<'_>) -> String {
    let file = other.index("input").map_or("a file in the store", |input| places.file_of(Some(input)));
    let (here, there) = (of.said(row), of.said(other));
    let says = says(here.as_ref(), there.as_ref());
    let here = here.map_or("this one".to_string(), |here| format!("the {here} of this file"));
    let place = if row.is("mapped") {
        "submitted_on at the head of the mapping"
    } else {
        "submitted_on in city.csv, or into Day of sending on the sheet City"
    };
    let (lacks, add) = lacking(&row);
    match other.text("submitted_on") {
        Some(day) => format!(
            "Another {}, in {file} of {day}, {says}, and is used instead of {here}, which has {lacks}. If this file is the newer one, write its {add} into {place}; otherwise take the row out.",
            of.name
        ),
        None => format!(
            "Another {}, in {file}, {says}, and neither that file nor this one has a day of sending, so that none of the two would be used. Write the day into {place}.",
            of.name
        ),
    }
}
