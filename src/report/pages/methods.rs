//! The methods page, made from the catalogue, the settings in force and the codes.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::accuracy;
use super::glossary;
use super::shell::{self, METHODS, Made, Page};
use crate::document::{Block, Cell, Column, Row, Table, Text, html as writer};
use crate::language::Arg;
use crate::model::vocabulary::{Transform, Use};
use crate::report::facts::learning::around;
use crate::report::facts::network::area_text;
use crate::report::facts::panel;
use crate::report::facts::words::{capital, parsed};
use crate::report::site::Site;
use crate::{columns, say, say_html};

/// The page.
pub fn page(site: &Site) -> Made {
    let l = &*site.language;
    let mut writer = writer::Page::new(l, METHODS, site.root(METHODS));
    let sections = [simulation(site), settings(site), measurements(site), context(site), codes(site), statuses(site)];
    let main = html! {
        h1 { (say!(l, "methods-title")) }
        p.lede { (say!(l, "methods-lede")) }
        @if !site.catalogue.about.is_empty() { p dir="auto" lang=[&site.catalogue.about_language] { (site.catalogue.about) } }
        nav.contents aria-label=(say!(l, "layout-contents")) {
            ul {
                li { a href="#glossary" { (say!(l, "glossary-title")) } }
                li { a href="#rules" { (say!(l, "methods-rules")) } }
                li { a href="#simulation" { (say!(l, "methods-simulation-title")) } }
                li { a href="#settings" { (say!(l, "methods-settings")) } }
                li { a href="#measurements" { (say!(l, "methods-measurements")) } }
                li { a href="#context" { (say!(l, "methods-context")) } }
                li { a href="#codes" { (say!(l, "methods-codes")) } }
                li { a href="#statuses" { (say!(l, "methods-statuses")) } }
            }
        }
        (shell::section("glossary", &say!(l, "glossary-title"), &glossary::terms(l)))
        (rules(site))
        (writer.blocks(&sections))
    };
    let page = Page {
        title: &say!(l, "layout-methods"),
        about: &say!(l, "methods-about"),
        path: METHODS,
        above: &shell::above(l, None),
    };
    shell::page(site, &page, &main, writer)
}

/// The rules, each with its title and the settings in force.
fn paragraphs(site: &Site) -> [(String, String); 12] {
    let l = &*site.language;
    // A whole number picks singular or plural.
    let n = |name: &str| match site.catalogue.setting(name) {
        Some(v) if v.fract() == 0.0 && v.abs() < 1e15 => Arg::Count(v as i64),
        Some(v) => Arg::Amount((v * 100.0).round() / 100.0),
        None => Arg::Text("–".into()),
    };
    let number = |value: f64| l.numbers().number(value, 2);
    let change = say!(
        l,
        "methods-change",
        first = number(18.46),
        second = number(19.64),
        shownfirst = l.number(18.46, "percent"),
        shownsecond = l.number(19.64, "percent"),
        difference = number(1.18),
        shown = format!("+{}", l.numbers().number(1.18, 1)),
    );
    let [effect, cities] = ["design_effect", "interval_cities"].map(n);
    let [triples, reviewers] = ["fluctuation_triples", "few_reviewers"].map(n);
    let [low, high] = ["parity_low", "parity_high"].map(n);
    let movement = say!(l, "methods-movement", effect, cities, triples, reviewers, low, high);
    let [track, limited] = ["target_on_track", "target_limited"].map(n);
    let targets = say!(l, "methods-targets", track, limited) + " " + &say!(l, "methods-targets-now");
    let [points, exact, p] = ["trend_points", "trend_exact", "trend_p"].map(n);
    let kept = l.share(site.catalogue.setting("stability_low").unwrap_or_default());
    let [window, least] = ["peers_window", "peers_min"].map(n);
    let (low, high) = around(50.0, site.catalogue.setting("learning_logit").unwrap_or_default());
    let [low, high] = [low, high].map(|percent| l.numbers().number(percent, 0));
    let [logit, rating, factor] = ["learning_logit", "learning_rating", "learning_factor"].map(n);
    let [years, most] = ["learning_years", "learning_most"].map(n);
    let learning = say!(l, "methods-learning", logit, low, high, rating, factor, years, most);
    [
        (say!(l, "methods-values-title"), say!(l, "methods-values", years = n("stale_years"))),
        (say!(l, "methods-change-title"), change),
        (say!(l, "methods-movement-title"), movement),
        (say!(l, "methods-certainty-title"), say!(l, "methods-certainty")),
        (say!(l, "methods-targets-title"), targets),
        (say!(l, "methods-trend-title"), say!(l, "methods-trend", points, exact, p)),
        (say!(l, "methods-peers-title"), say!(l, "methods-peers", k = n("peers_k"), kept)),
        (say!(l, "methods-comparison-title"), say!(l, "methods-comparison", window, least)),
        (say!(l, "methods-learning-title"), learning),
        (say!(l, "methods-panel-title"), panel::rule(site)),
        (say!(l, "methods-consent-title"), say!(l, "methods-consent")),
        (say!(l, "methods-corrections-title"), say!(l, "methods-corrections")),
    ]
}

