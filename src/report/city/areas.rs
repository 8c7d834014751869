//! The areas of focus on a city's page: charts, what each series did, and a table behind each chart.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{City, Outcome, Series, Site};
use crate::language::Language;
use crate::report::catalogue::Area;
use crate::report::tally::Tally;
use crate::report::{layout, words};
use crate::say;

/// The temple, with its counts in a table.
pub fn glance(site: &Site, city: &City) -> Markup {
    let l = &site.language;
    let figure = site.figures.get("temple", &[&city.id]);
    let table = counts(site, city);
    html! {
        section #temple aria-labelledby="temple-title" {
            h2 #temple-title { (say!(l, "areas-glance")) }
            p.note { (say!(l, "areas-glance-note")) }
            @match figure {
                Some(figure) => (layout::figure(site, figure, "../", "temple", Some(&table))),
                None => div.scroll { (table) },
            }
        }
    }
}

fn counts(site: &Site, city: &City) -> Markup {
    let of = site.of_city("area_movement");
    let rows: Vec<layout::CountRow> = of
        .rows(&city.id)
        .map(|row| {
            let id = of.table.text("area", row).unwrap_or_default();
            let title = site.catalogue.areas.iter().find(|a| a.id == id).map(|a| a.title.as_str()).unwrap_or_default();
            let n = Tally::of_area(of.table, row);
            n.row(html! { a href={ "#area-" (id) } { (id) } " " (title) }, n.none)
        })
        .collect();
    let l = &site.language;
    layout::counts(l, &say!(l, "areas-counts"), &say!(l, "areas-area"), &say!(l, "areas-no-result"), &rows)
}

/// All areas.
pub fn section(site: &Site, city: &City, all: &[Series]) -> Markup {
    let l = &site.language;
    html! {
        section #areas aria-labelledby="areas-title" {
            h2 #areas-title { (say!(l, "areas-title")) }
            p.note { (say!(l, "areas-note")) }
            @for area in &site.catalogue.areas {
                (one(site, city, area, &all.iter().filter(|s| s.measurement.area == area.id).collect::<Vec<_>>()))
            }
        }
    }
}

fn one(site: &Site, city: &City, area: &Area, series: &[&Series]) -> Markup {
    let with: Vec<_> = series.iter().filter(|s| !s.points.is_empty()).collect();
    let empty: Vec<_> = series.iter().filter(|s| s.points.is_empty()).collect();
    let change = site.figures.get("area-change", &[&city.id, &area.id]);
    let standing = site.figures.get("peer-standing", &[&city.id, &area.id]);
    html! {
        section.area id={ "area-" (area.id) } aria-labelledby={ "area-title-" (area.id) } {
            h3 id={ "area-title-" (area.id) } { span.number { (area.id) } " " (area.title) }
            @if change.is_none() { p { (told(site, city, area)) } }
            @if change.is_some() || standing.is_some() {
                div.pair {
                    @if let Some(figure) = change { div { (layout::captioned(site, figure, "../", "wide", &html! { (told(site, city, area)) }, Some(&changes(site, &with)))) } }
                    @if let Some(figure) = standing { div { (layout::figure(site, figure, "../", "wide", Some(&standings(site, &with)))) } }
                }
            }
            @if !with.is_empty() {
                div.grid { @for s in &with { (card(site, city, s)) } }
            }
            @if !empty.is_empty() {
                @for (reason, titles) in by_reason(site, &empty) {
                    p.note { (without_value(site, reason, &titles)) }
                }
            }
        }
    }
}

/// What came of an area's measurements, in a sentence or two.
pub fn told(site: &Site, city: &City, area: &Area) -> String {
    let of = site.of_city("area_movement");
    let row = of.rows(&city.id).find(|row| of.table.text("area", *row) == Some(&area.id));
    summary(&site.language, &row.map(|row| Tally::of_area(of.table, row)).unwrap_or_default())
}

/// `Of 9 measurements, 3 moved towards progress (2 of them firmly), 4 held and none moved away; 2 have no result.`
fn summary(l: &Language, n: &Tally) -> String {
    let all = n.all() + n.none;
    if n.all() == 0 {
        return say!(l, "areas-summary-none", all = all);
    }
    let text = say!(
        l,
        "areas-summary",
        all = all,
        towards = n.parts[0],
        towards_firm = n.firm[0],
        held = n.parts[1],
        away = n.parts[2],
        away_firm = n.firm[2],
        read = n.parts[3],
        none = n.none
    );
    // The rows below it name each definition; chance says little of a few results.
    match n.by_chance(l).filter(|_| n.parts[0] + n.parts[2] + n.parts[3] > 0 && n.all() >= FEW) {
        Some(chance) => format!("{text} {chance}"),
        None => text,
    }
}

