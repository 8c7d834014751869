//! A chart that was drawn, and what each kind of chart does.

use super::ink::Finished;
use crate::base::error::Result;

/// A chart, drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// The spec's name: `city-series`.
    pub chart: String,
    /// What it is of: city, measurement and item, say.
    pub key: Vec<String>,
    /// Where it belongs below the folder of charts, with forward slashes:
    /// `city-series/northbridge/adult_literacy_rate-female.svg`.
    pub path: String,
    /// The file, by itself and as the site shows it.
    pub drawn: Finished,
    /// px.
    pub width: u32,
    /// px.
    pub height: u32,
    /// What the picture shows, for those who do not see it. Plain text, not escaped.
    pub alt: String,
    /// What it says, in a sentence or two. Plain text, not escaped.
    pub caption: String,
}

/// What a kind does: knows its charts and draws one.
pub trait Jobs: Send + Sync {
    /// Key of each chart, in order.
    fn keys(&self) -> Vec<Vec<String>>;
    /// The chart of that place in the keys.
    fn draw(&self, index: usize) -> Result<Drawing>;
}
