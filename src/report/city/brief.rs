//! A city's peer-learning report as data for [`crate::report::brief`], and its share card.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::json;

use super::{City, Outcome, Series, Site, about_data, areas, gaps, lede, pace, peers, quality, series};
use crate::report::brief::block::{self, Blocks, about};
use crate::report::brief::{Paper, Press, Template};
use crate::report::catalogue::Area;
use crate::say;

/// Charts of single series in a report: what has a target, what it asks help with, what moved.
const SERIES_SHOWN: usize = 4;
/// Series for which cities to ask are told; the page has them all.
const ASKED_SHOWN: usize = 3;
/// Areas set beside the peers in a chart: those it asks help in.
const BESIDE_SHOWN: usize = 2;
/// Areas whose changes are shown in a chart; the page has them all.
const AREAS_SHOWN: usize = 4;
/// Letters of a city's own account of a practice; the page has it whole.
const SUMMARY_SHOWN: usize = 400;

/// The report. `charts` is the folder where the site's charts stand.
pub fn paper(site: &Site, press: &Press, city: &City, charts: &Path) -> Paper {
    let l = &site.language;
    let all = series(site, city);
    let cycle = site.marts.cycle.to_string();
    let mut b = Blocks::new(charts);
    let with = all.iter().filter(|s| !s.points.is_empty()).count();
    glance(site, city, &mut b);
    moved(site, city, &all, &mut b);
    of_areas(site, city, &all, &mut b);
    group(site, city, &mut b);
    learning(site, city, &mut b);
    inside(site, city, &mut b);
    data(site, city, &all, &mut b);
    b.heading(1, say!(l, "brief-read-title"), 40);
    b.list(vec![
        say!(l, "brief-read-own"),
        say!(l, "brief-read-movement"),
        say!(l, "brief-read-held"),
        say!(l, "brief-read-peers"),
        say!(l, "brief-read-learning"),
        say!(l, "brief-read-more"),
    ]);
    let title = say!(l, "brief-city-title", city = &city.name, cycle = &cycle);
    let expected = site.catalogue.series_expected();
    let expected_with = all
        .iter()
        .filter(|s| !s.points.is_empty() && s.measurement.items.iter().any(|i| i == s.item))
        .count();
    let mut facts = vec![(say!(l, "city-with-value"), say!(l, "count-of", n = expected_with, all = expected))];
    facts.extend(city.joined.map(|year| (say!(l, "city-joined"), year.to_string())));
    facts.extend(city.baseline_year.map(|year| (say!(l, "city-measured-from"), year.to_string())));
    let kicker = say!(l, "brief-city-kicker", region = &city.region, country = &city.country, cycle = &cycle);
    let mut data = about(site, title.clone(), city.name.clone(), kicker, block::local_name(press, city));
    data["about"] = say!(l, "brief-city-about", city = &city.name, cycle = &cycle).into();
    data["lede"] = json!(lede(site, city, &all));
    data["facts"] = json!(facts);
    // A city that has sent next to nothing needs no table of contents, and no empty rest of a page after it.
    data["contents"] = (with > 5).into();
    data["blocks"] = json!(b.take());
    Paper {
        name: format!("{}-{cycle}", city.id),
        template: Template::City,
        data,
        charts: b.charts(),
    }
}

