//! A series' own target and its trend, in words: with the movement, never instead of it.

use super::series::{Outcome, Series};
use super::words::parsed;
use crate::language::Language;
use crate::model::relations::Components;
use crate::model::vocabulary::{Direction, Movement, Reason, Target, Trend};
use crate::report::site::Site;
use crate::say;

/// What the sentence of a target needs to know.
struct Aim<'a> {
    status: Option<Target>,
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
struct Course<'a> {
    trend: Option<Trend>,
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

impl Course<'_> {
    /// Whether it is in points a year, and not in the series' own unit.
    fn in_points(&self) -> bool {
        matches!(self.scale, "percent" | "rating")
    }
}

/// What the series itself lacks, which is said with its movement.
const LACKS: [Reason; 4] = [Reason::NoPoints, Reason::OnePoint, Reason::Stale, Reason::BaseNotPositive];

/// Sentences on a series: its target, if it has one, and its trend, if there is anything to say of it.
pub fn sentences(site: &Site, s: &Series) -> Vec<String> {
    let Some(c) = s.components else { return Vec::new() };
    let l = &site.language;
    let aim = aim(l, s, &c).map(|aim| target(l, &aim));
    let reason = c.target_reason.filter(|r| aim.is_some() && LACKS.iter().all(|lack| lack.into_str() != *r));
    let reason = reason.map(|r| site.catalogue.sentence("reason", r));
    let trend = course(s, &c).and_then(|course| trend(l, &course));
    [aim, reason, trend].into_iter().flatten().collect()
}

/// A series' own target and how its pace compares with it, in a sentence; none where it has none.
pub fn own_target(site: &Site, s: &Series) -> Option<String> {
    let l = &site.language;
    Some(target(l, &aim(l, s, &s.components?)?))
}

/// The target of a series; none where it has none.
fn aim<'s>(l: &Language, s: &'s Series, c: &Components) -> Option<Aim<'s>> {
    Some(Aim {
        status: parsed(c.target_status),
        value: l.value(c.target_value?, &s.measurement.scale, s.unit()),
        year: c.target_year,
        baseline_year: c.baseline_year,
        required: c.required_pace,
        needed: c.needed_pace,
        latest_year: c.latest_year,
        observed: c.observed_pace,
        parity: c.direction == Direction::Parity.into_str(),
        scale: &s.measurement.scale,
    })
}

/// The trend of a series; none where there is none, and for amounts at current prices, which rise with prices alone.
fn course<'s>(s: &'s Series, c: &Components) -> Option<Course<'s>> {
    if s.missing() == Some(Reason::CurrentPrices.into_str()) {
        return None;
    }
    let outcome = s.outcome();
    Some(Course {
        trend: parsed(Some(c.trend?)),
        slope: c.trend_slope,
        first_year: c.trend_first_year?,
        baseline_year: c.baseline_year,
        change: c.latest_value.zip(c.baseline_value).map(|(b, a)| b - a),
        moved: matches!(outcome, Outcome::Towards | Outcome::Away | Outcome::NoDirection),
        held: outcome == Outcome::Held && parsed(c.movement) != Some(Movement::AtParity),
        scale: &s.measurement.scale,
        unit: s.unit(),
    })
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
    let whole = match (scale, &number) {
        ("percent", number) => say!(l, "change-points", number, n),
        ("rating", number) => say!(l, "change-rating", number, n),
        (_, number) => say!(l, "value-percent", number),
    };
    (number, whole)
}

/// `needs 1.3 points a year from 2019 on; so far 0.9 a year`.
fn needs(l: &Language, t: &Aim) -> Option<String> {
    let (_, required) = pace(l, t.needed?, t.scale);
    let from = t.latest_year?.to_string();
    let (number, whole) = pace(l, t.observed?, t.scale);
    let none = number == l.numbers().number(0.0, 0);
    // Points are not said twice; the sign of a percentage is.
    let observed = if matches!(t.scale, "percent" | "rating") { number } else { whole };
    Some(match (none, t.observed == Some(0.0), t.parity) {
        (true, true, false) => say!(l, "pace-needs-still", required, from),
        (true, true, true) => say!(l, "pace-needs-parity-still", required, from),
        (true, false, false) => say!(l, "pace-needs-hardly", required, from),
        (true, false, true) => say!(l, "pace-needs-parity-hardly", required, from),
        (false, _, false) => say!(l, "pace-needs", required, from, observed),
        (false, _, true) => say!(l, "pace-needs-parity", required, from, observed),
    })
}

