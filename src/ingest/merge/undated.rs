//! Observations without a day of sending: a dated row goes before them, though they may be the newer ones.

use polars::prelude::*;

use crate::base::error::Result;
use crate::base::names::number;
use crate::ingest::checks;
use crate::ingest::finding::Findings;
use crate::ingest::frames::{Places, Row, fingerprint, left, polars_error};
use crate::ingest::merge;
use crate::ingest::merge::last::Last;
use crate::model::schema::CONTENT;

const KEY: [&str; 4] = ["city", "measurement", "item", "reference_year"];

/// Warns of each row without a day that disagrees with the row of its series and year that goes before it, and names
/// both. Of rows that are all without a day only those in the store count: files that disagree with one another have a
/// finding of their own. `rows` are accepted observations.
pub fn rows_without_day(
    rows: &DataFrame,
    last: Option<&Last>,
    places: &Places<'_>,
    findings: &mut Findings,
) -> Result<()> {
    let code = checks::code_of("row_without_day")?;
    let sorted = merge::sorted(in_question(rows, last)?, &KEY)?;
    let is_undated = |row: &Row<'_>| row.text("submitted_on").is_none();
    let is_sent = |row: &Row<'_>| row.index("input").is_some();
    for run in merge::runs(&sorted, &KEY)? {
        let all = || run.clone().rev().map(|at| Row::new(&sorted, at));
        let newest = all().next().filter(|newest| !is_undated(newest));
        for row in all().filter(|row| is_undated(row) && is_sent(row)) {
            let differs = |other: &Row<'_>| other.text("content") != row.text("content");
            let other = match newest {
                Some(newest) => Some(newest).filter(differs),
                None => all().find(|other| !is_sent(other) && differs(other)),
            };
            let Some(other) = other else { continue };
            let found = row.number("value").map(number);
            findings.push(places.finding(row, code, "value", found.as_deref(), message(row, other, places)));
        }
    }
    Ok(())
}

/// The rows of all series and years of which a row without a day was sent and not all rows agree, with `content`. Those
/// of the store have no `input`.
fn in_question(rows: &DataFrame, last: Option<&Last>) -> Result<DataFrame> {
    let doing = polars_error("looking for rows without a day");
    let columns: Vec<Expr> =
        KEY.iter().chain(&["submission", "submitted_on", "cycle", "value"]).map(|c| col(*c)).collect();
    let with_content = |frame: LazyFrame, place: Vec<Expr>| {
        frame.select([columns.clone(), vec![fingerprint(&CONTENT).alias("content")], place].concat())
    };
    let place = ["input", "sha", "row", "sheet", "line", "mapped"].map(col);
    let mut all = vec![with_content(rows.clone().lazy(), place.to_vec())];
    if let Some(last) = last {
        // What is checked may be in the store already.
        let same = rows.clone().lazy().select([col("submission"), lit(true).alias("again")]);
        let same = same.unique(None, UniqueKeepStrategy::Any).collect().map_err(&doing)?;
        let stored = left(last.observations.clone().lazy(), same, &["submission"]).filter(col("again").is_null());
        let nowhere = [
            lit(NULL).cast(DataType::UInt32).alias("input"),
            lit("").alias("sha"),
            lit(0).cast(DataType::UInt32).alias("row"),
            lit(NULL).cast(DataType::String).alias("sheet"),
            lit(NULL).cast(DataType::Int64).alias("line"),
            lit(false).alias("mapped"),
        ];
        all.push(with_content(stored, nowhere.to_vec()));
    }
    let all = concat(all, UnionArgs::default()).and_then(LazyFrame::collect).map_err(&doing)?;
    let sent_without_day = || col("submitted_on").is_null().and(col("input").is_not_null());
    let disagreeing = all
        .clone()
        .lazy()
        .group_by(KEY.map(col))
        .agg([sent_without_day().any(true).alias("undated"), col("content").n_unique().alias("contents")])
        .filter(col("undated").and(col("contents").gt(lit(1))))
        .collect()
        .map_err(&doing)?;
    left(all.lazy(), disagreeing, &KEY).filter(col("contents").is_not_null()).collect().map_err(&doing)
}

/// What is said of a row without a day: `other` goes before it, or is in the store without a day too.
fn message(row: Row<'_>, other: Row<'_>, places: &Places<'_>) -> String {
    let said = |row: Row<'_>| row.number("value").map_or_else(|| "no value".to_string(), number);
    let file = other.index("input").map_or("a file in the store", |input| places.file_of(Some(input)));
    let what = if said(row) == said(other) {
        format!("{} too, but with another interval, source, status or definition", said(other))
    } else {
        said(other)
    };
    let place = if row.is("mapped") {
        "submitted_on at the head of the mapping"
    } else {
        "submitted_on in city.csv, or into Day of sending on the sheet City"
    };
    let year = row.integer("reference_year").unwrap_or_default();
    match other.text("submitted_on") {
        Some(day) => format!(
            "This row has no day of sending, so it does not count as the newer one: for {year} {file} of {day} says {what}, and goes before the {} here. If this file is the newer one, write its day into {place}; otherwise take the row out.",
            said(row)
        ),
        None => format!(
            "Neither this row nor {file} has a day of sending, and for {year} that one says {what}: if both are sent neither is used. Write the day into {place}."
        ),
    }
}
