//! A series' own target and its trend, in words: beside the movement, never instead of it.

use super::{Outcome, Series, Site};
use crate::report::words;

/// What the sentence of a target needs to know.
struct Target<'a> {
    status: Option<&'a str>,
    value: String,
    year: Option<i64>,
    baseline_year: Option<i64>,
    required: Option<f64>,
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

/// Sentences for the card of a series: its target, if it has one, and its trend, if there is anything to say of it.
pub fn sentences(site: &Site, s: &Series) -> Vec<String> {
    let Some(row) = s.components else { return Vec::new() };
    let t = site.marts.table("progress_components");
    let m = s.measurement;
    let code = |kind: &str, code: &str| site.catalogue.sentence(kind, code);
    let mut out = Vec::new();
    if let Some(value) = t.number("target_value", row) {
        let status = t.text("target_status", row);
        out.push(target(&Target {
            status,
            value: words::value(value, &m.scale, &m.unit),
            year: t.integer("target_year", row),
            baseline_year: t.integer("baseline_year", row),
            required: t.number("required_pace", row),
            observed: t.number("observed_pace", row),
            parity: t.text("direction", row) == Some("parity"),
            scale: &m.scale,
        }));
        // What the series itself lacks is said beside its movement.
        let told = ["no_points", "one_point", "stale", "base_not_positive"];
        out.extend(t.text("target_reason", row).filter(|r| !told.contains(r)).map(|r| code("reason", r)));
    }
    let change = t.number("latest_value", row).zip(t.number("baseline_value", row)).map(|(b, a)| b - a);
    let outcome = s.outcome(site);
    if let (Some(code), Some(first_year)) = (t.text("trend", row), t.integer("trend_first_year", row)) {
        out.extend(trend(&Trend {
            trend: code,
            slope: t.number("trend_slope", row),
            first_year,
            baseline_year: t.integer("baseline_year", row),
            change,
            moved: matches!(outcome, Outcome::Towards | Outcome::Away | Outcome::NoDirection),
            held: outcome == Outcome::Held && t.text("movement", row) != Some("at_parity"),
            scale: &m.scale,
            unit: &m.unit,
        }));
    }
    out
}

/// A pace without its unit, the unit apart: `1.3` and `points`. A sign only where it falls.
fn pace(pace: f64, scale: &str) -> (String, &'static str) {
    let (size, one, many) = match scale {
        "percent" => (pace, "point", "points"),
        "rating" => (pace, "rating point", "rating points"),
        _ => (pace * 100.0, "%", "%"),
    };
    let number = words::grouped(size, if size.abs() < 1.0 || scale == "rating" { 2 } else { 1 });
    let unit = if number.trim_start_matches('−') == "1" { one } else { many };
    (number, unit)
}

/// `needs 1.3 points a year, moved 0.9`.
fn needs(t: &Target) -> Option<String> {
    let (required, unit) = pace(t.required?, t.scale);
    let (observed, _) = pace(t.observed?, t.scale);
    let moved = match (observed.as_str(), t.observed?) {
        ("0", 0.0) => "did not move".to_string(),
        ("0", _) => "hardly moved".to_string(),
        _ => format!("moved {observed}"),
    };
    let (space, nearer) = (words::SPACE, if t.parity { " nearer to parity" } else { "" });
    Some(format!("needs {required}{space}{unit} a year{nearer}, {moved}"))
}

fn target(t: &Target) -> String {
    let by = t.year.map(|y| format!(" by {y}")).unwrap_or_default();
    let goal = format!("its target of {}{by}", t.value);
    let paced = |start: &str| match needs(t) {
        Some(needs) => format!("{start} {goal}: {needs}."),
        None => format!("{start} {goal}."),
    };
    match t.status {
        Some("achieved") => format!("It has reached {goal}."),
        Some("maintained") => match t.baseline_year {
            Some(year) => format!("It was at its target of {} in {year} already and still is.", t.value),
            None => format!("It has reached {goal}."),
        },
        Some("missed") => format!("It has not reached {goal}."),
        Some("on_track") => paced("On track for"),
        Some("needs_acceleration") => paced("Moved towards"),
        Some("limited") if t.observed == Some(0.0) => paced("Stands where it was on the way to"),
        Some("limited") => paced("Moved a little towards"),
        Some("moving_away") => match (t.required, t.baseline_year) {
            (None, Some(year)) => format!("It was at its target of {} in {year} and no longer is.", t.value),
            _ => paced("Moved away from"),
        },
        Some("uncertain") => match t.required.map(|r| pace(r, t.scale)) {
            Some((required, unit)) => format!(
                "{} needs {required}{}{unit} a year; the change so far is too small to tell.",
                words::capital(&goal),
                words::SPACE
            ),
            None => format!("The change so far is too small to tell whether it nears {goal}."),
        },
        _ => format!("Its own target is {}{by}.", t.value),
    }
}

