//! `check --store` says of a file what `ingest` will say of it.

use std::collections::BTreeSet;

use learning_cities::ingest::{self, Report};
use learning_cities::store::Store;

use super::check::{Net, row, table};
use super::support::{framework, write};

const DAY: &str = "2024-05-31";
const HEADER: &str = "city,cycle,submitted_on,consent,baseline_year,priorities,expertise,consent_for,contact_name,languages,contact_consent";

/// A folder of northbridge: its declaration from the cycle on, a value, a target and a practice, where given.
struct Folder {
    declaration: String,
    says: [&'static str; 3],
}

fn folder(cycle: &str, day: &str, contact: &str, says: [&'static str; 3]) -> Folder {
    Folder { declaration: format!("{HEADER}\nnorthbridge,{cycle},{day},public,,,,,{contact}\n"), says }
}

impl Folder {
    fn files(&self) -> Vec<(&'static str, String)> {
        let [value, target, practice] = self.says;
        let files = [
            ("o.csv", value, table(&[row(&[("value", value)])])),
            (
                "targets.csv",
                target,
                format!("city,measurement,item,year,value\nnorthbridge,adult_literacy_rate,female,2030,{target}\n"),
            ),
            (
                "practices.csv",
                practice,
                format!("city,feature,title,summary,link\nnorthbridge,1.1.1,Reading rooms,{practice},\n"),
            ),
        ];
        let given = files.into_iter().filter(|f| !f.1.is_empty()).map(|f| (f.0, f.2));
        std::iter::once(("city.csv", self.declaration.clone())).chain(given).collect()
    }
}

/// Code, file's name, line and column of each finding of the files of a folder.
fn places(report: &Report, folder: &str) -> BTreeSet<String> {
    let found = report.findings.iter().filter_map(|f| {
        let (_, name) = f.file.split_once(&format!("{folder}/"))?;
        Some(format!("{} {name} {} {}", f.code, f.line.unwrap_or_default(), f.column.as_deref().unwrap_or_default()))
    });
    found.collect()
}

fn checked(net: &Net, path: std::path::PathBuf) -> Report {
    let last = Store::open(&net.store()).unwrap().current().unwrap();
    ingest::check(&[path], Some(&net.network()), &framework(), last.as_ref()).unwrap()
}

/// What `check --store` says of the folder that is sent, and what `ingest` says of it after those before it.
fn both(stored: &[Folder], sent: &Folder) -> (BTreeSet<String>, BTreeSet<String>) {
    let net = Net::new();
    for (at, folder) in stored.iter().enumerate() {
        folder.files().iter().for_each(|(name, text)| drop(net.write(&format!("submissions/{at}/{name}"), text)));
    }
    net.ingest();
    let desk = net.dir.path().join("sent");
    for (name, text) in sent.files() {
        write(&desk, name, &text);
        net.write(&format!("submissions/sent/{name}"), &text);
    }
    let before = checked(&net, desk);
    (places(&before, "sent"), places(&net.ingest(), "sent"))
}

#[test]
fn check_says_of_a_file_what_ingest_says_of_it() {
    let none = ["", "", ""];
    let rows = ["91", "95", "Two rooms."];
    let others = ["92", "96", "Five rooms."];
    let with = |contact: &str| folder("2024", DAY, contact, none);
    let conflicts = [
        "conflict_between_files o.csv 2 value",
        "conflict_between_files practices.csv 2 title",
        "conflict_between_files targets.csv 2 value",
    ];
    let undated = [
        "row_without_day o.csv 2 value",
        "row_without_day practices.csv 2 title",
        "row_without_day targets.csv 2 value",
    ];
    let cases: Vec<(&str, Vec<Folder>, Folder, Vec<&str>)> = vec![
        (
            "a wider consent to the contact",
            vec![with("Ann,en,none")],
            folder("2024", "2024-06-30", "Ann,en,public", none),
            vec!["wider_consent city.csv 2 contact_consent"],
        ),
        (
            "as wide as before, and narrower",
            vec![with("Ann,en,secretariat")],
            folder("2024", "2024-06-30", "Bob,en,none", none),
            vec![],
        ),
        (
            "a contact that was withdrawn since",
            vec![folder("2022", "2022-05-31", "Ann,en,public", none), with("Ann,en,none")],
            folder("2023", "2023-05-31", "Ann,en,secretariat", none),
            vec![],
        ),
        (
            "a wider one that a later one has narrowed",
            vec![folder("2022", "2022-05-31", "Ann,en,none", none), with("Ann,en,secretariat")],
            folder("2023", "2023-05-31", "Ann,en,public", none),
            vec![],
        ),
        (
            "another contact of the same day",
            vec![with("Ann,en,public")],
            with("Bob,en,public"),
            vec!["declarations_differ city.csv 2 submitted_on"],
        ),
        (
            "another contact without a day",
            vec![with("Ann,en,public")],
            folder("2024", "", "Bob,en,public", none),
            vec!["declarations_differ city.csv 2 submitted_on"],
        ),
        ("other rows of the same day", vec![folder("2024", DAY, ",,", rows)], folder("2024", DAY, ",fr,", others), {
            [&conflicts[..], &["declarations_differ city.csv 2 submitted_on"]].concat()
        }),
        (
            "other rows of a day that a newer one has settled",
            vec![folder("2024", DAY, ",,", rows), folder("2024", "2024-06-30", ",,", rows)],
            folder("2024", DAY, ",fr,", others),
            vec!["declarations_differ city.csv 2 submitted_on", "target_replaced targets.csv 2 value"],
        ),
        (
            "the same rows of the same day",
            vec![folder("2024", DAY, ",,", ["91", "", ""])],
            Folder { declaration: with(",,").declaration + "\n", says: ["91.0", "", ""] },
            vec!["duplicate_row o.csv 2 value"],
        ),
        (
            "older rows",
            vec![folder("2024", DAY, ",,", rows)],
            folder("2023", "2023-05-31", ",,", ["", "96", "Five rooms."]),
            vec!["target_replaced targets.csv 2 value"],
        ),
        (
            "rows without a day",
            vec![folder("2024", DAY, ",,", rows)],
            folder("2024", "", ",,", others),
            undated.to_vec(),
        ),
        ("newer rows", vec![folder("2024", DAY, ",,", rows)], folder("2024", "2024-06-30", ",,", others), vec![]),
    ];
    for (what, stored, sent, expected) in cases {
        let (check, ingest) = both(&stored, &sent);
        let expected: BTreeSet<String> = expected.into_iter().map(str::to_string).collect();
        assert_eq!(ingest, expected, "ingest: {what}");
        assert_eq!(check, expected, "check: {what}");
    }
}

#[test]
fn check_names_rows_and_declarations_without_a_day_in_the_store() {
    // `ingest` names the file without a day, which is not the one that is checked.
    let undated = folder("2024", "", "Ann,en,public", ["91", "95", "Two rooms."]);
    let sent = folder("2024", DAY, "Bob,en,public", ["92", "96", "Five rooms."]);
    let (check, ingest) = both(&[undated], &sent);
    assert_eq!(ingest, BTreeSet::new());
    let expected = [
        "declarations_differ city.csv 2 submitted_on",
        "row_without_day o.csv 2 value",
        "row_without_day practices.csv 2 title",
        "row_without_day targets.csv 2 value",
    ];
    assert_eq!(check, expected.map(str::to_string).into());
    // A row of the store that came later settles it.
    let undated = folder("2024", "", "Ann,en,public", ["91", "95", "Two rooms."]);
    let newer = folder("2024", "2024-06-30", "Bob,en,public", ["93", "97", "Six rooms."]);
    let (check, _) = both(&[undated, newer], &folder("2024", DAY, "Bob,en,public", ["92", "96", "Five rooms."]));
    assert_eq!(check, ["target_replaced targets.csv 2 value".to_string()].into());
}

#[test]
fn check_names_rows_without_the_time_of_the_day_in_the_store() {
    let untimed = folder("2024", DAY, ",,", ["91", "95", "Two rooms."]);
    let (check, ingest) = both(&[untimed], &folder("2024", "2024-05-31T15:30", ",,", ["92", "96", "Five rooms."]));
    assert_eq!(ingest, BTreeSet::new(), "it names the file without a time");
    let expected = [
        "row_without_time o.csv 2 value",
        "row_without_time practices.csv 2 title",
        "row_without_time targets.csv 2 value",
    ];
    assert_eq!(check, expected.map(str::to_string).into());
}

#[test]
fn a_file_is_not_compared_with_itself_or_with_what_it_replaces() {
    let net = Net::new();
    for (name, text) in folder("2024", DAY, "Ann,en,none", ["91", "95", "Two rooms."]).files() {
        net.write(&format!("submissions/a/{name}"), text);
    }
    net.ingest();
    let path = net.path().join("submissions/a");
    assert_eq!(checked(&net, path.clone()).findings, []);
    for (name, text) in folder("2024", DAY, "Bob,en,none", ["92", "96", "Five rooms."]).files() {
        net.write(&format!("submissions/a/{name}"), text);
    }
    assert_eq!(checked(&net, path).findings, []);
    assert_eq!(checked(&net, net.path().join("submissions/a/o.csv")).findings, []);
    assert_eq!(net.ingest().findings, []);
}

/// A new declaration that is unclear narrows what is in the store, and so sets two values against one another.
#[test]
fn check_compares_by_the_consent_that_will_govern() {
    let value = |cycle: &str, consent: &str, value: &str| {
        let declaration = folder(cycle, DAY, ",,", ["", "", ""]).declaration.replace("public", consent);
        let rows = table(&[row(&[("cycle", cycle), ("reference_year", "2021"), ("value", value)])]);
        [("city.csv", declaration), ("o.csv", rows)]
    };
    let net = Net::new();
    for (name, text) in value("2022", "public", "91") {
        net.write(&format!("submissions/0/{name}"), text);
    }
    net.ingest();
    let desk = net.dir.path().join("sent");
    for (name, text) in value("2024", "private", "95") {
        write(&desk, name, &text);
        net.write(&format!("submissions/sent/{name}"), &text);
    }
    let check = places(&checked(&net, desk), "sent");
    assert_eq!(check, places(&net.ingest(), "sent"));
    assert!(check.contains("conflict_between_files o.csv 2 value"), "{check:?}");
}
