//! The front page: the annual brief of the network.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::Site;
use super::layout::{self, Page};
use super::summaries;
use super::words;

/// Counts of series by what came of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    towards: i64,
    held: i64,
    away: i64,
    no_direction: i64,
}

impl Counts {
    fn add(&mut self, outcome: &str, n: i64) {
        match outcome {
            "towards" => self.towards += n,
            "held" => self.held += n,
            "away" => self.away += n,
            "no_direction" => self.no_direction += n,
            _ => {}
        }
    }

    fn row(&self, title: Markup) -> layout::CountRow {
        layout::CountRow {
            title,
            parts: [self.towards, self.held, self.away, self.no_direction],
            last: self.all(),
        }
    }

    fn all(&self) -> i64 {
        self.towards + self.held + self.away + self.no_direction
    }
}

/// Series and cities behind them, by area.
type ByArea<'a> = BTreeMap<&'a str, (Counts, Counts)>;

/// The same, by region.
type ByRegion<'a> = BTreeMap<&'a str, ByArea<'a>>;

/// Its path from its language's folder.
pub const PATH: &str = "index.html";

/// The page.
pub fn page(site: &Site) -> String {
    let cycle = site.marts.cycle;
    let c = &site.catalogue;
    let (network, regions) = movements(site);
    let main = html! {
        p.kicker { "Annual brief, cycle " (site.marts.brief()) }
        @if let Some(day) = &site.marts.as_of { p.note { "This brief is drawn as of " (day) ": what cities sent later does not count in it." } }
        h1 { (c.network) }
        @if !c.about.is_empty() { p.about { (c.about) } }
        div.lede { @for sentence in lede(site, &network) { p { (sentence) } } }
        nav.contents aria-label="On this page" {
            ul {
                li { a href="#movement" { "Movement by area" } }
                @if !regions.is_empty() { li { a href="#regions" { "Movement by region" } } }
                li { a href="#coverage" { "Coverage" } }
                li { a href="#features" { "Key features" } }
                li { a href="#countries" { "Countries" } }
                li { a href="#cities" { "Cities by name" } }
            }
        }
        section #movement aria-labelledby="movement-title" {
            h2 #movement-title { "Movement by area of focus" }
            p.note { "Counts of series, one for each city, measurement and item with a comparable change. Held: a change too small to speak of movement, or within what a survey can tell apart. No direction: it rose or fell where neither is progress." }
            (layout::legend(&site.language))
            div.scroll { (areas_table(site, &network)) }
            (layout::details("How many cities stand behind these counts", &cities_table(site, &network)))
        }
        @if !regions.is_empty() {
            section #regions aria-labelledby="regions-title" {
                h2 #regions-title { "Movement by region" }
                p.note { "Regions are listed by name; a region is shown " (least(site)) "." }
                div.scroll { (regions_table(site, &regions)) }
                @for (region, areas) in &regions {
                    details { summary { (region) ", by area of focus" } div.scroll { (areas_table(site, areas)) (cities_table(site, areas)) } }
                }
            }
        }
        (summaries::by_context(site))
        (summaries::withheld(site))
        (coverage(site))
        (features(site))
        (summaries::countries(site))
        (cities(site))
    };
    layout::page(
        site,
        &Page {
            title: "Annual brief",
            about: &format!(
                "The annual brief of {} for the cycle {cycle}: what moved, what held, and the cities by name.",
                c.network
            ),
            path: PATH,
        },
        &main,
    )
}

fn least(site: &Site) -> String {
    match site.catalogue.setting("summary_cities") {
        Some(n) => format!("where at least {} have results", words::count(n as i64, "city", "cities")),
        None => "where enough cities have results".into(),
    }
}

