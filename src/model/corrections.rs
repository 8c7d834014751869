//! `corrections.toml` of a network: what the analysts mend after the merge, each with its reason (methods 11).
//!
//! A correction names the row, the value that it expects there, and what to do. Where the row no longer holds that
//! value the run stops: a correction cannot outlive what it corrects. Several of one row are applied in the order of
//! the file; each expects what the one before it left.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use crate::base::dates::is_date;
use crate::base::error::{Error, Result, bail, ensure};
use crate::base::source::{Lines, toml_text};
use crate::base::text::{check_text, valid_city_id};
use crate::model::framework::{Framework, Measurement};
use crate::model::vocabulary::{Scale, ValueRule};

/// A correction, checked as far as it can be without the data.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// Where it is: `corrections.toml line 3`, with the folder.
    pub place: String,
    /// What to do.
    pub action: Action,
    /// City of the row.
    pub city: String,
    /// Measurement of the row.
    pub measurement: String,
    /// Item of the row.
    pub item: String,
    /// Reference year of the row.
    pub reference_year: i64,
    /// The value that is there; none for a row without a value.
    pub expect: Option<f64>,
    /// Why, for readers.
    pub reason: String,
    /// Who was asked; never published.
    pub asked: String,
    /// Day of the correction, ISO 8601.
    pub date: String,
}

/// What a correction does to its row.
#[derive(Debug, Clone, PartialEq, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Action {
    /// Leaves the row out; the history keeps it.
    Drop,
    /// Puts another value in its place. The interval stays where it holds that value; ratings, whose median the value
    /// was, go.
    Override {
        /// In the measurement's unit.
        value: f64,
        /// Flags in place of the row's own, strongest first.
        status: Option<String>,
    },
    /// Multiplies value and interval.
    Scale {
        /// Above 0.
        factor: f64,
    },
    /// Adds flags.
    Flag {
        /// Flags, strongest first.
        status: String,
    },
}

impl Action {
    /// As it is written in the file.
    pub fn name(&self) -> &'static str {
        self.into()
    }
}

impl Correction {
    /// Action and row, for messages.
    pub fn title(&self) -> String {
        format!("the {} of {}", self.action.name(), self.row())
    }

