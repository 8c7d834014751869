//! Who has been where a city is (methods 8): every city that once had a value like its latest counts, with what became
//! of it; named are the nearest in context of those that firmly moved on, where more did so than chance alone would
//! give. Each question walks the paths of its own kind, so that no table of all pairs is ever made.

use std::cmp::Ordering;

use rayon::prelude::*;

use crate::model::vocabulary::{Outcome, Reach};

/// A city's latest value, for which others are looked for that once had one like it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Question {
    /// The city's place in the list of cities.
    pub city: usize,
    /// Number of measurement, item, source kind, definition and price base.
    pub kind: i64,
    /// Least and greatest value that is like it.
    pub like: (f64, f64),
    /// The value on a scale on which more is better, and the upper end of its interval there; nobody is named without
    /// one.
    pub good: (f64, Option<f64>),
    /// Whether the scale is a relative one: differences are then read in proportion to the values.
    pub relative: bool,
}

/// An earlier point of a city, and how the series went on from it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Path {
    /// The city's place in the list of cities.
    pub city: usize,
    /// As in [`Question::kind`].
    pub kind: i64,
    /// Year of the point.
    pub from_year: i64,
    /// Its value.
    pub from_value: f64,
    /// What became of it by the latest point.
    pub outcome: Outcome,
    /// Whether the city may be named for it.
    pub may_be_named: bool,
    /// How often noise alone would pass for this movement, either way; 0 where nothing tests it.
    pub chance: f64,
    /// The latest value on a scale on which more is better, and the lower end of its interval there.
    pub good: (f64, Option<f64>),
}

/// A city named for a question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// The city.
    pub city: usize,
    /// Distance in context; none where the two share too little of it.
    pub distance: Option<f64>,
    /// The earliest year in which its value was alike.
    pub from_year: i64,
}

/// The answer to a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Among whom: the nearest of the three circles in which a city can be named, else the network.
    pub reach: Reach,
    /// Cities that were once alike, by what became of them since: towards, held, away.
    pub outcomes: [usize; 3],
    /// How many of them would move towards progress by chance alone.
    pub by_chance: f64,
    /// At most so many as asked for, the nearest in context first, those of unknown distance last, ties in the order of
    /// cities.
    pub named: Vec<Found>,
}

/// The cities among which is searched.
pub struct Cities<'a, D> {
    /// The nearest peers of each city.
    pub near: &'a [Vec<usize>],
    /// A number for each city's region.
    pub regions: &'a [usize],
    /// The distance of two cities in context; none where they share too little of it.
    pub distance: D,
}

/// Whether a latest value is better than another by more than the noise: the interval of the difference (MOVER, Zou and
/// Donner 2008), read to nine decimals, lies above 0.
pub fn beyond(path: (f64, Option<f64>), own: (f64, Option<f64>), relative: bool) -> bool {
    let ((value, Some(low)), (asked, Some(high))) = (path, own) else {
        return false;
    };
    let gain = value - asked;
    let unit = if relative { value.abs().max(asked.abs()) } else { 1.0 };
    let least = (gain - (value - low).hypot(high - asked)) / unit;
    gain > 0.0 && (least * 1e9).round() > 0.0
}

/// The answer to each question, in their order; `most` cities are named for one.
pub fn answers<D>(questions: &[Question], mut paths: Vec<Path>, cities: &Cities<D>, most: usize) -> Vec<Answer>
where
    D: Fn(usize, usize) -> Option<f64> + Sync,
{
    let region = |city: usize| cities.regions.get(city).copied().unwrap_or(usize::MAX);
    let key = |p: &Path| (p.kind, region(p.city), p.city, p.from_year);
    paths.par_sort_unstable_by_key(key);
    let paths = &paths;
    questions
        .par_iter()
        .map(|q| {
            let home = region(q.city);
            let at = |bound: (i64, usize, usize)| paths.partition_point(|p| (p.kind, region(p.city), p.city) < bound);
            let peers = cities.near.get(q.city).into_iter().flatten();
            let of_peers = peers.flat_map(|peer| {
                let place = (q.kind, region(*peer), *peer);
                paths[at(place)..].iter().take_while(move |p| (p.kind, p.city) == (place.0, place.2))
            });
            let answer = search(q, of_peers, Reach::Peers);
            if !answer.named.is_empty() {
                return chosen(answer, q.city, cities, most);
            }
            let first = at((q.kind, home, 0));
            let of_region = paths[first..].iter().take_while(|p| (p.kind, region(p.city)) == (q.kind, home));
            let answer = search(q, of_region, Reach::Region);
            if !answer.named.is_empty() {
                return chosen(answer, q.city, cities, most);
            }
            let of_kind = paths[at((q.kind, 0, 0))..].iter().take_while(|p| p.kind == q.kind);
            chosen(search(q, of_kind, Reach::Network), q.city, cities, most)
        })
        .collect()
}

