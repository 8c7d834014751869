//! The checks across the data: each is SQL that returns the rows that break it.

use crate::base::error::Result;
use crate::base::table::Table;
use crate::engine::relation::{Question, Rule};
use crate::engine::session::Engine;
use crate::model::vocabulary::Severity;

/// A check and the rows that break it.
#[derive(Debug, Clone)]
pub struct CheckResult {
    /// Its name, which is its file's.
    pub name: String,
    /// From its header.
    pub severity: Severity,
    /// What must hold, from its header.
    pub sentence: String,
    /// The rows that break it; empty where it holds.
    pub rows: Table,
}

impl Engine {
    /// How a city is asked about a value that a check finds, where it is asked before it sends the value.
    pub fn question(&self, check: &str) -> Option<&Question> {
        self.queries.get(check)?.rule.as_ref()?.question.as_ref()
    }

    /// The first check that asks cities about values and that `relation` does not read, so that nobody is asked.
    pub fn unasked(&self, relation: &str) -> Option<&str> {
        let read = self.queries.get(relation).map_or(&[][..], |query| &query.needs);
        let asks = |name: &&String| self.question(name).is_some() && !read.contains(name);
        self.queries.keys().find(asks).map(String::as_str)
    }

    /// Runs every check of `queries/checks`, by name.
    pub fn checks(&self) -> Result<Vec<CheckResult>> {
        let rules: Vec<(&str, &Rule)> =
            self.queries.iter().filter_map(|(name, query)| Some((name.as_str(), query.rule.as_ref()?))).collect();
        self.prepare(&rules.iter().map(|(name, _)| *name).collect::<Vec<_>>())?;
        let result = |(name, rule): (&str, &Rule)| {
            Ok(CheckResult {
                name: name.to_string(),
                severity: rule.severity,
                sentence: rule.sentence.clone(),
                rows: self.table(name)?,
            })
        };
        rules.into_iter().map(result).collect()
    }
}
