//! Work on threads with a deep stack, and the watch over a query's time and memory.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind, set_hook, take_hook};
use std::sync::Once;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use futures::future::{AbortHandle, AbortRegistration};
use tokio::runtime::{Handle, Runtime};
use tokio_util::sync::CancellationToken;

use crate::base::error::{Error, Result};
use crate::base::threads::panic_message;
use crate::engine::failure::Place;
use crate::engine::limits::{self, Limit, Limits};

/// Bytes of stack for parsing and planning a query of [`limits::LEVELS`] levels, also without optimization. Only what
/// is used takes memory.
pub const STACK: usize = 512 << 20;

/// The same for running its plan.
const WORKER_STACK: usize = 128 << 20;

/// How often time, memory and cancellation are looked at.
pub const PAUSE: Duration = Duration::from_millis(20);

/// How long a stopped query may take to end before its thread is left to itself.
const GRACE: Duration = Duration::from_millis(300);

/// The threads that plans run on. Dropping it does not wait for a computation that cannot be interrupted.
pub struct Workers {
    runtime: Option<Runtime>,
    handle: Handle,
}

impl Workers {
    /// So many threads; none given is one for each processor.
    pub fn start(threads: Option<usize>) -> std::io::Result<Workers> {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        builder.thread_stack_size(WORKER_STACK).thread_name(QUERY);
        if let Some(threads) = threads {
            builder.worker_threads(threads.max(1));
        }
        let runtime = builder.build()?;
        Ok(Workers { handle: runtime.handle().clone(), runtime: Some(runtime) })
    }

    /// Runs a future to its end on this thread, its tasks on the workers.
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.handle.block_on(future)
    }

    /// To run futures from a thread that may outlive this.
    pub fn handle(&self) -> Handle {
        self.handle.clone()
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(GRACE);
        }
    }
}

/// Runs work on a thread with a deep stack and waits for it.
pub fn deep<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T> {
    thread::scope(|scope| {
        let begun = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        let begun = begun.map_err(Error::io("start threads in", std::env::temp_dir()))?;
        Ok(begun.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}

/// Runs work of a query on a thread with a deep stack until it ends, `left` has gone by, the program has grown by the
/// memory limit or the query is cancelled. The work stops where its future is registered for; a computation that does not yield goes on alone and
/// its result is dropped.
///
/// # Errors
/// Those of the work, the limit that was passed, [`Error::Cancelled`], and a panic of the engine as a sentence.
pub fn watched<T: Send + 'static>(
    limits: &Limits,
    left: Duration,
    place: &Place,
    cancel: &CancellationToken,
    work: impl FnOnce(AbortRegistration) -> Result<T> + Send + 'static,
) -> Result<T> {
    say_panics_once();
    let before = limits::held();
    let begun = Instant::now();
    let (stop, registration) = AbortHandle::new_pair();
    let (send, done) = mpsc::sync_channel(1);
    let run = move || {
        // Nobody waits for it any more when the query was stopped.
        let _ = send.send(catch_unwind(AssertUnwindSafe(|| work(registration))));
    };
    let started = thread::Builder::new().name(QUERY.into()).stack_size(STACK).spawn(run);
    started.map_err(Error::io("start threads in", std::env::temp_dir()))?;
    let ended = loop {
        match done.recv_timeout(PAUSE) {
            Ok(Ok(result)) => return result,
            Ok(Err(panic)) => return Err(failed(limits, place, panic.as_ref())),
            Err(RecvTimeoutError::Disconnected) => return Err(failed(limits, place, &"its thread ended")),
            Err(RecvTimeoutError::Timeout) => {}
        }
        if cancel.is_cancelled() {
            break Error::Cancelled;
        }
        if begun.elapsed() >= left {
            break limits.error(Limit::Time, place);
        }
        let grown = before.zip(limits::held()).map_or(0, |(before, now)| now.saturating_sub(before));
        if grown > limits.memory {
            break limits.error(Limit::Memory, place);
        }
    };
    stop.abort();
    let _ = done.recv_timeout(GRACE);
    Err(ended)
}

/// Name of the threads that a query runs on.
const QUERY: &str = "query";

/// From now on a panic on a query's threads is said in the sentence that the query ends with, and nowhere else.
fn say_panics_once() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |info| {
            if thread::current().name() != Some(QUERY) {
                usual(info);
            }
        }));
    });
}

/// The sentence for a panic.
fn failed(limits: &Limits, place: &Place, panic: &(dyn std::any::Any + Send)) -> Error {
    let said = Some(panic_message(panic)).filter(|text| !text.is_empty()).unwrap_or("no message");
    if limits::is_cells(said) {
        return limits.error(Limit::Cells, place);
    }
    Error::Query {
        place: place.first_line(),
        message: format!(
            "the query engine failed: {said}; this is a fault of the program, not of the data. Write the question another way"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two and more gigabytes of text would take minutes: only the panic with which the engine answers them is here.
    #[test]
    fn a_column_that_is_too_long_for_the_engine_ends_with_the_sentence_of_a_limit() {
        let place = Place::Given("query".into());
        let ended = |said: &'static str| {
            let limits = Limits::default();
            watched::<()>(&limits, limits.time, &place, &CancellationToken::new(), move |_| {
                resume_unwind(Box::new(said))
            })
            .unwrap_err()
        };
        for said in ["byte array offset overflow", "extend failed due to offset overflow", "offset overflow"] {
            let error = ended(said);
            assert!(matches!(error, Error::Limit { .. }) && error.to_string().contains("2 GB"), "{error}");
        }
        assert!(ended("index out of bounds").to_string().contains("fault of the program"));
    }
}
