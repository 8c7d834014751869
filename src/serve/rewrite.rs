//! What clients write about PostgreSQL's catalogue and DataFusion does not know, in other words that mean the same.

use std::ops::ControlFlow;

use datafusion::sql::sqlparser::ast::{
    AccessExpr, BinaryOperator, DataType, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, Query,
    SelectItem, SetExpr, Statement, TableFactor, Value, ValueWithSpan, Visit, VisitMut, Visitor, VisitorMut,
};
use datafusion::sql::sqlparser::dialect::PostgreSqlDialect;
use datafusion::sql::sqlparser::parser::{Parser, ParserError};
use datafusion::sql::sqlparser::tokenizer::{Token, Tokenizer};
use datafusion_pg_catalog::sql::PostgresCompatibilityParser;

use crate::serve::scalar::{EMPTY, has_equalities, is_of_nothing, only_catalogue, parsed, single};
use crate::serve::views;

/// Tables of the catalogue with the identifiers that they have in every PostgreSQL: comments name them.
pub const IDENTIFIERS: [(&str, i64); 14] = [
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

/// Reads a text in the dialect of PostgreSQL, rewritten.
pub fn parse(parser: &PostgresCompatibilityParser, sql: &str) -> Result<Vec<Statement>, ParserError> {
    let written = identified(sql);
    let mut statements = match kept(&written) {
        Some(kept) => parser.parse(&kept)?,
        None => parser.parse(&written)?,
    };
    for statement in &mut statements {
        let _ = VisitMut::visit(statement, &mut Rewrite);
    }
    Ok(statements)
}

/// A text whose queries for one value are kept: the library puts null in place of those that it takes for correlated,
/// which stand alone in a list of columns. A relation whose name is a parameter or is computed is looked up when it is known.
/// None where there is nothing of both.
fn kept(sql: &str) -> Option<String> {
    struct Keep(bool);
    impl VisitorMut for Keep {
        type Break = ();
        fn pre_visit_query(&mut self, query: &mut Query) -> ControlFlow<()> {
            let SetExpr::Select(select) = query.body.as_mut() else { return ControlFlow::Continue(()) };
            for item in &mut select.projection {
                if let SelectItem::UnnamedExpr(expr) | SelectItem::ExprWithAlias { expr, .. } = item
                    && let Expr::Subquery(query) = expr
                    && (!only_catalogue(query) || has_equalities(query))
                {
                    *expr = Expr::Nested(Box::new(expr.clone()));
                    self.0 = true;
                }
            }
            ControlFlow::Continue(())
        }
        fn post_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<()> {
            if let Expr::Cast { expr: inner, data_type: DataType::Regclass, .. } = expr
                && is_made(inner)
                && let Some(found) = parsed(&format!("to_regclass(cast({inner} as varchar))"))
            {
                *expr = found;
                self.0 = true;
            }
            ControlFlow::Continue(())
        }
    }
    let mut statements = Parser::parse_sql(&PostgreSqlDialect {}, sql).ok()?;
    let mut keep = Keep(false);
    for statement in &mut statements {
        let _ = VisitMut::visit(statement, &mut keep);
    }
    keep.0.then(|| statements.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
}

/// Whether a text is known only when the query runs.
fn is_made(text: &Expr) -> bool {
    match text {
        Expr::Value(value) => matches!(value.value, Value::Placeholder(_)),
        Expr::Function(_) | Expr::BinaryOp { op: BinaryOperator::StringConcat, .. } => true,
        Expr::Nested(inner) => is_made(inner),
        _ => false,
    }
}

/// `'pg_class'::regclass` and the like as the number that comments have, and `'array_in'::regproc` as the name that
/// columns of functions hold.
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
        if let (Token::SingleQuotedString(name), [Token::DoubleColon, Token::Word(cast), after @ ..]) = (first, after)
            && cast.value.eq_ignore_ascii_case("regproc")
        {
            let name = name.rsplit('.').next().unwrap_or_default();
            written.push_str(&Token::SingleQuotedString(name.to_string()).to_string());
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

    fn post_visit_table_factor(&mut self, factor: &mut TableFactor) -> ControlFlow<()> {
        views::replace(factor);
        ControlFlow::Continue(())
    }

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
            // `(x).name`; in `table.column[1]` the column is a name of its own.
            Expr::CompoundFieldAccess { root, access_chain } if matches!(root.as_ref(), Expr::Nested(_)) => {
                access_chain.iter_mut().for_each(named);
            }
            Expr::Subquery(query) => match parsed("cast(null as varchar)") {
                Some(none) if is_of_nothing(query) => *expr = none,
                _ => single(query),
            },
            Expr::Function(function) if is_search_in_parameter(function) => typed(function),
            Expr::Function(function) if function.name.to_string().eq_ignore_ascii_case("generate_subscripts") => {
                if let Some(subscripts) = searched(&function.args).and_then(subscripts) {
                    *expr = subscripts;
                }
            }
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

/// The numbers of an array's elements, as rows.
fn subscripts(array: &Expr) -> Option<Expr> {
    parsed(&format!("unnest(range(1, cast(coalesce(array_length({array}), 0) as bigint) + 1))"))
}

/// The field of a composite value, `(x).name`, as DataFusion names it: by a text.
fn named(access: &mut AccessExpr) {
    if let AccessExpr::Dot(Expr::Identifier(name)) = access {
        *access = AccessExpr::Dot(text(&name.value));
    }
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
    let mut signs = sign.chars();
    let (Some(sign), None) = (signs.next(), signs.next()) else { return };
    let Expr::Value(ValueWithSpan { value: Value::SingleQuotedString(old), .. }) = pattern else {
        // A pattern that is known only when the query runs. What the sign escapes of itself is set aside meanwhile.
        let sign = text(&sign.to_string());
        let written = format!(
            r"replace(replace(replace(replace({pattern}, '\', '\\'), {sign} || {sign}, chr(1)), {sign}, '\'), chr(1), {sign})"
        );
        if let Some(written) = parsed(&written) {
            (*pattern, *escape) = (written, None);
        }
        return;
    };
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
            // Options of storage: there are none. A column that a query names so itself is no such option.
            let derived = matches!(factor, TableFactor::Derived { .. });
            self.0 |= EMPTY.contains(&last) || !derived && factor.to_string().contains("reloptions");
            ControlFlow::Continue(())
        }
        fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
            // Roles of a policy: there are no policies.
            self.0 |=
                matches!(expr, Expr::CompoundIdentifier(names) if names.last().is_some_and(|n| n.value == "polroles"));
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
        let later = rewritten("select 1 where x not like $1 || '%' escape '/'");
        assert!(later.contains("chr(1)") && !later.contains("ESCAPE"), "{later}");
        let named = rewritten("select 1 from pg_description where classoid = cast($1 as regclass)");
        assert!(named.contains("to_regclass(CAST($1 AS VARCHAR))"), "{named}");
        let named =
            rewritten("select col_description(cast(cast(format('%I', relname) as regclass) as oid), 1) from pg_class");
        assert!(named.contains("to_regclass(CAST(format("), "{named}");
        let key = rewritten("select 1 from pg_constraint con, pg_class pos where con.confkey[pos.n] = 1");
        assert!(key.contains("con.confkey[pos.n]"), "{key}");
        assert!(rewritten("select generate_subscripts(indkey, 1) from pg_index").contains("unnest(range(1, "));
        assert_eq!(identified("select 'pg_catalog.array_in'::regproc"), "select 'array_in'");
        assert!(rewritten("select array(select m.oid from pg_auth_members m)").contains("make_array()"));
        let policies = "select array(select rolname from pg_roles where oid = any (pol.polroles)) from pg_policy pol";
        assert!(rewritten(policies).contains("make_array()"));
        let field = rewritten("select (information_schema._pg_expandarray(indkey)).n from pg_index");
        assert!(field.contains("(_pg_expandarray(indkey)).'n'"), "{field}");
    }

    #[test]
    fn a_query_for_one_value_gives_one() {
        let sql = "select (select t.typname from pg_type t where t.oid = a.atttypid) from pg_attribute a";
        assert!(rewritten(sql).contains("(SELECT max(t.typname)"), "{}", rewritten(sql));
        let kept = "select (select count(*) from pg_type) as n, (select city from cities) as c from pg_class";
        assert!(!rewritten(kept).contains("max("), "{}", rewritten(kept));
    }

    #[test]
    fn a_query_for_one_value_of_relations_is_never_taken_for_none() {
        for sql in [
            "select c.city, (select count(*) from observations o where o.city = c.city) as n, version() from cities c",
            "select c.city, (select max(value) from observations o where o.value < c.joined), version() from cities c",
        ] {
            let rewritten = rewritten(sql);
            assert!(rewritten.contains("FROM observations") && !rewritten.contains("NULL"), "{rewritten}");
        }
        let counted =
            rewritten("select (select count(1) from pg_inherits where inhrelid = rel.oid limit 1) from pg_class rel");
        assert!(counted.contains("count(1)") && !counted.contains("LIMIT"), "{counted}");
    }

    #[test]
    fn a_query_for_one_value_of_a_table_without_rows_gives_none() {
        let sql =
            "select (select json_build_object('a', s.seqstart) from pg_catalog.pg_sequence s where s.seqrelid = 1)";
        assert_eq!(rewritten(sql), "SELECT (CAST(NULL AS VARCHAR))");
        for kept in [
            "select (select count(*) from pg_sequence)",
            "select (select relname from pg_class c left join pg_trigger r on r.oid = c.relowner)",
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
