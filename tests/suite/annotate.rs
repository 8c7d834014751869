//! Submissions given back with remarks: what came stays as it was, and what is given back is checked as what came.

mod csv;
mod languages;
mod places;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use learning_cities::annotate::{Given, Words, give_back, targets};
use learning_cities::ingest::finding::Finding;
use learning_cities::ingest::{self, Report};
use regex::Regex;
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, Formula, Note, Workbook, Worksheet};

use super::check::Net;
use super::support::{english, framework, repository};

/// Checks files and gives those with findings back.
fn annotate(net: &Net, paths: &[PathBuf], out: &Path) -> (Report, Vec<Given>) {
    let report = check(net, paths);
    let messages = repository().join("data/messages");
    let given = give_back(&targets(paths, out).unwrap(), &report, &Words::new(&messages, english())).unwrap();
    (report, given)
}

fn check(net: &Net, paths: &[PathBuf]) -> Report {
    ingest::check(paths, Some(&net.network()), &framework(), None).unwrap()
}

/// Findings without the path of their file.
fn alike(report: &Report) -> Vec<Finding> {
    report.findings.iter().cloned().map(|f| Finding { file: String::new(), ..f }).collect()
}

/// The parts of a workbook.
fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|i| {
            let mut part = archive.by_index(i).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().to_string(), bytes)
        })
        .collect()
}

