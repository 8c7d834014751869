//! What the checks at ingest say and how `check` is used; the inputs of every check are in edges/cells.rs.

use std::path::PathBuf;

use learning_cities::ingest::finding::Finding;
use learning_cities::ingest::{self, Report};
use learning_cities::model::network::Network;
use learning_cities::store::Store;

use super::support::{framework, repository, write};

pub const HEADER: &str = "city,cycle,measurement,item,reference_year,value,ci_lower,ci_upper,sample_size,design_effect,ratings,source,agency,evidence,status,note";

pub const DECLARATION: &str = "city,cycle,submitted_on,consent,baseline_year,priorities,expertise\n";

/// A network with two invented cities in a temporary folder.
pub struct Net {
    pub dir: tempfile::TempDir,
}

impl Net {
    pub fn new() -> Net {
        let net = Net { dir: tempfile::tempdir().unwrap() };
        net.write("network.toml", "name = \"Test network\"\nfictional = true\n");
        net.write(
            "cities.csv",
            "city,name,local_name,country,region,joined,baseline_year\n\
             northbridge,Northbridge,,KEN,Africa,2015,2016\n\
             southgate,Southgate,南門,MEX,Latin America and the Caribbean,2017,\n",
        );
        net
    }

    pub fn path(&self) -> PathBuf {
        self.dir.path().join("network")
    }

    pub fn store(&self) -> PathBuf {
        self.dir.path().join("store")
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        write(&self.path(), name, bytes)
    }

    pub fn network(&self) -> Network {
        Network::load(&self.path(), &framework()).unwrap()
    }

    pub fn check(&self) -> Report {
        let network = self.network();
        ingest::check(&[self.path().join("submissions")], Some(&network), &framework(), None).unwrap()
    }

    pub fn ingest(&self) -> Report {
        ingest::run(&self.network(), &framework(), &Default::default(), &self.store()).unwrap()
    }
}

/// A row of observations: a sound one, but for the cells given.
pub fn row(cells: &[(&str, &str)]) -> String {
    let sound = [
        ("city", "northbridge"),
        ("cycle", "2024"),
        ("measurement", "adult_literacy_rate"),
        ("item", "female"),
        ("reference_year", "2023"),
        ("value", "97.2"),
        ("source", "official"),
    ];
    let cell = |name: &str| {
        let given = cells.iter().chain(&sound).find(|(n, _)| *n == name);
        given.map_or(String::new(), |(_, text)| {
            if text.contains([',', '"', '\n']) {
                format!("\"{}\"", text.replace('"', "\"\""))
            } else {
                text.to_string()
            }
        })
    };
    HEADER.split(',').map(cell).collect::<Vec<_>>().join(",")
}

