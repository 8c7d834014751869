//! Checks of how uncertain a value is: its interval, its sample, the ratings of its reviewers.

use polars::prelude::*;

use crate::base::names::number;
use crate::base::text::quoted;
use crate::ingest::checks::{Check, Known, filled, three_decimals, without_sign};
use crate::ingest::frames::Row;
use crate::ingest::limits::RATINGS;

/// Every check of this file.
pub fn checks<'a>(known: &'a Known<'_>) -> Vec<Check<'a>> {
    [interval_checks(known), sample_checks(known), rating_checks(known)].into_iter().flatten().collect()
}

fn interval_checks<'a>(known: &'a Known<'_>) -> Vec<Check<'a>> {
    // The ends may be equal to the value but for what a mapping's arithmetic leaves.
    let size = || absolute(col("value_n"));
    let slack = || lit(1e-9) * when(size().gt(lit(1.0))).then(size()).otherwise(lit(1.0));
    let ends = |row: Row<'_>| {
        ["lower_n", "upper_n"].map(|end| row.number(end).map(|v| known.written(row, v)).unwrap_or_default())
    };
    let one_end = "Only one end of the interval is given. Give both ci_lower and ci_upper, or neither.";
    let outside = col("lower_n")
        .gt(col("value_n") + slack())
        .or(col("upper_n").lt(col("value_n") - slack()))
        .or(col("lower_n").gt(col("upper_n")))
        .or(col("value").is_null());
    let outside = filled("ci_lower").and(filled("ci_upper")).and(outside);
    let beyond = col("lower_n").lt(col("possible_min")).or(col("upper_n").gt(col("possible_max")));
    vec![
        Check::saying("interval_incomplete", "ci_lower", filled("ci_lower").neq(filled("ci_upper")), one_end),
        Check::new("interval_outside", "ci_lower", outside, move |row| {
            let [lower, upper] = ends(row);
            let what = match row.number("value_n").map(|v| known.written(row, v)) {
                _ if row.number("lower_n") > row.number("upper_n") => {
                    "ends below its beginning. Write the lower end into ci_lower and the upper into ci_upper.".into()
                }
                Some(value) => format!("does not hold its value {value}. Mend the value or the ends."),
                None => "has no value. Fill in the value, or take the interval out.".to_string(),
            };
            format!("The interval from {lower} to {upper} {what}")
        }),
        Check::new("interval_without_width", "ci_lower", col("lower_n").eq(col("upper_n")), |row| {
            format!(
                "The interval begins and ends at {}, as if nothing were uncertain. Give both ends, or leave them out where they are not known.",
                known.written(row, row.number("lower_n").unwrap_or_default())
            )
        }),
        Check::new("interval_beyond_possible", "ci_lower", beyond, move |row| {
            let [lower, upper] = ends(row);
            format!(
                "The interval from {lower} to {upper} reaches values that cannot exist. Cut it at the bound, or give one by Wilson's method."
            )
        }),
    ]
}

fn sample_checks<'a>(known: &Known<'_>) -> Vec<Check<'a>> {
    let (sample, effect) = (|| col("sample_n"), || col("effect_n"));
    let part = sample().cast(DataType::Int64).cast(DataType::Float64).neq(sample());
    let thousands = || three_decimals("sample_size", &known.formats).fill_null(lit(false));
    let no_count = filled("sample_n").and(sample().lt(lit(1.0)).or(sample().gt(lit(1e12))).or(part));
    let no_count = no_count.and(thousands().not());
    let no_sample = "is no number of respondents. Write a whole number above 0.";
    let no_effect = "is no design effect. Write a number above 0; a simple random sample has 1.";
    let low = effect().gt(lit(0.0)).and(effect().lt(lit(1.0)));
    vec![
        Check::quoting("bad_sample_size", "sample_size", no_count, no_sample),
        Check::new("thousands_mark", "sample_size", thousands(), |row| {
            let found = row.text("sample_size").unwrap_or_default();
            let few = found.split(['.', ',']).next().unwrap_or_default();
            format!(
                "{} may be {} with a sign between thousands, or {few} with decimals. A sample size is a whole number: write its digits only, such as {}.",
                quoted(Some(found)),
                without_sign(found),
                without_sign(found)
            )
        }),
        Check::quoting("bad_design_effect", "design_effect", effect().lt_eq(lit(0.0)), no_effect),
        Check::new("low_design_effect", "design_effect", low, |row| {
            format!(
                "A design effect of {} says that the survey is more exact than a simple random sample, which is rare. Look whether it is right; a simple random sample has 1.",
                quoted(row.text("design_effect"))
            )
        }),
    ]
}

fn rating_checks<'a>(known: &'a Known<'_>) -> Vec<Check<'a>> {
    let out_of_range = col("ratings_min").lt(col("possible_min")).or(col("ratings_max").gt(col("possible_max")));
    let no_ratings = col("ratings_id").is_null().or(col("is_rating").not()).or(out_of_range);
    let rated = filled("ratings").and(filled("ratings_id")).and(col("is_rating"));
    let no_median = rated.and(absolute(col("value_n") - col("ratings_median")).gt(lit(1e-9)));
    vec![
        Check::new("bad_ratings", "ratings", filled("ratings").and(no_ratings), |row| {
            let found = quoted(row.text("ratings"));
            if row.text("ratings_id").is_some() && !row.is("is_rating") {
                return format!("{found} stands beside a measurement that is no rating. Take the ratings out.");
            }
            let low = number(row.number("possible_min").unwrap_or(1.0));
            let high = number(row.number("possible_max").unwrap_or(5.0));
            format!(
                "{found} are not ratings. Write each reviewer's rating from {low} to {high}, separated by |, as 3|4|4; at most {RATINGS}."
            )
        }),
        Check::new("ratings_not_median", "value", no_median, |row| {
            let written = |column: &str| known.written(row, row.number(column).unwrap_or_default());
            let (value, median) = (written("value_n"), written("ratings_median"));
            format!(
                "The value {value} is not the median of the ratings {}, which is {median}. Write {median}, or mend the ratings.",
                row.text("ratings").unwrap_or_default()
            )
        }),
    ]
}

/// The absolute value, without another feature of polars.
fn absolute(value: Expr) -> Expr {
    when(value.clone().lt(lit(0.0))).then(lit(0.0) - value.clone()).otherwise(value)
}
