//! The network's annual brief as data: the year on one page, movement by area and region, peer learning, coverage, methods, tables.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::json;

use super::block::{Blocks, about, cite};
use super::{Paper, Press, Template};
use crate::report::Site;
use crate::report::city::{self, quality};
use crate::report::tally::{self, Tally};
use crate::report::{front, summaries};
use crate::say;

/// Cycles of a table or a figure, the newest: a page has room for so many.
const CYCLES_SHOWN: usize = 8;

/// Cities of a page's three columns of names.
const NAMES_BESIDE: usize = 120;

/// Measurements and cities by what came of them, by area.
type Areas<'a> = BTreeMap<&'a str, (Tally, [i64; 4])>;

/// The brief. `charts` is the folder where the site's charts stand.
pub fn paper(site: &Site, _press: &Press, charts: &Path) -> Paper {
    let l = &site.language;
    let c = &site.catalogue;
    let cycle = site.marts.cycle.to_string();
    let scopes = scopes(site);
    let none = Areas::new();
    let network = scopes.get("network").and_then(|s| s.values().next()).unwrap_or(&none);
    let mut b = Blocks::new(charts);
    b.counts(
        l,
        say!(l, "front-areas-caption"),
        say!(l, "table-area"),
        say!(l, "table-all"),
        by_area(site, network),
    );
    let first = b.take();

    b.heading(1, say!(l, "brief-network-areas"), 60);
    b.lead(say!(l, "brief-network-areas-how"));
    b.table(say!(l, "brief-cities-table"), outcomes(site, say!(l, "table-area")), cities(site, network));
    regions(site, scopes.get("region"), &mut b);
    stories(site, &mut b);
    coverage(site, &mut b);

    b.heading(1, say!(l, "brief-methods"), 40);
    b.list(vec![
        say!(l, "brief-methods-context"),
        say!(l, "brief-read-movement"),
        say!(l, "brief-read-held"),
        say!(l, "brief-read-peers"),
        say!(l, "brief-read-learning"),
        say!(l, "brief-methods-withheld"),
        say!(l, "brief-methods-more"),
    ]);

    b.heading(1, say!(l, "front-cities"), 40);
    let (with, without): (Vec<_>, Vec<_>) = c.cities.iter().partition(|c| c.published);
    let named = |of: Vec<&crate::report::catalogue::City>| -> Vec<String> {
        of.into_iter()
            .map(|c| say!(l, "brief-city-country", city = &c.name, country = &c.country))
            .collect()
    };
    b.paragraph(say!(l, "brief-cities-with", n = with.len()));
    named(with).chunks(NAMES_BESIDE).for_each(|names| b.columns(names.to_vec()));
    if !without.is_empty() {
        b.paragraph(say!(l, "brief-cities-without", n = without.len()));
        named(without).chunks(NAMES_BESIDE).for_each(|names| b.columns(names.to_vec()));
    }

    let title = say!(l, "brief-network-title", cycle = &cycle);
    let mut data = about(site, title.clone(), title, c.network.clone(), None);
    data["about"] = say!(l, "brief-network-about", network = &c.network, cycle = &cycle).into();
    data["lede"] = json!(front::told(site));
    data["first"] = json!(first);
    data["blocks"] = json!(b.take());
    cite(site, &mut data, None);
    Paper {
        name: format!("annual-brief.{cycle}"),
        template: Template::Network,
        data,
        charts: b.charts(),
    }
}

/// Counts by scope and the scope's name.
fn scopes<'a>(site: &'a Site) -> BTreeMap<&'a str, BTreeMap<&'a str, Areas<'a>>> {
    let t = site.marts.table("network_movement");
    let mut all: BTreeMap<&str, BTreeMap<&str, Areas>> = BTreeMap::new();
    for row in 0..t.len() {
        let (Some(scope), Some(area), Some(outcome)) = (t.text("scope", row), t.text("area", row), t.text("outcome", row)) else {
            continue;
        };
        let Some(place) = tally::place(outcome) else { continue };
        let areas = all.entry(scope).or_default().entry(t.text("scope_name", row).unwrap_or_default()).or_default();
        let counts = areas.entry(area).or_default();
        counts.0.take(t, row);
        counts.1[place] = counts.1[place].max(t.integer("cities", row).unwrap_or_default());
    }
    all
}

fn by_area(site: &Site, areas: &Areas) -> Vec<(String, Tally, i64)> {
    let areas = site.catalogue.areas.iter().filter_map(|area| {
        let (n, _) = areas.get(area.id.as_str())?;
        Some((format!("{} {}", area.id, area.title), *n, n.all()))
    });
    areas.collect()
}

fn cities(site: &Site, areas: &Areas) -> Vec<Vec<String>> {
    let row = |area: &crate::report::catalogue::Area| {
        let (_, cities) = areas.get(area.id.as_str())?;
        let mut row = vec![format!("{} {}", area.id, area.title)];
        row.extend(cities.iter().map(|n| site.language.numbers().number(*n as f64, 0)));
        Some(row)
    };
    site.catalogue.areas.iter().filter_map(row).collect()
}

