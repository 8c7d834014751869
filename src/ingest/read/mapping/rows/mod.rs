//! One file of a mapping to frames: a table, then lazy expressions over its columns.

mod registry;
mod series;
mod worked_out;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use polars::prelude::*;
use regex::Regex;

use crate::base::text::NAME_CHARACTERS;
use crate::ingest::finding::Finding;
use crate::ingest::limits;
use crate::ingest::numbers::{NumberReader, written};
use crate::ingest::read::formats::csv::too_many_rows;
use crate::ingest::read::mapping::cells::{Cells, places};
use crate::ingest::read::mapping::codes::{empty, recode};
use crate::ingest::read::mapping::edition;
use crate::ingest::read::mapping::loaded::Mapping;
use crate::ingest::read::mapping::lookup::Lookups;
use crate::ingest::read::mapping::spec::{Cell, Common, FileSpec, Filter};
use crate::ingest::read::mapping::table::{self, Table, Wanted};
use crate::ingest::read::mapping::year;
use crate::ingest::read::raw::RawFile;
use crate::model::network_file::NumberFormat;
use crate::model::vocabulary::Severity;

/// Reads `bytes` as `spec` says. `path` is the file's path below the source's folder.
pub(super) fn read(
    mapping: &Mapping,
    spec: &FileSpec,
    bytes: &[u8],
    file: &str,
    path: &str,
    lookups: &Lookups,
) -> RawFile {
    let numbers = NumberFormat::default();
    let refuse = |finding: Finding| RawFile::of(vec![finding], &numbers);
    let table = match table::read(&spec.stored(), bytes, file, &wanted(mapping, spec)) {
        Ok(table) => table,
        Err(finding) => return refuse(*finding),
    };
    let submitted_on = match edition::submitted_on(mapping, spec, file, path) {
        Ok(date) => date,
        Err(finding) => return refuse(*finding),
    };
    let numbers = number_format(spec, table.is_text);
    let made = match started(mapping, spec, &table, file, lookups) {
        Ok(Ok((cells, findings))) => {
            let sheet = table.sheet.clone();
            let reader = Reader { mapping, spec, cells, file, path, sheet, submitted_on, numbers };
            reader.frames(table, findings)
        }
        Ok(Err(finding)) => return refuse(*finding),
        Err(e) => Err(e),
    };
    made.unwrap_or_else(|e| {
        refuse(Finding::file(file, "not_mapped", format!("The file cannot be reshaped as the mapping says: {e}.")))
    })
}

/// How numbers are written in a table: those of a workbook, of Parquet or of JSON are no texts.
fn number_format(spec: &FileSpec, is_text: bool) -> NumberFormat {
    if is_text { spec.numbers.clone() } else { NumberFormat::default() }
}

/// The columns of a file's own table that it is read for.
fn wanted(mapping: &Mapping, spec: &FileSpec) -> Wanted {
    let from_lookups = mapping.columns_of_lookups(spec);
    let series = spec.series();
    let patterns = series.iter().filter_map(|c| c.columns).filter_map(|p| Regex::new(p.get_ref()).ok());
    Wanted {
        names: spec.named().into_iter().filter(|name| !from_lookups.contains(name)).map(str::to_string).collect(),
        patterns: patterns.collect(),
        // One that a lookup has too is named.
        optional: from_lookups.into_iter().map(str::to_string).collect(),
    }
}

/// The table's columns that are read, next to those of lookups, and findings of single rows; or the finding that refuses
/// the file.
type Started = Result<(Cells, Vec<Finding>), Box<Finding>>;

