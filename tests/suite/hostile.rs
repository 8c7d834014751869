//! What a stranger does to the program: messages must not mislead, nothing may be lost, and a wrong flag must not
//! publish.

use std::collections::BTreeMap;
use std::process::Command;

use learning_cities::ingest::finding::Finding;
use learning_cities::ingest::{self, Report};
use learning_cities::store::Store;

use super::check::{HEADER, Net, row, table};
use super::support::{framework, write};

const DECLARATION: &str =
    "city,cycle,submitted_on,consent,baseline_year,priorities,expertise\nnorthbridge,2024,2024-05-31,public,,,\n";

fn findings(rows: &[&[(&str, &str)]], code: &str) -> Vec<Finding> {
    let net = Net::new();
    net.write("submissions/a/city.csv", DECLARATION);
    net.write("submissions/a/o.csv", table(&rows.iter().map(|r| row(r)).collect::<Vec<_>>()));
    net.check().findings.into_iter().filter(|f| f.code == code).collect()
}

fn message(cells: &[(&str, &str)], code: &str) -> String {
    let found = findings(&[cells], code);
    assert_eq!(found.len(), 1, "{cells:?}: {found:?}");
    found[0].message.clone()
}

fn program(args: &[&str]) -> (i32, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .args(["--root", env!("CARGO_MANIFEST_DIR")])
        .args(args)
        .output()
        .unwrap();
    (out.status.code().unwrap_or(-1), String::from_utf8_lossy(&out.stderr).into_owned())
}

#[test]
fn another_number_is_proposed_only_where_the_scale_is_bounded() {
    let gdp = [("measurement", "gdp_per_capita"), ("item", ""), ("value", "7079935")];
    let told = message(&gdp, "above_plausible");
    assert!(!told.contains("if you meant"), "{told}");
    assert!(told.contains("US$ PPP"), "{told}");
    // With a definition of its own, neither a proposal nor the catalogue's unit.
    let own: Vec<_> = gdp.iter().copied().chain([("status", "D")]).collect();
    let told = message(&own, "above_plausible");
    assert!(!told.contains("if you meant") && !told.contains("US$"), "{told}");
    let told = message(&[("value", "0.92"), ("status", "D")], "below_plausible");
    assert!(!told.contains("if you meant") && told.contains("0.92 % is below"), "{told}");
    assert!(message(&[("value", "0.92")], "below_plausible").contains("Write 92 if you meant 92 %."));
}

#[test]
fn a_bound_is_not_hidden_by_rounding() {
    let told = message(&[("value", "100.00000000000001")], "above_possible");
    assert!(told.starts_with("100.00000000000001 % is above 100 %."), "{told}");
    assert!(findings(&[&[("value", "100.0")]], "above_possible").is_empty());
}

#[test]
fn digits_of_other_scripts_are_read_back_and_not_taken_for_missing() {
    for (found, meant) in [("٩٧", "97"), ("۹۷٫۲", "97.2"), ("९७", "97"), ("９７．２", "97.2")] {
        let told = message(&[("value", found)], "not_a_number");
        assert!(told.ends_with(&format!("digits of another script. Write {meant} if you meant that.")), "{told}");
    }
    assert!(message(&[("value", "∞")], "not_a_number").contains("status O"));
    let told = message(&[("value", "9\u{200b}7.2")], "not_a_number");
    assert!(told.ends_with("not seen (U+200B). Empty the cell and type 97.2 if you meant that."), "{told}");
}

#[test]
fn an_interval_is_told_once_and_as_it_is() {
    assert!(findings(&[&[("ci_lower", "98")]], "interval_outside").is_empty(), "one end is incomplete, no more");
    assert_eq!(findings(&[&[("ci_lower", "98")]], "interval_incomplete").len(), 1);
    let told = message(&[("ci_lower", "98"), ("ci_upper", "96")], "interval_outside");
    assert!(told.contains("from 98 to 96 ends below its beginning"), "{told}");
    let told = message(&[("ci_lower", "98"), ("ci_upper", "99")], "interval_outside");
    assert!(told.contains("does not hold its value 97.2"), "{told}");
}

#[test]
fn the_first_of_two_rows_does_not_point_at_itself() {
    let found = findings(&[&[], &[("value", "96")]], "series_conflict");
    let told: Vec<_> = found.iter().map(|f| (f.line, f.message.contains("first on line 2"))).collect();
    assert_eq!(told, [(Some(2), false), (Some(3), true)]);
}

