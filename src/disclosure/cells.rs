//! Cells of results that are counted and not shown, and the rules for them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// Number of outcomes of a measurement.
pub const OUTCOMES: usize = 5;

/// Measurements of a city and area by outcome, in the order towards, held, away, no direction, mixed.
pub type Counts = [u32; OUTCOMES];

/// Which measurements of a city and area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Measurements {
    /// Their ids.
    Named(BTreeSet<String>),
    /// Their number alone, in an edition that an earlier version recorded: it may be any.
    Number(u32),
}

/// What each city contributes to a cell.
pub type Contributions = BTreeMap<String, Counts>;

/// Which cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key {
    /// `network` or `region`.
    pub scope: String,
    /// The region; empty for the network.
    pub scope_name: String,
    /// Area of focus.
    pub area: String,
}

/// The rules in force, from the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Fewest cities in a sum.
    pub cities: usize,
    /// Fewest cities in each of two outcomes.
    pub spread: usize,
}
