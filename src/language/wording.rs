//! Values, changes and items in words: the same on every page, in every chart and brief.

use super::messages::{Arg, Language, key};
use crate::say;

/// No-break space, between a number and its unit.
pub const SPACE: char = '\u{a0}';

/// With a capital first letter.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// Whether values of that unit take the sign of a percentage; a definition of its own may count something else.
fn percent(unit: &str) -> bool {
    matches!(unit, "" | "%")
}

impl Language {
    /// A number as readers see it: no more decimals than it deserves.
    /// Percentages keep one decimal, ratings two, other scales two below 10, one below 100 and none from there on; what
    /// is near zero keeps two digits that say something. Trailing zeros are dropped. From 10⁹ on in billions and
    /// trillions; from 10¹⁵ on, and below 10⁻⁷, with a power of ten.
    pub fn number(&self, value: f64, scale: &str) -> String {
        let of = |unit: f64| (self.numbers().number(value / unit, 1), rounded(value / unit, 1));
        match value.abs() {
            s if s.is_finite() && (s >= 1e15 || (s > 0.0 && s < 1e-7)) => format!("{value:.1e}").replace('-', "−"),
            s if s.is_finite() && s >= 1e12 => {
                let (number, n) = of(1e12);
                say!(self, "number-trillion", number, n)
            }
            s if s.is_finite() && s >= 1e9 => {
                let (number, n) = of(1e9);
                say!(self, "number-billion", number, n)
            }
            s => self.numbers().number(value, decimals(s, scale)),
        }
    }

    /// How numbers that are below one another are written: with as many decimals as the one among these that shows
    /// most, and none with more than its size deserves.
    pub fn column<'l>(&'l self, among: impl IntoIterator<Item = f64>, scale: &'l str) -> impl Fn(f64) -> String + 'l {
        let plain = |size: f64| (1e-7..1e12).contains(&size);
        let shown = |value: f64| {
            let text = format!("{:.*}", decimals(value.abs(), scale), value.abs());
            text.trim_end_matches('0').split_once('.').map_or(0, |(_, after)| after.len())
        };
        let most = among.into_iter().filter(|v| plain(v.abs())).map(shown).max().unwrap_or(0);
        move |value| match value.abs() {
            size if plain(size) => self.numbers().fixed(value, decimals(size, scale).min(most)),
            _ => self.number(value, scale),
        }
    }

    /// A share of one in percent, without decimals: `71 %`.
    pub fn share(&self, share: f64) -> String {
        say!(self, "value-percent", number = self.numbers().number(share * 100.0, 0))
    }

    /// A value with its unit, which is given as the catalogue has it: `71 %`, `3.5 of 5`, `1 year`, `12,400 US$ PPP per
    /// inhabitant`. A unit that changes with the number has a message `value-in-<unit>`.
    pub fn value(&self, value: f64, scale: &str, unit: &str) -> String {
        self.in_unit(self.number(value, scale), value, decimals(value.abs(), scale), scale, unit)
    }

    /// A number that is written with so many decimals, with its unit.
    fn in_unit(&self, number: String, value: f64, places: usize, scale: &str, unit: &str) -> String {
        match scale {
            "percent" if percent(unit) => say!(self, "value-percent", number),
            "rating" => say!(self, "value-rating", number),
            _ if unit.is_empty() => number,
            _ => {
                let n = Arg::Amount(rounded(value, places));
                self.own(&key("value-in", unit), &[("number", Arg::from(&number)), ("n", n)])
                    .unwrap_or_else(|| say!(self, "value-unit", number = &number, unit = self.name("unit", unit, unit)))
            }
        }
    }

    /// Two values between which something moved, the first as [`Language::value_again`] and the second as
    /// [`Language::value`]. Where their difference is less than the last decimal that is written of both, they have as
    /// many as show two digits of it: `1 %` and `1.047 %`.
    pub fn first_and_last(&self, first: f64, last: f64, scale: &str, unit: &str) -> (String, String) {
        let Some(places) = places_apart(first, last, scale) else {
            return (self.value_again(first, scale, unit), self.value(last, scale, unit));
        };
        let number = |value| self.numbers().number(value, places);
        let with_unit = |value| self.in_unit(number(value), value, places, scale, unit);
        let sign = scale == "percent" && percent(unit);
        (if sign { with_unit(first) } else { number(first) }, with_unit(last))
    }

