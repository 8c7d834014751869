//! What comes with the observations: consent and dates, targets, practices, what a city asks and offers.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::chance::Chance;
use super::city::{City, Role, World};
use super::contacts::{Contact, Desk, Details};
use super::model::{close, open};
use super::row::{Row, text};
use crate::base::error::{Error, Result};
use crate::model::framework::Measurement;
use crate::model::vocabulary::{Direction, Scale};

/// `city.csv`: one row.
#[derive(Debug, Clone, Default)]
pub struct Declaration {
    /// ISO date.
    pub submitted_on: String,
    /// Empty where the city says nothing.
    pub consent: String,
    /// What it is meant for; mostly empty.
    pub consent_for: String,
    /// Year from which it wants its progress measured; empty where the registry says it.
    pub baseline_year: String,
    /// Features it asks help with.
    pub priorities: Vec<String>,
    /// Features it offers help in.
    pub expertise: Vec<String>,
    /// Whom to write to.
    pub contact: Contact,
}

/// A row of `targets.csv`.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Target {
    pub measurement: String,
    pub item: String,
    pub year: String,
    pub value: String,
}

/// A row of `practices.csv`.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Practice {
    pub feature: String,
    pub title: String,
    pub summary: String,
    pub link: String,
    pub details: Details,
}

/// Titles and summaries by feature.
#[derive(Debug)]
pub struct Stories(BTreeMap<String, (String, String)>);

impl Stories {
    /// Reads `practices.csv`.
    pub fn load() -> Result<Stories> {
        #[derive(Deserialize)]
        struct Story {
            feature: String,
            title: String,
            summary: String,
        }
        let mut stories = BTreeMap::new();
        for row in csv::Reader::from_reader(include_str!("practices.csv").as_bytes()).deserialize() {
            let s: Story = row.map_err(|e| Error::invalid("src/demo/practices.csv", e.to_string()))?;
            stories.insert(s.feature, (s.title, s.summary));
        }
        Ok(Stories(stories))
    }
}

/// What a city makes of its own features: those that went best and those that went worst.
#[derive(Debug)]
pub struct Plans {
    priorities: Vec<String>,
    expertise: Vec<String>,
    practices: Vec<(i32, Practice)>,
}

impl Plans {
    /// Draws a city's plans.
    pub fn new(city: &City, world: World, stories: &Stories, desk: &mut Desk, chance: &mut Chance) -> Plans {
        let mut progress: BTreeMap<&str, f64> = BTreeMap::new();
        for m in &world.framework.measurements {
            if let Some(path) = city.paths.get(m.measurement.as_str()) {
                *progress.entry(m.feature.as_str()).or_default() += path.progress;
            }
        }
        let mut features: Vec<(&str, f64)> = progress.into_iter().collect();
        features.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(b.0)));
        // A third of the features at either end.
        let few = features.len().min(14);
        let some = |list: &[(&str, f64)], most: i32, chance: &mut Chance| {
            let mut taken: Vec<String> = Vec::new();
            for _ in 0..chance.whole(1, most) {
                if let Some((f, _)) = chance.pick(list)
                    && !taken.iter().any(|t| t == f)
                {
                    taken.push(f.to_string());
                }
            }
            taken.sort();
            taken
        };
        let priorities = some(&features[..few], 4, chance);
        let expertise = some(&features[features.len() - few..], 6, chance);
        let mut practices: Vec<(i32, Practice)> = Vec::new();
        let described = match city.role {
            Role::AlmostNothing => Vec::new(),
            _ => some(&features[features.len() - few..], 8, chance),
        };
        for feature in expertise.iter().chain(&described) {
            if practices.iter().any(|(_, p)| &p.feature == feature) {
                continue;
            }
            let Some((title, summary)) = stories.0.get(feature) else { continue };
            let n = chance.whole(4, 40);
            let Some(&cycle) = chance.pick(&city.cycles) else { continue };
            let link = match chance.happens(0.7) {
                true => format!("https://{}.example/learning/{}", city.place.city, feature.replace('.', "-")),
                false => String::new(),
            };
            let summary = summary.replace("{n}", &n.to_string());
            let feature = feature.clone();
            practices.push((cycle, Practice { feature, title: title.clone(), summary, link, ..Practice::default() }));
        }
        practices.sort_by(|a, b| a.1.feature.cmp(&b.1.feature));
        practices.iter_mut().for_each(|(cycle, practice)| practice.details = desk.details(&practice.link, *cycle));
        Plans { priorities, expertise, practices }
    }

    /// Practices described in a cycle.
    pub fn practices(&self, cycle: i32) -> Vec<Practice> {
        self.practices.iter().filter(|(c, _)| *c == cycle).map(|(_, p)| p.clone()).collect()
    }

    /// The declaration of a cycle.
    pub fn declaration(&self, city: &City, world: World, cycle: i32, desk: &Desk, chance: &mut Chance) -> Declaration {
        let late = (city.role == Role::Late && cycle >= world.last() - 4) || chance.happens(0.04);
        let day = chance.whole(1, 28);
        let submitted_on = match if late { chance.whole(10, 13) } else { chance.whole(3, 6) } {
            13 => format!("{}-01-{day:02}", cycle + 1),
            month => format!("{cycle}-{month:02}-{day:02}"),
        };
        let quiet = city.role == Role::AlmostNothing;
        Declaration {
            submitted_on,
            consent: city.consent(cycle, world).map(|c| c.into_str()).unwrap_or_default().to_string(),
            consent_for: city.consent_for(cycle, world).to_string(),
            baseline_year: if city.baseline_in_registry { String::new() } else { city.baseline.to_string() },
            priorities: if quiet { Vec::new() } else { self.priorities.clone() },
            expertise: if quiet || Some(&cycle) == city.cycles.first() { Vec::new() } else { self.expertise.clone() },
            contact: desk.contact(cycle, world.last()),
        }
    }
}

