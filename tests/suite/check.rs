//! Every check at ingest: an input that triggers it, and one on its boundary that does not.

use std::collections::BTreeSet;
use std::path::PathBuf;

use learning_cities::ingest::codes::CODES;
use learning_cities::ingest::finding::Finding;
use learning_cities::ingest::{self, Report};
use learning_cities::model::network::Network;
use learning_cities::model::vocabulary::Severity;
use learning_cities::store::Store;

use super::support::{framework, repository, write};

pub const HEADER: &str = "city,cycle,measurement,item,reference_year,value,ci_lower,ci_upper,sample_size,design_effect,ratings,source,agency,evidence,status,note";

const DECLARATION: &str = "city,cycle,submitted_on,consent,baseline_year,priorities,expertise\n";

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

/// Files below `submissions/`; a public declaration of both cities is written beside, unless given.
type Files = Vec<(&'static str, Vec<u8>)>;

fn findings(files: &Files) -> (Report, Vec<Finding>) {
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
    rows(&[cells])
}

fn rows(rows: &[&[(&str, &str)]]) -> Files {
    file("a/o.csv", table(&rows.iter().map(|r| row(r)).collect::<Vec<_>>()))
}

fn file(name: &'static str, bytes: impl Into<Vec<u8>>) -> Files {
    vec![(name, bytes.into())]
}

fn declaration(rows: &str) -> Files {
    file("a/city.csv", format!("{DECLARATION}{rows}\n"))
}

fn consent_for(word: &str) -> Files {
    let header = "city,cycle,submitted_on,consent,consent_for";
    file("a/city.csv", format!("{header}\nnorthbridge,2024,2024-05-31,public,{word}\n"))
}

fn targets(rows: &str) -> Files {
    file("a/targets.csv", format!("city,measurement,item,year,value\n{rows}\n"))
}

fn practices(rows: &str) -> Files {
    file("a/practices.csv", format!("city,feature,title,summary,link\n{rows}\n"))
}

/// A target and another of the same series, sent a year later.
fn two_targets(first: &str, second: &str) -> Files {
    let of = |value: &str| {
        format!("city,measurement,item,year,value\nnorthbridge,adult_literacy_rate,female,2030,{value}\n")
    };
    vec![
        ("a/targets.csv", of(first).into()),
        ("b/targets.csv", of(second).into()),
        ("b/city.csv", format!("{DECLARATION}northbridge,2025,2025-05-31,public,,,\n").into()),
    ]
}

/// Code, input that triggers it, input on its boundary that does not.
type Case = (&'static str, Files, Files);

fn cases() -> Vec<Case> {
    let rating = ("measurement", "political_leadership");
    let expert = |cells: &[(&'static str, &'static str)]| -> Files {
        let mut all = vec![rating, ("item", "total"), ("source", "expert")];
        all.extend_from_slice(cells);
        one(&all)
    };
    let sound = table(&[row(&[])]);
    let long = |n: usize| "x".repeat(n);
    let note = |n: usize| file("a/o.csv", table(&[row(&[("note", &long(n))])]));
    let both = |second: &[(&'static str, &'static str)]| rows(&[&[], second]);
    let two_files = |first: &[(&'static str, &'static str)], second: &[(&'static str, &'static str)]| -> Files {
        vec![("a/o.csv", table(&[row(first)]).into()), ("a/p.csv", table(&[row(second)]).into())]
    };
    let mut latin = sound.clone().into_bytes();
    latin.extend(row(&[("item", "male"), ("note", "caf")]).bytes());
    let utf8 = [latin.clone(), "é".into()].concat();
    latin.push(0xe9);
    vec![
        ("file_kind", file("a/o.txt", sound.clone()), file("a/O.CSV", sound.clone())),
        ("file_empty", file("a/o.csv", ""), file("a/o.csv", sound.clone())),
        ("file_empty", file("a/o.csv", "\r\n \n"), file("a/o.csv", format!("\r\n{sound}"))),
        ("file_binary", file("a/o.csv", [sound.as_bytes(), b"\0"].concat()), file("a/o.csv", sound.clone())),
        ("file_encoding", file("a/o.csv", latin), file("a/o.csv", utf8)),
        ("file_encoding", file("a/o.csv", b"\xff\xfec\0".to_vec()), file("a/o.csv", format!("\u{feff}{sound}"))),
        (
            "line_too_long",
            file("a/o.csv", format!("{sound}{}\n", long((1 << 20) + 1))),
            file("a/o.csv", format!("{sound}{}\n", long(1 << 20))),
        ),
        (
            "unclosed_quote",
            file("a/o.csv", format!("{sound}\"northbridge,2024\n")),
            file("a/o.csv", sound.replace("northbridge", "\"northbridge\"")),
        ),
        ("no_rows", file("a/o.csv", format!("{HEADER}\n")), file("a/o.csv", sound.clone())),
        (
            "duplicate_file",
            vec![("a/o.csv", sound.clone().into()), ("a/p.csv", sound.clone().into())],
            two_files(&[], &[("item", "male")]),
        ),
        (
            "missing_column",
            file(
                "a/o.csv",
                "city,cycle,measurement,item,reference_year\nnorthbridge,2024,adult_literacy_rate,female,2023\n",
            ),
            file(
                "a/o.csv",
                "city,cycle,measurement,item,reference_year,value\nnorthbridge,2024,adult_literacy_rate,female,2023,97.2\n",
            ),
        ),
        (
            "unknown_column",
            file("a/o.csv", sound.replace(",note", ",notes")),
            file("a/o.csv", sound.replace(",note", " , note ")),
        ),
        (
            "double_column",
            file("a/o.csv", sound.replace(",note", ",status")),
            file("a/o.csv", sound.replace(",note\n", ",note,\n")),
        ),
        (
            "too_many_cells",
            file("a/o.csv", format!("{HEADER}\n{},x\n", row(&[]))),
            file("a/o.csv", format!("{HEADER}\n{}, ,\n", row(&[]))),
        ),
        ("missing_cell", one(&[("city", "")]), one(&[])),
        ("missing_cell", practices("northbridge,1.1.1,,s,"), practices("northbridge,1.1.1,t,,")),
        ("unknown_city", one(&[("city", "Northbridge")]), one(&[("city", " northbridge ")])),
        ("unknown_city", one(&[("city", "../northbridge")]), one(&[])),
        ("unknown_measurement", one(&[("measurement", "adult_literacy")]), one(&[])),
        ("unknown_item", one(&[("item", "girls")]), one(&[("item", "total")])),
        ("missing_item", one(&[("item", "")]), expert(&[("item", ""), ("value", "3")])),
        ("unknown_source", one(&[("source", "officiel")]), one(&[("source", "official")])),
        (
            "missing_source",
            one(&[("measurement", "cultural_visits"), ("item", "total"), ("value", "2"), ("source", "")]),
            one(&[("source", "")]),
        ),
        ("source_not_listed", one(&[("source", "survey")]), one(&[("source", "survey"), ("status", "D")])),
        (
            "source_differs",
            one(&[("source", "survey"), ("status", "B|D")]),
            one(&[("source", "official"), ("status", "D")]),
        ),
        ("unknown_status", one(&[("status", "Z")]), one(&[("status", "E | B")])),
        ("unknown_status", one(&[("status", "a")]), one(&[("status", "A")])),
        ("not_a_number", one(&[("value", "97,2")]), one(&[("value", "+9.72e1")])),
        ("not_a_number", one(&[("value", "1e999")]), one(&[("value", "1e2")])),
        ("not_a_number", one(&[("sample_size", "1 000")]), one(&[("sample_size", "1000")])),
        ("not_a_year", one(&[("reference_year", "1899")]), one(&[("reference_year", "1900")])),
        ("not_a_year", one(&[("cycle", "2101")]), one(&[("cycle", "2100")])),
        ("not_a_year", one(&[("reference_year", "2023.0")]), one(&[("reference_year", "2023")])),
        ("bad_sample_size", one(&[("sample_size", "0")]), one(&[("sample_size", "1")])),
        ("bad_sample_size", one(&[("sample_size", "10.5")]), one(&[("sample_size", "10.0")])),
        ("bad_design_effect", one(&[("design_effect", "0")]), one(&[("design_effect", "0.1")])),
        ("low_design_effect", one(&[("design_effect", "0.99")]), one(&[("design_effect", "1")])),
        (
            "interval_without_width",
            one(&[("ci_lower", "97.2"), ("ci_upper", "97.2")]),
            one(&[("ci_lower", "97.2"), ("ci_upper", "97.3")]),
        ),
        (
            "interval_beyond_possible",
            one(&[("ci_lower", "95"), ("ci_upper", "100.1")]),
            one(&[("ci_lower", "0"), ("ci_upper", "100")]),
        ),
        (
            "interval_beyond_possible",
            one(&[("ci_lower", "-0.1"), ("ci_upper", "100")]),
            one(&[("value", "0"), ("ci_lower", "0"), ("ci_upper", "1")]),
        ),
        (
            "target_year_past",
            targets("northbridge,adult_literacy_rate,female,2024,99"),
            targets("northbridge,adult_literacy_rate,female,2025,99"),
        ),
        ("target_replaced", two_targets("98", "99"), two_targets("99", "99.0")),
        (
            "bad_ratings",
            expert(&[("value", "3"), ("ratings", "3|4|6")]),
            expert(&[("value", "4"), ("ratings", "3|4|5")]),
        ),
        ("bad_ratings", expert(&[("value", "3"), ("ratings", "3||3")]), expert(&[("value", "3"), ("ratings", "3")])),
        (
            "bad_ratings",
            expert(&[("value", "3"), ("ratings", &*vec!["3"; 101].join("|").leak())]),
            expert(&[("value", "3"), ("ratings", &*vec!["3"; 100].join("|").leak())]),
        ),
        ("bad_ratings", one(&[("ratings", "3|4")]), expert(&[("value", "3.5"), ("ratings", "3 | 4")])),
        (
            "ratings_not_median",
            expert(&[("value", "3.67"), ("ratings", "3|4|4")]),
            expert(&[("value", "4"), ("ratings", "3|4|4")]),
        ),
        ("below_possible", one(&[("value", "-0.001")]), one(&[("value", "0")])),
        (
            "below_possible",
            targets("northbridge,adult_literacy_rate,female,2030,-1"),
            targets("northbridge,adult_literacy_rate,female,2030,0"),
        ),
        ("above_possible", one(&[("value", "100.001")]), one(&[("value", "100")])),
        (
            "above_possible",
            targets("northbridge,adult_literacy_rate,female,2030,101"),
            targets("northbridge,adult_literacy_rate,female,2030,100"),
        ),
        ("below_plausible", one(&[("value", "19.9")]), one(&[("value", "20")])),
        (
            "above_plausible",
            one(&[("measurement", "unemployment_rate"), ("value", "60.1")]),
            one(&[("measurement", "unemployment_rate"), ("value", "60")]),
        ),
        ("year_after_cycle", one(&[("reference_year", "2025")]), one(&[("reference_year", "2024")])),
        (
            "year_after_cycle",
            declaration("northbridge,2024,2024-05-31,public,2025,,"),
            declaration("northbridge,2024,2024-05-31,public,2024,,"),
        ),
        ("old_reference_year", one(&[("reference_year", "2013")]), one(&[("reference_year", "2014")])),
        ("interval_incomplete", one(&[("ci_lower", "97")]), one(&[("ci_lower", "97"), ("ci_upper", "98")])),
        (
            "interval_outside",
            one(&[("ci_lower", "97.3"), ("ci_upper", "98")]),
            one(&[("ci_lower", "97.2"), ("ci_upper", "98")]),
        ),
        (
            "interval_outside",
            one(&[("ci_lower", "90"), ("ci_upper", "97.1")]),
            one(&[("ci_lower", "90"), ("ci_upper", "97.2")]),
        ),
        (
            "interval_outside",
            one(&[("value", ""), ("status", "O"), ("ci_lower", "90"), ("ci_upper", "97.1")]),
            one(&[("value", ""), ("status", "O")]),
        ),
        ("value_with_status", one(&[("status", "O")]), one(&[("value", ""), ("status", "O")])),
        ("missing_value", one(&[("value", "")]), one(&[("value", ""), ("status", "M")])),
        ("missing_value", one(&[("value", ""), ("status", "E")]), one(&[("value", ""), ("status", "K")])),
        ("text_too_long", note(2001), note(2000)),
        ("control_characters", one(&[("note", "a\u{7}b")]), one(&[("note", "a\nb\tc\u{200f}")])),
        ("control_characters", one(&[("note", "a\u{202e}b")]), one(&[("note", "a\u{200f}b")])),
        (
            "bad_date",
            declaration("northbridge,2024,2024-02-30,public,,,"),
            declaration("northbridge,2024,2024-02-29,public,,,"),
        ),
        ("bad_date", declaration("northbridge,2024,31.05.2024,public,,,"), declaration("northbridge,2024,,public,,,")),
        (
            "bad_consent",
            declaration("northbridge,2024,2024-05-31,Public,,,"),
            declaration("northbridge,2024,2024-05-31,aggregate_only,,,"),
        ),
        ("bad_consent_for", consent_for("everything"), consent_for("cycle")),
        ("unknown_feature", practices("northbridge,1.1.9,t,,"), practices("northbridge,1.1.4,t,,")),
        (
            "unknown_declared_feature",
            declaration("northbridge,2024,2024-05-31,public,,1.1.1|9.9.9,"),
            declaration("northbridge,2024,2024-05-31,public,,1.1.1| 1.1.2 |,3.3.1"),
        ),
        (
            "target_without_year",
            targets("northbridge,adult_literacy_rate,female,,99"),
            targets("northbridge,adult_literacy_rate,female,2030,99"),
        ),
        (
            "bad_link",
            practices("northbridge,1.1.1,t,,javascript:alert(1)"),
            practices("northbridge,1.1.1,t,,HTTPS://example.org/a?b=c"),
        ),
        (
            "bad_link",
            practices("northbridge,1.1.1,t,,https://user:secret@example.org/"),
            practices("northbridge,1.1.1,t,,https://example.org/user@home"),
        ),
        ("line_break", practices("northbridge,1.1.1,\"a\nb\",\"a\nb\","), practices("northbridge,1.1.1,a b,\"a\nb\",")),
        (
            "text_too_long",
            practices(&format!("northbridge,1.1.1,{},,", long(201))),
            practices(&format!("northbridge,1.1.1,{},,", long(200))),
        ),
        ("bad_link", practices("northbridge,1.1.1,t,,https://a b"), practices("northbridge,1.1.1,t,,")),
        ("series_conflict", both(&[("value", "97.3")]), both(&[("value", "97.3"), ("reference_year", "2022")])),
        ("series_conflict", both(&[("status", "E")]), both(&[("value", "97.20"), ("status", "A"), ("note", "again")])),
        (
            "declaration_conflict",
            declaration("northbridge,2024,2024-05-31,public,,,\nnorthbridge,2024,2024-05-31,private,,,"),
            declaration("northbridge,2024,2024-05-31,public,,,\nnorthbridge,2022,2024-05-31,private,,,"),
        ),
        ("duplicate_row", both(&[]), both(&[("item", "male")])),
        (
            "duplicate_row",
            two_files(&[], &[("note", "again")]),
            two_files(&[], &[("note", "again"), ("cycle", "2026")]),
        ),
        (
            "conflict_between_files",
            two_files(&[], &[("value", "97.3")]),
            two_files(&[], &[("value", "97.3"), ("item", "male")]),
        ),
        ("no_declaration", one(&[("cycle", "2026")]), one(&[])),
        (
            "no_consent",
            declaration("northbridge,2024,2024-05-31,,,,"),
            declaration("northbridge,2024,2024-05-31,private,,,"),
        ),
        (
            "nothing_new",
            two_files(&[("cycle", "2024")], &[("cycle", "2026")]),
            two_files(&[("cycle", "2024")], &[("cycle", "2026"), ("value", "97.3")]),
        ),
    ]
}

/// Checks whose inputs stand beside their readers.
const ELSEWHERE: &[(&str, &str)] = &[
    ("file_too_large", "tests/suite/ingest.rs"),
    ("formula_without_result", "tests/suite/workbook.rs"),
    ("percent_format", "tests/suite/workbook.rs"),
    ("merged_cells", "tests/suite/workbook.rs"),
    ("cell_outside", "tests/suite/workbook.rs"),
    ("workbook_broken", "tests/suite/workbook.rs"),
    ("missing_sheet", "tests/suite/workbook.rs"),
    ("unknown_sheet", "tests/suite/workbook.rs"),
    ("hidden_sheet", "tests/suite/workbook.rs"),
    ("sheet_twice", "tests/suite/workbook.rs"),
    ("workbook_too_large", "src/ingest/read/workbook/scan.rs"),
    ("file_unreadable", "src/ingest/read/files.rs"),
    ("file_changed", "src/ingest/read/files.rs"),
    ("too_many_rows", "tests/suite/isolation.rs"),
    ("reader_fault", "src/ingest/isolate.rs"),
    ("not_text", "tests/suite/mapping.rs"),
    ("not_mapped", "tests/suite/mapping.rs"),
    ("wrong_width", "tests/suite/mapping.rs"),
    ("registry_differs", "tests/suite/mapping.rs"),
    ("unknown_definition", "tests/suite/definitions.rs"),
    ("definition_mismatch", "tests/suite/definitions.rs"),
    ("own_definition", "tests/suite/definitions.rs"),
    ("bad_price_base", "tests/suite/definitions.rs"),
    ("price_base_unfit", "tests/suite/definitions.rs"),
    ("price_base_differs", "tests/suite/definitions.rs"),
    ("no_price_base", "tests/suite/definitions.rs"),
    ("no_price_index", "tests/suite/definitions.rs"),
    ("bad_city_id", "tests/suite/ingest.rs"),
    ("unknown_country", "tests/suite/ingest.rs"),
    ("unknown_region", "tests/suite/ingest.rs"),
    ("consent_unclear", "tests/suite/consent.rs"),
];

#[test]
fn every_code_has_an_input_that_triggers_it_and_one_on_its_boundary() {
    let cases = cases();
    let mut seen: BTreeSet<&str> = cases.iter().map(|c| c.0).collect();
    // Threads, not rayon: a worker that waits for polars would take up another case on top of the one it has.
    std::thread::scope(|scope| {
        for part in cases.chunks(cases.len().div_ceil(4)) {
            scope.spawn(move || part.iter().for_each(try_case));
        }
    });
    for (code, file) in ELSEWHERE {
        let text = std::fs::read_to_string(repository().join(file)).unwrap();
        assert!(text.contains(&format!("\"{code}\"")), "{code} is not tested in {file}");
        seen.insert(code);
    }
    let listed: BTreeSet<&str> = CODES.iter().map(|c| c.code).collect();
    assert_eq!(listed.len(), CODES.len(), "a code is listed twice");
    assert_eq!(listed, seen);
}

fn try_case((code, triggers, boundary): &Case) {
    let code = *code;
    let severity = CODES.iter().find(|c| c.code == code).unwrap_or_else(|| panic!("{code} is not listed")).severity;
    let (report, found) = findings(triggers);
    let hits: Vec<&Finding> = found.iter().filter(|f| f.code == code).collect();
    assert!(!hits.is_empty(), "{code} was not triggered: {found:?}");
    for hit in hits {
        assert_eq!(hit.severity, severity, "{code}");
        assert!(hit.message.ends_with(['.', ')', '?']) && hit.message.len() > 20, "{code}: {}", hit.message);
        let file = report.files.iter().find(|f| f.file == hit.file).unwrap();
        // Rows that contradict each other are kept, and neither is used.
        if severity == Severity::Error && hit.line.is_some() && code != "conflict_between_files" {
            assert!(file.rejected > 0, "{code}: its row went in");
        }
    }
    let (_, found) = findings(boundary);
    let hits: Vec<&Finding> = found.iter().filter(|f| f.code == code).collect();
    assert!(hits.is_empty(), "{code} was triggered on its boundary: {hits:?}");
    if severity == Severity::Error && code != "line_too_long" {
        assert!(
            !found.iter().any(|f| f.severity == Severity::Error),
            "{code}: the boundary has another error: {found:?}"
        );
    }
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
    ];
    net.write("submissions/a/o.csv", table(&rows));
    let report = net.check();
    let codes: Vec<_> = report.findings.iter().map(|f| (f.code, f.line)).collect();
    assert_eq!(codes, [("not_a_number", Some(4))], "{:?}", report.findings);
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
