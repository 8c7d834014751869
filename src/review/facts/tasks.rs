//! What an analyst does next, in the order in which it is done.

use crate::review::facts::checks::Broken;
use crate::review::facts::desk::Dossier;

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// A check of severity error does not hold: no report is written until it does.
    Stopped {
        /// The checks, by name.
        checks: Vec<String>,
    },
    /// Findings that cannot be ascribed to a city: the analyst's own.
    Unplaced {
        /// How many findings.
        findings: usize,
    },
    /// Values are in question, and nothing is decided yet.
    Decide {
        /// How many values.
        values: usize,
        /// Places of the cities, by name.
        cities: Vec<usize>,
    },
    /// Rows or files of these cities were refused, or something should be looked at: their letters can go out.
    Write {
        /// Places of the cities, by name.
        cities: Vec<usize>,
    },
    /// Cities have sent nothing for the cycle yet.
    Remind {
        /// Places of the cities, by name.
        cities: Vec<usize>,
    },
    /// Findings are open: a final edition needs them mended or signed.
    Sign {
        /// How many findings.
        findings: usize,
    },
    /// Nothing stands against a draft.
    Publish,
}

/// Finds what is to be done; `unplaced` findings are of no city, `open` ones are to be signed, and `writes` is whether the network writes to its cities.
pub fn of(
    dossiers: &[Dossier],
    broken: &[Broken],
    unplaced: usize,
    open: usize,
    cycle: i64,
    writes: bool,
) -> Vec<Task> {
    let cities = |wanted: &dyn Fn(&Dossier) -> bool| -> Vec<usize> {
        dossiers.iter().enumerate().filter(|(_, d)| wanted(d)).map(|(place, _)| place).collect()
    };
    let mut tasks = Vec::new();
    let checks: Vec<String> = broken.iter().filter(|b| b.is_error).map(|b| b.name.clone()).collect();
    let is_stopped = !checks.is_empty();
    if is_stopped {
        tasks.push(Task::Stopped { checks });
    }
    if unplaced > 0 {
        tasks.push(Task::Unplaced { findings: unplaced });
    }
    let values: usize = dossiers.iter().map(Dossier::open_questions).sum();
    if values > 0 {
        tasks.push(Task::Decide { values, cities: cities(&|d| d.open_questions() > 0) });
    }
    let letters = cities(&|d| writes && d.has_letter(cycle));
    if !letters.is_empty() {
        tasks.push(Task::Write { cities: letters });
    }
    let late = cities(&|d| writes && d.is_late(cycle));
    if !late.is_empty() {
        tasks.push(Task::Remind { cities: late });
    }
    if open > 0 {
        tasks.push(Task::Sign { findings: open });
    }
    if !is_stopped {
        tasks.push(Task::Publish);
    }
    tasks
}
