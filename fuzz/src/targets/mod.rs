//! Fuzz targets: what every reader of foreign input promises, and how its inputs are mutated.
//!
//! One source for two drivers: cargo-fuzz (`fuzz/fuzz_targets`) and the test suite on stable (`tests/suite/fuzz.rs`,
//! `just fuzz`). A target takes a batch of independent inputs and panics where a promise is broken. An input of several
//! parts (a mapping and the table that it reads) separates them with a line [`SEPARATOR`].

pub mod chance;
mod charts;
mod csv;
mod mapping;
mod messages;
mod mutate;
mod network;
mod promises;
pub mod rows;
mod sql;
mod submissions;
mod workbook;
mod zipped;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chance::Chance;
use learning_cities::model::framework::Framework;

/// Separates the parts of an input.
pub const SEPARATOR: &str = "\n%%%\n";

/// A target.
pub struct Target {
    /// Name of its fuzz target and of its folder in `fuzz/corpus`.
    pub name: &'static str,
    /// Runs a batch of inputs and returns the number of table rows that were read from them. `thorough` adds what is
    /// too slow for each batch: a second run that must give the same, and an ingest that must agree with the check.
    pub run: fn(inputs: &[&[u8]], thorough: bool) -> u64,
    /// A new input from one of the corpus and a second one to take parts from.
    pub mutate: fn(chance: &mut Chance, base: &[u8], other: &[u8]) -> Vec<u8>,
    /// Inputs of a batch.
    pub batch: usize,
}

/// Every target.
pub static TARGETS: [Target; 9] = [
    Target { name: "csv", run: submissions::csv, mutate: csv::mutate, batch: 64 },
    Target { name: "companions", run: submissions::companions, mutate: csv::mutate, batch: 64 },
    Target { name: "workbook", run: submissions::workbook, mutate: workbook::mutate, batch: 64 },
    Target { name: "mapping", run: mapping::run, mutate: mapping::mutate, batch: 16 },
    Target { name: "network", run: network::network, mutate: network::mutate, batch: 16 },
    Target { name: "corrections", run: network::corrections, mutate: network::mutate, batch: 16 },
    Target { name: "sql", run: sql::run, mutate: sql::mutate, batch: 16 },
    Target { name: "messages", run: messages::run, mutate: messages::mutate, batch: 16 },
    Target { name: "charts", run: charts::run, mutate: charts::mutate, batch: 16 },
];

/// The target of that name.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|t| t.name == name)
}

/// The repository's folder, from the suite and from `fuzz/` alike.
fn repository() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = package.ancestors().find(|dir| dir.join("data/framework").is_dir());
    root.expect("data/framework is above the package").to_path_buf()
}

/// The catalogue as committed.
fn framework() -> &'static Framework {
    static FRAMEWORK: LazyLock<Framework> =
        LazyLock::new(|| Framework::load(&repository().join("data/framework")).expect("the catalogue"));
    &FRAMEWORK
}

/// The parts of an input, `N` of them; parts that are not there are empty.
fn parts<const N: usize>(input: &[u8]) -> [&[u8]; N] {
    let mut rest = Some(input);
    std::array::from_fn(|i| -> &[u8] {
        let Some(now) = rest else { return &[] };
        let at = now.windows(SEPARATOR.len()).position(|w| w == SEPARATOR.as_bytes());
        match at {
            Some(at) if i + 1 < N => {
                rest = Some(&now[at + SEPARATOR.len()..]);
                &now[..at]
            }
            _ => {
                rest = None;
                now
            }
        }
    })
}

/// The parts put together again.
fn joined(parts: &[Vec<u8>]) -> Vec<u8> {
    parts.join(SEPARATOR.as_bytes())
}
