//! The areas of focus of a city: the outcome of each, and the series in it.

use super::series::{Outcome, Series, by_reason};
use super::subject::Subject;
use super::tally::Tally;
use super::words::capital;
use crate::catalogue::Area;
use crate::document::typst::Pairs;
use crate::document::{Block, Cell, Chart, Link, Medium, Table, Text, sentences};
use crate::language::Language;
use crate::model::relations::{Comparison, Point, Progress};
use crate::model::vocabulary::Reason;
use crate::report::figures::{AREA_CHANGE, CITY_SERIES, PEER_STANDING, TEMPLE};
use crate::report::site::Site;
use crate::{columns, say};

/// Charts of single series in a brief: what has a target, what it asks help with, what moved.
const SERIES_SHOWN: usize = 4;
/// Height of a page for charts of areas under their heading, in mm: as many are shown as have room, the page has them
/// all.
const AREAS_ROOM: f64 = 210.0;

/// The framework at a glance: the temple, and its counts in a table.
pub fn glance(s: &Subject, medium: Medium) -> Vec<Block> {
    let l = &s.site.language;
    let temple = s.site.chart(TEMPLE, &[&s.city.id], "temple");
    if medium == Medium::Print {
        // Without a result it would be empty: the values themselves say more.
        return match (temple, s.has_results()) {
            (Some(temple), true) => {
                let blocks = vec![Block::lead(say!(l, "brief-glance-how")), Block::Chart(temple)];
                vec![Block::section("temple", say!(l, "areas-glance"), 120, blocks)]
            }
            (None, true) => Vec::new(),
            (_, false) => vec![Block::Table(latest_values(s))],
        };
    }
    let table = counts(s);
    let figure = match temple {
        Some(temple) => Block::Chart(Chart { behind: Some(table), ..temple }),
        None => Block::Table(table),
    };
    let blocks = vec![Block::note(say!(l, "areas-glance-note")), figure];
    vec![Block::section("temple", say!(l, "areas-glance"), 0, blocks)]
}

/// Counts of movements by area.
fn counts(s: &Subject) -> Table {
    let (l, site) = (&s.site.language, s.site);
    let rows = site.rows.area_movement.of(&s.city.id).map(|row| {
        let title =
            Text::link(Link::Here(format!("area-{}", row.area)), row.area).and(site.catalogue.area_title(row.area));
        let n = Tally::of_area(&row);
        n.row(title, n.none)
    });
    Tally::table(l, say!(l, "areas-counts"), say!(l, "areas-area"), say!(l, "areas-no-result"), rows)
}

/// The latest value of each series, for a city whose series have no result yet.
fn latest_values(s: &Subject) -> Table {
    let l = &s.site.language;
    let row = |series: &Series| -> Option<Vec<Cell>> {
        let last = series.points.last()?;
        let source = last.source;
        Some(vec![
            series.title.as_str().into(),
            Cell::Value(l.value(last.value?, &series.measurement.scale, series.unit())),
            Cell::Year(last.reference_year),
            l.name("source", source, source).into(),
        ])
    };
    let columns = columns!(l => text "table-measurement" sharing 5, value "areas-value" sharing 4,
        value "areas-year" sharing 1, text "areas-source" sharing 2);
    Table::new(say!(l, "brief-values"), columns, s.series.iter().filter_map(row))
}

/// Every area on a page; in a brief the charts that a reader asks for first.
pub fn document(s: &Subject, medium: Medium) -> Vec<Block> {
    match medium {
        Medium::Page => {
            let l = &s.site.language;
            let mut blocks = vec![Block::note(say!(l, "areas-note"))];
            blocks.extend(s.site.catalogue.areas.iter().map(|area| one(s, area)));
            vec![Block::section("areas", say!(l, "areas-title"), 0, blocks)]
        }
        Medium::Print => moved(s).into_iter().chain(with_charts(s)).collect(),
    }
}

