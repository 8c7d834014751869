//! Every file through its reader, in parallel, and the rows of many small files into few large frames.

use polars::prelude::DataFrame;
use rayon::prelude::*;

use super::files::{self, Input, Role};
use super::finding::Finding;
use super::frames::assemble;
use super::mapping::Mapping;
use super::raw::{self, FileKind, RawFile};
use super::{csv, progress, workbook};
use crate::error::Result;
use crate::network::NumberFormat;
use crate::threads;

/// Files that are read before their rows are put together: small frames waste memory, so few are held at a time.
const FILES: usize = 512;

/// What was read: a [`RawFile`] for each input, its frames taken out, and the rows of all files by kind, in the order of the inputs,
/// each with its file's index in `input`.
#[derive(Default)]
pub struct Batch {
    /// Findings, counts and columns of each file.
    pub reads: Vec<RawFile>,
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
            let frames: Vec<(u32, DataFrame)> = (first..).zip(&mut reads).filter_map(|(i, r)| pick(r).map(|frame| (i, frame))).collect();
            if frames.is_empty() {
                Ok(None)
            } else {
                assemble(&frames, canonical).map(Some)
            }
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

/// Reads every file; submissions stand before mapped files among the inputs.
pub fn all(inputs: &[Input], mappings: &[Mapping], numbers: &NumberFormat) -> Result<Batch> {
    let bar = progress(inputs.len(), "reading files");
    let read = |input: &Input| -> Result<RawFile> {
        bar.inc(1);
        let refused = |code, message: &str| RawFile {
            findings: vec![Finding::file(&input.file, code, message)],
            ..RawFile::default()
        };
        Ok(match &input.role {
            Role::Refused(code, message) => refused(code, message),
            Role::Submission(FileKind::Workbook) => workbook::read(&files::bytes(input)?, &input.file),
            Role::Submission(kind) => csv::read(&files::bytes(input)?, &input.file, *kind, numbers),
            Role::Mapped(mapping) => match mappings.get(*mapping) {
                Some(mapping) => mapping.read(&files::bytes(input)?, &input.file),
                None => refused("not_mapped", "No mapping reads this file."),
            },
        })
    };
    let mut batch = Batch::default();
    for part in inputs.chunk_by(|a, b| matches!(a.role, Role::Mapped(_)) == matches!(b.role, Role::Mapped(_))) {
        if matches!(part.first().map(|i| &i.role), Some(Role::Mapped(_))) {
            // polars runs on rayon.
            batch.add(threads::each(part, read)?)?;
        } else {
            for files in part.chunks(FILES) {
                batch.add(files.par_iter().map(read).collect::<Result<_>>()?)?;
            }
        }
    }
    let for_all = |input: &Input| matches!(input.role, Role::Mapped(mapping) if mappings.get(mapping).is_some_and(|m| m.for_all));
    batch.for_all = inputs.iter().map(for_all).collect();
    Ok(batch)
}
