//! The pages of the areas of focus in the annual brief: one each.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::catalogue::{Area, City, Measurement};
use crate::chart::Surface;
use crate::document::typst::Print;
use crate::document::{Block, Multiple, Multiples, Text};
use crate::language::Language;
use crate::model::relations::Practice;
use crate::model::vocabulary::{Certainty, TOTAL};
use crate::report::facts::network::{ByArea, Movement};
use crate::report::facts::panel::Panel;
use crate::report::facts::tally::{self, Tally};
use crate::report::facts::words::{capital, parsed};
use crate::report::facts::{chosen, practice};
use crate::report::site::Site;
use crate::say;

/// Pictures of the network over time that an area's page has room for.
const PICTURES: usize = 8;
/// Cities named as those that offer or ask for help in an area; the pages on requests and offers have all.
const NAMED: usize = 10;

/// Cities of a measurement: towards firmly and tentatively, held, away tentatively and firmly, no one direction.
type Cities = [i64; 6];

/// The areas with a result, a page each.
pub fn pages(site: &Site, print: &mut Print, movement: &Movement) -> Vec<Value> {
    let cities = cities_by_measurement(site);
    let areas = site.catalogue.areas.iter().filter(|area| has_results(&movement.network, area));
    areas.map(|area| page(site, print, area, &movement.network, &cities)).collect()
}

/// Whether any measurement of the area has a comparable change.
pub fn has_results(network: &ByArea, area: &Area) -> bool {
    network.get(area.id.as_str()).is_some_and(|(n, _)| n.all() > 0)
}

fn page(site: &Site, print: &mut Print, area: &Area, network: &ByArea, cities: &BTreeMap<&str, Cities>) -> Value {
    let l = &site.language;
    let n = network.get(area.id.as_str()).map(|(n, _)| *n).unwrap_or_default();
    let measurements: Vec<&Measurement> = site.catalogue.measurements.iter().filter(|m| m.area == area.id).collect();
    let pictures = Block::Multiples(Multiples::Network, over_time(site, &measurements));
    let least = least(site);
    let finding = finding(l, &n);
    let [offering, asking] = ["expertise", "priority"].map(|role| declared(site, area, role));
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
        "lead": lead(site, &measurements, &n, cities),
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
            "few": say!(l, "brief-bars-few", n = least),
            "rows": measurements.iter().map(|m| bar(site, m, cities, least)).collect::<Vec<Value>>(),
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

/// The fewest cities of a bar.
fn least(site: &Site) -> i64 {
    site.catalogue.setting("summary_cities").unwrap_or_default() as i64
}

fn cities_by_measurement<'s>(site: &'s Site) -> BTreeMap<&'s str, Cities> {
    let mut all: BTreeMap<&str, Cities> = BTreeMap::new();
    for row in site.rows.measurement_movement.iter() {
        let Some(outcome) = row.outcome.and_then(tally::place) else { continue };
        let firm = parsed(row.certainty) == Some(Certainty::Firm);
        let place = match (outcome, firm) {
            (0, true) => 0,
            (0, false) => 1,
            (1, _) => 2,
            (2, false) => 3,
            (2, true) => 4,
            _ => 5,
        };
        all.entry(row.measurement).or_default()[place] += 1;
    }
    all
}

/// What the firm changes of an area say, in a few words that count them.
fn finding(l: &Language, n: &Tally) -> String {
    let (towards, firm) = (n.firm[0], n.firm.iter().sum::<i64>());
    match firm {
        0 => say!(l, "brief-area-no-firm", n = n.all()),
        1 => say!(l, "brief-area-one", towards),
        _ if towards == firm => say!(l, "brief-area-all", n = firm),
        _ => say!(l, "brief-area-some", towards, n = firm),
    }
}

