//! The columns of every relation, before any is made: each query is planned over tables without rows.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::datatypes::SchemaRef;
use datafusion::datasource::empty::EmptyTable;

use crate::base::error::{Error, Result};
use crate::engine::environment::{reading, session};
use crate::engine::failure::{self, Place};
use crate::engine::made::Made;
use crate::engine::session::Engine;
use crate::engine::watch;
use crate::model::schema;
use crate::peers::steps;

impl Engine {
    /// Names and types of the columns of each relation, by the relation's name. Nothing is computed but plans.
    ///
    /// # Errors
    /// Those of a query that cannot be planned, with its file and line.
    pub fn columns(&self) -> Result<BTreeMap<String, SchemaRef>> {
        watch::deep(|| self.planned_columns())?
    }

    fn planned_columns(&self) -> Result<BTreeMap<String, SchemaRef>> {
        let place = Place::Given("the columns of the relations".into());
        let empty = session(1, self.making.folder()).map_err(|e| failure::explain(&place, "", &e))?;
        let names: Vec<&str> = self.relations().iter().map(|relation| relation.name.as_str()).collect();
        let mut columns = BTreeMap::new();
        for name in self.order(&names) {
            let held = match self.making.made(&name) {
                Some(Made::Held(batches)) => batches.first().map(arrow::array::RecordBatch::schema),
                _ => None,
            };
            let defined = schema::table(&name).or_else(|| steps::tables().find(|def| def.name == name));
            let found = match (held, defined, self.queries.get(&name)) {
                (Some(schema), ..) => schema,
                (None, Some(def), _) => def.schema(),
                (None, None, Some(query)) => {
                    let place = Place::File(query.path.clone(), query.first_line);
                    let planned = self.runtime.block_on(empty.sql_with_options(&query.sql, reading()));
                    let planned = planned.map_err(|e| failure::explain(&place, &query.sql, &e))?;
                    Arc::new(planned.schema().as_arrow().clone())
                }
                (None, None, None) => continue,
            };
            let table = Arc::new(EmptyTable::new(Arc::clone(&found)));
            empty.register_table(name.as_str(), table).map_err(|e| {
                let message = format!("{e}: a fault of this program");
                Error::Query { place: place.first_line(), message }
            })?;
            columns.insert(name, found);
        }
        Ok(columns)
    }
}
