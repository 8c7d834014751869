//! From files read to checked and merged tables, in memory.

use std::collections::BTreeMap;

use polars::prelude::*;

use crate::base::error::Result;
use crate::ingest::account::{Ledger, account, refused_lines, rejected};
use crate::ingest::checked::Checked;
use crate::ingest::checks::across::{self, Twice};
use crate::ingest::checks::{self, Check, Known, companions as companion_checks, files, form, fractions, observations};
use crate::ingest::finding::{Finding, Findings};
use crate::ingest::frames::{Places, join, left, lookup, polars_error};
use crate::ingest::isolate::Refusal;
use crate::ingest::merge::joins::{baseline_years, declared_features, join_context, join_registry};
use crate::ingest::merge::last::{Last, nothing_new};
use crate::ingest::merge::replaced::replaced_values;
use crate::ingest::merge::{
    self, companions, compared, conflicts, consent, contacts, cycles, declarations, earlier, history, kinds,
};
use crate::ingest::read::files::{Input, Role};
use crate::ingest::read::raw::{self, RawFile};
use crate::ingest::read::{Batch, reader_fault};
use crate::model::cities::City;
use crate::model::framework::Framework;
use crate::model::network::Network;
use crate::model::network_file::NumberFormat;
use crate::model::vocabulary::Consent;
use crate::model::withdrawal::{Withdrawal, merged};

/// Checks and merges what was read. The network's registry comes first; a mapping may add to it. `last` is what an
/// earlier snapshot holds, for [`crate::ingest::check`]; `known_withdrawals` are those of the store's record.
pub fn run(
    inputs: &[Input],
    batch: Batch,
    framework: &Framework,
    network: Option<&Network>,
    last: Option<&Last>,
    known_withdrawals: &[Withdrawal],
) -> Result<Checked> {
    let reads = batch.reads.as_slice();
    let (formats, format_of) = number_formats(reads);
    let places = Places {
        files: inputs.iter().map(|i| i.file.as_str()).collect(),
        columns: reads.iter().map(|r| &r.columns).collect(),
    };
    let mut known = Known::new(framework, network, formats);
    let mut pass = Pass::new(&places, reads, format_of)?;

    // The registry first: everything else names its cities.
    let registry = pass.registry(&known, batch.cities, &batch.feeds)?;
    let mut cities = join_registry(network, &registry, &places, &mut pass.findings)?;
    if network.is_some() {
        known.register(&cities);
    }
    let context = pass.table(&known, batch.context, &CONTEXT)?;
    let context = join_context(network, context, &places, &mut pass.findings)?;
    known.context = context.clone();
    let declaration_rows = pass.table(&known, batch.declarations, &DECLARATIONS)?;
    let targets = pass.table(&known, batch.targets, &TARGETS)?;
    let practices = pass.table(&known, batch.practices, &PRACTICES)?;
    let accepted = pass.observations(&known, batch.observations)?;
    let Pass { mut findings, ledger, .. } = pass;

    let (groups, input_frame) = input_frame(inputs, &batch.for_all)?;
    let shas: Vec<&str> = inputs.iter().map(|i| i.sha256.as_str()).collect();
    let mut declared = consent::declared(&declaration_rows, &groups, &shas);
    // Before those of one day are made to say the same, which none of them may do by itself.
    let said = consent::held::withdrawals(&declared);
    let before = last.map_or(known_withdrawals, |last| &last.withdrawals);
    let withdrawals = merged(before.iter().chain(&said).cloned());
    let withdrawals = consent::held::held(withdrawals, &said, &declared);
    declared.retain(|d| d.is_known);
    let mut declared = settled(declared, last, &places.files, &mut findings)?;
    add_held(&withdrawals, &mut declared, last, &cities, &places.files, &mut findings)?;
    let history = consent::with_consent(accepted, input_frame.clone(), &declared)?;
    files::duplicate_files(inputs, reads, &mut findings)?;
    form::changed_texts(inputs, reads, framework, &mut findings)?;
    files::no_declaration(&history, &places, &mut findings)?;
    files::other_city(&history, known.city_ids.as_deref().unwrap_or_default(), &places, &mut findings)?;
    let once = files::without_duplicates(&history, inputs, reads)?;
    fractions::fractions(&once, framework, &places, &mut findings)?;
    conflicts::repeated_rows(&once, &places, &mut findings)?;
    nothing_new(&once, last, &places, &mut findings)?;
    replaced_values(&once, last, &places, &mut findings)?;
    let of_last = |table: fn(&Last) -> &DataFrame| last.map(table);
    compared::repeated_rows(&once, of_last(|l| &l.observations), &places, &mut findings)?;
    if let Some(last) = last {
        let mut together = [&declared[..], &last.declared].concat();
        consent::sort(&mut together);
        let [sent, stored] = [&history, &last.observations].map(|rows| compared::with_governing(rows, &together));
        compared::with_store(&sent?, Some(&stored?), &kinds::OBSERVATIONS, &places, &mut findings)?;
    } else {
        compared::with_store(&history, None, &kinds::OBSERVATIONS, &places, &mut findings)?;
    }
    let history = merge::sorted(history, kinds::OBSERVATIONS.key)?;
    let (history, clashes) = cycles::add(earlier::add(history, &kinds::OBSERVATIONS, "cycle", &declared)?)?;
    conflicts::conflicts(&history, &clashes, inputs, &places, &mut findings)?;

    let by_group = consent::by_group(&declared)?;
    let target_history = with_declarations(targets, &TARGET_COLUMNS, &input_frame, &by_group)?;
    files::undeclared_companions(&target_history, "targets", &places, &mut findings)?;
    compared::with_store(&target_history, of_last(|l| &l.targets), &kinds::TARGETS, &places, &mut findings)?;
    let target_history = companions::newest(target_history, &kinds::TARGETS, &places, &mut findings)?;
    let target_history = earlier::add(target_history, &kinds::TARGETS, "declared_cycle", &declared)?;
    history::target_checks(&target_history, &places, &mut findings)?;
    let practice_history = with_declarations(practices, &PRACTICE_COLUMNS, &input_frame, &by_group)?;
    files::undeclared_companions(&practice_history, "practices", &places, &mut findings)?;
    let practice_history = history::practice_checks(practice_history, &places, &mut findings)?;
    compared::with_store(&practice_history, of_last(|l| &l.practices), &kinds::PRACTICES, &places, &mut findings)?;
    let practice_history = companions::newest(practice_history, &kinds::PRACTICES, &places, &mut findings)?;
    let practice_history = earlier::add(practice_history, &kinds::PRACTICES, "declared_cycle", &declared)?;
    let declaration_history = history::declarations(&declared, &cities)?;
    baseline_years(&mut cities, &declared);
    let (files, unaccounted) = account(inputs, reads, &ledger);
    let (mut findings, unlisted) = findings.into_lists();
    name_mappings(&mut findings, inputs);
    Ok(Checked {
        files,
        rejected: rejected(inputs, &ledger, &findings, &unlisted, reads),
        cities,
        sources: Vec::new(),
        declarations: declared_features(&declared),
        contacts: contacts::declared_contacts(&declared),
        withdrawals,
        observations: in_force(&history, &[("cycle", "from_cycle")])?,
        history,
        targets: in_force(&target_history, &[])?,
        practices: in_force(&practice_history, &[])?,
        target_history,
        practice_history,
        declaration_history,
        context,
        corrections: Vec::new(),
        refusals: refusals(batch.lost, unaccounted),
        findings,
    })
}

