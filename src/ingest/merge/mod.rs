//! Merge: which row is in force.

pub mod companions;
pub mod compared;
pub mod conflicts;
pub mod consent;
pub mod contacts;
pub mod correct;
pub mod cycles;
pub mod declarations;
pub mod earlier;
pub mod history;
pub mod joins;
pub mod kinds;
pub mod last;
pub mod replaced;
pub mod stored;
pub mod undated;

use polars::prelude::*;

use crate::base::error::Result;
use crate::ingest::frames::{fingerprint, polars_error};
use crate::model::vocabulary::Consent;

/// Sorts rows by `key`, then from the oldest submission to the newest: by day, then by the columns of `order` that the
/// rows have, of which `consent` is from the widest to the narrowest. The queries of an edition as of a day have the
/// same order.
fn in_order(rows: DataFrame, key: &[&str], order: &[&str]) -> Result<DataFrame> {
    let names: Vec<String> = rows.get_column_names().iter().map(|name| name.to_string()).collect();
    let order = order.iter().filter(|column| names.iter().any(|name| name == *column));
    let by: Vec<Expr> =
        key.iter().chain(&["submitted_on"]).chain(order).chain(&["sha", "row"]).map(|c| by(c)).collect();
    let options = SortMultipleOptions::default().with_nulls_last(false).with_maintain_order(true);
    rows.lazy().sort_by_exprs(by, options).collect().map_err(polars_error("merging submissions"))
}

/// What a column is sorted by.
fn by(column: &str) -> Expr {
    let is = |consent: Consent| col("consent").eq(lit(consent.into_str()));
    match column {
        "consent" => {
            when(is(Consent::Public)).then(lit(0)).when(is(Consent::AggregateOnly)).then(lit(1)).otherwise(lit(2))
        }
        column => col(column),
    }
}

/// Observations from the oldest submission to the newest of each key: of one moment that for the newest cycle is last,
/// and of one cycle the one with the narrowest consent.
pub fn sorted(rows: DataFrame, key: &[&str]) -> Result<DataFrame> {
    in_order(rows, key, &["cycle", "consent"])
}

/// Rows without a cycle of their own, as [`sorted`]: of one moment that with the narrowest consent is last, and of one
/// consent the one that was declared for the newest cycle.
pub fn companions_sorted(rows: DataFrame, key: &[&str]) -> Result<DataFrame> {
    in_order(rows, key, &["consent", "declared_cycle"])
}

/// The rows of each key in a frame that is sorted by the key, as ranges of places.
pub fn runs(sorted: &DataFrame, key: &[&str]) -> Result<Vec<std::ops::Range<usize>>> {
    let doing = polars_error("merging submissions");
    let keys = sorted.clone().lazy().select([fingerprint(key).alias("key")]).collect().map_err(&doing)?;
    let keys = keys.column("key").and_then(|column| column.str()).map_err(&doing)?;
    let mut runs = Vec::new();
    let mut first = 0;
    for end in 1..=keys.len() {
        if end == keys.len() || keys.get(end) != keys.get(first) {
            runs.push(first..end);
            first = end;
        }
    }
    Ok(runs)
}
