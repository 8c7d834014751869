//! Coverage: measurement by cycle, how many cities reported. The count is printed in each cell; the shade only repeats
//! it.

use std::collections::BTreeMap;

use plotters::style::RGBColor;

use super::data::Data;
use super::drawing::{Drawing, Jobs};
use super::fit;
use super::frame::{EDGE, Frame};
use super::number;
use super::spec::Field;
use super::svg::{self, AreaError, Sheet, fill, line};
use super::theme::{self, Anchor, BODY, INK, PAPER, QUIET, SHADES, SMALL, Type};
use crate::base::error::Result;
use crate::language::Language;
use crate::say;

/// The one chart of a spec.
pub(super) struct Coverage<'a> {
    data: Data<'a>,
}

const LABEL: Type = Type::new(SMALL, INK);
const AREA: Type = Type::new(BODY, INK).bold();
const KEY: Type = Type::new(SMALL, QUIET);
const HEAD: Type = Type::new(SMALL, QUIET).anchor(Anchor::End);
/// Least width of a cell and of the measurements' names, px.
const CELL: f64 = 34.0;
const NAMES: f64 = 250.0;

/// Cities expected and reported.
type Cell = (i64, i64);

struct Line {
    id: String,
    label: Vec<String>,
    area: bool,
    height: f64,
}

impl<'a> Coverage<'a> {
    pub fn new(data: Data<'a>) -> Coverage<'a> {
        Coverage { data }
    }

    fn cells(&self) -> (BTreeMap<(&'a str, i64), Cell>, Vec<i64>) {
        let d = &self.data;
        let mut cells = BTreeMap::new();
        for r in d.rows() {
            let (Some(m), Some(cycle)) = (d.text("measurement", r), d.year("cycle", r)) else {
                continue;
            };
            let n = |role| d.number(role, r).map_or(0, |v| v as i64).max(0);
            cells.insert((m, cycle), (n("expected"), n("reported")));
        }
        let mut cycles: Vec<i64> = cells.keys().map(|k| k.1).collect();
        cycles.sort_unstable();
        cycles.dedup();
        (cells, cycles)
    }

    /// Titles of the definitions that all values of a measurement have in place of the catalogue's.
    fn definitions(&self) -> BTreeMap<&'a str, &str> {
        let d = &self.data;
        let known = |r| Some((d.text("measurement", r)?, d.definition(d.text("definition", r)?)?.title.as_str()));
        d.rows().filter_map(known).collect()
    }

    fn lines(&self, room: f64) -> Vec<Line> {
        let mut lines = Vec::new();
        let measurements = self.data.all_measurements();
        let definitions = self.definitions();
        for area in &self.data.areas {
            let of_area: Vec<_> = measurements.iter().filter(|(_, m)| m.area == area.area).collect();
            if of_area.is_empty() {
                continue;
            }
            let label = fit::wrap(
                &say!(self.data.language, "chart-coverage-area", area = area.area, title = &area.title),
                &AREA,
                f64::from(self.data.spec.width) - 2.0 * EDGE,
                5,
            );
            lines.push(Line {
                id: String::new(),
                height: label.len() as f64 * AREA.leading() + 12.0,
                label,
                area: true,
            });
            for (id, m) in of_area {
                let title = definitions.get(id).copied().unwrap_or(&m.title);
                let label = fit::wrap(title, &LABEL, room - 8.0, 8);
                lines.push(Line {
                    id: (*id).to_string(),
                    height: (label.len() as f64 * LABEL.leading() + 4.0).max(20.0),
                    label,
                    area: false,
                });
            }
        }
        lines
    }
}

fn shade((expected, reported): Cell) -> usize {
    match (expected, reported) {
        (_, 0) => 0,
        (e, r) if e <= 0 || 4 * r > 3 * e => 4,
        (e, r) if 2 * r > e => 3,
        (e, r) if 4 * r > e => 2,
        _ => 1,
    }
}

impl Jobs for Coverage<'_> {
    fn keys(&self) -> Vec<Vec<String>> {
        vec![Vec::new()]
    }

