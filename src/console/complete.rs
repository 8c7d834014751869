//! Completion: which names may come at a place in a line.

use std::collections::BTreeSet;

use clap::ValueEnum;
use datafusion::sql::sqlparser::dialect::GenericDialect;
use datafusion::sql::sqlparser::tokenizer::{Token, Tokenizer, Whitespace};

use crate::console::command;
use crate::console::rows::Format;
use crate::engine::Relation;

/// Words of queries that are worth completing.
const KEYWORDS: [&str; 66] = [
    "all",
    "and",
    "array_agg",
    "as",
    "asc",
    "avg",
    "between",
    "by",
    "case",
    "cast",
    "coalesce",
    "count",
    "cross",
    "desc",
    "describe",
    "distinct",
    "else",
    "end",
    "except",
    "exists",
    "explain",
    "false",
    "filter",
    "first",
    "from",
    "full",
    "group",
    "having",
    "ilike",
    "in",
    "inner",
    "intersect",
    "is",
    "join",
    "last",
    "lateral",
    "left",
    "like",
    "limit",
    "max",
    "median",
    "min",
    "not",
    "null",
    "nulls",
    "offset",
    "on",
    "or",
    "order",
    "over",
    "partition",
    "percentile_cont",
    "recursive",
    "right",
    "round",
    "select",
    "show",
    "stddev",
    "sum",
    "tables",
    "then",
    "true",
    "union",
    "using",
    "values",
    "where",
];

/// Further words that begin another part of a query.
const CLAUSES: [&str; 10] = ["with", "when", "where", "select", "group", "order", "having", "limit", "on", "using"];

/// The names that can be completed.
#[derive(Debug)]
pub struct Names {
    /// Each relation with its columns.
    relations: Vec<(String, Vec<String>)>,
}

/// Words that may come at a place, and where the word there begins.
#[derive(Debug, PartialEq, Eq)]
pub enum Completion {
    /// Byte at which the word begins, and what may take its place.
    Words(usize, Vec<String>),
    /// The name of a file.
    File,
}

impl Names {
    /// Of these relations.
    pub fn new(relations: &[Relation]) -> Names {
        let columns = |relation: &Relation| relation.columns.iter().map(|(name, _)| name.clone()).collect();
        Names { relations: relations.iter().map(|relation| (relation.name.clone(), columns(relation))).collect() }
    }

    /// What may come at byte `at` of a line.
    pub fn complete(&self, line: &str, at: usize) -> Completion {
        let before = line.get(..at).unwrap_or(line);
        let part = |c: char| c.is_alphanumeric() || c == '_';
        let start = before.trim_end_matches(part).len();
        let typed = &before[start..];
        if let Some(words) = before.trim_start().strip_prefix('\\') {
            return match words.split_once(char::is_whitespace) {
                None => {
                    let start = before.len() - words.len() - 1;
                    Completion::Words(start, beginning(command::NAMES, &before[start..]))
                }
                Some(("o", _)) => Completion::File,
                Some(("d", _)) => Completion::Words(start, beginning(self.names(), typed)),
                Some(("format", _)) => {
                    let formats = Format::value_variants().iter().filter_map(ValueEnum::to_possible_value);
                    Completion::Words(start, beginning(formats.map(|f| f.get_name().to_string()), typed))
                }
                Some(("x" | "timing", _)) => Completion::Words(start, beginning(["on", "off"], typed)),
                _ => Completion::Words(start, Vec::new()),
            };
        }
        Completion::Words(start, self.sql(line, &before[..start], typed))
    }

    fn sql(&self, line: &str, before: &str, typed: &str) -> Vec<String> {
        // Nothing in a text, a quoted name or a comment.
        let Some(before) = words(before) else { return Vec::new() };
        // What follows the cursor may be unfinished.
        let all = words(line).unwrap_or_else(|| before.clone());
        if let [.., Token::Word(name), Token::Period] = &before[..] {
            let relation = aliased(&all, &name.value, |name| self.columns(name).is_some()).unwrap_or(&name.value);
            return beginning(self.columns(relation).into_iter().flatten(), typed);
        }
        if wants_relation(&before) {
            return beginning(self.names(), typed);
        }
        let read: BTreeSet<&str> = all.iter().filter_map(word).filter(|name| self.columns(name).is_some()).collect();
        let columns = self.relations.iter().filter(|(name, _)| read.is_empty() || read.contains(name.as_str()));
        let mut found = beginning(columns.flat_map(|(_, columns)| columns).chain(self.names()), typed);
        if !typed.is_empty() {
            let upper = typed.chars().any(char::is_uppercase) && !typed.chars().any(char::is_lowercase);
            let keywords = KEYWORDS.iter().chain(&CLAUSES);
            let cased = |word: String| if upper { word.to_uppercase() } else { word };
            found.extend(beginning(keywords, typed).into_iter().map(cased));
            found.sort();
            found.dedup();
        }
        found
    }

    fn names(&self) -> impl Iterator<Item = &String> {
        self.relations.iter().map(|(name, _)| name)
    }

    fn columns(&self, relation: &str) -> Option<&Vec<String>> {
        self.relations.iter().find(|(name, _)| name == relation).map(|(_, columns)| columns)
    }
}

