//! What cities send: rows, forms filled in and mended cell by cell, and the table of a statistical office.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use learning_cities::ingest::read::formats::workbook::{Book, letters};
use regex::Regex;

use super::desk::Value;
use crate::workbook::edit;

/// A row of observations by column.
pub type Row = BTreeMap<String, String>;

/// Measurements of which the office publishes the whole population, without flags.
const OFFICIAL: [&str; 6] = [
    "adult_literacy_rate",
    "election_turnout",
    "unemployment_rate",
    "patent_rate",
    "youth_neet_rate",
    "indigenous_knowledge_programmes",
];

pub fn rows(text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let row = |row: csv::StringRecord| header.iter().map(str::to_string).zip(row.iter().map(str::to_string)).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// A number in its shortest form.
pub fn number(text: &str) -> String {
    text.parse::<f64>().map_or(text.to_string(), |number| number.to_string())
}

/// The values of rows.
pub fn values<'r>(rows: impl IntoIterator<Item = &'r Row>) -> BTreeSet<Value> {
    let value = |row: &Row| {
        let item = if row["item"].is_empty() { "total" } else { &row["item"] };
        (row["measurement"].clone(), item.to_string(), row["reference_year"].clone(), number(&row["value"]))
    };
    rows.into_iter().map(value).collect()
}

/// The id of the edition that a report says it recorded.
pub fn edition(said: &str) -> String {
    let id = Regex::new("as the edition ([0-9a-f]{16})").unwrap();
    id.captures(said).unwrap_or_else(|| panic!("no edition: {said}"))[1].to_string()
}

/// A table of CSV with a value that cannot be, and a word in another language.
pub fn with_faults(table: &str) -> String {
    let mut lines: Vec<String> = table.lines().map(str::to_string).collect();
    lines[1] = lines[1].replace(",95.3,", ",953,");
    lines[2] = lines[2].replace(",official,", ",oficial,");
    lines.join("\n") + "\n"
}

/// The same mended, whatever else is in its rows.
pub fn without_faults(table: &str) -> String {
    table.replacen(",953,", ",95.3,", 1).replacen(",oficial,", ",official,", 1)
}

/// Official values without flags, the newest of each series: those that the form of a city is filled in with.
pub fn entered(rows: &[Row]) -> Vec<&Row> {
    let plain = |row: &&Row| row["source"] == "official" && row["status"].is_empty() && row["price_base"].is_empty();
    let mut newest: BTreeMap<(&str, &str), &Row> = BTreeMap::new();
    for row in rows.iter().filter(plain) {
        newest.insert((&row["measurement"], &row["item"]), row);
    }
    newest.into_values().collect()
}

/// A part of a workbook, with the characters that references stand for.
pub fn part(bytes: &[u8], name: &str) -> String {
    let found = RefCell::new(String::new());
    edit(bytes, |part, text| {
        if part == name {
            *found.borrow_mut() = text.clone();
        }
        text
    });
    quick_xml::escape::unescape(&found.into_inner()).unwrap().into_owned()
}

/// A workbook with other cells, by the part of the sheet, as a spreadsheet program would save it.
fn with_cells(bytes: &[u8], sheet: &str, cells: &[(String, String)]) -> Vec<u8> {
    edit(bytes, |part, text| match part {
        "xl/workbook.xml" => text.replace(" fullCalcOnLoad=\"1\"", ""),
        _ if part == sheet => cells.iter().fold(text, |text, (cell, value)| set(&text, cell, value)),
        _ => text,
    })
}

/// A sheet with a cell that holds another value; its format stays.
fn set(sheet: &str, cell: &str, value: &str) -> String {
    let pattern = format!("<c r=\"{cell}\"((?: s=\"\\d+\")?)[^>]*?(?:/>|>.*?</c>)");
    let found = Regex::new(&pattern).unwrap();
    assert!(found.is_match(sheet), "no cell {cell}");
    let made = match value.parse::<f64>() {
        Ok(_) => format!("<c r=\"{cell}\"$1><v>{value}</v></c>"),
        Err(_) => format!("<c r=\"{cell}\"$1 t=\"inlineStr\"><is><t>{value}</t></is></c>"),
    };
    found.replace(sheet, made).into_owned()
}

