//! What of a sheet its sender may not see being read, or believe to be read: cells that are hidden, and entries where
//! nothing is read.

use std::collections::{BTreeMap, BTreeSet};

use super::kinds::Kind;
use super::refusal::at_sheet;
use super::sheet::{Sheet, letters};
use crate::ingest::finding::Finding;
use crate::ingest::limits::workbook::COLUMNS_READ;
use crate::model::vocabulary::Severity;

/// Columns in which the form shows what was sent before.
const LAST: [&str; 2] = ["last_year", "last_value"];

/// Ranges of rows or columns that a message lists.
const LISTED: usize = 20;

/// A filled cell or row: row and column, from 0.
type Place = (u32, u32);

/// What a form says of the values sent before, by measurement and item: year and value. It shows them in [`LAST`], too.
pub(super) struct SentBefore(BTreeMap<(String, String), [f64; 2]>);

impl SentBefore {
    /// The form's hidden sheet; rows that it has not written as they are say nothing.
    pub fn new(sheet: &Sheet) -> SentBefore {
        let series = |cells: &BTreeMap<u32, String>| {
            let number = |column: u32| cells.get(&column)?.parse::<f64>().ok();
            Some(((cells.get(&0)?.clone(), cells.get(&1)?.clone()), [number(2)?, number(3)?]))
        };
        SentBefore(sheet.rows.values().filter_map(series).collect())
    }
}

/// What was seen while the rows of a sheet were gone through.
pub(super) struct Unseen<'a> {
    sheet: &'a Sheet,
    kind: &'a Kind,
    header: &'a BTreeMap<u32, String>,
    /// What a form shows in [`LAST`], where it says so.
    sent_before: Option<&'a SentBefore>,
    /// The column of titles in a form, which every row that it lays out has.
    titles: Option<u32>,
    /// Filled cells of columns without a name.
    outside: Vec<Place>,
    /// Filled cells of [`LAST`] that the form has not written.
    typed: Vec<Place>,
    /// Rows that name a series, are none of the form's, and have no entry.
    unread: Vec<u32>,
    /// Rows with an entry that are hidden.
    rows: Vec<u32>,
    /// Columns with an entry that are hidden.
    columns: BTreeSet<u32>,
    /// Entries of which their format shows nothing, or another number.
    invisible: Vec<Place>,
    /// Entries that are struck out, or in part.
    struck: Vec<Place>,
}

