//! What a client sets for its connection. Each connection has its own: nothing of it reaches another.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use pgwire::error::PgWireError;
use pgwire::types::format::FormatOptions;

use crate::serve::error::refused;

/// The version of PostgreSQL whose catalog and answers clients get.
pub const POSTGRES: &str = "16.6";

/// The name of the one database.
pub const DATABASE: &str = "learning_cities";

/// What a value may be.
enum Rule {
    /// Any value, which has the effect that PostgreSQL gives it.
    Kept,
    /// One of these, which mean the same, without regard to case; other values would change what is sent.
    Only(&'static [&'static str]),
    /// One of these, without regard to case.
    OneOf(&'static [&'static str]),
    /// A name of a time zone, or hours from UTC.
    Zone,
    /// A number of milliseconds, or one with its unit.
    Time,
    /// Said by the server.
    Fixed,
}

/// Each parameter with its value at the start of a connection and the name that is reported to clients.
const PARAMETERS: [(&str, &str, Rule); 35] = [
    ("application_name", "", Rule::Kept),
    ("bytea_output", "hex", Rule::OneOf(&["hex", "escape"])),
    ("client_encoding", "UTF8", Rule::Only(&["utf8", "utf-8", "unicode"])),
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
const REPORTED: [&str; 14] = [
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
const VALUE: usize = 1000;

/// How long a value holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Until the connection ends.
    Session,
    /// Until the transaction ends; outside of one not at all.
    Transaction,
}

/// The parameters of one connection.
#[derive(Debug, Default)]
pub struct Settings(Mutex<State>);

/// Values by the names of their parameters.
type Values = BTreeMap<&'static str, String>;

#[derive(Debug, Default)]
struct State {
    user: String,
    /// What the client has connected with, to which `reset` goes back.
    at_start: Values,
    values: Values,
    /// Those that hold until the transaction ends.
    local: Values,
    /// What held before the transaction, to which `rollback` goes back.
    before: Option<Values>,
    /// What has been reported to the client.
    reported: Values,
}

fn parameter(name: &str) -> Option<&'static (&'static str, &'static str, Rule)> {
    let name = if name.eq_ignore_ascii_case("timezone") { "TimeZone" } else { name };
    PARAMETERS.iter().find(|parameter| parameter.0.eq_ignore_ascii_case(name))
}

impl Settings {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The user that the connection has named.
    pub fn user(&self) -> String {
        self.state().user.clone()
    }

    /// Takes the user's name.
    pub fn set_user(&self, user: &str) {
        self.state().user = user.to_string();
    }

    /// Keeps what the client has connected with.
    pub fn started(&self) {
        let mut state = self.state();
        state.at_start = state.values.clone();
    }

    /// Begins a transaction, or goes on with one.
    pub fn begin(&self) {
        let mut state = self.state();
        if state.before.is_none() {
            state.before = Some(state.values.clone());
        }
    }

    /// Ends a transaction, and keeps what was set in it or not.
    pub fn end(&self, keep: bool) {
        let mut state = self.state();
        state.local.clear();
        if let Some(before) = state.before.take().filter(|_| !keep) {
            state.values = before;
        }
    }

