//! Tables of what a network says of itself and its cities.

use crate::ingest::checked::Checked;
use crate::model::network::Network;
use crate::model::network_file::{NetworkFile, PeerGroup};
use crate::model::schema::{Cells, Columns};

/// The columns of a table; none of a table that holds something else.
pub fn columns(table: &str, checked: &Checked, network: &Network) -> Option<Columns> {
    let file = &network.file;
    Some(match table {
        "cities" => {
            let c = &checked.cities;
            vec![
                ("city", Cells::text(c, |c| &c.city)),
                ("name", Cells::text(c, |c| &c.name)),
                ("local_name", Cells::optional_text(c, |c| c.local_name.as_ref().filter(|n| !n.trim().is_empty()))),
                ("country", Cells::text(c, |c| &c.country)),
                ("region", Cells::text(c, |c| &c.region)),
                ("joined", Cells::integer(c, |c| c.joined.map(i64::from))),
                ("baseline_year", Cells::integer(c, |c| c.baseline_year.map(i64::from))),
                ("fictional", Cells::truth(c, |_| file.fictional)),
            ]
        }
        "city_groups" => {
            let groups = |c: &'_ crate::model::cities::City| {
                c.groups.clone().into_iter().map(|(scheme, name)| [c.city.clone(), scheme, name]).collect::<Vec<_>>()
            };
            let rows: Vec<[String; 3]> = checked.cities.iter().flat_map(groups).collect();
            vec![
                ("city", Cells::text(&rows, |r| &r[0])),
                ("scheme", Cells::text(&rows, |r| &r[1])),
                ("name", Cells::text(&rows, |r| &r[2])),
            ]
        }
        "sources" => vec![
            ("source", Cells::text(&checked.sources, |s| &s.0)),
            ("about", Cells::text(&checked.sources, |s| &s.1)),
        ],
        "corrections" => corrections(checked),
        "network" => languages(network),
        "peer_variables" => peer_variables(file),
        "group_schemes" => {
            let mut rows: Vec<(&str, Option<&str>, &str)> = Vec::new();
            for g in &file.groups {
                rows.push((&g.name, None, g.title.trim()));
                rows.extend(g.titles.iter().map(|(tag, title)| (g.name.as_str(), Some(tag.as_str()), title.trim())));
            }
            vec![
                ("scheme", Cells::text(&rows, |r| r.0)),
                ("language", Cells::optional_text(&rows, |r| r.1)),
                ("title", Cells::text(&rows, |r| r.2)),
            ]
        }
        "named_groups" => {
            let rows: Vec<(&PeerGroup, &str)> =
                file.peer_groups.iter().flat_map(|g| g.cities.iter().map(move |c| (g, c.as_str()))).collect();
            vec![
                ("name", Cells::text(&rows, |r| &r.0.name)),
                ("title", Cells::text(&rows, |r| r.0.title.trim())),
                ("city", Cells::text(&rows, |r| r.1)),
            ]
        }
        "definitions" => definitions(network),
        _ => return None,
    })
}

fn corrections(checked: &Checked) -> Columns {
    let c = &checked.corrections;
    vec![
        ("city", Cells::text(c, |c| &c.correction.city)),
        ("measurement", Cells::text(c, |c| &c.correction.measurement)),
        ("item", Cells::text(c, |c| &c.correction.item)),
        ("reference_year", Cells::integer(c, |c| c.correction.reference_year)),
        ("action", Cells::text(c, |c| c.correction.action.name())),
        ("before", Cells::float(c, |c| c.correction.expect)),
        ("after", Cells::float(c, |c| c.done.value)),
        ("reason", Cells::text(c, |c| &c.correction.reason)),
        ("asked", Cells::text(c, |c| &c.correction.asked)),
        ("date", Cells::text(c, |c| &c.correction.date)),
        ("status_before", Cells::text(c, |c| &c.status_before)),
        ("status_after", Cells::optional_text(c, |c| (!c.done.dropped).then_some(&c.done.status))),
        ("consent", Cells::text(c, |c| &c.consent)),
        ("cycle", Cells::integer(c, |c| c.cycle)),
        ("submitted_on", Cells::optional_text(c, |c| c.submitted_on.as_ref())),
        ("position", Cells::integer(c, |c| i64::try_from(c.position).unwrap_or(i64::MAX))),
    ]
}

/// Name and description of the network: first the row for every language, then one for each language that has words of
/// its own.
fn languages(network: &Network) -> Columns {
    let file = &network.file;
    let (name, about) = (file.name.trim(), file.about.trim());
    let own = |text: &'_ Option<String>| text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_string);
    let mut rows: Vec<(Option<&str>, String, String)> = vec![(None, name.into(), about.into())];
    rows.extend(file.words.iter().map(|(tag, words)| {
        let words = (own(&words.name), own(&words.about));
        (Some(tag.as_str()), words.0.unwrap_or_else(|| name.into()), words.1.unwrap_or_else(|| about.into()))
    }));
    vec![
        ("language", Cells::optional_text(&rows, |r| r.0)),
        ("name", Cells::text(&rows, |r| &r.1)),
        ("fictional", Cells::truth(&rows, |_| file.fictional)),
        ("about", Cells::text(&rows, |r| &r.2)),
        ("collected", Cells::truth(&rows, |_| file.collected)),
    ]
}

fn definitions(network: &Network) -> Columns {
    let d = &network.definitions;
    vec![
        ("definition", Cells::text(d, |d| &d.definition)),
        ("measurement", Cells::text(d, |d| &d.measurement)),
        ("language", Cells::optional_text(d, |d| d.language.as_ref())),
        ("title", Cells::text(d, |d| &d.title)),
        ("unit", Cells::text(d, |d| &d.unit)),
        ("price_base", Cells::optional_text(d, |d| d.price_base.as_ref())),
        ("low", Cells::float(d, |d| d.low)),
        ("high", Cells::float(d, |d| d.high)),
        ("note", Cells::optional_text(d, |d| d.note.as_ref())),
    ]
}

fn peer_variables(file: &NetworkFile) -> Columns {
    let v = &file.peer_variables;
    vec![
        ("variable", Cells::text(v, |v| &v.variable)),
        ("title", Cells::text(v, |v| &v.title)),
        ("unit", Cells::text(v, |v| &v.unit)),
        ("transform", Cells::text(v, |v| v.transform.into_str())),
        ("weight", Cells::float(v, |v| v.weight)),
        ("max_age", Cells::integer(v, |v| i64::from(v.max_age))),
        ("position", Cells::position(v)),
    ]
}
