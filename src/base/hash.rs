//! SHA-256 of bytes and files, as lower-case hexadecimal.

use crate::base::regular;
use std::io::{self, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

/// Lower-case hexadecimal SHA-256.
pub fn sha256(bytes: &[u8]) -> String {
    let mut hasher = Hasher::default();
    hasher.update(bytes);
    hasher.finish()
}

/// SHA-256 of bytes that come in pieces.
#[derive(Debug, Default, Clone)]
pub struct Hasher(Sha256);

impl Write for Hasher {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Hasher {
    /// Adds a piece.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Lower-case hexadecimal.
    pub fn finish(self) -> String {
        self.0.finalize().iter().map(|b| format!("{b:02x}")).collect()
    }
}

/// SHA-256 and length of a file.
pub fn hash_file(path: &Path) -> io::Result<(String, u64)> {
    let (mut file, mut hasher) = (regular::open(path)?, Hasher::default());
    let bytes = io::copy(&mut file, &mut hasher)?;
    Ok((hasher.finish(), bytes))
}
