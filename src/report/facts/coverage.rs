//! When a city's values came, what it never reported, and what its values do not go together with.

use std::collections::{BTreeMap, BTreeSet};

use super::subject::Subject;
use super::words::counted;
use crate::catalogue::Measurement;
use crate::document::{Block, Cell, Column, Row, Table};
use crate::language::Language;
use crate::model::relations::CoverageDetail;
use crate::report::site::Site;
use crate::{columns, say};

/// Series asked for, and by when a value of them came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Timing {
    /// Series asked for.
    pub expected: i64,
    /// On time, late, undated, carried from an earlier year, missing.
    pub came: [i64; 5],
    /// Of those that came: from official sources, surveys, experts.
    pub sources: [i64; 3],
}

impl Timing {
    /// Of a row.
    fn of(row: &CoverageDetail) -> Timing {
        Timing {
            expected: row.series_expected,
            came: [row.on_time, row.late, row.undated, row.carried, row.missing],
            sources: [row.official, row.survey, row.expert],
        }
    }

    /// The sum of rows.
    pub fn sum<'r>(rows: impl IntoIterator<Item = CoverageDetail<'r>>) -> Timing {
        rows.into_iter().map(|row| Timing::of(&row)).fold(Timing::default(), |sum, of| Timing {
            expected: sum.expected + of.expected,
            came: std::array::from_fn(|i| sum.came[i] + of.came[i]),
            sources: std::array::from_fn(|i| sum.sources[i] + of.sources[i]),
        })
    }

    /// In a sentence; what there is none of is not said.
    pub fn sentence(&self, l: &Language) -> String {
        let [on_time, late, undated, carried, missing] = self.came;
        let parts = [
            (on_time, "quality-came-on-time"),
            (late, "quality-came-late"),
            (undated, "quality-came-undated"),
            (carried, "quality-came-carried"),
            (missing, "quality-came-missing"),
        ];
        say!(l, "quality-came", n = self.expected, parts = counted(l, parts))
    }
}

fn of_cycle<'s>(s: &Subject<'s>) -> Vec<CoverageDetail<'s>> {
    let rows = s.site.rows.coverage_detail.of(&s.city.id);
    rows.filter(|row| row.cycle == s.site.marts.cycle).collect()
}

/// When its values of the cycle came, in a sentence; none where it was asked for none.
pub fn sentence(s: &Subject) -> Option<String> {
    let rows = of_cycle(s);
    (!rows.is_empty()).then(|| Timing::sum(rows).sentence(&s.site.language))
}

/// What a page tells of it: when values came, what never came, and questions.
pub fn details(s: &Subject) -> Vec<Block> {
    let l = &s.site.language;
    let mut blocks = Vec::new();
    if let Some(sentence) = sentence(s) {
        blocks.push(Block::paragraph(sentence));
        // Where all came at one time the sentence has said it.
        if Timing::sum(of_cycle(s)).came.iter().filter(|n| **n > 0).count() > 1 {
            blocks.push(Block::Details(say!(l, "quality-timing"), vec![Block::Table(timing(s))]));
        }
    }
    blocks.extend(never(s));
    blocks.extend(questions(s));
    blocks
}

fn timing(s: &Subject) -> Table {
    let l = &s.site.language;
    let mut columns = columns!(l => text "quality-area", count "quality-on-time", count "quality-late",
        count "quality-undated", count "quality-carried", count "quality-missing");
    // What was collected came neither on time nor late.
    let left_out = if s.site.catalogue.collected { 2 } else { 0 };
    columns.drain(1..=left_out);
    let rows = of_cycle(s).into_iter().map(|row| {
        let title = format!("{} {}", row.area, s.site.catalogue.area_title(row.area));
        Row::headed(title, Timing::of(&row).came.into_iter().skip(left_out).map(Cell::Count))
    });
    let caption = say!(l, "quality-caption", cycle = s.site.marts.cycle.to_string());
    Table::new(caption, columns, rows).named("timing")
}

