//! How a city can be reached.

use crate::model::vocabulary::{Consent, ContactConsent};

/// Whom to write to, in which languages, and when.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Means {
    /// Name of a person.
    pub name: Option<String>,
    /// Role or office.
    pub role: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// BCP 47 tags separated by |.
    pub languages: Option<String>,
    /// Name of the IANA database, or an offset.
    pub time_zone: Option<String>,
}

/// A row of `contact_history`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contact {
    /// City.
    pub city: String,
    /// Cycle.
    pub cycle: i64,
    /// Day of the submission.
    pub submitted_on: Option<String>,
    /// What was declared.
    pub means: Means,
    /// What may be published of it now.
    pub contact_consent: ContactConsent,
    /// What the declaration lets be published.
    pub declared_contact_consent: ContactConsent,
    /// What governs the city's values.
    pub consent: Consent,
    /// Submission.
    pub submission: String,
    /// Whether it is of the newest declaration.
    pub current: bool,
}
