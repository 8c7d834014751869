//! Pictures for one line of a table: a series as a sparkline, and where a value is with the middle half of its peers.
//!
//! They have no words of their own: the line that they are in gives the values.

use super::data::bounded;
use super::number::Scale;
use super::style::Surface;
use super::svg::{self, AreaError, Sheet, fill, line};
use super::theme::{INK, OWN, OWN_BAND, OWN_LIGHT, PEERS_BAR, QUIET, RULE, TARGET};
use crate::base::error::Result;

/// Size of a sparkline in px.
pub const SPARK: (u32, u32) = (132, 32);
/// Size of one of several sparklines on one scale in px.
pub const MULTIPLE: (u32, u32) = (132, 48);
/// Size of a picture of the network's median and middle half in px: several share a page in print, and one has a page
/// of the site to itself.
pub const PANEL: (u32, u32) = (200, 72);
/// The same on a page of the site.
pub const WIDE_PANEL: (u32, u32) = (300, 96);
/// Size of the picture of a value with its peers in px.
pub const AMONG: (u32, u32) = (96, 20);

/// The address on a page of what [`Among::shared`] draws.
const HALF: &str = "half";

/// Room in px around the marks at the ends.
const EDGE: f64 = 4.0;

/// A picture without background, written into a page or a brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its SVG.
    pub svg: String,
    /// What it shows, for who cannot see it; empty where the line that it is in says all of it.
    pub alt: String,
}

/// A point of a sparkline.
#[derive(Debug, Clone, Copy)]
pub struct Point {
    /// Its year.
    pub year: i64,
    /// Its value.
    pub value: f64,
    /// Its interval, from the lower end to the upper one.
    pub interval: Option<(f64, f64)>,
    /// Whether the series breaks before it.
    pub break_before: bool,
    /// Whether it belongs to the run of values whose change is measured.
    pub in_run: bool,
}

/// A sparkline.
#[derive(Debug, Default)]
pub struct Spark<'a> {
    /// The points, by year.
    pub points: &'a [Point],
    /// Thin lines next to it: the items of the same measurement, or a median. In the same unit.
    pub others: Vec<Vec<(i64, f64)>>,
    /// First and last year of the axis, the same for all lines of a table.
    pub years: (i64, i64),
    /// The least span of values, so that noise does not look like change.
    pub least_span: f64,
    /// Values that every line of the table has on its axis; none where each has its own.
    pub range: Option<(f64, f64)>,
    /// The city's own target.
    pub target: Option<f64>,
    /// A year whose point has a ring.
    pub marked: Option<i64>,
    /// Whether the axis of values is logarithmic: for values above 0 alone.
    pub logarithmic: bool,
}

/// The least span of an axis of values: ten times the smallest change that is called movement, or a tenth of an amount.
pub fn least_span(scale: Scale, min_change: f64, largest: f64) -> f64 {
    match scale {
        Scale::Percent => (10.0 * min_change).min(largest.max(1.0)),
        Scale::Rating => 1.0,
        Scale::Relative => largest * (5.0 * min_change).max(0.1),
    }
}

