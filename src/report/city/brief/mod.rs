//! A city's peer-learning report as data for [`crate::report::brief`], and its share card.

mod learning;
mod told;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::json;

use super::{City, Outcome, Series, Site, areas, asked, lede, measured_from, pace, peers, series};
use crate::report::brief::block::{self, Blocks, Pairs, about, cite};
use crate::report::brief::{Paper, Press, Template};
use crate::report::catalogue::Area;
use crate::report::words::capital;
use crate::say;
pub use learning::practice;

/// Charts of single series in a report: what has a target, what it asks help with, what moved.
const SERIES_SHOWN: usize = 4;
/// Height of a page for charts of areas under their heading, in mm: as many are shown as have room, the page has them all.
const AREAS_ROOM: f64 = 210.0;

/// The report. `charts` is the folder where the site's charts stand.
pub fn paper(site: &Site, press: &Press, city: &City, charts: &Path) -> Paper {
    let l = &site.language;
    let all = series(site, city);
    let cycle = site.marts.cycle.to_string();
    let mut b = Blocks::new(charts);
    let with = all.iter().filter(|s| !s.points.is_empty()).count();
    let results = glance(site, city, &mut b);
    if !results {
        told::values(site, &all, &mut b);
    }
    told::together(site, city, &mut b);
    moved(site, city, &all, with, &mut b);
    of_areas(site, city, &all, &mut b);
    group(site, city, &mut b);
    learning::section(site, city, &mut b);
    told::inside(site, city, &mut b);
    told::data(site, city, &all, &mut b);
    let title = say!(l, "brief-city-title", city = &city.name, cycle = &cycle);
    let expected = site.catalogue.series_expected();
    let expected_with = all
        .iter()
        .filter(|s| !s.points.is_empty() && s.measurement.items.iter().any(|i| i == s.item))
        .count();
    let mut facts = vec![(say!(l, "city-with-value"), say!(l, "count-of", n = expected_with, all = expected))];
    facts.extend(city.joined.map(|year| (say!(l, "city-joined"), year.to_string())));
    facts.extend(city.baseline_year.map(|year| (say!(l, "city-measured-from"), measured_from(site, city, year))));
    let kicker = say!(l, "brief-city-kicker", region = &city.region, country = &city.country, cycle = &cycle);
    let mut data = about(site, title.clone(), city.name.clone(), kicker, block::local_name(press, city));
    data["about"] = say!(l, "brief-city-about", city = &city.name, cycle = &cycle).into();
    data["lede"] = json!(lede(site, city));
    data["facts"] = json!(facts);
    data["reading"] = json!({ "title": say!(l, "brief-read-title"), "items": [
        say!(l, "brief-read-own"),
        say!(l, "brief-read-movement"),
        say!(l, "brief-read-held"),
        say!(l, "brief-read-peers"),
        say!(l, "brief-read-learning"),
        say!(l, "brief-read-more"),
    ] });
    // A city without results needs no table of contents, and no empty rest of a page after it.
    data["contents"] = results.into();
    data["blocks"] = json!(b.take());
    let charts = b.charts();
    let version = block::version(&data, &charts);
    cite(site, &mut data, Some(version));
    Paper {
        name: format!("{}-{cycle}", city.id),
        template: Template::City,
        data,
        charts,
    }
}

/// The card that stands for the city's page where it is shared.
pub fn card(site: &Site, press: &Press, city: &City) -> Paper {
    let l = &site.language;
    let cycle = site.marts.cycle.to_string();
    let title = say!(l, "brief-city-title", city = &city.name, cycle = &cycle);
    let kicker = say!(l, "brief-city-kicker", region = &city.region, country = &city.country, cycle = &cycle);
    let mut data = about(site, title, city.name.clone(), kicker, block::local_name(press, city));
    data["sentence"] = lede(site, city).into_iter().next().unwrap_or_default().into();
    data["network"] = site.catalogue.network.clone().into();
    data["mark"] = match site.catalogue.fictional {
        true => say!(l, "brief-card-fictional").into(),
        false => serde_json::Value::Null,
    };
    Paper {
        name: format!("{}-{cycle}-card", city.id),
        template: Template::Card,
        data,
        charts: Vec::new(),
    }
}

