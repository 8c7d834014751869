//! The machinery of checks: each is an expression over the whole batch, true where a row fails, and a sentence for such
//! a row.

pub mod across;
pub mod companions;
pub mod contacts;
pub mod decimals;
pub mod definitions;
pub mod files;
pub mod form;
pub mod fractions;
pub mod mapped;
pub mod observations;
pub mod prices;
pub mod quality;
pub mod stories;
pub mod survey;
pub mod units;

use polars::prelude::*;

use crate::base::characters::UNPRINTABLE;
use crate::base::error::{Error, Result};
use crate::base::names::{Names, number};
use crate::base::text::quoted;
use crate::base::text::{NAME_CHARACTERS, TEXT_CHARACTERS};
use crate::ingest::codes::{self, Code};
use crate::ingest::finding::Findings;
use crate::ingest::frames::{Places, Row, polars_error, rows};
use crate::ingest::numbers::number_of;
use crate::ingest::read::raw::PERSONAL;
use crate::model::cities::City;
use crate::model::definitions::Definition;
use crate::model::framework::{Framework, Measurement};
use crate::model::network::Network;
use crate::model::network_file::NumberFormat;
use crate::model::vocabulary::Severity;

/// What messages and dictionaries need to know.
#[derive(Debug)]
pub struct Known<'a> {
    /// The catalogue.
    pub framework: &'a Framework,
    /// The network, where one is known.
    pub network: Option<&'a Network>,
    /// Ids of cities, sorted; none where no registry is known, and then every valid id is taken.
    pub city_ids: Option<Vec<String>>,
    /// Ways to write a city.
    pub cities: Names,
    /// Ways to write a measurement.
    pub measurements: Names,
    /// Ways to write a key feature.
    pub features: Names,
    /// Ways to write a language.
    pub languages: Names,
    /// Number formats, by index.
    pub formats: Vec<NumberFormat>,
    /// Context of the network and its mappings, for price indices: `city`, `year`, `variable`, `value`.
    pub context: DataFrame,
}

impl<'a> Known<'a> {
    /// What is known before any city is.
    pub fn new(framework: &'a Framework, network: Option<&'a Network>, formats: Vec<NumberFormat>) -> Known<'a> {
        let ways = |of: fn(&Measurement) -> (&str, &str)| -> Names {
            let pairs = framework.measurements.iter().map(of);
            Names::new(pairs.flat_map(|(id, title)| [(id, id), (title, id)]))
        };
        Known {
            framework,
            network,
            city_ids: None,
            cities: Names::default(),
            measurements: ways(|m| (&m.measurement, &m.measurement_title)),
            features: ways(|m| (&m.feature, &m.feature_title)),
            languages: Names::new(framework.languages.iter().flat_map(|l| {
                let names = [Some(l.language.as_str()), Some(l.language_name.as_str()), l.own_name.as_deref()];
                names.into_iter().flatten().filter(|name| !name.is_empty()).map(|name| (name, l.language.as_str()))
            })),
            formats,
            context: DataFrame::empty(),
        }
    }

    /// Takes these cities for all there are.
    pub fn register(&mut self, cities: &[City]) {
        self.city_ids = Some(cities.iter().map(|c| c.city.clone()).collect());
        self.cities = Names::new(cities.iter().flat_map(|c| {
            let names = [Some(c.city.as_str()), Some(c.name.as_str()), c.local_name.as_deref()];
            names.into_iter().flatten().map(|name| (name, c.city.as_str()))
        }));
    }

    /// A setting in force: the network's, else the catalogue's.
    pub fn setting(&self, name: &str) -> Option<f64> {
        let own = self.network.and_then(|n| n.file.settings.get(name).copied());
        own.or_else(|| self.framework.settings.iter().find(|s| s.name == name).map(|s| s.value))
    }

    /// The network's definition of that id, in its first language.
    pub fn definition(&self, id: &str) -> Option<&Definition> {
        let all = self.network.iter().flat_map(|n| &n.definitions);
        all.into_iter().find(|d| d.definition == id && d.language.is_none())
    }

    /// Key features of the catalogue, sorted and distinct.
    pub fn feature_ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = self.framework.measurements.iter().map(|m| m.feature.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// A language's tag as it is stored, `pt-BR`; none where its language is not listed.
    pub fn language(&self, text: &str) -> Option<String> {
        self.framework.language_tag(text)
    }

    /// How the file of a row writes numbers.
    pub fn format(&self, row: Row<'_>) -> NumberFormat {
        self.formats.get(row.index("format").unwrap_or_default() as usize).cloned().unwrap_or_default()
    }

    /// A number as the file of the row writes it.
    pub fn written(&self, row: Row<'_>, value: f64) -> String {
        let text = number(value);
        match self.format(row).decimal {
            '.' => text,
            decimal => text.replace('.', &decimal.to_string()),
        }
    }
}