/// Targets that a city sets itself with its first report, or anew halfway.
pub fn targets(city: &City, world: World, cycle: i32, rows: &[Row], chance: &mut Chance) -> Vec<Target> {
    let first = city.cycles.first() == Some(&cycle);
    let halfway = city.cycles.get(city.cycles.len() / 2) == Some(&cycle) && chance.happens(0.3);
    if city.role == Role::AlmostNothing || !(first || halfway) {
        return Vec::new();
    }
    let mut targets: Vec<Target> = Vec::new();
    for m in &world.framework.measurements {
        let wanted = if city.role == Role::Complete { 0.35 } else { 0.12 };
        if m.direction == Direction::None || !chance.happens(wanted) {
            continue;
        }
        let item = if m.items.iter().any(|i| i == "total") { "total" } else { m.items[0].as_str() };
        let newest =
            rows.iter().filter(|r| r.measurement == m.measurement && r.item == item).max_by_key(|r| r.reference_year);
        let Some(base) = newest.and_then(|r| r.value.parse::<f64>().ok()) else {
            continue;
        };
        // The year may be past by now, near, or far.
        let year = match chance.below(4) {
            0 => cycle + 4,
            1 => cycle + 8,
            _ => 2030.max(cycle + 6),
        };
        let year = if targets.len() == 2 && city.index % 10 == 6 { String::new() } else { year.to_string() };
        if let Some(value) = aim(m, world, item, base, chance) {
            targets.push(Target { measurement: m.measurement.clone(), item: item.to_string(), year, value });
        }
    }
    targets
}

/// A value worth aiming at from `base`, on the side where progress is.
fn aim(m: &Measurement, world: World, item: &str, base: f64, chance: &mut Chance) -> Option<String> {
    let model = |item: &str| world.models.get(&m.measurement, item);
    let wander = model(item).or_else(|| model("female")).map_or(0.03, |model| model.wander);
    let reach = wander * chance.between(3.0, 16.0);
    let towards = if m.direction == Direction::Down { -1.0 } else { 1.0 };
    if m.direction == Direction::Parity {
        return (base < 49.0).then(|| "50".to_string());
    }
    let raw = close(m.scale, open(m.scale, base) + towards * reach);
    let (value, written) = match m.scale {
        Scale::Rating => {
            let half = ((raw.max(base + 0.5) * 2.0).round() / 2.0).min(5.0);
            (half, text(half, 1))
        }
        Scale::Percent if (raw - base).abs() >= 1.5 => (raw.round(), text(raw, 0)),
        _ => {
            let decimals = if raw >= 100.0 || m.scale == Scale::Count { 0 } else { 1 };
            (raw, text(raw, decimals))
        }
    };
    let inside = m.possible_max.is_none_or(|x| value <= x) && m.possible_min.is_none_or(|x| value >= x);
    let ahead = written.parse::<f64>().is_ok_and(|w| (w - base) * towards > 0.0);
    (inside && ahead).then_some(written)
}