/// Counts of the network by area, and of each region by area.
fn movements<'a>(site: &'a Site) -> (ByArea<'a>, ByRegion<'a>) {
    let t = site.marts.table("network_movement");
    let mut network = ByArea::new();
    let mut regions = ByRegion::new();
    for row in 0..t.len() {
        let (Some(area), Some(outcome), Some(n)) = (t.text("area", row), t.text("outcome", row), t.integer("series", row)) else {
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
        counts.0.add(outcome, n);
        counts.1.add(outcome, t.integer("cities", row).unwrap_or_default());
    }
    (network, regions)
}

/// What happened this cycle.
fn lede(site: &Site, areas: &ByArea) -> Vec<String> {
    let c = &site.catalogue;
    let cycle = site.marts.cycle;
    let o = site.marts.table("observations");
    let mut sent = BTreeSet::new();
    let mut series = BTreeSet::new();
    for row in (0..o.len()).filter(|row| o.integer("cycle", *row) == Some(cycle)) {
        let city = o.text("city", row).unwrap_or_default();
        sent.insert(city);
        series.insert((city, o.text("measurement", row).unwrap_or_default(), o.text("item", row).unwrap_or_default()));
    }
    let published = c.cities.iter().filter(|c| c.published).count();
    let mut out = vec![
        members(c.cities.len() as i64, published as i64, cycle, sent.len() as i64, series.len() as i64),
        moved(&sum(areas)),
    ];
    let further_away: Vec<&str> = c
        .areas
        .iter()
        .filter(|a| areas.get(a.id.as_str()).is_some_and(|(n, _)| n.away > n.towards))
        .map(|a| a.title.as_str())
        .collect();
    out.extend(areas_in_words(areas.len(), &further_away));
    let joined: Vec<&str> = c.cities.iter().filter(|c| c.joined == Some(cycle)).map(|c| c.name.as_str()).collect();
    if !joined.is_empty() {
        out.push(format!("{} joined in {cycle}.", words::list_some(&joined, 6)));
    }
    let practices = site.marts.table("practices");
    let by: BTreeSet<&str> = (0..practices.len()).filter_map(|row| practices.text("city", row)).collect();
    out.push(described(practices.len() as i64, by.len() as i64));
    out
}

fn members(all: i64, published: i64, cycle: i64, sent: i64, series: i64) -> String {
    let are = |n: i64| if n == 1 { "has" } else { "have" };
    if published == 0 {
        return format!("Of {} in the network, none has published results yet.", words::count(all, "city", "cities"));
    }
    let now = match sent {
        0 => format!("none sent public values in the cycle {cycle}"),
        _ => format!(
            "{} sent public values in the cycle {cycle}, for {}",
            words::count(sent, "city", "cities"),
            words::count(series, "series", "series")
        ),
    };
    if published == all {
        return match all {
            1 => format!("The network's 1 city has published results; {now}."),
            _ => format!("All {} of the network have published results; {now}.", words::count(all, "city", "cities")),
        };
    }
    format!(
        "Of {} in the network, {} {} published results; {now}.",
        words::count(all, "city", "cities"),
        words::grouped(published as f64, 0),
        are(published)
    )
}

fn moved(n: &Counts) -> String {
    let number = |n: i64| if n == 0 { "none".to_string() } else { words::grouped(n as f64, 0) };
    if n.all() == 0 {
        return "No series has a comparable change yet: that takes two comparable values, the later one recent.".into();
    }
    let mut text = format!(
        "Of {} with a comparable change, {} moved towards progress, {} held steady and {} moved away",
        words::count(n.all(), "series", "series"),
        number(n.towards),
        number(n.held),
        number(n.away)
    );
    if n.no_direction > 0 {
        text.push_str(&format!(
            "; {} rose or fell where no direction is read into it",
            words::grouped(n.no_direction as f64, 0)
        ));
    }
    text.push('.');
    text
}

/// Areas in which more series moved away than towards; none where there is nothing to speak of.
fn areas_in_words(with: usize, further_away: &[&str]) -> Option<String> {
    let quoted: Vec<String> = further_away.iter().map(|a| format!("“{a}”")).collect();
    match (with, further_away) {
        (0, _) => None,
        (_, []) => Some("In every area of focus with results, at least as many series moved towards progress as away from it.".into()),
        _ => Some(format!("More series moved away from progress than towards it in {}.", words::list(&quoted))),
    }
}

/// All areas together.
fn sum(areas: &ByArea) -> Counts {
    areas.values().fold(Counts::default(), |all, (n, _)| Counts {
        towards: all.towards + n.towards,
        held: all.held + n.held,
        away: all.away + n.away,
        no_direction: all.no_direction + n.no_direction,
    })
}

fn described(practices: i64, cities: i64) -> String {
    match practices {
        0 => "No city has described a practice in public yet.".into(),
        1 => "1 practice is described by a city.".into(),
        n => format!("{n} practices are described by {}.", words::count(cities, "city", "cities")),
    }
}

/// Cities with at least one such series; a city may stand in several columns.
fn cities_table(site: &Site, areas: &ByArea) -> Markup {
    html! {
        table {
            caption { "Cities with at least one such series" }
            thead { tr { th scope="col" { "Area of focus" } @for title in layout::outcomes(&site.language) { th.n scope="col" { (title) } } } }
            tbody {
                @for area in &site.catalogue.areas {
                    @let n = areas.get(area.id.as_str()).map(|(_, cities)| *cities).unwrap_or_default();
                    tr { th scope="row" { span.number { (area.id) } " " (area.title) } @for n in [n.towards, n.held, n.away, n.no_direction] { td.n { (n) } } }
                }
            }
        }
    }
}

fn areas_table(site: &Site, areas: &ByArea) -> Markup {
    let rows: Vec<layout::CountRow> = site
        .catalogue
        .areas
        .iter()
        .map(|area| {
            let n = areas.get(area.id.as_str()).map(|(series, _)| *series).unwrap_or_default();
            n.row(html! { span.number { (area.id) } " " (area.title) })
        })
        .collect();
    layout::counts(
        &site.language,
        "Series by area of focus and by what came of them",
        "Area of focus",
        "All",
        &rows,
    )
}

fn regions_table(site: &Site, regions: &ByRegion) -> Markup {
    let rows: Vec<layout::CountRow> = regions.iter().map(|(region, areas)| sum(areas).row(html! { (region) })).collect();
    layout::counts(&site.language, "Series by region and by what came of them", "Region", "All", &rows)
}

fn coverage(site: &Site) -> Markup {
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
            caption { "Cities that reported a measurement in a cycle, of those expected to" }
            thead { tr { th scope="col" { "Measurement" } @for cycle in &cycles { th.n scope="col" { (cycle) } } } }
            tbody {
                @for m in &site.catalogue.measurements {
                    tr {
                        th scope="row" { (m.title) }
                        @for cycle in &cycles {
                            td.n { @match reported.get(&(m.id.as_str(), *cycle)) {
                                Some(row) => { (t.integer("cities_reported", *row).unwrap_or_default()) " of " (t.integer("cities_expected", *row).unwrap_or_default()) },
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
            h2 #coverage-title { "Coverage" }
            (summaries::timing(site))
            p.note { "How many cities published at least one value of a measurement in each cycle." }
            @match site.figures.get("coverage", &[]) {
                Some(figure) => (layout::figure(site, figure, "", "coverage", Some(&table))),
                None => (layout::details("The figures in a table", &table)),
            }
        }
    }
}

fn features(site: &Site) -> Markup {
    let c = &site.catalogue;
    html! {
        section #features aria-labelledby="features-title" {
            h2 #features-title { "The key features" }
            div.features {
                @for area in &c.areas {
                    div {
                        h3 { span.number { (area.id) } " " (area.title) }
                        ul { @for f in c.features.iter().filter(|f| f.area == area.id) { li { a href={ "features/" (f.id) ".html" } { (f.title) } } } }
                    }
                }
            }
        }
    }
}

fn cities(site: &Site) -> Markup {
    let (with, without): (Vec<_>, Vec<_>) = site.catalogue.cities.iter().partition(|c| c.published);
    html! {
        section #cities aria-labelledby="cities-title" {
            h2 #cities-title { "Cities by name" }
            @if with.is_empty() { p { "No city has published results yet." } }
            ul.cities {
                @for city in with { li { a href={ "cities/" (city.id) ".html" } { (city.name) } " " span.country { (city.country) } } }
            }
            @if !without.is_empty() {
                h3 { "Without published results" }
                p.note { "These member cities have sent nothing for publication. That says nothing about how they are doing." }
                ul.cities { @for city in without { li { (city.name) " " span.country { (city.country) } } } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, areas_in_words, described, members, moved};

    #[test]
    fn areas_in_a_sentence() {
        assert_eq!(areas_in_words(0, &[]), None);
        assert!(areas_in_words(3, &[]).unwrap().starts_with("In every area"));
        assert_eq!(
            areas_in_words(3, &["A", "B"]).unwrap(),
            "More series moved away from progress than towards it in “A” and “B”."
        );
    }

    #[test]
    fn members_in_a_sentence() {
        assert_eq!(members(3, 0, 2024, 0, 0), "Of 3 cities in the network, none has published results yet.");
        assert_eq!(
            members(3, 1, 2024, 1, 1),
            "Of 3 cities in the network, 1 has published results; 1 city sent public values in the cycle 2024, for 1 series."
        );
        assert!(members(3, 3, 2024, 0, 0).starts_with("All 3 cities of the network have published results; none sent"));
        assert!(members(1, 1, 2024, 1, 2).starts_with("The network's 1 city has published results; 1 city sent"));
        assert_eq!(
            members(30, 20, 2024, 0, 0),
            "Of 30 cities in the network, 20 have published results; none sent public values in the cycle 2024."
        );
    }

    #[test]
    fn movement_in_a_sentence() {
        let n = |towards, held, away, no_direction| Counts {
            towards,
            held,
            away,
            no_direction,
        };
        assert!(moved(&n(0, 0, 0, 0)).starts_with("No series"));
        assert_eq!(
            moved(&n(1, 2, 0, 0)),
            "Of 3 series with a comparable change, 1 moved towards progress, 2 held steady and none moved away."
        );
        assert_eq!(
            moved(&n(0, 0, 0, 1)),
            "Of 1 series with a comparable change, none moved towards progress, none held steady and none moved away; 1 rose or fell where no direction is read into it."
        );
    }

    #[test]
    fn practices_in_a_sentence() {
        assert_eq!(described(0, 0), "No city has described a practice in public yet.");
        assert_eq!(described(1, 1), "1 practice is described by a city.");
        assert_eq!(described(5, 1), "5 practices are described by 1 city.");
    }
}