/// The temple, where any series has a result; whether one has.
fn glance(site: &Site, city: &City, b: &mut Blocks) -> bool {
    let l = &site.language;
    let of = site.of_city("area_movement");
    let results = ["towards", "held", "away", "no_direction", "mixed"];
    let any = of
        .rows(&city.id)
        .any(|row| results.iter().any(|column| of.table.integer(column, row) > Some(0)));
    if let Some(figure) = site.figures.get("temple", &[&city.id]).filter(|_| any) {
        b.heading(1, say!(l, "areas-glance"), 120);
        b.lead(say!(l, "brief-glance-how"));
        b.chart(figure, None);
    }
    any
}

/// Charts of the series that a reader asks for first.
fn moved(site: &Site, city: &City, all: &[Series], with: usize, b: &mut Blocks) {
    let l = &site.language;
    let asked = asked(site, city);
    let components = site.marts.table("progress_components");
    let has_target = |s: &&Series| s.components.is_some_and(|row| components.number("target_value", row).is_some());
    let asks = |s: &&Series| asked.contains(&s.measurement.feature.as_str());
    let went = |s: &&Series| matches!(s.outcome(site), Outcome::Towards | Outcome::Away);
    let mut shown: Vec<&Series> = Vec::new();
    // By what is asked, never by how much: each wish in the order of the form, one series of a measurement.
    for wanted in [&has_target as &dyn Fn(&&Series) -> bool, &|s| asks(s) && went(s), &|s| went(s)] {
        for s in all.iter().filter(wanted) {
            let known = shown.iter().any(|x| x.measurement.id == s.measurement.id);
            if shown.len() < SERIES_SHOWN && !known && s.points.len() > 1 && site.figures.get("city-series", &s.key(city)).is_some() {
                shown.push(s);
            }
        }
    }
    if shown.is_empty() {
        return;
    }
    shown.sort_by_key(|s| all.iter().position(|x| std::ptr::eq(x, *s)));
    let charts = shown
        .iter()
        .filter_map(|s| {
            let figure = site.figures.get("city-series", &s.key(city))?;
            let mut words = vec![s.title.clone()];
            words.push(format!("{}.", capital(&areas::movement(site, s).1)));
            words.extend(areas::moved(site, s));
            words.extend(areas::because(site, s));
            words.extend(pace::sentences(site, s));
            Some((figure, Some(say!(l, "brief-series-caption", title = &words[0], told = words[1..].join(" ")))))
        })
        .collect();
    let charts = Pairs::of(charts, f64::INFINITY);
    b.heading(1, say!(l, "brief-series"), charts.room());
    b.paragraph(say!(l, "brief-series-how", n = shown.len(), all = with));
    b.charts_beside(charts);
}