/// A workbook of other parts.
fn packed(parts: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        out.start_file(name.clone(), zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn text(parts: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(parts.get(name).unwrap_or_else(|| panic!("no {name}: {:?}", parts.keys())).clone()).unwrap()
}

/// Comments of a part by their cells, the texts put together.
fn comments(part: &str) -> BTreeMap<String, String> {
    let (comment, run) = (
        Regex::new("(?s)<comment ref=\"([A-Z0-9]+)\".*?</comment>").unwrap(),
        Regex::new("(?s)<t[^>]*>(.*?)</t>").unwrap(),
    );
    let of = |c: regex::Captures| {
        let text: String =
            run.captures_iter(&c[0]).map(|t| quick_xml::escape::unescape(&t[1]).unwrap().into_owned()).collect();
        (c[1].to_string(), text)
    };
    comment.captures_iter(part).map(of).collect()
}

/// Cells with a box in a drawing, as row and column from 0.
fn boxes(part: &str) -> Vec<(u32, u32)> {
    let cell = Regex::new("<x:Row>(\\d+)</x:Row>\\s*<x:Column>(\\d+)</x:Column>").unwrap();
    cell.captures_iter(part).map(|c| (c[1].parse().unwrap(), c[2].parse().unwrap())).collect()
}

const ALL: &str = "city,cycle,measurement,item,reference_year,value,note";

/// A sheet of observations with its header in the first row.
fn observations(ws: &mut Worksheet, rows: &[[&str; 7]]) {
    ws.set_name("Observations").unwrap();
    for (column, name) in (0_u16..).zip(ALL.split(',')) {
        ws.write(0, column, name).unwrap();
    }
    for (row, cells) in (1_u32..).zip(rows) {
        for (column, text) in (0_u16..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            match text.parse::<f64>() {
                Ok(number) => ws.write(row, column, number).unwrap(),
                Err(_) => ws.write(row, column, *text).unwrap(),
            };
        }
    }
}

const FAULTY: [[&str; 7]; 4] = [
    ["northbridge", "2024", "adult_literacy_rate", "female", "2023", "972", ""],
    ["northbridge", "2024", "adult_literacy_rate", "male", "2023", "<b>&\"'é\u{1f600}", "it's _x0041_"],
    ["northbridge", "2024", "adult_literacy_rate", "total", "20x3", "97.2", ""],
    ["nowhere", "2024", "adult_literacy_rate", "total", "2023", "97.2", ""],
];

/// A workbook with much that must stay: formats, formulas, comments, a picture's worth of sheets, one hidden, one with a
/// name that must be quoted.
fn rich() -> Vec<u8> {
    let mut book = Workbook::new();
    // Not the clock: the same bytes each time.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2024, 5, 31).unwrap()));
    let ws = book.add_worksheet();
    observations(ws, &FAULTY);
    let red = Format::new().set_bold().set_background_color(Color::Red).set_num_format("0.000");
    ws.write_with_format(2, 7, 1.5, &red).unwrap();
    ws.write_formula(1, 9, Formula::new("=SUM(F2:F5)").set_result("972")).unwrap();
    ws.set_column_width(5, 40).unwrap();
    ws.insert_note(1, 5, &Note::new("Ada: from the register <2023> & later").set_author("Ada")).unwrap();
    ws.insert_note(3, 1, &Note::new("left alone").set_author("Ben")).unwrap();
    let other = book.add_worksheet();
    other.set_name("It's <ours> & \"theirs\"").unwrap();
    other.write_formula(0, 0, Formula::new("=Observations!F2*2").set_result("1944")).unwrap();
    other.insert_note(0, 0, &Note::new("stays")).unwrap();
    book.add_worksheet().set_name("Calc").unwrap().set_hidden(true).write(4, 4, 42).unwrap();
    book.define_name("Total", "=Observations!$F$2").unwrap();
    book.save_to_buffer().unwrap()
}

/// Parts that may differ where `sheet` is a sheet with comments of its own.
const CHANGED: [&str; 6] = [
    "[Content_Types].xml",
    "xl/_rels/workbook.xml.rels",
    "xl/workbook.xml",
    "xl/styles.xml",
    "xl/comments1.xml",
    "xl/drawings/vmlDrawing1.vml",
];

#[test]
fn a_workbook_comes_back_with_its_remarks_and_is_else_as_it_was() {
    let net = Net::new();
    let path = net.write("in/n.xlsx", rich());
    let out = net.dir.path().join("out.xlsx");
    let (report, given) = annotate(&net, std::slice::from_ref(&path), &out);
    let (place, remarks, left_out) = given[0].copy.as_ref().unwrap();
    assert_eq!((place, *remarks, left_out.len()), (&out, report.findings.len(), 0));
    let (before, after) = (parts(&rich()), parts(&std::fs::read(&out).unwrap()));
    for (name, bytes) in &before {
        let same = after.get(name) == Some(bytes);
        assert_eq!(same, !CHANGED.contains(&name.as_str()), "{name}");
    }
    let added: Vec<&String> = after.keys().filter(|name| !before.contains_key(*name)).collect();
    assert_eq!(added, ["xl/worksheets/remarks1.xml"]);

    // A comment and a box on each cell with a finding; those of the city stay, with the remark below where both are.
    let found = comments(&text(&after, "xl/comments1.xml"));
    let own = comments(&text(&before, "xl/comments1.xml"));
    assert_eq!(own.keys().collect::<Vec<_>>(), ["B4", "F2"]);
    for (cell, text) in &own {
        assert!(found[cell].starts_with(text.as_str()), "{found:?}");
    }
    assert_eq!(found["B4"], own["B4"]);
    let cells: BTreeSet<String> = report.findings.iter().filter_map(|f| f.cell.clone()).collect();
    assert!(cells.contains("F2") && cells.contains("F3") && cells.contains("E4") && cells.contains("A5"), "{cells:?}");
    for finding in report.findings.iter().filter(|f| f.line.is_some() && f.cell.is_some()) {
        assert!(found[finding.cell.as_ref().unwrap()].contains(&finding.message), "{finding:?}");
    }
    let with_box: BTreeSet<(u32, u32)> = boxes(&text(&after, "xl/drawings/vmlDrawing1.vml")).into_iter().collect();
    assert_eq!(with_box.len(), found.len());
    assert!(with_box.contains(&(2, 5)) && with_box.contains(&(4, 0)));
    // Only what was added differs.
    let drawing = text(&after, "xl/drawings/vmlDrawing1.vml");
    assert!(
        drawing
            .starts_with(text(&before, "xl/drawings/vmlDrawing1.vml").trim_end().trim_end_matches("</xml>").trim_end())
    );
    assert!(text(&after, "xl/workbook.xml").contains("name=\"Total\">Observations!$F$2<"));

    // The list names every finding, with a link to its cell.
    let list = text(&after, "xl/worksheets/remarks1.xml");
    let plain = quick_xml::escape::unescape(&Regex::new("<[^>]*>").unwrap().replace_all(&list, " "))
        .unwrap()
        .replace("_x005F_", "_");
    for finding in &report.findings {
        let first = finding.message.split(". ").next().unwrap().trim_end_matches('.');
        assert!(plain.contains(first), "{first} is not in {plain}");
    }
    assert!(list.contains("location=\"'Observations'!F3\""));
    assert_eq!(alike(&check(&net, &[out])), alike(&report));
}

#[test]
fn remarks_are_replaced_by_those_of_the_next_check() {
    let net = Net::new();
    let path = net.write("in/n.xlsx", rich());
    let [first, second, third] = ["1.xlsx", "2.xlsx", "3.xlsx"].map(|name| net.dir.path().join(name));
    annotate(&net, &[path], &first);
    annotate(&net, std::slice::from_ref(&first), &second);
    let (once, twice) = (std::fs::read(&first).unwrap(), std::fs::read(&second).unwrap());
    assert_eq!(parts(&once), parts(&twice), "the same remarks give the same workbook");
    // The city mends one cell: its remark goes, with its box.
    let mut mended = parts(&once);
    let sheet = text(&mended, "xl/worksheets/sheet1.xml").replace("<v>972</v>", "<v>97.2</v>");
    mended.insert("xl/worksheets/sheet1.xml".into(), sheet.into_bytes());
    let path = net.write("in/mended.xlsx", packed(&mended));
    let (report, _) = annotate(&net, &[path], &third);
    assert!(report.findings.iter().all(|f| f.code != "above_possible"));
    let after = parts(&std::fs::read(&third).unwrap());
    let found = comments(&text(&after, "xl/comments1.xml"));
    assert!(found["F2"].contains("from the register") && !found["F2"].contains("is above 100"), "{found:?}");
    assert!(found.contains_key("F3"));
    assert_eq!(boxes(&text(&after, "xl/drawings/vmlDrawing1.vml")).len(), found.len());
    // An earlier copy may be written over.
    let (_, given) = annotate(&net, &[net.path().join("in/mended.xlsx")], &first);
    assert!(given[0].copy.is_ok());
}

/// A workbook without comments, with parts put into it or changed.
fn plain(change: impl Fn(&mut BTreeMap<String, Vec<u8>>)) -> Vec<u8> {
    let mut book = Workbook::new();
    observations(book.add_worksheet(), &FAULTY);
    let mut all = parts(&book.save_to_buffer().unwrap());
    change(&mut all);
    packed(&all)
}

type Parts = BTreeMap<String, Vec<u8>>;

/// What a workbook is given back as: its parts and what was left out.
fn given_back(bytes: Vec<u8>) -> Result<(Parts, Vec<String>), String> {
    let net = Net::new();
    let path = net.write("in/n.xlsx", bytes);
    let out = net.dir.path().join("out.xlsx");
    let (report, given) = annotate(&net, &[path], &out);
    let (_, _, left_out) = given.into_iter().next().unwrap().copy?;
    assert_eq!(alike(&check(&net, std::slice::from_ref(&out))), alike(&report));
    Ok((parts(&std::fs::read(&out).unwrap()), left_out))
}

#[test]
fn a_sheet_without_comments_gets_its_first() {
    let (after, left_out) = given_back(plain(|_| ())).unwrap();
    assert_eq!(left_out, [""; 0]);
    let sheet = text(&after, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<legacyDrawing ") && sheet.trim_end().ends_with("</worksheet>"));
    let relationships = text(&after, "xl/worksheets/_rels/sheet1.xml.rels");
    assert!(
        relationships.contains("Target=\"/xl/comments1.xml\"")
            && relationships.contains("Target=\"/xl/drawings/vmlDrawing1.vml\"")
    );
    assert!(comments(&text(&after, "xl/comments1.xml")).contains_key("F2"));
    let types = text(&after, "[Content_Types].xml");
    for part in ["/xl/comments1.xml", "/xl/drawings/vmlDrawing1.vml", "/xl/worksheets/remarks1.xml"] {
        assert_eq!(types.matches(&format!("PartName=\"{part}\"")).count(), 1, "{part}");
    }
    // The drawing is named where the standard has it: before what must follow.
    let with_table = plain(|all| {
        let sheet = text(all, "xl/worksheets/sheet1.xml")
            .replace("</worksheet>", "<extLst><ext uri=\"{x}\"/></extLst></worksheet>");
        all.insert("xl/worksheets/sheet1.xml".into(), sheet.into_bytes());
    });
    let (after, _) = given_back(with_table).unwrap();
    let sheet = text(&after, "xl/worksheets/sheet1.xml");
    assert!(sheet.find("<legacyDrawing ") < sheet.find("<extLst>") && sheet.contains("<legacyDrawing "));
}

#[test]
fn names_and_prefixes_of_other_writers_are_taken() {
    // Elements with a prefix, a mark before the text, relationships with a prefix, parts already named as ours would be.
    let (after, left_out) = given_back(plain(|all| {
        let sheet = text(all, "xl/worksheets/sheet1.xml");
        let prefixed =
            Regex::new("<(/?)([A-Za-z])").unwrap().replace_all(&sheet, "<${1}m:$2").replace("xmlns=", "xmlns:m=");
        all.insert("xl/worksheets/sheet1.xml".into(), [b"\xef\xbb\xbf", prefixed.as_bytes()].concat());
        all.insert("xl/comments1.xml".into(), b"<other/>".to_vec());
        all.insert("xl/worksheets/Remarks1.xml".into(), b"<other/>".to_vec());
        all.insert(
            "xl/worksheets/_rels/sheet1.xml.rels".into(),
            b"<p:Relationships xmlns:p=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>".to_vec(),
        );
    }))
    .unwrap();
    assert_eq!(left_out, [""; 0]);
    let sheet = text(&after, "xl/worksheets/sheet1.xml");
    assert!(sheet.starts_with('\u{feff}') && sheet.contains("<m:legacyDrawing "));
    assert!(comments(&text(&after, "xl/comments2.xml")).contains_key("F2"));
    assert!(text(&after, "xl/worksheets/_rels/sheet1.xml.rels").contains("<p:Relationship Id=\"remarks1\""));
    assert_eq!(text(&after, "xl/comments1.xml"), "<other/>");
    assert!(after.contains_key("xl/worksheets/remarks2.xml"));
}

#[test]
fn a_sheet_named_as_the_list_stays_and_is_named_as_not_read() {
    let mut book = Workbook::new();
    observations(book.add_worksheet(), &FAULTY);
    book.add_worksheet().set_name("remarks").unwrap().write(0, 0, "what we think").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let (after, _) = given_back(bytes).unwrap();
    let workbook = text(&after, "xl/workbook.xml");
    assert!(workbook.contains("name=\"remarks\"") && workbook.contains("name=\"Remarks (2)\""));
}

#[test]
fn comments_in_a_place_that_is_not_usual_are_left_alone() {
    let relationships = |target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" {target}/></Relationships>"
        )
    };
    for target in [
        "Target=\"../../../../etc/passwd\"",
        "Target=\"https://example.org/comments.xml\" TargetMode=\"External\"",
        "Target=\"../nowhere.xml\"",
        "Target=\"\"",
        "Target=\"../styles.xml\"",
        "Target=\"../media/bytes.bin\"",
    ] {
        let (after, left_out) = given_back(plain(|all| {
            all.insert("xl/worksheets/_rels/sheet1.xml.rels".into(), relationships(target).into_bytes());
            all.insert("xl/media/bytes.bin".into(), vec![0xff, 0xfe, 0, 1, 2]);
        }))
        .unwrap();
        assert_eq!(left_out.len(), 1, "{target}");
        assert!(left_out[0].starts_with("Observations has no comments on its cells: "), "{left_out:?}");
        assert_eq!(text(&after, "xl/worksheets/_rels/sheet1.xml.rels"), relationships(target));
        assert!(text(&after, "xl/worksheets/remarks1.xml").contains("has no comments on its cells"));
    }
}

#[test]
fn a_thread_of_comments_is_left_alone() {
    let mut all = parts(&rich());
    let part = text(&all, "xl/comments1.xml").replace("<author>Ada</author>", "<author>tc={1}</author>");
    all.insert("xl/comments1.xml".into(), part.into_bytes());
    let (after, left_out) = given_back(packed(&all)).unwrap();
    assert_eq!(left_out, ["1 cells of Observations have a thread of comments, to which nothing was added."]);
    let found = comments(&text(&after, "xl/comments1.xml"));
    assert!(!found["F2"].contains("is above 100") && found.contains_key("F3"));
}

#[test]
fn what_is_no_workbook_is_refused_in_a_sentence() {
    let bomb = packed(&BTreeMap::from([
        ("xl/workbook.xml".to_string(), b"<workbook/>".to_vec()),
        ("xl/worksheets/sheet1.xml".to_string(), vec![b' '; 65 << 20]),
    ]));
    for (bytes, says) in [
        (b"no workbook".to_vec(), "is no XLSX workbook"),
        (Vec::new(), "is empty"),
        (bomb, "more than 64 MB"),
        (plain(|all| drop(all.insert("xl/worksheets/sheet1.xml".into(), b"<worksheet><c".to_vec()))), "cannot be"),
        (b"\xd0\xcf\x11\xe0old".to_vec(), "old .xls workbook"),
    ] {
        let why = given_back(bytes).unwrap_err();
        assert!(why.contains(says), "{why}");
    }
}

#[test]
fn a_workbook_that_is_refused_as_a_whole_gets_the_reason_on_its_list() {
    let mut book = Workbook::new();
    observations(book.add_worksheet().write(0, 9, "unheard_of").unwrap(), &FAULTY);
    let (after, _) = given_back(book.save_to_buffer().unwrap()).unwrap();
    assert!(text(&after, "xl/worksheets/remarks1.xml").contains("unheard_of"));
    assert!(!after.contains_key("xl/comments1.xml"), "nothing was found in a cell");
}

#[test]
fn very_many_faults_are_all_listed_and_the_first_have_comments() {
    let mut book = Workbook::new();
    let rows: Vec<[&str; 7]> =
        (0..1_500).map(|_| ["northbridge", "2024", "adult_literacy_rate", "female", "20x3", "x", "y"]).collect();
    observations(book.add_worksheet(), &rows);
    let (after, left_out) = given_back(book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(left_out, ["Observations has comments on the first 1000 of 2000 cells with remarks."]);
    assert_eq!(comments(&text(&after, "xl/comments1.xml")).len(), 1_000);
    assert!(text(&after, "xl/worksheets/remarks1.xml").contains("500 more places"));
}
