//! Sentences on a series: what it did and where it is with its peers, the same on every page.

use crate::language::Language;
pub use crate::language::capital;
use crate::say;

/// A city with its peers:
/// `Of 8 peers with data, the middle half lies between 61 and 74 %; this city reports 71 %.`
/// None where there is no peer's middle half or no value of the city's own.
pub fn peers(
    language: &Language,
    n: i64,
    middle: Option<(f64, f64)>,
    own: Option<f64>,
    scale: &str,
    unit: &str,
) -> Option<String> {
    let (low, high) = middle.filter(|_| n > 0)?;
    let range = language.between(low, high, scale, unit);
    Some(match own {
        Some(own) => say!(language, "series-peers", n = n, range = range, own = language.value_again(own, scale, unit)),
        None => say!(language, "series-peers-only", n = n, range = range),
    })
}

/// What a reader must know of the standing of a yearly change: that it is too close to tell, or not tested.
pub fn pace_standing_tested(language: &Language, standing: Option<&str>, marks: Option<&str>) -> Option<String> {
    match (standing?, marks) {
        ("too_close_to_tell", _) => Some(say!(language, "series-pace-too-close")),
        (_, Some("not_tested")) => Some(say!(language, "series-pace-not-tested")),
        _ => None,
    }
}

/// What a reader must know of a standing: that it is too close to tell, or not tested.
pub fn standing_tested(language: &Language, standing: Option<&str>, marks: Option<&str>) -> Option<String> {
    match (standing?, marks) {
        ("too_close_to_tell", _) => Some(say!(language, "series-too-close")),
        (_, Some("not_tested")) => Some(say!(language, "series-standing-not-tested")),
        _ => None,
    }
}

/// A city's change with those of its peers over the same years:
/// `From 2015 to 2022, yearly change of the middle half of 7 peers: +0.1 points to +0.6 points; of this city: +0.4
/// points.` None without peers.
pub fn peers_pace(
    language: &Language,
    (from, to): (i64, i64),
    n: i64,
    (low, high): (f64, f64),
    own: f64,
    scale: &str,
) -> Option<String> {
    if n < 1 {
        return None;
    }
    let [low, high, own] = [low, high, own].map(|change| language.yearly_change(change, scale));
    let (from, to) = (from.to_string(), to.to_string());
    Some(if low == high {
        say!(language, "series-peers-pace-alike", from = from, to = to, n = n, change = low, own = own)
    } else {
        say!(language, "series-peers-pace", from = from, to = to, n = n, low = low, high = high, own = own)
    })
}

/// How many peers moved which way over the same years: `From 2015 to 2022, of 7 peers 3 rose, 4 held and none fell.`
pub fn peers_moved(language: &Language, (from, to): (i64, i64), rose: i64, held: i64, fell: i64) -> String {
    say!(
        language,
        "series-peers-moved",
        from = from.to_string(),
        to = to.to_string(),
        n = rose + held + fell,
        rose = rose,
        held = held,
        fell = fell
    )
}

/// What a series did between two years: `64 % in 2012, 71 % in 2023: +7 points in 11 years.`
/// One value alone is said as such; none gives none.
pub fn moved(
    language: &Language,
    from: Option<(i64, f64)>,
    to: Option<(i64, f64)>,
    shift: Option<f64>,
    scale: &str,
    unit: &str,
) -> Option<String> {
    let (year, latest) = to?;
    let value = language.value(latest, scale, unit);
    let Some((start, first)) = from.filter(|earlier| *earlier != (year, latest)) else {
        return Some(say!(language, "series-value", value = value, year = year.to_string()));
    };
    let first = language.value_again(first, scale, unit);
    let (start_year, last_year) = (start.to_string(), year.to_string());
    Some(match shift {
        Some(shift) => say!(
            language,
            "series-moved",
            first = first,
            start = start_year,
            value = value,
            year = last_year,
            change = language.change(shift, scale),
            years = year - start
        ),
        None => say!(language, "series-two", first = first, start = start_year, value = value, year = last_year),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::SPACE;
    use crate::language::tests::english;

    #[test]
    fn a_change_beside_its_peers() {
        let (l, s) = (&english(), SPACE);
        assert_eq!(
            peers_pace(l, (2015, 2022), 7, (0.1, 1.0), -0.4, "percent").unwrap(),
            format!(
                "From 2015 to 2022, yearly change of the middle half of 7 peers: +0.1{s}points to +1{s}point; of this city: {}.",
                l.change(-0.4, "percent")
            )
        );
        assert_eq!(
            peers_pace(l, (2015, 2022), 5, (0.0, 0.0), 0.02, "rate").unwrap(),
            format!("From 2015 to 2022, yearly change of the middle half of 5 peers: no change; of this city: +2{s}%.")
        );
        assert_eq!(peers_pace(l, (2015, 2022), 0, (0.0, 0.0), 0.02, "rate"), None);
        assert_eq!(
            peers_moved(l, (2015, 2022), 3, 4, 0),
            "From 2015 to 2022, of 7 peers 3 rose, 4 held and none fell."
        );
        assert_eq!(
            peers_moved(l, (2015, 2022), 0, 1, 0),
            "From 2015 to 2022, of 1 peer none rose, 1 held and none fell."
        );
    }

    #[test]
    fn a_city_beside_its_peers() {
        let l = &english();
        let s = |n, middle, own| peers(l, n, middle, own, "percent", "%");
        assert_eq!(
            s(8, Some((61.0, 74.0)), Some(71.0)).unwrap().replace('\u{a0}', " "),
            "Of 8 peers with data, the middle half lies between 61 and 74 %; this city reports 71 %."
        );
        assert_eq!(
            s(1, Some((61.0, 61.0)), Some(71.0)).unwrap().replace('\u{a0}', " "),
            "Of 1 peer with data, the middle half lies at 61 %; this city reports 71 %."
        );
        assert!(s(5, Some((61.0, 74.0)), None).unwrap().ends_with("this city has no value to compare."));
        assert_eq!(s(0, Some((61.0, 74.0)), Some(71.0)), None);
        assert_eq!(s(8, None, Some(71.0)), None);
    }

    #[test]
    fn what_a_series_did() {
        let l = &english();
        let s = |from, to, shift| moved(l, from, to, shift, "percent", "%").map(|t| t.replace('\u{a0}', " "));
        assert_eq!(
            s(Some((2012, 64.0)), Some((2023, 71.0)), Some(7.0)).unwrap(),
            "64 % in 2012, 71 % in 2023: +7 points in 11 years."
        );
        assert_eq!(
            s(Some((2022, 64.0)), Some((2023, 64.0)), Some(0.0)).unwrap(),
            "64 % in 2022, 64 % in 2023: no change in 1 year."
        );
        assert_eq!(s(Some((2023, 71.0)), Some((2023, 71.0)), None).unwrap(), "71 % in 2023.");
        assert_eq!(s(None, Some((2023, 71.0)), None).unwrap(), "71 % in 2023.");
        assert_eq!(
            moved(l, Some((2012, 200.0)), Some((2023, 220.0)), Some(0.1), "rate", "spaces per 100 000 inhabitants")
                .unwrap()
                .replace('\u{a0}', " "),
            "200 in 2012, 220 spaces per 100,000 inhabitants in 2023: +10 % in 11 years."
        );
        assert_eq!(s(None, None, None), None);
    }
}
