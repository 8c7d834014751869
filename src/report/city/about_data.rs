//! What a city's readers should know about its data: coverage, sources, breaks, marks, statuses, notes, what is missing and why.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::{City, Series, Site, quality};
use crate::language::Language;
use crate::report::layout;
use crate::report::words::capital;
use crate::{say, say_html};

/// The section.
pub fn section(site: &Site, city: &City, all: &[Series]) -> Markup {
    html! {
        section #about-data aria-labelledby="about-data-title" {
            h2 #about-data-title { (say!(site.language, "about-title")) }
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

/// How much it has reported, from which sources, with which breaks.
pub fn sentences(site: &Site, city: &City, all: &[Series]) -> Vec<String> {
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
    let l = &site.language;
    let mut out = vec![reported(l, &city.name, &cycles.into_iter().collect::<Vec<_>>(), points)];
    let by: Vec<String> = sources
        .iter()
        .map(|(source, n)| say!(l, "about-source", source = l.name("source", source, source), n = *n))
        .collect();
    if !by.is_empty() {
        out.push(say!(l, "about-sources", sources = l.list(&by)));
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
            (!years.is_empty()).then(|| say!(l, "about-break", series = &s.title, years = l.list(&years)))
        })
        .collect();
    if !breaks.is_empty() {
        out.push(say!(l, "about-breaks", series = l.list_apart(breaks)));
    }
    out
}

fn reported(l: &Language, city: &str, cycles: &[i64], points: i64) -> String {
    match cycles {
        [] => say!(l, "about-none", city = city),
        [one] => say!(l, "about-one-cycle", city = city, cycle = one.to_string(), n = points),
        [first, .., last] => say!(
            l,
            "about-cycles",
            city = city,
            cycles = cycles.len(),
            first = first.to_string(),
            last = last.to_string(),
            n = points
        ),
    }
}

fn coverage(site: &Site, city: &City) -> Markup {
    let (l, of) = (&site.language, site.of_city("coverage"));
    let rows: Vec<usize> = of
        .rows(&city.id)
        .filter(|row| of.table.integer("cycle", *row) == Some(site.marts.cycle))
        .collect();
    html! {
        table data-name="reported" {
            caption { (say!(l, "about-coverage", cycle = site.marts.cycle.to_string())) }
            thead { tr { th scope="col" { (say!(l, "about-area")) } th.n scope="col" { (say!(l, "about-reported")) } th.n scope="col" { (say!(l, "about-expected")) } } }
            tbody {
                @if rows.is_empty() { tr { td colspan="3" { (say!(l, "about-nothing-sent")) } } }
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
    let l = &site.language;
    let title = |flag: &str| {
        let english = (0..statuses.len())
            .find(|row| statuses.text("code", *row) == Some(flag))
            .and_then(|row| statuses.text("title", row));
        l.name("status", flag, english.unwrap_or(flag))
    };
    html! {
        table data-name="marks" {
            caption { (say!(l, "about-marks")) }
            thead { tr { th scope="col" { (say!(l, "about-mark")) } th scope="col" { (say!(l, "about-mark-says")) } th.n scope="col" { (say!(l, "about-how-many")) } } }
            tbody {
                @if marks.is_empty() && flags.is_empty() { tr { td colspan="3" { (say!(l, "about-no-marks")) } } }
                @for (mark, n) in &marks { tr { th scope="row" { (site.catalogue.label("mark", mark)) } td { (site.catalogue.sentence("mark", mark)) } td.n { (say!(l, "about-n-series", n = *n)) } } }
                @for (flag, n) in &flags { tr { th scope="row" { (say!(l, "about-status", code = *flag)) } td { (title(flag)) } td.n { (say!(l, "about-n-values", n = *n)) } } }
            }
        }
    }
}

/// What the network's analysts corrected, and why. Who was asked may be a person and is not said.
fn corrections(site: &Site, city: &City) -> Markup {
    let (l, of) = (&site.language, site.of_city("corrected_values"));
    let t = of.table;
    let rows: Vec<usize> = of.rows(&city.id).collect();
    let value = |row: usize, column: &str| -> String {
        let m = t
            .text("measurement", row)
            .and_then(|m| site.catalogue.measured(&city.id, m, t.text("item", row)?));
        match (t.number(column, row), m) {
            (Some(v), Some(m)) => l.value(v, &m.scale, &m.unit_key),
            (Some(v), None) => l.numbers().number(v, 4),
            (None, _) => say!(l, "about-no-value"),
        }
    };
    let used = |row: usize| -> String {
        let now = value(row, "after");
        let (before, after) = (t.text("status_before", row), t.text("status_after", row));
        match after {
            None => site.catalogue.label("correction", "drop"),
            Some(flags) if after != before => say!(l, "about-with-status", value = now, status = flags.replace('|', ", ")),
            Some(_) => now,
        }
    };
    html! {
        @if !rows.is_empty() {
            div.scroll {
                table data-name="corrections" {
                    caption { (say!(l, "about-corrections")) }
                    thead { tr {
                        th scope="col" { (say!(l, "about-series")) }
                        th.n scope="col" { (say!(l, "about-year")) }
                        th.n scope="col" { (say!(l, "about-as-sent")) }
                        th.n scope="col" { (say!(l, "about-as-used")) }
                        th scope="col" { (say!(l, "about-done")) }
                        th scope="col" { (say!(l, "about-why")) }
                    } }
                    tbody {
                        @for row in rows {
                            @let action = t.text("action", row).unwrap_or_default();
                            tr {
                                th scope="row" { (site.catalogue.series_of(&city.id, t.text("measurement", row).unwrap_or_default(), t.text("item", row).unwrap_or_default())) }
                                td.n { (t.integer("reference_year", row).unwrap_or_default()) }
                                td.n { (value(row, "before")) }
                                td.n { (used(row)) }
                                td { (site.catalogue.sentence("correction", action)) }
                                td { (because(l, t.text("reason", row).unwrap_or_default(), t.text("date", row).unwrap_or_default())) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Why a value was corrected, in the analyst's words, and when.
fn because(l: &Language, reason: &str, date: &str) -> Markup {
    let reason = html! { span dir="auto" { (reason) } };
    say_html!(l, "about-because", reason = reason, day = l.numbers().date(date))
}

/// Series without a movement, by reason.
fn missing(site: &Site, all: &[Series]) -> Markup {
    let (l, c, t) = (&site.language, &site.catalogue, site.marts.table("progress"));
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
                summary { (say!(l, "about-missing")) }
                dl {
                    @for (reason, titles) in &reasons {
                        dt { (say!(l, "about-missing-reason", reason = capital(&c.label("reason", reason)), n = titles.len())) }
                        dd { (say!(l, "about-missing-series", sentence = c.sentence("reason", reason), series = l.list_apart(titles.iter().map(|title| title.to_string())))) }
                    }
                }
            }
        }
    }
}

/// The city's own notes: each once for a series, with the years it stands beside.
fn notes(site: &Site, all: &[Series]) -> Markup {
    let (l, o) = (&site.language, site.marts.table("observations"));
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
        table data-name="notes" {
            caption { (say!(l, "about-notes-caption")) }
            thead { tr { th scope="col" { (say!(l, "about-series")) } th scope="col" { (say!(l, "about-years")) } th scope="col" { (say!(l, "about-note")) } } }
            tbody {
                @for (title, note, years) in &rows {
                    tr { th scope="row" { (title) } td { (span(l, years)) } td dir="auto" { (note) } }
                }
            }
        }
    };
    html! { @if !rows.is_empty() { (layout::details(&say!(l, "about-notes"), &inside)) } }
}

/// Years in words: one, two, or from the first to the last.
fn span(l: &Language, years: &[String]) -> String {
    match years {
        [first, _, .., last] => say!(l, "about-from-to", first = first, last = last),
        few => l.list(few),
    }
}

#[cfg(test)]
mod tests {
    use super::span;
    use crate::language::tests::english;

    #[test]
    fn years_in_words() {
        let years = |list: &[&str]| span(&english(), &list.iter().map(|y| y.to_string()).collect::<Vec<_>>());
        assert_eq!(years(&[]), "");
        assert_eq!(years(&["2012"]), "2012");
        assert_eq!(years(&["2012", "2014"]), "2012 and 2014");
        assert_eq!(years(&["2012", "2014", "2016"]), "2012 to 2016");
    }

    #[test]
    fn cycles_in_a_sentence() {
        let reported = |cycles: &[i64], points| super::reported(&english(), "Northbridge", cycles, points);
        assert_eq!(reported(&[], 0), "Northbridge has published no value.");
        assert_eq!(reported(&[2024], 1), "Northbridge has published 1 value in one cycle, 2024.");
        assert_eq!(
            reported(&[2020, 2022, 2024], 40),
            "Northbridge has published 40 values in 3 cycles, from 2020 to 2024."
        );
        assert_eq!(reported(&[2024], 0), "Northbridge has published no value that can be used in one cycle, 2024.");
    }
}
