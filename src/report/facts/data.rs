//! What a city's readers should know about its data: coverage, sources, breaks, marks, statuses, notes, what is missing
//! and why.

use std::collections::{BTreeMap, BTreeSet};

use super::coverage;
use super::series::{Series, by_reason};
use super::subject::Subject;
use super::words::capital;
use crate::document::{Block, Cell, Medium, Row, Table, Text};
use crate::language::Language;
use crate::model::relations::CorrectedValue;
use crate::{columns, say, say_text};

/// The section.
pub fn document(s: &Subject, medium: Medium) -> Vec<Block> {
    let l = &s.site.language;
    let mut blocks: Vec<Block> = sentences(s).into_iter().map(Block::paragraph).collect();
    match medium {
        Medium::Page => {
            blocks.push(Block::Group("pair", vec![Block::Table(reported_by_area(s)), Block::Table(marks(s))]));
            blocks.extend(corrections(s).map(Block::Table));
            blocks.extend(coverage::details(s));
            blocks.extend(missing(s));
            blocks.extend(notes(s));
        }
        Medium::Print => {
            blocks.extend(coverage::sentence(s).map(Block::paragraph));
            blocks.push(Block::Table(reasons(s)));
        }
    }
    vec![Block::section("about-data", say!(l, "about-title"), 50, blocks)]
}

/// How much it has reported, from which sources, with which breaks.
fn sentences(s: &Subject) -> Vec<String> {
    let l = &s.site.language;
    let cycles: BTreeSet<i64> = s.site.rows.observations.of(&s.city.id).map(|o| o.cycle).collect();
    let points = s.series.iter().map(|of| of.points.len() as i64).sum();
    let mut sources: BTreeMap<&str, usize> = BTreeMap::new();
    for source in s.series.iter().filter_map(|of| Some(of.points.last()?.source)) {
        *sources.entry(source).or_default() += 1;
    }
    let mut out = vec![reported(l, &s.city.name, &cycles.into_iter().collect::<Vec<_>>(), points)];
    let named = sources.into_iter().map(|(id, n)| (l.name("source", id, id), n));
    let by: Vec<String> = named.map(|(source, n)| say!(l, "about-source", source, n)).collect();
    if !by.is_empty() {
        out.push(say!(l, "about-sources", sources = l.list(&by)));
    }
    let breaks = s.series.iter().filter_map(|of| {
        let breaks = of.points.iter().filter(|p| p.break_before == Some(true));
        let years: Vec<String> = breaks.map(|p| p.reference_year.to_string()).collect();
        (!years.is_empty()).then(|| say!(l, "about-break", series = &of.title, years = l.list(&years)))
    });
    let breaks: Vec<String> = breaks.collect();
    if !breaks.is_empty() {
        out.push(say!(l, "about-breaks", series = l.list_apart(breaks)));
    }
    out
}

fn reported(l: &Language, city: &str, cycles: &[i64], points: i64) -> String {
    match cycles {
        [] => say!(l, "about-none", city),
        [one] => say!(l, "about-one-cycle", city, cycle = one.to_string(), n = points),
        [first, .., last] => {
            let [first, last] = [first, last].map(i64::to_string);
            say!(l, "about-cycles", city, cycles = cycles.len(), first, last, n = points)
        }
    }
}

fn reported_by_area(s: &Subject) -> Table {
    let (l, site) = (&s.site.language, s.site);
    let of_cycle = site.rows.coverage.of(&s.city.id).filter(|row| row.cycle == site.marts.cycle);
    let mut rows: Vec<Row> = of_cycle
        .map(|row| {
            let title = format!("{} {}", row.area, site.catalogue.area_title(row.area));
            vec![Cell::from(title), row.series_reported.into(), row.series_expected.into()].into()
        })
        .collect();
    if rows.is_empty() {
        rows.push(vec![Cell::from(say!(l, "about-nothing-sent"))].into());
    }
    let columns = columns!(l => text "about-area", count "about-reported", count "about-expected");
    let caption = say!(l, "about-coverage", cycle = site.marts.cycle.to_string());
    Table::new(caption, columns, rows).named("reported")
}

