//! The workbook reader: an XLSX file as [`crate::template`] writes it, that file saved as ODS, or one with the same sheets
//! and column names.
//!
//! A sheet's header is the first row that has all required names; what is above it is for people. Sheets:
//!
//! | sheet | columns |
//! |---|---|
//! | `City` | as `city.csv`; further rows that only name priorities or expertise belong to the row above |
//! | `Observations` | as the long CSV, `city` and `cycle` taken from `City` where the sheet has none |
//! | `Targets`, `Practices` | as `targets.csv` and `practices.csv`, `city` as above |
//!
//! A form may be in any language: names of sheets and columns are the same in all, and a hidden sheet says which id and
//! which English text its words stand for.
//!
//! A laid-out row that the city left empty (nothing but what the template wrote) is not read and not counted:
//! `rows_read` counts rows with an entry. `filtered` is always 0.
//! A sheet that cannot be understood refuses the file. A formula without a saved result, a cell in per cent format and
//! merged cells are findings at their row, which stays in the frame. What is hidden or struck out is read
//! like the rest; that it is so, comments, and what was typed where nothing is read, are findings of the sheet. The
//! sheet of remarks and the comments that [`crate::annotate`] adds are passed over.

pub(crate) mod element;
mod hidden;
mod in_english;
mod kinds;
mod number_format;
pub(crate) mod ods;
pub(crate) mod package;
mod printed;
mod refusal;
mod scan;
mod shape;
mod sheet;
mod sheets;
mod struck;
mod unseen;

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{Column, DataFrame, IntoColumn, NamedFrom, PolarsResult, Series};

use crate::base::characters::printable;
use crate::base::text::{NAME_CHARACTERS, is_own_id, quoted};
use crate::ingest::finding::Finding;
use crate::ingest::read::formats::csv::{NUMBERED, short};
use crate::ingest::read::raw::{DECLARATION, FileKind, Format, RawFile};
use crate::model::vocabulary::{IN_ENGLISH, REMARKS_SHEET, REMARKS_TITLE, SENT_BEFORE, Severity};
pub(crate) use hidden::Hidden;
use in_english::InEnglish;
pub use in_english::form_language;
use kinds::{KINDS, Kind};
use ods::OdsBook;
use printed::Texts;
use refusal::at_sheet;
use sheet::Sheet;
pub use sheet::{Book, letters};
use sheets::Sheets;
pub(crate) use unseen::listed;
use unseen::{SentBefore, Unseen};

/// Rows in which a header is looked for.
const HEADER_WITHIN: usize = 40;

/// Columns that only say to people what is asked.
pub const FOR_PEOPLE: [&str; 5] = ["title", "meaning", "unit", "last_year", "last_value"];

/// What a form says of itself on hidden sheets.
struct OfForm {
    sent_before: Option<SentBefore>,
    in_english: InEnglish,
}

/// Rows of a sheet under canonical columns.
#[derive(Default)]
struct Table {
    /// Name of the sheet, as the file writes it.
    sheet: String,
    columns: Vec<&'static str>,
    /// Line from 1, raw text, cells as in `columns`.
    rows: Vec<(u32, String, Vec<Option<String>>)>,
}

/// Workbooks, each a whole submission.
pub static FORMAT: Format = Format {
    title: "an XLSX workbook",
    ending: "xlsx",
    kind: |_| FileKind::Workbook,
    read: |bytes, file, _, _| read(bytes, file),
};

/// The same as OpenDocument: forms that LibreOffice and others have saved.
pub static ODS: Format = Format {
    title: "an ODS workbook",
    ending: "ods",
    kind: |_| FileKind::Workbook,
    read: |bytes, file, _, _| read_ods(bytes, file),
};

/// Reads an XLSX workbook. Never fails: what is wrong is a finding, and a file that is broken as a whole has no frames.
pub fn read(bytes: &[u8], file: &str) -> RawFile {
    read_book(Book::open(bytes, file), file)
}

