//! Years in cells, in headers and in names of files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::ingest::read::mapping::spec::YearFormat;

/// A form of a period: its format, and for a pattern the regular expression and how many such parts a year has.
#[derive(Debug)]
struct Form {
    format: YearFormat,
    regex: Regex,
    parts: usize,
}

const MONTH_DAY: &str = "(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?";

/// The forms, as the formats of a mapping read them.
static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let year = "(?:19|20)[0-9]{2}|2100";
    let forms = [
        (YearFormat::Plain, format!("^({year})$"), 1),
        (YearFormat::Float, format!(r"^({year})\.0+$"), 1),
        (YearFormat::Interval, format!("^({year})-{MONTH_DAY}(?:T[^/]*)?/P(?:1Y|12M)$"), 1),
        (YearFormat::Date, format!("^({year})-{MONTH_DAY}(?:[T ].*)?$"), 0),
        (YearFormat::Academic, format!("^({year})[-/](?:[0-9]{{2}})?[0-9]{{2}}$"), 1),
        (YearFormat::Pattern, "^([0-9]{4})[ -]?[QT][1-4]$".to_string(), 4),
        (YearFormat::Pattern, "^[QT][1-4][ -/]([0-9]{4})$".to_string(), 4),
        (YearFormat::Pattern, "^([0-9]{4})M(?:0?[1-9]|1[0-2])$".to_string(), 12),
        (YearFormat::Pattern, "^([0-9]{4})(?:0[1-9]|1[0-2])$".to_string(), 12),
        (YearFormat::Pattern, "^(?:0?[1-9]|[12][0-9]|3[01])[./](?:0?[1-9]|1[0-2])[./]([0-9]{4})$".to_string(), 0),
    ];
    forms
        .into_iter()
        .filter_map(|(format, regex, parts)| Some(Form { format, regex: Regex::new(&regex).ok()?, parts }))
        .collect()
});

/// Counts the forms of cells.
#[derive(Debug, Default)]
pub(super) struct Counter {
    cells: usize,
    forms: BTreeMap<usize, usize>,
    years: BTreeMap<i32, usize>,
}

impl Counter {
    /// Adds a filled cell.
    pub(super) fn add(&mut self, cell: &str) {
        self.cells += 1;
        if let Some((form, year)) = form(cell) {
            *self.forms.entry(form).or_default() += 1;
            *self.years.entry(year).or_default() += 1;
        }
    }

    pub(super) fn finish(self) -> Forms {
        let periods = self.forms.values().sum();
        Forms {
            cells: self.cells,
            periods,
            used: self.forms.into_keys().collect(),
            years: self.years.into_keys().collect(),
        }
    }
}

fn form(cell: &str) -> Option<(usize, i32)> {
    if cell.len() > 40 || !cell.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    FORMS.iter().enumerate().find_map(|(at, form)| {
        let year: i32 = form.regex.captures(cell)?.get(1)?.as_str().parse().ok()?;
        (1900..=2100).contains(&year).then_some((at, year))
    })
}

/// In which ways the cells of a column are periods.
#[derive(Debug, Default)]
pub(super) struct Forms {
    cells: usize,
    periods: usize,
    used: BTreeSet<usize>,
    /// Years found.
    pub years: BTreeSet<i32>,
}

impl Forms {
    /// Whether nearly all cells are periods.
    pub(super) fn is_period(&self) -> bool {
        self.periods > 0 && self.periods * 20 >= self.cells * 19
    }

    /// Whether most cells are periods.
    pub(super) fn is_mostly(&self) -> bool {
        self.periods > 0 && self.periods * 10 >= self.cells * 6
    }

    /// The first and the last year.
    pub(super) fn span(&self) -> String {
        match (self.years.first(), self.years.last()) {
            (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
            (Some(one), _) => one.to_string(),
            _ => String::new(),
        }
    }

    /// Parts of a year that the cells may be: 4 for quarters, 12 for months; 1 where each is a year.
    pub(super) fn parts(&self) -> usize {
        self.used.iter().filter_map(|at| FORMS.get(*at)).map(|f| f.parts).max().unwrap_or(1)
    }

    /// What a mapping says of them: the formats, and the pattern where one of them is that. Of several patterns the
    /// first is said.
    pub(super) fn said(&self) -> (Vec<&'static str>, Option<String>) {
        let used: Vec<&Form> = self.used.iter().filter_map(|at| FORMS.get(*at)).collect();
        let mut names: Vec<&'static str> = Vec::new();
        for form in &used {
            let name = match form.format {
                YearFormat::Plain => "plain",
                YearFormat::Float => "float",
                YearFormat::Date => "date",
                YearFormat::Interval => "interval",
                YearFormat::Academic => "academic",
                YearFormat::Pattern => "pattern",
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let pattern = used.iter().find(|f| f.format == YearFormat::Pattern).map(|f| f.regex.as_str().to_string());
        (names, pattern)
    }
}

/// The year of a cell.
pub(super) fn year(cell: &str) -> Option<i32> {
    form(cell).map(|(_, year)| year)
}

/// A year in a header: what stands before it, the year as it is written, what stands after it.
pub(super) fn in_header(header: &str) -> Option<(&str, &str, &str)> {
    static YEAR: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new("(?:19|20)[0-9]{2}(?:[-/][0-9]{2}(?:[0-9]{2})?)?").ok());
    let mut found = YEAR.as_ref()?.find_iter(header).filter(|m| {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        !digit(header[..m.start()].chars().next_back()) && !digit(header[m.end()..].chars().next())
    });
    let (one, more) = (found.next()?, found.next());
    more.is_none().then(|| (&header[..one.start()], one.as_str(), &header[one.end()..]))
}

/// The year in a file's name, with what stands before it.
pub(super) fn in_name(name: &str) -> Option<(&str, i32)> {
    let (before, year, _) = in_header(name)?;
    Some((before, year.get(..4)?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_known_by_their_forms() {
        for (cell, wanted) in [
            ("2020", Some(2020)),
            ("2020.0", Some(2020)),
            ("2020-09-30", Some(2020)),
            ("2015-01-01/P1Y", Some(2015)),
            ("2015/16", Some(2015)),
            ("2020Q3", Some(2020)),
            ("2020M11", Some(2020)),
            ("202011", Some(2020)),
            ("31/12/2020", Some(2020)),
            ("1820", None),
            ("12", None),
            ("2020x", None),
            ("E06000001", None),
            ("", None),
        ] {
            assert_eq!(year(cell), wanted, "{cell}");
        }
    }

    #[test]
    fn a_header_or_name_has_one_year() {
        assert_eq!(in_header("2011 Females"), Some(("", "2011", " Females")));
        assert_eq!(in_header("lit_2015-16"), Some(("lit_", "2015-16", "")));
        assert_eq!((in_header("2010 to 2011"), in_header("120110"), in_header("x")), (None, None, None));
        assert_eq!(in_name("waste_2021.csv"), Some(("waste_", 2021)));
    }
}