fn outcomes(site: &Site, first: String) -> Vec<super::block::Column> {
    let l = &site.language;
    vec![
        (first, false, 1),
        (say!(l, "counts-towards"), true, 0),
        (say!(l, "counts-held"), true, 0),
        (say!(l, "counts-away"), true, 0),
        (say!(l, "counts-no-direction"), true, 0),
    ]
}

fn regions(site: &Site, regions: Option<&BTreeMap<&str, Areas>>, b: &mut Blocks) {
    let l = &site.language;
    let Some(regions) = regions.filter(|r| !r.is_empty()) else { return };
    let mut named: Vec<(String, &Areas)> = regions.iter().map(|(name, areas)| (l.name("region", name, name), areas)).collect();
    named.sort_by(|a, b| l.compare(&a.0, &b.0));
    b.heading(1, say!(l, "front-regions"), 60);
    b.lead(say!(l, "brief-regions-how"));
    let rows = named.iter().map(|(name, areas)| {
        let sum = areas.values().fold(Tally::default(), |all, (n, _)| all.with(n));
        (name.clone(), sum, sum.all())
    });
    b.counts(
        l,
        say!(l, "front-regions-caption"),
        say!(l, "table-region"),
        say!(l, "table-all"),
        rows.collect(),
    );
    for (name, areas) in &named {
        let caption = say!(l, "brief-region-table", region = name);
        b.counts(l, caption, say!(l, "table-area"), say!(l, "table-all"), by_area(site, areas));
    }
}

/// Area, the measurement's place in the form, its item's place and id, and the teller's place by name.
type StoryKey<'a> = (&'a str, usize, (usize, &'a str), usize);

/// The city that tells, and its rows of `peer_learning`.
type Teller<'a> = (&'a str, Vec<usize>);

/// One story for each area of focus: a city that has been where others are, and the practice that it describes.
fn stories(site: &Site, b: &mut Blocks) {
    let l = &site.language;
    let c = &site.catalogue;
    let t = site.marts.table("peer_learning");
    // Series by their place in the form, then the one who tells by name: nothing is chosen by how far it came.
    let mut found: BTreeMap<StoryKey, Teller> = BTreeMap::new();
    for row in (0..t.len()).filter(|row| t.text("practice", *row).is_some()) {
        let (Some(measurement), Some(item), Some(peer)) = (t.text("measurement", row), t.text("item", row), t.text("peer", row)) else {
            continue;
        };
        let Some(place) = c.measurements.iter().position(|m| m.id == measurement) else {
            continue;
        };
        let measured = &c.measurements[place];
        let item_place = measured.items.iter().position(|i| i == item).unwrap_or(usize::MAX);
        let key = (measured.area.as_str(), place, (item_place, item), c.by_name(peer));
        found.entry(key).or_insert((peer, Vec::new())).1.push(row);
    }
    b.heading(1, say!(l, "brief-stories"), 75);
    if found.is_empty() {
        b.paragraph(say!(l, "brief-stories-none"));
        return;
    }
    b.paragraph(say!(l, "brief-stories-how"));
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let mut tellers: BTreeSet<&str> = BTreeSet::new();
    for ((area, place, (_, item), _), (peer, rows)) in &found {
        // A city tells one story, where another can tell the area's.
        let others = found.iter().any(|((a, ..), (p, _))| a == area && !tellers.contains(p));
        if told.contains(area) || (others && tellers.contains(peer)) {
            continue;
        }
        told.insert(area);
        tellers.insert(peer);
        let m = &c.measurements[*place];
        let Some(teller) = c.city(peer) else { continue };
        // The change that the teller's own page tells, from its own baseline.
        let progress = site.of_city("progress");
        let own = progress.series(peer).get(&(m.id.as_str(), *item)).and_then(|rows| rows.first()).copied();
        let point = |year: &str, value: &str| {
            let row = own?;
            Some((progress.table.integer(year, row)?.to_string(), progress.table.number(value, row)?))
        };
        let (Some((start, from)), Some((end, to))) = (point("baseline_year", "baseline_value"), point("latest_year", "latest_value")) else {
            continue;
        };
        let measured = c.measured(peer, &m.id, item).unwrap_or(m);
        let unit = match c.definitions.of(peer, &m.id, item) {
            Some(None) => "",
            _ => measured.unit_key.as_str(),
        };
        let (from, to) = (l.value_again(from, &m.scale, unit), l.value(to, &m.scale, unit));
        b.heading(2, c.series_of(peer, &m.id, item), 30);
        let mut words = vec![say!(
            l,
            "brief-story",
            city = &teller.name,
            country = &teller.country,
            from = from,
            start = start,
            to = to,
            end = end
        )];
        let practice = rows
            .first()
            .and_then(|row| city::brief::practice(site, t.text("practice", *row)?, t.text("practice_summary", *row)));
        words.extend(practice);
        b.paragraph(words.join(" "));
        let mut asking: Vec<usize> = rows.iter().filter_map(|row| t.text("city", *row)).map(|id| c.by_name(id)).collect();
        asking.sort_unstable();
        asking.dedup();
        let names: Vec<&str> = asking.iter().filter_map(|i| c.cities.get(*i)).map(|c| c.name.as_str()).collect();
        b.paragraph(say!(l, "brief-story-asking", n = names.len(), cities = l.list_some(&names, 5)));
    }
    b.note(say!(l, "learning-no-cause"));
    b.note(say!(l, "learning-own-words"));
}

