//! Who asked what, a line each on standard error: never what was answered.

use std::fmt::Display;
use std::io::Write;
use std::net::SocketAddr;
use std::time::{Duration, SystemTime};

use chrono::{DateTime, SecondsFormat, Utc};

use crate::base::characters::visible;

/// Characters of a statement.
const SHOWN: usize = 200;

/// A line with the time and the address.
pub fn line(address: SocketAddr, what: impl Display) {
    let now = DateTime::<Utc>::from(SystemTime::now()).to_rfc3339_opts(SecondsFormat::Millis, true);
    // That nobody reads it is no failure of the server's.
    let _ = writeln!(std::io::stderr(), "{}", one_line(&format!("{now} {address} {what}")));
}

/// A text on one line: a name with a line feed in it writes no line of its own.
fn one_line(text: &str) -> String {
    visible(text).replace('\n', "\\n")
}

/// A statement that was answered, or refused with a code.
pub fn statement(address: SocketAddr, user: &str, took: Duration, ended: Result<usize, &str>, sql: &str) {
    let took = took.as_secs_f64();
    let sql = beginning(sql);
    match ended {
        Ok(rows) => line(address, format_args!("{user}: {rows} rows in {took:.3} s: {sql}")),
        Err(code) => line(address, format_args!("{user}: error {code} after {took:.3} s: {sql}")),
    }
}

/// The first characters of a text, on one line.
fn beginning(sql: &str) -> String {
    let mut shown = String::new();
    let mut characters = 0;
    for word in sql.split_whitespace() {
        if characters > 0 {
            shown.push(' ');
        }
        for character in word.chars() {
            characters += 1;
            if characters > SHOWN {
                shown.push('…');
                return shown;
            }
            shown.push(character);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_one_line() {
        assert_eq!(one_line("eve\n2026 1.2.3.4 reader: \u{1b}[1m\r"), "eve\\n2026 1.2.3.4 reader: \\u{1b}[1m\\r");
    }

    #[test]
    fn a_statement_is_shown_by_its_beginning() {
        assert_eq!(beginning("select\n  1,\t2"), "select 1, 2");
        assert_eq!(beginning(&"x".repeat(1 << 20)).chars().count(), SHOWN + 1);
        assert_eq!(beginning(""), "");
    }
}
