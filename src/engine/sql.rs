//! SQL text: parsed within limits, refused where it would write, and the relations that it reads.

use std::collections::{BTreeSet, VecDeque};
use std::ops::ControlFlow;

use datafusion::error::DataFusionError;
use datafusion::sql::parser::{DFParserBuilder, Statement};
use datafusion::sql::resolve::resolve_table_references;
use datafusion::sql::sqlparser::ast::{Query, SetExpr, Statement as SqlStatement, TableFactor, Visit, Visitor};
use datafusion::sql::sqlparser::dialect::{Dialect, GenericDialect};
use datafusion::sql::sqlparser::parser::ParserError;
use datafusion::sql::sqlparser::tokenizer::{Location, Token, TokenWithSpan, Tokenizer};

use crate::base::error::{Error, Result};
use crate::engine::failure::{self, Place};
use crate::engine::limits::{self, Limit, Limits};
use crate::engine::shape;

/// Parses a text that must hold one statement, no longer and no deeper than planning can bear: see [`limits`].
pub fn parse(sql: &str, place: &Place) -> Result<Statement> {
    parse_with(sql, place, &GenericDialect {}, |tokens| {
        let mut parser = DFParserBuilder::new(tokens).with_recursion_limit(limits::NESTED).build()?;
        parser.parse_statements()
    })
}

/// As [`parse`], in another dialect and by another parser.
pub fn parse_with(
    sql: &str,
    place: &Place,
    dialect: &dyn Dialect,
    parser: impl FnOnce(Vec<TokenWithSpan>) -> datafusion::error::Result<VecDeque<Statement>>,
) -> Result<Statement> {
    let passed = |limit| Limits::default().error(limit, place);
    if sql.len() > limits::TEXT {
        return Err(passed(Limit::Text));
    }
    let explained = |e: DataFusionError| match e.find_root() {
        DataFusionError::SQL(e, _) if **e == ParserError::RecursionLimitExceeded => passed(Limit::Nested),
        _ => failure::explain(place, sql, &e),
    };
    let tokens = Tokenizer::new(dialect, sql).tokenize_with_location();
    let tokens = tokens.map_err(|e| explained(ParserError::from(e).into()))?;
    if shape::nested(&tokens) > limits::NESTED {
        return Err(passed(Limit::Nested));
    }
    let mut statements = parser(tokens).map_err(explained)?;
    statements.iter().try_for_each(shape::measured).map_err(passed)?;
    let message = match (statements.pop_front(), statements.len()) {
        (Some(statement), 0) => return Ok(statement),
        (None, _) => "there is no query; write one such as `select city, name from cities`".into(),
        (Some(_), more) => format!("holds {} statements; give one at a time", more + 1),
    };
    Err(Error::Query { place: place.line(1), message })
}

/// The statements of a text that a semicolon ends, without it, and the unfinished rest; an end in a text, a comment or
/// a quoted name ends none. A rest without a word is none.
pub fn statements(text: &str) -> (Vec<&str>, Option<&str>) {
    statements_in(&GenericDialect {}, text)
}

/// As [`statements`], in another dialect.
pub fn statements_in<'a>(dialect: &dyn Dialect, text: &'a str) -> (Vec<&'a str>, Option<&'a str>) {
    let tokens = match Tokenizer::new(dialect, text).tokenize_with_location() {
        Ok(tokens) => tokens,
        // A text, a comment or a quoted name that is still open; any other error is the parser's to explain.
        Err(error) => {
            let open = ["ntermina", "EOF", "nested delimiter"].iter().any(|words| error.message.contains(words));
            let ended = text.trim_end().strip_suffix(';').filter(|_| !open);
            return ended.map_or((Vec::new(), Some(text)), |text| (vec![text], None));
        }
    };
    let (mut characters, mut line, mut column) = (text.char_indices(), 1, 1);
    // The byte at a place; places are asked for in the order of the text.
    let mut offset = |place: Location| {
        for (byte, c) in characters.by_ref() {
            let here = (line, column);
            (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
            if here == (place.line, place.column) {
                return Some(byte);
            }
        }
        None
    };
    let (mut ended, mut first, mut words) = (Vec::new(), 0, false);
    for token in &tokens {
        match token.token {
            Token::SemiColon => {
                // Should the tokenizer count otherwise than this, the parser decides on the whole text.
                let found = offset(token.span.start).filter(|byte| text[*byte..].starts_with(';'));
                let Some(end) = found else { return (vec![text], None) };
                if words {
                    ended.push(&text[first..end]);
                }
                (first, words) = (end + 1, false);
            }
            Token::Whitespace(_) | Token::EOF => {}
            _ => words = true,
        }
    }
    (ended, words.then(|| &text[first..]))
}

/// Refuses whatever is not a query.
pub fn query_only(statement: &Statement, sql: &str, place: &Place) -> Result<()> {
    let first =
        sql.lines().position(|l| !l.trim().is_empty() && !l.trim_start().starts_with("--")).map_or(1, |l| l + 1);
    let refused = |what: &str| Error::Query {
        place: place.line(first),
        message: format!(
            "{what} is not allowed: this only reads. Use select, with, values, explain, describe or show tables"
        ),
    };
    match statement {
        Statement::Statement(s) => match s.as_ref() {
            SqlStatement::Query(q) => match writes(q) {
                Some(what) => Err(refused(&what)),
                None => Ok(()),
            },
            SqlStatement::Explain { statement, .. } => query_only(&Statement::Statement(statement.clone()), sql, place),
            other => Err(refused(&verb(&other.to_string()))),
        },
        Statement::Explain(e) => query_only(&e.statement, sql, place),
        other => Err(refused(&verb(&other.to_string()))),
    }
}

/// A statement's first words, as `CREATE TABLE`.
fn verb(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().take(3).collect();
    let take = match words.first().map(|w| w.to_ascii_uppercase()).as_deref() {
        Some("CREATE" | "DROP" | "ALTER") if words.get(1).is_some_and(|w| w.eq_ignore_ascii_case("external")) => 3,
        Some("CREATE" | "DROP" | "ALTER" | "INSERT") => 2,
        _ => 1,
    };
    words[..take.min(words.len())].join(" ").to_ascii_uppercase()
}

/// A part of the query that would write, if there is one.
fn writes(query: &Query) -> Option<String> {
    struct Writes(Option<String>);
    impl Writes {
        fn body(&mut self, body: &SetExpr) {
            match body {
                SetExpr::Insert(s) | SetExpr::Update(s) | SetExpr::Delete(s) | SetExpr::Merge(s) => {
                    self.0 = Some(verb(&s.to_string()))
                }
                SetExpr::Select(s) if s.into.is_some() => self.0 = Some("SELECT INTO".into()),
                SetExpr::SetOperation { left, right, .. } => {
                    self.body(left);
                    self.body(right);
                }
                _ => {}
            }
        }
    }
    impl Visitor for Writes {
        type Break = ();
        fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
            self.body(&query.body);
            ControlFlow::Continue(())
        }
    }
    let mut found = Writes(None);
    let _ = query.visit(&mut found);
    found.0
}

