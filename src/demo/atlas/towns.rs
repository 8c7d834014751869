//! What the three censuses counted in each town.

use std::collections::BTreeSet;

use super::names;
use crate::demo::chance::Chance;

/// Years of the censuses.
pub const YEARS: [i32; 3] = [2000, 2010, 2020];

/// A town through the censuses.
#[derive(Debug, Clone, PartialEq)]
pub struct Town {
    /// Number of its state, from 1.
    pub state: usize,
    /// Number within its state.
    pub number: usize,
    /// Name; another state may have a town of the same name, its own has none.
    pub name: String,
    /// Square kilometres.
    pub area: u32,
    /// What each census counted; none before the town was founded.
    pub censuses: [Option<Census>; 3],
}

/// What a census counted in a town. Of pairs the first is of women or girls, the second of men or boys.
#[derive(Debug, Clone, PartialEq)]
pub struct Census {
    /// Residents.
    pub residents: [u32; 2],
    /// Residents of its urban part.
    pub urban: u32,
    /// Residents in informal dwellings.
    pub informal: u32,
    /// Residents aged 15 and over.
    pub adults: [u32; 2],
    /// Those of them who can read and write.
    pub literate: [u32; 2],
    /// Hundredths of their mean years of schooling.
    pub schooling: [u32; 2],
    /// Children aged 3 to 5.
    pub children: u32,
    /// Those of them in pre-primary schools.
    pub enrolled: u32,
    /// Residents who work or look for work.
    pub labour_force: [u32; 2],
    /// Those of them without work; none where fewer than ten were counted, which is not published.
    pub unemployed: [Option<u32>; 2],
    /// Residents aged 15 to 24.
    pub young: u32,
    /// Those of them who neither study nor work.
    pub neither: u32,
    /// Tenths of the percentage of voters in the election of the year.
    pub turnout: u32,
    /// Tenths of the percentage of residents who use the internet; not asked in the first census.
    pub internet: Option<u32>,
    /// Tenths of the kilograms of household waste per resident.
    pub waste: u32,
}

impl Town {
    /// Its id in the network that the mapping makes.
    pub fn id(&self) -> String {
        format!("{:02}-{:05}", self.state, self.number)
    }
}

/// `count` towns by state and number. States differ in size: the first has most.
pub fn towns(seed: u64, count: usize) -> Vec<Town> {
    let states = names::STATES.len();
    // Shares of the states fall by 3 from 90.
    let weight = |state: usize| 90 - 3 * state;
    let all: usize = (0..states).map(weight).sum();
    let mut towns = Vec::with_capacity(count);
    let mut before = 0;
    for state in 0..states {
        let (from, to) = (count * before / all, count * (before + weight(state)) / all);
        before += weight(state);
        let mut chance = Chance::new(seed, state as u64);
        let development = chance.between(0.15, 0.8);
        let mut taken = BTreeSet::new();
        for place in 0..to - from {
            let name = names::town(&mut chance, &mut taken);
            towns.push(town((state + 1, 100 + 5 * place), name, development, &mut chance));
        }
    }
    towns
}

fn town((state, number): (usize, usize), name: String, development: f64, chance: &mut Chance) -> Town {
    // Many small towns and few large ones, by a division: no mathematical library decides a byte.
    let mut residents = 2_500.0 / (chance.unit() + 0.002);
    let size = ((residents - 2_500.0) / 100_000.0).min(1.0);
    let start = (development + 0.12 * size + 0.07 * chance.normal()).clamp(0.02, 0.95);
    let pace = chance.between(0.03, 0.16);
    let habits = Habits {
        gap: chance.between(-0.06, 0.03),
        urban: chance.between(0.25, 0.7),
        jobless: chance.between(0.03, 0.12),
        turnout: chance.between(0.55, 0.85),
    };
    let founded = if chance.happens(0.03) { chance.below(2) + 1 } else { 0 };
    let area = chance.between(40.0, 1_800.0) as u32;
    let censuses = [0, 1, 2].map(|census| {
        let development = (start + pace * census as f64 + 0.015 * chance.normal()).clamp(0.0, 1.0);
        let counted = count(census, residents, development, &habits, chance);
        residents *= chance.between(0.92, 1.25);
        (census >= founded).then_some(counted)
    });
    Town { state, number, name, area, censuses }
}

/// What stays the same in a town.
struct Habits {
    /// Women's literacy above men's.
    gap: f64,
    urban: f64,
    jobless: f64,
    turnout: f64,
}

fn count(census: usize, residents: f64, development: f64, habits: &Habits, chance: &mut Chance) -> Census {
    // A share of a count: never more than all, never below nothing.
    let part = |all: u32, share: f64| (f64::from(all) * share.clamp(0.0, 1.0)).round() as u32;
    let (d, t) = (development, census as f64);
    let women = part(residents as u32, chance.between(0.485, 0.525));
    let residents = [women, residents as u32 - women];
    let all = residents[0] + residents[1];
    let grown = 0.58 + 0.16 * d + 0.02 * t;
    let adults = residents.map(|people| part(people, grown));
    let reading = 0.6 + 0.38 * d;
    let literate =
        [part(adults[0], (reading + habits.gap + 0.012 * t).min(0.996)), part(adults[1], reading.min(0.995))];
    let years = 2.4 + 7.6 * d;
    let schooling = [years + 6.0 * habits.gap + 0.25 * t, years].map(|years| (years.max(1.1) * 100.0).round() as u32);
    let children = part(all, 0.07 - 0.02 * d - 0.004 * t);
    let enrolled = part(children, 0.18 + 0.55 * d + 0.08 * t);
    let labour_force = [part(adults[0], 0.38 + 0.1 * d + 0.04 * t), part(adults[1], 0.74)];
    let jobless = (habits.jobless + 0.01 * chance.normal()).max(0.01);
    let unemployed = [part(labour_force[0], jobless * 1.35), part(labour_force[1], jobless)];
    let young = part(all, 0.2 - 0.03 * t);
    Census {
        urban: part(all, habits.urban + 0.25 * d),
        informal: part(all, 0.32 - 0.3 * d + 0.02 * chance.normal()),
        unemployed: unemployed.map(|people| (people >= 10).then_some(people)),
        neither: part(young, 0.3 - 0.16 * d + 0.02 * chance.normal()),
        turnout: part(1_000, habits.turnout + 0.03 * chance.normal()),
        internet: (census > 0).then(|| part(1_000, 0.4 * t - 0.36 + 0.4 * d)),
        waste: (1_200.0 + 2_400.0 * d + 120.0 * chance.normal()).round() as u32,
        residents,
        adults,
        literate,
        schooling,
        children,
        enrolled,
        labour_force,
        young,
    }
}