/// The card that stands for the city's page where it is shared.
pub fn card(site: &Site, press: &Press, city: &City) -> Paper {
    let l = &site.language;
    let cycle = site.marts.cycle.to_string();
    let title = say!(l, "brief-city-title", city = &city.name, cycle = &cycle);
    let kicker = say!(l, "brief-city-kicker", region = &city.region, country = &city.country, cycle = &cycle);
    let mut data = about(site, title, city.name.clone(), kicker, block::local_name(press, city));
    data["sentence"] = lede(site, city, &series(site, city)).into_iter().next().unwrap_or_default().into();
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

/// The temple and its counts.
fn glance(site: &Site, city: &City, b: &mut Blocks) {
    let l = &site.language;
    let counts = counts(site, city);
    if !any(&counts) {
        return;
    }
    b.heading(1, say!(l, "areas-glance"), 120);
    b.lead(say!(l, "brief-glance-how"));
    if let Some(figure) = site.figures.get("temple", &[&city.id]) {
        b.chart(figure, None);
    }
    b.counts(l, say!(l, "areas-counts"), say!(l, "table-area"), say!(l, "areas-no-result"), counts);
}

/// Series of each area by what came of them.
fn counts(site: &Site, city: &City) -> Vec<(String, [i64; 4], i64)> {
    let of = site.of_city("area_movement");
    let n = |row: usize, column: &str| of.table.integer(column, row).unwrap_or_default();
    let row = |row: usize| {
        let id = of.table.text("area", row)?;
        let area = site.catalogue.areas.iter().find(|a| a.id == id)?;
        let parts = ["towards", "held", "away", "no_direction"].map(|column| n(row, column));
        Some((
            say!(site.language, "brief-area-title", number = &area.id, title = &area.title),
            parts,
            n(row, "no_result"),
        ))
    };
    of.rows(&city.id).filter_map(row).collect()
}

/// Whether any series has a result.
fn any(counts: &[(String, [i64; 4], i64)]) -> bool {
    counts.iter().any(|(_, parts, _)| parts.iter().any(|n| *n > 0))
}

/// Charts of the series that a reader asks for first.
fn moved(site: &Site, city: &City, all: &[Series], b: &mut Blocks) {
    let l = &site.language;
    let asked = super::asked(site, city);
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
    b.heading(1, say!(l, "brief-series"), 80);
    b.lead(say!(l, "brief-series-how", n = shown.len()));
    let charts = shown
        .iter()
        .filter_map(|s| {
            let figure = site.figures.get("city-series", &s.key(city))?;
            let mut words = vec![s.title.clone()];
            words.extend(areas::moved(site, s));
            words.extend(pace::sentences(site, s));
            Some((figure, Some(say!(l, "brief-series-caption", title = &words[0], told = words[1..].join(" ")))))
        })
        .collect();
    b.charts_beside(charts);
}

/// What changed in the areas that it asks help in and in those where a series moved; then where it is with its peers in the areas
/// that it asks help in.
fn of_areas(site: &Site, city: &City, all: &[Series], b: &mut Blocks) {
    let l = &site.language;
    let declared = super::asked(site, city);
    let areas: Vec<(&Area, Vec<&Series>)> = site
        .catalogue
        .areas
        .iter()
        .map(|area| (area, all.iter().filter(|s| s.measurement.area == area.id).collect::<Vec<_>>()))
        .filter(|(_, of)| of.iter().any(|s| s.outcome(site) != Outcome::NoResult))
        .collect();
    let asks = |of: &[&Series]| of.iter().any(|s| declared.contains(&s.measurement.feature.as_str()));
    let moved = |of: &[&Series]| of.iter().any(|s| matches!(s.outcome(site), Outcome::Towards | Outcome::Away));
    let titled = |area: &Area, told: String| {
        let title = say!(l, "brief-area-title", number = &area.id, title = &area.title);
        Some(say!(l, "brief-series-caption", title = title, told = told))
    };
    // By what is asked and by the order of the form, never by how much it moved.
    let mut shown: Vec<usize> = (0..areas.len()).filter(|i| asks(&areas[*i].1)).collect();
    shown.extend((0..areas.len()).filter(|i| !asks(&areas[*i].1) && moved(&areas[*i].1)));
    shown.truncate(AREAS_SHOWN);
    shown.sort_unstable();
    let figure = |chart: &str, area: &Area| site.figures.get(chart, &[&city.id, &area.id]);
    let changes: Vec<_> = shown
        .iter()
        .filter_map(|i| Some((figure("area-change", areas[*i].0)?, titled(areas[*i].0, areas::told(site, &areas[*i].1)))))
        .collect();
    let beside: Vec<_> = areas
        .iter()
        .filter(|(_, of)| asks(of) && of.iter().any(|s| s.nearest.is_some()))
        .filter_map(|(area, _)| figure("peer-standing", area).map(|f| (f, titled(area, f.caption.clone()))))
        .take(BESIDE_SHOWN)
        .collect();
    if changes.is_empty() && beside.is_empty() {
        return;
    }
    b.heading(1, say!(l, "areas-title"), 100);
    b.lead(say!(l, "brief-areas-how"));
    b.charts_beside(changes);
    if !beside.is_empty() {
        b.heading(2, say!(l, "brief-beside"), 100);
        b.lead(say!(l, "brief-beside-how"));
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
    b.heading(1, say!(l, "peers-title"), 60);
    if near.is_empty() {
        b.paragraph(site.catalogue.sentence("reason", "context_missing"));
        return;
    }
    let names: Vec<&str> = near.iter().filter_map(|id| site.catalogue.city(id)).map(|c| c.name.as_str()).collect();
    b.paragraph(say!(l, "brief-peers-names", n = names.len(), cities = l.list(&names)));
    b.paragraph(peers::sentence(site, city));
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
    let mut columns = vec![(say!(l, "peers-city"), false, 0)];
    columns.extend(variables.iter().map(|v| (v.head(l), true, 1)));
    let number = |value: Option<f64>| value.map_or_else(|| "–".into(), |v| l.number(v, "amount"));
    let mut rows = vec![
        std::iter::once(city.name.clone())
            .chain(
                variables
                    .iter()
                    .map(|v| number(own.get(v.id.as_str()).and_then(|row| context.table.number("value", *row)))),
            )
            .collect::<Vec<String>>(),
    ];
    for peer in &near {
        let Some(name) = site.catalogue.city(peer).map(|c| c.name.clone()) else {
            continue;
        };
        let value = |v: &peers::Variable| number(part.get(&(*peer, v.id.as_str())).and_then(|row| parts.table.number("peer_value", *row)));
        rows.push(std::iter::once(name).chain(variables.iter().map(value)).collect());
    }
    b.table(say!(l, "peers-caption", city = &city.name), columns, rows);
    b.note(say!(l, "brief-peers-how"));
}

/// Who has been where it is, and what they did.
fn learning(site: &Site, city: &City, b: &mut Blocks) {
    let l = &site.language;
    let c = &site.catalogue;
    let of = site.of_city("peer_learning");
    let t = of.table;
    b.heading(1, say!(l, "learning-title"), 50);
    let mut groups: Vec<((&str, &str), Vec<usize>)> = Vec::new();
    for row in of.rows(&city.id).filter(|row| t.text("peer", *row).is_some()) {
        let key = (t.text("measurement", row).unwrap_or_default(), t.text("item", row).unwrap_or_default());
        match groups.last_mut() {
            Some((last, rows)) if *last == key => rows.push(row),
            _ => groups.push((key, vec![row])),
        }
    }
    // What it asks help with stands first, each in the order of the form.
    groups.sort_by_key(|((m, _), rows)| {
        let asked = rows.first().is_some_and(|row| t.text("why", *row) == Some("priority"));
        (!asked, c.measurements.iter().position(|x| x.id == *m))
    });
    declared(site, city, b);
    if groups.is_empty() {
        b.paragraph(super::learning::sentence(site, city));
    } else {
        b.paragraph(say!(l, "learning-note"));
    }
    let progress = site.of_city("progress").series(&city.id);
    let values = site.of_city("series").series(&city.id);
    for ((measurement, item), rows) in groups.iter().take(ASKED_SHOWN) {
        let key = (*measurement, *item);
        let (scale, unit) = c.measurement(measurement).map_or(("", ""), |m| (m.scale.as_str(), m.unit_key.as_str()));
        let differs = values
            .get(&key)
            .and_then(|rows| rows.last())
            .is_some_and(|row| site.marts.table("series").truth("differs", *row) == Some(true));
        let unit = if differs { "" } else { unit };
        b.heading(2, c.series(measurement, item), 25);
        let p = site.marts.table("progress");
        if let Some((year, value)) = progress
            .get(&key)
            .and_then(|rows| rows.first())
            .and_then(|row| Some((p.integer("latest_year", *row)?, p.number("latest_value", *row)?)))
        {
            b.paragraph(say!(
                l,
                "learning-own",
                city = &city.name,
                value = l.value(value, scale, unit),
                year = year.to_string()
            ));
        }
        let mut peers: Vec<&str> = rows.iter().filter_map(|row| t.text("peer", *row)).collect();
        peers.sort_by_key(|id| (c.by_name(id), *id));
        peers.dedup();
        let told = peers.into_iter().filter_map(|peer| {
            let mine: Vec<usize> = rows.iter().copied().filter(|row| t.text("peer", *row) == Some(peer)).collect();
            let row = *mine.first()?;
            let mut words = vec![say!(
                l,
                "brief-learning-path",
                from = l.value(t.number("from_value", row)?, scale, unit),
                start = t.integer("from_year", row)?.to_string(),
                to = l.value(t.number("to_value", row)?, scale, unit),
                end = t.integer("to_year", row)?.to_string()
            )];
            if t.truth("offers_help", row) == Some(true) {
                words.push(say!(l, "learning-offers-this"));
            }
            words.extend(
                mine.iter()
                    .filter_map(|row| practice(site, t.text("practice", *row)?, t.text("practice_summary", *row))),
            );
            Some((c.city(peer)?.name.clone(), words.join(" ")))
        });
        b.terms(told.collect());
    }
    if groups.len() > ASKED_SHOWN {
        b.paragraph(say!(l, "brief-learning-more", n = groups.len() - ASKED_SHOWN));
    }
    if !groups.is_empty() {
        b.note(say!(l, "learning-no-cause"));
    }
    let of = site.of_city("practices");
    let own = of
        .rows(&city.id)
        .filter_map(|row| {
            let title = of.table.text("title", row)?.to_string();
            Some((title, of.table.text("summary", row).map(shortened).unwrap_or_default()))
        })
        .collect::<Vec<_>>();
    if !own.is_empty() {
        b.heading(2, say!(l, "learning-practices"), 25);
        b.terms(own);
    }
}

/// A practice in words: `Practice: Night schools in libraries. …`
pub fn practice(site: &Site, title: &str, summary: Option<&str>) -> Option<String> {
    let l = &site.language;
    Some(match summary.map(shortened).filter(|s| !s.is_empty()) {
        Some(summary) => say!(l, "brief-practice-told", title = title, summary = summary),
        None => say!(l, "brief-practice", title = title),
    })
}

/// As much of a text as a report has room for, whole words.
fn shortened(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= SUMMARY_SHOWN {
        return text.to_string();
    }
    let cut: String = text.chars().take(SUMMARY_SHOWN).collect();
    let end = cut.rfind(char::is_whitespace).filter(|end| *end > SUMMARY_SHOWN / 2).unwrap_or(cut.len());
    format!("{} …", cut[..end].trim_end())
}

/// What the city asks help with and what it offers.
fn declared(site: &Site, city: &City, b: &mut Blocks) {
    let l = &site.language;
    let of = site.of_city("declarations");
    let features = |role: &str| -> Vec<&str> {
        let declared: Vec<&str> = of
            .rows(&city.id)
            .filter(|row| of.table.text("role", *row) == Some(role))
            .filter_map(|row| of.table.text("feature", row))
            .collect();
        let named = site.catalogue.features.iter().filter(|f| declared.contains(&f.id.as_str()));
        named.map(|f| f.title.as_str()).collect()
    };
    let (asks, offers) = (features("priority"), features("expertise"));
    if !asks.is_empty() {
        b.paragraph(say!(l, "learning-asks", features = l.list(&asks)));
    }
    if !offers.is_empty() {
        b.paragraph(say!(l, "learning-offers", features = l.list(&offers)));
    }
}

/// Gaps inside the city.
fn inside(site: &Site, city: &City, b: &mut Blocks) {
    if !gaps::any(site, city) {
        return;
    }
    let l = &site.language;
    let of = site.of_city("item_gaps");
    let t = of.table;
    let mut rows = Vec::new();
    for row in of.rows(&city.id).filter(|row| t.text("reason", *row) != Some("no_points")) {
        let id = t.text("measurement", row).unwrap_or_default();
        let Some(m) = site.catalogue.measurement(id) else { continue };
        let item = |column: &str| l.item(id, t.text(column, row).unwrap_or_default());
        let cell = |gap: &str, year: &str| match (t.number(gap, row), t.integer(year, row)) {
            (Some(gap), Some(year)) => say!(l, "city-bracket", value = l.change(gap, &m.scale), more = year.to_string()),
            _ => "–".into(),
        };
        let told = match (t.text("gap", row), t.text("reason", row)) {
            (Some(gap), _) => site.catalogue.label("gap", gap),
            (None, Some(reason)) => site.catalogue.label("reason", reason),
            _ => "–".into(),
        };
        rows.push(vec![
            m.title.clone(),
            l.list(&[item("first_item"), item("second_item")]),
            cell("baseline_gap", "baseline_year"),
            cell("latest_gap", "latest_year"),
            told,
        ]);
    }
    b.heading(1, say!(l, "gaps-title"), 50);
    b.lead(gaps::told(site, city));
    let columns = vec![
        (say!(l, "table-measurement"), false, 3),
        (say!(l, "gaps-between"), false, 2),
        (say!(l, "gaps-then"), true, 2),
        (say!(l, "gaps-now"), true, 2),
        (say!(l, "gaps-gap"), false, 2),
    ];
    b.table(say!(l, "gaps-caption"), columns, rows);
}

/// What to know about its data.
fn data(site: &Site, city: &City, all: &[Series], b: &mut Blocks) {
    let l = &site.language;
    b.heading(1, say!(l, "about-title"), 50);
    for sentence in about_data::sentences(site, city, all) {
        b.paragraph(sentence);
    }
    if let Some(sentence) = quality::told(site, city) {
        b.paragraph(sentence);
    }
    let t = site.marts.table("progress");
    let mut reasons: BTreeMap<&str, i64> = BTreeMap::new();
    for s in all {
        let (movement, reason) = s
            .progress
            .map_or((None, Some("no_points")), |row| (t.text("movement", row), t.text("reason", row)));
        if let (None, Some(reason)) = (movement, reason) {
            *reasons.entry(reason).or_default() += 1;
        }
    }
    let rows: Vec<Vec<String>> = reasons
        .iter()
        .map(|(reason, n)| {
            vec![
                site.catalogue.label("reason", reason),
                site.catalogue.sentence("reason", reason),
                l.numbers().number(*n as f64, 0),
            ]
        })
        .collect();
    let columns = vec![
        (say!(l, "brief-reason"), false, 2),
        (say!(l, "brief-meaning"), false, 5),
        (say!(l, "table-series"), true, 0),
    ];
    b.table(say!(l, "brief-missing-table"), columns, rows);
}

#[cfg(test)]
mod tests {
    use super::{SUMMARY_SHOWN, shortened};

    #[test]
    fn long_texts_end_with_a_whole_word() {
        assert_eq!(shortened(" Evening classes. "), "Evening classes.");
        let long = "word ".repeat(200);
        let short = shortened(&long);
        assert!(short.ends_with("word …") && short.chars().count() <= SUMMARY_SHOWN + 2);
        assert!(shortened(&"ö".repeat(10_000)).chars().count() <= SUMMARY_SHOWN + 2);
    }
}
