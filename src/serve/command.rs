//! Statements about the connection itself, which clients send on their own account: parameters and transactions. There
//! is nothing to commit, so that a transaction is a word that is remembered.

use pgwire::error::PgWireError;

use crate::serve::error::refused;
use crate::serve::settings::Scope;
use crate::serve::statements::{Word, words};

/// A statement about the connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// `begin`
    Begin,
    /// `commit`
    Commit,
    /// `rollback`
    Rollback,
    /// `savepoint`
    Savepoint(String),
    /// `release`
    Release(String),
    /// `rollback to`
    RollbackTo(String),
    /// `set`
    Set(Scope, String, String),
    /// `reset`; all where there is no name
    Reset(Option<String>),
    /// `show`; all where there is no name
    Show(Option<String>),
    /// `discard`
    Discard(String),
    /// `deallocate`; all where there is no name
    Deallocate(Option<String>),
    /// What has no effect here: the word that it is answered with.
    Nothing(&'static str),
}

/// Statements that write, by their first word.
const WRITING: [&str; 18] = [
    "alter", "cluster", "comment", "create", "delete", "drop", "grant", "import", "insert", "merge", "reassign",
    "refresh", "reindex", "revoke", "security", "truncate", "update", "vacuum",
];

/// Others that are not there, with what to do instead.
const ABSENT: [(&str, &str); 14] = [
    ("analyze", "use select"),
    ("call", "use select"),
    ("checkpoint", "use select"),
    (
        "copy",
        "select the rows and let the client write them; ADBC does so with the statement option adbc.postgresql.use_copy set to false",
    ),
    ("declare", "let the driver fetch rows in parts without a cursor of SQL, or use limit and offset"),
    ("do", "use select"),
    ("execute", "send the query with its parameters through the driver"),
    ("fetch", "let the driver fetch rows in parts without a cursor of SQL, or use limit and offset"),
    ("listen", "nothing changes while the server runs; query again after the next ingest and a restart"),
    ("load", "use select"),
    ("lock", "nothing changes while the server runs, so that no lock is needed"),
    ("move", "let the driver fetch rows in parts without a cursor of SQL, or use limit and offset"),
    ("notify", "use select"),
    ("prepare", "send the query with its parameters through the driver"),
];

/// The command that a statement is; none where it is a query.
pub fn read(statement: &str) -> Option<Result<Command, PgWireError>> {
    let all = words(statement);
    let first = all.first().filter(|word| !word.quoted)?.text.clone();
    let rest = &all[1..];
    let is = |at: usize, text: &str| rest.get(at).is_some_and(|word| word.text == text);
    let first = first.as_str();
    Some(match first {
        "begin" | "start" => transaction(rest).map(|()| Command::Begin),
        "commit" | "end" => Ok(Command::Commit),
        "rollback" | "abort" if rest.iter().any(|word| !word.quoted && word.text == "to") => {
            savepoint("ROLLBACK TO", rest).map(Command::RollbackTo)
        }
        "rollback" | "abort" => Ok(Command::Rollback),
        "savepoint" => savepoint("SAVEPOINT", rest).map(Command::Savepoint),
        "release" => savepoint("RELEASE", rest).map(Command::Release),
        "set" => set(rest),
        "reset" => Ok(Command::Reset(named(rest).filter(|name| name != "all"))),
        // `show tables` and `show columns` are questions about the relations.
        "show" if is(0, "tables") || is(0, "columns") => return None,
        "show" if is(0, "transaction") => Ok(Command::Show(Some("transaction_isolation".into()))),
        "show" if is(0, "time") => Ok(Command::Show(Some("TimeZone".into()))),
        "show" if is(0, "session") => Ok(Command::Show(Some("session_authorization".into()))),
        "show" => Ok(Command::Show(named(rest).filter(|name| name != "all"))),
        "discard" => Ok(Command::Discard(named(rest).unwrap_or_default())),
        "deallocate" => {
            let name = rest.iter().find(|word| word.quoted || word.text != "prepare").map(|word| word.text.clone());
            Ok(Command::Deallocate(name.filter(|name| name != "all")))
        }
        "unlisten" => Ok(Command::Nothing("UNLISTEN")),
        "close" => Ok(Command::Nothing("CLOSE CURSOR")),
        _ if WRITING.contains(&first) => Err(refused(
            "25006",
            format!(
                "{} is not allowed: this only reads. Use select, with, values, explain, describe or show tables",
                first.to_ascii_uppercase()
            ),
        )),
        _ => {
            let (_, instead) = ABSENT.iter().find(|absent| absent.0 == first)?;
            let verb = first.to_ascii_uppercase();
            Err(refused("0A000", format!("{verb} is not allowed: this only reads; {instead}")))
        }
    })
}

