//! The tables of a page as CSV files: the cells that the page shows, counts as bare numbers; the open data has the same
//! figures with all their decimals.

use std::collections::BTreeMap;

use super::{Cell, Table};
use crate::language::{Language, MARKS};

/// How a language's files are written.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// Between cells: as spreadsheets have it where decimals follow a comma.
    between: u8,
    /// Between thousands, which the files leave out.
    group: char,
}

impl Format {
    /// Of a language.
    pub fn of(language: &Language) -> Format {
        let written = language.numbers().number(12_345.0, 0);
        Format {
            between: if language.numbers().number(0.5, 1).contains(',') { b';' } else { b',' },
            group: written.chars().find(|c| !c.is_numeric() && !MARKS.contains(c)).unwrap_or('\u{202f}'),
        }
    }

    /// The file of these rows. It begins with a byte order mark, without which spreadsheets do not take it for UTF-8.
    pub fn file(self, rows: &[Vec<String>]) -> String {
        let mut writer =
            csv::WriterBuilder::new().delimiter(self.between).flexible(true).from_writer(vec![0xEF, 0xBB, 0xBF]);
        for row in rows {
            // Memory takes every row.
            let _ = writer.write_record(row);
        }
        String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
    }

    /// A table's head and rows.
    pub fn rows(self, language: &Language, table: &Table) -> Vec<Vec<String>> {
        let mut rows = vec![table.columns.iter().map(|column| self.plain(&column.head)).collect()];
        rows.extend(table.rows.iter().map(|row| {
            let mut cells: Vec<String> = row.cells.iter().map(|cell| self.cell(language, cell)).collect();
            cells.resize(table.columns.len(), String::new());
            cells
        }));
        rows
    }

    fn cell(self, language: &Language, cell: &Cell) -> String {
        match cell {
            Cell::Count(n) | Cell::Moved(n, None) | Cell::Moved(n @ 0, _) | Cell::Year(n) => n.to_string(),
            _ => self.plain(&cell.text(language).plain()),
        }
    }

    /// A text with numbers as programs read them, and with nothing that a spreadsheet would evaluate, since cities
    /// write some of it.
    pub fn plain(self, text: &str) -> String {
        let letters: Vec<char> = text.trim().chars().filter(|c| !MARKS.contains(c)).collect();
        let digit = |at: Option<usize>| at.and_then(|i| letters.get(i)).is_some_and(char::is_ascii_digit);
        // Three digits and no fourth.
        let thousands =
            |i: usize| digit(i.checked_sub(1)) && (1..=3).all(|n| digit(Some(i + n))) && !digit(Some(i + 4));
        let mut out = String::with_capacity(text.len());
        for (i, c) in letters.iter().enumerate() {
            match c {
                c if *c == self.group && thousands(i) => {}
                '\u{a0}' | '\u{202f}' | '\t' | '\r' => out.push(' '),
                '\u{2212}' if digit(Some(i + 1)) => out.push('-'),
                c => out.push(*c),
            }
        }
        if is_evaluated(&out) { format!("'{out}") } else { out }
    }
}

/// Whether a spreadsheet would evaluate it: a number with its unit and year, `+1.5 points (2014)`, is none of these.
fn is_evaluated(text: &str) -> bool {
    // Some spreadsheets take a full-width sign for the usual one.
    if text.starts_with(['=', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']) {
        return true;
    }
    let Some(rest) = text.strip_prefix(['+', '-']) else { return false };
    let year = rest
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once(" ("))
        .filter(|(_, year)| year.bytes().all(|b| b.is_ascii_digit()));
    let rest = year.map_or(rest, |(amount, _)| amount);
    let amount = rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.chars().all(|c| c.is_alphanumeric() || " .,%".contains(c));
    !amount
}

/// Tables of like columns under one head: what a row belongs to, its caption, comes first.
#[derive(Debug, Default)]
pub struct Joined {
    heads: Vec<String>,
    /// Caption, and cells by the head of their column.
    rows: Vec<(String, BTreeMap<String, String>)>,
}

