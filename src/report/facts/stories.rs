//! Stories: for each area of focus a city that has been where others are, and the practice that it describes.

use std::collections::{BTreeMap, BTreeSet};

use super::practice;
use crate::catalogue::City;
use crate::document::Text;
use crate::model::relations::PeerLearning;
use crate::report::site::Site;

/// A story.
pub struct Story<'s> {
    /// The city that tells.
    pub teller: &'s City,
    /// The series in which it moved, as readers see it.
    pub series: Text,
    /// Year and value of its baseline, as its own page has them.
    pub first: (String, String),
    /// Year and value of the latest.
    pub last: (String, String),
    /// The practice.
    pub practice: Option<String>,
    /// Names of the cities that could ask.
    pub asking: Vec<&'s str>,
}

/// Area, the measurement's place in the form, its item's place and id, and the teller's place by name.
type Key<'s> = (&'s str, usize, (usize, &'s str), usize);

/// The city that tells, and what it could tell whom.
type Teller<'s> = (&'s str, Vec<PeerLearning<'s>>);

/// One story for each area, where any city can tell one. Nothing is chosen by how far it came.
pub fn all<'s>(site: &'s Site<'_>) -> Vec<Story<'s>> {
    let found = tellers(site);
    let mut areas: BTreeSet<&str> = BTreeSet::new();
    let mut tellers: BTreeSet<&str> = BTreeSet::new();
    let mut stories = Vec::new();
    for ((area, place, (_, item), _), (peer, rows)) in &found {
        // A city tells one story, where another can tell the area's.
        let others = found.iter().any(|((a, ..), (p, _))| a == area && !tellers.contains(p));
        if areas.contains(area) || (others && tellers.contains(peer)) {
            continue;
        }
        areas.insert(area);
        tellers.insert(peer);
        stories.extend(story(site, *place, item, peer, rows));
    }
    stories
}

/// Series by their place in the form, then the one who tells by name.
fn tellers<'s>(site: &'s Site<'_>) -> BTreeMap<Key<'s>, Teller<'s>> {
    let c = &site.catalogue;
    let mut found: BTreeMap<Key, Teller> = BTreeMap::new();
    for row in site.rows.peer_learning.iter().filter(|row| row.practice.is_some()) {
        let place = c.place(row.measurement);
        let Some(measured) = c.measurements.get(place) else { continue };
        let item_place = measured.items.iter().position(|i| i == row.item).unwrap_or(usize::MAX);
        let key = (measured.area.as_str(), place, (item_place, row.item), c.by_name(row.peer));
        found.entry(key).or_insert((row.peer, Vec::new())).1.push(row);
    }
    found
}

fn story<'s>(site: &'s Site<'_>, place: usize, item: &str, peer: &str, rows: &[PeerLearning<'s>]) -> Option<Story<'s>> {
    let (l, c) = (&site.language, &site.catalogue);
    let m = c.measurements.get(place)?;
    let teller = c.city(peer)?;
    // The change that the teller's own page tells, from its own baseline.
    let own = site.rows.progress.of(peer).find(|row| (row.measurement, row.item) == (m.id.as_str(), item))?;
    let (start, from) = own.baseline_year.zip(own.baseline_value)?;
    let (end, to) = own.latest_year.zip(own.latest_value)?;
    let (scale, unit) = c.scale_and_unit(peer, &m.id, item);
    let (first, last) = l.first_and_last(from, to, scale, unit);
    let asking: BTreeSet<usize> = rows.iter().map(|row| c.by_name(row.city)).collect();
    Some(Story {
        teller,
        series: Text::foreign(
            c.measured(peer, &m.id, item).and_then(|m| m.language.as_deref()),
            c.series_of(peer, &m.id, item),
        ),
        first: (start.to_string(), first),
        last: (end.to_string(), last),
        practice: rows.first().and_then(|row| Some(practice::in_brief(l, row.practice?, row.practice_summary))),
        asking: asking.iter().filter_map(|i| c.cities.get(*i)).map(|c| c.name.as_str()).collect(),
    })
}
