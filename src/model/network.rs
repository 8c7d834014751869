//! A network is a folder: its name, its cities, their context, and what they sent.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::base::error::{Result, bail, ensure};
use crate::base::source::{FileRead, Hash, rows, toml_text};
use crate::base::text::check_name;
use crate::model::cities::{self, City};
use crate::model::corrections::{self, Correction};
use crate::model::definitions::{self, Definition};
use crate::model::foreword::{self, Forewords};
use crate::model::framework::Framework;
use crate::model::network_file::NetworkFile;
use crate::model::stories::{self, Stories};
use crate::model::unread;

/// A network folder, read and checked. Submissions and mappings are read by [`crate::ingest`].
#[derive(Debug, Clone, Default)]
pub struct Network {
    /// The folder.
    pub dir: PathBuf,
    /// `network.toml`, checked.
    pub file: NetworkFile,
    /// `cities.csv`, sorted by city; empty where a mapping brings the registry.
    pub cities: Vec<City>,
    /// `context.csv`, sorted; empty where a mapping brings it.
    pub context: Vec<Context>,
    /// `definitions.csv`, sorted by id, the row for every language before the others; empty where there is none.
    pub definitions: Vec<Definition>,
    /// `corrections.toml`, sorted by the row they correct; empty where there is none.
    pub corrections: Vec<Correction>,
    /// Forewords of the annual brief, from the folder `brief`.
    pub forewords: Forewords,
    /// Stories and photographs of the annual brief, from the folder `brief`.
    pub stories: Stories,
    /// SHA-256 of network.toml, cities.csv, context.csv, definitions.csv, corrections.toml, the
    /// forewords, the stories and the photographs.
    pub version: String,
    /// These files, those that are there.
    pub files: Vec<FileRead>,
}

/// A row of `context.csv`.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    /// The city.
    pub city: String,
    /// Year of the value.
    pub year: i32,
    /// Variable's name.
    pub variable: String,
    /// Value, in the variable's unit.
    pub value: f64,
    /// Where it is from.
    pub source: Option<String>,
}

impl Network {
    /// Reads `network.toml`, `cities.csv` and `context.csv` of `dir` and checks them.
    pub fn load(dir: &Path, framework: &Framework) -> Result<Network> {
        let mut hash = Hash::default();
        let path = dir.join("network.toml");
        if !dir.is_dir() || !path.exists() {
            bail!(dir.display(), "is not a network folder: it has no network.toml");
        }
        unread::refuse_beside(dir)?;
        let file: NetworkFile = toml_text(&path, &hash.read(&path)?)?;
        // Each of the others may be missing.
        let there = |name: &str| Some(dir.join(name)).filter(|path| path.exists());
        let mut registry = there("cities.csv").map_or(Ok(Vec::new()), |path| cities::read(&path, &mut hash))?;
        cities::check(&dir.join("cities.csv"), &registry, framework)?;
        let written = there("context.csv").map_or(Ok(Vec::new()), |path| rows(&path, &mut hash))?;
        let mut context = check_context(&dir.join("context.csv"), &written, &registry, &file)?;
        let definitions = there("definitions.csv");
        let definitions = definitions.map_or(Ok(Vec::new()), |path| definitions::read(&path, &mut hash, framework))?;
        let corrections = there("corrections.toml");
        let corrections =
            corrections.map_or(Ok(Vec::new()), |path| corrections::read(&path, &hash.read(&path)?, framework))?;
        let forewords = foreword::read(dir, &mut hash)?;
        let stories = stories::read(dir, &mut hash, framework)?;
        registry.sort_by(|a, b| a.city.cmp(&b.city));
        context.sort_by(|a, b| (&a.city, &a.variable, a.year).cmp(&(&b.city, &b.variable, b.year)));
        let network = Network {
            dir: dir.to_path_buf(),
            file,
            cities: registry,
            context,
            definitions,
            corrections,
            forewords,
            stories,
            files: hash.files().to_vec(),
            version: hash.finish(),
        };
        network.file.check(&path.display(), framework)?;
        if !network.cities.is_empty() {
            cities::check_group_names(dir, &network.cities)?;
            network.check_groups(&network.cities, |_| false)?;
            network.check_members()?;
        }
        Ok(network)
    }

    /// Whether every group of the registry is in a scheme of the network: of `cities.csv`, or of what a mapping brings,
    /// which is known only when it has been read. `is_brought` says whether a mapping is to bring a scheme.
    pub fn check_groups(&self, cities: &[City], is_brought: impl Fn(&str) -> bool) -> Result<()> {
        cities::check_groups(&self.dir, &self.file.groups, cities, is_brought)
    }

    /// Whether every city of a listed group or of a story is in `cities.csv`.
    fn check_members(&self) -> Result<()> {
        let known: BTreeSet<&str> = self.cities.iter().map(|c| c.city.as_str()).collect();
        for g in &self.file.peer_groups {
            if let Some(unknown) = g.cities.iter().find(|c| !known.contains(c.as_str())) {
                bail!(
                    self.dir.join("network.toml").display(),
                    "peer_group {:?}: city {unknown:?} is not in the registry; use the id of a city there, or remove it",
                    g.name
                );
            }
        }
        if let Some(story) = self.stories.all.iter().find(|story| !known.contains(story.city.as_str())) {
            bail!(
                self.dir.join("brief").join(stories::FILE).display(),
                "the story of area {}: city {:?} is not in the registry; use the id of a city there, or remove the story",
                story.area,
                story.city
            );
        }
        Ok(())
    }
}

/// A row of `context.csv` as it is written: what a value's text says of the sign between thousands its number does not.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenContext {
    city: String,
    year: i32,
    variable: String,
    value: String,
    source: Option<String>,
}

