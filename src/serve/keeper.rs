//! Keeps the server up: it runs in a process of its own, and is started again where that ends otherwise than by being
//! stopped, as where a query wants memory that the machine does not have.

use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitStatus};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::base::error::{Error, Result};

/// Set in the process of the server.
const KEPT: &str = "LEARNING_CITIES_SERVE_KEPT";

/// The exit code of a server that is to be started again.
const AGAIN: i32 = 75;

/// A server that ends sooner than this is not started again.
const SOON: Duration = Duration::from_secs(5);

/// Whether this is the process of the server; from now on it ends with the process that keeps it.
pub fn is_kept() -> bool {
    let kept = std::env::var_os(KEPT).is_some();
    #[cfg(target_os = "linux")]
    if kept {
        // Where this fails, the server outlives its keeper, and is stopped by its own signals.
        let _ = rustix::process::set_parent_process_death_signal(Some(Signal::TERM));
    }
    kept
}

/// The process that keeps the server.
#[derive(Debug, Clone, Default)]
pub struct Keeper {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    server: Option<Pid>,
    stopped: bool,
}

impl Keeper {
    /// The exit code by which the server asks to be started again.
    pub fn again() -> ! {
        std::process::exit(AGAIN)
    }

    /// Asks the server to stop, and starts no other.
    pub fn stop(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.stopped = true;
        if let Some(server) = state.server {
            // It may have ended already.
            let _ = kill_process(server, Signal::TERM);
        }
    }

    /// Runs this program with the same arguments as the server, again and again, until it ends by itself: its exit code.
    pub fn keep(&self, say: impl Fn(&str)) -> Result<i32> {
        loop {
            let begun = Instant::now();
            let Some(mut server) = self.start()? else { return Ok(0) };
            let ended = server.wait().map_err(Error::io("wait for", "the server"))?;
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.server = None;
            let why = match unasked(ended) {
                Some(why) if !state.stopped => why,
                _ => return Ok(ended.code().unwrap_or_else(|| 128 + ended.signal().unwrap_or(0))),
            };
            if begun.elapsed() < SOON {
                say(&format!("the server was ended by {why} at once; it is not started again"));
                return Ok(2);
            }
            say(&format!("the server was ended by {why}; it is started again, and marts are made anew"));
        }
    }

    /// Starts the server, unless this is to stop.
    fn start(&self) -> Result<Option<Child>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.stopped {
            return Ok(None);
        }
        let program = std::env::current_exe().map_err(Error::io("find", "this program"))?;
        let server = Command::new(&program).args(std::env::args_os().skip(1)).env(KEPT, "1").spawn();
        let server = server.map_err(Error::io("start", &program))?;
        state.server = i32::try_from(server.id()).ok().and_then(Pid::from_raw);
        Ok(Some(server))
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
        keeper.stop();
        assert_eq!(keeper.keep(|_| {}).unwrap(), 0);
    }
}
