//! The picture of a series: axes, peers, target, breaks, intervals, own points, direct labels.

use plotters::prelude::*;

use super::labels::{ABOVE, AXIS, LABELS, Plot, baseline_label, direct_labels, label_height, label_texts};
use super::model::{Model, Peers, Point};
use crate::chart::fit;
use crate::chart::frame::{EDGE, Frame};
use crate::chart::number::{self, Scale, Ticks};
use crate::chart::spark::least_span;
use crate::chart::svg::{self, AreaError, Axis, Sheet, UNIT, fill, line};
use crate::chart::theme::{self, Anchor, INK, QUIET, SMALL, Type};
use crate::language::Language;
use crate::say;

/// Height of the plot in px.
const PLOT: f64 = 190.0;
/// From so many neighbours with intervals on they are a band, below that bars.
const BAND_FROM: usize = 6;

const TICK: Type = Type::new(SMALL, QUIET);

/// Stretches of neighbours that may be joined: no break between, and all in the comparable run or none.
fn stretches<'p>(points: &'p [Point<'p>]) -> Vec<&'p [Point<'p>]> {
    points.chunk_by(|a, b| !b.break_before && a.in_run == b.in_run).collect()
}

/// Whether intervals are drawn as a band: only where one stretch is long enough not to suggest what lies between.
pub(super) fn bands(points: &[Point]) -> bool {
    stretches(points).iter().any(|s| s.len() >= BAND_FROM && s.iter().all(|p| p.interval.is_some()))
}

fn unit_lines(unit: &str, width: u32) -> Vec<String> {
    fit::wrap(unit, &TICK, f64::from(width) - 2.0 * EDGE, 2)
}

fn has_breaks(model: &Model) -> bool {
    model.points.iter().skip(1).any(|p| p.break_before)
}

/// Height of the unit and of the words "break", above the plot.
fn above(model: &Model, unit: &str, width: u32) -> f64 {
    unit_lines(unit, width).len() as f64 * TICK.leading() + if has_breaks(model) { TICK.leading() } else { 0.0 } + 8.0
}

pub(super) fn body_height(model: &Model, unit: &str, width: u32, language: &Language) -> f64 {
    above(model, unit, width) + plot_height(model, language) + AXIS
}

/// The plot is higher where its direct labels need it, in a language of long words.
fn plot_height(model: &Model, language: &Language) -> f64 {
    let labels: f64 = label_texts(model, language).iter().flatten().map(|t| label_height(t)).sum();
    (labels - ABOVE - AXIS).ceil().max(PLOT)
}

/// The value axis: round ends around everything drawn, here and in the charts of the measurement's other items, never
/// so narrow that noise looks like change.
fn value_ticks(model: &Model) -> Ticks {
    let all: Vec<f64> = model.shown().chain(model.of_other_items.iter().copied()).collect();
    if model.scale == Scale::Rating && all.iter().all(|v| (1.0..=5.0).contains(v)) {
        return Ticks::whole(1, 5);
    }
    let low = all.iter().copied().fold(f64::INFINITY, f64::min);
    let high = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if !(low.is_finite() && high.is_finite()) {
        return Ticks::over(0.0, 1.0, 4);
    }
    let largest = low.abs().max(high.abs());
    let least = least_span(model.scale, model.min_change, largest);
    let mut span = high - low;
    let (mut bottom, mut top) = (low, high);
    if span < least || span == 0.0 {
        let least = if least > 0.0 { least } else { 1.0 };
        let more = (least - span) / 2.0;
        bottom -= more;
        top += more;
        span = least;
    }
    bottom -= span * 0.04;
    top += span * 0.04;
    // Zero is drawn when it is near: an axis that starts just above it misleads.
    if low >= 0.0 && (bottom < 0.0 || low < span * 0.6) {
        bottom = 0.0;
    }
    // The axis does not run past what can exist.
    if let Some(min) = model.low.filter(|m| low >= *m) {
        bottom = bottom.max(min);
    }
    if let Some(max) = model.high.filter(|m| high <= *m) {
        top = top.min(max);
    }
    let ticks = Ticks::over(bottom, top, 4);
    match model.high.filter(|m| high <= *m && ticks.high > *m) {
        Some(max) => ticks.up_to(max),
        None => ticks,
    }
}

pub(super) fn picture(
    sheet: &Sheet,
    frame: &Frame,
    model: &Model,
    unit: &str,
    language: &Language,
) -> Result<(), AreaError> {
    let width = f64::from(frame.width());
    let unit_text = unit_lines(unit, frame.width());
    let top = frame.top() + above(model, unit, frame.width());
    let bottom = top + plot_height(model, language);
    sheet.layer("unit");
    sheet.lines(EDGE, frame.top() + TICK.size * 0.9, &unit_text, TICK)?;

    let ticks = value_ticks(model);
    let widest = ticks.at.iter().map(|v| fit::width(&ticks.label(language, *v), TICK.size, false)).fold(0.0, f64::max);
    let left = EDGE + widest + 8.0;
    let right = width - EDGE - LABELS;

    let years = Years::of(model);
    let year_width = fit::width(&number::year(language, 2000), TICK.size, false);
    let year_ticks = years.ticks(((right - left) / (year_width + 14.0)).floor() as usize);
    let xs = Axis {
        range: years.range(),
        ticks: year_ticks.iter().map(|y| (*y as f64, number::year(language, *y))).collect(),
    };
    let ys = Axis {
        range: (ticks.low, ticks.high),
        ticks: ticks.at.iter().map(|v| (*v, ticks.label(language, *v))).collect(),
    };
    let area = sheet.part(0.0, top, right, bottom + AXIS);
    sheet.layer("axes");
    let mut plot: Plot = ChartBuilder::on(&area)
        .set_label_area_size(LabelAreaPosition::Left, svg::u(left))
        .set_label_area_size(LabelAreaPosition::Bottom, svg::u(AXIS))
        .build_cartesian_2d(xs, ys)?;
    let text: TextStyle = ("sans-serif", SMALL * UNIT).into_font().color(&QUIET);
    plot.configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(line(theme::GRID, 1.0))
        .axis_style(TRANSPARENT)
        .label_style(text)
        .set_all_tick_mark_size(svg::u(3.5))
        .draw()?;
    for y in &year_ticks {
        let x = f64::from(plot.backend_coord(&(*y as f64, ticks.low)).0) / UNIT;
        sheet.rule((x, bottom), (x, bottom + 3.5), line(theme::RULE, 1.0))?;
    }
    sheet.rule((left, bottom), (right, bottom), line(theme::RULE, 1.0))?;

    draw_peers(sheet, &mut plot, &model.peers)?;
    draw_target(sheet, &mut plot, model, &years)?;
    draw_breaks(sheet, &mut plot, model, (left, right, top, bottom), language)?;
    draw_intervals(sheet, &mut plot, &model.points)?;
    draw_median(sheet, &mut plot, &model.peers)?;
    draw_own(sheet, &mut plot, model, language)?;
    draw_half(sheet, &plot, model, right)?;
    baseline_label(sheet, &plot, model, (left, right, top, bottom), language)?;
    direct_labels(sheet, &plot, model, (right, top, bottom), years.range().1, language)
}

/// The years of the plot.
struct Years {
    /// The target's, unless it is centuries away and would squeeze the points into a corner; it keeps its words.
    target: Option<i64>,
    /// First and last; none where there is nothing to draw.
    ends: Option<(i64, i64)>,
}

impl Years {
    fn of(model: &Model) -> Years {
        let mut all: Vec<i64> = model.points.iter().map(|p| p.year).chain(model.peers.iter().map(|p| p.year)).collect();
        let last = all.iter().max().copied();
        let near = |year: &i64| last.is_none_or(|last| (0..=60).contains(&(year - last)) || all.contains(year));
        let target = model.result.target.and_then(|(year, _)| year).filter(near);
        all.extend(target);
        Years { target, ends: all.iter().min().copied().zip(all.iter().max().copied()) }
    }

    /// From the left to the right end of the plot, with some room.
    fn range(&self) -> (f64, f64) {
        let (first, last) = self.ends.unwrap_or_default();
        let span = (last - first) as f64;
        let room = if span > 0.0 { span * 0.03 } else { 1.0 };
        (first as f64 - room, last as f64 + room)
    }

    /// At most so many.
    fn ticks(&self, most: usize) -> Vec<i64> {
        self.ends.map(|(first, last)| number::years(first, last, most)).unwrap_or_default()
    }
}

fn draw_target(sheet: &Sheet, plot: &mut Plot, model: &Model, years: &Years) -> Result<(), AreaError> {
    let Some((_, target)) = model.result.target else { return Ok(()) };
    let (left, right) = years.range();
    sheet.layer("target");
    sheet.dash("6 4");
    plot.draw_series([PathElement::new(vec![(left, target), (right, target)], line(theme::TARGET, 1.5))])?;
    sheet.dash("");
    if let Some(year) = years.target {
        plot.draw_series([EmptyElement::at((year as f64, target)) + diamond(4.5)])?;
    }
    Ok(())
}

/// The target's mark.
fn diamond(radius: f64) -> Polygon<(i32, i32)> {
    let r = svg::u(radius);
    Polygon::new(vec![(0, -r), (r, 0), (0, r), (-r, 0)], fill(theme::TARGET))
}

fn draw_peers(sheet: &Sheet, plot: &mut Plot, peers: &[Peers]) -> Result<(), AreaError> {
    let x = |p: &Peers| p.year as f64;
    sheet.layer("peers");
    match peers {
        [] => return Ok(()),
        [p] => {
            plot.draw_series([PathElement::new(vec![(x(p), p.p25), (x(p), p.p75)], line(theme::PEERS, 12.0))])?;
        }
        _ => {
            let mut outline: Vec<(f64, f64)> = peers.iter().map(|p| (x(p), p.p75)).collect();
            outline.extend(peers.iter().rev().map(|p| (x(p), p.p25)));
            plot.draw_series([Polygon::new(outline, fill(theme::PEERS))])?;
        }
    }
    Ok(())
}

/// Over the bands, under the city's own line.
fn draw_median(sheet: &Sheet, plot: &mut Plot, peers: &[Peers]) -> Result<(), AreaError> {
    sheet.layer("median");
    if let [p] = peers {
        let tick = svg::u(6.0);
        plot.draw_series([EmptyElement::at((p.year as f64, p.median))
            + PathElement::new(vec![(-tick, 0), (tick, 0)], line(QUIET, 2.0))])?;
    } else {
        sheet.dash("2 3");
        plot.draw_series(LineSeries::new(peers.iter().map(|p| (p.year as f64, p.median)), line(QUIET, 1.6)))?;
        sheet.dash("");
    }
    Ok(())
}

fn draw_breaks(
    sheet: &Sheet,
    plot: &mut Plot,
    model: &Model,
    (left, right, top, bottom): (f64, f64, f64, f64),
    language: &Language,
) -> Result<(), AreaError> {
    if !has_breaks(model) {
        return Ok(());
    }
    sheet.layer("breaks");
    let mut at = Vec::new();
    for pair in model.points.windows(2) {
        if pair[1].break_before {
            let middle = (pair[0].year + pair[1].year) as f64 / 2.0;
            at.push(f64::from(plot.backend_coord(&(middle, 0.0)).0) / UNIT);
        }
    }
    sheet.dash("3 3");
    for x in &at {
        sheet.rule((*x, top - 3.0), (*x, bottom), line(INK, 1.0))?;
    }
    sheet.dash("");
    let set = Type::new(SMALL, INK).anchor(Anchor::Middle);
    let mut free = left - 20.0;
    let word = fit::cut(&say!(language, "chart-label-break"), &set, right - left);
    for x in at {
        let half = fit::width(&word, set.size, false) / 2.0;
        let middle = x.clamp(left - 20.0 + half, right - half);
        if middle - half >= free {
            sheet.text(middle, top - 7.0, &word, set)?;
            free = middle + half + 6.0;
        }
    }
    Ok(())
}

fn draw_intervals(sheet: &Sheet, plot: &mut Plot, points: &[Point]) -> Result<(), AreaError> {
    let band = bands(points);
    sheet.layer("intervals");
    for s in stretches(points) {
        if band && s.len() > 1 && s.iter().all(|p| p.interval.is_some()) {
            let ends = |p: &Point| p.interval.unwrap_or((p.value, p.value));
            let mut outline: Vec<(f64, f64)> = s.iter().map(|p| (p.year as f64, ends(p).1)).collect();
            outline.extend(s.iter().rev().map(|p| (p.year as f64, ends(p).0)));
            plot.draw_series([Polygon::new(outline, svg::veil(theme::OWN_BAND, 0.6))])?;
        } else {
            let color = if s.iter().all(|p| p.in_run) { theme::OWN } else { theme::OWN_LIGHT };
            let cap = svg::u(3.0);
            for p in s {
                let Some((low, high)) = p.interval else { continue };
                let x = p.year as f64;
                plot.draw_series([PathElement::new(vec![(x, low), (x, high)], line(color, 1.2))])?;
                for end in [low, high] {
                    plot.draw_series([
                        EmptyElement::at((x, end)) + PathElement::new(vec![(-cap, 0), (cap, 0)], line(color, 1.2))
                    ])?;
                }
            }
        }
    }
    Ok(())
}

/// The middle half that the latest value is compared with, at the right edge, with its median.
fn draw_half(sheet: &Sheet, plot: &Plot, model: &Model, right: f64) -> Result<(), AreaError> {
    let Some(half) = model.half else { return Ok(()) };
    let y = |value: f64| f64::from(plot.backend_coord(&(0.0, value)).1) / UNIT;
    sheet.layer("half");
    let (top, bottom) = (y(half.p75), y(half.p25));
    sheet.rect((right + 3.0, top.min(bottom - 2.0)), (right + 9.0, bottom), fill(theme::PEERS_BAR))?;
    sheet.rule((right + 2.0, y(half.median)), (right + 10.0, y(half.median)), line(QUIET, 1.6))
}

fn draw_own(sheet: &Sheet, plot: &mut Plot, model: &Model, language: &Language) -> Result<(), AreaError> {
    let points = &model.points;
    let at = |p: &Point| (p.year as f64, p.value);
    let size = if points.len() > 14 { 2.6 } else { 3.6 };
    for s in stretches(points) {
        let in_run = s.iter().all(|p| p.in_run);
        if s.len() > 1 {
            sheet.layer("line");
            let style = match in_run {
                true if model.result.is_tentative_movement() => line(theme::OWN_LIGHT, 2.2),
                true => line(theme::OWN, 2.2),
                false => line(theme::OWN_LIGHT, 1.5),
            };
            plot.draw_series(LineSeries::new(s.iter().map(at), style))?;
        }
        sheet.layer(if in_run { "points" } else { "outside" });
        let style = if in_run { fill(theme::OWN) } else { line(theme::OWN_LIGHT, 1.5) };
        for p in s {
            sheet.point(plot.backend_coord(&at(p)), size, style, &in_words(p, model, language));
        }
    }
    Ok(())
}

/// What a reader sees who points at it.
fn in_words(p: &Point, model: &Model, language: &Language) -> String {
    let v = |x: f64| model.value(language, x);
    let (value, year) = (v(p.value), number::year(language, p.year));
    match p.interval {
        Some((low, high)) => say!(language, "chart-point-interval", year, value, low = v(low), high = v(high)),
        None => say!(language, "chart-point", year, value),
    }
}
