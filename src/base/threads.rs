//! Work on plain threads, for what waits for rayon inside: a worker of rayon that waits takes up the next item on top
//! of the one it has, and so neither its stack nor its memory has a bound.

use std::any::Any;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::base::error::{Error, Result};

/// Bytes of a thread's stack: setting type goes deep.
const STACK: usize = 16 << 20;

/// Works on each item, as many at once as rayon has threads; results are in the order of the items.
///
/// # Errors
/// Of the items that fail, the error of the first. No further item is begun after one has failed.
pub fn each<I: Sync, T: Send>(items: &[I], work: impl Fn(&I) -> Result<T> + Sync) -> Result<Vec<T>> {
    let threads = rayon::current_num_threads().clamp(1, items.len().max(1));
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { return done };
            let result = work(item);
            if result.is_err() {
                next.store(items.len(), Ordering::Relaxed);
            }
            done.push((at, result));
        }
    };
    let mut all: Vec<(usize, Result<T>)> = std::thread::scope(|scope| {
        let begun: Vec<_> = (0..threads)
            .map(|_| std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, worker))
            .collect::<std::io::Result<_>>()
            .map_err(Error::io("start threads in", std::env::temp_dir()))?;
        let join =
            |h: std::thread::ScopedJoinHandle<'_, _>| h.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Ok::<_, Error>(begun.into_iter().flat_map(join).collect())
    })?;
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, result)| result).collect()
}

/// What a panic says; nothing where it says nothing.
pub fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_of_items() {
        let items: Vec<usize> = (0..500).collect();
        assert_eq!(each(&items, |i| Ok(i * 2)).unwrap(), items.iter().map(|i| i * 2).collect::<Vec<_>>());
        assert!(each(&[] as &[usize], |i| Ok(*i)).unwrap().is_empty());
    }

    #[test]
    fn the_first_of_several_errors_is_returned() {
        let items: Vec<usize> = (0..500).collect();
        for _ in 0..20 {
            let failed = each(&items, |i| match i % 50 {
                49 => Err(Error::invalid(i, "fails")),
                _ => Ok(*i),
            });
            assert!(failed.unwrap_err().to_string().contains("49"));
        }
    }

    #[test]
    fn what_waits_for_rayon_inside_does_not_nest() {
        use rayon::prelude::*;
        let deepest = AtomicUsize::new(0);
        thread_local!(static DEPTH: std::cell::Cell<usize> = const { std::cell::Cell::new(0) });
        let items: Vec<usize> = (0..200).collect();
        each(&items, |_| {
            let depth = DEPTH.get() + 1;
            DEPTH.set(depth);
            deepest.fetch_max(depth, Ordering::Relaxed);
            let sum: usize = (0..1000usize).into_par_iter().sum();
            DEPTH.set(depth - 1);
            Ok(sum)
        })
        .unwrap();
        assert_eq!(deepest.into_inner(), 1);
    }
}
