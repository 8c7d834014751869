//! How the tables of a file are stored in it: format, encoding, delimiter, lines above the header, sheets.

use std::collections::BTreeMap;

use crate::base::spanned::Spanned;
use crate::ingest::finding::Finding;
use crate::ingest::read::mapping::spec::{Format, Stored, delimiter};
use crate::ingest::read::mapping::table::look::{self, Row};
use crate::ingest::read::mapping::table::{self, Table, Wanted};

/// Rows that are looked at to find where a table begins.
const LOOKED_AT: usize = 60;

/// Sheets of a workbook for each of which a mapping is proposed.
const SHEETS: usize = 20;

/// A table that was found in a file.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// How it is stored, as a mapping says it.
    pub storage: Storage,
    /// Words above it: titles, the name of its sheet, its label.
    pub title: String,
    /// What its codes stand for, by column.
    pub labels: BTreeMap<String, BTreeMap<String, String>>,
    /// What else is to be known of how it is stored.
    pub notes: Vec<String>,
    /// The table.
    pub table: Table,
}

/// What a mapping says of how a table is stored; nothing where it says nothing.
#[derive(Debug, Clone)]
pub(super) struct Storage {
    pub format: Option<Format>,
    pub delimiter: Option<Spanned<String>>,
    pub encoding: Option<Spanned<String>>,
    pub skip_lines: usize,
    pub header_rows: Spanned<usize>,
    pub sheet: Option<Spanned<String>>,
    pub member: Option<Spanned<String>>,
}

impl Default for Storage {
    fn default() -> Storage {
        Storage {
            format: None,
            delimiter: None,
            encoding: None,
            skip_lines: 0,
            header_rows: Spanned::new(0..0, 1),
            sheet: None,
            member: None,
        }
    }
}

impl Storage {
    fn stored(&self) -> Stored<'_> {
        Stored {
            format: self.format,
            delimiter: self.delimiter.as_ref(),
            encoding: self.encoding.as_ref(),
            skip_lines: self.skip_lines,
            header_rows: &self.header_rows,
            sheet: self.sheet.as_ref(),
            range: None,
            member: self.member.as_ref(),
        }
    }
}

fn spanned<T>(value: T) -> Spanned<T> {
    Spanned::new(0..0, value)
}

/// The tables of a file. `file` is its logical name.
///
/// # Errors
/// What refuses the file.
pub(super) fn tables(bytes: &[u8], file: &str) -> Result<Vec<Found>, Box<Finding>> {
    if bytes.is_empty() {
        return Err(refused(file, "file_empty", "The file is empty. Download it again."));
    }
    let mut storage = Storage::default();
    let mut notes = Vec::new();
    if file.to_lowercase().ends_with(".zip") {
        let members = look::members(bytes, file)?;
        let is_table = |name: &&String| {
            let name = name.to_lowercase();
            [".csv", ".tsv", ".txt", ".xlsx", ".ods", ".parquet", ".json", ".jsonl", ".ndjson"]
                .iter()
                .any(|e| name.ends_with(e))
        };
        let mut tables: Vec<&String> = members.iter().filter(is_table).collect();
        // Notes and metadata are of few bytes and have names that say so; a name that ends as a table's goes first.
        tables.sort_by_key(|name| (name.to_lowercase().ends_with(".txt"), name.to_lowercase().contains("meta")));
        let Some(first) = tables.first() else {
            let message = "The zip holds no table that is read (CSV, XLSX, ODS, Parquet, JSON). Unpack it and name the table itself.";
            return Err(refused(file, "not_mapped", message));
        };
        if members.len() > 1 {
            storage.member = Some(spanned(first.to_string()));
            let others: Vec<&str> = members.iter().filter(|m| m != first).map(String::as_str).collect();
            notes.push(format!("The zip holds {} more: {}.", others.len(), list(&others)));
        }
    }
    let (bytes, name) = look::unpacked(bytes, file, storage.member.as_ref())?;
    let by_name = Format::of_name(&name);
    let format = format_of(&bytes, by_name, file)?;
    if format != by_name {
        storage.format = Some(format);
    }
    match format {
        Format::Csv | Format::SdmxCsv => text(&bytes, &name, file, storage, notes).map(|found| vec![found]),
        Format::Xlsx | Format::Ods => workbook(format, &bytes, file, &storage, &notes),
        Format::Parquet | Format::JsonLines | Format::JsonStat => {
            // What is unpacked already is read by a name that does not say so.
            let inner = Storage { member: None, format: Some(format), ..storage.clone() };
            let table = table::read(&inner.stored(), &bytes, "table", &Wanted::all());
            let table = table.map_err(|f| Box::new(Finding { file: file.to_string(), ..*f }))?;
            let (mut labels, mut title) = (BTreeMap::new(), String::new());
            if format == Format::JsonStat {
                labels = labels_of_cube(&table);
                title = title_of_cube(&bytes);
            }
            Ok(vec![Found { storage, title, labels, notes, table }])
        }
    }
}

