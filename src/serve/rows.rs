//! Rows of an answer as messages, and the room that they take while they wait to be sent.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use arrow::array::{ArrayRef, AsArray, RecordBatch, StringArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Fields, Float32Type, Float64Type, Schema, SchemaRef};
use arrow::error::ArrowError;
use arrow_pg::datatypes::{arrow_schema_to_pg_fields, encode_recordbatch};
use futures::stream;
use pgwire::api::portal::Format;
use pgwire::api::results::{FieldFormat, FieldInfo, QueryResponse};
use pgwire::error::{PgWireError, PgWireResult};
use pgwire::types::format::FormatOptions;

use crate::engine::external::Answer;
use crate::serve::error::refused;

/// Columns as they are sent: a whole number of one byte and a fraction of two, which PostgreSQL does not have, as the next
/// larger one.
pub fn sent(columns: &Schema) -> Schema {
    let columns = columns.fields().iter().map(|field| match wider(field.data_type()) {
        Some(wider) => Arc::new(field.as_ref().clone().with_data_type(wider)),
        None => Arc::clone(field),
    });
    Schema::new(columns.collect::<Fields>())
}

fn wider(kind: &DataType) -> Option<DataType> {
    match kind {
        DataType::Int8 => Some(DataType::Int16),
        DataType::Float16 => Some(DataType::Float32),
        DataType::List(item) => {
            let item = item.as_ref().clone().with_data_type(wider(item.data_type())?);
            Some(DataType::List(Arc::new(item)))
        }
        _ => None,
    }
}

/// Rows that wait to be sent.
pub struct Rows {
    columns: SchemaRef,
    batches: Vec<RecordBatch>,
    /// What is left of the time limit.
    pub left: Duration,
    held: Held,
}

impl Rows {
    /// An answer as it is sent, where `held` of all connections leaves room for it below `most` bytes.
    pub fn new(answer: Answer, held: &Arc<AtomicUsize>, most: usize) -> PgWireResult<Rows> {
        let columns = Arc::new(sent(&answer.columns));
        let batches = answer.batches.iter().map(|batch| conforming(batch, &columns));
        let batches: Vec<RecordBatch> = batches.collect::<PgWireResult<_>>()?;
        let bytes = batches.iter().map(RecordBatch::get_array_memory_size).sum();
        let Some(held) = Held::take(held, bytes, most) else {
            let most = most >> 20;
            let message = format!(
                "the results that wait for their clients would take more than {most} MB together; read those that are open, ask for fewer rows, or try again later"
            );
            return Err(refused("53200", message));
        };
        Ok(Rows { columns, batches, left: answer.left, held })
    }

    /// The messages, in the formats that the client wants.
    pub fn response(self, format: &Format, options: FormatOptions) -> PgWireResult<QueryResponse> {
        let fields = Arc::new(fields(&self.columns, format, options)?);
        let held = self.held;
        let described = Arc::clone(&fields);
        let batches = self.batches.into_iter().map(|batch| with_infinities(batch, &fields));
        let batches: Vec<RecordBatch> = batches.collect::<PgWireResult<_>>()?;
        let rows = batches.into_iter().flat_map(move |batch| {
            // The room is free once all batches are sent or dropped.
            let _ = &held;
            encode_recordbatch(Arc::clone(&described), batch)
        });
        Ok(QueryResponse::new(fields, stream::iter(rows)))
    }
}

/// Columns as they are reported to clients.
pub fn fields(columns: &Schema, format: &Format, options: FormatOptions) -> PgWireResult<Vec<FieldInfo>> {
    if let Format::Individual(formats) = format
        && formats.len() != columns.fields().len()
    {
        let message = format!("{} formats for {} columns", formats.len(), columns.fields().len());
        return Err(refused("08P01", message));
    }
    arrow_schema_to_pg_fields(columns, format, Some(Arc::new(options))).map_err(|_| {
        let shown = |field: &arrow::datatypes::FieldRef| format!("{} ({})", field.name(), field.data_type());
        let columns: Vec<String> = columns.fields().iter().map(shown).collect();
        let message = format!(
            "a column has a type that the protocol does not know; cast it to text, or ask for its fields one by one: {}",
            columns.join(", ")
        );
        refused("0A000", message)
    })
}

