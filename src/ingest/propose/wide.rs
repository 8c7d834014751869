//! Columns of values whose headers have a year, in groups that differ by the year and the item alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::ingest::propose::column::Column;
use crate::ingest::propose::period::in_header;
use crate::ingest::propose::words::{Words, folded};

/// Columns that one regular expression matches.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    /// Places of the columns.
    pub columns: Vec<usize>,
    /// Years in their headers.
    pub years: BTreeSet<i32>,
    /// Words of their headers without year and item.
    pub words: Vec<String>,
    /// The expression.
    pub regex: String,
    /// Whether years are written as two (`2015-16`).
    pub is_academic: bool,
    /// Texts of the headers and the items that they name.
    pub items: BTreeMap<String, String>,
}

/// Stands for the year and the item in a header's form.
const YEAR: char = '\u{1}';
const ITEM: char = '\u{2}';

/// The groups of columns of numbers, in the order of their first columns. One column alone is a group where no other
/// header has its form.
pub(super) fn groups(columns: &[Column], words: &Words) -> Vec<Group> {
    let mut groups: Vec<(String, Group)> = Vec::new();
    for c in columns.iter().filter(|c| c.is_only && (c.is_numeric() || c.filled == c.missing.values().sum::<usize>())) {
        let Some((before, year, after)) = in_header(&c.name) else { continue };
        let Some(first) = year.get(..4).and_then(|y| y.parse::<i32>().ok()) else { continue };
        let (before, one) = without_item(before, words);
        let (after, two) = without_item(after, words);
        // An item on both sides of the year is more than a group can say.
        let (form, item) = match (one, two) {
            (Some(item), None) | (None, Some(item)) => (format!("{before}{YEAR}{after}"), Some(item)),
            (None, None) => (format!("{before}{YEAR}{after}"), None),
            (Some(_), Some(_)) => continue,
        };
        let is_academic = year.len() > 4;
        let at = groups.iter().position(|(f, g)| *f == form && g.is_academic == is_academic);
        let group = match at {
            Some(at) => &mut groups[at].1,
            None => {
                let plain: String = form.chars().map(|c| if c == YEAR || c == ITEM { ' ' } else { c }).collect();
                groups.push((form, Group { words: folded(&plain), is_academic, ..Group::default() }));
                let last = groups.len() - 1;
                &mut groups[last].1
            }
        };
        group.columns.push(c.place);
        group.years.insert(first);
        if let Some((text, name)) = item {
            group.items.insert(text, name);
        }
    }
    for (form, group) in &mut groups {
        let year = if group.is_academic { "[0-9]{4}[-/][0-9]{2,4}" } else { "[0-9]{4}" };
        let items: Vec<String> = group.items.keys().map(|text| regex::escape(text)).collect();
        let year = if items.is_empty() { format!("({year})") } else { format!("(?P<year>{year})") };
        let part = |c: char| match c {
            YEAR => year.clone(),
            ITEM => format!("(?P<item>{})", items.join("|")),
            c => regex::escape(&c.to_string()),
        };
        group.regex = format!("^{}$", form.chars().map(part).collect::<String>());
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// A part of a header with its item taken out, and the item as it is written and by its name.
fn without_item(text: &str, words: &Words) -> (String, Option<(String, String)>) {
    let is_word = |c: char| c.is_alphabetic();
    let mut start = 0;
    while let Some(at) = text[start..].find(is_word).map(|at| at + start) {
        let end = text[at..].find(|c| !is_word(c)).map_or(text.len(), |e| at + e);
        let word = &text[at..end];
        // Letters alone, such as f, are too few to be sure of in a header.
        if word.chars().count() > 2
            && let Some(name) = words.item(word)
        {
            let form = format!("{}{ITEM}{}", &text[..at], &text[end..]);
            return (form, Some((word.to_string(), name.to_string())));
        }
        start = end;
    }
    (text.to_string(), None)
}
