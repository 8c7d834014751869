//! Parquet to text. Only the columns that are wanted are read, and how long their texts can be is known before any row
//! is: a few bytes may repeat a text of a megabyte in every row.

use std::sync::Arc;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{DataType, Float64Type};
use arrow::util::display::{ArrayFormatter, FormatOptions};
use bytes::Bytes;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::Type;
use parquet::column::page::{Page, PageReader};
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData};
use parquet::file::serialized_reader::SerializedPageReader;

use crate::ingest::finding::Finding;
use crate::ingest::limits::{PARQUET_UNPACKED, RECORD_TEXT, RECORDS};
use crate::ingest::read::formats::csv::{short, too_many_rows};
use crate::ingest::read::mapping::table::pages;
use crate::ingest::read::mapping::table::read::{Table, Wanted, refused};

/// Most rows that are decoded at a time.
const BATCH: usize = 1024;

/// Most bytes of text that are decoded at a time, of rows that may be decoded together.
const BATCH_TEXT: u64 = 8 << 20;

/// The table with the columns that are wanted, or the header of all where one of those is not there; a row's line is its
/// place from 1.
pub(super) fn table(bytes: Vec<u8>, file: &str, wanted: &Wanted) -> Result<Table, Box<Finding>> {
    let broken = |error: String| {
        let message = format!("The file cannot be read as Parquet ({}). Download it again.", short(&error));
        refused(file, "file_binary", message)
    };
    if bytes.is_empty() {
        return Err(refused(file, "file_empty", "The file is empty. Download it again."));
    }
    let bytes = Bytes::from(bytes);
    let builder = ParquetRecordBatchReaderBuilder::try_new(bytes.clone()).map_err(|e| broken(e.to_string()))?;
    let stated = builder.metadata().file_metadata().num_rows();
    if stated > RECORDS as i64 {
        return Err(too_many_rows(file, RECORDS));
    }
    let other_rows = |found: i64| {
        let message = format!(
            "The file says that it has {stated} rows, and it has {found}, so rows may be missing. Download it again."
        );
        refused(file, "file_binary", message)
    };
    let in_groups = builder.metadata().row_groups().iter().map(|group| group.num_rows());
    let in_groups = in_groups.fold(0, i64::saturating_add);
    if in_groups != stated {
        return Err(other_rows(in_groups));
    }
    let too_much_text = || {
        let message = format!(
            "The file has more than {} MB of text. Send it in parts, or without the columns that are not needed.",
            RECORD_TEXT >> 20
        );
        refused(file, "too_many_rows", message)
    };
    let header: Vec<String> = builder.schema().fields().iter().map(|f| f.name().trim().to_string()).collect();
    if wanted.names.iter().any(|name| !header.contains(name)) {
        return Ok(Table { header, ..Table::default() });
    }
    let read: Vec<usize> = (0..header.len()).filter(|at| wanted.has(&header[*at])).collect();
    let header = read.iter().map(|at| header[*at].clone()).collect();
    let extent = extent(&bytes, builder.metadata(), &read).map_err(|e| broken(e.to_string()))?;
    if extent.unpacked > PARQUET_UNPACKED {
        let message = format!(
            "The columns that are read of the file unpack to more than {} MB, and that much is read of one table. Send it in parts.",
            PARQUET_UNPACKED >> 20
        );
        return Err(refused(file, "file_too_large", message));
    }
    if extent.row > RECORD_TEXT as u64 {
        return Err(too_much_text());
    }
    let at_once = (BATCH_TEXT / extent.row.max(1)).clamp(1, BATCH as u64) as usize;
    let mask = ProjectionMask::roots(builder.parquet_schema(), read);
    let builder = builder.with_projection(mask).with_batch_size(at_once);
    let mut table = Table { header, ..Table::default() };
    let (mut line, mut text) = (0, 0);
    for batch in builder.build().map_err(|e| broken(e.to_string()))? {
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
                return Err(too_much_text());
            }
            table.rows.push((line, cells));
        }
    }
    match i64::from(line) == stated {
        true => Ok(table),
        false => Err(other_rows(line.into())),
    }
}

/// What columns unpack to.
#[derive(Default)]
struct Extent {
    /// Bytes of their pages.
    unpacked: u64,
    /// Most bytes of text in a row.
    row: u64,
}

/// What the columns at these places unpack to, by their pages and their dictionaries.
fn extent(bytes: &Bytes, metadata: &ParquetMetaData, columns: &[usize]) -> ParquetResult<Extent> {
    let schema = metadata.file_metadata().schema_descr();
    let file = Arc::new(bytes.clone());
    let mut extent = Extent::default();
    for leaf in (0..schema.num_columns()).filter(|leaf| columns.contains(&schema.get_column_root_idx(*leaf))) {
        let mut longest = 0;
        for group in metadata.row_groups() {
            let chunk = group.column(leaf);
            let left = PARQUET_UNPACKED - extent.unpacked;
            let stated = chunk.uncompressed_size().unsigned_abs();
            let pages = if stated > left { stated } else { unpacked(bytes, chunk, left)? };
            extent.unpacked = extent.unpacked.saturating_add(pages);
            if extent.unpacked > PARQUET_UNPACKED {
                return Ok(extent);
            }
            let one = longest_text(&file, chunk, group.num_rows().unsigned_abs() as usize)?;
            // A row of lists may hold all of them.
            let several = if chunk.column_descr().max_rep_level() > 0 { chunk.num_values().unsigned_abs() } else { 1 };
            longest = one.saturating_mul(several).max(longest);
        }
        extent.row = extent.row.saturating_add(longest);
    }
    Ok(extent)
}

/// Bytes that a column chunk's pages unpack to, counted until there are more than `most`.
fn unpacked(bytes: &Bytes, chunk: &ColumnChunkMetaData, most: u64) -> ParquetResult<u64> {
    let begin = chunk.dictionary_page_offset().unwrap_or(chunk.data_page_offset());
    let place = |n: i64| usize::try_from(n).ok();
    let end = place(begin).zip(place(chunk.compressed_size())).and_then(|(begin, length)| begin.checked_add(length));
    let pages = place(begin).zip(end).and_then(|(begin, end)| bytes.get(begin..end));
    let wrong = |what: &str| ParquetError::General(format!("column {}: {what}", chunk.column_path()));
    let pages = pages.ok_or_else(|| wrong("its pages are not in the file"))?;
    pages::unpacked(pages, chunk.compression(), most).map_err(|what| wrong(&what))
}

/// Bytes of the longest text in a dictionary, which any number of rows may repeat. A text outside one is in the pages
/// once for each row.
fn longest_text(file: &Arc<Bytes>, chunk: &ColumnChunkMetaData, rows: usize) -> ParquetResult<u64> {
    match chunk.column_type() {
        Type::BYTE_ARRAY => {}
        Type::FIXED_LEN_BYTE_ARRAY => return Ok(chunk.column_descr().type_length().unsigned_abs().into()),
        _ => return Ok(8),
    }
    let mut pages = SerializedPageReader::new(file.clone(), chunk, rows, None)?;
    let Some(Page::DictionaryPage { buf, .. }) = pages.get_next_page()? else { return Ok(0) };
    let (mut rest, mut longest) = (&buf[..], 0);
    // Each text has its length before it.
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = u32::from_le_bytes(*length);
        longest = longest.max(length.into());
        rest = after.get(length as usize..).unwrap_or_default();
    }
    Ok(longest)
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
