//! CSV files: each row keeps its bytes and gets a cell at its end.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{alike, annotate, check};
use crate::check::{DECLARATION, HEADER, Net, row, table};
use crate::edges;

const SOUND: &str = "northbridge,2024,2024-05-31,public,,,\n";

/// A file given back; none where there is no copy.
fn given_back(name: &str, bytes: &[u8]) -> Result<Vec<u8>, String> {
    let net = Net::new();
    net.write("in/city.csv", format!("{DECLARATION}{SOUND}"));
    net.write("out/city.csv", format!("{DECLARATION}{SOUND}"));
    let path = net.write(&format!("in/{name}"), bytes);
    let out = net.path().join(format!("out/{name}"));
    let (report, given) = annotate(&net, &[path], &out);
    given.into_iter().next().expect("a finding").copy?;
    assert_eq!(alike(&check(&net, std::slice::from_ref(&out))), alike(&report));
    let once = std::fs::read(&out).unwrap();
    // The same remarks again give the same file.
    let again = net.path().join("out/again.csv");
    annotate(&net, &[out], &again);
    assert_eq!(String::from_utf8_lossy(&std::fs::read(again).unwrap()), String::from_utf8_lossy(&once));
    Ok(once)
}

fn given_text(text: &str) -> String {
    String::from_utf8(given_back("o.csv", text.as_bytes()).unwrap()).unwrap()
}

#[test]
fn rows_keep_their_bytes_and_get_their_remarks_at_the_end() {
    let faulty = table(&[
        row(&[("value", "972")]),
        row(&[("item", "male"), ("note", "two\nlines, \"quoted\"")]),
        row(&[("item", "total"), ("value", "=1+1")]),
    ]);
    for text in [
        faulty.clone(),
        format!("\u{feff}{faulty}"),
        format!("\n{faulty}\n,,,\n"),
        faulty.trim_end().to_string(),
        faulty.replace("two\nlines, \"\"quoted\"\"", "x").replace('\n', "\r\n"),
        faulty.replace("two\nlines, \"\"quoted\"\"", "x").replace('\n', "\r"),
        faulty.replace("lines, ", "").replace(',', ";"),
        format!("sep=;\n{}", faulty.replace("lines, ", "").replace(',', ";")),
        faulty.replace("lines, ", "").replace(',', "\t"),
    ] {
        let given = given_text(&text);
        let delimiter = [';', '\t'].into_iter().find(|d| text.contains(&format!("city{d}cycle"))).unwrap_or(',');
        // Behind each line of what came is what was added, and nothing else.
        let d = regex::escape(&delimiter.to_string());
        let added = format!("^({d}*{d}(\"check_remarks\"|\"Check: ([^\"]|\"\")*\")?)?[\\r\\n]*$");
        let added = regex::Regex::new(&added).unwrap();
        let mut rest = given.as_str();
        for line in text.split(['\r', '\n']).filter(|line| !line.is_empty()).rev() {
            let at = rest.rfind(line).unwrap_or_else(|| panic!("{line} is not in {given}"));
            assert!(added.is_match(&rest[at + line.len()..]), "{:?} behind {line}", &rest[at + line.len()..]);
            rest = &rest[..at];
        }
        assert_eq!(rest, if text.starts_with('\n') { "\n" } else { "" });
        assert_eq!(given.matches("\"Check: ").count(), 2, "{given}");
        assert!(
            given.contains("972 % is above 100 %") && given.contains("value: \"\"=1+1\"\" is not a number"),
            "{given}"
        );
    }
}

#[test]
fn a_row_that_is_short_or_wide_keeps_its_finding() {
    let header = "city,cycle,measurement,item,reference_year,value,source,note";
    let sound = "northbridge,2024,adult_literacy_rate,female,2023,97.2,official,";
    let given =
        given_text(&format!("{header}\n{sound}\nnorthbridge,2024,adult_literacy_rate,male,2023,972\n{sound},,x\n"));
    let lines: Vec<&str> = given.lines().collect();
    assert_eq!(lines[0], format!("{header},\"check_remarks\""));
    assert!(
        lines[2]
            .starts_with("northbridge,2024,adult_literacy_rate,male,2023,972,,,\"Check: value: 972 % is above 100 %")
    );
    assert!(lines[3].starts_with(&format!("{sound},,x,\"Check: ")) && lines[3].contains("10 cells"), "{given}");
    // A row that the end of the file cuts off stays as it is; the row above says so.
    let cut = "northbridge,2024,adult_literacy_rate,male,2023,97";
    let given = given_text(&format!("{header}\n{sound}\n{cut}"));
    assert!(given.ends_with(&format!("\n{cut}")) && given.contains("Check: line 3: "), "{given}");
}

