//! A series, ready to be drawn.

use crate::chart::number::{self, Scale};
use crate::language::Language;
use crate::model::vocabulary::Movement;

/// A point of the city's own.
#[derive(Clone, Copy)]
pub struct Point<'a> {
    pub year: i64,
    pub value: f64,
    pub interval: Option<(f64, f64)>,
    pub break_before: bool,
    pub in_run: bool,
    /// The definition is not the catalogue's.
    pub differs: bool,
    /// Its id, where it has one.
    pub definition: Option<&'a str>,
}

/// The peers' middle half in a year.
#[derive(Clone, Copy)]
pub struct Peers {
    pub year: i64,
    pub n: i64,
    pub median: f64,
    pub p25: f64,
    pub p75: f64,
}

/// The middle half of the peers that the city's latest value is compared with.
#[derive(Clone, Copy)]
pub struct Half {
    pub n: i64,
    pub median: f64,
    pub p25: f64,
    pub p75: f64,
}

/// What the mart of components says besides.
#[derive(Default)]
pub struct Outcome<'a> {
    pub baseline_year: Option<i64>,
    pub latest_year: Option<i64>,
    pub target: Option<(Option<i64>, f64)>,
    pub target_status: Option<&'a str>,
    pub movement: Option<&'a str>,
    pub tentative: bool,
    pub reason: Option<&'a str>,
    pub baseline: Option<f64>,
    pub latest: Option<f64>,
}

impl Outcome<'_> {
    /// Whether it moved, but not firmly.
    pub fn is_tentative_movement(&self) -> bool {
        use Movement::{Away, Fell, Rose, Towards};
        let movement = self.movement.and_then(|code| code.parse().ok());
        self.tentative && matches!(movement, Some(Towards | Away | Rose | Fell))
    }
}

/// A series, ready to be drawn.
pub struct Model<'a> {
    pub points: Vec<Point<'a>>,
    pub peers: Vec<Peers>,
    pub half: Option<Half>,
    pub result: Outcome<'a>,
    /// What the axis is by.
    pub scale: Scale,
    /// What values are written by: their scale in the catalogue, and the unit of their own definition where they have
    /// one.
    pub written: (Scale, Option<&'a str>),
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub min_change: f64,
    /// What the charts of the measurement's other items show, which share the scale of this one.
    pub of_other_items: Vec<f64>,
}

impl<'a> Model<'a> {
    /// A value as pages write it.
    pub fn value(&self, language: &Language, value: f64) -> String {
        number::value_in(language, value, self.written.0, self.written.1)
    }

    /// The same without a sign of percent.
    pub fn plain(&self, language: &Language, value: f64) -> String {
        number::plain(language, value, self.written.0)
    }

    /// Every value that the picture shows.
    pub fn shown(&self) -> impl Iterator<Item = f64> {
        let own = self.points.iter().flat_map(|p| [Some(p.value), p.interval.map(|i| i.0), p.interval.map(|i| i.1)]);
        let peers = self.peers.iter().flat_map(|p| [p.median, p.p25, p.p75]);
        let peers = peers.chain(self.half.iter().flat_map(|h| [h.median, h.p25, h.p75]));
        own.flatten().chain(peers).chain(self.result.target.map(|t| t.1))
    }

    /// Whether the newest value has another definition than the catalogue's, of which no more is known: perhaps another
    /// unit.
    pub fn differs(&self) -> bool {
        self.points.last().is_some_and(|p| p.differs && p.definition.is_none())
    }

    /// The definition of the newest value, where it has one of its own.
    pub fn definition(&self) -> Option<&'a str> {
        self.points.last().and_then(|p| p.definition)
    }
}
