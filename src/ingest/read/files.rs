//! Which files a network sent: the walk through `submissions/`, the role of each file by its name, and its hash.

use std::fs;
use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::base::durable::walk_reason;
use crate::base::error::{Error, Result};
use crate::base::hash::{Hasher, hash_file};
pub use crate::base::key::key;
use crate::base::regular;
use crate::ingest::limits;
use crate::ingest::read::formats;
use crate::ingest::read::raw::{FileKind, Format};

/// Digits of a file's hash that its rows name it by.
pub const SUBMISSION_ID: usize = 16;

/// What is done with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// Read as a submission of that format, which holds that.
    Submission(&'static Format, FileKind),
    /// Read by the mapping of that index.
    Mapped(usize),
    /// Read by nobody: the finding's code and message.
    Refused(&'static str, String),
}

/// A file to read.
#[derive(Debug, Clone)]
pub struct Input {
    /// Logical path: below the network folder, or `NAME:path` for a source.
    pub file: String,
    /// Where it is.
    pub path: PathBuf,
    /// What is done with it.
    pub role: Role,
    /// The mapping that reads it, in the network folder; none for a submission.
    pub mapping: Option<String>,
    /// As in the table `submissions`: its kind by its name, `other` where it has none.
    pub kind: &'static str,
    /// What shares its declaration: the folder of a CSV file, a workbook itself.
    pub group: String,
    /// SHA-256 of its bytes, once hashed; empty where its bytes could not be read, or changed since.
    pub sha256: String,
    /// Its size in bytes, once hashed.
    pub size: u64,
}

impl Input {
    /// A file of a mapping's source; `name` is the mapping's place in the network folder.
    pub fn mapped(path: PathBuf, file: String, mapping: usize, name: String) -> Input {
        Input {
            group: file.clone(),
            file,
            path,
            role: Role::Mapped(mapping),
            mapping: Some(name),
            kind: FileKind::Mapping.name(),
            sha256: String::new(),
            size: 0,
        }
    }

    /// A submission, its role by its name. `link` says that it is a link, which is not followed.
    pub fn submission(path: &Path, file: String, link: bool) -> Input {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let role = if link {
            Role::Refused("file_kind", "This is a link, or no ordinary file. Put the file itself here.".into())
        } else {
            match formats::of_name(&name) {
                Some((format, kind)) => Role::Submission(format, kind),
                None => Role::Refused("file_kind", formats::unknown()),
            }
        };
        let group = match role {
            Role::Submission(_, FileKind::Workbook) => file.clone(),
            _ => file.rsplit_once('/').map_or("", |(folder, _)| folder).to_string(),
        };
        let kind = match role {
            Role::Submission(_, kind) => kind.name(),
            _ => "other",
        };
        Input { file, path: path.to_path_buf(), role, mapping: None, kind, group, sha256: String::new(), size: 0 }
    }

    /// A file, link or folder that is not read.
    pub fn refused(path: &Path, file: String, code: &'static str, message: String) -> Input {
        let mut input = Input::submission(path, file, false);
        input.role = Role::Refused(code, message);
        input
    }

    /// A link that leads out of its source's folder.
    pub fn outside(path: &Path, file: String) -> Input {
        let message = "This is a link to a file outside the source's folder, which is not followed. Put the file itself into the folder.";
        Input::refused(path, file, "file_kind", message.into())
    }

    /// Whether it is an ordinary file; a link, a folder or a pipe has no bytes of its own.
    fn is_ordinary(&self) -> bool {
        !matches!(self.role, Role::Refused(..)) || fs::symlink_metadata(&self.path).is_ok_and(|m| m.is_file())
    }

    /// Whether its bytes are to be kept: it is an ordinary file and could be read.
    pub fn has_bytes(&self) -> bool {
        !self.sha256.is_empty() && self.is_ordinary()
    }

    /// Whether the archive keeps the whole file, or only its beginning.
    pub fn is_kept_whole(&self) -> bool {
        !matches!(self.role, Role::Refused("file_too_large", _))
    }

    /// Refuses a file whose bytes cannot be read, or are not those that were hashed: it has no hash, so that the next
    /// run looks again.
    pub fn lose(&mut self, code: &'static str, message: String) {
        self.role = Role::Refused(code, message);
        self.sha256.clear();
        self.size = 0;
    }

    /// Refuses a file whose size is above the limit of its role.
    pub fn refuse_if_too_large(&mut self) {
        if let Some(message) = too_large(self.size, &self.role) {
            self.role = Role::Refused("file_too_large", message);
        }
    }

    /// The first [`SUBMISSION_ID`] digits of its hash.
    pub fn submission_id(&self) -> &str {
        self.sha256.get(..SUBMISSION_ID).unwrap_or(&self.sha256)
    }
}

/// Every file below `dir`, sorted by logical path, which begins with `prefix`. Hidden files and the lock files of
/// office programs (`.name`, `~$name`) are left out; links are not followed. A folder below `dir` that cannot be read
/// is an input that is refused.
///
/// # Errors
/// Where `dir` itself cannot be read: everything in it would look as if it had been taken away.
pub fn walk(dir: &Path, prefix: &str) -> Result<Vec<Input>> {
    let logical = |path: &Path| {
        [prefix, &key_below(dir, path)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
    };
    let sent = |entry: &DirEntry| {
        let name = entry.file_name().as_bytes();
        entry.depth() == 0 || !(name.starts_with(b".") || name.starts_with(b"~$"))
    };
    let mut inputs = Vec::new();
    for entry in WalkDir::new(dir).into_iter().filter_entry(sent) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => {
                inputs.push(Input::submission(entry.path(), logical(entry.path()), !entry.file_type().is_file()))
            }
            Err(e) => {
                let path = e.path().unwrap_or(dir).to_path_buf();
                if path == dir {
                    return Err(Error::io("read", dir)(walk_reason(e)));
                }
                let what = if path.is_dir() { "folder" } else { "file" };
                inputs.push(Input::refused(
                    &path,
                    logical(&path),
                    "file_unreadable",
                    unreadable(what, &walk_reason(e)),
                ));
            }
        }
    }
    inputs.sort_by(|a, b| (&a.file, &a.path).cmp(&(&b.file, &b.path)));
    Ok(inputs)
}

