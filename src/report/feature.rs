//! A key feature's page: what it means, how it is measured, which way its series moved, the practices that cities describe.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::Site;
use super::catalogue::{Feature, Measurement};
use super::layout::{self, Made, Page};
use super::tally::Tally;
use super::words;
use crate::{say, say_html};

/// The page.
pub fn page(site: &Site, feature: &Feature) -> Made {
    let c = &site.catalogue;
    let l = &*site.language;
    let area = c.areas.iter().find(|a| a.id == feature.area);
    let measurements: Vec<&Measurement> = feature.measurements.iter().map(|i| &c.measurements[*i]).collect();
    let main = html! {
        p.kicker { (say!(l, "feature-kicker", id = &feature.id)) }
        h1 { (feature.title) }
        @if let Some(area) = area {
            p { (say!(l, "feature-part", id = &area.id, area = &area.title, dimension = &area.dimension, commitment = area.commitment)) }
        }
        p { (say!(l, "feature-measured", n = measurements.len())) " " (reported(site, &measurements)) }
        @for m in &measurements { (measurement(site, m)) }
        (practices(site, feature))
        (declared(site, feature))
    };
    let about = say!(l, "feature-about", id = &feature.id, feature = &feature.title);
    let title = format!("{} {}", feature.id, feature.title);
    layout::page(
        site,
        &Page {
            title: &title,
            about: &about,
            path: &format!("features/{}.html", feature.id),
        },
        &main,
    )
}

fn cities_with<'s>(site: &'s Site, m: &Measurement) -> Vec<&'s str> {
    let t = site.marts.table("progress");
    let mut ids: Vec<&str> = site.reported(&m.id).filter_map(|row| t.text("city", row)).collect();
    ids.sort_by_key(|id| (site.catalogue.by_name(id), *id));
    ids.dedup();
    ids
}

fn reported(site: &Site, measurements: &[&Measurement]) -> String {
    let cities: BTreeSet<&str> = measurements.iter().flat_map(|m| cities_with(site, m)).collect();
    say!(site.language, "feature-reported", n = cities.len())
}

/// An item, and where its values measure something other than the catalogue the id of their definition, if they name one.
type ItemAndDefinition<'a> = (&'a str, Option<Option<&'a str>>);

fn measurement(site: &Site, m: &Measurement) -> Markup {
    let t = site.marts.table("progress");
    let definitions = &site.catalogue.definitions;
    // By item and definition, for what measures something else is counted apart, and outcome: how many, and how many of them firmly.
    let mut counts: BTreeMap<ItemAndDefinition<'_>, BTreeMap<&str, (i64, i64)>> = BTreeMap::new();
    for row in site.reported(&m.id) {
        let outcome = match t.text("movement", row) {
            Some("towards") => "towards",
            Some("away") => "away",
            Some("steady" | "within_noise" | "at_parity") => "held",
            Some("rose") => "rose",
            Some("fell") => "fell",
            _ => "none",
        };
        let item = t.text("item", row).unwrap_or_default();
        let own = definitions.of(t.text("city", row).unwrap_or_default(), &m.id, item);
        let count = counts.entry((item, own)).or_default().entry(outcome).or_default();
        count.0 += 1;
        count.1 += i64::from(t.text("certainty", row) == Some("firm"));
    }
    // By series, as in the table: every item counts.
    let results = || site.reported(&m.id).filter(|row| t.text("movement", *row).is_some());
    let chances = Tally {
        parts: [results().count() as i64, 0, 0, 0],
        untested: results().filter(|row| t.number("chance", *row).is_none()).count() as i64,
        chance: results().filter_map(|row| t.number("chance", row)).sum(),
        ..Tally::default()
    };
    let mut items: Vec<ItemAndDefinition<'_>> = m.items.iter().map(|item| (item.as_str(), None)).collect();
    items.extend(counts.keys().copied().filter(|key| !m.items.iter().any(|known| (known.as_str(), None) == *key)));
    let place = |item: &str| m.items.iter().position(|known| known == item).unwrap_or(usize::MAX);
    items.sort_by_key(|(item, own)| (own.is_some(), place(item)));
    let used: BTreeSet<&str> = counts.keys().filter_map(|(_, own)| own.flatten()).collect();
    let l = &*site.language;
    let held = ("held", say!(l, "counts-held"));
    let [first, second, third] = match m.direction.as_str() {
        "none" => [("rose", say!(l, "counts-rose")), ("fell", say!(l, "counts-fell")), held],
        _ => [("towards", say!(l, "counts-towards")), held, ("away", say!(l, "counts-away"))],
    };
    let outcomes = [first, second, third, ("none", say!(l, "counts-no-change"))];
    let names: Vec<Markup> = cities_with(site, m).into_iter().map(|id| layout::city_link(site, id, "../cities/")).collect();
    html! {
        section.measure aria-labelledby={ "m-" (m.id) } {
            h2 id={ "m-" (m.id) } { (m.title) }
            p { (say!(l, "feature-meaning", meaning = words::capital(&m.meaning))) }
            dl.facts {
                div { dt { (say!(l, "table-unit")) } dd { (m.unit) @if m.scale == "rating" { ": " (say!(l, "feature-rating-words")) } } }
                div { dt { (say!(l, "table-direction")) } dd { (words::capital(&m.direction_in_words(l))) } }
                div { dt { (say!(l, "feature-least")) } dd { (m.least_movement(l)) } }
                div { dt { (say!(l, "table-sources")) } dd { (words::capital(&l.list(&m.sources))) } }
            }
            @for d in used.iter().filter_map(|id| definitions.get(id)) {
                p.note { (say!(l, "feature-definition", title = &d.title, unit = &d.unit)) @if !d.meaning.is_empty() { " " (words::capital(&d.meaning)) "." } }
            }
            @if counts.is_empty() {
                p { (say!(l, "feature-reported", n = 0)) }
            } @else {
                div.scroll {
                    table {
                        caption { (say!(l, "feature-caption")) }
                        thead { tr { th scope="col" { (say!(l, "table-series")) } @for (_, title) in &outcomes { th.n scope="col" { (title) } } th.n scope="col" { (say!(l, "table-cities")) } } }
                        tbody {
                            @for key in &items {
                                @let n = counts.get(key);
                                tr {
                                    th scope="row" { (row_title(site, m, *key)) }
                                    @for (code, _) in &outcomes {
                                        @let (n, firm) = n.and_then(|n| n.get(code)).copied().unwrap_or_default();
                                        td.n { (layout::with_firm(l, n, (!matches!(*code, "held" | "none")).then_some(firm))) }
                                    }
                                    td.n { (layout::whole(l, n.map(|n| n.values().map(|n| n.0).sum::<i64>()).unwrap_or_default())) }
                                }
                            }
                        }
                    }
                }
                @if let Some(remarks) = chances.remarks(l) { p.note { (remarks) } }
                p { (say_html!(l, "feature-cities", lead = layout::strong(&say!(l, "feature-cities-lead")), cities = l.list_html(&names))) }
            }
        }
    }
}

