//! The query engine: a DataFusion session over one snapshot, and every relation of `queries/`.
//!
//! A relation is a file. What it needs is read from its own SQL, so nobody keeps a list: a view for `staging` and `views`,
//! a table for `lookups`, which many others read, `steps`, `marts` and whatever a user adds. Long tables stand in files of this run.
//! Nothing is computed before somebody asks for it.

mod alike;
mod as_of;
mod audience;
mod blocks;
mod builtin;
mod check;
mod failure;
pub mod limits;
mod made;
mod making;
mod query;
mod read_only;
mod shape;
mod watch;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use arrow::array::{Int64Array, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::config::ConfigNonZeroUsize;
use datafusion::dataframe::DataFrame;
use datafusion::datasource::MemTable;
use datafusion::error::DataFusionError;
use datafusion::execution::context::{SQLOptions, SessionContext};
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::FairSpillPool;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::execution::session_state::SessionStateBuilder;
use datafusion::object_store::local::LocalFileSystem;
use datafusion::prelude::{ParquetReadOptions, SessionConfig};
use futures::StreamExt;
use futures::future::Abortable;

pub use check::{CheckResult, Severity};
use failure::Place;
use limits::{Limit, Limits};
use made::Made;
use making::Making;
use query::Query;
use read_only::Request;
use watch::Workers;

use crate::error::{Error, Result};
use crate::store::Snapshot;
use crate::table::Table;
use crate::tables;

/// What SQL can name: a table, a view or a mart, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Name in SQL.
    pub name: String,
    /// What it holds, in a sentence.
    pub title: String,
    /// What one row is.
    pub grain: String,
    /// Columns in order, each with its meaning.
    pub columns: Vec<(String, String)>,
    /// Where it comes from.
    pub kind: RelationKind,
}

/// Where a relation comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RelationKind {
    /// A table of the snapshot.
    Table,
    /// A view of `queries/staging`, a table of `queries/lookups`, a step of `queries/steps` or one made by this program.
    Staging,
    /// A result: `queries/marts`, or a file that a user added.
    Mart,
    /// A check of `queries/checks`: the rows that break it.
    Check,
}

impl RelationKind {
    /// As `show tables` prints it.
    pub fn name(self) -> &'static str {
        match self {
            RelationKind::Table => "table",
            RelationKind::Staging => "staging",
            RelationKind::Mart => "mart",
            RelationKind::Check => "check",
        }
    }
}

/// A session over one snapshot for one cycle. Calls block; it may be shared between threads.
pub struct Engine {
    runtime: Workers,
    session: SessionContext,
    /// Of queries that are given from outside.
    limits: Limits,
    cycle: i32,
    as_of: Option<String>,
    snapshot: Snapshot,
    folder: PathBuf,
    queries: BTreeMap<String, Query>,
    relations: Vec<Relation>,
    /// Rows of a block, where a relation is made block by block.
    block: i64,
    making: Making,
}

/// The object store under which the snapshot's folder stands; besides this one and that of the files of this run no path can be named.
const SNAPSHOT: &str = "snapshot://tables/";

impl Engine {
    /// Opens a snapshot with the SQL files of `queries` for the brief of `cycle`; default is the newest cycle with a public
    /// observation, 0 where there is none. A wrong file, a name given twice or a circle of files is an error.
    pub fn open(snapshot: &Snapshot, queries: &Path, cycle: Option<i32>) -> Result<Engine> {
        Engine::open_as_of(snapshot, queries, cycle, None)
    }

    /// As [`Engine::open`], with only the submissions up to a day (ISO 8601); none counts all.
    pub fn open_as_of(snapshot: &Snapshot, queries: &Path, cycle: Option<i32>, as_of: Option<&str>) -> Result<Engine> {
        let runtime = Workers::start(None).map_err(Error::io("start threads for", queries))?;
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Engine::with(runtime, threads, snapshot, queries, cycle, as_of)
    }

    /// As [`Engine::open`], with a number of threads; the results do not depend on it.
    pub fn open_with_threads(snapshot: &Snapshot, queries: &Path, cycle: Option<i32>, threads: usize) -> Result<Engine> {
        let runtime = Workers::start(Some(threads)).map_err(Error::io("start threads for", queries))?;
        Engine::with(runtime, threads.max(1), snapshot, queries, cycle, None)
    }