    /// Sets a parameter.
    pub fn set(&self, name: &str, value: &str, scope: Scope) -> Result<(), PgWireError> {
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
            ("client_encoding", _) => "UTF8",
            ("DateStyle", _) => {
                let before = self.get(name).map(|(_, value)| value).unwrap_or_default();
                let Some(style) = date_style(value, &before) else {
                    return wrong("write a style (ISO, SQL, Postgres, German), an order (MDY, DMY, YMD) or both");
                };
                styled = style;
                &styled
            }
            (_, Rule::OneOf(values)) => values.iter().find(|v| v.eq_ignore_ascii_case(value)).unwrap_or(&value),
            (_, Rule::Zone) => zone(value).unwrap_or(value),
            _ => value,
        };
        let mut state = self.state();
        match scope {
            Scope::Session => {
                state.local.remove(name);
                state.values.insert(name, value.to_string());
            }
            Scope::Transaction if state.before.is_some() => {
                state.local.insert(name, value.to_string());
            }
            Scope::Transaction => {}
        }
        Ok(())
    }

    /// Sets a parameter, or all, back to what it was at the start.
    pub fn reset(&self, name: Option<&str>) -> Result<(), PgWireError> {
        let Some(name) = name else {
            let mut state = self.state();
            state.values = state.at_start.clone();
            state.local.clear();
            return Ok(());
        };
        // The refusal of a name that is not known.
        let Some((name, ..)) = parameter(name) else { return self.set(name, "", Scope::Session) };
        let mut state = self.state();
        state.local.remove(name);
        match state.at_start.get(name).cloned() {
            Some(value) => state.values.insert(name, value),
            None => state.values.remove(name),
        };
        Ok(())
    }

    /// A parameter's name as clients know it, and its value.
    pub fn get(&self, name: &str) -> Option<(String, String)> {
        let (name, first, _) = parameter(name)?;
        let state = self.state();
        let value = match *name {
            "session_authorization" => state.user.clone(),
            _ => {
                let set = state.local.get(name).or_else(|| state.values.get(name));
                set.map_or(*first, String::as_str).to_string()
            }
        };
        Some((name.to_string(), value))
    }

    /// Every parameter with its value.
    pub fn all(&self) -> Vec<(String, String)> {
        PARAMETERS.iter().filter_map(|parameter| self.get(parameter.0)).collect()
    }

    /// Names and values at the start of every connection.
    pub fn first() -> impl Iterator<Item = (&'static str, &'static str)> {
        PARAMETERS.iter().map(|parameter| (parameter.0, parameter.1))
    }

    /// What is to be reported to the client: at first all that is, then what has changed since.
    pub fn unreported(&self) -> Vec<(String, String)> {
        let now: Vec<(&'static str, String)> =
            REPORTED.iter().filter_map(|name| Some((*name, self.get(name)?.1))).collect();
        let mut state = self.state();
        let changed = |(name, value): &(&'static str, String)| state.reported.get(name) != Some(value);
        let changed: Vec<(&'static str, String)> = now.into_iter().filter(changed).collect();
        state.reported.extend(changed.iter().cloned());
        changed.into_iter().map(|(name, value)| (name.to_string(), value)).collect()
    }

    /// The time that a statement may take: the server's limit, or less where the client wants less.
    pub fn time(&self, limit: Duration) -> Duration {
        let asked = self.get("statement_timeout").and_then(|(_, value)| time(&value)).filter(|time| !time.is_zero());
        asked.map_or(limit, |asked| asked.min(limit))
    }

    /// How values are written as text.
    pub fn format(&self) -> FormatOptions {
        let value = |name: &str| self.get(name).map(|(_, value)| value);
        let mut format = FormatOptions::default();
        format.date_style = value("DateStyle").unwrap_or(format.date_style);
        format.interval_style = value("IntervalStyle").unwrap_or(format.interval_style);
        format.bytea_output = value("bytea_output").unwrap_or(format.bytea_output);
        format.time_zone = value("TimeZone").unwrap_or(format.time_zone);
        format
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
fn time(value: &str) -> Option<Duration> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use pgwire::error::ErrorInfo;

    fn code(result: Result<(), PgWireError>) -> String {
        ErrorInfo::from(result.unwrap_err()).code
    }

    #[test]
    fn a_connection_has_its_own_parameters() {
        let (one, other) = (Settings::default(), Settings::default());
        one.set("APPLICATION_NAME", "x", Scope::Session).unwrap();
        assert_eq!(one.get("application_name").unwrap().1, "x");
        assert_eq!(other.get("application_name").unwrap().1, "");
        one.reset(None).unwrap();
        assert_eq!(one.get("application_name").unwrap().1, "");
        one.set("client_encoding", "utf-8", Scope::Session).unwrap();
        assert_eq!(one.get("client_encoding").unwrap().1, "UTF8");
    }

    #[test]
    fn what_is_set_in_a_transaction_goes_with_it_where_it_is_rolled_back() {
        let settings = Settings::default();
        let name = |value: &str, scope| settings.set("application_name", value, scope).unwrap();
        let now = || settings.get("application_name").unwrap().1;
        name("outside", Scope::Transaction);
        assert_eq!(now(), "", "there is no transaction");
        name("first", Scope::Session);
        settings.begin();
        name("second", Scope::Session);
        name("third", Scope::Transaction);
        assert_eq!(now(), "third");
        settings.end(false);
        assert_eq!(now(), "first");
        settings.begin();
        name("third", Scope::Transaction);
        name("second", Scope::Session);
        assert_eq!(now(), "second", "the later one holds");
        name("third", Scope::Transaction);
        settings.end(true);
        assert_eq!(now(), "second");
    }

    #[test]
    fn every_change_is_reported_once_and_reset_goes_back_to_the_start() {
        let settings = Settings::default();
        settings.set("DateStyle", "ISO, DMY", Scope::Session).unwrap();
        settings.started();
        assert_eq!(settings.unreported().len(), REPORTED.len());
        assert_eq!(settings.unreported(), []);
        let is = |value: &str| vec![("DateStyle".to_string(), value.to_string())];
        settings.set("datestyle", "german", Scope::Session).unwrap();
        settings.set("statement_timeout", "5s", Scope::Session).unwrap();
        assert_eq!(settings.unreported(), is("German, DMY"));
        settings.reset(None).unwrap();
        assert_eq!(settings.unreported(), is("ISO, DMY"));
        assert_eq!(settings.get("statement_timeout").unwrap().1, "0");
        settings.set("datestyle", "SQL", Scope::Session).unwrap();
        settings.reset(Some("datestyle")).unwrap();
        assert_eq!(settings.unreported(), []);
    }

    #[test]
    fn zones_and_styles_are_those_that_there_are() {
        let settings = Settings::default();
        let set = |name: &str, value: &str| settings.set(name, value, Scope::Session);
        for (value, kept) in
            [("europe/paris", "Europe/Paris"), ("utc", "UTC"), ("GMT+02:00", "GMT+02:00"), ("-3", "-3")]
        {
            set("timezone", value).unwrap();
            assert_eq!(settings.get("timezone").unwrap().1, kept);
        }
        set("intervalstyle", "ISO_8601").unwrap();
        assert_eq!(settings.get("intervalstyle").unwrap().1, "iso_8601");
        for (name, value) in
            [("timezone", "bogus"), ("timezone", ""), ("intervalstyle", "bogus"), ("client_min_messages", "bogus")]
        {
            assert_eq!(code(set(name, value)), "22023", "{name} {value}");
        }
    }

    #[test]
    fn a_style_of_dates_is_reported_as_postgresql_does() {
        let settings = Settings::default();
        let set = |value: &str| {
            settings.set("datestyle", value, Scope::Session).unwrap();
            settings.get("datestyle").unwrap().1
        };
        assert_eq!(set("iso"), "ISO, MDY");
        assert_eq!(set("dmy"), "ISO, DMY");
        assert_eq!(set("german, YMD"), "German, YMD");
        assert_eq!(set("ISO"), "ISO, YMD");
        assert_eq!(code(settings.set("DateStyle", "soon", Scope::Session)), "22023");
    }

    #[test]
    fn what_would_write_or_is_not_known_is_refused() {
        let settings = Settings::default();
        assert_eq!(code(settings.set("datafusion.execution.target_partitions", "1", Scope::Session)), "42704");
        assert_eq!(code(settings.set("client_encoding", "latin1", Scope::Session)), "22023");
        assert_eq!(code(settings.set("standard_conforming_strings", "off", Scope::Session)), "22023");
        assert_eq!(code(settings.set("transaction_read_only", "off", Scope::Session)), "25006");
        assert_eq!(code(settings.set("server_version", "9", Scope::Session)), "55P02");
        assert_eq!(code(settings.set("statement_timeout", "soon", Scope::Session)), "22023");
        assert_eq!(code(settings.set("application_name", &"x".repeat(VALUE + 1), Scope::Session)), "22023");
        assert!(settings.reset(Some("no_such")).is_err());
    }

    #[test]
    fn a_client_can_only_lower_the_time() {
        let (settings, limit) = (Settings::default(), Duration::from_secs(60));
        assert_eq!(settings.time(limit), limit);
        for (value, expected) in [("250", 250), ("2s", 2000), ("1min", 60_000), ("1h", 60_000), ("0", 60_000)] {
            settings.set("statement_timeout", value, Scope::Session).unwrap();
            assert_eq!(settings.time(limit), Duration::from_millis(expected), "{value}");
        }
    }
}
