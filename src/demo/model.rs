//! What a measurement's values look like, and how a city's series runs through the years.
//!
//! `models.csv` has a row a measurement and item. A value is worked out on an open scale (logit for percent and
//! ratings, logarithm for the rest), where effects add up, and brought back: so it stays in its range.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::chance::Chance;
use crate::base::error::{Error, Result};
use crate::model::framework::{Framework, Measurement};
use crate::model::vocabulary::{Direction, Scale};

/// A row of `models.csv`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    measurement: String,
    item: String,
    /// Usual value of a city at development 0 and at development 1.
    low: f64,
    high: f64,
    /// How far cities of the same development lie apart, a standard deviation on the open scale.
    spread: f64,
    /// What of the city it goes with: school, work, wealth, civic, or none; `-school` goes the other way.
    factor: String,
    /// What every city moves by in a year, on the open scale.
    drift: f64,
    /// How far cities' own movement a year differs.
    wander: f64,
    /// How far single years differ.
    noise: f64,
    /// What 2020 and 2021 did to it.
    shock: f64,
    /// Decimals that a city writes.
    pub decimals: usize,
    /// 1 where the years between two cycles are sent too.
    yearly: u8,
    /// Share of cities that report it.
    pub reported: f64,
}

impl Model {
    /// Whether the years between two cycles are sent too.
    pub fn yearly(&self) -> bool {
        self.yearly == 1
    }

    /// How far a city's own movement a year reaches, on the open scale.
    pub fn wander(&self) -> f64 {
        self.wander
    }
}

/// Models by measurement and item.
#[derive(Debug)]
pub struct Models(BTreeMap<String, BTreeMap<String, Model>>);

impl Models {
    /// Reads `models.csv`; a series of the catalogue that has no row gets one from its plausible range.
    pub fn load(framework: &Framework) -> Result<Models> {
        let mut models: BTreeMap<String, BTreeMap<String, Model>> = BTreeMap::new();
        for row in csv::Reader::from_reader(include_str!("models.csv").as_bytes()).deserialize() {
            let model: Model = row.map_err(|e| Error::invalid("src/demo/models.csv", e.to_string()))?;
            models.entry(model.measurement.clone()).or_default().insert(model.item.clone(), model);
        }
        for m in &framework.measurements {
            let sexes = m.items.iter().any(|i| i == "female") && m.items.iter().any(|i| i == "male");
            for item in m.items.iter().filter(|i| !(sexes && *i == "total")) {
                let of = models.entry(m.measurement.clone()).or_default();
                of.entry(item.clone()).or_insert_with(|| usual(m, item));
            }
        }
        Ok(Models(models))
    }

    /// The model of a series; none for a total that is worked out from its parts.
    pub fn get(&self, measurement: &str, item: &str) -> Option<&Model> {
        self.0.get(measurement)?.get(item)
    }
}

/// A model from the catalogue alone.
fn usual(m: &Measurement, item: &str) -> Model {
    let low = m.plausible_min.or(m.possible_min).unwrap_or(1.0);
    let high = m.plausible_max.or(m.possible_max).unwrap_or(low + 100.0);
    let floor = if open_is_logit(m.scale) { low } else { low.max(high / 1000.0) };
    Model {
        measurement: m.measurement.clone(),
        item: item.to_string(),
        low: floor + (high - floor) * 0.3,
        high: floor + (high - floor) * 0.5,
        spread: 0.3,
        factor: String::new(),
        drift: 0.0,
        wander: 0.03,
        noise: 0.04,
        shock: 0.0,
        decimals: if m.scale == Scale::Count { 0 } else { 1 },
        yearly: 0,
        reported: 0.8,
    }
}

fn open_is_logit(scale: Scale) -> bool {
    matches!(scale, Scale::Percent | Scale::Rating)
}

/// To the open scale.
pub fn open(scale: Scale, value: f64) -> f64 {
    match scale {
        Scale::Percent => logit((value / 100.0).clamp(0.0005, 0.9995)),
        Scale::Rating => logit(((value - 1.0) / 4.0).clamp(0.0005, 0.9995)),
        _ => value.max(1e-6).ln(),
    }
}

/// From the open scale.
pub fn close(scale: Scale, open: f64) -> f64 {
    match scale {
        Scale::Percent => 100.0 / (1.0 + (-open).exp()),
        Scale::Rating => 1.0 + 4.0 / (1.0 + (-open).exp()),
        _ => open.exp(),
    }
}

fn logit(p: f64) -> f64 {
    (p / (1.0 - p)).ln()
}

/// What makes a city's values its own: every effect in standard deviations.
#[derive(Debug, Clone)]
pub struct Traits {
    /// Development at the first year.
    pub development: f64,
    /// What development gains in a year.
    pub growth: f64,
    /// How strongly the city moves towards progress.
    pub momentum: f64,
    /// The same, by area of focus.
    pub areas: BTreeMap<String, f64>,
    school: f64,
    work: f64,
    wealth: f64,
    civic: f64,
}

