//! A city's peer group and why these are its peers.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::{City, Site};
use crate::language::Language;
use crate::report::layout;
use crate::report::words::capital;
use crate::{say, say_html};

/// Where the city is with its nearest peers: counts of series, in a sentence.
pub fn sentence(site: &Site, city: &City) -> String {
    let of = site.of_city("peer_comparison");
    let (mut within, mut outside, mut close) = (0, 0, 0);
    for row in of.rows(&city.id).filter(|row| of.table.text("scheme", *row) == Some("nearest")) {
        match of.table.text("standing", row) {
            Some("within") => within += 1,
            Some("below" | "above") => outside += 1,
            Some(_) => close += 1,
            None => {}
        }
    }
    standing(&site.language, within, outside, close)
}

/// Within or outside, never below or above: whether below is good differs from series to series, so their sums would say nothing.
fn standing(l: &Language, within: i64, outside: i64, close: i64) -> String {
    match (within, outside, close) {
        (0, 0, 0) => say!(l, "peers-standing-none"),
        (1, 0, 0) => say!(l, "peers-standing-one", place = "within"),
        (0, 1, 0) => say!(l, "peers-standing-one", place = "outside"),
        (0, 0, 1) => say!(l, "peers-standing-one", place = "close"),
        _ => say!(
            l,
            "peers-standing",
            all = within + outside + close,
            within = within,
            outside = outside,
            close = close
        ),
    }
}

/// The section.
pub fn section(site: &Site, city: &City) -> Markup {
    let (l, of) = (&site.language, site.of_city("peers"));
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
            Some(group(l, t.integer("others", row)?, t.text("scheme", row)?, t.text("group_name", row)?))
        })
        .collect();
    let variables = variables(site);
    near.sort_by_key(|(peer, _)| site.catalogue.by_name(peer));
    html! {
        section #peers aria-labelledby="peers-title" {
            h2 #peers-title { (say!(l, "peers-title")) }
            @if near.is_empty() {
                p { (without_peers(site, city)) }
            } @else {
                @let links: Vec<Markup> = near.iter().map(|(peer, _)| layout::city_link(site, peer, "")).collect();
                p { (say_html!(l, "peers-cities", cities = l.list_html(&links))) }
                p { (made_from(l, &variables)) }
                div.scroll { (table(site, city, &near, &variables)) }
                p.note { (say!(l, "peers-note-loose")) }
                p.note { (say!(l, "peers-note-distance")) }
            }
            @for group in &groups { p { (group) } }
        }
    }
}

/// Why a city has no nearest peers, and which of its context variables have no usable value.
pub fn without_peers(site: &Site, city: &City) -> String {
    let l = &site.language;
    let context = site.of_city("peer_context");
    let known: BTreeSet<&str> = context.rows(&city.id).filter_map(|row| context.table.text("variable", row)).collect();
    let missing: Vec<String> = variables(site)
        .into_iter()
        .filter(|v| !known.contains(v.id.as_str()))
        .map(|v| if v.title.is_empty() { v.id } else { v.title })
        .collect();
    let reason = site.catalogue.sentence("reason", "context_missing");
    if missing.is_empty() {
        return reason;
    }
    format!("{reason} {}", say!(l, "peers-missing", variables = l.list(&missing)))
}

/// Other cities of a group with results; the scheme says what kind of group it is.
fn group(l: &Language, n: i64, scheme: &str, name: &str) -> String {
    match scheme {
        "region" => say!(l, "peers-group-region", n = n, name = l.name("region", name, name)),
        "income" => say!(l, "peers-group-income", n = n, name = l.name("group", name, name)),
        "size" => say!(l, "peers-group-size", n = n, name = l.name("group", name, name)),
        _ => say!(l, "peers-group-named", n = n, name = l.name("group", name, name)),
    }
}

/// How firmly a nearest peer is one: in how many searches without one of the variables it stays a peer.
fn stays(l: &Language, kept: i64, runs: i64) -> String {
    match (kept, runs) {
        (0, _) => say!(l, "peers-stays-none"),
        (kept, runs) if kept == runs => say!(l, "peers-stays-all", runs = runs),
        (kept, runs) => say!(l, "peers-stays-some", kept = kept, runs = runs),
    }
}

/// The context variables in the language.
pub fn variables(site: &Site) -> Vec<Variable> {
    let (l, t) = (&site.language, site.marts.table("peer_variables"));
    let text = |column: &str, row: usize| t.text(column, row).unwrap_or_default();
    let variable = |row: usize| Variable {
        id: text("variable", row).to_string(),
        title: l.name("variable", text("variable", row), text("title", row)),
        unit: l.name("unit", text("unit", row), text("unit", row)),
    };
    (0..t.len()).map(variable).collect()
}

/// What the group is made from.
fn made_from(l: &Language, variables: &[Variable]) -> String {
    let titles: Vec<&str> = variables.iter().map(|v| v.title.as_str()).filter(|t| !t.is_empty()).collect();
    if titles.is_empty() {
        return say!(l, "peers-no-variables");
    }
    say!(l, "peers-near-in", variables = l.list(&titles))
}

/// A context variable.
pub struct Variable {
    /// Its id.
    pub id: String,
    title: String,
    unit: String,
}

