//! What later editions may count of results that are withheld (methods 7): each case is an area, an edition of all
//! cases one engine.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use learning_cities::disclosure::{Edition, Key, Settled, Today, settle, withhold};

use super::summaries::AREAS;
use super::{ALONE, Differences, cases, registry};
use crate::support::{TestStore, store};

/// An edition of a case.
struct Part<'a> {
    is_final: bool,
    /// Letters of those that moved towards, held and moved away.
    cities: Vec<&'a str>,
}

fn part(text: &str) -> Part<'_> {
    let words: Vec<&str> = text.split_whitespace().collect();
    Part { is_final: words[0] != "draft", cities: words[words.len() - 3..].to_vec() }
}

/// The store that the editions at a place are made from. A city of that name is in every area, and in each as the
/// area's case has it.
fn network(parts: &[(usize, Part<'_>)]) -> TestStore {
    let mut cities = BTreeSet::new();
    let mut observations = String::from("city,measurement,cycle,reference_year,value,source,consent\n");
    for (area, part) in parts {
        let (_, measurement, source, baseline, latest) = AREAS[*area];
        let mut add = |city: String, way: usize, consent: &str| {
            for (year, value) in [(2015, baseline), (2019, latest[way])] {
                let _ = writeln!(observations, "{city},{measurement},2020,{year},{value},{source},{consent}");
            }
            cities.insert(city);
        };
        (0..15).for_each(|i| add(format!("shown{i}"), 2 * (i % 2), "public"));
        for (way, letters) in part.cities.iter().enumerate() {
            for letter in letters.chars().filter(|c| *c != '-') {
                let consent = if letter.is_uppercase() { "public" } else { "aggregate_only" };
                add(letter.to_lowercase().to_string(), way, consent);
            }
        }
    }
    let cities = registry(cities.iter().map(String::as_str));
    store(&[("cities", &cities), ("observations", &observations), ("settings", ALONE)])
}

/// What is given of an area; the network's cell and its only region's are the same.
fn told(settled: &Settled, area: &str) -> String {
    let of = |scope: &str, name: &str| {
        let key = Key { scope: scope.into(), scope_name: name.into(), area: area.into() };
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
    let mut editions: Vec<Edition> = Vec::new();
    let mut found: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for place in 0..texts.iter().map(Vec::len).max().unwrap_or_default() {
        let parts: Vec<(usize, Part<'_>)> =
            texts.iter().enumerate().filter_map(|(i, t)| Some((i, part(t.get(place)?)))).collect();
        let today = Today::read(&network(&parts).engine(2020), "test").unwrap();
        assert!(withhold(&editions, &today).is_empty());
        let [mut last, draft] = [true, false].map(|is_final| settle(&editions, &today, is_final));
        for (case, part) in &parts {
            let area = AREAS[*case].0;
            let settled = if part.is_final { &last } else { &draft };
            found.entry(*case).or_default().push(told(settled, area));
        }
        // Of a draft nothing is recorded.
        for (case, _) in parts.iter().filter(|(_, part)| !part.is_final) {
            last.edition.cells.retain(|cell| cell.key.area != AREAS[*case].0);
            last.edition.shown.remove(AREAS[*case].0);
        }
        editions.push(last.edition);
    }
    let mut differences = Differences::default();
    for (place, case) in cases.iter().enumerate() {
        differences.compare(&case[0], &found[&place].join(" / "), &case[2]);
    }
}
