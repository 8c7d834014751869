//! Which columns identify a row together with the year.

use std::collections::HashSet;

use crate::base::text::valid_city_id;
use crate::ingest::propose::column::{Column, cell};
use crate::ingest::propose::words::Words;
use crate::ingest::read::mapping::table::Table;

/// Rows that are looked at to find a key: enough to see what repeats.
const ROWS: usize = 20_000;

/// Columns that are tried as a key or as a part of one.
const CANDIDATES: usize = 24;

/// Columns that identify a row.
#[derive(Debug, Clone, Default)]
pub(super) struct Key {
    /// Places of its columns.
    pub places: Vec<usize>,
    /// Characters up to which each is filled with zeros; 0 for none.
    pub pad: Vec<usize>,
    /// Whether it identifies rows, together with the year and the other columns that tell rows apart.
    pub is_unique: bool,
    /// Rows that it does not identify.
    pub repeated: usize,
    /// What is to be known of it.
    pub notes: Vec<String>,
    /// A regular expression that every id has and the rows of no one place have not.
    pub keep: Option<String>,
    /// Rows that `keep` leaves out, with examples.
    pub left_out: (usize, Vec<String>),
}

impl Key {
    /// Its text in a row; none where a part is empty.
    pub(super) fn of(&self, row: &csv::StringRecord) -> Option<String> {
        let parts: Vec<&str> = self.places.iter().map(|p| cell(row, *p)).collect();
        parts.iter().all(|p| !p.is_empty()).then(|| parts.join("-"))
    }
}

/// The key of a table whose periods are in the column `period`; `apart` are other columns that tell rows apart.
pub(super) fn find(
    table: &Table,
    columns: &[Column],
    period: Option<usize>,
    apart: &dyn Fn(usize) -> bool,
    words: &Words,
) -> Option<Key> {
    let candidates = candidates(table, columns, period);
    let dimensions = |own: &[usize]| -> Vec<usize> {
        let other = columns.iter().filter(|c| apart(c.place) && !own.contains(&c.place)).map(|c| c.place);
        period.into_iter().chain(other).collect()
    };
    let mut best: Option<(i32, Key)> = None;
    for one in candidates.iter().take(CANDIDATES) {
        let repeated = repeated(table, &[one.0], &dimensions(&[one.0]), usize::MAX);
        let score = one.1 + if repeated == 0 { 6 } else { 0 };
        better(&mut best, score, Key { places: vec![one.0], is_unique: repeated == 0, repeated, ..Key::default() });
    }
    let is_sure = best.as_ref().is_some_and(|(_, key)| key.is_unique);
    if !is_sure {
        for (at, first) in candidates.iter().enumerate().take(CANDIDATES) {
            for second in candidates.iter().take(CANDIDATES).skip(at + 1) {
                let mut pair = [first.0, second.0];
                pair.sort_unstable();
                if repeated(table, &pair, &dimensions(&pair), 1) == 0 {
                    let key = Key { places: pair.to_vec(), is_unique: true, ..Key::default() };
                    better(&mut best, 5 + first.1.min(second.1), key);
                }
            }
        }
    }
    let (score, mut key) = best?;
    if score < 2 {
        return None;
    }
    shape(&mut key, table, columns, words);
    Some(key)
}

/// Takes the key where it is likelier than the best one so far.
fn better(best: &mut Option<(i32, Key)>, score: i32, key: Key) {
    if best.as_ref().is_none_or(|(before, _)| score > *before) {
        *best = Some((score, key));
    }
}

/// Columns that may be a key or a part of one, with how likely each is, the likeliest first.
fn candidates(table: &Table, columns: &[Column], period: Option<usize>) -> Vec<(usize, i32)> {
    let mut found = Vec::new();
    let measured = [
        "value",
        "year",
        "unit",
        "status",
        "note",
        "lower",
        "upper",
        "longitude",
        "latitude",
        "indicator",
        "sample_size",
        "margin",
        "cv",
        "standard_error",
    ];
    for c in columns.iter().filter(|c| c.is_only && Some(c.place) != period) {
        let is_code = c.is("code");
        if c.filled * 10 < table.rows.len() * 7 || measured.iter().any(|role| c.is(role)) && !is_code {
            continue;
        }
        let is_named = is_code || c.is("area");
        if c.is_numeric() && (!c.whole || !is_named || c.range.is_some_and(|(least, _)| least < 0.0)) {
            continue;
        }
        let (mut ids, mut seen, mut digits) = (0, 0, 0);
        for (_, row) in table.rows.iter().take(ROWS) {
            let cell = cell(row, c.place);
            seen += usize::from(!cell.is_empty());
            ids += usize::from(valid_city_id(cell));
            digits += usize::from(cell.bytes().any(|b| b.is_ascii_digit()));
        }
        if ids * 10 < seen * 6 {
            continue;
        }
        let one_only = c.distinct.as_ref().is_some_and(|d| d.len() == 1) && table.rows.len() > 3;
        let score = 4 * i32::from(is_code) + 2 * i32::from(c.is("area")) + i32::from(digits * 2 > seen)
            - 4 * i32::from(one_only)
            - 2 * i32::from(c.is("name") || c.is("country"));
        found.push((c.place, score));
    }
    found.sort_by_key(|(place, score)| (-score, *place));
    found
}

/// Rows whose cells in these columns stand in an earlier row too, counted up to `most`.
fn repeated(table: &Table, key: &[usize], dimensions: &[usize], most: usize) -> usize {
    let mut seen: HashSet<Vec<&str>> = HashSet::new();
    let mut repeated = 0;
    for (_, row) in table.rows.iter().take(ROWS) {
        let own: Vec<&str> = key.iter().map(|p| cell(row, *p)).collect();
        if own.iter().any(|c| c.is_empty() || c.contains(' ')) {
            continue;
        }
        let whole = own.into_iter().chain(dimensions.iter().map(|p| cell(row, *p))).collect();
        repeated += usize::from(!seen.insert(whole));
        if repeated >= most {
            break;
        }
    }
    repeated
}

