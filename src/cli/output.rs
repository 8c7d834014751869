//! What subcommands share: how they end, and how they write.

use std::io::Write;
use std::path::Path;

use crate::base::characters::visible;
use crate::base::dates::is_date;
use crate::base::error::{Error, Result};

/// How a command that did not fail ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Exit code 0.
    Done,
    /// Exit code 1: findings of severity error.
    Findings,
}

/// A day of the calendar, for `--as-of`.
pub fn day(text: &str) -> std::result::Result<String, String> {
    if is_date(text) {
        Ok(text.to_string())
    } else {
        Err("write year, month and day with dashes, such as 2024-05-31".into())
    }
}

/// Writes data to standard output.
pub fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Error::io("write", "standard output"))
}

/// Writes a message to standard error; that it cannot be read is no failure.
pub fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{}", visible(text));
}

/// Says that a store was open to others and is no longer; nothing where it was not.
pub fn say_tightened(count: usize, store: &Path) {
    if count > 0 {
        say(&format!("Removed other users' access to {count} files and folders of {}.", store.display()));
    }
}
