//! Nearest neighbours in context (methods 6): cities in a like context, never in like results.
//!
//! Each context variable is winsorised, made a z-score over all cities that have it, and
//! d² = (W / W_shared) * sum of w * (z_i - z_j)² over the variables that two cities share. Nothing is imputed.
//! Distances to one city at a time are held in memory, never a table of all pairs.

use rayon::prelude::*;

/// What the search is told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rules {
    /// Most peers of a city.
    pub k: usize,
    /// Least share of the weight that a city holds, and that two cities share, from 0 to 1.
    pub shared_weight: f64,
    /// Share of cities below which a value is drawn in.
    pub winsor_low: f64,
    /// Share of cities above which a value is drawn in.
    pub winsor_high: f64,
}

/// A context variable over all cities.
#[derive(Debug, Clone, PartialEq)]
pub struct Variable {
    /// Weight in the distance, above 0.
    pub weight: f64,
    /// A value for each city, already transformed; NaN and infinities count as absent.
    pub values: Vec<Option<f64>>,
}

/// What became of a variable.
#[derive(Debug, Clone, PartialEq)]
pub struct Standard {
    /// Cities that have it.
    pub cities: usize,
    /// Value below which it was drawn in; none where no city has it.
    pub low: Option<f64>,
    /// Value above which it was drawn in.
    pub high: Option<f64>,
    /// Mean of the values drawn in.
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
    /// Each variable's share of d², 0 to 1, in the order of the variables; none where it is not shared. All 0 where d is 0.
    pub parts: Vec<Option<f64>>,
}

/// The result of the search.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbours {
    /// For each variable.
    pub variables: Vec<Standard>,
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

/// Finds the `k` nearest peers of every city. `cities` are in the order of their ids, which settles ties; `candidate` says
/// whether a city may be anyone's peer. Every variable has a value or none for each city.
pub fn nearest(candidate: &[bool], variables: &[Variable], rules: &Rules) -> Neighbours {
    let standards: Vec<Standard> = variables.par_iter().map(|v| standardise(v, rules)).collect();
    let used: Vec<usize> = (0..variables.len()).filter(|v| standards[*v].used).collect();
    let total: f64 = used.iter().map(|v| variables[*v].weight).sum();
    let n = candidate.len();
    // One row a city, so that a distance reads neighbouring memory; absent is NaN.
    let rows: Vec<f64> = (0..n)
        .flat_map(|c| used.iter().map(move |v| (c, *v)))
        .map(|(c, v)| standards[v].z[c].unwrap_or(f64::NAN))
        .collect();
    let width = used.len();
    let row = |c: usize| &rows[c * width..(c + 1) * width];
    let weights: Vec<f64> = used.iter().map(|v| variables[*v].weight).collect();
    let share = |shared: f64| if total > 0.0 { shared / total } else { 0.0 };
    let enough = |shared: f64| width > 0 && enough(share(shared), rules);
    let held: Vec<f64> = (0..n)
        .map(|c| share(row(c).iter().zip(&weights).filter(|(z, _)| !z.is_nan()).map(|(_, w)| w).sum()))
        .collect();
    let nearest = (0..n)
        .into_par_iter()
        .map(|c| {
            if !enough(held[c] * total) {
                return Vec::new();
            }
            let mut best: Vec<(f64, usize)> = Vec::with_capacity(rules.k + 1);
            for other in (0..n).filter(|o| *o != c && candidate[*o]) {
                let (mut sum, mut shared) = (0.0, 0.0);
                for ((a, b), w) in row(c).iter().zip(row(other)).zip(&weights) {
                    let apart = a - b;
                    if !apart.is_nan() {
                        sum += w * apart * apart;
                        shared += w;
                    }
                }
                if !enough(shared) {
                    continue;
                }
                let squared = total / shared * sum;
                let before = |a: &(f64, usize)| rounded(a.0).total_cmp(&rounded(squared)).then(a.1.cmp(&other)).is_lt();
                let place = best.partition_point(before);
                if place < rules.k {
                    best.insert(place, (squared, other));
                    best.truncate(rules.k);
                }
            }
            best.into_iter()
                .map(|(squared, other)| explained(squared, other, variables, &standards, c, total))
                .collect()
        })
        .collect();
    Neighbours {
        variables: standards,
        held,
        nearest,
    }
}

fn explained(squared: f64, other: usize, variables: &[Variable], standards: &[Standard], city: usize, total: f64) -> Neighbour {
    let terms: Vec<Option<f64>> = variables
        .iter()
        .zip(standards)
        .map(|(v, s)| Some(v.weight * (s.z[city]? - s.z[other]?).powi(2)))
        .collect();
    let sum: f64 = terms.iter().flatten().sum();
    let shared: f64 = variables.iter().zip(&terms).filter(|(_, t)| t.is_some()).map(|(v, _)| v.weight).sum();
    Neighbour {
        city: other,
        distance: squared.sqrt(),
        shared_weight: shared / total,
        parts: terms.iter().map(|t| t.map(|t| if sum > 0.0 { t / sum } else { 0.0 })).collect(),
    }
}

fn standardise(variable: &Variable, rules: &Rules) -> Standard {
    let value = |v: &Option<f64>| v.filter(|v| v.is_finite());
    let mut sorted: Vec<f64> = variable.values.iter().filter_map(value).collect();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len();
    let low = percentile(&sorted, rules.winsor_low);
    let high = percentile(&sorted, rules.winsor_high);
    let (Some(lo), Some(hi)) = (low, high) else {
        return Standard {
            cities: 0,
            low: None,
            high: None,
            mean: None,
            deviation: None,
            used: false,
            z: vec![None; variable.values.len()],
        };
    };
    // Not clamp(): it panics where rounding has put the ends the wrong way round.
    let drawn = |v: f64| v.max(lo).min(hi);
    let mean = sorted.iter().map(|v| drawn(*v)).sum::<f64>() / n as f64;
    let deviation = (sorted.iter().map(|v| (drawn(*v) - mean).powi(2)).sum::<f64>() / n as f64).sqrt();
    let used = lo < hi && deviation > 0.0 && deviation.is_finite();
    Standard {
        cities: n,
        low,
        high,
        mean: Some(mean),
        deviation: Some(deviation),
        used,
        z: variable
            .values
            .iter()
            .map(|v| value(v).filter(|_| used).map(|v| (drawn(v) - mean) / deviation))
            .collect(),
    }
}

/// The value below which the share `p` of sorted values lies, with linear interpolation between them; none of none.
pub fn percentile(sorted: &[f64], p: f64) -> Option<f64> {
    let place = p * sorted.len().checked_sub(1)? as f64;
    let below = place.floor();
    let lower = *sorted.get(below as usize)?;
    let upper = *sorted.get(place.ceil() as usize)?;
    Some(lower + (upper - lower) * (place - below))
}
