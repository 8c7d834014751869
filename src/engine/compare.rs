//! Two sides in one session: relations of the other side are in the schema `before`, an engine's own in `after`, and
//! without a schema.
//!
//! The schemas are those of the two sessions: whatever a side makes is at once in both.

use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::Schema;
use datafusion::catalog::{CatalogProvider, MemorySchemaProvider, SchemaProvider};
use datafusion::datasource::MemTable;
use datafusion::error::DataFusionError;
use datafusion::execution::context::SessionContext;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::object_store::local::LocalFileSystem;

use crate::base::error::{Error, Result};
use crate::engine::failure::{self, Place};
use crate::engine::files::{files_of_run, snapshot_files};
use crate::engine::session::Engine;
use crate::engine::side::{BEFORE, Side};
use crate::engine::watch::Workers;

/// The schema of the engine's own relations.
const AFTER: &str = "after";
/// The schema of what was found by comparing.
const CHANGES: &str = "changes";

impl Engine {
    /// The same engine with another side: queries name the other side's relations as `before.NAME`, and its own as
    /// `after.NAME` or `NAME`. It must not have another side yet.
    ///
    /// # Errors
    /// The other side cannot be opened.
    pub fn compared_with(mut self, before: Side<'_>) -> Result<Engine> {
        let fault = |e: DataFusionError| failure::explain(&Place::Given("comparison".into()), "", &e);
        let runtime = Workers::start(None).map_err(Error::io("start threads for", &self.folder))?;
        let mut before = Engine::with(runtime, self.making.threads, &self.folder, before, BEFORE)?;
        before.block = self.block;
        for (url, folder) in
            [(snapshot_files(BEFORE), before.snapshot.dir.as_path()), (files_of_run(BEFORE), before.making.folder())]
        {
            let url = ObjectStoreUrl::parse(url).map_err(fault)?;
            let files = LocalFileSystem::new_with_prefix(folder).map_err(|e| fault(e.into()))?;
            self.session.register_object_store(url.as_ref(), Arc::new(files));
        }
        let (catalog, own) = default(&self.session).map_err(fault)?;
        let (_, other) = default(&before.session).map_err(fault)?;
        let changes: Arc<dyn SchemaProvider> = Arc::new(MemorySchemaProvider::new());
        for (name, schema) in [(BEFORE, other), (AFTER, own), (CHANGES, changes)] {
            catalog.register_schema(name, schema).map_err(fault)?;
        }
        self.before = Some(Box::new(before));
        Ok(self)
    }

    /// The other side, where there is one.
    pub fn before(&self) -> Option<&Engine> {
        self.before.as_deref()
    }

    /// This engine and the other side, where there is one.
    pub(super) fn sides(&self) -> impl Iterator<Item = &Engine> {
        std::iter::once(self).chain(self.before())
    }

    /// Schemas that a query may name.
    pub(super) fn schemas(&self) -> &'static [&'static str] {
        if self.before.is_some() { &[BEFORE, AFTER, CHANGES] } else { &[] }
    }

    /// Keeps what was found by comparing as `changes.NAME`, for queries of this program: at least one batch, all of the
    /// same columns.
    pub(crate) fn keep_change(&self, name: &str, rows: &[RecordBatch]) -> Result<()> {
        let fault = |e: DataFusionError| failure::explain(&Place::Given(format!("{CHANGES}.{name}")), "", &e);
        // One query may know of a column that none of its cells is null, and the next one not.
        let of = rows[0].schema();
        let fields = of.fields().iter().map(|field| field.as_ref().clone().with_nullable(true));
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        let rows = rows.iter().map(|batch| RecordBatch::try_new(Arc::clone(&schema), batch.columns().to_vec()));
        let rows = rows.collect::<Result<Vec<_>, _>>().map_err(|e| fault(e.into()))?;
        let table = MemTable::try_new(schema, vec![rows]).map_err(fault)?;
        let (catalog, _) = default(&self.session).map_err(fault)?;
        let changes = catalog.schema(CHANGES).ok_or_else(|| fault(missing(CHANGES)))?;
        changes.register_table(name.to_string(), Arc::new(table)).map_err(fault)?;
        Ok(())
    }

    /// Whether a relation was found by comparing.
    pub(super) fn is_change(&self, schema: Option<&str>, name: &str) -> bool {
        let found = || default(&self.session).ok()?.0.schema(CHANGES).map(|changes| changes.table_exist(name));
        schema == Some(CHANGES) && found() == Some(true)
    }
}

/// A session's catalog, and the schema in it that names without a schema are of.
fn default(session: &SessionContext) -> datafusion::error::Result<(Arc<dyn CatalogProvider>, Arc<dyn SchemaProvider>)> {
    let state = session.state();
    let names = &state.config_options().catalog;
    let catalog = session.catalog(&names.default_catalog).ok_or_else(|| missing(&names.default_catalog))?;
    let schema = catalog.schema(&names.default_schema).ok_or_else(|| missing(&names.default_schema))?;
    Ok((catalog, schema))
}

fn missing(name: &str) -> DataFusionError {
    DataFusionError::Internal(format!("the session has no {name}"))
}
