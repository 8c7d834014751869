//! A series' own target and its trend, in words: with the movement, never instead of it.

use super::series::{Outcome, Series};
use crate::language::Language;
use crate::report::site::Site;
use crate::say;

/// What the sentence of a target needs to know.
struct Target<'a> {
    status: Option<&'a str>,
    value: String,
    year: Option<i64>,
    baseline_year: Option<i64>,
    required: Option<f64>,
    /// From the latest value to the target's year.
    needed: Option<f64>,
    latest_year: Option<i64>,
    observed: Option<f64>,
    parity: bool,
    scale: &'a str,
}

/// What the sentence of a trend needs to know.
struct Trend<'a> {
    trend: &'a str,
    slope: Option<f64>,
    first_year: i64,
    baseline_year: Option<i64>,
    /// Latest less baseline.
    change: Option<f64>,
    /// Whether a movement was read from that change.
    moved: bool,
    /// Whether it was held to be none: steady, or smaller than the uncertainty of the figures.
    held: bool,
    scale: &'a str,
    unit: &'a str,
}

/// Sentences on a series: its target, if it has one, and its trend, if there is anything to say of it.
pub fn sentences(site: &Site, s: &Series) -> Vec<String> {
    let Some(c) = s.components else { return Vec::new() };
    let (l, m, unit) = (&site.language, s.measurement, s.unit());
    let mut out = Vec::new();
    if let Some(value) = c.target_value {
        out.push(target(
            l,
            &Target {
                status: c.target_status,
                value: l.value(value, &m.scale, unit),
                year: c.target_year,
                baseline_year: c.baseline_year,
                required: c.required_pace,
                needed: c.needed_pace,
                latest_year: c.latest_year,
                observed: c.observed_pace,
                parity: c.direction == "parity",
                scale: &m.scale,
            },
        ));
        // What the series itself lacks is said with its movement.
        let said = ["no_points", "one_point", "stale", "base_not_positive"];
        let reason = c.target_reason.filter(|r| !said.contains(r));
        out.extend(reason.map(|r| site.catalogue.sentence("reason", r)));
    }
    let outcome = s.outcome();
    // Amounts at current prices rise with prices alone.
    let trend_code = c.trend.filter(|_| s.missing() != Some("current_prices"));
    if let (Some(code), Some(first_year)) = (trend_code, c.trend_first_year) {
        out.extend(trend(
            l,
            &Trend {
                trend: code,
                slope: c.trend_slope,
                first_year,
                baseline_year: c.baseline_year,
                change: c.latest_value.zip(c.baseline_value).map(|(b, a)| b - a),
                moved: matches!(outcome, Outcome::Towards | Outcome::Away | Outcome::NoDirection),
                held: outcome == Outcome::Held && c.movement != Some("at_parity"),
                scale: &m.scale,
                unit,
            },
        ));
    }
    out
}

/// A pace without its unit and with it: `1.3` and `1.3 points`. A sign only where it falls.
fn pace(l: &Language, pace: f64, scale: &str) -> (String, String) {
    let size = match scale {
        "percent" | "rating" => pace,
        _ => pace * 100.0,
    };
    let decimals = if size.abs() < 1.0 || scale == "rating" { 2 } else { 1 };
    let number = l.numbers().number(size, decimals);
    // Singular and plural go by what is written: French says 0,9 point and 1,5 point.
    let n: f64 = format!("{:.decimals$}", size.abs()).parse().unwrap_or(size);
    let whole = match scale {
        "percent" => say!(l, "change-points", number = &number, n = n),
        "rating" => say!(l, "change-rating", number = &number, n = n),
        _ => say!(l, "value-percent", number = &number),
    };
    (number, whole)
}

/// `needs 1.3 points a year from 2019 on, moved 0.9 so far`.
fn needs(l: &Language, t: &Target) -> Option<String> {
    let (_, required) = pace(l, t.needed?, t.scale);
    let from = t.latest_year?.to_string();
    let observed = t.observed?;
    let (number, whole) = pace(l, observed, t.scale);
    let none = number == l.numbers().number(0.0, 0);
    // Points are not said twice; the sign of a percentage is.
    let number = if matches!(t.scale, "percent" | "rating") { number } else { whole };
    Some(match (none, observed == 0.0, t.parity) {
        (true, true, false) => say!(l, "pace-needs-still", required = required, from = from),
        (true, true, true) => say!(l, "pace-needs-parity-still", required = required, from = from),
        (true, false, false) => say!(l, "pace-needs-hardly", required = required, from = from),
        (true, false, true) => say!(l, "pace-needs-parity-hardly", required = required, from = from),
        (false, _, false) => say!(l, "pace-needs", required = required, from = from, observed = number),
        (false, _, true) => say!(l, "pace-needs-parity", required = required, from = from, observed = number),
    })
}