/// The sentence for a failing row.
pub type Message<'a> = Box<dyn Fn(Row<'_>) -> String + 'a>;

/// A check of a row.
pub struct Check<'a> {
    code: &'static str,
    column: &'static str,
    fails: Expr,
    message: Message<'a>,
}

impl<'a> Check<'a> {
    /// A check by its code; `column` is the canonical column that a finding points at, `fails` is true where the row
    /// fails (null is not failing).
    pub fn new(
        code: &'static str,
        column: &'static str,
        fails: Expr,
        message: impl Fn(Row<'_>) -> String + 'a,
    ) -> Check<'a> {
        Check { code, column, fails, message: Box::new(message) }
    }

    /// As [`Check::new`], with the same sentence for every row.
    pub fn saying(code: &'static str, column: &'static str, fails: Expr, message: &'static str) -> Check<'a> {
        Check::new(code, column, fails, move |_| message.to_string())
    }

    /// As [`Check::new`], with a sentence that begins with the cell as it came, in quotation marks.
    pub fn quoting(code: &'static str, column: &'static str, fails: Expr, rest: impl Into<String>) -> Check<'a> {
        let rest = rest.into();
        Check::new(code, column, fails, move |row| format!("{} {rest}", quoted(row.text(column))))
    }

    /// The check with something added to its sentence.
    pub fn adding(self, more: impl Fn(Row<'_>) -> String + 'a) -> Check<'a> {
        let message = self.message;
        Check { message: Box::new(move |row| message(row) + &more(row)), ..self }
    }
}

/// The check of that code; that it is listed is ours to keep.
pub fn code_of(code: &str) -> Result<&'static Code> {
    codes::find(code).ok_or_else(|| Error::invalid(code, "is no listed check: a fault of this program"))
}

