//! The file that keeps what was typed.

use std::path::{Path, PathBuf};

use rustyline::history::{FileHistory, History as _};
use rustyline::{Editor, Helper};

use crate::base::durable::{self, Access};
use crate::base::error::{Error, Result};
use crate::base::{regular, source};

/// Lines that are kept.
pub const LINES: usize = 1000;

/// Bytes of a line that is kept: a file of such lines, in which each character may be escaped, is not too large to be
/// read.
pub const LONGEST: usize = 8 << 10;

/// Where the history of this user is: `learning-cities/sql-history` in the folder for state of the desktop's standard.
pub fn place() -> Option<PathBuf> {
    let state = dirs::state_dir().or_else(dirs::data_local_dir)?;
    Some(state.join("learning-cities").join("sql-history"))
}

/// A history file, readable by its owner alone.
pub struct HistoryFile(PathBuf);

impl HistoryFile {
    /// Reads a file into an editor's history; one that is not there is begun.
    ///
    /// # Errors
    /// What is no regular file, too large, not UTF-8, or in a folder that cannot be created.
    pub fn open<H: Helper>(path: &Path, editor: &mut Editor<H, FileHistory>) -> Result<HistoryFile> {
        if let Some(folder) = path.parent() {
            durable::create_folder(folder, Access::Private)?;
        }
        let found = durable::if_there(regular::open(path)).map_err(Error::io("read", path))?;
        if let Some(file) = found {
            let bytes = file.metadata().map_err(Error::io("read", path))?.len();
            if bytes > source::MOST {
                let message = format!("has more than {} MB; remove it", source::MOST >> 20);
                return Err(Error::invalid(path.display(), message));
            }
            editor.load_history(path).map_err(failed("read", path))?;
        }
        Ok(HistoryFile(path.to_path_buf()))
    }

    /// Keeps a line in the editor and in the file; one that begins with a space is not kept.
    pub fn add<H: Helper>(&self, editor: &mut Editor<H, FileHistory>, line: &str) -> Result<()> {
        if add(editor, line) { editor.append_history(&self.0).map_err(failed("write", &self.0)) } else { Ok(()) }
    }
}

/// Keeps a line in the editor; false where it is not to be kept.
pub fn add<H: Helper>(editor: &mut Editor<H, FileHistory>, line: &str) -> bool {
    let line = line.trim_end();
    line.len() <= LONGEST && editor.history_mut().add(line).unwrap_or(false)
}

fn failed(action: &'static str, path: &Path) -> impl FnOnce(rustyline::error::ReadlineError) -> Error {
    move |error| Error::io(action, path)(io(error))
}

/// What the editor says, as an error of the system.
pub fn io(error: rustyline::error::ReadlineError) -> std::io::Error {
    use rustyline::error::ReadlineError;
    match error {
        ReadlineError::Io(error) => error,
        ReadlineError::Errno(error) => error.into(),
        other => std::io::Error::other(other),
    }
}
