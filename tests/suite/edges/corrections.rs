//! Corrections (methods 11), through the real ingest.

use std::collections::BTreeMap;

use learning_cities::engine::Engine;
use learning_cities::ingest;
use learning_cities::model::network::Network;
use learning_cities::store::Store;

use super::{Differences, by_name, cases, padded};
use crate::check::{Net, row, table};
use crate::support::{framework, repository};

/// The corrections of a case as TOML.
fn written(city: &str, corrections: &str) -> String {
    let one = |text: &str| {
        let mut words = text.split_whitespace();
        let mut lines = vec![format!("action = {:?}", words.next().unwrap())];
        let mut stated = vec![("reason", "A slip"), ("asked", "The statistics office"), ("date", "2024-07-01")];
        for word in words {
            match word.split_once('=') {
                Some((key @ "status", value) | (key @ "expect", value @ "empty")) => {
                    lines.push(format!("{key} = {value:?}"))
                }
                Some((key, value)) => lines.push(format!("{key} = {value}")),
                None => stated.retain(|s| Some(s.0) != word.strip_prefix("no-")),
            }
        }
        lines.extend(stated.iter().map(|(key, text)| format!("{key} = {text:?}")));
        format!(
            "[[correction]]\ncity = {city:?}\nmeasurement = \"adult_literacy_rate\"\nitem = \"female\"\nreference_year = 2023\n{}\n\n",
            lines.join("\n")
        )
    };
    corrections.split(" / ").map(one).collect()
}

/// A network with so many cases.
fn network(cases: &[&Vec<String>]) -> Net {
    let net = Net::new();
    let listed: String = cases.iter().map(|c| format!("{},{},,KEN,Africa,,\n", c[0], c[0])).collect();
    net.write("cities.csv", format!("city,name,local_name,country,region,joined,baseline_year\n{listed}"));
    let declared: String = cases.iter().map(|c| format!("{},2024,2024-05-01,public\n", c[0])).collect();
    net.write("submissions/a/city.csv", format!("city,cycle,submitted_on,consent\n{declared}"));
    let rows: Vec<String> = cases
        .iter()
        .map(|c| {
            let cells = padded(&c[1], 4);
            let cells: Vec<&str> = cells.split(',').collect();
            row(&[
                ("city", &c[0]),
                ("value", cells[0]),
                ("ci_lower", cells[1]),
                ("ci_upper", cells[2]),
                ("status", cells[3]),
            ])
        })
        .collect();
    net.write("submissions/a/o.csv", table(&rows));
    net.write("corrections.toml", cases.iter().map(|c| written(&c[0], &c[2])).collect::<String>());
    net
}

#[test]
fn corrections_of_merged_rows() {
    let cases = cases("corrections", 4);
    let (stopping, applied): (Vec<_>, Vec<_>) = cases.iter().partition(|c| c[3].starts_with('!'));
    let net = network(&applied);
    ingest::run(&net.network(), &framework(), &BTreeMap::new(), &net.store()).unwrap();
    let snapshot = Store::open(&net.store()).unwrap().current().unwrap().unwrap();
    let engine = Engine::open(&snapshot, &repository().join("queries"), Some(2024)).unwrap();
    let found = by_name(&engine, "select city, value, ci_lower, ci_upper, status from observations");
    let mut differences = Differences::default();
    for case in &applied {
        let found = found.get(&case[0]).map_or("dropped".to_string(), |r| r.join(" ").replace(';', ","));
        differences.compare(&case[0], &found, &case[3].replace('|', ","));
    }
    // Each correction is a row of its own, which begins where the one before it ended.
    let told = by_name(
        &engine,
        "select city, position, action, before, after, status_before, status_after from corrected_values where city in ('three', 'flag-then-drop')",
    );
    assert_eq!(
        told["three"],
        ["1;flag;79.2;79.2;A;E", "2;flag;79.2;79.2;E;B|E".replace('|', ";").as_str(), "3;override;79.2;79.0;B;E;B;E"]
    );
    assert_eq!(told["flag-then-drop"], ["1;flag;79.2;79.2;A;E", "2;drop;79.2;;E;"]);
    for check in ["check_corrected_values", "check_series_keys"] {
        assert!(engine.table(check).unwrap().is_empty(), "{check}");
    }
    for case in stopping {
        let net = network(&[case]);
        let run = Network::load(&net.path(), &framework())
            .and_then(|network| ingest::run(&network, &framework(), &BTreeMap::new(), &net.store()));
        let message = run.map_or_else(|e| e.to_string(), |_| "no error".to_string());
        let expected = case[3].trim_start_matches('!');
        assert!(message.contains("corrections.toml") && message.contains(expected), "{}: {message}", case[0]);
        assert!(Store::open(&net.store()).is_err() || Store::open(&net.store()).unwrap().current().unwrap().is_none());
    }
}
