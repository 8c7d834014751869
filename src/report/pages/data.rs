//! The page of the open data, which says what each column means.

use maud::html;

use super::shell::{self, DATA, Made, Page};
use crate::document::{Block, Cell, Column, Link, Table, Text, html as writer};
use crate::language::{FIRST, Language, capital};
use crate::open_data::{self, Published, Written};
use crate::report::site::Site;
use crate::{columns, say, say_html, say_text};

/// A file's size in words.
fn size(l: &Language, bytes: u64) -> String {
    let number = |of: f64| l.numbers().number(bytes as f64 / of, 1);
    match bytes {
        0..1_000 => say!(l, "data-bytes", number = number(1.0)),
        1_000..1_000_000 => say!(l, "data-kilobytes", number = number(1e3)),
        _ => say!(l, "data-megabytes", number = number(1e6)),
    }
}

/// The page.
pub fn page(site: &Site, data: &Written) -> Made {
    let l = &*site.language;
    let mut writer = writer::Page::new(l, DATA, site.root(DATA));
    let folder = format!("{}data/", site.root(DATA));
    let code = |command: &str| html! { code { "learning-cities " (command) " --store store" } };
    let link = |name: &str| html! { a href={ (folder) (name) } { (name) } };
    let main = html! {
        h1 { (say!(l, "data-title")) }
        p.lede { (say!(l, "data-lede")) }
        p { (say_html!(l, "data-zip", link = link(&data.zip.name), size = size(l, data.zip.bytes))) }
        section aria-labelledby="first-title" {
            h2 #first-title { (say!(l, "readme-first")) }
            p { (say!(l, "data-reading")) }
            @for query in open_data::queries(open_data::From::Folder("data/"), &data.example) {
                h3 { (query.program) }
                pre tabindex="0" data-language=(query.language) { code { (query.code) } }
            }
            p { @if data.tables.iter().any(Published::is_compressed) { (say!(l, "data-compressed")) " " } (say!(l, "data-of-pages")) }
            p { (say_html!(l, "data-store", sql = code("sql"), serve = code("serve"))) }
        }
        section aria-labelledby="metadata-title" {
            h2 #metadata-title { (say!(l, "readme-files")) }
            p { (say!(l, "readme-version", snapshot = &data.about.snapshot, structure = open_data::structure())) }
            ul {
                @for (names, message, _) in open_data::DESCRIBED {
                    li {
                        @for (at, name) in names.split(", ").enumerate() { @if at > 0 { ", " } (link(name)) }
                        ": " (l.say(message, &[]))
                    }
                }
            }
        }
        (writer.blocks(&[tables(site, data), columns(site)]))
    };
    let page = Page {
        title: &say!(l, "data-title"),
        about: &say!(l, "data-about"),
        path: DATA,
        above: &shell::above(l, None),
    };
    shell::page(site, &page, &main, writer)
}

/// The language of what a table and its columns hold, where it is not the page's: it is written once, in English, where
/// the table is made.
fn english(l: &Language) -> Option<&'static str> {
    (l.tag() != FIRST).then_some(FIRST)
}

/// The tables with their files.
fn tables(site: &Site, data: &Written) -> Block {
    let l = &*site.language;
    let rows = data.tables.iter().map(|table| {
        let links = [&table.parquet, &table.csv].into_iter().map(|file| {
            let link = Text::link(Link::File(format!("data/{}", file.name)), &file.name);
            say_text!(l, "city-bracket", value = link, more = size(l, file.bytes))
        });
        vec![
            Cell::from(Text::link(Link::Here(table.relation.clone()), &table.relation)),
            capital(&table.title).into(),
            Cell::Count(table.rows as i64),
            crate::document::sentences(links).into(),
        ]
    });
    let columns = vec![
        Column::text(say!(l, "data-table")),
        Column::words(say!(l, "data-holds")).in_language(english(l)),
        Column::count(say!(l, "data-rows")),
        Column::text(say!(l, "data-files")),
    ];
    let note = english(l).map(|_| Block::note(say!(l, "data-in-english")));
    let table = Block::Table(Table::new(say!(l, "data-tables-caption"), columns, rows));
    Block::section("files", say!(l, "data-tables"), 0, note.into_iter().chain([table]).collect())
}

/// What the columns of each table hold.
fn columns(site: &Site) -> Block {
    let l = &*site.language;
    let of_relation = |relation: &str| {
        let about = site.marts.relations.get(relation);
        let schema = site.marts.table(relation).batch().schema();
        let rows = schema.fields().iter().map(|field| {
            let meaning = about.and_then(|a| a.columns.iter().find(|(name, _)| name == field.name()));
            let meaning = meaning.map_or(Cell::None, |(_, meaning)| meaning.into());
            vec![Cell::from(Text::code(field.name())), kind(l, field.data_type()).into(), meaning]
        });
        let mut columns = columns!(l => text "data-column", text "data-type");
        columns.push(Column::words(say!(l, "data-meaning")).in_language(english(l)));
        let grain = about.filter(|a| !a.grain.is_empty()).map(|a| format!("{}.", capital(&a.grain)));
        let grain = grain.map(|grain| Text::in_language(english(l), grain)).unwrap_or_default();
        let title = say!(l, "data-columns-of", table = relation);
        let table = Table::new(title.clone(), columns, rows);
        Block::Section {
            id: relation.to_string(),
            title_id: format!("{relation}-title"),
            level: 2,
            class: None,
            title: Text::code(relation),
            room: 0,
            blocks: vec![Block::paragraph(grain), Block::Details(title, vec![Block::Table(table)])],
        }
    };
    Block::section(
        "columns",
        say!(l, "data-columns"),
        0,
        site.marts.published_relations().into_iter().map(of_relation).collect(),
    )
}

fn kind(l: &Language, data_type: &arrow::datatypes::DataType) -> String {
    use arrow::datatypes::DataType;
    match data_type {
        DataType::Int64 => say!(l, "data-type-integer"),
        DataType::Float64 => say!(l, "data-type-number"),
        DataType::Boolean => say!(l, "data-type-truth"),
        _ => say!(l, "data-type-text"),
    }
}

#[cfg(test)]
mod tests {
    use super::size;
    use crate::language::tests::english;

    #[test]
    fn sizes_in_words() {
        let l = &english();
        assert_eq!(size(l, 0), "0\u{a0}bytes");
        assert_eq!(size(l, 1500), "1.5\u{a0}kB");
        assert_eq!(size(l, 2_000_000), "2\u{a0}MB");
    }
}
