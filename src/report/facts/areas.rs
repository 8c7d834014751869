//! The areas of focus of a city: the outcome of each, and the series in it.

use std::collections::BTreeSet;

use super::lines::Lines;
use super::series::{Series, by_reason};
use super::subject::Subject;
use super::tally::Tally;
use super::words::capital;
use crate::catalogue::Area;
use crate::document::typst::Pairs;
use crate::document::{Block, Cell, Chart, Heads, Link, Medium, Table, Text, sentences};
use crate::language::Language;
use crate::model::relations::{Comparison, Point, Progress};
use crate::model::vocabulary::Reason;
use crate::report::figures::{CITY_SERIES, TEMPLE};
use crate::report::site::Site;
use crate::{columns, say, say_text};

/// Charts of single series in a brief: what has a target, what it asks help with, what moved.
const SERIES_SHOWN: usize = 4;

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
    vec![match temple {
        Some(temple) => Block::Chart(Chart { behind: Some(table), alt: say!(l, "areas-glance-alt"), ..temple }),
        None => Block::Table(table),
    }]
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
            series.name().into(),
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
            let with_value: Vec<&Series> = s.series.iter().filter(|series| !series.points.is_empty()).collect();
            let mut blocks = vec![Block::note(say!(l, "lines-how")), not_compared(s), Block::Values];
            if !with_value.is_empty() {
                blocks.push(Block::File(say!(l, "lines-all"), figures(s.site, &with_value)));
            }
            let lines = Lines::new(s, medium);
            if !with_value.is_empty() {
                blocks.push(Block::Lines(Some(lines.heads()), Vec::new()));
            }
            let has_value = |area: &&Area| s.of_area(area).iter().any(|series| !series.points.is_empty());
            let (with, without): (Vec<&Area>, Vec<&Area>) = s.site.catalogue.areas.iter().partition(has_value);
            let sections =
                |areas: Vec<&Area>| areas.into_iter().map(|area| one(s, &lines, area)).collect::<Vec<Block>>();
            blocks.extend(sections(with));
            if !without.is_empty() {
                blocks.push(Block::Details(say!(l, "areas-without", n = without.len()), sections(without)));
            }
            vec![Block::section("areas", say!(l, "areas-title"), 0, blocks)]
        }
        Medium::Print => moved(s).into_iter().chain(in_lines(s)).collect(),
    }
}

