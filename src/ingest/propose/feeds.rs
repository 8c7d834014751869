//! What a table may feed: measurements and variables of the context, each sure or a guess, with its reason.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::ingest::propose::column::{Column, cell, shown};
use crate::ingest::propose::layout::{Layout, Period};
use crate::ingest::propose::likely::{self, Likely};
use crate::ingest::propose::one_each::{OneEach, one_each};
use crate::ingest::propose::series::{Series, has_empty, named, of_indicator, range, text, title, variable};
use crate::ingest::propose::words::Words;
use crate::model::framework::{Framework, Measurement};

/// Indicators of a table that are looked at, and columns of values.
const INDICATORS: usize = 60;
const COLUMNS: usize = 80;

/// What a table feeds.
#[derive(Debug, Clone, Default)]
pub(super) struct Feed {
    /// Whether it is a variable of the context.
    pub is_context: bool,
    /// Measurement or variable.
    pub name: String,
    /// Whether it is proposed, and not only a guess.
    pub is_sure: bool,
    /// Why, in sentences.
    pub why: Vec<String>,
    /// Its keys and values as TOML, without its heading.
    pub lines: Vec<String>,
}

/// Feeds of a table, and sentences on numbers that are none.
#[derive(Debug, Default)]
pub(super) struct Feeds {
    pub feeds: Vec<Feed>,
    pub unknown: Vec<String>,
}

/// What a table of the file of that name feeds.
pub(super) fn feeds(layout: &Layout, words: &Words, framework: &Framework) -> Feeds {
    let indicators: Vec<Option<String>> = match layout.indicator {
        Some(_) => layout.indicators().into_iter().take(INDICATORS).map(Some).collect(),
        None => vec![None],
    };
    let mut all = Feeds::default();
    let rows = layout.rows();
    for indicator in indicators {
        let columns = layout.values.iter().filter_map(|p| layout.column(*p)).take(COLUMNS);
        let columns = columns.map(|c| Series { indicator: indicator.clone(), column: Some(c), group: None });
        let groups = layout.groups.iter().take(COLUMNS);
        let groups = groups.map(|g| Series { indicator: indicator.clone(), column: None, group: Some(g) });
        // Without a period a column of values is worth a look, not a line.
        for series in columns.chain(groups) {
            one(&series, layout, &rows, words, framework, &mut all);
        }
    }
    once(&mut all.feeds);
    if !all.feeds.iter().any(|f| f.is_sure) {
        fallback(layout, &rows, words, &mut all);
    }
    all
}

/// Leaves one sure feed of each measurement with its item and of each variable; the others are guesses.
fn once(feeds: &mut [Feed]) {
    let mut seen: HashSet<(bool, String, Option<String>)> = HashSet::new();
    for feed in feeds.iter_mut().filter(|f| f.is_sure) {
        let item = feed.lines.iter().find(|l| l.starts_with("item = ")).cloned();
        if !seen.insert((feed.is_context, feed.name.clone(), item)) {
            feed.is_sure = false;
            feed.why.push(format!("Another column of this table is proposed for {} above: choose one.", feed.name));
        }
    }
}

fn one(
    s: &Series,
    layout: &Layout,
    rows: &[&csv::StringRecord],
    words: &Words,
    framework: &Framework,
    all: &mut Feeds,
) {
    let rows = of_indicator(s, layout, rows);
    let named = named(s, layout, &rows, words);
    if named.range.is_none() {
        return;
    }
    let (likely, against) = likely::measurements(words, framework, &named);
    let title = title(s);
    all.unknown.extend(against.into_iter().map(|a| format!("{title}: not {a}.")));
    let context = likely::context(words, &named).filter(|_| !likely.iter().any(|l| l.is_sure));
    if likely.is_empty() && context.is_none() {
        let (least, greatest) = named.range.unwrap_or_default();
        all.unknown.push(format!(
            "{title}: numbers from {} to {}, by no word a measurement.",
            shown(least),
            shown(greatest)
        ));
    }
    for l in likely {
        let feed = measurement(s, layout, &rows, words, l, &title);
        all.feeds.push(feed);
    }
    if let Some((variable, found)) = context {
        let why = vec![format!("{title}: the words {found:?}.")];
        let feed = context_feed(s, layout, &rows, words, variable, why);
        all.feeds.push(feed);
    }
}

