//! Regular files, opened without waiting: a pipe without a writer would hold a reader for ever, and a device such as
//! `/dev/zero` has no end.
//!
//! Every file of a store, of a network's folder and of the program's root is opened here.

use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use rustix::fs::OFlags;
use rustix::io::Errno;

/// The kind of error that [`open`] gives for what is neither a file nor a folder.
pub const SPECIAL: io::ErrorKind = io::ErrorKind::Unsupported;

fn special() -> io::Error {
    io::Error::new(SPECIAL, "it is a pipe, a socket or a device; put a file in its place")
}

/// Opens a regular file, or a link to one, for reading.
///
/// # Errors
/// As the system has them; [`SPECIAL`] for a pipe, a socket or a device.
pub fn open(path: &Path) -> io::Result<File> {
    // Looked at first, because to open a device may already do something.
    check(&fs::metadata(path)?)?;
    // A pipe that came in its place since is opened without waiting for its writer.
    let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed();
    let file = File::options().read(true).custom_flags(flags).open(path)?;
    check(&file.metadata()?)?;
    Ok(file)
}

fn check(found: &fs::Metadata) -> io::Result<()> {
    match found.file_type() {
        kind if kind.is_file() => Ok(()),
        kind if kind.is_dir() => Err(Errno::ISDIR.into()),
        _ => Err(special()),
    }
}

/// The bytes of a regular file; errors as for [`open`].
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The text of a regular file; errors as for [`open`], and where it is not UTF-8.
pub fn read_text(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    open(path)?.read_to_string(&mut text)?;
    Ok(text)
}

/// Why a file cannot be read, as the end of a sentence that begins with its path.
pub fn unread(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "is missing".into(),
        io::ErrorKind::IsADirectory => "is a folder".into(),
        io::ErrorKind::PermissionDenied => "may not be read by this user".into(),
        SPECIAL => "is a pipe, a socket or a device".into(),
        _ => format!("cannot be read ({error})"),
    }
}

/// Whether a path is a regular file itself, and no link to one.
pub fn is_own(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_file_is_told_at_once() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::write(at("file"), "text").unwrap();
        std::os::unix::fs::symlink(at("file"), at("link")).unwrap();
        rustix::fs::mknodat(rustix::fs::CWD, at("pipe"), rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
        std::os::unix::fs::symlink(at("pipe"), at("to-pipe")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
        for name in ["file", "link"] {
            assert_eq!((read(&at(name)).unwrap(), read_text(&at(name)).unwrap()), (b"text".to_vec(), "text".into()));
        }
        assert!(is_own(&at("file")) && !is_own(&at("link")) && !is_own(&at("pipe")) && !is_own(&at("none")));
        for path in [at("pipe"), at("to-pipe"), at("socket"), "/dev/zero".into()] {
            let error = open(&path).unwrap_err();
            assert_eq!(
                (error.kind(), unread(&error).as_str()),
                (SPECIAL, "is a pipe, a socket or a device"),
                "{path:?}"
            );
        }
        assert_eq!(unread(&open(dir.path()).unwrap_err()), "is a folder");
        assert_eq!(unread(&open(&at("none")).unwrap_err()), "is missing");
        assert_eq!(open(dir.path()).unwrap_err().kind(), io::ErrorKind::IsADirectory);
        assert_eq!(open(&at("none")).unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
