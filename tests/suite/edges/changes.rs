//! Runs, changes, counting, chance, paces and item gaps (methods 1 to 4 and 9), all in one network: one city a case, or
//! one region.

use std::collections::BTreeMap;

use learning_cities::engine::Engine;

use super::{ALONE, Differences, by_name, cases, padded};
use crate::support::{self, rows, store};

const OBSERVED: &str =
    "city,measurement,item,cycle,reference_year,value,ci_lower,ci_upper,source,definition,price_base,status,consent\n";

/// The kind of source that a measurement of the cases comes from, where none is said.
fn source(measurement: &str) -> &'static str {
    match measurement {
        "learning_advocacy" => "expert",
        "environmental_stewardship" => "survey",
        _ => "official",
    }
}

/// A row; `cells` are `year,value,ci_lower,ci_upper,source,definition,price_base,status`.
fn observation(city: &str, measurement: &str, item: &str, cells: &[&str]) -> String {
    let cell = |i: usize| cells.get(i).copied().unwrap_or_default();
    let source = Some(cell(4)).filter(|s| !s.is_empty()).unwrap_or(source(measurement));
    format!(
        "{city},{measurement},{item},2020,{},{},{},{},{source},{},{},{},public\n",
        cell(0),
        cell(1),
        cell(2),
        cell(3),
        cell(5),
        cell(6).replace('+', " "),
        cell(7)
    )
}

type Cases = [Vec<String>];

/// One network for all files: an engine costs more than the cases. Cities are named by their file and case, and their
/// region is the file, or the case where that is about several cities.
#[test]
fn runs_changes_paces_counts_and_gaps() {
    let files = [("runs", 5), ("changes", 6), ("paces", 7), ("counts", 7), ("gaps", 8), ("totals", 5), ("chances", 4)];
    let all: BTreeMap<&str, Vec<Vec<String>>> = files
        .into_iter()
        .map(|(file, cells)| {
            let mut cases = cases(file, cells);
            cases.iter_mut().for_each(|c| c[0] = format!("{file}.{}", c[0]));
            (file, cases)
        })
        .collect();
    let mut cities = String::from("city,name,country,region\n");
    for (file, cases) in &all {
        for case in cases {
            let one = [(case[0].clone(), *file)];
            let several = members(case).into_iter().map(|(city, _)| (city, case[0].as_str()));
            let listed: Vec<_> = if SEVERAL.contains(file) { several.collect() } else { one.into() };
            listed.iter().for_each(|(city, region)| cities += &format!("{city},{city},KEN,{region}\n"));
        }
    }
    let observations = [
        OBSERVED.to_string(),
        runs(&all["runs"]),
        totals(&all["changes"]),
        totals(&all["paces"]),
        items(&all["counts"]),
        gaps(&all["gaps"]),
        definitions(&all["totals"]),
        intervals(&all["chances"]),
    ];
    let targets: String = all["paces"].iter().map(|c| format!("{},{},{}\n", c[0], c[1], c[3])).collect();
    let store = store(&[
        ("cities", &cities),
        ("observations", &observations.concat()),
        ("targets", &format!("city,measurement,year,value\n{targets}")),
        ("settings", ALONE),
    ]);
    let engine = store.engine(2020);
    let mut differences = Differences::default();
    comparable_runs(&all["runs"], &engine, &mut differences);
    changes_and_changes_a_year(&all["changes"], &engine, &mut differences);
    paces_to_a_target(&all["paces"], &engine, &mut differences);
    counting_by_measurement(&all["counts"], &engine, &mut differences);
    item_gaps(&all["gaps"], &engine, &mut differences);
    definitions_apart(&all["totals"], &engine, &mut differences);
    chance_of_several(&all["chances"], &engine, &mut differences);
    for check in [
        "check_series_keys",
        "check_certainty",
        "check_progress_result",
        "check_progress_keys",
        "check_area_movement",
        "check_network_summary",
        "check_benefits_and_conditions",
        "check_target_status",
        "check_item_gaps",
    ] {
        assert_eq!(rows(&engine, &format!("select count(*) from {check}")), ["0"], "{check}");
    }
}

