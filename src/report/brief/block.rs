//! The kinds of blocks that a brief is made of, as the templates read them.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::base::hash::Hasher;
use crate::language::Language;
use crate::report::Site;
use crate::report::catalogue::City;
use crate::report::figures::Figure;
use crate::report::layout;
use crate::report::tally::Tally;
use crate::say;

/// Width of one of two columns of charts, mm.
const COLUMN: f64 = 82.5;

/// A column of a table: its head, whether it holds numbers, and its share of the width; 0 is as wide as its text.
pub type Column = (String, bool, u32);

/// A chart and its caption where the page has another one for it.
type Captioned<'f> = (&'f Figure, Option<String>);

/// Charts two and two beside one another.
#[derive(Debug)]
pub struct Pairs<'f> {
    rows: Vec<Vec<Captioned<'f>>>,
    /// Of the rows before the last one and of the last one, in mm.
    high: (f64, f64),
}

impl<'f> Pairs<'f> {
    /// As many of the charts, in their order, as have room in a height in mm; the first always has.
    pub fn of(figures: Vec<Captioned<'f>>, most: f64) -> Pairs<'f> {
        let mut all = Pairs {
            rows: Vec::new(),
            high: (0.0, 0.0),
        };
        for (figure, caption) in figures {
            let letters = caption.as_ref().unwrap_or(&figure.caption).chars().count();
            // The chart, then a line of caption for each 50 letters.
            let high = COLUMN * f64::from(figure.height) / f64::from(figure.width.max(1)) + 9.6 + 4.0 * (letters / 50) as f64;
            let beside = all.rows.last().is_some_and(|row| row.len() == 1);
            let (above, last) = match beside {
                true => (all.high.0, all.high.1.max(high)),
                false => (all.high.0 + all.high.1, high),
            };
            // Beside a higher one it takes no more room.
            let free = beside && last <= all.high.1;
            if !all.is_empty() && above + last > most && !free {
                continue;
            }
            all.high = (above, last);
            match all.rows.last_mut().filter(|_| beside) {
                Some(row) => row.push((figure, caption)),
                None => all.rows.push(vec![(figure, caption)]),
            }
        }
        all
    }

    /// Whether there is no chart.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Room that they need under a heading, in mm; a page at most.
    pub fn room(&self) -> u32 {
        (self.high.0 + self.high.1 + 40.0).clamp(60.0, 250.0) as u32
    }
}

/// Rows of a figure: the title of each, and its cells.
pub type Rows<T> = Vec<(String, Vec<T>)>;

/// Blocks in their order, and the charts that they show.
#[derive(Debug)]
pub struct Blocks<'a> {
    charts_dir: &'a Path,
    blocks: Vec<Value>,
    charts: Vec<PathBuf>,
}

impl<'a> Blocks<'a> {
    /// No blocks; charts stand in this folder.
    pub fn new(charts_dir: &'a Path) -> Blocks<'a> {
        Blocks {
            charts_dir,
            blocks: Vec::new(),
            charts: Vec::new(),
        }
    }

    /// The blocks so far, taken out; charts keep counting.
    pub fn take(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.blocks)
    }

    /// The charts' files.
    pub fn charts(self) -> Vec<PathBuf> {
        self.charts
    }

    /// A heading of the first or second level. It starts a page where less than `room` mm are left on the last one.
    pub fn heading(&mut self, level: u8, text: impl Into<String>, room: u32) {
        self.blocks
            .push(json!({ "kind": "heading", "level": level, "text": text.into(), "room": room }));
    }

    /// Running text; nothing where it is empty.
    pub fn paragraph(&mut self, text: impl Into<String>) {
        self.text("paragraph", text.into(), false);
    }

    /// Running text that stands on the same page as what follows.
    pub fn lead(&mut self, text: impl Into<String>) {
        self.text("paragraph", text.into(), true);
    }

    /// Smaller text: how to read what stands above.
    pub fn note(&mut self, text: impl Into<String>) {
        self.text("note", text.into(), false);
    }

    fn text(&mut self, kind: &str, text: String, sticky: bool) {
        if !text.is_empty() {
            self.blocks.push(json!({ "kind": kind, "text": text, "sticky": sticky }));
        }
    }

    /// A list with bullets.
    pub fn list(&mut self, items: Vec<String>) {
        if !items.is_empty() {
            self.blocks.push(json!({ "kind": "list", "items": items }));
        }
    }

