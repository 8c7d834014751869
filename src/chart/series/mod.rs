//! A city's series: its own points with their intervals, breaks, its target, and behind them the peers' middle half.

mod picture;

use super::data::{BySeries, Data, OWN_DEFINITION, SeriesKey, path_part, source_words, year};
use super::fit;
use super::frame::Frame;
use super::number::{self, Scale};
use super::spec::fill_words;
use super::svg::{self, Sheet};
use super::{Drawing, Jobs};
use crate::error::Result;
use picture::{bands, body_height, picture};

/// The charts of a spec.
pub(super) struct Series<'a> {
    data: Data<'a>,
    points: Vec<(SeriesKey<'a>, Vec<usize>)>,
    peers: BySeries<'a>,
    components: BySeries<'a>,
}

#[derive(Clone, Copy)]
struct Point {
    year: i64,
    value: f64,
    interval: Option<(f64, f64)>,
    break_before: bool,
    in_run: bool,
    /// The definition is not the catalogue's.
    differs: bool,
}

#[derive(Clone, Copy)]
struct Peers {
    year: i64,
    n: i64,
    median: f64,
    p25: f64,
    p75: f64,
}

/// What the mart of components says besides.
#[derive(Default)]
struct Outcome {
    baseline_year: Option<i64>,
    latest_year: Option<i64>,
    target: Option<(Option<i64>, f64)>,
    target_status: Option<String>,
    movement: Option<String>,
    reason: Option<String>,
    baseline: Option<f64>,
    latest: Option<f64>,
}

/// A series, ready to be drawn.
struct Model {
    points: Vec<Point>,
    peers: Vec<Peers>,
    result: Outcome,
    scale: Scale,
    low: Option<f64>,
    high: Option<f64>,
    min_change: f64,
}

impl<'a> Series<'a> {
    pub fn new(data: Data<'a>) -> Result<Series<'a>> {
        data.needs("peers", &["city", "measurement", "item", "reference_year", "n_peers", "median", "p25", "p75"])?;
        data.needs(
            "components",
            &[
                "city",
                "measurement",
                "item",
                "baseline_year",
                "latest_year",
                "target_year",
                "target_value",
                "movement",
                "reason",
            ],
        )?;
        let points = data.by_series().into_iter().collect();
        let peers = data.with_by_series("peers");
        let components = data.with_by_series("components");
        Ok(Series {
            data,
            points,
            peers,
            components,
        })
    }

    fn model(&self, index: usize) -> Model {
        let ((city, measurement, item), rows) = &self.points[index];
        let d = &self.data;
        let mut points: Vec<Point> = rows
            .iter()
            .filter_map(|&r| {
                let interval = d.number("low", r).zip(d.number("high", r));
                Some(Point {
                    year: d.year("year", r)?,
                    value: d.number("value", r)?,
                    interval: interval.map(|(a, b)| (a.min(b), a.max(b))),
                    break_before: d.truth("break_before", r).unwrap_or(false),
                    in_run: d.truth("in_run", r).unwrap_or(true),
                    differs: d.truth("differs", r).unwrap_or(false),
                })
            })
            .collect();
        points.sort_by_key(|p| p.year);
        let key = (*city, *measurement, *item);
        let mut peers: Vec<Peers> = Vec::new();
        if let (Some(t), Some(rows)) = (d.with("peers"), self.peers.get(&key)) {
            peers = rows
                .iter()
                .filter_map(|&r| {
                    Some(Peers {
                        year: year(t, "reference_year", r)?,
                        n: t.integer("n_peers", r).unwrap_or(0),
                        median: t.number("median", r)?.clamp(-1e15, 1e15),
                        p25: t.number("p25", r)?.clamp(-1e15, 1e15),
                        p75: t.number("p75", r)?.clamp(-1e15, 1e15),
                    })
                })
                .collect();
            peers.sort_by_key(|p| p.year);
        }
        let mut result = Outcome::default();
        if let (Some(t), Some(&r)) = (d.with("components"), self.components.get(&key).and_then(|rows| rows.first())) {
            let at = |y: Option<i64>| points.iter().find(|p| Some(p.year) == y).map(|p| p.value);
            let (baseline_year, latest_year) = (year(t, "baseline_year", r), year(t, "latest_year", r));
            result = Outcome {
                baseline_year,
                latest_year,
                target: t.number("target_value", r).map(|v| (year(t, "target_year", r), v.clamp(-1e15, 1e15))),
                target_status: t.text("target_status", r).map(str::to_string),
                movement: t.text("movement", r).map(str::to_string),
                reason: t.text("reason", r).map(str::to_string),
                baseline: at(baseline_year),
                latest: at(latest_year),
            };
        }
        let m = d.measurement(measurement);
        Model {
            points,
            peers,
            result,
            scale: m.map_or(Scale::Relative, |m| m.scale),
            low: m.and_then(|m| m.low),
            high: m.and_then(|m| m.high),
            min_change: m.map_or(0.0, |m| m.min_change),
        }
    }

    fn notes(&self, index: usize, model: &Model) -> Vec<String> {
        let ((city, ..), rows) = &self.points[index];
        let mut sources: Vec<&str> = rows.iter().filter_map(|&r| self.data.text("source", r)).collect();
        sources.sort_unstable();
        sources.dedup();
        let sources: Vec<String> = sources.iter().map(|s| fit::clean(source_words(s))).collect();
        let mut notes = Vec::new();
        let n = model.points.len();
        let mut own = format!("n = {}", number::count(n, "point", "points"));
        if !sources.is_empty() {
            own.push_str(&format!(". Source: {}", sources.join(", ")));
        }
        if !self.data.network.is_empty() {
            own.push_str(&format!(" ({})", self.data.network));
        }
        notes.push(own + ".");
        if let Some(range) = number_range(model.peers.iter().map(|p| p.n)) {
            notes.push(format!("Peers: n = {range} cities in a like context (dots: median; grey: middle half)."));
        }
        let mut marks = Vec::new();
        if model.points.iter().any(|p| p.interval.is_some()) {
            marks.push(if bands(&model.points) {
                "blue band: 95 % interval"
            } else {
                "bars: 95 % interval"
            });
        }
        if model.points.iter().any(|p| !p.in_run) {
            marks.push("hollow: not comparable with the latest");
        }
        if !marks.is_empty() {
            let mut text = marks.join("; ");
            text[..1].make_ascii_uppercase();
            notes.push(text + ".");
        }
        if model.points.iter().any(|p| p.differs) {
            let which = if model.points.iter().all(|p| p.differs) { "" } else { " in some years" };
            notes.push(OWN_DEFINITION.replacen(':', &format!("{which}:"), 1));
        }
        if self.data.invented(Some(city)) {
            notes.push("Invented figures: no real city.".into());
        }
        notes
    }

    /// One sentence for the caption.
    fn sentence(&self, model: &Model) -> String {
        let v = |x: f64| number::value(x, model.scale);
        let Some(last) = model.points.last() else {
            return "No value has been published.".into();
        };
        let mut text = match (&model.result, model.result.baseline.zip(model.result.latest)) {
            (r, Some((from, to))) if r.baseline_year < r.latest_year => {
                let mut text = format!(
                    "From {} in {} to {} in {}",
                    v(from),
                    r.baseline_year.unwrap_or_default(),
                    v(to),
                    r.latest_year.unwrap_or_default()
                );
                if let Some(code) = &r.movement {
                    text.push_str(&format!(": {}", self.data.label("movement", code)));
                } else if let Some(code) = &r.reason {
                    text.push_str(&format!("; no movement is read from it: {}", self.data.label("reason", code)));
                }
                text
            }
            (r, _) => {
                let mut text = format!("{} in {}", v(last.value), last.year);
                if let Some(code) = &r.reason {
                    text.push_str(&format!(": {}", self.data.label("reason", code)));
                }
                text
            }
        };
        if let Some((year, target)) = model.result.target {
            text.push_str(&format!("; the city’s own target is {}", v(target)));
            if let Some(year) = year {
                text.push_str(&format!(" by {year}"));
            }
            if let Some(code) = &model.result.target_status {
                text.push_str(&format!(" ({})", self.data.label("target", code)));
            }
        }
        text.push('.');
        if let Some(p) = model.peers.last() {
            text.push_str(&format!(
                " Half of its {} peers lay between {} and {} in {}, with a median of {}.",
                p.n,
                v(p.p25),
                v(p.p75),
                p.year,
                v(p.median)
            ));
        }
        text
    }
}

impl Jobs for Series<'_> {
    fn keys(&self) -> Vec<Vec<String>> {
        self.points
            .iter()
            .map(|((c, m, i), _)| vec![c.to_string(), m.to_string(), i.to_string()])
            .collect()
    }

