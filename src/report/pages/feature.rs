//! A key feature's page: what it means, how it is measured, which way its series moved, the practices that cities
//! describe.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::index;
use super::shell::{self, Made, Page};
use crate::catalogue::{Feature, Measurement};
use crate::chart::Surface;
use crate::document::{self, Block, Cell, Column, Medium, Multiples, Row, Table, Text, html as writer};
use crate::model::relations::{Practice, Progress};
use crate::model::vocabulary::{Certainty, Direction, Movement, Role, TOTAL};
use crate::report::facts::contact::{self, About};
use crate::report::facts::panel::{Panel, Together};
use crate::report::facts::practice;
use crate::report::facts::series::Outcome;
use crate::report::facts::tally::{self, Tally};
use crate::report::facts::words::{self, capital, parsed};
use crate::report::parts::{self, Part};
use crate::report::site::Site;
use crate::{columns, say, say_html, say_text};

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
            p { (say_html!(l, "feature-part", id = &area.id, area = shell::link(&path, &area.page(), &area.title), dimension = &area.dimension, commitment = area.commitment)) }
        }
        p { (say!(l, "feature-measured", n = measurements.len())) " " (say!(l, "feature-reported", n = reported.len())) }
        @for m in &measurements { (measurement(site, m, &mut writer)) }
        (by_part(site, feature))
        (writer.blocks(&[whom_to_call(site, feature)]))
        (neighbours(site, feature))
    };
    let about = say!(l, "feature-about", id = &feature.id, feature = &feature.title);
    let title = format!("{} {}", feature.id, feature.title);
    let above = shell::above(l, Some(("features", say!(l, "layout-features"))));
    let page = Page { title: &title, about: &about, path: &path, above: &above };
    shell::page(site, &page, &main, writer)
}

/// Links to the features before and after it in the catalogue.
fn neighbours(site: &Site, feature: &Feature) -> Markup {
    let l = &*site.language;
    let all: Vec<(String, String)> =
        site.catalogue.features.iter().map(|f| (f.page(), format!("{} {}", f.id, f.title))).collect();
    let labels = [say!(l, "feature-before"), say!(l, "feature-after")];
    shell::neighbours(&say!(l, "layout-features"), &feature.page(), &all, &labels)
}

/// Path of the page of a part from its language's folder.
pub fn part_path(feature: &Feature, part: &Part) -> String {
    format!("features/{}/{}.html", feature.id, part.slug)
}

/// The parts of the network with a value of the feature, each of which has a page of its cities.
pub fn parts<'s>(site: &'s Site, feature: &Feature) -> Vec<&'s Part> {
    if site.parts.is_empty() {
        return Vec::new();
    }
    let measurements = feature.measurements.iter().map(|i| &site.catalogue.measurements[*i]);
    let with: BTreeSet<&str> = measurements.flat_map(|m| site.reported(&m.id).map(|row| row.city)).collect();
    let mut all = parts::leaves(&site.parts);
    all.retain(|part| site.cities_of(part).any(|city| with.contains(city.id.as_str())));
    all
}

/// Links to the pages of the parts of a large network.
fn by_part(site: &Site, feature: &Feature) -> Markup {
    let with: BTreeSet<&str> = parts(site, feature).iter().map(|part| part.slug.as_str()).collect();
    if with.is_empty() {
        return html! {};
    }
    let page = |part: &Part| with.contains(part.slug.as_str()).then(|| part_path(feature, part));
    let body = index::links(&feature.page(), &site.parts, &page);
    shell::section("cities", &say!(site.language, "multiples-title"), &body)
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
pub(super) type ItemAndDefinition<'a> = (&'a str, Option<Option<&'a str>>);

/// By item and definition, for what measures something else is counted apart, and outcome: how many, and how many of
/// them firmly.
pub(super) type Counts<'a> = BTreeMap<ItemAndDefinition<'a>, BTreeMap<&'a str, (i64, i64)>>;

/// Counts of rows of a measurement.
pub(super) fn counts<'s>(site: &'s Site, m: &Measurement, rows: impl Iterator<Item = Progress<'s>>) -> Counts<'s> {
    let mut counts = Counts::new();
    for row in rows {
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
    let counts = counts(site, m, site.reported(&m.id));
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
        blocks.push(Block::paragraph(moved(site, m)));
        blocks.extend(over_time(site, m, &counts));
        blocks.push(Block::Details(say!(l, "feature-counts"), counted(site, m, &counts)));
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
                @if let Some(indicator) = m.sdg_in_words(l) { div { dt { (say!(l, "feature-sdg")) } dd { (indicator) } } }
            }
            (writer.blocks(&blocks))
        }
    }
}