/// The first series whose rows are one for each city and year, as context under its own name.
fn fallback(layout: &Layout, rows: &[&csv::StringRecord], words: &Words, all: &mut Feeds) {
    let indicators: Vec<Option<String>> = match layout.indicator {
        Some(_) => layout.indicators().into_iter().take(INDICATORS).map(Some).collect(),
        None => vec![None],
    };
    for indicator in indicators {
        let columns = layout.values.iter().filter_map(|p| layout.column(*p)).take(COLUMNS);
        let columns = columns.map(|c| Series { indicator: indicator.clone(), column: Some(c), group: None });
        let groups = layout.groups.iter().take(COLUMNS).map(|g| Series {
            indicator: indicator.clone(),
            column: None,
            group: Some(g),
        });
        for s in columns.chain(groups) {
            let rows = of_indicator(&s, layout, rows);
            if range(&s, layout, &rows).is_none() || s.group.is_some_and(|g| !g.items.is_empty()) {
                continue;
            }
            let own = match (&s.indicator, layout.indicator) {
                (Some(text), Some(place)) => layout.label(place, text).to_string(),
                _ => {
                    s.column.map(|c| c.name.clone()).or_else(|| s.group.map(|g| g.words.join(" "))).unwrap_or_default()
                }
            };
            let variable = variable(&own);
            let why = vec![format!(
                "{}: nothing in the table is a measurement for sure, so this reads it as context under its own name. Put a measurement in its place, or leave it out.",
                title(&s)
            )];
            let feed = context_feed(&s, layout, &rows, words, variable, why);
            if feed.is_sure {
                let own = format!("{}: ", title(&s));
                all.unknown.retain(|u| !(u.starts_with(&own) && u.contains("by no word")));
                all.feeds.push(feed);
                return;
            }
        }
    }
}

/// The lines that say where the values are, and which rows are meant.
fn common(s: &Series, layout: &Layout, each: &OneEach, rows: &[&csv::StringRecord]) -> Vec<String> {
    let mut lines = Vec::new();
    let of_indicator = match (&s.indicator, layout.indicator.and_then(|p| layout.column(p))) {
        (Some(value), Some(c)) if c.distinct.as_ref().is_some_and(|d| d.len() > 1) => {
            Some((c.name.clone(), value.clone()))
        }
        _ => None,
    };
    let keep: Vec<String> = of_indicator
        .iter()
        .chain(&each.keep)
        .map(|(column, equals)| format!("{{ column = {}, equals = {} }}", text(column), text(equals)))
        .collect();
    if !keep.is_empty() {
        lines.push(format!("keep = [{}]", keep.join(", ")));
    }
    if let Some(c) = s.column {
        let multiplier = layout.columns.iter().find(|c| c.words.join(" ").starts_with("unit mult") && c.is_only);
        let is_multiplied = |m: &&Column| rows.iter().any(|row| !["", "0"].contains(&cell(row, m.place)));
        match multiplier.filter(is_multiplied) {
            Some(m) => {
                let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
                lines.push(format!(
                    "value = {}",
                    text(&format!("{} * power(10, {})", quoted(&c.name), quoted(&m.name)))
                ));
            }
            None => lines.push(format!("column = {}", text(&c.name))),
        }
    }
    if let Some(g) = s.group {
        lines.push(format!("columns = {}", text(&g.regex)));
        if g.is_academic {
            lines.push("year = { format = [\"academic\"] }".into());
        }
    }
    lines.extend(each.over.iter().map(|over| format!("over = {over}")));
    lines
}

fn measurement(
    s: &Series,
    layout: &Layout,
    rows: &[&csv::StringRecord],
    words: &Words,
    l: Likely,
    title: &str,
) -> Feed {
    let m = l.measurement;
    let mut why = vec![format!("{title}: {}.", l.why.join(", "))];
    let mut is_sure = l.is_sure;
    let item = l.item.as_ref().map(|item| text(item)).or_else(|| item_of_group(s, m, &mut is_sure, &mut why));
    let item_column = item.is_none().then(|| item_column(layout, rows, &m.items, words)).flatten();
    let each = one_each(layout, rows, item_column.as_ref().map(|(place, _)| *place), words);
    if let Some(not) = &each.why_not {
        is_sure = false;
        why.push(format!("{}.", capital(not)));
    }
    is_sure &= has_year(s, layout, &mut why);
    if let Some(over) = &each.over {
        why.push(format!("Rows of one year are its parts: {over}"));
    }
    let mut lines = vec![format!("measurement = {}", text(&m.measurement))];
    match (&item, &item_column) {
        (Some(item), _) => lines.push(format!("item = {item}")),
        (None, Some((_, said))) => lines.push(format!("item = {said}")),
        (None, None) => {}
    }
    lines.extend(common(s, layout, &each, rows));
    lines.extend(l.multiply.map(|by| format!("multiply = {}", number_as_toml(by))));
    if each.over.is_none()
        && let Some(interval) = interval(s, layout, rows)
    {
        lines.push(format!("interval = {interval}"));
    }
    let source = m.sources.first().map_or("official", String::as_str);
    lines.push(format!("source = {}", text(source)));
    if m.sources.len() > 1 {
        why.push(format!("The catalogue takes it from {}: say which this is.", m.sources.join(" or ")));
    }
    if m.is_money() {
        lines.push("# price_base = \"current\"  # or \"constant 2020\": say which prices these are".into());
    }
    let notes = layout.of_role("note");
    if let [note] = notes[..] {
        lines.push(format!("note_column = {}", text(&note.name)));
    }
    if has_empty(s, layout, rows) || each.over.is_some() {
        lines.push("empty = \"skip\"".into());
    }
    Feed { is_context: false, name: m.measurement.clone(), is_sure, why, lines }
}

