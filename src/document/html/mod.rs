//! Documents as HTML.
//!
//! Each table of a page gets an address, a link to it, and itself as a CSV file. A page's tables that join go into one
//! file together. End tags and quotes that HTML reads into a page by itself (HTML Living Standard, 13.1.2.3 and
//! 13.1.2.4) are not written in tables and lists: they would be a tenth of a city's page.

mod lines;

use std::collections::BTreeMap;
use std::fmt::Write;

use maud::{Markup, PreEscaped, Render, html};

use super::csv::{Format, Joined};
use super::{Block, Cell, Chart, Column, Kind, Link, Multiple, Multiples, Photo, Role, Row, Span, Table, Text};
use crate::chart::spark::Picture;
use crate::language::Language;
use crate::say;

/// Towards, held, away, no direction: the classes of the parts of a bar.
pub const PARTS: [&str; 4] = ["towards", "held", "away", "nodirection"];

/// Writes the documents of one page, in the order of the page.
pub struct Page<'l> {
    language: &'l Language,
    /// From the page's folder to that of its language: a `../` for each step down.
    up: String,
    /// From the page's folder to that of the site.
    root: String,
    /// Folder of its tables, from that of its language.
    folder: String,
    /// What the names of their files begin with.
    stem: String,
    /// The part of the page that is written: its tables are named after it.
    part: String,
    /// How often each name was given.
    named: BTreeMap<String, usize>,
    /// Whether what pictures of values with their peers share is on the page.
    shared: bool,
    files: Vec<(String, String)>,
    values: Joined,
}