/// A name, which may have points.
fn named(words: &[Word]) -> Option<String> {
    let name: String = words.iter().map(|word| word.text.as_str()).collect();
    (!name.is_empty()).then_some(name)
}

/// The name of a savepoint, which is the last word.
fn savepoint(verb: &str, words: &[Word]) -> Result<String, PgWireError> {
    let named = words.last().filter(|word| word.quoted || !["savepoint", "to"].contains(&word.text.as_str()));
    named.map(|word| word.text.clone()).ok_or_else(|| refused("42601", format!("{verb} needs the name of a savepoint")))
}

/// Refuses a transaction that would write.
fn transaction(modes: &[Word]) -> Result<(), PgWireError> {
    let writes = modes.windows(2).any(|pair| pair[0].text == "read" && pair[1].text == "write");
    match writes {
        true => Err(refused("25006", "a transaction that writes is not allowed: this only reads")),
        false => Ok(()),
    }
}

fn set(words: &[Word]) -> Result<Command, PgWireError> {
    let text = |at: usize| words.get(at).filter(|word| !word.quoted).map(|word| word.text.as_str());
    if text(0) == Some("session") && text(1) == Some("characteristics") || text(0) == Some("transaction") {
        return transaction(words).map(|()| Command::Nothing("SET"));
    }
    let (scope, words) = match (text(0), text(1)) {
        (Some("session"), Some("authorization")) => (Scope::Session, words),
        (Some("session"), _) => (Scope::Session, &words[1..]),
        (Some("local"), _) => (Scope::Transaction, &words[1..]),
        _ => (Scope::Session, words),
    };
    let text = |at: usize| words.get(at).filter(|word| !word.quoted).map(|word| word.text.as_str());
    let value = |from: usize| words.get(from..).unwrap_or_default();
    match (text(0), text(1)) {
        (Some("time"), Some("zone")) => match joined(value(2)) {
            zone if zone == "local" || zone == "default" => Ok(Command::Reset(Some("TimeZone".into()))),
            zone => Ok(Command::Set(scope, "TimeZone".into(), zone)),
        },
        (Some("names"), _) => Ok(Command::Set(scope, "client_encoding".into(), joined(value(1)))),
        (Some("role"), _) | (Some("session"), Some("authorization")) => {
            Err(refused("42501", "there is one user; another role or authorization cannot be set"))
        }
        _ => {
            let sign = words.iter().position(|word| !word.quoted && (word.text == "=" || word.text == "to"));
            let Some((sign, name)) = sign.and_then(|sign| Some((sign, named(&words[..sign])?))) else {
                return Err(refused("42601", "SET needs a parameter and a value, as in: set statement_timeout = '5s'"));
            };
            match value(sign + 1) {
                [] => Err(refused("42601", format!("SET {name} needs a value"))),
                [only] if !only.quoted && only.text == "default" => Ok(Command::Reset(Some(name))),
                several => Ok(Command::Set(scope, name, joined(several))),
            }
        }
    }
}

