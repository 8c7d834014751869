//! A table in memory: Arrow batches with columns by name, the form in which marts reach charts and pages.

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::compute::{cast, concat_batches};
use arrow::datatypes::{DataType, Float64Type, Int64Type, SchemaRef};

use crate::base::error::{Error, Result};

/// One record batch, its columns cast to text, 64-bit integers, 64-bit floats and booleans.
#[derive(Debug, Clone)]
pub struct Table {
    batch: RecordBatch,
}

impl Table {
    /// Joins batches of one schema and widens their types.
    pub fn new(schema: SchemaRef, batches: &[RecordBatch]) -> Result<Table> {
        let wrap = |source| Error::Arrow { doing: "joining the batches of a table", source };
        let batch = concat_batches(&schema, batches).map_err(wrap)?;
        let mut columns = Vec::new();
        for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
            let to = match field.data_type() {
                DataType::Boolean => DataType::Boolean,
                t if t.is_integer() => DataType::Int64,
                t if t.is_numeric() => DataType::Float64,
                _ => DataType::Utf8,
            };
            columns.push((field.name().clone(), cast(column, &to).map_err(wrap)?, true));
        }
        if columns.is_empty() {
            return Ok(Table { batch });
        }
        Ok(Table { batch: RecordBatch::try_from_iter_with_nullable(columns).map_err(wrap)? })
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.batch.num_rows()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The batch itself.
    pub fn batch(&self) -> &RecordBatch {
        &self.batch
    }

    /// Text of a cell; none where it is null or the column is absent or not text.
    pub fn text(&self, column: &str, row: usize) -> Option<&str> {
        let a = self.batch.column_by_name(column)?.as_string_opt::<i32>()?;
        (row < a.len() && a.is_valid(row)).then(|| a.value(row))
    }

    /// A number of a cell, integers included; none where it is null or not finite.
    pub fn number(&self, column: &str, row: usize) -> Option<f64> {
        let a = self.batch.column_by_name(column)?;
        if row >= a.len() || a.is_null(row) {
            return None;
        }
        match a.data_type() {
            DataType::Int64 => Some(a.as_primitive::<Int64Type>().value(row) as f64),
            DataType::Float64 => Some(a.as_primitive::<Float64Type>().value(row)).filter(|v| v.is_finite()),
            _ => None,
        }
    }

    /// A whole number of a cell.
    pub fn integer(&self, column: &str, row: usize) -> Option<i64> {
        let a = self.batch.column_by_name(column)?.as_primitive_opt::<Int64Type>()?;
        (row < a.len() && a.is_valid(row)).then(|| a.value(row))
    }

    /// A truth value of a cell.
    pub fn truth(&self, column: &str, row: usize) -> Option<bool> {
        let a = self.batch.column_by_name(column)?.as_boolean_opt()?;
        (row < a.len() && a.is_valid(row)).then(|| a.value(row))
    }

    /// Row ranges in which `column` keeps its value; the rows must be sorted by it.
    pub fn runs(&self, column: &str) -> Vec<(String, std::ops::Range<usize>)> {
        let mut runs: Vec<(String, std::ops::Range<usize>)> = Vec::new();
        for row in 0..self.len() {
            let key = self.text(column, row).unwrap_or_default();
            match runs.last_mut() {
                Some((last, range)) if last == key => range.end = row + 1,
                _ => runs.push((key.to_string(), row..row + 1)),
            }
        }
        runs
    }
}
