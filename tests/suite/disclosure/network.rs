//! A network of one measurement in each area, with cities that are shown, counted only, or neither; from its
//! observations to what an edition gives, through the queries and the rule of the program.

use std::collections::BTreeMap;

use learning_cities::disclosure::{self, Edition, Settled, Today};
use learning_cities::engine::Engine;

use crate::support::{self, TestStore, framework};

/// Cities that are always shown.
pub const SHOWN: usize = 15;

/// What a city does with its results: consent, and by area where its value goes (up, down or nowhere).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct City {
    pub consent: &'static str,
    pub moves: Vec<i32>,
    pub region: &'static str,
}

/// Cities besides those that are always shown, by name.
pub type Cities = BTreeMap<String, City>;

/// A measurement of each of the first areas.
pub fn measurements(areas: usize) -> Vec<(String, String, f64)> {
    let framework = framework();
    let mut found: BTreeMap<String, (String, String, f64)> = BTreeMap::new();
    for m in framework
        .measurements
        .iter()
        .filter(|m| m.sources.iter().any(|s| s == "official") || m.sources.iter().any(|s| s == "expert"))
    {
        let source = if m.sources.iter().any(|s| s == "official") { "official" } else { "expert" };
        let start = if m.unit.starts_with("rating") { 3.0 } else { 50.0 };
        let entry = (format!("{},{}", m.measurement, m.items[0]), source.to_string(), start);
        found.entry(m.area.clone()).or_insert(entry);
    }
    found.into_values().take(areas).collect()
}

pub fn store(cities: &Cities, areas: usize) -> TestStore {
    let mut registry = String::from("city,name,country,region\n");
    let mut lines = String::from("city,cycle,measurement,item,reference_year,value,source,consent\n");
    let mut add = |name: &str, city: &City| {
        registry += &format!("{name},{name},KEN,{}\n", city.region);
        for ((measurement, source, start), to) in measurements(areas).into_iter().zip(&city.moves) {
            let step = start / 3.0;
            for (year, value) in [(2015, start), (2019, start + step * f64::from(*to))] {
                lines += &format!("{name},2020,{measurement},{year},{value},{source},{}\n", city.consent);
            }
        }
    };
    for i in 0..SHOWN {
        let city = City { consent: "public", moves: vec![if i % 2 == 0 { 1 } else { -1 }; areas], region: "Africa" };
        add(&format!("shown{i:02}"), &city);
    }
    for (name, city) in cities {
        add(name, city);
    }
    support::store(&[("cities", &registry), ("observations", &lines)])
}

/// What an edition of the cities gives, and what the store alone would say: cells with who is in them. The engine reads
/// the files of the store, which comes with it.
pub fn edition(
    cities: &Cities,
    areas: usize,
    before: &[Edition],
    is_final: bool,
) -> (TestStore, Engine, Today, Settled) {
    let store = store(cities, areas);
    let engine = store.engine(2020);
    let today = Today::read(&engine, "test").unwrap();
    let settled = disclosure::settle(before, &today, is_final);
    (store, engine, today, settled)
}
