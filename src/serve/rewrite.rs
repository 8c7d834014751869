//! What clients write about PostgreSQL's catalogue and DataFusion does not know, in other words that mean the same.

use std::ops::ControlFlow;

use datafusion::sql::sqlparser::ast::{
    BinaryOperator, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, GroupByExpr, Query, SelectItem,
    SetExpr, Statement, TableFactor, Value, ValueWithSpan, Visit, VisitMut, Visitor, VisitorMut,
};
use datafusion::sql::sqlparser::dialect::PostgreSqlDialect;
use datafusion::sql::sqlparser::parser::{Parser, ParserError};
use datafusion::sql::sqlparser::tokenizer::{Token, Tokenizer};
use datafusion_pg_catalog::sql::PostgresCompatibilityParser;

/// Tables of the catalogue with the identifiers that they have in every PostgreSQL: comments name them.
const IDENTIFIERS: [(&str, i64); 14] = [
    ("pg_am", 2601),
    ("pg_attrdef", 2604),
    ("pg_attribute", 1249),
    ("pg_authid", 1260),
    ("pg_class", PG_CLASS),
    ("pg_constraint", 2606),
    ("pg_database", 1262),
    ("pg_extension", 3079),
    ("pg_index", 2610),
    ("pg_namespace", 2615),
    ("pg_proc", 1255),
    ("pg_rewrite", 2618),
    ("pg_trigger", 2620),
    ("pg_type", 1247),
];

/// The identifier of `pg_class`.
pub const PG_CLASS: i64 = 1259;

/// Columns that hold the name of a function, for which clients write 0 where there is none.
const FUNCTIONS: [&str; 7] = ["typanalyze", "typinput", "typmodin", "typmodout", "typoutput", "typreceive", "typsend"];

/// Tables of the catalogue that have no rows here.
const EMPTY: [&str; 7] =
    ["pg_auth_members", "pg_event_trigger", "pg_policy", "pg_publication_rel", "pg_roles", "pg_sequence", "pg_trigger"];

/// Functions over all rows of a query: one that has them gives one row.
const AGGREGATES: [&str; 9] =
    ["array_agg", "bool_and", "bool_or", "count", "max", "min", "string_agg", "sum", "json_agg"];

/// Reads a text in the dialect of PostgreSQL, rewritten.
pub fn parse(parser: &PostgresCompatibilityParser, sql: &str) -> Result<Vec<Statement>, ParserError> {
    let mut statements = parser.parse(&identified(sql))?;
    for statement in &mut statements {
        let _ = VisitMut::visit(statement, &mut Rewrite);
    }
    Ok(statements)
}

/// `'pg_class'::regclass` and the like as the number that comments have.
fn identified(sql: &str) -> String {
    let dialect = PostgreSqlDialect {};
    let Ok(tokens) = Tokenizer::new(&dialect, sql).with_unescape(false).tokenize() else { return sql.to_string() };
    let mut written = String::with_capacity(sql.len());
    let mut rest = tokens.as_slice();
    while let Some((first, after)) = rest.split_first() {
        if let (Token::SingleQuotedString(name), [Token::DoubleColon, Token::Word(cast), after @ ..]) = (first, after)
            && cast.value.eq_ignore_ascii_case("regclass")
            && let Some((_, number)) =
                IDENTIFIERS.iter().find(|(table, _)| *table == name.trim_start_matches("pg_catalog."))
        {
            written.push_str(&number.to_string());
            rest = after;
            continue;
        }
        written.push_str(&first.to_string());
        rest = after;
    }
    written
}

struct Rewrite;

impl VisitorMut for Rewrite {
    type Break = ();

