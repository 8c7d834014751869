//! A key feature's page: what it means, how it is measured, which way its series moved, the practices that cities
//! describe.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::shell::{self, Made, Page};
use crate::catalogue::{Feature, Measurement};
use crate::document::{self, Block, Cell, Column, Row, Table, Text, html as writer};
use crate::model::relations::Practice;
use crate::model::vocabulary::{Certainty, Direction, Movement, Role};
use crate::report::facts::practice;
use crate::report::facts::series::Outcome;
use crate::report::facts::tally::Tally;
use crate::report::facts::words::{capital, parsed};
use crate::report::site::Site;
use crate::{columns, say, say_text};

/// The page.
pub fn page(site: &Site, feature: &Feature) -> Made {
    let c = &site.catalogue;
    let l = &*site.language;
    let path = feature.page();
    let mut writer = writer::Page::new(l, &path, site.root(&path));
    let area = c.areas.iter().find(|a| a.id == feature.area);
    let measurements: Vec<&Measurement> = feature.measurements.iter().map(|i| &c.measurements[*i]).collect();
    let reported: BTreeSet<&str> = measurements.iter().flat_map(|m| cities_with(site, m)).collect();
    let main = html! {
        p.kicker { (say!(l, "feature-kicker", id = &feature.id)) }
        h1 { (feature.title) }
        @if let Some(area) = area {
            p { (say!(l, "feature-part", id = &area.id, area = &area.title, dimension = &area.dimension, commitment = area.commitment)) }
        }
        p { (say!(l, "feature-measured", n = measurements.len())) " " (say!(l, "feature-reported", n = reported.len())) }
        @for m in &measurements { (measurement(site, m, &mut writer)) }
        (writer.blocks(&[practices(site, feature), declared(site, feature)]))
    };
    let about = say!(l, "feature-about", id = &feature.id, feature = &feature.title);
    let title = format!("{} {}", feature.id, feature.title);
    let page = Page { title: &title, about: &about, path: &path };
    shell::page(site, &page, &main, writer)
}

fn cities_with<'s>(site: &'s Site, m: &Measurement) -> Vec<&'s str> {
    by_name(site, site.reported(&m.id).map(|row| row.city))
}

/// Cities by name, each once.
fn by_name<'s>(site: &Site, cities: impl Iterator<Item = &'s str>) -> Vec<&'s str> {
    let cities: BTreeSet<(usize, &str)> = cities.map(|id| (site.catalogue.by_name(id), id)).collect();
    cities.into_iter().map(|(_, id)| id).collect()
}

/// An item, and where its values measure something other than the catalogue the id of their definition, if they name
/// one.
type ItemAndDefinition<'a> = (&'a str, Option<Option<&'a str>>);

/// By item and definition, for what measures something else is counted apart, and outcome: how many, and how many of
/// them firmly.
type Counts<'a> = BTreeMap<ItemAndDefinition<'a>, BTreeMap<&'a str, (i64, i64)>>;

fn counts<'s>(site: &'s Site, m: &Measurement) -> Counts<'s> {
    let mut counts = Counts::new();
    for row in site.reported(&m.id) {
        let movement: Option<Movement> = parsed(row.movement);
        let outcome = match (Outcome::of(movement), movement) {
            (Outcome::Held, _) => "held",
            (Outcome::NoResult, _) | (_, None) => "none",
            (_, Some(movement)) => movement.into_str(),
        };
        let own = site.catalogue.definitions.of(row.city, &m.id, row.item);
        let count = counts.entry((row.item, own)).or_default().entry(outcome).or_default();
        count.0 += 1;
        count.1 += i64::from(parsed(row.certainty) == Some(Certainty::Firm));
    }
    counts
}

/// What chance gives of its results. By series, as in the table: every item counts.
fn chances(site: &Site, m: &Measurement) -> Tally {
    let results: Vec<Option<f64>> =
        site.reported(&m.id).filter(|row| row.movement.is_some()).map(|row| row.chance).collect();
    Tally {
        parts: [results.len() as i64, 0, 0, 0],
        untested: results.iter().filter(|chance| chance.is_none()).count() as i64,
        chance: results.iter().flatten().sum(),
        ..Tally::default()
    }
}