/// Reads an ODS workbook, as [`read`] does an XLSX one.
pub fn read_ods(bytes: &[u8], file: &str) -> RawFile {
    read_book(OdsBook::open(bytes, file), file)
}

fn read_book(book: Result<impl Sheets, Box<Finding>>, file: &str) -> RawFile {
    let mut raw = RawFile::default();
    let tables = book.and_then(|mut book| tables(&mut book, file, &mut raw));
    match tables.and_then(|tables| frames(tables, file, &mut raw)) {
        Ok(()) => raw,
        Err(finding) => RawFile::refused(*finding),
    }
}

fn tables(
    book: &mut impl Sheets,
    file: &str,
    raw: &mut RawFile,
) -> Result<BTreeMap<&'static str, Table>, Box<Finding>> {
    let mut tables = BTreeMap::new();
    let sheets = book.sheets();
    let sent_before = match sheets.iter().find(|(name, _)| name == SENT_BEFORE) {
        Some((name, _)) => Some(SentBefore::new(&book.read(name)?)),
        None => None,
    };
    let in_english = match sheets.iter().find(|(name, visible)| name == IN_ENGLISH && !visible) {
        Some((name, _)) => InEnglish::new(&book.read(name)?),
        None => InEnglish::default(),
    };
    let of_form = OfForm { sent_before, in_english };
    for (name, visible) in sheets {
        if name == SENT_BEFORE || name == IN_ENGLISH && !visible {
            continue;
        }
        let kind = KINDS.iter().find(|k| k.name.eq_ignore_ascii_case(name.trim()));
        match kind {
            Some(kind) if !visible => {
                let message = format!(
                    "The sheet {} is hidden, so nobody may know what it says. Show it, look at it, and send the workbook again.",
                    kind.name
                );
                return Err(at_sheet(file, &name, "hidden_sheet", message));
            }
            Some(kind) if tables.contains_key(kind.name) => {
                let message = format!("There are two sheets {}. Keep one.", kind.name);
                return Err(at_sheet(file, &name, "sheet_twice", message));
            }
            Some(kind) => {
                let table = table(&book.read(&name)?, kind, &of_form, file, raw)?;
                tables.insert(kind.name, table);
            }
            None if visible && !is_ours(book, &name)? && book.first_text(&name)?.is_some() => {
                let names = KINDS.map(|k| k.name).join(", ");
                let message = format!("Nothing on this sheet was read; those that are read are {names}.");
                let finding = *at_sheet(file, &name, "unknown_sheet", message);
                raw.findings.push(Finding { severity: Severity::Warning, ..finding });
            }
            None => {}
        }
    }
    if !tables.contains_key("Observations") {
        let message = "The workbook has no sheet Observations. Fill in the template; do not rename its sheets.";
        return Err(Box::new(Finding::file(file, "missing_sheet", message)));
    }
    Ok(tables)
}

/// Whether a sheet is for its reader alone: the help of a form, or remarks that `check` has added.
fn is_ours(book: &mut impl Sheets, name: &str) -> Result<bool, Box<Finding>> {
    let has_title = |cell: Option<String>| cell.as_deref() == Some(REMARKS_TITLE);
    Ok(name.eq_ignore_ascii_case("Help") || name.starts_with(REMARKS_SHEET) && has_title(book.first_text(name)?))
}

