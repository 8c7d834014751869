//! What the line editor asks while a line is typed: whether it is finished, and what may complete it.

use rustyline::completion::{Completer, FilenameCompleter, Pair};
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Helper};

use crate::console::complete::{Completion, Names};
use crate::console::session;
use crate::engine::Relation;

/// Helps to type a line.
pub struct Assistant {
    names: Names,
    files: FilenameCompleter,
}

impl Assistant {
    /// With the names of these relations.
    pub fn new(relations: &[Relation]) -> Assistant {
        Assistant { names: Names::new(relations), files: FilenameCompleter::new() }
    }
}

impl Completer for Assistant {
    type Candidate = Pair;

    fn complete(&self, line: &str, at: usize, context: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        match self.names.complete(line, at) {
            Completion::File => self.files.complete(line, at, context),
            Completion::Words(start, words) => {
                let pairs = words.into_iter().map(|word| Pair { display: word.clone(), replacement: word });
                Ok((start, pairs.collect()))
            }
        }
    }
}

impl Validator for Assistant {
    fn validate(&self, context: &mut ValidationContext) -> rustyline::Result<ValidationResult> {
        Ok(match session::is_finished(context.input()) {
            true => ValidationResult::Valid(None),
            false => ValidationResult::Incomplete,
        })
    }
}

impl Hinter for Assistant {
    type Hint = String;
}

impl Highlighter for Assistant {}

impl Helper for Assistant {}
