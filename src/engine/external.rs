//! Queries over the engine's relations that are planned in a session of their own, as those of a server's connections.

use std::ops::ControlFlow;
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use datafusion::common::ParamValues;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::datasource::empty::EmptyTable;
use datafusion::datasource::{TableProvider, source_as_provider};
use datafusion::execution::context::SessionState;
use datafusion::logical_expr::{LogicalPlan, Statement as PlanStatement};
use datafusion::sql::parser::Statement;
use datafusion::sql::sqlparser::ast::{
    ArrayElemTypeDef, CastKind, DataType as SqlType, Expr, Ident, Statement as SqlStatement, Value, ValueWithSpan,
    VisitMut, VisitorMut,
};
use datafusion::sql::sqlparser::dialect::PostgreSqlDialect;
use datafusion::sql::sqlparser::parser::ParserError;
use futures::future::Abortable;

use crate::base::error::{Error, Result};
use crate::engine::environment::{self, reading};
use crate::engine::failure::{self, Place};
use crate::engine::limits::{Limit, Limits};
use crate::engine::read_only;
use crate::engine::session::Engine;
use crate::engine::sql;
use crate::engine::watch::{self, Budget};

/// A statement that passed the gate of read-only queries.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// The text, for the lines of messages.
    pub sql: String,
    /// The statement as parsed, perhaps rewritten.
    pub statement: Statement,
    /// Relations that it names, by schema (none where it gives none) and name.
    pub reads: Vec<(Option<String>, String)>,
}

/// What a statement was answered with.
#[derive(Debug)]
pub struct Answer {
    /// Its columns as planned.
    pub columns: SchemaRef,
    /// Its rows; at least one batch, which may be empty.
    pub batches: Vec<RecordBatch>,
    /// What is left of the time limit.
    pub left: Duration,
}

impl Accepted {
    /// The same with types for its parameters, in the order of their numbers. Where not all are given, only those of
    /// fractions are used: compared with an integer such a parameter would be planned as one, and lose its fraction.
    pub(crate) fn typed(mut self, types: &[Option<SqlType>]) -> Accepted {
        if let Statement::Statement(mut statement) = self.statement {
            let all: Option<Vec<SqlType>> = types.iter().cloned().collect();
            self.statement = Statement::Statement(match all.filter(|types| !types.is_empty()) {
                Some(data_types) => {
                    Box::new(SqlStatement::Prepare { name: Ident::new("typed"), data_types, statement })
                }
                None => {
                    let _ = VisitMut::visit(&mut statement, &mut Casts(types));
                    statement
                }
            });
        }
        self
    }
}

/// Casts parameters that are fractions, by their types, and lists without one to lists of text, since a list of numbers
/// comes with its type.
struct Casts<'a>(&'a [Option<SqlType>]);

impl Casts<'_> {
    /// The type given for a parameter; none where the expression is none.
    fn given(&self, expression: &Expr) -> Option<Option<&SqlType>> {
        let Expr::Value(ValueWithSpan { value: Value::Placeholder(id), .. }) = expression else { return None };
        let number = id.strip_prefix('$')?.parse::<usize>().ok()?;
        Some(self.0.get(number.checked_sub(1)?).and_then(Option::as_ref))
    }
}

fn cast(expression: &mut Expr, data_type: SqlType) {
    let expr = Box::new(expression.clone());
    *expression = Expr::Cast { kind: CastKind::Cast, expr, data_type, array: false, format: None };
}

impl VisitorMut for Casts<'_> {
    type Break = ();

    fn post_visit_expr(&mut self, expression: &mut Expr) -> ControlFlow<()> {
        if let Expr::AnyOp { right, .. } | Expr::AllOp { right, .. } = expression {
            if self.given(right) == Some(None) {
                cast(right, SqlType::Array(ArrayElemTypeDef::SquareBracket(Box::new(SqlType::Text), None)));
            }
        } else if let Some(Some(given @ (SqlType::Real | SqlType::DoublePrecision))) = self.given(expression) {
            let given = given.clone();
            cast(expression, given);
        }
        ControlFlow::Continue(())
    }
}

impl Engine {
    /// Options, functions and files of the engine's session, for a session of another kind.
    pub(crate) fn state(&self) -> SessionState {
        self.session.state()
    }

    /// The rows of a relation that is made; none before that.
    pub(crate) async fn provider(&self, name: &str) -> datafusion::error::Result<Option<Arc<dyn TableProvider>>> {
        let known = self.relations().iter().any(|relation| relation.name == name);
        if !known || self.making.made(name).is_none() {
            return Ok(None);
        }
        self.session.table_provider(name).await.map(Some)
    }

    /// How many queries go on, so long after they were stopped.
    pub(crate) fn unfinished(&self, time: Duration) -> usize {
        self.unfinished.longer_than(time)
    }