    fn with(runtime: Workers, threads: usize, snapshot: &Snapshot, folder: &Path, cycle: Option<i32>, as_of: Option<&str>) -> Result<Engine> {
        let loaded = watch::deep(|| query::load(folder))??;
        let making = Making::new(threads)?;
        let fault = |e: datafusion::error::DataFusionError| Error::Store {
            path: snapshot.dir.clone(),
            message: format!("cannot be opened: {e}; `{}` says what is wrong", snapshot.verify_command()),
        };
        let session = session(threads, making.folder()).map_err(fault)?;
        let url = ObjectStoreUrl::parse(SNAPSHOT).map_err(fault)?;
        let files = LocalFileSystem::new_with_prefix(&snapshot.dir).map_err(|e| fault(e.into()))?;
        session.register_object_store(url.as_ref(), Arc::new(files));
        for table in tables::TABLES {
            let path = format!("{SNAPSHOT}{}.parquet", table.name);
            let replaced = as_of.is_some() && as_of::query(table).is_some();
            let name = if replaced { as_of::stored(table.name) } else { table.name.to_string() };
            runtime
                .block_on(session.register_parquet(name, path, ParquetReadOptions::default().schema(&table.schema())))
                .map_err(fault)?;
            making.keep(table.name, Made::Elsewhere);
        }
        let relations = relations(&loaded);
        let mut engine = Engine {
            runtime,
            session,
            limits: Limits::default(),
            cycle: cycle.unwrap_or(0),
            as_of: as_of.map(str::to_string),
            snapshot: snapshot.clone(),
            folder: folder.to_path_buf(),
            queries: loaded,
            relations,
            block: blocks::ROWS,
            making,
        };
        engine.take_back()?;
        if cycle.is_none() {
            let newest = engine.trusted("select max(cycle) as cycle from observations where consent = 'public'")?;
            let newest = Table::new(newest[0].schema(), &newest)?;
            engine.cycle = newest.integer("cycle", 0).and_then(|c| i32::try_from(c).ok()).unwrap_or(0);
        }
        engine.register_information()?;
        Ok(engine)
    }

    /// The same engine with blocks of so many rows where a relation is made block by block; the results do not depend on it.
    pub fn in_blocks_of(mut self, rows: i64) -> Engine {
        self.block = rows;
        self
    }

    /// The same engine with other limits for [`Engine::query`].
    pub fn within(mut self, limits: Limits) -> Engine {
        self.limits = limits;
        self
    }

    /// What [`Engine::query`] may use.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The same engine, for which public values of these cities and areas may be counted and not shown. It must not have made anything yet.
    pub fn withholding(self, withheld: &BTreeSet<(String, String)>) -> Result<Engine> {
        let wrap = |source| Error::Arrow {
            doing: "withholding values",
            source,
        };
        let text = |values: Vec<&str>| Arc::new(StringArray::from(values)) as _;
        let listed = RecordBatch::try_from_iter([
            ("city", text(withheld.iter().map(|w| w.0.as_str()).collect())),
            ("area", text(withheld.iter().map(|w| w.1.as_str()).collect())),
        ])
        .map_err(wrap)?;
        self.register("withheld_areas", vec![listed])?;
        let Some(table) = tables::table("observations") else { return Ok(self) };
        let columns: Vec<String> = table
            .columns
            .iter()
            .map(|c| match c.0 {
                "consent" => "case when withheld_areas.city is not null and o.consent = 'public' then 'aggregate_only' else o.consent end as consent".into(),
                name => format!("o.\"{name}\""),
            })
            .collect();
        let sql = format!(
            "select {} from observations o left join measurements on o.measurement = measurements.measurement \
             left join withheld_areas on o.city = withheld_areas.city and measurements.area = withheld_areas.area \
             order by o.city, o.measurement, o.item, o.reference_year",
            columns.join(", ")
        );
        let batches = self.run(&sql, &Place::Given("withheld values".into()))?;
        self.session
            .deregister_table("observations")
            .map_err(|e| failure::explain(&Place::Given("withheld values".into()), &sql, &e))?;
        self.register("observations", batches.clone())?;
        self.making.keep("observations", Made::Held(batches));
        Ok(self)
    }

