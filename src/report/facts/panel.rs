//! A measurement over the network: its median over the years, and cities by name on one scale, each with the median of
//! its nearest peers.

use std::collections::BTreeMap;

use super::series::Outcome;
use super::words::parsed;
use crate::catalogue::Measurement;
use crate::chart::Surface;
use crate::chart::number::Scale;
use crate::chart::spark::{MULTIPLE, PANEL, Point, Spark, WIDE_PANEL, least_span};
use crate::document::{Block, Cell, Multiple, Multiples, Row, Table, Text};
use crate::model::relations::{NetworkProgress, Progress};
use crate::model::vocabulary::{Certainty, Movement, Scheme};
use crate::report::site::Site;
use crate::{columns, say};

/// What a series measures: none is the catalogue's definition, an id is that of another, and no id a city's own.
pub type Definition<'s> = Option<Option<&'s str>>;

/// The median and the middle half of a measurement over the years, in a panel of cities that stays the same.
pub struct Panel<'s> {
    /// As the definition has it.
    pub measurement: &'s Measurement,
    rows: Vec<NetworkProgress<'s>>,
}

impl<'s> Panel<'s> {
    /// Of a measurement of the catalogue; none where too few cities have values in a first and a last year.
    pub fn of(site: &'s Site, of: &'s Measurement, item: &str, definition: Definition) -> Option<Panel<'s>> {
        // What one city alone measures has no median.
        let id = definition.map_or(Some(None), |id| id.map(Some))?;
        let rows = site.rows.network_progress.iter();
        let rows: Vec<NetworkProgress> =
            rows.filter(|r| r.measurement == of.id && r.item == item && r.definition == id).collect();
        let measurement = id.and_then(|id| site.catalogue.definitions.get(id)).unwrap_or(of);
        (rows.len() > 1).then_some(Panel { measurement, rows })
    }

    fn ends(&self) -> (&NetworkProgress<'s>, &NetworkProgress<'s>) {
        let last = self.rows.len() - 1;
        (&self.rows[0], &self.rows[last])
    }

    fn years(&self) -> (i64, i64) {
        let (first, last) = self.ends();
        (first.reference_year, last.reference_year)
    }

    /// First and last median in words, as every sentence about them has them.
    fn medians(&self, site: &Site) -> (String, String) {
        let ((first, last), m) = (self.ends(), self.measurement);
        site.language.first_and_last(first.median, last.median, &m.scale, &m.unit_key)
    }

    /// Its picture under a title, with first and last median below.
    pub fn multiple(&self, site: &Site, surface: Surface, title: Text) -> Option<Multiple> {
        let (l, m) = (&*site.language, self.measurement);
        let point = |row: &NetworkProgress| Point {
            year: row.reference_year,
            value: row.median,
            interval: Some((row.p25, row.p75)),
            break_before: false,
            in_run: true,
        };
        let points: Vec<Point> = self.rows.iter().map(point).collect();
        let largest = self.rows.iter().map(|row| row.p75.abs()).fold(0.0, f64::max);
        let spark = Spark {
            points: &points,
            years: self.years(),
            least_span: least_span(Scale::of(Some(&m.scale)), m.min_change, largest),
            ..Spark::default()
        };
        let ((from, to), (first, last)) = (self.years(), self.ends());
        let n = last.cities;
        let (start, end) = self.medians(site);
        let [low, high] = [first, last].map(|row| l.between(row.p25, row.p75, &m.scale, &m.unit_key));
        let (from_year, to_year) = (from.to_string(), to.to_string());
        let alt = say!(l, "panel-alt", n, from = from_year, to = to_year, start = &start, end = &end, low, high);
        let size = if surface == Surface::Page { WIDE_PANEL } else { PANEL };
        Some(Multiple {
            title,
            picture: spark.draw_in(size, "panel", surface, l.right_to_left(), alt).ok()?,
            latest: l.number(last.median, &m.scale),
            end: spark.depth(last.median, size.1),
            years: Some((from, to)),
            note: say!(l, "panel-note", n, start, end).into(),
        })
    }

    /// The figures behind the picture.
    pub fn table(&self, site: &Site) -> Table {
        let (l, m) = (&site.language, self.measurement);
        let columns = columns!(l => text "panel-year", count "panel-cities", value "panel-low", value "panel-median", value "panel-high");
        let value = |value: f64| Cell::Value(l.value(value, &m.scale, &m.unit_key));
        let rows = self.rows.iter().map(|row| {
            let figures = [row.p25, row.median, row.p75].map(value);
            Row::headed(Cell::Year(row.reference_year), std::iter::once(Cell::Count(row.cities)).chain(figures))
        });
        Table::new(say!(l, "panel-caption"), columns, rows)
    }
}

