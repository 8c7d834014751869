//! Relations about the session itself: the brief in hand, the thresholds in force, the relations and their columns.

use std::sync::Arc;

use arrow::array::{ArrayRef, Float64Array, RecordBatch, RecordBatchOptions};
use arrow::datatypes::{DataType, Field, Schema};

use crate::base::error::{Error, Result};
use crate::base::table::Table;
use crate::engine::relation::{Relation, RelationKind};
use crate::model::schema::Cells;
use crate::model::schema::Kind::{Integer, Text};
use crate::model::schema::TableDef;
use crate::peers::steps;

/// The brief in hand.
const BRIEF: TableDef = TableDef {
    name: "brief",
    meaning: "the brief in hand; one row",
    columns: &[
        ("cycle", Integer, "year of the brief", true),
        ("as_of", Text, "day up to which submissions count, ISO 8601; null where all do", true),
    ],
};

/// What can be queried.
const RELATIONS: TableDef = TableDef {
    name: "relations",
    meaning: "what can be queried; one row a relation",
    columns: &[
        ("name", Text, "name in SQL", true),
        ("kind", Text, "table, staging, mart or check", true),
        ("title", Text, "what it holds", true),
        ("grain", Text, "what one row is", true),
    ],
};

/// Columns of what can be queried.
const COLUMNS_OF_RELATIONS: TableDef = TableDef {
    name: "columns_of_relations",
    meaning: "columns of what can be queried; one row a relation and column",
    columns: &[
        ("relation", Text, "name in SQL", true),
        ("column", Text, "column's name", true),
        ("meaning", Text, "what it holds", true),
    ],
};

/// Always there.
static INFORMATION: [&TableDef; 3] = [&BRIEF, &RELATIONS, &COLUMNS_OF_RELATIONS];

/// The thresholds in force as one row, for queries: a column for each row of the table `settings`, so that a new
/// setting needs no SQL.
pub const SETTINGS: &str = "stg_settings";

/// Every relation that this program makes, in words; `settings` is the table of that name.
pub fn built_in(settings: &Table) -> impl Iterator<Item = Relation> {
    INFORMATION.into_iter().chain(steps::tables()).map(|def| Relation::of(def, RelationKind::Staging)).chain(
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
        (
            &BRIEF,
            vec![
                ("cycle", Cells::Integer(vec![Some(cycle.into())])),
                ("as_of", Cells::optional_text(&[as_of], |day| *day)),
            ],
        ),
        (
            &RELATIONS,
            vec![
                ("name", Cells::text(relations, |r| &r.name)),
                ("kind", Cells::text(relations, |r| r.kind.name())),
                ("title", Cells::text(relations, |r| &r.title)),
                ("grain", Cells::text(relations, |r| &r.grain)),
            ],
        ),
        (
            &COLUMNS_OF_RELATIONS,
            vec![
                ("relation", Cells::text(&columns, |c| c.0)),
                ("column", Cells::text(&columns, |c| &c.1.0)),
                ("meaning", Cells::text(&columns, |c| &c.1.1)),
            ],
        ),
    ];
    made.into_iter().map(|(def, columns)| Ok((def.name, def.batch(columns)?))).collect()
}
