//! Tables of a snapshot as Parquet files.

use std::path::Path;

use arrow::array::RecordBatch;

use super::manifest::TableFile;
use crate::base::durable::{self, Access};
use crate::base::error::Result;
use crate::base::parquet::fill;

/// Writes a table of a snapshot into a folder that nobody reads yet, synced; its folder is not.
pub fn write_table(path: &Path, batch: &RecordBatch, metadata: &[(&str, &String)]) -> Result<TableFile> {
    durable::create(path, Access::Private, |file| {
        let counted = fill(file, path, batch, metadata)?;
        Ok(TableFile { sha256: counted.hasher.finish(), bytes: counted.bytes, rows: batch.num_rows() as u64 })
    })
}
