//! Groups of cities: regions, countries, sizes, incomes; and counts with results that cities let be counted and not
//! shown.

use std::collections::{BTreeMap, BTreeSet};

use super::network::{area_text, by_name};
use super::tally::{self, Tally, outcomes};
use crate::base::text::slug;
use crate::document::{Block, Cell, Column, Row, Table};
use crate::model::vocabulary::{CountedOutcome, Scheme};
use crate::report::site::Site;
use crate::{columns, say};

/// One area of one group.
#[derive(Debug, Default, Clone, Copy)]
struct OfArea {
    tally: Tally,
    median: [f64; 4],
    cities: i64,
}

/// Areas of a group, by id.
pub struct Group<'a>(BTreeMap<&'a str, OfArea>);

/// A scope's groups by name.
pub fn groups<'a>(site: &'a Site<'_>, scope: Scheme) -> BTreeMap<&'a str, Group<'a>> {
    let mut all: BTreeMap<&str, Group> = BTreeMap::new();
    for row in site.rows.network_summary.iter().filter(|row| row.scope == scope) {
        let Some(place) = tally::place(row.outcome) else { continue };
        let group = all.entry(row.scope_name.unwrap_or_default()).or_insert_with(|| Group(BTreeMap::new()));
        let found = group.0.entry(row.area).or_default();
        found.tally.take(&Tally::from(&row));
        // A median is no sum: what is mixed has its own in the data.
        if row.outcome != CountedOutcome::Mixed {
            found.median[place] = row.median_measurements;
        }
        found.cities = row.cities_with_result;
    }
    all
}

impl Group<'_> {
    /// What is to be known of its counts, the counts of public results, then the median city. The tables have this
    /// address.
    pub fn blocks(&self, site: &Site, anchor: Option<String>) -> Vec<Block> {
        let l = &*site.language;
        let areas = site.catalogue.areas.iter().map(|area| area.id.as_str());
        let areas: Vec<(&str, OfArea)> = areas.filter_map(|id| Some((id, *self.0.get(id)?))).collect();
        let all = areas.iter().fold(Tally::default(), |all, (_, a)| all.with(&a.tally));
        let rows = areas.iter().map(|(id, a)| a.tally.row(area_text(site, id), a.cities));
        let caption = say!(l, "group-counts-caption");
        let counts = Tally::table(l, caption, say!(l, "table-area"), say!(l, "table-cities"), rows);
        let medians = areas
            .iter()
            .map(|(id, a)| Row::headed(area_text(site, id), a.median.map(|n| Cell::Value(l.numbers().number(n, 1)))));
        let mut columns = columns!(l => text "table-area");
        columns.extend(outcomes(l).map(Column::value));
        let medians = Table::new(say!(l, "group-median-caption"), columns, medians);
        vec![Block::note(all.remarks(l)), Block::Table(Table { anchor, ..counts }), Block::Table(medians)]
    }
}

/// Movement by size and income of the cities; a scheme without a group of enough cities is left out.
pub fn by_context(site: &Site) -> Option<Block> {
    let l = &*site.language;
    let mut blocks = vec![Block::note(say!(l, "group-note"))];
    for scheme in [Scheme::Size, Scheme::Income] {
        let mut found = groups(site, scheme);
        let of_scheme = site.rows.context_bands.iter().filter(|band| band.scheme == scheme);
        let bands: BTreeSet<(i64, &str)> = of_scheme.map(|band| (band.position, band.band)).collect();
        for (_, band) in bands {
            let Some(group) = found.remove(band) else { continue };
            let summary = say!(l, "group-by-area", group = l.name("group", band, band));
            blocks.push(Block::Details(summary, group.blocks(site, Some(slug(scheme.into_str(), band)))));
        }
    }
    (blocks.len() > 1).then(|| Block::section("groups", say!(l, "group-title"), 0, blocks))
}

/// By area, the measurements and the cities that are not shown.
type Counted<'a> = BTreeMap<&'a str, ([i64; 4], i64)>;

/// A scope's groups by name, with results that are counted and not shown.
fn counted<'a>(site: &'a Site<'_>, scope: Scheme) -> BTreeMap<&'a str, Counted<'a>> {
    let mut all: BTreeMap<&str, Counted> = BTreeMap::new();
    for row in site.rows.network_counted.iter().filter(|row| row.scope == scope) {
        let Some(place) = tally::place(row.outcome) else { continue };
        let found = all.entry(row.scope_name.unwrap_or_default()).or_default().entry(row.area).or_default();
        found.0[place] += row.measurements_with_withheld;
        found.1 = row.withheld_cities;
    }
    all
}

/// Counts that include results which cities let be counted and not shown.
pub fn withheld(site: &Site) -> Option<Block> {
    let l = &*site.language;
    let table = |caption: String, group: &Counted| {
        let areas = site.catalogue.areas.iter();
        let rows = areas.filter_map(|area| {
            let (parts, cities) = group.get(area.id.as_str())?;
            let moved = parts.map(|n| Cell::Moved(n, None)).into_iter();
            Some(Row::headed(area_text(site, &area.id), moved.chain([Cell::Count(*cities)])))
        });
        Tally::table(l, caption, say!(l, "table-area"), say!(l, "counted-not-shown"), rows)
    };
    let network = counted(site, Scheme::Network);
    if network.is_empty() {
        return None;
    }
    let mut blocks = vec![Block::note(say!(l, "counted-note"))];
    blocks.extend(network.values().map(|group| Block::Table(table(say!(l, "counted-caption"), group))));
    for (id, region, group) in by_name(site, counted(site, Scheme::Region)) {
        let table = table(say!(l, "counted-region-caption", region = &region), &group).at(slug("counted", id));
        blocks.push(Block::Details(region, vec![Block::Table(table)]));
    }
    Some(Block::section("counted", say!(l, "counted-title"), 0, blocks))
}
