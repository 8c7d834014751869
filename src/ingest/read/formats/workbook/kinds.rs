//! The sheets that are read, and their columns.

use crate::ingest::read::raw::{DECLARATION, OBSERVATIONS, PRACTICES, TARGETS};

/// A sheet that is read.
pub(super) struct Kind {
    /// As a form names it.
    pub name: &'static str,
    /// Canonical columns.
    pub columns: &'static [&'static str],
    /// Columns without which it is no such sheet.
    pub required: &'static [&'static str],
    /// Columns that the template fills, so that they alone are no entry.
    pub laid_out: &'static [&'static str],
}

/// Sheets by their names in a form.
pub(super) const KINDS: [Kind; 4] = [
    Kind { name: "City", columns: &DECLARATION, required: &["city", "cycle"], laid_out: &[] },
    Kind {
        name: "Observations",
        columns: &OBSERVATIONS,
        required: &["measurement", "item", "reference_year", "value"],
        laid_out: &["city", "cycle", "measurement", "item", "source"],
    },
    Kind {
        name: "Targets",
        columns: &TARGETS,
        required: &["measurement", "item", "year", "value"],
        laid_out: &["city", "measurement", "item"],
    },
    Kind { name: "Practices", columns: &PRACTICES, required: &["feature", "title"], laid_out: &["city"] },
];
