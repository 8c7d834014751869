//! Pipes, sockets, devices, links and files where a store or a network has files and folders: no command waits for
//! them, and what is said works as printed.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use learning_cities::ingest;
use learning_cities::store::Store;

use super::check::{Net, row, table};
use super::support::{framework, repository};

const DECLARATION: &str = "city,cycle,submitted_on,consent,baseline_year,priorities,expertise\n";

/// A network with every file of its own, ingested.
fn filled() -> Net {
    let net = Net::new();
    net.write("submissions/a/city.csv", format!("{DECLARATION}northbridge,2024,2024-05-01,public,,,\n"));
    net.write("submissions/a/o.csv", table(&[row(&[])]));
    net.write("context.csv", "city,year,variable,value\nnorthbridge,2020,population,1000\n");
    net.write("corrections.toml", "");
    net.ingest();
    net
}

fn pipe(path: &Path) {
    let _ = fs::remove_file(path);
    rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
}

/// What the program says and its exit code; a run of more than a minute waits for something.
fn said(args: &[&str]) -> (String, i32) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .args(["--root".as_ref(), repository().as_os_str()])
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begun.elapsed() > Duration::from_secs(60) {
            child.kill().unwrap();
            panic!("{args:?} waits");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let out = child.wait_with_output().unwrap();
    let text = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
    let code = out.status.code().unwrap_or_else(|| panic!("{args:?}: {text}"));
    assert!(code <= 2 && !text.contains("panicked") && !text.contains("a fault of"), "{args:?}: {text}");
    (text, code)
}

/// Files of a store, one of each kind.
fn of_store(net: &Net) -> Vec<PathBuf> {
    let dir = net.store();
    let snapshot = Store::open(&dir).unwrap().named().unwrap().unwrap();
    let archived = dir.join("archive").join(&snapshot.manifest.inputs["submissions/a/o.csv"]);
    vec![
        dir.join("CURRENT"),
        dir.join("history"),
        dir.join("LOCK"),
        dir.join("EDITIONS"),
        archived.with_extension("json"),
        archived,
        snapshot.path("observations"),
        snapshot.dir.join("manifest.json"),
    ]
}

#[test]
fn no_command_waits_for_a_pipe_in_a_store() {
    let count = of_store(&filled()).len();
    for i in 0..count {
        let net = filled();
        let path = of_store(&net)[i].clone();
        pipe(&path);
        let (store, network) = (net.store().display().to_string(), net.path().display().to_string());
        let out = net.dir.path().join("out").display().to_string();
        let (text, code) = said(&["verify", "--store", &store]);
        assert!(code != 0 && text.contains(path.file_name().unwrap().to_str().unwrap()), "{path:?}: {text}");
        said(&["status", "--store", &store]);
        said(&["sql", "--store", &store, "select count(*) from observations"]);
        said(&["check", "--network", &network, "--store", &store, &format!("{network}/submissions")]);
        said(&["prune", "--store", &store, "--keep", "1"]);
        said(&["forget", "--store", &store, "--city", "southgate"]);
        if path.extension().is_some() {
            said(&["report", "--no-briefs", "--store", &store, "--out", &out]);
        }
        said(&["verify", "--store", &store, "--repair"]);
        said(&["ingest", "--network", &network, "--store", &store]);
        let (text, code) = said(&["verify", "--store", &store]);
        let by_hand = ["LOCK", "EDITIONS"].iter().any(|name| path.ends_with(name));
        assert!(code == 0 || by_hand, "{path:?}: {text}");
    }
}

#[test]
fn no_command_waits_for_a_pipe_in_a_network() {
    for name in
        ["network.toml", "cities.csv", "context.csv", "corrections.toml", "submissions/a/o.csv", "mappings/m.toml"]
    {
        let net = filled();
        fs::create_dir_all(net.path().join("mappings")).unwrap();
        pipe(&net.path().join(name));
        let (store, network) = (net.store().display().to_string(), net.path().display().to_string());
        for args in [
            vec!["ingest", "--network", &network, "--store", &store],
            vec!["check", "--network", &network, &format!("{network}/submissions")],
        ] {
            if args[0] == "check" && name.starts_with("mappings") {
                continue;
            }
            let (text, code) = said(&args);
            assert!(code != 0 && text.contains(name), "{args:?} {name}: {text}");
            assert!(text.contains("put a file in its place") || text.contains("Put the file itself here"), "{text}");
        }
    }
    // What has no end, and what cannot be opened.
    let net = filled();
    fs::remove_file(net.path().join("context.csv")).unwrap();
    symlink("/dev/zero", net.path().join("context.csv")).unwrap();
    let network = net.path().display().to_string();
    let (text, code) = said(&["ingest", "--network", &network, "--store", &net.store().display().to_string()]);
    assert!(code == 2 && text.contains("context.csv") && text.contains("a device"), "{text}");
}

#[test]
fn a_file_in_the_place_of_a_folder_says_what_to_do() {
    for name in ["archive", "snapshots", "forgotten", "damaged", "editions", "briefs-cache"] {
        let net = filled();
        let path = net.store().join(name);
        let _ = fs::remove_dir_all(&path);
        fs::write(&path, "x").unwrap();
        let (store, network) = (net.store().display().to_string(), net.path().display().to_string());
        for args in [
            vec!["verify", "--store", &store],
            vec!["verify", "--store", &store, "--repair"],
            vec!["status", "--store", &store],
            vec!["prune", "--store", &store, "--keep", "1"],
            vec!["forget", "--store", &store, "--city", "northbridge"],
            vec!["ingest", "--network", &network, "--store", &store],
        ] {
            let (text, code) = said(&args);
            let advice = format!("{name} is no folder, and the store keeps a folder of that name; move it out of");
            assert!(code == 2 && text.contains(&advice), "{args:?}: {text}");
        }
        fs::rename(&path, net.dir.path().join("moved")).unwrap();
        said(&["verify", "--store", &store, "--repair"]);
        assert_eq!(said(&["ingest", "--network", &network, "--store", &store]).1, 0, "{name}");
        let (text, code) = said(&["verify", "--store", &store]);
        assert_eq!(code, 0, "{name}: {text}");
    }
}

/// Without CURRENT nothing says what is in force; a snapshot in which everything was refused is no better.
#[test]
fn an_empty_snapshot_takes_the_place_of_none_that_may_be_good() {
    let net = filled();
    let store = net.store().display().to_string();
    fs::remove_file(net.store().join("CURRENT")).unwrap();
    net.write("submissions/a/o.csv", "nothing,of,use\n1,2,3\n");
    let snapshots = Store::find(&net.store()).unwrap().snapshots().unwrap();
    let (text, code) = said(&["ingest", "--network", &net.path().display().to_string(), "--store", &store]);
    assert!(code == 1 && text.contains("nothing was replaced") && text.contains("verify --store"), "{text}");
    assert!(!net.store().join("CURRENT").exists());
    assert_eq!(Store::find(&net.store()).unwrap().snapshots().unwrap(), snapshots);
    said(&["verify", "--store", &store, "--repair"]);
    assert_eq!(Store::open(&net.store()).unwrap().in_force().unwrap().id, snapshots[0]);
    // What is new and good goes in as ever.
    fs::remove_file(net.store().join("CURRENT")).unwrap();
    net.write("submissions/a/o.csv", table(&[row(&[("value", "90")])]));
    let report = ingest::run(&net.network(), &framework(), &Default::default(), &net.store()).unwrap();
    assert!(report.new && net.store().join("CURRENT").exists());
}
