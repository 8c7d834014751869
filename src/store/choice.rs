//! A snapshot by the name that a person gives it, and what it has that is not of this version's form.

use std::collections::BTreeSet;

use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::base::error::{Error, Result};
use crate::base::regular;
use crate::model::schema;
use crate::store::folder::Store;
use crate::store::snapshot::Snapshot;

/// Characters of an id that are enough to name a snapshot.
pub const LEAST: usize = 4;

impl Store {
    /// The snapshot that a text names: `current`, the one in force; `previous`, the one that came into force before
    /// it; or the beginning of an id, of [`LEAST`] characters or more. Its tables are checked against their hashes;
    /// some may be missing, or have other columns, where another version made it: see [`Snapshot::unlike_ours`].
    ///
    /// # Errors
    /// No snapshot or several are named so, or the snapshot is damaged.
    pub fn chosen(&self, name: &str) -> Result<Snapshot> {
        let id = match name {
            "current" => return self.in_force(),
            "previous" => self.previous()?,
            beginning => self.beginning_with(beginning)?,
        };
        let snapshot = self.snapshot(&id)?;
        if snapshot.manifest.tables.is_empty() {
            snapshot.check(self)?;
        }
        snapshot.check_files(self)?;
        Ok(snapshot)
    }

    fn previous(&self) -> Result<String> {
        let current = self.in_force()?.id;
        let before = self.history()?.into_iter().rev().find(|id| *id != current);
        before.ok_or_else(|| {
            let message = format!(
                "has one snapshot, {current}, and none before it; ingest what came since, or name another store"
            );
            Error::Store { path: self.dir.clone(), message }
        })
    }

    fn beginning_with(&self, beginning: &str) -> Result<String> {
        let all = self.history()?;
        let mut found = all.iter().filter(|id| beginning.len() >= LEAST && id.starts_with(beginning));
        let message = match (found.next(), found.next()) {
            (Some(id), None) => return Ok(id.clone()),
            (None, _) => format!("has no snapshot {beginning}; it has {}", all.join(", ")),
            (Some(one), Some(other)) => {
                format!(
                    "has several snapshots that begin with {beginning}, such as {one} and {other}; write more of the id"
                )
            }
        };
        Err(Error::Store { path: self.dir.clone(), message })
    }
}

impl Snapshot {
    /// Tables of this version that the snapshot does not have, or has with other columns: another version made it.
    ///
    /// # Errors
    /// A table cannot be read.
    pub fn unlike_ours(&self) -> Result<BTreeSet<&'static str>> {
        let mut unlike = BTreeSet::new();
        for def in schema::TABLES {
            let same = self.manifest.tables.contains_key(def.name)
                && self.columns(def.name)?.iter().map(String::as_str).eq(def.columns.iter().map(|c| c.0));
            if !same {
                unlike.insert(def.name);
            }
        }
        Ok(unlike)
    }

    /// The columns of a table's file.
    fn columns(&self, table: &str) -> Result<Vec<String>> {
        let path = self.path(table);
        let file = regular::open(&path).map_err(Error::io("read", &path))?;
        let read = ParquetRecordBatchReaderBuilder::try_new(file);
        let schema = read.map_err(|source| Error::Parquet { path, source })?.schema().clone();
        Ok(schema.fields().iter().map(|field| field.name().clone()).collect())
    }
}
