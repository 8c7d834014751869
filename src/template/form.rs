//! What a workbook is made for, and what is filled in already.

use std::collections::BTreeMap;

use crate::language::Language;
use crate::model::cities::City;
use crate::model::definitions::Definition;
use crate::model::framework::Framework;
use crate::model::network_file::NetworkFile;

/// What a workbook is made for.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    /// The catalogue.
    pub framework: &'a Framework,
    /// The network.
    pub network: &'a NetworkFile,
    /// Its definitions, in its languages.
    pub definitions: &'a [Definition],
    /// The city that fills it in.
    pub city: &'a City,
    /// Year of the brief that it is filled in for.
    pub cycle: i32,
    /// What it says what it asks in.
    pub language: &'a Language,
    /// The city's newest value of each series, shown next to the empty cells.
    pub last: &'a BTreeMap<(String, String), Last>,
}

/// The newest value of a series that a store holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Last {
    /// Reference year.
    pub year: i64,
    /// Value in the measurement's unit.
    pub value: f64,
}

/// What is filled in already: rows of text in the canonical columns of [`crate::ingest::read::raw`]. The city is the
/// form's own.
#[derive(Debug, Clone, Default)]
pub struct Entries {
    /// Of [`crate::ingest::read::raw::DECLARATION`]; the city and cycle where there is none.
    pub declaration: Option<Vec<String>>,
    /// Of [`crate::ingest::read::raw::OBSERVATIONS`]. The first of each series is in its laid-out row, others below.
    pub observations: Vec<Vec<String>>,
    /// Of [`crate::ingest::read::raw::TARGETS`], as for observations.
    pub targets: Vec<Vec<String>>,
    /// Of [`crate::ingest::read::raw::PRACTICES`].
    pub practices: Vec<Vec<String>>,
}
