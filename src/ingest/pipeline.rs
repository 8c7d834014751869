//! From files read to checked and merged tables, in memory.

use std::collections::BTreeMap;

use polars::prelude::*;

use crate::base::error::Result;
use crate::base::names::Names;
use crate::ingest::account::{Ledger, account, refused_lines, rejected};
use crate::ingest::checked::Checked;
use crate::ingest::checks::across;
use crate::ingest::checks::companions;
use crate::ingest::checks::observations;
use crate::ingest::checks::{self, Check, Known};
use crate::ingest::finding::{Finding, Findings};
use crate::ingest::frames::{self, Places, Row, column, join, left, wrap};
use crate::ingest::isolate::Refusal;
use crate::ingest::merge;
use crate::ingest::merge::cycles;
use crate::ingest::merge::history;
use crate::ingest::merge::joins::{baseline_years, declared_features, join_context, join_registry};
use crate::ingest::merge::last::Last;
use crate::ingest::merge::{conflicts, consent};
use crate::ingest::read::files::{Input, Role};
use crate::ingest::read::raw::{self, FileKind, RawFile};
use crate::ingest::read::{Batch, reader_fault};
use crate::model::framework::Framework;
use crate::model::network::Network;
use crate::model::network_file::NumberFormat;
use crate::model::vocabulary::Consent;

/// Checks and merges what was read. `registry` is the network's own; a mapping may add to it. `last` is what an earlier snapshot
/// holds, for [`crate::ingest::check`].
pub fn run(inputs: &[Input], batch: Batch, framework: &Framework, network: Option<&Network>, last: Option<&Last>) -> Result<Checked> {
    let reads = batch.reads.as_slice();
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
    let mut findings = Findings::default();
    for finding in reads.iter().flat_map(|r| &r.findings) {
        checks::code_of(finding.code)?;
        findings.push(finding.clone());
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
        context: DataFrame::empty(),
    };
    let mut ledger = Ledger::new(inputs.len());

    // The registry first: everything else speaks of its cities.
    let raw_cities = prepare(join(batch.cities, &raw::CITIES, 0)?)?;
    let registry = checks::run(
        companions::registry(raw_cities, &known)?,
        &companions::registry_checks(&known)?,
        &places,
        &mut findings,
    )?;
    // A registry drawn from rows that feed something else besides is not counted twice.
    ledger.enter(&registry, |i| !batch.feeds[i])?;
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

    let context = Stage {
        known: &known,
        places: &places,
    }
    .table(
        prepare(join(batch.context, &raw::CONTEXT, 0)?)?,
        companions::context,
        companions::context_checks,
        &across::CONTEXT,
        &mut findings,
        &mut ledger,
    )?;
    let context = join_context(network, context)?;
    known.context = context.clone();
    let stage = Stage {
        known: &known,
        places: &places,
    };
    let declarations = stage.table(
        prepare(join(batch.declarations, &raw::DECLARATION, 0)?)?,
        companions::declarations,
        companions::declaration_checks,
        &across::DECLARATIONS,
        &mut findings,
        &mut ledger,
    )?;
    let targets = stage.table(
        prepare(join(batch.targets, &raw::TARGETS, 0)?)?,
        companions::targets,
        companions::target_checks,
        &across::TARGETS,
        &mut findings,
        &mut ledger,
    )?;
    let practices = stage.table(
        prepare(join(batch.practices, &raw::PRACTICES, 0)?)?,
        companions::practices,
        companions::practice_checks,
        &across::PRACTICES,
        &mut findings,
        &mut ledger,
    )?;
    let mut accepted: Vec<LazyFrame> = Vec::new();
    let mut first_row = 0;
    for part in parts(batch.observations) {
        let part = prepare(join(part, &raw::OBSERVATIONS, first_row)?)?;
        first_row += part.height() as u32;
        let observed = stage.table(
            part,
            observations::typed,
            observations::checks,
            &across::OBSERVATIONS,
            &mut findings,
            &mut ledger,
        )?;
        let kept = observations::accepted(observed.lazy()).collect().map_err(wrap("keeping accepted rows"))?;
        accepted.push(kept.lazy());
    }

    let (groups, input_frame) = input_frame(inputs, &batch.for_all)?;
    let shas: Vec<&str> = inputs.iter().map(|i| i.sha256.as_str()).collect();
    let declared = consent::declared(&declarations, &groups, &shas);
    let accepted = concat(accepted, UnionArgs::default())
        .and_then(LazyFrame::collect)
        .map_err(wrap("joining accepted rows"))?;
    let history = consent::with_consent(accepted, input_frame.clone(), &declared)?;
    let before = last.map_or(&[][..], |last| &last.declared);
    consent::unclear_consents(&declared, before, &places.files, &mut findings)?;
    duplicate_files(inputs, reads, &mut findings)?;
    no_declaration(&history, &places, &mut findings)?;
    let once = without_duplicates(&history, inputs, reads)?;
    conflicts::repeated_rows(&once, &places, &mut findings)?;
    crate::ingest::merge::last::nothing_new(&once, last, &places, &mut findings)?;
    let (observation_history, clashes) = cycles::add(merge::sorted(history, &["city", "measurement", "item", "reference_year"])?)?;
    conflicts::conflicts(&observation_history, &clashes, &places, &mut findings)?;
    let current = observation_history
        .clone()
        .lazy()
        .filter(col("current"))
        .with_column(col("from_cycle").alias("cycle"))
        .collect()
        .map_err(wrap("keeping rows in force"))?;

    let by_group = consent::by_group(&declared)?;
    let companion = |frame: DataFrame, columns: Vec<Expr>, key: &[&str]| -> Result<DataFrame> {
        let rows = left(
            frame.lazy().filter(col("refused").not()).drop(cols(["consent", "submitted_on"])),
            input_frame.clone(),
            &["input"],
        );
        let rows = left(rows, by_group.clone(), &["group", "city"]).with_column(col("consent").fill_null(lit(Consent::Private.into_str())));
        let rows = rows
            .with_columns(columns)
            .collect()
            .map_err(wrap("joining targets and practices with their declarations"))?;
        merge::newest(rows, key)
    };
    let in_force = |history: &DataFrame| history.clone().lazy().filter(col("current")).collect().map_err(wrap("keeping rows in force"));
    let target_history = companion(
        targets,
        vec![col("item_id").alias("item"), col("year_n").alias("year"), col("value_n").alias("value")],
        &["city", "measurement", "item"],
    )?;
    history::target_checks(&target_history, &places, &mut findings)?;
    let practice_history = companion(
        practices,
        vec![
            col("title_clean").alias("title"),
            col("summary_clean").alias("summary"),
            col("link_clean").alias("link"),
        ],
        &["city", "feature", "title"],
    )?;
    let declaration_history = history::declarations(&declared, &cities, inputs)?;
    baseline_years(&mut cities, &declared);
    let (files, unaccounted) = account(inputs, reads, &ledger);
    let (mut findings, unlisted) = findings.into_lists();
    name_mappings(&mut findings, inputs);
    let rejected = rejected(inputs, &ledger, &findings, &unlisted, reads);
    Ok(Checked {
        files,
        rejected,
        cities,
        sources: Vec::new(),
        declarations: declared_features(&declared, inputs),
        observations: current,
        history: observation_history,
        targets: in_force(&target_history)?,
        practices: in_force(&practice_history)?,
        target_history,
        practice_history,
        declaration_history,
        context,
        corrections: Vec::new(),
        refusals: refusals(batch.lost, unaccounted),
        findings,
    })
}

