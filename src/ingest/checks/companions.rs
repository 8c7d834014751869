//! What comes with observations: declarations, targets, practices, and the registry and context that a mapping brings.

use polars::prelude::*;
use strum::VariantNames;

use crate::base::dates::moment;
use crate::base::error::Result;
use crate::base::names::Names;
use crate::base::text::quoted;
use crate::base::text::valid_city_id;
use crate::ingest::checks::link;
use crate::ingest::checks::observations::{catalogue, city_frame, out_of_range};
use crate::ingest::checks::{
    Check, Known, city_check, clean_text, filled, filled_checks, item_checks, measurement_check, name_checks,
    number_checks, number_in, text_checks, year_checks, year_in,
};
use crate::ingest::frames::{column, distinct, frame, left};
use crate::model::vocabulary::{Consent, ConsentFor};

/// Declarations with `cycle_n`, `baseline_n`, `date_id`, `consent_id`, and the known features of `priorities` and
/// `expertise`.
pub fn declarations(raw: DataFrame, known: &Known<'_>) -> Result<LazyFrame> {
    let dates: Vec<String> = distinct(&raw, "submitted_on")?.into_iter().filter(|d| moment(d).is_some()).collect();
    let moments: Vec<Option<String>> = dates.iter().map(|d| moment(d)).collect();
    let dates = frame(vec![column("date_id", moments), column("submitted_on", dates)])?;
    let words =
        frame(vec![column("consent_id", Consent::VARIANTS.to_vec()), column("consent", Consent::VARIANTS.to_vec())])?;
    let (priorities, expertise) = (features(&raw, "priorities", known)?, features(&raw, "expertise", known)?);
    let cities = city_frame(&raw, known)?;
    let lazy = left(left(raw.lazy(), cities, &["city"]), dates, &["submitted_on"]);
    let lazy = left(left(lazy, words, &["consent"]), priorities, &["priorities"]);
    Ok(left(lazy, expertise, &["expertise"])
        .with_columns([year_in("cycle").alias("cycle_n"), year_in("baseline_year").alias("baseline_n")]))
}

/// Lists of features found in a column, each split into those known (`<column>_id`) and those not (`<column>_unknown`).
fn features(raw: &DataFrame, name: &str, known: &Known<'_>) -> Result<DataFrame> {
    let found = distinct(raw, name)?;
    let ids = known.feature_ids();
    let split = |text: &String| -> (Option<String>, Option<String>) {
        let (mut good, mut bad): (Vec<&str>, Vec<&str>) =
            text.split('|').map(str::trim).filter(|f| !f.is_empty()).partition(|f| ids.binary_search(f).is_ok());
        good.sort_unstable();
        good.dedup();
        bad.dedup();
        let join = |list: Vec<&str>| (!list.is_empty()).then(|| list.join("|"));
        (join(good), join(bad))
    };
    let (good, bad): (Vec<_>, Vec<_>) = found.iter().map(split).unzip();
    frame(vec![column(&format!("{name}_id"), good), column(&format!("{name}_unknown"), bad), column(name, found)])
}

/// Checks of a declaration.
pub fn declaration_checks<'a>(known: &'a Known<'_>) -> Result<Vec<Check<'a>>> {
    let mut checks = filled_checks(&["city", "cycle"])?;
    checks.push(city_check(known)?);
    checks.extend(year_checks(&[("cycle", "cycle_n"), ("baseline_year", "baseline_n")])?);
    checks.push(Check::new("year_after_cycle", "baseline_year", col("baseline_n").gt(col("cycle_n")), |row| {
        let (year, cycle) = (row.integer("baseline_n").unwrap_or_default(), row.integer("cycle_n").unwrap_or_default());
        format!(
            "The baseline year {year} lies after the cycle {cycle}. Write the year from which progress is measured."
        )
    })?);
    checks.push(Check::new(
        "bad_date",
        "submitted_on",
        filled("submitted_on").and(col("date_id").is_null()),
        |row| {
            format!(
                "{} is no date. Write year, month and day with dashes, such as 2024-05-31, or day and time as 2024-05-31T15:30.",
                quoted(row.text("submitted_on"))
            )
        },
    )?);
    checks.push(Check::new("bad_consent", "consent", filled("consent").and(col("consent_id").is_null()), |row| {
        let found = row.text("consent").unwrap_or_default();
        let hint = Names::new(Consent::VARIANTS.iter().map(|c| (*c, *c))).hint(found);
        format!(
            "{} is none of public, aggregate_only, private; until it is mended the values stay private.{hint}",
            quoted(Some(found))
        )
    })?);
    checks.push(Check::new("no_consent", "consent", col("consent").is_null(), |_| {
        "No consent is given, so the values stay private. Write public, aggregate_only or private.".to_string()
    })?);
    checks.push(Check::new(
        "bad_consent_for",
        "consent_for",
        ConsentFor::VARIANTS
            .iter()
            .fold(filled("consent_for"), |bad, word| bad.and(col("consent_for").neq(lit(*word)))),
        |row| {
            let found = row.text("consent_for").unwrap_or_default();
            let hint = Names::new(ConsentFor::VARIANTS.iter().map(|c| (*c, *c))).hint(found);
            format!(
                "{} is neither all nor cycle, and is not used. Write all if the consent holds for every cycle, cycle if it holds for this one.{hint}",
                quoted(Some(found))
            )
        },
    )?);
    for (name, unknown) in [("priorities", "priorities_unknown"), ("expertise", "expertise_unknown")] {
        checks.push(Check::new("unknown_declared_feature", name, filled(unknown), move |row| {
            let bad = row.text(unknown).unwrap_or_default();
            let first = bad.split('|').next().unwrap_or_default();
            format!(
                "{} is no key feature and is left out. Write numbers such as 2.1.3, separated by |.{}",
                quoted(Some(bad)),
                known.features.hint(first)
            )
        })?);
    }
    Ok(checks)
}