fn started(mapping: &Mapping, spec: &FileSpec, table: &Table, file: &str, lookups: &Lookups) -> PolarsResult<Started> {
    let mut joined = Vec::new();
    for by in &spec.lookup {
        let Some(lookup) = lookups.get(by.table.get_ref()) else {
            let message = format!(
                "Its lookup {:?} could not be read, so nothing in this file was. Mend the file of the lookup first.",
                by.table.get_ref()
            );
            return Ok(Err(Box::new(Finding::file(file, "no_lookup", message))));
        };
        joined.push((by, lookup));
    }
    let from_lookups: BTreeSet<&str> = mapping.columns_of_lookups(spec);
    if let Some(twice) = table.header.iter().find(|h| from_lookups.contains(h.as_str())) {
        let message = format!(
            "Column {twice} is in the file and in a lookup, so which is meant is unknown. Give that of the lookup another name in the mapping."
        );
        return Ok(Err(Box::new(Finding::file(file, "double_column", message))));
    }
    let named = spec.named().into_iter().filter(|name| !from_lookups.contains(name)).map(str::to_string);
    let patterns: Vec<&str> = spec.series().iter().filter_map(|c| c.columns).map(|p| p.get_ref().as_str()).collect();
    let used = match places(named, &patterns, &table.header, &mapping.name(), file) {
        Ok(used) => used,
        Err(finding) => return Ok(Err(finding)),
    };
    let (mut cells, findings) = Cells::new(table, &used, &spec.missing, file)?;
    let own = number_format(spec, table.is_text);
    let numeric = spec.numeric();
    for (by, lookup) in joined {
        // Numbers of a text next to those of a workbook, of Parquet or of JSON.
        let theirs = number_format(spec, lookup.is_text);
        let reader = (theirs != own).then(|| NumberReader::new(theirs));
        lookup.join(&mut cells, by, |column, cell| {
            let number = reader.as_ref().filter(|_| numeric.contains(&column))?.read(cell)?;
            Some(written(number, &own))
        })?;
    }
    Ok(Ok((cells, findings)))
}

/// Rows that each filter of a file leaves out, of those that the filters before it keep; none where the file is refused,
/// or needs a lookup to be filtered.
pub(super) fn left_out(
    mapping: &Mapping,
    spec: &FileSpec,
    bytes: &[u8],
    file: &str,
) -> PolarsResult<Vec<(String, usize)>> {
    let names: Vec<String> = spec.keep.iter().chain(&spec.drop).map(|f| f.column.get_ref().clone()).collect();
    let wanted = Wanted { names: names.clone(), ..Wanted::default() };
    let Ok(table) = table::read(&spec.stored(), bytes, file, &wanted) else { return Ok(Vec::new()) };
    let Ok(used) = places(names, &[], &table.header, &mapping.name(), file) else { return Ok(Vec::new()) };
    let (mut cells, _) = Cells::new(&table, &used, &spec.missing, file)?;
    let mut counts = Vec::new();
    let said = |f: &Filter| match &f.matches {
        Some(m) => format!("{} matches {:?}", f.column.get_ref(), m.get_ref()),
        None => format!("{} equals {:?}", f.column.get_ref(), f.equals.as_deref().unwrap_or_default()),
    };
    let none: &[Filter] = &[];
    let keep = spec.keep.iter().map(|f| (format!("keep {}", said(f)), std::slice::from_ref(f), none));
    let drop = spec.drop.iter().map(|f| (format!("drop {}", said(f)), none, std::slice::from_ref(f)));
    for (name, keep, drop) in keep.chain(drop) {
        let before = cells.frame.height();
        cells.filter(keep, drop)?;
        counts.push((name, before - cells.frame.height()));
    }
    Ok(counts)
}

struct Reader<'a> {
    mapping: &'a Mapping,
    spec: &'a FileSpec,
    cells: Cells,
    file: &'a str,
    path: &'a str,
    sheet: Option<String>,
    submitted_on: Option<String>,
    numbers: NumberFormat,
}

/// A column of values, with what the header says where `columns` matched it.
struct Values {
    column: String,
    period: Option<String>,
    groups: HashMap<String, String>,
}

