//! Change from baseline to latest in an area: a row a series, each on its own scale.

use std::collections::BTreeMap;

use crate::base::error::Result;
use crate::chart::data::{
    BySeries, Data, Differing, SeriesKey, Subject, Words, bounded, by_series, calendar, interval,
};
use crate::chart::drawing::{Drawing, Jobs};
use crate::chart::kind::KindDef;
use crate::chart::number::{self, Scale};
use crate::chart::row::{self, Ends, Entry, Row, Together};
use crate::chart::svg::{AreaError, Sheet, fill, line};
use crate::chart::theme::{self, Moved, QUIET};
use crate::language::Language;
use crate::model::relations::Progress;
use crate::model::vocabulary::{IntervalKind, Reason};
use crate::say;

/// Words of the file, and how the charts are planned.
pub(super) const KIND: KindDef =
    KindDef { name: "change", words: &["city", "area", "network"], plan: |data| Box::new(Change::new(data)) };

/// The charts of a spec.
struct Change<'a> {
    areas: Vec<((&'a str, &'a str), Vec<Progress<'a>>)>,
    components: BySeries<'a>,
    differing: Differing<'a>,
    data: Data<'a>,
}

/// A value with its interval.
type End = (f64, Option<(f64, f64)>);

/// What a row shows.
struct Facts {
    moved: Moved,
    /// Whether it moved, but not firmly.
    tentative: bool,
    baseline: Option<End>,
    latest: Option<End>,
}

impl<'a> Change<'a> {
    fn new(data: Data<'a>) -> Change<'a> {
        let mut areas = data.by_area(data.rows.progress.iter(), series);
        // An area without a value is no picture; pages say so in words.
        areas.retain(|_, rows| rows.iter().any(|row| row.latest_value.is_some()));
        Change {
            areas: areas.into_iter().collect(),
            components: by_series(&data.rows.progress_components, |row| Some((row.city, row.measurement, row.item))),
            differing: data.differing(),
            data,
        }
    }

    /// Baseline and latest as they are drawn, each with its interval where that is the value's own: what others lend is
    /// no bar.
    fn ends(&self, row: &Progress<'a>) -> (Option<End>, Option<End>) {
        let place = self.components.get(&series(row)).and_then(|places| places.first());
        let components = place.and_then(|place| self.data.rows.progress_components.get(*place));
        let own = |kind: Option<&str>, low, high| match kind.and_then(|kind| kind.parse().ok()) {
            Some(IntervalKind::Borrowed | IntervalKind::Network | IntervalKind::Fluctuation) => None,
            _ => interval(low, high),
        };
        let of_baseline = components.and_then(|c| own(c.baseline_interval, c.baseline_low, c.baseline_high));
        let of_latest = components.and_then(|c| own(c.latest_interval, c.latest_low, c.latest_high));
        let (baseline, latest) = pair(row);
        (baseline.map(|v| (v, of_baseline)), latest.map(|v| (v, of_latest)))
    }

    /// All that is drawn, by measurement.
    fn together(&self, rows: &[Progress<'a>]) -> Together<'a> {
        let mut all = Together::new();
        for row in rows {
            let (baseline, latest) = self.ends(row);
            for (value, interval) in [baseline, latest].into_iter().flatten() {
                let of = all.entry(row.measurement).or_default();
                of.push(value);
                of.extend(interval.into_iter().flat_map(|(low, high)| [low, high]));
            }
        }
        all
    }

    fn entry(&self, row: &Progress<'a>, together: &Together) -> Entry<Facts> {
        let (d, l) = (&self.data, self.data.language);
        let subject = d.subject(series(row), calendar(row.latest_year), &self.differing);
        let moved = Moved::of(row.movement);
        let tentative = row.certainty == Some("tentative");
        let reason = row.reason.map(|code| d.label("reason", code));
        let (baseline, latest) = self.ends(row);
        let all = together.get(row.measurement).map_or(&[][..], Vec::as_slice);
        let possible_max = subject.measurement.and_then(|m| m.possible_max);
        let ends = latest.map(|_| Ends::from_zero(l, all, subject.scale, possible_max));
        let mut words = vec![match (row.movement, &reason) {
            (Some("towards" | "away"), _) => certainly(l, moved.words(l), tentative),
            (Some(code), _) => certainly(l, d.label("movement", code), tentative),
            (None, Some(reason)) => reason.clone(),
            (None, None) => Moved::NoResult.words(l),
        }];
        words.extend(change_in_words(l, &subject, row));
        let why = || reason.clone().unwrap_or_else(|| Moved::NoResult.words(l));
        Entry {
            row: Row::new(d.labels.width, &subject.title, &self.values(&subject, row), &words, ends),
            left_out: latest.is_none().then(|| (why(), subject.title.clone())),
            differs: subject.differs,
            facts: Facts { moved, tentative, baseline, latest },
        }
    }

    /// `from 24.2 % in 2012 to 32.3 % in 2024`.
    fn values(&self, subject: &Subject, row: &Progress) -> String {
        let (d, l) = (&self.data, self.data.language);
        let to_year = d.year_words(calendar(row.latest_year));
        match pair(row) {
            (_, None) => String::new(),
            (Some(from), Some(to)) => {
                let from_year = d.year_words(calendar(row.baseline_year));
                let (from, to) = (subject.value(l, from), subject.value(l, to));
                let values =
                    say!(l, "chart-change-values", from = from, from_year = from_year, to = to, to_year = to_year);
                subject.with_unit(l, values)
            }
            (None, Some(only)) => {
                let values = say!(l, "chart-row-value", value = subject.value(l, only), year = to_year);
                subject.with_unit(l, values)
            }
        }
    }

    fn notes(&self, city: &str, entries: &[Entry<Facts>]) -> Vec<String> {
        let (d, l) = (&self.data, self.data.language);
        let any = |holds: fn(&Entry<Facts>) -> bool| entries.iter().any(holds);
        let with_value = entries.iter().filter(|e| e.facts.latest.is_some()).count();
        let mut notes = vec![
            [say!(l, "chart-change-note", n = entries.len(), valued = with_value), d.source_city()].join(" "),
            [say!(l, "chart-change-marks"), say!(l, "chart-row-scales")].join(" "),
        ];
        if any(|e| [e.facts.baseline, e.facts.latest].into_iter().flatten().any(|end| end.1.is_some())) {
            notes.push(say!(l, "chart-change-intervals"));
        }
        if any(|e| e.facts.tentative) {
            notes.push(say!(l, "chart-change-tentative"));
        }
        if any(|e| e.differs) {
            notes.push(say!(l, "chart-own-definition"));
        }
        if d.invented(Some(city)) {
            notes.push(say!(l, "chart-invented-city"));
        }
        notes
    }
}

fn series<'a>(row: &Progress<'a>) -> SeriesKey<'a> {
    (row.city, row.measurement, row.item)
}

/// Baseline and latest value; the baseline only where it is earlier.
fn pair(row: &Progress) -> (Option<f64>, Option<f64>) {
    let latest = row.latest_value.map(bounded);
    let earlier = latest.is_some() && calendar(row.baseline_year) < calendar(row.latest_year);
    (row.baseline_value.map(bounded).filter(|_| earlier), latest)
}

fn certainly(language: &Language, words: String, tentative: bool) -> String {
    if tentative { say!(language, "movement-tentative", label = words) } else { words }
}

/// `+8.1 points`; none where there is no change from one value to another.
fn change_in_words(language: &Language, subject: &Subject, row: &Progress) -> Option<String> {
    pair(row).0?;
    let change = bounded(row.change?);
    // A ratio could not be formed: then the change is absolute, in the measurement's own unit.
    let absolute =
        subject.scale == Scale::Relative && row.reason.is_some_and(|reason| reason == Reason::BaseNotPositive);
    Some(match absolute {
        true => number::plain(language, change, subject.scale),
        false => number::change(language, change, subject.scale),
    })
}

/// `Of 6 series, 3 moved towards, 2 held and 1 has no result.` Counts in words, none left out that is not zero.
pub(super) fn counted(language: &Language, of: &BTreeMap<Moved, usize>) -> String {
    let all: usize = of.values().sum();
    match all {
        0 => say!(language, "chart-counts-caption-none"),
        _ => say!(language, "chart-counts-caption", n = all, counts = counts(language, of)),
    }
}

/// `3 moved towards, 2 held and 1 has no result`.
pub(super) fn counts(language: &Language, of: &BTreeMap<Moved, usize>) -> String {
    let some = |m: &Moved| of.get(m).filter(|n| **n > 0).map(|n| m.counted(language, *n));
    let parts: Vec<String> = Moved::ALL.iter().filter_map(some).collect();
    match parts.is_empty() {
        true => Moved::NoResult.words(language),
        false => language.list(&parts),
    }
}

impl Jobs for Change<'_> {
    fn keys(&self) -> Vec<Vec<String>> {
        self.areas.iter().map(|((c, a), _)| vec![c.to_string(), a.to_string()]).collect()
    }

