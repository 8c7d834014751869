//! The front page: the annual brief of the network.

use maud::{Markup, html};

use super::cite;
use super::index;
use super::shell::{self, CHANGES, FRONT, METHODS, Made, Page};
use super::versions::ARCHIVE;
use crate::base::text::slug;
use crate::document::{Block, Chart, Medium, Text, html as writer, markdown};
use crate::report::earlier::Since;
use crate::report::facts::network::{self, Movement, areas_table, cities_table, regions_table};
use crate::report::facts::{chosen, coverage, exchange, groups};
use crate::report::figures::{COVERAGE, MAP};
use crate::report::site::Site;
use crate::{say, say_html};

/// The page.
pub fn page(site: &Site) -> Made {
    let c = &site.catalogue;
    let l = &*site.language;
    let movement = Movement::of(site);
    let exchange = exchange::section(site, Medium::Page);
    let mut writer = writer::Page::new(l, FRONT, site.root(FRONT));
    let main = html! {
        div.opening {
            div {
                p.kicker { (say!(l, "front-kicker", cycle = site.cycle())) " · " (shell::edition(site)) }
                @if let Some(day) = &site.marts.as_of { p.note { (say!(l, "front-as-of", day = l.numbers().date(day))) } }
                h1 { (c.network) }
                @if !c.about.is_empty() { p.about dir="auto" lang=[&c.about_language] { (c.about) } }
                div.lede { @for sentence in network::lede(site, &movement.network) { p { (sentence) } } }
                @if let Some(foreword) = foreword(site) { (writer.blocks(&[foreword])) }
                (shell::printed(site, &site.network_brief()))
            }
            div {
                ul.key-figures { @for [number, words] in network::key_figures(site, &movement.network) { li { b { (number) } " " (words) } } }
                @if let Some(photo) = chosen::cover(site) { (writer.blocks(&[Block::Photo(photo)])) }
                @if let Some(map) = site.chart(MAP, &[], "map") { div id="map" { (writer.blocks(&[Block::Chart(map), Block::note(say!(l, "front-map-note"))])) } }
            }
        }
        nav.contents aria-label=(say!(l, "layout-contents")) {
            ul {
                li { a href="#movement" { (say!(l, "movement-by-area")) } }
                @if !movement.regions.is_empty() { li { a href="#regions" { (say!(l, "front-regions")) } } }
                li { a href="#coverage" { (say!(l, "front-coverage")) } }
                li { a href="#features" { (say!(l, "layout-features")) } }
                @if exchange.is_some() { li { a href="#exchange" { (say!(l, "brief-exchange")) } } }
                li { a href="#countries" { (say!(l, "front-countries")) } }
                li { a href="#cities" { (say!(l, "front-cities")) } }
                @if site.edition.earlier.since != Since::First { li { a href=(CHANGES) { (say!(l, "changes-title")) } } }
                li { a href="#edition" { (say!(l, "front-edition")) } }
            }
        }
        (by_area(site, &movement, &mut writer))
        @for block in [regions(site, &movement), groups::by_context(site), groups::withheld(site), Some(of_coverage(site))].iter().flatten() {
            (writer.blocks(std::slice::from_ref(block)))
        }
        @if let Some(stories) = chosen::section(site) { (writer.blocks(&[stories])) }
        (features(site))
        (writer.blocks(exchange.as_slice()))
        (countries(site))
        (cities(site))
        (edition(site))
        (cite::dataset(site))
    };
    let page = Page {
        title: &say!(l, "layout-brief"),
        about: &say!(l, "front-about", network = &c.network, cycle = site.marts.cycle.to_string()),
        path: FRONT,
        above: &[],
    };
    shell::page(site, &page, &main, writer)
}

fn by_area(site: &Site, movement: &Movement, writer: &mut writer::Page) -> Markup {
    let l = &*site.language;
    writer.part("movement");
    let counts = areas_table(site, say!(l, "front-areas-caption"), &movement.network, Medium::Page);
    let cities = cities_table(site, say!(l, "front-cities-caption"), &movement.network, Medium::Page);
    let body = html! {
        p.note { (say!(l, "front-movement-note")) }
        (shell::legend(l))
        (writer.table(&counts))
        (writer.blocks(&[Block::Details(say!(l, "front-cities-behind"), vec![Block::Table(cities)])]))
    };
    shell::section("movement", &say!(l, "movement-by-area"), &body)
}

fn regions(site: &Site, movement: &Movement) -> Option<Block> {
    let l = &*site.language;
    if movement.regions.is_empty() {
        return None;
    }
    let least = site.catalogue.setting("summary_cities").unwrap_or_default() as i64;
    let mut blocks = vec![
        Block::note(say!(l, "front-regions-note", n = least)),
        Block::Table(regions_table(site, &movement.regions)),
    ];
    blocks.extend(movement.regions.iter().map(|region| {
        let counts = areas_table(site, say!(l, "front-areas-caption"), &region.areas, Medium::Page);
        let cities = cities_table(site, say!(l, "front-cities-caption"), &region.areas, Medium::Page);
        let inside = vec![
            Block::note(network::sum(&region.areas).remarks(l)),
            Block::Table(counts.at(slug("region", region.id))),
            Block::Table(cities),
        ];
        Block::Details(say!(l, "group-by-area", group = &region.name), inside)
    }));
    Some(Block::section("regions", say!(l, "front-regions"), 0, blocks))
}

