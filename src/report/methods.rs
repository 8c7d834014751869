//! The methods page, made from the catalogue, the settings in force and the codes.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::layout::{self, Made, Page};
use super::words;
use super::{Site, accuracy, city};
use crate::language::Arg;
use crate::{say, say_html};

/// Its path from its language's folder.
pub const PATH: &str = "methods.html";

/// The page.
pub fn page(site: &Site) -> Made {
    let l = &*site.language;
    let main = html! {
        h1 { (say!(l, "methods-title")) }
        p.lede { (say!(l, "methods-lede")) }
        @if !site.catalogue.about.is_empty() { p dir="auto" { (site.catalogue.about) } }
        nav.contents aria-label=(say!(l, "layout-contents")) {
            ul {
                li { a href="#rules" { (say!(l, "methods-rules")) } }
                li { a href="#simulation" { (say!(l, "methods-simulation-title")) } }
                li { a href="#settings" { (say!(l, "methods-settings")) } }
                li { a href="#measurements" { (say!(l, "methods-measurements")) } }
                li { a href="#context" { (say!(l, "methods-context")) } }
                li { a href="#codes" { (say!(l, "methods-codes")) } }
                li { a href="#statuses" { (say!(l, "methods-statuses")) } }
            }
        }
        (rules(site))
        (simulation(site))
        (settings(site))
        (measurements(site))
        (context(site))
        (codes(site))
        (statuses(site))
    };
    layout::page(
        site,
        &Page {
            title: &say!(l, "layout-methods"),
            about: &say!(l, "methods-about"),
            path: PATH,
        },
        &main,
    )
}

/// A setting in force: a whole number picks singular or plural.
fn set(site: &Site, name: &str) -> Arg {
    match site.catalogue.setting(name) {
        Some(v) if v.fract() == 0.0 && v.abs() < 1e15 => Arg::Count(v as i64),
        Some(v) => Arg::Amount((v * 100.0).round() / 100.0),
        None => Arg::Text("–".into()),
    }
}

fn rules(site: &Site) -> Markup {
    let l = &*site.language;
    let n = |name: &str| set(site, name);
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
    let (low, high) = city::around(50.0, site.catalogue.setting("learning_logit").unwrap_or_default());
    let paragraphs = [
        (say!(l, "methods-values-title"), say!(l, "methods-values", years = n("stale_years"))),
        (say!(l, "methods-change-title"), change),
        (
            say!(l, "methods-movement-title"),
            say!(
                l,
                "methods-movement",
                effect = n("design_effect"),
                cities = n("interval_cities"),
                triples = n("fluctuation_triples"),
                reviewers = n("few_reviewers"),
                low = n("parity_low"),
                high = n("parity_high")
            ),
        ),
        (say!(l, "methods-certainty-title"), say!(l, "methods-certainty")),
        (
            say!(l, "methods-targets-title"),
            [
                say!(l, "methods-targets", track = n("target_on_track"), limited = n("target_limited")),
                say!(l, "methods-targets-now"),
            ]
            .join(" "),
        ),
        (
            say!(l, "methods-trend-title"),
            say!(l, "methods-trend", points = n("trend_points"), exact = n("trend_exact"), p = n("trend_p")),
        ),
        (
            say!(l, "methods-peers-title"),
            say!(
                l,
                "methods-peers",
                k = n("peers_k"),
                kept = l.share(site.catalogue.setting("stability_low").unwrap_or_default())
            ),
        ),
        (
            say!(l, "methods-comparison-title"),
            say!(l, "methods-comparison", window = n("peers_window"), least = n("peers_min")),
        ),
        (
            say!(l, "methods-learning-title"),
            say!(
                l,
                "methods-learning",
                logit = n("learning_logit"),
                low = l.numbers().number(low, 0),
                high = l.numbers().number(high, 0),
                rating = n("learning_rating"),
                factor = n("learning_factor"),
                years = n("learning_years"),
                most = n("learning_most"),
            ),
        ),
        (say!(l, "methods-consent-title"), say!(l, "methods-consent")),
        (say!(l, "methods-corrections-title"), say!(l, "methods-corrections")),
    ];
    let manifest = html! { a href={ (site.root(PATH)) "manifest.json" } { "manifest.json" } };
    html! {
        section #rules aria-labelledby="rules-title" {
            h2 #rules-title { (say!(l, "methods-rules")) }
            @for (title, text) in &paragraphs { h3 { (title) } p { (text) } }
            h3 { (say!(l, "methods-editions-title")) }
            p { (say_html!(l, "methods-editions", option = html! { code { "--as-of" } }, manifest = manifest)) }
            p { (say!(l, "methods-editions-counted")) }
            h3 { (say!(l, "methods-missing-title")) }
            p { (say!(l, "methods-missing")) }
        }
    }
}

