//! Days and times as submissions write them.

use chrono::NaiveDate;

/// Whether a text is a day of the calendar as `2024-05-31`, from 1990 to 2100.
pub fn is_date(text: &str) -> bool {
    let part = |range: std::ops::Range<usize>| {
        text.get(range).filter(|p| p.bytes().all(|b| b.is_ascii_digit())).and_then(|p| p.parse::<u32>().ok())
    };
    let dashes = text.len() == 10 && text.is_ascii() && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    let (true, Some(year), Some(month), Some(day)) =
        (dashes, part(0..4).map(u32::cast_signed), part(5..7), part(8..10))
    else {
        return false;
    };
    (1990..=2100).contains(&year) && NaiveDate::from_ymd_opt(year, month, day).is_some()
}

/// Years before its cycle, and after it, in which a submission can have been sent. A history is sent later, and so is a
/// consent that is withdrawn; what lies further off is a slip of the pen.
pub const YEARS_AROUND_CYCLE: (i64, i64) = (1, 5);

/// Whether a day lies too far from a cycle to be that of one of its submissions. Today's date plays no part: the same
/// files give the same result on any day.
pub fn is_implausible(day: &str, cycle: i64) -> bool {
    let (before, after) = YEARS_AROUND_CYCLE;
    let year = day.get(..4).and_then(|year| year.parse::<i64>().ok());
    year.is_some_and(|year| year < cycle - before || year > cycle + after)
}

/// A day, or a day and time as `2024-05-31T15:30` with or without seconds and a closing Z, as it is stored and
/// compared; none for anything else. A day alone is its beginning.
pub fn moment(text: &str) -> Option<String> {
    let (day, time) = match text.get(..10).map(|day| (day, &text[10..])) {
        Some((day, time)) if is_date(day) => (day, time),
        _ => return None,
    };
    if time.is_empty() {
        return Some(day.to_string());
    }
    let clock = time.strip_prefix(['T', ' '])?;
    let clock = clock.strip_suffix('Z').unwrap_or(clock);
    let parts: Vec<u32> = clock
        .split(':')
        .map(|p| (p.len() == 2 && p.bytes().all(|b| b.is_ascii_digit())).then(|| p.parse().ok()).flatten())
        .collect::<Option<_>>()?;
    match parts[..] {
        [hour @ 0..24, minute @ 0..60] => Some(format!("{day}T{hour:02}:{minute:02}:00")),
        [hour @ 0..24, minute @ 0..60, second @ 0..60] => Some(format!("{day}T{hour:02}:{minute:02}:{second:02}")),
        _ => None,
    }
}

/// Whether two moments of [`moment`] have no order, because both are of one day and only one of them has a time. For a
/// consent the narrower of the two holds; of whatever else they give, that with a time is used, and a finding names
/// both where they differ.
pub fn are_unordered(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    short.len() == DAY && long.len() > DAY && long.starts_with(short)
}

/// Length of a day as it is stored.
const DAY: usize = 10;

#[cfg(test)]
mod tests {
    use super::{are_unordered, is_date, is_implausible, moment};

    #[test]
    fn a_day_and_a_time_of_it_have_no_order() {
        let (day, nine, noon) = ("2024-05-31", "2024-05-31T09:00:00", "2024-05-31T12:00:00");
        assert!(are_unordered(day, nine) && are_unordered(nine, day));
        for (one, other) in [(day, day), (nine, noon), (day, "2024-06-01T09:00:00"), ("2024-05-30", nine)] {
            assert!(!are_unordered(one, other), "{one} {other}");
        }
    }

    #[test]
    fn a_moment_is_a_day_or_a_day_and_time() {
        let good = [
            ("2024-05-31", "2024-05-31"),
            ("2024-05-31T15:30", "2024-05-31T15:30:00"),
            ("2024-05-31 00:00:59", "2024-05-31T00:00:59"),
            ("2024-05-31T23:59:00Z", "2024-05-31T23:59:00"),
        ];
        for (text, stored) in good {
            assert_eq!(moment(text).as_deref(), Some(stored));
            assert!("2024-05-31" <= stored, "a day begins before its hours");
        }
        for bad in [
            "2024-05-32T10:00",
            "2024-05-31T24:00",
            "2024-05-31T10:60",
            "2024-05-31T1:00",
            "2024-05-31T10",
            "2024-05-31x",
            "é024-05-31T10:00",
        ] {
            assert_eq!(moment(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_day_far_from_its_cycle_is_implausible() {
        for day in ["2023-01-01", "2024-05-31T15:30:00", "2029-12-31"] {
            assert!(!is_implausible(day, 2024), "{day}");
        }
        for day in ["2001-05-31", "2022-12-31", "2030-01-01", "2099-05-31"] {
            assert!(is_implausible(day, 2024), "{day}");
        }
    }

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        for good in ["2024-02-29", "1990-01-01", "2100-12-31"] {
            assert!(is_date(good), "{good}");
        }
        for bad in ["2023-02-29", "2024-2-29", "2024-13-01", "2024-00-10", "1989-12-31", "31.05.2024", "2024-05-3é", ""]
        {
            assert!(!is_date(bad), "{bad}");
        }
    }
}
