//! The account of rows: what was read went in, was refused, or was left out; and what was refused is kept.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::DataFrame;

use crate::base::error::Result;
use crate::ingest::codes;
use crate::ingest::finding::{Finding, Unlisted};
use crate::ingest::frames::{self, polars_error};
use crate::ingest::read::files::Input;
use crate::ingest::read::raw::RawFile;
use crate::ingest::report::{FileReport, Rejected};
use crate::model::vocabulary::Severity;

/// Rows that went in and rows that did not.
#[derive(Default)]
pub struct Ledger {
    /// Number of rows of each file that went in.
    accepted: Vec<usize>,
    /// Number of rows of each file that did not.
    rejected: Vec<usize>,
    /// Raw text of the rows that did not, by file, sheet and line.
    refused: BTreeMap<(u32, Option<String>, u32), String>,
}

impl Ledger {
    /// Nothing of that many files.
    pub fn new(files: usize) -> Ledger {
        Ledger { accepted: vec![0; files], rejected: vec![0; files], refused: BTreeMap::new() }
    }

    /// Writes the rows of a checked frame down; `counts` says of a file whether these rows are among those it counts.
    pub fn enter(&mut self, frame: &DataFrame, counts: impl Fn(usize) -> bool) -> Result<()> {
        let doing = polars_error("counting rows");
        let refused = frame.column("refused").and_then(|c| c.bool().cloned()).map_err(&doing)?;
        let inputs = frame.column("input").and_then(|c| c.u32().cloned()).map_err(&doing)?;
        for (input, refused) in inputs.iter().zip(refused.iter()) {
            let input = input.unwrap_or_default() as usize;
            if counts(input) {
                let side = if refused == Some(true) { &mut self.rejected } else { &mut self.accepted };
                side[input] += 1;
            }
        }
        for row in frames::rows(&frame.filter(&refused).map_err(&doing)?) {
            self.refused.entry(row.line()).or_insert_with(|| row.text("raw").unwrap_or_default().to_string());
        }
        Ok(())
    }
}

/// Lines that a reader refused: (file, sheet, line), sorted.
pub fn refused_lines(reads: &[RawFile]) -> Vec<(u32, Option<String>, u32)> {
    let mut lines: Vec<_> = reads
        .iter()
        .enumerate()
        .flat_map(|(i, r)| {
            let errors = r.findings.iter().filter(|f| f.severity == Severity::Error);
            errors.filter_map(move |f| f.line.map(|line| (i as u32, f.sheet.clone(), line)))
        })
        .collect();
    lines.sort();
    lines.dedup();
    lines
}

/// Counts of each file, and the files whose rows do not add up, each with what is wrong: a fault of ours.
pub fn account(inputs: &[Input], reads: &[RawFile], ledger: &Ledger) -> (Vec<FileReport>, Vec<(usize, String)>) {
    let mut rejected = ledger.rejected.clone();
    // Rows that could not be split are in no frame.
    for (input, sheet, line) in refused_lines(reads) {
        let split = ledger.refused.contains_key(&(input, sheet, line));
        rejected[input as usize] += usize::from(!split);
    }
    let (mut files, mut wrong) = (Vec::new(), Vec::new());
    for (i, (input, read)) in inputs.iter().zip(reads).enumerate() {
        let (accepted, rejected) = (ledger.accepted[i], rejected[i]);
        if read.rows_read != accepted + rejected + read.filtered {
            wrong.push((
                i,
                format!(
                    "{} rows were read, and {accepted} accepted, {rejected} refused and {} left out do not add up to them",
                    read.rows_read, read.filtered
                ),
            ));
        }
        files.push(FileReport {
            file: input.file.clone(),
            kind: input.kind.to_string(),
            sha256: input.sha256.clone(),
            rows_read: read.rows_read,
            accepted,
            rejected,
            filtered: read.filtered,
        });
    }
    (files, wrong)
}

/// Refused rows with their raw text, and files refused whole, each with the codes of its errors.
pub fn rejected(
    inputs: &[Input],
    ledger: &Ledger,
    findings: &[Finding],
    unlisted: &[Unlisted],
    reads: &[RawFile],
) -> Vec<Rejected> {
    type Place<'a> = (&'a str, Option<&'a str>, Option<u32>);
    let mut found: BTreeMap<Place<'_>, BTreeSet<&str>> = BTreeMap::new();
    for f in findings.iter().filter(|f| f.severity == Severity::Error) {
        found.entry((&f.file, f.sheet.as_deref(), f.line)).or_default().insert(f.code);
    }
    for u in unlisted.iter().filter(|u| codes::find(u.code).is_some_and(|c| c.severity == Severity::Error)) {
        found.entry((&u.file, u.sheet.as_deref(), u.line)).or_default().insert(u.code);
    }
    let mut raws: BTreeMap<Place<'_>, &str> = BTreeMap::new();
    for ((input, sheet, line), raw) in &ledger.refused {
        raws.insert((&inputs[*input as usize].file, sheet.as_deref(), Some(*line)), raw);
    }
    let mut all: BTreeSet<Place<'_>> = raws.keys().copied().collect();
    // Files refused whole, and rows that could not be split, have no frame; such a row's text is in its finding.
    for f in reads.iter().flat_map(|r| &r.findings).filter(|f| f.severity == Severity::Error) {
        let place = (f.file.as_str(), f.sheet.as_deref(), f.line);
        all.insert(place);
        if let (Some(_), Some(text)) = (f.line, &f.found) {
            raws.entry(place).or_insert(text);
        }
    }
    all.into_iter()
        .map(|place| Rejected {
            file: place.0.to_string(),
            sheet: place.1.map(str::to_string),
            line: place.2,
            codes: found.get(&place).map(|c| c.iter().copied().collect::<Vec<_>>().join("|")).unwrap_or_default(),
            raw: raws.get(&place).map(|r| r.to_string()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn rows_that_do_not_add_up_are_reported_with_their_file() {
        let inputs: Vec<Input> =
            ["a", "b"].map(|file| Input::mapped(PathBuf::new(), file.into(), 0, String::new())).into();
        let mut ledger = Ledger::new(2);
        (ledger.accepted, ledger.rejected) = (vec![2, 2], vec![1, 1]);
        let reads = [4, 5].map(|rows_read| RawFile { rows_read, filtered: 1, ..RawFile::default() });
        let (files, wrong) = account(&inputs, &reads, &ledger);
        assert_eq!(files.iter().map(|f| f.rows_read).collect::<Vec<_>>(), [4, 5]);
        assert_eq!(wrong.len(), 1);
        assert!(wrong[0].0 == 1 && wrong[0].1.starts_with("5 rows were read"), "{wrong:?}");
    }
}