    /// A value whose unit follows another value of the same sentence: the sign of a percentage stays, a longer unit is
    /// not said twice.
    pub fn value_again(&self, value: f64, scale: &str, unit: &str) -> String {
        match scale {
            "percent" if percent(unit) => self.value(value, scale, unit),
            _ => self.number(value, scale),
        }
    }

    /// Two values and one unit: `between 61 and 74 %`, or `at 61 %` where they are worded alike.
    pub fn between(&self, low: f64, high: f64, scale: &str, unit: &str) -> String {
        let (from, to) = (self.number(low, scale), self.value(high, scale, unit));
        match from == self.number(high, scale) {
            true => say!(self, "value-at", value = to),
            false => say!(self, "value-between", low = from, high = to),
        }
    }

    /// A change with its sign: points for percent and rating, a percentage for relative scales, whose change is a
    /// fraction. However small, it keeps digits that say something; none is only what the arithmetic itself leaves
    /// behind.
    pub fn change(&self, change: f64, scale: &str) -> String {
        self.changed(change, scale, |size| match (scale, size) {
            (_, s) if s < 0.1 => decimals(s, scale),
            ("rating", _) => 2,
            _ => 1,
        })
    }

    /// A change in a year, to be compared with others: as [`Language::change`] with two decimals, more only where these
    /// say nothing.
    pub fn yearly_change(&self, change: f64, scale: &str) -> String {
        self.changed(change, scale, |size| if size < 0.005 { decimals(size, scale) } else { 2 })
    }

    fn changed(&self, change: f64, scale: &str, places: impl Fn(f64) -> usize) -> String {
        let size = if matches!(scale, "percent" | "rating") { change } else { change * 100.0 };
        if size.abs() < NOTHING {
            return say!(self, "change-none");
        }
        let decimals = places(size.abs());
        let number = match size.abs() {
            s if !(1e-7..1e9).contains(&s) => self.number(size, scale),
            _ => self.numbers().number(size, decimals),
        };
        let number = self.numbers().signed(size, number);
        let n = rounded(size, decimals);
        match scale {
            "percent" => say!(self, "change-points", number, n),
            "rating" => say!(self, "change-rating", number, n),
            _ => say!(self, "value-percent", number),
        }
    }

    /// An item as readers see it. The printed form speaks of girls and boys in pre-primary education.
    pub fn item(&self, measurement: &str, item: &str) -> String {
        match (measurement.starts_with("pre_primary"), item) {
            (true, "female") => say!(self, "item-girls"),
            (true, "male") => say!(self, "item-boys"),
            (false, "female") => say!(self, "item-women"),
            (false, "male") => say!(self, "item-men"),
            (_, "pre_primary") => say!(self, "item-pre_primary"),
            _ => self.name("item", item, &item.replace('_', " ")),
        }
    }
}

/// Changes below this, in points or percent, are what sums of decimal fractions leave behind.
const NOTHING: f64 = 1e-9;

/// The decimals that a size deserves on a scale.
fn decimals(size: f64, scale: &str) -> usize {
    match (scale, size) {
        (_, s) if !s.is_finite() || s == 0.0 => 0,
        (_, s) if s < 0.1 => (1.0 - s.log10().floor()).clamp(2.0, 8.0) as usize,
        ("percent", _) => 1,
        ("rating", _) => 2,
        (_, s) if s >= 100.0 => 0,
        (_, s) if s >= 10.0 => 1,
        _ => 2,
    }
}