impl Spark<'_> {
    /// Draws it.
    ///
    /// # Errors
    /// What the backend says.
    pub fn draw(&self, surface: Surface, right_to_left: bool, alt: String) -> Result<Picture> {
        self.draw_in(SPARK, "spark", surface, right_to_left, alt)
    }

    /// Draws it in another size. On a page its layers are classes below `class`.
    ///
    /// # Errors
    /// As for [`Spark::draw`].
    pub fn draw_in(
        &self,
        size: (u32, u32),
        class: &str,
        surface: Surface,
        right_to_left: bool,
        alt: String,
    ) -> Result<Picture> {
        let sheet = Sheet::new(size.0, size.1, right_to_left);
        self.lines(&sheet, size, surface).map_err(svg::failed("sparkline"))?;
        Ok(Picture { svg: sheet.bare(surface, class), alt })
    }

    /// How far down a value is in a picture of that height: 0 is the top and 1 the bottom.
    pub fn depth(&self, value: f64, height: u32) -> f64 {
        let (low, high) = self.bounds();
        let height = f64::from(height);
        (EDGE + (1.0 - self.share(value, low, high)) * (height - 2.0 * EDGE)) / height
    }

    fn bounds(&self) -> (f64, f64) {
        if let Some(range) = self.range {
            return range;
        }
        let own = self.points.iter().flat_map(|p| [Some(p.value), p.interval.map(|i| i.0), p.interval.map(|i| i.1)]);
        let others = self.others.iter().flatten().map(|(_, value)| Some(*value));
        let all: Vec<f64> = own.chain(others).chain([self.target]).flatten().map(bounded).collect();
        let low = all.iter().copied().fold(f64::INFINITY, f64::min);
        let high = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if !(low.is_finite() && high.is_finite()) {
            return (0.0, 1.0);
        }
        let least = if self.least_span > 0.0 { self.least_span } else { 1.0 };
        let more = ((least - (high - low)) / 2.0).max(0.0);
        (low - more, high + more)
    }

    /// Where a value is between two others on the axis: 0 is the lower one.
    fn share(&self, value: f64, low: f64, high: f64) -> f64 {
        let on_axis =
            |value: f64| if self.logarithmic { bounded(value).max(f64::MIN_POSITIVE).ln() } else { bounded(value) };
        let [value, low, high] = [value, low, high].map(on_axis);
        ((value - low) / (high - low).max(1e-300)).clamp(0.0, 1.0)
    }

    fn lines(&self, sheet: &Sheet, size: (u32, u32), surface: Surface) -> Result<(), AreaError> {
        let (low, high) = self.bounds();
        let (wide, tall) = (f64::from(size.0) - 2.0 * EDGE, f64::from(size.1) - 2.0 * EDGE);
        let (first, last) = self.years;
        let span = (last - first).max(1) as f64;
        // Whole px: years are far enough from one another, and a page has hundreds of such lines.
        let x = |year: i64| (EDGE + ((year - first) as f64 / span).clamp(0.0, 1.0) * wide).round();
        let y = |value: f64| EDGE + (1.0 - self.share(value, low, high)) * tall;
        sheet.layer("band");
        for stretch in stretches(self.points) {
            let ends: Option<Vec<(i64, (f64, f64))>> = stretch.iter().map(|p| Some((p.year, p.interval?))).collect();
            match ends {
                Some(ends) if ends.len() > 1 => {
                    let upper = ends.iter().map(|(year, (_, high))| (x(*year), y(*high)));
                    let lower = ends.iter().rev().map(|(year, (low, _))| (x(*year), y(*low)));
                    sheet.polygon(&upper.chain(lower).collect::<Vec<_>>(), fill(OWN_BAND))?;
                }
                _ => {
                    for (point, (low, high)) in stretch.iter().filter_map(|p| Some((p, p.interval?))) {
                        let at = x(point.year);
                        sheet.rect((at - 1.5, y(high)), (at + 1.5, y(low)), fill(OWN_BAND))?;
                    }
                }
            }
        }
        sheet.layer("other");
        for other in &self.others {
            let at: Vec<(f64, f64)> = other.iter().map(|(year, value)| (x(*year), y(*value))).collect();
            sheet.path(&at, line(RULE, 1.0))?;
        }
        sheet.layer("target");
        if let Some(target) = self.target {
            let right = f64::from(size.0);
            sheet.rule((right - 12.0, y(target)), (right, y(target)), line(TARGET, 1.5))?;
        }
        sheet.layer("break");
        for point in self.points.iter().skip(1).filter(|p| p.break_before) {
            let at = x(point.year) - 3.0;
            sheet.rule((at, 1.0), (at, f64::from(size.1) - 1.0), line(QUIET, 1.0))?;
        }
        for in_run in [false, true] {
            sheet.layer(if in_run { "" } else { "apart" });
            let color = if in_run { OWN } else { OWN_LIGHT };
            for stretch in stretches(self.points).into_iter().filter(|s| s[0].in_run == in_run) {
                let at: Vec<(f64, f64)> = stretch.iter().map(|p| (x(p.year), y(p.value))).collect();
                match at[..] {
                    [(x, y)] => sheet.circle((x, y), 1.5, line(color, 1.5))?,
                    _ => sheet.path(&at, line(color, 1.5))?,
                }
            }
        }
        sheet.layer("mark");
        if let Some(point) = self.points.iter().find(|point| Some(point.year) == self.marked) {
            sheet.circle((x(point.year), y(point.value)), 3.0, line(INK, 1.5))?;
        }
        sheet.layer("");
        match self.points.last() {
            Some(last) => dot(sheet, (x(last.year), y(last.value)), 2.5, surface),
            None => Ok(()),
        }
    }
}

