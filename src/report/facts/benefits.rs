//! Conditions, building blocks and wider benefits side by side over the years: what happened together, and no cause.

use std::collections::BTreeMap;

use super::subject::Subject;
use super::words::counted;
use crate::document::{Block, Cell, Medium, Row, Table};
use crate::language::Language;
use crate::{columns, say};

/// Dimensions in the order from the ground up.
const DIMENSIONS: [i64; 3] = [3, 2, 1];

/// Cycles in a brief, the newest; the page has them all.
const CYCLES_SHOWN: usize = 6;

/// Cycles from which on the table of a page folds.
const CYCLES_OPEN: usize = 12;

/// Measurements by outcome: towards, held, away, no direction.
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
            let table = match table.rows.len() > CYCLES_OPEN {
                true => Block::Details(say!(l, "layout-figures-in-a-table"), vec![Block::Table(table)]),
                false => Block::Table(table),
            };
            (say!(l, "benefits-title"), vec![Block::paragraph(newest), note, table])
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
    let columns = columns!(l => text "benefits-by", text "benefits-conditions", text "benefits-blocks",
        text "benefits-benefits");
    let rows = cycles.map(|(cycle, dimensions)| {
        Row::headed(Cell::Year(*cycle), DIMENSIONS.iter().map(|d| cell(l, dimensions.get(d))))
    });
    Table::new(caption, columns, rows)
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
        (*towards, "benefits-towards"),
        (*held, "benefits-held"),
        (*away, "benefits-away"),
        (*none, "benefits-no-direction"),
    ];
    counted(l, parts)
}

/// The newest cycle in a sentence, from the ground up.
fn sentence(l: &Language, cycle: i64, [conditions, blocks, benefits]: &[Counts; 3]) -> String {
    let parts =
        [("benefits-of-conditions", conditions), ("benefits-of-blocks", blocks), ("benefits-of-benefits", benefits)];
    let some = parts.into_iter().map(|(id, counts)| (id, counts[0], counts.iter().sum::<i64>()));
    let parts: Vec<String> = some.filter(|(.., all)| *all > 0).map(|(id, n, all)| say!(l, id, n, all)).collect();
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
