//! The border around what reads one file: a panic inside it is a refusal of that file, and says nothing on the
//! terminal.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, Once};

use crate::base::characters::printable;
use crate::base::threads::panic_message;

thread_local!(static INSIDE: Cell<usize> = const { Cell::new(0) });

/// Guarded calls that run on any thread: what they hand to a pool of workers may panic there.
static RUNNING: AtomicUsize = AtomicUsize::new(0);

/// Runs `work`; the message of its panic where it panics. `work` must not leave behind what it has half changed.
pub fn quietly<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |info| {
            let worker = rayon::current_thread_index().is_some() && RUNNING.load(Ordering::Relaxed) > 0;
            if INSIDE.get() == 0 && !worker {
                usual(info);
            }
        }));
    });
    let _inside = Inside::enter();
    let message = |panic: Box<dyn Any + Send>| printable(panic_message(panic.as_ref())).chars().take(200).collect();
    catch_unwind(AssertUnwindSafe(work)).map_err(message)
}

/// Waits until no other large file is read: what one needs must not be multiplied by the number of processors.
pub fn alone() -> MutexGuard<'static, ()> {
    static LARGE: Mutex<()> = Mutex::new(());
    LARGE.lock().unwrap_or_else(|panicked| panicked.into_inner())
}

/// Counts a guarded call while it lives.
struct Inside;

impl Inside {
    fn enter() -> Inside {
        INSIDE.set(INSIDE.get() + 1);
        RUNNING.fetch_add(1, Ordering::Relaxed);
        Inside
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        INSIDE.set(INSIDE.get() - 1);
        RUNNING.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_answer_also_from_a_worker() {
        assert_eq!(quietly(|| 7), Ok(7));
        let none: Vec<u32> = Vec::new();
        assert!(quietly(|| none[1]).unwrap_err().contains("out of bounds"));
        let nested = quietly(|| rayon::join(|| 1, || none[2]));
        assert!(nested.unwrap_err().contains("out of bounds"));
        assert_eq!((INSIDE.get(), quietly(|| 8)), (0, Ok(8)));
    }
}
