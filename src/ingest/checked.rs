//! Everything that the tables of a snapshot are made from.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::DataFrame;

use crate::base::error::{Result, bail};
use crate::base::names::Names;
use crate::ingest::finding::Finding;
use crate::ingest::frames;
use crate::ingest::isolate::Refusal;
use crate::ingest::read::files::Input;
use crate::ingest::read::mapping::Mapping;
use crate::ingest::report::{DeclaredFeature, FileReport, Rejected};
use crate::model::cities::City;
use crate::model::contact::Contact;
use crate::model::corrections::Correction;
use crate::model::network::Network;
use crate::model::vocabulary::Severity;
use crate::model::withdrawal::Withdrawal;

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
    /// Declarations that let less be seen than everything, those that were known before too, and whether no file says
    /// them any longer.
    pub withdrawals: Vec<(Withdrawal, bool)>,
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

    /// A finding for each peer variable without a value whose tables came and were refused or contradict one another;
    /// cities have peers without it until then.
    ///
    /// # Errors
    /// No city has a value of a peer variable and no mapping reads one: it would be left out of every distance, and
    /// nobody would know.
    pub fn check_peer_variables(&self, network: &Network, mappings: &[Mapping]) -> Result<Vec<Finding>> {
        let with_values = frames::distinct(&self.context, "variable")?;
        let mut found = Vec::new();
        for v in network.file.peer_variables.iter().filter(|v| !with_values.contains(&v.variable)) {
            let files: BTreeSet<&str> = self
                .files
                .iter()
                .map(|f| f.file.as_str())
                .filter(|file| mappings.iter().any(|m| m.reads_variable(file, &v.variable)))
                .collect();
            if files.is_empty() {
                bail!(
                    network.dir.join("network.toml").display(),
                    "peer_variable {:?}: no city has a value of it; add it to context.csv or to a [[file.context]] of a mapping, or take the peer_variable out",
                    v.variable
                );
            }
            let files: Vec<&str> = files.into_iter().collect();
            let message = format!(
                "No city has a value of the peer_variable {:?} that is used, so peers are found without it. It is read from {}: mend what is found there, or put its values into context.csv.",
                v.variable,
                files.join(", ")
            );
            found.push(Finding::file("network.toml", "no_peer_values", message));
        }
        Ok(found)
    }

    /// An error for each city of a listed group that the tables of mappings do not bring, or not this time; it is left
    /// out. Of `cities.csv` the network's own file is checked by itself, and of stories what is said of them.
    pub fn check_members(&self, network: &Network) -> Vec<Finding> {
        let known: BTreeSet<&str> = self.cities.iter().map(|c| c.city.as_str()).collect();
        let listed = network.file.peer_groups.iter().flat_map(|g| g.cities.iter().map(move |city| (g, city)));
        let missing = listed.filter(|(_, city)| !known.contains(city.as_str()));
        let found = missing.map(|(group, city)| {
            let message = format!(
                "peer_group {:?}: city {city:?} is not in the registry that mappings bring, so it is left out of the group. Mend what is found in their tables, or take the city out of the group.",
                group.name
            );
            Finding::file("network.toml", "unknown_city", message)
        });
        found.collect()
    }

    /// An error for each mapping of which nothing went in, and one where nothing of any file did, unless errors say why
    /// already. `inputs` are those of the files, in the same order.
    pub fn check_fed(&self, inputs: &[Input]) -> Vec<Finding> {
        let has_error = |file: &str| self.findings.iter().any(|f| f.file == file && f.severity == Severity::Error);
        let mut found = Vec::new();
        let names: BTreeSet<&str> = inputs.iter().filter_map(|i| i.mapping.as_deref()).collect();
        for name in names {
            let own = self.files.iter().zip(inputs).filter(|(_, input)| input.mapping.as_deref() == Some(name));
            let own: Vec<&FileReport> = own.map(|(file, _)| file).collect();
            if own.iter().any(|f| f.accepted > 0 || has_error(&f.file)) {
                continue;
            }
            let message = format!(
                "Nothing that it reads went in: its keep, drop and years leave out all rows of its files, or these have none ({}). Try it with learning-cities map --explain.",
                own.iter().map(|f| f.file.as_str()).collect::<Vec<_>>().join(", ")
            );
            found.push(Finding::file(name, "mapping_feeds_nothing", message));
        }
        let is_empty = self.files.iter().all(|f| f.accepted == 0);
        if found.is_empty() && is_empty && !self.findings.iter().any(|f| f.severity == Severity::Error) {
            let message = "Nothing of any file was accepted, so the network has no values, declarations, targets or practices. Look whether these are the right files.";
            found.push(Finding::file("network.toml", "nothing_accepted", message));
        }
        found
    }

    /// A finding for each variable of the context that is no peer variable and is written nearly as one, and for groups
    /// of one scheme that differ by case or spaces only: a slip in either leaves cities out of comparisons in silence.
    ///
    /// # Errors
    /// The context has other columns than expected.
    pub fn check_similar_names(&self, network: &Network) -> Result<Vec<Finding>> {
        let peer_variables: Vec<&str> = network.file.peer_variables.iter().map(|v| v.variable.as_str()).collect();
        let names = Names::new(peer_variables.iter().map(|v| (*v, *v)));
        let mut found = Vec::new();
        for variable in frames::distinct(&self.context, "variable")? {
            if peer_variables.contains(&variable.as_str()) {
                continue;
            }
            let Some(near) = names.nearest(&variable) else { continue };
            let message = format!(
                "The context has a variable {variable:?}, which network.toml does not compare by, and a peer_variable {near:?}. If the two are one, write {near} in every row; otherwise give {variable} a name that is less like it."
            );
            found.push(Finding::file("network.toml", "variable_like_another", message));
        }
        let mut groups: BTreeMap<(&str, String), BTreeSet<&str>> = BTreeMap::new();
        for (scheme, group) in self.cities.iter().flat_map(|city| &city.groups) {
            let folded = group.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            groups.entry((scheme, folded)).or_default().insert(group);
        }
        for ((scheme, _), written) in groups.into_iter().filter(|(_, written)| written.len() > 1) {
            let written: Vec<String> = written.into_iter().map(|group| format!("{group:?}")).collect();
            let message = format!(
                "The registry writes one group.{scheme} in several ways, which are different groups: {}. If they are one, write it in one way.",
                written.join(", ")
            );
            found.push(Finding::file("network.toml", "group_like_another", message));
        }
        Ok(found)
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
    /// Day from which the row has been in force, where known.
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
    /// How the value was made.
    pub quality: Option<String>,
    /// Third party that verified the value.
    pub verified_by: Option<String>,
}