fn coverage(site: &Site, b: &mut Blocks) {
    let l = &site.language;
    b.heading(1, say!(l, "front-coverage"), 150);
    let sum = |column: &str| summaries::of_cycle(site, column);
    if sum("series_expected") > 0 {
        b.paragraph(quality::came(
            l,
            sum("series_expected"),
            ["on_time", "late", "undated", "carried", "missing"].map(sum),
        ));
    }
    shares(site, b);
    b.lead(say!(l, "front-coverage-note"));
    summaries::coverage_definitions(site).into_iter().for_each(|sentence| b.paragraph(sentence));
    let t = site.marts.table("coverage_network");
    let mut cycles = BTreeSet::new();
    let mut reported: BTreeMap<(&str, i64), usize> = BTreeMap::new();
    for row in 0..t.len() {
        if let (Some(m), Some(cycle)) = (t.text("measurement", row), t.integer("cycle", row)) {
            cycles.insert(cycle);
            reported.insert((m, cycle), row);
        }
    }
    let cycles: Vec<i64> = cycles.iter().rev().take(CYCLES_SHOWN).rev().copied().collect();
    let mut columns = vec![(say!(l, "table-measurement"), false, 1)];
    columns.extend(cycles.iter().map(|cycle| (cycle.to_string(), true, 0)));
    let rows = site.catalogue.measurements.iter().map(|m| {
        let cell = |cycle: &i64| match reported.get(&(m.id.as_str(), *cycle)) {
            Some(row) => {
                let n = |column| t.integer(column, *row).unwrap_or_default();
                say!(l, "count-of", n = n("cities_reported"), all = n("cities_expected"))
            }
            None => "–".into(),
        };
        std::iter::once(m.title.clone()).chain(cycles.iter().map(cell)).collect()
    });
    let rows: Vec<Vec<String>> = rows.collect();
    if !cycles.is_empty() {
        b.table(say!(l, "front-coverage-caption"), columns, rows);
    }
}

/// For which share of the series asked of the cities a value was published, by area and cycle.
fn shares(site: &Site, b: &mut Blocks) {
    let l = &site.language;
    let t = site.marts.table("coverage");
    let mut by_area: BTreeMap<(&str, i64), [i64; 2]> = BTreeMap::new();
    let mut by_cycle: BTreeMap<i64, [i64; 2]> = BTreeMap::new();
    for row in 0..t.len() {
        let (Some(area), Some(cycle)) = (t.text("area", row), t.integer("cycle", row)) else {
            continue;
        };
        let of = ["series_reported", "series_expected"].map(|column| t.integer(column, row).unwrap_or_default());
        for sums in [by_area.entry((area, cycle)).or_default(), by_cycle.entry(cycle).or_default()] {
            sums.iter_mut().zip(of).for_each(|(sum, n)| *sum += n);
        }
    }
    by_cycle.retain(|_, [_, all]| *all > 0);
    let cycles: Vec<i64> = by_cycle.keys().rev().take(CYCLES_SHOWN).rev().copied().collect();
    let (Some(first), Some(last)) = (cycles.first(), cycles.last()) else { return };
    let share = |[n, all]: [i64; 2]| 100.0 * n as f64 / all as f64;
    let whole = |of: [i64; 2]| l.value(share(of).round(), "percent", "");
    let (then, now) = (by_cycle[first], by_cycle[last]);
    let mut point = vec![say!(
        l,
        "brief-coverage-now",
        cycle = last.to_string(),
        n = now[0],
        all = now[1],
        share = whole(now)
    )];
    if first < last {
        point.push(say!(
            l,
            "brief-coverage-then",
            cycle = first.to_string(),
            n = then[0],
            all = then[1],
            share = whole(then)
        ));
    }
    point.push(say!(l, "brief-coverage-caption"));
    let mut head = vec![say!(l, "table-area")];
    head.extend(cycles.iter().map(ToString::to_string));
    let rows = site.catalogue.areas.iter().map(|area| {
        let cell = |cycle: &i64| {
            let of = *by_area.get(&(area.id.as_str(), *cycle)).filter(|[_, all]| *all > 0)?;
            // As on the pages: none, up to a quarter, half, three quarters, and above.
            let shade = if of[0] == 0 {
                0
            } else {
                [25.0, 50.0, 75.0].iter().filter(|step| share(of) > **step).count() + 1
            };
            Some((l.numbers().number(share(of), 0), shade))
        };
        let title = say!(l, "brief-area-title", number = &area.id, title = &area.title);
        (title, cycles.iter().map(cell).collect())
    });
    b.heat(point.join(" "), head, rows.collect());
}
