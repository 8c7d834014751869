//! Forms saved as ODS: read as the same workbook is as XLSX, and what ODS says in its own way.

use std::io::{Cursor, Write};

use learning_cities::ingest::read::formats::workbook::{Book, read, read_ods};
use learning_cities::ingest::read::raw::{DECLARATION, OBSERVATIONS, PRACTICES, RawFile, TARGETS};
use quick_xml::escape::escape;

use super::languages::{entries, last};
use super::{cells, codes, template_in};
use crate::support::language;

/// The parts of an ODS workbook with these tables; styles are those that [`as_ods`] uses.
fn packed(tables: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"o\" xmlns:style=\"s\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:fo=\"f\" xmlns:number=\"n\" xmlns:calcext=\"c\" xmlns:dc=\"d\">\
         <office:automatic-styles>\
         <style:style style:name=\"ta1\" style:family=\"table\"><style:table-properties table:display=\"true\"/></style:style>\
         <style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>\
         <number:percentage-style style:name=\"N1\"><number:number number:decimal-places=\"0\"/><number:text>%</number:text></number:percentage-style>\
         <number:number-style style:name=\"N2\"><number:number number:display-factor=\"1000\"/></number:number-style>\
         <number:number-style style:name=\"N3\"><number:number/><number:text>%</number:text></number:number-style>\
         <style:style style:name=\"right\" style:family=\"table-cell\"><style:paragraph-properties fo:text-align=\"end\"/></style:style>\
         <style:style style:name=\"percent\" style:family=\"table-cell\" style:data-style-name=\"N1\"/>\
         <style:style style:name=\"thousand\" style:family=\"table-cell\" style:data-style-name=\"N2\"/>\
         <style:style style:name=\"sign\" style:family=\"table-cell\" style:data-style-name=\"N3\"/>\
         <style:style style:name=\"gone\" style:family=\"table-cell\" style:parent-style-name=\"line\"/>\
         </office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    let styles = "<office:document-styles xmlns:office=\"o\" xmlns:style=\"s\"><office:styles>\
        <style:style style:name=\"line\" style:family=\"table-cell\"><style:text-properties style:text-line-through-style=\"solid\"/></style:style>\
        </office:styles></office:document-styles>";
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest xmlns:manifest=\"m\"/>"),
        ("styles.xml", styles),
        ("content.xml", &content),
    ] {
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A cell as programs write it: a number with its value, a text with its lines.
fn cell(text: &str, style: &str) -> String {
    let style = if style.is_empty() { String::new() } else { format!(" table:style-name=\"{style}\"") };
    match text.parse::<f64>() {
        Ok(number) if number.to_string() == text => format!(
            "<table:table-cell{style} office:value-type=\"float\" office:value=\"{text}\" calcext:value-type=\"float\"><text:p>{text}</text:p></table:table-cell>"
        ),
        _ => {
            let lines: String = text.lines().map(|line| format!("<text:p>{}</text:p>", escape(line))).collect();
            format!("<table:table-cell{style} office:value-type=\"string\">{lines}</table:table-cell>")
        }
    }
}

fn table(name: &str, style: &str, rows: &str) -> String {
    format!("<table:table table:name=\"{name}\" table:style-name=\"{style}\">{rows}</table:table>")
}

/// An XLSX workbook saved as ODS: its cells, those aligned to the right as such, and hidden sheets hidden.
pub fn as_ods(xlsx: &[u8]) -> Vec<u8> {
    let mut book = Book::open(xlsx, "n.xlsx").unwrap();
    let mut tables = String::new();
    for (name, is_shown) in book.sheets() {
        let sheet = book.read(&name).unwrap();
        let (mut rows, mut next_row) = (String::new(), 0);
        for (row, cells) in &sheet.rows {
            if *row > next_row {
                rows.push_str(&format!(
                    "<table:table-row table:number-rows-repeated=\"{}\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>",
                    row - next_row
                ));
            }
            rows.push_str("<table:table-row>");
            let mut next = 0;
            for (column, text) in cells {
                if *column > next {
                    rows.push_str(&format!("<table:table-cell table:number-columns-repeated=\"{}\"/>", column - next));
                }
                rows.push_str(&cell(text, if sheet.right.contains(&(*row, *column)) { "right" } else { "" }));
                next = column + 1;
            }
            rows.push_str("</table:table-row>");
            next_row = row + 1;
        }
        // As far as a sheet goes, programs write empty rows.
        rows.push_str(&format!(
            "<table:table-row table:number-rows-repeated=\"{}\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>",
            1_048_576 - next_row
        ));
        tables.push_str(&table(&name, if is_shown { "ta1" } else { "ta2" }, &rows));
    }
    packed(&tables)
}

/// All that is read of a workbook.
fn all(raw: &RawFile) -> impl PartialEq + std::fmt::Debug {
    let with_raw = |names: &[&'static str]| names.iter().copied().chain(["sheet", "raw"]).collect::<Vec<_>>();
    (
        cells(&raw.declaration, &with_raw(&DECLARATION)),
        cells(&raw.observations, &with_raw(&OBSERVATIONS)),
        cells(&raw.targets, &with_raw(&TARGETS)),
        cells(&raw.practices, &with_raw(&PRACTICES)),
        raw.printed.clone(),
        (raw.rows_read, raw.findings.clone(), raw.columns.clone()),
    )
}

#[test]
fn a_form_that_is_saved_as_ods_is_read_alike() {
    for tag in ["en", "fr", "es"] {
        let xlsx = template_in(&language(tag), &entries(), &last());
        let (before, after) = (read(&xlsx, "n.xlsx"), read_ods(&as_ods(&xlsx), "n.xlsx"));
        assert_eq!(after.findings, [], "{tag}");
        assert_eq!(cells(&after.observations, &["value"]).len(), 3, "{tag}");
        assert_eq!(all(&after), all(&before), "{tag}");
    }
}

const HEADER: [&str; 7] = ["city", "cycle", "measurement", "item", "reference_year", "value", "note"];

/// A sheet of observations of which the first row has this cell for its value, and further rows, columns before them.
fn observations(columns: &str, value: &str, more: &str) -> Vec<u8> {
    let row = |cells: &[&str]| -> String { cells.iter().map(|text| cell(text, "")).collect() };
    let sound = ["northbridge", "2024", "adult_literacy_rate", "female", "2023"];
    let rows = format!(
        "{columns}<table:table-row>{}</table:table-row><table:table-row>{}{value}</table:table-row>{more}",
        row(&HEADER),
        row(&sound)
    );
    packed(&table("Observations", "ta1", &rows))
}

/// Codes and cells of the findings of a sheet with such a value.
fn found(value: &str) -> Vec<(String, Option<String>)> {
    let raw = read_ods(&observations("", value, ""), "n.ods");
    assert_eq!(cells(&raw.observations, &["measurement"]), [["adult_literacy_rate"]], "{:?}", raw.findings);
    codes(&raw).into_iter().map(|(code, cell)| (code.to_string(), cell.map(str::to_string))).collect()
}

#[test]
fn what_a_cell_shows_and_does_not_hold_is_seen() {
    let at = |code: &str| vec![(code.to_string(), Some("F2".to_string()))];
    assert_eq!(found(&cell("97.2", "")), []);
    assert_eq!(found(&cell("0.972", "percent")), at("percent_format"));
    assert_eq!(found(&cell("0.972", "").replace("\"float\"", "\"percentage\"")), at("percent_format"));
    assert_eq!(found(&cell("97.2", "sign")), [], "a sign that is a text multiplies nothing");
    assert_eq!(found(&cell("97200", "thousand")), at("thousands_format"));
    assert_eq!(found(&cell("97.2", "gone")), at("struck_out"));
    let merged = |span: &str| cell("97.2", "").replace("<table:table-cell", &format!("<table:table-cell {span}"));
    assert_eq!(found(&merged("table:number-columns-spanned=\"2\"")), at("merged_cells"));
    assert_eq!(found(&merged("table:number-rows-spanned=\"1\" table:number-columns-spanned=\"1\"")), []);
    let formula = "<table:table-cell table:formula=\"of:=1/3\"/>";
    assert_eq!(found(formula), at("formula_without_result"));
    let solved = cell("97.2", "").replace("<table:table-cell", "<table:table-cell table:formula=\"of:=90+7.2\"");
    assert_eq!(found(&solved), []);
    let comment = |text: &str| {
        cell("97.2", "").replace(
            "<text:p>97.2",
            &format!("<office:annotation><dc:creator>Ada</dc:creator>{text}</office:annotation><text:p>97.2"),
        )
    };
    assert_eq!(found(&comment("<text:p>By estimate</text:p>"))[0].0, "cell_comment");
    let remark = "<text:p>learning-cities check:</text:p><text:p>972 % is above 100 %.</text:p>\
        <text:p>Mend the cell itself; what is written into this comment is not read.</text:p>";
    assert_eq!(found(&comment(remark)), [], "a remark of check is not what the city wrote");
}

#[test]
fn what_is_hidden_or_stands_elsewhere_is_seen() {
    let value = cell("97.2", "");
    let codes_of = |bytes: &[u8]| {
        let raw = read_ods(bytes, "n.ods");
        let codes: Vec<&str> = raw.findings.iter().map(|finding| finding.code).collect();
        (codes, cells(&raw.observations, &["value"]).concat())
    };
    // Columns say what their cells are where those say nothing.
    let columns = |attributes: &str| {
        format!("<table:table-column table:number-columns-repeated=\"5\"/><table:table-column {attributes}/>")
    };
    let of = |attributes: &str| codes_of(&observations(&columns(attributes), &value, ""));
    assert_eq!(of("table:visibility=\"collapse\"").0, ["hidden_cells"]);
    assert_eq!(of("table:default-cell-style-name=\"percent\"").0, ["percent_format"]);
    assert_eq!(of("table:visibility=\"visible\""), (vec![], vec!["97.2".to_string()]));
    let repeated = "<table:table-row table:number-rows-repeated=\"2\" table:visibility=\"filter\">";
    let more = format!(
        "{repeated}{}</table:table-row>",
        ["northbridge", "2024", "adult_literacy_rate", "male", "2023", "95"].map(|text| cell(text, "")).concat()
    );
    assert_eq!(
        codes_of(&observations("", &value, &more)),
        (vec!["hidden_cells"], ["97.2", "95", "95"].map(str::to_string).to_vec())
    );
    // A sheet that is hidden, that stands there twice, or is not read.
    let whole = |tables: &str| codes_of(&packed(tables)).0;
    let rows = format!("<table:table-row>{}</table:table-row>", HEADER.map(|name| cell(name, "")).concat());
    assert_eq!(whole(&table("Observations", "ta2", &rows)), ["hidden_sheet"]);
    let twice = table("Observations", "ta1", &rows);
    assert_eq!(whole(&format!("{twice}{twice}")), ["sheet_twice"]);
    assert_eq!(whole(&format!("{twice}{}", table("Notes", "ta1", &rows))), ["unknown_sheet", "no_rows"]);
    assert_eq!(whole(&table("Sheet1", "ta1", &rows)), ["unknown_sheet", "missing_sheet"][1..]);
}

#[test]
fn what_cannot_be_read_is_refused_with_a_cure() {
    let refused = |bytes: &[u8]| {
        let raw = read_ods(bytes, "n.ods");
        assert!(raw.observations.is_none());
        let [finding] = &raw.findings[..] else { panic!("{:?}", raw.findings) };
        (finding.code, finding.message.clone())
    };
    for bytes in [&b""[..], b"no workbook", b"PK\x03\x04nothing"] {
        let (code, message) = refused(bytes);
        assert!(code == "workbook_broken" && message.contains("save it as .ods or .xlsx"), "{message}");
    }
    // A few bytes that stand for more rows than are read.
    let row = HEADER.map(|name| cell(name, "")).concat();
    let many = format!("<table:table-row table:number-rows-repeated=\"60000\">{row}</table:table-row>");
    assert_eq!(refused(&packed(&table("Observations", "ta1", &many))).0, "too_many_rows");
    let (code, message) = refused(&packed(&table("Observations", "ta1", &many.replace("60000", "900000"))));
    assert!(code == "workbook_too_large" && message.contains("cells"), "{message}");
    let merged =
        "<table:table-row><table:table-cell table:number-columns-spanned=\"2\"/></table:table-row>".repeat(10_001);
    assert_eq!(refused(&packed(&table("Observations", "ta1", &merged))).0, "workbook_too_large");
    let sheets: String = (0..300).map(|n| table(&n.to_string(), "ta1", "")).collect();
    assert_eq!(refused(&packed(&sheets)).0, "workbook_too_large");
}
