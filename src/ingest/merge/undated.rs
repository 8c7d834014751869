//! Rows without a day of sending: a dated row goes before them, though they may be the newer ones.

use polars::prelude::*;

use crate::base::error::Result;
use crate::base::names::number;
use crate::ingest::checks;
use crate::ingest::finding::Findings;
use crate::ingest::frames::{Places, Row, fingerprint, left, polars_error};
use crate::ingest::merge;
use crate::model::schema::{CONTENT, PRACTICE_CONTENT, PRACTICE_KEY, TARGET_CONTENT, TARGET_KEY};

/// A kind of rows of which the newest of each key is in force.
pub struct Kind {
    /// What tells one from another.
    pub key: &'static [&'static str],
    /// What it says.
    pub content: &'static [&'static str],
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
    column: "value",
    name: "row of this series and year",
    year: Some(("reference_year", "for")),
};

/// Targets: one of each series.
pub const TARGETS: Kind = Kind {
    key: &TARGET_KEY,
    content: &TARGET_CONTENT,
    column: "value",
    name: "target of this series",
    year: Some(("year", "by")),
};

/// Practices: one of each title.
pub const PRACTICES: Kind = Kind {
    key: &PRACTICE_KEY,
    content: &PRACTICE_CONTENT,
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

/// Warns of each row without a day that disagrees with the row that goes before it, and names both. Of rows that are
/// all without a day only those in the store count: files that disagree with one another have a finding of their own.
/// `rows` are accepted rows, `stored` those of a snapshot that they are compared with.
pub fn rows_without_day(
    rows: &DataFrame,
    stored: Option<&DataFrame>,
    of: &Kind,
    places: &Places<'_>,
    findings: &mut Findings,
) -> Result<()> {
    let code = checks::code_of("row_without_day")?;
    let sorted = merge::sorted(in_question(rows, stored, of)?, of.key)?;
    let is_undated = |row: &Row<'_>| row.text("submitted_on").is_none();
    let is_sent = |row: &Row<'_>| row.index("input").is_some();
    for run in merge::runs(&sorted, of.key)? {
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
            findings.push(places.finding(row, code, of.column, found.as_deref(), message(of, row, other, places)));
        }
    }
    Ok(())
}

/// The rows of all keys of which a row without a day was sent and not all rows agree, with `content`. Those of the
/// store have no `input`.
fn in_question(rows: &DataFrame, stored: Option<&DataFrame>, of: &Kind) -> Result<DataFrame> {
    let doing = polars_error("looking for rows without a day");
    let select = |frame: LazyFrame, place: Vec<Expr>| {
        let more = ["submission", "submitted_on", "value", "year"];
        let more = more.iter().filter(|c| !of.key.contains(c) && (of.content.contains(c) || c.starts_with("subm")));
        let columns: Vec<Expr> = of.key.iter().chain(more).map(|c| col(*c)).collect();
        frame.select([columns, vec![fingerprint(of.content).alias("content")], place].concat())
    };
    let place = ["input", "sha", "row", "sheet", "mapped"].map(col).to_vec();
    let line = col("line").cast(DataType::Int64);
    let mut all = vec![select(rows.clone().lazy(), [place, vec![line]].concat())];
    if let Some(stored) = stored {
        // What is checked may be in the store already.
        let same = rows.clone().lazy().select([col("submission"), lit(true).alias("again")]);
        let same = same.unique(None, UniqueKeepStrategy::Any).collect().map_err(&doing)?;
        let stored = left(stored.clone().lazy(), same, &["submission"]).filter(col("again").is_null());
        let nowhere = [
            lit(NULL).cast(DataType::UInt32).alias("input"),
            lit("").alias("sha"),
            lit(0).cast(DataType::UInt32).alias("row"),
            lit(NULL).cast(DataType::String).alias("sheet"),
            lit(false).alias("mapped"),
            lit(NULL).cast(DataType::Int64).alias("line"),
        ];
        all.push(select(stored, nowhere.to_vec()));
    }
    let all = concat(all, UnionArgs::default()).and_then(LazyFrame::collect).map_err(&doing)?;
    let sent_without_day = || col("submitted_on").is_null().and(col("input").is_not_null());
    let disagreeing = all
        .clone()
        .lazy()
        .group_by(of.key.iter().map(|c| col(*c)).collect::<Vec<_>>())
        .agg([sent_without_day().any(true).alias("undated"), col("content").n_unique().alias("contents")])
        .filter(col("undated").and(col("contents").gt(lit(1))))
        .collect()
        .map_err(&doing)?;
    left(all.lazy(), disagreeing, of.key).filter(col("contents").is_not_null()).collect().map_err(&doing)
}

/// What is said of a row without a day: `other` goes before it, or is in the store without a day too.
fn message(of: &Kind, row: Row<'_>, other: Row<'_>, places: &Places<'_>) -> String {
    let file = other.index("input").map_or("a file in the store", |input| places.file_of(Some(input)));
    let (here, there) = (of.said(row), of.said(other));
    let says = match &there {
        Some(there) if here.as_ref() == Some(there) => {
            format!("says {there} too, but not with the same interval, source, status or definition")
        }
        Some(there) => format!("says {there}"),
        None => "says otherwise".to_string(),
    };
    let here = here.map_or("this one".to_string(), |here| format!("the {here} of this file"));
    let place = if row.is("mapped") {
        "submitted_on at the head of the mapping"
    } else {
        "submitted_on in city.csv, or into Day of sending on the sheet City"
    };
    match other.text("submitted_on") {
        Some(day) => format!(
            "Another {}, in {file} of {day}, {says}, and is used instead of {here}, which has no day of sending. If this file is the newer one, write its day into {place}; otherwise take the row out.",
            of.name
        ),
        None => format!(
            "Another {}, in {file}, {says}, and neither that file nor this one has a day of sending, so that none of the two would be used. Write the day into {place}.",
            of.name
        ),
    }
}
