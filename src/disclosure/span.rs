//! What can be derived from published totals by adding and subtracting them.
//!
//! Every total is a sum of what cities contribute. Who has several of them has all their linear combinations: the row
//! space of a matrix with a row for each total and a column for each contribution. A city, or a few, are exposed where
//! that space has a vector that is zero outside their columns. All arithmetic is exact: modulo the prime 2^61 - 1,
//! which no determinant of so few zeros and ones reaches.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{Contributions, Counts, OUTCOMES, Rules};

const PRIME: u64 = (1 << 61) - 1;

/// Sets of cities looked at, at most; beyond that nothing new is given.
const MOST_SETS: usize = 20_000;

/// Dimensions of a space whose sums of whole sets are enumerated, at most; beyond that nothing new is given.
const MOST_DIMENSIONS: usize = 14;

/// Totals of one area that have been published, of any edition and cycle, as somebody sees them who has kept them all.
#[derive(Debug, Default, Clone)]
pub struct Totals {
    /// City and what it contributes. A city whose results changed has several: what stayed the same is taken to be
    /// known to have stayed.
    contributions: Vec<(String, Counts)>,
    /// Contributions that are public, in this edition or an earlier one.
    known: Vec<bool>,
    /// Each total's contributions, by their place.
    rows: Vec<Vec<usize>>,
}

/// Columns of the matrix that are alike: contributions that are in the same totals.
struct Alike<'a> {
    /// One entry a total.
    pattern: Vec<u64>,
    members: Vec<usize>,
    cities: BTreeSet<&'a str>,
}

impl Totals {
    /// Adds a total; `known` says of a city's contribution whether it is public.
    pub fn add(&mut self, cell: &Contributions, known: impl Fn(&str, &Counts) -> bool) {
        let mut row: Vec<usize> = cell
            .iter()
            .map(|(city, counts)| match self.contributions.iter().position(|(c, n)| c == city && n == counts) {
                Some(place) => place,
                None => {
                    self.contributions.push((city.clone(), *counts));
                    self.known.push(known(city, counts));
                    self.contributions.len() - 1
                }
            })
            .collect();
        row.sort_unstable();
        if !self.rows.contains(&row) {
            self.rows.push(row);
        }
    }

    /// Whether the totals of `later`, which are these and further ones, expose no more than these do: no contributions
    /// of fewer cities than the rules ask for can be solved for that could not be before, and every sum over a set of
    /// cities that can be derived, and could not be before, has enough cities that went several ways. False too where
    /// there is too much to look at.
    pub fn allow(&self, later: &Totals, rules: &Rules) -> bool {
        let kinds = std::iter::once(None).chain((0..OUTCOMES).map(Some));
        for outcome in kinds {
            let before = self.columns(&self.hidden(outcome, rules));
            let after = later.columns(&later.hidden(outcome, rules));
            let Some(sets) = small_sets(&after, rules.cities) else { return false };
            if sets.iter().any(|set| exposed(&after, set) > exposed(&before, set)) {
                return false;
            }
        }
        later.sums_are_mixed(self, rules)
    }

    /// Cities each of which can be solved for by itself.
    pub fn single(&self) -> BTreeSet<String> {
        let columns = self.columns(&self.known);
        let cities: BTreeSet<&str> = columns.iter().flat_map(|c| c.cities.iter().copied()).collect();
        let alone = |city: &&str| exposed(&columns, &BTreeSet::from([*city])) > 0;
        cities.into_iter().filter(alone).map(str::to_string).collect()
    }

