//! A country's page: what a national commission would read. With few cities, only their names.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::index;
use super::shell::{self, Made, Page};
use crate::catalogue::{City, Feature, Measurement};
use crate::document::{self, Block, Cell, Row, Table, Text, html as writer};
use crate::language::Language;
use crate::model::relations::{CountrySummary, Practice};
use crate::model::vocabulary::{Role, Scheme, TOTAL};
use crate::report::facts::groups::groups;
use crate::report::facts::panel::Together;
use crate::report::facts::practice;
use crate::report::facts::subject::Subject;
use crate::report::parts::{self, Part};
use crate::report::site::Site;
use crate::{columns, say, say_text};

/// The page of a country by its ISO 3166-1 alpha-3 code; none where the registry has no city of it.
pub fn page(site: &Site, code: &str) -> Option<Made> {
    let cities: Vec<&City> = site.catalogue.cities.iter().filter(|c| c.country_code == code).collect();
    let first = cities.first()?;
    let l = &*site.language;
    let cycle = site.marts.cycle.to_string();
    let path = format!("countries/{code}.html");
    let mut writer = writer::Page::new(l, &path, site.root(&path));
    // Whether there are cities enough to sum them up.
    let summary = site.rows.country_summary.iter().find(|row| row.country == code && row.enough);
    let published = cities.iter().filter(|c| c.published).count() as i64;
    let parts = site.parts_of_country(code);
    let main = html! {
        p.kicker { (first.region) " · " (say!(l, "country-cycle", cycle = &cycle)) }
        h1 { (first.country) }
        div.lede {
            p { (opening(l, cities.len() as i64, published)) }
            @match &summary {
                Some(summary) => (summed_up(l, summary, &cycle)),
                None => p { (say!(l, "country-too-few", n = site.catalogue.setting("summary_cities").unwrap_or_default() as i64)) },
            }
        }
        @if parts.is_empty() { (writer.blocks(&[its_cities(site, &cities)])) }
        @if summary.is_some() { (movement(site, code, &mut writer)) }
        @if parts.is_empty() {
            (writer.blocks(&described(site, &cities)))
        } @else {
            (shell::section("cities", &say!(l, "country-cities"), &index::links(&path, parts, &|part| Some(part_path(code, part)))))
        }
    };
    let about = say!(l, "country-about", country = &first.country, cycle = &cycle);
    let above = shell::above(l, Some(("countries", say!(l, "front-countries"))));
    let page = Page { title: &first.country, about: &about, path: &path, above: &above };
    Some(shell::page(site, &page, &main, writer))
}

/// What a page says of cities below their list.
fn described(site: &Site, cities: &[&City]) -> Vec<Block> {
    [over_time(site, cities), practices(site, cities), learning(site, cities)].into_iter().flatten().collect()
}

/// Path of the page of a part of a country from its language's folder.
pub fn part_path(code: &str, part: &Part) -> String {
    format!("countries/{code}/{}.html", part.slug)
}

/// The parts of a country with many cities, each of which has a page of its cities.
pub fn parts<'s>(site: &'s Site, code: &str) -> Vec<&'s Part> {
    parts::leaves(site.parts_of_country(code))
}

/// The page of a part of a country with many cities.
pub fn part_page(site: &Site, code: &str, part: &Part) -> Made {
    let l = &*site.language;
    let cities: Vec<&City> = site.cities_of(part).collect();
    let (path, cycle) = (part_path(code, part), site.marts.cycle.to_string());
    let mut writer = writer::Page::new(l, &path, site.root(&path));
    let published = cities.iter().filter(|c| c.published).count() as i64;
    let country = site.catalogue.countries.get(code).map_or(code, String::as_str);
    let pages: Vec<(String, String)> =
        parts(site, code).iter().map(|part| (part_path(code, part), part.name.clone())).collect();
    let main = html! {
        p.kicker { (country) " · " (say!(l, "country-cycle", cycle = &cycle)) }
        h1 { (part.name) }
        div.lede { p { (opening(l, cities.len() as i64, published)) } }
        (writer.blocks(&[its_cities(site, &cities)]))
        (writer.blocks(&described(site, &cities)))
        (index::neighbours(site, &say!(l, "country-cities"), &path, &pages))
    };
    let about = say!(l, "country-about", country = &part.name, cycle = &cycle);
    let mut above = shell::above(l, Some(("countries", say!(l, "front-countries"))));
    above.push((format!("countries/{code}.html"), country.to_string()));
    shell::page(site, &Page { title: &part.name, about: &about, path: &path, above: &above }, &main, writer)
}

