//! A key feature's page: what it means, how it is measured, which way its series moved, the practices that cities describe.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::Site;
use super::catalogue::{Feature, Measurement};
use super::layout::{self, Page};
use super::words;

/// The page.
pub fn page(site: &Site, feature: &Feature) -> String {
    let c = &site.catalogue;
    let area = c.areas.iter().find(|a| a.id == feature.area);
    let measurements: Vec<&Measurement> = feature.measurements.iter().map(|i| &c.measurements[*i]).collect();
    let main = html! {
        p.kicker { "Key feature " (feature.id) }
        h1 { (feature.title) }
        @if let Some(area) = area {
            p { "Part of the area of focus " (area.id) ", " (area.title) " (" (area.dimension) "), which answers to commitment " (area.commitment) " of the Beijing Declaration on Building Learning Cities." }
        }
        p { (measured(measurements.len() as i64)) " " (reported(site, &measurements)) }
        @for m in &measurements { (measurement(site, m)) }
        (practices(site, feature))
        (declared(site, feature))
    };
    let about = format!(
        "Key feature {}: {}. What it means, how it is measured, and which way cities moved.",
        feature.id, feature.title
    );
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

fn measured(n: i64) -> String {
    format!("It is measured by {}.", words::count(n, "measurement", "measurements"))
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
    match cities.len() {
        0 => "No city has a published value yet.".into(),
        n => format!(
            "{} at least one published value.",
            words::capital(&words::count(n as i64, "city has", "cities have"))
        ),
    }
}

fn measurement(site: &Site, m: &Measurement) -> Markup {
    let t = site.marts.table("progress");
    let mut counts: BTreeMap<&str, BTreeMap<&str, i64>> = BTreeMap::new();
    for row in site.reported(&m.id) {
        let outcome = match t.text("movement", row) {
            Some("towards") => "towards",
            Some("away") => "away",
            Some("steady" | "within_noise" | "at_parity") => "held",
            Some("rose") => "rose",
            Some("fell") => "fell",
            _ => "none",
        };
        *counts.entry(t.text("item", row).unwrap_or_default()).or_default().entry(outcome).or_default() += 1;
    }
    let mut items: Vec<&str> = m.items.iter().map(String::as_str).collect();
    items.extend(counts.keys().copied().filter(|item| !m.items.iter().any(|known| known == item)));
    let outcomes: &[(&str, &str)] = match m.direction.as_str() {
        "none" => &[("rose", "Rose"), ("fell", "Fell"), ("held", "Held"), ("none", "No comparable change")],
        _ => &[("towards", "Towards"), ("held", "Held"), ("away", "Away"), ("none", "No comparable change")],
    };
    let names: Vec<Markup> = cities_with(site, m).into_iter().map(|id| layout::city_link(site, id, "../cities/")).collect();
    html! {
        section.measure aria-labelledby={ "m-" (m.id) } {
            h2 id={ "m-" (m.id) } { (m.title) }
            p { (words::capital(&m.meaning)) "." }
            dl.facts {
                div { dt { "Unit" } dd { (m.unit) } }
                div { dt { "Direction" } dd { (words::capital(&m.direction_in_words(&site.language))) } }
                div { dt { "Called movement from" } dd { (m.least_movement(&site.language)) } }
                div { dt { "Sources" } dd { (words::capital(&words::list(&m.sources))) } }
            }
            @if counts.is_empty() {
                p { "No city has a published value yet." }
            } @else {
                div.scroll {
                    table {
                        caption { "Cities by what their series did, from baseline to latest value" }
                        thead { tr { th scope="col" { "Series" } @for (_, title) in outcomes { th.n scope="col" { (title) } } th.n scope="col" { "Cities" } } }
                        tbody {
                            @for item in &items {
                                @let n = counts.get(item);
                                tr {
                                    th scope="row" { (words::capital(&words::item(&m.id, item))) }
                                    @for (code, _) in outcomes { td.n { (n.and_then(|n| n.get(code)).copied().unwrap_or_default()) } }
                                    td.n { (n.map(|n| n.values().sum::<i64>()).unwrap_or_default()) }
                                }
                            }
                        }
                    }
                }
                p { strong { "Cities with a published value, by name: " } (layout::listed(&names)) "." }
            }
        }
    }
}

fn practices(site: &Site, feature: &Feature) -> Markup {
    let t = site.marts.table("practices");
    let mut rows: Vec<usize> = (0..t.len()).filter(|row| t.text("feature", *row) == Some(&feature.id)).collect();
    rows.sort_by_key(|row| (site.catalogue.by_name(t.text("city", *row).unwrap_or_default()), *row));
    html! {
        section #practices aria-labelledby="practices-title" {
            h2 #practices-title { "Practices described by cities" }
            @if rows.is_empty() { p { "No city has described a practice for this feature in public yet." } }
            @else {
                ul.practices {
                    @for row in rows {
                        li {
                            (layout::city_link(site, t.text("city", row).unwrap_or_default(), "../cities/")) ": "
                            strong dir="auto" { (t.text("title", row).unwrap_or_default()) }
                            @if let Some(summary) = t.text("summary", row) { ". " span dir="auto" { (summary) } }
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
    let (asks, offers) = (cities("priority"), cities("expertise"));
    html! {
        section #exchange aria-labelledby="exchange-title" {
            h2 #exchange-title { "Cities that ask and cities that offer" }
            p { @if offers.is_empty() { "No city offers help in this feature yet." } @else { "Help is offered by " (layout::listed(&offers)) "." } }
            p { @if asks.is_empty() { "No city asks help with this feature." } @else { "Help is asked by " (layout::listed(&asks)) "." } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::measured;

    #[test]
    fn measurements_in_a_sentence() {
        assert_eq!(measured(0), "It is measured by no measurement.");
        assert_eq!(measured(1), "It is measured by 1 measurement.");
        assert_eq!(measured(2), "It is measured by 2 measurements.");
    }
}
