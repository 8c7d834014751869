//! Checks across rows: the same row twice, and one series and year with two values, in a file and between files.

use polars::prelude::*;

use crate::base::error::Result;
use crate::ingest::checks::{self, Check};
use crate::ingest::finding::Findings;
use crate::ingest::frames::{Places, fingerprint, left, polars_error};

/// What makes two rows speak of the same thing, and what makes them say the same.
#[derive(Debug, Clone, Copy)]
pub struct Twice {
    /// Columns of the key, in addition to the file.
    pub key: &'static [&'static str],
    /// Columns that must agree.
    pub same: &'static [&'static str],
    /// Code of a conflict in one file.
    pub conflict: &'static str,
    /// Column that a finding points at.
    pub column: &'static str,
    /// What the key is, for the message.
    pub what: &'static str,
}

/// Checks the rows that are not refused against the others of their file.
pub fn in_file(all: DataFrame, twice: &Twice, places: &Places<'_>, findings: &mut Findings) -> Result<DataFrame> {
    let doing = polars_error("looking for rows that stand twice");
    let keys: Vec<&str> = std::iter::once("input").chain(twice.key.iter().copied()).collect();
    let groups = all
        .clone()
        .lazy()
        .filter(col("refused").not())
        .with_column(fingerprint(twice.same).alias("fingerprint"))
        .group_by(keys.iter().map(|key| col(*key)).collect::<Vec<_>>())
        .agg([
            len().alias("times"),
            col("fingerprint").n_unique().alias("ways"),
            col("row").min().alias("first_row"),
            col("line").min().alias("first_line"),
        ])
        .filter(col("times").gt(lit(1)))
        .collect()
        .map_err(&doing)?;
    if groups.height() == 0 {
        return Ok(all);
    }
    let columns: Vec<Expr> = all.get_column_names().iter().map(|c| col((*c).clone())).collect();
    let joined = left(all.lazy(), groups, &keys);
    let fresh = || col("refused").not();
    let what = twice.what;
    let list = [
        Check::new(twice.conflict, twice.column, fresh().and(col("ways").gt(lit(1))), move |row| {
            let first = row.index("first_line");
            let place = match first {
                Some(line) if first != row.index("line") => format!(", first on line {line},"),
                _ => String::new(),
            };
            format!(
                "This {what} stands more than once in the file{place} and not the same each time. Keep the right row and take out the others."
            )
        }),
        Check::new(
            "duplicate_row",
            twice.column,
            fresh().and(col("ways").eq(lit(1))).and(col("row").neq(col("first_row"))),
            |row| {
                format!(
                    "The same row stands on line {}. Take one of them out.",
                    row.index("first_line").unwrap_or_default()
                )
            },
        ),
    ];
    let checked = checks::run(joined, &list, places, findings)?;
    checked.lazy().select(columns).collect().map_err(&doing)
}
