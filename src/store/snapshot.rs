//! A snapshot, and whether its tables are what was written.

use std::path::PathBuf;

use arrow::array::RecordBatch;
use arrow::compute::concat_batches;
use rayon::prelude::*;

use super::manifest::{Manifest, json};
use crate::base::error::{Error, Result};
use crate::base::hash::hash_file;
use crate::base::parquet;
use crate::base::regular;
use crate::base::table::Table;
use crate::model::schema;

/// An immutable snapshot.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Hash of what it was made from.
    pub id: String,
    /// Its folder.
    pub dir: PathBuf,
    /// What it was made from, and its tables.
    pub manifest: Manifest,
}

/// A table whose file is not what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TableFault {
    pub path: PathBuf,
    /// What differs, as the end of a sentence that begins with the file.
    pub differs: String,
}

impl Snapshot {
    /// The Parquet file of a table.
    pub fn path(&self, table: &str) -> PathBuf {
        self.dir.join(format!("{table}.parquet"))
    }

    /// Whether every file of its tables is there: it may have been removed since it was opened.
    pub fn is_there(&self) -> bool {
        self.dir.is_dir() && self.manifest.tables.keys().all(|table| self.path(table).is_file())
    }

    /// Its manifest.
    pub(super) fn manifest_path(&self) -> PathBuf {
        self.dir.join("manifest.json")
    }

    /// Whether its manifest is a file of its own with the bytes that were written.
    pub(super) fn is_manifest_as_written(&self) -> Result<bool> {
        let path = self.manifest_path();
        let bytes = regular::read(&path).map_err(Error::io("read", &path))?;
        Ok(regular::is_own(&path) && bytes == json(&path, &self.manifest)?)
    }

    /// A table, in memory.
    pub fn table(&self, name: &str) -> Result<Table> {
        parquet::read_table(&self.path(name))
    }

    /// A table as one batch with the columns that it is defined with.
    pub fn batch(&self, name: &str) -> Result<RecordBatch> {
        let (schema, batches) = parquet::read(&self.path(name))?;
        concat_batches(&schema, &batches)
            .map_err(|source| Error::Arrow { doing: "reading a table of the snapshot", source })
    }

    /// The command that says what is wrong with its store, as it can be typed into a shell.
    pub fn verify_command(&self) -> String {
        let store = self.dir.parent().and_then(|snapshots| snapshots.parent()).unwrap_or(&self.dir);
        format!("learning-cities verify --store {}", crate::base::text::shell_word(store))
    }

    /// Why this version cannot check it, where it was written by another.
    pub(super) fn other_version(&self) -> Option<String> {
        let tables = &self.manifest.tables;
        if tables.is_empty() {
            return Some(format!(
                "the snapshot {} was made by an earlier version, which recorded no hashes of its tables, so damage could not be seen",
                self.id
            ));
        }
        let missing = schema::TABLES.iter().find(|def| !tables.contains_key(def.name))?;
        Some(format!("the snapshot {} was made by another version, which has no table {}", self.id, missing.name))
    }

    /// Tables that are not what was written, by name.
    pub(super) fn faults(&self) -> Vec<TableFault> {
        let tables: Vec<_> = self.manifest.tables.iter().collect();
        let fault = tables.par_iter().map(|(name, written)| {
            let path = self.path(name);
            let differs = match hash_file(&path) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => "is missing".to_string(),
                Err(error) => format!("cannot be read ({error})"),
                Ok((_, bytes)) if bytes != written.bytes => {
                    format!("has {bytes} bytes, and {} were written", written.bytes)
                }
                Ok((sha256, _)) if sha256 != written.sha256 => {
                    "has other bytes than were written: their SHA-256 differs".to_string()
                }
                Ok(_) if !regular::is_own(&path) => {
                    "is a link, and the snapshot keeps the bytes themselves".to_string()
                }
                Ok(_) => return None,
            };
            Some(TableFault { path, differs })
        });
        fault.collect::<Vec<_>>().into_iter().flatten().collect()
    }
}
