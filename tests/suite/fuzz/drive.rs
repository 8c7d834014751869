//! The driver of `just fuzz`: a worker for each target in turn, watched.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use super::targets::TARGETS;
use super::work::{folder, read_batch, save, setting};

/// A worker's turn.
const TURN: Duration = Duration::from_secs(60);

/// The longest that a batch may take, and a single input.
const STUCK: Duration = Duration::from_secs(120);
const SLOW: Duration = Duration::from_secs(20);

/// Most inputs of a batch that are saved because each ends a worker.
const MOST_CULPRITS: usize = 3;

/// The address space of a worker, in KiB.
const MEMORY: u64 = 12 << 20;

/// How a worker ended and what it said.
struct Ended {
    good: bool,
    stuck: bool,
    said: String,
}

#[derive(Default)]
struct Sum {
    executions: u64,
    rows: u64,
    bytes: u64,
    failures: Vec<PathBuf>,
    /// Places in libraries whose panics the program caught.
    caught: BTreeSet<String>,
}

#[test]
#[ignore = "by `just fuzz`"]
fn drive() {
    let minutes: f64 = setting("MINUTES").and_then(|m| m.parse().ok()).unwrap_or(2.0);
    let only = setting("ONLY").unwrap_or_default();
    let chosen: Vec<_> =
        TARGETS.iter().filter(|t| only.is_empty() || only.split(' ').any(|name| name == t.name)).collect();
    assert!(!chosen.is_empty(), "no target of {only:?}");
    let end = Instant::now() + Duration::from_secs_f64(minutes * 60.0);
    let turn = TURN.min(Duration::from_secs_f64(minutes * 60.0) / chosen.len() as u32);
    let mut sums: Vec<Sum> = chosen.iter().map(|_| Sum::default()).collect();
    while Instant::now() + turn / 2 < end {
        for (target, sum) in chosen.iter().zip(&mut sums) {
            turn_of(target.name, turn, sum);
        }
    }
    println!("{:<12} {:>10} {:>12} {:>8} {:>9}", "target", "inputs", "rows", "MB", "failures");
    for (target, sum) in chosen.iter().zip(&sums) {
        println!(
            "{:<12} {:>10} {:>12} {:>8.1} {:>9}",
            target.name,
            sum.executions,
            sum.rows,
            sum.bytes as f64 / 1e6,
            sum.failures.len()
        );
    }
    let caught: BTreeSet<_> = sums.iter().flat_map(|s| &s.caught).cloned().collect();
    if !caught.is_empty() {
        println!(
            "panics of libraries that refused a file and nothing else: {}",
            caught.into_iter().collect::<Vec<_>>().join(", ")
        );
    }
    let failures: Vec<_> = sums.iter().flat_map(|s| &s.failures).map(|p| p.display().to_string()).collect();
    assert!(failures.is_empty(), "these inputs fail:\n{}", failures.join("\n"));
}

/// A worker's turn; the next one goes on with the round after its last.
fn turn_of(target: &str, turn: Duration, sum: &mut Sum) {
    let round = std::fs::read_to_string(folder(target).join("round")).unwrap_or_default();
    let round: u64 = round.trim().parse().unwrap_or_default();
    let seconds = turn.as_secs().max(1).to_string();
    let seed = setting("SEED").unwrap_or_else(|| "1".into());
    std::fs::create_dir_all(folder(target)).unwrap();
    let worker = start(&[("TARGET", target), ("SECONDS", &seconds), ("SEED", &seed), ("ROUND", &round.to_string())]);
    let ended = watch(worker, &folder(target).join("running"), STUCK);
    for line in ended.said.lines() {
        let mut words = line.split(' ');
        match words.next() {
            Some("TALLY") => {
                let mut number = || words.next().and_then(|n| n.parse::<u64>().ok()).unwrap_or_default();
                sum.executions += number();
                sum.rows += number();
                sum.bytes += number();
            }
            Some("FAILURE") => sum.failures.extend(words.next().map(PathBuf::from)),
            Some("FAILS" | "TOGETHER") => println!("{target}: {line}"),
            Some("CAUGHT") => sum.caught.extend(words.next().map(str::to_string)),
            _ => {}
        }
    }
    if !ended.good {
        sum.failures.extend(culprits(target, &ended));
        let reached = std::fs::read_to_string(folder(target).join("round")).unwrap_or_default();
        let reached: u64 = reached.trim().parse().unwrap_or(round);
        std::fs::write(folder(target).join("round"), (reached.max(round) + 1).to_string()).unwrap();
    }
}

/// The inputs of the last batch that end a worker by themselves.
fn culprits(target: &str, ended: &Ended) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let running = folder(target).join("running");
    let one = folder(target).join("one");
    for input in read_batch(&running) {
        if found.len() == MOST_CULPRITS {
            break;
        }
        std::fs::write(&one, &input).unwrap();
        let alone = watch(start(&[("TARGET", target), ("INPUT", &one.display().to_string())]), &one, SLOW);
        if !alone.good {
            let how = if alone.stuck { format!("takes more than {SLOW:?}") } else { alone.said };
            found.push(save(target, &input, how.trim()));
        }
    }
    if found.is_empty() {
        let path = folder(target).join("failures/ended");
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::copy(&running, &path).unwrap();
        println!(
            "{target}: a worker ended{} and no input of its batch does so alone: {}",
            if ended.stuck { " stuck" } else { "" },
            ended.said
        );
        found.push(path);
    }
    found
}

/// This program again, as a worker with these settings and bounded memory.
fn start(settings: &[(&str, &str)]) -> Child {
    let program = std::env::current_exe().unwrap();
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!("ulimit -v {MEMORY}; ulimit -c 0; exec \"$0\" \"$@\"")])
        .arg(program)
        .args(["fuzz::work::worker", "--exact", "--ignored", "--nocapture", "--test-threads=1"])
        .envs(settings.iter().map(|(name, value)| (format!("FUZZ_{name}"), value.to_string())))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// Waits for a worker; one that has not touched `sign` for so long is stuck, and ended.
fn watch(mut worker: Child, sign: &Path, longest: Duration) -> Ended {
    let (mut out, mut err) = (worker.stdout.take().unwrap(), worker.stderr.take().unwrap());
    let out = std::thread::spawn(move || {
        let mut text = Vec::new();
        let _ = out.read_to_end(&mut text);
        text
    });
    let err = std::thread::spawn(move || {
        let mut text = Vec::new();
        let _ = err.read_to_end(&mut text);
        text
    });
    let started = SystemTime::now();
    let mut stuck = false;
    let status = loop {
        if let Some(status) = worker.try_wait().unwrap() {
            break status;
        }
        let touched = std::fs::metadata(sign).and_then(|m| m.modified()).unwrap_or(started).max(started);
        if touched.elapsed().unwrap_or_default() > longest {
            stuck = true;
            let _ = worker.kill();
        }
        std::thread::sleep(Duration::from_millis(200));
    };
    let text = |thread: std::thread::JoinHandle<Vec<u8>>| {
        String::from_utf8_lossy(&thread.join().unwrap_or_default()).into_owned()
    };
    let (out, err) = (text(out), text(err));
    let last: Vec<&str> = err.lines().rev().take(5).collect();
    let good = status.success();
    let said =
        if good { out } else { format!("{out}\n{status} {}", last.into_iter().rev().collect::<Vec<_>>().join(" ")) };
    Ended { good, stuck, said }
}