/// What `just simulate` counted, as it is kept: network, correlation, measure, found, of, share.
const SIMULATION: &str = include_str!("../../tests/fixtures/simulation.csv");

/// How often noise alone passes for movement, firm movement or a trend.
fn simulation(site: &Site) -> Markup {
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
    let mut rows: Vec<(String, &str, String)> = Vec::new();
    for (id, network) in &networks {
        rows.push((say!(l, "methods-simulation-moved", network = network), id, "moved".into()));
        rows.push((say!(l, "methods-simulation-firm", network = network), id, "firm".into()));
        rows.push((say!(l, "methods-simulation-trend", network = network), id, "trend".into()));
        rows.push((say!(l, "methods-simulation-dealt", network = network), id, "dealt outside".into()));
        rows.push((say!(l, "methods-simulation-stories", network = network), id, "stories".into()));
    }
    rows.extend([6, 10, 15, 20].map(|n| (say!(l, "methods-simulation-length", n = n), "lengths", format!("trend of {n} points"))));
    let share = |share: Option<&f64>| match share {
        Some(share) => say!(l, "value-percent", number = l.numbers().number(share * 100.0, 1)),
        None => "–".into(),
    };
    html! {
        section #simulation aria-labelledby="simulation-title" {
            h2 #simulation-title { (say!(l, "methods-simulation-title")) }
            p { (say!(l, "methods-simulation", cities = 361)) }
            div.scroll {
                table {
                    caption { (say!(l, "methods-simulation-caption")) }
                    thead { tr { th scope="col" { (say!(l, "methods-simulation-what")) } @for r in &correlations { th.n scope="col" { (say!(l, "methods-correlation", r = l.numbers().number(r.parse().unwrap_or_default(), 1))) } } } }
                    tbody {
                        @for (title, network, measure) in &rows {
                            tr { th scope="row" { (title) } @for r in &correlations { td.n { (share(shares.get(&(*network, measure.as_str(), *r)))) } } }
                        }
                    }
                }
            }
        }
    }
}

fn settings(site: &Site) -> Markup {
    let l = &*site.language;
    let t = site.marts.table("settings");
    html! {
        section #settings aria-labelledby="settings-title" {
            h2 #settings-title { (say!(l, "methods-settings")) }
            div.scroll {
                table {
                    caption { (say!(l, "methods-settings-caption")) }
                    thead { tr { th scope="col" { (say!(l, "methods-what-it-does")) } th.n scope="col" { (say!(l, "methods-in-force")) } th.n scope="col" { (say!(l, "methods-default")) } th scope="col" { (say!(l, "methods-setting")) } } }
                    tbody {
                        @for row in 0..t.len() {
                            @let number = |column: &str| t.number(column, row).map(|v| l.numbers().number(v, 4)).unwrap_or_else(|| "–".into());
                            @let name = t.text("name", row).unwrap_or_default();
                            tr { th.words scope="row" { (words::capital(&l.name("setting", name, t.text("meaning", row).unwrap_or_default()))) } td.n { (number("value")) } td.n { (number("default_value")) } td { code { (name) } } }
                        }
                    }
                }
            }
        }
    }
}

