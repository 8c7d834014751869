//! A city's series: its own points with their intervals, breaks, its target, and behind them the peers' middle half.

mod model;
mod picture;

use super::data::{BySeries, Data, SeriesKey, path_part, year};
use super::drawing::{Drawing, Jobs};
use super::frame::Frame;
use super::number::{self, Scale};
use super::spec::Field;
use super::svg::{self, Sheet};
use crate::base::error::Result;
use crate::say;
use model::{Model, Outcome, Peers, Point};
use picture::{bands, body_height, picture};

/// The charts of a spec.
pub(super) struct Series<'a> {
    data: Data<'a>,
    points: Vec<(SeriesKey<'a>, Vec<usize>)>,
    peers: BySeries<'a>,
    components: BySeries<'a>,
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
        Ok(Series { data, points, peers, components })
    }

    fn model(&self, index: usize) -> Model<'a> {
        let ((city, measurement, item), rows) = &self.points[index];
        let d = &self.data;
        let mut points: Vec<Point<'a>> = rows
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
                    definition: d.text("definition", r),
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
                tentative: t.text("certainty", r) == Some("tentative"),
                reason: t.text("reason", r).map(str::to_string),
                baseline: at(baseline_year),
                latest: at(latest_year),
            };
        }
        let m = d.measurement(measurement);
        let own = points.last().and_then(|p| p.definition).and_then(|id| d.definition(id));
        Model {
            points,
            peers,
            result,
            scale: match own {
                // A share by the catalogue, and something else by its own definition.
                Some(own) if own.unit != "%" && m.is_some_and(|m| m.scale == Scale::Percent) => Scale::Relative,
                _ => m.map_or(Scale::Relative, |m| m.scale),
            },
            low: m.and_then(|m| m.low),
            high: m.and_then(|m| m.high),
            min_change: m.map_or(0.0, |m| m.min_change),
            beside: Vec::new(),
        }
    }

    /// What the measurement's other items show, where they have the same definition.
    fn beside(&self, index: usize, own: &Model) -> Vec<f64> {
        let ((city, measurement, _), _) = self.points[index];
        let same = |i: &usize| self.points[*i].0.0 == city && self.points[*i].0.1 == measurement;
        let before = (0..index).rev().take_while(same);
        let others = before.chain((index + 1..self.points.len()).take_while(same)).map(|i| self.model(i));
        others
            .filter(|m| m.differs() == own.differs() && m.definition() == own.definition())
            .flat_map(|m| m.shown().collect::<Vec<_>>())
            .collect()
    }

    fn notes(&self, index: usize, model: &Model) -> Vec<String> {
        let ((city, ..), rows) = &self.points[index];
        let mut sources: Vec<&str> = rows.iter().filter_map(|&r| self.data.text("source", r)).collect();
        sources.sort_unstable();
        sources.dedup();
        let l = self.data.language;
        let sources: Vec<String> = sources.iter().map(|s| l.name("source", s, s)).collect();
        let (sources, network) = (l.list(&sources), self.data.source.as_str());
        let mut notes = vec![say!(l, "chart-series-points", n = model.points.len())];
        match (sources.is_empty(), network) {
            (true, "") => {}
            (true, network) => notes.push(say!(l, "chart-series-source", sources = network)),
            (false, "") => notes.push(say!(l, "chart-series-source", sources = sources)),
            (false, network) => {
                notes.push(say!(l, "chart-series-source-network", sources = sources, network = network))
            }
        }
        let mut notes = vec![notes.join(" ")];
        let ns = || model.peers.iter().map(|p| p.n);
        match (ns().min(), ns().max()) {
            (Some(low), Some(high)) if low != high => {
                notes.push(say!(l, "chart-series-peers-note-range", low = low, high = high))
            }
            (Some(n), _) => notes.push(say!(l, "chart-series-peers-note", n = n)),
            _ => {}
        }
        let mut marks = Vec::new();
        if model.points.iter().any(|p| p.interval.is_some()) {
            marks.push(match bands(&model.points) {
                true => say!(l, "chart-series-band"),
                false => say!(l, "chart-series-bars"),
            });
        }
        if model.points.iter().any(|p| !p.in_run) {
            marks.push(say!(l, "chart-series-hollow"));
        }
        if model.result.is_tentative_movement() {
            marks.push(say!(l, "chart-series-tentative"));
        }
        if !marks.is_empty() {
            notes.push(marks.join(" "));
        }
        match model.points.iter().filter(|p| p.differs && model.definition().is_none()).count() {
            _ if model.definition().is_some() && model.points.iter().all(|p| p.definition == model.definition()) => {}
            _ if model.definition().is_some() => notes.push(say!(l, "chart-own-definition-since")),
            0 => {}
            n if n == model.points.len() => notes.push(say!(l, "chart-own-definition")),
            _ => notes.push(say!(l, "chart-own-definition-some")),
        }
        if self.data.invented(Some(city)) {
            notes.push(say!(l, "chart-invented-city"));
        }
        notes
    }

    /// The point of the chart, for the caption.
    fn sentence(&self, model: &Model) -> String {
        let (d, l, r) = (&self.data, self.data.language, &model.result);
        let v = |x: f64| number::value(l, x, model.scale);
        let Some(last) = model.points.last() else {
            return say!(l, "chart-series-none");
        };
        let movement = r.movement.as_deref().map(|code| match r.tentative {
            true => say!(l, "movement-tentative", label = d.label("movement", code)),
            false => d.label("movement", code),
        });
        let reason = r.reason.as_deref().map(|code| d.label("reason", code));
        let mut said = vec![match r.baseline.zip(r.latest).filter(|_| r.baseline_year < r.latest_year) {
            Some((from, to)) => {
                let (from, to) = (v(from), v(to));
                let (from_year, to_year) = (d.year_words(r.baseline_year), d.year_words(r.latest_year));
                match (movement, reason) {
                    (Some(movement), _) => say!(
                        l,
                        "chart-series-moved",
                        from = from,
                        from_year = from_year,
                        to = to,
                        to_year = to_year,
                        movement = movement
                    ),
                    (None, Some(reason)) => say!(
                        l,
                        "chart-series-unread",
                        from = from,
                        from_year = from_year,
                        to = to,
                        to_year = to_year,
                        reason = reason
                    ),
                    (None, None) => {
                        say!(l, "chart-series-from-to", from = from, from_year = from_year, to = to, to_year = to_year)
                    }
                }
            }
            None => {
                let (value, year) = (v(last.value), number::year(l, last.year));
                match reason {
                    Some(reason) => say!(l, "chart-series-one-reason", value = value, year = year, reason = reason),
                    None => say!(l, "chart-series-one", value = value, year = year),
                }
            }
        }];
        if let Some((year, target)) = r.target {
            let target = v(target);
            let status = r.target_status.as_deref().map(|code| d.label("target", code));
            said.push(match (year.map(|y| number::year(l, y)), status) {
                (None, None) => say!(l, "chart-series-target", target = target),
                (Some(year), None) => say!(l, "chart-series-target-year", target = target, year = year),
                (None, Some(status)) => say!(l, "chart-series-target-status", target = target, status = status),
                (Some(year), Some(status)) => {
                    say!(l, "chart-series-target-year-status", target = target, year = year, status = status)
                }
            });
        }
        if let Some(p) = model.peers.last() {
            said.push(say!(
                l,
                "chart-series-peers",
                n = p.n,
                low = v(p.p25),
                high = v(p.p75),
                year = number::year(l, p.year),
                median = v(p.median)
            ));
        }
        said.join(" ")
    }
}