/// Results of an area below which nothing is said of chance.
const FEW: i64 = 5;

/// Why a series has no movement: a code of the reasons.
fn reason<'s>(site: &'s Site, s: &Series) -> &'s str {
    s.progress
        .and_then(|row| site.marts.table("progress").text("reason", row))
        .unwrap_or("no_points")
}

/// Series without a value, by the reason's code.
fn by_reason<'s>(site: &'s Site, series: &[&&'s Series]) -> BTreeMap<&'s str, Vec<&'s str>> {
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for s in series {
        reasons.entry(reason(site, s)).or_default().push(&s.title);
    }
    reasons
}

/// Which series have no value, and why where that says more.
fn without_value(site: &Site, reason: &str, titles: &[&str]) -> String {
    let l = &site.language;
    // Titles hold "and" and commas themselves.
    let titles = l.list_apart(titles.iter().map(|title| title.to_string()));
    match reason {
        "no_points" => say!(l, "areas-empty", titles = titles),
        code => say!(l, "areas-empty-because", reason = site.catalogue.label("reason", code), titles = titles),
    }
}

/// What a reader must know before the value is read as the catalogue means it, in the city's words where it gave some.
fn differs(site: &Site, s: &Series) -> Option<(String, Option<String>)> {
    let t = site.marts.table("series");
    let row = *s.points.last()?;
    let year = t.integer("reference_year", row);
    let o = site.marts.table("observations");
    let note = s
        .observations
        .iter()
        .filter(|row| o.integer("reference_year", **row) == year)
        .find_map(|row| o.text("note", *row))
        .map(str::to_string);
    let defined = t.text("definition", row).and_then(|id| site.catalogue.definitions.get(id));
    let told = match defined {
        Some(d) if !d.meaning.is_empty() => say!(site.language, "areas-defined", meaning = words::capital(&d.meaning)),
        _ => say!(site.language, "areas-differs"),
    };
    (t.truth("differs", row) == Some(true)).then_some((told, note))
}

/// The unit that the series' latest values are in: that of their definition. Where status D alone says that it differs there is none, for
/// then the catalogue's may not be theirs; percentages and ratings keep theirs.
pub fn unit<'a>(site: &'a Site, s: &'a Series) -> &'a str {
    let bounded = matches!(s.measurement.scale.as_str(), "percent" | "rating");
    if !bounded && own_definition(site, s) { "" } else { &s.measurement.unit_key }
}

fn own_definition(site: &Site, s: &Series) -> bool {
    let t = site.marts.table("series");
    let last = s.points.last();
    last.is_some_and(|row| t.truth("differs", *row) == Some(true) && t.text("definition", *row).is_none())
}

/// The series and its unit: `GDP per capita, US$ PPP per inhabitant`.
fn heading(site: &Site, s: &Series) -> String {
    match unit(site, s) {
        "" if own_definition(site, s) => say!(site.language, "areas-heading-own", series = &s.title, unit = &s.measurement.unit),
        _ => say!(site.language, "areas-heading", series = &s.title, unit = &s.measurement.unit),
    }
}

/// A series: what it did in words, its chart, its peers, its values.
fn card(site: &Site, city: &City, s: &Series) -> Markup {
    let (code, label) = movement(site, s);
    let figure = site.figures.get("city-series", &s.key(city));
    html! {
        article.card {
            h4 { a href={ "../features/" (s.measurement.feature) ".html" } { (s.title) } }
            @if let Some(meaning) = meaning(s) { p.note { (meaning) } }
            p { span.badge.(code).tentative[tentative(site, s)] { (label) } " · " @if let Some(text) = moved(site, s) { (text) } @if let Some(text) = why(site, s) { " " (text) } @if let Some(text) = because(site, s) { " " (text) } @if let Some(text) = others(site, s) { " " (text) } @for text in super::pace::sentences(site, s) { " " (text) } }
            @if let Some((what, note)) = differs(site, s) { p.note { strong { (what) } @if let Some(note) = note { " " span dir="auto" { (note) } } } }
            @match figure {
                Some(figure) => (layout::captioned(site, figure, "../", "series", &html! { (beside(site, s)) }, Some(&values(site, s)))),
                None => { p.peers { (beside(site, s)) } (layout::details(&say!(site.language, "layout-figures-in-a-table"), &values(site, s))) },
            }
        }
    }
}

