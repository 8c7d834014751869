//! What the network's own files, mappings and declarations say of the cities, put together.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use crate::base::error::{Error, Result};
use crate::base::names::number;
use crate::base::text::{check_name, quoted};
use crate::ingest::checks;
use crate::ingest::finding::Findings;
use crate::ingest::frames::{self, Places, Row, lookup};
use crate::ingest::merge::consent::{self, Declared};
use crate::ingest::report::DeclaredFeature;
use crate::model::cities::City;
use crate::model::network::Network;
use crate::model::vocabulary::Consent;

/// The network's registry and what mappings add, sorted; where both name a city the network's own row counts, then that
/// of the file whose name comes first. Files that describe a city otherwise than it are a finding each.
pub fn join_registry(
    network: Option<&Network>,
    registry: &DataFrame,
    places: &Places<'_>,
    findings: &mut Findings,
) -> Result<Vec<City>> {
    let (code, unfit) = (checks::code_of("registry_differs")?, checks::code_of("text_too_long")?);
    let mut cities: BTreeMap<String, (City, Option<Row<'_>>)> = BTreeMap::new();
    for city in network.iter().flat_map(|n| &n.cities) {
        cities.insert(city.city.clone(), (city.clone(), None));
    }
    for row in frames::rows(registry).filter(|r| !r.is("refused")) {
        let Some(mut city) = described(row) else { continue };
        let id = city.city.clone();
        city.groups.retain(|scheme, name| {
            let fault = check_name(&"", &format!("the group.{scheme} of {id}"), name).err();
            if let Some(Error::Invalid { message, .. }) = &fault {
                let message = format!("{}. It is left out.", sentence(message));
                findings.push(places.finding(row, unfit, "groups", Some(name), message));
            }
            fault.is_none()
        });
        match cities.get(&city.city) {
            Some((first, Some(other))) if let Some((what, used, found)) = difference(first, &city) => {
                let used_file = places.file(*other);
                let message = format!(
                    "{used_file} comes first and has {} for the {what} of {}; this file has {}. That of {used_file} is used. Mend one of the two, or put the city into cities.csv, which counts before both.",
                    quoted(Some(&used)),
                    city.city,
                    quoted(Some(&found))
                );
                findings.push(places.finding(row, code, "city", Some(&found), message));
            }
            Some(_) => {}
            None => drop(cities.insert(city.city.clone(), (city, Some(row)))),
        }
    }
    Ok(cities.into_values().map(|(city, _)| city).collect())
}

/// With a capital.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A city as a row of a registry describes it; none where what every city has is missing.
fn described(row: Row<'_>) -> Option<City> {
    let text = |c: &str| row.text(c).map(str::to_string);
    let year = |c: &str| row.integer(c).and_then(|y| i32::try_from(y).ok());
    Some(City {
        city: text("city")?,
        name: text("name_clean")?,
        local_name_language: text("local_name_clean").and(text("local_name_language_id")),
        local_name: text("local_name_clean"),
        country: text("country")?,
        region: text("region")?,
        joined: year("joined_n"),
        baseline_year: year("baseline_n"),
        longitude: row.number("longitude_n"),
        latitude: row.number("latitude_n"),
        groups: groups(row.text("groups")),
    })
}

/// The first thing that two rows say differently of a city: what it is, and what each says. What only one of them says
/// is no difference.
fn difference(first: &City, second: &City) -> Option<(&'static str, String, String)> {
    let year = |y: Option<i32>| y.map(|y| y.to_string());
    let position = |city: &City| Some(format!("{} {}", city.longitude?, city.latitude?));
    let said = |city: &City| {
        [
            ("name", Some(city.name.clone())),
            ("local name", city.local_name.clone()),
            ("country", Some(city.country.clone())),
            ("region", Some(city.region.clone())),
            ("year of joining", year(city.joined)),
            ("baseline year", year(city.baseline_year)),
            ("position", position(city)),
        ]
    };
    let pairs = said(first).into_iter().zip(said(second));
    pairs.into_iter().find_map(|((what, first), (_, second))| {
        let (first, second) = (first?, second?);
        (first != second).then_some((what, first, second))
    })
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
pub fn declared_features(declared: &[Declared]) -> Vec<DeclaredFeature> {
    let governing = consent::governing(declared);
    let mut newest: BTreeMap<&str, &Declared> = BTreeMap::new();
    for d in declared.iter().filter(|d| d.accepted && !d.is_of_contact_alone()) {
        let best = newest.entry(&d.city).or_insert(d);
        if (&d.date, d.cycle, !d.held, &d.sha) > (&best.date, best.cycle, !best.held, &best.sha) {
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
                    submission: d.submission().to_string(),
                });
            }
        }
    }
    features.sort();
    features
}

/// A value of context and the row of a mapped table that gives it.
type Given<'a> = (f64, Row<'a>);

/// Context of the network's own file and of mappings. The own file counts before mappings, and a later edition of a mapped
/// table before an earlier one; where files of one date disagree on a value none of them is used, and each of its rows is
/// a finding.
pub fn join_context(
    network: Option<&Network>,
    mapped: DataFrame,
    places: &Places<'_>,
    findings: &mut Findings,
) -> Result<DataFrame> {
    let code = checks::code_of("context_conflict")?;
    let mut rows: BTreeMap<(String, String, i64), f64> = BTreeMap::new();
    for c in network.iter().flat_map(|n| &n.context) {
        rows.insert((c.city.clone(), c.variable.clone(), c.year.into()), c.value);
    }
    let mut given: BTreeMap<(&str, &str, i64), Vec<Given<'_>>> = BTreeMap::new();
    for row in frames::rows(&mapped).filter(|r| !r.is("refused")) {
        if let (Some(city), Some(variable), Some(year), Some(value)) =
            (row.text("city"), row.text("variable"), row.integer("year_n"), row.number("value_n"))
        {
            given.entry((city, variable, year)).or_default().push((value, row));
        }
    }
    for ((city, variable, year), mut all) in given {
        // A later edition takes the place of an earlier one.
        let newest = all.iter().map(|(_, row)| row.text("submitted_on")).max().flatten();
        all.retain(|(_, row)| row.text("submitted_on") == newest);
        let key = (city.to_string(), variable.to_string(), year);
        if rows.contains_key(&key) {
            continue;
        }
        let (first, of_first) = all[0];
        let Some((second, of_second)) = all.iter().copied().find(|(value, _)| *value != first) else {
            rows.insert(key, first);
            continue;
        };
        for (value, row) in &all {
            let (other, of_other) = if *value == first { (second, of_second) } else { (first, of_first) };
            let message = format!(
                "The {variable} of {city} in {year} is {} in {} and {} in {}. Neither is used. Leave one of the two files out, or put the right value into context.csv, which counts before both.",
                number(*value),
                places.file(*row),
                number(other),
                places.file(of_other)
            );
            findings.push(places.finding(*row, code, "value", Some(&number(*value)), message));
        }
    }
    lookup!((key, value) in rows => city = key.0.as_str(), year = key.2, variable = key.1.as_str(), value = *value)
}
