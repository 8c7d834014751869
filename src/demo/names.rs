//! Invented cities: where they lie and what they are called.
//!
//! A name is composed of elements in two scripts at once (`cultures.toml`). Names of well-known cities
//! (`real-cities.txt`) are refused, so that no invented figure is shown with a real city's name.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::chance::Chance;
use crate::base::error::{Error, Result};

/// An invented city.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Identifier: the name in lower-case ASCII.
    pub city: String,
    /// Name in Latin script.
    pub name: String,
    /// Name in its own script, where that differs.
    pub local_name: Option<String>,
    /// BCP 47 tag of the local name's language.
    pub language: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// UNESCO region.
    pub region: String,
    /// World Bank income group of its country: 1 low to 4 high.
    pub income: u8,
    /// Development at the start, 0 to 1: what its values lean on.
    pub development: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    income: Vec<Income>,
    culture: Vec<Culture>,
    parts: BTreeMap<String, Parts>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Income {
    group: u8,
    countries: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Culture {
    region: String,
    countries: Vec<String>,
    development: [f64; 2],
    parts: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    #[serde(default)]
    name: Option<String>,
    /// BCP 47 tag of the language of names in their own script.
    #[serde(default)]
    language: Option<String>,
    starts: Vec<String>,
    middles: Vec<String>,
    ends: Vec<String>,
    forms: Vec<String>,
}

/// How messages distinguish it.
const PLACE: &str = "src/demo/cultures.toml";

/// `count` places, each with its own name, regions in turn.
pub fn places(seed: u64, count: usize) -> Result<Vec<Place>> {
    let file: File = toml::from_str(include_str!("cultures.toml")).map_err(|e| Error::invalid(PLACE, e.message()))?;
    let mut regions: Vec<(&str, Vec<&Culture>)> = Vec::new();
    for culture in &file.culture {
        match regions.iter_mut().find(|(r, _)| *r == culture.region) {
            Some((_, list)) => list.push(culture),
            None => regions.push((&culture.region, vec![culture])),
        }
    }
    let real = real_cities();
    let mut taken = BTreeSet::new();
    let mut places = Vec::with_capacity(count);
    for index in 0..count {
        let missing =
            || Error::invalid(PLACE, "a culture needs parts, and the parts need starts, middles, ends and forms");
        let mut chance = Chance::new(seed, 2 * index as u64 + 2);
        let (region, cultures) = &regions[index % regions.len()];
        let culture = cultures[(index / regions.len()) % cultures.len()];
        let parts = file.parts.get(&culture.parts).ok_or_else(missing)?;
        let country = chance.pick(&culture.countries).ok_or_else(missing)?.clone();
        let income = file.income.iter().find(|i| i.countries.contains(&country)).map(|i| i.group);
        let income = income.ok_or_else(|| Error::invalid(PLACE, format!("{country} has no income group")))?;
        let development = chance.between(culture.development[0], culture.development[1]);
        let mut tries = 0;
        let (city, name, local) = loop {
            let (name, local) = parts.compose(&mut chance, tries / 24).ok_or_else(missing)?;
            tries += 1;
            let city = slug(&name);
            if !city.is_empty()
                && !real.contains(&fold(&name))
                && !real.contains(&fold(&local))
                && taken.insert(city.clone())
            {
                break (city, name, local);
            }
        };
        let (name, local_name) = if parts.name.as_deref() == Some("local") {
            (name, None)
        } else {
            let plain = plain(&name);
            (plain.clone(), (local != plain).then_some(local))
        };
        let language = local_name.as_ref().and(parts.language.clone());
        places.push(Place {
            city,
            name,
            local_name,
            language,
            country,
            region: region.to_string(),
            income,
            development,
        });
    }
    Ok(places)
}

/// Names of well-known real cities, folded, in Latin and in their own scripts.
pub fn real_cities() -> BTreeSet<String> {
    include_str!("real-cities.txt").lines().map(fold).filter(|n| !n.is_empty()).collect()
}

impl Parts {
    /// A name, Latin and local; `more` middles make it longer where short ones are used up.
    fn compose(&self, chance: &mut Chance, more: usize) -> Option<(String, String)> {
        let start = chance.pick(&self.starts)?;
        let end = chance.pick(&self.ends)?;
        let form = chance.pick(&self.forms)?;
        let mut middles = vec![chance.pick(&self.middles)?];
        for _ in 0..more {
            middles.push(chance.pick(&self.middles)?);
        }
        let build = |side: fn(&str) -> &str| {
            let mut middle: String = middles.iter().map(|m| side(m)).collect();
            let form = side(form);
            if more > 0 && !form.contains("{m}") {
                middle = middles[1..].iter().map(|m| side(m)).collect();
                return form.replace("{s}", &format!("{}{middle}", side(start))).replace("{e}", side(end));
            }
            form.replace("{s}", side(start)).replace("{m}", &middle).replace("{e}", side(end))
        };
        Some((build(latin), build(own)))
    }
}

fn latin(element: &str) -> &str {
    element.split_once('/').map_or(element, |(l, _)| l)
}

fn own(element: &str) -> &str {
    element.split_once('/').map_or(element, |(_, o)| o)
}

/// Letters by their form without diacritics.
const PLAIN: [(&str, &str); 16] = [
    ("a", "áàâãäåąảạầ"),
    ("e", "éèêëęẹếệễề"),
    ("i", "íìîïıịĩỉ"),
    ("o", "óòôõöøọộồơợ"),
    ("u", "úùûüưữụứ"),
    ("y", "ýỹÿ"),
    ("c", "çćč"),
    ("n", "ñń"),
    ("l", "ł"),
    ("d", "đ"),
    ("g", "ğ"),
    ("s", "şṣśš"),
    ("z", "źżž"),
    ("r", "ř"),
    ("I", "İ"),
    ("ss", "ß"),
];

/// Without diacritics.
fn plain(text: &str) -> String {
    let letter = |c: char| {
        // `İ` becomes two characters in lower case.
        let lower = if c == 'İ' { c } else { c.to_lowercase().next().unwrap_or(c) };
        match PLAIN.iter().find(|(_, marked)| marked.contains(lower)) {
            Some((base, _)) if c.is_uppercase() => base.to_uppercase(),
            Some((base, _)) => base.to_string(),
            None => c.to_string(),
        }
    };
    text.chars().map(letter).collect()
}

/// For comparison: no diacritics, lower case.
fn fold(text: &str) -> String {
    plain(text.trim()).to_lowercase()
}

/// An identifier: ASCII letters and digits, words joined by hyphens.
fn slug(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let words = words.map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>());
    words.filter(|word| !word.is_empty()).collect::<Vec<String>>().join("-")
}