    /// Terms and what is said of each.
    pub fn terms(&mut self, items: Vec<(String, String)>) {
        if !items.is_empty() {
            self.blocks.push(json!({ "kind": "terms", "items": items }));
        }
    }

    /// Short lines in three columns.
    pub fn columns(&mut self, items: Vec<String>) {
        if !items.is_empty() {
            self.blocks.push(json!({ "kind": "columns", "items": items }));
        }
    }

    /// A chart over the width of the page; its caption where the page has another one for it.
    pub fn chart(&mut self, figure: &Figure, caption: Option<String>) {
        let mut chart = self.place(figure, caption);
        chart["kind"] = "chart".into();
        self.blocks.push(chart);
    }

    /// Charts two and two.
    pub fn charts_beside(&mut self, pairs: Pairs) {
        if pairs.is_empty() {
            return;
        }
        let row = |row: Vec<Captioned>| -> Vec<Value> { row.into_iter().map(|(figure, caption)| self.place(figure, caption)).collect() };
        let rows: Vec<Vec<Value>> = pairs.rows.into_iter().map(row).collect();
        self.blocks.push(json!({ "kind": "charts", "rows": rows }));
    }

    fn place(&mut self, figure: &Figure, caption: Option<String>) -> Value {
        let file = format!("chart-{}.svg", self.charts.len());
        self.charts.push(self.charts_dir.join(&figure.path));
        json!({
            "file": file,
            "width": figure.width,
            "height": figure.height.max(1),
            "alt": figure.alt,
            "caption": caption.unwrap_or_else(|| figure.caption.clone()),
        })
    }

    /// A table; nothing where it has no rows.
    pub fn table(&mut self, caption: impl Into<String>, columns: Vec<Column>, rows: Vec<Vec<String>>) {
        if rows.is_empty() {
            return;
        }
        let head: Vec<Value> = columns.iter().map(|(text, number, _)| json!({ "text": text, "number": number })).collect();
        let widths: Vec<u32> = columns.iter().map(|(.., width)| *width).collect();
        self.blocks
            .push(json!({ "kind": "table", "caption": caption.into(), "head": head, "columns": widths, "rows": rows }));
    }

    /// A figure of shares, a row and a column each: percent and a shade from 0 to 4, or nothing; nothing where there are no rows.
    pub fn heat(&mut self, caption: String, head: Vec<String>, rows: Rows<Option<(String, usize)>>) {
        if rows.is_empty() {
            return;
        }
        let cell = |cell: Option<(String, usize)>| match cell {
            Some((text, shade)) => json!({ "text": text, "shade": shade }),
            None => json!({ "text": "–", "shade": 0 }),
        };
        let rows: Vec<Value> = rows
            .into_iter()
            .map(|(title, cells)| json!({ "title": title, "cells": cells.into_iter().map(cell).collect::<Vec<_>>() }))
            .collect();
        self.blocks.push(json!({ "kind": "heat", "caption": caption, "head": head, "rows": rows }));
    }

    /// How many of all, in each column of each row, with a bar of their parts; nothing where there are no rows.
    pub fn shares(&mut self, caption: String, head: Vec<String>, rows: Rows<(String, [i64; 4])>) {
        if rows.is_empty() {
            return;
        }
        let rows: Vec<Value> = rows
            .into_iter()
            .map(|(title, cells)| json!({ "title": title, "cells": cells.into_iter().map(|(text, parts)| json!({ "text": text, "parts": parts })).collect::<Vec<_>>() }))
            .collect();
        self.blocks.push(json!({ "kind": "shares", "caption": caption, "head": head, "rows": rows }));
    }

    /// Counts by what came of them: towards, held, away, no direction, those that are firm in brackets; and one count more, which `last` names.
    pub fn counts(&mut self, language: &Language, caption: String, first: String, last: String, rows: Vec<(String, Tally, i64)>) {
        if rows.is_empty() {
            return;
        }
        let head = [
            first,
            say!(language, "counts-towards"),
            say!(language, "counts-held"),
            say!(language, "counts-away"),
            say!(language, "counts-no-direction"),
            last,
        ];
        let rows: Vec<Value> = rows
            .into_iter()
            .map(|(title, tally, last)| {
                let firm = |place: usize| (place != 1).then(|| tally.firm[place]);
                let mut counts: Vec<String> = (0..tally.parts.len())
                    .map(|at| layout::with_firm(language, tally.parts[at], firm(at)))
                    .collect();
                counts.push(language.numbers().number(last as f64, 0));
                json!({ "title": title, "parts": tally.parts, "counts": counts })
            })
            .collect();
        self.blocks.push(json!({ "kind": "counts", "caption": caption, "head": head, "rows": rows }));
    }
}

