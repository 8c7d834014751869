//! Durable file operations: what a call has returned from survives a loss of power, and no reader sees half of it.
//!
//! A file is written to a hidden temporary file in its own folder, synced, renamed, and its folder synced after.
//! Everything that the store, the archive, the caches and the site keep goes through here; what is scratch does not.
//!
//! With the feature `faults` the environment variable `LEARNING_CITIES_FAULT` makes one operation fail: `N:ENOSPC`,
//! `N:EIO` or `N:EACCES` is what operation number N (from 1) answers, `N:kill` ends the process before it, and
//! `N:short` writes half of what operation N was to write and ends the process. `N:KIND:PATH` counts only operations
//! whose path ends with PATH: which number an operation has among all differs from run to run, because threads write
//! side by side. `LEARNING_CITIES_OPERATIONS` names a file that gets a line for each operation, its action and path,
//! and a line `fault` for the fault.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags};
use rustix::io::Errno;
use walkdir::{DirEntry, WalkDir};

use crate::base::error::{Error, Result};
use crate::base::scratch;

/// Who may read what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// The owner alone: 0600 for files, 0700 for folders.
    Private,
    /// Whoever the umask lets.
    Public,
}

impl Access {
    fn file_mode(self) -> u32 {
        match self {
            Access::Private => 0o600,
            Access::Public => 0o666,
        }
    }

    fn folder_mode(self) -> u32 {
        match self {
            Access::Private => 0o700,
            Access::Public => 0o777,
        }
    }
}

/// Prefix of temporary files and folders: one that is found without a running writer is a leftover and may be removed.
pub const TEMPORARY: &str = ".";

/// Creates a folder and the folders above it that are missing, and syncs each folder that got an entry.
pub fn create_folder(path: &Path, access: Access) -> Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    if path.is_dir() {
        return Ok(());
    }
    let parent = folder_of(path);
    create_folder(parent, access)?;
    let made = operation("create", path, || fs::DirBuilder::new().mode(access.folder_mode()).create(path));
    match made {
        Err(Error::Io { source, .. }) if source.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => {
            return Ok(());
        }
        made => made?,
    }
    sync_folder(parent)
}

/// Replaces a file by the bytes, atomically and durably.
pub fn write(path: &Path, bytes: &[u8], access: Access) -> Result<()> {
    write_with(path, access, |file| file.write_all(bytes).map_err(Error::io("write", path)))
}

/// Replaces a file by what `fill` writes, atomically and durably. Nothing is left where `fill` fails.
pub fn write_with<T>(path: &Path, access: Access, fill: impl FnOnce(&mut File) -> Result<T>) -> Result<T> {
    let filled = place_with(path, access, fill)?;
    sync_folder(folder_of(path))?;
    Ok(filled)
}

/// As [`write_with`], for many files of one folder, which the caller syncs once after the last: until then either file
/// may be found.
pub fn place_with<T>(path: &Path, access: Access, fill: impl FnOnce(&mut File) -> Result<T>) -> Result<T> {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder_of(path);
    let (mut file, _watched) = operation("write", path, || {
        let mode = fs::Permissions::from_mode(access.file_mode());
        scratch::watched(|| tempfile::Builder::new().prefix(TEMPORARY).permissions(mode).tempfile_in(folder))
    })?;
    // What `fill` does is one operation more, so that it can fail too.
    operation("write", path, || Ok(()))?;
    let filled = fill(file.as_file_mut())?;
    operation("write", path, || file.as_file().sync_all())?;
    operation("write", path, || file.persist(path).map_err(|e| e.error))?;
    Ok(filled)
}

/// Creates a file in a folder that nobody reads yet and that is renamed when it is whole; synced, its folder is not.
pub fn create<T>(path: &Path, access: Access, fill: impl FnOnce(&mut File) -> Result<T>) -> Result<T> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut file =
        operation("create", path, || File::options().write(true).create_new(true).mode(access.file_mode()).open(path))?;
    operation("write", path, || Ok(()))?;
    let filled = fill(&mut file)?;
    operation("write", path, || file.sync_all())?;
    Ok(filled)
}

