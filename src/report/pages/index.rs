//! Lists of the cities of a large network by its parts: folded on one page, or each part on a page of its own.

use maud::{Markup, html};

use super::shell;
use crate::catalogue::City;
use crate::report::parts::Part;
use crate::report::site::Site;
use crate::say;

/// Every city within its part, which a reader opens.
pub fn folded(site: &Site, parts: &[Part]) -> Markup {
    let l = &site.language;
    html! {
        @for part in parts {
            details.part data-part {
                summary { (part.title) " " span.country { (l.numbers().number(part.cities.len() as f64, 0)) } }
                @if part.parts.is_empty() {
                    ul.cities { @for city in site.cities_of(part) { (listed(site, city)) } }
                } @else {
                    (folded(site, &part.parts))
                }
            }
        }
    }
}

fn listed(site: &Site, city: &City) -> Markup {
    html! {
        li data-also=[&city.local_name] {
            @if city.published {
                a href=(city.page()) { (city.name) }
            } @else {
                (city.name) " " span.country { (say!(site.language, "country-without")) }
            }
        }
    }
}

/// Links from a page to the pages of the parts, whose paths from the language's folder are given; a part without a
/// page is left out.
pub fn links(from: &str, parts: &[Part], page: &dyn Fn(&Part) -> Option<String>) -> Markup {
    let entries: Vec<Markup> = parts.iter().filter_map(|part| entry(from, part, page)).collect();
    html! { @if !entries.is_empty() { ul.cities.parts { @for entry in entries { li { (entry) } } } } }
}

fn entry(from: &str, part: &Part, page: &dyn Fn(&Part) -> Option<String>) -> Option<Markup> {
    if part.parts.is_empty() {
        return page(part).map(|to| link(from, &to, part));
    }
    let within: Vec<Markup> = part.parts.iter().filter_map(|part| entry(from, part, page)).collect();
    (!within.is_empty()).then(|| html! { (part.title) ul { @for entry in within { li { (entry) } } } })
}

/// `A–D` alone would not say of which group.
fn link(from: &str, to: &str, part: &Part) -> Markup {
    let label = (part.name != part.title).then_some(&part.name);
    html! { a href={ (Site::up(from)) (to) } aria-label=[label] { (part.title) } }
}

/// Links to the pages of the parts before and after one.
pub fn neighbours(site: &Site, title: &str, here: &str, all: &[(String, String)]) -> Markup {
    let l = &site.language;
    shell::neighbours(title, here, all, &[say!(l, "parts-before"), say!(l, "parts-after")])
}
