//! No submission stops, slows down or changes what happens to another, and no file costs more than its limits.

use std::ffi::OsStr;
use std::io::{Cursor, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::time::{Duration, Instant};

use learning_cities::base::error::Error;
use learning_cities::base::hash::sha256;
use learning_cities::base::table::Table;
use learning_cities::base::text::NAME_CHARACTERS;
use learning_cities::ingest::read::formats::{csv, workbook};
use learning_cities::ingest::read::mapping::Mapping;
use learning_cities::ingest::read::raw::FileKind;
use learning_cities::ingest::{self, FileReport, Report, limits};
use learning_cities::model::network::Network;
use learning_cities::model::vocabulary::Severity;
use learning_cities::store::Store;

use super::check::{HEADER, Net, row, table};
use super::support::{framework, write};

const DECLARATION: &str =
    "city,cycle,submitted_on,consent,baseline_year,priorities,expertise\nnorthbridge,2024,2024-05-01,public,,,\n";

/// A network with a sound submission beside the given ones.
fn beside(files: &[(&str, &[u8])]) -> Net {
    let net = Net::new();
    net.write("submissions/sound/city.csv", DECLARATION);
    net.write("submissions/sound/o.csv", table(&[row(&[])]));
    for (name, bytes) in files {
        net.write(&format!("submissions/{name}"), bytes);
    }
    net
}

fn read(net: &Net, name: &str) -> Table {
    let snapshot = Store::open(&net.store()).unwrap().current().unwrap().unwrap();
    snapshot.table(name).unwrap()
}

/// Counts of a file below `submissions`, whether checked by its path or taken in with its network.
fn counts<'a>(report: &'a Report, file: &str) -> &'a FileReport {
    let end = format!("submissions/{file}");
    report.files.iter().find(|f| f.file.ends_with(&end)).unwrap_or_else(|| panic!("no {file}"))
}

/// Codes of errors of a file that is refused whole, which nothing of went in.
fn refusal<'a>(report: &'a Report, file: &str) -> Vec<&'a str> {
    let counts = counts(report, file);
    assert_eq!((counts.rows_read, counts.accepted, counts.rejected), (0, 0, 0), "{file}");
    let errors = report.findings.iter().filter(|f| f.file == counts.file && f.severity == Severity::Error);
    errors.map(|f| f.code).collect()
}

fn sound_went_in(report: &Report) {
    for name in ["city.csv", "o.csv"] {
        let counts = counts(report, &format!("sound/{name}"));
        assert_eq!((counts.rows_read, counts.accepted), (1, 1), "{name}");
        assert!(!report.findings.iter().any(|f| f.file == counts.file), "{:?}", report.findings);
    }
}

#[test]
fn a_file_that_breaks_off_after_a_faulty_row_is_refused_alone() {
    let broken = format!("{}{},one,more\n\"northbridge,2024\n", table(&[row(&[("item", "male")])]), row(&[]));
    let net = beside(&[("a/o.csv", broken.as_bytes())]);
    for report in [net.check(), net.ingest()] {
        assert_eq!(refusal(&report, "a/o.csv"), ["unclosed_quote"]);
    }
    sound_went_in(&net.ingest());
    let rejected = read(&net, "rejected");
    assert_eq!((rejected.len(), rejected.text("codes", 0)), (1, Some("unclosed_quote")));
}

#[test]
fn a_stray_quotation_mark_refuses_its_file_with_the_line_that_it_is_on() {
    let plain = row(&[("item", "male")]);
    let note = |text: &str| row(&[("note", "NOTE")]).replace("NOTE", text);
    // It opens on line 3, and the next mark, on line 5, was meant to open a cell of its own.
    let stray = [note("\"a survey"), plain.clone(), note("\"asked, twice\""), plain.clone()];
    let never = [note("\"a survey"), plain.clone(), plain.clone()];
    let quoted = [note("\"a \"\"survey\"\"\nin two lines\""), plain.clone()];
    let file = |rows: &[String]| table(&[&[row(&[("item", "female")])], rows].concat());
    for (rows, cure) in [
        (&stray[..], "opens on line 3 and is not closed before the next one, on line 5"),
        (&never, "opens on line 3 and never closes"),
    ] {
        let net = beside(&[("a/o.csv", file(rows).as_bytes())]);
        for report in [net.check(), net.ingest()] {
            assert_eq!(refusal(&report, "a/o.csv"), ["unclosed_quote"]);
            let finding = report.findings.iter().find(|f| f.code == "unclosed_quote").unwrap();
            assert!(finding.message.contains(cure) && finding.message.contains("take it out"), "{}", finding.message);
        }
        sound_went_in(&net.ingest());
    }
    let net = beside(&[("a/o.csv", file(&quoted).as_bytes())]);
    let report = net.ingest();
    assert_eq!(counts(&report, "a/o.csv").rows_read, 3);
    assert!(!report.findings.iter().any(|f| f.code == "unclosed_quote"), "{:?}", report.findings);
}

