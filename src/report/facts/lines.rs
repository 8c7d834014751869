//! The series of an area in one line each: a measurement, and below it its items.

use std::collections::BTreeMap;

use super::series::Series;
use super::subject::Subject;
use super::tally;
use super::words::{capital, parsed};
use crate::catalogue::{Area, Measurement};
use crate::chart::Surface;
use crate::chart::number::Scale;
use crate::chart::spark::{Among, Picture, Point, Spark, least_span};
use crate::chart::theme::Moved;
use crate::document::{Block, Heads, Line, Medium, Noted, Text};
use crate::language::Language;
use crate::model::relations;
use crate::model::vocabulary::{Certainty, TOTAL};
use crate::report::site::Site;
use crate::say;

/// What the lines of a city have in common.
pub struct Lines<'s> {
    subject: &'s Subject<'s>,
    surface: Surface,
    /// First and last year of any value of the city.
    years: (i64, i64),
}

impl<'s> Lines<'s> {
    /// The lines of a city in a medium.
    pub fn new(subject: &'s Subject<'s>, medium: Medium) -> Lines<'s> {
        let years = || subject.series.iter().flat_map(|s| &s.points).map(|point| point.reference_year);
        let last = years().max().unwrap_or_default();
        Lines { subject, surface: medium.surface(), years: (years().min().unwrap_or(last), last) }
    }

    /// What heads the columns.
    pub fn heads(&self) -> Heads {
        let l = &self.site().language;
        let (first, last) = (self.years.0.to_string(), self.years.1.to_string());
        Heads {
            title: say!(l, "table-measurement"),
            spark: say!(l, "lines-years", first, last),
            latest: say!(l, "areas-latest"),
            change: say!(l, "areas-change"),
            movement: say!(l, "areas-movement"),
            peers: say!(l, "lines-peers"),
        }
    }

    /// A line for each measurement of the area that has a value; `card` is what a reader of a page may open of a
    /// series.
    ///
    /// Where a measurement has several items, its total leads and the others are thin lines in its picture, and lines
    /// of their own below.
    pub fn of_area(&self, area: &Area, card: impl Fn(&Series) -> Vec<Block>) -> Vec<Line> {
        let mut measurements: BTreeMap<usize, Vec<&Series>> = BTreeMap::new();
        for series in self.subject.of_area(area).into_iter().filter(|s| !s.points.is_empty()) {
            let place = self.subject.site.catalogue.place(&series.measurement.id);
            measurements.entry(place).or_default().push(series);
        }
        measurements.into_values().map(|of| self.measurement(&of, &card)).collect()
    }

    fn measurement(&self, of: &[&Series], card: &impl Fn(&Series) -> Vec<Block>) -> Line {
        let id = format!("m-{}", of[0].measurement.id);
        if let [only] = of {
            return self.series(only, id, only.name(), &[], card(only));
        }
        let total = of.iter().find(|series| series.item == TOTAL);
        let others: Vec<&Series> = of.iter().filter(|series| series.item != TOTAL).copied().collect();
        let items = others.iter().map(|series| {
            let title = capital(&self.site().language.item(&series.measurement.id, series.item));
            self.series(series, format!("{id}-{}", series.item), title.into(), &[], card(series))
        });
        let items = Block::Lines(None, items.collect());
        match total {
            Some(total) => {
                let card = std::iter::once(items).chain(card(total)).collect();
                self.series(total, id, titled(total.measurement), &others, card)
            }
            None => self.without_total(&others, id, items),
        }
    }

    /// A measurement that has items only: its movement is what they have in common.
    fn without_total(&self, of: &[&Series], id: String, items: Block) -> Line {
        let (site, m) = (self.site(), of[0].measurement);
        let row = site.rows.measurement_movement.of(&self.subject.city.id).find(|row| row.measurement == m.id);
        let movement = row.and_then(|row| {
            let outcome = row.outcome?;
            let place = tally::place(outcome)?;
            let class = ["towards", "held", "away", "nodirection"][place];
            let tentative = parsed(row.certainty) == Some(Certainty::Tentative);
            let label = [Moved::Towards, Moved::Held, Moved::Away, Moved::NoDirection][place].words(&site.language);
            let label = if tentative { say!(site.language, "movement-tentative", label) } else { label };
            Some(Text::badge(class, tentative, label))
        });
        Line {
            id,
            title: titled(m),
            note: self.latest_of_items(of),
            spark: self.spark(None, of),
            latest: None,
            change: None,
            movement: movement.unwrap_or_default(),
            peers: Err(String::new()),
            card: vec![items],
        }
    }

    /// The unit, then `Schools: 31.9 % (2023) · Community spaces: 16.4 % (2022)`.
    fn latest_of_items(&self, of: &[&Series]) -> String {
        let l = &self.site().language;
        let of_item = |s: &&Series| {
            let (value, more) = latest(self.site(), s)?;
            let label = capital(&l.item(&s.measurement.id, s.item));
            Some(say!(l, "layout-labelled", label, value = say!(l, "city-bracket", value, more)))
        };
        let unit = Some(unit_note(l, of[0])).filter(|unit| !unit.is_empty());
        unit.into_iter().chain(of.iter().filter_map(of_item)).collect::<Vec<String>>().join(" · ")
    }

    fn series(&self, s: &Series, id: String, title: Text, others: &[&Series], card: Vec<Block>) -> Line {
        let site = self.site();
        let asked = s.may_be_fraction(site, self.subject.city);
        let asked = asked.map(|year| say!(site.language, "lines-in-question", year = year.to_string()));
        let notes = [Some(unit_note(&site.language, s)).filter(|unit| !unit.is_empty()), self.target(s), asked];
        let label = s.movement_label(site);
        Line {
            id,
            title,
            note: notes.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            spark: self.spark(Some(s), others),
            latest: latest(site, s),
            change: change(site, s),
            movement: Text::badge(s.outcome().class(), s.is_tentative(), label),
            peers: self.peers(s),
            card,
        }
    }

    /// `target 9.9 % by 2024`.
    fn target(&self, s: &Series) -> Option<String> {
        let (l, c) = (&self.site().language, s.components?);
        let (value, year) = c.target_value.zip(c.target_year)?;
        let value = l.value_again(value, &s.measurement.scale, s.unit());
        Some(say!(l, "lines-target", value, year = year.to_string()))
    }

    /// The picture of a series by itself.
    pub fn picture(&self, s: &Series) -> Option<Picture> {
        self.spark(Some(s), &[])
    }

    fn spark(&self, own: Option<&Series>, others: &[&Series]) -> Option<Picture> {
        let points: Vec<Point> = own.map(points).unwrap_or_default();
        let of = own.or(others.first().copied())?;
        let all = own.into_iter().chain(others.iter().copied()).flat_map(|s| &s.points).filter_map(|p| p.value);
        let largest = all.map(f64::abs).fold(0.0, f64::max);
        let spark = Spark {
            points: &points,
            others: others.iter().filter(|other| comparable(of, other)).map(|other| values(other)).collect(),
            years: self.years,
            least_span: least_span(Scale::of(Some(&of.measurement.scale)), of.measurement.min_change, largest),
            range: None,
            target: own.and_then(|s| s.components?.target_value),
            ..Spark::default()
        };
        let right_to_left = self.site().language.right_to_left();
        // The line itself gives first and last values.
        spark.draw(self.surface, right_to_left, String::new()).ok()
    }

    /// Where it is with its peers: a picture whose words are the label of the standing; the reason where there is none.
    fn peers(&self, s: &Series) -> Result<Picture, String> {
        let site = self.site();
        let words = s.standing(site);
        let among = s.nearest.and_then(|c| {
            let interval = c.low.zip(c.high);
            c.standing?;
            Some(Among { value: c.value?, interval, half: c.p25.zip(c.p75)?, median: c.median })
        });
        let right_to_left = site.language.right_to_left();
        let drawn = among.and_then(|among| among.draw(self.surface, right_to_left, words.clone()).ok());
        drawn.ok_or(words)
    }

    fn site(&self) -> &'s Site<'s> {
        self.subject.site
    }
}

