//! Conditions, building blocks and wider benefits side by side over the years: what happened together, and no cause.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{City, Site};
use crate::report::words;

/// Dimensions in the order from the ground up, each as a column is headed.
const DIMENSIONS: [(i64, &str); 3] = [(3, "Fundamental conditions"), (2, "Building blocks"), (1, "Wider benefits")];

/// Series by what had come of them: towards, held, away, no direction.
type Counts = [i64; 4];

fn by_cycle(site: &Site, city: &City) -> BTreeMap<i64, BTreeMap<i64, Counts>> {
    let of = site.of_city("benefits_and_conditions");
    let t = of.table;
    let mut cycles: BTreeMap<i64, BTreeMap<i64, Counts>> = BTreeMap::new();
    for row in of.rows(&city.id) {
        let (Some(cycle), Some(dimension)) = (t.integer("cycle", row), t.integer("dimension", row)) else {
            continue;
        };
        let counts = ["towards", "held", "away", "no_direction"].map(|c| t.integer(c, row).unwrap_or_default());
        if counts.iter().any(|n| *n > 0) {
            cycles.entry(cycle).or_default().insert(dimension, counts);
        }
    }
    cycles
}

/// Whether there is anything to tell.
fn any(site: &Site, city: &City) -> bool {
    !by_cycle(site, city).is_empty()
}

/// The entry in the list of what stands on the page.
pub fn entry(site: &Site, city: &City) -> Markup {
    html! { @if any(site, city) { li { a href="#benefits" { "Conditions and benefits" } } } }
}

/// The section; nothing where nothing has a result in any cycle.
pub fn section(site: &Site, city: &City) -> Markup {
    let cycles = by_cycle(site, city);
    html! {
        @if let Some((cycle, last)) = cycles.last_key_value() {
            section #benefits aria-labelledby="benefits-title" {
                h2 #benefits-title { "Conditions, building blocks and benefits over the years" }
                p { (sentence(*cycle, &DIMENSIONS.map(|(d, _)| last.get(&d).copied().unwrap_or_default()))) }
                p.note { "This tells what happened together in the city. It shows no cause: a benefit may have moved for other reasons, and some take many years." }
                div.scroll {
                    table {
                        caption { "Series by how they had moved since their baseline, by cycle" }
                        thead { tr { th scope="col" { "By" } @for (_, title) in DIMENSIONS { th scope="col" { (title) } } } }
                        tbody {
                            @for (cycle, dimensions) in &cycles {
                                tr { th scope="row" { (cycle) } @for (d, _) in DIMENSIONS { td { (cell(dimensions.get(&d))) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn cell(counts: Option<&Counts>) -> String {
    let Some(counts) = counts else { return "no result".into() };
    let parts: Vec<String> = ["towards", "held", "away", "no direction"]
        .iter()
        .zip(counts)
        .filter(|(_, n)| **n > 0)
        .map(|(what, n)| format!("{n} {what}"))
        .collect();
    parts.join(", ")
}

/// The newest cycle in a sentence, from the ground up.
fn sentence(cycle: i64, all: &[Counts; 3]) -> String {
    let told: Vec<String> = ["fundamental conditions", "building blocks", "wider benefits"]
        .iter()
        .zip(all)
        .filter(|(_, counts)| counts.iter().sum::<i64>() > 0)
        .map(|(title, [towards, held, away, none])| {
            let number = if *towards == 0 { "none".to_string() } else { towards.to_string() };
            format!("{number} of {} of its {title}", words::count(towards + held + away + none, "series", "series"))
        })
        .collect();
    format!("By {cycle}, {} had moved towards progress since their baselines.", words::list(&told))
}

#[cfg(test)]
mod tests {
    use super::{cell, sentence};

    #[test]
    fn what_happened_together_in_words() {
        assert_eq!(
            sentence(2024, &[[2, 1, 0, 0], [0, 0, 0, 0], [0, 0, 1, 0]]),
            "By 2024, 2 of 3 series of its fundamental conditions and none of 1 series of its wider benefits had moved towards progress since their baselines."
        );
        assert_eq!(cell(Some(&[2, 0, 1, 0])), "2 towards, 1 away");
        assert_eq!(cell(None), "no result");
    }
}
