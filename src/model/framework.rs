//! The catalogue of Key Features: `data/framework/`, read and checked before anything else.
//!
//! It is data: a measurement is a row of `key-features.csv`, a threshold a row of `settings.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use strum::VariantNames;

use crate::base::error::{Error, Result};
use crate::base::source::{Hash, rows};
use crate::model::vocabulary::{Direction, Part, Scale, SourceKind, Use, ValueRule};

/// What every rule, page and query of a brief refers to.
#[derive(Debug, Clone)]
pub struct Framework {
    /// The 12 areas of focus, in the order of the Guiding Documents.
    pub areas: Vec<Area>,
    /// The 60 measurements, in the order of the printed form.
    pub measurements: Vec<Measurement>,
    /// What the form adds to the meaning of a measurement, for who fills it in.
    pub instructions: Vec<Instruction>,
    /// SDMX observation statuses (CL_OBS_STATUS 2.2), strongest flag first.
    pub statuses: Vec<Status>,
    /// The five UNESCO regions, in alphabetical order.
    pub regions: Vec<String>,
    /// ISO 3166-1 alpha-3 code to English short name.
    pub countries: BTreeMap<String, String>,
    /// Every movement, certainty, reason, mark, standing, target status and trend, in words.
    pub codes: Vec<Code>,
    /// Exact p of the Mann-Kendall test for few points without ties.
    pub mann_kendall: Vec<MannKendall>,
    /// Bands of context variables that make income and size groups.
    pub context_bands: Vec<Band>,
    /// What the consistency checks compare, and with which bounds.
    pub consistency_rules: Vec<ConsistencyRule>,
    /// Default settings, in the order of the file.
    pub settings: Vec<Setting>,
    /// SHA-256 of the files read, as lower-case hexadecimal: the framework's version.
    pub version: String,
}

/// An area of focus of the Guiding Documents.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// `1.1` to `3.3`.
    pub area: String,
    /// Its title.
    pub area_title: String,
    /// 1 wider benefits, 2 building blocks, 3 fundamental conditions.
    pub dimension: u8,
    /// The dimension's title.
    pub dimension_title: String,
    /// Its part of the temple, Figure 1 of the Guiding Documents.
    pub part_of_figure: Part,
    /// Number of the commitment of the Beijing Declaration that it answers to.
    pub commitment: u8,
}

/// A measurement of a key feature.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measurement {
    /// Identifier in snake case.
    pub measurement: String,
    /// 1, 2 or 3.
    pub dimension: u8,
    /// The area of focus, `2.1`.
    pub area: String,
    /// The key feature, `2.1.3`.
    pub feature: String,
    /// Its title.
    pub feature_title: String,
    /// The measurement's title.
    pub measurement_title: String,
    /// Accepted source kinds: `official`, `survey`, `expert`.
    #[serde(deserialize_with = "bars")]
    pub sources: Vec<String>,
    /// How a change is computed.
    pub scale: Scale,
    /// Unit as printed, `%`.
    pub unit: String,
    /// The breakdown's name, `none` where there is one item.
    pub breakdown: String,
    /// The series expected: `total`, or the breakdown's items.
    #[serde(deserialize_with = "bars")]
    pub items: Vec<String>,
    /// Which way is progress; set by hand, never defaulted.
    pub direction: Direction,
    /// Smallest whole change called movement: points for percent and rating, a fraction for the rest.
    pub min_change: f64,
    /// Least value that can exist.
    pub possible_min: Option<f64>,
    /// Greatest value that can exist.
    pub possible_max: Option<f64>,
    /// Least value that raises no question.
    pub plausible_min: Option<f64>,
    /// Greatest value that raises no question.
    pub plausible_max: Option<f64>,
    /// What it means, in a sentence.
    pub meaning: String,
}

impl Measurement {
    /// Whether its values are amounts of money, which need a price base.
    pub fn is_money(&self) -> bool {
        self.unit.starts_with("US$")
    }
}

