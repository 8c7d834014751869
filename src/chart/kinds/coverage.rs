//! Coverage: measurement by cycle, how many cities reported. The count is printed in each cell; the shade only repeats
//! it.

use std::collections::{BTreeMap, BTreeSet};

use plotters::style::RGBColor;

use crate::base::error::Result;
use crate::chart::data::{Data, Words, calendar};
use crate::chart::drawing::{Drawing, Jobs};
use crate::chart::fit;
use crate::chart::frame::EDGE;
use crate::chart::kind::KindDef;
use crate::chart::labels::Field;
use crate::chart::number;
use crate::chart::svg::{AreaError, Sheet, fill, line};
use crate::chart::theme::{self, Anchor, BODY, INK, PAPER, QUIET, SHADES, SMALL, Type};
use crate::language::Language;
use crate::model::relations::CoverageNetwork;
use crate::say;

const LABEL: Type = Type::new(SMALL, INK);
const AREA: Type = Type::new(BODY, INK).bold();
const KEY: Type = Type::new(SMALL, QUIET);
const HEAD: Type = Type::new(SMALL, QUIET).anchor(Anchor::End);
/// Least width of a cell and of the measurements' names, px.
const CELL: f64 = 34.0;
const NAMES: f64 = 250.0;

/// Words of the file, and how the chart is planned.
pub(super) const KIND: KindDef =
    KindDef { name: "coverage", words: &["network", "cycles"], plan: |data| Box::new(Coverage::new(data)) };

/// The one chart of a spec.
struct Coverage<'a> {
    data: Data<'a>,
    /// By measurement and cycle.
    cells: BTreeMap<(&'a str, i64), Cell>,
    cycles: Vec<i64>,
    /// Titles of the definitions that all values of a measurement have in place of the catalogue's.
    definitions: BTreeMap<&'a str, String>,
}

/// Cities expected and reported.
type Cell = (i64, i64);

/// A line of the table: an area's heading, or a measurement.
struct Line<'a> {
    /// None for an area.
    measurement: Option<&'a str>,
    label: Vec<String>,
    height: f64,
}

/// The table, measured before it is drawn. Lengths in px.
struct Grid<'g> {
    /// The newest cycles that there is room for, with the least and the most cities expected in each.
    cycles: &'g [i64],
    expected: Vec<(i64, i64)>,
    cells: &'g BTreeMap<(&'g str, i64), Cell>,
    lines: Vec<Line<'g>>,
    cell: f64,
    width: f64,
}

impl<'a> Coverage<'a> {
    fn new(data: Data<'a>) -> Coverage<'a> {
        let rows = || data.rows.coverage_network.iter().filter(|row| calendar(Some(row.cycle)).is_some());
        let cell = |row: CoverageNetwork<'a>| (row.cities_expected.max(0), row.cities_reported.max(0));
        let cells: BTreeMap<_, _> = rows().map(|row| ((row.measurement, row.cycle), cell(row))).collect();
        let cycles: BTreeSet<i64> = cells.keys().map(|(_, cycle)| *cycle).collect();
        let own = |id| data.catalogue.definitions.get(id).map(|own| fit::clean(&own.title));
        let definitions = rows().filter_map(|row| Some((row.measurement, own(row.definition?)?))).collect();
        Coverage { cells, cycles: cycles.into_iter().collect(), definitions, data }
    }

    fn grid(&self) -> Grid<'_> {
        let width = f64::from(self.data.labels.width);
        let room = width - 2.0 * EDGE - NAMES;
        let most = ((room / CELL).floor() as usize).max(1);
        let cycles = &self.cycles[self.cycles.len().saturating_sub(most)..];
        let cell = (room / cycles.len().max(1) as f64).clamp(CELL, 64.0);
        let expected = |cycle: &i64| {
            let of = || self.cells.iter().filter(|((_, c), _)| c == cycle).map(|(_, (expected, _))| *expected);
            (of().min().unwrap_or(0), of().max().unwrap_or(0))
        };
        Grid {
            cycles,
            expected: cycles.iter().map(expected).collect(),
            cells: &self.cells,
            lines: self.lines(width - 2.0 * EDGE - cell * cycles.len() as f64),
            cell,
            width,
        }
    }

