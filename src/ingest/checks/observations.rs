//! Observations: text to numbers and codes, and every check of a single row.

use polars::prelude::*;
use strum::VariantNames;

use crate::base::error::Result;
use crate::base::names::{Names, number};
use crate::base::text::quoted;
use crate::ingest::checks::cells::{
    city_check, count_check, filled_checks, item_checks, measurement_check, name_checks, not_made, number_checks,
    text_checks, year_checks,
};
use crate::ingest::checks::{Check, Known, clean_text, filled, number_in, times, unparsed, year_in};
use crate::ingest::checks::{decimals, mapped, quality, survey, units};
use crate::ingest::frames::{self, Row, column, distinct, left, lookup};
use crate::ingest::limits::RATINGS;
use crate::model::vocabulary::{Scale, SourceKind, ValueRule};

/// Numbers of an observation, and the names of their typed columns.
const NUMBERS: [(&str, &str); 5] = [
    ("value", "value_n"),
    ("ci_lower", "lower_n"),
    ("ci_upper", "upper_n"),
    ("sample_size", "sample_n"),
    ("design_effect", "effect_n"),
];

/// Rows of the frame with the typed columns in addition to the text: `cycle_n`, `year_n`, `value_n` (in the
/// measurement's unit), `lower_n`, `upper_n`, `sample_n`, `effect_n`, `item_id`, `source_id`, `status_id`,
/// `ratings_id`, and what the catalogue says of the measurement.
pub fn typed(raw: DataFrame, known: &Known<'_>) -> Result<LazyFrame> {
    let statuses = statuses(&raw, known)?;
    let ratings = ratings(&raw)?;
    let cities = city_frame(&raw, known)?;
    let (measurements, items, listed) = catalogue(known)?;
    let mut numbers: Vec<Expr> =
        NUMBERS.iter().map(|(text, typed)| number_in(text, &known.formats).alias(*typed)).collect();
    numbers.extend([year_in("cycle").alias("cycle_n"), year_in("reference_year").alias("year_n")]);
    let (multiply, add) = (col("multiply").fill_null(lit(1.0)), col("add").fill_null(lit(0.0)));
    let scaled = |c: &str| (times(col(c), multiply.clone()) + add.clone()) * col("deflated_by").fill_null(lit(1.0));
    let swapped = multiply.clone().lt(lit(0.0));
    // The plausible range of the catalogue says nothing of another definition.
    let plausible = |own: &str, defined: &str| {
        let of_definition = when(col("defined_measurement").eq(col("measurement")))
            .then(col(defined))
            .otherwise(lit(NULL).cast(DataType::Float64));
        when(filled("definition")).then(of_definition).otherwise(col(own)).alias(own)
    };
    // A value of a definition of its own has status D, whether the row says so or not.
    let defined = filled("definition").and(filled("value"));
    let lazy = crate::ingest::checks::definitions::joined(raw.clone().lazy(), &raw, known)?;
    let lazy = crate::ingest::checks::prices::joined(lazy, &raw, known)?;
    let lazy = left(lazy, cities, &["city"]);
    let lazy = left(lazy, measurements, &["measurement"]);
    let lazy = left(lazy, statuses, &["status"]);
    let lazy = left(lazy, ratings, &["ratings"]).with_columns(numbers).with_columns([
        scaled("value_n").alias("value_n"),
        when(swapped.clone()).then(scaled("upper_n")).otherwise(scaled("lower_n")).alias("lower_n"),
        when(swapped).then(scaled("lower_n")).otherwise(scaled("upper_n")).alias("upper_n"),
        coalesce(&[col("item"), col("only_item")]).alias("item_id"),
        coalesce(&[col("source"), col("only_source")]).alias("source_id"),
        when(defined.clone().and(col("status").is_null()))
            .then(lit("D"))
            .when(defined.clone())
            .then(col("status_defined"))
            .when(col("status").is_null().and(filled("value")))
            .then(lit("A"))
            .otherwise(col("status_id"))
            .alias("status_id"),
        col("status_differs").fill_null(lit(false)).or(defined.clone()).alias("status_differs"),
        coalesce(&[col("price_base_id"), col("defined_base")]).alias("price_base_in_force"),
        plausible("plausible_min", "defined_low"),
        plausible("plausible_max", "defined_high"),
        clean_text("note").alias("note_clean"),
        clean_text("agency").alias("agency_clean"),
        clean_text("evidence").alias("evidence_clean"),
    ]);
    let lazy = units::joined(quality::joined(lazy, &raw, known)?, &raw, known)?;
    let lazy = left(lazy, items, &["measurement", "item_id"]);
    Ok(left(lazy, listed, &["measurement", "source_id"]))
}