/// An item, with the definition where it is not the catalogue's.
fn row_title(site: &Site, m: &Measurement, (item, own): (&str, Option<Option<&str>>)) -> String {
    let l = &*site.language;
    let item = words::capital(&l.item(&m.id, item));
    match own {
        None => item,
        Some(id) => match id.and_then(|id| site.catalogue.definitions.get(id)) {
            Some(d) => say!(l, "city-bracket", value = item, more = &d.title),
            None => say!(l, "city-bracket", value = item, more = say!(l, "feature-own-definitions")),
        },
    }
}

fn practices(site: &Site, feature: &Feature) -> Markup {
    let t = site.marts.table("practices");
    let mut rows: Vec<usize> = (0..t.len()).filter(|row| t.text("feature", *row) == Some(&feature.id)).collect();
    rows.sort_by_key(|row| (site.catalogue.by_name(t.text("city", *row).unwrap_or_default()), *row));
    html! {
        section #practices aria-labelledby="practices-title" {
            h2 #practices-title { (say!(site.language, "feature-practices")) }
            @if rows.is_empty() { p { (say!(site.language, "feature-practices-none")) } }
            @else {
                ul.practices {
                    @for row in rows {
                        li {
                            @let name = layout::city_link(site, t.text("city", row).unwrap_or_default(), "../cities/");
                            @let title = html! { strong dir="auto" { (t.text("title", row).unwrap_or_default()) } };
                            (say_html!(site.language, "feature-practice", city = name, practice = layout::practice(&site.language, &title, t.text("summary", row))))
                            @if let Some(link) = t.text("link", row) { " " (layout::outside_link(link)) }
                        }
                    }
                }
            }
        }
    }
}

fn declared(site: &Site, feature: &Feature) -> Markup {
    let t = site.marts.table("declarations");
    let cities = |role: &str| -> Vec<Markup> {
        let mut ids: Vec<&str> = (0..t.len())
            .filter(|row| t.text("feature", *row) == Some(&feature.id) && t.text("role", *row) == Some(role))
            .filter_map(|row| t.text("city", row))
            .collect();
        ids.sort_by_key(|id| (site.catalogue.by_name(id), *id));
        ids.dedup();
        ids.into_iter().map(|id| layout::city_link(site, id, "../cities/")).collect()
    };
    let l = &*site.language;
    let (asks, offers) = (cities("priority"), cities("expertise"));
    html! {
        section #exchange aria-labelledby="exchange-title" {
            h2 #exchange-title { (say!(l, "feature-exchange")) }
            p { @if offers.is_empty() { (say!(l, "feature-offers-none")) } @else { (say_html!(l, "feature-offers", cities = l.list_html(&offers))) } }
            p { @if asks.is_empty() { (say!(l, "feature-asks-none")) } @else { (say_html!(l, "feature-asks", cities = l.list_html(&asks))) } }
        }
    }
}
