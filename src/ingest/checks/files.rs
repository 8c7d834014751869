//! Checks of whole files: the same file twice, values without a declaration, and a name that is another city's.

use std::collections::{BTreeMap, HashMap};

use polars::prelude::*;

use crate::base::error::Result;
use crate::ingest::checks;
use crate::ingest::finding::{Finding, Findings};
use crate::ingest::frames::{self, Places, column, left, polars_error};
use crate::ingest::read::files::{Input, Role};
use crate::ingest::read::raw::{FileKind, RawFile};

/// Files with observations whose bytes came before, by index.
fn repeated(inputs: &[Input], reads: &[RawFile]) -> BTreeMap<usize, usize> {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let mut again = BTreeMap::new();
    for (i, input) in inputs.iter().enumerate() {
        let kind = matches!(input.role, Role::Submission(_, FileKind::Observations | FileKind::Workbook));
        if kind && reads[i].rows_read > 0 {
            let before = *first.entry(&input.sha256).or_insert(i);
            if before < i {
                again.insert(i, before);
            }
        }
    }
    again
}

/// Warns of files that came twice.
pub fn duplicate_files(inputs: &[Input], reads: &[RawFile], findings: &mut Findings) -> Result<()> {
    let code = checks::code_of("duplicate_file")?;
    for (again, before) in repeated(inputs, reads) {
        findings.push(Finding {
            severity: code.severity,
            ..Finding::file(
                &inputs[again].file,
                code.code,
                format!("The same file came as {}. Send it once.", inputs[before].file),
            )
        });
    }
    Ok(())
}

/// The rows without those of files that came twice.
pub fn without_duplicates(history: &DataFrame, inputs: &[Input], reads: &[RawFile]) -> Result<DataFrame> {
    let again = repeated(inputs, reads);
    if again.is_empty() {
        return Ok(history.clone());
    }
    let again: Vec<u32> = again.keys().map(|i| *i as u32).collect();
    let lookup = frames::frame(vec![column("again", vec![true; again.len()]), column("input", again)])?;
    left(history.clone().lazy(), lookup, &["input"])
        .filter(col("again").is_null())
        .drop(cols(["again"]))
        .collect()
        .map_err(polars_error("leaving files out that came twice"))
}

/// Warns of values without a declaration. `history` has the column `declared`.
pub fn no_declaration(history: &DataFrame, places: &Places<'_>, findings: &mut Findings) -> Result<()> {
    let code = checks::code_of("no_declaration")?;
    let silent = history
        .clone()
        .lazy()
        .filter(col("declared").not())
        .group_by([col("input"), col("city"), col("cycle")])
        .agg([len().alias("rows")])
        .sort(["input", "city", "cycle"], SortMultipleOptions::default())
        .collect()
        .map_err(polars_error("looking for declarations"))?;
    for row in frames::rows(&silent) {
        let (city, cycle) = (row.text("city").unwrap_or_default(), row.integer("cycle").unwrap_or_default());
        let message = format!(
            "No declaration of {city} for {cycle} stands beside its values, so they stay private. Send city.csv with its consent in the same folder."
        );
        findings.push(Finding {
            severity: code.severity,
            city: Some(city.to_string()),
            ..Finding::file(places.file(row), code.code, message)
        });
    }
    Ok(())
}

/// Warns of targets or practices in a folder without a declaration of their city that could be read: `rows` have the
/// column `declared_cycle`.
pub fn undeclared_companions(rows: &DataFrame, name: &str, places: &Places<'_>, findings: &mut Findings) -> Result<()> {
    let code = checks::code_of("no_declaration")?;
    let silent = rows
        .clone()
        .lazy()
        .filter(col("declared_cycle").is_null())
        .group_by([col("input"), col("city")])
        .agg([len().alias("rows")])
        .sort(["input", "city"], SortMultipleOptions::default())
        .collect()
        .map_err(polars_error("looking for declarations"))?;
    for row in frames::rows(&silent) {
        let (file, city) = (places.file(row), row.text("city").unwrap_or_default());
        let message = format!(
            "The folder has no declaration of {city}, so the {name} of this file stay private. Put a city.csv with the city's consent into the same folder, also where it sent one in another."
        );
        findings.push(Finding {
            severity: code.severity,
            city: Some(city.to_string()),
            ..Finding::file(file, code.code, message)
        });
    }
    Ok(())
}

/// Warns of a file whose path has the id of another city than its rows are about, and not theirs: it may have been sent
/// with the wrong city in it. `history` are accepted observations.
pub fn other_city(history: &DataFrame, ids: &[String], places: &Places<'_>, findings: &mut Findings) -> Result<()> {
    let code = checks::code_of("other_city")?;
    let cities = history
        .clone()
        .lazy()
        .filter(col("mapped").not())
        .group_by([col("input")])
        .agg([col("city").n_unique().alias("cities"), col("city").min().alias("city")])
        .filter(col("cities").eq(lit(1)))
        .sort(["input"], SortMultipleOptions::default())
        .collect()
        .map_err(polars_error("comparing the names of files with their cities"))?;
    let known: HashMap<String, &str> = ids.iter().map(|id| (id.to_lowercase(), id.as_str())).collect();
    for row in frames::rows(&cities) {
        let (file, city) = (places.file(row), row.text("city").unwrap_or_default());
        let names: Vec<String> = file.rsplit('/').take(2).map(str::to_lowercase).collect();
        let parts: Vec<&str> = names.iter().flat_map(|name| parts(name)).collect();
        let named = parts.iter().filter_map(|part| known.get(*part).copied());
        let Some(other) = named.max_by_key(|id| id.len()).filter(|_| !parts.contains(&city.to_lowercase().as_str()))
        else {
            continue;
        };
        findings.push(Finding {
            severity: code.severity,
            city: Some(city.to_string()),
            ..Finding::file(
                file,
                code.code,
                format!(
                    "The name of the file or of its folder has {other} in it, and all of its rows are about {city}. If they are {other}'s, write {other} into their column city and into the declaration; otherwise rename it."
                ),
            )
        });
    }
    Ok(())
}

/// Words of a file's name that are looked at.
const WORDS: usize = 24;

/// Every part of a name that begins and ends with a word: `a-b.csv` has `a`, `a-b`, `a-b.csv`, `b`, `b.csv`, `csv`.
fn parts(name: &str) -> Vec<&str> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    for (at, c) in name.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        match words.last_mut() {
            Some((_, end)) if *end == at => *end += c.len_utf8(),
            _ => words.push((at, at + c.len_utf8())),
        }
    }
    words.truncate(WORDS);
    let from = |first: usize| {
        let start = words[first].0;
        words[first..].iter().filter_map(move |(_, end)| name.get(start..*end))
    };
    (0..words.len()).flat_map(from).collect()
}