    /// Year of the brief that marts are computed for.
    pub fn cycle(&self) -> i32 {
        self.cycle
    }

    /// The day up to which submissions count, ISO 8601; none where all do.
    pub fn as_of(&self) -> Option<&str> {
        self.as_of.as_deref()
    }

    /// Every relation, tables first, then staging, marts and checks, each by name.
    pub fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// The relation of that name.
    pub fn relation(&self, name: &str) -> Option<&Relation> {
        self.relations.iter().find(|r| r.name == name)
    }

    /// Where a relation is made, for messages: its file in `queries/`, or the store's table.
    pub fn place(&self, name: &str) -> String {
        match self.queries.get(name) {
            Some(query) => query.path.display().to_string(),
            None => format!("the store's table {name}"),
        }
    }

    /// A table or mart, made with what it needs if it was not yet. A table keeps the order of its file, a mart that of its ORDER BY.
    pub fn table(&self, name: &str) -> Result<Table> {
        self.prepare(&[name])?;
        let batches = match self.making.made(name) {
            Some(Made::Held(batches)) => batches,
            Some(Made::Written(path)) => made::read(&path)?,
            _ if tables::table(name).is_some() => made::read(&self.snapshot.path(name))?,
            // A view is run as it is written, for its order.
            _ => match self.queries.get(name) {
                Some(query) => self.run(&query.sql, &Place::File(query.path.clone(), query.first_line))?,
                None => self.run(&format!("select * from {name}"), &Place::Given("query".into()))?,
            },
        };
        Table::new(batches[0].schema(), &batches)
    }

    /// Runs one read-only query within the engine's [`Limits`]. There is always at least one batch, which may be empty: it carries the columns.
    pub fn query(&self, sql: &str) -> Result<Vec<RecordBatch>> {
        self.query_at(sql, "query")
    }

    /// As [`Engine::query`]; `origin` names the text in messages: a file, or `query`.
    pub fn query_at(&self, sql: &str, origin: &str) -> Result<Vec<RecordBatch>> {
        let place = Place::Given(origin.to_string());
        let begun = Instant::now();
        let text = (sql.to_string(), place.clone());
        let request = watch::watched(&self.limits, self.limits.time, &place, move |_| read_only::accept(&text.0, &text.1))?;
        let left = self.limits.time.saturating_sub(begun.elapsed());
        self.ready(&request, sql, &place)?;
        self.collect_within(request.sql.unwrap_or_else(|| sql.to_string()), &place, left)
    }

    /// Runs a query of this program's own, without limits on time and rows.
    pub(crate) fn trusted(&self, sql: &str) -> Result<Vec<RecordBatch>> {
        let place = Place::Given("query".into());
        self.ready(&read_only::accept(sql, &place)?, sql, &place)?;
        self.run(sql, &place)
    }

    /// Makes what a query reads.
    fn ready(&self, request: &Request, sql: &str, place: &Place) -> Result<()> {
        for name in &request.needs {
            if !self.known(name) {
                return Err(failure::unknown(place, sql, name, self.relations.iter().map(|r| r.name.as_str())));
            }
        }
        let needs: Vec<&str> = request.needs.iter().map(String::as_str).collect();
        self.prepare(&needs)
    }

    /// Runs a query whose relations are ready within the limits, of its time only what is left.
    fn collect_within(&self, sql: String, place: &Place, left: Duration) -> Result<Vec<RecordBatch>> {
        let env = environment(
            RuntimeEnvBuilder::from_runtime_env(&self.session.runtime_env()),
            &self.limits,
            self.making.folder(),
        );
        let env = env.map_err(|e| failure::explain(place, &sql, &e))?;
        let state = SessionStateBuilder::new_from_existing(self.session.state()).with_runtime_env(env).build();
        let session = SessionContext::new_with_state(state);
        let (handle, limits, at) = (self.runtime.handle(), self.limits.clone(), place.clone());
        watch::watched(&self.limits, left, place, move |stop| {
            let rows = handle.block_on(Abortable::new(collected(&session, &sql, &limits, &at), stop));
            rows.unwrap_or_else(|_| Err(limits.error(Limit::Time, &at)))
        })
    }

