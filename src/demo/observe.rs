//! What a city reports in a cycle: its true values with the noise of surveys and panels, gaps, flags and corrections.

use std::collections::BTreeMap;

use super::chance::Chance;
use super::city::{City, Precision, Role, World, round_to};
use super::model::Model;
use super::row::{Row, text};
use crate::model::framework::Measurement;
use crate::model::vocabulary::Scale;

/// How a city deals with a measurement, from its first report to its last.
#[derive(Debug, Clone)]
struct Habit {
    reports: bool,
    /// Source kind, and the cycle from which it is the other one.
    source: String,
    other_source: Option<(i32, String)>,
    /// Cycle from which the definition differs.
    differs: Option<i32>,
    /// Surveys every second cycle only, from this one on.
    every_second: Option<i32>,
    /// Whether its official figure comes with an interval.
    modelled: bool,
}

/// What one year of a measurement is reported as.
struct Report<'r> {
    source: &'r str,
    year: i32,
    cycle: i32,
    differs: bool,
    flags: &'r [char],
}

/// What was sent last of a measurement.
#[derive(Debug, Clone)]
struct Sent {
    year: i32,
    provisional: bool,
    /// By item: the text sent.
    values: BTreeMap<String, String>,
    source: String,
    status: String,
    definition: String,
    price_base: String,
}

/// A city at its desk: remembers what it has sent.
#[derive(Debug)]
pub struct Desk<'a> {
    city: &'a City<'a>,
    world: World<'a>,
    habits: BTreeMap<&'a str, Habit>,
    sent: BTreeMap<&'a str, Sent>,
    /// Measurements whose break was flagged.
    flagged: BTreeMap<&'a str, bool>,
}

