//! The morning page: who sent, who is late, what is wrong, what changed, and what to do next.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::city;
use super::shell::{self, Choice, Desk};
use crate::diff::Total;
use crate::review::facts::changes::Changes;
use crate::review::facts::desk::Dossier;
use crate::review::facts::tasks::Task;
use crate::review::sign;
use crate::{say, say_html};

/// The page.
pub fn page(desk: &Desk) -> String {
    let (l, facts) = (desk.language, desk.facts);
    let cycle = facts.cycle.to_string();
    let sent = facts.count(|d| !d.is_late(facts.cycle));
    let main = html! {
        h1 { (say!(l, "review-title")) }
        div.lede { p { (say!(l, "review-sent", sent, all = facts.cities.len(), cycle)) } }
        (figures(desk))
        (shell::section("next", &say!(l, "review-next"), &next(desk)))
        (shell::section("cities", &say!(l, "layout-cities"), &cities(desk)))
        (shell::section("changes", &say!(l, "review-changes"), &changes(desk)))
        (checks(desk))
        (unplaced(desk))
    };
    shell::page(desk, shell::MORNING, &say!(l, "review-title"), &main)
}

fn figures(desk: &Desk) -> Markup {
    let (l, facts) = (desk.language, desk.facts);
    let figure = |term: String, count: usize| html! { div { dt { (term) } dd { (count) } } };
    html! {
        dl.facts {
            (figure(say!(l, "review-in"), facts.count(|d| !d.is_late(facts.cycle))))
            (figure(say!(l, "review-late"), facts.count(|d| d.is_late(facts.cycle))))
            (figure(say!(l, "review-with-errors"), facts.count(|d| d.count(true) > 0)))
            (figure(say!(l, "review-waiting"), facts.count(|d| d.open_questions() > 0)))
        }
    }
}

/// What to do, in the order in which it is done.
fn next(desk: &Desk) -> Markup {
    let (l, facts) = (desk.language, desk.facts);
    html! {
        ol.tasks {
            @for task in facts.tasks() {
                li {
                    @match &task {
                        Task::Stopped { checks } => {
                            (say!(l, "review-task-stopped", n = checks.len())) " " a href="#checks" { (l.list(checks)) }
                        }
                        Task::Unplaced { findings } => a href="#unplaced" { (say!(l, "review-task-unplaced", n = *findings)) },
                        Task::Decide { values, cities } => {
                            (say!(l, "review-task-decide", n = *values)) " " (links(desk, cities, "#questions"))
                        }
                        Task::Write { cities } => { (say!(l, "review-task-write", n = cities.len())) " " (links(desk, cities, "#letter")) }
                        Task::Remind { cities } => { (say!(l, "review-task-remind", n = cities.len(), cycle = facts.cycle.to_string())) " " (links(desk, cities, "")) }
                        Task::Sign { findings } => {
                            (say_html!(l, "review-task-sign", n = *findings, file = html! { a href=(sign::FILE) { code { (sign::FILE) } } }))
                        }
                        Task::Publish => (say!(l, "review-task-publish")),
                    }
                }
            }
        }
    }
}

/// Cities by name, each leading to a part of its page; many of them behind what opens.
fn links(desk: &Desk, places: &[usize], part: &str) -> Markup {
    let all = html! {
        @for (at, place) in places.iter().enumerate() {
            @if at > 0 { ", " }
            a href={ (city::path(&desk.facts.cities[*place])) (part) } { (desk.facts.cities[*place].city.name) }
        }
    };
    match places.len() {
        0..=12 => all,
        n => html! { details { summary { (say!(desk.language, "review-cities", n)) } p { (all) } } },
    }
}

fn cities(desk: &Desk) -> Markup {
    let (l, facts) = (desk.language, desk.facts);
    let regions: BTreeSet<&str> = facts.cities.iter().map(|d| d.city.region.as_str()).collect();
    let mut regions: Vec<(String, String)> = regions.into_iter().map(|r| (r.to_string(), r.to_string())).collect();
    regions.sort_by(|a, b| l.compare(&a.1, &b.1));
    let measured: BTreeSet<&str> = facts.cities.iter().flat_map(measurements).collect();
    let choices = [
        Choice { by: "region", label: say!(l, "review-region"), values: regions },
        Choice {
            by: "state",
            label: say!(l, "review-state"),
            values: vec![("in".into(), say!(l, "review-in")), ("late".into(), say!(l, "review-late"))],
        },
        shell::by_severity(l),
        shell::by_measurement(desk, &measured),
    ];
    let rows: Vec<Markup> = facts.cities.iter().map(|dossier| row(desk, dossier)).collect();
    let heads = [
        say!(l, "review-city"),
        say!(l, "review-region"),
        say!(l, "review-state"),
        say!(l, "review-errors"),
        say!(l, "review-warnings"),
        say!(l, "review-questions"),
        say!(l, "review-corrections"),
    ];
    html! {
        p.note { (say!(l, "review-by-name")) }
        (shell::filters(l, "#cities tbody tr", &choices))
        (shell::table(&say!(l, "review-cities-caption"), &heads, &rows))
    }
}

