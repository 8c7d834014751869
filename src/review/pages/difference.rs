//! A comparison of two snapshots, editions or days as one private page, which needs no other file.

use std::collections::{BTreeMap, BTreeSet};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::shell::{given, section, table};
use crate::base::error::Result;
use crate::base::table::Table;
use crate::diff::{self, About, Cause, Comparison, NOTICE, Total};
use crate::report;

/// Rows of a relation that are listed of each city; `--city` lists all of one.
const MOST: usize = 50;

/// The page, of one city or of all. Cities are by name.
///
/// # Errors
/// A query that cannot be run.
pub fn page(comparison: &Comparison, city: Option<&str>) -> Result<String> {
    let shown = comparison.shown(city, if city.is_some() { usize::MAX } else { MOST })?;
    let names = names(comparison)?;
    let mut cities: Vec<&str> = {
        let ids = shown.iter().flat_map(|(_, counts)| (0..counts.len()).filter_map(|row| counts.text("city", row)));
        ids.collect::<BTreeSet<&str>>().into_iter().collect()
    };
    let name = |id: &str| names.get(id).cloned().unwrap_or_else(|| id.to_string());
    cities.sort_by_key(|id| (id.is_empty(), name(id).to_lowercase(), id.to_string()));
    let title = "What changed";
    let style = report::sheet(include_str!("../review.css"));
    let made = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex, nofollow, noarchive";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(style)) }
            }
            body {
                a.skip href="#main" { "Skip to the content" }
                header { p.mark { strong { (NOTICE) } } }
                main id="main" tabindex="-1" {
                    h1 { (title) }
                    dl.facts {
                        @for (term, about) in ["Before", "After"].into_iter().zip(&comparison.sides) {
                            div { dt { (term) } dd { (side(about)) } }
                        }
                        div { dt { "Between" } dd { (diff::makings(&comparison.makings)) } }
                    }
                    @for (relation, reason) in &comparison.left_out { p { code { (relation) } " is not compared: " (reason) "." } }
                    (section("totals", "Rows", &totals(&comparison.totals)))
                    (section("causes", "Causes", &causes(&comparison.totals)))
                    (section("cities", "Cities by name", &html! {
                        @if cities.is_empty() { p { "No row differs." } }
                        @for id in &cities {
                            details open[city.is_some()] {
                                summary { @if id.is_empty() { "Of no city" } @else { (given(&name(id))) " " code { (given(id)) } } }
                                @for (total, (cells, counts)) in comparison.totals.iter().zip(&shown) { (rows(total, cells, counts, id)) }
                            }
                        }
                    }))
                }
                footer.site { p { "Rows are joined on their keys; the submission in which a row came is not compared." } }
            }
        }
    };
    Ok(made.into_string())
}

/// The names of cities by id: those of the side after, else before.
fn names(comparison: &Comparison) -> Result<BTreeMap<String, String>> {
    let mut names = BTreeMap::new();
    for side in comparison.engine().before().into_iter().chain([comparison.engine()]) {
        let cities = side.table("cities")?;
        let of = |row: usize| Some((cities.text("city", row)?.to_string(), cities.text("name", row)?.to_string()));
        names.extend((0..cities.len()).filter_map(of));
    }
    Ok(names)
}

fn side(about: &About) -> Markup {
    html! {
        code { (about.snapshot) }
        @if let Some(day) = &about.as_of { " as of " (day) }
        ", brief of " (about.cycle) ", made by learning-cities " (given(&about.made_by)) " from " (diff::grouped(about.files as u64)) " files"
    }
}

