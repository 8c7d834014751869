//! Final editions: open findings are signed, the edition is recorded, and is built again with the same bytes.

mod again;
mod changed;
mod sign;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::check::Net;
use super::review::program;

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
