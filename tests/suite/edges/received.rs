//! Values in force, deflation and coverage (methods 1 and 9): submissions through the real ingest, briefs of cycles and
//! days.

use std::collections::BTreeMap;

use learning_cities::engine::Engine;
use learning_cities::ingest::{self, Report};
use learning_cities::store::Store;

use super::{Differences, by_name, cases, registry};
use crate::check::{Net, row, table};
use crate::definitions::mapped;
use crate::support::{self, framework, repository};

/// A submission of a case.
struct Sent<'a> {
    day: &'a str,
    cycle: &'a str,
    /// `year=value` or `year=value,STATUS`, of the total or of `ITEM:`
    rows: Vec<&'a str>,
}

fn sent(text: &str) -> Vec<Sent<'_>> {
    text.split(" / ")
        .map(|s| {
            let mut words = s.split_whitespace();
            Sent {
                day: words.next().filter(|d| *d != "-").unwrap_or_default(),
                cycle: words.next().unwrap(),
                rows: words.collect(),
            }
        })
        .collect()
}

/// A network of the cases' cities, given as name, year of joining and submissions. The first submissions of all are one
/// folder, and so on.
fn network(cities: &[(&str, &str, &str)]) -> Net {
    let net = Net::new();
    let listed: String =
        cities.iter().map(|(name, joined, _)| format!("{name},{name},,KEN,Africa,{joined},\n")).collect();
    net.write("cities.csv", format!("city,name,local_name,country,region,joined,baseline_year\n{listed}"));
    let mut folders: BTreeMap<usize, (String, Vec<String>)> = BTreeMap::new();
    for (name, _, submissions) in cities {
        for (place, s) in sent(submissions).into_iter().enumerate() {
            let (declarations, rows) = folders.entry(place).or_default();
            *declarations += &format!("{name},{},{},public\n", s.cycle, s.day);
            for point in s.rows {
                let (item, point) = point.split_once(':').unwrap_or(("total", point));
                let (year, value) = point.split_once('=').unwrap();
                let (value, status) = value.split_once(',').unwrap_or((value, ""));
                rows.push(row(&[
                    ("city", name),
                    ("cycle", s.cycle),
                    ("item", item),
                    ("reference_year", year),
                    ("value", value),
                    ("status", status),
                ]));
            }
        }
    }
    for (place, (declarations, rows)) in folders {
        net.write(&format!("submissions/{place}/city.csv"), format!("city,cycle,submitted_on,consent\n{declarations}"));
        net.write(&format!("submissions/{place}/o.csv"), table(&rows));
    }
    net
}

/// An engine for each brief, a cycle and perhaps a day.
fn engines<'a>(net: &Net, briefs: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, Engine> {
    let snapshot = Store::open(&net.store()).unwrap().current().unwrap().unwrap();
    let mut engines = BTreeMap::new();
    for brief in briefs {
        engines.entry(brief).or_insert_with(|| {
            let (cycle, day) = brief.split_once(' ').map_or((brief, None), |(cycle, day)| (cycle, Some(day)));
            Engine::open_as_of(&snapshot, &repository().join("queries"), Some(cycle.parse().unwrap()), day).unwrap()
        });
    }
    engines
}

/// The codes of each city's findings, *N for N of them.
fn codes(report: &Report) -> BTreeMap<String, String> {
    let mut codes: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for finding in &report.findings {
        let city = finding.city.clone().unwrap_or_default();
        *codes.entry(city).or_default().entry(finding.code).or_default() += 1;
    }
    let told = |(code, n)| if n > 1 { format!("{code}*{n}") } else { String::from(code) };
    codes.into_iter().map(|(city, codes)| (city, codes.into_iter().map(told).collect::<Vec<_>>().join("|"))).collect()
}

#[test]
fn amounts_at_constant_prices() {
    let cases = cases("prices", 6);
    let net = Net::new();
    let names = cases.iter().map(|c| c[0].as_str());
    net.write("cities.csv", registry(names));
    let (mut context, mut table) = (String::from("city,year,variable,value\n"), String::from("code,year,v\n"));
    for case in &cases {
        for (year, index) in case[1].split_whitespace().filter_map(|p| p.split_once('=')) {
            context += &format!("{},{year},prices,{index}\n", case[0]);
        }
        for (year, amount) in case[2].split_whitespace().filter_map(|p| p.split_once('=')) {
            table += &format!("{},{year},{amount}\n", case[0]);
        }
    }
    net.write("context.csv", context);
    let report = mapped(&net, "deflate = { index = \"prices\", to = 2020 }", &table).unwrap();
    let codes = codes(&report);
    let snapshot = Store::open(&net.store()).unwrap().current().unwrap().unwrap();
    let engine = Engine::open(&snapshot, &repository().join("queries"), Some(2024)).unwrap();
    let values = by_name(
        &engine,
        "select city, reference_year || '=' || round(value, 9) from observations order by city, reference_year",
    );
    let results =
        by_name(&engine, "select city, coalesce(movement, reason) from progress where measurement = 'gdp_per_capita'");
    let mut differences = Differences::default();
    for case in &cases {
        let found = values.get(&case[0]).map(|v| v.join(" ").replace(".0 ", " ")).unwrap_or_default();
        differences.compare(&case[0], found.trim_end_matches(".0"), &case[3]);
        differences.compare(&case[0], codes.get(&case[0]).map_or("", String::as_str), &case[4]);
        differences.compare(&case[0], &results[&case[0]].join(" "), &case[5]);
    }
    assert_eq!(
        support::rows(&engine, "select distinct price_base from observations where value is not null"),
        ["constant 2020"]
    );
}

