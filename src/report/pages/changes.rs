//! The page of what changed since the last final edition.

use maud::html;

use super::shell::{self, CHANGES, Made, Page};
use super::versions::ARCHIVE;
use crate::document::{Block, Link, Medium, Text, html as writer};
use crate::report::facts::changes;
use crate::report::site::Site;
use crate::{say, say_text};

/// Lines of a city that the page has; the city's own page has all.
const LINES: usize = 8;

/// The page.
pub fn page(site: &Site) -> Made {
    let l = &*site.language;
    let mut writer = writer::Page::new(l, CHANGES, site.root(CHANGES));
    let compared = site.edition.earlier.since.changes();
    let main = html! {
        p.kicker { (say!(l, "front-kicker", cycle = site.cycle())) " · " (shell::edition(site)) }
        h1 { (say!(l, "changes-title")) }
        div.lede { p { (changes::since(site)) } }
        @if let Some((_, found)) = compared {
            (writer.blocks(&changes::network(site, found, Medium::Page)))
            (writer.blocks(by_city(site).as_slice()))
        }
        p { (shell::link(CHANGES, ARCHIVE, &say!(l, "archive-title"))) }
    };
    let title = say!(l, "changes-title");
    let about = say!(l, "changes-about", network = &site.catalogue.network, cycle = site.cycle());
    let page = Page { title: &title, about: &about, path: CHANGES, above: &shell::above(l, None) };
    shell::page(site, &page, &main, writer)
}

/// What changed of each city, by name.
fn by_city(site: &Site) -> Option<Block> {
    let l = &site.language;
    let (_, found) = site.edition.earlier.since.changes()?;
    if found.cities.is_empty() {
        return None;
    }
    let mut blocks = vec![
        Block::note(format!("{} {}", say!(l, "changes-cities-note"), say!(l, "changes-why-note"))),
        Block::File(say!(l, "changes-take-values"), changes::all_values(site, found)),
        Block::File(say!(l, "changes-take-movements"), changes::all_movements(site, found)),
    ];
    // The list of a large network would be longer than a page can be.
    if site.parts.is_empty() {
        blocks.extend(changes::by_name(site, found).into_iter().map(|(city, of)| {
            let mut lines = changes::lines(site, &city.id, of);
            let more = lines.len().saturating_sub(LINES);
            lines.truncate(LINES);
            let link = Text::link(Link::Page(format!("{}#changes", city.page())), &city.name);
            let whole = match more {
                0 => say_text!(l, "changes-page", city = link),
                n => say_text!(l, "changes-page-more", n = Text::from(l.numbers().number(n as f64, 0)), city = link),
            };
            let summary = changes::summary(site, city, found.joined.contains(&city.id), of);
            Block::Details(summary, vec![Block::list(lines), Block::note(whole)])
        }));
    } else {
        blocks.push(Block::paragraph(say!(l, "changes-large")));
    }
    Some(Block::section("by-city", say!(l, "changes-cities"), 0, blocks))
}