/// Cities that are known, of those found: `city`, `known_city`.
pub fn city_frame(raw: &DataFrame, known: &Known<'_>) -> Result<DataFrame> {
    let mut ids = distinct(raw, "city")?;
    match &known.city_ids {
        Some(cities) => ids.retain(|id| cities.binary_search(id).is_ok()),
        None => ids.retain(|id| crate::base::text::valid_city_id(id)),
    }
    frames::known("city", ids.iter().map(String::as_str).collect(), "known_city")
}

/// What the catalogue says: of measurements, of their items, of their sources.
pub fn catalogue(known: &Known<'_>) -> Result<(DataFrame, DataFrame, DataFrame)> {
    let m = &known.framework.measurements;
    let only = |list: &Vec<String>| (list.len() == 1).then(|| list[0].clone());
    let measurements = lookup!(m in m =>
        measurement = m.measurement.as_str(), known_measurement = true,
        only_item = only(&m.items).filter(|i| i == "total"), only_source = only(&m.sources),
        is_rating = m.scale == Scale::Rating, is_count = m.scale == Scale::Count, possible_min = m.possible_min, possible_max = m.possible_max,
        plausible_min = m.plausible_min, plausible_max = m.plausible_max)?;
    let mut pairs: Vec<(&str, &str)> =
        m.iter().flat_map(|m| m.items.iter().map(|i| (m.measurement.as_str(), i.as_str()))).collect();
    pairs.extend(m.iter().map(|m| (m.measurement.as_str(), "total")));
    pairs.sort_unstable();
    pairs.dedup();
    let items = lookup!(p in pairs => measurement = p.0, item_id = p.1, known_item = true)?;
    let pairs: Vec<(&str, &str)> =
        m.iter().flat_map(|m| m.sources.iter().map(|s| (m.measurement.as_str(), s.as_str()))).collect();
    let listed = lookup!(p in pairs => measurement = p.0, source_id = p.1, listed_source = true)?;
    Ok((measurements, items, listed))
}

/// Statuses found, each with its flags in order and what they say of a value; null where a flag is unknown.
fn statuses(raw: &DataFrame, known: &Known<'_>) -> Result<DataFrame> {
    let found = distinct(raw, "status")?;
    let differs = known.framework.statuses.iter().position(|s| s.code == "D");
    let plain = known.framework.statuses.iter().position(|s| s.code == "A");
    let read = |text: &String| -> Option<(String, &'static str, bool, String)> {
        let mut flags = Vec::new();
        for flag in text.split('|').map(str::trim) {
            flags.push(known.framework.statuses.iter().position(|s| s.code == flag)?);
        }
        flags.sort_unstable();
        flags.dedup();
        let of = |rule| flags.iter().any(|f| known.framework.statuses[*f].value == rule);
        let rule = if of(ValueRule::None) {
            "none"
        } else if of(ValueRule::Required) {
            "required"
        } else {
            "either"
        };
        let joined = |flags: &[usize]| -> String {
            let codes: Vec<&str> = flags.iter().map(|f| known.framework.statuses[*f].code.as_str()).collect();
            codes.join("|")
        };
        let mut defined: Vec<usize> = flags.iter().copied().filter(|f| Some(*f) != plain).chain(differs).collect();
        defined.sort_unstable();
        defined.dedup();
        let has_d = differs.is_some_and(|d| flags.contains(&d));
        Some((joined(&flags), rule, has_d, joined(&defined)))
    };
    let rows: Vec<_> = found.iter().map(|text| (text, read(text))).collect();
    lookup!((text, read) in rows =>
        status_id = read.as_ref().map(|r| r.0.as_str()), status_rule = read.as_ref().map(|r| r.1),
        status_differs = read.as_ref().is_some_and(|r| r.2),
        status_defined = read.as_ref().map(|r| r.3.as_str()), status = text.as_str())
}

