//! The fuzz targets on stable: the corpus as tests, and the driver of `just fuzz`.
//!
//! The driver starts a worker process for each target in turn. A worker mutates inputs in batches, narrows a batch that
//! fails down to the input that makes it fail, and saves that. What ends a worker (a stack or memory that overflows, a
//! loop without end) is found by the driver, which runs the inputs of the worker's last batch one by one.

#[path = "../../fuzz/src/targets/mod.rs"]
pub mod targets;

mod drive;
mod work;

use std::path::PathBuf;

use targets::{TARGETS, Target};

use crate::support::repository;

/// Inputs of a target's corpus by file name, sorted.
fn corpus(target: &Target) -> Vec<(String, Vec<u8>)> {
    let folder = repository().join("fuzz/corpus").join(target.name);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())).flatten();
    let read = |path: PathBuf| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap());
    let mut all: Vec<_> = entries.map(|e| read(e.path())).collect();
    all.sort();
    all
}

fn replay(name: &str) {
    let target = targets::target(name).unwrap();
    let corpus = corpus(target);
    let inputs: Vec<&[u8]> = corpus.iter().map(|c| c.1.as_slice()).collect();
    assert!(!inputs.is_empty(), "the corpus of {name} is empty");
    for batch in inputs.chunks(target.batch) {
        (target.run)(batch, true);
    }
}

macro_rules! corpus_holds {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            replay(stringify!($name));
        }
    )*};
}

mod corpus_of {
    use super::replay;
    corpus_holds!(csv companions workbook mapping network corrections sql messages charts);
}

#[test]
fn the_corpus_is_small() {
    let bytes: usize = TARGETS.iter().flat_map(corpus).map(|c| c.1.len()).sum();
    assert!(bytes < 5 << 20, "{bytes} bytes");
}

#[test]
fn mutants_come_from_their_seed_and_mostly_reach_past_the_first_check() {
    for target in &TARGETS {
        let corpus = corpus(target);
        let made = |seed| {
            (target.mutate)(&mut targets::chance::Chance::new(seed, 0), &corpus[0].1, &corpus[corpus.len() - 1].1)
        };
        assert_eq!(made(7), made(7), "{}", target.name);
        let others = (0..40).filter(|seed| made(*seed) != corpus[0].1).count();
        assert!(others > 20, "{}: {others} of 40 mutants differ", target.name);
    }
    // Rows are read of a good part of the mutants, so that checks of cells are reached and not the header's alone.
    let target = targets::target("csv").unwrap();
    let corpus = corpus(target);
    let mutants: Vec<Vec<u8>> = (0..32)
        .map(|seed| (target.mutate)(&mut targets::chance::Chance::new(seed, 1), &corpus[0].1, &corpus[1].1))
        .collect();
    let alive = mutants
        .iter()
        .filter(|m| String::from_utf8_lossy(m).lines().next() == String::from_utf8_lossy(&corpus[0].1).lines().next())
        .count();
    assert!(alive >= 16, "{alive} of 32 mutants keep their header");
}
