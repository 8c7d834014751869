//! What was found in a table as TOML with comments.

use unicode_width::UnicodeWidthStr;

use crate::base::characters::printable;
use crate::ingest::propose::column::{Column, shown};
use crate::ingest::propose::feeds::{Feed, Feeds};
use crate::ingest::propose::layout::{Layout, Period};
use crate::ingest::propose::period;
use crate::ingest::propose::series::text;
use crate::ingest::propose::storage::{Storage, list};
use crate::ingest::propose::words::Words;
use crate::ingest::read::mapping::spec::Format;
use crate::model::framework::Framework;

/// Columns of a table that are listed one by one.
const LISTED: usize = 60;

/// Guesses and numbers of no known meaning that are listed.
const GUESSES: usize = 40;

/// Characters of an example.
const EXAMPLE: usize = 30;

/// The pattern of a table's file, what may be read from it, and files of the same shape.
#[derive(Debug)]
pub(super) struct Place {
    /// Pattern below the source's folder.
    pub pattern: String,
    /// Name of the file.
    pub name: String,
    /// Files that the pattern finds.
    pub files: usize,
}

/// A `[[file]]` with its comments, and whether it is one that reads.
pub(super) fn file(
    place: &Place,
    layout: &Layout,
    feeds: &Feeds,
    words: &Words,
    framework: &Framework,
) -> (String, bool) {
    let sure = feeds.feeds.iter().any(|f| f.is_sure);
    let reads = layout.key.is_some() && !matches!(layout.period, Period::Nowhere) && sure;
    let mut out = about(place, layout);
    let mut body = head(place, layout, words);
    body.extend(registry(layout, framework));
    for feed in feeds.feeds.iter().filter(|f| f.is_sure) {
        body.extend(of_feed(feed));
    }
    let guesses: Vec<&Feed> = feeds.feeds.iter().filter(|f| !f.is_sure).collect();
    for feed in guesses.iter().take(GUESSES) {
        body.extend(of_feed(feed));
    }
    if guesses.len() > GUESSES {
        body.push(format!("# And {} more guesses.", guesses.len() - GUESSES));
    }
    if !reads {
        out.push("#".into());
        out.push(format!("# This [[file]] is commented out, for {}:", why_not(layout, sure)));
    }
    // A line that is a comment already stays one.
    out.extend(body.into_iter().map(|line| match reads || line.starts_with('#') || line.is_empty() {
        true => line,
        false => format!("# {line}"),
    }));
    if !feeds.unknown.is_empty() {
        out.push(String::new());
        out.push("# Numbers of which nothing is proposed:".into());
        out.extend(feeds.unknown.iter().take(GUESSES).map(|u| format!("#   {}", comment(u))));
        if feeds.unknown.len() > GUESSES {
            out.push(format!("#   and {} more", feeds.unknown.len() - GUESSES));
        }
    }
    (out.join("\n"), reads)
}

fn why_not(layout: &Layout, sure: bool) -> &'static str {
    match (&layout.key, &layout.period) {
        (None, _) => "no column has ids of cities: letters, digits, - and _ that stand in nearly every row",
        (_, Period::Nowhere) => {
            "no year was found in a column, in the headers or in the file's name; year = { value = 2020 } gives it one"
        }
        _ if !sure => "nothing that it may feed is more than a guess",
        _ => "it cannot be read as it stands",
    }
}

/// A text as one line of a comment.
fn comment(text: &str) -> String {
    printable(text).replace(['\n', '\r'], " ")
}

fn short(text: &str) -> String {
    let shown: String = comment(text).chars().take(EXAMPLE).collect();
    if shown.chars().count() < text.chars().count() { format!("{shown}…") } else { shown }
}

