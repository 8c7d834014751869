//! What is in each column of a table.

use std::collections::{BTreeMap, HashMap};

use crate::base::names::number;
use crate::ingest::numbers::NumberReader;
use crate::ingest::propose::period::{self, Forms};
use crate::ingest::propose::words::{Kind, Words, folded};
use crate::ingest::read::mapping::table::Table;
use crate::model::network_file::NumberFormat;

/// Different cells of a column that are kept with their counts.
const DISTINCT: usize = 1_000;

/// Examples of a column.
const EXAMPLES: usize = 3;

/// A column.
#[derive(Debug, Default)]
pub(super) struct Column {
    /// Its place in the header.
    pub place: usize,
    /// Its name.
    pub name: String,
    /// The words of its name.
    pub words: Vec<String>,
    /// Whether no other column has that name.
    pub is_only: bool,
    /// Cells that are filled, and those that are not.
    pub filled: usize,
    /// See `filled`.
    pub empty: usize,
    /// Cells that are known to stand for nothing.
    pub missing: BTreeMap<String, usize>,
    /// Cells that are numbers.
    pub numbers: usize,
    /// The least and the greatest of them.
    pub range: Option<(f64, f64)>,
    /// Whether they are all whole.
    pub whole: bool,
    /// Different cells with their counts; none where they are too many.
    pub distinct: Option<BTreeMap<String, usize>>,
    /// The ways in which its cells are periods.
    pub forms: Forms,
    /// The first cells that differ.
    pub examples: Vec<String>,
    /// What it is for, by the words of its name.
    pub roles: Vec<String>,
}

impl Column {
    /// Whether its cells are numbers, but for some that are not.
    pub(super) fn is_numeric(&self) -> bool {
        let texts = self.filled - self.numbers - self.missing.values().sum::<usize>().min(self.filled - self.numbers);
        self.numbers > 0 && self.numbers >= 4 * texts
    }

    /// Whether its name says that it is for that.
    pub(super) fn is(&self, role: &str) -> bool {
        self.roles.iter().any(|r| r == role)
    }

    /// Cells of a column of numbers that are neither numbers nor known to stand for nothing.
    pub(super) fn others(&self, reader: &NumberReader) -> Vec<(&str, usize)> {
        let distinct = self.distinct.iter().flatten();
        let others = distinct.filter(|(cell, _)| reader.read(cell).is_none() && !self.missing.contains_key(*cell));
        others.map(|(cell, n)| (cell.as_str(), *n)).collect()
    }

    /// What its cells are, in words.
    pub(super) fn kind(&self) -> String {
        let ends = self.range.map(|(least, greatest)| match least == greatest {
            true => shown(least),
            false => format!("{} to {}", shown(least), shown(greatest)),
        });
        let ends = ends.unwrap_or_default();
        match self.filled {
            0 => "empty".to_string(),
            _ if self.forms.is_period() => format!("periods, {}", self.forms.span()),
            _ if self.is_numeric() => format!("{} {ends}", if self.whole { "whole numbers" } else { "numbers" }),
            _ => match &self.distinct {
                Some(distinct) if distinct.len() == 1 => "one text".to_string(),
                Some(distinct) => format!("text, {} different", distinct.len()),
                None => format!("text, more than {DISTINCT} different"),
            },
        }
    }
}

/// A number, one of many digits by its power of ten.
pub(super) fn shown(n: f64) -> String {
    if n.abs() < 1e15 { number(n) } else { format!("{n:e}") }
}

/// A row's cell, without spaces around it.
pub(super) fn cell(row: &csv::StringRecord, place: usize) -> &str {
    row.get(place).unwrap_or_default().trim()
}

/// The columns of a table.
pub(super) fn columns(table: &Table, reader: &NumberReader, words: &Words) -> Vec<Column> {
    let mut times: HashMap<&str, usize> = HashMap::new();
    table.header.iter().for_each(|name| *times.entry(name).or_default() += 1);
    let column = |(place, name): (usize, &String)| -> Column {
        let folded = folded(name);
        let roles = words.find(Kind::Column, &folded).into_iter().map(|m| m.name).collect();
        let is_only = times.get(name.as_str()) == Some(&1) && !name.is_empty();
        let mut column = Column { place, name: name.clone(), words: folded, is_only, roles, ..Column::default() };
        look(&mut column, table, reader, words);
        column
    };
    table.header.iter().enumerate().map(column).collect()
}

