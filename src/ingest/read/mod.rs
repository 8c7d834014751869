//! Every file through its reader, in parallel, and the rows of many small files into few large frames.

pub mod files;
pub mod formats;
pub mod guard;
pub mod mapping;
pub mod raw;
mod swallowed;
mod widths;

use polars::prelude::DataFrame;
use rayon::prelude::*;

use crate::base::error::Result;
use crate::base::progress::progress;
use crate::base::threads;
use crate::ingest::finding::Finding;
use crate::ingest::frames::assemble;
use crate::ingest::limits;
use crate::ingest::read::files::{Input, Role};
use crate::ingest::read::mapping::{Lookups, Mapping};
use crate::ingest::read::raw::{FileKind, RawFile};
use crate::model::network_file::NumberFormat;
use crate::model::vocabulary::Severity;

/// Files that are read before their rows are put together: small frames waste memory, so few are held at a time.
const FILES: usize = 512;

/// What was read: a [`RawFile`] for each input, its frames taken out, and the rows of all files by kind, in the order
/// of the inputs, each with its file's index in `input`.
#[derive(Default)]
pub struct Batch {
    /// Findings, counts and columns of each file.
    pub reads: Vec<RawFile>,
    /// Files whose bytes were no longer there, or no longer those that were hashed: index, code and message.
    pub lost: Vec<(usize, &'static str, String)>,
    /// Whether a file has observations or context.
    pub feeds: Vec<bool>,
    /// Whether a file is read by a mapping whose consent holds for everything that its cities sent.
    pub for_all: Vec<bool>,
    /// Observations.
    pub observations: Vec<DataFrame>,
    /// Declarations.
    pub declarations: Vec<DataFrame>,
    /// Targets.
    pub targets: Vec<DataFrame>,
    /// Practices.
    pub practices: Vec<DataFrame>,
    /// Registries that mappings bring.
    pub cities: Vec<DataFrame>,
    /// Context that mappings bring.
    pub context: Vec<DataFrame>,
}

impl Batch {
    fn add(&mut self, mut reads: Vec<RawFile>) -> Result<()> {
        let first = self.reads.len() as u32;
        self.feeds.extend(reads.iter().map(|r| r.observations.is_some() || r.context.is_some()));
        let mut take = |pick: fn(&mut RawFile) -> Option<DataFrame>, canonical: &[&str]| -> Result<Option<DataFrame>> {
            let frames: Vec<(u32, DataFrame)> =
                (first..).zip(&mut reads).filter_map(|(i, r)| pick(r).map(|frame| (i, frame))).collect();
            if frames.is_empty() { Ok(None) } else { assemble(&frames, canonical).map(Some) }
        };
        self.observations.extend(take(|r| r.observations.take(), &raw::OBSERVATIONS)?);
        self.declarations.extend(take(|r| r.declaration.take(), &raw::DECLARATION)?);
        self.targets.extend(take(|r| r.targets.take(), &raw::TARGETS)?);
        self.practices.extend(take(|r| r.practices.take(), &raw::PRACTICES)?);
        self.cities.extend(take(|r| r.cities.take(), &raw::CITIES)?);
        self.context.extend(take(|r| r.context.take(), &raw::CONTEXT)?);
        self.reads.append(&mut reads);
        Ok(())
    }
}

/// Why a file gave no [`RawFile`].
type Lost = (&'static str, String);

/// Reads every file; submissions come before mapped files among the inputs.
pub fn all(inputs: &[Input], mappings: &[Mapping], numbers: &NumberFormat) -> Result<Batch> {
    let bar = progress(inputs.len(), "reading files");
    let lookups: Vec<Lookups> = (0..).zip(mappings).map(|(at, mapping)| lookups(inputs, at, mapping)).collect();
    let read = |input: &Input| {
        bar.inc(1);
        one(input, mappings, &lookups, numbers)
    };
    let is_mapped = |input: &Input| matches!(input.role, Role::Mapped(_));
    let mut batch = Batch::default();
    for part in inputs.chunk_by(|a, b| is_mapped(a) == is_mapped(b)) {
        for files in at_once(part) {
            let first = batch.reads.len();
            let read: Vec<Result<RawFile, Lost>> = if part.first().is_some_and(is_mapped) {
                // polars runs on rayon.
                threads::each(files, |input| Ok(read(input)))?
            } else {
                files.par_iter().map(read).collect()
            };
            let mut reads = Vec::with_capacity(read.len());
            for (i, read) in read.into_iter().enumerate() {
                reads.push(read.unwrap_or_else(|(code, message)| {
                    batch.lost.push((first + i, code, message));
                    RawFile::default()
                }));
            }
            batch.add(reads)?;
        }
    }
    let for_all =
        |input: &Input| matches!(input.role, Role::Mapped(mapping) if mappings.get(mapping).is_some_and(|m| m.for_all));
    batch.for_all = inputs.iter().map(for_all).collect();
    Ok(batch)
}

/// What is added to the finding that refuses a file with a declaration.
const CONSENT_GOES_ON: &str = " What it says of consent was not read either, so a consent that was given before still holds: if this file withdraws or narrows it, mend it before anything is published.";

/// The tables that files of a mapping look up.
fn lookups(inputs: &[Input], at: usize, mapping: &Mapping) -> Lookups {
    let of_mapping = inputs.iter().filter(|i| i.role == Role::Mapped(at) && mapping.is_lookup(&i.file));
    // A file that is lost or broken is refused where it is read by itself.
    let files = of_mapping.filter_map(|input| Some((input.file.as_str(), files::bytes(input).ok()?)));
    guard::quietly(|| mapping.lookups(files)).unwrap_or_default()
}

/// One file through its reader, whose panic refuses the file.
fn one(input: &Input, mappings: &[Mapping], lookups: &[Lookups], numbers: &NumberFormat) -> Result<RawFile, Lost> {
    let refused = |code, message: &str| RawFile::refused(Finding::file(&input.file, code, message));
    let _alone = (input.size > limits::LARGE).then(guard::alone);
    let mut read = match &input.role {
        Role::Refused(code, message) => return Ok(refused(code, message)),
        Role::Submission(format, kind) => guarded(input, |bytes| (format.read)(bytes, &input.file, *kind, numbers))?,
        Role::Mapped(at) => match mappings.get(*at).zip(lookups.get(*at)) {
            Some((mapping, lookups)) => guarded(input, |bytes| mapping.read_with(bytes, &input.file, lookups))?,
            None => refused("not_mapped", "No mapping reads this file."),
        },
    };
    if let Some(finding) = read.findings.iter().find(|f| f.severity == Severity::Error && f.line.is_none()) {
        // A file refused whole hands over no rows, and says so once.
        let mut finding = finding.clone();
        if matches!(input.role, Role::Submission(_, FileKind::City | FileKind::Workbook)) {
            finding.message.push_str(CONSENT_GOES_ON);
        }
        read = RawFile::of(vec![finding], &read.numbers);
    }
    Ok(read)
}

fn guarded(input: &Input, reader: impl FnOnce(&[u8]) -> RawFile) -> Result<RawFile, Lost> {
    let bytes = files::bytes(input)?;
    let refused = |panic: String| RawFile::refused(Finding::file(&input.file, "reader_fault", reader_fault(&panic)));
    Ok(guard::quietly(|| reader(&bytes)).unwrap_or_else(refused))
}

/// What is said of a file at which a reader or a check stopped.
pub fn reader_fault(what: &str) -> String {
    format!(
        "The program stopped at this file ({what}), so nothing in it was read; the other files were. This is a fault of the program. \
         Open the file, save it under another name and send that; if it is refused again, report the file to those who keep the program."
    )
}

/// Inputs in parts that are read before their rows are put together.
fn at_once(inputs: &[Input]) -> Vec<&[Input]> {
    let mut parts = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (i, input) in inputs.iter().enumerate() {
        if i > start && (i - start == FILES || bytes + input.size > limits::BYTES_AT_ONCE) {
            parts.push(&inputs[start..i]);
            (start, bytes) = (i, 0);
        }
        bytes += input.size;
    }
    parts.extend((start < inputs.len()).then(|| &inputs[start..]));
    parts
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn files_are_read_in_parts_of_bounded_number_and_size() {
        let input = |size| Input { size, ..Input::mapped(PathBuf::new(), String::new(), 0, String::new()) };
        let sizes = |list: Vec<u64>| {
            at_once(&list.into_iter().map(input).collect::<Vec<_>>()).iter().map(|p| p.len()).collect::<Vec<_>>()
        };
        assert_eq!(sizes(vec![]), [0; 0]);
        assert_eq!(sizes(vec![1; FILES + 1]), [FILES, 1]);
        assert_eq!(sizes(vec![1, limits::BYTES_AT_ONCE, 1, 1]), [1, 1, 2]);
        assert_eq!(sizes(vec![limits::BYTES_AT_ONCE - 1, 1, 1]), [2, 1]);
    }

    #[test]
    fn a_reader_that_panics_refuses_its_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.csv");
        std::fs::write(&path, "x").unwrap();
        let mut inputs = [Input::submission(&path, "a.csv".into(), false)];
        files::hash(&mut inputs);
        let raw = guarded(&inputs[0], |bytes| panic!("at {} bytes", bytes.len())).unwrap();
        assert_eq!(raw.findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["reader_fault"]);
        assert!(raw.findings[0].message.contains("(at 1 bytes)"), "{:?}", raw.findings);
        std::fs::write(&path, "y").unwrap();
        let lost = guarded(&inputs[0], |_| RawFile::default());
        assert_eq!(lost.err().map(|l| l.0), Some("file_changed"));
    }
}
