//! Submissions to tables: read -> check -> merge. Polars' types stop here.

mod across;
mod checks;
pub mod codes;
mod companions;
pub mod csv;
pub mod files;
pub mod finding;
mod frames;
pub mod mapping;
mod merge;
pub mod names;
mod observations;
pub mod raw;
pub mod workbook;
