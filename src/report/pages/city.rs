//! A city's page: words before numbers, then every section that has something to say of it.

use maud::{Markup, html};

use super::compare;
use super::shell::{self, Made, Page};
use crate::catalogue::City;
use crate::document::{Block, Medium, html as writer};
use crate::report::facts::subject::Subject;
use crate::report::facts::{GLANCE, SECTIONS, Section, areas, city, opening};
use crate::report::site::Site;
use crate::say;

/// The page.
pub fn page(site: &Site, of: &City) -> Made {
    let l = &site.language;
    let s = Subject::new(site, of);
    let path = of.page();
    let mut writer = writer::Page::new(l, &path, site.root(&path));
    let glance = writer.blocks(&areas::glance(&s, Medium::Page));
    let opening = writer.blocks(&opening::document(&s, Medium::Page));
    let below = SECTIONS.iter().filter(|section| section.id != GLANCE);
    let sections = below.map(|section| (section, (section.document)(&s, Medium::Page)));
    let sections: Vec<(&Section, Vec<Block>)> = sections.filter(|(_, blocks)| !blocks.is_empty()).collect();
    let main = html! {
        div.opening {
            div {
                p.kicker { (of.region) " · " (of.country) }
                h1 { (of.name) @if let Some(local) = &of.local_name { " " span.local dir="auto" lang=[&of.local_name_language] { (local) } } }
                div.lede { @for sentence in city::lede(&s) { p { (sentence) } } }
                (shell::printed(site, &format!("../{}", site.city_brief(of))))
                (facts(&s))
            }
            div id=(GLANCE) { (glance) }
        }
        (opening)
        nav.contents aria-label=(say!(l, "city-on-this-page")) {
            ul { @for (section, _) in &sections { li { a href={ "#" (section.id) } { ((section.entry)(l)) } } } }
        }
        @for (section, blocks) in &sections {
            (writer.blocks(blocks))
            @if section.id == "peers" { (compare::form(&s)) }
        }
    };
    let about = say!(l, "city-about", city = &of.name, cycle = site.marts.cycle.to_string());
    let page = Page { title: &of.name, about: &about, path: &path, above: &above(site, of) };
    shell::page(site, &page, &main, writer)
}

/// The list of cities, and its country where that has a page.
fn above(site: &Site, city: &City) -> Vec<(String, String)> {
    let mut above = shell::above(&site.language, Some(("cities", say!(site.language, "layout-cities"))));
    if site.catalogue.countries.contains_key(&city.country_code) {
        above.push((format!("countries/{}.html", city.country_code), city.country.clone()));
    }
    above
}

fn facts(s: &Subject) -> Markup {
    let l = &s.site.language;
    let cycle = s.site.marts.cycle.to_string();
    let brief = match &s.site.marts.as_of {
        Some(day) => say!(l, "city-brief-as-of", cycle, day = l.numbers().date(day)),
        None => cycle,
    };
    html! {
        dl.facts {
            @for (term, fact) in city::key_facts(s) { div { dt { (term) } dd { (fact) } } }
            div { dt { (say!(l, "city-brief")) } dd { (brief) } }
        }
    }
}
