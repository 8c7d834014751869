//! The series of a city: what each did, in words, and where it is with its peers.

use std::collections::BTreeMap;

use super::words::{self, Untested, parsed};
use crate::catalogue::{City, Measurement};
use crate::document::Text;
use crate::model::relations::{ChangeComparison, Comparison, Components, Observation, PeerYear, Point, Progress};
use crate::model::vocabulary::{Certainty, Direction, Mark, Movement, Quality, Reason, Scheme, TOTAL, Target};
use crate::report::site::Site;
use crate::say;

/// A series of a city: expected by the catalogue, or reported in addition.
pub struct Series<'s> {
    /// What it measures: the catalogue's measurement, or the city's own definition of it.
    pub measurement: &'s Measurement,
    /// Item or total.
    pub item: &'s str,
    /// As readers see it.
    pub title: String,
    /// Its change since the baseline, if anything is known.
    pub progress: Option<Progress<'s>>,
    /// Its points, by year.
    pub points: Vec<Point<'s>>,
    /// What the city sent.
    pub observations: Vec<Observation<'s>>,
    /// With its nearest peers.
    pub nearest: Option<Comparison<'s>>,
    /// With its region.
    pub region: Option<Comparison<'s>>,
    /// Its nearest peers, by year.
    pub peer_years: Vec<PeerYear<'s>>,
    /// What its movement was computed from, and its target and trend.
    pub components: Option<Components<'s>>,
    /// Its change with those of its nearest peers.
    pub pace: Option<ChangeComparison<'s>>,
}

/// The check that asks whether a percentage was written as a fraction.
const FRACTION: &str = "check_fraction";

/// The outcome of a series, in the words of the counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Moved towards progress.
    Towards,
    /// Held.
    Held,
    /// Moved away from progress.
    Away,
    /// Moved, in a measurement without direction.
    NoDirection,
    /// No comparable change.
    NoResult,
}

impl Outcome {
    /// Of a movement.
    pub fn of(movement: Option<Movement>) -> Outcome {
        match movement {
            Some(Movement::Towards) => Outcome::Towards,
            Some(Movement::Away) => Outcome::Away,
            Some(Movement::Steady | Movement::WithinNoise | Movement::AtParity) => Outcome::Held,
            Some(Movement::Rose | Movement::Fell) => Outcome::NoDirection,
            Some(Movement::Mixed) | None => Outcome::NoResult,
        }
    }

    /// Its class on a page.
    pub fn class(self) -> &'static str {
        match self {
            Outcome::Towards => "towards",
            Outcome::Held => "held",
            Outcome::Away => "away",
            Outcome::NoDirection => "nodirection",
            Outcome::NoResult => "noresult",
        }
    }
}

/// Rows of a city by measurement and item, in their order.
fn by_series<'s, R>(
    rows: impl Iterator<Item = R>,
    key: impl Fn(&R) -> (&'s str, &'s str),
) -> BTreeMap<(&'s str, &'s str), Vec<R>> {
    let mut map: BTreeMap<_, Vec<R>> = BTreeMap::new();
    for row in rows {
        map.entry(key(&row)).or_default().push(row);
    }
    map
}

/// Every series of the city in the order of the printed form, those reported in addition at the end of their
/// measurement.
pub fn of_city<'s>(site: &'s Site<'_>, city: &City) -> Vec<Series<'s>> {
    let (rows, id) = (&site.rows, city.id.as_str());
    let mut progress = by_series(rows.progress.of(id), |r| (r.measurement, r.item));
    let mut points = by_series(rows.series.of(id), |r| (r.measurement, r.item));
    let mut observations = by_series(rows.observations.of(id), |r| (r.measurement, r.item));
    let mut compared = by_series(rows.peer_comparison.of(id), |r| (r.measurement, r.item));
    let mut paces = by_series(rows.peer_change_comparison.of(id), |r| (r.measurement, r.item));
    let mut peer_years =
        by_series(rows.peer_series.of(id).filter(|r| r.scheme == Scheme::Nearest), |r| (r.measurement, r.item));
    let mut components = by_series(rows.progress_components.of(id), |r| (r.measurement, r.item));
    let mut reported: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (measurement, item) in progress.keys().chain(points.keys()) {
        let known = reported.entry(measurement).or_default();
        if !known.contains(item) {
            known.push(item);
        }
    }
    let mut all = Vec::new();
    for measurement in &site.catalogue.measurements {
        let of = measurement.id.as_str();
        let mut items: Vec<&str> = measurement.items.iter().map(String::as_str).collect();
        for item in reported.get(of).into_iter().flatten() {
            if !items.contains(item) {
                items.push(item);
            }
        }
        for item in items {
            let key = (of, item);
            let compared = compared.remove(&key).unwrap_or_default();
            all.push(Series {
                measurement: site.catalogue.definitions.measurement(id, of, item).unwrap_or(measurement),
                item,
                title: site.catalogue.series_of(id, of, item),
                progress: progress.remove(&key).and_then(|rows| rows.into_iter().next()),
                observations: observations.remove(&key).unwrap_or_default(),
                points: points.remove(&key).unwrap_or_default(),
                nearest: compared.iter().copied().find(|r| r.scheme == Scheme::Nearest),
                region: compared.iter().copied().find(|r| r.scheme == Scheme::Region && site.catalogue.several_regions),
                peer_years: peer_years.remove(&key).unwrap_or_default(),
                components: components.remove(&key).and_then(|rows| rows.into_iter().next()),
                pace: paces.remove(&key).unwrap_or_default().into_iter().find(|r| r.scheme == Scheme::Nearest),
            });
        }
    }
    all
}

