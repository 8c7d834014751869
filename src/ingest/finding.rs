//! What a check found: a stable code, a place, and a sentence that says what to do.

use std::collections::BTreeMap;

use serde::Serialize;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Its row, or its file, is refused.
    Error,
    /// The row goes in; somebody should look.
    Warning,
}

/// A finding at a place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// Logical path of the file: below the network folder, or `NAME:path` for a source.
    pub file: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Line in the file or row in the sheet, from 1; none for the file as a whole.
    pub line: Option<u32>,
    /// Column's name in the file.
    pub column: Option<String>,
    /// Cell of a workbook, `E14`.
    pub cell: Option<String>,
    /// Stable code in snake case, such as `above_possible`.
    pub code: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// City, where known.
    pub city: Option<String>,
    /// Measurement, where known.
    pub measurement: Option<String>,
    /// Item, where known.
    pub item: Option<String>,
    /// The cell as it came.
    pub found: Option<String>,
    /// What was found and what to do, in a sentence or two.
    pub message: String,
}

impl Finding {
    /// A finding about a whole file, which is refused.
    pub fn file(file: &str, code: &'static str, message: impl Into<String>) -> Finding {
        Finding {
            file: file.to_string(),
            sheet: None,
            line: None,
            column: None,
            cell: None,
            code,
            severity: Severity::Error,
            city: None,
            measurement: None,
            item: None,
            found: None,
            message: message.into(),
        }
    }
}

/// Says once for each file and measurement what every row of it would say alike: the first row's finding stays, with the number of rows.
pub fn once_a_measurement(findings: &mut Vec<Finding>, code: &str) {
    type Alike = (String, Option<String>, Option<String>, String);
    let mut first: BTreeMap<Alike, (Finding, usize)> = BTreeMap::new();
    findings.retain(|f| {
        if f.code != code {
            return true;
        }
        let key = (f.file.clone(), f.sheet.clone(), f.measurement.clone(), f.message.clone());
        let entry = first.entry(key).or_insert_with(|| (f.clone(), 0));
        entry.1 += 1;
        if f < &entry.0 {
            entry.0 = f.clone();
        }
        false
    });
    findings.extend(first.into_values().map(|(mut finding, rows)| {
        if rows > 1 {
            finding.item = None;
            finding.city = None;
            finding
                .message
                .push_str(&format!(" The same holds for {} more rows of this measurement in the file.", rows - 1));
        }
        finding
    }));
}