fn never(s: &Subject) -> Option<Block> {
    let l = &s.site.language;
    let rows = s.site.rows.coverage_features.of(&s.city.id).filter(|row| row.series_reported == 0);
    let titles = rows.filter_map(|row| s.site.catalogue.feature(row.feature));
    let titles: Vec<_> = titles.map(|f| say!(l, "quality-feature", number = &f.id, title = &f.title).into()).collect();
    let summary = say!(l, "quality-never", n = titles.len());
    (!titles.is_empty()).then(|| Block::Details(summary, vec![Block::list(titles)]))
}

/// Years by series: its place in the form, and its title.
type Years = BTreeMap<(usize, String), Vec<String>>;

/// What the checks across the data found among its public values: questions, no verdicts.
fn questions(s: &Subject) -> Option<Block> {
    let (l, c) = (&s.site.language, &s.site.catalogue);
    let mut by_code: BTreeMap<&str, Years> = BTreeMap::new();
    for row in s.site.rows.consistency.of(&s.city.id) {
        let series = (c.place(row.measurement), c.series_of(&s.city.id, row.measurement, row.item));
        let years = by_code.entry(row.code).or_default().entry(series).or_default();
        years.push(row.reference_year.to_string());
    }
    if by_code.is_empty() {
        return None;
    }
    let rows = by_code.iter().map(|(code, series)| {
        let with_years = series.iter().map(|((_, value), years)| (value, l.list_some(years, 3)));
        let series = l.list_apart(with_years.map(|(value, more)| say!(l, "city-bracket", value, more)));
        vec![Cell::from(c.sentence("consistency", code)), series.into()]
    });
    let columns = columns!(l => text "quality-question", text "quality-series");
    let table = Table::new(say!(l, "quality-questions"), columns, rows).named("questions");
    Some(Block::Details(say!(l, "quality-raise"), vec![Block::Table(table)]))
}

/// Timing of the whole network in the brief's cycle.
pub fn of_network(site: &Site) -> Timing {
    Timing::sum(site.rows.coverage_detail.iter().filter(|row| row.cycle == site.marts.cycle))
}

/// The newest cycle before the brief's for which anything came.
pub fn cycle_before(site: &Site) -> Option<i64> {
    let earlier = site.rows.coverage.iter().filter(|row| row.cycle < site.marts.cycle && row.series_reported > 0);
    earlier.map(|row| row.cycle).max()
}

/// Cities of which values came for a cycle, and of how many series; none where there is no such cycle.
pub fn reported(site: &Site, cycle: Option<i64>) -> Option<(i64, i64)> {
    let cycle = cycle?;
    let came = site.rows.coverage.iter().filter(|row| row.cycle == cycle && row.series_reported > 0);
    let (cities, series): (BTreeSet<&str>, Vec<i64>) = came.map(|row| (row.city, row.series_reported)).unzip();
    Some((cities.len() as i64, series.iter().sum()))
}

/// How many of the values that came are from which kind of source; empty where none came.
pub fn sources(l: &Language, [official, survey, expert]: [i64; 3]) -> String {
    let parts = counted(l, [(official, "timing-official"), (survey, "timing-survey"), (expert, "timing-expert")]);
    if parts.is_empty() { parts } else { say!(l, "timing-sources", parts) }
}

/// Key features on which no city has reported, by title with their number.
pub fn never_reported(site: &Site) -> Vec<String> {
    let mut reported: BTreeMap<&str, i64> = BTreeMap::new();
    for row in site.rows.coverage_features.iter() {
        *reported.entry(row.feature).or_default() += row.series_reported;
    }
    let never = site.catalogue.features.iter().filter(|f| reported.get(f.id.as_str()) == Some(&0));
    never.map(|f| format!("{} {}", f.id, f.title)).collect()
}

