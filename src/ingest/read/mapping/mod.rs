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
//! [`spec`] lists everything that may be said; `docs/mapping.md` shows it at work. Cells stay text here, but where a
//! value is worked out from several; a period becomes a plain year, and what cannot become one is left as it came, for
//! the checks to name.
//!
//! **What is counted.** A *record* is a row of the file together with a definition (measurement or context variable,
//! and for `columns` each matching column) that uses it. A row that yields n records counts n in `rows_read`; a row
//! that yields none counts one, and one in `filtered`. In a long table that is the number of its rows. Of rows that are
//! the parts of one value (`over`) the first yields the record. The registry is
//! drawn from the same rows and counts nothing, except in a file that feeds nothing else: there the first row of
//! each city is a record and every other row is filtered. A row that cannot be split into the header's cells counts one
//! and is a finding of its own: it is in no frame. So `rows_read = filtered + rows of observations and context (or
//! cities) + such findings`.

mod cells;
mod check;
mod codes;
mod edition;
pub mod formula;
mod interval;
mod loaded;
mod lookup;
mod over;
mod rows;
pub mod spec;
pub(crate) mod table;
mod year;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern};
use walkdir::{DirEntry, WalkDir};

use crate::base::durable::walked;
use crate::base::error::{Error, Result, bail};
use crate::base::source::Hash;
use crate::base::spanned::Spanned;
use crate::ingest::finding::Finding;
use crate::ingest::read::files::key_below;
use crate::ingest::read::raw::RawFile;
use crate::model::definitions::Definition;
use crate::model::framework::Framework;
pub use loaded::Mapping;
pub use lookup::Lookups;
use spec::{FileSpec, LookupSpec, MappingSpec};