    fn draw(&self, index: usize) -> Result<Drawing> {
        let ((city, measurement, item), _) = &self.points[index];
        let d = &self.data;
        let model = self.model(index);
        let (title, item_words) = d.series_title(measurement, item);
        let name = d.city_name(city);
        let unit = d.measurement(measurement).map_or("", |m| &m.unit);
        let years = match (model.points.first(), model.points.last()) {
            (Some(a), Some(b)) => number::span(a.year, b.year),
            _ => String::new(),
        };
        let words = [
            ("city", name.as_str()),
            ("measurement", &title),
            ("item", &item_words),
            ("unit", unit),
            ("years", &years),
            ("network", &d.network),
        ];
        let title = fill_words(&d.spec.title, &words);
        let mut subtitle = fill_words(&d.spec.subtitle, &words);
        if d.invented(Some(city)) {
            subtitle.push_str(" · invented figures");
        }
        let mut unit = fill_words(&d.spec.unit, &words);
        if model.points.last().is_some_and(|p| p.differs) {
            unit = match unit.as_str() {
                "%" => "percent (%), own definition".into(),
                other => format!("own definition in place of {other}"),
            };
        }
        let frame = Frame::new(d.spec.width, &title, &subtitle, &self.notes(index, &model));
        let failed = svg::failed(&d.spec.name);
        let sentence = self.sentence(&model);
        let unit_words = if unit == "%" { "percent" } else { &unit };
        let alt = format!("Line chart. {title}, {unit_words}, {subtitle}. {sentence}");
        let body = body_height(&model, &unit, frame.width());
        let height = frame.height(body);
        let sheet = Sheet::new(frame.width(), height);
        frame.draw(&sheet, body).map_err(&failed)?;
        picture(&sheet, &frame, &model, &unit).map_err(&failed)?;
        Ok(Drawing {
            chart: d.spec.name.clone(),
            key: vec![city.to_string(), measurement.to_string(), item.to_string()],
            path: format!("{}/{}/{}-{}.svg", d.spec.name, path_part(city), path_part(measurement), path_part(item)),
            svg: sheet.finish(&format!("{title}: {subtitle}"), &alt),
            width: frame.width(),
            height,
            alt,
            caption: sentence,
        })
    }
}

/// `9`, or `7 to 10`.
fn number_range(ns: impl Iterator<Item = i64>) -> Option<String> {
    let ns: Vec<i64> = ns.collect();
    let (low, high) = (ns.iter().min()?, ns.iter().max()?);
    Some(if low == high { low.to_string() } else { format!("{low} to {high}") })
}
