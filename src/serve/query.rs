//! One statement of a connection: checked, planned, what it reads made, run within limits, and its rows as messages.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use arrow::array::RecordBatch;
use arrow::compute::cast;
use arrow::datatypes::{DataType, Fields, Schema, SchemaRef};
use arrow_pg::datatypes::{arrow_schema_to_pg_fields, encode_recordbatch};
use datafusion::common::ParamValues;
use datafusion::execution::context::SessionState;
use datafusion::logical_expr::LogicalPlan;
use futures::stream;
use pgwire::api::Type;
use pgwire::api::portal::Format;
use pgwire::api::results::{FieldInfo, QueryResponse};
use pgwire::error::{PgWireError, PgWireResult};
use pgwire::types::format::FormatOptions;

use crate::base::error::{Error, Result};
use crate::engine::external::{Accepted, Answer};
use crate::engine::limits::Limits;
use crate::engine::watch::Budget;
use crate::engine::{CancellationToken, Engine};
use crate::serve::error::{of_query, refused};
use crate::serve::parameters::{Parameter, parameters, sql_types};
use crate::serve::rewrite;
use crate::serve::settings::{DATABASE, Settings};
use crate::serve::shared::Shared;
use crate::serve::statements::words;

/// A statement that was checked and planned.
#[derive(Clone)]
pub struct Prepared {
    accepted: Accepted,
    needs: Vec<String>,
    plan: LogicalPlan,
    /// Its parameters, by number.
    pub parameters: Vec<Parameter>,
    /// The types that the client gave for them.
    pub given: Vec<Option<Type>>,
}

impl Prepared {
    /// Its columns, with these values for its parameters.
    pub fn columns(&self, values: Option<&ParamValues>) -> PgWireResult<Schema> {
        let plan = match values {
            None => self.plan.clone(),
            Some(values) => {
                let replaced = self.plan.clone().replace_params_with_values(values);
                replaced.map_err(|e| refused("22023", e.strip_backtrace()))?
            }
        };
        Ok(sent(plan.schema().as_arrow()))
    }
}

/// Columns as they are sent: a number of one byte, which PostgreSQL does not have, as one of two bytes.
fn sent(columns: &Schema) -> Schema {
    let columns = columns.fields().iter().map(|field| match wider(field.data_type()) {
        Some(wider) => Arc::new(field.as_ref().clone().with_data_type(wider)),
        None => Arc::clone(field),
    });
    Schema::new(columns.collect::<Fields>())
}

fn wider(kind: &DataType) -> Option<DataType> {
    match kind {
        DataType::Int8 => Some(DataType::Int16),
        DataType::List(item) => {
            let item = item.as_ref().clone().with_data_type(wider(item.data_type())?);
            Some(DataType::List(Arc::new(item)))
        }
        _ => None,
    }
}

/// Rows that wait to be sent.
pub struct Rows {
    columns: SchemaRef,
    batches: Vec<RecordBatch>,
    /// What is left of the time limit.
    pub left: Duration,
    held: Held,
}

impl Rows {
    /// The messages, in the formats that the client wants.
    pub fn response(self, format: &Format, options: FormatOptions) -> PgWireResult<QueryResponse> {
        let fields = Arc::new(fields(&self.columns, format, options)?);
        let held = self.held;
        let described = Arc::clone(&fields);
        let rows = self.batches.into_iter().flat_map(move |batch| {
            // The room is free once all batches are sent or dropped.
            let _ = &held;
            encode_recordbatch(Arc::clone(&described), batch)
        });
        Ok(QueryResponse::new(fields, stream::iter(rows)))
    }
}

/// Columns as they are reported to clients.
pub fn fields(columns: &Schema, format: &Format, options: FormatOptions) -> PgWireResult<Vec<FieldInfo>> {
    if let Format::Individual(formats) = format
        && formats.len() != columns.fields().len()
    {
        let message = format!("{} formats for {} columns", formats.len(), columns.fields().len());
        return Err(refused("08P01", message));
    }
    arrow_schema_to_pg_fields(columns, format, Some(Arc::new(options))).map_err(|_| {
        let shown = |field: &arrow::datatypes::FieldRef| format!("{} ({})", field.name(), field.data_type());
        let columns: Vec<String> = columns.fields().iter().map(shown).collect();
        let message = format!(
            "a column has a type that the protocol does not know; cast it to text, or ask for its fields one by one: {}",
            columns.join(", ")
        );
        refused("0A000", message)
    })
}

