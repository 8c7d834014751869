//! A network is a folder: its name, its cities, their context, and what they sent.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use unic_langid::LanguageIdentifier;

use crate::characters::unprintable;
use crate::corrections::{self, Correction};
use crate::definitions::{self, Definition};
use crate::error::{Error, Result};
use crate::framework::{FileRead, Framework, Hash, rows};
use crate::ingest::limits::{NAME_CHARACTERS, TEXT_CHARACTERS};
use crate::registry;
use crate::table::Table;

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
    /// SHA-256 of network.toml, cities.csv, context.csv, definitions.csv and corrections.toml.
    pub version: String,
    /// These files, those that are there.
    pub files: Vec<FileRead>,
}

/// `network.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NetworkFile {
    /// Title of the network, as readers see it.
    pub name: String,
    /// Whether its cities are invented; marked on every page and chart.
    pub fictional: bool,
    /// Whether its values were collected from published sources, and no city sent them: pages then speak of values found.
    #[serde(default)]
    pub collected: bool,
    /// A sentence or two about the network and its sources, printed on the front page and the methods page.
    #[serde(default)]
    pub about: String,
    /// Name and about in other languages, by the language's tag: `[in.fr]`. Any other language has those above.
    #[serde(default, rename = "in")]
    pub words: BTreeMap<String, Words>,
    /// Context variables that make a peer group (methods 6).
    #[serde(default, rename = "peer_variable")]
    pub peer_variables: Vec<PeerVariable>,
    /// Groups of cities that the analyst lists, beside the nearest and the region (methods 6).
    #[serde(default, rename = "peer_group")]
    pub peer_groups: Vec<PeerGroup>,
    /// Schemes of groups that the registry has a column for (methods 6).
    #[serde(default, rename = "group")]
    pub groups: Vec<GroupScheme>,
    /// Settings that differ from `data/framework/settings.toml`, by name.
    #[serde(default)]
    pub settings: BTreeMap<String, f64>,
    /// How the cities' own CSV files write numbers.
    #[serde(default)]
    pub submissions: NumberFormat,
}

/// What a network says of itself in one more language; what it leaves out is said as above.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, expecting = "name, about or both under a heading of the language's own, such as [in.fr]")]
pub struct Words {
    /// Title of the network.
    pub name: Option<String>,
    /// A sentence or two about it.
    pub about: Option<String>,
}

/// The row of the table `network` for a language: its own, else the one for every language, which comes first.
pub fn row_in(table: &Table, tag: &str) -> usize {
    (0..table.len()).find(|row| table.text("language", *row) == Some(tag)).unwrap_or_default()
}

/// A context variable that makes a peer group.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "variable, title and unit under a heading of its own, [[peer_variable]]")]
pub struct PeerVariable {
    /// Its name in `context.csv` or in a mapping.
    pub variable: String,
    /// As readers see it: "population".
    pub title: String,
    /// As readers see it: "inhabitants".
    pub unit: String,
    /// `none` or `log` (for population, density, money).
    #[serde(default)]
    pub transform: Transform,
    /// Its weight in the distance, above 0.
    #[serde(default = "one")]
    pub weight: f64,
    /// A value more years than this before the brief's cycle is not used.
    #[serde(default = "ten")]
    pub max_age: i32,
}

/// A group of cities that the analyst lists, such as a thematic cluster.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "name, title and cities under a heading of its own, [[peer_group]]")]
pub struct PeerGroup {
    /// Name of the scheme in the marts: lower-case letters, digits, `-` and `_`.
    pub name: String,
    /// As readers see it: "Learning for climate action".
    pub title: String,
    /// Its cities, by id. A group of one is allowed: its city has too few peers there.
    pub cities: Vec<String>,
}

/// A scheme of groups, such as states or provinces: the column `group.NAME` of `cities.csv`, or of the registry that a mapping brings,
/// says to which one each city belongs.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, expecting = "name and title under a heading of its own, [[group]]")]
pub struct GroupScheme {
    /// Name of the scheme in the marts: lower-case letters, digits, `-` and `_`.
    pub name: String,
    /// What the scheme groups by, as readers see it: "province".
    pub title: String,
    /// The same in other languages, by the language's tag.
    #[serde(default)]
    pub titles: BTreeMap<String, String>,
}

/// Schemes of peers that every network has; no group of the analyst's may be called so.
pub(crate) const SCHEMES: [&str; 5] = ["nearest", "region", "country", "income", "size"];

/// What is done to a context variable before it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Transform {
    /// As it is.
    #[default]
    None,
    /// Natural logarithm; values at or below zero are left out.
    Log,
}

