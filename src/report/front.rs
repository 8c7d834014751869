//! The front page: the annual brief of the network.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::layout::{self, Made, Page};
use super::tally::{self, Tally};
use super::{Site, methods, summaries};
use crate::language::Language;
use crate::{say, say_html};

/// Counts of measurements and of the cities behind them, by area.
type ByArea<'a> = BTreeMap<&'a str, (Tally, [i64; 4])>;

/// The same, by region; regions by name.
type ByRegion<'a> = Vec<(&'a str, String, ByArea<'a>)>;

/// Its path from its language's folder.
pub const PATH: &str = "index.html";

/// The page.
pub fn page(site: &Site) -> Made {
    let c = &site.catalogue;
    let l = &*site.language;
    let (network, regions) = movements(site);
    let least = c.setting("summary_cities").unwrap_or_default() as i64;
    let main = html! {
        p.kicker { (say!(l, "front-kicker", cycle = layout::cycle(site))) " · " (layout::edition(site)) }
        @if let Some(day) = &site.marts.as_of { p.note { (say!(l, "front-as-of", day = l.numbers().date(day))) } }
        h1 { (c.network) }
        @if !c.about.is_empty() { p.about dir="auto" { (c.about) } }
        div.lede { @for sentence in lede(site, &network) { p { (sentence) } } }
        (layout::printed(site, &super::brief::network_path(site)))
        @if site.prints { p.print { a href=(super::brief::network_path(site)) { (say!(l, "brief-link")) } } }
        nav.contents aria-label=(say!(l, "layout-contents")) {
            ul {
                li { a href="#movement" { (say!(l, "movement-by-area")) } }
                @if !regions.is_empty() { li { a href="#regions" { (say!(l, "front-regions")) } } }
                li { a href="#coverage" { (say!(l, "front-coverage")) } }
                li { a href="#features" { (say!(l, "layout-features")) } }
                li { a href="#countries" { (say!(l, "front-countries")) } }
                li { a href="#cities" { (say!(l, "front-cities")) } }
                li { a href="#edition" { (say!(l, "front-edition")) } }
            }
        }
        section #movement aria-labelledby="movement-title" {
            h2 #movement-title { (say!(l, "movement-by-area")) }
            p.note { (say!(l, "front-movement-note")) }
            (layout::legend(l))
            div.scroll { (areas_table(site, &network)) }
            (layout::details(&say!(l, "front-cities-behind"), &cities_table(site, &network)))
        }
        @if !regions.is_empty() {
            section #regions aria-labelledby="regions-title" {
                h2 #regions-title { (say!(l, "front-regions")) }
                p.note { (say!(l, "front-regions-note", n = least)) }
                div.scroll { (regions_table(site, &regions)) }
                @for (id, region, areas) in &regions {
                    details { summary { (say!(l, "group-by-area", group = region)) } @if let Some(remarks) = sum(areas).remarks(l) { p.note { (remarks) } } div.scroll #(layout::slug("region", id)) { (areas_table(site, areas)) (cities_table(site, areas)) } }
                }
            }
        }
        (summaries::by_context(site))
        (summaries::withheld(site))
        (coverage(site))
        (features(site))
        (summaries::countries(site))
        (cities(site))
        (edition(site))
    };
    layout::page(
        site,
        &Page {
            title: &say!(l, "layout-brief"),
            about: &say!(l, "front-about", network = &c.network, cycle = site.marts.cycle.to_string()),
            path: PATH,
        },
        &main,
    )
}