fn target(l: &Language, t: &Aim) -> String {
    let value = &t.value;
    let from = t.baseline_year.map(|year| year.to_string());
    match (t.status, from) {
        (Some(Target::Maintained), Some(year)) => return say!(l, "pace-maintained", value, year),
        (Some(Target::MovingAway), Some(year)) if t.year.is_none() || t.required.is_none() => {
            return say!(l, "pace-no-longer", value, year);
        }
        _ => {}
    }
    let Some(year) = t.year.map(|y| y.to_string()) else {
        return match t.status {
            Some(Target::Achieved | Target::Maintained) => say!(l, "pace-achieved.undated", value),
            Some(Target::Uncertain) => say!(l, "pace-uncertain.undated", value),
            _ => say!(l, "pace-own.undated", value),
        };
    };
    let stood_still = t.observed == Some(0.0);
    match (t.status, needs(l, t)) {
        (Some(Target::Achieved | Target::Maintained), _) => say!(l, "pace-achieved", value, year),
        (Some(Target::Missed), _) => say!(l, "pace-missed", value, year),
        (Some(Target::OnTrack), Some(needs)) => say!(l, "pace-on-track", value, year, needs),
        (Some(Target::OnTrack), None) => say!(l, "pace-on-track.bare", value, year),
        (Some(Target::NeedsAcceleration), Some(needs)) => say!(l, "pace-slower", value, year, needs),
        (Some(Target::NeedsAcceleration), None) => say!(l, "pace-slower.bare", value, year),
        (Some(Target::Limited), Some(needs)) if stood_still => say!(l, "pace-still", value, year, needs),
        (Some(Target::Limited), None) if stood_still => say!(l, "pace-still.bare", value, year),
        (Some(Target::Limited), Some(needs)) => say!(l, "pace-little", value, year, needs),
        (Some(Target::Limited), None) => say!(l, "pace-little.bare", value, year),
        (Some(Target::MovingAway), Some(needs)) => say!(l, "pace-away", value, year, needs),
        (Some(Target::MovingAway), None) => say!(l, "pace-away.bare", value, year),
        (Some(Target::Uncertain), _) => match t.needed.zip(t.latest_year) {
            Some((needed, from)) => {
                let (_, required) = pace(l, needed, t.scale);
                say!(l, "pace-uncertain", value, year, required, from = from.to_string())
            }
            None => say!(l, "pace-uncertain.bare", value, year),
        },
        (None, _) => say!(l, "pace-own", value, year),
    }
}

/// None where trend and movement say the same: nothing to tell.
fn trend(l: &Language, t: &Course) -> Option<String> {
    let since = t.first_year.to_string();
    let rises = match t.trend {
        Some(Trend::Rising) => true,
        Some(Trend::Falling) => false,
        Some(Trend::NoClearTrend) | None => {
            let (change, from) = (t.change.filter(|c| t.moved && *c != 0.0)?, t.baseline_year?);
            let year = from.to_string();
            return Some(match (change > 0.0, t.first_year == from) {
                (_, true) => say!(l, "trend-none-between"),
                (true, false) => say!(l, "trend-higher-since", year, since),
                (false, false) => say!(l, "trend-lower-since", year, since),
            });
        }
    };
    if let Some(year) = t.baseline_year.map(|y| y.to_string()) {
        let against = t.moved && t.change.is_some_and(|c| if rises { c < 0.0 } else { c > 0.0 });
        match (against, t.held, rises) {
            (true, _, true) => return Some(say!(l, "trend-lower-rising", year, since)),
            (true, _, false) => return Some(say!(l, "trend-higher-falling", year, since)),
            (false, true, true) if year == since => return Some(say!(l, "trend-held-rising.then", year)),
            (false, true, false) if year == since => return Some(say!(l, "trend-held-falling.then", year)),
            (false, true, true) => return Some(say!(l, "trend-held-rising", year, since)),
            (false, true, false) => return Some(say!(l, "trend-held-falling", year, since)),
            (false, false, _) => {}
        }
    }
    let slope = t.slope.filter(|s| if rises { *s > 0.0 } else { *s < 0.0 });
    Some(match (slope.and_then(|slope| speed(l, slope.abs(), t)), rises) {
        (Some(speed), true) if t.in_points() => say!(l, "trend-rising-by", since, speed),
        (Some(speed), false) if t.in_points() => say!(l, "trend-falling-by", since, speed),
        (Some(speed), true) => say!(l, "trend-rising-by.value", since, speed),
        (Some(speed), false) => say!(l, "trend-falling-by.value", since, speed),
        (None, true) => say!(l, "trend-rising", since),
        (None, false) => say!(l, "trend-falling", since),
    })
}