/// The dot of a latest value.
fn dot(sheet: &Sheet, at: (f64, f64), radius: f64, surface: Surface) -> Result<(), AreaError> {
    match surface {
        Surface::Page => {
            sheet.dot(at, fill(OWN));
            Ok(())
        }
        Surface::Print => sheet.circle(at, radius, fill(OWN)),
    }
}

/// Stretches of neighbours that may be joined: no break between, and all in the comparable run or none.
fn stretches(points: &[Point]) -> Vec<&[Point]> {
    points.chunk_by(|a, b| !b.break_before && a.in_run == b.in_run).collect()
}

/// A value with the middle half of its peers, which is the middle third of every such picture: what is further out than
/// the picture shows has an arrow.
#[derive(Debug, Clone, Copy)]
pub struct Among {
    /// The value.
    pub value: f64,
    /// Its interval, from the lower end to the upper one.
    pub interval: Option<(f64, f64)>,
    /// The peers' middle half.
    pub half: (f64, f64),
    /// Their median.
    pub median: Option<f64>,
}

impl Among {
    /// Draws it.
    ///
    /// # Errors
    /// What the backend says.
    pub fn draw(&self, surface: Surface, right_to_left: bool, alt: String) -> Result<Picture> {
        let sheet = Sheet::new(AMONG.0, AMONG.1, right_to_left);
        let shared = surface == Surface::Page && self.has_width();
        if !shared {
            self.half(&sheet).map_err(svg::failed("peers"))?;
        }
        self.marks(&sheet, surface).map_err(svg::failed("peers"))?;
        let mut svg = sheet.bare(surface, "among");
        if shared {
            svg = svg.replacen('>', &format!("><use href=#{HALF} />"), 1);
        }
        Ok(Picture { svg, alt })
    }

    /// The axis and the middle half, which are the same in every picture where the half has a width: a page has them
    /// once, as `HALF`.
    ///
    /// # Errors
    /// What the backend says.
    pub fn shared() -> Result<String> {
        let sheet = Sheet::new(AMONG.0, AMONG.1, false);
        let any = Among { value: 0.0, interval: None, half: (0.0, 1.0), median: None };
        any.half(&sheet).map_err(svg::failed("peers"))?;
        let svg = sheet.bare(Surface::Page, "shared");
        Ok(svg.replacen('>', &format!(" aria-hidden=true><g id={HALF}>"), 1).replace("</svg>", "</g></svg>"))
    }

    fn has_width(&self) -> bool {
        bounded(self.half.1) - bounded(self.half.0) > 0.0
    }

