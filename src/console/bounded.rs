//! Bytes within limits.

use std::io::Write;
use std::time::Instant;

use tokio_util::sync::CancellationToken;

use crate::engine::limits::Limit;

/// Bytes up to a limit of their number and of the time for writing them; what passes one is an error.
pub struct Bounded<'a> {
    /// What was written.
    pub bytes: Vec<u8>,
    most: usize,
    until: Option<Instant>,
    cancel: &'a CancellationToken,
    /// The limit that ended the writing.
    pub passed: Option<Limit>,
}

impl<'a> Bounded<'a> {
    /// At most so many bytes, until a time or until cancelled.
    pub fn new(most: usize, until: Option<Instant>, cancel: &'a CancellationToken) -> Bounded<'a> {
        Bounded { bytes: Vec::new(), most, until, cancel, passed: None }
    }

    /// An error where `next` bytes more would pass a limit.
    pub fn check(&mut self, next: usize) -> std::io::Result<()> {
        if self.bytes.len().saturating_add(next) > self.most {
            self.passed = Some(Limit::Output);
        } else if self.until.is_some_and(|until| Instant::now() >= until) {
            self.passed = Some(Limit::Time);
        }
        match self.passed.is_some() || self.cancel.is_cancelled() {
            true => Err(std::io::ErrorKind::FileTooLarge.into()),
            false => Ok(()),
        }
    }
}

impl Write for Bounded<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.check(bytes.len())?;
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