fn target(l: &Language, t: &Target) -> String {
    let value = &t.value;
    let Some(year) = t.year.map(|y| y.to_string()) else {
        return match (t.status, t.baseline_year) {
            (Some("maintained"), Some(from)) => say!(l, "pace-maintained", value = value, year = from.to_string()),
            (Some("achieved" | "maintained"), _) => say!(l, "pace-achieved.undated", value = value),
            (Some("moving_away"), Some(from)) => say!(l, "pace-no-longer", value = value, year = from.to_string()),
            (Some("uncertain"), _) => say!(l, "pace-uncertain.undated", value = value),
            _ => say!(l, "pace-own.undated", value = value),
        };
    };
    let needs = needs(l, t);
    match (t.status, needs) {
        (Some("maintained"), _) if t.baseline_year.is_some() => {
            say!(l, "pace-maintained", value = value, year = t.baseline_year.unwrap_or_default().to_string())
        }
        (Some("achieved" | "maintained"), _) => say!(l, "pace-achieved", value = value, year = year),
        (Some("missed"), _) => say!(l, "pace-missed", value = value, year = year),
        (Some("on_track"), Some(needs)) => say!(l, "pace-on-track", value = value, year = year, needs = needs),
        (Some("on_track"), None) => say!(l, "pace-on-track.bare", value = value, year = year),
        (Some("needs_acceleration"), Some(needs)) => say!(l, "pace-slower", value = value, year = year, needs = needs),
        (Some("needs_acceleration"), None) => say!(l, "pace-slower.bare", value = value, year = year),
        (Some("limited"), Some(needs)) if t.observed == Some(0.0) => {
            say!(l, "pace-still", value = value, year = year, needs = needs)
        }
        (Some("limited"), None) if t.observed == Some(0.0) => say!(l, "pace-still.bare", value = value, year = year),
        (Some("limited"), Some(needs)) => say!(l, "pace-little", value = value, year = year, needs = needs),
        (Some("limited"), None) => say!(l, "pace-little.bare", value = value, year = year),
        (Some("moving_away"), _) if t.required.is_none() && t.baseline_year.is_some() => {
            say!(l, "pace-no-longer", value = value, year = t.baseline_year.unwrap_or_default().to_string())
        }
        (Some("moving_away"), Some(needs)) => say!(l, "pace-away", value = value, year = year, needs = needs),
        (Some("moving_away"), None) => say!(l, "pace-away.bare", value = value, year = year),
        (Some("uncertain"), _) => match t.needed.zip(t.latest_year) {
            Some((needed, from)) => say!(
                l,
                "pace-uncertain",
                value = value,
                year = year,
                required = pace(l, needed, t.scale).1,
                from = from.to_string()
            ),
            None => say!(l, "pace-uncertain.bare", value = value, year = year),
        },
        _ => say!(l, "pace-own", value = value, year = year),
    }
}

/// None where trend and movement say the same: nothing to tell.
fn trend(l: &Language, t: &Trend) -> Option<String> {
    let since = t.first_year.to_string();
    let rises = match t.trend {
        "rising" => true,
        "falling" => false,
        _ => {
            let (change, from) = (t.change.filter(|c| t.moved && *c != 0.0)?, t.baseline_year?);
            let year = from.to_string();
            return Some(match (change > 0.0, t.first_year == from) {
                (true, true) => say!(l, "trend-higher-between", year = year),
                (true, false) => say!(l, "trend-higher-since", year = year, since = since),
                (false, true) => say!(l, "trend-lower-between", year = year),
                (false, false) => say!(l, "trend-lower-since", year = year, since = since),
            });
        }
    };
    if let Some(year) = t.baseline_year.map(|y| y.to_string()) {
        let against = t.moved && t.change.is_some_and(|c| if rises { c < 0.0 } else { c > 0.0 });
        match (against, t.held, rises) {
            (true, _, true) => return Some(say!(l, "trend-lower-rising", year = year, since = since)),
            (true, _, false) => return Some(say!(l, "trend-higher-falling", year = year, since = since)),
            (false, true, true) if year == since => return Some(say!(l, "trend-held-rising.then", year = year)),
            (false, true, false) if year == since => return Some(say!(l, "trend-held-falling.then", year = year)),
            (false, true, true) => return Some(say!(l, "trend-held-rising", year = year, since = since)),
            (false, true, false) => return Some(say!(l, "trend-held-falling", year = year, since = since)),
            (false, false, _) => {}
        }
    }
    let slope = t.slope.filter(|s| if rises { *s > 0.0 } else { *s < 0.0 });
    Some(match (slope.and_then(|slope| speed(l, slope.abs(), t)), rises) {
        (Some(speed), true) => say!(l, "trend-rising-by", since = since, speed = speed),
        (Some(speed), false) => say!(l, "trend-falling-by", since = since, speed = speed),
        (None, true) => say!(l, "trend-rising", since = since),
        (None, false) => say!(l, "trend-falling", since = since),
    })
}

