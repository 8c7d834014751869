//! From files read to checked and merged tables, in memory.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::across;
use super::checks::{self, Check, Known};
use super::companions;
use super::files::{Input, Role};
use super::finding::{Finding, Severity};
use super::frames::{self, Places, Row, assemble, column, left, wrap};
use super::merge::{self, Declared};
use super::names::Names;
use super::observations;
use super::raw::{self, FileKind, RawFile};
use super::report::{DeclaredFeature, FileReport, Rejected};
use crate::error::{Error, Result};
use crate::framework::Framework;
use crate::network::{City, Network, NumberFormat};

/// Everything that the tables of a snapshot are made from.
pub struct Checked {
    /// Counts of each file.
    pub files: Vec<FileReport>,
    /// Sorted findings.
    pub findings: Vec<Finding>,
    /// Rows and files refused, sorted.
    pub rejected: Vec<Rejected>,
    /// The registry, sorted.
    pub cities: Vec<City>,
    /// Features declared, sorted.
    pub declarations: Vec<DeclaredFeature>,
    /// Columns of `observations`.
    pub observations: DataFrame,
    /// Columns of `observation_history`.
    pub history: DataFrame,
    /// Columns of `targets`.
    pub targets: DataFrame,
    /// Columns of `practices`.
    pub practices: DataFrame,
    /// Columns of `city_context`.
    pub context: DataFrame,
}

/// Rows that went in and rows that did not.
#[derive(Default)]
struct Ledger {
    /// Number of rows of each file that went in.
    accepted: Vec<usize>,
    /// Number of rows of each file that did not.
    rejected: Vec<usize>,
    /// Raw text of the rows that did not, by file, sheet and line.
    refused: BTreeMap<(u32, Option<String>, u32), String>,
}

impl Ledger {
    fn new(files: usize) -> Ledger {
        Ledger {
            accepted: vec![0; files],
            rejected: vec![0; files],
            refused: BTreeMap::new(),
        }
    }

    /// Writes the rows of a checked frame down; `counts` says of a file whether these rows are among those it counts.
    fn enter(&mut self, frame: &DataFrame, counts: impl Fn(usize) -> bool) -> Result<()> {
        let doing = wrap("counting rows");
        let refused = frame.column("refused").and_then(|c| c.bool().cloned()).map_err(&doing)?;
        let inputs = frame.column("input").and_then(|c| c.u32().cloned()).map_err(&doing)?;
        for (input, refused) in inputs.iter().zip(refused.iter()) {
            let input = input.unwrap_or_default() as usize;
            if counts(input) {
                let side = if refused == Some(true) { &mut self.rejected } else { &mut self.accepted };
                side[input] += 1;
            }
        }
        let rows = frame.filter(&refused).map_err(&doing)?;
        for row in (0..rows.height()).map(|r| Row::new(&rows, r)) {
            let key = (
                row.index("input").unwrap_or_default(),
                row.text("sheet").map(str::to_string),
                row.index("line").unwrap_or_default(),
            );
            self.refused.entry(key).or_insert_with(|| row.text("raw").unwrap_or_default().to_string());
        }
        Ok(())
    }
}