fn row(desk: &Desk, d: &Dossier) -> Markup {
    let (l, cycle) = (desk.language, desk.facts.cycle);
    let (errors, warnings, open) = (d.count(true), d.count(false), d.open_questions());
    let severities = [("error", errors > 0), ("warning", warnings > 0 || open > 0)];
    let severities: Vec<&str> = severities.iter().filter(|(_, there)| *there).map(|(word, _)| *word).collect();
    let about: Vec<&str> = measurements(d).collect::<BTreeSet<&str>>().into_iter().collect();
    let count = |n: usize| html! { td.n { @if n > 0 { (n) } } };
    html! {
        tr data-region=(d.city.region) data-severity=(severities.join(" ")) data-measurement=(about.join(" ")) data-state=(if d.is_late(cycle) { "late" } else { "in" }) {
            th scope="row" { a href=(city::path(d)) { (d.city.name) } " " small { (d.city.country) } }
            td { (d.city.region) }
            td { (shell::state(l, d, cycle)) }
            (count(errors)) (count(warnings)) (count(open)) (count(d.corrections.len()))
        }
    }
}

/// Measurements that something is said of.
fn measurements(d: &Dossier) -> impl Iterator<Item = &str> {
    let found = d.findings.iter().filter_map(|f| f.measurement.as_deref());
    found.chain(d.unusual.iter().filter(|u| !u.is_decided).map(|u| u.series.0.as_str()))
}

fn changes(desk: &Desk) -> Markup {
    let l = desk.language;
    match &desk.facts.changes {
        Changes::First => html! { p { (say!(l, "review-first")) } },
        Changes::NotCompared(reason) => {
            html! { p { (say!(l, "review-not-compared")) " " (shell::english(l, reason)) } }
        }
        Changes::Since(since) => {
            let heads = [
                say!(l, "review-table"),
                say!(l, "review-rows-before"),
                say!(l, "review-rows-after"),
                say!(l, "review-new"),
                say!(l, "review-changed"),
                say!(l, "review-removed"),
            ];
            let rows: Vec<Markup> = since.totals.iter().map(total).collect();
            let differ: Vec<usize> =
                (0..desk.facts.cities.len()).filter(|place| !desk.facts.cities[*place].changes.is_empty()).collect();
            html! {
                (shell::table(&say!(l, "review-changes-caption", before = &since.before), &heads, &rows))
                @if differ.is_empty() { p { (say!(l, "review-nothing-changed")) } }
                @else { p { (say!(l, "review-changed-cities", n = differ.len())) " " (links(desk, &differ, "#changes")) } }
            }
        }
    }
}

fn total(total: &Total) -> Markup {
    html! {
        tr {
            th scope="row" { code { (total.relation) } }
            @for n in [total.before, total.after, total.new, total.changed, total.removed] { td.n { (n) } }
        }
    }
}

fn checks(desk: &Desk) -> Markup {
    let (l, broken) = (desk.language, &desk.facts.broken);
    if broken.is_empty() {
        return html! {};
    }
    let heads =
        [say!(l, "review-check"), say!(l, "review-severity"), say!(l, "review-sentence"), say!(l, "review-rows")];
    let rows: Vec<Markup> = broken
        .iter()
        .map(|b| html! { tr { th scope="row" { code { (b.name) } } td { (shell::severity(l, b.is_error)) } td.words { (shell::english(l, &b.sentence)) } td.n { (b.count()) } } })
        .collect();
    let body = html! { p { (say!(l, "review-checks-note")) } (shell::table(&say!(l, "review-checks"), &heads, &rows)) };
    shell::section("checks", &say!(l, "review-checks"), &body)
}

fn unplaced(desk: &Desk) -> Markup {
    let (l, facts) = (desk.language, desk.facts);
    if facts.findings.is_empty() && facts.rejected.is_empty() {
        return html! {};
    }
    let body = html! {
        p { (say!(l, "review-unplaced-note")) }
        (city::findings(desk, "unplaced", &facts.findings))
        (city::rejected(desk, &facts.rejected))
    };
    shell::section("unplaced", &say!(l, "review-unplaced"), &body)
}
