//! A city's page: words before numbers, then the temple, its areas, its peers, whom it could ask, and what to know about its data.

mod about_data;
mod areas;
mod benefits;
pub mod brief;
mod gaps;
mod learning;
mod pace;
mod peers;
pub mod quality;

pub use learning::around;

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::Site;
use super::catalogue::City;
use super::layout::{self, Made, Page};
use super::tally::{self, Tally};
use crate::language::Language;
use crate::say;

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
    /// Rows of `observations`.
    observations: Vec<usize>,
    /// Row of `peer_comparison`, nearest peers.
    nearest: Option<usize>,
    /// Row of `peer_comparison`, the region.
    region: Option<usize>,
    /// Rows of `peer_series`, nearest peers.
    peer_years: Vec<usize>,
    /// Row of `progress_components`.
    components: Option<usize>,
    /// Row of `peer_change_comparison`, nearest peers.
    pace: Option<usize>,
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

impl Outcome {
    /// Of a row of `progress`.
    fn of(site: &Site, row: usize) -> Outcome {
        match site.marts.table("progress").text("movement", row) {
            Some("towards") => Outcome::Towards,
            Some("away") => Outcome::Away,
            Some("steady" | "within_noise" | "at_parity") => Outcome::Held,
            Some("rose" | "fell") => Outcome::NoDirection,
            _ => Outcome::NoResult,
        }
    }
}

impl Series<'_> {
    fn outcome(&self, site: &Site) -> Outcome {
        self.progress.map_or(Outcome::NoResult, |row| Outcome::of(site, row))
    }

    fn key<'k>(&'k self, city: &'k City) -> [&'k str; 3] {
        [&city.id, &self.measurement.id, self.item]
    }
}

/// The page.
pub fn page(site: &Site, city: &City) -> Made {
    let all = series(site, city);
    let l = &site.language;
    let main = html! {
        p.kicker { (city.region) " · " (country(site, city)) }
        h1 { (city.name) @if let Some(local) = &city.local_name { " " span.local dir="auto" { (local) } } }
        div.lede { @for sentence in lede(site, city) { p { (sentence) } } }
        (layout::printed(site, &format!("../{}", super::brief::city_path(site, city))))
        (facts(site, city, &all))
        @if site.prints { p.print { a href={ "../" (super::brief::city_path(site, city)) } { (say!(l, "brief-link")) } } }
        nav.contents aria-label=(say!(l, "city-on-this-page")) {
            ul {
                li { a href="#temple" { (say!(l, "areas-glance")) } }
                li { a href="#areas" { (say!(l, "areas-title")) } }
                (gaps::entry(site, city))
                (benefits::entry(site, city))
                li { a href="#peers" { (say!(l, "peers-title")) } }
                li { a href="#learning" { (say!(l, "learning-entry")) } }
                li { a href="#about-data" { (say!(l, "about-entry")) } }
            }
        }
        (areas::glance(site, city))
        (areas::section(site, city, &all))
        (gaps::section(site, city))
        (benefits::section(site, city))
        (peers::section(site, city))
        (learning::section(site, city))
        (about_data::section(site, city, &all))
    };
    let about = say!(l, "city-about", city = &city.name, cycle = site.marts.cycle.to_string());
    layout::page(
        site,
        &Page {
            title: &city.name,
            about: &about,
            path: &format!("cities/{}.html", city.id),
        },
        &main,
    )
}

/// The country, linked to its page where it has one.
fn country(site: &Site, city: &City) -> Markup {
    let linked = site.catalogue.countries.contains_key(&city.country_code);
    html! { @if linked { a href={ "../countries/" (city.country_code) ".html" } { (city.country) } } @else { (city.country) } }
}

