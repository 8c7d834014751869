//! What the store remembers of a declaration that lets less be seen than everything.

use serde::{Deserialize, Serialize};

use crate::base::table::Table;
use crate::model::vocabulary::{Consent, ConsentFor, ContactConsent};

/// Such a declaration, as it was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Withdrawal {
    /// City, which need not be in the registry.
    pub city: String,
    /// Cycle; none where it could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cycle: Option<i64>,
    /// Day of the declaration; [`UNREAD_DAY`] where it could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_on: Option<String>,
    /// Consent as it counts.
    pub consent: Consent,
    /// What the consent is meant for, where that is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent_for: Option<ConsentFor>,
    /// Consent to the contact as it counts.
    pub contact_consent: ContactConsent,
    /// Whether its row went in, or would have if the registry had its city.
    pub went_in: bool,
    /// Whether a consent is stated.
    pub stated: bool,
    /// Where its place among the others is not certain, or it says nothing itself: the newest day of those that could end
    /// it and were there together with it, empty where there was none. A declaration of a later day ends it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_after: Option<String>,
    /// Submission that it came in first.
    pub submission: String,
}

/// The day of a declaration whose own cannot be read, and which may be the newest.
pub const UNREAD_DAY: &str = "9999";

/// What a declaration says.
pub type Content<'a> =
    ((&'a str, Option<i64>, Option<&'a str>), (Consent, Option<ConsentFor>, ContactConsent), (bool, bool, bool));

impl Withdrawal {
    /// What it says; not in which submission, nor what was there together with it.
    pub fn content(&self) -> Content<'_> {
        let place = (self.city.as_str(), self.cycle, self.submitted_on.as_deref());
        let is_certain = self.ends_after.is_none();
        (place, (self.consent, self.consent_for, self.contact_consent), (self.went_in, self.stated, is_certain))
    }

    /// City, cycle and submission.
    pub fn place(&self) -> (&str, Option<i64>, &str) {
        (&self.city, self.cycle, &self.submission)
    }

    /// Whether it withholds more than the contact of a city that said nothing of it.
    pub fn withholds(&self) -> bool {
        self.consent != Consent::Public || self.ends_after.is_none() || !self.went_in
    }
}

/// One for each content, sorted: of those that say the same the first, and the latest of the days that end them.
pub fn merged(all: impl IntoIterator<Item = Withdrawal>) -> Vec<Withdrawal> {
    let mut all: Vec<Withdrawal> = all.into_iter().collect();
    all.sort_by(|a, b| a.content().cmp(&b.content()));
    all.dedup_by(|later, first| {
        let is_same = later.content() == first.content();
        if is_same && first.ends_after < later.ends_after {
            first.ends_after = later.ends_after.take();
        }
        is_same
    });
    all
}

/// The rows of the table `withdrawals` of a snapshot, and whether no file of it said so any longer.
pub fn listed(table: &Table) -> Vec<(Withdrawal, bool)> {
    let row = |row: usize| {
        let text = |column: &str| table.text(column, row).map(str::to_string);
        let withdrawal = Withdrawal {
            city: text("city")?,
            cycle: table.integer("cycle", row),
            submitted_on: text("submitted_on"),
            consent: Consent::of(table.text("consent", row)).unwrap_or(Consent::Private),
            consent_for: table.text("consent_for", row).and_then(|word| word.parse().ok()),
            contact_consent: table.text("contact_consent", row).and_then(|word| word.parse().ok()).unwrap_or_default(),
            went_in: table.truth("went_in", row).unwrap_or_default(),
            stated: table.truth("stated", row).unwrap_or_default(),
            ends_after: text("ends_after"),
            submission: text("submission").unwrap_or_default(),
        };
        Some((withdrawal, table.truth("held", row).unwrap_or_default()))
    };
    (0..table.len()).filter_map(row).collect()
}
