//! What comes with observations: declarations, targets, practices, and the registry and context that a mapping brings.

use polars::prelude::*;
use strum::VariantNames;

use crate::base::characters::unprintable;
use crate::base::dates::{YEARS_AROUND_CYCLE, moment};
use crate::base::error::Result;
use crate::base::link;
use crate::base::names::Names;
use crate::base::text::{quoted, valid_city_id};
use crate::ingest::checks::cells::{
    city_check, count_check, filled_checks, item_checks, measurement_check, name_checks, not_made, number_checks,
    text_checks, year_checks,
};
use crate::ingest::checks::contacts;
use crate::ingest::checks::observations::{catalogue, city_frame, plausible_checks, possible_checks};
use crate::ingest::checks::{
    Check, Known, clean_text, filled, number_in, three_decimals, times, unparsed, without_sign, year_in,
};
use crate::ingest::frames::{self, Row, column, distinct, frame, left, lists, lookup, polars_error};
use crate::model::cities::position_fault;
use crate::model::vocabulary::{Consent, ConsentFor, CostBand};

/// Declarations with `cycle_n`, `baseline_n`, `date_id`, `consent_id`, the known features of `priorities` and
/// `expertise`, and what [`contacts`] adds.
pub fn declarations(raw: DataFrame, known: &Known<'_>) -> Result<LazyFrame> {
    let means = contacts::lookups(&raw, known)?;
    let dates: Vec<String> = distinct(&raw, "submitted_on")?.into_iter().filter(|d| moment(d).is_some()).collect();
    let dates = lookup!(date in dates => date_id = moment(date), submitted_on = date.as_str())?;
    let words = lookup!(word in Consent::VARIANTS => consent_id = *word, consent = *word)?;
    let (priorities, expertise) = (features(&raw, "priorities", known)?, features(&raw, "expertise", known)?);
    let cities = city_frame(&raw, known)?;
    let lazy = left(left(raw.lazy(), cities, &["city"]), dates, &["submitted_on"]);
    let lazy = left(left(lazy, words, &["consent"]), priorities, &["priorities"]);
    let lazy = left(lazy, expertise, &["expertise"])
        .with_columns([year_in("cycle").alias("cycle_n"), year_in("baseline_year").alias("baseline_n")]);
    Ok(contacts::typed(lazy, means))
}

/// Lists of features found in a column, in their order.
fn features(raw: &DataFrame, name: &str, known: &Known<'_>) -> Result<DataFrame> {
    let ids = known.feature_ids();
    let sorted = |mut good: Vec<String>| {
        good.sort_unstable();
        good
    };
    lists(raw, name, |feature| ids.binary_search(&feature).is_ok().then(|| feature.to_string()), sorted)
}

/// Checks of a declaration.
pub fn declaration_checks<'a>(known: &'a Known<'_>) -> Vec<Check<'a>> {
    let mut checks = filled_checks(&["city"]);
    checks.push(city_check(known));
    let of_cycle = filled_checks(&["cycle"]).into_iter().chain(year_checks(&[("cycle", "cycle_n")]));
    checks.extend(of_cycle.map(|check| check.adding(withheld_meanwhile)));
    checks.extend(year_checks(&[("baseline_year", "baseline_n")]));
    checks.push(Check::new("year_after_cycle", "baseline_year", col("baseline_n").gt(col("cycle_n")), |row| {
        let (year, cycle) = (row.integer("baseline_n").unwrap_or_default(), row.integer("cycle_n").unwrap_or_default());
        format!(
            "The baseline year {year} lies after the cycle {cycle}. Write the year from which progress is measured."
        )
    }));
    checks.push(Check::quoting(
        "bad_date",
        "submitted_on",
        unparsed("submitted_on", "date_id"),
        "is no date. Write year, month and day with dashes, such as 2024-05-31, or day and time as 2024-05-31T15:30.",
    ));
    let year_of_day = col("date_id").str().slice(lit(0), lit(4)).cast(DataType::Int64);
    let off = year_of_day - col("cycle_n");
    let (before, after) = YEARS_AROUND_CYCLE;
    let implausible = off.clone().lt(lit(-before)).or(off.gt(lit(after)));
    checks.push(Check::new("implausible_date", "submitted_on", implausible, |row| {
        let (day, cycle) = (row.text("submitted_on").unwrap_or_default(), row.integer("cycle_n").unwrap_or_default());
        format!(
            "{day} cannot be the day of a submission for {cycle}. Write the day on which it was sent. Until then its values count as of {day}, and its consent replaces none that is narrower and is replaced by none that is wider."
        )
    }));
    checks.push(Check::new("bad_consent", "consent", unparsed("consent", "consent_id"), |row| {
        let found = row.text("consent").unwrap_or_default();
        let hint = Names::new(Consent::VARIANTS.iter().map(|c| (*c, *c))).hint(found);
        format!(
            "{} is none of public, aggregate_only, private; until it is mended the values stay private.{hint}",
            quoted(Some(found))
        )
    }));
    let message = "No consent is given, so the values stay private. Write public, aggregate_only or private.";
    checks.push(Check::saying("no_consent", "consent", col("consent").is_null(), message));
    let is_other = |bad: Expr, word: &&str| bad.and(col("consent_for").neq(lit(*word)));
    let is_unknown = ConsentFor::VARIANTS.iter().fold(filled("consent_for"), is_other);
    checks.push(Check::new("bad_consent_for", "consent_for", is_unknown, |row| {
        let found = row.text("consent_for").unwrap_or_default();
        let hint = Names::new(ConsentFor::VARIANTS.iter().map(|c| (*c, *c))).hint(found);
        format!(
            "{} is neither all nor cycle, and is not used. Write all if the consent holds for every cycle, cycle if it holds for this one.{hint}",
            quoted(Some(found))
        )
    }));
    for (name, unknown) in [("priorities", "priorities_unknown"), ("expertise", "expertise_unknown")] {
        checks.push(Check::new("unknown_declared_feature", name, filled(unknown), move |row| {
            let bad = row.text(unknown).unwrap_or_default();
            let first = bad.split('|').next().unwrap_or_default();
            format!(
                "{} is no key feature and is left out. Write numbers such as 2.1.3, separated by |.{}",
                quoted(Some(bad)),
                known.features.hint(first)
            )
        }));
    }
    checks.extend(contacts::checks(known));
    checks
}