/// How numbers are written; declared, never guessed.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
#[serde(
    deny_unknown_fields,
    expecting = "decimal, thousands or both under a heading of their own, such as [submissions]"
)]
pub struct NumberFormat {
    /// `.` or `,`.
    #[serde(default = "point")]
    pub decimal: char,
    /// Thousands separator, if any: `,`, `.`, a space or an apostrophe.
    #[serde(default)]
    pub thousands: Option<char>,
}

impl Default for NumberFormat {
    fn default() -> Self {
        NumberFormat { decimal: '.', thousands: None }
    }
}

fn one() -> f64 {
    1.0
}
fn ten() -> i32 {
    10
}
fn point() -> char {
    '.'
}

/// A row of the registry.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct City {
    /// Identifier: letters, digits, `-` and `_`; names files and pages.
    pub city: String,
    /// Name in Latin script.
    pub name: String,
    /// Name in the city's own script; may be empty.
    #[serde(default)]
    pub local_name: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// One of UNESCO's five regions.
    pub region: String,
    /// Year in which it joined the network.
    pub joined: Option<i32>,
    /// Year from which it wants its progress measured.
    pub baseline_year: Option<i32>,
    /// Its group in each scheme that the registry has a column `group.NAME` for.
    #[serde(skip)]
    pub groups: BTreeMap<String, String>,
}

/// A row of `context.csv`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
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
    #[serde(default)]
    pub source: Option<String>,
}

impl Network {
    /// Reads `network.toml`, `cities.csv` and `context.csv` of `dir` and checks them.
    pub fn load(dir: &Path, framework: &Framework) -> Result<Network> {
        let mut hash = Hash::default();
        let path = dir.join("network.toml");
        if !dir.is_dir() || !path.is_file() {
            return Err(Error::invalid(dir.display(), "is not a network folder: it has no network.toml"));
        }
        let file: NetworkFile = toml_text(&path, &hash.read(&path)?)?;
        let cities_path = dir.join("cities.csv");
        let mut cities: Vec<City> = if cities_path.exists() {
            registry::read(&cities_path, &mut hash)?
        } else {
            Vec::new()
        };
        check_cities(&cities_path, &cities, framework)?;
        let context_path = dir.join("context.csv");
        let mut context: Vec<Context> = if context_path.exists() { rows(&context_path, &mut hash)? } else { Vec::new() };
        check_context(&context_path, &context, &cities)?;
        let definitions_path = dir.join("definitions.csv");
        let definitions = if definitions_path.exists() {
            definitions::read(&definitions_path, &mut hash, framework)?
        } else {
            Vec::new()
        };
        let corrections_path = dir.join("corrections.toml");
        let corrections = if corrections_path.exists() {
            corrections::read(&corrections_path, &hash.read(&corrections_path)?, framework)?
        } else {
            Vec::new()
        };
        cities.sort_by(|a, b| a.city.cmp(&b.city));
        context.sort_by(|a, b| (&a.city, &a.variable, a.year).cmp(&(&b.city, &b.variable, b.year)));
        let network = Network {
            dir: dir.to_path_buf(),
            file,
            cities,
            context,
            definitions,
            corrections,
            files: hash.files().to_vec(),
            version: hash.finish(),
        };
        network.check(&path, framework)?;
        Ok(network)
    }

    fn check(&self, path: &Path, framework: &Framework) -> Result<()> {
        let place = path.display();
        if self.file.name.trim().is_empty() {
            return Err(Error::invalid(place, "name is empty; give the network's name"));
        }
        check_name(&place, "name", &self.file.name)?;
        if !self.file.about.is_empty() {
            check_text(&place, "about", &self.file.about)?;
        }
        for (tag, words) in &self.file.words {
            check_tag(&place, tag, &format!("[in.{tag}]"))?;
            let empty = |text: &Option<String>| text.as_ref().is_none_or(|t| t.trim().is_empty());
            if empty(&words.name) && empty(&words.about) {
                return Err(Error::invalid(place, format!("[in.{tag}] says nothing; give it a name, an about, or both")));
            }
            if let Some(name) = &words.name {
                check_name(&place, &format!("[in.{tag}] name"), name)?;
            }
            if let Some(about) = &words.about {
                check_text(&place, &format!("[in.{tag}] about"), about)?;
            }
        }
        for (name, value) in &self.file.settings {
            let Some(s) = framework.settings.iter().find(|s| &s.name == name) else {
                let known: Vec<_> = framework.settings.iter().map(|s| s.name.as_str()).collect();
                return Err(Error::invalid(
                    place,
                    format!("[settings] {name} is not a setting; those are {}", known.join(", ")),
                ));
            };
            if !(s.min..=s.max).contains(value) {
                return Err(Error::invalid(place, format!("[settings] {name} = {value} is outside {} to {}", s.min, s.max)));
            }
        }
        let mut seen = BTreeSet::new();
        for v in &self.file.peer_variables {
            if !seen.insert(&v.variable) {
                return Err(Error::invalid(place, format!("peer_variable {} stands twice; remove one", v.variable)));
            }
            check_name(&place, "the variable of a peer_variable", &v.variable)?;
            check_name(&place, &format!("peer_variable {}: title", v.variable), &v.title)?;
            if v.unit.chars().any(char::is_control) || v.unit.chars().count() > NAME_CHARACTERS {
                return Err(Error::invalid(
                    place,
                    format!("peer_variable {}: unit must be a word or two on one line", v.variable),
                ));
            }
            if !(v.weight > 0.0 && v.weight.is_finite()) {
                return Err(Error::invalid(
                    place,
                    format!("peer_variable {}: weight {} must be above 0", v.variable, v.weight),
                ));
            }
        }
        self.check_groups(&place)?;
        registry::check_schemes(&place, &self.file)?;
        if !self.cities.is_empty() {
            self.check_members(&self.cities)?;
        }
        let n = &self.file.submissions;
        if !['.', ','].contains(&n.decimal) || n.thousands.is_some_and(|t| ![',', '.', ' ', '\''].contains(&t)) || n.thousands == Some(n.decimal) {
            return Err(Error::invalid(
                place,
                "[submissions] decimal is \".\" or \",\"; thousands is \",\", \".\", \" \" or \"'\" and not the decimal sign",
            ));
        }
        Ok(())
    }
}

