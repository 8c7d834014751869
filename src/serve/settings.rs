//! What a client sets for its connection. Each connection has its own: nothing of it reaches another.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use pgwire::error::PgWireError;
use pgwire::types::format::FormatOptions;

use crate::serve::configuration::{PARAMETERS, REPORTED, checked, parameter, time};
use crate::serve::error::refused;
use crate::serve::limits::KEPT;

/// The name of the one database.
pub const DATABASE: &str = "learning_cities";

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
    /// What held at the beginning of the transaction and at each of its savepoints, to which `rollback` goes back.
    before: Vec<Before>,
    /// What has been reported to the client.
    reported: Values,
}

/// What held at the beginning of a transaction, or at a savepoint.
#[derive(Debug)]
struct Before {
    /// The savepoint's name; none for the beginning.
    savepoint: Option<String>,
    values: Values,
    local: Values,
}

impl State {
    fn remember(&mut self, savepoint: Option<String>) {
        self.before.push(Before { savepoint, values: self.values.clone(), local: self.local.clone() });
    }

    /// The place of a savepoint; of two with one name the later one.
    fn savepoint(&self, name: &str) -> Result<usize, PgWireError> {
        if self.before.is_empty() {
            return Err(refused("25P01", "savepoints are part of a transaction, and there is none; send begin first"));
        }
        let place = self.before.iter().rposition(|before| before.savepoint.as_deref() == Some(name));
        place.ok_or_else(|| {
            let shown: String = name.chars().take(60).collect();
            refused("3B001", format!("this transaction has no savepoint {shown}"))
        })
    }
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
        if state.before.is_empty() {
            state.remember(None);
        }
    }

    /// Ends a transaction, and keeps what was set in it or not.
    pub fn end(&self, keep: bool) {
        let mut state = self.state();
        state.local.clear();
        let begun = std::mem::take(&mut state.before).into_iter().next();
        if let Some(begun) = begun.filter(|_| !keep) {
            state.values = begun.values;
        }
    }

    /// Sets a savepoint.
    pub fn save(&self, name: &str) -> Result<(), PgWireError> {
        let mut state = self.state();
        match state.before.len() {
            0 => Err(refused("25P01", "a savepoint is part of a transaction, and there is none; send begin first")),
            all if all > KEPT => {
                Err(refused("54000", format!("a transaction keeps at most {KEPT} savepoints; release some")))
            }
            _ => {
                state.remember(Some(name.to_string()));
                Ok(())
            }
        }
    }

    /// Takes back what was set since a savepoint, which stays.
    pub fn back_to(&self, name: &str) -> Result<(), PgWireError> {
        let mut state = self.state();
        let place = state.savepoint(name)?;
        state.before.truncate(place + 1);
        if let Some((values, local)) = state.before.last().map(|before| (before.values.clone(), before.local.clone())) {
            (state.values, state.local) = (values, local);
        }
        Ok(())
    }

    /// Forgets a savepoint and those after it; what was set stays.
    pub fn release(&self, name: &str) -> Result<(), PgWireError> {
        let mut state = self.state();
        let place = state.savepoint(name)?;
        state.before.truncate(place);
        Ok(())
    }

    /// Sets a parameter.
    pub fn set(&self, name: &str, value: &str, scope: Scope) -> Result<(), PgWireError> {
        let (name, value) = checked(name, value, |name| self.get(name).map(|(_, value)| value).unwrap_or_default())?;
        let mut state = self.state();
        match scope {
            Scope::Session => {
                state.local.remove(name);
                state.values.insert(name, value);
            }
            Scope::Transaction if !state.before.is_empty() => {
                state.local.insert(name, value);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::configuration::VALUE;
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
    fn a_rollback_to_a_savepoint_takes_back_what_was_set_since() {
        let settings = Settings::default();
        let name = |value: &str, scope| settings.set("application_name", value, scope).unwrap();
        let now = || settings.get("application_name").unwrap().1;
        assert_eq!(code(settings.save("a")), "25P01");
        assert_eq!(code(settings.back_to("a")), "25P01");
        settings.begin();
        name("first", Scope::Session);
        settings.save("a").unwrap();
        name("second", Scope::Transaction);
        settings.save("a").unwrap();
        name("third", Scope::Session);
        settings.back_to("a").unwrap();
        assert_eq!(now(), "second", "of two with one name the later one");
        settings.release("a").unwrap();
        settings.back_to("a").unwrap();
        assert_eq!(now(), "first");
        settings.back_to("a").unwrap();
        assert_eq!(code(settings.back_to("b")), "3B001");
        settings.end(true);
        assert_eq!(now(), "first");
        assert_eq!(code(settings.release("a")), "25P01");
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
        for (value, kept) in [("'utf-8'", "UTF8"), ("Unicode", "UTF8"), ("sql_ascii", "SQL_ASCII")] {
            set("client_encoding", value).unwrap();
            assert_eq!(settings.get("client_encoding").unwrap().1, kept);
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