fn totals(totals: &[Total]) -> Markup {
    let heads = ["Relation", "Before", "After", "New", "Changed", "Removed"].map(String::from);
    let row = |name: &str, before: String, after: String, [new, changed, removed]: [String; 3]| {
        html! {
            tr { th scope="row" { code { (name) } } @for cell in [before, after, new, changed, removed] { td.n { (cell) } } }
        }
    };
    let all: Vec<Markup> = totals
        .iter()
        .flat_map(|total| {
            let cells = [
                diff::share(total.new, total.after),
                diff::share(total.changed, total.before),
                diff::share(total.removed, total.before),
            ];
            let whole = row(&total.relation, diff::grouped(total.before), diff::grouped(total.after), cells);
            let columns = total.columns.iter().filter(|(_, n)| **n > 0).map(|(column, n)| {
                let name = format!("{}.{column}", total.relation);
                row(&name, String::new(), String::new(), [String::new(), diff::share(*n, total.before), String::new()])
            });
            std::iter::once(whole).chain(columns).collect::<Vec<_>>()
        })
        .collect();
    html! {
        (table("Rows that are only after, of both and not the same, only before", &heads, &all))
        p.note { "New rows in percent of the rows after, the others in percent of the rows before." }
    }
}

fn causes(totals: &[Total]) -> Markup {
    let heads = ["Relation", "Rows", "Causes"].map(String::from);
    let of_total = |total: &Total| -> Vec<Markup> {
        let row = |by: &diff::ByCause| {
            html! { tr { th scope="row" { code { (total.relation) } } td.n { (diff::grouped(by.rows)) } td { (diff::cause(&by.causes, &by.elsewhere, by.certain)) } } }
        };
        total.causes.iter().map(row).collect()
    };
    let rows: Vec<Markup> = totals.iter().flat_map(of_total).collect();
    let named: BTreeSet<&str> = totals
        .iter()
        .flat_map(|total| &total.causes)
        .flat_map(|by| by.causes.split('|').chain(by.elsewhere.split('|')))
        .collect();
    html! {
        @if rows.is_empty() { p { "No row differs." } }
        (table("Rows that differ, by what may have changed them", &heads, &rows))
        @if !rows.is_empty() {
            dl { @for cause in Cause::ALL.into_iter().filter(|cause| named.contains(cause.name())) { dt { code { (cause.name()) } } dd { (cause.meaning()) } } }
            p.note { "Where several are named, each may be the cause, alone or with others; elsewhere: in other rows that the row rests on." }
        }
    }
}

/// The rows of a relation that are of a city.
fn rows(total: &Total, cells: &Table, counts: &Table, city: &str) -> Markup {
    let count = (0..counts.len()).find(|row| counts.text("city", *row) == Some(city));
    let Some(count) = count.and_then(|row| counts.integer("n", row)) else { return html! {} };
    let mut listed: Vec<Markup> = Vec::new();
    let mut shown = 0;
    let mut last = None;
    for row in 0..cells.len() {
        if cells.text("city", row).unwrap_or_default() != city {
            continue;
        }
        let id = cells.integer("row", row);
        let is_first = last != Some(id);
        last = Some(id);
        shown += i64::from(is_first);
        listed.push(line(cells, row, is_first));
    }
    let heads = ["Row", "Change", "Column", "Before", "After", "Causes"].map(String::from);
    html! {
        (table(&format!("{}: {}", total.relation, diff::grouped(u64::try_from(count).unwrap_or(0))), &heads, &listed))
        @if shown < count { p.note { (diff::grouped(u64::try_from(count - shown).unwrap_or(0))) " more; --city " (given(city)) " lists all" } }
    }
}

fn line(cells: &Table, row: usize, is_first: bool) -> Markup {
    let text = |column: &str| cells.text(column, row).unwrap_or_default();
    let cell = |column: &str| match cells.text(column, row) {
        Some(text) => given(text),
        None => html! { "–" },
    };
    let is_sure = cells.truth("certain", row).unwrap_or(false);
    html! {
        tr {
            th scope="row" { @if is_first { (given(text("key"))) } }
            td { @if is_first { (text("change")) } }
            td { @if !text("column").is_empty() { code { (text("column")) } } }
            td { (cell("before")) }
            td { (cell("after")) }
            td { @if is_first { (diff::cause(text("causes"), text("elsewhere"), is_sure)) } }
        }
    }
}