impl<'a> Unseen<'a> {
    pub fn new(
        sheet: &'a Sheet,
        kind: &'a Kind,
        header: &'a BTreeMap<u32, String>,
        sent_before: Option<&'a SentBefore>,
    ) -> Unseen<'a> {
        let is_title = |text: &str| text == "title" && !kind.columns.contains(&"title");
        let titles = header.iter().find(|(_, text)| is_title(text)).map(|(column, _)| *column);
        Unseen {
            sheet,
            kind,
            header,
            sent_before,
            titles,
            outside: Vec::new(),
            typed: Vec::new(),
            unread: Vec::new(),
            rows: Vec::new(),
            columns: BTreeSet::new(),
            invisible: Vec::new(),
            struck: Vec::new(),
        }
    }

    /// A row below the header, with its filled cells. The form aligns numbers that it shows to the right, leaves cells
    /// without such a number as they are, and says on a sheet of its own which numbers it shows.
    pub fn look_at(&mut self, row: u32, cells: &BTreeMap<u32, String>) {
        for (column, text) in cells {
            match self.header.get(column) {
                None => self.outside.push((row, *column)),
                Some(name) if LAST.contains(&name.as_str()) => {
                    let number = text.parse::<f64>().ok();
                    let is_shown = number.is_some_and(|number| self.shows(cells, name, number));
                    if !is_shown || !self.sheet.right.contains(&(row, *column)) {
                        self.typed.push((row, *column));
                    }
                }
                Some(_) => {}
            }
        }
    }

    /// Whether the form may have written that number under a name of [`LAST`].
    fn shows(&self, cells: &BTreeMap<u32, String>, name: &str, number: f64) -> bool {
        let Some(SentBefore(sent)) = self.sent_before else { return true };
        let cell = |name: &str| {
            let column = self.header.iter().find(|(_, text)| *text == name).map(|(column, _)| column)?;
            cells.get(column).cloned()
        };
        let (Some(measurement), Some(item)) = (cell("measurement"), cell("item")) else { return false };
        let written = sent.get(&(measurement, item)).map(|last| last[usize::from(name == LAST[1])]);
        written.is_some_and(|written| (written - number).abs() <= 1e-9 * written.abs().max(1.0))
    }

    /// A row that is not read, because it has nothing but what a form writes.
    pub fn look_at_unread(&mut self, row: u32, cells: &BTreeMap<u32, String>) {
        let names_series =
            cells.keys().filter_map(|column| self.header.get(column)).any(|n| self.kind.required.contains(&n.as_str()));
        if names_series && self.titles.is_some_and(|titles| !cells.contains_key(&titles)) {
            self.unread.push(row);
        }
    }

    /// A row that is read, with the columns of its entries.
    pub fn look_at_read<'c>(&mut self, row: u32, columns: impl Iterator<Item = &'c u32>) {
        if self.sheet.hidden.rows.contains(&row) {
            self.rows.push(row);
        }
        for column in columns {
            if self.sheet.hidden.columns.contains(column) {
                self.columns.insert(*column);
            }
            if self.sheet.invisible.contains(&(row, *column)) {
                self.invisible.push((row, *column));
            }
            if self.sheet.struck.contains(&(row, *column)) {
                self.struck.push((row, *column));
            }
        }
    }

    /// One finding for each kind of what was seen, at the first place.
    pub fn findings(self, file: &str) -> Vec<Finding> {
        let sheet = self.sheet;
        let at = |code, row: Option<u32>, column: Option<u32>, message: String| Finding {
            severity: Severity::Warning,
            line: row.map(|row| row + 1),
            cell: row.zip(column).map(|(row, column)| format!("{}{}", letters(column), row + 1)),
            ..*at_sheet(file, &sheet.name, code, message)
        };
        let mut found = Vec::new();
        if let Some((row, column)) = self.outside.first() {
            let message = format!(
                "{} filled cells stand in columns without a name and were not read, this one first. Move what matters into {}.",
                self.outside.len(),
                if self.kind.columns.contains(&"note") { "the note" } else { "a column with a name" }
            );
            found.push(at("cell_outside", Some(*row), Some(*column), message));
        }
        if let Some(((row, column), count)) = sheet.beyond {
            let message = format!(
                "{count} filled cells stand beyond column {}, the last that is read, this one first. Move what matters into columns before it.",
                letters(COLUMNS_READ - 1)
            );
            found.push(at("cell_outside", Some(row), Some(column), message));
        }
        if let Some((row, column)) = self.typed.first() {
            let message = format!(
                "{} cells of the columns {}, which show what was sent before and are not read, were filled in, this one first. Move new figures into the columns of the year and the value.",
                self.typed.len(),
                LAST.join(" and ")
            );
            found.push(at("entry_not_read", Some(*row), Some(*column), message));
        }
        if let Some(row) = self.unread.first() {
            let message = format!(
                "{}: a measurement is named and nothing is reported of it, so nothing was read. Fill in the year and the value, or empty the row.",
                listed("row", "rows", self.unread.iter().map(|row| row + 1), |row| row.to_string())
            );
            found.push(at("row_not_read", Some(*row), None, message));
        }
        if let Some(row) = self.rows.first() {
            let message = format!(
                "{}: hidden or left out by a filter, and read like the rest of the sheet. Show all rows, look at these, and delete what is not meant.",
                listed("row", "rows", self.rows.iter().map(|row| row + 1), |row| row.to_string())
            );
            found.push(at("hidden_cells", Some(*row), None, message));
        }
        let shown = |(row, column): &Place| format!("{}{}", letters(*column), row + 1);
        if let Some((row, column)) = self.struck.first() {
            let message = format!(
                "{} struck out, or part of the text is, and read like the rest of the sheet. Delete what is not meant; take the line through the rest out.",
                cells(self.struck.iter().map(shown), self.struck.len(), ["is", "are"])
            );
            found.push(at("struck_out", Some(*row), Some(*column), message));
        }
        if let Some(first) = sheet.comments.first() {
            let message = format!(
                "{} comments, which are not read. Write what the reader must know into the note, and look whether the entry is meant.",
                cells(sheet.comments.iter().cloned(), sheet.comments.len(), ["has", "have"])
            );
            found.push(Finding { cell: Some(first.clone()), ..at("cell_comment", None, None, message) });
        }
        if !self.columns.is_empty() {
            let names: Vec<&str> = self.columns.iter().filter_map(|c| self.header.get(c)).map(String::as_str).collect();
            let message = format!(
                "{} ({}): hidden, and read like the rest of the sheet. Show all columns, look at these, and delete what is not meant.",
                listed("column", "columns", self.columns.iter().copied(), letters),
                names.join(", ")
            );
            found.push(at("hidden_cells", None, None, message));
        }
        if let Some((row, column)) = self.invisible.first() {
            let message = format!(
                "{} cells have a number format that shows nothing of what they hold, such as ;;;, or digits that they do not hold, this one first, and are read like the rest of the sheet. Set their format to General, look at them, and delete what is not meant.",
                self.invisible.len()
            );
            found.push(at("hidden_cells", Some(*row), Some(*column), message));
        }
        found
    }
}

/// Cells as a message lists them, and its verb: `The cells E14, E15 are`.
fn cells(names: impl Iterator<Item = String>, count: usize, [one, many]: [&str; 2]) -> String {
    let list = names.take(LISTED).collect::<Vec<_>>().join(", ");
    match count.saturating_sub(LISTED) {
        0 if count == 1 => format!("The cell {list} {one}"),
        0 => format!("The cells {list} {many}"),
        more => format!("The cells {list} and {more} more {many}"),
    }
}

/// Rows or columns as a message lists them, those that follow one another as a range: `Rows 3, 8 to 12`.
pub fn listed(one: &str, many: &str, numbers: impl Iterator<Item = u32>, shown: impl Fn(u32) -> String) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let texts = ranges.iter().take(LISTED).map(|(first, last)| match first == last {
        true => shown(*first),
        false => format!("{} to {}", shown(*first), shown(*last)),
    });
    let list = texts.collect::<Vec<_>>().join(", ");
    let what = if matches!(ranges[..], [(first, last)] if first == last) { one } else { many };
    let capital = what[..1].to_uppercase() + &what[1..];
    match ranges.len().saturating_sub(LISTED) {
        0 => format!("{capital} {list}"),
        more => format!("{capital} {list} and {more} more places"),
    }
}
