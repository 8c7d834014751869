//! The network's annual brief: cover, how to read it, the year on one page, a page for each area of focus, requests and
//! offers, regions, stories, coverage, methods, cities, colophon.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::paper::{NETWORK, about, cite, print, qr_code};
use super::{areas, regions};
use crate::catalogue::City;
use crate::document::typst::Print;
use crate::document::{Block, Chart, Link, Medium, Text, markdown};
use crate::press::Paper;
use crate::report::facts::network::{self, Movement, areas_table, regions_table};
use crate::report::facts::network_area;
use crate::report::facts::{changes, chosen, coverage, exchange, panel, stories, tally};
use crate::report::figures::MAP;
use crate::report::site::Site;
use crate::say;

/// Cycles of a table or a figure, the newest: a page has room for so many.
const CYCLES_SHOWN: usize = 8;

/// Cities of a page's three columns of names.
const NAMES_SHOWN: usize = 120;

/// The brief. `charts` is the folder with the site's charts.
pub fn paper(site: &Site, charts: &Path) -> Paper {
    let l = &site.language;
    let c = &site.catalogue;
    let cycle = site.marts.cycle.to_string();
    let movement = Movement::of(site);
    let mut print = print(site, charts);
    let title = say!(l, "brief-network-title", cycle = &cycle);
    let mut data = about(site, title.clone(), title, c.network.clone(), None);
    data["about"] = say!(l, "brief-network-about", network = &c.network, cycle = &cycle).into();
    data["cover"] = json!({
        "temple": areas::temple(site, &movement.network), "how": say!(l, "brief-cover-how"),
        "outcomes": tally::outcomes(l),
    });
    data["cover"]["photo"] = chosen::cover(site).map_or(Value::Null, |photo| print.photo(&photo));
    data["foreword"] = json!(print.blocks(&foreword(site)));
    data["reading"] = reading(site);
    data["words"]["areas"] = say!(l, "areas-title").into();
    data["words"]["network"] = say!(l, "brief-contents-network").into();
    data["figures"] = json!(network::key_figures(site, &movement.network));
    data["year"] = say!(l, "brief-year", cycle = &cycle).into();
    data["lede"] = json!(network::lede(site, &movement.network));
    data["first"] = json!(print.blocks(&the_year(site, &movement)));
    data["areas"] = json!(areas::pages(site, &mut print, &movement));
    let mut blocks = requests(site, &mut print);
    let sections: Vec<Block> = members(site, &movement).into_iter().chain(regions::practices(site)).collect();
    blocks.extend(print.blocks(&sections));
    blocks.extend(regions::pages(site, &mut print, &movement));
    blocks.extend(print.blocks(&[of_stories(site), of_coverage(site)]));
    blocks.extend(print.blocks(changes::section(site).as_slice()));
    blocks.extend(print.blocks(&[methods(site)]));
    blocks.extend(cities(site, &mut print));
    data["blocks"] = json!(blocks);
    let terms = publication(site);
    let terms: Vec<[Value; 2]> = terms.iter().map(|(name, words)| [name.as_str().into(), print.text(words)]).collect();
    data["colophon"] = json!({ "title": say!(l, "brief-colophon"), "lines": colophon(site), "terms": terms });
    data["whole-tables"] = true.into();
    data["qr"] = qr_code(site, "");
    cite(site, &mut data, None);
    let (charts, photos) = print.files();
    Paper { name: format!("annual-brief.{cycle}"), template: NETWORK, data, charts, photos }
}

/// What the network says before the figures; nothing where it says nothing.
fn foreword(site: &Site) -> Vec<Block> {
    let blocks = markdown::blocks(&site.catalogue.foreword);
    match blocks.is_empty() {
        true => Vec::new(),
        false => {
            let blocks = Block::in_language(site.catalogue.foreword_language.as_deref(), blocks);
            vec![Block::section("foreword", say!(site.language, "brief-foreword"), 0, blocks)]
        }
    }
}

/// How to read the brief.
fn reading(site: &Site) -> Value {
    let l = &site.language;
    json!({ "title": say!(l, "brief-read-title"), "items": [
        say!(l, "brief-methods-context"),
        say!(l, "brief-read-movement"),
        say!(l, "brief-read-held"),
        say!(l, "brief-read-panel"),
        match chosen::is_any(site) {
            true => say!(l, "brief-read-practice-chosen"),
            false => say!(l, "brief-read-practice"),
        },
        say!(l, "brief-methods-withheld"),
        say!(l, "brief-methods-more"),
    ] })
}

/// The year on a page: counts by area, areas of which nothing can be said yet, and regions where no map is above them.
fn the_year(site: &Site, movement: &Movement) -> Vec<Block> {
    let l = &site.language;
    let counts = areas_table(site, say!(l, "front-areas-caption"), &movement.network, Medium::Print);
    let mut blocks = vec![Block::Table(counts)];
    blocks.extend(network_area::without_results(site, &movement.network).map(Block::paragraph));
    if map(site).is_none() {
        blocks.extend(by_region(site, movement));
    }
    blocks
}

