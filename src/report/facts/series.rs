//! The series of a city: what each did, in words, and where it is with its peers.

use std::collections::BTreeMap;

use super::words;
use crate::document::Text;
use crate::model::relations::{ChangeComparison, Comparison, Components, Observation, PeerYear, Point, Progress};
use crate::report::catalogue::{City, Measurement};
use crate::report::site::Site;
use crate::say;

/// A series of a city: expected by the catalogue or reported besides.
pub struct Series<'s> {
    /// What it measures: the catalogue's measurement, or the city's own definition of it.
    pub measurement: &'s Measurement,
    /// Item or total.
    pub item: &'s str,
    /// As readers see it.
    pub title: String,
    /// What came of it, if anything is known.
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

/// What came of a series, in the words of the counts.
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
    /// Of a code of movement.
    pub fn of(movement: Option<&str>) -> Outcome {
        match movement {
            Some("towards") => Outcome::Towards,
            Some("away") => Outcome::Away,
            Some("steady" | "within_noise" | "at_parity") => Outcome::Held,
            Some("rose" | "fell") => Outcome::NoDirection,
            _ => Outcome::NoResult,
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

/// Every series of the city in the order of the printed form, those reported besides at the end of their measurement.
pub fn of_city<'s>(site: &'s Site<'_>, city: &City) -> Vec<Series<'s>> {
    let (rows, id) = (&site.rows, city.id.as_str());
    let mut progress = by_series(rows.progress.of(id), |r| (r.measurement, r.item));
    let mut points = by_series(rows.series.of(id), |r| (r.measurement, r.item));
    let mut observations = by_series(rows.observations.of(id), |r| (r.measurement, r.item));
    let mut compared = by_series(rows.peer_comparison.of(id), |r| (r.measurement, r.item));
    let mut paces = by_series(rows.peer_change_comparison.of(id), |r| (r.measurement, r.item));
    let mut peer_years =
        by_series(rows.peer_series.of(id).filter(|r| r.scheme == "nearest"), |r| (r.measurement, r.item));
    let mut components = by_series(rows.progress_components.of(id), |r| (r.measurement, r.item));
    let mut besides: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (measurement, item) in progress.keys().chain(points.keys()) {
        let known = besides.entry(measurement).or_default();
        if !known.contains(item) {
            known.push(item);
        }
    }
    let mut all = Vec::new();
    for measurement in &site.catalogue.measurements {
        let of = measurement.id.as_str();
        let mut items: Vec<&str> = measurement.items.iter().map(String::as_str).collect();
        for item in besides.get(of).into_iter().flatten() {
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
                nearest: compared.iter().copied().find(|r| r.scheme == "nearest"),
                region: compared.iter().copied().find(|r| r.scheme == "region"),
                peer_years: peer_years.remove(&key).unwrap_or_default(),
                components: components.remove(&key).and_then(|rows| rows.into_iter().next()),
                pace: paces.remove(&key).unwrap_or_default().into_iter().find(|r| r.scheme == "nearest"),
            });
        }
    }
    all
}

/// Marks that make a movement tentative.
const DOUBTS: [&str; 5] = ["not_tested", "two_points", "depends_on_year", "against_trend", "unresolved_jump"];

impl<'s> Series<'s> {
    /// What came of it.
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

