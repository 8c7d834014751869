//! Documents: what a section of a publication says, before it is a page, a brief or a file of values.
//!
//! A document is a list of [`Block`]s. [`html`] makes pages of them, [`typst`] briefs, and [`csv`] the files of their
//! tables. All three read the same cells of a [`Table`], so that a table's page, print and file cannot differ.

pub mod csv;
pub mod html;
pub mod markdown;
mod multiples;
mod runs;
mod table;
mod text;
pub mod typst;

use crate::chart::Surface;
use crate::chart::spark::Picture;
pub use multiples::{Multiple, Multiples};
pub use table::{Cell, Column, Kind, Row, Table};
pub use text::{Link, Span, Text, list, list_apart, say, sentences};

/// What a document is made for. Where a page has room for more than a brief, its section says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// A page of the site.
    Page,
    /// A brief on paper.
    Print,
}

impl Medium {
    /// What its pictures are drawn for.
    pub fn surface(self) -> Surface {
        match self {
            Medium::Page => Surface::Page,
            Medium::Print => Surface::Print,
        }
    }
}

/// What running text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Running text.
    Plain,
    /// Running text that is on the same page of a brief as what follows.
    Lead,
    /// Smaller text: how to read what it belongs to.
    Note,
}

/// A chart that was drawn, and its words.
#[derive(Debug, Clone)]
pub struct Chart {
    /// Its name on a page.
    pub name: String,
    /// Its file below the folder of charts.
    pub path: String,
    /// px.
    pub width: u32,
    /// px.
    pub height: u32,
    /// What it shows, for who cannot see it.
    pub alt: String,
    /// Its caption.
    pub caption: Text,
    /// Its class on a page, which sets its size.
    pub class: &'static str,
    /// The table behind it.
    pub behind: Option<Table>,
    /// Whether there is a PNG of it, whose name differs from its file's in the ending only.
    pub png: bool,
}

/// A photograph, and its words.
#[derive(Debug, Clone)]
pub struct Photo {
    /// Its file's path from the site's folder.
    pub path: String,
    /// px.
    pub width: u32,
    /// px.
    pub height: u32,
    /// What it shows, for who cannot see it.
    pub alt: String,
    /// Caption and credit; may be empty.
    pub caption: Text,
    /// The language of what it shows, where it is not that of the document.
    pub language: Option<String>,
    /// The file.
    pub jpeg: Vec<u8>,
}

/// A row of shares: its title and, for each head, a percentage with its shade from 0 to 4; none where there is no
/// share.
pub type ShadedRow = (String, Vec<Option<(String, usize)>>);

/// What heads the columns of [`Line`]s.
#[derive(Debug, Clone)]
pub struct Heads {
    /// Of titles.
    pub title: String,
    /// Of sparklines.
    pub spark: String,
    /// Of latest values.
    pub latest: String,
    /// Of changes.
    pub change: String,
    /// Of movements.
    pub movement: String,
    /// Of values with their peers.
    pub peers: String,
}

/// A value and what is said of it below: its year, since when.
pub type Noted = (String, String);

/// A series in one line.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its address on a page.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Smaller, below the title: its target.
    pub note: String,
    /// Its values over the years; none where it has none of its own.
    pub spark: Option<Picture>,
    /// The latest value and its year.
    pub latest: Option<Noted>,
    /// The change and since when it is measured.
    pub change: Option<Noted>,
    /// The movement.
    pub movement: Text,
    /// The value with the middle half of its peers, or why it is not compared.
    pub peers: Result<Picture, String>,
    /// What a reader of a page may open: the chart, its table, what to know of it. Lines of its items come first.
    pub card: Vec<Block>,
}

/// A part of a document.
#[derive(Debug, Clone)]
pub enum Block {
    /// A heading and what is under it; its blocks follow.
    Section {
        /// Its address.
        id: String,
        /// The address of its heading, by which a page names it.
        title_id: String,
        /// 1 for a section of the document.
        level: u8,
        /// Its class on a page.
        class: Option<&'static str>,
        /// Its heading.
        title: Text,
        /// In a brief it starts a page where less than so many mm are left on the last one.
        room: u32,
        /// What is under the heading.
        blocks: Vec<Block>,
    },
    /// A heading within a section.
    Heading {
        /// 2 under the heading of a section.
        level: u8,
        /// Its words.
        text: Text,
        /// As of a section.
        room: u32,
    },
    /// Running text.
    Paragraph(Role, Text),
    /// A list with bullets, and its class on a page.
    List(&'static str, Vec<Text>),
    /// A list with numbers, and the first of them.
    Numbered(u64, Vec<Text>),
    /// Terms and what is said of each.
    Terms(Vec<(Text, Text)>),
    /// Short lines, side by side.
    Columns(Vec<String>),
    /// A table.
    Table(Table),
    /// Series in one line each, under their heads. A page has the heads once above the lines of all areas; without heads
    /// lines in a line are its items.
    Lines(Option<Heads>, Vec<Line>),
    /// A picture with words next to it, the first of them emphasised.
    Pictured(Option<Picture>, Text, Vec<Text>),
    /// A table that a page gives as a file only, and what leads to it.
    File(String, Table),
    /// Where a page leads to the file of its tables that join.
    Values,
    /// Small pictures side by side.
    Multiples(Multiples, Vec<Multiple>),
    /// A photograph.
    Photo(Photo),
    /// A chart over the whole width.
    Chart(Chart),
    /// Rows of charts side by side.
    Charts(Vec<Vec<Chart>>),
    /// Shares of a whole: the caption, the heads, and the rows.
    Shades(String, Vec<String>, Vec<ShadedRow>),
    /// What a reader of a page may open; left out of briefs, which have less room.
    Details(String, Vec<Block>),
    /// What is in another language than the document: its tag.
    InLanguage(String, Vec<Block>),
    /// What a page sets together, and its class there: `pair`, `opened`, `answer`.
    Group(&'static str, Vec<Block>),
}

impl Block {
    /// Running text.
    pub fn paragraph(text: impl Into<Text>) -> Block {
        Block::Paragraph(Role::Plain, text.into())
    }

    /// Running text that is on the same page of a brief as what follows.
    pub fn lead(text: impl Into<Text>) -> Block {
        Block::Paragraph(Role::Lead, text.into())
    }

    /// Smaller text.
    pub fn note(text: impl Into<Text>) -> Block {
        Block::Paragraph(Role::Note, text.into())
    }

    /// A heading within a section.
    pub fn heading(level: u8, text: impl Into<Text>, room: u32) -> Block {
        Block::Heading { level, text: text.into(), room }
    }

    /// A list with bullets; nothing without items.
    pub fn list(items: Vec<Text>) -> Block {
        Block::List("", items)
    }

    /// A section of a document.
    pub fn section(id: impl Into<String>, title: impl Into<Text>, room: u32, blocks: Vec<Block>) -> Block {
        let id = id.into();
        Block::Section { title_id: format!("{id}-title"), id, level: 1, class: None, title: title.into(), room, blocks }
    }

    /// Blocks in a language, where it is not that of the document.
    pub fn in_language(language: Option<&str>, blocks: Vec<Block>) -> Vec<Block> {
        match language {
            Some(language) if !blocks.is_empty() => vec![Block::InLanguage(language.to_string(), blocks)],
            _ => blocks,
        }
    }
}
