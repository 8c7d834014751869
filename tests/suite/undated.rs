//! Files without a day of sending, and two files of one day: nothing is lost in silence, and nothing hangs on the bytes.

use std::collections::BTreeMap;

use learning_cities::engine::Engine;
use learning_cities::ingest::{self, Report};
use learning_cities::store::Store;

use super::check::{Net, row, table};
use super::support::{framework, repository, rows, write};

const HEADER: &str = "city,cycle,submitted_on,consent,baseline_year,priorities,expertise,consent_for,contact_name,languages,contact_consent";
const DAY: &str = "2024-05-31";

/// A declaration of northbridge; `rest` begins with the consent.
fn declaration(cycle: &str, day: &str, rest: &str) -> String {
    let commas = ",".repeat(7 - rest.matches(',').count());
    format!("{HEADER}\nnorthbridge,{cycle},{day},{rest}{commas}\n")
}

fn value(of: &str) -> String {
    table(&[row(&[("value", of)])])
}

fn target(of: &str) -> String {
    format!("city,measurement,item,year,value\nnorthbridge,adult_literacy_rate,female,2030,{of}\n")
}

fn practice(summary: &str) -> String {
    format!("city,feature,title,summary,link\nnorthbridge,1.1.1,Reading rooms,{summary},\n")
}

/// A network with these files below `submissions`, ingested.
fn sent(files: &[(&str, String)]) -> (Net, Report) {
    let net = Net::new();
    for (name, text) in files {
        net.write(&format!("submissions/{name}"), text);
    }
    let report = net.ingest();
    (net, report)
}

fn ask(net: &Net, day: Option<&str>, query: &str) -> Vec<String> {
    let snapshot = Store::open(&net.store()).unwrap().current().unwrap().unwrap();
    rows(&Engine::open_as_of(&snapshot, &repository().join("queries"), None, day).unwrap(), query)
}

fn found(report: &Report, code: &str) -> Vec<(String, String)> {
    let found = report.findings.iter().filter(|f| f.code == code);
    found.map(|f| (f.file.clone(), f.message.clone())).collect()
}

/// The file and whether the message has each of some texts.
fn says(found: &[(String, String)], file: &str, texts: &[&str]) {
    let [(at, message)] = found else { panic!("{found:?}") };
    assert!(at.ends_with(file), "{at}");
    for text in texts {
        assert!(message.contains(text), "{text:?}: {message}");
    }
}

/// Files of two folders, `a` dated and `b` not, with a value, a target and a practice each.
fn two(first: [&str; 3], second: [&str; 3]) -> Vec<(&'static str, String)> {
    vec![
        ("a/city.csv", declaration("2024", DAY, "public")),
        ("a/o.csv", value(first[0])),
        ("a/targets.csv", target(first[1])),
        ("a/practices.csv", practice(first[2])),
        ("b/city.csv", declaration("2024", "", "public")),
        ("b/o.csv", value(second[0])),
        ("b/targets.csv", target(second[1])),
        ("b/practices.csv", practice(second[2])),
    ]
}

const IN_FORCE: &str = "select cast(value as varchar) as value from observations union all \
    select cast(value as varchar) from targets union all select summary from practices order by value";

#[test]
fn a_row_without_a_day_names_the_dated_row_that_is_used_instead() {
    let (net, report) = sent(&two(["91", "95", "Two rooms."], ["92", "96", "Five rooms."]));
    assert_eq!(ask(&net, None, IN_FORCE), ["91.0", "95.0", "Two rooms."]);
    let found = found(&report, "row_without_day");
    let of = |name: &str| found.iter().filter(|f| f.0.ends_with(name)).cloned().collect::<Vec<_>>();
    says(&of("o.csv"), "b/o.csv", &["a/o.csv of 2024-05-31, says 91 for 2023", "92 for 2023", "write its day into"]);
    says(&of("targets.csv"), "b/targets.csv", &["a/targets.csv of 2024-05-31, says 95 by 2030", "96 by 2030"]);
    says(&of("practices.csv"), "b/practices.csv", &["a/practices.csv of 2024-05-31"]);
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(self::found(&report, "target_replaced"), [], "that the dated one is newer is not known");
    let same = ["91", "95", "Two rooms."];
    assert_eq!(sent(&two(same, same)).1.findings.iter().filter(|f| f.code != "duplicate_file").count(), 0);
}

