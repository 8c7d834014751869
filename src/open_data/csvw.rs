//! Metadata of the CSV files as CSV on the Web has it: a group of tables with types, keys and meanings.
//! <https://www.w3.org/TR/tabular-metadata/>

use serde_json::{Value, json};

use super::about::About;
use super::tables::{Column, Published};
use crate::engine::keys;
use crate::model::schema::Kind;

/// Where the file is, in the folder and in the zip.
pub const NAME: &str = "csv-metadata.json";

/// The metadata of these tables, each in its file without compression: no version of CSV on the Web knows another.
pub fn metadata(about: &About, tables: &[&Published]) -> Value {
    let mut group = json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
        "dc:title": { "@value": about.title, "@language": about.language },
        "dc:description": { "@value": about.description, "@language": about.language },
        "dc:publisher": about.publisher,
        "dc:identifier": about.snapshot,
        "dialect": {
            "encoding": "utf-8", "delimiter": ",", "quoteChar": "\"", "doubleQuote": true, "header": true,
            "headerRowCount": 1, "lineTerminators": ["\n"],
        },
        "tables": tables.iter().map(|table| self::table(table, tables)).collect::<Vec<Value>>(),
    });
    group["dc:license"] = match &about.licence_url {
        Some(url) => json!({ "@id": url }),
        None => json!(about.licence),
    };
    group
}

fn table(table: &Published, all: &[&Published]) -> Value {
    let foreign: Vec<Value> = table
        .columns
        .iter()
        .filter_map(|column| {
            let (other, key) = keys::foreign(&table.relation, &column.name)?;
            let other = all.iter().find(|published| published.relation == other)?;
            // Both files are in one folder.
            Some(json!({
                "columnReference": [column.name],
                "reference": { "resource": other.plain.name, "columnReference": [key] },
            }))
        })
        .collect();
    let mut schema = json!({
        "columns": table.columns.iter().map(|column| self::column(column, table.key)).collect::<Vec<Value>>(),
    });
    if !table.key.is_empty() {
        schema["primaryKey"] = json!(table.key);
    }
    if !foreign.is_empty() {
        schema["foreignKeys"] = foreign.into();
    }
    json!({
        "url": table.plain.name,
        "dc:title": table.relation,
        "dc:description": table.description(),
        "tableSchema": schema,
    })
}

fn column(column: &Column, key: &[&str]) -> Value {
    let mut made = json!({
        "name": column.name,
        "titles": column.name,
        "datatype": match column.kind {
            Kind::Text => json!("string"),
            Kind::Integer => json!("integer"),
            Kind::Float => json!("double"),
            Kind::Truth => json!({ "base": "boolean", "format": "true|false" }),
        },
    });
    if !column.meaning.is_empty() {
        made["dc:description"] = column.meaning.clone().into();
    }
    if key.contains(&column.name.as_str()) {
        made["required"] = true.into();
    }
    made
}
