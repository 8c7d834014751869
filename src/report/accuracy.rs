//! How far the peers can be trusted: correlations of the context variables, and how well peers predict.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::Site;
use super::words::capital;
use crate::say;

/// Correlations of the context variables, pair by pair.
pub fn correlations(site: &Site) -> Markup {
    let l = &*site.language;
    let t = site.marts.table("peer_correlations");
    let variables = site.marts.table("peer_variables");
    let titles: BTreeMap<&str, String> = (0..variables.len())
        .filter_map(|row| {
            let id = variables.text("variable", row)?;
            Some((id, l.name("variable", id, variables.text("title", row).unwrap_or_default())))
        })
        .collect();
    let title = |id: &str| titles.get(id).cloned().unwrap_or_else(|| id.to_string());
    html! {
        @if !t.is_empty() {
            div.scroll {
                table {
                    caption { (say!(l, "methods-correlations-caption")) }
                    thead { tr { th scope="col" { (say!(l, "methods-correlation-pair")) } th.n scope="col" { (say!(l, "methods-context-correlation")) } th.n scope="col" { (say!(l, "methods-correlation-cities")) } } }
                    tbody {
                        @for row in 0..t.len() {
                            @let pair = ["variable", "other_variable"].map(|column| title(t.text(column, row).unwrap_or_default()));
                            tr {
                                th scope="row" { (capital(&l.list_apart(pair))) }
                                td.n { (t.number("correlation", row).map(|r| l.numbers().fixed(r, 2)).unwrap_or_else(|| "–".into())) }
                                td.n { (t.integer("cities", row).unwrap_or_default()) }
                            }
                        }
                    }
                }
            }
            p.note { (say!(l, "methods-correlations-note")) }
        }
    }
}

/// How well the nearest peers' median predicts a value or a change, by measurement.
pub fn prediction(site: &Site) -> Markup {
    let l = &*site.language;
    let t = site.marts.table("peer_prediction");
    let rows: BTreeMap<(&str, &str), usize> = (0..t.len())
        .filter_map(|row| Some(((t.text("measurement", row)?, t.text("predicted", row)?), row)))
        .collect();
    let known: BTreeSet<&str> = rows.keys().map(|(m, _)| *m).collect();
    let cell = |measurement: &str, predicted: &str| {
        let row = *rows.get(&(measurement, predicted))?;
        let skill = l.numbers().fixed(t.number("skill", row)?, 2);
        Some(say!(l, "methods-prediction-cities", skill = skill, cities = t.integer("cities", row)?))
    };
    html! {
        @if !t.is_empty() {
            div.scroll {
                table {
                    caption { (say!(l, "methods-prediction-caption")) }
                    thead { tr { th scope="col" { (say!(l, "table-measurement")) } th.n scope="col" { (say!(l, "methods-prediction-level")) } th.n scope="col" { (say!(l, "methods-prediction-change")) } } }
                    tbody {
                        @for m in site.catalogue.measurements.iter().filter(|m| known.contains(m.id.as_str())) {
                            tr {
                                th scope="row" { (m.title) }
                                @for predicted in ["level", "change"] { td.n { (cell(&m.id, predicted).unwrap_or_else(|| "–".into())) } }
                            }
                        }
                    }
                }
            }
            p.note { (say!(l, "methods-prediction-note")) }
        }
    }
}
