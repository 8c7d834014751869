//! A city's page: what to decide first, then everything that is known of it.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::question;
use super::shell::{self, Desk};
use crate::base::error::Result;
use crate::review::facts::changes::{Change, Changes, News};
use crate::review::facts::desk::Dossier;
use crate::review::facts::found::{Finding, Rejected};
use crate::review::letters::Listed;
use crate::say;

/// Most rows that a page shows of what changed, and of what would be published anew.
const MOST: usize = 200;

/// Most rows of a list that is shown without being opened.
const FEW: usize = 20;

/// A city's page, by its path from the folder of the review.
pub fn path(d: &Dossier) -> String {
    format!("cities/{}.html", d.city.id)
}

/// The page. `letter` is the city's letter, where it has one.
///
/// # Errors
/// A picture that cannot be drawn.
pub fn page(desk: &Desk, d: &Dossier, letter: Option<&Listed>) -> Result<String> {
    let (l, path) = (desk.language, path(d));
    let sections: Vec<(&str, String, Markup)> = [
        ("questions", say!(l, "review-questions-title"), question::cards(desk, d, &path, letter)?),
        ("findings", say!(l, "review-findings"), findings(desk, "findings", &d.findings)),
        ("rejected", say!(l, "review-rejected"), rejected(desk, &d.rejected)),
        ("letter", say!(l, "review-letter"), letter.map_or(html! {}, |letter| letter_links(desk, letter))),
        ("checks", say!(l, "review-checks"), checks(desk, d)),
        ("news", say!(l, "review-news"), news(desk, d)),
        ("changes", say!(l, "review-changes"), changes(desk, d)),
        ("corrections", say!(l, "review-corrections-title"), corrections(desk, d)),
        ("consent", say!(l, "review-consent"), consent(desk, d)),
        ("missing", say!(l, "review-missing"), missing(desk, d)),
        ("carried", say!(l, "review-carried"), carried(desk, d)),
        ("files", say!(l, "review-files"), files(desk, d)),
    ]
    .into_iter()
    .filter(|(_, _, body)| !body.0.is_empty())
    .collect();
    let main = html! {
        p.kicker { (d.city.region) " · " (d.city.country) }
        h1 { (d.city.name) }
        div.lede { p { (shell::state(l, d, desk.facts.cycle)) ". " (say!(l, "review-city-lede", errors = d.count(true), warnings = d.count(false), questions = d.open_questions())) } }
        nav.contents aria-label=(say!(l, "city-on-this-page")) { ul { @for (id, title, _) in &sections { li { a href={ "#" (id) } { (title) } } } } }
        @for (id, title, body) in &sections { (shell::section(id, title, body)) }
    };
    Ok(shell::page(desk, &path, &d.city.name, &main))
}

/// A list of findings that can be filtered.
pub fn findings(desk: &Desk, id: &str, all: &[Finding]) -> Markup {
    let l = desk.language;
    if all.is_empty() {
        return html! {};
    }
    let measured: BTreeSet<&str> = all.iter().filter_map(|f| f.measurement.as_deref()).collect();
    let rows: Vec<Markup> = all
        .iter()
        .map(|f| {
            let measurement = f.measurement.as_deref().unwrap_or_default();
            let series = desk.facts.names.series(measurement, f.item.as_deref().unwrap_or_default());
            html! {
                tr data-severity=(if f.is_error { "error" } else { "warning" }) data-measurement=(measurement) {
                    td { (shell::severity(l, f.is_error)) }
                    td { (shell::place(l, &f.place)) }
                    td { (shell::given(&series)) }
                    td.words { (shell::english(l, &f.message)) " " small { code { (f.code) } } }
                }
            }
        })
        .collect();
    let heads =
        [say!(l, "review-severity"), say!(l, "review-place"), say!(l, "review-series"), say!(l, "review-message")];
    html! {
        (shell::filters(l, &format!("#{id} .found tbody tr"), &[shell::by_severity(l), shell::by_measurement(desk, &measured)]))
        div.found { (shell::table(&say!(l, "review-findings-caption"), &heads, &rows)) }
    }
}

/// Refused rows as they came.
pub fn rejected(desk: &Desk, all: &[Rejected]) -> Markup {
    let l = desk.language;
    let rows: Vec<Markup> = all
        .iter()
        .map(|r| {
            html! {
                tr {
                    td { (shell::place(l, &r.place)) }
                    td { @for code in &r.codes { code { (code) } " " } }
                    td.raw {
                        @if r.cells.is_empty() { (say!(l, "review-whole-file")) }
                        @else { @for cell in &r.cells { span { (shell::given(cell)) } } }
                    }
                }
            }
        })
        .collect();
    let heads = [say!(l, "review-place"), say!(l, "review-codes"), say!(l, "review-raw")];
    shell::table(&say!(l, "review-rejected-caption"), &heads, &rows)
}

