//! Work on threads with a deep stack, and the watch over a query's time and memory.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind, set_hook, take_hook};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, Once, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use datafusion::execution::runtime_env::RuntimeEnv;
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

/// Queries that are being watched. Memory is measured for the whole program, so that queries that run at the same time
/// share what they may grow by.
static WATCHED: AtomicUsize = AtomicUsize::new(0);

/// Relations that are being made: what they take is no query's.
static MAKING: AtomicUsize = AtomicUsize::new(0);

/// One more in a counter for as long as this is held.
pub struct Counted(&'static AtomicUsize);

impl Counted {
    fn new(counter: &'static AtomicUsize) -> Counted {
        counter.fetch_add(1, Ordering::SeqCst);
        Counted(counter)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// To be held while relations are made.
pub fn making() -> Counted {
    Counted::new(&MAKING)
}

/// What a query may use.
#[derive(Debug, Clone)]
pub struct Budget {
    /// The limits; messages name them.
    pub limits: Limits,
    /// What is left of the time limit.
    pub left: Duration,
    /// Ends the query from outside.
    pub cancel: CancellationToken,
    /// Queries of the same program that go on although they were stopped, and this one where it does.
    pub unfinished: Unfinished,
}

/// The memory of a query that was stopped, and when that was.
type Stopped = (Weak<RuntimeEnv>, Instant);

/// Queries that were stopped: what of them still holds its memory is still computing.
#[derive(Debug, Clone, Default)]
pub struct Unfinished(Arc<Mutex<Vec<Stopped>>>);

impl Unfinished {
    fn add(&self, run: Weak<RuntimeEnv>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((run, Instant::now()));
    }

    /// How many go on, so long after they were stopped.
    pub fn longer_than(&self, time: Duration) -> usize {
        let mut runs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        runs.retain(|(run, _)| run.strong_count() > 0);
        runs.iter().filter(|(_, stopped)| stopped.elapsed() >= time).count()
    }
}

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

/// Runs work of a query on a thread with a deep stack until it ends, its time has gone by, the program has grown by the
/// memory limit or the query is cancelled. The work stops where its future is registered for; a computation that does
/// not yield goes on alone and its result is dropped: `run` is its memory, by which it is known as unfinished.
///
/// # Errors
/// Those of the work, the limit that was passed, [`Error::Cancelled`], and a panic of the engine as a sentence.
pub fn watched<T: Send + 'static>(
    budget: &Budget,
    place: &Place,
    run: Weak<RuntimeEnv>,
    work: impl FnOnce(AbortRegistration) -> Result<T> + Send + 'static,
) -> Result<T> {
    say_panics_once();
    let _watched = Counted::new(&WATCHED);
    let ended = until_stopped(budget, place, work);
    if ended.is_err() {
        // While it counts as watched: what it takes is at no moment another query's.
        budget.unfinished.add(run);
    }
    ended
}

fn until_stopped<T: Send + 'static>(
    budget: &Budget,
    place: &Place,
    work: impl FnOnce(AbortRegistration) -> Result<T> + Send + 'static,
) -> Result<T> {
    let Budget { limits, left, cancel, unfinished } = budget;
    let mut growth = Growth::new(limits::held());
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
            // An operator that looks whether it should stop says so in its own words.
            Ok(Ok(Err(_))) if cancel.is_cancelled() => return Err(Error::Cancelled),
            Ok(Ok(result)) => return result,
            Ok(Err(panic)) => return Err(failed(limits, place, panic.as_ref())),
            Err(RecvTimeoutError::Disconnected) => return Err(failed(limits, place, &"its thread ended")),
            Err(RecvTimeoutError::Timeout) => {}
        }
        if cancel.is_cancelled() {
            break Error::Cancelled;
        }
        if begun.elapsed() >= *left {
            break limits.error(Limit::Time, place);
        }
        let together = WATCHED.load(Ordering::SeqCst).max(1);
        let others = MAKING.load(Ordering::SeqCst) > 0 || unfinished.longer_than(Duration::ZERO) > 0;
        if growth.measure(limits::held(), others) > limits.memory.saturating_mul(together) {
            break limits.error(Limit::Memory, place);
        }
    };
    stop.abort();
    let _ = done.recv_timeout(GRACE);
    Err(ended)
}

/// How much the program has grown, apart from what it grew by while relations were made or queries went on although
/// they were stopped.
struct Growth {
    from: Option<usize>,
    last: Option<usize>,
}