/// The table in comments: its columns with what is in them.
fn about(place: &Place, layout: &Layout) -> Vec<String> {
    let table = &layout.found.table;
    let sheet = table.sheet.as_ref().map(|s| format!(", sheet {}", text(&printable(s)))).unwrap_or_default();
    let many = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let mut out = vec![
        String::new(),
        format!(
            "# {}{sheet}: {}, {}",
            comment(&place.name),
            many(table.rows.len(), "row"),
            many(table.header.len(), "column")
        ),
    ];
    if place.files > 1 {
        out.push(format!("# The pattern finds {} files of the same header; this one was looked at.", place.files));
    }
    let notes = layout.found.notes.iter().chain(&layout.doubt);
    out.extend(notes.map(|note| format!("# {}", comment(note))));
    let narrow = table.rows.iter().filter(|(_, row)| row.len() < table.header.len()).count();
    if narrow > 0 && table.is_text {
        let line = table.rows.iter().find(|(_, row)| row.len() < table.header.len()).map_or(0, |(line, _)| *line);
        out.push(format!(
            "# {} fewer cells than the header and will be refused, the first in line {line}.",
            match narrow {
                1 => "1 row has".to_string(),
                n => format!("{n} rows have"),
            }
        ));
    }
    out.push("#".into());
    let width = layout.columns.iter().take(LISTED).map(|c| short(&c.name).width()).max().unwrap_or_default().max(6);
    let line = |c: &Column| {
        let name = if c.name.is_empty() { "(no name)".to_string() } else { short(&c.name) };
        let pad = " ".repeat(width.saturating_sub(name.width()));
        let empty = if c.empty > 0 { format!("; {} empty", c.empty) } else { String::new() };
        let missing: Vec<String> =
            c.missing.iter().filter(|_| c.is_numeric()).map(|(code, n)| format!("{} {n} times", text(code))).collect();
        let missing = if missing.is_empty() { String::new() } else { format!("; {}", missing.join(", ")) };
        let others = if c.is_numeric() && !c.forms.is_period() { c.others(&layout.reader) } else { Vec::new() };
        let others: Vec<String> =
            others.iter().take(3).map(|(cell, n)| format!("{} {n} times", text(&short(cell)))).collect();
        let others = if others.is_empty() { String::new() } else { format!("; no numbers: {}", others.join(", ")) };
        let examples: Vec<String> = c.examples.iter().map(|e| short(e)).collect();
        let examples = if c.examples.is_empty() { String::new() } else { format!("; as {}", examples.join(" | ")) };
        let twice = if c.is_only || c.name.is_empty() {
            ""
        } else {
            "; another column has the same name, so neither can be used"
        };
        format!("#   {name}{pad}  {}{empty}{}{}{examples}{twice}", c.kind(), comment(&missing), comment(&others))
    };
    out.extend(layout.columns.iter().take(LISTED).map(line));
    if layout.columns.len() > LISTED {
        out.push(format!("#   and {} more", layout.columns.len() - LISTED));
    }
    let years = layout.years(&place.name);
    if let (Some(first), Some(last)) = (years.first(), years.last()) {
        let of = match layout.period {
            Period::Column(p) => format!("in column {}", text(layout.column(p).map_or("", |c| c.name.as_str()))),
            Period::Headers => "in headers".to_string(),
            _ => "in the file's name".to_string(),
        };
        let span = if first == last { first.to_string() } else { format!("{first} to {last}") };
        out.push(format!("# Years {of}: {span} ({}).", years.len()));
    }
    out
}

/// The keys of a `[[file]]` before what it feeds.
fn head(place: &Place, layout: &Layout, words: &Words) -> Vec<String> {
    let mut out = vec!["[[file]]".to_string(), format!("pattern = {}", text(&place.pattern))];
    out.extend(stored(&layout.found.storage));
    let n = &layout.numbers;
    let mut numbers = Vec::new();
    if n.decimal != '.' {
        numbers.push(format!("decimal = {}", text(&n.decimal.to_string())));
    }
    if let Some(t) = n.thousands {
        numbers.push(format!("thousands = {}", text(&t.to_string())));
    }
    if !numbers.is_empty() {
        out.push(format!("numbers = {{ {} }}", numbers.join(", ")));
    }
    let missing = layout.missing();
    if !missing.is_empty() {
        if missing.contains_key("-") {
            out.push("# Some offices write - for zero: look at the notes of the table.".into());
        }
        let codes: Vec<String> = missing.keys().map(|code| text(code)).collect();
        out.push(format!("missing = [{}]", codes.join(", ")));
    }
    out.extend(city(layout));
    out.extend(year(place, layout));
    out.extend(status(layout, words));
    out.extend(levels(layout));
    out
}

/// Columns that say what kind of place a row is of: among cities there may be regions and countries.
fn levels(layout: &Layout) -> Vec<String> {
    let in_key = |c: &Column| layout.key.as_ref().is_some_and(|k| k.places.contains(&c.place));
    let few = |c: &&&Column| {
        c.distinct.as_ref().is_some_and(|d| (2..=20).contains(&d.len()) && d.len() * 4 <= layout.found.table.rows.len())
    };
    let columns = layout.of_role("area");
    let columns = columns.iter().filter(few).filter(|c| !c.is_numeric() && !in_key(c)).take(3);
    columns
        .flat_map(|c| {
            let values: Vec<&str> = c.distinct.iter().flatten().map(|(value, _)| value.as_str()).collect();
            let first = values.first().copied().unwrap_or_default();
            [
                format!(
                    "# {} has {}. If some of these are no cities, keep those that are, such as:",
                    text(&c.name),
                    comment(&list(&values))
                ),
                format!("# keep = [{{ column = {}, equals = {} }}]", text(&c.name), text(first)),
            ]
        })
        .collect()
}

