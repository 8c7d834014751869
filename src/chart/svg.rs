//! The sheet that plotters draws on: a backend of its own that writes compact SVG.
//!
//! Plotters' coordinates are whole numbers, so the sheet counts in tenths of a px. Neighbours of one style share a
//! group and lines of one style share a path, which makes the files a third of what the stock backend writes.

use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt::Write;
use std::ops::Range;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::coord::ranged1d::{KeyPointHint, KeyPointWeight, NoDefaultFormatting, Ranged, ValueFormatter};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontStyle};

use super::fit;
pub use super::ink::{Finished, escape};
use super::ink::{Ink, Tenths};
use super::style::{Paint, Style, Surface};
use super::theme::{self, Anchor, Type};
use crate::base::error::{Error, Result};

/// Tenths of a px in a px.
pub const UNIT: f64 = 10.0;

/// A length in px as plotters' whole number.
pub fn u(px: f64) -> i32 {
    (px.clamp(-1e6, 1e6) * UNIT).round() as i32
}

/// A line of a colour and width in px.
pub fn line(color: RGBColor, px: f64) -> ShapeStyle {
    ShapeStyle { color: color.to_rgba(), filled: false, stroke_width: (px * UNIT).round().max(1.0) as u32 }
}

/// A filled shape.
pub fn fill(color: RGBColor) -> ShapeStyle {
    ShapeStyle { color: color.to_rgba(), filled: true, stroke_width: 0 }
}

/// A coordinate for plotters: a range of values, the ticks to mark and their words.
pub struct Axis {
    /// Values at the ends, the second above the first.
    pub range: (f64, f64),
    /// Values to mark, with their text.
    pub ticks: Vec<(f64, String)>,
}

impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        let share = (value - self.range.0) / (self.range.1 - self.range.0);
        limit.0 + (f64::from(limit.1 - limit.0) * share.clamp(-10.0, 10.0)).round() as i32
    }

    fn key_points<H: KeyPointHint>(&self, hint: H) -> Vec<f64> {
        // The mesh asks twice; the lighter lines between are none.
        if matches!(hint.weight(), KeyPointWeight::Any) {
            return Vec::new();
        }
        self.ticks.iter().map(|t| t.0).collect()
    }

    fn range(&self) -> Range<f64> {
        self.range.0..self.range.1
    }
}

impl ValueFormatter<f64> for Axis {
    fn format(value: &f64) -> String {
        format!("{value}")
    }

    fn format_ext(&self, value: &f64) -> String {
        self.ticks.iter().find(|t| t.0 == *value).map_or_else(String::new, |t| t.1.clone())
    }
}

/// A filled shape that lets through what is behind it.
pub fn veil(color: RGBColor, opacity: f64) -> ShapeStyle {
    ShapeStyle { color: color.mix(opacity), ..fill(color) }
}

/// What plotters says when it cannot draw.
pub type AreaError = DrawingAreaErrorKind<Infallible>;

/// The area that plotters draws on.
pub type Area = DrawingArea<Svg, Shift>;

/// Plotters' backend. Shares its ink with the [`Sheet`].
pub struct Svg {
    ink: Rc<RefCell<Ink>>,
    size: (u32, u32),
}

