//! Rows that were sent, together with those of a snapshot that they are compared with.

use polars::prelude::*;

use crate::base::error::Result;
use crate::ingest::frames::{Row, distinct, fingerprint, left, lookup, polars_error};
use crate::ingest::merge::kinds::Kind;

/// Whether a row was sent; those of a snapshot have no file.
pub fn is_sent(row: &Row<'_>) -> bool {
    row.index("input").is_some()
}

/// Whether two rows of [`disagreeing`] say different things.
pub fn differ(one: &Row<'_>, other: &Row<'_>) -> bool {
    one.text("content") != other.text("content")
}

/// The rows of all keys of which not all rows agree and of which a row was sent that `asked` holds for, or one was sent
/// and another is stored, with `content`. Those of a snapshot have no `input`.
pub fn disagreeing(rows: &DataFrame, stored: Option<&DataFrame>, of: &Kind, asked: Expr) -> Result<DataFrame> {
    let doing = polars_error("comparing rows with those in the store");
    let columns: Vec<Expr> =
        of.key.iter().chain(of.more).chain(&["submission", "submitted_on"]).map(|c| col(*c)).collect();
    let select = |frame: LazyFrame, place: &[Expr]| {
        frame.select([&columns[..], &[fingerprint(of.content).alias("content")], place].concat())
    };
    let line = col("line").cast(DataType::Int64);
    let place = ["input", "sha", "row", "sheet", "mapped"].map(col);
    let mut all = vec![select(rows.clone().lazy(), &[&place[..], &[line]].concat())];
    if let Some(stored) = stored {
        let cities = distinct(rows, "city")?;
        let cities = lookup!(city in cities => city = city.as_str(), has_sent = true)?;
        let nowhere = [
            lit(NULL).cast(DataType::UInt32).alias("input"),
            lit("").alias("sha"),
            lit(0).cast(DataType::UInt32).alias("row"),
            lit(NULL).cast(DataType::String).alias("sheet"),
            lit(false).alias("mapped"),
            lit(NULL).cast(DataType::Int64).alias("line"),
        ];
        all.push(select(left(stored.clone().lazy(), cities, &["city"]).filter(col("has_sent")), &nowhere));
    }
    let all = concat(all, UnionArgs::default()).and_then(LazyFrame::collect).map_err(&doing)?;
    let was_sent = || col("input").is_not_null();
    let keys = all
        .clone()
        .lazy()
        .group_by(of.key.iter().map(|c| col(*c)).collect::<Vec<_>>())
        .agg([
            asked.and(was_sent()).any(true).alias("asked"),
            was_sent().any(true).alias("sent"),
            was_sent().not().any(true).alias("stored"),
            col("content").n_unique().alias("contents"),
        ])
        .filter(col("asked").or(col("sent").and(col("stored"))).and(col("contents").gt(lit(1))))
        .select([of.key.iter().map(|c| col(*c)).collect::<Vec<_>>(), vec![col("contents")]].concat())
        .collect()
        .map_err(&doing)?;
    left(all.lazy(), keys, of.key).filter(col("contents").is_not_null()).collect().map_err(&doing)
}