/// Each city with what a national commission asks first: since when, how much of it is known, what it asks and offers.
fn its_cities(site: &Site, cities: &[&City]) -> Block {
    let (l, expected) = (&*site.language, site.catalogue.series_expected());
    let features = |city: &City, role: Role| -> Cell {
        let declared = site.rows.declarations.of(&city.id).filter(|d| d.role == role);
        let features: BTreeSet<&str> = declared.map(|d| d.feature).collect();
        let known = site.catalogue.features.iter().filter(|f| features.contains(f.id.as_str()));
        let links: Vec<Text> = known.map(|f| feature_text(site, &f.id)).collect();
        if links.is_empty() { Cell::None } else { document::list(l, &links).into() }
    };
    let rows = cities.iter().map(|city| {
        let without = (!city.published).then(|| say!(l, "country-without"));
        let name = site.city_text(&city.id).and(without);
        let reported = city.published.then(|| {
            let known = Subject::new(site, city).reported_of_expected();
            say!(l, "count-of", n = known, all = expected)
        });
        let joined = city.joined.map_or(Cell::None, Cell::Year);
        Row::headed(
            name,
            [joined, Cell::value(reported), features(city, Role::Priority), features(city, Role::Expertise)],
        )
    });
    let columns = columns!(l => text "areas-city", value "city-joined", value "city-with-value", words "country-asks",
        words "country-offers");
    let table = Table::new(say!(l, "country-cities-caption"), columns, rows).named("cities").filled();
    Block::section("cities", say!(l, "country-cities"), 0, vec![Block::Table(table)])
}

fn summed_up(l: &Language, row: &CountrySummary, cycle: &str) -> Markup {
    let n = Option::unwrap_or_default;
    let (cities, series, expected) = (n(row.cities_reported), n(row.series_reported), n(row.series_expected));
    let described = say!(l, "country-described", practices = n(row.practices), cities = n(row.cities_with_practices));
    let linked = say!(l, "country-linked", links = n(row.learning_links), named = n(row.named_elsewhere));
    html! {
        p { (say!(l, "country-reported", cities, series, expected, cycle)) }
        p { (described) " " (linked) }
    }
}

fn movement(site: &Site, code: &str, writer: &mut writer::Page) -> Markup {
    let l = &*site.language;
    writer.part("movement");
    let Some(group) = groups(site, Scheme::Country).remove(code) else { return html! {} };
    let body = html! {
        p.note { (say!(l, "country-movement-note")) }
        (shell::legend(l))
        (writer.blocks(&group.blocks(site, None)))
    };
    shell::section("movement", &say!(l, "movement-by-area"), &body)
}

fn opening(l: &Language, all: i64, published: i64) -> String {
    match published {
        0 => say!(l, "country-none", all),
        p if p == all => say!(l, "country-all", all),
        _ => say!(l, "country-some", all, published),
    }
}

/// The most cities of which a country's page draws every measurement; the pages of the features have all.
const DRAWN: usize = 12;

/// Every measurement of the country's cities over the years, by area; of each its total, else its first item.
fn over_time(site: &Site, cities: &[&City]) -> Option<Block> {
    let l = &*site.language;
    let ids: BTreeSet<&str> = cities.iter().filter(|c| c.published).map(|c| c.id.as_str()).collect();
    if ids.is_empty() || ids.len() > DRAWN {
        return None;
    }
    let measurement = |m: &Measurement| -> Vec<Block> {
        let item = m.items.iter().find(|item| *item == TOTAL).or(m.items.first());
        let rows = || ids.iter().flat_map(|id| site.rows.progress.of(id));
        let of_measurement = || rows().filter(|row| row.measurement == m.id && row.latest_value.is_some());
        let drawn = item.map(|item| Together::of(site, m, item, None, of_measurement()).blocks_in_short(site));
        let title = if item.is_some_and(|item| item == TOTAL) {
            m.title.clone()
        } else {
            site.catalogue.series(&m.id, item.map_or("", String::as_str))
        };
        let blocks = drawn.unwrap_or_default();
        if blocks.is_empty() {
            blocks
        } else {
            std::iter::once(Block::heading(2, Text::page(m.page(), title), 0)).chain(blocks).collect()
        }
    };
    let areas = site.catalogue.areas.iter().filter_map(|area| {
        let of_area = site.catalogue.measurements.iter().filter(|m| m.area == area.id);
        let blocks: Vec<Block> = of_area.flat_map(measurement).collect();
        (!blocks.is_empty()).then(|| Block::Details(format!("{} {}", area.id, area.title), blocks))
    });
    let areas: Vec<Block> = areas.collect();
    (!areas.is_empty()).then(|| {
        let note = Block::note(format!("{} {}", say!(l, "country-time-note"), say!(l, "multiples-peers")));
        Block::section("time", say!(l, "country-time"), 0, std::iter::once(note).chain(areas).collect())
    })
}

