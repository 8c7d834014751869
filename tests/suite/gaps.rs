//! What withheld values may change, coverage in detail, and benefits compared with conditions.

use std::collections::BTreeSet;

use learning_cities::engine::RelationKind;

use crate::support::{self, TestStore, rows, store};

const OBSERVED: &str = "city,cycle,measurement,item,reference_year,value,ci_lower,ci_upper,source,consent\n";

/// A store of cities named by their observations, all of one region unless told.
fn observed(lines: &[String], regions: &[(&str, &str)]) -> TestStore {
    let names: BTreeSet<&str> = lines.iter().filter_map(|l| l.split(',').next()).collect();
    let mut cities = String::from("city,name,country,region\n");
    for name in names {
        let region = regions.iter().find(|(start, _)| name.starts_with(start)).map_or("Africa", |(_, region)| region);
        cities += &format!("{name},{name},KEN,{region}\n");
    }
    store(&[("cities", &cities), ("observations", &format!("{OBSERVED}{}\n", lines.join("\n")))])
}

/// `city;measurement;item;years=values` with values as `value` or `value/low/high`, public and official.
fn series(text: &str) -> Vec<String> {
    let cells: Vec<&str> = text.split(';').collect();
    let points = cells[3].split_whitespace();
    points
        .map(|p| {
            let (year, value) = p.split_once('=').unwrap();
            let mut parts = value.split('/');
            let mut next = || parts.next().unwrap_or_default();
            format!(
                "{},2020,{},{},{year},{},{},{},official,public",
                cells[0],
                cells[1],
                cells[2],
                next(),
                next(),
                next()
            )
        })
        .collect()
}

/// Cities with a rate of unemployment in two years: `n` of a name, each moving towards, away or staying.
fn moving(lines: &mut Vec<String>, name: &str, consent: &str, moves: &[f64]) {
    for (i, to) in moves.iter().enumerate() {
        for (year, value) in [(2015, 10.0), (2019, *to)] {
            lines.push(format!("{name}{i:02},2020,unemployment_rate,total,{year},{value},,,official,{consent}"));
        }
    }
}

const UP: f64 = 12.0;
const DOWN: f64 = 8.0;

#[test]
fn a_withheld_value_changes_nothing_but_the_counts_of_network_and_region() {
    let made = |aggregate: [f64; 6], private: f64| {
        let mut lines = Vec::new();
        moving(&mut lines, "public", "public", &[DOWN; 15]);
        moving(&mut lines, "quiet", "aggregate_only", &aggregate);
        moving(&mut lines, "secret", "private", &[private]);
        // A city that shows one year and withholds the next, and women and men beside a total.
        lines.push(format!("public00,2020,unemployment_rate,total,2020,{},,,official,aggregate_only", aggregate[0]));
        lines.push(format!("public01,2020,unemployment_rate,total,2020,{private},,,official,private"));
        lines.push("public02,2020,unemployment_rate,female,2019,8,,,official,public".into());
        lines.push(format!("public02,2020,unemployment_rate,male,2019,{private},,,official,private"));
        lines.push(format!(
            "public03,2020,internet_usage,total,2019,0.7,,,official,public\npublic03,2020,internet_usage,total,2018,{private},,,official,private"
        ));
        let mut context = String::from("city,year,variable,value\n");
        for i in 0..15 {
            context += &format!("public{i:02},2019,population,{}\n", 50_000 * (i + 1));
        }
        let names: BTreeSet<String> = lines.iter().filter_map(|l| l.split(',').next()).map(str::to_string).collect();
        let cities: String = names.iter().map(|n| format!("{n},{n},KEN,Africa\n")).collect();
        store(&[
            ("cities", &format!("city,name,country,region\n{cities}")),
            ("observations", &format!("{OBSERVED}{}\n", lines.join("\n"))),
            ("city_context", &context),
            (
                "peer_variables",
                "variable,title,unit,transform,weight,max_age,position\npopulation,population,inhabitants,log,1,10,1\n",
            ),
        ])
    };
    let base = made([DOWN, DOWN, DOWN, UP, UP, UP], 11.0);
    let private = made([DOWN, DOWN, DOWN, UP, UP, UP], 99.0);
    let aggregate = made([DOWN, 10.0, 10.0, UP, 40.0, 0.5], 11.0);
    let engines = [base.engine(2020), private.engine(2020), aggregate.engine(2020)];
    let mut compared = 0;
    for relation in engines[0].relations().iter().filter(|r| r.kind == RelationKind::Mart) {
        let tables = engines.each_ref().map(|e| e.table(&relation.name).unwrap());
        assert_eq!(tables[0].batch(), tables[1].batch(), "{} after a private value", relation.name);
        if relation.name != "network_counted" {
            assert_eq!(tables[0].batch(), tables[2].batch(), "{} after an aggregate_only value", relation.name);
        }
        compared += 1;
    }
    assert!(compared >= 20, "{compared}");
    let open = "select scope, scope_name, area, outcome, cities_with_result, measurements, cities, median_measurements from network_summary order by 1, 2, 3, 4";
    assert_eq!(rows(&engines[0], open), rows(&engines[2], open));
    let counted =
        "select scope, outcome, measurements_with_withheld from network_counted where area = '1.2' order by 1, 2";
    assert_ne!(rows(&engines[0], counted), rows(&engines[2], counted), "the counts are what may change");
    let elsewhere = "select count(*) from network_counted where scope not in ('network', 'region')";
    assert_eq!(rows(&engines[2], elsewhere), ["0"]);
}