#[test]
fn what_is_missing_without_a_day_is_named_too() {
    let withdrawn = table(&[row(&[("value", ""), ("status", "O")])]);
    let files = [
        ("a/city.csv", declaration("2024", DAY, "public")),
        ("a/o.csv", value("91")),
        ("b/city.csv", declaration("2024", "", "public")),
        ("b/o.csv", withdrawn),
    ];
    says(&found(&sent(&files).1, "row_without_day"), "b/o.csv", &["says 91 for 2023", "no value for 2023"]);
    let estimate = table(&[row(&[("value", "91"), ("status", "E")])]);
    let files = [files[0].clone(), files[1].clone(), files[2].clone(), ("b/o.csv", estimate)];
    says(&found(&sent(&files).1, "row_without_day"), "b/o.csv", &["not with the same interval, source, status"]);
}

#[test]
fn check_names_a_file_without_a_day_against_the_store() {
    for (day, text) in [(DAY, "a file in the store of 2024-05-31, says 91"), ("", "none of the two would be used")] {
        let (net, _) = sent(&[
            ("a/city.csv", declaration("2024", day, "public,2015,1.1.1")),
            ("a/o.csv", value("91")),
            ("a/targets.csv", target("95")),
            ("a/practices.csv", practice("Two rooms.")),
        ]);
        let last = Store::open(&net.store()).unwrap().current().unwrap();
        let checked = |value_sent: &str, target_sent: &str, summary: &str| {
            let dir = net.dir.path().join("desk");
            write(&dir, "city.csv", declaration("2024", "", "public,2016,1.1.1"));
            write(&dir, "o.csv", value(value_sent));
            write(&dir, "targets.csv", target(target_sent));
            write(&dir, "practices.csv", practice(summary));
            ingest::check(&[dir], Some(&net.network()), &framework(), last.as_ref()).unwrap()
        };
        let report = checked("92", "96", "Five rooms.");
        let rows = found(&report, "row_without_day");
        assert_eq!(rows.len(), 3, "{rows:?}");
        says(&rows.iter().filter(|f| f.0.ends_with("o.csv")).cloned().collect::<Vec<_>>(), "desk/o.csv", &[text]);
        says(&found(&report, "declarations_differ"), "desk/city.csv", &["a file in the store", "baseline_year"]);
        assert_eq!(found(&checked("91", "95", "Two rooms."), "row_without_day"), []);
    }
}

#[test]
fn mappings_and_submissions_without_a_day_are_named() {
    let mapped = |mapping_day: &str, day: &str| {
        let dir = tempfile::tempdir().unwrap();
        let net = Net::new();
        let head = if mapping_day.is_empty() { String::new() } else { format!("submitted_on = \"{mapping_day}\"\n") };
        net.write(
            "mappings/office.toml",
            format!(
                "source = \"office\"\nconsent = \"public\"\n{head}[[file]]\npattern = \"t.csv\"\ncity = {{ column = \"code\" }}\n\
                 year = {{ column = \"year\" }}\n[[file.measurement]]\nmeasurement = \"adult_literacy_rate\"\nitem = \"female\"\n\
                 column = \"rate\"\nsource = \"official\"\n"
            ),
        );
        write(dir.path(), "t.csv", "code,year,rate\nnorthbridge,2023,90\n");
        net.write("submissions/a/city.csv", declaration("2024", day, "public"));
        net.write("submissions/a/o.csv", value("91"));
        let sources = BTreeMap::from([("office".to_string(), dir.path().to_path_buf())]);
        let report = ingest::run(&net.network(), &framework(), &sources, &net.store()).unwrap();
        found(&report, "row_without_day")
    };
    let head = "submitted_on at the head of the mapping";
    says(&mapped("", DAY), "t.csv", &["submissions/a/o.csv of 2024-05-31, says 91", head]);
    says(&mapped(DAY, ""), "a/o.csv", &["office:t.csv of 2024-05-31, says 90", "submitted_on in city.csv"]);
    assert_eq!(mapped(DAY, "2024-06-30"), []);
}

/// Consents of 2022 and 2024, each with a value, of declarations (cycle, day, consent, consent_for).
fn consents(declarations: &[[&str; 4]]) -> (String, Vec<(String, String)>) {
    let mut files = Vec::new();
    let names: Vec<String> = (0..declarations.len()).map(|i| format!("{i}/city.csv")).collect();
    for (name, [cycle, day, consent, consent_for]) in names.iter().zip(declarations) {
        files.push((name.as_str(), declaration(cycle, day, &format!("{consent},,,,{consent_for}"))));
    }
    let value = |cycle: &str, year: &str| table(&[row(&[("cycle", cycle), ("reference_year", year)])]);
    files.push(("0/o.csv", value(declarations[0][0], "2021")));
    files.push(("1/o.csv", value(declarations[1][0], "2020")));
    let (net, report) = sent(&files);
    let consents = ask(&net, None, "select distinct cycle, consent from observations order by cycle").join(" ");
    let ordered = declarations.iter().all(|d| d[1].is_empty());
    assert_eq!(
        found(&report, "wider_consent").len(),
        usize::from(ordered),
        "where the order is not known, another says so"
    );
    (consents, found(&report, "consent_without_day"))
}

