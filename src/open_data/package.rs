//! The CSV files as a Frictionless Data Package, by version 1 of its specification.
//! <https://specs.frictionlessdata.io/>

use serde_json::{Value, json};

use super::about::About;
use super::tables::{Column, Published, structure};
use crate::engine::keys;
use crate::model::schema::Kind;

/// Where the file is, in the folder and in the zip.
pub const NAME: &str = "datapackage.json";

/// The descriptor of these tables: as they are in the folder, or without compression, as the zip has them.
pub fn descriptor(about: &About, tables: &[&Published], is_zip: bool) -> Value {
    let mut licence = json!({ "title": about.licence });
    if let Some(name) = about.spdx() {
        licence["name"] = name.into();
    }
    if let Some(path) = &about.licence_url {
        licence["path"] = path.clone().into();
    }
    let mut package = json!({
        "profile": "tabular-data-package",
        "name": about.name(),
        "title": about.title,
        "description": about.description,
        // The structure's version, and what names the state of the data.
        "version": format!("{}+{}", structure(), about.snapshot),
        "contributors": [{ "title": about.publisher, "role": "publisher" }],
        "citation": about.citation,
        "keywords": super::about::KEYWORDS,
        "resources": tables.iter().map(|table| resource(table, is_zip)).collect::<Vec<Value>>(),
    });
    // A licence has a name of the Open Definition, or an address.
    if about.licence_url.is_some() {
        package["licenses"] = json!([licence]);
    }
    if let Some(base) = &about.base_url {
        package["homepage"] = base.clone().into();
    }
    if let Some(doi) = &about.doi {
        package["id"] = format!("https://doi.org/{doi}").into();
    }
    if !about.sources.is_empty() {
        package["sources"] = about.sources.iter().map(|source| json!({ "title": source })).collect();
    }
    package
}

fn resource(table: &Published, is_zip: bool) -> Value {
    let file = if is_zip { &table.plain } else { &table.csv };
    let mut resource = json!({
        "profile": "tabular-data-resource",
        "name": table.relation,
        "path": file.name,
        "title": table.title,
        "description": table.description(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "delimiter": ",", "quoteChar": "\"", "doubleQuote": true, "header": true, "lineTerminator": "\n",
        },
        "schema": schema(table),
    });
    if file.name.ends_with(".gz") {
        resource["compression"] = "gz".into();
    }
    // Nothing but the counts themselves depends on what is not shown.
    if !table.is_counted {
        resource["bytes"] = file.bytes.into();
        resource["hash"] = format!("sha256:{}", file.sha256).into();
    }
    resource
}

fn schema(table: &Published) -> Value {
    let foreign: Vec<Value> = table
        .columns
        .iter()
        .filter_map(|column| {
            let (other, key) = keys::foreign(&table.relation, &column.name)?;
            Some(json!({ "fields": column.name, "reference": { "resource": other, "fields": key } }))
        })
        .collect();
    let mut schema = json!({
        "fields": table.columns.iter().map(|column| field(column, table.key)).collect::<Vec<Value>>(),
        "missingValues": [""],
    });
    if !table.key.is_empty() {
        schema["primaryKey"] = json!(table.key);
    }
    if !foreign.is_empty() {
        schema["foreignKeys"] = foreign.into();
    }
    schema
}

fn field(column: &Column, key: &[&str]) -> Value {
    let mut field = json!({
        "name": column.name,
        "type": match column.kind {
            Kind::Text => "string",
            Kind::Integer => "integer",
            Kind::Float => "number",
            Kind::Truth => "boolean",
        },
    });
    if column.kind == Kind::Truth {
        field["trueValues"] = json!(["true"]);
        field["falseValues"] = json!(["false"]);
    }
    if !column.meaning.is_empty() {
        field["description"] = column.meaning.clone().into();
    }
    if key.contains(&column.name.as_str()) {
        field["constraints"] = json!({ "required": true });
    }
    field
}
