//! What a mapping makes of a source's files, without storing anything.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use polars::prelude::{IntoLazy, col, lit};

use crate::base::error::{Error, Result, bail};
use crate::ingest::checked::Checked;
use crate::ingest::finding::Finding;
use crate::ingest::frames::{Row, distinct, polars_error, rows};
use crate::ingest::inputs::{mappings, of_mapping};
use crate::ingest::read::files;
use crate::ingest::read::mapping::{Mapping, SeriesOf};
use crate::ingest::read::{self, Batch, guard};
use crate::ingest::report::FileReport;
use crate::ingest::{isolate, pipeline};
use crate::model::framework::Framework;
use crate::model::network::Network;
use crate::model::vocabulary::Severity;

/// Examples of each series.
const EXAMPLES: usize = 10;

/// What a mapping makes of the files of a source.
#[derive(Debug, Default)]
pub struct Explained {
    /// Counts of each file.
    pub files: Vec<FileReport>,
    /// Rows that each filter leaves out, of those that the filters before it keep: file, filter, rows.
    pub left_out: Vec<(String, String, usize)>,
    /// Every measurement and variable that the mapping names.
    pub series: Vec<Series>,
    /// Peer variables of the network that neither a mapping that was read nor `context.csv` gives.
    pub without_data: Vec<String>,
    /// Other mappings of the network that were read too, for the cities and the context that they bring.
    pub read_too: Vec<String>,
    /// Other mappings of the network that were not, with their sources, whose folders were not named.
    pub not_read: Vec<(String, String)>,
    /// Findings, sorted.
    pub findings: Vec<Finding>,
}

/// What became of a measurement or a variable.
#[derive(Debug, Default)]
pub struct Series {
    /// Its id.
    pub name: String,
    /// Whether it is a variable of the context.
    pub is_context: bool,
    /// Unit of a measurement, and its plausible range.
    pub unit: String,
    /// The range that values of the catalogue lie in.
    pub plausible: (Option<f64>, Option<f64>),
    /// Rows with a value or a status that were made, and those that went in.
    pub made: usize,
    /// See `made`.
    pub accepted: usize,
    /// Rows among those accepted that have no value, but a status that says why.
    pub empty: usize,
    /// The least and the greatest value.
    pub range: Option<(f64, f64)>,
    /// The first and the last year.
    pub years: Option<(i64, i64)>,
    /// The first rows.
    pub examples: Vec<Example>,
}

/// A value before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// Place in the file.
    pub file: String,
    /// Line or row of the sheet.
    pub line: u32,
    /// City, as the mapping makes it.
    pub city: String,
    /// Item; empty for context.
    pub item: String,
    /// Year, as the mapping makes it.
    pub year: String,
    /// The text of the value in the unit of the table; what is wrong where none can be made.
    pub before: String,
    /// The value that went in; none where it did not, or has none.
    pub after: Option<f64>,
}

/// Reads the files of a mapping's source as the mapping says; `sources` has the folder of each source. Of the network's
/// other mappings those whose sources are among them are read too: they may bring the registry and the context. Without
/// a network any valid id is taken for a city.
///
/// # Errors
/// A mapping is wrong, one of its patterns finds no file, or its source has no folder.
pub fn explain(
    path: &Path,
    sources: &BTreeMap<String, PathBuf>,
    framework: &Framework,
    network: Option<&Network>,
) -> Result<Explained> {
    let mapping = Mapping::load_with(path, framework, network.map(|n| n.definitions.as_slice()))?;
    let Some(dir) = sources.get(&mapping.source) else {
        return Err(Error::Usage(format!(
            "{} reads the source {}: say where it is with --source {}=DIR",
            path.display(),
            mapping.source,
            mapping.source
        )));
    };
    let mut inputs = of_mapping(&mapping, 0, dir)?;
    if inputs.is_empty() {
        bail!(path.display(), "finds no file in {}", dir.display());
    }
    let own = inputs.len();
    let mut read = vec![mapping];
    let (mut read_too, mut not_read) = (Vec::new(), Vec::new());
    let others = network.map(|n| mappings(n, framework)).transpose()?.unwrap_or_default();
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    for other in others.into_iter().filter(|other| real(&other.path) != real(path)) {
        match sources.get(&other.source) {
            Some(dir) => {
                inputs.extend(of_mapping(&other, read.len(), dir)?);
                read_too.push(other.name());
                read.push(other);
            }
            None => not_read.push((other.name(), other.source.clone())),
        }
    }
    if let Some(name) = sources.keys().find(|name| !read.iter().any(|m| m.source == **name)) {
        let known: BTreeSet<&str> =
            read.iter().map(|m| m.source.as_str()).chain(not_read.iter().map(|(_, source)| source.as_str())).collect();
        return Err(Error::Usage(format!(
            "--source {name}=...: no mapping that is read names it; those are {}",
            Vec::from_iter(known).join(", ")
        )));
    }
    files::hash(&mut inputs);
    let numbers = network.map(|n| n.file.submissions.clone()).unwrap_or_default();
    let (checked, given) = isolate::run(&mut inputs, |inputs| {
        let mut batch = read::all(inputs, &read, &numbers)?;
        leave_out_observations(&mut batch, own)?;
        let given = given(&batch, own);
        let (checked, refusals) = pipeline::run(inputs, batch, framework, network, None, &[])?.split_refusals();
        Ok(((checked, given), refusals))
    })?;
    inputs.truncate(own);
    let names: Vec<&str> = inputs.iter().map(|i| i.file.as_str()).collect();
    let accepted = accepted(&checked);
    let mapping = &read[0];
    let series = mapping.series().into_iter().map(|of| series(of, &given, &accepted, &names, framework)).collect();
    let mut left_out = Vec::new();
    for input in &inputs {
        let Ok(bytes) = files::bytes(input) else { continue };
        // What a file that was refused may do to its reader is done once more.
        let filters = guard::quietly(|| mapping.left_out(&bytes, &input.file)).unwrap_or_default();
        left_out.extend(filters.into_iter().map(|(filter, rows)| (input.file.clone(), filter, rows)));
    }
    let with_values: BTreeSet<String> = distinct(&checked.context, "variable")?.into_iter().collect();
    let peers = network.iter().flat_map(|n| &n.file.peer_variables);
    let without_data = peers.map(|v| v.variable.clone()).filter(|v| !with_values.contains(v)).collect();
    let is_own = |file: &str| names.contains(&file);
    let files = checked.files.into_iter().filter(|f| is_own(&f.file)).take(own).collect();
    // Of other mappings' files it is of use to know that one was refused whole.
    let is_whole = |f: &Finding| f.line.is_none() && f.is_place() && f.severity == Severity::Error;
    let findings = checked.findings.into_iter().filter(|f| is_own(&f.file) || is_whole(f)).collect();
    Ok(Explained { files, left_out, series, without_data, read_too, not_read, findings })
}