#[test]
fn a_consent_without_a_day_narrows_and_never_widens() {
    let open = ["2024", DAY, "public", "cycle"];
    for (consent, narrower) in [("private", "private"), ("aggregate_only", "aggregate_only")] {
        let (holds, found) = consents(&[open, ["2024", "", consent, "cycle"]]);
        assert_eq!(holds, format!("2024|{narrower}"));
        says(&found, "1/city.csv", &["0/city.csv of 2024-05-31 gives public", "Write the day into submitted_on of"]);
    }
    let (holds, found) = consents(&[["2024", DAY, "private", "cycle"], ["2024", "", "public", "cycle"]]);
    assert_eq!(holds, "2024|private");
    says(&found, "1/city.csv", &["so private holds for 2024"]);
    assert_eq!(consents(&[open, ["2024", "", "public", "cycle"]]), ("2024|public".into(), vec![]));
    // A day ends the question, and a newer dated one does not.
    assert_eq!(consents(&[open, ["2024", "2024-06-30", "private", "cycle"]]), ("2024|private".into(), vec![]));
    // For all cycles, whichever it was declared for.
    let first = ["2022", "2022-05-31", "public", "cycle"];
    let (holds, found) = consents(&[first, ["2024", "", "private", "all"]]);
    assert_eq!(holds, "2022|private 2024|private");
    says(&found, "1/city.csv", &["private for 2024", "public for 2022"]);
    let (holds, found) = consents(&[open, ["2022", "", "private", "all"]]);
    assert_eq!((holds.as_str(), found.len()), ("2022|private 2024|private", 1));
    let (holds, found) = consents(&[["2022", "2022-05-31", "private", "cycle"], ["2024", "", "public", "all"]]);
    assert_eq!((holds.as_str(), found.len()), ("2022|private 2024|public", 1));
    // Where none has a day their cycles are their order.
    let (holds, found) = consents(&[["2022", "", "private", "cycle"], ["2024", "", "public", "all"]]);
    assert_eq!((holds.as_str(), found.len()), ("2022|public 2024|public", 0));
}

#[test]
fn a_refused_withdrawal_without_a_day_withholds() {
    let (net, report) = sent(&[
        ("a/city.csv", declaration("2024", DAY, "public")),
        ("a/o.csv", value("91")),
        ("b/city.csv", declaration("2024", "", "privat")),
    ]);
    assert_eq!(found(&report, "bad_consent").len(), 1);
    assert_eq!(ask(&net, None, "select consent from observations"), ["private"]);
}

#[test]
fn check_names_the_dated_consent_that_an_undated_one_in_the_store_is_held_against() {
    let (net, _) = sent(&[("a/city.csv", declaration("2024", "", "private"))]);
    let last = Store::open(&net.store()).unwrap().current().unwrap();
    let path = write(net.dir.path(), "desk/city.csv", declaration("2024", DAY, "public"));
    let report = ingest::check(&[path], Some(&net.network()), &framework(), last.as_ref()).unwrap();
    says(&found(&report, "consent_without_day"), "desk/city.csv", &["a file in the store", "so private holds"]);
}

const DECLARED: &str = "select 'feature', role || ' ' || feature from declarations \
    union all select 'year', cast(baseline_year as varchar) from cities where city = 'northbridge' \
    union all select 'contact', coalesce(contact_name, '-') || ' ' || coalesce(languages, '-') || ' ' || contact_consent from contacts \
    union all select 'target', cast(value as varchar) from targets union all select 'practice', summary from practices order by 1, 2";

/// What is in force of two folders of one city, cycle and day, the first padded so that the hashes of its files differ.
fn tied(day: &str, one: &str, other: &str, pad: &str, as_of: Option<&str>) -> (Vec<String>, Report) {
    let (net, report) = sent(&[
        ("a/city.csv", declaration("2024", day, one) + pad),
        ("a/targets.csv", target("95") + pad),
        ("a/practices.csv", practice("Two rooms.") + pad),
        ("b/city.csv", declaration("2024", day, other)),
        ("b/targets.csv", target("96")),
        ("b/practices.csv", practice("Five rooms.")),
    ]);
    (ask(&net, as_of, DECLARED), report)
}