/// Adds declarations that no file says any longer.
fn add_held(
    withdrawals: &[(Withdrawal, bool)],
    declared: &mut Vec<consent::Declared>,
    last: Option<&Last>,
    cities: &[City],
    files: &[&str],
    findings: &mut Findings,
) -> Result<()> {
    let stored = last.map_or(&[][..], |last| &last.declared);
    let is_city = |id: &str| cities.binary_search_by(|city| city.city.as_str().cmp(id)).is_ok();
    let held = consent::held::as_declared(withdrawals, &[&declared[..], stored].concat(), is_city);
    consent::held::held_declarations(&held, declared, stored, files, findings)?;
    declared.extend(held);
    consent::doubt_unread(declared);
    consent::sort(declared);
    Ok(())
}

/// Declarations after what is unclear of them was named and those of one day were made to say the same.
fn settled(
    mut declared: Vec<consent::Declared>,
    last: Option<&Last>,
    files: &[&str],
    findings: &mut Findings,
) -> Result<Vec<consent::Declared>> {
    let stored = last.map_or(&[][..], |last| &last.declared);
    consent::unclear_consents(&declared, stored, files, findings)?;
    consent::widened_consents(&declared, stored, files, findings)?;
    consent::undated_consents(&declared, stored, files, findings)?;
    contacts::widened_contacts(&declared, stored, files, findings)?;
    declarations::differing(&declared, stored, files, findings)?;
    declarations::settle(&mut declared);
    Ok(declared)
}

