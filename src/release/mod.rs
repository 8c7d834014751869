//! Folders that a command writes whole: a site, or an export of the open data. Each has a manifest of its files, is
//! written next to its place and put there in one step, and is replaced only where all that is in it is its own.

mod foreign;
mod manifest;
mod place;

pub use manifest::{Kind, Manifest, PageFile, kind_of};
pub use place::{Aside, put, recover, refuse};
