//! `cities.csv`: the registry, whose columns `group.NAME` put cities into groups such as states or provinces.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::base::error::{Result, bail, ensure};
use crate::base::source::{Hash, csv_error, records};
use serde::Deserialize;

use crate::base::text::{check_name, valid_city_id};
use crate::model::framework::Framework;
use crate::model::network_file::GroupScheme;

/// A row of the registry.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct City {
    /// Identifier: letters, digits, `-` and `_`; names files and pages.
    pub city: String,
    /// Name in Latin script.
    pub name: String,
    /// Name in the city's own script; may be empty.
    pub local_name: Option<String>,
    /// BCP 47 tag of the language of the local name, as in `languages.csv`: `ar`, `zh-Hans`.
    pub local_name_language: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// One of UNESCO's five regions.
    pub region: String,
    /// Year in which it joined the network.
    pub joined: Option<i32>,
    /// Year from which it wants its progress measured.
    pub baseline_year: Option<i32>,
    /// Degrees east of Greenwich, WGS 84.
    pub longitude: Option<f64>,
    /// Degrees north of the equator, WGS 84.
    pub latitude: Option<f64>,
    /// Its group in each scheme that the registry has a column `group.NAME` for.
    #[serde(skip)]
    pub groups: BTreeMap<String, String>,
}

/// Before the name of a scheme of groups in the header.
const GROUP: &str = "group.";

/// Reads the registry; the error names the line.
pub(crate) fn read(path: &Path, hash: &mut Hash) -> Result<Vec<City>> {
    let text = hash.read(path)?;
    let (header, rows) = records(path, &text)?;
    let schemes: Vec<Option<&str>> = header.iter().map(|name| name.strip_prefix(GROUP)).collect();
    let mut seen = BTreeSet::new();
    if let Some(twice) = schemes.iter().flatten().find(|s| !seen.insert(**s)) {
        bail!(format!("{} line 1", path.display()), "the column {GROUP}{twice} is there twice; keep one");
    }
    let others = |row: &csv::StringRecord| -> csv::StringRecord {
        let kept = row.iter().zip(&schemes).filter(|(_, scheme)| scheme.is_none());
        let mut record: csv::StringRecord = kept.map(|(cell, _)| cell).collect();
        record.set_position(row.position().cloned());
        record
    };
    let plain = others(&header);
    let mut cities = Vec::new();
    for row in rows {
        let mut city: City = others(&row).deserialize(Some(&plain)).map_err(csv_error(path, &plain))?;
        let cells = row.iter().zip(&schemes);
        city.groups = cells
            .filter_map(|(cell, scheme)| scheme.filter(|_| !cell.is_empty()).map(|s| (s.to_string(), cell.to_string())))
            .collect();
        cities.push(city);
    }
    Ok(cities)
}

/// Whether the groups of `cities.csv` have names that fit on a page.
pub(crate) fn check_group_names(dir: &Path, cities: &[City]) -> Result<()> {
    for city in cities {
        for (scheme, name) in &city.groups {
            check_name(&dir.join("cities.csv").display(), &format!("the group.{scheme} of {}", city.city), name)?;
        }
    }
    Ok(())
}

/// Whether the groups of the registry and the schemes of `network.toml` go together. A scheme that a mapping is to bring
/// need not be there: its table may be refused.
pub(crate) fn check_groups(
    dir: &Path,
    schemes: &[GroupScheme],
    cities: &[City],
    is_brought: impl Fn(&str) -> bool,
) -> Result<()> {
    let known: BTreeSet<&str> = schemes.iter().map(|g| g.name.as_str()).collect();
    let used: BTreeSet<&str> = cities.iter().flat_map(|city| city.groups.keys().map(String::as_str)).collect();
    if let Some(scheme) = used.iter().find(|s| !known.contains(*s)) {
        bail!(
            dir.join("network.toml").display(),
            "the registry has a column group.{scheme} that is not declared; add [[group]] with name = {scheme:?} and its title"
        );
    }
    if let Some(scheme) = known.into_iter().find(|s| !used.contains(s) && !is_brought(s) && !cities.is_empty()) {
        bail!(
            dir.join("network.toml").display(),
            "group {scheme:?}: no city has one; add the column group.{scheme} to cities.csv, or to the registry of a mapping, or take the group out"
        );
    }
    Ok(())
}

