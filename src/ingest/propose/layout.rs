//! How a table is laid out: where its cities, years, indicators and values stand.

use std::collections::{BTreeMap, BTreeSet};

use crate::ingest::numbers::NumberReader;
use crate::ingest::propose::column::{Column, cell, columns, number_format};
use crate::ingest::propose::key::{self, Key};
use crate::ingest::propose::period;
use crate::ingest::propose::storage::Found;
use crate::ingest::propose::wide::{self, Group};
use crate::ingest::propose::words::{Kind, Words, folded};
use crate::model::network_file::NumberFormat;

/// Different cells of a column that may tell rows of one city and year apart.
const APART: usize = 100;

/// Where the periods stand.
#[derive(Debug)]
pub(super) enum Period {
    /// In a column.
    Column(usize),
    /// In the headers of the columns of values.
    Headers,
    /// In the file's name.
    Name,
    /// Nowhere.
    Nowhere,
}

/// A table and what is where in it.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    pub found: &'a Found,
    pub columns: Vec<Column>,
    pub reader: NumberReader,
    pub numbers: NumberFormat,
    /// What is doubtful of the numbers.
    pub doubt: Option<String>,
    pub period: Period,
    pub key: Option<Key>,
    /// Column whose texts say what a row's value is.
    pub indicator: Option<usize>,
    /// Columns of values.
    pub values: Vec<usize>,
    /// Columns of values whose headers have a year.
    pub groups: Vec<Group>,
    /// Other columns that tell rows of one city and year apart.
    pub apart: Vec<usize>,
    /// Words of the title, the sheet and the file.
    pub around: Vec<String>,
}

/// Roles of columns of numbers that are no values.
const NO_VALUES: [&str; 9] =
    ["longitude", "latitude", "lower", "upper", "margin", "standard_error", "cv", "sample_size", "country"];

/// Looks at a table of the file of that name.
pub(super) fn layout<'a>(found: &'a Found, name: &str, words: &Words) -> Layout<'a> {
    let is_semicolon = found.storage.delimiter.as_ref().is_some_and(|d| d.get_ref() == ";");
    let (numbers, doubt) = match found.table.is_text {
        true => number_format(&found.table, is_semicolon),
        // Cells of workbooks, Parquet and JSON are numbers already.
        false => (NumberFormat::default(), None),
    };
    let reader = NumberReader::new(numbers.clone());
    let columns = columns(&found.table, &reader, words);
    let around = [folded(&found.title), folded(name)].concat();
    let groups = wide::groups(&columns, words);
    let in_column = period_column(&columns);
    let is_named = in_column.is_some_and(|place| columns.get(place).is_some_and(|c| c.is("year")));
    let period = match in_column {
        Some(place) if is_named || groups.is_empty() => Period::Column(place),
        _ if !groups.is_empty() => Period::Headers,
        _ if period::in_name(name).is_some() => Period::Name,
        _ => Period::Nowhere,
    };
    let groups = if matches!(period, Period::Headers) { groups } else { Vec::new() };
    let of_period = match period {
        Period::Column(place) => Some(place),
        _ => None,
    };
    let is_label = |c: &Column| c.name.strip_suffix(" label").is_some_and(|n| found.labels.contains_key(n));
    let may_be_apart = |c: &&Column| {
        let few = c
            .distinct
            .as_ref()
            .is_some_and(|d| (2..=APART).contains(&d.len()) && d.len() * 2 <= found.table.rows.len().max(4));
        let no = ["code", "area", "name", "local_name", "country", "status", "note"].iter().any(|r| c.is(r))
            && !c.is("indicator");
        few && !no
            && Some(c.place) != of_period
            && !is_label(c)
            && !c.is("value")
            && (!c.is_numeric() || c.forms.is_period())
            && !NO_VALUES.iter().any(|r| c.is(r))
            && c.is_only
    };
    let apart: Vec<usize> = columns.iter().filter(may_be_apart).map(|c| c.place).collect();
    let labelled = |c: &Column, text: &str| -> Vec<String> {
        let label = found.labels.get(&c.name).and_then(|l| l.get(text));
        folded(label.map_or(text, String::as_str))
    };
    let says = |c: &Column| -> usize {
        let texts = c.distinct.iter().flatten().map(|(text, _)| labelled(c, text));
        texts.filter(|t| !words.find(Kind::Measurement, t).is_empty()).count()
    };
    let indicators = columns.iter().filter(|c| {
        let few = c.distinct.as_ref().is_some_and(|d| !d.is_empty() && d.len() <= 300);
        few && c.is_only
            && !c.is_numeric()
            && !is_label(c)
            && Some(c.place) != of_period
            && (c.is("indicator") || apart.contains(&c.place) && says(c) > 0)
    });
    let indicator =
        indicators.max_by_key(|c| (says(c), c.is("indicator"), std::cmp::Reverse(c.place))).map(|c| c.place);
    let tells_apart = |place: usize| Some(place) == indicator || apart.contains(&place);
    let key = key::find(&found.table, &columns, of_period, &tells_apart, words);
    let in_key = |place: usize| key.as_ref().is_some_and(|k| k.places.contains(&place));
    let is_value = |c: &&Column| {
        c.is_numeric()
            && c.is_only
            && !in_key(c.place)
            && Some(c.place) != of_period
            && !(c.forms.is_period() && c.is("year"))
            && !NO_VALUES.iter().any(|r| c.is(r))
            && !(c.is("code") && c.whole && !c.is("value"))
            && !c.words.join(" ").starts_with("unit mult")
            && !groups.iter().any(|g| g.columns.contains(&c.place))
    };
    let mut values: Vec<usize> = columns.iter().filter(is_value).map(|c| c.place).collect();
    if indicator.is_some() {
        let named: Vec<usize> =
            values.iter().copied().filter(|p| columns.get(*p).is_some_and(|c| c.is("value"))).collect();
        if !named.is_empty() {
            values = named.into_iter().take(1).collect();
        }
    }
    let apart = apart.into_iter().filter(|p| Some(*p) != indicator && !in_key(*p)).collect();
    Layout { found, columns, reader, numbers, doubt, period, key, indicator, values, groups, apart, around }
}

