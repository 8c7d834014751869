//! What a city's readers should know about its data: coverage, sources, breaks, marks, statuses, notes, what is missing and why.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::{City, Series, Site, quality};
use crate::report::{layout, words};

/// The section.
pub fn section(site: &Site, city: &City, all: &[Series]) -> Markup {
    html! {
        section #about-data aria-labelledby="about-data-title" {
            h2 #about-data-title { "What to know about its data" }
            @for sentence in sentences(site, city, all) { p { (sentence) } }
            div.pair {
                div.scroll { (coverage(site, city)) }
                div.scroll { (marks(site, all)) }
            }
            (corrections(site, city))
            (quality::section(site, city))
            (missing(site, all))
            (notes(site, all))
        }
    }
}

fn sentences(site: &Site, city: &City, all: &[Series]) -> Vec<String> {
    let o = site.of_city("observations");
    let cycles: BTreeSet<i64> = o.rows(&city.id).filter_map(|row| o.table.integer("cycle", row)).collect();
    let t = site.marts.table("series");
    let mut sources: BTreeMap<&str, usize> = BTreeMap::new();
    let mut points = 0;
    for s in all {
        points += s.points.len() as i64;
        if let Some(source) = s.points.last().and_then(|row| t.text("source", *row)) {
            *sources.entry(source).or_default() += 1;
        }
    }
    let mut out = vec![reported(&city.name, &cycles.iter().map(i64::to_string).collect::<Vec<_>>(), points)];
    let by: Vec<String> = sources
        .iter()
        .map(|(source, n)| format!("{} from {source} sources", words::count(*n as i64, "series", "series")))
        .collect();
    if !by.is_empty() {
        out.push(format!("By the source of the latest value: {}.", words::list(&by)));
    }
    let breaks: Vec<String> = all
        .iter()
        .filter_map(|s| {
            let years: Vec<String> = s
                .points
                .iter()
                .filter(|row| t.truth("break_before", **row) == Some(true))
                .filter_map(|row| t.integer("reference_year", *row))
                .map(|y| y.to_string())
                .collect();
            (!years.is_empty()).then(|| format!("{} (before {})", s.title, words::list(&years)))
        })
        .collect();
    if !breaks.is_empty() {
        out.push(format!(
            "Values on both sides of a break are not compared. Breaks stand in {}.",
            words::list(&breaks)
        ));
    }
    out
}

fn reported(name: &str, cycles: &[String], points: i64) -> String {
    match cycles {
        [] => format!("{name} has published no value."),
        [one] => format!("{name} has published values in one cycle, {one}: {}.", words::count(points, "point", "points")),
        [first, .., last] => format!(
            "{name} has published values in {} cycles from {first} to {last}: {}.",
            cycles.len(),
            words::count(points, "point", "points")
        ),
    }
}

fn coverage(site: &Site, city: &City) -> Markup {
    let of = site.of_city("coverage");
    let rows: Vec<usize> = of
        .rows(&city.id)
        .filter(|row| of.table.integer("cycle", *row) == Some(site.marts.cycle))
        .collect();
    html! {
        table {
            caption { "Series reported in the cycle " (site.marts.cycle) }
            thead { tr { th scope="col" { "Area of focus" } th.n scope="col" { "Reported" } th.n scope="col" { "Expected" } } }
            tbody {
                @if rows.is_empty() { tr { td colspan="3" { "No value was sent in this cycle." } } }
                @for row in rows {
                    @let id = of.table.text("area", row).unwrap_or_default();
                    tr {
                        th scope="row" { (id) " " (site.catalogue.areas.iter().find(|a| a.id == id).map(|a| a.title.as_str()).unwrap_or_default()) }
                        td.n { (of.table.integer("series_reported", row).unwrap_or_default()) }
                        td.n { (of.table.integer("series_expected", row).unwrap_or_default()) }
                    }
                }
            }
        }
    }
}

/// How many series carry each mark, and how many points each SDMX status.
fn marks(site: &Site, all: &[Series]) -> Markup {
    let (components, points, statuses) = (
        site.marts.table("progress_components"),
        site.marts.table("series"),
        site.marts.table("statuses"),
    );
    let mut marks: BTreeMap<&str, usize> = BTreeMap::new();
    let mut flags: BTreeMap<&str, usize> = BTreeMap::new();
    for s in all {
        for mark in s
            .components
            .and_then(|row| components.text("marks", row))
            .unwrap_or_default()
            .split('|')
            .filter(|m| !m.is_empty())
        {
            *marks.entry(mark).or_default() += 1;
        }
        for row in &s.points {
            for flag in points
                .text("status", *row)
                .unwrap_or_default()
                .split('|')
                .filter(|f| !f.is_empty() && *f != "A")
            {
                *flags.entry(flag).or_default() += 1;
            }
        }
    }
    let title = |flag: &str| {
        (0..statuses.len())
            .find(|row| statuses.text("code", *row) == Some(flag))
            .and_then(|row| statuses.text("title", row))
            .unwrap_or(flag)
            .to_string()
    };
    html! {
        table {
            caption { "Marks on results and values" }
            thead { tr { th scope="col" { "Mark" } th scope="col" { "What it says" } th.n scope="col" { "How many" } } }
            tbody {
                @if marks.is_empty() && flags.is_empty() { tr { td colspan="3" { "None of its results or values carries a mark." } } }
                @for (mark, n) in &marks { tr { th scope="row" { (site.catalogue.label("mark", mark)) } td { (site.catalogue.sentence("mark", mark)) } td.n { (words::count(*n as i64, "series", "series")) } } }
                @for (flag, n) in &flags { tr { th scope="row" { (flag) } td { (title(flag)) } td.n { (words::count(*n as i64, "value", "values")) } } }
            }
        }
    }
}

