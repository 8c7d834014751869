//! Corrections applied to merged rows, each against the value that it expects.

use polars::prelude::*;

use crate::base::error::{Error, Result};
use crate::base::names::number;
use crate::ingest::checked::{Applied, Checked, Done};
use crate::ingest::finding::Finding;
use crate::ingest::frames::{Row, fingerprint, left, lookup, polars_error, rows};
use crate::ingest::read::files;
use crate::model::corrections::{Action, Correction, carries_value, flags, possible};
use crate::model::framework::Framework;
use crate::model::schema::CONTENT;
use crate::model::vocabulary::Severity;

const KEY: [&str; 4] = ["city", "measurement", "item", "reference_year"];

/// Corrects the merged observations. A dropped row stays in the history and is no longer in force.
///
/// # Errors
/// A correction whose row is gone, or holds another value than it expects; all of them in one error. It ends the run,
/// unlike a bad row of a submission: whether the new value is right only the analyst can say, who wrote the correction
/// and runs this. To go on without it would publish a value that is known to have been wrong before.
pub fn apply(corrections: &[Correction], framework: &Framework, checked: &mut Checked) -> Result<Vec<Applied>> {
    if corrections.is_empty() {
        return Ok(Vec::new());
    }
    let found = found(corrections, &checked.observations)?;
    let first_days = first_days(corrections, &checked.history)?;
    let mut place: Vec<Option<Row<'_>>> = vec![None; corrections.len()];
    for row in rows(&found) {
        if let Some(at) = row.index("correction").and_then(|n| place.get_mut(n as usize)) {
            *at = Some(row);
        }
    }
    let mut applied: Vec<Applied> = Vec::new();
    let mut patches: Vec<(u32, Done)> = Vec::new();
    let mut faults: Vec<(&Correction, String)> = Vec::new();
    let mut unusual: Vec<Finding> = Vec::new();
    for ((correction, place), first_day) in corrections.iter().zip(place).zip(first_days) {
        // What follows on a correction that does not fit cannot be judged.
        if faults.last().is_some_and(|(before, _)| before.row() == correction.row()) {
            continue;
        }
        let Some(row) = place else {
            faults.push((correction, gone(correction)));
            continue;
        };
        let index = row.index("row").unwrap_or_default();
        let earlier = applied.last().filter(|_| patches.last().is_some_and(|p| p.0 == index)).cloned();
        let before = earlier.as_ref().map_or_else(|| as_sent(row), |e| e.done.clone());
        if !holds(correction.expect, before.value) {
            let fault = match &earlier {
                Some(earlier) => out_of_step(correction, earlier),
                None => outdated(correction, row),
            };
            faults.push((correction, fault));
            continue;
        }
        let status_before = before.status.clone();
        let done = match done(correction, before, framework) {
            Ok(done) => done,
            Err(fault) => {
                faults.push((correction, fault));
                continue;
            }
        };
        unusual.extend(implausible(correction, &done, row, framework));
        if earlier.is_some() {
            patches.pop();
        }
        patches.push((index, done.clone()));
        applied.push(Applied {
            position: earlier.map_or(1, |e| e.position + 1),
            done,
            status_before,
            consent: row.text("consent").unwrap_or("private").to_string(),
            cycle: row.integer("cycle").unwrap_or_default(),
            submitted_on: first_day,
            correction: correction.clone(),
        });
    }
    if let Some(((first, message), others)) = faults.split_first() {
        let others = others.iter().map(|(correction, message)| format!("\n{}: {message}", correction.place));
        return Err(Error::invalid(&first.place, message.clone() + &others.collect::<String>()));
    }
    write_back(&patches, checked)?;
    checked.findings.extend(unusual);
    checked.findings.sort();
    Ok(applied)
}

const DOING: &str = "correcting merged rows";

/// The rows that corrections name, with `correction`, the correction's number.
fn found(corrections: &[Correction], observations: &DataFrame) -> Result<DataFrame> {
    let numbered: Vec<(u32, &Correction)> = (0..).zip(corrections).collect();
    let asked = lookup!((number, c) in numbered =>
        city = c.city.as_str(), measurement = c.measurement.as_str(), item = c.item.as_str(),
        reference_year = c.reference_year, correction = *number)?;
    left(observations.clone().lazy(), asked, &KEY)
        .filter(col("correction").is_not_null())
        .collect()
        .map_err(polars_error(DOING))
}

