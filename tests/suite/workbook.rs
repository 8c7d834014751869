//! The template and its reader: what a city writes comes back as it was written.

pub mod languages;
pub mod ods;
mod printed;
mod unseen;

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use learning_cities::ingest::read::formats::workbook::read;
use learning_cities::ingest::read::raw::{DECLARATION, OBSERVATIONS, PRACTICES, RawFile, TARGETS};
use learning_cities::language::Language;
use learning_cities::model::cities::City;
use learning_cities::model::framework::Framework;
use learning_cities::model::network_file::NetworkFile;
use learning_cities::model::vocabulary::Severity;
use learning_cities::template::{Entries, Form, Last, workbook};
use polars::prelude::DataFrame;
use rust_xlsxwriter::{Format, Formula, Workbook};

use super::check::Net;
use super::support::english;

fn framework() -> Framework {
    Framework::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/framework")).unwrap()
}

fn template(entries: &Entries, last: &BTreeMap<(String, String), Last>) -> Vec<u8> {
    template_in(&english(), entries, last)
}

pub fn template_in(language: &Language, entries: &Entries, last: &BTreeMap<(String, String), Last>) -> Vec<u8> {
    let framework = framework();
    let network = NetworkFile { name: "Invented network".into(), fictional: true, ..Default::default() };
    let city = City {
        city: "northbridge".into(),
        name: "Northbridge".into(),
        local_name: None,
        local_name_language: None,
        country: "KEN".into(),
        region: "Africa".into(),
        joined: None,
        baseline_year: None,
        longitude: None,
        latitude: None,
        groups: Default::default(),
    };
    let form =
        Form { framework: &framework, network: &network, definitions: &[], city: &city, cycle: 2024, language, last };
    workbook(&form, entries).unwrap()
}

fn cells(frame: &Option<DataFrame>, columns: &[&str]) -> Vec<Vec<String>> {
    let Some(frame) = frame else { return Vec::new() };
    (0..frame.height())
        .map(|row| {
            columns
                .iter()
                .map(|c| frame.column(c).unwrap().str().unwrap().get(row).unwrap_or_default().to_string())
                .collect()
        })
        .collect()
}

fn row(text: &str) -> Vec<String> {
    text.split(',').map(str::to_string).collect()
}

fn codes(raw: &RawFile) -> Vec<(&str, Option<&str>)> {
    raw.findings.iter().map(|f| (f.code, f.cell.as_deref())).collect()
}