/// What the network's analysts corrected, and why. Who was asked may be a person and is not said.
fn corrections(site: &Site, city: &City) -> Markup {
    let of = site.of_city("corrected_values");
    let t = of.table;
    let rows: Vec<usize> = of.rows(&city.id).collect();
    let value = |row: usize, column: &str| -> String {
        let m = t.text("measurement", row).and_then(|m| site.catalogue.measurement(m));
        match (t.number(column, row), m) {
            (Some(v), Some(m)) => words::value(v, &m.scale, &m.unit),
            (Some(v), None) => words::grouped(v, 4),
            (None, _) => "no value".into(),
        }
    };
    let used = |row: usize| -> String {
        let now = value(row, "after");
        let (before, after) = (t.text("status_before", row), t.text("status_after", row));
        match after {
            None => site.catalogue.label("correction", "drop"),
            Some(flags) if after != before => format!("{now}, status {}", flags.replace('|', ", ")),
            Some(_) => now,
        }
    };
    html! {
        @if !rows.is_empty() {
            div.scroll {
                table {
                    caption { "Values corrected before anything was computed, and why" }
                    thead { tr {
                        th scope="col" { "Series" }
                        th.n scope="col" { "Year" }
                        th.n scope="col" { "As sent" }
                        th.n scope="col" { "As used" }
                        th scope="col" { "What was done" }
                        th scope="col" { "Why" }
                    } }
                    tbody {
                        @for row in rows {
                            @let action = t.text("action", row).unwrap_or_default();
                            tr {
                                th scope="row" { (site.catalogue.series(t.text("measurement", row).unwrap_or_default(), t.text("item", row).unwrap_or_default())) }
                                td.n { (t.integer("reference_year", row).unwrap_or_default()) }
                                td.n { (value(row, "before")) }
                                td.n { (used(row)) }
                                td { (site.catalogue.sentence("correction", action)) }
                                td dir="auto" { (t.text("reason", row).unwrap_or_default()) " (" (t.text("date", row).unwrap_or_default()) ")" }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Series without a movement, by reason.
fn missing(site: &Site, all: &[Series]) -> Markup {
    let t = site.marts.table("progress");
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for s in all {
        let (movement, reason) = s
            .progress
            .map_or((None, Some("no_points")), |row| (t.text("movement", row), t.text("reason", row)));
        if let (None, Some(reason)) = (movement, reason) {
            reasons.entry(reason).or_default().push(&s.title);
        }
    }
    html! {
        @if !reasons.is_empty() {
            details {
                summary { "What is missing, and why" }
                dl {
                    @for (reason, titles) in &reasons {
                        dt { (words::capital(&site.catalogue.label("reason", reason))) ": " (words::count(titles.len() as i64, "series", "series")) }
                        dd { (site.catalogue.sentence("reason", reason)) " " (words::list(titles)) "." }
                    }
                }
            }
        }
    }
}

/// The city's own notes: each once for a series, with the years it stands beside.
fn notes(site: &Site, all: &[Series]) -> Markup {
    let o = site.marts.table("observations");
    let mut rows: Vec<(&str, &str, Vec<String>)> = Vec::new();
    for s in all {
        let mut noted: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for row in &s.observations {
            if let (Some(note), Some(year)) = (o.text("note", *row).filter(|n| !n.trim().is_empty()), o.integer("reference_year", *row)) {
                noted.entry(note).or_default().push(year.to_string());
            }
        }
        rows.extend(noted.into_iter().map(|(note, years)| (s.title.as_str(), note, years)));
    }
    let inside = html! {
        table {
            caption { "Notes on values, as they were sent" }
            thead { tr { th scope="col" { "Series" } th scope="col" { "Years" } th scope="col" { "Note" } } }
            tbody {
                @for (title, note, years) in &rows {
                    tr { th scope="row" { (title) } td { (span(years)) } td dir="auto" { (note) } }
                }
            }
        }
    };
    html! { @if !rows.is_empty() { (layout::details("Notes on its values", &inside)) } }
}

/// Years in words: one, two, or from the first to the last.
fn span(years: &[String]) -> String {
    match years {
        [first, _, .., last] => format!("{first} to {last}"),
        few => words::list(few),
    }
}

#[cfg(test)]
mod tests {
    use super::{reported, span};

    #[test]
    fn years_in_words() {
        let years = |list: &[&str]| span(&list.iter().map(|y| y.to_string()).collect::<Vec<_>>());
        assert_eq!(years(&[]), "");
        assert_eq!(years(&["2012"]), "2012");
        assert_eq!(years(&["2012", "2014"]), "2012 and 2014");
        assert_eq!(years(&["2012", "2014", "2016"]), "2012 to 2016");
    }

    #[test]
    fn cycles_in_a_sentence() {
        let cycles = |list: &[&str]| list.iter().map(|c| c.to_string()).collect::<Vec<_>>();
        assert_eq!(reported("Northbridge", &[], 0), "Northbridge has published no value.");
        assert_eq!(
            reported("Northbridge", &cycles(&["2024"]), 1),
            "Northbridge has published values in one cycle, 2024: 1 point."
        );
        assert_eq!(
            reported("Northbridge", &cycles(&["2020", "2022", "2024"]), 40),
            "Northbridge has published values in 3 cycles from 2020 to 2024: 40 points."
        );
    }
}