/// The rows of a sheet that have an entry.
fn table(sheet: &Sheet, kind: &Kind, of_form: &OfForm, file: &str, raw: &mut RawFile) -> Result<Table, Box<Finding>> {
    let (header, places) = header(sheet, kind, file)?;
    if let Some(row) =
        sheet.rows.range(..header).find(|(_, cells)| may_be_entry(cells, kind, &places)).map(|(row, _)| row)
    {
        let message = format!(
            "Row {} is filled in and stands above row {}, the header, so it would not be read. Put the header above all rows; it may have been sorted with them.",
            row + 1,
            header + 1
        );
        return Err(at_sheet(file, &sheet.name, "row_above_header", message));
    }
    for (column, name) in &places {
        raw.columns.insert((printable(&sheet.name), name), (name.to_string(), Some(letters(*column))));
    }
    let mut table = Table { sheet: printable(&sheet.name), columns: kind.columns.to_vec(), rows: Vec::new() };
    let none = BTreeMap::new();
    let header_cells = sheet.rows.get(&header).unwrap_or(&none);
    let mut unseen = Unseen::new(sheet, kind, header_cells, of_form.sent_before.as_ref());
    let mut texts = Texts::new(&sheet.name, kind, header_cells, &of_form.in_english);
    let mut merged = Merged::new(sheet, &places);
    let rows: BTreeSet<u32> = sheet.rows.keys().copied().chain(sheet.unsolved.keys().map(|(row, _)| *row)).collect();
    for row in rows.into_iter().filter(|row| *row > header) {
        let cells = sheet.rows.get(&row).unwrap_or(&none);
        unseen.look_at(row, cells);
        let entry = |column: &u32| places.get(column).is_some_and(|name| !kind.laid_out.contains(name));
        let formula = |column: &u32| sheet.unsolved.contains_key(&(row, *column));
        if !cells.keys().any(entry) && !places.keys().any(formula) {
            unseen.look_at_unread(row, cells);
            continue;
        }
        unseen.look_at_read(row, cells.keys().filter(|column| entry(column)));
        texts.look_at(row, cells, &places);
        let faults = cell_faults(sheet, row, cells, &places, merged.first_in(row));
        raw.findings.extend(faults.into_iter().map(|(column, code, found, message)| Finding {
            sheet: Some(printable(&sheet.name)),
            line: Some(row + 1),
            column: places.get(&column).map(|n| n.to_string()),
            cell: Some(format!("{}{}", letters(column), row + 1)),
            found: Some(printable(&found)),
            ..Finding::file(file, code, message)
        }));
        let mut values: Vec<Option<String>> = vec![None; kind.columns.len()];
        for (column, text) in cells {
            if let Some(name) = places.get(column)
                && let Some(i) = kind.columns.iter().position(|c| c == name)
            {
                let word = of_form.in_english.word(name, text);
                values[i] = Some(word.map_or_else(|| plain(name, text), str::to_string));
            }
        }
        let last = cells.keys().next_back().copied().unwrap_or_default();
        let text = (0..=last).map(|c| printable(cells.get(&c).map_or("", String::as_str)));
        table.rows.push((row + 1, text.collect::<Vec<_>>().join("\t"), values));
    }
    raw.findings.extend(unseen.findings(file));
    raw.printed.extend(texts.into_rows());
    Ok(table)
}

/// Whether a row above the header may be an entry: it has three cells under names of columns, or two where no more are
/// needed; one that a city fills in, such as its year, begins with a digit, and none that must do so begins otherwise.
fn may_be_entry(cells: &BTreeMap<u32, String>, kind: &Kind, places: &BTreeMap<u32, &'static str>) -> bool {
    let has_digit = |text: &str| text.trim_start_matches(['-', '+']).starts_with(|c: char| c.is_ascii_digit());
    let filled: Vec<(&str, &String)> = places.iter().filter_map(|(at, name)| Some((*name, cells.get(at)?))).collect();
    if are_column_numbers(cells) {
        return false;
    }
    let is_asked = |name: &str| kind.required.contains(&name) && !kind.laid_out.contains(&name);
    filled.len() >= kind.required.len().min(3)
        && filled.iter().any(|(name, text)| is_asked(name) && has_digit(text))
        && filled.iter().all(|(name, text)| !NUMBERED.contains(name) || has_digit(text))
}