/// Columns of targets and practices by the name of the column that they are read from.
const TARGET_COLUMNS: [(&str, &str); 3] = [("item", "item_id"), ("year", "year_n"), ("value", "value_n")];
const PRACTICE_COLUMNS: [(&str, &str); 8] = [
    ("title", "title_clean"),
    ("summary", "summary_clean"),
    ("link", "link_clean"),
    ("started", "started_n"),
    ("cost_band", "cost_id"),
    ("partners", "partners_clean"),
    ("evidence", "evidence_clean"),
    ("language", "language_id"),
];

fn renamed(columns: &[(&str, &str)]) -> Vec<Expr> {
    columns.iter().map(|(name, from)| col(*from).alias(*name)).collect()
}

/// Targets or practices with the consent and the day of their declarations.
fn with_declarations(
    rows: DataFrame,
    columns: &[(&str, &str)],
    inputs: &DataFrame,
    by_group: &DataFrame,
) -> Result<DataFrame> {
    let accepted = rows.lazy().filter(col("refused").not()).drop(cols(["consent", "submitted_on"]));
    left(left(accepted, inputs.clone(), &["input"]), by_group.clone(), &["group", "city"])
        .with_column(col("consent").fill_null(lit(Consent::Private.into_str())))
        .with_columns(renamed(columns))
        .collect()
        .map_err(polars_error("joining targets and practices with their declarations"))
}

/// The rows of a history that are in force.
fn in_force(history: &DataFrame, columns: &[(&str, &str)]) -> Result<DataFrame> {
    let current = history.clone().lazy().filter(col("current")).with_columns(renamed(columns));
    current.collect().map_err(polars_error("keeping rows in force"))
}

/// The distinct ways in which files write numbers, and the place of each file's among them.
fn number_formats(reads: &[RawFile]) -> (Vec<NumberFormat>, Vec<u32>) {
    let mut formats: Vec<NumberFormat> = Vec::new();
    let mut place = |numbers: &NumberFormat| {
        let known = formats.iter().position(|f| f == numbers);
        known.unwrap_or_else(|| {
            formats.push(numbers.clone());
            formats.len() - 1
        }) as u32
    };
    let of_files = reads.iter().map(|r| place(&r.numbers)).collect();
    (formats, of_files)
}

/// Says of every finding about a mapped file which mapping reads it: that is where it can be mended.
fn name_mappings(findings: &mut [Finding], inputs: &[Input]) {
    let mappings: BTreeMap<&str, &str> =
        inputs.iter().filter_map(|i| Some((i.file.as_str(), i.mapping.as_deref()?))).collect();
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
    let lost = lost.into_iter().map(|(input, code, message)| Refusal { input, code, message, lost: true });
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

/// A kind of table: its columns, how its cells are typed, and how its rows are checked.
struct Kind {
    columns: &'static [&'static str],
    typed: fn(DataFrame, &Known<'_>) -> Result<LazyFrame>,
    checks: for<'k> fn(&'k Known<'k>) -> Vec<Check<'k>>,
    twice: Twice,
}

static CONTEXT: Kind = Kind {
    columns: &raw::CONTEXT,
    typed: companion_checks::context,
    checks: companion_checks::context_checks,
    twice: Twice {
        key: &["city", "variable", "year_n"],
        same: &["value_n"],
        conflict: "series_conflict",
        column: "value",
        what: "variable and year",
    },
};
static DECLARATIONS: Kind = Kind {
    columns: &raw::DECLARATION,
    typed: companion_checks::declarations,
    checks: companion_checks::declaration_checks,
    twice: Twice {
        key: &["city", "cycle_n"],
        same: &[
            "date_id",
            "consent_id",
            "consent_for",
            "baseline_n",
            "priorities_id",
            "expertise_id",
            "contact_name_clean",
            "contact_role_clean",
            "email_id",
            "languages_id",
            "zone_id",
            "contact_consent_id",
        ],
        conflict: "declaration_conflict",
        column: "city",
        what: "city and cycle",
    },
};
static TARGETS: Kind = Kind {
    columns: &raw::TARGETS,
    typed: companion_checks::targets,
    checks: companion_checks::target_checks,
    twice: Twice {
        key: &["city", "measurement", "item_id"],
        same: &["year_n", "value_n"],
        conflict: "series_conflict",
        column: "value",
        what: "series",
    },
};
static PRACTICES: Kind = Kind {
    columns: &raw::PRACTICES,
    typed: companion_checks::practices,
    checks: companion_checks::practice_checks,
    twice: Twice {
        key: &["city", "feature", "title_clean"],
        same: &["summary_clean", "link", "started_n", "cost_id", "partners_clean", "evidence", "language_id"],
        conflict: "series_conflict",
        column: "title",
        what: "feature and title",
    },
};
static OBSERVATIONS: Kind = Kind {
    columns: &raw::OBSERVATIONS,
    typed: observations::typed,
    checks: observations::checks,
    twice: Twice {
        key: &["city", "measurement", "item_id", "year_n"],
        same: &[
            "value_n",
            "lower_n",
            "upper_n",
            "sample_n",
            "effect_n",
            "ratings_id",
            "source_id",
            "status_id",
            "definition",
            "price_base_in_force",
            "cycle_n",
        ],
        conflict: "series_conflict",
        column: "value",
        what: "series and year",
    },
};

/// Tables on their way through typing, the checks of rows and the checks across the rows of a file.
struct Pass<'a> {
    places: &'a Places<'a>,
    /// Place of each file's number format.
    format_of: Vec<u32>,
    /// Lines that the readers refused.
    refused_lines: Vec<(u32, Option<String>, u32)>,
    findings: Findings,
    ledger: Ledger,
}

