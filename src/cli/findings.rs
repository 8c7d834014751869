//! Findings and counts in words.

use std::collections::BTreeMap;
use std::path::Path;

use unicode_width::UnicodeWidthStr;

use crate::ingest::FileReport;
use crate::ingest::codes;
use crate::ingest::finding::Finding;
use crate::model::vocabulary::Severity;

/// Findings of one code that are shown in a summary.
const SHOWN: usize = 3;

/// Most files whose counts are listed one by one; beyond it, those in which nothing was refused are counted together.
const LISTED: usize = 10;

/// A finding as a block: `northbridge-2024.xlsx › Observations!E14 · adult_literacy_rate (female): 972 % is above 100
/// %.`
pub fn block(f: &Finding) -> String {
    let mut place = f.file.clone();
    let column = |text: &str| f.column.as_ref().map(|c| format!("{text}{c}")).unwrap_or_default();
    match (&f.sheet, &f.cell, f.line) {
        (Some(sheet), Some(cell), _) => place.push_str(&format!(" › {sheet}!{cell}")),
        (Some(sheet), None, Some(line)) => place.push_str(&format!(" › {sheet} row {line}{}", column(", "))),
        (Some(sheet), None, None) => place.push_str(&format!(" › {sheet}")),
        (None, _, Some(line)) => place.push_str(&format!(" › line {line}{}", column(", "))),
        (None, _, None) => {}
    }
    match (&f.measurement, &f.item) {
        (Some(measurement), Some(item)) => place.push_str(&format!(" · {measurement} ({item})")),
        (Some(measurement), None) => place.push_str(&format!(" · {measurement}")),
        _ => {}
    }
    format!("{}[{}] {place}: {}", f.severity.into_str(), f.code, f.message)
}

/// How many errors and warnings.
pub fn totals(findings: &[Finding]) -> String {
    let count = |severity| findings.iter().filter(|f| f.severity == severity).map(Finding::places).sum();
    format!("{}, {}", many(count(Severity::Error), "error"), many(count(Severity::Warning), "warning"))
}

/// `1 error`, `2 errors`.
pub fn many(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// Findings by code, errors first, with the first few of each.
pub fn summary(findings: &[Finding]) -> String {
    if findings.is_empty() {
        return "No findings.".into();
    }
    let mut by_code: BTreeMap<(Severity, &str), Vec<&Finding>> = BTreeMap::new();
    for f in findings {
        by_code.entry((f.severity, f.code)).or_default().push(f);
    }
    let mut text = String::new();
    for ((severity, code), list) in by_code {
        let meaning = codes::find(code).map(|c| c.meaning).unwrap_or_default();
        let places: usize = list.iter().map(|f| f.places()).sum();
        text.push_str(&format!("{} {code}: {meaning}\n", many(places, severity.into_str())));
        let examples = list.iter().filter(|f| f.is_place());
        for f in examples.take(SHOWN) {
            text.push_str(&format!("  {}\n", block(f).split_once("] ").map(|p| p.1.to_string()).unwrap_or_default()));
        }
        if places > SHOWN {
            text.push_str(&format!("  and {} more\n", places - SHOWN));
        }
    }
    text.push_str(&totals(findings));
    text
}

/// How many findings there are, and the command that lists them.
pub fn pointer(findings: &[Finding], store: &Path) -> String {
    if findings.is_empty() {
        return "No findings.".into();
    }
    format!(
        "{}. List them: learning-cities sql --store {} \"select severity, file, line, cell, message from findings\"",
        totals(findings),
        crate::base::text::shell_word(store)
    )
}

/// Counts of each file, and of all.
pub fn counts(files: &[FileReport]) -> String {
    let long = files.len() > LISTED;
    let (quiet, shown): (Vec<&FileReport>, Vec<&FileReport>) =
        files.iter().partition(|f| long && f.rejected == 0 && f.rows_read > 0);
    let mut rows: Vec<(String, [usize; 4])> = Vec::new();
    let of = |f: &FileReport| [f.rows_read, f.accepted, f.rejected, f.filtered];
    let sum = |list: &[&FileReport]| list.iter().fold([0; 4], |sum, f| std::array::from_fn(|i| sum[i] + of(f)[i]));
    rows.extend(shown.iter().map(|f| (f.file.clone(), of(f))));
    if !quiet.is_empty() {
        rows.push((format!("{} with nothing refused", many(quiet.len(), "file")), sum(&quiet)));
    }
    rows.push((many(files.len(), "file"), sum(&files.iter().collect::<Vec<_>>())));
    let width = rows.iter().map(|r| r.0.width()).max().unwrap_or_default();
    let mut text =
        format!("{}  {:>9} {:>9} {:>9} {:>9}\n", " ".repeat(width), "read", "accepted", "rejected", "filtered");
    for (name, [read, accepted, rejected, filtered]) in rows {
        let pad = " ".repeat(width - name.width());
        text.push_str(&format!("{name}{pad}  {read:>9} {accepted:>9} {rejected:>9} {filtered:>9}\n"));
    }
    text
}
