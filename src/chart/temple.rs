//! The framework as the temple of the Guiding Documents' Figure 1. Each part shows how many of its measurements moved
//! towards, held, moved away, moved where no direction is read into it, and have no result. Counts, never a score.

use std::collections::BTreeMap;

use super::change::{counted, counts};
use super::data::{Area, Data, path_part};
use super::drawing::{Drawing, Jobs};
use super::fit;
use super::frame::{EDGE, Frame};
use super::number;
use super::spec::Field;
use super::svg::{self, AreaError, Sheet, fill, line};
use super::theme::{Anchor, BODY, FAINT, INK, Moved, QUIET, RULE, SMALL, STONE, Type};
use crate::base::error::Result;
use crate::language::Language;
use crate::say;

/// The charts of a spec: one a city.
pub(super) struct Temple<'a> {
    data: Data<'a>,
    cities: Vec<(&'a str, BTreeMap<&'a str, Counts>)>,
}

/// In the order of [`Moved::ALL`].
type Counts = [usize; 5];

const TEXT: Type = Type::new(SMALL, INK).anchor(Anchor::Middle);
const COUNT: Type = Type::new(BODY, INK);
const LEGEND: Type = Type::new(SMALL, QUIET);
const PART: Type = Type::new(SMALL, QUIET).anchor(Anchor::Middle);
/// Between columns and around steps, px.
const GAP: f64 = 8.0;
const PAD: f64 = 6.0;
/// A count with its mark in a row of counts.
const CELL: f64 = 36.0;
const ROW: f64 = 19.0;

impl<'a> Temple<'a> {
    pub fn new(data: Data<'a>) -> Temple<'a> {
        let mut cities: BTreeMap<&str, BTreeMap<&str, Counts>> = BTreeMap::new();
        for r in data.rows() {
            let (Some(city), Some(area)) = (data.text("city", r), data.text("area", r)) else {
                continue;
            };
            let n = |role| data.number(role, r).map_or(0, |v| v.clamp(0.0, 1e9) as usize);
            let counts = [n("towards"), n("held"), n("away"), n("no_direction") + n("mixed"), n("no_result")];
            cities.entry(city).or_default().insert(area, counts);
        }
        Temple { cities: cities.into_iter().collect(), data }
    }
}

impl Jobs for Temple<'_> {
    fn keys(&self) -> Vec<Vec<String>> {
        self.cities.iter().map(|(c, _)| vec![c.to_string()]).collect()
    }

    fn draw(&self, index: usize) -> Result<Drawing> {
        let (city, areas) = &self.cities[index];
        let d = &self.data;
        let name = d.city_name(city);
        let words = [("city", name.as_str()), ("network", &d.network)];
        let (title, subtitle) = d.heading(&words, Some(city));
        let mut tally: BTreeMap<Moved, usize> = BTreeMap::new();
        for counts in areas.values() {
            for (moved, n) in Moved::ALL.iter().zip(counts) {
                *tally.entry(*moved).or_default() += n;
            }
        }
        let all: usize = tally.values().sum();
        let l = d.language;
        let note = say!(l, "chart-temple-note", unit = d.words(Field::Unit, &words), n = all);
        let mut notes = vec![[note, d.source_city()].join(" ")];
        if d.invented(Some(city)) {
            notes.push(say!(l, "chart-invented-city"));
        }
        let caption = match all {
            0 => counted(l, &tally),
            n => say!(l, "chart-temple-caption", n = n, counts = counts(l, &tally)),
        };
        let mut alt = vec![say!(l, "chart-temple-alt", title = &title, subtitle = &subtitle, caption = &caption)];
        for area in &d.areas {
            if let Some(c) = areas.get(area.area) {
                let of: BTreeMap<Moved, usize> = Moved::ALL.into_iter().zip(c.iter().copied()).collect();
                alt.push(say!(l, "chart-temple-part", area = &area.title, counts = counts(l, &of)));
            }
        }
        let alt = alt.join(" ");
        let frame = Frame::new(d.spec.width, &title, &subtitle, &notes);
        let plan = Layout::new(l, &d.areas, f64::from(d.spec.width));
        let height = frame.height(plan.height());
        let sheet = Sheet::new(frame.width(), height, d.language.right_to_left());
        let draw = || -> std::result::Result<(), AreaError> {
            frame.draw(&sheet, plan.height())?;
            plan.draw(&sheet, frame.top(), areas)
        };
        draw().map_err(svg::failed(&d.spec.name))?;
        Ok(Drawing {
            chart: d.spec.name.clone(),
            key: vec![city.to_string()],
            path: format!("{}/{}.svg", d.spec.name, path_part(city)),
            drawn: sheet.finish(&say!(l, "chart-name", title = title, subtitle = subtitle), &alt),
            width: frame.width(),
            height,
            alt,
            caption,
        })
    }
}

/// A part: its area and its title, wrapped.
struct Part<'a> {
    area: &'a str,
    title: Vec<String>,
}

