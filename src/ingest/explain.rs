//! What a mapping makes of a source's files, without storing anything.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::base::error::{Result, bail};
use crate::ingest::checked::Checked;
use crate::ingest::finding::Finding;
use crate::ingest::frames::{Row, distinct, rows};
use crate::ingest::inputs::of_mapping;
use crate::ingest::read::files;
use crate::ingest::read::mapping::{Mapping, SeriesOf};
use crate::ingest::read::{self, Batch, guard};
use crate::ingest::report::FileReport;
use crate::ingest::{isolate, pipeline};
use crate::model::framework::Framework;
use crate::model::network::Network;

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
    /// Peer variables of the network that neither this mapping nor `context.csv` gives.
    pub without_data: Vec<String>,
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

/// Reads the files of `dir` as the mapping says. Without a network any valid id is taken for a city.
///
/// # Errors
/// The mapping is wrong, or one of its patterns finds no file.
pub fn explain(path: &Path, dir: &Path, framework: &Framework, network: Option<&Network>) -> Result<Explained> {
    let mapping = Mapping::load_with(path, framework, network.map(|n| n.definitions.as_slice()))?;
    let mut inputs = of_mapping(&mapping, 0, dir)?;
    if inputs.is_empty() {
        bail!(path.display(), "finds no file in {}", dir.display());
    }
    files::hash(&mut inputs);
    let mappings = std::slice::from_ref(&mapping);
    let numbers = network.map(|n| n.file.submissions.clone()).unwrap_or_default();
    let (checked, given) = isolate::run(&mut inputs, |inputs| {
        let batch = read::all(inputs, mappings, &numbers)?;
        let given = given(&batch);
        let (checked, refusals) = pipeline::run(inputs, batch, framework, network, None, &[])?.split_refusals();
        Ok(((checked, given), refusals))
    })?;
    let names: Vec<&str> = inputs.iter().map(|i| i.file.as_str()).collect();
    let accepted = accepted(&checked);
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
    Ok(Explained { files: checked.files, left_out, series, without_data, findings: checked.findings })
}

/// A row as the mapping makes it: its series, and an example without its value.
type Given = (String, bool, u32, Example);

/// The rows that the mapping makes.
fn given(batch: &Batch) -> Vec<Given> {
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
    observations.chain(context).collect()
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
