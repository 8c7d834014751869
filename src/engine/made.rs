//! Where the rows of a relation are once they are made: in memory, or, where they are many, in a Parquet file of this
//! run.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use crate::base::error::{Error, Result};

/// Bytes of rows up to which a relation stays in memory.
const HELD: usize = 48 << 20;

/// Rows of a group in a file of this run: small enough that two threads share the reading.
const GROUP: usize = 1 << 17;

/// A relation of the session.
#[derive(Debug, Clone)]
pub enum Made {
    /// Registered, and without rows of its own: a table of the snapshot or a view.
    Elsewhere,
    /// Its rows; at least one batch, which may be empty.
    Held(Vec<RecordBatch>),
    /// A file with its rows.
    Written(PathBuf),
}

/// Takes batches as they come, and begins a file where they grow too many.
pub struct Collector<'a> {
    schema: SchemaRef,
    held: Vec<RecordBatch>,
    bytes: usize,
    writer: Option<(ArrowWriter<File>, PathBuf)>,
    file: Box<dyn FnMut() -> Result<PathBuf> + 'a>,
}

impl<'a> Collector<'a> {
    /// For rows of `schema`; `file` names the file if one is needed.
    pub fn new(schema: SchemaRef, file: impl FnMut() -> Result<PathBuf> + 'a) -> Collector<'a> {
        Collector { schema, held: Vec::new(), bytes: 0, writer: None, file: Box::new(file) }
    }

    /// The next rows.
    pub fn take(&mut self, batch: RecordBatch) -> Result<()> {
        if batch.num_rows() == 0 {
            return Ok(());
        }
        if let Some((writer, path)) = &mut self.writer {
            return writer.write(&batch).map_err(fault(path));
        }
        self.bytes += size(&batch);
        self.held.push(batch);
        if self.bytes <= HELD {
            return Ok(());
        }
        let path = (self.file)()?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::UNCOMPRESSED)
            .set_max_row_group_row_count(Some(GROUP))
            .build();
        let file = File::create(&path).map_err(Error::io("write", &path))?;
        let mut writer =
            ArrowWriter::try_new(file, Arc::clone(&self.schema), Some(properties)).map_err(fault(&path))?;
        for batch in self.held.drain(..) {
            writer.write(&batch).map_err(fault(&path))?;
        }
        self.writer = Some((writer, path));
        Ok(())
    }

    /// What became of them.
    pub fn finish(self) -> Result<Made> {
        match self.writer {
            Some((writer, path)) => {
                writer.close().map_err(fault(&path))?;
                Ok(Made::Written(path))
            }
            None if self.held.is_empty() => Ok(Made::Held(vec![RecordBatch::new_empty(self.schema)])),
            None => Ok(Made::Held(self.held)),
        }
    }
}

/// Bytes of a batch's own rows, which may be a slice of a larger one.
pub fn size(batch: &RecordBatch) -> usize {
    batch.columns().iter().map(|c| c.to_data().get_slice_memory_size().unwrap_or(0)).sum()
}

fn fault(path: &Path) -> impl Fn(parquet::errors::ParquetError) -> Error {
    |source| Error::Parquet { path: path.to_path_buf(), source }
}
