//! The publication: a static site, its open data, and briefs as PDF.
//!
//! Imports only point down: [`marts`] holds public rows only and is the one input; [`site`] is what all parts read, in one language;
//! [`facts`] computes what is said and gives it as [`crate::document`]s; [`pages`] and [`briefs`] render them; [`publish`] is the whole run.

pub mod briefs;
pub mod catalogue;
mod definitions;
pub mod facts;
pub mod figures;
pub mod marts;
mod measurement;
pub mod open_data;
pub mod pages;
mod place;
pub mod publish;
pub mod site;

pub use place::{Manifest, PageFile, recover, refuse};
pub use publish::{Ready, Written, make_aside, write};
pub use site::{Edition, Site};