    fn lines(&self, room: f64) -> Vec<Line<'_>> {
        let (d, l) = (&self.data, self.data.language);
        let mut lines = Vec::new();
        for area in d.areas() {
            let mut of_area = d.catalogue.measurements.iter().filter(|m| m.area == area.id).peekable();
            if of_area.peek().is_none() {
                continue;
            }
            let title = say!(l, "chart-coverage-area", area = &area.id, title = &area.title);
            let label = fit::wrap(&title, &AREA, f64::from(d.labels.width) - 2.0 * EDGE, 5);
            lines.push(Line { measurement: None, height: label.len() as f64 * AREA.leading() + 12.0, label });
            for m in of_area {
                let title = self.definitions.get(m.id.as_str()).cloned().unwrap_or_else(|| fit::clean(&m.title));
                let label = fit::wrap(&title, &LABEL, room - 8.0, 8);
                let height = (label.len() as f64 * LABEL.leading() + 4.0).max(20.0);
                lines.push(Line { measurement: Some(&m.id), height, label });
            }
        }
        lines
    }

    fn notes(&self, grid: &Grid, unit: &str) -> Vec<String> {
        let (d, l) = (&self.data, self.data.language);
        let cell_note = match grid.expected.is_empty() {
            true => say!(l, "chart-coverage-note-none", unit = unit),
            false => say!(l, "chart-coverage-note", unit = unit),
        };
        let source = match d.source.as_str() {
            "" => say!(l, "chart-coverage-source"),
            network => say!(l, "chart-coverage-source-network", network = network),
        };
        let mut notes = vec![[cell_note, source].join(" ")];
        if self.cycles.len() > grid.cycles.len() {
            notes.push(say!(l, "chart-coverage-newest", shown = grid.cycles.len(), all = self.cycles.len()));
        }
        if d.invented(None) {
            notes.push(say!(l, "chart-invented-network"));
        }
        notes
    }

    fn caption(&self, grid: &Grid) -> String {
        let l = self.data.language;
        let measured: Vec<&str> = grid.lines.iter().filter_map(|line| line.measurement).collect();
        let reported = |m: &str, c: &i64| self.cells.get(&(m, *c)).is_some_and(|(_, reported)| *reported != 0);
        let never = measured.iter().filter(|m| !self.cycles.iter().any(|c| reported(m, c))).count();
        let caption = say!(l, "chart-coverage-caption", n = measured.len(), cycles = grid.cycles.len());
        match never {
            0 => caption,
            never => [caption, say!(l, "chart-coverage-never", n = never)].join(" "),
        }
    }
}