/// Which relations may read rows that are not public: nothing that a page or a file shows, but for the counts above.
#[test]
fn only_counts_and_checks_read_what_is_withheld() {
    let folder = support::repository().join("queries");
    let mut reads = std::collections::BTreeMap::new();
    let counted =
        regex::Regex::new(r"\b(from|join)\s+counted_[a-z_]*(progress|movement)|\b(from|join)\s+counted_stg").unwrap();
    for kind in ["staging", "intermediate", "marts", "checks"] {
        for entry in std::fs::read_dir(folder.join(kind)).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let code: String =
                text.lines().map(|l| l.split("--").next().unwrap_or_default().to_string() + "\n").collect();
            let word = |w: &str| regex::Regex::new(&format!(r"\b{w}\b")).unwrap().is_match(&code);
            let counted = counted.is_match(&code);
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            reads.insert(
                (kind, name),
                (
                    word("stg_received"),
                    counted || ["int_withheld", "int_outcomes", "int_contributions"].into_iter().any(word),
                    word("int_yearly"),
                ),
            );
        }
    }
    let of = |pick: fn(&(bool, bool, bool)) -> bool| -> Vec<String> {
        reads.iter().filter(|(_, r)| pick(r)).map(|((k, n), _)| format!("{k}/{n}")).collect()
    };
    let counting = [
        "intermediate/int_contributions",
        "intermediate/int_outcomes",
        "intermediate/int_withheld",
        "marts/network_counted",
        "marts/network_summary",
    ];
    assert_eq!(of(|r| r.1), counting);
    let summary = std::fs::read_to_string(folder.join("marts/network_summary.sql")).unwrap();
    assert_eq!(summary.matches("int_outcomes").count(), 1, "read once, and only what is not withheld");
    assert!(summary.contains("from int_outcomes\n    where not withheld"));
    assert_eq!(of(|r| r.2), ["checks/check_jump"]);
    assert!(of(|r| r.0).iter().all(|n| {
        n.starts_with("checks/")
            || ["staging/counted_stg_observations", "staging/stg_checked", "staging/stg_observations"]
                .contains(&n.as_str())
    }));
}

#[test]
fn coverage_in_detail_adds_up() {
    let observations = "city,cycle,measurement,item,reference_year,value,source\n\
        north,2014,unemployment_rate,total,2013,9,official\n\
        north,2016,internet_usage,total,2015,40,survey\n\
        north,2020,learning_advocacy,total,2019,3,expert\n\
        north,2020,gdp_per_capita,total,2019,9000,official\n\
        north,2020,patent_rate,total,2018,4,official\n";
    let history = "city,cycle,measurement,item,reference_year,value,source,submitted_on,submission,current,first_cycle,from_cycle\n\
        north,2014,unemployment_rate,total,2013,9,official,2014-05-01,s1,true,2014,2014\n\
        north,2016,internet_usage,total,2015,40,survey,2016-05-01,s1,true,2016,2016\n\
        north,2020,learning_advocacy,total,2019,3,expert,2020-12-31,s1,true,2020,2020\n\
        north,2020,gdp_per_capita,total,2019,9000,official,2021-01-01,s1,true,2020,2020\n\
        north,2020,patent_rate,total,2018,4,official,,s1,true,2020,2020\n";
    let store = store(&[
        ("cities", "city,name,country,region,joined\nnorth,North,KEN,Africa,2014\n"),
        ("observations", observations),
        ("observation_history", history),
    ]);
    let engine = store.engine(2020);
    let sql = |area: &str| {
        let q = format!(
            "select on_time, late, undated, carried, missing, official, survey, expert from coverage_detail where cycle = 2020 and area = '{area}'"
        );
        rows(&engine, &q)
    };
    assert_eq!(sql("2.6"), ["1|0|0|0|2|0|0|1"]);
    assert_eq!(sql("1.2"), ["0|1|1|0|7|2|0|0"], "a value of 2013 is seven years old and carried no more");
    assert_eq!(sql("2.4"), ["0|0|0|1|6|0|0|0"], "a value of 2015 is five years old");
    assert_eq!(rows(&engine, "select carried from coverage_detail where cycle = 2016 and area = '1.2'"), ["1"]);
    assert_eq!(rows(&engine, "select count(*) from check_coverage_detail"), ["0"]);
    assert_eq!(
        rows(&engine, "select series_reported, latest_year from coverage_features where feature = '2.4.2'"),
        ["1|2015"]
    );
    assert_eq!(rows(&engine, "select count(*) from coverage_features where series_reported = 0"), ["37"]);
}

#[test]
fn benefits_and_conditions_stand_beside_each_other_by_cycle() {
    let mut lines = series("north;unemployment_rate;total;2014=10 2016=8 2019=12");
    lines.extend(series("north;education_budget_share;total;2014=10 2017=12"));
    for (i, cycle) in [(1, 2016), (2, 2020)] {
        lines[i] = lines[i].replace(",2020,", &format!(",{cycle},"));
    }
    let store = observed(&lines, &[]);
    let engine = store.engine(2020);
    assert_eq!(
        rows(&engine, "select cycle, dimension, towards, held, away from benefits_and_conditions where dimension <> 2"),
        ["2016|1|1|0|0", "2016|3|0|0|0", "2020|1|0|0|1", "2020|3|1|0|0"]
    );
    assert_eq!(rows(&engine, "select count(*) from check_benefits_and_conditions"), ["0"]);
}
