//! Tables that tests write by hand, completed so that they can be read as rows with types.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray, new_null_array,
};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float64Type, Int64Type, Schema};
use learning_cities::base::rows::Column;
use learning_cities::base::table::Table;
use learning_cities::model::relations::READ;

/// Adds the relations that are read and not there, without rows, and to each the columns that are read of it and not
/// there.
pub fn complete(tables: &mut BTreeMap<String, Table>) {
    for (name, columns) in READ {
        let table = match tables.get(*name) {
            Some(table) => completed(table, columns),
            None => Table::new(Arc::new(Schema::empty()), &[]).expect("a table"),
        };
        tables.insert((*name).into(), table);
    }
}

/// The table with the columns that are read of it, each of its type and without nulls where there may be none.
fn completed(table: &Table, columns: &[Column]) -> Table {
    let batch = table.batch();
    if batch.num_columns() == 0 {
        return table.clone();
    }
    let given = batch.schema();
    let others = given.fields().iter().filter(|f| columns.iter().all(|c| c.name != f.name()));
    let others = others.map(|f| (f.name().clone(), batch.column_by_name(f.name()).unwrap().clone(), true));
    let read = columns.iter().map(|column| {
        let to = data_type(column.holds);
        let array = match batch.column_by_name(column.name) {
            Some(array) => cast(array, &to).unwrap(),
            None => new_null_array(&to, table.len()),
        };
        (column.name.to_string(), if column.nullable { array } else { filled(&array) }, true)
    });
    let batch = RecordBatch::try_from_iter_with_nullable(read.chain(others)).unwrap();
    Table::new(batch.schema(), &[batch]).unwrap()
}

/// The array with an empty text, zero or false in the place of each null.
fn filled(array: &ArrayRef) -> ArrayRef {
    match array.data_type() {
        DataType::Utf8 => {
            Arc::new(array.as_string::<i32>().iter().map(|v| Some(v.unwrap_or_default())).collect::<StringArray>())
        }
        DataType::Int64 => Arc::new(
            array.as_primitive::<Int64Type>().iter().map(|v| Some(v.unwrap_or_default())).collect::<Int64Array>(),
        ),
        DataType::Float64 => Arc::new(
            array.as_primitive::<Float64Type>().iter().map(|v| Some(v.unwrap_or_default())).collect::<Float64Array>(),
        ),
        _ => Arc::new(array.as_boolean().iter().map(|v| Some(v.unwrap_or_default())).collect::<BooleanArray>()),
    }
}

fn data_type(holds: &str) -> DataType {
    match holds {
        "a whole number" => DataType::Int64,
        "a number" => DataType::Float64,
        "a truth value" => DataType::Boolean,
        _ => DataType::Utf8,
    }
}
