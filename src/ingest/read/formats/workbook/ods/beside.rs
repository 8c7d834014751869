//! What an ODS workbook says of its cells besides what they hold: how they show it, comments, what is hidden or merged.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};

use super::super::element::attribute;
use super::super::hidden::Hidden;
use super::super::package::is_remark;
use super::super::sheet::letters;
use super::extent::{TEXTS, VALUES, broken, repeated, too_large};
use super::styles::{self, Shown, Styles};
use crate::ingest::finding::Finding;
use crate::ingest::limits::workbook::{COLUMNS_READ, ELEMENTS, SHEET_COLUMNS, SHEET_ROWS, UNPACKED};

/// Comments of a sheet that are kept.
const COMMENTS: usize = 10_000;

/// Row and column of a cell, from 0.
type Place = (u32, u32);

/// What is said of the cells of a sheet; of their formats only where a cell is filled.
#[derive(Default)]
pub(super) struct Beside {
    pub percents: BTreeSet<Place>,
    pub thousandths: BTreeSet<Place>,
    pub right: BTreeSet<Place>,
    pub struck: BTreeSet<Place>,
    pub comments: Vec<String>,
    pub hidden: Hidden,
    pub merged: Vec<(Place, Place)>,
}

/// What is said of the cells of each sheet that has a name, in the workbook's order.
pub(super) fn beside(bytes: &[u8], file: &str) -> Result<Vec<Beside>, Box<Finding>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| broken(file, &e.to_string()))?;
    let mut reading = Reading::default();
    // Styles that several sheets have in common are in a part of their own, which need not be there.
    for name in ["styles.xml", "content.xml"] {
        if let Ok(part) = archive.by_name(name) {
            read(part.take(UNPACKED), &mut reading).map_err(|fault| fault.finding(file))?;
        }
    }
    Ok(reading.sheets)
}

