//! A country's page: what a national commission would read. With few cities, only their names.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::Site;
use super::catalogue::City;
use super::layout::{self, Page};
use super::summaries;
use super::words;

/// The page of a country by its ISO 3166-1 alpha-3 code; none where the registry has no city of it.
pub fn page(site: &Site, code: &str) -> Option<String> {
    let cities: Vec<&City> = site.catalogue.cities.iter().filter(|c| c.country_code == code).collect();
    let first = cities.first()?;
    let t = site.marts.table("country_summary");
    let row = (0..t.len()).find(|row| t.text("country", *row) == Some(code));
    let enough = row.is_some_and(|row| t.truth("enough", row) == Some(true));
    let number = |column: &str| row.and_then(|row| t.integer(column, row)).unwrap_or_default();
    let published = cities.iter().filter(|c| c.published).count() as i64;
    let movement = summaries::groups(site, "country").remove(code).filter(|g| enough && !g.is_empty());
    let main = html! {
        p.kicker { (first.region) " · cycle " (site.marts.cycle) }
        h1 { (first.country) }
        div.lede {
            p { (opening(cities.len() as i64, published)) }
            @if enough {
                p { (reported(number("cities_reported"), number("series_reported"), number("series_expected"), site.marts.cycle)) }
                p { (described(number("practices"), number("cities_with_practices"))) " " (linked(number("learning_links"), number("named_elsewhere"))) }
            } @else {
                p { (too_few(site)) }
            }
        }
        @if let Some(group) = &movement {
            section #movement aria-labelledby="movement-title" {
                h2 #movement-title { "Movement by area of focus" }
                p.note { "Counts of series with a comparable change, one for each city, measurement and item. An area is shown where enough cities have a result." }
                (layout::legend(&site.language))
                div.scroll { (summaries::group_tables(site, group)) }
            }
        }
        @if enough { (practices(site, &cities)) (learning(site, &cities)) }
        section #cities aria-labelledby="cities-title" {
            h2 #cities-title { "Its cities by name" }
            ul.cities {
                @for city in &cities { li { (layout::city_link(site, &city.id, "../cities/")) @if !city.published { " " span.country { "without published results" } } } }
            }
        }
    };
    let about = format!("Learning cities of {} in the brief of {}.", first.country, site.marts.cycle);
    Some(layout::page(
        site,
        &Page {
            title: &first.country,
            about: &about,
            path: &format!("countries/{code}.html"),
        },
        &main,
    ))
}

fn opening(all: i64, published: i64) -> String {
    match (all, published) {
        (1, 0) => "1 member city; it has no published results yet.".into(),
        (1, _) => "1 member city; it has published results.".into(),
        (_, 0) => format!("{}; none has published results yet.", words::count(all, "member city", "member cities")),
        (_, p) if p == all => format!("{}; all have published results.", words::count(all, "member city", "member cities")),
        (_, 1) => format!("{}; 1 has published results.", words::count(all, "member city", "member cities")),
        (_, p) => format!(
            "{}; {} have published results.",
            words::count(all, "member city", "member cities"),
            words::grouped(p as f64, 0)
        ),
    }
}

fn too_few(site: &Site) -> String {
    match site.catalogue.setting("summary_cities") {
        Some(n) => format!(
            "Counts for a country are given where at least {} have published results.",
            words::count(n as i64, "city", "cities")
        ),
        None => "Counts for a country are given where enough cities have published results.".into(),
    }
}

fn reported(cities: i64, series: i64, expected: i64, cycle: i64) -> String {
    match cities {
        0 => format!("None of them sent public values in the cycle {cycle}."),
        n => format!(
            "{} sent public values in the cycle {cycle}: {} of {} asked for.",
            words::count(n, "city", "cities"),
            words::grouped(series as f64, 0),
            words::count(expected, "series", "series")
        ),
    }
}

fn described(practices: i64, cities: i64) -> String {
    match practices {
        0 => "None of them has described a practice in public.".into(),
        n => format!(
            "{} {} described by {}.",
            words::count(n, "practice", "practices"),
            if n == 1 { "is" } else { "are" },
            words::count(cities, "city", "cities")
        ),
    }
}

fn linked(links: i64, named: i64) -> String {
    let asked = match links {
        0 => "Peer learning names nobody to them yet".to_string(),
        n => format!(
            "Peer learning names somebody to ask for {}",
            words::count(n, "series of theirs", "series of theirs")
        ),
    };
    let asking = match named {
        0 => "none of them is named to another city".to_string(),
        1 => "1 of them is named to other cities".into(),
        n => format!("{n} of them are named to other cities"),
    };
    format!("{asked}; {asking}.")
}