#[test]
fn of_one_day_nothing_hangs_on_the_bytes_of_the_files() {
    let one = "public,2010,1.1.1|3.3.1,2.1.1,,Ann,en,public";
    let other = "public,2014,1.1.1|2.1.3,,,Bob,en,public";
    let holds = [
        "contact|- en none",
        "feature|expertise 2.1.1",
        "feature|priority 1.1.1",
        "feature|priority 2.1.3",
        "feature|priority 3.3.1",
        // The registry's.
        "year|2016",
    ];
    for (day, when) in [(DAY, "of 2024-05-31"), ("", "without a day")] {
        for pad in ["", "\n", "\n\n", "\n\n\n"] {
            let (found, report) = tied(day, one, other, pad, None);
            assert_eq!(found, holds, "{day} {pad:?}");
            let differ = self::found(&report, "declarations_differ");
            assert_eq!(differ.len(), 2, "{differ:?}");
            says(
                &differ[..1],
                "a/city.csv",
                &["b/city.csv", when, "neither baseline_year, 2010 and 2014", "priorities of both"],
            );
            says(&differ[1..], "b/city.csv", &["a/city.csv", "contact"]);
            assert!(!differ[0].1.contains("Ann") && !differ[0].1.contains("expertise"), "{}", differ[0].1);
            let conflicts = self::found(&report, "conflict_between_files");
            assert_eq!(conflicts.len(), 4, "{conflicts:?}");
            let targets: Vec<_> = conflicts.iter().filter(|f| f.0.ends_with("b/targets.csv")).cloned().collect();
            says(&targets, "b/targets.csv", &["a/targets.csv", when, "95 by 2030", "Neither is used"]);
            assert_eq!(self::found(&report, "target_replaced"), []);
        }
    }
    for pad in ["", "\n"] {
        assert_eq!(tied(DAY, one, other, pad, Some("2024-06-30")).0, holds, "as of a day it is the same");
    }
    // What only one says counts, and of the contact what both allow.
    let (found, report) = tied(DAY, "public,2010,,,,Ann,en,public", "public,,2.1.3,,,Ann,,secretariat", "", None);
    assert_eq!(found, ["contact|Ann en secretariat", "feature|priority 2.1.3", "year|2010"]);
    assert_eq!(self::found(&report, "declarations_differ").len(), 2, "the contacts differ");
    let (_, report) = tied(DAY, "public,,,,cycle", "public,,,,all", "", None);
    says(
        &self::found(&report, "declarations_differ")[..1],
        "a/city.csv",
        &["consent_for is not the same, and all holds"],
    );
    let (_, report) = tied(DAY, one, one, "\n", None);
    assert_eq!(self::found(&report, "declarations_differ"), []);
}

#[test]
fn a_declaration_without_a_day_names_the_dated_one_before_it() {
    let of = |day: &str, cycle: &str, rest: &str| {
        let (net, report) = sent(&[
            ("a/city.csv", declaration("2024", DAY, "public,2010,1.1.1,,,Ann,en,public")),
            ("b/city.csv", declaration(cycle, day, rest)),
        ]);
        (ask(&net, None, DECLARED), found(&report, "declarations_differ"))
    };
    let (holds, found) = of("", "2024", "public,2014,2.1.3,,,Bob,en,secretariat");
    assert_eq!(holds, ["contact|Ann en secretariat", "feature|priority 1.1.1", "year|2010"]);
    says(
        &found,
        "b/city.csv",
        &["a/city.csv", "of 2024-05-31", "baseline_year, priorities, contact", "the narrower holds"],
    );
    assert_eq!(of("", "2024", "public,2010,1.1.1,,,Ann,en,public").1, []);
    assert_eq!(of("", "2022", "public,2014,2.1.3,,,Bob,en,public").1, [], "of an earlier cycle: that is its order");
    assert_eq!(of("2024-06-30", "2024", "public,2014,2.1.3,,,Bob,en,public").1, []);
    assert_eq!(of("", "2025", "public,2014,,,,,,").1.len(), 1, "of a later one it may be the newer");
}

#[test]
fn a_consent_to_the_contact_wider_than_that_of_an_earlier_file_is_named() {
    let wider = |first: &str, day: &str, second: &str| {
        let (_, report) = sent(&[
            ("a/city.csv", declaration("2024", DAY, &format!("public,,,,,{first}"))),
            ("b/city.csv", declaration("2024", day, &format!("public,,,,,{second}"))),
        ]);
        found(&report, "wider_consent")
    };
    for (narrow, wide) in [("none", "public"), ("secretariat", "public"), ("none", "secretariat")] {
        let found = wider(&format!("Ann,en,{narrow}"), "2024-06-01", &format!("Ann,en,{wide}"));
        says(&found, "b/city.csv", &[wide, narrow, "of 2024-05-31, which", "a/city.csv"]);
    }
    assert_eq!(wider("Ann,en,public", "2024-06-01", "Ann,en,none"), []);
    assert_eq!(wider("Ann,en,none", "2024-05-01", "Ann,en,public"), [], "the later one withholds");
    assert_eq!(wider(",,", "2024-06-01", "Ann,en,public"), [], "there was no contact before");
}