/// Counts by region, of those with enough cities.
fn by_region(site: &Site, movement: &Movement) -> Vec<Block> {
    match movement.regions.is_empty() {
        true => Vec::new(),
        false => vec![
            Block::Table(regions_table(site, &movement.regions)),
            Block::note(say!(site.language, "brief-regions-how")),
        ],
    }
}

fn map(site: &Site) -> Option<Chart> {
    site.chart(MAP, &[], "map")
}

/// Where the members are, and the regions with counts.
fn members(site: &Site, movement: &Movement) -> Option<Block> {
    let blocks = std::iter::once(Block::Chart(map(site)?)).chain(by_region(site, movement)).collect();
    Some(Block::section("map", say!(site.language, "front-map"), 170, blocks))
}

/// Who offers help and who asks: a matrix where a page has room for the cities, else a table of their names.
fn requests(site: &Site, print: &mut Print) -> Vec<Value> {
    let l = &site.language;
    let Some(matrix) = exchange::matrix(site) else {
        return exchange::section(site, Medium::Print).map(|block| print.blocks(&[block])).unwrap_or_default();
    };
    let room = (90 + 5 * matrix.rows.len()).min(240) as u32;
    let lead = vec![Block::lead(say!(l, "brief-exchange-how"))];
    let mut blocks = print.blocks(&[Block::section("exchange", say!(l, "brief-exchange"), room, lead)]);
    let rows: Vec<Value> = matrix.rows.iter().map(|(title, cells)| json!({ "title": title, "cells": cells })).collect();
    blocks.push(json!({
        "kind": "matrix", "caption": say!(l, "brief-exchange-caption"), "head": say!(l, "brief-feature"),
        "cities": matrix.cities, "rows": rows,
        "marks": [say!(l, "brief-mark-offers"), say!(l, "brief-mark-asks")],
        "legend": [say!(l, "brief-offering"), say!(l, "brief-asking")],
    }));
    blocks
}

/// What the colophon says before how to cite.
fn colophon(site: &Site) -> Vec<String> {
    let l = &site.language;
    let accepted = site.edition.is_final.then(|| say!(l, "edition-accepted", n = site.edition.accepted));
    let made = say!(l, "brief-colophon-made", network = &site.catalogue.network);
    let others = [say!(l, "brief-colophon-fonts"), say!(l, "brief-colophon-commitments")];
    std::iter::once(made).chain(accepted).chain(others).collect()
}

/// Licence, publisher, identifiers and contact, as far as the network gives them.
fn publication(site: &Site) -> Vec<(String, Text)> {
    let (l, p) = (&site.language, &site.catalogue.publication);
    let outside = |words: &str, to: String| Text::link(Link::Outside(to), words);
    let (licence, address) = &p.licence;
    let licence = address.as_ref().map_or_else(|| licence.as_str().into(), |to| outside(licence, to.clone()));
    let number = |number: &Option<String>| number.as_deref().map(Text::from);
    let doi = p.doi.as_ref().map(|doi| outside(doi, format!("https://doi.org/{doi}")));
    let contact = p.contact.as_ref().zip(p.contact_link()).map(|(words, to)| outside(words, to));
    let all = [
        (say!(l, "cite-licence"), Some(licence)),
        (say!(l, "cite-publisher"), number(&p.publisher)),
        ("DOI".to_string(), doi),
        ("ISBN".to_string(), number(&p.isbn)),
        ("ISSN".to_string(), number(&p.issn)),
        (say!(l, "cite-contact"), contact),
    ];
    all.into_iter().filter_map(|(name, words)| Some((name, words?))).collect()
}

fn of_stories(site: &Site) -> Block {
    let l = &site.language;
    let stories = stories::all(site);
    let mut blocks = vec![Block::paragraph(match stories.is_empty() {
        true => say!(l, "brief-stories-none"),
        false => say!(l, "brief-stories-how"),
    })];
    for story in &stories {
        let ((start, from), (end, to)) = (&story.first, &story.last);
        let (city, country) = (&story.teller.name, &story.teller.country);
        let moved = Text::from(say!(l, "brief-story", city, country, from, start, to, end));
        let cities = l.list_some(&story.asking, 5);
        blocks.push(Block::heading(2, story.series.clone(), 30));
        blocks.push(Block::paragraph(moved.and(story.practice.clone())));
        blocks.push(Block::paragraph(say!(l, "brief-story-asking", n = story.asking.len(), cities)));
    }
    if !stories.is_empty() {
        blocks.push(Block::note(say!(l, "learning-no-cause")));
        blocks.push(Block::note(say!(l, "learning-own-words")));
    }
    Block::section("stories", say!(l, "brief-stories"), 75, blocks)
}