/// Whether a row counts the columns, as forms do above or below their header: 1, 2, 3.
fn are_column_numbers(cells: &BTreeMap<u32, String>) -> bool {
    let offsets: Option<BTreeSet<i64>> =
        cells.iter().map(|(column, text)| Some(text.parse::<i64>().ok()? - i64::from(*column))).collect();
    cells.len() > 2 && offsets.is_some_and(|offsets| offsets.len() == 1)
}

/// What is wrong with cells of a row: column, code, what the cell holds, and what to do.
fn cell_faults(
    sheet: &Sheet,
    row: u32,
    cells: &BTreeMap<u32, String>,
    places: &BTreeMap<u32, &'static str>,
    merged: Option<u32>,
) -> Vec<(u32, &'static str, String, &'static str)> {
    let held = |column: &u32| cells.get(column).cloned().unwrap_or_default();
    let unsolved = sheet.unsolved.range((row, 0)..=(row, u32::MAX)).filter(|((_, c), _)| places.contains_key(c));
    let unsolved = unsolved.map(|((_, column), formula)| {
        let message = "The cell holds a formula, and the file does not hold what it comes to. Open the workbook in a spreadsheet program, save it and send it again, or write the number itself.";
        (*column, "formula_without_result", format!("={formula}"), message)
    });
    let percent = |column: &u32, name: &str| {
        sheet.percents.contains(&(row, *column)) && ["value", "ci_lower", "ci_upper"].contains(&name)
    };
    let percents = places.iter().filter(|(column, name)| percent(column, name)).map(|(column, _)| {
        let message = "The cell is in per cent format, so it holds a hundredth of what it shows. Set its format to a plain number and write 97.2 for 97.2 %.";
        (*column, "percent_format", held(column), message)
    });
    let thousandth = |column: &u32, name: &str| {
        sheet.thousandths.contains(&(row, *column)) && ["value", "ci_lower", "ci_upper"].contains(&name)
    };
    let thousandths = places.iter().filter(|(column, name)| thousandth(column, name)).map(|(column, _)| {
        let message = "The format of the cell shows a thousandth, or less, of what it holds. Set its format to a plain number and look whether the number is right.";
        (*column, "thousands_format", held(column), message)
    });
    let merged = merged.map(|column| {
        let message = "The cell is merged with others, so which row or column its text belongs to is unknown. Split it and fill in each cell.";
        (column, "merged_cells", held(&column), message)
    });
    unsolved.chain(percents).chain(thousandths).chain(merged).collect()
}

/// Merged cells by the columns that are read, as far as the rows asked for.
struct Merged {
    /// Ranges by their first row, the last one first: first and last row, first and last column.
    ahead: Vec<(u32, u32, u32, u32)>,
    /// Of each column that is read, the last row of any range begun so far.
    reach: BTreeMap<u32, u32>,
}

impl Merged {
    fn new(sheet: &Sheet, places: &BTreeMap<u32, &'static str>) -> Merged {
        let mut ahead: Vec<_> = sheet.merged.iter().map(|(start, end)| (start.0, end.0, start.1, end.1)).collect();
        ahead.sort_unstable_by(|a, b| b.cmp(a));
        let reach = places.keys().map(|column| (*column, 0)).collect();
        Merged { ahead, reach }
    }

    /// The first column in which a row is merged with others; rows are asked for from above. A header's row 0 is never
    /// asked for.
    fn first_in(&mut self, row: u32) -> Option<u32> {
        while let Some((_, last, left, right)) = self.ahead.pop_if(|range| range.0 <= row) {
            for (_, reach) in self.reach.range_mut(left..=right) {
                *reach = last.max(*reach);
            }
        }
        self.reach.iter().find(|(_, reach)| **reach >= row).map(|(column, _)| *column)
    }
}

