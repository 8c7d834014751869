//! The page of an area of focus: what the network's changes say, how cities moved by measurement, the network over time,
//! whom to ask, and a city in its own words. A page of the annual brief has the same.

use maud::{Markup, html};

use super::shell::{self, Made, Page};
use crate::catalogue::Area;
use crate::chart::Surface;
use crate::document::{Block, Cell, Multiples, Row, Table, Text, html as writer, sentences};
use crate::report::facts::chosen;
use crate::report::facts::exchange;
use crate::report::facts::network::Movement;
use crate::report::facts::network_area::NetworkArea;
use crate::report::facts::tally::Tally;
use crate::report::facts::words::capital;
use crate::report::site::Site;
use crate::{say, say_text};

/// The page.
pub fn page(site: &Site, area: &Area) -> Made {
    let l = &*site.language;
    let path = area.page();
    let of = NetworkArea::of(site, &Movement::of(site).network, area);
    let mut writer = writer::Page::new(l, &path, site.root(&path));
    let main = html! {
        p.kicker { (say!(l, "brief-area-kicker", id = &area.id, dimension = &area.dimension)) }
        h1 { (area.title) }
        div.opening {
            div.lede {
                @if of.has_results() { p { strong { (capital(&of.finding(l))) "." } } }
                @for sentence in of.lead(l) { p { (sentence) } }
            }
            div {
                h2 { (say!(l, "layout-features")) }
                ul.plain { @for f in site.catalogue.features.iter().filter(|f| f.area == area.id) { li { (f.id) " " (shell::link(&path, &f.page(), &f.title)) } } }
                h2 { (say!(l, "brief-commitment", n = area.commitment)) }
                p lang=[(l.tag() != "en").then_some("en")] { "… " (area.commitment_text) "." }
            }
        }
        @if of.has_results() { (by_measurement(site, &of, &mut writer)) }
        (writer.blocks(&[over_time(site, &of), ask(site, area), own_words(site, area)].into_iter().flatten().collect::<Vec<Block>>()))
        (neighbours(site, area))
    };
    let title = format!("{} {}", area.id, area.title);
    let about = say!(l, "area-about", id = &area.id, area = &area.title);
    let above = shell::above(l, Some(("movement", say!(l, "movement-by-area"))));
    shell::page(site, &Page { title: &title, about: &about, path: &path, above: &above }, &main, writer)
}

/// Cities by measurement and what they did; where they are too few, only that.
fn by_measurement(site: &Site, of: &NetworkArea, writer: &mut writer::Page) -> Markup {
    let l = &*site.language;
    let rows = of.measurements.iter().map(|m| {
        let title = Text::page(m.page(), &m.title);
        match of.counts(m) {
            Some([towards_firm, towards, held, away, away_firm, unread]) => {
                let parts = [towards_firm + towards, held, away + away_firm, unread];
                let n = Tally { parts, firm: [towards_firm, 0, away_firm, 0], ..Tally::default() };
                n.row(title, n.all())
            }
            None => Row::headed(title, [Cell::from(of.too_few(l))]),
        }
    });
    let caption = say!(l, "brief-bars-caption");
    let table = Tally::table(l, caption, say!(l, "table-measurement"), say!(l, "table-cities"), rows);
    writer.part("measurements");
    shell::section("measurements", &say!(l, "brief-bars"), &html! { (shell::legend(l)) (writer.table(&table)) })
}

/// The network over time, with the figures of every picture.
fn over_time(site: &Site, of: &NetworkArea) -> Option<Block> {
    let l = &*site.language;
    let (mut pictures, mut tables) = (Vec::new(), Vec::new());
    for (panel, title) in of.over_time(site) {
        let link = Text::page(panel.measurement.page(), title.as_str());
        let Some(picture) = panel.multiple(site, Surface::Page, link) else { continue };
        pictures.push(picture);
        let caption = say!(l, "layout-labelled", label = title, value = say!(l, "panel-caption"));
        tables.push(Block::Table(Table { caption, ..panel.table(site) }));
    }
    (!pictures.is_empty()).then(|| {
        let note = say!(l, "layout-labelled", label = say!(l, "panel-title"), value = say!(l, "brief-time-note"));
        let blocks = vec![
            Block::note(format!("{note}.")),
            Block::Multiples(Multiples::Network, pictures),
            Block::Details(say!(l, "layout-figures-in-a-table"), tables),
        ];
        Block::section("time", say!(l, "panel-title"), 0, blocks)
    })
}

/// Which cities offer help and which ask for it, by key feature.
fn ask(site: &Site, area: &Area) -> Option<Block> {
    let l = &*site.language;
    let blocks = match exchange::of_area(site, area) {
        Some(table) => vec![Block::paragraph(say!(l, "brief-exchange-how")), Block::Table(table.named("exchange"))],
        // Where values were collected nobody was asked.
        None if site.catalogue.collected => return None,
        None => vec![Block::paragraph(sentences([say!(l, "brief-offers-none"), say!(l, "brief-asks-none")]))],
    };
    Some(Block::section("ask", say!(l, "brief-exchange"), 0, blocks))
}

/// A story, or a practice in a city's own words.
fn own_words(site: &Site, area: &Area) -> Option<Block> {
    let l = &*site.language;
    let Some(chosen) = chosen::in_area(site, area) else {
        let none = Block::paragraph(say!(l, "brief-own-words-none"));
        return (!site.catalogue.collected)
            .then(|| Block::section("stories", say!(l, "brief-own-words"), 0, vec![none]));
    };
    let heading = chosen.heading(l);
    let title = Text::strong(chosen.title);
    let title = say_text!(l, "brief-story-title", title, city = site.city_text(&chosen.city.id));
    let words = sentences([title, chosen.text]).and(chosen.link.unwrap_or_default());
    let mut blocks: Vec<Block> = chosen.photo.map(Block::Photo).into_iter().collect();
    blocks.extend([words, chosen.details].map(Block::paragraph));
    Some(Block::section("stories", heading, 0, blocks))
}

/// Links to the areas before and after it.
fn neighbours(site: &Site, area: &Area) -> Markup {
    let l = &*site.language;
    let all: Vec<(String, String)> =
        site.catalogue.areas.iter().map(|a| (a.page(), format!("{} {}", a.id, a.title))).collect();
    let labels = [say!(l, "area-before"), say!(l, "area-after")];
    shell::neighbours(&say!(l, "movement-by-area"), &area.page(), &all, &labels)
}
