//! What later editions may count of results that are withheld (methods 7). One network has the editions of all cases:
//! an engine costs more than they do.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use learning_cities::disclosure::{Cell, Edition, Key, Rules, Settled, Today, settle, withhold};

use super::summaries::AREAS;
use super::{ALONE, Differences, cases};
use crate::support::{TestStore, store};

const RULES: Rules = Rules { cities: 5, spread: 2 };

/// An edition of a case: a region of the network, with the case's area.
struct Part<'a> {
    region: String,
    area: usize,
    is_final: bool,
    cycle: i64,
    /// Letters of those that moved towards, held and moved away.
    cities: Vec<&'a str>,
}

/// Cases with the same area have regions of their own.
fn part(text: &str, case: usize, place: usize) -> Part<'_> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (before, cities) = words.split_at(words.len() - 3);
    Part {
        region: format!("r{}-{place}", case / AREAS.len()),
        area: case % AREAS.len(),
        is_final: !before.contains(&"draft"),
        cycle: before.iter().find_map(|word| word.parse().ok()).unwrap_or(2020),
        cities: cities.to_vec(),
    }
}

/// The store that every edition is read from. A city of a name is in every area of its region, and in each as the
/// area's case has it.
fn network(parts: &[Vec<Part<'_>>]) -> TestStore {
    let mut cities = BTreeSet::new();
    let mut observations = String::from("city,measurement,cycle,reference_year,value,source,consent\n");
    let mut add = |area: usize, region: &str, city: &str, way: usize, consent: &str| {
        let (_, measurement, source, baseline, latest) = AREAS[area];
        for (year, value) in [(2015, baseline), (2019, latest[way])] {
            let _ = writeln!(observations, "{region}.{city},{measurement},2020,{year},{value},{source},{consent}");
        }
        cities.insert((region.to_string(), city.to_string()));
    };
    for part in parts.iter().flatten() {
        (0..5).for_each(|i| add(part.area, &part.region, &format!("shown{i}"), 2 * (i % 2), "public"));
        for (way, letters) in part.cities.iter().enumerate() {
            for letter in letters.chars().filter(|c| *c != '-') {
                let consent = if letter.is_uppercase() { "public" } else { "aggregate_only" };
                add(part.area, &part.region, &letter.to_lowercase().to_string(), way, consent);
            }
        }
    }
    // What is left of the network without the regions that are given must not be few: here are six, too few to be
    // given.
    for area in 0..AREAS.len() {
        (0..6).for_each(|i| add(area, "rest", &format!("rest{i}"), 2 * (i % 2), "aggregate_only"));
    }
    let cities: String = cities.iter().map(|(r, c)| format!("{r}.{c},{r}.{c},KEN,{r}\n")).collect();
    let cities = format!("city,name,country,region\n{cities}");
    // Five cities that are shown are enough for a summary, and with four others for counts.
    let settings = format!("{ALONE}aggregate_cities,9,20,x\n");
    store(&[("cities", &cities), ("observations", &observations), ("settings", &settings)])
}

/// A city's name without its region.
fn letter(city: &str) -> String {
    city.rsplit('.').next().unwrap_or_default().to_string()
}

/// The state of an edition's store: its region's part of the network, as if it were the only one.
fn today(part: &Part<'_>, network: &Today, whole: &Edition) -> Today {
    let area = AREAS[part.area].0;
    let own = whole.cells.iter().filter(|c| c.key.scope_name == part.region && c.key.area == area);
    let cells: Vec<Cell> = own
        .map(|cell| Cell {
            key: key(area),
            given: false,
            cities: cell.cities.iter().map(|(city, counts)| (letter(city), *counts)).collect(),
        })
        .collect();
    type ByArea<T> = BTreeMap<String, BTreeMap<String, T>>;
    fn part_of<T: Clone>(all: &ByArea<T>, area: &str, region: &str) -> ByArea<T> {
        let of_region = all[area].iter().filter(|(city, _)| city.starts_with(&format!("{region}.")));
        BTreeMap::from([(area.to_string(), of_region.map(|(city, ids)| (letter(city), ids.clone())).collect())])
    }
    let edition = Edition {
        cycle: part.cycle,
        shown: part_of(&whole.shown, area, &part.region),
        counted: part_of(&whole.counted, area, &part.region),
        cells,
        ..Edition::default()
    };
    let enough = network.enough().iter().any(|k| k.scope_name == part.region && k.area == area);
    Today::new(edition, enough.then(|| key(area)).into_iter().collect(), RULES)
}

fn key(area: &str) -> Key {
    Key { scope: "region".into(), scope_name: "Africa".into(), area: area.into() }
}

/// What is given of an area.
fn told(settled: &Settled, area: &str) -> String {
    settled.given.get(&key(area)).map_or("none".to_string(), |given| {
        let [towards, held, away, ..] = given.measurements;
        format!("{}{} {towards} {held} {away}", if given.kept { "=" } else { "" }, given.cities)
    })
}

#[test]
fn cells_of_later_editions() {
    let cases = cases("editions", 3);
    let parts: Vec<Vec<Part<'_>>> = cases
        .iter()
        .enumerate()
        .map(|(i, case)| case[1].split(" / ").enumerate().map(|(place, text)| part(text, i, place)).collect())
        .collect();
    let network = Today::read(&network(&parts).engine(2020), "test").unwrap();
    let whole = settle(&[], &network, false).edition;
    let mut differences = Differences::default();
    for (case, parts) in cases.iter().zip(&parts) {
        let mut editions: Vec<Edition> = Vec::new();
        let mut found: Vec<String> = Vec::new();
        for part in parts {
            let today = today(part, &network, &whole);
            assert!(withhold(&editions, &today).is_empty());
            let settled = settle(&editions, &today, part.is_final);
            found.push(told(&settled, AREAS[part.area].0));
            // Of a draft nothing is recorded.
            editions.extend(part.is_final.then_some(settled.edition));
        }
        differences.compare(&case[0], &found.join(" / "), &case[2]);
    }
}
