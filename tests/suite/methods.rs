//! Every movement, reason and mark of methods 1 to 3, each on both sides of its boundary. One city a case, one engine
//! for all.

use std::collections::BTreeMap;

use learning_cities::model::vocabulary::Severity;

use crate::support::{self, rows, store};

/// A series and what must come of it.
#[derive(Default)]
struct Case<'a> {
    name: &'a str,
    measurement: &'a str,
    joined: &'a str,
    baseline: &'a str,
    /// `reference_year,value,low,high,n,deff,ratings,source,status`, the end may be left out.
    points: Vec<&'a str>,
    /// `movement;certainty;reason;rule;marks;baseline_year;latest_year`
    expected: &'a str,
}

fn case<'a>(name: &'a str, measurement: &'a str, points: &[&'a str]) -> Case<'a> {
    Case { name, measurement, points: points.to_vec(), ..Case::default() }
}

fn cases(text: &str) -> Vec<Case<'_>> {
    let lines = text.lines().filter(|l| !l.starts_with('#'));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.splitn(6, ';').collect();
            Case {
                name: cells[0],
                measurement: cells[1],
                joined: cells[2],
                baseline: cells[3],
                points: cells[4].split_whitespace().collect(),
                expected: cells[5],
            }
        })
        .collect()
}

fn case_store(cases: &[Case]) -> support::TestStore {
    let mut cities = String::from("city,name,country,region,joined,baseline_year\n");
    let mut observations = String::from(
        "city,measurement,cycle,reference_year,value,ci_lower,ci_upper,sample_size,design_effect,ratings,source,status,consent\n",
    );
    for c in cases {
        cities += &format!("{},{},KEN,Africa,{},{}\n", c.name, c.name, c.joined, c.baseline);
        for point in &c.points {
            let commas = ",".repeat(9 - point.split(',').count());
            observations += &format!("{},{},2020,{point}{commas},public\n", c.name, c.measurement);
        }
    }
    store(&[("cities", &cities), ("observations", &observations), ("settings", ALONE)])
}

/// No case lends another its interval or its fluctuation; `certainty.rs` has those rules.
const ALONE: &str =
    "name,value,default_value,meaning\ninterval_cities,1000,10,x\nfluctuation_cities,1000,10,x\njump_z,1e300,5,x\n";

