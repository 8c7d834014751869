//! Words at the points of a series and at the right of its plot, which make room for one another.

use plotters::prelude::*;

use super::model::Model;
use crate::chart::fit;
use crate::chart::number;
use crate::chart::svg::{AreaError, Axis, Sheet, Svg, UNIT};
use crate::chart::theme::{self, Anchor, BODY, INK, QUIET, SMALL, Type};
use crate::language::Language;
use crate::say;

/// Years beneath the plot, px.
pub const AXIS: f64 = 22.0;
/// How far direct labels may reach above the plot.
pub const ABOVE: f64 = 14.0;
/// Room for the direct labels at the right.
pub const LABELS: f64 = 110.0;

/// Years and values, as plotters draws them.
pub type Plot<'b> = ChartContext<'b, Svg, Cartesian2d<Axis, Axis>>;

/// A direct label at the right of the plot.
struct Label {
    at: (f64, f64),
    lines: Vec<(String, Type)>,
    color: RGBColor,
}

/// Texts at the right of the plot, wrapped: the latest value, the target, the peers.
pub fn label_texts(model: &Model, language: &Language) -> [Option<Vec<(String, Type)>>; 3] {
    let v = |x: f64| model.value(language, x);
    let year = |y: i64| number::year(language, y);
    let wrapped = |texts: Vec<(String, Type)>| -> Vec<(String, Type)> {
        let lines = |(text, set): (String, Type)| {
            fit::wrap(&text, &set, LABELS - 10.0, 4).into_iter().map(move |line| (line, set))
        };
        texts.into_iter().flat_map(lines).collect()
    };
    let small = |text: String| (text, Type::new(SMALL, INK));
    let own = model.points.last().map(|p| {
        let value = (v(p.value), Type::new(BODY + 1.5, INK).bold());
        wrapped(vec![value, small(say!(language, "chart-label-year", year = year(p.year)))])
    });
    let target = model.result.target.map(|(by, target)| {
        let mut lines = vec![small(say!(language, "chart-label-target", value = v(target)))];
        lines.extend(by.map(|y| small(say!(language, "chart-label-target-year", year = year(y)))));
        wrapped(lines)
    });
    let peers = model.half.map(|h| {
        let range = (model.plain(language, h.p25), v(h.p75));
        wrapped(vec![
            small(say!(language, "chart-label-median")),
            small(v(h.median)),
            small(say!(language, "chart-label-half")),
            small(say!(language, "chart-label-half-range", low = range.0, high = range.1)),
        ])
    });
    [own, target, peers]
}

/// px, with the room between labels.
pub fn label_height(lines: &[(String, Type)]) -> f64 {
    lines.len() as f64 * SMALL * theme::LEADING + 5.0
}

/// The value of the baseline next to its point, where there is room over lines and bars.
pub fn baseline_label(
    sheet: &Sheet,
    plot: &Plot,
    model: &Model,
    (left, right, top, bottom): (f64, f64, f64, f64),
    language: &Language,
) -> Result<(), AreaError> {
    let Some(at) = model.points.iter().position(|p| Some(p.year) == model.result.baseline_year) else {
        return Ok(());
    };
    let (p, last) = (&model.points[at], &model.points[model.points.len() - 1]);
    let x = |year: i64| f64::from(plot.backend_coord(&(year as f64, 0.0)).0) / UNIT;
    // The label of the latest value may be at its point, see `label_at`: both are not side by side.
    let taken = right - x(last.year) > FAR && x(last.year) - x(p.year) < 90.0;
    if at + 1 == model.points.len() || taken {
        return Ok(());
    }
    let text = model.value(language, p.value);
    let set = Type::new(BODY, theme::OWN).bold().anchor(Anchor::Middle).halo();
    let half = fit::width(&text, set.size, true) / 2.0 + 2.0;
    let pixel = |v: f64| {
        let (x, y) = plot.backend_coord(&(p.year as f64, v));
        (f64::from(x) / UNIT, f64::from(y) / UNIT)
    };
    let (x, _) = pixel(p.value);
    let (low, high) = p.interval.unwrap_or((p.value, p.value));
    let above = pixel(high).1 - 8.0;
    let below = pixel(low).1 + 8.0 + set.size * 0.75;
    let rises = model.points.get(at + 1).is_none_or(|next| next.value >= p.value);
    let middle = x.clamp(left + half, right - half);
    let line: Vec<(f64, f64)> = model
        .points
        .iter()
        .map(|p| plot.backend_coord(&(p.year as f64, p.value)))
        .map(|(x, y)| (f64::from(x) / UNIT, f64::from(y) / UNIT))
        .collect();
    let target =
        model.result.target.map(|(_, target)| f64::from(plot.backend_coord(&(p.year as f64, target)).1) / UNIT);
    // Neither the city's own line nor that of its target is to run through its label.
    let crossed = |y: f64| {
        let label = y - set.size * 0.8 - 1.0..=y + 2.0;
        if target.is_some_and(|target| label.contains(&target)) {
            return true;
        }
        (0..=8).map(|i| middle + half * (f64::from(i) / 4.0 - 1.0)).any(|at| {
            line.windows(2)
                .filter(|ends| ends[0].0 <= at && at <= ends[1].0 && ends[0].0 < ends[1].0)
                .map(|ends| ends[0].1 + (ends[1].1 - ends[0].1) * (at - ends[0].0) / (ends[1].0 - ends[0].0))
                .any(|own| label.contains(&own))
        })
    };
    let fits = |y: f64| y - set.size > top && y + 3.0 < bottom && !crossed(y);
    let order = if rises { [below, above] } else { [above, below] };
    let Some(y) = order.into_iter().find(|y| fits(*y)) else { return Ok(()) };
    sheet.layer("baseline");
    sheet.text(middle, y, &text, set)
}

