//! What an earlier snapshot holds that submissions are compared with, and nothing new: a city sends for a cycle only
//! what it had sent for earlier ones.

use std::collections::BTreeSet;

use polars::prelude::*;

use crate::base::error::Result;
use crate::ingest::checks;
use crate::ingest::finding::{Finding, Findings};
use crate::ingest::frames::{self, Places, fingerprint, from_arrow, left, lookup, polars_error};
use crate::ingest::merge::consent::{self, Declared};
use crate::model::withdrawal::{Withdrawal, listed};
use crate::store::Snapshot;

const KEY: [&str; 6] = ["city", "measurement", "item", "reference_year", "cycle", "fingerprint"];

fn keyed(frame: LazyFrame) -> LazyFrame {
    frame.with_column(fingerprint(&["value", "status"]).alias("fingerprint")).select(KEY.map(col))
}

/// What cities sent before, as an earlier snapshot holds it.
#[derive(Debug, Clone)]
pub struct Last {
    /// Observations, superseded ones too.
    pub observations: DataFrame,
    /// Targets, superseded ones too.
    pub targets: DataFrame,
    /// Practices, superseded ones too.
    pub practices: DataFrame,
    /// Declarations, with the contacts that they gave.
    pub declared: Vec<Declared>,
    /// Withdrawals that would be in no file but those that are checked.
    pub withdrawals: Vec<Withdrawal>,
}

impl Last {
    /// Reads the histories of a snapshot, but for what came in some submissions: those that are checked themselves, and
    /// those whose files they replace.
    pub fn read(snapshot: &Snapshot, left_out: &BTreeSet<&str>) -> Result<Last> {
        let is_left_out = |w: &Withdrawal| left_out.contains(w.submission.as_str());
        let left_out = lookup!(submission in left_out => submission = *submission, left_out = true)?;
        let table = |name: &str| {
            let (schema, batches) = crate::base::parquet::read(&snapshot.path(name))?;
            left(from_arrow(&schema, &batches)?.lazy(), left_out.clone(), &["submission"])
                .filter(col("left_out").is_null())
                .drop(cols(["left_out"]))
                .collect()
                .map_err(polars_error("reading what the store holds"))
        };
        let known = listed(&snapshot.table("withdrawals")?);
        let is_held = |city: &str, cycle: Option<i64>, submission: &str| {
            known.iter().any(|(w, held)| *held && w.city == city && w.cycle == cycle && w.submission == submission)
        };
        let (declarations, contacts) = (table("declaration_history")?, table("contact_history")?);
        Ok(Last {
            observations: table("observation_history")?,
            targets: table("target_history")?,
            practices: table("practice_history")?,
            declared: consent::stored(&declarations, &contacts, is_held),
            withdrawals: known.into_iter().filter(|(w, held)| *held || is_left_out(w)).map(|(w, _)| w).collect(),
        })
    }
}

/// Warns of each file, city and cycle without a value that no earlier cycle had, where the city had sent something for
/// one. `rows` are accepted observations.
pub fn nothing_new(rows: &DataFrame, last: Option<&Last>, places: &Places<'_>, findings: &mut Findings) -> Result<()> {
    let doing = polars_error("looking for what is new since earlier cycles");
    let code = checks::code_of("nothing_new")?;
    let mut parts = vec![keyed(rows.clone().lazy())];
    if let Some(last) = last {
        parts.push(keyed(last.observations.clone().lazy()));
    }
    let seen = concat(parts, UnionArgs::default()).map_err(&doing)?;
    const VALUE: [&str; 5] = ["city", "measurement", "item", "reference_year", "fingerprint"];
    let first = seen.group_by(VALUE.map(col)).agg([col("cycle").min().alias("first_cycle")]);
    let first = first.collect().map_err(&doing)?;
    let sent = rows
        .clone()
        .lazy()
        .filter(col("mapped").not())
        .with_column(fingerprint(&["value", "status"]).alias("fingerprint"));
    let stale = left(sent, first, &VALUE)
        .group_by([col("input"), col("city"), col("cycle")])
        .agg([col("first_cycle").lt(col("cycle")).all(true).alias("all_old"), len().alias("rows")])
        .filter(col("all_old"))
        .sort(["input", "city", "cycle"], SortMultipleOptions::default())
        .collect()
        .map_err(&doing)?;
    for row in frames::rows(&stale) {
        let (city, cycle) = (row.text("city").unwrap_or_default(), row.integer("cycle").unwrap_or_default());
        findings.push(Finding {
            severity: code.severity,
            city: Some(city.to_string()),
            ..Finding::file(
                places.file(row),
                code.code,
                format!("Every value of {city} for {cycle} was sent for an earlier cycle already. Send what is new, or leave the file out."),
            )
        });
    }
    Ok(())
}
