//! `damaged/`: what was found broken is moved here with a note, never deleted.

use std::fs;
use std::path::{Path, PathBuf};

use super::folder::{Lock, Store};
use crate::base::durable::{self, Access};
use crate::base::error::{Error, Result};
use crate::base::regular;

/// The folder's notes: a line for each thing moved.
const NOTES: &str = "notes.txt";

impl Store {
    /// The folder of what was set aside.
    pub fn damaged_dir(&self) -> PathBuf {
        self.dir.join("damaged")
    }

    /// Moves a damaged file or folder of the store out of its place and notes why. Where it is now.
    ///
    /// # Errors
    /// What the system refuses.
    pub fn set_aside(&self, held: &Lock, path: &Path, why: &str) -> Result<PathBuf> {
        // Several threads archive at once, and the note is one file.
        let _one = held.aside.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let name = path.strip_prefix(&self.dir).unwrap_or(path);
        let flat = name.to_string_lossy().replace('/', "-");
        let folder = self.damaged_dir();
        durable::create_folder(&folder, Access::Private)?;
        let free = |number: usize| match number {
            1 => folder.join(&flat),
            n => folder.join(format!("{flat}.{n}")),
        };
        let place = (1..).map(free).find(|p| fs::symlink_metadata(p).is_err()).unwrap_or_else(|| folder.join(&flat));
        // The note first: a thing without its note would be a riddle.
        let notes = folder.join(NOTES);
        let mut text = durable::if_there(regular::read(&notes)).map_err(Error::io("read", &notes))?.unwrap_or_default();
        let moved = place.file_name().unwrap_or_default().to_string_lossy();
        text.extend_from_slice(format!("{moved}: {} {why}\n", name.display()).as_bytes());
        durable::write(&notes, &text, Access::Private)?;
        durable::rename(path, &place)?;
        Ok(place)
    }
}
