//! What one query may use, and the sentences for a query that wants more.

use std::time::Duration;

use crate::base::error::Error;
use crate::engine::failure::Place;

/// Bytes of a query's text.
pub const TEXT: usize = 128 << 10;

/// Levels of brackets and of whatever else is written inside another.
pub const NESTED: usize = 50;

/// Levels of a query's syntax tree: a chain of `or`, `union all` or joins has one for each of its parts.
pub const LEVELS: usize = 1_000;

/// Joins of a query, with `intersect`, `except` and subqueries in expressions, which are planned as joins: planning many
/// cannot be stopped, and takes more time for each.
pub const JOINS: usize = 100;

/// Parts of a query that begin with `select` or `values`; one of a `with` counts in every place that names it.
pub const SELECTS: usize = 2_000;

/// Centroids of an approximate percentile; where nothing is said it has 100.
pub const CENTROIDS: usize = 10_000;

/// Columns of a result.
pub const COLUMNS: usize = 1_000;

/// Queries one within another, where a part of a `with` is within what names it: the time to plan them grows with the
/// square.
pub const WITHIN: usize = 250;

const MB: usize = 1 << 20;

/// What one query may use. The defaults are those of `learning-cities sql`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Time from its text to its last row, without the making of the marts that it reads.
    pub time: Duration,
    /// Bytes of memory that the program may grow by. From half of it on, sorting, grouping and joining go to files.
    pub memory: usize,
    /// Bytes of these files.
    pub scratch: u64,
    /// Rows of the result.
    pub rows: usize,
    /// Bytes of the result, in memory and as printed.
    pub output: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            time: Duration::from_secs(60),
            memory: 1024 * MB,
            scratch: 4096 * MB as u64,
            rows: 1_000_000,
            output: 256 * MB,
        }
    }
}

impl Limits {
    /// For the queries of `queries/`, which the analyst answers for: half of the machine's memory before they go to
    /// files, and no bound on time and rows.
    pub fn wide() -> Limits {
        Limits {
            time: Duration::MAX,
            memory: machine().unwrap_or(4096 * MB),
            scratch: u64::MAX,
            rows: usize::MAX,
            output: usize::MAX,
        }
    }

    /// Bytes that the engine's operators may hold before they go to files.
    pub(super) fn pool(&self) -> usize {
        self.memory / 2
    }

    /// The sentence for a query that has passed a limit.
    pub fn passed(&self, limit: Limit) -> String {
        let mb = |bytes: u64| bytes / MB as u64;
        match limit {
            Limit::Time => format!(
                "stopped after {} seconds, the time limit; ask for fewer rows or a simpler question, or give --time-limit a higher number of seconds",
                self.time.as_secs_f64()
            ),
            Limit::Memory => format!(
                "stopped at {} MB of memory, the memory limit; ask for fewer rows or columns, or give --memory-limit a higher number of MB",
                mb(self.memory as u64)
            ),
            Limit::Scratch => format!(
                "stopped at {} MB of temporary files, the scratch limit; ask for fewer rows or columns, or give --scratch-limit a higher number of MB",
                mb(self.scratch)
            ),
            Limit::Rows => format!(
                "the result has more than {} rows, the row limit; add a `where` or `limit`, or give --row-limit a higher number",
                self.rows
            ),
            Limit::Output => format!(
                "the result is larger than {} MB, the output limit; ask for fewer rows or columns, print it with --format csv, or give --output-limit a higher number of MB",
                mb(self.output as u64)
            ),
            Limit::Text => format!(
                "the query is longer than {} kB, the limit of its text; put long lists of values into a table that it joins, or ask in parts",
                TEXT >> 10
            ),
            Limit::Nested => format!(
                "the query is nested deeper than {NESTED} levels, the limit of nesting; name inner parts in a `with`, or ask in parts"
            ),
            Limit::Levels => format!(
                "the query has a chain of more than {LEVELS} parts, the limit of its depth; write `in (...)` for many `or`, `values` for many `union`, or ask in parts"
            ),
            Limit::Joins => {
                format!(
                    "the query has more than {JOINS} joins, the limit of joins: intersect, except and subqueries in expressions are joins too, and those of a part of its `with` count in every place that names it; join fewer tables, or ask in parts"
                )
            }
            Limit::Selects => format!(
                "the query has more than {SELECTS} times select or values, the limit of its size: those of a part of its `with` count in every place that names it; name it fewer times, or ask in parts"
            ),
            Limit::Within => format!(
                "the query has more than {WITHIN} queries one within another, the limit of their depth, where a part of its `with` is within what names it; take fewer steps, or ask in parts"
            ),
            Limit::Centroids => format!(
                "an approximate percentile takes at most {CENTROIDS} centroids, written as a plain number; write fewer as its last argument, or use percentile_cont"
            ),
            Limit::Cells => {
                "the texts or lists of one column take more than 2 GB at once, the limit of the engine, which no flag raises; group by more columns, shorten the texts, or ask in parts".into()
            }
            Limit::Columns => {
                format!("the result has more than {COLUMNS} columns, the limit of columns; name those that you need")
            }
        }
    }

    /// As [`Limits::passed`], as an error of the text at `place`.
    pub(super) fn error(&self, limit: Limit, place: &Place) -> Error {
        Error::Limit { place: place.first_line(), message: self.passed(limit) }
    }
}

/// Which limit a query has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumIter)]
pub enum Limit {
    /// [`Limits::time`]
    Time,
    /// [`Limits::memory`]
    Memory,
    /// [`Limits::scratch`]
    Scratch,
    /// [`Limits::rows`]
    Rows,
    /// [`Limits::output`]
    Output,
    /// [`TEXT`]
    Text,
    /// [`NESTED`]
    Nested,
    /// [`LEVELS`]
    Levels,
    /// [`JOINS`]
    Joins,
    /// [`SELECTS`]
    Selects,
    /// [`WITHIN`]
    Within,
    /// [`CENTROIDS`]
    Centroids,
    /// What one column of a batch can hold: its offsets have 31 bits.
    Cells,
    /// [`COLUMNS`]
    Columns,
}

/// Whether the engine says, in an error or a panic, that a column of a batch holds more than its offsets can count, or a
/// list more than any memory.
pub(super) fn is_cells(said: &str) -> bool {
    said.to_ascii_lowercase().contains("offset overflow") || said.contains("Range too large to materialize")
}

/// Bytes of memory that this machine, or the control group that the program runs in, has; none where the system does
/// not say.
fn machine() -> Option<usize> {
    let number = |text: &str| text.split_whitespace().find_map(|word| word.parse::<usize>().ok());
    let info = std::fs::read_to_string("/proc/meminfo").ok()?;
    let all = info.lines().find_map(|line| line.strip_prefix("MemTotal:")).and_then(number)? << 10;
    let group = std::fs::read_to_string("/sys/fs/cgroup/memory.max").ok();
    Some(group.as_deref().and_then(number).map_or(all, |group| group.min(all)))
}

/// Bytes of memory that the program holds and no file backs; none where the system does not say.
pub fn held() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let field = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse::<usize>().ok()
    };
    Some((field("RssAnon:")? + field("VmSwap:").unwrap_or(0)) << 10)
}
