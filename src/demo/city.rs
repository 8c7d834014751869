//! One city: who it is, what it sends when, with whose consent.

use std::collections::BTreeMap;

use super::chance::Chance;
use super::model::{Models, Path, Traits, path};
use super::names::Place;
use crate::model::framework::{Framework, Measurement};
use crate::model::vocabulary::Consent;

/// The newest cycle; earlier ones are two years apart.
pub const LAST_CYCLE: i32 = 2024;

/// What a city is there to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Reports what most cities report.
    Usual,
    /// Reports every series in every cycle.
    Complete,
    /// Reports nearly nothing, and little of its context.
    AlmostNothing,
    /// Has reported once.
    OneCycle,
    /// Publishes nothing.
    Private,
    /// Is counted, never shown.
    AggregateOnly,
    /// Says nothing about consent.
    NoConsent,
    /// Was counted only, and publishes since.
    Opened,
    /// Sends late.
    Late,
    /// Sent a cycle twice: the second folder corrects the first.
    SentTwice,
    /// Counts mobile subscriptions instead of people (status D).
    Subscriptions,
    /// Takes values back (status O).
    TakesBack,
}

/// Roles of the first cities, by their number; a small network shows every one. A line has a city of each region, which
/// come in turn, so that those who publish nothing are not all of one. Those that are only counted are as many as it
/// takes for their counts to be given.
#[rustfmt::skip]
const CAST: [Role; 30] = {
    use Role::*;
    [
        Complete, Usual, TakesBack, Usual, Late,
        AlmostNothing, Usual, SentTwice, Private, Usual,
        AggregateOnly, Subscriptions, Usual, OneCycle, Complete,
        Usual, AggregateOnly, NoConsent, Usual, Opened,
        AggregateOnly, Usual, Usual, AggregateOnly, AggregateOnly,
        Usual, Usual, Usual, AggregateOnly, Late,
    ]
};

/// The context variable that says the income group; the only one that is no line of the membership form.
pub const INCOME_GROUP: &str = "income_group";

/// How a city's surveys state their uncertainty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// A 95 % interval, the sample size and the design effect.
    Interval,
    /// Sample size and design effect.
    DesignEffect,
    /// Sample size alone.
    SampleSize,
    /// Nothing.
    Nothing,
}

/// A city with its true values and its habits.
#[derive(Debug)]
pub struct City<'a> {
    /// Number in the network, from 0.
    pub index: usize,
    /// Name and place.
    pub place: &'a Place,
    /// What it is there to show.
    pub role: Role,
    /// Year it joined.
    pub joined: i32,
    /// Year from which it wants its progress measured, and whether the registry has it (else the submission).
    pub baseline: i32,
    /// Whether the registry states the baseline year.
    pub baseline_in_registry: bool,
    /// Cycles it reports in, oldest first.
    pub cycles: Vec<i32>,
    /// Years between an official value and the cycle.
    pub lag: i32,
    /// How its surveys state their uncertainty.
    pub precision: Precision,
    /// Usual respondents of its surveys.
    pub respondents: i32,
    /// Usual number of reviewers of its expert ratings, 1 to 6.
    pub reviewers: i32,
    /// Year of an election; others every four years.
    pub election: i32,
    /// Share of measurements it reports, 0 to 1.
    pub diligence: f64,
    /// True values by measurement.
    pub paths: BTreeMap<&'a str, Path>,
    /// Its inhabitants in the first year, and the share gained in a year.
    population: (f64, f64),
    /// Its area in square kilometres.
    pub area: f64,
    /// First year of the paths.
    first: i32,
}

/// Years and catalogue that all cities share.
#[derive(Debug, Clone, Copy)]
pub struct World<'a> {
    /// The catalogue.
    pub framework: &'a Framework,
    /// What values look like.
    pub models: &'a Models,
    /// Cycles, oldest first.
    pub cycles: &'a [i32],
}

