//! A comparison as text: totals, causes, then each city in the order of their ids.

use std::collections::BTreeSet;

use crate::base::characters::visible;
use crate::base::error::Result;
use crate::base::table::Table;
use crate::diff::cause::Cause;
use crate::diff::found::{About, Comparison, Makings, Total};

/// What must be known of every output.
pub const NOTICE: &str =
    "Private, for the analyst: rows that their cities withhold are among these. Publish none of it.";

/// Rows of a relation that are shown of each city.
const MOST: usize = 5;

/// Characters of a cell that are shown.
const CELL: usize = 60;

/// The text, with the first rows of each city, or with all of one.
///
/// # Errors
/// A query that cannot be run.
pub fn screen(comparison: &Comparison, city: Option<&str>) -> Result<String> {
    let mut text = format!("{NOTICE}\n\n");
    for (side, about) in ["Before", "After "].into_iter().zip(&comparison.sides) {
        text.push_str(&format!("{side}  {}\n", described(about)));
    }
    text.push_str(&format!("Between {}\n", makings(&comparison.makings)));
    for (relation, reason) in &comparison.left_out {
        text.push_str(&format!("{relation} is not compared: {reason}.\n"));
    }
    text.push_str(&totals(&comparison.totals));
    text.push_str(&causes(&comparison.totals));
    let shown = comparison.shown(city, MOST)?;
    let cities: BTreeSet<&str> =
        shown.iter().flat_map(|(_, counts)| (0..counts.len()).filter_map(|row| counts.text("city", row))).collect();
    for city_id in &cities {
        let title = if city_id.is_empty() { "Of no city" } else { city_id };
        text.push_str(&format!("\n{}\n", visible(title)));
        for (total, (cells, counts)) in comparison.totals.iter().zip(&shown) {
            let count = (0..counts.len()).find(|row| counts.text("city", *row) == Some(city_id));
            let Some(count) = count.and_then(|row| counts.integer("n", row)) else { continue };
            text.push_str(&rows(total, cells, city_id, usize::try_from(count).unwrap_or(0)));
        }
    }
    if cities.is_empty() {
        let of = city.map_or(String::new(), |city| format!(" of {}", visible(city)));
        text.push_str(&format!("\nNo row{of} differs.\n"));
    }
    Ok(text)
}

fn described(about: &About) -> String {
    let day = about.as_of.as_ref().map_or(String::new(), |day| format!(" as of {day}"));
    format!(
        "{}{day}, brief of {}, made by learning-cities {} from {} files",
        about.snapshot,
        about.cycle,
        visible(&about.made_by),
        grouped(about.files as u64)
    )
}

/// What of two snapshots' makings differs, in words.
pub fn makings(makings: &Makings) -> String {
    let differs = |differs: bool, what: &str| {
        if differs { format!("another {what}") } else { format!("the same {what}") }
    };
    format!(
        "{} files new, {} gone; {}; {}; {}",
        grouped(makings.new_files as u64),
        grouped(makings.gone_files as u64),
        if makings.network { "other files of the network's own" } else { "the same files of the network's own" },
        differs(makings.catalogue, "catalogue"),
        differs(makings.program, "version of the rules of ingest"),
    )
}

fn totals(totals: &[Total]) -> String {
    let mut text =
        format!("\n{:<24}{:>12}{:>12}{:>19}{:>19}{:>19}\n", "Rows", "before", "after", "new", "changed", "removed");
    for total in totals {
        text.push_str(&format!(
            "{:<24}{:>12}{:>12}{:>19}{:>19}{:>19}\n",
            total.relation,
            grouped(total.before),
            grouped(total.after),
            share(total.new, total.after),
            share(total.changed, total.before),
            share(total.removed, total.before),
        ));
        for (column, changed) in total.columns.iter().filter(|(_, changed)| **changed > 0) {
            text.push_str(&format!("  {column:<22}{:>62}\n", share(*changed, total.before)));
        }
    }
    text + "New rows in percent of the rows after, the others in percent of the rows before.\n"
}

