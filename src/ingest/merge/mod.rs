//! Merge: which row is in force.

pub mod conflicts;
pub mod consent;
pub mod contacts;
pub mod correct;
pub mod cycles;
pub mod history;
pub mod joins;
pub mod last;
pub mod replaced;

use polars::prelude::*;

use crate::base::error::Result;
use crate::ingest::frames::{left, polars_error};

/// Sorts rows by `key`, then from the oldest submission to the newest.
pub fn sorted(rows: DataFrame, key: &[&str]) -> Result<DataFrame> {
    let mut order: Vec<PlSmallStr> = key.iter().map(|k| PlSmallStr::from(*k)).collect();
    let has_cycle = rows.get_column_names().iter().any(|c| c.as_str() == "cycle") && !key.contains(&"cycle");
    order.push("submitted_on".into());
    if has_cycle {
        order.push("cycle".into());
    }
    order.extend(["sha", "row"].map(PlSmallStr::from));
    let options = SortMultipleOptions::default().with_nulls_last(false).with_maintain_order(true);
    rows.lazy().sort(order, options).collect().map_err(polars_error("merging submissions"))
}

/// As [`sorted`], and adds `current`: true for the newest of each key.
pub fn newest(rows: DataFrame, key: &[&str]) -> Result<DataFrame> {
    let doing = polars_error("merging submissions");
    let sorted = sorted(rows, key)?;
    let keys: Vec<Expr> = key.iter().map(|k| col(*k)).collect();
    let last = sorted
        .clone()
        .lazy()
        .unique_stable_generic(Some(keys), UniqueKeepStrategy::Last)
        .select([col("row"), lit(true).alias("current")])
        .collect()
        .map_err(&doing)?;
    left(sorted.lazy(), last, &["row"]).with_column(col("current").fill_null(lit(false))).collect().map_err(&doing)
}
