//! The commands of the prompt that are not SQL.

use clap::ValueEnum;

use crate::base::error::{Error, Result};
use crate::console::rows::Format;
use crate::engine::RelationKind;

/// A line of the prompt that begins with a backslash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Lists the commands.
    Help,
    /// Leaves the prompt.
    Quit,
    /// Lists the relations of a kind; none is all.
    List(Option<RelationKind>),
    /// Describes a relation.
    Describe(String),
    /// Prints rows as records, or no longer; none changes over.
    Records(Option<bool>),
    /// Prints the time of each query, or no longer; none changes over.
    Timing(Option<bool>),
    /// Writes the next result to a file; none shows it again.
    Out(Option<String>),
    /// Sets the format; none names it.
    Format(Option<Format>),
    /// Sets the cycle; none names it.
    Cycle(Option<i32>),
}

/// Name, argument and meaning of each command, as `\?` lists them.
pub const COMMANDS: [(&str, &str, &str); 10] = [
    ("\\?", "", "list these commands"),
    ("\\d", "", "list all relations"),
    ("\\d", "NAME", "describe a relation: its rows, its columns with their types and meanings"),
    ("\\dt", "", "list the tables of the store; \\dm lists the marts"),
    ("\\x", "[on|off]", "print each row by itself, a line for each column"),
    ("\\timing", "[on|off]", "print how long each query takes, with the marts that it needs"),
    ("\\format", "[FORMAT]", "print rows as table, csv, json, or parquet (to a file)"),
    ("\\o", "[FILE]", "write the next result to a file; .csv, .json and .parquet set its format"),
    ("\\cycle", "[YEAR]", "compute the marts for the brief of a year"),
    ("\\q", "", "leave, as does Ctrl-D"),
];

/// Names of commands, for completion.
pub const NAMES: [&str; 10] = ["\\?", "\\d", "\\dt", "\\dm", "\\x", "\\timing", "\\format", "\\o", "\\cycle", "\\q"];

/// The command of a line; none where the line is SQL. `quit`, `exit` and `help` are commands too.
///
/// # Errors
/// A command or an argument that there is not.
pub fn parse(line: &str) -> Result<Option<Command>> {
    let line = line.trim();
    match line.trim_end_matches(';').trim_end() {
        "quit" | "exit" => return Ok(Some(Command::Quit)),
        "help" => return Ok(Some(Command::Help)),
        _ if !line.starts_with('\\') => return Ok(None),
        _ => {}
    }
    let (name, argument) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let argument = argument.trim();
    let plain = argument.trim_end_matches(';').trim_end();
    let given = Some(plain).filter(|argument| !argument.is_empty());
    let command = match (name.trim_end_matches(';'), given) {
        ("\\?" | "\\h", None) => Command::Help,
        ("\\q", None) => Command::Quit,
        ("\\d", None) => Command::List(None),
        ("\\dt", None) => Command::List(Some(RelationKind::Table)),
        ("\\dm", None) => Command::List(Some(RelationKind::Mart)),
        ("\\d", Some(relation)) => Command::Describe(name_of(relation)),
        ("\\x", given) => Command::Records(given.map(|text| switch(name, text)).transpose()?),
        ("\\timing", given) => Command::Timing(given.map(|text| switch(name, text)).transpose()?),
        // A file may end with a semicolon.
        ("\\o", _) => Command::Out(Some(unquoted(argument, '\'').to_string()).filter(|path| !path.is_empty())),
        ("\\format", given) => Command::Format(given.map(format).transpose()?),
        ("\\cycle", given) => Command::Cycle(given.map(cycle).transpose()?),
        (known, Some(_)) if NAMES.contains(&known) => {
            return Err(Error::Usage(format!("{known}: takes no argument; \\? lists the commands")));
        }
        _ => return Err(Error::Usage(format!("{name}: there is no such command; \\? lists the commands"))),
    };
    Ok(Some(command))
}

/// A name as SQL reads it: in lower case, unless it is quoted.
fn name_of(text: &str) -> String {
    let name = unquoted(text, '"');
    if name == text { text.to_lowercase() } else { name.to_string() }
}

fn unquoted(text: &str, quote: char) -> &str {
    text.strip_prefix(quote).and_then(|inner| inner.strip_suffix(quote)).unwrap_or(text)
}

fn switch(name: &str, text: &str) -> Result<bool> {
    match text {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err(Error::Usage(format!("{name} {text}: write on or off, or nothing to change over"))),
    }
}

fn format(text: &str) -> Result<Format> {
    Format::from_str(text, true)
        .map_err(|_| Error::Usage(format!("\\format {text}: write table, csv, json or parquet")))
}

fn cycle(text: &str) -> Result<i32> {
    let year = text.parse().ok().filter(|year| (1900..=2100).contains(year));
    year.ok_or_else(|| Error::Usage(format!("\\cycle {text}: write a year between 1900 and 2100")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_read_with_their_arguments() {
        for (line, command) in [
            ("\\?", Command::Help),
            ("help", Command::Help),
            (" \\q ", Command::Quit),
            ("quit;", Command::Quit),
            ("\\d", Command::List(None)),
            ("\\dt;", Command::List(Some(RelationKind::Table))),
            ("\\dm", Command::List(Some(RelationKind::Mart))),
            ("\\d  \"progress\" ;", Command::Describe("progress".into())),
            ("\\d Progress", Command::Describe("progress".into())),
            ("\\x", Command::Records(None)),
            ("\\x on", Command::Records(Some(true))),
            ("\\timing off", Command::Timing(Some(false))),
            ("\\o", Command::Out(None)),
            ("\\o 'my file.csv'", Command::Out(Some("my file.csv".into()))),
            ("\\o a;b;", Command::Out(Some("a;b;".into()))),
            ("\\format CSV", Command::Format(Some(Format::Csv))),
            ("\\cycle 2024;", Command::Cycle(Some(2024))),
        ] {
            assert_eq!(parse(line).unwrap(), Some(command), "{line}");
        }
        for sql in ["select 1", "", "help me", "-- \\q"] {
            assert_eq!(parse(sql).unwrap(), None, "{sql}");
        }
    }

    #[test]
    fn a_wrong_command_says_what_to_write() {
        for (line, said) in [
            ("\\drop", "\\? lists"),
            ("\\", "\\? lists"),
            ("\\q now", "\\q: takes no argument"),
            ("\\x maybe", "on or off"),
            ("\\format xml", "table, csv, json or parquet"),
            ("\\cycle 20", "between 1900 and 2100"),
            ("\\cycle x", "between 1900 and 2100"),
        ] {
            let error = parse(line).unwrap_err().to_string();
            assert!(error.contains(said), "{line}: {error}");
        }
    }

    #[test]
    fn every_command_is_listed() {
        for name in NAMES {
            let listed = COMMANDS.iter().any(|(command, _, meaning)| *command == name || meaning.contains(name));
            assert!(listed && parse(name).unwrap().is_some(), "{name}");
        }
    }
}
