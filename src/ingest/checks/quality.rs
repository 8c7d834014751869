//! How a value was made and who verified it. Both describe a value: a cell that cannot be read is left out, and its row
//! goes in.

use polars::prelude::*;
use strum::VariantNames;

use crate::base::error::Result;
use crate::base::names::Names;
use crate::base::text::quoted;
use crate::ingest::checks::{Check, Known, clean_text, unparsed};
use crate::ingest::frames::{distinct, left, lookup, polars_error, rows};
use crate::model::vocabulary::Quality;

/// What forms are filled in with where nobody verified a value, or where nobody is named.
const NOBODY: [&str; 26] = [
    "-", "–", "—", "0", "1", "?", "n/a", "n.a.", "na", "nil", "no", "none", "nobody", "non", "aucun", "ninguno",
    "nadie", "nein", "yes", "oui", "sí", "si", "ja", "true", "false", "x",
];

/// Adds `quality_id` and `verified_by_id`; null where the cell is empty or cannot be used.
pub fn joined(observations: LazyFrame, raw: &DataFrame, known: &Known<'_>) -> Result<LazyFrame> {
    let codes = distinct(raw, "quality")?;
    let code = |text: &str| Quality::VARIANTS.iter().copied().find(|code| *code == text);
    let codes = lookup!(text in codes => quality_id = code(text), quality = text.as_str())?;
    let verifiers = verifiers(raw, known)?;
    let lazy = left(left(observations, codes, &["quality"]), verifiers, &["city", "verified_by"]);
    Ok(lazy.with_column(
        when(col("is_verifier")).then(clean_text("verified_by")).otherwise(lit(NULL)).alias("verified_by_id"),
    ))
}

/// The cities and verifiers found, each with whether somebody other than the city is named.
fn verifiers(raw: &DataFrame, known: &Known<'_>) -> Result<DataFrame> {
    let keys = [col("city"), col("verified_by")];
    let named = raw
        .clone()
        .lazy()
        .select(keys)
        .filter(col("verified_by").is_not_null())
        .unique_stable_generic(None::<Vec<Expr>>, UniqueKeepStrategy::First);
    let named = named.collect().map_err(polars_error("listing who verified values"))?;
    let judged: Vec<(&str, &str, bool)> = rows(&named)
        .filter_map(|row| {
            let (city, text) = (row.text("city")?, row.text("verified_by")?);
            let is_city = known.cities.exactly(text) == Some(city) || text == city;
            Some((city, text, !is_city && !NOBODY.contains(&text.to_lowercase().as_str())))
        })
        .collect();
    lookup!((city, text, is_verifier) in judged =>
        is_verifier = *is_verifier, city = *city, verified_by = *text)
}

/// Checks of both columns.
pub fn checks<'a>() -> Vec<Check<'a>> {
    vec![
        Check::new("unknown_quality", "quality", unparsed("quality", "quality_id"), |row| {
            let found = row.text("quality").unwrap_or_default();
            let hint = Names::new(Quality::VARIANTS.iter().map(|code| (*code, *code))).hint(found);
            let codes = Quality::VARIANTS.join(", ");
            format!("{} is none of {codes}, and is left out.{hint}", quoted(Some(found)))
        }),
        Check::quoting(
            "no_verifier",
            "verified_by",
            unparsed("verified_by", "verified_by_id"),
            "names the city itself or nobody, and is left out. Write which third party verified the value, or leave the cell empty.",
        ),
    ]
}