/// Counts in a sentence, what most cities did, and what chance alone would give.
fn lead(site: &Site, measurements: &[&Measurement], n: &Tally, cities: &BTreeMap<&str, Cities>) -> Vec<String> {
    let l = &site.language;
    let mut out = vec![n.sentence(l)];
    // Measurements in which more than half of the cities did the same, where there are enough of them.
    let most = |did: fn(&Cities) -> i64| -> Vec<String> {
        let more_than_half = |m: &&&Measurement| {
            let of = cities.get(m.id.as_str()).copied().unwrap_or_default();
            let all: i64 = of.iter().sum();
            all >= least(site) && 2 * did(&of) > all
        };
        measurements.iter().filter(more_than_half).map(|m| say!(l, "quoted", text = &m.title)).collect()
    };
    let [towards, away] = [most(|of| of[0] + of[1]), most(|of| of[3] + of[4])];
    if !towards.is_empty() {
        out.push(say!(l, "brief-most-towards", measurements = l.list(&towards)));
    }
    if !away.is_empty() {
        out.push(say!(l, "brief-most-away", measurements = l.list(&away)));
    }
    out.extend(n.remarks(l));
    out
}

/// A row of the bars: counts where there are enough cities.
fn bar(site: &Site, m: &Measurement, cities: &BTreeMap<&str, Cities>, least: i64) -> Value {
    let l = &site.language;
    let of = cities.get(m.id.as_str()).copied().unwrap_or_default();
    if of.iter().sum::<i64>() < least {
        return json!({ "title": m.title, "parts": Value::Null, "counts": [] });
    }
    let count = |n: i64, firm: i64| match n {
        0 => l.numbers().number(0.0, 0),
        _ => say!(l, "counts-with-firm", n, firm),
    };
    let plain = |n: i64| l.numbers().number(n as f64, 0);
    let counts = [count(of[0] + of[1], of[0]), plain(of[2]), count(of[3] + of[4], of[4]), plain(of[5])];
    json!({ "title": m.title, "parts": of, "counts": counts })
}

/// The network over time: of each measurement its total, else its first item; by the definition with the most cities.
fn over_time(site: &Site, measurements: &[&Measurement]) -> Vec<Multiple> {
    let picture = |m: &&Measurement| {
        let total = m.items.iter().find(|item| *item == TOTAL);
        let item = total.or(m.items.first())?;
        let others = site.rows.network_progress.iter().filter(|r| r.measurement == m.id && r.item == *item);
        let others: BTreeSet<&str> = others.filter_map(|row| row.definition).collect();
        let definitions = std::iter::once(None).chain(others.into_iter().map(|id| Some(Some(id))));
        let panel = definitions.filter_map(|id| Panel::of(site, m, item, id)).next()?;
        let title = match total {
            Some(_) => panel.measurement.title.clone(),
            None => site.catalogue.series(&m.id, item),
        };
        panel.multiple(site, Surface::Print, title.into())
    };
    measurements.iter().filter_map(picture).take(PICTURES).collect()
}

