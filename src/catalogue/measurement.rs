//! A measurement as charts, pages and briefs read it.

use crate::language::Language;
use crate::model::vocabulary::{Direction, SdgMatch};
use crate::say;

/// A measurement.
#[derive(Debug, Clone)]
pub struct Measurement {
    /// Its id.
    pub id: String,
    /// Its area.
    pub area: String,
    /// Its key feature.
    pub feature: String,
    /// Its title.
    pub title: String,
    /// The language of title and meaning, where it is another one: a definition's that has no words in this one.
    pub language: Option<String>,
    /// `percent`, `rating`, `rate`, `ratio`, `amount` or `count`.
    pub scale: String,
    /// Unit of the values.
    pub unit: String,
    /// The same as the catalogue has it, in English: what [`Language::value`] takes.
    pub unit_key: String,
    /// Which way progress lies.
    pub direction: Option<Direction>,
    /// Smallest whole change called movement.
    pub min_change: f64,
    /// Least value that can be.
    pub possible_min: Option<f64>,
    /// Greatest value that can be.
    pub possible_max: Option<f64>,
    /// Accepted source kinds.
    pub sources: Vec<String>,
    /// What it means.
    pub meaning: String,
    /// UN SDG indicator of the same subject, and how near it is.
    pub sdg: Option<(String, SdgMatch)>,
    /// Items expected, in the order of the printed form.
    pub items: Vec<String>,
}

impl Measurement {
    /// Which way progress lies, in words.
    pub fn direction_in_words(&self, language: &Language) -> String {
        match self.direction {
            Some(Direction::Up) => say!(language, "direction-up"),
            Some(Direction::Down) => say!(language, "direction-down"),
            Some(Direction::Parity) => say!(language, "direction-parity"),
            Some(Direction::None) | None => say!(language, "direction-none"),
        }
    }

    /// The UN SDG indicator that measures this or nearly this, in words.
    pub fn sdg_in_words(&self, language: &Language) -> Option<String> {
        self.sdg.as_ref().map(|(indicator, nearness)| match nearness {
            SdgMatch::Same => say!(language, "feature-sdg-same", indicator),
            SdgMatch::Near => say!(language, "feature-sdg-near", indicator),
        })
    }

    /// The smallest change called movement, in words.
    pub fn least_movement(&self, language: &Language) -> String {
        let number = |value: f64| language.numbers().number(value, 2);
        let n = crate::language::rounded(self.min_change, 2);
        match self.scale.as_str() {
            "percent" => say!(language, "least-percent", number = number(self.min_change), n),
            "rating" => say!(language, "least-rating", number = number(self.min_change), n),
            _ => say!(language, "least-relative", number = number(self.min_change * 100.0)),
        }
    }
}