/// Syncs a file that is written already.
pub fn sync_file(path: &Path) -> Result<()> {
    operation("write", path, || File::open(path)?.sync_all())
}

/// Syncs a folder: its entries, not what they hold.
pub fn sync_folder(path: &Path) -> Result<()> {
    operation("write", path, || File::open(path)?.sync_all())
}

/// Files that are synced at once: the file system then writes its journal once for many of them.
const SYNCED_AT_ONCE: usize = 16;

/// Syncs every file and folder below a folder, and the folder itself.
pub fn sync_tree(path: &Path) -> Result<()> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in walk(path) {
        let entry = entry?;
        match entry.file_type() {
            kind if kind.is_dir() => folders.push(entry.into_path()),
            kind if kind.is_file() => files.push(entry.into_path()),
            _ => {}
        }
    }
    let share = files.len().div_ceil(SYNCED_AT_ONCE).max(1);
    std::thread::scope(|scope| {
        let sync = |files: &[PathBuf]| files.iter().try_for_each(|file| sync_file(file));
        let begun: Vec<_> = files.chunks(share).map(|files| scope.spawn(move || sync(files))).collect();
        begun.into_iter().try_for_each(|h| h.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })?;
    // Those inside before those around them.
    folders.iter().rev().try_for_each(|folder| sync_folder(folder))
}

/// Renames a file or folder within a file system and syncs the folders of both places.
pub fn rename(from: &Path, to: &Path) -> Result<()> {
    operation("rename", to, || fs::rename(from, to))?;
    sync_folder(folder_of(to))?;
    if folder_of(from) != folder_of(to) {
        sync_folder(folder_of(from))?;
    }
    Ok(())
}

/// Exchanges two files or folders in one step and syncs the folders of both; false where the file system cannot, and
/// nothing was done.
pub fn exchange(one: &Path, other: &Path) -> Result<bool> {
    let exchanged =
        operation("replace", other, || match rustix::fs::renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
            Ok(()) => Ok(true),
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Ok(false),
            Err(error) => Err(error.into()),
        })?;
    if exchanged {
        sync_folder(folder_of(other))?;
        sync_folder(folder_of(one))?;
    }
    Ok(exchanged)
}

/// Removes a file durably; one that is not there is no error.
pub fn remove_file(path: &Path) -> Result<()> {
    operation("remove", path, || if_there(fs::remove_file(path)))?;
    sync_folder(folder_of(path))
}

/// Removes a folder and all below it, durably; one that is not there is no error.
pub fn remove_folder(path: &Path) -> Result<()> {
    operation("remove", path, || if_there(fs::remove_dir_all(path)))?;
    sync_folder(folder_of(path))
}

/// Removes a file, or a folder and all below it, durably.
pub fn remove(path: &Path) -> Result<()> {
    if path.is_dir() { remove_folder(path) } else { remove_file(path) }
}

/// Removes files of one folder durably; one that is not there is no error.
pub fn remove_files(folder: &Path, names: impl IntoIterator<Item = impl AsRef<Path>>) -> Result<()> {
    for name in names {
        let path = folder.join(name);
        operation("remove", &path, || if_there(fs::remove_file(&path)))?;
    }
    sync_folder(folder)
}

/// Takes from others what they may do with a file or folder and all below it; links are left alone. How many it was
/// taken of.
pub fn make_private(path: &Path) -> Result<usize> {
    use std::os::unix::fs::PermissionsExt;
    let mut changed = 0;
    for wide in wider_than_private(path)? {
        let mode = wide.metadata().map_err(Error::io("read", &wide))?.permissions().mode();
        operation("change the permissions of", &wide, || {
            fs::set_permissions(&wide, fs::Permissions::from_mode(mode & 0o700))
        })?;
        changed += 1;
    }
    Ok(changed)
}