fn practices(site: &Site, cities: &[&City]) -> Markup {
    let of = site.of_city("practices");
    let t = of.table;
    let mut by_feature: BTreeMap<&str, Vec<(&City, usize)>> = BTreeMap::new();
    for city in cities {
        for row in of.rows(&city.id) {
            by_feature.entry(t.text("feature", row).unwrap_or_default()).or_default().push((city, row));
        }
    }
    html! {
        @if !by_feature.is_empty() {
            section #practices aria-labelledby="practices-title" {
                h2 #practices-title { "Practices that its cities describe" }
                @for (feature, rows) in &by_feature {
                    h3 { (feature_link(site, feature)) }
                    ul.practices { @for (city, row) in rows { li { (t.text("title", *row).unwrap_or_default()) " (" (layout::city_link(site, &city.id, "../cities/")) ")" } } }
                }
            }
        }
    }
}

fn feature_link(site: &Site, id: &str) -> Markup {
    html! {
        @match site.catalogue.feature(id) {
            Some(f) => a href={ "../features/" (f.id) ".html" } { (f.id) " " (f.title) },
            None => (id),
        }
    }
}

/// By feature: cities of the country, and who could be asked.
fn learning(site: &Site, cities: &[&City]) -> Markup {
    const MOST: usize = 8;
    let of = site.of_city("peer_learning");
    let t = of.table;
    let mut by_feature: BTreeMap<&str, (BTreeSet<usize>, BTreeSet<usize>)> = BTreeMap::new();
    for city in cities {
        for row in of.rows(&city.id) {
            let (Some(feature), Some(peer)) = (t.text("feature", row), t.text("peer", row)) else {
                continue;
            };
            let (asking, asked) = by_feature.entry(feature).or_default();
            asking.insert(site.catalogue.by_name(&city.id));
            asked.insert(site.catalogue.by_name(peer));
        }
    }
    let named = |places: &BTreeSet<usize>| -> Markup {
        let mut links: Vec<Markup> = places
            .iter()
            .take(MOST)
            .filter_map(|p| site.catalogue.cities.get(*p))
            .map(|c| layout::city_link(site, &c.id, "../cities/"))
            .collect();
        if places.len() > MOST {
            links.push(html! { (places.len() - MOST) " more" });
        }
        layout::listed(&links)
    };
    html! {
        @if !by_feature.is_empty() {
            section #learning aria-labelledby="learning-title" {
                h2 #learning-title { "Who could be asked" }
                p.note { "By key feature: cities of the country, and cities that were where they are and moved on. Each city's page says for which series; a likeness proves no cause." }
                div.scroll {
                    table {
                        caption { "Peer learning by key feature; cities by name" }
                        thead { tr { th scope="col" { "Key feature" } th scope="col" { "Cities of the country" } th scope="col" { "Could ask" } } }
                        tbody {
                            @for (feature, (asking, asked)) in &by_feature {
                                tr { th scope="row" { (feature_link(site, feature)) } td { (named(asking)) } td { (named(asked)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{described, linked, opening, reported};

    #[test]
    fn a_country_in_sentences() {
        assert_eq!(opening(1, 0), "1 member city; it has no published results yet.");
        assert_eq!(opening(1, 1), "1 member city; it has published results.");
        assert_eq!(opening(3, 0), "3 member cities; none has published results yet.");
        assert_eq!(opening(3, 1), "3 member cities; 1 has published results.");
        assert_eq!(opening(3, 3), "3 member cities; all have published results.");
        assert_eq!(reported(0, 0, 0, 2024), "None of them sent public values in the cycle 2024.");
        assert_eq!(
            reported(1, 70, 76, 2024),
            "1 city sent public values in the cycle 2024: 70 of 76 series asked for."
        );
        assert_eq!(described(0, 0), "None of them has described a practice in public.");
        assert_eq!(described(1, 1), "1 practice is described by 1 city.");
        assert_eq!(described(4, 2), "4 practices are described by 2 cities.");
        assert_eq!(linked(0, 1), "Peer learning names nobody to them yet; 1 of them is named to other cities.");
        assert_eq!(
            linked(3, 0),
            "Peer learning names somebody to ask for 3 series of theirs; none of them is named to another city."
        );
    }
}
