//! Amounts at current prices to constant ones, by a price index of the context, where a mapping says so.

use std::collections::BTreeMap;

use polars::prelude::*;

use crate::base::error::Result;
use crate::ingest::checks::{Check, Known, filled};
use crate::ingest::frames::{Row, column, distinct, frame, left};

/// Adds `deflated_by`: index of the base year over index of the reference year; null where nothing is deflated or an
/// index is missing.
pub fn joined(rows: LazyFrame, raw: &DataFrame, known: &Known<'_>) -> Result<LazyFrame> {
    let indices = distinct(raw, "deflator")?;
    let mut values: BTreeMap<(&str, &str), BTreeMap<i64, f64>> = BTreeMap::new();
    for row in (0..known.context.height()).map(|r| Row::new(&known.context, r)) {
        if let (Some(city), Some(variable), Some(year), Some(value)) =
            (row.text("city"), row.text("variable"), row.integer("year"), row.number("value"))
            && value > 0.0
            && indices.iter().any(|i| i == variable)
        {
            values.entry((city, variable)).or_default().insert(year, value);
        }
    }
    let bases: Vec<String> = if indices.is_empty() { Vec::new() } else { distinct(raw, "price_base")? };
    type Line<'a> = (&'a str, &'a str, &'a str, String, f64);
    let mut lines: Vec<Line<'_>> = Vec::new();
    for ((city, variable), years) in &values {
        for base in &bases {
            let of_base =
                base.strip_prefix("constant ").and_then(|y| y.parse::<i64>().ok()).and_then(|y| years.get(&y));
            if let Some(of_base) = of_base {
                lines.extend(
                    years
                        .iter()
                        .map(|(year, index)| -> Line<'_> { (city, variable, base, year.to_string(), of_base / index) }),
                );
            }
        }
    }
    let factors = frame(vec![
        column("city", lines.iter().map(|l| l.0).collect::<Vec<_>>()),
        column("deflator", lines.iter().map(|l| l.1).collect::<Vec<_>>()),
        column("price_base", lines.iter().map(|l| l.2).collect::<Vec<_>>()),
        column("reference_year", lines.iter().map(|l| l.3.as_str()).collect::<Vec<_>>()),
        column("deflated_by", lines.iter().map(|l| l.4).collect::<Vec<_>>()),
    ])?;
    Ok(left(rows, factors, &["city", "deflator", "price_base", "reference_year"]))
}

/// An amount that cannot be deflated is refused: at the prices of its own year it would be taken for one at constant
/// prices.
pub fn check<'a>() -> Result<Check<'a>> {
    let fails = filled("deflator").and(filled("value")).and(filled("known_city")).and(col("deflated_by").is_null());
    Check::new("no_price_index", "value", fails, |row| {
        let index = row.text("deflator").unwrap_or_default();
        format!(
            "The amount cannot be put at {} prices: the context has no {index} above zero of {} for {} or for that base year. Add the index to context.csv, or take deflate out of the mapping.",
            row.text("price_base").unwrap_or_default(),
            row.text("city").unwrap_or_default(),
            row.text("reference_year").unwrap_or_default()
        )
    })
}
