//! Values that a newer file of the same city replaces: where most of them differ, the file may be another city's.

use std::collections::BTreeMap;

use polars::prelude::*;

use crate::base::error::Result;
use crate::ingest::checks;
use crate::ingest::finding::{Finding, Findings};
use crate::ingest::frames::{Places, Row, left, polars_error, rows};
use crate::ingest::merge;
use crate::ingest::merge::last::Last;

const KEY: [&str; 4] = ["city", "measurement", "item", "reference_year"];

/// Least number of values that differ before anything is said: a correction of a few is everyday work.
const LEAST: usize = 5;

/// Least number of values that differ where they are more than two thirds of all that the city has sent for the cycle.
const LEAST_OF_ALL: usize = 3;

/// Relative difference from an earlier cycle's value up to which it may have been revised, as offices of statistics do
/// for all of a series. Within a cycle any difference counts.
const REVISION: f64 = 0.1;

/// Values that a file and an older one both give for a city.
#[derive(Debug, Default)]
struct Common {
    values: usize,
    changed: usize,
    /// Cycle of the newer values.
    cycle: Option<i64>,
    /// The older file; none for one in the store.
    older: Option<u32>,
}

/// Warns of a file in which more than half of the values that the city had sent before, and at least [`LEAST`], are
/// others; of the files of one cycle of which that is true together; and of those that replace nearly all of a cycle.
/// `rows_sent` are accepted observations.
pub fn replaced_values(
    rows_sent: &DataFrame,
    last: Option<&Last>,
    places: &Places<'_>,
    findings: &mut Findings,
) -> Result<()> {
    let doing = polars_error("comparing files with older ones of the same city");
    let code = checks::code_of("values_replaced")?;
    let columns = ["submission", "submitted_on", "cycle", "value"];
    let columns: Vec<Expr> = KEY.iter().chain(&columns).map(|c| col(*c)).collect();
    let sent = rows_sent.clone().lazy().filter(col("mapped").not());
    let place = ["input", "sha", "row"].map(col);
    let mut all = vec![sent.select([columns.clone(), place.to_vec()].concat())];
    if let Some(last) = last {
        let stored = last.observations.clone().lazy();
        let nowhere = [
            lit(NULL).cast(DataType::UInt32).alias("input"),
            lit("").alias("sha"),
            lit(0).cast(DataType::UInt32).alias("row"),
        ];
        all.push(stored.select([columns, nowhere.to_vec()].concat()));
    }
    let all = concat(all, UnionArgs::default()).and_then(LazyFrame::collect).map_err(&doing)?;
    let several = all.clone().lazy().group_by(KEY.map(col)).agg([col("submission").n_unique().alias("files")]);
    let several = several.filter(col("files").gt(lit(1))).collect().map_err(&doing)?;
    if several.height() == 0 {
        return Ok(());
    }
    let several =
        left(all.clone().lazy(), several, &KEY).filter(col("files").is_not_null()).collect().map_err(&doing)?;
    let sorted = merge::sorted(several, &KEY)?;
    let found = in_common(&sorted);
    let mut together: BTreeMap<(&str, Option<i64>), Common> = BTreeMap::new();
    for ((_, city), common) in &found {
        let sum = together.entry((city, common.cycle)).or_default();
        sum.cycle = common.cycle;
        sum.values += common.values;
        sum.changed += common.changed;
    }
    let all = of_cycles(&all)?;
    let nearly_all = |city: &str, sum: &Common| {
        let all = all.get(&(city.to_string(), sum.cycle)).copied().unwrap_or_default();
        sum.changed >= LEAST_OF_ALL && sum.changed * 3 > all * 2
    };
    for ((input, city), common) in &found {
        let sum = together.get(&(*city, common.cycle)).filter(|sum| sum.is_most() || nearly_all(city, sum));
        let (counted, which) = match sum.filter(|_| common.changed > 0) {
            _ if common.is_most() => (common, "this file, which is the newer one and replaces them"),
            Some(sum) if sum.values == common.values => (sum, "this file, which is the newer one and replaces them"),
            Some(sum) => (sum, "this file and others of its cycle, which are newer and replace them"),
            None => continue,
        };
        let older = common.older.map_or("a file in the store", |older| places.file_of(Some(older)));
        findings.push(Finding {
            severity: code.severity,
            city: Some(city.to_string()),
            ..Finding::file(
                places.file_of(Some(*input)),
                code.code,
                format!(
                    "Of {} values that {older} and others gave for {city} before, {} are different in {which}. If it is another city's, write that city's id into its rows and its declaration, or take the file out; if {city} has revised its values, nothing is to be done.",
                    counted.values, counted.changed
                ),
            )
        });
    }
    Ok(())
}

impl Common {
    /// Whether most of the values are others, and not only a few.
    fn is_most(&self) -> bool {
        self.changed >= LEAST && self.changed * 2 > self.values
    }
}

/// How many values, each counted once, there are of each city and cycle.
fn of_cycles(all: &DataFrame) -> Result<BTreeMap<(String, Option<i64>), usize>> {
    let columns: Vec<Expr> = KEY.iter().chain(&["cycle"]).map(|c| col(*c)).collect();
    let once = all.clone().lazy().select(columns).unique(None, UniqueKeepStrategy::Any);
    let once = once.collect().map_err(polars_error("counting the values of each cycle"))?;
    let mut found: BTreeMap<(String, Option<i64>), usize> = BTreeMap::new();
    for row in rows(&once) {
        let Some(city) = row.text("city") else { continue };
        *found.entry((city.to_string(), row.integer("cycle"))).or_default() += 1;
    }
    Ok(found)
}

/// For each file and city what it has in common with older files. `sorted` is from the oldest to the newest of each
/// series and year. Rows of one moment are left to the finding about files that disagree.
fn in_common(sorted: &DataFrame) -> BTreeMap<(u32, &str), Common> {
    let mut found: BTreeMap<(u32, &str), Common> = BTreeMap::new();
    let same = |a: &Row<'_>, b: &Row<'_>| {
        let texts = ["measurement", "item", "city"].iter().all(|c| a.text(c) == b.text(c));
        texts && a.integer("reference_year") == b.integer("reference_year")
    };
    let mut previous: Option<Row<'_>> = None;
    for row in rows(sorted) {
        let older = previous.replace(row).filter(|older| {
            same(older, &row)
                && older.text("submission") != row.text("submission")
                && older.text("submitted_on") != row.text("submitted_on")
        });
        let (Some(older), Some(input), Some(city)) = (older, row.index("input"), row.text("city")) else { continue };
        let (Some(before), Some(now)) = (older.number("value"), row.number("value")) else { continue };
        let common = found.entry((input, city)).or_default();
        common.values += 1;
        common.cycle = row.integer("cycle");
        let same_cycle = older.integer("cycle") == row.integer("cycle");
        let difference = (now - before).abs() / now.abs().max(before.abs());
        if same_cycle && before.to_bits() != now.to_bits() || difference > REVISION {
            common.changed += 1;
            common.older = older.index("input");
        }
    }
    found
}
