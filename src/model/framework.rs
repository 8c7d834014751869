//! The catalogue of Key Features: `data/framework/`, read and checked before anything else.
//!
//! It is data: a measurement is a row of `key-features.csv`, a threshold a row of `settings.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use strum::VariantNames;
use unic_langid::LanguageIdentifier;

use crate::base::error::{Result, bail, ensure};
use crate::base::source::{Hash, rows, toml_text};
use crate::base::text::is_snake_case;
use crate::model::vocabulary::{Direction, Part, Scale, SdgMatch, SourceKind, Use, ValueRule};

/// What every rule, page and query of a brief refers to.
#[derive(Debug, Clone)]
pub struct Framework {
    /// The 12 areas of focus, in the order of the Guiding Documents.
    pub areas: Vec<Area>,
    /// The measurements, in the order of the printed form.
    pub measurements: Vec<Measurement>,
    /// What the form adds to the meaning of a measurement, for who fills it in.
    pub instructions: Vec<Instruction>,
    /// SDMX observation statuses (CL_OBS_STATUS 2.2), strongest flag first.
    pub statuses: Vec<Status>,
    /// The five UNESCO regions, in alphabetical order.
    pub regions: Vec<String>,
    /// ISO 3166-1 alpha-3 code to English short name.
    pub countries: BTreeMap<String, String>,
    /// Languages that a tag may name, by tag.
    pub languages: Vec<LanguageName>,
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
    /// What that commitment asks, in the Declaration's own words (UNESCO, Beijing Declaration on Building Learning
    /// Cities, 2013).
    pub commitment_text: String,
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
    /// UN SDG indicator that measures this or nearly this, `4.6.1`.
    pub sdg_indicator: Option<String>,
    /// Whether it measures the same or nearly the same.
    pub sdg_match: Option<SdgMatch>,
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

/// A language and what it is called.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageName {
    /// BCP 47 tag.
    pub language: String,
    /// Name in English.
    pub language_name: String,
    /// Name in the language itself; empty where it is not known.
    pub own_name: Option<String>,
}

