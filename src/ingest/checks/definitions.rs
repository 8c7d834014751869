//! The definition and the price base of an observation: against `definitions.csv` and the catalogue.

use polars::prelude::*;

use crate::base::error::Result;
use crate::base::names::Names;
use crate::base::text::{is_own_id, quoted};
use crate::ingest::checks::{Check, Known, filled, unparsed};
use crate::ingest::frames::{Row, distinct, left, lookup};
use crate::model::definitions::{Definition, may_be_money, price_base};

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
        None => distinct(raw, "definition")?.into_iter().filter(|id| is_own_id(id)).collect(),
    };
    let known_ids: Vec<(&String, Option<&Definition>)> =
        ids.iter().enumerate().map(|(i, id)| (id, d.get(i).copied())).collect();
    let definitions = lookup!((id, d) in known_ids =>
        definition = id.as_str(), known_definition = true, defined_measurement = d.map(|d| d.measurement.as_str()),
        defined_base = d.and_then(|d| d.price_base.as_deref()), defined_low = d.and_then(|d| d.low),
        defined_high = d.and_then(|d| d.high))?;
    let found = distinct(raw, "price_base")?;
    let bases = lookup!(text in found => price_base_id = price_base(text), price_base = text.as_str())?;
    let m = &known.framework.measurements;
    let money = lookup!(m in m =>
        measurement = m.measurement.as_str(), is_money = m.is_money(), may_be_money = may_be_money(m))?;
    let rows = left(rows, definitions, &["definition"]);
    Ok(left(left(rows, bases, &["price_base"]), money, &["measurement"]))
}

/// Every check of definition and price base.
pub fn checks<'a>(known: &'a Known<'_>) -> Vec<Check<'a>> {
    definition_checks(known).into_iter().chain(price_checks()).collect()
}

fn definition_checks<'a>(known: &'a Known<'_>) -> Vec<Check<'a>> {
    let of_measurement = |row: Row<'_>| -> String {
        let measurement = row.text("measurement").unwrap_or_default();
        let own = defined(known).into_iter().filter(|d| d.measurement == measurement);
        let ids: Vec<&str> = own.map(|d| d.definition.as_str()).collect();
        if ids.is_empty() { String::new() } else { format!(" ({})", ids.join(", ")) }
    };
    let of_another = filled("known_measurement").and(col("defined_measurement").neq(col("measurement")));
    let of_its_own = filled("known_measurement").and(filled("value")).and(col("definition").is_null());
    let of_its_own = of_its_own.and(col("status_differs"));
    vec![
        Check::new("unknown_definition", "definition", unparsed("definition", "known_definition"), move |row| {
            let found = row.text("definition").unwrap_or_default();
            if known.network.is_none() {
                return format!(
                    "{} is no definition's id: those are lower-case letters, digits, - and _.",
                    quoted(Some(found))
                );
            }
            let names = Names::new(defined(known).into_iter().map(|d| (d.definition.as_str(), d.definition.as_str())));
            format!(
                "{} is not in definitions.csv.{} Write the id of a definition of this measurement{}, or add one to definitions.csv.",
                quoted(Some(found)),
                names.hint(found),
                of_measurement(row)
            )
        }),
        Check::new("definition_mismatch", "definition", of_another, move |row| {
            format!(
                "{} is a definition of {}, not of {}. Write the id of one of this measurement{}, or add one to definitions.csv.",
                quoted(row.text("definition")),
                row.text("defined_measurement").unwrap_or_default(),
                row.text("measurement").unwrap_or_default(),
                of_measurement(row)
            )
        }),
        Check::new("own_definition", "definition", of_its_own, move |row| {
            format!(
                "Status D without a definition: the value counts as the city's own definition and is compared with no other city's. If others use it too, write the id of a definition of this measurement{}, or have one added to definitions.csv.",
                of_measurement(row)
            )
        }),
    ]
}

fn price_checks<'a>() -> Vec<Check<'a>> {
    let unfit = filled("price_base_id").and(col("may_be_money").eq(lit(false)));
    vec![
        Check::quoting(
            "bad_price_base",
            "price_base",
            unparsed("price_base", "price_base_id"),
            "is neither current nor constant with its year. Write current, or constant 2020 for the prices of that year.",
        ),
        Check::new("price_base_unfit", "price_base", unfit, |row| {
            let measurement = row.text("measurement").unwrap_or_default();
            format!("{measurement} is a percentage or a rating, no amount of money. Empty the cell.")
        }),
        Check::new("price_base_differs", "price_base", col("price_base_id").neq(col("defined_base")), |row| {
            format!(
                "The definition {} is at {} prices, not {}. Empty the cell, or write the id of another definition.",
                row.text("definition").unwrap_or_default(),
                row.text("defined_base").unwrap_or_default(),
                row.text("price_base_id").unwrap_or_default()
            )
        }),
        Check::saying(
            "no_price_base",
            "price_base",
            col("is_money")
                .and(filled("value"))
                .and(col("price_base").is_null())
                .and(col("defined_base").is_null())
                .and(col("definition").is_null().or(filled("known_definition"))),
            "An amount of money without its prices: nobody can tell growth from inflation. Write current into price_base, or constant 2020 for the prices of that year.",
        ),
    ]
}