impl Jobs for Series<'_> {
    fn keys(&self) -> Vec<Vec<String>> {
        self.points.iter().map(|((c, m, i), _)| vec![c.to_string(), m.to_string(), i.to_string()]).collect()
    }

    fn draw(&self, index: usize) -> Result<Drawing> {
        let ((city, measurement, item), _) = &self.points[index];
        let d = &self.data;
        let mut model = self.model(index);
        let differs = model.differs();
        model.beside = self.beside(index, &model);
        let own = model.definition().and_then(|id| d.definition(id));
        let (title, item_words) = d.series_title(measurement, item);
        let title = own.map_or(title, |own| own.title.clone());
        let name = d.city_name(city);
        let unit = own.map_or_else(|| d.measurement(measurement).map_or("", |m| &m.unit), |own| &own.unit);
        let years = match (model.points.first(), model.points.last()) {
            (Some(a), Some(b)) => number::span(d.language, a.year, b.year),
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
        let l = d.language;
        let (title, subtitle) = d.heading(&words, Some(city));
        let unit = d.words(Field::Unit, &words);
        let unit_words = if unit == "%" && !differs { say!(l, "chart-series-alt-percent") } else { String::new() };
        let unit = match (unit.as_str(), differs) {
            ("%", true) => say!(l, "chart-series-unit-percent-own"),
            ("%", false) => say!(l, "chart-series-unit-percent"),
            (other, true) => say!(l, "chart-unit-own-for", unit = other),
            (_, false) => unit,
        };
        let frame = Frame::new(d.spec.width, &title, &subtitle, &self.notes(index, &model));
        let failed = svg::failed(&d.spec.name);
        let sentence = self.sentence(&model);
        let unit_words = if unit_words.is_empty() { &unit } else { &unit_words };
        let alt =
            say!(l, "chart-series-alt", title = &title, unit = unit_words, subtitle = &subtitle, caption = &sentence);
        let body = body_height(&model, &unit, frame.width(), l);
        let height = frame.height(body);
        let sheet = Sheet::new(frame.width(), height, l.right_to_left());
        frame.draw(&sheet, body).map_err(&failed)?;
        picture(&sheet, &frame, &model, &unit, l).map_err(&failed)?;
        Ok(Drawing {
            chart: d.spec.name.clone(),
            key: vec![city.to_string(), measurement.to_string(), item.to_string()],
            path: format!("{}/{}/{}-{}.svg", d.spec.name, path_part(city), path_part(measurement), path_part(item)),
            drawn: sheet.finish(&say!(l, "chart-name", title = title, subtitle = subtitle), &alt),
            width: frame.width(),
            height,
            alt,
            caption: sentence,
        })
    }
}
