//! A row of observations as a city writes it.

/// An observation as a city writes it; empty text where a cell is empty.
#[derive(Debug, Clone, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Row {
    pub measurement: String,
    pub item: String,
    pub reference_year: i32,
    pub value: String,
    pub ci_lower: String,
    pub ci_upper: String,
    pub sample_size: String,
    pub design_effect: String,
    pub ratings: String,
    pub source: String,
    pub agency: String,
    pub evidence: String,
    pub status: String,
    pub definition: String,
    pub price_base: String,
    pub quality: String,
    pub verified_by: String,
    pub note: String,
}

impl Row {
    /// Takes its interval away.
    pub fn clear_interval(&mut self) {
        self.ci_lower.clear();
        self.ci_upper.clear();
    }

    /// Cells in the order of [`crate::ingest::read::raw::OBSERVATIONS`].
    pub fn cells(&self, city: &str, cycle: i32) -> Vec<String> {
        vec![
            city.to_string(),
            cycle.to_string(),
            self.measurement.clone(),
            self.item.clone(),
            self.reference_year.to_string(),
            self.value.clone(),
            self.ci_lower.clone(),
            self.ci_upper.clone(),
            self.sample_size.clone(),
            self.design_effect.clone(),
            self.ratings.clone(),
            self.source.clone(),
            self.agency.clone(),
            self.evidence.clone(),
            self.status.clone(),
            self.definition.clone(),
            self.price_base.clone(),
            self.quality.clone(),
            self.verified_by.clone(),
            self.note.clone(),
        ]
    }
}

/// How many decimals a number was written with.
pub fn decimals(text: &str) -> usize {
    text.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// A number as a city writes it; never `-0`.
pub fn text(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(rest) if rest.chars().all(|c| matches!(c, '0' | '.')) => rest.to_string(),
        _ => text,
    }
}
