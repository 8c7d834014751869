//! Small pictures side by side, all of one kind and on axes that can be compared.

use super::text::Text;
use crate::chart::spark::{MULTIPLE, Picture, WIDE_PANEL};

/// Half of the height of a small value, px.
const HALF_LINE: i64 = 6;

/// What small pictures have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Multiples {
    /// A series of a city each, on one scale.
    Cities,
    /// The network's median and middle half of a measurement each, with first and last year.
    Network,
}

impl Multiples {
    /// How far below the top of a picture on a page the value is that is said at the end of a line, in px.
    pub fn down(self, end: f64) -> i64 {
        let (_, height) = match self {
            Multiples::Cities => MULTIPLE,
            Multiples::Network => WIDE_PANEL,
        };
        // Half of its letters are above the line.
        (end * f64::from(height)) as i64 - HALF_LINE
    }

    /// Their class on a page, and their kind in a brief.
    pub fn class(self) -> &'static str {
        match self {
            Multiples::Cities => "cities",
            Multiples::Network => "over-time",
        }
    }
}

/// One of several small pictures.
#[derive(Debug, Clone)]
pub struct Multiple {
    /// What it is of.
    pub title: Text,
    /// The picture.
    pub picture: Picture,
    /// The value at the end of its line.
    pub latest: String,
    /// Where its line ends: 0 is the top of the picture and 1 its bottom.
    pub end: f64,
    /// First and last year, where they are its own.
    pub years: Option<(i64, i64)>,
    /// Below it.
    pub note: Text,
}
