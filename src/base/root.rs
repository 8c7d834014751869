//! Where the program's own data is: the folder with `data/framework`, `queries` and `charts`.

use std::path::{Path, PathBuf};

use crate::base::error::{Error, Result};

/// The folder with `data/framework`, `queries` and `charts`.
#[derive(Debug, Clone)]
pub struct Root {
    dir: PathBuf,
    fonts: PathBuf,
}

impl Root {
    fn at(dir: &Path) -> Root {
        Root { dir: dir.to_path_buf(), fonts: dir.join("data/fonts") }
    }

    /// `given` where the user named it; else the nearest such folder above the working directory,
    /// else above the program's own file.
    pub fn find(given: Option<&Path>) -> Result<Root> {
        let fits = |dir: &Path| dir.join("data/framework").is_dir() && dir.join("queries").is_dir();
        if let Some(dir) = given {
            return if fits(dir) {
                Ok(Root::at(dir))
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
            .map(Root::at)
            .ok_or_else(|| Error::Usage("cannot find data/framework and queries; run inside the project, or name its folder with --root DIR".into()))
    }

    /// The folder itself.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// With the fonts of another folder.
    pub fn with_fonts_of(self, other: &Root) -> Root {
        Root { fonts: other.fonts.clone(), ..self }
    }

    /// `data/framework`.
    pub fn framework(&self) -> PathBuf {
        self.dir.join("data/framework")
    }

    /// `queries`.
    pub fn queries(&self) -> PathBuf {
        self.dir.join("queries")
    }

    /// `data/messages`.
    pub fn messages(&self) -> PathBuf {
        self.dir.join("data/messages")
    }

    /// `data/fonts`: fonts for further scripts, where `just fonts` has fetched them.
    pub fn fonts(&self) -> PathBuf {
        self.fonts.clone()
    }

    /// `charts`.
    pub fn charts(&self) -> PathBuf {
        self.dir.join("charts")
    }
}