/// None where trend and movement say the same: nothing to tell.
fn trend(t: &Trend) -> Option<String> {
    let way = match t.trend {
        "rising" => 1.0,
        "falling" => -1.0,
        _ => {
            let (change, year) = (t.change.filter(|c| t.moved && *c != 0.0)?, t.baseline_year?);
            let level = if change > 0.0 { "Higher" } else { "Lower" };
            return Some(if t.first_year == year {
                format!("{level} than in {year}, with no steady trend between.")
            } else {
                format!("{level} than in {year}, with no steady trend since {}.", t.first_year)
            });
        }
    };
    let word = if way > 0.0 { "rising" } else { "falling" };
    let steadily = format!("{word} steadily since {}", t.first_year);
    match (t.baseline_year, t.change) {
        (Some(year), Some(change)) if t.moved && change * way < 0.0 => {
            let level = if change > 0.0 { "Higher" } else { "Lower" };
            Some(format!("{level} than in {year}, though {steadily}."))
        }
        (Some(year), _) if t.held => Some(format!("Much as in {year}, though {steadily}.")),
        _ => {
            let speed = t.slope.filter(|s| *s * way > 0.0).map(|s| match t.scale {
                "percent" | "rating" => {
                    let (number, unit) = pace(s.abs(), t.scale);
                    format!("{number}{}{unit}", words::SPACE)
                }
                scale => words::value(s.abs(), scale, t.unit),
            });
            let speed = speed.filter(|s| !s.starts_with(&format!("0{}", words::SPACE)));
            Some(match speed {
                Some(speed) => format!("{}, by about {speed} a year.", words::capital(&steadily)),
                None => format!("{}.", words::capital(&steadily)),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(status: Option<&str>, required: Option<f64>, observed: Option<f64>, scale: &str) -> String {
        let value = words::value(if scale == "rating" { 4.0 } else { 70.0 }, scale, "t per inhabitant");
        target(&Target {
            status,
            value,
            year: Some(2025),
            baseline_year: Some(2015),
            required,
            observed,
            parity: false,
            scale,
        })
        .replace(words::SPACE, " ")
    }

    #[test]
    fn a_target_in_words() {
        let percent = |status, required, observed| of(Some(status), required, observed, "percent");
        assert_eq!(
            percent("needs_acceleration", Some(1.3), Some(0.9)),
            "Moved towards its target of 70 % by 2025: needs 1.3 points a year, moved 0.9."
        );
        assert_eq!(
            percent("on_track", Some(-1.0), Some(-1.04)),
            "On track for its target of 70 % by 2025: needs −1 point a year, moved −1."
        );
        assert_eq!(
            percent("limited", Some(2.0), Some(0.0)),
            "Stands where it was on the way to its target of 70 % by 2025: needs 2 points a year, did not move."
        );
        assert_eq!(
            percent("limited", Some(2.0), Some(0.001)),
            "Moved a little towards its target of 70 % by 2025: needs 2 points a year, hardly moved."
        );
        assert_eq!(
            percent("moving_away", Some(2.0), Some(-0.25)),
            "Moved away from its target of 70 % by 2025: needs 2 points a year, moved −0.25."
        );
        assert_eq!(
            percent("moving_away", None, Some(-0.25)),
            "It was at its target of 70 % in 2015 and no longer is."
        );
        assert_eq!(percent("achieved", Some(2.0), Some(3.0)), "It has reached its target of 70 % by 2025.");
        assert_eq!(percent("maintained", None, None), "It was at its target of 70 % in 2015 already and still is.");
        assert_eq!(percent("missed", None, None), "It has not reached its target of 70 % by 2025.");
        assert_eq!(
            percent("uncertain", Some(2.0), Some(1.0)),
            "Its target of 70 % by 2025 needs 2 points a year; the change so far is too small to tell."
        );
        assert_eq!(
            percent("uncertain", None, Some(1.0)),
            "The change so far is too small to tell whether it nears its target of 70 % by 2025."
        );
        assert_eq!(of(None, None, None, "percent"), "Its own target is 70 % by 2025.");
        assert_eq!(
            of(Some("on_track"), Some(0.2), Some(0.25), "rating"),
            "On track for its target of 4 of 5 by 2025: needs 0.2 rating points a year, moved 0.25."
        );
        assert_eq!(
            of(Some("on_track"), Some(-0.1), Some(-0.095), "rate"),
            "On track for its target of 70 t per inhabitant by 2025: needs −10 % a year, moved −9.5."
        );
    }

    #[test]
    fn a_trend_beside_a_movement() {
        let of = |trend: &str, change: f64, moved: bool, held: bool, first_year: i64| {
            super::trend(&Trend {
                trend,
                slope: Some(if trend == "falling" { -0.4 } else { 0.4 }),
                first_year,
                baseline_year: Some(2012),
                change: Some(change),
                moved,
                held,
                scale: "percent",
                unit: "%",
            })
            .map(|t| t.replace(words::SPACE, " "))
        };
        let some = |text: &str| Some(text.to_string());
        assert_eq!(
            of("no_clear_trend", 5.0, true, false, 2012),
            some("Higher than in 2012, with no steady trend between.")
        );
        assert_eq!(
            of("no_clear_trend", -5.0, true, false, 2008),
            some("Lower than in 2012, with no steady trend since 2008.")
        );
        assert_eq!(of("no_clear_trend", 0.1, false, true, 2012), None);
        assert_eq!(
            of("rising", 5.0, true, false, 2012),
            some("Rising steadily since 2012, by about 0.4 points a year.")
        );
        assert_eq!(
            of("rising", -5.0, true, false, 2008),
            some("Lower than in 2012, though rising steadily since 2008.")
        );
        assert_eq!(
            of("falling", 0.1, false, true, 2012),
            some("Much as in 2012, though falling steadily since 2012.")
        );
        assert_eq!(
            of("falling", -0.1, false, false, 2012),
            some("Falling steadily since 2012, by about 0.4 points a year.")
        );
    }
}