/// Files whose cases are about several cities.
const SEVERAL: [&str; 2] = ["totals", "chances"];

/// The cities of such a case, and what it says of each.
fn members(case: &[String]) -> Vec<(String, &str)> {
    let texts = case[1].split(" / ").flat_map(|text| {
        let (n, text) = text.split_once("* ").unwrap_or(("1", text));
        std::iter::repeat_n(text, n.parse().unwrap())
    });
    texts.enumerate().map(|(i, text)| (format!("{}.{i}", case[0]), text)).collect()
}

/// `year=value,definition`
fn definitions(cases: &Cases) -> String {
    let mut observations = String::new();
    for case in cases {
        for (city, points) in members(case) {
            for point in points.split_whitespace() {
                let (year, value) = point.split_once('=').unwrap();
                let (value, definition) = value.split_once(',').unwrap_or((value, ""));
                let shared = if definition == "other" { case[0].as_str() } else { "" };
                let status = if definition.is_empty() { "" } else { "D" };
                let cells = [year, value, "", "", "", shared, "", status];
                observations += &observation(&city, "unemployment_rate", "total", &cells);
            }
        }
    }
    observations
}

fn definitions_apart(cases: &Cases, engine: &Engine, differences: &mut Differences) {
    let totals = by_name(
        engine,
        "select distinct scope_name, assessed, other_definition from network_movement where scope = 'region' and area = '1.2'",
    );
    let counts = by_name(
        engine,
        "select definition, movement || ' ' || cities || ' of ' || assessed from movement_counts where definition is not null and measurement = 'unemployment_rate'",
    );
    for case in cases {
        let of_definition = counts.get(&case[0]).map(|c| c.join(", ")).unwrap_or_default();
        differences.compare(&case[0], &format!("{};{of_definition}", totals[&case[0]].join(" ")), &case[2..].join(";"));
    }
}

/// `measurement:item=half-width`
fn intervals(cases: &Cases) -> String {
    let mut observations = String::new();
    for case in cases {
        for (city, series) in members(case) {
            for one in series.split_whitespace() {
                let (series, half_width) = one.split_once('=').unwrap();
                let (measurement, item) = series.split_once(':').unwrap();
                let ends = |h: f64| [(20.0 - h).to_string(), (20.0 + h).to_string()];
                let [low, high] = half_width.parse().map(ends).unwrap_or_default();
                let years = if half_width == "!" { &["2019"][..] } else { &["2015", "2019"] };
                for year in years {
                    observations += &observation(&city, measurement, item, &[year, "20", &low, &high]);
                }
            }
        }
    }
    observations
}

fn chance_of_several(cases: &Cases, engine: &Engine, differences: &mut Differences) {
    let found = by_name(
        engine,
        "select distinct scope_name, chance, not_tested from network_movement where scope = 'region' and area = '1.2'",
    );
    for case in cases {
        differences.compare(&case[0], &found[&case[0]].join(" "), &case[2..].join(";"));
    }
}

/// `year,value,source,status,definition,price_base`
fn of_a_run(point: &str) -> String {
    let point = padded(point, 6);
    let cells: Vec<&str> = point.split(',').collect();
    [cells[0], cells[1], "", "", cells[2], cells[4], cells[5], cells[3]].join(",")
}

fn runs(cases: &Cases) -> String {
    let mut observations = String::new();
    for case in cases {
        for point in case[2].split_whitespace().map(of_a_run) {
            observations += &observation(&case[0], &case[1], "total", &point.split(',').collect::<Vec<_>>());
        }
    }
    observations
}