    fn post_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<()> {
        match expr {
            Expr::BinaryOp { left, op: BinaryOperator::Eq | BinaryOperator::NotEq, right }
                if is_function_name(left) && is_zero(right) =>
            {
                **right = text("-");
            }
            Expr::Like { pattern, escape_char, .. } | Expr::ILike { pattern, escape_char, .. } => {
                backslashed(pattern, escape_char);
            }
            Expr::Subquery(query) => match parsed("cast(null as varchar)") {
                Some(none) if is_of_nothing(query) => *expr = none,
                _ => single(query),
            },
            Expr::Function(function) if is_search_in_parameter(function) => typed(function),
            Expr::Function(function) if is_empty_array(function) => {
                if let Some(empty) = empty_array() {
                    *expr = empty;
                }
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }
}

/// A query for one value of the catalogue, as one that DataFusion sees to give one: the largest, of the one that there is.
fn single(query: &mut Query) {
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
fn is_of_nothing(query: &Query) -> bool {
    let SetExpr::Select(select) = query.body.as_ref() else { return false };
    let ([from], [item]) = (select.from.as_slice(), select.projection.as_slice()) else { return false };
    let TableFactor::Table { name, args: None, .. } = &from.relation else { return false };
    let written = item.to_string().to_ascii_lowercase();
    let aggregates = AGGREGATES.iter().any(|name| written.contains(&format!("{name}(")));
    let name = name.to_string().to_ascii_lowercase().replace('"', "");
    !aggregates && from.joins.is_empty() && name.rsplit('.').next().is_some_and(|last| EMPTY.contains(&last))
}

/// Whether a function is `x = any($1)` in other words.
fn is_search_in_parameter(function: &Function) -> bool {
    let name = function.name.to_string().to_ascii_lowercase();
    name.ends_with("array_contains")
        && searched(&function.args)
            .is_some_and(|list| matches!(list, Expr::Value(v) if matches!(v.value, Value::Placeholder(_))))
}

fn searched(arguments: &FunctionArguments) -> Option<&Expr> {
    let FunctionArguments::List(list) = arguments else { return None };
    match list.args.first() {
        Some(FunctionArg::Unnamed(FunctionArgExpr::Expr(list))) => Some(list),
        _ => None,
    }
}

/// Says that the parameter is a list of texts: clients do not, and nothing else in the query does.
fn typed(function: &mut Function) {
    if let FunctionArguments::List(list) = &mut function.args
        && let Some(FunctionArg::Unnamed(FunctionArgExpr::Expr(parameter))) = list.args.first_mut()
        && let Some(cast) = parsed(&format!("cast({parameter} as varchar[])"))
    {
        *parameter = cast;
    }
}

/// Whether a query reads tables of the catalogue and no others.
fn only_catalogue(query: &Query) -> bool {
    struct Others(bool);
    impl Visitor for Others {
        type Break = ();
        fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<()> {
            let name = match factor {
                TableFactor::Table { name, args: None, .. } => name.to_string().to_ascii_lowercase().replace('"', ""),
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

fn text(text: &str) -> Expr {
    Expr::Value(Value::SingleQuotedString(text.into()).into())
}

fn is_function_name(expr: &Expr) -> bool {
    let name = match expr {
        Expr::Identifier(name) => Some(name),
        Expr::CompoundIdentifier(names) => names.last(),
        _ => None,
    };
    name.is_some_and(|name| FUNCTIONS.contains(&name.value.to_ascii_lowercase().as_str()))
}

fn is_zero(expr: &Expr) -> bool {
    matches!(expr, Expr::Value(ValueWithSpan { value: Value::Number(number, _), .. }) if number == "0")
}

/// A pattern with another escape character, with that which DataFusion has.
fn backslashed(pattern: &mut Expr, escape: &mut Option<ValueWithSpan>) {
    let Some(ValueWithSpan { value: Value::SingleQuotedString(sign), .. }) = escape else { return };
    let Expr::Value(ValueWithSpan { value: Value::SingleQuotedString(old), .. }) = pattern else { return };
    let mut signs = sign.chars();
    let (Some(sign), None) = (signs.next(), signs.next()) else { return };
    let mut new = String::new();
    let mut characters = old.chars();
    while let Some(character) = characters.next() {
        if character == sign {
            new.push('\\');
            new.extend(characters.next());
        } else if character == '\\' {
            new.push_str("\\\\");
        } else {
            new.push(character);
        }
    }
    *old = new;
    *escape = None;
}

/// Whether a function is `array(select ...)` over what has no rows here. Over anything else it is not answered.
fn is_empty_array(function: &Function) -> bool {
    match &function.args {
        FunctionArguments::Subquery(query) if function.name.to_string().eq_ignore_ascii_case("array") => {
            reads_nothing(query)
        }
        _ => false,
    }
}

fn reads_nothing(query: &Query) -> bool {
    /// Whether one of the tables that are joined has no rows.
    struct Tables(bool);
    impl Visitor for Tables {
        type Break = ();
        fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<()> {
            let name = match factor {
                TableFactor::Table { name, .. } | TableFactor::Function { name, .. } => name.to_string(),
                TableFactor::UNNEST { array_exprs, .. } => array_exprs.iter().map(ToString::to_string).collect(),
                _ => String::new(),
            };
            let name = name.to_ascii_lowercase();
            let last = name.rsplit('.').next().unwrap_or_default();
            // Options of storage: there are none.
            self.0 |= EMPTY.contains(&last) || last == "reloptions" || factor.to_string().contains("reloptions");
            ControlFlow::Continue(())
        }
    }
    let mut tables = Tables(false);
    let _ = query.visit(&mut tables);
    tables.0
}

/// An array of texts with nothing in it.
fn empty_array() -> Option<Expr> {
    parsed("arrow_cast(make_array(), 'List(Utf8)')")
}

fn parsed(expr: &str) -> Option<Expr> {
    Parser::new(&PostgreSqlDialect {}).try_with_sql(expr).ok()?.parse_expr().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(sql: &str) -> String {
        let statements = parse(&PostgresCompatibilityParser::new(), sql).unwrap();
        statements[0].to_string()
    }

    #[test]
    fn what_datafusion_does_not_know_is_said_otherwise() {
        assert_eq!(rewritten("select 1 where classoid = 'pg_class'::regclass"), "SELECT 1 WHERE classoid = 1259");
        assert_eq!(identified("select 'it''s', 'pg_catalog.pg_type'::REGCLASS"), "select 'it''s', 1247");
        assert!(identified("select 'cities'::regclass").contains("'cities'::regclass"));
        assert!(rewritten("select typname from pg_type t where t.typreceive <> 0").ends_with("t.typreceive <> '-'"));
        assert!(rewritten("select 1 where x like 'pg!_%' escape '!'").ends_with(r"LIKE 'pg\_%'"));
        assert!(rewritten(r"select 1 where x like 'a!!\!_' escape '!'").ends_with(r"LIKE 'a\!\\\_'"));
        assert!(rewritten("select array(select r.rolname from pg_roles r)").contains("make_array()"));
    }

    #[test]
    fn a_query_for_one_value_gives_one() {
        let sql = "select (select t.typname from pg_type t where t.oid = a.atttypid) from pg_attribute a";
        assert!(rewritten(sql).contains("(SELECT max(t.typname)"), "{}", rewritten(sql));
        let kept = "select (select count(*) from pg_type) as n, (select city from cities) as c from pg_class";
        assert!(!rewritten(kept).contains("max("), "{}", rewritten(kept));
    }

    #[test]
    fn a_query_for_one_value_of_a_table_without_rows_gives_none() {
        let sql =
            "select (select json_build_object('a', s.seqstart) from pg_catalog.pg_sequence s where s.seqrelid = 1)";
        assert_eq!(rewritten(sql), "SELECT CAST(NULL AS VARCHAR)");
        for kept in [
            "select (select count(*) from pg_sequence)",
            "select (select relname from pg_class c left join pg_roles r on r.oid = c.relowner)",
        ] {
            assert!(!rewritten(kept).contains("NULL"), "{}", rewritten(kept));
        }
    }

    #[test]
    fn a_parameter_that_is_searched_is_a_list_of_texts() {
        let sql = "select 1 from pg_class c where c.relkind = any($2) and c.relname = $1";
        assert!(rewritten(sql).contains("CAST($2 AS VARCHAR[])"), "{}", rewritten(sql));
    }

    #[test]
    fn an_array_of_rows_that_there_are_is_not_taken_for_an_empty_one() {
        let kept = rewritten("select array(select relname from pg_class)");
        assert!(!kept.contains("make_array"), "{kept}");
    }
}