/// What a series measures, where less of it is progress, or neither more nor less: its title alone could be read the other way.
fn meaning(s: &Series) -> Option<String> {
    (s.measurement.direction != "up" && !s.measurement.meaning.is_empty()).then(|| format!("{}.", words::capital(&s.measurement.meaning)))
}

/// Movement's code for the badge's class, and its label.
pub fn movement(site: &Site, s: &Series) -> (&'static str, String) {
    let code = s.progress.and_then(|row| site.marts.table("progress").text("movement", row));
    let class = match s.outcome(site) {
        Outcome::Towards => "towards",
        Outcome::Held => "held",
        Outcome::Away => "away",
        Outcome::NoDirection => "nodirection",
        Outcome::NoResult => "noresult",
    };
    match code {
        Some(code) if tentative(site, s) => (class, say!(site.language, "movement-tentative", label = site.catalogue.label("movement", code))),
        Some(code) => (class, site.catalogue.label("movement", code)),
        None => (class, site.catalogue.label("reason", reason(site, s))),
    }
}

/// Whether it moved, but not firmly.
pub fn tentative(site: &Site, s: &Series) -> bool {
    let certainty = s.progress.and_then(|row| site.marts.table("progress").text("certainty", row));
    certainty == Some("tentative")
}

/// Marks that make a movement tentative.
const DOUBTS: [&str; 5] = ["not_tested", "two_points", "depends_on_year", "against_trend", "unresolved_jump"];

/// Why a movement is tentative: `Tentative: depends on the year.`
pub fn because(site: &Site, s: &Series) -> Option<String> {
    let l = &site.language;
    let marks = site.marts.table("progress").text("marks", s.progress.filter(|_| tentative(site, s))?)?;
    let reasons: Vec<String> = marks
        .split('|')
        .filter(|m| DOUBTS.contains(m))
        .map(|m| site.catalogue.label("mark", m))
        .collect();
    (!reasons.is_empty()).then(|| say!(l, "areas-because", reasons = l.list(&reasons)))
}

/// How many others of the network did the same, of those with a result by the same definition: a national trend is not the city's own.
fn others(site: &Site, s: &Series) -> Option<String> {
    let (progress, own) = (site.marts.table("progress"), s.progress?);
    let movement = progress.text("movement", own)?;
    let definition = progress.text("definition", own);
    if definition.is_none() && progress.truth("differs", own) == Some(true) {
        return None;
    }
    let t = site.marts.table("movement_counts");
    let key = [Some(s.measurement.id.as_str()), Some(s.item), definition, Some(movement)];
    let row = (0..t.len()).find(|row| ["measurement", "item", "definition", "movement"].map(|column| t.text(column, *row)) == key)?;
    let (same, all) = (t.integer("cities", row)? - 1, t.integer("assessed", row)? - 1);
    let moved = matches!(movement, "towards" | "away" | "rose" | "fell");
    (moved && all > 0).then(|| say!(site.language, "areas-others", same = same, all = all))
}

/// What a series did between its first and its latest value.
pub fn moved(site: &Site, s: &Series) -> Option<String> {
    let (t, row) = (site.marts.table("progress"), s.progress?);
    let point = |year: &str, value: &str| Some((t.integer(year, row)?, t.number(value, row)?));
    words::moved(
        &site.language,
        point("baseline_year", "baseline_value"),
        point("latest_year", "latest_value"),
        t.number("change", row),
        &s.measurement.scale,
        unit(site, s),
    )
}

/// The sentence of the reason, where there is one.
fn why(site: &Site, s: &Series) -> Option<String> {
    let code = site.marts.table("progress").text("reason", s.progress?)?;
    Some(site.catalogue.sentence("reason", code))
}

/// Where the city is with its nearest peers, or why that is not said.
fn beside(site: &Site, s: &Series) -> String {
    let (l, t) = (&site.language, site.marts.table("peer_comparison"));
    let Some(row) = s.nearest else { return say!(l, "areas-no-comparison") };
    let middle = t.number("p25", row).zip(t.number("p75", row));
    let n = t.integer("n_peers", row).unwrap_or_default();
    let compared = words::peers(l, n, middle, t.number("value", row), &s.measurement.scale, unit(site, s));
    let tested = words::standing_tested(l, t.text("standing", row), t.text("marks", row));
    let reason = t.text("reason", row).map(|code| site.catalogue.sentence("reason", code));
    let sentences: Vec<String> = [compared.or(reason), tested, pace(site, s)].into_iter().flatten().collect();
    sentences.join(" ")
}

