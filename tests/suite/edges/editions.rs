//! What later editions may count of results that are withheld (methods 7): each case is an area, an edition of all cases one engine.

use std::collections::BTreeMap;
use std::fmt::Write;

use learning_cities::disclosure::{Edition, Key, Settled, Today, settle, withhold};

use super::summaries::AREAS;
use super::{ALONE, Differences, cases};
use crate::support::{TestStore, store};

/// An edition of a case.
struct Part<'a> {
    is_final: bool,
    /// Letters of those that moved towards, held and moved away.
    cities: Vec<&'a str>,
}

fn part(text: &str) -> Part<'_> {
    let words: Vec<&str> = text.split_whitespace().collect();
    Part {
        is_final: words[0] != "draft",
        cities: words[words.len() - 3..].to_vec(),
    }
}

/// The store that the editions at a place are made from.
fn network(parts: &[(usize, Part<'_>)]) -> TestStore {
    let mut cities = String::from("city,name,country,region\n");
    let mut observations = String::from("city,measurement,cycle,reference_year,value,source,consent\n");
    for (area, part) in parts {
        let (_, measurement, source, baseline, latest) = AREAS[*area];
        let mut add = |id: &str, way: usize, consent: &str| {
            let city = format!("{area}-{id}");
            let _ = writeln!(cities, "{city},{city},KEN,Africa");
            for (year, value) in [(2015, baseline), (2019, latest[way])] {
                let _ = writeln!(observations, "{city},{measurement},2020,{year},{value},{source},{consent}");
            }
        };
        (0..15).for_each(|i| add(&format!("shown{i}"), 2 * (i % 2), "public"));
        for (way, letters) in part.cities.iter().enumerate() {
            for letter in letters.chars().filter(|c| *c != '-') {
                let consent = if letter.is_uppercase() { "public" } else { "aggregate_only" };
                add(&letter.to_lowercase().to_string(), way, consent);
            }
        }
    }
    store(&[("cities", &cities), ("observations", &observations), ("settings", ALONE)])
}

/// What is given of an area; the network's cell and its only region's are the same.
fn told(settled: &Settled, area: &str) -> String {
    let of = |scope: &str, name: &str| {
        let key = Key {
            scope: scope.into(),
            scope_name: name.into(),
            area: area.into(),
        };
        settled.given.get(&key).map_or("none".to_string(), |given| {
            let [towards, held, away, ..] = given.measurements;
            format!("{}{} {towards} {held} {away}", if given.kept { "=" } else { "" }, given.cities)
        })
    };
    let found = of("network", "");
    assert_eq!(found, of("region", "Africa"), "{area}");
    found
}

#[test]
fn cells_of_later_editions() {
    let cases = cases("editions", 3);
    assert!(cases.len() <= AREAS.len(), "add a second network");
    let texts: Vec<Vec<&str>> = cases.iter().map(|c| c[1].split(" / ").collect()).collect();
    let mut editions: BTreeMap<usize, Vec<Edition>> = BTreeMap::new();
    let mut found: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for place in 0..texts.iter().map(Vec::len).max().unwrap_or_default() {
        let parts: Vec<(usize, Part<'_>)> = texts.iter().enumerate().filter_map(|(i, t)| Some((i, part(t.get(place)?)))).collect();
        let today = Today::read(&network(&parts).engine(2020), "test").unwrap();
        for (case, part) in &parts {
            let before = editions.entry(*case).or_default();
            assert!(
                withhold(before, &today).iter().all(|w| w.1 != AREAS[*case].0),
                "{}: nothing is withheld",
                cases[*case][0]
            );
            let settled = settle(before, &today, part.is_final);
            found.entry(*case).or_default().push(told(&settled, AREAS[*case].0));
            if part.is_final {
                before.push(settled.edition);
            }
        }
    }
    let mut differences = Differences::default();
    for (place, case) in cases.iter().enumerate() {
        differences.compare(&case[0], &found[&place].join(" / "), &case[2]);
    }
}
