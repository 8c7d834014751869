//! A query that its user cancels.

use std::time::{Duration, Instant};

use learning_cities::Error;
use learning_cities::engine::CancellationToken;

use crate::support::{rows, store};

/// Runs for longer than any test waits, and ends where it is cancelled: what it counts comes in batches.
const LONG: &str = "select count(*) from generate_series(1, 1000000000000) a(x) where x % 7 = 3";

#[test]
fn a_cancelled_query_ends_at_once_and_the_next_one_runs() {
    let store = store(&[("cities", "city,name,country\nnorthbridge,Northbridge,KEN\n")]);
    let engine = store.engine(2020);
    for wait in [Duration::ZERO, Duration::from_millis(400)] {
        let cancel = CancellationToken::new();
        let begun = std::thread::scope(|scope| {
            scope.spawn(|| {
                std::thread::sleep(wait);
                cancel.cancel();
            });
            let begun = Instant::now();
            let ended = engine.query_cancellable(LONG, "query", &cancel);
            assert!(matches!(ended, Err(Error::Cancelled)), "{ended:?}");
            begun
        });
        assert!(begun.elapsed() < Duration::from_secs(120), "{:?}", begun.elapsed());
        assert_eq!(rows(&engine, "select city from cities"), ["northbridge"]);
    }
}

/// A mart is made without limits, so that cancelling must end the making too.
#[test]
fn cancelling_ends_the_making_of_marts_and_leaves_nothing_half_made() {
    let dir = tempfile::tempdir().unwrap();
    let long =
        format!("-- long: never made\n-- grain: one row\n-- n: count\n{}\n", LONG.replace("count(*)", "count(*) as n"));
    crate::support::write(dir.path(), "marts/long.sql", long);
    let store = store(&[("cities", "city,name,country\nnorthbridge,Northbridge,KEN\n")]);
    let engine = learning_cities::engine::Engine::open(&store.snapshot, dir.path(), Some(2020)).unwrap();
    let begun = Instant::now();
    let [cancel, other] = [(); 2].map(|()| CancellationToken::new());
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| engine.query_cancellable("select n from long", "query", &cancel).map(|_| ()));
        std::thread::sleep(Duration::from_millis(300));
        // Another query of the same mart waits for the first one to make it, and can be cancelled by itself.
        let second = scope.spawn(|| engine.query_cancellable("select n from long", "query", &other).map(|_| ()));
        std::thread::sleep(Duration::from_millis(300));
        other.cancel();
        assert!(matches!(second.join().unwrap(), Err(Error::Cancelled)));
        assert!(!waiting.is_finished());
        cancel.cancel();
        assert!(matches!(waiting.join().unwrap(), Err(Error::Cancelled)));
    });
    assert!(begun.elapsed() < Duration::from_secs(120), "{:?}", begun.elapsed());
    assert_eq!(rows(&engine, "select city from cities"), ["northbridge"]);
    let cancelled = CancellationToken::new();
    cancelled.cancel();
    assert!(matches!(engine.query_cancellable("select n from long", "query", &cancelled), Err(Error::Cancelled)));
}
