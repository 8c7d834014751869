//! The store: atomic, one writer, and what a writer that died leaves behind.

use std::fs;

use learning_cities::base::error::Error;
use learning_cities::base::hash::sha256;
use learning_cities::ingest;
use learning_cities::store::Store;
use parquet::file::reader::{FileReader, SerializedFileReader};

use super::check::{Net, row, table};
use super::support::framework;

fn filled() -> Net {
    let net = Net::new();
    net.write(
        "submissions/a/city.csv",
        "city,cycle,submitted_on,consent,baseline_year,priorities,expertise\nnorthbridge,2024,2024-05-01,public,,,\n",
    );
    net.write("submissions/a/o.csv", table(&[row(&[])]));
    net
}

#[test]
fn a_second_writer_is_told_and_readers_are_not_stopped() {
    let net = filled();
    let first = net.ingest();
    let store = Store::open(&net.store()).unwrap();
    let held = store.lock().unwrap();
    let second = ingest::run(&net.network(), &framework(), &Default::default(), &net.store());
    assert!(matches!(second, Err(Error::Busy(_))));
    assert_eq!(Some(store.current().unwrap().unwrap().id), first.snapshot);
    drop(held);
    assert!(!net.ingest().new);
}

#[test]
fn a_writer_that_dies_leaves_no_half_snapshot() {
    let net = filled();
    let id = net.ingest().snapshot.unwrap();
    // What a writer leaves that dies before its rename, and before CURRENT is written.
    let snapshots = net.store().join("snapshots");
    fs::create_dir(snapshots.join(".0123456789abcdef")).unwrap();
    fs::write(snapshots.join(".0123456789abcdef/observations.parquet"), b"PAR1").unwrap();
    fs::write(net.store().join("archive/.half"), b"x").unwrap();
    let store = Store::open(&net.store()).unwrap();
    assert_eq!(store.current().unwrap().unwrap().id, id);
    assert_eq!(store.snapshots().unwrap(), std::slice::from_ref(&id));
    assert_eq!(store.archive_size().unwrap().0, 4, "two submissions, network.toml and cities.csv");
    assert!(!net.ingest().new);
    assert!(!snapshots.join(".0123456789abcdef").exists() && !net.store().join("archive/.half").exists());
    fs::remove_file(net.store().join("CURRENT")).unwrap();
    assert!(matches!(Store::open(&net.store()), Err(Error::Store { .. })));
    let again = net.ingest();
    assert_eq!(again.snapshot, Some(id));
}

#[test]
fn snapshots_carry_where_they_are_from() {
    let net = filled();
    net.ingest();
    let snapshot = Store::open(&net.store()).unwrap().current().unwrap().unwrap();
    let reader = SerializedFileReader::new(fs::File::open(snapshot.path("observations")).unwrap()).unwrap();
    let metadata = reader.metadata().file_metadata().key_value_metadata().unwrap().clone();
    let value = |key: &str| metadata.iter().find(|kv| kv.key == key).unwrap().value.clone().unwrap();
    assert_eq!(value("learning_cities.framework"), framework().version);
    assert_eq!(value("learning_cities.snapshot"), snapshot.id);
    assert_eq!(snapshot.manifest.id(), snapshot.id);
    let bytes = fs::read(net.path().join("submissions/a/o.csv")).unwrap();
    assert_eq!(snapshot.manifest.inputs["submissions/a/o.csv"], sha256(&bytes));
    let receipt = fs::read_to_string(net.store().join("archive").join(format!("{}.json", sha256(&bytes)))).unwrap();
    assert!(receipt.contains("\"submissions/a/o.csv\""), "{receipt}");
    assert_eq!(fs::read(net.store().join("archive").join(sha256(&bytes))).unwrap(), bytes);
}

#[test]
fn a_path_that_cannot_be_looked_into_says_why() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("letter.txt");
    fs::write(&file, "x").unwrap();
    let link = dir.path().join("round");
    std::os::unix::fs::symlink("round", &link).unwrap();
    for open in [Store::open, Store::find] {
        for path in [&file, &file.join("store")] {
            let said = open(path).unwrap_err().to_string();
            assert!(said.contains("it is a file, or its path leads through one"), "{said}");
        }
        let said = open(&link).unwrap_err();
        assert!(!said.to_string().contains("not a store") && said.to_string().contains("round"), "{said}");
    }
}

#[test]
fn what_is_no_store_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    assert!(Store::open(dir.path()).unwrap_err().to_string().contains("ingest"));
    fs::write(dir.path().join("letter.txt"), "x").unwrap();
    assert!(Store::create(dir.path()).unwrap_err().to_string().contains("not empty"));
    let net = filled();
    net.ingest();
    fs::write(net.store().join("CURRENT"), "../../etc\n").unwrap();
    assert!(Store::open(&net.store()).unwrap().current().unwrap_err().to_string().contains("names no snapshot"));
}