/// Checks and merges what was read. `registry` is the network's own; a mapping may add to it. `last` is the observation history of an
/// earlier snapshot, for [`super::check`].
pub fn run(inputs: &[Input], reads: &[RawFile], framework: &Framework, network: Option<&Network>, last: Option<DataFrame>) -> Result<Checked> {
    let mut formats: Vec<NumberFormat> = Vec::new();
    let format_of: Vec<u32> = reads
        .iter()
        .map(|r| match formats.iter().position(|f| *f == r.numbers) {
            Some(i) => i as u32,
            None => {
                formats.push(r.numbers.clone());
                formats.len() as u32 - 1
            }
        })
        .collect();
    let places = Places {
        files: inputs.iter().map(|i| i.file.as_str()).collect(),
        columns: reads.iter().map(|r| &r.columns).collect(),
    };
    let mut findings: Vec<Finding> = reads.iter().flat_map(|r| r.findings.iter().cloned()).collect();
    for finding in &findings {
        checks::code_of(finding.code)?;
    }
    let refused_lines = refused_lines(reads);
    let prepare = |frame: DataFrame| observations::prepare(frame, &format_of, &refused_lines);
    let mut known = Known {
        framework,
        network,
        city_ids: None,
        cities: Names::default(),
        measurements: Names::new(framework.measurements.iter().flat_map(|m| {
            [
                (m.measurement.as_str(), m.measurement.as_str()),
                (m.measurement_title.as_str(), m.measurement.as_str()),
            ]
        })),
        features: Names::new(
            framework
                .measurements
                .iter()
                .flat_map(|m| [(m.feature.as_str(), m.feature.as_str()), (m.feature_title.as_str(), m.feature.as_str())]),
        ),
        formats,
    };
    let mut ledger = Ledger::new(inputs.len());

    // The registry first: everything else speaks of its cities.
    let raw_cities = prepare(assemble(reads, |r| r.cities.as_ref(), &raw::CITIES)?)?;
    let registry = checks::run(
        companions::registry(raw_cities, &known)?,
        &companions::registry_checks(&known)?,
        &places,
        &mut findings,
    )?;
    // A registry drawn from rows that feed something else besides is not counted twice.
    ledger.enter(&registry, |i| reads[i].observations.is_none() && reads[i].context.is_none())?;
    let mut cities = join_registry(network, &registry);
    if network.is_some() {
        known.city_ids = Some(cities.iter().map(|c| c.city.clone()).collect());
        known.cities = Names::new(cities.iter().flat_map(|c| {
            [
                Some((c.city.as_str(), c.city.as_str())),
                Some((c.name.as_str(), c.city.as_str())),
                c.local_name.as_deref().map(|n| (n, c.city.as_str())),
            ]
            .into_iter()
            .flatten()
        }));
    }

    let stage = Stage {
        known: &known,
        places: &places,
    };
    let context = stage.table(
        prepare(assemble(reads, |r| r.context.as_ref(), &raw::CONTEXT)?)?,
        companions::context,
        companions::context_checks,
        &across::CONTEXT,
        &mut findings,
        &mut ledger,
    )?;
    let declarations = stage.table(
        prepare(assemble(reads, |r| r.declaration.as_ref(), &raw::DECLARATION)?)?,
        companions::declarations,
        companions::declaration_checks,
        &across::DECLARATIONS,
        &mut findings,
        &mut ledger,
    )?;
    let targets = stage.table(
        prepare(assemble(reads, |r| r.targets.as_ref(), &raw::TARGETS)?)?,
        companions::targets,
        companions::target_checks,
        &across::TARGETS,
        &mut findings,
        &mut ledger,
    )?;
    let practices = stage.table(
        prepare(assemble(reads, |r| r.practices.as_ref(), &raw::PRACTICES)?)?,
        companions::practices,
        companions::practice_checks,
        &across::PRACTICES,
        &mut findings,
        &mut ledger,
    )?;
    let observed = stage.table(
        prepare(assemble(reads, |r| r.observations.as_ref(), &raw::OBSERVATIONS)?)?,
        observations::typed,
        observations::checks,
        &across::OBSERVATIONS,
        &mut findings,
        &mut ledger,
    )?;

    let (groups, input_frame) = input_frame(inputs)?;
    let shas: Vec<&str> = inputs.iter().map(|i| i.sha256.as_str()).collect();
    let declared = merge::declared(&declarations, &groups, &shas);
    let accepted = observations::accepted(observed.lazy()).collect().map_err(wrap("keeping accepted rows"))?;
    let history = merge::with_consent(accepted, input_frame.clone(), &declared)?;
    duplicate_files(inputs, reads, &mut findings)?;
    no_declaration(&history, &places, &mut findings)?;
    let once = without_duplicates(&history, inputs, reads)?;
    across::between_files(&once, &places, &mut findings)?;
    super::last::nothing_new(&once, last, &places, &mut findings)?;
    let history = merge::newest(history, &["city", "measurement", "item", "reference_year"])?;
    let current = history.clone().lazy().filter(col("current")).collect().map_err(wrap("keeping rows in force"))?;

    let by_group = merge::by_group(&declared)?;
    let companion = |frame: DataFrame, columns: Vec<Expr>, key: &[&str]| -> Result<DataFrame> {
        let rows = left(
            frame.lazy().filter(col("refused").not()).drop(cols(["consent", "submitted_on"])),
            input_frame.clone(),
            &["input"],
        );
        let rows = left(rows, by_group.clone(), &["group", "city"]).with_column(col("consent").fill_null(lit("private")));
        let rows = rows
            .with_columns(columns)
            .collect()
            .map_err(wrap("joining targets and practices with their declarations"))?;
        let merged = merge::newest(rows, key)?;
        merged.lazy().filter(col("current")).collect().map_err(wrap("keeping rows in force"))
    };
    let targets = companion(
        targets,
        vec![col("item_id").alias("item"), col("year_n").alias("year"), col("value_n").alias("value")],
        &["city", "measurement", "item"],
    )?;
    let practices = companion(
        practices,
        vec![col("title_clean").alias("title"), col("summary_clean").alias("summary")],
        &["city", "feature", "title"],
    )?;
    baseline_years(&mut cities, &declared);
    let files = account(inputs, reads, &ledger)?;
    findings.sort();
    findings.dedup();
    let rejected = rejected(inputs, &ledger, &findings, reads);
    Ok(Checked {
        files,
        rejected,
        cities,
        declarations: declared_features(&declared, inputs),
        observations: current,
        history,
        targets,
        practices,
        context: join_context(network, context)?,
        findings,
    })
}

