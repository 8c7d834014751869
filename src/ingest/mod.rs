//! Submissions to tables: read -> check -> merge. Polars' types stop here.

pub mod finding;
pub mod mapping;
pub mod raw;
pub mod workbook;
