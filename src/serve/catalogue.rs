//! The database as clients see it: the relations of the store in the schema `public`, with PostgreSQL's own catalogue
//! about them, in which titles and meanings are the comments of tables and columns.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, Int64Array, RecordBatch, StringArray, new_null_array};
use arrow::compute::{cast, concat_batches};
use arrow::datatypes::{DataType, Int64Type, SchemaRef};
use async_trait::async_trait;
use datafusion::catalog::{
    CatalogProvider, CatalogProviderList, MemoryCatalogProvider, MemoryCatalogProviderList, SchemaProvider,
};
use datafusion::common::Result as Planned;
use datafusion::datasource::empty::EmptyTable;
use datafusion::datasource::{MemTable, TableProvider};
use datafusion::execution::FunctionRegistry;
use datafusion::execution::context::{SessionContext, SessionState};
use datafusion::execution::session_state::SessionStateBuilder;
use datafusion::prelude::SessionConfig;
use datafusion_pg_catalog::pg_catalog::context::EmptyContextProvider;
use datafusion_pg_catalog::pg_catalog::{PgCatalogStaticTables, setup_pg_catalog};
use datafusion_pg_catalog::sql::PostgresCompatibilityParser;

use crate::base::error::{Error, Result};
use crate::engine::limits::Limits;
use crate::engine::{CancellationToken, Engine};
use crate::serve::functions::{self, Comments, Objects};
use crate::serve::rewrite::{self, PG_CLASS};
use crate::serve::settings::{DATABASE, Settings};
use crate::serve::tables;

/// What all connections share: the relations and the catalogue about them.
pub struct Catalogue {
    engine: Arc<Engine>,
    state: SessionState,
    parser: Arc<PostgresCompatibilityParser>,
}

impl Catalogue {
    /// Plans every relation for its columns, and makes none.
    ///
    /// # Errors
    /// Those of a query of `queries/` that cannot be planned.
    pub fn new(engine: &Arc<Engine>) -> Result<Catalogue> {
        let fault = |e: datafusion::error::DataFusionError| Error::Query {
            place: "the catalogue".into(),
            message: format!("{e}: a fault of the program"),
        };
        let relations = Relations { engine: Arc::clone(engine), columns: engine.columns()? };
        let database = MemoryCatalogProvider::new();
        database.register_schema("public", Arc::new(relations)).map_err(fault)?;
        let databases = MemoryCatalogProviderList::new();
        databases.register_catalog(DATABASE.into(), Arc::new(database));
        let config: SessionConfig = engine.state().config().clone();
        let config = config
            .with_create_default_catalog_and_schema(false)
            .with_default_catalog_and_schema(DATABASE, "public")
            .with_information_schema(true);
        let state = SessionStateBuilder::new_from_existing(engine.state())
            .with_config(config)
            .with_catalog_list(Arc::new(databases))
            .build();
        let session = SessionContext::new_with_state(state);
        setup_pg_catalog(&session, DATABASE, EmptyContextProvider).map_err(|e| fault(*e))?;
        let parser = Arc::new(PostgresCompatibilityParser::new());
        let mut catalogue = Catalogue { engine: Arc::clone(engine), state: session.state(), parser };
        let (comments, objects) = catalogue.texts()?;
        let described = described(&comments, &fault)?;
        if let Some(database) = session.catalog(DATABASE)
            && let Some(standard) = database.schema("pg_catalog")
        {
            let mut ours = tables::own(&session).map_err(fault)?;
            ours.insert("pg_description", described);
            database.register_schema("pg_catalog", Arc::new(Described { standard, ours })).map_err(fault)?;
        }
        for function in functions::shared(comments, objects) {
            catalogue.state.register_udf(Arc::new(function)).map_err(fault)?;
        }
        Ok(catalogue)
    }

    /// The parser that rewrites what clients ask of the catalogue.
    pub fn parser(&self) -> Arc<PostgresCompatibilityParser> {
        Arc::clone(&self.parser)
    }

    /// The session of a connection: the same relations and catalogue, with functions about the connection.
    pub fn connection(&self, settings: &Arc<Settings>) -> SessionState {
        let mut state = self.state.clone();
        for function in functions::of_connection(settings) {
            // A function of that name is replaced; there is no other way to fail.
            let _ = state.register_udf(Arc::new(function));
        }
        state
    }

