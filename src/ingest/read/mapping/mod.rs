//! Tables of other people, read as a TOML file says, with no code.
//!
//! ```toml
//! source = "national-statistics"
//! consent = "public"
//!
//! [[file]]
//! pattern = "unemployment*.csv"
//! keep = [{ column = "area_code", matches = "^X[0-9]" }]
//! city = { column = "area_code" }
//! year = { column = "period", format = ["interval"] }
//! quality = { column = "flag", codes = { x = "O" } }
//!
//! [[file.measurement]]
//! measurement = "unemployment_rate"
//! keep = [{ column = "indicator", equals = "Unemployment rate" }]
//! column = "observation"
//! interval = { lower = "low", upper = "high" }
//! source = "official"
//! ```
//!
//! [`spec`] lists everything that may be said. All cells stay text here; only the period becomes a plain year,
//! and what cannot become one is left as it came, for the checks to name.
//!
//! **What is counted.** A *record* is a row of the file together with a definition (measurement or context variable,
//! and for `columns` each matching column) that uses it. A row that yields n records counts n in `rows_read`; a row
//! that yields none counts one, and one in `filtered`. In a long table that is the number of its rows. The registry is
//! drawn from the same rows and counts nothing, except in a file that feeds nothing else: there the first row of
//! each city is a record and every other row is filtered. A row that cannot be split into the header's cells counts one
//! and is a finding of its own: it is in no frame. So `rows_read = filtered + rows of observations and context (or
//! cities) + such findings`.

mod check;
mod codes;
mod header;
mod loaded;
mod read;
pub mod spec;
mod text;
mod year;

use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern};
use walkdir::{DirEntry, WalkDir};

use crate::base::durable::walked;
use crate::base::error::{Error, Result, bail};
use crate::base::source::Hash;
use crate::ingest::finding::Finding;
use crate::ingest::read::files::key_below;
use crate::ingest::read::raw::RawFile;
use crate::model::definitions::Definition;
use crate::model::framework::Framework;
pub use loaded::Mapping;
use spec::{FileSpec, MappingSpec};

/// How patterns match paths.
const PATHS: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: false };

impl Mapping {
    /// Reads and checks a mapping; the error names its line. Definitions that it names are checked when its rows are.
    pub fn load(path: &Path, framework: &Framework) -> Result<Mapping> {
        Mapping::load_with(path, framework, None)
    }

    /// As [`Mapping::load`], and checks that the definitions it names are the network's.
    pub fn load_with(path: &Path, framework: &Framework, definitions: Option<&[Definition]>) -> Result<Mapping> {
        let mut hash = Hash::default();
        let text = hash.read(path)?;
        let spec: MappingSpec = crate::base::source::toml_text(path, &text)?;
        let checker = check::Checker { path, text: &text, framework, definitions };
        checker.mapping(&spec)?;
        let files = spec
            .file
            .into_iter()
            .map(|f| {
                let f = f.into_inner();
                let glob = glob(f.pattern.get_ref())
                    .map_err(|e| Error::invalid(path.display(), format!("pattern {:?}: {e}", f.pattern.get_ref())))?;
                Ok((glob, f))
            })
            .collect::<Result<_>>()?;
        Ok(Mapping {
            source: spec.source.into_inner(),
            consent: spec.consent.into_inner(),
            about: spec.about.trim().to_string(),
            for_all: spec.consent_for.is_some_and(|c| c.get_ref() == "all"),
            path: path.to_path_buf(),
            read: hash
                .files()
                .first()
                .cloned()
                .ok_or_else(|| Error::invalid(path.display(), "was not read: a fault of this program"))?,
            submitted_on: spec.submitted_on.map(toml::Spanned::into_inner),
            files,
        })
    }

    /// Its place in the network folder: `mappings/NAME.toml`.
    pub fn name(&self) -> String {
        format!("mappings/{}", self.path.file_name().unwrap_or_default().to_string_lossy())
    }

