//! Making a relation for one block of cities after the other, so that memory does not grow with the network.
//!
//! A file says `made: by city` where its rows for a city rest on that city's rows alone. Every table under it that has a column `city` is
//! then read between two cities; relations without one are read whole.

use datafusion::common::Column;
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::dataframe::DataFrame;
use datafusion::error::Result;
use datafusion::execution::context::SessionContext;
use datafusion::logical_expr::{LogicalPlan, LogicalPlanBuilder};
use datafusion::prelude::{Expr, lit};

use crate::table::Table;

/// Observations of the cities of a block.
pub const OBSERVATIONS: i64 = 1 << 20;

/// The first city of each block but the first. `counts` has each city's observations as `n`, in the order of their ids; a city is never cut.
pub fn cuts(counts: &Table, observations: i64) -> Vec<String> {
    let mut cuts = Vec::new();
    let mut block = 0;
    for row in 0..counts.len() {
        let n = counts.integer("n", row).unwrap_or(0);
        if block > 0
            && block + n > observations
            && let Some(city) = counts.text("city", row)
        {
            cuts.push(city.to_string());
            block = 0;
        }
        block += n;
    }
    cuts
}

/// A query over the cities from `first` on, and before `next`.
pub fn between(session: &SessionContext, whole: DataFrame, first: Option<&String>, next: Option<&String>) -> Result<DataFrame> {
    let plan = whole.into_unoptimized_plan().transform_up(|plan| {
        let LogicalPlan::TableScan(scan) = &plan else {
            return Ok(Transformed::no(plan));
        };
        if scan.projected_schema.index_of_column_by_name(Some(&scan.table_name), "city").is_none() {
            return Ok(Transformed::no(plan));
        }
        let city = || Expr::Column(Column::new(Some(scan.table_name.clone()), "city"));
        let from = first.map(|f| city().gt_eq(lit(f.as_str())));
        let to = next.map(|n| city().lt(lit(n.as_str())));
        match from.into_iter().chain(to).reduce(Expr::and) {
            Some(wanted) => Ok(Transformed::yes(LogicalPlanBuilder::from(plan).filter(wanted)?.build()?)),
            None => Ok(Transformed::no(plan)),
        }
    })?;
    Ok(DataFrame::new(session.state(), plan.data))
}
