//! The network over time: the panel by hand, at its limits, and without what is withheld. An independent computation on
//! random data is in `peers.rs`.

use std::fmt::Write;

use crate::support::{rows, store};

/// What `network_progress` says of literacy, with five cities as the least, for points as `city year value [consent] [status]`.
fn panel(points: &[&str]) -> Vec<String> {
    let mut cities = String::from("city,name,country,region,joined,baseline_year\n");
    let mut observations = String::from("city,measurement,item,cycle,reference_year,value,source,status,consent\n");
    let mut known: Vec<&str> = Vec::new();
    for point in points {
        let words: Vec<&str> = point.split(' ').collect();
        let (city, year, value) = (words[0], words[1], words[2]);
        let consent = words.get(3).unwrap_or(&"public");
        let status = words.get(4).unwrap_or(&"A");
        if !known.contains(&city) {
            known.push(city);
            let _ = writeln!(cities, "{city},{city},KEN,Africa,2010,");
        }
        let _ =
            writeln!(observations, "{city},adult_literacy_rate,total,2020,{year},{value},official,{status},{consent}");
    }
    let store = store(&[("cities", &cities), ("observations", &observations)]);
    let sql =
        "select reference_year, cities, cities_new, p25, median, p75 from network_progress order by reference_year";
    rows(&store.engine(2020), sql)
}

/// Five cities; the third has no value of 2015 and the fifth none of 2020.
const FIVE: [&str; 13] = [
    "a 2010 50",
    "a 2015 52",
    "a 2020 54",
    "b 2010 60",
    "b 2015 62",
    "b 2020 64",
    "c 2010 70",
    "c 2020 74",
    "d 2010 80",
    "d 2015 82",
    "d 2020 84",
    "e 2010 90",
    "e 2019 94",
];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    FIVE.iter().copied().chain(more.iter().copied()).collect()
}

#[test]
fn the_panel_is_the_same_in_every_year_and_carries_the_newest_value() {
    assert_eq!(
        panel(&FIVE),
        ["2010|5|5|55.0|70.0|85.0", "2015|5|3|57.0|70.0|86.0", "2019|5|1|57.0|70.0|88.0", "2020|5|4|59.0|74.0|89.0"]
    );
}

#[test]
fn too_few_cities_at_either_end_are_no_panel() {
    let without = |left_out: &str| -> Vec<&str> { FIVE.into_iter().filter(|p| *p != left_out).collect() };
    assert_eq!(panel(&without("e 2010 90")), [""; 0], "a single value is no series");
    let mut late = without("e 2010 90");
    late.push("e 2011 90");
    assert!(panel(&late)[0].starts_with("2011|5|1|"), "the window begins when the fifth city has a value");
    let mut old = without("e 2019 94");
    old.push("e 2016 94");
    assert_eq!(panel(&old), [""; 0], "its latest value is four years old");
    let mut kept = without("e 2019 94");
    kept.push("e 2017 94");
    assert_eq!(panel(&kept).len(), 4, "three years are allowed");
}

#[test]
fn the_window_begins_with_half_of_the_cities_and_at_most_twelve_years_before() {
    let six_late: Vec<String> =
        (0..6).flat_map(|i| [format!("x{i} 2018 {}", 40 + i), format!("x{i} 2020 {}", 41 + i)]).collect();
    let late: Vec<&str> = six_late.iter().map(String::as_str).collect();
    assert!(panel(&with(&late))[0].starts_with("2018|9|"), "five of eleven are less than half");
    assert!(panel(&with(&late[..10]))[0].starts_with("2010|5|"), "five of ten are half");
    let early = ["a 2007 50", "b 2007 60", "c 2007 70", "d 2007 80", "e 2007 90"];
    assert!(panel(&with(&early))[0].starts_with("2010|5|5|"), "2007 is more than twelve years before");
    let early = early.map(|point| point.replace("2007", "2008"));
    assert!(panel(&with(&early.each_ref().map(String::as_str)))[0].starts_with("2008|5|5|"));
}

#[test]
fn what_is_withheld_or_measured_otherwise_never_enters() {
    let plain = panel(&FIVE);
    for value in ["1", "99"] {
        let kinds = [("f", "aggregate_only"), ("g", "private"), ("h", "public D"), ("i", "public F")];
        let points: Vec<String> = kinds
            .iter()
            .flat_map(|(city, kind)| [2010, 2020].map(|year| format!("{city} {year} {value} {kind}")))
            .collect();
        assert_eq!(panel(&with(&points.iter().map(String::as_str).collect::<Vec<_>>())), plain, "{value}");
    }
    let broken = panel(&with(&["f 2010 1", "f 2020 99 public B"]));
    assert_eq!(broken, plain, "one value since the break");
    assert_ne!(panel(&with(&["f 2010 1", "f 2020 99"])), plain);
}
