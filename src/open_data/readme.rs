//! `README.md`: what a reader of the files must know, with licence and citation.

use super::about::About;
use super::first::{self, From};
use super::tables::{Published, structure};
use crate::language::Language;
use crate::say;

/// Where the file is, in the folder and in the zip.
pub const NAME: &str = "README.md";

/// Messages with what a reader must know, in order.
const KNOW: [&str; 7] = [
    "readme-know-context",
    "readme-know-public",
    "readme-know-missing",
    "readme-know-unit",
    "readme-know-codes",
    "readme-know-apostrophe",
    "readme-know-counted",
];

/// Files that are not tables, with the messages that say what they are, and whether the zip has them too.
pub const DESCRIBED: [(&str, &str, bool); 6] = [
    ("csv-metadata.json", "readme-file-csvw", true),
    ("datapackage.json", "readme-file-package", true),
    ("dcat.jsonld, dcat.ttl", "readme-file-dcat", false),
    ("sdmx/observations.csv.gz, sdmx/structure-3.0.xml, sdmx/structure-2.1.xml", "readme-file-sdmx", false),
    ("CITATION.cff", "readme-file-citation", true),
    ("CHANGELOG.md", "readme-file-changes", true),
];

/// The text for the folder or the zip with these tables; the first query is of `measurement`.
pub fn text(about: &About, tables: &[&Published], from: From, measurement: &str, l: &Language) -> String {
    let mut out = format!("# {}\n\n{}\n", plain(&about.title), plain(&about.description));
    let mut add = |text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    if about.fictional {
        add(&format!("\n**{}**", say!(l, "brief-fictional")));
    }
    add(&format!("\n{}", say!(l, "readme-version", snapshot = &about.snapshot, structure = structure())));
    add(&format!("\n## {}\n", say!(l, "readme-know")));
    KNOW.iter().for_each(|message| add(&format!("- {}", l.say(message, &[]))));
    add(&format!("\n## {}\n", say!(l, "readme-first")));
    for query in first::queries(from, measurement) {
        add(&format!("{}:\n\n```{}\n{}\n```\n", query.program, query.language, query.code));
    }
    add(&format!("## {}\n", say!(l, "readme-files")));
    for (file, message, _) in DESCRIBED.iter().filter(|(.., zipped)| from != From::Zip || *zipped) {
        let names: Vec<String> = file.split(", ").map(|name| format!("`{name}`")).collect();
        add(&format!("- {}: {}", names.join(", "), l.say(message, &[])));
    }
    add(&format!("\n## {}\n", say!(l, "data-tables")));
    if l.tag() != crate::language::FIRST {
        add(&format!("{}\n", say!(l, "data-in-english")));
    }
    let [table, rows, holds] = ["data-table", "data-rows", "data-holds"].map(|message| l.say(message, &[]));
    add(&format!("| {table} | {rows} | {holds} |\n|---|---:|---|"));
    for table in tables {
        // Nothing but the counts themselves depends on what is not shown.
        let rows = if table.is_counted { String::new() } else { table.rows.to_string() };
        add(&format!("| `{}` | {rows} | {} |", table.relation, table.description().replace('|', "\\|")));
    }
    if !about.sources.is_empty() {
        add(&format!("\n## {}\n", say!(l, "readme-sources")));
        about.sources.iter().for_each(|source| add(&format!("- {}", plain(source))));
    }
    add(&format!("\n## {}\n", say!(l, "readme-cite")));
    let licence = plain(&about.licence);
    let licence = match &about.licence_url {
        Some(url) => format!("{licence} (<{url}>)"),
        None => licence,
    };
    add(&format!("{}\n\n> {}", say!(l, "readme-licence", licence), plain(&about.citation)));
    if let Some((contact, _)) = &about.contact {
        add(&format!("\n{}", say!(l, "readme-contact", contact = plain(contact))));
    }
    out
}

/// A text in one line that Markdown takes as it is.
fn plain(text: &str) -> String {
    let one = |c: char| match c {
        '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' => format!("\\{c}"),
        c if c.is_whitespace() => " ".to_string(),
        c => c.to_string(),
    };
    text.chars().map(one).collect()
}