impl Reader<'_> {
    fn frames(mut self, mut table: Table, mut findings: Vec<Finding>) -> PolarsResult<RawFile> {
        let split = std::mem::take(&mut table.rows);
        let Table { header, is_open, letters, unsolved, .. } = &table;
        let rows = self.cells.frame.height();
        let wrong_width = split.len() - rows;
        if *is_open {
            findings.extend(split.last().and_then(|(line, row)| self.may_be_cut_off(*line, row, header)));
        }
        let text: usize = split.iter().map(|(_, row)| row.as_slice().len()).sum();
        // It is now in the frame.
        drop(split);
        self.cells.filter(&self.spec.keep, &self.spec.drop)?;
        let refused = |finding: Finding| RawFile::of(vec![finding], &self.numbers);
        let series = self.spec.series();
        let values: Vec<Vec<Values>> = series.iter().map(|c| value_columns(c, header)).collect();
        let most: usize = values.iter().map(Vec::len).sum();
        if rows.saturating_mul(most) > limits::RECORDS_TRIED {
            return Ok(refused(*too_many_rows(self.file, limits::RECORDS)));
        }
        if text.saturating_mul(most) > limits::RECORD_TEXT {
            let message = format!(
                "The file has {text} bytes of text in its rows, and each of up to {most} values of a row takes the row's text with it, which is too much. Send it in parts, or without the columns that the mapping does not name."
            );
            return Ok(refused(Finding::file(self.file, "too_many_rows", message)));
        }
        let made = self.worked_out()?;
        let mut raw = RawFile { columns: self.places(header, letters), ..RawFile::of(findings, &self.numbers) };
        let base = made.lazy();
        let (of_measurements, of_context) = values.split_at(self.spec.measurement.len());
        let specs = self.spec.measurement.iter().map(|m| m.get_ref());
        let parts = specs.zip(of_measurements).map(|(m, values)| self.observations(&base, m, values));
        raw.observations = together(parts.collect::<PolarsResult<_>>()?)?;
        let specs = self.spec.context.iter().map(|c| c.get_ref());
        let parts = specs.zip(of_context).map(|(c, values)| self.context(&base, c, values));
        raw.context = together(parts.collect::<PolarsResult<_>>()?)?;
        if let Some(registry) = &self.spec.registry {
            let (cities, findings) = self.cities(base, registry)?;
            raw.cities = Some(cities);
            raw.findings.extend(findings);
        }
        let lines = self.count(&mut raw, rows, wrong_width)?;
        for (line, place, formula) in unsolved {
            let name = header.get(*place).filter(|name| self.cells.has(name) && lines.contains(line));
            raw.findings.extend(name.map(|name| self.unsolved(*line, name, letters.get(*place), formula)));
        }
        let hidden = table.hidden_cells(self.file, |line| lines.contains(&line), |name| self.cells.has(name));
        raw.findings.extend(hidden);
        if raw.rows_read - raw.filtered > limits::RECORDS {
            return Ok(refused(*too_many_rows(self.file, limits::RECORDS)));
        }
        Ok(raw)
    }

    /// Counts rows, and returns the lines of those that are used. See the head of [`super`].
    fn count(&self, raw: &mut RawFile, rows: usize, ragged: usize) -> PolarsResult<HashSet<u32>> {
        let alone = raw.observations.is_none() && raw.context.is_none();
        let counted = [raw.observations.as_ref(), raw.context.as_ref(), raw.cities.as_ref().filter(|_| alone)];
        let mut records = 0;
        let mut lines = HashSet::new();
        for frame in counted.into_iter().flatten() {
            records += frame.height();
            lines.extend(frame.column("line")?.u32()?.iter().flatten());
        }
        raw.filtered = rows - lines.len();
        raw.rows_read = raw.filtered + records + ragged;
        if rows > 0 && raw.filtered == rows {
            let message = format!(
                "None of the {rows} rows is used: the mapping's keep, drop and years, or its columns of values, leave out every one. Look whether the words of the table have changed."
            );
            let finding = Finding::file(self.file, "nothing_kept", message);
            raw.findings.push(Finding { severity: Severity::Warning, ..finding });
        }
        Ok(lines)
    }

    /// A formula of a sheet without its result, in a column that is read. Its row is refused.
    fn unsolved(&self, line: u32, name: &str, letters: Option<&String>, formula: &str) -> Finding {
        let message = "The cell holds a formula, and the file does not hold what it comes to. Open the workbook in a spreadsheet program and save it.";
        Finding {
            sheet: self.sheet.clone(),
            line: Some(line),
            column: Some(name.to_string()),
            cell: letters.map(|letters| format!("{letters}{line}")),
            found: Some(format!("={formula}")),
            ..Finding::file(self.file, "formula_without_result", message)
        }
    }

    /// A warning where the file ends within a cell that is read: the last row is as wide as the header and has no end
    /// of line, which it has in every other row.
    fn may_be_cut_off(&self, line: u32, row: &csv::StringRecord, header: &[String]) -> Option<Finding> {
        let (last, cell) = row.iter().enumerate().last()?;
        let is_read = header.get(last).is_some_and(|name| self.cells.has(name)) && !cell.trim().is_empty();
        let message = "The file ends within its last line, which has no end of line, so its last cell may be cut off. Compare it with the source; if it is whole, end the line.";
        is_read.then(|| Finding {
            line: Some(line),
            severity: Severity::Warning,
            found: Some(crate::base::characters::printable(cell.trim())),
            ..Finding::file(self.file, "may_be_cut_off", message)
        })
    }

    fn city(&self) -> Expr {
        let key = &self.spec.city;
        let mut city = self.cells.key(&key.text);
        if !key.prefix.is_empty() {
            city = concat_str([lit(key.prefix.clone()), city], "", false);
        }
        recode(city, &key.replace)
    }

    fn year(&self, c: &Common, period: Option<&str>) -> Expr {
        let spec = c.year.or(self.spec.year.as_ref());
        match (period, spec) {
            (Some(header), spec) => year::year(lit(header.to_string()), spec.filter(|y| y.column.is_none())),
            (None, Some(y)) => match (y.value, &y.column, &y.file) {
                (Some(value), ..) => lit(value.to_string()),
                (None, Some(column), _) => year::year(self.cells.text(column.get_ref()), Some(y)),
                (None, None, Some(pattern)) => match edition::found(pattern.get_ref(), self.path) {
                    Some(text) => year::year(lit(text), Some(y)),
                    None => empty(),
                },
                (None, None, None) => empty(),
            },
            (None, None) => empty(),
        }
    }

    /// Leaves out rows of other years than are wanted; what is no year stays, for the checks to name.
    fn within_years(&self, frame: LazyFrame, year: &str) -> LazyFrame {
        let Some([first, last]) = self.spec.years.as_ref().map(|y| *y.get_ref()) else { return frame };
        let number = col(year).cast(DataType::Int32);
        frame.filter(number.clone().is_null().or(number.clone().gt_eq(lit(first)).and(number.lt_eq(lit(last)))))
    }

    fn cell(&self, cell: Option<&Cell>, groups: &HashMap<String, String>) -> Expr {
        match cell {
            None => empty(),
            Some(Cell::Constant(text)) => lit(text.clone()),
            Some(Cell::Header { group, codes }) => match groups.get(group.get_ref()) {
                Some(text) => lit(codes.get(text).unwrap_or(text).clone()),
                None => empty(),
            },
            Some(Cell::File { pattern, codes }) => match edition::found(pattern.get_ref(), self.path) {
                Some(text) => lit(codes.get(&text).cloned().unwrap_or(text)),
                None => empty(),
            },
            Some(Cell::Column(c)) => {
                let text = match c.text.only() {
                    Some(name) => self.cells.without_missing(self.cells.raw(name), |t| c.codes.contains_key(t)),
                    None => joined(&c.text.join, self.cells.padded(&c.text)),
                };
                let text = match &c.pattern {
                    Some(pattern) => text.str().extract(lit(pattern.get_ref().clone()), 1),
                    None => text,
                };
                recode(text, &c.codes)
            }
        }
    }

    /// Names of the columns, where all definitions agree.
    fn places(
        &self,
        header: &[String],
        letters: &[String],
    ) -> BTreeMap<(String, &'static str), (String, Option<String>)> {
        let key = self.spec.city.text.named().join(" + ");
        let mut named: Vec<(&'static str, Option<&str>)> = vec![("city", Some(&key))];
        for c in self.spec.series() {
            let year = c.year.or(self.spec.year.as_ref()).and_then(|y| y.column.as_ref());
            let value = c.column.map(|c| c.get_ref().as_str()).or(c.value.map(|v| v.get_ref().text()));
            let year = year.map(|y| y.get_ref().as_str());
            named.extend([("value", value), ("reference_year", year), ("year", year)]);
        }
        for m in self.spec.measurement.iter().map(|m| m.get_ref()) {
            if let Some(i) = m.interval.as_ref().map(|i| i.get_ref()) {
                let half = [&i.margin, &i.standard_error, &i.cv].into_iter().flatten().next();
                named.push(("ci_lower", i.lower.as_ref().or(half).map(|c| c.get_ref().as_str())));
                named.push(("ci_upper", i.upper.as_ref().or(half).map(|c| c.get_ref().as_str())));
            }
            let quality = m.quality.as_ref().or(self.spec.quality.as_ref());
            named.push(("status", quality.map(|q| q.column.get_ref().as_str())));
        }
        let mut all: BTreeMap<&'static str, BTreeSet<&str>> = BTreeMap::new();
        for (canonical, name) in named {
            if let Some(name) = name {
                all.entry(canonical).or_default().insert(name);
            }
        }
        let sheet = self.sheet.clone().unwrap_or_default();
        let agreed = all.into_iter().filter(|(_, columns)| columns.len() == 1);
        agreed
            .filter_map(|(canonical, columns)| {
                let name = columns.into_iter().next()?.to_string();
                let at = header.iter().position(|h| *h == name);
                let letters = at.and_then(|at| letters.get(at)).cloned();
                Some(((sheet.clone(), canonical), (name, letters)))
            })
            .collect()
    }
}

