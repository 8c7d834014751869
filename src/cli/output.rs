//! What subcommands share: how they end, and how they write.

use std::io::Write;
use std::path::Path;

use crate::base::characters::visible;
use crate::base::dates::is_date;
use crate::base::error::{Error, Result};
use crate::store::{Snapshot, Store};

/// How a command that did not fail ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Exit code 0.
    Done,
    /// Exit code 1: findings of severity error.
    Findings,
}

/// A day of the calendar, for `--as-of`.
pub fn day(text: &str) -> std::result::Result<String, &'static str> {
    is_date(text).then(|| text.to_string()).ok_or("write year, month and day with dashes, such as 2024-05-31")
}

/// The current snapshot of a store that may be given; none where there is no store, or nothing in it.
pub fn current(store: Option<&Path>) -> Result<Option<Snapshot>> {
    store.map_or(Ok(None), |dir| Store::open(dir)?.current())
}

/// Writes data to standard output.
pub fn print(data: impl AsRef<[u8]>) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(data.as_ref()).and_then(|()| out.flush()).map_err(Error::io("write", "standard output"))
}

/// Writes a message to standard error. That it cannot be read, as where that is closed, is no failure and no panic.
pub fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{}", visible(text));
}