/// Those that begin as typed, in any case, sorted.
fn beginning(names: impl IntoIterator<Item = impl AsRef<str>>, typed: &str) -> Vec<String> {
    let typed = typed.to_lowercase();
    let names = names.into_iter().map(|name| name.as_ref().to_string());
    let found: BTreeSet<String> = names.filter(|name| name.starts_with(&typed)).collect();
    found.into_iter().collect()
}

/// The tokens of a text without spaces and comments; none where a text, a name or a comment is still open.
fn words(text: &str) -> Option<Vec<Token>> {
    let tokens = Tokenizer::new(&GenericDialect {}, text).tokenize().ok()?;
    if let Some(Token::Whitespace(Whitespace::SingleLineComment { comment, .. })) = tokens.last()
        && !comment.ends_with('\n')
    {
        return None;
    }
    Some(tokens.into_iter().filter(|token| !matches!(token, Token::Whitespace(_))).collect())
}

fn word(token: &Token) -> Option<&str> {
    match token {
        Token::Word(word) => Some(&word.value),
        _ => None,
    }
}

/// Whether the name of a relation comes after these words.
fn wants_relation(before: &[Token]) -> bool {
    let is = |token: &Token, words: &[&str]| {
        word(token).is_some_and(|found| words.iter().any(|word| found.eq_ignore_ascii_case(word)))
    };
    let Some(last) = before.last() else { return false };
    let clause = before.iter().rev().find(|token| is(token, &["from", "join"]) || is(token, &CLAUSES));
    is(last, &["from", "join", "describe"])
        || *last == Token::Comma && clause.is_some_and(|token| is(token, &["from", "join"]))
}

/// The relation that a name stands for, as `p` in `progress p` and `progress as p`.
fn aliased<'t>(all: &'t [Token], alias: &str, known: impl Fn(&str) -> bool) -> Option<&'t str> {
    let named: Vec<Option<&str>> = all.iter().map(word).collect();
    named.iter().enumerate().find_map(|(at, name)| {
        let relation = name.filter(|name| known(name))?;
        let next = named.get(at + 1).copied().flatten()?;
        let next = if next.eq_ignore_ascii_case("as") { named.get(at + 2).copied().flatten()? } else { next };
        (next == alias).then_some(relation)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn names() -> Names {
        let relation =
            |name: &str, columns: &[&str]| (name.to_string(), columns.iter().map(|c| c.to_string()).collect());
        Names {
            relations: vec![
                relation("cities", &["city", "country", "name"]),
                relation("progress", &["city", "movement", "since"]),
                relation("progress_components", &["city", "component"]),
            ],
        }
    }

    /// Completes where the text has a bar.
    fn complete(marked: &str) -> Vec<String> {
        let at = marked.find('|').unwrap();
        match names().complete(&marked.replace('|', ""), at) {
            Completion::Words(start, words) => {
                assert!(start <= at);
                words
            }
            Completion::File => vec!["FILE".into()],
        }
    }

    #[test]
    fn relations_come_after_from_and_columns_elsewhere() {
        for (marked, words) in [
            ("select * from pro|", &["progress", "progress_components"][..]),
            ("select * from |", &["cities", "progress", "progress_components"]),
            ("select * from cities, prog|", &["progress", "progress_components"]),
            ("select * from cities left join CIT|", &["cities"]),
            ("describe c|", &["cities"]),
            ("select mov| from progress", &["movement"]),
            ("select mov| from cities", &[]),
            (
                "select c| from progress_components where",
                &["case", "cast", "cities", "city", "coalesce", "component", "count", "cross"],
            ),
            ("select city from cities where na|", &["name"]),
            ("select city from cities group by city, co|", &["coalesce", "count", "country"]),
            ("sel|", &["select"]),
            ("SEL|", &["SELECT"]),
            ("select p.| from progress p", &["city", "movement", "since"]),
            ("select p.mo| from cities join progress as p", &["movement"]),
            ("select progress.s|", &["since"]),
            ("select x.|", &[]),
            ("select 'ci|", &[]),
            ("select 'ci|' from cities", &[]),
            ("select 1 -- ci|", &[]),
            ("select 1 -- x\n from ci|", &["cities"]),
            ("select \"ci|", &[]),
        ] {
            assert_eq!(complete(marked), words, "{marked}");
        }
    }

    #[test]
    fn commands_and_their_arguments_are_completed() {
        for (marked, words) in [
            ("\\|", &["\\?", "\\cycle", "\\d", "\\dm", "\\dt", "\\format", "\\o", "\\q", "\\timing", "\\x"][..]),
            ("\\ti|", &["\\timing"]),
            ("\\d progress_|", &["progress_components"]),
            ("\\format |", &["csv", "json", "parquet", "table"]),
            ("\\x o|", &["off", "on"]),
            ("\\cycle 2|", &[]),
            ("\\o da|", &["FILE"]),
        ] {
            assert_eq!(complete(marked), words, "{marked}");
        }
    }

    proptest! {
        #[test]
        fn no_place_of_any_line_fails(line in "[\\\\a-dé'\"; .,\n*/-]{0,24}", at in 0usize..30) {
            names().complete(&line, at.min(line.len()));
        }
    }
}
