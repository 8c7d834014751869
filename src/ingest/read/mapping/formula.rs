//! Values worked out from the numbers of a row, as an expression of SQL says: `100 * women / (women + men)`.
//!
//! DataFusion parses, checks and evaluates it. A name is a column of the table; one with spaces or other signs stands in
//! quotation marks (`"Women 15+"`). Every column is a number, or null where its cell is empty, and so is what is made of
//! null: `coalesce(men, 0)` says that an empty cell is 0. `/` divides numbers, never whole numbers alone. The functions
//! are those of mathematics, `coalesce`, `nullif`, `nvl`, `greatest` and `least`; `case when ... end` chooses.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::sync::{Arc, LazyLock};

use datafusion::arrow::array::{ArrayRef, AsArray, Float64Array, RecordBatch, RecordBatchOptions};
use datafusion::arrow::datatypes::{DataType, Field, Float64Type, Schema};
use datafusion::common::config::Dialect;
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::common::{DFSchema, Result as PlanResult};
use datafusion::execution::session_state::{SessionState, SessionStateBuilder};
use datafusion::logical_expr::simplify::SimplifyContext;
use datafusion::logical_expr::{BinaryExpr, Expr, ExprSchemable, Operator, ScalarUDF, Volatility, cast};
use datafusion::optimizer::simplify_expressions::ExprSimplifier;
use datafusion::physical_expr::PhysicalExpr;
use datafusion::sql::sqlparser::ast::{self, ExprWithAlias, visit_expressions_mut};
use schemars::{JsonSchema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::Error;

use crate::base::threads;

/// Characters of an expression: planning goes as deep as it is long.
pub const CHARACTERS: usize = 500;

/// Functions that are neither of mathematics nor give numbers, and those that give another number each time.
const FUNCTIONS: [&str; 5] = ["coalesce", "nullif", "nvl", "greatest", "least"];

/// An expression over the columns of a row.
#[derive(Debug, Clone)]
pub struct Formula {
    text: String,
    columns: Vec<String>,
    schema: Arc<Schema>,
    plan: Arc<dyn PhysicalExpr>,
}

/// Plans expressions; knows no table and no function but those of numbers.
static PLANNER: LazyLock<SessionState> = LazyLock::new(|| {
    let own = datafusion::functions::core::functions().into_iter().filter(|f| FUNCTIONS.contains(&f.name()));
    let is_fixed = |f: &Arc<ScalarUDF>| f.signature().volatility == Volatility::Immutable;
    let all = datafusion::functions::math::functions().into_iter().filter(is_fixed).chain(own).collect();
    SessionStateBuilder::new().with_scalar_functions(all).build()
});

impl JsonSchema for Formula {
    fn schema_name() -> Cow<'static, str> {
        "Formula".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> schemars::Schema {
        json_schema!({ "type": "string", "maxLength": CHARACTERS })
    }
}

impl Formula {
    /// Checks and plans an expression.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub fn new(text: &str) -> Result<Formula, String> {
        if text.chars().count() > CHARACTERS {
            return Err(format!(
                "the expression has more than {CHARACTERS} characters; make it shorter, or add the column to the table"
            ));
        }
        let wrong = |e: datafusion::error::DataFusionError| {
            let said = e.strip_backtrace();
            let said = said.lines().next().unwrap_or_default();
            format!(
                "the expression {text:?} cannot be used: {said}. A column whose name has spaces or signs stands in quotation marks: '\"Women 15+\" / total'"
            )
        };
        let planned = |_: &()| -> crate::base::error::Result<Result<Formula, String>> {
            let made = || {
                let mut parsed = PLANNER.sql_to_expr(text, &Dialect::Generic).map_err(wrong)?;
                let columns = numbered(&mut parsed)?;
                if columns.is_empty() {
                    return Err(format!(
                        "the expression {text:?} names no column of the table, so every row would have one value"
                    ));
                }
                let fields = (0..columns.len()).map(|i| Field::new(name(i), DataType::Float64, true));
                let schema = Arc::new(Schema::new(fields.collect::<Vec<Field>>()));
                let plan = plan(parsed, &schema).map_err(wrong)?;
                Ok(Formula { text: text.trim().to_string(), columns, schema, plan })
            };
            Ok(made())
        };
        // On a thread of its own, for its larger stack.
        let mut made = threads::each(&[()], planned).map_err(|e| e.to_string())?;
        made.pop().unwrap_or_else(|| Err("the expression was not planned: a fault of this program".into()))
    }

    /// As it is written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The columns that it names, each once.
    pub fn columns(&self) -> Vec<&str> {
        self.columns.iter().map(String::as_str).collect()
    }

    /// Its value for each of `rows` rows; `columns` are the numbers of [`Formula::columns`].
    ///
    /// # Errors
    /// What DataFusion says, where numbers pass every bound.
    pub fn evaluate(&self, columns: Vec<Vec<Option<f64>>>, rows: usize) -> Result<Vec<Option<f64>>, String> {
        let made = || -> PlanResult<Vec<Option<f64>>> {
            let arrays = columns.into_iter().map(|c| Arc::new(Float64Array::from(c)) as ArrayRef).collect();
            let options = RecordBatchOptions::new().with_row_count(Some(rows));
            let batch = RecordBatch::try_new_with_options(self.schema.clone(), arrays, &options)?;
            let values = self.plan.evaluate(&batch)?.into_array(rows)?;
            Ok(values.as_primitive::<Float64Type>().iter().collect())
        };
        made().map_err(|e| e.strip_backtrace())
    }
}

/// Name of a column in the plan: those of a table may be anything.
fn name(column: usize) -> String {
    format!("x{column}")
}

