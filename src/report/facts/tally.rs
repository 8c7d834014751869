//! Counts of movements as readers see them: by measurement, how many of them are firm, and what chance alone would
//! give.

use crate::document::{Cell, Column, Row, Table};
use crate::language::Language;
use crate::model::relations::{AreaMovement, NetworkMovement, NetworkSummary};
use crate::model::vocabulary::CountedOutcome;
use crate::say;

/// Measurements by outcome. What moved different ways in its items counts with what has no direction.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Tally {
    /// Towards, held, away, no one direction.
    pub parts: [i64; 4],
    /// Those of each that moved firmly.
    pub firm: [i64; 4],
    /// Without a result.
    pub none: i64,
    /// Results that nothing tests.
    pub untested: i64,
    /// Results by a city's own definition in place of the catalogue's.
    pub own_definition: i64,
    /// How many of the tested would show a movement by chance alone.
    pub chance: f64,
}

impl Tally {
    /// A row of `area_movement`.
    pub fn of_area(row: &AreaMovement) -> Tally {
        Tally {
            parts: [row.towards, row.held, row.away, row.no_direction + row.mixed],
            firm: [row.towards_firm, 0, row.away_firm, row.no_direction_firm],
            none: row.no_result,
            untested: row.not_tested,
            own_definition: row.other_definition,
            chance: row.chance,
        }
    }

    /// Takes in a further outcome of the same area. What is untested, by own definitions or by chance is of all
    /// outcomes.
    pub fn take(&mut self, outcome: &Tally) {
        let Tally { parts, firm, .. } = self.with(outcome);
        *self = Tally { parts, firm, ..*outcome };
    }

    /// Both together.
    pub fn with(self, other: &Tally) -> Tally {
        Tally {
            parts: std::array::from_fn(|i| self.parts[i] + other.parts[i]),
            firm: std::array::from_fn(|i| self.firm[i] + other.firm[i]),
            none: self.none + other.none,
            untested: self.untested + other.untested,
            own_definition: self.own_definition + other.own_definition,
            chance: self.chance + other.chance,
        }
    }

    /// Measurements with a result.
    pub fn all(&self) -> i64 {
        self.parts.iter().sum()
    }

    /// A row of a table of counts; held is never firm.
    pub fn row(&self, title: impl Into<Cell>, last: i64) -> Row {
        let moved = |at: usize| Cell::Moved(self.parts[at], (at != 1).then_some(self.firm[at]));
        Row::headed(title, (0..4).map(moved).chain([Cell::Count(last)]))
    }

    /// A table of counts, with a bar of their shares.
    pub fn table(
        l: &Language,
        caption: String,
        first: String,
        last: String,
        rows: impl IntoIterator<Item = Row>,
    ) -> Table {
        let mut columns = vec![Column::text(first)];
        columns.extend(outcomes(l).map(Column::movement));
        columns.push(Column::count(last));
        Table::new(caption, columns, rows)
    }

    /// `Of 9 measurements with a comparable change, 3 moved towards progress (2 of them firmly), 4 held steady and none
    /// moved away.`
    pub fn sentence(&self, l: &Language) -> String {
        let ([towards, held, away, unread], [towards_firm, _, away_firm, _]) = (self.parts, self.firm);
        match self.all() {
            0 => say!(l, "moved-none"),
            all => say!(l, "moved", all, towards, towards_firm, held, away, away_firm, unread),
        }
    }

    /// What a reader must know of these counts: what chance alone would give, and how many results go by a city's own
    /// definition.
    pub fn remarks(&self, l: &Language) -> Option<String> {
        let own = (self.own_definition > 0).then(|| {
            let all = i64::from(self.own_definition == self.all());
            say!(l, "moved-own-definition", n = self.own_definition, all)
        });
        let remarks: Vec<String> = self.by_chance(l).into_iter().chain(own).collect();
        (!remarks.is_empty()).then(|| remarks.join(" "))
    }

