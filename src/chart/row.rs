//! Rows with a scale each: measurements of different units never share an axis. What a row has in common in the charts
//! of change and of standing: title, a line of values, a track whose ends are printed, and words at its right.

use std::collections::BTreeMap;

use plotters::coord::ranged1d::Ranged;

use super::data::{Data, Words, area_place};
use super::drawing::Drawing;
use super::fit;
use super::frame::EDGE;
use super::number::{self, Scale, Ticks};
use super::svg::{self, AreaError, Axis, Sheet, UNIT, line};
use super::theme::{self, BODY, INK, QUIET, SMALL, Type};
use crate::base::error::Result;
use crate::language::Language;

/// Title of a row.
const HEAD: Type = Type::new(BODY, INK).bold();
/// Its values.
const VALUES: Type = Type::new(SMALL, INK);
const BOLD_WORDS: Type = Type::new(SMALL, INK).bold();
const END: Type = Type::new(SMALL, QUIET);
/// Words at the right of a track, px.
const WORDS: f64 = 134.0;
/// Room for the text at each end of a track, at most.
const ENDS: f64 = 90.0;
/// Height of a track with its marks.
const TRACK: f64 = 28.0;
/// Between rows.
const GAP: f64 = 9.0;

/// A row's texts, wrapped.
pub(super) struct Row {
    title: Vec<String>,
    values: Vec<String>,
    words: Vec<String>,
    /// How many of the words' lines are bold: those of their first text.
    bold: usize,
    track: Option<Ends>,
}

/// The ends of a row's own scale.
#[derive(Clone)]
pub(super) struct Ends {
    low: f64,
    high: f64,
    texts: (String, String),
}

/// A series of a chart of rows, with what its picture shows.
pub(super) struct Entry<T> {
    pub row: Row,
    /// Reason and words of a series that is named below the rows and not drawn.
    pub left_out: Option<(String, String)>,
    /// Whether its definition is not the catalogue's.
    pub differs: bool,
    pub facts: T,
}

/// A track on a sheet.
pub(super) struct Track<'s> {
    pub sheet: &'s Sheet,
    /// Middle of the track, px from the top.
    pub y: f64,
    axis: Axis,
    left: f64,
    right: f64,
}

impl Ends {
    /// From zero (ratings from 1) to a round value at or above the greatest: where a change is shown, its size must be.
    pub fn from_zero(language: &Language, values: &[f64], scale: Scale, possible_max: Option<f64>) -> Ends {
        let low = values.iter().copied().fold(0.0, f64::min);
        let high = values.iter().copied().fold(0.0, f64::max);
        let ticks = match scale {
            Scale::Rating if low >= 0.0 && high <= 5.0 => Ticks::whole(1, 5),
            _ => Ticks::over(low, if high > low { high } else { low + 1.0 }, 4),
        };
        let top = match possible_max {
            Some(max) if high <= max && (ticks.high > max || high > max * 0.5) => max,
            _ => ticks.high,
        };
        Ends::of(language, &ticks.up_to(top), scale)
    }

    /// Around the values: where a place among others is shown, not a size.
    pub fn around(language: &Language, values: &[f64], scale: Scale, possible: (Option<f64>, Option<f64>)) -> Ends {
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if !(low.is_finite() && high.is_finite()) {
            return Ends::from_zero(language, &[], scale, None);
        }
        if scale == Scale::Rating && low >= 1.0 && high <= 5.0 {
            return Ends::of(language, &Ticks::whole(1, 5), scale);
        }
        let span = if high > low { high - low } else { high.abs().max(1.0) * 0.2 };
        let bottom = (low - span * 0.3).max(possible.0.filter(|m| *m <= low).unwrap_or(f64::NEG_INFINITY));
        let top = (high + span * 0.3).min(possible.1.filter(|m| *m >= high).unwrap_or(f64::INFINITY));
        let ticks = Ticks::over(bottom, if top > bottom { top } else { bottom + 1.0 }, 5);
        match possible.1 {
            Some(max) if high <= max && ticks.high > max => Ends::of(language, &ticks.up_to(max), scale),
            _ => Ends::of(language, &ticks, scale),
        }
    }

