//! All that is known of a city before publication.

use crate::review::facts::changes::{Change, News};
use crate::review::facts::declared::{Contact, Correction, Declared, Held};
use crate::review::facts::found::{Finding, Received, Rejected};
use crate::review::facts::held::Values;
use crate::review::facts::names::City;
use crate::review::facts::unusual::Unusual;

/// A city as the analyst sees it.
#[derive(Debug)]
pub struct Dossier {
    /// The city.
    pub city: City,
    /// Its values in force, whatever their consent, and the cycles that it sent something for.
    pub values: Values,
    /// How it can be reached.
    pub contact: Option<Contact>,
    /// Files that came with rows of it.
    pub received: Vec<Received>,
    /// What ingest found.
    pub findings: Vec<Finding>,
    /// What ingest refused.
    pub rejected: Vec<Rejected>,
    /// Values in question.
    pub unusual: Vec<Unusual>,
    /// Corrections in force.
    pub corrections: Vec<Correction>,
    /// Every declaration of consent.
    pub declared: Vec<Declared>,
    /// Declarations that hold without a file.
    pub held: Vec<Held>,
    /// Rows that differ from the snapshot before.
    pub changes: Vec<Change>,
    /// What would be published that was not.
    pub news: Vec<News>,
}

impl Dossier {
    /// Whether it has sent nothing for the cycle.
    pub fn is_late(&self, cycle: i64) -> bool {
        !self.values.cycles.contains(&cycle)
    }

    /// The newest cycle that it sent something for.
    pub fn last_cycle(&self) -> Option<i64> {
        self.values.cycles.last().copied()
    }

    /// How many findings are errors, or warnings.
    pub fn count(&self, errors: bool) -> usize {
        self.findings.iter().filter(|finding| finding.is_error == errors).count()
    }

    /// How many values are in question and not decided.
    pub fn open_questions(&self) -> usize {
        self.unusual.iter().filter(|unusual| !unusual.is_decided).count()
    }

    /// Findings that a letter of the cycle has: every error, and warnings but for those of files that were sent for
    /// earlier cycles alone, about which the city was written to then.
    pub fn for_letter(&self, cycle: i64) -> impl Iterator<Item = &Finding> {
        let sent_for = |file: &str| self.received.iter().find(|received| received.file == file)?.cycle;
        let is_earlier = move |finding: &Finding| sent_for(&finding.place.file).is_some_and(|sent| sent < cycle);
        self.findings.iter().filter(move |finding| finding.is_error || !is_earlier(finding))
    }

    /// Whether there is something to write to the city about.
    pub fn has_letter(&self, cycle: i64) -> bool {
        self.for_letter(cycle).next().is_some() || self.open_questions() > 0
    }
}
