//! Which cities ask for help and which offer it, by key feature.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Block, Cell, Medium, Row, Table, Text, list};
use crate::model::vocabulary::Role;
use crate::report::site::Site;
use crate::{columns, say};

/// Cities named in one cell of a brief; the page and the pages of the features have all.
const NAMED: usize = 12;

/// The section. Features with neither are left out; cities are by name.
pub fn section(site: &Site, medium: Medium) -> Option<Block> {
    let l = &site.language;
    let table = table(site, medium);
    // Where values were collected nobody was asked.
    if table.rows.is_empty() && site.catalogue.collected {
        return None;
    }
    let mut blocks = match table.rows.is_empty() {
        true => vec![Block::paragraph(say!(l, "brief-exchange-none"))],
        false => vec![Block::lead(say!(l, "brief-exchange-how"))],
    };
    if !table.rows.is_empty() {
        blocks.push(match medium {
            Medium::Page => Block::Details(say!(l, "brief-exchange-caption"), vec![Block::Table(table)]),
            Medium::Print => Block::Table(table),
        });
    }
    Some(Block::section("exchange", say!(l, "brief-exchange"), 60, blocks))
}

fn table(site: &Site, medium: Medium) -> Table {
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
    let rows = c.features.iter().filter_map(|f| {
        let roles = [Role::Expertise, Role::Priority].map(|role| role.into_str());
        roles.iter().any(|role| declared.contains_key(&(f.id.as_str(), *role))).then(|| {
            let title = say!(l, "brief-area-title", number = &f.id, title = &f.title);
            let title = match medium {
                Medium::Page => Text::page(format!("features/{}.html", f.id), title),
                Medium::Print => title.into(),
            };
            Row::headed(title, roles.map(|role| names(&f.id, role)))
        })
    });
    let columns =
        columns!(l => text "brief-feature" sharing 3, text "brief-offering" sharing 4, text "brief-asking" sharing 4);
    Table::new(say!(l, "brief-exchange-caption"), columns, rows)
}
