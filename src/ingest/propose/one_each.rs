//! Which rows of a table are one for each city, year and item.

use std::collections::{BTreeSet, HashSet};

use crate::ingest::propose::column::{Column, cell};
use crate::ingest::propose::layout::{Layout, Period};
use crate::ingest::propose::series::text;
use crate::ingest::propose::words::Words;
use crate::model::vocabulary::TOTAL;

/// Filters that leave one row for each city, year and item, or why there are more.
#[derive(Default)]
pub(super) struct OneEach {
    /// Filters: column and text.
    pub keep: Vec<(String, String)>,
    /// How parts of a year make the year.
    pub over: Option<String>,
    /// Why there are more.
    pub why_not: Option<String>,
}

/// `item` is a column that the item is taken from.
pub(super) fn one_each(layout: &Layout, rows: &[&csv::StringRecord], item: Option<usize>, words: &Words) -> OneEach {
    let mut made = OneEach::default();
    let mut rows: Vec<&csv::StringRecord> = rows.to_vec();
    let Some(key) = &layout.key else {
        made.why_not = Some("no column identifies the cities".into());
        return made;
    };
    let repeats = |rows: &[&csv::StringRecord], with: &[usize]| {
        let mut seen = HashSet::new();
        let id = |row: &&csv::StringRecord| {
            let cells: Vec<&str> = item.iter().chain(with).map(|p| cell(row, *p)).collect();
            Some((key.of(row)?, layout.year(row), cells.join("\u{1}")))
        };
        rows.iter().filter_map(id).filter(|id| !seen.insert(id.clone())).count()
    };
    let apart: Vec<&Column> =
        layout.apart.iter().filter(|p| Some(**p) != item).filter_map(|p| layout.column(*p)).collect();
    for c in &apart {
        if repeats(&rows, &[]) == 0 {
            break;
        }
        let texts: BTreeSet<&str> = rows.iter().map(|row| cell(row, c.place)).collect();
        let is_total = |text: &&&str| {
            let label = layout.label(c.place, text);
            words.is_aggregate(label) || words.item(text) == Some(TOTAL) || words.item(label) == Some(TOTAL)
        };
        if texts.len() > 1
            && let Some(total) = texts.iter().find(is_total)
        {
            made.keep.push((c.name.clone(), total.to_string()));
            rows.retain(|row| cell(row, c.place) == *total);
        }
    }
    let twice = repeats(&rows, &[]);
    if twice == 0 {
        return made;
    }
    if let Period::Column(place) = layout.period
        && let Some(c) = layout.column(place)
        && matches!(c.forms.parts(), 4 | 12)
        && repeats(&rows, &[place]) == 0
    {
        // What the catalogue asks for are rates and shares, of which a year is the mean.
        made.over = Some(format!("{{ by = [{}], take = \"mean\", need = {} }}", text(&c.name), c.forms.parts()));
        return made;
    }
    let telling: Vec<&&Column> = apart.iter().filter(|c| repeats(&rows, &[c.place]) < twice).collect();
    made.why_not = Some(match telling.is_empty() {
        true => format!("{twice} rows repeat the city and the year of another one, and no column tells them apart"),
        false => {
            let example = |c: &&Column| rows.first().map(|row| cell(row, c.place).to_string()).unwrap_or_default();
            let hints: Vec<String> = telling
                .iter()
                .map(|c| format!("keep = [{{ column = {}, equals = {} }}]", text(&c.name), text(&example(c))))
                .collect();
            format!(
                "{twice} rows repeat the city and the year of another one. Choose which are meant, such as {}, or put them together by over",
                hints.join(" or ")
            )
        }
    });
    made
}
