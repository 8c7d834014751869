//! The demonstration network: a network folder of invented cities, from a seed.
//!
//! [`names`] invents the cities, [`model`] their true values through the years, [`city`] their habits and roles,
//! [`observe`] what they report in a cycle, [`companions`] what comes with it, [`faults`] what goes wrong, [`brief`] the
//! stories of the annual brief, [`files`] the bytes. Every city has its own stream of the seed, so cities are made in
//! parallel and the bytes do not depend on the number of threads. [`atlas`] is a network of another shape.

pub mod atlas;
pub mod brief;
pub mod chance;
pub mod city;
pub mod companions;
pub mod contacts;
pub mod faults;
pub mod files;
pub mod model;
pub mod names;
pub mod observe;
pub mod quality;
pub mod row;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;

use crate::base::error::{Error, Result};
use crate::base::regular;
use crate::language::Language;
use crate::model::framework::Framework;
use crate::model::network_file::NetworkFile;
use crate::model::vocabulary::TOTAL;
use chance::Chance;
use city::{City, LAST_CYCLE, Role, World};
use companions::{Declaration, Plans, Stories};
use contacts::Countries;
use files::Submission;
use row::{Row, decimals, text};

/// First line of a demonstration network's `network.toml`: a folder that has it may be written anew.
const MARK: &str = "# Written by `learning-cities demo`: invented cities, invented figures.";

/// What to write.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Number of cities, at least 1.
    pub cities: usize,
    /// Number of cycles, 1 to 30.
    pub cycles: usize,
    /// The same seed gives the same bytes.
    pub seed: u64,
    /// Workbooks instead of CSV files.
    pub workbooks: bool,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Submissions: a city in a cycle.
    pub submissions: usize,
    /// Files, those of the network included.
    pub files: usize,
    /// Rows of observations.
    pub rows: usize,
}

/// Writes the network folder `out`; workbooks say what they ask in that language.
///
/// A demonstration network that is there is replaced; any other folder that is not empty is refused.
pub fn write(out: &Path, options: &Options, framework: &Framework, language: &Language) -> Result<Summary> {
    if options.cities == 0 || options.cities > 100_000 {
        return Err(Error::Usage(format!("--cities {}: give a number from 1 to 100000", options.cities)));
    }
    if options.cycles == 0 || options.cycles > 30 {
        return Err(Error::Usage(format!("--cycles {}: give a number from 1 to 30", options.cycles)));
    }
    let places = names::places(options.seed, options.cities)?;
    let models = model::Models::load(framework)?;
    let (stories, countries) = (Stories::load()?, Countries::load()?);
    let cycles: Vec<i32> = (0..options.cycles as i32).rev().map(|n| LAST_CYCLE - 2 * n).collect();
    let world = World { framework, models: &models, cycles: &cycles };
    prepare(out, MARK, &["submissions", "brief"])?;
    let network = network_toml(options);
    write_file(&out.join("network.toml"), network.as_bytes())?;
    let network: NetworkFile = crate::base::source::toml_text(&out.join("network.toml"), &network)?;
    write_file(&out.join("definitions.csv"), include_bytes!("definitions.csv"))?;
    let submissions = out.join("submissions");
    std::fs::create_dir_all(&submissions).map_err(Error::io("create", &submissions))?;

    let written: Vec<Written> = places
        .par_iter()
        .enumerate()
        .map(|(index, place)| {
            let mut chance = Chance::new(options.seed, 2 * index as u64 + 3);
            let city = City::new(index, place, world, &mut chance);
            let contacts = contacts::Desk::new(&city, &countries, options.seed);
            let mut written = Written::new(&city, world, countries.position(&city, options.seed));
            let submissions_of_city = submissions_of(&city, world, &stories, contacts, &mut chance);
            written.candidates = brief::candidates(&place.name, &submissions_of_city, framework);
            for submission in submissions_of_city {
                written.summary.submissions += 1;
                written.summary.rows += submission.rows.len();
                let files = match options.workbooks {
                    true => submission.workbook(framework, &network, &written.city, language)?,
                    false => submission.csv()?,
                };
                for (path, bytes) in files {
                    let path = submissions.join(path);
                    if let Some(folder) = path.parent() {
                        std::fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
                    }
                    write_file(&path, &bytes)?;
                    written.summary.files += 1;
                }
            }
            Ok(written)
        })
        .collect::<Result<_>>()?;

    let mut order: Vec<&Written> = written.iter().collect();
    order.sort_by(|a, b| a.city.city.cmp(&b.city.city));
    let registry = order.iter().map(|w| w.registry());
    write_file(&out.join("cities.csv"), &files::plain(&crate::ingest::read::raw::CITIES[..10], registry)?)?;
    let context = order.iter().flat_map(|w| w.context.iter().cloned());
    write_file(&out.join("context.csv"), &files::plain(&["city", "year", "variable", "value", "source"], context)?)?;
    let brief = brief::write(out, written.iter().flat_map(|w| w.candidates.iter().cloned()).collect())?;
    let sum = |count: fn(&Summary) -> usize| written.iter().map(|w| count(&w.summary)).sum::<usize>();
    Ok(Summary { submissions: sum(|s| s.submissions), files: 4 + brief + sum(|s| s.files), rows: sum(|s| s.rows) })
}

