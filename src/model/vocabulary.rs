//! The words of the catalogue, of submissions and of the marts, each with its text form: one place for all of them.
//!
//! `into_str` gives the text form; `parse` reads it.

// The methods that strum derives have no documentation of their own.
#![allow(missing_docs)]

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

/// A part of the temple of Figure 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, EnumString, IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase", const_into_str)]
pub enum Part {
    /// Wider benefits.
    Pediment,
    /// Building blocks.
    Column,
    /// Fundamental conditions.
    Step,
}

/// The scale of a measurement (methods 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, EnumString, IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase", const_into_str)]
pub enum Scale {
    Percent,
    Rating,
    Rate,
    Ratio,
    Amount,
    Count,
}

/// The direction of progress (methods 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, EnumString, IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase", const_into_str)]
pub enum Direction {
    /// More is progress.
    Up,
    /// Less is progress.
    Down,
    /// Nearer to 50 is progress.
    Parity,
    /// No direction is read into it.
    None,
}

/// Whether a status goes with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, EnumString, IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase", const_into_str)]
pub enum ValueRule {
    Required,
    None,
    Either,
}

/// What a value of a status is used for (methods 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, EnumString, IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase", const_into_str)]
pub enum Use {
    /// A point of the series.
    Point,
    /// A point, and the result is marked provisional.
    Provisional,
    /// Kept, never a point.
    Kept,
}

/// What is done to a context variable before it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, EnumString, IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase", const_into_str)]
pub enum Transform {
    /// As it is.
    #[default]
    None,
    /// Natural logarithm; values at or below zero are left out.
    Log,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, EnumString, IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase", const_into_str)]
pub enum Severity {
    /// Its row, or its file, is refused.
    Error,
    /// The row goes in; somebody should look.
    Warning,
}

/// What came of a series after one of its earlier points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "lowercase", const_into_str)]
pub enum Outcome {
    /// It moved towards progress.
    Towards,
    /// It did not move by more than the noise and the least change called movement.
    Held,
    /// It moved away.
    Away,
}

/// Among whom an answer was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "lowercase", const_into_str)]
pub enum Reach {
    /// The nearest peers in context.
    Peers,
    /// The city's region.
    Region,
    /// The whole network.
    Network,
}

/// The words of consent, from the widest to the narrowest.
pub const CONSENT: [&str; 3] = ["public", "aggregate_only", "private"];

/// What a consent is meant for: every cycle of the city, or the one that it is given with.
pub const CONSENT_FOR: [&str; 2] = ["all", "cycle"];