/// Every series of the city in the order of the printed form, those reported besides at the end of their measurement.
fn series<'s>(site: &'s Site, city: &City) -> Vec<Series<'s>> {
    let progress = site.of_city("progress").series(&city.id);
    let mut points = site.of_city("series").series(&city.id);
    let mut observations = site.of_city("observations").series(&city.id);
    let comparison = site.of_city("peer_comparison").series(&city.id);
    let paces = site.of_city("peer_change_comparison").series(&city.id);
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
            let measured = site.catalogue.definitions.measurement(&city.id, id, item);
            all.push(Series {
                measurement: measured.unwrap_or(measurement),
                item,
                title: site.catalogue.series_of(&city.id, id, item),
                progress: progress.get(&key).and_then(|rows| rows.first()).copied(),
                observations: observations.remove(&key).unwrap_or_default(),
                points: points.remove(&key).unwrap_or_default(),
                nearest: scheme("peer_comparison", compared, "nearest"),
                region: scheme("peer_comparison", compared, "region"),
                peer_years: years
                    .into_iter()
                    .filter(|row| site.marts.table("peer_series").text("scheme", *row).is_none_or(|s| s == "nearest"))
                    .collect(),
                components: components.get(&key).and_then(|rows| rows.first()).copied(),
                pace: scheme("peer_change_comparison", paces.get(&key).map(Vec::as_slice).unwrap_or_default(), "nearest"),
            });
        }
    }
    all
}

/// What came of a measurement of the city, with all its items.
struct Moved<'a> {
    measurement: &'a super::catalogue::Measurement,
    /// That of the city's own definition, where it has one.
    title: &'a str,
    /// As in [`tally::place`].
    place: usize,
    firm: bool,
}

/// Measurements of the city with a result, in the order of the form.
fn moved<'s>(site: &'s Site, city: &City) -> Vec<Moved<'s>> {
    let of = site.of_city("measurement_movement");
    let rows: BTreeMap<&str, usize> = of.rows(&city.id).filter_map(|row| Some((of.table.text("measurement", row)?, row))).collect();
    let one = |measurement: &'s super::catalogue::Measurement| {
        let row = *rows.get(measurement.id.as_str())?;
        Some(Moved {
            measurement,
            title: site
                .catalogue
                .measured_title(&city.id, measurement, of.table.text("rests_on", row) == Some("total")),
            place: of.table.text("outcome", row).and_then(tally::place)?,
            firm: of.table.text("certainty", row) == Some("firm"),
        })
    };
    site.catalogue.measurements.iter().filter_map(one).collect()
}

/// Counts of all areas of the city together.
fn tally(site: &Site, city: &City) -> Tally {
    let of = site.of_city("area_movement");
    of.rows(&city.id).fold(Tally::default(), |all, row| all.with(&Tally::of_area(of.table, row)))
}

/// Four to six sentences in plain text: what moved, what did not, what chance would give, where it is with its peers, who could be asked.
/// Only what moved firmly is named.
fn lede(site: &Site, city: &City) -> Vec<String> {
    let l = &site.language;
    let (all, n) = (moved(site, city), tally(site, city));
    let mut out = Vec::new();
    if n.all() == 0 {
        out.push(say!(l, "city-unread", city = &city.name));
    } else {
        let asked = asked(site, city);
        let firm = |place: usize| -> Vec<&Moved> { all.iter().filter(|m| m.place == place && m.firm).collect() };
        let (count, (titles, every)) = (n.parts[0], named(l, &firm(0), &asked));
        out.push(match (count, n.firm[0], every) {
            (0, ..) => say!(l, "city-towards-none", all = n.all()),
            (count, 0, _) => say!(l, "city-towards-tentative", all = n.all(), n = count),
            (count, firm, true) => say!(l, "city-towards", all = n.all(), n = count, firm = firm, titles = titles),
            (count, firm, false) => say!(l, "city-towards-among", all = n.all(), n = count, firm = firm, titles = titles),
        });
        let (count, (titles, every)) = (n.parts[2], named(l, &firm(2), &asked));
        out.push(match (count, n.firm[2], every) {
            (0, ..) => say!(l, "city-away-none"),
            (count, 0, _) => say!(l, "city-away-tentative", n = count),
            (count, firm, true) => say!(l, "city-away", n = count, firm = firm, titles = titles),
            (count, firm, false) => say!(l, "city-away-among", n = count, firm = firm, titles = titles),
        });
        out.push(rest(l, n.parts[1], n.parts[3]));
        out.extend(n.remarks(l));
    }
    out.push(peers::sentence(site, city));
    out.push(learning::sentence(site, city));
    out
}

