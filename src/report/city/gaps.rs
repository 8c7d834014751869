//! The gaps inside a city: women and men, schools and community spaces, and whether they narrowed.

use maud::{Markup, html};

use super::{City, Site};
use crate::report::words;

/// The section; nothing where no pair has a value.
pub fn section(site: &Site, city: &City) -> Markup {
    let of = site.of_city("item_gaps");
    let t = of.table;
    let rows: Vec<usize> = of.rows(&city.id).filter(|row| t.text("reason", *row) != Some("no_points")).collect();
    let count = |gap: &str| rows.iter().filter(|row| t.text("gap", **row) == Some(gap)).count() as i64;
    let table = html! {
        table {
            caption { "The first less the second, then and now; for values that are no percentage, as a share of the second" }
            thead { tr { th scope="col" { "Measurement" } th scope="col" { "Between" } th.n scope="col" { "Then" } th.n scope="col" { "Now" } th scope="col" { "The gap" } } }
            tbody {
                @for row in &rows { (line(site, *row)) }
            }
        }
    };
    html! {
        @if !rows.is_empty() {
            section #gaps aria-labelledby="gaps-title" {
                h2 #gaps-title { "Gaps inside the city" }
                p { (sentence(count("narrowed"), count("widened"), count("unchanged"))) }
                div.scroll { (table) }
            }
        }
    }
}

fn line(site: &Site, row: usize) -> Markup {
    let t = site.marts.table("item_gaps");
    let id = t.text("measurement", row).unwrap_or_default();
    let m = site.catalogue.measurement(id);
    let scale = m.map(|m| m.scale.as_str()).unwrap_or_default();
    let item = |column: &str| words::item(id, t.text(column, row).unwrap_or_default());
    let cell = |gap: &str, year: &str| match (t.number(gap, row), t.integer(year, row)) {
        (Some(gap), Some(year)) => format!("{} ({year})", size(gap, scale)),
        _ => "–".into(),
    };
    let told = match (t.text("gap", row), t.text("reason", row)) {
        (Some(gap), _) => words::capital(&site.catalogue.label("gap", gap)),
        (None, Some(reason)) => words::capital(&site.catalogue.label("reason", reason)),
        _ => "–".into(),
    };
    html! {
        tr {
            th scope="row" { (m.map(|m| m.title.as_str()).unwrap_or(id)) }
            td { (item("first_item")) " and " (item("second_item")) }
            td.n { (cell("baseline_gap", "baseline_year")) }
            td.n { (cell("latest_gap", "latest_year")) }
            td { (told) }
        }
    }
}

/// A gap in points or as a share; none where the two are alike.
fn size(gap: f64, scale: &str) -> String {
    match words::change(gap, scale).as_str() {
        "no change" => "none".into(),
        text => text.into(),
    }
}

fn sentence(narrowed: i64, widened: i64, unchanged: i64) -> String {
    let all = narrowed + widened + unchanged;
    let number = |n: i64| if n == 0 { "none".to_string() } else { n.to_string() };
    match all {
        0 => "No change of a gap can be read yet: that takes two years in which both have a comparable value.".into(),
        1 => format!(
            "The one gap with a comparable change {}.",
            if narrowed == 1 {
                "narrowed"
            } else if widened == 1 {
                "widened"
            } else {
                "stayed as it was"
            }
        ),
        _ => format!(
            "Of {all} gaps with a comparable change, {} narrowed, {} widened and {} stayed as they were.",
            number(narrowed),
            number(widened),
            number(unchanged)
        ),
    }
}

/// Whether the section stands on the page.
pub fn any(site: &Site, city: &City) -> bool {
    let of = site.of_city("item_gaps");
    of.rows(&city.id).any(|row| of.table.text("reason", row) != Some("no_points"))
}

/// The entry in the list of what stands on the page.
pub fn entry(site: &Site, city: &City) -> Markup {
    html! { @if any(site, city) { li { a href="#gaps" { "Gaps" } } } }
}

#[cfg(test)]
mod tests {
    use super::{sentence, size};

    #[test]
    fn gaps_in_words() {
        assert!(sentence(0, 0, 0).starts_with("No change of a gap"));
        assert_eq!(sentence(1, 0, 0), "The one gap with a comparable change narrowed.");
        assert_eq!(sentence(0, 0, 1), "The one gap with a comparable change stayed as it was.");
        assert_eq!(
            sentence(2, 0, 3),
            "Of 5 gaps with a comparable change, 2 narrowed, none widened and 3 stayed as they were."
        );
        assert_eq!(size(0.0, "percent"), "none");
        assert_eq!(size(-10.0, "percent"), "−10\u{a0}points");
        assert_eq!(size(-0.2, "amount"), "−20\u{a0}%");
    }
}