    fn draw(&self, index: usize) -> Result<Drawing> {
        let ((city, area), rows) = &self.areas[index];
        let (d, l) = (&self.data, self.data.language);
        let together = self.together(rows);
        let entries: Vec<Entry<Facts>> = rows.iter().map(|row| self.entry(row, &together)).collect();
        let mut tally: BTreeMap<Moved, usize> = BTreeMap::new();
        for entry in &entries {
            *tally.entry(entry.facts.moved).or_default() += 1;
        }
        let (title, subtitle) = d.heading_of_area(city, area);
        let caption = counted(l, &tally);
        let alt = say!(l, "chart-change-alt", title = &title, subtitle = &subtitle, caption = &caption);
        let words = Words { title, subtitle, notes: self.notes(city, &entries), alt, caption };
        row::chart(d, (city, area), words, &entries, picture)
    }
}

fn picture(sheet: &Sheet, size: (u32, f64), top: f64, f: &Entry<Facts>) -> Result<(), AreaError> {
    let Some(track) = f.row.draw(sheet, size, top, f.facts.moved.color())? else {
        return Ok(());
    };
    let color = if f.facts.tentative { theme::paler(f.facts.moved.color()) } else { f.facts.moved.color() };
    sheet.layer("intervals");
    if let Some((_, Some(interval))) = f.facts.baseline {
        track.interval(interval, 8.0, QUIET)?;
    }
    if let Some((_, Some(interval))) = f.facts.latest {
        track.interval(interval, -8.0, color)?;
    }
    if let (Some((from, _)), Some((to, _))) = (f.facts.baseline, f.facts.latest) {
        sheet.layer("change");
        sheet.rule((track.x(from), track.y), (track.x(to), track.y), line(color, 3.0))?;
        sheet.layer("baseline");
        sheet.circle((track.x(from), track.y), 4.0, line(QUIET, 1.6))?;
    }
    if let Some((to, _)) = f.facts.latest {
        sheet.layer("latest");
        sheet.circle((track.x(to), track.y), 4.2, fill(color))?;
    }
    sheet.layer("marks");
    sheet.mark(f.row.mark_at(size.0, &track), 5.0, f.facts.moved)
}