/// Ratings found, each with its least, greatest and median; null where a rating is no number.
fn ratings(raw: &DataFrame) -> Result<DataFrame> {
    let found = distinct(raw, "ratings")?;
    let read = |text: &String| -> Option<(String, Vec<f64>)> {
        if text.split('|').count() > RATINGS {
            return None;
        }
        let mut values = Vec::new();
        for part in text.split('|').map(str::trim) {
            let plain = part.replace(',', ".");
            let digits = plain.bytes().all(|b| b.is_ascii_digit() || b == b'.');
            values.push(plain.parse::<f64>().ok().filter(|v| digits && v.is_finite())?);
        }
        let shown = values.iter().map(|v| number(*v)).collect::<Vec<_>>().join("|");
        values.sort_by(f64::total_cmp);
        Some((shown, values))
    };
    let rows: Vec<_> = found.iter().map(|text| (text, read(text))).collect();
    let median = |v: &Vec<f64>| (v[(v.len() - 1) / 2] + v[v.len() / 2]) / 2.0;
    lookup!((text, read) in rows =>
        ratings_id = read.as_ref().map(|r| r.0.as_str()), ratings_min = read.as_ref().map(|r| r.1[0]),
        ratings_max = read.as_ref().map(|r| r.1[r.1.len() - 1]),
        ratings_median = read.as_ref().map(|r| median(&r.1)), ratings = text.as_str())
}

/// Every check of a single observation.
pub fn checks<'a>(known: &'a Known<'_>) -> Vec<Check<'a>> {
    let mut checks = filled_checks(&["city", "cycle", "measurement", "reference_year"]);
    checks.push(city_check(known));
    checks.push(measurement_check(known));
    checks.extend(item_checks(known));
    checks.extend(year_checks(&[("cycle", "cycle_n"), ("reference_year", "year_n")]));
    checks.push(not_made());
    checks.extend(number_checks(&NUMBERS, known));
    checks.extend(source_checks(known));
    checks.extend(status_checks(known));
    checks.extend(crate::ingest::checks::definitions::checks(known));
    checks.push(crate::ingest::checks::prices::check());
    checks.extend(possible_checks(known));
    checks.extend(plausible_checks(known));
    checks.extend(survey::checks(known));
    checks.push(count_check(known));
    checks.push(Check::new("year_after_cycle", "reference_year", col("year_n").gt(col("cycle_n")), |row| {
        let (year, cycle) = (row.integer("year_n").unwrap_or_default(), row.integer("cycle_n").unwrap_or_default());
        format!("The reference year {year} lies after the cycle {cycle}. Write the year that the value speaks of.")
    }));
    let old = known.setting("old_years").unwrap_or(10.0) as i64;
    let is_old = (col("cycle_n") - col("year_n")).gt(lit(old));
    checks.push(Check::new("old_reference_year", "reference_year", is_old, move |row| {
        let (year, cycle) = (row.integer("year_n").unwrap_or_default(), row.integer("cycle_n").unwrap_or_default());
        format!(
            "The reference year {year} lies {} years before the cycle {cycle}, more than {old}. Look whether the year is right.",
            cycle - year
        )
    }));
    checks.extend(decimals::checks());
    checks.extend(quality::checks());
    checks.push(units::check());
    checks.extend(text_checks(&["note", "evidence"]));
    checks.extend(name_checks(&["agency", "verified_by"]));
    checks
}

fn source_checks<'a>(known: &'a Known<'_>) -> Vec<Check<'a>> {
    let kinds = SourceKind::VARIANTS;
    let is_kind = kinds.iter().fold(lit(false), |any, k| any.or(col("source_id").eq(lit(*k))));
    let sources = |row: Row<'_>| -> String {
        let m = row.text("measurement").and_then(|m| known.framework.measurement(m));
        m.map(|m| m.sources.join(", ")).unwrap_or_default()
    };
    let unlisted = filled("known_measurement").and(is_kind.clone()).and(col("listed_source").is_null());
    let differs = col("status_differs").or(filled("definition"));
    vec![
        Check::new("unknown_source", "source", filled("source_id").and(is_kind.not()), move |row| {
            let found = row.text("source").unwrap_or_default();
            let names = Names::new(kinds.iter().map(|k| (*k, *k)));
            let cure = names.hint_or(found, "Write the one that the value comes from.");
            format!("{} is none of official, survey, expert.{cure}", quoted(Some(found)))
        }),
        Check::new("missing_source", "source", unparsed("known_measurement", "source_id"), move |row| {
            format!("The source is empty and the measurement accepts several. Write one of {}.", sources(row))
        }),
        Check::new("source_not_listed", "source", unlisted.clone().and(differs.clone().not()), move |row| {
            format!(
                "The measurement accepts {}, not {}. Write status D if the definition differs, or leave the row out.",
                sources(row),
                row.text("source").unwrap_or_default()
            )
        }),
        Check::new("source_differs", "source", unlisted.and(differs).and(col("definition").is_null()), move |row| {
            format!(
                "The measurement accepts {}, not {}. It goes in with status D: the definition differs.",
                sources(row),
                row.text("source").unwrap_or_default()
            )
        }),
    ]
}

