//! A session over one snapshot: tables of the snapshot, relations of `queries/`, and queries over them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use arrow::array::RecordBatch;
use datafusion::dataframe::DataFrame;
use datafusion::datasource::MemTable;
use datafusion::execution::context::{SessionContext, SessionState};
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::execution::session_state::SessionStateBuilder;
use datafusion::object_store::local::LocalFileSystem;
use datafusion::prelude::ParquetReadOptions;
use futures::future::Abortable;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::base::error::{Error, Result};
use crate::base::parquet;
use crate::base::table::Table;
use crate::engine::environment::{collected, environment, filled, reading, session};
use crate::engine::failure::{self, Place};
use crate::engine::files::snapshot_files;
use crate::engine::interrupt::interruptible;
use crate::engine::limits::{Limit, Limits};
use crate::engine::made::Made;
use crate::engine::making::Making;
use crate::engine::read_only::{self, Request};
use crate::engine::relation::{Query, Relation, RelationKind};
use crate::engine::side::{self, Side};
use crate::engine::watch::{self, Budget, Unfinished, Workers};
use crate::engine::{as_of, blocks, information, library};
use crate::model::schema::{self, columns};
use crate::store::Snapshot;

/// A session over one snapshot for one cycle. Calls block; it may be shared between threads.
pub struct Engine {
    pub(super) runtime: Workers,
    pub(super) session: SessionContext,
    /// Of queries that are given from outside.
    pub(super) limits: Limits,
    pub(super) cycle: i32,
    pub(super) as_of: Option<String>,
    pub(super) snapshot: Snapshot,
    pub(super) folder: PathBuf,
    pub(super) queries: BTreeMap<String, Query>,
    pub(super) relations: Vec<Relation>,
    /// Rows of a block, where a relation is made block by block.
    pub(super) block: i64,
    pub(super) making: Making,
    /// Queries that go on although they were stopped.
    pub(super) unfinished: Unfinished,
    /// The name of this engine in the addresses of its files.
    pub(super) authority: &'static str,
    /// The side that is compared with this one.
    pub(super) before: Option<Box<Engine>>,
}

/// The name of an engine in the addresses of its files, where it is compared with no other one.
const TABLES: &str = "tables";

impl Engine {
    /// Opens a snapshot with the SQL files of `queries` for the brief of `cycle`; default is the newest cycle with a
    /// public observation, 0 where there is none. A wrong file, a name given twice or a circle of files is an error.
    pub fn open(snapshot: &Snapshot, queries: &Path, cycle: Option<i32>) -> Result<Engine> {
        Engine::open_as_of(snapshot, queries, cycle, None)
    }

    /// As [`Engine::open`], with only the submissions up to a day (ISO 8601); none counts all.
    pub fn open_as_of(snapshot: &Snapshot, queries: &Path, cycle: Option<i32>, as_of: Option<&str>) -> Result<Engine> {
        let runtime = Workers::start(None).map_err(Error::io("start threads for", queries))?;
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Engine::with(runtime, threads, queries, Side { snapshot, cycle, as_of }, TABLES)
    }

    /// As [`Engine::open`], with a number of threads; the results do not depend on it.
    pub fn open_with_threads(
        snapshot: &Snapshot,
        queries: &Path,
        cycle: Option<i32>,
        threads: usize,
    ) -> Result<Engine> {
        let runtime = Workers::start(Some(threads)).map_err(Error::io("start threads for", queries))?;
        Engine::with(runtime, threads.max(1), queries, Side { snapshot, cycle, as_of: None }, TABLES)
    }

