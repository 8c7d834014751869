//! A city's series: its own points with their intervals, breaks, its target, and behind them the peers' middle half.

mod labels;
mod model;
mod picture;

use crate::base::error::Result;
use crate::chart::data::{BySeries, Data, SeriesKey, Words, bounded, by_series, calendar, interval, path_part};
use crate::chart::drawing::{Drawing, Jobs};
use crate::chart::fit;
use crate::chart::kind::KindDef;
use crate::chart::labels::Field;
use crate::chart::number::{self, Scale};
use crate::model::vocabulary::Scheme;
use crate::say;
use model::{Half, Model, Outcome, Peers, Point};
use picture::{bands, body_height, picture};

/// Words of the file, and how the charts are planned.
pub(super) const KIND: KindDef = KindDef {
    name: "series",
    words: &["finding", "city", "measurement", "item", "unit", "years", "network"],
    plan: |data| Box::new(Series::new(data)),
};

/// The charts of a spec.
struct Series<'a> {
    points: Vec<(SeriesKey<'a>, Vec<usize>)>,
    peers: BySeries<'a>,
    compared: BySeries<'a>,
    components: BySeries<'a>,
    data: Data<'a>,
}

impl<'a> Series<'a> {
    fn new(data: Data<'a>) -> Series<'a> {
        let rows = data.rows;
        let points = by_series(&rows.series, |row| Some((row.city, row.measurement, row.item)));
        let peers = by_series(&rows.peer_series, |row| {
            (row.scheme == Scheme::Nearest).then_some((row.city, row.measurement, row.item))
        });
        let compared = by_series(&rows.peer_comparison, |row| {
            (row.scheme == Scheme::Nearest).then_some((row.city, row.measurement, row.item))
        });
        let components = by_series(&rows.progress_components, |row| Some((row.city, row.measurement, row.item)));
        Series { points: points.into_iter().collect(), peers, compared, components, data }
    }

    fn own_points(&self, places: &[usize]) -> Vec<Point<'a>> {
        let point = |place: &usize| {
            let row = self.data.rows.series.get(*place)?;
            Some(Point {
                year: calendar(Some(row.reference_year))?,
                value: bounded(row.value?),
                interval: interval(row.low, row.high),
                break_before: row.break_before.unwrap_or(false),
                in_run: row.in_run.unwrap_or(true),
                differs: row.differs.unwrap_or(false),
                definition: row.definition,
            })
        };
        let mut points: Vec<Point> = places.iter().filter_map(point).collect();
        points.sort_by_key(|point| point.year);
        points
    }

    fn peers(&self, key: SeriesKey) -> Vec<Peers> {
        let peers = |place: &usize| {
            let row = self.data.rows.peer_series.get(*place)?;
            Some(Peers {
                year: calendar(Some(row.reference_year))?,
                n: row.n_peers.unwrap_or(0),
                median: bounded(row.median?),
                p25: bounded(row.p25?),
                p75: bounded(row.p75?),
            })
        };
        let mut peers: Vec<Peers> = self.peers.get(&key).into_iter().flatten().filter_map(peers).collect();
        peers.sort_by_key(|peers| peers.year);
        peers
    }

    /// What the sentence below the chart gives: the peers' values nearest in time to the city's latest.
    fn half(&self, key: SeriesKey) -> Option<Half> {
        let place = self.compared.get(&key)?.first()?;
        let row = self.data.rows.peer_comparison.get(*place)?;
        let [median, p25, p75] = [row.median?, row.p25?, row.p75?].map(bounded);
        Some(Half { n: row.n_peers.unwrap_or(0), median, p25, p75 })
    }

