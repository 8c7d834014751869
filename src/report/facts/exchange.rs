//! Which cities ask for help and which offer it, by key feature.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::{Area, Feature};
use crate::document::{Block, Cell, Column, Medium, Row, Table, Text, list};
use crate::model::vocabulary::Role;
use crate::report::site::Site;
use crate::{columns, say};

/// Cities named in one cell of a brief; the page and the pages of the features have all.
const NAMED: usize = 12;

/// Cities of a matrix: the most that are legible side by side on a page.
const MATRIX_CITIES: usize = 30;

/// Key features and the cities that offer help with them or ask for it.
pub struct Matrix<'s> {
    /// Cities that offer or ask anything, by name.
    pub cities: Vec<&'s str>,
    /// Number and title of a feature, and of each of the cities whether it offers and whether it asks.
    pub rows: Vec<(String, Vec<[bool; 2]>)>,
}

/// The matrix; none where nothing is declared, or by more cities than a page has room for.
pub fn matrix<'s>(site: &'s Site<'_>) -> Option<Matrix<'s>> {
    let c = &site.catalogue;
    let mut declared: BTreeMap<&str, BTreeMap<usize, [bool; 2]>> = BTreeMap::new();
    for row in site.rows.declarations.iter() {
        let Some(role) = ROLES.iter().position(|role| role.into_str() == row.role) else { continue };
        declared.entry(row.feature).or_default().entry(c.by_name(row.city)).or_default()[role] = true;
    }
    let places: BTreeSet<usize> = declared.values().flat_map(BTreeMap::keys).copied().collect();
    if places.is_empty() || places.len() > MATRIX_CITIES {
        return None;
    }
    let cities = places.iter().filter_map(|place| c.cities.get(*place)).map(|city| city.name.as_str()).collect();
    let row = |f: &Feature| {
        let of = declared.get(f.id.as_str())?;
        let title = say!(site.language, "brief-area-title", number = &f.id, title = &f.title);
        Some((title, places.iter().map(|place| of.get(place).copied().unwrap_or_default()).collect()))
    };
    Some(Matrix { cities, rows: c.features.iter().filter_map(row).collect() })
}

/// Offers, then requests.
const ROLES: [Role; 2] = [Role::Expertise, Role::Priority];

/// The section. Features with neither are left out; cities are by name.
pub fn section(site: &Site, medium: Medium) -> Option<Block> {
    let l = &site.language;
    let table = table(site, medium, site.catalogue.features.iter());
    // Where values were collected nobody was asked.
    if table.rows.is_empty() && site.catalogue.collected {
        return None;
    }
    let mut blocks = match table.rows.is_empty() {
        true => vec![Block::paragraph(say!(l, "brief-exchange-none"))],
        false => vec![Block::lead(say!(l, "brief-exchange-how"))],
    };
    if !table.rows.is_empty() {
        if medium == Medium::Page {
            blocks.extend(marked(site).into_iter().flatten());
        }
        blocks.push(match medium {
            Medium::Page => Block::Details(say!(l, "brief-exchange-caption"), vec![Block::Table(table)]),
            Medium::Print => Block::Table(table),
        });
    }
    Some(Block::section("exchange", say!(l, "brief-exchange"), 60, blocks))
}

/// The matrix as a table, and what its letters mean.
fn marked(site: &Site) -> Option<[Block; 2]> {
    let l = &site.language;
    let Matrix { cities, rows } = matrix(site)?;
    let marks = [("offers", say!(l, "brief-mark-offers")), ("asks", say!(l, "brief-mark-asks"))];
    let badge = |at: usize| Text::badge(marks[at].0, false, marks[at].1.clone());
    let means = [say!(l, "brief-offering"), say!(l, "brief-asking")];
    let legend = means.into_iter().enumerate().map(|(at, means)| badge(at).and(means));
    let mut columns = columns!(l => text "brief-feature");
    columns.extend(cities.into_iter().map(Column::text));
    let rows = rows.into_iter().map(|(title, cells)| {
        let cell = |declared: [bool; 2]| -> Cell {
            let marked = declared.into_iter().enumerate().filter(|(_, is)| *is).map(|(at, _)| badge(at));
            marked.reduce(Text::and).unwrap_or_default().into()
        };
        Row::headed(title, cells.into_iter().map(cell))
    });
    let table = Table::new(say!(l, "brief-exchange-caption"), columns, rows).named("matrix").of_class("matrix");
    Some([Block::note(legend.reduce(|a, b| a.and("·").and(b)).unwrap_or_default()), Block::Table(table)])
}

/// Offers and requests of an area on its page; none where there are none.
pub fn of_area(site: &Site, area: &Area) -> Option<Table> {
    let table = table(site, Medium::Page, site.catalogue.features.iter().filter(|f| f.area == area.id));
    (!table.rows.is_empty()).then_some(table)
}

fn table<'s>(site: &'s Site, medium: Medium, features: impl Iterator<Item = &'s Feature>) -> Table {
    let (l, c) = (&site.language, &site.catalogue);
    let mut declared: BTreeMap<(&str, &str), BTreeSet<usize>> = BTreeMap::new();
    for row in site.rows.declarations.iter() {
        declared.entry((row.feature, row.role)).or_default().insert(c.by_name(row.city));
    }
    let names = |feature: &str, role: &str| {
        let places = declared.get(&(feature, role)).into_iter().flatten();
        let cities = places.filter_map(|place| c.cities.get(*place));
        match medium {
            Medium::Page => {
                let links: Vec<Text> = cities.map(|city| site.city_text(&city.id)).collect();
                if links.is_empty() { Cell::None } else { list(l, &links).into() }
            }
            Medium::Print => {
                let names: Vec<&str> = cities.map(|city| city.name.as_str()).collect();
                if names.is_empty() { Cell::None } else { l.list_some(&names, NAMED).into() }
            }
        }
    };
    let rows = features.filter_map(|f| {
        let roles = ROLES.map(|role| role.into_str());
        roles.iter().any(|role| declared.contains_key(&(f.id.as_str(), *role))).then(|| {
            let title = say!(l, "brief-area-title", number = &f.id, title = &f.title);
            let title = match medium {
                Medium::Page => Text::page(f.page(), title),
                Medium::Print => title.into(),
            };
            Row::headed(title, roles.map(|role| names(&f.id, role)))
        })
    });
    let columns =
        columns!(l => text "brief-feature" sharing 3, text "brief-offering" sharing 4, text "brief-asking" sharing 4);
    Table::new(say!(l, "brief-exchange-caption"), columns, rows)
}