/// What this edition is, by which settings it is made, and how to cite it.
fn edition(site: &Site) -> Markup {
    let l = &*site.language;
    html! {
        section #edition aria-labelledby="edition-title" {
            h2 #edition-title { (say!(l, "front-edition")) }
            dl.facts {
                div { dt { (say!(l, "front-edition-term")) } dd { (layout::edition(site)) } }
                @if let Some(day) = site.edition.comments_by.as_ref().filter(|_| !site.edition.is_final) {
                    div { dt { (say!(l, "front-comments-by")) } dd { time datetime=(day) { (l.numbers().date(day)) } } }
                }
                div { dt { (say!(l, "front-cycle")) } dd { (layout::cycle(site)) } }
                div { dt { (say!(l, "front-snapshot")) } dd { code { (site.snapshot) } } }
                div { dt { (say!(l, "front-settings")) } dd { a href={ (methods::PATH) "#settings" } { (say!(l, "methods-settings")) } } }
            }
            p.note { (say_html!(l, "front-snapshot-note", command = html! { code { "sha256sum *.csv* | sha256sum" } })) }
            h3 { (say!(l, "front-cite")) }
            p.cite { (say!(l, "front-citation", network = &site.catalogue.network, cycle = layout::cycle(site), edition = layout::edition(site), snapshot = &site.snapshot)) }
        }
    }
}

/// Counts of the network by area, and of each region by area.
fn movements<'a>(site: &'a Site) -> (ByArea<'a>, ByRegion<'a>) {
    let t = site.marts.table("network_movement");
    let mut network = ByArea::new();
    let mut regions: BTreeMap<&str, ByArea> = BTreeMap::new();
    for row in 0..t.len() {
        let (Some(area), Some(place)) = (t.text("area", row), t.text("outcome", row).and_then(tally::place)) else {
            continue;
        };
        let counts = match t.text("scope", row) {
            Some("network") => network.entry(area).or_default(),
            Some("region") => regions
                .entry(t.text("scope_name", row).unwrap_or_default())
                .or_default()
                .entry(area)
                .or_default(),
            _ => continue,
        };
        counts.0.take(t, row);
        // A city may have both what has no direction and what is mixed: never more than there are.
        counts.1[place] = counts.1[place].max(t.integer("cities", row).unwrap_or_default());
    }
    let l = &site.language;
    let mut regions: ByRegion = regions.into_iter().map(|(name, areas)| (name, l.name("region", name, name), areas)).collect();
    regions.sort_by(|a, b| l.compare(&a.1, &b.1));
    (network, regions)
}

/// What happened this cycle, in sentences.
pub fn told(site: &Site) -> Vec<String> {
    lede(site, &movements(site).0)
}

fn lede(site: &Site, areas: &ByArea) -> Vec<String> {
    let c = &site.catalogue;
    let cycle = site.marts.cycle;
    let o = site.marts.table("observations");
    let mut sent = BTreeSet::new();
    for row in (0..o.len()).filter(|row| o.integer("cycle", *row) == Some(cycle) && o.number("value", *row).is_some()) {
        sent.insert(o.text("city", row).unwrap_or_default());
    }
    // What came again with the same value is not news.
    let series: i64 = ["on_time", "late", "undated"].map(|column| summaries::of_cycle(site, column)).iter().sum();
    let published = c.cities.iter().filter(|c| c.published).count();
    let l = &*site.language;
    let network = sum(areas);
    let mut out = vec![members(l, c.cities.len(), published, cycle, sent.len(), series), network.sentence(l)];
    out.extend(network.remarks(l));
    let further_away: Vec<&str> = c
        .areas
        .iter()
        .filter(|a| areas.get(a.id.as_str()).is_some_and(|(n, _)| n.firm[2] > n.firm[0]))
        .map(|a| a.title.as_str())
        .collect();
    out.extend(areas_in_words(
        l,
        areas.values().filter(|(n, _)| n.firm.iter().sum::<i64>() > 0).count(),
        &further_away,
    ));
    let joined: Vec<&str> = c.cities.iter().filter(|c| c.joined == Some(cycle)).map(|c| c.name.as_str()).collect();
    if !joined.is_empty() {
        out.push(say!(l, "front-joined", cycle = cycle.to_string(), cities = l.list_some(&joined, 6)));
    }
    let practices = site.marts.table("practices");
    let by: BTreeSet<&str> = (0..practices.len()).filter_map(|row| practices.text("city", row)).collect();
    out.push(say!(l, "front-practices", practices = practices.len(), cities = by.len()));
    out
}

