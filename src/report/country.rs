//! A country's page: what a national commission would read. With few cities, only their names.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::Site;
use super::catalogue::City;
use super::layout::{self, Made, Page};
use super::summaries;
use crate::language::Language;
use crate::say;

/// The page of a country by its ISO 3166-1 alpha-3 code; none where the registry has no city of it.
pub fn page(site: &Site, code: &str) -> Option<Made> {
    let cities: Vec<&City> = site.catalogue.cities.iter().filter(|c| c.country_code == code).collect();
    let first = cities.first()?;
    let t = site.marts.table("country_summary");
    let row = (0..t.len()).find(|row| t.text("country", *row) == Some(code));
    let enough = row.is_some_and(|row| t.truth("enough", row) == Some(true));
    let number = |column: &str| row.and_then(|row| t.integer(column, row)).unwrap_or_default();
    let published = cities.iter().filter(|c| c.published).count() as i64;
    let movement = summaries::groups(site, "country").remove(code).filter(|g| enough && !g.is_empty());
    let l = &*site.language;
    let cycle = site.marts.cycle.to_string();
    let main = html! {
        p.kicker { (first.region) " · " (say!(l, "country-cycle", cycle = &cycle)) }
        h1 { (first.country) }
        div.lede {
            p { (opening(l, cities.len() as i64, published)) }
            @if enough {
                p { (say!(l, "country-reported", cities = number("cities_reported"), series = number("series_reported"), expected = number("series_expected"), cycle = &cycle)) }
                p { (say!(l, "country-described", practices = number("practices"), cities = number("cities_with_practices"))) " " (say!(l, "country-linked", links = number("learning_links"), named = number("named_elsewhere"))) }
            } @else {
                p { (say!(l, "country-too-few", n = site.catalogue.setting("summary_cities").unwrap_or_default() as i64)) }
            }
        }
        @if let Some(group) = &movement {
            section #movement aria-labelledby="movement-title" {
                h2 #movement-title { (say!(l, "movement-by-area")) }
                p.note { (say!(l, "country-movement-note")) }
                (layout::legend(l))
                div.scroll { (summaries::group_tables(site, group)) }
            }
        }
        @if enough { (practices(site, &cities)) (learning(site, &cities)) }
        section #cities aria-labelledby="cities-title" {
            h2 #cities-title { (say!(l, "country-cities")) }
            ul.cities {
                @for city in &cities { li { (layout::city_link(site, &city.id, "../cities/")) @if !city.published { " " span.country { (say!(l, "country-without")) } } } }
            }
        }
    };
    let about = say!(l, "country-about", country = &first.country, cycle = &cycle);
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

fn opening(l: &Language, all: i64, published: i64) -> String {
    match published {
        0 => say!(l, "country-none", all = all),
        p if p == all => say!(l, "country-all", all = all),
        _ => say!(l, "country-some", all = all, published = published),
    }
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
                h2 #practices-title { (say!(site.language, "country-practices")) }
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
    let l = &*site.language;
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
            links.push(html! { (say!(l, "list-more", n = places.len() - MOST)) });
        }
        l.list_html(&links)
    };
    html! {
        @if !by_feature.is_empty() {
            section #learning aria-labelledby="learning-title" {
                h2 #learning-title { (say!(l, "country-learning")) }
                p.note { (say!(l, "country-learning-note")) }
                div.scroll {
                    table {
                        caption { (say!(l, "country-learning-caption")) }
                        thead { tr { th scope="col" { (say!(l, "table-feature")) } th scope="col" { (say!(l, "country-learning-cities")) } th scope="col" { (say!(l, "country-learning-ask")) } } }
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
    use crate::language::tests::english;
    use crate::say;

    #[test]
    fn a_country_in_sentences() {
        let l = &english();
        let opening = |all: i64, published: i64| super::opening(l, all, published);
        assert_eq!(opening(1, 0), "1 member city; it has no published results yet.");
        assert_eq!(opening(1, 1), "1 member city; it has published results.");
        assert_eq!(opening(3, 0), "3 member cities; none has published results yet.");
        assert_eq!(opening(3, 1), "3 member cities; 1 has published results.");
        assert_eq!(opening(3, 2), "3 member cities; 2 have published results.");
        assert_eq!(opening(3, 3), "3 member cities; all have published results.");
        let reported =
            |cities: i64, series: i64, expected: i64| say!(l, "country-reported", cities = cities, series = series, expected = expected, cycle = "2024");
        assert_eq!(reported(0, 0, 0), "None of them sent public values in the cycle 2024.");
        assert_eq!(reported(1, 70, 76), "1 city sent public values in the cycle 2024: 70 of 76 series asked for.");
        let described = |practices: i64, cities: i64| say!(l, "country-described", practices = practices, cities = cities);
        assert_eq!(described(0, 0), "None of them has described a practice in public.");
        assert_eq!(described(1, 1), "1 practice is described by 1 city.");
        assert_eq!(described(4, 2), "4 practices are described by 2 cities.");
        let linked = |links: i64, named: i64| say!(l, "country-linked", links = links, named = named);
        assert_eq!(
            linked(0, 1),
            "Peer learning has found no city to suggest to them yet; 1 of them is named to other cities."
        );
        assert_eq!(
            linked(3, 0),
            "Peer learning suggests whom to ask about 3 series of theirs; none of them is named to another city."
        );
    }
}
