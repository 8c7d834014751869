//! A mapping as it is held in memory.

use std::path::PathBuf;

use glob::Pattern;

use crate::base::source::FileRead;
use crate::ingest::read::mapping::spec::{FileSpec, LookupSpec};

/// A mapping, read and checked.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// Name of its source, as in `--source NAME=DIR`.
    pub source: String,
    /// `public`, `aggregate_only` or `private`.
    pub consent: String,
    /// Who published the source, under which licence; printed where the network's values are collected.
    pub about: String,
    /// Whether its consent narrows every other value of its cities too.
    pub for_all: bool,
    /// The mapping's own file.
    pub path: PathBuf,
    /// The mapping's own file as it was read: part of what a snapshot was made from.
    pub read: FileRead,
    pub(super) submitted_on: Option<String>,
    pub(super) files: Vec<(Pattern, FileSpec)>,
    pub(super) lookups: Vec<(Pattern, LookupSpec)>,
}