/// The header's row, and the canonical columns by place.
fn header(sheet: &Sheet, kind: &Kind, file: &str) -> Result<(u32, BTreeMap<u32, &'static str>), Box<Finding>> {
    let has = |cells: &BTreeMap<u32, String>, name: &str| cells.values().any(|c| c == name);
    let missing = |cells: &BTreeMap<u32, String>| -> Vec<&str> {
        kind.required.iter().copied().filter(|r| !has(cells, r)).collect()
    };
    let wrong = |row: Option<u32>, code, message: String| {
        let cells = row.and_then(|r| sheet.rows.get(&r));
        let found = cells.map(|cells| short(&cells.values().cloned().collect::<Vec<_>>().join(", ")));
        Box::new(Finding { found, ..*at_sheet(file, &sheet.name, code, message) })
    };
    let nearest = sheet.rows.iter().take(HEADER_WITHIN).min_by_key(|(row, cells)| (missing(cells).len(), **row));
    let Some((row, cells)) = nearest.filter(|(_, cells)| missing(cells).len() < kind.required.len()) else {
        let message = format!(
            "No row of the sheet names the columns {}. Fill in the template; keep its row of column names.",
            kind.required.join(", ")
        );
        return Err(wrong(None, "missing_column", message));
    };
    let lacking = missing(cells);
    if !lacking.is_empty() {
        let lacking = lacking.join(", ");
        let message = format!("Row {}, the header, has no column {lacking}. Put its name back.", row + 1);
        return Err(wrong(Some(*row), "missing_column", message));
    }
    let mut places = BTreeMap::new();
    for (column, text) in cells {
        match kind.columns.iter().find(|c| *c == text) {
            Some(name) if places.values().any(|n| n == name) => {
                let message = format!("Row {}, the header, has the column {name} twice. Keep one.", row + 1);
                return Err(wrong(Some(*row), "double_column", message));
            }
            Some(name) => drop(places.insert(*column, *name)),
            None if FOR_PEOPLE.contains(&text.as_str()) => {}
            None => {
                let message = format!(
                    "Row {}, the header, has a column {} that is not known. Take it out or rename it; the columns are {}.",
                    row + 1,
                    quoted(Some(text)),
                    kind.columns.join(", ")
                );
                return Err(wrong(Some(*row), "unknown_column", message));
            }
        }
    }
    Ok((*row, places))
}

/// What a drop-down list's entry stands for: `D: Definition differs` is `D`, `gdp-pounds: GDP ...` is `gdp-pounds`,
/// `1.1.1 Literacy ...` is `1.1.1`.
fn plain(column: &str, text: &str) -> String {
    let short = match column {
        "status" => text
            .split_once(':')
            .map(|(code, _)| code.trim())
            .filter(|c| c.bytes().all(|b| b.is_ascii_uppercase() || b == b'|')),
        "definition" => text.split_once(": ").map(|(id, _)| id.trim()).filter(|id| is_own_id(id)),
        "feature" => feature(text),
        "language" | "cost_band" | "quality" => before_colon(text),
        "priorities" | "expertise" | "languages" => {
            let short = if column == "languages" { before_colon } else { feature };
            let parts = text.split('|').map(str::trim);
            return parts.map(|entry| short(entry).unwrap_or(entry).to_string()).collect::<Vec<_>>().join("|");
        }
        _ => None,
    };
    short.unwrap_or(text).to_string()
}

/// The `fr` of `fr: French`.
fn before_colon(text: &str) -> Option<&str> {
    text.split_once(": ").map(|(id, _)| id.trim()).filter(|id| !id.is_empty() && !id.contains(' '))
}

fn feature(text: &str) -> Option<&str> {
    let (number, _) = text.split_once(' ')?;
    (number.contains('.') && number.bytes().all(|b| b.is_ascii_digit() || b == b'.')).then_some(number)
}