/// Whether the values of a series have a year: a column has none of its own where years stand in headers.
fn has_year(s: &Series, layout: &Layout, why: &mut Vec<String>) -> bool {
    let is_without = matches!(layout.period, Period::Headers) && s.group.is_none();
    if is_without {
        why.push("The header of this column has no year: year = { value = 2020 } in it gives it one.".into());
    }
    !is_without
}

fn number_as_toml(n: f64) -> String {
    let text = n.to_string();
    if text.contains('.') { text } else { format!("{text}.0") }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The item of columns whose headers name it.
fn item_of_group(s: &Series, m: &Measurement, is_sure: &mut bool, why: &mut Vec<String>) -> Option<String> {
    let group = s.group.filter(|g| !g.items.is_empty())?;
    if let Some(other) = group.items.values().find(|item| !m.items.contains(item)) {
        *is_sure = false;
        why.push(format!("Headers name {other:?}, and the items of {} are {}.", m.measurement, m.items.join(", ")));
    }
    let codes: Vec<String> = group.items.iter().map(|(t, item)| format!("{} = {}", text(t), text(item))).collect();
    Some(format!("{{ header = \"item\", codes = {{ {} }} }}", codes.join(", ")))
}

/// The column whose cells all name items of a measurement, and the item as a mapping says it.
fn item_column(
    layout: &Layout,
    rows: &[&csv::StringRecord],
    items: &[String],
    words: &Words,
) -> Option<(usize, String)> {
    if items.len() < 2 {
        return None;
    }
    layout.apart.iter().find_map(|place| {
        let c = layout.column(*place)?;
        let texts: BTreeSet<&str> = rows.iter().map(|row| cell(row, *place)).collect();
        let codes: Option<BTreeMap<&str, &str>> = texts
            .iter()
            .map(|t| {
                let item = words.item(layout.label(*place, t)).or_else(|| words.item(t))?;
                items.iter().any(|i| i == item).then_some((*t, item))
            })
            .collect();
        let codes = codes.filter(|codes| codes.len() > 1)?;
        let codes: Vec<String> = codes.into_iter().map(|(t, item)| format!("{} = {}", text(t), text(item))).collect();
        Some((*place, format!("{{ column = {}, codes = {{ {} }} }}", text(&c.name), codes.join(", "))))
    })
}

/// How uncertain the values of a column are, where other columns say it: ends between which every value lies, or a
/// margin or standard error next to it.
fn interval(s: &Series, layout: &Layout, rows: &[&csv::StringRecord]) -> Option<String> {
    let value = s.column?;
    let read = |row: &csv::StringRecord, c: &Column| layout.reader.read(cell(row, c.place));
    let level = |c: &Column| {
        let digits: String = c.name.chars().map(|c| if c.is_ascii_digit() { c } else { ' ' }).collect();
        let level = digits.split_whitespace().find(|d| ["90", "99", "80"].contains(d)).map(str::to_string);
        level.map(|level| format!(", level = {level}")).unwrap_or_default()
    };
    for lower in layout.of_role("lower") {
        for upper in layout.of_role("upper") {
            let ends: Vec<(f64, f64, f64)> =
                rows.iter().filter_map(|r| Some((read(r, lower)?, read(r, value)?, read(r, upper)?))).collect();
            let within = ends.iter().filter(|(l, v, u)| l <= v && v <= u).count();
            if !ends.is_empty() && within == ends.len() && lower.place != upper.place {
                let names = format!("lower = {}, upper = {}", text(&lower.name), text(&upper.name));
                return Some(format!("{{ {names}{} }}", level(lower)));
            }
        }
    }
    let next = layout.column(value.place + 1)?;
    let is_one = |role: &str| next.is(role) && next.is_numeric() && next.is_only;
    let key = ["margin", "standard_error", "cv"].into_iter().find(|role| is_one(role))?;
    let level = if key == "margin" { level(next) } else { String::new() };
    Some(format!("{{ {key} = {}{level} }}", text(&next.name)))
}

fn context_feed(
    s: &Series,
    layout: &Layout,
    rows: &[&csv::StringRecord],
    words: &Words,
    variable: String,
    mut why: Vec<String>,
) -> Feed {
    let each = one_each(layout, rows, None, words);
    let is_of_items = s.group.is_some_and(|g| !g.items.is_empty());
    let mut is_sure = true;
    if is_of_items {
        is_sure = false;
        why.push("The headers name items, and the context has none: narrow columns to one of them.".into());
    }
    is_sure &= has_year(s, layout, &mut why);
    match (&each.why_not, &each.over) {
        (Some(not), _) => {
            is_sure = false;
            why.push(format!("{}.", capital(not)));
        }
        // A part of a year that is missing refuses the year.
        (None, Some(_)) => {
            is_sure = false;
            why.push("Rows of one year are its parts: say whether take is sum or mean.".into());
        }
        (None, None) => {}
    }
    let mut lines = vec![format!("variable = {}", text(&variable))];
    lines.extend(common(s, layout, &each, rows));
    Feed { is_context: true, name: variable, is_sure, why, lines }
}