fn of_coverage(site: &Site) -> Block {
    let l = &*site.language;
    let timing = coverage::of_network(site);
    let mut blocks = Vec::new();
    if timing.expected > 0 {
        blocks.push(Block::paragraph(format!("{} {}", timing.sentence(l), coverage::sources(l, timing.sources))));
    }
    let never = coverage::never_reported(site);
    if !never.is_empty() {
        let features = l.list_some(&never, 6);
        blocks.push(Block::paragraph(say!(l, "timing-unreported", n = never.len(), features)));
    }
    let note = Text::from(say!(l, "front-coverage-note")).and(coverage::other_definitions(site));
    blocks.push(Block::note(note));
    let table = coverage::by_measurement(site, usize::MAX, false);
    match (site.chart(COVERAGE, &[], "coverage"), table) {
        // A row for each measurement: as high as three screens.
        (Some(chart), behind) => {
            let chart = Block::Chart(Chart { behind, ..chart });
            blocks.push(Block::Details(say!(l, "front-coverage-chart"), vec![chart]));
        }
        (None, Some(table)) => {
            blocks.push(Block::Details(say!(l, "layout-figures-in-a-table"), vec![Block::Table(table)]))
        }
        (None, None) => {}
    }
    Block::section("coverage", say!(l, "front-coverage"), 0, blocks)
}

/// What the network says before the figures; none where it says nothing.
fn foreword(site: &Site) -> Option<Block> {
    let blocks = markdown::blocks(&site.catalogue.foreword);
    let blocks = Block::in_language(site.catalogue.foreword_language.as_deref(), blocks);
    (!blocks.is_empty()).then(|| Block::Details(say!(site.language, "brief-foreword"), blocks))
}

/// Countries by name, each with a page.
fn countries(site: &Site) -> Markup {
    let body = html! {
        ul.cities { @for (code, name) in site.catalogue.countries() { li { a href={ "countries/" (code) ".html" } { (name) } } } }
    };
    shell::section("countries", &say!(site.language, "front-countries"), &body)
}

/// What this edition is, by which settings it is made, and how to cite it.
fn edition(site: &Site) -> Markup {
    let l = &*site.language;
    let body = html! {
        dl.facts {
            div { dt { (say!(l, "front-edition-term")) } dd { (shell::edition(site)) } }
            @if site.edition.is_final {
                div { dt { (say!(l, "front-review")) } dd { (say!(l, "edition-accepted", n = site.edition.accepted)) } }
            }
            @if let Some(day) = site.edition.comments_by.as_ref().filter(|_| !site.edition.is_final) {
                div { dt { (say!(l, "front-comments-by")) } dd { time datetime=(day) { (l.numbers().date(day)) } } }
            }
            div { dt { (say!(l, "front-cycle")) } dd { (site.cycle()) } }
            div { dt { (say!(l, "front-snapshot")) } dd { code { (site.snapshot) } } }
            div { dt { (say!(l, "front-settings")) } dd { a href={ (METHODS) "#settings" } { (say!(l, "methods-settings")) } } }
        }
        p.note { (say_html!(l, "front-snapshot-note", command = html! { code { "sha256sum *.csv* | sha256sum" } })) }
        p { (shell::link(FRONT, CHANGES, &say!(l, "changes-title"))) " · " (shell::link(FRONT, ARCHIVE, &say!(l, "archive-title"))) }
        (cite::section(site))
    };
    shell::section("edition", &say!(l, "front-edition"), &body)
}

fn features(site: &Site) -> Markup {
    let c = &site.catalogue;
    let body = html! {
        (shell::find(&site.language, "find-feature", "#features .features", &say!(site.language, "find-features")))
        div.features {
            @for area in &c.areas {
                div data-part {
                    h3 { a href=(area.page()) { span.number { (area.id) } " " (area.title) } }
                    ul { @for f in c.features.iter().filter(|f| f.area == area.id) { li { a href=(f.page()) { (f.title) } } } }
                }
            }
        }
    };
    shell::section("features", &say!(site.language, "front-features"), &body)
}

fn cities(site: &Site) -> Markup {
    let l = &*site.language;
    if !site.parts.is_empty() {
        let body = html! {
            (shell::find(l, "find-city", "#cities .folded", &say!(l, "find-cities")))
            div.folded { (index::folded(site, &site.parts)) }
        };
        return shell::section("cities", &say!(l, "front-cities"), &body);
    }
    let (with, without): (Vec<_>, Vec<_>) = site.catalogue.cities.iter().partition(|c| c.published);
    let body = html! {
        (shell::find(l, "find-city", "#cities ul", &say!(l, "find-cities")))
        @if with.is_empty() { p { (say!(l, "front-cities-none")) } }
        ul.cities {
            @for city in with { li data-also=[&city.local_name] { a href={ "cities/" (city.id) ".html" } { (city.name) } " " span.country { (city.country) } } }
        }
        @if !without.is_empty() {
            h3 { (say!(l, "front-without")) }
            p.note { (say!(l, "front-without-note")) }
            ul.cities { @for city in without { li data-also=[&city.local_name] { (city.name) " " span.country { (city.country) } } } }
        }
    };
    shell::section("cities", &say!(l, "front-cities"), &body)
}
