//! Nearest neighbours in context (methods 6): cities in a like context, never in like results.
//!
//! Each context variable is made a z-score over all cities that have it, winsorised before where it is not
//! log-transformed, and d² = (W / W_shared) * sum of w * (z_i - z_j)² over the variables that two cities share. Nothing
//! is imputed. Distances from one city to a block of others are held in memory, never a table of all pairs.

use rayon::prelude::*;

/// Parameters of the search.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rules {
    /// Most peers of a city.
    pub k: usize,
    /// Least share of the weight that a city holds, and that two cities share, from 0 to 1.
    pub shared_weight: f64,
    /// Quantile to which lower values of a winsorised variable are raised, 0 to 1.
    pub winsor_low: f64,
    /// Quantile to which higher values are lowered.
    pub winsor_high: f64,
}

/// A context variable over all cities.
#[derive(Debug, Clone, PartialEq)]
pub struct Variable {
    /// Weight in the distance, above 0.
    pub weight: f64,
    /// Whether extreme values are winsorised. Logarithms are not: all large cities would become the same.
    pub winsorised: bool,
    /// A value for each city, already transformed; NaN and infinities count as absent.
    pub values: Vec<Option<f64>>,
}

/// What became of a variable.
#[derive(Debug, Clone, PartialEq)]
pub struct Standard {
    /// Cities that have it.
    pub cities: usize,
    /// Value to which lower ones were raised; none where it is not winsorised or no city has it.
    pub low: Option<f64>,
    /// Value to which higher ones were lowered.
    pub high: Option<f64>,
    /// Mean of the values after that.
    pub mean: Option<f64>,
    /// Their standard deviation over all cities (ddof 0).
    pub deviation: Option<f64>,
    /// Whether it takes part: a variable that does not vary is dropped.
    pub used: bool,
    /// z-score of each city, where it has a value and the variable is used.
    pub z: Vec<Option<f64>>,
}

/// A peer of a city.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbour {
    /// Its place in the list of cities.
    pub city: usize,
    /// d, at least 0.
    pub distance: f64,
    /// Share of the weight of all used variables that the two cities both hold.
    pub shared_weight: f64,
    /// Each variable's share of d², 0 to 1, in the order of the variables; none where it is not shared. All 0 where d
    /// is 0.
    pub parts: Vec<Option<f64>>,
    /// In how many of [`Neighbours::runs`] it stays a peer.
    pub kept: usize,
}

/// The result of the search.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbours {
    /// For each variable.
    pub variables: Vec<Standard>,
    /// Runs that leave out one used variable each; 0 where only one is used, for nothing is left then.
    pub runs: usize,
    /// For each city, the share of the weight that it holds.
    pub held: Vec<f64>,
    /// For each city, its peers, nearest first; empty where it does not hold enough of its context.
    pub nearest: Vec<Vec<Neighbour>>,
}

/// Sums of weights are compared with this much slack, so that two of three equal weights are two thirds.
const SLACK: f64 = 1e-9;

/// Two squared distances that agree to twelve decimals are a tie, whatever the last bit of a mean says.
fn rounded(squared: f64) -> f64 {
    (squared * 1e12).round()
}

/// Whether a share of the weight suffices.
pub fn enough(share: f64, rules: &Rules) -> bool {
    share + SLACK >= rules.shared_weight
}

/// Cities whose distances are worked out together: their columns then stay in the processor's nearest memory.
const BLOCK: usize = 256;

/// The used variables as columns over the cities.
struct Columns {
    /// Weight of each.
    weights: Vec<f64>,
    /// z-scores; 0 where a city has none.
    scores: Vec<Vec<f64>>,
    /// The weight where a city has the variable and may be a peer, else 0.
    offered: Vec<Vec<f64>>,
    /// Sum of the weights without variable r - 1; of all for r = 0.
    totals: Vec<f64>,
}

/// The peers found so far in one run: all variables, or all but one.
struct Best {
    found: Vec<(f64, usize)>,
    /// A city at this squared distance or further comes too late.
    limit: f64,
}

impl Best {
    fn offer(&mut self, squared: f64, city: usize, k: usize) {
        let before = |a: &(f64, usize)| rounded(a.0).total_cmp(&rounded(squared)).then(a.1.cmp(&city)).is_lt();
        let place = self.found.partition_point(before);
        if place < k {
            self.found.insert(place, (squared, city));
            self.found.truncate(k);
        }
        if self.found.len() == k {
            self.limit = self.found.last().map_or(f64::NEG_INFINITY, |f| f.0);
        }
    }
}