impl Joined {
    /// Takes in a table's head and rows.
    pub fn add(&mut self, caption: String, rows: Vec<Vec<String>>) {
        let mut rows = rows.into_iter();
        let heads = rows.next().unwrap_or_default();
        // A column that only some tables have is where they have it.
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
        self.rows.extend(rows.map(|cells| (caption.clone(), heads.iter().cloned().zip(cells).collect())));
    }

    /// Whether no table was taken in.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Head and rows of all of them; `first` heads the captions.
    pub fn whole(mut self, first: &str) -> Vec<Vec<String>> {
        let mut out = vec![[vec![first.to_string()], self.heads.clone()].concat()];
        for (caption, cells) in &mut self.rows {
            let of = |head| cells.remove(head).unwrap_or_default();
            out.push([vec![std::mem::take(caption)], self.heads.iter().map(of).collect()].concat());
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, Joined};
    use crate::document::{Cell, Column, Row, Table, Text};
    use crate::language::tests::english;

    fn grouped(group: char) -> Format {
        Format { between: b',', group }
    }

    #[test]
    fn a_table_as_its_reader_sees_it() {
        let l = &english();
        let columns = vec![Column::text("City"), Column::count("People, all"), Column::movement("Towards")];
        let row: Vec<Cell> = vec![Text::page("x", "Åsby & \"Co\"").into(), 12_345.into(), Cell::Moved(31, Some(22))];
        let spanning: Row = vec![Cell::from("No row")].into();
        let format = Format::of(l);
        let rows = format.rows(l, &Table::new("A", columns, [Row::from(row), spanning]));
        assert_eq!(
            format.file(&rows),
            "\u{feff}City,\"People, all\",Towards\n\"Åsby & \"\"Co\"\"\",12345,31 (22)\nNo row,,\n"
        );
    }

    #[test]
    fn columns_that_some_tables_have_are_where_they_have_them() {
        let row = |cells: &[&str]| cells.iter().map(|c| c.to_string()).collect::<Vec<_>>();
        let mut joined = Joined::default();
        joined.add("A".into(), vec![row(&["Year", "Value", "Source"]), row(&["2020", "1", "official"])]);
        let rows =
            vec![row(&["Year", "Value", "Interval", "Source", "Peers"]), row(&["2021", "2", "1 to 3", "survey", "–"])];
        joined.add("B".into(), rows);
        let whole = [
            row(&["Series", "Year", "Value", "Interval", "Source", "Peers"]),
            row(&["A", "2020", "1", "", "official", ""]),
            row(&["B", "2021", "2", "1 to 3", "survey", "–"]),
        ];
        assert_eq!(joined.whole("Series"), whole);
    }

    #[test]
    fn thousands_lose_the_sign_that_their_language_puts_between_them() {
        assert_eq!(Format::of(&english()).group, ',');
        assert_eq!(grouped(',').plain("1,234,567.5 to 22,857"), "1234567.5 to 22857");
        assert_eq!(grouped('.').plain("116.293"), "116293");
        assert_eq!(grouped(',').plain("3.14 and 3.1415, A,100"), "3.14 and 3.1415, A,100");
    }

    #[test]
    fn numbers_are_numbers_and_nothing_is_evaluated() {
        let plain = |text: &str| grouped('\u{a0}').plain(text);
        assert_eq!(plain("\u{2212}1\u{a0}234,5"), "-1234,5");
        assert_eq!(plain("+0.4"), "+0.4");
        assert_eq!(plain("\u{200e}\u{2212}12"), "-12");
        assert_eq!(plain("98.1\u{a0}%"), "98.1 %");
        assert_eq!(plain("=1+1"), "'=1+1");
        assert_eq!(plain("\u{ff1d}1+1"), "'\u{ff1d}1+1");
        assert_eq!(plain("\u{ff0b}1"), "'\u{ff0b}1");
        assert_eq!(plain("+4 points"), "+4 points");
        assert_eq!(plain("\u{2212}1.5\u{a0}% a year"), "-1.5 % a year");
        assert_eq!(plain("\u{2212}1.6 points (2014)"), "-1.6 points (2014)");
        assert_eq!(plain("-1 (A1)"), "'-1 (A1)");
        assert_eq!(plain("+1+cmd|x"), "'+1+cmd|x");
        assert_eq!(plain("-A1"), "'-A1");
    }
}
