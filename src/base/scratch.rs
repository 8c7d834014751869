//! Folders that do not outlive their run: private while they exist, locked by the run, removed when it ends.
//!
//! A folder is removed when it is dropped and when a signal ends the program; so is a temporary file. After `kill -9`
//! or a loss of power the next run finds it by its prefix, sees that nobody holds its lock, and removes it. The lock is
//! a file in the folder that holds a note of its maker's.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use tempfile::NamedTempFile;

const LOCK: &str = "LOCK";

/// Attempts to make a folder while other runs may remove it before it is locked, or to remove one while threads still
/// write into it.
const ATTEMPTS: usize = 16;

/// The folders and temporary files of this run.
static FOLDERS: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Whether a signal is ending the program.
static ENDING: AtomicBool = AtomicBool::new(false);

/// Answers whether the program goes on after a signal.
type Handler = Box<dyn Fn(i32) -> bool + Send>;

/// Sees each signal before it ends the program.
static HANDLER: Mutex<Option<Handler>> = Mutex::new(None);

fn handler() -> MutexGuard<'static, Option<Handler>> {
    HANDLER.lock().unwrap_or_else(PoisonError::into_inner)
}

fn folders() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    FOLDERS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A private folder (0700) of this run, removed when dropped.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// Held until the folder is gone, so that no other run takes it for abandoned.
    _lock: File,
}

