//! Values that a check across the data questions, or that ingest found implausible: each with the question, where it
//! came from, and the corrections that an analyst may choose from.

use std::collections::BTreeMap;

use crate::base::error::Result;
use crate::base::table::Table;
use crate::engine::Engine;
use crate::model::corrections::{Action, Correction};
use crate::review::facts::declared;
use crate::review::facts::found::{Finding, Of, Place};
use crate::review::facts::held::{Series, Value, Values};
use crate::review::facts::names::{Measurement, Names};

/// Findings of ingest that question a value which went in.
const IMPLAUSIBLE: [&str; 3] = ["below_plausible", "above_plausible", "perhaps_thousands"];

/// The question about a percentage that may be a fraction of one.
const FRACTION: &str = "perhaps_fraction";

/// A value in question.
#[derive(Debug, Clone, PartialEq)]
pub struct Unusual {
    /// Questions, each with the code of the finding or of the check that asks it, in snake case.
    pub questions: Vec<(String, String)>,
    /// Its series.
    pub series: Series,
    /// The value in force.
    pub value: Value,
    /// Where it came.
    pub place: Option<Place>,
    /// Whether a correction of its row is in force, so that the analysts have decided already.
    pub is_decided: bool,
    /// Corrections that would fit, the likeliest first.
    pub corrections: Vec<Correction>,
}

/// What the drafts of corrections need besides the value.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'d> {
    /// The day of the correction, ISO 8601.
    pub today: &'d str,
    /// Whom to name as asked, until an analyst writes who was.
    pub asked: &'d str,
}

/// The row of a value: city, measurement, item, reference year.
type Row = (usize, String, String, i64);

/// Finds the values in question of each city, by series and year.
///
/// # Errors
/// A relation cannot be read.
pub fn read(
    engine: &Engine,
    names: &Names,
    values: &BTreeMap<usize, Values>,
    corrected: &BTreeMap<usize, Vec<declared::Correction>>,
    findings: &Of<Finding>,
    draft: Draft,
) -> Result<BTreeMap<usize, Vec<Unusual>>> {
    let places = places(engine, names)?;
    let mut asked: Vec<(Row, String, String)> = Vec::new();
    let table = engine.table("int_consistency")?;
    for row in (0..table.len()).filter(|row| table.truth("asked", *row) == Some(true)) {
        let question = table.text("code", row).and_then(|check| engine.question(check));
        if let (Some(key), Some(question)) = (key(&table, row, names), question) {
            let about = question.about(table.number("value", row), table.number("compared_with", row));
            asked.push((key, question.code.clone(), about));
        }
    }
    let rows: BTreeMap<(usize, &Place), &Row> = places.iter().map(|(row, place)| ((row.0, place), row)).collect();
    for (city, finding) in
        findings.iter().filter_map(|(c, list)| Some(((*c)?, list))).flat_map(|(c, l)| l.iter().map(move |f| (c, f)))
    {
        let place = Place { cell: None, column: None, ..finding.place.clone() };
        if let Some(row) = rows.get(&(city, &place)).filter(|_| IMPLAUSIBLE.contains(&finding.code.as_str())) {
            asked.push(((*row).clone(), finding.code.clone(), finding.message.clone()));
        }
    }
    let mut all: BTreeMap<usize, Vec<Unusual>> = BTreeMap::new();
    for (row, questions) in by_row(asked) {
        let place = places.get(&row).cloned();
        let (city, measurement, item, year) = row;
        let series = (measurement, item);
        let of_series = values.get(&city).and_then(|values| values.series.get(&series));
        let Some(value) = of_series.and_then(|list| list.iter().find(|v| v.year == year)) else { continue };
        let is_decided = corrected
            .get(&city)
            .is_some_and(|list| list.iter().any(|c| (&c.measurement, &c.item, c.year) == (&series.0, &series.1, year)));
        let corrections = match names.measurement(&series.0) {
            Some(measurement) => drafts(&names.cities[city].id, measurement, &series, value, &questions, draft),
            None => Vec::new(),
        };
        let unusual = Unusual { questions, series, value: value.clone(), place, is_decided, corrections };
        all.entry(city).or_default().push(unusual);
    }
    let place = |u: &Unusual| names.measurements.iter().position(|m| m.id == u.series.0);
    all.values_mut().for_each(|list| {
        list.sort_by(|a, b| (place(a), &a.series.1, a.value.year).cmp(&(place(b), &b.series.1, b.value.year)));
    });
    Ok(all)
}

