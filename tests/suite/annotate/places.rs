//! Where copies go, and where they do not.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use learning_cities::annotate::targets;

use super::{annotate, rich};
use crate::check::{Net, row, table};
use crate::support::{repository, write};

fn refused(paths: &[PathBuf], out: &Path) -> String {
    targets(paths, out).unwrap_err().to_string()
}

#[test]
fn nothing_is_written_over_but_an_earlier_copy() {
    let net = Net::new();
    let path = net.write("in/n.xlsx", rich());
    let paths = [path.clone()];
    assert!(refused(&paths, &path).contains("is a file that is checked"));
    // By another way to the same file, too.
    let hard = net.path().join("in/hard.xlsx");
    fs::hard_link(&path, &hard).unwrap();
    assert!(refused(&paths, &hard).contains("is a file that is checked"));
    assert!(refused(&paths, &net.path().join("in/../in/n.xlsx")).contains("is a file that is checked"));
    assert!(refused(&paths, &net.path().join("in")).contains("is a file that is checked"));
    let beside = net.dir.path();
    let link = beside.join("link.xlsx");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    assert!(refused(&paths, &link).contains("a link"));
    for bytes in [b"no copy".to_vec(), rich()] {
        let other = write(beside, "other.xlsx", bytes);
        assert!(refused(&paths, &other).contains("is there already, and is no copy with remarks"));
    }
    fs::create_dir(beside.join("folder.xlsx")).unwrap();
    assert_eq!(targets(&paths, &beside.join("folder.xlsx")).unwrap()[0].to, beside.join("folder.xlsx/n.xlsx"));
    assert!(refused(&paths, &beside.join("out.csv")).contains("name a file that ends as it does, or a folder"));
    assert!(refused(&paths, &net.path().join("network.toml")).contains("name a folder"));
    assert_eq!(fs::read(&path).unwrap(), rich());
    // An earlier copy is written over.
    let out = beside.join("out.xlsx");
    annotate(&net, &paths, &out);
    let once = fs::read(&out).unwrap();
    annotate(&net, &paths, &out);
    assert_eq!(fs::read(&out).unwrap(), once);
}

#[test]
fn copies_of_several_go_into_a_folder_under_their_names() {
    let net = Net::new();
    let faulty = table(&[row(&[("value", "972")])]);
    let one = net.write("in/a/o.csv", &faulty);
    let two = net.write("in/b/o.csv", &faulty);
    let same = net.write("in/b/a/o.csv", &faulty);
    let out = net.dir.path().join("new/out");
    assert!(refused(&[one.clone(), same], &out).contains("would have one copy"));
    // Tables have the same names in every submission: the folder that they came in tells them apart.
    let apart: Vec<PathBuf> = targets(&[one.clone(), two], &out).unwrap().into_iter().map(|target| target.to).collect();
    assert_eq!(apart, [out.join("a/o.csv"), out.join("b/o.csv")]);
    assert_eq!(targets(&[net.path().join("in/a")], &out).unwrap()[0].to, out.join("a/o.csv"));
    assert!(refused(&[net.path().join("in")], &net.path().join("out.xlsx")).contains("name a folder"));
    net.write("in/b/p.txt", "no submission");
    let (_, given) = annotate(&net, &[net.path().join("in")], &out);
    let copies: Vec<_> = given.iter().map(|given| given.copy.is_ok()).collect();
    assert_eq!(copies, [true, true, true, false]);
    assert!(out.join("a/o.csv").is_file() && out.join("b/o.csv").is_file() && !out.join("b/p.txt").exists());
    assert!(given[3].copy.as_ref().unwrap_err().contains("is neither CSV nor an ODS workbook nor an XLSX workbook"));
    // Nobody else may read them.
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(fs::metadata(out.join("a/o.csv")).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn the_command_gives_copies_back_and_says_where() {
    let net = Net::new();
    net.write("submissions/n.xlsx", rich());
    let run = |out: &Path| {
        Command::new(env!("CARGO_BIN_EXE_learning-cities"))
            .arg("--root")
            .arg(repository())
            .args(["check", "--format", "json", "--annotate"])
            .arg(out)
            .arg(net.path().join("submissions/n.xlsx"))
            .output()
            .unwrap()
    };
    let done = run(&net.dir.path().join("out.xlsx"));
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(1), "{said}");
    assert!(said.contains("out.xlsx: ") && said.contains(" remarks."), "{said}");
    let json: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    assert!(json["findings"].as_array().unwrap().len() > 3);
    // Not where the next ingest would read it.
    let done = run(&net.path().join("submissions/out.xlsx"));
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(2));
    assert!(said.contains("--annotate") && said.contains("from which the next ingest would read it"), "{said}");
    assert!(!net.path().join("submissions/out.xlsx").exists());
}