/// Finds the `k` nearest peers of every city, and in how many runs that leave one variable out each of them stays a
/// peer. `cities` are in the order of their ids, which settles ties; `candidate` says whether a city may be anyone's
/// peer. Every variable has a value or none for each city.
pub fn nearest(candidate: &[bool], variables: &[Variable], rules: &Rules) -> Neighbours {
    let standards: Vec<Standard> = variables.par_iter().map(|v| standardise(v, rules)).collect();
    let used: Vec<usize> = (0..variables.len()).filter(|v| standards[*v].used).collect();
    let weights: Vec<f64> = used.iter().map(|v| variables[*v].weight).collect();
    let width = used.len();
    let without =
        |left_out: Option<usize>| (0..width).filter(|v| Some(*v) != left_out).map(|v| weights[v]).sum::<f64>();
    let columns = Columns {
        scores: used.iter().map(|v| standards[*v].z.iter().map(|z| z.unwrap_or(0.0)).collect()).collect(),
        offered: used
            .iter()
            .zip(&weights)
            .map(|(v, w)| {
                standards[*v].z.iter().zip(candidate).map(|(z, c)| if z.is_some() && *c { *w } else { 0.0 }).collect()
            })
            .collect(),
        totals: std::iter::once(None).chain((0..width).map(Some)).map(without).collect(),
        weights,
    };
    let total = columns.totals[0];
    let holds = |c: usize, v: usize| standards[used[v]].z[c].is_some();
    let held_of = |c: usize, left_out: Option<usize>| {
        (0..width).filter(|v| Some(*v) != left_out && holds(c, *v)).map(|v| columns.weights[v]).sum::<f64>()
    };
    let n = candidate.len();
    let held: Vec<f64> = (0..n).map(|c| if total > 0.0 { held_of(c, None) / total } else { 0.0 }).collect();
    let nearest = (0..n)
        .into_par_iter()
        .map_init(Scratch::default, |scratch, c| {
            let own: Vec<Option<f64>> = (0..width).map(|v| standards[used[v]].z[c]).collect();
            let runs: Vec<bool> = (0..=width)
                .map(|r| {
                    let total = columns.totals[r];
                    width > usize::from(r > 0) && enough(held_of(c, r.checked_sub(1)) / total, rules)
                })
                .collect();
            if !runs[0] {
                return Vec::new();
            }
            let best = around(c, &own, &runs, &columns, n, rules, scratch);
            let kept = |city: usize| best[1..].iter().filter(|b| b.found.iter().any(|f| f.1 == city)).count();
            best[0]
                .found
                .iter()
                .map(|(squared, other)| Neighbour {
                    kept: kept(*other),
                    ..explained(*squared, *other, variables, &standards, c, total)
                })
                .collect()
        })
        .collect();
    Neighbours { runs: if width > 1 { width } else { 0 }, variables: standards, held, nearest }
}

/// Memory that one thread uses again for every city and block.
#[derive(Default)]
struct Scratch {
    /// Each variable's w * (z_i - z_j)² for a block of cities.
    terms: Vec<[f64; BLOCK]>,
}

/// The peers of one city, in each of the `runs` that it holds enough for.
fn around(
    city: usize,
    own: &[Option<f64>],
    runs: &[bool],
    columns: &Columns,
    n: usize,
    rules: &Rules,
    scratch: &mut Scratch,
) -> Vec<Best> {
    let width = own.len();
    scratch.terms.resize(width, [0.0; BLOCK]);
    let new = |_: &bool| Best {
        found: Vec::with_capacity(rules.k + 1),
        limit: if rules.k == 0 { f64::NEG_INFINITY } else { f64::INFINITY },
    };
    let mut best: Vec<Best> = runs.iter().map(new).collect();
    for start in (0..n).step_by(BLOCK) {
        let size = BLOCK.min(n - start);
        for (v, own) in own.iter().enumerate() {
            let Some(own) = own else { continue };
            let (scores, offered) = (&columns.scores[v][start..start + size], &columns.offered[v][start..start + size]);
            for ((term, z), w) in scratch.terms[v].iter_mut().zip(scores).zip(offered) {
                *term = w * (own - z) * (own - z);
            }
        }
        for (r, best) in best.iter_mut().enumerate().filter(|(r, _)| runs[*r]) {
            let (mut sums, mut shared) = ([0.0; BLOCK], [0.0; BLOCK]);
            for v in (0..width).filter(|v| v + 1 != r && own[*v].is_some()) {
                let offered = &columns.offered[v][start..start + size];
                for (((sum, shared), term), w) in sums.iter_mut().zip(&mut shared).zip(&scratch.terms[v]).zip(offered) {
                    *sum += term;
                    *shared += w;
                }
            }
            let total = columns.totals[r];
            let least = (rules.shared_weight - SLACK) * total;
            for (sum, shared) in sums.iter_mut().zip(&shared) {
                *sum = if *shared >= least { total / shared * *sum } else { f64::INFINITY };
            }
            for (at, squared) in sums[..size].iter().enumerate() {
                if *squared < best.limit && start + at != city {
                    best.offer(*squared, start + at, rules.k);
                }
            }
        }
    }
    best
}