/// A measurement or a variable of the context that a mapping names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesOf {
    /// Its id.
    pub name: String,
    /// Whether it is a variable of the context.
    pub is_context: bool,
}

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
        let glob = |pattern: &str| {
            glob(pattern).map_err(|e| Error::invalid(path.display(), format!("pattern {pattern:?}: {e}")))
        };
        let files = spec.file.into_iter().map(Spanned::into_inner);
        let files = files.map(|f| Ok((glob(f.pattern.get_ref())?, f))).collect::<Result<_>>()?;
        let lookups = spec.lookup.into_iter().map(Spanned::into_inner);
        let lookups = lookups.map(|l| Ok((glob(l.pattern.get_ref())?, l))).collect::<Result<_>>()?;
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
            submitted_on: spec.submitted_on.map(Spanned::into_inner),
            files,
            lookups,
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
        let mut of_lookups: Vec<Vec<String>> = vec![Vec::new(); self.lookups.len()];
        let mut files = Vec::new();
        for (relative, path) in walk(dir)? {
            let matching: Vec<usize> =
                (0..self.files.len()).filter(|i| self.files[*i].0.matches_with(&relative, PATHS)).collect();
            self.differ(&matching, &relative)?;
            matching.iter().for_each(|i| hits[*i] += 1);
            let lookups = (0..self.lookups.len()).filter(|i| self.lookups[*i].0.matches_with(&relative, PATHS));
            let lookups: Vec<usize> = lookups.collect();
            lookups.iter().for_each(|i| of_lookups[*i].push(relative.clone()));
            match (&matching[..], &lookups[..]) {
                ([], []) => {}
                ([], [_]) | ([_, ..], []) => files.push((path, format!("{}:{relative}", self.source))),
                _ => bail!(
                    self.path.display(),
                    "{relative} is found by the pattern of a [[lookup]] and by another one; a file is read once: make one of them narrower"
                ),
            }
        }
        let patterns = || self.files.iter().map(|(_, f)| f.pattern.get_ref());
        let of_files = patterns().zip(hits).map(|(pattern, hits)| (pattern, hits > 0));
        let found =
            self.lookups.iter().zip(&of_lookups).map(|((_, l), found)| (l.pattern.get_ref(), !found.is_empty()));
        if let Some((pattern, _)) = of_files.chain(found).find(|(_, is_found)| !is_found) {
            bail!(
                self.path.display(),
                "the pattern {pattern:?} finds no file in {}; mend the pattern, or --source {}=DIR",
                dir.display(),
                self.source
            );
        }
        if let Some(((_, l), found)) = self.lookups.iter().zip(&of_lookups).find(|(_, found)| found.len() > 1) {
            bail!(
                self.path.display(),
                "the pattern {:?} of the lookup {:?} finds {} files ({}); a lookup is one file: make it narrower",
                l.pattern.get_ref(),
                l.name.get_ref(),
                found.len(),
                found.join(", ")
            );
        }
        Ok(files)
    }

    /// Several patterns may find one file only where each reads another sheet of it.
    fn differ(&self, matching: &[usize], relative: &str) -> Result<()> {
        let spec = |i: usize| &self.files[i].1;
        let sheet = |i: usize| {
            let stored = spec(i).stored();
            (stored.sheet.map(|s| s.get_ref()), stored.range.map(|r| r.get_ref()))
        };
        for (at, first) in matching.iter().enumerate() {
            for second in &matching[at + 1..] {
                if sheet(*first) == sheet(*second) || sheet(*first) == (None, None) || sheet(*second) == (None, None) {
                    bail!(
                        self.path.display(),
                        "the patterns {:?} and {:?} both find {relative}; a file is read once: make one of them narrower, or write into each the sheet that it reads",
                        spec(*first).pattern.get_ref(),
                        spec(*second).pattern.get_ref()
                    );
                }
            }
        }
        Ok(())
    }

    /// Whether a logical name is that of a file which this mapping reads.
    pub fn reads(&self, file: &str) -> bool {
        self.specs_of(file).next().is_some() || self.lookup_of(file).is_some()
    }

    /// The lookup whose file that is.
    fn lookup_of(&self, file: &str) -> Option<&LookupSpec> {
        let path = self.path_of(file)?;
        self.lookups.iter().find(|(glob, _)| glob.matches_with(path, PATHS)).map(|(_, spec)| spec)
    }

    /// The path below the source's folder of a file's logical name.
    fn path_of<'a>(&self, file: &'a str) -> Option<&'a str> {
        file.strip_prefix(&self.source).and_then(|f| f.strip_prefix(':'))
    }

    /// Every measurement and variable that it names, each once.
    pub fn series(&self) -> Vec<SeriesOf> {
        let mut all: Vec<SeriesOf> = Vec::new();
        for (_, spec) in &self.files {
            let measurements = spec.measurement.iter().map(|m| (m.get_ref().measurement.get_ref(), false));
            for (name, is_context) in
                measurements.chain(spec.context.iter().map(|c| (c.get_ref().variable.get_ref(), true)))
            {
                let series = SeriesOf { name: name.clone(), is_context };
                if !all.contains(&series) {
                    all.push(series);
                }
            }
        }
        all
    }

    /// Rows of a file that each filter leaves out, of those that the filters before it keep. A file that cannot be read
    /// has none.
    pub fn left_out(&self, bytes: &[u8], file: &str) -> Vec<(String, usize)> {
        let specs: Vec<&FileSpec> = self.specs_of(file).collect();
        specs.into_iter().flat_map(|spec| rows::left_out(self, spec, bytes, file).unwrap_or_default()).collect()
    }

    /// Whether it reads a context variable from the file of that logical name.
    pub fn reads_variable(&self, file: &str, variable: &str) -> bool {
        let mut read = self.specs_of(file).flat_map(|spec| &spec.context);
        read.any(|context| context.get_ref().variable.get_ref() == variable)
    }

    /// Whether it reads groups of that scheme with the registry of a file.
    pub fn brings_group(&self, scheme: &str) -> bool {
        let mut registries = self.files.iter().filter_map(|(_, spec)| spec.registry.as_ref());
        registries.any(|registry| registry.group.contains_key(scheme))
    }

    /// What it says of the file of that logical name.
    fn specs_of(&self, file: &str) -> impl Iterator<Item = &FileSpec> {
        let relative = self.path_of(file);
        let matching =
            move |(glob, _): &&(Pattern, FileSpec)| relative.is_some_and(|path| glob.matches_with(path, PATHS));
        self.files.iter().filter(matching).map(|(_, spec)| spec)
    }

    /// New names of the columns that lookups give to a file.
    fn columns_of_lookups(&self, spec: &FileSpec) -> BTreeSet<&str> {
        let used =
            self.lookups.iter().filter(|(_, l)| spec.lookup.iter().any(|u| u.table.get_ref() == l.name.get_ref()));
        used.flat_map(|(_, l)| l.columns.keys().map(String::as_str)).collect()
    }

    /// The tables of its lookups, of the bytes of each file that `bytes` has by its logical name.
    pub fn lookups<'a>(&self, files: impl Iterator<Item = (&'a str, Vec<u8>)>) -> Lookups {
        let mut lookups = Lookups::new();
        for (file, bytes) in files {
            let Some(spec) = self.lookup_of(file) else { continue };
            // What is wrong with a lookup's file is said where that file is read.
            if let Ok(found) = lookup::read(spec, &self.name(), &bytes, file) {
                lookups.insert(spec.name.get_ref().clone(), found.lookup);
            }
        }
        lookups
    }

    /// Whether a logical name is that of a lookup's file.
    pub fn is_lookup(&self, file: &str) -> bool {
        self.specs_of(file).next().is_none() && self.lookup_of(file).is_some()
    }

    /// Reads one of its files that needs no lookup; `file` is the logical name that [`Mapping::files`] gave. Any bytes
    /// give frames or findings.
    pub fn read(&self, bytes: &[u8], file: &str) -> RawFile {
        self.read_with(bytes, file, &Lookups::new())
    }

    /// Reads one of its files, with the tables of [`Mapping::lookups`].
    pub fn read_with(&self, bytes: &[u8], file: &str, lookups: &Lookups) -> RawFile {
        let path = self.path_of(file).unwrap_or(file);
        let matching = self.files.iter().filter(|(glob, _)| glob.matches_with(path, PATHS));
        let reads: Vec<RawFile> =
            matching.map(|(_, spec)| rows::read(self, spec, bytes, file, path, lookups)).collect();
        match RawFile::joined(reads) {
            Some(read) => read,
            None => self.read_lookup(bytes, file),
        }
    }

    /// A lookup's file by itself: its rows are counted, and are values of nothing.
    fn read_lookup(&self, bytes: &[u8], file: &str) -> RawFile {
        let Some(spec) = self.lookup_of(file) else {
            let message = format!("No pattern of {} finds this file. Add a [[file]] there.", self.name());
            return RawFile::refused(Finding::file(file, "not_mapped", message));
        };
        match lookup::read(spec, &self.name(), bytes, file) {
            Err(finding) => RawFile::refused(*finding),
            Ok(found) => RawFile {
                rows_read: found.rows + found.findings.len(),
                filtered: found.rows,
                findings: [found.findings, found.warnings].concat(),
                ..RawFile::default()
            },
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