/// A relation with the schema that a text gives it, or with catalog and schema.
pub type Named = (Option<String>, String);

/// The one query of a text and the relations that it reads, by the parser: a CTE is no relation.
pub fn dependencies(sql: &str, place: &Place) -> Result<(Statement, Vec<String>)> {
    let (statement, reads) = reads(sql, place, &[])?;
    Ok((statement, reads.into_iter().map(|(_, name)| name).collect()))
}

/// As [`dependencies`], with the relations of further schemas.
pub fn reads(sql: &str, place: &Place, schemas: &[&str]) -> Result<(Statement, Vec<Named>)> {
    let statement = parse(sql, place)?;
    query_only(&statement, sql, place)?;
    let reads = relations(&statement, sql, place)?;
    for (schema, name) in &reads {
        if let Some(schema) = schema.as_deref().filter(|schema| *schema != "public" && !schemas.contains(schema)) {
            let message = format!("{schema}.{name} is not a relation of this store; `show tables` lists those");
            return Err(failure::at_word(place, sql, name, message));
        }
    }
    Ok((statement, reads))
}

/// The relations that a query reads.
pub fn relations(statement: &Statement, sql: &str, place: &Place) -> Result<Vec<Named>> {
    let (tables, _) = resolve_table_references(statement, true).map_err(|e| failure::explain(place, sql, &e))?;
    let functions = functions(statement);
    let named = tables.into_iter().filter(|table| !functions.contains(table.table()));
    Ok(named
        .map(|table| {
            let schema = match (table.catalog(), table.schema()) {
                (Some(catalog), Some(schema)) => Some(format!("{catalog}.{schema}")),
                (_, schema) => schema.map(str::to_string),
            };
            (schema, table.table().to_string())
        })
        .collect())
}

/// Table functions that make rows from their arguments alone.
const FUNCTIONS: [&str; 3] = ["generate_series", "range", "unnest"];

fn functions(statement: &Statement) -> BTreeSet<String> {
    struct Calls(BTreeSet<String>);
    impl Visitor for Calls {
        type Break = ();
        fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<()> {
            if let TableFactor::Table { name, args: Some(_), .. } = factor {
                self.0.insert(name.to_string().to_ascii_lowercase());
            }
            ControlFlow::Continue(())
        }
    }
    let mut calls = Calls(BTreeSet::new());
    if let Statement::Statement(s) = statement {
        let _ = s.visit(&mut calls);
    }
    calls.0.retain(|c| FUNCTIONS.contains(&c.as_str()));
    calls.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_semicolon_ends_a_statement_where_it_is_one() {
        for (text, ended, rest) in [
            ("select 1;", &["select 1"][..], None),
            ("select 1", &[], Some("select 1")),
            ("select ';' as \"a;b\" -- c;\n, 1 /* ; */;\n", &["select ';' as \"a;b\" -- c;\n, 1 /* ; */"], None),
            ("select 'é\nß';select 2 ; select 3", &["select 'é\nß'", "select 2 "], Some(" select 3")),
            ("select 'it''s;", &[], Some("select 'it''s;")),
            ("select 1; select \"a;", &[], Some("select 1; select \"a;")),
            ("select /* ;", &[], Some("select /* ;")),
            ("select $$;", &[], Some("select $$;")),
            (" ;; -- nothing\n;", &[], None),
            ("select 1; -- done", &["select 1"], None),
            ("select 1\r\n;", &["select 1\r\n"], None),
        ] {
            assert_eq!(statements(text), (ended.to_vec(), rest), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_split_without_losing_a_word(parts in proptest::collection::vec(proptest::sample::select(vec![
            "select", "é", "\n", "\r", ";", "'", "\"", "--", "/*", "*/", "$$", "$a$", "\\", " ", "\t", "😀", "e'", "0x", "@", "\u{0}", "\u{9b}", "`", "[", "{",
        ]), 0..16)) {
            let text = parts.concat();
            let (ended, rest) = statements(&text);
            let bytes = ended.iter().map(|s| s.len()).sum::<usize>() + rest.map_or(0, str::len);
            prop_assert!(bytes <= text.len());
            for part in ended.iter().copied().chain(rest) {
                prop_assert!(text.contains(part) && !part.trim().is_empty());
            }
        }
    }
}