fn comparable_runs(cases: &Cases, engine: &Engine, differences: &mut Differences) {
    let points = by_name(
        engine,
        "select city, run, reference_year, break_before, in_run from series order by city, reference_year",
    );
    let results = by_name(
        engine,
        "select city || ' ' || measurement, coalesce(movement, reason) from progress where item = 'total'",
    );
    for case in cases {
        let mut runs: BTreeMap<i64, Vec<&str>> = BTreeMap::new();
        let points: Vec<Vec<&str>> = points[&case[0]].iter().map(|p| p.split(';').collect()).collect();
        for p in &points {
            runs.entry(p[0].parse().unwrap()).or_default().push(p[1]);
        }
        let last = runs.keys().next_back().unwrap().to_string();
        for p in &points {
            assert_eq!(p[3] == "true", p[0] == last, "{}: the comparable run is the last", case[0]);
        }
        for pair in points.windows(2) {
            assert_eq!(pair[1][2] == "true", pair[0][0] != pair[1][0], "{}: breaks are between runs", case[0]);
        }
        let told: Vec<String> = runs.values().map(|r| r.join(" ")).collect();
        differences.compare(&case[0], &told.join(" | "), &case[3]);
        differences.compare(&case[0], &results[&format!("{} {}", case[0], case[1])].join(" "), &case[4]);
    }
    let sql = "select count(*) from progress where reason = 'current_prices' and change is not null";
    assert_eq!(rows(engine, sql), ["0"], "nor a change");
}

/// Points of one series, `year,value`.
fn totals(cases: &Cases) -> String {
    let mut observations = String::new();
    for case in cases {
        for point in case[2].split_whitespace() {
            observations += &observation(&case[0], &case[1], "total", &point.split(',').collect::<Vec<_>>());
        }
    }
    observations
}

fn changes_and_changes_a_year(cases: &Cases, engine: &Engine, differences: &mut Differences) {
    let found = by_name(
        engine,
        "select city || ' ' || measurement, change, change_per_year, reason from progress where item = 'total'",
    );
    for case in cases {
        differences.compare(&case[0], &found[&format!("{} {}", case[0], case[1])].join(" "), &case[3..].join(";"));
    }
}

fn paces_to_a_target(cases: &Cases, engine: &Engine, differences: &mut Differences) {
    let found = by_name(engine, "select city, required_pace, observed_pace, needed_pace from target_status");
    for case in cases {
        differences.compare(&case[0], &found[&case[0]].join(" "), &case[4..].join(";"));
    }
}

fn items(cases: &Cases) -> String {
    let mut observations = String::new();
    let measurement = "unemployment_rate";
    for case in cases {
        for item in case[1].split_whitespace() {
            if let Some(item) = item.strip_prefix('!') {
                observations += &observation(&case[0], measurement, item, &["2010", "20"]);
                continue;
            }
            let (item, values) = item.split_once('=').unwrap();
            let untested = values.starts_with('~');
            let (from, to) = values.trim_start_matches('~').split_once('>').unwrap();
            for (year, value) in [("2015", from), ("2019", to)] {
                let number: f64 = value.parse().unwrap();
                let (low, high) = if untested {
                    (String::new(), String::new())
                } else {
                    ((number - 0.1).to_string(), (number + 0.1).to_string())
                };
                observations += &observation(&case[0], measurement, item, &[year, value, &low, &high]);
            }
        }
    }
    observations
}

