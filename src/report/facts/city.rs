//! The words at the top of a city's page and brief: what moved, and what to know first.

use std::collections::BTreeMap;

use super::subject::Subject;
use super::tally;
use super::words::parsed;
use crate::catalogue::Measurement;
use crate::language::Language;
use crate::model::vocabulary::{Certainty, TOTAL};
use crate::say;

/// The outcome of a measurement of the city, with all its items.
struct Moved<'s> {
    measurement: &'s Measurement,
    /// That of the city's own definition, where it has one.
    title: &'s str,
    /// As in [`tally::place`].
    place: usize,
    firm: bool,
}

/// Measurements of the city with a result, in the order of the form.
fn moved<'s>(s: &Subject<'s>) -> Vec<Moved<'s>> {
    let (c, id) = (&s.site.catalogue, s.city.id.as_str());
    let rows: BTreeMap<&str, _> = s.site.rows.measurement_movement.of(id).map(|row| (row.measurement, row)).collect();
    let one = |measurement: &'s Measurement| {
        let row = rows.get(measurement.id.as_str())?;
        Some(Moved {
            measurement,
            title: c.measured_title(id, measurement, row.rests_on == Some(TOTAL)),
            place: row.outcome.and_then(tally::place)?,
            firm: parsed(row.certainty) == Some(Certainty::Firm),
        })
    };
    c.measurements.iter().filter_map(one).collect()
}

/// Up to five sentences: what moved, what did not, what chance would give. Only what moved firmly is named.
pub fn lede(s: &Subject) -> Vec<String> {
    let l = &s.site.language;
    let (all, n) = (moved(s), s.tally());
    let mut out = Vec::new();
    if n.all() == 0 {
        out.push(say!(l, "city-unread", city = &s.city.name));
    } else {
        let firm = |place: usize| -> Vec<&Moved> { all.iter().filter(|m| m.place == place && m.firm).collect() };
        let (count, (titles, every)) = (n.parts[0], named(l, &firm(0), &s.asked));
        out.push(match (count, n.firm[0], every) {
            (0, ..) => say!(l, "city-towards-none", all = n.all()),
            (count, 0, _) => say!(l, "city-towards-tentative", all = n.all(), n = count),
            (count, firm, true) => say!(l, "city-towards", all = n.all(), n = count, firm, titles),
            (count, firm, false) => say!(l, "city-towards-among", all = n.all(), n = count, firm, titles),
        });
        let (count, (titles, every)) = (n.parts[2], named(l, &firm(2), &s.asked));
        out.push(match (count, n.firm[2], every) {
            (0, ..) => say!(l, "city-away-none"),
            (count, 0, _) => say!(l, "city-away-tentative", n = count),
            (count, firm, true) => say!(l, "city-away", n = count, firm, titles),
            (count, firm, false) => say!(l, "city-away-among", n = count, firm, titles),
        });
        let [_, held, _, read] = n.parts;
        out.push(say!(l, "city-held", held, read));
        out.extend(n.remarks(l));
    }
    out
}

/// Up to three measurements by title: first of features that the city asks help with, then one of each area, in the
/// order of the form; and whether these are all.
fn named(l: &Language, all: &[&Moved], asked: &[&str]) -> (String, bool) {
    let mut titles: Vec<&str> = Vec::new();
    let mut areas: Vec<&str> = Vec::new();
    for wanted in [true, false] {
        for Moved { measurement: m, title, .. } in all {
            let first_of_area = !areas.contains(&m.area.as_str());
            if titles.len() < 3
                && !titles.contains(title)
                && (asked.contains(&m.feature.as_str()) || (!wanted && first_of_area))
            {
                titles.push(title);
                areas.push(&m.area);
            }
        }
    }
    if all.len() <= 3 {
        titles = all.iter().map(|m| m.title).collect();
    }
    let quoted: Vec<String> = titles.iter().map(|t| say!(l, "quoted", text = *t)).collect();
    (l.list(&quoted), titles.len() == all.len())
}

/// The city's own baseline year, and where its series really begin: at the first comparable value from then on.
fn measured_from(s: &Subject, year: i64) -> String {
    let with_result = s.site.rows.progress.of(&s.city.id).filter(|row| row.movement.is_some());
    let mut years: Vec<i64> = with_result.filter_map(|row| row.baseline_year).collect();
    years.sort_unstable();
    let median = years.get(years.len() / 2).filter(|median| **median != year);
    let (year, median) = (year.to_string(), median.map(i64::to_string));
    median.map_or(year.clone(), |median| say!(s.site.language, "city-measured-since", year, median))
}

/// What heads its page and its brief, each with a term: how many series have a value, when it joined, from when it is
/// measured.
pub fn key_facts(s: &Subject) -> Vec<(String, String)> {
    let l = &s.site.language;
    let expected = s.site.catalogue.series_expected();
    let mut facts =
        vec![(say!(l, "city-with-value"), say!(l, "count-of", n = s.reported_of_expected(), all = expected))];
    facts.extend(s.city.joined.map(|year| (say!(l, "city-joined"), year.to_string())));
    facts.extend(s.city.baseline_year.map(|year| (say!(l, "city-measured-from"), measured_from(s, year))));
    facts
}

#[cfg(test)]
mod tests {
    use crate::language::tests::english;
    use crate::say;

    #[test]
    fn what_held_in_a_sentence() {
        let rest = |held: i64, read: i64| say!(english(), "city-held", held, read);
        assert_eq!(rest(0, 0), "None held steady.");
        assert!(rest(1, 0).starts_with("1 held steady: its change is small"));
        assert!(rest(4, 1).ends_with("; 1 moved with no set direction of progress."));
    }
}