/// The decimals that tell two values apart; none where those that each deserves do, and for what is not written
/// plainly.
fn places_apart(first: f64, last: f64, scale: &str) -> Option<usize> {
    let plain = |v: f64| v == 0.0 || (1e-7..1e9).contains(&v.abs());
    let (difference, size) = ((last - first).abs(), first.abs().max(last.abs()));
    let written = [first, last].map(|v| decimals(v.abs(), scale)).into_iter().min().unwrap_or_default();
    let hidden = difference > NOTHING.max(size * 1e-12) && difference < 10_f64.powi(-(written as i32));
    (plain(first) && plain(last) && first != 0.0 && last != 0.0 && hidden)
        .then(|| (1.0 - difference.log10().floor()).clamp(1.0, 8.0) as usize)
}

/// The size of a number as readers see it: singular and plural go by what is written.
pub(crate) fn rounded(value: f64, decimals: usize) -> f64 {
    let unit = 10_f64.powi(decimals as i32);
    (value.abs() * unit).round() / unit
}

#[cfg(test)]
mod tests {
    use super::SPACE;
    use crate::language::tests::english;

    #[test]
    fn numbers_are_short_and_true() {
        let l = english();
        let cases = [
            (71.0, "percent", "71"),
            (71.25, "percent", "71.2"),
            (85.34, "percent", "85.3"),
            (0.004, "percent", "0.004"),
            (0.012, "percent", "0.012"),
            (3.5, "rating", "3.5"),
            (3.333, "rating", "3.33"),
            (9.876, "amount", "9.88"),
            (98.76, "amount", "98.8"),
            (987.6, "amount", "988"),
            (999.96, "amount", "1,000"),
            (1234.5, "amount", "1,234"),
            (12345.6, "amount", "12,346"),
            (250_000.0, "count", "250,000"),
            (0.031, "rate", "0.031"),
            (0.00012, "rate", "0.00012"),
            (1.5e9, "amount", "1.5 billion"),
            (-2e12, "amount", "−2 trillion"),
            (1e300, "amount", "1.0e300"),
            (1e-300, "amount", "1.0e−300"),
            (0.0, "count", "0"),
            (-0.0, "percent", "0"),
            (-2.5, "percent", "−2.5"),
        ];
        for (value, scale, words) in cases {
            assert_eq!(l.number(value, scale).replace(SPACE, " "), words);
        }
    }

    #[test]
    fn numbers_of_a_column_have_decimals_alike() {
        let l = english();
        let column = |values: &[f64], scale: &str| -> Vec<String> {
            let number = l.column(values.iter().copied(), scale);
            values.iter().map(|v| number(*v)).collect()
        };
        assert_eq!(column(&[9.2, 9.0, 10.1], "amount"), ["9.2", "9.0", "10.1"]);
        assert_eq!(column(&[97.0, 97.6, 0.0], "percent"), ["97.0", "97.6", "0"]);
        assert_eq!(column(&[97.0, 3.0], "percent"), ["97", "3"]);
        assert_eq!(column(&[4680.4, 9.25, 98.76], "amount"), ["4,680", "9.25", "98.8"]);
        assert_eq!(column(&[2e12, 1.5], "amount"), ["2 trillion".replace(' ', &SPACE.to_string()), "1.5".into()]);
        assert_eq!(column(&[f64::NAN, -1.5, 2.0], "amount"), ["–", "−1.5", "2.0"]);
        assert!(column(&[], "amount").is_empty());
    }

    #[test]
    fn a_year_is_not_grouped() {
        assert_eq!(english().numbers().year(2024), "2024");
        assert_eq!(english().numbers().number(2024.0, 0), "2,024");
    }

    #[test]
    fn changes_carry_sign_and_unit() {
        let l = english();
        assert_eq!(l.change(7.0, "percent"), "+7\u{a0}points");
        assert_eq!(l.change(-1.0, "percent"), "−1\u{a0}point");
        assert_eq!(l.change(0.5, "rating"), "+0.5\u{a0}rating points");
        assert_eq!(l.change(-0.123, "rate"), "−12.3\u{a0}%");
        assert_eq!(l.change(0.0, "percent"), "no change");
        assert_eq!(l.change(85.3 - 85.2 - 0.1, "percent"), "no change");
        assert_eq!(l.change(1e-17, "rate"), "no change");
        assert_eq!(l.change(-0.04, "percent"), "−0.04\u{a0}points");
        assert_eq!(l.change(1e12, "amount"), "+100\u{a0}trillion\u{a0}%");
    }