/// A sheet of SVG.
pub struct Sheet {
    ink: Rc<RefCell<Ink>>,
    area: Area,
    width: u32,
    height: u32,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Svg {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(point, (point.0 + 10, point.1 + 10), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, fill: bool) -> Drawn {
        let color = style.color();
        if color.alpha == 0.0 {
            return Ok(());
        }
        let mut ink = self.ink.borrow_mut();
        ink.stroke(color, if fill { 0 } else { style.stroke_width() }, fill.then_some(color));
        ink.end_path();
        let (a, b) = (ink.place(a), ink.place(b));
        let (w, h) = ((b.0 - a.0).abs(), (b.1 - a.1).abs());
        let _ = write!(
            ink.content(),
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            Tenths(a.0.min(b.0)),
            Tenths(a.1.min(b.1)),
            Tenths(w),
            Tenths(h)
        );
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let color = style.color();
        if color.alpha == 0.0 {
            return Ok(());
        }
        let mut ink = self.ink.borrow_mut();
        ink.stroke(color, style.stroke_width(), None);
        ink.line_to(path.into_iter());
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        let color = style.color();
        if color.alpha == 0.0 {
            return Ok(());
        }
        self.ink.borrow_mut().circle(center, radius as i32, color, style.stroke_width(), fill, None);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, vert: I, style: &S) -> Drawn {
        let color = style.color();
        if color.alpha == 0.0 {
            return Ok(());
        }
        let mut ink = self.ink.borrow_mut();
        ink.stroke(color, 0, Some(color));
        ink.line_to(vert.into_iter());
        if ink.path.is_some() {
            ink.content().push('Z');
        }
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, (x, y): BackendCoord) -> Drawn {
        if style.color().alpha == 0.0 || text.is_empty() {
            return Ok(());
        }
        let mut ink = self.ink.borrow_mut();
        let mut a = Style::default();
        a.paint(Paint::Fill, style.color());
        let size = style.size();
        a.set("font-size", Tenths(size.round() as i32));
        if matches!(style.style(), FontStyle::Bold) {
            a.set("font-weight", "bold");
        }
        match (style.anchor().h_pos, ink.mirror) {
            (HPos::Left, None) | (HPos::Right, Some(_)) => {}
            (HPos::Center, _) => a.set("text-anchor", "middle"),
            (HPos::Right, None) | (HPos::Left, Some(_)) => a.set("text-anchor", "end"),
        }
        if ink.halo {
            a.set("stroke", "#fff");
            a.set("stroke-width", 3);
            a.set("stroke-linejoin", "round");
            a.set("paint-order", "stroke");
        }
        ink.style(a);
        ink.end_path();
        // Bottom means the baseline here.
        let y = match style.anchor().v_pos {
            VPos::Top => y + (size * 0.8).round() as i32,
            VPos::Center => y + (size * 0.35).round() as i32,
            VPos::Bottom => y,
        };
        let (x, y) = ink.place((x, y));
        let _ = write!(ink.content(), "<text x=\"{}\" y=\"{}\">", Tenths(x), Tenths(y));
        match ink.mirror {
            Some(_) => escape(ink.content(), &right_to_left(text)),
            None => escape(ink.content(), text),
        }
        ink.content().push_str("</text>");
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let bold = matches!(style.style(), FontStyle::Bold);
        Ok((fit::width(text, style.size(), bold).ceil() as u32, style.size().ceil() as u32))
    }
}

impl Sheet {
    /// A white sheet, in px. One that is read from right to left is drawn as its mirror.
    pub fn new(width: u32, height: u32, right_to_left: bool) -> Sheet {
        let ink = Rc::new(RefCell::new(Ink::default()));
        ink.borrow_mut().mirror = right_to_left.then(|| u(f64::from(width)));
        let size = ((f64::from(width) * UNIT) as u32, (f64::from(height) * UNIT) as u32);
        let area = Svg { ink: ink.clone(), size }.into_drawing_area();
        Sheet { ink, area, width, height }
    }

    /// A rectangle of the sheet as plotters' area: left, top, right, bottom in px.
    pub fn part(&self, left: f64, top: f64, right: f64, bottom: f64) -> Area {
        let (w, h) = self.area.dim_in_pixel();
        let margin = |v: f64| u(v.max(0.0));
        self.area.margin(margin(top), h as i32 - margin(bottom), margin(left), w as i32 - margin(right))
    }

    /// What is drawn next belongs to this class: `points`, `peers`.
    pub fn layer(&self, class: &'static str) {
        self.ink.borrow_mut().layer = class;
    }

    /// What is drawn next is dashed so; empty is solid.
    pub fn dash(&self, pattern: &'static str) {
        self.ink.borrow_mut().dash = pattern;
    }

    /// A text whose baseline starts, centres or ends at (x, y) px.
    pub fn text(&self, x: f64, y: f64, text: &str, set: Type) -> Result<(), AreaError> {
        let font = ("sans-serif", set.size * UNIT, if set.bold { FontStyle::Bold } else { FontStyle::Normal });
        let h = match set.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        self.ink.borrow_mut().halo = set.halo;
        let style = TextStyle::from(font.into_font()).color(&set.color).pos(Pos::new(h, VPos::Bottom));
        let drawn = self.area.draw_text(text, &style, (u(x), u(y)));
        self.ink.borrow_mut().halo = false;
        drawn
    }

    /// Lines of text below one another, the first baseline at y.
    pub fn lines(&self, x: f64, y: f64, lines: &[String], set: Type) -> Result<(), AreaError> {
        for (i, line) in lines.iter().enumerate() {
            self.text(x, y + i as f64 * set.leading(), line, set)?;
        }
        Ok(())
    }

    /// A straight line in px.
    pub fn rule(&self, from: (f64, f64), to: (f64, f64), style: ShapeStyle) -> Result<(), AreaError> {
        self.area.draw(&PathElement::new(vec![(u(from.0), u(from.1)), (u(to.0), u(to.1))], style))
    }