fn refused(file: &str, code: &'static str, message: &str) -> Box<Finding> {
    Box::new(Finding::file(file, code, message))
}

/// Some names, the others counted.
pub(super) fn list(names: &[&str]) -> String {
    const SHOWN: usize = 8;
    let shown: Vec<&str> = names.iter().take(SHOWN).copied().collect();
    match names.len() > SHOWN {
        true => format!("{} and {} more", shown.join(", "), names.len() - SHOWN),
        false => shown.join(", "),
    }
}

/// The format by what the bytes begin with, where that is known; else the one that the name says.
fn format_of(bytes: &[u8], by_name: Format, file: &str) -> Result<Format, Box<Finding>> {
    let begin = bytes.get(..512.min(bytes.len())).unwrap_or_default();
    let is_html = {
        let text = String::from_utf8_lossy(begin).trim_start_matches('\u{feff}').trim_start().to_lowercase();
        text.starts_with("<!doctype html") || text.starts_with("<html")
    };
    let wrong = |message: &str| Err(refused(file, "file_kind", message));
    if begin.starts_with(b"PAR1") {
        return Ok(Format::Parquet);
    }
    if begin.starts_with(b"PK\x03\x04") && !matches!(by_name, Format::Xlsx | Format::Ods) {
        return match begin.windows(15).any(|w| w == b"opendocument.sp") {
            true => Ok(Format::Ods),
            false => Ok(Format::Xlsx),
        };
    }
    if begin.starts_with(b"\xd0\xcf\x11\xe0") {
        return wrong("The file is a workbook of Excel before 2007. Open it, save it as .xlsx, and use that.");
    }
    if begin.starts_with(b"%PDF") {
        return wrong("The file is a PDF, no table. Look for the table as CSV or XLSX where it was published.");
    }
    if begin.starts_with(b"\x1f\x8b") {
        return wrong(
            "The file is packed with gzip and its name does not end with .gz. Rename it, such as table.csv.gz.",
        );
    }
    if is_html {
        return wrong("The file is a web page, no table. Follow its link to the table itself.");
    }
    if by_name == Format::JsonStat {
        let text = String::from_utf8_lossy(bytes);
        let text = text.trim_start_matches('\u{feff}').trim_start();
        if text.starts_with('[') {
            return wrong(
                "The file is a list of JSON, which is not read. Save it as one object a line (.jsonl), or download it as CSV.",
            );
        }
        let is_object = |line: &str| serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(line).is_ok();
        let mut lines = text.lines().filter(|l| !l.trim().is_empty()).take(2);
        if let (Some(first), Some(second)) = (lines.next(), lines.next())
            && is_object(first)
            && is_object(second)
        {
            return Ok(Format::JsonLines);
        }
    }
    Ok(by_name)
}

/// A table of text.
fn text(
    bytes: &[u8],
    name: &str,
    file: &str,
    mut storage: Storage,
    mut notes: Vec<String>,
) -> Result<Found, Box<Finding>> {
    let encoding = encoding(bytes);
    if encoding == encoding_rs::UTF_8 && bytes.contains(&0) {
        return Err(refused(
            file,
            "file_binary",
            "The file is binary, no table of text. Download it again as CSV, XLSX, ODS, Parquet or JSON.",
        ));
    }
    if encoding != encoding_rs::UTF_8 && encoding_rs::Encoding::for_bom(bytes).is_none() {
        storage.encoding = Some(spanned(encoding.name().to_lowercase()));
        if encoding == encoding_rs::WINDOWS_1252 {
            notes.push(
                "The file is not UTF-8; windows-1252 is supposed. Look whether names with accents are right.".into(),
            );
        }
    }
    let text = look::decoded(bytes, encoding, file)?;
    let usual = if name.ends_with(".tsv") { '\t' } else { ',' };
    let (sign, rows) = rows_of_text(&text, usual);
    if sign != usual {
        storage.delimiter = Some(spanned(if sign == '\t' { "tab".to_string() } else { sign.to_string() }));
    }
    let begin = begin(&rows, true);
    storage.skip_lines = begin.skip;
    storage.header_rows = spanned(begin.header_rows);
    let mut table = split(&text, &storage, usual, file)?;
    let mut labels = BTreeMap::new();
    if is_sdmx(&table.header) {
        storage.format = Some(Format::SdmxCsv);
        labels = labels_of_sdmx(&table);
        table = split(&text, &storage, usual, file)?;
    }
    Ok(Found { storage, title: begin.title, labels, notes, table })
}

