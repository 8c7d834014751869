//! How deep a query is, before it is parsed and before it is planned: both recurse.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use datafusion::sql::parser::Statement;
use datafusion::sql::sqlparser::ast::{
    Expr, Ident, ObjectName, Query, SetExpr, SetOperator, TableFactor, Visit, Visitor,
};
use datafusion::sql::sqlparser::keywords::Keyword;
use datafusion::sql::sqlparser::tokenizer::{Token, TokenWithSpan};

use crate::engine::limits::{self, Limit};

/// Levels of brackets and `case` in a text, of types in angle brackets, of subscripts that follow one another and of
/// operators before a value.
pub fn nested(tokens: &[TokenWithSpan]) -> usize {
    let (mut open, mut angles, mut subscripts, mut prefixes) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut deepest = 0;
    let mut before = None;
    for token in tokens.iter().map(|t| &t.token).filter(|t| !matches!(t, Token::Whitespace(_))) {
        let keyword = match token {
            Token::Word(word) => Some(word.keyword),
            _ => None,
        };
        let prefix = keyword == Some(Keyword::NOT) || matches!(token, Token::Minus | Token::Plus | Token::Tilde);
        prefixes = if prefix { prefixes + 1 } else { 0 };
        match token {
            Token::LParen | Token::LBracket | Token::LBrace => {
                open += 1;
                let follows = before == Some(&Token::RBracket) && *token == Token::LBracket;
                subscripts = if follows { subscripts + 1 } else { 0 };
            }
            Token::RParen | Token::RBracket | Token::RBrace => open = open.saturating_sub(1),
            Token::Lt => angles += 1,
            Token::Word(_) if keyword == Some(Keyword::CASE) => open += 1,
            Token::Word(_) if keyword == Some(Keyword::END) => open = open.saturating_sub(1),
            Token::Word(_) => {}
            _ => angles = 0,
        }
        deepest = deepest.max(open).max(angles).max(subscripts).max(prefixes);
        before = Some(token);
    }
    deepest
}

/// Levels of a statement's tree, and how much of it there is to plan, or the limit that it passes.
pub fn measured(statement: &Statement) -> Result<(), Limit> {
    let mut found = Levels::default();
    match statement {
        Statement::Statement(s) => {
            let _ = s.visit(&mut found);
        }
        Statement::Explain(e) => return measured(&e.statement),
        _ => {}
    }
    match found {
        _ if found.deepest > limits::LEVELS => Err(Limit::Levels),
        _ if found.all.joins > limits::JOINS => Err(Limit::Joins),
        _ if found.all.selects > limits::SELECTS => Err(Limit::Selects),
        _ if found.all.within > limits::WITHIN => Err(Limit::Within),
        _ => Ok(()),
    }
}

/// How much of a query there is to plan. A part of a `with` is planned anew in every place that names it.
#[derive(Clone, Copy, Default)]
struct Size {
    /// `select` and `values`.
    selects: usize,
    /// Joins, and what is planned as one.
    joins: usize,
    /// Queries that are one within another.
    within: usize,
}

impl Size {
    fn add(&mut self, more: Size) {
        self.selects = self.selects.saturating_add(more.selects);
        self.joins = self.joins.saturating_add(more.joins);
        self.within = self.within.max(more.within);
    }
}

/// A query that is being visited.
struct Open {
    size: Size,
    /// Names of the parts of its `with` that are still to be visited, the last one first: they come before anything else.
    waiting: Vec<String>,
    /// Those that were visited.
    known: BTreeMap<String, Size>,
}

#[derive(Default)]
struct Levels {
    depth: usize,
    deepest: usize,
    open: Vec<Open>,
    /// Of the whole statement.
    all: Size,
}

impl Levels {
    fn enter(&mut self, levels: usize) -> ControlFlow<()> {
        self.depth += levels;
        self.deepest = self.deepest.max(self.depth);
        if self.depth > limits::LEVELS { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn leave(&mut self, levels: usize) -> ControlFlow<()> {
        self.depth -= levels;
        ControlFlow::Continue(())
    }

    /// More of the query that is being visited.
    fn add(&mut self, more: Size) {
        self.open.last_mut().map_or(&mut self.all, |open| &mut open.size).add(more);
    }

    /// The part of a `with` that a table is.
    fn part(&self, name: &ObjectName) -> Option<Size> {
        let [part] = name.0.as_slice() else { return None };
        let name = plain(part.as_ident()?);
        self.open.iter().rev().find_map(|open| open.known.get(&name)).copied()
    }
}

/// A name as it counts.
fn plain(name: &Ident) -> String {
    if name.quote_style.is_some() { name.value.clone() } else { name.value.to_lowercase() }
}

impl Visitor for Levels {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        let (levels, size) = of_query(query);
        let parts = query.with.iter().flat_map(|with| &with.cte_tables);
        let waiting = parts.rev().map(|part| plain(&part.alias.name)).collect();
        self.open.push(Open { size, waiting, known: BTreeMap::new() });
        self.enter(levels)
    }

    fn post_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        if let Some(mut closed) = self.open.pop() {
            closed.size.within += 1;
            match self.open.last_mut().and_then(|open| Some((open.waiting.pop()?, &mut open.known))) {
                Some((name, known)) => drop(known.insert(name, closed.size)),
                None => self.add(closed.size),
            }
        }
        self.leave(of_query(query).0)
    }

