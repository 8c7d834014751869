//! Numbers, changes and items in words: the same on every page and in every chart.

/// No-break space, between a number and its unit.
pub const SPACE: char = '\u{a0}';
/// Thin no-break space, between thousands.
pub const THOUSANDS: char = '\u{202f}';

/// A number as readers see it: thousands apart, a true minus, no more decimals than it deserves.
/// Percentages keep one decimal, ratings two, other scales two below 10, one below 100 and none from there on; what is near zero
/// keeps two digits that say something. Trailing zeros are dropped. From 10⁹ on in billions and trillions; from 10¹⁵ on, and below
/// 10⁻⁷, with a power of ten.
pub fn number(value: f64, scale: &str) -> String {
    let size = value.abs();
    let decimals = match (scale, size) {
        (_, s) if s >= 1e15 || (s > 0.0 && s < 1e-7) => return format!("{value:.1e}").replace('-', "−"),
        (_, s) if s >= 1e12 => return format!("{}{SPACE}trillion", grouped(value / 1e12, 1)),
        (_, s) if s >= 1e9 => return format!("{}{SPACE}billion", grouped(value / 1e9, 1)),
        (_, 0.0) => 0,
        ("percent", s) if s >= 0.1 => 1,
        ("rating", s) if s >= 0.1 => 2,
        (_, s) if s >= 100.0 => 0,
        (_, s) if s >= 10.0 => 1,
        (_, s) if s >= 0.1 => 2,
        (_, s) => (1.0 - s.log10().floor()).clamp(2.0, 8.0) as usize,
    };
    grouped(value, decimals)
}

/// A number with so many decimals, trailing zeros dropped, thousands apart.
pub fn grouped(value: f64, decimals: usize) -> String {
    let text = fixed(value, decimals);
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_string(),
        false => text,
    }
}

/// A number with exactly so many decimals, thousands apart, a true minus and never one before zero.
pub fn fixed(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let whole = text.find('.').unwrap_or(text.len());
    let mut out = String::with_capacity(text.len() + 8);
    if value < 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        out.push('−');
    }
    for (i, c) in text.chars().enumerate() {
        // Years never come here: they are not grouped.
        if i > 0 && i < whole && (whole - i) % 3 == 0 {
            out.push(THOUSANDS);
        }
        out.push(c);
    }
    out
}

/// A change with its sign: points for percent and rating, a percentage for relative scales. What rounds to zero is none.
pub fn change(change: f64, scale: &str) -> String {
    let (size, decimals, one, many) = match scale {
        "percent" => (change, 1, "point", "points"),
        "rating" => (change, 2, "rating point", "rating points"),
        _ => (change * 100.0, 1, "%", "%"),
    };
    let number = if size.abs() >= 1e9 { number(size, scale) } else { grouped(size, decimals) };
    let unit = if grouped(size.abs(), decimals) == "1" { one } else { many };
    if number == "0" {
        return "no change".into();
    }
    let sign = if change > 0.0 { "+" } else { "" };
    format!("{sign}{number}{SPACE}{unit}")
}

/// An item as readers see it. The printed form speaks of girls and boys in pre-primary education.
pub fn item(measurement: &str, item: &str) -> String {
    match (measurement.starts_with("pre_primary"), item) {
        (true, "female") => "girls".into(),
        (true, "male") => "boys".into(),
        (false, "female") => "women".into(),
        (false, "male") => "men".into(),
        _ => item.replace('_', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_true() {
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
            (999.96, "amount", "1 000"),
            (1234.5, "amount", "1 234"),
            (12345.6, "amount", "12 346"),
            (250_000.0, "count", "250 000"),
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
            assert_eq!(number(value, scale).replace([THOUSANDS, SPACE], " "), words);
        }
        assert_eq!(grouped(-0.01, 1), "0");
        assert_eq!(fixed(1234.5, 2), format!("1{THOUSANDS}234.50"));
    }

    #[test]
    fn changes_carry_sign_and_unit() {
        assert_eq!(change(7.0, "percent"), "+7\u{a0}points");
        assert_eq!(change(-1.0, "percent"), "−1\u{a0}point");
        assert_eq!(change(0.5, "rating"), "+0.5\u{a0}rating points");
        assert_eq!(change(-0.123, "rate"), "−12.3\u{a0}%");
        assert_eq!(change(0.0, "percent"), "no change");
        assert_eq!(change(-0.04, "percent"), "no change");
        assert_eq!(change(1e-17, "rate"), "no change");
        assert_eq!(change(1e12, "amount"), "+100\u{a0}trillion\u{a0}%");
    }

    #[test]
    fn items_in_words() {
        assert_eq!(item("unemployment_rate", "female"), "women");
        assert_eq!(item("pre_primary_enrolment", "female"), "girls");
        assert_eq!(item("learners_per_teacher", "pre_primary"), "pre primary");
    }
}
