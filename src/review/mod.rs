//! The analyst's desk before publication: what came of each city, what is wrong with it and what is to be done next, as a
//! private folder of pages, as letters to cities, and on one screen of the terminal.
//!
//! Imports only point down: [`facts`] reads a store once, consents or none, so that nothing of it may reach a public
//! folder; [`letters`] and [`pages`] say it; [`sign`] is the file in which the analyst signs what stays open; [`write()`] is the whole run.

pub mod facts;
pub mod letters;
pub mod pages;
pub mod sign;
mod write;

pub use write::{Request, Written, overview, write};