#[test]
fn merged_names_beside_two_priorities_refuse_their_row_alone() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("City").unwrap();
    for (i, name) in (0_u16..).zip(["city", "cycle", "consent", "priorities"]) {
        sheet.write(0, i, name).unwrap();
    }
    let plain = rust_xlsxwriter::Format::new();
    sheet.merge_range(1, 0, 2, 0, "northbridge", &plain).unwrap();
    sheet.merge_range(1, 1, 2, 1, "2024", &plain).unwrap();
    sheet.write(1, 2, "public").unwrap();
    sheet.write(1, 3, "1.1.1").unwrap();
    sheet.write(2, 3, "2.1.3").unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("Observations").unwrap();
    for (i, name) in (0_u16..).zip(HEADER.split(',').take(6)) {
        sheet.write(0, i, name).unwrap();
    }
    let net = beside(&[("n.xlsx", &book.save_to_buffer().unwrap())]);
    let report = net.ingest();
    sound_went_in(&report);
    let counts = counts(&report, "n.xlsx");
    assert_eq!((counts.rows_read, counts.accepted, counts.rejected), (1, 0, 1));
    let found: Vec<_> =
        report.findings.iter().filter(|f| f.file == "submissions/n.xlsx").map(|f| (f.code, f.line)).collect();
    assert_eq!(found, [("merged_cells", Some(2)); 2]);
    let rejected = read(&net, "rejected");
    assert_eq!(rejected.len(), 1);
    assert!(rejected.text("raw", 0).unwrap().contains("2.1.3"));
}

/// A workbook of one sheet of observations, made by hand: what stands in `sheetData`, what follows it, and the shared
/// texts.
fn crafted(rows: &str, after: &str, shared: &str) -> Vec<u8> {
    crafted_with(rows, after, shared, "")
}

/// As [`crafted`], with what stands in its part of styles.
fn crafted_with(rows: &str, after: &str, shared: &str, styles: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relationships = |inside: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inside}</Relationships>"
        )
    };
    let header: String =
        HEADER.split(',').take(6).map(|name| format!("<c t=\"inlineStr\"><is><t>{name}</t></is></c>")).collect();
    let parts = [
        (
            "_rels/.rels",
            relationships(&format!(
                "<Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/>"
            )),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relationships(&format!(
                "<Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
                 <Relationship Id=\"r2\" Type=\"{office}/sharedStrings\" Target=\"sharedStrings.xml\"/>\
                 <Relationship Id=\"r3\" Type=\"{office}/styles\" Target=\"styles.xml\"/>"
            )),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"Observations\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{main}\"{shared}</sst>")),
        ("xl/styles.xml", format!("<styleSheet xmlns=\"{main}\">{styles}</styleSheet>")),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet xmlns=\"{main}\"><sheetData><row r=\"1\">{header}</row>{rows}</sheetData>{after}</worksheet>"
            ),
        ),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, text) in parts {
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const NO_TEXTS: &str = ">";

#[test]
fn workbooks_that_stop_a_reader_are_refused_alone() {
    let merged = |range: &str| crafted("", &format!("<mergeCells><mergeCell ref=\"{range}\"/></mergeCells>"), NO_TEXTS);
    let cell = |at: &str| crafted(&format!("<row r=\"2\"><c r=\"{at}\"><v>1</v></c></row>"), "", NO_TEXTS);
    let row = |at: &str| crafted(&format!("<row r=\"{at}\"><c><v>1</v></c></row>"), "", NO_TEXTS);
    let formula =
        |attributes: &str| crafted(&format!("<row r=\"2\"><c r=\"F2\"><f {attributes}>A1</f></c></row>"), "", NO_TEXTS);
    let wrong: Vec<(&str, Vec<u8>)> = vec![
        ("merged.xlsx", merged("B2:A1")),
        ("far.xlsx", cell("C4294967296")),
        ("wide.xlsx", cell("ZZZZZZZZ2")),
        ("row.xlsx", row("99999999999")),
        ("strings.xlsx", crafted("", "", " uniqueCount=\"9999999999999999999\">")),
        ("many-strings.xlsx", crafted("", "", " uniqueCount=\"99999999999\">")),
        ("shared.xlsx", formula("t=\"shared\" si=\"0\" ref=\"B2:A1\"")),
    ];
    let files: Vec<(&str, &[u8])> = wrong.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let net = beside(&files);
    for report in [net.check(), net.ingest()] {
        sound_went_in(&report);
        for (name, _) in &wrong {
            assert_eq!(refusal(&report, name), ["workbook_broken"], "{name}");
        }
    }
    // An index of a shared formula beyond all measure asks for no room.
    let raw = workbook::read(&formula("t=\"shared\" si=\"99999999999999\" ref=\"F2\""), "n.xlsx");
    assert_eq!(raw.findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["formula_without_result"]);
}

/// The codes of a workbook's findings, and no longer than a minute to get them: the everyday build is slow.
fn codes_in_time(bytes: &[u8]) -> Vec<&'static str> {
    assert!(bytes.len() < 1 << 20, "{} bytes: small files are meant", bytes.len());
    let begun = Instant::now();
    let raw = workbook::read(bytes, "n.xlsx");
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    let mut codes: Vec<&str> = raw.findings.iter().map(|f| f.code).collect();
    codes.dedup();
    codes
}

