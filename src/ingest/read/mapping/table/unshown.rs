//! Rows and columns of a sheet that office programs do not show: they are read like the rest, and named.

use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read};

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use crate::ingest::finding::Finding;
use crate::ingest::limits::workbook as most;
use crate::ingest::read::formats::workbook::{Hidden, listed};
use crate::ingest::read::mapping::table::read::Table;
use crate::model::vocabulary::Severity;

impl Table {
    /// A warning for hidden rows among those that are used, and one for hidden columns that are read.
    pub(crate) fn hidden_cells(
        &self,
        file: &str,
        is_used: impl Fn(u32) -> bool,
        is_read: impl Fn(&str) -> bool,
    ) -> Vec<Finding> {
        let warning = |line: Option<u32>, message: String| Finding {
            severity: Severity::Warning,
            sheet: self.sheet.clone(),
            line,
            ..Finding::file(file, "hidden_cells", message)
        };
        let mut found = Vec::new();
        let rows: Vec<u32> = self.hidden_rows.iter().copied().filter(|line| is_used(*line)).collect();
        if let Some(first) = rows.first() {
            let message = format!(
                "{}: hidden or left out by a filter, and read like the rest of the sheet. Look at them; leave out what is not meant (keep, drop, range).",
                listed("row", "rows", rows.iter().copied(), |row| row.to_string())
            );
            found.push(warning(Some(*first), message));
        }
        let is_read = |at: &&usize| self.header.get(**at).is_some_and(|name| is_read(name));
        let columns: Vec<usize> = self.hidden_columns.iter().filter(is_read).copied().collect();
        if !columns.is_empty() {
            let names: Vec<&str> = columns.iter().filter_map(|at| self.header.get(*at)).map(String::as_str).collect();
            let message = format!(
                "The columns {} are hidden, and read like the rest of the sheet. Look at them, and name others in the mapping if these are not meant.",
                names.join(", ")
            );
            found.push(warning(None, message));
        }
        found
    }
}

/// Rows and columns of a range, from 0: the first, and the one after the last.
type Span = (u32, u32);

/// What is hidden in the table of that name of an ODS workbook, of the rows and columns that are filled. The workbook
/// was counted before.
pub(super) fn of_ods(bytes: &[u8], name: &str, filled: &BTreeMap<u32, BTreeMap<u32, String>>) -> Hidden {
    let archive = zip::ZipArchive::new(Cursor::new(bytes));
    let Ok(mut archive) = archive else { return Hidden::default() };
    let Ok(part) = archive.by_name("content.xml") else { return Hidden::default() };
    let (rows, columns) = spans(part.take(most::UNPACKED), name);
    let last = filled.values().filter_map(|cells| cells.keys().next_back()).max().map_or(0, |last| last + 1);
    let within = |at: u32, spans: &[Span]| spans.iter().any(|(first, end)| (*first..*end).contains(&at));
    // Spans follow one another, and a table of a few bytes may have many.
    let mut ahead = rows.iter().peekable();
    let is_hidden = |row: &u32| {
        while ahead.next_if(|(_, end)| end <= row).is_some() {}
        ahead.peek().is_some_and(|(first, _)| first <= row)
    };
    Hidden {
        rows: filled.keys().copied().filter(is_hidden).collect(),
        columns: (0..last.min(most::COLUMNS_READ)).filter(|at| within(*at, &columns)).collect(),
        ..Hidden::default()
    }
}

/// Spans of hidden rows and of hidden columns of the table of that name.
fn spans(part: impl Read, name: &str) -> (Vec<Span>, Vec<Span>) {
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(part));
    reader.config_mut().check_end_names = false;
    let text = |element: &BytesStart, key: &str| {
        let mut given = element.attributes();
        let found = given.with_checks(false).flatten().find(|a| a.key.as_ref() == key)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
    };
    let (mut rows, mut columns, mut buffer) = (Vec::new(), Vec::new(), Vec::new());
    // Whether the table is the one; rows and columns so far; of the groups that are open which are folded.
    let (mut is_meant, mut row, mut column, mut folded) = (false, 0_u32, 0_u32, Vec::new());
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer);
        match &event {
            Ok(Event::Start(element) | Event::Empty(element)) => match element.name().as_ref() {
                "table:table" => {
                    is_meant = text(element, "table:name").as_deref() == Some(name);
                    (row, column) = (0, 0);
                    folded.clear();
                }
                "table:table-row-group" | "table:table-column-group" if matches!(event, Ok(Event::Start(_))) => {
                    folded.push(text(element, "table:display").as_deref() == Some("false"));
                }
                kind @ ("table:table-row" | "table:table-column") if is_meant => {
                    let (at, spans, repeated) = match kind {
                        "table:table-row" => (&mut row, &mut rows, "table:number-rows-repeated"),
                        _ => (&mut column, &mut columns, "table:number-columns-repeated"),
                    };
                    let times = text(element, repeated).and_then(|times| times.parse::<u32>().ok()).unwrap_or(1);
                    let end = at.saturating_add(times);
                    let shown = text(element, "table:visibility").is_none_or(|shown| shown == "visible");
                    if !shown || folded.contains(&true) {
                        spans.push((*at, end));
                    }
                    *at = end;
                }
                _ => {}
            },
            Ok(Event::End(element))
                if matches!(element.name().as_ref(), "table:table-row-group" | "table:table-column-group") =>
            {
                folded.pop();
            }
            Ok(Event::Eof) | Err(_) => return (rows, columns),
            Ok(_) => {}
        }
    }
}

/// Hidden columns of a table by their places in its header, which begins at the column `left` of the sheet.
pub(super) fn places(hidden: &Hidden, left: u32, columns: usize) -> Vec<usize> {
    let places = hidden.columns.iter().filter_map(|at| at.checked_sub(left)).map(|at| at as usize);
    places.filter(|at| *at < columns).collect()
}