fn look(column: &mut Column, table: &Table, reader: &NumberReader, words: &Words) {
    let mut distinct: Option<BTreeMap<String, usize>> = Some(BTreeMap::new());
    let mut forms = period::Counter::default();
    column.whole = true;
    for (_, row) in &table.rows {
        let cell = cell(row, column.place);
        if cell.is_empty() {
            column.empty += 1;
            continue;
        }
        column.filled += 1;
        if column.examples.len() < EXAMPLES && !column.examples.iter().any(|e| e == cell) {
            column.examples.push(cell.to_string());
        }
        forms.add(cell);
        match reader.read(cell) {
            Some(n) => {
                column.numbers += 1;
                column.whole &= n.fract() == 0.0;
                let (least, greatest) = column.range.unwrap_or((n, n));
                column.range = Some((least.min(n), greatest.max(n)));
            }
            None if words.is_missing(cell) => *column.missing.entry(cell.to_string()).or_default() += 1,
            None => {}
        }
        if let Some(known) = &mut distinct {
            if let Some(n) = known.get_mut(cell) {
                *n += 1;
            } else if known.len() < DISTINCT {
                known.insert(cell.to_string(), 1);
            } else {
                distinct = None;
            }
        }
    }
    column.distinct = distinct;
    column.forms = forms.finish();
}

/// How the numbers of a table are written, and what is doubtful of it.
pub(super) fn number_format(table: &Table, is_semicolon: bool) -> (NumberFormat, Option<String>) {
    let mut votes: HashMap<&str, usize> = HashMap::new();
    let mut vote = |what| *votes.entry(what).or_default() += 1;
    for cell in table.rows.iter().flat_map(|(_, row)| row.iter()).map(str::trim) {
        if cell.len() > 40 || !cell.contains([',', '.', '\'', ' ', '\u{a0}', '\u{202f}']) {
            continue;
        }
        let digits = cell.trim_start_matches(['+', '-', '\u{2212}']);
        let groups = |sign: char| -> Option<Vec<&str>> {
            let groups: Vec<&str> = digits.split(sign).collect();
            let all = groups.iter().all(|g| !g.is_empty() && g.bytes().all(|b| b.is_ascii_digit()));
            (groups.len() > 1 && all).then_some(groups)
        };
        let is_grouped = |text: &str, sign: char| {
            let mut groups = text.split(sign);
            let first = groups.next().unwrap_or_default();
            let rest: Vec<&str> = groups.collect();
            (1..=3).contains(&first.len())
                && !first.starts_with('0')
                && !rest.is_empty()
                && std::iter::once(first).chain(rest.iter().copied()).all(|g| g.bytes().all(|b| b.is_ascii_digit()))
                && rest.iter().all(|g| g.len() == 3)
        };
        let spaced: String = digits.chars().map(|c| if matches!(c, '\u{a0}' | '\u{202f}') { ' ' } else { c }).collect();
        for (sign, decimal, name, with) in [
            (',', '.', "comma between", "point"),
            ('.', ',', "point between", "comma"),
            (' ', ',', "space between", "comma"),
            (' ', '.', "space between", "point"),
            ('\'', '.', "apostrophe between", "point"),
        ] {
            if let Some((whole, part)) = spaced.split_once(decimal)
                && is_grouped(whole, sign)
                && part.bytes().all(|b| b.is_ascii_digit())
            {
                vote(name);
                vote(with);
            }
        }
        if is_grouped(&spaced, ' ') {
            vote("space between");
        }
        if is_grouped(digits, '\'') {
            vote("apostrophe between");
        }
        for (sign, decimal, between, unsure) in
            [(',', "comma", "comma between", "comma?"), ('.', "point", "point between", "point?")]
        {
            match groups(sign).as_deref() {
                Some([_, part]) if part.len() != 3 => vote(decimal),
                Some([whole, _]) if whole.starts_with('0') || whole.len() > 3 => vote(decimal),
                Some([_, _]) => vote(unsure),
                Some(_) if is_grouped(digits, sign) => vote(between),
                _ => {}
            }
        }
    }
    let n = |what: &str| votes.get(what).copied().unwrap_or_default();
    let mut doubt = None;
    let decimal = match (n("comma"), n("point")) {
        (0, 0) if n("point between") > 0 => ',',
        (0, 0) if n("comma?") > 0 && n("comma between") == 0 && is_semicolon => {
            doubt = Some("Every comma has three digits after it: taken for a decimal comma, as the delimiter is a semicolon; it may stand between thousands.".to_string());
            ','
        }
        (comma, point) if comma > point => ',',
        _ => '.',
    };
    if n("comma") > 0 && n("point") > 0 {
        doubt = Some(format!(
            "{} cells have a decimal comma and {} a decimal point: look which columns differ.",
            n("comma"),
            n("point")
        ));
    }
    let thousands = match decimal {
        ',' if n("point between") > 0 || n("point?") > 0 && n("point") == 0 => Some('.'),
        '.' if n("comma between") > 0 || n("comma?") > 0 && n("comma") == 0 => {
            if n("comma between") == 0 {
                doubt = Some("Every comma has three digits after it: taken for one between thousands; it may be a decimal comma.".to_string());
            }
            Some(',')
        }
        _ if n("space between") > 0 => Some(' '),
        _ if n("apostrophe between") > 0 => Some('\''),
        _ => None,
    };
    (NumberFormat { decimal, thousands }, doubt)
}