fn letter_links(desk: &Desk, letter: &Listed) -> Markup {
    let l = desk.language;
    html! {
        p { (say!(l, "review-letter-note", language = letter.language.clone())) }
        ul {
            li { a href={ "../" (letter.stem) ".html" } { (say!(l, "review-letter-html")) } }
            li { a href={ "../" (letter.stem) ".txt" } { (say!(l, "review-letter-text")) } }
            li { a href={ "../" (letter.stem) ".eml" } download { (say!(l, "review-letter-eml")) } }
        }
        @if !letter.has_address { p.note { (say!(l, "review-letter-no-address")) } }
    }
}

fn checks(desk: &Desk, d: &Dossier) -> Markup {
    let l = desk.language;
    let place = desk.facts.names.place(&d.city.id);
    html! {
        @for (broken, rows) in desk.facts.broken.iter().filter_map(|b| Some((b, b.rows.get(&place)?))) {
            p { (shell::severity(l, broken.is_error)) code { (broken.name) } " " (shell::english(l, &broken.sentence)) }
            @let rows: Vec<Markup> = rows.iter().map(|cells| html! { tr { @for cell in cells { td { (shell::given(cell)) } } } }).collect();
            (shell::table(&say!(l, "review-check-rows", check = &broken.name), &broken.columns, &rows))
        }
    }
}

fn news(desk: &Desk, d: &Dossier) -> Markup {
    let (l, names) = (desk.language, &desk.facts.names);
    if matches!(desk.facts.changes, Changes::First) && !d.news.is_empty() {
        return html! { p { (say!(l, "review-news-first", n = d.news.len())) } };
    }
    let row = |news: &News| match news {
        News::Value { measurement, item, year, value, before } => html! {
            tr {
                th scope="row" { (names.series(measurement, item)) }
                td.n { (year) }
                td.n { (names.value(measurement, *value)) }
                td.n { @if let Some(before) = before { (names.value(measurement, *before)) } @else { (say!(l, "review-nothing")) } }
            }
        },
        News::Practice(title) => {
            html! { tr { th scope="row" { (say!(l, "review-practice")) } td colspan="3" { (shell::given(title)) } } }
        }
        News::Target(measurement, item, value) => html! {
            tr { th scope="row" { (say!(l, "review-target", series = names.series(measurement, item))) } td {} td.n { (names.value(measurement, *value)) } td {} }
        },
        News::Contact => {
            html! { tr { th scope="row" { (say!(l, "review-contact")) } td colspan="3" { @if let Some(contact) = &d.contact { @for part in [&contact.name, &contact.email].into_iter().flatten() { (shell::given(part)) " " } } } } }
        }
    };
    let rows: Vec<Markup> = d.news.iter().take(MOST).map(row).collect();
    let heads =
        [say!(l, "review-what"), say!(l, "review-year"), say!(l, "review-value"), say!(l, "review-value-before")];
    let table = shell::table(&say!(l, "review-news-caption"), &heads, &rows);
    long(desk, d.news.len(), &table)
}

/// A table of so many rows: a long one behind what opens, so that the page stays short.
fn long(desk: &Desk, all: usize, table: &Markup) -> Markup {
    match all {
        0..=FEW => html! { (table) },
        _ => {
            html! { details { summary { (say!(desk.language, "review-list-rows", n = all)) } (table) (more(desk, all)) } }
        }
    }
}

fn more(desk: &Desk, all: usize) -> Markup {
    html! { @if all > MOST { p.note { (say!(desk.language, "review-more", n = all - MOST)) } } }
}

fn changes(desk: &Desk, d: &Dossier) -> Markup {
    let l = desk.language;
    let row = |c: &Change| {
        html! {
            tr {
                td { code { (c.relation) } }
                td { (change(desk, &c.change)) }
                th scope="row" { (shell::given(&c.key)) }
                td.words {
                    @for (at, (column, before, after)) in c.cells.iter().enumerate() {
                        @if at > 0 { ", " }
                        code { (column) } " "
                        @match (before, after) {
                            (Some(before), Some(after)) => { (shell::given(before)) " → " (shell::given(after)) }
                            (Some(text), None) | (None, Some(text)) => (shell::given(text)),
                            (None, None) => {}
                        }
                    }
                }
                td { (c.causes.replace('|', ", ")) @if !c.is_certain { " " small { (say!(l, "review-possible")) } } }
            }
        }
    };
    let rows: Vec<Markup> = d.changes.iter().take(MOST).map(row).collect();
    let heads = [
        say!(l, "review-table"),
        say!(l, "review-change"),
        say!(l, "review-key"),
        say!(l, "review-cells"),
        say!(l, "review-causes"),
    ];
    let table = shell::table(&say!(l, "review-rows-differ"), &heads, &rows);
    long(desk, d.changes.len(), &table)
}

