//! Checks of single cells that several kinds of rows have: texts, names, years, numbers, the city, the measurement and
//! its item.

use polars::prelude::*;

use crate::base::characters::UNPRINTABLE;
use crate::base::names::{Names, number};
use crate::base::text::{NAME_CHARACTERS, TEXT_CHARACTERS, quoted};
use crate::ingest::checks::{Check, Known, filled, mapped, three_decimals, unparsed, without_sign};
use crate::ingest::frames::Row;
use crate::model::network_file::NumberFormat;

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
