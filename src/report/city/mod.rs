//! A city's page: words before numbers, then the temple, its areas, its peers, whom it could ask, and what to know about its data.

mod about_data;
mod areas;
mod learning;
mod peers;

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::Site;
use super::catalogue::City;
use super::layout::{self, Page};
use super::words;

/// A series of the city: expected by the catalogue or reported besides.
struct Series<'a> {
    measurement: &'a super::catalogue::Measurement,
    item: &'a str,
    /// As readers see it.
    title: String,
    /// Row of `progress`, if any.
    progress: Option<usize>,
    /// Rows of `series`.
    points: Vec<usize>,
    /// Row of `peer_comparison`, nearest peers.
    nearest: Option<usize>,
    /// Row of `peer_comparison`, the region.
    region: Option<usize>,
    /// Rows of `peer_series`, nearest peers.
    peer_years: Vec<usize>,
    /// Row of `progress_components`.
    components: Option<usize>,
}

/// What came of a series, in the words of the counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Towards,
    Held,
    Away,
    NoDirection,
    NoResult,
}

impl Series<'_> {
    fn outcome(&self, site: &Site) -> Outcome {
        let movement = self.progress.and_then(|row| site.marts.table("progress").text("movement", row));
        match movement {
            Some("towards") => Outcome::Towards,
            Some("away") => Outcome::Away,
            Some("steady" | "within_noise" | "at_parity") => Outcome::Held,
            Some("rose" | "fell") => Outcome::NoDirection,
            _ => Outcome::NoResult,
        }
    }

    fn key<'k>(&'k self, city: &'k City) -> [&'k str; 3] {
        [&city.id, &self.measurement.id, self.item]
    }
}

/// The page.
pub fn page(site: &Site, city: &City) -> String {
    let all = series(site, city);
    let cycle = site.marts.cycle;
    let main = html! {
        p.kicker { (city.region) " · " (city.country) }
        h1 { (city.name) @if let Some(local) = &city.local_name { " " span.local dir="auto" { (local) } } }
        div.lede { @for sentence in lede(site, city, &all) { p { (sentence) } } }
        (facts(site, city, &all))
        nav.contents aria-label="On this page" {
            ul {
                li { a href="#temple" { "The city at a glance" } }
                li { a href="#areas" { "Areas of focus" } }
                li { a href="#peers" { "Its peer group" } }
                li { a href="#learning" { "Peer learning" } }
                li { a href="#about-data" { "About its data" } }
            }
        }
        (areas::glance(site, city))
        (areas::section(site, city, &all))
        (peers::section(site, city))
        (learning::section(site, city))
        (about_data::section(site, city, &all))
    };
    let about = format!("What moved, what held and who could be asked: {} in the brief of {cycle}.", city.name);
    layout::page(
        site,
        &Page {
            title: &city.name,
            about: &about,
            up: "../",
            here: "",
        },
        &main,
    )
}

/// Every series of the city in the order of the printed form, those reported besides at the end of their measurement.
fn series<'s>(site: &'s Site, city: &City) -> Vec<Series<'s>> {
    let progress = site.of_city("progress").series(&city.id);
    let mut points = site.of_city("series").series(&city.id);
    let comparison = site.of_city("peer_comparison").series(&city.id);
    let mut peer_years = site.of_city("peer_series").series(&city.id);
    let components = site.of_city("progress_components").series(&city.id);
    let scheme =
        |table: &'static str, rows: &[usize], scheme: &str| rows.iter().copied().find(|row| site.marts.table(table).text("scheme", *row) == Some(scheme));
    let mut besides: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (measurement, item) in progress.keys().chain(points.keys()) {
        let known = besides.entry(measurement).or_default();
        if !known.contains(item) {
            known.push(item);
        }
    }
    let mut all = Vec::new();
    for measurement in &site.catalogue.measurements {
        let id = measurement.id.as_str();
        let mut items: Vec<&str> = measurement.items.iter().map(String::as_str).collect();
        for item in besides.get(id).into_iter().flatten() {
            if !items.contains(item) {
                items.push(item);
            }
        }
        for item in items {
            let key = (id, item);
            let compared = comparison.get(&key).map(Vec::as_slice).unwrap_or_default();
            let years = peer_years.remove(&key).unwrap_or_default();
            all.push(Series {
                measurement,
                item,
                title: site.catalogue.series(id, item),
                progress: progress.get(&key).and_then(|rows| rows.first()).copied(),
                points: points.remove(&key).unwrap_or_default(),
                nearest: scheme("peer_comparison", compared, "nearest"),
                region: scheme("peer_comparison", compared, "region"),
                peer_years: years
                    .into_iter()
                    .filter(|row| site.marts.table("peer_series").text("scheme", *row).is_none_or(|s| s == "nearest"))
                    .collect(),
                components: components.get(&key).and_then(|rows| rows.first()).copied(),
            });
        }
    }
    all
}

/// Three to five sentences: what moved, what did not, where it is with its peers, who could be asked.
fn lede(site: &Site, city: &City, all: &[Series]) -> Vec<String> {
    let titles = |outcome: Outcome| -> Vec<String> { all.iter().filter(|s| s.outcome(site) == outcome).map(|s| quoted(&s.title)).collect() };
    let (towards, held, away, read) = (
        titles(Outcome::Towards),
        titles(Outcome::Held),
        titles(Outcome::Away),
        titles(Outcome::NoDirection),
    );
    let changes = towards.len() + held.len() + away.len() + read.len();
    let mut out = Vec::new();
    if changes == 0 {
        out.push(format!(
            "No change can be read for {} yet: that takes two comparable values of a series, the later one recent.",
            city.name
        ));
    } else {
        out.push(match towards.len() {
            0 => format!(
                "Of {} with a comparable change, none moved towards progress.",
                words::count(changes as i64, "series", "series")
            ),
            n => format!(
                "Of {} with a comparable change, {n} moved towards progress: {}.",
                words::count(changes as i64, "series", "series"),
                words::list_some(&towards, 3)
            ),
        });
        out.push(match away.len() {
            0 => "None moved away.".into(),
            n => format!("{n} moved away: {}.", words::list_some(&away, 3)),
        });
        let mut rest = match held.len() {
            0 => "None held steady".to_string(),
            n => format!("{n} held steady, their change too small to speak of movement or within what a survey can tell apart"),
        };
        if !read.is_empty() {
            rest.push_str(&format!("; {} rose or fell where no direction is read into it", read.len()));
        }
        out.push(format!("{rest}."));
    }
    out.push(peers::sentence(site, city));
    out.push(learning::sentence(site, city));
    out
}

fn quoted(title: &str) -> String {
    format!("“{title}”")
}

fn facts(site: &Site, city: &City, all: &[Series]) -> Markup {
    let expected = site.catalogue.series_expected();
    let with = all
        .iter()
        .filter(|s| !s.points.is_empty() && s.measurement.items.iter().any(|i| i == s.item))
        .count();
    html! {
        dl.facts {
            div { dt { "Series with a published value" } dd { (with) " of " (expected) } }
            @if let Some(year) = city.joined { div { dt { "Joined the network" } dd { (year) } } }
            @if let Some(year) = city.baseline_year { div { dt { "Progress measured from" } dd { (year) } } }
            div { dt { "Brief of the cycle" } dd { (site.marts.cycle) } }
        }
    }
}
