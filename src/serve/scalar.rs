//! Queries for one value within others: what DataFusion answers of them, and how.

use std::ops::ControlFlow;

use datafusion::sql::sqlparser::ast::{
    BinaryOperator, Expr, FunctionArg, FunctionArgExpr, FunctionArguments, GroupByExpr, Query, SelectItem, SetExpr,
    TableFactor, Visit, Visitor,
};
use datafusion::sql::sqlparser::dialect::PostgreSqlDialect;
use datafusion::sql::sqlparser::parser::Parser;

/// Tables of the catalogue that have no rows here.
pub const EMPTY: [&str; 7] = [
    "pg_attrdef",
    "pg_auth_members",
    "pg_event_trigger",
    "pg_policy",
    "pg_publication_rel",
    "pg_sequence",
    "pg_trigger",
];

/// Functions over all rows of a query: one that has them gives one row.
const AGGREGATES: [&str; 9] =
    ["array_agg", "bool_and", "bool_or", "count", "max", "min", "string_agg", "sum", "json_agg"];

/// A query for one value of the catalogue, as one that DataFusion sees to give one: the largest, of the one that there is.
pub fn single(query: &mut Query) {
    let of_catalogue = query.with.is_none() && query.order_by.is_none() && only_catalogue(query);
    let SetExpr::Select(select) = query.body.as_mut() else { return };
    let grouped = !matches!(&select.group_by, GroupByExpr::Expressions(parts, _) if parts.is_empty());
    let (false, true, None, [item]) = (grouped, of_catalogue, &select.distinct, select.projection.as_mut_slice())
    else {
        return;
    };
    let expr = match item {
        SelectItem::UnnamedExpr(expr) | SelectItem::ExprWithAlias { expr, .. } => expr,
        _ => return,
    };
    let written = expr.to_string().to_ascii_lowercase();
    if AGGREGATES.iter().any(|name| written.contains(&format!("{name}("))) {
        // The one row is within any limit but none.
        if query.limit_clause.as_ref().is_some_and(|limit| limit.to_string().trim() == "LIMIT 1") {
            query.limit_clause = None;
        }
        return;
    }
    let Some(Expr::Function(mut largest)) = parsed("max(x)") else { return };
    if let FunctionArguments::List(list) = &mut largest.args
        && let Some(FunctionArg::Unnamed(FunctionArgExpr::Expr(argument))) = list.args.first_mut()
    {
        *argument = expr.clone();
        *expr = Expr::Function(largest);
        query.limit_clause = None;
    }
}

/// Whether a query for one value reads a table alone that has no rows here. It may call functions that are not here.
pub fn is_of_nothing(query: &Query) -> bool {
    let SetExpr::Select(select) = query.body.as_ref() else { return false };
    let ([from], [item]) = (select.from.as_slice(), select.projection.as_slice()) else { return false };
    let TableFactor::Table { name, args: None, .. } = &from.relation else { return false };
    let written = item.to_string().to_ascii_lowercase();
    let aggregates = AGGREGATES.iter().any(|name| written.contains(&format!("{name}(")));
    let name = name.to_string().to_ascii_lowercase().replace('"', "");
    !aggregates && from.joins.is_empty() && name.rsplit('.').next().is_some_and(|last| EMPTY.contains(&last))
}

/// Whether a query reads tables of the catalogue and no others.
pub fn only_catalogue(query: &Query) -> bool {
    struct Others(bool);
    impl Visitor for Others {
        type Break = ();
        fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<()> {
            let name = match factor {
                TableFactor::Table { name, args: None, .. } => name.to_string().to_ascii_lowercase().replace('"', ""),
                // What it reads is visited after it.
                TableFactor::Derived { .. } | TableFactor::NestedJoin { .. } => return ControlFlow::Continue(()),
                _ => String::new(),
            };
            self.0 |= !name.rsplit('.').next().is_some_and(|last| last.starts_with("pg_"));
            ControlFlow::Continue(())
        }
    }
    let mut others = Others(false);
    let _ = query.visit(&mut others);
    !others.0
}

/// Whether the conditions of a query are equalities, of which DataFusion can make a join.
pub fn has_equalities(query: &Query) -> bool {
    fn equal(condition: &Expr) -> bool {
        match condition {
            Expr::BinaryOp { left, op: BinaryOperator::And, right } => equal(left) && equal(right),
            Expr::BinaryOp { op: BinaryOperator::Eq, .. } => true,
            Expr::Nested(inner) => equal(inner),
            _ => false,
        }
    }
    let SetExpr::Select(select) = query.body.as_ref() else { return false };
    select.selection.as_ref().is_none_or(equal)
}

/// An expression from its text, which is a constant or comes from an expression.
pub fn parsed(expr: &str) -> Option<Expr> {
    Parser::new(&PostgreSqlDialect {}).try_with_sql(expr).ok()?.parse_expr().ok()
}