impl Growth {
    fn new(held: Option<usize>) -> Growth {
        Growth { from: held, last: held }
    }

    /// Bytes; 0 where the system does not say.
    fn measure(&mut self, held: Option<usize>, others: bool) -> usize {
        let Some(((from, last), now)) = self.from.zip(self.last).zip(held) else { return 0 };
        self.last = held;
        if others {
            self.from = Some(from + now.saturating_sub(last));
        }
        now.saturating_sub(self.from.unwrap_or(now))
    }
}

/// Name of the threads that a query runs on.
pub const QUERY: &str = "query";

/// From now on a panic on a query's threads is said in the sentence that the query ends with, and nowhere else.
pub fn say_panics_once() {
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

    #[test]
    fn what_relations_take_while_they_are_made_is_no_query_s() {
        let mut growth = Growth::new(Some(100));
        assert_eq!(growth.measure(Some(150), false), 50);
        assert_eq!(growth.measure(Some(950), true), 50);
        assert_eq!(growth.measure(Some(960), false), 60);
        assert_eq!(growth.measure(Some(90), false), 0);
        assert_eq!(Growth::new(None).measure(Some(1 << 30), false), 0);
    }

    fn budget(cancel: &CancellationToken) -> Budget {
        let limits = Limits::default();
        Budget { left: limits.time, limits, cancel: cancel.clone(), unfinished: Unfinished::default() }
    }

    #[test]
    fn what_a_stopped_query_still_takes_is_no_other_s() {
        let (cancel, place) = (CancellationToken::new(), Place::Given("query".into()));
        let budget = budget(&cancel);
        let memory = Arc::new(RuntimeEnv::default());
        let (goes_on, run) = (Arc::clone(&memory), Arc::downgrade(&memory));
        drop(memory);
        cancel.cancel();
        let (end, ends) = mpsc::channel::<()>();
        let ended = watched::<()>(&budget, &place, run, move |_| {
            let _ = ends.recv();
            drop(goes_on);
            Ok(())
        });
        assert!(matches!(ended, Err(Error::Cancelled)));
        assert_eq!(budget.unfinished.longer_than(Duration::ZERO), 1);
        assert_eq!(budget.unfinished.longer_than(Duration::from_secs(60)), 0);
        drop(end);
        let begun = Instant::now();
        while budget.unfinished.longer_than(Duration::ZERO) > 0 {
            assert!(begun.elapsed() < Duration::from_secs(60), "it has ended");
            thread::sleep(PAUSE);
        }
    }

    #[test]
    fn a_query_that_fails_because_it_was_cancelled_was_cancelled() {
        let (cancel, place) = (CancellationToken::new(), Place::Given("query".into()));
        let stops = cancel.clone();
        let ended = watched::<()>(&budget(&cancel), &place, Weak::new(), move |_| {
            stops.cancel();
            Err(Error::Query { place: "query line 1".into(), message: "Execution error: cancelled".into() })
        });
        assert!(matches!(ended, Err(Error::Cancelled)), "{ended:?}");
    }

    #[test]
    fn a_query_ends_when_it_is_cancelled() {
        let (cancel, place) = (CancellationToken::new(), Place::Given("query".into()));
        let begun = Instant::now();
        let ended = thread::scope(|scope| {
            scope.spawn(|| {
                thread::sleep(Duration::from_millis(50));
                cancel.cancel();
            });
            watched::<()>(&budget(&cancel), &place, Weak::new(), |_| {
                thread::sleep(Duration::from_secs(5));
                Ok(())
            })
        });
        assert!(matches!(ended, Err(Error::Cancelled)));
        assert!(begun.elapsed() < Duration::from_secs(4));
    }

    /// Two and more gigabytes of text would take minutes: only the panic with which the engine answers them is here.
    #[test]
    fn a_column_that_is_too_long_for_the_engine_ends_with_the_sentence_of_a_limit() {
        let place = Place::Given("query".into());
        let ended = |said: &'static str| {
            let budget = budget(&CancellationToken::new());
            watched::<()>(&budget, &place, Weak::new(), move |_| resume_unwind(Box::new(said))).unwrap_err()
        };
        for said in ["byte array offset overflow", "extend failed due to offset overflow", "offset overflow"] {
            let error = ended(said);
            assert!(matches!(error, Error::Limit { .. }) && error.to_string().contains("2 GB"), "{error}");
        }
        assert!(ended("index out of bounds").to_string().contains("fault of the program"));
    }
}