    /// Puts what counted on the day of the brief in the place of the tables in force.
    fn take_back(&self) -> Result<()> {
        let Some(day) = &self.as_of else { return Ok(()) };
        let wrap = |source| Error::Arrow {
            doing: "taking the brief's day",
            source,
        };
        let day = RecordBatch::try_from_iter([("day", Arc::new(StringArray::from(vec![day.as_str()])) as _)]).map_err(wrap)?;
        self.register(as_of::DAY, vec![day])?;
        for table in tables::TABLES {
            if let Some(sql) = as_of::query(table) {
                let batches = self.run(&sql, &Place::Given(format!("{} as of a day", table.name)))?;
                self.register(table.name, batches.clone())?;
                self.making.keep(table.name, Made::Held(batches));
            }
        }
        Ok(())
    }

    fn known(&self, name: &str) -> bool {
        self.relations.iter().any(|r| r.name == name) || builtin::INFORMATION.contains(&name)
    }

    fn register(&self, name: &str, batches: Vec<RecordBatch>) -> Result<()> {
        let place = Place::Given(name.to_string());
        let table = MemTable::try_new(batches[0].schema(), vec![batches]).map_err(|e| failure::explain(&place, "", &e))?;
        self.session
            .register_table(name, Arc::new(table))
            .map_err(|e| failure::explain(&place, "", &e))?;
        Ok(())
    }

    fn plan(&self, sql: &str, place: &Place) -> Result<DataFrame> {
        self.runtime
            .block_on(self.session.sql_with_options(sql, reading()))
            .map_err(|e| failure::explain(place, sql, &e))
    }

    fn run(&self, sql: &str, place: &Place) -> Result<Vec<RecordBatch>> {
        watch::deep(|| {
            let frame = self.plan(sql, place)?;
            let schema = Arc::new(frame.schema().as_arrow().clone());
            let batches = self.runtime.block_on(frame.collect()).map_err(|e| failure::explain(place, sql, &e))?;
            Ok(filled(batches, schema))
        })?
    }

    /// The brief's cycle and the list of relations, as tables.
    fn register_information(&self) -> Result<()> {
        let wrap = |source| Error::Arrow {
            doing: "listing the relations",
            source,
        };
        let text = |values: Vec<&str>| Arc::new(StringArray::from(values));
        let brief = RecordBatch::try_new(
            Arc::new(Schema::new(vec![
                Field::new("cycle", DataType::Int64, false),
                Field::new("as_of", DataType::Utf8, true),
            ])),
            vec![
                Arc::new(Int64Array::from(vec![i64::from(self.cycle)])),
                Arc::new(StringArray::from(vec![self.as_of.as_deref()])),
            ],
        )
        .map_err(wrap)?;
        let r = &self.relations;
        let listed = RecordBatch::try_from_iter([
            ("name", text(r.iter().map(|r| r.name.as_str()).collect()) as _),
            ("kind", text(r.iter().map(|r| r.kind.name()).collect()) as _),
            ("title", text(r.iter().map(|r| r.title.as_str()).collect()) as _),
            ("grain", text(r.iter().map(|r| r.grain.as_str()).collect()) as _),
        ])
        .map_err(wrap)?;
        let columns: Vec<(&str, &str, &str)> = r
            .iter()
            .flat_map(|r| r.columns.iter().map(|(c, m)| (r.name.as_str(), c.as_str(), m.as_str())))
            .collect();
        let described = RecordBatch::try_from_iter([
            ("relation", text(columns.iter().map(|c| c.0).collect()) as _),
            ("column", text(columns.iter().map(|c| c.1).collect()) as _),
            ("meaning", text(columns.iter().map(|c| c.2).collect()) as _),
        ])
        .map_err(wrap)?;
        for (name, batch) in builtin::INFORMATION.into_iter().zip([brief, listed, described]) {
            self.register(name, vec![batch.clone()])?;
            self.making.keep(name, Made::Held(vec![batch]));
        }
        Ok(())
    }
}

/// Statements that only read.
fn reading() -> SQLOptions {
    SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false)
}

