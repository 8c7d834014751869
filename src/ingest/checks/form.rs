//! Whether a form still says next to each entry what the catalogue asks there.

use std::collections::BTreeMap;

use crate::base::characters::printable;
use crate::base::error::Result;
use crate::base::text::quoted;
use crate::ingest::checks;
use crate::ingest::finding::{Finding, Findings};
use crate::ingest::read::files::Input;
use crate::ingest::read::raw::{Printed, RawFile};
use crate::model::form;
use crate::model::framework::Framework;

/// Rows from which on a sheet with other texts in most of them has one finding: it is translated, or of another edition.
const MOST_OF: usize = 10;

/// Warns of texts next to entries that are not those of the form: what was entered may be something else than what its
/// row's measurement and item say. Nothing is said of a row that says itself that its definition differs.
pub fn changed_texts(
    inputs: &[Input],
    reads: &[RawFile],
    framework: &Framework,
    findings: &mut Findings,
) -> Result<()> {
    let code = checks::code_of("form_text_changed")?;
    for (input, read) in inputs.iter().zip(reads) {
        let mut sheets: BTreeMap<&str, (usize, Vec<Changed<'_>>)> = BTreeMap::new();
        for row in read.printed.iter().filter(|row| !row.differs) {
            let Some(changed) = changed(row, framework) else { continue };
            let (rows, all) = sheets.entry(&row.sheet).or_default();
            *rows += 1;
            all.extend(changed);
        }
        for (sheet, (rows, changed)) in sheets {
            let finding = |message: String| Finding {
                severity: code.severity,
                sheet: Some(sheet.to_string()),
                ..Finding::file(&input.file, code.code, message)
            };
            if rows >= MOST_OF && changed.len() * 2 > rows {
                findings.push(finding(format!(
                    "In {} of {rows} rows with entries the text that says what is asked is not that of the form, as where it is translated or of another edition. Look whether measurement and item of each row are what its text says; row {} is the first.",
                    changed.len(),
                    changed[0].row.line
                )));
                continue;
            }
            for Changed { row, text: (column, letters, found), expected } in changed {
                let message = format!(
                    "The form says here {}, and the cell says otherwise. If the entry is what the form asks, put its text back. If it is something else, take it out, or choose status D and say in the note what differs.",
                    quoted(Some(&expected))
                );
                findings.push(Finding {
                    line: Some(row.line),
                    column: Some(column.to_string()),
                    cell: Some(format!("{letters}{}", row.line)),
                    measurement: Some(row.measurement.clone()),
                    item: Some(row.item.clone()),
                    found: Some(printable(found).chars().take(200).collect()),
                    ..finding(message)
                });
            }
        }
    }
    Ok(())
}

/// A text that is not the form's.
struct Changed<'a> {
    row: &'a Printed,
    text: &'a (&'static str, String, String),
    expected: String,
}

/// The first text of a row that is not the form's, if there is one; none of a row of no known series.
fn changed<'a>(row: &'a Printed, framework: &Framework) -> Option<Option<Changed<'a>>> {
    let m = framework.measurement(&row.measurement).filter(|m| m.items.contains(&row.item))?;
    let change = row.texts.iter().find_map(|text| {
        let expected = match text.0 {
            "title" => vec![form::title(m, &row.item)],
            "meaning" => vec![form::meaning(framework, m)],
            // The sheet of targets has the unit alone.
            _ => vec![form::unit(m), m.unit.clone()],
        };
        let is_same = expected.iter().any(|expected| plain(expected) == plain(&text.2));
        (!is_same).then(|| Changed { row, text, expected: expected.into_iter().next().unwrap_or_default() })
    });
    Some(change)
}

/// A text without what office programs change by themselves: spaces, capitals, quotation marks and dashes.
fn plain(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{2018}' | '\u{2019}' | '\u{201b}' => '\'',
        '\u{201c}'..='\u{201e}' | '\u{ab}' | '\u{bb}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c => c,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(plain).flat_map(char::to_lowercase).collect()
}