/// An area on a page: its counts in words, a line for each measurement, and the charts and the table of all of them.
fn one(s: &Subject, lines: &Lines, area: &Area) -> Block {
    let site = s.site;
    let (with, without): (Vec<&Series>, Vec<&Series>) =
        s.of_area(area).into_iter().partition(|series| !series.points.is_empty());
    let mut blocks = vec![Block::paragraph(summary_of(s, area))];
    if !with.is_empty() {
        blocks.push(Block::Lines(None, lines.of_area(area, |series| card(s, series))));
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
    // The rows below it name each definition; chance says little of a few results, or where it gives less than one.
    match n.by_chance(l).filter(|_| towards + away + read > 0 && n.all() >= FEW && n.chance >= 1.0) {
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

/// What the labels of series that are not compared with peers mean, each once.
fn not_compared(s: &Subject) -> Block {
    let (l, c) = (&s.site.language, &s.site.catalogue);
    let codes: BTreeSet<&str> = s.series.iter().filter_map(Series::not_compared).collect();
    let meaning = |code: &&str| {
        let label = capital(&c.label("reason", code));
        say!(l, "layout-labelled", label, value = c.sentence("reason", code))
    };
    Block::note(codes.iter().map(meaning).collect::<Vec<String>>().join(" "))
}

/// What opens of a series: what it did in words, its chart, its peers, its values.
fn card(s: &Subject, series: &Series) -> Vec<Block> {
    let (site, l) = (s.site, &s.site.language);
    let words = [series.change(site), series.why(site), series.doubts(site), series.others(site)];
    let words =
        words.into_iter().flatten().chain(super::pace::sentences(site, series)).chain(series.questions(site, s.city));
    // What is the same for all items of a measurement, one of them says: its total, which has the others below it, or
    // the first.
    let speaks = |can: fn(&&Series) -> bool| {
        let items = || s.series.iter().filter(|of| of.measurement.id == series.measurement.id).filter(can);
        let speaker = items().find(|of| of.is_total()).or_else(|| items().next());
        speaker.is_some_and(|of| of.item == series.item)
    };
    let leads = speaks(|of| !of.points.is_empty());
    let meaning = series.meaning().filter(|_| speaks(|of| !of.points.is_empty() && of.meaning().is_some()));
    let known = site.catalogue.feature(&series.measurement.feature).filter(|_| leads);
    let feature = known.map(|feature| say_text!(l, "lines-feature", id = feature.id.as_str(), title = feature.text()));
    let mut words = vec![
        Block::paragraph(sentences(words)),
        Block::paragraph(series.with_peers(site)),
        Block::note(sentences([
            meaning.into(),
            series.differing(site).unwrap_or_default(),
            series.quality(site).into(),
            feature.unwrap_or_default(),
        ])),
    ];
    let mut blocks = Vec::new();
    let values = values(site, series);
    // Its finding is the sentence next to it.
    let chart = site.chart(CITY_SERIES, &series.key(s.city), "series");
    blocks.extend(
        chart.map(|chart| Block::Chart(Chart { caption: Text::default(), alt: say!(l, "lines-chart-alt"), ..chart })),
    );
    words.push(Block::Table(values));
    blocks.push(Block::Group("", words));
    vec![Block::Group("opened", blocks)]
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
        text "areas-remarks", value "areas-peers-middle");
    let any_remark = s.points.iter().any(|p| !remarks(l, p).is_empty());
    let shown = [true, true, any_interval, true, any_remark, any_peers];
    let rows = s.points.iter().map(|p| {
        let cells = [
            Cell::Year(p.reference_year),
            Cell::value(p.value.map(&number)),
            range(p.low.zip(p.high)),
            l.name("source", p.source, p.source).into(),
            remarks(l, p).into(),
            range(peers(p.reference_year).and_then(|p| p.p25.zip(p.p75))),
        ];
        cells.into_iter().zip(shown).filter_map(|(cell, shown)| shown.then_some(cell)).collect::<Vec<Cell>>()
    });
    let columns = columns.into_iter().zip(shown).filter_map(|(column, shown)| shown.then_some(column)).collect();
    let table = Table::new(s.heading(site), columns, rows);
    Table { class: Some("values"), joins: true, ..table }
}

/// What a reader must know of a value.
fn remarks(l: &Language, point: &Point) -> String {
    let remarks = [
        (point.provisional == Some(true)).then(|| say!(l, "areas-provisional")),
        (point.differs == Some(true)).then(|| say!(l, "areas-definition-differs")),
        (point.break_before == Some(true)).then(|| say!(l, "areas-break")),
    ];
    l.list(&remarks.into_iter().flatten().collect::<Vec<String>>())
}

/// The figures of series: their change, and their latest values with those of their peers.
fn figures(site: &Site, series: &[&Series]) -> Table {
    let l = &*site.language;
    let columns = columns!(l => text "areas-series", value "areas-baseline", value "areas-latest",
        value "areas-change", text "areas-movement", value "areas-peers", value "areas-middle-half",
        value "areas-median", text "areas-lies");
    let rows = series.iter().map(|s| {
        let scale = &s.measurement.scale;
        let number = |value: f64| l.number(value, scale);
        let point = |of: fn(Progress) -> Option<(f64, i64)>| {
            let (value, year) = s.progress.and_then(of)?;
            Some(say!(l, "city-bracket", value = number(value), more = year.to_string()))
        };
        // Those of the region in brackets.
        let both = |text: &dyn Fn(&Comparison) -> Option<String>| {
            let near = s.nearest.as_ref().and_then(text);
            Cell::value(match s.region.as_ref().and_then(text) {
                Some(more) => Some(say!(l, "city-bracket", value = near.unwrap_or_else(|| "–".into()), more)),
                None => near,
            })
        };
        let half = |c: &Comparison| {
            let (low, high) = c.p25.zip(c.p75)?;
            Some(say!(l, "areas-range", low = number(low), high = number(high)))
        };
        vec![
            s.heading(site).into(),
            Cell::value(point(|p| p.baseline_value.zip(p.baseline_year))),
            Cell::value(point(|p| p.latest_value.zip(p.latest_year))),
            Cell::value(s.progress.and_then(|p| p.change).map(|change| l.change(change, scale))),
            s.movement_label(site).into(),
            both(&|c| c.n_peers.map(|n| n.to_string())),
            both(&half),
            both(&|c| c.median.map(number)),
            s.standing(site).into(),
        ]
    });
    Table::new(say!(l, "lines-figures"), columns, rows).named("figures")
}

/// Charts of the series that a reader of a brief asks for first.
fn moved(s: &Subject) -> Option<Block> {
    let (l, site) = (&s.site.language, s.site);
    let has_target = |of: &Series| of.components.is_some_and(|c| c.target_value.is_some());
    let chart = |of: &Series| site.chart(CITY_SERIES, &of.key(s.city), "series");
    let mut shown: Vec<usize> = Vec::new();
    // By what is asked, never by how much: each wish in the order of the form, one series of a measurement.
    for wanted in [&has_target as &dyn Fn(&Series) -> bool, &|of| s.asks(of) && of.went(), &|of| of.went()] {
        let drawable = |of: &Series| wanted(of) && of.points.len() > 1 && chart(of).is_some();
        for (place, of) in s.series.iter().enumerate().filter(|(_, of)| drawable(of)) {
            let same = |other: &Series| other.measurement.id == of.measurement.id;
            let known = shown.iter().any(|x| same(&s.series[*x]));
            // Where the total is among them it stands for its items.
            let total = s.series.iter().any(|other| same(other) && other.is_total() && drawable(other));
            if shown.len() < SERIES_SHOWN && !known && (of.is_total() || !total) {
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
            caption: say_text!(l, "brief-series-caption", title = of.name(), told = words.join(" ")),
            ..chart(of)?
        })
    });
    let charts = Pairs::of(charts, f64::INFINITY);
    let room = charts.room();
    let how = Block::paragraph(say!(l, "brief-series-how", n = shown.len(), all = s.reported()));
    Some(Block::section("series", say!(l, "brief-series"), room, vec![how, charts.block()]))
}

/// Every measurement with a value, in one line each.
fn in_lines(s: &Subject) -> Option<Block> {
    let l = &s.site.language;
    let lines = Lines::new(s, Medium::Print);
    let mut blocks = vec![Block::note(say!(l, "lines-how"))];
    for area in &s.site.catalogue.areas {
        let of = lines.of_area(area, |_| Vec::new());
        if !of.is_empty() {
            let title = Text::numbered(&area.id, &area.title).plain();
            blocks.push(Block::Lines(Some(Heads { title, ..lines.heads() }), of));
        }
    }
    (blocks.len() > 1).then(|| Block::section("areas", say!(l, "areas-title"), 60, blocks))
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
                 1 moved with no set direction of progress; 1 has no result."
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