/// Bytes of the results that wait to be sent, of all connections together.
#[derive(Debug, Clone)]
pub struct Held {
    all: Arc<AtomicUsize>,
    bytes: usize,
}

impl Held {
    /// Room for so many bytes, if there is.
    pub fn take(all: &Arc<AtomicUsize>, bytes: usize, most: usize) -> Option<Held> {
        let before = all.fetch_add(bytes, Ordering::SeqCst);
        let held = Held { all: Arc::clone(all), bytes };
        // Dropped, and so given back, where there is none.
        (before.saturating_add(bytes) <= most).then_some(held)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.all.fetch_sub(self.bytes, Ordering::SeqCst);
    }
}

/// Words that are about the database rather than the relations: what has one is read in the dialect of PostgreSQL.
const ABOUT: [&str; 27] = [
    "array_lower",
    "array_upper",
    "col_description",
    "current_catalog",
    "current_database",
    "current_role",
    "current_schema",
    "current_schemas",
    "current_setting",
    "current_user",
    "format_type",
    "has_any_column_privilege",
    "has_column_privilege",
    "has_database_privilege",
    "has_schema_privilege",
    "has_table_privilege",
    "information_schema",
    "obj_description",
    "oid",
    "quote_ident",
    "regclass",
    "regnamespace",
    "regproc",
    "regtype",
    "session_user",
    "set_config",
    "version",
];

/// Whether a statement asks about the database.
fn about_database(sql: &str) -> bool {
    words(sql).iter().any(|word| {
        word.text.starts_with("pg_")
            || word.text == DATABASE
            || (!word.quoted && ABOUT.contains(&word.text.as_str()))
            || word.text == "information_schema"
    })
}

/// What a statement needs of its connection.
#[derive(Clone)]
pub struct Asker {
    /// What all connections share.
    pub shared: Arc<Shared>,
    /// The connection's parameters.
    pub settings: Arc<Settings>,
    /// The connection's session.
    pub state: SessionState,
}

impl Asker {
    /// Checks and plans a statement, whose parameters may have types already; nothing is made or run.
    pub async fn prepare(&self, sql: &str, given: &[Option<Type>]) -> PgWireResult<Prepared> {
        let sql = sql.to_string();
        let (types, given) = (sql_types(given), given.to_vec());
        let planned = self.work(move |asker, budget| {
            let (accepted, needs) = asker.accept(&sql, budget)?;
            let accepted = accepted.typed(&types);
            let plan = asker.shared.engine.plan_in(&asker.state, &accepted, budget)?;
            Ok((accepted, needs, plan))
        });
        let (accepted, needs, plan) = planned.await?;
        Ok(Prepared { parameters: parameters(&plan)?, given, accepted, needs, plan })
    }

    /// Runs a text that has no parameters.
    pub async fn ask(&self, sql: &str) -> PgWireResult<Rows> {
        let sql = sql.to_string();
        let answer = self.work(move |asker, budget| {
            let (accepted, needs) = asker.accept(&sql, budget)?;
            asker.answer(&accepted, &needs, None, budget)
        });
        self.rows(answer.await?)
    }

    /// Runs a prepared statement.
    pub async fn run(&self, prepared: &Prepared, values: Option<ParamValues>) -> PgWireResult<Rows> {
        let (accepted, needs) = (prepared.accepted.clone(), prepared.needs.clone());
        let answer = self.work(move |asker, budget| asker.answer(&accepted, &needs, values, budget));
        self.rows(answer.await?)
    }