    #[test]
    fn a_change_however_small_is_no_standstill() {
        let l = english();
        let relative = |from: f64, to: f64| l.change((to - from) / from, "amount").replace(SPACE, " ");
        for (from, to, scale, words) in [
            (0.0, 0.01, "percent", "+0.01 points"),
            (0.01, 0.0, "percent", "−0.01 points"),
            (3.0, 3.004, "rating", "+0.004 rating points"),
            (50.0, 50.06, "percent", "+0.06 points"),
        ] {
            assert_eq!(l.change(to - from, scale).replace(SPACE, " "), words);
        }
        assert_eq!(relative(250_000.0, 250_001.0), "+0.0004 %");
        assert_eq!(relative(250_001.0, 250_000.0), "−0.0004 %");
        assert_eq!(relative(1e10, 1e10 + 1.0), "+1.0e−8 %");
        assert_eq!(relative(2.0, 2.0), "no change");
    }

    #[test]
    fn units_follow_their_number() {
        let said = |tag: &str, value: f64, unit: &str| {
            let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/messages");
            super::Language::load(&dir, tag).unwrap().value(value, "amount", unit).replace([SPACE, '\u{202f}'], " ")
        };
        assert_eq!(said("en", 1.0, "years"), "1 year");
        assert_eq!(said("en", 0.999, "programmes"), "1 programme");
        assert_eq!(said("en", 1.5, "hours per week"), "1.5 hours per week");
        assert_eq!(said("en", 12_400.0, "US$ PPP per inhabitant"), "12,400 US$ PPP per inhabitant");
        assert_eq!(said("en", 3.0, "bookcases"), "3 bookcases");
        assert_eq!(said("fr", 1.5, "years"), "1,5 an");
        assert_eq!(said("fr", 2.0, "years"), "2 ans");
        assert_eq!(said("es", 1.0, "learners per teacher"), "1 estudiante por docente");
    }

    #[test]
    fn values_are_told_apart_where_their_change_is_told() {
        let l = english();
        for (first, last, scale, unit, words) in [
            (1.003, 1.05, "percent", "%", ["1.003 %", "1.05 %"]),
            (1.0, 1.099, "percent", "%", ["1 %", "1.099 %"]),
            (1.0, 1.1, "percent", "%", ["1 %", "1.1 %"]),
            (64.0, 71.24, "percent", "%", ["64 %", "71.2 %"]),
            (52.14, 52.14, "percent", "%", ["52.1 %", "52.1 %"]),
            (3.0, 3.004, "rating", "", ["3", "3.004 of 5"]),
            (1000.4, 1000.6, "amount", "bookcases", ["1,000.4", "1,000.6 bookcases"]),
            (250_000.0, 250_001.0, "amount", "bookcases", ["250,000", "250,001 bookcases"]),
            (0.0, 0.04, "percent", "%", ["0 %", "0.04 %"]),
            (0.9996, 1.0004, "count", "programmes", ["0.9996", "1.0004 programmes"]),
            (1.5e9, 1.5e9 + 1.0, "amount", "bookcases", ["1.5 billion", "1.5 billion bookcases"]),
            (f64::NAN, 1.0, "percent", "%", ["– %", "1 %"]),
        ] {
            let (from, to) = l.first_and_last(first, last, scale, unit);
            assert_eq!([from, to].map(|t| t.replace(SPACE, " ")), words);
        }
    }

    #[test]
    fn items_in_words() {
        let l = english();
        assert_eq!(l.item("unemployment_rate", "female"), "women");
        assert_eq!(l.item("pre_primary_enrolment", "female"), "girls");
        assert_eq!(l.item("learners_per_teacher", "pre_primary"), "pre-primary");
    }
}
