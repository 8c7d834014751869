//! Files that can be made again, each with a hash at its end, so that a damaged one is never used.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::base::durable::{self, Access};
use crate::base::error::{Error, Result};
use crate::base::regular;

/// Length of the hash at the end of each entry.
const HASH: usize = 32;

/// A folder of entries by name.
#[derive(Debug)]
pub struct Cache {
    dir: PathBuf,
    /// Held shared by every run that may write entries, so that the temporary file of a run at work is not taken for a
    /// leftover.
    _users: Option<File>,
}

impl Cache {
    /// A cache in a folder, which is made if it is missing and belongs to its owner alone. Removes what interrupted
    /// runs have left in it, unless another run uses it.
    pub fn open(dir: &Path) -> Result<Cache> {
        durable::create_folder(dir, Access::Private)?;
        durable::make_private(dir)?;
        let users = File::open(dir).map_err(Error::io("read", dir))?;
        // A file system without locks keeps leftovers until they are repaired.
        if users.try_lock().is_ok() {
            // A leftover that cannot be removed harms no report; `verify` names it.
            let _ = remove_leftovers(dir);
        }
        let _ = users.lock_shared();
        Ok(Cache { dir: dir.to_path_buf(), _users: Some(users) })
    }

    /// A cache as it is.
    pub(super) fn at(dir: &Path) -> Cache {
        Cache { dir: dir.to_path_buf(), _users: None }
    }

    /// The bytes of an entry; none where there is no such entry, or a damaged one, which is dropped.
    pub fn get(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let path = self.dir.join(name);
        match regular::read(&path) {
            Ok(bytes) => match sound(name, bytes) {
                Some(bytes) => Ok(Some(bytes)),
                None => self.drop_entry(name).map(|()| None),
            },
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) if path.is_dir() || e.kind() == regular::SPECIAL => self.drop_entry(name).map(|()| None),
            Err(e) => Err(Error::io("read", &path)(e)),
        }
    }

    /// Keeps the bytes of an entry.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let mut whole = bytes.to_vec();
        whole.extend_from_slice(&hash(name, bytes));
        durable::write(&self.dir.join(name), &whole, Access::Private)
    }

    /// Drops every entry but those named.
    pub fn keep_only(&self, wanted: &BTreeSet<String>) -> Result<()> {
        let names = durable::names(&self.dir)?;
        let old: Vec<&String> = names.iter().filter(|name| !wanted.contains(*name)).collect();
        if old.is_empty() {
            return Ok(());
        }
        durable::remove_files(&self.dir, old)
    }

    /// Names of damaged entries, sorted.
    pub fn damaged(&self) -> Result<Vec<String>> {
        let mut damaged = Vec::new();
        for name in durable::names(&self.dir)? {
            if !regular::read(&self.dir.join(&name)).is_ok_and(|bytes| sound(&name, bytes).is_some()) {
                damaged.push(name);
            }
        }
        Ok(damaged)
    }

    /// Drops an entry.
    pub fn drop_entry(&self, name: &str) -> Result<()> {
        durable::remove(&self.dir.join(name))
    }
}

/// Removes the temporary files of a cache that nobody uses.
fn remove_leftovers(dir: &Path) -> Result<()> {
    let mut left = Vec::new();
    for entry in fs::read_dir(dir).map_err(Error::io("read", dir))? {
        let entry = entry.map_err(Error::io("read", dir))?;
        let (name, kind) = (entry.file_name(), entry.file_type().map_err(Error::io("read", dir))?);
        if kind.is_file() && name.as_encoded_bytes().starts_with(durable::TEMPORARY.as_bytes()) {
            left.push(name);
        }
    }
    match left.is_empty() {
        true => Ok(()),
        false => durable::remove_files(dir, left),
    }
}

/// The bytes of an entry without their hash; none where they are not what was kept under that name.
fn sound(name: &str, mut whole: Vec<u8>) -> Option<Vec<u8>> {
    let end = whole.len().checked_sub(HASH)?;
    let written = whole.split_off(end);
    (hash(name, &whole) == *written).then_some(whole)
}

/// SHA-256 of an entry: its name, a zero, its bytes.
fn hash(name: &str, bytes: &[u8]) -> [u8; HASH] {
    let mut hasher = Sha256::new();
    hasher.update(name.as_bytes());
    hasher.update([0]);
    hasher.update(bytes);
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_interrupted_run_left_is_removed_once_nobody_uses_the_cache() {
        let dir = tempfile::tempdir().unwrap();
        let left = dir.path().join(".tmpAbCdEf");
        let user = Cache::open(dir.path()).unwrap();
        user.put("a.pdf", b"one").unwrap();
        fs::write(&left, b"half").unwrap();
        let another = Cache::open(dir.path()).unwrap();
        assert!(left.exists(), "it may be the file of a run at work");
        drop((user, another));
        let next = Cache::open(dir.path()).unwrap();
        assert!(!left.exists());
        assert_eq!(next.get("a.pdf").unwrap().unwrap(), b"one");
    }

    #[test]
    fn a_damaged_entry_is_dropped() {
        let dir = tempfile::tempdir().unwrap();
        let cache = Cache::open(&dir.path().join("cache")).unwrap();
        cache.put("a.pdf", b"one").unwrap();
        cache.put("b.pdf", b"two").unwrap();
        assert_eq!(cache.get("a.pdf").unwrap().unwrap(), b"one");
        let path = dir.path().join("cache/a.pdf");
        let sound = fs::read(&path).unwrap();
        for at in 0..sound.len() {
            let mut bytes = sound.clone();
            bytes[at] ^= 1;
            fs::write(&path, &bytes).unwrap();
            assert_eq!(cache.damaged().unwrap(), ["a.pdf"]);
            assert_eq!(cache.get("a.pdf").unwrap(), None);
            assert!(!path.exists());
        }
        for bytes in [&sound[..0], &sound[..sound.len() - 1], b"%PDF"] {
            fs::write(&path, bytes).unwrap();
            assert_eq!(cache.get("a.pdf").unwrap(), None);
        }
        // A sound entry under another's name.
        fs::copy(dir.path().join("cache/b.pdf"), &path).unwrap();
        assert_eq!(cache.get("a.pdf").unwrap(), None);
        fs::create_dir(&path).unwrap();
        assert_eq!(cache.get("a.pdf").unwrap(), None);
        cache.put("a.pdf", b"").unwrap();
        assert_eq!(cache.get("a.pdf").unwrap().unwrap(), b"");
        cache.keep_only(&BTreeSet::from(["b.pdf".to_string()])).unwrap();
        assert_eq!(cache.get("a.pdf").unwrap(), None);
        assert_eq!(cache.get("b.pdf").unwrap().unwrap(), b"two");
    }
}