/// Puts numbered names in the place of the columns' own, and returns those.
fn numbered(parsed: &mut ast::Expr) -> Result<Vec<String>, String> {
    let mut columns: Vec<String> = Vec::new();
    let found = visit_expressions_mut(parsed, |e: &mut ast::Expr| match e {
        ast::Expr::Identifier(one) => {
            let at = columns.iter().position(|c| *c == one.value).unwrap_or_else(|| {
                columns.push(one.value.clone());
                columns.len() - 1
            });
            *one = ast::Ident::new(name(at));
            ControlFlow::Continue(())
        }
        ast::Expr::CompoundIdentifier(parts) => {
            let whole = parts.iter().map(|p| p.value.as_str()).collect::<Vec<_>>().join(".");
            ControlFlow::Break(format!("a name with a point stands in quotation marks: \\\"{whole}\\\""))
        }
        ast::Expr::Subquery(_) | ast::Expr::Exists { .. } | ast::Expr::InSubquery { .. } => {
            ControlFlow::Break("an expression speaks of one row; queries are not for it".to_string())
        }
        _ => ControlFlow::Continue(()),
    });
    match found {
        ControlFlow::Break(wrong) => Err(wrong),
        ControlFlow::Continue(()) => Ok(columns),
    }
}

fn plan(parsed: ast::Expr, schema: &Arc<Schema>) -> PlanResult<Arc<dyn PhysicalExpr>> {
    let schema = DFSchema::try_from(schema.clone())?;
    let expr = PLANNER.create_logical_expr_from_sql_expr(ExprWithAlias { expr: parsed, alias: None }, &schema)?;
    // Whole numbers alone would be divided without their remainder: 1 / 2 would be 0.
    let expr = expr.transform_up(|e| match e {
        Expr::BinaryExpr(BinaryExpr { left, op: Operator::Divide, right }) => {
            let left = Box::new(cast(*left, DataType::Float64));
            Ok(Transformed::yes(Expr::BinaryExpr(BinaryExpr { left, op: Operator::Divide, right })))
        }
        other => Ok(Transformed::no(other)),
    })?;
    let found = expr.data.get_type(&schema)?;
    if !found.is_numeric() {
        return datafusion::common::plan_err!("it gives no number but {found}");
    }
    // `coalesce` and its like are planned as `case` only when they are simplified.
    let simplifier = ExprSimplifier::new(SimplifyContext::builder().with_schema(Arc::new(schema.clone())).build());
    let expr = simplifier.coerce(cast(expr.data, DataType::Float64), &schema)?;
    PLANNER.create_physical_expr(simplifier.simplify(expr)?, &schema)
}

impl<'de> Deserialize<'de> for Formula {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Formula, D::Error> {
        let text = String::deserialize(deserializer)?;
        Formula::new(&text).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::Formula;

    fn of(text: &str, columns: &[&[Option<f64>]]) -> Vec<Option<f64>> {
        let formula = Formula::new(text).unwrap();
        assert_eq!(formula.columns().len(), columns.len(), "{text}");
        formula.evaluate(columns.iter().map(|c| c.to_vec()).collect(), columns[0].len()).unwrap()
    }

    #[test]
    fn numbers_are_divided_as_numbers_and_null_stays_null() {
        let (women, men) = ([Some(30.0), Some(1.0), None], [Some(10.0), Some(0.0), Some(4.0)]);
        assert_eq!(of("100 * women / (women + men)", &[&women, &men]), [Some(75.0), Some(100.0), None]);
        assert_eq!(of("1 / 2 * a", &[&[Some(3.0)]]), [Some(1.5)]);
        assert_eq!(of("coalesce(women, 0) + men", &[&women, &men]), [Some(40.0), Some(1.0), Some(4.0)]);
        assert_eq!(of("\"Women 15+\" - \"Men, 15.5\"", &[&[Some(3.0)], &[Some(1.0)]]), [Some(2.0)]);
        assert_eq!(of("a / nullif(b, 0)", &[&[Some(1.0)], &[Some(0.0)]]), [None]);
        assert_eq!(of("case when a > 2 then a else 0 end", &[&[Some(3.0), Some(1.0)]]), [Some(3.0), Some(0.0)]);
        assert_eq!(of("round(a / 3, 2) + A", &[&[Some(1.0)], &[Some(1.0)]]), [Some(1.33)], "names are as written");
        assert_eq!(of("a / b", &[&[Some(1.0)], &[Some(0.0)]]), [Some(f64::INFINITY)]);
    }

    #[test]
    fn what_is_no_expression_of_numbers_is_refused() {
        let wrong = |text: &str| Formula::new(text).unwrap_err();
        for (text, part) in [
            ("100 *", "cannot be used"),
            ("", "cannot be used"),
            ("3 + 4", "names no column"),
            ("a > 1", "gives no number"),
            ("concat(a, 'x')", "Invalid function 'concat'"),
            ("random() * a", "Invalid function 'random'"),
            ("a.b + 1", "quotation marks"),
            ("(select a)", "queries are not for it"),
            ("sum(a)", "sum"),
            ("a; drop table b", "cannot be used"),
        ] {
            let message = wrong(text);
            assert!(message.contains(part), "{text}: {message}");
        }
        assert!(wrong(&format!("a{}", " + a".repeat(200))).contains("500 characters"));
        let long = Formula::new(&format!("a{}", "+a".repeat(249))).unwrap();
        assert_eq!(long.evaluate(vec![vec![Some(2.0)]], 1), Ok(vec![Some(500.0)]));
        assert!(wrong(&"(".repeat(400)).contains("cannot be used"));
    }
}
