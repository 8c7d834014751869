//! Queries: the gate lets nothing through that writes, and every text has an answer within its limits or an error that
//! names its place.

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::Duration;

use learning_cities::Error;
use learning_cities::engine::Engine;
use learning_cities::engine::limits::Limits;
use learning_cities::store::Store;

use super::chance::Chance;
use super::submissions::Trial;
use super::{mutate, repository};

const WORDS: &[&str] = &[
    "select",
    "from",
    "where",
    "group by",
    "having",
    "order by",
    "limit",
    "offset",
    "with",
    "recursive",
    "as",
    "union all",
    "intersect",
    "except",
    "distinct",
    "join",
    "cross join",
    "left join",
    "lateral",
    "using",
    "on",
    "values",
    "explain",
    "explain analyze",
    "describe",
    "show tables",
    "show columns from",
    "show all",
    "set",
    "copy",
    "insert into",
    "update",
    "delete from",
    "create table",
    "create external table",
    "create view",
    "create function",
    "drop table",
    "truncate",
    "alter table",
    "merge into",
    "into",
    "prepare",
    "execute",
    "begin",
    "commit",
    "call",
    "grant",
    "load",
    "reset",
    "returning",
    "observations",
    "cities",
    "progress",
    "network",
    "\"observations\"",
    "public.observations",
    "a.b.c",
    "information_schema.tables",
    "'/etc/passwd'",
    "'x.parquet'",
    "read_csv('x')",
    "generate_series(1, 3)",
    "unnest([1, 2])",
    "range(3)",
    "*",
    "count(*)",
    "sum(value)",
    "avg(value)",
    "percentile_cont(0.5) within group (order by value)",
    "row_number() over (partition by city order by value)",
    "array_agg(city)",
    "string_agg(city, ',')",
    "regexp_replace(city, '(a+)+$', 'x')",
    "repeat('x', 9)",
    "cast(value as int)",
    "try_cast(city as double)",
    "city",
    "value",
    "cycle",
    "null",
    "true",
    "0",
    "-1",
    "1e308",
    "9223372036854775807",
    "9223372036854775808",
    "'x'",
    "''",
    "'",
    "\"",
    "$1",
    "?",
    "@x",
    ";",
    ",",
    "(",
    ")",
    "--",
    "/*",
    "*/",
    "=",
    "<>",
    "||",
    "::int",
    "::interval",
    "[1]",
    "{'a': 1}",
    "interval '1 day'",
    "date '2024-05-31'",
    "case when true then 1 end",
    "in (1, 2)",
    "exists (select 1)",
    "not",
    "and",
    "or",
    "like '%'",
    "between 1 and 2",
    "is null",
    "over ()",
    "filter (where true)",
    "fetch first 1 rows only",
    "for update",
    "tablesample (1)",
];

/// First words of statements that write or reach outside.
const WRITES: [&str; 18] = [
    "insert", "update", "delete", "create", "drop", "alter", "copy", "set", "truncate", "merge", "prepare", "execute",
    "begin", "commit", "grant", "load", "reset", "call",
];

static ENGINE: LazyLock<(Trial, Engine, PathBuf)> = LazyLock::new(|| {
    let trial = Trial::new(&[]);
    trial.ingest_with("store", &Default::default()).expect("an ingest");
    let snapshot = Store::open(&trial.folder.path().join("store"))
        .and_then(|s| s.current())
        .expect("a store")
        .expect("a snapshot");
    let engine = Engine::open_with_threads(&snapshot, &repository().join("queries"), Some(2024), 2).expect("an engine");
    let limits =
        Limits { time: Duration::from_secs(3), memory: 512 << 20, scratch: 64 << 20, rows: 10_000, output: 8 << 20 };
    (trial, engine.within(limits), snapshot.dir)
});

/// Runs queries.
pub fn run(inputs: &[&[u8]], thorough: bool) -> u64 {
    let (_, engine, snapshot) = &*ENGINE;
    let files = || -> Vec<_> {
        let entries = fs::read_dir(snapshot).expect("the snapshot").flatten();
        let mut all: Vec<_> =
            entries.map(|e| (e.file_name(), e.metadata().map(|m| (m.len(), m.modified().ok())).ok())).collect();
        all.sort();
        all
    };
    let before = files();
    let accepted = inputs.iter().filter(|input| one(engine, input)).count();
    assert_eq!(before, files(), "a query changes the snapshot");
    if thorough {
        let rows = engine.query("select count(*) from observations").expect("a query after others");
        assert_eq!(rows[0].num_rows(), 1);
    }
    accepted as u64
}

/// Whether the text is a query.
fn one(engine: &Engine, input: &[u8]) -> bool {
    let Ok(sql) = std::str::from_utf8(input) else { return false };
    let bare = without_comments(sql);
    let first: String =
        bare.trim_start().chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_ascii_lowercase();
    match engine.query(sql) {
        Ok(batches) => {
            assert!(!WRITES.contains(&first.as_str()), "a statement that writes is let through: {sql:?}");
            assert!(!batches.is_empty(), "no batch of {sql:?}");
            let rows: usize = batches.iter().map(|b| b.num_rows()).sum();
            assert!(rows <= engine.limits().rows, "{rows} rows of {sql:?}");
            true
        }
        Err(Error::Query { place, message } | Error::Limit { place, message }) => {
            assert!(place.starts_with("query line "), "an error of no place: {place:?} {message:?}");
            let line: usize =
                place.split_whitespace().nth(2).and_then(|n| n.trim_end_matches(',').parse().ok()).unwrap_or_default();
            assert!((1..=sql.split('\n').count()).contains(&line), "line {line} of {sql:?}");
            assert!(!message.trim().is_empty(), "an error without words: {sql:?}");
            let fault = ["fault of this program", "internal error", "panicked"]
                .into_iter()
                .find(|f| message.to_ascii_lowercase().contains(f));
            assert!(fault.is_none(), "{message}: {sql:?}");
            false
        }
        Err(other) => panic!("an error of another kind: {other:?} of {sql:?}"),
    }
}

fn without_comments(sql: &str) -> String {
    let mut rest = sql.trim_start();
    loop {
        rest = match (rest.strip_prefix("--"), rest.strip_prefix("/*")) {
            (Some(line), _) => line.split_once('\n').map_or("", |(_, after)| after).trim_start(),
            (_, Some(comment)) => comment.split_once("*/").map_or("", |(_, after)| after).trim_start(),
            _ => return rest.to_string(),
        };
    }
}

/// A query from others.
pub fn mutate(chance: &mut Chance, base: &[u8], other: &[u8]) -> Vec<u8> {
    if chance.once_in(60) {
        // Long chains and deep trees of operators, which are cheap to write.
        let (start, link, end) = [
            ("select 1 where true", " or true", ""),
            ("select 1", " union all select 1", ""),
            ("select ", "not ", "true"),
            ("select ", "(", ""),
            ("select ", "- ", "1"),
            ("select 1", " + 1", ""),
            ("select ", "case when true then ", "1"),
            ("", "explain ", "select 1"),
            ("select * from ", "(select * from ", "cities"),
        ][chance.below(9)];
        let times = [3, 50, 400, 3000][chance.below(4)];
        return format!("{start}{}{end}", link.repeat(times)).into_bytes();
    }
    mutate::text(chance, base, other, WORDS)
}
