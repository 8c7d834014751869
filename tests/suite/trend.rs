//! Targets and trends of methods 4 and 5: each status and reason on both sides of its boundary, and against scipy and
//! pymannkendall.

use std::collections::BTreeMap;

use learning_cities::engine::Engine;

use crate::support::{self, close, rows, store};

const OBSERVATIONS: &str = "city,measurement,cycle,reference_year,value,ci_lower,ci_upper,source,item\n";

/// Lines of a fixture, split at semicolons.
fn fixture(name: &str, cells: usize) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(support::fixture(name)).unwrap();
    let lines = text.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    lines
        .map(|l| {
            let row: Vec<String> = l.split(';').map(str::to_string).collect();
            assert_eq!(row.len(), cells, "{l}");
            row
        })
        .collect()
}

fn cities<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let lines: String = names.map(|n| format!("{n},{n},KEN,Africa\n")).collect();
    format!("city,name,country,region\n{lines}")
}

fn source(measurement: &str) -> &'static str {
    if measurement == "learning_advocacy" { "expert" } else { "official" }
}

/// The checks of targets and trends, and of what both rest on; `queries` runs every check.
fn no_fault(engine: &Engine) {
    for check in ["check_target_status", "check_trend", "check_components", "check_progress_result", "check_certainty"]
    {
        let rows = engine.table(check).unwrap();
        assert!(rows.is_empty(), "{check}: {rows:?}");
    }
}

/// Cases of targets.txt, a city each.
fn target_store(cases: &[Vec<String>]) -> support::TestStore {
    let mut observations = OBSERVATIONS.to_string();
    let mut targets = String::from("city,measurement,year,value\n");
    for c in cases {
        for point in c[2].split_whitespace() {
            let commas = ",".repeat(4 - point.matches(',').count());
            observations += &format!("{},{},2020,{point}{commas}{},total\n", c[0], c[1], source(&c[1]));
        }
        targets += &format!("{},{},{}\n", c[0], c[1], c[3]);
    }
    store(&[
        ("cities", &cities(cases.iter().map(|c| c[0].as_str()))),
        ("observations", &observations),
        ("targets", &targets),
    ])
}

