//! Tables of the catalogue.

use crate::model::framework::Framework;
use crate::model::network::Network;
use crate::model::schema::{Cells, Columns};

/// The columns of a table; none of a table that holds something else. A network may have settings of its own.
pub fn columns(table: &str, framework: &Framework, network: &Network) -> Option<Columns> {
    Some(match table {
        "areas" => {
            let a = &framework.areas;
            vec![
                ("area", Cells::text(a, |a| &a.area)),
                ("area_title", Cells::text(a, |a| &a.area_title)),
                ("dimension", Cells::integer(a, |a| i64::from(a.dimension))),
                ("dimension_title", Cells::text(a, |a| &a.dimension_title)),
                ("part_of_figure", Cells::text(a, |a| a.part_of_figure.into_str())),
                ("commitment", Cells::integer(a, |a| i64::from(a.commitment))),
            ]
        }
        "measurements" => measurements(framework),
        "measurement_items" => {
            let items = |m: &'_ crate::model::framework::Measurement| {
                m.items.iter().map(|i| (m.measurement.clone(), i.clone())).collect::<Vec<_>>()
            };
            let rows: Vec<(String, String)> = framework.measurements.iter().flat_map(items).collect();
            vec![
                ("measurement", Cells::text(&rows, |r| &r.0)),
                ("item", Cells::text(&rows, |r| &r.1)),
                ("position", Cells::position(&rows)),
            ]
        }
        "statuses" => {
            let s = &framework.statuses;
            vec![
                ("code", Cells::text(s, |s| &s.code)),
                ("title", Cells::text(s, |s| &s.title)),
                ("value", Cells::text(s, |s| s.value.into_str())),
                ("used_as", Cells::text(s, |s| s.used_as.into_str())),
                ("precedence", Cells::position(s)),
            ]
        }
        "codes" => {
            let c = &framework.codes;
            vec![
                ("kind", Cells::text(c, |c| &c.kind)),
                ("code", Cells::text(c, |c| &c.code)),
                ("label", Cells::text(c, |c| &c.label)),
                ("sentence", Cells::text(c, |c| &c.sentence)),
            ]
        }
        "mann_kendall" => {
            let m = &framework.mann_kendall;
            vec![("n", Cells::integer(m, |m| m.n)), ("s", Cells::integer(m, |m| m.s)), ("p", Cells::float(m, |m| m.p))]
        }
        "context_bands" => context_bands(framework),
        "consistency_rules" => consistency_rules(framework),
        "settings" => {
            let s = &framework.settings;
            vec![
                ("name", Cells::text(s, |s| &s.name)),
                ("value", Cells::float(s, |s| network.file.settings.get(&s.name).copied().unwrap_or(s.value))),
                ("default_value", Cells::float(s, |s| s.value)),
                ("meaning", Cells::text(s, |s| &s.meaning)),
            ]
        }
        _ => return None,
    })
}

fn measurements(framework: &Framework) -> Columns {
    let m = &framework.measurements;
    vec![
        ("measurement", Cells::text(m, |m| &m.measurement)),
        ("dimension", Cells::integer(m, |m| i64::from(m.dimension))),
        ("area", Cells::text(m, |m| &m.area)),
        ("feature", Cells::text(m, |m| &m.feature)),
        ("feature_title", Cells::text(m, |m| &m.feature_title)),
        ("measurement_title", Cells::text(m, |m| &m.measurement_title)),
        ("sources", Cells::text(m, |m| m.sources.join("|"))),
        ("scale", Cells::text(m, |m| m.scale.into_str())),
        ("unit", Cells::text(m, |m| &m.unit)),
        ("breakdown", Cells::text(m, |m| &m.breakdown)),
        ("items", Cells::text(m, |m| m.items.join("|"))),
        ("direction", Cells::text(m, |m| m.direction.into_str())),
        ("min_change", Cells::float(m, |m| m.min_change)),
        ("possible_min", Cells::float(m, |m| m.possible_min)),
        ("possible_max", Cells::float(m, |m| m.possible_max)),
        ("plausible_min", Cells::float(m, |m| m.plausible_min)),
        ("plausible_max", Cells::float(m, |m| m.plausible_max)),
        ("meaning", Cells::text(m, |m| &m.meaning)),
    ]
}

fn consistency_rules(framework: &Framework) -> Columns {
    let r = &framework.consistency_rules;
    vec![
        ("rule", Cells::text(r, |r| &r.rule)),
        ("measurement", Cells::text(r, |r| &r.measurement)),
        ("beside", Cells::optional_text(r, |r| r.beside.as_ref().filter(|b| !b.is_empty()))),
        ("least", Cells::float(r, |r| r.least)),
        ("most", Cells::float(r, |r| r.most)),
        ("meaning", Cells::text(r, |r| &r.meaning)),
    ]
}

fn context_bands(framework: &Framework) -> Columns {
    let b = &framework.context_bands;
    vec![
        ("scheme", Cells::text(b, |b| &b.scheme)),
        ("position", Cells::integer(b, |b| i64::from(b.position))),
        ("band", Cells::text(b, |b| &b.band)),
        ("variable", Cells::text(b, |b| &b.variable)),
        ("least", Cells::float(b, |b| b.least)),
        ("below", Cells::float(b, |b| b.below)),
    ]
}
