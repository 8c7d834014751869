//! Charts: `charts/*.toml` says what to draw, a file here for each kind says how.
//!
//! [`Spec`] is read and checked; [`Plan`] sets its mart's rows in order and knows which charts there will be; each
//! [`Drawing`] is then made by itself, on any thread, with the same bytes. Text widths are estimated ([`fit`]): there
//! is no font, and room is left for the widest of the common ones.

mod change;
mod coverage;
mod data;
mod drawing;
pub mod fit;
mod frame;
mod ink;
pub mod number;
mod row;
mod screen;
mod series;
mod spec;
mod standing;
mod style;
mod svg;
mod temple;
pub mod theme;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::base::error::Result;
use crate::base::table::Table;
use crate::language::Language;

pub use drawing::Drawing;
use drawing::Jobs;
pub use ink::Finished;
pub use spec::{KINDS, Spec};

/// The charts of one spec over one set of tables, not drawn yet.
pub struct Plan<'a> {
    jobs: Box<dyn Jobs + 'a>,
    keys: Vec<Vec<String>>,
}

impl<'a> Plan<'a> {
    /// Sets the rows in order. An error names the table or column that the spec needs and the tables lack.
    pub fn new(spec: &'a Spec, tables: &'a BTreeMap<String, Table>, language: &'a Language) -> Result<Plan<'a>> {
        let data = data::Data::new(spec, tables, language)?;
        let jobs: Box<dyn Jobs + 'a> = match spec.kind {
            spec::Kind::Series => Box::new(series::Series::new(data)?),
            spec::Kind::Change => Box::new(change::Change::new(data)?),
            spec::Kind::Standing => Box::new(standing::Standing::new(data)?),
            spec::Kind::Coverage => Box::new(coverage::Coverage::new(data)),
            spec::Kind::Temple => Box::new(temple::Temple::new(data)),
        };
        let keys = jobs.keys();
        Ok(Plan { jobs, keys })
    }

    /// The key of each chart, in order of the keys.
    pub fn keys(&self) -> &[Vec<String>] {
        &self.keys
    }

    /// Draws one of them: `index` is its place in [`Plan::keys`].
    pub fn draw(&self, index: usize) -> Result<Drawing> {
        self.jobs.draw(index)
    }
}

/// Draws every chart of a spec, in parallel, in order of the keys. Thousands of charts take tens of megabytes: a caller
/// that writes them out one by one is better served by [`render_each`].
pub fn render(spec: &Spec, tables: &BTreeMap<String, Table>, language: &Language) -> Result<Vec<Drawing>> {
    let plan = Plan::new(spec, tables, language)?;
    (0..plan.keys.len()).into_par_iter().map(|i| plan.draw(i)).collect()
}

/// Draws every chart of a spec in parallel and hands each to `sink` as soon as it is made, in no fixed order. The first
/// error ends it. Returns how many there were.
pub fn render_each(
    spec: &Spec,
    tables: &BTreeMap<String, Table>,
    language: &Language,
    sink: impl Fn(Drawing) -> Result<()> + Send + Sync,
) -> Result<usize> {
    let plan = Plan::new(spec, tables, language)?;
    (0..plan.keys.len()).into_par_iter().try_for_each(|i| sink(plan.draw(i)?))?;
    Ok(plan.keys.len())
}