/// How often each of these codes is written, separated by `|`.
fn counted<'c>(codes: impl Iterator<Item = &'c str>) -> BTreeMap<&'c str, usize> {
    let mut counts = BTreeMap::new();
    for code in codes.flat_map(|codes| codes.split('|')).filter(|code| !code.is_empty()) {
        *counts.entry(code).or_default() += 1;
    }
    counts
}

/// How many series carry each mark, and how many points each SDMX status.
fn marks(s: &Subject) -> Table {
    let (l, c) = (&s.site.language, &s.site.catalogue);
    let marks = counted(s.series.iter().filter_map(|of| of.components?.marks));
    let mut flags = counted(s.series.iter().flat_map(|of| &of.points).filter_map(|p| p.status));
    flags.remove("A");
    let title = |flag: &str| {
        let known = s.site.rows.statuses.iter().find(|status| status.code == flag);
        l.name("status", flag, known.map_or(flag, |status| status.title))
    };
    let row = |words: [String; 2], count: String| {
        let [name, says] = words.map(Cell::from);
        Row::headed(name, [says, Cell::Value(count)])
    };
    let of_marks = marks
        .iter()
        .map(|(mark, n)| row([c.label("mark", mark), c.sentence("mark", mark)], say!(l, "about-n-series", n = *n)));
    let of_flags = flags
        .iter()
        .map(|(flag, n)| row([say!(l, "about-status", code = *flag), title(flag)], say!(l, "about-n-values", n = *n)));
    let mut rows: Vec<Row> = of_marks.chain(of_flags).collect();
    if rows.is_empty() {
        rows.push(vec![Cell::from(say!(l, "about-no-marks"))].into());
    }
    let columns = columns!(l => text "about-mark", text "about-mark-says", value "about-how-many");
    Table::new(say!(l, "about-marks"), columns, rows).named("marks")
}

/// What the network's analysts corrected, and why. Who was asked may be a person and is not said.
fn corrections(s: &Subject) -> Option<Table> {
    let (l, c) = (&s.site.language, &s.site.catalogue);
    let value = |row: &CorrectedValue, value: Option<f64>| {
        let Some(value) = value else { return say!(l, "about-no-value") };
        match c.measured(&s.city.id, row.measurement, row.item) {
            Some(m) => l.value(value, &m.scale, &m.unit_key),
            None => l.numbers().number(value, 4),
        }
    };
    let used = |row: &CorrectedValue| match row.status_after {
        None => c.label("correction", "drop"),
        Some(flags) if row.status_after != row.status_before => {
            say!(l, "about-with-status", value = value(row, row.after), status = flags.replace('|', ", "))
        }
        Some(_) => value(row, row.after),
    };
    // In the analyst's words, and when.
    let because = |row: &CorrectedValue| {
        let day = l.numbers().date(row.date.unwrap_or_default());
        say_text!(l, "about-because", reason = Text::quoted(row.reason.unwrap_or_default()), day)
    };
    let rows = s.site.rows.corrected_values.of(&s.city.id).map(|row| {
        vec![
            c.series_of(&s.city.id, row.measurement, row.item).into(),
            row.reference_year.map_or(Cell::None, Cell::Year),
            Cell::Value(value(&row, row.before)),
            Cell::Value(used(&row)),
            c.sentence("correction", row.action).into(),
            because(&row).into(),
        ]
    });
    let columns = columns!(l => text "about-series", value "about-year", value "about-as-sent",
        value "about-as-used", text "about-done", text "about-why");
    let table = Table::new(say!(l, "about-corrections"), columns, rows).named("corrections");
    (!table.rows.is_empty()).then_some(table)
}