fn measurements(site: &Site) -> Markup {
    let l = &*site.language;
    let c = &site.catalogue;
    html! {
        section #measurements aria-labelledby="measurements-title" {
            h2 #measurements-title { (say!(l, "methods-measurements")) }
            p { (say!(l, "methods-counts", measurements = c.measurements.len(), features = c.features.len(), areas = c.areas.len(), series = c.series_expected())) }
            @for area in &c.areas {
                h3 { span.number { (area.id) } " " (area.title) }
                div.scroll {
                    table {
                        caption { (say!(l, "methods-measurements-of", area = &area.title)) }
                        thead { tr { th scope="col" { (say!(l, "table-measurement")) } th scope="col" { (say!(l, "table-unit")) } th scope="col" { (say!(l, "table-series")) } th scope="col" { (say!(l, "table-direction")) } th scope="col" { (say!(l, "methods-least")) } th scope="col" { (say!(l, "table-sources")) } } }
                        tbody {
                            @for m in c.measurements.iter().filter(|m| m.area == area.id) {
                                tr {
                                    th scope="row" { a href={ "features/" (m.feature) ".html" } { (m.title) } }
                                    td { (m.unit) }
                                    td { (l.list(&m.items.iter().map(|i| l.item(&m.id, i)).collect::<Vec<_>>())) }
                                    td { (m.direction_in_words(l)) }
                                    td { (m.least_movement(l)) }
                                    td { (l.list(&m.sources)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn context(site: &Site) -> Markup {
    let l = &*site.language;
    let t = site.marts.table("peer_variables");
    html! {
        section #context aria-labelledby="context-title" {
            h2 #context-title { (say!(l, "methods-context")) }
            @if t.is_empty() { p { (say!(l, "methods-context-none")) } } @else {
                div.scroll {
                    table {
                        caption { (say!(l, "methods-context-caption")) }
                        thead { tr { th scope="col" { (say!(l, "methods-variable")) } th scope="col" { (say!(l, "table-unit")) } th scope="col" { (say!(l, "methods-transformed")) } th.n scope="col" { (say!(l, "methods-weight")) } th.n scope="col" { (say!(l, "methods-greatest-age")) } } }
                        tbody {
                            @for row in 0..t.len() {
                                tr {
                                    th scope="row" { (words::capital(&l.name("variable", t.text("variable", row).unwrap_or_default(), t.text("title", row).unwrap_or_default()))) }
                                    td { (l.name("unit", t.text("unit", row).unwrap_or_default(), t.text("unit", row).unwrap_or_default())) }
                                    td { @if t.text("transform", row) == Some("log") { (say!(l, "methods-logarithm")) } @else { (say!(l, "methods-as-it-is")) } }
                                    td.n { (t.number("weight", row).map(|w| l.numbers().number(w, 3)).unwrap_or_else(|| "–".into())) }
                                    td.n { (t.integer("max_age", row).unwrap_or_default()) }
                                }
                            }
                        }
                    }
                }
            }
            (accuracy::correlations(site))
            (accuracy::prediction(site))
        }
    }
}

fn codes(site: &Site) -> Markup {
    let l = &*site.language;
    let t = site.marts.table("codes");
    html! {
        section #codes aria-labelledby="codes-title" {
            h2 #codes-title { (say!(l, "methods-codes")) }
            div.scroll {
                table {
                    caption { (say!(l, "methods-codes-caption")) }
                    thead { tr { th scope="col" { (say!(l, "methods-in-words")) } th scope="col" { (say!(l, "methods-what-it-says")) } th scope="col" { (say!(l, "methods-kind")) } th scope="col" { (say!(l, "methods-code")) } } }
                    tbody {
                        @for row in 0..t.len() {
                            @let (kind, code) = (t.text("kind", row).unwrap_or_default(), t.text("code", row).unwrap_or_default());
                            tr { th scope="row" { (words::capital(&site.catalogue.label(kind, code))) } td.words { (site.catalogue.sentence(kind, code)) } td { code { (kind) } } td { code { (code) } } }
                        }
                    }
                }
            }
        }
    }
}

fn statuses(site: &Site) -> Markup {
    let l = &*site.language;
    let t = site.marts.table("statuses");
    let used = |code: &str| match code {
        "point" => say!(l, "methods-used"),
        "provisional" => say!(l, "methods-provisional"),
        _ => say!(l, "methods-kept"),
    };
    html! {
        section #statuses aria-labelledby="statuses-title" {
            h2 #statuses-title { (say!(l, "methods-statuses")) }
            div.scroll {
                table {
                    caption { (say!(l, "methods-statuses-caption")) }
                    thead { tr { th scope="col" { (say!(l, "methods-status-title")) } th scope="col" { (say!(l, "methods-its-value")) } th scope="col" { (say!(l, "methods-status")) } } }
                    tbody {
                        @for row in 0..t.len() {
                            @let code = t.text("code", row).unwrap_or_default();
                            tr { th scope="row" { (l.name("status", code, t.text("title", row).unwrap_or_default())) } td { (used(t.text("used_as", row).unwrap_or_default())) } td { code { (code) } } }
                        }
                    }
                }
            }
        }
    }
}