impl Grid<'_> {
    fn head() -> f64 {
        2.0 * HEAD.leading() + 6.0
    }

    fn height(&self) -> f64 {
        Self::head() + self.lines.iter().map(|line| line.height).sum::<f64>()
    }

    /// Right end of the texts in a column.
    fn end(&self, column: usize) -> f64 {
        self.left() + (column + 1) as f64 * self.cell - 5.0
    }

    /// Left end of the first column.
    fn left(&self) -> f64 {
        self.width - EDGE - self.cell * self.cycles.len() as f64
    }

    /// The lines of an area or of measurements, with their tops.
    fn tops(&self, top: f64) -> Vec<(&Line<'_>, f64)> {
        let mut y = top + Self::head();
        let place = |line| {
            let line: &Line = line;
            let top = y;
            y += line.height;
            (line, top)
        };
        self.lines.iter().map(place).collect()
    }

    fn draw(&self, sheet: &Sheet, top: f64, language: &Language) -> Result<(), AreaError> {
        self.draw_head(sheet, top, language)?;
        let tops = self.tops(top);
        let of_measurements = || tops.iter().filter_map(|(line, top)| Some((line.measurement?, *line, *top)));
        let columns = || self.cycles.iter().copied().enumerate();
        let written = |n: i64| language.numbers().number(n as f64, 0);
        // Shades first, then every text: neighbours of one style share a group.
        sheet.layer("cells");
        for (level, color) in SHADES.iter().enumerate().skip(1) {
            for (m, line, top) in of_measurements() {
                for (i, cycle) in columns() {
                    if self.cells.get(&(m, cycle)).is_some_and(|v| shade(*v) == level) {
                        let x = self.left() + i as f64 * self.cell;
                        let (from, to) = ((x + 0.5, top + 0.5), (x + self.cell - 0.5, top + line.height - 0.5));
                        sheet.rect(from, to, fill(*color))?;
                    }
                }
            }
        }
        let baseline = |line: &Line, top: f64| top + line.height / 2.0 + SMALL * 0.35;
        for (dark, color) in [(false, INK), (true, PAPER)] {
            sheet.layer("counts");
            let set = Type::new(SMALL, color).anchor(Anchor::End);
            for (m, line, top) in of_measurements() {
                for (i, cycle) in columns() {
                    if let Some(v) = self.cells.get(&(m, cycle)).filter(|v| (shade(**v) >= 3) == dark) {
                        sheet.text(self.end(i), baseline(line, top), &written(v.1), set)?;
                    }
                }
            }
        }
        // No row of the mart: nothing was expected, which is not a count of zero.
        sheet.layer("blank");
        for (m, line, top) in of_measurements() {
            for (i, _) in columns().filter(|(_, cycle)| !self.cells.contains_key(&(m, *cycle))) {
                sheet.text(self.end(i), baseline(line, top), "–", HEAD)?;
            }
        }
        sheet.layer("areas");
        for (line, top) in tops.iter().filter(|(line, _)| line.measurement.is_none()) {
            let first = top + line.height - 5.0 - (line.label.len() - 1) as f64 * AREA.leading();
            sheet.lines(EDGE, first, &line.label, AREA)?;
        }
        sheet.layer("measurements");
        for (_, line, top) in of_measurements() {
            let block = line.label.len() as f64 * LABEL.leading();
            sheet.lines(EDGE, top + (line.height - block) / 2.0 + LABEL.size * 0.98, &line.label, LABEL)?;
        }
        Ok(())
    }

    /// The cycles, and the cities that were expected in each.
    fn draw_head(&self, sheet: &Sheet, top: f64, language: &Language) -> Result<(), AreaError> {
        let written = |n: i64| language.numbers().number(n as f64, 0);
        let of = |(least, most): (i64, i64)| match least == most {
            true => written(most),
            false => say!(language, "chart-years", first = written(least), last = written(most)),
        };
        let (first, second) = (top + HEAD.size, top + HEAD.size + HEAD.leading());
        sheet.layer("cycles");
        for (i, (cycle, n)) in self.cycles.iter().zip(&self.expected).enumerate() {
            sheet.text(self.end(i), first, &number::year(language, *cycle), HEAD.bold())?;
            sheet.text(self.end(i), second, &fit::cut(&of(*n), &HEAD, self.cell - 6.0), HEAD)?;
        }
        if self.cycles.is_empty() {
            return Ok(());
        }
        sheet.text(self.left() - 8.0, second, &say!(language, "chart-coverage-n"), HEAD)
    }
}

fn shade((expected, reported): Cell) -> usize {
    match (i128::from(expected), i128::from(reported)) {
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
        let (d, l) = (&self.data, self.data.language);
        let grid = self.grid();
        let span = match (grid.cycles.first(), grid.cycles.last()) {
            (Some(first), Some(last)) => number::span(l, *first, *last),
            _ => say!(l, "chart-coverage-no-cycle"),
        };
        let words = [("network", d.network.as_str()), ("cycles", &span)];
        let (title, subtitle) = d.heading(&words, None);
        let notes = self.notes(&grid, &d.words(Field::Unit, &words));
        let caption = self.caption(&grid);
        let alt = say!(l, "chart-coverage-alt", title = &title, subtitle = &subtitle, caption = &caption);
        let shades = key(l, grid.width);
        let body = grid.height() + 14.0 + shades.len() as f64 * 18.0;
        d.draw(&[], "", Words { title, subtitle, notes, alt, caption }, body, |sheet, frame| {
            grid.draw(sheet, frame.top(), l)?;
            sheet.layer("legend");
            draw_key(sheet, frame.top() + grid.height() + 10.0, &shades)
        })
    }
}

/// A shade of the key: its x in px, and what it means.
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

fn draw_key(sheet: &Sheet, y: f64, rows: &[Vec<Shade>]) -> Result<(), AreaError> {
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