const CITY: &str = "xl/worksheets/sheet1.xml";
const OBSERVATIONS: &str = "xl/worksheets/sheet2.xml";

/// The cell of a column in the row of a series.
fn place(form: &[u8], series: (&str, &str), column: &str) -> String {
    let mut book = Book::open(form, "form.xlsx").unwrap();
    let sheet = book.read("Observations").unwrap();
    let header = sheet.rows.values().find(|cells| cells.values().any(|cell| cell == "reference_year")).unwrap();
    let at = |name: &str| *header.iter().find(|(_, cell)| *cell == name).unwrap().0;
    let is_series = |cells: &BTreeMap<u32, String>| {
        let cell = |name: &str| cells.get(&at(name)).map(String::as_str);
        (cell("measurement"), cell("item")) == (Some(series.0), Some(series.1))
    };
    let row = sheet.rows.iter().find(|(_, cells)| is_series(cells)).unwrap().0;
    format!("{}{}", letters(at(column)), row + 1)
}

/// A form filled in: the day, a consent and languages, and what is [`entered`].
pub fn filled(form: &[u8], rows: &[Row]) -> Vec<u8> {
    let declared = [("C6", "2022-11-30"), ("D6", "public"), ("I6", "es")];
    let declared: Vec<(String, String)> = declared.map(|(cell, text)| (cell.to_string(), text.to_string())).to_vec();
    let mut cells = Vec::new();
    for row in entered(rows) {
        let series = (row["measurement"].as_str(), row["item"].as_str());
        for column in ["reference_year", "value"] {
            cells.push((place(form, series, column), row[column].clone()));
        }
        cells.push((place(form, series, "source"), "official".to_string()));
    }
    with_cells(&with_cells(form, CITY, &declared), OBSERVATIONS, &cells)
}

/// A form in which the values of literate women and men are none.
pub fn with_faults_in_form(form: &[u8]) -> Vec<u8> {
    with_cells(form, OBSERVATIONS, &[("I7".into(), "972".into()), ("I8".into(), "cuatro".into())])
}

/// The same form mended, with what was [`entered`].
pub fn mended_form(form: &[u8], rows: &[Row]) -> Vec<u8> {
    let entered = entered(rows);
    let of =
        |item: &str| entered.iter().find(|r| r["measurement"] == "adult_literacy_rate" && r["item"] == item).unwrap();
    let cells = [("I7", "female"), ("I8", "male")].map(|(cell, item)| (cell.to_string(), of(item)["value"].clone()));
    with_cells(form, OBSERVATIONS, &cells)
}

/// A workbook in which the value of literate women cannot be.
pub fn with_fault(form: &[u8]) -> Vec<u8> {
    with_cells(form, OBSERVATIONS, &[("I7".into(), "972".into())])
}

/// What a statistical office publishes of these rows.
pub fn of_office(rows: &[Row]) -> Vec<&Row> {
    let is_published = |row: &&Row| OFFICIAL.contains(&row["measurement"].as_str()) && row["item"] == "total";
    rows.iter().filter(is_published).filter(|row| row["source"] == "official" && row["status"].is_empty()).collect()
}

/// The table of a statistical office, and the mapping that reads it.
pub fn office(city: &str, cycle: &str, rows: &[Row]) -> (String, String) {
    let mut table = "area;round;indicator;period;figure\n".to_string();
    for row in of_office(rows) {
        let (indicator, year, figure) = (&row["measurement"], &row["reference_year"], row["value"].replace('.', ","));
        table.push_str(&format!("{city};{cycle};{indicator};{year};{figure}\n"));
    }
    let mut mapping = "source = \"office\"\nconsent = \"public\"\n\n[[file]]\npattern = \"*.csv\"\ndelimiter = \";\"\n\
        city = { column = \"area\" }\ncycle = { column = \"round\" }\nyear = { column = \"period\" }\n\
        numbers = { decimal = \",\" }\n"
        .to_string();
    for measurement in OFFICIAL {
        mapping.push_str(&format!(
            "\n[[file.measurement]]\nmeasurement = \"{measurement}\"\nkeep = [{{ column = \"indicator\", equals = \"{measurement}\" }}]\n\
             column = \"figure\"\nsource = \"official\"\nitem = \"total\"\n"
        ));
    }
    (table, mapping)
}
