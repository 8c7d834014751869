//! Checks of how uncertain a value is: its interval, its sample, the ratings of its reviewers.

use polars::prelude::*;

use crate::base::error::Result;
use crate::base::names::number;
use crate::base::text::quoted;
use crate::ingest::checks::{Check, Known, filled};
use crate::ingest::limits::RATINGS;

/// Every check of this file.
pub fn checks<'a>(known: &'a Known<'_>) -> Result<Vec<Check<'a>>> {
    Ok([interval_checks(known)?, sample_checks()?, rating_checks(known)?].into_iter().flatten().collect())
}

fn interval_checks<'a>(known: &'a Known<'_>) -> Result<Vec<Check<'a>>> {
    // The ends may be equal to the value but for what a mapping's arithmetic leaves.
    let size = || absolute(col("value_n"));
    let slack = || lit(1e-9) * when(size().gt(lit(1.0))).then(size()).otherwise(lit(1.0));
    Ok(vec![
        Check::new("interval_incomplete", "ci_lower", filled("ci_lower").neq(filled("ci_upper")), |_| {
            "Only one end of the interval is given. Give both ci_lower and ci_upper, or neither.".to_string()
        })?,
        Check::new(
            "interval_outside",
            "ci_lower",
            filled("ci_lower").and(filled("ci_upper")).and(
                col("lower_n")
                    .gt(col("value_n") + slack())
                    .or(col("upper_n").lt(col("value_n") - slack()))
                    .or(col("lower_n").gt(col("upper_n")))
                    .or(col("value").is_null()),
            ),
            |row| {
                let end = |c: &str| row.number(c).map(|v| known.written(row, v)).unwrap_or_default();
                let (lower, upper) = (end("lower_n"), end("upper_n"));
                if row.number("lower_n") > row.number("upper_n") {
                    return format!(
                        "The interval from {lower} to {upper} ends below its beginning. Write the lower end into ci_lower and the upper into ci_upper."
                    );
                }
                match row.number("value_n") {
                    Some(v) => format!(
                        "The interval from {lower} to {upper} does not hold its value {}. Mend the value or the ends.",
                        known.written(row, v)
                    ),
                    None => format!(
                        "The interval from {lower} to {upper} has no value. Fill in the value, or take the interval out."
                    ),
                }
            },
        )?,
        Check::new("interval_without_width", "ci_lower", col("lower_n").eq(col("upper_n")), |row| {
            format!(
                "The interval begins and ends at {}, as if nothing were uncertain. Give both ends, or leave them out where they are not known.",
                known.written(row, row.number("lower_n").unwrap_or_default())
            )
        })?,
        Check::new(
            "interval_beyond_possible",
            "ci_lower",
            col("lower_n").lt(col("possible_min")).or(col("upper_n").gt(col("possible_max"))),
            |row| {
                let end = |c: &str| row.number(c).map(|v| known.written(row, v)).unwrap_or_default();
                format!(
                    "The interval from {} to {} reaches values that cannot exist. Cut it at the bound, or give one by Wilson's method.",
                    end("lower_n"),
                    end("upper_n")
                )
            },
        )?,
    ])
}

fn sample_checks<'a>() -> Result<Vec<Check<'a>>> {
    Ok(vec![
        Check::new(
            "bad_sample_size",
            "sample_size",
            filled("sample_n").and(
                col("sample_n")
                    .lt(lit(1.0))
                    .or(col("sample_n").gt(lit(1e12)))
                    .or(col("sample_n").cast(DataType::Int64).cast(DataType::Float64).neq(col("sample_n"))),
            ),
            |row| {
                format!(
                    "{} is no number of respondents. Write a whole number above 0.",
                    quoted(row.text("sample_size"))
                )
            },
        )?,
        Check::new("bad_design_effect", "design_effect", col("effect_n").lt_eq(lit(0.0)), |row| {
            format!(
                "{} is no design effect. Write a number above 0; a simple random sample has 1.",
                quoted(row.text("design_effect"))
            )
        })?,
        Check::new(
            "low_design_effect",
            "design_effect",
            col("effect_n").gt(lit(0.0)).and(col("effect_n").lt(lit(1.0))),
            |row| {
                format!(
                    "A design effect of {} says that the survey is more exact than a simple random sample, which is rare. Look whether it is right; a simple random sample has 1.",
                    quoted(row.text("design_effect"))
                )
            },
        )?,
    ])
}

fn rating_checks<'a>(known: &'a Known<'_>) -> Result<Vec<Check<'a>>> {
    let ratings = || filled("ratings");
    let rated = ratings().and(filled("ratings_id")).and(col("is_rating"));
    Ok(vec![
        Check::new(
            "bad_ratings",
            "ratings",
            ratings().and(
                col("ratings_id")
                    .is_null()
                    .or(col("is_rating").not())
                    .or(col("ratings_min").lt(col("possible_min")))
                    .or(col("ratings_max").gt(col("possible_max"))),
            ),
            |row| {
                let found = quoted(row.text("ratings"));
                if row.text("ratings_id").is_some() && !row.is("is_rating") {
                    return format!("{found} stands beside a measurement that is no rating. Take the ratings out.");
                }
                let (low, high) =
                    (row.number("possible_min").unwrap_or(1.0), row.number("possible_max").unwrap_or(5.0));
                format!(
                    "{found} are not ratings. Write each reviewer's rating from {} to {}, separated by |, as 3|4|4; at most {RATINGS}.",
                    number(low),
                    number(high)
                )
            },
        )?,
        Check::new(
            "ratings_not_median",
            "value",
            rated.and(absolute(col("value_n") - col("ratings_median")).gt(lit(1e-9))),
            |row| {
                let median = known.written(row, row.number("ratings_median").unwrap_or_default());
                format!(
                    "The value {} is not the median of the ratings {}, which is {median}. Write {median}, or mend the ratings.",
                    known.written(row, row.number("value_n").unwrap_or_default()),
                    row.text("ratings").unwrap_or_default()
                )
            },
        )?,
    ])
}

/// The absolute value, without another feature of polars.
fn absolute(value: Expr) -> Expr {
    when(value.clone().lt(lit(0.0))).then(lit(0.0) - value.clone()).otherwise(value)
}
