//! An edition that is missing is missed, and what is no edition is named with a cure that works.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use rustix::fs::{CWD, FileType, mknodat};

use super::{folder, published, recorded, refused, report, status, text, tree, verify};
use crate::review::program;

fn copy(from: &Path, to: &Path) {
    for (name, bytes) in tree(from) {
        fs::create_dir_all(to.join(&name).parent().unwrap()).unwrap();
        fs::write(to.join(name), bytes).unwrap();
    }
}

fn pipe(path: &Path) {
    mknodat(CWD, path, FileType::Fifo, 0o600.into(), 0).unwrap();
}

#[test]
fn a_missing_edition_is_named_until_it_is_put_back_or_given_up() {
    let (net, id) = published();
    let (place, away) = (recorded(&net)[0].clone(), folder(&net, "away"));
    fs::rename(&place, &away).unwrap();
    let words =
        ["is missing, and was published on ", "put it back from a copy of the store", "verify --store", "--repair"];
    let (code, out) = verify(&net, &[]);
    assert!(code == Some(1) && out.contains(&id) && words.iter().all(|words| out.contains(words)), "{out}");
    refused(&net, &id[..6], &words);
    let listed = status(&net);
    assert!(listed.lines().any(|l| l.starts_with(&id) && words.iter().all(|words| l.contains(words))), "{listed}");
    // A cure that works: a copy.
    fs::rename(&away, &place).unwrap();
    assert_eq!(verify(&net, &[]).0, Some(0));
    // And without one.
    fs::remove_dir_all(&place).unwrap();
    let (code, out) = verify(&net, &["--repair"]);
    assert!(code == Some(0) && out.contains(&format!("Took the edition {id} for lost")), "{out}");
    assert_eq!(verify(&net, &[]), (Some(0), String::new()));
    refused(&net, &id, &["is lost, and cannot be built again", "publish a new final edition"]);
    assert!(status(&net).lines().any(|line| line.starts_with(&id) && line.contains("is lost")));
    // Reports go on, and the same edition is recorded anew.
    let file = folder(&net, "signed.toml");
    let (code, said) = report(&net, "site", &["--final", "--accept", text(&file), "--language", "fr"]);
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = report(&net, "again", &["--edition", &id]);
    assert_eq!(code, Some(0), "{said}");
    // What is damaged is recorded anew too, and given up without a copy.
    fs::remove_file(place.join("seal")).unwrap();
    refused(&net, &id, &["seal: is missing", "copy of the store"]);
    let (code, said) = report(&net, "site", &["--final", "--accept", text(&file), "--language", "fr"]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(verify(&net, &[]), (Some(0), String::new()));
    fs::remove_file(place.join("edition.json")).unwrap();
    pipe(&place.join("edition.json"));
    let (_, out) = verify(&net, &[]);
    assert!(out.contains("edition.json: is a pipe, a socket or a device. "), "{out}");
    let (code, out) = verify(&net, &["--repair"]);
    assert!(code == Some(0) && out.contains("damaged/editions-") && out.contains("for lost"), "{out}");
    assert_eq!(verify(&net, &[]), (Some(0), String::new()));
}

#[test]
fn a_snapshot_that_an_edition_rests_on_is_missed() {
    let (net, id) = published();
    let away = folder(&net, "away");
    let snapshot = fs::read_to_string(net.store().join("CURRENT")).unwrap().trim().to_string();
    let place = net.store().join("snapshots").join(&snapshot);
    // Another snapshot is in force.
    net.write(
        "submissions/southgate-2025/city.csv",
        "city,cycle,submitted_on,consent\nsouthgate,2024,2024-07-01,public\n",
    );
    net.ingest();
    fs::rename(&place, &away).unwrap();
    let words = ["is missing, and the edition ", &id, "Put it back from a copy of the store"];
    let (code, out) = verify(&net, &[]);
    assert!(code == Some(1) && words.iter().all(|words| out.contains(words)), "{out}");
    refused(&net, &id, &words);
}

#[test]
fn what_is_no_edition_is_named_moved_by_a_repair_and_stops_no_report() {
    let (net, id) = published();
    let (dir, place) = (net.store().join("editions"), recorded(&net)[0].clone());
    let stray = |name: &str| dir.join(name);
    copy(&place, &stray("aaaaaaaaaaaaaaaa"));
    fs::create_dir(stray("bbbbbbbbbbbbbbbb")).unwrap();
    fs::create_dir(stray("copy of it")).unwrap();
    fs::write(stray("README.md"), "x").unwrap();
    fs::write(stray("dddddddddddddddd"), "x").unwrap();
    symlink(&place, stray("eeeeeeeeeeeeeeee")).unwrap();
    pipe(&stray("ffffffffffffffff"));
    fs::write(place.join("hello"), "x").unwrap();
    symlink("/", place.join("program/link")).unwrap();
    pipe(&place.join("program/queries/pipe.sql"));
    let (code, out) = verify(&net, &[]);
    assert_eq!(code, Some(1), "{out}");
    let expected = [
        ("aaaaaaaaaaaaaaaa", format!("is a copy of the edition {id}, which is there")),
        ("bbbbbbbbbbbbbbbb", "is no edition: it has nothing".into()),
        ("copy of it", "is a folder, and no edition".into()),
        ("README.md", "is a file, and none of the record".into()),
        ("dddddddddddddddd", "is a file, and none of the record".into()),
        ("eeeeeeeeeeeeeeee", "is a link, and no edition".into()),
        ("ffffffffffffffff", "is a pipe, a socket or a device".into()),
        ("hello", "is not of the edition".into()),
        ("program/link", "is not of the edition".into()),
        ("program/queries/pipe.sql", "is not of the edition".into()),
    ];
    for (name, words) in &expected {
        // Its permissions are another problem, in another line.
        let named = format!("{name}: {words}");
        let line = out.lines().find(|line| line.contains(&named)).unwrap_or_else(|| panic!("{named}: {out}"));
        assert!(line.contains("--repair` moves it into damaged/"), "{line}");
        assert!(!line.contains("copy of the store"), "there is nothing to put back: {line}");
    }
    assert!(!out.contains("entity not found") && !out.contains("unsupported") && !out.contains("os error"), "{out}");
    // Reports and exports do not look at them.
    let (code, said) = report(&net, "draft", &[]);
    assert_eq!(code, Some(0), "{said}");
    let (code, _, said) = program(&["export", "--store", text(&net.store()), "--out", text(&folder(&net, "data"))]);
    assert_eq!(code, Some(0), "{said}");
    // They may show the city that is to be forgotten.
    let (code, _, said) = program(&["forget", "--store", text(&net.store()), "--city", "northbridge"]);
    assert!(code == Some(2) && said.contains("editions/README.md: is a file") && said.contains("--repair"), "{said}");
    // What is next to the edition's files is not read; what is among its queries is.
    refused(&net, &id, &["is not of the edition", "program/"]);
    let (code, out) = verify(&net, &["--repair"]);
    assert_eq!(code, Some(0), "{out}");
    assert_eq!(out.matches("it was no part of an edition.").count(), expected.len(), "{out}");
    assert_eq!(verify(&net, &[]), (Some(0), String::new()));
    let (code, said) = report(&net, "again", &["--edition", &id]);
    assert_eq!(code, Some(0), "{said}");
    assert!(tree(&folder(&net, "site")) == tree(&folder(&net, "again")));

    // An edition under another name is given its own.
    fs::rename(&place, stray("aaaaaaaaaaaaaaaa")).unwrap();
    let (code, out) = verify(&net, &[]);
    assert!(
        code == Some(1) && out.contains(&format!("is the edition {id} under another name. Rename it to {id}")),
        "{out}"
    );
    fs::rename(stray("aaaaaaaaaaaaaaaa"), &place).unwrap();
    assert_eq!(verify(&net, &[]).0, Some(0));
    // A file of the record that is none stops what needs it, with a sentence.
    let file = dir.join("0001.json");
    fs::rename(&file, folder(&net, "0001.json")).unwrap();
    fs::create_dir(&file).unwrap();
    let (code, said) = report(&net, "draft", &[]);
    assert!(code == Some(2) && said.contains("0001.json: is a folder. It says"), "{said}");
    fs::remove_dir(&file).unwrap();
    pipe(&file);
    let (code, out) = verify(&net, &[]);
    assert!(code == Some(1) && out.contains("0001.json: is a pipe, a socket or a device. It says"), "{out}");
}