/// How many cities moved which way, what chance gives of it, and, unless they are very many, which cities these are.
fn counted(site: &Site, m: &Measurement, counts: &Counts) -> Vec<Block> {
    let l = &*site.language;
    let mut blocks = vec![Block::Table(table(site, m, counts)), Block::note(chances(site, m).remarks(l))];
    if site.parts.is_empty() {
        let names: Vec<Text> = cities_with(site, m).into_iter().map(|id| site.city_text(id)).collect();
        let lead = Text::strong(say!(l, "feature-cities-lead"));
        blocks.push(Block::paragraph(say_text!(l, "feature-cities", lead, cities = document::list(l, &names))));
    }
    blocks
}

/// Which way the cities' measurement moved, in a sentence.
fn moved(site: &Site, m: &Measurement) -> String {
    let mut tally = Tally::default();
    let rows = site.rows.measurement_movement.iter().filter(|row| row.measurement == m.id);
    for (place, certainty) in rows.filter_map(|row| Some((tally::place(row.outcome?)?, row.certainty))) {
        tally.parts[place] += 1;
        tally.firm[place] += i64::from(parsed(certainty) == Some(Certainty::Firm));
    }
    let ([towards, held, away, unread], [towards_firm, _, away_firm, _]) = (tally.parts, tally.firm);
    match tally.all() {
        0 => say!(site.language, "feature-moved-none"),
        all => say!(site.language, "feature-moved", all, towards, towards_firm, held, away, away_firm, unread),
    }
}

/// The network over the years and every city by name, of the total and of each definition; items, where there is a
/// total, are for the reader to open.
fn over_time(site: &Site, m: &Measurement, counts: &Counts) -> Vec<Block> {
    let keys: Vec<ItemAndDefinition> = keys(m, counts).into_iter().filter(|key| counts.contains_key(key)).collect();
    let has_total = keys.iter().any(|(item, _)| *item == TOTAL);
    let (first, items): (Vec<_>, Vec<_>) = keys.into_iter().partition(|(item, _)| *item == TOTAL || !has_total);
    let alone = first.len() == 1;
    let mut blocks: Vec<Block> = first.into_iter().flat_map(|key| one_over_time(site, m, key, alone)).collect();
    let items: Vec<Block> = items.into_iter().flat_map(|key| one_over_time(site, m, key, false)).collect();
    if !items.is_empty() {
        blocks.push(Block::Details(say!(site.language, "feature-items"), items));
    }
    blocks
}

fn one_over_time(site: &Site, m: &Measurement, key: ItemAndDefinition, alone: bool) -> Vec<Block> {
    let l = &*site.language;
    let (item, own) = key;
    let mut blocks = Vec::new();
    if !alone {
        blocks.push(Block::heading(2, row_title(site, m, key), 0));
    }
    let level = if alone { 2 } else { 3 };
    if let Some(panel) = Panel::of(site, m, item, own) {
        let title = Text::from(say!(l, "panel-title"));
        if let Some(picture) = panel.multiple(site, Surface::Page, Text::default()) {
            let table = Block::Details(say!(l, "layout-figures-in-a-table"), vec![Block::Table(panel.table(site))]);
            blocks.extend([
                Block::heading(level, title, 0),
                Block::Multiples(Multiples::Network, vec![picture]),
                table,
            ]);
        }
    }
    // The cities of a large network are on pages of their parts.
    let drawn = || Together::of(site, m, item, own, site.reported(&m.id)).blocks(site);
    let cities = if site.parts.is_empty() { drawn() } else { Vec::new() };
    if !cities.is_empty() {
        blocks.push(Block::heading(level, say!(l, "multiples-title"), 0));
        blocks.extend(cities);
    }
    blocks
}

/// Items in the order of the form, what measures something else at the end.
pub(super) fn keys<'a>(m: &'a Measurement, counts: &Counts<'a>) -> Vec<ItemAndDefinition<'a>> {
    let mut items: Vec<ItemAndDefinition<'_>> = m.items.iter().map(|item| (item.as_str(), None)).collect();
    items.extend(counts.keys().copied().filter(|key| !m.items.iter().any(|known| (known.as_str(), None) == *key)));
    let place = |item: &str| m.items.iter().position(|known| known == item).unwrap_or(usize::MAX);
    items.sort_by_key(|(item, own)| (own.is_some(), place(item)));
    items
}