impl Variable {
    /// `Population, inhabitants`.
    pub fn head(&self, l: &Language) -> String {
        match self.unit.as_str() {
            "" => capital(&self.title),
            unit => say!(l, "peers-variable", variable = capital(&self.title), unit = unit),
        }
    }
}

fn table(site: &Site, city: &City, near: &[(&str, usize)], variables: &[Variable]) -> Markup {
    let l = &site.language;
    let bracket = |value: String, more: Option<String>| match more {
        Some(more) => say!(l, "city-bracket", value = value, more = more),
        None => value,
    };
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
    let loose: BTreeSet<&str> = stability
        .rows(&city.id)
        .filter(|row| stability.table.truth("loose", *row) == Some(true))
        .filter_map(|row| stability.table.text("peer", row))
        .collect();
    let firm: BTreeMap<&str, String> = stability
        .rows(&city.id)
        .filter_map(|row| {
            let t = stability.table;
            Some((t.text("peer", row)?, stays(l, t.integer("runs_kept", row)?, t.integer("runs", row)?)))
        })
        .collect();
    let distances = site.marts.table("peers");
    let numbers = |v: &Variable| {
        let others = part
            .iter()
            .filter(|((_, id), _)| *id == v.id)
            .filter_map(|(_, row)| parts.table.number("peer_value", *row));
        let all: Vec<f64> = own.get(v.id.as_str()).map(|(value, _)| *value).into_iter().chain(others).collect();
        l.column(all, "amount")
    };
    let variables: Vec<_> = variables.iter().map(|v| (v, numbers(v))).collect();
    html! {
        table.context {
            caption { (say!(l, "peers-caption", city = &city.name)) }
            thead { tr {
                th scope="col" { (say!(l, "peers-city")) }
                @for (v, _) in &variables { th.n scope="col" { (v.head(l)) } }
                th.n scope="col" { (say!(l, "peers-distance")) }
                th.n scope="col" { (say!(l, "peers-weight")) }
                th.n scope="col" { (say!(l, "peers-stays")) }
            } }
            tbody {
                tr.own {
                    th scope="row" { (city.name) }
                    @for (v, number) in &variables {
                        td.n {
                            @match own.get(v.id.as_str()) {
                                Some((value, year)) => (bracket(number(*value), year.map(|y| y.to_string()))),
                                None => (say!(l, "peers-not-given")),
                            }
                        }
                    }
                    td.n { "–" } td.n { "–" } td.n { "–" }
                }
                @for (peer, row) in near {
                    tr.loose[loose.contains(peer)] {
                        th scope="row" { (layout::city_link(site, peer, "")) }
                        @for (v, number) in &variables {
                            @let row = part.get(&(*peer, v.id.as_str())).copied();
                            @let value = row.and_then(|row| parts.table.number("peer_value", row)).map(number);
                            @let share = row.and_then(|row| parts.table.number("part", row)).map(|share| l.share(share));
                            td.n { (bracket(value.unwrap_or_else(|| say!(l, "peers-not-shared")), share)) }
                        }
                        td.n { (distances.number("distance", *row).map(|d| l.numbers().number(d, 2)).unwrap_or_else(|| "–".into())) }
                        td.n { (distances.number("shared_weight", *row).map(|w| l.share(w)).unwrap_or_else(|| "–".into())) }
                        td.n { (firm.get(peer).cloned().unwrap_or_else(|| "–".into())) }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{group, stays};
    use crate::language::tests::english;

    #[test]
    fn standing_in_a_sentence() {
        let standing = |within, outside, close| super::standing(&english(), within, outside, close);
        assert_eq!(standing(0, 0, 0), "No value can be compared with comparable cities yet.");
        let one = "The one value that can be compared with comparable cities";
        assert_eq!(standing(1, 0, 0), format!("{one} lies within the middle half of theirs."));
        assert_eq!(
            standing(0, 1, 0),
            format!("{one} lies outside the middle half of theirs, which is neither good nor bad by itself.")
        );
        assert_eq!(standing(0, 0, 1), format!("{one} is too close to an end of their middle half to tell."));
        assert_eq!(
            standing(12, 40, 3),
            "Of 55 values compared with those of comparable cities, 12 lie within the middle half, 40 outside it, and 3 are too close to an end of it to tell. Neither side is better by itself."
        );
        assert_eq!(
            standing(1, 0, 1),
            "Of 2 values compared with those of comparable cities, 1 lies within the middle half, none outside it, and 1 is too close to an end of it to tell. Neither side is better by itself."
        );
    }

    #[test]
    fn a_group_in_a_sentence() {
        let region = |n| group(&english(), n, "region", "Africa");
        assert_eq!(region(0), "No other city of its region (Africa) has published results.");
        assert_eq!(region(1), "1 other city of its region (Africa) has published results.");
        assert_eq!(region(4), "4 other cities of its region (Africa) have published results.");
        assert_eq!(
            group(&english(), 1, "climate", "Climate"),
            "1 other city of the group “Climate” has published results."
        );
    }

    #[test]
    fn how_firm_a_peer_is() {
        assert_eq!(stays(&english(), 0, 4), "in none");
        assert_eq!(stays(&english(), 3, 4), "in 3 of 4");
        assert_eq!(stays(&english(), 4, 4), "in all 4");
    }
}
