//! Who in the region, else in the network, has been where a city is (methods 8): of those whose earlier value was alike, the
//! nearest in context. Each question walks the paths of its own kind, so that no table of all pairs is ever made.

use std::cmp::Ordering;
use std::ops::Range;

use rayon::prelude::*;

/// What makes two values alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Likeness {
    /// A difference of at most so much.
    Apart(f64),
    /// Both above zero and a quotient of at most so much.
    Factor(f64),
}

impl Likeness {
    /// Whether two values are alike, to nine decimals.
    pub fn holds(self, a: f64, b: f64) -> bool {
        let rounded = |x: f64| (x * 1e9).round() / 1e9;
        match self {
            Likeness::Apart(most) => rounded((a - b).abs()) <= most,
            Likeness::Factor(most) => a > 0.0 && b > 0.0 && rounded(a.max(b) / a.min(b)) <= most,
        }
    }
}

/// A city's latest value, for which nobody among its peers was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Question {
    /// The city's place in the list of cities.
    pub city: usize,
    /// Number of measurement, item, source kind and definition.
    pub kind: i64,
    /// The value.
    pub value: f64,
    /// What is alike to it.
    pub likeness: Likeness,
}

/// An earlier point from which a city moved towards where progress lies.
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
}

/// A city that has been where another is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// Place of the question.
    pub question: usize,
    /// The city found.
    pub city: usize,
    /// Distance in context; none where the two share too little of it.
    pub distance: Option<f64>,
    /// The earliest year in which its value was alike.
    pub from_year: i64,
    /// Whether it is of the same region.
    pub in_region: bool,
}

/// For each question at most `most` cities, the nearest in context first, those of unknown distance last, ties in the order of
/// cities: of the city's region, and only where nobody there was alike, of the network. `regions` has a number for each city;
/// `distance` gives that of two cities. The result is in the order of the questions.
pub fn wider(
    questions: &[Question],
    mut paths: Vec<Path>,
    regions: &[usize],
    distance: impl Fn(usize, usize) -> Option<f64> + Sync,
    most: usize,
) -> Vec<Found> {
    let region = |city: usize| regions.get(city).copied().unwrap_or(usize::MAX);
    paths.par_sort_unstable_by_key(|p| (p.kind, region(p.city), p.city, p.from_year));
    let paths = &paths;
    let search = |within: Range<usize>, q: &Question| -> Vec<(Option<f64>, &Path)> {
        let mut alike: Vec<&Path> = Vec::new();
        for path in &paths[within] {
            let known = alike.last().is_some_and(|last| last.city == path.city);
            if !known && path.city != q.city && q.likeness.holds(path.from_value, q.value) {
                alike.push(path);
            }
        }
        let mut near: Vec<(Option<f64>, &Path)> = alike.into_iter().map(|p| (distance(q.city, p.city), p)).collect();
        near.sort_by(|a, b| nearer(a.0, b.0).then(a.1.city.cmp(&b.1.city)));
        near.truncate(most);
        near
    };
    questions
        .par_iter()
        .enumerate()
        .map(|(at, q)| {
            let home = region(q.city);
            let first = |key: (i64, usize)| paths.partition_point(|p| (p.kind, region(p.city)) < key);
            let own = first((q.kind, home))..paths.partition_point(|p| (p.kind, region(p.city)) <= (q.kind, home));
            let mut near = search(own, q);
            let in_region = !near.is_empty();
            if near.is_empty() {
                near = search(first((q.kind, 0))..paths.partition_point(|p| p.kind <= q.kind), q);
            }
            near.into_iter()
                .map(|(distance, path)| Found {
                    question: at,
                    city: path.city,
                    distance,
                    from_year: path.from_year,
                    in_region,
                })
                .collect::<Vec<_>>()
        })
        .collect::<Vec<_>>()
        .concat()
}

/// Nearer first; an unknown distance is further than any.
fn nearer(a: Option<f64>, b: Option<f64>) -> Ordering {
    let key = |d: Option<f64>| d.map_or(f64::INFINITY, |d| (d * 1e12).round());
    key(a).total_cmp(&key(b))
}
