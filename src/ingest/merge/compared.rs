//! Rows that are checked and not stored yet, compared with those of a snapshot: what `ingest` would say of them.

use polars::prelude::*;

use crate::base::error::Result;
use crate::base::names::number;
use crate::ingest::checks::{self, Check};
use crate::ingest::finding::Findings;
use crate::ingest::frames::{Places, Row, column, fingerprint, left, polars_error, rows};
use crate::ingest::merge;
use crate::ingest::merge::consent::{Declared, governing};
use crate::ingest::merge::kinds::{Kind, OBSERVATIONS, TARGETS};
use crate::ingest::merge::stored::{differ, disagreeing, is_sent};
use crate::ingest::merge::undated::{has_no_time, rows_without_day};
use crate::model::vocabulary::Consent;

/// Says of each row what days leave open: that it has none, that one in the store of the same day disagrees with it, so
/// that neither would be used, and of a target that the store has a newer one.
pub fn with_store(
    rows: &DataFrame,
    stored: Option<&DataFrame>,
    of: &Kind,
    places: &Places<'_>,
    findings: &mut Findings,
) -> Result<()> {
    rows_without_day(rows, stored, of, places, findings)?;
    let Some(stored) = stored else { return Ok(()) };
    let (conflict, replaced) = (checks::code_of("conflict_between_files")?, checks::code_of("target_replaced")?);
    let sorted = merge::sorted(disagreeing(rows, Some(stored), of, lit(false))?, of.key)?;
    for run in merge::runs(&sorted, of.key)? {
        let all = || run.clone().rev().map(|at| Row::new(&sorted, at));
        // Of rows without a day another finding says so.
        let Some(day) = all().next().and_then(|newest| newest.text("submitted_on")) else { continue };
        let of_last_day: Vec<Row<'_>> = all().take_while(|row| row.text("submitted_on") == Some(day)).collect();
        let found = |row: &Row<'_>| row.number("value").map(number);
        for row in of_last_day.iter().filter(|row| is_sent(row)) {
            let others = || of_last_day.iter().filter(|other| differ(other, row) && are_compared(other, row));
            let Some(other) = others().next().filter(|_| !others().any(is_sent)) else { continue };
            let message = in_conflict(of, *row, *other, day);
            findings.push(places.finding(*row, conflict, of.column, found(row).as_deref(), message));
        }
        let is_settled = of_last_day.iter().all(|row| !is_sent(row) && !differ(row, &of_last_day[0]));
        let sent = all().find(is_sent).filter(|row| differ(row, &of_last_day[0]) && row.text("submitted_on").is_some());
        // Of a row without the time that the newer one has another finding says so.
        let sent = sent.filter(|row| !has_no_time(row, &of_last_day[0]));
        if let Some(row) = sent.filter(|_| is_settled && of.name == TARGETS.name) {
            let message = format!(
                "Another {}, {}, came in a file in the store; it is the newer one and is used. Nothing is to be done if that is right.",
                of.name,
                of.said(of_last_day[0]).unwrap_or_default()
            );
            findings.push(places.finding(row, replaced, of.column, found(&row).as_deref(), message));
        }
    }
    Ok(())
}

/// Whether one of two rows of a moment would be used in place of the other: a consent of its own sets an observation
/// apart, and within a cycle both have the narrower one.
fn are_compared(one: &Row<'_>, other: &Row<'_>) -> bool {
    one.integer("cycle") == other.integer("cycle") || one.text("consent") == other.text("consent")
}

/// Observations with the narrower of their consent and of what governs once all these declarations, which are sorted,
/// are in the store: a new one can narrow what is there.
pub fn with_governing(observations: &DataFrame, declared: &[Declared]) -> Result<DataFrame> {
    let governing = governing(declared);
    let narrowed = rows(observations).map(|row| {
        let own = Consent::of(row.text("consent")).unwrap_or(Consent::Private);
        let key = row.text("city").zip(row.integer("cycle"));
        let governed = key.and_then(|key| governing.get(&key)).copied();
        governed.map_or(own, |governed| governed.max(own)).into_str()
    });
    let narrowed: Vec<&str> = narrowed.collect();
    let mut observations = observations.clone();
    observations
        .with_column(column("consent", narrowed))
        .map_err(polars_error("applying consents to rows of the store"))?;
    Ok(observations)
}

fn in_conflict(of: &Kind, row: Row<'_>, other: Row<'_>, day: &str) -> String {
    let (here, there) = (of.said(row), of.said(other));
    let here = here.filter(|here| there.as_ref() != Some(here)).map_or("otherwise".to_string(), |here| here);
    format!(
        "Another {}, in a file in the store, also of {day}, says {}, and this one {here}. Neither would be used. Take the row out, or write day and time into submitted_on if this file is the newer one, in its city.csv or on its sheet City: 2024-05-31T15:30.",
        of.name,
        there.unwrap_or_else(|| "something else".into()),
    )
}

/// Warns of accepted observations that a file in the store of the same day says alike.
pub fn repeated_rows(
    rows: &DataFrame,
    stored: Option<&DataFrame>,
    places: &Places<'_>,
    findings: &mut Findings,
) -> Result<()> {
    let Some(stored) = stored else { return Ok(()) };
    const KEYS: [&str; 7] = ["city", "measurement", "item", "reference_year", "cycle", "day", "fingerprint"];
    let keyed = |frame: &DataFrame| {
        let day = col("submitted_on").fill_null(lit("")).alias("day");
        frame.clone().lazy().with_columns([fingerprint(OBSERVATIONS.content).alias("fingerprint"), day])
    };
    let stored = keyed(stored).select(KEYS.map(col)).unique(None, UniqueKeepStrategy::Any);
    let stored = stored.with_column(lit(true).alias("repeated")).collect();
    let stored = stored.map_err(polars_error("comparing rows with those in the store"))?;
    let line = col("line").cast(DataType::UInt32);
    let rows = left(keyed(rows), stored, &KEYS).with_columns([line, lit(false).alias("refused")]);
    let message = "The same row came in a file in the store. Send it once.";
    checks::run(rows, &[Check::saying("duplicate_row", "value", col("repeated"), message)], places, findings)
        .map(|_| ())
}