fn measurement(site: &Site, m: &Measurement, writer: &mut writer::Page) -> Markup {
    let l = &*site.language;
    let counts = counts(site, m);
    let used: BTreeSet<&str> = counts.keys().filter_map(|(_, own)| own.flatten()).collect();
    let definitions = used.iter().filter_map(|id| site.catalogue.definitions.get(id));
    let mut blocks: Vec<Block> = definitions
        .map(|d| {
            let meaning = (!d.meaning.is_empty()).then(|| format!("{}.", capital(&d.meaning)));
            Block::note(Text::from(say!(l, "feature-definition", title = &d.title, unit = &d.unit)).and(meaning))
        })
        .collect();
    if counts.is_empty() {
        blocks.push(Block::paragraph(say!(l, "feature-reported", n = 0)));
    } else {
        let names: Vec<Text> = cities_with(site, m).into_iter().map(|id| site.city_text(id)).collect();
        let lead = Text::strong(say!(l, "feature-cities-lead"));
        blocks.push(Block::Table(table(site, m, &counts)));
        blocks.push(Block::note(chances(site, m).remarks(l)));
        blocks.push(Block::paragraph(say_text!(l, "feature-cities", lead, cities = document::list(l, &names))));
    }
    writer.part(format!("m-{}", m.id));
    html! {
        section.measure aria-labelledby={ "m-" (m.id) } {
            h2 id={ "m-" (m.id) } { (m.title) }
            p { (say!(l, "feature-meaning", meaning = capital(&m.meaning))) }
            dl.facts {
                div { dt { (say!(l, "table-unit")) } dd { (m.unit) @if m.scale == "rating" { ": " (say!(l, "feature-rating-words")) } } }
                div { dt { (say!(l, "table-direction")) } dd { (capital(&m.direction_in_words(l))) } }
                div { dt { (say!(l, "feature-least")) } dd { (m.least_movement(l)) } }
                div { dt { (say!(l, "table-sources")) } dd { (capital(&l.list(&m.sources))) } }
            }
            (writer.blocks(&blocks))
        }
    }
}

fn table(site: &Site, m: &Measurement, counts: &Counts) -> Table {
    let l = &*site.language;
    let mut items: Vec<ItemAndDefinition<'_>> = m.items.iter().map(|item| (item.as_str(), None)).collect();
    items.extend(counts.keys().copied().filter(|key| !m.items.iter().any(|known| (known.as_str(), None) == *key)));
    let place = |item: &str| m.items.iter().position(|known| known == item).unwrap_or(usize::MAX);
    items.sort_by_key(|(item, own)| (own.is_some(), place(item)));
    let held = ("held", say!(l, "counts-held"));
    let [first, second, third] = match m.direction {
        Some(Direction::None) => [("rose", say!(l, "counts-rose")), ("fell", say!(l, "counts-fell")), held],
        _ => [("towards", say!(l, "counts-towards")), held, ("away", say!(l, "counts-away"))],
    };
    let outcomes = [first, second, third, ("none", say!(l, "counts-no-change"))];
    let mut columns = columns!(l => text "table-series");
    columns.extend(outcomes.iter().map(|(_, title)| Column::count(title)));
    columns.push(Column::count(say!(l, "table-cities")));
    let rows = items.iter().map(|key| {
        let of = counts.get(key);
        let moved = outcomes.iter().map(|(code, _)| {
            let (n, firm) = of.and_then(|of| of.get(code)).copied().unwrap_or_default();
            Cell::Moved(n, (!matches!(*code, "held" | "none")).then_some(firm))
        });
        let all = Cell::Count(of.map(|of| of.values().map(|n| n.0).sum()).unwrap_or_default());
        Row::headed(row_title(site, m, *key), moved.chain([all]))
    });
    Table::new(say!(l, "feature-caption"), columns, rows)
}

/// An item, with the definition where it is not the catalogue's.
fn row_title(site: &Site, m: &Measurement, (item, own): (&str, Option<Option<&str>>)) -> String {
    let l = &*site.language;
    let value = capital(&l.item(&m.id, item));
    let Some(id) = own else { return value };
    let definition = id.and_then(|id| site.catalogue.definitions.get(id));
    let more = definition.map_or_else(|| say!(l, "feature-own-definitions"), |d| d.title.clone());
    say!(l, "city-bracket", value, more)
}

fn practices(site: &Site, feature: &Feature) -> Block {
    let l = &*site.language;
    let of_feature = site.rows.practices.iter().filter(|row| row.feature == Some(&feature.id));
    let mut rows: Vec<Practice> = of_feature.collect();
    rows.sort_by_key(|row| site.catalogue.by_name(row.city));
    let described = rows.iter().map(|row| {
        let practice = practice::described(l, row.title, row.summary, None);
        say_text!(l, "feature-practice", city = site.city_text(row.city), practice)
            .and(row.link.map(Text::outside).unwrap_or_default())
    });
    let list = match rows.is_empty() {
        true => Block::paragraph(say!(l, "feature-practices-none")),
        false => Block::List("practices", described.collect()),
    };
    Block::section("practices", say!(l, "feature-practices"), 0, vec![list])
}

fn declared(site: &Site, feature: &Feature) -> Block {
    let l = &*site.language;
    let cities = |role: Role| {
        let of_feature = site.rows.declarations.iter().filter(|row| row.feature == feature.id && row.role == role);
        let cities = by_name(site, of_feature.map(|row| row.city)).into_iter().map(|id| site.city_text(id));
        let cities: Vec<Text> = cities.collect();
        (!cities.is_empty()).then(|| document::list(l, &cities))
    };
    let offers = match cities(Role::Expertise) {
        Some(cities) => say_text!(l, "feature-offers", cities),
        None => say!(l, "feature-offers-none").into(),
    };
    let asks = match cities(Role::Priority) {
        Some(cities) => say_text!(l, "feature-asks", cities),
        None => say!(l, "feature-asks-none").into(),
    };
    let blocks = vec![Block::paragraph(offers), Block::paragraph(asks)];
    Block::section("exchange", say!(l, "feature-exchange"), 0, blocks)
}
