//! What is summed over the cities of the network: movement by area, region and group, coverage, and the year in
//! sentences.

use std::collections::{BTreeMap, BTreeSet};

use super::coverage;
use super::tally::{self, Tally, outcomes};
use crate::catalogue::Area;
use crate::document::{Cell, Column, Medium, Row, Table, Text};
use crate::language::Language;
use crate::model::vocabulary::Scheme;
use crate::report::site::Site;
use crate::{columns, say};

/// Counts of measurements and of the cities behind them, by area.
pub type ByArea<'a> = BTreeMap<&'a str, (Tally, [i64; 4])>;

/// A region with its name in the language, and its areas.
pub struct Region<'a> {
    /// As the registry has it.
    pub id: &'a str,
    /// In the language.
    pub name: String,
    /// Its counts.
    pub areas: ByArea<'a>,
}

/// Movement of the network by area, and of each region; regions by name.
pub struct Movement<'a> {
    /// Of all cities.
    pub network: ByArea<'a>,
    /// Of each region; none where a single one is the whole network.
    pub regions: Vec<Region<'a>>,
}

impl<'a> Movement<'a> {
    /// Reads it.
    pub fn of(site: &'a Site<'_>) -> Movement<'a> {
        let mut network = ByArea::new();
        let mut regions: BTreeMap<&str, ByArea> = BTreeMap::new();
        for row in site.rows.network_movement.iter() {
            let Some(place) = tally::place(row.outcome) else { continue };
            let counts = match row.scope.parse() {
                Ok(Scheme::Network) => network.entry(row.area).or_default(),
                Ok(Scheme::Region) if site.catalogue.several_regions => {
                    regions.entry(row.scope_name.unwrap_or_default()).or_default().entry(row.area).or_default()
                }
                _ => continue,
            };
            counts.0.take(&Tally::from(&row));
            // A city may have both what has no direction and what is mixed: never more than there are.
            counts.1[place] = counts.1[place].max(row.cities);
        }
        let regions = by_name(site, regions).into_iter().map(|(id, name, areas)| Region { id, name, areas });
        Movement { network, regions: regions.collect() }
    }
}

/// What there is of regions, by the region's name in the language: id, name, and what there is.
pub fn by_name<'a, T>(site: &Site, regions: BTreeMap<&'a str, T>) -> Vec<(&'a str, String, T)> {
    let l = &site.language;
    let named = regions.into_iter().map(|(id, of_region)| (id, l.name("region", id, id), of_region));
    let mut regions: Vec<(&str, String, T)> = named.collect();
    regions.sort_by(|a, b| l.compare(&a.1, &b.1));
    regions
}

/// All areas together.
pub fn sum(areas: &ByArea) -> Tally {
    areas.values().fold(Tally::default(), |all, (n, _)| all.with(n))
}

/// An area as it heads a row.
pub fn area_text(site: &Site, id: &str) -> Text {
    Text::numbered(id, site.catalogue.area_title(id))
}

/// An area as it heads a row of a table: on a page leading to its own.
fn heading(area: &Area, medium: Medium) -> Text {
    match medium {
        Medium::Page => area.text(),
        Medium::Print => Text::numbered(&area.id, &area.title),
    }
}

/// The areas of a table: on a page all of them, in a brief those with a result.
fn shown<'s>(site: &'s Site, areas: &'s ByArea, medium: Medium) -> impl Iterator<Item = &'s Area> {
    let all = site.catalogue.areas.iter();
    all.filter(move |area| medium == Medium::Page || areas.contains_key(area.id.as_str()))
}

/// Movement by area.
pub fn areas_table(site: &Site, caption: String, areas: &ByArea, medium: Medium) -> Table {
    let l = &site.language;
    let rows = shown(site, areas, medium).map(|area| {
        let n = areas.get(area.id.as_str()).map(|(n, _)| *n).unwrap_or_default();
        n.row(heading(area, medium), n.all())
    });
    Tally::table(l, caption, say!(l, "table-area"), say!(l, "table-all"), rows)
}

/// Cities with at least one such measurement, by area; a city may be in several columns.
pub fn cities_table(site: &Site, caption: String, areas: &ByArea, medium: Medium) -> Table {
    let l = &site.language;
    let rows = shown(site, areas, medium).map(|area| {
        let cities = areas.get(area.id.as_str()).map(|(_, cities)| *cities).unwrap_or_default();
        Row::headed(heading(area, medium), cities.map(Cell::Count))
    });
    let mut columns = columns!(l => text "table-area" sharing 1);
    columns.extend(outcomes(l).map(Column::count));
    Table::new(caption, columns, rows)
}

/// Movement by region.
pub fn regions_table(site: &Site, regions: &[Region]) -> Table {
    let l = &site.language;
    let rows = regions.iter().map(|region| {
        let n = sum(&region.areas);
        n.row(&region.name, n.all())
    });
    Tally::table(l, say!(l, "front-regions-caption"), say!(l, "table-region"), say!(l, "table-all"), rows)
}