fn frames(mut tables: BTreeMap<&'static str, Table>, file: &str, raw: &mut RawFile) -> Result<(), Box<Finding>> {
    let declaration = tables.remove("City").map(|table| declarations(table, &mut raw.findings));
    let at = |name: &str| DECLARATION.iter().position(|c| *c == name).unwrap_or_default();
    if let Some([(_, _, declared)]) = declaration.as_ref().map(|table| &table.rows[..]) {
        for name in ["city", "cycle"] {
            // What is longer than any city or year is wrong however much of it is said in every row.
            let value = declared[at(name)].as_ref().map(|text| text.chars().take(NAME_CHARACTERS).collect::<String>());
            for table in tables.values_mut() {
                let Some(place) = table.columns.iter().position(|c| *c == name) else { continue };
                for (_, _, cells) in &mut table.rows {
                    cells[place] = cells[place].take().or_else(|| value.clone());
                }
            }
        }
    }
    let wrap = |e: polars::error::PolarsError| Box::new(Finding::file(file, "workbook_broken", e.to_string()));
    let mut build = |table: Option<Table>| -> Result<Option<DataFrame>, Box<Finding>> {
        let Some(table) = table else { return Ok(None) };
        raw.rows_read += table.rows.len();
        frame(table).map(Some).map_err(wrap)
    };
    let declaration = build(declaration)?;
    let [observations, targets, practices] =
        ["Observations", "Targets", "Practices"].map(|name| build(tables.remove(name)));
    (raw.declaration, raw.observations, raw.targets, raw.practices) =
        (declaration, observations?, targets?, practices?);
    if raw.rows_read == 0 {
        raw.findings.push(Finding {
            severity: Severity::Warning,
            ..Finding::file(file, "no_rows", "The workbook has headers and no rows. Fill it in, or leave the file out.")
        });
    }
    Ok(())
}

/// Rows that only go on with a list of features or languages join the row above, and what was found in them is found in that row.
fn declarations(mut table: Table, findings: &mut [Finding]) -> Table {
    let lists: Vec<usize> = (0..table.columns.len())
        .filter(|i| ["priorities", "expertise", "languages"].contains(&table.columns[*i]))
        .collect();
    let mut rows: Vec<(u32, String, Vec<Option<String>>)> = Vec::new();
    let mut joined: BTreeMap<u32, u32> = BTreeMap::new();
    for (line, text, cells) in std::mem::take(&mut table.rows) {
        let goes_on = cells.iter().enumerate().all(|(i, c)| c.is_none() || lists.contains(&i));
        match rows.last_mut() {
            Some((first, above, into)) if goes_on => {
                joined.insert(line, *first);
                for i in &lists {
                    match (&mut into[*i], &cells[*i]) {
                        (Some(list), Some(more)) => {
                            list.push('|');
                            list.push_str(more);
                        }
                        (list, more) => *list = list.take().or_else(|| more.clone()),
                    }
                }
                above.push('\t');
                above.push_str(text.trim());
            }
            _ => rows.push((line, text, cells)),
        }
    }
    for finding in findings.iter_mut().filter(|f| f.sheet.as_ref() == Some(&table.sheet)) {
        finding.line = finding.line.map(|line| joined.get(&line).copied().unwrap_or(line));
    }
    Table { rows, ..table }
}

fn frame(table: Table) -> PolarsResult<DataFrame> {
    let height = table.rows.len();
    let mut columns: Vec<Vec<Option<String>>> = table.columns.iter().map(|_| Vec::with_capacity(height)).collect();
    let (mut lines, mut raws) = (Vec::with_capacity(height), Vec::with_capacity(height));
    for (line, raw, cells) in table.rows {
        lines.push(line);
        raws.push(raw);
        for (column, cell) in columns.iter_mut().zip(cells) {
            column.push(cell);
        }
    }
    let mut frame: Vec<Column> = table
        .columns
        .iter()
        .zip(columns)
        .map(|(name, cells)| Series::new((*name).into(), cells).into_column())
        .collect();
    frame.push(Series::new("sheet".into(), vec![table.sheet.as_str(); height]).into_column());
    frame.push(Series::new("line".into(), lines).into_column());
    frame.push(Series::new("raw".into(), raws).into_column());
    DataFrame::new(height, frame)
}