/// How its nearest peers changed over the same years: of experts' ratings only how many moved which way.
fn pace(site: &Site, s: &Series) -> Option<String> {
    let (l, t) = (&site.language, site.marts.table("peer_change_comparison"));
    let row = s.pace?;
    let years = t.integer("baseline_year", row).zip(t.integer("latest_year", row))?;
    let ways = t.integer("peers_rose", row).zip(t.integer("peers_held", row)).zip(t.integer("peers_fell", row));
    if let Some(((rose, held), fell)) = ways {
        return Some(words::peers_moved(l, years, rose, held, fell));
    }
    let compared = words::peers_pace(
        l,
        years,
        t.integer("n_peers", row)?,
        t.number("p25", row).zip(t.number("p75", row))?,
        t.number("change_per_year", row)?,
        &s.measurement.scale,
    )?;
    Some(match words::standing_tested(l, t.text("standing", row), t.text("marks", row)) {
        Some(tested) => format!("{compared} {tested}"),
        None => compared,
    })
}

/// The value or a dash: a cell never stands empty.
fn cell(text: Option<String>) -> Markup {
    html! { td.n { (text.unwrap_or_else(|| "–".into())) } }
}

/// Every point of a series, with its peers' middle half of the same year.
fn values(site: &Site, s: &Series) -> Markup {
    let l = &site.language;
    let (t, p) = (site.marts.table("series"), site.marts.table("peer_series"));
    let scale = &s.measurement.scale;
    let peers = |year: Option<i64>| s.peer_years.iter().copied().find(|row| p.integer("reference_year", *row) == year);
    let any_interval = s.points.iter().any(|row| t.number("low", *row).is_some());
    let any_peers = !s.peer_years.is_empty();
    let of_table = |t: &crate::base::table::Table, rows: &[usize], columns: [&str; 3]| -> Vec<f64> {
        columns.iter().flat_map(|column| rows.iter().filter_map(|row| t.number(column, *row))).collect()
    };
    let mut all = of_table(t, &s.points, ["value", "low", "high"]);
    all.extend(of_table(p, &s.peer_years, ["p25", "p75", "median"]));
    let number = l.column(all, scale);
    let range = |ends: Option<(f64, f64)>| ends.map(|(low, high)| say!(l, "areas-range", low = number(low), high = number(high)));
    html! {
        table.values {
            caption { (heading(site, s)) }
            thead { tr {
                th scope="col" { (say!(l, "areas-year")) } th.n scope="col" { (say!(l, "areas-value")) }
                @if any_interval { th.n scope="col" { (say!(l, "areas-interval")) } }
                th scope="col" { (say!(l, "areas-source")) }
                @if any_peers { th.n scope="col" { (say!(l, "areas-peers-middle")) } }
            } }
            tbody {
                @for row in s.points.iter().copied() {
                    tr {
                        th scope="row" { (t.integer("reference_year", row).unwrap_or_default()) }
                        (cell(t.number("value", row).map(&number)))
                        @if any_interval { (cell(range(t.number("low", row).zip(t.number("high", row))))) }
                        td { (source(l, t, row)) }
                        @if any_peers { (cell(peers(t.integer("reference_year", row)).and_then(|r| range(p.number("p25", r).zip(p.number("p75", r)))))) }
                    }
                }
            }
        }
    }
}

fn range(l: &Language, ends: Option<(f64, f64)>, scale: &str) -> Option<String> {
    ends.map(|(low, high)| say!(l, "areas-range", low = l.number(low, scale), high = l.number(high, scale)))
}

/// The source kind, and what a reader must know of the value.
fn source(l: &Language, t: &crate::base::table::Table, row: usize) -> String {
    let kind = t.text("source", row).unwrap_or_default();
    let kind = l.name("source", kind, kind);
    let holds = |column: &str| t.truth(column, row) == Some(true);
    let told = [
        holds("provisional").then(|| say!(l, "areas-provisional")),
        holds("differs").then(|| say!(l, "areas-definition-differs")),
        holds("break_before").then(|| say!(l, "areas-break")),
    ];
    let told: Vec<String> = told.into_iter().flatten().collect();
    if told.is_empty() {
        return kind;
    }
    say!(l, "city-bracket", value = kind, more = l.list(&told))
}