impl<'a> Pass<'a> {
    fn new(places: &'a Places<'a>, reads: &[RawFile], format_of: Vec<u32>) -> Result<Pass<'a>> {
        let mut findings = Findings::default();
        for finding in reads.iter().flat_map(|r| &r.findings) {
            checks::code_of(finding.code)?;
            findings.push(finding.clone());
        }
        Ok(Pass { places, format_of, refused_lines: refused_lines(reads), findings, ledger: Ledger::new(reads.len()) })
    }

    /// Registries that mappings bring. One drawn from rows that `feeds` something else too is not counted twice.
    fn registry(&mut self, known: &Known<'_>, frames: Vec<DataFrame>, feeds: &[bool]) -> Result<DataFrame> {
        let raw = self.prepared(frames, &raw::CITIES, 0)?;
        let typed = companion_checks::registry(raw, known)?;
        let checked = checks::run(typed, &companion_checks::registry_checks(known), self.places, &mut self.findings)?;
        self.ledger.enter(&checked, |i| !feeds[i])?;
        Ok(checked)
    }

    fn table(&mut self, known: &Known<'_>, frames: Vec<DataFrame>, kind: &Kind) -> Result<DataFrame> {
        let raw = self.prepared(frames, kind.columns, 0)?;
        self.checked(known, raw, kind)
    }

    /// Accepted observations, typed and checked in parts.
    fn observations(&mut self, known: &Known<'_>, frames: Vec<DataFrame>) -> Result<DataFrame> {
        let mut accepted: Vec<LazyFrame> = Vec::new();
        let mut first_row = 0;
        for part in parts(frames) {
            let raw = self.prepared(part, OBSERVATIONS.columns, first_row)?;
            first_row += raw.height() as u32;
            let checked = self.checked(known, raw, &OBSERVATIONS)?;
            let kept =
                observations::accepted(checked.lazy()).collect().map_err(polars_error("keeping accepted rows"))?;
            accepted.push(kept.lazy());
        }
        concat(accepted, UnionArgs::default())
            .and_then(LazyFrame::collect)
            .map_err(polars_error("joining accepted rows"))
    }

    fn prepared(&self, frames: Vec<DataFrame>, columns: &[&str], first_row: u32) -> Result<DataFrame> {
        observations::prepare(join(frames, columns, first_row)?, &self.format_of, &self.refused_lines)
    }

    fn checked(&mut self, known: &Known<'_>, raw: DataFrame, kind: &Kind) -> Result<DataFrame> {
        let checked = checks::run((kind.typed)(raw, known)?, &(kind.checks)(known), self.places, &mut self.findings)?;
        let checked = across::in_file(checked, &kind.twice, self.places, &mut self.findings)?;
        self.ledger.enter(&checked, |_| true)?;
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
    let rows: Vec<(u32, &Input)> = (0..).zip(inputs).collect();
    let frame = lookup!((n, input) in rows =>
        input = *n, group = groups[*n as usize], mapped = matches!(input.role, Role::Mapped(_)),
        for_all = for_all.get(*n as usize) == Some(&true), sha = input.sha256.as_str(),
        submission = input.submission_id())?;
    Ok((groups, frame))
}
