//! The archive: every file as it came, under the SHA-256 of its bytes, with a receipt that says under which names it
//! came. Of a file that is too large to be read, `<sha256>.head` holds the beginning.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::folder::{Lock, Store};
use super::manifest::is_sha256;
use super::manifest::json;
use crate::base::durable::{self, Access};
use crate::base::error::{Error, Result, bail};
use crate::base::hash::{Hasher, hash_file, sha256};
use crate::base::regular;

/// End of the name of a file of which only the beginning is kept.
pub(super) const HEAD: &str = ".head";

/// The receipt of an archived file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// SHA-256 of the whole file; its name in the archive.
    pub sha256: String,
    /// Length of the whole file in bytes.
    pub bytes: u64,
    /// What is kept where that is not the whole file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<Head>,
    /// Every logical path under which it came; none where that is not known any longer.
    pub files: Vec<String>,
    /// SHA-256 of the receipt as it is written without this field; none in one of a version that wrote none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal: Option<String>,
}

impl Receipt {
    /// The bytes of the receipt without its seal.
    fn unsealed(&self, path: &Path) -> Result<Vec<u8>> {
        json(path, &Receipt { seal: None, ..self.clone() })
    }

    /// Whether these are the bytes that were written for it.
    fn is_written_as(&self, bytes: &[u8], path: &Path) -> Result<bool> {
        let sealed = self.seal.as_ref().is_none_or(|seal| self.unsealed(path).is_ok_and(|own| sha256(&own) == *seal));
        Ok(sealed && json(path, self)? == bytes)
    }
}

/// The first bytes of a file that is too large to be kept whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Length of what is kept.
    pub kept: u64,
    /// SHA-256 of what is kept.
    pub sha256: String,
}

/// A file to archive.
#[derive(Debug, Clone)]
pub struct Content<'a> {
    /// SHA-256 of the whole file.
    pub sha256: &'a str,
    /// Length of the whole file in bytes.
    pub bytes: u64,
    /// Logical paths under which it came, and where each is.
    pub files: Vec<(&'a str, &'a Path)>,
    /// Most bytes of it that are kept; none keeps it whole.
    pub most: Option<u64>,
}

impl Store {
    /// The archive's folder.
    pub fn archive_dir(&self) -> PathBuf {
        self.dir.join("archive")
    }

