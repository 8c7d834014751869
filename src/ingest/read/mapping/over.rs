//! Rows that are the parts of one value.

use std::collections::{BTreeSet, HashMap};

use polars::prelude::*;

use crate::ingest::numbers::written;
use crate::ingest::read::mapping::spec::{Over, OverTake};
use crate::model::network_file::NumberFormat;

/// Columns of parts that are not of values: which part a row is, its number, and its weight.
pub(super) const PART: [&str; 3] = ["part", "part_number", "part_weight"];

/// One row for the parts of each value: the first of them, with the value that they make. Parts agree in `keys`; a row
/// without a number is no part. A value of fewer or more parts than are needed, or of a part twice, is null and says so in `fault`,
/// or is left out where `skip` says that empty values are.
pub(super) fn combined(
    parts: DataFrame,
    over: &Over,
    keys: &[&str],
    skip: bool,
    numbers: &NumberFormat,
) -> PolarsResult<DataFrame> {
    let texts = |name: &str| parts.column(name).and_then(|c| c.str().cloned());
    let number = |name: &str| parts.column(name).and_then(|c| c.f64().cloned());
    let keys: Vec<StringChunked> = keys.iter().map(|k| texts(k)).collect::<PolarsResult<_>>()?;
    let (names, values, weights) = (texts(PART[0])?, number(PART[1])?, number(PART[2])?);
    let (faults, raws) = (texts("fault")?, texts("raw")?);
    let statuses = parts.column("status").and_then(|c| c.str().cloned()).ok();
    // Groups in the order of their first rows.
    let mut places: HashMap<Vec<Option<&str>>, usize> = HashMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for row in 0..parts.height() {
        let key: Vec<Option<&str>> = keys.iter().map(|k| k.get(row)).collect();
        let place = *places.entry(key).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[place].push(row);
    }
    let mut first: Vec<IdxSize> = Vec::new();
    let (mut made, mut fault, mut raw, mut status) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for rows in groups {
        let found: Vec<(Option<&str>, f64, Option<f64>)> =
            rows.iter().filter_map(|row| Some((names.get(*row), values.get(*row)?, weights.get(*row)))).collect();
        let of_part = rows.iter().find_map(|row| faults.get(*row).map(str::to_string));
        let (value, wrong) = match of_part {
            Some(wrong) => (None, Some(wrong)),
            None if found.is_empty() => (None, None),
            None => match whole(&found, over) {
                Ok(value) => (Some(written(value, numbers)), None),
                Err(_) if skip && found.len() < over.need => continue,
                Err(wrong) => (None, Some(wrong)),
            },
        };
        made.push(value);
        fault.push(wrong);
        raw.push(rows.iter().filter_map(|row| raws.get(*row)).collect::<Vec<_>>().join("\n"));
        if let Some(statuses) = &statuses {
            let flags: BTreeSet<&str> =
                rows.iter().filter_map(|row| statuses.get(*row)).flat_map(|s| s.split('|')).collect();
            status.push((!flags.is_empty()).then(|| Vec::from_iter(flags).join("|")));
        }
        first.push(rows[0] as IdxSize);
    }
    let mut frame = parts.drop_many(PART).take(&IdxCa::from_vec("".into(), first))?;
    frame.with_column(Column::new("value".into(), made))?;
    frame.with_column(Column::new("fault".into(), fault))?;
    frame.with_column(Column::new("raw".into(), raw))?;
    if statuses.is_some() {
        frame.with_column(Column::new("status".into(), status))?;
    }
    Ok(frame)
}

/// The value of all parts: name, number and weight of each.
fn whole(parts: &[(Option<&str>, f64, Option<f64>)], over: &Over) -> Result<f64, String> {
    let by = over.by.iter().map(|c| c.get_ref().as_str()).collect::<Vec<_>>().join(" and ");
    let mut seen = BTreeSet::new();
    if let Some((twice, ..)) = parts.iter().find(|(name, ..)| !seen.insert(*name)) {
        return Err(format!(
            "The part {:?} of {by} stands twice for one city and year. Leave one of the rows out (keep, drop), or add a column to over.by.",
            twice.unwrap_or_default()
        ));
    }
    if parts.len() != over.need {
        let names: Vec<&str> = parts.iter().take(12).map(|(name, ..)| name.unwrap_or_default()).collect();
        let cure = match parts.len() < over.need {
            true => "Write empty = \"skip\" where such values are to be left out, or mend need.",
            false => "Leave totals and other rows out (keep, drop), or mend need.",
        };
        return Err(format!(
            "The value has {} of the {} parts of {by} that make a whole: {}. {cure}",
            parts.len(),
            over.need,
            names.join(", ")
        ));
    }
    let numbers = || parts.iter().map(|(_, number, _)| *number);
    let value = match (over.take, &over.weight) {
        (OverTake::Sum, _) => numbers().sum(),
        (OverTake::Min, _) => numbers().fold(f64::INFINITY, f64::min),
        (OverTake::Max, _) => numbers().fold(f64::NEG_INFINITY, f64::max),
        (OverTake::Mean, None) => numbers().sum::<f64>() / parts.len() as f64,
        (OverTake::Mean, Some(weight)) => {
            let mut sums = (0.0, 0.0);
            for (name, number, w) in parts {
                match w {
                    Some(w) if *w >= 0.0 => sums = (sums.0 + number * w, sums.1 + w),
                    _ => {
                        return Err(format!(
                            "The part {:?} of {by} has no weight of zero or more ({}). Mend weight, or the cells that it names.",
                            name.unwrap_or_default(),
                            weight.get_ref().text()
                        ));
                    }
                }
            }
            sums.0 / sums.1
        }
    };
    match value.is_finite() {
        true => Ok(value),
        false => Err(format!("The parts of {by} make no number: their weights are zero, or they are too great.")),
    }
}
