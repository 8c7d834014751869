//! The consent of each row.

use std::collections::BTreeMap;

use polars::prelude::*;
use strum::VariantNames;

use super::declared::Declared;
use super::governing::governing;
use crate::base::dates::moment;
use crate::base::error::Result;
use crate::ingest::frames::{distinct, left, lookup, polars_error};
use crate::model::vocabulary::Consent;

/// Lookup by `group`, `city`, `cycle`: `own_date`, `own_consent` (which is the governing one).
fn by_cycle(declared: &[Declared]) -> Result<DataFrame> {
    let governing = governing(declared);
    let mut rows: BTreeMap<(u32, &str, i64), Option<&str>> = BTreeMap::new();
    for d in declared.iter().filter(|d| d.has_cycle()) {
        rows.insert((d.group, &d.city, d.cycle), d.day());
    }
    let consent = |k: &(u32, &str, i64)| governing.get(&(k.1, k.2)).copied().unwrap_or(Consent::Private);
    lookup!((key, date) in rows =>
        group = key.0, city = key.1, cycle = key.2, own_consent = consent(key).into_str(), own_date = *date)
}

/// Lookup by `group` and `city`, for what has no cycle: that of the newest cycle declared there.
pub fn by_group(declared: &[Declared]) -> Result<DataFrame> {
    let governing = governing(declared);
    let mut rows: BTreeMap<(u32, &str), (i64, Option<&str>)> = BTreeMap::new();
    for d in declared.iter().filter(|d| d.has_cycle()) {
        let row = rows.entry((d.group, &d.city)).or_insert((d.cycle, None));
        if d.cycle >= row.0 {
            *row = (d.cycle, d.day());
        }
    }
    let consent = |k: &(u32, &str), cycle| governing.get(&(k.1, cycle)).copied().unwrap_or(Consent::Private);
    lookup!((key, (cycle, date)) in rows =>
        group = key.0, city = key.1, consent = consent(key, *cycle).into_str(), declared_cycle = *cycle,
        submitted_on = *date)
}

/// Accepted observations with `group`, `mapped`, `sha`, `submission`, `consent`, `submitted_on` and `declared`.
pub fn with_consent(accepted: DataFrame, inputs: DataFrame, declared: &[Declared]) -> Result<DataFrame> {
    let doing = polars_error("joining observations with their declarations");
    let dates: Vec<String> = distinct(&accepted, "stated_date")?.into_iter().filter(|d| moment(d).is_some()).collect();
    let dates = lookup!(d in dates => good_date = moment(d), stated_date = d.as_str())?;
    let words = lookup!(word in Consent::VARIANTS => good_consent = *word, stated_consent = *word)?;
    let lazy = left(accepted.lazy(), inputs, &["input"]);
    let lazy = left(left(lazy, dates, &["stated_date"]), words, &["stated_consent"]);
    let mapped = || col("mapped");
    // What a mapping states of its rows goes before the declaration, what a row states goes after it.
    let in_force = |declared: &str, stated: &str| {
        when(mapped()).then(col(stated)).otherwise(coalesce(&[col(declared), col(stated)]))
    };
    left(lazy, by_cycle(declared)?, &["group", "city", "cycle"])
        .with_columns([
            in_force("own_consent", "good_consent").fill_null(lit(Consent::Private.into_str())).alias("consent"),
            in_force("own_date", "good_date").alias("submitted_on"),
            mapped().or(col("own_consent").is_not_null()).or(col("good_consent").is_not_null()).alias("declared"),
        ])
        .collect()
        .map_err(&doing)
        .and_then(narrowed_by_mappings)
}

/// Narrows every row of a city to the consent of a mapping of its rows that says so.
fn narrowed_by_mappings(rows: DataFrame) -> Result<DataFrame> {
    let doing = polars_error("narrowing consent by that of mappings");
    let narrow = |consent: Consent| col("consent").eq(lit(consent.into_str())).and(col("for_all"));
    let caps = rows
        .clone()
        .lazy()
        .group_by_stable([col("city")])
        .agg([
            narrow(Consent::Private).any(true).alias("to_private"),
            narrow(Consent::AggregateOnly).any(true).alias("to_counted"),
        ])
        .collect()
        .map_err(&doing)?;
    left(rows.lazy(), caps, &["city"])
        .with_column(
            when(col("to_private"))
                .then(lit(Consent::Private.into_str()))
                .when(col("to_counted").and(col("consent").eq(lit(Consent::Public.into_str()))))
                .then(lit(Consent::AggregateOnly.into_str()))
                .otherwise(col("consent"))
                .alias("consent"),
        )
        .drop(cols(["to_private", "to_counted", "for_all"]))
        .collect()
        .map_err(&doing)
}
