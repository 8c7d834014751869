//! The file that `\o` names.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::base::durable::{self, Access};
use crate::base::error::{Error, Result};
use crate::console::rows::Format;

/// Refuses a place that nothing may be written into.
pub type MayWrite = fn(&Path) -> Result<()>;

/// A file for the next result.
#[derive(Debug)]
pub struct OutFile {
    /// Where it will be.
    pub path: PathBuf,
    /// By the ending of its name; none where the format in force counts.
    pub format: Option<Format>,
}

impl OutFile {
    /// A file by its name as typed; `~/` is the user's home.
    ///
    /// # Errors
    /// A place that `may_write` refuses, a folder that is not there, and what is no file.
    pub fn new(typed: &str, may_write: MayWrite) -> Result<OutFile> {
        let below = if typed == "~" { Some("") } else { typed.strip_prefix("~/") };
        let path = match (below, dirs::home_dir()) {
            (Some(below), Some(home)) => home.join(below),
            _ => PathBuf::from(typed),
        };
        let refused = |why: &str| Err(Error::Usage(format!("\\o {}: {why}", path.display())));
        if typed == "-" {
            return refused("is no name of a file; `\\o` alone shows results here again");
        }
        may_write(&path)?;
        if let Err(error) = path.symlink_metadata()
            && !matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory)
        {
            return refused(&error.to_string());
        }
        if path.is_dir() || typed.ends_with('/') {
            return refused("is a folder; name a file in it");
        }
        // A file that is renamed to a device would replace it.
        if path.exists() && !path.is_file() {
            return refused("is a pipe, a socket or a device; name a file");
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if folder.is_some_and(|folder| !folder.is_dir()) {
            return refused("its folder is not there; create it, or name another place");
        }
        let ending = path.extension().and_then(|ending| ending.to_str());
        let format = ending.and_then(|ending| Format::from_str(ending, true).ok());
        Ok(OutFile { path, format })
    }

    /// Writes the file whole, for its owner alone: the store holds what is not published.
    pub fn write(&self, bytes: &[u8], may_write: MayWrite) -> Result<()> {
        may_write(&self.path)?;
        durable::write(&self.path, bytes, Access::Private)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_its_ending_and_what_is_none_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name).to_str().unwrap().to_string();
        let format = |name: &str| OutFile::new(&at(name), |_| Ok(())).unwrap().format;
        assert_eq!(format("rows.csv"), Some(Format::Csv));
        assert_eq!(format("rows.JSON"), Some(Format::Json));
        assert_eq!(format("rows.parquet"), Some(Format::Parquet));
        assert_eq!([format("rows"), format("rows.txt"), format("rows;")], [None; 3]);
        std::os::unix::fs::symlink("/dev/null", dir.path().join("null.csv")).unwrap();
        for (path, said) in [
            (at(""), "is a folder"),
            ("none/".into(), "is a folder"),
            ("-".into(), "alone"),
            (at(&"x".repeat(300)), "too long"),
            ("/dev/null".into(), "a device"),
            (at("null.csv"), "a device"),
            (at("none/rows.csv"), "its folder is not there"),
        ] {
            let error = OutFile::new(&path, |_| Ok(())).unwrap_err().to_string();
            assert!(error.starts_with("\\o ") && error.contains(said), "{error}");
        }
        let refused = OutFile::new(&at("rows.csv"), |path| Err(Error::Usage(path.display().to_string())));
        assert_eq!(refused.unwrap_err().to_string(), at("rows.csv"));
    }
}