/// What who fills in the form must know of a measurement, and readers of its values need not.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instruction {
    /// The measurement's identifier.
    pub measurement: String,
    /// The end of a sentence that its meaning begins.
    pub instruction: String,
}

/// An SDMX observation status.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Status {
    /// One letter.
    pub code: String,
    /// Its title in CL_OBS_STATUS.
    pub title: String,
    /// Whether a value goes with it: `required`, `none` or `either`.
    pub value: ValueRule,
    /// What the methods do with the value.
    pub used_as: Use,
}

/// A code of the marts, in words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// `movement`, `certainty`, `reason`, `mark`, `standing`, `target`, `trend`, `gap`, `consistency` or `correction`.
    pub kind: String,
    /// As in the marts.
    pub code: String,
    /// A few words for a table or a legend.
    pub label: String,
    /// A sentence for a page.
    pub sentence: String,
}

/// How likely a score of the Mann-Kendall test is where values come in random order (methods 5).
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MannKendall {
    /// Points, no two equal.
    pub n: i64,
    /// Score without its sign: pairs that rise less pairs that fall.
    pub s: i64,
    /// Two-sided p: how likely so large a score is, above 0 and at most 1.
    pub p: f64,
}

/// A group of cities by the value of a context variable.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// `income` or `size`.
    pub scheme: String,
    /// Its place among the scheme's bands, from 1.
    pub position: u32,
    /// As readers see it.
    pub band: String,
    /// Context variable, in whose unit the bounds are.
    pub variable: String,
    /// Least value that belongs to it.
    pub least: f64,
    /// The value from which on it no longer does; none where it has no upper end.
    pub below: Option<f64>,
}

/// Bounds of a consistency check.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsistencyRule {
    /// The check: `parts` or `schooling`.
    pub rule: String,
    /// Measurement in question.
    pub measurement: String,
    /// Measurement that it is compared with.
    pub beside: Option<String>,
    /// Least value that raises no question.
    pub least: Option<f64>,
    /// Greatest value that raises no question.
    pub most: Option<f64>,
    /// What is compared, in a sentence.
    pub meaning: String,
}

/// A threshold that the methods use.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// Name in snake case, as in SQL.
    pub name: String,
    /// Value in force unless a network says otherwise.
    pub value: f64,
    /// Least value accepted.
    pub min: f64,
    /// Greatest value accepted.
    pub max: f64,
    /// What it does, in a sentence, with its unit.
    pub meaning: String,
}

fn bars<'de, D: serde::Deserializer<'de>>(d: D) -> Result<Vec<String>, D::Error> {
    Ok(String::deserialize(d)?.split('|').map(|s| s.trim().to_string()).collect())
}

impl Framework {
    /// Reads and checks `dir` (`data/framework`). The first fault is the error, with file and line.
    pub fn load(dir: &Path) -> Result<Framework> {
        let mut hash = Hash::default();
        let areas: Vec<Area> = rows(&dir.join("areas.csv"), &mut hash)?;
        let measurements: Vec<Measurement> = rows(&dir.join("key-features.csv"), &mut hash)?;
        let instructions: Vec<Instruction> = rows(&dir.join("instructions.csv"), &mut hash)?;
        let statuses: Vec<Status> = rows(&dir.join("statuses.csv"), &mut hash)?;
        #[derive(Deserialize)]
        struct Region {
            region: String,
        }
        let regions: Vec<Region> = rows(&dir.join("regions.csv"), &mut hash)?;
        #[derive(Deserialize)]
        struct Country {
            country: String,
            country_name: String,
        }
        let countries: Vec<Country> = rows(&dir.join("countries.csv"), &mut hash)?;
        let codes: Vec<Code> = rows(&dir.join("codes.csv"), &mut hash)?;
        let mann_kendall: Vec<MannKendall> = rows(&dir.join("mann-kendall.csv"), &mut hash)?;
        let context_bands: Vec<Band> = rows(&dir.join("context-bands.csv"), &mut hash)?;
        let consistency_rules: Vec<ConsistencyRule> = rows(&dir.join("consistency.csv"), &mut hash)?;
        let path = dir.join("settings.toml");
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Settings {
            setting: Vec<Setting>,
        }
        let settings: Settings = crate::base::source::toml_text(&path, &hash.read(&path)?)?;
        let framework = Framework {
            areas,
            measurements,
            instructions,
            statuses,
            regions: regions.into_iter().map(|r| r.region).collect(),
            countries: countries.into_iter().map(|c| (c.country, c.country_name)).collect(),
            codes,
            mann_kendall,
            context_bands,
            consistency_rules,
            settings: settings.setting,
            version: hash.finish(),
        };
        framework.check(dir)?;
        Ok(framework)
    }

