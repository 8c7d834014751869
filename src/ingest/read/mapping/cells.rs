//! The columns of a table that a mapping names, as a frame of text, and expressions over them.

use std::collections::{BTreeMap, HashMap};

use polars::prelude::*;
use regex::Regex;

use crate::base::characters::printable;
use crate::base::spanned::Spanned;
use crate::ingest::finding::Finding;
use crate::ingest::read::mapping::codes::{Unlisted, look_up};
use crate::ingest::read::mapping::spec::{Filter, TextColumns};
use crate::ingest::read::mapping::table::Table;
use crate::ingest::read::widths::{Widths, cells_moved};

/// Columns `c0`, `c1` ... of text, with `line` and `raw`.
pub(super) struct Cells {
    /// Names of the columns in the table, in the order of the frame's.
    names: Vec<String>,
    /// Texts that stand for an empty cell.
    missing: Vec<String>,
    pub frame: DataFrame,
}

impl Cells {
    /// The columns `used` (name to place) of a table's rows; and a finding for each row of another width.
    pub(super) fn new(
        table: &Table,
        used: &BTreeMap<String, usize>,
        missing: &[String],
        file: &str,
    ) -> PolarsResult<(Cells, Vec<Finding>)> {
        let width = table.header.len();
        let mut findings = Vec::new();
        let n = table.rows.len();
        let mut line = Vec::with_capacity(n);
        let mut raw = StringChunkedBuilder::new("raw".into(), n);
        let places: Vec<usize> = used.values().copied().collect();
        let mut cells: Vec<_> = (0..places.len()).map(|i| StringChunkedBuilder::new(column(i), n)).collect();
        let mut widths = Widths::new(width);
        table.rows.iter().map(|(_, row)| row.len()).filter(|count| *count >= width).for_each(|count| widths.add(count));
        for (at, row) in &table.rows {
            if let Some(message) = wrong_width(row, width, &widths) {
                findings.push(Finding {
                    line: Some(*at),
                    found: Some(row.iter().map(|c| printable(c.trim())).collect::<Vec<_>>().join("\t")),
                    ..Finding::file(file, "wrong_width", message)
                });
                continue;
            }
            line.push(*at);
            raw.append_value(row.iter().map(str::trim).collect::<Vec<_>>().join("\t"));
            for (place, cell) in places.iter().zip(&mut cells) {
                cell.append_option(row.get(*place).map(str::trim).filter(|c| !c.is_empty()));
            }
        }
        let height = line.len();
        let mut columns: Vec<Column> = cells.into_iter().map(|c| c.finish().into_column()).collect();
        columns.push(Column::new("line".into(), line));
        columns.push(raw.finish().into_column());
        let frame = DataFrame::new(height, columns)?;
        Ok((Cells { names: used.keys().cloned().collect(), missing: missing.to_vec(), frame }, findings))
    }

