//! Numbers of charts, worded as on the pages, and round steps for axes.

use crate::language::Language;
use crate::say;

pub use crate::language::SPACE as NBSP;

/// The scale of a measurement, as far as numbers are written by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Shares in percent.
    Percent,
    /// Ratings 1 to 5.
    Rating,
    /// Everything else: change is relative.
    Relative,
}

impl Scale {
    /// From the catalogue's word.
    pub fn of(text: Option<&str>) -> Scale {
        match text {
            Some("percent") => Scale::Percent,
            Some("rating") => Scale::Rating,
            _ => Scale::Relative,
        }
    }

    /// The catalogue's word; nothing for scales on which change is relative.
    fn name(self) -> &'static str {
        match self {
            Scale::Percent => "percent",
            Scale::Rating => "rating",
            Scale::Relative => "",
        }
    }
}

/// A value with its percent sign where it has one: `85.3 %`, `3.5`, `250,000`. Other units stand on the axis.
pub fn value(language: &Language, v: f64, scale: Scale) -> String {
    match scale {
        Scale::Percent => language.value(v, scale.name(), ""),
        _ => plain(language, v, scale),
    }
}

/// A value as [`value`] has it, in the unit of its own definition where it has one: only percentages take their sign.
pub fn value_in(language: &Language, v: f64, scale: Scale, unit: Option<&str>) -> String {
    match unit {
        Some(unit) if unit != "%" => plain(language, v, scale),
        _ => value(language, v, scale),
    }
}

/// A value without a unit.
pub fn plain(language: &Language, v: f64, scale: Scale) -> String {
    language.number(v, scale.name())
}

/// A value in little room: from a million on in millions, billions and trillions, shortened.
pub fn short(language: &Language, v: f64, scale: Scale) -> String {
    let part = |of: f64| language.numbers().number(v / of, 2);
    match v.abs() {
        a if a >= 1e15 => plain(language, v, scale),
        a if a >= 1e12 => say!(language, "chart-number-trillion", number = part(1e12)),
        a if a >= 1e9 => say!(language, "chart-number-billion", number = part(1e9)),
        a if a >= 1e6 => say!(language, "chart-number-million", number = part(1e6)),
        _ => value(language, v, scale),
    }
}

/// A change in the words of its scale: `+4.1 points`, `+0.5 rating points`, `+12 %`. Relative changes are fractions.
pub fn change(language: &Language, v: f64, scale: Scale) -> String {
    language.change(v, scale.name())
}

/// Ticks of an axis.
#[derive(Debug, Clone)]
pub struct Ticks {
    /// Least value on the axis.
    pub low: f64,
    /// Greatest value on the axis; above `low`.
    pub high: f64,
    /// Round values between, ends included where they are round.
    pub at: Vec<f64>,
    decimals: usize,
}

impl Ticks {
    /// Round ticks over `low..high`, about `count` of them; the ends are moved outwards to round values.
    pub fn over(low: f64, high: f64, count: usize) -> Ticks {
        let (low, high) = (low.clamp(-1e15, 1e15), high.clamp(-1e15, 1e15));
        let size = low.abs().max(high.abs());
        // No step so small that it is lost beside the values, or is no number.
        let span = if high > low { (high - low).max(size * 1e-6).max(1e-290) } else { size.max(1.0) };
        let rough = span / count.max(1) as f64;
        let power = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0]
            .map(|m| m * power)
            .into_iter()
            .find(|s| *s >= rough * 0.999)
            .unwrap_or(10.0 * power);
        let first = (low / step + 1e-9).floor();
        let last = (high / step - 1e-9).ceil().max(first + 1.0);
        let at: Vec<f64> = (0..=((last - first) as usize).min(50)).map(|i| (first + i as f64) * step).collect();
        // A step of 2.5 needs one decimal more than one of 2.
        let finer = if (step / power - 2.5).abs() < 1e-6 { 1.0 } else { 0.0 };
        let decimals = (finer - power.log10()).max(0.0).round() as usize;
        Ticks { low: first * step, high: last * step, at, decimals: decimals.min(9) }
    }

    /// Ticks at the whole numbers of a closed scale.
    pub fn whole(low: i32, high: i32) -> Ticks {
        Ticks { low: f64::from(low), high: f64::from(high), at: (low..=high).map(f64::from).collect(), decimals: 0 }
    }

    /// The same ticks on an axis that ends at `high`.
    pub fn up_to(mut self, high: f64) -> Ticks {
        self.high = high;
        self.at.retain(|v| *v <= high);
        self
    }

    /// A tick's text, all with the same decimals.
    pub fn label(&self, language: &Language, v: f64) -> String {
        let top = self.low.abs().max(self.high.abs());
        match top {
            top if !(1e-5..1e15).contains(&top) => format!("{v:.1e}").replace('-', "\u{2212}"),
            top if top >= 1e9 => short(language, v, Scale::Relative),
            _ => language.numbers().fixed(v, self.decimals),
        }
    }
}

/// Years for the ticks of a time axis: whole years a round step apart, at most `most` of them, inside the ends.
pub fn years(first: i64, last: i64, most: usize) -> Vec<i64> {
    let (first, last) = (first.min(last), first.max(last));
    let span = last - first;
    let most = most.max(2) as i64;
    let mut steps = [1, 2, 4, 5, 10, 20, 25, 50, 100, 200, 500, 1000].into_iter();
    let step = steps.find(|s| span / s < most).unwrap_or(span / most + 1).max(1);
    // The newest year is what readers look for: count back from it where the step is small.
    let start = if step <= 4 { last } else { last - last.rem_euclid(step) };
    let mut at: Vec<i64> = (0..).map(|i| start - i * step).take_while(|y| *y >= first).collect();
    at.reverse();
    at
}

/// A year, in the language's digits.
pub fn year(language: &Language, year: i64) -> String {
    language.numbers().year(year)
}

/// `2012`, or `2012–2024`.
pub fn span(language: &Language, first: i64, last: i64) -> String {
    match first == last {
        true => year(language, first),
        false => say!(language, "chart-years", first = year(language, first), last = year(language, last)),
    }
}

/// A whole number.
pub fn count(language: &Language, n: usize) -> String {
    language.numbers().number(n as f64, 0)
}
