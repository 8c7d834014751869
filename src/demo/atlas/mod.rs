//! A network in the shape of a census atlas: thousands of invented towns, read from an office's tables by a mapping.
//!
//! [`names`] invents the towns, [`towns`] what three censuses counted in them, `tables` writes it as an office would.

pub mod names;
mod tables;
pub mod towns;

use std::path::Path;

use crate::base::error::{Error, Result};
use crate::demo::{prepare, write_file};

/// First line of the atlas's `network.toml`: a folder that has it may be written anew.
const MARK: &str = "# Written by `learning-cities demo --shape atlas`: invented towns, invented figures.";

/// Most towns: ten records of each are drawn from a table, and a mapping reads [`crate::ingest::limits::RECORDS`].
const MOST: usize = crate::ingest::limits::RECORDS / 10;

/// What is in the folder next to the tables.
const FILES: [(&str, &str); 2] =
    [("README.md", include_str!("README.md")), ("mappings/atlas.toml", include_str!("mapping.toml"))];

/// Writes the network folder `out`, with the office's tables in its folder `tables`. Gives the number of tables.
///
/// An atlas that is there is replaced; any other folder that is not empty is refused.
///
/// # Errors
/// No towns, or more than a mapping reads; a folder that cannot be written.
pub fn write(out: &Path, cities: usize, seed: u64) -> Result<usize> {
    if cities == 0 || cities > MOST {
        return Err(Error::Usage(format!("--cities {cities}: give a number from 1 to {MOST} for an atlas")));
    }
    prepare(out, MARK, &["tables"])?;
    for folder in ["mappings", "tables"].map(|name| out.join(name)) {
        std::fs::create_dir_all(&folder).map_err(Error::io("create", &folder))?;
    }
    let command = format!("learning-cities demo --shape atlas --cities {cities} --seed {seed} --out FOLDER");
    let network = format!("{MARK}\n# {command}\n{}", include_str!("network.toml"));
    write_file(&out.join("network.toml"), network.as_bytes())?;
    for (name, text) in FILES {
        write_file(&out.join(name), text.as_bytes())?;
    }
    let tables = tables::tables(&towns::towns(seed, cities))?;
    for (name, bytes) in &tables {
        write_file(&out.join("tables").join(name), bytes)?;
    }
    Ok(tables.len())
}
