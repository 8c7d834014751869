//! The gaps inside a city: women and men, schools and community spaces, and whether they narrowed.

use maud::{Markup, html};

use super::{City, Site};
use crate::language::Language;
use crate::say;

/// The section; nothing where no pair has a value.
pub fn section(site: &Site, city: &City) -> Markup {
    let l = &site.language;
    let of = site.of_city("item_gaps");
    let t = of.table;
    let rows: Vec<usize> = of.rows(&city.id).filter(|row| t.text("reason", *row) != Some("no_points")).collect();
    let table = html! {
        table {
            caption { (say!(l, "gaps-caption")) }
            thead { tr {
                th scope="col" { (say!(l, "gaps-measurement")) }
                th scope="col" { (say!(l, "gaps-between")) }
                th.n scope="col" { (say!(l, "gaps-then")) }
                th.n scope="col" { (say!(l, "gaps-now")) }
                th scope="col" { (say!(l, "gaps-gap")) }
            } }
            tbody {
                @for row in &rows { (line(site, *row)) }
            }
        }
    };
    html! {
        @if !rows.is_empty() {
            section #gaps aria-labelledby="gaps-title" {
                h2 #gaps-title { (say!(l, "gaps-title")) }
                p { (told(site, city)) }
                div.scroll { (table) }
            }
        }
    }
}

/// How many gaps narrowed, in a sentence.
pub fn told(site: &Site, city: &City) -> String {
    let of = site.of_city("item_gaps");
    let count = |gap: &str| of.rows(&city.id).filter(|row| of.table.text("gap", *row) == Some(gap)).count() as i64;
    sentence(&site.language, count("narrowed"), count("widened"), count("unchanged"))
}

fn line(site: &Site, row: usize) -> Markup {
    let (l, t) = (&site.language, site.marts.table("item_gaps"));
    let id = t.text("measurement", row).unwrap_or_default();
    let m = site.catalogue.measurement(id);
    let scale = m.map(|m| m.scale.as_str()).unwrap_or_default();
    let item = |column: &str| l.item(id, t.text(column, row).unwrap_or_default());
    let cell = |gap: &str, year: &str| match (t.number(gap, row), t.integer(year, row)) {
        (Some(gap), Some(year)) => say!(l, "city-bracket", value = size(l, gap, scale), more = year.to_string()),
        _ => "–".into(),
    };
    let told = match (t.text("gap", row), t.text("reason", row)) {
        (Some(gap), _) if t.text("marks", row).is_some_and(|m| m.split('|').any(|m| m == "not_tested")) => say!(
            l,
            "city-bracket",
            value = site.catalogue.label("gap", gap),
            more = site.catalogue.label("mark", "not_tested")
        ),
        (Some(gap), _) => site.catalogue.label("gap", gap),
        (None, Some(reason)) => site.catalogue.label("reason", reason),
        _ => "–".into(),
    };
    html! {
        tr {
            th scope="row" { (title(site, t, row)) }
            td { (l.list(&[item("first_item"), item("second_item")])) }
            td.n { (cell("baseline_gap", "baseline_year")) }
            td.n { (cell("latest_gap", "latest_year")) }
            td { (told) }
        }
    }
}

/// What the pair measures: the catalogue's measurement, or the city's own definition of it.
pub(super) fn title<'s>(site: &'s Site, t: &'s crate::base::table::Table, row: usize) -> &'s str {
    let text = |column: &str| t.text(column, row).unwrap_or_default();
    let measured = site.catalogue.measured(text("city"), text("measurement"), text("first_item"));
    measured.map_or(text("measurement"), |m| m.title.as_str())
}

/// A gap in points or as a share; none where the two are alike.
pub(super) fn size(l: &Language, gap: f64, scale: &str) -> String {
    let text = l.change(gap, scale);
    if text == l.change(0.0, scale) { say!(l, "gaps-none") } else { text }
}

fn sentence(l: &Language, narrowed: i64, widened: i64, unchanged: i64) -> String {
    match (narrowed, widened, unchanged) {
        (0, 0, 0) => say!(l, "gaps-unread"),
        (1, 0, 0) => say!(l, "gaps-one-narrowed"),
        (0, 1, 0) => say!(l, "gaps-one-widened"),
        (0, 0, 1) => say!(l, "gaps-one-unchanged"),
        _ => say!(
            l,
            "gaps-moved",
            all = narrowed + widened + unchanged,
            narrowed = narrowed,
            widened = widened,
            unchanged = unchanged
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
    html! { @if any(site, city) { li { a href="#gaps" { (say!(site.language, "gaps-entry")) } } } }
}

#[cfg(test)]
mod tests {
    use super::{sentence, size};
    use crate::language::tests::english;

    #[test]
    fn gaps_in_words() {
        let l = &english();
        assert!(sentence(l, 0, 0, 0).starts_with("No change of a gap"));
        assert_eq!(sentence(l, 1, 0, 0), "The one gap with a comparable change narrowed.");
        assert_eq!(sentence(l, 0, 0, 1), "The one gap with a comparable change shows no clear change.");
        assert_eq!(
            sentence(l, 2, 0, 3),
            "Of 5 gaps with a comparable change, 2 narrowed, none widened and 3 show no clear change."
        );
        assert_eq!(
            sentence(l, 2, 1, 0),
            "Of 3 gaps with a comparable change, 2 narrowed, 1 widened and none is without a clear change."
        );
        assert_eq!(size(l, 0.0, "percent"), "none");
        assert_eq!(size(l, -10.0, "percent"), "−10\u{a0}points");
        assert_eq!(size(l, -0.2, "amount"), "−20\u{a0}%");
    }
}