/// The building, measured before it is drawn.
struct Layout<'a> {
    language: &'a Language,
    width: f64,
    pediment: Vec<Part<'a>>,
    columns: Vec<Part<'a>>,
    steps: Vec<Part<'a>>,
    names: [Vec<String>; 3],
    legend: Vec<Vec<(Moved, f64, String)>>,
}

impl<'a> Layout<'a> {
    fn new(language: &'a Language, areas: &'a [Area<'a>], width: f64) -> Layout<'a> {
        let room = width - 2.0 * EDGE;
        let of = |part: &'static str| areas.iter().filter(move |a| a.part == part);
        let parts = |part: &'static str, room: f64, most: usize| -> Vec<Part<'a>> {
            of(part).map(|a| Part { area: a.area, title: fit::wrap(&a.title, &TEXT, room, most) }).collect()
        };
        let share = |part: &'static str, gap: f64| {
            let n = of(part).count().max(1) as f64;
            (room - 2.0 * GAP - (n - 1.0) * gap) / n
        };
        let name =
            |part: &'static str| of(part).next().map_or(Vec::new(), |a| fit::wrap(&a.dimension, &PART, room * 0.6, 4));
        let steps = of("step").count();
        let inner = room - 2.0 * GAP * steps as f64 - 2.0 * PAD - 5.0 * CELL - 8.0;
        Layout {
            width,
            pediment: parts("pediment", share("pediment", 0.0) - 2.0 * PAD, 10),
            columns: parts("column", share("column", GAP) - PAD, 20),
            steps: parts("step", inner, 8),
            names: [name("pediment"), name("column"), name("step")],
            legend: legend(language, room),
            language,
        }
    }

    fn most(parts: &[Part]) -> f64 {
        parts.iter().map(|p| p.title.len()).max().unwrap_or(0) as f64 * TEXT.leading()
    }

    fn roof(&self) -> f64 {
        46.0 + self.names[0].len() as f64 * PART.leading()
    }

    fn frieze(&self) -> f64 {
        Self::most(&self.pediment) + ROW + 3.0 * PAD
    }

    fn lintel(&self) -> f64 {
        self.names[1].len() as f64 * PART.leading() + 10.0
    }

    fn shaft(&self) -> f64 {
        Self::most(&self.columns) + 5.0 * ROW + 3.0 * PAD
    }

    fn step(&self, part: &Part) -> f64 {
        (part.title.len() as f64 * TEXT.leading()).max(ROW) + 2.0 * PAD
    }

    fn ground(&self) -> f64 {
        self.names[2].len() as f64 * PART.leading() + 8.0
    }

    fn height(&self) -> f64 {
        let steps: f64 = self.steps.iter().map(|p| self.step(p)).sum();
        self.roof()
            + self.frieze()
            + self.lintel()
            + self.shaft()
            + 20.0
            + steps
            + self.ground()
            + self.legend.len() as f64 * ROW
            + 10.0
    }

    fn draw(&self, sheet: &Sheet, top: f64, counts: &BTreeMap<&str, Counts>) -> std::result::Result<(), AreaError> {
        let of = |p: &Part| counts.get(p.area).copied().unwrap_or_default();
        let (left, right) = (EDGE, self.width - EDGE);
        let middle = self.width / 2.0;
        let edge = line(RULE, 1.0);
        let mut tally = Tally::default();

        sheet.layer("pediment");
        let eaves = top + self.roof();
        sheet.polygon(&[(left, eaves), (middle, top), (right, eaves)], fill(STONE))?;
        sheet.polygon(&[(left, eaves), (middle, top), (right, eaves)], edge)?;
        self.name(sheet, 0, eaves - 8.0)?;
        let mut y = eaves + self.frieze();
        let n = self.pediment.len().max(1) as f64;
        let (frieze_left, cell) = (left + GAP, (right - left - 2.0 * GAP) / n);
        sheet.layer("pediment");
        self.block(sheet, (frieze_left, eaves), (right - GAP, y))?;
        for i in 1..self.pediment.len() {
            let x = frieze_left + i as f64 * cell;
            sheet.rule((x, eaves), (x, y), edge)?;
        }
        for (i, p) in self.pediment.iter().enumerate() {
            let x = frieze_left + (i as f64 + 0.5) * cell;
            sheet.layer("titles");
            sheet.lines(x, eaves + PAD + TEXT.size * 0.95, &p.title, TEXT)?;
            tally.row((x - 2.5 * cell_width(cell), y - PAD - ROW / 2.0), cell_width(cell), &of(p));
        }

        self.name(sheet, 1, y + self.lintel() - 7.0)?;
        y += self.lintel();
        let n = self.columns.len().max(1) as f64;
        let column = (right - left - 2.0 * GAP - (n - 1.0) * GAP) / n;
        let base = y + self.shaft();
        sheet.layer("columns");
        for i in 0..self.columns.len() {
            let x = left + GAP + i as f64 * (column + GAP);
            // Capital, shaft, base.
            self.block(sheet, (x - 3.0, y), (x + column + 3.0, y + 5.0))?;
            self.block(sheet, (x, y + 5.0), (x + column, base + 5.0))?;
            self.block(sheet, (x - 3.0, base + 5.0), (x + column + 3.0, base + 10.0))?;
        }
        for (i, p) in self.columns.iter().enumerate() {
            let x = left + GAP + i as f64 * (column + GAP) + column / 2.0;
            sheet.layer("titles");
            sheet.lines(x, y + 5.0 + PAD + TEXT.size * 0.95, &p.title, TEXT)?;
            let first = base + 5.0 - PAD - 5.0 * ROW + ROW / 2.0;
            for (j, (moved, n)) in Moved::ALL.iter().zip(of(p)).enumerate() {
                tally.0.push(((x - 12.0, first + j as f64 * ROW), *moved, n));
            }
        }
        y = base + 20.0;

        // Each step is wider than the one on it, and the lowest as wide as the roof.
        for (i, p) in self.steps.iter().enumerate() {
            let inset = (self.steps.len() - 1 - i) as f64 * GAP;
            let height = self.step(p);
            sheet.layer("steps");
            self.block(sheet, (left + inset, y), (right - inset, y + height))?;
            sheet.layer("titles");
            let inner = left + self.steps.len() as f64 * GAP + PAD;
            let block = p.title.len() as f64 * TEXT.leading();
            let first = y + (height - block) / 2.0 + TEXT.size * 0.98;
            sheet.lines(inner, first, &p.title, TEXT.anchor(Anchor::Start))?;
            let from = right - self.steps.len() as f64 * GAP - PAD - 5.0 * CELL;
            tally.row((from, y + height / 2.0), CELL, &of(p));
            y += height;
        }
        self.name(sheet, 2, y + self.ground() - 5.0)?;
        y += self.ground() + 8.0;
        tally.draw(sheet, self.language)?;

        for row in &self.legend {
            for (moved, x, words) in row {
                sheet.layer("legend");
                sheet.mark((left + x + 6.0, y + ROW / 2.0), 5.0, *moved)?;
                sheet.text(left + x + 17.0, y + ROW / 2.0 + SMALL * 0.35, words, LEGEND)?;
            }
            y += ROW;
        }
        Ok(())
    }

    fn name(&self, sheet: &Sheet, which: usize, last: f64) -> std::result::Result<(), AreaError> {
        sheet.layer("dimensions");
        let lines = &self.names[which];
        let first = last - lines.len().saturating_sub(1) as f64 * PART.leading();
        sheet.lines(self.width / 2.0, first, lines, PART)
    }

    fn block(&self, sheet: &Sheet, from: (f64, f64), to: (f64, f64)) -> std::result::Result<(), AreaError> {
        sheet.polygon(&[from, (to.0, from.1), to, (from.0, to.1)], fill(STONE))?;
        sheet.polygon(&[from, (to.0, from.1), to, (from.0, to.1)], line(RULE, 1.0))
    }
}

fn cell_width(room: f64) -> f64 {
    ((room - 2.0 * PAD) / 5.0).min(CELL)
}

/// Rows of the legend: each mark with its place in the row and its words.
fn legend(language: &Language, room: f64) -> Vec<Vec<(Moved, f64, String)>> {
    let mut rows: Vec<Vec<(Moved, f64, String)>> = vec![Vec::new()];
    let mut x = 0.0;
    for moved in Moved::ALL {
        let words = fit::cut(&moved.words(language), &LEGEND, room - 17.0);
        let width = 17.0 + fit::width(&words, LEGEND.size, false);
        if x + width > room && x > 0.0 {
            rows.push(Vec::new());
            x = 0.0;
        }
        if let Some(row) = rows.last_mut() {
            row.push((moved, x, words));
        }
        x += width + 14.0;
    }
    rows
}

/// Counts with the middles of their marks. Marks of a kind are drawn together, which halves the file.
#[derive(Default)]
struct Tally(Vec<((f64, f64), Moved, usize)>);

impl Tally {
    /// The five counts beside one another; `at` is the left end, the middle of its height.
    fn row(&mut self, at: (f64, f64), cell: f64, counts: &Counts) {
        for (i, (moved, n)) in Moved::ALL.iter().zip(counts).enumerate() {
            self.0.push(((at.0 + i as f64 * cell + 7.0, at.1), *moved, *n));
        }
    }

    fn draw(&self, sheet: &Sheet, language: &Language) -> std::result::Result<(), AreaError> {
        sheet.layer("marks");
        for moved in Moved::ALL {
            for (at, ..) in self.0.iter().filter(|c| c.1 == moved) {
                sheet.mark(*at, 5.0, moved)?;
            }
        }
        sheet.layer("counts");
        for (at, _, n) in &self.0 {
            let set = if *n == 0 { Type { color: FAINT, ..COUNT } } else { COUNT.bold() };
            sheet.text(at.0 + 9.5, at.1 + COUNT.size * 0.36, &number::count(language, *n), set)?;
        }
        Ok(())
    }
}