    /// An engine over a side, whose name in addresses of files is `authority`.
    pub(super) fn with(
        runtime: Workers,
        threads: usize,
        folder: &Path,
        side: Side<'_>,
        authority: &'static str,
    ) -> Result<Engine> {
        let Side { snapshot, cycle, as_of } = side;
        let loaded = watch::deep(|| library::load(folder))??;
        let making = Making::new(threads)?;
        let fault = |e: datafusion::error::DataFusionError| Error::Store {
            path: snapshot.dir.clone(),
            message: format!("cannot be opened: {e}; `{}` says what is wrong", snapshot.verify_command()),
        };
        let session = session(threads, making.folder()).map_err(fault)?;
        let folder_of_tables = snapshot_files(authority);
        let url = ObjectStoreUrl::parse(&folder_of_tables).map_err(fault)?;
        let files = LocalFileSystem::new_with_prefix(&snapshot.dir).map_err(|e| fault(e.into()))?;
        session.register_object_store(url.as_ref(), Arc::new(files));
        for table in schema::TABLES {
            let path = format!("{folder_of_tables}{}.parquet", table.name);
            let replaced = as_of.is_some_and(|day| as_of::query(table, day).is_some());
            let name = if replaced { as_of::stored(table.name) } else { table.name.to_string() };
            runtime
                .block_on(session.register_parquet(name, path, ParquetReadOptions::default().schema(&table.schema())))
                .map_err(fault)?;
            making.keep(table.name, Made::Elsewhere);
        }
        let settings = snapshot.table("settings")?;
        let relations = relations(&loaded, &settings);
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
            unfinished: Unfinished::default(),
            authority,
            before: None,
        };
        engine.keep(information::SETTINGS, information::settings_row(&settings)?)?;
        engine.take_back()?;
        if cycle.is_none() {
            let newest = engine.trusted("select max(cycle) as cycle from observations where consent = 'public'")?;
            let newest = Table::new(newest[0].schema(), &newest)?;
            engine.cycle = newest.integer("cycle", 0).and_then(|c| i32::try_from(c).ok()).unwrap_or(0);
        }
        engine.register_information()?;
        Ok(engine)
    }

    /// The same engine with blocks of so many rows where a relation is made block by block; the results do not depend
    /// on it.
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

    /// The same engine, for which public values of these cities and areas may be counted and not shown. It must not
    /// have made anything yet.
    pub fn withholding(self, withheld: &BTreeSet<(String, String)>) -> Result<Engine> {
        let wrap = |source| Error::Arrow { doing: "withholding values", source };
        let withheld = Vec::from_iter(withheld);
        let listed = RecordBatch::try_from_iter(columns!(w in withheld => city = &w.0, area = &w.1)).map_err(wrap)?;
        self.register("withheld_areas", vec![listed])?;
        let Some(table) = schema::table("observations") else { return Ok(self) };
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

    /// A table or mart, made with what it needs if it was not yet. A table keeps the order of its file, a mart that of
    /// its ORDER BY.
    pub fn table(&self, name: &str) -> Result<Table> {
        self.prepare(&[name])?;
        let batches = match self.making.made(name) {
            Some(Made::Held(batches)) => batches,
            Some(Made::Written(path)) => return parquet::read_table(&path),
            _ if schema::table(name).is_some() => return self.snapshot.table(name),
            // A view is run as it is written, for its order.
            _ => match self.queries.get(name) {
                Some(query) => self.run(&query.sql, &Place::File(query.path.clone(), query.first_line))?,
                None => self.run(&format!("select * from {name}"), &Place::Given("query".into()))?,
            },
        };
        Table::new(batches[0].schema(), &batches)
    }

    /// Runs one read-only query within the engine's [`Limits`]. There is always at least one batch, which may be empty:
    /// it carries the columns.
    pub fn query(&self, sql: &str) -> Result<Vec<RecordBatch>> {
        self.query_at(sql, "query")
    }

    /// As [`Engine::query`]; `origin` names the text in messages: a file, or `query`.
    pub fn query_at(&self, sql: &str, origin: &str) -> Result<Vec<RecordBatch>> {
        self.query_timed(sql, origin).map(|(batches, _)| batches)
    }

    /// As [`Engine::query_at`], with what is left of the time limit, which does not count the making of marts.
    pub fn query_timed(&self, sql: &str, origin: &str) -> Result<(Vec<RecordBatch>, Duration)> {
        self.query_cancellable(sql, origin, &CancellationToken::new())
    }

    /// As [`Engine::query_timed`], until `cancel` is cancelled, which also ends the making of marts.
    ///
    /// # Errors
    /// Further [`Error::Cancelled`]. What was made until then is kept for the next query.
    pub fn query_cancellable(
        &self,
        sql: &str,
        origin: &str,
        cancel: &CancellationToken,
    ) -> Result<(Vec<RecordBatch>, Duration)> {
        let place = Place::Given(origin.to_string());
        let begun = Instant::now();
        let text = (sql.to_string(), place.clone());
        let mut budget = self.budget(self.limits.clone(), cancel.clone());
        let schemas = self.schemas();
        let request =
            watch::watched(&budget, &place, Weak::new(), move |_| read_only::accept(&text.0, &text.1, schemas))?;
        budget.left = budget.left.saturating_sub(begun.elapsed());
        self.ready(&request, sql, &place, cancel)?;
        let begun = Instant::now();
        let batches = self.collect_within(request.sql.unwrap_or_else(|| sql.to_string()), &place, &budget)?;
        Ok((batches, budget.left.saturating_sub(begun.elapsed())))
    }

    /// Runs a query of this program's own, without limits on time and rows.
    pub(crate) fn trusted(&self, sql: &str) -> Result<Vec<RecordBatch>> {
        let place = Place::Given("query".into());
        self.ready(&read_only::accept(sql, &place, self.schemas())?, sql, &place, &CancellationToken::new())?;
        self.run(sql, &place)
    }

    /// Makes what a query reads.
    fn ready(&self, request: &Request, sql: &str, place: &Place, cancel: &CancellationToken) -> Result<()> {
        let (mut own, mut others) = (Vec::new(), Vec::new());
        for (schema, name) in &request.needs {
            if self.is_change(schema.as_deref(), name) {
                continue;
            }
            if !self.known(name) {
                return Err(failure::unknown(place, sql, name, self.relations.iter().map(|r| r.name.as_str())));
            }
            if side::is_before(schema.as_deref()) { others.push(name.as_str()) } else { own.push(name.as_str()) }
        }
        self.prepare_cancellable(&own, cancel)?;
        match &self.before {
            Some(before) => before.prepare_cancellable(&others, cancel),
            None => Ok(()),
        }
    }

    /// What a query may use that has not begun yet.
    pub(crate) fn budget(&self, limits: Limits, cancel: CancellationToken) -> Budget {
        Budget { left: limits.time, limits, cancel, unfinished: self.unfinished.clone() }
    }

    /// A session like the one of `state` with memory, files and an end of its own: its plans end soon after the guard is
    /// dropped or the budget is cancelled.
    pub(super) fn session_within(
        &self,
        state: SessionState,
        budget: &Budget,
    ) -> datafusion::error::Result<(SessionContext, DropGuard)> {
        let files = RuntimeEnvBuilder::from_runtime_env(&self.session.runtime_env());
        let env = environment(files, &budget.limits, self.making.folder())?;
        let running = budget.cancel.child_token();
        let builder = SessionStateBuilder::new_from_existing(state).with_runtime_env(env);
        let session = SessionContext::new_with_state(interruptible(builder, &running).build());
        Ok((session, running.drop_guard()))
    }

    /// Runs a query whose relations are ready within the budget.
    fn collect_within(&self, sql: String, place: &Place, budget: &Budget) -> Result<Vec<RecordBatch>> {
        let within = self.session_within(self.session.state(), budget);
        let (session, _ends) = within.map_err(|e| failure::explain(place, &sql, &e))?;
        let run = Arc::downgrade(&session.runtime_env());
        let (handle, limits, at) = (self.runtime.handle(), budget.limits.clone(), place.clone());
        let rows = watch::watched(budget, place, run, move |stop| {
            let rows = handle.block_on(Abortable::new(collected(&session, &sql, &limits, &at), stop));
            rows.unwrap_or_else(|_| Err(limits.error(Limit::Time, &at)))
        });
        self.unless_gone(place, rows)
    }

    /// What was read, unless the snapshot has been removed meanwhile: the engine takes a file that is not there for an
    /// empty one. What is there at the end was there all the while.
    pub(super) fn unless_gone<T>(&self, place: &Place, read: Result<T>) -> Result<T> {
        match self.sides().find(|side| !side.snapshot.is_there()) {
            None => read,
            Some(gone) => Err(failure::gone(place, &gone.snapshot.verify_command())),
        }
    }

    /// Puts what counted on the day of the brief in the place of the tables in force.
    fn take_back(&self) -> Result<()> {
        let Some(day) = &self.as_of else { return Ok(()) };
        let steps = as_of::steps(day);
        for (name, sql) in &steps {
            self.register(name, self.run(sql, &Place::Given(name.to_string()))?)?;
        }
        for table in schema::TABLES {
            if let Some(sql) = as_of::query(table, day) {
                let batches = self.run(&sql, &Place::Given(format!("{} as of a day", table.name)))?;
                self.register(table.name, batches.clone())?;
                self.making.keep(table.name, Made::Held(batches));
            }
        }
        for (name, _) in &steps {
            let place = Place::Given(name.to_string());
            self.session.deregister_table(*name).map_err(|e| failure::explain(&place, "", &e))?;
        }
        Ok(())
    }

    fn known(&self, name: &str) -> bool {
        self.relations.iter().any(|r| r.name == name) || information::is_information(name)
    }

    pub(super) fn register(&self, name: &str, batches: Vec<RecordBatch>) -> Result<()> {
        let place = Place::Given(name.to_string());
        let table =
            MemTable::try_new(batches[0].schema(), vec![batches]).map_err(|e| failure::explain(&place, "", &e))?;
        self.session.register_table(name, Arc::new(table)).map_err(|e| failure::explain(&place, "", &e))?;
        Ok(())
    }

    pub(super) fn plan(&self, sql: &str, place: &Place) -> Result<DataFrame> {
        let planned = self.runtime.block_on(self.session.sql_with_options(sql, reading()));
        let (mut state, plan) = planned.map_err(|e| failure::explain(place, sql, &e))?.into_parts();
        // Further passes of the optimizer improve none of the program's queries, and take an eighth of a small report.
        state.config_mut().options_mut().optimizer.max_passes = 1;
        Ok(DataFrame::new(state, plan))
    }

    pub(super) fn run(&self, sql: &str, place: &Place) -> Result<Vec<RecordBatch>> {
        self.run_cancellable(sql, place, &CancellationToken::new())
    }

    /// As [`Engine::run`], until `cancel` is cancelled.
    pub(super) fn run_cancellable(
        &self,
        sql: &str,
        place: &Place,
        cancel: &CancellationToken,
    ) -> Result<Vec<RecordBatch>> {
        let read = watch::deep(|| {
            let frame = self.plan(sql, place)?;
            let schema = Arc::new(frame.schema().as_arrow().clone());
            let batches = self.until(cancel, frame.collect())?.map_err(|e| failure::explain(place, sql, &e))?;
            Ok(filled(batches, schema))
        })?;
        self.unless_gone(place, read)
    }

    /// Runs a future on this thread to its end, unless `cancel` is cancelled first.
    pub(super) fn until<F: Future>(&self, cancel: &CancellationToken, future: F) -> Result<F::Output> {
        self.runtime.block_on(cancel.run_until_cancelled(future)).ok_or(Error::Cancelled)
    }

    /// The brief's cycle and the list of relations, as tables.
    fn register_information(&self) -> Result<()> {
        for (name, batch) in information::rows(self.cycle, self.as_of.as_deref(), &self.relations)? {
            self.keep(name, batch)?;
        }
        Ok(())
    }

    /// Makes a relation of one batch known.
    fn keep(&self, name: &str, batch: RecordBatch) -> Result<()> {
        self.register(name, vec![batch.clone()])?;
        self.making.keep(name, Made::Held(vec![batch]));
        Ok(())
    }
}

/// Every relation, tables first, then staging, marts and checks, each by name.
fn relations(queries: &BTreeMap<String, Query>, settings: &Table) -> Vec<Relation> {
    let tables = schema::TABLES.iter().map(|def| Relation::of(def, RelationKind::Table));
    let files = queries.iter().map(|(name, q)| Relation {
        name: name.clone(),
        title: q.title.clone(),
        grain: q.grain.clone(),
        columns: q.columns.clone(),
        kind: q.kind,
        published: q.published,
    });
    let mut all: Vec<Relation> = tables.chain(information::built_in(settings)).chain(files).collect();
    all.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
    all
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("cycle", &self.cycle).field("folder", &self.folder).finish_non_exhaustive()
    }
}