    /// The row, for messages.
    pub fn row(&self) -> String {
        format!("{} {} {} {}", self.city, self.measurement, self.item, self.reference_year)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    correction: Vec<toml::Spanned<Entry>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    action: Word,
    city: String,
    measurement: String,
    item: String,
    reference_year: i64,
    expect: Expected,
    value: Option<f64>,
    factor: Option<f64>,
    status: Option<String>,
    reason: String,
    asked: String,
    date: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
enum Word {
    Drop,
    Override,
    Scale,
    Flag,
}

#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "expect must be a number, or \"empty\" for a row without a value")]
enum Expected {
    Value(f64),
    Empty(Empty),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Empty {
    Empty,
}

/// Reads the text of `path`, sorted by row; corrections of one row stay in the order of the file. The first fault is
/// the error, with file and line.
pub fn read(path: &Path, text: &str, framework: &Framework) -> Result<Vec<Correction>> {
    let written: Written = toml_text(path, text)?;
    let mut dropped: BTreeMap<String, usize> = BTreeMap::new();
    let (mut all, mut lines) = (Vec::new(), Lines::new(text));
    for entry in written.correction {
        let line = lines.at(entry.span().start);
        let place = format!("{} line {line}", path.display());
        let correction = entry.into_inner().checked(place, framework)?;
        let row = correction.row();
        if let Some(first) = dropped.get(&row) {
            bail!(
                correction.place,
                "{row} is dropped on line {first} already, so nothing is left to correct; take one of the two out"
            );
        }
        if correction.action == Action::Drop {
            dropped.insert(row, line);
        }
        all.push(correction);
    }
    all.sort_by(|a, b| {
        (&a.city, &a.measurement, &a.item, a.reference_year).cmp(&(&b.city, &b.measurement, &b.item, b.reference_year))
    });
    Ok(all)
}

/// Corrections as they are pasted into `corrections.toml`. A number has a decimal point or an exponent, so that it is
/// read as the same number.
#[derive(Serialize)]
struct Pasted<'c> {
    correction: [Pasting<'c>; 1],
}

#[derive(Serialize)]
struct Pasting<'c> {
    action: &'static str,
    city: &'c str,
    measurement: &'c str,
    item: &'c str,
    reference_year: i64,
    expect: toml::Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    factor: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'c str>,
    reason: &'c str,
    asked: &'c str,
    date: &'c str,
}

impl Correction {
    /// As it is pasted at the end of `corrections.toml`: [`read`] reads it as this one.
    ///
    /// # Errors
    /// It cannot be written as TOML: a fault of this program.
    pub fn pasted(&self) -> Result<String> {
        let (value, factor, status) = match &self.action {
            Action::Drop => (None, None, None),
            Action::Override { value, status } => (Some(*value), None, status.as_deref()),
            Action::Scale { factor } => (None, Some(*factor), None),
            Action::Flag { status } => (None, None, Some(status.as_str())),
        };
        let pasting = Pasting {
            action: self.action.name(),
            city: &self.city,
            measurement: &self.measurement,
            item: &self.item,
            reference_year: self.reference_year,
            expect: self.expect.map_or_else(|| toml::Value::from("empty"), toml::Value::from),
            value,
            factor,
            status,
            reason: &self.reason,
            asked: &self.asked,
            date: &self.date,
        };
        toml::to_string(&Pasted { correction: [pasting] }).map_err(|e| Error::invalid(self.title(), e.to_string()))
    }
}

impl Entry {
    fn checked(self, place: String, framework: &Framework) -> Result<Correction> {
        let Entry { city, item, reference_year: year, date, .. } = &self;
        ensure!(valid_city_id(city), place, "city {city:?} is no city's id; write it as in cities.csv");
        let Some(measurement) = framework.measurement(&self.measurement) else {
            let found = &self.measurement;
            bail!(place, "measurement {found:?} is not in the catalogue; write its id as in key-features.csv");
        };
        let known = item == "total" || measurement.items.contains(item);
        ensure!(known, place, "item {item:?} is none of {}", measurement.items.join(", "));
        ensure!((1900..=2100).contains(year), place, "reference_year {year} is no year between 1900 and 2100");
        ensure!(is_date(date), place, "date {date:?} is no day; write it as \"2024-05-31\"");
        for (name, text) in [("reason", &self.reason), ("asked", &self.asked)] {
            let given = !text.trim().is_empty();
            ensure!(given, place, "{name} is empty; a correction says why it is made and who was asked");
            check_text(&place, name, text)?;
        }
        let expect = match self.expect {
            Expected::Value(v) if v.is_finite() => Some(v),
            Expected::Value(v) => bail!(place, "expect {v} is no number that a value can be"),
            Expected::Empty(Empty::Empty) => None,
        };
        let action = self.action(measurement, expect, framework).map_err(|m| Error::invalid(&place, m))?;
        Ok(Correction {
            action,
            expect,
            place,
            city: self.city,
            measurement: self.measurement,
            item: self.item,
            reference_year: self.reference_year,
            reason: self.reason.trim().to_string(),
            asked: self.asked.trim().to_string(),
            date: self.date,
        })
    }

    /// The action with what it needs, and nothing that it does not.
    fn action(&self, measurement: &Measurement, expect: Option<f64>, framework: &Framework) -> Result<Action, String> {
        let name: &str = self.action.into();
        let takes = |key: &str| {
            matches!((name, key), ("override", "value" | "status") | ("scale", "factor") | ("flag", "status"))
        };
        let given =
            [("value", self.value.is_some()), ("factor", self.factor.is_some()), ("status", self.status.is_some())];
        if let Some((key, _)) = given.into_iter().find(|(key, given)| *given && !takes(key)) {
            return Err(format!("action {name} takes no {key}; take it out, or mend the action"));
        }
        let needs = |key: &str| format!("action {name} needs {key}");
        let status = self.status.as_deref().map(|s| flags(s, framework)).transpose()?;
        Ok(match self.action {
            Word::Drop => Action::Drop,
            Word::Override => {
                let value = self.value.ok_or_else(|| needs("value"))?;
                possible(value, measurement)?;
                if let Some(status) = &status {
                    carries_value(status, framework)?;
                }
                Action::Override { value, status }
            }
            Word::Scale => {
                let factor = self.factor.ok_or_else(|| needs("factor"))?;
                if !(factor > 0.0 && factor.is_finite()) {
                    return Err(format!(
                        "factor {factor} must be above 0: a negative one would turn the interval round; use override"
                    ));
                }
                if measurement.scale == Scale::Rating {
                    return Err("a rating is not scaled; use override".into());
                }
                let before = expect.ok_or("a row without a value cannot be scaled; use override")?;
                possible(before * factor, measurement)?;
                Action::Scale { factor }
            }
            Word::Flag => {
                let status = status.ok_or_else(|| needs("status"))?;
                if expect.is_some() {
                    carries_value(&status, framework).map_err(|m| format!("{m}; to leave the value out use drop"))?;
                }
                Action::Flag { status }
            }
        })
    }
}

/// A value that can exist.
pub fn possible(value: f64, measurement: &Measurement) -> Result<(), String> {
    let below = measurement.possible_min.is_some_and(|min| value < min);
    let above = measurement.possible_max.is_some_and(|max| value > max);
    if !value.is_finite() || below || above {
        let end = |v: Option<f64>| v.map_or("any".to_string(), |v| v.to_string());
        return Err(format!(
            "the value would be {value}, which {} cannot be (from {} to {})",
            measurement.measurement,
            end(measurement.possible_min),
            end(measurement.possible_max)
        ));
    }
    Ok(())
}

/// Flags in the order of precedence, each once; `A` says nothing next to another.
pub fn flags(text: &str, framework: &Framework) -> Result<String, String> {
    let mut places = Vec::new();
    for flag in text.split('|').map(str::trim) {
        match framework.statuses.iter().position(|s| s.code == flag) {
            Some(place) => places.push(place),
            None => return Err(format!("status {flag:?} is no status of CL_OBS_STATUS")),
        }
    }
    places.sort_unstable();
    places.dedup();
    if places.len() > 1 {
        places.retain(|p| framework.statuses[*p].code != "A");
    }
    Ok(places.iter().map(|p| framework.statuses[*p].code.as_str()).collect::<Vec<_>>().join("|"))
}

/// Whether a value may carry these flags.
pub fn carries_value(status: &str, framework: &Framework) -> Result<(), String> {
    let silent =
        status.split('|').find(|flag| framework.statuses.iter().any(|s| s.code == *flag && s.value == ValueRule::None));
    match silent {
        Some(flag) => Err(format!("status {flag} carries no value")),
        None => Ok(()),
    }
}