/// The story that was chosen for the area; else a practice in a city's own words. Of those with a summary, by name of the
/// city, each cycle has the next.
fn own_words(site: &Site, print: &mut Print, area: &Area) -> Value {
    let (l, c) = (&site.language, &site.catalogue);
    let place = |city: &City| say!(l, "brief-city-country", city = &city.name, country = &city.country);
    if let Some(story) = chosen::story(site, &area.id) {
        let title = if story.own_words { say!(l, "brief-own-words") } else { say!(l, "brief-story-of-city") };
        return json!({
            "title": title, "name": print.text(&story.title), "city": place(story.city),
            "of": story.city.name, "details": Value::Null, "text": print.text(&story.text), "link": story.link.map(|link| print.text(&link)),
            "photo": story.photo.map(|photo| print.photo(&photo)),
        });
    }
    let of_area = |row: &Practice| row.feature.and_then(|id| c.feature(id)).is_some_and(|f| f.area == area.id);
    let summary = |row: &Practice| row.summary.map(practice::shortened).filter(|words| !words.is_empty());
    let mut all: Vec<(Practice, String)> = site
        .rows
        .practices
        .iter()
        .filter(of_area)
        .filter_map(|row| {
            let words = summary(&row)?;
            Some((row, words))
        })
        .collect();
    all.sort_by_key(|(row, _)| (c.by_name(row.city), row.feature, row.title));
    let cycles: BTreeSet<i64> = site.rows.coverage.iter().map(|row| row.cycle).collect();
    let turn = cycles.range(..=site.marts.cycle).count();
    let chosen = match all.len() {
        0 => return json!({ "title": say!(l, "brief-own-words"), "none": say!(l, "brief-own-words-none") }),
        n => turn % n,
    };
    let (row, words) = &all[chosen];
    let of_city = |words: &str| print.text(&Text::quoted_in(row.language, words));
    let details = practice::details(site, row);
    json!({
        "of": c.city(row.city).map(|city| &city.name),
        "details": (!details.is_empty()).then(|| print.text(&details)),
        "title": say!(l, "brief-own-words"), "name": of_city(row.title), "city": c.city(row.city).map(place),
        "text": of_city(words), "link": row.link.map(|link| print.text(&Text::outside(link))), "photo": Value::Null,
    })
}

/// Cities that declared a role in any feature of the area, by name.
fn declared<'s>(site: &'s Site<'_>, area: &Area, role: &str) -> Vec<&'s str> {
    let c = &site.catalogue;
    let rows = site.rows.declarations.iter().filter(|row| row.role == role);
    let rows = rows.filter(|row| c.feature(row.feature).is_some_and(|f| f.area == area.id));
    let cities: BTreeSet<usize> = rows.map(|row| c.by_name(row.city)).collect();
    cities.iter().filter_map(|place| c.cities.get(*place)).map(|c| c.name.as_str()).collect()
}

/// The areas as parts of the temple on the cover: their counts towards, held, away and without one direction.
pub fn temple(site: &Site, network: &ByArea) -> Vec<Value> {
    let parts = site.catalogue.areas.iter().map(|area| {
        let n = network.get(area.id.as_str()).map(|(n, _)| *n).unwrap_or_default();
        json!({ "part": area.part_of_figure, "number": area.id, "title": area.title, "parts": n.parts, "all": n.all() })
    });
    parts.collect()
}

/// Areas without any comparable change, which have no page of their own.
pub fn without_results(site: &Site, network: &ByArea) -> Option<Text> {
    let l = &site.language;
    let without = site.catalogue.areas.iter().filter(|area| !has_results(network, area));
    let titles: Vec<String> = without.map(|area| say!(l, "quoted", text = &area.title)).collect();
    (!titles.is_empty()).then(|| say!(l, "brief-areas-without", areas = l.list(&titles)).into())
}

#[cfg(test)]
mod tests {
    use super::{Tally, finding};
    use crate::language::tests::english;

    #[test]
    fn a_finding_counts_firm_changes() {
        let said = |parts, firm| finding(&english(), &Tally { parts, firm, ..Tally::default() });
        assert_eq!(said([9, 5, 3, 1], [4, 0, 2, 1]), "4 of 7 firm changes point towards progress");
        assert_eq!(said([9, 5, 3, 1], [1, 0, 2, 0]), "1 of 3 firm changes points towards progress");
        assert_eq!(said([9, 5, 3, 1], [0, 0, 2, 0]), "none of 2 firm changes points towards progress");
        assert_eq!(said([9, 5, 3, 1], [4, 0, 0, 0]), "all 4 firm changes point towards progress");
        assert_eq!(said([9, 5, 3, 1], [1, 0, 0, 0]), "the one firm change points towards progress");
        assert_eq!(said([9, 5, 3, 1], [0, 0, 1, 0]), "the one firm change does not point towards progress");
        assert_eq!(said([9, 5, 3, 1], [0; 4]), "18 comparable changes, none of them firm");
    }
}