/// Runs the checks over a frame. Adds `refused`: true where a check of severity error fails, or where it was true
/// before.
pub fn run(frame: LazyFrame, checks: &[Check<'_>], places: &Places<'_>, findings: &mut Findings) -> Result<DataFrame> {
    let fault = polars_error("checking rows");
    let codes = checks.iter().map(|check| code_of(check.code)).collect::<Result<Vec<_>>>()?;
    let mask = |i: usize| PlSmallStr::from(format!("fails {i}"));
    let masks: Vec<Expr> =
        checks.iter().enumerate().map(|(i, c)| c.fails.clone().fill_null(lit(false)).alias(mask(i))).collect();
    let errors = (0..checks.len()).filter(|i| codes[*i].severity == Severity::Error);
    let refused = errors.fold(col("refused"), |any, i| any.or(col(mask(i))));
    let all = frame.with_columns(masks).with_column(refused.alias("refused")).collect().map_err(&fault)?;
    for (i, check) in checks.iter().enumerate() {
        let failing = all.column(&mask(i)).and_then(|c| c.bool().cloned()).map_err(&fault)?;
        if failing.sum().unwrap_or_default() == 0 {
            continue;
        }
        for row in rows(&all.filter(&failing).map_err(&fault)?) {
            let file = places.file(row);
            if findings.is_full(file, check.code) {
                findings.count(file, row.text("sheet"), row.index("line"), check.code);
            } else {
                let found = row.text(check.column).filter(|_| !PERSONAL.contains(&check.column));
                let message = (check.message)(row);
                findings.push(places.finding(row, codes[i], check.column, found, message));
            }
        }
    }
    Ok(all.drop_many((0..checks.len()).map(mask)))
}

/// Whether a text cell is filled.
pub fn filled(column: &str) -> Expr {
    col(column).is_not_null()
}

/// Whether a text cell is filled and what it says is not in the typed column.
pub fn unparsed(column: &str, typed: &str) -> Expr {
    filled(column).and(col(typed).is_null())
}

/// The number in a text column, in the format of its file; null where it is none.
pub fn number_in(column: &str, formats: &[NumberFormat]) -> Expr {
    let one = |format: &NumberFormat| number_of(col(column), format);
    let mut formats = formats.iter().enumerate();
    let first = formats.next().map(|(_, f)| one(f)).unwrap_or_else(|| one(&NumberFormat::default()));
    formats.fold(first, |other, (i, format)| when(col("format").eq(lit(i as u32))).then(one(format)).otherwise(other))
}

/// A number times a factor. Times 0.1 is divided by 10, so that 151 tenths are 15.1 and not 15.100000000000001; so is
/// every other factor whose reciprocal is whole.
pub fn times(number: Expr, factor: Expr) -> Expr {
    // Halves are rounded by cutting off; a reciprocal beyond 64 bits is none.
    let whole = (lit(1.0) / factor.clone() + lit(0.5)).cast(DataType::Int64).cast(DataType::Float64);
    let off = whole.clone() * factor.clone() - lit(1.0);
    let is_part = factor.clone().gt(lit(0.0)).and(factor.clone().lt(lit(1.0)));
    let is_part = is_part.and(off.clone().gt(lit(-1e-12))).and(off.lt(lit(1e-12)));
    when(is_part).then(number.clone() / whole).otherwise(number * factor)
}

/// Whether a text column may hold a sign between thousands that is read as the decimal sign: one to three digits, that
/// sign and three digits, as `2.000`.
pub fn three_decimals(column: &str, formats: &[NumberFormat]) -> Expr {
    let one = |format: &NumberFormat| {
        let decimal = if format.decimal == ',' { "," } else { r"\." };
        col(column).str().contains(lit(format!("^[1-9][0-9]{{0,2}}{decimal}[0-9]{{3}}$")), true)
    };
    let first = formats.first().map(one).unwrap_or_else(|| one(&NumberFormat::default()));
    let others = formats.iter().enumerate().skip(1);
    others.fold(first, |other, (i, format)| when(col("format").eq(lit(i as u32))).then(one(format)).otherwise(other))
}

/// What a text of [`three_decimals`] is where its sign sets thousands apart: its digits.
pub fn without_sign(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The check of a count, `is_count`, that is written with three decimals.
pub fn count_check<'a>(known: &Known<'_>) -> Check<'a> {
    let fails = col("is_count").and(three_decimals("value", &known.formats)).and(col("multiply").is_null());
    Check::new("perhaps_thousands", "value", fails, |row| {
        let found = row.text("value").unwrap_or_default();
        format!(
            "{} is a count with three decimals. Write {} if the sign sets thousands apart; if not, write it with fewer decimals.",
            quoted(Some(found)),
            without_sign(found)
        )
    })
}

/// The year in a text column: a whole number from 1900 to 2100; null where it is none.
pub fn year_in(column: &str) -> Expr {
    let year = col(column).cast(DataType::Int64);
    when(col(column).str().contains(lit("^(?:19[0-9]{2}|20[0-9]{2}|2100)$"), true))
        .then(year)
        .otherwise(lit(NULL).cast(DataType::Int64))
}

/// A text column without characters that cannot be printed; line ends and tabs become spaces.
pub fn clean_text(column: &str) -> Expr {
    col(column).str().replace_all(lit(r"[\t\r\n\x{2028}\x{2029}]+"), lit(" "), false).str().replace_all(
        lit(format!("[{UNPRINTABLE}]")),
        lit(""),
        false,
    )
}

/// Checks of free text: not too long, and nothing that cannot be printed.
pub fn text_checks<'a>(columns: &[&'static str]) -> Vec<Check<'a>> {
    length_checks(columns, TEXT_CHARACTERS)
}

/// Checks of names and titles: as of free text, shorter, and on one line.
pub fn name_checks<'a>(columns: &[&'static str]) -> Vec<Check<'a>> {
    let mut checks = length_checks(columns, NAME_CHARACTERS);
    for &column in columns {
        let lines = col(column).str().contains(lit(r"[\r\n\x{2028}\x{2029}]"), true);
        let message =
            "The text runs over more than one line and is put on one. Take the line break out if that changes it.";
        checks.push(Check::saying("line_break", column, lines, message));
    }
    checks
}