/// The words of a value, a list with its commas.
fn joined(words: &[Word]) -> String {
    let mut value = String::new();
    for word in words {
        if !value.is_empty() && word.text != "," && !value.ends_with('-') {
            value.push(' ');
        }
        value.push_str(&word.text);
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use pgwire::error::ErrorInfo;

    fn command(sql: &str) -> Command {
        read(sql).unwrap_or_else(|| panic!("{sql} is taken for a query")).unwrap_or_else(|e| panic!("{sql}: {e}"))
    }

    #[test]
    fn what_clients_send_on_their_own_account_is_understood() {
        let set = |name: &str, value: &str| Command::Set(Scope::Session, name.into(), value.into());
        for (sql, expected) in [
            ("BEGIN", Command::Begin),
            ("begin transaction isolation level repeatable read read only", Command::Begin),
            ("START TRANSACTION", Command::Begin),
            ("COMMIT", Command::Commit),
            ("end", Command::Commit),
            ("ROLLBACK", Command::Rollback),
            ("ROLLBACK TO SAVEPOINT a", Command::RollbackTo("a".into())),
            ("SAVEPOINT \"A\"", Command::Savepoint("A".into())),
            ("RELEASE a", Command::Release("a".into())),
            ("SET extra_float_digits = 3", set("extra_float_digits", "3")),
            ("SET SESSION application_name TO 'my app'", set("application_name", "my app")),
            ("SET search_path TO \"$user\", public", set("search_path", "$user, public")),
            ("set DateStyle = ISO, DMY", set("datestyle", "iso, dmy")),
            ("SET TIME ZONE 'Europe/Paris'", set("TimeZone", "Europe/Paris")),
            ("SET LOCAL a.b = 1", Command::Set(Scope::Transaction, "a.b".into(), "1".into())),
            ("SET TIME ZONE LOCAL", Command::Reset(Some("TimeZone".into()))),
            ("SET NAMES 'UTF8'", set("client_encoding", "UTF8")),
            ("set a.b = -1", set("a.b", "-1")),
            ("SET statement_timeout = DEFAULT", Command::Reset(Some("statement_timeout".into()))),
            ("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY", Command::Nothing("SET")),
            ("RESET ALL", Command::Reset(None)),
            ("reset timezone", Command::Reset(Some("timezone".into()))),
            ("SHOW ALL", Command::Show(None)),
            ("show transaction isolation level", Command::Show(Some("transaction_isolation".into()))),
            ("SHOW server_version", Command::Show(Some("server_version".into()))),
            ("DISCARD ALL", Command::Discard("all".into())),
            ("DEALLOCATE ALL", Command::Deallocate(None)),
            ("DEALLOCATE PREPARE \"S_1\"", Command::Deallocate(Some("S_1".into()))),
            ("deallocate _pg3_0", Command::Deallocate(Some("_pg3_0".into()))),
            ("UNLISTEN *", Command::Nothing("UNLISTEN")),
        ] {
            assert_eq!(command(sql), expected, "{sql}");
        }
        for query in
            ["select 1", "with a as (select 1) select * from a", "show tables", "(select 1)", "describe cities"]
        {
            assert!(read(query).is_none(), "{query}");
        }
    }

    #[test]
    fn what_does_more_than_read_is_refused_in_words() {
        for (sql, code) in [
            ("UPDATE cities SET name = 'x'", "25006"),
            ("/* a */ insert into cities values (1)", "25006"),
            ("COPY cities TO STDOUT", "0A000"),
            ("copy (select 1) to '/tmp/x'", "0A000"),
            ("DO $$ begin end $$", "0A000"),
            ("LISTEN news", "0A000"),
            ("PREPARE p AS SELECT 1", "0A000"),
            ("BEGIN READ WRITE", "25006"),
            ("SET TRANSACTION READ WRITE", "25006"),
            ("SET ROLE admin", "42501"),
            ("SET SESSION AUTHORIZATION admin", "42501"),
            ("SET x", "42601"),
            ("SET x =", "42601"),
            ("SAVEPOINT", "42601"),
            ("ROLLBACK TO SAVEPOINT", "42601"),
        ] {
            let error = ErrorInfo::from(read(sql).unwrap_or_else(|| panic!("{sql}")).unwrap_err());
            assert_eq!(error.code, code, "{sql}: {}", error.message);
        }
    }
}
