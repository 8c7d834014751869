//! Needs the open data beside the repository: `just real` runs it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use learning_cities::ingest::read::mapping::Mapping;
use learning_cities::ingest::read::raw::RawFile;
use learning_cities::model::framework::Framework;
use learning_cities::model::network::Network;
use polars::prelude::*;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn source() -> PathBuf {
    root().join("../shared/open-data/uk-ons")
}

/// Every file of every mapping of data/uk-ons, read.
fn read_all() -> BTreeMap<String, RawFile> {
    let framework = Framework::load(&root().join("data/framework")).unwrap();
    let network = Network::load(&root().join("data/uk-ons"), &framework).unwrap();
    assert!(!network.file.fictional);
    let mut paths: Vec<_> =
        std::fs::read_dir(root().join("data/uk-ons/mappings")).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    let mut all = BTreeMap::new();
    for path in paths {
        let mapping = Mapping::load(&path, &framework).unwrap();
        assert_eq!((mapping.source.as_str(), mapping.consent.as_str()), ("uk-ons", "public"));
        for (path, file) in mapping.files(&source()).unwrap() {
            let raw = mapping.read(&std::fs::read(&path).unwrap(), &file);
            assert_eq!(raw.findings, [], "{file}");
            assert!(all.insert(file, raw).is_none(), "a file is read by one mapping");
        }
    }
    all
}

fn height(frame: &Option<DataFrame>) -> usize {
    frame.as_ref().map_or(0, DataFrame::height)
}

#[test]
fn every_row_of_the_uk_files_is_accounted_for() {
    let all = read_all();
    for (file, raw) in &all {
        let bytes = std::fs::read(source().join(file.strip_prefix("uk-ons:").unwrap())).unwrap();
        let mut reader = csv::ReaderBuilder::new().from_reader(bytes.as_slice());
        let records = reader.records().map(Result::unwrap).count();
        println!(
            "{file}: read {} filtered {} observations {} context {}",
            raw.rows_read,
            raw.filtered,
            height(&raw.observations),
            height(&raw.context)
        );
        assert_eq!(raw.rows_read, records, "{file}: each row feeds at most one definition here");
        assert_eq!(raw.rows_read, raw.filtered + height(&raw.observations) + height(&raw.context), "{file}");
    }
    assert_eq!(all.len(), 13);
}

#[test]
fn the_uk_registry_covers_every_authority_that_is_used() {
    let all = read_all();
    let registries: Vec<_> = all.values().filter_map(|r| r.cities.as_ref()).collect();
    let [registry] = registries[..] else { panic!("one file brings the registry") };
    let text = |frame: &DataFrame, column: &str| -> Vec<String> {
        frame.column(column).unwrap().str().unwrap().iter().map(|c| c.unwrap_or_default().to_string()).collect()
    };
    let cities = text(registry, "city");
    assert_eq!(cities.len(), 361);
    for (file, raw) in &all {
        for frame in [&raw.observations, &raw.context].into_iter().flatten() {
            for city in text(frame, "city") {
                assert!(cities.contains(&city), "{file}: {city} is not in the registry");
            }
        }
    }
    let swansea = cities.iter().position(|c| c == "W06000011").unwrap();
    assert_eq!(text(registry, "name")[swansea], "Swansea");
    assert_eq!(text(registry, "country")[swansea], "GBR");
    assert_eq!(text(registry, "region")[swansea], "Europe and North America");
}

#[test]
fn swansea_has_twenty_years_of_unemployment_with_the_published_interval() {
    let all = read_all();
    let frame = all["uk-ons:modelled-unemployment.csv"].observations.clone().unwrap();
    let swansea = frame
        .lazy()
        .filter(col("city").eq(lit("W06000011")))
        .sort(["reference_year"], SortMultipleOptions::default())
        .collect()
        .unwrap();
    let text = |column: &str, row: usize| swansea.column(column).unwrap().str().unwrap().get(row).map(str::to_string);
    assert_eq!(swansea.height(), 20);
    assert_eq!(text("reference_year", 0).as_deref(), Some("2004"));
    assert_eq!(text("reference_year", 19).as_deref(), Some("2023"));
    assert_eq!(text("cycle", 19).as_deref(), Some("2023"));
    // As published: grep W06000011 modelled-unemployment.csv
    let raw = std::fs::read_to_string(source().join("modelled-unemployment.csv")).unwrap();
    let line = raw.lines().find(|l| l.starts_with("W06000011") && l.contains("2023-01-01")).unwrap();
    let cells: Vec<_> = line.split(',').collect();
    assert_eq!(text("value", 19).as_deref(), Some(cells[5]));
    assert_eq!(text("ci_lower", 19).as_deref(), Some(cells[8]));
    assert_eq!(text("ci_upper", 19).as_deref(), Some(cells[9]));
}

#[test]
fn values_that_the_office_withholds_have_a_status_and_no_value() {
    let all = read_all();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for raw in all.values() {
        let Some(frame) = &raw.observations else { continue };
        let (values, statuses) =
            (frame.column("value").unwrap().str().unwrap(), frame.column("status").unwrap().str().unwrap());
        for (value, status) in values.iter().zip(statuses.iter()) {
            if value.is_none() {
                *counts.entry(status.unwrap_or("none").to_string()).or_default() += 1;
            }
            assert!(value.is_none() || matches!(status, None | Some("D")), "{value:?} {status:?}");
        }
    }
    assert_eq!(counts, BTreeMap::from([("O".to_string(), 282), ("Q".to_string(), 15)]));
}