fn stored(storage: &Storage) -> Vec<String> {
    let format = storage.format.map(|f| match f {
        Format::Csv => "csv",
        Format::SdmxCsv => "sdmx-csv",
        Format::Xlsx => "xlsx",
        Format::Ods => "ods",
        Format::Parquet => "parquet",
        Format::JsonLines => "json-lines",
        Format::JsonStat => "json-stat",
    });
    let mut out = Vec::new();
    let mut say = |key: &str, value: Option<&str>| out.extend(value.map(|v| format!("{key} = {}", text(v))));
    say("format", format);
    say("delimiter", storage.delimiter.as_ref().map(|d| d.get_ref().as_str()));
    say("encoding", storage.encoding.as_ref().map(|e| e.get_ref().as_str()));
    say("sheet", storage.sheet.as_ref().map(|s| s.get_ref().as_str()));
    say("member", storage.member.as_ref().map(|m| m.get_ref().as_str()));
    if storage.skip_lines > 0 {
        out.push(format!("skip_lines = {}", storage.skip_lines));
    }
    if *storage.header_rows.get_ref() > 1 {
        out.push(format!("header_rows = {}", storage.header_rows.get_ref()));
    }
    out
}

/// The key, and the rows that are none of a city.
fn city(layout: &Layout) -> Vec<String> {
    let Some(key) = &layout.key else {
        let names = layout.columns.iter().filter(|c| c.is("name") || c.is("area"));
        let names: Vec<String> = names.map(|c| text(&c.name)).collect();
        let hint = match names.is_empty() {
            true => String::new(),
            false => format!(
                " A column of names ({}) needs replace, from each name to an id of the network.",
                names.join(", ")
            ),
        };
        return vec![format!(
            "# city = {{ column = \"...\" }}  # No column with ids of cities was found.{}",
            comment(&hint)
        )];
    };
    let mut out = Vec::new();
    let names: Vec<&str> = key.places.iter().filter_map(|p| layout.column(*p)).map(|c| c.name.as_str()).collect();
    if let (Some(keep), [column]) = (&key.keep, &names[..]) {
        let (rows, examples) = &key.left_out;
        let ids: Vec<String> = examples.iter().map(|e| text(&short(e))).collect();
        let are = if *rows == 1 { "1 row is".to_string() } else { format!("{rows} rows are") };
        out.push(format!("# {are} of no city: {}.", comment(&ids.join(", "))));
        out.push(format!("keep = [{{ column = {}, matches = {} }}]", text(column), text(keep)));
    }
    out.extend(key.notes.iter().map(|n| format!("# {}", comment(n))));
    if !key.is_unique {
        out.push(format!("# With the year it does not identify a row: {} rows repeat another one's.", key.repeated));
    }
    let pad = match &key.pad[..] {
        pad if pad.iter().all(|n| *n == 0) => String::new(),
        [one] => format!(", pad = {one}"),
        each => format!(", pad = [{}]", each.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")),
    };
    out.push(match &names[..] {
        [one] => format!("city = {{ column = {}{pad} }}", text(one)),
        several => {
            let names: Vec<String> = several.iter().map(|n| text(n)).collect();
            format!("city = {{ columns = [{}], join = \"-\"{pad} }}", names.join(", "))
        }
    });
    out
}

fn year(place: &Place, layout: &Layout) -> Vec<String> {
    let mut out = Vec::new();
    match layout.period {
        Period::Column(at) => {
            let Some(c) = layout.column(at) else { return out };
            if !c.is("year") {
                out.push(format!("# No column is called a year; all cells of {} are.", text(&c.name)));
            }
            let (formats, pattern) = c.forms.said();
            let format = match &formats[..] {
                ["plain"] | [] => String::new(),
                several => format!(", format = [{}]", several.iter().map(|f| text(f)).collect::<Vec<_>>().join(", ")),
            };
            let pattern = pattern.map(|p| format!(", pattern = {}", text(&p))).unwrap_or_default();
            out.push(format!("year = {{ column = {}{format}{pattern} }}", text(&c.name)));
            if let Some((before, _)) = period::in_name(&place.name) {
                let edition = format!("submitted_on = {{ file = {} }}", text(&of_name(before)));
                match place.files > 1 {
                    true => {
                        out.push(format!("{edition}  # the files are taken for editions, of which the newest counts"))
                    }
                    false => out.push(format!("# {edition}  # if the year of the file's name is that of its edition")),
                }
            }
        }
        Period::Name => {
            if let Some((before, _)) = period::in_name(&place.name) {
                out.push(format!("year = {{ file = {} }}", text(&of_name(before))));
            }
        }
        Period::Headers => {}
        Period::Nowhere => {
            out.push("# year = { value = 2020 }  # No year was found: write the one that the table is of.".into())
        }
    }
    out
}

/// A regular expression for the year in a file's name behind the text `before`.
fn of_name(before: &str) -> String {
    let last: String = before.chars().last().map(|c| regex::escape(&c.to_string())).unwrap_or_default();
    format!("{last}([0-9]{{4}})")
}

/// A column of quality codes: in SDMX they are ours; else they are listed.
fn status(layout: &Layout, words: &Words) -> Vec<String> {
    let Some(c) = layout.of_role("status").into_iter().find(|c| !c.is_numeric()) else { return Vec::new() };
    if layout.found.storage.format == Some(Format::SdmxCsv) {
        return vec![format!("quality = {{ column = {} }}", text(&c.name))];
    }
    let codes: Vec<&str> = c
        .distinct
        .iter()
        .flatten()
        .map(|(code, _)| code.as_str())
        .filter(|code| !words.is_missing(code) || code.len() == 1)
        .collect();
    if codes.is_empty() {
        return Vec::new();
    }
    let lines: Vec<String> = codes.iter().take(8).map(|code| format!("{} = \"?\"", text(code))).collect();
    vec![
        format!(
            "# {} has codes ({}). Say what each is as an SDMX status (E estimated, P provisional, U unreliable, Q suppressed ...):",
            text(&c.name),
            comment(&list(&codes))
        ),
        format!("# quality = {{ column = {}, codes = {{ {} }} }}", text(&c.name), comment(&lines.join(", "))),
    ]
}

/// The registry where the table has names: commented out unless country and region are known.
fn registry(layout: &Layout, framework: &Framework) -> Vec<String> {
    let of_key = |c: &&Column| layout.key.as_ref().is_none_or(|k| !k.places.contains(&c.place));
    let named: Vec<&Column> = layout.of_role("name").into_iter().filter(of_key).filter(|c| !c.is_numeric()).collect();
    let areas: Vec<&Column> =
        layout.of_role("area").into_iter().filter(of_key).filter(|c| !c.is_numeric() && !c.is("code")).collect();
    let Some(name) = named.first().or(areas.first()) else { return Vec::new() };
    let column = |c: &Column| format!("{{ column = {} }}", text(&c.name));
    let mut lines = vec![format!("name = {}", column(name))];
    if let Some(local) = layout.of_role("local_name").first() {
        lines.push(format!("local_name = {}", column(local)));
    }
    let country = layout.of_role("country").into_iter().find(|c| {
        c.distinct
            .as_ref()
            .is_some_and(|d| !d.is_empty() && d.keys().all(|code| framework.countries.contains_key(code)))
    });
    lines.push(match country {
        Some(c) => format!("country = {}", column(c)),
        None => "country = \"???\"  # ISO 3166-1 alpha-3".to_string(),
    });
    let regions: Vec<String> = framework.regions.iter().map(|r| text(r)).collect();
    lines.push(format!("region = \"???\"  # one of {}", regions.join(", ")));
    for (key, least, most) in [("longitude", -180.0, 180.0), ("latitude", -90.0, 90.0)] {
        let within = |c: &&Column| c.is_numeric() && c.range.is_some_and(|(a, b)| a >= least && b <= most);
        match layout.of_role(key).into_iter().find(within) {
            Some(c) => lines.push(format!("{key} = {}", column(c))),
            None => {
                if let Some(c) = layout.of_role(key).first() {
                    let (a, b) = c.range.unwrap_or_default();
                    lines.push(format!(
                        "# {key}: {} has {} to {}, which are no degrees",
                        text(&c.name),
                        shown(a),
                        shown(b)
                    ));
                }
            }
        }
    }
    for c in named.iter().skip(1).chain(areas.iter().filter(|c| c.place != name.place)).take(6) {
        lines.push(format!(
            "# group.GROUP = {}  # a scheme of network.toml, if {} is one",
            column(c),
            comment(&short(&c.name))
        ));
    }
    let mut out = vec![
        String::new(),
        "# The registry, if this table is to bring it: say the country and the region of UNESCO.".to_string(),
        "# [file.registry]".to_string(),
    ];
    out.extend(lines.into_iter().map(|l| format!("# {}", l.trim_start_matches("# "))));
    out
}

fn of_feed(feed: &Feed) -> Vec<String> {
    let mut out = vec![String::new()];
    if !feed.is_sure {
        out.push("# A guess:".into());
    }
    out.extend(feed.why.iter().map(|w| format!("# {}", comment(w))));
    let heading = if feed.is_context { "[[file.context]]" } else { "[[file.measurement]]" };
    let lines = std::iter::once(heading.to_string()).chain(feed.lines.iter().cloned());
    out.extend(lines.map(|l| if feed.is_sure || l.starts_with('#') { l } else { format!("# {l}") }));
    out
}
