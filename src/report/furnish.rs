//! What every table of a page gets besides itself: an address of its own, a link to it, and the table as a CSV file.
//!
//! The file holds what the table says, numbers without the spaces that group them; the open data has the same figures with all their
//! decimals. A page's many small tables of class `values`, one for each series, go into one file together.

use std::collections::BTreeMap;
use std::fmt::Write;

use maud::html;

use crate::language::{Language, MARKS};
use crate::say;

/// A page's main part with its tables furnished, and their files.
pub struct Furnished {
    /// The main part.
    pub html: String,
    /// Tables as CSV, by the name of their file.
    pub files: Vec<(String, String)>,
}

/// Furnishes the tables of a page. `stem` begins the names of their files, `aasby`; `folder` leads to them from the page.
pub fn furnish(language: &Language, stem: &str, folder: &str, page: &str) -> Furnished {
    // As spreadsheets have it where decimals follow a comma.
    let between = if language.numbers().number(0.5, 1).contains(',') { ';' } else { ',' };
    let group = group(language);
    let (link, one, all) = (
        say!(language, "take-table-link"),
        say!(language, "take-table-csv"),
        say!(language, "take-values-csv"),
    );
    let mut html = String::with_capacity(page.len() + page.len() / 8);
    let mut files: Vec<(String, String)> = Vec::new();
    let mut values = Joined::default();
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    let mut rest = page;
    while let Some(start) = rest.find("<table") {
        let Some(end) = rest[start..].find("</table>").map(|at| start + at + "</table>".len()) else {
            break;
        };
        let (before, table) = (&rest[..start], &rest[start..end]);
        html.push_str(before);
        let (given, attributes) = given_name(&table["<table".len()..]);
        let base = given.map_or_else(|| name(&html), |given| format!("table-{given}"));
        let times = named.entry(base.clone()).and_modify(|n| *n += 1).or_insert(1);
        let id = if *times == 1 { base } else { format!("{base}-{times}") };
        let _ = write!(html, "<table id=\"{id}\"{attributes}");
        let joins = table.starts_with("<table class=\"values\"");
        let file = if joins {
            values.add(caption(table, group), rows(table, group));
            format!("{stem}-values.csv")
        } else {
            let file = format!("{stem}-{}.csv", id.strip_prefix("table-").unwrap_or(&id));
            files.push((file.clone(), as_csv(&rows(table, group), between)));
            file
        };
        let words = if joins { &all } else { &one };
        let take = html! { p.take { a download href={ (folder) (file) } { (words) } " " a.here href={ "#" (id) } aria-label=(link) { "#" } } };
        html.push_str(&take.into_string());
        rest = &rest[end..];
    }
    html.push_str(rest);
    if !values.rows.is_empty() {
        files.push((format!("{stem}-values.csv"), as_csv(&values.whole(&say!(language, "areas-series")), between)));
    }
    Furnished { html, files }
}

/// Tables of like columns under one head: what a row belongs to, its caption, comes first.
#[derive(Default)]
struct Joined {
    heads: Vec<String>,
    /// Caption, and cells by the head of their column.
    rows: Vec<(String, BTreeMap<String, String>)>,
}

impl Joined {
    fn add(&mut self, caption: String, rows: Vec<Vec<String>>) {
        let mut rows = rows.into_iter();
        let heads = rows.next().unwrap_or_default();
        // A column that only some tables have stands where they have it.
        let mut next = 0;
        for head in &heads {
            match self.heads.iter().position(|known| known == head) {
                Some(at) => next = at + 1,
                None => {
                    self.heads.insert(next, head.clone());
                    next += 1;
                }
            }
        }
        self.rows
            .extend(rows.map(|cells| (caption.clone(), heads.iter().cloned().zip(cells).collect())));
    }

    fn whole(mut self, first: &str) -> Vec<Vec<String>> {
        let mut out = vec![[vec![first.to_string()], self.heads.clone()].concat()];
        for (caption, cells) in &mut self.rows {
            let of = |head| cells.remove(head).unwrap_or_default();
            out.push([vec![std::mem::take(caption)], self.heads.iter().map(of).collect()].concat());
        }
        out
    }
}

