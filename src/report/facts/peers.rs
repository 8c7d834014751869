//! A city's peer group and why these are its peers.

use std::collections::BTreeMap;

use super::subject::Subject;
use super::words::{capital, parsed};
use crate::document::{self, Block, Cell, Column, Medium, Row, Table};
use crate::language::Language;
use crate::model::relations::{Peer, PeerContext, PeerPart, PeerStability, PeerVariable};
use crate::model::vocabulary::{Reason, Scheme, Standing};
use crate::report::figures::MAP;
use crate::{columns, say, say_text};

/// Where the city is with its nearest peers: counts of series, in a sentence.
pub fn sentence(s: &Subject) -> String {
    let (mut within, mut outside, mut close) = (0, 0, 0);
    for row in s.site.rows.peer_comparison.of(&s.city.id).filter(|row| row.scheme == Scheme::Nearest) {
        match parsed(row.standing) {
            Some(Standing::Within) => within += 1,
            Some(Standing::Below | Standing::Above) => outside += 1,
            Some(Standing::TooCloseToTell) => close += 1,
            None => {}
        }
    }
    standing(&s.site.language, within, outside, close)
}

/// Within or outside, never below or above: whether below is good differs from series to series, so their sums would
/// say nothing.
fn standing(l: &Language, within: i64, outside: i64, close: i64) -> String {
    match (within, outside, close) {
        (0, 0, 0) => say!(l, "peers-standing-none"),
        (1, 0, 0) => say!(l, "peers-standing-one", place = "within"),
        (0, 1, 0) => say!(l, "peers-standing-one", place = "outside"),
        (0, 0, 1) => say!(l, "peers-standing-one", place = "close"),
        _ => say!(l, "peers-standing", all = within + outside + close, within, outside, close),
    }
}

/// What makes a city's peers, by context variable.
struct Group<'s> {
    /// By name.
    near: Vec<Peer<'s>>,
    variables: Vec<Variable>,
    own: BTreeMap<&'s str, PeerContext<'s>>,
    /// By peer and variable.
    parts: BTreeMap<(&'s str, &'s str), PeerPart<'s>>,
    stability: BTreeMap<&'s str, PeerStability<'s>>,
}