/// A code of the marts, in words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// `movement`, `certainty`, `reason`, `mark`, `standing`, `target`, `trend`, `gap`, `consistency`, `correction`,
    /// `cost` or `quality`.
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
    /// A language's tag as it is stored, `pt-BR`; none where its language is not listed.
    pub fn language_tag(&self, text: &str) -> Option<String> {
        let tag: LanguageIdentifier = text.trim().parse().ok()?;
        let listed = |tag: &str| self.languages.iter().any(|l| l.language == tag);
        listed(tag.language.as_str()).then(|| tag.to_string())
    }

    /// Reads and checks `dir` (`data/framework`). The first fault is the error, with file and line.
    pub fn load(dir: &Path) -> Result<Framework> {
        let mut hash = Hash::default();
        #[derive(Deserialize)]
        struct Region {
            region: String,
        }
        #[derive(Deserialize)]
        struct Country {
            country: String,
            country_name: String,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Settings {
            setting: Vec<Setting>,
        }
        let file = |name: &str| dir.join(name);
        // Files are read, and hashed, in this order.
        let framework = Framework {
            areas: rows(&file("areas.csv"), &mut hash)?,
            measurements: rows(&file("key-features.csv"), &mut hash)?,
            instructions: rows(&file("instructions.csv"), &mut hash)?,
            statuses: rows(&file("statuses.csv"), &mut hash)?,
            regions: rows(&file("regions.csv"), &mut hash)?.into_iter().map(|r: Region| r.region).collect(),
            countries: rows(&file("countries.csv"), &mut hash)?
                .into_iter()
                .map(|c: Country| (c.country, c.country_name))
                .collect(),
            languages: rows(&file("languages.csv"), &mut hash)?,
            codes: rows(&file("codes.csv"), &mut hash)?,
            mann_kendall: rows(&file("mann-kendall.csv"), &mut hash)?,
            context_bands: rows(&file("context-bands.csv"), &mut hash)?,
            consistency_rules: rows(&file("consistency.csv"), &mut hash)?,
            settings: toml_text::<Settings>(&file("settings.toml"), &hash.read(&file("settings.toml"))?)?.setting,
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
            ensure!(seen.insert(&a.area), at(dir, "areas.csv", row), "area {} is there twice; remove one row", a.area);
            let expected = match a.part_of_figure {
                Part::Pediment => 1,
                Part::Column => 2,
                Part::Step => 3,
            };
            ensure!(
                a.dimension == expected,
                at(dir, "areas.csv", row),
                "dimension {} does not go with that part of the figure; it should be {expected}",
                a.dimension
            );
        }
        Ok(())
    }

    fn check_measurements(&self, dir: &Path) -> Result<()> {
        let mut seen = BTreeSet::new();
        for (row, m) in self.measurements.iter().enumerate() {
            let place = at(dir, "key-features.csv", row);
            let Measurement { measurement: id, dimension, area: number, feature, min_change, .. } = m;
            ensure!(is_snake_case(id), place, "measurement {id:?} must be lower-case letters, digits and underscores");
            ensure!(seen.insert(id), place, "measurement {id} is there twice; remove one row");
            let Some(area) = self.area(number) else {
                bail!(place, "area {number} is not in areas.csv; add it there or mend it here");
            };
            let belongs = area.dimension == *dimension && feature.starts_with(&format!("{number}."));
            ensure!(belongs, place, "feature {feature} does not belong to area {number} of dimension {dimension}");
            let kinds = SourceKind::VARIANTS;
            if let Some(source) = m.sources.iter().find(|source| !kinds.contains(&source.as_str())) {
                bail!(place, "source {source:?} is none of {}", kinds.join(", "));
            }
            let items: BTreeSet<_> = m.items.iter().collect();
            let is_list = items.len() == m.items.len() && !m.items.iter().any(String::is_empty);
            ensure!(is_list, place, "items must be names separated by |, each once");
            ensure!(*min_change > 0.0 && min_change.is_finite(), place, "min_change {min_change} must be above 0");
            ensure!(
                m.sdg_indicator.is_some() == m.sdg_match.is_some(),
                place,
                "sdg_indicator and sdg_match go together; write same or near for an indicator, or empty both"
            );
            if let Some(number) = m.sdg_indicator.as_deref().filter(|number| !is_sdg_indicator(number)) {
                bail!(place, "sdg_indicator {number:?} is no number of a UN SDG indicator, such as 4.6.1 or 5.b.1");
            }
            for (name, lo, hi) in
                [("possible", m.possible_min, m.possible_max), ("plausible", m.plausible_min, m.plausible_max)]
            {
                if let (Some(lo), Some(hi)) = (lo, hi)
                    && lo >= hi
                {
                    bail!(place, "{name}_min {lo} is not below {name}_max {hi}");
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
                bail!(
                    at(dir, "context-bands.csv", row),
                    "band {:?} is empty or overlaps another of the same variable; mend its bounds",
                    b.band
                );
            }
        }
        Ok(())
    }

    fn check_rules(&self, dir: &Path) -> Result<()> {
        let known = |file: &str, row: usize, id: &str| {
            let place = at(dir, file, row);
            ensure!(
                self.measurement(id).is_some(),
                place,
                "measurement {id} is not in key-features.csv; mend one of them"
            );
            Ok(())
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
            ensure!(seen.insert((m.n, m.s)), place, "n {} and s {} are there twice; remove one row", m.n, m.s);
            ensure!(m.p > 0.0 && m.p <= 1.0, place, "p {} must be above 0 and at most 1", m.p);
        }
        Ok(())
    }

    fn check_settings(&self, dir: &Path) -> Result<()> {
        let mut seen = BTreeSet::new();
        for s in &self.settings {
            let place = dir.join("settings.toml");
            ensure!(seen.insert(&s.name), place.display(), "setting {} is there twice; remove one", s.name);
            let Setting { name, value, min, max, .. } = s;
            ensure!(
                (min..=max).contains(&value),
                place.display(),
                "setting {name} = {value} is outside {min} to {max}"
            );
        }
        Ok(())
    }
}

/// Whether a text is the number of an SDG indicator: goal from 1 to 17, target (a number or a letter), number.
fn is_sdg_indicator(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let number = |part: &str| part.parse::<u8>().ok().filter(|n| *n > 0 && n.to_string() == part);
    let is_target = |part: &str| number(part).is_some() || part.len() == 1 && part.as_bytes()[0].is_ascii_lowercase();
    matches!(parts[..], [goal, target, last]
        if number(goal).is_some_and(|goal| goal <= 17) && is_target(target) && number(last).is_some())
}

/// Where a row of a file of the catalogue is, for messages.
fn at(dir: &Path, file: &str, row: usize) -> String {
    format!("{} line {}", dir.join(file).display(), row + 2)
}