/// The table behind the chart of changes.
fn changes(site: &Site, series: &[&&Series]) -> Markup {
    let (l, t) = (&site.language, site.marts.table("progress"));
    html! {
        table {
            caption { (say!(l, "areas-changes")) }
            thead { tr {
                th scope="col" { (say!(l, "areas-series")) }
                th.n scope="col" { (say!(l, "areas-baseline")) }
                th.n scope="col" { (say!(l, "areas-latest")) }
                th.n scope="col" { (say!(l, "areas-change")) }
                th scope="col" { (say!(l, "areas-movement")) }
            } }
            tbody {
                @for s in series {
                    @let point = |year: &str, value: &str| s.progress.and_then(|row| Some(say!(l, "city-bracket", value = l.number(t.number(value, row)?, &s.measurement.scale), more = t.integer(year, row)?.to_string())));
                    tr {
                        th scope="row" { (heading(site, s)) }
                        (cell(point("baseline_year", "baseline_value")))
                        (cell(point("latest_year", "latest_value")))
                        (cell(s.progress.and_then(|row| t.number("change", row)).map(|c| l.change(c, &s.measurement.scale))))
                        td { (movement(site, s).1) }
                    }
                }
            }
        }
    }
}

/// The table behind the chart of peers.
fn standings(site: &Site, series: &[&&Series]) -> Markup {
    let (l, t) = (&*site.language, site.marts.table("peer_comparison"));
    let beside = |near: Option<String>, region: String| say!(l, "city-bracket", value = near.unwrap_or_else(|| "–".into()), more = region);
    html! {
        table {
            caption { (say!(l, "areas-standings")) }
            thead { tr {
                th scope="col" { (say!(l, "areas-series")) }
                th.n scope="col" { (say!(l, "areas-city")) }
                th.n scope="col" { (say!(l, "areas-peers")) }
                th.n scope="col" { (say!(l, "areas-middle-half")) }
                th.n scope="col" { (say!(l, "areas-median")) }
                th scope="col" { (say!(l, "areas-lies")) }
            } }
            tbody {
                @for s in series {
                    @let scale = &s.measurement.scale;
                    @let get = |row: Option<usize>, column: &str| row.and_then(|row| t.number(column, row));
                    @let both = |text: &dyn Fn(Option<usize>) -> Option<String>| match (text(s.nearest), text(s.region)) { (near, Some(region)) => Some(beside(near, region)), (near, None) => near };
                    tr {
                        th scope="row" { (heading(site, s)) }
                        (cell(get(s.nearest, "value").or(get(s.region, "value")).map(|v| l.number(v, scale))))
                        (cell(both(&|row| row.and_then(|row| t.integer("n_peers", row)).map(|n| n.to_string()))))
                        (cell(both(&|row| range(l, get(row, "p25").zip(get(row, "p75")), scale))))
                        (cell(both(&|row| get(row, "median").map(|v| l.number(v, scale)))))
                        td { (standing(site, s.nearest)) }
                    }
                }
            }
        }
    }
}

fn standing(site: &Site, row: Option<usize>) -> String {
    let t = site.marts.table("peer_comparison");
    match row.map(|row| (t.text("standing", row), t.text("reason", row))) {
        Some((Some(code), _)) => site.catalogue.label("standing", code),
        Some((None, Some(code))) => site.catalogue.label("reason", code),
        _ => say!(site.language, "areas-lies-nowhere"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Tally, summary};
    use crate::language::tests::english;

    #[test]
    fn an_area_in_a_sentence() {
        let summary = |parts: [i64; 4], firm: [i64; 4], none: i64| {
            let n = Tally {
                parts,
                firm,
                none,
                chance: 1.6,
                ..Tally::default()
            };
            summary(&english(), &n)
        };
        assert_eq!(
            summary([3, 4, 0, 0], [2, 0, 0, 0], 2),
            "Of 9 measurements, 3 moved towards progress (2 of them firmly), 4 held and none moved away; 2 have no result. \
             Even if nothing had changed, at least 1 of these 7 would show a movement by chance."
        );
        assert!(summary([1, 0, 0, 1], [0; 4], 1).starts_with(
            "Of 3 measurements, 1 moved towards progress (none of them firmly), none held and none moved away; \
                 1 moved in no one direction that counts as progress; 1 has no result."
        ));
        assert_eq!(
            summary([0, 2, 0, 0], [0; 4], 0),
            "Of 2 measurements, none moved towards progress, 2 held and none moved away."
        );
        assert_eq!(summary([0; 4], [0; 4], 5), "Of 5 measurements, none has a comparable change yet.");
        assert_eq!(summary([0; 4], [0; 4], 1), "Its one measurement has no comparable change yet.");
        assert_eq!(summary([0; 4], [0; 4], 0), "This area has no measurement.");
    }
}
