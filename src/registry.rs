//! `cities.csv`: the registry, whose columns `group.NAME` put cities into groups such as states or provinces.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::error::{Error, Result};
use crate::framework::Hash;
use crate::network::{City, NetworkFile, SCHEMES, check_name, check_tag};

/// Before the name of a scheme of groups in the header.
const GROUP: &str = "group.";

/// Reads the registry; the error names the line.
pub(crate) fn read(path: &Path, hash: &mut Hash) -> Result<Vec<City>> {
    let text = hash.read(path)?;
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let fault = |e: csv::Error| {
        let line = e.position().map_or(1, csv::Position::line);
        let message = match e.kind() {
            csv::ErrorKind::Deserialize { err, .. } => err.to_string(),
            _ => e.to_string(),
        };
        Error::invalid(format!("{} line {line}", path.display()), message)
    };
    let header = reader.headers().map_err(fault)?.clone();
    let schemes: Vec<Option<&str>> = header.iter().map(|name| name.strip_prefix(GROUP)).collect();
    let mut seen = BTreeSet::new();
    if let Some(twice) = schemes.iter().flatten().find(|s| !seen.insert(**s)) {
        return Err(Error::invalid(
            format!("{} line 1", path.display()),
            format!("the column {GROUP}{twice} is there twice; keep one"),
        ));
    }
    let others = |row: &csv::StringRecord| -> csv::StringRecord {
        let kept = row.iter().zip(&schemes).filter(|(_, scheme)| scheme.is_none());
        let mut record: csv::StringRecord = kept.map(|(cell, _)| cell).collect();
        record.set_position(row.position().cloned());
        record
    };
    let plain = others(&header);
    let mut cities = Vec::new();
    for row in reader.records() {
        let row = row.map_err(fault)?;
        let mut city: City = others(&row).deserialize(Some(&plain)).map_err(fault)?;
        let cells = row.iter().zip(&schemes);
        city.groups = cells
            .filter_map(|(cell, scheme)| scheme.filter(|_| !cell.is_empty()).map(|s| (s.to_string(), cell.to_string())))
            .collect();
        cities.push(city);
    }
    Ok(cities)
}

/// Whether each `[[group]]` of `network.toml` can name a scheme of peers.
pub(crate) fn check_schemes(place: &dyn std::fmt::Display, file: &NetworkFile) -> Result<()> {
    let mut taken: BTreeSet<&str> = SCHEMES.into_iter().chain(file.peer_groups.iter().map(|g| g.name.as_str())).collect();
    for g in &file.groups {
        let fault = |what: String| Err(Error::invalid(place, format!("group {:?}: {what}", g.name)));
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
        if g.name.is_empty() || g.name.len() > 64 || !g.name.bytes().all(fits) {
            return fault("a name is 1 to 64 lower-case letters, digits, - and _".into());
        }
        if !taken.insert(&g.name) {
            let taken: Vec<&str> = taken.into_iter().collect();
            return fault(format!("the names {} are taken; choose another", taken.join(", ")));
        }
        check_name(&place, &format!("the title of the group {}", g.name), &g.title)?;
        for (tag, title) in &g.titles {
            check_tag(&place, tag, &format!("group {}: titles.{tag}", g.name))?;
            check_name(&place, &format!("the title of the group {} in {tag}", g.name), title)?;
        }
    }
    Ok(())
}

/// Whether the groups of the registry and the schemes of `network.toml` go together.
pub(crate) fn check_groups(dir: &Path, file: &NetworkFile, cities: &[City]) -> Result<()> {
    let known: BTreeSet<&str> = file.groups.iter().map(|g| g.name.as_str()).collect();
    let mut used: BTreeMap<&str, &City> = BTreeMap::new();
    for city in cities {
        for (scheme, name) in &city.groups {
            used.entry(scheme).or_insert(city);
            check_name(&dir.join("cities.csv").display(), &format!("the group.{scheme} of {}", city.city), name)?;
        }
    }
    if let Some(scheme) = used.keys().find(|s| !known.contains(*s)) {
        return Err(Error::invalid(
            dir.join("network.toml").display(),
            format!("the registry has a column group.{scheme} that is not declared; add [[group]] with name = {scheme:?} and its title"),
        ));
    }
    match known.into_iter().find(|s| !used.contains_key(s)) {
        Some(scheme) if !cities.is_empty() => Err(Error::invalid(
            dir.join("network.toml").display(),
            format!("group {scheme:?}: no city has one; add the column group.{scheme} to cities.csv, or to the registry of a mapping, or take the group out"),
        )),
        _ => Ok(()),
    }
}
