//! Charts: `charts/*.toml` says what to draw, a file of `kinds/` for each kind says how.
//!
//! [`Spec`] is read and checked; [`Plan`] sets the rows of its marts in order and knows which charts there will be;
//! each [`Drawing`] is then made by itself, on any thread, with the same bytes. Text widths are estimated ([`fit`]):
//! there is no font, and room is left for the widest of the common ones.

mod data;
mod drawing;
pub mod fit;
mod frame;
mod ink;
mod kind;
mod kinds;
mod labels;
mod land;
pub mod number;
mod screen;
pub mod spark;
mod spec;
mod style;
mod svg;
pub mod theme;

use rayon::prelude::*;

use crate::base::error::Result;
use crate::catalogue::Catalogue;
use crate::model::relations::Relations;

pub use drawing::Drawing;
use drawing::Jobs;
pub use ink::Finished;
pub use spec::Spec;
pub use style::Surface;

/// The charts of one spec, not drawn yet.
pub struct Plan<'a> {
    jobs: Box<dyn Jobs + 'a>,
    keys: Vec<Vec<String>>,
}

impl<'a> Plan<'a> {
    /// Sets the rows in order. Words are those of the catalogue's language.
    pub fn new(spec: &'a Spec, rows: &'a Relations<'a>, catalogue: &'a Catalogue) -> Plan<'a> {
        let jobs = (spec.kind.plan)(data::Data::new(&spec.labels, rows, catalogue));
        let keys = jobs.keys();
        Plan { jobs, keys }
    }

    /// The key of each chart, in order of the keys.
    pub fn keys(&self) -> &[Vec<String>] {
        &self.keys
    }

    /// Draws one of them: `index` is its place in [`Plan::keys`].
    ///
    /// # Errors
    /// What the backend says.
    pub fn draw(&self, index: usize) -> Result<Drawing> {
        self.jobs.draw(index)
    }

    /// Draws all in parallel and hands each to `sink` as soon as it is made, in no fixed order. The first error ends
    /// it.
    ///
    /// # Errors
    /// As [`Plan::draw`], and those of `sink`.
    pub fn draw_each(&self, sink: impl Fn(Drawing) -> Result<()> + Send + Sync) -> Result<()> {
        (0..self.keys.len()).into_par_iter().try_for_each(|index| sink(self.draw(index)?))
    }

    /// Draws all in parallel, in order of the keys. Thousands of charts take tens of megabytes: a caller that writes
    /// them out one by one is better served by [`Plan::draw_each`].
    ///
    /// # Errors
    /// As [`Plan::draw`].
    pub fn draw_all(&self) -> Result<Vec<Drawing>> {
        (0..self.keys.len()).into_par_iter().map(|index| self.draw(index)).collect()
    }
}