/// Marks that make a movement tentative.
const DOUBTS: [Mark; 5] =
    [Mark::NotTested, Mark::TwoPoints, Mark::DependsOnYear, Mark::AgainstTrend, Mark::UnresolvedJump];

/// Titles of series by the code of a reason; those without one are left out.
pub fn by_reason<'a, 's: 'a>(
    series: impl IntoIterator<Item = &'a Series<'s>>,
    reason: impl Fn(&Series<'s>) -> Option<&'s str>,
) -> BTreeMap<&'s str, Vec<&'a str>> {
    let mut titles: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for series in series {
        if let Some(reason) = reason(series) {
            titles.entry(reason).or_default().push(&series.title);
        }
    }
    titles
}

impl<'s> Series<'s> {
    /// Its outcome.
    pub fn outcome(&self) -> Outcome {
        Outcome::of(self.movement())
    }

    /// City, measurement and item, as its chart has them.
    pub fn key<'k>(&'k self, city: &'k City) -> [&'k str; 3] {
        [&city.id, &self.measurement.id, self.item]
    }

    /// Whether the catalogue expects it of every city.
    pub fn is_expected(&self) -> bool {
        self.measurement.items.iter().any(|item| item == self.item)
    }

    /// What it did; none where no movement can be computed.
    pub fn movement(&self) -> Option<Movement> {
        parsed(self.progress?.movement)
    }

    /// Whether it moved towards progress or away from it.
    pub fn went(&self) -> bool {
        matches!(self.outcome(), Outcome::Towards | Outcome::Away)
    }

    /// Whether it moved, in whatever direction, and firmly.
    pub fn moved_firmly(&self) -> bool {
        let moved = matches!(self.outcome(), Outcome::Towards | Outcome::Away | Outcome::NoDirection);
        moved && self.progress.is_some_and(|p| parsed(p.certainty) == Some(Certainty::Firm))
    }

    /// Whether it is the total of its measurement.
    pub fn is_total(&self) -> bool {
        self.item == TOTAL
    }

    /// Whether its own target is reached.
    pub fn has_reached_target(&self) -> bool {
        let status: Option<Target> = self.components.and_then(|c| parsed(c.target_status));
        matches!(status, Some(Target::Achieved | Target::Maintained))
    }

    /// Why it has no movement: a code of the reasons; none where it has one.
    pub fn missing(&self) -> Option<&'s str> {
        match &self.progress {
            None => Some(Reason::NoPoints.into_str()),
            Some(p) => p.reason.filter(|_| p.movement.is_none()),
        }
    }

    /// Why it has no movement: a code of the reasons.
    pub fn reason(&self) -> &'s str {
        self.progress.and_then(|p| p.reason).unwrap_or(Reason::NoPoints.into_str())
    }

    /// Whether it moved, but not firmly.
    pub fn is_tentative(&self) -> bool {
        self.progress.is_some_and(|p| parsed(p.certainty) == Some(Certainty::Tentative))
    }

    /// Its movement in a few words, or why it has none.
    pub fn movement_label(&self, site: &Site) -> String {
        let Some(movement) = self.movement() else { return site.catalogue.label("reason", self.reason()) };
        let label = site.catalogue.label("movement", movement.into_str());
        if self.is_tentative() { say!(site.language, "movement-tentative", label) } else { label }
    }

    /// The marks that make its movement tentative; none where it is firm.
    fn doubted_by(&self) -> impl Iterator<Item = Mark> {
        let marks = self.progress.filter(|_| self.is_tentative()).and_then(|p| p.marks);
        words::marks(marks).filter(|mark| DOUBTS.contains(mark))
    }

    /// Why a movement is tentative: `Tentative: depends on the year.`
    pub fn doubts(&self, site: &Site) -> Option<String> {
        let reasons: Vec<String> =
            self.doubted_by().map(|mark| site.catalogue.label("mark", mark.into_str())).collect();
        let l = &site.language;
        (!reasons.is_empty()).then(|| say!(l, "areas-because", reasons = l.list(&reasons)))
    }

    /// How many others of the network did the same, of those with a result by the same definition: a national trend is
    /// not the city's own.
    pub fn others(&self, site: &Site) -> Option<String> {
        let own = self.progress?;
        let movement = own.movement?;
        if own.definition.is_none() && own.differs == Some(true) {
            return None;
        }
        let key = (self.measurement.id.as_str(), self.item, own.definition, movement);
        let mut counts = site.rows.movement_counts.iter();
        let row = counts.find(|r| (r.measurement, r.item, r.definition, r.movement) == key)?;
        let (same, all) = (row.cities - 1, row.assessed - 1);
        let moved = !matches!(self.outcome(), Outcome::Held | Outcome::NoResult);
        let every = i64::from(same == all);
        (moved && all > 0).then(|| say!(site.language, "areas-others", same, all, every))
    }

    /// What the checks across the data ask about its values; a jump that makes its movement tentative is said there.
    pub fn questions(&self, site: &Site, city: &City) -> Vec<String> {
        let l = &site.language;
        let jump_is_said = self.doubted_by().any(|mark| mark == Mark::UnresolvedJump);
        let mut years: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let rows = site.rows.consistency.of(&city.id);
        for row in rows.filter(|row| (row.measurement, row.item) == (self.measurement.id.as_str(), self.item)) {
            if row.code != "check_jump" || !jump_is_said {
                years.entry(row.code).or_default().push(row.reference_year.to_string());
            }
        }
        let question = |(code, years): (&str, Vec<String>)| {
            let question = site.catalogue.sentence("consistency", code);
            say!(l, "areas-question", years = l.list_some(&years, 3), question)
        };
        years.into_iter().map(question).collect()
    }

    /// The year of its first or latest value where that may be a fraction written for a percentage: a change between
    /// them is none, then.
    pub fn may_be_fraction(&self, site: &Site, city: &City) -> Option<i64> {
        let ends = [self.progress.and_then(|p| p.baseline_year), self.points.last().map(|p| p.reference_year)];
        let rows = site.rows.consistency.of(&city.id).filter(|row| row.code == FRACTION);
        let mut rows = rows.filter(|row| (row.measurement, row.item) == (self.measurement.id.as_str(), self.item));
        rows.find(|row| ends.contains(&Some(row.reference_year))).map(|row| row.reference_year)
    }

    /// What it did between its first and its latest value.
    pub fn change(&self, site: &Site) -> Option<String> {
        let p = self.progress?;
        let (first, last) = (p.baseline_year.zip(p.baseline_value), p.latest_year.zip(p.latest_value));
        words::moved(&site.language, first, last, p.change, &self.measurement.scale, self.unit())
    }

    /// The sentence of the reason, where there is one.
    pub fn why(&self, site: &Site) -> Option<String> {
        Some(site.catalogue.sentence("reason", self.progress?.reason?))
    }

    /// What it measures, where less of it is progress, or neither more nor less: its title alone could be read the
    /// other way. For a definition other than the catalogue's see [`Series::differing`].
    pub fn meaning(&self) -> Option<String> {
        let m = self.measurement;
        let own = self.points.last().is_some_and(|p| p.definition.is_some());
        (!own && m.direction != Some(Direction::Up) && !m.meaning.is_empty())
            .then(|| format!("{}.", words::capital(&m.meaning)))
    }

    /// What a reader must know before the value is read as the catalogue means it, in the city's words where it gave
    /// some.
    pub fn differing(&self, site: &Site) -> Option<Text> {
        let last = self.points.last()?;
        if last.differs != Some(true) {
            return None;
        }
        let of_year = self.observations.iter().filter(|o| o.reference_year == last.reference_year);
        let note = of_year.into_iter().find_map(|o| o.note);
        let defined = last.definition.and_then(|id| site.catalogue.definitions.get(id));
        let what = match defined.map(|d| words::capital(&d.meaning)).filter(|meaning| !meaning.is_empty()) {
            Some(meaning) => say!(site.language, "areas-defined", meaning),
            None => say!(site.language, "areas-differs"),
        };
        Some(Text::strong(what).and(note.map(Text::quoted).unwrap_or_default()))
    }

    /// How its latest value was made and who verified it, as far as the city says.
    pub fn quality(&self, site: &Site) -> Option<String> {
        let l = &site.language;
        let last = self.points.last()?;
        let sent = self.observations.iter().find(|o| o.reference_year == last.reference_year)?;
        let known = sent.quality.filter(|code| *code != Quality::Unknown.into_str());
        let how = known.map(|code| say!(l, "areas-quality", how = site.catalogue.label("quality", code)));
        let who = sent.verified_by.map(|who| say!(l, "areas-verified", who));
        let said: Vec<String> = [how, who].into_iter().flatten().collect();
        (!said.is_empty()).then(|| said.join(" "))
    }

    /// The unit of its latest values: that of their definition. Where status D alone says that it differs there is
    /// none, for then the catalogue's may not be theirs; percentages and ratings keep theirs.
    pub fn unit(&self) -> &'s str {
        let bounded = matches!(self.measurement.scale.as_str(), "percent" | "rating");
        if !bounded && self.has_unknown_definition() { "" } else { &self.measurement.unit_key }
    }

    /// Whether its definition is not the catalogue's and no more is known of it.
    pub fn has_unknown_definition(&self) -> bool {
        self.points.last().is_some_and(|p| p.differs == Some(true) && p.definition.is_none())
    }

    /// Its title, with its language where that is not the reader's.
    pub fn name(&self) -> Text {
        Text::foreign(self.measurement.language.as_deref(), &self.title)
    }

    /// Its title and its unit: `GDP per capita, US$ PPP per inhabitant`.
    pub fn heading(&self, site: &Site) -> String {
        let (l, series, unit) = (&site.language, &self.title, &self.measurement.unit);
        match self.unit() {
            "" if self.has_unknown_definition() => say!(l, "areas-heading-own", series, unit),
            _ => say!(l, "areas-heading", series, unit),
        }
    }

    /// Where its latest value is with its nearest peers, in a few words, or why it is not compared.
    pub fn standing(&self, site: &Site) -> String {
        match self.nearest.map(|c| (c.standing, c.reason)) {
            Some((Some(code), _)) => site.catalogue.label("standing", code),
            Some((None, Some(code))) => site.catalogue.label("reason", code),
            _ => say!(site.language, "areas-lies-nowhere"),
        }
    }

    /// Why it is not compared with its nearest peers: a code of the reasons. Its line has the label, and what the label
    /// means is the same for many series.
    pub fn not_compared(&self) -> Option<&'s str> {
        self.nearest.filter(|c| c.standing.is_none())?.reason
    }

    /// Where the city is with its nearest peers.
    pub fn with_peers(&self, site: &Site) -> String {
        let l = &site.language;
        let Some(c) = &self.nearest else { return say!(l, "areas-no-comparison") };
        let n = c.n_peers.unwrap_or_default();
        let compared = words::peers(l, n, c.p25.zip(c.p75), c.value, &self.measurement.scale, self.unit());
        let tested = words::untested(c.standing, c.marks).map(|why| match why {
            Untested::TooClose => say!(l, "series-too-close"),
            Untested::NotTested => say!(l, "series-standing-not-tested"),
        });
        let sentences: Vec<String> = [compared, tested, self.pace_with_peers(site)].into_iter().flatten().collect();
        sentences.join(" ")
    }

    /// How its nearest peers changed over the same years: of experts' ratings only how many moved which way.
    fn pace_with_peers(&self, site: &Site) -> Option<String> {
        let l = &site.language;
        let c = self.pace?;
        let years = c.baseline_year.zip(c.latest_year)?;
        if let (Some(rose), Some(held), Some(fell)) = (c.peers_rose, c.peers_held, c.peers_fell) {
            return Some(words::peers_moved(l, years, rose, held, fell));
        }
        let compared =
            words::peers_pace(l, years, c.n_peers?, c.p25.zip(c.p75)?, c.change_per_year?, &self.measurement.scale)?;
        Some(match words::untested(c.standing, c.marks) {
            Some(Untested::TooClose) => format!("{compared} {}", say!(l, "series-pace-too-close")),
            Some(Untested::NotTested) => format!("{compared} {}", say!(l, "series-pace-not-tested")),
            None => compared,
        })
    }
}