fn counting_by_measurement(cases: &Cases, engine: &Engine, differences: &mut Differences) {
    let sql = "select city, outcome, movement, certainty, rests_on, series from measurement_movement where measurement = 'unemployment_rate'";
    let found = by_name(engine, sql);
    for case in cases {
        differences.compare(&case[0], &found[&case[0]].join(" "), &case[2..].join(";"));
    }
    // The cases counted once more: a measurement that is mixed or held counts once, whatever its items.
    let count = |outcome: &str| cases.iter().filter(|c| c[2] == outcome).count();
    let firm = |outcome: &str| cases.iter().filter(|c| c[2] == outcome && c[4] == "firm").count();
    let assessed = cases.len();
    let sql = "select outcome, measurements, firm, cities, assessed, not_tested from network_movement where scope = 'region' and scope_name = 'counts' and area = '1.2' order by outcome";
    let expected: Vec<String> = ["away", "held", "mixed", "towards"]
        .iter()
        .map(|o| format!("{o}|{}|{}|{}|{assessed}|", count(o), firm(o), count(o)))
        .collect();
    let found: Vec<String> = rows(engine, sql).into_iter().filter(|r| !r.starts_with("no_direction")).collect();
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(&expected) {
        assert!(found.starts_with(expected), "{found} instead of {expected}");
    }
    // The series stay countable beside the measurement, and how many cities' series did the same.
    let sql = "select towards, towards_firm, held, away, mixed, series_towards, series_held, series_away from area_movement where area = '1.2' and city = 'counts.differ'";
    assert_eq!(rows(engine, sql), ["0|0|0|0|1|1|0|1"]);
    let of = |from: &str| rows(engine, &format!("select movement, cities from ({from}) order by movement"));
    assert_eq!(
        of("select movement, cities from movement_counts where measurement = 'unemployment_rate' and item = 'female'"),
        of(
            "select movement, count(*) as cities from progress where measurement = 'unemployment_rate' and item = 'female' and movement is not null group by movement"
        )
    );
}

/// `year=value/low/high,source,definition,price_base`
fn of_a_gap(point: &str) -> String {
    let (year, cells) = point.split_once('=').unwrap();
    let cells = padded(cells, 4);
    let cells: Vec<&str> = cells.split(',').collect();
    let value = padded(&cells[0].replace('/', ","), 3);
    let status = if cells[2].is_empty() { "" } else { "D" };
    [year, &value, cells[1], cells[2], cells[3], status].join(",")
}

/// The pair of items of each measurement that has one which means a gap.
fn pairs() -> BTreeMap<String, (String, String)> {
    support::framework()
        .measurements
        .iter()
        .filter_map(|m| {
            let known = [("female", "male"), ("public", "private"), ("schools", "community_spaces")];
            let has = |item: &str| m.items.iter().any(|i| i == item);
            let pair = known.iter().find(|(a, b)| has(a) && has(b))?;
            Some((m.measurement.clone(), (pair.0.to_string(), pair.1.to_string())))
        })
        .collect()
}

fn gaps(cases: &Cases) -> String {
    let pairs = pairs();
    let mut observations = String::new();
    for case in cases {
        let (first, second) = &pairs[&case[1]];
        for (item, points) in [(first, &case[2]), (second, &case[3])] {
            for point in points.split_whitespace().map(of_a_gap) {
                observations += &observation(&case[0], &case[1], item, &point.split(',').collect::<Vec<_>>());
            }
        }
    }
    observations
}

fn item_gaps(cases: &Cases, engine: &Engine, differences: &mut Differences) {
    let found = by_name(engine, "select city || ' ' || measurement, gap, rule, reason, marks from item_gaps");
    for case in cases {
        differences.compare(&case[0], &found[&format!("{} {}", case[0], case[1])].join(" "), &case[4..].join(";"));
    }
    // Women and men, public and private, schools and community spaces; basic and adult spending and levels of schooling
    // are no gap.
    let asked = rows(
        engine,
        "select measurement, first_item, second_item from item_gaps where city = 'gaps.one-year' order by measurement",
    );
    let expected: Vec<String> = pairs().iter().map(|(m, (a, b))| format!("{m}|{a}|{b}")).collect();
    assert_eq!(asked, expected);
    // 8 years to 10 are a fifth less; the size of that gap is a quarter, and 10 / 8 - 9.76 / 8 is 0.03.
    assert_eq!(
        rows(
            engine,
            "select round(baseline_gap, 9), round(change, 9), years from item_gaps where city = 'gaps.ratio' and gap is not null"
        ),
        ["-0.2|-0.03|4"]
    );
}
