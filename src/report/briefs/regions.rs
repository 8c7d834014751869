//! Requests and offers by key feature, and the regions with their cities, in the annual brief.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::City;
use crate::document::{Block, Cell, Medium, Row, Table};
use crate::model::relations::Practice;
use crate::report::facts::network::{Movement, areas_table, by_name, sum};
use crate::report::site::Site;
use crate::{columns, say};

/// Cities named in one cell; the pages of the features have all.
const NAMED: usize = 12;
/// Practices named of a city.
const PRACTICES: usize = 3;

/// Which cities ask and which offer, by key feature; features with neither are left out.
pub fn exchange(site: &Site) -> Option<Block> {
    let (l, c) = (&site.language, &site.catalogue);
    let mut declared: BTreeMap<(&str, &str), BTreeSet<usize>> = BTreeMap::new();
    for row in site.rows.declarations.iter() {
        declared.entry((row.feature, row.role)).or_default().insert(c.by_name(row.city));
    }
    let names = |feature: &str, role: &str| {
        let places = declared.get(&(feature, role)).into_iter().flatten();
        let names: Vec<&str> = places.filter_map(|place| c.cities.get(*place)).map(|c| c.name.as_str()).collect();
        if names.is_empty() { Cell::None } else { l.list_some(&names, NAMED).into() }
    };
    let rows = c.features.iter().filter_map(|f| {
        let roles = ["expertise", "priority"];
        roles.iter().any(|role| declared.contains_key(&(f.id.as_str(), *role))).then(|| {
            let title = say!(l, "brief-area-title", number = &f.id, title = &f.title);
            Row::headed(title, roles.map(|role| names(&f.id, role)))
        })
    });
    let columns =
        columns!(l => text "brief-feature" sharing 3, text "brief-offering" sharing 4, text "brief-asking" sharing 4);
    let table = Table::new(say!(l, "brief-exchange-caption"), columns, rows);
    let blocks = match table.rows.is_empty() {
        true => vec![Block::paragraph(say!(l, "brief-exchange-none"))],
        false => vec![Block::lead(say!(l, "brief-exchange-how")), Block::Table(table)],
    };
    Some(Block::section("exchange", say!(l, "brief-exchange"), 60, blocks))
}

/// What cities have described, by key feature; features without a practice are left out.
pub fn practices(site: &Site) -> Option<Block> {
    let (l, c) = (&site.language, &site.catalogue);
    let mut described: BTreeMap<&str, BTreeSet<(usize, &str)>> = BTreeMap::new();
    for row in site.rows.practices.iter() {
        if let Some(feature) = row.feature {
            described.entry(feature).or_default().insert((c.by_name(row.city), row.title));
        }
    }
    let named = |(place, title): &(usize, &str)| {
        let city = c.cities.get(*place).map(|city| city.name.clone()).unwrap_or_default();
        say!(l, "brief-practice-city", practice = *title, city)
    };
    let rows = c.features.iter().filter_map(|f| {
        let practices: Vec<String> = described.get(f.id.as_str())?.iter().map(named).collect();
        let title = say!(l, "brief-area-title", number = &f.id, title = &f.title);
        Some(Row::headed(title, [l.list_some(&practices, NAMED).into()]))
    });
    let columns = columns!(l => text "brief-feature" sharing 2, text "brief-practices" sharing 5);
    let table = Table::new(say!(l, "brief-practices-caption"), columns, rows);
    let blocks = vec![Block::lead(say!(l, "brief-practices-how")), Block::Table(table)];
    (!described.is_empty()).then(|| Block::section("practices", say!(l, "brief-practices-title"), 60, blocks))
}

/// Each region: its cities with what they ask, offer and describe, and counts from enough cities on.
pub fn sections(site: &Site, movement: &Movement) -> Vec<Block> {
    let mut regions: BTreeMap<&str, Vec<&City>> = BTreeMap::new();
    for city in &site.catalogue.cities {
        regions.entry(&city.region).or_default().push(city);
    }
    let named = by_name(site, regions).into_iter();
    named.map(|(id, name, cities)| section(site, movement, id, &name, &cities)).collect()
}

fn section(site: &Site, movement: &Movement, id: &str, name: &str, cities: &[&City]) -> Block {
    let l = &site.language;
    let published = cities.iter().filter(|city| city.published).count();
    let mut blocks = vec![Block::lead(say!(l, "brief-region-cities", n = cities.len(), published))];
    match movement.regions.iter().find(|region| region.id == id) {
        Some(region) => {
            blocks.push(Block::paragraph(sum(&region.areas).sentence(l)));
            let caption = say!(l, "brief-region-table", region = name);
            blocks.push(Block::Table(areas_table(site, caption, &region.areas, Medium::Print)));
        }
        None => {
            let least = site.catalogue.setting("summary_cities").unwrap_or_default() as i64;
            blocks.push(Block::note(say!(l, "brief-region-few", n = least)));
        }
    }
    let table = table(site, name, cities);
    let told: BTreeSet<usize> = table.1;
    if !table.0.rows.is_empty() {
        blocks.push(Block::Table(table.0));
    }
    let place = |city: &City| say!(l, "brief-city-country", city = &city.name, country = &city.country);
    let others: Vec<String> = cities
        .iter()
        .filter(|city| !told.contains(&site.catalogue.by_name(&city.id)))
        .map(|city| place(city))
        .collect();
    if !others.is_empty() {
        blocks.push(Block::paragraph(say!(l, "brief-region-others", cities = l.list_apart(others))));
    }
    Block::section(id, name, 60, blocks)
}

/// Cities that ask, offer or describe something, by name, and their places among all cities.
fn table(site: &Site, region: &str, cities: &[&City]) -> (Table, BTreeSet<usize>) {
    let (l, c) = (&site.language, &site.catalogue);
    let features = |city: &City, role: &str| {
        let rows = site.rows.declarations.of(&city.id).filter(|row| row.role == role);
        let titles: Vec<&str> = rows.filter_map(|row| c.feature(row.feature)).map(|f| f.title.as_str()).collect();
        if titles.is_empty() { Cell::None } else { l.list_apart(titles.into_iter().map(str::to_string)).into() }
    };
    let practices = |city: &City| {
        let rows: Vec<Practice> = site.rows.practices.of(&city.id).collect();
        let titles: Vec<&str> = rows.iter().map(|row| row.title).collect();
        if titles.is_empty() { Cell::None } else { l.list_some(&titles, PRACTICES).into() }
    };
    let mut told = BTreeSet::new();
    let mut rows = Vec::new();
    for city in cities {
        let cells = [features(city, "expertise"), features(city, "priority"), practices(city)];
        if cells.iter().any(|cell| !matches!(cell, Cell::None)) {
            told.insert(c.by_name(&city.id));
            let title = say!(l, "brief-city-country", city = &city.name, country = &city.country);
            rows.push(Row::headed(title, cells));
        }
    }
    let columns = columns!(l => text "areas-city" sharing 3, text "brief-offering-help" sharing 4,
        text "brief-asking-help" sharing 4, text "brief-practices" sharing 4);
    (Table::new(say!(l, "brief-region-caption", region), columns, rows), told)
}