    fn half(&self, sheet: &Sheet) -> Result<(), AreaError> {
        let (wide, middle) = (f64::from(AMONG.0), f64::from(AMONG.1) / 2.0);
        sheet.layer("track");
        sheet.rule((0.0, middle), (wide, middle), line(RULE, 1.0))?;
        sheet.layer("half");
        let (left, right) =
            if self.has_width() { (wide / 3.0, wide * 2.0 / 3.0) } else { (wide / 2.0 - 2.0, wide / 2.0 + 2.0) };
        sheet.rect((left, middle - 5.0), (right, middle + 5.0), fill(PEERS_BAR))
    }

    fn marks(&self, sheet: &Sheet, surface: Surface) -> Result<(), AreaError> {
        let (wide, middle) = (f64::from(AMONG.0), f64::from(AMONG.1) / 2.0);
        let (from, third) = (wide / 3.0, wide / 3.0);
        let (low, high) = self.half;
        let span = bounded(high) - bounded(low);
        // Peers that are all alike have a middle half without width: a value is on it or on one side.
        let place = |value: f64| {
            let above = bounded(value) - bounded(low);
            let side = if above == 0.0 { 0.0 } else { above.signum() };
            if span > 0.0 { from + third * above / span } else { from + third / 2.0 + side * third }
        };
        let inside = |x: f64| x.clamp(5.0, wide - 5.0);
        sheet.layer("median");
        if let Some(median) = self.median {
            let at = inside(place(median));
            sheet.rule((at, middle - 6.0), (at, middle + 6.0), line(INK, 1.0))?;
        }
        sheet.layer("interval");
        if let Some((low, high)) = self.interval {
            sheet.rule((inside(place(low)), middle), (inside(place(high)), middle), line(OWN_LIGHT, 2.0))?;
        }
        let at = place(self.value);
        sheet.layer(if (5.0..=wide - 5.0).contains(&at) { "" } else { "far" });
        match (at < 5.0, at > wide - 5.0) {
            (true, _) => sheet.polygon(&[(0.0, middle), (7.0, middle - 4.0), (7.0, middle + 4.0)], fill(OWN)),
            (_, true) => {
                sheet.polygon(&[(wide, middle), (wide - 7.0, middle - 4.0), (wide - 7.0, middle + 4.0)], fill(OWN))
            }
            _ => dot(sheet, (at, middle), 3.5, surface),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Among, Point, Spark, Surface, least_span};
    use crate::chart::number::Scale;

    fn point(year: i64, value: f64) -> Point {
        Point { year, value, interval: None, break_before: false, in_run: true }
    }

    fn drawn(points: &[Point], range: Option<(f64, f64)>) -> String {
        let spark = Spark { points, years: (2012, 2022), least_span: 10.0, range, ..Spark::default() };
        spark.draw(Surface::Page, false, String::new()).unwrap().svg
    }

    #[test]
    fn a_line_goes_from_the_first_to_the_last_year_of_the_table_and_ends_in_a_dot() {
        let svg = drawn(&[point(2012, 40.0), point(2022, 60.0)], None);
        assert!(svg.contains("<path d=\"M4 28L128 4\"/>"), "{svg}");
        assert!(svg.contains("<path d=\"M128 4h0\"/></svg>"), "{svg}");
    }

    #[test]
    fn noise_is_not_drawn_as_change() {
        // One point of ten takes a tenth of the height.
        let svg = drawn(&[point(2012, 50.0), point(2022, 51.0)], None);
        assert!(svg.contains("M4 17.2L128 14.8"), "{svg}");
        assert_eq!(least_span(Scale::Percent, 1.0, 70.0), 10.0);
        assert_eq!(least_span(Scale::Percent, 1.0, 2.0), 2.0);
        assert_eq!(least_span(Scale::Relative, 0.01, 200.0), 20.0);
    }

    #[test]
    fn no_line_crosses_a_break() {
        let after = Point { break_before: true, ..point(2018, 50.0) };
        let svg = drawn(&[point(2012, 40.0), point(2014, 42.0), after, point(2022, 60.0)], None);
        assert_eq!(svg.matches("<path d=").count(), 2, "line and dot");
        assert_eq!(svg.split("<path d=").nth(1).unwrap().split("/>").next().unwrap().matches('M').count(), 2);
        assert!(svg.contains("<path class=break "), "{svg}");
    }

    #[test]
    fn equal_shares_of_change_are_equally_high_on_a_logarithmic_axis() {
        let points = [point(2012, 10.0), point(2017, 100.0), point(2022, 1000.0)];
        let spark = Spark {
            points: &points,
            years: (2012, 2022),
            range: Some((10.0, 1000.0)),
            logarithmic: true,
            ..Spark::default()
        };
        let svg = spark.draw(Surface::Page, false, String::new()).unwrap().svg;
        assert!(svg.contains("M4 28L66 16L128 4"), "{svg}");
        assert!((spark.depth(100.0, 32) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn a_marked_year_has_a_ring() {
        let points = [point(2012, 40.0), point(2017, 45.0), point(2022, 60.0)];
        let draw = |marked| {
            let spark = Spark { points: &points, years: (2012, 2022), least_span: 10.0, marked, ..Spark::default() };
            spark.draw(Surface::Page, false, String::new()).unwrap().svg
        };
        assert!(draw(Some(2017)).contains("<circle class=mark cx=\"66\" cy=\"22\" r=\"3\"/>"), "{}", draw(Some(2017)));
        assert!(!draw(None).contains("mark") && !draw(Some(2018)).contains("mark"));
    }

    #[test]
    fn no_value_whatever_it_is_leaves_the_picture() {
        for odd in [f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 1e308, -1e308] {
            let svg = drawn(&[point(2012, odd), point(i64::MAX, 1.0)], Some((0.0, 1.0)));
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{odd}: {svg}");
        }
    }

    fn among(value: f64, half: (f64, f64)) -> String {
        let among = Among { value, interval: None, half, median: None };
        among.draw(Surface::Page, false, String::new()).unwrap().svg
    }

    #[test]
    fn a_value_is_placed_by_the_middle_half_and_what_is_far_out_has_an_arrow() {
        let dot = |x: &str| format!("<path d=\"M{x} 10h0\"/></svg>");
        for (value, x) in [(10.0, "32"), (15.0, "48"), (20.0, "64"), (25.0, "80")] {
            assert!(among(value, (10.0, 20.0)).contains(&dot(x)), "{value}");
        }
        assert!(among(90.0, (10.0, 20.0)).contains("<path class=far d=\"M96 10"));
        assert!(among(-90.0, (10.0, 20.0)).contains("<path class=far d=\"M0 10"));
        // Peers that are all alike.
        for (value, x) in [(10.0, "48"), (10.1, "80"), (9.0, "16")] {
            assert!(among(value, (10.0, 10.0)).contains(&dot(x)), "{value}");
        }
    }

    #[test]
    fn a_page_has_the_middle_half_once_and_print_in_each_picture() {
        let shared = Among::shared().unwrap();
        assert!(shared.starts_with("<svg class=shared aria-hidden=true><g id=half><path class=track "), "{shared}");
        assert!(
            shared.ends_with("<rect class=half x=\"32\" y=\"5\" width=\"32\" height=\"10\"/></g></svg>"),
            "{shared}"
        );
        let wide = among(15.0, (10.0, 20.0));
        assert!(wide.starts_with("<svg class=among><use href=#half />") && !wide.contains("class=half"), "{wide}");
        let alike = among(10.0, (10.0, 10.0));
        assert!(alike.contains("class=half") && !alike.contains("<use"), "{alike}");
        let among = Among { value: 15.0, interval: None, half: (10.0, 20.0), median: None };
        let print = among.draw(Surface::Print, false, String::new()).unwrap().svg;
        assert!(
            print.contains("<rect ") && !print.contains("<use") && print.contains("viewBox=\"0 0 96 20\""),
            "{print}"
        );
    }
}