fn rules(site: &Site) -> Markup {
    let l = &*site.language;
    let manifest = html! { a href={ (site.root(METHODS)) "manifest.json" } { "manifest.json" } };
    let body = html! {
        @for (title, text) in &paragraphs(site) { h3 { (title) } p { (text) } }
        h3 { (say!(l, "methods-editions-title")) }
        p { (say_html!(l, "methods-editions", option = html! { code { "--as-of" } }, manifest)) }
        p { (say!(l, "methods-editions-counted")) }
        h3 { (say!(l, "methods-missing-title")) }
        p { (say!(l, "methods-missing")) }
    };
    shell::section("rules", &say!(l, "methods-rules"), &body)
}

/// What `just simulate` counted, as it is kept: network, correlation, measure, found, of, share.
const SIMULATION: &str = include_str!("../../../tests/fixtures/simulation.csv");

/// How often noise alone passes for movement, firm movement or a trend.
fn simulation(site: &Site) -> Block {
    let l = &*site.language;
    let mut correlations: Vec<&str> = Vec::new();
    let mut shares: BTreeMap<(&str, &str, &str), f64> = BTreeMap::new();
    for line in SIMULATION.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        if let [network, correlation, measure, _, _, share] = cells[..]
            && let Ok(share) = share.parse()
            // The rows of the real values are for whoever reads the file.
            && correlation != "real"
        {
            if !correlations.contains(&correlation) {
                correlations.push(correlation);
            }
            shares.insert((network, measure, correlation), share);
        }
    }
    let networks = [("demo", say!(l, "methods-simulation-demo")), ("uk-ons", say!(l, "methods-simulation-uk"))];
    let mut titles: Vec<(String, &str, String)> = Vec::new();
    for (id, network) in &networks {
        titles.push((say!(l, "methods-simulation-moved", network), id, "moved".into()));
        titles.push((say!(l, "methods-simulation-firm", network), id, "firm".into()));
        titles.push((say!(l, "methods-simulation-trend", network), id, "trend".into()));
        titles.push((say!(l, "methods-simulation-dealt", network), id, "dealt outside".into()));
        titles.push((say!(l, "methods-simulation-stories", network), id, "stories".into()));
    }
    titles.extend(
        [6, 10, 15, 20].map(|n| (say!(l, "methods-simulation-length", n), "lengths", format!("trend of {n} points"))),
    );
    let share = |share: &f64| say!(l, "value-percent", number = l.numbers().number(share * 100.0, 1));
    let rows = titles.iter().map(|(title, network, measure)| {
        let found = correlations.iter().map(|r| shares.get(&(*network, measure.as_str(), *r)).map(share));
        Row::headed(title, found.map(Cell::value))
    });
    let mut columns = columns!(l => text "methods-simulation-what");
    columns.extend(correlations.iter().map(|r| {
        let r = l.numbers().number(r.parse().unwrap_or_default(), 1);
        Column::value(say!(l, "methods-correlation", r))
    }));
    let table = Table::new(say!(l, "methods-simulation-caption"), columns, rows);
    let blocks = vec![Block::paragraph(say!(l, "methods-simulation", cities = 361)), Block::Table(table)];
    Block::section("simulation", say!(l, "methods-simulation-title"), 0, blocks)
}

fn settings(site: &Site) -> Block {
    let l = &*site.language;
    let number = |value: Option<f64>| Cell::value(value.map(|v| l.numbers().number(v, 4)));
    let rows = site.rows.settings.iter().map(|row| {
        vec![
            Cell::from(capital(&l.name("setting", row.name, row.meaning))),
            number(row.value),
            number(row.default_value),
            Text::code(row.name).into(),
        ]
    });
    let columns = columns!(l => words "methods-what-it-does", value "methods-in-force", value "methods-default",
        text "methods-setting");
    let table = Table::new(say!(l, "methods-settings-caption"), columns, rows);
    Block::section("settings", say!(l, "methods-settings"), 0, vec![Block::Table(table)])
}

