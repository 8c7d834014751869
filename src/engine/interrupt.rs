//! Plans that can be stopped. A join of many rows with many others that matches few of them computes for hours without
//! giving a row, and nothing that does not give rows can be stopped from outside: here it looks whether it should stop.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use arrow::datatypes::DataType;
use datafusion::common::config::ConfigOptions;
use datafusion::common::tree_node::{Transformed, TreeNode, TreeNodeRecursion};
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::session_state::SessionStateBuilder;
use datafusion::logical_expr::{
    ColumnarValue, Expr, LogicalPlan, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use datafusion::optimizer::{ApplyOrder, OptimizerConfig, OptimizerRule};
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::coop::CooperativeExec;
use tokio_util::sync::CancellationToken;

/// Operators that may give many batches for one that they read.
const MULTIPLYING: [&str; 6] = [
    "CrossJoinExec",
    "HashJoinExec",
    "NestedLoopJoinExec",
    "PiecewiseMergeJoinExec",
    "SortMergeJoinExec",
    "UnnestExec",
];

const NAME: &str = "is_not_cancelled";

/// Makes plans of a session end soon after they are cancelled.
pub fn interruptible(builder: SessionStateBuilder, cancel: &CancellationToken) -> SessionStateBuilder {
    let signature = Signature::nullary(Volatility::Volatile);
    let look = Arc::new(ScalarUDF::new_from_impl(Look { cancel: cancel.clone(), signature }));
    builder.with_optimizer_rule(Arc::new(Looking(look))).with_physical_optimizer_rule(Arc::new(Yielding))
}

/// A function that is true until the query is cancelled, and an error from then on.
#[derive(Debug)]
struct Look {
    cancel: CancellationToken,
    signature: Signature,
}

impl PartialEq for Look {
    fn eq(&self, other: &Look) -> bool {
        self.signature == other.signature
    }
}

impl Eq for Look {}

impl Hash for Look {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.signature.hash(state);
    }
}

impl ScalarUDFImpl for Look {
    fn name(&self) -> &str {
        NAME
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Boolean)
    }

    fn invoke_with_args(&self, _: ScalarFunctionArgs) -> Result<ColumnarValue> {
        match self.cancel.is_cancelled() {
            true => Err(DataFusionError::Execution("cancelled".into())),
            false => Ok(ColumnarValue::Scalar(true.into())),
        }
    }
}

/// Puts the function into the filter of each join that has one.
#[derive(Debug)]
struct Looking(Arc<ScalarUDF>);

impl OptimizerRule for Looking {
    fn name(&self) -> &str {
        "look whether a join should stop"
    }

    fn apply_order(&self) -> Option<ApplyOrder> {
        Some(ApplyOrder::TopDown)
    }

    fn rewrite(&self, plan: LogicalPlan, _: &dyn OptimizerConfig) -> Result<Transformed<LogicalPlan>> {
        match plan {
            LogicalPlan::Join(mut join) => match join.filter.take() {
                Some(filter) if !looks(&filter) => {
                    // First, because what comes after a condition that no row meets is not computed.
                    join.filter = Some(self.0.call(Vec::new()).and(filter));
                    Ok(Transformed::yes(LogicalPlan::Join(join)))
                }
                filter => {
                    join.filter = filter;
                    Ok(Transformed::no(LogicalPlan::Join(join)))
                }
            },
            plan => Ok(Transformed::no(plan)),
        }
    }
}

fn looks(filter: &Expr) -> bool {
    let mut found = false;
    let _ = filter.apply(|part| {
        found |= matches!(part, Expr::ScalarFunction(function) if function.name() == NAME);
        Ok(TreeNodeRecursion::Continue)
    });
    found
}

/// Lets others have their turn between the batches of operators that give many for one.
#[derive(Debug)]
struct Yielding;

impl PhysicalOptimizerRule for Yielding {
    fn name(&self) -> &str {
        "yield between the batches of joins"
    }

    fn optimize(&self, plan: Arc<dyn ExecutionPlan>, _: &ConfigOptions) -> Result<Arc<dyn ExecutionPlan>> {
        let wrapped = plan.transform_up(|node| match MULTIPLYING.contains(&node.name()) {
            true => Ok(Transformed::yes(Arc::new(CooperativeExec::new(node)) as Arc<dyn ExecutionPlan>)),
            false => Ok(Transformed::no(node)),
        });
        wrapped.map(|wrapped| wrapped.data)
    }

    fn schema_check(&self) -> bool {
        true
    }
}