/// The questions of each row, each with its code, sorted: a relation has its rows in no order, and who signs a finding
/// signs all of its questions.
fn by_row(asked: Vec<(Row, String, String)>) -> BTreeMap<Row, Vec<(String, String)>> {
    let mut by_row: BTreeMap<Row, Vec<(String, String)>> = BTreeMap::new();
    for (row, code, question) in asked {
        by_row.entry(row).or_default().push((code, question));
    }
    by_row.values_mut().for_each(|questions| questions.sort());
    by_row
}

fn key(table: &Table, row: usize, names: &Names) -> Option<Row> {
    let city = names.place(table.text("city", row)?)?;
    let text = |column: &str| table.text(column, row).map(str::to_string);
    Some((city, text("measurement")?, text("item")?, table.integer("reference_year", row)?))
}

/// Where each value in force came.
fn places(engine: &Engine, names: &Names) -> Result<BTreeMap<Row, Place>> {
    let table = engine.table("submissions")?;
    let mut files: BTreeMap<&str, &str> = BTreeMap::new();
    for row in 0..table.len() {
        if let (Some(submission), Some(file)) = (table.text("submission", row), table.text("file", row)) {
            files.entry(submission).or_insert(file);
        }
    }
    let history = engine.table("observation_history")?;
    let mut places = BTreeMap::new();
    for row in (0..history.len()).filter(|row| history.truth("current", *row) == Some(true)) {
        let file = history.text("submission", row).and_then(|submission| files.get(submission));
        if let (Some(key), Some(file)) = (key(&history, row, names), file) {
            let place = Place {
                file: file.to_string(),
                sheet: history.text("sheet", row).map(str::to_string),
                line: history.integer("line", row),
                ..Place::default()
            };
            places.insert(key, place);
        }
    }
    Ok(places)
}

/// Corrections that fit a value in question: as a percentage where it may be a fraction of one; left out; another value,
/// which the analyst writes in the place of the one that is there.
fn drafts(
    city: &str,
    measurement: &Measurement,
    series: &Series,
    value: &Value,
    questions: &[(String, String)],
    draft: Draft,
) -> Vec<Correction> {
    let correction = |action: Action, reason: &str| Correction {
        place: String::new(),
        action,
        city: city.to_string(),
        measurement: series.0.clone(),
        item: series.1.clone(),
        reference_year: value.year,
        expect: Some(value.value),
        reason: reason.to_string(),
        asked: draft.asked.to_string(),
        date: draft.today.to_string(),
    };
    let is_fraction = questions
        .iter()
        .any(|(code, _)| code == FRACTION || code == "below_plausible" && value.value > 0.0 && value.value <= 1.0);
    let as_percent = measurement.scale == "percent"
        && is_fraction
        && measurement.possible_max.is_none_or(|max| value.value * 100.0 <= max);
    let mut drafts = Vec::new();
    if as_percent {
        drafts.push(correction(Action::Scale { factor: 100.0 }, "The value was sent as a fraction of one."));
    }
    drafts.push(correction(Action::Drop, "The value is in question, and is left out until the city has answered."));
    drafts.push(correction(
        Action::Override { value: value.value, status: None },
        "The city has sent another value in place of this one.",
    ));
    drafts
}

#[cfg(test)]
mod tests {
    use super::by_row;

    #[test]
    fn questions_of_a_value_are_the_same_in_whatever_order_they_are_found() {
        let asked = |code: &str| ((0, "internet_usage".into(), "total".into(), 2024), code.into(), format!("{code}?"));
        let [jump, fraction] = ["check_jump", "perhaps_fraction"].map(asked);
        let other = ((1, "internet_usage".into(), "total".into(), 2024), "check_jump".into(), "?".into());
        let found = by_row(vec![jump.clone(), other.clone(), fraction.clone()]);
        assert_eq!(found, by_row(vec![fraction, jump, other]));
        assert_eq!(found.values().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    }
}