/// Says of every finding about a mapped file which mapping reads it: that is where it can be mended.
fn name_mappings(findings: &mut [Finding], inputs: &[Input]) {
    let mappings: BTreeMap<&str, &str> = inputs.iter().filter_map(|i| Some((i.file.as_str(), i.mapping.as_deref()?))).collect();
    for finding in findings {
        if let Some(mapping) = mappings.get(finding.file.as_str())
            && !finding.message.contains(mapping)
        {
            finding.message.push_str(&format!(" The file is read by {mapping}."));
        }
    }
}

/// Files whose bytes were lost, and files whose rows do not add up.
fn refusals(lost: Vec<(usize, &'static str, String)>, unaccounted: Vec<(usize, String)>) -> Vec<Refusal> {
    let lost = lost.into_iter().map(|(input, code, message)| Refusal {
        input,
        code,
        message,
        lost: true,
    });
    let unaccounted = unaccounted.into_iter().map(|(input, what)| Refusal {
        input,
        code: "reader_fault",
        message: reader_fault(&what),
        lost: false,
    });
    lost.chain(unaccounted).collect()
}

/// Most rows of observations that are typed and checked at once, but for a single file of more: it bounds the memory.
const PART: usize = 1 << 16;

/// Frames in parts of at most [`PART`] rows; one part at least, so that an empty batch has its columns.
fn parts(frames: Vec<DataFrame>) -> Vec<Vec<DataFrame>> {
    let mut parts: Vec<Vec<DataFrame>> = vec![Vec::new()];
    let mut rows = 0;
    for frame in frames {
        rows += frame.height();
        match parts.last_mut() {
            Some(part) if rows <= PART || part.is_empty() => part.push(frame),
            _ => {
                rows = frame.height();
                parts.push(vec![frame]);
            }
        }
    }
    parts
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
        findings: &mut Findings,
        ledger: &mut Ledger,
    ) -> Result<DataFrame> {
        let checked = checks::run(typed(raw, self.known)?, &checks(self.known)?, self.places, findings)?;
        let checked = across::in_file(checked, twice, self.places, findings)?;
        ledger.enter(&checked, |_| true)?;
        Ok(checked)
    }
}

/// The index of each file's group, and a lookup by `input`: `group`, `mapped`, `for_all`, `sha`, `submission`.
fn input_frame(inputs: &[Input], for_all: &[bool]) -> Result<(Vec<u32>, DataFrame)> {
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
        column("for_all", (0..inputs.len()).map(|i| for_all.get(i) == Some(&true)).collect::<Vec<_>>()),
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
        let kind = matches!(input.role, Role::Submission(_, FileKind::Observations | FileKind::Workbook));
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

fn duplicate_files(inputs: &[Input], reads: &[RawFile], findings: &mut Findings) -> Result<()> {
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

fn no_declaration(history: &DataFrame, places: &Places<'_>, findings: &mut Findings) -> Result<()> {
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