/// Leaves out the observations of inputs from `own` on, which are of other mappings, and takes them out of their counts.
fn leave_out_observations(batch: &mut Batch, own: usize) -> Result<()> {
    for frame in &mut batch.observations {
        for row in rows(frame) {
            let input = row.index("input").map_or(0, |i| i as usize);
            if let Some(read) = batch.reads.get_mut(input).filter(|_| input >= own) {
                read.rows_read = read.rows_read.saturating_sub(1);
            }
        }
        let of_own = frame.clone().lazy().filter(col("input").lt(lit(own as u32))).collect();
        *frame = of_own.map_err(polars_error("leaving out other mappings"))?;
    }
    Ok(())
}

/// A row as the mapping makes it: its series, and an example without its value.
type Given = (String, bool, u32, Example);

/// The rows that the mapping makes of its files, the first `own` inputs.
fn given(batch: &Batch, own: usize) -> Vec<Given> {
    let row = |row: Row<'_>, series: &str, item: &str, year: &str, is_context: bool| -> Given {
        let text = |column: &str| row.text(column).unwrap_or_default().to_string();
        let before = match row.text("fault") {
            Some(fault) => fault.to_string(),
            None => text("value"),
        };
        let line = row.index("line").unwrap_or_default();
        let (file, city, item, year) = (String::new(), text("city"), text(item), text(year));
        let example = Example { file, line, city, item, year, before, after: None };
        (text(series), is_context, row.index("input").unwrap_or_default(), example)
    };
    let observations = batch.observations.iter().flat_map(rows);
    let observations = observations.map(|r| row(r, "measurement", "item", "reference_year", false));
    let context = batch.context.iter().flat_map(rows).map(|r| row(r, "variable", "", "year", true));
    observations.chain(context).filter(|(_, _, input, _)| (*input as usize) < own).collect()
}

/// Series, city, item, year and line of what went in, to its value. Context has no line.
type Accepted = BTreeMap<(String, String, String, String), Vec<(Option<u32>, Option<f64>)>>;

fn accepted(checked: &Checked) -> Accepted {
    let mut all = Accepted::new();
    for row in rows(&checked.history) {
        let text = |column: &str| row.text(column).unwrap_or_default().to_string();
        let year = row.integer("reference_year").unwrap_or_default().to_string();
        let key = (text("measurement"), text("city"), text("item"), year);
        all.entry(key).or_default().push((row.line_number(), row.number("value")));
    }
    for row in rows(&checked.context) {
        let text = |column: &str| row.text(column).unwrap_or_default().to_string();
        let year = row.integer("year").unwrap_or_default().to_string();
        let key = (text("variable"), text("city"), String::new(), year);
        all.entry(key).or_default().push((None, row.number("value")));
    }
    all
}

fn series(of: SeriesOf, given: &[Given], accepted: &Accepted, files: &[&str], framework: &Framework) -> Series {
    let measurement = framework.measurement(&of.name).filter(|_| !of.is_context);
    let mut series = Series {
        unit: measurement.map(|m| m.unit.clone()).unwrap_or_default(),
        plausible: measurement.map_or((None, None), |m| (m.plausible_min, m.plausible_max)),
        name: of.name,
        is_context: of.is_context,
        ..Series::default()
    };
    let (name, is_context) = (series.name.clone(), series.is_context);
    for (_, _, input, example) in given.iter().filter(|g| g.0 == name && g.1 == is_context) {
        series.made += 1;
        let key = (series.name.clone(), example.city.clone(), example.item.clone(), example.year.clone());
        let mut found = accepted.get(&key).into_iter().flatten();
        let found = found.find(|(line, _)| line.is_none_or(|l| l == example.line));
        let after = found.and_then(|(_, value)| *value);
        if found.is_some() {
            series.accepted += 1;
            series.empty += usize::from(after.is_none());
            if let Ok(year) = example.year.parse::<i64>() {
                let (first, last) = series.years.unwrap_or((year, year));
                series.years = Some((first.min(year), last.max(year)));
            }
        }
        if let Some(value) = after {
            let (least, greatest) = series.range.unwrap_or((value, value));
            series.range = Some((least.min(value), greatest.max(value)));
        }
        if series.examples.len() < EXAMPLES {
            let file = files.get(*input as usize).copied().unwrap_or_default().to_string();
            series.examples.push(Example { file, after, ..example.clone() });
        }
    }
    series
}
