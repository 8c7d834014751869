//! Between the relations of a store and the search for nearest cities ([`nearest`]).

use std::collections::BTreeMap;

use crate::base::error::Result;
use crate::model::schema::columns;
use crate::peers::nearest::{Neighbour, Neighbours, Rules, Variable, enough, nearest};
use crate::peers::tables::{
    Ask, Made, NEAREST_CITIES, NEAREST_CONTEXT, NEAREST_PARTS, NEAREST_PEERS, NEAREST_VARIABLES, setting,
};

/// Runs the search for neighbours on `stg_peer_context`, which is sorted here, not there.
pub fn run(ask: Ask<'_>) -> Result<Made> {
    let context = ask("select city, variable, transformed, may_be_peer from stg_peer_context order by city, variable")?;
    let variables = ask("select variable, transform, weight from peer_variables order by position, variable")?;
    let settings = ask("select name, value from settings")?;
    let setting = |name: &str| setting(&settings, name);
    let rules = Rules {
        k: setting("peers_k")?.max(0.0) as usize,
        shared_weight: setting("shared_weight")?,
        winsor_low: setting("winsor_low")?,
        winsor_high: setting("winsor_high")?,
    };
    let names: Vec<&str> = (0..variables.len()).filter_map(|r| variables.text("variable", r)).collect();
    let mut cities: Vec<&str> = Vec::new();
    let mut candidate: Vec<bool> = Vec::new();
    let mut cells: BTreeMap<(usize, &str), f64> = BTreeMap::new();
    for r in 0..context.len() {
        let Some(city) = context.text("city", r) else { continue };
        if cities.last() != Some(&city) {
            cities.push(city);
            candidate.push(context.truth("may_be_peer", r).unwrap_or(false));
        }
        if let (Some(variable), Some(value)) = (context.text("variable", r), context.number("transformed", r)) {
            cells.insert((cities.len() - 1, variable), value);
        }
    }
    let table: Vec<Variable> = names
        .iter()
        .enumerate()
        .map(|(v, name)| Variable {
            weight: variables.number("weight", v).unwrap_or(0.0),
            winsorised: variables.text("transform", v) != Some("log"),
            values: (0..cities.len()).map(|c| cells.get(&(c, *name)).copied()).collect(),
        })
        .collect();
    let found = nearest(&candidate, &table, &rules);
    written(&cities, &names, &found, &rules)
}

/// The result as tables.
fn written(cities: &[&str], names: &[&str], found: &Neighbours, rules: &Rules) -> Result<Made> {
    let pairs: Vec<(usize, &Neighbour)> =
        found.nearest.iter().enumerate().flat_map(|(c, n)| n.iter().map(move |n| (c, n))).collect();
    let parts: Vec<(usize, usize, usize, f64)> = pairs
        .iter()
        .flat_map(|(c, n)| n.parts.iter().enumerate().filter_map(move |(v, p)| Some((*c, n.city, v, (*p)?))))
        .collect();
    let scores: Vec<(usize, usize, f64)> = (0..cities.len())
        .flat_map(|c| found.variables.iter().enumerate().filter_map(move |(v, s)| Some((c, v, s.z[c]?))))
        .collect();
    let made = [
        (
            &NEAREST_PEERS,
            columns!(p in pairs =>
            city = cities[p.0], peer = cities[p.1.city], distance = p.1.distance, shared_weight = p.1.shared_weight,
            runs_kept = p.1.kept, runs = found.runs),
        ),
        (
            &NEAREST_PARTS,
            columns!(p in parts =>
            city = cities[p.0], peer = cities[p.1], variable = names[p.2], part = p.3),
        ),
        (&NEAREST_CONTEXT, columns!(s in scores => city = cities[s.0], variable = names[s.1], z = s.2)),
        (
            &NEAREST_VARIABLES,
            [
                columns!(n in names => variable = n),
                columns!(v in found.variables => cities, low, high, mean, deviation, used),
            ]
            .concat(),
        ),
        (
            &NEAREST_CITIES,
            [
                columns!(c in cities => city = c),
                columns!(h in found.held => held_weight = h, enough = *h > 0.0 && enough(*h, rules)),
            ]
            .concat(),
        ),
    ];
    made.into_iter().map(|(def, columns)| Ok((def.name, def.batch(columns)?))).collect()
}