fn explained(
    squared: f64,
    other: usize,
    variables: &[Variable],
    standards: &[Standard],
    city: usize,
    total: f64,
) -> Neighbour {
    let terms: Vec<Option<f64>> =
        variables.iter().zip(standards).map(|(v, s)| Some(v.weight * (s.z[city]? - s.z[other]?).powi(2))).collect();
    let sum: f64 = terms.iter().flatten().sum();
    let shared: f64 = variables.iter().zip(&terms).filter(|(_, t)| t.is_some()).map(|(v, _)| v.weight).sum();
    Neighbour {
        city: other,
        distance: squared.sqrt(),
        shared_weight: shared / total,
        parts: terms.iter().map(|t| t.map(|t| if sum > 0.0 { t / sum } else { 0.0 })).collect(),
        kept: 0,
    }
}

/// Standard scores of cities, for the distance of any two.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    /// Weight of each used variable.
    pub weights: Vec<f64>,
    /// For each city, its score on each used variable.
    pub scores: Vec<Vec<Option<f64>>>,
}

impl Context {
    /// The distance of two cities, as in [`nearest`]; none where they share too little of their context.
    pub fn distance(&self, a: usize, b: usize, rules: &Rules) -> Option<f64> {
        let (a, b) = (self.scores.get(a)?, self.scores.get(b)?);
        let (mut sum, mut shared) = (0.0, 0.0);
        for ((a, b), w) in a.iter().zip(b).zip(&self.weights) {
            if let (Some(a), Some(b)) = (a, b) {
                sum += w * (a - b) * (a - b);
                shared += w;
            }
        }
        let total: f64 = self.weights.iter().sum();
        (total > 0.0 && enough(shared / total, rules)).then(|| (total / shared * sum).sqrt())
    }
}

fn standardise(variable: &Variable, rules: &Rules) -> Standard {
    let value = |v: &Option<f64>| v.filter(|v| v.is_finite());
    let mut sorted: Vec<f64> = variable.values.iter().filter_map(value).collect();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len();
    let limit = |p: f64| percentile(&sorted, p).filter(|_| variable.winsorised);
    let (low, high) = (limit(rules.winsor_low), limit(rules.winsor_high));
    // Not clamp(): it panics where rounding has put the ends the wrong way round.
    let winsorised = |v: f64| v.max(low.unwrap_or(f64::NEG_INFINITY)).min(high.unwrap_or(f64::INFINITY));
    let values: Vec<f64> = sorted.iter().map(|v| winsorised(*v)).collect();
    let mean = values.iter().sum::<f64>() / n as f64;
    let deviation = (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n as f64).sqrt();
    let varies = values.first().zip(values.last()).is_some_and(|(first, last)| first < last);
    let used = varies && deviation > 0.0 && deviation.is_finite();
    Standard {
        cities: n,
        low,
        high,
        mean: (n > 0).then_some(mean),
        deviation: (n > 0).then_some(deviation),
        used,
        z: variable
            .values
            .iter()
            .map(|v| value(v).filter(|_| used).map(|v| (winsorised(v) - mean) / deviation))
            .collect(),
    }
}

/// The value below which the share `p` of sorted values is, with linear interpolation between them; none of none.
pub fn percentile(sorted: &[f64], p: f64) -> Option<f64> {
    let place = p * sorted.len().checked_sub(1)? as f64;
    let below = place.floor();
    let lower = *sorted.get(below as usize)?;
    let upper = *sorted.get(place.ceil() as usize)?;
    Some(lower + (upper - lower) * (place - below))
}
