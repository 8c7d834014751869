//! Where the program's own data is: the folder with `data/framework`, `queries` and `charts`.

use std::path::{Path, PathBuf};

use crate::base::error::{Error, Result};

/// The folder with `data/framework`, `queries` and `charts`.
#[derive(Debug, Clone)]
pub struct Root(PathBuf);

impl Root {
    /// `given` where the user named it; else the nearest such folder above the working directory,
    /// else above the program's own file.
    pub fn find(given: Option<&Path>) -> Result<Root> {
        let fits = |dir: &Path| dir.join("data/framework").is_dir() && dir.join("queries").is_dir();
        if let Some(dir) = given {
            return if fits(dir) {
                Ok(Root(dir.to_path_buf()))
            } else {
                Err(Error::Usage(format!("--root {}: has no data/framework and queries", dir.display())))
            };
        }
        let starts = [std::env::current_dir().ok(), std::env::current_exe().ok()];
        starts
            .iter()
            .flatten()
            .flat_map(|start| start.ancestors())
            .find(|dir| fits(dir))
            .map(|dir| Root(dir.to_path_buf()))
            .ok_or_else(|| Error::Usage("cannot find data/framework and queries; run inside the project, or name its folder with --root DIR".into()))
    }

    /// `data/framework`.
    pub fn framework(&self) -> PathBuf {
        self.0.join("data/framework")
    }

    /// `queries`.
    pub fn queries(&self) -> PathBuf {
        self.0.join("queries")
    }

    /// `data/messages`.
    pub fn messages(&self) -> PathBuf {
        self.0.join("data/messages")
    }

    /// `data/fonts`: fonts for further scripts, where `just fonts` has fetched them.
    pub fn fonts(&self) -> PathBuf {
        self.0.join("data/fonts")
    }

    /// `charts`.
    pub fn charts(&self) -> PathBuf {
        self.0.join("charts")
    }
}
