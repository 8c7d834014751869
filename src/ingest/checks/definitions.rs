//! The definition and the price base of an observation: against `definitions.csv` and the catalogue.

use polars::prelude::*;

use crate::base::error::Result;
use crate::base::names::Names;
use crate::base::text::quoted;
use crate::ingest::checks::{Check, Known, filled};
use crate::ingest::frames::{Row, column, distinct, frame, left};
use crate::model::definitions::{Definition, may_be_money, price_base, valid_id};

/// The network's definitions, each once.
fn defined<'a>(known: &Known<'a>) -> Vec<&'a Definition> {
    let all = known.network.iter().flat_map(|n| &n.definitions);
    all.filter(|d| d.language.is_none()).collect()
}

/// Adds what `definitions.csv` and the catalogue say: `known_definition`, `defined_measurement`, `defined_base`,
/// `defined_low`, `defined_high`, `price_base_id`, `is_money`, `may_be_money`. Without a network every valid id is a
/// definition of which nothing is known.
pub fn joined(rows: LazyFrame, raw: &DataFrame, known: &Known<'_>) -> Result<LazyFrame> {
    let d = defined(known);
    let ids: Vec<String> = match known.network {
        Some(_) => d.iter().map(|d| d.definition.clone()).collect(),
        None => distinct(raw, "definition")?.into_iter().filter(|id| valid_id(id)).collect(),
    };
    let of = |pick: fn(&Definition) -> Option<String>| -> Vec<Option<String>> {
        let cells = (0..ids.len()).map(|i| d.get(i).and_then(|d| pick(d)));
        cells.collect()
    };
    let bound = |pick: fn(&Definition) -> Option<f64>| -> Vec<Option<f64>> {
        (0..ids.len()).map(|i| d.get(i).and_then(|d| pick(d))).collect()
    };
    let definitions = frame(vec![
        column("known_definition", vec![true; ids.len()]),
        column("defined_measurement", of(|d| Some(d.measurement.clone()))),
        column("defined_base", of(|d| d.price_base.clone())),
        column("defined_low", bound(|d| d.low)),
        column("defined_high", bound(|d| d.high)),
        column("definition", ids),
    ])?;
    let found = distinct(raw, "price_base")?;
    let bases = frame(vec![
        column("price_base_id", found.iter().map(|t| price_base(t)).collect::<Vec<_>>()),
        column("price_base", found),
    ])?;
    let m = &known.framework.measurements;
    let money = frame(vec![
        column("measurement", m.iter().map(|m| m.measurement.as_str()).collect::<Vec<_>>()),
        column("is_money", m.iter().map(|m| m.is_money()).collect::<Vec<_>>()),
        column("may_be_money", m.iter().map(may_be_money).collect::<Vec<_>>()),
    ])?;
    let rows = left(rows, definitions, &["definition"]);
    Ok(left(left(rows, bases, &["price_base"]), money, &["measurement"]))
}

/// Every check of definition and price base.
pub fn checks<'a>(known: &'a Known<'_>) -> Result<Vec<Check<'a>>> {
    let mut checks = definition_checks(known)?;
    checks.extend(price_checks()?);
    Ok(checks)
}

fn definition_checks<'a>(known: &'a Known<'_>) -> Result<Vec<Check<'a>>> {
    let of_measurement = |row: Row<'_>| -> String {
        let measurement = row.text("measurement").unwrap_or_default();
        let ids: Vec<&str> = defined(known)
            .into_iter()
            .filter(|d| d.measurement == measurement)
            .map(|d| d.definition.as_str())
            .collect();
        if ids.is_empty() { String::new() } else { format!(" ({})", ids.join(", ")) }
    };
    Ok(vec![
        Check::new(
            "unknown_definition",
            "definition",
            filled("definition").and(col("known_definition").is_null()),
            move |row| {
                let found = row.text("definition").unwrap_or_default();
                if known.network.is_none() {
                    return format!(
                        "{} is no definition's id: those are lower-case letters, digits, - and _.",
                        quoted(Some(found))
                    );
                }
                let names =
                    Names::new(defined(known).into_iter().map(|d| (d.definition.as_str(), d.definition.as_str())));
                format!(
                    "{} is not in definitions.csv.{} Write the id of a definition of this measurement{}, or add one to definitions.csv.",
                    quoted(Some(found)),
                    names.hint(found),
                    of_measurement(row)
                )
            },
        )?,
        Check::new(
            "definition_mismatch",
            "definition",
            filled("known_measurement").and(col("defined_measurement").neq(col("measurement"))),
            move |row| {
                format!(
                    "{} is a definition of {}, not of {}. Write the id of one of this measurement{}, or add one to definitions.csv.",
                    quoted(row.text("definition")),
                    row.text("defined_measurement").unwrap_or_default(),
                    row.text("measurement").unwrap_or_default(),
                    of_measurement(row)
                )
            },
        )?,
        Check::new(
            "own_definition",
            "definition",
            filled("known_measurement")
                .and(filled("value"))
                .and(col("definition").is_null())
                .and(col("status_differs")),
            move |row| {
                format!(
                    "Status D without a definition: the value counts as the city's own definition and is compared with no other city's. If others use it too, write the id of a definition of this measurement{}, or have one added to definitions.csv.",
                    of_measurement(row)
                )
            },
        )?,
    ])
}

fn price_checks<'a>() -> Result<Vec<Check<'a>>> {
    Ok(vec![
        Check::new("bad_price_base", "price_base", filled("price_base").and(col("price_base_id").is_null()), |row| {
            format!(
                "{} is neither current nor constant with its year. Write current, or constant 2020 for the prices of that year.",
                quoted(row.text("price_base"))
            )
        })?,
        Check::new(
            "price_base_unfit",
            "price_base",
            filled("price_base_id").and(col("may_be_money").eq(lit(false))),
            |row| {
                format!(
                    "{} is a percentage or a rating, no amount of money. Empty the cell.",
                    row.text("measurement").unwrap_or_default()
                )
            },
        )?,
        Check::new("price_base_differs", "price_base", col("price_base_id").neq(col("defined_base")), |row| {
            format!(
                "The definition {} is at {} prices, not {}. Empty the cell, or write the id of another definition.",
                row.text("definition").unwrap_or_default(),
                row.text("defined_base").unwrap_or_default(),
                row.text("price_base_id").unwrap_or_default()
            )
        })?,
        Check::new(
            "no_price_base",
            "price_base",
            col("is_money")
                .and(filled("value"))
                .and(col("price_base").is_null())
                .and(col("defined_base").is_null())
                .and(col("definition").is_null().or(filled("known_definition"))),
            |_| {
                "An amount of money without its prices: nobody can tell growth from inflation. Write current into price_base, or constant 2020 for the prices of that year."
                    .to_string()
            },
        )?,
    ])
}
