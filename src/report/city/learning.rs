//! Peer learning: what the city asks help with, how cities fared that were once where it is, whom it could ask, and who offers help.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::{City, Site};
use crate::language::Language;
use crate::report::layout;
use crate::{say, say_html};

/// A series that the city asks help with: a row of `learning_requests`.
pub struct Request<'s> {
    /// Key feature.
    pub feature: &'s str,
    /// Measurement's id.
    pub measurement: &'s str,
    /// Item or total.
    pub item: &'s str,
    /// priority, moved_away or steady_outside.
    pub why: &'s str,
    /// The city's latest value, with its year.
    pub own: Option<(i64, f64)>,
    /// What came of the cities that were once alike; none where no search can be made.
    pub outcomes: Option<Outcomes<'s>>,
    /// Code of why no search can be made.
    pub reason: &'s str,
    /// Rows of `peer_learning`, the cities that are named.
    pub named: Vec<usize>,
}

/// How the cities fared that were once where a city is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcomes<'s> {
    /// peers, region or network.
    pub reach: &'s str,
    /// Cities that moved towards progress, held, moved away.
    pub counts: [i64; 3],
}

/// What the city asks help with, by feature and in the order of the printed form.
pub fn requests<'s>(site: &'s Site, city: &City) -> Vec<Request<'s>> {
    let (of, named) = (site.of_city("learning_requests"), site.of_city("peer_learning").series(&city.id));
    let t = of.table;
    let text = |column: &str, row: usize| t.text(column, row).unwrap_or_default();
    let c = &site.catalogue;
    let mut all: Vec<Request> = of
        .rows(&city.id)
        .map(|row| {
            let count = |column: &str| t.integer(column, row).unwrap_or_default();
            let (measurement, item) = (text("measurement", row), text("item", row));
            let mut named = named.get(&(measurement, item)).cloned().unwrap_or_default();
            let by_name = |row: &usize| site.marts.table("peer_learning").text("peer", *row).map(|id| (c.by_name(id), id));
            named.sort_by_key(by_name);
            Request {
                feature: text("feature", row),
                measurement,
                item,
                why: text("why", row),
                own: t.integer("latest_year", row).zip(t.number("value", row)),
                outcomes: t.text("reach", row).map(|reach| Outcomes {
                    reach,
                    counts: ["towards", "held", "away"].map(count),
                }),
                reason: text("reason", row),
                named,
            }
        })
        .collect();
    let place = |r: &Request| c.measurements.iter().position(|m| m.id == r.measurement).unwrap_or(usize::MAX);
    all.sort_by_key(|r| (place(r), r.item));
    all
}

/// Whom the city could ask, in a sentence, by name; what was searched for in vain, or that nothing was.
pub fn sentence(site: &Site, city: &City) -> String {
    let requests = requests(site, city);
    let t = site.marts.table("peer_learning");
    let peers: BTreeSet<(usize, &str)> = requests
        .iter()
        .flat_map(|r| &r.named)
        .filter_map(|row| t.text("peer", *row))
        .map(|id| (site.catalogue.by_name(id), id))
        .collect();
    let names: Vec<&str> = peers.iter().filter_map(|(_, id)| site.catalogue.city(id)).map(|c| c.name.as_str()).collect();
    let searched = requests.iter().filter(|r| r.outcomes.is_some()).count();
    told(&site.language, &city.name, requests.len(), searched, &names)
}

/// `all` series asked about, of which `searched` could be searched for.
fn told(l: &Language, city: &str, all: usize, searched: usize, names: &[&str]) -> String {
    match (all, searched, names.len()) {
        (0, ..) => say!(l, "learning-nothing-asked", city = city),
        (_, 0, _) => say!(l, "learning-nothing-searched", city = city),
        (_, n, 0) => say!(l, "learning-nobody", city = city, n = n),
        (.., n) => say!(l, "learning-asked", n = n, cities = l.list_some(names, 5), city = city),
    }
}

/// What counts as a like value, and what the list does not say.
pub fn alike(site: &Site) -> String {
    let l = &*site.language;
    let (lower, upper) = around(50.0, site.catalogue.setting("learning_logit").unwrap_or_default());
    let within = |name| l.numbers().number(site.catalogue.setting(name).unwrap_or_default(), 2);
    say!(
        l,
        "learning-alike",
        low = l.numbers().number(lower, 0),
        high = l.numbers().number(upper, 0),
        rating = within("learning_rating"),
        factor = within("learning_factor")
    )
}

/// The percentages that lie a distance on the logit scale below and above one.
pub fn around(percent: f64, distance: f64) -> (f64, f64) {
    let logit = (percent / (100.0 - percent)).ln();
    let back = |x: f64| 100.0 / (1.0 + (-x).exp());
    (back(logit - distance), back(logit + distance))
}

