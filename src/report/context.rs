//! What differs between two cities in context, in words.

use std::collections::BTreeMap;

use crate::language::Language;
use crate::model::relations::{PeerVariable, Relations};
use crate::model::vocabulary::Transform;
use crate::say;

/// The variable that the membership form asks every city for, and that has words of its own.
const POPULATION: &str = "population";

/// A context variable with what makes a difference in it worth saying.
struct Scale<'s> {
    row: PeerVariable<'s>,
    transform: Transform,
    /// Half of the width of the middle half of all cities, on the transformed scale.
    noticeable: f64,
}

impl Scale<'_> {
    fn on_scale(&self, value: f64) -> Option<f64> {
        transformed(self.transform, value)
    }
}

fn transformed(transform: Transform, value: f64) -> Option<f64> {
    match transform {
        Transform::None => Some(value),
        Transform::Log => (value > 0.0).then(|| value.ln()),
    }
}

/// What cities are compared in.
pub struct Context<'s> {
    scales: Vec<Scale<'s>>,
    /// By city and variable.
    values: BTreeMap<(&'s str, &'s str), f64>,
}

impl<'s> Context<'s> {
    /// That of the publication. It goes through all cities: once for all of them.
    pub fn new(rows: &Relations<'s>) -> Context<'s> {
        let values: BTreeMap<(&str, &str), f64> =
            rows.peer_context.iter().map(|row| ((row.city, row.variable), row.value)).collect();
        let scale = |row: PeerVariable<'s>| {
            let transform = row.transform.and_then(|word| word.parse().ok()).unwrap_or_default();
            let of_variable = values.iter().filter(|((_, variable), _)| *variable == row.variable);
            let all = of_variable.filter_map(|(_, value)| transformed(transform, *value));
            Scale { noticeable: half_of_middle_half(all.collect()), transform, row }
        };
        Context { scales: rows.peer_variables.iter().map(scale).collect(), values }
    }

    /// `larger: 1,200,000 inhabitants; GDP per inhabitant lower: 9,400 US$`; that nothing differs much; nothing where
    /// no value of both is known.
    pub fn differences(&self, l: &Language, city: &str, other: &str) -> Option<String> {
        let mut compared = 0;
        let mut said = Vec::new();
        for scale in &self.scales {
            let value = |city: &str| self.values.get(&(city, scale.row.variable)).copied();
            let Some((own, others)) = value(city).zip(value(other)) else { continue };
            let Some((from, to)) = scale.on_scale(own).zip(scale.on_scale(others)) else { continue };
            compared += 1;
            if (to - from).abs() >= scale.noticeable && to != from {
                said.push(difference(l, &scale.row, others, to > from));
            }
        }
        match said.is_empty() {
            true => (compared > 0).then(|| say!(l, "context-alike")),
            false => Some(l.list_apart(said)),
        }
    }
}

fn difference(l: &Language, variable: &PeerVariable, value: f64, more: bool) -> String {
    let unit = variable.unit.unwrap_or_default();
    let rounded = two_digits(value);
    let exact = rounded == value;
    let value = l.value(rounded, "amount", unit);
    let value = if exact { value } else { say!(l, "context-about", value) };
    match (variable.variable == POPULATION, more) {
        (true, true) => say!(l, "context-larger", value),
        (true, false) => say!(l, "context-smaller", value),
        (false, more) => {
            let title = l.name("variable", variable.variable, variable.title);
            let title = if title.is_empty() { variable.variable.to_string() } else { title };
            if more { say!(l, "context-more", title, value) } else { say!(l, "context-less", title, value) }
        }
    }
}

/// A value with two digits that say something.
fn two_digits(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let unit = 10f64.powf(value.abs().log10().floor() - 1.0);
    (value / unit).round() * unit
}

/// Half of the width of the middle half of some values; 0 for fewer than two.
fn half_of_middle_half(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let quantile = |share: f64| {
        let place = share * (values.len().saturating_sub(1)) as f64;
        let (low, high) = (values.get(place.floor() as usize)?, values.get(place.ceil() as usize)?);
        Some(low + (high - low) * place.fract())
    };
    quantile(0.25).zip(quantile(0.75)).map_or(0.0, |(low, high)| (high - low) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::{half_of_middle_half, two_digits};

    #[test]
    fn values_keep_two_digits() {
        assert_eq!([1_234_567.0, 94.6, 0.0].map(two_digits), [1_200_000.0, 95.0, 0.0]);
        assert!((two_digits(0.0456) - 0.046).abs() < 1e-12);
    }

    #[test]
    fn the_spread_is_that_of_the_middle_half() {
        assert_eq!(half_of_middle_half(vec![5.0, 1.0, 3.0, 2.0, 4.0]), 1.0);
        assert_eq!((half_of_middle_half(vec![]), half_of_middle_half(vec![7.0])), (0.0, 0.0));
    }
}
