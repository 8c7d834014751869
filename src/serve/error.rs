//! Errors as PostgreSQL's protocol sends them: a sentence and a SQLSTATE.

use pgwire::error::{ErrorInfo, PgWireError};
use strum::IntoEnumIterator;

use crate::base::error::Error;
use crate::engine::limits::{Limit, Limits};

/// A statement that cannot be followed; the connection goes on.
pub fn refused(code: &str, message: impl Into<String>) -> PgWireError {
    PgWireError::UserError(Box::new(ErrorInfo::new("ERROR".into(), code.into(), message.into())))
}

/// What ends the connection.
pub fn fatal(code: &str, message: impl Into<String>) -> PgWireError {
    PgWireError::UserError(Box::new(ErrorInfo::new("FATAL".into(), code.into(), message.into())))
}

/// The same error, which ends the connection.
pub fn ending(error: PgWireError) -> PgWireError {
    let mut info = ErrorInfo::from(error);
    info.severity = "FATAL".into();
    PgWireError::UserError(Box::new(info))
}

/// An error of the engine; `limits` are those that the query ran within.
pub fn of_query(error: &Error, limits: &Limits) -> PgWireError {
    let mut info = ErrorInfo::new("ERROR".into(), sqlstate(error, limits).into(), error.to_string());
    if matches!(error, Error::Limit { .. }) {
        info.hint = Some(
            "Flags that raise a limit are those of the server, learning-cities serve; time may be set lower by statement_timeout.".into(),
        );
    }
    PgWireError::UserError(Box::new(info))
}

/// How messages of the engine begin or what they hold, with the SQLSTATE that clients know them by.
const MESSAGES: [(&str, &str); 13] = [
    ("is not allowed: this only reads", "25006"),
    ("there is no table or mart named", "42P01"),
    ("is not a relation of this store", "42P01"),
    ("ParserError(", "42601"),
    ("TokenizerError(", "42601"),
    ("there is no query", "42601"),
    (" statements; give one at a time", "54000"),
    ("No field named", "42703"),
    ("Invalid function", "42883"),
    ("Divide by zero", "22012"),
    ("Cast error", "22P02"),
    ("a file of the snapshot is not there", "58P01"),
    ("fault of the program", "XX000"),
];

fn sqlstate(error: &Error, limits: &Limits) -> &'static str {
    match error {
        Error::Limit { message, .. } => match Limit::iter().find(|limit| limits.passed(*limit) == *message) {
            Some(Limit::Time) => "57014",
            Some(Limit::Memory) => "53200",
            Some(Limit::Scratch) => "53100",
            Some(Limit::Nested | Limit::Levels | Limit::Joins | Limit::Selects | Limit::Within) => "54001",
            Some(Limit::Columns) => "54011",
            _ => "54000",
        },
        Error::Query { message, .. } => {
            MESSAGES.iter().find(|(part, _)| message.contains(part)).map_or("42000", |(_, code)| code)
        }
        Error::Cancelled => "57014",
        _ => "XX000",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(error: &Error) -> String {
        ErrorInfo::from(of_query(error, &Limits::default())).code
    }

    #[test]
    fn every_limit_has_its_code() {
        let limits = Limits::default();
        let codes: Vec<String> = Limit::iter()
            .map(|limit| code(&Error::Limit { place: "query line 1".into(), message: limits.passed(limit) }))
            .collect();
        let expected = [
            "57014", "53200", "53100", "54000", "54000", "54000", "54001", "54001", "54001", "54001", "54001", "54000",
            "54000", "54011",
        ];
        assert_eq!(codes, expected);
    }

    #[test]
    fn an_error_that_ends_the_connection_keeps_its_words() {
        let info = ErrorInfo::from(ending(refused("0A000", "no")));
        assert!(info.is_fatal() && info.code == "0A000" && info.message == "no");
    }
}
