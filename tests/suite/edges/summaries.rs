//! Summaries of groups, and counts with results that are withheld (methods 7 and 9).

use std::fmt::Write;

use super::{ALONE, Differences, by_name, cases};
use crate::support::{rows, store};

const OBSERVED: &str = "city,measurement,cycle,reference_year,value,consent\n";

/// A city's rows: unemployment moved towards progress, held, moved away, or has one value, by its place among the four.
fn moved(lines: &mut String, city: &str, way: usize, consent: &str) {
    let latest = [8, 10, 12, 10][way];
    if way < 3 {
        let _ = writeln!(lines, "{city},unemployment_rate,2020,2015,10,{consent}");
    }
    let _ = writeln!(lines, "{city},unemployment_rate,2020,2019,{latest},{consent}");
}

#[test]
fn summaries_of_groups() {
    let cases = cases("summaries", 8);
    let mut cities = String::from("city,name,country,region\n");
    let mut observations = OBSERVED.to_string();
    let mut context = String::from("city,year,variable,value\n");
    for case in &cases {
        let (name, scheme) = (&case[0], case[1].as_str());
        for (way, n) in case[2].split_whitespace().enumerate() {
            for i in 0..n.parse::<usize>().unwrap() {
                let city = format!("{name}-{way}-{i}");
                let region = if scheme == "region" { name } else { "elsewhere" };
                let country = if scheme == "country" { name } else { "none" };
                let _ = writeln!(cities, "{city},{city},{country},{region}");
                moved(&mut observations, &city, way, "public");
                // The first two bands of each scheme are those of its two cases.
                let four = usize::from(name.ends_with("four"));
                let _ = match scheme {
                    "income" => writeln!(context, "{city},2019,income_group,{}", 1 + four),
                    "size" => writeln!(context, "{city},2019,population,{}", 1 + 100_000 * four),
                    _ => Ok(()),
                };
            }
        }
    }
    let store = store(&[("cities", &cities), ("observations", &observations), ("city_context", &context)]);
    let engine = store.engine(2020);
    let sql = "select concat(scope, ' ', scope_name), outcome, cities_with_result, measurements, cities, median_measurements \
               from network_summary where area = '1.2' and outcome in ('towards', 'held', 'away')";
    let found = by_name(&engine, sql);
    let mut differences = Differences::default();
    for case in &cases {
        let band = match (case[1].as_str(), case[0].ends_with("four")) {
            ("income", false) => "Low income",
            ("income", true) => "Lower middle income",
            ("size", false) => "Fewer than 100 000 inhabitants",
            ("size", true) => "100 000 to 499 999 inhabitants",
            _ => &case[0],
        };
        let expected = if case[3].is_empty() { String::new() } else { case[3..].join(";") };
        let told = found.get(&format!("{} {band}", case[1])).map(|outcomes| {
            let of = |outcome: &str| {
                let row = outcomes.iter().find(|r| r.starts_with(outcome)).unwrap();
                row.split(';').map(str::to_string).collect::<Vec<_>>()
            };
            let (towards, held, away) = (of("towards"), of("held"), of("away"));
            let pair = |o: &[String]| format!("{} {}", o[2], o[3]);
            format!("{};{};{};{};{} {}", towards[1], pair(&towards), pair(&held), pair(&away), towards[4], held[4])
        });
        differences.compare(&case[0], &told.unwrap_or_default(), &expected);
    }
    let sql = "select country, cities_published, enough, cities_reported is not null from country_summary where country like 'country-%' order by country";
    assert_eq!(
        rows(&engine, sql),
        ["country-few|4|false|false", "country-five|5|true|true", "country-four|7|true|true"],
        "those that publish count, with a movement or without"
    );
    assert_eq!(rows(&engine, "select count(*) from check_network_summary"), ["0"]);
    assert_eq!(rows(&engine, "select count(*) from check_country_summary"), ["0"]);
}

/// A measurement of each area, its source, and what it came to from its baseline value when it moved towards progress,
/// held, or moved away.
const AREAS: [(&str, &str, &str, i32, [i32; 3]); 12] = [
    ("1.1", "adult_literacy_rate", "official", 10, [12, 10, 8]),
    ("1.2", "unemployment_rate", "official", 10, [8, 10, 12]),
    ("1.3", "slum_population", "official", 10, [8, 10, 12]),
    ("2.1", "pre_primary_enrolment", "official", 10, [12, 10, 8]),
    ("2.2", "family_learning_participation", "survey", 10, [12, 10, 8]),
    ("2.3", "youth_neet_rate", "official", 10, [8, 10, 12]),
    ("2.4", "internet_usage", "survey", 10, [12, 10, 8]),
    ("2.5", "intercultural_contact", "survey", 10, [12, 10, 8]),
    ("2.6", "learning_recognition", "expert", 3, [4, 3, 2]),
    ("3.1", "political_leadership", "expert", 3, [4, 3, 2]),
    ("3.2", "stakeholder_coordination", "expert", 3, [4, 3, 2]),
    ("3.3", "citizens_teaching_citizens", "survey", 10, [12, 10, 8]),
];

/// Counts are by area, so each case has an area and cities of its own in one network.
#[test]
fn counts_with_withheld_results() {
    let cases = cases("consent", 4);
    assert!(cases.len() <= AREAS.len(), "add a second network");
    let mut cities = String::from("city,name,country,region\n");
    let mut observations = String::from("city,measurement,cycle,reference_year,value,source,consent\n");
    for (case, (area, measurement, source, baseline, latest)) in cases.iter().zip(AREAS) {
        for (group, text) in case[1].split(" / ").enumerate() {
            let words: Vec<&str> = text.split_whitespace().collect();
            for (way, n) in words[2..].iter().enumerate() {
                for i in 0..n.parse::<usize>().unwrap() {
                    let city = format!("a{area}-{group}-{way}-{i}").replace('.', "");
                    let _ = writeln!(cities, "{city},{city},KEN,{}", words[0]);
                    for (year, value) in [(2015, baseline), (2019, latest[way])] {
                        let _ =
                            writeln!(observations, "{city},{measurement},2020,{year},{value},{source},{}", words[1]);
                    }
                }
            }
        }
    }
    let store = store(&[("cities", &cities), ("observations", &observations), ("settings", ALONE)]);
    let engine = store.engine(2020);
    let sql = "select concat_ws(' ', area, scope, scope_name), outcome, withheld_cities, measurements_with_withheld from network_counted \
               where outcome in ('towards', 'held', 'away')";
    let found = by_name(&engine, sql);
    let told = |name: &str| {
        found.get(name).map(|outcomes| {
            let of = |outcome: &str| {
                let row = outcomes.iter().find(|r| r.starts_with(outcome)).unwrap();
                row.split(';').map(str::to_string).collect::<Vec<_>>()
            };
            let counts = ["towards", "held", "away"].map(|o| of(o)[2].clone());
            format!("{} {}", of("held")[1], counts.join(" "))
        })
    };
    let mut differences = Differences::default();
    for (case, (area, ..)) in cases.iter().zip(AREAS) {
        differences.compare(&case[0], &told(&format!("{area} network ")).unwrap_or_default(), &case[2]);
        let regions: Vec<String> = ["Africa", "Arab-States"]
            .iter()
            .filter_map(|region| Some(format!("{region} {}", told(&format!("{area} region {region}"))?)))
            .collect();
        differences.compare(&case[0], &regions.join(","), &case[3]);
    }
    for check in ["check_network_summary", "check_network_counted"] {
        assert_eq!(rows(&engine, &format!("select count(*) from {check}")), ["0"], "{check}");
    }
}
