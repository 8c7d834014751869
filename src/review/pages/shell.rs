//! What every page of the review shares: head, mark of what is private, trail, and parts that several pages use.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::base::characters::visible;
use crate::language::Language;
use crate::report::Site;
use crate::review::facts::Facts;
use crate::review::facts::desk::Dossier;
use crate::review::facts::found::Place;
use crate::review::letters::place::within;
use crate::say;

/// The morning page.
pub const MORNING: &str = "index.html";
/// The style sheet.
pub const STYLE: &str = "site.css";
/// The script.
pub const SCRIPT: &str = "review.js";

/// What pages are made from.
pub struct Desk<'d> {
    /// What is known.
    pub facts: &'d Facts,
    /// What its words are said in.
    pub language: &'d Language,
    /// The file that corrections are pasted into.
    pub corrections: &'d str,
}

/// A page as it is written. `path` is its path from the folder of the review; its main part brings its own h1.
pub fn page(desk: &Desk, path: &str, title: &str, main: &Markup) -> String {
    let (l, facts, up) = (desk.language, desk.facts, Site::up(path));
    html! {
        (DOCTYPE)
        html lang=(l.tag()) dir=[Some(l.direction()).filter(|d| *d != "ltr")] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex, nofollow, noarchive";
                meta name="referrer" content="no-referrer";
                title { (title) " · " (facts.network.name_in(l)) }
                link rel="stylesheet" href={ (up) (STYLE) };
                script src={ (up) (SCRIPT) } defer {}
            }
            body {
                a.skip href="#main" { (say!(l, "layout-skip")) }
                header {
                    p.mark { strong { (say!(l, "review-private")) } " " (say!(l, "review-private-note")) }
                    div.site { p.network { a href={ (up) (MORNING) } { (facts.network.name_in(l)) } } }
                }
                @if path != MORNING {
                    nav.trail aria-label=(say!(l, "layout-trail")) {
                        ol { li { a href={ (up) (MORNING) } { (say!(l, "review-title")) } } li aria-current="page" { (title) } }
                    }
                }
                main id="main" tabindex="-1" { (PreEscaped(&main.0)) }
                footer.site { p { (say!(l, "review-footer", cycle = facts.cycle.to_string())) " " code { (facts.snapshot) } } }
            }
        }
    }
    .into_string()
}

/// A section under its heading.
pub fn section(id: &str, title: &str, body: &Markup) -> Markup {
    html! { section #(id) aria-labelledby={ (id) "-title" } { h2 #{ (id) "-title" } { (title) } (body) } }
}

/// A table with the rows given, which are rows of HTML; nothing without rows.
pub fn table(caption: &str, heads: &[String], rows: &[Markup]) -> Markup {
    html! {
        @if !rows.is_empty() {
            div.scroll tabindex="0" role="group" aria-label=(caption) {
                table {
                    caption { (caption) }
                    thead { tr { @for head in heads { th scope="col" { (head) } } } }
                    tbody { @for row in rows { (row) } }
                }
            }
        }
    }
}

/// What stands in files, or in English alone: apart from the words around it, and with every character that changes how
/// others are shown made visible.
pub fn given(text: &str) -> Markup {
    html! { bdi { (visible(text)) } }
}

/// Words of the program that are there in English alone.
pub fn english(l: &Language, text: &str) -> Markup {
    html! { span lang=[Some("en").filter(|tag| *tag != l.tag())] dir="auto" { (visible(text)) } }
}

/// A place in a file.
pub fn place(l: &Language, place: &Place) -> Markup {
    let at = within(l, place);
    html! { code { (given(&place.file)) } @if !at.is_empty() { " " span { (at) } } }
}

/// An error or a warning.
pub fn severity(l: &Language, is_error: bool) -> Markup {
    match is_error {
        true => html! { span.badge.away { (say!(l, "review-error")) } },
        false => html! { span.badge.held { (say!(l, "review-warning")) } },
    }
}

/// A choice among values, each with its name; none is all.
pub struct Choice {
    /// What of a row it chooses by, as in `data-region`.
    pub by: &'static str,
    /// Its label.
    pub label: String,
    /// Values with their names, in their order.
    pub values: Vec<(String, String)>,
}

/// A form that filters rows, shown where scripts run. `rows` finds them.
pub fn filters(l: &Language, rows: &str, choices: &[Choice]) -> Markup {
    html! {
        form.filters hidden data-filters=(rows) {
            label { (say!(l, "review-search")) " " input type="search" autocomplete="off" spellcheck="false"; }
            @for choice in choices.iter().filter(|choice| choice.values.len() > 1) {
                label { (choice.label) " "
                    select data-by=(choice.by) {
                        option value="" { (say!(l, "review-all")) }
                        @for (value, name) in &choice.values { option value=(value) { (name) } }
                    }
                }
            }
            output data-none=(say!(l, "review-shown-none")) data-some=(say!(l, "review-shown", rows = "#")) {}
        }
    }
}

/// The choice between errors and warnings.
pub fn by_severity(l: &Language) -> Choice {
    let value = |value: &str, name: String| (value.to_string(), name);
    Choice {
        by: "severity",
        label: say!(l, "review-severity"),
        values: vec![value("error", say!(l, "review-error")), value("warning", say!(l, "review-warning"))],
    }
}

/// The choice between measurements, of which these are there, in the order of the printed form.
pub fn by_measurement(desk: &Desk, there: &std::collections::BTreeSet<&str>) -> Choice {
    let known = desk.facts.names.measurements.iter().filter(|m| there.contains(m.id.as_str()));
    Choice {
        by: "measurement",
        label: say!(desk.language, "table-measurement"),
        values: known.map(|m| (m.id.clone(), m.title.clone())).collect(),
    }
}

/// Whether a city has sent for the cycle.
pub fn state(l: &Language, d: &Dossier, cycle: i64) -> String {
    match d.last_cycle() {
        _ if !d.is_late(cycle) => say!(l, "review-in"),
        Some(last) => say!(l, "review-late-since", last = last.to_string()),
        None => say!(l, "review-late-never"),
    }
}
