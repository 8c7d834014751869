//! Parts of the front page that sum the network up: groups of cities, withheld results, when values came, countries.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::Site;
use super::city::quality;
use super::layout;
use super::words;

/// Series by outcome, in the order of [`layout::CountRow`].
const OUTCOMES: [&str; 4] = ["towards", "held", "away", "no_direction"];

/// One area of one group.
#[derive(Debug, Default, Clone, Copy)]
struct Area {
    series: [i64; 4],
    median: [f64; 4],
    cities: i64,
    withheld_cities: Option<i64>,
    with_withheld: [i64; 4],
}

/// Areas of a group, by id.
pub struct Group<'a>(BTreeMap<&'a str, Area>);

impl Group<'_> {
    /// Whether anything is known of it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
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
        let Some(place) = OUTCOMES.iter().position(|o| *o == outcome) else { continue };
        let found = all.entry(name).or_insert_with(|| Group(BTreeMap::new())).0.entry(area).or_default();
        found.series[place] = t.integer("series", row).unwrap_or_default();
        found.median[place] = t.number("median_series", row).unwrap_or_default();
        found.cities = t.integer("cities_with_result", row).unwrap_or_default();
        found.withheld_cities = t.integer("withheld_cities", row);
        found.with_withheld[place] = t.integer("series_with_withheld", row).unwrap_or_default();
    }
    all
}

/// A group's areas: counts of public results, then the median city.
pub fn group_tables(site: &Site, group: &Group) -> Markup {
    let rows: Vec<layout::CountRow> = areas(site, group)
        .map(|(title, a)| layout::CountRow {
            title,
            parts: a.series,
            last: a.cities,
        })
        .collect();
    html! {
        (layout::counts(&site.language, "Series by area of focus and by what came of them; cities with a result", "Area of focus", "Cities", &rows))
        table {
            caption { "In the middle city with a result: how many of its series went which way (median)" }
            thead { tr { th scope="col" { "Area of focus" } @for title in layout::outcomes(&site.language) { th.n scope="col" { (title) } } } }
            tbody {
                @for (title, a) in areas(site, group) { tr { th scope="row" { (title) } @for n in a.median { td.n { (words::grouped(n, 1)) } } } }
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
                h2 #groups-title { "Movement by size and income of the cities" }
                p.note { "Groups come from each city's context and say nothing about how a city is doing; a group is shown where enough of its cities have results." }
                @for (_, groups) in &schemes {
                    @for (band, group) in groups { details { summary { (band) ", by area of focus" } div.scroll { (group_tables(site, group)) } } }
                }
            }
        }
    }
}

/// Counts that include results which cities let be counted and not shown.
pub fn withheld(site: &Site) -> Markup {
    let table = |caption: &str, group: &Group| -> Markup {
        let rows: Vec<layout::CountRow> = areas(site, group)
            .filter_map(|(title, a)| {
                Some(layout::CountRow {
                    title,
                    parts: a.with_withheld,
                    last: a.withheld_cities?,
                })
            })
            .collect();
        html! { @if !rows.is_empty() { (layout::counts(&site.language, caption, "Area of focus", "Not shown", &rows)) } }
    };
    let network = groups(site, "network");
    let regions = groups(site, "region");
    let any = |g: &Group| g.0.values().any(|a| a.withheld_cities.is_some());
    html! {
        @if network.values().any(any) {
            section #counted aria-labelledby="counted-title" {
                h2 #counted-title { "With results that are counted and not shown" }
                p.note { "Some cities let their results be counted and show none. They are counted here where enough of them stand together and went several ways, so that nothing can be told of one." }
                div.scroll {
                    @for group in network.values() { (table("Series by area of focus, those not shown included; cities not shown", group)) }
                }
                @for (region, group) in regions.iter().filter(|(_, g)| any(g)) {
                    details { summary { (region) } div.scroll { (table("The same for the region", group)) } }
                }
            }
        }
    }
}

/// When the cycle's values came, from which source, and what no city ever reported.
pub fn timing(site: &Site) -> Markup {
    let t = site.marts.table("coverage_detail");
    let rows: Vec<usize> = (0..t.len()).filter(|row| t.integer("cycle", *row) == Some(site.marts.cycle)).collect();
    let sum = |column: &str| rows.iter().filter_map(|row| t.integer(column, *row)).sum::<i64>();
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
    html! {
        @if !rows.is_empty() {
            p { (quality::came(&site.language, sum("series_expected"), ["on_time", "late", "undated", "carried", "missing"].map(sum))) " " (sources(sum("official"), sum("survey"), sum("expert"))) }
        }
        @if !never.is_empty() { p { (unreported(&never)) } }
    }
}

fn sources(official: i64, survey: i64, expert: i64) -> String {
    let parts: Vec<String> = [(official, "from official sources"), (survey, "from surveys"), (expert, "from experts")]
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{} {what}", words::grouped(*n as f64, 0)))
        .collect();
    if parts.is_empty() {
        return String::new();
    }
    format!("Of those that came, {}.", words::list(&parts))
}

fn unreported(titles: &[String]) -> String {
    match titles {
        [one] => format!("No city has reported on the key feature {one}."),
        many => format!("No city has reported on {} key features: {}.", many.len(), words::list_some(many, 6)),
    }
}

/// Countries by name, each with a page.
pub fn countries(site: &Site) -> Markup {
    html! {
        section #countries aria-labelledby="countries-title" {
            h2 #countries-title { "Countries" }
            ul.cities {
                @for (code, name) in site.catalogue.countries() { li { a href={ "countries/" (code) ".html" } { (name) } } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{sources, unreported};

    #[test]
    fn coverage_in_sentences() {
        assert_eq!(sources(0, 0, 0), "");
        assert_eq!(sources(2, 0, 1), "Of those that came, 2 from official sources and 1 from experts.");
        assert_eq!(unreported(&["A".into()]), "No city has reported on the key feature A.");
        assert_eq!(unreported(&["A".into(), "B".into()]), "No city has reported on 2 key features: A and B.");
    }
}