    fn outcome(&self, key: SeriesKey, points: &[Point]) -> Outcome<'a> {
        let place = self.components.get(&key).and_then(|places| places.first());
        let Some(row) = place.and_then(|place| self.data.rows.progress_components.get(*place)) else {
            return Outcome::default();
        };
        let at = |year: Option<i64>| points.iter().find(|p| Some(p.year) == year).map(|p| p.value);
        let (baseline_year, latest_year) = (calendar(row.baseline_year), calendar(row.latest_year));
        Outcome {
            baseline_year,
            latest_year,
            target: row.target_value.map(|value| (calendar(row.target_year), bounded(value))),
            target_status: row.target_status,
            movement: row.movement,
            tentative: row.certainty == Some("tentative"),
            reason: row.reason,
            baseline: at(baseline_year),
            latest: at(latest_year),
        }
    }

    fn model(&self, index: usize) -> Model<'a> {
        let (key, places) = &self.points[index];
        let points = self.own_points(places);
        let m = self.data.catalogue.measurement(key.1);
        let definition = points.last().and_then(|p| p.definition);
        let own = definition.and_then(|id| self.data.catalogue.definitions.get(id));
        let scale = m.map_or(Scale::Relative, |m| Scale::of(Some(&m.scale)));
        Model {
            peers: self.peers(*key),
            half: self.half(*key),
            result: self.outcome(*key, &points),
            points,
            scale: match own {
                // A share by the catalogue, and something else by its own definition.
                Some(own) if own.unit != "%" && scale == Scale::Percent => Scale::Relative,
                _ => scale,
            },
            written: (scale, own.map(|own| own.unit.as_str())),
            low: m.and_then(|m| m.possible_min),
            high: m.and_then(|m| m.possible_max),
            min_change: m.map_or(0.0, |m| m.min_change),
            of_other_items: Vec::new(),
        }
    }

    /// What the measurement's other items show, where they have the same definition.
    fn other_items(&self, index: usize, own: &Model) -> Vec<f64> {
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
        let source = |place: &usize| self.data.rows.series.get(*place).map(|row| row.source);
        let mut sources: Vec<&str> = rows.iter().filter_map(source).filter(|source| !source.is_empty()).collect();
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
        let v = |x: f64| model.value(l, x);
        let Some(last) = model.points.last() else {
            return say!(l, "chart-series-none");
        };
        let movement = r.movement.map(|code| match r.tentative {
            true => say!(l, "movement-tentative", label = d.label("movement", code)),
            false => d.label("movement", code),
        });
        let reason = r.reason.map(|code| d.label("reason", code));
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
            let status = r.target_status.map(|code| d.label("target", code));
            said.push(match (year.map(|y| number::year(l, y)), status) {
                (None, None) => say!(l, "chart-series-target", target = target),
                (Some(year), None) => say!(l, "chart-series-target-year", target = target, year = year),
                (None, Some(status)) => say!(l, "chart-series-target-status", target = target, status = status),
                (Some(year), Some(status)) => {
                    say!(l, "chart-series-target-year-status", target = target, year = year, status = status)
                }
            });
        }
        if let Some(h) = model.half {
            said.push(say!(l, "chart-series-peers", n = h.n, low = v(h.p25), high = v(h.p75), median = v(h.median)));
        }
        said.join(" ")
    }
}

impl Series<'_> {
    /// What the series did, with its name: the chart's title.
    fn finding(&self, series: &str, model: &Model) -> String {
        let (d, l, r) = (&self.data, self.data.language, &model.result);
        let v = |x: f64| model.value(l, x);
        let Some(last) = model.points.last() else { return series.to_string() };
        let Some((from, to)) = r.baseline.zip(r.latest).filter(|_| r.baseline_year < r.latest_year) else {
            return say!(l, "chart-finding-one", series, value = v(last.value), year = number::year(l, last.year));
        };
        let (from_year, to_year) = (d.year_words(r.baseline_year), d.year_words(r.latest_year));
        let key = match r.movement {
            Some("towards" | "away" | "rose" | "fell") if to > from => "chart-finding-up",
            Some("towards" | "away" | "rose" | "fell") => "chart-finding-down",
            Some(_) => "chart-finding-unclear",
            None => "chart-finding-between",
        };
        say!(l, key, series, from = v(from), from_year, to = v(to), to_year)
    }
}

impl Jobs for Series<'_> {
    fn keys(&self) -> Vec<Vec<String>> {
        self.points.iter().map(|((c, m, i), _)| vec![c.to_string(), m.to_string(), i.to_string()]).collect()
    }

    fn draw(&self, index: usize) -> Result<Drawing> {
        let ((city, measurement, item), _) = self.points[index];
        let (d, l) = (&self.data, self.data.language);
        let mut model = self.model(index);
        let differs = model.differs();
        model.of_other_items = self.other_items(index, &model);
        let own = model.definition().and_then(|id| d.catalogue.definitions.get(id));
        let title = own.map_or_else(|| d.title(measurement), |own| fit::clean(&own.title));
        let unit = own.or_else(|| d.catalogue.measurement(measurement)).map(|m| fit::clean(&m.unit));
        let years = match (model.points.first(), model.points.last()) {
            (Some(a), Some(b)) => number::span(l, a.year, b.year),
            _ => String::new(),
        };
        let item_words = d.item_words(measurement, item);
        let series = match item_words.as_str() {
            "" => title.clone(),
            item => say!(l, "series-title", measurement = &title, item),
        };
        let words = [
            ("finding", self.finding(&series, &model)),
            ("city", d.city_name(city)),
            ("measurement", title),
            ("item", item_words),
            ("unit", unit.unwrap_or_default()),
            ("years", years),
            ("network", d.network.clone()),
        ];
        let words = words.each_ref().map(|(name, text)| (*name, text.as_str()));
        let (title, subtitle) = d.heading(&words, Some(city));
        let unit = d.words(Field::Unit, &words);
        let unit = match (unit.as_str(), differs) {
            ("%", true) => say!(l, "chart-series-unit-percent-own"),
            ("%", false) => say!(l, "chart-series-unit-percent"),
            (other, true) => say!(l, "chart-unit-own-for", unit = other),
            (_, false) => unit,
        };
        let caption = self.sentence(&model);
        let alt = say!(l, "chart-series-alt", title = &title, subtitle = &subtitle);
        let words = Words { title, subtitle, notes: self.notes(index, &model), alt, caption };
        let place = format!("/{}/{}-{}", path_part(city), path_part(measurement), path_part(item));
        let body = body_height(&model, &unit, d.labels.width, l);
        d.draw(&[city, measurement, item], &place, words, body, |sheet, frame| picture(sheet, frame, &model, &unit, l))
    }
}