/// `Of 9 cities that were once where Northbridge is, 3 moved towards progress, 5 held and 1 moved away.`
pub fn outcomes(l: &Language, city: &str, outcomes: Outcomes) -> String {
    let [towards, held, away] = outcomes.counts;
    let n = towards + held + away;
    let told = say!(l, "learning-outcomes", n = n, city = city, towards = towards, held = held, away = away);
    match n {
        0 => say!(l, "learning-no-comparable", city = city),
        _ => format!("{told} {}", reach(l, outcomes.reach)),
    }
}

/// The section.
pub fn section(site: &Site, city: &City) -> Markup {
    let l = &site.language;
    let requests = requests(site, city);
    let any_named = requests.iter().any(|r| !r.named.is_empty());
    html! {
        section #learning aria-labelledby="learning-title" {
            h2 #learning-title { (say!(l, "learning-title")) }
            (declared(site, city))
            p { (sentence(site, city)) }
            @if !requests.is_empty() {
                @if any_named { p.note { (say!(l, "learning-note")) " " (alike(site)) } }
                div.learning {
                    @for feature in &site.catalogue.features {
                        @let of: Vec<&Request> = requests.iter().filter(|r| r.feature == feature.id).collect();
                        @if !of.is_empty() {
                            section.ask {
                                h3 { a href={ "../features/" (feature.id) ".html" } { (feature.title) } }
                                (feature_requests(site, city, &of))
                                (offered(site, city, &feature.id))
                            }
                        }
                    }
                }
                @if any_named { p.note { (say!(l, "learning-no-cause")) } }
            }
            (asked_of(site, city))
            @let (own, told) = (practices(site, city), any_practice(site, &requests));
            (own)
            @if told || !own.0.is_empty() { p.note { (say!(l, "learning-own-words")) } }
        }
    }
}

fn any_practice(site: &Site, requests: &[Request]) -> bool {
    let t = site.marts.table("peer_learning");
    requests.iter().flat_map(|r| &r.named).any(|row| t.text("practice", *row).is_some())
}

/// The requests of a feature: those with comparable cities one by one, the others in a sentence each kind.
fn feature_requests(site: &Site, city: &City, requests: &[&Request]) -> Markup {
    let l = &site.language;
    let c = &site.catalogue;
    let found = |r: &Request| r.outcomes.is_some_and(|o| o.counts != [0; 3]);
    let titles = |of: Vec<&&Request>| l.list_apart(of.into_iter().map(|r| c.series_of(&city.id, r.measurement, r.item)));
    let alone: Vec<&&Request> = requests.iter().filter(|r| r.outcomes.is_some() && !found(r)).collect();
    let reasons: BTreeSet<&str> = requests.iter().filter(|r| r.outcomes.is_none()).map(|r| r.reason).collect();
    let why_all: BTreeSet<&str> = requests.iter().map(|r| r.why).collect();
    let one_why = (why_all.len() == 1).then(|| why_all.first().copied().unwrap_or_default());
    html! {
        @if let Some(code) = one_why { p.note { (why(l, code)) } }
        @for r in requests.iter().filter(|r| found(r)) {
            h4 { (c.series_of(&city.id, r.measurement, r.item)) }
            @if one_why.is_none() { p.note { (why(l, r.why)) } }
            (answer(site, city, r))
        }
        @if !alone.is_empty() { p.note { (say!(l, "learning-alone", n = alone.len(), titles = titles(alone.clone()), city = &city.name)) } }
        @for reason in reasons {
            @let of: Vec<&&Request> = requests.iter().filter(|r| r.outcomes.is_none() && r.reason == reason).collect();
            p.note { (say!(l, "learning-not-searched", titles = titles(of), reason = c.label("reason", reason))) }
        }
    }
}

/// Scale and unit that a series' values are in: those of their definition; no unit where status D alone says that it differs.
pub fn unit<'s>(site: &'s Site, city: &City, r: &Request) -> (&'s str, &'s str) {
    let c = &site.catalogue;
    let unknown = c.definitions.of(&city.id, r.measurement, r.item) == Some(None);
    let (scale, unit) = c
        .measured(&city.id, r.measurement, r.item)
        .map_or(("", ""), |m| (m.scale.as_str(), m.unit_key.as_str()));
    (scale, if unknown { "" } else { unit })
}