fn measurements(site: &Site) -> Block {
    let l = &*site.language;
    let c = &site.catalogue;
    let (measurements, features, areas) = (c.measurements.len(), c.features.len(), c.areas.len());
    let counts = say!(l, "methods-counts", measurements, features, areas, series = c.series_expected());
    let mut blocks = vec![Block::paragraph(counts)];
    for area in &c.areas {
        let rows = c.measurements.iter().filter(|m| m.area == area.id).map(|m| {
            let items: Vec<String> = m.items.iter().map(|i| l.item(&m.id, i)).collect();
            vec![
                Cell::from(Text::page(format!("features/{}.html", m.feature), &m.title)),
                (&m.unit).into(),
                l.list(&items).into(),
                m.direction_in_words(l).into(),
                m.least_movement(l).into(),
                l.list(&m.sources).into(),
            ]
        });
        let columns = columns!(l => text "table-measurement", text "table-unit", text "table-series",
            text "table-direction", text "methods-least", text "table-sources");
        let caption = say!(l, "methods-measurements-of", area = &area.title);
        blocks.push(Block::heading(2, area_text(site, &area.id), 0));
        blocks.push(Block::Table(Table::new(caption, columns, rows)));
    }
    Block::section("measurements", say!(l, "methods-measurements"), 0, blocks)
}

fn context(site: &Site) -> Block {
    let l = &*site.language;
    let rows = site.rows.peer_variables.iter().map(|row| {
        let transformed = match parsed(row.transform) {
            Some(Transform::Log) => say!(l, "methods-logarithm"),
            Some(Transform::None) | None => say!(l, "methods-as-it-is"),
        };
        let unit = row.unit.unwrap_or_default();
        vec![
            Cell::from(capital(&l.name("variable", row.variable, row.title))),
            l.name("unit", unit, unit).into(),
            transformed.into(),
            Cell::value(row.weight.map(|w| l.numbers().number(w, 3))),
            row.max_age.unwrap_or_default().into(),
        ]
    });
    let columns = columns!(l => text "methods-variable", text "table-unit", text "methods-transformed",
        value "methods-weight", count "methods-greatest-age");
    let table = Table::new(say!(l, "methods-context-caption"), columns, rows);
    let mut blocks = vec![match table.rows.is_empty() {
        true => Block::paragraph(say!(l, "methods-context-none")),
        false => Block::Table(table),
    }];
    blocks.extend(accuracy::correlations(site));
    blocks.extend(accuracy::prediction(site));
    Block::section("context", say!(l, "methods-context"), 0, blocks)
}

fn codes(site: &Site) -> Block {
    let (l, c) = (&*site.language, &site.catalogue);
    let rows = site.rows.codes.iter().map(|row| {
        vec![
            Cell::from(capital(&c.label(row.kind, row.code))),
            c.sentence(row.kind, row.code).into(),
            Text::code(row.kind).into(),
            Text::code(row.code).into(),
        ]
    });
    let columns = columns!(l => text "methods-in-words", words "methods-what-it-says", text "methods-kind",
        text "methods-code");
    let table = Table::new(say!(l, "methods-codes-caption"), columns, rows);
    Block::section("codes", say!(l, "methods-codes"), 0, vec![Block::Table(table)])
}

fn statuses(site: &Site) -> Block {
    let l = &*site.language;
    let used = |code: &str| match parsed(Some(code)) {
        Some(Use::Point) => say!(l, "methods-used"),
        Some(Use::Provisional) => say!(l, "methods-provisional"),
        Some(Use::Kept) | None => say!(l, "methods-kept"),
    };
    let rows = site.rows.statuses.iter().map(|row| {
        vec![Cell::from(l.name("status", row.code, row.title)), used(row.used_as).into(), Text::code(row.code).into()]
    });
    let columns = columns!(l => text "methods-status-title", text "methods-its-value", text "methods-status");
    let table = Table::new(say!(l, "methods-statuses-caption"), columns, rows);
    Block::section("statuses", say!(l, "methods-statuses"), 0, vec![Block::Table(table)])
}