    /// Contributions that are no unknowns: those that are public, and for one outcome those of a sum of zero, which is
    /// zero for each.
    fn hidden(&self, outcome: Option<usize>, rules: &Rules) -> Vec<bool> {
        let mut hidden = self.known.clone();
        let Some(outcome) = outcome else { return hidden };
        loop {
            let open: Vec<BTreeSet<usize>> =
                self.rows.iter().map(|row| row.iter().copied().filter(|c| !hidden[*c]).collect()).collect();
            let differences = open
                .iter()
                .flat_map(|a| open.iter().map(move |b| (a, b)))
                .filter(|(a, b)| b.len() < a.len() && b.is_subset(a))
                .map(|(a, b)| a - b);
            let zero = open.iter().cloned().chain(differences).find(|set| {
                // A smaller set stays unknown here, and so is found to be exposed.
                !set.is_empty()
                    && self.cities(set).len() >= rules.cities
                    && set.iter().all(|c| self.contributions[*c].1[outcome] == 0)
            });
            match zero {
                Some(set) => set.into_iter().for_each(|c| hidden[c] = true),
                None => return hidden,
            }
        }
    }

    fn cities<'a>(&self, contributions: impl IntoIterator<Item = &'a usize>) -> BTreeSet<&str> {
        contributions.into_iter().map(|c| self.contributions[*c].0.as_str()).collect()
    }

    /// The matrix, columns that are alike taken together; columns of zeros and hidden ones left out.
    fn columns(&self, hidden: &[bool]) -> Vec<Alike<'_>> {
        let mut alike: BTreeMap<Vec<u64>, Vec<usize>> = BTreeMap::new();
        for place in (0..self.contributions.len()).filter(|c| !hidden[*c]) {
            let pattern: Vec<u64> = self.rows.iter().map(|row| u64::from(row.binary_search(&place).is_ok())).collect();
            if pattern.contains(&1) {
                alike.entry(pattern).or_default().push(place);
            }
        }
        let with_cities =
            |(pattern, members): (Vec<u64>, Vec<usize>)| Alike { cities: self.cities(&members), pattern, members };
        alike.into_iter().map(with_cities).collect()
    }

    /// Whether every sum over a set of contributions that can be derived from these totals and not from the earlier
    /// ones is one that may be given: of enough cities, that went several ways.
    fn sums_are_mixed(&self, earlier: &Totals, rules: &Rules) -> bool {
        let columns = self.columns(&self.known);
        let rows = |of: &Totals| -> Vec<Vec<u64>> {
            of.rows
                .iter()
                .map(|row| {
                    let holds = |a: &Alike| {
                        a.members
                            .first()
                            .and_then(|m| self.place_in(of, *m))
                            .is_some_and(|m| row.binary_search(&m).is_ok())
                    };
                    columns.iter().map(|a| u64::from(holds(a))).collect()
                })
                .collect()
        };
        let (before, basis) = (reduced(rows(earlier)), reduced(rows(self)));
        if basis.len() > MOST_DIMENSIONS {
            return false;
        }
        (1_u32..1 << basis.len()).all(|pick| {
            let mut sum = vec![0; columns.len()];
            for row in basis.iter().enumerate().filter(|(i, _)| pick >> i & 1 == 1).map(|(_, row)| row) {
                sum.iter_mut().zip(row).for_each(|(s, r)| *s = plus(*s, *r));
            }
            if sum.iter().any(|s| *s > 1) || vanishes(&before, sum.clone()) {
                return true;
            }
            let set = columns.iter().zip(&sum).filter(|(_, s)| **s == 1).flat_map(|(a, _)| &a.members);
            self.is_mixed(set, rules)
        })
    }

    fn place_in(&self, other: &Totals, place: usize) -> Option<usize> {
        other.contributions.iter().position(|c| *c == self.contributions[place])
    }

    /// Whether a set has enough cities, and at least two outcomes each come from several of them.
    fn is_mixed<'a>(&self, set: impl Iterator<Item = &'a usize> + Clone, rules: &Rules) -> bool {
        let with = |outcome: usize| self.cities(set.clone().filter(|c| self.contributions[**c].1[outcome] > 0)).len();
        self.cities(set.clone()).len() >= rules.cities
            && (0..OUTCOMES).filter(|o| with(*o) >= rules.spread).count() >= 2
    }
}

