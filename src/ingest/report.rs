//! What an ingest or a check has to say.

use serde::Serialize;

use crate::ingest::finding::Finding;
use crate::model::vocabulary::{Consent, Severity};

/// Counts of a file: `rows_read = accepted + rejected + filtered`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileReport {
    /// Logical path.
    pub file: String,
    /// As in the table `submissions`.
    pub kind: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Rows read, header not counted; 0 for a file refused whole.
    pub rows_read: usize,
    /// Rows of which something went in.
    pub accepted: usize,
    /// Rows refused.
    pub rejected: usize,
    /// Rows that the mapping leaves out.
    pub filtered: usize,
}

/// What was read, what was found, and what became of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Files, sorted by logical path.
    pub files: Vec<FileReport>,
    /// Findings, sorted by file, sheet and line.
    pub findings: Vec<Finding>,
    /// Id of the snapshot in force; none after a check, and where it is so damaged that it has none.
    pub snapshot: Option<String>,
    /// Whether the snapshot was made now; false where nothing was new.
    pub new: bool,
    /// Whether the snapshot in force was left as it was: no observation was accepted.
    pub kept: bool,
    /// What is wrong with the snapshot that was left as it was, and what to do; none where it is whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub damage: Option<String>,
    /// What became of withdrawals that came with files which were not stored, as a sentence without a full stop; empty
    /// where there were none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub withdrawn: String,
    /// Files of the snapshot before this one that are no longer in the network folder; their bytes stay in the archive.
    pub gone: Vec<String>,
    /// Files and folders of the store that others than its owner could read until now.
    pub tightened: usize,
}

impl Report {
    /// Whether a finding is an error.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|f| f.severity == Severity::Error)
    }
}

/// A row or a file that was refused.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rejected {
    /// Logical path of the file.
    pub file: String,
    /// Sheet.
    pub sheet: Option<String>,
    /// Line; none for a whole file.
    pub line: Option<u32>,
    /// Codes of its errors, separated by |.
    pub codes: String,
    /// The row as it came, cells separated by tabs.
    pub raw: Option<String>,
}

/// A feature that a city asks help with, or offers help in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeclaredFeature {
    /// City.
    pub city: String,
    /// `priority` or `expertise`.
    pub role: &'static str,
    /// Key feature.
    pub feature: String,
    /// Consent.
    pub consent: Consent,
    /// Submission.
    pub submission: String,
}
