//! A city's peer group and why these are its peers.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{City, Site};
use crate::report::{layout, words};

/// Where the city is with its nearest peers: counts of series, in a sentence.
pub fn sentence(site: &Site, city: &City) -> String {
    let of = site.of_city("peer_comparison");
    let (mut within, mut outside) = (0, 0);
    for row in of.rows(&city.id).filter(|row| of.table.text("scheme", *row) == Some("nearest")) {
        match of.table.text("standing", row) {
            Some("within") => within += 1,
            Some("below" | "above") => outside += 1,
            _ => {}
        }
    }
    standing(within, outside)
}

/// Within or outside, never below or above: whether below is good differs from series to series, so their sums would say nothing.
fn standing(within: i64, outside: i64) -> String {
    let lie = |n: i64| if n == 1 { "lies" } else { "lie" };
    match (within, outside) {
        (0, 0) => "No value can be set beside cities in a like context yet.".into(),
        (1, 0) => "The one value that can be set beside cities in a like context lies within the middle half of its peers.".into(),
        (0, 1) => "The one value that can be set beside cities in a like context lies outside the middle half of its peers.".into(),
        (all, 0) => format!(
            "All {} values set beside cities in a like context lie within the middle half of their peers.",
            words::grouped(all as f64, 0)
        ),
        (0, all) => format!(
            "All {} values set beside cities in a like context lie outside the middle half of their peers; the areas below say on which side.",
            words::grouped(all as f64, 0)
        ),
        (within, outside) => format!(
            "Of {} values set beside cities in a like context, {} {} within the middle half of their peers and {} outside it; the areas below say which.",
            words::grouped((within + outside) as f64, 0),
            words::grouped(within as f64, 0),
            lie(within),
            words::grouped(outside as f64, 0)
        ),
    }
}

/// The section.
pub fn section(site: &Site, city: &City) -> Markup {
    let of = site.of_city("peers");
    let mut near: Vec<(&str, usize)> = of
        .rows(&city.id)
        .filter(|row| of.table.text("scheme", *row) == Some("nearest"))
        .filter_map(|row| Some((of.table.text("peer", row)?, row)))
        .collect();
    let groups = site.of_city("peer_groups");
    let groups: Vec<String> = groups
        .rows(&city.id)
        .filter_map(|row| {
            let t = groups.table;
            Some(group(
                t.integer("others", row)?,
                t.text("scheme", row)?,
                t.text("title", row)?,
                t.text("group_name", row)?,
            ))
        })
        .collect();
    near.sort_by_key(|(peer, _)| site.catalogue.by_name(peer));
    html! {
        section #peers aria-labelledby="peers-title" {
            h2 #peers-title { "Its peer group" }
            @if near.is_empty() {
                p { (site.catalogue.sentence("reason", "context_missing")) }
            } @else {
                p {
                    "Cities in a like context, whatever their results: "
                    (layout::listed(&near.iter().map(|(peer, _)| layout::city_link(site, peer, "")).collect::<Vec<_>>())) "."
                }
                p { (variables(site)) }
                div.scroll { (table(site, city, &near)) }
                p.note { "A group that hangs on one variable is a loose one: the last column says in how many of the searches that leave one variable out a city stays among the nearest." }
                p.note { "Distance is 0 for a city in the same context and grows with every difference; each difference is measured in standard deviations of the network. Only cities with published results can be peers." }
            }
            @for group in &groups { p { (group) } }
        }
    }
}

/// Other cities of a group with results; the scheme says what kind of group it is.
fn group(n: i64, scheme: &str, title: &str, name: &str) -> String {
    let of = match scheme {
        "region" | "income" | "size" => format!("its {title} ({name})"),
        _ => format!("the group “{name}”"),
    };
    match n {
        0 => format!("No other city of {of} has published results."),
        1 => format!("1 other city of {of} has published results."),
        n => format!("{n} other cities of {of} have published results."),
    }
}

/// How firmly a nearest peer is one: in how many searches without one of the variables it stays a peer.
fn stays(kept: i64, runs: i64) -> String {
    match (kept, runs) {
        (0, _) => "in none".into(),
        (kept, runs) if kept == runs => format!("in all {runs}"),
        (kept, runs) => format!("in {kept} of {runs}"),
    }
}

/// What the group is made from.
fn variables(site: &Site) -> String {
    let t = site.marts.table("peer_variables");
    let titles: Vec<&str> = (0..t.len()).filter_map(|row| t.text("title", row)).collect();
    if titles.is_empty() {
        return "The network names no context variables.".into();
    }
    format!(
        "They are near in {}; the part of the distance that each one makes is in brackets.",
        words::list(&titles)
    )
}

struct Variable<'a> {
    id: &'a str,
    title: &'a str,
    unit: &'a str,
}