fn change(desk: &Desk, word: &str) -> String {
    let l = desk.language;
    match word {
        "new" => say!(l, "review-new"),
        "removed" => say!(l, "review-removed"),
        _ => say!(l, "review-changed"),
    }
}

fn corrections(desk: &Desk, d: &Dossier) -> Markup {
    let (l, names) = (desk.language, &desk.facts.names);
    let rows: Vec<Markup> = d
        .corrections
        .iter()
        .map(|c| {
            let value = |value: Option<f64>| {
                value.map_or_else(|| say!(l, "review-nothing"), |v| names.value(&c.measurement, v))
            };
            html! {
                tr {
                    th scope="row" { (names.series(&c.measurement, &c.item)) }
                    td.n { (c.year) }
                    td { code { (c.action) } }
                    td.n { (value(c.before)) " → " (value(c.after)) }
                    td.words { (shell::given(&c.reason)) }
                    td { (shell::given(&c.asked)) }
                    td { (l.numbers().date(&c.date)) }
                }
            }
        })
        .collect();
    let heads = [
        say!(l, "review-series"),
        say!(l, "review-year"),
        say!(l, "review-action"),
        say!(l, "review-value"),
        say!(l, "review-reason"),
        say!(l, "review-asked"),
        say!(l, "review-day"),
    ];
    shell::table(&say!(l, "review-corrections-caption"), &heads, &rows)
}

fn consent(desk: &Desk, d: &Dossier) -> Markup {
    let l = desk.language;
    let cell = |text: &Option<String>| html! { td { @if let Some(text) = text { (shell::given(text)) } } };
    let cycle = |cycle: &Option<i64>| html! { th scope="row" { @if let Some(cycle) = cycle { (cycle) } } };
    let rows: Vec<Markup> = d
        .declared
        .iter()
        .map(|c| html! { tr { (cycle(&c.cycle)) (cell(&c.submitted_on)) td { code { (c.consent) } } (cell(&c.stated)) (cell(&c.consent_for)) } })
        .collect();
    let held: Vec<Markup> = d
        .held
        .iter()
        .map(|h| html! { tr { (cycle(&h.cycle)) (cell(&h.submitted_on)) td { code { (h.consent) } } } })
        .collect();
    let heads = [
        say!(l, "review-cycle"),
        say!(l, "review-day"),
        say!(l, "review-consent-now"),
        say!(l, "review-consent-stated"),
        say!(l, "review-consent-for"),
    ];
    html! {
        (shell::table(&say!(l, "review-consent-caption"), &heads, &rows))
        (shell::table(&say!(l, "review-held-caption"), &heads[..3], &held))
        @if let Some(contact) = &d.contact { p { (say!(l, "review-contact-consent")) " " code { (contact.consent) } } }
    }
}

fn missing(desk: &Desk, d: &Dossier) -> Markup {
    let missing = d.values.missing(&desk.facts.names);
    html! {
        @if !missing.is_empty() {
            p { (say!(desk.language, "review-missing-note", n = missing.len())) }
            details { summary { (say!(desk.language, "review-missing-list")) }
                ul.plain { @for (measurement, item) in &missing { li { (desk.facts.names.series(measurement, item)) } } }
            }
        }
    }
}

fn carried(desk: &Desk, d: &Dossier) -> Markup {
    let (l, names) = (desk.language, &desk.facts.names);
    let rows: Vec<Markup> = d
        .values
        .carried(names, desk.facts.cycle)
        .iter()
        .map(|c| {
            html! {
                tr {
                    th scope="row" { (names.series(&c.series.0, &c.series.1)) }
                    td.n { (c.value.year) }
                    td.n { (names.value(&c.series.0, c.value.value)) }
                    td.n { (c.value.cycle) }
                    td { code { (c.value.consent) } }
                }
            }
        })
        .collect();
    let heads = [
        say!(l, "review-series"),
        say!(l, "review-year"),
        say!(l, "review-value"),
        say!(l, "review-cycle"),
        say!(l, "review-consent"),
    ];
    let table = shell::table(&say!(l, "review-carried-caption", cycle = desk.facts.cycle.to_string()), &heads, &rows);
    html! { @if !rows.is_empty() { details { summary { (say!(l, "review-list-rows", n = rows.len())) } (table) } } }
}

fn files(desk: &Desk, d: &Dossier) -> Markup {
    let l = desk.language;
    let rows: Vec<Markup> = d
        .received
        .iter()
        .map(|f| html! { tr { th scope="row" { code { (shell::given(&f.file)) } } td.n { (f.read) } td.n { (f.accepted) } td.n { (f.rejected) } } })
        .collect();
    let heads = [say!(l, "review-file"), say!(l, "review-read"), say!(l, "review-accepted"), say!(l, "review-refused")];
    let table = shell::table(&say!(l, "review-files-caption"), &heads, &rows);
    long(desk, rows.len(), &table)
}
