//! The DataFusion session: its options, its memory and scratch space, and queries within limits.

use std::path::Path;
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use datafusion::common::ScalarValue;
use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::config::ConfigNonZeroUsize;
use datafusion::dataframe::DataFrame;
use datafusion::error::DataFusionError;
use datafusion::execution::context::{SQLOptions, SessionContext};
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::FairSpillPool;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::logical_expr::{Expr, LogicalPlan};
use datafusion::prelude::SessionConfig;
use futures::StreamExt;

use crate::base::error::{Error, Result};
use crate::engine::bounded;
use crate::engine::failure::{self, Place};
use crate::engine::limits::{self, Limit, Limits};
use crate::engine::made;

/// Statements that only read.
pub fn reading() -> SQLOptions {
    SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false)
}

/// The batches that hold rows, or an empty one with the columns.
pub fn filled(batches: Vec<RecordBatch>, schema: SchemaRef) -> Vec<RecordBatch> {
    let mut batches: Vec<RecordBatch> = batches.into_iter().filter(|b| b.num_rows() > 0).collect();
    if batches.is_empty() {
        batches.push(RecordBatch::new_empty(schema));
    }
    batches
}

/// Plans a query and takes its rows as long as they are within the limits.
pub async fn collected(
    session: &SessionContext,
    sql: &str,
    limits: &Limits,
    place: &Place,
) -> Result<Vec<RecordBatch>> {
    let fault = |e| fault(&e, sql, limits, place);
    let frame = session.sql_with_options(sql, reading()).await.map_err(fault)?;
    rows(frame, sql, limits, place).await
}

/// Takes the rows of a planned query as long as they are within the limits.
pub async fn rows(frame: DataFrame, sql: &str, limits: &Limits, place: &Place) -> Result<Vec<RecordBatch>> {
    let fault = |e| fault(&e, sql, limits, place);
    let schema = Arc::new(frame.schema().as_arrow().clone());
    if schema.fields().len() > limits::COLUMNS {
        return Err(limits.error(Limit::Columns, place));
    }
    if asks_for_too_many_centroids(frame.logical_plan()) {
        return Err(limits.error(Limit::Centroids, place));
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

/// Whether an approximate percentile makes room for more centroids than [`limits::CENTROIDS`], which the engine does at
/// once: room that the machine does not have would end the program.
fn asks_for_too_many_centroids(plan: &LogicalPlan) -> bool {
    let too_many = |name: &str, args: &[Expr]| {
        let place = match name {
            "approx_percentile_cont" => 2,
            "approx_percentile_cont_with_weight" => 3,
            _ => return false,
        };
        let number = |value: &ScalarValue| value.to_string().parse::<usize>().is_ok_and(|n| n <= limits::CENTROIDS);
        args.get(place).is_some_and(|arg| !matches!(arg, Expr::Literal(value, _) if number(value)))
    };
    let mut found = false;
    let _ = plan.apply_with_subqueries(|node| {
        node.apply_expressions(|expression| {
            expression.apply(|part| {
                found |= match part {
                    Expr::AggregateFunction(aggregate) => too_many(aggregate.func.name(), &aggregate.params.args),
                    Expr::WindowFunction(window) => too_many(window.fun.name(), &window.params.args),
                    _ => false,
                };
                Ok(TreeNodeRecursion::Continue)
            })
        })
    });
    found
}

/// An error of the engine: the limit that it means, or what it says.
pub fn fault(error: &DataFusionError, sql: &str, limits: &Limits, place: &Place) -> Error {
    match exhausted(error) {
        Some(limit) => limits.error(limit, place),
        None => failure::explain(place, sql, error),
    }
}

/// The limit that an error of the engine means.
fn exhausted(error: &DataFusionError) -> Option<Limit> {
    if error.to_string().contains("max_temp_directory_size") {
        return Some(Limit::Scratch);
    }
    if limits::is_cells(&error.to_string()) {
        return Some(Limit::Cells);
    }
    matches!(error.find_root(), DataFusionError::ResourcesExhausted(_)).then_some(Limit::Memory)
}

/// Memory, and a folder to go to beyond it.
pub fn environment(
    builder: RuntimeEnvBuilder,
    limits: &Limits,
    folder: &Path,
) -> datafusion::error::Result<Arc<RuntimeEnv>> {
    let disk = DiskManagerBuilder::default()
        .with_mode(DiskManagerMode::Directories(vec![folder.to_path_buf()]))
        .with_max_temp_directory_size(limits.scratch);
    builder.with_memory_pool(Arc::new(FairSpillPool::new(limits.pool()))).with_disk_manager_builder(disk).build_arc()
}

/// A session of so many threads, which keeps what does not fit into memory in `folder`.
pub fn session(threads: usize, folder: &Path) -> datafusion::error::Result<SessionContext> {
    let mut config = SessionConfig::new().with_target_partitions(threads);
    let options = config.options_mut();
    // Plain text columns everywhere, so that marts, tests and charts meet one type.
    options.execution.parquet.schema_force_view_types = false;
    options.sql_parser.map_string_types_to_utf8view = false;
    options.sql_parser.collect_spans = true;
    // DataFusion 55 panics in percentile_cont where it stops grouping ahead of a repartition (`convert_to_state`
    // expects one argument).
    options.execution.skip_partial_aggregation_probe_ratio_threshold = f64::INFINITY;
    // A query that is nested deeper is refused with a sentence before it comes here.
    options.sql_parser.recursion_limit = ConfigNonZeroUsize::try_new(limits::NESTED)?;
    let environment = environment(RuntimeEnvBuilder::new(), &Limits::wide(), folder)?;
    let session = SessionContext::new_with_config_rt(config, environment);
    bounded::bound(&session)?;
    Ok(session)
}
