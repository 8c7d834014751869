//! The way to Arrow: every table of a snapshot with exactly the columns of [`crate::model::schema`].

mod catalogue;
mod network;
mod submissions;

use std::collections::BTreeMap;

use arrow::array::{ArrayRef, RecordBatch};
use arrow::compute::{cast, concat_batches};
use arrow::datatypes::SchemaRef;
use polars::prelude::DataFrame;

use crate::base::error::{Error, Result};
use crate::ingest::checked::Checked;
use crate::ingest::frames::{polars_error, to_arrow};
use crate::model::framework::Framework;
use crate::model::network::Network;
use crate::model::schema::{self, TableDef};

fn arrow_error(doing: &'static str) -> impl Fn(arrow::error::ArrowError) -> Error {
    move |source| Error::Arrow { doing, source }
}

/// A frame as a table: the definition's columns, by name, cast to its types. The frame is let go.
fn from_frame(def: &TableDef, frame: &mut DataFrame) -> Result<RecordBatch> {
    let mut columns = std::mem::take(frame)
        .select(def.columns.iter().map(|c| c.0))
        .map_err(polars_error("choosing the columns of a table"))?;
    let (schema, batches) = to_arrow(&mut columns)?;
    drop(columns);
    conform(def, &schema, &batches)
}

fn conform(def: &TableDef, schema: &SchemaRef, batches: &[RecordBatch]) -> Result<RecordBatch> {
    let doing = arrow_error("shaping a table of the snapshot");
    let target = def.schema();
    let mut columns: Vec<ArrayRef> = Vec::new();
    let whole = concat_batches(schema, batches).map_err(&doing)?;
    for field in target.fields() {
        let column = whole.column_by_name(field.name()).ok_or_else(|| {
            Error::invalid(
                format!("table {} column {}", def.name, field.name()),
                "was not made: a fault of this program",
            )
        })?;
        columns.push(cast(column, field.data_type()).map_err(&doing)?);
    }
    RecordBatch::try_new(target, columns).map_err(doing)
}

/// Every table of a snapshot, by name.
pub fn all(
    checked: &mut Checked,
    framework: &Framework,
    network: &Network,
) -> Result<BTreeMap<&'static str, RecordBatch>> {
    let mut made = BTreeMap::new();
    for def in schema::TABLES {
        let batch = match def.name {
            "observations" => from_frame(def, &mut checked.observations)?,
            "observation_history" => from_frame(def, &mut checked.history)?,
            "targets" => from_frame(def, &mut checked.targets)?,
            "practices" => from_frame(def, &mut checked.practices)?,
            "target_history" => from_frame(def, &mut checked.target_history)?,
            "practice_history" => from_frame(def, &mut checked.practice_history)?,
            "declaration_history" => from_frame(def, &mut checked.declaration_history)?,
            "city_context" => from_frame(def, &mut checked.context)?,
            name => {
                let columns = submissions::columns(name, checked)
                    .or_else(|| network::columns(name, checked, network))
                    .or_else(|| catalogue::columns(name, framework, network));
                def.batch(columns.ok_or_else(|| {
                    Error::invalid(format!("table {name}"), "is defined and nothing makes it: a fault of this program")
                })?)?
            }
        };
        made.insert(def.name, batch);
    }
    Ok(made)
}