/// An area on a page.
fn one(s: &Subject, area: &Area) -> Block {
    let site = s.site;
    let (with, without): (Vec<&Series>, Vec<&Series>) =
        s.of_area(area).into_iter().partition(|series| !series.points.is_empty());
    let chart = |chart: &str, behind: Table| {
        let chart = site.chart(chart, &[&s.city.id, &area.id], "wide")?;
        Some(Chart { behind: Some(behind), ..chart })
    };
    let change =
        chart(AREA_CHANGE, changes(site, &with)).map(|chart| Chart { caption: summary_of(s, area).into(), ..chart });
    let standing = chart(PEER_STANDING, standings(site, &with));
    let mut blocks = Vec::new();
    if change.is_none() {
        blocks.push(Block::paragraph(summary_of(s, area)));
    }
    let pair: Vec<Block> =
        [change, standing].into_iter().flatten().map(|chart| Block::Group("", vec![Block::Chart(chart)])).collect();
    if !pair.is_empty() {
        blocks.push(Block::Group("pair", pair));
    }
    if !with.is_empty() {
        blocks.push(Block::Group("grid", with.iter().map(|series| card(s, series)).collect()));
    }
    let notes = by_reason(without, |series| Some(series.reason()));
    blocks.extend(notes.iter().map(|(reason, titles)| Block::note(without_value(site, reason, titles))));
    Block::Section {
        id: format!("area-{}", area.id),
        title_id: format!("area-title-{}", area.id),
        level: 2,
        class: Some("area"),
        title: Text::numbered(&area.id, &area.title),
        room: 0,
        blocks,
    }
}

/// The outcomes of an area's measurements, in a sentence or two.
fn summary_of(s: &Subject, area: &Area) -> String {
    let mut rows = s.site.rows.area_movement.of(&s.city.id);
    let row = rows.find(|row| row.area == area.id);
    summary(&s.site.language, &row.as_ref().map(Tally::of_area).unwrap_or_default())
}

/// `Of 9 measurements, 3 moved towards progress (2 of them firmly), 4 held and none moved away; 2 have no result.`
fn summary(l: &Language, n: &Tally) -> String {
    let all = n.all() + n.none;
    if n.all() == 0 {
        return say!(l, "areas-summary-none", all);
    }
    let ([towards, held, away, read], [towards_firm, _, away_firm, _]) = (n.parts, n.firm);
    let text = say!(l, "areas-summary", all, towards, towards_firm, held, away, away_firm, read, none = n.none);
    // The rows below it name each definition; chance says little of a few results.
    match n.by_chance(l).filter(|_| towards + away + read > 0 && n.all() >= FEW) {
        Some(chance) => format!("{text} {chance}"),
        None => text,
    }
}

/// Results of an area below which nothing is said of chance.
const FEW: i64 = 5;

/// Which series have no value, and why where that says more.
fn without_value(site: &Site, reason: &str, titles: &[&str]) -> String {
    let l = &site.language;
    // Titles hold "and" and commas themselves.
    let titles = l.list_apart(titles.iter().map(|title| title.to_string()));
    match reason == Reason::NoPoints {
        true => say!(l, "areas-empty", titles),
        false => say!(l, "areas-empty-because", reason = site.catalogue.label("reason", reason), titles),
    }
}

/// A series: what it did in words, its chart, its peers, its values.
fn card(s: &Subject, series: &Series) -> Block {
    let site = s.site;
    let label = Text::badge(series.outcome().class(), series.is_tentative(), series.movement_label(site)).and("·");
    let words = [series.change(site), series.why(site), series.doubts(site), series.others(site)];
    let words =
        words.into_iter().flatten().chain(super::pace::sentences(site, series)).chain(series.questions(site, s.city));
    let mut blocks = vec![
        Block::heading(3, Text::page(format!("features/{}.html", series.measurement.feature), &series.title), 0),
        Block::note(series.meaning()),
        Block::paragraph(label.and(sentences(words))),
        Block::note(series.differing(site).unwrap_or_default()),
    ];
    let values = values(site, series);
    match site.chart(CITY_SERIES, &series.key(s.city), "series") {
        Some(chart) => {
            blocks.push(Block::Chart(Chart { caption: series.with_peers(site).into(), behind: Some(values), ..chart }))
        }
        None => {
            blocks.push(Block::paragraph(series.with_peers(site)));
            blocks.push(Block::Details(say!(site.language, "layout-figures-in-a-table"), vec![Block::Table(values)]));
        }
    }
    Block::Group("card", blocks)
}