fn causes(totals: &[Total]) -> String {
    let mut text = String::from("\nCauses\n");
    let mut named: BTreeSet<&str> = BTreeSet::new();
    for total in totals.iter().filter(|total| !total.causes.is_empty()) {
        text.push_str(&format!("{}\n", total.relation));
        for by in &total.causes {
            named.extend(by.causes.split('|').chain(by.elsewhere.split('|')));
            text.push_str(&format!("{:>12}  {}\n", grouped(by.rows), cause(&by.causes, &by.elsewhere, by.certain)));
        }
    }
    if named.is_empty() {
        return String::new();
    }
    for cause in Cause::ALL.into_iter().filter(|cause| named.contains(cause.name())) {
        text.push_str(&format!("  {:<12}{}\n", cause.name(), cause.meaning()));
    }
    text + "Where several are named, each may be the cause, alone or with others; elsewhere: in other rows that the row rests on.\n"
}

/// Causes in words.
pub fn cause(causes: &str, elsewhere: &str, certain: bool) -> String {
    let listed = |names: &str| names.replace('|', ", ");
    let all = match (causes, elsewhere) {
        ("", "") => "not known".to_string(),
        (own, "") => listed(own),
        ("", elsewhere) => format!("elsewhere: {}", listed(elsewhere)),
        (own, elsewhere) => format!("{}; elsewhere: {}", listed(own), listed(elsewhere)),
    };
    if certain { all } else { format!("possible: {all}") }
}

/// The rows of a relation that are of a city.
fn rows(total: &Total, cells: &Table, city: &str, count: usize) -> String {
    let mut text = format!("  {}: {}\n", total.relation, grouped(count as u64));
    let mut shown = 0;
    let mut row = 0;
    while row < cells.len() {
        let id = cells.integer("row", row);
        let end = (row..cells.len()).find(|at| cells.integer("row", *at) != id).unwrap_or(cells.len());
        if cells.text("city", row).unwrap_or_default() == city {
            text.push_str(&line(cells, row..end));
            shown += 1;
        }
        row = end;
    }
    if shown < count {
        let all = if city.is_empty() { "--format csv" } else { &format!("--city {}", visible(city)) };
        text.push_str(&format!("    {} more; {all} lists all\n", grouped((count - shown) as u64)));
    }
    text
}

/// One row that differs.
fn line(cells: &Table, rows: std::ops::Range<usize>) -> String {
    let first = rows.start;
    let text = |column: &str, row: usize| cells.text(column, row).map(shortened);
    let change = cells.text("change", first).unwrap_or_default();
    let mut parts = Vec::new();
    for row in rows {
        let Some(column) = cells.text("column", row) else { continue };
        let [before, after] = ["before", "after"].map(|side| text(side, row).unwrap_or_else(|| "nothing".into()));
        parts.push(match change {
            "new" => format!("{column} {after}"),
            "removed" => format!("{column} {before}"),
            _ => format!("{column} {before} -> {after}"),
        });
    }
    let of = |column: &str| cells.text(column, first).unwrap_or_default();
    let key = text("key", first).filter(|key| !key.is_empty());
    let cause = cause(of("causes"), of("elsewhere"), cells.truth("certain", first).unwrap_or(false));
    let parts = if parts.is_empty() && change == "changed" { "other columns".to_string() } else { parts.join(", ") };
    let parts = [key, Some(parts)].into_iter().flatten().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("  ");
    format!("    {change:<8} {parts}  ({cause})\n")
}

fn shortened(text: &str) -> String {
    let text = visible(text).replace('\n', " ");
    match text.char_indices().nth(CELL) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text,
    }
}

/// A number of rows with its share of others: `728   5.0 %`.
pub fn share(part: u64, whole: u64) -> String {
    match (part, whole) {
        (0, _) => "0".into(),
        (part, 0) => grouped(part),
        (part, whole) => format!("{} {:>7}", grouped(part), format!("{:.1} %", part as f64 * 100.0 / whole as f64)),
    }
}

/// A whole number with commas between thousands.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_shares_have_one_decimal() {
        assert_eq!(
            [0, 7, 999, 1_000, 14_570, 1_234_567].map(grouped),
            ["0", "7", "999", "1,000", "14,570", "1,234,567"]
        );
        assert_eq!(share(728, 14_570), "728   5.0 %");
        assert_eq!([share(0, 0), share(3, 0)], ["0", "3"]);
    }

    #[test]
    fn a_cause_is_claimed_only_where_it_is_certain() {
        assert_eq!(cause("submission", "", true), "submission");
        assert_eq!(cause("", "consent", true), "elsewhere: consent");
        assert_eq!(
            cause("submission", "correction|submission", false),
            "possible: submission; elsewhere: correction, submission"
        );
        assert_eq!(cause("", "", false), "possible: not known");
    }
}
