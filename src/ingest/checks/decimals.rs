//! Checks for a decimal comma without quotation marks that a delimiter was taken for: the decimals then fill the next
//! column, and where that is an optional one the row has no other fault.

use polars::prelude::*;

use crate::base::text::quoted;
use crate::ingest::checks::Check;
use crate::ingest::frames::Row;

/// Columns of words; a number alone is none.
const WORDS: [&str; 3] = ["note", "agency", "evidence"];

/// Every check of this file. Each asks for a value without decimals of its own.
pub fn checks<'a>() -> Vec<Check<'a>> {
    let matches = |column: &str, pattern: &str| col(column).str().contains(lit(pattern.to_string()), true);
    let is_whole = || matches("value", "^[+-]?[0-9]{1,9}$");
    let mut checks: Vec<Check<'a>> = WORDS
        .into_iter()
        .map(|column| {
            let is_number = matches(column, "^[0-9]{1,9}$");
            // Evidence may be the report of a year.
            let is_year = matches(column, "^(?:19|20)[0-9]{2}$").and(lit(column == "evidence"));
            let fails = is_whole().and(is_number).and(is_year.not());
            // Tables of others have footnote marks in such a column: of one file the first is enough.
            let row = when(fails.clone()).then(col("row")).otherwise(lit(NULL));
            let first = row.min().over([col("input")]).map_or(lit(true), |first| first.eq(col("row")));
            let fails = fails.and(col("multiply").is_null().or(first));
            Check::new("note_is_number", column, fails, move |row| {
                if row.number("multiply").is_some() {
                    return format!(
                        "The column for {column} holds the number {} and nothing else, here and perhaps in further rows of this file, as footnote marks or digits after a decimal comma would be. If they are marks, nothing is to be done, or take the column out of the mapping; if they are digits of the value, the table needs its values in quotation marks, and the mapping numbers = {{ decimal = \",\" }}.",
                        quoted(row.text(column))
                    );
                }
                let what = format!("The {column} holds the number {} and nothing else.", quoted(row.text(column)));
                format!("{what} {}", with_comma(row, column))
            })
        })
        .collect();
    let small = is_whole().and(matches("sample_size", "^(?:0[0-9]*|[1-9][0-9]?)$"));
    checks.push(Check::new("perhaps_decimal_comma", "sample_size", small, |row| {
        let found = quoted(row.text("sample_size"));
        let cure = "If it is right, leave it.";
        format!("A sample of {found} is small for a survey. {cure} {}", with_comma(row, "sample_size"))
    }));
    let alone = is_whole().and(matches("design_effect", "^[0-9]{1,9}$")).and(col("sample_size").is_null());
    checks.push(Check::new("perhaps_decimal_comma", "design_effect", alone, |row| {
        let found = quoted(row.text("design_effect"));
        let cure = "If it is right, give the sample too.";
        format!("A design effect of {found} has no sample size. {cure} {}", with_comma(row, "design_effect"))
    }));
    checks
}

/// What to write where the value and the cell are one number.
fn with_comma(row: Row<'_>, column: &str) -> String {
    let (value, decimals) = (row.text("value").unwrap_or_default(), row.text(column).unwrap_or_default());
    format!(
        "If the value is {value},{decimals} with a decimal comma, write {value}.{decimals}, or the value in quotation marks."
    )
}
