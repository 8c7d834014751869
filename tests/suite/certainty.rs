//! Certainty and chance of movements (methods 3): what other cities lend, each rule on both sides of its boundary.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::support::{self, rows, store};

const OBSERVED: &str = "city,measurement,item,cycle,reference_year,value,ci_lower,ci_upper,source,status,consent\n";

/// Half of the second difference of a series that swings by `step` is `step`; s makes of it what `reach` points are the
/// edge of.
fn step(reach: f64) -> f64 {
    let z = 1.959_963_984_540_054;
    reach * 6.0_f64.sqrt() / (z * 2.0_f64.sqrt() * 1.4826 * 2.0)
}

/// The cities around a case, as certainty.txt describes them.
fn around(measurement: &str, network: &str) -> (Vec<String>, String) {
    let (mut cities, mut lines) = (Vec::new(), String::new());
    let relative = measurement != "unemployment_rate" && measurement != "adult_literacy_rate";
    for part in network.split(',') {
        let words: Vec<&str> = part.split(' ').collect();
        let numbers: Vec<usize> = words[1..].iter().map(|n| n.parse().unwrap()).collect();
        let (kind, of) = words[0].split_once(':').unwrap_or((words[0], ""));
        let item = if of == "female" { "female" } else { "total" };
        let source = if of == "survey" { "survey" } else { "official" };
        for i in 0..numbers[0] {
            let city = format!("{kind}{of}-{}-{i}", numbers.get(1).unwrap_or(&0));
            match kind {
                "intervals" => {
                    let values = if relative { "10,9,11" } else { "30,27,33" };
                    let _ = writeln!(lines, "{city},{measurement},{item},2020,2019,{values},{source},A,public");
                }
                kind => {
                    for year in 0..numbers[1] {
                        let measured =
                            if measurement == "adult_literacy_rate" { "unemployment_rate" } else { measurement };
                        let swing = if kind == "still" || year % 2 == 0 { 0.0 } else { 1.0 };
                        let value =
                            if relative { 10.0 * (swing * step(1.2_f64.ln())).exp() } else { 30.0 + swing * step(2.0) };
                        let status = if kind == "broken" && year == 1 { "B" } else { "A" };
                        let year = 2010 + year;
                        let _ =
                            writeln!(lines, "{city},{measured},{item},2020,{year},{value},,,{source},{status},public");
                    }
                }
            }
            cities.push(city);
        }
    }
    (cities, lines)
}

