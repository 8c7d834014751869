//! The parameters that a client can set, and the values that they can have.

use std::time::Duration;

use pgwire::error::PgWireError;

use crate::serve::error::refused;

/// The version of PostgreSQL whose catalog and answers clients get.
pub const POSTGRES: &str = "16.6";

/// What a value may be.
pub enum Rule {
    /// Any value, which has the effect that PostgreSQL gives it.
    Kept,
    /// One of these, which mean the same, without regard to case; other values would change what is sent.
    Only(&'static [&'static str]),
    /// One of these, without regard to case.
    OneOf(&'static [&'static str]),
    /// UTF-8, or `SQL_ASCII`, which is text as it comes: what clients ask for in a terminal without a character set.
    Encoding,
    /// A name of a time zone, or hours from UTC.
    Zone,
    /// A number of milliseconds, or one with its unit.
    Time,
    /// Said by the server.
    Fixed,
}

/// Each parameter with its value at the start of a connection and the name that is reported to clients.
pub const PARAMETERS: [(&str, &str, Rule); 35] = [
    ("application_name", "", Rule::Kept),
    ("bytea_output", "hex", Rule::OneOf(&["hex", "escape"])),
    ("client_encoding", "UTF8", Rule::Encoding),
    ("client_min_messages", "notice", Rule::OneOf(&MESSAGES)),
    ("DateStyle", "ISO, MDY", Rule::Kept),
    ("default_transaction_deferrable", "off", Rule::Kept),
    ("default_transaction_isolation", "read committed", Rule::Kept),
    ("default_transaction_read_only", "on", Rule::Only(&["on", "true", "yes", "1"])),
    ("escape_string_warning", "on", Rule::Kept),
    ("extra_float_digits", "1", Rule::Kept),
    ("geqo", "on", Rule::Kept),
    ("idle_in_transaction_session_timeout", "0", Rule::Time),
    ("in_hot_standby", "off", Rule::Fixed),
    ("integer_datetimes", "on", Rule::Fixed),
    ("IntervalStyle", "postgres", Rule::OneOf(&["postgres", "postgres_verbose", "sql_standard", "iso_8601"])),
    ("is_superuser", "off", Rule::Fixed),
    ("jit", "off", Rule::Kept),
    ("lc_collate", "C", Rule::Fixed),
    ("lock_timeout", "0", Rule::Time),
    ("max_identifier_length", "63", Rule::Fixed),
    ("max_index_keys", "32", Rule::Fixed),
    ("row_security", "on", Rule::Kept),
    ("search_path", "public", Rule::Kept),
    ("server_encoding", "UTF8", Rule::Fixed),
    ("server_version", POSTGRES, Rule::Fixed),
    ("server_version_num", "160006", Rule::Fixed),
    ("session_authorization", "", Rule::Fixed),
    ("standard_conforming_strings", "on", Rule::Only(&["on", "true", "yes", "1"])),
    ("statement_timeout", "0", Rule::Time),
    ("synchronize_seqscans", "off", Rule::Kept),
    ("TimeZone", "Etc/UTC", Rule::Zone),
    ("transaction_isolation", "read committed", Rule::Kept),
    ("transaction_read_only", "on", Rule::Only(&["on", "true", "yes", "1"])),
    ("transaction_timeout", "0", Rule::Time),
    ("xmloption", "content", Rule::Kept),
];

/// Those whose values are reported to clients whenever they change.
pub const REPORTED: [&str; 14] = [
    "application_name",
    "client_encoding",
    "DateStyle",
    "default_transaction_read_only",
    "in_hot_standby",
    "integer_datetimes",
    "IntervalStyle",
    "is_superuser",
    "search_path",
    "server_encoding",
    "server_version",
    "session_authorization",
    "standard_conforming_strings",
    "TimeZone",
];

const MESSAGES: [&str; 10] =
    ["debug5", "debug4", "debug3", "debug2", "debug1", "debug", "log", "notice", "warning", "error"];

/// Characters of a value.
pub const VALUE: usize = 1000;

/// A parameter by its name, in any case.
pub fn parameter(name: &str) -> Option<&'static (&'static str, &'static str, Rule)> {
    let name = if name.eq_ignore_ascii_case("timezone") { "TimeZone" } else { name };
    PARAMETERS.iter().find(|parameter| parameter.0.eq_ignore_ascii_case(name))
}

