//! Practices by key feature, and the regions with their cities, in the annual brief.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::City;
use crate::document::{Block, Cell, Medium, Row, Table};
use crate::model::relations::Practice;
use crate::report::facts::network::{Movement, areas_table, sum};
use crate::report::site::Site;
use crate::{columns, say};

/// Cities named in one cell; the pages of the features have all.
const NAMED: usize = 12;
/// Further cities of a region that are named at its end.
const OTHERS: usize = 40;
/// Features and practices named of a city in the table of its region; the tables by feature have more.
const TITLES: usize = 3;

/// What cities have described, by key feature; features without a practice are left out.
pub fn practices(site: &Site) -> Option<Block> {
    let (l, c) = (&site.language, &site.catalogue);
    let mut described: BTreeMap<&str, BTreeMap<(usize, &str), BTreeSet<usize>>> = BTreeMap::new();
    let mut rows: Vec<Practice> = site.rows.practices.iter().collect();
    rows.sort_by_key(|row| (c.by_name(row.city), row.title));
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        let city = c.by_name(row.city);
        // What several cities call the same is named once, where the first of them is.
        let place = *first.entry(row.title).or_insert(city);
        if let Some(feature) = row.feature {
            described.entry(feature).or_default().entry((place, row.title)).or_default().insert(city);
        }
    }
    let named = |((_, title), cities): (&(usize, &str), &BTreeSet<usize>)| {
        let cities = cities.iter().filter_map(|place| c.cities.get(*place)).map(|city| city.name.as_str());
        let cities = l.list_some(&cities.collect::<Vec<&str>>(), NAMED);
        say!(l, "brief-practice-city", practice = *title, city = cities)
    };
    let rows = c.features.iter().filter_map(|f| {
        let practices: Vec<String> = described.get(f.id.as_str())?.iter().map(named).collect();
        let title = say!(l, "brief-area-title", number = &f.id, title = &f.title);
        let (shown, more) = practices.split_at(practices.len().min(NAMED));
        let more = (!more.is_empty()).then(|| say!(l, "brief-practices-further", n = more.len()));
        Some(Row::headed(title, [l.list_apart(shown.iter().cloned().chain(more)).into()]))
    });
    let columns = columns!(l => text "brief-feature" sharing 2, text "brief-practices" sharing 5);
    let table = Table::new(say!(l, "brief-practices-caption"), columns, rows);
    let blocks = vec![Block::lead(say!(l, "brief-practices-how")), Block::Table(table)];
    (!described.is_empty()).then(|| Block::section("practices", say!(l, "brief-practices-title"), 60, blocks))
}

/// Each region by name: its cities with what they ask, offer and describe, and counts from enough cities on.
pub fn sections(site: &Site, movement: &Movement) -> Vec<Block> {
    let l = &site.language;
    let mut regions: BTreeMap<&str, Vec<&City>> = BTreeMap::new();
    for city in &site.catalogue.cities {
        regions.entry(&city.region).or_default().push(city);
    }
    let mut regions: Vec<(&str, Vec<&City>)> = regions.into_iter().collect();
    regions.sort_by(|a, b| l.compare(a.0, b.0));
    regions.into_iter().map(|(name, cities)| section(site, movement, name, &cities)).collect()
}

fn section(site: &Site, movement: &Movement, name: &str, cities: &[&City]) -> Block {
    let l = &site.language;
    let published = cities.iter().filter(|city| city.published).count();
    let mut blocks = vec![Block::lead(say!(l, "brief-region-cities", n = cities.len(), published))];
    match movement.regions.iter().find(|region| region.name == name) {
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
    let (table, told) = table(site, name, cities);
    if !table.rows.is_empty() {
        blocks.push(Block::Table(table));
    }
    let place = |city: &City| say!(l, "brief-city-country", city = &city.name, country = &city.country);
    let others = cities.iter().filter(|city| !told.contains(&site.catalogue.by_name(&city.id)));
    let others: Vec<String> = others.map(|city| place(city)).collect();
    // More are in the index of cities only.
    if (1..=OTHERS).contains(&others.len()) {
        blocks.push(Block::paragraph(say!(l, "brief-region-others", cities = l.list_apart(others))));
    }
    Block::section("region", name, 120, blocks)
}

/// Cities that ask, offer or describe something, by name, and their places among all cities.
fn table(site: &Site, region: &str, cities: &[&City]) -> (Table, BTreeSet<usize>) {
    let (l, c) = (&site.language, &site.catalogue);
    // Titles hold commas themselves.
    let some = |titles: Vec<&str>| {
        let (shown, more) = titles.split_at(titles.len().min(TITLES));
        let more = (!more.is_empty()).then(|| say!(l, "brief-practices-further", n = more.len()));
        let shown = shown.iter().map(ToString::to_string);
        if titles.is_empty() { Cell::None } else { l.list_apart(shown.chain(more)).into() }
    };
    let features = |city: &City, role: &str| {
        let rows = site.rows.declarations.of(&city.id).filter(|row| row.role == role);
        let declared: BTreeSet<&str> = rows.map(|row| row.feature).collect();
        some(declared.into_iter().filter_map(|id| c.feature(id)).map(|f| f.title.as_str()).collect())
    };
    let practices = |city: &City| {
        let rows: Vec<Practice> = site.rows.practices.of(&city.id).collect();
        some(rows.iter().map(|row| row.title).collect())
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
