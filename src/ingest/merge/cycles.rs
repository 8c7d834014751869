//! Which of a series' rows of one year is in force, and in the briefs of which cycles.
//!
//! A row belongs to the first cycle in which its series and year came with its value, so that a history that is sent
//! again changes nothing that earlier cycles reported. Rows of one instant that disagree are in no brief.

use std::collections::{BTreeMap, HashMap};

use polars::prelude::*;

use crate::base::error::Result;
use crate::ingest::frames::{fingerprint, lookup, polars_error};
use crate::model::schema::CONTENT;
use crate::model::vocabulary::Consent;

/// Two rows of one instant that disagree, by their places in the frame, where no newer row settles it.
pub type Clash = (usize, usize);

/// What becomes of a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Fate {
    current: bool,
    conflict: bool,
    first_cycle: i64,
    from_cycle: Option<i64>,
    until_cycle: Option<i64>,
}

/// A row of one series and year, as far as it matters here.
#[derive(Debug, Clone, Copy)]
struct Sent<'a> {
    /// Day, or day and time; none sorts before all.
    instant: Option<&'a str>,
    cycle: i64,
    consent: Consent,
    /// Consent with which any edition shows it: narrower where it was replaced before it could be seen.
    seen: Consent,
    /// Everything that it says.
    content: &'a str,
    value: Option<f64>,
}

/// Adds `current`, `conflict`, `first_cycle`, `from_cycle` and `until_cycle` to rows with `as_of_consent` that are sorted
/// by city, measurement, item and reference year, and then from the oldest submission to the newest.
pub fn add(sorted: DataFrame) -> Result<(DataFrame, Vec<Clash>)> {
    let doing = polars_error("placing rows in cycles");
    let frame = sorted.lazy().with_column(fingerprint(&CONTENT).alias("content")).collect().map_err(&doing)?;
    let mut fates: Vec<Fate> = Vec::with_capacity(frame.height());
    let mut clashes = Vec::new();
    {
        let text = |name: &str| frame.column(name).and_then(|c| c.str().cloned()).map_err(&doing);
        let whole = |name: &str| frame.column(name).and_then(|c| c.i64().cloned()).map_err(&doing);
        let (city, measurement, item, year) =
            (text("city")?, text("measurement")?, text("item")?, whole("reference_year")?);
        let (day, consent, content, cycle) =
            (text("submitted_on")?, text("consent")?, text("content")?, whole("cycle")?);
        let as_of_consent = text("as_of_consent")?;
        let value = frame.column("value").and_then(|c| c.f64().cloned()).map_err(&doing)?;
        let same = |a: usize, b: usize| {
            city.get(a) == city.get(b)
                && year.get(a) == year.get(b)
                && measurement.get(a) == measurement.get(b)
                && item.get(a) == item.get(b)
        };
        let mut rows: Vec<Sent<'_>> = Vec::new();
        for i in 0..frame.height() {
            rows.push(Sent {
                instant: day.get(i),
                cycle: cycle.get(i).unwrap_or_default(),
                consent: Consent::of(consent.get(i)).unwrap_or(Consent::Private),
                seen: Consent::of(as_of_consent.get(i).or(consent.get(i))).unwrap_or(Consent::Private),
                content: content.get(i).unwrap_or_default(),
                value: value.get(i),
            });
            if i + 1 == frame.height() || !same(i, i + 1) {
                let first = fates.len();
                clashes.extend(place(&rows, &mut fates).into_iter().map(|(a, b)| (first + a, first + b)));
                rows.clear();
            }
        }
    }
    let fates = lookup!(f in fates =>
        current = f.current, conflict = f.conflict, first_cycle = f.first_cycle, from_cycle = f.from_cycle,
        until_cycle = f.until_cycle)?;
    let frame = frame.drop("content").and_then(|frame| frame.hstack(fates.columns())).map_err(&doing)?;
    Ok((frame, clashes))
}