/// A parameter's name as clients know it, and a value that it is given as it is kept; `now` is what a parameter has.
pub fn checked(name: &str, value: &str, now: impl Fn(&str) -> String) -> Result<(&'static str, String), PgWireError> {
    let Some((name, _, rule)) = parameter(name) else {
        let known: Vec<&str> =
            PARAMETERS.iter().filter(|p| !matches!(p.2, Rule::Fixed)).map(|parameter| parameter.0).collect();
        let message = format!(
            "{} is not a parameter that can be set here: this only reads. Those that can are {}",
            name.chars().take(60).collect::<String>(),
            known.join(", ")
        );
        return Err(refused("42704", message));
    };
    let wrong = |what: &str| {
        let shown: String = value.chars().take(60).collect();
        Err(refused("22023", format!("{name} cannot be {shown}: {what}")))
    };
    match rule {
        _ if value.chars().count() > VALUE => return wrong("it is too long"),
        Rule::Fixed => return Err(refused("55P02", format!("{name} cannot be changed; the server sets it"))),
        Rule::Only(values) if !values.iter().any(|v| v.eq_ignore_ascii_case(value)) => {
            return match *name {
                "default_transaction_read_only" | "transaction_read_only" => {
                    Err(refused("25006", "a transaction that writes is not allowed: this only reads"))
                }
                _ => wrong(&format!("use {}", values[0])),
            };
        }
        Rule::OneOf(values) if !values.iter().any(|v| v.eq_ignore_ascii_case(value)) => {
            return wrong(&format!("use one of {}", values.join(", ")));
        }
        Rule::Encoding if encoding(value).is_none() => {
            return wrong("text is sent as UTF-8; set the client's encoding to UTF8, as by PGCLIENTENCODING=UTF8");
        }
        Rule::Zone if zone(value).is_none() => {
            return wrong("write a name such as Europe/Paris, or hours from UTC such as +01");
        }
        Rule::Time if time(value).is_none() => {
            return wrong("write milliseconds, or a number with ms, s, min or h");
        }
        _ => {}
    }
    let styled;
    let value = match (*name, rule) {
        (_, Rule::Encoding) => encoding(value).unwrap_or("UTF8"),
        ("DateStyle", _) => {
            let Some(style) = date_style(value, &now(name)) else {
                return wrong("write a style (ISO, SQL, Postgres, German), an order (MDY, DMY, YMD) or both");
            };
            styled = style;
            &styled
        }
        (_, Rule::OneOf(values)) => values.iter().find(|v| v.eq_ignore_ascii_case(value)).unwrap_or(&value),
        (_, Rule::Zone) => zone(value).unwrap_or(value),
        _ => value,
    };
    Ok((name, value.to_string()))
}

/// An encoding in which text can be sent as it is.
fn encoding(value: &str) -> Option<&'static str> {
    let name: String = value.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    match name.as_str() {
        "utf8" | "unicode" => Some("UTF8"),
        "sqlascii" => Some("SQL_ASCII"),
        _ => None,
    }
}

/// A style of dates and the order of its parts, as PostgreSQL writes them; what is not said is as `before`.
fn date_style(value: &str, before: &str) -> Option<String> {
    let named = |known: &[&'static str], word: &str| known.iter().copied().find(|k| k.eq_ignore_ascii_case(word));
    let (mut style, mut order) = before.split_once(", ")?;
    for word in value.split(',').map(str::trim) {
        if let Some(found) = named(&["ISO", "SQL", "Postgres", "German"], word) {
            style = found;
        } else {
            order = named(&["MDY", "DMY", "YMD"], word)?;
        }
    }
    Some(format!("{style}, {order}"))
}

/// A time zone by the name that it is known by, or hours, minutes and seconds from UTC with or without a short name, as
/// POSIX has them.
fn zone(value: &str) -> Option<&str> {
    if let Some(known) = chrono_tz::TZ_VARIANTS.iter().find(|zone| zone.name().eq_ignore_ascii_case(value)) {
        return Some(known.name());
    }
    let hours = value.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let digits = hours.strip_prefix(['+', '-']).unwrap_or(hours);
    let short = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    (digits.split(':').count() <= 3 && digits.split(':').all(short)).then_some(value)
}

/// A time as PostgreSQL writes it: milliseconds where there is no unit.
pub fn time(value: &str) -> Option<Duration> {
    let value = value.trim();
    let end = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
    let number: u64 = value[..end].parse().ok()?;
    let milliseconds = match value[end..].trim() {
        "" | "ms" => number,
        "us" => number / 1000,
        "s" => number.checked_mul(1000)?,
        "min" => number.checked_mul(60_000)?,
        "h" => number.checked_mul(3_600_000)?,
        "d" => number.checked_mul(86_400_000)?,
        _ => return None,
    };
    Some(Duration::from_millis(milliseconds))
}