impl Traits {
    /// Traits of a city of that development.
    pub fn new(development: f64, framework: &Framework, chance: &mut Chance) -> Traits {
        Traits {
            development,
            growth: chance.between(0.0, 0.004),
            momentum: 0.1 + 0.6 * chance.normal(),
            areas: framework.areas.iter().map(|a| (a.area.clone(), 0.7 * chance.normal())).collect(),
            school: chance.normal(),
            work: chance.normal(),
            wealth: chance.normal(),
            civic: chance.normal(),
        }
    }

    fn factor(&self, name: &str) -> f64 {
        let (sign, name) = name.strip_prefix('-').map_or((1.0, name), |n| (-1.0, n));
        sign * match name {
            "school" => self.school,
            "work" => self.work,
            "wealth" => self.wealth,
            "civic" => self.civic,
            _ => 0.0,
        }
    }
}

/// True values of a measurement in a city, year by year.
#[derive(Debug, Clone)]
pub struct Path {
    /// First year.
    pub first: i32,
    /// By item, in the catalogue's order; a value a year.
    pub items: Vec<(String, Vec<f64>)>,
    /// The city's own movement a year on the open scale, towards progress where positive.
    pub progress: f64,
    /// Year from which values are counted anew (a new boundary, a new census base).
    pub break_year: Option<i32>,
}

impl Path {
    /// The value of an item in a year.
    pub fn value(&self, item: &str, year: i32) -> Option<f64> {
        let (_, values) = self.items.iter().find(|(i, _)| i == item)?;
        values.get(usize::try_from(year - self.first).ok()?).copied()
    }
}

/// Draws a measurement's path from `first` to `last`.
pub fn path(m: &Measurement, models: &Models, traits: &Traits, first: i32, last: i32, chance: &mut Chance) -> Path {
    let towards = match m.direction {
        Direction::Up => 1.0,
        Direction::Down => -1.0,
        Direction::Parity => 1.0,
        Direction::None => 0.0,
    };
    let own = chance.normal();
    let area = traits.areas.get(&m.area).copied().unwrap_or(0.0);
    let slope = 0.9 * towards * (traits.momentum + area) + 0.8 * chance.normal();
    let turn = chance.happens(0.3).then(|| first + chance.whole(5, 11));
    let break_year =
        (m.sources.iter().any(|s| s == "official") && chance.happens(0.05)).then(|| chance.whole(last - 7, last - 2));
    let jump = if chance.happens(0.5) { 0.2 } else { -0.2 };
    let mut common: Vec<f64> = Vec::new();
    let mut wave = 0.0;
    for _ in first..=last {
        wave = 0.5 * wave + chance.normal();
        common.push(wave);
    }
    let mut items: Vec<(String, Vec<f64>)> = Vec::new();
    let mut sexes: Vec<Vec<f64>> = Vec::new();
    let mut progress = 0.0;
    for item in &m.items {
        let Some(model) = models.get(&m.measurement, item) else { continue };
        let apart = 0.25 * chance.normal();
        let effect = model.spread * (0.75 * traits.factor(&model.factor) + 0.6 * own + apart);
        let pace = model.wander * (slope + 0.2 * chance.normal());
        let mut values = Vec::with_capacity(common.len());
        for (year, wave) in (first..=last).zip(&common) {
            let since = f64::from(year - first);
            let development = traits.development + traits.growth * since;
            let base = open(m.scale, model.low) * (1.0 - development) + open(m.scale, model.high) * development;
            let run = match turn {
                Some(t) if year > t => f64::from(t - first) - 0.7 * f64::from(year - t),
                _ => since,
            };
            // Early years count for more: nothing runs off for ever.
            let trend = model.drift * slow(since) + pace * slow(run);
            let shock = if matches!(year, 2020 | 2021) { model.shock } else { 0.0 };
            let anew = if break_year.is_some_and(|b| year >= b) { jump } else { 0.0 };
            let x = base + effect + trend + shock + anew + model.noise * (0.7 * wave + 0.4 * chance.normal());
            values.push(close(m.scale, x));
        }
        progress = towards * (pace + model.drift);
        if item == "female" || item == "male" {
            sexes.push(values.clone());
        }
        items.push((item.clone(), values));
    }
    if let [a, b] = sexes.as_slice()
        && m.items.iter().any(|i| i == "total")
        && !items.iter().any(|(i, _)| i == "total")
    {
        let share = chance.between(0.47, 0.53);
        let total = a.iter().zip(b).map(|(a, b)| share * a + (1.0 - share) * b).collect();
        items.push(("total".into(), total));
    }
    Path { first, items, progress, break_year }
}

/// Years that count ever less: 8 years for 6, 12 for 8, 22 for 11.
fn slow(years: f64) -> f64 {
    years / (1.0 + years.abs() / 22.0)
}