/// A city's rows of the registry and of the context.
struct Written {
    city: crate::model::cities::City,
    context: Vec<Vec<String>>,
    candidates: Vec<brief::Candidate>,
    summary: Summary,
}

impl Written {
    fn new(city: &City, world: World, position: Option<(f64, f64)>) -> Written {
        let p = city.place;
        let context = |(year, variable, value): (i32, &str, String)| {
            let source = match variable {
                city::INCOME_GROUP => "World Bank income group of the country",
                _ => "membership form",
            };
            vec![p.city.clone(), year.to_string(), variable.to_string(), value, source.to_string()]
        };
        Written {
            city: crate::model::cities::City {
                city: p.city.clone(),
                name: p.name.clone(),
                local_name: p.local_name.clone(),
                local_name_language: p.language.clone(),
                country: p.country.clone(),
                region: p.region.clone(),
                joined: Some(city.joined),
                baseline_year: city.baseline_in_registry.then_some(city.baseline),
                longitude: position.map(|(longitude, _)| longitude),
                latitude: position.map(|(_, latitude)| latitude),
                groups: BTreeMap::new(),
            },
            context: city.context(world).into_iter().map(context).collect(),
            candidates: Vec::new(),
            summary: Summary::default(),
        }
    }

    /// Cells of `cities.csv`.
    fn registry(&self) -> Vec<String> {
        let c = &self.city;
        let year = |y: Option<i32>| y.map(|y| y.to_string()).unwrap_or_default();
        let degrees = |d: Option<f64>| d.map(|d| format!("{d:.2}")).unwrap_or_default();
        vec![
            c.city.clone(),
            c.name.clone(),
            c.local_name.clone().unwrap_or_default(),
            c.local_name_language.clone().unwrap_or_default(),
            c.country.clone(),
            c.region.clone(),
            year(c.joined),
            year(c.baseline_year),
            degrees(c.longitude),
            degrees(c.latitude),
        ]
    }
}

/// Everything that a city sends, oldest first.
fn submissions_of(
    city: &City,
    world: World,
    stories: &Stories,
    mut contacts: contacts::Desk,
    chance: &mut Chance,
) -> Vec<Submission> {
    let plans = Plans::new(city, world, stories, &mut contacts, chance);
    let mut desk = observe::Desk::new(city, world, chance);
    let mut submissions = Vec::new();
    let mut history: BTreeMap<(String, String, i32), Row> = BTreeMap::new();
    for &cycle in &city.cycles {
        let mut rows = desk.cycle(cycle, chance);
        if rows.is_empty() {
            continue;
        }
        if cycle == world.last() {
            quality::describe(&mut rows, city.index);
        }
        let targets = companions::targets(city, world, cycle, &rows, chance);
        let declaration = plans.declaration(city, world, cycle, &contacts, chance);
        let key = |r: &Row| (r.measurement.clone(), r.item.clone(), r.reference_year);
        let sent: Vec<_> = rows.iter().map(|r| (key(r), r.clone())).collect();
        faults::rows(city, cycle, &mut rows);
        if city.sends_all_again() && cycle == world.last() {
            let new: BTreeSet<_> = sent.iter().map(|(key, _)| key).collect();
            rows.extend(history.iter().filter(|(key, _)| !new.contains(key)).map(|(_, row)| row.clone()));
        }
        history.extend(sent);
        let folder = format!("{}-{cycle}", city.place.city);
        let newest = cycle == world.last();
        let again = if city.role == Role::SentTwice && newest { resent(&rows, chance) } else { Vec::new() };
        let submitted_on = format!("{cycle}-09-{:02}T10:30", chance.whole(1, 28));
        let second = Declaration { submitted_on, ..declaration.clone() };
        let other = if city.disagrees_with_itself() && newest { by_another_office(&rows) } else { Vec::new() };
        let same_day = declaration.clone();
        let submission = |folder: String, declaration, rows, first: bool| Submission {
            city: city.place.city.clone(),
            cycle,
            folder,
            declaration,
            rows,
            targets: if first { targets.clone() } else { Vec::new() },
            practices: if first { plans.practices(cycle) } else { Vec::new() },
            dialect: faults::dialect(city, cycle),
            letter: faults::letter(city, cycle),
        };
        submissions.push(submission(folder.clone(), declaration, rows, true));
        if !again.is_empty() {
            submissions.push(submission(format!("{folder}-corrected"), second, again, false));
        }
        if !other.is_empty() {
            submissions.push(submission(format!("{folder}-statistics-office"), same_day, other, false));
        }
    }
    submissions
}