/// The table of a text that is decoded already.
fn split(text: &str, storage: &Storage, usual: char, file: &str) -> Result<Table, Box<Finding>> {
    let sign = storage.delimiter.as_ref().and_then(|d| delimiter(d.get_ref())).unwrap_or(usual as u8);
    let delimiter = spanned(if sign == b'\t' { "tab".to_string() } else { char::from(sign).to_string() });
    let format = storage.format.unwrap_or(Format::Csv);
    let inner =
        Storage { delimiter: Some(delimiter), encoding: None, member: None, format: Some(format), ..storage.clone() };
    // Not the file's own name, which may say that it is packed.
    table::read(&inner.stored(), text.as_bytes(), "table", &Wanted::all())
        .map_err(|f| Box::new(Finding { file: file.to_string(), ..*f }))
}

/// UTF-8 where the bytes are that, or the encoding of their byte order mark; UTF-16 where every other byte is zero; else
/// that of Windows in western Europe.
fn encoding(bytes: &[u8]) -> &'static encoding_rs::Encoding {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) {
        return encoding_rs::UTF_8;
    }
    let begin = bytes.get(..400.min(bytes.len())).unwrap_or_default();
    let zeros = |from: usize| begin.iter().skip(from).step_by(2).filter(|b| **b == 0).count() * 10;
    match (zeros(0), zeros(1), begin.len()) {
        (even, odd, all) if odd > all * 3 && even * 4 < odd => encoding_rs::UTF_16LE,
        (even, odd, all) if even > all * 3 && odd * 4 < even => encoding_rs::UTF_16BE,
        _ if bytes.contains(&0) => encoding_rs::UTF_8,
        _ => encoding_rs::WINDOWS_1252,
    }
}

/// The delimiter that splits most of the first lines into the same number of cells, and these lines split by it; of
/// several that do so alike the `usual` one.
fn rows_of_text(text: &str, usual: char) -> (char, Vec<Row>) {
    let rows = |sign: char| -> Vec<Row> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(sign as u8)
            .from_reader(text.as_bytes());
        let row = |record: csv::StringRecord| {
            let line = record.position().map_or(1, csv::Position::line);
            (u32::try_from(line).unwrap_or(u32::MAX), record.iter().map(|c| c.trim().to_string()).collect())
        };
        reader.records().take(LOOKED_AT).map_while(std::result::Result::ok).map(row).collect()
    };
    let others = [',', ';', '\t', '|'].into_iter().filter(|sign| *sign != usual);
    let candidates = std::iter::once(usual).chain(others).map(|sign| {
        let rows = rows(sign);
        let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
        rows.iter().for_each(|(_, cells)| *widths.entry(cells.len()).or_default() += 1);
        let (width, times) = widths.into_iter().max_by_key(|(width, times)| (*times, *width)).unwrap_or((0, 0));
        let score = if width < 2 { 0 } else { times * 1000 / rows.len().max(1) * 100 + width.min(99) };
        (score, sign, rows)
    });
    let best = candidates.reduce(|best, other| if other.0 > best.0 { other } else { best });
    best.map(|(_, sign, rows)| (sign, rows)).unwrap_or((',', Vec::new()))
}

/// Where a table begins.
struct Begin {
    skip: usize,
    header_rows: usize,
    title: String,
}

fn is_number(cell: &str) -> bool {
    let plain: String = cell.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'' | ',' | '.')).collect();
    cell.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | ',')) && plain.parse::<f64>().is_ok()
}

/// Whether a cell is a number and no year: a year may be a header.
fn is_figure(cell: &str) -> bool {
    is_number(cell) && !(cell.len() == 4 && cell.parse::<u32>().is_ok_and(|y| (1900..=2100).contains(&y)))
}

