//! Tables of what a network says of itself and its cities.

use std::collections::BTreeSet;

use crate::base::link::published;
use crate::ingest::checked::Checked;
use crate::model::network::Network;
use crate::model::network_file::PeerGroup;
use crate::model::schema::{Columns, columns, position};

/// The columns of a table; none of a table that holds something else.
pub fn columns(table: &str, checked: &Checked, network: &Network) -> Option<Columns> {
    let file = &network.file;
    Some(match table {
        "cities" => columns!(c in checked.cities =>
            city, name, local_name = c.local_name.as_ref().filter(|n| !n.trim().is_empty()), country, region, joined,
            baseline_year, longitude = c.longitude, latitude = c.latitude, fictional = file.fictional),
        "city_groups" => {
            let groups: Vec<(&str, (&String, &String))> =
                checked.cities.iter().flat_map(|c| c.groups.iter().map(|group| (c.city.as_str(), group))).collect();
            columns!(g in groups => city = g.0, scheme = g.1.0, name = g.1.1)
        }
        "sources" => columns!(s in checked.sources => source = &s.0, about = &s.1),
        "corrections" => columns!(c in checked.corrections =>
            city = &c.correction.city, measurement = &c.correction.measurement, item = &c.correction.item,
            reference_year = c.correction.reference_year, action = c.correction.action.name(),
            before = c.correction.expect, after = c.done.value, reason = &c.correction.reason,
            asked = &c.correction.asked, date = &c.correction.date, status_before,
            status_after = (!c.done.dropped).then_some(&c.done.status), consent, cycle, submitted_on, position),
        "network" => languages(network),
        "peer_variables" => {
            let mut columns = columns!(v in file.peer_variables => variable, title, unit, transform, weight, max_age);
            columns.push(("position", position(&file.peer_variables)));
            columns
        }
        "group_schemes" => {
            let mut rows: Vec<(&str, Option<&str>, &str)> = Vec::new();
            for g in &file.groups {
                rows.push((&g.name, None, g.title.trim()));
                rows.extend(g.titles.iter().map(|(tag, title)| (g.name.as_str(), Some(tag.as_str()), title.trim())));
            }
            columns!(r in rows => scheme = r.0, language = r.1, title = r.2)
        }
        "named_groups" => {
            let rows: Vec<(&PeerGroup, &str)> =
                file.peer_groups.iter().flat_map(|g| g.cities.iter().map(move |c| (g, c.as_str()))).collect();
            columns!(r in rows => name = &r.0.name, title = r.0.title.trim(), city = r.1)
        }
        "definitions" => columns!(d in network.definitions =>
            definition, measurement, language, title, unit, price_base, low, high, note),
        _ => return None,
    })
}

/// Name and description of the network: first the row for every language, then one for each language that has words of
/// its own.
fn languages(network: &Network) -> Columns {
    let file = &network.file;
    let default = (file.name.trim(), file.about.trim());
    let own = |text: &'_ Option<String>| text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_string);
    let foreword = |tag: Option<&str>| network.forewords.get(&tag.map(str::to_string)).map(String::as_str);
    let mut rows: Vec<(Option<&str>, String, String)> = vec![(None, default.0.into(), default.1.into())];
    let spoken = file.words.keys().chain(network.forewords.keys().flatten());
    let spoken: BTreeSet<&str> = spoken.map(String::as_str).collect();
    rows.extend(spoken.into_iter().map(|tag| {
        let words = file.words.get(tag);
        let (name, about) = (words.and_then(|w| own(&w.name)), words.and_then(|w| own(&w.about)));
        (Some(tag), name.unwrap_or_else(|| default.0.into()), about.unwrap_or_else(|| default.1.into()))
    }));
    let p = &file.publication;
    let (base_url, licence_url, contact) = (shown(&p.base_url), shown(&p.licence_url), shown(&p.contact));
    columns!(r in rows =>
        language = r.0, name = &r.1, fictional = file.fictional, about = &r.2, collected = file.collected,
        base_url = base_url.as_deref(), publisher = p.publisher.as_deref(), licence = p.licence.as_deref(),
        licence_url = licence_url.as_deref(), doi = p.doi.as_deref(), isbn = p.isbn.as_deref(),
        issn = p.issn.as_deref(), foreword = foreword(r.0), contact = contact.as_deref())
}

/// A link as it is published; an e-mail address, which is none, as it is written.
fn shown(link: &Option<String>) -> Option<String> {
    link.as_ref().map(|link| published(link).unwrap_or_else(|_| link.clone()))
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn links_of_the_network_are_published_as_they_are_looked_up() {
        let shown = |link: &str| shown(&Some(link.to_string())).unwrap();
        assert_eq!(shown("https://p\u{430}ypal.com/a/"), "https://xn--pypal-4ve.com/a/");
        assert_eq!(shown("https://example.org/a/"), "https://example.org/a/");
        assert_eq!(shown("office@example.org"), "office@example.org");
    }
}