/// How far from the right edge, px, the label of the latest value is at its point: a line from there to the edge would
/// read as a forecast.
const FAR: f64 = 30.0;

/// A label over its point, or below it where there is no room.
fn label_at(
    sheet: &Sheet,
    at: (f64, f64),
    (top, right): (f64, f64),
    lines: &[(String, Type)],
) -> Result<(), AreaError> {
    sheet.layer("labels");
    let leading = SMALL * theme::LEADING;
    let above = at.1 - 9.0 - (lines.len() - 1) as f64 * leading;
    let first = if above - BODY > top { above } else { at.1 + 9.0 + BODY };
    let half = lines.iter().map(|(text, set)| fit::width(text, set.size, set.bold)).fold(0.0, f64::max) / 2.0;
    for (i, (text, set)) in lines.iter().enumerate() {
        let set = Type { color: theme::OWN, ..*set }.anchor(Anchor::Middle).halo();
        sheet.text(at.0.min(right - half), first + i as f64 * leading, text, set)?;
    }
    Ok(())
}

pub fn direct_labels(
    sheet: &Sheet,
    plot: &Plot,
    model: &Model,
    (right, top, bottom): (f64, f64, f64),
    end: f64,
    language: &Language,
) -> Result<(), AreaError> {
    let pixel = |year: f64, v: f64| {
        let (x, y) = plot.backend_coord(&(year, v));
        (f64::from(x) / UNIT, f64::from(y) / UNIT)
    };
    let mut labels: Vec<Label> = Vec::new();
    let [own, target, peers] = label_texts(model, language);
    if let (Some(p), Some(lines)) = (model.points.last(), own) {
        let at = pixel(p.year as f64, p.value);
        match right - at.0 > FAR {
            true => label_at(sheet, at, (top, right), &lines)?,
            false => labels.push(Label { at, lines, color: theme::OWN }),
        }
    }
    if let (Some((_, target)), Some(lines)) = (model.result.target, target) {
        labels.push(Label { at: pixel(end, target), lines, color: theme::TARGET });
    }
    if let (Some(half), Some(lines)) = (model.half, peers) {
        labels.push(Label { at: (right, pixel(end, half.median).1), lines, color: QUIET });
    }
    let x = right + 14.0;
    labels.sort_by(|a, b| a.at.1.total_cmp(&b.at.1));
    let heights: Vec<f64> = labels.iter().map(|l| label_height(&l.lines)).collect();
    let wanted: Vec<(f64, f64)> = labels.iter().zip(&heights).map(|(l, h)| (l.at.1, *h)).collect();
    let placed = fit::dodge(&wanted, top - ABOVE, bottom + AXIS);
    for (label, (middle, height)) in labels.iter().zip(placed.iter().zip(&heights)) {
        sheet.layer("labels");
        let mut y = middle - height / 2.0 + 2.5 + SMALL * 0.9;
        for (text, set) in &label.lines {
            sheet.text(x, y, text, Type { color: label.color, ..*set })?;
            y += SMALL * theme::LEADING;
        }
    }
    Ok(())
}
