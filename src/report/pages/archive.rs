//! The page of all final editions.

use maud::{Markup, html};

use super::cite;
use super::shell::{self, CHANGES, FRONT, Made, Page};
use super::versions::{self, ARCHIVE};
use crate::document::html as writer;
use crate::report::earlier::Listed;
use crate::report::facts::changes;
use crate::report::site::Site;
use crate::say;

/// The page.
pub fn page(site: &Site) -> Made {
    let l = &*site.language;
    let writer = writer::Page::new(l, ARCHIVE, site.root(ARCHIVE));
    let editions = &site.edition.earlier.editions;
    let main = html! {
        h1 { (say!(l, "archive-title")) }
        p.lede { (say!(l, "archive-lede")) }
        section aria-labelledby="this-title" {
            h2 #this-title { (say!(l, "archive-this")) }
            p { (shell::link(ARCHIVE, FRONT, &say!(l, "brief-network-title", cycle = site.cycle()))) " · " (shell::edition(site)) }
            p { (shell::link(ARCHIVE, CHANGES, &say!(l, "changes-title"))) }
        }
        @if editions.is_empty() { p { (say!(l, "archive-none")) } }
        @for edition in editions { (entry(site, edition)) }
    };
    let title = say!(l, "archive-title");
    let about = say!(l, "archive-about", network = &site.catalogue.network);
    let page = Page { title: &title, about: &about, path: ARCHIVE, above: &shell::above(l, None) };
    shell::page(site, &page, &main, writer)
}

fn entry(site: &Site, edition: &Listed) -> Markup {
    let l = &site.language;
    let title = say!(l, "brief-network-title", cycle = edition.cycle.to_string());
    let id = format!("edition-{}", edition.id);
    let address = versions::address(site, edition, FRONT);
    let doi = edition.doi.as_ref().map(|doi| (doi, format!("https://doi.org/{doi}")));
    html! {
        section #(id) aria-labelledby={ (id) "-title" } {
            h2 #{ (id) "-title" } {
                @match &address { Some(address) => a.outside href=(address) { (title) }, None => (title) }
            }
            @if !edition.is_shown { p { (say!(l, "archive-not-shown")) } }
            dl.facts {
                div { dt { (say!(l, "archive-made")) } dd { time datetime=(edition.made_on) { (l.numbers().date(&edition.made_on)) } } }
                div { dt { (say!(l, "front-cycle")) } dd { (changes::cycle(l, edition)) } }
                @if !edition.snapshot.is_empty() { div { dt { (say!(l, "front-snapshot")) } dd { code { (edition.snapshot) } } } }
                @if let Some((doi, link)) = &doi {
                    div { dt { "DOI" } dd { @if edition.is_shown { a.outside href=(link) { (doi) } } @else { (doi) } } }
                }
            }
            @if !edition.snapshot.is_empty() { p.cite { (cite::of_edition(site, edition)) } }
        }
    }
}