    fn of(language: &Language, ticks: &Ticks, scale: Scale) -> Ends {
        let text = |v: f64| number::short(language, v, scale);
        Ends { low: ticks.low, high: ticks.high, texts: (text(ticks.low), text(ticks.high)) }
    }
}

impl Row {
    /// Wraps a row's texts to the width of the sheet; a row without a track is words only.
    pub fn new(width: u32, title: &str, values: &str, words: &[String], track: Option<Ends>) -> Row {
        let room = f64::from(width) - 2.0 * EDGE;
        Row {
            title: fit::wrap(title, &HEAD, room, 8),
            values: fit::wrap(values, &VALUES, room, if track.is_some() { 8 } else { 40 }),
            bold: words.first().map_or(0, |w| fit::wrap(w, &BOLD_WORDS, WORDS - 18.0, 6).len()),
            words: words.iter().flat_map(|w| fit::wrap(w, &BOLD_WORDS, WORDS - 18.0, 6)).collect(),
            track,
        }
    }

    fn track_height(&self) -> f64 {
        match self.track {
            Some(_) => TRACK.max(self.words.len() as f64 * SMALL * theme::LEADING + 4.0),
            None => 0.0,
        }
    }

    /// px, with the gap between rows.
    pub fn height(&self) -> f64 {
        self.title.len() as f64 * HEAD.leading()
            + self.values.len() as f64 * VALUES.leading()
            + self.track_height()
            + GAP
            + if self.track.is_some() { 5.0 } else { GAP }
    }

    /// Draws the texts and the bare track from `top` on, with so much room at its ends ([`ends`]). The mark of the
    /// words, if any, is left of them.
    pub fn draw<'s>(
        &self,
        sheet: &'s Sheet,
        (width, ends_room): (u32, f64),
        top: f64,
        color: plotters::style::RGBColor,
    ) -> Result<Option<Track<'s>>, AreaError> {
        let width = f64::from(width);
        sheet.layer("rows");
        sheet.rule((EDGE, top), (width - EDGE, top), line(theme::GRID, 1.0))?;
        let mut y = top + GAP;
        sheet.layer("titles");
        sheet.lines(EDGE, y + HEAD.size * 0.85, &self.title, HEAD)?;
        y += self.title.len() as f64 * HEAD.leading();
        sheet.layer("values");
        sheet.lines(EDGE, y + VALUES.size * 0.85, &self.values, VALUES)?;
        y += self.values.len() as f64 * VALUES.leading();
        let Some(ends) = &self.track else { return Ok(None) };
        let middle = y + self.track_height() / 2.0;
        let lead = SMALL * theme::LEADING;
        let first = middle - self.words.len() as f64 * lead / 2.0 + SMALL * 0.95;
        sheet.layer("words");
        let (bold, rest) = self.words.split_at(self.bold.min(self.words.len()));
        let (x, set) = (width - EDGE - WORDS + 18.0, Type::new(SMALL, color));
        sheet.lines(x, first, bold, set.bold())?;
        sheet.lines(x, first + bold.len() as f64 * lead, rest, set)?;
        let (left, right) = (EDGE + ends_room, width - EDGE - WORDS - ends_room - 8.0);
        sheet.layer("scale");
        let low = fit::cut(&ends.texts.0, &END, ends_room - 8.0);
        let high = fit::cut(&ends.texts.1, &END, ends_room - 8.0);
        sheet.text(left - 8.0, middle + SMALL * 0.35, &low, END.anchor(theme::Anchor::End))?;
        sheet.text(right + 8.0, middle + SMALL * 0.35, &high, END)?;
        sheet.rule((left, middle), (right, middle), line(theme::RULE, 1.0))?;
        for end in [left, right] {
            sheet.rule((end, middle - 4.0), (end, middle + 4.0), line(theme::RULE, 1.0))?;
        }
        Ok(Some(Track {
            sheet,
            y: middle,
            axis: Axis { range: (ends.low, ends.high), ticks: Vec::new() },
            left,
            right,
        }))
    }

    /// Where the mark before the words belongs, given the row's track.
    pub fn mark_at(&self, width: u32, track: &Track) -> (f64, f64) {
        let lead = SMALL * theme::LEADING;
        let first = track.y - self.words.len() as f64 * lead / 2.0 + lead / 2.0;
        (f64::from(width) - EDGE - WORDS + 8.0, first)
    }
}