/// What neither moved towards nor away.
fn rest(l: &Language, held: i64, read: i64) -> String {
    say!(l, "city-held", held = held, read = read)
}

/// Features that the city asks help with.
fn asked<'s>(site: &'s Site, city: &City) -> Vec<&'s str> {
    let of = site.of_city("declarations");
    of.rows(&city.id)
        .filter(|row| of.table.text("role", *row) == Some("priority"))
        .filter_map(|row| of.table.text("feature", row))
        .collect()
}

/// Up to three measurements by title: first of features that the city asks help with, then one of each area, in the order of the form;
/// and whether these are all.
fn named(l: &Language, all: &[&Moved], asked: &[&str]) -> (String, bool) {
    let mut titles: Vec<&str> = Vec::new();
    let mut areas: Vec<&str> = Vec::new();
    for wanted in [true, false] {
        for Moved { measurement: m, title, .. } in all {
            let first_of_area = !areas.contains(&m.area.as_str());
            if titles.len() < 3 && !titles.contains(title) && (asked.contains(&m.feature.as_str()) || (!wanted && first_of_area)) {
                titles.push(title);
                areas.push(&m.area);
            }
        }
    }
    if all.len() <= 3 {
        titles = all.iter().map(|m| m.title).collect();
    }
    let quoted: Vec<String> = titles.iter().map(|t| say!(l, "quoted", text = *t)).collect();
    (l.list(&quoted), titles.len() == all.len())
}

/// The city's own baseline year, and where its series really begin: at the first comparable value from then on.
fn measured_from(site: &Site, city: &City, year: i64) -> String {
    let of = site.of_city("progress");
    let mut years: Vec<i64> = of
        .rows(&city.id)
        .filter(|row| of.table.text("movement", *row).is_some())
        .filter_map(|row| of.table.integer("baseline_year", row))
        .collect();
    years.sort_unstable();
    match years.get(years.len() / 2).filter(|median| **median != year) {
        Some(median) => say!(site.language, "city-measured-since", year = year.to_string(), median = median.to_string()),
        None => year.to_string(),
    }
}

fn facts(site: &Site, city: &City, all: &[Series]) -> Markup {
    let expected = site.catalogue.series_expected();
    let with = all
        .iter()
        .filter(|s| !s.points.is_empty() && s.measurement.items.iter().any(|i| i == s.item))
        .count();
    let (l, cycle) = (&site.language, site.marts.cycle.to_string());
    let brief = match &site.marts.as_of {
        Some(day) => say!(l, "city-brief-as-of", cycle = cycle, day = l.numbers().date(day)),
        None => cycle,
    };
    html! {
        dl.facts {
            div { dt { (say!(l, "city-with-value")) } dd { (say!(l, "city-of-all", n = with, all = expected)) } }
            @if let Some(year) = city.joined { div { dt { (say!(l, "city-joined")) } dd { (year) } } }
            @if let Some(year) = city.baseline_year { div { dt { (say!(l, "city-measured-from")) } dd { (measured_from(site, city, year)) } } }
            div { dt { (say!(l, "city-brief")) } dd { (brief) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::rest;
    use crate::language::tests::english;

    #[test]
    fn what_held_in_a_sentence() {
        let l = &english();
        assert_eq!(rest(l, 0, 0), "None held steady.");
        assert!(rest(l, 1, 0).starts_with("1 held steady: its change is small"));
        assert!(rest(l, 4, 1).ends_with("; 1 moved in no one direction that counts as progress."));
    }
}
