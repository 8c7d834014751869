//! Consent and merge: which declaration governs, which row is in force.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::companions::{CONSENT, moment};
use super::frames::{Row, column, distinct, frame, left, wrap};
use crate::error::Result;

/// A declaration, as far as it counts.
#[derive(Debug, Clone)]
pub struct Declared {
    /// Index of its file.
    pub input: u32,
    /// Index of the folder or workbook.
    pub group: u32,
    /// City.
    pub city: String,
    /// Cycle.
    pub cycle: i64,
    /// Day of submission.
    pub date: Option<String>,
    /// Hash of its file.
    pub sha: String,
    /// Consent that it gives.
    pub consent: &'static str,
    /// Whether its row went in. A refused one can only withhold.
    pub accepted: bool,
    /// Baseline year.
    pub baseline: Option<i64>,
    /// Features it asks help with, separated by |.
    pub priorities: Option<String>,
    /// Features it offers help in, separated by |.
    pub expertise: Option<String>,
}

/// Every declaration that names a known city and a year. One that was refused withholds: what it meant is not known.
pub fn declared(frame: &DataFrame, groups: &[u32], shas: &[&str]) -> Vec<Declared> {
    let mut all = Vec::new();
    for row in (0..frame.height()).map(|r| Row::new(frame, r)) {
        let (Some(city), Some(cycle), true) = (row.text("city"), row.integer("cycle_n"), row.is("known_city")) else {
            continue;
        };
        let input = row.index("input").unwrap_or_default();
        let accepted = !row.is("refused");
        let word = row.text("consent_id");
        let lost_date = row.text("submitted_on").is_some() && row.text("date_id").is_none();
        let consent = CONSENT.into_iter().find(|c| accepted && word == Some(c)).unwrap_or("private");
        all.push(Declared {
            input,
            group: groups.get(input as usize).copied().unwrap_or_default(),
            city: city.to_string(),
            cycle,
            // A day that cannot be read may be the newest: with a narrower consent it counts as that.
            date: if lost_date && word != Some("public") {
                Some("9999".into())
            } else {
                row.text("date_id").map(str::to_string)
            },
            sha: shas.get(input as usize).map(|s| s.to_string()).unwrap_or_default(),
            consent,
            accepted,
            baseline: row.integer("baseline_n").filter(|_| accepted),
            priorities: row.text("priorities_id").filter(|_| accepted).map(str::to_string),
            expertise: row.text("expertise_id").filter(|_| accepted).map(str::to_string),
        });
    }
    // Newest last: by day, then by the file's hash; at the same place the narrowest consent.
    let narrow = |d: &Declared| CONSENT.iter().position(|c| *c == d.consent);
    all.sort_by(|a, b| (&a.city, a.cycle, &a.date, &a.sha, narrow(a)).cmp(&(&b.city, b.cycle, &b.date, &b.sha, narrow(b))));
    all
}

/// The consent that governs each city and cycle: that of its newest declaration.
pub fn governing(declared: &[Declared]) -> BTreeMap<(&str, i64), &'static str> {
    declared.iter().map(|d| ((d.city.as_str(), d.cycle), d.consent)).collect()
}

/// Lookup by `group`, `city`, `cycle`: `own_date`, `own_consent` (which is the governing one).
fn by_cycle(declared: &[Declared]) -> Result<DataFrame> {
    let governing = governing(declared);
    let mut rows: BTreeMap<(u32, &str, i64), Option<&str>> = BTreeMap::new();
    for d in declared {
        rows.insert((d.group, &d.city, d.cycle), d.date.as_deref().filter(|d| *d != "9999"));
    }
    let consent = |k: &(u32, &str, i64)| governing.get(&(k.1, k.2)).copied().unwrap_or("private");
    frame(vec![
        column("group", rows.keys().map(|k| k.0).collect::<Vec<_>>()),
        column("city", rows.keys().map(|k| k.1.to_string()).collect::<Vec<_>>()),
        column("cycle", rows.keys().map(|k| k.2).collect::<Vec<_>>()),
        column("own_consent", rows.keys().map(|k| consent(k).to_string()).collect::<Vec<_>>()),
        column("own_date", rows.values().map(|d| d.map(str::to_string)).collect::<Vec<_>>()),
    ])
}