/// The path of a file from `dir`, with `/` between its names, each as [`key`] writes it.
pub fn key_below(dir: &Path, path: &Path) -> String {
    let names = path.strip_prefix(dir).unwrap_or(path).iter();
    names.map(key).collect::<Vec<_>>().join("/")
}

fn unreadable(what: &str, error: &io::Error) -> String {
    format!(
        "The {what} cannot be read ({error}), so nothing in it was. Give the right to read it, or take it away, and run this again."
    )
}

/// Hashes every file, in parallel, without holding its bytes. A file that cannot be read is refused and has no hash.
pub fn hash(inputs: &mut [Input]) {
    inputs.par_iter_mut().for_each(|input| {
        if !input.is_ordinary() {
            input.sha256 = Hasher::default().finish();
            return;
        }
        match hash_file(&input.path) {
            Ok((sha256, size)) => (input.sha256, input.size) = (sha256, size),
            Err(e) => return input.lose("file_unreadable", unreadable("file", &e)),
        }
        input.refuse_if_too_large();
    });
}

/// Why a file of that size is not read, if it is not.
fn too_large(size: u64, role: &Role) -> Option<String> {
    let largest = match role {
        Role::Submission(..) => limits::SUBMISSION_BYTES,
        Role::Mapped(_) => limits::TABLE_BYTES,
        Role::Refused(..) => return None,
    };
    (size > largest).then(|| {
        format!(
            "The file has {} MB and at most {} MB are read. Check that it is the right file; send it in parts.",
            size.div_ceil(1 << 20),
            largest >> 20
        )
    })
}

/// The bytes of a hashed file; where it has changed since, or cannot be read any longer, the code and message that
/// refuse it.
pub fn bytes(input: &Input) -> Result<Vec<u8>, (&'static str, String)> {
    // A file that grew is not read further than it was.
    let mut bytes = Vec::new();
    let read = regular::open(&input.path).and_then(|f| f.take(input.size + 1).read_to_end(&mut bytes));
    match read {
        Err(e) => Err(("file_unreadable", unreadable("file", &e))),
        Ok(_) if crate::base::hash::sha256(&bytes) != input.sha256 => Err((
            "file_changed",
            "The file changed while it was being read, so nothing in it was. Wait until it is written, and run this again.".into(),
        )),
        Ok(_) => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_its_limit() {
        for (role, largest) in [
            (Role::Submission(&crate::ingest::read::formats::csv::FORMAT, FileKind::City), limits::SUBMISSION_BYTES),
            (Role::Mapped(0), limits::TABLE_BYTES),
        ] {
            assert_eq!(too_large(largest, &role), None);
            assert!(too_large(largest + 1, &role).is_some());
        }
    }

    #[test]
    fn a_name_says_what_a_file_is() {
        let kind = |name: &str| Input::submission(Path::new(name), name.to_string(), false).kind;
        assert_eq!(
            ["a/City.CSV", "targets.csv", "a/practices.csv", "2024.csv", "n.XLSX", "n.xls", "csv"].map(kind),
            ["city", "targets", "practices", "observations", "workbook", "other", "other"]
        );
        let group = |name: &str| Input::submission(Path::new(name), name.to_string(), false).group;
        assert_eq!(["s/a/o.csv", "s/a/n.xlsx", "o.csv"].map(group), ["s/a", "s/a/n.xlsx", ""]);
    }

    #[test]
    fn a_file_that_cannot_be_read_or_has_changed_is_refused_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.csv");
        fs::write(&path, "one").unwrap();
        let gone = dir.path().join("b.csv");
        let mut inputs =
            [Input::submission(&path, "a.csv".into(), false), Input::submission(&gone, "b.csv".into(), false)];
        hash(&mut inputs);
        assert!(inputs[0].has_bytes() && matches!(inputs[0].role, Role::Submission(..)));
        assert!(!inputs[1].has_bytes() && matches!(inputs[1].role, Role::Refused("file_unreadable", _)));
        assert_eq!(bytes(&inputs[0]), Ok(b"one".to_vec()));
        for other in ["two", "one and more", ""] {
            fs::write(&path, other).unwrap();
            assert_eq!(bytes(&inputs[0]).unwrap_err().0, "file_changed", "{other}");
        }
        fs::remove_file(&path).unwrap();
        assert_eq!(bytes(&inputs[0]).unwrap_err().0, "file_unreadable");
    }
}