/// Measurements of which values by other definitions than the catalogue's are counted as reported; none where there are
/// none.
pub fn other_definitions(site: &Site) -> Option<String> {
    let differing = site.rows.progress.iter().filter(|row| row.differs == Some(true));
    let found: BTreeSet<&str> = differing.map(|row| row.measurement).collect();
    let l = &*site.language;
    let of_form = site.catalogue.measurements.iter().filter(|m| found.contains(m.id.as_str()));
    let titles: Vec<String> = of_form.map(|m| say!(l, "quoted", text = &m.title)).collect();
    (!titles.is_empty()).then(|| say!(l, "front-coverage-definitions", titles = l.list(&titles)))
}

/// Title of a measurement in tables over the network: that of the definition that all its values have, where it is not
/// the catalogue's.
pub fn title_over_all<'s>(site: &'s Site, measurement: &'s Measurement) -> &'s str {
    let mut rows = site.rows.coverage_network.iter();
    let of = rows.find(|row| row.measurement == measurement.id).and_then(|row| row.definition);
    of.and_then(|id| site.catalogue.definitions.get(id)).map_or(&measurement.title, |d| &d.title)
}

/// How many of the cities asked have reported each measurement, by cycle: the newest cycles, and measurements that have
/// a value there or all.
pub fn by_measurement(site: &Site, cycles_shown: usize, with_value_only: bool) -> Option<Table> {
    let l = &*site.language;
    let all = site.rows.coverage_network.iter();
    let counts = all.map(|row| ((row.measurement, row.cycle), [row.cities_reported, row.cities_expected]));
    let rows: BTreeMap<(&str, i64), [i64; 2]> = counts.collect();
    let cycles: BTreeSet<i64> = rows.keys().map(|(_, cycle)| *cycle).collect();
    let cycles: Vec<i64> = cycles.into_iter().rev().take(cycles_shown).rev().collect();
    let mut columns = columns!(l => text "table-measurement" sharing 1);
    columns.extend(cycles.iter().map(|cycle| Column::value(cycle.to_string())));
    let has_value = |id: &str| cycles.iter().any(|cycle| rows.get(&(id, *cycle)).is_some_and(|[n, _]| *n > 0));
    let shown = site.catalogue.measurements.iter().filter(|m| !with_value_only || has_value(&m.id));
    let of_measurements = shown.map(|m| {
        let count = |cycle: &i64| {
            let [n, all] = *rows.get(&(m.id.as_str(), *cycle))?;
            Some(say!(l, "count-of", n, all))
        };
        Row::headed(title_over_all(site, m), cycles.iter().map(count).map(Cell::value))
    });
    (!cycles.is_empty()).then(|| Table::new(say!(l, "front-coverage-caption"), columns, of_measurements))
}

#[cfg(test)]
mod tests {
    use super::{Timing, sources};
    use crate::language::tests::english;
    use crate::say;

    #[test]
    fn when_values_came_in_a_sentence() {
        let l = &english();
        let came = |expected, came| Timing { expected, came, ..Timing::default() }.sentence(l);
        assert_eq!(
            came(76, [70, 0, 0, 5, 1]),
            "Of 76 series asked for in this cycle, 70 came on time, 5 are carried from an earlier year and 1 is missing."
        );
        assert_eq!(came(76, [0, 0, 0, 0, 76]), "Of 76 series asked for in this cycle, 76 are missing.");
        assert_eq!(came(1, [0, 1, 0, 0, 0]), "Of 1 series asked for in this cycle, 1 came late.");
    }

    #[test]
    fn coverage_in_sentences() {
        let l = &english();
        assert_eq!(sources(l, [0, 0, 0]), "");
        assert_eq!(sources(l, [2, 0, 1]), "Of those that came, 2 from official sources and 1 from experts.");
        let unreported =
            |features: &[&str]| say!(l, "timing-unreported", n = features.len(), features = l.list_some(features, 6));
        assert_eq!(unreported(&["A"]), "No city has reported on the key feature A.");
        assert_eq!(unreported(&["A", "B"]), "No city has reported on 2 key features: A and B.");
    }
}