#[test]
fn one_long_text_used_in_every_row_is_counted_wherever_it_is_used() {
    let shared = format!("><si><t>{}</t></si>", "x".repeat(30_000));
    let rows: String =
        (2..40_000).map(|r| format!("<row r=\"{r}\"><c r=\"A{r}\" t=\"s\"><v>0</v></c></row>")).collect();
    assert_eq!(codes_in_time(&crafted(&rows, "", &shared)), ["workbook_too_large"]);
    let long = format!("><si><t>{}</t></si>", "x".repeat(limits::workbook::CELL_CHARACTERS + 1));
    let one = "<row r=\"2\"><c r=\"F2\" t=\"s\"><v>0</v></c></row>";
    assert_eq!(codes_in_time(&crafted(one, "", &long)), ["workbook_too_large"]);
    // In one row: sixty texts of some thirty thousand bytes.
    let cells: String = (0..60).map(|_| "<c t=\"s\"><v>0</v></c>").collect();
    assert_eq!(codes_in_time(&crafted(&format!("<row r=\"2\">{cells}</row>"), "", &shared)), ["workbook_too_large"]);
}

#[test]
fn a_shared_formula_is_not_worked_out_for_each_of_its_cells() {
    let formula = "A1+".repeat(20_000);
    let first = format!("<row r=\"2\"><c r=\"F2\"><f t=\"shared\" si=\"0\" ref=\"F2:F9000\">{formula}A1</f></c></row>");
    let rest: String =
        (3..9_000).map(|r| format!("<row r=\"{r}\"><c r=\"F{r}\"><f t=\"shared\" si=\"0\"/></c></row>")).collect();
    assert_eq!(codes_in_time(&crafted(&(first + &rest), "", NO_TEXTS)), ["formula_without_result"]);
}

#[test]
fn merged_ranges_are_limited_and_cost_no_more_than_they_are() {
    let merges = |n: usize| -> String {
        let ranges: String = (0..n).map(|_| "<mergeCell ref=\"A2:F1048576\"/>").collect();
        format!("<mergeCells>{ranges}</mergeCells>")
    };
    let rows: String = (2..9_000).map(|r| format!("<row r=\"{r}\"><c r=\"F{r}\"><v>1</v></c></row>")).collect();
    assert_eq!(codes_in_time(&crafted(&rows, &merges(10_000), NO_TEXTS)), ["merged_cells"]);
    assert_eq!(codes_in_time(&crafted(&rows, &merges(10_001), NO_TEXTS)), ["workbook_too_large"]);
}