#[test]
fn a_source_that_differs_is_said_once_for_each_file_and_measurement() {
    let rate = [("measurement", "adult_learning_participation"), ("item", ""), ("source", "official"), ("status", "D")];
    let of = |year: &'static str| rate.iter().copied().chain([("reference_year", year)]).collect::<Vec<_>>();
    let rows = [of("2021"), of("2022"), of("2023")];
    let found = findings(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>(), "source_differs");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].line, Some(2));
    assert!(
        found[0].message.ends_with("The same holds for 2 more rows of this measurement in the file."),
        "{}",
        found[0].message
    );
    let found = findings(&[&rows[0]], "source_differs");
    assert!(found[0].message.ends_with("the definition differs."), "{}", found[0].message);
}

/// A network whose mapping reads `t.csv` from a source.
fn mapped(net: &Net, bytes: &str) -> Report {
    net.write(
        "mappings/m.toml",
        "source = \"s\"\nconsent = \"public\"\n[[file]]\npattern = \"t.csv\"\ncity = { column = \"code\" }\nyear = { column = \"year\" }\n\
         [[file.measurement]]\nmeasurement = \"unemployment_rate\"\ncolumn = \"v\"\nsource = \"official\"\n",
    );
    let source = net.dir.path().join("s");
    write(&source, "t.csv", bytes);
    ingest::run(&net.network(), &framework(), &BTreeMap::from([("s".to_string(), source)]), &net.store()).unwrap()
}

#[test]
fn a_row_of_another_width_is_kept_with_its_text() {
    let net = Net::new();
    let report = mapped(&net, "code,year,v\nnorthbridge,2020,5\nnorthbridge,2021\n");
    let file = &report.files[0];
    assert_eq!((file.rows_read, file.accepted, file.rejected), (2, 1, 1));
    let snapshot = Store::open(&net.store()).unwrap().current().unwrap().unwrap();
    let rejected = snapshot.table("rejected").unwrap();
    assert_eq!(rejected.text("codes", 0), Some("wrong_width"));
    assert_eq!(rejected.text("raw", 0), Some("northbridge\t2021"));
}

#[test]
fn a_brief_is_drawn_only_of_a_cycle_that_was_published() {
    let net = Net::new();
    net.write("submissions/a/city.csv", DECLARATION);
    net.write("submissions/a/o.csv", format!("{HEADER}\n{}\n", row(&[])));
    net.ingest();
    let (store, out) = (net.store(), net.dir.path().join("out"));
    let (store, folder) = (store.to_str().unwrap(), out.to_str().unwrap());
    for cycle in ["2023", "2025", "99999"] {
        let (code, told) = program(&["report", "--store", store, "--no-briefs", "--out", folder, "--cycle", cycle]);
        assert_eq!(code, 2, "{told}");
        assert!(told.contains("2024 to 2024") && !out.exists(), "{told}");
    }
    let (code, told) = program(&["report", "--store", store, "--no-briefs", "--out", folder, "--cycle", "2024"]);
    assert_eq!(code, 0, "{told}");
}

#[test]
fn a_store_that_gets_another_network_says_so() {
    let net = Net::new();
    net.write("submissions/a/city.csv", DECLARATION);
    net.ingest();
    let path = net.path();
    let store = net.store();
    let args = ["ingest", "--network", path.to_str().unwrap(), "--store", store.to_str().unwrap()];
    assert!(!program(&args).1.contains("This store held"));
    net.write("network.toml", "name = \"Other network\"\nfictional = true\n");
    let (code, told) = program(&args);
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("This store held the network \"Test network\" and now holds \"Other network\"."), "{told}");
}

#[test]
fn a_value_of_another_definition_is_not_given_the_unit_of_the_catalogue() {
    let net = Net::new();
    net.write("submissions/a/city.csv", DECLARATION);
    let gdp = |year, value| {
        row(&[
            ("measurement", "gdp_per_capita"),
            ("item", ""),
            ("reference_year", year),
            ("value", value),
            ("status", "D"),
        ])
    };
    net.write("submissions/a/o.csv", table(&[gdp("2020", "20000"), gdp("2023", "25000")]));
    net.ingest();
    let (store, out) = (net.store(), net.dir.path().join("out"));
    let (code, told) =
        program(&["report", "--store", store.to_str().unwrap(), "--no-briefs", "--out", out.to_str().unwrap()]);
    assert_eq!(code, 0, "{told}");
    let page = std::fs::read_to_string(out.join("cities/northbridge.html")).unwrap();
    assert!(page.contains("latest value by the city’s own definition (unit in the catalogue: US$ PPP"), "{page}");
    assert!(page.contains("GDP per capita <small>by its own definition</small>"), "{page}");
    assert!(page.contains("25,000 in 2023"), "{page}");
    assert!(!page.contains("25,000\u{a0}US$"), "{page}");
}