/// On a page: series without a movement, by reason.
fn missing(s: &Subject) -> Option<Block> {
    let (l, c) = (&s.site.language, &s.site.catalogue);
    let term = |(reason, titles): (&str, Vec<&str>)| {
        let label = capital(&c.label("reason", reason));
        let term = say!(l, "about-missing-reason", reason = label, n = titles.len());
        let series = l.list_apart(titles.iter().map(|title| title.to_string()));
        let said = say!(l, "about-missing-series", sentence = c.sentence("reason", reason), series);
        (term.into(), said.into())
    };
    let terms: Vec<(Text, Text)> = by_reason(&s.series, Series::missing).into_iter().map(term).collect();
    (!terms.is_empty()).then(|| Block::Details(say!(l, "about-missing"), vec![Block::Terms(terms)]))
}

/// In a brief: how many series have no movement, by reason.
fn reasons(s: &Subject) -> Table {
    let (l, c) = (&s.site.language, &s.site.catalogue);
    let rows = by_reason(&s.series, Series::missing).into_iter().map(|(reason, titles)| {
        vec![c.label("reason", reason).into(), c.sentence("reason", reason).into(), Cell::Count(titles.len() as i64)]
    });
    let columns = columns!(l => text "brief-reason" sharing 2, text "brief-meaning" sharing 5, count "about-how-many");
    Table::new(say!(l, "brief-missing-table"), columns, rows)
}

/// The city's own notes: each once, with its series and their years, in the order of the form.
fn notes(s: &Subject) -> Option<Block> {
    let l = &s.site.language;
    let mut of_note: Vec<(&str, Vec<String>)> = Vec::new();
    for of in &s.series {
        let mut noted: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for o in &of.observations {
            if let Some(note) = o.note.filter(|note| !note.trim().is_empty()) {
                noted.entry(note).or_default().push(o.reference_year.to_string());
            }
        }
        for (note, years) in noted {
            let series = say!(l, "city-bracket", value = &of.title, more = span(l, &years));
            match of_note.iter_mut().find(|(known, _)| *known == note) {
                Some((_, all)) => all.push(series),
                None => of_note.push((note, vec![series])),
            }
        }
    }
    let rows = of_note.into_iter().map(|(note, series)| vec![Text::quoted(note).into(), l.list_apart(series).into()]);
    let columns = columns!(l => text "about-note", text "about-noted");
    let table = Table::new(say!(l, "about-notes-caption"), columns, rows).named("notes");
    (!table.rows.is_empty()).then(|| Block::Details(say!(l, "about-notes"), vec![Block::Table(table)]))
}

/// Years in words: one, two, or from the first to the last.
fn span(l: &Language, years: &[String]) -> String {
    match years {
        [first, _, .., last] => say!(l, "about-from-to", first, last),
        few => l.list(few),
    }
}

#[cfg(test)]
mod tests {
    use super::span;
    use crate::language::tests::english;

    #[test]
    fn years_in_words() {
        let years = |list: &[&str]| span(&english(), &list.iter().map(|y| y.to_string()).collect::<Vec<_>>());
        assert_eq!(years(&[]), "");
        assert_eq!(years(&["2012"]), "2012");
        assert_eq!(years(&["2012", "2014"]), "2012 and 2014");
        assert_eq!(years(&["2012", "2014", "2016"]), "2012 to 2016");
    }

    #[test]
    fn cycles_in_a_sentence() {
        let reported = |cycles: &[i64], points| super::reported(&english(), "Northbridge", cycles, points);
        assert_eq!(reported(&[], 0), "Northbridge has published no value.");
        assert_eq!(reported(&[2024], 1), "Northbridge has published 1 value in one cycle, 2024.");
        assert_eq!(
            reported(&[2020, 2022, 2024], 40),
            "Northbridge has published 40 values in 3 cycles, from 2020 to 2024."
        );
        assert_eq!(reported(&[2024], 0), "Northbridge has published no value that can be used in one cycle, 2024.");
    }
}
