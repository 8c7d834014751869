//! The framework as the temple of the Guiding Documents' Figure 1. Each part shows how many of its measurements moved
//! towards, held, moved away, moved where no direction is read into it, and have no result. Counts, never a score.

use std::collections::BTreeMap;

use plotters::style::RGBColor;

use crate::base::error::Result;
use crate::catalogue::Area;
use crate::chart::data::{Data, Words, path_part};
use crate::chart::drawing::{Drawing, Jobs};
use crate::chart::fit;
use crate::chart::frame::EDGE;
use crate::chart::kind::KindDef;
use crate::chart::labels::Field;
use crate::chart::number;
use crate::chart::svg::{AreaError, Sheet, fill, line};
use crate::chart::theme::{Anchor, BODY, INK, Moved, PAPER, PEERS, QUIET, RULE, SMALL, STONE, Type};
use crate::language::Language;
use crate::say;

/// Words of the file, and how the charts are planned.
pub(super) const KIND: KindDef =
    KindDef { name: "temple", words: &["city", "network"], plan: |data| Box::new(Temple::new(data)) };

/// The charts of a spec: one a city.
struct Temple<'a> {
    cities: Vec<(&'a str, BTreeMap<&'a str, Counts>)>,
    areas: Vec<Area>,
    data: Data<'a>,
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
/// A fifth of the room for the marks of a step.
const CELL: f64 = 36.0;
const ROW: f64 = 19.0;

impl<'a> Temple<'a> {
    fn new(data: Data<'a>) -> Temple<'a> {
        let mut cities: BTreeMap<&str, BTreeMap<&str, Counts>> = BTreeMap::new();
        for row in data.rows.area_movement.iter() {
            let counts = [row.towards, row.held, row.away, row.no_direction.saturating_add(row.mixed), row.no_result];
            let counts = counts.map(|n| usize::try_from(n.clamp(0, 1_000_000_000)).unwrap_or_default());
            cities.entry(row.city).or_default().insert(row.area, counts);
        }
        Temple { cities: cities.into_iter().collect(), areas: data.areas(), data }
    }

    /// The counts in words: those of all parts together, and those of each part.
    fn in_words(&self, areas: &BTreeMap<&str, Counts>, (title, subtitle): (&str, &str)) -> (String, String) {
        let l = self.data.language;
        let tally = |counts: &Counts| -> BTreeMap<Moved, usize> { Moved::ALL.into_iter().zip(*counts).collect() };
        let together: Counts = std::array::from_fn(|i| areas.values().map(|counts| counts[i]).sum());
        let caption = match together.iter().sum::<usize>() {
            0 => counted(l, &tally(&together)),
            n => say!(l, "chart-temple-caption", n = n, counts = counts(l, &tally(&together))),
        };
        let mut alt = vec![say!(l, "chart-temple-alt", title = title, subtitle = subtitle, caption = &caption)];
        for area in &self.areas {
            if let Some(of) = areas.get(area.id.as_str()) {
                alt.push(say!(l, "chart-temple-part", area = &area.title, counts = counts(l, &tally(of))));
            }
        }
        (caption, alt.join(" "))
    }
}

/// `Of 6 series, 3 moved towards, 2 held and 1 has no result.` Counts in words, none left out that is not zero.
fn counted(language: &Language, of: &BTreeMap<Moved, usize>) -> String {
    let all: usize = of.values().sum();
    match all {
        0 => say!(language, "chart-counts-caption-none"),
        _ => say!(language, "chart-counts-caption", n = all, counts = counts(language, of)),
    }
}

/// `3 moved towards, 2 held and 1 has no result`.
fn counts(language: &Language, of: &BTreeMap<Moved, usize>) -> String {
    let some = |m: &Moved| of.get(m).filter(|n| **n > 0).map(|n| m.counted(language, *n));
    let parts: Vec<String> = Moved::ALL.iter().filter_map(some).collect();
    match parts.is_empty() {
        true => Moved::NoResult.words(language),
        false => language.list(&parts),
    }
}

impl Jobs for Temple<'_> {
    fn keys(&self) -> Vec<Vec<String>> {
        self.cities.iter().map(|(c, _)| vec![c.to_string()]).collect()
    }

    fn draw(&self, index: usize) -> Result<Drawing> {
        let (city, areas) = &self.cities[index];
        let (d, l) = (&self.data, self.data.language);
        let name = d.city_name(city);
        let words = [("city", name.as_str()), ("network", &d.network)];
        let (title, subtitle) = d.heading(&words, Some(city));
        let all: usize = areas.values().flatten().sum();
        let note = say!(l, "chart-temple-note", unit = d.words(Field::Unit, &words), n = all);
        let mut notes = vec![[note, d.source_city()].join(" "), say!(l, "chart-temple-shades")];
        if d.invented(Some(city)) {
            notes.push(say!(l, "chart-invented-city"));
        }
        let (caption, alt) = self.in_words(areas, (&title, &subtitle));
        let layout = Layout::new(l, &self.areas, f64::from(d.labels.width));
        let words = Words { title, subtitle, notes, alt, caption };
        d.draw(&[city], &format!("/{}", path_part(city)), words, layout.height(), |sheet, frame| {
            layout.draw(sheet, frame.top(), areas)
        })
    }
}