impl<'a> Desk<'a> {
    /// Draws the city's habits.
    pub fn new(city: &'a City<'a>, world: World<'a>, chance: &mut Chance) -> Desk<'a> {
        let mut habits = BTreeMap::new();
        for (number, m) in world.framework.measurements.iter().enumerate() {
            let reported = m.items.iter().find_map(|i| world.models.get(&m.measurement, i)).map_or(0.8, |x| x.reported);
            let reports = match city.role {
                Role::Complete => true,
                Role::AlmostNothing => number % 29 == 0,
                _ => chance.happens(reported * city.diligence + 0.04),
            };
            let source = chance.pick(&m.sources).cloned().unwrap_or_default();
            let other = m.sources.iter().find(|s| **s != source).cloned();
            let middle = city.cycles.get(city.cycles.len() / 2).copied().unwrap_or(world.last());
            let switches = chance.happens(0.2);
            let differs = match (chance.below(100), city.role) {
                (_, Role::Subscriptions) if m.measurement == "mobile_penetration_rate" => Some(0),
                (_, Role::Complete) => None,
                _ if m.measurement == "urban_poverty_rate" && city.national_poverty_line() => Some(0),
                _ if m.measurement == "mobile_penetration_rate" => None,
                _ if source == "expert" => None,
                (0..=1, _) => Some(0),
                (2, _) => Some(middle),
                _ => None,
            };
            let every_second = (source == "survey" && city.role != Role::Complete && chance.happens(0.25))
                .then(|| city.cycles.first().copied().unwrap_or(world.last()) + 2 * chance.whole(0, 1));
            let habit = Habit {
                reports,
                other_source: other.filter(|_| switches).map(|o| (middle, o)),
                source,
                differs,
                every_second,
                modelled: chance.happens(0.12),
            };
            habits.insert(m.measurement.as_str(), habit);
        }
        Desk { city, world, habits, sent: BTreeMap::new(), flagged: BTreeMap::new() }
    }

    /// The rows of one cycle.
    pub fn cycle(&mut self, cycle: i32, chance: &mut Chance) -> Vec<Row> {
        let mut rows = Vec::new();
        for m in &self.world.framework.measurements {
            self.measurement(m, cycle, chance, &mut rows);
        }
        rows
    }

    fn measurement(&mut self, m: &'a Measurement, cycle: i32, chance: &mut Chance, rows: &mut Vec<Row>) {
        let id = m.measurement.as_str();
        let city = self.city;
        let Some(habit) = self.habits.get(id).cloned() else { return };
        let first = city.cycles.first() == Some(&cycle);
        let complete = city.role == Role::Complete;
        let source = match &habit.other_source {
            Some((from, other)) if cycle >= *from => other.clone(),
            _ => habit.source.clone(),
        };
        let absent = !complete && chance.happens(0.05);
        if !habit.reports || habit.every_second.is_some_and(|from| (cycle - from).rem_euclid(4) != 0) {
            return;
        }
        let year = match source.as_str() {
            _ if id == "election_turnout" => city.election_up_to(cycle - 1),
            "expert" => cycle,
            "survey" => cycle - (city.lag - 1),
            _ => cycle - city.lag,
        };
        if absent {
            if chance.happens(0.4) {
                let note = chance.pick(&NOT_COLLECTED).copied().unwrap_or_default();
                rows.extend(m.items.iter().map(|item| Row {
                    source: source.clone(),
                    status: "L".into(),
                    note: note.into(),
                    ..row(m, item, year)
                }));
            }
            return;
        }
        let mut years = self.earlier_years(m, &source, year, first, chance);
        let before = self.sent.get(id).cloned();
        years.retain(|y| before.as_ref().is_none_or(|b| *y > b.year) && *y < year);
        self.earlier(m, before.as_ref(), year, chance, rows);
        if let Some(b) = before.as_ref().filter(|b| b.year == year) {
            // No new election: the same figure once more.
            rows.extend(m.items.iter().filter_map(|item| Some((item, b.values.get(item)?))).map(|(item, value)| Row {
                value: value.clone(),
                source: b.source.clone(),
                status: b.status.clone(),
                definition: b.definition.clone(),
                price_base: b.price_base.clone(),
                ..row(m, item, year)
            }));
            return;
        }
        years.push(year);
        self.points(m, &source, &years, cycle, &habit, chance, rows);
        if newest_forecast(city, id, cycle, self.world) {
            rows.push(Row {
                value: text(city.value(m, "total", cycle).unwrap_or_default() * 1.02, 0),
                source: "official".into(),
                status: "F".into(),
                price_base: city.price_base(id, cycle).into(),
                note: "Forecast of the finance department.".into(),
                ..row(m, "total", cycle)
            });
        }
    }

    /// Years before `year` that a city also reports: its baseline in its first cycle, and the year before in a yearly
    /// series.
    fn earlier_years(&self, m: &Measurement, source: &str, year: i32, first: bool, chance: &mut Chance) -> Vec<i32> {
        let mut years = Vec::new();
        if first
            && source == "official"
            && self.city.baseline < year
            && (self.city.role == Role::Complete || chance.happens(0.75))
        {
            years.push(if m.measurement == "election_turnout" {
                self.city.election_up_to(self.city.baseline)
            } else {
                self.city.baseline
            });
        }
        let yearly = m.items.iter().any(|i| self.world.models.get(&m.measurement, i).is_some_and(Model::yearly));
        if yearly && source == "official" && year - 1 > self.city.baseline {
            years.push(year - 1);
        }
        years
    }

    /// Points of these years, of which the last is the newest; what it says is remembered.
    #[allow(clippy::too_many_arguments)]
    fn points(
        &mut self,
        m: &'a Measurement,
        source: &str,
        years: &[i32],
        cycle: i32,
        habit: &Habit,
        chance: &mut Chance,
        rows: &mut Vec<Row>,
    ) {
        let (id, city) = (m.measurement.as_str(), self.city);
        let complete = city.role == Role::Complete;
        let differs = habit.differs.is_some_and(|from| cycle >= from);
        for &y in years {
            let newest = Some(&y) == years.last();
            let mut flags = self.flags(m, source, y, differs, chance);
            let provisional = newest && source == "official" && cycle - y == 1 && chance.happens(0.12);
            if provisional {
                flags.push('P');
            } else if source == "official" && !complete && chance.happens(0.02) {
                flags.push('E');
            }
            let report = Report { source, year: y, cycle, differs, flags: &flags };
            let sent = self.point(m, &report, chance, rows);
            if newest {
                self.sent.insert(
                    id,
                    Sent {
                        year: y,
                        provisional,
                        values: sent,
                        source: source.to_string(),
                        status: join(&flags),
                        definition: if differs { city.definition(id).into() } else { String::new() },
                        price_base: city.price_base(id, y).into(),
                    },
                );
            }
        }
    }

    /// Corrections of what was sent a cycle before, and values taken back.
    fn earlier(
        &mut self,
        m: &'a Measurement,
        before: Option<&Sent>,
        year: i32,
        chance: &mut Chance,
        rows: &mut Vec<Row>,
    ) {
        let Some(before) = before.filter(|b| b.year < year) else { return };
        let back = if self.city.role == Role::TakesBack { 0.06 } else { 0.004 };
        if chance.happens(back) && self.city.role != Role::Complete {
            rows.extend(m.items.iter().filter(|i| before.values.contains_key(*i)).map(|item| Row {
                source: before.source.clone(),
                status: "O".into(),
                note: "Taken back: the figure left out two districts.".into(),
                ..row(m, item, before.year)
            }));
        } else if (before.provisional && chance.happens(0.8)) || (before.source == "official" && chance.happens(0.008))
        {
            let factor = 1.0 + 0.012 * chance.normal();
            let note = if before.provisional {
                "Final figure, in place of the provisional one."
            } else {
                "Corrected: one district had been counted twice."
            };
            let status: Vec<char> = before.status.chars().filter(|c| !matches!(c, 'P' | '|')).collect();
            for (item, value) in m.items.iter().filter_map(|i| Some((i, before.values.get(i)?))) {
                let decimals = value.split_once('.').map_or(0, |(_, d)| d.len());
                let Ok(old) = value.parse::<f64>() else { continue };
                let top = m.possible_max.or(m.plausible_max).unwrap_or(f64::INFINITY);
                rows.push(Row {
                    value: text((old * factor).min(top.max(old)), decimals),
                    source: before.source.clone(),
                    status: join(&status),
                    definition: before.definition.clone(),
                    price_base: before.price_base.clone(),
                    note: note.into(),
                    ..row(m, item, before.year)
                });
            }
        }
    }

    /// B where counting began anew, D where the definition differs.
    fn flags(&mut self, m: &'a Measurement, source: &str, year: i32, differs: bool, chance: &mut Chance) -> Vec<char> {
        let mut flags = Vec::new();
        let broken = self.city.paths.get(m.measurement.as_str()).and_then(|p| p.break_year).is_some_and(|b| year >= b);
        let flagged = self.flagged.entry(m.measurement.as_str()).or_insert(false);
        if broken && !*flagged && source == "official" && self.sent.contains_key(m.measurement.as_str()) {
            *flagged = true;
            flags.push('B');
        }
        if differs {
            flags.push('D');
        }
        if source == "survey" && chance.happens(0.02) {
            flags.push('U');
        }
        flags
    }

    /// One year of a measurement: a row an item. Gives back the texts sent.
    fn point(
        &self,
        m: &Measurement,
        report: &Report,
        chance: &mut Chance,
        rows: &mut Vec<Row>,
    ) -> BTreeMap<String, String> {
        let city = self.city;
        let modelled = self.habits.get(m.measurement.as_str()).is_some_and(|h| h.modelled);
        let mut sent = BTreeMap::new();
        let note = note_of(m, report.flags, chance);
        let respondents = ((f64::from(city.respondents) * chance.between(0.8, 1.2)) as i32).max(90);
        for item in &m.items {
            let Some(mut value) = city.value(m, item, report.year) else { continue };
            let decimals = self.world.models.get(&m.measurement, item).map_or(1, |x| x.decimals);
            if report.differs {
                // Subscriptions run ahead of people, and a national poverty line lies above the international one;
                // elsewhere the definition is a little narrower.
                value = match m.measurement.as_str() {
                    "mobile_penetration_rate" => value * 1.3,
                    "urban_poverty_rate" => 9.0 + 0.8 * value,
                    _ => value * 0.94,
                };
            }
            let price_base = city.price_base(&m.measurement, report.year);
            if price_base == "current" {
                value *= 1.03_f64.powi(report.year - 2017);
            }
            let mut row = row(m, item, report.year);
            row.source = report.source.to_string();
            row.status = join(report.flags);
            row.price_base = price_base.into();
            if report.differs {
                row.definition = city.definition(&m.measurement).into();
            }
            row.note = note.clone();
            match report.source {
                "expert" => panel(&mut row, value, city.reviewers, city, report.cycle, chance),
                "survey" => survey(&mut row, m, value, decimals, respondents, city, chance),
                _ => {
                    let written = text(value, decimals);
                    if modelled && m.scale == Scale::Percent {
                        let half = 0.1 * value.min(100.0 - value).max(0.3) + 0.2;
                        row.ci_lower = text((value - half).max(0.0), decimals);
                        row.ci_upper = text(value + half, decimals);
                    }
                    row.value = written;
                }
            }
            sent.insert(item.clone(), row.value.clone());
            rows.push(row);
        }
        sent
    }
}

/// Whether a city adds a forecast for the cycle's own year: few do, for one measurement.
fn newest_forecast(city: &City, measurement: &str, cycle: i32, world: World) -> bool {
    measurement == "gdp_per_capita" && city.index % 11 == 3 && cycle == world.last()
}

fn row(m: &Measurement, item: &str, year: i32) -> Row {
    Row { measurement: m.measurement.clone(), item: item.to_string(), reference_year: year, ..Row::default() }
}

/// Reviewers rate in whole points; the value is their median.
fn panel(row: &mut Row, value: f64, usual: i32, city: &City, cycle: i32, chance: &mut Chance) {
    let reviewers = if chance.happens(0.8) { usual } else { chance.whole(1, 6) };
    let mut ratings: Vec<i32> =
        (0..reviewers).map(|_| (value + 0.45 * chance.normal()).round().clamp(1.0, 5.0) as i32).collect();
    row.ratings = ratings.iter().map(i32::to_string).collect::<Vec<_>>().join("|");
    ratings.sort_unstable();
    let middle = ratings.len() / 2;
    row.value = if ratings.len() % 2 == 1 {
        ratings.get(middle).map(i32::to_string).unwrap_or_default()
    } else {
        let sum: i32 = ratings[middle - 1..=middle].iter().sum();
        if sum % 2 == 0 { (sum / 2).to_string() } else { format!("{}.5", sum / 2) }
    };
    row.evidence = format!("{} self-review {cycle}", city.place.name);
}

/// A survey sees the true value through its sample.
fn survey(
    row: &mut Row,
    m: &Measurement,
    value: f64,
    decimals: usize,
    respondents: i32,
    city: &City,
    chance: &mut Chance,
) {
    let precision = city.precision;
    let agency = AGENCIES[city.index % AGENCIES.len()];
    let effect = round_to(chance.between(1.1, 2.2), 0.1);
    let n = f64::from(respondents) / effect;
    let (deviation, low, high) = match m.scale {
        Scale::Percent => ((value * (100.0 - value)).max(1.0).sqrt(), 0.0, 100.0),
        Scale::Rating => (1.0, 1.0, 5.0),
        _ => (1.1 * value, value * 0.2, f64::INFINITY),
    };
    let seen = (value + 0.7 * deviation / n.sqrt() * chance.normal()).clamp(low, high);
    let seen = round_to(seen, 10f64.powi(-(decimals as i32)));
    row.value = text(seen, decimals);
    row.agency = agency.to_string();
    if precision == Precision::Nothing {
        return;
    }
    row.sample_size = respondents.to_string();
    if precision != Precision::SampleSize {
        row.design_effect = text(effect, 1);
    }
    if precision == Precision::Interval {
        let (lower, upper) = if m.scale == Scale::Percent {
            wilson(seen / 100.0, n)
        } else {
            let half = 1.96 * deviation / n.sqrt();
            ((seen - half).max(low.min(seen)), (seen + half).min(high))
        };
        row.ci_lower = text(lower.min(seen), decimals);
        row.ci_upper = text(upper.max(seen), decimals);
    }
}

/// Wilson's interval of a share, in percent.
fn wilson(p: f64, n: f64) -> (f64, f64) {
    let z2 = 1.96 * 1.96;
    let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = 1.96 / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    (100.0 * (middle - half).max(0.0), 100.0 * (middle + half).min(1.0))
}

fn note_of(m: &Measurement, flags: &[char], chance: &mut Chance) -> String {
    let notes: &[&str] = if flags.contains(&'B') {
        if m.measurement == "gdp_per_capita" {
            return "Constant prices of 2017 from here on; before, of 2011.".into();
        }
        &[
            "New city boundary.",
            "New register of addresses; earlier figures are not revised.",
            "First year with the new census as its base.",
        ]
    } else if flags.contains(&'D') {
        if m.measurement == "mobile_penetration_rate" {
            return "Subscriptions, not people.".into();
        }
        if m.measurement == "urban_poverty_rate" {
            return "By the national poverty line.".into();
        }
        &["Asked of people aged 18 and over.", "Region, not city alone.", "National definition, a little narrower."]
    } else if flags.contains(&'U') {
        &["Few answers in two districts.", "Low response."]
    } else if flags.contains(&'E') {
        &["Estimated from the regional figure.", "Estimated; two months are missing."]
    } else {
        return String::new();
    };
    chance.pick(notes).copied().unwrap_or_default().to_string()
}

/// Flags as a city writes them: strongest first or not, both are read.
fn join(flags: &[char]) -> String {
    flags.iter().map(char::to_string).collect::<Vec<_>>().join("|")
}

const AGENCIES: [&str; 5] = [
    "City statistics office",
    "University survey unit",
    "Household panel",
    "Learning survey of the city",
    "Civic observatory",
];

const NOT_COLLECTED: [&str; 3] =
    ["The survey was put off.", "The registry was closed this year.", "No budget for the count."];
