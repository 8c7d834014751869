//! Making a relation block by block, so that memory does not grow with the network.
//!
//! A file says `made: by city` where its rows for a city rest on that city's rows alone, and `made: by kind` where
//! those of a kind of series rest on that kind's. Every table under it that has the column is then read between two
//! values; relations without it are read whole.

use datafusion::common::Column;
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::dataframe::DataFrame;
use datafusion::error::Result;
use datafusion::execution::context::SessionContext;
use datafusion::logical_expr::{LogicalPlan, LogicalPlanBuilder};
use datafusion::prelude::{Expr, lit};
use strum::{EnumString, IntoStaticStr};

use crate::base::table::Table;

/// Rows of a block: observations of its cities, or points of its kinds.
pub const ROWS: i64 = 1 << 20;

/// What a relation may be made by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, EnumString, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum By {
    /// The city.
    City,
    /// The kind of series, as in `int_kinds`.
    Kind,
}

impl By {
    /// As a file's header says it; none where that is nothing known.
    pub fn read(words: &str) -> Option<By> {
        words.strip_prefix("by ")?.parse().ok()
    }

    /// The column.
    fn column(self) -> &'static str {
        self.into()
    }

    /// The relation whose rows are counted: each block has about as many of them.
    pub fn counted(self) -> &'static str {
        match self {
            By::City => "observations",
            By::Kind => "int_points",
        }
    }

    /// The query that counts them.
    pub fn counts(self) -> String {
        let (column, counted) = (self.column(), self.counted());
        format!("select {column}, count(*) as n from {counted} group by {column} order by {column}")
    }

    /// The first value of each block but the first, from the rows of [`By::counts`]; the rows of one value are never
    /// cut.
    pub fn cuts(self, counts: &Table, rows: i64) -> Vec<Expr> {
        let mut cuts = Vec::new();
        let mut block = 0;
        for row in 0..counts.len() {
            let n = counts.integer("n", row).unwrap_or(0);
            let value = match self {
                By::City => counts.text("city", row).map(lit),
                By::Kind => counts.integer("kind", row).map(lit),
            };
            if block > 0
                && block + n > rows
                && let Some(value) = value
            {
                cuts.push(value);
                block = 0;
            }
            block += n;
        }
        cuts
    }
}

/// A query over the values from `first` on, and before `next`.
pub fn between(
    session: &SessionContext,
    whole: DataFrame,
    by: By,
    first: Option<&Expr>,
    next: Option<&Expr>,
) -> Result<DataFrame> {
    let column = by.column();
    let plan = whole.into_unoptimized_plan().transform_up(|plan| {
        let LogicalPlan::TableScan(scan) = &plan else {
            return Ok(Transformed::no(plan));
        };
        if scan.projected_schema.index_of_column_by_name(Some(&scan.table_name), column).is_none() {
            return Ok(Transformed::no(plan));
        }
        let value = || Expr::Column(Column::new(Some(scan.table_name.clone()), column));
        let from = first.map(|f| value().gt_eq(f.clone()));
        let to = next.map(|n| value().lt(n.clone()));
        match from.into_iter().chain(to).reduce(Expr::and) {
            Some(wanted) => Ok(Transformed::yes(LogicalPlanBuilder::from(plan).filter(wanted)?.build()?)),
            None => Ok(Transformed::no(plan)),
        }
    })?;
    Ok(DataFrame::new(session.state(), plan.data))
}