fn length_checks<'a>(columns: &[&'static str], most: usize) -> Vec<Check<'a>> {
    let mut checks = Vec::new();
    for &column in columns {
        let too_long = col(column).str().len_chars().gt(lit(most as u32));
        checks.push(Check::new("text_too_long", column, too_long, move |row| {
            let n = row.text(column).unwrap_or_default().chars().count();
            format!("The text has {n} characters and at most {most} fit. Shorten it.")
        }));
        // Tabs and line ends become spaces without a word.
        let unprintable = col(column).str().contains(lit(format!(r"[{UNPRINTABLE}&&[^\t\r\n]]")), true);
        let message =
            "The text has characters that cannot be printed. They are taken out; type it again if that changes it.";
        checks.push(Check::saying("control_characters", column, unprintable, message));
    }
    checks
}

/// The check of a value that a mapping cannot make; the frame has `fault`.
pub fn not_made<'a>() -> Check<'a> {
    Check::new("not_made", "value", filled("fault"), |row| row.text("fault").unwrap_or_default().to_string())
}

/// Checks that cells are filled.
pub fn filled_checks<'a>(columns: &[&'static str]) -> Vec<Check<'a>> {
    let check = |&column: &&'static str| {
        Check::new("missing_cell", column, col(column).is_null(), move |_| format!("{column} is empty. Fill it in."))
    };
    columns.iter().map(check).collect()
}

/// Checks that filled cells hold years.
pub fn year_checks<'a>(columns: &[(&'static str, &'static str)]) -> Vec<Check<'a>> {
    let check = |&(column, typed): &(&'static str, &'static str)| {
        Check::new("not_a_year", column, unparsed(column, typed), move |row| {
            let found = row.text(column).unwrap_or_default();
            let cure = match row.number("multiply") {
                Some(_) => mapped::year_cure(found),
                None => "Write a whole year between 1900 and 2100, such as 2023.".into(),
            };
            format!("{} is no year. {cure}", quoted(Some(found)))
        })
    };
    columns.iter().map(check).collect()
}

/// Checks that filled cells hold numbers.
pub fn number_checks<'a>(columns: &[(&'static str, &'static str)], known: &'a Known<'_>) -> Vec<Check<'a>> {
    let check = |&(column, typed): &(&'static str, &'static str)| {
        Check::new("not_a_number", column, unparsed(column, typed), move |row| {
            let found = row.text(column).unwrap_or_default();
            match row.number("multiply") {
                Some(_) if !found.contains(|c: char| c.is_ascii_digit()) => mapped::missing_cure(found),
                _ if column == "sample_size" => no_whole_number(found),
                _ => no_number(found, &known.format(row)),
            }
        })
    };
    columns.iter().map(check).collect()
}

/// Checks of the city; the frame has `known_city`.
pub fn city_check<'a>(known: &'a Known<'_>) -> Check<'a> {
    Check::new("unknown_city", "city", unparsed("city", "known_city"), |row| {
        let found = row.text("city").unwrap_or_default();
        if known.city_ids.is_none() {
            return format!("{} is no city's id: those are letters a-z, digits, - and _.", quoted(Some(found)));
        }
        format!(
            "{} is not in the registry of cities.{}",
            quoted(Some(found)),
            known.cities.hint_or(found, "Write the city's id as in cities.csv.")
        )
    })
}

/// Checks of the measurement; the frame has `known_measurement`.
pub fn measurement_check<'a>(known: &'a Known<'_>) -> Check<'a> {
    Check::new("unknown_measurement", "measurement", unparsed("measurement", "known_measurement"), |row| {
        let found = row.text("measurement").unwrap_or_default();
        let cure = known
            .measurements
            .hint_or(found, "Write a measurement's id as in the template, such as adult_literacy_rate.");
        format!("{} is not in the catalogue.{cure}", quoted(Some(found)))
    })
}

/// Checks of the item: there where the measurement has a breakdown, and one of its items. The frame has
/// `known_measurement`, `item_id`, `known_item`.
pub fn item_checks<'a>(known: &'a Known<'_>) -> [Check<'a>; 2] {
    let items = |row: Row<'_>| -> Vec<String> {
        let m = row.text("measurement").and_then(|m| known.framework.measurement(m));
        m.map(|m| m.items.clone()).unwrap_or_default()
    };
    [
        Check::new("missing_item", "item", unparsed("known_measurement", "item_id"), move |row| {
            format!("The item is empty and the measurement has several. Write one of {}.", items(row).join(", "))
        }),
        Check::new(
            "unknown_item",
            "item",
            filled("known_measurement").and(filled("item_id")).and(col("known_item").is_null()),
            move |row| {
                let (found, items) = (row.text("item").unwrap_or_default(), items(row));
                let names = Names::new(items.iter().map(|i| (i.as_str(), i.as_str())));
                let cure = match row.number("multiply") {
                    Some(_) => mapped::code_cure("item", found, &items),
                    None => names.hint(found),
                };
                format!("{} is no item of the measurement; those are {}.{cure}", quoted(Some(found)), items.join(", "))
            },
        ),
    ]
}

