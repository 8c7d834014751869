//! Peers, comparison and progress against an independent computation (tests/oracles/marts.py), and the rules of the
//! search.

use std::collections::{BTreeMap, BTreeSet};

use learning_cities::base::table::Table;
use learning_cities::engine::Engine;
use learning_cities::model::vocabulary::Severity;
use learning_cities::peers::{Rules, Variable, nearest};

use crate::support::{self, close, rows, store};

fn oracle(name: &str) -> String {
    std::fs::read_to_string(support::fixture(&format!("oracle/{name}.csv"))).unwrap()
}

fn oracle_store() -> support::TestStore {
    let names = ["cities", "city_context", "peer_variables", "named_groups", "observations", "declarations"];
    let texts: Vec<(&str, String)> = names.iter().map(|n| (*n, oracle(n))).collect();
    let given: Vec<(&str, &str)> = texts.iter().map(|(n, t)| (*n, t.as_str())).collect();
    store(&given)
}

/// Expected rows of a fixture by key columns, each as column to cell.
fn expected(name: &str, key: &[&str]) -> BTreeMap<Vec<String>, BTreeMap<String, String>> {
    let text = oracle(name);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    reader
        .records()
        .map(|r| {
            let row: BTreeMap<String, String> =
                header.iter().map(str::to_string).zip(r.unwrap().iter().map(str::to_string)).collect();
            (key.iter().map(|k| row[*k].clone()).collect(), row)
        })
        .collect()
}

fn cell(table: &Table, column: &str, row: usize) -> String {
    match (table.text(column, row), table.number(column, row), table.truth(column, row)) {
        (Some(t), ..) => t.to_string(),
        (None, Some(n), _) => n.to_string(),
        (None, None, Some(t)) => t.to_string(),
        _ => String::new(),
    }
}

