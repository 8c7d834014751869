//! A worker: mutates and runs one target until its time is over.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use super::targets::chance::Chance;
use super::targets::{self, Target};
use super::{corpus, repository};

/// Each of so many batches is run thoroughly.
const THOROUGH: u64 = 16;

/// Where `just fuzz` keeps what it needs to go on, and what failed.
pub fn folder(target: &str) -> PathBuf {
    repository().join("target/fuzz").join(target)
}

/// Set by the driver for its workers.
pub fn setting(name: &str) -> Option<String> {
    std::env::var(format!("FUZZ_{name}")).ok()
}

/// Places of all panics of this process in order, also of those that the program caught itself.
static PANICS: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn listen() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(|l| format!("{}:{}", l.file(), l.line())).unwrap_or_default();
        if let Ok(mut panics) = PANICS.lock() {
            panics.push(place);
        }
    }));
}

fn panics() -> Vec<String> {
    PANICS.lock().map(|p| p.clone()).unwrap_or_default()
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|s| s.to_string())).unwrap_or_default()
}

/// Runs inputs; where they fail, says how. A panic of the program's own code is a failure though the program caught it;
/// one of a library that it caught is what it is caught for.
fn run(target: &Target, inputs: &[&[u8]], thorough: bool) -> Result<u64, String> {
    let before = panics().len();
    let outcome = catch_unwind(AssertUnwindSafe(|| (target.run)(inputs, thorough)));
    let mut new = panics().split_off(before);
    match outcome {
        Err(panic) => Err(format!("{}: {}", new.pop().unwrap_or_default(), words(&*panic))),
        Ok(rows) => match new.iter().find(|place| place.starts_with("src/")) {
            Some(place) => Err(format!("{place}: a panic that was caught")),
            None => Ok(rows),
        },
    }
}

/// What a worker has done, as it tells the driver.
#[derive(Default)]
struct Tally {
    executions: u64,
    rows: u64,
    bytes: u64,
    failures: BTreeSet<PathBuf>,
}

#[test]
#[ignore = "a part of `just fuzz`, which starts it"]
fn worker() {
    let Some(target) = setting("TARGET").and_then(|name| targets::target(&name)) else {
        return;
    };
    // The harness has begun a line.
    println!();
    listen();
    if let Some(path) = setting("INPUT") {
        let input = std::fs::read(&path).unwrap();
        if let Err(how) = run(target, &[&input], true) {
            println!("FAILS {how}");
            std::process::exit(1);
        }
        return;
    }
    let number = |name: &str| setting(name).and_then(|n| n.parse::<u64>().ok()).unwrap_or_default();
    let (seed, seconds, mut round) = (number("SEED"), number("SECONDS"), number("ROUND"));
    let corpus: Vec<Vec<u8>> = corpus(target).into_iter().map(|c| c.1).collect();
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut tally = Tally::default();
    let mut met = BTreeSet::new();
    while Instant::now() < end {
        let mut chance = Chance::new(seed, round);
        let some = |chance: &mut Chance| chance.below(corpus.len());
        let batch: Vec<Vec<u8>> = (0..target.batch)
            .map(|_| {
                let (base, other) = (some(&mut chance), some(&mut chance));
                (target.mutate)(&mut chance, &corpus[base], &corpus[other])
            })
            .collect();
        // Where this process ends, the driver finds here what ended it.
        save_batch(&folder(target.name).join("running"), &batch);
        let inputs: Vec<&[u8]> = batch.iter().map(Vec::as_slice).collect();
        let thorough = round % THOROUGH == 0;
        match run(target, &inputs, thorough) {
            Ok(rows) => tally.rows += rows,
            Err(how) => narrow(target, &inputs, thorough, &how, &mut met, &mut tally),
        }
        tally.executions += batch.len() as u64;
        tally.bytes += batch.iter().map(|i| i.len() as u64).sum::<u64>();
        round += 1;
        std::fs::write(folder(target.name).join("round"), round.to_string()).unwrap();
    }
    for path in &tally.failures {
        println!("FAILURE {}", path.display());
    }
    let mut caught: BTreeMap<String, usize> = BTreeMap::new();
    for place in panics().into_iter().filter(|p| p.contains("/registry/")) {
        let place = place.rsplit("/registry/src/").next().unwrap_or_default();
        *caught.entry(place.split_once('/').map_or(place, |p| p.1).to_string()).or_default() += 1;
    }
    for (place, times) in caught {
        println!("CAUGHT {place} {times}");
    }
    println!("TALLY {} {} {}", tally.executions, tally.rows, tally.bytes);
}

