//! The examples of docs/mapping.md, each read by a network of its own and compared with what pandas makes of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use learning_cities::base::table::Table;
use learning_cities::ingest;
use learning_cities::model::network::Network;
use learning_cities::model::vocabulary::Severity;
use learning_cities::store::Store;
use regex::Regex;

use super::support::{close, fixture, framework, repository, write};

/// An example: its mapping, and the tables that stand above it in its section.
pub(super) struct Example {
    pub name: String,
    pub mapping: String,
    pub tables: Vec<(String, String)>,
}

pub(super) fn examples() -> Vec<Example> {
    let text = fs::read_to_string(repository().join("docs/mapping.md")).unwrap();
    let block = Regex::new(r"(?ms)^```(\w+) (\S+)\n(.*?)^```$").unwrap();
    let mut found = Vec::new();
    for section in text.split("\n## ") {
        let mut tables = Vec::new();
        for part in block.captures_iter(section) {
            if &part[1] == "toml" {
                let tables = std::mem::take(&mut tables);
                found.push(Example { name: part[2].to_string(), mapping: part[3].to_string(), tables });
            } else {
                tables.push((part[2].to_string(), part[3].to_string()));
            }
        }
        assert!(tables.is_empty(), "a table without its mapping: {section}");
    }
    found
}

/// Rows of the fixture: example, then the other cells.
fn expected() -> BTreeMap<String, Vec<Vec<String>>> {
    let text = fs::read_to_string(fixture("mapping/expected.csv")).unwrap();
    let mut rows: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let mut cells = line.split(',').map(str::to_string);
        rows.entry(cells.next().unwrap()).or_default().push(cells.collect());
    }
    rows
}

const NETWORK: &str = "name = \"Examples\"\nfictional = true\n";
const GROUP: &str = "[[group]]\nname = \"state\"\ntitle = \"state\"\n";

fn ingested(example: &Example, cities: &BTreeSet<&str>, dir: &Path) -> (Table, Table) {
    let network = dir.join("network");
    let group = if example.mapping.contains("group.state") { GROUP } else { "" };
    write(&network, "network.toml", format!("{NETWORK}{group}"));
    let rows: String = cities.iter().map(|c| format!("{c},Place {c},,KEN,Africa,,\n")).collect();
    if !example.mapping.contains("[file.registry]") {
        write(&network, "cities.csv", format!("city,name,local_name,country,region,joined,baseline_year\n{rows}"));
    }
    write(
        &network,
        "definitions.csv",
        "definition,measurement,language,title,unit,price_base,low,high,note\n\
         output-per-head,gdp_per_capita,,Output per head,US$ per inhabitant,constant 2020,1000,100000,\n",
    );
    write(&network, &format!("mappings/{}.toml", example.name), &example.mapping);
    let source = dir.join("source");
    for (name, text) in &example.tables {
        write(&source, name, text);
    }
    for file in fs::read_dir(fixture("mapping")).unwrap() {
        let file = file.unwrap();
        let name = file.file_name().into_string().unwrap();
        if example.mapping.contains(&format!("pattern = \"{name}\"")) {
            write(&source, &name, fs::read(file.path()).unwrap());
        }
    }
    let (framework, store) = (framework(), dir.join("store"));
    let network = Network::load(&network, &framework).unwrap();
    let sources = BTreeMap::from([("office".to_string(), source)]);
    let report = ingest::run(&network, &framework, &sources, &store).unwrap();
    let errors: Vec<_> = report.findings.iter().filter(|f| f.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{}: {errors:?}", example.name);
    for file in &report.files {
        assert_eq!(file.rows_read, file.accepted + file.rejected + file.filtered, "{file:?}");
    }
    let snapshot = Store::open(&store).unwrap().current().unwrap().unwrap();
    (snapshot.table("observations").unwrap(), snapshot.table("city_context").unwrap())
}

/// A number of the fixture; none where it is empty.
fn number(text: &str) -> Option<f64> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}

fn same(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => close(a, b),
        (a, b) => a == b,
    }
}

#[test]
fn every_example_gives_what_pandas_makes_of_it() {
    let (examples, expected) = (examples(), expected());
    let names: BTreeSet<&str> = examples.iter().map(|e| e.name.as_str()).collect();
    assert_eq!(names, expected.keys().map(String::as_str).collect(), "examples and tests/oracles/mapping.py");
    for example in &examples {
        let wanted = &expected[&example.name];
        let cities: BTreeSet<&str> = wanted.iter().map(|row| row[1].as_str()).collect();
        let dir = tempfile::tempdir().unwrap();
        let (observations, context) = ingested(example, &cities, dir.path());
        assert_eq!(observations.len() + context.len(), wanted.len(), "{}", example.name);
        for row in wanted {
            let [series, city, item, year, value, low, high, source, status] = &row[..] else { panic!("{row:?}") };
            let what = format!("{} {series} {city} {item} {year}", example.name);
            let (table, of, name) = match series.strip_prefix("context ") {
                Some(variable) => (&context, "variable", variable),
                None => (&observations, "measurement", series.as_str()),
            };
            let is_context = of == "variable";
            let at = (0..table.len()).find(|at| {
                let year_of = if is_context { "year" } else { "reference_year" };
                table.text(of, *at) == Some(name)
                    && table.text("city", *at) == Some(city)
                    && table.integer(year_of, *at) == Some(year.parse().unwrap())
                    && (is_context || table.text("item", *at) == Some(item))
            });
            let at = at.unwrap_or_else(|| panic!("{what} is not there"));
            let found = table.number("value", at);
            assert!(same(found, number(value)), "{what}: {found:?}, not {value}");
            if !is_context {
                for (end, text) in [("ci_lower", low), ("ci_upper", high)] {
                    let found = table.number(end, at);
                    assert!(same(found, number(text)), "{what} {end}: {found:?}, not {text}");
                }
                assert_eq!(table.text("source", at), Some(source.as_str()), "{what}");
                assert_eq!(table.text("status", at), Some(status.as_str()), "{what}");
            }
        }
        if example.name == "keys" {
            let store = Store::open(&dir.path().join("store")).unwrap();
            let cities = store.current().unwrap().unwrap().table("cities").unwrap();
            let at = (0..cities.len()).find(|at| cities.text("city", *at) == Some("04-12800")).unwrap();
            assert_eq!(cities.text("name", at), Some("Saltmere, Hallow"));
            assert_eq!((cities.number("longitude", at), cities.number("latitude", at)), (Some(-31.25), Some(12.5)));
            let groups = store.current().unwrap().unwrap().table("city_groups").unwrap();
            let of = |city| (0..groups.len()).find(|at| groups.text("city", *at) == Some(city)).unwrap();
            assert_eq!(groups.text("name", of("11-00128")), Some("Ostland"));
        }
    }
}