    fn pre_visit_table_factor(&mut self, table: &TableFactor) -> ControlFlow<()> {
        match table {
            TableFactor::NestedJoin { table_with_joins, .. } => {
                self.add(Size { joins: table_with_joins.joins.len(), ..Size::default() });
            }
            TableFactor::Table { name, args: None, .. } => {
                if let Some(size) = self.part(name) {
                    self.add(size);
                }
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        if matches!(expr, Expr::Subquery(_) | Expr::InSubquery { .. } | Expr::Exists { .. }) {
            self.add(Size { joins: 1, ..Size::default() });
        }
        self.enter(of_expr(expr))
    }

    fn post_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        self.leave(of_expr(expr))
    }
}

/// Levels that an expression adds to those inside it.
fn of_expr(expr: &Expr) -> usize {
    match expr {
        Expr::CompoundFieldAccess { access_chain, .. } => access_chain.len().max(1),
        Expr::CompoundIdentifier(parts) => parts.len().max(1),
        _ => 1,
    }
}

/// Levels that a query adds to those inside it, and its size without theirs: each part of a `with` may read the one
/// before it, set operations nest to the left, and so do joins. `intersect` and `except` are planned as joins.
fn of_query(query: &Query) -> (usize, Size) {
    let parts = query.with.as_ref().map_or(0, |w| w.cte_tables.len());
    let (mut deepest, mut size) = (0, Size::default());
    let mut open = vec![(query.body.as_ref(), 1)];
    while let Some((body, depth)) = open.pop() {
        let joined = match body {
            SetExpr::SetOperation { op, left, right, .. } => {
                size.joins += usize::from(*op != SetOperator::Union);
                open.push((left.as_ref(), depth + 1));
                open.push((right.as_ref(), depth + 1));
                0
            }
            SetExpr::Select(select) => {
                size.selects += 1;
                select.from.iter().map(|from| 1 + from.joins.len()).sum()
            }
            SetExpr::Values(_) => {
                size.selects += 1;
                0
            }
            _ => 0_usize,
        };
        deepest = deepest.max(depth + joined);
        size.joins += joined.saturating_sub(1);
    }
    (parts + deepest, size)
}

#[cfg(test)]
mod tests {
    use datafusion::sql::sqlparser::dialect::GenericDialect;
    use datafusion::sql::sqlparser::parser::Parser;

    use super::*;

    fn sized(sql: &str) -> Size {
        let statements = Parser::parse_sql(&GenericDialect {}, sql).unwrap();
        let mut found = Levels::default();
        let _ = statements[0].visit(&mut found);
        found.all
    }

    fn size(sql: &str) -> (usize, usize) {
        let all = sized(sql);
        (all.selects, all.joins)
    }

    #[test]
    fn a_part_of_a_with_is_within_what_names_it() {
        for (sql, expected) in [
            ("select 1 union select 2", 1),
            ("select * from (select 1) a, (select * from (select 1) b) c", 3),
            ("with p as (select 1), q as (select * from p), r as (select * from q) select * from r", 4),
            ("with p as (select 1), q as (select * from p) select (select 1 from q) from p", 4),
            ("with p as (select * from (select 1) a) select 1", 1),
        ] {
            assert_eq!(sized(sql).within, expected, "{sql}");
        }
    }

    #[test]
    fn a_part_of_a_with_counts_in_every_place_that_names_it() {
        for (sql, expected) in [
            ("select 1", (1, 0)),
            ("select * from a, b natural join c", (1, 2)),
            ("select 1 union all select 2 union all values (3)", (3, 0)),
            ("select 1 intersect select 2 except select 3", (3, 2)),
            ("select (select 1), exists (select 2) from a where x in (select 3)", (4, 3)),
            ("with p as (select * from a natural join b) select 1", (1, 0)),
            ("with p as (select * from a natural join b) select * from p", (2, 1)),
            ("with p as (select * from a natural join b) select * from P x, \"p\" y, \"P\" z, s.p", (3, 5)),
            ("with p as (select * from a, b), q as (select * from p, p o) select * from q, q o", (7, 7)),
            ("with p as (select * from a, b) select (select 1 from p), (with p as (select 1) select 1 from p)", (5, 3)),
            ("with p as (with q as (select 1) select * from q, q o) select * from p, q", (4, 2)),
            ("with recursive p as (select 1 union all select * from p, a) select * from p", (3, 1)),
            ("select * from (a natural join b) natural join (select 1 from c, d) e", (2, 3)),
        ] {
            assert_eq!(size(sql), expected, "{sql}");
        }
    }

    #[test]
    fn what_doubles_has_a_size_however_often() {
        let parts: Vec<String> =
            (1..200).map(|i| format!("p{i} as (select 1 from p{} a, p{} b)", i - 1, i - 1)).collect();
        let sql = format!("with p0 as (select 1), {} select * from p199", parts.join(", "));
        assert_eq!(size(&sql), (usize::MAX, usize::MAX));
    }
}
