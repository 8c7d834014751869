//! Peer learning: cities that have been where this one is, and the practices they describe.

use maud::{Markup, html};

use super::{City, Site};
use crate::report::{layout, words};

/// Who could be asked, in a sentence; by name.
pub fn sentence(site: &Site, city: &City) -> String {
    let names: Vec<&str> = peers(site, city)
        .iter()
        .filter_map(|id| site.catalogue.city(id))
        .map(|c| c.name.as_str())
        .collect();
    asked(&city.name, &names)
}

fn asked(city: &str, names: &[&str]) -> String {
    match names.len() {
        0 => format!("For {city}, no city with published results was found that once reported a like value and then moved towards the goal."),
        1 => format!(
            "{} once reported a value like {city}’s latest, in at least one series, then moved towards the goal, and could be asked how.",
            names[0]
        ),
        _ => format!(
            "{} each once reported a value like {city}’s latest, in at least one series, then moved towards the goal, and could be asked how.",
            words::list_some(names, 5)
        ),
    }
}

/// Cities that could be asked, by name.
fn peers<'s>(site: &'s Site, city: &City) -> Vec<&'s str> {
    let of = site.of_city("peer_learning");
    let mut peers: Vec<&str> = of.rows(&city.id).filter_map(|row| of.table.text("peer", row)).collect();
    peers.sort_by_key(|id| (site.catalogue.by_name(id), *id));
    peers.dedup();
    peers
}

/// The section.
pub fn section(site: &Site, city: &City) -> Markup {
    let of = site.of_city("peer_learning");
    let mut groups: Vec<((&str, &str), Vec<usize>)> = Vec::new();
    for row in of.rows(&city.id).filter(|row| of.table.text("peer", *row).is_some()) {
        let key = (
            of.table.text("measurement", row).unwrap_or_default(),
            of.table.text("item", row).unwrap_or_default(),
        );
        match groups.last_mut() {
            Some((last, rows)) if *last == key => rows.push(row),
            _ => groups.push((key, vec![row])),
        }
    }
    let place = |m: &str| site.catalogue.measurements.iter().position(|x| x.id == m);
    groups.sort_by_key(|((m, _), _)| place(m));
    html! {
        section #learning aria-labelledby="learning-title" {
            h2 #learning-title { "Peer learning: who has been where it is" }
            (declared(site, city))
            @if groups.is_empty() {
                p { (asked(&city.name, &[])) }
            } @else {
                p { "For each series below, these cities once reported a value like this city’s latest and then moved towards the goal over two years or more. They are listed by name." }
                div.learning { @for ((measurement, item), rows) in &groups { (group(site, city, measurement, item, rows)) } }
                p.note { "A likeness of two values proves no cause. Values far from the usual tend to come back by themselves, whatever a city does: ask what was done, and what else changed at the time." }
            }
            (practices(site, city))
        }
    }
}

/// What the city asks help with and what it offers.
fn declared(site: &Site, city: &City) -> Markup {
    let of = site.of_city("declarations");
    let features = |role: &str| -> Vec<Markup> {
        let mut ids: Vec<&str> = of
            .rows(&city.id)
            .filter(|row| of.table.text("role", *row) == Some(role))
            .filter_map(|row| of.table.text("feature", row))
            .collect();
        ids.sort_by_key(|id| site.catalogue.features.iter().position(|f| f.id == *id));
        ids.dedup();
        ids.into_iter()
            .filter_map(|id| site.catalogue.feature(id))
            .map(|f| html! { a href={ "../features/" (f.id) ".html" } { (f.title) } })
            .collect()
    };
    let (asks, offers) = (features("priority"), features("expertise"));
    html! {
        @if !asks.is_empty() { p { "It asks help with " (layout::listed(&asks)) "." } }
        @if !offers.is_empty() { p { "It offers help in " (layout::listed(&offers)) "." } }
    }
}