/// Lookup by `group` and `city`, for what has no cycle: that of the newest cycle declared there.
pub fn by_group(declared: &[Declared]) -> Result<DataFrame> {
    let governing = governing(declared);
    let mut rows: BTreeMap<(u32, &str), (i64, Option<&str>)> = BTreeMap::new();
    for d in declared {
        let row = rows.entry((d.group, &d.city)).or_insert((d.cycle, None));
        if d.cycle >= row.0 {
            *row = (d.cycle, d.date.as_deref().filter(|d| *d != "9999"));
        }
    }
    let consent = |k: &(u32, &str), cycle| governing.get(&(k.1, cycle)).copied().unwrap_or("private").to_string();
    frame(vec![
        column("group", rows.keys().map(|k| k.0).collect::<Vec<_>>()),
        column("city", rows.keys().map(|k| k.1.to_string()).collect::<Vec<_>>()),
        column("consent", rows.iter().map(|(k, v)| consent(k, v.0)).collect::<Vec<_>>()),
        column("declared_cycle", rows.values().map(|v| v.0).collect::<Vec<_>>()),
        column("submitted_on", rows.values().map(|v| v.1.map(str::to_string)).collect::<Vec<_>>()),
    ])
}

/// Accepted observations with `group`, `mapped`, `sha`, `submission`, `consent`, `submitted_on` and `declared`.
pub fn with_consent(accepted: DataFrame, inputs: DataFrame, declared: &[Declared]) -> Result<DataFrame> {
    let doing = wrap("joining observations with their declarations");
    let dates: Vec<String> = distinct(&accepted, "stated_date")?.into_iter().filter(|d| moment(d).is_some()).collect();
    let dates = frame(vec![
        column("good_date", dates.iter().map(|d| moment(d)).collect::<Vec<_>>()),
        column("stated_date", dates),
    ])?;
    let words = frame(vec![column("good_consent", CONSENT.to_vec()), column("stated_consent", CONSENT.to_vec())])?;
    let lazy = left(accepted.lazy(), inputs, &["input"]);
    let lazy = left(left(lazy, dates, &["stated_date"]), words, &["stated_consent"]);
    let mapped = || col("mapped");
    left(lazy, by_cycle(declared)?, &["group", "city", "cycle"])
        .with_columns([
            when(mapped())
                .then(col("good_consent"))
                .otherwise(coalesce(&[col("own_consent"), col("good_consent")]))
                .fill_null(lit("private"))
                .alias("consent"),
            when(mapped())
                .then(col("good_date"))
                .otherwise(coalesce(&[col("own_date"), col("good_date")]))
                .alias("submitted_on"),
            mapped().or(filled_any(&["own_consent", "good_consent"])).alias("declared"),
        ])
        .collect()
        .map_err(doing)
}

fn filled_any(columns: &[&str]) -> Expr {
    columns.iter().fold(lit(false), |any, c| any.or(col(*c).is_not_null()))
}

/// Sorts rows by `key`, then from the oldest submission to the newest.
pub fn sorted(rows: DataFrame, key: &[&str]) -> Result<DataFrame> {
    let mut order: Vec<PlSmallStr> = key.iter().map(|k| PlSmallStr::from(*k)).collect();
    let has_cycle = rows.get_column_names().iter().any(|c| c.as_str() == "cycle") && !key.contains(&"cycle");
    order.push("submitted_on".into());
    if has_cycle {
        order.push("cycle".into());
    }
    order.extend(["sha", "row"].map(PlSmallStr::from));
    let options = SortMultipleOptions::default().with_nulls_last(false).with_maintain_order(true);
    rows.lazy().sort(order, options).collect().map_err(wrap("merging submissions"))
}

/// As [`sorted`], and adds `current`: true for the newest of each key.
pub fn newest(rows: DataFrame, key: &[&str]) -> Result<DataFrame> {
    let doing = wrap("merging submissions");
    let sorted = sorted(rows, key)?;
    let keys: Vec<Expr> = key.iter().map(|k| col(*k)).collect();
    let last = sorted
        .clone()
        .lazy()
        .unique_stable_generic(Some(keys), UniqueKeepStrategy::Last)
        .select([col("row"), lit(true).alias("current")])
        .collect()
        .map_err(&doing)?;
    left(sorted.lazy(), last, &["row"])
        .with_column(col("current").fill_null(lit(false)))
        .collect()
        .map_err(&doing)
}
