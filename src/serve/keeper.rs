//! Keeps the server up: it runs in a process of its own, and is started again where that ends otherwise than by being
//! stopped, as where a query wants memory that the machine does not have. The server runs as long as its standard input is
//! open, and so ends with the process that keeps it, however that ends.

use std::io;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::base::error::{Error, Result};

/// Set in the process of the server.
const KEPT: &str = "LEARNING_CITIES_SERVE_KEPT";

/// The exit code of a server that is to be started again.
const AGAIN: i32 = 75;

/// A server that ends sooner than this so many times in a row is not started again.
const SOON: Duration = Duration::from_secs(5);
const TIMES: u32 = 3;

/// Whether this is the process of the server.
pub fn is_kept() -> bool {
    std::env::var_os(KEPT).is_some()
}

/// Calls `stop` when the process that keeps this one stops it, or ends.
///
/// # Errors
/// A thread that cannot be started.
pub fn when_left(stop: impl FnOnce() + Send + 'static) -> Result<()> {
    let wait = move || {
        // Nothing is ever written there: this ends with the other side.
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
        stop();
    };
    let started = thread::Builder::new().name("keeper".into()).spawn(wait);
    started.map(drop).map_err(Error::io("start threads for", "the server"))
}

/// The process that keeps the server.
#[derive(Debug, Clone, Default)]
pub struct Keeper {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    /// Standard input of the server.
    server: Option<ChildStdin>,
    /// The signal by which this is stopped.
    stopped: Option<i32>,
}

impl Keeper {
    /// The exit code by which the server asks to be started again.
    pub fn again() -> ! {
        std::process::exit(AGAIN)
    }

    /// Asks the server to stop because of a signal, and starts no other.
    pub fn stop(&self, signal: i32) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.stopped = Some(signal);
        state.server = None;
    }

    /// Runs this program with the same arguments as the server, again and again, until it ends by itself: its exit code,
    /// or 128 and the number of the signal by which this was stopped.
    pub fn keep(&self, say: impl Fn(&str)) -> Result<i32> {
        // Known from the start on: once its file is replaced, the system has another name for it.
        let program = std::env::current_exe().map_err(Error::io("find", "this program"))?;
        let mut soon = 0;
        loop {
            let begun = Instant::now();
            let mut server = match self.start(&program)? {
                Ok(server) => server,
                Err(signal) => return Ok(128 + signal),
            };
            let ended = server.wait().map_err(Error::io("wait for", "the server"))?;
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.server = None;
            if let Some(signal) = state.stopped {
                return Ok(128 + signal);
            }
            let Some(why) = unasked(ended) else { return Ok(ended.code().unwrap_or_default()) };
            drop(state);
            soon = if begun.elapsed() < SOON { soon + 1 } else { 0 };
            if soon == TIMES {
                say(&format!("the server was ended by {why}, {TIMES} times at once; it is not started again"));
                return Ok(2);
            }
            say(&format!("the server was ended by {why}; it is started again, and marts are made anew"));
        }
    }

    /// Starts the server, unless a signal has stopped this.
    fn start(&self, program: &Path) -> Result<std::result::Result<Child, i32>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(signal) = state.stopped {
            return Ok(Err(signal));
        }
        let mut server = Command::new(program);
        server.args(std::env::args_os().skip(1)).env(KEPT, "1").stdin(Stdio::piped());
        let mut server = server.spawn().map_err(Error::io("start", program))?;
        state.server = server.stdin.take();
        Ok(Ok(server))
    }
}

/// Why a server has ended, where it was not asked to.
fn unasked(ended: ExitStatus) -> Option<String> {
    match (ended.code(), ended.signal()) {
        (Some(AGAIN), _) => Some("a query that could not be stopped".into()),
        (None, Some(signal)) => Some(format!("signal {signal}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_not_asked_for_is_started_again() {
        let status = |raw: i32| ExitStatus::from_raw(raw);
        assert!(unasked(status(0)).is_none());
        assert!(unasked(status(2 << 8)).is_none());
        assert!(unasked(status(143 << 8)).is_none());
        assert!(unasked(status(AGAIN << 8)).unwrap().contains("could not be stopped"));
        assert!(unasked(status(6)).unwrap().contains("signal 6"));
    }

    #[test]
    fn nothing_is_started_after_the_stop() {
        let keeper = Keeper::default();
        keeper.stop(15);
        assert_eq!(keeper.keep(|_| {}).unwrap(), 143);
    }
}