fn check_context(path: &Path, written: &[WrittenContext], cities: &[City], file: &NetworkFile) -> Result<Vec<Context>> {
    let known: BTreeSet<_> = cities.iter().map(|c| c.city.as_str()).collect();
    let by_logarithm: BTreeSet<&str> = file.variables_by_logarithm().collect();
    let mut seen = BTreeSet::new();
    let mut context = Vec::with_capacity(written.len());
    for (row, w) in written.iter().enumerate() {
        let place = context_place(path, row);
        let WrittenContext { city, year, variable, value, source } = w;
        let Ok(value) = value.parse::<f64>() else {
            bail!(
                place,
                "value is no number; write it with digits and a decimal point, without signs between thousands"
            );
        };
        ensure!(known.contains(city.as_str()), place, "city {city:?} is not in cities.csv");
        check_name(&place, "variable", variable)?;
        ensure!(value.is_finite(), place, "value {value} is not a number");
        ensure!((1900..=2100).contains(year), place, "year {year} is not between 1900 and 2100");
        check_source(&place, value, source.as_deref().unwrap_or_default())?;
        ensure!(
            value > 0.0 || !by_logarithm.contains(variable.as_str()),
            place,
            "{variable} of {city} is {value}, and network.toml compares {variable} by logarithms (transform = \"log\"), which only values above 0 have; mend the value, or remove the row"
        );
        let is_new = seen.insert((city, variable, year));
        ensure!(is_new, place, "{variable} of {city} in {year} is there twice; remove one row");
        context.push(Context {
            city: city.clone(),
            year: *year,
            variable: variable.clone(),
            value,
            source: source.clone(),
        });
    }
    check_decimals(path, written)?;
    check_jumps(path, &context)?;
    Ok(context)
}

fn context_place(path: &Path, row: usize) -> String {
    format!("{} line {}", path.display(), row + 2)
}

/// No value has just three decimals where all others of its variable are whole: its point would set thousands apart.
fn check_decimals(path: &Path, written: &[WrittenContext]) -> Result<()> {
    let mut others: BTreeMap<&str, (bool, Option<usize>)> = BTreeMap::new();
    for (row, w) in written.iter().enumerate() {
        let (all_whole, first) = others.entry(&w.variable).or_insert((true, None));
        if has_three_decimals(&w.value) {
            first.get_or_insert(row);
        } else {
            *all_whole &= !w.value.contains(['.', 'e', 'E']);
        }
    }
    for (variable, (all_whole, first)) in others {
        let Some(row) = first.filter(|_| all_whole) else { continue };
        if written.iter().filter(|w| w.variable == variable).all(|w| has_three_decimals(&w.value)) {
            continue;
        }
        let value = &written[row].value;
        bail!(
            context_place(path, row),
            "{variable} is {value}, and the other values of {variable} are whole: if the point sets thousands apart write {}, otherwise write the value with fewer decimals",
            value.replace('.', "")
        );
    }
    Ok(())
}

/// Whether a number is one to three digits, a point and three digits, as is one with a point between thousands.
fn has_three_decimals(text: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    text.split_once('.').is_some_and(|(whole, decimals)| {
        (1..=3).contains(&whole.len())
            && !whole.starts_with('0')
            && digits(whole)
            && decimals.len() == 3
            && digits(decimals)
    })
}

/// From one year of a series to the next no value grows or shrinks about a thousandfold: one of them would be in
/// thousands.
fn check_jumps(path: &Path, context: &[Context]) -> Result<()> {
    const ABOUT_A_THOUSAND: std::ops::RangeInclusive<f64> = 500.0..=2000.0;
    // Values by year, each with its row.
    type Years = BTreeMap<i32, (usize, f64)>;
    let mut series: BTreeMap<(&str, &str), Years> = BTreeMap::new();
    for (row, c) in context.iter().enumerate() {
        series.entry((&c.city, &c.variable)).or_default().insert(c.year, (row, c.value));
    }
    for ((city, variable), years) in series {
        let pairs = years.iter().zip(years.iter().skip(1));
        let jump = pairs.into_iter().find(|((_, (_, before)), (_, (_, after)))| {
            let (less, more) = (before.min(*after), before.max(*after));
            // Small values grow so: shares of a new technology, say.
            less > 0.0 && more >= 1000.0 && ABOUT_A_THOUSAND.contains(&(more / less))
        });
        if let Some(((year, (_, before)), (next, (row, after)))) = jump {
            bail!(
                context_place(path, *row),
                "{variable} of {city} is {before} in {year} and {after} in {next}, about a thousand times as much or as little: if a point sets thousands apart, take it out; if a value is in thousands, write every value in one unit"
            );
        }
    }
    Ok(())
}

/// The source of a value holds no other row, which two stray quotation marks would put into it, and no decimals of the
/// value, which a decimal comma would.
fn check_source(place: &str, value: f64, source: &str) -> Result<()> {
    ensure!(
        !source.contains(['\n', '\r']),
        place,
        "source begins on this line and ends on another: a quotation mark (\") opens it, and rows below may be part of it; remove that mark, or put the source on one line"
    );
    let is_year = source.parse().is_ok_and(|year: i32| (1900..=2100).contains(&year));
    let is_number = !source.is_empty() && source.bytes().all(|b| b.is_ascii_digit());
    ensure!(
        !is_number || is_year || value.fract() != 0.0,
        place,
        "source is the number {source:?}; if the value is {value},{source} with a decimal comma, write {value}.{source}, otherwise say in words where it is from"
    );
    Ok(())
}
