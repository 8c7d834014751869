//! When a city's values came and what they do not go together with.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{City, Site};
use crate::report::{layout, words};

/// Sentences and tables for the section on the city's data.
pub fn section(site: &Site, city: &City) -> Markup {
    html! {
        (timing(site, city))
        (never(site, city))
        (questions(site, city))
    }
}

const TIMINGS: [(&str, &str); 5] = [
    ("on_time", "On time"),
    ("late", "Late"),
    ("undated", "No day given"),
    ("carried", "Carried from an earlier year"),
    ("missing", "Missing"),
];

fn timing(site: &Site, city: &City) -> Markup {
    let of = site.of_city("coverage_detail");
    let t = of.table;
    let rows: Vec<usize> = of.rows(&city.id).filter(|row| t.integer("cycle", *row) == Some(site.marts.cycle)).collect();
    let sum = |column: &str| rows.iter().filter_map(|row| t.integer(column, *row)).sum::<i64>();
    let table = html! {
        table {
            caption { "Series asked for in the cycle " (site.marts.cycle) ", by when their value came" }
            thead { tr { th scope="col" { "Area of focus" } @for (_, title) in TIMINGS { th.n scope="col" { (title) } } } }
            tbody {
                @for row in &rows {
                    @let id = t.text("area", *row).unwrap_or_default();
                    tr {
                        th scope="row" { (id) " " (site.catalogue.areas.iter().find(|a| a.id == id).map(|a| a.title.as_str()).unwrap_or_default()) }
                        @for (column, _) in TIMINGS { td.n { (t.integer(column, *row).unwrap_or_default()) } }
                    }
                }
            }
        }
    };
    html! {
        @if !rows.is_empty() {
            p { (came(sum("series_expected"), &TIMINGS.map(|(column, _)| sum(column)))) }
            (layout::details("When its values came, by area of focus", &table))
        }
    }
}

/// Series on time, late, undated, carried and missing, in a sentence; what there is none of is not said.
pub fn came(expected: i64, [on_time, late, undated, carried, missing]: &[i64; 5]) -> String {
    let verb = |n: i64, one: &str, many: &str| format!("{} {}", words::grouped(n as f64, 0), if n == 1 { one } else { many });
    let parts: Vec<String> = [
        (*on_time, "came on time", "came on time"),
        (*late, "came late", "came late"),
        (*undated, "came without a day", "came without a day"),
        (*carried, "is carried from an earlier year", "are carried from an earlier year"),
        (*missing, "is missing", "are missing"),
    ]
    .iter()
    .filter(|(n, ..)| *n > 0)
    .map(|(n, one, many)| verb(*n, one, many))
    .collect();
    format!(
        "Of {} asked for in this cycle, {}.",
        words::count(expected, "series", "series"),
        words::list(&parts)
    )
}

fn never(site: &Site, city: &City) -> Markup {
    let of = site.of_city("coverage_features");
    let t = of.table;
    let titles: Vec<String> = of
        .rows(&city.id)
        .filter(|row| t.integer("series_reported", *row) == Some(0))
        .filter_map(|row| site.catalogue.feature(t.text("feature", row)?))
        .map(|f| format!("{} {}", f.id, f.title))
        .collect();
    html! {
        @if !titles.is_empty() {
            details {
                summary { "Key features never reported: " (titles.len()) }
                ul { @for title in &titles { li { (title) } } }
            }
        }
    }
}

/// What the checks across the data found among its public values: questions, no verdicts.
fn questions(site: &Site, city: &City) -> Markup {
    let of = site.of_city("consistency");
    let t = of.table;
    let mut by_code: BTreeMap<&str, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for row in of.rows(&city.id) {
        if let (Some(code), Some(measurement), Some(item), Some(year)) = (
            t.text("code", row),
            t.text("measurement", row),
            t.text("item", row),
            t.integer("reference_year", row),
        ) {
            let series = by_code.entry(code).or_default();
            series.entry(site.catalogue.series(measurement, item)).or_default().push(year.to_string());
        }
    }
    let table = html! {
        table {
            caption { "What does not go together; the values stand as they were sent" }
            thead { tr { th scope="col" { "Question" } th scope="col" { "Series and years" } } }
            tbody {
                @for (code, series) in &by_code {
                    tr {
                        th scope="row" { (site.catalogue.sentence("consistency", code)) }
                        td { (series.iter().map(|(title, years)| format!("{title} ({})", words::list_some(years, 3))).collect::<Vec<_>>().join("; ")) }
                    }
                }
            }
        }
    };
    html! {
        @if !by_code.is_empty() { (layout::details("Values that raise a question", &table)) }
    }
}

#[cfg(test)]
mod tests {
    use super::came;

    #[test]
    fn when_values_came_in_a_sentence() {
        assert_eq!(
            came(76, &[70, 0, 0, 5, 1]),
            "Of 76 series asked for in this cycle, 70 came on time, 5 are carried from an earlier year and 1 is missing."
        );
        assert_eq!(came(76, &[0, 0, 0, 0, 76]), "Of 76 series asked for in this cycle, 76 are missing.");
        assert_eq!(came(1, &[0, 1, 0, 0, 0]), "Of 1 series asked for in this cycle, 1 came late.");
    }
}
