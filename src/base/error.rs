//! The one error type. Every message says which file or flag is meant and what to do about it.

use std::path::{Path, PathBuf};

/// What can go wrong, in words for the person at the keyboard.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// What was tried: "read", "write", "create" ...
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// A file that we or the analyst wrote (catalogue, network, mapping, chart, query) is wrong.
    #[error("{place}: {message}")]
    Invalid {
        /// The file, with line and column where known: `data/framework/areas.csv line 3`.
        place: String,
        /// What was found and what to do.
        message: String,
    },
    /// A flag or argument that cannot be followed.
    #[error("{0}")]
    Usage(String),
    /// A SQL text that cannot be run.
    #[error("{place}: {message}")]
    Query {
        /// The SQL file and line, or `query line 1`.
        place: String,
        /// What the engine said, and what to do.
        message: String,
    },
    /// A query that would use more than it may.
    #[error("{place}: {message}")]
    Limit {
        /// The SQL file and line, or `query line 1`.
        place: String,
        /// Which limit, and what changes it.
        message: String,
    },
    /// A query that its user has cancelled.
    #[error("cancelled")]
    Cancelled,
    /// Another program holds the store.
    #[error("{} is in use by another learning-cities; wait until it has finished and run this again", .0.display())]
    Busy(PathBuf),
    /// A store without a snapshot, or with a broken one.
    #[error("{}: {message}", path.display())]
    Store {
        /// The store's folder.
        path: PathBuf,
        /// What is missing and what to do.
        message: String,
    },
    /// A chart could not be drawn.
    #[error("chart {chart}: {message}")]
    Chart {
        /// The chart's name, which is its file's name in `charts/`.
        chart: String,
        /// What the backend said.
        message: String,
    },
    /// A brief could not be set.
    #[error("brief {brief}: {message}")]
    Brief {
        /// Whose it is, with its cycle: `northbridge-2024`.
        brief: String,
        /// What the typesetter said.
        message: String,
    },
    /// Reshaping of submissions failed: a fault of ours, not of the input.
    #[error("while {doing}")]
    Polars {
        /// The step.
        doing: &'static str,
        /// What polars said.
        #[source]
        source: polars::error::PolarsError,
    },
    /// A Parquet file could not be read or written.
    #[error("{}", path.display())]
    Parquet {
        /// The file.
        path: PathBuf,
        /// What the library said.
        #[source]
        source: parquet::errors::ParquetError,
    },
    /// Arrow tables that do not fit together: a fault of ours.
    #[error("while {doing}")]
    Arrow {
        /// The step.
        doing: &'static str,
        /// What arrow said.
        #[source]
        source: arrow::error::ArrowError,
    },
}

/// The result of every fallible call of this library.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// For `map_err` on file operations.
    pub fn io(action: &'static str, path: impl AsRef<Path>) -> impl FnOnce(std::io::Error) -> Error {
        let path = path.as_ref().to_path_buf();
        move |source| Error::Io { action, path, source }
    }

    /// The message with its causes, for the person at the keyboard.
    pub fn with_causes(&self) -> String {
        use std::error::Error as _;
        let causes = std::iter::successors(self.source(), |cause| (*cause).source());
        causes.fold(self.to_string(), |text, cause| format!("{text}: {cause}"))
    }

    /// A wrong file of the analyst's or ours. What it quotes of the file is made fit for a terminal: no control
    /// characters, no turned reading direction, and the middle of what is very long left out.
    pub fn invalid(place: impl std::fmt::Display, message: impl Into<String>) -> Error {
        Error::Invalid { place: shown(&place.to_string()), message: shown(&message.into()) }
    }
}

/// Returns [`Error::invalid`] with a formatted message: `bail!(place, "year {year} is no year")`.
macro_rules! bail {
    ($place:expr, $($message:tt)+) => {
        return Err($crate::base::error::Error::invalid($place, format!($($message)+)))
    };
}

/// [`bail!`] where a condition does not hold.
macro_rules! ensure {
    ($condition:expr, $place:expr, $($message:tt)+) => {
        if !$condition {
            $crate::base::error::bail!($place, $($message)+);
        }
    };
}

pub(crate) use {bail, ensure};

/// Characters at the beginning and at the end of a very long text that are shown.
const SHOWN: usize = 1000;

fn shown(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(crate::base::characters::printable).collect();
    let text = lines.join("\n");
    let characters = text.chars().count();
    if characters <= 2 * SHOWN + 100 {
        return text;
    }
    let (first, last): (String, String) =
        (text.chars().take(SHOWN).collect(), text.chars().skip(characters - SHOWN).collect());
    format!("{first} [… {} characters more …] {last}", characters - 2 * SHOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_of_a_file_can_be_shown() {
        let text = Error::invalid("f line 1", "a\tb\u{202e}\u{7}c: \n  ^").to_string();
        assert_eq!(text, "f line 1: a\u{fffd}b\u{fffd}\u{fffd}c: \n  ^");
        let long = Error::invalid("f", format!("unknown field `{}`, expected city", "x".repeat(1 << 20))).to_string();
        assert!(
            long.len() < 2200 && long.starts_with("f: unknown field") && long.ends_with("expected city"),
            "{}",
            long.len()
        );
    }
}
