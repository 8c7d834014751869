//! Conditions, building blocks and wider benefits side by side over the years: what happened together, and no cause.

use std::collections::BTreeMap;

use super::subject::Subject;
use crate::document::{Block, Cell, Column, Medium, Table};
use crate::language::Language;
use crate::say;

/// Dimensions in the order from the ground up.
const DIMENSIONS: [i64; 3] = [3, 2, 1];

/// Cycles in a brief, the newest; the page has them all.
const CYCLES_SHOWN: usize = 6;

/// Measurements by what had come of them: towards, held, away, no direction.
type Counts = [i64; 4];

/// Counts by dimension, by cycle; cycles and dimensions without a result are left out.
type ByCycle = BTreeMap<i64, BTreeMap<i64, Counts>>;

fn by_cycle(s: &Subject) -> ByCycle {
    let mut cycles = ByCycle::new();
    for row in s.site.rows.benefits_and_conditions.of(&s.city.id) {
        let counts = [row.towards, row.held, row.away, row.no_direction + row.mixed];
        if counts.iter().any(|n| *n > 0) {
            cycles.entry(row.cycle).or_default().insert(row.dimension, counts);
        }
    }
    cycles
}

/// The section; nothing where nothing has a result in any cycle.
pub fn document(s: &Subject, medium: Medium) -> Vec<Block> {
    let (l, cycles) = (&s.site.language, by_cycle(s));
    let Some((cycle, last)) = cycles.last_key_value() else { return Vec::new() };
    let newest = sentence(l, *cycle, &DIMENSIONS.map(|d| last.get(&d).copied().unwrap_or_default()));
    let note = Block::note(say!(l, "benefits-note"));
    let (title, blocks) = match medium {
        Medium::Page => {
            let table = table(l, say!(l, "benefits-caption"), cycles.iter());
            (say!(l, "benefits-title"), vec![Block::paragraph(newest), note, Block::Table(table)])
        }
        Medium::Print => {
            let shown = cycles.iter().skip(cycles.len().saturating_sub(CYCLES_SHOWN));
            let table = table(l, say!(l, "brief-benefits-caption"), shown);
            (say!(l, "benefits-entry"), vec![Block::lead(newest), Block::Table(table), note])
        }
    };
    vec![Block::section("benefits", title, 66, blocks)]
}

fn table<'c>(
    l: &Language,
    caption: String,
    cycles: impl Iterator<Item = (&'c i64, &'c BTreeMap<i64, Counts>)>,
) -> Table {
    let columns = [
        say!(l, "benefits-by"),
        say!(l, "benefits-conditions"),
        say!(l, "benefits-blocks"),
        say!(l, "benefits-benefits"),
    ];
    let rows = cycles.map(|(cycle, dimensions)| {
        let cells = DIMENSIONS.iter().map(|d| cell(l, dimensions.get(d)));
        std::iter::once(Cell::Year(*cycle)).chain(cells).collect::<Vec<Cell>>()
    });
    Table::new(caption, columns.map(Column::text).to_vec(), rows)
}

/// In words, and how many of all moved towards progress.
fn cell(l: &Language, counts: Option<&Counts>) -> Cell {
    let Some(counts) = counts else {
        return Cell::Parts([0; 4], say!(l, "benefits-no-result"), "–".into());
    };
    let short = say!(l, "count-of", n = counts[0], all = counts.iter().sum::<i64>());
    Cell::Parts(*counts, words(l, counts), short)
}

fn words(l: &Language, [towards, held, away, none]: &Counts) -> String {
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
    let parts = [
        (all(conditions) > 0).then(|| say!(l, "benefits-of-conditions", n = conditions[0], all = all(conditions))),
        (all(blocks) > 0).then(|| say!(l, "benefits-of-blocks", n = blocks[0], all = all(blocks))),
        (all(benefits) > 0).then(|| say!(l, "benefits-of-benefits", n = benefits[0], all = all(benefits))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    say!(l, "benefits-moved", cycle = cycle.to_string(), parts = l.list(&parts))
}

#[cfg(test)]
mod tests {
    use super::{cell, sentence};
    use crate::document::Cell;
    use crate::language::tests::english;

    #[test]
    fn what_happened_together_in_words() {
        let l = &english();
        assert_eq!(
            sentence(l, 2024, &[[2, 1, 0, 0], [0, 0, 0, 0], [0, 0, 1, 0]]),
            "Measurements that had moved towards progress since their baselines by 2024: 2 of 3 in fundamental conditions and none of 1 in wider benefits."
        );
        let read = |cell: Cell| cell.text(l).plain();
        assert_eq!(read(cell(l, Some(&[2, 0, 1, 0]))), "2 towards and 1 away");
        assert_eq!(read(cell(l, None)), "no result");
    }
}