impl World<'_> {
    /// The first cycle.
    pub fn first(&self) -> i32 {
        self.cycles.first().copied().unwrap_or(LAST_CYCLE)
    }

    /// The newest cycle.
    pub fn last(&self) -> i32 {
        self.cycles.last().copied().unwrap_or(LAST_CYCLE)
    }
}

impl<'a> City<'a> {
    /// Draws a city.
    pub fn new(index: usize, place: &'a Place, world: World<'a>, chance: &mut Chance) -> City<'a> {
        let role = CAST.get(index).copied().unwrap_or_else(|| drawn_role(chance));
        let first = world.first() - 5;
        let joined = if role == Role::Complete || chance.happens(0.6) {
            world.first() - chance.whole(0, 1)
        } else {
            world.first() + chance.whole(0, (world.last() - world.first()).min(6))
        };
        let mut cycles: Vec<i32> = world.cycles.iter().copied().filter(|c| *c >= joined).collect();
        if role == Role::OneCycle {
            cycles = world.cycles.last().copied().into_iter().collect();
        } else if role != Role::Complete && cycles.len() > 3 && chance.happens(0.2) {
            // A cycle missed, never the first or the newest.
            let missed = 1 + chance.below(cycles.len() - 2);
            cycles.remove(missed);
        }
        let joined = joined.min(cycles.first().copied().unwrap_or(joined));
        let traits = Traits::new(place.development, world.framework, chance);
        let mut drawn = |m: &'a Measurement| path(m, world.models, &traits, first, world.last(), chance);
        let measurements = world.framework.measurements.iter();
        let paths = measurements.map(|m| (m.measurement.as_str(), drawn(m))).collect();
        let population = (12.6 + 1.1 * chance.normal()).exp();
        let density = (7.9 - 0.6 * (place.development - 0.5) + 0.7 * chance.normal()).exp();
        let start = cycles.first().copied().unwrap_or(joined);
        let baseline = if chance.happens(0.6) { start - 4 } else { start - 2 };
        City {
            index,
            place,
            role,
            joined,
            baseline,
            baseline_in_registry: chance.happens(0.5),
            lag: if chance.happens(0.75) { 1 } else { 2 },
            precision: match chance.below(10) {
                0..=3 => Precision::Interval,
                4..=6 => Precision::DesignEffect,
                7..=8 => Precision::SampleSize,
                _ => Precision::Nothing,
            },
            respondents: match (chance.whole(7, 36), index % 10) {
                // Some can afford a small survey only.
                (_, 6) => 130,
                (hundreds, _) => hundreds * 100,
            },
            reviewers: chance.whole(1, 6),
            election: world.first() - chance.whole(0, 3),
            diligence: if role == Role::Complete { 1.0 } else { chance.between(0.78, 1.0) },
            cycles,
            paths,
            population: (population, chance.between(-0.004, 0.024)),
            area: round_to(population / density, 0.1).max(0.5),
            first,
        }
    }

    /// Consent that it states in a cycle; none where it states none.
    pub fn consent(&self, cycle: i32, world: World) -> Option<Consent> {
        match self.role {
            Role::Private => Some(Consent::Private),
            Role::AggregateOnly => Some(Consent::AggregateOnly),
            Role::NoConsent => None,
            Role::Opened if cycle < world.last() - 2 => Some(Consent::AggregateOnly),
            _ => Some(Consent::Public),
        }
    }

    /// Whether it counts poverty by its country's own line.
    pub fn national_poverty_line(&self) -> bool {
        self.index % 3 == 1
    }

    /// The definition, of those in `definitions.csv`, that its values of a measurement have where they differ; empty
    /// for one of its own.
    pub fn definition(&self, measurement: &str) -> &'static str {
        match measurement {
            "mobile_penetration_rate" => "mobile-subscriptions",
            "urban_poverty_rate" if self.national_poverty_line() => "national-poverty-line",
            _ => "",
        }
    }

    /// The prices of its amounts of money; empty for anything else.
    pub fn price_base(&self, measurement: &str, year: i32) -> &'static str {
        let new_base = self.paths.get(measurement).and_then(|p| p.break_year);
        match measurement {
            "gdp_per_capita" if self.index % 7 == 5 => "current",
            "gdp_per_capita" if new_base.is_some_and(|b| year < b) => "constant 2011",
            "gdp_per_capita" => "constant 2017",
            _ => "",
        }
    }

    /// Whether it sends its whole history again with its newest cycle.
    pub fn sends_all_again(&self) -> bool {
        self.index % 15 == 3
    }

    /// Whether two of its offices send on one day what does not agree.
    pub fn disagrees_with_itself(&self) -> bool {
        self.index % 30 == 18
    }

    /// What a consent is meant for that differs from its last one; the city says it once.
    pub fn consent_for(&self, cycle: i32, world: World) -> &'static str {
        let before = self.cycles.iter().rfind(|c| **c < cycle);
        match before.is_some_and(|before| self.consent(*before, world) != self.consent(cycle, world)) {
            true => "cycle",
            false => "",
        }
    }

    /// Inhabitants in a year.
    pub fn inhabitants(&self, year: i32) -> f64 {
        let (start, growth) = self.population;
        (start * (1.0 + growth * f64::from(year - self.first))).round().max(1000.0)
    }

    /// True value of a series in a year.
    pub fn value(&self, m: &Measurement, item: &str, year: i32) -> Option<f64> {
        self.paths.get(m.measurement.as_str())?.value(item, year)
    }

    /// The newest election up to a year.
    pub fn election_up_to(&self, year: i32) -> i32 {
        year - (year - self.election).rem_euclid(4)
    }

    /// Rows of `context.csv`: year, variable, value.
    pub fn context(&self, world: World) -> Vec<(i32, &'static str, String)> {
        let mut rows = Vec::new();
        let mut years: Vec<i32> = (0..).map(|n| world.last() - 1 - 4 * n).take_while(|y| *y > self.joined).collect();
        years.push(self.joined - 1);
        years.sort_unstable();
        for year in years {
            let people = self.inhabitants(year);
            rows.push((year, "population", format!("{people:.0}")));
            if self.role == Role::AlmostNothing {
                continue;
            }
            // Some leave one line of the form empty.
            let empty = if self.role == Role::Complete { 99 } else { self.index % 9 };
            if empty != 4 {
                rows.push((year, "population_density", format!("{:.1}", people / self.area)));
            }
            if let Some(v) = self.paths.get("gdp_per_capita").and_then(|p| p.value("total", year))
                && empty != 7
            {
                rows.push((year, "gdp_per_head", format!("{:.0}", round_to(v, 10.0))));
            }
            if let Some(v) = self.paths.get("mean_years_of_schooling").and_then(|p| p.value("total", year)) {
                rows.push((year, "mean_years_of_schooling", format!("{v:.1}")));
            }
        }
        if self.role != Role::AlmostNothing {
            rows.push((world.last() - 1, INCOME_GROUP, self.place.income.to_string()));
        }
        rows
    }
}

fn drawn_role(chance: &mut Chance) -> Role {
    match chance.below(100) {
        0..=9 => Role::Complete,
        10..=12 => Role::AlmostNothing,
        13..=15 => Role::OneCycle,
        16..=18 => Role::Private,
        19..=25 => Role::AggregateOnly,
        26..=27 => Role::NoConsent,
        28..=30 => Role::Opened,
        31..=37 => Role::Late,
        38..=40 => Role::SentTwice,
        41..=45 => Role::Subscriptions,
        46..=48 => Role::TakesBack,
        _ => Role::Usual,
    }
}

/// Rounded to a multiple of `step`.
pub fn round_to(value: f64, step: f64) -> f64 {
    (value / step).round() * step
}