/// Zeros that ids have lost, and the rows of no one place.
fn shape(key: &mut Key, table: &Table, columns: &[Column], words: &Words) {
    let is_pair = key.places.len() > 1;
    for place in key.places.clone() {
        let cells: HashSet<&str> =
            table.rows.iter().map(|(_, row)| cell(row, place)).filter(|c| !c.is_empty()).collect();
        let are_digits = cells.iter().filter(|c| c.bytes().all(|b| b.is_ascii_digit())).count() * 10 >= cells.len() * 6;
        let lengths: HashSet<usize> =
            cells.iter().filter(|c| c.bytes().all(|b| b.is_ascii_digit())).map(|c| c.len()).collect();
        let (least, most) = (lengths.iter().min().copied().unwrap_or(0), lengths.iter().max().copied().unwrap_or(0));
        let zeros = cells.iter().any(|c| c.len() > 1 && c.starts_with('0'));
        let lost = are_digits && !zeros && most > least && most <= 15 && (is_pair || most >= 4 && most - least == 1);
        key.pad.push(if lost { most } else { 0 });
        let name = columns.get(place).map_or("", |c| c.name.as_str());
        if lost {
            key.notes.push(format!(
                "{name:?} has {least} to {most} digits and no zeros in front: a spreadsheet takes them away, and pad puts them back. Take pad out if the ids of the network have none."
            ));
        } else if zeros && are_digits {
            key.notes.push(format!("{name:?} has zeros in front, which stay."));
        }
    }
    let ids: Vec<(String, bool)> = table
        .rows
        .iter()
        .filter_map(|(_, row)| {
            let id = key.of(row)?;
            let is_none = key.places.iter().any(|p| words.is_aggregate(cell(row, *p))) || !valid_city_id(&id);
            Some((id, is_none))
        })
        .collect();
    let other: Vec<&str> = ids.iter().filter(|(_, none)| *none).map(|(id, _)| id.as_str()).collect();
    // A pair has no one column that a filter could look at.
    if other.is_empty() || is_pair || other.len() * 2 > ids.len() {
        return;
    }
    let good: Vec<&str> = ids.iter().filter(|(_, none)| !*none).map(|(id, _)| id.as_str()).collect();
    let pattern = pattern(&good).unwrap_or_else(|| "^[A-Za-z0-9][A-Za-z0-9_-]*$".to_string());
    let is_apart = regex::Regex::new(&pattern)
        .is_ok_and(|r| good.iter().all(|id| r.is_match(id)) && !other.iter().any(|id| r.is_match(id)));
    if is_apart {
        let mut examples: Vec<String> = Vec::new();
        for id in &other {
            if examples.len() < 3 && !examples.iter().any(|e| e == id) {
                examples.push(id.to_string());
            }
        }
        key.left_out = (other.len(), examples);
        key.keep = Some(pattern);
    }
}

/// A regular expression for ids that are all made in one way: letters, digits and signs in the same order.
fn pattern(ids: &[&str]) -> Option<String> {
    #[derive(PartialEq, Clone, Copy)]
    enum Class {
        Upper,
        Lower,
        Digit,
        Sign(char),
    }
    let class = |c: char| match c {
        'A'..='Z' => Class::Upper,
        'a'..='z' => Class::Lower,
        '0'..='9' => Class::Digit,
        c => Class::Sign(c),
    };
    let runs = |id: &str| -> Vec<(Class, usize)> {
        let mut runs: Vec<(Class, usize)> = Vec::new();
        for c in id.chars().map(class) {
            match runs.last_mut() {
                Some((last, n)) if *last == c => *n += 1,
                _ => runs.push((c, 1)),
            }
        }
        runs
    };
    let mut ids = ids.iter();
    let first = runs(ids.next()?);
    if first.len() > 6 {
        return None;
    }
    let mut lengths: Vec<(usize, usize)> = first.iter().map(|(_, n)| (*n, *n)).collect();
    for id in ids {
        let other = runs(id);
        if other.len() != first.len() || other.iter().zip(&first).any(|(a, b)| a.0 != b.0) {
            return None;
        }
        for ((_, n), (least, most)) in other.iter().zip(&mut lengths) {
            (*least, *most) = ((*least).min(*n), (*most).max(*n));
        }
    }
    let part = |((class, _), (least, most)): (&(Class, usize), &(usize, usize))| {
        let class = match class {
            Class::Upper => "[A-Z]".to_string(),
            Class::Lower => "[a-z]".to_string(),
            Class::Digit => "[0-9]".to_string(),
            Class::Sign(c) => regex::escape(&c.to_string()),
        };
        match (least, most) {
            (1, 1) => class,
            (a, b) if a == b => format!("{class}{{{a}}}"),
            // Ids that are not there yet may be longer.
            _ => format!("{class}+"),
        }
    };
    Some(format!("^{}$", first.iter().zip(&lengths).map(part).collect::<String>()))
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn ids_of_one_making_have_a_pattern() {
        assert_eq!(pattern(&["E06000001", "W06000002"]).as_deref(), Some("^[A-Z][0-9]{8}$"));
        assert_eq!(pattern(&["w1", "w12"]).as_deref(), Some("^[a-z][0-9]+$"));
        assert_eq!(pattern(&["04-00128", "11-12800"]).as_deref(), Some(r"^[0-9]{2}\-[0-9]{5}$"));
        assert_eq!((pattern(&["a1", "1a"]), pattern(&[])), (None, None));
    }
}