#[test]
fn every_target_status_and_reason_on_both_sides_of_its_boundary() {
    let cases = fixture("methods/targets.txt", 7);
    let store = target_store(&cases);
    let engine = store.engine(2020);
    let sql = "select city, coalesce(status, ''), coalesce(reason, ''), ratio from target_status";
    let found: BTreeMap<String, Vec<String>> = rows(&engine, sql)
        .iter()
        .map(|r| {
            let mut cells: Vec<String> = r.split('|').map(str::to_string).collect();
            (cells.remove(0), cells)
        })
        .collect();
    assert_eq!(found.len(), cases.len());
    let mut wrong = Vec::new();
    for c in &cases {
        let f = &found[&c[0]];
        let ratio = match (f[2].parse::<f64>(), c[6].parse::<f64>()) {
            (Ok(found), Ok(expected)) => (found - expected).abs() < 5.1e-7,
            (found, expected) => found.is_err() && expected.is_err(),
        };
        if (&f[0], &f[1]) != (&c[4], &c[5]) || !ratio {
            wrong.push(format!("{}: {f:?} instead of {:?}", c[0], &c[4..]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    no_fault(&engine);
    // Every code of the list is met.
    let unmet = "select code from codes where kind = 'target' and code not in (select status from target_status where status is not null) \
                 union select code from codes where (code like 'target_%' or code = 'no_pace') and kind = 'reason' \
                 and code not in (select reason from target_status where reason is not null)";
    assert_eq!(rows(&engine, unmet), [""; 0]);
    let doubts = rows(&engine, "select doubt, city from check_target_sense order by city");
    for (doubt, city) in [
        ("without_year", "without-year"),
        ("wrong_side", "behind-all"),
        ("at_baseline", "at-baseline"),
        ("before_baseline", "before-baseline"),
        ("before_baseline", "in-baseline-year"),
    ] {
        assert!(doubts.contains(&format!("{doubt}|{city}")), "{doubts:?}");
    }
    for city in ["on-track", "missed", "achieved", "kept", "behind-all-but-level", "year-to-come"] {
        assert!(!doubts.iter().any(|d| d.ends_with(&format!("|{city}"))), "{doubts:?}");
    }
}

#[test]
fn paces_are_points_compound_rates_or_the_distance_to_parity() {
    let cases = fixture("methods/targets.txt", 7);
    let store = target_store(&cases);
    let engine = store.engine(2020);
    let pace = |city: &str| -> Vec<f64> {
        let sql = format!("select required_pace, observed_pace from target_status where city = '{city}'");
        rows(&engine, &sql)[0].split('|').map(|c| c.parse().unwrap_or(f64::NAN)).collect()
    };
    for (city, required, observed) in [
        ("on-track", 2.0, 1.9),
        ("down-on-track", -1.0, -0.95),
        ("rating", 0.2, 0.15),
        // Worked by hand: 100 to 121 in two years is a tenth a year, 100 to 133.1 in three years too; 112.36 is 6
        // percent a year.
        ("compound-whole", 0.1, 0.1),
        ("compound-acceleration", 0.1, 0.06),
        ("compound-down", -0.1, -0.095),
        ("parity", 2.0, 1.5),
        ("parity-far-side", 2.0, 1.5),
        ("undirected", -0.1, -0.1),
    ] {
        let found = pace(city);
        assert!(close(found[0], required) && close(found[1], observed), "{city}: {found:?}");
    }
    // From the latest point to the target's year: 12.4 points in 6 years, a tenth in 1, half of the way to parity in 6;
    // none once reached, nor in the target's year, nor without one.
    let needed = |city: &str| {
        rows(&engine, &format!("select needed_pace from target_status where city = '{city}'"))[0].parse::<f64>().ok()
    };
    for (city, expected) in [
        ("on-track", 12.4 / 6.0),
        ("down-on-track", -6.2 / 6.0),
        ("back", 20.01 / 6.0),
        ("rating", 1.4 / 6.0),
        ("compound-whole", 0.1),
        ("compound-back", 133.1 / 98.01 - 1.0),
        ("parity", 14.0 / 6.0),
        ("parity-far-side", 14.0 / 6.0),
        ("undirected", -0.1),
        ("one", 10.0 / 6.0),
        ("year-to-come", 0.1),
    ] {
        assert!(needed(city).is_some_and(|found| close(found, expected)), "{city}: {:?}", needed(city));
    }
    for city in [
        "achieved",
        "kept",
        "missed",
        "without-year",
        "none",
        "stale",
        "zero-latest",
        "zero-target",
        "in-baseline-year",
    ] {
        assert_eq!(needed(city), None, "{city}");
    }
    assert!(pace("kept")[0].is_nan() && close(pace("kept")[1], -0.25));
    assert!(pace("one").iter().all(|p| p.is_nan()));
    assert!(pace("zero-base").iter().all(|p| p.is_nan()));
}

/// Statistics Canada's compound formula and the linear one, on random series, computed here a second time.
#[test]
fn ratios_agree_with_the_formulas_on_random_targets() {
    let mut seed = 7u64;
    let mut draw = |low: f64, high: f64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        low + (high - low) * ((seed >> 11) as f64 / (1u64 << 53) as f64)
    };
    let (mut observations, mut targets) = (OBSERVATIONS.to_string(), String::from("city,measurement,year,value\n"));
    let mut expected = Vec::new();
    let measurements = ["adult_literacy_rate", "unemployment_rate", "gdp_per_capita", "co2_per_capita"];
    for i in 0..300 {
        let (city, measurement) = (format!("town-{i}"), measurements[i % 4]);
        let (from, base) = (2005 + (i % 10) as i32, draw(20.0, 80.0));
        let (to, latest) = (2016 + (i % 5) as i32, base * draw(0.7, 1.4));
        let up = i % 2 == 0;
        let (year, target) = (2020 + (i % 13) as i32, base * if up { draw(1.05, 1.6) } else { draw(0.5, 0.95) });
        observations += &format!(
            "{city},{measurement},2020,{from},{base},,,official,total\n{city},{measurement},2020,{to},{latest},,,official,total\n"
        );
        targets += &format!("{city},{measurement},{year},{target}\n");
        let (t, whole) = (f64::from(to - from), f64::from(year - from));
        let ratio = if i % 4 < 2 {
            ((latest - base) / t) / ((target - base) / whole)
        } else {
            ((latest / base).powf(1.0 / t) - 1.0) / ((target / base).powf(1.0 / whole) - 1.0)
        };
        let reached = if up { latest >= target } else { latest <= target };
        let status = match ratio {
            _ if reached => "achieved",
            _ if to >= year => "missed",
            r if r >= 0.95 => "on_track",
            r if r >= 0.6 => "needs_acceleration",
            r if r >= 0.0 => "limited",
            _ => "moving_away",
        };
        expected.push((ratio, status));
    }
    let names: Vec<String> = (0..300).map(|i| format!("town-{i}")).collect();
    let store = store(&[
        ("cities", &cities(names.iter().map(String::as_str))),
        ("observations", &observations),
        ("targets", &targets),
    ]);
    let engine = store.engine(2020);
    let found: BTreeMap<String, (f64, String)> = rows(&engine, "select city, ratio, status from target_status")
        .iter()
        .map(|r| {
            let c: Vec<&str> = r.split('|').collect();
            (c[0].to_string(), (c[1].parse().unwrap(), c[2].to_string()))
        })
        .collect();
    for (i, (ratio, status)) in expected.iter().enumerate() {
        let (found_ratio, found_status) = &found[&format!("town-{i}")];
        assert!(close(*found_ratio, *ratio), "town-{i}: {found_ratio} instead of {ratio}");
        assert_eq!(found_status, status, "town-{i}");
    }
    no_fault(&engine);
}

#[test]
fn only_public_targets_have_a_status_and_settings_move_the_bands() {
    let observations = format!(
        "{OBSERVATIONS}a,adult_literacy_rate,2020,2015,50,,,official,total\na,adult_literacy_rate,2020,2019,57.6,,,official,total\n"
    );
    let (names, rest) = (cities(["a"].into_iter()), "city,measurement,year,value,consent\n");
    let of = |consent: &str, setting: &str| {
        let store = store(&[
            ("cities", &names),
            ("observations", &observations),
            ("targets", &format!("{rest}a,adult_literacy_rate,2025,70,{consent}\n")),
            ("settings", &format!("name,value,default_value,meaning\n{setting}\n")),
        ]);
        let engine = store.engine(2020);
        no_fault(&engine);
        rows(&engine, "select status from target_status")
    };
    assert_eq!(of("private", ""), [""; 0]);
    assert_eq!(of("aggregate_only", ""), [""; 0]);
    assert_eq!(of("public", ""), ["on_track"]);
    assert_eq!(of("public", "target_on_track,0.96,0.95,x"), ["needs_acceleration"]);
    // A target of a series that nobody is asked for and the city never sent.
    let store = store(&[
        ("cities", &names),
        ("targets", "city,measurement,item,year,value\na,learners_per_teacher,total,2025,20\n"),
    ]);
    assert_eq!(rows(&store.engine(2020), "select item, status, reason from target_status"), ["total||no_points"]);
    no_fault(&store.engine(2020));
}

fn trend_store(cases: &[Vec<String>], settings: &str) -> support::TestStore {
    let mut observations = OBSERVATIONS.to_string();
    for c in cases {
        let values: Vec<&str> = c[1].split_whitespace().collect();
        for (i, value) in values.iter().enumerate() {
            observations +=
                &format!("{},unemployment_rate,2020,{},{value},,,official,total\n", c[0], 2020 - values.len() + i);
        }
    }
    store(&[
        ("cities", &cities(cases.iter().map(|c| c[0].as_str()))),
        ("observations", &observations),
        ("settings", &format!("name,value,default_value,meaning\n{settings}")),
    ])
}

#[test]
fn every_trend_and_reason_on_both_sides_of_its_boundary() {
    let cases = fixture("methods/trends.txt", 7);
    let store = trend_store(&cases, "");
    let engine = store.engine(2020);
    let sql = "select city, coalesce(trend, ''), coalesce(reason, ''), coalesce(p_kind, ''), p, slope from trend";
    let found: BTreeMap<String, String> = rows(&engine, sql)
        .iter()
        .map(|r| r.split_once('|').map(|(c, r)| (c.to_string(), r.to_string())).unwrap())
        .collect();
    let mut wrong = Vec::new();
    for c in &cases {
        let cells: Vec<&str> = found[&c[0]].split('|').collect();
        let near = |i: usize| match (cells[i].parse::<f64>(), c[i + 2].parse::<f64>()) {
            (Ok(found), Ok(expected)) => (found - expected).abs() < 5.1e-7,
            (found, expected) => found.is_err() && expected.is_err(),
        };
        if cells[..3] != c[2..5] || !near(3) || !near(4) {
            wrong.push(format!("{}: {cells:?} instead of {:?}", c[0], &c[2..]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    no_fault(&engine);
    let unmet =
        "select code from codes where kind = 'trend' and code not in (select trend from trend where trend is not null)";
    assert_eq!(rows(&engine, unmet), [""; 0]);
    let stale = store.engine(2025);
    assert_eq!(rows(&stale, "select distinct reason, slope, p from trend"), ["stale||"]);
    no_fault(&stale);
}

#[test]
fn settings_move_the_boundaries_of_a_trend() {
    let case = |name: &str, values: &str| vec![name.to_string(), values.to_string()];
    let cases = [
        case("six", "1 2 3 4 5 6"),
        case("five", "1 2 3 4 5"),
        case("eight", "1 2 3 4 5 6 7 8"),
        case("tie", "1 2 3 4 5 6 6"),
    ];
    let of = |settings: &str| -> BTreeMap<String, String> {
        let store = trend_store(&cases, settings);
        let engine = store.engine(2020);
        no_fault(&engine);
        let found = rows(&engine, "select city, trend, reason, p_kind from trend");
        found.iter().filter_map(|r| r.split_once('|')).map(|(c, r)| (c.to_string(), r.to_string())).collect()
    };
    // p of six in order is 1/360: not below 1/360, and below a little more.
    assert_eq!(of("trend_p,0.002777777777777778,0.01,x")["six"], "no_clear_trend||exact");
    assert_eq!(of("trend_p,0.00277777777777778,0.01,x")["six"], "rising||exact");
    assert_eq!(of("trend_points,5,6,x")["five"], "no_clear_trend||exact");
    assert_eq!(of("trend_points,7,6,x")["six"], "|too_few_points|");
    assert_eq!(of("trend_exact,7,10,x")["eight"], "rising||normal");
    assert_eq!(of("trend_exact,8,10,x")["eight"], "rising||exact");
    assert_eq!(of("trend_exact,6,10,x")["tie"], "rising||normal");
    assert_eq!(of("")["tie"], "|ties|");
}

#[test]
fn a_trend_rests_on_the_comparable_run_alone() {
    let mut observations = String::from("city,measurement,cycle,reference_year,value,status\n");
    for (year, value) in (2007..2020).zip([9, 8, 7, 6, 5, 4, 3, 1, 2, 3, 4, 5, 6]) {
        let status = if year == 2014 { "B" } else { "A" };
        observations += &format!("northbridge,unemployment_rate,2020,{year},{value},{status}\n");
    }
    let store = store(&[
        ("cities", "city,name,country,region,baseline_year\nnorthbridge,Northbridge,KEN,Africa,2017\n"),
        ("observations", &observations),
    ]);
    let engine = store.engine(2020);
    let sql = "select first_year, last_year, n, slope, s, trend from trend";
    assert_eq!(
        rows(&engine, sql),
        ["2014|2019|6|1.0|15|rising"],
        "from the break on, the years before the baseline too"
    );
}

/// Rows of an expected file by city: n, slope, s, variance, p, trend, reason.
pub fn expected(name: &str) -> BTreeMap<String, Vec<String>> {
    let text = std::fs::read_to_string(support::fixture(name)).unwrap();
    text.lines()
        .skip(1)
        .map(|l| {
            let mut cells: Vec<String> = l.split(',').map(str::to_string).collect();
            (cells.remove(0), cells)
        })
        .collect()
}

#[test]
fn trends_agree_with_scipy_and_pymannkendall() {
    let series = std::fs::read_to_string(support::fixture("trend/series.csv")).unwrap();
    let mut observations = OBSERVATIONS.to_string();
    for line in series.lines().skip(1) {
        let (city, point) = line.split_once(',').unwrap();
        observations += &format!("{city},gdp_per_capita,2020,{point},,,official,total\n");
    }
    let expected = expected("trend/expected.csv");
    let store = store(&[("cities", &cities(expected.keys().map(String::as_str))), ("observations", &observations)]);
    let engine = store.engine(2020);
    let found = rows(
        &engine,
        "select city, n, slope, s, case when p_kind = 'normal' then variance end as variance, p, trend, reason from trend",
    );
    assert_eq!(found.len(), expected.len());
    for row in &found {
        let cells: Vec<&str> = row.split('|').collect();
        let wanted = &expected[cells[0]];
        for (i, (found, wanted)) in cells[1..].iter().zip(wanted).enumerate() {
            // slope and variance to 1e-9, p to 1e-6; the rest as it stands.
            let fits = match (i, found.parse::<f64>(), wanted.parse::<f64>()) {
                (1 | 3, Ok(a), Ok(b)) => (a - b).abs() <= 1e-9 * b.abs().max(1e-12),
                (4, Ok(a), Ok(b)) => (a - b).abs() <= 1e-9,
                _ => found == wanted,
            };
            assert!(fits, "{row} instead of {wanted:?}");
        }
    }
    no_fault(&engine);
    // Whatever the number of threads, and however often.
    let first = engine.table("progress_components").unwrap();
    for threads in [1, 7] {
        let other =
            Engine::open_with_threads(&store.snapshot, &support::repository().join("queries"), Some(2020), threads)
                .unwrap();
        assert!(other.table("progress_components").unwrap().batch() == first.batch(), "{threads} threads");
    }
}

/// Every order of up to seven values, counted: what the table of exact p must say.
#[test]
fn the_exact_table_counts_every_order() {
    fn orders(rest: &mut Vec<i32>, taken: &mut Vec<i32>, counts: &mut BTreeMap<i64, i64>) {
        if rest.is_empty() {
            let pairs = (0..taken.len()).flat_map(|i| (i + 1..taken.len()).map(move |j| (i, j)));
            let s: i64 = pairs.map(|(i, j)| i64::from((taken[j] - taken[i]).signum())).sum();
            *counts.entry(s.abs()).or_default() += 1;
            return;
        }
        for i in 0..rest.len() {
            taken.push(rest.remove(i));
            orders(rest, taken, counts);
            rest.insert(i, taken.pop().unwrap());
        }
    }
    let framework = support::framework();
    for n in 4..=7 {
        let mut counts = BTreeMap::new();
        orders(&mut (0..n).collect(), &mut Vec::new(), &mut counts);
        let all: i64 = counts.values().sum();
        let found: Vec<(i64, f64)> =
            framework.mann_kendall.iter().filter(|m| m.n == i64::from(n)).map(|m| (m.s, m.p)).collect();
        let wanted: Vec<(i64, f64)> =
            counts.keys().map(|s| (*s, counts.range(s..).map(|c| c.1).sum::<i64>() as f64 / all as f64)).collect();
        assert_eq!(found, wanted, "{n} points");
    }
}
