//! Rows of different files that say the same, or contradict one another.

use polars::prelude::*;

use crate::base::error::Result;
use crate::base::names::number;
use crate::ingest::checks::{self, Check};
use crate::ingest::finding::Findings;
use crate::ingest::frames::{Places, Row, fingerprint, left, polars_error};
use crate::ingest::merge::cycles::Clash;
use crate::ingest::read::files::Input;
use crate::model::schema::CONTENT;

/// Warns of accepted observations that another file of the same day says alike: `history` has the columns of the table
/// and `input`, `row`.
pub fn repeated_rows(history: &DataFrame, places: &Places<'_>, findings: &mut Findings) -> Result<()> {
    let doing = polars_error("comparing files with one another");
    const KEYS: [&str; 7] = ["city", "measurement", "item", "reference_year", "cycle", "day", "fingerprint"];
    let rows = history.clone().lazy().with_columns([
        fingerprint(&CONTENT).alias("fingerprint"),
        col("submitted_on").fill_null(lit("")).alias("day"),
        lit(false).alias("refused"),
    ]);
    let groups = rows
        .clone()
        .group_by(KEYS.map(col))
        .agg([col("input").n_unique().alias("files"), col("input").min().alias("first_input")])
        .filter(col("files").gt(lit(1)))
        .collect()
        .map_err(&doing)?;
    if groups.height() == 0 {
        return Ok(());
    }
    let repeated = left(rows, groups, &KEYS).filter(col("files").is_not_null());
    let joined = repeated.with_column(col("line").cast(DataType::UInt32));
    let list = [Check::new("duplicate_row", "value", col("input").neq(col("first_input")), |row| {
        format!("The same row came in {}. Send it once.", places.file_of(row.index("first_input")))
    })];
    checks::run(joined, &list, places, findings).map(|_| ())
}

/// A finding for each row that another file of the same instant contradicts; neither is used. `history` is as for
/// [`repeated_rows`].
pub fn conflicts(
    history: &DataFrame,
    clashes: &[Clash],
    inputs: &[Input],
    places: &Places<'_>,
    findings: &mut Findings,
) -> Result<()> {
    if clashes.is_empty() {
        return Ok(());
    }
    let doing = polars_error("comparing files with one another");
    let code = checks::code_of("conflict_between_files")?;
    let lines = history.clone().lazy().with_column(col("line").cast(DataType::UInt32)).collect().map_err(&doing)?;
    let said = |row: Row<'_>| row.number("value").map_or_else(|| "no value".to_string(), number);
    for (at, other) in clashes {
        let (row, other) = (Row::new(&lines, *at), Row::new(&lines, *other));
        let year = row.integer("reference_year").unwrap_or_default();
        let (file, other_file) = (places.file(row), places.file(other));
        let (mapping, other_mapping) = (mapping_of(row, inputs), mapping_of(other, inputs));
        let one_table = file == other_file;
        let shown = |file: &str, mapping: Option<&str>| match mapping {
            Some(mapping) if one_table => format!("{file} by {mapping}"),
            _ => file.to_string(),
        };
        let (this, that) = (shown(file, mapping), shown(other_file, other_mapping));
        let difference = if said(row) == said(other) {
            format!("{} in both, but not with the same interval, source, status or definition", said(row))
        } else {
            format!("{} in {this}, {} in {that}", said(row), said(other))
        };
        let when = match row.text("submitted_on") {
            Some(at) if at.len() > 10 => " of the same time",
            Some(_) => " of the same day",
            None => " without a day",
        };
        let what = if one_table { "Two mappings of one file" } else { "Two files" };
        let cure = match (mapping, other_mapping) {
            (Some(mapping), Some(other)) if one_table => {
                format!("Take the measurement out of {mapping} or {other}.")
            }
            // What one mapping reads has one day.
            (Some(mapping), Some(other)) if mapping == other => format!(
                "Take the row out of {this} or {that}, or make the pattern in {mapping}, which reads both, narrower, so that one of the two is not read."
            ),
            (None, None) if row.index("group") == other.index("group") => one_folder(row, other, places),
            _ => {
                let place = if mapping.is_some() {
                    "at the head of its mapping"
                } else {
                    "in its city.csv or on its sheet City"
                };
                format!(
                    "Take the row out of {this} or {that}, or write day and time into submitted_on of the newer one, {place}: 2024-05-31T15:30."
                )
            }
        };
        let message = format!("{what}{when} disagree on {year}: {difference}. Neither is used. {cure}");
        findings.push(places.finding(row, code, "value", row.number("value").map(number).as_deref(), message));
    }
    Ok(())
}

/// What to do about two files of one folder, whose day is that of its one declaration.
pub(super) fn one_folder(row: Row<'_>, other: Row<'_>, places: &Places<'_>) -> String {
    let place = |row: Row<'_>| format!("{}, line {}", places.file(row), row.line_number().unwrap_or_default());
    format!(
        "Take one of the two rows out ({}; {}). Both files have the day of the city.csv of their folder: if one of them is the newer, put it into a folder of its own, with a city.csv that has its day and time in submitted_on: 2024-05-31T15:30.",
        place(row),
        place(other)
    )
}

/// The mapping that a row's file is read by.
fn mapping_of<'a>(row: Row<'_>, inputs: &'a [Input]) -> Option<&'a str> {
    inputs.get(row.index("input")? as usize)?.mapping.as_deref()
}