    /// Keeps the bytes of files, each content once, and adds to their receipts under which logical paths they came. All
    /// bytes are on the disk before the first receipt names them. What is kept already is not written again. `done` is
    /// called after each. Returns the logical paths of files that could not be read, or had other bytes than were
    /// hashed; all others are kept.
    pub fn archive(&self, held: &Lock, contents: &[Content<'_>], done: impl Fn() + Sync) -> Result<Vec<String>> {
        let keep = |content| {
            done();
            self.keep(held, content)
        };
        let kept: Vec<Kept> = many_at_once(|| contents.par_iter().map(keep).collect::<Result<_>>())?;
        if kept.iter().any(|kept| kept.written) {
            durable::sync_folder(&self.archive_dir())?;
        }
        let acknowledge = |(content, kept)| self.acknowledge(held, content, kept);
        let written: Vec<bool> =
            many_at_once(|| contents.par_iter().zip(&kept).map(acknowledge).collect::<Result<_>>())?;
        if written.contains(&true) {
            durable::sync_folder(&self.archive_dir())?;
        }
        Ok(kept.into_iter().flat_map(|kept| kept.lost).collect())
    }

    /// Number of files in the archive and their bytes.
    pub fn archive_size(&self) -> Result<(u64, u64)> {
        let (mut files, mut bytes) = (0, 0);
        for hash in self.archived()? {
            files += 1;
            for path in [self.archived_path(&hash), self.head_path(&hash)].iter().filter(|p| p.exists()) {
                bytes += path.metadata().map_err(Error::io("read", path))?.len();
            }
        }
        Ok((files, bytes))
    }

    /// Hashes of all files in the archive, whole or not, sorted.
    pub fn archived(&self) -> Result<Vec<String>> {
        let names = durable::names(&self.archive_dir())?;
        let hashes: BTreeSet<&str> =
            names.iter().map(|n| n.strip_suffix(HEAD).unwrap_or(n)).filter(|n| is_sha256(n)).collect();
        Ok(hashes.into_iter().map(str::to_string).collect())
    }

    /// Where the whole bytes of an archived file are.
    pub fn archived_path(&self, sha256: &str) -> PathBuf {
        self.archive_dir().join(sha256)
    }

    /// Where the beginning of an archived file is that is not kept whole.
    pub fn head_path(&self, sha256: &str) -> PathBuf {
        self.archive_dir().join(format!("{sha256}{HEAD}"))
    }

    /// The receipt of an archived file, its bytes checked; none where there is none.
    pub fn receipt(&self, sha256: &str) -> Result<Option<Receipt>> {
        let path = self.receipt_path(sha256);
        let wrong = |what: &str| {
            Error::invalid(path.display(), format!("{what}; run `{}`, which writes it anew", self.repair_command()))
        };
        let text = match durable::if_there(regular::read(&path)) {
            Ok(Some(text)) => text,
            Ok(None) => return Ok(None),
            Err(e) if e.kind() == regular::SPECIAL || path.is_dir() => return Err(wrong("is no file")),
            Err(e) => return Err(Error::io("read", &path)(e)),
        };
        let receipt: Receipt = serde_json::from_slice(&text).map_err(|e| wrong(&format!("is no receipt ({e})")))?;
        match receipt.is_written_as(&text, &path)? {
            true => Ok(Some(receipt)),
            false => Err(wrong("holds other bytes than were written")),
        }
    }

    pub(super) fn receipt_path(&self, sha256: &str) -> PathBuf {
        self.archive_dir().join(format!("{sha256}.json"))
    }

    /// Seals and writes a receipt; the caller syncs the folder.
    pub(super) fn write_receipt(&self, receipt: &Receipt) -> Result<()> {
        let path = self.receipt_path(&receipt.sha256);
        let seal = Some(sha256(&receipt.unsealed(&path)?));
        let text = json(&path, &Receipt { seal, ..receipt.clone() })?;
        durable::place_with(&path, Access::Private, |file| file.write_all(&text).map_err(Error::io("write", &path)))
    }

    fn place_of(&self, content: &Content<'_>) -> PathBuf {
        match content.is_whole() {
            true => self.archived_path(content.sha256),
            false => self.head_path(content.sha256),
        }
    }

    /// Copies a file into the archive if it is not there, from the first of its places that still has its bytes.
    fn keep(&self, held: &Lock, content: &Content<'_>) -> Result<Kept> {
        let path = self.place_of(content);
        match fs::symlink_metadata(&path) {
            Ok(found) if found.is_file() && found.len() == content.kept() => return Ok(Kept::default()),
            Ok(_) => {
                self.set_aside(held, &path, "was not as long as the file that it was made from")?;
            }
            Err(_) => {}
        }
        let mut kept = Kept::default();
        for (file, from) in &content.files {
            let mut lost = false;
            let copied = durable::place_with(&path, Access::Private, |copy| content.copy(from, copy, &path, &mut lost));
            match copied {
                Ok(()) => {
                    kept.written = true;
                    break;
                }
                Err(_) if lost => kept.lost.push(file.to_string()),
                Err(error) => return Err(error),
            }
        }
        Ok(kept)
    }

    /// Adds names to a receipt; whether it was written. One that cannot be read is set aside.
    fn acknowledge(&self, held: &Lock, content: &Content<'_>, kept: &Kept) -> Result<bool> {
        if kept.lost.len() == content.files.len() {
            return Ok(false);
        }
        let known = match self.receipt(content.sha256) {
            Ok(known) => known.filter(|r| r.sha256 == content.sha256 && r.bytes == content.bytes),
            Err(_) => {
                let path = self.receipt_path(content.sha256);
                self.set_aside(held, &path, "could not be read")?;
                None
            }
        };
        let head = match (&known, !content.is_whole()) {
            (Some(known), true) if known.head.is_some() => known.head.clone(),
            (_, true) => {
                let path = self.head_path(content.sha256);
                let (sha256, _) = hash_file(&path).map_err(Error::io("read", &path))?;
                Some(Head { kept: content.kept(), sha256 })
            }
            (_, false) => None,
        };
        let mut receipt = Receipt {
            sha256: content.sha256.to_string(),
            bytes: content.bytes,
            head,
            files: known.iter().flat_map(|r| r.files.iter().cloned()).collect(),
            seal: known.as_ref().and_then(|r| r.seal.clone()),
        };
        let files = content.files.iter().map(|(file, _)| file.to_string());
        receipt.files.extend(files.filter(|file| !kept.lost.contains(file)));
        receipt.files.sort();
        receipt.files.dedup();
        if known.as_ref() == Some(&receipt) {
            return Ok(false);
        }
        self.write_receipt(&receipt)?;
        Ok(true)
    }
}

impl Content<'_> {
    /// Bytes of it that are kept.
    fn kept(&self) -> u64 {
        self.most.map_or(self.bytes, |most| most.min(self.bytes))
    }

    fn is_whole(&self) -> bool {
        self.kept() == self.bytes
    }

    /// Copies what is kept of it; `lost` says that an error is the source's and not the archive's.
    fn copy(&self, from: &Path, copy: &mut File, to: &Path, lost: &mut bool) -> Result<()> {
        let (mut hasher, mut buffer, mut left) = (Hasher::default(), vec![0; 64 << 10], self.kept());
        *lost = true;
        let mut source = regular::open(from).map_err(Error::io("read", from))?;
        loop {
            let n = source.read(&mut buffer).map_err(Error::io("read", from))?;
            if n == 0 {
                break;
            }
            hasher.update(&buffer[..n]);
            let part = usize::try_from(left).unwrap_or(usize::MAX).min(n);
            *lost = false;
            copy.write_all(&buffer[..part]).map_err(Error::io("write", to))?;
            *lost = true;
            left -= part as u64;
        }
        if hasher.finish() != self.sha256 {
            bail!(from.display(), "changed while it was being read; run this again");
        }
        *lost = false;
        Ok(())
    }
}

/// What became of keeping a file.
#[derive(Debug, Default)]
struct Kept {
    /// Whether it was written now.
    written: bool,
    /// Logical paths under which its bytes were no longer found.
    lost: Vec<String>,
}

/// Files that are synced at once: a disk takes many together in little more time than one.
const SYNCED_AT_ONCE: usize = 32;

/// Runs parallel work that waits for the disk and not for the processor.
fn many_at_once<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(SYNCED_AT_ONCE).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}
