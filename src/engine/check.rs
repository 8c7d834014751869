//! The checks across the data: each is SQL that returns the rows that break it.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::base::error::{Error, Result};
use crate::base::table::Table;
use crate::engine::relation::RelationKind;
use crate::engine::session::Engine;
use crate::model::vocabulary::Severity;

/// A check and the rows that break it.
#[derive(Debug, Clone)]
pub struct CheckResult {
    /// Its name, which is its file's.
    pub name: String,
    /// From `queries/checks.toml`.
    pub severity: Severity,
    /// What must hold, from `queries/checks.toml`.
    pub sentence: String,
    /// The rows that break it; empty where it holds.
    pub rows: Table,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    severity: Severity,
    sentence: String,
}

impl Engine {
    /// Runs every check of `queries/checks`, by name. A check without an entry in `checks.toml`, or an entry without a check, is an error.
    pub fn checks(&self) -> Result<Vec<CheckResult>> {
        let path = self.folder.join("checks.toml");
        let text = std::fs::read_to_string(&path).map_err(Error::io("read", &path))?;
        let mut entries: BTreeMap<String, Entry> = crate::base::source::toml_text(&path, &text)?;
        let all: Vec<&str> = self
            .relations
            .iter()
            .filter(|r| r.kind == RelationKind::Check)
            .map(|r| r.name.as_str())
            .collect();
        self.prepare(&all)?;
        let mut results = Vec::new();
        for relation in self.relations.iter().filter(|r| r.kind == RelationKind::Check) {
            let name = &relation.name;
            let Some(entry) = entries.remove(name) else {
                return Err(Error::invalid(
                    path.display(),
                    format!("has no [{name}]; give the check its severity and a sentence"),
                ));
            };
            results.push(CheckResult {
                name: name.clone(),
                severity: entry.severity,
                sentence: entry.sentence,
                rows: self.table(name)?,
            });
        }
        match entries.into_keys().next() {
            Some(name) => Err(Error::invalid(
                path.display(),
                format!("[{name}] names no file in queries/checks; remove it or add the file"),
            )),
            None => Ok(results),
        }
    }
}
