//! Faults that cities make, on purpose: so that the checks at ingest have something to show.
//!
//! A handful of the first cities get one each; a large network has no more of them than a small one.

use super::city::City;
use super::row::Row;

/// How a city's CSV files are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Commas, line feeds.
    Plain,
    /// A byte order mark, semicolons, CR LF: as a spreadsheet program writes them in many countries. No fault.
    Semicolons,
    /// Spaces around every cell. No fault.
    Spaces,
    /// A header of the city's own: the file is refused.
    WrongHeader,
}

/// A text file that is no submission.
pub const LETTER: (&str, &str) =
    ("cover-letter.txt", "Dear colleagues,\nplease find our figures enclosed.\nWith kind regards\n");

/// How the city writes its files in a cycle.
pub fn dialect(city: &City, cycle: i32) -> Dialect {
    let newest = city.cycles.last() == Some(&cycle);
    match city.index {
        9 if newest => Dialect::Semicolons,
        23 if newest => Dialect::Spaces,
        15 if city.cycles.get(1) == Some(&cycle) => Dialect::WrongHeader,
        _ => Dialect::Plain,
    }
}

/// Whether the city puts a letter among its files.
pub fn letter(city: &City, cycle: i32) -> bool {
    city.index == 21 && city.cycles.last() == Some(&cycle)
}

/// Puts the city's faults of a cycle into its rows.
pub fn rows(city: &City, cycle: i32, rows: &mut Vec<Row>) {
    if city.cycles.last() != Some(&cycle) {
        return;
    }
    match city.index {
        3 => {
            // The decimal point left out: 97.2 becomes 972. A rating or a rate below 10 would stay possible.
            let share = |r: &Row| r.source == "survey" && r.value.parse::<f64>().is_ok_and(|v| v >= 10.1);
            let literacy = rows.iter().any(|r| r.measurement == "adult_literacy_rate" && !r.value.is_empty());
            if let Some(row) = best(rows, |r| if literacy { r.measurement == "adult_literacy_rate" } else { share(r) })
            {
                row.value = row.value.replace('.', "");
                row.ci_lower.clear();
                row.ci_upper.clear();
            }
        }
        6 => {
            // A letter left out of a measurement's name.
            if let Some(row) = best(rows, |r| r.source == "survey") {
                let last = row.measurement.pop();
                row.measurement.pop();
                row.measurement.extend(last);
            }
        }
        12 => {
            if let Some(row) = rows.first_mut() {
                row.note = "<script>alert(\"hello\")</script><b>New</b> register & \"old\" one".into();
            }
        }
        16 => {
            // A decimal comma where points were declared, and a year to come.
            if let Some(row) = best(rows, |r| r.source == "official" && r.item == "total" && r.value.contains('.')) {
                row.value = row.value.replace('.', ",");
            }
            if let Some(row) = best(rows, |r| r.source == "expert") {
                row.reference_year = cycle + 1;
            }
        }
        20 => {
            // A row twice, and a row twice with two values.
            if let Some(row) = best(rows, |r| r.source == "expert").cloned() {
                rows.push(row);
            }
            if let Some(mut row) =
                best(rows, |r| r.source == "official" && r.item == "total" && r.value.contains('.')).cloned()
            {
                row.value = row.value.parse::<f64>().map_or(row.value.clone(), |v| format!("{:.1}", v + 1.5));
                row.ci_lower.clear();
                row.ci_upper.clear();
                rows.push(row);
            }
        }
        21 => {
            // A fraction in place of a percentage.
            if let Some(row) =
                best(rows, |r| matches!(r.measurement.as_str(), "mobile_penetration_rate" | "internet_usage"))
                && let Ok(value) = row.value.parse::<f64>()
            {
                row.value = format!("{:.2}", value / 100.0);
                row.ci_lower.clear();
                row.ci_upper.clear();
            }
        }
        _ => {}
    }
}

/// The newest row that fits and has a value.
fn best(rows: &mut [Row], fits: impl Fn(&Row) -> bool) -> Option<&mut Row> {
    rows.iter_mut().filter(|r| !r.value.is_empty() && fits(r)).max_by_key(|r| r.reference_year)
}
