//! A series of values of a table: where it stands, what it is called, its numbers.

use std::collections::BTreeSet;

use crate::base::characters::printable;
use crate::ingest::propose::column::{Column, cell};
use crate::ingest::propose::layout::Layout;
use crate::ingest::propose::likely::Named;
use crate::ingest::propose::wide::Group;
use crate::ingest::propose::words::{Kind, Words, folded};

/// A series of values of a table.
pub(super) struct Series<'l> {
    /// Text of the indicator, where rows have one.
    pub indicator: Option<String>,
    /// Column of the values.
    pub column: Option<&'l Column>,
    /// Columns of the values, where the headers have years.
    pub group: Option<&'l Group>,
}

/// A text as TOML.
pub(super) fn text(text: &str) -> String {
    // TOML's strings of one line are JSON's, but for the one control character that JSON lets stand.
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}

/// A name in snake case.
pub(super) fn variable(text: &str) -> String {
    let plain: Vec<String> = folded(text)
        .into_iter()
        .map(|w| w.chars().filter(char::is_ascii_alphanumeric).collect::<String>())
        .filter(|w| !w.is_empty())
        .collect();
    let name: String = plain.join("_").chars().take(48).collect();
    match name.trim_matches('_') {
        "" => "value".to_string(),
        name => name.to_string(),
    }
}

/// Rows of a series.
pub(super) fn of_indicator<'r>(
    s: &Series,
    layout: &Layout,
    rows: &[&'r csv::StringRecord],
) -> Vec<&'r csv::StringRecord> {
    match (&s.indicator, layout.indicator) {
        (Some(text), Some(place)) => rows.iter().copied().filter(|row| cell(row, place) == text).collect(),
        _ => rows.to_vec(),
    }
}

/// What a series is called in the table.
pub(super) fn title(s: &Series) -> String {
    let column = s.column.map(|c| format!("column {}", text(&printable(&c.name))));
    let group = s.group.map(|g| format!("the {} columns {}", g.columns.len(), g.regex));
    let place = column.or(group).unwrap_or_default();
    match &s.indicator {
        Some(indicator) => format!("{} in {place}", text(&printable(indicator))),
        None => place,
    }
}

/// Places of its columns.
pub(super) fn places(s: &Series) -> Vec<usize> {
    s.column.map(|c| vec![c.place]).or_else(|| s.group.map(|g| g.columns.clone())).unwrap_or_default()
}

/// The least and the greatest of its numbers.
pub(super) fn range(s: &Series, layout: &Layout, rows: &[&csv::StringRecord]) -> Option<(f64, f64)> {
    let places = places(s);
    let numbers = rows.iter().flat_map(|row| places.iter().map(|p| cell(row, *p)));
    let numbers = numbers.filter_map(|text| layout.reader.read(text));
    numbers.fold(None, |ends, n| match ends {
        None => Some((n, n)),
        Some((least, greatest)) => Some((n.min(least), n.max(greatest))),
    })
}

/// What its numbers are called.
pub(super) fn named(s: &Series, layout: &Layout, rows: &[&csv::StringRecord], words: &Words) -> Named {
    let mut own = s.column.map(|c| c.words.clone()).or_else(|| s.group.map(|g| g.words.clone())).unwrap_or_default();
    if let (Some(text), Some(place)) = (&s.indicator, layout.indicator) {
        own = folded(layout.label(place, text));
        // Units of its rows, where they are the same in all.
        for c in layout.of_role("unit").into_iter().chain(layout.of_role("indicator")).filter(|c| c.place != place) {
            let units: BTreeSet<&str> = rows.iter().map(|row| cell(row, c.place)).collect();
            if let (1, Some(unit)) = (units.len(), units.first()) {
                own.extend(folded(layout.label(c.place, unit)));
            }
        }
    }
    let says_nothing = |word: &String| {
        let one = std::slice::from_ref(word);
        word.chars().count() < 2
            || word.bytes().all(|b| b.is_ascii_digit())
            || words.has(Kind::Column, "value", one)
            || !words.find(Kind::Unit, one).is_empty()
            || !words.find(Kind::Item, one).is_empty()
    };
    let is_one = layout.values.len() + layout.groups.len() == 1 && s.indicator.is_none();
    let is_named = !words.find(Kind::Measurement, &own).is_empty() || !words.find(Kind::Context, &own).is_empty();
    let is_generic = own.iter().all(says_nothing) || is_one && !is_named;
    let whole = s.column.is_some_and(|c| c.whole);
    Named { own, around: layout.around.clone(), is_generic, range: range(s, layout, rows), whole }
}

/// Whether a series has cells without a number that stand for nothing.
pub(super) fn has_empty(s: &Series, layout: &Layout, rows: &[&csv::StringRecord]) -> bool {
    let missing = layout.missing();
    let is_empty = |text: &str| text.is_empty() || missing.contains_key(text);
    places(s).iter().any(|p| rows.iter().any(|row| is_empty(cell(row, *p))))
}
