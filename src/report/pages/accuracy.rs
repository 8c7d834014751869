//! How far the peers can be trusted: correlations of the context variables, and how well peers predict.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Block, Cell, Column, Table};
use crate::model::relations::PeerPrediction;
use crate::report::facts::coverage::title_over_all;
use crate::report::facts::words::capital;
use crate::report::site::Site;
use crate::say;

/// Correlations of the context variables, pair by pair.
pub fn correlations(site: &Site) -> Vec<Block> {
    let l = &*site.language;
    let variables = site.rows.peer_variables.iter();
    let titles: BTreeMap<&str, String> =
        variables.map(|v| (v.variable, l.name("variable", v.variable, v.title))).collect();
    let title = |id: &str| titles.get(id).cloned().unwrap_or_else(|| id.to_string());
    let rows = site.rows.peer_correlations.iter().map(|row| {
        vec![
            Cell::from(capital(&l.list_apart([row.variable, row.other_variable].map(title)))),
            row.correlation.map_or(Cell::None, |r| Cell::Value(l.numbers().fixed(r, 2))),
            row.cities.into(),
        ]
    });
    let columns = vec![
        Column::text(say!(l, "methods-correlation-pair")),
        Column::value(say!(l, "methods-context-correlation")),
        Column::count(say!(l, "methods-correlation-cities")),
    ];
    noted(Table::new(say!(l, "methods-correlations-caption"), columns, rows), say!(l, "methods-correlations-note"))
}

/// How well the nearest peers' median predicts a value or a change, by measurement.
pub fn prediction(site: &Site) -> Vec<Block> {
    let l = &*site.language;
    let all = site.rows.peer_prediction.iter();
    let rows: BTreeMap<(&str, &str), PeerPrediction> = all.map(|row| ((row.measurement, row.predicted), row)).collect();
    let known: BTreeSet<&str> = rows.keys().map(|(m, _)| *m).collect();
    let cell = |measurement: &str, predicted: &str| {
        let row = rows.get(&(measurement, predicted))?;
        let skill = l.numbers().fixed(row.skill?, 2);
        Some(Cell::Value(say!(l, "methods-prediction-cities", skill = skill, cities = row.cities)))
    };
    let measurements = site.catalogue.measurements.iter().filter(|m| known.contains(m.id.as_str()));
    let rows = measurements
        .map(|m| vec![Cell::from(title_over_all(site, m)), cell(&m.id, "level").into(), cell(&m.id, "change").into()]);
    let columns = vec![
        Column::text(say!(l, "table-measurement")),
        Column::value(say!(l, "methods-prediction-level")),
        Column::value(say!(l, "methods-prediction-change")),
    ];
    noted(Table::new(say!(l, "methods-prediction-caption"), columns, rows), say!(l, "methods-prediction-note"))
}

/// A table and a note on it; nothing where it has no rows.
fn noted(table: Table, note: String) -> Vec<Block> {
    match table.rows.is_empty() {
        true => Vec::new(),
        false => vec![Block::Table(table), Block::note(note)],
    }
}
