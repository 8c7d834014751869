//! What the network's own files, mappings and declarations say of the cities, put together.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use crate::base::error::Result;
use crate::ingest::frames::{self, lookup};
use crate::ingest::merge::consent::{self, Declared};
use crate::ingest::read::files::Input;
use crate::ingest::report::DeclaredFeature;
use crate::model::cities::City;
use crate::model::network::Network;
use crate::model::vocabulary::Consent;

/// The network's registry and what mappings add, sorted; where both name a city the network's own row counts, then the
/// first file's.
pub fn join_registry(network: Option<&Network>, registry: &DataFrame) -> Vec<City> {
    let mut cities: BTreeMap<String, City> = BTreeMap::new();
    for city in network.iter().flat_map(|n| &n.cities) {
        cities.insert(city.city.clone(), city.clone());
    }
    for row in frames::rows(registry).filter(|r| !r.is("refused")) {
        let text = |c: &str| row.text(c).map(str::to_string);
        let year = |c: &str| row.integer(c).and_then(|y| i32::try_from(y).ok());
        if let (Some(city), Some(name), Some(country), Some(region)) =
            (text("city"), text("name_clean"), text("country"), text("region"))
        {
            cities.entry(city.clone()).or_insert_with(|| City {
                city,
                name,
                local_name_language: text("local_name_clean").and(text("local_name_language_id")),
                local_name: text("local_name_clean"),
                country,
                region,
                joined: year("joined_n"),
                baseline_year: year("baseline_n"),
                longitude: row.number("longitude_n"),
                latitude: row.number("latitude_n"),
                groups: groups(row.text("groups")),
            });
        }
    }
    cities.into_values().collect()
}

/// Groups as a mapping hands them over.
fn groups(text: Option<&str>) -> BTreeMap<String, String> {
    let pairs = text.unwrap_or_default().lines().filter_map(|line| line.split_once('='));
    pairs.map(|(scheme, name)| (scheme.to_string(), name.trim().to_string())).collect()
}

/// A declared baseline year counts before the registry's: the newest that a public declaration gives.
pub fn baseline_years(cities: &mut [City], declared: &[Declared]) {
    let governing = consent::governing(declared);
    let mut newest: BTreeMap<&str, (&Option<String>, i64, &str, i64)> = BTreeMap::new();
    for d in declared.iter().filter(|d| governing.get(&(d.city.as_str(), d.cycle)) == Some(&Consent::Public)) {
        if let Some(year) = d.baseline {
            let row = (&d.date, d.cycle, d.sha.as_str(), year);
            let best = newest.entry(&d.city).or_insert(row);
            if row > *best {
                *best = row;
            }
        }
    }
    for city in cities {
        if let Some((_, _, _, year)) = newest.get(city.city.as_str()) {
            city.baseline_year = i32::try_from(*year).ok();
        }
    }
}

/// Priorities and expertise of each city's newest accepted declaration.
pub fn declared_features(declared: &[Declared], inputs: &[Input]) -> Vec<DeclaredFeature> {
    let governing = consent::governing(declared);
    let mut newest: BTreeMap<&str, &Declared> = BTreeMap::new();
    for d in declared.iter().filter(|d| d.accepted) {
        let best = newest.entry(&d.city).or_insert(d);
        if (&d.date, d.cycle, &d.sha) > (&best.date, best.cycle, &best.sha) {
            *best = d;
        }
    }
    let mut features: Vec<DeclaredFeature> = Vec::new();
    for d in newest.values() {
        for (role, list) in [("priority", &d.priorities), ("expertise", &d.expertise)] {
            for feature in list.iter().flat_map(|l| l.split('|')) {
                features.push(DeclaredFeature {
                    city: d.city.clone(),
                    role,
                    feature: feature.to_string(),
                    consent: governing.get(&(d.city.as_str(), d.cycle)).copied().unwrap_or(Consent::Private),
                    submission: inputs.get(d.input as usize).map(|i| i.submission_id().to_string()).unwrap_or_default(),
                });
            }
        }
    }
    features.sort();
    features
}

/// Context of the network's own file and of mappings; the own file counts before a mapping's, a later file before an
/// earlier.
pub fn join_context(network: Option<&Network>, mapped: DataFrame) -> Result<DataFrame> {
    let mut rows: BTreeMap<(String, String, i64), f64> = BTreeMap::new();
    for row in frames::rows(&mapped).filter(|r| !r.is("refused")) {
        if let (Some(city), Some(variable), Some(year), Some(value)) =
            (row.text("city"), row.text("variable"), row.integer("year_n"), row.number("value_n"))
        {
            rows.insert((city.to_string(), variable.to_string(), year), value);
        }
    }
    for c in network.iter().flat_map(|n| &n.context) {
        rows.insert((c.city.clone(), c.variable.clone(), c.year.into()), c.value);
    }
    lookup!((key, value) in rows => city = key.0.as_str(), year = key.2, variable = key.1.as_str(), value = *value)
}
