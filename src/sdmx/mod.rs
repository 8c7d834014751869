//! The public observations as SDMX: SDMX-CSV 2.x, and their structure as SDMX-ML 3.0 and, for older tools, 2.1.
//!
//! A function from tables to files. The structure follows the catalogue and has the version [`crate::model::sdmx::VERSION`];
//! a test compares its hash with the one of that version. The lists of cities, definitions and units follow the network and
//! change with it.

mod data;
mod lists;
mod structure;
mod tables;

use crate::base::error::Result;

pub use tables::Tables;

/// A file: its name and its bytes.
pub type File = (&'static str, Vec<u8>);

/// Every file. `prepared` is the day on which they were made, ISO 8601: `2024-05-31`.
///
/// # Errors
/// A value that SDMX-CSV or SDMX-ML cannot hold.
pub fn files(tables: &Tables, prepared: &str) -> Result<[File; 3]> {
    let structure = structure::Structure::new(tables, prepared);
    Ok([
        ("observations.csv", data::csv(tables)?),
        ("structure-3.0.xml", structure.xml(structure::Version::V30)?),
        ("structure-2.1.xml", structure.xml(structure::Version::V21)?),
    ])
}
