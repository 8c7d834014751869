//! How a table is defined, and how its rows are put into its columns.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};

use crate::base::error::{Error, Result};

/// A table of the store.
#[derive(Debug)]
pub struct TableDef {
    /// Its name in SQL and its file's name.
    pub name: &'static str,
    /// What it holds, and its grain.
    pub meaning: &'static str,
    /// Columns in order: name, type, meaning, whether it may be null.
    pub columns: &'static [(&'static str, Kind, &'static str, bool)],
}

/// The types that a column may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// UTF-8 text.
    Text,
    /// 64-bit integer.
    Integer,
    /// 64-bit float, always finite.
    Float,
    /// Boolean.
    Truth,
}

impl TableDef {
    /// Its Arrow schema.
    pub fn schema(&self) -> SchemaRef {
        let field = |&(name, kind, _, nullable): &(&str, Kind, &str, bool)| {
            let data_type = match kind {
                Kind::Text => DataType::Utf8,
                Kind::Integer => DataType::Int64,
                Kind::Float => DataType::Float64,
                Kind::Truth => DataType::Boolean,
            };
            Field::new(name, data_type, nullable)
        };
        Arc::new(Schema::new(self.columns.iter().map(field).collect::<Vec<_>>()))
    }

    /// A batch from columns by name, in any order.
    ///
    /// # Errors
    /// A column is missing, is not one of the table's, is given twice, or has another type, other rows, or a null where
    /// none may be; the error names table and column.
    pub fn batch(&self, columns: Vec<(&str, Cells)>) -> Result<RecordBatch> {
        let fault = |column: &str, what: &str| {
            Error::invalid(format!("table {} column {column}", self.name), format!("{what}: a fault of this program"))
        };
        let mut given: BTreeMap<&str, ArrayRef> = BTreeMap::new();
        for (name, cells) in columns {
            if !self.columns.iter().any(|c| c.0 == name) {
                return Err(fault(name, "is not a column of the table"));
            }
            if given.insert(name, cells.into_array()).is_some() {
                return Err(fault(name, "is given twice"));
            }
        }
        let arrays = self.columns.iter().map(|c| given.remove(c.0).ok_or_else(|| fault(c.0, "is missing")));
        RecordBatch::try_new(self.schema(), arrays.collect::<Result<_>>()?)
            .map_err(|source| Error::Arrow { doing: "building a table", source })
    }
}

/// The columns of a table by name, in any order.
pub type Columns = Vec<(&'static str, Cells)>;

/// The cells of a column.
#[derive(Debug, Clone)]
pub enum Cells {
    /// Text.
    Text(Vec<Option<String>>),
    /// Whole numbers.
    Integer(Vec<Option<i64>>),
    /// Numbers.
    Float(Vec<Option<f64>>),
    /// True or false.
    Truth(Vec<Option<bool>>),
}

impl Cells {
    /// Text, a cell for each row.
    pub fn text<'a, R, T: AsRef<str>>(rows: &'a [R], cell: impl Fn(&'a R) -> T) -> Cells {
        Cells::Text(rows.iter().map(|r| Some(cell(r).as_ref().to_string())).collect())
    }

    /// Text, a cell for each row that has one.
    pub fn optional_text<'a, R, T: AsRef<str>>(rows: &'a [R], cell: impl Fn(&'a R) -> Option<T>) -> Cells {
        Cells::Text(rows.iter().map(|r| cell(r).map(|text| text.as_ref().to_string())).collect())
    }

    /// Whole numbers, a cell for each row.
    pub fn integer<R, T: Into<Option<i64>>>(rows: &[R], cell: impl Fn(&R) -> T) -> Cells {
        Cells::Integer(rows.iter().map(|r| cell(r).into()).collect())
    }

    /// Numbers, a cell for each row.
    pub fn float<R, T: Into<Option<f64>>>(rows: &[R], cell: impl Fn(&R) -> T) -> Cells {
        Cells::Float(rows.iter().map(|r| cell(r).into()).collect())
    }

    /// Truth values, a cell for each row.
    pub fn truth<R>(rows: &[R], cell: impl Fn(&R) -> bool) -> Cells {
        Cells::Truth(rows.iter().map(|r| Some(cell(r))).collect())
    }

    /// The places of the rows, from 1.
    pub fn position<R>(rows: &[R]) -> Cells {
        Cells::Integer((1..).take(rows.len()).map(Some).collect())
    }

    fn into_array(self) -> ArrayRef {
        match self {
            Cells::Text(cells) => Arc::new(StringArray::from(cells)),
            Cells::Integer(cells) => Arc::new(Int64Array::from(cells)),
            Cells::Float(cells) => Arc::new(Float64Array::from(cells)),
            Cells::Truth(cells) => Arc::new(BooleanArray::from(cells)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACES: TableDef = TableDef {
        name: "places",
        meaning: "",
        columns: &[("name", Kind::Text, "", false), ("year", Kind::Integer, "", true)],
    };

    #[test]
    fn columns_go_by_name_in_any_order() {
        let rows = [("a", Some(2020)), ("b", None)];
        let name = || ("name", Cells::text(&rows, |r| r.0));
        let year = || ("year", Cells::integer(&rows, |r| r.1));
        let batch = |columns| PLACES.batch(columns);
        assert_eq!(batch(vec![name(), year()]).unwrap(), batch(vec![year(), name()]).unwrap());
        for (columns, word) in [
            (vec![name()], "column year is missing"),
            (vec![name(), year(), year()], "column year is given twice"),
            (vec![name(), year(), ("yaer", Cells::position(&rows))], "column yaer is not a column"),
        ] {
            let message = batch(columns).unwrap_err().to_string();
            assert!(message.replace(':', "").contains(word), "{message}");
        }
        assert!(batch(vec![name(), ("year", Cells::text(&rows, |r| r.0))]).is_err(), "another type");
        assert!(
            batch(vec![("name", Cells::optional_text(&rows, |_| None::<&str>)), year()]).is_err(),
            "a null where none may be"
        );
    }
}
