//! The command `diff` and `sql --before` from outside.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output};

use learning_cities::store::Store;

use crate::check::{Net, row, table};
use crate::support;

fn program(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_learning-cities"));
    command.current_dir(support::repository()).args(args).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn out(args: &[&str]) -> String {
    let output = program(args);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// A store with two snapshots: northbridge corrects itself, southgate withholds what it sends.
fn net() -> Net {
    let net = Net::new();
    let declared = |city: &str, day: &str, consent: &str| {
        format!("city,cycle,submitted_on,consent\n{city},2024,{day},{consent}\n")
    };
    net.write("submissions/a/city.csv", declared("northbridge", "2024-05-01", "public"));
    net.write("submissions/a/o.csv", table(&[row(&[("value", "93")])]));
    net.ingest();
    net.write("submissions/b/city.csv", declared("northbridge", "2024-06-01", "public"));
    net.write("submissions/b/o.csv", table(&[row(&[("value", "94.25")])]));
    net.write("submissions/c/city.csv", declared("southgate", "2024-06-02", "private"));
    net.write("submissions/c/o.csv", table(&[row(&[("city", "southgate"), ("value", "51.7")])]));
    net.ingest();
    net
}

#[test]
fn a_comparison_is_text_json_or_csv() {
    let net = net();
    let store = net.store();
    let store = store.to_str().unwrap();
    let history = Store::open(&net.store()).unwrap().history().unwrap();
    let text = out(&["diff", "--store", store, "--relation", "observations"]);
    assert!(text.starts_with("Private, for the analyst"), "{text}");
    for part in [
        &format!("Before  {}", history[0]),
        &format!("After   {}", history[1]),
        "4 files new, 0 gone",
        "1 100.0 %",
        "\nnorthbridge\n  observations: 1\n    changed  adult_literacy_rate · female · 2023  value 93.0 -> 94.25  (submission)",
        "\nsouthgate\n  observations: 1\n    new      adult_literacy_rate · female · 2023  value 51.7, consent private",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.find("\nnorthbridge\n") < text.find("\nsouthgate\n"));
    assert!(!out(&["diff", "--store", store, "--relation", "observations", "--city", "northbridge"]).contains("51.7"));

    let csv = program(&["diff", "--store", store, "--relation", "observations", "--format", "csv"]);
    assert!(said(&csv).contains("Private, for the analyst"));
    let csv = String::from_utf8(csv.stdout).unwrap();
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("relation,city,key,change,column,before,after,causes,elsewhere,certain"));
    assert_eq!(
        lines.next(),
        Some("observations,northbridge,adult_literacy_rate · female · 2023,changed,value,93.0,94.25,submission,,true")
    );
    assert_eq!(
        lines.next(),
        Some("observations,southgate,adult_literacy_rate · female · 2023,new,,,,submission,,true")
    );

    let json =
        out(&["diff", "--store", store, "--relation", "observations", "--format", "json", &history[0][..6], "current"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(json["notice"].as_str().unwrap().starts_with("Private"));
    assert_eq!(json["before"]["snapshot"], history[0].as_str());
    let observations = json["relations"].as_array().unwrap().iter().find(|r| r["relation"] == "observations").unwrap();
    assert_eq!(
        [&observations["before"], &observations["after"], &observations["new"], &observations["columns"]["value"]],
        [1, 2, 1, 1].map(serde_json::Value::from).each_ref()
    );
    assert_eq!(json["changes"][0]["after"], "94.25");

    // As a page, which needs nothing else and is as private.
    let page = net.dir.path().join("changes.html");
    let arguments = ["--relation", "observations", "--format", "html", "--out", page.to_str().unwrap()];
    out(&[&["diff", "--store", store], &arguments[..]].concat());
    assert_eq!(fs::metadata(&page).unwrap().permissions().mode() & 0o777, 0o600);
    let page = fs::read_to_string(&page).unwrap();
    for part in [
        "Private, for the analyst",
        "<bdi>Northbridge</bdi> <code><bdi>northbridge</bdi></code>",
        "<td><bdi>93.0</bdi></td><td><bdi>94.25</bdi></td><td>submission</td>",
        "<bdi>51.7</bdi>",
        "1 100.0 %",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("href=\"http") && !page.contains("src=") && !page.contains("stylesheet"));
    assert!(page.find("<bdi>Northbridge").unwrap() < page.find("<bdi>Southgate").unwrap());

    let days = out(&["diff", "--store", store, "2024-05-31", "2024-06-30", "--relation", "observations"]);
    assert!(days.contains("value 93.0 -> 94.25  (submission)") && days.contains(" as of 2024-05-31,"), "{days}");
    let nothing = out(&["diff", "--store", store, "--against", store, "--relation", "observations"]);
    assert!(nothing.contains("No row differs."), "{nothing}");
}

#[test]
fn wrong_sides_and_places_have_a_sentence() {
    let net = net();
    let path = net.store();
    let store = path.to_str().unwrap();
    let refused = |args: &[&str]| {
        let output = program(&[&["diff", "--store", store], args].concat());
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        said(&output)
    };
    assert!(refused(&["yesterday"]).contains("write current, previous"));
    assert!(refused(&["2024-02-30"]).contains("a day such as 2024-05-31"));
    assert!(refused(&["0000"]).contains("has no snapshot 0000; it has "));
    let inside = path.join("changes.csv");
    assert!(refused(&["--out", inside.to_str().unwrap()]).contains("which holds nothing else"));
    let submissions = net.path().join("submissions/changes.csv");
    assert!(refused(&["--out", submissions.to_str().unwrap()]).contains("from which the next ingest would read it"));
    let site = net.dir.path().join("site");
    fs::create_dir(&site).unwrap();
    let manifest = r#"{"made_by":"learning-cities report","network":"","fictional":true,"cycle":1,"expected":[],"pages":[],"charts":[],"data":[]}"#;
    fs::write(site.join("manifest.json"), manifest).unwrap();
    let published = site.join("data/changes.csv");
    assert!(refused(&["--out", published.to_str().unwrap()]).contains("replaces whole"));

    let file = net.dir.path().join("changes.json");
    out(&["diff", "--store", store, "--relation", "observations", "--format", "json", "--out", file.to_str().unwrap()]);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(fs::read_to_string(&file).unwrap().contains("94.25"));

    let one = Net::new();
    one.write("submissions/a/o.csv", table(&[row(&[])]));
    one.ingest();
    let output = program(&["diff", "--store", one.store().to_str().unwrap()]);
    assert!(said(&output).contains("has one snapshot"), "{}", said(&output));
}

#[test]
fn sql_compares_with_another_side() {
    let net = net();
    let store = net.store();
    let store = store.to_str().unwrap();
    let query = "select b.value as earlier, a.value as later from before.observations b join after.observations a using (city, measurement, item, reference_year)";
    assert_eq!(
        out(&["sql", "--store", store, "--before", "previous", "--format", "csv", query]),
        "earlier,later\n93.0,94.25\n"
    );
    assert_eq!(
        out(&[
            "sql",
            "--store",
            store,
            "--before",
            "2024-05-31",
            "--format",
            "csv",
            "select count(*) as n from before.observations"
        ]),
        "n\n1\n"
    );
    let output = program(&["sql", "--store", store, query]);
    assert!(output.status.code() == Some(2) && said(&output).contains("not a relation of this store"));
}