#[test]
fn every_test_that_others_lend_on_both_sides_of_its_boundary() {
    let text = std::fs::read_to_string(support::fixture("methods/certainty.txt")).unwrap();
    let mut wrong = Vec::new();
    let mut groups: BTreeMap<(&str, &str), Vec<Vec<&str>>> = BTreeMap::new();
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let cells: Vec<&str> = line.splitn(5, ';').collect();
        groups.entry((cells[1], cells[2])).or_default().push(cells);
    }
    let mut engines = Vec::new();
    for ((measurement, network), cases) in &groups {
        // A case of more than two points, or with an interval, adds to a network that lends: it has one of its own.
        let (alone, together): (Vec<_>, Vec<_>) = cases.iter().partition(|c| {
            *network != "intervals 0"
                && (c[3].split(' ').count() > 2 || c[3].split(' ').any(|p| p.split(',').count() > 2))
        });
        let mut sets: Vec<Vec<&Vec<&str>>> = alone.into_iter().map(|c| vec![c]).collect();
        sets.push(together);
        for set in sets.into_iter().filter(|s| !s.is_empty()) {
            let (mut cities, mut lines) = around(measurement, network);
            for case in &set {
                cities.push(case[0].to_string());
                for point in case[3].split(' ') {
                    let commas = ",".repeat(5 - point.split(',').count());
                    let _ = writeln!(lines, "{},{measurement},total,2020,{point}{commas}official,A,public", case[0]);
                }
            }
            let listed: String = cities.iter().map(|c| format!("{c},{c},KEN,Africa\n")).collect();
            let store = store(&[
                ("cities", &format!("city,name,country,region\n{listed}")),
                ("observations", &format!("{OBSERVED}{lines}")),
                ("settings", "name,value,default_value,meaning\njump_z,1e300,5,x\n"),
            ]);
            let engine = store.engine(2020);
            for case in &set {
                let sql = format!(
                    "select coalesce(movement, ''), coalesce(certainty, ''), coalesce(tested_by, ''), coalesce(marks, ''), chance \
                     from progress_components where city = '{}' and measurement = '{measurement}' and item = 'total'",
                    case[0]
                );
                let found = rows(&engine, &sql)[0].replacen('|', ";", 3);
                let (words, chance) = found.rsplit_once('|').unwrap();
                let (expected, expected_chance) = case[4].rsplit_once(';').unwrap();
                let near = match (chance.parse::<f64>(), expected_chance.parse::<f64>()) {
                    (Ok(a), Ok(b)) => (a - b).abs() < 6e-7,
                    (a, b) => a.is_err() && b.is_err(),
                };
                if words != expected || !near {
                    wrong.push(format!("{}: {words};{chance} instead of {}", case[0], case[4]));
                }
            }
            assert_eq!(rows(&engine, "select count(*) from check_certainty"), ["0"]);
            engines.push(engine);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(engines.len() > 10);
}

/// Nine cities rise by 1 to 3 points a year; a tenth jumps.
#[test]
fn an_unexplained_jump_makes_a_movement_tentative_until_somebody_explains_it() {
    let mut lines = String::new();
    let mut cities = String::from("city,name,country,region\n");
    let points = |city: &str, values: &[f64]| -> String {
        let row = |(i, v): (usize, &f64)| {
            format!("{city},election_turnout,total,2020,{},{v},{},{},official,A,public\n", 2015 + i, v - 0.1, v + 0.1)
        };
        values.iter().enumerate().map(row).collect()
    };
    for i in 0..9 {
        let rise = f64::from(1 + i % 3);
        lines += &points(&format!("calm{i}"), &[40.0, 40.0 + rise, 40.0 + 2.0 * rise, 40.0 + 3.0 * rise]);
        cities += &format!("calm{i},Calm{i},KEN,Africa\n");
    }
    lines += &points("leap", &[40.0, 42.0, 70.0, 72.0]);
    cities += "leap,Leap,KEN,Africa\n";
    let of = |corrections: &str| {
        let header = "city,measurement,item,reference_year,action,before,after,status_before,status_after,reason,date,cycle,consent\n";
        let store = store(&[
            ("cities", &cities),
            ("observations", &format!("{OBSERVED}{lines}")),
            ("corrections", &format!("{header}{corrections}")),
        ]);
        let sql = "select city, movement, certainty, marks from progress where measurement = 'election_turnout' and city in ('calm0', 'leap') order by city";
        rows(&store.engine(2020), sql)
    };
    assert_eq!(of(""), ["calm0|towards|firm|", "leap|towards|tentative|unresolved_jump"]);
    let asked = "leap,election_turnout,total,2017,flag,70,70,A,A,the city confirmed it,2020-05-01,2020,public\n";
    assert_eq!(of(asked)[1], "leap|towards|firm|");
    let another = asked.replace(",2017,", ",2016,").replace("70,70", "42,42");
    assert_eq!(of(&another)[1], "leap|towards|tentative|unresolved_jump");
}

/// The figures that `just simulate` kept, which the methods page prints: what the methods may find in pure noise.
#[test]
fn noise_passes_for_little() {
    let text = std::fs::read_to_string(support::fixture("simulation.csv")).unwrap();
    let share = |network: &str, correlation: &str, measure: &str| -> f64 {
        let start = format!("{network},{correlation},{measure},");
        let line = text.lines().find(|l| l.starts_with(&start)).unwrap_or_else(|| panic!("{start}"));
        line.rsplit(',').next().unwrap().parse().unwrap()
    };
    for network in ["demo", "uk-ons"] {
        for (correlation, most) in [("0", 0.02), ("0.3", 0.02), ("0.6", 0.06)] {
            assert!(share(network, correlation, "firm") <= most, "{network} {correlation}");
        }
    }
    for (correlation, most) in [("0", 0.03), ("0.3", 0.08)] {
        assert!(share("uk-ons", correlation, "trend") <= most && share("lengths", correlation, "trend") <= most);
    }
    // Without correlation between the years, as many move as the chance that is printed says.
    for network in ["demo", "uk-ons"] {
        let (moved, expected) = (share(network, "0", "moved"), share(network, "0", "expected by chance"));
        assert!((moved - expected).abs() < 0.04, "{network}: {moved} and {expected}");
    }
    for n in [6, 10, 15, 20] {
        assert!(share("lengths", "0", &format!("trend of {n} points")) <= 0.03);
    }
}