/// Bytes of the results that wait to be sent, of all connections together.
#[derive(Debug, Clone)]
pub struct Held {
    all: Arc<AtomicUsize>,
    bytes: usize,
}

impl Held {
    /// Room for so many bytes, if there is.
    pub fn take(all: &Arc<AtomicUsize>, bytes: usize, most: usize) -> Option<Held> {
        let before = all.fetch_add(bytes, Ordering::SeqCst);
        let held = Held { all: Arc::clone(all), bytes };
        // Dropped, and so given back, where there is none.
        (before.saturating_add(bytes) <= most).then_some(held)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.all.fetch_sub(self.bytes, Ordering::SeqCst);
    }
}

/// A batch with the types of the columns as they were planned.
fn conforming(batch: &RecordBatch, columns: &SchemaRef) -> PgWireResult<RecordBatch> {
    let arrays = batch.columns().iter().zip(columns.fields());
    let arrays = arrays.map(|(array, field)| match array.data_type() == field.data_type() {
        true => Ok(Arc::clone(array)),
        false => cast(array, field.data_type()),
    });
    let arrays = arrays.collect::<std::result::Result<Vec<_>, _>>().map_err(wrap)?;
    let lenient = columns.fields().iter().map(|field| field.as_ref().clone().with_nullable(true)).collect::<Vec<_>>();
    let rows = arrow::array::RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
    RecordBatch::try_new_with_options(Arc::new(Schema::new(lenient)), arrays, &rows).map_err(wrap)
}

/// A batch in which columns that are sent as text have infinite numbers as PostgreSQL writes them; the encoder writes
/// `inf`, which not every client reads.
fn with_infinities(batch: RecordBatch, fields: &[FieldInfo]) -> PgWireResult<RecordBatch> {
    let infinite = |column: &ArrayRef| match column.data_type() {
        DataType::Float64 => column.as_primitive::<Float64Type>().iter().flatten().any(f64::is_infinite),
        DataType::Float32 => column.as_primitive::<Float32Type>().iter().flatten().any(f32::is_infinite),
        _ => false,
    };
    let written = |(column, field): (&ArrayRef, &FieldInfo)| field.format() == FieldFormat::Text && infinite(column);
    if !batch.columns().iter().zip(fields).any(written) {
        return Ok(batch);
    }
    let (mut columns, mut arrays) = (Vec::new(), Vec::new());
    let schema = batch.schema();
    for ((array, field), column) in batch.columns().iter().zip(fields).zip(schema.fields()) {
        if !written((array, field)) {
            columns.push(Arc::clone(column));
            arrays.push(Arc::clone(array));
            continue;
        }
        let texts = cast(array, &DataType::Utf8).map_err(wrap)?;
        let texts = texts.as_string::<i32>().iter().map(|text| match text {
            Some("inf") => Some("Infinity"),
            Some("-inf") => Some("-Infinity"),
            other => other,
        });
        columns.push(Arc::new(column.as_ref().clone().with_data_type(DataType::Utf8)));
        arrays.push(Arc::new(texts.collect::<StringArray>()));
    }
    RecordBatch::try_new(Arc::new(Schema::new(columns)), arrays).map_err(wrap)
}

fn wrap(error: ArrowError) -> PgWireError {
    PgWireError::ApiError(Box::new(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_for_results_is_given_back() {
        let all = Arc::new(AtomicUsize::new(0));
        let first = Held::take(&all, 60, 100).unwrap();
        assert!(Held::take(&all, 60, 100).is_none());
        drop(first);
        assert!(Held::take(&all, 60, 100).is_some());
        assert_eq!(all.load(Ordering::SeqCst), 0);
    }
}