fn practices(site: &Site, cities: &[&City]) -> Option<Block> {
    let mut by_feature: BTreeMap<&str, Vec<(&City, Practice)>> = BTreeMap::new();
    for city in cities {
        for row in site.rows.practices.of(&city.id) {
            by_feature.entry(row.feature.unwrap_or_default()).or_default().push((city, row));
        }
    }
    let mut blocks = Vec::new();
    for (feature, rows) in &by_feature {
        blocks.push(Block::heading(2, feature_text(site, feature), 0));
        let practice = |(city, row): &(&City, Practice)| {
            let described = practice::whole(site, row);
            say_text!(&site.language, "country-practice", city = site.city_text(&city.id), practice = described)
        };
        blocks.push(Block::List("practices", rows.iter().map(practice).collect()));
    }
    (!blocks.is_empty()).then(|| Block::section("practices", say!(site.language, "country-practices"), 0, blocks))
}

fn feature_text(site: &Site, id: &str) -> Text {
    match site.catalogue.feature(id) {
        Some(Feature { id, title, .. }) => Text::page(format!("features/{id}.html"), format!("{id} {title}")),
        None => id.into(),
    }
}

/// By feature: cities of the country, and who could be asked.
fn learning(site: &Site, cities: &[&City]) -> Option<Block> {
    const MOST: usize = 8;
    let l = &*site.language;
    let mut by_feature: BTreeMap<&str, (BTreeSet<usize>, BTreeSet<usize>)> = BTreeMap::new();
    for city in cities {
        for row in site.rows.peer_learning.of(&city.id) {
            let (asking, asked) = by_feature.entry(row.feature).or_default();
            asking.insert(site.catalogue.by_name(&city.id));
            asked.insert(site.catalogue.by_name(row.peer));
        }
    }
    if by_feature.is_empty() {
        return None;
    }
    let named = |places: &BTreeSet<usize>| {
        let shown = places.iter().take(MOST).filter_map(|p| site.catalogue.cities.get(*p));
        let mut links: Vec<Text> = shown.map(|c| site.city_text(&c.id)).collect();
        if places.len() > MOST {
            links.push(say!(l, "list-more", n = places.len() - MOST).into());
        }
        Cell::from(document::list(l, &links))
    };
    let cells = by_feature.iter().map(|(feature, (asking, asked))| (feature, [asking, asked].map(named)));
    let rows = cells.map(|(feature, cells)| Row::headed(feature_text(site, feature), cells));
    let columns = columns!(l => text "table-feature", text "country-learning-cities", text "country-learning-ask");
    let table = Table::new(say!(l, "country-learning-caption"), columns, rows);
    let blocks = vec![Block::note(say!(l, "country-learning-note")), Block::Table(table)];
    Some(Block::section("learning", say!(l, "country-learning"), 0, blocks))
}

#[cfg(test)]
mod tests {
    use crate::language::tests::english;
    use crate::say;

    #[test]
    fn a_country_in_sentences() {
        let l = &english();
        let opening = |all: i64, published: i64| super::opening(l, all, published);
        assert_eq!(opening(1, 0), "1 member city; it has no published results yet.");
        assert_eq!(opening(1, 1), "1 member city; it has published results.");
        assert_eq!(opening(3, 0), "3 member cities; none has published results yet.");
        assert_eq!(opening(3, 1), "3 member cities; 1 has published results.");
        assert_eq!(opening(3, 2), "3 member cities; 2 have published results.");
        assert_eq!(opening(3, 3), "3 member cities; all have published results.");
        let reported = |cities: i64, series: i64, expected: i64| {
            say!(l, "country-reported", cities, series, expected, cycle = "2024")
        };
        assert_eq!(reported(0, 0, 0), "None of them sent public values in the cycle 2024.");
        assert_eq!(reported(1, 70, 76), "1 city sent public values in the cycle 2024: 70 of 76 series asked for.");
        let described = |practices: i64, cities: i64| say!(l, "country-described", practices, cities);
        assert_eq!(described(0, 0), "None of them has described a practice in public.");
        assert_eq!(described(1, 1), "1 practice is described by 1 city.");
        assert_eq!(described(4, 2), "4 practices are described by 2 cities.");
        let linked = |links: i64, named: i64| say!(l, "country-linked", links, named);
        assert_eq!(
            linked(0, 1),
            "Peer learning has found no city to suggest to them yet; 1 of these cities is named to other cities."
        );
        assert_eq!(
            linked(3, 0),
            "Peer learning suggests whom to ask about 3 of their series; none of these cities is named to another city."
        );
    }
}