/// Every point of a series, with its peers' middle half of the same year.
fn values(site: &Site, s: &Series) -> Table {
    let l = &site.language;
    let peers = |year: i64| s.peer_years.iter().find(|p| p.reference_year == year);
    let any_interval = s.points.iter().any(|p| p.low.is_some());
    let any_peers = !s.peer_years.is_empty();
    let of_points = s.points.iter().flat_map(|p| [p.value, p.low, p.high]);
    let of_peers = s.peer_years.iter().flat_map(|p| [p.p25, p.p75, p.median]);
    let number = l.column(of_points.chain(of_peers).flatten(), &s.measurement.scale);
    let range = |ends: Option<(f64, f64)>| {
        Cell::value(ends.map(|(low, high)| say!(l, "areas-range", low = number(low), high = number(high))))
    };
    let columns = columns!(l => text "areas-year", value "areas-value", value "areas-interval", text "areas-source",
        value "areas-peers-middle");
    let shown = [true, true, any_interval, true, any_peers];
    let rows = s.points.iter().map(|p| {
        let cells = [
            Cell::Year(p.reference_year),
            Cell::value(p.value.map(&number)),
            range(p.low.zip(p.high)),
            source(l, p).into(),
            range(peers(p.reference_year).and_then(|p| p.p25.zip(p.p75))),
        ];
        cells.into_iter().zip(shown).filter_map(|(cell, shown)| shown.then_some(cell)).collect::<Vec<Cell>>()
    });
    let columns = columns.into_iter().zip(shown).filter_map(|(column, shown)| shown.then_some(column)).collect();
    let table = Table::new(s.heading(site), columns, rows);
    Table { class: Some("values"), joins: true, ..table }
}

/// The source kind, and what a reader must know of the value.
fn source(l: &Language, point: &Point) -> String {
    let kind = l.name("source", point.source, point.source);
    let remarks = [
        (point.provisional == Some(true)).then(|| say!(l, "areas-provisional")),
        (point.differs == Some(true)).then(|| say!(l, "areas-definition-differs")),
        (point.break_before == Some(true)).then(|| say!(l, "areas-break")),
    ];
    let remarks: Vec<String> = remarks.into_iter().flatten().collect();
    match remarks.is_empty() {
        true => kind,
        false => say!(l, "city-bracket", value = kind, more = l.list(&remarks)),
    }
}

/// The table behind the chart of changes.
fn changes(site: &Site, series: &[&Series]) -> Table {
    let l = &site.language;
    let columns = columns!(l => text "areas-series", value "areas-baseline", value "areas-latest",
        value "areas-change", text "areas-movement");
    let rows = series.iter().map(|s| {
        let scale = &s.measurement.scale;
        let point = |of: fn(Progress) -> Option<(f64, i64)>| {
            let (value, year) = s.progress.and_then(of)?;
            Some(say!(l, "city-bracket", value = l.number(value, scale), more = year.to_string()))
        };
        vec![
            s.heading(site).into(),
            Cell::value(point(|p| p.baseline_value.zip(p.baseline_year))),
            Cell::value(point(|p| p.latest_value.zip(p.latest_year))),
            Cell::value(s.progress.and_then(|p| p.change).map(|change| l.change(change, scale))),
            s.movement_label(site).into(),
        ]
    });
    Table::new(say!(l, "areas-changes"), columns, rows)
}

/// The table behind the chart of peers.
fn standings(site: &Site, series: &[&Series]) -> Table {
    let l = &*site.language;
    let columns = columns!(l => text "areas-series", value "areas-city", value "areas-peers",
        value "areas-middle-half", value "areas-median", text "areas-lies");
    let rows = series.iter().map(|s| {
        let number = |v: f64| l.number(v, &s.measurement.scale);
        // Those of the region in brackets.
        let both = |text: &dyn Fn(&Comparison) -> Option<String>| {
            let near = s.nearest.as_ref().and_then(text);
            Cell::value(match s.region.as_ref().and_then(text) {
                Some(more) => Some(say!(l, "city-bracket", value = near.unwrap_or_else(|| "–".into()), more)),
                None => near,
            })
        };
        let own = s.nearest.and_then(|c| c.value).or(s.region.and_then(|c| c.value));
        let half = |c: &Comparison| {
            let (low, high) = c.p25.zip(c.p75)?;
            Some(say!(l, "areas-range", low = number(low), high = number(high)))
        };
        vec![
            s.heading(site).into(),
            Cell::value(own.map(number)),
            both(&|c| c.n_peers.map(|n| n.to_string())),
            both(&half),
            both(&|c| c.median.map(number)),
            standing(site, s.nearest.as_ref()).into(),
        ]
    });
    Table::new(say!(l, "areas-standings"), columns, rows)
}

fn standing(site: &Site, compared: Option<&Comparison>) -> String {
    match compared.map(|c| (c.standing, c.reason)) {
        Some((Some(code), _)) => site.catalogue.label("standing", code),
        Some((None, Some(code))) => site.catalogue.label("reason", code),
        _ => say!(site.language, "areas-lies-nowhere"),
    }
}

