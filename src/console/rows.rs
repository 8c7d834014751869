//! The rows of a query as a table, CSV, JSON or Parquet.

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use arrow::array::RecordBatch;
use arrow::datatypes::DataType;
use parquet::arrow::ArrowWriter;

use crate::base::characters::visible;
use crate::base::error::{Error, Result};
use crate::console::bounded::Bounded;
use crate::console::{records, table};
use crate::engine::CancellationToken;
use crate::engine::limits::Limits;

/// How rows are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Columns side by side, for reading
    Table,
    /// Comma-separated, with a header
    Csv,
    /// An array of objects, absent values as null
    Json,
    /// A Parquet file; send it to one with > FILE
    Parquet,
}

/// How rows are laid out.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// How they are written.
    pub format: Format,
    /// As a table, each row by itself with a line for each column.
    pub records: bool,
    /// Columns of the terminal that a table is folded to; none where it is not folded.
    pub width: Option<usize>,
}

/// The rows as bytes, within what is `left` of the time limit; no row still has its header.
///
/// # Errors
/// A limit that was passed, [`Error::Cancelled`], and a column that the format cannot hold.
pub fn written(
    batches: &[RecordBatch],
    layout: Layout,
    limits: &Limits,
    left: Duration,
    cancel: &CancellationToken,
    origin: &str,
) -> Result<Vec<u8>> {
    let until = Instant::now().checked_add(left);
    let mut out = Bounded::new(limits.output, until, cancel);
    let done = match layout.format {
        Format::Table if layout.records => records::write(batches, layout.width, &mut out),
        Format::Table => table::write(batches, layout.width, &mut out),
        Format::Csv => csv(batches, &mut out),
        Format::Json => json(batches, &mut out),
        Format::Parquet => parquet(batches, &mut out),
    };
    match (done, out.passed) {
        (Err(_), Some(limit)) => Err(Error::Limit { place: origin.into(), message: limits.passed(limit) }),
        (Err(_), None) if cancel.is_cancelled() => Err(Error::Cancelled),
        (done, _) => done.map(|()| out.bytes),
    }
}

fn csv(batches: &[RecordBatch], out: &mut Bounded) -> Result<()> {
    let schema = batches.first().map(RecordBatch::schema);
    let nested = schema.iter().flat_map(|schema| schema.fields()).find(|field| field.data_type().is_nested());
    if let Some(field) = nested {
        let name = visible(field.name());
        let cure = match field.data_type() {
            DataType::Struct(_) => format!("ask for its fields one by one, {name}['field']"),
            DataType::Map(..) => format!("ask for its entries one by one, {name}['key']"),
            _ => format!("ask for one text, array_to_string({name}, ';')"),
        };
        return Err(Error::Usage(format!(
            "format csv: each cell of the column {name} holds several values, and a cell of CSV holds one; {cure}, or use the format json"
        )));
    }
    let mut writer = arrow::csv::Writer::new(out);
    batches.iter().try_for_each(|batch| writer.write(batch)).map_err(table::fault)
}

fn json(batches: &[RecordBatch], out: &mut Bounded) -> Result<()> {
    let mut writer = arrow::json::WriterBuilder::new()
        .with_explicit_nulls(true)
        .build::<_, arrow::json::writer::JsonArray>(&mut *out);
    batches.iter().try_for_each(|batch| writer.write(batch)).map_err(table::fault)?;
    writer.finish().map_err(table::fault)?;
    drop(writer);
    let end = if out.bytes.is_empty() { "[]\n" } else { "\n" };
    out.write_all(end.as_bytes()).map_err(Error::io("write", "standard output"))
}

fn parquet(batches: &[RecordBatch], out: &mut Bounded) -> Result<()> {
    let fault = |source| Error::Parquet { path: Path::new("standard output").to_path_buf(), source };
    let Some(first) = batches.first() else { return Ok(()) };
    let mut writer = ArrowWriter::try_new(out, first.schema(), None).map_err(fault)?;
    batches.iter().try_for_each(|batch| writer.write(batch)).map_err(fault)?;
    writer.close().map_err(fault).map(|_| ())
}