/// The column of periods: one that is called so, of years before parts of years; else the only one whose cells are all
/// years.
fn period_column(columns: &[Column]) -> Option<usize> {
    let named = columns.iter().filter(|c| c.is_only && c.is("year") && (c.forms.is_period() || c.forms.is_mostly()));
    if let Some(best) = named.min_by_key(|c| (c.forms.parts() != 1, c.place)) {
        return Some(best.place);
    }
    let by_cells = |c: &&Column| c.is_only && c.forms.is_period() && !c.is("code") && !c.is("value") && c.whole;
    let found: Vec<&Column> = columns.iter().filter(by_cells).collect();
    match found[..] {
        [one] => Some(one.place),
        _ => None,
    }
}

impl Layout<'_> {
    /// The column of that place.
    pub(super) fn column(&self, place: usize) -> Option<&Column> {
        self.columns.get(place)
    }

    /// Columns whose names say that they are for that.
    pub(super) fn of_role(&self, role: &str) -> Vec<&Column> {
        self.columns.iter().filter(|c| c.is_only && c.filled > 0 && c.is(role)).collect()
    }

    /// Rows of cities: with a key that is one, and a period.
    pub(super) fn rows(&self) -> Vec<&csv::StringRecord> {
        let keep = self.key.as_ref().and_then(|k| k.keep.as_ref()).and_then(|k| regex::Regex::new(k).ok());
        let is_row = |row: &&csv::StringRecord| {
            let id = self.key.as_ref().and_then(|k| k.of(row));
            let has_period = match self.period {
                Period::Column(place) => period::year(cell(row, place)).is_some(),
                _ => true,
            };
            has_period && (self.key.is_none() || id.is_some_and(|id| keep.as_ref().is_none_or(|k| k.is_match(&id))))
        };
        self.found.table.rows.iter().map(|(_, row)| row).filter(is_row).collect()
    }

    /// A row's year; the same for every row where it stands in no column.
    pub(super) fn year(&self, row: &csv::StringRecord) -> Option<i32> {
        match self.period {
            Period::Column(place) => period::year(cell(row, place)),
            _ => None,
        }
    }

    /// Texts of the indicator, the most frequent first.
    pub(super) fn indicators(&self) -> Vec<String> {
        let distinct = self.indicator.and_then(|p| self.column(p)).and_then(|c| c.distinct.as_ref());
        let mut texts: Vec<(&String, &usize)> = distinct.into_iter().flatten().collect();
        texts.sort_by_key(|(text, n)| (std::cmp::Reverse(**n), (*text).clone()));
        texts.into_iter().map(|(text, _)| text.clone()).collect()
    }

    /// What a text of a column stands for.
    pub(super) fn label<'t>(&'t self, place: usize, text: &'t str) -> &'t str {
        let labels = self.column(place).and_then(|c| self.found.labels.get(&c.name));
        labels.and_then(|l| l.get(text)).map_or(text, String::as_str)
    }

    /// Codes of missing cells in the columns of numbers.
    pub(super) fn missing(&self) -> BTreeMap<String, usize> {
        let mut all = BTreeMap::new();
        for c in self.columns.iter().filter(|c| c.is_numeric()) {
            c.missing.iter().for_each(|(code, n)| *all.entry(code.clone()).or_default() += n);
        }
        all
    }

    /// Years found, wherever they stand.
    pub(super) fn years(&self, name: &str) -> BTreeSet<i32> {
        match self.period {
            Period::Column(place) => self.column(place).map(|c| c.forms.years.clone()).unwrap_or_default(),
            Period::Headers => self.groups.iter().flat_map(|g| g.years.iter().copied()).collect(),
            Period::Name => period::in_name(name).into_iter().map(|(_, year)| year).collect(),
            Period::Nowhere => BTreeSet::new(),
        }
    }
}