impl<'s> Group<'s> {
    fn of(s: &Subject<'s>) -> Group<'s> {
        let (site, l, id) = (s.site, &s.site.language, s.city.id.as_str());
        let variable = |row: PeerVariable| Variable {
            id: row.variable.to_string(),
            title: l.name("variable", row.variable, row.title),
            unit: l.name("unit", row.unit.unwrap_or_default(), row.unit.unwrap_or_default()),
        };
        let mut near: Vec<Peer> = site.rows.peers.of(id).filter(|row| row.scheme == Scheme::Nearest).collect();
        near.sort_by_key(|row| site.catalogue.by_name(row.peer));
        Group {
            near,
            variables: site.rows.peer_variables.iter().map(variable).collect(),
            own: site.rows.peer_context.of(id).map(|row| (row.variable, row)).collect(),
            parts: site.rows.peer_explanation.of(id).map(|row| ((row.peer, row.variable), row)).collect(),
            stability: site.rows.peer_stability.of(id).map(|row| (row.peer, row)).collect(),
        }
    }

    /// A peer's value of a variable.
    fn value(&self, peer: &str, variable: &str) -> Option<f64> {
        self.parts.get(&(peer, variable)).and_then(|part| part.peer_value)
    }

    /// The city's own value and those of its peers: they have as many decimals as one another.
    fn values(&self, variable: &str) -> Vec<f64> {
        let others = self.near.iter().filter_map(|row| self.value(row.peer, variable));
        self.own.get(variable).map(|own| own.value).into_iter().chain(others).collect()
    }
}

/// The section.
pub fn document(s: &Subject, medium: Medium) -> Vec<Block> {
    let (l, site) = (&s.site.language, s.site);
    let group = Group::of(s);
    let mut blocks = Vec::new();
    if group.near.is_empty() {
        blocks.push(Block::paragraph(none_found(s, &group)));
    } else if medium == Medium::Print {
        let names: Vec<&str> =
            group.near.iter().filter_map(|row| site.catalogue.city(row.peer)).map(|c| c.name.as_str()).collect();
        blocks.push(Block::paragraph(say!(l, "brief-peers-names", n = names.len(), cities = l.list(&names))));
        blocks.push(Block::Table(values(s, &group)));
        blocks.push(Block::note(say!(l, "brief-peers-how")));
    } else {
        let links: Vec<_> = group.near.iter().map(|row| site.city_text(row.peer)).collect();
        blocks.push(Block::paragraph(say_text!(l, "peers-cities", cities = document::list(l, &links))));
        blocks.push(Block::paragraph(made_from(l, &group.variables)));
        blocks.extend(site.chart(MAP, &[&s.city.id], "map").map(Block::Chart));
        let notes = [say!(l, "peers-note-loose"), say!(l, "peers-note-distance")].map(Block::note);
        let table = std::iter::once(Block::Table(explained(s, &group))).chain(notes);
        blocks.push(Block::Details(say!(l, "peers-caption", city = &s.city.name), table.collect()));
    }
    if medium == Medium::Page {
        let is_whole = |scheme: &str| scheme == Scheme::Region && !site.catalogue.several_regions;
        let groups = site.rows.peer_groups.of(&s.city.id).filter(|g| !is_whole(g.scheme));
        blocks.extend(groups.map(|g| Block::paragraph(named_group(l, g.others, g.scheme, g.group_name))));
    }
    vec![Block::section("peers", say!(l, "peers-title"), 50 + 6 * group.near.len() as u32, blocks)]
}

/// Why a city has no nearest peers, and which of its context variables have no usable value.
fn none_found(s: &Subject, group: &Group) -> String {
    let l = &s.site.language;
    let reason = s.site.catalogue.sentence("reason", Reason::ContextMissing.into_str());
    let missing = group.variables.iter().filter(|v| !group.own.contains_key(v.id.as_str()));
    let missing: Vec<&str> = missing.map(|v| if v.title.is_empty() { &v.id } else { &v.title }.as_str()).collect();
    match missing.is_empty() {
        true => reason,
        false => format!("{reason} {}", say!(l, "peers-missing", variables = l.list(&missing))),
    }
}

/// Other cities of a group with results; the scheme says what kind of group it is.
fn named_group(l: &Language, n: i64, scheme: &str, name: &str) -> String {
    match scheme.parse() {
        Ok(Scheme::Region) => say!(l, "peers-group-region", n, name = l.name("region", name, name)),
        Ok(Scheme::Income) => say!(l, "peers-group-income", n, name = l.name("group", name, name)),
        Ok(Scheme::Size) => say!(l, "peers-group-size", n, name = l.name("group", name, name)),
        _ => say!(l, "peers-group-named", n, name = l.name("group", name, name)),
    }
}

/// How firmly a nearest peer is one: in how many searches without one of the variables it stays a peer.
fn stays(l: &Language, kept: i64, runs: i64) -> String {
    match (kept, runs) {
        (0, _) => say!(l, "peers-stays-none"),
        (kept, runs) if kept == runs => say!(l, "peers-stays-all", runs),
        (kept, runs) => say!(l, "peers-stays-some", kept, runs),
    }
}

/// A context variable.
struct Variable {
    id: String,
    title: String,
    unit: String,
}

impl Variable {
    /// `Population, inhabitants`.
    fn head(&self, l: &Language) -> String {
        match self.unit.as_str() {
            "" => capital(&self.title),
            unit => say!(l, "peers-variable", variable = capital(&self.title), unit),
        }
    }
}

/// What the group is made from.
fn made_from(l: &Language, variables: &[Variable]) -> String {
    let titles: Vec<&str> = variables.iter().map(|v| v.title.as_str()).filter(|t| !t.is_empty()).collect();
    match titles.is_empty() {
        true => say!(l, "peers-no-variables"),
        false => say!(l, "peers-near-in", variables = l.list(&titles)),
    }
}

/// The values alone, as a brief has room for.
fn values(s: &Subject, group: &Group) -> Table {
    let l = &s.site.language;
    let known: Vec<(&str, &str)> =
        group.near.iter().filter_map(|row| Some((row.peer, s.site.catalogue.city(row.peer)?.name.as_str()))).collect();
    let names = std::iter::once(s.city.name.as_str()).chain(known.iter().map(|(_, name)| *name));
    let mut rows: Vec<Vec<Cell>> = names.map(|name| vec![name.into()]).collect();
    // A variable of which no two of them know a value would be a column of dashes.
    let variables: Vec<&Variable> =
        group.variables.iter().filter(|v| known.iter().any(|(peer, _)| group.value(peer, &v.id).is_some())).collect();
    for v in &variables {
        let own = group.own.get(v.id.as_str()).map(|own| own.value);
        let others = known.iter().map(|(peer, _)| group.value(peer, &v.id));
        let all: Vec<Option<f64>> = std::iter::once(own).chain(others).collect();
        let number = l.column(all.iter().copied().flatten(), "amount");
        rows.iter_mut().zip(all).for_each(|(row, value)| row.push(Cell::value(value.map(&number))));
    }
    let mut columns = columns!(l => text "peers-city" sharing 2);
    columns.extend(variables.iter().map(|v| Column::value(v.head(l)).sharing(1)));
    Table::new(say!(l, "peers-caption", city = &s.city.name), columns, rows)
}

/// The values with years and shares, and how near and how firm each peer is.
fn explained(s: &Subject, group: &Group) -> Table {
    let (l, site) = (&s.site.language, s.site);
    let bracket = |value: String, more: Option<String>| match more {
        Some(more) => Cell::Value(say!(l, "city-bracket", value, more)),
        None => Cell::Value(value),
    };
    let numbers: Vec<_> = group.variables.iter().map(|v| (v, l.column(group.values(&v.id), "amount"))).collect();
    let mut columns = columns!(l => text "peers-city");
    columns.extend(group.variables.iter().map(|v| Column::value(v.head(l))));
    columns.extend(columns!(l => value "peers-distance", value "peers-weight", value "peers-stays"));
    let own = numbers.iter().map(|(v, number)| match group.own.get(v.id.as_str()) {
        Some(own) => bracket(number(own.value), own.year.map(|year| year.to_string())),
        None => Cell::Value(say!(l, "peers-not-given")),
    });
    let own = Row::headed(&s.city.name, own.chain([Cell::None, Cell::None, Cell::None]));
    let mut rows = vec![Row { class: Some("own"), ..own }];
    rows.extend(group.near.iter().map(|row| {
        let values = numbers.iter().map(|(v, number)| {
            let part = group.parts.get(&(row.peer, v.id.as_str()));
            let value = part.and_then(|part| part.peer_value).map(number);
            let share = part.and_then(|part| part.part).map(|share| l.share(share));
            bracket(value.unwrap_or_else(|| say!(l, "peers-not-shared")), share)
        });
        let stability = group.stability.get(row.peer);
        let closeness = [
            row.distance.map(|d| l.numbers().number(d, 2)),
            row.shared_weight.map(|w| l.share(w)),
            stability.and_then(|of| Some(stays(l, of.runs_kept?, of.runs?))),
        ];
        let made = Row::headed(site.city_text(row.peer), values.chain(closeness.map(Cell::value)));
        Row { class: stability.is_some_and(|of| of.loose == Some(true)).then_some("loose"), ..made }
    }));
    Table::new(say!(l, "peers-caption", city = &s.city.name), columns, rows).of_class("context")
}

#[cfg(test)]
mod tests {
    use super::{named_group, stays};
    use crate::language::tests::english;
    use crate::model::vocabulary::Scheme;

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
        let region = |n| named_group(&english(), n, Scheme::Region.into_str(), "Africa");
        assert_eq!(region(0), "No other city of its region (Africa) has published results.");
        assert_eq!(region(1), "1 other city of its region (Africa) has published results.");
        assert_eq!(region(4), "4 other cities of its region (Africa) have published results.");
        assert_eq!(
            named_group(&english(), 1, "climate", "Climate"),
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
