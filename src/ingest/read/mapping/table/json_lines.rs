//! JSON lines: an object a line, its keys the columns.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::ingest::finding::Finding;
use crate::ingest::limits::RECORDS;
use crate::ingest::read::formats::csv::too_many_rows;
use crate::ingest::read::mapping::table::json;
use crate::ingest::read::mapping::table::read::{Table, refused};

/// The table. A key that an object lacks is an empty cell.
pub(super) fn table(text: &str, file: &str) -> Result<Table, Box<Finding>> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut table = Table::default();
    for (line, row) in (1..).zip(text.lines()).filter(|(_, row)| !row.trim().is_empty()) {
        if table.rows.len() == RECORDS {
            return Err(too_many_rows(file, RECORDS));
        }
        let wrong = |why: &str| {
            let message = format!(
                "Line {line} is no JSON object that can be read ({why}). Download the file again, or write its format into the mapping (format = \"json-stat\", for example)."
            );
            refused(file, "not_text", message)
        };
        let Value::Object(object) = json::parse(row, file, wrong)? else { return Err(wrong("it is another value")) };
        for key in object.keys().filter(|key| !places.contains_key(*key)).collect::<Vec<_>>() {
            places.insert(key.clone(), places.len());
            table.header.push(key.trim().to_string());
        }
        json::count_cells(table.rows.len() + 1, places.len(), file)?;
        // An object takes many times the memory of its texts.
        let mut cells = vec![String::new(); places.len()];
        for (key, value) in &object {
            if let Some(at) = places.get(key) {
                cells[*at] = cell(value);
            }
        }
        table.rows.push((line, cells.into()));
    }
    if table.rows.is_empty() {
        return Err(refused(file, "file_empty", "The file has no row. Download it again."));
    }
    let width = table.header.len();
    for (_, row) in &mut table.rows {
        (row.len()..width).for_each(|_| row.push_field(""));
    }
    Ok(table)
}

/// A value as the text of a cell; a list or an object as JSON.
pub(super) fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.trim().to_string(),
        Value::Number(n) => match n.as_f64().filter(|_| n.is_f64()) {
            Some(number) => number.to_string(),
            None => n.to_string(),
        },
        other => other.to_string(),
    }
}