    /// The files of the source's folder `dir` that this mapping reads, sorted, each with its logical name
    /// `NAME:relative/path`. A pattern that finds no file is an error, as is a file that two patterns find.
    pub fn files(&self, dir: &Path) -> Result<Vec<(PathBuf, String)>> {
        if !dir.is_dir() {
            return Err(Error::Usage(format!(
                "--source {}={}: is not a folder; name the folder with the source's files",
                self.source,
                dir.display()
            )));
        }
        let mut hits = vec![0_usize; self.files.len()];
        let mut files = Vec::new();
        for (relative, path) in walk(dir)? {
            let matching: Vec<usize> =
                (0..self.files.len()).filter(|i| self.files[*i].0.matches_with(&relative, PATHS)).collect();
            if let [first, second, ..] = matching[..] {
                let pattern = |i: usize| self.files[i].1.pattern.get_ref();
                bail!(
                    self.path.display(),
                    "the patterns {:?} and {:?} both find {relative}; a file is read once: make one of them narrower",
                    pattern(first),
                    pattern(second)
                );
            }
            if let [only] = matching[..] {
                hits[only] += 1;
                files.push((path, format!("{}:{relative}", self.source)));
            }
        }
        if let Some(i) = hits.iter().position(|n| *n == 0) {
            bail!(
                self.path.display(),
                "the pattern {:?} finds no file in {}; mend the pattern, or --source {}=DIR",
                self.files[i].1.pattern.get_ref(),
                dir.display(),
                self.source
            );
        }
        Ok(files)
    }

    /// Whether a logical name is that of a file which this mapping reads.
    pub fn reads(&self, file: &str) -> bool {
        self.specs_of(file).next().is_some()
    }

    /// Whether it reads a context variable from the file of that logical name.
    pub fn reads_variable(&self, file: &str, variable: &str) -> bool {
        let mut read = self.specs_of(file).flat_map(|spec| &spec.context);
        read.any(|context| context.get_ref().variable.get_ref() == variable)
    }

    /// What it says of the file of that logical name.
    fn specs_of(&self, file: &str) -> impl Iterator<Item = &FileSpec> {
        let relative = file.strip_prefix(&self.source).and_then(|f| f.strip_prefix(':'));
        let matching =
            move |(glob, _): &&(Pattern, FileSpec)| relative.is_some_and(|path| glob.matches_with(path, PATHS));
        self.files.iter().filter(matching).map(|(_, spec)| spec)
    }

    /// Reads one of its files; `file` is the logical name that [`Mapping::files`] gave. Any bytes give frames or
    /// findings.
    pub fn read(&self, bytes: &[u8], file: &str) -> RawFile {
        let relative = file.strip_prefix(&self.source).and_then(|f| f.strip_prefix(':')).unwrap_or(file);
        match self.files.iter().find(|(glob, _)| glob.matches_with(relative, PATHS)) {
            Some((_, spec)) => read::read(self, spec, bytes, file),
            None => {
                let message = format!("No pattern of {} finds this file. Add a [[file]] there.", self.name());
                RawFile::refused(Finding::file(file, "not_mapped", message))
            }
        }
    }
}

/// A path pattern: `*` and `?` within a name, `**/` any folders; brackets are themselves.
fn glob(pattern: &str) -> std::result::Result<Pattern, glob::PatternError> {
    Pattern::new(&pattern.replace('[', "[[]"))
}

/// All files below a folder: the path from it with `/`, as [`key_below`] writes it, and where the file is. Hidden ones
/// are left out; links to folders are not followed.
fn walk(dir: &Path) -> Result<Vec<(String, PathBuf)>> {
    let shown = |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".");
    let mut found = Vec::new();
    for entry in WalkDir::new(dir).into_iter().filter_entry(shown).map(walked(dir)) {
        let entry = entry?;
        if entry.file_type().is_file() || !entry.file_type().is_dir() && entry.path().is_file() {
            found.push((key_below(dir, entry.path()), entry.into_path()));
        }
    }
    found.sort();
    Ok(found)
}