#[test]
fn values_in_force() {
    let cases = cases("values", 5);
    let cities: Vec<(&str, &str, &str)> = cases.iter().map(|c| (c[0].as_str(), "", c[1].as_str())).collect();
    let net = network(&cities);
    let report = ingest::run(&net.network(), &framework(), &BTreeMap::new(), &net.store()).unwrap();
    let codes = codes(&report);
    for finding in &report.findings {
        if finding.code == "conflict_between_files" {
            let named = (0..3).filter(|i| finding.message.contains(&format!("/{i}/o.csv"))).count();
            assert!(named >= 2, "names both files: {}", finding.message);
        }
    }
    let engines = engines(&net, cases.iter().map(|c| c[2].as_str()));
    let rows: BTreeMap<&str, BTreeMap<String, Vec<String>>> = engines
        .iter()
        .map(|(brief, engine)| {
            let sql = "select city, concat(case when item = 'total' then '' else item || ':' end, reference_year, '=', coalesce(cast(value as varchar), ''), case when status = 'A' then '' else ',' || status end, \
                       case when is_point then '' else ':kept' end, case when provisional then ':provisional' else '' end) as told \
                       from stg_observations order by city, reference_year, item";
            (*brief, by_name(engine, sql))
        })
        .collect();
    let mut differences = Differences::default();
    for case in &cases {
        let found = rows[case[2].as_str()].get(&case[0]).map(|r| r.join(" ")).unwrap_or_default();
        differences.compare(&case[0], &found.replace(".0", ""), &case[3].replace('|', ";"));
        differences.compare(&case[0], codes.get(&case[0]).map_or("", String::as_str), &case[4]);
    }
    // A series without a row has the disagreement as its reason; one with a row has the number of its points.
    for (name, reason) in
        [("same-day-status", "conflict"), ("same-day", "conflict"), ("settled", "one_point"), ("not-taken-back", "")]
    {
        let sql = format!(
            "select reason from progress where city = '{name}' and measurement = 'adult_literacy_rate' and item = 'total'"
        );
        differences.compare(name, &support::rows(&engines["2020"], &sql).join(""), reason);
    }
}

#[test]
fn coverage_from_the_history() {
    let cases = cases("coverage", 5);
    let mut cities: Vec<(&str, &str, &str)> =
        cases.iter().map(|c| (c[0].as_str(), c[1].as_str(), c[2].as_str())).collect();
    let other = "2014-05-01 2014 2013=1 / 2016-05-01 2016 2015=1 / 2018-05-01 2018 2017=1 / 2020-05-01 2020 2019=1 / 2022-05-01 2022 2021=1";
    cities.push(("other", "2014", other));
    let net = network(&cities);
    ingest::run(&net.network(), &framework(), &BTreeMap::new(), &net.store()).unwrap();
    let engines = engines(&net, cases.iter().map(|c| c[3].as_str()));
    let mut differences = Differences::default();
    for (cycle, engine) in &engines {
        let sql = format!(
            "select city, concat_ws(' ', on_time, late, undated, carried, missing) as told, \
             on_time + late + undated + carried + missing = series_expected \
             and abs(percent_reported + percent_carried + percent_missing - 100.0) < 1e-9 \
             and abs(percent_reported - 100.0 * (on_time + late + undated) / 9) < 1e-9 as adds_up \
             from coverage_detail where area = '1.1' and cycle = {cycle}"
        );
        let found = by_name(engine, &sql);
        for case in cases.iter().filter(|c| c[3] == *cycle) {
            let found = found.get(&case[0]).map(|r| r.join(" ")).unwrap_or_default();
            let expected = if case[4].is_empty() { String::new() } else { format!("{};true", case[4]) };
            differences.compare(&case[0], &found, &expected);
        }
        for check in ["check_coverage", "check_coverage_detail", "check_coverage_features"] {
            assert!(engine.table(check).unwrap().is_empty(), "{check} in {cycle}");
        }
    }
}
