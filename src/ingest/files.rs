//! Which files a network sent: the walk through `submissions/`, the role of each file by its name, and its hash.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::csv::printable;
use super::raw::FileKind;
use crate::error::{Error, Result};
use crate::store::Hasher;

/// The largest submission that is read, in bytes.
pub const LARGEST_SUBMISSION: u64 = 64 << 20;

/// The largest file of a source that is read by a mapping, in bytes.
pub const LARGEST_TABLE: u64 = 1 << 30;

/// What is done with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// Read by the reader of that kind.
    Submission(FileKind),
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
    /// Where it stands.
    pub path: PathBuf,
    /// What is done with it.
    pub role: Role,
    /// As in the table `submissions`: its kind by its name, `other` where it has none.
    pub kind: &'static str,
    /// What shares its declaration: the folder of a CSV file, a workbook itself.
    pub group: String,
    /// SHA-256 of its bytes, once hashed.
    pub sha256: String,
    /// Its size in bytes, once hashed.
    pub size: u64,
}

impl Input {
    /// A file of a mapping's source.
    pub fn mapped(path: PathBuf, file: String, mapping: usize) -> Input {
        Input {
            group: file.clone(),
            file,
            path,
            role: Role::Mapped(mapping),
            kind: FileKind::Mapping.name(),
            sha256: String::new(),
            size: 0,
        }
    }

    /// A submission, its role by its name. `link` says that it is a link, which is not followed.
    pub fn submission(path: &Path, file: String, link: bool) -> Input {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let role = if link {
            Role::Refused("file_kind", "This is a link, or no ordinary file. Put the file itself here.".into())
        } else if name.ends_with(".xlsx") {
            Role::Submission(FileKind::Workbook)
        } else if name.ends_with(".csv") {
            Role::Submission(match name.as_str() {
                "city.csv" => FileKind::City,
                "targets.csv" => FileKind::Targets,
                "practices.csv" => FileKind::Practices,
                _ => FileKind::Observations,
            })
        } else {
            Role::Refused(
                "file_kind",
                "The file is neither CSV nor an XLSX workbook, so nothing in it was read. Save the sheet as .xlsx or .csv, or move the file out of submissions.".into(),
            )
        };
        let group = match role {
            Role::Submission(FileKind::Workbook) => file.clone(),
            _ => file.rsplit_once('/').map_or("", |(folder, _)| folder).to_string(),
        };
        let kind = match role {
            Role::Submission(kind) => kind.name(),
            _ => "other",
        };
        Input {
            file,
            path: path.to_path_buf(),
            role,
            kind,
            group,
            sha256: String::new(),
            size: 0,
        }
    }

    /// Whether it is an ordinary file; a link or a pipe has no bytes of its own to keep.
    pub fn has_bytes(&self) -> bool {
        !matches!(self.role, Role::Refused(..)) || fs::symlink_metadata(&self.path).is_ok_and(|m| m.is_file())
    }

    /// Refuses a file whose size is above the limit of its role.
    pub fn refuse_if_too_large(&mut self) {
        if let Some(message) = too_large(self.size, &self.role) {
            self.role = Role::Refused("file_too_large", message);
        }
    }

    /// The first 16 digits of its hash.
    pub fn submission_id(&self) -> &str {
        self.sha256.get(..16).unwrap_or(&self.sha256)
    }
}

/// Every file below `dir`, sorted by logical path, which begins with `prefix`. Hidden files and the lock files of office
/// programs (`.name`, `~$name`) are left out; links are not followed.
pub fn walk(dir: &Path, prefix: &str) -> Result<Vec<Input>> {
    let mut inputs = Vec::new();
    let mut folders = vec![(dir.to_path_buf(), prefix.to_string())];
    while let Some((folder, prefix)) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(Error::io("read", &folder))? {
            let entry = entry.map_err(Error::io("read", &folder))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') || name.starts_with("~$") {
                continue;
            }
            let path = entry.path();
            let kind = entry.file_type().map_err(Error::io("read", &path))?;
            let file = if prefix.is_empty() {
                printable(&name)
            } else {
                format!("{prefix}/{}", printable(&name))
            };
            if kind.is_dir() {
                folders.push((path, file));
            } else {
                inputs.push(Input::submission(&path, file, !kind.is_file()));
            }
        }
    }
    inputs.sort_by(|a, b| (&a.file, &a.path).cmp(&(&b.file, &b.path)));
    Ok(inputs)
}

/// Hashes every file, in parallel, without holding its bytes.
pub fn hash(inputs: &mut [Input]) -> Result<()> {
    inputs.par_iter_mut().try_for_each(|input| {
        let mut hasher = Hasher::default();
        if !input.has_bytes() {
            input.sha256 = hasher.finish();
            return Ok(());
        }
        let mut file = File::open(&input.path).map_err(Error::io("read", &input.path))?;
        let mut buffer = vec![0; 64 << 10];
        loop {
            let n = file.read(&mut buffer).map_err(Error::io("read", &input.path))?;
            if n == 0 {
                break;
            }
            hasher.update(&buffer[..n]);
            input.size += n as u64;
        }
        input.sha256 = hasher.finish();
        input.refuse_if_too_large();
        Ok(())
    })
}

/// Why a file of that size is not read, if it is not.
fn too_large(size: u64, role: &Role) -> Option<String> {
    let largest = match role {
        Role::Submission(_) => LARGEST_SUBMISSION,
        Role::Mapped(_) => LARGEST_TABLE,
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

/// The bytes of a hashed file; an error where it has changed since.
pub fn bytes(input: &Input) -> Result<Vec<u8>> {
    let bytes = fs::read(&input.path).map_err(Error::io("read", &input.path))?;
    if crate::store::sha256(&bytes) != input.sha256 {
        return Err(Error::invalid(input.path.display(), "changed while it was being read; run this again"));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_its_limit() {
        for (role, largest) in [(Role::Submission(FileKind::City), LARGEST_SUBMISSION), (Role::Mapped(0), LARGEST_TABLE)] {
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
}