/// Members, those with results, and what came this cycle.
fn members(l: &Language, all: usize, published: usize, cycle: i64, sent: usize, series: i64) -> String {
    if published == 0 {
        return say!(l, "front-members-none", all = all);
    }
    let members = if published == all {
        say!(l, "front-members-all", all = all)
    } else {
        say!(l, "front-members-some", all = all, published = published)
    };
    let sent = say!(l, "front-sent", cities = sent, series = series, cycle = cycle.to_string());
    format!("{members} {sent}")
}

/// Areas in which more measurements moved firmly away than towards; none where there is nothing to speak of.
fn areas_in_words(l: &Language, with: usize, further_away: &[&str]) -> Option<String> {
    let quoted: Vec<String> = further_away.iter().map(|area| say!(l, "quoted", text = *area)).collect();
    match (with, further_away) {
        (0, _) => None,
        (_, []) => Some(say!(l, "front-areas-towards")),
        _ => Some(say!(l, "front-areas-away", areas = l.list(&quoted))),
    }
}

/// All areas together.
fn sum(areas: &ByArea) -> Tally {
    areas.values().fold(Tally::default(), |all, (n, _)| all.with(n))
}

/// Cities with at least one such measurement; a city may stand in several columns.
fn cities_table(site: &Site, areas: &ByArea) -> Markup {
    let l = &*site.language;
    html! {
        table {
            caption { (say!(l, "front-cities-caption")) }
            thead { tr { th scope="col" { (say!(l, "table-area")) } @for title in layout::outcomes(l) { th.n scope="col" { (title) } } } }
            tbody {
                @for area in &site.catalogue.areas {
                    @let n = areas.get(area.id.as_str()).map(|(_, cities)| *cities).unwrap_or_default();
                    tr { th scope="row" { span.number { (area.id) } " " (area.title) } @for n in n { td.n { (layout::whole(l, n)) } } }
                }
            }
        }
    }
}

fn areas_table(site: &Site, areas: &ByArea) -> Markup {
    let l = &*site.language;
    let rows: Vec<layout::CountRow> = site
        .catalogue
        .areas
        .iter()
        .map(|area| {
            let n = areas.get(area.id.as_str()).map(|(n, _)| *n).unwrap_or_default();
            n.row(html! { span.number { (area.id) } " " (area.title) }, n.all())
        })
        .collect();
    layout::counts(l, &say!(l, "front-areas-caption"), &say!(l, "table-area"), &say!(l, "table-all"), &rows)
}

fn regions_table(site: &Site, regions: &ByRegion) -> Markup {
    let l = &*site.language;
    let rows: Vec<layout::CountRow> = regions
        .iter()
        .map(|(_, region, areas)| sum(areas).row(html! { (region) }, sum(areas).all()))
        .collect();
    layout::counts(l, &say!(l, "front-regions-caption"), &say!(l, "table-region"), &say!(l, "table-all"), &rows)
}

fn coverage(site: &Site) -> Markup {
    let l = &*site.language;
    let t = site.marts.table("coverage_network");
    let mut cycles = BTreeSet::new();
    let mut reported: BTreeMap<(&str, i64), usize> = BTreeMap::new();
    for row in 0..t.len() {
        if let (Some(m), Some(cycle)) = (t.text("measurement", row), t.integer("cycle", row)) {
            cycles.insert(cycle);
            reported.insert((m, cycle), row);
        }
    }
    let table = html! {
        table {
            caption { (say!(l, "front-coverage-caption")) }
            thead { tr { th scope="col" { (say!(l, "table-measurement")) } @for cycle in &cycles { th.n scope="col" { (cycle) } } } }
            tbody {
                @for m in &site.catalogue.measurements {
                    tr {
                        th scope="row" { (m.title) }
                        @for cycle in &cycles {
                            td.n { @match reported.get(&(m.id.as_str(), *cycle)) {
                                Some(row) => (say!(l, "count-of", n = t.integer("cities_reported", *row).unwrap_or_default(), all = t.integer("cities_expected", *row).unwrap_or_default())),
                                None => "–",
                            } }
                        }
                    }
                }
            }
        }
    };
    html! {
        section #coverage aria-labelledby="coverage-title" {
            h2 #coverage-title { (say!(l, "front-coverage")) }
            (summaries::timing(site))
            p.note { (say!(l, "front-coverage-note")) @if let Some(definitions) = summaries::coverage_definitions(site) { " " (definitions) } }
            @match site.figures.get("coverage", &[]) {
                Some(figure) => (layout::figure(site, figure, "", "coverage", Some(&table))),
                None => (layout::details(&say!(l, "layout-figures-in-a-table"), &table)),
            }
        }
    }
}

