//! What a reader asks first: what changed most clearly, how far the city's own targets are, whom to call.

use super::lines::Lines;
use super::series::Series;
use super::subject::Subject;
use super::words::parsed;
use super::{learning, pace};
use crate::document::{Block, Medium, Text};
use crate::model::relations::MeasurementMovement;
use crate::model::vocabulary::{Certainty, TOTAL};
use crate::{say, say_text};

/// Changes, targets and cities that are named; the sections below have all.
const SHOWN: usize = 3;

/// Three cards.
pub fn document(s: &Subject, medium: Medium) -> Vec<Block> {
    let l = &s.site.language;
    let lines = Lines::new(s, medium);
    let card = |class: &'static str, title: String, blocks: Vec<Block>| {
        let heading = Block::heading(1, title, 0);
        Block::Group(class, std::iter::once(heading).chain(blocks).collect())
    };
    let cards = vec![
        card("answer clear", say!(l, "opening-clear"), clearest(s, &lines)),
        card("answer targets", say!(l, "opening-targets"), targets(s, &lines)),
        card("answer call", say!(l, "opening-call"), learning::first_to_call(s, SHOWN, medium)),
    ];
    vec![Block::Group("answers", cards)]
}

/// How far a change is from none, in half-widths of its 95 % interval: how certain it is, whatever its size.
fn clearness(s: &Series) -> Option<f64> {
    let c = s.components?;
    let (low, high) = c.difference_low.zip(c.difference_high)?;
    let half = (high - low) / 2.0;
    (half > 0.0).then(|| ((high + low) / 2.0).abs() / half).filter(|z| z.is_finite())
}

/// The firm changes that are most certain, one of each measurement, in the order of the form.
fn clearest(s: &Subject, lines: &Lines) -> Vec<Block> {
    let l = &s.site.language;
    let mut firm: Vec<(usize, f64)> = Vec::new();
    for row in s.site.rows.measurement_movement.of(&s.city.id) {
        if parsed(row.certainty) == Some(Certainty::Firm) && row.outcome.is_some() {
            firm.extend(series_of(s, &row));
        }
    }
    if firm.is_empty() {
        return vec![Block::paragraph(say!(l, "opening-clear-none"))];
    }
    let all = firm.len();
    firm.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    firm.truncate(SHOWN);
    firm.sort_by_key(|(place, _)| *place);
    let mut blocks: Vec<Block> = firm.iter().filter_map(|(place, _)| changed(s, lines, &s.series[*place])).collect();
    if all > SHOWN {
        blocks.push(Block::note(say!(l, "opening-clear-how", n = all)));
    }
    blocks
}

/// The series that a measurement's firm movement rests on: its total, or the clearest of its items; with how clear it
/// is.
fn series_of(s: &Subject, row: &MeasurementMovement) -> Option<(usize, f64)> {
    let of = s.series.iter().enumerate().filter(|(_, series)| {
        let rests_on = row.rests_on != Some(TOTAL) || series.is_total();
        series.measurement.id == row.measurement && rests_on && series.moved_firmly()
    });
    of.map(|(place, series)| (place, clearness(series).unwrap_or_default())).max_by(|a, b| a.1.total_cmp(&b.1))
}

/// `Mean years of schooling 9.5 → 10.1`, and below it the years and the movement.
fn changed(s: &Subject, lines: &Lines, series: &Series) -> Option<Block> {
    let (l, site, p) = (&s.site.language, s.site, series.progress?);
    let (scale, unit) = (&series.measurement.scale, series.unit());
    let (first, last) = l.first_and_last(p.baseline_value?, p.latest_value?, scale, unit);
    let words = say_text!(l, "opening-change", title = series.name(), first, last = Text::strong(last));
    let years = (p.baseline_year?.to_string(), p.latest_year?.to_string());
    let movement = series.movement_label(site);
    let more = say!(l, "opening-change-years", first = years.0, last = years.1, movement);
    Some(Block::Pictured(lines.picture(series), words, vec![more.into()]))
}

/// The city's own targets, in the order of the form: those that are not reached yet first.
fn targets(s: &Subject, lines: &Lines) -> Vec<Block> {
    let l = &s.site.language;
    let mut all: Vec<(&Series, String)> =
        s.series.iter().filter_map(|series| Some((series, pace::own_target(s.site, series)?))).collect();
    if all.is_empty() {
        return vec![Block::paragraph(say!(l, "opening-targets-none"))];
    }
    all.sort_by_key(|(series, _)| series.has_reached_target());
    let further = all.len().saturating_sub(SHOWN);
    all.truncate(SHOWN);
    let block = |(series, words): &(&Series, String)| {
        let latest = series.points.last().and_then(|p| p.value);
        let latest = latest.map(|v| s.site.language.value(v, &series.measurement.scale, series.unit()));
        let title = series.name().and(latest.map(Text::strong).unwrap_or_default());
        Block::Pictured(lines.picture(series), title, vec![words.as_str().into()])
    };
    let mut blocks: Vec<Block> = all.iter().map(block).collect();
    if further > 0 {
        blocks.push(Block::note(say!(l, "opening-targets-more", n = further)));
    }
    blocks
}