/// What became of the cities that were alike, and all of them that may be named: nobody where no more moved firmly
/// towards progress than chance alone would give, since a circle that is wide enough always has such a city. The paths
/// of a city follow each other by year: the first that is alike counts.
fn search<'p>(q: &Question, paths: impl Iterator<Item = &'p Path>, reach: Reach) -> Answer {
    let mut answer = Answer { reach, outcomes: [0; 3], by_chance: 0.0, named: Vec::new() };
    let (mut last, mut firm) = (q.city, 0_u32);
    for path in paths {
        if path.city == last || path.city == q.city || path.from_value < q.like.0 || path.from_value > q.like.1 {
            continue;
        }
        last = path.city;
        answer.outcomes[path.outcome as usize] += 1;
        answer.by_chance += path.chance / 2.0;
        firm += u32::from(path.may_be_named);
        if path.may_be_named && beyond(path.good, q.good, q.relative) {
            answer.named.push(Found { city: path.city, distance: None, from_year: path.from_year });
        }
    }
    if f64::from(firm) <= answer.by_chance {
        answer.named.clear();
    }
    answer
}

/// The nearest in context of those that may be named.
fn chosen<D>(mut answer: Answer, city: usize, cities: &Cities<D>, most: usize) -> Answer
where
    D: Fn(usize, usize) -> Option<f64>,
{
    for found in &mut answer.named {
        found.distance = (cities.distance)(city, found.city);
    }
    answer.named.sort_by(|a, b| nearer(a.distance, b.distance).then(a.city.cmp(&b.city)));
    answer.named.truncate(most);
    answer
}

/// Nearer first; an unknown distance is further than any.
fn nearer(a: Option<f64>, b: Option<f64>) -> Ordering {
    let key = |d: Option<f64>| d.map_or(f64::INFINITY, |d| (d * 1e12).round());
    key(a).total_cmp(&key(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// City 0 asks; the others, of its own region, were once like it, and the last of them firmly moved on.
    fn named(others: usize, chance: f64) -> (Reach, f64, usize) {
        let question = Question { city: 0, kind: 1, like: (19.0, 21.0), good: (20.0, Some(21.0)), relative: false };
        let path = |city: usize| Path {
            city,
            kind: 1,
            from_year: 2015,
            from_value: 20.0,
            outcome: if city == others { Outcome::Towards } else { Outcome::Held },
            may_be_named: city == others,
            chance,
            good: (40.0, Some(39.0)),
        };
        let cities =
            Cities { near: &vec![Vec::new(); others + 1], regions: &vec![0; others + 1], distance: |_, _| None };
        let answer = &answers(&[question], (1..=others).map(path).collect(), &cities, 5)[0];
        (answer.reach, answer.by_chance, answer.named.len())
    }

    #[test]
    fn nobody_is_named_where_chance_alone_would_give_as_many() {
        // 0.0625 and sums of it are exact: of 32 cities one would move towards by chance.
        assert_eq!(named(31, 0.0625), (Reach::Region, 0.96875, 1));
        assert_eq!(named(32, 0.0625), (Reach::Network, 1.0, 0));
        assert_eq!(named(1, 0.0), (Reach::Region, 0.0, 1));
    }
}