/// For each correction the day from which its row has been in force: that of the first submission of those, without
/// another in between, that say what the newest one does. None where one of them has no day, and counts for every day.
fn first_days(corrections: &[Correction], history: &DataFrame) -> Result<Vec<Option<String>>> {
    let rows_of = found(corrections, history)?.lazy().with_column(fingerprint(&CONTENT).alias("content"));
    let rows_of = rows_of.collect().map_err(polars_error(DOING))?;
    let mut of_each: Vec<Vec<Row<'_>>> = vec![Vec::new(); corrections.len()];
    for row in rows(&rows_of) {
        if let Some(all) = row.index("correction").and_then(|n| of_each.get_mut(n as usize)) {
            all.push(row);
        }
    }
    fn says<'a>(row: &Row<'a>) -> [Option<&'a str>; 2] {
        ["content", "consent"].map(|column| row.text(column))
    }
    let first_day = |all: &Vec<Row<'_>>| {
        let newest = all.last()?;
        let alike = all.iter().rev().take_while(|row| says(row) == says(newest) && !row.is("conflict"));
        alike.last().and_then(|row| row.text("submitted_on")).map(str::to_string)
    };
    Ok(of_each.iter().map(first_day).collect())
}

/// Whether the row holds what the correction expects, but for what arithmetic leaves.
fn holds(expect: Option<f64>, present: Option<f64>) -> bool {
    match (expect, present) {
        (None, None) => true,
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * 1.0_f64.max(a.abs()).max(b.abs()),
        _ => false,
    }
}

fn shown(value: Option<f64>) -> String {
    value.map_or("no value".into(), number)
}

/// What a correction writes to expect a value.
fn expectation(correction: &Correction, value: Option<f64>) -> String {
    match (value, &correction.action) {
        (Some(v), _) => format!("expect = {}", number(v)),
        (None, Action::Scale { .. }) => "action = \"override\", value and expect = \"empty\"".into(),
        (None, _) => "expect = \"empty\"".into(),
    }
}

fn gone(correction: &Correction) -> String {
    format!(
        "{} expects {}, and the merged data have no such row now. Nobody sends it any longer, or its key is written otherwise: mend the key, or take the correction out",
        correction.title(),
        shown(correction.expect)
    )
}

fn outdated(correction: &Correction, row: Row<'_>) -> String {
    let day = row.text("submitted_on").map(|d| format!(", sent on {d}")).unwrap_or_default();
    let present = row.number("value");
    format!(
        "{} expects {}, and {} is there now (submission {}{day}). The city may have mended it itself: look at it again, then take the correction out, or keep it with {}",
        correction.title(),
        shown(correction.expect),
        shown(present),
        row.text("submission").unwrap_or_default(),
        expectation(correction, present)
    )
}

/// An earlier correction of the row leaves another value than this one expects.
fn out_of_step(correction: &Correction, earlier: &Applied) -> String {
    format!(
        "{} expects {}, and the {} before it, {}, leaves {}: corrections of one row are applied in the order of the file; write {}, or change their order",
        correction.title(),
        shown(correction.expect),
        earlier.correction.action.name(),
        earlier.correction.place,
        shown(earlier.done.value),
        expectation(correction, earlier.done.value)
    )
}

/// A merged row's cells.
fn as_sent(row: Row<'_>) -> Done {
    Done {
        dropped: false,
        value: row.number("value"),
        low: row.number("ci_lower"),
        high: row.number("ci_upper"),
        ratings: row.text("ratings").map(str::to_string),
        status: row.text("status").unwrap_or_default().to_string(),
        quality: row.text("quality").map(str::to_string),
        verified_by: row.text("verified_by").map(str::to_string),
    }
}