/// What is wrong with a position in degrees; none where nothing is, and where there is no position.
pub(crate) fn position_fault(longitude: Option<f64>, latitude: Option<f64>) -> Option<String> {
    match (longitude, latitude) {
        (None, None) => None,
        (Some(_), None) => Some("longitude is given and latitude is not; give both or neither".into()),
        (None, Some(_)) => Some("latitude is given and longitude is not; give both or neither".into()),
        (Some(x), _) if !(-180.0..=180.0).contains(&x) => {
            Some(format!("longitude {x} is not between -180 and 180 degrees"))
        }
        (_, Some(y)) if !(-90.0..=90.0).contains(&y) => {
            Some(format!("latitude {y} is not between -90 and 90 degrees; longitude and latitude may be exchanged"))
        }
        (Some(0.0), Some(0.0)) => Some(
            "longitude and latitude are both 0, which lies in the sea; leave both empty where they are not known"
                .into(),
        ),
        _ => None,
    }
}

/// What is wrong with a language's tag, to follow the name of its column; none where nothing is.
pub(crate) fn language_fault(tag: &str, framework: &Framework) -> Option<String> {
    match framework.language_tag(tag) {
        Some(known) if known == tag => None,
        Some(known) => Some(format!("{tag:?} is written {known}")),
        None => Some(format!("{tag:?} is no BCP 47 tag of a known language, such as fr, ar or zh-Hans")),
    }
}

/// Checks registry rows; `path` names the file in messages, rows start on line 2.
pub fn check(path: &Path, cities: &[City], framework: &Framework) -> Result<()> {
    let mut seen = BTreeSet::new();
    for (row, c) in cities.iter().enumerate() {
        let place = format!("{} line {}", path.display(), row + 2);
        let City { city, name, country, region, .. } = c;
        ensure!(
            valid_city_id(city),
            place,
            "city {city:?} must be 1 to 64 letters a-z, digits, - and _, starting with a letter or digit, and not index: it names files and pages"
        );
        let is_new = seen.insert(city.to_ascii_lowercase());
        ensure!(is_new, place, "city {city} is there twice (capitals do not distinguish two cities); remove one row");
        ensure!(!name.trim().is_empty(), place, "city {city} has no name");
        check_name(&place, "name", name)?;
        if let Some(local) = c.local_name.as_ref().filter(|l| !l.trim().is_empty()) {
            check_name(&place, "local_name", local)?;
        }
        if let Some(tag) = c.local_name_language.as_deref() {
            if let Some(fault) = language_fault(tag, framework) {
                bail!(place, "city {city}: local_name_language {fault}");
            }
            let has_name = c.local_name.as_ref().is_some_and(|name| !name.trim().is_empty());
            ensure!(
                has_name,
                place,
                "city {city} has a local_name_language and no local_name; add it, or leave both empty"
            );
        }
        let is_known = framework.countries.contains_key(country);
        ensure!(is_known, place, "country {country:?} is no ISO 3166-1 alpha-3 code, such as KEN or MEX");
        let is_known = framework.regions.contains(region);
        ensure!(is_known, place, "region {region:?} is none of {}", framework.regions.join(", "));
        if let Some(fault) = position_fault(c.longitude, c.latitude) {
            bail!(place, "city {city}: {fault}");
        }
        for (what, year) in [("joined", c.joined), ("baseline_year", c.baseline_year)] {
            let year = year.unwrap_or(1900);
            ensure!((1900..=2100).contains(&year), place, "{what} {year} is no year between 1900 and 2100");
        }
    }
    Ok(())
}