#[test]
fn a_merged_cell_is_found_in_the_columns_that_are_read_and_nowhere_else() {
    let rows: String = (2..8).map(|r| format!("<row r=\"{r}\"><c r=\"F{r}\"><v>1</v></c></row>")).collect();
    let places = |ranges: &[&str]| -> Vec<String> {
        let ranges: String = ranges.iter().map(|r| format!("<mergeCell ref=\"{r}\"/>")).collect();
        let raw = workbook::read(&crafted(&rows, &format!("<mergeCells>{ranges}</mergeCells>"), NO_TEXTS), "n.xlsx");
        raw.findings.iter().filter_map(|f| f.cell.clone()).collect()
    };
    assert_eq!(places(&["F6:F7", "B3:C3", "H2:Z9"]), ["B3", "F6", "F7"]);
    assert_eq!(places(&["F2:F3", "E3:F5"]), ["F2", "E3", "E4", "E5"]);
}

#[test]
fn one_city_name_is_not_copied_into_every_row() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("City").unwrap();
    for (i, (name, text)) in (0_u16..).zip([("city", "x".repeat(30_000)), ("cycle", "2024".into())]) {
        sheet.write(0, i, name).unwrap();
        sheet.write(1, i, text).unwrap();
    }
    let sheet = book.add_worksheet();
    sheet.set_name("Observations").unwrap();
    for (i, name) in (0_u16..).zip(HEADER.split(',').take(6)) {
        sheet.write(0, i, name).unwrap();
    }
    for row in 1..100 {
        sheet.write(row, 5, 1).unwrap();
    }
    let raw = workbook::read(&book.save_to_buffer().unwrap(), "n.xlsx");
    let cities = raw.observations.unwrap();
    let lengths = cities.column("city").unwrap().str().unwrap().iter().map(|c| c.unwrap().len()).max();
    assert_eq!(lengths, Some(NAME_CHARACTERS));
}