impl Network {
    fn check_groups(&self, place: &dyn std::fmt::Display) -> Result<()> {
        let mut seen = BTreeSet::new();
        for g in &self.file.peer_groups {
            let fault = |what: String| Err(Error::invalid(place, format!("peer_group {:?}: {what}", g.name)));
            let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
            if g.name.is_empty() || g.name.len() > 64 || !g.name.bytes().all(fits) {
                return fault("a name is 1 to 64 lower-case letters, digits, - and _".into());
            }
            if SCHEMES.contains(&g.name.as_str()) {
                return fault(format!("the names {} are taken; choose another", SCHEMES.join(", ")));
            }
            if !seen.insert(&g.name) {
                return fault("stands twice; give each group a name of its own".into());
            }
            if g.title.trim().is_empty() {
                return fault("title is empty; readers see it".into());
            }
            check_name(&place, &format!("the title of the peer group {}", g.name), &g.title)?;
            if g.cities.is_empty() {
                return fault("has no cities; list their ids".into());
            }
            let mut members = BTreeSet::new();
            if let Some(twice) = g.cities.iter().find(|c| !members.insert(*c)) {
                return fault(format!("city {twice:?} stands twice; remove one"));
            }
        }
        Ok(())
    }

    /// Whether every city of a listed group is in the registry, and every group of the registry is in a scheme of the network:
    /// `cities.csv`, or what a mapping brings, which is known only when it has been read.
    pub fn check_members(&self, cities: &[City]) -> Result<()> {
        registry::check_groups(&self.dir, &self.file, cities)?;
        let known: BTreeSet<&str> = cities.iter().map(|c| c.city.as_str()).collect();
        for g in &self.file.peer_groups {
            if let Some(unknown) = g.cities.iter().find(|c| !known.contains(c.as_str())) {
                return Err(Error::invalid(
                    self.dir.join("network.toml").display(),
                    format!(
                        "peer_group {:?}: city {unknown:?} is not in the registry; use the id of a city there, or remove it",
                        g.name
                    ),
                ));
            }
        }
        Ok(())
    }
}

/// Whether a language's tag is written as its file of messages is: `fr`, `pt-BR`. `shown` is the tag as the file writes it.
pub(crate) fn check_tag(place: &dyn std::fmt::Display, tag: &str, shown: &str) -> Result<()> {
    let id: Option<LanguageIdentifier> = tag.parse().ok();
    match id.filter(|id| id.language.as_str().len() <= 3) {
        None => Err(Error::invalid(
            place,
            format!("{shown} is no language; name it as its file in data/messages is named: fr, es or pt-BR"),
        )),
        Some(id) if id != tag => Err(Error::invalid(place, format!("{shown} is written {}", shown.replace(tag, &id.to_string())))),
        Some(_) => Ok(()),
    }
}

/// Whether `id` can name a city, its files and its pages. `index` names the page of all cities.
pub fn valid_city_id(id: &str) -> bool {
    !id.is_empty()
        && !id.eq_ignore_ascii_case("index")
        && id.len() <= 64
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        && id.as_bytes()[0].is_ascii_alphanumeric()
}

/// Whether a name or title can stand inside a sentence of others: one line of bounded length with a letter or a digit, and nothing that is
/// not seen and turns what comes after it.
pub(crate) fn check_name(place: &dyn std::fmt::Display, what: &str, text: &str) -> Result<()> {
    if text.trim().chars().any(|c| matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')) {
        return Err(Error::invalid(place, format!("{what} runs over more than one line; write it on one")));
    }
    check_words(place, what, text, NAME_CHARACTERS)
}