/// Charts of the series that a reader of a brief asks for first.
fn moved(s: &Subject) -> Option<Block> {
    let (l, site) = (&s.site.language, s.site);
    let has_target = |of: &Series| of.components.is_some_and(|c| c.target_value.is_some());
    let chart = |of: &Series| site.chart(CITY_SERIES, &of.key(s.city), "series");
    let mut shown: Vec<usize> = Vec::new();
    // By what is asked, never by how much: each wish in the order of the form, one series of a measurement.
    for wanted in [&has_target as &dyn Fn(&Series) -> bool, &|of| s.asks(of) && of.went(), &|of| of.went()] {
        for (place, of) in s.series.iter().enumerate().filter(|(_, of)| wanted(of)) {
            let known = shown.iter().any(|x| s.series[*x].measurement.id == of.measurement.id);
            if shown.len() < SERIES_SHOWN && !known && of.points.len() > 1 && chart(of).is_some() {
                shown.push(place);
            }
        }
    }
    if shown.is_empty() {
        return None;
    }
    shown.sort_unstable();
    let charts = shown.iter().map(|place| &s.series[*place]).filter_map(|of| {
        let mut words = vec![format!("{}.", capital(&of.movement_label(site)))];
        words.extend([of.change(site), of.doubts(site)].into_iter().flatten());
        words.extend(super::pace::sentences(site, of));
        Some(Chart {
            caption: say!(l, "brief-series-caption", title = &of.title, told = words.join(" ")).into(),
            ..chart(of)?
        })
    });
    let charts = Pairs::of(charts, f64::INFINITY);
    let room = charts.room();
    let how = Block::paragraph(say!(l, "brief-series-how", n = shown.len(), all = s.reported()));
    Some(Block::section("series", say!(l, "brief-series"), room, vec![how, charts.block()]))
}

/// What changed in the areas that it asks help in and in those where a series moved; then where it is with its peers in
/// them.
fn with_charts(s: &Subject) -> Option<Block> {
    let l = &s.site.language;
    let has_result = |(_, of): &(&Area, Vec<&Series>)| of.iter().any(|series| series.outcome() != Outcome::NoResult);
    let areas = s.site.catalogue.areas.iter().map(|area| (area, s.of_area(area)));
    let areas: Vec<(&Area, Vec<&Series>)> = areas.filter(has_result).collect();
    // By what is asked and by the order of the form, never by how much it moved.
    let (asked, others): (Vec<_>, Vec<_>) = areas.iter().partition(|(_, of)| of.iter().any(|series| s.asks(series)));
    let moved = others.into_iter().filter(|(_, of)| of.iter().any(|series| series.went()));
    let wanted: Vec<&(&Area, Vec<&Series>)> = asked.into_iter().chain(moved).collect();
    let chart = |chart: &str, area: &Area| s.site.chart(chart, &[&s.city.id, &area.id], "wide");
    let change = |area: &Area| Some(Chart { caption: summary_of(s, area).into(), ..chart(AREA_CHANGE, area)? });
    let changes = Pairs::of(wanted.iter().filter_map(|(area, _)| change(area)), AREAS_ROOM);
    let compared = wanted.iter().filter(|(_, of)| of.iter().any(|s| s.nearest.is_some()));
    let compared = Pairs::of(compared.filter_map(|(area, _)| chart(PEER_STANDING, area)), AREAS_ROOM);
    if changes.is_empty() && compared.is_empty() {
        return None;
    }
    let room = changes.room();
    let mut blocks = vec![Block::paragraph(say!(l, "brief-areas-how")), changes.block()];
    if !compared.is_empty() {
        blocks.push(Block::heading(2, say!(l, "brief-beside"), compared.room()));
        blocks.push(Block::paragraph(say!(l, "brief-beside-how")));
        blocks.push(compared.block());
    }
    Some(Block::section("areas", say!(l, "areas-title"), room, blocks))
}

#[cfg(test)]
mod tests {
    use super::{Tally, summary};
    use crate::language::tests::english;

    #[test]
    fn an_area_in_a_sentence() {
        let summary = |parts: [i64; 4], firm: [i64; 4], none: i64| {
            let n = Tally { parts, firm, none, chance: 1.6, ..Tally::default() };
            summary(&english(), &n)
        };
        assert_eq!(
            summary([3, 4, 0, 0], [2, 0, 0, 0], 2),
            "Of 9 measurements, 3 moved towards progress (2 of them firmly), 4 held and none moved away; 2 have no result. \
             Even if nothing had changed, at least 1 of these 7 would show a movement by chance."
        );
        assert!(summary([1, 0, 0, 1], [0; 4], 1).starts_with(
            "Of 3 measurements, 1 moved towards progress (not firmly), none held and none moved away; \
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
