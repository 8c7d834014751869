//! Documents as what the templates of briefs read: a list of blocks in JSON, and the charts that they show. Text is
//! text: nothing in it is read as markup.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

pub use super::runs::tag;
use super::{Block, Cell, Chart, Heads, Line, Multiple, Multiples, Photo, Role, Row, Span, Table, Text, runs};
use crate::language::Language;

/// Blocks as the templates read them, and the charts and photographs that they show.
#[derive(Debug)]
pub struct Print<'a> {
    language: &'a Language,
    /// The folder in which the site's charts are.
    folder: &'a Path,
    /// Address of the site's folder of the language, where it is known: links to pages are live.
    address: Option<String>,
    charts: Vec<PathBuf>,
    photos: Vec<Vec<u8>>,
}

impl<'a> Print<'a> {
    /// A brief in the language, with charts from the folder.
    pub fn new(language: &'a Language, folder: &'a Path) -> Print<'a> {
        Print { language, folder, address: None, charts: Vec::new(), photos: Vec::new() }
    }

    /// With links to the pages of a site at an address, which ends with `/`.
    pub fn linking(self, address: Option<String>) -> Print<'a> {
        Print { address, ..self }
    }

    /// The charts' files, which the blocks call `chart-0.svg`, `chart-1.svg` and so on, and the photographs: `photo-0.jpg`.
    pub fn files(self) -> (Vec<PathBuf>, Vec<Vec<u8>>) {
        (self.charts, self.photos)
    }

    /// A photograph as the templates read it.
    pub fn photo(&mut self, photo: &Photo) -> Value {
        let file = format!("photo-{}.jpg", self.photos.len());
        self.photos.push(photo.jpeg.clone());
        json!({
            "file": file, "width": photo.width, "height": photo.height.max(1), "alt": photo.alt,
            "lang": photo.language.as_deref().map(|language| tag(language).0), "caption": self.text(&photo.caption),
        })
    }

    /// Running text on one line: as a text, or, where it has links, emphasis or words in another language, as a list of
    /// runs.
    pub fn text(&self, text: &Text) -> Value {
        self.runs(text, ' ')
    }

    /// The same with line separators (U+2028) before each part that goes below the others.
    fn cell(&self, text: &Text) -> Value {
        self.runs(text, '\u{2028}')
    }

    fn runs(&self, text: &Text, before_below: char) -> Value {
        runs::of(text, self.language.tag(), self.address.as_deref(), before_below)
    }

    /// Blocks in their order; what has nothing to say is left out.
    pub fn blocks(&mut self, blocks: &[Block]) -> Vec<Value> {
        let mut out = Vec::new();
        for block in blocks {
            self.block(block, &mut out);
        }
        out
    }

    fn block(&mut self, block: &Block, out: &mut Vec<Value>) {
        let made = match block {
            Block::Section { id, level, title, room, blocks, .. } => {
                let mut heading = self.heading(*level, title, *room);
                heading["id"] = id.as_str().into();
                out.push(heading);
                return out.extend(self.blocks(blocks));
            }
            Block::Heading { level, text, room } => self.heading(*level, text, *room),
            Block::Paragraph(_, text) if text.is_empty() => return,
            Block::Paragraph(Role::Note, text) => json!({ "kind": "note", "text": self.text(text), "sticky": false }),
            Block::Paragraph(role, text) => {
                json!({ "kind": "paragraph", "text": self.text(text), "sticky": *role == Role::Lead })
            }
            Block::List(_, items) if items.is_empty() => return,
            Block::List(_, items) => {
                json!({ "kind": "list", "items": items.iter().map(|item| self.text(item)).collect::<Vec<_>>() })
            }
            Block::Numbered(first, items) => {
                json!({ "kind": "numbered", "first": first, "items": items.iter().map(|item| self.text(item)).collect::<Vec<_>>() })
            }
            Block::Columns(items) if items.is_empty() => return,
            Block::Columns(items) => json!({ "kind": "columns", "items": items }),
            Block::Terms(terms) if terms.is_empty() => return,
            Block::Terms(terms) => {
                let items: Vec<[Value; 2]> =
                    terms.iter().map(|(term, text)| [term, text].map(|text| self.text(text))).collect();
                json!({ "kind": "terms", "items": items })
            }
            Block::Table(table) if table.rows.is_empty() => return,
            Block::Table(table) => self.table(table),
            Block::Lines(_, lines) if lines.is_empty() => return,
            Block::Lines(heads, lines) => self.lines(heads.as_ref(), lines),
            Block::Pictured(picture, words, more) => json!({
                "kind": "pictured", "svg": picture.as_ref().map(|p| &p.svg), "text": self.text(words),
                "more": more.iter().map(|text| self.text(text)).collect::<Vec<_>>(),
            }),
            Block::Multiples(_, all) if all.is_empty() => return,
            Block::Multiples(kind, all) => self.multiples(*kind, all),
            Block::Photo(photo) => {
                let mut placed = self.photo(photo);
                placed["kind"] = "photo".into();
                placed
            }
            Block::Chart(chart) => {
                let mut placed = self.chart(chart);
                placed["kind"] = "chart".into();
                placed
            }
            Block::Charts(rows) if rows.is_empty() => return,
            Block::Charts(rows) => {
                let rows: Vec<Vec<Value>> =
                    rows.iter().map(|row| row.iter().map(|chart| self.chart(chart)).collect()).collect();
                json!({ "kind": "charts", "rows": rows })
            }
            Block::Shades(_, _, rows) if rows.is_empty() => return,
            Block::Shades(caption, heads, rows) => shades(caption, heads, rows),
            Block::Group(_, blocks) => return out.extend(self.blocks(blocks)),
            Block::InLanguage(language, blocks) => {
                let (language, region) = tag(language);
                json!({ "kind": "language", "lang": language, "region": region, "blocks": self.blocks(blocks) })
            }
            Block::Details(..) | Block::File(..) | Block::Values => return,
        };
        out.push(made);
    }

    fn chart(&mut self, chart: &Chart) -> Value {
        let file = format!("chart-{}.svg", self.charts.len());
        self.charts.push(self.folder.join(&chart.path));
        json!({
            "file": file,
            "width": chart.width,
            "height": chart.height.max(1),
            "alt": chart.alt,
            "caption": self.text(&chart.caption),
        })
    }

    fn heading(&self, level: u8, text: &Text, room: u32) -> Value {
        json!({ "kind": "heading", "level": level, "text": self.text(text), "room": room })
    }

    fn multiples(&self, kind: Multiples, all: &[Multiple]) -> Value {
        let one = |m: &Multiple| {
            let years = m.years.map(|(from, to)| [from.to_string(), to.to_string()]);
            json!({
                "title": self.text(&m.title), "svg": m.picture.svg, "alt": m.picture.alt, "latest": m.latest,
                "end": m.end, "years": years, "note": self.text(&m.note),
            })
        };
        json!({ "kind": "multiples", "of": kind.class(), "items": all.iter().map(one).collect::<Vec<_>>() })
    }

    /// A table of counts of movements has bars, and so has one of parts; others have columns of text and numbers.
    fn table(&self, table: &Table) -> Value {
        let heads: Vec<&str> = table.columns.iter().map(|column| column.head.as_str()).collect();
        if table.has_bars() {
            let rows: Vec<Value> = table.rows.iter().map(|row| self.counts(row)).collect();
            return json!({ "kind": "counts", "caption": table.caption, "head": heads, "rows": rows });
        }
        let parts = |row: &Row| row.cells.iter().any(|cell| matches!(cell, Cell::Parts(..)));
        if table.rows.iter().any(parts) {
            let rows: Vec<Value> = table.rows.iter().map(|row| self.parts(row)).collect();
            return json!({ "kind": "shares", "caption": table.caption, "head": heads, "rows": rows });
        }
        let head: Vec<Value> =
            table.columns.iter().map(|column| json!({ "text": column.head, "number": column.is_number() })).collect();
        let shares: Vec<u32> = table.columns.iter().map(|column| column.share).collect();
        let cell = |cell: &Cell| self.cell(&cell.text(self.language));
        let rows: Vec<Vec<Value>> = table.rows.iter().map(|row| row.cells.iter().map(cell).collect()).collect();
        json!({ "kind": "table", "caption": table.caption, "head": head, "columns": shares, "rows": rows })
    }

    /// Lines with their pictures as text, and the lines of their items below them.
    fn lines(&self, heads: Option<&Heads>, lines: &[Line]) -> Value {
        let head = heads.map(|h| json!([h.title, h.spark, h.latest, h.change, h.movement, h.peers]));
        let mut rows = Vec::new();
        for line in lines {
            rows.push(self.line(line, false));
            for block in &line.card {
                if let Block::Lines(None, items) = block {
                    rows.extend(items.iter().map(|item| self.line(item, true)));
                }
            }
        }
        json!({ "kind": "lines", "head": head, "rows": rows })
    }

    fn line(&self, line: &Line, is_item: bool) -> Value {
        let peers = match &line.peers {
            Ok(picture) => json!({ "svg": picture.svg, "alt": picture.alt }),
            Err(why) => json!({ "text": why }),
        };
        let spark = line.spark.as_ref().map(|picture| json!({ "svg": picture.svg, "alt": picture.alt }));
        let class = line.movement.spans().iter().find_map(|span| match span {
            Span::Badge(class, tentative, _) => Some(json!({ "class": class, "tentative": tentative })),
            _ => None,
        });
        json!({
            "title": self.text(&line.title), "note": line.note, "item": is_item, "spark": spark, "latest": line.latest,
            "change": line.change, "movement": line.movement.plain(), "badge": class, "peers": peers,
        })
    }

    fn texts(&self, cells: &[Cell]) -> Vec<String> {
        cells.iter().map(|cell| cell.text(self.language).lines()).collect()
    }

    fn counts(&self, row: &Row) -> Value {
        let moved = row.cells.iter().filter_map(|cell| match cell {
            Cell::Moved(n, _) => Some(*n),
            _ => None,
        });
        let texts = self.texts(&row.cells);
        json!({ "title": texts.first(), "parts": moved.collect::<Vec<i64>>(), "counts": texts.get(1..) })
    }

    fn parts(&self, row: &Row) -> Value {
        let cells = row.cells.iter().filter_map(|cell| match cell {
            Cell::Parts(parts, _, short) => Some(json!({ "text": short, "parts": parts })),
            _ => None,
        });
        json!({ "title": self.texts(&row.cells).first(), "cells": cells.collect::<Vec<Value>>() })
    }
}

