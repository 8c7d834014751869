//! Checks of a cell, row or file (methods 10): each has an input that fails it and one on its boundary that does not.

use std::collections::BTreeSet;

use learning_cities::ingest::codes::CODES;
use learning_cities::model::vocabulary::Severity;

use super::cases;
use crate::check::{DECLARATION, Files, HEADER, findings, row, table};
use crate::support::repository;

/// Checks whose inputs are with the tests of their readers.
const ELSEWHERE: &[(&str, &str)] = &[
    ("file_too_large", "tests/suite/ingest.rs"),
    ("story_not_public", "tests/suite/site/stories.rs"),
    ("story_without_practice", "tests/suite/site/stories.rs"),
    ("formula_without_result", "tests/suite/workbook.rs"),
    ("percent_format", "tests/suite/workbook.rs"),
    ("thousands_format", "tests/suite/workbook.rs"),
    ("merged_cells", "tests/suite/workbook.rs"),
    ("cell_outside", "tests/suite/workbook.rs"),
    ("workbook_broken", "tests/suite/workbook.rs"),
    ("missing_sheet", "tests/suite/workbook.rs"),
    ("unknown_sheet", "tests/suite/workbook.rs"),
    ("hidden_sheet", "tests/suite/workbook.rs"),
    ("sheet_twice", "tests/suite/workbook.rs"),
    ("row_above_header", "tests/suite/workbook.rs"),
    ("row_cut_off", "src/ingest/read/formats/csv/tests.rs"),
    ("workbook_too_large", "src/ingest/read/formats/workbook/scan/tests.rs"),
    ("file_unreadable", "src/ingest/read/files.rs"),
    ("file_changed", "src/ingest/read/files.rs"),
    ("too_many_rows", "tests/suite/isolation.rs"),
    ("reader_fault", "src/ingest/isolate.rs"),
    ("not_text", "tests/suite/mapping.rs"),
    ("not_mapped", "tests/suite/mapping.rs"),
    ("may_be_cut_off", "tests/suite/mapping.rs"),
    ("not_made", "tests/suite/mapping_explain.rs"),
    ("no_lookup", "tests/suite/mapping_faults.rs"),
    ("lookup_twice", "tests/suite/mapping_faults.rs"),
    ("entry_not_read", "tests/suite/workbook/unseen.rs"),
    ("form_text_changed", "tests/suite/workbook/printed.rs"),
    ("row_not_read", "tests/suite/workbook/unseen.rs"),
    ("hidden_cells", "tests/suite/workbook/unseen.rs"),
    ("struck_out", "tests/suite/workbook/unseen.rs"),
    ("cell_comment", "tests/suite/workbook/unseen.rs"),
    ("no_logarithm", "tests/suite/own_files.rs"),
    ("context_conflict", "tests/suite/own_files.rs"),
    ("no_peer_values", "tests/suite/own_files.rs"),
    ("variable_like_another", "tests/suite/own_files.rs"),
    ("group_like_another", "tests/suite/own_files.rs"),
    ("nothing_kept", "tests/suite/own_files.rs"),
    ("mapping_feeds_nothing", "tests/suite/own_files.rs"),
    ("nothing_accepted", "tests/suite/own_files.rs"),
    ("wrong_width", "tests/suite/mapping.rs"),
    ("registry_differs", "tests/suite/mapping.rs"),
    ("unknown_quality", "tests/suite/quality.rs"),
    ("no_verifier", "tests/suite/quality.rs"),
    ("other_structure", "tests/suite/sdmx.rs"),
    ("merge_replaces", "tests/suite/sdmx.rs"),
    ("bad_action", "tests/suite/sdmx.rs"),
    ("bad_frequency", "tests/suite/sdmx.rs"),
    ("bad_unit_multiplier", "tests/suite/sdmx.rs"),
    ("unit_differs", "tests/suite/sdmx.rs"),
    ("unknown_definition", "tests/suite/definitions.rs"),
    ("definition_mismatch", "tests/suite/definitions.rs"),
    ("own_definition", "tests/suite/definitions.rs"),
    ("bad_price_base", "tests/suite/definitions.rs"),
    ("price_base_unfit", "tests/suite/definitions.rs"),
    ("price_base_differs", "tests/suite/definitions.rs"),
    ("no_price_base", "tests/suite/definitions.rs"),
    ("no_price_index", "tests/suite/definitions.rs"),
    ("bad_city_id", "tests/suite/ingest.rs"),
    ("bad_position", "tests/suite/ingest.rs"),
    ("unknown_country", "tests/suite/ingest.rs"),
    ("unknown_region", "tests/suite/ingest.rs"),
    ("consent_unclear", "tests/suite/consent.rs"),
    ("wider_consent", "tests/suite/consent.rs"),
    ("declaration_held", "tests/suite/withdrawals.rs"),
    ("values_replaced", "tests/suite/replaced.rs"),
    ("row_without_day", "tests/suite/undated.rs"),
    ("row_without_time", "tests/suite/untimed.rs"),
    ("consent_without_day", "tests/suite/undated.rs"),
    ("declarations_differ", "tests/suite/undated.rs"),
    ("other_city", "tests/suite/replaced.rs"),
];