/// Lines above the header, and the rows of the header. `is_text` says that a row has a cell for every delimiter.
fn begin(rows: &[Row], is_text: bool) -> Begin {
    let filled = |cells: &[String]| cells.iter().filter(|c| !c.is_empty()).count();
    let size = |cells: &[String]| if is_text { cells.len() } else { filled(cells) };
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    rows.iter().for_each(|(_, cells)| *sizes.entry(size(cells)).or_default() += 1);
    let usual = sizes.into_iter().max_by_key(|(size, times)| (*times, *size)).map_or(0, |(size, _)| size);
    let is_head = |cells: &[String]| match is_text {
        true => cells.len() >= usual && filled(cells) > 1.min(usual.saturating_sub(1)),
        false => filled(cells) * 5 >= usual * 2 && filled(cells) > 1.min(usual.saturating_sub(1)),
    };
    let first = rows.iter().position(|(_, cells)| is_head(cells)).unwrap_or_default();
    let above = rows.iter().take(first).flat_map(|(_, cells)| cells).filter(|c| !c.is_empty());
    let title = above.map(String::as_str).collect::<Vec<_>>().join(" ");
    let skip = if first == 0 { 0 } else { rows.get(first).map_or(0, |(line, _)| line.saturating_sub(1) as usize) };
    let at = |row: usize| rows.get(row).map(|(_, cells)| cells.as_slice()).unwrap_or_default();
    let gaps = |cells: &[String]| usual.saturating_sub(filled(cells));
    // A second row of a header fills the gaps of the first, and has no figures; the row below it has.
    let has_figures = |cells: &[String]| cells.iter().any(|c| is_figure(c));
    let second = gaps(at(first)) > 0
        && gaps(at(first + 1)) < gaps(at(first))
        && !has_figures(at(first))
        && !has_figures(at(first + 1))
        && rows.iter().skip(first + 2).take(3).any(|(_, cells)| has_figures(cells));
    Begin { skip, header_rows: if second { 2 } else { 1 }, title }
}

/// The tables of a workbook, one for each sheet that has one.
fn workbook(
    format: Format,
    bytes: &[u8],
    file: &str,
    storage: &Storage,
    notes: &[String],
) -> Result<Vec<Found>, Box<Finding>> {
    let names = look::sheets(format, bytes, file)?;
    let mut found = Vec::new();
    let mut other: Vec<String> = Vec::new();
    for name in names.iter().take(SHEETS) {
        let sheet = spanned(name.clone());
        let rows = look::sheet_rows(format, bytes, file, &sheet, LOOKED_AT)?;
        let most =
            rows.iter().map(|(_, cells)| cells.iter().filter(|c| !c.is_empty()).count()).max().unwrap_or_default();
        // Notes stand in one column.
        if rows.len() < 2 || most < 2 {
            other.push(name.clone());
            continue;
        }
        let begin = begin(&rows, false);
        let mut storage = storage.clone();
        storage.sheet = (names.len() > 1).then(|| sheet.clone());
        storage.skip_lines = begin.skip;
        storage.header_rows = spanned(begin.header_rows);
        let inner = Storage { member: None, format: Some(format), ..storage.clone() };
        let table = table::read(&inner.stored(), bytes, "table", &Wanted::all());
        let table = table.map_err(|f| Box::new(Finding { file: file.to_string(), ..*f }))?;
        let title = format!("{name} {}", begin.title);
        found.push(Found { storage, title, notes: notes.to_vec(), table, ..Found::default() });
    }
    other.extend(names.iter().skip(SHEETS).cloned());
    if found.is_empty() {
        return Err(refused(file, "file_empty", "No sheet of the workbook has a table of two columns and two rows."));
    }
    if !other.is_empty() {
        let other: Vec<&str> = other.iter().map(String::as_str).collect();
        found[0].notes.push(format!("Of the workbook not looked at: {}.", list(&other)));
    }
    Ok(found)
}

fn is_sdmx(header: &[String]) -> bool {
    let codes: Vec<&str> = header.iter().map(|name| name.split(':').next().unwrap_or_default().trim()).collect();
    codes.contains(&"OBS_VALUE") && codes.contains(&"TIME_PERIOD")
}

/// What the codes of an SDMX-CSV file stand for where it has both (`UNE: Unemployment rate`).
fn labels_of_sdmx(table: &Table) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut all = BTreeMap::new();
    for (place, name) in table.header.iter().enumerate() {
        let Some((column, _)) = name.split_once(':') else { continue };
        let cells = table.rows.iter().filter_map(|(_, row)| row.get(place)?.split_once(':'));
        let labels = cells.map(|(code, label)| (code.trim().to_string(), label.trim().to_string())).collect();
        all.insert(column.trim().to_string(), labels);
    }
    all
}

/// What the codes of a JSON-stat cube stand for: its columns of labels.
fn labels_of_cube(table: &Table) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut all = BTreeMap::new();
    for (place, name) in table.header.iter().enumerate() {
        let Some(label) = table.header.iter().position(|other| *other == format!("{name} label")) else { continue };
        let pairs = table.rows.iter().filter_map(|(_, row)| Some((row.get(place)?, row.get(label)?)));
        let labels =
            pairs.filter(|(_, label)| !label.is_empty()).map(|(c, l)| (c.to_string(), l.to_string())).collect();
        all.insert(name.clone(), labels);
    }
    all
}

fn title_of_cube(bytes: &[u8]) -> String {
    let cube: Option<serde_json::Value> = serde_json::from_slice(bytes).ok();
    let label = cube.as_ref().and_then(|c| c.get("dataset").unwrap_or(c).get("label")?.as_str());
    label.unwrap_or_default().to_string()
}