fn features(site: &Site) -> Markup {
    let c = &site.catalogue;
    html! {
        section #features aria-labelledby="features-title" {
            h2 #features-title { (say!(site.language, "front-features")) }
            (layout::find(&site.language, "find-feature", "#features .features", &say!(site.language, "find-features")))
            div.features {
                @for area in &c.areas {
                    div data-part {
                        h3 { span.number { (area.id) } " " (area.title) }
                        ul { @for f in c.features.iter().filter(|f| f.area == area.id) { li { a href={ "features/" (f.id) ".html" } { (f.title) } } } }
                    }
                }
            }
        }
    }
}

fn cities(site: &Site) -> Markup {
    let l = &*site.language;
    let (with, without): (Vec<_>, Vec<_>) = site.catalogue.cities.iter().partition(|c| c.published);
    html! {
        section #cities aria-labelledby="cities-title" {
            h2 #cities-title { (say!(l, "front-cities")) }
            (layout::find(l, "find-city", "#cities ul", &say!(l, "find-cities")))
            @if with.is_empty() { p { (say!(l, "front-cities-none")) } }
            ul.cities {
                @for city in with { li data-also=[&city.local_name] { a href={ "cities/" (city.id) ".html" } { (city.name) } " " span.country { (city.country) } } }
            }
            @if !without.is_empty() {
                h3 { (say!(l, "front-without")) }
                p.note { (say!(l, "front-without-note")) }
                ul.cities { @for city in without { li data-also=[&city.local_name] { (city.name) " " span.country { (city.country) } } } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{areas_in_words, members};
    use crate::language::tests::english;
    use crate::say;

    #[test]
    fn areas_in_a_sentence() {
        let l = &english();
        assert_eq!(areas_in_words(l, 0, &[]), None);
        assert!(areas_in_words(l, 3, &[]).unwrap().starts_with("In no area"));
        assert_eq!(
            areas_in_words(l, 3, &["A", "B"]).unwrap(),
            "In “A” and “B”, more measurements moved firmly away from progress than towards it."
        );
    }

    #[test]
    fn members_in_a_sentence() {
        let l = &english();
        assert_eq!(members(l, 3, 0, 2024, 0, 0), "Of 3 cities in the network, none has published results yet.");
        assert_eq!(
            members(l, 3, 1, 2024, 1, 1),
            "Of 3 cities in the network, 1 has published results. 1 city sent public values in the cycle 2024, for 1 series."
        );
        assert!(members(l, 3, 3, 2024, 0, 0).starts_with("All 3 cities of the network have published results. None of them sent"));
        assert!(members(l, 1, 1, 2024, 1, 2).starts_with("The network’s 1 city has published results. 1 city sent"));
        assert_eq!(
            members(l, 30, 20, 2024, 0, 0),
            "Of 30 cities in the network, 20 have published results. None of them sent public values in the cycle 2024."
        );
        assert!(members(l, 30, 20, 2024, 12, 1300).ends_with("12 cities sent public values in the cycle 2024, for 1,300 series."));
    }

    #[test]
    fn practices_in_a_sentence() {
        let l = &english();
        let said = |practices: usize, cities: usize| say!(l, "front-practices", practices = practices, cities = cities);
        assert_eq!(said(0, 0), "No city has described a practice in public yet.");
        assert_eq!(said(1, 1), "1 practice is described by a city.");
        assert_eq!(said(5, 1), "5 practices are described by 1 city.");
        assert_eq!(said(5, 2), "5 practices are described by 2 cities.");
    }
}