    /// Work that blocks, on a thread of its own, when it is its turn; it is stopped where this is dropped.
    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Asker, &Budget) -> Result<T> + Send + 'static,
    ) -> PgWireResult<T> {
        let limits = self.limits();
        let turn = tokio::time::timeout(limits.time, Arc::clone(&self.shared.running).acquire_owned());
        let Ok(Ok(turn)) = turn.await else {
            return Err(refused("53000", "the server is busy with other queries; try again later"));
        };
        let cancel = CancellationToken::new();
        // Cancels what nobody waits for any more, because its client cancelled it or went away.
        let _ends = cancel.clone().drop_guard();
        let budget = self.shared.engine.budget(limits.clone(), cancel);
        let asker = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            let done = work(&asker, &budget);
            drop(turn);
            done
        });
        match done.await {
            Ok(done) => done.map_err(|error| of_query(&error, &limits)),
            Err(_) => {
                Err(refused("XX000", "the query ended with a fault of the program; write the question another way"))
            }
        }
    }

    /// The limits of the server, of its time what the client wants.
    fn limits(&self) -> Limits {
        let limits = self.shared.engine.limits();
        Limits { time: self.settings.time(limits.time), ..limits.clone() }
    }

    /// Checks a text, and gives the relations that it reads.
    fn accept(&self, sql: &str, budget: &Budget) -> Result<(Accepted, Vec<String>)> {
        let engine: &Engine = &self.shared.engine;
        let accepted = if about_database(sql) {
            let parser = self.shared.catalogue.parser();
            engine.accept_with(sql, move |sql| rewrite::parse(&parser, sql), budget)?
        } else {
            engine.accept(sql, budget)?
        };
        let mut needs = Vec::new();
        for (schema, name) in &accepted.reads {
            let schema = schema.as_deref().unwrap_or("public");
            let schema = schema.strip_prefix(DATABASE).map_or(schema, |rest| rest.trim_start_matches('.'));
            match schema {
                "pg_catalog" | "information_schema" => {}
                "public" if engine.relation(name).is_some() => needs.push(name.clone()),
                "public" if self.state.table_functions().contains_key(name) => {}
                "public" => return Err(engine.unknown(sql, name)),
                _ => {
                    let message = format!("{schema}.{name} is not a relation of this store; `show tables` lists those");
                    return Err(Error::Query { place: "query line 1".into(), message });
                }
            }
        }
        Ok((accepted, needs))
    }

    /// Makes what a statement reads, which is on nobody's time, and runs it.
    fn answer(
        &self,
        accepted: &Accepted,
        needs: &[String],
        values: Option<ParamValues>,
        budget: &Budget,
    ) -> Result<Answer> {
        let needs: Vec<&str> = needs.iter().map(String::as_str).collect();
        self.shared.engine.prepare_cancellable(&needs, &budget.cancel)?;
        self.shared.engine.run_in(&self.state, accepted, values, budget)
    }

    fn rows(&self, answer: Answer) -> PgWireResult<Rows> {
        let columns = Arc::new(sent(&answer.columns));
        let batches = answer.batches.iter().map(|batch| conforming(batch, &columns));
        let batches: Vec<RecordBatch> = batches.collect::<PgWireResult<_>>()?;
        let bytes = batches.iter().map(RecordBatch::get_array_memory_size).sum();
        let Some(held) = Held::take(&self.shared.held, bytes, self.shared.most_held) else {
            let most = self.shared.most_held >> 20;
            let message = format!(
                "the results that wait for their clients would take more than {most} MB together; read those that are open, ask for fewer rows, or try again later"
            );
            return Err(refused("53200", message));
        };
        Ok(Rows { columns, batches, left: answer.left, held })
    }
}

/// A batch with the types of the columns as they were planned.
fn conforming(batch: &RecordBatch, columns: &SchemaRef) -> PgWireResult<RecordBatch> {
    let wrap = |e: arrow::error::ArrowError| PgWireError::ApiError(Box::new(e));
    let arrays = batch.columns().iter().zip(columns.fields());
    let arrays = arrays.map(|(array, field)| match array.data_type() == field.data_type() {
        true => Ok(Arc::clone(array)),
        false => cast(array, field.data_type()),
    });
    let arrays = arrays.collect::<std::result::Result<Vec<_>, _>>().map_err(wrap)?;
    let lenient = columns.fields().iter().map(|field| field.as_ref().clone().with_nullable(true)).collect::<Vec<_>>();
    let rows = arrow::array::RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
    RecordBatch::try_new_with_options(Arc::new(Schema::new(lenient)), arrays, &rows).map_err(wrap)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_for_results_is_given_back() {
        let all = Arc::new(AtomicUsize::new(0));
        let first = Held::take(&all, 60, 100).unwrap();
        assert!(Held::take(&all, 60, 100).is_none());
        drop(first);
        assert!(Held::take(&all, 60, 100).is_some());
        assert_eq!(all.load(Ordering::SeqCst), 0);
    }

    #[test]
    fn questions_about_the_database_are_known_by_their_words() {
        for sql in [
            "select * from pg_class",
            "SELECT * FROM \"pg_catalog\".\"pg_type\"",
            "select VERSION()",
            "select 'a'::regclass",
            "select table_name from information_schema.tables",
            "select * from learning_cities.public.cities",
        ] {
            assert!(about_database(sql), "{sql}");
        }
        assert!(!about_database("select city, 'version' as x from cities where name = 'oid'"));
    }
}