/// What a declaration whose cycle cannot be read withholds until it is mended.
fn withheld_meanwhile(row: Row<'_>) -> String {
    let city = row.text("city").unwrap_or_default();
    let until = "until the cycle is mended, or a newer declaration comes,";
    match (row.is("known_city"), row.text("consent_id"), row.text("contact_consent_id")) {
        (false, ..) | (_, Some("public"), Some("public")) => String::new(),
        (_, Some("public"), contact) => format!(
            " Which cycle it is meant for is not known: {until} the contact of {city} is published no wider than {} allows.",
            contact.unwrap_or("none")
        ),
        _ => format!(
            " Which cycle the consent is meant for is not known: {until} every cycle of {city} is withheld, and its contact too."
        ),
    }
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
pub fn target_checks<'a>(known: &'a Known<'_>) -> Vec<Check<'a>> {
    let mut checks = filled_checks(&["city", "measurement", "value"]);
    checks.push(city_check(known));
    checks.push(measurement_check(known));
    checks.extend(item_checks(known));
    checks.extend(year_checks(&[("year", "year_n")]));
    checks.extend(number_checks(&[("value", "value_n")], known));
    checks.extend(possible_checks(known));
    checks.extend(plausible_checks(known));
    checks.push(count_check(known));
    let message = "The target has no year, so its pace cannot be judged. Write the year by which it is to be reached.";
    checks.push(Check::saying("target_without_year", "year", col("year").is_null(), message));
    checks
}

/// Practices with clean texts.
pub fn practices(raw: DataFrame, known: &Known<'_>) -> Result<LazyFrame> {
    let cities = city_frame(&raw, known)?;
    let features = frames::known("feature", known.feature_ids(), "known_feature")?;
    let addresses = links(&raw, "link", |_| true)?;
    let evidence = links(&raw, "evidence", |text| text.contains("://"))?;
    let bands = lookup!(band in CostBand::VARIANTS => cost_id = *band, cost_band = *band)?;
    let tags = distinct(&raw, "language")?;
    let tags = lookup!(tag in tags => language_id = known.language(tag), language = tag.as_str())?;
    let lazy = left(left(raw.lazy(), cities, &["city"]), features, &["feature"]);
    let lazy = left(left(lazy, addresses, &["link"]), evidence, &["evidence"]);
    Ok(left(left(lazy, bands, &["cost_band"]), tags, &["language"]).with_columns([
        clean_text("title").alias("title_clean"),
        clean_text("summary").alias("summary_clean"),
        clean_text("partners").alias("partners_clean"),
        year_in("started").alias("started_n"),
    ]))
}

/// Links found in a column, each as it is published (`<column>_clean`), or why it is not (`<column>_fault`); a text that
/// is no link is clean as it is.
fn links(raw: &DataFrame, name: &str, is_link: impl Fn(&str) -> bool) -> Result<DataFrame> {
    let found = distinct(raw, name)?;
    let (clean, faults): (Vec<_>, Vec<_>) = found
        .iter()
        .map(|text| match link::published(text) {
            _ if !is_link(text) => (Some(shown(text)), None),
            Ok(clean) => (Some(clean), None),
            Err(fault) => (None, Some(fault)),
        })
        .unzip();
    frame(vec![column(&format!("{name}_clean"), clean), column(&format!("{name}_fault"), faults), column(name, found)])
}

/// A text on one line and without what cannot be printed, as [`clean_text`] has it.
fn shown(text: &str) -> String {
    let line: Vec<&str> =
        text.split(['\t', '\r', '\n', '\u{2028}', '\u{2029}']).filter(|part| !part.is_empty()).collect();
    line.join(" ").chars().filter(|c| !unprintable(*c)).collect()
}

/// Checks of a practice.
pub fn practice_checks<'a>(known: &'a Known<'_>) -> Vec<Check<'a>> {
    let mut checks = filled_checks(&["city", "feature", "title"]);
    checks.push(city_check(known));
    checks.push(Check::new("unknown_feature", "feature", unparsed("feature", "known_feature"), |row| {
        let found = row.text("feature").unwrap_or_default();
        let hint = known.features.hint(found);
        format!("{} is no key feature. Write its number, such as 2.1.3.{hint}", quoted(Some(found)))
    }));
    for (name, clean, fault) in [("link", "link_clean", "link_fault"), ("evidence", "evidence_clean", "evidence_fault")]
    {
        checks.push(Check::new("bad_link", name, unparsed(name, clean), move |row| {
            format!("{} {}", quoted(row.text(name)), row.text(fault).unwrap_or_default())
        }));
    }
    checks.extend(year_checks(&[("started", "started_n")]));
    checks.push(Check::new("unknown_cost_band", "cost_band", unparsed("cost_band", "cost_id"), |row| {
        let found = row.text("cost_band").unwrap_or_default();
        let hint = Names::new(CostBand::VARIANTS.iter().map(|c| (*c, *c))).hint(found);
        format!("{} is none of low, medium, high, and is left out.{hint}", quoted(Some(found)))
    }));
    checks.push(Check::new("unknown_language", "language", unparsed("language", "language_id"), |row| {
        contacts::unknown_language(row.text("language").unwrap_or_default(), known)
    }));
    checks.extend(name_checks(&["title"]));
    checks.extend(text_checks(&["summary", "partners", "evidence"]));
    checks
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
    let codes = known.framework.countries.keys().map(String::as_str).collect();
    let countries = frames::known("country", codes, "known_country")?;
    let regions = known.framework.regions.iter().map(String::as_str).collect();
    let regions = frames::known("region", regions, "known_region")?;
    let tags = distinct(&raw, "local_name_language")?;
    let tags =
        lookup!(tag in tags => local_name_language_id = known.language(tag), local_name_language = tag.as_str())?;
    let lazy = left(left(left(raw.lazy(), ids, &["city"]), countries, &["country"]), regions, &["region"]);
    Ok(left(lazy, tags, &["local_name_language"]).with_columns([
        year_in("joined").alias("joined_n"),
        year_in("baseline_year").alias("baseline_n"),
        number_in("longitude", &known.formats).alias("longitude_n"),
        number_in("latitude", &known.formats).alias("latitude_n"),
        clean_text("name").alias("name_clean"),
        clean_text("local_name").alias("local_name_clean"),
    ]))
}

/// Checks of a row of the registry.
pub fn registry_checks<'a>(known: &'a Known<'_>) -> Vec<Check<'a>> {
    let mut checks = filled_checks(&["city", "name", "country", "region"]);
    let message = "cannot name files and pages. Use 1 to 64 letters a-z, digits, - and _, and another id than index.";
    checks.push(Check::quoting("bad_city_id", "city", unparsed("city", "valid_id"), message));
    let message = "differs from another city only by its capitals. Write both alike.";
    checks.push(Check::quoting("bad_city_id", "city", col("twin"), message));
    checks.push(Check::new("unknown_country", "country", unparsed("country", "known_country"), |row| {
        let found = row.text("country").unwrap_or_default();
        let ways = |(code, name): (&'a String, &'a String)| [(code.as_str(), code.as_str()), (name, code)];
        let hint = Names::new(known.framework.countries.iter().flat_map(ways)).hint(found);
        format!("{} is no ISO 3166-1 alpha-3 code, such as KEN or MEX.{hint}", quoted(Some(found)))
    }));
    let message = format!("is none of {}.", known.framework.regions.join(", "));
    checks.push(Check::quoting("unknown_region", "region", unparsed("region", "known_region"), message));
    checks.extend(year_checks(&[("joined", "joined_n"), ("baseline_year", "baseline_n")]));
    let degrees = [("longitude", "longitude_n"), ("latitude", "latitude_n")];
    checks.extend(number_checks(&degrees, known));
    let (longitude, latitude) = (col("longitude_n"), col("latitude_n"));
    let read = unparsed("longitude", "longitude_n").or(unparsed("latitude", "latitude_n")).not();
    let half = read.and(longitude.clone().is_null().neq(latitude.clone().is_null()));
    let outside = |degrees: &Expr, most: f64| degrees.clone().gt(lit(most)).or(degrees.clone().lt(lit(-most)));
    let beyond = outside(&longitude, 180.0).or(outside(&latitude, 90.0));
    let at_zero = longitude.eq(lit(0.0)).and(latitude.eq(lit(0.0)));
    let wrong = half.or(beyond.or(at_zero).fill_null(lit(false)));
    checks.push(Check::new("bad_position", "longitude", wrong, |row| {
        let fault = position_fault(row.number("longitude_n"), row.number("latitude_n")).unwrap_or_default();
        format!("{fault}.")
    }));
    let unknown = unparsed("local_name_language", "local_name_language_id");
    checks.push(Check::new("unknown_language", "local_name_language", unknown, |row| {
        contacts::unknown_language(row.text("local_name_language").unwrap_or_default(), known)
    }));
    checks.extend(name_checks(&["name", "local_name"]));
    checks
}

/// Context that mappings bring, with `year_n`, `value_n` in the variable's unit, and `perhaps_thousands`: whether a value
/// has just three decimals where the others of its variable and file are whole.
pub fn context(raw: DataFrame, known: &Known<'_>) -> Result<LazyFrame> {
    let cities = city_frame(&raw, known)?;
    let (multiply, add) = (col("multiply").fill_null(lit(1.0)), col("add").fill_null(lit(0.0)));
    let written = |pattern: &str| col("value").str().contains(lit(pattern.to_string()), true).fill_null(lit(false));
    let thousands = || three_decimals("value", &known.formats).fill_null(lit(false));
    let count = |is: Expr| thousands().not().and(is).cast(DataType::UInt32).sum();
    let columns = [("whole_values", written("^[+-]?[0-9]+$")), ("other_values", written("[.,]"))];
    let groups = raw.clone().lazy().group_by([col("input"), col("variable")]);
    let counted = groups
        .agg(columns.map(|(name, is)| count(is).alias(name)))
        .collect()
        .map_err(polars_error("looking at decimals of context"))?;
    let lazy = left(left(raw.lazy(), cities, &["city"]), counted, &["input", "variable"]);
    Ok(lazy.with_columns([
        year_in("year").alias("year_n"),
        (times(number_in("value", &known.formats), multiply) + add).alias("value_n"),
        thousands()
            .and(col("whole_values").gt(lit(0_u32)))
            .and(col("other_values").eq(lit(0_u32)))
            .alias("perhaps_thousands"),
    ]))
}

/// Checks of a row of context.
pub fn context_checks<'a>(known: &'a Known<'_>) -> Vec<Check<'a>> {
    let mut checks = filled_checks(&["city", "year", "variable"]);
    let empty = col("value").is_null().and(col("fault").is_null());
    checks.push(Check::saying("missing_cell", "value", empty, "value is empty. Fill it in."));
    checks.push(not_made());
    checks.push(city_check(known));
    checks.extend(year_checks(&[("year", "year_n")]));
    checks.extend(number_checks(&[("value", "value_n")], known));
    let by_logarithm = known.network.iter().flat_map(|n| n.file.variables_by_logarithm());
    let is_one = by_logarithm.fold(lit(false), |any, variable| any.or(col("variable").eq(lit(variable))));
    let message = "is not above zero, and its variable is compared by logarithms (transform = \"log\" in network.toml), so the city is compared without it. Mend the value, or take the transform out.";
    checks.push(Check::new("perhaps_thousands", "value", col("perhaps_thousands"), |row| {        let found = row.text("value").unwrap_or_default();
        format!(
            "{} has three decimals, and the other values of {} are whole. Write {} if the sign sets thousands apart, or say in the mapping how the table writes numbers.",
            quoted(Some(found)),
            row.text("variable").unwrap_or_default(),
            without_sign(found)
        )
    }));
    checks.push(Check::quoting("no_logarithm", "value", is_one.and(col("value_n").lt_eq(lit(0.0))), message));
    checks
}