/// How many times the lowest the highest of all values is where they are shown on a logarithmic axis.
const FAR_APART: f64 = 10.0;

/// How a panel is chosen, with the settings in force.
pub fn rule(site: &Site) -> String {
    let l = &site.language;
    let setting = |name| site.catalogue.setting(name).unwrap_or_default();
    let n = |name| setting(name) as i64;
    let share = l.share(setting("panel_share"));
    say!(l, "methods-panel", cities = n("summary_cities"), share, years = n("panel_years"), window = n("peers_window"))
}

/// What the pictures of cities have in common: first and last year, and the kind of the scale.
struct Axes {
    from: String,
    to: String,
    logarithmic: bool,
}

/// A city's series, and the median of its nearest peers by year.
struct OfCity<'s> {
    row: Progress<'s>,
    points: Vec<Point>,
    peers: Vec<(i64, f64)>,
}

/// The series of the cities that measure the same, by name.
pub struct Together<'s> {
    measurement: &'s Measurement,
    /// Whether each measures something of its own, so that no two can be compared.
    own: bool,
    series: Vec<OfCity<'s>>,
}

impl<'s> Together<'s> {
    /// Of a measurement of the catalogue, an item and a definition; of its rows those of these cities that are wanted.
    pub fn of(
        site: &'s Site,
        of: &'s Measurement,
        item: &str,
        definition: Definition,
        rows: impl Iterator<Item = Progress<'s>>,
    ) -> Together<'s> {
        let of_definition = |row: &Progress| {
            row.item == item && site.catalogue.definitions.of(row.city, &of.id, row.item) == definition
        };
        let mut cities: BTreeMap<usize, Progress> = BTreeMap::new();
        for row in rows.filter(of_definition) {
            cities.insert(site.catalogue.by_name(row.city), row);
        }
        let series = cities
            .into_values()
            .map(|row| OfCity { row, points: points(site, &row), peers: peers(site, &row) })
            .filter(|of| !of.points.is_empty());
        let id = definition.flatten();
        Together {
            measurement: id.and_then(|id| site.catalogue.definitions.get(id)).unwrap_or(of),
            own: definition == Some(None),
            series: series.collect(),
        }
    }

    /// How they are to be read, and a picture of each.
    pub fn blocks(&self, site: &Site) -> Vec<Block> {
        let l = &site.language;
        let Some((axes, pictures)) = self.drawn(site) else { return Vec::new() };
        let Axes { from, to, logarithmic } = &axes;
        let mut note = Text::from(match self.own {
            true => say!(l, "multiples-own", from, to),
            false if *logarithmic => say!(l, "multiples-logarithmic", from, to, unit = &self.measurement.unit),
            false => say!(l, "multiples-scale", from, to, unit = &self.measurement.unit),
        });
        if self.series.iter().any(|of| of.peers.len() > 1) {
            note = note.and(say!(l, "multiples-peers"));
        }
        vec![Block::note(note), pictures]
    }

    /// The same among others that are read in the same way, which is said before them.
    pub fn blocks_in_short(&self, site: &Site) -> Vec<Block> {
        let l = &site.language;
        let Some((Axes { from, to, logarithmic }, pictures)) = self.drawn(site) else { return Vec::new() };
        let note = match logarithmic {
            true => say!(l, "multiples-short-logarithmic", from, to, unit = &self.measurement.unit),
            false => say!(l, "multiples-short", from, to, unit = &self.measurement.unit),
        };
        vec![Block::note(note), pictures]
    }

    /// A picture of each, on common axes; none where there is no value.
    fn drawn(&self, site: &Site) -> Option<(Axes, Block)> {
        let every = || self.series.iter().flat_map(|of| &of.points);
        let from = every().map(|p| p.year).min()?;
        let to = every().map(|p| p.year).max().unwrap_or(from);
        let of_peers = self.series.iter().flat_map(|of| &of.peers).map(|(_, value)| *value);
        let values: Vec<f64> = every().map(|p| p.value).chain(of_peers).collect();
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let range = (!self.own && low < high).then_some((low, high));
        let relative = Scale::of(Some(&self.measurement.scale)) == Scale::Relative;
        // One city far off would make straight lines of all others.
        let logarithmic = range.is_some() && relative && low > 0.0 && high / low >= FAR_APART;
        let pictures = self.series.iter().filter_map(|OfCity { row, points, peers }| {
            let others = vec![peers.clone()];
            let spark = Spark { points, others, years: (from, to), range, logarithmic, ..self.spark(points) };
            self.city(site, row, &spark)
        });
        let pictures = Block::Multiples(Multiples::Cities, pictures.collect());
        Some((Axes { from: from.to_string(), to: to.to_string(), logarithmic }, pictures))
    }

    fn spark<'p>(&self, points: &'p [Point]) -> Spark<'p> {
        let m = self.measurement;
        let largest = points.iter().map(|p| p.value.abs()).fold(0.0, f64::max);
        Spark { least_span: least_span(Scale::of(Some(&m.scale)), m.min_change, largest), ..Spark::default() }
    }

    fn city(&self, site: &Site, row: &Progress, spark: &Spark) -> Option<Multiple> {
        let l = &site.language;
        let last = spark.points.last()?;
        let movement: Option<Movement> = parsed(row.movement);
        let tentative = parsed(row.certainty) == Some(Certainty::Tentative);
        let label = match movement {
            Some(movement) => site.catalogue.label("movement", movement.into_str()),
            None => row.reason.map(|reason| site.catalogue.label("reason", reason)).unwrap_or_default(),
        };
        let label = if tentative { say!(l, "movement-tentative", label) } else { label };
        Some(Multiple {
            title: site.city_text(row.city),
            picture: spark.draw_in(MULTIPLE, "spark", Surface::Page, l.right_to_left(), String::new()).ok()?,
            latest: l.number(last.value, &self.measurement.scale),
            end: spark.depth(last.value, MULTIPLE.1),
            years: None,
            note: Text::badge(Outcome::of(movement).class(), tentative, label),
        })
    }
}

/// The median of a city's nearest peers by year.
fn peers(site: &Site, of: &Progress) -> Vec<(i64, f64)> {
    let rows = site.rows.peer_series.of(of.city).filter(|r| r.scheme == Scheme::Nearest);
    let rows = rows.filter(|r| (r.measurement, r.item) == (of.measurement, of.item));
    rows.filter_map(|r| Some((r.reference_year, r.median?))).collect()
}

/// A city's points of the definition that its latest one has.
fn points(site: &Site, of: &Progress) -> Vec<Point> {
    let rows = site.rows.series.of(of.city).filter(|p| (p.measurement, p.item) == (of.measurement, of.item));
    let like = rows.filter(|p| (p.differs, p.definition) == (of.differs, of.definition));
    let points = like.filter_map(|p| {
        Some(Point {
            year: p.reference_year,
            value: p.value?,
            interval: None,
            break_before: p.break_before == Some(true),
            in_run: p.in_run != Some(false),
        })
    });
    points.collect()
}
