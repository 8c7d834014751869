//! Peers, comparison and progress against an independent computation (tests/oracles/marts.py), and the rules of the search.

use std::collections::{BTreeMap, BTreeSet};

use learning_cities::engine::{Engine, Severity};
use learning_cities::peers::{Rules, Variable, nearest};
use learning_cities::table::Table;

use crate::support::{self, close, rows, store};

fn oracle(name: &str) -> String {
    std::fs::read_to_string(support::fixture(&format!("oracle/{name}.csv"))).unwrap()
}

fn oracle_store() -> support::TestStore {
    let names = ["cities", "city_context", "peer_variables", "observations"];
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
            let row: BTreeMap<String, String> = header.iter().map(str::to_string).zip(r.unwrap().iter().map(str::to_string)).collect();
            (key.iter().map(|k| row[*k].clone()).collect(), row)
        })
        .collect()
}

fn cell(table: &Table, column: &str, row: usize) -> String {
    match (table.text(column, row), table.number(column, row)) {
        (Some(t), _) => t.to_string(),
        (None, Some(n)) => n.to_string(),
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
    assert!(
        wrong.is_empty(),
        "{fixture}: {} wrong\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
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
        "select p.*, c.difference_low, c.difference_high, c.marks from progress as p inner join progress_components as c \
         on p.city = c.city and p.measurement = c.measurement and p.item = c.item where p.latest_year is not null",
    );
    compare(&progress, "expected_progress", &series);
    compare(&engine.table("peer_context").unwrap(), "expected_context", &["city", "variable"]);
    let parts = asked(
        &engine,
        "select n.city, n.peer, n.distance, n.shared_weight, p.variable, p.part from peers as n inner join peer_parts as p \
         on n.city = p.city and n.peer = p.peer where n.scheme = 'nearest'",
    );
    compare(&parts, "expected_peers", &["city", "peer", "variable"]);
    compare(
        &engine.table("peer_comparison").unwrap(),
        "expected_comparison",
        &["city", "scheme", "measurement", "item"],
    );
    compare(
        &engine.table("peer_series").unwrap(),
        "expected_peer_series",
        &["city", "measurement", "item", "reference_year"],
    );
    for check in engine.checks().unwrap().into_iter().filter(|c| c.severity == Severity::Error) {
        assert_eq!(check.rows.len(), 0, "{}", check.name);
    }
    assert_eq!(
        rows(&engine, "select variable from nearest_variables where not used"),
        ["flat"],
        "dropped and named"
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
                let cells: Vec<String> = r
                    .columns
                    .iter()
                    .map(|c| cell(&table, &c.0, row) + if table.truth(&c.0, row) == Some(true) { "true" } else { "" })
                    .collect();
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
    let (header, lines) = lines_of("observations");
    let public: String = (0..48)
        .map(|i| format!("town-{i:02},1.2.1,Open doors,What we did,public\ntown-{i:02},1.3.1,Open doors,So,public\n"))
        .collect();
    let practices = PRACTISED.to_string() + &public;
    let of = |observations: &[String], practised: &str, aimed: &str, threads: usize| {
        let text = format!("{header}\n{}\n", observations.join("\n"));
        let store = store(&[
            ("cities", &cities),
            ("city_context", &context),
            ("peer_variables", &variables),
            ("observations", &text),
            ("declarations", DECLARED),
            ("practices", practised),
            ("targets", aimed),
        ]);
        let engine = Engine::open_with_threads(&store.snapshot, &support::repository().join("queries"), None, threads).unwrap();
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
            let consent = cells.len() - 1;
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

const RULES: Rules = Rules {
    k: 3,
    shared_weight: 2.0 / 3.0,
    winsor_low: 0.01,
    winsor_high: 0.99,
};

fn variable(weight: f64, values: &[f64]) -> Variable {
    let values = values.iter().map(|v| if v.is_nan() { None } else { Some(*v) }).collect();
    Variable { weight, values }
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

/// Eight cities of one region, one measurement: who is named for a city that moved away.
#[test]
fn peer_learning_names_who_was_there_and_moved_on() {
    let mut cities = String::from("city,name,country,region\n");
    let mut observed = String::from("city,cycle,measurement,reference_year,value\n");
    let mut put = |city: &str, region: &str, points: &[(i32, f64)]| {
        cities += &format!("{city},{city},KEN,{region}\n");
        for (year, value) in points {
            observed += &format!("{city},2020,unemployment_rate,{year},{value}\n");
        }
    };
    put("asking", "Africa", &[(2014, 10.0), (2019, 20.0)]);
    put("moved-on", "Africa", &[(2014, 25.0), (2016, 18.0), (2019, 12.0)]);
    put("just-alike", "Africa", &[(2015, 15.0), (2019, 14.0)]);
    put("not-alike", "Africa", &[(2015, 14.99), (2019, 9.0)]);
    put("too-short", "Africa", &[(2018, 20.0), (2019, 10.0)]);
    put("long-enough", "Africa", &[(2017, 20.0), (2019, 19.5)]);
    put("too-little", "Africa", &[(2015, 20.0), (2019, 19.6)]);
    put("worse", "Africa", &[(2015, 20.0), (2019, 22.0)]);
    put("elsewhere", "Arab States", &[(2015, 20.0), (2019, 10.0)]);
    put("alone", "Arab States", &[(2015, 10.0), (2019, 11.0)]);
    let practices = "city,feature,title,summary,link\nmoved-on,1.2.2,Zebra,z,\nmoved-on,1.2.2,Apprentices,a,https://example.org\n";
    let declarations = "city,role,feature\nlong-enough,expertise,1.2.2\n";
    let store = store(&[
        ("cities", &cities),
        ("observations", &observed),
        ("practices", practices),
        ("declarations", declarations),
    ]);
    let engine = store.engine(2020);
    let sql = "select peer, why, reach, from_year, from_value, to_value, practice, offers_help from peer_learning where city = ";
    let none_help = "|false";
    assert_eq!(
        rows(&engine, &format!("{sql}'asking' order by peer")),
        [
            format!("just-alike|moved_away|region|2015|15.0|14.0|{none_help}"),
            "long-enough|moved_away|region|2017|20.0|19.5||true".to_string(),
            "moved-on|moved_away|region|2014|25.0|12.0|Apprentices|false".to_string(),
        ]
    );
    // Nobody of its region was at 11 and moved on: the network answers, and says so.
    let reaches: BTreeSet<String> = rows(&engine, "select reach || ' ' || peer from peer_learning where city = 'alone'")
        .into_iter()
        .collect();
    assert_eq!(reaches, BTreeSet::from(["network just-alike".to_string(), "network not-alike".to_string()]));
}