#[test]
fn a_sheet_has_no_name_that_would_fill_every_row() {
    let bytes = crafted("<row r=\"2\"><c r=\"F2\"><v>1</v></c></row>", "", NO_TEXTS);
    assert_eq!(codes_in_time(&bytes), [""; 0]);
    let named = |name: &str| {
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for i in 0..archive.len() {
            let mut part = archive.by_index(i).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            let at = part.name().unwrap().to_string();
            zip.start_file(
                at,
                zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated),
            )
            .unwrap();
            zip.write_all(text.replace("\"Observations\"", &format!("\"{name}\"")).as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    };
    assert_eq!(codes_in_time(&named(&format!("Observations{}", " ".repeat(200)))), [""; 0]);
    assert_eq!(codes_in_time(&named(&format!("Observations{}", " ".repeat(300)))), ["workbook_too_large"]);
}

#[test]
fn a_wide_table_does_not_copy_long_rows_into_every_record() {
    let years: Vec<String> = (1950..2024).map(|y| format!("y{y}")).collect();
    let values = vec!["1.5"; years.len()].join(",");
    let text = |note: usize| {
        let rows: String = (0..100).map(|i| format!("c{i},{},{values}\n", "x".repeat(note))).collect();
        format!("code,note,{}\n{rows}", years.join(","))
    };
    let definition = MAPPING
        .replace("year = { column = \"year\" }\n", "")
        .replace("column = \"rate\"", "columns = \"^y([0-9]{4})$\"");
    let path = write(tempfile::tempdir().unwrap().keep().as_path(), "office.toml", definition);
    let mapping = Mapping::load(&path, &framework()).unwrap();
    let read = |note: usize| mapping.read(text(note).as_bytes(), "office:t.csv");
    assert_eq!((read(10).findings.len(), read(10).rows_read), (0, 100 * years.len()));
    assert_eq!(read(10_000).findings[0].code, "too_many_rows");
    std::fs::remove_dir_all(path.parent().unwrap()).unwrap();
}

#[test]
fn a_file_of_more_rows_than_are_read_is_refused() {
    let rows = |n: usize| {
        let text = format!(
            "{}\n{}",
            HEADER.split_inclusive(',').take(6).collect::<String>().trim_end_matches(','),
            "northbridge,2024,m,i,2023,1\n".repeat(n)
        );
        csv::read(text.as_bytes(), "o.csv", FileKind::Observations, &Default::default())
    };
    let most = rows(limits::ROWS);
    assert_eq!((most.findings.len(), most.rows_read), (0, limits::ROWS));
    let more = rows(limits::ROWS + 1);
    assert_eq!(more.findings[0].code, "too_many_rows");
    assert!(more.observations.is_none() && more.rows_read == 0);
    // The header is a row of the sheet, and so is one that holds nothing but formulas without a result.
    let formulas = |n: usize| -> Vec<u8> {
        let rows: String = (2..n + 2)
            .map(|i| format!("<row r=\"{i}\"><c r=\"F{i}\"><f>1</f></c><c r=\"E{i}\"><f>1</f></c></row>"))
            .collect();
        crafted(&rows, "", NO_TEXTS)
    };
    assert_eq!(workbook::read(&formulas(limits::ROWS - 1), "n.xlsx").rows_read, limits::ROWS - 1);
    let more = workbook::read(&formulas(limits::ROWS), "n.xlsx");
    assert_eq!((more.findings[0].code, more.rows_read), ("too_many_rows", 0));
}

#[test]
fn what_every_row_has_wrong_is_listed_a_thousand_times_and_counted() {
    let n = limits::FINDINGS_ALIKE + 200;
    let years = |i: usize| format!("{}", 1900 + i % 120);
    let rows: Vec<String> = (0..n).map(|i| row(&[("value", "12;5"), ("reference_year", &years(i))])).collect();
    let net = beside(&[("sound/p.csv", table(&rows).as_bytes())]);
    let report = net.ingest();
    let found: Vec<_> = report.findings.iter().filter(|f| f.code == "not_a_number").collect();
    assert_eq!(found.len(), limits::FINDINGS_ALIKE + 1);
    assert!(found.iter().any(|f| f.line.is_none() && f.message.starts_with("200 more")), "{:?}", found[0]);
    let counts = counts(&report, "sound/p.csv");
    assert_eq!((counts.rows_read, counts.rejected), (n, n));
    let rejected = read(&net, "rejected");
    assert_eq!(rejected.len(), n);
    assert!((0..n).all(|r| rejected.text("codes", r).unwrap().contains("not_a_number")));
}

#[test]
fn of_a_file_that_is_too_large_the_archive_keeps_the_beginning() {
    let bytes = vec![b'x'; (limits::SUBMISSION_BYTES + 1) as usize];
    let net = beside(&[("a/huge.csv", &bytes)]);
    let report = net.ingest();
    sound_went_in(&report);
    assert_eq!(refusal(&report, "a/huge.csv"), ["file_too_large"]);
    let archive = net.store().join("archive");
    let hash = sha256(&bytes);
    assert!(!archive.join(&hash).exists());
    assert_eq!(std::fs::read(archive.join(format!("{hash}.head"))).unwrap(), &bytes[..limits::HEAD_BYTES as usize]);
    let receipt: serde_json::Value =
        serde_json::from_slice(&std::fs::read(archive.join(format!("{hash}.json"))).unwrap()).unwrap();
    assert_eq!(receipt["bytes"], limits::SUBMISSION_BYTES + 1);
    assert_eq!(
        (receipt["head"]["kept"].as_u64(), &receipt["files"][0]),
        (Some(limits::HEAD_BYTES), &"submissions/a/huge.csv".into())
    );
}

#[test]
fn a_file_or_folder_without_the_right_to_read_is_refused_alone() {
    let net = beside(&[("a/o.csv", table(&[row(&[])]).as_bytes()), ("b/o.csv", b"x")]);
    let closed = [net.path().join("submissions/a/o.csv"), net.path().join("submissions/b")];
    let set = |mode: u32| {
        closed.iter().for_each(|p| std::fs::set_permissions(p, std::fs::Permissions::from_mode(mode)).unwrap())
    };
    set(0o000);
    // The superuser reads what nobody else may.
    if std::fs::read(&closed[0]).is_err() {
        let report = net.ingest();
        sound_went_in(&report);
        assert_eq!(refusal(&report, "a/o.csv"), ["file_unreadable"]);
        assert_eq!(refusal(&report, "b"), ["file_unreadable"]);
        set(0o755);
        assert!(net.ingest().new, "what can be read now is read");
    }
    set(0o755);
}

/// What is said of a place does not depend on where the network is: the same files give the same bytes.
#[test]
fn what_cannot_be_walked_is_named_without_the_place_of_the_network() {
    let net = beside(&[]);
    let message = |path: &std::path::Path| {
        let error = walkdir::WalkDir::new(path).into_iter().next().unwrap().unwrap_err();
        learning_cities::base::durable::walk_reason(error).to_string()
    };
    let gone = message(&net.path().join("submissions/gone"));
    assert_eq!(gone, std::io::Error::from_raw_os_error(2).to_string());
}

/// One header can name as many columns as fit into a row.
#[test]
fn a_header_of_very_many_names_is_refused_in_time() {
    let short = |i: usize| {
        [b'a' + (i / 17_576 % 26) as u8, b'a' + (i / 676 % 26) as u8, b'a' + (i / 26 % 26) as u8, b'a' + (i % 26) as u8]
    };
    let distinct: Vec<String> = (0..200_000).map(|i| String::from_utf8(short(i).to_vec()).unwrap()).collect();
    let known = format!("{HEADER}{}\n", ",note".repeat(150_000));
    let begun = Instant::now();
    let code = |bytes: &[u8]| {
        let raw = csv::read(bytes, "o.csv", FileKind::Observations, &Default::default());
        raw.findings.iter().map(|f| f.code).collect::<Vec<_>>()
    };
    assert_eq!(code(known.as_bytes()), ["double_column"]);
    assert_eq!(code(distinct.join(",").as_bytes()), ["missing_column"]);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

/// Every cell format holds its own copy of the number format and the name of the font that it uses.
#[test]
fn long_texts_of_styles_are_refused_before_they_are_copied() {
    let text = "F".repeat(60_000);
    let styles = [
        format!(
            "<numFmts><numFmt numFmtId=\"200\" formatCode=\"{text}\"/></numFmts><cellXfs>{}</cellXfs>",
            "<xf numFmtId=\"200\"/>".repeat(60_000)
        ),
        format!(
            "<fonts><font><name val=\"{text}\"/></font></fonts><cellXfs>{}</cellXfs>",
            "<xf fontId=\"0\"/>".repeat(60_000)
        ),
    ];
    for styles in styles {
        let bytes = crafted_with("", "", NO_TEXTS, &styles);
        assert_eq!(codes_in_time(&bytes), ["workbook_too_large"]);
    }
}

#[test]
fn a_cell_that_is_there_twice_refuses_its_workbook() {
    let cell = "<c r=\"F2\"><v>1</v></c>";
    let twice = crafted(&format!("<row r=\"2\">{cell}{cell}</row>"), "", NO_TEXTS);
    let again = crafted(&format!("<row r=\"2\">{cell}</row><row r=\"2\">{cell}</row>"), "", NO_TEXTS);
    let net = beside(&[("twice.xlsx", &twice), ("again.xlsx", &again)]);
    for report in [net.check(), net.ingest()] {
        sound_went_in(&report);
        for name in ["twice.xlsx", "again.xlsx"] {
            assert_eq!(refusal(&report, name), ["workbook_broken"], "{name}");
            assert!(
                report.findings.iter().any(|f| f.file.ends_with(name) && f.message.contains("the cell F2 twice")),
                "{name}"
            );
        }
    }
}

#[test]
fn names_that_differ_in_bytes_that_are_no_text_are_two_files() {
    let net = beside(&[]);
    let at = |name: &[u8]| net.path().join("submissions/sound").join(OsStr::from_bytes(name));
    let male = |value: &str| table(&[row(&[("item", "male"), ("value", value)])]);
    std::fs::write(at(b"a\xff.csv"), male("90")).unwrap();
    std::fs::write(at(b"a\xfe.csv"), table(&[row(&[("item", "total")])])).unwrap();
    let first = net.ingest();
    let names: Vec<&str> = first.files.iter().map(|f| f.file.as_str()).collect();
    assert_eq!(
        names,
        [
            "submissions/sound/a%FE.csv",
            "submissions/sound/a%FF.csv",
            "submissions/sound/city.csv",
            "submissions/sound/o.csv"
        ]
    );
    std::fs::write(at(b"a\xff.csv"), male("91")).unwrap();
    let second = net.ingest();
    assert!(second.new && first.snapshot != second.snapshot, "the change of one is seen");
}

#[test]
fn a_link_in_place_of_a_folder_of_the_network_is_refused() {
    for folder in ["submissions", "mappings"] {
        let net = Net::new();
        let elsewhere = net.dir.path().join("elsewhere");
        write(&elsewhere, "a/o.csv", table(&[row(&[])]));
        symlink(&elsewhere, net.path().join(folder)).unwrap();
        let error = ingest::run(&net.network(), &framework(), &Default::default(), &net.store()).unwrap_err();
        assert!(matches!(&error, Error::Invalid { .. }), "{error}");
        assert!(error.to_string().contains("put the folder itself here"), "{error}");
    }
}

#[test]
fn a_file_in_place_of_a_folder_of_the_network_is_refused() {
    for (folder, other) in [("submissions", "mappings/office.toml"), ("mappings", "submissions/a/o.csv")] {
        let net = Net::new();
        net.write(other, if other.ends_with("toml") { MAPPING.to_string() } else { table(&[row(&[])]) });
        net.write(folder, table(&[row(&[])]));
        let sources = [("office".to_string(), net.dir.path().to_path_buf())].into();
        let error = ingest::run(&net.network(), &framework(), &sources, &net.store()).unwrap_err().to_string();
        assert!(error.contains(&format!("{folder}: is a file, and a network has a folder of that name")), "{error}");
    }
}

const MAPPING: &str = "source = \"office\"\nconsent = \"public\"\n[[file]]\npattern = \"*.csv\"\ncity = { column = \"code\" }\n\
    year = { column = \"year\" }\n[[file.measurement]]\nmeasurement = \"adult_literacy_rate\"\nitem = \"total\"\ncolumn = \"rate\"\nsource = \"official\"\n";

#[test]
fn a_source_may_be_a_link_and_a_file_in_it_leads_nowhere_else() {
    let net = Net::new();
    net.write("mappings/office.toml", MAPPING);
    let folder = net.dir.path().join("office");
    write(&folder, "kept/real.csv", "code,year,rate\nnorthbridge,2023,90\n");
    let secret = write(net.dir.path(), "secret.csv", "code,year,rate\nsouthgate,2023,90\n");
    symlink(folder.join("kept/real.csv"), folder.join("inside.csv")).unwrap();
    symlink(&secret, folder.join("outside.csv")).unwrap();
    let link = net.dir.path().join("link");
    symlink(&folder, &link).unwrap();
    let sources = [("office".to_string(), link)].into();
    let report = ingest::run(&net.network(), &framework(), &sources, &net.store()).unwrap();
    let accepted: Vec<_> = report.files.iter().map(|f| (f.file.as_str(), f.accepted)).collect();
    assert_eq!(accepted, [("office:inside.csv", 1), ("office:outside.csv", 0)]);
    assert_eq!(report.findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["file_kind"]);
}

#[test]
fn a_link_is_published_as_it_is_looked_up() {
    let net = beside(&[(
        "sound/practices.csv",
        "city,feature,title,summary,link\nnorthbridge,1.1.1,t,,https://\u{440}aypal.example/a\n".as_bytes(),
    )]);
    assert!(!net.ingest().has_errors());
    assert_eq!(read(&net, "practices").text("link", 0), Some("https://xn--aypal-uye.example/a"));
}

#[test]
fn names_of_a_network_are_of_bounded_length_and_on_one_line() {
    let load = |files: &[(&str, &str)]| {
        let net = Net::new();
        files.iter().for_each(|(name, text)| drop(net.write(name, text)));
        Network::load(&net.path(), &framework()).map(|_| ()).map_err(|e| e.to_string())
    };
    let city =
        |name: &str| load(&[("cities.csv", &format!("city,name,country,region\nnorthbridge,\"{name}\",KEN,Africa\n"))]);
    assert_eq!(city(&"x".repeat(200)), Ok(()));
    assert!(city(&"x".repeat(201)).unwrap_err().contains("at most 200"));
    for line_break in ["\n", "\u{2028}", "\r"] {
        let error = city(&format!("North{line_break}bridge")).unwrap_err();
        assert!(error.contains("cities.csv line 2") && error.contains("more than one line"), "{error}");
    }
    let named = |text: &str| load(&[("network.toml", &format!("fictional = true\n{text}"))]);
    assert!(named("name = \"a\\nb\"").unwrap_err().contains("more than one line"));
    assert_eq!(named("name = \"a\"\nabout = \"one\\ntwo\""), Ok(()));
    assert!(named(&format!("name = \"a\"\nabout = \"{}\"", "x".repeat(2001))).unwrap_err().contains("at most 2000"));
    let variable = |title: &str| {
        named(&format!("name = \"a\"\n[[peer_variable]]\nvariable = \"v\"\ntitle = \"{title}\"\nunit = \"u\"\n"))
    };
    assert_eq!(variable("Population"), Ok(()));
    assert!(variable("Popu\\nlation").unwrap_err().contains("more than one line"));
}