pub fn table(rows: &[String]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

/// Files below `submissions/`; a public declaration of both cities is written with them, unless given.
pub type Files = Vec<(String, Vec<u8>)>;

pub fn findings(files: &Files) -> (Report, Vec<Finding>) {
    let net = Net::new();
    if !files.iter().any(|f| f.0 == "a/city.csv") {
        net.write(
            "submissions/a/city.csv",
            format!("{DECLARATION}northbridge,2024,2024-05-31,public,,,\nsouthgate,2024,2024-05-31,public,,,\n"),
        );
    }
    for (name, bytes) in files {
        net.write(&format!("submissions/{name}"), bytes);
    }
    let report = net.check();
    let findings = report.findings.clone();
    (report, findings)
}

fn one(cells: &[(&str, &str)]) -> Files {
    file("a/o.csv", table(&[row(cells)]))
}

fn file(name: &str, bytes: impl Into<Vec<u8>>) -> Files {
    vec![(name.to_string(), bytes.into())]
}

fn message(files: &Files, code: &str) -> Finding {
    let found = findings(files).1;
    found.iter().find(|f| f.code == code).unwrap_or_else(|| panic!("no {code}: {found:?}")).clone()
}

#[test]
fn messages_say_what_to_write() {
    let says = |files: Files, code: &str, text: &str| {
        let found = message(&files, code).message;
        assert!(found.contains(text), "{found}");
    };
    says(one(&[("value", "972")]), "above_possible", "972 % is above 100 %. Write 97.2 if you meant 97.2 %.");
    says(one(&[("value", "-97.2")]), "below_possible", "-97.2 % is below 0 %. Write 97.2 if you meant 97.2 %.");
    says(one(&[("value", "0.92")]), "below_plausible", "Write 92 if you meant 92 %.");
    says(one(&[("value", "97.2 %")]), "not_a_number", "Write 97.2 without the % sign.");
    says(one(&[("value", "97,2")]), "not_a_number", "Write 97.2 if you meant that.");
    says(one(&[("value", "n/a")]), "not_a_number", "status O");
    let sample = |found: &'static str, text: &str| says(one(&[("sample_size", found)]), "not_a_number", text);
    for found in ["1,200", "1 200", "1'200"] {
        sample(found, "Write 1200 if you meant that.");
    }
    sample("1,234,567", "Write 1234567 if you meant that.");
    sample("1,5", "Write it with digits only, such as 1200.");
    sample("about 1200", "Write it with digits only, such as 1200.");
    sample("many", "Leave the cell empty");
    says(one(&[("city", "Northbridge")]), "unknown_city", "Write northbridge if you meant that.");
    says(one(&[("city", "南門")]), "unknown_city", "Write southgate if you meant that.");
    says(one(&[("measurement", "Adult literacy rate")]), "unknown_measurement", "Write adult_literacy_rate");
    says(one(&[("item", "femal")]), "unknown_item", "Write female");
    says(
        file("a/o.csv", "city,cycle,measurement,item,year,value\n"),
        "missing_column",
        "reference_year is missing. Unknown: year.",
    );
    let found = message(&one(&[("value", "972")]), "above_possible");
    assert_eq!((found.line, found.column.as_deref(), found.found.as_deref()), (Some(2), Some("value"), Some("972")));
    assert_eq!((found.city.as_deref(), found.item.as_deref()), (Some("northbridge"), Some("female")));
}

#[test]
fn what_spreadsheets_write_is_read() {
    let sound = table(&[row(&[]), row(&[("item", "male")])]);
    let variants = [
        sound.clone(),
        format!("\u{feff}{sound}"),
        sound.replace('\n', "\r\n"),
        sound.replace('\n', "\r"),
        sound.trim_end().to_string(),
        sound.replace(',', ";"),
        sound.replace(',', "\t"),
        sound.replace(',', " , "),
        sound.replace("northbridge", "\"northbridge\""),
        format!("\n{sound}\n\n,,,\n"),
        sound.replace("\n", ",,\n"),
    ];
    for text in variants {
        let (report, found) = findings(&file("a/o.csv", text.clone()));
        assert_eq!(found, [], "{text:?}");
        let o = report.files.iter().find(|f| f.file.ends_with("o.csv")).unwrap();
        assert_eq!((o.rows_read, o.accepted), (2, 2), "{text:?}");
    }
}

#[test]
fn declared_number_formats_are_read_and_others_are_not() {
    let net = Net::new();
    net.write("network.toml", "name = \"N\"\nfictional = true\n[submissions]\ndecimal = \",\"\nthousands = \".\"\n");
    net.write("submissions/a/city.csv", format!("{DECLARATION}northbridge,2024,,public,,,\n"));
    let rows = [
        row(&[("measurement", "waste_per_capita"), ("item", "total"), ("value", "1.345,6")]),
        row(&[("value", "97,2")]),
        row(&[("item", "male"), ("value", "97.2")]),
        // A point is taken for a mark of thousands only where it can be one.
        row(&[("item", "female"), ("value", "0.972")]),
    ];
    net.write("submissions/a/o.csv", table(&rows));
    let report = net.check();
    let codes: Vec<_> = report.findings.iter().map(|f| (f.code, f.line)).collect();
    assert_eq!(codes, [("not_a_number", Some(4)), ("not_a_number", Some(5))], "{:?}", report.findings);
    assert!(report.findings[0].message.contains("Write 97,2"), "{}", report.findings[0].message);
}

#[test]
fn without_a_network_any_valid_id_is_a_city() {
    let net = Net::new();
    let path =
        net.write("submissions/a/o.csv", table(&[row(&[("city", "elsewhere")]), row(&[("city", "../elsewhere")])]));
    let report = ingest::check(&[path], None, &framework(), None).unwrap();
    let codes: Vec<_> = report.findings.iter().map(|f| (f.code, f.line)).collect();
    assert_eq!(codes, [("no_declaration", None), ("unknown_city", Some(3))]);
}

#[test]
fn a_store_tells_what_was_sent_before() {
    let net = Net::new();
    net.write("submissions/a/city.csv", format!("{DECLARATION}northbridge,2024,2024-05-31,public,,,\n"));
    net.write("submissions/a/o.csv", table(&[row(&[])]));
    net.ingest();
    let last = Store::open(&net.store()).unwrap().current().unwrap();
    let check = |cells: &[(&str, &str)]| {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), "city.csv", format!("{DECLARATION}northbridge,2026,2026-05-31,public,,,\n"));
        let path = write(dir.path(), "o.csv", table(&[row(cells)]));
        let report = ingest::check(&[path], Some(&net.network()), &framework(), last.as_ref()).unwrap();
        report.findings.iter().map(|f| f.code).collect::<Vec<_>>()
    };
    assert_eq!(check(&[("cycle", "2026")]), ["nothing_new"]);
    assert_eq!(check(&[("cycle", "2026"), ("reference_year", "2024")]), [""; 0]);
}