/// Why a workbook is not read.
enum Fault {
    Broken(String),
    TooMany(usize, &'static str),
}

impl Fault {
    fn finding(self, file: &str) -> Box<Finding> {
        match self {
            Fault::Broken(error) => broken(file, &error),
            Fault::TooMany(most, what) => too_large(file, &format!("more than {most} {what}")),
        }
    }
}

/// How many of these a workbook may have, as in [`ELEMENTS`].
fn most(element: &str) -> (usize, &'static str) {
    let found = ELEMENTS.iter().find(|(name, ..)| *name == element);
    found.map_or((0, ""), |(_, most, what)| (*most, *what))
}

/// A cell that is being read.
struct Cell {
    column: u32,
    copies: u32,
    shown: Shown,
    is_filled: bool,
    /// The text of its comment, where it has one.
    comment: Option<String>,
}

#[derive(Default)]
struct Reading {
    styles: Styles,
    sheets: Vec<Beside>,
    /// Whether the elements are of a sheet that has a name.
    in_sheet: bool,
    /// Default styles of columns, by the first column that none has before it.
    columns: BTreeMap<u32, Option<String>>,
    next_column: u32,
    /// The row, how often it is repeated, its default style, and whether it is shown.
    row: u32,
    times: u32,
    next_row: u32,
    row_style: Option<String>,
    row_is_hidden: bool,
    next_cell: u32,
    cell: Option<Cell>,
    in_comment: bool,
    in_paragraph: bool,
}

fn read(part: impl Read, reading: &mut Reading) -> Result<(), Fault> {
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(part));
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|e| Fault::Broken(e.to_string()))? {
            Event::Start(element) => reading.enter(&element, false)?,
            Event::Empty(element) => {
                reading.enter(&element, true)?;
                reading.leave(element.name().as_ref());
            }
            Event::End(element) => reading.leave(element.name().as_ref()),
            Event::Text(text) => reading.text(&text),
            Event::CData(text) => reading.text(&text),
            Event::GeneralRef(_) => reading.text("\u{fffd}"),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

impl Reading {
    fn enter(&mut self, element: &BytesStart, is_empty: bool) -> Result<(), Fault> {
        self.styles.enter(element);
        if self.styles.count() > styles::MOST {
            return Err(Fault::TooMany(styles::MOST, "styles of cells"));
        }
        match (element.name().as_ref(), &mut self.cell) {
            ("office:annotation", Some(cell)) => {
                cell.comment.get_or_insert_default();
                self.in_comment = !is_empty;
            }
            ("text:p", Some(cell)) if self.in_comment => {
                let text = cell.comment.get_or_insert_default();
                if !text.is_empty() {
                    text.push('\n');
                }
                self.in_paragraph = !is_empty;
            }
            ("text:p", Some(cell)) => cell.is_filled = true,
            (_, Some(_)) => {}
            ("table:table", None) => return self.enter_sheet(element),
            ("table:table-column", None) if self.in_sheet => self.enter_column(element)?,
            ("table:table-row", None) if self.in_sheet => self.enter_row(element)?,
            ("table:table-cell" | "table:covered-table-cell", None) if self.in_sheet => self.enter_cell(element)?,
            _ => {}
        }
        Ok(())
    }

    fn leave(&mut self, name: &str) {
        self.styles.leave(name);
        match name {
            "office:annotation" => (self.in_comment, self.in_paragraph) = (false, false),
            "text:p" => self.in_paragraph = false,
            "table:table" if self.cell.is_none() => self.in_sheet = false,
            "table:table-cell" | "table:covered-table-cell" => self.leave_cell(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let comment = self.cell.as_mut().and_then(|cell| cell.comment.as_mut());
        if let (Some(comment), true) = (comment, self.in_paragraph) {
            comment.push_str(text);
        }
    }

    fn enter_sheet(&mut self, element: &BytesStart) -> Result<(), Fault> {
        self.in_sheet = attribute(element, "table:name").is_some();
        (self.next_row, self.next_column) = (0, 0);
        self.columns.clear();
        if self.in_sheet {
            self.sheets.push(Beside::default());
        }
        let (most, what) = most("sheet");
        if self.sheets.len() > most { Err(Fault::TooMany(most, what)) } else { Ok(()) }
    }

    fn enter_column(&mut self, element: &BytesStart) -> Result<(), Fault> {
        let copies = times(element, "table:number-columns-repeated", SHEET_COLUMNS)?;
        if self.next_column < COLUMNS_READ {
            self.columns.insert(self.next_column, attribute(element, "table:default-cell-style-name"));
            let last = (self.next_column + copies).min(COLUMNS_READ);
            if let (true, Some(sheet)) = (is_hidden(element), self.sheets.last_mut()) {
                sheet.hidden.columns.extend(self.next_column..last);
            }
        }
        self.next_column = self.next_column.saturating_add(copies);
        Ok(())
    }

    fn enter_row(&mut self, element: &BytesStart) -> Result<(), Fault> {
        (self.row, self.times) = (self.next_row, times(element, "table:number-rows-repeated", SHEET_ROWS)?);
        self.next_row = self.next_row.saturating_add(self.times).min(SHEET_ROWS);
        self.row_style = attribute(element, "table:default-cell-style-name");
        self.row_is_hidden = is_hidden(element);
        self.next_cell = 0;
        Ok(())
    }

    fn enter_cell(&mut self, element: &BytesStart) -> Result<(), Fault> {
        let copies = times(element, "table:number-columns-repeated", SHEET_COLUMNS)?;
        let column = self.next_cell;
        self.next_cell = self.next_cell.saturating_add(copies);
        let of_column = || self.columns.range(..=column).next_back().and_then(|(_, style)| style.clone());
        let style = attribute(element, "table:style-name").or_else(|| self.row_style.clone()).or_else(of_column);
        let mut shown = style.map(|style| self.styles.shown(&style)).unwrap_or_default();
        shown.percent |= attribute(element, "office:value-type").as_deref() == Some("percentage");
        let mut given = element.attributes();
        let is_filled = given.with_checks(false).flatten().any(|a| {
            let key: &str = a.key.as_ref();
            key != "office:value-type" && key != "calcext:value-type" && [&VALUES[..], &TEXTS].concat().contains(&key)
        });
        let span = |key| attribute(element, key).and_then(|n| n.parse::<u32>().ok()).unwrap_or(1).max(1);
        let (rows, columns) = (span("table:number-rows-spanned"), span("table:number-columns-spanned"));
        if let (true, Some(sheet)) = (rows > 1 || columns > 1, self.sheets.last_mut()) {
            let last = (self.row.saturating_add(rows - 1), column.saturating_add(columns - 1));
            sheet.merged.push(((self.row, column), last));
            let (most, what) = most("mergeCell");
            if sheet.merged.len() > most {
                return Err(Fault::TooMany(most, what));
            }
        }
        self.cell = Some(Cell { column, copies, shown, is_filled, comment: None });
        Ok(())
    }

    fn leave_cell(&mut self) {
        (self.in_comment, self.in_paragraph) = (false, false);
        let (Some(cell), Some(sheet)) = (self.cell.take(), self.sheets.last_mut()) else { return };
        if cell.comment.is_some_and(|text| !is_remark(&text)) && sheet.comments.len() < COMMENTS {
            sheet.comments.push(format!("{}{}", letters(cell.column), self.row + 1));
        }
        if !cell.is_filled {
            return;
        }
        // How many filled cells there are was counted before.
        let last = cell.column.saturating_add(cell.copies).min(COLUMNS_READ);
        let Shown { percent, thousandth, right, struck } = cell.shown;
        for row in self.row..self.next_row {
            if self.row_is_hidden {
                sheet.hidden.rows.insert(row);
            }
            for (holds, places) in [
                (percent, &mut sheet.percents),
                (thousandth, &mut sheet.thousandths),
                (right, &mut sheet.right),
                (struck, &mut sheet.struck),
            ] {
                if holds {
                    places.extend((cell.column..last).map(|column| (row, column)));
                }
            }
        }
    }
}

/// How often an element stands, at most as often as a sheet has place for.
fn times(element: &BytesStart, key: &str, most: u32) -> Result<u32, Fault> {
    let times = repeated(element, key).map_err(Fault::Broken)?;
    Ok(u32::try_from(times).unwrap_or(most).min(most))
}

/// Whether a row or column is hidden, folded or left out by a filter.
fn is_hidden(element: &BytesStart) -> bool {
    attribute(element, "table:visibility").is_some_and(|shown| shown != "visible")
}
