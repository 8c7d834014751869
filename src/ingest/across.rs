//! Checks across rows: the same row twice, and one series and year with two values, in a file and between files.

use polars::prelude::*;

use super::checks::{self, Check};
use super::cycles::Clash;
use super::finding::Findings;
use super::frames::{Places, Row, wrap};
use super::names::number;
use crate::error::Result;

/// What makes two rows speak of the same thing, and what makes them say the same.
#[derive(Debug, Clone, Copy)]
pub struct Twice {
    /// Columns of the key, beside the file.
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

/// One text of all columns that must agree.
pub fn fingerprint(columns: &[&str]) -> Expr {
    let texts: Vec<Expr> = columns.iter().map(|c| col(*c).cast(DataType::String).fill_null(lit(""))).collect();
    concat_str(texts, "\u{1f}", false)
}

/// Checks the rows that are not refused against the others of their file.
pub fn in_file(all: DataFrame, twice: &Twice, places: &Places<'_>, findings: &mut Findings) -> Result<DataFrame> {
    let doing = wrap("looking for rows that stand twice");
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
            format!("This {what} stands more than once in the file{place} and not the same each time. Keep the right row and take out the others.")
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

/// What an accepted observation says of its series and year.
pub const CONTENT: [&str; 10] = [
    "value",
    "ci_lower",
    "ci_upper",
    "sample_size",
    "design_effect",
    "ratings",
    "source",
    "status",
    "definition",
    "price_base",
];

/// Warns of accepted observations that another file of the same day says alike: `history` has the columns of the table and `input`, `row`.
pub fn repeated_rows(history: &DataFrame, places: &Places<'_>, findings: &mut Findings) -> Result<()> {
    let doing = wrap("comparing files with one another");
    let keys = || ["city", "measurement", "item", "reference_year", "cycle", "day", "fingerprint"].map(col);
    let rows = history.clone().lazy().with_columns([
        fingerprint(&CONTENT).alias("fingerprint"),
        col("submitted_on").fill_null(lit("")).alias("day"),
        lit(false).alias("refused"),
    ]);
    let groups = rows
        .clone()
        .group_by(keys())
        .agg([col("input").n_unique().alias("files"), col("input").min().alias("first_input")])
        .filter(col("files").gt(lit(1)))
        .collect()
        .map_err(&doing)?;
    if groups.height() == 0 {
        return Ok(());
    }
    let mut args = JoinArgs::new(JoinType::Inner);
    args.maintain_order = MaintainOrderJoin::Left;
    let joined = rows.join(groups.lazy(), keys(), keys(), args).with_column(col("line").cast(DataType::UInt32));
    let other = |row: Row<'_>| -> String {
        let index = row.index("first_input").unwrap_or_default() as usize;
        places.files.get(index).map(|f| f.to_string()).unwrap_or_default()
    };
    let list = [Check::new("duplicate_row", "value", col("input").neq(col("first_input")), move |row| {
        format!("The same row came in {}. Send it once.", other(row))
    })?];
    checks::run(joined, &list, places, findings).map(|_| ())
}

/// A finding for each row that another file of the same instant contradicts; neither is used. `history` is as for [`repeated_rows`].
pub fn conflicts(history: &DataFrame, clashes: &[Clash], places: &Places<'_>, findings: &mut Findings) -> Result<()> {
    if clashes.is_empty() {
        return Ok(());
    }
    let doing = wrap("comparing files with one another");
    let code = checks::code_of("conflict_between_files")?;
    let lines = history
        .clone()
        .lazy()
        .with_column(col("line").cast(DataType::UInt32))
        .collect()
        .map_err(&doing)?;
    let file = |row: Row<'_>| places.files.get(row.index("input").unwrap_or_default() as usize).copied().unwrap_or_default();
    let said = |row: Row<'_>| row.number("value").map_or_else(|| "no value".to_string(), number);
    for (at, other) in clashes {
        let (row, other) = (Row::new(&lines, *at), Row::new(&lines, *other));
        let year = row.integer("reference_year").unwrap_or_default();
        let difference = if said(row) == said(other) {
            format!("{} in both, but not with the same interval, source, status or definition", said(row))
        } else {
            format!("{} in {}, {} in {}", said(row), file(row), said(other), file(other))
        };
        let place = if row.is("mapped") {
            "at the head of its mapping"
        } else {
            "in its city.csv or on its sheet City"
        };
        let message = format!(
            "Two files of the same {} disagree on {year}: {difference}. Neither is used. Take the row out of {} or {}, or write day and time into submitted_on of the newer one, {place}: 2024-05-31T15:30.",
            if row.text("submitted_on").is_some_and(|d| d.len() > 10) {
                "time"
            } else {
                "day"
            },
            file(row),
            file(other)
        );
        findings.push(places.finding(row, code, "value", row.number("value").map(number).as_deref(), message));
    }
    Ok(())
}
