//! Parquet to text.

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{DataType, Float64Type};
use arrow::util::display::{ArrayFormatter, FormatOptions};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::ingest::finding::Finding;
use crate::ingest::limits::{RECORD_TEXT, RECORDS};
use crate::ingest::read::formats::csv::{short, too_many_rows};
use crate::ingest::read::mapping::table::read::{Table, refused};

/// Rows that are decoded at a time.
const BATCH: usize = 1024;

/// The table; a row's line is its place from 1.
pub(super) fn table(bytes: Vec<u8>, file: &str) -> Result<Table, Box<Finding>> {
    let broken = |error: String| {
        let message = format!("The file cannot be read as Parquet ({}). Download it again.", short(&error));
        refused(file, "file_binary", message)
    };
    if bytes.is_empty() {
        return Err(refused(file, "file_empty", "The file is empty. Download it again."));
    }
    let builder =
        ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(bytes)).map_err(|e| broken(e.to_string()))?;
    if builder.metadata().file_metadata().num_rows() > RECORDS as i64 {
        return Err(too_many_rows(file, RECORDS));
    }
    let header = builder.schema().fields().iter().map(|f| f.name().trim().to_string()).collect();
    let mut table = Table { header, ..Table::default() };
    let (mut line, mut text) = (0, 0);
    for batch in builder.with_batch_size(BATCH).build().map_err(|e| broken(e.to_string()))? {
        let batch = batch.map_err(|e| broken(e.to_string()))?;
        let columns = texts(&batch).map_err(|e| broken(e.to_string()))?;
        for row in 0..batch.num_rows() {
            line += 1;
            if line as usize > RECORDS {
                return Err(too_many_rows(file, RECORDS));
            }
            let cells: csv::StringRecord = columns.iter().map(|column| column[row].as_str()).collect();
            text += cells.as_slice().len();
            if text > RECORD_TEXT {
                let message = format!(
                    "The file has more than {} MB of text. Send it in parts, or without the columns that are not needed.",
                    RECORD_TEXT >> 20
                );
                return Err(refused(file, "too_many_rows", message));
            }
            table.rows.push((line, cells));
        }
    }
    Ok(table)
}

/// Each column's cells as text: nothing for null, numbers in their shortest form, days as 2024-05-31.
fn texts(batch: &RecordBatch) -> arrow::error::Result<Vec<Vec<String>>> {
    let options = FormatOptions::default();
    let column = |array: &std::sync::Arc<dyn Array>| -> arrow::error::Result<Vec<String>> {
        // A column with gaps is often one of decimals, though its numbers are whole: 2020, not 2020.0.
        if matches!(array.data_type(), DataType::Float16 | DataType::Float32) {
            let shown = arrow::compute::cast(array, &DataType::Utf8)?;
            let plain = |text: Option<&str>| text.map(|t| t.strip_suffix(".0").unwrap_or(t).to_string());
            return Ok(shown.as_string::<i32>().iter().map(|t| plain(t).unwrap_or_default()).collect());
        }
        if *array.data_type() == DataType::Float64 {
            let numbers = array.as_primitive::<Float64Type>();
            return Ok(numbers.iter().map(|n| n.map(|n| n.to_string()).unwrap_or_default()).collect());
        }
        let shown = ArrayFormatter::try_new(array.as_ref(), &options)?;
        let cell = |row| match array.is_null(row) {
            true => Ok(String::new()),
            false => shown.value(row).try_to_string().map(|t| t.trim().to_string()),
        };
        (0..array.len()).map(cell).collect()
    };
    batch.columns().iter().map(column).collect()
}