fn status_checks<'a>(known: &'a Known<'_>) -> Vec<Check<'a>> {
    let title = |row: Row<'_>| -> String {
        let strongest = row.text("status_id").and_then(|s| s.split('|').next()).unwrap_or_default();
        let status = known.framework.statuses.iter().find(|s| s.code == strongest);
        status.map(|s| format!("{} ({})", s.code, s.title.to_lowercase())).unwrap_or_default()
    };
    let codes: Vec<&str> = known.framework.statuses.iter().map(|s| s.code.as_str()).collect();
    let statuses: Vec<String> = codes.iter().map(|code| code.to_string()).collect();
    let unknown = format!("is no status of CL_OBS_STATUS. Write one of {}, several separated by |.", codes.join(", "));
    let silent = col("status").is_null().or(col("status_rule").eq(lit("required")));
    vec![
        Check::new("unknown_status", "status", unparsed("status", "status_id"), move |row| {
            let found = row.text("status").unwrap_or_default();
            let last = found.rsplit('|').next().unwrap_or_default();
            let cure = match row.number("multiply") {
                Some(_) => mapped::code_cure("quality", last, &statuses),
                None => String::new(),
            };
            format!("{} {unknown}{cure}", quoted(Some(found)))
        }),
        Check::new("value_with_status", "value", filled("value").and(col("status_rule").eq(lit("none"))), move |row| {
            format!(
                "A value stands beside status {}, which carries none. Empty the value, or mend the status.",
                title(row)
            )
        }),
        Check::new(
            "missing_value",
            "value",
            col("value").is_null().and(col("fault").is_null()).and(silent),
            move |row| {
                let why = match row.text("status") {
                    Some(_) => format!("status {} needs one", title(row)),
                    None => "no status that says why".to_string(),
                };
                match row.number("multiply") {
                    Some(_) => format!(
                        "There is no value and {why}. Write empty = \"skip\" into the measurement of the mapping where such rows are to be left out, or empty = \"O\" where the value is missing."
                    ),
                    None => {
                        format!("There is no value and {why}. Fill in the value, or write status O if it is missing.")
                    }
                }
            },
        ),
    ]
}

/// Whether a value, `value_n`, is below or above a range of the frame: `possible` or `plausible`.
fn beyond(range: &str) -> (Expr, Expr) {
    (col("value_n").lt(col(format!("{range}_min"))), col("value_n").gt(col(format!("{range}_max"))))
}

/// Checks that a value can exist.
pub fn possible_checks<'a>(known: &'a Known<'_>) -> [Check<'a>; 2] {
    let (below, above) = beyond("possible");
    [
        Check::new("below_possible", "value", below, |row| out_of_range(row, known, "possible_min", "below", false)),
        Check::new("above_possible", "value", above, |row| out_of_range(row, known, "possible_max", "above", false)),
    ]
}

/// Checks that a value that can exist is no unusual one.
pub fn plausible_checks<'a>(known: &'a Known<'_>) -> [Check<'a>; 2] {
    let (too_low, too_high) = beyond("possible");
    let possible = too_low.or(too_high).fill_null(lit(false)).not();
    let (below, above) = beyond("plausible");
    let (below, above) = (possible.clone().and(below), possible.and(above));
    [
        Check::new("below_plausible", "value", below, |row| out_of_range(row, known, "plausible_min", "below", true)),
        Check::new("above_plausible", "value", above, |row| out_of_range(row, known, "plausible_max", "above", true)),
    ]
}

