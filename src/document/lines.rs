//! Series in one line each: a sparkline, the latest value, its change, its movement, its peers.

use super::Block;
use super::text::Text;
use crate::chart::spark::Picture;

/// What heads the columns of [`Line`]s.
#[derive(Debug, Clone)]
pub struct Heads {
    /// Of titles.
    pub title: String,
    /// Of sparklines.
    pub spark: String,
    /// Of latest values.
    pub latest: String,
    /// Of changes.
    pub change: String,
    /// Of movements.
    pub movement: String,
    /// Of values with their peers.
    pub peers: String,
}

/// A value and what is said of it below: its year, since when.
pub type Noted = (String, String);

/// A series in one line.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its address on a page.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Smaller, below the title: its target.
    pub note: String,
    /// Its values over the years; none where it has none of its own.
    pub spark: Option<Picture>,
    /// The latest value and its year.
    pub latest: Option<Noted>,
    /// The change and since when it is measured.
    pub change: Option<Noted>,
    /// The movement.
    pub movement: Text,
    /// The value with the middle half of its peers, or why it is not compared.
    pub peers: Result<Picture, String>,
    /// What a reader of a page may open: the chart, its table, what to know of it. Lines of its items come first.
    pub card: Vec<Block>,
}