/// A trend's speed in a year; none where it would be worded as nothing.
fn speed(l: &Language, slope: f64, t: &Course) -> Option<String> {
    if !t.in_points() {
        return Some(l.value(slope, t.scale, t.unit));
    }
    let (number, whole) = pace(l, slope, t.scale);
    (number != l.numbers().number(0.0, 0)).then_some(whole)
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

    fn of(status: Option<Target>, required: Option<f64>, observed: Option<f64>, scale: &str) -> String {
        let l = &english();
        let unit = if scale == "percent" { "%" } else { "t per inhabitant" };
        let value = l.value(if scale == "rating" { 4.0 } else { 70.0 }, scale, unit);
        target(
            l,
            &Aim {
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
        let percent = |status: &str, required, observed| of(parsed(Some(status)), required, observed, "percent");
        assert_eq!(
            percent("needs_acceleration", Some(1.3), Some(0.9)),
            "Moved towards its target of 70 % by 2025: needs 1.3 points a year from 2019 on; so far 0.9 a year."
        );
        assert_eq!(
            percent("on_track", Some(-1.0), Some(-1.04)),
            "On track for its target of 70 % by 2025: needs −1 point a year from 2019 on; so far −1 a year."
        );
        assert_eq!(
            percent("limited", Some(2.0), Some(0.0)),
            "Has not moved since its baseline; its target is 70 % by 2025: needs 2 points a year from 2019 on."
        );
        assert_eq!(
            percent("limited", Some(2.0), Some(0.001)),
            "Moved a little towards its target of 70 % by 2025: needs 2 points a year from 2019 on; so far hardly any change."
        );
        assert_eq!(
            percent("moving_away", Some(2.0), Some(-0.25)),
            "Moved away from its target of 70 % by 2025: needs 2 points a year from 2019 on; so far −0.25 a year."
        );
        assert_eq!(percent("moving_away", None, Some(-0.25)), "It was at its target of 70 % in 2015 and no longer is.");
        assert_eq!(percent("achieved", Some(2.0), Some(3.0)), "It has reached its target of 70 %, set for 2025.");
        assert_eq!(percent("maintained", None, None), "It was already at its target of 70 % in 2015 and still is.");
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
            of(Some(Target::OnTrack), Some(0.2), Some(0.25), "rating"),
            "On track for its target of 4 of 5 by 2025: needs 0.2 rating points a year from 2019 on; so far 0.25 a year."
        );
        assert_eq!(
            of(Some(Target::OnTrack), Some(-0.1), Some(-0.095), "rate"),
            "On track for its target of 70 t per inhabitant by 2025: needs −10 % a year from 2019 on; so far −9.5 % a year."
        );
    }

    #[test]
    fn a_unit_of_a_year_is_not_followed_by_a_year() {
        let messages = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/messages");
        for (tag, words) in [
            (
                "en",
                "A clear downward trend since 2012, about 0.27 tonnes per inhabitant per year from one year to the next.",
            ),
            (
                "fr",
                "Tendance nette à la baisse depuis 2012, d’environ 0,27 tonne par habitant et par an d’une année à l’autre.",
            ),
            (
                "es",
                "Tendencia clara a la baja desde 2012, de aproximadamente 0,27 toneladas por habitante al año de un año a otro.",
            ),
        ] {
            let course = Course {
                trend: Some(Trend::Falling),
                slope: Some(-0.27),
                first_year: 2012,
                baseline_year: Some(2012),
                change: Some(-2.0),
                moved: true,
                held: false,
                scale: "rate",
                unit: "tonnes per inhabitant per year",
            };
            let told = super::trend(&Language::load(&messages, tag).unwrap(), &course);
            assert_eq!(told.map(|t| t.replace([SPACE, '\u{202f}'], " ")).as_deref(), Some(words));
        }
    }

    #[test]
    fn a_trend_beside_a_movement() {
        let of = |trend: &str, change: f64, moved: bool, held: bool, first_year: i64| {
            super::trend(
                &english(),
                &Course {
                    trend: parsed(Some(trend)),
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
        assert_eq!(of("no_clear_trend", 5.0, true, false, 2012), some("No clear trend between the two years."));
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