/// Targets with `year_n`, `value_n` and `item_id`.
pub fn targets(raw: DataFrame, known: &Known<'_>) -> Result<LazyFrame> {
    let cities = city_frame(&raw, known)?;
    let (measurements, items, _) = catalogue(known)?;
    let lazy = left(left(raw.lazy(), cities, &["city"]), measurements, &["measurement"]).with_columns([
        year_in("year").alias("year_n"),
        number_in("value", &known.formats).alias("value_n"),
        coalesce(&[col("item"), col("only_item")]).alias("item_id"),
    ]);
    Ok(left(lazy, items, &["measurement", "item_id"]))
}

/// Checks of a target.
pub fn target_checks<'a>(known: &'a Known<'_>) -> Result<Vec<Check<'a>>> {
    let mut checks = filled_checks(&["city", "measurement", "value"])?;
    checks.push(city_check(known)?);
    checks.push(measurement_check(known)?);
    checks.extend(item_checks(known)?);
    checks.extend(year_checks(&[("year", "year_n")])?);
    checks.extend(number_checks(&[("value", "value_n")], known)?);
    for (code, bound, is) in [("below_possible", "possible_min", "below"), ("above_possible", "possible_max", "above")]
    {
        let fails = if is == "below" { col("value_n").lt(col(bound)) } else { col("value_n").gt(col(bound)) };
        checks.push(Check::new(code, "value", fails, move |row| out_of_range(row, known, bound, is, false))?);
    }
    checks.push(Check::new("target_without_year", "year", col("year").is_null(), |_| {
        "The target has no year, so its pace cannot be judged. Write the year by which it is to be reached.".to_string()
    })?);
    Ok(checks)
}

/// Practices with clean texts.
pub fn practices(raw: DataFrame, known: &Known<'_>) -> Result<LazyFrame> {
    let cities = city_frame(&raw, known)?;
    let ids = known.feature_ids();
    let features = frame(vec![column("feature", ids.clone()), column("known_feature", vec![true; ids.len()])])?;
    let links = links(&raw)?;
    let lazy = left(left(raw.lazy(), cities, &["city"]), features, &["feature"]);
    Ok(left(lazy, links, &["link"])
        .with_columns([clean_text("title").alias("title_clean"), clean_text("summary").alias("summary_clean")]))
}

/// Links found, each as it is published (`link_clean`), or why it is not (`link_fault`).
fn links(raw: &DataFrame) -> Result<DataFrame> {
    let found = distinct(raw, "link")?;
    let (clean, faults): (Vec<_>, Vec<_>) = found
        .iter()
        .map(|link| match link::published(link) {
            Ok(clean) => (Some(clean), None),
            Err(fault) => (None, Some(fault)),
        })
        .unzip();
    frame(vec![column("link_clean", clean), column("link_fault", faults), column("link", found)])
}

/// Checks of a practice.
pub fn practice_checks<'a>(known: &'a Known<'_>) -> Result<Vec<Check<'a>>> {
    let mut checks = filled_checks(&["city", "feature", "title"])?;
    checks.push(city_check(known)?);
    checks.push(Check::new(
        "unknown_feature",
        "feature",
        filled("feature").and(col("known_feature").is_null()),
        |row| {
            let found = row.text("feature").unwrap_or_default();
            format!(
                "{} is no key feature. Write its number, such as 2.1.3.{}",
                quoted(Some(found)),
                known.features.hint(found)
            )
        },
    )?);
    checks.push(Check::new("bad_link", "link", filled("link").and(col("link_clean").is_null()), |row| {
        format!("{} {}", quoted(row.text("link")), row.text("link_fault").unwrap_or_default())
    })?);
    checks.extend(name_checks(&["title"])?);
    checks.extend(text_checks(&["summary"])?);
    Ok(checks)
}

