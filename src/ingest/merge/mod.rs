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