#[test]
fn the_uk_network_is_ingested_without_an_error_and_twice_the_same() {
    use learning_cities::ingest;
    let framework = Framework::load(&root().join("data/framework")).unwrap();
    let network = Network::load(&root().join("data/uk-ons"), &framework).unwrap();
    let sources = BTreeMap::from([("uk-ons".to_string(), source())]);
    let store = tempfile::tempdir().unwrap();
    let report = ingest::run(&network, &framework, &sources, store.path()).unwrap();
    assert_eq!(report.files.len(), 13);
    for f in &report.files {
        assert_eq!(f.rows_read, f.accepted + f.rejected + f.filtered, "{}", f.file);
        assert_eq!(f.rejected, 0, "{}", f.file);
    }
    let snapshot = learning_cities::store::Store::open(store.path()).unwrap().current().unwrap().unwrap();
    let observations = snapshot.table("observations").unwrap();
    let cities: std::collections::BTreeSet<_> =
        (0..observations.len()).filter_map(|row| observations.text("city", row)).collect();
    assert!(cities.len() >= 350, "{}", cities.len());
    let swansea: Vec<usize> = (0..observations.len())
        .filter(|row| {
            observations.text("city", *row) == Some("W06000011")
                && observations.text("measurement", *row) == Some("unemployment_rate")
        })
        .collect();
    let years: Vec<_> = swansea.iter().filter_map(|row| observations.integer("reference_year", *row)).collect();
    assert_eq!(years, (2004..=2023).collect::<Vec<_>>());
    // The share without qualifications is turned round: so are its interval's ends.
    for row in
        (0..observations.len()).filter(|row| observations.text("measurement", *row) == Some("adult_literacy_rate"))
    {
        if let (Some(low), Some(value), Some(high)) = (
            observations.number("ci_lower", row),
            observations.number("value", row),
            observations.number("ci_upper", row),
        ) {
            assert!(low <= value && value <= high && value > 50.0);
        }
    }
    let other = tempfile::tempdir().unwrap();
    let single = ingest::run(&network, &framework, &sources, other.path()).unwrap();
    assert_eq!(single.files.len(), report.files.len());
    let again = learning_cities::store::Store::open(other.path()).unwrap().current().unwrap().unwrap();
    assert_eq!(snapshot.id, again.id);
    for table in learning_cities::model::schema::TABLES {
        assert!(
            std::fs::read(snapshot.path(table.name)).unwrap() == std::fs::read(again.path(table.name)).unwrap(),
            "{}",
            table.name
        );
    }
}

/// tests/fixtures/trend/uk.csv holds what scipy and pymannkendall say of the same file (tests/oracles/trend.py).
#[test]
fn trends_of_unemployment_agree_with_scipy_and_pymannkendall() {
    let framework = Framework::load(&root().join("data/framework")).unwrap();
    let network = Network::load(&root().join("data/uk-ons"), &framework).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let sources = BTreeMap::from([("uk-ons".to_string(), source())]);
    learning_cities::ingest::run(&network, &framework, &sources, dir.path()).unwrap();
    let snapshot = learning_cities::store::Store::open(dir.path()).unwrap().current().unwrap().unwrap();
    let engine = learning_cities::engine::Engine::open(&snapshot, &root().join("queries"), Some(2023)).unwrap();
    let sql = "select * from trend where measurement = 'unemployment_rate' order by city";
    let batches = engine.query(sql).unwrap();
    let found = learning_cities::base::table::Table::new(batches[0].schema(), &batches).unwrap();
    let text = std::fs::read_to_string(root().join("tests/fixtures/trend/uk.csv")).unwrap();
    let expected: Vec<Vec<&str>> = text.lines().skip(1).map(|l| l.split(',').collect()).collect();
    assert_eq!(found.len(), expected.len());
    for (row, wanted) in expected.iter().enumerate() {
        assert_eq!(found.text("city", row), Some(wanted[0]));
        assert_eq!(found.integer("n", row).map(|n| n.to_string()).as_deref(), Some(wanted[1]), "{wanted:?}");
        assert_eq!(found.integer("s", row).map(|n| n.to_string()).unwrap_or_default(), wanted[3], "{wanted:?}");
        for (column, text, within) in [("slope", wanted[2], 1e-9), ("p", wanted[5], 1e-6)] {
            match (found.number(column, row), text.parse::<f64>()) {
                (Some(a), Ok(b)) => assert!((a - b).abs() <= within, "{column} {a}: {wanted:?}"),
                (a, b) => assert!(a.is_none() && b.is_err(), "{column} {a:?}: {wanted:?}"),
            }
        }
        assert_eq!(found.text("trend", row).unwrap_or_default(), wanted[6], "{wanted:?}");
        assert_eq!(found.text("reason", row).unwrap_or_default(), wanted[7], "{wanted:?}");
    }
    for check in ["check_trend", "check_target_status", "check_components"] {
        assert!(engine.table(check).unwrap().is_empty(), "{check}");
    }
}
