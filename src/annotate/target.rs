//! Where copies with remarks go: never over what came, and over nothing but an earlier copy.

use std::collections::BTreeMap;
use std::fs;
use std::io::{ErrorKind, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::copy::{annotated, is_annotated};
use super::words::Words;
use crate::base::durable::{self, Access};
use crate::base::error::{Error, Result};
use crate::base::regular;
use crate::ingest::finding::Finding;
use crate::ingest::limits::SUBMISSION_BYTES;
use crate::ingest::read::files::{self, Input, Role};
use crate::ingest::read::raw::FileKind;
use crate::ingest::{self, Report};

/// How names of files end that a submission has.
const ENDINGS: [&str; 3] = ["xlsx", "ods", "csv"];

/// A file that is checked, and where its copy goes.
#[derive(Debug, Clone)]
pub struct Target {
    /// The file.
    pub input: Input,
    /// Where the copy is written.
    pub to: PathBuf,
}

/// What became of a file with findings.
#[derive(Debug)]
pub struct Given {
    /// Logical path of the file.
    pub file: String,
    /// Place of the copy, its number of remarks and what could not be put where it belongs; or why there is none.
    pub copy: std::result::Result<(PathBuf, usize, Vec<String>), String>,
}

/// Where the copies of the files of these paths go: `out` is a file where one file is checked and both end alike, and a
/// folder otherwise.
///
/// # Errors
/// A place at which no copy may be written, with what is there already.
pub fn targets(paths: &[PathBuf], out: &Path) -> Result<Vec<Target>> {
    let usage = |place: &Path, why: &str| Error::Usage(format!("--annotate {}: {why}", place.display()));
    let inputs = ingest::inputs_of(paths)?;
    let ending = |path: &Path| path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let mut found: BTreeMap<PathBuf, Input> = BTreeMap::new();
    match paths {
        [one] if !one.is_dir() && !out.is_dir() && ENDINGS.contains(&ending(out).as_str()) => {
            // Of an ODS workbook no copy is made, which is said when it has been checked.
            if ending(one) != ending(out) && ending(one) != "ods" {
                let why = format!(
                    "is no place for a copy of {}; name a file that ends as it does, or a folder",
                    one.display()
                );
                return Err(usage(out, &why));
            }
            found.extend(inputs.into_values().map(|input| (out.to_path_buf(), input)));
        }
        _ if fs::metadata(out).is_ok_and(|at| !at.is_dir()) => {
            return Err(usage(out, "is a file, and copies of these go into a folder; name a folder"));
        }
        _ if ENDINGS.contains(&ending(out).as_str()) && !out.is_dir() => {
            return Err(usage(out, "is the name of a file, and copies of several go into a folder; name a folder"));
        }
        _ => {
            for input in inputs.into_values() {
                let folder = paths.iter().find(|path| path.is_dir() && input.path.starts_with(path));
                let below = match folder {
                    Some(folder) => input.path.strip_prefix(folder).unwrap_or(&input.path),
                    None => Path::new(input.path.file_name().unwrap_or_default()),
                };
                let to = out.join(folder_of(&input, below)).join(below);
                if let Some(other) = found.insert(to.clone(), input.clone()) {
                    let why = format!("{} and {} would have one copy; check them one by one", other.file, input.file);
                    return Err(usage(&to, &why));
                }
            }
        }
    }
    for to in found.keys() {
        if let Some(why) = occupied(to, found.values()) {
            return Err(usage(to, &format!("{why}; name another place")));
        }
    }
    Ok(found.into_iter().map(|(to, input)| Target { input, to }).collect())
}

/// The folder that keeps a copy apart from those of other cities: tables of CSV have the same names in every submission,
/// and differ by the folder that they came in.
fn folder_of<'p>(input: &'p Input, below: &Path) -> &'p Path {
    let is_csv = matches!(input.role, Role::Submission(_, kind) if kind != FileKind::Workbook);
    let is_alone = below.parent().is_none_or(|parent| parent.as_os_str().is_empty());
    let folder = input.path.parent().and_then(Path::file_name).filter(|_| is_csv && is_alone);
    folder.map_or(Path::new(""), Path::new)
}

/// Why nothing may be written there, if so.
fn occupied<'a>(to: &Path, mut inputs: impl Iterator<Item = &'a Input>) -> Option<&'static str> {
    let there = match fs::symlink_metadata(to) {
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        Err(_) => return Some("cannot be looked at"),
        Ok(there) => there,
    };
    let is_there =
        |input: &Input| fs::metadata(&input.path).is_ok_and(|at| (at.dev(), at.ino()) == (there.dev(), there.ino()));
    if !there.is_file() {
        return Some("is a folder, a link, or no ordinary file");
    }
    if inputs.any(is_there) {
        return Some("is a file that is checked, which a copy does not replace");
    }
    let mut bytes = Vec::new();
    let read = regular::open(to).and_then(|file| file.take(SUBMISSION_BYTES + 1).read_to_end(&mut bytes));
    let ending = to.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let is_copy = read.is_ok() && bytes.len() as u64 <= SUBMISSION_BYTES && is_annotated(&bytes, &ending);
    (!is_copy).then_some("is there already, and is no copy with remarks")
}

/// Writes a copy of each file that has findings, each whole or not at all.
///
/// # Errors
/// A folder or file that cannot be written; the others are written first.
pub fn give_back(targets: &[Target], report: &Report, words: &Words) -> Result<Vec<Given>> {
    let mut by_file: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &report.findings {
        by_file.entry(&finding.file).or_default().push(finding);
    }
    let (mut given, mut failed) = (Vec::new(), None);
    for target in targets {
        let Some(findings) = by_file.get(target.input.file.as_str()) else { continue };
        let copy = match copy(target, findings, report, words) {
            Ok(copy) => copy,
            Err(error) => {
                failed.get_or_insert(error);
                continue;
            }
        };
        given.push(Given { file: target.input.file.clone(), copy });
    }
    failed.map_or(Ok(given), Err)
}

/// Place, number of remarks and what was left out of a copy; or why there is none.
type Copied = std::result::Result<(PathBuf, usize, Vec<String>), String>;

fn copy(target: &Target, findings: &[&Finding], report: &Report, words: &Words) -> Result<Copied> {
    let mut input = [target.input.clone()];
    files::hash(&mut input);
    let [input] = input;
    let checked = report.files.iter().find(|f| f.file == input.file);
    let bytes = match files::bytes(&input) {
        Ok(bytes) => bytes,
        Err((_, message)) => return Ok(Err(message)),
    };
    if checked.is_some_and(|checked| checked.sha256 != input.sha256) {
        return Ok(Err("The file changed after it was checked. Check it again.".into()));
    }
    let annotated = match annotated(&bytes, &input, findings, words) {
        Ok(annotated) => annotated,
        Err(message) => return Ok(Err(message)),
    };
    if let Some(folder) = target.to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        durable::create_folder(folder, Access::Private)?;
    }
    durable::write(&target.to, &annotated.bytes, Access::Private)?;
    Ok(Ok((target.to.clone(), annotated.remarks, annotated.left_out)))
}