    /// A line through points in px.
    pub fn path(&self, points: &[(f64, f64)], style: ShapeStyle) -> Result<(), AreaError> {
        self.area.draw(&PathElement::new(points.iter().map(|(x, y)| (u(*x), u(*y))).collect::<Vec<_>>(), style))
    }

    /// A rectangle in px.
    pub fn rect(&self, from: (f64, f64), to: (f64, f64), style: ShapeStyle) -> Result<(), AreaError> {
        self.area.draw(&Rectangle::new([(u(from.0), u(from.1)), (u(to.0), u(to.1))], style))
    }

    /// A circle in px.
    pub fn circle(&self, at: (f64, f64), radius: f64, style: ShapeStyle) -> Result<(), AreaError> {
        self.area.draw(&Circle::new((u(at.0), u(at.1)), u(radius), style))
    }

    /// A filled circle as a stroke without length, which is shorter: the page's style sheet gives it round ends and its
    /// width.
    pub fn dot(&self, at: (f64, f64), style: ShapeStyle) {
        let mut ink = self.ink.borrow_mut();
        ink.stroke(style.color.to_backend_color(), 0, Some(style.color.to_backend_color()));
        ink.end_path();
        let (x, y) = ink.place((u(at.0), u(at.1)));
        let _ = write!(ink.content(), "<path d=\"M{} {}h0\"/>", Tenths(x), Tenths(y));
    }

    /// A point with the words that a reader sees who points at it. `at` is in the sheet's own units, as plots give it.
    pub fn point(&self, at: (i32, i32), radius: f64, style: ShapeStyle, title: &str) {
        let mut ink = self.ink.borrow_mut();
        ink.circle(at, u(radius), style.color.to_backend_color(), style.stroke_width, style.filled, Some(title));
    }

    /// A closed shape in px, filled or as an outline with nothing behind it.
    pub fn polygon(&self, points: &[(f64, f64)], style: ShapeStyle) -> Result<(), AreaError> {
        let mut at: Vec<(i32, i32)> = points.iter().map(|p| (u(p.0), u(p.1))).collect();
        if style.filled {
            return self.area.draw(&Polygon::new(at, style));
        }
        at.extend(at.first().copied());
        self.area.draw(&PathElement::new(at, style))
    }

    /// The mark of a movement.
    pub fn mark(&self, at: (f64, f64), radius: f64, moved: theme::Moved) -> Result<(), AreaError> {
        let (outline, filled) = moved.shape();
        let style = if filled { fill(moved.color()) } else { line(moved.color(), 1.5) };
        if outline.is_empty() {
            return self.circle(at, radius * 0.9, style);
        }
        let points: Vec<_> = outline.iter().map(|(x, y)| (at.0 + x * radius, at.1 + y * radius)).collect();
        self.polygon(&points, style)
    }

    /// The drawing without words and background, for one line of a table. On a page its layers are classes below
    /// `class`.
    pub fn bare(self, surface: Surface, class: &str) -> String {
        let mut ink = self.ink.borrow_mut();
        ink.end_path();
        ink.bare(surface, class, (self.width, self.height))
    }

    /// The drawing, with a title and a description for those who hear it.
    pub fn finish(self, title: &str, description: &str) -> Finished {
        let mut ink = self.ink.borrow_mut();
        ink.end_path();
        let (w, h) = (self.width, self.height);
        // A page's direction must not turn the anchors, which are set by side.
        let direction = if ink.mirror.is_some() { " direction=\"ltr\"" } else { "" };
        let mut head = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\"{direction} font-family=\"{}\"><title>",
            theme::FONTS
        );
        escape(&mut head, title);
        head.push_str("</title>");
        let (svg, screen) = (ink.alone(&head, description, (w, h)), ink.screen(&head, (w, h)));
        Finished { svg, screen }
    }
}

/// A text in which words follow one another from right to left, whatever comes first. It is isolated rather than given
/// a direction, which not every reader of SVG knows and which would turn its anchor. Signs stay before their numbers.
fn right_to_left(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 12);
    out.push('\u{2067}');
    let mut before = ' ';
    for (i, c) in text.char_indices() {
        let follows = text[i + c.len_utf8()..].chars().next().is_some_and(char::is_numeric);
        if matches!(c, '−' | '+') && follows && !before.is_numeric() && before != '\u{200e}' {
            out.push('\u{200e}');
        }
        out.push(c);
        before = c;
    }
    out.push('\u{2069}');
    out
}

/// Wraps what plotters says.
pub fn failed(chart: &str) -> impl Fn(AreaError) -> Error + '_ {
    move |e| Error::Chart { chart: chart.to_string(), message: e.to_string() }
}
