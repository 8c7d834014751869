//! The sheet that lists all remarks.

use crate::annotate::remark::{parts, weight};
use crate::base::characters::printable;
use crate::ingest::finding::Finding;
use crate::ingest::limits::workbook::CELL_CHARACTERS;
use crate::ingest::read::formats::workbook::letters;
use crate::language::{FIRST, Language};
use crate::model::vocabulary::REMARKS_TITLE;
use crate::say;

use super::xml::escaped;

/// Titles and widths of the columns; the last one, what the check says in English, is there in other languages alone.
fn columns(l: &Language) -> Vec<(String, f64)> {
    let all = [
        (say!(l, "remarks-sheet"), 15.0),
        (say!(l, "remarks-cell"), 9.0),
        (say!(l, "remarks-column"), 16.0),
        (say!(l, "remarks-series"), 30.0),
        (say!(l, "remarks-holds"), 22.0),
        (say!(l, "remarks-wrong"), 56.0),
        (say!(l, "remarks-to-do"), 56.0),
        (say!(l, "remarks-weight"), 27.0),
        (say!(l, "remarks-in-english"), 56.0),
    ];
    let shown = if l.tag() == FIRST { 8 } else { 9 };
    all.into_iter().take(shown).collect()
}

/// What is wrong, what to do, and in other languages than English what the check says itself.
fn said(l: &Language, finding: &Finding) -> [String; 3] {
    let said = l.found(finding.code, &printable(&finding.message));
    let (wrong, cure) = parts(&said.words);
    match said.english.is_empty() {
        true => [wrong.to_string(), cure.to_string(), String::new()],
        false => [said.words, said.cure, said.english],
    }
}

/// Letters of which a line of a column has room for one in its width.
const NARROW: f64 = 0.9;

/// First row of the remarks, from 1.
const FIRST_ROW: usize = 5;

/// Links that a sheet may have.
const LINKS: usize = 60_000;

/// The part of the sheet, in a language. `style` is the cell format that wraps lines, `left_out` what stands here alone and
/// why, and `place` gives a finding's sheet, by the name that the workbook has for it, and cell.
pub(super) fn sheet(
    namespace: &str,
    style: Option<usize>,
    (findings, left_out): (&[&Finding], &[String]),
    l: &Language,
    place: impl Fn(&Finding) -> Option<(String, String)>,
) -> String {
    let style = style.map(|style| format!(" s=\"{style}\"")).unwrap_or_default();
    let mut rows = String::new();
    let mut add = |row: usize, height: usize, cells: &[(String, bool)]| {
        rows.push_str(&format!("<row r=\"{row}\" ht=\"{}\" customHeight=\"1\">", 15 * height.clamp(1, 27)));
        for (column, (text, bold)) in (0..).zip(cells).filter(|(_, (text, _))| !text.is_empty()) {
            let text: String = text.chars().take(CELL_CHARACTERS).collect();
            let text = escaped(&text);
            let text = match bold {
                true => format!(
                    "<r><rPr><b/><sz val=\"11\"/><rFont val=\"Calibri\"/><family val=\"2\"/></rPr><t xml:space=\"preserve\">{text}</t></r>"
                ),
                false => format!("<t xml:space=\"preserve\">{text}</t>"),
            };
            // Long sentences above the table run on over the columns.
            let style = if row < FIRST_ROW - 1 { "" } else { &style };
            rows.push_str(&format!("<c r=\"{}{row}\"{style} t=\"inlineStr\"><is>{text}</is></c>", letters(column)));
        }
        rows.push_str("</row>");
    };
    add(1, 1, &[(REMARKS_TITLE.to_string(), true)]);
    add(2, 1, &[(say!(l, "remarks-how"), false)]);
    if !left_out.is_empty() {
        add(3, 1, &[(left_out.join(" "), false)]);
    }
    let columns = columns(l);
    add(FIRST_ROW - 1, 1, &columns.iter().map(|(title, _)| (title.clone(), true)).collect::<Vec<_>>());
    let mut links = String::new();
    for (row, finding) in (FIRST_ROW..).zip(findings) {
        let [wrong, cure, english] = said(l, finding);
        let at = place(finding);
        let shown = |text: &Option<String>| printable(text.as_deref().unwrap_or_default());
        let series = match (&finding.measurement, &finding.item) {
            (Some(measurement), Some(item)) => format!("{measurement} ({item})"),
            (Some(measurement), None) => measurement.clone(),
            _ => String::new(),
        };
        let sheet = if finding.sheet.is_some() { shown(&finding.sheet) } else { say!(l, "remarks-whole-file") };
        let cell = match (&at, finding.line) {
            (Some((_, cell)), _) => cell.clone(),
            (None, Some(line)) => say!(l, "remarks-row", line = line.to_string()),
            (None, None) => String::new(),
        };
        if let (Some((sheet, cell)), true) = (&at, row < LINKS) {
            let target = format!("'{}'!{cell}", sheet.replace('\'', "''"));
            links.push_str(&format!("<hyperlink ref=\"B{row}\" location=\"{}\"/>", escaped(&target)));
        }
        let texts = [
            sheet,
            cell,
            shown(&finding.column),
            printable(&series),
            shown(&finding.found),
            wrong,
            cure,
            weight(l, finding),
            english,
        ];
        let lines = texts.iter().zip(&columns).map(|(text, (_, width))| {
            text.lines().map(|line| (line.chars().count() as f64 / (width * NARROW)).ceil() as usize).sum::<usize>()
        });
        let height = lines.max().unwrap_or(1);
        add(row, height, &texts.map(|text| (text, false)));
    }
    let widths: String = (1..)
        .zip(&columns)
        .map(|(at, (_, width))| format!("<col min=\"{at}\" max=\"{at}\" width=\"{width}\" customWidth=\"1\"/>"))
        .collect();
    let links = if links.is_empty() { links } else { format!("<hyperlinks>{links}</hyperlinks>") };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"{namespace}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><cols>{widths}</cols><sheetData>{rows}</sheetData>{links}<pageSetup orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>"
    )
}
