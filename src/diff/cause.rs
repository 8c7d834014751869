//! What may have changed a row.

use strum::IntoStaticStr;

/// A cause of changes. See [`crate::diff`] for the rule by which a change gets its causes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Cause {
    /// A file that was not there before, or that stands in the place of another one.
    Submission,
    /// A submission that takes a value back: its row has no value, and there was one.
    TakeBack,
    /// What was received before is not there any longer: a file was taken away, or a city forgotten.
    Removal,
    /// The same bytes were read otherwise: by another mapping or registry, or another place in the network's folder.
    Reading,
    /// `corrections.toml` says something else of the row.
    Correction,
    /// The consent that governs what was received.
    Consent,
    /// The registry of cities, their context, their groups.
    Context,
    /// A setting, a peer variable, or the catalogue.
    Method,
    /// The brief of another cycle.
    Cycle,
    /// The snapshots were made by versions of the program with different rules of ingest.
    Program,
    /// None that is known: a fault of this program.
    Unknown,
}

impl Cause {
    /// All of them, in the order in which they are explained.
    pub const ALL: [Cause; 11] = [
        Cause::Submission,
        Cause::TakeBack,
        Cause::Removal,
        Cause::Reading,
        Cause::Correction,
        Cause::Consent,
        Cause::Context,
        Cause::Method,
        Cause::Cycle,
        Cause::Program,
        Cause::Unknown,
    ];

    /// As outputs name it.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// What it means, for a reader.
    pub fn meaning(self) -> &'static str {
        match self {
            Cause::Submission => "a file that is new, or stands in the place of another",
            Cause::TakeBack => "a submission that takes the value back",
            Cause::Removal => "what was received before is no longer there",
            Cause::Reading => "the same file is read otherwise: another mapping, registry or place",
            Cause::Correction => "corrections.toml",
            Cause::Consent => "the consent that governs the row",
            Cause::Context => "the registry of cities, their context or groups",
            Cause::Method => "a setting, a peer variable or the catalogue",
            Cause::Cycle => "the brief is of another cycle",
            Cause::Program => "another version of the program's rules of ingest",
            Cause::Unknown => "not known: a fault of the program",
        }
    }
}