/// The columns of values, each with what its header says where the table is wide.
fn value_columns(c: &Common, header: &[String]) -> Vec<Values> {
    if let Some(column) = c.column {
        return vec![Values { column: column.get_ref().clone(), period: None, groups: HashMap::new() }];
    }
    if c.value.is_some() {
        return vec![Values { column: String::new(), period: None, groups: HashMap::new() }];
    }
    let Some(regex) = c.columns.and_then(|p| Regex::new(p.get_ref()).ok()) else { return Vec::new() };
    let named: Vec<Option<&str>> = regex.capture_names().collect();
    // What is longer than any period is wrong however much of it is said in every row.
    let short = |text: &str| text.chars().take(NAME_CHARACTERS).collect::<String>();
    let plain = named.iter().skip(1).position(Option::is_none).map(|at| at + 1);
    header
        .iter()
        .filter_map(|h| {
            let found = regex.captures(h)?;
            let period = match named.contains(&Some("year")) {
                true => Some(found.name("year").map_or(String::new(), |g| short(g.as_str()))),
                false => plain.map(|at| found.get(at).map_or(String::new(), |g| short(g.as_str()))),
            };
            let groups =
                named.iter().flatten().filter_map(|name| Some((name.to_string(), short(found.name(name)?.as_str()))));
            Some(Values { column: h.clone(), period, groups: groups.collect() })
        })
        .collect()
}

/// What is there of `parts`, joined; null where nothing is.
fn joined(separator: &str, parts: Vec<Expr>) -> Expr {
    let some = parts.iter().cloned().map(Expr::is_not_null).reduce(Expr::or).unwrap_or_else(|| lit(false));
    when(some).then(concat_str(parts, separator, true)).otherwise(empty())
}

/// One frame from the parts, in their order; none where no definition asked for one.
fn together(parts: Vec<DataFrame>) -> PolarsResult<Option<DataFrame>> {
    if parts.is_empty() {
        return Ok(None);
    }
    let parts: Vec<LazyFrame> = parts.into_iter().map(DataFrame::lazy).collect();
    concat(parts, UnionArgs::default())?.collect().map(Some)
}
