//! Where commands may write: not into what another command reads whole or replaces whole.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::check::{Net, row, table};

/// The exit code and the messages of a command.
fn program(args: &[&str]) -> (Option<i32>, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .args(["--root", env!("CARGO_MANIFEST_DIR")])
        .args(args)
        .output()
        .unwrap();
    (out.status.code(), String::from_utf8_lossy(&out.stderr).into_owned())
}

/// Files and folders below a folder.
fn all(dir: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = walkdir::WalkDir::new(dir).into_iter().map(|e| e.unwrap().into_path()).collect();
    paths.sort();
    paths
}

/// A network, its store, and a folder that is a site by its manifest.
fn filled() -> Net {
    let net = Net::new();
    net.write("submissions/a/city.csv", "city,cycle,submitted_on,consent\nnorthbridge,2024,2024-05-01,public\n");
    net.write("submissions/a/o.csv", table(&[row(&[])]));
    net.write("mappings/README", "none");
    net.ingest();
    let site = net.dir.path().join("site");
    fs::create_dir(&site).unwrap();
    let manifest = r#"{"made_by":"learning-cities report","network":"","fictional":true,"cycle":1,"expected":[],"pages":[],"charts":[],"data":[]}"#;
    fs::write(site.join("manifest.json"), manifest).unwrap();
    net
}

#[test]
fn nothing_is_written_into_a_store_submissions_or_a_site() {
    let net = filled();
    let (network, store, base) = (net.path(), net.store(), net.dir.path().to_path_buf());
    std::os::unix::fs::symlink(store.join("snapshots"), base.join("link")).unwrap();
    let before = all(&base);
    let text = |path: &Path| path.to_str().unwrap().to_string();
    let inside = [
        (store.join("snapshots/new"), "within the store"),
        (store.join("new/deep"), "within the store"),
        (base.join("link/new"), "within the store"),
        (base.join("none/../store/archive"), "within the store"),
        (network.join("submissions"), "from which the next ingest would read it"),
        (network.join("submissions/st"), "from which the next ingest would read it"),
        (network.join("mappings/new"), "from which the next ingest would read it"),
        (base.join("site/fr"), "which the next report replaces whole"),
    ];
    for (place, why) in &inside {
        let (network, store, place) = (text(&network), text(&store), text(place));
        let form = format!("{place}.xlsx");
        let commands: [&[&str]; 6] = [
            &["report", "--store", &store, "--out", &place],
            &["export", "--store", &store, "--out", &place],
            &["chart", "--store", &store, "--out", &place],
            &["ingest", "--network", &network, "--store", &place],
            &["demo", "--cities", "2", "--cycles", "1", "--seed", "1", "--out", &place],
            &["template", "--network", &network, "--city", "northbridge", "--cycle", "2024", "--out", &form],
        ];
        for command in commands {
            // `submissions.xlsx` is beside that folder.
            if command[0] == "template" && place.ends_with("submissions") {
                continue;
            }
            let (code, said) = program(command);
            assert!(
                code == Some(2) && said.contains(why) && said.contains("name another place"),
                "{command:?}: {said}"
            );
        }
    }
    // The store and the site themselves are no place for other outputs.
    let (store, site) = (text(&store), text(&base.join("site")));
    for command in [
        ["report", "--store", &store, "--out", &store],
        ["export", "--store", &store, "--out", &store],
        ["export", "--store", &store, "--out", &site],
        ["chart", "--store", &store, "--out", &store],
        ["chart", "--store", &store, "--out", &site],
        ["ingest", "--network", &text(&network), "--store", &site],
    ] {
        let (code, said) = program(&command);
        assert!(code == Some(2) && said.contains("name another place"), "{command:?}: {said}");
    }
    assert_eq!(all(&base), before, "nothing was made or removed");
}

/// A site is replaced whole, and a store that was put into it would go with it.
#[test]
fn a_site_does_not_replace_the_folder_of_its_store() {
    let net = filled();
    let site = net.dir.path().join("site");
    fs::rename(net.store(), site.join("store")).unwrap();
    let store = site.join("store");
    let (code, said) = program(&["report", "--store", store.to_str().unwrap(), "--out", site.to_str().unwrap()]);
    assert!(code == Some(2) && said.contains("holds the store"), "{said}");
    assert!(store.join("CURRENT").is_file());
}

/// Folders that only have names that a store's folders have are none.
#[test]
fn an_archive_beside_is_no_store() {
    let net = filled();
    for name in ["archive", "snapshots", "submissions"] {
        fs::create_dir(net.dir.path().join(name)).unwrap();
    }
    let out = net.dir.path().join("submissions/charts");
    let (code, said) =
        program(&["chart", "--store", net.store().to_str().unwrap(), "--out", out.to_str().unwrap(), "city-series"]);
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn a_store_in_the_folder_of_a_source_is_refused() {
    let net = filled();
    let tables = net.dir.path().join("tables");
    fs::create_dir(&tables).unwrap();
    for place in [tables.join("store"), tables.join("deep/store"), tables.clone()] {
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_learning-cities"))
            .args(["--root", env!("CARGO_MANIFEST_DIR"), "ingest", "--network"])
            .arg(net.path())
            .arg("--source")
            .arg(format!("other={}", tables.display()))
            .arg("--store")
            .arg(&place)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.code() == Some(2) && said.contains("is in the folder of the source other"), "{said}");
        assert_eq!(fs::read_dir(&tables).unwrap().count(), 0, "nothing is written");
    }
}