impl Folder {
    /// Makes a folder in `parent` whose name begins with `prefix`; `note` is what [`Abandoned::note`] gives after a
    /// kill.
    pub fn create(parent: &Path, prefix: &str, note: &[u8]) -> io::Result<Folder> {
        for _ in 0..ATTEMPTS {
            let mut registered = folders();
            // Removed by us alone: `TempDir` knows nothing of signals.
            let private = fs::Permissions::from_mode(0o700);
            let path = tempfile::Builder::new().prefix(prefix).permissions(private).tempdir_in(parent)?.keep();
            match lock(&path, note) {
                Ok(Some(lock)) => {
                    registered.insert(path.clone());
                    return Ok(Folder { path, _lock: lock });
                }
                // Another run took it for abandoned before it was locked.
                Ok(None) => {}
                Err(error) => {
                    let _ = fs::remove_dir_all(&path);
                    return Err(error);
                }
            }
        }
        Err(io::Error::other("the folder is removed again and again by another program"))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Leaves the folder where it is, unlocked: the next run finds it as after a kill.
    pub fn abandon(self) {
        folders().remove(&self.path);
        let mut folder = self;
        folder.path = PathBuf::new();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.path.as_os_str().is_empty() {
            return;
        }
        remove(&self.path);
        folders().remove(&self.path);
    }
}

/// A temporary file that a signal removes while this is held.
#[derive(Debug)]
pub struct Watched {
    path: PathBuf,
}

/// Makes a temporary file that a signal removes, whatever becomes of it while [`Watched`] is held.
pub fn watched(make: impl FnOnce() -> io::Result<NamedTempFile>) -> io::Result<(NamedTempFile, Watched)> {
    let mut registered = folders();
    let file = make()?;
    let path = std::path::absolute(file.path())?;
    registered.insert(path.clone());
    Ok((file, Watched { path }))
}

impl Drop for Watched {
    fn drop(&mut self) {
        folders().remove(&self.path);
    }
}

/// Locks a new folder; none where another run has removed it or is about to.
fn lock(folder: &Path, note: &[u8]) -> io::Result<Option<File>> {
    let path = folder.join(LOCK);
    let mut file = match File::create_new(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    match file.try_lock() {
        Ok(()) => {}
        Err(fs::TryLockError::WouldBlock) => return Ok(None),
        // A file system without locks: other runs cannot lock it either and leave it alone.
        Err(fs::TryLockError::Error(_)) => {}
    }
    if fs::metadata(&path).map(|m| m.ino()).ok() != Some(file.metadata()?.ino()) {
        return Ok(None);
    }
    file.write_all(note)?;
    file.sync_all()?;
    Ok(Some(file))
}

/// Removes a folder that threads of this run may still write into. Its lock goes last: where the program is killed
/// meanwhile, the next run still finds it abandoned.
fn remove(path: &Path) {
    for _ in 0..ATTEMPTS {
        match remove_all_but_lock(path).and_then(|()| fs::remove_dir_all(path)) {
            Ok(()) => return,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return,
            Err(_) => std::thread::yield_now(),
        }
    }
}

fn remove_all_but_lock(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name() == LOCK {
            continue;
        }
        match entry.file_type()?.is_dir() {
            true => fs::remove_dir_all(entry.path())?,
            false => fs::remove_file(entry.path())?,
        }
    }
    Ok(())
}

/// A folder whose run was killed; no other run touches it while this is held.
#[derive(Debug)]
pub struct Abandoned {
    /// Where it is.
    pub path: PathBuf,
    /// The note of its maker; empty where the run was killed before it was written.
    pub note: Vec<u8>,
    _lock: File,
}

impl Abandoned {
    /// Removes the folder.
    pub fn remove(self) {
        remove(&self.path);
    }
}

/// The folders in `parent` that begin with `prefix`, belong to this user and are held by no running program. One that
/// was never locked can only be empty, and is removed at once. What cannot be read or locked is left alone.
pub fn abandoned(parent: &Path, prefix: &str) -> Vec<Abandoned> {
    let mut found = Vec::new();
    let Ok(owner) = tempfile::tempfile().and_then(|file| file.metadata()).map(|m| m.uid()) else {
        return found;
    };
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        if !entry.file_name().as_encoded_bytes().starts_with(prefix.as_bytes()) {
            continue;
        }
        let path = entry.path();
        if !path.symlink_metadata().is_ok_and(|m| m.is_dir() && m.uid() == owner) {
            continue;
        }
        let file = path.join(LOCK);
        let opened = match file.symlink_metadata() {
            Ok(m) if m.is_file() => File::options().read(true).write(true).open(&file),
            Ok(_) => continue,
            Err(error) => Err(error),
        };
        match opened {
            Ok(mut lock) if lock.try_lock().is_ok() => {
                let mut note = Vec::new();
                if (&mut lock).take(1 << 12).read_to_end(&mut note).is_ok() {
                    found.push(Abandoned { path, note, _lock: lock });
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let _ = fs::remove_dir(&path);
            }
            _ => {}
        }
    }
    found
}

/// Runs steps between which the program must not be ended by a signal. No folder may be made or dropped inside.
pub fn undisturbed<T>(steps: impl FnOnce() -> T) -> T {
    let _registered = folders();
    steps()
}

/// From now on SIGINT, SIGTERM and SIGHUP end the program with 128 and their number, after its folders and temporary
/// files are removed. A signal that the caller has set the program to ignore, as `nohup` does, stays ignored.
pub fn remove_on_signals() -> io::Result<()> {
    let ignored = ignored();
    let wanted = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| ignored & (1 << (signal - 1)) == 0);
    let mut signals = Signals::new(wanted)?;
    let wait = move || {
        for signal in signals.forever() {
            if handler().as_ref().is_some_and(|goes_on| goes_on(signal)) {
                continue;
            }
            let registered = folders();
            ENDING.store(true, Ordering::SeqCst);
            for path in registered.iter() {
                match path.is_dir() {
                    true => remove(path),
                    false => drop(fs::remove_file(path)),
                }
            }
            std::process::exit(128 + signal);
        }
    };
    std::thread::Builder::new().name("signals".into()).spawn(wait)?;
    Ok(())
}

/// While this is held, signals go to its handler.
#[derive(Debug)]
pub struct Handling(());

/// Gives every signal of [`remove_on_signals`] to `goes_on`, on a thread of its own; where that answers true, the
/// program goes on. There is one handler at a time.
pub fn handle_signals(goes_on: impl Fn(i32) -> bool + Send + 'static) -> Handling {
    *handler() = Some(Box::new(goes_on));
    Handling(())
}