/// One kind of table through typing, row checks and checks across the rows of a file.
struct Stage<'a> {
    known: &'a Known<'a>,
    places: &'a Places<'a>,
}

impl<'a> Stage<'a> {
    fn table(
        &self,
        raw: DataFrame,
        typed: impl Fn(DataFrame, &Known<'_>) -> Result<LazyFrame>,
        checks: impl Fn(&'a Known<'a>) -> Result<Vec<Check<'a>>>,
        twice: &across::Twice,
        findings: &mut Vec<Finding>,
        ledger: &mut Ledger,
    ) -> Result<DataFrame> {
        let checked = checks::run(typed(raw, self.known)?, &checks(self.known)?, self.places, findings)?;
        let checked = across::in_file(checked, twice, self.places, findings)?;
        ledger.enter(&checked, |_| true)?;
        Ok(checked)
    }
}

/// Lines that a reader refused: (file, sheet, line), sorted.
fn refused_lines(reads: &[RawFile]) -> Vec<(u32, Option<String>, u32)> {
    let mut lines: Vec<_> = reads
        .iter()
        .enumerate()
        .flat_map(|(i, r)| {
            let errors = r.findings.iter().filter(|f| f.severity == Severity::Error);
            errors.filter_map(move |f| f.line.map(|line| (i as u32, f.sheet.clone(), line)))
        })
        .collect();
    lines.sort();
    lines.dedup();
    lines
}

/// The network's registry and what mappings add, sorted; where both name a city the network's own row counts, then the first file's.
fn join_registry(network: Option<&Network>, registry: &DataFrame) -> Vec<City> {
    let mut cities: BTreeMap<String, City> = BTreeMap::new();
    for city in network.iter().flat_map(|n| &n.cities) {
        cities.insert(city.city.clone(), city.clone());
    }
    for row in (0..registry.height()).map(|r| Row::new(registry, r)).filter(|r| !r.is("refused")) {
        let text = |c: &str| row.text(c).map(str::to_string);
        let year = |c: &str| row.integer(c).and_then(|y| i32::try_from(y).ok());
        if let (Some(city), Some(name), Some(country), Some(region)) = (text("city"), text("name_clean"), text("country"), text("region")) {
            cities.entry(city.clone()).or_insert_with(|| City {
                city,
                name,
                local_name: text("local_name_clean"),
                country,
                region,
                joined: year("joined_n"),
                baseline_year: year("baseline_n"),
            });
        }
    }
    cities.into_values().collect()
}

/// The index of each file's group, and a lookup by `input`: `group`, `mapped`, `sha`, `submission`.
fn input_frame(inputs: &[Input]) -> Result<(Vec<u32>, DataFrame)> {
    let mut names: BTreeMap<&str, u32> = BTreeMap::new();
    let groups: Vec<u32> = inputs
        .iter()
        .map(|i| {
            let next = names.len() as u32;
            *names.entry(&i.group).or_insert(next)
        })
        .collect();
    let frame = frames::frame(vec![
        column("input", (0..inputs.len() as u32).collect::<Vec<_>>()),
        column("group", groups.clone()),
        column("mapped", inputs.iter().map(|i| matches!(i.role, Role::Mapped(_))).collect::<Vec<_>>()),
        column("sha", inputs.iter().map(|i| i.sha256.as_str()).collect::<Vec<_>>()),
        column("submission", inputs.iter().map(|i| i.submission_id()).collect::<Vec<_>>()),
    ])?;
    Ok((groups, frame))
}

/// Files with observations whose bytes came before, by index.
fn repeated(inputs: &[Input], reads: &[RawFile]) -> BTreeMap<usize, usize> {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let mut again = BTreeMap::new();
    for (i, input) in inputs.iter().enumerate() {
        let kind = matches!(input.role, Role::Submission(FileKind::Observations | FileKind::Workbook));
        if kind && reads[i].rows_read > 0 {
            match first.get(input.sha256.as_str()) {
                Some(before) => {
                    again.insert(i, *before);
                }
                None => {
                    first.insert(&input.sha256, i);
                }
            }
        }
    }
    again
}

fn duplicate_files(inputs: &[Input], reads: &[RawFile], findings: &mut Vec<Finding>) -> Result<()> {
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

fn without_duplicates(history: &DataFrame, inputs: &[Input], reads: &[RawFile]) -> Result<DataFrame> {
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
        .map_err(wrap("leaving files out that came twice"))
}

fn no_declaration(history: &DataFrame, places: &Places<'_>, findings: &mut Vec<Finding>) -> Result<()> {
    let code = checks::code_of("no_declaration")?;
    let silent = history
        .clone()
        .lazy()
        .filter(col("declared").not())
        .group_by([col("input"), col("city"), col("cycle")])
        .agg([len().alias("rows")])
        .sort(["input", "city", "cycle"], SortMultipleOptions::default())
        .collect()
        .map_err(wrap("looking for declarations"))?;
    for row in (0..silent.height()).map(|r| Row::new(&silent, r)) {
        let (city, cycle) = (row.text("city").unwrap_or_default(), row.integer("cycle").unwrap_or_default());
        let message =
            format!("No declaration of {city} for {cycle} stands beside its values, so they stay private. Send city.csv with its consent in the same folder.");
        findings.push(Finding {
            file: places
                .files
                .get(row.index("input").unwrap_or_default() as usize)
                .map(|f| f.to_string())
                .unwrap_or_default(),
            severity: code.severity,
            city: Some(city.to_string()),
            ..Finding::file("", code.code, message)
        });
    }
    Ok(())
}

/// A declared baseline year counts before the registry's: the newest that a public declaration gives.
fn baseline_years(cities: &mut [City], declared: &[Declared]) {
    let governing = merge::governing(declared);
    let mut newest: BTreeMap<&str, (&Option<String>, i64, &str, i64)> = BTreeMap::new();
    for d in declared.iter().filter(|d| governing.get(&(d.city.as_str(), d.cycle)) == Some(&"public")) {
        if let Some(year) = d.baseline {
            let row = (&d.date, d.cycle, d.sha.as_str(), year);
            let best = newest.entry(&d.city).or_insert(row);
            if row > *best {
                *best = row;
            }
        }
    }
    for city in cities {
        if let Some((_, _, _, year)) = newest.get(city.city.as_str()) {
            city.baseline_year = i32::try_from(*year).ok();
        }
    }
}

/// Priorities and expertise of each city's newest accepted declaration.
fn declared_features(declared: &[Declared], inputs: &[Input]) -> Vec<DeclaredFeature> {
    let governing = merge::governing(declared);
    let mut newest: BTreeMap<&str, &Declared> = BTreeMap::new();
    for d in declared.iter().filter(|d| d.accepted) {
        let best = newest.entry(&d.city).or_insert(d);
        if (&d.date, d.cycle, &d.sha) > (&best.date, best.cycle, &best.sha) {
            *best = d;
        }
    }
    let mut features: Vec<DeclaredFeature> = Vec::new();
    for d in newest.values() {
        for (role, list) in [("priority", &d.priorities), ("expertise", &d.expertise)] {
            for feature in list.iter().flat_map(|l| l.split('|')) {
                features.push(DeclaredFeature {
                    city: d.city.clone(),
                    role,
                    feature: feature.to_string(),
                    consent: governing.get(&(d.city.as_str(), d.cycle)).copied().unwrap_or("private"),
                    submission: inputs.get(d.input as usize).map(|i| i.submission_id().to_string()).unwrap_or_default(),
                });
            }
        }
    }
    features.sort();
    features
}

/// Context of the network's own file and of mappings; the own file counts before a mapping's, a later file before an earlier.
fn join_context(network: Option<&Network>, mapped: DataFrame) -> Result<DataFrame> {
    let mut rows: BTreeMap<(String, String, i64), f64> = BTreeMap::new();
    for row in (0..mapped.height()).map(|r| Row::new(&mapped, r)).filter(|r| !r.is("refused")) {
        if let (Some(city), Some(variable), Some(year), Some(value)) = (row.text("city"), row.text("variable"), row.integer("year_n"), row.number("value_n")) {
            rows.insert((city.to_string(), variable.to_string(), year), value);
        }
    }
    for c in network.iter().flat_map(|n| &n.context) {
        rows.insert((c.city.clone(), c.variable.clone(), c.year.into()), c.value);
    }
    frames::frame(vec![
        column("city", rows.keys().map(|k| k.0.as_str()).collect::<Vec<_>>()),
        column("year", rows.keys().map(|k| k.2).collect::<Vec<_>>()),
        column("variable", rows.keys().map(|k| k.1.as_str()).collect::<Vec<_>>()),
        column("value", rows.values().copied().collect::<Vec<_>>()),
    ])
}

/// Counts of each file; rows that nothing explains are a fault of ours.
fn account(inputs: &[Input], reads: &[RawFile], ledger: &Ledger) -> Result<Vec<FileReport>> {
    let mut rejected = ledger.rejected.clone();
    // Rows that could not be split stand in no frame.
    for (input, sheet, line) in refused_lines(reads) {
        let split = ledger.refused.contains_key(&(input, sheet, line));
        rejected[input as usize] += usize::from(!split);
    }
    let mut files = Vec::new();
    for (i, (input, read)) in inputs.iter().zip(reads).enumerate() {
        let (accepted, rejected) = (ledger.accepted[i], rejected[i]);
        if read.rows_read != accepted + rejected + read.filtered {
            return Err(Error::invalid(
                &input.file,
                format!(
                    "{} rows were read, and {accepted} accepted, {rejected} refused and {} left out do not add up to them: a fault of this program",
                    read.rows_read, read.filtered
                ),
            ));
        }
        files.push(FileReport {
            file: input.file.clone(),
            kind: input.kind.to_string(),
            sha256: input.sha256.clone(),
            rows_read: read.rows_read,
            accepted,
            rejected,
            filtered: read.filtered,
        });
    }
    Ok(files)
}

/// Refused rows with their raw text, and files refused whole, each with the codes of its errors.
fn rejected(inputs: &[Input], ledger: &Ledger, findings: &[Finding], reads: &[RawFile]) -> Vec<Rejected> {
    type Place<'a> = (&'a str, Option<&'a str>, Option<u32>);
    let mut codes: BTreeMap<Place<'_>, BTreeSet<&str>> = BTreeMap::new();
    for f in findings.iter().filter(|f| f.severity == Severity::Error) {
        codes.entry((&f.file, f.sheet.as_deref(), f.line)).or_default().insert(f.code);
    }
    let mut raws: BTreeMap<Place<'_>, &str> = BTreeMap::new();
    for ((input, sheet, line), raw) in &ledger.refused {
        raws.insert((&inputs[*input as usize].file, sheet.as_deref(), Some(*line)), raw);
    }
    let mut all: BTreeSet<Place<'_>> = raws.keys().copied().collect();
    // Files refused whole, and rows that could not be split, have no frame.
    for f in reads.iter().flat_map(|r| &r.findings).filter(|f| f.severity == Severity::Error) {
        all.insert((&f.file, f.sheet.as_deref(), f.line));
    }
    all.into_iter()
        .map(|place| Rejected {
            file: place.0.to_string(),
            sheet: place.1.map(str::to_string),
            line: place.2,
            codes: codes.get(&place).map(|c| c.iter().copied().collect::<Vec<_>>().join("|")).unwrap_or_default(),
            raw: raws.get(&place).map(|r| r.to_string()),
        })
        .collect()
}