    /// Checks a text by the gate of [`Engine::query`], within the time that is left.
    ///
    /// # Errors
    /// Those of the gate: not one statement, one that does more than read, one that is too long or too deep.
    pub(crate) fn accept(&self, sql: &str, budget: &Budget) -> Result<Accepted> {
        let text = sql.to_string();
        watch::watched(budget, &place(), Weak::new(), move |_| {
            let request = read_only::accept(&text, &place(), &[])?;
            let sql = request.sql.unwrap_or(text);
            let statement = sql::parse(&sql, &place())?;
            Ok(Accepted { sql, statement, reads: request.needs })
        })
    }

    /// As [`Engine::accept`] for a text in the dialect of PostgreSQL, which `parse` reads and may rewrite. Relations of
    /// other schemas than the store's are not refused.
    pub(crate) fn accept_with<P>(&self, sql: &str, parse: P, budget: &Budget) -> Result<Accepted>
    where
        P: FnOnce(&str) -> std::result::Result<Vec<SqlStatement>, ParserError> + Send + 'static,
    {
        let text = sql.to_string();
        watch::watched(budget, &place(), Weak::new(), move |_| {
            let statement = sql::parse_with(&text, &place(), &PostgreSqlDialect {}, |_| {
                let statements = parse(&text)?;
                Ok(statements.into_iter().map(|s| Statement::Statement(Box::new(s))).collect())
            })?;
            sql::query_only(&statement, &text, &place())?;
            let reads = sql::relations(&statement, &text, &place())?;
            Ok(Accepted { sql: text, statement, reads })
        })
    }

    /// Plans a statement in `state`, within the time that is left; nothing runs.
    pub(crate) fn plan_in(&self, state: &SessionState, accepted: &Accepted, budget: &Budget) -> Result<LogicalPlan> {
        let (handle, state, accepted) = (self.runtime.handle(), state.clone(), accepted.clone());
        let limits = budget.limits.clone();
        watch::watched(budget, &place(), Weak::new(), move |stop| {
            let planned = handle.block_on(Abortable::new(plan(&state, &accepted, &limits), stop));
            planned.unwrap_or_else(|_| Err(limits.error(Limit::Time, &place())))
        })
    }

    /// The error of a statement that reads a relation which is not there.
    pub(crate) fn unknown(&self, sql: &str, name: &str) -> Error {
        failure::unknown(&place(), sql, name, self.relations().iter().map(|relation| relation.name.as_str()))
    }

    /// Runs a statement in `state` with values for its parameters, within the budget; what it reads must be ready.
    pub(crate) fn run_in(
        &self,
        state: &SessionState,
        accepted: &Accepted,
        values: Option<ParamValues>,
        budget: &Budget,
    ) -> Result<Answer> {
        let begun = Instant::now();
        let within = self.session_within(state.clone(), budget);
        let (session, _ends) = within.map_err(|e| failure::explain(&place(), &accepted.sql, &e))?;
        let run = Arc::downgrade(&session.runtime_env());
        let (handle, limits, accepted) = (self.runtime.handle(), budget.limits.clone(), accepted.clone());
        let rows = watch::watched(budget, &place(), run, move |stop| {
            let run = async {
                let fault = |e| environment::fault(&e, &accepted.sql, &limits, &place());
                let mut planned = plan(&session.state(), &accepted, &limits).await?;
                if let Some(name) = unmade(&planned) {
                    return Err(Error::Query {
                        place: place().first_line(),
                        message: format!("{name} is not made yet: a fault of the program"),
                    });
                }
                if let Some(values) = values {
                    planned = planned.replace_params_with_values(&values).map_err(fault)?;
                }
                let frame = session.execute_logical_plan(planned).await.map_err(fault)?;
                let columns = Arc::new(frame.schema().as_arrow().clone());
                Ok((columns, environment::rows(frame, &accepted.sql, &limits, &place()).await?))
            };
            let rows = handle.block_on(Abortable::new(run, stop));
            rows.unwrap_or_else(|_| Err(limits.error(Limit::Time, &place())))
        });
        let (columns, batches) = self.unless_gone(&place(), rows)?;
        Ok(Answer { columns, batches, left: budget.left.saturating_sub(begun.elapsed()) })
    }
}

async fn plan(state: &SessionState, accepted: &Accepted, limits: &Limits) -> Result<LogicalPlan> {
    let fault = |e| environment::fault(&e, &accepted.sql, limits, &place());
    let mut planned = state.statement_to_plan(accepted.statement.clone()).await.map_err(fault)?;
    // The types of its parameters are given around it.
    if let LogicalPlan::Statement(PlanStatement::Prepare(prepare)) = planned {
        planned = Arc::unwrap_or_clone(prepare.input);
    }
    // The second lock, after the one on the text.
    reading().verify_plan(&planned).map_err(fault)?;
    Ok(planned)
}

/// A relation that is there with its columns alone: its rows must not seem to be none.
fn unmade(plan: &LogicalPlan) -> Option<String> {
    let mut found = None;
    let _ = plan.apply_with_subqueries(|node| {
        if let LogicalPlan::TableScan(scan) = node
            && source_as_provider(&scan.source).is_ok_and(|provider| provider.is::<EmptyTable>())
        {
            found = Some(scan.table_name.to_string());
        }
        Ok(TreeNodeRecursion::Continue)
    });
    found
}

fn place() -> Place {
    Place::Given("query".into())
}
