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

/// A run that a signal ends leaves no half-written file in the archive; what `kill -9` leaves is called a leftover.
#[test]
fn a_run_ended_by_a_signal_leaves_nothing_half_written_in_the_archive() {
    use std::time::{Duration, Instant};
    let net = filled();
    for i in 0..24 {
        net.write(&format!("submissions/b/{i}.doc"), vec![i; 8 << 20]);
    }
    let archive = net.store().join("archive");
    let half = || -> Vec<String> {
        let names = fs::read_dir(&archive).into_iter().flatten().flatten();
        let names = names.map(|e| e.file_name().to_string_lossy().into_owned());
        names.filter(|name| name.starts_with('.')).collect()
    };
    let [network, store] = [net.path(), net.store()];
    let mut run = std::process::Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .args(["--root", env!("CARGO_MANIFEST_DIR"), "ingest"])
        .args(["--network".as_ref(), network.as_os_str(), "--store".as_ref(), store.as_os_str()])
        .stderr(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while half().len() < 4 {
        assert!(begun.elapsed() < Duration::from_secs(60) && run.try_wait().unwrap().is_none(), "no file was seen");
        std::thread::sleep(Duration::from_millis(1));
    }
    let ended = std::process::Command::new("kill").args(["-TERM", &run.id().to_string()]).status().unwrap();
    assert!(ended.success());
    assert_eq!(run.wait().unwrap().code(), Some(143));
    assert_eq!(half(), [""; 0]);
    // `kill -9` gives no time to remove anything.
    fs::write(archive.join(".Ab12Cd"), "half").unwrap();
    let problems = Store::find(&store).unwrap().verify().unwrap();
    let said: Vec<_> = problems.iter().filter(|p| p.place.ends_with(".Ab12Cd")).map(|p| p.found.as_str()).collect();
    assert!(said.contains(&"is a leftover of an interrupted run."), "{problems:?}");
    net.ingest();
    assert_eq!(half(), [""; 0]);
    assert_eq!(Store::find(&store).unwrap().verify().unwrap(), []);
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