    /// The measurement of that identifier.
    pub fn measurement(&self, id: &str) -> Option<&Measurement> {
        self.measurements.iter().find(|m| m.measurement == id)
    }

    /// The area of that number.
    pub fn area(&self, id: &str) -> Option<&Area> {
        self.areas.iter().find(|a| a.area == id)
    }

    /// What a measurement means, with what who fills in the form must know besides.
    pub fn meaning_in_form(&self, m: &Measurement) -> String {
        let of = self.instructions.iter().filter(|i| i.measurement == m.measurement);
        of.fold(m.meaning.clone(), |text, i| format!("{text}; {}", i.instruction))
    }

    /// Series that a city is asked for: 76.
    pub fn series_expected(&self) -> usize {
        self.measurements.iter().map(|m| m.items.len()).sum()
    }

    fn check(&self, dir: &Path) -> Result<()> {
        self.check_areas(dir)?;
        self.check_measurements(dir)?;
        self.check_bands(dir)?;
        self.check_rules(dir)?;
        self.check_mann_kendall(dir)?;
        self.check_settings(dir)
    }

    fn check_areas(&self, dir: &Path) -> Result<()> {
        let mut seen = BTreeSet::new();
        for (row, a) in self.areas.iter().enumerate() {
            if !seen.insert(&a.area) {
                return Err(Error::invalid(
                    at(dir, "areas.csv", row),
                    format!("area {} stands twice; remove one row", a.area),
                ));
            }
            let expected = match a.part_of_figure {
                Part::Pediment => 1,
                Part::Column => 2,
                Part::Step => 3,
            };
            if a.dimension != expected {
                return Err(Error::invalid(
                    at(dir, "areas.csv", row),
                    format!(
                        "dimension {} does not go with that part of the figure; it should be {expected}",
                        a.dimension
                    ),
                ));
            }
        }
        Ok(())
    }

    fn check_measurements(&self, dir: &Path) -> Result<()> {
        let mut seen = BTreeSet::new();
        for (row, m) in self.measurements.iter().enumerate() {
            let place = at(dir, "key-features.csv", row);
            if !m.measurement.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
                || m.measurement.is_empty()
            {
                return Err(Error::invalid(
                    place,
                    format!("measurement {:?} must be lower-case letters, digits and underscores", m.measurement),
                ));
            }
            if !seen.insert(&m.measurement) {
                return Err(Error::invalid(
                    place,
                    format!("measurement {} stands twice; remove one row", m.measurement),
                ));
            }
            let Some(area) = self.area(&m.area) else {
                return Err(Error::invalid(
                    place,
                    format!("area {} is not in areas.csv; add it there or mend it here", m.area),
                ));
            };
            if area.dimension != m.dimension || !m.feature.starts_with(&format!("{}.", m.area)) {
                return Err(Error::invalid(
                    place,
                    format!("feature {} does not belong to area {} of dimension {}", m.feature, m.area, m.dimension),
                ));
            }
            for s in &m.sources {
                if !SourceKind::VARIANTS.contains(&s.as_str()) {
                    return Err(Error::invalid(
                        place,
                        format!("source {s:?} is none of {}", SourceKind::VARIANTS.join(", ")),
                    ));
                }
            }
            let items: BTreeSet<_> = m.items.iter().collect();
            if items.len() != m.items.len() || m.items.iter().any(String::is_empty) {
                return Err(Error::invalid(place, "items must be names separated by |, each once"));
            }
            if !(m.min_change > 0.0 && m.min_change.is_finite()) {
                return Err(Error::invalid(place, format!("min_change {} must be above 0", m.min_change)));
            }
            for (name, lo, hi) in
                [("possible", m.possible_min, m.possible_max), ("plausible", m.plausible_min, m.plausible_max)]
            {
                if let (Some(lo), Some(hi)) = (lo, hi)
                    && lo >= hi
                {
                    return Err(Error::invalid(place, format!("{name}_min {lo} is not below {name}_max {hi}")));
                }
            }
        }
        Ok(())
    }

