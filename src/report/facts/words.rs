//! Sentences on a series: what it did and where it is with its peers, the same on every page.

use std::str::FromStr;

use crate::language::Language;
pub use crate::language::capital;
use crate::model::vocabulary::{Mark, Standing};
use crate::say;

/// A city with its peers:
/// `The middle half of 8 peers lies between 61 and 74 %; this city reports 71 %.`
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
        Some(own) => say!(language, "series-peers", n, range, own = language.value_again(own, scale, unit)),
        None => say!(language, "series-peers-only", n, range),
    })
}

/// A code of the marts as what it means; none for no code and for one that the vocabulary does not have.
pub fn parsed<T: FromStr>(code: Option<&str>) -> Option<T> {
    code?.parse().ok()
}

/// Marks, which the marts join by `|`.
pub fn marks(marks: Option<&str>) -> impl Iterator<Item = Mark> {
    marks.unwrap_or_default().split('|').filter_map(|mark| mark.parse().ok())
}

/// Counts in a list, `12 on time and 3 late`, each by the message that says it; what there is none of is left out.
pub fn counted<const N: usize>(language: &Language, counts: [(i64, &str); N]) -> String {
    let some = counts.into_iter().filter(|(n, _)| *n > 0);
    language.list(&some.map(|(n, id)| say!(language, id, n)).collect::<Vec<String>>())
}

/// Why a standing says less than it seems to.
pub enum Untested {
    /// It is too close to an end of the middle half.
    TooClose,
    /// Nothing tests it.
    NotTested,
}

/// Why a standing says less than it seems to; none where there is no standing, or where it was tested.
pub fn untested(standing: Option<&str>, marked: Option<&str>) -> Option<Untested> {
    match parsed(Some(standing?)) {
        Some(Standing::TooCloseToTell) => Some(Untested::TooClose),
        _ => marks(marked).any(|mark| mark == Mark::NotTested).then_some(Untested::NotTested),
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
    Some(match low == high {
        true => say!(language, "series-peers-pace-alike", from, to, n, change = low, own),
        false => say!(language, "series-peers-pace", from, to, n, low, high, own),
    })
}

/// How many peers moved which way over the same years: `From 2015 to 2022, of 7 peers 3 rose, 4 held and none fell.`
pub fn peers_moved(language: &Language, (from, to): (i64, i64), rose: i64, held: i64, fell: i64) -> String {
    let (from, to, n) = (from.to_string(), to.to_string(), rose + held + fell);
    say!(language, "series-peers-moved", from, to, n, rose, held, fell)
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
    let Some((start, first)) = from.filter(|earlier| *earlier != (year, latest)) else {
        let value = language.value(latest, scale, unit);
        return Some(say!(language, "series-value", value, year = year.to_string()));
    };
    let (first, value) = language.first_and_last(first, latest, scale, unit);
    let (years, start, year) = (year - start, start.to_string(), year.to_string());
    Some(match shift.map(|shift| language.change(shift, scale)) {
        Some(change) => say!(language, "series-moved", first, start, value, year, change, years),
        None => say!(language, "series-two", first, start, value, year),
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
            "The middle half of 8 peers lies between 61 and 74 %; this city reports 71 %."
        );
        assert_eq!(
            s(1, Some((61.0, 61.0)), Some(71.0)).unwrap().replace('\u{a0}', " "),
            "The one peer with data lies at 61 %; this city reports 71 %."
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