/// Width of one of two columns of charts, mm.
const COLUMN: f64 = 82.5;

/// Charts in rows of two.
#[derive(Debug, Default)]
pub struct Pairs {
    rows: Vec<Vec<Chart>>,
    /// Of the rows before the last one and of the last one, in mm.
    high: (f64, f64),
}

impl Pairs {
    /// As many of the charts, in their order, as have room in a height in mm; the first always has.
    pub fn of(charts: impl IntoIterator<Item = Chart>, most: f64) -> Pairs {
        let mut all = Pairs::default();
        for chart in charts {
            let letters = chart.caption.plain().chars().count();
            // The chart, then a line of caption for each 50 letters.
            let high =
                COLUMN * f64::from(chart.height) / f64::from(chart.width.max(1)) + 9.6 + 4.0 * (letters / 50) as f64;
            let is_second = all.rows.last().is_some_and(|row| row.len() == 1);
            let (above, last) = match is_second {
                true => (all.high.0, all.high.1.max(high)),
                false => (all.high.0 + all.high.1, high),
            };
            // Next to a higher one it takes no more room.
            let free = is_second && last <= all.high.1;
            if !all.is_empty() && above + last > most && !free {
                continue;
            }
            all.high = (above, last);
            match all.rows.last_mut().filter(|_| is_second) {
                Some(row) => row.push(chart),
                None => all.rows.push(vec![chart]),
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

    /// As a block.
    pub fn block(self) -> Block {
        Block::Charts(self.rows)
    }
}

fn shades(caption: &str, heads: &[String], rows: &[super::ShadedRow]) -> Value {
    let cell = |cell: &Option<(String, usize)>| match cell {
        Some((text, shade)) => json!({ "text": text, "shade": shade }),
        None => json!({ "text": "–", "shade": 0 }),
    };
    let rows: Vec<Value> = rows
        .iter()
        .map(|(title, cells)| json!({ "title": title, "cells": cells.iter().map(cell).collect::<Vec<_>>() }))
        .collect();
    json!({ "kind": "heat", "caption": caption, "head": heads, "rows": rows })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Print;
    use crate::document::{Block, Cell, Chart, Column, Link, Row, Table, Text};
    use crate::language::tests::english;

    #[test]
    fn runs_have_links_languages_and_emphasis() {
        let l = &english();
        let print = Print::new(l, Path::new("charts"));
        let address = "https://a-very-long-host.example/with/a/path/that/no/line/has/room/for?and=more";
        let text = Text::strong(Text::quoted_in(Some("zh-Hans"), "夜校"))
            .and(Text::outside(address))
            .and(Text::link(Link::Outside("mailto:a@b.example".into()), "a@b.example"))
            .and(Text::page("cities/aasby.html", "Åsby"))
            .below("below".into());
        assert_eq!(
            print.cell(&text),
            serde_json::json!([
                { "t": "夜校", "strong": true, "lang": "zh", "region": null },
                { "t": " " },
                { "t": "a-very-long-host.example/…", "to": address },
                { "t": " " },
                { "t": "a@b.example", "to": "mailto:a@b.example" },
                { "t": " Åsby\u{2028}below" },
            ])
        );
        let linking = print.linking(Some("https://example.org/fr/".into()));
        let page = linking.text(&Text::page("cities/aasby.html", "Åsby"));
        assert_eq!(page, serde_json::json!([{ "t": "Åsby", "to": "https://example.org/fr/cities/aasby.html" }]));
        assert_eq!(
            linking.text(&Text::from("plain").and(Text::outside("javascript:alert(1)"))),
            "plain javascript:alert(1)"
        );
        let short = "https://example.org/evening-classes";
        assert_eq!(linking.text(&Text::outside(short)), serde_json::json!([{ "t": short, "to": short }]));
    }

    #[test]
    fn headings_captions_and_blocks_keep_the_language_of_their_words() {
        let l = &english();
        let quoted = || Text::foreign(Some("fr-CA"), "Une ville");
        let chart = Chart {
            name: "a".into(),
            path: "a.svg".into(),
            width: 1,
            height: 1,
            alt: String::new(),
            caption: quoted().and("Rose."),
            class: "series",
            behind: None,
            png: false,
        };
        let said = Block::in_language(Some("pt"), vec![Block::paragraph("Bom dia.")]);
        let blocks = [vec![Block::heading(2, quoted(), 0), Block::Chart(chart)], said].concat();
        let made = Print::new(l, Path::new("charts")).blocks(&blocks);
        let run = serde_json::json!({ "t": "Une ville", "lang": "fr", "region": "CA" });
        assert_eq!(made[0]["text"][0], run);
        assert_eq!(made[1]["caption"], serde_json::json!([run, { "t": " Rose." }]));
        assert_eq!((&made[2]["kind"], &made[2]["lang"]), (&"language".into(), &"pt".into()));
        assert_eq!(made[2]["blocks"][0]["text"], "Bom dia.");
        assert_eq!(Text::foreign(None, "A city").spans(), Text::from("A city").spans());
        assert!(matches!(Block::in_language(None, vec![Block::paragraph("A.")])[..], [Block::Paragraph(..)]));
    }

    #[test]
    fn a_table_is_set_by_what_its_cells_hold() {
        let l = &english();
        let row = |cells: Vec<Cell>| Row::from(cells);
        let tables = [
            Table::new(
                "A",
                vec![Column::text("City"), Column::value("Value").sharing(2)],
                [row(vec![Text::page("x", "Åsby").into(), Cell::None])],
            ),
            Table::new(
                "B",
                vec![Column::text("Area"), Column::movement("Towards"), Column::count("All")],
                [row(vec!["1.1".into(), Cell::Moved(3, Some(2)), 9.into()])],
            ),
            Table::new(
                "C",
                vec![Column::text("Cycle"), Column::text("Benefits")],
                [row(vec![Cell::Year(2024), Cell::Parts([1, 0, 0, 0], "1 towards".into(), "1 of 1".into())])],
            ),
            Table::new("D", vec![Column::text("Nothing")], Vec::<Row>::new()),
        ];
        let blocks = Print::new(l, Path::new("charts")).blocks(&tables.map(Block::Table));
        assert_eq!(blocks.len(), 3, "a table without rows is left out");
        assert_eq!(blocks[0]["rows"], serde_json::json!([["Åsby", "–"]]));
        assert_eq!(
            (&blocks[1]["rows"][0]["parts"], &blocks[1]["rows"][0]["counts"]),
            (&[3].into(), &["3 (2)", "9"].into())
        );
        assert_eq!(blocks[2]["rows"][0]["cells"][0]["text"], "1 of 1");
    }
}
