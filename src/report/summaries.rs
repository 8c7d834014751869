//! Parts of the front page that sum the network up: groups of cities, withheld results, when values came, countries.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::Site;
use super::city::quality;
use super::layout;
use super::tally::{self, Tally};
use crate::disclosure;
use crate::language::Language;
use crate::say;

/// One area of one group.
#[derive(Debug, Default, Clone, Copy)]
struct Area {
    tally: Tally,
    median: [f64; 4],
    cities: i64,
}

/// Areas of a group, by id.
pub struct Group<'a>(BTreeMap<&'a str, Area>);

impl Group<'_> {
    /// Whether anything is known of it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A column of `coverage_detail` in the brief's cycle, summed over cities and areas.
pub fn of_cycle(site: &Site, column: &str) -> i64 {
    let t = site.marts.table("coverage_detail");
    let rows = (0..t.len()).filter(|row| t.integer("cycle", *row) == Some(site.marts.cycle));
    rows.filter_map(|row| t.integer(column, row)).sum()
}

/// Measurements of which values by other definitions than the catalogue's are counted as reported; none where there are none.
pub fn coverage_definitions(site: &Site) -> Option<String> {
    let t = site.marts.table("progress");
    let differing = (0..t.len()).filter(|row| t.truth("differs", *row) == Some(true));
    let found: BTreeSet<&str> = differing.filter_map(|row| t.text("measurement", row)).collect();
    let l = &*site.language;
    let of_form = site.catalogue.measurements.iter().filter(|m| found.contains(m.id.as_str()));
    let titles: Vec<String> = of_form.map(|m| say!(l, "quoted", text = &m.title)).collect();
    (!titles.is_empty()).then(|| say!(l, "front-coverage-definitions", titles = l.list(&titles)))
}

/// A scope's groups by name, from `network_summary`.
pub fn groups<'a>(site: &'a Site, scope: &str) -> BTreeMap<&'a str, Group<'a>> {
    let t = site.marts.table("network_summary");
    let mut all: BTreeMap<&str, Group> = BTreeMap::new();
    for row in (0..t.len()).filter(|row| t.text("scope", *row) == Some(scope)) {
        let name = t.text("scope_name", row).unwrap_or_default();
        let (Some(area), Some(outcome)) = (t.text("area", row), t.text("outcome", row)) else {
            continue;
        };
        let Some(place) = tally::place(outcome) else { continue };
        let found = all.entry(name).or_insert_with(|| Group(BTreeMap::new())).0.entry(area).or_default();
        found.tally.take(t, row);
        // A median is no sum: what is mixed has its own in the data.
        if outcome != "mixed" {
            found.median[place] = t.number("median_measurements", row).unwrap_or_default();
        }
        found.cities = t.integer("cities_with_result", row).unwrap_or_default();
    }
    all
}

/// A group's areas: counts of public results, then the median city.
pub fn group_tables(site: &Site, group: &Group) -> Markup {
    let l = &*site.language;
    let rows: Vec<layout::CountRow> = areas(site, group).map(|(title, a)| a.tally.row(title, a.cities)).collect();
    let all = areas(site, group).fold(Tally::default(), |all, (_, a)| all.with(&a.tally));
    html! {
        @if let Some(remarks) = all.remarks(l) { p.note { (remarks) } }
        (layout::counts(l, &say!(l, "group-counts-caption"), &say!(l, "table-area"), &say!(l, "table-cities"), &rows))
        table {
            caption { (say!(l, "group-median-caption")) }
            thead { tr { th scope="col" { (say!(l, "table-area")) } @for title in layout::outcomes(l) { th.n scope="col" { (title) } } } }
            tbody {
                @for (title, a) in areas(site, group) { tr { th scope="row" { (title) } @for n in a.median { td.n { (l.numbers().number(n, 1)) } } } }
            }
        }
    }
}

fn areas<'a>(site: &'a Site, group: &'a Group) -> impl Iterator<Item = (Markup, Area)> + 'a {
    site.catalogue
        .areas
        .iter()
        .filter_map(|area| Some((html! { span.number { (area.id) } " " (area.title) }, *group.0.get(area.id.as_str())?)))
}

/// Movement by size and income of the cities; a scheme without a group of enough cities is left out.
pub fn by_context(site: &Site) -> Markup {
    let l = &*site.language;
    let t = site.marts.table("context_bands");
    let schemes: Vec<(&str, Vec<(&str, Group)>)> = ["size", "income"]
        .into_iter()
        .map(|scheme| {
            let mut found = groups(site, scheme);
            let bands: Vec<(i64, &str)> = (0..t.len())
                .filter(|row| t.text("scheme", *row) == Some(scheme))
                .filter_map(|row| Some((t.integer("position", row)?, t.text("band", row)?)))
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect();
            (
                scheme,
                bands.iter().filter_map(|(_, band)| Some((*band, found.remove(band)?))).collect::<Vec<_>>(),
            )
        })
        .filter(|(_, groups)| !groups.is_empty())
        .collect();
    html! {
        @if !schemes.is_empty() {
            section #groups aria-labelledby="groups-title" {
                h2 #groups-title { (say!(l, "group-title")) }
                p.note { (say!(l, "group-note")) }
                @for (scheme, groups) in &schemes {
                    @for (band, group) in groups { details { summary { (say!(l, "group-by-area", group = l.name("group", band, band))) } div.scroll #(layout::slug(scheme, band)) { (group_tables(site, group)) } } }
                }
            }
        }
    }
}

/// Counts with results that are counted and not shown, of one group: by area, the measurements and the cities that are not shown.
type Counted<'a> = BTreeMap<&'a str, ([i64; 4], i64)>;

/// A scope's groups by name, from `network_counted`.
fn counted<'a>(site: &'a Site, scope: &str) -> BTreeMap<&'a str, Counted<'a>> {
    let t = site.marts.table(disclosure::COUNTED);
    let mut all: BTreeMap<&str, Counted> = BTreeMap::new();
    for row in (0..t.len()).filter(|row| t.text("scope", *row) == Some(scope)) {
        let (Some(area), Some(place)) = (t.text("area", row), t.text("outcome", row).and_then(tally::place)) else {
            continue;
        };
        let found = all.entry(t.text("scope_name", row).unwrap_or_default()).or_default().entry(area).or_default();
        found.0[place] += t.integer("measurements_with_withheld", row).unwrap_or_default();
        found.1 = t.integer("withheld_cities", row).unwrap_or_default();
    }
    all
}