    fn movement(&self) -> Option<&'s str> {
        self.progress.and_then(|p| p.movement)
    }

    /// Why it has no movement: a code of the reasons; none where it has one.
    pub fn missing(&self) -> Option<&'s str> {
        match &self.progress {
            None => Some("no_points"),
            Some(p) => p.reason.filter(|_| p.movement.is_none()),
        }
    }

    /// Why it has no movement: a code of the reasons.
    pub fn reason(&self) -> &'s str {
        self.progress.and_then(|p| p.reason).unwrap_or("no_points")
    }

    /// Whether it moved, but not firmly.
    pub fn is_tentative(&self) -> bool {
        self.progress.is_some_and(|p| p.certainty == Some("tentative"))
    }

    /// What came of it, in a few words.
    pub fn movement_label(&self, site: &Site) -> String {
        match self.movement() {
            Some(code) if self.is_tentative() => {
                say!(site.language, "movement-tentative", label = site.catalogue.label("movement", code))
            }
            Some(code) => site.catalogue.label("movement", code),
            None => site.catalogue.label("reason", self.reason()),
        }
    }

    /// Why a movement is tentative: `Tentative: depends on the year.`
    pub fn doubts(&self, site: &Site) -> Option<String> {
        let l = &site.language;
        let marks = self.progress.filter(|_| self.is_tentative())?.marks?;
        let reasons: Vec<String> =
            marks.split('|').filter(|m| DOUBTS.contains(m)).map(|m| site.catalogue.label("mark", m)).collect();
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
        let moved = matches!(movement, "towards" | "away" | "rose" | "fell");
        let every = i64::from(same == all);
        (moved && all > 0).then(|| say!(site.language, "areas-others", same = same, all = all, every = every))
    }

    /// What the checks across the data ask about its values; a jump that makes its movement tentative is said there.
    pub fn questions(&self, site: &Site, city: &City) -> Vec<String> {
        let l = &site.language;
        let jump_is_said =
            self.is_tentative() && self.progress.and_then(|p| p.marks).is_some_and(|m| m.contains("unresolved_jump"));
        let mut years: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let rows = site.rows.consistency.of(&city.id);
        for row in rows.filter(|row| (row.measurement, row.item) == (self.measurement.id.as_str(), self.item)) {
            if row.code != "check_jump" || !jump_is_said {
                years.entry(row.code).or_default().push(row.reference_year.to_string());
            }
        }
        years
            .into_iter()
            .map(|(code, years)| {
                say!(
                    l,
                    "areas-question",
                    years = l.list_some(&years, 3),
                    question = site.catalogue.sentence("consistency", code)
                )
            })
            .collect()
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
    /// other way.
    pub fn meaning(&self) -> Option<String> {
        let m = self.measurement;
        (m.direction != "up" && !m.meaning.is_empty()).then(|| format!("{}.", words::capital(&m.meaning)))
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
        let what = match defined {
            Some(d) if !d.meaning.is_empty() => {
                say!(site.language, "areas-defined", meaning = words::capital(&d.meaning))
            }
            _ => say!(site.language, "areas-differs"),
        };
        Some(Text::strong(what).and(note.map(Text::quoted).unwrap_or_default()))
    }

    /// The unit of its latest values: that of their definition. Where status D alone says that it differs there is
    /// none, for then the catalogue's may not be theirs; percentages and ratings keep theirs.
    pub fn unit(&self) -> &'s str {
        let bounded = matches!(self.measurement.scale.as_str(), "percent" | "rating");
        if !bounded && self.has_unknown_definition() { "" } else { &self.measurement.unit_key }
    }

    fn has_unknown_definition(&self) -> bool {
        self.points.last().is_some_and(|p| p.differs == Some(true) && p.definition.is_none())
    }

    /// Its title and its unit: `GDP per capita, US$ PPP per inhabitant`.
    pub fn heading(&self, site: &Site) -> String {
        match self.unit() {
            "" if self.has_unknown_definition() => {
                say!(site.language, "areas-heading-own", series = &self.title, unit = &self.measurement.unit)
            }
            _ => say!(site.language, "areas-heading", series = &self.title, unit = &self.measurement.unit),
        }
    }

    /// Where the city is with its nearest peers, or why that is not said.
    pub fn with_peers(&self, site: &Site) -> String {
        let l = &site.language;
        let Some(c) = &self.nearest else { return say!(l, "areas-no-comparison") };
        let n = c.n_peers.unwrap_or_default();
        let compared = words::peers(l, n, c.p25.zip(c.p75), c.value, &self.measurement.scale, self.unit());
        let tested = words::standing_tested(l, c.standing, c.marks);
        let reason = c.reason.map(|code| site.catalogue.sentence("reason", code));
        let sentences: Vec<String> =
            [compared.or(reason), tested, self.pace_with_peers(site)].into_iter().flatten().collect();
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
        Some(match words::pace_standing_tested(l, c.standing, c.marks) {
            Some(tested) => format!("{compared} {tested}"),
            None => compared,
        })
    }
}