    fn draw(&self, _index: usize) -> Result<Drawing> {
        let d = &self.data;
        let lang = d.language;
        let (cells, all_cycles) = self.cells();
        let width = d.spec.width;
        let most = (((f64::from(width) - 2.0 * EDGE - NAMES) / CELL).floor() as usize).max(1);
        let cycles = &all_cycles[all_cycles.len().saturating_sub(most)..];
        let cell = ((f64::from(width) - 2.0 * EDGE - NAMES) / cycles.len().max(1) as f64).clamp(CELL, 64.0);
        let names = f64::from(width) - 2.0 * EDGE - cell * cycles.len() as f64;
        let lines = self.lines(names);
        let span = match (cycles.first(), cycles.last()) {
            (Some(a), Some(b)) => number::span(lang, *a, *b),
            _ => say!(lang, "chart-coverage-no-cycle"),
        };
        let words = [("network", d.network.as_str()), ("cycles", &span)];
        let (title, subtitle) = d.heading(&words, None);
        // Cities expected in each cycle, from least to most over the measurements.
        let expected: Vec<(i64, i64)> = cycles
            .iter()
            .map(|c| {
                let of = cells.iter().filter(|(k, _)| k.1 == *c).map(|(_, v)| v.0);
                (of.clone().min().unwrap_or(0), of.max().unwrap_or(0))
            })
            .collect();
        let written = |n: i64| lang.numbers().number(n as f64, 0);
        let of = |(a, b): (i64, i64)| match a == b {
            true => written(b),
            false => say!(lang, "chart-years", first = written(a), last = written(b)),
        };
        let unit = d.words(Field::Unit, &words);
        let cell_note = match expected.is_empty() {
            true => say!(lang, "chart-coverage-note-none", unit = unit),
            false => say!(lang, "chart-coverage-note", unit = unit),
        };
        let source = match d.source.as_str() {
            "" => say!(lang, "chart-coverage-source"),
            network => say!(lang, "chart-coverage-source-network", network = network),
        };
        let mut notes = vec![[cell_note, source].join(" ")];
        if all_cycles.len() > cycles.len() {
            notes.push(say!(lang, "chart-coverage-newest", shown = cycles.len(), all = all_cycles.len()));
        }
        if d.invented(None) {
            notes.push(say!(lang, "chart-invented-network"));
        }
        let measured = lines.iter().filter(|l| !l.area).count();
        let never = lines
            .iter()
            .filter(|l| !l.area && all_cycles.iter().all(|c| cells.get(&(l.id.as_str(), *c)).is_none_or(|v| v.1 == 0)))
            .count();
        let mut caption = say!(lang, "chart-coverage-caption", n = measured, cycles = cycles.len());
        if never > 0 && measured > 0 {
            caption = [caption, say!(lang, "chart-coverage-never", n = never)].join(" ");
        }
        let alt = say!(lang, "chart-coverage-alt", title = &title, subtitle = &subtitle, caption = &caption);
        let frame = Frame::new(width, &title, &subtitle, &notes);
        let head = 2.0 * HEAD.leading() + 6.0;
        let shades = key(lang, f64::from(width));
        let legend = 14.0 + shades.len() as f64 * 18.0;
        let body = head + lines.iter().map(|l| l.height).sum::<f64>() + legend;
        let height = frame.height(body);
        let sheet = Sheet::new(width, height, d.language.right_to_left());
        let draw = || -> std::result::Result<(), AreaError> {
            frame.draw(&sheet, body)?;
            let right = f64::from(width) - EDGE;
            let left = right - cell * cycles.len() as f64;
            let end = |i: usize| left + (i + 1) as f64 * cell - 5.0;
            sheet.layer("cycles");
            for (i, (cycle, n)) in cycles.iter().zip(&expected).enumerate() {
                sheet.text(end(i), frame.top() + HEAD.size, &number::year(lang, *cycle), HEAD.bold())?;
                let text = fit::cut(&of(*n), &HEAD, cell - 6.0);
                sheet.text(end(i), frame.top() + HEAD.size + HEAD.leading(), &text, HEAD)?;
            }
            if !cycles.is_empty() {
                sheet.text(
                    left - 8.0,
                    frame.top() + HEAD.size + HEAD.leading(),
                    &say!(lang, "chart-coverage-n"),
                    HEAD,
                )?;
            }
            // Shades first, then every text: neighbours of one style share a group.
            let mut y = frame.top() + head;
            let mut tops = Vec::new();
            for l in &lines {
                tops.push(y);
                y += l.height;
            }
            sheet.layer("cells");
            for (level, color) in SHADES.iter().enumerate().skip(1) {
                for (l, top) in lines.iter().zip(&tops).filter(|(l, _)| !l.area) {
                    for (i, c) in cycles.iter().enumerate() {
                        if cells.get(&(l.id.as_str(), *c)).is_some_and(|v| shade(*v) == level) {
                            let x = left + i as f64 * cell;
                            sheet.rect((x + 0.5, top + 0.5), (x + cell - 0.5, top + l.height - 0.5), fill(*color))?;
                        }
                    }
                }
            }
            for (dark, color) in [(false, INK), (true, PAPER)] {
                sheet.layer("counts");
                for (l, top) in lines.iter().zip(&tops).filter(|(l, _)| !l.area) {
                    for (i, c) in cycles.iter().enumerate() {
                        let Some(v) = cells.get(&(l.id.as_str(), *c)) else { continue };
                        if (shade(*v) >= 3) == dark {
                            let y = top + l.height / 2.0 + SMALL * 0.35;
                            sheet.text(end(i), y, &written(v.1), Type::new(SMALL, color).anchor(Anchor::End))?;
                        }
                    }
                }
            }
            // No row of the mart: nothing was expected, which is not a count of zero.
            sheet.layer("blank");
            for (l, top) in lines.iter().zip(&tops).filter(|(l, _)| !l.area) {
                for (i, c) in cycles.iter().enumerate() {
                    if !cells.contains_key(&(l.id.as_str(), *c)) {
                        sheet.text(end(i), top + l.height / 2.0 + SMALL * 0.35, "–", HEAD)?;
                    }
                }
            }
            sheet.layer("areas");
            for (l, top) in lines.iter().zip(&tops).filter(|(l, _)| l.area) {
                sheet.lines(
                    EDGE,
                    top + l.height - 5.0 - (l.label.len() - 1) as f64 * AREA.leading(),
                    &l.label,
                    AREA,
                )?;
            }
            sheet.layer("measurements");
            for (l, top) in lines.iter().zip(&tops).filter(|(l, _)| !l.area) {
                let block = l.label.len() as f64 * LABEL.leading();
                sheet.lines(EDGE, top + (l.height - block) / 2.0 + LABEL.size * 0.98, &l.label, LABEL)?;
            }
            sheet.layer("legend");
            draw_key(&sheet, y + 10.0, &shades)
        };
        draw().map_err(svg::failed(&d.spec.name))?;
        Ok(Drawing {
            chart: d.spec.name.clone(),
            key: Vec::new(),
            path: format!("{}.svg", d.spec.name),
            drawn: sheet.finish(&say!(d.language, "chart-name", title = title, subtitle = subtitle), &alt),
            width,
            height,
            alt,
            caption,
        })
    }
}

