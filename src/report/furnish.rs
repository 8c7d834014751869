//! What every table of a page gets besides itself: an address of its own, a link to it, and the table as CSV.
//!
//! The CSV stands in the link (`data:`), so that it comes without script and from a file just as well. It holds what the table
//! says, numbers without the spaces that group them; the open data has the same figures with all their decimals.

use std::collections::BTreeMap;
use std::fmt::Write;

use maud::html;

use crate::language::Language;
use crate::say;

/// The page with its tables furnished. `stem` begins the names of the CSV files: `aasby`.
pub fn furnish(language: &Language, stem: &str, page: &str) -> String {
    let (link, csv) = (say!(language, "take-table-link"), say!(language, "take-table-csv"));
    // As spreadsheets have it where decimals follow a comma.
    let between = if language.numbers().number(0.5, 1).contains(',') { ';' } else { ',' };
    let mut out = String::with_capacity(page.len() + page.len() / 4);
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    let mut rest = page;
    while let Some(start) = rest.find("<table") {
        let Some(end) = rest[start..].find("</table>").map(|at| start + at + "</table>".len()) else {
            break;
        };
        let (before, table) = (&rest[..start], &rest[start..end]);
        out.push_str(before);
        let base = name(&out);
        let times = named.entry(base.clone()).and_modify(|n| *n += 1).or_insert(1);
        let id = if *times == 1 { base } else { format!("{base}-{times}") };
        let _ = write!(out, "<table id=\"{id}\"{}", &table["<table".len()..]);
        let file = format!("{stem}-{}.csv", id.strip_prefix("table-").unwrap_or(&id));
        let address = format!("data:text/csv;charset=utf-8,{}", encoded(&as_csv(table, between)));
        let take = html! { p.take { a download=(file) href=(address) { (csv) } " " a.here href={ "#" (id) } aria-label=(link) { "#" } } };
        out.push_str(&take.into_string());
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// A table's name: that of the chart or part of the page in which it stands.
fn name(before: &str) -> String {
    let id = before.rfind(" id=\"").and_then(|at| before[at + 5..].split('"').next()).unwrap_or_default();
    let id = id.strip_suffix("-title").unwrap_or(id);
    match id.strip_prefix("chart-") {
        Some(chart) => format!("table-{chart}"),
        // An earlier table of the same part.
        None if id.starts_with("table-") => id.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-').to_string(),
        None if id.is_empty() => "table".into(),
        None => format!("table-{id}"),
    }
}

/// Its rows: what a reader sees, without the columns that only draw. `between` stands between cells.
fn as_csv(table: &str, between: char) -> String {
    let mut out = String::from('\u{feff}');
    for row in table.split("<tr").skip(1) {
        let row = &row[..row.find("</tr>").unwrap_or(row.len())];
        let mut first = true;
        let mut rest = row;
        while let Some((attributes, inside, after)) = cell(rest) {
            rest = after;
            if attributes.contains("aria-hidden") {
                continue;
            }
            if !first {
                out.push(between);
            }
            first = false;
            let text = plain(inside);
            if text.contains([between, '"', '\n']) {
                let _ = write!(out, "\"{}\"", text.replace('"', "\"\""));
            } else {
                out.push_str(&text);
            }
            for _ in 1..spanned(attributes) {
                out.push(between);
            }
        }
        out.push('\n');
    }
    out
}

/// The next cell of a row: its attributes, what is in it, what comes after.
fn cell(row: &str) -> Option<(&str, &str, &str)> {
    let head = row.find("<th").into_iter().chain(row.find("<td")).min()?;
    let open = head + row[head..].find('>')?;
    let close = open + row[open..].find("</th>").into_iter().chain(row[open..].find("</td>")).min()?;
    Some((&row[head + 3..open], &row[open + 1..close], &row[close + 5..]))
}

fn spanned(attributes: &str) -> usize {
    let span = attributes.split_once("colspan=\"").and_then(|(_, n)| n.split('"').next()?.parse().ok());
    span.unwrap_or(1)
}

/// Text without tags; numbers as programs read them; and nothing that a spreadsheet would reckon out, since cities write some of it.
fn plain(markup: &str) -> String {
    let mut text = String::with_capacity(markup.len());
    let mut tag = false;
    for c in markup.chars() {
        match c {
            '<' => tag = true,
            '>' if tag => tag = false,
            c if !tag => text.push(c),
            _ => {}
        }
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    let letters: Vec<char> = text.trim().chars().collect();
    let digit = |at: Option<usize>| at.and_then(|i| letters.get(i)).is_some_and(char::is_ascii_digit);
    let mut out = String::with_capacity(text.len());
    for (i, c) in letters.iter().enumerate() {
        match c {
            '\u{a0}' | '\u{202f}' if digit(i.checked_sub(1)) && digit(Some(i + 1)) => {}
            '\u{a0}' | '\u{202f}' | '\t' | '\r' => out.push(' '),
            '\u{2212}' if digit(Some(i + 1)) => out.push('-'),
            c => out.push(*c),
        }
    }
    let reckoned = out.starts_with(['=', '+', '-', '@']) && out.replace(',', ".").parse::<f64>().is_err();
    if reckoned { format!("'{out}") } else { out }
}

/// For an address in a page, which may hold every letter of every script: what has a meaning there or in markup, and blanks, by
/// their bytes.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 5 / 4);
    for c in text.chars() {
        match c {
            '!'..='~' if !matches!(c, '"' | '#' | '%' | '&' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '[' | ']') => out.push(c),
            c if c.is_alphanumeric() || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2212}') => out.push(c),
            c => {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    let _ = write!(out, "%{byte:02X}");
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{as_csv, encoded, name, plain};

    #[test]
    fn a_table_as_its_reader_sees_it() {
        let table = "<table><caption>A</caption><tr><th scope=\"col\">City</th><th aria-hidden=\"true\">Shares</th><th>People, all</th></tr>\
            <tr><th><a href=\"x\">Åsby &amp; &quot;Co&quot;</a></th><td aria-hidden=\"true\"><span></span></td><td class=\"n\">12\u{202f}345</td></tr></table>";
        assert_eq!(as_csv(table, ','), "\u{feff}City,\"People, all\"\n\"Åsby & \"\"Co\"\"\",12345\n");
        assert_eq!(encoded("é 1–2\n\"#&\u{feff}"), "é%201–2%0A%22%23%26%EF%BB%BF");
    }

    #[test]
    fn numbers_are_numbers_and_nothing_is_reckoned_out() {
        assert_eq!(plain("\u{2212}1\u{a0}234,5"), "-1234,5");
        assert_eq!(plain("+0.4"), "+0.4");
        assert_eq!(plain("98.1\u{a0}%"), "98.1 %");
        assert_eq!(plain("=1+1"), "'=1+1");
        assert_eq!(plain("+4 points"), "'+4 points");
    }

    #[test]
    fn tables_are_named_after_their_part_of_the_page() {
        assert_eq!(name("<section id=\"peers\"><h2 id=\"peers-title\">"), "table-peers");
        assert_eq!(name("<figure id=\"chart-temple\">"), "table-temple");
        assert_eq!(name("<figure id=\"chart-a\"><table id=\"table-a-2\">"), "table-a");
        assert_eq!(name(""), "table");
    }
}