/// The batches that hold rows, or an empty one with the columns.
fn filled(batches: Vec<RecordBatch>, schema: SchemaRef) -> Vec<RecordBatch> {
    let mut batches: Vec<RecordBatch> = batches.into_iter().filter(|b| b.num_rows() > 0).collect();
    if batches.is_empty() {
        batches.push(RecordBatch::new_empty(schema));
    }
    batches
}

/// Plans a query and takes its rows as long as they are within the limits.
async fn collected(session: &SessionContext, sql: &str, limits: &Limits, place: &Place) -> Result<Vec<RecordBatch>> {
    let fault = |e: DataFusionError| match exhausted(&e) {
        Some(limit) => limits.error(limit, place),
        None => failure::explain(place, sql, &e),
    };
    let frame = session.sql_with_options(sql, reading()).await.map_err(fault)?;
    let schema = Arc::new(frame.schema().as_arrow().clone());
    if schema.fields().len() > limits::COLUMNS {
        return Err(limits.error(Limit::Columns, place));
    }
    let mut stream = frame.execute_stream().await.map_err(fault)?;
    let (mut batches, mut rows, mut bytes) = (Vec::new(), 0, 0);
    while let Some(batch) = stream.next().await {
        let batch = batch.map_err(fault)?;
        rows += batch.num_rows();
        bytes += made::size(&batch);
        if rows > limits.rows {
            return Err(limits.error(Limit::Rows, place));
        }
        if bytes > limits.output {
            return Err(limits.error(Limit::Output, place));
        }
        batches.push(batch);
    }
    Ok(filled(batches, schema))
}

/// The limit that an error of the engine means.
fn exhausted(error: &DataFusionError) -> Option<Limit> {
    if error.to_string().contains("max_temp_directory_size") {
        return Some(Limit::Scratch);
    }
    matches!(error.find_root(), DataFusionError::ResourcesExhausted(_)).then_some(Limit::Memory)
}

/// Memory, and a folder to go to beyond it.
fn environment(builder: RuntimeEnvBuilder, limits: &Limits, folder: &Path) -> datafusion::error::Result<Arc<RuntimeEnv>> {
    let disk = DiskManagerBuilder::default()
        .with_mode(DiskManagerMode::Directories(vec![folder.to_path_buf()]))
        .with_max_temp_directory_size(limits.scratch);
    builder
        .with_memory_pool(Arc::new(FairSpillPool::new(limits.pool())))
        .with_disk_manager_builder(disk)
        .build_arc()
}

fn session(threads: usize, folder: &Path) -> datafusion::error::Result<SessionContext> {
    let mut config = SessionConfig::new().with_target_partitions(threads);
    let options = config.options_mut();
    // Plain text columns everywhere, so that marts, tests and charts meet one type.
    options.execution.parquet.schema_force_view_types = false;
    options.sql_parser.map_string_types_to_utf8view = false;
    options.sql_parser.collect_spans = true;
    // DataFusion 55 panics in percentile_cont where it stops grouping ahead of a repartition (`convert_to_state` expects one argument).
    options.execution.skip_partial_aggregation_probe_ratio_threshold = f64::INFINITY;
    // A query that is nested deeper is refused with a sentence before it comes here.
    options.sql_parser.recursion_limit = ConfigNonZeroUsize::try_new(limits::NESTED)?;
    Ok(SessionContext::new_with_config_rt(
        config,
        environment(RuntimeEnvBuilder::new(), &Limits::wide(), folder)?,
    ))
}

fn relations(queries: &BTreeMap<String, Query>) -> Vec<Relation> {
    let mut all: Vec<Relation> = tables::TABLES
        .iter()
        .map(|t| {
            let (title, grain) = t.meaning.split_once("; ").unwrap_or((t.meaning, ""));
            Relation {
                name: t.name.to_string(),
                title: title.to_string(),
                grain: grain.to_string(),
                columns: t.columns.iter().map(|c| (c.0.to_string(), c.2.to_string())).collect(),
                kind: RelationKind::Table,
            }
        })
        .chain(builtin::relations())
        .chain(queries.iter().map(|(name, q)| Relation {
            name: name.clone(),
            title: q.title.clone(),
            grain: q.grain.clone(),
            columns: q.columns.clone(),
            kind: q.kind,
        }))
        .collect();
    all.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
    all
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine")
            .field("cycle", &self.cycle)
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}
