//! Conditions beside benefits over the years, gaps inside the city, and what to know about its data.

use std::collections::BTreeMap;

use super::{City, Series, Site};
use crate::report::brief::block::Blocks;
use crate::report::city::{about_data, areas, benefits, gaps, quality};
use crate::say;

/// Cycles that are told; the page has them all.
const CYCLES_SHOWN: usize = 6;

/// How conditions, building blocks and benefits had moved by each cycle: what happened together, and no cause.
pub(super) fn together(site: &Site, city: &City, b: &mut Blocks) {
    let l = &site.language;
    let cycles = benefits::by_cycle(site, city);
    let Some(sentence) = benefits::newest(l, &cycles) else { return };
    b.heading(1, say!(l, "benefits-entry"), 66);
    b.lead(sentence);
    let mut head = vec![say!(l, "benefits-by")];
    head.extend(benefits::heads(l));
    let rows = cycles.iter().skip(cycles.len().saturating_sub(CYCLES_SHOWN)).map(|(cycle, dimensions)| {
        let cell = |d: &i64| match dimensions.get(d) {
            Some(parts) => (say!(l, "count-of", n = parts[0], all = parts.iter().sum::<i64>()), *parts),
            None => ("–".into(), [0; 4]),
        };
        (cycle.to_string(), benefits::DIMENSIONS.iter().map(cell).collect())
    });
    b.shares(say!(l, "brief-benefits-caption"), head, rows.collect());
    b.note(say!(l, "benefits-note"));
}

/// The latest value of each series, for a city whose series have no result yet.
pub(super) fn values(site: &Site, all: &[Series], b: &mut Blocks) {
    let (l, t) = (&site.language, site.marts.table("series"));
    let row = |s: &Series| {
        let row = *s.points.last()?;
        let value = l.value(t.number("value", row)?, &s.measurement.scale, areas::unit(site, s));
        let source = t.text("source", row).unwrap_or_default();
        Some(vec![
            s.title.clone(),
            value,
            t.integer("reference_year", row)?.to_string(),
            l.name("source", source, source),
        ])
    };
    let columns = vec![
        (say!(l, "table-measurement"), false, 5),
        (say!(l, "areas-value"), true, 4),
        (say!(l, "areas-year"), true, 1),
        (say!(l, "areas-source"), false, 2),
    ];
    b.table(say!(l, "brief-values"), columns, all.iter().filter_map(row).collect());
}

/// Gaps inside the city.
pub(super) fn inside(site: &Site, city: &City, b: &mut Blocks) {
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
            (Some(gap), Some(year)) => say!(l, "city-bracket", value = gaps::size(l, gap, &m.scale), more = year.to_string()),
            _ => "–".into(),
        };
        let told = match (t.text("gap", row), t.text("reason", row)) {
            (Some(gap), _) => site.catalogue.label("gap", gap),
            (None, Some(reason)) => site.catalogue.label("reason", reason),
            _ => "–".into(),
        };
        rows.push(vec![
            gaps::title(site, t, row).to_string(),
            l.list(&[item("first_item"), item("second_item")]),
            cell("baseline_gap", "baseline_year"),
            cell("latest_gap", "latest_year"),
            told,
        ]);
    }
    b.heading(1, say!(l, "gaps-title"), 60);
    b.lead(gaps::told(site, city));
    let columns = vec![
        (say!(l, "table-measurement"), false, 5),
        (say!(l, "gaps-between"), false, 4),
        (say!(l, "gaps-then"), true, 0),
        (say!(l, "gaps-now"), true, 0),
        (say!(l, "gaps-gap"), false, 0),
    ];
    b.table(say!(l, "gaps-caption"), columns, rows);
}

/// What to know about its data.
pub(super) fn data(site: &Site, city: &City, all: &[Series], b: &mut Blocks) {
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
        (say!(l, "about-how-many"), true, 0),
    ];
    b.table(say!(l, "brief-missing-table"), columns, rows);
}
