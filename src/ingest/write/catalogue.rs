//! Tables of the catalogue.

use crate::model::framework::Framework;
use crate::model::network::Network;
use crate::model::schema::{Columns, columns, position};

/// The columns of a table; none of a table that holds something else. A network may have settings of its own.
pub fn columns(table: &str, framework: &Framework, network: &Network) -> Option<Columns> {
    Some(match table {
        "areas" => columns!(a in framework.areas =>
            area, area_title, dimension, dimension_title, part_of_figure, commitment, commitment_text),
        "measurements" => columns!(m in framework.measurements =>
            measurement, dimension, area, feature, feature_title, measurement_title, sources = m.sources.join("|"),
            scale, unit, breakdown, items = m.items.join("|"), direction, min_change, possible_min, possible_max,
            plausible_min, plausible_max, meaning, sdg_indicator, sdg_match),
        "measurement_items" => {
            let items: Vec<(&str, &String)> = framework
                .measurements
                .iter()
                .flat_map(|m| m.items.iter().map(|item| (m.measurement.as_str(), item)))
                .collect();
            let mut columns = columns!(i in items => measurement = i.0, item = i.1);
            columns.push(("position", position(&items)));
            columns
        }
        "statuses" => {
            let mut columns = columns!(s in framework.statuses => code, title, value, used_as);
            columns.push(("precedence", position(&framework.statuses)));
            columns
        }
        "codes" => columns!(c in framework.codes => kind, code, label, sentence),
        "languages" => columns!(l in framework.languages =>
            language, language_name, own_name = l.own_name.as_deref().filter(|n| !n.is_empty())),
        "mann_kendall" => columns!(m in framework.mann_kendall => n, s, p),
        "context_bands" => columns!(b in framework.context_bands => scheme, position, band, variable, least, below),
        "consistency_rules" => columns!(r in framework.consistency_rules =>
            rule, measurement, beside = r.beside.as_ref().filter(|b| !b.is_empty()), least, most, meaning),
        "settings" => columns!(s in framework.settings =>
            name, value = network.file.settings.get(&s.name).unwrap_or(&s.value), default_value = s.value, meaning),
        _ => return None,
    })
}
