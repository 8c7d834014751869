//! The unit that an SDMX-CSV row gives, compared with that of its measurement or definition.

use polars::prelude::*;

use crate::base::error::Result;
use crate::base::text::quoted;
use crate::ingest::checks::{Check, Known, filled};
use crate::ingest::frames::{distinct, left, lookup};
use crate::model::definitions::Definition;
use crate::model::sdmx::unit_codes;
use crate::model::vocabulary::Scale;

/// Adds `unit_expected`, the code of the unit that the row's value must be in; null where any is.
pub fn joined(observations: LazyFrame, raw: &DataFrame, known: &Known<'_>) -> Result<LazyFrame> {
    let expected = |of: Expr| of.alias("unit_expected");
    if distinct(raw, "unit_code")?.is_empty() {
        return Ok(observations.with_column(expected(lit(NULL).cast(DataType::String))));
    }
    let measurements = &known.framework.measurements;
    let all = known.network.iter().flat_map(|network| &network.definitions);
    let definitions: Vec<&Definition> = all.filter(|d| d.language.is_none()).collect();
    let codes = unit_codes(measurements.iter().map(|m| m.unit.as_str()), definitions.iter().map(|d| d.unit.as_str()));
    let code = |unit: &str| codes.get(unit).map(String::as_str);
    let bounded = |scale: Scale| matches!(scale, Scale::Percent | Scale::Rating);
    let of_catalogue = lookup!(m in measurements =>
        measurement = m.measurement.as_str(), unit_of_catalogue = code(&m.unit), is_bounded = bounded(m.scale))?;
    let of_definitions = lookup!(d in definitions =>
        definition = d.definition.as_str(), unit_of_definition = code(&d.unit))?;
    let lazy = left(left(observations, of_catalogue, &["measurement"]), of_definitions, &["definition"]);
    // Of a definition of the city's own nothing is known, but that percentages and ratings stay what they are.
    let is_own = col("status_differs").and(col("definition").is_null()).and(col("is_bounded").not());
    let none = lit(NULL).cast(DataType::String);
    Ok(lazy.with_column(expected(
        when(filled("definition"))
            .then(col("unit_of_definition"))
            .when(is_own)
            .then(none)
            .otherwise(col("unit_of_catalogue")),
    )))
}

/// The check.
pub fn check<'a>() -> Check<'a> {
    let fails = filled("unit_code").and(filled("unit_expected")).and(col("unit_code").neq(col("unit_expected")));
    Check::new("unit_differs", "unit_code", fails, |row| {
        format!(
            "The unit is {} and the value must be in {}. Convert the value and its interval and write that code, or name the definition that has the unit.",
            quoted(row.text("unit_code")),
            row.text("unit_expected").unwrap_or_default()
        )
    })
}