/// A trend's speed in a year; none where it would be worded as nothing.
fn speed(l: &Language, slope: f64, t: &Trend) -> Option<String> {
    match t.scale {
        "percent" | "rating" => {
            let (number, whole) = pace(l, slope, t.scale);
            (number != l.numbers().number(0.0, 0)).then_some(whole)
        }
        scale => Some(l.value(slope, scale, t.unit)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::SPACE;
    use crate::language::tests::english;

    #[test]
    fn a_pace_is_singular_or_plural_as_it_is_written() {
        let messages = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/messages");
        for (tag, words) in
            [("en", ["0.9 points", "1 point", "1.3 points"]), ("fr", ["0,9 point", "1 point", "1,3 point"])]
        {
            let l = Language::load(&messages, tag).unwrap();
            assert_eq!([0.9, 1.0, 1.3].map(|p| pace(&l, p, "percent").1.replace(SPACE, " ")), words);
        }
    }

    fn of(status: Option<&str>, required: Option<f64>, observed: Option<f64>, scale: &str) -> String {
        let l = &english();
        let unit = if scale == "percent" { "%" } else { "t per inhabitant" };
        let value = l.value(if scale == "rating" { 4.0 } else { 70.0 }, scale, unit);
        target(
            l,
            &Target {
                status,
                value,
                year: Some(2025),
                baseline_year: Some(2015),
                required,
                needed: required,
                latest_year: Some(2019),
                observed,
                parity: false,
                scale,
            },
        )
        .replace(SPACE, " ")
    }

    #[test]
    fn a_target_in_words() {
        let percent = |status, required, observed| of(Some(status), required, observed, "percent");
        assert_eq!(
            percent("needs_acceleration", Some(1.3), Some(0.9)),
            "Moved towards its target of 70 % by 2025: needs 1.3 points a year from 2019 on, moved 0.9 so far."
        );
        assert_eq!(
            percent("on_track", Some(-1.0), Some(-1.04)),
            "On track for its target of 70 % by 2025: needs −1 point a year from 2019 on, moved −1 so far."
        );
        assert_eq!(
            percent("limited", Some(2.0), Some(0.0)),
            "Has not moved since its baseline; its target is 70 % by 2025: needs 2 points a year from 2019 on."
        );
        assert_eq!(
            percent("limited", Some(2.0), Some(0.001)),
            "Moved a little towards its target of 70 % by 2025: needs 2 points a year from 2019 on, hardly moved so far."
        );
        assert_eq!(
            percent("moving_away", Some(2.0), Some(-0.25)),
            "Moved away from its target of 70 % by 2025: needs 2 points a year from 2019 on, moved −0.25 so far."
        );
        assert_eq!(percent("moving_away", None, Some(-0.25)), "It was at its target of 70 % in 2015 and no longer is.");
        assert_eq!(percent("achieved", Some(2.0), Some(3.0)), "It has reached its target of 70 %, set for 2025.");
        assert_eq!(percent("maintained", None, None), "It was at its target of 70 % in 2015 already and still is.");
        assert_eq!(percent("missed", None, None), "It has not reached its target of 70 % by 2025.");
        assert_eq!(
            percent("uncertain", Some(2.0), Some(1.0)),
            "Its target of 70 % by 2025 needs 2 points a year from 2019 on; so far there is no clear change."
        );
        assert_eq!(
            percent("uncertain", None, Some(1.0)),
            "So far there is no clear change; its target is 70 % by 2025."
        );
        assert_eq!(of(None, None, None, "percent"), "Its own target is 70 % by 2025.");
        assert_eq!(
            of(Some("on_track"), Some(0.2), Some(0.25), "rating"),
            "On track for its target of 4 of 5 by 2025: needs 0.2 rating points a year from 2019 on, moved 0.25 so far."
        );
        assert_eq!(
            of(Some("on_track"), Some(-0.1), Some(-0.095), "rate"),
            "On track for its target of 70 t per inhabitant by 2025: needs −10 % a year from 2019 on, moved −9.5 % so far."
        );
    }

    #[test]
    fn a_trend_beside_a_movement() {
        let of = |trend: &str, change: f64, moved: bool, held: bool, first_year: i64| {
            super::trend(
                &english(),
                &Trend {
                    trend,
                    slope: Some(if trend == "falling" { -0.4 } else { 0.4 }),
                    first_year,
                    baseline_year: Some(2012),
                    change: Some(change),
                    moved,
                    held,
                    scale: "percent",
                    unit: "%",
                },
            )
            .map(|t| t.replace(SPACE, " "))
        };
        let some = |text: &str| Some(text.to_string());
        assert_eq!(
            of("no_clear_trend", 5.0, true, false, 2012),
            some("Higher than in 2012, with no clear trend between the two years.")
        );
        assert_eq!(
            of("no_clear_trend", -5.0, true, false, 2008),
            some("Lower than in 2012, with no clear trend since 2008.")
        );
        assert_eq!(of("no_clear_trend", 0.1, false, true, 2012), None);
        assert_eq!(
            of("rising", 5.0, true, false, 2012),
            some("A clear upward trend since 2012, about 0.4 points a year.")
        );
        assert_eq!(
            of("rising", -5.0, true, false, 2008),
            some("Lower than in 2012, though with a clear upward trend since 2008.")
        );
        assert_eq!(
            of("falling", 0.1, false, true, 2012),
            some("Much as in 2012, though with a clear downward trend since then.")
        );
        assert_eq!(
            of("falling", -0.1, false, false, 2012),
            some("A clear downward trend since 2012, about 0.4 points a year.")
        );
    }
}