impl<'l> Page<'l> {
    /// A page by its path from the folder of its language, `cities/aasby.html`, and from there to the site's folder.
    pub fn new(language: &'l Language, path: &str, root: String) -> Page<'l> {
        let bare = path.strip_suffix(".html").unwrap_or(path);
        Page {
            language,
            up: "../".repeat(path.matches('/').count()),
            root,
            folder: format!("tables/{bare}/"),
            stem: bare.rsplit('/').next().unwrap_or(bare).to_string(),
            part: String::new(),
            named: BTreeMap::new(),
            shared: false,
            files: Vec::new(),
            values: Joined::default(),
        }
    }

    /// The tables as CSV, by path from the folder of the language.
    pub fn files(mut self) -> Vec<(String, String)> {
        if !self.values.is_empty() {
            let rows = std::mem::take(&mut self.values).whole(&say!(self.language, "areas-series"));
            let name = format!("{}-values.csv", self.stem);
            self.files.push((name, Format::of(self.language).file(&rows)));
        }
        self.files.into_iter().map(|(name, text)| (format!("{}{name}", self.folder), text)).collect()
    }

    /// What is written from here on belongs to this part of the page: `peers`.
    pub fn part(&mut self, id: impl Into<String>) {
        self.part = id.into();
    }

    /// Running text.
    pub fn text(&self, text: &Text) -> Markup {
        html! {
            @for span in text.spans() {
                @match span {
                    Span::Plain(text) => (text),
                    Span::Strong(text) => strong { (self.text(text)) },
                    Span::Number(number) => span.number { (number) },
                    Span::Code(code) => code { (code) },
                    Span::Quoted(language, text) => span dir="auto" lang=[language] { (text) },
                    Span::Badge(class, tentative, text) => span.badge.(class).tentative[*tentative] { (text) },
                    Span::Drawn(picture) => (drawn(picture)),
                    Span::Below(text) => div.practice { (self.text(text)) },
                    Span::Isolated(text) => bdi { (self.text(text)) },
                    Span::Foreign(language, text) => span lang=(language) { (text) },
                    Span::Link(Link::File(path), text) => a href={ (self.root) (path) } download { (self.text(text)) },
                    Span::Link(Link::Page(path), text) => a href={ (self.up) (path) } { (self.text(text)) },
                    Span::Link(Link::Here(id), text) => a href={ "#" (id) } { (self.text(text)) },
                    Span::Link(Link::Outside(address), text) => a.outside href=(address) rel="nofollow noreferrer" { (self.text(text)) },
                }
            }
        }
    }

    /// Blocks in their order.
    pub fn blocks(&mut self, blocks: &[Block]) -> Markup {
        html! { @for block in blocks { (self.block(block)) } }
    }

    fn block(&mut self, block: &Block) -> Markup {
        match block {
            Block::Section { id, title_id, level, class, title, blocks, .. } => {
                self.part(id);
                let heading = heading(level + 1, Some(title_id), &self.text(title));
                html! { section id=(id) class=[class] aria-labelledby=(title_id) { (heading) (self.blocks(blocks)) } }
            }
            Block::Heading { level, text, .. } => heading(level + 1, None, &self.text(text)),
            Block::Paragraph(_, text) if text.is_empty() => html! {},
            Block::Paragraph(Role::Note, text) => PreEscaped(format!("<p class=note>{}</p>", self.text(text).0)),
            Block::Paragraph(_, text) => html! { p { (self.text(text)) } },
            Block::List(class, items) => self.list(class, items),
            Block::Numbered(first, items) => {
                html! { ol start=[Some(first).filter(|first| **first != 1)] { (self.items(items)) } }
            }
            Block::Columns(items) => self.list("", &items.iter().map(Text::from).collect::<Vec<_>>()),
            Block::Terms(terms) => {
                html! { dl { @for (term, text) in terms { dt { (self.text(term)) } dd { (self.text(text)) } } } }
            }
            Block::Table(table) => self.table(table),
            Block::Lines(heads, lines) => self.lines(heads.as_ref(), lines),
            Block::Pictured(picture, words, more) => html! {
                div.pictured {
                    @if let Some(picture) = picture { (drawn(picture)) }
                    div { p { (self.text(words)) } @for text in more { p.note { (self.text(text)) } } }
                }
            },
            Block::File(words, table) => {
                let (file, _) = self.file_of(table);
                html! { p.take { a download href={ (self.up) (self.folder) (file) } { (words) } } }
            }
            Block::Values => {
                let file = format!("{}-values.csv", self.stem);
                html! { p.take { a download href={ (self.up) (self.folder) (file) } { (say!(self.language, "take-values-csv")) } } }
            }
            Block::Multiples(kind, all) => self.multiples(*kind, all),
            Block::Photo(photo) => self.photo(photo),
            Block::Chart(chart) => self.chart(chart),
            Block::Charts(rows) => html! { @for chart in rows.iter().flatten() { (self.chart(chart)) } },
            Block::Shades(caption, ..) => html! { p { (caption) } },
            Block::Group("opened", blocks) => self.card(blocks),
            // What is wider than a phone scrolls, and the keyboard must get there where nothing else takes it.
            Block::Group("", blocks) if blocks.iter().any(joins) => {
                PreEscaped(format!("<div tabindex=0>{}</div>", self.blocks(blocks).0))
            }
            Block::Group(class, blocks) => {
                html! { div class=[Some(class).filter(|c| !c.is_empty())] { (self.blocks(blocks)) } }
            }
            Block::InLanguage(language, blocks) => html! { div lang=(language) dir="auto" { (self.blocks(blocks)) } },
            Block::Details(summary, blocks) => html! { details { summary { (summary) } (self.blocks(blocks)) } },
        }
    }

    fn list(&self, class: &str, items: &[Text]) -> Markup {
        html! { @if !items.is_empty() { ul class=[Some(class).filter(|c| !c.is_empty())] { (self.items(items)) } } }
    }

    fn items(&self, items: &[Text]) -> Markup {
        PreEscaped(items.iter().map(|item| format!("<li>{}", self.text(item).0)).collect())
    }

    /// Small pictures, each with its title, the value at its end and what is said below it.
    fn multiples(&self, kind: Multiples, all: &[Multiple]) -> Markup {
        html! {
            @if !all.is_empty() {
                ul.multiples.(kind.class()) {
                    @for m in all {
                        li {
                            @if !m.title.is_empty() { p.name { (self.text(&m.title)) } }
                            div.drawn { (drawn(&m.picture)) b style={ "margin-top:" (kind.down(m.end)) "px" } { (m.latest) } }
                            @if let Some((from, to)) = m.years { p.years aria-hidden="true" { span { (from) } span { (to) } } }
                            p.note { (self.text(&m.note)) }
                        }
                    }
                }
            }
        }
    }

    /// A photograph with its caption.
    pub fn photo(&self, photo: &Photo) -> Markup {
        html! {
            figure.photo {
                img src={ (self.root) (photo.path) } width=(photo.width) height=(photo.height) alt=(photo.alt) lang=[&photo.language] loading="lazy";
                @if !photo.caption.is_empty() { figcaption { (self.text(&photo.caption)) } }
            }
        }
    }

    /// A chart with its caption and the table behind it. It has an address of its own and is there as a file.
    pub fn chart(&mut self, chart: &Chart) -> Markup {
        let l = self.language;
        let id = format!("chart-{}", chart.name);
        self.part(&chart.name);
        let file = format!("{}charts/{}", self.up, chart.path);
        let picture =
            html! { img src=(file) width=(chart.width) height=(chart.height) alt=(chart.alt) loading="lazy"; };
        // Charts of series are many: a script adds caption and link to the file of one that is open.
        if chart.class == "series" {
            let mut out = String::from("<img loading=lazy src=\"");
            file.render_to(&mut out);
            out.push_str("\" alt=\"");
            chart.alt.render_to(&mut out);
            out.push_str(if chart.png { "\" data-png>" } else { "\">" });
            return PreEscaped(out);
        }
        html! {
            figure id=(id) class=(chart.class) {
                // Too wide for a phone: the picture scrolls, and the keyboard must get there too.
                @if chart.class == "coverage" {
                    div.scroll tabindex="0" role="group" aria-label=(say!(l, "take-chart-wide")) { (picture) }
                } @else { (picture) }
                figcaption {
                    (self.text(&chart.caption)) " "
                    small {
                        a href=(file) { (say!(l, "take-chart-svg")) }
                        @if chart.png { " · " a href=(file.replace(".svg", ".png")) { "PNG" } }
                        " " a.here href={ "#" (id) } aria-label=(say!(l, "take-chart-link")) { "#" }
                    }
                }
            }
            @if let Some(table) = &chart.behind { details { summary { (say!(l, "layout-figures-in-a-table")) } (self.table(table)) } }
        }
    }

    /// A table, with its address and its file. What leads to the file of tables that join is [`Block::Values`].
    pub fn table(&mut self, table: &Table) -> Markup {
        if let Some(anchor) = &table.anchor {
            self.part(anchor);
        }
        let (file, name) = self.file_of(table);
        let l = self.language;
        let grid = PreEscaped(self.grid(table, &name));
        if table.joins {
            return grid;
        }
        html! {
            div.scroll id=[&table.anchor] {
                (grid)
                p.take { a download href={ (self.up) (self.folder) (file) } { (say!(l, "take-table-csv")) } " " a.here href={ "#table-" (name) } aria-label=(say!(l, "take-table-link")) { "#" } }
            }
        }
    }

    /// Keeps a table's file: its name, and that of the table.
    fn file_of(&mut self, table: &Table) -> (String, String) {
        let base = table.name.unwrap_or(&self.part).to_string();
        let times = self.named.entry(base.clone()).and_modify(|n| *n += 1).or_insert(1);
        let name = if *times == 1 { base } else { format!("{base}-{times}") };
        let format = Format::of(self.language);
        let rows = format.rows(self.language, table);
        if table.joins {
            self.values.add(format.plain(&table.caption), rows);
            return (format!("{}-values.csv", self.stem), name);
        }
        let file = format!("{}-{name}.csv", self.stem);
        self.files.push((file.clone(), format.file(&rows)));
        (file, name)
    }

    /// The table itself.
    fn grid(&self, table: &Table, name: &str) -> String {
        let roles = Roles(table.has_bars() || table.class == Some("call"));
        let class = table.class.or(table.has_bars().then_some("movement")).filter(|_| !table.joins);
        let class = class.map(|class| format!(" class=\"{class}\"")).unwrap_or_default();
        // Those that join have the address of their line.
        let id = if table.joins { String::new() } else { format!(" id=\"table-{name}\"") };
        let mut out = format!("<table{id}{class}{}><caption>", roles.of("table"));
        table.caption.render_to(&mut out);
        let alike = self.alike(table);
        if let Some((_, words)) = &alike {
            format!(" ({words})").render_to(&mut out);
        }
        let left_out = alike.map(|(place, _)| place);
        // The first row is its head where it is one of heads alone, and its cells are heads of their columns.
        match table.joins {
            true => out.push_str("<tr>"),
            false => {
                let _ = write!(out, "</caption><thead{}><tr{}>", roles.of("rowgroup"), roles.of("row"));
            }
        }
        for (place, column) in table.columns.iter().enumerate().filter(|(place, _)| Some(*place) != left_out) {
            match table.joins {
                true => out.push_str("<th>"),
                false => {
                    let number = if column.is_number() { " class=n" } else { "" };
                    let _ = write!(out, "<th{number}{} scope=col>", roles.of("columnheader"));
                }
            }
            column.head.render_to(&mut out);
            if table.has_bars() && place == 0 {
                let _ = write!(out, "<th class=bar{} scope=col aria-hidden=true>", roles.of("columnheader"));
                say!(self.language, "counts-shares").render_to(&mut out);
            }
        }
        if !table.joins {
            let _ = write!(out, "<tbody{}>", roles.of("rowgroup"));
        }
        for row in &table.rows {
            self.row(&mut out, table, row, roles, left_out);
        }
        out.push_str("</table>");
        out
    }

    /// A column of words whose cells are all alike, in a table of those that join, which are many: its place, and the
    /// words, which the caption says once.
    fn alike(&self, table: &Table) -> Option<(usize, String)> {
        let mut columns = table.columns.iter().enumerate().skip(1).filter(|(_, column)| column.kind == Kind::Text);
        columns.find_map(|(place, _)| {
            let cell = |row: &Row| Some(row.cells.get(place)?.text(self.language).plain());
            let first = table.rows.first().and_then(cell)?;
            let all = table.joins && table.rows.iter().all(|row| cell(row).as_ref() == Some(&first));
            all.then_some((place, first))
        })
    }

    fn row(&self, out: &mut String, table: &Table, row: &Row, roles: Roles, left_out: Option<usize>) {
        let class = row.class.map(|class| format!(" class={class}")).unwrap_or_default();
        let _ = write!(out, "<tr{class}{}>", roles.of("row"));
        let spanning = row.cells.len() < table.columns.len();
        let cells = row.cells.iter().zip(&table.columns).enumerate();
        for (place, (cell, column)) in cells.filter(|(place, _)| Some(*place) != left_out) {
            let head = place == 0 && !spanning;
            let element = if head { "th" } else { "td" };
            let role = roles.of(if head { "rowheader" } else { "cell" });
            let class = if table.joins { "" } else { cell_class(column) };
            let _ = write!(out, "<{element}{class}{role}");
            if head && !table.joins {
                out.push_str(" scope=row");
            }
            if spanning && place + 1 == row.cells.len() {
                let _ = write!(out, " colspan={}", table.columns.len() - place);
            }
            if let Some(language) = column.language {
                let _ = write!(out, " lang={language}");
            }
            let _ = write!(out, ">{}", self.text(&cell.text(self.language)).0);
            if table.has_bars() && place == 0 {
                bar(out, row, roles);
            }
        }
    }
}

/// Whether it is a table of those that go into one file.
fn joins(block: &Block) -> bool {
    matches!(block, Block::Table(table) if table.joins)
}

/// A picture in a line of text.
fn drawn(picture: &Picture) -> Markup {
    let mut attributes = String::from("<svg aria-hidden=true");
    if !picture.alt.is_empty() {
        attributes = String::from("<svg role=img aria-label=\"");
        picture.alt.render_to(&mut attributes);
        attributes.push('"');
    }
    PreEscaped(picture.svg.replacen("<svg", &attributes, 1))
}

fn heading(level: u8, id: Option<&str>, text: &Markup) -> Markup {
    html! {
        @match level {
            2 => h2 id=[id] { (text) },
            3 => h3 id=[id] { (text) },
            _ => h4 id=[id] { (text) },
        }
    }
}

fn cell_class(column: &Column) -> &'static str {
    match column.kind {
        Kind::Words => " class=words",
        _ if column.is_number() => " class=n",
        _ => "",
    }
}

/// Roles of a table's parts, where they are said: on a narrow screen each row of a table with bars, or of cities to
/// call, is laid out in several lines, which costs it its meaning.
#[derive(Clone, Copy)]
struct Roles(bool);

impl Roles {
    fn of(self, role: &str) -> String {
        match self.0 {
            true => format!(" role={role}"),
            false => String::new(),
        }
    }
}

/// A bar of the shares of a row's counts.
fn bar(out: &mut String, row: &Row, roles: Roles) {
    let _ = write!(out, "<td class=bar{} aria-hidden=true><span class=stack>", roles.of("cell"));
    let counts = row.cells.iter().filter_map(|cell| match cell {
        Cell::Moved(n, _) => Some(*n),
        _ => None,
    });
    for (class, n) in PARTS.iter().zip(counts).filter(|(_, n)| *n > 0) {
        let _ = write!(out, "<span class={class} style=\"flex-grow:{n}\"></span>");
    }
    out.push_str("</span>");
}