/// Compares a table with a fixture: the same keys, every column of the fixture equal, numbers to 1e-9.
fn compare(table: &Table, fixture: &str, key: &[&str]) {
    let mut expected = expected(fixture, key);
    assert!(!expected.is_empty());
    let mut wrong = Vec::new();
    for row in 0..table.len() {
        let id: Vec<String> = key.iter().map(|k| cell(table, k, row)).collect();
        let Some(cells) = expected.remove(&id) else {
            wrong.push(format!("{id:?} is not expected"));
            continue;
        };
        for (column, want) in &cells {
            let found = cell(table, column, row);
            let equal = match (found.parse::<f64>(), want.parse::<f64>()) {
                (Ok(a), Ok(b)) => close(a, b),
                _ => found == *want,
            };
            if !equal {
                wrong.push(format!("{id:?} {column}: {found} instead of {want}"));
            }
        }
    }
    wrong.extend(expected.keys().map(|k| format!("{k:?} is missing")));
    assert!(wrong.is_empty(), "{fixture}: {} wrong\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
}

fn asked(engine: &Engine, sql: &str) -> Table {
    let batches = engine.query(sql).unwrap_or_else(|e| panic!("{e}"));
    Table::new(batches[0].schema(), &batches).unwrap()
}

#[test]
fn marts_agree_with_an_independent_computation() {
    let store = oracle_store();
    let engine = store.engine(2022);
    let series = ["city", "measurement", "item"];
    let progress = asked(
        &engine,
        "select c.*, p.change, p.change_per_year from progress as p inner join progress_components as c \
         on p.city = c.city and p.measurement = c.measurement and p.item = c.item where p.latest_year is not null",
    );
    compare(&progress, "expected_progress", &series);
    let marts: [(&str, &[&str]); 13] = [
        ("network_progress", &["measurement", "item", "definition", "reference_year"]),
        ("nearest_context", &["city", "variable"]),
        ("nearest_peers", &["city", "peer"]),
        ("peer_explanation", &["city", "peer", "variable"]),
        ("peer_stability", &["city", "peer"]),
        ("peer_correlations", &["variable", "other_variable"]),
        ("peer_comparison", &["city", "scheme", "measurement", "item"]),
        ("peer_change_comparison", &["city", "scheme", "measurement", "item"]),
        ("peer_series", &["city", "measurement", "item", "reference_year"]),
        ("peer_prediction", &["measurement", "predicted"]),
        ("learning_requests", &series),
        ("peer_learning", &["city", "measurement", "item", "peer"]),
        ("learning_offers", &["city", "feature", "role", "peer"]),
    ];
    for (mart, key) in marts {
        compare(&engine.table(mart).unwrap(), &format!("expected_{mart}"), key);
    }
    for check in engine.checks().unwrap().into_iter().filter(|c| c.severity == Severity::Error) {
        assert_eq!(check.rows.len(), 0, "{}", check.name);
    }
    assert_eq!(rows(&engine, "select variable from nearest_variables where not used"), ["flat"], "dropped and named");
    assert_eq!(
        rows(&engine, "select variable, low is null, high is null from nearest_variables where used order by variable"),
        ["income|true|true", "population|true|true", "rain|false|false", "schooling|false|false"],
        "logarithms are not winsorised"
    );
    assert_eq!(
        rows(&engine, "select count(*) from peers where peer = 'town-05'"),
        ["0"],
        "a city without observations is nobody's peer"
    );
}

/// Every mart as text, row by row.
fn everything(engine: &Engine) -> BTreeMap<String, Vec<String>> {
    let marts = engine.relations().iter().filter(|r| r.kind == learning_cities::engine::RelationKind::Mart);
    marts
        .map(|r| {
            let table = engine.table(&r.name).unwrap();
            let lines = (0..table.len()).map(|row| {
                let cells: Vec<String> = r.columns.iter().map(|c| cell(&table, &c.0, row)).collect();
                cells.join("|")
            });
            (r.name.clone(), lines.collect())
        })
        .collect()
}

fn lines_of(name: &str) -> (String, Vec<String>) {
    let text = oracle(name);
    let mut lines = text.lines().map(str::to_string);
    (lines.next().unwrap(), lines.collect())
}

const DECLARED: &str = "city,role,feature,consent\n\
town-01,priority,1.2.2,public\ntown-02,priority,1.1.1,private\ntown-03,expertise,1.2.2,public\ntown-04,expertise,1.1.1,private\n";
const PRACTISED: &str = "city,feature,title,summary,consent\n\
town-03,1.2.2,Open doors,What we did,public\ntown-03,1.2.2,A second,More,public\ntown-04,1.1.1,Hidden,Secret,private\n";
const AIMED: &str = "city,measurement,item,year,value,consent\n\
town-01,unemployment_rate,total,2030,3,public\ntown-02,unemployment_rate,total,2030,3,private\n";

#[test]
fn withheld_values_row_order_and_threads_change_no_mart() {
    let context = oracle("city_context");
    let cities = oracle("cities");
    let variables = oracle("peer_variables");
    let groups = oracle("named_groups");
    let (header, lines) = lines_of("observations");
    let public: String = (0..48)
        .flat_map(|i| {
            let features = ["1.1.2", "1.1.3", "1.2.2", "1.2.3", "1.2.5", "1.3.1"];
            features.map(|feature| format!("town-{i:02},{feature},Open doors,What we did,public\n"))
        })
        .collect();
    let practices = PRACTISED.to_string() + &public;
    let of = |observations: &[String], practised: &str, aimed: &str, threads: usize| {
        let text = format!("{header}\n{}\n", observations.join("\n"));
        let store = store(&[
            ("cities", &cities),
            ("city_context", &context),
            ("peer_variables", &variables),
            ("named_groups", &groups),
            ("observations", &text),
            ("declarations", DECLARED),
            ("practices", practised),
            ("targets", aimed),
        ]);
        let engine =
            Engine::open_with_threads(&store.snapshot, &support::repository().join("queries"), None, threads).unwrap();
        everything(&engine)
    };
    let first = of(&lines, &practices, AIMED, 1);
    assert!(first["peer_learning"].len() > 20, "peer learning names {} cities", first["peer_learning"].len());
    assert!(first["peer_learning"].iter().any(|l| l.contains("Open doors")));
    assert!(!format!("{first:?}").contains("Secret"));
    let changed: Vec<String> = lines
        .iter()
        .rev()
        .map(|l| {
            let mut cells: Vec<String> = l.split(',').map(str::to_string).collect();
            let consent = header.split(',').position(|h| h == "consent").unwrap();
            if cells[consent] != "public" {
                // Another value, another cycle far ahead, another source, no interval, another flag.
                cells[1] = "2099".into();
                cells[5] = "77.7".into();
                cells[6] = String::new();
                cells[7] = String::new();
                cells[11] = "expert".into();
                cells[12] = "B".into();
            }
            cells.join(",")
        })
        .collect();
    assert!(changed.iter().filter(|l| l.contains("77.7")).count() > 50);
    let second = of(&changed, &practices.replace("Secret", "Other"), &AIMED.replace("3,private", "9,private"), 4);
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (mart, rows) in &first {
        assert_eq!(rows, &second[mart], "{mart}");
    }
}

const RULES: Rules = Rules { k: 3, shared_weight: 2.0 / 3.0, winsor_low: 0.01, winsor_high: 0.99 };

fn variable(weight: f64, values: &[f64]) -> Variable {
    let values = values.iter().map(|v| if v.is_nan() { None } else { Some(*v) }).collect();
    Variable { weight, winsorised: true, values }
}

#[test]
fn two_thirds_is_enough_and_less_is_not() {
    let none = f64::NAN;
    let three = [
        variable(1.0, &[1.0, 2.0, 3.0, none, 5.0]),
        variable(1.0, &[1.0, 2.0, none, 4.0, none]),
        variable(1.0, &[1.0, 2.0, 3.0, 4.0, none]),
    ];
    let found = nearest(&[true; 5], &three, &RULES);
    assert!(found.nearest[4].is_empty(), "a city with one variable of three has no peers");
    assert_eq!(found.held, [1.0, 1.0, 2.0 / 3.0, 2.0 / 3.0, 1.0 / 3.0]);
    // Cities 2 and 3 hold two thirds each, but share only one third.
    assert!(found.nearest[2].iter().all(|n| n.city != 3));
    assert_eq!(found.nearest[2].iter().map(|n| n.city).collect::<Vec<_>>(), [1, 0]);
}

#[test]
fn ties_go_by_city_and_candidates_only() {
    let one = [variable(1.0, &[0.0, 1.0, -1.0, 1.0, 5.0, -1.0])];
    let found = nearest(&[true; 6], &one, &RULES);
    assert_eq!(found.nearest[0].iter().map(|n| n.city).collect::<Vec<_>>(), [1, 2, 3]);
    let found = nearest(&[true, false, true, true, true, true], &one, &RULES);
    assert_eq!(found.nearest[0].iter().map(|n| n.city).collect::<Vec<_>>(), [2, 3, 5]);
    assert_eq!(found.nearest[1].len(), 3, "a city that is nobody's peer has peers");
}

#[test]
fn broken_and_empty_context_never_panics() {
    let inf = f64::INFINITY;
    let odd = [
        Variable {
            weight: 1.0,
            winsorised: true,
            values: vec![Some(inf), Some(f64::NAN), Some(1.0), Some(-inf), Some(2.0), None],
        },
        variable(1.0, &[7.0; 6]),
        variable(1.0, &[f64::NAN; 6]),
        variable(1e300, &[1e308, -1e308, 1e308, 0.0, 1.0, 2.0]),
    ];
    let found = nearest(&[true; 6], &odd, &RULES);
    assert!(!found.variables[1].used && !found.variables[2].used);
    for peer in found.nearest.iter().flatten() {
        assert!(!peer.distance.is_nan());
    }
    assert!(nearest(&[], &[], &RULES).nearest.is_empty());
    assert!(nearest(&[true; 3], &[], &RULES).nearest.iter().all(Vec::is_empty));
    assert!(nearest(&[true], &odd[..0], &RULES).nearest[0].is_empty());
}

#[test]
fn parts_add_up_to_the_whole() {
    let two = [variable(2.0, &[1.0, 2.0, 4.0]), variable(1.0, &[3.0, 3.5, 1.0])];
    for peer in nearest(&[true; 3], &two, &RULES).nearest.iter().flatten() {
        assert!(close(peer.parts.iter().flatten().sum::<f64>(), 1.0));
        assert_eq!(peer.shared_weight, 1.0);
    }
    let twins = [variable(1.0, &[1.0, 1.0, 4.0])];
    let found = nearest(&[true; 3], &twins, &RULES);
    assert_eq!((found.nearest[0][0].distance, found.nearest[0][0].parts[0]), (0.0, Some(0.0)));
}

/// Leaving a variable out of the search is the search without it.
#[test]
fn stability_counts_the_runs_that_keep_a_peer() {
    let none = f64::NAN;
    let three = [
        variable(1.0, &[1.0, 2.0, 3.0, 4.0, 5.0, 2.5, none, 8.0]),
        variable(2.0, &[3.0, 3.5, 1.0, 9.0, 2.0, none, 3.1, 0.5]),
        variable(1.5, &[0.1, 0.9, 0.4, 0.3, none, 0.2, 0.8, 0.7]),
    ];
    let found = nearest(&[true; 8], &three, &RULES);
    assert_eq!(found.runs, 3);
    let mut seen = BTreeSet::new();
    for (city, peers) in found.nearest.iter().enumerate() {
        for peer in peers {
            let kept = (0..3).filter(|out| {
                let left: Vec<Variable> = (0..3).filter(|v| v != out).map(|v| three[v].clone()).collect();
                nearest(&[true; 8], &left, &RULES).nearest[city].iter().any(|n| n.city == peer.city)
            });
            assert_eq!(peer.kept, kept.count(), "{city} {}", peer.city);
            seen.insert(peer.kept);
        }
    }
    assert!(seen.len() > 1, "some peers are firmer than others: {seen:?}");
    let one = nearest(
        &[true; 3],
        &three[..1]
            .iter()
            .map(|v| variable(1.0, &v.values[..3].iter().map(|v| v.unwrap()).collect::<Vec<_>>()))
            .collect::<Vec<_>>(),
        &RULES,
    );
    assert_eq!((one.runs, one.nearest[0][0].kept), (0, 0), "nothing is left without the only variable");
}

/// Blocks of cities are only a way to compute: the same peers as by looking at all of them.
#[test]
fn peers_of_many_cities_are_those_of_a_plain_search() {
    let n = 700;
    let value = |i: usize, step: usize| ((i * step) % 997) as f64 / 10.0;
    let gaps = |i: usize, step: usize| if (i * step).is_multiple_of(7) { None } else { Some(value(i, step)) };
    let variables: Vec<Variable> = [37, 101, 211, 499]
        .iter()
        .map(|step| Variable {
            weight: 1.0 + (*step % 3) as f64,
            winsorised: *step != 101,
            values: (0..n).map(|i| gaps(i, *step)).collect(),
        })
        .collect();
    let candidate: Vec<bool> = (0..n).map(|i| i % 5 != 0).collect();
    let found = nearest(&candidate, &variables, &RULES);
    let total: f64 = variables.iter().map(|v| v.weight).sum();
    for city in [0, 1, 255, 256, 257, 511, 699] {
        let z = |c: usize, v: usize| found.variables[v].z[c];
        let mut near: Vec<(i64, usize)> = (0..n)
            .filter(|o| *o != city && candidate[*o])
            .filter_map(|o| {
                let shared: Vec<usize> = (0..4).filter(|v| z(city, *v).is_some() && z(o, *v).is_some()).collect();
                let weight: f64 = shared.iter().map(|v| variables[*v].weight).sum();
                let sum: f64 = shared
                    .iter()
                    .map(|v| variables[*v].weight * (z(city, *v).unwrap() - z(o, *v).unwrap()).powi(2))
                    .sum();
                (weight / total + 1e-9 >= 2.0 / 3.0).then(|| ((total / weight * sum * 1e10).round() as i64, o))
            })
            .collect();
        near.sort_unstable();
        near.truncate(3);
        let held = (0..4).filter(|v| z(city, *v).is_some()).map(|v| variables[v].weight).sum::<f64>() / total + 1e-9
            >= 2.0 / 3.0;
        let expected: Vec<usize> = near.into_iter().map(|p| p.1).filter(|_| held).collect();
        assert_eq!(found.nearest[city].iter().map(|p| p.city).collect::<Vec<_>>(), expected, "{city}");
    }
}

/// Eight cities in one region and one alone, a group of one, a group across: whom each is set beside.
#[test]
fn groups_of_one_and_a_city_alone_have_too_few_peers() {
    let mut cities = String::from("city,name,country,region\nalone,Alone,KEN,Arab States\n");
    let mut observed = String::from(
        "city,cycle,measurement,reference_year,value\nalone,2020,unemployment_rate,2015,9\nalone,2020,unemployment_rate,2019,8\n",
    );
    for i in 0..8 {
        cities += &format!("city-{i},City {i},KEN,Africa\n");
        observed +=
            &format!("city-{i},2020,unemployment_rate,2015,{}\ncity-{i},2020,unemployment_rate,2019,{}\n", 10 + i, 10);
    }
    cities += "silent,Silent,KEN,Africa\n";
    let groups = "name,title,city\nisland,Island,alone\ncoast,Coast,alone\ncoast,Coast,city-0\ncoast,Coast,city-1\ncoast,Coast,city-2\ncoast,Coast,city-3\ncoast,Coast,city-4\ncoast,Coast,city-5\ncoast,Coast,city-6\ncoast,Coast,silent\n";
    let store = store(&[("cities", &cities), ("observations", &observed), ("named_groups", groups)]);
    let engine = store.engine(2020);
    assert_eq!(
        rows(
            &engine,
            "select scheme, group_name, others from peer_groups where city in ('alone', 'silent') order by city, scheme"
        ),
        ["coast|Coast|7", "island|Island|0", "region|Arab States|0", "coast|Coast|8", "region|Africa|8"]
    );
    assert_eq!(
        rows(
            &engine,
            "select scheme, n_peers, median, standing, reason from peer_comparison where city = 'alone' order by scheme"
        ),
        ["coast|7|10.0|below|", "island|0|||too_few_peers", "nearest|0|||context_missing", "region|0|||too_few_peers"]
    );
    // The others changed by 0, -0.25, -0.5, -0.75, -1, -1.25 and -1.5 a year.
    assert_eq!(
        rows(
            &engine,
            "select scheme, change_per_year, n_peers, median, p25, p75, standing, reason from peer_change_comparison where city = 'alone' order by scheme"
        ),
        [
            "coast|-0.25|7|-0.75|-1.25|-0.25|within|",
            "island|-0.25|0|||||too_few_peers",
            "nearest|-0.25|0|||||context_missing",
            "region|-0.25|0|||||too_few_peers"
        ]
    );
    assert_eq!(
        rows(&engine, "select peer from peers where city = 'alone' order by peer"),
        ["city-0", "city-1", "city-2", "city-3", "city-4", "city-5", "city-6"],
        "a city without public results is nobody's peer"
    );
    for check in engine.checks().unwrap() {
        assert_eq!(check.rows.len(), 0, "{}", check.name);
    }
}

/// One city far from all others is winsorised, and is nobody's peer where there are nearer ones; a variable that nobody
/// has and one that is the same everywhere are dropped.
#[test]
fn one_extreme_city_leaves_the_others_their_peers() {
    let mut values: Vec<f64> = (0..200).map(f64::from).collect();
    let calm = nearest(&[true; 200], &[variable(1.0, &values)], &RULES);
    values[199] = 1e15;
    let found = nearest(
        &[true; 200],
        &[variable(1.0, &values), variable(1.0, &[f64::NAN; 200]), variable(1.0, &[3.0; 200])],
        &RULES,
    );
    let of = |n: &learning_cities::peers::Neighbours, c: usize| n.nearest[c].iter().map(|p| p.city).collect::<Vec<_>>();
    for city in 0..195 {
        assert_eq!(of(&found, city), of(&calm, city), "{city}");
    }
    assert_eq!(found.variables.iter().map(|v| v.used).collect::<Vec<_>>(), [true, false, false]);
    assert!(found.nearest.iter().flatten().all(|p| p.distance.is_finite()));
}

/// A city of eleven million is no near one of 378 thousand: logarithms are not winsorised.
#[test]
fn large_cities_stay_apart_on_a_logarithmic_scale() {
    let mut values: Vec<f64> = (0..200).map(|i| (1e5 * 1.005_f64.powi(i)).ln()).collect();
    values[198] = 378e3_f64.ln();
    values[199] = 11e6_f64.ln();
    let apart = |winsorised: bool| {
        let population = Variable { winsorised, ..variable(1.0, &values) };
        let z = &nearest(&[true; 200], &[population], &RULES).variables[0].z;
        z[199].unwrap() - z[198].unwrap()
    };
    assert!(apart(true) < 0.5, "{}", apart(true));
    assert!(apart(false) > 5.0, "{}", apart(false));
}

/// A case's point as a row of observations: `year,value,ci_lower,ci_upper,source,definition,price_base,status,consent`,
/// the end left out, or a value alone.
fn case_row(city: &str, measurement: &str, point: &str) -> String {
    let cells: Vec<&str> = if point.contains(',') { point.split(',').collect() } else { vec!["2019", point] };
    let cell = |i: usize| cells.get(i).copied().unwrap_or_default();
    let price = cell(6).replace('+', " ");
    let consent = if cell(8).is_empty() { "public" } else { cell(8) };
    format!(
        "{city},{measurement},2020,{},{},{},{},{},{},{price},{},{consent}\n",
        cell(0),
        cell(1),
        cell(2),
        cell(3),
        cell(4),
        cell(5),
        cell(7)
    )
}

const CASE_COLUMNS: &str =
    "city,measurement,cycle,reference_year,value,ci_lower,ci_upper,source,definition,price_base,status,consent\n";

/// Cases of a fixture, each line's cells; the fifth is what is expected.
fn cases(name: &str) -> Vec<[String; 5]> {
    let text = std::fs::read_to_string(support::fixture(&format!("methods/{name}.txt"))).unwrap();
    let lines = text.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    let cells = |line: &str| {
        let mut cells = line.splitn(5, ';').map(str::to_string);
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    };
    lines.map(cells).collect()
}

#[test]
fn standings_on_both_sides_of_every_boundary() {
    let cases = cases("standings");
    assert!(cases.len() > 30);
    let mut cities = String::from("city,name,country,region\n");
    let mut observed = CASE_COLUMNS.to_string();
    for [name, measurement, own, peers, _] in &cases {
        let points = std::iter::once(own.as_str()).chain(peers.split_whitespace());
        for (i, point) in points.enumerate() {
            let city = if i == 0 { name.clone() } else { format!("{name}.{i}") };
            cities += &format!("{city},{city},KEN,{name}\n");
            observed.extend(point.split('&').map(|point| case_row(&city, measurement, point)));
        }
    }
    let store = store(&[("cities", &cities), ("observations", &observed)]);
    let engine = store.engine(2020);
    let sql = "select city, n_peers, median, p25, p75, standing, reason, marks from peer_comparison where scheme = 'region' and city not like '%.%'";
    let found: BTreeMap<String, String> = rows(&engine, sql)
        .iter()
        .filter_map(|r| r.split_once('|').map(|(city, rest)| (city.to_string(), rest.replace('|', ";"))))
        .collect();
    let number = |text: &str| {
        text.split(';').map(|c| c.parse::<f64>().map_or(c.to_string(), |n| n.to_string())).collect::<Vec<_>>()
    };
    for [name, .., expected] in &cases {
        assert_eq!(number(&found[name]), number(expected), "{name}");
    }
}
