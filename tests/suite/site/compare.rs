//! What a reader may compare of cities: no ratings by experts, totals first, and no line over a break.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{fixture, site};

/// A city's values as its script has them.
fn values(city: &str) -> Vec<Value> {
    let script = std::fs::read_to_string(site().join(format!("compare/{city}.js"))).unwrap();
    let data = script.strip_prefix(&format!("learningCitiesCompare(\"{city}\", ")).unwrap();
    let data: Value = serde_json::from_str(data.trim_end().strip_suffix(");").unwrap()).unwrap();
    data["series"].as_array().unwrap().clone()
}

#[test]
fn ratings_by_experts_are_left_out_and_totals_come_first() {
    let marts = fixture::marts(12.345);
    let rows = marts.rows().unwrap();
    let rated: BTreeSet<String> = rows
        .series
        .of("aasby")
        .filter(|row| row.source == "expert")
        .map(|row| format!("{}|{}", row.measurement, row.item))
        .collect();
    let all: BTreeSet<String> =
        rows.series.of("aasby").map(|row| format!("{}|{}", row.measurement, row.item)).collect();
    let keys: Vec<String> = values("aasby").iter().map(|row| row[0].as_str().unwrap().to_string()).collect();
    let compared: BTreeSet<String> = keys.iter().map(|key| key.rsplit_once('|').unwrap().0.to_string()).collect();
    assert!(!rated.is_empty());
    assert_eq!(compared, all.difference(&rated).cloned().collect());
    let of_literacy: Vec<&String> = keys.iter().filter(|key| key.starts_with("adult_literacy_rate|")).collect();
    assert!(of_literacy[0].contains("|total|") && of_literacy.len() > 1, "{of_literacy:?}");
}

#[test]
fn every_value_is_in_one_run_in_order() {
    let marts = fixture::marts(12.345);
    let rows = marts.rows().unwrap();
    for series in values("aasby") {
        let key: Vec<&str> = series[0].as_str().unwrap().split('|').collect();
        let expected: Vec<(i64, f64)> = rows
            .series
            .of("aasby")
            .filter(|row| (row.measurement, row.item) == (key[0], key[1]))
            .filter_map(|row| Some((row.reference_year, row.value?)))
            .collect();
        let runs: Vec<Vec<(i64, f64)>> = serde_json::from_value(series[4].clone()).unwrap();
        assert!(runs.iter().all(|run| !run.is_empty()));
        assert_eq!(runs.concat(), expected, "{key:?}");
    }
}
