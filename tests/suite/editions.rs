//! Final editions: open findings are signed, the edition is recorded, and is built again with the same bytes.

mod again;
mod changed;
mod issues;
mod missing;
mod sign;
mod withdrawn;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::check::Net;
use super::review::{net, program};
use super::support::signed;

/// The exit code and the messages of `report` of a network, without briefs, into a folder of that name.
fn report(net: &Net, out: &str, more: &[&str]) -> (Option<i32>, String) {
    let (store, out) = (net.store(), folder(net, out));
    let arguments = ["report", "--no-briefs", "--store", text(&store), "--out", text(&out)];
    let arguments =
        if more.contains(&"--edition") { [&["report"], &arguments[2..]].concat() } else { arguments.to_vec() };
    let (code, _, said) = program(&[&arguments, more].concat());
    (code, said)
}

fn folder(net: &Net, name: &str) -> PathBuf {
    net.dir.path().join(name)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A network with one final edition in `site`, and the edition's id.
fn published() -> (Net, String) {
    let net = net();
    let file = signed(&net.store(), net.dir.path(), "Q. Signer");
    let (code, said) = report(&net, "site", &["--final", "--accept", text(&file), "--language", "fr"]);
    assert_eq!(code, Some(0), "{said}");
    let id = id(&recorded(&net)[0]);
    assert!(said.contains(&id), "{said}");
    (net, id)
}

fn id(folder: &Path) -> String {
    folder.file_name().unwrap().to_str().unwrap().to_string()
}

/// The exit code of `verify` and what it writes.
fn verify(net: &Net, more: &[&str]) -> (Option<i32>, String) {
    let (code, out, _) = program(&[&["verify", "--store", text(&net.store())], more].concat());
    (code, out)
}

fn status(net: &Net) -> String {
    program(&["status", "--store", text(&net.store())]).1
}

/// That the edition is refused with these words, and that nothing is written.
fn refused(net: &Net, id: &str, words: &[&str]) -> String {
    let (code, said) = report(net, "refused", &["--edition", id]);
    assert!(code == Some(2) && words.iter().all(|words| said.contains(words)), "{said}");
    assert!(!folder(net, "refused").exists());
    said
}

/// The bytes of every file below a folder by path.
fn tree(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(dir).into_iter().map(|entry| entry.unwrap().into_path());
    let name = |path: &Path| path.strip_prefix(dir).unwrap().to_str().unwrap().to_string();
    entries.filter(|path| path.is_file()).map(|path| (name(&path), fs::read(&path).unwrap())).collect()
}

/// Whether any file below a folder holds a text.
fn holds(dir: &Path, text: &str) -> bool {
    tree(dir).values().any(|bytes| String::from_utf8_lossy(bytes).contains(text))
}

/// The folders of recorded editions, by id.
fn recorded(net: &Net) -> Vec<PathBuf> {
    let entries = fs::read_dir(net.store().join("editions")).into_iter().flatten();
    let mut folders: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}