/// The row's cells after the correction.
fn done(correction: &Correction, before: Done, framework: &Framework) -> std::result::Result<Done, String> {
    let measurement = framework
        .measurement(&correction.measurement)
        .ok_or_else(|| format!("measurement {} is not in the catalogue", correction.measurement))?;
    Ok(match &correction.action {
        Action::Drop => Done { dropped: true, ..Done::default() },
        Action::Override { value, status } => {
            let status = status.clone().unwrap_or_else(|| before.status.clone());
            carries_value(&status, framework).map_err(|m| format!("{m}; write the status that goes with the value"))?;
            // An interval that does not hold its value is refused at ingest; the one of a mistyped value may not hold
            // the right one.
            let kept = before.low.is_none_or(|low| low <= *value) && before.high.is_none_or(|high| *value <= high);
            Done {
                value: Some(*value),
                low: before.low.filter(|_| kept),
                high: before.high.filter(|_| kept),
                status,
                ..Done::default()
            }
        }
        Action::Scale { factor } => {
            let value = before.value.map(|v| v * factor);
            possible(value.unwrap_or_default(), measurement)?;
            let [low, high] = [before.low, before.high].map(|end| end.map(|v| v * factor));
            // Nobody has verified the new value.
            Done { value, low, high, verified_by: None, ..before }
        }
        Action::Flag { status } => Done { status: flags(&format!("{}|{status}", before.status), framework)?, ..before },
    })
}

/// A warning where a correction puts a value that is not plausible in the place of another. The catalogue's range says
/// nothing of another definition.
fn implausible(correction: &Correction, done: &Done, row: Row<'_>, framework: &Framework) -> Option<Finding> {
    let measurement = framework.measurement(&correction.measurement)?;
    let value = done.value.filter(|value| Some(*value) != row.number("value"))?;
    if row.text("definition").is_some() || done.status.split('|').any(|flag| flag == "D") {
        return None;
    }
    let below =
        measurement.plausible_min.filter(|least| value < *least).map(|least| ("below_plausible", "below", least));
    let above = measurement.plausible_max.filter(|most| value > *most).map(|most| ("above_plausible", "above", most));
    let (code, is, bound) = below.or(above)?;
    let (path, line) = correction.place.rsplit_once(" line ").unwrap_or((&correction.place, ""));
    let message = format!(
        "{} makes the value {} {}, which is {is} {} and unusual. It goes in as it is; look whether the correction is right.",
        correction.title(),
        number(value),
        measurement.unit,
        number(bound)
    );
    Some(Finding {
        line: line.parse().ok(),
        severity: Severity::Warning,
        city: Some(correction.city.clone()),
        measurement: Some(correction.measurement.clone()),
        item: Some(correction.item.clone()),
        found: Some(number(value)),
        ..Finding::file(
            &files::key(std::path::Path::new(path).file_name().unwrap_or_default()),
            code,
            capital(&message),
        )
    })
}

/// A sentence that begins with a capital.
fn capital(sentence: &str) -> String {
    let mut characters = sentence.chars();
    characters.next().map(|c| c.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

/// Writes the corrected cells into the observations, and says in the history which rows are no longer in force.
fn write_back(patches: &[(u32, Done)], checked: &mut Checked) -> Result<()> {
    let patch = lookup!((row, done) in patches =>
        row = *row, corrected = true, dropped = done.dropped, new_value = done.value, new_low = done.low,
        new_high = done.high, new_ratings = done.ratings.as_deref(), new_status = done.status.as_str(),
        new_quality = done.quality.as_deref(), new_verified_by = done.verified_by.as_deref())?;
    let is = |name: &str| col(name).fill_null(lit(false));
    let put = |name: &str, new: &str| when(is("corrected")).then(col(new)).otherwise(col(name)).alias(name);
    let observations = std::mem::take(&mut checked.observations);
    checked.observations = left(observations.lazy(), patch.clone(), &["row"])
        .filter(is("dropped").not())
        .with_columns([
            put("value", "new_value"),
            put("ci_lower", "new_low"),
            put("ci_upper", "new_high"),
            put("ratings", "new_ratings"),
            put("status", "new_status"),
            put("quality", "new_quality"),
            put("verified_by", "new_verified_by"),
        ])
        .collect()
        .map_err(polars_error(DOING))?;
    let history = std::mem::take(&mut checked.history);
    checked.history = left(history.lazy(), patch, &["row"])
        .with_columns([
            col("current").and(is("dropped").not()).alias("current"),
            when(is("dropped")).then(lit(NULL)).otherwise(col("from_cycle")).alias("from_cycle"),
        ])
        .collect()
        .map_err(polars_error(DOING))?;
    Ok(())
}
