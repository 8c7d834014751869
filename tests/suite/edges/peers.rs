//! Change compared with peers, and what a city asks help with (methods 7 and 8).

use std::fmt::Write;

use super::{ALONE, Differences, by_name, cases, padded, registry};
use crate::support::{TestStore, store};

const OBSERVED: &str =
    "city,measurement,cycle,reference_year,value,ci_lower,ci_upper,source,definition,price_base,status,consent\n";

/// Rows of `year,value,ci_lower,ci_upper,source,definition,price_base,status`, joined by &.
fn rows_of(city: &str, measurement: &str, points: &str) -> String {
    points
        .split('&')
        .map(|point| {
            let point = padded(point, 8);
            let mut cells: Vec<&str> = point.split(',').collect();
            if cells[4].is_empty() {
                cells[4] = "official";
            }
            format!("{city},{measurement},2020,{},public\n", cells.join(","))
        })
        .collect()
}

/// The points of a case's peers.
fn peers(text: &str) -> Vec<String> {
    text.split(" / ")
        .flat_map(|part| match (part.strip_prefix("p "), part.split_once('*')) {
            (Some(n), _) => (1..=n.parse().unwrap()).map(|i| format!("2015,20&2019,{}", 20 + 4 * i)).collect(),
            (None, Some((n, points))) => vec![points.to_string(); n.parse().unwrap()],
            (None, None) => vec![part.to_string()],
        })
        .collect()
}

#[test]
fn change_compared_with_peers() {
    let cases = cases("standings-change", 11);
    let mut cities = String::from("city,name,country,region\n");
    let mut observations = OBSERVED.to_string();
    for case in &cases {
        for (i, points) in std::iter::once(case[2].clone()).chain(peers(&case[3])).enumerate() {
            let city = if i == 0 { case[0].clone() } else { format!("{}.{i}", case[0]) };
            let _ = writeln!(cities, "{city},{city},KEN,{}", case[0]);
            observations += &rows_of(&city, &case[1], &points);
        }
    }
    let store = store(&[("cities", &cities), ("observations", &observations), ("settings", ALONE)]);
    let sql = "select city, n_peers, median, p25, p75, standing, reason, marks from peer_change_comparison where scheme = 'region' and city not like '%.%'";
    let found = by_name(&store.engine(2020), sql);
    let mut differences = Differences::default();
    for case in &cases {
        differences.compare(&case[0], &found[&case[0]].join(" "), &case[4..].join(";"));
    }
}

/// Each case is eleven cities of one size, far from the sizes of the other cases.
fn clusters(cases: &[Vec<String>]) -> TestStore {
    let mut names = Vec::new();
    let mut observations = OBSERVED.to_string();
    let mut context = String::from("city,year,variable,value\n");
    let mut declarations = String::from("city,role,feature,consent\n");
    for (place, case) in cases.iter().enumerate() {
        let first: u32 = case[3].parse().unwrap();
        for i in 0..=10 {
            let (city, points) = match i {
                0 => (case[0].clone(), case[2].replace(' ', "&")),
                i => (format!("{}.{i}", case[0]), format!("2019,{}", first + i - 1)),
            };
            let _ = writeln!(context, "{city},2019,population,1e{}", place + 1);
            observations += &rows_of(&city, &case[1], &points);
            names.push(city);
        }
        for feature in case[4].split_whitespace() {
            let _ = writeln!(declarations, "{},priority,{feature},public", case[0]);
        }
    }
    store(&[
        ("cities", &registry(names.iter().map(String::as_str))),
        ("observations", &observations),
        ("city_context", &context),
        (
            "peer_variables",
            "variable,title,unit,transform,weight,max_age,position\npopulation,population,people,log,1,10,1\n",
        ),
        ("declarations", &declarations),
        ("settings", ALONE),
    ])
}

#[test]
fn requests_for_help() {
    let cases = cases("requests", 6);
    let store = clusters(&cases);
    let engine = store.engine(2020);
    let found = by_name(&engine, "select city || ' ' || measurement, why from learning_requests where item = 'total'");
    let mut differences = Differences::default();
    for case in &cases {
        let found = found.get(&format!("{} {}", case[0], case[1])).map(|r| r.join(" ")).unwrap_or_default();
        differences.compare(&case[0], &found, &case[5]);
    }
    assert!(engine.table("check_learning_requests").unwrap().is_empty());
}
