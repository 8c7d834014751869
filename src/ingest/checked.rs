//! Everything that the tables of a snapshot are made from.

use polars::prelude::DataFrame;

use crate::base::error::{Result, bail};
use crate::ingest::finding::Finding;
use crate::ingest::frames;
use crate::ingest::isolate::Refusal;
use crate::ingest::report::{DeclaredFeature, FileReport, Rejected};
use crate::model::cities::City;
use crate::model::contact::Contact;
use crate::model::corrections::Correction;
use crate::model::network::Network;

/// Everything that the tables of a snapshot are made from.
pub struct Checked {
    /// Counts of each file.
    pub files: Vec<FileReport>,
    /// Sorted findings.
    pub findings: Vec<Finding>,
    /// Rows and files refused, sorted.
    pub rejected: Vec<Rejected>,
    /// The registry, sorted.
    pub cities: Vec<City>,
    /// Sources of the mappings and what each says of it, sorted.
    pub sources: Vec<(String, String)>,
    /// Features declared, sorted.
    pub declarations: Vec<DeclaredFeature>,
    /// Contacts declared, sorted.
    pub contacts: Vec<Contact>,
    /// Columns of `observations`.
    pub observations: DataFrame,
    /// Columns of `observation_history`.
    pub history: DataFrame,
    /// Columns of `targets`.
    pub targets: DataFrame,
    /// Columns of `practices`.
    pub practices: DataFrame,
    /// Columns of `target_history`.
    pub target_history: DataFrame,
    /// Columns of `practice_history`.
    pub practice_history: DataFrame,
    /// Columns of `declaration_history`.
    pub declaration_history: DataFrame,
    /// Columns of `city_context`.
    pub context: DataFrame,
    /// Corrections applied to the observations, by row; none before that is done.
    pub corrections: Vec<Applied>,
    /// Files that must be refused, and everything done again without them.
    pub refusals: Vec<Refusal>,
}

impl Checked {
    /// Itself, and the files that must be refused before it is used.
    pub fn split_refusals(mut self) -> (Checked, Vec<Refusal>) {
        let refusals = std::mem::take(&mut self.refusals);
        (self, refusals)
    }

    /// Whether every peer variable has a value: one that no city has would be left out of every distance, and nobody
    /// would know.
    pub fn check_peer_variables(&self, network: &Network) -> Result<()> {
        let found = frames::distinct(&self.context, "variable")?;
        if let Some(v) = network.file.peer_variables.iter().find(|v| !found.contains(&v.variable)) {
            // Conflicts may be why: the run ends before its findings are stored.
            if let Some(conflict) = self.findings.iter().find(|f| f.code == "context_conflict") {
                bail!(
                    network.dir.join("network.toml").display(),
                    "peer_variable {:?}: no city has a value of it that is used. {}",
                    v.variable,
                    conflict.message.trim_end_matches('.')
                );
            }
            bail!(
                network.dir.join("network.toml").display(),
                "peer_variable {:?}: no city has a value of it; add it to context.csv or to a [[file.context]] of a mapping, or take the peer_variable out",
                v.variable
            );
        }
        Ok(())
    }
}

/// A correction and what it did.
#[derive(Debug, Clone)]
pub struct Applied {
    /// As written.
    pub correction: Correction,
    /// Its place among the corrections of its row, from 1.
    pub position: usize,
    /// What it did.
    pub done: Done,
    /// Flags before it.
    pub status_before: String,
    /// Consent of the row.
    pub consent: String,
    /// Cycle that the row was sent for.
    pub cycle: i64,
    /// Day of the row's submission, where known.
    pub submitted_on: Option<String>,
}

/// A row's cells after its correction; nothing of it is left after a drop.
#[derive(Debug, Clone, Default)]
pub struct Done {
    /// Whether the row is left out.
    pub dropped: bool,
    /// Value.
    pub value: Option<f64>,
    /// Lower end of its interval.
    pub low: Option<f64>,
    /// Upper end of its interval.
    pub high: Option<f64>,
    /// Each reviewer's rating.
    pub ratings: Option<String>,
    /// Flags, strongest first.
    pub status: String,
}
