//! Percentages that may be fractions of one.

use std::collections::BTreeSet;

use polars::prelude::*;

use crate::base::error::Result;
use crate::base::names::number;
use crate::ingest::checks;
use crate::ingest::finding::{Finding, Findings};
use crate::ingest::frames::{self, Places, fingerprint, left, lookup, polars_error};
use crate::model::framework::Framework;
use crate::model::vocabulary::Scale;

/// Warns of files, and of series in the other files, whose percentages may be fractions. `history` are accepted
/// observations.
pub fn fractions(
    history: &DataFrame,
    framework: &Framework,
    places: &Places<'_>,
    findings: &mut Findings,
) -> Result<()> {
    let whole = all_fractions(history, framework, places, findings)?;
    series_of_fractions(history, framework, &whole, places, findings)
}

/// Percentages above 0 by the catalogue's definitions, with their plausible range.
fn percentages(history: &DataFrame, framework: &Framework) -> Result<LazyFrame> {
    let percentages: Vec<_> = framework.measurements.iter().filter(|m| m.scale == Scale::Percent).collect();
    let percentages = lookup!(m in percentages =>
        measurement = m.measurement.as_str(), is_percentage = true, least_plausible = m.plausible_min.unwrap_or(0.0),
        greatest_plausible = m.plausible_max.unwrap_or(100.0))?;
    let above_zero = col("is_percentage").and(col("definition").is_null()).and(col("value").gt(lit(0.0)));
    Ok(left(history.clone().lazy(), percentages, &["measurement"]).filter(above_zero))
}

/// Warns of series of submissions whose percentages are all 1 or less, have two decimals or more, as 0.45, and would be
/// plausible as fractions. Small percentages are mostly written with one decimal, and those with two belong to
/// measurements whose values are all small. Of a value that is not plausible as it is another finding says so.
fn series_of_fractions(
    history: &DataFrame,
    framework: &Framework,
    whole: &BTreeSet<u32>,
    places: &Places<'_>,
    findings: &mut Findings,
) -> Result<()> {
    const SERIES: [&str; 4] = ["input", "city", "measurement", "item"];
    let doing = polars_error("looking for series of fractions");
    let code = checks::code_of("series_of_fractions")?;
    let tenths = || col("value") * lit(10.0);
    let rest = tenths() - (tenths() + lit(0.5)).cast(DataType::Int64).cast(DataType::Float64);
    let has_two_decimals = rest.clone().gt(lit(1e-9)).or(rest.lt(lit(-1e-9)));
    let rows = percentages(history, framework)?.filter(col("mapped").not()).collect().map_err(&doing)?;
    let series = rows
        .clone()
        .lazy()
        .group_by(SERIES.map(col))
        .agg([
            len().alias("values"),
            col("row").min().alias("first"),
            has_two_decimals.any(true).alias("has_two_decimals"),
            col("value").min().alias("least"),
            col("value").max().alias("greatest"),
        ])
        .filter(col("greatest").lt_eq(lit(1.0)).and(col("has_two_decimals")))
        .collect()
        .map_err(&doing)?;
    let per_cent = |of: &str| col(of) * lit(100.0);
    let found = left(rows.lazy(), series, &SERIES)
        .filter(col("row").eq(col("first")))
        .filter(col("least").gt_eq(col("least_plausible")))
        .filter(per_cent("least").gt_eq(col("least_plausible")))
        .filter(per_cent("greatest").lt_eq(col("greatest_plausible")))
        .collect()
        .map_err(&doing)?;
    for row in frames::rows(&found).filter(|row| row.index("input").is_some_and(|input| !whole.contains(&input))) {
        let value = row.number("value").unwrap_or_default();
        let values = row.index("values").unwrap_or_default();
        let all = if values == 1 { "The only value".to_string() } else { format!("All {values} values") };
        let message = format!(
            "{all} of this series in the file {} 1 or less. If a percentage is written as a fraction, write {} for {}. If it is right, leave it.",
            if values == 1 { "is" } else { "are" },
            number((value * 1e8).round() / 1e6),
            number(value)
        );
        findings.push(places.finding(row, code, "value", Some(&number(value)), message));
    }
    Ok(())
}

/// Series of percentages from which on a file is asked about that has none above 1.
const SERIES_OF_FRACTIONS: u32 = 3;

/// Warns of files whose percentages, of at least [`SERIES_OF_FRACTIONS`] series, are all 1 or less: a network's values
/// say so of each, but a first form of a city, or one without a store, is compared with nothing. Returns these files.
fn all_fractions(
    history: &DataFrame,
    framework: &Framework,
    places: &Places<'_>,
    findings: &mut Findings,
) -> Result<BTreeSet<u32>> {
    let code = checks::code_of("all_fractions")?;
    let files = percentages(history, framework)?
        .with_column(fingerprint(&["city", "measurement", "item"]).alias("series"))
        .group_by([col("input")])
        .agg([
            len().alias("values"),
            col("series").n_unique().alias("several"),
            col("value").min().alias("least"),
            col("value").max().alias("greatest"),
        ])
        .filter(col("greatest").lt_eq(lit(1.0)).and(col("several").gt_eq(lit(SERIES_OF_FRACTIONS))))
        .sort(["input"], SortMultipleOptions::default())
        .collect()
        .map_err(polars_error("looking for fractions"))?;
    for row in frames::rows(&files) {
        let shown = |column: &str| row.number(column).map(number).unwrap_or_default();
        let message = format!(
            "All {} percentages of the file are 1 or less: from {} to {}. If they are fractions write percentages: 45 for 0.45. If they are right, leave them.",
            row.index("values").unwrap_or_default(),
            shown("least"),
            shown("greatest")
        );
        findings.push(Finding { severity: code.severity, ..Finding::file(places.file(row), code.code, message) });
    }
    Ok(frames::rows(&files).filter_map(|row| row.index("input")).collect())
}