fn table(site: &Site, city: &City, near: &[(&str, usize)]) -> Markup {
    let t = site.marts.table("peer_variables");
    let variables: Vec<Variable> = (0..t.len())
        .map(|row| Variable {
            id: t.text("variable", row).unwrap_or_default(),
            title: t.text("title", row).unwrap_or_default(),
            unit: t.text("unit", row).unwrap_or_default(),
        })
        .collect();
    let context = site.of_city("peer_context");
    let own: BTreeMap<&str, (f64, Option<i64>)> = context
        .rows(&city.id)
        .filter_map(|row| {
            Some((
                context.table.text("variable", row)?,
                (context.table.number("value", row)?, context.table.integer("year", row)),
            ))
        })
        .collect();
    let parts = site.of_city("peer_explanation");
    let part: BTreeMap<(&str, &str), usize> = parts
        .rows(&city.id)
        .filter_map(|row| Some(((parts.table.text("peer", row)?, parts.table.text("variable", row)?), row)))
        .collect();
    let stability = site.of_city("peer_stability");
    let firm: BTreeMap<&str, String> = stability
        .rows(&city.id)
        .filter_map(|row| {
            let t = stability.table;
            Some((t.text("peer", row)?, stays(t.integer("runs_kept", row)?, t.integer("runs", row)?)))
        })
        .collect();
    let distances = site.marts.table("peers");
    html! {
        table.context {
            caption { (city.name) " and its nearest peers, by name" }
            thead { tr {
                th scope="col" { "City" }
                @for v in &variables { th.n scope="col" { (words::capital(v.title)) @if !v.unit.is_empty() { ", " (v.unit) } } }
                th.n scope="col" { "Distance" }
                th.n scope="col" { "Weight shared" }
                th.n scope="col" { "Stays a peer when one variable is left out" }
            } }
            tbody {
                tr.own {
                    th scope="row" { (city.name) }
                    @for v in &variables {
                        td.n { @match own.get(v.id) { Some((value, year)) => { (words::number(*value, "amount")) @if let Some(year) = year { " (" (year) ")" } }, None => "not given" } }
                    }
                    td.n { "–" } td.n { "–" } td.n { "–" }
                }
                @for (peer, row) in near {
                    tr {
                        th scope="row" { (layout::city_link(site, peer, "")) }
                        @for v in &variables {
                            @let row = part.get(&(*peer, v.id)).copied();
                            td.n {
                                @match row.and_then(|row| parts.table.number("peer_value", row)) { Some(value) => (words::number(value, "amount")), None => "not shared" }
                                @if let Some(share) = row.and_then(|row| parts.table.number("part", row)) { " (" (words::grouped(share * 100.0, 0)) (words::SPACE) "%)" }
                            }
                        }
                        td.n { (distances.number("distance", *row).map(|d| words::grouped(d, 2)).unwrap_or_else(|| "–".into())) }
                        td.n { (distances.number("shared_weight", *row).map(|w| format!("{}{}%", words::grouped(w * 100.0, 0), words::SPACE)).unwrap_or_else(|| "–".into())) }
                        td.n { (firm.get(peer).cloned().unwrap_or_else(|| "–".into())) }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{group, standing, stays};

    #[test]
    fn standing_in_a_sentence() {
        assert_eq!(standing(0, 0), "No value can be set beside cities in a like context yet.");
        let one = "The one value that can be set beside cities in a like context lies";
        assert_eq!(standing(1, 0), format!("{one} within the middle half of its peers."));
        assert_eq!(standing(0, 1), format!("{one} outside the middle half of its peers."));
        assert_eq!(
            standing(2, 0),
            "All 2 values set beside cities in a like context lie within the middle half of their peers."
        );
        assert_eq!(
            standing(0, 3),
            "All 3 values set beside cities in a like context lie outside the middle half of their peers; the areas below say on which side."
        );
        assert_eq!(
            standing(12, 40),
            "Of 52 values set beside cities in a like context, 12 lie within the middle half of their peers and 40 outside it; the areas below say which."
        );
        assert_eq!(
            standing(1, 1),
            "Of 2 values set beside cities in a like context, 1 lies within the middle half of their peers and 1 outside it; the areas below say which."
        );
    }

    #[test]
    fn a_group_in_a_sentence() {
        let region = |n| group(n, "region", "region", "Africa");
        assert_eq!(region(0), "No other city of its region (Africa) has published results.");
        assert_eq!(region(1), "1 other city of its region (Africa) has published results.");
        assert_eq!(region(4), "4 other cities of its region (Africa) have published results.");
        assert_eq!(
            group(1, "climate", "Climate", "Climate"),
            "1 other city of the group “Climate” has published results."
        );
    }

    #[test]
    fn how_firm_a_peer_is() {
        assert_eq!(stays(0, 4), "in none");
        assert_eq!(stays(3, 4), "in 3 of 4");
        assert_eq!(stays(4, 4), "in all 4");
    }
}