/// What happened this cycle, in sentences.
pub fn lede(site: &Site, areas: &ByArea) -> Vec<String> {
    let (l, c, cycle) = (&*site.language, &site.catalogue, site.marts.cycle);
    let with_value = site.rows.observations.iter().filter(|o| o.cycle == cycle && o.value.is_some());
    let sent: BTreeSet<&str> = with_value.map(|o| o.city).collect();
    // What came again with the same value is not news.
    let series: i64 = coverage::of_network(site).came[..3].iter().sum();
    let published = c.cities.iter().filter(|c| c.published).count();
    let network = sum(areas);
    let mut out = vec![members(l, c.cities.len(), published, cycle, sent.len(), series), network.sentence(l)];
    out.extend(network.remarks(l));
    let more_away = |area: &&Area| areas.get(area.id.as_str()).is_some_and(|(n, _)| n.firm[2] > n.firm[0]);
    let further_away: Vec<&str> = c.areas.iter().filter(more_away).map(|a| a.title.as_str()).collect();
    let with_firm = areas.values().filter(|(n, _)| n.firm.iter().sum::<i64>() > 0).count();
    out.extend(areas_in_words(l, with_firm, &further_away));
    let joined: Vec<&str> = c.cities.iter().filter(|c| c.joined == Some(cycle)).map(|c| c.name.as_str()).collect();
    if !joined.is_empty() {
        out.push(say!(l, "front-joined", cycle = cycle.to_string(), cities = l.list_some(&joined, 6)));
    }
    let by: BTreeSet<&str> = site.rows.practices.iter().map(|p| p.city).collect();
    out.push(say!(l, "front-practices", practices = site.rows.practices.len(), cities = by.len()));
    out
}

/// Figures of the year, each with what it counts; what came for the cycle next to what came for the one before.
pub fn key_figures(site: &Site, areas: &ByArea) -> Vec<[String; 2]> {
    let l = &site.language;
    let number = |n: i64| l.numbers().number(n as f64, 0);
    let all = sum(areas);
    let practices = site.rows.practices.len() as i64;
    let [now, before] = [Some(site.marts.cycle), coverage::cycle_before(site)].map(|c| coverage::reported(site, c));
    let (cities, series) = now.unwrap_or_default();
    let cycle = site.marts.cycle.to_string();
    let last = coverage::cycle_before(site).map(|cycle| cycle.to_string()).unwrap_or_default();
    let compared = |text: String, n: Option<i64>| match n {
        Some(n) => say!(l, "brief-figure-before", text, n = number(n), cycle = &last),
        None => text,
    };
    let cities_words = say!(l, "brief-figure-cities", n = cities, all = site.catalogue.cities.len(), cycle = &cycle);
    let series_words = say!(l, "brief-figure-series", n = series, cycle = &cycle);
    // Not where the totals count more cities than those that show their results.
    let changes = |cycle: i64| -> i64 {
        let of_cycle = site.rows.benefits_and_conditions.iter().filter(|row| row.cycle == cycle);
        of_cycle.map(|row| row.towards + row.held + row.away + row.no_direction + row.mixed).sum()
    };
    let whole = changes(site.marts.cycle) == all.all();
    let changes_before = coverage::cycle_before(site).filter(|_| whole).map(changes);
    let mut figures = vec![
        [number(cities), compared(cities_words, before.map(|(cities, _)| cities))],
        [number(series), compared(series_words, before.map(|(_, series)| series))],
        [number(all.all()), compared(say!(l, "brief-figure-changes", n = all.all()), changes_before)],
        [number(all.firm[0]), say!(l, "brief-figure-firm", n = all.firm[0], away = all.firm[2])],
    ];
    // Nobody asked for practices where values were collected.
    if practices > 0 {
        figures.push([number(practices), say!(l, "brief-figure-practices", n = practices)]);
    }
    figures
}

/// Members, those with results, and what came this cycle.
fn members(l: &Language, all: usize, published: usize, cycle: i64, sent: usize, series: i64) -> String {
    if published == 0 {
        return say!(l, "front-members-none", all);
    }
    let members = match published == all {
        true => say!(l, "front-members-all", all),
        false => say!(l, "front-members-some", all, published),
    };
    let sent = say!(l, "front-sent", cities = sent, series, cycle = cycle.to_string());
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
        assert!(
            members(l, 3, 3, 2024, 0, 0)
                .starts_with("All 3 cities of the network have published results. None of them sent")
        );
        assert!(members(l, 1, 1, 2024, 1, 2).starts_with("The network’s 1 city has published results. 1 city sent"));
        assert_eq!(
            members(l, 30, 20, 2024, 0, 0),
            "Of 30 cities in the network, 20 have published results. None of them sent public values in the cycle 2024."
        );
        assert!(
            members(l, 30, 20, 2024, 12, 1300)
                .ends_with("12 cities sent public values in the cycle 2024, for 1,300 series.")
        );
    }

    #[test]
    fn practices_in_a_sentence() {
        let l = &english();
        let said = |practices: usize, cities: usize| say!(l, "front-practices", practices, cities);
        assert_eq!(said(0, 0), "No city has described a practice in public yet.");
        assert_eq!(said(1, 1), "1 practice is described by a city.");
        assert_eq!(said(5, 1), "5 practices are described by 1 city.");
        assert_eq!(said(5, 2), "5 practices are described by 2 cities.");
    }
}
