//! Tables as Parquet files: the same rows give the same bytes.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use crate::base::error::{Error, Result};
use crate::base::hash::Hasher;
use crate::base::regular;
use crate::base::table::Table;

/// Writes a batch as one Parquet file with zstd and the given metadata.
pub fn write_parquet(path: &Path, batch: &RecordBatch, metadata: &[(&str, &String)]) -> Result<()> {
    let file = File::create(path).map_err(Error::io("create", path))?;
    let mut file = fill(file, path, batch, metadata)?.file;
    file.flush().map_err(Error::io("write", path))
}

/// Writes a batch into an open file, whose bytes are counted and hashed.
pub fn fill<W: Write + Send>(
    file: W,
    path: &Path,
    batch: &RecordBatch,
    metadata: &[(&str, &String)],
) -> Result<Counted<W>> {
    let wrap = |source| Error::Parquet { path: path.to_path_buf(), source };
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by("learning-cities".into())
        .set_key_value_metadata(Some(
            metadata.iter().map(|(k, v)| KeyValue::new(k.to_string(), v.to_string())).collect(),
        ))
        .build();
    let counted = Counted { file, hasher: Hasher::default(), bytes: 0 };
    let mut writer = ArrowWriter::try_new(counted, batch.schema(), Some(properties)).map_err(wrap)?;
    writer.write(batch).map_err(wrap)?;
    writer.into_inner().map_err(wrap)
}

/// A file whose bytes are counted and hashed as they are written.
pub struct Counted<W> {
    /// The file.
    pub file: W,
    /// Hash of the bytes so far.
    pub hasher: Hasher,
    /// Number of bytes so far.
    pub bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// Reads a Parquet file: its schema and its rows.
pub fn read(path: &Path) -> Result<(SchemaRef, Vec<RecordBatch>)> {
    let fault = |source| Error::Parquet { path: path.to_path_buf(), source };
    let file = regular::open(path).map_err(Error::io("read", path))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(fault)?;
    let schema = builder.schema().clone();
    let reader = builder.build().map_err(fault)?;
    let batches = reader
        .collect::<std::result::Result<Vec<_>, _>>()
        .map_err(|source| Error::Arrow { doing: "reading a Parquet file", source })?;
    Ok((schema, batches))
}

/// Reads a Parquet file as a table in memory.
pub fn read_table(path: &Path) -> Result<Table> {
    let (schema, batches) = read(path)?;
    Table::new(schema, &batches)
}
