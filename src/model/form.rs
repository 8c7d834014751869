//! What the form that a city fills in says of each series: `template` prints it, and what is read back is compared with
//! it.

use crate::language::{FIRST, Language};
use crate::model::framework::{Framework, Measurement};
use crate::model::vocabulary::{Scale, TOTAL};
use crate::say;

/// A measurement's texts in a form of a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts {
    /// A series of it, as [`title`].
    pub title: String,
    /// As [`meaning`].
    pub meaning: String,
    /// As [`unit()`].
    pub unit: String,
    /// Its unit alone.
    pub unit_alone: String,
}

/// The texts of a series in English, as what is read back is compared with.
pub fn in_english(framework: &Framework, m: &Measurement, item: &str) -> Texts {
    Texts { title: title(m, item), meaning: meaning(framework, m), unit: unit(m), unit_alone: m.unit.clone() }
}

/// The texts of a series in a language.
pub fn in_language(framework: &Framework, m: &Measurement, item: &str, l: &Language) -> Texts {
    if l.tag() == FIRST {
        return in_english(framework, m, item);
    }
    let name = l.name("measurement", &m.measurement, &m.measurement_title);
    let title = match item {
        TOTAL => name,
        item => say!(l, "form-series", title = name, item = l.item(&m.measurement, item)),
    };
    let of = framework.instructions.iter().filter(|i| i.measurement == m.measurement);
    let meaning = of.fold(l.name_of("measurement", &m.measurement, "meaning", &m.meaning), |text, i| {
        let said = match i.measurement.as_str() {
            "gdp_per_capita" => say!(l, "form-instruction-gdp_per_capita"),
            "mobile_penetration_rate" => say!(l, "form-instruction-mobile_penetration_rate"),
            "learning_environment_satisfaction" => say!(l, "form-instruction-learning_environment_satisfaction"),
            _ => i.instruction.clone(),
        };
        say!(l, "form-meaning", meaning = text, instruction = said)
    });
    let unit_alone = l.name("unit", &m.unit, &m.unit);
    let unit = match m.scale {
        Scale::Rating => say!(l, "form-unit", unit = &unit_alone, ratings = say!(l, "form-ratings")),
        _ => unit_alone.clone(),
    };
    Texts { title, meaning, unit, unit_alone }
}

/// The five words of the ratings, best first.
const RATINGS: &str = "5 Excellent, 4 Very good, 3 Good, 2 Fair, 1 Poor";

/// A series as people read it.
pub fn title(m: &Measurement, item: &str) -> String {
    match item {
        TOTAL => m.measurement_title.clone(),
        item => format!("{}: {}", m.measurement_title, item.replace('_', " ")),
    }
}

/// What a measurement means, with what who fills in the form must know besides.
pub fn meaning(framework: &Framework, m: &Measurement) -> String {
    let of = framework.instructions.iter().filter(|i| i.measurement == m.measurement);
    of.fold(m.meaning.clone(), |text, i| format!("{text}; {}", i.instruction))
}

/// A measurement's unit; of a rating also what each number means.
pub fn unit(m: &Measurement) -> String {
    match m.scale {
        Scale::Rating => format!("{}: {RATINGS}", m.unit),
        _ => m.unit.clone(),
    }
}
