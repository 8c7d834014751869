//! Checks across rows: the same row twice, and one series and year with two values, in a file and between files.

use polars::prelude::*;

use crate::base::error::Result;
use crate::ingest::checks::{self, Check};
use crate::ingest::finding::Findings;
use crate::ingest::frames::fingerprint;
use crate::ingest::frames::{Places, polars_error};

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

/// Observations.
pub const OBSERVATIONS: Twice = Twice {
    key: &["city", "measurement", "item_id", "year_n"],
    same: &[
        "value_n",
        "lower_n",
        "upper_n",
        "sample_n",
        "effect_n",
        "ratings_id",
        "source_id",
        "status_id",
        "definition",
        "price_base_in_force",
        "cycle_n",
    ],
    conflict: "series_conflict",
    column: "value",
    what: "series and year",
};

/// Declarations.
pub const DECLARATIONS: Twice = Twice {
    key: &["city", "cycle_n"],
    same: &["date_id", "consent_id", "consent_for", "baseline_n", "priorities_id", "expertise_id"],
    conflict: "declaration_conflict",
    column: "city",
    what: "city and cycle",
};

/// Targets.
pub const TARGETS: Twice = Twice {
    key: &["city", "measurement", "item_id"],
    same: &["year_n", "value_n"],
    conflict: "series_conflict",
    column: "value",
    what: "series",
};

/// Practices.
pub const PRACTICES: Twice = Twice {
    key: &["city", "feature", "title_clean"],
    same: &["summary_clean", "link"],
    conflict: "series_conflict",
    column: "title",
    what: "feature and title",
};

/// Context.
pub const CONTEXT: Twice = Twice {
    key: &["city", "variable", "year_n"],
    same: &["value_n"],
    conflict: "series_conflict",
    column: "value",
    what: "variable and year",
};

/// Checks the rows that are not refused against the others of their file.
pub fn in_file(all: DataFrame, twice: &Twice, places: &Places<'_>, findings: &mut Findings) -> Result<DataFrame> {
    let doing = polars_error("looking for rows that stand twice");
    let mut keys = vec![col("input")];
    keys.extend(twice.key.iter().map(|c| col(*c)));
    let groups = all
        .clone()
        .lazy()
        .filter(col("refused").not())
        .with_column(fingerprint(twice.same).alias("fingerprint"))
        .group_by(keys.clone())
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
    let mut args = JoinArgs::new(JoinType::Left);
    args.maintain_order = MaintainOrderJoin::Left;
    let joined = all.lazy().join(groups.lazy(), keys.clone(), keys, args);
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
        })?,
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
        )?,
    ];
    let checked = checks::run(joined, &list, places, findings)?;
    checked.lazy().select(columns).collect().map_err(&doing)
}
