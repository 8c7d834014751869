//! Relations that no SQL file defines: the brief, the lists of relations, and what the search for neighbours writes.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray};

use crate::base::error::{Error, Result};
use crate::base::table::Table;
use crate::engine::Engine;
use crate::engine::failure::Place;
use crate::engine::relation::{Relation, RelationKind};
use crate::peers::{self, Rules, Variable};

/// Always there: the brief's cycle, the relations, their columns.
pub const INFORMATION: [&str; 3] = ["brief", "relations", "columns_of_relations"];

/// Relations with their rows.
pub type Made = Vec<(&'static str, RecordBatch)>;

/// A step of this program between SQL files.
pub struct Step {
    /// The relations that it reads.
    pub needs: &'static [&'static str],
    makes: &'static [&'static str],
    /// Makes them.
    pub run: fn(&Engine) -> Result<Made>,
}

impl Step {
    /// The first of the relations that it makes; it stands for all of them.
    pub fn first(&self) -> &'static str {
        self.makes[0]
    }
}

static STEPS: [Step; 2] = [
    Step {
        needs: &["stg_peer_context"],
        makes: &["nearest_peers", "nearest_parts", "nearest_context", "nearest_variables", "nearest_cities"],
        run: Engine::neighbours,
    },
    Step {
        needs: &["step_questions", "step_paths", "step_cities", "step_near", "nearest_context"],
        makes: &["nearest_alike", "nearest_outcomes"],
        run: Engine::alike,
    },
];

/// The step that makes a relation.
pub fn step_of(name: &str) -> Option<&'static Step> {
    STEPS.iter().find(|s| s.makes.contains(&name))
}

/// Whether a name is taken by this program.
pub fn is_built_in(name: &str) -> bool {
    INFORMATION.contains(&name) || step_of(name).is_some()
}

/// What this program makes, in words.
pub fn relations() -> Vec<Relation> {
    let relation = |name: &str, title: &str, grain: &str, columns: &[(&str, &str)]| Relation {
        name: name.into(),
        title: title.into(),
        grain: grain.into(),
        columns: columns.iter().map(|(c, m)| (c.to_string(), m.to_string())).collect(),
        kind: RelationKind::Staging,
    };
    let city = ("city", "city's id");
    let peer = ("peer", "peer's id");
    let variable = ("variable", "context variable");
    vec![
        relation(
            "brief",
            "the brief in hand",
            "one row",
            &[
                ("cycle", "year of the brief"),
                ("as_of", "day up to which submissions count, ISO 8601; null where all do"),
            ],
        ),
        relation(
            "relations",
            "what can be queried",
            "one row a relation",
            &[
                ("name", "name in SQL"),
                ("kind", "table, staging, mart or check"),
                ("title", "what it holds"),
                ("grain", "what one row is"),
            ],
        ),
        relation(
            "columns_of_relations",
            "columns of what can be queried",
            "one row a relation and column",
            &[("relation", "name in SQL"), ("column", "column's name"), ("meaning", "what it holds")],
        ),
        relation(
            "nearest_peers",
            "nearest cities in context",
            "one row a city and peer",
            &[
                city,
                peer,
                ("distance", "distance in context, at least 0"),
                ("shared_weight", "share of the weight that both hold, 0 to 1"),
                ("runs_kept", "runs without one variable in which it stays a peer"),
                ("runs", "such runs; 0 where only one variable is used"),
            ],
        ),
        relation(
            "nearest_alike",
            "who has been where a city is and firmly moved on: among the nearest peers, else of its region, else of the network, the nearest in context",
            "one row a city, measurement, item and other city",
            &[
                city,
                ("measurement", "measurement's id"),
                ("item", "item or total"),
                ("peer", "the other city's id"),
                ("distance", "distance in context; null where the two share too little of it"),
                ("from_year", "the earliest year in which its value was alike"),
            ],
        ),
        relation(
            "nearest_outcomes",
            "how the cities fared that were once where a city is",
            "one row a city, measurement and item that is searched for",
            &[
                city,
                ("measurement", "measurement's id"),
                ("item", "item or total"),
                ("reach", "whom the counts are of: peers, region or network"),
                ("comparable", "cities that once had a value like the city's latest"),
                ("towards", "of these, cities that moved towards progress since"),
                ("held", "cities that did not move"),
                ("away", "cities that moved away"),
                ("towards_by_chance", "of these, how many would move towards progress by chance alone"),
            ],
        ),
        relation(
            "nearest_parts",
            "what sets a city and its peer apart",
            "one row a city, peer and shared variable",
            &[city, peer, variable, ("part", "share of the squared distance, 0 to 1")],
        ),
        relation(
            "nearest_context",
            "context made comparable",
            "one row a city and variable that it has",
            &[city, variable, ("z", "standard score; null where the variable does not vary")],
        ),
        relation(
            "nearest_variables",
            "what became of each context variable",
            "one row a variable",
            &[
                variable,
                ("cities", "cities that have it"),
                (
                    "low",
                    "value to which lower ones were raised; null where it is log-transformed and so not winsorised",
                ),
                ("high", "value to which higher ones were lowered"),
                ("mean", "mean of the transformed values after that"),
                ("deviation", "their standard deviation"),
                ("used", "false where it does not vary and was dropped"),
            ],
        ),
        relation(
            "nearest_cities",
            "whether a city has given enough of its context",
            "one row a city",
            &[
                city,
                ("held_weight", "share of the variables' weight that it holds, 0 to 1"),
                ("enough", "whether that is enough to have peers"),
            ],
        ),
    ]
}

