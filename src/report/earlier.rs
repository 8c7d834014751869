//! Final editions before the one that is made: how the archive lists them, and what changed since the last of them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::open_data::Changes;

/// A final edition before this one. It names no city.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// Day on which it was made, ISO 8601.
    pub made_on: String,
    /// Year of its brief.
    pub cycle: i64,
    /// Day up to which submissions counted, ISO 8601; none where all did.
    pub as_of: Option<String>,
    /// What the network was called, by language; the name for every other language has none.
    pub network: BTreeMap<String, String>,
    /// What its public data is cited by.
    pub snapshot: String,
    /// Digital object identifier.
    pub doi: Option<String>,
    /// Whether all that it shows may still be seen.
    pub is_shown: bool,
    /// Paths of its pages. They name cities, and are recorded where they can be erased.
    #[serde(skip)]
    pub pages: BTreeSet<String>,
}

impl Listed {
    /// What the network was called, in a language.
    pub fn network(&self, language: &str) -> &str {
        self.network.get(language).or_else(|| self.network.get("")).map_or("", String::as_str)
    }
}

/// Final editions before this one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Earlier {
    /// The newest first, by the day on which they were made.
    pub editions: Vec<Listed>,
    /// What changed since the last one.
    pub since: Since,
}

/// What changed since the last final edition of this or an earlier cycle.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Since {
    /// There is none.
    #[default]
    First,
    /// There is one, and it was not compared.
    NotCompared(Box<Listed>, NotCompared),
    /// What is not the same.
    Compared(Box<Listed>, Box<Changes>),
}

impl Since {
    /// The edition that this one is compared with, and what changed.
    pub fn changes(&self) -> Option<(&Listed, &Changes)> {
        match self {
            Since::Compared(last, changes) => Some((last, changes)),
            _ => None,
        }
    }
}

/// Why an edition was not compared with the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotCompared {
    /// What it was made from is gone or damaged.
    Gone,
    /// It was made by a version whose tables are others.
    Version,
}