/// A measurement's title, with its language where that is not the reader's.
fn titled(m: &Measurement) -> Text {
    Text::foreign(m.language.as_deref(), &m.title)
}

/// The unit below a title, or that its values are by a definition of the city's own; none for percentages, whose values
/// carry it.
fn unit_note(l: &Language, s: &Series) -> String {
    match s.unit() {
        _ if s.has_unknown_definition() => say!(l, "lines-own-definition"),
        "%" | "" => String::new(),
        _ => s.measurement.unit.clone(),
    }
}

/// Whether two series are in one unit: values by another definition are not.
fn comparable(a: &Series, b: &Series) -> bool {
    a.measurement.unit_key == b.measurement.unit_key && a.measurement.title == b.measurement.title
}

fn points(s: &Series) -> Vec<Point> {
    s.points.iter().filter_map(point).collect()
}

/// A point of a sparkline; none where it has no value.
pub fn point(p: &relations::Point) -> Option<Point> {
    Some(Point {
        year: p.reference_year,
        value: p.value?,
        interval: p.low.zip(p.high),
        break_before: p.break_before == Some(true),
        in_run: p.in_run != Some(false),
    })
}

fn values(s: &Series) -> Vec<(i64, f64)> {
    s.points.iter().filter_map(|p| Some((p.reference_year, p.value?))).collect()
}

fn latest(site: &Site, s: &Series) -> Option<Noted> {
    let last = s.points.last()?;
    let value = site.language.value_again(last.value?, &s.measurement.scale, s.unit());
    Some((value, last.reference_year.to_string()))
}

fn change(site: &Site, s: &Series) -> Option<Noted> {
    let (l, p) = (&site.language, s.progress?);
    let changed = l.change(p.change?, &s.measurement.scale);
    Some((changed, say!(l, "lines-since", year = p.baseline_year?.to_string())))
}
