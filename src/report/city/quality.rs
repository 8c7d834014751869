//! When a city's values came and what they do not go together with.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{City, Site};
use crate::language::Language;
use crate::report::layout;
use crate::say;

/// Sentences and tables for the section on the city's data.
pub fn section(site: &Site, city: &City) -> Markup {
    html! {
        (timing(site, city))
        (never(site, city))
        (questions(site, city))
    }
}

/// Columns of `coverage_detail`: by when a value came.
const TIMINGS: [&str; 5] = ["on_time", "late", "undated", "carried", "missing"];

/// What heads them.
fn heads(l: &Language) -> [String; 5] {
    [
        say!(l, "quality-on-time"),
        say!(l, "quality-late"),
        say!(l, "quality-undated"),
        say!(l, "quality-carried"),
        say!(l, "quality-missing"),
    ]
}

fn timing(site: &Site, city: &City) -> Markup {
    let (l, of) = (&site.language, site.of_city("coverage_detail"));
    let t = of.table;
    let rows: Vec<usize> = of.rows(&city.id).filter(|row| t.integer("cycle", *row) == Some(site.marts.cycle)).collect();
    let table = html! {
        table data-name="timing" {
            caption { (say!(l, "quality-caption", cycle = site.marts.cycle.to_string())) }
            thead { tr { th scope="col" { (say!(l, "quality-area")) } @for title in heads(l) { th.n scope="col" { (title) } } } }
            tbody {
                @for row in &rows {
                    @let id = t.text("area", *row).unwrap_or_default();
                    tr {
                        th scope="row" { (id) " " (site.catalogue.areas.iter().find(|a| a.id == id).map(|a| a.title.as_str()).unwrap_or_default()) }
                        @for column in TIMINGS { td.n { (t.integer(column, *row).unwrap_or_default()) } }
                    }
                }
            }
        }
    };
    html! {
        @if let Some(sentence) = told(site, city) {
            p { (sentence) }
            (layout::details(&say!(l, "quality-timing"), &table))
        }
    }
}

/// When its values of the cycle came, in a sentence; none where it was asked for none.
pub fn told(site: &Site, city: &City) -> Option<String> {
    let of = site.of_city("coverage_detail");
    let t = of.table;
    let rows: Vec<usize> = of.rows(&city.id).filter(|row| t.integer("cycle", *row) == Some(site.marts.cycle)).collect();
    let sum = |column: &str| rows.iter().filter_map(|row| t.integer(column, *row)).sum::<i64>();
    (!rows.is_empty()).then(|| came(&site.language, sum("series_expected"), TIMINGS.map(sum)))
}

/// Series on time, late, undated, carried and missing, in a sentence; what there is none of is not said.
pub fn came(l: &Language, expected: i64, [on_time, late, undated, carried, missing]: [i64; 5]) -> String {
    let parts = [
        (on_time > 0).then(|| say!(l, "quality-came-on-time", n = on_time)),
        (late > 0).then(|| say!(l, "quality-came-late", n = late)),
        (undated > 0).then(|| say!(l, "quality-came-undated", n = undated)),
        (carried > 0).then(|| say!(l, "quality-came-carried", n = carried)),
        (missing > 0).then(|| say!(l, "quality-came-missing", n = missing)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    say!(l, "quality-came", n = expected, parts = l.list(&parts))
}

fn never(site: &Site, city: &City) -> Markup {
    let (l, of) = (&site.language, site.of_city("coverage_features"));
    let t = of.table;
    let titles: Vec<String> = of
        .rows(&city.id)
        .filter(|row| t.integer("series_reported", *row) == Some(0))
        .filter_map(|row| site.catalogue.feature(t.text("feature", row)?))
        .map(|f| say!(l, "quality-feature", number = &f.id, title = &f.title))
        .collect();
    html! {
        @if !titles.is_empty() {
            details {
                summary { (say!(l, "quality-never", n = titles.len())) }
                ul { @for title in &titles { li { (title) } } }
            }
        }
    }
}

/// Years by series: its place in the form, and its title.
type Years = BTreeMap<(Option<usize>, String), Vec<String>>;

/// What the checks across the data found among its public values: questions, no verdicts.
fn questions(site: &Site, city: &City) -> Markup {
    let (l, of) = (&site.language, site.of_city("consistency"));
    let t = of.table;
    // Series in the order of the form.
    let place = |measurement: &str| site.catalogue.measurements.iter().position(|m| m.id == measurement);
    let mut by_code: BTreeMap<&str, Years> = BTreeMap::new();
    for row in of.rows(&city.id) {
        if let (Some(code), Some(measurement), Some(item), Some(year)) = (
            t.text("code", row),
            t.text("measurement", row),
            t.text("item", row),
            t.integer("reference_year", row),
        ) {
            let series = by_code.entry(code).or_default();
            series
                .entry((place(measurement), site.catalogue.series_of(&city.id, measurement, item)))
                .or_default()
                .push(year.to_string());
        }
    }
    let table = html! {
        table data-name="questions" {
            caption { (say!(l, "quality-questions")) }
            thead { tr { th scope="col" { (say!(l, "quality-question")) } th scope="col" { (say!(l, "quality-series")) } } }
            tbody {
                @for (code, series) in &by_code {
                    tr {
                        th scope="row" { (site.catalogue.sentence("consistency", code)) }
                        td { (l.list_apart(series.iter().map(|((_, title), years)| say!(l, "city-bracket", value = title, more = l.list_some(years, 3))))) }
                    }
                }
            }
        }
    };
    html! {
        @if !by_code.is_empty() { (layout::details(&say!(l, "quality-raise"), &table)) }
    }
}

#[cfg(test)]
mod tests {
    use super::came;
    use crate::language::tests::english;

    #[test]
    fn when_values_came_in_a_sentence() {
        let l = &english();
        assert_eq!(
            came(l, 76, [70, 0, 0, 5, 1]),
            "Of 76 series asked for in this cycle, 70 came on time, 5 are carried from an earlier year and 1 is missing."
        );
        assert_eq!(came(l, 76, [0, 0, 0, 0, 76]), "Of 76 series asked for in this cycle, 76 are missing.");
        assert_eq!(came(l, 1, [0, 1, 0, 0, 0]), "Of 1 series asked for in this cycle, 1 came late.");
    }
}