/// Files and folders from `path` down that others than the owner may read, write or enter.
pub fn wider_than_private(path: &Path) -> Result<Vec<PathBuf>> {
    use std::os::unix::fs::PermissionsExt;
    let mut wide = Vec::new();
    for entry in walk(path).filter(|_| !path.is_symlink()) {
        let entry = entry?;
        // What is gone was removed by its run meanwhile.
        let metadata = if_there(entry.metadata().map_err(io::Error::from)).map_err(Error::io("read", entry.path()))?;
        if metadata.is_some_and(|m| !m.is_symlink() && m.permissions().mode() & 0o077 != 0) {
            wide.push(entry.into_path());
        }
    }
    wide.sort();
    Ok(wide)
}

/// A folder and everything below it, each folder before what is in it; links are not followed. What is removed
/// meanwhile, or is not there at all, is left out.
pub fn walk(path: &Path) -> impl Iterator<Item = Result<DirEntry>> {
    let gone = |error: &walkdir::Error| error.io_error().is_some_and(|e| e.kind() == io::ErrorKind::NotFound);
    WalkDir::new(path).into_iter().filter(move |entry| !entry.as_ref().is_err_and(gone)).map(walked(path))
}

/// What desktops leave in every folder that is looked at.
pub const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// For `map` over a walk through `path`: the error names where it stopped.
pub fn walked(path: &Path) -> impl Fn(walkdir::Result<DirEntry>) -> Result<DirEntry> {
    move |entry| entry.map_err(|e| Error::io("read", e.path().unwrap_or(path).to_path_buf())(walk_reason(e)))
}

/// Why a walk stopped, without the path, which the message names as its reader knows it.
pub fn walk_reason(error: walkdir::Error) -> io::Error {
    error.into_io_error().unwrap_or_else(|| io::Error::other("a link leads back to a folder above it"))
}