#[test]
fn every_check_of_a_cell_row_or_file() {
    let cases = cases("cells", 5);
    let mut seen: BTreeSet<&str> = cases.iter().map(|c| c[1].as_str()).collect();
    // Threads, not rayon: a worker that waits for polars would take up another case on top of the one it has.
    std::thread::scope(|scope| {
        for part in cases.chunks(cases.len().div_ceil(4)) {
            scope.spawn(move || part.iter().for_each(|case| try_case(case)));
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

fn try_case(case: &[String]) {
    let (name, code) = (&case[0], case[1].as_str());
    let severity = CODES.iter().find(|c| c.code == code).unwrap_or_else(|| panic!("{code} is not listed")).severity;
    let (report, found) = findings(&files(&case[2], &case[3]));
    let hits: Vec<_> = found.iter().filter(|f| f.code == code).collect();
    assert!(!hits.is_empty(), "{name}: {code} was not found: {found:?}");
    for hit in hits {
        assert_eq!(hit.severity, severity, "{name}");
        assert!(hit.message.ends_with(['.', ')', '?']) && hit.message.len() > 20, "{name}: {}", hit.message);
        let file = report.files.iter().find(|f| f.file == hit.file).unwrap();
        // Rows that contradict each other are kept, and neither is used.
        if severity == Severity::Error && hit.line.is_some() && code != "conflict_between_files" {
            assert!(file.rejected > 0, "{name}: its row went in");
        }
    }
    let (_, found) = findings(&files(&case[2], &case[4]));
    assert!(found.iter().all(|f| f.code != code), "{name}: {code} was found on its boundary: {found:?}");
    if severity == Severity::Error && code != "line_too_long" {
        let other = found.iter().find(|f| f.severity == Severity::Error);
        assert!(other.is_none(), "{name}: the boundary has another error: {other:?}");
    }
}

/// What a case sends.
pub fn files(kind: &str, text: &str) -> Files {
    let lines = |header: &str| format!("{header}\n{}\n", string(&text.replace(" / ", "\n"))).into_bytes();
    let one = |name: &str, bytes: Vec<u8>| vec![(format!("a/{name}"), bytes)];
    match kind {
        "rows" => text
            .split(" // ")
            .zip(["a/o.csv", "a/p.csv"])
            .map(|(rows, name)| (name.to_string(), observations(rows)))
            .collect(),
        "file" => match text.split_once(':').filter(|(name, _)| name.starts_with("a/")) {
            Some((name, text)) => vec![(name.to_string(), bytes(text))],
            None => one("o.csv", bytes(text)),
        },
        "declaration" => one("city.csv", lines(DECLARATION.trim_end())),
        "consent_for" => {
            let header = "city,cycle,submitted_on,consent,consent_for";
            one("city.csv", format!("{header}\nnorthbridge,2024,2024-05-31,public,{text}\n").into_bytes())
        }
        "targets" => one("targets.csv", lines("city,measurement,item,year,value")),
        "practices" => one("practices.csv", lines("city,feature,title,summary,link")),
        "contact" => {
            let header = "city,cycle,submitted_on,consent,contact_name,contact_role,contact_email,languages,time_zone,contact_consent";
            one("city.csv", format!("{header}\nnorthbridge,2024,2024-05-31,public,{text}\n").into_bytes())
        }
        "details" => {
            let header = "city,feature,title,started,cost_band,language";
            let declared = format!("{DECLARATION}northbridge,2024,2024-05-31,public,,,\n");
            let practice = format!("{header}\nnorthbridge,1.1.1,Reading,{text}\n");
            vec![("a/city.csv".into(), declared.into_bytes()), ("a/practices.csv".into(), practice.into_bytes())]
        }
        "targets-twice" => {
            let (first, second) = text.split_once(" / ").unwrap();
            let of = |value: &str| {
                format!("city,measurement,item,year,value\nnorthbridge,adult_literacy_rate,female,2030,{value}\n")
                    .into_bytes()
            };
            vec![
                ("a/targets.csv".to_string(), of(first)),
                ("b/targets.csv".to_string(), of(second)),
                (
                    "b/city.csv".to_string(),
                    format!("{DECLARATION}northbridge,2025,2025-05-31,public,,,\n").into_bytes(),
                ),
            ]
        }
        _ => panic!("{kind} is no kind of input"),
    }
}

fn observations(rows: &str) -> Vec<u8> {
    let rows: Vec<String> = rows
        .split(" / ")
        .map(|cells| {
            let cells: Vec<(String, String)> = cells.split(" & ").filter(|c| *c != "-").flat_map(cell).collect();
            row(&cells.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>())
        })
        .collect();
    table(&rows).into_bytes()
}

/// `name=value`, or `expert`.
fn cell(text: &str) -> Vec<(String, String)> {
    let pair = |name: &str, value: &str| (name.to_string(), string(value));
    match text.split_once('=') {
        Some((name, value)) => vec![pair(name, value)],
        None => vec![pair("measurement", "political_leadership"), pair("item", "total"), pair("source", "expert")],
    }
}

fn string(text: &str) -> String {
    String::from_utf8(bytes(text)).unwrap()
}

/// A text with its escapes and what stands in braces written out.
fn bytes(text: &str) -> Vec<u8> {
    let mut written = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => {
                let (kind, after) = rest.split_at(1);
                rest = after;
                match kind {
                    "n" => written.push(b'\n'),
                    "r" => written.push(b'\r'),
                    "t" => written.push(b'\t'),
                    "0" => written.push(0),
                    "x" => {
                        written.push(u8::from_str_radix(&rest[..2], 16).unwrap());
                        rest = &rest[2..];
                    }
                    _ => {
                        let (number, after) = rest[1..].split_once('}').unwrap();
                        let letter = char::from_u32(u32::from_str_radix(number, 16).unwrap()).unwrap();
                        written.extend(letter.to_string().bytes());
                        rest = after;
                    }
                }
            }
            '{' => {
                let (inside, after) = rest.split_once('}').unwrap();
                written.extend(braces(inside).into_bytes());
                rest = after;
            }
            c => written.extend(c.to_string().bytes()),
        }
    }
    written
}

fn braces(inside: &str) -> String {
    let sound = table(&[row(&[])]);
    let (name, what) = inside.split_once([':', '*']).unwrap_or((inside, ""));
    match name {
        "header" => HEADER.to_string(),
        "row" => row(&[]),
        "x" => "x".repeat(what.parse().unwrap()),
        "3" => vec!["3"; what.parse().unwrap()].join("|"),
        _ => match what.split_once("=>") {
            Some((from, to)) => sound.replace(&string(from), &string(to)),
            None => sound,
        },
    }
}