/// What to write in place of a text that is no number.
fn no_number(found: &str, format: &NumberFormat) -> String {
    let text = found.trim().trim_end_matches('%').trim();
    let decimal = format.decimal;
    let reads = |text: &str| -> Option<f64> {
        let plain = text.replace('\u{2212}', "-");
        let digits = !plain.is_empty() && plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
        digits.then(|| plain.parse::<f64>().ok()).flatten().filter(|v| v.is_finite())
    };
    let as_declared = |v: f64| number(v).replace('.', &decimal.to_string());
    let shown = quoted(Some(found));
    let declared = if decimal == ',' { text.replace(',', ".") } else { text.to_string() };
    if found.contains('%')
        && let Some(v) = reads(&declared)
    {
        return format!("{shown} is not a number. Write {} without the % sign.", as_declared(v));
    }
    let other = if decimal == '.' { ',' } else { '.' };
    if text.matches(other).count() == 1
        && !text.contains(decimal)
        && let Some(v) = reads(&text.replace(other, "."))
    {
        let sign = if decimal == '.' { "point" } else { "comma" };
        return format!(
            "{shown} is not a number here, where decimals follow a {sign}. Write {} if you meant that.",
            as_declared(v)
        );
    }
    if let Some(hidden) = text.chars().find(|c| unseen(*c))
        && let Some(v) = reads(&text.replace(unseen, ""))
    {
        let code = u32::from(hidden);
        return format!(
            "{shown} is not a number: it holds a character that is not seen (U+{code:04X}). Empty the cell and type {} if you meant that.",
            as_declared(v)
        );
    }
    let western = western(text);
    if western != text
        && let Some(v) = reads(&western)
    {
        return format!("{shown} is written in digits of another script. Write {} if you meant that.", as_declared(v));
    }
    if !text.chars().any(|c| c.is_ascii_digit()) {
        return format!("{shown} is not a number. Leave the cell empty and write status O if the value is missing.");
    }
    format!("{shown} is not a number. Write it with digits only, such as {}.", as_declared(97.2))
}

/// What to write in place of a text that is no whole number.
fn no_whole_number(found: &str) -> String {
    let shown = quoted(Some(found));
    let plain = western(found.trim());
    let digits = without_sign(&plain);
    let groups: Vec<&str> =
        plain.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '\'' | '\u{2019}')).collect();
    let is_digits = |group: &&str| !group.is_empty() && group.chars().all(|c| c.is_ascii_digit());
    let in_threes = groups.iter().skip(1).all(|group| group.len() == 3) && (groups.len() == 1 || groups[0].len() < 4);
    if groups.iter().all(is_digits) && in_threes && !digits.starts_with('0') {
        return format!("{shown} is not a whole number written with digits only. Write {digits} if you meant that.");
    }
    if digits.is_empty() {
        return format!("{shown} is not a number. Leave the cell empty if the size of the sample is not known.");
    }
    format!("{shown} is not a whole number. Write it with digits only, such as 1200.")
}

/// Soft hyphens, joiners, and marks of direction or of where a line may break: programs copy them along.
fn unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}')
}

/// A text with the decimal digits and decimal signs of other scripts as 0-9 and a point.
fn western(text: &str) -> String {
    // The zeros of the scripts that member cities write numbers in; the nine digits follow each.
    const ZEROS: [char; 9] =
        ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{ed0}', '\u{17e0}', '\u{1040}', '\u{ff10}'];
    let digit = |c: char| ZEROS.iter().filter_map(|zero| (c as u32).checked_sub(*zero as u32)).find(|d| *d < 10);
    text.chars()
        .map(|c| match digit(c) {
            Some(d) => char::from_digit(d, 10).unwrap_or(c),
            None if matches!(c, '\u{66b}' | '\u{ff0e}') => '.',
            None => c,
        })
        .collect()
}