fn program(args: &[&str]) -> (Option<i32>, String, String) {
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .args(args)
        .current_dir(repository())
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (out.status.code(), text(out.stdout), text(out.stderr))
}

#[test]
fn the_commands_say_what_they_found_and_end_with_the_right_code() {
    let net = Net::new();
    net.write("submissions/a/city.csv", format!("{DECLARATION}northbridge,2024,2024-05-31,public,,,\n"));
    let path = net.write("submissions/a/o.csv", table(&[row(&[("value", "972")]), row(&[("item", "male")])]));
    let (file, network, store) = (path.to_str().unwrap(), net.path(), net.store());
    let (network, store) = (network.to_str().unwrap(), store.to_str().unwrap());
    // The network folder is found above the file.
    let (code, out, err) = program(&["check", file]);
    assert_eq!(code, Some(1), "{err}");
    assert_eq!(
        out,
        format!(
            "error[above_possible] {file} › line 2, value · adult_literacy_rate (female): 972 % is above 100 %. Write 97.2 if you meant 97.2 %.\n\n"
        )
    );
    assert!(err.contains("2 rows in 1 file: 1 error, 0 warnings."), "{err}");
    let (code, out, _) = program(&["check", file, "--format", "json"]);
    assert_eq!(code, Some(1));
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["findings"][0]["code"], "above_possible");
    assert_eq!(json["findings"][0]["severity"], "error");
    assert_eq!((&json["files"][0]["rows_read"], &json["files"][0]["accepted"]), (&2.into(), &1.into()));

    let (code, out, err) = program(&["ingest", "--network", network, "--store", store]);
    assert_eq!(code, Some(1), "{err}");
    assert!(
        out.contains("submissions/a/o.csv")
            && err.contains("1 error, 0 warnings. List them: learning-cities sql --store"),
        "{out}{err}"
    );
    let (code, out, err) = program(&["status", "--store", store]);
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("Test network (fictional)") && out.contains("above_possible"), "{out}");

    net.write("submissions/a/o.csv", table(&[row(&[])]));
    assert_eq!(program(&["check", file]).0, Some(0));
    let (code, _, err) = program(&["ingest", "--network", network, "--store", store]);
    assert_eq!(code, Some(0), "{err}");
    let (_, _, err) = program(&["ingest", "--network", network, "--store", store]);
    assert!(err.contains("Nothing new"), "{err}");
    for misuse in [
        vec!["check", "nowhere.csv"],
        vec!["check"],
        vec!["ingest", "--network", "src", "--store", store],
        vec!["ingest", "--network", network, "--store", store, "--source", "x"],
        vec!["status", "--store", "src"],
    ] {
        let (code, _, err) = program(&misuse);
        assert_eq!(code, Some(2), "{misuse:?}");
        assert!(!err.contains("panicked"), "{err}");
    }
}