/// As [`check_name`], for a text that may be longer and have lines.
pub(crate) fn check_text(place: &dyn std::fmt::Display, what: &str, text: &str) -> Result<()> {
    check_words(place, what, text, TEXT_CHARACTERS)
}

fn check_words(place: &dyn std::fmt::Display, what: &str, text: &str, most: usize) -> Result<()> {
    let characters = text.chars().count();
    if characters > most {
        return Err(Error::invalid(
            place,
            format!("{what} has {characters} characters and at most {most} fit; shorten it"),
        ));
    }
    if let Some(c) = text.chars().find(|c| *c != '\n' && unprintable(*c)) {
        let code = u32::from(c);
        return Err(Error::invalid(
            place,
            format!("{what} holds a character that is not seen and changes how others are shown, U+{code:04X}; type the text anew without it"),
        ));
    }
    if !text.chars().any(char::is_alphanumeric) {
        return Err(Error::invalid(place, format!("{what} {text:?} has no letter and no digit; write it out")));
    }
    Ok(())
}

/// Checks registry rows; `path` names the file in messages, rows start on line 2.
pub fn check_cities(path: &Path, cities: &[City], framework: &Framework) -> Result<()> {
    let mut seen = BTreeSet::new();
    for (row, c) in cities.iter().enumerate() {
        let place = format!("{} line {}", path.display(), row + 2);
        if !valid_city_id(&c.city) {
            return Err(Error::invalid(
                place,
                format!(
                    "city {:?} must be 1 to 64 letters a-z, digits, - and _, starting with a letter or digit: it names files and pages",
                    c.city
                ),
            ));
        }
        if !seen.insert(c.city.to_ascii_lowercase()) {
            return Err(Error::invalid(
                place,
                format!("city {} stands twice (capitals do not tell two cities apart); remove one row", c.city),
            ));
        }
        if c.name.trim().is_empty() {
            return Err(Error::invalid(place, format!("city {} has no name", c.city)));
        }
        check_name(&place, "name", &c.name)?;
        if let Some(local) = c.local_name.as_ref().filter(|l| !l.trim().is_empty()) {
            check_name(&place, "local_name", local)?;
        }
        if !framework.countries.contains_key(&c.country) {
            return Err(Error::invalid(
                place,
                format!("country {:?} is no ISO 3166-1 alpha-3 code, such as KEN or MEX", c.country),
            ));
        }
        if !framework.regions.contains(&c.region) {
            return Err(Error::invalid(
                place,
                format!("region {:?} is none of {}", c.region, framework.regions.join(", ")),
            ));
        }
        for (what, year) in [("joined", c.joined), ("baseline_year", c.baseline_year)] {
            if year.is_some_and(|y| !(1900..=2100).contains(&y)) {
                return Err(Error::invalid(
                    place,
                    format!("{what} {} is no year between 1900 and 2100", year.unwrap_or_default()),
                ));
            }
        }
    }
    Ok(())
}

fn check_context(path: &Path, context: &[Context], cities: &[City]) -> Result<()> {
    let known: BTreeSet<_> = cities.iter().map(|c| c.city.as_str()).collect();
    let mut seen = BTreeSet::new();
    for (row, c) in context.iter().enumerate() {
        let place = format!("{} line {}", path.display(), row + 2);
        if !known.contains(c.city.as_str()) {
            return Err(Error::invalid(place, format!("city {:?} is not in cities.csv", c.city)));
        }
        check_name(&place, "variable", &c.variable)?;
        if !c.value.is_finite() {
            return Err(Error::invalid(place, format!("value {} is not a number", c.value)));
        }
        if !(1900..=2100).contains(&c.year) {
            return Err(Error::invalid(place, format!("year {} is not between 1900 and 2100", c.year)));
        }
        if !seen.insert((&c.city, &c.variable, c.year)) {
            return Err(Error::invalid(
                place,
                format!("{} of {} in {} stands twice; remove one row", c.variable, c.city, c.year),
            ));
        }
    }
    Ok(())
}

/// Parses TOML; the error names the file and the line.
pub(crate) fn toml_text<T: serde::de::DeserializeOwned>(path: &Path, text: &str) -> Result<T> {
    toml::from_str(text).map_err(|e| {
        let line = e.span().map_or(1, |s| text[..s.start.min(text.len())].matches('\n').count() + 1);
        Error::invalid(format!("{} line {line}", path.display()), worded(e.message()))
    })
}

/// What is wrong, without the names that our code has for it.
fn worded(message: &str) -> String {
    match message.split_once("expected struct ") {
        Some((before, after)) => {
            let after = after.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
            format!("{before}expected lines of its own under a heading in square brackets{after}")
        }
        None => message.to_string(),
    }
}