#[test]
fn every_movement_and_reason_on_both_sides_of_its_boundary() {
    let text = std::fs::read_to_string(support::fixture("methods/movements.txt")).unwrap();
    let cases = cases(&text);
    assert!(cases.len() > 70);
    let store = case_store(&cases);
    let engine = store.engine(2020);
    let sql = "select city, measurement, concat_ws(';', coalesce(movement, ''), coalesce(certainty, ''), coalesce(reason, ''), rule, coalesce(marks, ''), \
               coalesce(cast(baseline_year as varchar), ''), coalesce(cast(latest_year as varchar), '')) as found \
               from progress_components where item = 'total'";
    let found: BTreeMap<(String, String), String> = rows(&engine, sql)
        .iter()
        .map(|r| {
            let cells: Vec<&str> = r.splitn(3, '|').collect();
            ((cells[0].to_string(), cells[1].to_string()), cells[2].to_string())
        })
        .collect();
    let mut wrong = Vec::new();
    for c in &cases {
        let found = &found[&(c.name.to_string(), c.measurement.to_string())];
        if found != c.expected {
            wrong.push(format!("{}: {found} instead of {}", c.name, c.expected));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for check in engine.checks().unwrap().into_iter().filter(|c| c.severity == Severity::Error) {
        assert_eq!(check.rows.len(), 0, "{}", check.name);
    }
    // Every code of movements is met at least once, every reason of progress too.
    let met = rows(&engine, "select distinct movement from progress where movement is not null");
    assert_eq!(met.len(), 7, "{met:?}");
    let met = rows(&engine, "select distinct reason from progress where reason is not null");
    assert_eq!(met.len(), 5, "{met:?}");
}

#[test]
fn series_shows_breaks_runs_intervals_and_reviewers() {
    let cases = [
        case("breaks", "unemployment_rate", &["2012,15,,,,,,,B", "2014,9", "2015,9,,,,,,,D", "2019,8,7,9,,,,,D"]),
        case("panel", "learning_advocacy", &["2019,4,,,,,3|4|5,expert"]),
        case("edges", "volunteering_rate", &["2018,0,,,50,1,,survey", "2019,100,,,50,1,,survey"]),
        case("above", "pre_primary_enrolment", &["2019,101,,,50,1,,survey"]),
    ];
    let store = case_store(&cases);
    let engine = store.engine(2020);
    let sql = "select reference_year, break_before, run, in_run, \"interval\", low, high from series where city = 'breaks' order by reference_year";
    assert_eq!(
        rows(&engine, sql),
        ["2012|true|1|false|||", "2014|false|1|false|||", "2015|true|2|true|||", "2019|false|2|true|given|7.0|9.0",]
    );
    assert_eq!(
        rows(&engine, "select reviewers, rating_low, rating_high from series where city = 'panel'"),
        ["3|3.0|5.0"]
    );
    // Wilson at 0 of 50: 0 to z²/(n + z²); above 100 percent there is none.
    let edges =
        rows(&engine, "select low, round(high, 9) as high from series where city = 'edges' and reference_year = 2018");
    assert_eq!(edges, ["0.0|7.134759913"]);
    assert_eq!(rows(&engine, "select high from series where city = 'edges' and reference_year = 2019"), ["100.0"]);
    assert_eq!(rows(&engine, "select \"interval\" from series where city = 'above'"), [""]);
}

#[test]
fn settings_of_the_network_decide() {
    let observations = "city,measurement,cycle,reference_year,value\nnorthbridge,unemployment_rate,2020,2012,9\nnorthbridge,unemployment_rate,2020,2014,8\n";
    let cities = "city,name,country,region\nnorthbridge,Northbridge,KEN,Africa\n";
    let store = store(&[
        ("cities", cities),
        ("observations", observations),
        ("settings", "name,value,default_value,meaning\nstale_years,6,5,x\n"),
    ]);
    let sql = "select movement, reason from progress where latest_year is not null";
    assert_eq!(rows(&store.engine(2020), sql), ["towards|"]);
    assert_eq!(rows(&store.engine(2021), sql), ["|stale"]);
}

#[test]
fn areas_and_coverage_count_the_catalogue() {
    let cases = [
        case("busy", "unemployment_rate", &["2015,9", "2019,8"]),
        case("quiet", "waste_per_capita", &["2015,100", "2019,110"]),
    ];
    let store = case_store(&cases);
    let engine = store.engine(2020);
    let of = |sql: &str| rows(&engine, sql);
    assert_eq!(of("select count(*) from area_movement"), ["24"]);
    assert_eq!(
        of(
            "select towards, held, away, no_direction, no_result from area_movement where city = 'busy' and area = '1.2'"
        ),
        ["1|0|0|0|6"]
    );
    assert_eq!(of("select no_direction from area_movement where city = 'quiet' and area = '1.3'"), ["1"]);
    assert_eq!(of("select sum(towards + held + away + no_direction + mixed + no_result) from area_movement"), ["120"]);
    let series = "select sum(series_towards + series_held + series_away + series_no_direction + series_no_result) from area_movement";
    assert_eq!(of(series), ["152"]);
    assert_eq!(of("select count(*), sum(series_expected), sum(series_reported) from coverage"), ["24|152|2"]);
    assert_eq!(
        of("select cities_expected, cities_reported from coverage_network where measurement = 'unemployment_rate'"),
        ["2|1"]
    );
    assert_eq!(
        of(
            "select scope, scope_name, measurements, cities from network_movement where area = '1.2' and outcome = 'towards'"
        ),
        ["network||1|1"]
    );
    assert_eq!(of("select count(*) from network_movement"), ["60"], "a region of two cities is no summary");
}