/// A part: its area and its title, wrapped.
struct Part<'a> {
    area: &'a str,
    title: Vec<String>,
}

impl Part<'_> {
    fn counts(&self, of_areas: &BTreeMap<&str, Counts>) -> Counts {
        of_areas.get(self.area).copied().unwrap_or_default()
    }
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
    fn new(language: &'a Language, areas: &'a [Area], width: f64) -> Layout<'a> {
        let room = width - 2.0 * EDGE;
        let of = |part: &'static str| areas.iter().filter(move |a| a.part_of_figure.as_deref() == Some(part));
        let parts = |part: &'static str, room: f64, most: usize| -> Vec<Part<'a>> {
            of(part).map(|a| Part { area: &a.id, title: fit::wrap(&a.title, &TEXT, room, most) }).collect()
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

    fn draw(&self, sheet: &Sheet, top: f64, counts: &BTreeMap<&str, Counts>) -> Result<(), AreaError> {
        let mut tally = Tally::default();
        let y = self.draw_pediment(sheet, top, counts, &mut tally)?;
        let y = self.draw_columns(sheet, y, counts, &mut tally)?;
        let y = self.draw_steps(sheet, y, counts, &mut tally)?;
        tally.draw(sheet, self.language)?;
        self.draw_legend(sheet, y)
    }

    /// Roof and frieze, from `top` on. Gives their lower end, as the other parts do.
    fn draw_pediment(
        &self,
        sheet: &Sheet,
        top: f64,
        counts: &BTreeMap<&str, Counts>,
        tally: &mut Tally,
    ) -> Result<f64, AreaError> {
        let (left, right, middle) = (EDGE, self.width - EDGE, self.width / 2.0);
        let edge = line(RULE, 1.0);
        let eaves = top + self.roof();
        let bottom = eaves + self.frieze();
        let roof = [(left, eaves), (middle, top), (right, eaves)];
        sheet.layer("pediment");
        sheet.polygon(&roof, fill(STONE))?;
        sheet.polygon(&roof, edge)?;
        self.name(sheet, 0, eaves - 8.0)?;
        let n = self.pediment.len().max(1) as f64;
        let (frieze_left, cell) = (left + GAP, (right - left - 2.0 * GAP) / n);
        sheet.layer("pediment");
        for (i, part) in self.pediment.iter().enumerate() {
            let x = frieze_left + i as f64 * cell;
            self.block(sheet, (x, eaves), (x + cell, bottom), ground(&part.counts(counts)))?;
        }
        for (i, part) in self.pediment.iter().enumerate() {
            let x = frieze_left + (i as f64 + 0.5) * cell;
            sheet.layer("titles");
            sheet.lines(x, eaves + PAD + TEXT.size * 0.95, &part.title, TEXT)?;
            tally.row((x, bottom - PAD - ROW / 2.0), cell - 2.0 * PAD, &part.counts(counts));
        }
        Ok(bottom)
    }

    /// The lintel's name and the columns.
    fn draw_columns(
        &self,
        sheet: &Sheet,
        top: f64,
        counts: &BTreeMap<&str, Counts>,
        tally: &mut Tally,
    ) -> Result<f64, AreaError> {
        let y = top + self.lintel();
        self.name(sheet, 1, y - 7.0)?;
        let n = self.columns.len().max(1) as f64;
        let column = (self.width - 2.0 * EDGE - 2.0 * GAP - (n - 1.0) * GAP) / n;
        let left = |i: usize| EDGE + GAP + i as f64 * (column + GAP);
        let base = y + self.shaft();
        sheet.layer("columns");
        for (x, part) in (0..self.columns.len()).map(left).zip(&self.columns) {
            // Capital, shaft, base.
            self.block(sheet, (x - 3.0, y), (x + column + 3.0, y + 5.0), STONE)?;
            self.block(sheet, (x, y + 5.0), (x + column, base + 5.0), ground(&part.counts(counts)))?;
            self.block(sheet, (x - 3.0, base + 5.0), (x + column + 3.0, base + 10.0), STONE)?;
        }
        for (i, part) in self.columns.iter().enumerate() {
            let x = left(i) + column / 2.0;
            sheet.layer("titles");
            sheet.lines(x, y + 5.0 + PAD + TEXT.size * 0.95, &part.title, TEXT)?;
            let first = base + 5.0 - PAD - 5.0 * ROW + ROW / 2.0;
            tally.stack(x, first, column - 2.0 * PAD, &part.counts(counts));
        }
        Ok(base + 20.0)
    }

    /// The steps: each is wider than the one on it, and the lowest as wide as the roof.
    fn draw_steps(
        &self,
        sheet: &Sheet,
        top: f64,
        counts: &BTreeMap<&str, Counts>,
        tally: &mut Tally,
    ) -> Result<f64, AreaError> {
        let (left, right) = (EDGE, self.width - EDGE);
        let most = self.steps.len() as f64 * GAP;
        let mut y = top;
        for (i, part) in self.steps.iter().enumerate() {
            let inset = (self.steps.len() - 1 - i) as f64 * GAP;
            let height = self.step(part);
            sheet.layer("steps");
            self.block(sheet, (left + inset, y), (right - inset, y + height), ground(&part.counts(counts)))?;
            sheet.layer("titles");
            let block = part.title.len() as f64 * TEXT.leading();
            let first = y + (height - block) / 2.0 + TEXT.size * 0.98;
            sheet.lines(left + most + PAD, first, &part.title, TEXT.anchor(Anchor::Start))?;
            let room = 5.0 * CELL;
            tally.row((right - most - PAD - room / 2.0, y + height / 2.0), room, &part.counts(counts));
            y += height;
        }
        self.name(sheet, 2, y + self.ground() - 5.0)?;
        Ok(y + self.ground() + 8.0)
    }

    fn draw_legend(&self, sheet: &Sheet, top: f64) -> Result<(), AreaError> {
        for (i, row) in self.legend.iter().enumerate() {
            let y = top + i as f64 * ROW;
            for (moved, x, words) in row {
                sheet.layer("legend");
                sheet.mark((EDGE + x + 6.0, y + ROW / 2.0), 5.0, *moved)?;
                sheet.text(EDGE + x + 17.0, y + ROW / 2.0 + SMALL * 0.35, words, LEGEND)?;
            }
        }
        Ok(())
    }

    fn name(&self, sheet: &Sheet, which: usize, last: f64) -> Result<(), AreaError> {
        sheet.layer("dimensions");
        let lines = &self.names[which];
        let first = last - lines.len().saturating_sub(1) as f64 * PART.leading();
        sheet.lines(self.width / 2.0, first, lines, PART)
    }

    fn block(&self, sheet: &Sheet, from: (f64, f64), to: (f64, f64), ground: RGBColor) -> Result<(), AreaError> {
        sheet.polygon(&[from, (to.0, from.1), to, (from.0, to.1)], fill(ground))?;
        sheet.polygon(&[from, (to.0, from.1), to, (from.0, to.1)], line(RULE, 1.0))
    }
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

/// A mark with the room after it, px.
const MARK: f64 = 13.0;
/// A count after its marks.
const NUMBER: f64 = 16.0;

/// Marks and counts with their places. Marks of a kind are drawn together, which halves the file.
#[derive(Default)]
struct Tally {
    marks: Vec<((f64, f64), Moved)>,
    counts: Vec<((f64, f64), usize)>,
}

impl Tally {
    /// What there is any of, in a row about `middle`: a mark for each measurement where they have room, and the count.
    fn row(&mut self, middle: (f64, f64), room: f64, counts: &Counts) {
        let some: Vec<(Moved, usize)> = Moved::ALL.into_iter().zip(*counts).filter(|(_, n)| *n > 0).collect();
        let wide =
            |each: &dyn Fn(usize) -> usize| -> f64 { some.iter().map(|(_, n)| each(*n) as f64 * MARK + NUMBER).sum() };
        let all = some.iter().all(|(_, n)| *n < 100) && wide(&|n| n) <= room;
        let each = |n: usize| if all { n } else { 1 };
        let mut x = middle.0 - wide(&each) / 2.0;
        for (moved, n) in some {
            x = self.kind((x, middle.1), moved, n, each(n)) + NUMBER;
        }
    }

    /// Marks of a kind from a left end on, and their count after them; gives where that begins.
    fn kind(&mut self, (mut x, y): (f64, f64), moved: Moved, n: usize, marks: usize) -> f64 {
        for _ in 0..marks {
            self.marks.push(((x + MARK / 2.0, y), moved));
            x += MARK;
        }
        self.counts.push(((x + 1.0, y), n));
        x
    }

    /// A kind below the other, each in a line of its own about `middle`.
    fn stack(&mut self, middle: f64, first: f64, room: f64, counts: &Counts) {
        let some = Moved::ALL.into_iter().zip(*counts).filter(|(_, n)| *n > 0);
        for (line, (moved, n)) in some.enumerate() {
            let marks = if n as f64 * MARK + NUMBER <= room { n } else { 1 };
            let left = middle - (marks as f64 * MARK + NUMBER) / 2.0;
            self.kind((left, first + line as f64 * ROW), moved, n, marks);
        }
    }

    fn draw(&self, sheet: &Sheet, language: &Language) -> Result<(), AreaError> {
        sheet.layer("marks");
        for moved in Moved::ALL {
            for (at, _) in self.marks.iter().filter(|(_, kind)| *kind == moved) {
                sheet.mark(*at, 5.0, moved)?;
            }
        }
        sheet.layer("counts");
        for (at, n) in &self.counts {
            sheet.text(at.0, at.1 + COUNT.size * 0.36, &number::count(language, *n), COUNT.bold())?;
        }
        Ok(())
    }
}

/// The ground of a part: the darker, the more of its measurements have a result.
fn ground(counts: &Counts) -> RGBColor {
    let (all, none) = (counts.iter().sum::<usize>(), counts[4]);
    match all - none {
        0 => PAPER,
        some if 2 * some <= all => STONE,
        _ => PEERS,
    }
}
