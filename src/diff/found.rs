//! A comparison: what is compared, and what was found.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use arrow::array::RecordBatch;
use serde::Serialize;

use crate::base::error::{Error, Result};
use crate::base::table::Table;
use crate::diff::cause::Cause;
use crate::diff::compared::{self, Compared};
use crate::diff::rows::{Columns, ORDER};
use crate::diff::sql::{literal, quoted};
use crate::diff::{evidence, inputs};
use crate::engine::{Engine, OpenSide, keys};
use crate::store::Manifest;

/// The column that is not compared: in which submission a row came.
const SUBMISSION: &str = "submission";

/// One of the two sides.
#[derive(Debug, Clone, Serialize)]
pub struct About {
    /// Its snapshot.
    pub snapshot: String,
    /// Day up to which submissions count.
    pub as_of: Option<String>,
    /// Year of the brief.
    pub cycle: i32,
    /// Version of the program that made the snapshot.
    pub made_by: String,
    /// Files that it was made from.
    pub files: usize,
}

/// What of the two snapshots' makings differs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Makings {
    /// Files of which there is none of the same bytes before.
    pub new_files: usize,
    /// Files of which there is none of the same bytes after.
    pub gone_files: usize,
    /// Whether the network's own files differ: registry, context, settings, mappings, corrections.
    pub network: bool,
    /// Whether the catalogue differs.
    pub catalogue: bool,
    /// Whether the rules of ingest do.
    pub program: bool,
}

/// What was found of a relation.
#[derive(Debug, Clone, Serialize)]
pub struct Total {
    /// Its name.
    pub relation: String,
    /// Columns by which its rows are joined.
    pub key: Vec<String>,
    /// Rows before.
    pub before: u64,
    /// Rows after.
    pub after: u64,
    /// Rows that are only after.
    pub new: u64,
    /// Rows of both of which a cell differs.
    pub changed: u64,
    /// Rows that are only before.
    pub removed: u64,
    /// Rows of both in which this column differs, by its name.
    pub columns: BTreeMap<String, u64>,
    /// Rows that differ, by their causes.
    pub causes: Vec<ByCause>,
}

/// How many rows that differ have the same causes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ByCause {
    /// Causes at the row's own place, separated by |.
    pub causes: String,
    /// Causes that reach it from elsewhere, separated by |.
    pub elsewhere: String,
    /// Whether there is only one.
    pub certain: bool,
    /// Rows.
    pub rows: u64,
}

/// Two sides that were compared.
#[derive(Debug)]
pub struct Comparison {
    engine: Engine,
    found: Vec<(Compared, Columns)>,
    /// The side before and the side after.
    pub sides: [About; 2],
    /// What of their makings differs.
    pub makings: Makings,
    /// What was found, in the order of the relations.
    pub totals: Vec<Total>,
    /// Relations that cannot be compared, with the reason.
    pub left_out: Vec<(String, String)>,
}

impl Comparison {
    /// Compares two sides, each as of `cycle` or of its own newest one. `wanted` are the relations; none are those that
    /// readers see, and the tables that they rest on.
    ///
    /// # Errors
    /// A side cannot be read; a wanted relation is not there or has no key; two rows of a relation have one key.
    pub fn of(
        before: &OpenSide,
        after: &OpenSide,
        queries: &Path,
        cycle: Option<i32>,
        wanted: &[String],
    ) -> Result<Comparison> {
        let own = after.side(cycle);
        let engine = Engine::open_as_of(own.snapshot, queries, own.cycle, own.as_of)?;
        Comparison::between(engine.compared_with(before.side(cycle))?, before, after, wanted)
    }

    /// As [`Comparison::of`], of the two sides of an engine.
    ///
    /// # Errors
    /// As of [`Comparison::of`].
    pub fn between(engine: Engine, before: &OpenSide, after: &OpenSide, wanted: &[String]) -> Result<Comparison> {
        let unlike = [before.snapshot.unlike_ours()?, after.snapshot.unlike_ours()?];
        let cycles = [engine.before().map_or(0, Engine::cycle), engine.cycle()];
        let about = |side: &OpenSide, cycle: i32| About {
            snapshot: side.snapshot.id.clone(),
            as_of: side.as_of.clone(),
            cycle,
            made_by: side.snapshot.manifest.tool.clone(),
            files: side.snapshot.manifest.inputs.len(),
        };
        let makings = makings(&before.snapshot.manifest, &after.snapshot.manifest);
        let mut comparison = Comparison {
            sides: [about(before, cycles[0]), about(after, cycles[1])],
            makings,
            totals: Vec::new(),
            left_out: Vec::new(),
            found: Vec::new(),
            engine,
        };
        let wanted = comparison.wanted(wanted)?;
        comparison.find(&wanted, &unlike, cycles[0] != cycles[1])?;
        Ok(comparison)
    }