fn of_coverage(site: &Site) -> Block {
    let l = &site.language;
    let timing = coverage::of_network(site);
    let mut blocks = Vec::new();
    if timing.expected > 0 {
        blocks.push(Block::paragraph(timing.sentence(l)));
    }
    blocks.extend(shares(site));
    blocks.extend(coverage::other_definitions(site).map(Block::note));
    Block::section("coverage", say!(l, "front-coverage"), 95, blocks)
}

/// For which share of the series asked of the cities a value was published, by area and cycle.
fn shares(site: &Site) -> Option<Block> {
    let l = &site.language;
    let mut by_area: BTreeMap<(&str, i64), [i64; 2]> = BTreeMap::new();
    let mut by_cycle: BTreeMap<i64, [i64; 2]> = BTreeMap::new();
    for row in site.rows.coverage.iter() {
        for sums in [by_area.entry((row.area, row.cycle)).or_default(), by_cycle.entry(row.cycle).or_default()] {
            sums[0] += row.series_reported;
            sums[1] += row.series_expected;
        }
    }
    by_cycle.retain(|_, [_, all]| *all > 0);
    let cycles: Vec<i64> = by_cycle.keys().rev().take(CYCLES_SHOWN).rev().copied().collect();
    let (first, last) = (*cycles.first()?, *cycles.last()?);
    let share = |[n, all]: [i64; 2]| 100.0 * n as f64 / all as f64;
    let whole = |of: [i64; 2]| l.value(share(of).round(), "percent", "");
    let ([n, all], then) = (by_cycle[&last], by_cycle[&first]);
    let now = say!(l, "brief-coverage-now", cycle = last.to_string(), n, all, share = whole([n, all]));
    let earlier = (first < last).then(|| {
        let [n, all] = then;
        say!(l, "brief-coverage-then", cycle = first.to_string(), n, all, share = whole(then))
    });
    let caption: Vec<String> = std::iter::once(now).chain(earlier).chain([say!(l, "brief-coverage-caption")]).collect();
    let heads = std::iter::once(say!(l, "table-area")).chain(cycles.iter().map(ToString::to_string));
    let rows = site.catalogue.areas.iter().map(|area| {
        let cell = |cycle: &i64| {
            let of = *by_area.get(&(area.id.as_str(), *cycle)).filter(|[_, all]| *all > 0)?;
            // As on the pages: none, up to a quarter, half, three quarters, and above.
            let shade =
                if of[0] == 0 { 0 } else { [25.0, 50.0, 75.0].iter().filter(|step| share(of) > **step).count() + 1 };
            Some((l.numbers().number(share(of), 0), shade))
        };
        let title = say!(l, "brief-area-title", number = &area.id, title = &area.title);
        (title, cycles.iter().map(cell).collect())
    });
    Some(Block::Shades(caption.join(" "), heads.collect(), rows.collect()))
}

fn methods(site: &Site) -> Block {
    let l = &site.language;
    let list = [
        say!(l, "brief-methods-values"),
        say!(l, "brief-methods-change", years = site.catalogue.setting("stale_years").unwrap_or_default() as i64),
        say!(l, "brief-methods-certainty"),
        say!(l, "brief-methods-chance"),
        say!(l, "brief-methods-count"),
        say!(l, "brief-read-peers"),
        say!(l, "brief-read-learning"),
        panel::rule(site),
    ];
    let blocks = vec![Block::list(list.map(Into::into).to_vec())];
    Block::section("methods", say!(l, "brief-methods"), 40, blocks)
}

/// The cities by name; the template adds the pages on which those with results are named.
fn cities(site: &Site, print: &mut Print) -> Vec<Value> {
    let l = &site.language;
    let (with, without): (Vec<&City>, Vec<&City>) = site.catalogue.cities.iter().partition(|c| c.published);
    let place = |c: &&City| say!(l, "brief-city-country", city = &c.name, country = &c.country);
    let lead = vec![Block::paragraph(say!(l, "brief-cities-with", n = with.len()))];
    let mut blocks = print.blocks(&[Block::section("cities", say!(l, "front-cities"), 40, lead)]);
    blocks.extend(with.chunks(NAMES_SHOWN).map(|cities| {
        let items: Vec<Value> = cities.iter().map(|c| json!({ "of": c.name, "words": place(c) })).collect();
        json!({ "kind": "index", "items": items })
    }));
    if !without.is_empty() {
        let mut others = vec![Block::paragraph(say!(l, "brief-cities-without", n = without.len()))];
        let names: Vec<String> = without.iter().map(place).collect();
        others.extend(names.chunks(NAMES_SHOWN).map(|names| Block::Columns(names.to_vec())));
        blocks.extend(print.blocks(&others));
    }
    blocks
}