fn group(site: &Site, city: &City, measurement: &str, item: &str, rows: &[usize]) -> Markup {
    let t = site.marts.table("peer_learning");
    let c = &site.catalogue;
    let (scale, unit) = c.measurement(measurement).map_or(("", ""), |m| (m.scale.as_str(), m.unit.as_str()));
    // Where the definition differs, the catalogue's unit may not be that of the values.
    let series = site.of_city("series");
    let points = series.series(&city.id).get(&(measurement, item)).cloned().unwrap_or_default();
    let differs = points.last().is_some_and(|row| series.table.truth("differs", *row) == Some(true));
    let unit = if differs { "" } else { unit };
    let first = rows.first().copied().unwrap_or_default();
    let progress = site.of_city("progress");
    let own = progress.series(&city.id).get(&(measurement, item)).and_then(|rows| {
        let row = *rows.first()?;
        Some((progress.table.integer("latest_year", row)?, progress.table.number("latest_value", row)?))
    });
    let mut peers: Vec<&str> = rows.iter().filter_map(|row| t.text("peer", *row)).collect();
    peers.sort_by_key(|id| (c.by_name(id), *id));
    peers.dedup();
    html! {
        section.ask {
            h3 { (c.series(measurement, item)) }
            p.note { (why(t.text("why", first).unwrap_or_default())) " " (reach(t.text("reach", first).unwrap_or_default())) }
            @if let Some((year, value)) = own { p { (city.name) ": " (words::value(value, scale, unit)) " in " (year) "." } }
            ul {
                @for peer in peers {
                    @let mine: Vec<usize> = rows.iter().copied().filter(|row| t.text("peer", *row) == Some(peer)).collect();
                    @let row = mine.first().copied().unwrap_or_default();
                    @let point = |year: &str, value: &str| Some((t.integer(year, row)?, t.number(value, row)?));
                    li {
                        strong { (layout::city_link(site, peer, "")) }
                        @if let (Some((from, first)), Some((to, last))) = (point("from_year", "from_value"), point("to_year", "to_value")) {
                            ": " (words::value(first, scale, unit)) " in " (from) ", " (words::value(last, scale, unit)) " in " (to) "."
                        }
                        @if t.truth("offers_help", row) == Some(true) { " It offers help in this feature." }
                        @for row in mine {
                            @if let Some(title) = t.text("practice", row) {
                                p.practice { "Practice: " strong dir="auto" { (title) }
                                    @if let Some(summary) = t.text("practice_summary", row) { ". " span dir="auto" { (summary) } }
                                    @if let Some(link) = t.text("practice_link", row) { " " (layout::outside_link(link)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn why(code: &str) -> &'static str {
    match code {
        "priority" => "The city asks help with this feature.",
        "moved_away" => "This series moved away.",
        "steady_outside" => "This series holds steady outside the middle half of its peers.",
        _ => "",
    }
}

fn reach(code: &str) -> &'static str {
    match code {
        "peers" => "Found among its nearest peers.",
        "region" => "None was found among its nearest peers; these are of its region.",
        "network" => "None was found among its nearest peers or in its region; these are of the whole network.",
        _ => "",
    }
}

/// What the city itself describes.
fn practices(site: &Site, city: &City) -> Markup {
    let of = site.of_city("practices");
    let rows = of.rows(&city.id);
    html! {
        @if !rows.is_empty() {
            h3 { "Practices that it describes" }
            ul.practices {
                @for row in rows {
                    li {
                        strong dir="auto" { (of.table.text("title", row).unwrap_or_default()) }
                        @if let Some(feature) = of.table.text("feature", row).and_then(|f| site.catalogue.feature(f)) { " (" a href={ "../features/" (feature.id) ".html" } { (feature.title) } ")" }
                        @if let Some(summary) = of.table.text("summary", row) { ". " span dir="auto" { (summary) } }
                        @if let Some(link) = of.table.text("link", row) { " " (layout::outside_link(link)) }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::asked;

    #[test]
    fn who_could_be_asked() {
        let asked = |names: &[&str]| asked("Southwell", names);
        assert_eq!(
            asked(&[]),
            "For Southwell, no city with published results was found that once reported a like value and then moved towards the goal."
        );
        assert_eq!(
            asked(&["Northbridge"]),
            "Northbridge once reported a value like Southwell’s latest, in at least one series, then moved towards the goal, and could be asked how."
        );
        assert!(asked(&["Eastford", "Northbridge"]).starts_with("Eastford and Northbridge each once reported"));
        assert!(asked(&["A", "B", "C", "D", "E", "F", "G"]).starts_with("A, B, C, D, E and 2 more each once reported"));
    }
}