/// What changed in the areas that it asks help in and in those where a series moved; then where it is with its peers in them.
fn of_areas(site: &Site, city: &City, all: &[Series], b: &mut Blocks) {
    let l = &site.language;
    let declared = asked(site, city);
    let areas: Vec<(&Area, Vec<&Series>)> = site
        .catalogue
        .areas
        .iter()
        .map(|area| (area, all.iter().filter(|s| s.measurement.area == area.id).collect::<Vec<_>>()))
        .filter(|(_, of)| of.iter().any(|s| s.outcome(site) != Outcome::NoResult))
        .collect();
    let asks = |of: &[&Series]| of.iter().any(|s| declared.contains(&s.measurement.feature.as_str()));
    let moved = |of: &[&Series]| of.iter().any(|s| matches!(s.outcome(site), Outcome::Towards | Outcome::Away));
    // By what is asked and by the order of the form, never by how much it moved.
    let mut wanted: Vec<usize> = (0..areas.len()).filter(|i| asks(&areas[*i].1)).collect();
    wanted.extend((0..areas.len()).filter(|i| !asks(&areas[*i].1) && moved(&areas[*i].1)));
    let figure = |chart: &str, area: &Area| site.figures.get(chart, &[&city.id, &area.id]);
    let changes = wanted
        .iter()
        .filter_map(|i| Some((figure("area-change", areas[*i].0)?, Some(areas::told(site, city, areas[*i].0)))))
        .collect();
    let changes = Pairs::of(changes, AREAS_ROOM);
    let beside = wanted
        .iter()
        .filter(|i| areas[**i].1.iter().any(|s| s.nearest.is_some()))
        .filter_map(|i| Some((figure("peer-standing", areas[*i].0)?, None)))
        .collect();
    let beside = Pairs::of(beside, AREAS_ROOM);
    if changes.is_empty() && beside.is_empty() {
        return;
    }
    b.heading(1, say!(l, "areas-title"), changes.room());
    b.paragraph(say!(l, "brief-areas-how"));
    b.charts_beside(changes);
    if !beside.is_empty() {
        b.heading(2, say!(l, "brief-beside"), beside.room());
        b.paragraph(say!(l, "brief-beside-how"));
        b.charts_beside(beside);
    }
}

/// Its peer group and the context that makes it.
fn group(site: &Site, city: &City, b: &mut Blocks) {
    let l = &site.language;
    let of = site.of_city("peers");
    let mut near: Vec<&str> = of
        .rows(&city.id)
        .filter(|row| of.table.text("scheme", *row) == Some("nearest"))
        .filter_map(|row| of.table.text("peer", row))
        .collect();
    near.sort_by_key(|peer| site.catalogue.by_name(peer));
    b.heading(1, say!(l, "peers-title"), 50 + 6 * near.len() as u32);
    if near.is_empty() {
        b.paragraph(peers::without_peers(site, city));
        return;
    }
    let names: Vec<&str> = near.iter().filter_map(|id| site.catalogue.city(id)).map(|c| c.name.as_str()).collect();
    b.paragraph(say!(l, "brief-peers-names", n = names.len(), cities = l.list(&names)));
    let variables = peers::variables(site);
    let context = site.of_city("peer_context");
    let own: BTreeMap<&str, usize> = context
        .rows(&city.id)
        .filter_map(|row| Some((context.table.text("variable", row)?, row)))
        .collect();
    let parts = site.of_city("peer_explanation");
    let part: BTreeMap<(&str, &str), usize> = parts
        .rows(&city.id)
        .filter_map(|row| Some(((parts.table.text("peer", row)?, parts.table.text("variable", row)?), row)))
        .collect();
    let mut columns = vec![(say!(l, "peers-city"), false, 2)];
    columns.extend(variables.iter().map(|v| (v.head(l), true, 1)));
    let mut rows: Vec<Vec<String>> = std::iter::once(&city.name)
        .chain(near.iter().filter_map(|peer| Some(&site.catalogue.city(peer)?.name)))
        .map(|name| vec![name.clone()])
        .collect();
    for v in &variables {
        let first = own.get(v.id.as_str()).and_then(|row| context.table.number("value", *row));
        let value = |peer: &&str| part.get(&(*peer, v.id.as_str())).and_then(|row| parts.table.number("peer_value", *row));
        let others = near.iter().filter(|peer| site.catalogue.city(peer).is_some()).map(value);
        let values: Vec<Option<f64>> = std::iter::once(first).chain(others).collect();
        let number = l.column(values.iter().copied().flatten(), "amount");
        for (row, value) in rows.iter_mut().zip(values) {
            row.push(value.map_or_else(|| "–".into(), &number));
        }
    }
    b.table(say!(l, "peers-caption", city = &city.name), columns, rows);
    b.note(say!(l, "brief-peers-how"));
}
