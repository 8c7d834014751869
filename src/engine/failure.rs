//! What the engine says, as a message with a file and a line.

use std::path::PathBuf;

use datafusion::error::DataFusionError;
use datafusion::object_store;

use crate::base::error::Error;

/// Characters of a message; the engine repeats whole plans.
const MESSAGE: usize = 800;

/// Quoted names of a message that are looked for in the text.
const NAMES: usize = 20;

/// Where a SQL text is from.
#[derive(Debug, Clone)]
pub enum Place {
    /// A file, and the line of its first word of SQL.
    File(PathBuf, usize),
    /// A text that the user gave, by a name for it.
    Given(String),
}

impl Place {
    /// With a line, from 1.
    pub fn line(&self, line: usize) -> String {
        match self {
            Place::File(path, _) => format!("{} line {line}", path.display()),
            Place::Given(origin) => format!("{origin} line {line}"),
        }
    }

    /// With the line of the first word of SQL.
    pub fn first_line(&self) -> String {
        self.line(self.first())
    }

    fn first(&self) -> usize {
        match self {
            Place::File(_, line) => *line,
            Place::Given(_) => 1,
        }
    }
}

/// The engine's error, with the line that it means: by its span, by the position in its text, or by the first name that
/// it quotes.
pub fn explain(place: &Place, sql: &str, error: &DataFusionError) -> Error {
    if is_missing_file(error) {
        return gone(place, "learning-cities verify --store STORE");
    }
    let message = shortened(&error.strip_backtrace());
    let line = span(error).or_else(|| position(&message)).or_else(|| quoted(&message, sql)).unwrap_or(place.first());
    let message = message.lines().collect::<Vec<_>>().join(" ");
    Error::Query { place: place.line(line), message }
}

/// A file of the snapshot is not there any longer; `verify` is the command that says which.
pub fn gone(place: &Place, verify: &str) -> Error {
    let message = format!(
        "a file of the snapshot is not there any longer: it was pruned, or a city was forgotten, while this ran. Run the command again; if it ends in the same way, `{verify}` says what is missing"
    );
    Error::Query { place: place.first_line(), message }
}

/// Whether the engine did not find a file of the snapshot.
fn is_missing_file(error: &DataFusionError) -> bool {
    let first: &(dyn std::error::Error + 'static) = error;
    std::iter::successors(Some(first), |error| error.source()).any(|error| {
        let missing = error.downcast_ref::<object_store::Error>();
        let not_there = error.downcast_ref::<std::io::Error>();
        matches!(missing, Some(object_store::Error::NotFound { .. }))
            || not_there.is_some_and(|error| error.kind() == std::io::ErrorKind::NotFound)
    })
}

/// An error at the first place where a word is.
pub fn at_word(place: &Place, sql: &str, word: &str, message: String) -> Error {
    Error::Query { place: place.line(line_of(word, sql).unwrap_or(place.first())), message: shortened(&message) }
}

/// A message of bounded length.
fn shortened(message: &str) -> String {
    match message.char_indices().nth(MESSAGE) {
        Some((end, _)) => format!("{} […]", &message[..end]),
        None => message.to_string(),
    }
}

/// A relation that does not exist, with the name that is most like it.
pub fn unknown<'a>(place: &Place, sql: &str, name: &str, known: impl Iterator<Item = &'a str>) -> Error {
    // Longer than any name of ours.
    let comparable = name.len() <= 100;
    let near = known
        .filter(|_| comparable)
        .map(|k| (strsim::levenshtein(name, k), k))
        .min()
        .filter(|(d, k)| *d <= 1 + k.len() / 4);
    let hint = match near {
        Some((_, k)) => format!("did you mean {k}? `show tables` lists all"),
        None => "`show tables` lists those there are; other files cannot be read".into(),
    };
    at_word(place, sql, name, format!("there is no table or mart named {name}; {hint}"))
}

fn span(error: &DataFusionError) -> Option<usize> {
    error.iter().find_map(|e| e.diagnostic().and_then(|d| d.span)).map(|s| s.start.line as usize).filter(|l| *l > 0)
}

/// `... at Line: 3, Column: 5`.
fn position(message: &str) -> Option<usize> {
    let rest = &message[message.find("Line: ")? + 6..];
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// The line of the first name that the message quotes and the text holds.
fn quoted(message: &str, sql: &str) -> Option<usize> {
    let mut names = message.split(['\'', '"', '`']).skip(1).step_by(2).take(NAMES);
    names.find_map(|n| line_of(n.rsplit('.').next().unwrap_or(n), sql))
}

fn line_of(word: &str, sql: &str) -> Option<usize> {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    if word.is_empty() {
        return None;
    }
    let code = |l: &str| l.split("--").next().unwrap_or_default().to_ascii_lowercase();
    let word = word.to_ascii_lowercase();
    let whole =
        |l: &str| l.match_indices(&word).any(|(i, w)| !l[..i].ends_with(part) && !l[i + w.len()..].starts_with(part));
    sql.lines().position(|l| whole(&code(l))).map(|l| l + 1)
}