/// Official figures of the whole, without a status or an interval, which can be sent once more by themselves.
fn plain_figures(rows: &[Row]) -> impl Iterator<Item = &Row> {
    let is_plain = |r: &&Row| r.item == TOTAL && r.source == "official" && r.status.is_empty() && r.ci_lower.is_empty();
    rows.iter().filter(is_plain)
}

/// Measurements whose figures are never corrected by sending them again.
const NOT_RESENT: [&str; 4] =
    ["adult_literacy_rate", "pre_primary_enrolment", "mean_years_of_schooling", "unemployment_rate"];

/// A few rows of a cycle once more, corrected.
fn resent(rows: &[Row], chance: &mut Chance) -> Vec<Row> {
    let mut again = Vec::new();
    for row in plain_figures(rows).filter(|r| !NOT_RESENT.contains(&r.measurement.as_str())) {
        if again.len() < 3
            && chance.happens(0.4)
            && let Ok(value) = row.value.parse::<f64>()
        {
            again.push(Row {
                value: text(value * chance.between(0.94, 0.99), decimals(&row.value)),
                note: "Corrected after the audit of the registry.".into(),
                ..row.clone()
            });
        }
    }
    again
}

/// What another office of the city sends on the same day: one figure alike, two that are not.
fn by_another_office(rows: &[Row]) -> Vec<Row> {
    let figures = plain_figures(rows).filter_map(|row| Some((row, row.value.parse::<f64>().ok()?)));
    let other = |(n, (row, value)): (usize, (&Row, f64))| {
        let value = if n == 0 { row.value.clone() } else { text(value * 0.96, decimals(&row.value)) };
        Row { value, ..row.clone() }
    };
    figures.take(3).enumerate().map(other).collect()
}

/// Makes `out`, or removes these folders of the network that is there, where its `network.toml` begins with `mark`.
fn prepare(out: &Path, mark: &str, folders: &[&str]) -> Result<()> {
    match std::fs::read_dir(out) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            return std::fs::create_dir_all(out).map_err(Error::io("create", out));
        }
        Err(e) => return Err(Error::io("read", out)(e)),
        Ok(mut entries) => {
            if entries.next().is_none() {
                return Ok(());
            }
        }
    }
    let toml = regular::read_text(&out.join("network.toml")).unwrap_or_default();
    if !toml.starts_with(mark) {
        return Err(Error::Usage(format!(
            "--out {}: is not empty and not a demonstration network of this shape; name a new folder",
            out.display()
        )));
    }
    for folder in folders.iter().map(|name| out.join(name)) {
        match std::fs::remove_dir_all(&folder) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(Error::io("remove", &folder)(e)),
            _ => {}
        }
    }
    Ok(())
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(path, bytes).map_err(Error::io("write", path))
}

/// `network.toml`: who wrote it, by which command, and what stays the same.
fn network_toml(options: &Options) -> String {
    let Options { cities, cycles, seed, workbooks } = options;
    let flag = if *workbooks { " --workbooks" } else { "" };
    let command = format!("learning-cities demo --cities {cities} --cycles {cycles} --seed {seed}{flag} --out FOLDER");
    format!("{MARK}\n# {command}\n{}", include_str!("network.toml"))
}