/// Counts that include results which cities let be counted and not shown.
pub fn withheld(site: &Site) -> Markup {
    let l = &*site.language;
    let table = |caption: &str, group: &Counted| -> Markup {
        let areas = site.catalogue.areas.iter().filter_map(|area| Some((area, group.get(area.id.as_str())?)));
        let rows: Vec<layout::CountRow> = areas
            .map(|(area, (parts, cities))| layout::CountRow {
                title: html! { span.number { (area.id) } " " (area.title) },
                parts: *parts,
                firm: None,
                last: *cities,
            })
            .collect();
        layout::counts(l, caption, &say!(l, "table-area"), &say!(l, "counted-not-shown"), &rows)
    };
    let network = counted(site, "network");
    let mut regions: Vec<(&str, String, Counted)> = counted(site, "region")
        .into_iter()
        .map(|(name, group)| (name, l.name("region", name, name), group))
        .collect();
    regions.sort_by(|a, b| l.compare(&a.1, &b.1));
    html! {
        @if !network.is_empty() {
            section #counted aria-labelledby="counted-title" {
                h2 #counted-title { (say!(l, "counted-title")) }
                p.note { (say!(l, "counted-note")) }
                div.scroll {
                    @for group in network.values() { (table(&say!(l, "counted-caption"), group)) }
                }
                @for (id, region, group) in &regions {
                    details { summary { (region) } div.scroll #(layout::slug("counted", id)) { (table(&say!(l, "counted-region-caption", region = region), group)) } }
                }
            }
        }
    }
}

/// When the cycle's values came, from which source, and what no city ever reported.
pub fn timing(site: &Site) -> Markup {
    let sum = |column: &str| of_cycle(site, column);
    let f = site.marts.table("coverage_features");
    let mut ever: BTreeMap<&str, i64> = BTreeMap::new();
    for row in 0..f.len() {
        *ever.entry(f.text("feature", row).unwrap_or_default()).or_default() += f.integer("series_reported", row).unwrap_or_default();
    }
    let never: Vec<String> = site
        .catalogue
        .features
        .iter()
        .filter(|x| ever.get(x.id.as_str()) == Some(&0))
        .map(|x| format!("{} {}", x.id, x.title))
        .collect();
    let l = &*site.language;
    html! {
        @if sum("series_expected") > 0 {
            p { (quality::came(&site.language, sum("series_expected"), ["on_time", "late", "undated", "carried", "missing"].map(sum))) " " (sources(l, sum("official"), sum("survey"), sum("expert"))) }
        }
        @if !never.is_empty() { p { (say!(l, "timing-unreported", n = never.len(), features = l.list_some(&never, 6))) } }
    }
}

/// How many of the values that came are from which kind of source; empty where none came.
fn sources(l: &Language, official: i64, survey: i64, expert: i64) -> String {
    let mut parts = Vec::new();
    if official > 0 {
        parts.push(say!(l, "timing-official", n = official));
    }
    if survey > 0 {
        parts.push(say!(l, "timing-survey", n = survey));
    }
    if expert > 0 {
        parts.push(say!(l, "timing-expert", n = expert));
    }
    match parts.is_empty() {
        true => String::new(),
        false => say!(l, "timing-sources", parts = l.list(&parts)),
    }
}

/// Countries by name, each with a page.
pub fn countries(site: &Site) -> Markup {
    html! {
        section #countries aria-labelledby="countries-title" {
            h2 #countries-title { (say!(site.language, "front-countries")) }
            ul.cities {
                @for (code, name) in site.catalogue.countries() { li { a href={ "countries/" (code) ".html" } { (name) } } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sources;
    use crate::language::tests::english;
    use crate::say;

    #[test]
    fn coverage_in_sentences() {
        let l = &english();
        assert_eq!(sources(l, 0, 0, 0), "");
        assert_eq!(sources(l, 2, 0, 1), "Of those that came, 2 from official sources and 1 from experts.");
        let unreported = |features: &[&str]| say!(l, "timing-unreported", n = features.len(), features = l.list_some(features, 6));
        assert_eq!(unreported(&["A"]), "No city has reported on the key feature A.");
        assert_eq!(unreported(&["A", "B"]), "No city has reported on 2 key features: A and B.");
    }
}
