//! Numbers as readers see them, and round steps for axes.

/// Thin no-break space between thousands.
const THOUSANDS: char = '\u{202f}';
/// No-break space between a number and its unit.
pub const NBSP: char = '\u{a0}';

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
}

/// A value with its percent sign where it has one: `85.3 %`, `3.5`, `250 000`. Other units stand on the axis.
pub fn value(v: f64, scale: Scale) -> String {
    match scale {
        Scale::Percent => format!("{}{NBSP}%", plain(v)),
        _ => plain(v),
    }
}

/// A value without a unit: at most two decimals from 0.1 on, two significant digits below, thousands set apart.
pub fn plain(v: f64) -> String {
    let a = v.abs();
    let decimals = match a {
        a if a >= 1000.0 => 0,
        a if a >= 10.0 => 1,
        a if a >= 0.1 || a == 0.0 => 2,
        a if a >= 0.01 => 3,
        a if a >= 0.0001 => 5,
        _ => 7,
    };
    match a {
        a if a >= 1e15 => format!("{v:.1e}").replace('-', "\u{2212}"),
        a if a >= 1e12 => format!("{}{NBSP}tn", fixed(v / 1e12, 1)),
        a if a >= 1e9 => format!("{}{NBSP}bn", fixed(v / 1e9, 1)),
        _ => trim(&fixed(v, decimals)),
    }
}

/// A value in little room: from a million on in millions.
pub fn short(v: f64, scale: Scale) -> String {
    if (1e6..1e9).contains(&v.abs()) {
        return format!("{}{NBSP}mn", trim(&fixed(v / 1e6, 2)));
    }
    value(v, scale)
}

/// A change in the words of its scale: `+4.1 points` for percent and rating, `+12 %` for the rest. Relative changes are fractions.
pub fn change(v: f64, scale: Scale) -> String {
    let (v, unit) = match scale {
        Scale::Percent | Scale::Rating => (v, if plain(v.abs()) == "1" { "point" } else { "points" }),
        Scale::Relative => (v * 100.0, "%"),
    };
    let number = if v.abs() >= 1.0 && v.abs() < 1000.0 { trim(&fixed(v, 1)) } else { plain(v) };
    let sign = if v > 0.0 && number != "0" { "+" } else { "" };
    format!("{sign}{number}{NBSP}{unit}")
}

/// Exactly that many decimals, thousands set apart, a true minus.
pub fn fixed(v: f64, decimals: usize) -> String {
    let text = format!("{:.*}", decimals, v.abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut out = String::with_capacity(text.len() + 4);
    if v < 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        out.push('\u{2212}');
    }
    for (i, c) in whole.chars().enumerate() {
        // Four digits stay together up to 9999 only in years, which never come here.
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(THOUSANDS);
        }
        out.push(c);
    }
    out.push_str(rest);
    out
}

fn trim(text: &str) -> String {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_string()
    } else {
        text.to_string()
    }
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
        let span = if high > low { high - low } else { low.abs().max(1.0) };
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
        Ticks {
            low: first * step,
            high: last * step,
            at,
            decimals: decimals.min(9),
        }
    }

    /// Ticks at the whole numbers of a closed scale.
    pub fn whole(low: i32, high: i32) -> Ticks {
        Ticks {
            low: f64::from(low),
            high: f64::from(high),
            at: (low..=high).map(f64::from).collect(),
            decimals: 0,
        }
    }

    /// The same ticks on an axis that ends at `high`.
    pub fn up_to(mut self, high: f64) -> Ticks {
        self.high = high;
        self.at.retain(|v| *v <= high);
        self
    }

    /// A tick's text, all with the same decimals.
    pub fn label(&self, v: f64) -> String {
        let top = self.low.abs().max(self.high.abs());
        match top {
            top if !(1e-5..1e15).contains(&top) => format!("{v:.1e}").replace('-', "\u{2212}"),
            top if top >= 1e9 => plain(v),
            _ => fixed(v, self.decimals),
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

/// `2012`, or `2012–2024`.
pub fn span(first: i64, last: i64) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

/// `1 point`, `9 points`.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n}{NBSP}{}", if n == 1 { one } else { many })
}
