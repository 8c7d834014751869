//! Peer learning: cities that have been where this one is, and the practices they describe.

use maud::{Markup, html};

use super::{City, Site};
use crate::language::Language;
use crate::report::layout;
use crate::{say, say_html};

/// Who could be asked, in a sentence; by name.
pub fn sentence(site: &Site, city: &City) -> String {
    let names: Vec<&str> = peers(site, city)
        .iter()
        .filter_map(|id| site.catalogue.city(id))
        .map(|c| c.name.as_str())
        .collect();
    asked(&site.language, &city.name, &names)
}

fn asked(l: &Language, city: &str, names: &[&str]) -> String {
    match names.len() {
        0 => say!(l, "learning-nobody", city = city),
        n => say!(l, "learning-asked", n = n, cities = l.list_some(names, 5), city = city),
    }
}

/// What counts as a like value, and what the list does not say.
pub fn alike(site: &Site) -> String {
    let l = &*site.language;
    let within = |name| l.numbers().number(site.catalogue.setting(name).unwrap_or_default(), 2);
    say!(
        l,
        "learning-alike",
        percent = within("learning_percent"),
        rating = within("learning_rating"),
        factor = within("learning_factor")
    )
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
    let l = &site.language;
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
            h2 #learning-title { (say!(l, "learning-title")) }
            (declared(site, city))
            @if groups.is_empty() {
                p { (asked(l, &city.name, &[])) }
            } @else {
                p { (say!(l, "learning-note")) " " (alike(site)) }
                div.learning { @for ((measurement, item), rows) in &groups { (group(site, city, measurement, item, rows)) } }
                p.note { (say!(l, "learning-no-cause")) }
            }
            @let (own, told) = (practices(site, city), groups.iter().any(|(_, rows)| rows.iter().any(|row| of.table.text("practice", *row).is_some())));
            (own)
            @if told || !own.0.is_empty() { p.note { (say!(l, "learning-own-words")) } }
        }
    }
}

/// What the city asks help with and what it offers.
fn declared(site: &Site, city: &City) -> Markup {
    let (l, of) = (&site.language, site.of_city("declarations"));
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
            .map(|f| say_html!(l, "quoted", text = html! { a href={ "../features/" (f.id) ".html" } { (f.title) } }))
            .collect()
    };
    let (asks, offers) = (features("priority"), features("expertise"));
    let name = || html! { (city.name) };
    html! {
        @if !asks.is_empty() { p { (say_html!(l, "learning-asks", city = name(), features = l.list_html(&asks))) } }
        @if !offers.is_empty() { p { (say_html!(l, "learning-offers", city = name(), features = l.list_html(&offers))) } }
    }
}

fn group(site: &Site, city: &City, measurement: &str, item: &str, rows: &[usize]) -> Markup {
    let (l, t) = (&site.language, site.marts.table("peer_learning"));
    let c = &site.catalogue;
    let (scale, unit) = c.measurement(measurement).map_or(("", ""), |m| (m.scale.as_str(), m.unit_key.as_str()));
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
            p.note { (why(l, t.text("why", first).unwrap_or_default())) " " (reach(l, t.text("reach", first).unwrap_or_default())) }
            @if let Some((year, value)) = own { p { (say!(l, "learning-own", city = l.before_number(&city.name), value = l.value(value, scale, unit), year = year.to_string())) } }
            ul {
                @for peer in peers {
                    @let mine: Vec<usize> = rows.iter().copied().filter(|row| t.text("peer", *row) == Some(peer)).collect();
                    @let row = mine.first().copied().unwrap_or_default();
                    @let point = |year: &str, value: &str| Some((t.integer(year, row)?, t.number(value, row)?));
                    @let name = html! { strong { bdi { (layout::city_link(site, peer, "")) } } };
                    li {
                        @match (point("from_year", "from_value"), point("to_year", "to_value")) {
                            (Some((from, first)), Some((to, last))) => {
                                (say_html!(
                                    l,
                                    "learning-peer",
                                    city = name,
                                    first = l.value_again(first, scale, unit),
                                    from = from,
                                    last = l.value(last, scale, unit),
                                    to = to
                                ))
                            }
                            _ => (name),
                        }
                        @if t.truth("offers_help", row) == Some(true) { " " (say!(l, "learning-offers-this")) }
                        @for row in mine {
                            @if let Some(title) = t.text("practice", row) {
                                @let described = layout::practice(l, &html! { strong dir="auto" { (title) } }, t.text("practice_summary", row));
                                p.practice { (say_html!(l, "learning-practice", practice = described))
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

pub fn why(l: &Language, code: &str) -> String {
    match code {
        "priority" => say!(l, "learning-why-priority"),
        "moved_away" => say!(l, "learning-why-moved-away"),
        "steady_outside" => say!(l, "learning-why-steady-outside"),
        _ => String::new(),
    }
}

pub fn reach(l: &Language, code: &str) -> String {
    match code {
        "peers" => say!(l, "learning-reach-peers"),
        "region" => say!(l, "learning-reach-region"),
        "network" => say!(l, "learning-reach-network"),
        _ => String::new(),
    }
}

/// What the city itself describes.
fn practices(site: &Site, city: &City) -> Markup {
    let (l, of) = (&site.language, site.of_city("practices"));
    let rows = of.rows(&city.id);
    html! {
        @if !rows.is_empty() {
            h3 { (say!(l, "learning-practices")) }
            ul.practices {
                @for row in rows {
                    li {
                        @let title = html! { strong dir="auto" { (of.table.text("title", row).unwrap_or_default()) } };
                        @let feature = of.table.text("feature", row).and_then(|f| site.catalogue.feature(f));
                        @let title = match feature {
                            Some(f) => say_html!(l, "city-bracket", value = title, more = html! { a href={ "../features/" (f.id) ".html" } { (f.title) } }),
                            None => title,
                        };
                        (layout::practice(l, &title, of.table.text("summary", row)))
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
    use crate::language::tests::english;

    #[test]
    fn who_could_be_asked() {
        let asked = |names: &[&str]| asked(&english(), "Southwell", names);
        assert_eq!(
            asked(&[]),
            "For Southwell, no city with published results was found that once reported a similar value and then moved towards progress."
        );
        assert_eq!(
            asked(&["Northbridge"]),
            "Northbridge once reported a value like Southwell’s latest, in at least one series, then moved towards progress, and could be asked how."
        );
        assert!(asked(&["Eastford", "Northbridge"]).starts_with("Eastford and Northbridge each once reported"));
        assert!(asked(&["A", "B", "C", "D", "E", "F", "G"]).starts_with("A, B, C, D, E and 2 more each once reported"));
    }
}