/// The value of a setting.
pub fn setting(settings: &Table, name: &str) -> Result<f64> {
    (0..settings.len())
        .find(|r| settings.text("name", *r) == Some(name))
        .and_then(|r| settings.number("value", r))
        .ok_or_else(|| Error::Query {
            place: "search for peers".into(),
            message: format!("the settings hold no {name}; add it to data/framework/settings.toml and ingest again"),
        })
}

impl Engine {
    /// Rows of a query over relations that are ready.
    pub(super) fn asked(&self, sql: &str) -> Result<Table> {
        let batches = self.run(sql, &Place::Given("search for peers".into()))?;
        Table::new(batches[0].schema(), &batches)
    }

    /// Runs the search for neighbours on `stg_peer_context`, which is sorted here, not there.
    fn neighbours(&self) -> Result<Made> {
        let context = self.asked("select city, variable, transformed, may_be_peer from stg_peer_context order by city, variable")?;
        let variables = self.asked("select variable, transform, weight from peer_variables order by position, variable")?;
        let settings = self.asked("select name, value from settings")?;
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
        let found = peers::nearest(&candidate, &table, &rules);
        written(&cities, &names, &found, &rules)
    }
}

/// Columns as a batch.
pub fn batch(columns: Vec<(&str, ArrayRef)>) -> Result<RecordBatch> {
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(n, c)| (n, c, true))).map_err(|source| Error::Arrow {
        doing: "writing the nearest peers",
        source,
    })
}

/// The search's result as tables.
fn written(cities: &[&str], names: &[&str], found: &peers::Neighbours, rules: &Rules) -> Result<Made> {
    let text = |v: Vec<&str>| Arc::new(StringArray::from(v)) as ArrayRef;
    let float = |v: Vec<Option<f64>>| Arc::new(Float64Array::from(v)) as ArrayRef;
    let truth = |v: Vec<bool>| Arc::new(BooleanArray::from(v)) as ArrayRef;
    let whole = |v: Vec<usize>| Arc::new(Int64Array::from(v.into_iter().map(|n| n as i64).collect::<Vec<_>>())) as ArrayRef;
    let pairs: Vec<(usize, &peers::Neighbour)> = found.nearest.iter().enumerate().flat_map(|(c, n)| n.iter().map(move |n| (c, n))).collect();
    let parts: Vec<(usize, usize, usize, f64)> = pairs
        .iter()
        .flat_map(|(c, n)| n.parts.iter().enumerate().filter_map(move |(v, p)| Some((*c, n.city, v, (*p)?))))
        .collect();
    let scores: Vec<(usize, usize, f64)> = (0..cities.len())
        .flat_map(|c| found.variables.iter().enumerate().filter_map(move |(v, s)| Some((c, v, s.z[c]?))))
        .collect();
    let variables = &found.variables;
    Ok(vec![
        (
            "nearest_peers",
            batch(vec![
                ("city", text(pairs.iter().map(|p| cities[p.0]).collect())),
                ("peer", text(pairs.iter().map(|p| cities[p.1.city]).collect())),
                ("distance", float(pairs.iter().map(|p| Some(p.1.distance)).collect())),
                ("shared_weight", float(pairs.iter().map(|p| Some(p.1.shared_weight)).collect())),
                ("runs_kept", whole(pairs.iter().map(|p| p.1.kept).collect())),
                ("runs", whole(vec![found.runs; pairs.len()])),
            ])?,
        ),
        (
            "nearest_parts",
            batch(vec![
                ("city", text(parts.iter().map(|p| cities[p.0]).collect())),
                ("peer", text(parts.iter().map(|p| cities[p.1]).collect())),
                ("variable", text(parts.iter().map(|p| names[p.2]).collect())),
                ("part", float(parts.iter().map(|p| Some(p.3)).collect())),
            ])?,
        ),
        (
            "nearest_context",
            batch(vec![
                ("city", text(scores.iter().map(|s| cities[s.0]).collect())),
                ("variable", text(scores.iter().map(|s| names[s.1]).collect())),
                ("z", float(scores.iter().map(|s| Some(s.2)).collect())),
            ])?,
        ),
        (
            "nearest_variables",
            batch(vec![
                ("variable", text(names.to_vec())),
                ("cities", whole(variables.iter().map(|v| v.cities).collect())),
                ("low", float(variables.iter().map(|v| v.low).collect())),
                ("high", float(variables.iter().map(|v| v.high).collect())),
                ("mean", float(variables.iter().map(|v| v.mean).collect())),
                ("deviation", float(variables.iter().map(|v| v.deviation).collect())),
                ("used", truth(variables.iter().map(|v| v.used).collect())),
            ])?,
        ),
        (
            "nearest_cities",
            batch(vec![
                ("city", text(cities.to_vec())),
                ("held_weight", float(found.held.iter().copied().map(Some).collect())),
                ("enough", truth(found.held.iter().map(|h| *h > 0.0 && peers::enough(*h, rules)).collect())),
            ])?,
        ),
    ])
}