/// Sets of fewer than `least` cities outside which a combination of totals might vanish; none where they are too many.
/// A combination has the same factor for columns that are alike, so that only unions of these come into question.
fn small_sets<'a>(columns: &[Alike<'a>], least: usize) -> Option<BTreeSet<BTreeSet<&'a str>>> {
    let small: BTreeSet<&BTreeSet<&str>> = columns.iter().map(|a| &a.cities).filter(|c| c.len() < least).collect();
    let mut found: BTreeSet<BTreeSet<&str>> = BTreeSet::new();
    for set in small {
        let unions: Vec<BTreeSet<&str>> = found.iter().map(|f| f | set).filter(|u| u.len() < least).collect();
        found.extend(unions);
        found.insert(set.clone());
        if found.len() > MOST_SETS {
            return None;
        }
    }
    Some(found)
}

/// Dimension of the space of combinations that hold contributions of these cities alone.
fn exposed(columns: &[Alike<'_>], cities: &BTreeSet<&str>) -> usize {
    let others: Vec<Vec<u64>> =
        columns.iter().filter(|a| !a.cities.is_subset(cities)).map(|a| a.pattern.clone()).collect();
    if others.len() == columns.len() {
        return 0;
    }
    rank(columns.iter().map(|a| a.pattern.clone()).collect()) - rank(others)
}

/// Rank of a matrix, given by its rows or by its columns.
fn rank(vectors: Vec<Vec<u64>>) -> usize {
    reduced(vectors).len()
}

/// Reduced row echelon form, without its rows of zeros.
fn reduced(mut rows: Vec<Vec<u64>>) -> Vec<Vec<u64>> {
    let width = rows.first().map_or(0, Vec::len);
    let mut done = 0;
    for column in 0..width {
        let Some(pivot) = (done..rows.len()).find(|r| rows[*r][column] != 0) else {
            continue;
        };
        rows.swap(done, pivot);
        let factor = inverse(rows[done][column]);
        rows[done].iter_mut().for_each(|v| *v = times(*v, factor));
        let row = rows[done].clone();
        for other in (0..rows.len()).filter(|r| *r != done) {
            let factor = rows[other][column];
            if factor != 0 {
                subtract(&mut rows[other], &row, factor);
            }
        }
        done += 1;
    }
    rows.truncate(done);
    rows
}

/// Whether a vector is in the space of reduced rows.
fn vanishes(basis: &[Vec<u64>], mut vector: Vec<u64>) -> bool {
    for row in basis {
        if let Some(pivot) = row.iter().position(|v| *v != 0) {
            let factor = vector[pivot];
            subtract(&mut vector, row, factor);
        }
    }
    vector.iter().all(|v| *v == 0)
}

fn subtract(from: &mut [u64], row: &[u64], factor: u64) {
    from.iter_mut().zip(row).for_each(|(v, r)| *v = plus(*v, PRIME - times(*r, factor)));
}

fn plus(a: u64, b: u64) -> u64 {
    (a + b) % PRIME
}

fn times(a: u64, b: u64) -> u64 {
    (u128::from(a) * u128::from(b) % u128::from(PRIME)) as u64
}

/// By Fermat: a^(p - 2).
fn inverse(a: u64) -> u64 {
    let (mut base, mut exponent, mut product) = (a, PRIME - 2, 1);
    while exponent > 0 {
        if exponent & 1 == 1 {
            product = times(product, base);
        }
        base = times(base, base);
        exponent >>= 1;
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: Rules = Rules { cities: 5, spread: 2 };

    /// Cities `a` to ...; in turn they go towards and away.
    fn cell(cities: &str) -> Contributions {
        cities
            .chars()
            .map(|c| (c.to_string(), if u32::from(c) % 2 == 0 { [1, 0, 0, 0, 0] } else { [0, 0, 1, 0, 0] }))
            .collect()
    }

    fn allowed(earlier: &[&str], next: &str) -> bool {
        let mut totals = Totals::default();
        earlier.iter().for_each(|e| totals.add(&cell(e), |_, _| false));
        let mut later = totals.clone();
        later.add(&cell(next), |_, _| false);
        totals.allow(&later, &RULES)
    }

    #[test]
    fn a_total_is_allowed_where_no_few_cities_can_be_solved_for() {
        assert!(allowed(&[], "abcde"));
        assert!(!allowed(&[], "abcd"), "four cities");
        assert!(!allowed(&["abcdef"], "abcde"), "one left");
        assert!(!allowed(&["abcdefghi"], "abcde"), "four left");
        assert!(allowed(&["abcdefghij"], "abcde"), "five left");
        assert!(allowed(&["abcde"], "abcde"), "the same");
        assert!(allowed(&["abcde"], "fghij"), "others");
        assert!(!allowed(&["abcde"], "abcfg"), "two against two");
        // Far from the last, near to the first.
        assert!(!allowed(&["abcde", "abcdefghij"], "abcdef"));
        // Near to none, and yet the sum of two of them less the third: {a..e} + {f..j} - {a..d, f..j} = e.
        assert!(!allowed(&["abcde", "fghij"], "abcdfghij"));
        // x1 + ... with factors: twice the union of three, overlapping, solves for single groups.
        assert!(
            !allowed(&["abcdefgh", "efghijkl"], "abcdijkl"),
            "half of the sum of the three less the third is e to h"
        );
    }

    #[test]
    fn a_sum_that_all_went_one_way_is_not_allowed() {
        let mut totals = Totals::default();
        totals.add(&cell("abcde"), |_, _| false);
        let mut later = totals.clone();
        let mut joined = cell("abcde");
        joined.extend((0..5).map(|i| (format!("late{i}"), [2, 0, 0, 0, 0])));
        later.add(&joined, |_, _| false);
        assert!(!totals.allow(&later, &RULES), "of each of the five that joined the sum would say towards");
    }

    #[test]
    fn what_is_public_hides_nobody() {
        let mut totals = Totals::default();
        totals.add(&cell("abcdef"), |c, _| c == "a");
        assert!(Totals::default().allow(&totals, &RULES));
        let mut totals = Totals::default();
        totals.add(&cell("abcde"), |c, _| c == "a");
        assert!(!Totals::default().allow(&totals, &RULES));
        assert!(totals.single().is_empty());
        let mut totals = Totals::default();
        totals.add(&cell("abcde"), |c, _| c != "d");
        assert_eq!(totals.single(), BTreeSet::from(["d".to_string()]));
    }

    #[test]
    fn zeros_are_known() {
        // None of the first went no way; three of them stay and three join: that count would be of three.
        let of = |cities: &str, held: &str| -> Contributions {
            cities.chars().map(|c| (c.to_string(), [1, u32::from(held.contains(c)), 1, 1, 1])).collect()
        };
        let mut totals = Totals::default();
        totals.add(&of("abcdef", ""), |_, _| false);
        let mut later = totals.clone();
        later.add(&of("abcghi", "gh"), |_, _| false);
        assert!(!totals.allow(&later, &RULES));
        let mut totals = Totals::default();
        totals.add(&of("abcdef", "a"), |_, _| false);
        let mut later = totals.clone();
        later.add(&of("abcghi", "agh"), |_, _| false);
        assert!(totals.allow(&later, &RULES));
    }

    #[test]
    fn ranks() {
        assert_eq!(rank(vec![]), 0);
        assert_eq!(rank(vec![vec![1, 1, 0], vec![0, 1, 1], vec![1, 0, PRIME - 1]]), 2);
        assert_eq!(rank(vec![vec![1, 1, 0], vec![0, 1, 1], vec![1, 0, 1]]), 3);
        assert_eq!(times(inverse(7), 7), 1);
    }
}
