//! What a snapshot was made from, and what its tables are.

use std::collections::BTreeMap;

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::base::error::{Error, Result};
use crate::base::hash::sha256;

/// The hash of this program's rules of ingest: see `rules`.
pub const RULES: &str = env!("LEARNING_CITIES_INGEST_RULES");

/// `manifest.json` of a snapshot. The same manifest, but for `tables`, gives the same bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the program.
    pub tool: String,
    /// SHA-256 of the program's rules of ingest; empty in a snapshot of a version that recorded none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rules: String,
    /// SHA-256 of `data/framework`.
    pub framework: String,
    /// SHA-256 of the network's own files.
    pub network: String,
    /// Logical path of each file read, to the SHA-256 of its bytes.
    pub inputs: BTreeMap<String, String>,
    /// SHA-256 of the record of what cities have withdrawn; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub held: String,
    /// What another snapshot lost when cities were forgotten; none in a snapshot that ingest made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forgotten: Option<Forgotten>,
    /// Each table's file, by the table's name; no part of the id. Empty in a snapshot of a version that recorded none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tables: BTreeMap<String, TableFile>,
}

/// Where a snapshot comes from that was made by forgetting a city. It does not say which city.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forgotten {
    /// Ids of the snapshots that cities were taken out of, one after the other.
    pub from: Vec<String>,
    /// SHA-256 of the tables that remained.
    pub tables: String,
}

/// A table's Parquet file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableFile {
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// Its rows.
    pub rows: u64,
}

impl Manifest {
    /// The snapshot's id: 16 hexadecimal digits of the SHA-256 of everything that the snapshot was made from.
    pub fn id(&self) -> String {
        let made_from = Manifest { tables: BTreeMap::new(), ..self.clone() };
        let json = serde_json::to_vec(&made_from).unwrap_or_default();
        sha256(&json)[..16].to_string()
    }

    /// Whether this program would make the same of the same inputs.
    pub fn has_our_rules(&self) -> bool {
        self.rules == RULES && self.tool == env!("CARGO_PKG_VERSION")
    }
}

/// Whether a text is a snapshot's id in form.
pub fn is_id(text: &str) -> bool {
    text.len() == 16 && is_hexadecimal(text)
}

/// Whether a text is a SHA-256 in form.
pub fn is_sha256(text: &str) -> bool {
    text.len() == 64 && is_hexadecimal(text)
}

fn is_hexadecimal(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

pub(super) fn json(path: &Path, value: &impl Serialize) -> Result<Vec<u8>> {
    serde_json::to_vec_pretty(value).map_err(|e| Error::invalid(path.display(), format!("cannot be written: {e}")))
}