    /// What is compared.
    fn wanted(&self, names: &[String]) -> Result<Vec<Compared>> {
        let listed = || compared::TABLES.iter().chain(compared::MARTS);
        if names.is_empty() {
            return Ok(listed().copied().collect());
        }
        let mut wanted: Vec<Compared> = Vec::new();
        for name in names {
            let known = listed().find(|compared| compared.relation == name).copied();
            let of_key = || keys::named(name).filter(|(_, key)| !key.is_empty()).map(|(name, _)| compared::other(name));
            let Some(found) = known.or_else(of_key) else {
                let message = match self.engine.relation(name) {
                    None => format!(
                        "--relation {name}: there is no table or mart of that name; `learning-cities sql --store STORE \"show tables\"` lists them"
                    ),
                    Some(_) => format!(
                        "--relation {name}: nothing identifies a row of it, so its rows cannot be compared one by one; compare them with `learning-cities sql --store STORE --before SIDE`, as before.{name} and after.{name}"
                    ),
                };
                return Err(Error::Usage(message));
            };
            if !wanted.iter().any(|w| w.relation == found.relation) {
                wanted.push(found);
            }
        }
        Ok(wanted)
    }

    /// Compares, tables before marts.
    fn find(&mut self, wanted: &[Compared], unlike: &[BTreeSet<&'static str>; 2], cycles_differ: bool) -> Result<()> {
        let mut everywhere = Vec::new();
        if self.makings.program {
            everywhere.push(Cause::Program);
        }
        if self.makings.catalogue {
            everywhere.push(Cause::Method);
        }
        let rest_on = |name: &str| wanted.iter().any(|w| w.relation == name);
        let with_marts = wanted.iter().any(|w| w.basis == compared::Basis::Inputs);
        let is_read = |of: &str| with_marts || wanted.iter().any(|w| w.reads.iter().any(|read| read.of == of));
        let mut found = Vec::new();
        for query in evidence::queries(&everywhere, is_read) {
            found.extend(self.engine.trusted(&query)?);
        }
        self.engine.keep_change("evidence", &found)?;
        for compared in compared::TABLES {
            if rest_on(compared.relation) || with_marts {
                self.compare(compared, None, unlike)?;
            }
        }
        if with_marts {
            for (compared, key) in compared::HIDDEN {
                self.compare(compared, Some(key), unlike)?;
            }
            let is_compared = |table: &str| self.found.iter().any(|(_, columns)| columns.relation == table);
            self.keep("inputs", &inputs::query(cycles_differ, is_compared))?;
        }
        for compared in wanted.iter().filter(|w| w.basis == compared::Basis::Inputs) {
            self.compare(compared, None, unlike)?;
        }
        self.found.retain(|(compared, _)| rest_on(compared.relation));
        self.found.sort_by_key(|(compared, _)| wanted.iter().position(|w| w.relation == compared.relation));
        self.left_out.retain(|(name, _)| rest_on(name));
        self.totals =
            self.found.iter().map(|(compared, columns)| self.total(compared, columns)).collect::<Result<_>>()?;
        Ok(())
    }

    /// Finds the rows of a relation that differ, and what may have changed them.
    fn compare(
        &mut self,
        compared: &Compared,
        key: Option<&[&str]>,
        unlike: &[BTreeSet<&'static str>; 2],
    ) -> Result<()> {
        let relation = compared.relation;
        let rests_on = self.engine.order(&[relation]);
        for (unlike, about) in unlike.iter().zip(&self.sides) {
            let missing = rests_on.iter().map(String::as_str).chain([relation]).find(|name| unlike.contains(name));
            if let Some(table) = missing {
                let reason = format!(
                    "the snapshot {} was made by another version ({}), which has no table {table}, or has it with other columns",
                    about.snapshot, about.made_by
                );
                self.left_out.push((relation.to_string(), reason));
                return Ok(());
            }
        }
        let key = key.or_else(|| keys::primary(relation)).unwrap_or_default();
        let none = self.engine.trusted(&format!("select * from after.{} limit 0", quoted(relation)))?;
        let schema = none[0].schema();
        let compared_columns = schema.fields().iter().map(|field| field.name().clone());
        let columns = Columns {
            relation: relation.to_string(),
            key: key.iter().map(|c| c.to_string()).collect(),
            compared: compared_columns.filter(|c| c != SUBMISSION && !key.contains(&c.as_str())).collect(),
        };
        for (side, about) in ["before", "after"].into_iter().zip(&self.sides) {
            let doubtful = self.table(&columns.doubtful(side))?;
            if let Some(key) = doubtful.text("key", 0) {
                let fault = match doubtful.truth("empty", 0) {
                    Some(true) => format!("a row has an empty cell in its key ({key})"),
                    _ => format!("{} rows have the key {key}", doubtful.integer("n", 0).unwrap_or(0)),
                };
                let place = format!("{side}.{relation} (snapshot {})", about.snapshot);
                let message = format!(
                    "{fault}, and rows are compared by their keys ({}): each must be whole, and there once. See the rows with `learning-cities sql --store STORE --before SIDE \"select * from {side}.{relation}\"`, and leave the relation out with --relation, naming the others",
                    columns.key.join(", ")
                );
                return Err(Error::Invalid { place, message });
            }
        }
        self.keep(relation, &columns.changed())?;
        self.keep(&format!("why_{relation}"), &columns.why(compared))?;
        self.found.push((*compared, columns));
        Ok(())
    }

    fn total(&self, compared: &Compared, columns: &Columns) -> Result<Total> {
        let relation = &columns.relation;
        let quoted_name = quoted(relation);
        let counts = self.table(&format!(
            "select (select count(*) from before.{quoted_name}) as before, (select count(*) from after.{quoted_name}) as after, \
             count(case when change = 'new' then 1 end) as new, count(case when change = 'changed' then 1 end) as changed, \
             count(case when change = 'removed' then 1 end) as removed{} from changes.{quoted_name}",
            self.counted(compared, columns).map(|(at, _)| {
                format!(", count(case when change = 'changed' and b{at} is distinct from a{at} then 1 end) as n{at}")
            }).collect::<String>()
        ))?;
        let count = |name: &str| counts.integer(name, 0).and_then(|n| u64::try_from(n).ok()).unwrap_or(0);
        let by_cause = self.table(&format!(
            "select coalesce(w.causes, '') as own, coalesce(w.elsewhere, '') as others, coalesce(w.certain, false) as sure, count(*) as n \
             from changes.{quoted_name} as c left join changes.{} as w on c.row = w.row group by 1, 2, 3 order by 1, 2, 3",
            quoted(&format!("why_{relation}"))
        ))?;
        let causes = (0..by_cause.len()).map(|row| ByCause {
            causes: by_cause.text("own", row).unwrap_or_default().to_string(),
            elsewhere: by_cause.text("others", row).unwrap_or_default().to_string(),
            certain: by_cause.truth("sure", row).unwrap_or(false),
            rows: by_cause.integer("n", row).and_then(|n| u64::try_from(n).ok()).unwrap_or(0),
        });
        Ok(Total {
            relation: relation.clone(),
            key: columns.key.clone(),
            before: count("before"),
            after: count("after"),
            new: count("new"),
            changed: count("changed"),
            removed: count("removed"),
            columns: self
                .counted(compared, columns)
                .map(|(at, name)| (name.to_string(), count(&format!("n{at}"))))
                .collect(),
            causes: causes.collect(),
        })
    }

    /// Columns whose changes are counted, each with its place among those that are compared.
    fn counted<'a>(
        &self,
        compared: &'a Compared,
        columns: &'a Columns,
    ) -> impl Iterator<Item = (usize, &'static str)> + use<'a> {
        let counted = compared.shown.iter().take(compared.counted);
        counted.filter_map(|name| columns.compared.iter().position(|c| c == name).map(|at| (at, *name)))
    }

    /// The engine over both sides: `before.NAME` and `after.NAME`.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Every cell that differs, and a row without a column for each row that is new or removed: of one city or of all,
    /// by relation, city and key. Columns: relation, city, key, change, column, before, after, causes, elsewhere,
    /// certain. Numbers are written so that they are read as the same numbers.
    pub fn cells(&self, city: Option<&str>) -> Result<Vec<RecordBatch>> {
        let mut all = Vec::new();
        for (_, columns) in &self.found {
            let names: Vec<&str> = columns.compared.iter().map(String::as_str).collect();
            let cells = columns.cells(&names, &of_city(city));
            all.extend(self.engine.trusted(&format!(
                "select relation, city, key, change, \"column\", before, after, causes, elsewhere, certain from ({cells}) as cells {ORDER}"
            ))?);
        }
        let filled: Vec<RecordBatch> = all.iter().filter(|batch| batch.num_rows() > 0).cloned().collect();
        Ok(if filled.is_empty() { all.into_iter().take(1).collect() } else { filled })
    }

    /// What is shown of each relation: up to `most` rows of each city, or all of one city; with how many there are of
    /// each city and relation. The cells have the columns of [`Comparison::cells`] and `row`, the counts `city` and `n`.
    ///
    /// # Errors
    /// A query that cannot be run.
    pub fn shown(&self, city: Option<&str>, most: usize) -> Result<Vec<(Table, Table)>> {
        let mut shown = Vec::new();
        for (compared, columns) in &self.found {
            let all: Vec<&str> = columns.compared.iter().map(String::as_str).collect();
            let names = if compared.shown.is_empty() { &all[..] } else { compared.shown };
            let relation = quoted(&columns.relation);
            let rows = match city {
                Some(_) => of_city(city),
                None => format!(
                    "c.row in (select row from (select row, row_number() over (partition by city order by row) as nth from changes.{relation}) as numbered where nth <= {most})"
                ),
            };
            let counts = self.table(&format!(
                "select coalesce(c.city, '') as city, count(*) as n from changes.{relation} as c where {} group by 1 order by 1",
                of_city(city)
            ))?;
            shown.push((self.table(&format!("{} {ORDER}", columns.cells(names, &rows)))?, counts));
        }
        Ok(shown)
    }

    /// The rows of a relation that differ, by key: `city`, `measurement`, `item`, `key`, `change`, `causes`, `elsewhere`,
    /// and of each column that is named its value before and after, as `before_value` and `after_value`. None where the
    /// relation is not compared.
    ///
    /// # Errors
    /// A query that cannot be run.
    pub fn differing(&self, relation: &str, columns: &[&str]) -> Result<Option<Table>> {
        let Some((_, of)) = self.found.iter().find(|(_, of)| of.relation == relation) else { return Ok(None) };
        let cells: String = columns
            .iter()
            .filter_map(|column| Some((column, of.compared.iter().position(|c| c == column)?)))
            .map(|(column, at)| format!(", c.b{at} as \"before_{column}\", c.a{at} as \"after_{column}\""))
            .collect();
        let why = quoted(&format!("why_{relation}"));
        let sql = format!(
            "select c.city, c.measurement, c.item, c.key, c.change{cells}, coalesce(w.causes, '') as causes, coalesce(w.elsewhere, '') as elsewhere \
             from changes.{} as c left join changes.{why} as w on c.row = w.row order by c.row",
            quoted(relation)
        );
        self.table(&sql).map(Some)
    }

    fn keep(&self, name: &str, sql: &str) -> Result<()> {
        self.engine.keep_change(name, &self.engine.trusted(sql)?)
    }

    fn table(&self, sql: &str) -> Result<Table> {
        let batches = self.engine.trusted(sql)?;
        Table::new(batches[0].schema(), &batches)
    }
}

fn of_city(city: Option<&str>) -> String {
    city.map_or("true".into(), |city| format!("c.city = {}", literal(city)))
}

fn makings(before: &Manifest, after: &Manifest) -> Makings {
    let hashes = |manifest: &Manifest| manifest.inputs.values().cloned().collect::<BTreeSet<String>>();
    let missing = |from: &Manifest, hashes: &BTreeSet<String>| {
        from.inputs.values().filter(|hash| !hashes.contains(*hash)).count()
    };
    Makings {
        new_files: missing(after, &hashes(before)),
        gone_files: missing(before, &hashes(after)),
        network: before.network != after.network,
        catalogue: before.framework != after.framework,
        program: (&before.rules, &before.tool) != (&after.rules, &after.tool),
    }
}
