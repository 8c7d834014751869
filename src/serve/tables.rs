//! Tables of PostgreSQL's catalogue that are others than those of the library: columns that clients read and that it does
//! not have, and the parameters that there are here.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, RecordBatch, StringArray, new_null_array};
use arrow::datatypes::{DataType, Field, Schema};
use datafusion::common::Result;
use datafusion::common::ScalarValue;
use datafusion::datasource::{MemTable, TableProvider};
use datafusion::execution::context::SessionContext;
use datafusion::logical_expr::{col, lit};

use crate::serve::settings::{DATABASE, Settings};

/// Columns of lists of texts, with nothing in them, by the table that gets them.
const LISTS: [(&str, &[&str]); 2] = [("pg_class", &["relacl", "reloptions"]), ("pg_namespace", &["nspacl"])];

/// Tables about keys and indexes, of which there are none, with their columns of lists of numbers: the library has texts.
const KEYS: [(&str, &[&str]); 2] = [
    ("pg_constraint", &["conkey", "confkey", "conpfeqop", "conppeqop", "conffeqop", "confdelsetcols", "conexclop"]),
    ("pg_index", &["indkey", "indcollation", "indclass", "indoption"]),
];

/// The tables by their names. `session` has the library's.
pub fn own(session: &SessionContext) -> Result<BTreeMap<&'static str, Arc<dyn TableProvider>>> {
    let list = |of: DataType| ScalarValue::try_from(&DataType::new_list(of, true));
    let (nothing, no_numbers) = (list(DataType::Utf8)?, list(DataType::Int16)?);
    let mut tables: BTreeMap<&'static str, Arc<dyn TableProvider>> = BTreeMap::new();
    for (table, columns) in LISTS {
        let standard = futures::executor::block_on(session.table(format!("pg_catalog.{table}")))?;
        let more =
            columns.iter().try_fold(standard, |table, column| table.with_column(column, lit(nothing.clone())))?;
        // What is a view here and what a table depends on how it is made.
        let more = if table == "pg_class" { more.with_column("relkind", lit("r"))? } else { more };
        tables.insert(table, more.into_view());
    }
    for (table, columns) in KEYS {
        let standard = futures::executor::block_on(session.table(format!("pg_catalog.{table}")))?;
        let none = standard.filter(lit(false))?;
        let typed =
            columns.iter().try_fold(none, |table, column| table.with_column(column, lit(no_numbers.clone())))?;
        tables.insert(table, typed.into_view());
    }
    // The library also names a database of PostgreSQL's own, which is not here.
    let databases = futures::executor::block_on(session.table("pg_catalog.pg_database"))?;
    tables.insert("pg_database", databases.filter(col("datname").eq(lit(DATABASE)))?.into_view());
    tables.insert("pg_settings", settings()?);
    Ok(tables)
}

/// The parameters with their values at the start of a connection.
fn settings() -> Result<Arc<dyn TableProvider>> {
    let (names, values): (Vec<&str>, Vec<&str>) = Settings::first().unzip();
    let rows = names.len();
    let same = |text: &str| -> ArrayRef { Arc::new(StringArray::from(vec![text; rows])) };
    let none = |data_type: DataType| new_null_array(&data_type, rows);
    let values: ArrayRef = Arc::new(StringArray::from(values));
    let columns: [(&str, ArrayRef); 17] = [
        ("name", Arc::new(StringArray::from(names))),
        ("setting", Arc::clone(&values)),
        ("unit", none(DataType::Utf8)),
        ("category", same("learning-cities serve")),
        ("short_desc", none(DataType::Utf8)),
        ("extra_desc", none(DataType::Utf8)),
        ("context", same("user")),
        ("vartype", same("string")),
        ("source", same("default")),
        ("min_val", none(DataType::Utf8)),
        ("max_val", none(DataType::Utf8)),
        ("enumvals", none(DataType::new_list(DataType::Utf8, true))),
        ("boot_val", Arc::clone(&values)),
        ("reset_val", values),
        ("sourcefile", none(DataType::Utf8)),
        ("sourceline", none(DataType::Int32)),
        ("pending_restart", Arc::new(BooleanArray::from(vec![false; rows]))),
    ];
    let fields = columns.iter().map(|(name, array)| Field::new(*name, array.data_type().clone(), true));
    let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
    let batch = RecordBatch::try_new(Arc::clone(&schema), columns.into_iter().map(|(_, array)| array).collect())?;
    Ok(Arc::new(MemTable::try_new(schema, vec![vec![batch]])?))
}
