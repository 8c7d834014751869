//! What the form that a city fills in says of each series: `template` prints it, and what is read back is compared with
//! it.

use crate::model::framework::{Framework, Measurement};
use crate::model::vocabulary::{Scale, TOTAL};

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