/// The fates of one series and year's rows, oldest first; and the clashes that remain.
fn place(rows: &[Sent<'_>], fates: &mut Vec<Fate>) -> Vec<Clash> {
    if let [only] = rows {
        fates.push(Fate {
            current: true,
            conflict: false,
            first_cycle: only.cycle,
            from_cycle: Some(only.cycle),
            until_cycle: None,
        });
        return Vec::new();
    }
    let others = conflicts(rows);
    let came = came(rows, &others);
    let start = fates.len();
    let mut next: Option<i64> = None;
    let mut i = rows.len();
    // From the newest back: a stretch of rows that say the same is one row, the newest, from the first cycle that it
    // came for.
    let mut back: Vec<Fate> = Vec::with_capacity(rows.len());
    while i > 0 {
        let last = i - 1;
        let conflict = others[last].is_some();
        let alike = |a: usize| {
            others[a].is_none() && rows[a].content == rows[last].content && rows[a].consent == rows[last].consent
        };
        let begin = if conflict { last } else { (0..last).rev().take_while(|a| alike(*a)).last().unwrap_or(last) };
        let from = rows[begin..=last].iter().map(|r| r.cycle).min().unwrap_or_default();
        let used = !conflict && next.is_none_or(|n| from < n);
        for row in (begin..=last).rev() {
            back.push(Fate {
                current: row + 1 == rows.len() && !conflict,
                conflict,
                first_cycle: first_cycle(&rows[row], &came),
                from_cycle: (used && row == last).then_some(from),
                until_cycle: next.filter(|_| used && row == last),
            });
        }
        next = Some(next.map_or(from, |n| n.min(from)));
        i = begin;
    }
    fates.extend(back.into_iter().rev());
    let newest = rows.last().map(|r| r.instant);
    let unsettled = fates.last().is_some_and(|f| f.conflict) && fates.len() > start;
    others
        .iter()
        .enumerate()
        .filter(|(at, _)| unsettled && newest == Some(rows[*at].instant))
        .filter_map(|(at, other)| other.map(|other| (at, other)))
        .collect()
}

/// For each row another of the same instant that says something else, if there is one. A consent of its own sets rows
/// apart: what is withheld changes nothing that is shown.
fn conflicts(rows: &[Sent<'_>]) -> Vec<Option<usize>> {
    let mut groups: BTreeMap<(Option<&str>, Consent), Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        groups.entry((row.instant, row.consent)).or_default().push(at);
    }
    let mut others = vec![None; rows.len()];
    for group in groups.into_values() {
        // What differs from the first row is the first that does; every other row differs from the first, or says the
        // same.
        let first = group[0];
        let other = group.iter().copied().find(|other| rows[*other].content != rows[first].content);
        for at in group {
            others[at] = if rows[at].content == rows[first].content { other } else { Some(first) };
        }
    }
    others
}

/// The first cycle in which a value came, by the consent with which the rows that count are seen: a row may be shown
/// wherever those may that are seen as widely.
type Came = HashMap<Option<u64>, BTreeMap<Consent, i64>>;

/// The first cycles of the values of rows that are in no conflict.
fn came(rows: &[Sent<'_>], others: &[Option<usize>]) -> Came {
    let mut came = Came::new();
    for (row, _) in rows.iter().zip(others).filter(|(_, other)| other.is_none()) {
        let first = came.entry(row.value.map(f64::to_bits)).or_default().entry(row.seen).or_insert(row.cycle);
        *first = row.cycle.min(*first);
    }
    came
}

/// The first cycle in which this value came, among rows that may be shown wherever this one may.
fn first_cycle(row: &Sent<'_>, came: &Came) -> i64 {
    let before = came.get(&row.value.map(f64::to_bits));
    let may_be_shown = before.into_iter().flat_map(|cycles| cycles.range(..=row.seen));
    may_be_shown.map(|(_, cycle)| *cycle).min().unwrap_or(row.cycle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(instant: &'static str, cycle: i64, content: &'static str) -> Sent<'static> {
        let consent = Consent::Public;
        Sent { instant: Some(instant), cycle, consent, seen: consent, content, value: content.parse().ok() }
    }

    /// `first from until`, with `c` for the current row and `x` for one in conflict.
    fn placed(rows: &[Sent<'_>]) -> (Vec<String>, Vec<Clash>) {
        let mut fates = Vec::new();
        let clashes = place(rows, &mut fates);
        let year = |y: Option<i64>| y.map_or("-".into(), |y| y.to_string());
        let summary = |f: &Fate| {
            let mark = if f.current {
                " c"
            } else if f.conflict {
                " x"
            } else {
                ""
            };
            format!("{} {} {}{mark}", f.first_cycle, year(f.from_cycle), year(f.until_cycle))
        };
        (fates.iter().map(summary).collect(), clashes)
    }

    #[test]
    fn a_history_sent_again_changes_no_earlier_cycle() {
        let (fates, _) =
            placed(&[sent("2018-05-01", 2018, "5"), sent("2020-05-01", 2020, "5"), sent("2022-05-01", 2022, "5")]);
        assert_eq!(fates, ["2018 - -", "2018 - -", "2018 2018 - c"]);
    }

    #[test]
    fn a_corrected_value_is_in_force_from_its_own_cycle() {
        let (fates, _) =
            placed(&[sent("2018-05-01", 2018, "5"), sent("2020-05-01", 2020, "6"), sent("2022-05-01", 2022, "5")]);
        assert_eq!(fates, ["2018 2018 2020", "2020 2020 2022", "2018 2022 - c"]);
        let (fates, _) = placed(&[sent("2020-05-01", 2020, "5"), sent("2020-09-01", 2020, "6")]);
        assert_eq!(fates, ["2020 - -", "2020 2020 - c"], "corrected within the cycle");
        let (fates, _) = placed(&[sent("2020-05-01", 2020, "5"), sent("2021-05-01", 2018, "6")]);
        assert_eq!(fates, ["2020 - -", "2018 2018 - c"], "sent later for an earlier cycle");
    }

    #[test]
    fn rows_of_one_instant_that_disagree_are_in_no_brief() {
        let (fates, clashes) =
            placed(&[sent("2018-05-01", 2018, "5"), sent("2020-05-01", 2020, "6"), sent("2020-05-01", 2020, "7")]);
        assert_eq!(fates, ["2018 2018 2020", "2020 - - x", "2020 - - x"]);
        assert_eq!(clashes, [(1, 2), (2, 1)]);
        let agree = [sent("2020-05-01", 2020, "6"), sent("2020-05-01", 2020, "6")];
        assert_eq!(placed(&agree), (vec!["2020 - -".into(), "2020 2020 - c".into()], vec![]));
        let settled = [sent("2020-05-01", 2020, "6"), sent("2020-05-01", 2020, "7"), sent("2020-05-02", 2020, "8")];
        let (fates, clashes) = placed(&settled);
        assert_eq!((fates[2].as_str(), clashes.len()), ("2020 2020 - c", 0), "a newer one settles it");
    }

    #[test]
    fn many_rows_of_one_year_are_placed_in_little_time() {
        let start = std::time::Instant::now();
        let alike: Vec<Sent<'_>> = (0..50_000).map(|i| sent("2018-05-01", 2018 + i % 3, "5")).collect();
        let (fates, clashes) = placed(&alike);
        assert_eq!((fates[49_999].as_str(), clashes.len()), ("2018 2018 - c", 0));
        let odd: Vec<Sent<'_>> = [&alike[..49_999], &[sent("2018-05-01", 2018, "6")]].concat();
        let (fates, clashes) = placed(&odd);
        assert_eq!((fates[0].as_str(), clashes[0], clashes[49_999]), ("2018 - - x", (0, 49_999), (49_999, 0)));
        assert!(start.elapsed() < std::time::Duration::from_secs(20), "{:?}", start.elapsed());
    }

    #[test]
    fn what_is_withheld_moves_no_public_row() {
        for value in ["5", "6"] {
            let private = Sent { consent: Consent::Private, seen: Consent::Private, ..sent("2018-05-01", 2018, value) };
            let (fates, clashes) = placed(&[private, sent("2020-05-01", 2020, "5")]);
            assert_eq!((fates[1].as_str(), clashes.len()), ("2020 2020 - c", 0));
            let same_day = Sent { instant: Some("2020-05-01"), ..private };
            let (fates, clashes) = placed(&[same_day, sent("2020-05-01", 2020, "5")]);
            assert_eq!((fates[1].as_str(), clashes.len()), ("2020 2020 - c", 0));
        }
    }

    #[test]
    fn what_was_corrected_before_it_could_be_seen_moves_no_row() {
        let first = |value: &'static str| {
            let unseen = Sent { seen: Consent::Private, ..sent("2018-05-01", 2018, value) };
            let replaced = Sent { seen: Consent::Private, ..sent("2020-05-01", 2020, "6") };
            placed(&[unseen, replaced, sent("2022-05-01", 2022, "7")]).0[2].clone()
        };
        assert_eq!(first("7"), "2022 2022 - c");
        assert_eq!(first("7"), first("5"));
    }
}
