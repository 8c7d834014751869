//! One statement of a connection: checked, planned, what it reads made, and run within limits.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::Duration;

use arrow::datatypes::Schema;
use datafusion::common::ParamValues;
use datafusion::execution::context::SessionState;
use datafusion::logical_expr::LogicalPlan;
use futures::future::BoxFuture;
use pgwire::api::Type;
use pgwire::error::PgWireResult;
use tokio::sync::Semaphore;

use crate::base::error::{Error, Result};
use crate::engine::external::{Accepted, Answer};
use crate::engine::limits::Limits;
use crate::engine::watch::Budget;
use crate::engine::{CancellationToken, Engine};
use crate::serve::catalogue::Catalogue;
use crate::serve::error::{of_query, refused};
use crate::serve::limits::RESULTS;
use crate::serve::parameters::{Parameter, parameters, sql_types};
use crate::serve::rewrite;
use crate::serve::rows::{Rows, sent};
use crate::serve::session::{Prepared, Session, Sessions};
use crate::serve::settings::{DATABASE, Settings};
use crate::serve::statements::words;

/// A statement that was checked and planned, for its connection.
struct Planned {
    asker: Asker,
    accepted: Accepted,
    needs: Vec<String>,
    plan: LogicalPlan,
    parameters: Vec<Parameter>,
    given: Vec<Option<Type>>,
}

impl Prepared for Planned {
    fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    fn given(&self) -> &[Option<Type>] {
        &self.given
    }

    fn columns(&self, values: Option<&ParamValues>) -> PgWireResult<Schema> {
        let plan = match values {
            None => self.plan.clone(),
            Some(values) => {
                let replaced = self.plan.clone().replace_params_with_values(values);
                replaced.map_err(|e| refused("22023", e.strip_backtrace()))?
            }
        };
        Ok(sent(plan.schema().as_arrow()))
    }

    fn run(&self, values: Option<ParamValues>) -> BoxFuture<'_, PgWireResult<Rows>> {
        let (accepted, needs) = (self.accepted.clone(), self.needs.clone());
        let answer = self.asker.work(move |asker, budget| asker.answer(&accepted, &needs, values, budget));
        Box::pin(async { self.asker.rows(answer.await?) })
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

/// What statements need of the database: the relations, the catalogue, and room for all connections.
pub struct Database {
    engine: Arc<Engine>,
    catalogue: Catalogue,
    running: Arc<Semaphore>,
    held: Arc<AtomicUsize>,
}

impl Database {
    /// Plans every relation for its columns, and makes none. At most `running` queries run at the same time.
    ///
    /// # Errors
    /// Those of a query of `queries/` that cannot be planned.
    pub fn new(engine: Arc<Engine>, running: usize) -> Result<Database> {
        let catalogue = Catalogue::new(&engine)?;
        Ok(Database { engine, catalogue, running: Arc::new(Semaphore::new(running)), held: Arc::default() })
    }
}

impl Sessions for Database {
    fn session(self: Arc<Self>, settings: &Arc<Settings>) -> Arc<dyn Session> {
        let state = Arc::new(self.catalogue.connection(settings));
        Arc::new(Asker { database: self, settings: Arc::clone(settings), state })
    }
}

/// What a statement needs of its connection.
#[derive(Clone)]
struct Asker {
    database: Arc<Database>,
    settings: Arc<Settings>,
    state: Arc<SessionState>,
}

impl Session for Asker {
    fn time(&self) -> Duration {
        self.database.engine.limits().time
    }

    fn prepare(&self, sql: &str, given: &[Option<Type>]) -> BoxFuture<'_, PgWireResult<Arc<dyn Prepared>>> {
        let sql = sql.to_string();
        let (types, given) = (sql_types(given), given.to_vec());
        let planned = self.work(move |asker, budget| {
            let (accepted, needs) = asker.accept(&sql, budget)?;
            let accepted = accepted.typed(&types);
            let plan = asker.database.engine.plan_in(&asker.state, &accepted, budget)?;
            Ok((accepted, needs, plan))
        });
        Box::pin(async {
            let (accepted, needs, plan) = planned.await?;
            let parameters = parameters(&plan)?;
            let planned = Planned { asker: self.clone(), accepted, needs, plan, parameters, given };
            Ok(Arc::new(planned) as Arc<dyn Prepared>)
        })
    }

    fn ask(&self, sql: &str) -> BoxFuture<'_, PgWireResult<Rows>> {
        let sql = sql.to_string();
        let answer = self.work(move |asker, budget| {
            let (accepted, needs) = asker.accept(&sql, budget)?;
            asker.answer(&accepted, &needs, None, budget)
        });
        Box::pin(async { self.rows(answer.await?) })
    }
}

impl Asker {
    /// Work that blocks, on a thread of its own, when it is its turn; it is stopped where this is dropped.
    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Asker, &Budget) -> Result<T> + Send + 'static,
    ) -> PgWireResult<T> {
        let limits = self.limits();
        let turn = tokio::time::timeout(limits.time, Arc::clone(&self.database.running).acquire_owned());
        let Ok(Ok(turn)) = turn.await else {
            return Err(refused("53000", "the server is busy with other queries; try again later"));
        };
        let cancel = CancellationToken::new();
        // Cancels what nobody waits for any more, because its client cancelled it or went away.
        let _ends = cancel.clone().drop_guard();
        let budget = self.database.engine.budget(limits.clone(), cancel);
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
        let limits = self.database.engine.limits();
        Limits { time: self.settings.time(limits.time), ..limits.clone() }
    }

    /// Checks a text, and gives the relations that it reads.
    fn accept(&self, sql: &str, budget: &Budget) -> Result<(Accepted, Vec<String>)> {
        let engine: &Engine = &self.database.engine;
        let accepted = if about_database(sql) {
            let parser = self.database.catalogue.parser();
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
        self.database.engine.prepare_cancellable(&needs, &budget.cancel)?;
        self.database.engine.run_in(&self.state, accepted, values, budget)
    }

    fn rows(&self, answer: Answer) -> PgWireResult<Rows> {
        let most = self.database.engine.limits().output.saturating_mul(RESULTS);
        Rows::new(answer, &self.database.held, most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