impl Drop for Handling {
    fn drop(&mut self) {
        *handler() = None;
    }
}

/// Waits for the end of the program where a signal is ending it: an error that comes from the removed folders is none
/// to report.
pub fn wait_if_ending() {
    while ENDING.load(Ordering::SeqCst) {
        std::thread::park();
    }
}

/// The signals that the program was started to ignore, a bit for each; none where the system does not say.
fn ignored() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PREFIX: &str = ".trial-";

    #[test]
    fn a_folder_is_private_and_goes_with_its_run() {
        let parent = tempfile::tempdir().unwrap();
        let folder = Folder::create(parent.path(), PREFIX, b"note").unwrap();
        assert_eq!(fs::metadata(folder.path()).unwrap().permissions().mode() & 0o777, 0o700);
        fs::create_dir_all(folder.path().join("deep/er")).unwrap();
        assert!(abandoned(parent.path(), PREFIX).is_empty(), "it is held");
        drop(folder);
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_a_killed_run_left_is_found_with_its_note() {
        let parent = tempfile::tempdir().unwrap();
        Folder::create(parent.path(), PREFIX, b"note").unwrap().abandon();
        // Killed before it was locked, and before the note was written.
        fs::create_dir(parent.path().join(".trial-empty")).unwrap();
        fs::create_dir(parent.path().join(".trial-new")).unwrap();
        File::create(parent.path().join(".trial-new/LOCK")).unwrap();
        // Not ours: never locked and not empty, a file, a link, another name.
        fs::create_dir_all(parent.path().join(".trial-foreign/thesis")).unwrap();
        fs::write(parent.path().join(".trial-file"), "").unwrap();
        std::os::unix::fs::symlink("/", parent.path().join(".trial-link")).unwrap();
        fs::create_dir(parent.path().join("other")).unwrap();
        let mut found = abandoned(parent.path(), PREFIX);
        found.sort_by(|a, b| a.note.cmp(&b.note));
        assert_eq!(found.iter().map(|f| f.note.as_slice()).collect::<Vec<_>>(), [b"".as_slice(), b"note"]);
        assert!(abandoned(parent.path(), PREFIX).is_empty(), "one run takes each");
        found.into_iter().for_each(Abandoned::remove);
        let mut left: Vec<_> = fs::read_dir(parent.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, [".trial-file", ".trial-foreign", ".trial-link", "other"]);
    }

    /// A removal that is killed leaves the lock, so that the next run finds the folder and ends the removal.
    #[test]
    fn the_lock_is_removed_last() {
        let parent = tempfile::tempdir().unwrap();
        let folder = Folder::create(parent.path(), PREFIX, b"note").unwrap();
        for i in 0..50 {
            fs::create_dir(folder.path().join(format!("folder-{i}"))).unwrap();
            fs::write(folder.path().join(format!("file-{i}")), "x").unwrap();
        }
        remove_all_but_lock(folder.path()).unwrap();
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(left, [LOCK]);
        folder.abandon();
        abandoned(parent.path(), PREFIX).into_iter().for_each(Abandoned::remove);
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 0);
    }

    /// Runs that begin while others remove what looks abandoned: each gets a folder and keeps it.
    #[test]
    fn a_folder_in_the_making_is_not_taken_for_abandoned() {
        let parent = tempfile::tempdir().unwrap();
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !done.load(Ordering::SeqCst) {
                    abandoned(parent.path(), PREFIX).into_iter().for_each(Abandoned::remove);
                }
            });
            for _ in 0..300 {
                let folder = Folder::create(parent.path(), PREFIX, b"note").unwrap();
                fs::write(folder.path().join("file"), "kept").unwrap();
                std::thread::yield_now();
                assert_eq!(fs::read(folder.path().join("file")).unwrap(), b"kept");
            }
            done.store(true, Ordering::SeqCst);
        });
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 0);
    }
}