    /// Whether a column of that name is read.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|n| n == name)
    }

    /// A column's cells as they came.
    pub(super) fn raw(&self, name: &str) -> Expr {
        col(column(self.names.iter().position(|n| n == name).unwrap_or_default()))
    }

    /// A column's cells, where those that stand for nothing are nothing.
    pub(super) fn text(&self, name: &str) -> Expr {
        self.without_missing(self.raw(name), |_| false)
    }

    /// Texts without those that stand for nothing, but where `listed` says that they mean something.
    pub(super) fn without_missing(&self, text: Expr, listed: impl Fn(&str) -> bool) -> Expr {
        let none = self.missing.iter().filter(|m| !listed(m)).map(|m| (m.clone(), None)).collect();
        look_up(text, none, Unlisted::Kept)
    }

    /// One text of several columns, padded and joined; null where one of them is.
    pub(super) fn key(&self, text: &TextColumns) -> Expr {
        match text.only() {
            Some(name) => self.text(name),
            None => concat_str(self.padded(text), &text.join, false),
        }
    }

    /// Each column of a text with its zeros in front.
    pub(super) fn padded(&self, text: &TextColumns) -> Vec<Expr> {
        let one = |(name, pad): (&Spanned<String>, &usize)| {
            let cell = self.text(name.get_ref());
            if *pad == 0 {
                return cell;
            }
            let zeros = concat_str([lit("0".repeat(*pad)), cell.clone()], "", false).str().tail(lit(*pad as i64));
            when(cell.clone().str().len_chars().lt(lit(*pad as u32))).then(zeros).otherwise(cell)
        };
        text.columns.iter().zip(&text.pad).map(one).collect()
    }

    /// Leaves out the rows that filters do.
    pub(super) fn filter(&mut self, keep: &[Filter], drop: &[Filter]) -> PolarsResult<()> {
        if let Some(condition) = self.condition(keep, drop) {
            self.frame = self.frame.clone().lazy().filter(condition).collect()?;
        }
        Ok(())
    }

    /// Whether a row passes every filter; none where there is no filter.
    pub(super) fn condition(&self, keep: &[Filter], drop: &[Filter]) -> Option<Expr> {
        let matches = |f: &Filter| {
            let text = self.raw(f.column.get_ref()).fill_null(lit(""));
            match (&f.matches, &f.equals) {
                (Some(m), _) => text.str().contains(lit(m.get_ref().clone()), true),
                (None, equals) => text.eq(lit(equals.clone().unwrap_or_default())),
            }
        };
        keep.iter().map(matches).chain(drop.iter().map(|f| matches(f).not())).reduce(Expr::and)
    }

    /// Puts a column of text next to the others.
    pub(super) fn add(&mut self, name: &str, cells: StringChunked) -> PolarsResult<()> {
        let cells = cells.with_name(column(self.names.len())).into_column();
        self.names.push(name.to_string());
        self.frame.with_column(cells).map(drop)
    }

    /// The texts of an expression for each row.
    pub(super) fn texts(&self, text: Expr) -> PolarsResult<StringChunked> {
        let made = self.frame.clone().lazy().select([text.alias("text")]).collect()?;
        made.column("text")?.str().cloned()
    }
}

fn column(place: usize) -> PlSmallStr {
    format!("c{place}").into()
}

/// What is wrong with the number of a row's cells, if anything.
fn wrong_width(row: &csv::StringRecord, width: usize, widths: &Widths) -> Option<String> {
    let count = row.len();
    if count < width || row.iter().skip(width).any(|c| !c.trim().is_empty()) {
        return Some(format!(
            "The row has {count} cells and the header {width}. Put quotation marks around cells that hold a delimiter."
        ));
    }
    (count > width && widths.has_moved(count)).then(|| cells_moved((count, width)))
}

/// Places in the header of the columns of these names and patterns; a missing or doubtful one refuses the file.
/// `mapping` is where that can be mended.
pub(super) fn places(
    names: impl IntoIterator<Item = String>,
    patterns: &[&str],
    header: &[String],
    mapping: &str,
    file: &str,
) -> Result<BTreeMap<String, usize>, Box<Finding>> {
    let mut names: std::collections::BTreeSet<String> = names.into_iter().collect();
    for pattern in patterns {
        let Ok(regex) = Regex::new(pattern) else { continue };
        let matching: Vec<&String> = header.iter().filter(|h| regex.is_match(h)).collect();
        if matching.is_empty() {
            let message = format!("No column's name matches {pattern:?}. {}", those(mapping, header));
            return Err(Box::new(Finding::file(file, "missing_column", message)));
        }
        names.extend(matching.into_iter().cloned());
    }
    // A header may have as many columns as fit into a row: each is looked at once.
    let mut places: HashMap<&str, (usize, usize)> = HashMap::new();
    for (place, name) in header.iter().enumerate() {
        places.entry(name).and_modify(|(_, times)| *times += 1).or_insert((place, 1));
    }
    let missing: Vec<&str> = names.iter().map(String::as_str).filter(|n| !places.contains_key(n)).collect();
    if !missing.is_empty() {
        let message = format!("Column {} is not there. {}", printable(&missing.join(", ")), those(mapping, header));
        return Err(Box::new(Finding::file(file, "missing_column", message)));
    }
    let mut used = BTreeMap::new();
    for name in names {
        if let Some(&(first, times)) = places.get(name.as_str()) {
            if times > 1 {
                let message = format!(
                    "Column {} stands twice in the header, so which is meant is unknown. Rename one of them.",
                    printable(&name)
                );
                return Err(Box::new(Finding::file(file, "double_column", message)));
            }
            used.insert(name, first);
        }
    }
    Ok(used)
}

fn those(mapping: &str, header: &[String]) -> String {
    let shown: String = printable(&header.join(", ")).chars().take(400).collect();
    format!("The file has: {shown}. Mend {mapping} or its delimiter, or download the file again.")
}