    /// The title of each relation and the meaning of each column, and the relations by their names.
    fn texts(&self) -> Result<(Comments, Objects)> {
        // A question of the program's own.
        let budget = self.engine.budget(Limits::wide(), CancellationToken::new());
        let parser = self.parser();
        let sql = "select c.oid, c.relname, a.attnum, a.attname from pg_catalog.pg_class c \
                   join pg_catalog.pg_namespace n on n.oid = c.relnamespace \
                   join pg_catalog.pg_attribute a on a.attrelid = c.oid where n.nspname = 'public'";
        let accepted = self.engine.accept_with(sql, move |sql| rewrite::parse(&parser, sql), &budget)?;
        let batches = self.engine.run_in(&self.state, &accepted, None, &budget)?.batches;
        let wrap = |source| Error::Arrow { doing: "describing the relations", source };
        let (mut comments, mut objects) = (Comments::new(), Objects::new());
        for batch in batches {
            let number = |at: usize| {
                cast(batch.column(at), &DataType::Int64).map(|array| array.as_primitive::<Int64Type>().clone())
            };
            let text =
                |at: usize| cast(batch.column(at), &DataType::Utf8).map(|array| array.as_string::<i32>().clone());
            let (numbers, columns) = (number(0).map_err(wrap)?, number(2).map_err(wrap)?);
            let (relations, names) = (text(1).map_err(wrap)?, text(3).map_err(wrap)?);
            for row in 0..batch.num_rows() {
                let Some(relation) = self.engine.relation(relations.value(row)) else { continue };
                let object = numbers.value(row);
                objects.insert(relations.value(row).to_string(), object);
                let title = match relation.grain.as_str() {
                    "" => relation.title.clone(),
                    grain => format!("{}; {grain}", relation.title),
                };
                comments.insert((object, 0), title);
                let meaning = relation.columns.iter().find(|(name, _)| name == names.value(row));
                if let Some((_, meaning)) = meaning {
                    comments.insert((object, columns.value(row)), meaning.clone());
                }
            }
        }
        Ok((comments, objects))
    }
}

/// `pg_description` with a row for each relation and column.
fn described(
    comments: &Comments,
    fault: &impl Fn(datafusion::error::DataFusionError) -> Error,
) -> Result<Arc<dyn TableProvider>> {
    let standard = PgCatalogStaticTables::try_new().map_err(fault)?.pg_description.clone();
    let rows = comments.len();
    let column = |name: &str| -> ArrayRef {
        match name {
            "objoid" => Arc::new(comments.keys().map(|key| Some(key.0)).collect::<Int64Array>()),
            "objsubid" => Arc::new(comments.keys().map(|key| Some(key.1)).collect::<Int64Array>()),
            "classoid" => Arc::new(Int64Array::from(vec![PG_CLASS; rows])),
            "description" => Arc::new(comments.values().map(Some).collect::<StringArray>()),
            _ => new_null_array(&DataType::Null, rows),
        }
    };
    let schema = standard.schema();
    let wrap = |source| Error::Arrow { doing: "describing the relations", source };
    let columns = schema.fields().iter().map(|field| cast(&column(field.name()), field.data_type()));
    let ours = RecordBatch::try_new(schema.clone(), columns.collect::<std::result::Result<_, _>>().map_err(wrap)?);
    let all: Vec<&RecordBatch> = standard.data().iter().collect();
    let ours = ours.map_err(wrap)?;
    let all = concat_batches(&schema, all.into_iter().chain([&ours])).map_err(wrap)?;
    Ok(Arc::new(MemTable::try_new(schema, vec![vec![all]]).map_err(fault)?))
}

/// The relations of the store. Those that nobody has read yet are there with their columns, and are made before a query
/// that reads them runs.
#[derive(Debug)]
struct Relations {
    engine: Arc<Engine>,
    columns: BTreeMap<String, SchemaRef>,
}

#[async_trait]
impl SchemaProvider for Relations {
    fn table_names(&self) -> Vec<String> {
        self.columns.keys().cloned().collect()
    }

    async fn table(&self, name: &str) -> Planned<Option<Arc<dyn TableProvider>>> {
        let Some(columns) = self.columns.get(name) else { return Ok(None) };
        let made = self.engine.provider(name).await?;
        Ok(Some(made.unwrap_or_else(|| Arc::new(EmptyTable::new(Arc::clone(columns))))))
    }

    fn table_exist(&self, name: &str) -> bool {
        self.columns.contains_key(name)
    }
}

/// PostgreSQL's catalogue, with tables of our own.
#[derive(Debug)]
struct Described {
    standard: Arc<dyn SchemaProvider>,
    /// Tables in place of those of the same name.
    ours: BTreeMap<&'static str, Arc<dyn TableProvider>>,
}

#[async_trait]
impl SchemaProvider for Described {
    fn table_names(&self) -> Vec<String> {
        self.standard.table_names()
    }

    async fn table(&self, name: &str) -> Planned<Option<Arc<dyn TableProvider>>> {
        match self.ours.get(name) {
            Some(ours) => Ok(Some(Arc::clone(ours))),
            None => self.standard.table(name).await,
        }
    }

    fn table_exist(&self, name: &str) -> bool {
        self.standard.table_exist(name)
    }
}