    /// `Even if nothing had changed, at least 3 of the 40 that were tested would show a movement by chance.` None where
    /// there is no result.
    pub fn by_chance(&self, l: &Language) -> Option<String> {
        let (untested, tested) = (self.untested, self.all() - self.untested);
        // Whole measurements that the sum reaches; less than one is said as such.
        let n = self.chance.floor() as i64;
        match (self.all(), tested) {
            (0, _) => None,
            (_, 0) => Some(say!(l, "moved-untested")),
            _ => Some(say!(l, "moved-chance", n, tested, untested)),
        }
    }
}

/// Rows that have the counts of one outcome of an area.
macro_rules! counts_of_an_outcome {
    ($($row:ident),+) => {
        $(impl From<&$row<'_>> for Tally {
            fn from(row: &$row) -> Tally {
                let of_outcome = |n| std::array::from_fn(|at| if place(row.outcome) == Some(at) { n } else { 0 });
                Tally {
                    parts: of_outcome(row.measurements),
                    firm: of_outcome(row.firm),
                    none: 0,
                    untested: row.not_tested,
                    own_definition: row.other_definition,
                    chance: row.chance,
                }
            }
        })+
    };
}
counts_of_an_outcome!(NetworkMovement, NetworkSummary);

/// Towards, held, away, no direction: the heads of columns of counts.
pub fn outcomes(l: &Language) -> [String; 4] {
    [say!(l, "counts-towards"), say!(l, "counts-held"), say!(l, "counts-away"), say!(l, "counts-no-direction")]
}

/// The place of an outcome among the parts.
pub fn place(outcome: &str) -> Option<usize> {
    Some(match outcome.parse().ok()? {
        CountedOutcome::Towards => 0,
        CountedOutcome::Held => 1,
        CountedOutcome::Away => 2,
        CountedOutcome::NoDirection | CountedOutcome::Mixed | CountedOutcome::Rose | CountedOutcome::Fell => 3,
    })
}

#[cfg(test)]
mod tests {
    use super::Tally;
    use crate::language::tests::english;

    #[test]
    fn movement_in_a_sentence() {
        let l = &english();
        let n = |parts, firm| Tally { parts, firm, ..Tally::default() };
        assert!(n([0; 4], [0; 4]).sentence(l).starts_with("No measurement"));
        assert_eq!(
            n([31, 4, 2, 0], [22, 0, 0, 0]).sentence(l),
            "Of 37 measurements with a comparable change, 31 moved towards progress (22 of them firmly), 4 held steady and 2 moved away (none of them firmly)."
        );
        assert_eq!(
            n([0, 0, 0, 1], [0; 4]).sentence(l),
            "Of 1 measurement with a comparable change, none moved towards progress, none held steady and none moved away; 1 moved with no set direction of progress."
        );
    }

    #[test]
    fn chance_in_a_sentence() {
        let l = &english();
        let n = |chance, untested| Tally { parts: [10, 0, 0, 0], chance, untested, ..Tally::default() };
        assert_eq!(Tally::default().by_chance(l), None);
        assert_eq!(
            n(2.6, 0).by_chance(l).unwrap(),
            "Even if nothing had changed, at least 2 of these 10 would show a movement by chance."
        );
        assert_eq!(
            n(0.2, 3).by_chance(l).unwrap(),
            "Even if nothing had changed, fewer than 1 of the 7 that could be tested would show a movement by chance; 3 could not be tested."
        );
        assert_eq!(
            n(0.0, 10).by_chance(l).unwrap(),
            "None of these changes could be tested: no margin of error is known for them."
        );
    }

    #[test]
    fn results_by_own_definitions_are_counted_apart() {
        let l = &english();
        let n = |own_definition| Tally { parts: [3, 0, 0, 0], untested: 3, own_definition, ..Tally::default() };
        assert!(!n(0).remarks(l).unwrap().contains("definition"));
        assert!(
            n(1).remarks(l).unwrap().contains("One of these results follows a definition other than the catalogue’s")
        );
        let both = Tally::default().with(&n(1)).with(&n(2)).remarks(l).unwrap();
        assert!(both.contains("3 of these results follow definitions other than the catalogue’s"), "{both}");
    }
}