    fn check_bands(&self, dir: &Path) -> Result<()> {
        for (row, b) in self.context_bands.iter().enumerate() {
            let overlaps = |o: &&Band| {
                o.variable == b.variable
                    && o.scheme == b.scheme
                    && o.least < b.below.unwrap_or(f64::MAX)
                    && b.least < o.below.unwrap_or(f64::MAX)
            };
            if b.below.is_some_and(|below| below <= b.least) || self.context_bands.iter().filter(overlaps).count() > 1 {
                return Err(Error::invalid(
                    at(dir, "context-bands.csv", row),
                    format!("band {:?} is empty or overlaps another of the same variable; mend its bounds", b.band),
                ));
            }
        }
        Ok(())
    }

    fn check_rules(&self, dir: &Path) -> Result<()> {
        let known = |file: &str, row: usize, id: &str| match self.measurement(id) {
            Some(_) => Ok(()),
            None => Err(Error::invalid(
                at(dir, file, row),
                format!("measurement {id} is not in key-features.csv; mend one of them"),
            )),
        };
        for (row, i) in self.instructions.iter().enumerate() {
            known("instructions.csv", row, &i.measurement)?;
        }
        for (row, r) in self.consistency_rules.iter().enumerate() {
            for id in std::iter::once(&r.measurement).chain(&r.beside) {
                known("consistency.csv", row, id)?;
            }
        }
        Ok(())
    }

    fn check_mann_kendall(&self, dir: &Path) -> Result<()> {
        let mut seen = BTreeSet::new();
        for (row, m) in self.mann_kendall.iter().enumerate() {
            let place = at(dir, "mann-kendall.csv", row);
            if !seen.insert((m.n, m.s)) {
                return Err(Error::invalid(place, format!("n {} and s {} stand twice; remove one row", m.n, m.s)));
            }
            if !(m.p > 0.0 && m.p <= 1.0) {
                return Err(Error::invalid(place, format!("p {} must be above 0 and at most 1", m.p)));
            }
        }
        Ok(())
    }

    fn check_settings(&self, dir: &Path) -> Result<()> {
        let mut seen = BTreeSet::new();
        for s in &self.settings {
            let place = dir.join("settings.toml");
            if !seen.insert(&s.name) {
                return Err(Error::invalid(place.display(), format!("setting {} stands twice; remove one", s.name)));
            }
            if !(s.min..=s.max).contains(&s.value) {
                return Err(Error::invalid(
                    place.display(),
                    format!("setting {} = {} is outside {} to {}", s.name, s.value, s.min, s.max),
                ));
            }
        }
        Ok(())
    }
}

/// Where a row of a file of the catalogue is, for messages.
fn at(dir: &Path, file: &str, row: usize) -> String {
    format!("{} line {}", dir.join(file).display(), row + 2)
}
