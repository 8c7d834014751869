//! Conditions, building blocks and wider benefits side by side over the years: what happened together, and no cause.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{City, Site};
use crate::language::Language;
use crate::say;

/// Dimensions in the order from the ground up.
pub(super) const DIMENSIONS: [i64; 3] = [3, 2, 1];

/// What heads their columns.
pub(super) fn heads(l: &Language) -> [String; 3] {
    [say!(l, "benefits-conditions"), say!(l, "benefits-blocks"), say!(l, "benefits-benefits")]
}

/// Series by what had come of them: towards, held, away, no direction.
pub(super) type Counts = [i64; 4];

pub(super) fn by_cycle(site: &Site, city: &City) -> BTreeMap<i64, BTreeMap<i64, Counts>> {
    let of = site.of_city("benefits_and_conditions");
    let t = of.table;
    let mut cycles: BTreeMap<i64, BTreeMap<i64, Counts>> = BTreeMap::new();
    for row in of.rows(&city.id) {
        let (Some(cycle), Some(dimension)) = (t.integer("cycle", row), t.integer("dimension", row)) else {
            continue;
        };
        let n = |column: &str| t.integer(column, row).unwrap_or_default();
        let counts = [n("towards"), n("held"), n("away"), n("no_direction") + n("mixed")];
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
    html! { @if any(site, city) { li { a href="#benefits" { (say!(site.language, "benefits-entry")) } } } }
}

/// The section; nothing where nothing has a result in any cycle.
pub fn section(site: &Site, city: &City) -> Markup {
    let (l, cycles) = (&site.language, by_cycle(site, city));
    html! {
        @if let Some(sentence) = newest(l, &cycles) {
            section #benefits aria-labelledby="benefits-title" {
                h2 #benefits-title { (say!(l, "benefits-title")) }
                p { (sentence) }
                p.note { (say!(l, "benefits-note")) }
                div.scroll {
                    table {
                        caption { (say!(l, "benefits-caption")) }
                        thead { tr { th scope="col" { (say!(l, "benefits-by")) } @for title in heads(l) { th scope="col" { (title) } } } }
                        tbody {
                            @for (cycle, dimensions) in &cycles {
                                tr { th scope="row" { (cycle) } @for d in DIMENSIONS { td { (cell(l, dimensions.get(&d))) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The newest cycle in a sentence; none where there is no cycle.
pub(super) fn newest(l: &Language, cycles: &BTreeMap<i64, BTreeMap<i64, Counts>>) -> Option<String> {
    let (cycle, last) = cycles.last_key_value()?;
    Some(sentence(l, *cycle, &DIMENSIONS.map(|d| last.get(&d).copied().unwrap_or_default())))
}

fn cell(l: &Language, counts: Option<&Counts>) -> String {
    let Some([towards, held, away, none]) = counts else {
        return say!(l, "benefits-no-result");
    };
    let parts = [
        (*towards > 0).then(|| say!(l, "benefits-towards", n = *towards)),
        (*held > 0).then(|| say!(l, "benefits-held", n = *held)),
        (*away > 0).then(|| say!(l, "benefits-away", n = *away)),
        (*none > 0).then(|| say!(l, "benefits-no-direction", n = *none)),
    ];
    l.list(&parts.into_iter().flatten().collect::<Vec<_>>())
}

/// The newest cycle in a sentence, from the ground up.
fn sentence(l: &Language, cycle: i64, [conditions, blocks, benefits]: &[Counts; 3]) -> String {
    let all = |counts: &Counts| counts.iter().sum::<i64>();
    let told = [
        (all(conditions) > 0).then(|| say!(l, "benefits-of-conditions", n = conditions[0], all = all(conditions))),
        (all(blocks) > 0).then(|| say!(l, "benefits-of-blocks", n = blocks[0], all = all(blocks))),
        (all(benefits) > 0).then(|| say!(l, "benefits-of-benefits", n = benefits[0], all = all(benefits))),
    ];
    let parts: Vec<String> = told.into_iter().flatten().collect();
    say!(l, "benefits-moved", cycle = cycle.to_string(), parts = l.list(&parts))
}

#[cfg(test)]
mod tests {
    use super::{cell, sentence};
    use crate::language::tests::english;

    #[test]
    fn what_happened_together_in_words() {
        let l = &english();
        assert_eq!(
            sentence(l, 2024, &[[2, 1, 0, 0], [0, 0, 0, 0], [0, 0, 1, 0]]),
            "Measurements that had moved towards progress since their baselines by 2024: 2 of 3 in fundamental conditions and none of 1 in wider benefits."
        );
        assert_eq!(cell(l, Some(&[2, 0, 1, 0])), "2 towards and 1 away");
        assert_eq!(cell(l, None), "no result");
    }
}
