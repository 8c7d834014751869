//! Who has every edition, knows which cities are counted and not shown, which of them changed nothing, and what became
//! public; and adds and subtracts what the editions give. It shares no code with the rule that it attacks.

use std::collections::{BTreeMap, BTreeSet};

use learning_cities::disclosure::Counts;

/// A city and what it contributes by outcome.
pub type Contribution = (String, Counts);

/// Sums that were published of one area: who is in them.
#[derive(Debug, Default, Clone)]
pub struct Attacker {
    totals: Vec<BTreeSet<Contribution>>,
    public: BTreeSet<Contribution>,
}

impl Attacker {
    /// Keeps a sum.
    pub fn sees(&mut self, cities: impl IntoIterator<Item = Contribution>) {
        let total: BTreeSet<Contribution> = cities.into_iter().collect();
        if !self.totals.contains(&total) {
            self.totals.push(total);
        }
    }

    /// Learns from public pages what a city contributed to a sum.
    pub fn knows(&mut self, contribution: Contribution) {
        self.public.insert(contribution);
    }

    /// Cities that can be solved for: rows of the reduced matrix over the rationals with unknowns of one city alone.
    pub fn solved(&self) -> BTreeSet<String> {
        let unknowns: Vec<&Contribution> = self.unknowns();
        let cities: BTreeSet<&str> = unknowns.iter().map(|u| u.0.as_str()).collect();
        // A city's unknowns last: a row of zeros before them is one about this city alone.
        let solves = |city: &&str| {
            let (others, own): (Vec<&Contribution>, Vec<&Contribution>) = unknowns.iter().partition(|u| u.0 != *city);
            let columns: Vec<&Contribution> = others.iter().chain(&own).copied().collect();
            let rows = echelon(self.rows(&columns));
            rows.iter().any(|row| row.iter().position(|v| v.0 != 0).is_some_and(|first| first >= others.len()))
        };
        cities.into_iter().filter(solves).map(str::to_string).collect()
    }

    /// The least number of cities that a combination of sums with small factors is about; none where there is none.
    pub fn fewest(&self) -> Option<usize> {
        let unknowns = self.unknowns();
        let rows: Vec<Vec<i64>> =
            self.rows(&unknowns).into_iter().map(|r| r.into_iter().map(|v| v.0 as i64).collect()).collect();
        // All that is possible with a few sums; with more of them sums and differences of up to four.
        let factors: &[i64] = if rows.len() <= 6 { &[0, 1, -1, 2, -2] } else { &[0, 1, -1] };
        let most = if rows.len() <= 6 { rows.len() } else { 4 };
        let mut fewest = None;
        let mut sum = vec![0; unknowns.len()];
        self.combine(&rows, 0, most, factors, &mut sum, &unknowns, &mut fewest);
        fewest
    }

    #[expect(clippy::too_many_arguments, reason = "a recursion's state")]
    fn combine(
        &self,
        rows: &[Vec<i64>],
        from: usize,
        most: usize,
        factors: &[i64],
        sum: &mut Vec<i64>,
        unknowns: &[&Contribution],
        fewest: &mut Option<usize>,
    ) {
        if from == rows.len() || most == 0 {
            let about: BTreeSet<&str> =
                unknowns.iter().zip(&*sum).filter(|(_, s)| **s != 0).map(|(u, _)| u.0.as_str()).collect();
            if !about.is_empty() {
                *fewest = Some(fewest.map_or(about.len(), |f: usize| f.min(about.len())));
            }
            return;
        }
        for factor in factors {
            sum.iter_mut().zip(&rows[from]).for_each(|(s, v)| *s += factor * v);
            self.combine(rows, from + 1, most - usize::from(*factor != 0), factors, sum, unknowns, fewest);
            sum.iter_mut().zip(&rows[from]).for_each(|(s, v)| *s -= factor * v);
        }
    }

    fn unknowns(&self) -> Vec<&Contribution> {
        let all: BTreeSet<&Contribution> = self.totals.iter().flatten().collect();
        all.into_iter().filter(|c| !self.public.contains(*c)).collect()
    }

    fn rows(&self, columns: &[&Contribution]) -> Vec<Vec<Ratio>> {
        self.totals.iter().map(|t| columns.iter().map(|c| (i128::from(t.contains(*c)), 1)).collect()).collect()
    }
}

/// Numerator and denominator, in lowest terms, the denominator above zero.
type Ratio = (i128, i128);

fn ratio(n: i128, d: i128) -> Ratio {
    let (mut a, mut b) = (n.abs(), d.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    let common = a.max(1) * d.signum();
    (n / common, d / common)
}

fn echelon(mut rows: Vec<Vec<Ratio>>) -> Vec<Vec<Ratio>> {
    let width = rows.first().map_or(0, Vec::len);
    let mut done = 0;
    for column in 0..width {
        let Some(pivot) = (done..rows.len()).find(|r| rows[*r][column].0 != 0) else {
            continue;
        };
        rows.swap(done, pivot);
        let (top, below) = rows.split_at_mut(done + 1);
        let top = &top[done];
        for row in below {
            let factor = ratio(row[column].0 * top[column].1, row[column].1 * top[column].0);
            for (v, t) in row.iter_mut().zip(top) {
                *v = ratio(v.0 * t.1 * factor.1 - t.0 * factor.0 * v.1, v.1 * t.1 * factor.1);
            }
        }
        done += 1;
    }
    rows
}

/// What a published count says of results that are not shown: with them less without them.
pub fn less(with: &BTreeMap<String, i64>, public: &BTreeMap<String, i64>) -> BTreeMap<String, i64> {
    with.iter().map(|(k, n)| (k.clone(), n - public.get(k).copied().unwrap_or_default())).collect()
}

#[test]
fn the_attacker_solves_what_can_be_solved() {
    let of = |cities: &str| cities.chars().map(|c| (c.to_string(), [1, 0, 0, 0, 0])).collect::<Vec<_>>();
    let mut attacker = Attacker::default();
    attacker.sees(of("abcdef"));
    assert!(attacker.solved().is_empty());
    assert_eq!(attacker.fewest(), Some(6));
    attacker.sees(of("abcde"));
    assert_eq!(attacker.solved(), BTreeSet::from(["f".to_string()]));
    let mut attacker = Attacker::default();
    for total in ["abcdefgh", "efghijkl", "abcdijkl"] {
        attacker.sees(of(total));
    }
    assert_eq!(attacker.fewest(), Some(4));
    for known in of("abc") {
        attacker.knows(known);
    }
    assert_eq!(attacker.solved(), BTreeSet::from(["d".to_string()]));
}
