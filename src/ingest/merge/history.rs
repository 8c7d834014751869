//! What cities sent in addition to observations, superseded rows too: a brief as of a day is made from it, and some
//! checks.

use std::collections::BTreeMap;

use polars::prelude::*;

use crate::base::error::Result;
use crate::base::names::number;
use crate::ingest::checks::{self, Check};
use crate::ingest::finding::Findings;
use crate::ingest::frames::{Places, left, lookup, polars_error};
use crate::ingest::merge::consent::{self, Declared};
use crate::ingest::merge::earlier;
use crate::model::cities::City;
use crate::model::vocabulary::Consent;

const SERIES: [&str; 3] = ["city", "measurement", "item"];

/// Columns of `declaration_history`: accepted declarations, those too that no file says any longer, and the baseline year that the registry gives, which has no
/// day, cycle or submission. `cities` are the registry's own, before declarations are applied to them.
pub fn declarations(declared: &[Declared], cities: &[City]) -> Result<DataFrame> {
    let declared: Vec<Declared> = declared.iter().filter(|d| !d.is_of_contact_alone()).cloned().collect();
    let declared = declared.as_slice();
    let governing = consent::governing(declared);
    let features = |d: &Declared| (d.priorities.clone(), d.expertise.clone());
    let keeps_baseline = |one: &Declared, newer: &Declared| newer.baseline.is_none() || one.baseline == newer.baseline;
    let says_the_same =
        |one: &Declared, newer: &Declared| features(one) == features(newer) && keeps_baseline(one, newer);
    let when_replaced = earlier::when_replaced(declared, says_the_same);
    #[derive(Default, PartialEq, Eq, PartialOrd, Ord)]
    struct Line<'a> {
        city: &'a str,
        cycle: Option<i64>,
        day: Option<&'a str>,
        consent: &'a str,
        declared: Option<&'a str>,
        consent_for: Option<&'a str>,
        baseline: Option<i64>,
        priorities: Option<&'a str>,
        expertise: Option<&'a str>,
        submission: Option<&'a str>,
        as_of: Option<&'a str>,
    }
    let registry = cities.iter().filter(|c| c.baseline_year.is_some()).map(|c| Line {
        city: &c.city,
        consent: Consent::Public.into_str(),
        baseline: c.baseline_year.map(i64::from),
        ..Line::default()
    });
    let sent = declared.iter().zip(when_replaced).filter(|(d, _)| d.accepted);
    let sent = sent.map(|(d, then)| (d, then, governing.get(&(d.city.as_str(), d.cycle)).copied()));
    let sent = sent.map(|(d, then, now)| (d, then, now.unwrap_or(Consent::Private))).map(|(d, then, now)| Line {
        city: &d.city,
        cycle: Some(d.cycle),
        day: d.date.as_deref(),
        consent: now.into_str(),
        as_of: then.filter(|then| *then > now).map(|then| then.into_str()),
        declared: d.stated.then_some(d.consent.into_str()),
        consent_for: d.consent_for.map(|f| f.into_str()),
        baseline: d.baseline,
        priorities: d.priorities.as_deref(),
        expertise: d.expertise.as_deref(),
        submission: Some(d.submission()),
    });
    let mut rows: Vec<Line<'_>> = registry.chain(sent).collect();
    rows.sort();
    lookup!(r in rows =>
        city = r.city, cycle = r.cycle, submitted_on = r.day, consent = r.consent, declared_consent = r.declared,
        consent_for = r.consent_for, baseline_year = r.baseline, priorities = r.priorities, expertise = r.expertise,
        submission = r.submission, as_of_consent = r.as_of)
}

/// Checks of accepted targets against the cycle they were sent for and against newer targets of the same series.
/// `history` is what the merge made of them.
pub fn target_checks(history: &DataFrame, places: &Places<'_>, findings: &mut Findings) -> Result<()> {
    let doing = polars_error("comparing targets with one another");
    let now = history
        .clone()
        .lazy()
        .filter(col("current"))
        .select([
            col("city"),
            col("measurement"),
            col("item"),
            col("year").alias("now_year"),
            col("value").alias("now_value"),
            col("input").alias("now_input"),
            col("submitted_on").alias("now_day"),
        ])
        .collect()
        .map_err(&doing)?;
    let rows = left(history.clone().lazy(), now, &SERIES).with_column(lit(false).alias("refused"));
    let has_no_time = col("submitted_on").eq(col("now_day").str().slice(lit(0), lit(10)));
    let other_year = || col("year").fill_null(lit(0)).neq(col("now_year").fill_null(lit(0)));
    let files: BTreeMap<u32, &str> = places.files.iter().enumerate().map(|(i, f)| (i as u32, *f)).collect();
    let list = [
        Check::new("target_year_past", "year", col("year").lt_eq(col("declared_cycle")), |row| {
            format!(
                "The target's year {} does not lie after the cycle {} that it was sent for. Write the year by which it is to be reached.",
                row.integer("year").unwrap_or_default(),
                row.integer("declared_cycle").unwrap_or_default()
            )
        }),
        Check::new(
            "target_replaced",
            "value",
            // Where the newest disagree none is used; a row without a day or time has a finding of its own.
            col("submitted_on")
                .neq(col("now_day"))
                .and(has_no_time.not())
                .and(other_year().or(col("value").neq(col("now_value")))),
            move |row| {
                let year = row.integer("now_year").map(|y| format!(" by {y}")).unwrap_or_default();
                let file = row.index("now_input").and_then(|i| files.get(&i).copied()).unwrap_or_default();
                format!(
                    "Another target of this series, {}{year}, came in {file}; it is the newer one and is used. Nothing is to be done if that is right.",
                    number(row.number("now_value").unwrap_or_default())
                )
            },
        ),
    ];
    checks::run(rows, &list, places, findings).map(|_| ())
}

/// Checks of accepted practices against the cycle they were sent for; the history without the years that are wrong.
pub fn practice_checks(history: DataFrame, places: &Places<'_>, findings: &mut Findings) -> Result<DataFrame> {
    let too_late = || col("started").gt(col("declared_cycle"));
    let list = [Check::new("started_after_cycle", "started", too_late(), |row| {
        format!(
            "The practice began in {}, after the cycle {} that it was sent for, so the year is left out. Write the year in which it began.",
            row.integer("started").unwrap_or_default(),
            row.integer("declared_cycle").unwrap_or_default()
        )
    })];
    checks::run(history.clone().lazy().with_column(lit(false).alias("refused")), &list, places, findings)?;
    history
        .lazy()
        .with_column(when(too_late()).then(lit(NULL)).otherwise(col("started")).alias("started"))
        .collect()
        .map_err(polars_error("leaving out years of practices"))
}