/// Saves the inputs of a batch that fail by themselves, or the batch where they fail only together. One input for each
/// way to fail.
fn narrow(target: &Target, inputs: &[&[u8]], thorough: bool, how: &str, met: &mut BTreeSet<String>, tally: &mut Tally) {
    let mut found = Vec::new();
    halve(target, inputs, thorough, how.to_string(), &mut found);
    for (input, how) in &found {
        if met.insert(kind(how)) {
            tally.failures.insert(save(target.name, input, how));
        }
    }
    if found.is_empty() && met.insert(kind(how)) {
        let path = folder(target.name).join("failures/batch");
        save_batch(&path, &inputs.iter().map(|i| i.to_vec()).collect::<Vec<_>>());
        println!("TOGETHER {} {how}", path.display());
        tally.failures.insert(path);
    }
}

/// Follows the failing halves of a batch that fails down to single inputs.
fn halve(target: &Target, inputs: &[&[u8]], thorough: bool, how: String, found: &mut Vec<(Vec<u8>, String)>) {
    if let [input] = inputs {
        found.push((input.to_vec(), how));
        return;
    }
    let (one, other) = inputs.split_at(inputs.len() / 2);
    for half in [one, other] {
        if let Err(how) = run(target, half, thorough) {
            halve(target, half, thorough, how, found);
        }
    }
}

/// A way to fail by its place and first words, so that one fault is saved once.
fn kind(how: &str) -> String {
    let (place, words) = how.split_once(": ").unwrap_or((how, ""));
    let words: Vec<&str> = words.split_whitespace().take(4).collect();
    format!("{place} {}", words.join(" "))
}

/// Saves an input that fails, and beside it how.
pub fn save(target: &str, input: &[u8], how: &str) -> PathBuf {
    let path = folder(target).join("failures").join(&learning_cities::base::hash::sha256(input)[..16]);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, input).unwrap();
    std::fs::write(path.with_extension("how"), how).unwrap();
    println!("FAILS {} {how}", path.display());
    path
}

/// Writes the inputs of a batch into one file, each behind its length.
fn save_batch(path: &Path, batch: &[Vec<u8>]) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let bytes: Vec<u8> =
        batch.iter().flat_map(|i| (i.len() as u64).to_le_bytes().into_iter().chain(i.iter().copied())).collect();
    std::fs::write(path, bytes).unwrap();
}

/// Reads what [`save_batch`] wrote; what was cut off is left out.
pub fn read_batch(path: &Path) -> Vec<Vec<u8>> {
    let bytes = std::fs::read(path).unwrap_or_default();
    let (mut rest, mut batch) = (bytes.as_slice(), Vec::new());
    while let Some((length, after)) = rest.split_first_chunk::<8>() {
        let length = u64::from_le_bytes(*length) as usize;
        let Some(input) = after.get(..length) else { break };
        batch.push(input.to_vec());
        rest = &after[length..];
    }
    batch
}

#[test]
fn a_batch_is_read_back() {
    let dir = tempfile::tempdir().unwrap();
    let batch = vec![b"a".to_vec(), Vec::new(), vec![0; 300]];
    save_batch(&dir.path().join("running"), &batch);
    assert_eq!(read_batch(&dir.path().join("running")), batch);
}