/// `972 % is above 100 %. Write 97.2 if you meant 97.2 %.`
pub fn out_of_range(row: Row<'_>, known: &Known<'_>, bound: &str, is: &str, unusual: bool) -> String {
    let measurement = row.text("measurement").and_then(|m| known.framework.measurement(m));
    let own = row.text("definition").and_then(|id| known.definition(id));
    let unit = own.map_or(measurement.map_or("", |m| m.unit.as_str()), |d| d.unit.as_str());
    // A value of another definition may have another unit.
    let differs = row.is("status_differs");
    let value = row.number("value_n").unwrap_or_default();
    let limit = row.number(bound).unwrap_or_default();
    // Rounding must not hide what is wrong: 100.0000000000001 is not 100.
    let exact = known.written(row, value) == known.written(row, limit);
    let with_unit = |v: f64| {
        let text = if exact { v.to_string() } else { known.written(row, v) };
        if unit.is_empty() || differs && own.is_none() && unit != "%" || unit.starts_with("rating") {
            text
        } else {
            format!("{text} {unit}")
        }
    };
    let inside = |v: f64| {
        let over = |c: &str, sign: f64| row.number(c).is_none_or(|b| (v - b) * sign >= 0.0);
        over("possible_min", 1.0)
            && over("possible_max", -1.0)
            && over("plausible_min", 1.0)
            && over("plausible_max", -1.0)
    };
    // A lost decimal sign, a share for a percentage, a stray minus sign. What a mapping reads is not for the reader to
    // rewrite; an amount, a count or a value of another definition may be as great as it is.
    let mapped = row.number("multiply").is_some();
    let bounded = measurement.is_some_and(|m| matches!(m.scale, Scale::Percent | Scale::Rating));
    let slips: &[f64] = match is {
        _ if mapped || differs || !bounded => &[],
        "above" => &[0.1, 0.01, 0.001],
        _ if value < 0.0 => &[-1.0],
        _ if unit == "%" && value <= 1.0 => &[100.0],
        _ => &[10.0, 100.0, 1000.0],
    };
    let meant = slips
        .iter()
        .map(|s| if *s < 1.0 && *s > 0.0 { value / (1.0 / s).round() } else { value * s })
        .find(|v| inside(*v));
    let mut text = format!("{} is {is} {}", with_unit(value), with_unit(limit));
    text.push_str(if unusual { ", which is unusual." } else { "." });
    match meant {
        _ if mapped => {}
        Some(v) => text.push_str(&format!(" Write {} if you meant {}.", known.written(row, v), with_unit(v))),
        None if unusual => {}
        None => text.push_str(" Mend the value, or empty it and write status O if it is missing."),
    }
    if unusual {
        text.push_str(" It goes in as it is; look whether it is right.");
    }
    text
}

/// The columns of `observation_history` that are in a typed row; the rest comes with consent and merge.
pub fn accepted(frame: LazyFrame) -> LazyFrame {
    frame.filter(col("refused").not()).select([
        col("input"),
        col("row"),
        col("city"),
        col("cycle_n").alias("cycle"),
        col("measurement"),
        col("item_id").alias("item"),
        col("year_n").alias("reference_year"),
        col("value_n").alias("value"),
        col("lower_n").alias("ci_lower"),
        col("upper_n").alias("ci_upper"),
        col("sample_n").cast(DataType::Int64).alias("sample_size"),
        col("effect_n").alias("design_effect"),
        col("ratings_id").alias("ratings"),
        col("source_id").alias("source"),
        col("status_id").alias("status"),
        col("definition"),
        col("price_base_in_force").alias("price_base"),
        col("quality_id").alias("quality"),
        col("verified_by_id").alias("verified_by"),
        col("note_clean").alias("note"),
        col("agency_clean").alias("agency"),
        col("evidence_clean").alias("evidence"),
        col("sheet"),
        col("line").cast(DataType::Int64),
        col("consent").alias("stated_consent"),
        col("submitted_on").alias("stated_date"),
    ])
}

/// Adds `format` (the index of the file's number format) and `refused` (false, or true where the reader refused the
/// row's line).
pub fn prepare(mut raw: DataFrame, formats: &[u32], refused_lines: &[(u32, Option<String>, u32)]) -> Result<DataFrame> {
    let fault = frames::polars_error("preparing rows");
    let inputs = raw.column("input").and_then(|c| c.u32().cloned()).map_err(&fault)?;
    let format: Vec<u32> =
        inputs.iter().map(|i| formats.get(i.unwrap_or_default() as usize).copied().unwrap_or_default()).collect();
    raw.with_column(column("format", format)).map_err(&fault)?;
    let mut refused = vec![false; raw.height()];
    if !refused_lines.is_empty() {
        for (row, flag) in frames::rows(&raw).zip(&mut refused) {
            *flag = refused_lines.binary_search(&row.line()).is_ok();
        }
    }
    raw.with_column(column("refused", refused)).map_err(&fault)?;
    Ok(raw)
}