/// What was read or removed; none where there is nothing of that name.
pub fn if_there<T>(done: io::Result<T>) -> io::Result<Option<T>> {
    match done {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        done => done.map(Some),
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Runs one operation on a path, unless a fault is injected in its place.
fn operation<T>(action: &'static str, path: &Path, run: impl FnOnce() -> io::Result<T>) -> Result<T> {
    #[cfg(feature = "faults")]
    faults::next(action, path).map_err(Error::io(action, path))?;
    run().map_err(Error::io(action, path))
}

#[cfg(feature = "faults")]
mod faults {
    use std::fs::{self, File};
    use std::io::{self, Write};
    use std::path::{Path, PathBuf};
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicU64, Ordering};

    struct Fault {
        number: u64,
        kind: String,
        /// End of the paths whose operations count; empty for all.
        path: PathBuf,
    }

    static FAULT: LazyLock<Option<Fault>> = LazyLock::new(|| {
        let given = std::env::var("LEARNING_CITIES_FAULT").ok()?;
        let mut parts = given.splitn(3, ':');
        Some(Fault {
            number: parts.next()?.parse().ok()?,
            kind: parts.next()?.to_string(),
            path: parts.next().unwrap_or_default().into(),
        })
    });
    static LOG: LazyLock<Option<File>> = LazyLock::new(|| {
        File::options().append(true).create(true).open(std::env::var_os("LEARNING_CITIES_OPERATIONS")?).ok()
    });
    /// Operations that count for the fault.
    static COUNTED: AtomicU64 = AtomicU64::new(0);

    /// Counts an operation; the one that `LEARNING_CITIES_FAULT` names fails.
    pub fn next(action: &str, path: &Path) -> io::Result<()> {
        log(action, path);
        let Some(fault) = FAULT.as_ref().filter(|fault| path.ends_with(&fault.path)) else {
            return Ok(());
        };
        if COUNTED.fetch_add(1, Ordering::SeqCst) + 1 != fault.number {
            return Ok(());
        }
        log("fault", path);
        match fault.kind.as_str() {
            // No destructor runs, as after SIGKILL.
            "kill" => std::process::abort(),
            "short" => {
                halve_newest(path);
                std::process::abort()
            }
            "ENOSPC" => Err(io::ErrorKind::StorageFull.into()),
            "EACCES" => Err(io::ErrorKind::PermissionDenied.into()),
            _ => Err(io::Error::other("injected input/output error")),
        }
    }

    fn log(action: &str, path: &Path) {
        if let Some(mut log) = LOG.as_ref() {
            // One write, so that lines of two threads do not mix.
            let _ = log.write_all(format!("{action} {}\n", path.display()).as_bytes());
        }
    }

    /// Cuts the newest temporary file in the folder of `path`, or any file where the folder is temporary itself, to
    /// half of its length, as a crash in the middle of a write may.
    fn halve_newest(path: &Path) {
        let folder = super::folder_of(path);
        let Ok(entries) = fs::read_dir(folder) else { return };
        let hidden =
            |name: Option<&std::ffi::OsStr>| name.is_some_and(|n| n.to_string_lossy().starts_with(super::TEMPORARY));
        let temporary =
            |e: &fs::DirEntry| e.path().is_file() && (hidden(Some(&e.file_name())) || hidden(folder.file_name()));
        let newest = entries.flatten().filter(temporary).max_by_key(|e| e.metadata().and_then(|m| m.modified()).ok());
        if let Some(file) = newest.and_then(|e| File::options().write(true).open(e.path()).ok()) {
            let half = file.metadata().map_or(0, |m| m.len() / 2);
            let _ = file.set_len(half);
        }
    }
}

/// Names in a folder, sorted, without what is hidden; none where there is no such folder.
pub fn names(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in if_there(fs::read_dir(folder)).map_err(Error::io("read", folder))?.into_iter().flatten() {
        let name = entry.map_err(Error::io("read", folder))?.file_name().to_string_lossy().into_owned();
        if !name.starts_with(TEMPORARY) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_file_is_replaced_whole_or_not_at_all() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        write(&path, b"one", Access::Private).unwrap();
        let failed: Result<()> = write_with(&path, Access::Private, |file| {
            file.write_all(b"half").unwrap();
            Err(Error::Usage("no".into()))
        });
        assert!(failed.is_err());
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing is left next to it");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn private_folders_are_the_owners_alone() {
        let dir = tempfile::tempdir().unwrap();
        let deep = dir.path().join("a/b");
        create_folder(&deep, Access::Private).unwrap();
        for folder in [dir.path().join("a"), deep] {
            assert_eq!(fs::metadata(folder).unwrap().permissions().mode() & 0o777, 0o700);
        }
    }

    #[test]
    fn what_others_may_read_is_made_private() {
        let dir = tempfile::tempdir().unwrap();
        let (folder, file) = (dir.path().join("a"), dir.path().join("a/b"));
        fs::create_dir(&folder).unwrap();
        fs::write(&file, b"x").unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        assert_eq!(wider_than_private(&folder).unwrap(), [folder.clone(), file.clone()]);
        assert_eq!(make_private(&folder).unwrap(), 2);
        assert_eq!(make_private(&folder).unwrap(), 0);
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    }

    #[test]
    fn two_folders_change_places() {
        let dir = tempfile::tempdir().unwrap();
        let (a, b) = (dir.path().join("a"), dir.path().join("b"));
        for folder in [&a, &b] {
            create_folder(folder, Access::Public).unwrap();
            write(&folder.join("name"), folder.file_name().unwrap().as_encoded_bytes(), Access::Public).unwrap();
        }
        if exchange(&a, &b).unwrap() {
            assert_eq!(fs::read(a.join("name")).unwrap(), b"b");
            assert_eq!(fs::read(b.join("name")).unwrap(), b"a");
        }
        assert!(exchange(&a, &dir.path().join("none")).is_err());
    }
}
