//! Amounts at current prices to constant ones, by a price index of the context, where a mapping says so.

use std::collections::BTreeMap;

use polars::prelude::*;

use crate::base::error::Result;
use crate::ingest::checks::{Check, Known, filled};
use crate::ingest::frames::{distinct, left, lookup, rows};

/// Adds `deflated_by`: index of the base year over index of the reference year; null where nothing is deflated or an
/// index is missing.
pub fn joined(observations: LazyFrame, raw: &DataFrame, known: &Known<'_>) -> Result<LazyFrame> {
    let indices = distinct(raw, "deflator")?;
    let mut values: BTreeMap<(&str, &str), BTreeMap<i64, f64>> = BTreeMap::new();
    for row in rows(&known.context) {
        if let (Some(city), Some(variable), Some(year), Some(value)) =
            (row.text("city"), row.text("variable"), row.integer("year"), row.number("value"))
            && value > 0.0
            && indices.iter().any(|i| i == variable)
        {
            values.entry((city, variable)).or_default().insert(year, value);
        }
    }
    let bases: Vec<String> = if indices.is_empty() { Vec::new() } else { distinct(raw, "price_base")? };
    let mut lines: Vec<((&str, &str), &str, String, f64)> = Vec::new();
    for (series, years) in &values {
        for base in &bases {
            let year = base.strip_prefix("constant ").and_then(|year| year.parse::<i64>().ok());
            if let Some(of_base) = year.and_then(|year| years.get(&year)) {
                let factors = years.iter().map(|(year, index)| (year.to_string(), of_base / index));
                lines.extend(factors.map(|(year, factor)| (*series, base.as_str(), year, factor)));
            }
        }
    }
    let factors = lookup!(((city, deflator), base, year, factor) in lines =>
        city = *city, deflator = *deflator, price_base = *base, reference_year = year.as_str(),
        deflated_by = *factor)?;
    Ok(left(observations, factors, &["city", "deflator", "price_base", "reference_year"]))
}

/// An amount that cannot be deflated is refused: at the prices of its own year it would be taken for one at constant
/// prices.
pub fn check<'a>() -> Check<'a> {
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
