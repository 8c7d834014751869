//! The pages of the areas of focus in the annual brief: one each.

use serde_json::{Value, json};

use crate::catalogue::{Area, City, Measurement};
use crate::chart::Surface;
use crate::document::typst::Print;
use crate::document::{Block, Multiple, Multiples};
use crate::model::vocabulary::Role;
use crate::report::facts::chosen;
use crate::report::facts::network::{ByArea, Movement};
use crate::report::facts::network_area::NetworkArea;
use crate::report::facts::words::capital;
use crate::report::site::Site;
use crate::say;

/// Pictures of the network over time that an area's page has room for.
const PICTURES: usize = 8;
/// Cities named as those that offer or ask for help in an area; the pages on requests and offers have all.
const NAMED: usize = 10;

/// The areas with a result, a page each.
pub fn pages(site: &Site, print: &mut Print, movement: &Movement) -> Vec<Value> {
    let areas = site.catalogue.areas.iter().map(|area| NetworkArea::of(site, &movement.network, area));
    areas.filter(NetworkArea::has_results).map(|area| page(site, print, &area)).collect()
}

fn page(site: &Site, print: &mut Print, of: &NetworkArea) -> Value {
    let (l, area) = (&site.language, of.area);
    let pictures: Vec<Multiple> = of
        .over_time(site)
        .filter_map(|(panel, title)| panel.multiple(site, Surface::Print, title.into()))
        .take(PICTURES)
        .collect();
    let pictures = Block::Multiples(Multiples::Network, pictures);
    let finding = of.finding(l);
    let names = |role| of.declared(site, role).into_iter().map(|city: &City| city.name.as_str()).collect();
    let [offering, asking]: [Vec<&str>; 2] = [Role::Expertise, Role::Priority].map(names);
    let [offers, asks] = [&offering, &asking].map(|names| (!names.is_empty()).then(|| l.list_some(names, NAMED)));
    // As `list_some` has it: one more than the most is named, too.
    let shown = |n: usize| if n <= NAMED + 1 { n } else { NAMED };
    let named: Vec<&&str> =
        [&offering, &asking].into_iter().flat_map(|names| names.iter().take(shown(names.len()))).collect();
    json!({
        "cities": named,
        "kicker": say!(l, "brief-area-kicker", id = &area.id, dimension = &area.dimension),
        "number": area.id,
        "title": area.title,
        "headline": say!(l, "brief-area-headline", area = &area.title, finding = &finding),
        "finding": capital(&finding),
        "lead": of.lead(l),
        "commitment": {
            "title": say!(l, "brief-commitment", n = area.commitment), "text": area.commitment_text, "lang": "en",
        },
        "bars": {
            "title": say!(l, "brief-bars"),
            "caption": say!(l, "brief-bars-caption"),
            "head": [
                say!(l, "table-measurement"), say!(l, "counts-shares"), say!(l, "counts-towards"),
                say!(l, "counts-held"), say!(l, "counts-away"), say!(l, "counts-no-direction"),
            ],
            "legend": [
                say!(l, "brief-key-towards-firm"), say!(l, "brief-key-towards"), say!(l, "brief-key-held"),
                say!(l, "brief-key-away"), say!(l, "brief-key-away-firm"), say!(l, "brief-key-no-direction"),
            ],
            "few": of.too_few(l),
            "rows": of.measurements.iter().map(|m| bar(site, of, m)).collect::<Vec<Value>>(),
        },
        "time": { "title": say!(l, "panel-title"), "note": say!(l, "brief-time-note"), "blocks": print.blocks(&[pictures]) },
        "practice": own_words(site, print, area),
        "ask": {
            "title": say!(l, "brief-ask"),
            "lines": [
                offers.map_or_else(|| say!(l, "brief-offers-none"), |cities| say!(l, "brief-offers", cities)),
                asks.map_or_else(|| say!(l, "brief-asks-none"), |cities| say!(l, "brief-asks", cities)),
            ],
            "where": say!(l, "brief-ask-where"),
        },
    })
}

/// A row of the bars: counts where there are enough cities.
fn bar(site: &Site, area: &NetworkArea, m: &Measurement) -> Value {
    let l = &site.language;
    let Some(of) = area.counts(m) else {
        return json!({ "title": m.title, "parts": Value::Null, "counts": [] });
    };
    let count = |n: i64, firm: i64| match n {
        0 => l.numbers().number(0.0, 0),
        _ => say!(l, "counts-with-firm", n, firm),
    };
    let plain = |n: i64| l.numbers().number(n as f64, 0);
    let counts = [count(of[0] + of[1], of[0]), plain(of[2]), count(of[3] + of[4], of[4]), plain(of[5])];
    json!({ "title": m.title, "parts": of, "counts": counts })
}

/// The story that was chosen for the area, else a practice in a city's own words.
fn own_words(site: &Site, print: &mut Print, area: &Area) -> Value {
    let l = &site.language;
    let Some(chosen) = chosen::in_area(site, area) else {
        return json!({ "title": say!(l, "brief-own-words"), "none": say!(l, "brief-own-words-none") });
    };
    let city = chosen.city;
    json!({
        "title": chosen.heading(l), "name": print.text(&chosen.title), "of": city.name,
        "city": say!(l, "brief-city-country", city = &city.name, country = &city.country),
        "details": (!chosen.details.is_empty()).then(|| print.text(&chosen.details)),
        "text": print.text(&chosen.text), "link": chosen.link.map(|link| print.text(&link)),
        "photo": chosen.photo.map(|photo| print.photo(&photo)),
    })
}

/// The areas as parts of the temple on the cover: their counts towards, held, away and without one direction.
pub fn temple(site: &Site, network: &ByArea) -> Vec<Value> {
    let parts = site.catalogue.areas.iter().map(|area| {
        let n = network.get(area.id.as_str()).map(|(n, _)| *n).unwrap_or_default();
        json!({ "part": area.part_of_figure, "number": area.id, "title": area.title, "parts": n.parts, "all": n.all() })
    });
    parts.collect()
}