fn table(site: &Site, m: &Measurement, counts: &Counts) -> Table {
    let l = &*site.language;
    let items = keys(m, counts);
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
pub(super) fn row_title(site: &Site, m: &Measurement, (item, own): (&str, Option<Option<&str>>)) -> String {
    let l = &*site.language;
    let value = capital(&l.item(&m.id, item));
    let Some(id) = own else { return value };
    let definition = id.and_then(|id| site.catalogue.definitions.get(id));
    let more = definition.map_or_else(|| say!(l, "feature-own-definitions"), |d| d.title.clone());
    say!(l, "city-bracket", value, more)
}

/// Cities that offer help or describe a practice, and those that ask for help, by name.
fn whom_to_call(site: &Site, feature: &Feature) -> Block {
    let l = &*site.language;
    let declared = |role: Role| {
        let rows = site.rows.declarations.iter().filter(|row| row.feature == feature.id);
        rows.filter(move |row| row.role == role).map(|row| row.city).collect::<BTreeSet<&str>>()
    };
    let (offer, ask) = (declared(Role::Expertise), declared(Role::Priority));
    let of_feature = site.rows.practices.iter().filter(|row| row.feature == Some(&feature.id));
    let mut practices: BTreeMap<&str, Vec<Practice>> = BTreeMap::new();
    of_feature.for_each(|row| practices.entry(row.city).or_default().push(row));
    let described_by: BTreeSet<&str> = practices.keys().copied().collect();
    let all = offer.iter().chain(&ask).chain(&described_by).copied();
    let mut row = |city: &str| {
        let reasons = [
            offer.contains(city).then(|| say!(l, "feature-offers")),
            ask.contains(city).then(|| say!(l, "feature-asks")),
            practices.contains_key(city).then(|| say!(l, "feature-practises")),
        ];
        let why: Vec<String> = reasons.into_iter().flatten().collect();
        let why = improved(site, feature, city).into_iter().fold(Text::from(why.join(" · ")), Text::below);
        let country = site.catalogue.city(city).map(|c| c.country.clone()).unwrap_or_default();
        let described = practices.remove(city).unwrap_or_default().into_iter().map(|row| practice::whole(site, &row));
        let described = described.reduce(Text::below).unwrap_or_default();
        let reach = contact::text(site, city, About { asker: None, feature: &feature.title }, Medium::Page);
        Row::headed(site.city_text(city).below(country.into()), [why.into(), described.into(), reach.into()])
    };
    // Who can help, then who asks; one that does both is among the first.
    let (help, others): (Vec<&str>, Vec<&str>) =
        by_name(site, all).into_iter().partition(|city| offer.contains(city) || described_by.contains(city));
    let mut table = |cities: Vec<&str>, name, caption| {
        let columns =
            columns!(l => text "areas-city", text "feature-why", words "feature-practice", words "call-reach");
        let rows: Vec<Row> = cities.into_iter().map(&mut row).collect();
        (!rows.is_empty())
            .then(|| Block::Table(Table::new(caption, columns, rows).named(name).of_class("call").filled()))
    };
    let help = table(help, "call", say!(l, "feature-offers-caption"));
    let asks = table(others, "asks", say!(l, "feature-asks-caption"));
    let blocks = match (help, asks) {
        (None, None) => vec![Block::paragraph(say!(l, "feature-call-none"))],
        (help, asks) => {
            let help = help.unwrap_or_else(|| Block::paragraph(say!(l, "feature-offers-none")));
            std::iter::once(help).chain(asks).chain([Block::note(say!(l, "feature-call-note"))]).collect()
        }
    };
    Block::section("call", say!(l, "feature-call"), 0, blocks)
}

/// What moved firmly towards progress in a city, of the totals of the feature's measurements.
fn improved(site: &Site, feature: &Feature, city: &str) -> Vec<Text> {
    let (l, c) = (&*site.language, &site.catalogue);
    let of_feature =
        |row: &Progress| row.item == TOTAL && c.measurement(row.measurement).is_some_and(|m| m.feature == feature.id);
    let firm = |row: &Progress| {
        parsed(row.movement) == Some(Movement::Towards) && parsed(row.certainty) == Some(Certainty::Firm)
    };
    let mut rows: Vec<Progress> = site.rows.progress.of(city).filter(|row| of_feature(row) && firm(row)).collect();
    rows.sort_by_key(|row| c.place(row.measurement));
    let moved = rows.into_iter().filter_map(|row| {
        let (scale, unit) = c.scale_and_unit(city, row.measurement, row.item);
        let ends = (row.baseline_year.zip(row.baseline_value), row.latest_year.zip(row.latest_value));
        let moved = words::moved(l, ends.0, ends.1, row.change, scale, unit)?;
        Some(say!(l, "feature-improved", series = c.series_of(city, row.measurement, row.item), moved).into())
    });
    moved.collect()
}
