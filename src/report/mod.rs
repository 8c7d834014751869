//! The publication: a static site and briefs as PDF.
//!
//! Imports only point down: [`crate::open_data::Marts`] holds public rows only and is the one input; [`site`] is what all
//! parts read, in one language; [`facts`] computes what is said and gives it as [`crate::document`]s; [`pages`] and
//! [`briefs`] render them; [`make()`] makes all of them next to their place; [`publish()`] is the whole run of a draft. A final
//! edition is made by `crate::editions`.

pub mod briefs;
mod context;
mod earlier;
pub mod facts;
pub mod figures;
pub mod pages;
mod parts;
mod publish;
pub mod site;
mod write;

pub use context::Context;
pub use earlier::{Earlier, Listed, NotCompared, Since};
pub use parts::Part;
pub use publish::{Before, Composed, Notice, Published, Request, compose, publish};
pub use site::{Edition, Site};
pub use write::{Ready, Written, make, sheet, style};