/// A shade of the key: where it stands in its row, what it means.
type Shade = (RGBColor, f64, String);

/// What the shades mean, in words, in as many rows as they need.
fn key(language: &Language, width: f64) -> Vec<Vec<Shade>> {
    let words = [
        say!(language, "chart-coverage-shade-none"),
        say!(language, "chart-coverage-shade-quarter"),
        say!(language, "chart-coverage-shade-half"),
        say!(language, "chart-coverage-shade-most"),
        say!(language, "chart-coverage-shade-above"),
    ];
    let mut rows: Vec<Vec<Shade>> = Vec::new();
    let mut x = f64::INFINITY;
    for (shade, words) in SHADES.into_iter().zip(words) {
        let words = fit::cut(&words, &KEY, width - 2.0 * EDGE - 20.0);
        let w = 20.0 + fit::width(&words, KEY.size, false);
        if x + w > width - EDGE {
            rows.push(Vec::new());
            x = EDGE;
        }
        if let Some(row) = rows.last_mut() {
            row.push((shade, x, words));
        }
        x += w + 14.0;
    }
    rows
}

fn draw_key(sheet: &Sheet, y: f64, rows: &[Vec<Shade>]) -> std::result::Result<(), AreaError> {
    for (i, row) in rows.iter().enumerate() {
        let y = y + i as f64 * 18.0;
        for (shade, x, words) in row {
            sheet.rect((*x, y), (x + 14.0, y + 12.0), fill(*shade))?;
            sheet.rect((*x, y), (x + 14.0, y + 12.0), line(theme::RULE, 1.0))?;
            sheet.text(x + 20.0, y + 10.0, words, KEY)?;
        }
    }
    Ok(())
}