/// A name of the table's own, and the table after `<table` without it.
fn given_name(table: &str) -> (Option<&str>, &str) {
    let given = table.strip_prefix(" data-name=\"").and_then(|rest| rest.split_once('"'));
    given.map_or((None, table), |(name, rest)| (Some(name), rest))
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

fn caption(table: &str, group: char) -> String {
    let inside = table.split_once("<caption>").and_then(|(_, rest)| rest.split_once("</caption>"));
    inside.map(|(caption, _)| plain(caption, group)).unwrap_or_default()
}

/// Its rows: what a reader sees, without the columns that only draw.
fn rows(table: &str, group: char) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    for row in table.split("<tr").skip(1) {
        let mut cells = Vec::new();
        let mut rest = &row[..row.find("</tr>").unwrap_or(row.len())];
        while let Some((attributes, inside, after)) = cell(rest) {
            rest = after;
            if !attributes.contains("aria-hidden") {
                cells.push(plain(inside, group));
                cells.extend((1..spanned(attributes)).map(|_| String::new()));
            }
        }
        out.push(cells);
    }
    out
}

/// The file. `between` stands between cells.
fn as_csv(rows: &[Vec<String>], between: char) -> String {
    let mut out = String::from('\u{feff}');
    for row in rows {
        for (i, text) in row.iter().enumerate() {
            if i > 0 {
                out.push(between);
            }
            if text.contains([between, '"', '\n']) {
                let _ = write!(out, "\"{}\"", text.replace('"', "\"\""));
            } else {
                out.push_str(text);
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

/// Text without tags; numbers as programs read them, without the sign `group` between thousands; and nothing that a spreadsheet would reckon out, since cities write some of it.
fn plain(markup: &str, group: char) -> String {
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
    let letters: Vec<char> = text.trim().chars().filter(|c| !MARKS.contains(c)).collect();
    let digit = |at: Option<usize>| at.and_then(|i| letters.get(i)).is_some_and(char::is_ascii_digit);
    // Three digits and no fourth.
    let thousands = |i: usize| digit(i.checked_sub(1)) && (1..=3).all(|n| digit(Some(i + n))) && !digit(Some(i + 4));
    let mut out = String::with_capacity(text.len());
    for (i, c) in letters.iter().enumerate() {
        match c {
            c if *c == group && thousands(i) => {}
            '\u{a0}' | '\u{202f}' | '\t' | '\r' => out.push(' '),
            '\u{2212}' if digit(Some(i + 1)) => out.push('-'),
            c => out.push(*c),
        }
    }
    if reckoned(&out) { format!("'{out}") } else { out }
}

/// Whether a spreadsheet would reckon it out: a number with its unit and year, `+1.5 points (2014)`, is none of these.
fn reckoned(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['=', '+', '-', '@']) else { return false };
    let year = rest
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once(" ("))
        .filter(|(_, year)| year.bytes().all(|b| b.is_ascii_digit()));
    let rest = year.map_or(rest, |(amount, _)| amount);
    let amount = rest.starts_with(|c: char| c.is_ascii_digit()) && rest.chars().all(|c| c.is_alphanumeric() || " .,%".contains(c));
    text.starts_with(['=', '@']) || !amount
}

/// What stands between thousands in a language.
fn group(language: &Language) -> char {
    let written = language.numbers().number(12_345.0, 0);
    written.chars().find(|c| !c.is_numeric() && !MARKS.contains(c)).unwrap_or('\u{202f}')
}

#[cfg(test)]
mod tests {
    use super::{Joined, as_csv, furnish, group, name, plain, rows};
    use crate::language::tests::english;

    #[test]
    fn a_table_as_its_reader_sees_it() {
        let table = "<table><caption>A</caption><tr><th scope=\"col\">City</th><th aria-hidden=\"true\">Shares</th><th>People, all</th></tr>\
            <tr><th><a href=\"x\">Åsby &amp; &quot;Co&quot;</a></th><td aria-hidden=\"true\"><span></span></td><td class=\"n\">12\u{202f}345</td></tr></table>";
        assert_eq!(
            as_csv(&rows(table, '\u{202f}'), ','),
            "\u{feff}City,\"People, all\"\n\"Åsby & \"\"Co\"\"\",12345\n"
        );
    }

    #[test]
    fn each_table_is_a_file_and_those_of_series_are_one() {
        let table = |class: &str, caption: &str| format!("<table{class}><caption>{caption}</caption><tr><th>Year</th></tr><tr><th>2020</th></tr></table>");
        let page = format!("<p id=\"a\">{}<p id=\"b\">{}", table("", "A"), table(" class=\"values\"", "B"));
        let made = furnish(&english(), "aasby", "../tables/cities/aasby/", &page);
        let files: Vec<(&str, &str)> = made.files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        assert_eq!(
            files,
            [("aasby-a.csv", "\u{feff}Year\n2020\n"), ("aasby-values.csv", "\u{feff}Series,Year\nB,2020\n")]
        );
        for (name, _) in files {
            assert!(
                made.html.contains(&format!("<a download href=\"../tables/cities/aasby/{name}\">")),
                "{}",
                made.html
            );
        }
    }

    #[test]
    fn columns_that_some_tables_have_stand_where_they_have_them() {
        let row = |cells: &[&str]| cells.iter().map(|c| c.to_string()).collect::<Vec<_>>();
        let mut joined = Joined::default();
        joined.add("A".into(), vec![row(&["Year", "Value", "Source"]), row(&["2020", "1", "official"])]);
        joined.add(
            "B".into(),
            vec![
                row(&["Year", "Value", "Interval", "Source", "Peers"]),
                row(&["2021", "2", "1 to 3", "survey", "–"]),
            ],
        );
        let whole = [
            row(&["Series", "Year", "Value", "Interval", "Source", "Peers"]),
            row(&["A", "2020", "1", "", "official", ""]),
            row(&["B", "2021", "2", "1 to 3", "survey", "–"]),
        ];
        assert_eq!(joined.whole("Series"), whole);
    }

    #[test]
    fn thousands_lose_the_sign_that_their_language_puts_between_them() {
        assert_eq!(group(&english()), ',');
        assert_eq!(plain("1,234,567.5 to 22,857", ','), "1234567.5 to 22857");
        assert_eq!(plain("116.293", '.'), "116293");
        assert_eq!(plain("3.14 and 3.1415, A,100", ','), "3.14 and 3.1415, A,100");
    }

    #[test]
    fn numbers_are_numbers_and_nothing_is_reckoned_out() {
        assert_eq!(plain("\u{2212}1\u{a0}234,5", '\u{a0}'), "-1234,5");
        assert_eq!(plain("+0.4", '\u{a0}'), "+0.4");
        assert_eq!(plain("\u{200e}\u{2212}12", '\u{a0}'), "-12");
        assert_eq!(plain("98.1\u{a0}%", '\u{a0}'), "98.1 %");
        assert_eq!(plain("=1+1", '\u{a0}'), "'=1+1");
        assert_eq!(plain("+4 points", '\u{a0}'), "+4 points");
        assert_eq!(plain("\u{2212}1.5\u{a0}% a year", '\u{a0}'), "-1.5 % a year");
        assert_eq!(plain("\u{2212}1.6 points (2014)", '\u{a0}'), "-1.6 points (2014)");
        assert_eq!(plain("-1 (A1)", '\u{a0}'), "'-1 (A1)");
        assert_eq!(plain("+1+cmd|x", '\u{a0}'), "'+1+cmd|x");
        assert_eq!(plain("-A1", '\u{a0}'), "'-A1");
    }

    #[test]
    fn a_table_may_bring_its_name() {
        let made = furnish(&english(), "aasby", "", "<p id=\"a\"><table data-name=\"notes\"><tr><th>A</th></tr></table>");
        assert!(made.html.starts_with("<p id=\"a\"><table id=\"table-notes\"><tr>"), "{}", made.html);
        assert_eq!(made.files[0].0, "aasby-notes.csv");
    }

    #[test]
    fn tables_are_named_after_their_part_of_the_page() {
        assert_eq!(name("<section id=\"peers\"><h2 id=\"peers-title\">"), "table-peers");
        assert_eq!(name("<figure id=\"chart-temple\">"), "table-temple");
        assert_eq!(name("<figure id=\"chart-a\"><table id=\"table-a-2\">"), "table-a");
        assert_eq!(name(""), "table");
    }
}
