//! What of a session is made, and what is being made.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use datafusion::prelude::Expr;

use crate::base::error::{Error, Result};
use crate::base::scratch::{self, Abandoned, Folder};
use crate::engine::blocks::By;
use crate::engine::made::Made;

/// How the name of a folder for files of a run begins.
const PREFIX: &str = ".learning-cities-scratch-";

/// What is ready in a session, and what is being made.
pub struct Making {
    state: Mutex<State>,
    /// Notified whenever a relation is made or has failed.
    pub changed: Condvar,
    /// Long relations, and what does not fit into memory.
    scratch: Folder,
    /// Whether the session can read from the folder.
    pub readable: Mutex<bool>,
    /// Relations that may be made at once.
    pub threads: usize,
}

#[derive(Default)]
pub struct State {
    pub made: BTreeMap<String, Made>,
    /// Of several that one step makes, the first.
    pub begun: BTreeSet<String>,
    /// First value of each block but the first, for what relations are made by.
    pub cuts: BTreeMap<By, Vec<Expr>>,
}

impl Making {
    /// With so many threads, and a private folder for files of this run. It is in the system's temporary folder,
    /// because whoever queries a store need not be able to write into it. What killed runs have left there is removed.
    pub fn new(threads: usize) -> Result<Making> {
        let temporary = std::env::temp_dir();
        scratch::abandoned(&temporary, PREFIX).into_iter().for_each(Abandoned::remove);
        let scratch = Folder::create(&temporary, PREFIX, &[]).map_err(Error::io("create a folder in", &temporary))?;
        Ok(Making { state: Mutex::default(), changed: Condvar::new(), scratch, readable: Mutex::new(false), threads })
    }

    /// The folder for files of this run.
    pub fn folder(&self) -> &Path {
        self.scratch.path()
    }

    /// Where the rows of a relation are; none before it is made.
    pub fn made(&self, name: &str) -> Option<Made> {
        self.state().made.get(name).cloned()
    }

    /// Holds what was made.
    pub fn keep(&self, name: &str, made: Made) {
        self.state().made.insert(name.to_string(), made);
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A relation in the making; whatever ends it, others are notified.
pub struct Begun<'a>(pub &'a Making, pub &'a str);

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        self.0.state().begun.remove(self.1);
        self.0.changed.notify_all();
    }
}