#[test]
fn what_is_said_of_the_whole_file_stands_in_its_first_row() {
    let given = given_text("city,cycle,measurement,item,year,value\na,2024,m,total,2023,1\nb,2024,m,total,2023,1\n");
    assert!(given.lines().nth(1).unwrap().contains("\"Check: the whole file: Line 1, the header: "), "{given}");
    assert!(given.lines().nth(2).unwrap().ends_with(",1,"));
    for (text, says) in [
        (format!("{HEADER}\n"), "no row that can hold remarks"),
        (format!("{HEADER}\n\"open\n"), "never closes"),
        (String::new(), "is empty"),
    ] {
        let why = given_back("o.csv", text.as_bytes()).unwrap_err();
        assert!(why.contains(says), "{why}");
    }
    let why = given_back("o.csv", b"\xff\xfec\0").unwrap_err();
    assert!(why.contains("UTF-16"), "{why}");
}

#[test]
fn a_spreadsheet_may_save_it_again() {
    let text = table(&[row(&[("value", "972")]), row(&[("item", "male")])]);
    let given = given_text(&text);
    // Excel and LibreOffice leave out quotation marks that are not needed and fill rows up.
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(given.as_bytes());
    let mut writer = ::csv::WriterBuilder::new().from_writer(Vec::new());
    for record in reader.records() {
        let mut record = record.unwrap();
        record.extend(["", ""]);
        writer.write_record(&record).unwrap();
    }
    let saved = writer.into_inner().unwrap();
    let net = Net::new();
    net.write("in/city.csv", format!("{DECLARATION}{SOUND}"));
    let paths = [net.write("in/o.csv", &text), net.write("in/saved.csv", saved)];
    let reports = paths.map(|path| alike(&check(&net, &[path])));
    assert_eq!(reports[0], reports[1]);
    // A cell in that column that is no remark is not passed over.
    let other = given.replacen("\"Check: ", "\"Our own: ", 1);
    let path = net.write("in/other.csv", other);
    assert!(check(&net, &[path]).findings.iter().any(|f| f.code == "too_many_cells"));
}

/// Codes of files of which no copy can be made, or whose finding goes with the bytes.
const WITHOUT: [&str; 7] =
    ["file_kind", "file_empty", "file_binary", "file_encoding", "line_too_long", "unclosed_quote", "no_rows"];

#[test]
fn every_finding_of_a_cell_row_or_file_comes_back_with_it() {
    // One of each kind: what is found in the others differs in words alone.
    let mut met = BTreeSet::new();
    let mut cases = edges::cases("cells", 5);
    cases.retain(|case| met.insert((case[1].clone(), case[2].clone())));
    std::thread::scope(|scope| {
        for part in cases.chunks(cases.len().div_ceil(4)) {
            scope.spawn(move || part.iter().for_each(|case| try_case(case)));
        }
    });
}

fn try_case(case: &[String]) {
    let (name, code) = (&case[0], case[1].as_str());
    let net = Net::new();
    let files = edges::cells::files(&case[2], &case[3]);
    if !files.iter().any(|f| f.0 == "a/city.csv") {
        net.write("submissions/a/city.csv", format!("{DECLARATION}{SOUND}southgate,2024,2024-05-31,public,,,\n"));
    }
    for (file, bytes) in &files {
        net.write(&format!("submissions/{file}"), bytes);
    }
    let folder = net.path().join("submissions");
    let out = net.dir.path().join("out");
    let (before, given) = annotate(&net, std::slice::from_ref(&folder), &out);
    for one in &given {
        if let Err(why) = &one.copy {
            assert!(WITHOUT.contains(&code) && why.len() > 20, "{name}: {why}");
        }
    }
    // The copies come in place of what was sent.
    for one in given.iter().filter_map(|one| one.copy.as_ref().ok()) {
        std::fs::copy(&one.0, folder.join(one.0.strip_prefix(&out).unwrap())).unwrap();
    }
    let after = net.check();
    let before: Vec<_> = before.findings.iter().filter(|f| f.code != "duplicate_file").map(|f| &f.message).collect();
    let after: Vec<_> = after.findings.iter().filter(|f| f.code != "duplicate_file").map(|f| &f.message).collect();
    if code != "duplicate_file" {
        assert_eq!(before, after, "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_cells_rows_keep_their_bytes(rows in prop::collection::vec(prop::collection::vec("[a-z0-9 \"',;=\n\u{e9}]{0,6}", 1..9), 1..6), end in prop::bool::ANY) {
        let header = "city,cycle,measurement,item,reference_year,value";
        let cell = |cell: &String| match cell.contains(['"', ',', '\n']) {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => cell.clone(),
        };
        let lines: Vec<String> = rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(",")).collect();
        let text = format!("{header}\n{}{}", lines.join("\n"), if end { "\n" } else { "" });
        let net = Net::new();
        let path = net.write("in/o.csv", &text);
        let out = net.dir.path().join("o.csv");
        let (report, given) = annotate(&net, &[path], &out);
        if let Some(Ok(_)) = given.first().map(|given| &given.copy) {
            prop_assert_eq!(alike(&check(&net, std::slice::from_ref(&out))), alike(&report));
            let given = std::fs::read_to_string(&out).unwrap();
            let mut rest = given.as_str();
            for line in std::iter::once(header).chain(lines.iter().map(String::as_str)) {
                let at = rest.find(line);
                prop_assert!(at.is_some(), "{} is not in {}", line, rest);
                rest = &rest[at.unwrap() + line.len()..];
            }
        }
    }
}