/// What every document says of itself, for the template to read; the caller adds its own fields.
pub fn about(site: &Site, title: String, heading: String, kicker: String, local: Option<&str>) -> Value {
    let l = &site.language;
    let c = &site.catalogue;
    let cycle = site.marts.cycle.to_string();
    let edition = match site.edition.is_final {
        true => say!(l, "brief-edition-final", cycle = &cycle),
        false => say!(l, "brief-edition-draft", cycle = &cycle),
    };
    let day = site.edition.comments_by.as_ref().map(|day| l.numbers().date(day));
    let draft = (!site.edition.is_final).then(|| match &day {
        Some(day) => say!(l, "brief-draft-line-by", day = day),
        None => say!(l, "brief-draft-line"),
    });
    let ask = (!site.edition.is_final).then(|| match &day {
        Some(day) => say!(l, "brief-draft-ask-by", day = day),
        None => say!(l, "brief-draft-ask"),
    });
    let mut imprint = vec![edition.clone()];
    if let Some(day) = &site.marts.as_of {
        imprint.push(say!(l, "brief-as-of", day = l.numbers().date(day)));
    }
    let foot = match c.fictional {
        true => say!(l, "brief-fictional"),
        false => say!(l, "brief-foot"),
    };
    let (lang, region) = tag(l.tag());
    json!({
        "title": title, "heading": heading, "kicker": kicker, "local": local,
        "author": c.network, "keywords": [c.network, say!(l, "brief-keyword"), cycle],
        "lang": lang, "region": region, "direction": l.direction(),
        "running": title,
        "edition": edition, "draft": draft, "ask": ask, "foot": foot, "imprint": imprint,
        "words": {
            "figure": say!(l, "brief-figure"), "table": say!(l, "brief-table"), "contents": say!(l, "brief-contents"), "shares": say!(l, "counts-shares"),
        },
    })
}

/// How to cite it, and whether it is invented, at the end of the imprint. The network's brief is cited by the snapshot of all public
/// data; a city's report by its own content, so that what another city sends leaves it as it is.
pub fn cite(site: &Site, data: &mut Value, version: Option<String>) {
    let l = &site.language;
    let text = |field: &str| data[field].as_str().unwrap_or_default().to_string();
    let (network, title, edition) = (&site.catalogue.network, text("title"), text("edition"));
    let mut lines = vec![match version {
        None => say!(l, "brief-cite", network = network, title = title, edition = edition, snapshot = &site.snapshot),
        Some(version) => say!(l, "brief-cite-version", network = network, title = title, edition = edition, version = version),
    }];
    if site.catalogue.collected {
        lines.extend(site.catalogue.sources.iter().map(|source| say!(l, "layout-source", source = source)));
    }
    if site.catalogue.fictional {
        lines.push(say!(l, "brief-fictional"));
    }
    if let Some(imprint) = data["imprint"].as_array_mut() {
        imprint.extend(lines.into_iter().map(Value::from));
    }
}

/// A short name of what a document says and shows. A chart that cannot be read changes nothing here: it stops the press.
pub fn version(data: &Value, charts: &[PathBuf]) -> String {
    let mut hasher = Hasher::default();
    hasher.update(data.to_string().as_bytes());
    for chart in charts {
        hasher.update(&std::fs::read(chart).unwrap_or_default());
    }
    let mut name = hasher.finish();
    name.truncate(12);
    name
}

/// A BCP 47 tag as Typst takes it: the language in two or three letters, the region in two.
fn tag(tag: &str) -> (String, Option<String>) {
    let mut parts = tag.split('-');
    let language = parts.next().filter(|l| (2..=3).contains(&l.len())).unwrap_or("und");
    let region = parts.find(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic()));
    (language.to_ascii_lowercase(), region.map(str::to_ascii_uppercase))
}

/// The city's name in its own script, where a face can show it.
pub fn local_name<'c>(press: &super::Press, city: &'c City) -> Option<&'c str> {
    city.local_name.as_deref().filter(|local| press.fonts().cover_all(local))
}