/// What came of the cities that were once alike, and who is named.
fn answer(site: &Site, city: &City, r: &Request) -> Markup {
    let (l, t) = (&site.language, site.marts.table("peer_learning"));
    let (scale, unit) = unit(site, city, r);
    html! {
        @if let Some((year, value)) = r.own { p { (say!(l, "learning-own", city = l.before_number(&city.name), value = l.value(value, scale, unit), year = year.to_string())) } }
        @if let Some(found) = r.outcomes { p { (outcomes(l, &city.name, found)) @if r.named.is_empty() { " " (say!(l, "learning-none-named")) } } }
        @if !r.named.is_empty() {
            ul {
                @for row in r.named.iter().copied() {
                    @let peer = t.text("peer", row).unwrap_or_default();
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

/// A row of `learning_offers` as a link, marked where the two could help each other.
fn offer(site: &Site, row: usize) -> Markup {
    let (l, t) = (&site.language, site.marts.table("learning_offers"));
    let link = layout::city_link(site, t.text("peer", row).unwrap_or_default(), "");
    match t.truth("reciprocal", row) {
        Some(true) => say_html!(l, "learning-reciprocal", city = link),
        _ => link,
    }
}

/// Rows of `learning_offers`, by name.
pub fn offers(site: &Site, city: &City, role: &str, feature: Option<&str>) -> Vec<usize> {
    let of = site.of_city("learning_offers");
    let t = of.table;
    let mut rows: Vec<usize> = of
        .rows(&city.id)
        .filter(|row| t.text("role", *row) == Some(role) && feature.is_none_or(|f| t.text("feature", *row) == Some(f)))
        // Who only moved away did not ask for help; whoever declared it did.
        .filter(|row| role == "offers" || t.truth("declared", *row) == Some(true))
        .collect();
    let by_name = |row: &usize| t.text("peer", *row).map(|id| (site.catalogue.by_name(id), id.to_string()));
    rows.sort_by_key(by_name);
    rows
}

/// Cities that offer help with a feature, whatever their values.
fn offered(site: &Site, city: &City, feature: &str) -> Markup {
    let (l, t) = (&site.language, site.marts.table("learning_offers"));
    let rows = offers(site, city, "offers", Some(feature));
    let all = rows.first().and_then(|row| t.integer("offers_all", *row)).unwrap_or_default();
    let mut links: Vec<Markup> = rows.iter().map(|row| offer(site, *row)).collect();
    let further = all - links.len() as i64;
    if further > 0 {
        links.push(html! { (say!(l, "list-more", n = further)) });
    }
    html! { @if !rows.is_empty() { p.offers { (say_html!(l, "learning-offered", cities = l.list_html(&links))) } } }
}

/// Cities that ask help with what this one offers.
fn asked_of(site: &Site, city: &City) -> Markup {
    let (l, t) = (&site.language, site.marts.table("learning_offers"));
    let rows = offers(site, city, "asks", None);
    let features = site.catalogue.features.iter().filter_map(|f| {
        let of: Vec<Markup> = rows
            .iter()
            .filter(|row| t.text("feature", **row) == Some(&f.id))
            .map(|row| offer(site, *row))
            .collect();
        (!of.is_empty()).then(|| (f, l.list_html(&of)))
    });
    let features: Vec<_> = features.collect();
    html! {
        @if !features.is_empty() {
            h3 { (say!(l, "learning-asked-of", city = &city.name)) }
            ul { @for (feature, cities) in features { li { (say_html!(l, "learning-asked-feature", feature = html! { a href={ "../features/" (feature.id) ".html" } { (feature.title) } }, cities = cities)) } } }
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
    use super::{Outcomes, around, outcomes, told};
    use crate::language::tests::english;

    #[test]
    fn who_could_be_asked() {
        let told = |all: usize, searched: usize, names: &[&str]| told(&english(), "Southwell", all, searched, names);
        assert_eq!(
            told(0, 0, &[]),
            "Southwell has declared no request. None of its series moved away from progress, and none without a clear change lies outside its peers’ middle half on the side away from progress; so no search was made."
        );
        assert_eq!(
            told(2, 0, &[]),
            "For what Southwell asks about, no search can be made: its own values do not allow it."
        );
        assert_eq!(
            told(3, 1, &[]),
            "For the one series of Southwell that was searched for, no city can be named that was once where it is and has firmly improved since."
        );
        assert_eq!(
            told(3, 3, &["Northbridge"]),
            "Northbridge was once where Southwell is now, in at least one series, and has improved since; ask how."
        );
        assert!(told(3, 3, &["Eastford", "Northbridge"]).starts_with("Eastford and Northbridge were once where Southwell is now"));
        assert!(told(3, 3, &["A", "B", "C", "D", "E", "F", "G"]).starts_with("A, B, C, D, E and 2 more were once"));
    }

    #[test]
    fn all_outcomes_in_a_sentence() {
        let told = |reach, counts| outcomes(&english(), "Southwell", Outcomes { reach, counts });
        assert_eq!(
            told("peers", [3, 5, 1]),
            "Of 9 cities that were once where Southwell is, 3 moved towards progress, 5 held and 1 moved away. They are among its nearest peers."
        );
        assert_eq!(
            told("region", [0, 1, 0]),
            "The one city that was once where Southwell is has held since. None of its nearest peers can be named, so all cities of its region were searched."
        );
        assert_eq!(told("network", [0, 0, 0]), "No comparable city of the network was once where Southwell is.");
    }

    #[test]
    fn what_is_like_a_half() {
        let (low, high) = around(50.0, 0.25);
        assert!((low - 43.782).abs() < 1e-3 && (high - 56.218).abs() < 1e-3);
    }
}
