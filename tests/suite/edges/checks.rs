//! The checks across the data (methods 10): each with inputs that fail it and inputs on its boundary.

use std::collections::{BTreeMap, BTreeSet};

use super::{Differences, cases, registry};
use crate::support::{rows, store};

/// Percentages that take `same`, `other` and `kept` series.
const FURTHER: [&str; 13] = [
    "volunteering_rate",
    "council_seats_women",
    "board_seats_women",
    "expected_social_mobility",
    "urban_poverty_rate",
    "science_technology_workers",
    "adult_learning_participation",
    "community_learning_participation",
    "family_learning_participation",
    "unemployed_in_training",
    "mobile_penetration_rate",
    "learner_information_satisfaction",
    "citizens_teaching_citizens",
];

/// `measurement item points`, or `same N`, `other N`, `kept N` of measurements that are not used yet.
fn series<'a>(text: &'a str, used: &mut usize) -> Vec<(&'a str, &'a str, String)> {
    let (first, rest) = text.split_once(' ').unwrap();
    let points = match first {
        "same" => "2016=41.2@2018 2018=41.2",
        "other" => "2016=41.2@2018 2018=41.3",
        "kept" => "2015=41.2@2016 2017=42.3@2018 2019=43.4",
        _ => {
            let (item, points) = rest.split_once(' ').unwrap();
            return vec![(first, item, points.to_string())];
        }
    };
    let n: usize = rest.parse().unwrap();
    let named = FURTHER[*used..*used + n].iter().map(|m| (*m, "total", points.to_string())).collect();
    *used += n;
    named
}

#[test]
fn checks_across_the_data() {
    let cases = cases("checks", 5);
    let mut observations = String::from("city,measurement,item,cycle,reference_year,value,source,status,consent\n");
    let mut targets = String::from("city,measurement,year,value\n");
    for case in &cases {
        let mut used = 0;
        let all: Vec<_> = case[2].split(" / ").flat_map(|text| series(text, &mut used)).collect();
        for (measurement, item, points) in &all {
            for point in points.split_whitespace() {
                let (year, value) = point.split_once('=').unwrap();
                let (value, cycle) = value.split_once('@').unwrap_or((value, "2020"));
                let (value, status) = value.split_once(',').unwrap_or((value, "A"));
                let source = if *measurement == "learning_advocacy" { "expert" } else { "official" };
                observations +=
                    &format!("{},{measurement},{item},{cycle},{year},{value},{source},{status},public\n", case[0]);
            }
        }
        if !case[3].is_empty() {
            targets += &format!("{},{},{}\n", case[0], all[0].0, case[3]);
        }
    }
    let cities = registry(cases.iter().map(|c| c[0].as_str()));
    let store = store(&[("cities", &cities), ("observations", &observations), ("targets", &targets)]);
    let engine = store.engine(2020);
    let checks: BTreeSet<&str> = cases.iter().map(|c| c[1].as_str()).collect();
    let failing: BTreeMap<&str, Vec<String>> =
        checks.iter().map(|check| (*check, rows(&engine, &format!("select distinct city from {check}")))).collect();
    let mut differences = Differences::default();
    for case in &cases {
        let fails = failing[case[1].as_str()].contains(&case[0]);
        differences.compare(&case[0], if fails { "fails" } else { "holds" }, &case[4]);
    }
    for check in checks {
        for verdict in ["fails", "holds"] {
            assert!(cases.iter().any(|c| c[1] == check && c[4] == verdict), "{check} has no case that {verdict}");
        }
    }
    // Every check of values is among them, and what it finds of public ones is published and has its words; a year is
    // asked of the city alone.
    let codes = rows(&engine, "select code from codes where kind = 'consistency' order by code");
    assert_eq!(rows(&engine, "select distinct code from consistency order by code"), codes);
    let asked = rows(&engine, "select distinct code from int_consistency order by code");
    assert_eq!(asked, [&codes[..], &["check_year_off".to_string()]].concat());
    assert_eq!(rows(&engine, "select count(*) from check_codes"), ["0"]);
}