/// The registry that mappings bring, with `joined_n` and `baseline_n`.
pub fn registry(raw: DataFrame, known: &Known<'_>) -> Result<LazyFrame> {
    let mut ids = distinct(&raw, "city")?;
    ids.retain(|id| valid_city_id(id));
    // Capitals do not distinguish two cities: their pages would be one file.
    ids.sort_by_key(|id| id.to_lowercase());
    let twins: Vec<bool> = (0..ids.len())
        .map(|i| {
            let same =
                |j: Option<usize>| j.and_then(|j| ids.get(j)).is_some_and(|other| other.eq_ignore_ascii_case(&ids[i]));
            same(i.checked_sub(1)) || same(Some(i + 1))
        })
        .collect();
    let valid = vec![true; ids.len()];
    let ids = frame(vec![column("city", ids), column("valid_id", valid), column("twin", twins)])?;
    let codes: Vec<&str> = known.framework.countries.keys().map(String::as_str).collect();
    let countries = frame(vec![column("country", codes.clone()), column("known_country", vec![true; codes.len()])])?;
    let names = known.framework.regions.clone();
    let height = names.len();
    let regions = frame(vec![column("region", names), column("known_region", vec![true; height])])?;
    let lazy = left(left(left(raw.lazy(), ids, &["city"]), countries, &["country"]), regions, &["region"]);
    Ok(lazy.with_columns([
        year_in("joined").alias("joined_n"),
        year_in("baseline_year").alias("baseline_n"),
        clean_text("name").alias("name_clean"),
        clean_text("local_name").alias("local_name_clean"),
    ]))
}

/// Checks of a row of the registry.
pub fn registry_checks<'a>(known: &'a Known<'_>) -> Result<Vec<Check<'a>>> {
    let mut checks = filled_checks(&["city", "name", "country", "region"])?;
    checks.push(Check::new("bad_city_id", "city", filled("city").and(col("valid_id").is_null()), |row| {
        format!("{} cannot name files and pages. Use 1 to 64 letters a-z, digits, - and _.", quoted(row.text("city")))
    })?);
    checks.push(Check::new("bad_city_id", "city", col("twin"), |row| {
        format!("{} differs from another city only by its capitals. Write both alike.", quoted(row.text("city")))
    })?);
    checks.push(Check::new(
        "unknown_country",
        "country",
        filled("country").and(col("known_country").is_null()),
        |row| {
            let found = row.text("country").unwrap_or_default();
            let names = Names::new(
                known
                    .framework
                    .countries
                    .iter()
                    .flat_map(|(code, name)| [(code.as_str(), code.as_str()), (name, code)]),
            );
            format!("{} is no ISO 3166-1 alpha-3 code, such as KEN or MEX.{}", quoted(Some(found)), names.hint(found))
        },
    )?);
    checks.push(Check::new("unknown_region", "region", filled("region").and(col("known_region").is_null()), |row| {
        let found = row.text("region").unwrap_or_default();
        format!("{} is none of {}.", quoted(Some(found)), known.framework.regions.join(", "))
    })?);
    checks.extend(year_checks(&[("joined", "joined_n"), ("baseline_year", "baseline_n")])?);
    checks.extend(name_checks(&["name", "local_name"])?);
    Ok(checks)
}

/// Context that mappings bring, with `year_n` and `value_n` in the variable's unit.
pub fn context(raw: DataFrame, known: &Known<'_>) -> Result<LazyFrame> {
    let cities = city_frame(&raw, known)?;
    let (multiply, add) = (col("multiply").fill_null(lit(1.0)), col("add").fill_null(lit(0.0)));
    Ok(left(raw.lazy(), cities, &["city"]).with_columns([
        year_in("year").alias("year_n"),
        (number_in("value", &known.formats) * multiply + add).alias("value_n"),
    ]))
}

/// Checks of a row of context.
pub fn context_checks<'a>(known: &'a Known<'_>) -> Result<Vec<Check<'a>>> {
    let mut checks = filled_checks(&["city", "year", "variable", "value"])?;
    checks.push(city_check(known)?);
    checks.extend(year_checks(&[("year", "year_n")])?);
    checks.extend(number_checks(&[("value", "value_n")], known)?);
    Ok(checks)
}
