//! What a check found: a stable code, a place, and a sentence that says what to do.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::ingest::codes;
use crate::ingest::limits::FINDINGS_ALIKE;
use crate::model::vocabulary::Severity;

/// A finding at a place.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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

/// What the finding says that counts others which are not listed, behind their number.
const MORE: &str = " more places in this file have the same fault";

impl Finding {
    /// Places that have the fault: one, or as many as the finding counts that are not listed.
    pub fn places(&self) -> usize {
        let counted = self.message.split_once(MORE).filter(|_| self.line.is_none());
        counted.and_then(|(n, _)| n.parse().ok()).unwrap_or(1)
    }

    /// Whether it is itself a place, and does not count others.
    pub fn is_place(&self) -> bool {
        self.line.is_some() || !self.message.contains(MORE)
    }

    /// A finding about a whole file, which is refused.
    pub fn file(file: &str, code: &'static str, message: impl Into<String>) -> Finding {
        Finding { file: file.to_string(), code, message: message.into(), ..Finding::default() }
    }
}

/// An error or warning that is counted and not listed: its place and its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlisted {
    /// Logical path of the file.
    pub file: String,
    /// Sheet.
    pub sheet: Option<String>,
    /// Line.
    pub line: Option<u32>,
    /// Code.
    pub code: &'static str,
}

/// Codes of findings that are all kept until those of a measurement are reported as one: see [`once_a_measurement`].
const REPORTED_ONCE: [&str; 3] = ["source_differs", "own_definition", "no_price_base"];

/// The findings of a run. Of one file and code [`FINDINGS_ALIKE`] are listed; the others are counted, so that a column
/// in the wrong format costs little memory.
#[derive(Debug, Default)]
pub struct Findings {
    listed: Vec<Finding>,
    alike: HashMap<String, HashMap<&'static str, usize>>,
    unlisted: Vec<Unlisted>,
}

impl Findings {
    /// Whether a further finding of that file and code would only be counted.
    pub fn is_full(&self, file: &str, code: &str) -> bool {
        let alike = self.alike.get(file).and_then(|codes| codes.get(code));
        !REPORTED_ONCE.contains(&code) && alike.is_some_and(|n| *n >= FINDINGS_ALIKE)
    }

    /// Adds a finding, or counts it.
    pub fn push(&mut self, finding: Finding) {
        if self.is_full(&finding.file, finding.code) {
            return self.count(&finding.file, finding.sheet.as_deref(), finding.line, finding.code);
        }
        *self.alike.entry(finding.file.clone()).or_default().entry(finding.code).or_default() += 1;
        self.listed.push(finding);
    }

    /// Counts a finding that is not listed.
    pub fn count(&mut self, file: &str, sheet: Option<&str>, line: Option<u32>, code: &'static str) {
        self.unlisted.push(Unlisted { file: file.to_string(), sheet: sheet.map(str::to_string), line, code });
    }

    /// The findings, sorted, with one more for each file and code of which some are not listed; and those.
    pub fn into_lists(self) -> (Vec<Finding>, Vec<Unlisted>) {
        let mut listed = self.listed;
        for code in REPORTED_ONCE {
            once_a_measurement(&mut listed, code);
        }
        let mut more: BTreeMap<(&str, &'static str), usize> = BTreeMap::new();
        for u in &self.unlisted {
            *more.entry((&u.file, u.code)).or_default() += 1;
        }
        listed.extend(more.into_iter().map(|((file, code), n)| Finding {
            severity: codes::find(code).map_or(Severity::Error, |c| c.severity),
            ..Finding::file(
                file,
                code,
                format!("{n}{MORE} and are not listed. Mend them as those listed, and check again."),
            )
        }));
        listed.sort();
        listed.dedup();
        (listed, self.unlisted)
    }
}

impl Extend<Finding> for Findings {
    fn extend<T: IntoIterator<Item = Finding>>(&mut self, findings: T) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }
}

/// Says once for each file and measurement what every row of it would say alike: the first row's finding stays, with
/// the number of rows.
fn once_a_measurement(findings: &mut Vec<Finding>, code: &str) {
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
            let more = rows - 1;
            finding.message += &format!(" The same holds for {more} more rows of this measurement in the file.");
        }
        finding
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_alike_are_counted_beyond_their_limit() {
        let mut findings = Findings::default();
        let at =
            |file: &str, line: usize| Finding { line: Some(line as u32), ..Finding::file(file, "not_a_number", "m") };
        findings.extend((0..FINDINGS_ALIKE).map(|line| at("a", line)));
        assert!(
            findings.is_full("a", "not_a_number")
                && !findings.is_full("b", "not_a_number")
                && !findings.is_full("a", "bad_date")
        );
        findings.push(at("a", FINDINGS_ALIKE));
        findings.push(at("b", 7));
        let (listed, unlisted) = findings.into_lists();
        assert_eq!(listed.len(), FINDINGS_ALIKE + 2);
        assert!(listed.iter().any(|f| f.line.is_none() && f.message.starts_with("1 more place")));
        assert_eq!((unlisted.len(), unlisted[0].line), (1, Some(FINDINGS_ALIKE as u32)));
    }
}