impl Track<'_> {
    /// px from the left; values off the scale are at its end.
    pub fn x(&self, value: f64) -> f64 {
        let v = value.clamp(self.axis.range.0, self.axis.range.1);
        f64::from(self.axis.map(&v, (svg::u(self.left), svg::u(self.right)))) / UNIT
    }

    /// A thin bar with caps, `lift` px above the track.
    pub fn interval(
        &self,
        (low, high): (f64, f64),
        lift: f64,
        color: plotters::style::RGBColor,
    ) -> Result<(), AreaError> {
        let (a, b, y) = (self.x(low), self.x(high), self.y - lift);
        let style = line(color, 1.2);
        self.sheet.rule((a, y), (b, y), style)?;
        for x in [a, b] {
            self.sheet.rule((x, y - 2.5), (x, y + 2.5), style)?;
        }
        Ok(())
    }
}

/// Values of series by measurement: rows of one measurement share a scale.
pub(super) type Together<'a> = BTreeMap<&'a str, Vec<f64>>;

/// Draws a city's chart of an area: a row an entry, and below them what is left out. `picture` gets the sheet, its
/// width with the room at the ends of tracks, and the top of the row.
pub(super) fn chart<T>(
    data: &Data,
    (city, area): (&str, &str),
    words: Words,
    entries: &[Entry<T>],
    picture: impl Fn(&Sheet, (u32, f64), f64, &Entry<T>) -> Result<(), AreaError>,
) -> Result<Drawing> {
    let width = data.labels.width;
    let left_out: Vec<_> = entries.iter().filter_map(|e| e.left_out.clone()).collect();
    let left_out = in_words(data.language, width, &left_out);
    let drawn: Vec<&Entry<T>> = entries.iter().filter(|e| e.left_out.is_none()).collect();
    let body = drawn.iter().map(|e| &e.row).chain(&left_out).map(Row::height).sum();
    let size = (width, ends(drawn.iter().map(|e| &e.row)));
    data.draw(&[city, area], &area_place(city, area), words, body, |sheet, frame| {
        let mut top = frame.top();
        for entry in &drawn {
            picture(sheet, size, top, entry)?;
            top += entry.row.height();
        }
        for row in &left_out {
            row.draw(sheet, size, top, INK)?;
            top += row.height();
        }
        Ok(())
    })
}

/// Room in px for the texts at the ends of the tracks of a chart.
fn ends<'r>(rows: impl Iterator<Item = &'r Row>) -> f64 {
    let texts = rows.filter_map(|row| row.track.as_ref()).flat_map(|ends| [&ends.texts.0, &ends.texts.1]);
    (texts.map(|text| fit::width(text, END.size, false)).fold(0.0, f64::max) + 10.0).min(ENDS)
}

/// Rows of words only, one for each reason, naming the series that it keeps from being drawn.
fn in_words(language: &Language, width: u32, series: &[(String, String)]) -> Vec<Row> {
    let mut reasons: Vec<&str> = series.iter().map(|s| s.0.as_str()).collect();
    reasons.sort_unstable();
    reasons.dedup();
    let row = |reason: &str| {
        let names = language.list_apart(series.iter().filter(|s| s.0 == reason).map(|s| s.1.clone()));
        let mut rest = reason.chars();
        let title: String = rest.next().into_iter().flat_map(char::to_uppercase).chain(rest).collect();
        Row::new(width, &title, &names, &[], None)
    };
    reasons.into_iter().map(row).collect()
}
