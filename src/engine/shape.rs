//! How deep a query is, before it is parsed and before it is planned: both recurse.

use std::ops::ControlFlow;

use datafusion::sql::parser::Statement;
use datafusion::sql::sqlparser::ast::{Expr, Query, SetExpr, TableFactor, Visit, Visitor};
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

/// Levels of a statement's tree and the joins in it, or the limit that it passes.
pub fn measured(statement: &Statement) -> Result<(), Limit> {
    let mut found = Levels { depth: 0, deepest: 0, joins: 0 };
    match statement {
        Statement::Statement(s) => {
            let _ = s.visit(&mut found);
        }
        Statement::Explain(e) => return measured(&e.statement),
        _ => {}
    }
    match found {
        _ if found.deepest > limits::LEVELS => Err(Limit::Levels),
        _ if found.joins > limits::JOINS => Err(Limit::Joins),
        _ => Ok(()),
    }
}

struct Levels {
    depth: usize,
    deepest: usize,
    joins: usize,
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
}

impl Visitor for Levels {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        let (levels, joins) = of_query(query);
        self.joins += joins;
        self.enter(levels)
    }

    fn post_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        self.leave(of_query(query).0)
    }

    fn pre_visit_table_factor(&mut self, table: &TableFactor) -> ControlFlow<()> {
        if let TableFactor::NestedJoin { table_with_joins, .. } = table {
            self.joins += table_with_joins.joins.len();
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
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

/// Levels that a query adds to those inside it, and its joins: each part of a `with` may read the one before it, set
/// operations nest to the left, and so do joins.
fn of_query(query: &Query) -> (usize, usize) {
    let parts = query.with.as_ref().map_or(0, |w| w.cte_tables.len());
    let (mut deepest, mut joins) = (0, 0);
    let mut open = vec![(query.body.as_ref(), 1)];
    while let Some((body, depth)) = open.pop() {
        let joined = match body {
            SetExpr::SetOperation { left, right, .. } => {
                open.push((left.as_ref(), depth + 1));
                open.push((right.as_ref(), depth + 1));
                0
            }
            SetExpr::Select(select) => select.from.iter().map(|from| 1 + from.joins.len()).sum(),
            _ => 0_usize,
        };
        deepest = deepest.max(depth + joined);
        joins += joined.saturating_sub(1);
    }
    (parts + deepest, joins)
}
