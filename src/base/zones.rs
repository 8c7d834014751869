//! Time zones: names of the IANA database, and offsets from UTC.

use std::str::FromStr;

use chrono::{NaiveDate, Offset, TimeZone};
use chrono_tz::{TZ_VARIANTS, Tz};

use crate::base::names::Names;

/// Minutes from UTC, in January and in July.
pub type Offsets = (i32, i32);

/// A time zone as it is stored: `Africa/Nairobi`, or `UTC+03:00` for an offset; none for anything else.
pub fn parsed(text: &str) -> Option<String> {
    match Tz::from_str(text) {
        Ok(zone) => Some(zone.name().to_string()),
        Err(_) => offset(text).map(|minutes| {
            let sign = if minutes < 0 { '-' } else { '+' };
            format!("UTC{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
        }),
    }
}

/// The minutes of `UTC+3`, `UTC+05:30`, `+0530`; none beyond 14 hours.
fn offset(text: &str) -> Option<i32> {
    let text = text.trim().trim_start_matches("UTC").trim_start_matches("GMT");
    let (sign, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+')?),
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 && digits.is_ascii() => digits.split_at(2),
        None => (digits, "0"),
    };
    let number = |digits: &str| -> Option<i32> {
        let plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| digits.parse().ok()).flatten()
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (minutes < 60 && hours * 60 + minutes <= 14 * 60).then_some(sign * (hours * 60 + minutes))
}

/// The offsets of a stored time zone in a year.
pub fn offsets(zone: &str, year: i32) -> Option<Offsets> {
    let Ok(zone) = Tz::from_str(zone) else { return offset(zone).map(|minutes| (minutes, minutes)) };
    let at = |month| {
        let day = NaiveDate::from_ymd_opt(year, month, 1)?.and_hms_opt(12, 0, 0)?;
        Some(zone.offset_from_utc_datetime(&day).fix().local_minus_utc() / 60)
    };
    at(1).zip(at(7))
}

/// Ways to write a time zone, for messages: its name, and its last part.
pub fn names() -> Names {
    let last = |name: &'static str| name.rsplit('/').next().unwrap_or(name);
    // Names that are one word are old ones of a country.
    let zones = TZ_VARIANTS.iter().map(|zone| zone.name()).filter(|name| name.contains('/'));
    let ways: Vec<(&str, &str)> = zones.clone().map(|n| (n, n)).chain(zones.map(|n| (last(n), n))).collect();
    Names::new(ways)
}

#[cfg(test)]
mod tests {
    use super::{names, offsets, parsed};

    #[test]
    fn zones_are_names_or_offsets() {
        for (text, zone) in [
            ("Africa/Nairobi", "Africa/Nairobi"),
            ("UTC", "UTC"),
            ("UTC+3", "UTC+03:00"),
            ("+0530", "UTC+05:30"),
            ("UTC-3", "UTC-03:00"),
            ("GMT+01:00", "UTC+01:00"),
            ("UTC\u{2212}3:30", "UTC-03:30"),
        ] {
            assert_eq!(parsed(text).as_deref(), Some(zone), "{text}");
        }
        for text in
            ["", "Nairobi", "africa/nairobi", "UTC+15", "UTC+3:75", "+1a", "UTC+", "3", "UTC+123", "é+1", "+é12"]
        {
            assert_eq!(parsed(text), None, "{text}");
        }
        assert_eq!(names().nearest("nairobi").as_deref(), Some("Africa/Nairobi"));
        assert_eq!(names().nearest("Africa/Nairoby").as_deref(), Some("Africa/Nairobi"));
    }

    #[test]
    fn offsets_are_those_of_winter_and_summer() {
        assert_eq!(offsets("Africa/Nairobi", 2024), Some((180, 180)));
        assert_eq!(offsets("Europe/Berlin", 2024), Some((60, 120)));
        assert_eq!(offsets("America/St_Johns", 2024), Some((-210, -150)));
        assert_eq!(offsets("UTC-03:30", 2024), Some((-210, -210)));
        assert_eq!(offsets("nowhere", 2024), None);
    }
}
