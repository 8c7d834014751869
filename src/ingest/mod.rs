//! Submissions to tables: read -> check -> merge. Polars' types stop here.
//!
//! [`read::files`] finds and hashes what a network sent; [`read::formats`] and [`read::mapping`] turn
//! each file into text columns that remember their place ([`read::raw`]); the pipeline types and checks them over the
//! whole batch, joins rows with their declarations, and merges them; the tables go to Arrow. Every check is in
//! [`codes`]. [`propose()`] looks at tables and writes a mapping for them, [`explain()`] tries one.

mod account;
mod checked;
mod checks;
pub mod codes;
mod explain;
pub mod finding;
mod frames;
mod inputs;
mod isolate;
pub mod limits;
mod make;
mod merge;
mod numbers;
mod pipeline;
mod propose;
pub mod read;
mod rebuild;
pub mod report;
mod run;
mod submitted;
mod write;

pub use explain::{Example, Explained, Series, explain};
pub use propose::{Proposal, Words, propose};
pub use rebuild::rebuild;
pub use report::{FileReport, Report};
pub use run::run;
pub use submitted::{SeriesYear, Submitted, check, inputs_of, submitted};
