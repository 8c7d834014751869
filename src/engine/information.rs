//! Relations about the session itself: the brief in hand, the thresholds in force, the relations and their columns.

use std::sync::Arc;

use arrow::array::{ArrayRef, Float64Array, RecordBatch, RecordBatchOptions};
use arrow::datatypes::{DataType, Field, Schema};

use crate::base::error::{Error, Result};
use crate::base::table::Table;
use crate::engine::relation::{Relation, RelationKind};
use crate::model::schema::{array, columns, tables};
use crate::peers::steps;

tables! { INFORMATION:
    BRIEF = brief "the brief in hand; one row" {
        cycle: Option<i64> = "year of the brief",
        as_of: Option<&str> = "day up to which submissions count, ISO 8601; null where all do",
    }

    RELATIONS = relations "what can be queried; one row a relation" {
        name: Option<&str> = "name in SQL",
        kind: Option<&str> = "table, staging, mart or check",
        title: Option<&str> = "what it holds",
        grain: Option<&str> = "what one row is",
    }

    COLUMNS_OF_RELATIONS = columns_of_relations "columns of what can be queried; one row a relation and column" {
        relation: Option<&str> = "name in SQL",
        column: Option<&str> = "column's name",
        meaning: Option<&str> = "what it holds",
    }
}

/// The thresholds in force as one row, for queries: a column for each row of the table `settings`, so that a new
/// setting needs no SQL.
pub const SETTINGS: &str = "stg_settings";

/// Every relation that this program makes, in words; `settings` is the table of that name.
pub fn built_in(settings: &Table) -> impl Iterator<Item = Relation> {
    INFORMATION.iter().chain(steps::tables()).map(|def| Relation::of(def, RelationKind::Staging)).chain(
        std::iter::once(Relation {
            name: SETTINGS.to_string(),
            title: "thresholds in force".to_string(),
            grain: "one row, a column for each setting".to_string(),
            columns: (0..settings.len())
                .filter_map(|row| {
                    Some((settings.text("name", row)?.to_string(), settings.text("meaning", row)?.to_string()))
                })
                .collect(),
            kind: RelationKind::Staging,
            published: None,
        }),
    )
}

/// The row of [`SETTINGS`], from the table `settings`.
pub fn settings_row(settings: &Table) -> Result<RecordBatch> {
    let named: Vec<(&str, Option<f64>)> = (0..settings.len())
        .filter_map(|row| Some((settings.text("name", row)?, settings.number("value", row))))
        .collect();
    let fields: Vec<Field> = named.iter().map(|(name, _)| Field::new(*name, DataType::Float64, true)).collect();
    let values = named.iter().map(|(_, value)| Arc::new(Float64Array::from(vec![*value])) as ArrayRef).collect();
    let one_row = RecordBatchOptions::new().with_row_count(Some(1));
    RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), values, &one_row)
        .map_err(|source| Error::Arrow { doing: "laying out the settings as one row", source })
}

/// Whether a name is one of this module's relations.
pub fn is_information(name: &str) -> bool {
    name == SETTINGS || INFORMATION.iter().any(|def| def.name == name)
}

/// Whether a name is taken by this program.
pub fn is_built_in(name: &str) -> bool {
    is_information(name) || steps::step_of(name).is_some()
}

/// The rows of this module's relations.
pub fn rows(cycle: i32, as_of: Option<&str>, relations: &[Relation]) -> Result<Vec<(&'static str, RecordBatch)>> {
    let columns: Vec<(&str, &(String, String))> =
        relations.iter().flat_map(|r| r.columns.iter().map(|c| (r.name.as_str(), c))).collect();
    let made = [
        (&BRIEF, vec![("cycle", array(&[cycle])), ("as_of", array(&[as_of]))]),
        (&RELATIONS, columns!(r in relations => name, kind = r.kind.name(), title, grain)),
        (&COLUMNS_OF_RELATIONS, columns!(c in columns => relation = c.0, column = &c.1.0, meaning = &c.1.1)),
    ];
    made.into_iter().map(|(def, columns)| Ok((def.name, def.batch(columns)?))).collect()
}
