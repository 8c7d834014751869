//! One file never stops the others: what cannot be read, does not add up, or makes a step fail is refused, and the rest
//! is done again without it.

use crate::base::error::{Error, Result};
use crate::ingest::read::files::{Input, Role};
use crate::ingest::read::formats::csv::short;
use crate::ingest::read::guard;
use crate::ingest::read::reader_fault;

/// A file that an attempt found it cannot use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Its index among the inputs.
    pub input: usize,
    /// Code of the finding.
    pub code: &'static str,
    /// What is wrong and what to do.
    pub message: String,
    /// Whether its bytes are not those that were hashed.
    pub lost: bool,
}

/// Runs `attempt` until it refuses no more files; those that it refuses, or at which it fails, become
/// [`Role::Refused`].
///
/// # Errors
/// What `attempt` says of anything but the files' rows, and a failure without any file.
pub fn run<T>(inputs: &mut [Input], attempt: impl Fn(&[Input]) -> Result<(T, Vec<Refusal>)>) -> Result<T> {
    loop {
        match tried(inputs, &attempt) {
            Ok((done, refusals)) if refusals.is_empty() => return Ok(done),
            Ok((_, refusals)) => refusals.into_iter().for_each(|r| refuse(inputs, r)),
            Err(Stop::Other(error)) => return Err(error),
            Err(Stop::Rows(error, text)) => {
                let bad = culprits(inputs, &attempt);
                if bad.is_empty() {
                    return Err(error);
                }
                for input in bad {
                    let message = reader_fault(&text);
                    refuse(inputs, Refusal { input, code: "reader_fault", message, lost: false });
                }
            }
        }
    }
}

fn refuse(inputs: &mut [Input], refusal: Refusal) {
    let input = &mut inputs[refusal.input];
    if refusal.lost {
        input.lose(refusal.code, refusal.message);
    } else {
        input.role = Role::Refused(refusal.code, refusal.message);
    }
}

/// Why an attempt came to no result.
enum Stop {
    /// A panic or an error that may come from the rows of a file: the error where no file causes it, and what is said
    /// of a file that does.
    Rows(Error, String),
    /// Anything else: the disk, the network's own files.
    Other(Error),
}

fn tried<T>(
    inputs: &[Input],
    attempt: &impl Fn(&[Input]) -> Result<(T, Vec<Refusal>)>,
) -> Result<(T, Vec<Refusal>), Stop> {
    match guard::quietly(|| attempt(inputs)) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error @ (Error::Polars { .. } | Error::Arrow { .. }))) => {
            let source = std::error::Error::source(&error).map(|s| format!(": {s}")).unwrap_or_default();
            let text = short(&format!("{error}{source}"));
            Err(Stop::Rows(error, text))
        }
        Ok(Err(error)) => Err(Stop::Other(error)),
        Err(panic) => {
            let message = format!("stopped without any file ({panic}): a fault of this program");
            Err(Stop::Rows(Error::invalid("ingest", message), panic))
        }
    }
}

/// The files without which `attempt` succeeds: none where it fails without any file.
fn culprits<T>(inputs: &[Input], attempt: &impl Fn(&[Input]) -> Result<(T, Vec<Refusal>)>) -> Vec<usize> {
    let passes = |with: &[usize]| {
        let mut some = inputs.to_vec();
        for (i, input) in some.iter_mut().enumerate() {
            if with.binary_search(&i).is_err() && !matches!(input.role, Role::Refused(..)) {
                input.role = Role::Refused("reader_fault", String::new());
            }
        }
        tried(&some, attempt).is_ok()
    };
    if !passes(&[]) {
        return Vec::new();
    }
    let read: Vec<usize> = (0..inputs.len()).filter(|i| !matches!(inputs[*i].role, Role::Refused(..))).collect();
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    grow(&read, &mut good, &mut bad, &passes);
    bad
}

/// Adds the sorted indices of `group`, all above those of `good`, to `good` as far as all of it passes together, the
/// others to `bad`.
fn grow(group: &[usize], good: &mut Vec<usize>, bad: &mut Vec<usize>, passes: &impl Fn(&[usize]) -> bool) {
    let with: Vec<usize> = good.iter().chain(group).copied().collect();
    match group {
        [] => {}
        _ if passes(&with) => *good = with,
        [one] => bad.push(*one),
        _ => {
            let (first, second) = group.split_at(group.len() / 2);
            grow(first, good, bad, passes);
            grow(second, good, bad, passes);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn inputs(n: usize) -> Vec<Input> {
        (0..n).map(|i| Input::mapped(PathBuf::new(), format!("f{i}"), 0, String::new())).collect()
    }

    fn read(inputs: &[Input]) -> Vec<usize> {
        (0..inputs.len()).filter(|i| matches!(inputs[*i].role, Role::Mapped(_))).collect()
    }

    #[test]
    fn the_file_at_which_a_step_stops_is_refused_and_no_other() {
        let mut all = inputs(100);
        let done = run(&mut all, |inputs| {
            let read = read(inputs);
            assert!(!read.contains(&37), "rows of 37");
            if read.contains(&98) {
                let source = polars::error::PolarsError::NoData("98".into());
                return Err(Error::Polars { doing: "testing", source });
            }
            // Two that fail only together: the later is refused.
            assert!(!(read.contains(&3) && read.contains(&60)), "3 and 60");
            Ok((read.len(), Vec::new()))
        });
        assert_eq!(done.unwrap(), 97);
        let refused: Vec<usize> =
            (0..100).filter(|i| matches!(all[*i].role, Role::Refused("reader_fault", _))).collect();
        assert_eq!(refused, [37, 60, 98]);
    }

    #[test]
    fn a_file_that_an_attempt_refuses_is_left_out_of_the_next() {
        let mut all = inputs(3);
        all.iter_mut().for_each(|i| i.sha256 = "ab".into());
        let done = run(&mut all, |inputs| {
            let refusal = |input, lost| Refusal { input, code: "file_changed", message: "m".into(), lost };
            let wanted = [refusal(0, true), refusal(2, false)];
            let fresh = wanted.into_iter().filter(|r| matches!(inputs[r.input].role, Role::Mapped(_)));
            Ok((read(inputs), fresh.collect()))
        });
        assert_eq!(done.unwrap(), [1]);
        assert_eq!(all.iter().map(|i| i.sha256.as_str()).collect::<Vec<_>>(), ["", "ab", "ab"]);
    }

    #[test]
    fn what_no_file_causes_is_an_error() {
        let failed = run(&mut inputs(3), |_| -> Result<((), Vec<Refusal>)> { panic!("always") });
        assert!(failed.unwrap_err().to_string().contains("always"));
        let usage = run(&mut inputs(3), |_| -> Result<((), Vec<Refusal>)> { Err(Error::Usage("no".into())) });
        assert!(matches!(usage, Err(Error::Usage(_))));
    }
}