/// The parts of a workbook, edited.
pub fn edit(bytes: &[u8], change: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..archive.len() {
        let mut part = archive.by_index(i).unwrap();
        let name = part.name().unwrap().to_string();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        out.start_file(
            name.clone(),
            zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored),
        )
        .unwrap();
        out.write_all(change(&name, text).as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// Puts something into an empty cell of `Observations`, as a spreadsheet would.
pub fn put(sheet: String, cell: &str, attributes: &str, inside: &str) -> String {
    let start = sheet.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("no cell {cell}"));
    let end = start + sheet[start..].find("/>").unwrap();
    format!("{}{attributes}>{inside}</c>{}", &sheet[..end], &sheet[end + 2..])
}

#[test]
fn an_empty_template_is_a_declaration_and_nothing_else() {
    let bytes = template(&Entries::default(), &BTreeMap::new());
    assert_eq!(bytes, template(&Entries::default(), &BTreeMap::new()), "the same form gives the same bytes");
    let raw = read(&bytes, "northbridge-2024.xlsx");
    assert_eq!(raw.findings, []);
    assert_eq!((raw.rows_read, raw.filtered), (1, 0));
    assert_eq!(cells(&raw.declaration, &DECLARATION), [row("northbridge,2024,,,,,,,,,,,,")]);
    for frame in [&raw.observations, &raw.targets, &raw.practices] {
        assert_eq!(frame.as_ref().unwrap().height(), 0);
    }
}

#[test]
fn a_filled_template_comes_back_equal() {
    let entries = Entries {
        declaration: Some(row(
            "northbridge,2024,2024-05-31,public,2015,1.1.1|2.3.4,2.6.1,cycle,Ada Example,Coordinator,ada@north.example,en|sw,UTC,public",
        )),
        observations: vec![
            row(
                "northbridge,2024,adult_literacy_rate,female,2023,97.2,96.1,98.3,1200,1.4,,official,Bureau of Statistics,,B|D,Since 2023 by register,strict,register,Court of Audit,By a new register",
            ),
            row(
                "northbridge,2024,political_leadership,total,2024,4,,,,,3|4|4,expert,,Strategy 2020-2030,,,,,,constant 2020",
            ),
            row("northbridge,2024,waste_per_capita,total,2023,,,,,,,official,,,O,,,,,"),
            row(
                "northbridge,2024,adult_literacy_rate,female,2021,0.30000000000000004,,,,,,official,,,,an earlier year,,,,",
            ),
            row("northbridge,2024,adult_literacy_rate,other,2021,1e3,,,,,,official,,,,no such item,,,,"),
        ],
        targets: vec![
            row("northbridge,adult_literacy_rate,total,2030,99.5"),
            row("northbridge,no_such_thing,total,2030,1"),
        ],
        practices: vec![row(
            "northbridge,2.6.1,Learning festival,\"Every spring\u{a0}<b>\" ...,https://example.org/festival,2015,low,the libraries,A survey,fr",
        )],
    };
    let raw = read(&template(&entries, &BTreeMap::new()), "northbridge-2024.xlsx");
    assert_eq!(raw.findings, []);
    assert_eq!(cells(&raw.declaration, &DECLARATION), [entries.declaration.clone().unwrap()]);
    let sorted = |mut rows: Vec<Vec<String>>| {
        rows.sort();
        rows
    };
    assert_eq!(sorted(cells(&raw.observations, &OBSERVATIONS)), sorted(entries.observations.clone()));
    assert_eq!(sorted(cells(&raw.targets, &TARGETS)), sorted(entries.targets.clone()));
    assert_eq!(cells(&raw.practices, &PRACTICES), entries.practices);
    assert_eq!(raw.rows_read, 1 + 5 + 2 + 1);
    assert_eq!(raw.columns[&("Observations".to_string(), "value")], ("value".to_string(), Some("I".to_string())));
}

#[test]
fn what_a_spreadsheet_writes_into_the_cells_is_read_with_its_place() {
    let last = BTreeMap::from([(
        ("adult_literacy_rate".to_string(), "female".to_string()),
        Last { year: 2022, value: 0.1 + 0.2 },
    )]);
    let bytes = template(&Entries::default(), &last);
    let bytes = edit(&bytes, |name, text| {
        if name == "xl/workbook.xml" {
            // As a program leaves it that has worked out every formula.
            return text.replace(" fullCalcOnLoad=\"1\"", "");
        }
        if name != "xl/worksheets/sheet2.xml" {
            return text;
        }
        assert!(text.contains("<v>0.3</v>"), "last cycle's value stands beside the empty cell");
        // Row 7 is the first series: adult_literacy_rate, female.
        let text = put(text, "H7", "", "<v>2023</v>");
        let text = put(text, "I7", " t=\"inlineStr\"", "<is><t> 97,2 </t></is>");
        let text = put(text, "K7", " t=\"inlineStr\"", "<is><t>D: Definition differs</t></is>");
        // Row 8: a formula with its result. Row 9: a formula that was saved without.
        let text = put(text, "H8", "", "<v>2023</v>");
        let text = put(text, "I8", "", "<f>90+7.5</f><v>97.5</v>");
        let text = put(text, "H9", "", "<v>2023</v>");
        put(text, "I9", "", "<f>SUM(I7:I8)</f>")
    });
    let raw = read(&bytes, "n.xlsx");
    assert_eq!(codes(&raw), [("formula_without_result", Some("I9"))]);
    assert_eq!(raw.findings[0].found.as_deref(), Some("=SUM(I7:I8)"));
    assert_eq!(raw.findings[0].line, Some(9));
    let rows = cells(
        &raw.observations,
        &["city", "cycle", "measurement", "item", "reference_year", "value", "source", "status"],
    );
    assert_eq!(
        rows[0],
        row("northbridge,2024,adult_literacy_rate,female,2023,97|2,official,D")
            .iter()
            .map(|c| c.replace("97|2", "97,2"))
            .collect::<Vec<_>>()
    );
    assert_eq!(rows[1], row("northbridge,2024,adult_literacy_rate,male,2023,97.5,official,"));
    assert_eq!(rows[2], row("northbridge,2024,adult_literacy_rate,total,2023,,official,"));
    assert_eq!(raw.rows_read, 4);
}

#[test]
fn every_series_is_laid_out_once_with_what_it_means() {
    let bytes = template(&Entries::default(), &BTreeMap::new());
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut text = String::new();
    archive.by_name("xl/sharedStrings.xml").unwrap().read_to_string(&mut text).unwrap();
    let framework = framework();
    assert_eq!(framework.series_expected(), 76);
    for m in &framework.measurements {
        assert!(text.contains(&format!(">{}<", m.measurement)), "{}", m.measurement);
    }
    // Who fills it in is told what readers of pages are not.
    let prices = "say whether at current or constant prices: a change of base is a break";
    assert!(text.contains(&format!("per inhabitant; {prices}<")));
    assert!(framework.measurements.iter().all(|m| !m.meaning.contains(prices)));
    let mut sheet = String::new();
    archive.by_name("xl/worksheets/sheet2.xml").unwrap().read_to_string(&mut sheet).unwrap();
    assert!(sheet.contains("state=\"frozen\"") && sheet.contains("<dataValidations"));
    let mut book = String::new();
    archive.by_name("xl/workbook.xml").unwrap().read_to_string(&mut book).unwrap();
    for name in ["City", "Observations", "Targets", "Practices", "Help"] {
        assert!(book.contains(&format!("name=\"{name}\"")), "{name}");
    }
}

/// A hand-made workbook with one sheet.
fn made(sheet: &str, fill: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let ws = book.add_worksheet();
    ws.set_name(sheet).unwrap();
    fill(ws);
    book.save_to_buffer().unwrap()
}

fn header(ws: &mut rust_xlsxwriter::Worksheet, names: &str) {
    for (i, name) in (0_u16..).zip(names.split(',')) {
        ws.write(0, i, name).unwrap();
    }
}

const ALL: &str = "city,cycle,measurement,item,reference_year,value";

#[test]
fn percent_format_merged_cells_dates_and_errors_are_told() {
    let bytes = made("Observations", |ws| {
        header(ws, ALL);
        for row in 1..5 {
            for (c, text) in (0_u16..).zip(["northbridge", "2024", "unemployment_rate", "total"]) {
                ws.write(row, c, text).unwrap();
            }
            ws.write(row, 4, 2023).unwrap();
        }
        ws.write_with_format(1, 5, 0.972, &Format::new().set_num_format("0.0%")).unwrap();
        ws.write_with_format(2, 5, 97.2, &Format::new().set_num_format("0.0")).unwrap();
        ws.merge_range(3, 5, 4, 5, "9", &Format::new()).unwrap();
        ws.write_with_format(
            4,
            4,
            rust_xlsxwriter::ExcelDateTime::from_ymd(2023, 5, 31).unwrap(),
            &Format::new().set_num_format("yyyy-mm-dd"),
        )
        .unwrap();
        ws.write(2, 9, "aside").unwrap();
    });
    let raw = read(&bytes, "n.xlsx");
    assert_eq!(
        codes(&raw),
        [
            ("percent_format", Some("F2")),
            ("merged_cells", Some("F4")),
            ("merged_cells", Some("F5")),
            ("cell_outside", Some("J3"))
        ]
    );
    let rows = cells(&raw.observations, &["cycle", "reference_year", "value"]);
    assert_eq!(rows, [row("2024,2023,0.972"), row("2024,2023,97.2"), row("2024,2023,9"), row("2024,2023-05-31,")]);
}

/// The first style is that of every cell that names none.
#[test]
fn a_percent_format_of_the_whole_workbook_is_seen() {
    let plain = made("Observations", |ws| {
        header(ws, ALL);
        for (c, text) in (0_u16..).zip(["northbridge", "2024", "unemployment_rate", "total", "2023", "90"]) {
            ws.write(1, c, text).unwrap();
        }
        ws.write_with_format(2, 5, 9, &Format::new().set_num_format("0.0")).unwrap();
    });
    assert_eq!(codes(&read(&plain, "n.xlsx")), []);
    let percent = edit(&plain, |name, text| match name {
        "xl/styles.xml" => {
            let (before, formats) = text.split_once("<cellXfs").unwrap();
            format!("{before}<cellXfs{}", formats.replacen("numFmtId=\"0\"", "numFmtId=\"9\"", 1))
        }
        _ => text,
    });
    assert_eq!(codes(&read(&percent, "n.xlsx")), [("percent_format", Some("F2"))]);
}

/// A program that writes workbooks and works nothing out saves 0 as the result of a formula, and asks office programs to
/// work it out.
#[test]
fn results_that_office_programs_work_out_anew_are_not_taken() {
    let bytes = made("Observations", |ws| {
        header(ws, ALL);
        for (c, text) in (0_u16..).zip(["northbridge", "2024", "unemployment_rate", "total", "2023"]) {
            ws.write(1, c, text).unwrap();
        }
        ws.write_formula(1, 5, Formula::new("=12/40*100").set_result("0")).unwrap();
    });
    assert_eq!(codes(&read(&bytes, "n.xlsx")), [("formula_without_result", Some("F2"))]);
    // Without that wish the result is that of a program that worked it out.
    let worked_out = edit(&bytes, |name, text| match name {
        "xl/workbook.xml" => text.replace(" fullCalcOnLoad=\"1\"", ""),
        _ => text,
    });
    assert_eq!(codes(&read(&worked_out, "n.xlsx")), []);
}

/// A cell that holds 12345 and shows 12.3.
#[test]
fn a_format_in_thousands_is_told() {
    let bytes = made("Observations", |ws| {
        header(ws, ALL);
        for (row, format) in (1..).zip(["0.0,", "#,##0"]) {
            let cells =
                ["northbridge", "2024", "gdp_per_capita", "total", &format!("{}", 2020 + row)].map(String::from);
            for (c, text) in (0_u16..).zip(cells) {
                ws.write(row, c, text).unwrap();
            }
            ws.write_with_format(row, 5, 12_345, &Format::new().set_num_format(format)).unwrap();
        }
    });
    assert_eq!(codes(&read(&bytes, "n.xlsx")), [("thousands_format", Some("F2"))]);
}

/// `2:30` hours, typed into a cell, are kept as 0.104166 of a day.
#[test]
fn times_are_no_numbers() {
    let bytes = made("Observations", |ws| {
        header(ws, ALL);
        for (row, (value, format)) in
            (1..).zip([(0.104_166_666_7, "h:mm"), (1.5, "[h]:mm"), (0.5, "[h]:mm:ss"), (0.0, "h:mm"), (0.5, "0.0")])
        {
            for (c, text) in (0_u16..).zip(["northbridge", "2024", "internet_learning_hours", "total", "2023"]) {
                ws.write(row, c, text).unwrap();
            }
            ws.write_with_format(row, 5, value, &Format::new().set_num_format(format)).unwrap();
        }
    });
    let read = cells(&read(&bytes, "n.xlsx").observations, &["value"]);
    assert_eq!(read.concat(), ["2:30:00", "36:00:00", "12:00:00", "0:00:00", "0.5"]);
}

/// A sheet that was sorted with its header has rows above it.
#[test]
fn rows_above_the_header_refuse_the_file() {
    let sorted = |above: &str| {
        let bytes = made("Observations", |ws| {
            for (row, text) in (0..).zip([above, ALL, "northbridge,2024,unemployment_rate,total,2023,9"]) {
                for (c, text) in (0_u16..).zip(text.split(',')) {
                    ws.write(row, c, text).unwrap();
                }
            }
        });
        let raw = read(&bytes, "n.xlsx");
        (raw.rows_read, raw.findings.iter().map(|f| f.code).collect::<Vec<_>>())
    };
    assert_eq!(sorted("northbridge,2024,election_turnout,total,2023,43.8"), (0, vec!["row_above_header"]));
    for words in [
        "City,Cycle,Measurement,Item,Reference year,Value",
        "northbridge,2024,election_turnout,total,,",
        "N",
        "1,2,3,4,5,6",
        "0,1,2,3,4,5",
    ] {
        assert_eq!(sorted(words), (1, vec![]), "{words}");
    }
    assert_eq!(sorted("1,2,3,4,2023,6"), (0, vec!["row_above_header"]));
}

#[test]
fn cells_beyond_the_columns_that_are_read_are_told() {
    let bytes = made("Observations", |ws| {
        header(ws, ALL);
        for (c, text) in (0_u16..).zip("northbridge,2024,unemployment_rate,total,2023,9".split(',')) {
            ws.write(1, c, text).unwrap();
        }
        ws.write(0, 256, "status").unwrap();
        ws.write(1, 256, "D").unwrap();
    });
    assert_eq!(codes(&read(&bytes, "n.xlsx")), [("cell_outside", Some("IW1"))]);
}

/// A number of a shared text or of a format that is none would be taken for the first.
#[test]
fn places_in_lists_are_numbers() {
    let sound = made("Observations", |ws| header(ws, ALL));
    let with = |from: &'static str, to: &'static str| {
        let bytes = edit(&sound, move |name, text| match name {
            "xl/worksheets/sheet1.xml" => text.replacen(from, to, 1),
            _ => text,
        });
        read(&bytes, "n.xlsx").findings.iter().map(|f| f.code).collect::<Vec<_>>()
    };
    assert_eq!(with("<v>0</v>", "<v>0</v>"), ["no_rows"]);
    for number in ["<v>-1</v>", "<v>0.0</v>", "<v> 0</v>", "<v>x</v>"] {
        assert_eq!(with("<v>0</v>", number), ["workbook_broken"], "{number}");
    }
    assert_eq!(with("<c r=\"A1\"", "<c r=\"A1\" s=\" 0\""), ["workbook_broken"]);
}

#[test]
fn a_sheet_that_cannot_be_understood_refuses_the_file() {
    let one = |sheet: &str, names: &str| {
        let raw = read(&made(sheet, |ws| header(ws, names)), "n.xlsx");
        assert!(raw.observations.is_none() || raw.findings.iter().all(|f| f.severity == Severity::Warning));
        raw.findings.iter().map(|f| f.code).collect::<Vec<_>>()
    };
    assert_eq!(one("Observations", ALL), ["no_rows"]);
    assert_eq!(one("Observations", "city,cycle,measurement,item,reference_year,vaule"), ["missing_column"]);
    assert_eq!(one("Observations", &format!("{ALL},vaule")), ["unknown_column"]);
    assert_eq!(one("Observations", &format!("{ALL},value")), ["double_column"]);
    assert_eq!(one("Observations", "nothing,known"), ["missing_column"]);
    assert_eq!(one("Sheet1", ALL), ["missing_sheet"]);
    let hidden = |name: &str| {
        let mut book = Workbook::new();
        let ws = book.add_worksheet();
        ws.set_name("Observations").unwrap();
        header(ws, ALL);
        let ws = book.add_worksheet();
        ws.set_name(name).unwrap();
        ws.write(0, 0, "x").unwrap();
        ws.set_hidden(true);
        let raw = read(&book.save_to_buffer().unwrap(), "n.xlsx");
        raw.findings.iter().map(|f| f.code).collect::<Vec<_>>()
    };
    assert_eq!(hidden("Targets"), ["hidden_sheet"]);
    let second = |name: &str| {
        let mut book = Workbook::new();
        for (name, names) in [("Observations", ALL), (name, ALL)] {
            let ws = book.add_worksheet();
            ws.set_name(name).unwrap();
            header(ws, names);
        }
        let raw = read(&book.save_to_buffer().unwrap(), "n.xlsx");
        raw.findings.iter().map(|f| f.code).collect::<Vec<_>>()
    };
    assert_eq!(second("Observations "), ["sheet_twice"]);
    assert_eq!(second("Old observations"), ["unknown_sheet", "no_rows"]);
    assert_eq!(second("Help"), ["no_rows"]);
    assert_eq!(hidden("Anything"), ["no_rows"]);
}

#[test]
fn what_is_no_workbook_is_a_finding() {
    let code = |bytes: &[u8]| {
        let raw = read(bytes, "n.xlsx");
        assert!(raw.observations.is_none() && raw.rows_read == 0);
        raw.findings.iter().map(|f| f.code).collect::<Vec<_>>()
    };
    assert_eq!(code(b""), ["file_empty"]);
    let mut large = template(&Entries::default(), &BTreeMap::new());
    // The first part's uncompressed size in the central directory, four bytes at 24 behind its mark.
    let mark = large.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    large[mark + 24..mark + 28].copy_from_slice(&(u32::MAX - 1).to_le_bytes());
    assert_eq!(code(&large), ["workbook_too_large"]);
    assert_eq!(code(b"city,cycle\n"), ["workbook_broken"]);
    assert_eq!(code(&[0xd0, 0xcf, 0x11, 0xe0, 0, 0]), ["workbook_broken"]);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("letter.txt", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(b"hello").unwrap();
    assert_eq!(code(&zip.finish().unwrap().into_inner()), ["workbook_broken"]);
}

#[test]
fn damaged_bytes_never_panic() {
    let bytes = template(&Entries::default(), &BTreeMap::new());
    // A plain sequence of pseudo-random places: the same in every run.
    let mut state = 12_345_u64;
    let mut next = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    for _ in 0..60 {
        let mut broken = bytes.clone();
        for _ in 0..4 {
            let at = next(broken.len());
            broken[at] = next(256) as u8;
        }
        let _ = read(&broken, "n.xlsx");
        broken.truncate(next(bytes.len()));
        assert!(!read(&broken, "n.xlsx").findings.is_empty());
    }
    // And damage behind the packing, where no checksum guards.
    for _ in 0..60 {
        let places: Vec<usize> = (0..6).map(|_| next(100_000)).collect();
        let noise: Vec<u8> = (0..6).map(|_| 32 + next(95) as u8).collect();
        let damaged = edit(&bytes, |_, text| {
            let mut text = text.into_bytes();
            for (place, byte) in places.iter().zip(&noise) {
                let at = place % text.len();
                if text[at].is_ascii() {
                    text[at] = *byte;
                }
            }
            String::from_utf8(text).unwrap()
        });
        let _ = read(&damaged, "n.xlsx");
    }
}

#[test]
fn last_values_come_from_the_store() {
    use arrow::array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray, new_null_array};
    use learning_cities::model::schema::TABLES;
    use learning_cities::store::{Manifest, Store};
    use std::sync::Arc;

    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(dir.path()).unwrap();
    let rows = [
        ("northbridge", 2020, Some(90.0)),
        ("northbridge", 2022, Some(91.5)),
        ("northbridge", 2023, None),
        ("northbridge", 2030, Some(99.0)),
        ("southport", 2023, Some(1.0)),
    ];
    let mut tables = BTreeMap::new();
    for def in TABLES {
        let schema = def.schema();
        let batch = if def.name == "observations" {
            let columns: Vec<ArrayRef> = schema
                .fields()
                .iter()
                .map(|f| match f.name().as_str() {
                    "city" => Arc::new(StringArray::from_iter_values(rows.iter().map(|r| r.0))) as ArrayRef,
                    "measurement" => Arc::new(StringArray::from(vec!["adult_literacy_rate"; rows.len()])),
                    "item" => Arc::new(StringArray::from(vec!["total"; rows.len()])),
                    "reference_year" => Arc::new(Int64Array::from_iter_values(rows.iter().map(|r| r.1))),
                    "value" => Arc::new(Float64Array::from(rows.iter().map(|r| r.2).collect::<Vec<_>>())),
                    _ if f.is_nullable() => new_null_array(f.data_type(), rows.len()),
                    "cycle" => Arc::new(Int64Array::from(vec![2024; rows.len()])),
                    _ => Arc::new(StringArray::from(vec!["x"; rows.len()])),
                })
                .collect();
            RecordBatch::try_new(schema, columns).unwrap()
        } else {
            RecordBatch::new_empty(schema)
        };
        tables.insert(def.name, batch);
    }
    let manifest = Manifest { tool: "t".into(), framework: "f".into(), network: "n".into(), ..Manifest::default() };
    let snapshot = store.commit(&store.lock().unwrap(), &manifest, &tables).unwrap();
    let last = learning_cities::template::last_values(&snapshot, "northbridge", 2024).unwrap();
    let key = ("adult_literacy_rate".to_string(), "total".to_string());
    assert_eq!(last, BTreeMap::from([(key, Last { year: 2022, value: 91.5 })]));
}

/// `template --out`, and what it says.
fn written_to(net: &Net, out: &Path) -> (Option<i32>, String) {
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_learning-cities"))
        .args([
            "--root",
            env!("CARGO_MANIFEST_DIR"),
            "template",
            "--city",
            "northbridge",
            "--cycle",
            "2024",
            "--network",
        ])
        .args([net.path().as_path(), Path::new("--out"), out])
        .output()
        .unwrap();
    (run.status.code(), String::from_utf8_lossy(&run.stderr).into_owned())
}

#[test]
fn a_template_is_written_whole_and_over_no_other_kind_of_file() {
    let net = Net::new();
    let folder = net.dir.path().join("forms");
    std::fs::create_dir(&folder).unwrap();
    for name in ["notes.csv", "notes", "book.xls", "book.xlsx.bak"] {
        std::fs::write(folder.join(name), "precious").unwrap();
        let (code, said) = written_to(&net, &folder.join(name));
        assert!(code == Some(2) && said.contains("ends with .xlsx"), "{name}: {said}");
        assert_eq!(std::fs::read(folder.join(name)).unwrap(), b"precious", "{name}");
    }
    // A folder stays, and so does what a link leads to.
    std::fs::create_dir(folder.join("folder.xlsx")).unwrap();
    std::fs::write(folder.join("folder.xlsx/letter.txt"), "precious").unwrap();
    assert_eq!(written_to(&net, &folder.join("folder.xlsx")).0, Some(2));
    std::os::unix::fs::symlink("notes.csv", folder.join("link.xlsx")).unwrap();
    assert_eq!(written_to(&net, &folder.join("link.xlsx")).0, Some(0));
    assert_eq!(std::fs::read(folder.join("notes.csv")).unwrap(), b"precious");
    // A workbook is replaced in one step: who has the earlier one open keeps all of it.
    let out = folder.join("northbridge-2024.XLSX");
    std::fs::write(&out, "an earlier one").unwrap();
    let mut open = std::fs::File::open(&out).unwrap();
    assert_eq!(written_to(&net, &out).0, Some(0));
    let mut earlier = String::new();
    std::io::Read::read_to_string(&mut open, &mut earlier).unwrap();
    assert_eq!(earlier, "an earlier one");
    assert!(std::fs::read(&out).unwrap().starts_with(b"PK"));
    let mut names: Vec<_> =
        std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let expected =
        ["book.xls", "book.xlsx.bak", "folder.xlsx", "link.xlsx", "northbridge-2024.XLSX", "notes", "notes.csv"];
    assert_eq!(names, expected, "nothing is left beside");
}
