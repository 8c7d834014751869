//! What pages are made from: every table fetched once, only rows that may be published, and an index of each city's
//! rows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow::array::{BooleanArray, RecordBatch, new_null_array};
use arrow::compute::filter_record_batch;

use super::units;
use crate::base::error::{Error, Result};
use crate::base::table::Table;
use crate::catalogue::Catalogue;
use crate::disclosure::{COUNTED, Settled};
use crate::engine::{Engine, Relation};
use crate::language::Language;
use crate::model::relations::{READ, Relations};
use crate::model::schema;

/// Tables of the store that are published, in the order of the page. Marts follow, each where its header says
/// `published: `: what everybody may have is decided for each.
#[rustfmt::skip]
const TABLES: &[&str] = &[
    // The network and its catalogue.
    "network", "sources", "cities", "areas", "measurements", "measurement_items", "definitions", "codes",
    "languages",
    "mann_kendall", "context_bands", "consistency_rules", "statuses", "settings", "peer_variables", "group_schemes",
    // What cities are and sent.
    "city_groups", "observations", "targets", "practices", "declarations",
];

/// The observations that a brief of a cycle is made from: of what a later cycle replaced the row that it used, with the
/// consent that holds for what was replaced.
fn observations(cycle: i64) -> String {
    let columns = schema::table("observations").map_or(&[][..], |table| table.columns);
    let of_history = columns.iter().map(|column| match column.0 {
        "cycle" => "from_cycle as cycle".to_string(),
        "consent" => "coalesce(as_of_consent, consent) as consent".to_string(),
        name => name.to_string(),
    });
    let names: Vec<&str> = columns.iter().map(|column| column.0).collect();
    format!(
        "select {} from observation_history where not current and from_cycle <= {cycle} and until_cycle > {cycle}
        union all select {} from observations where cycle <= {cycle}
        order by city, measurement, item, reference_year",
        of_history.collect::<Vec<_>>().join(", "),
        names.join(", ")
    )
}

/// What pages and open data show of `peers`.
const NEAREST: &str = "select * from peers where scheme = 'nearest' order by city, scheme, peer";

/// The input of the site: tables by name, public rows only.
#[derive(Debug)]
pub struct Marts {
    /// Year of the brief.
    pub cycle: i64,
    /// Day up to which submissions count, ISO 8601; none where all do.
    pub as_of: Option<String>,
    /// Tables by name, filtered by [`Marts::new`].
    pub tables: BTreeMap<String, Table>,
    /// Their meaning.
    pub relations: BTreeMap<String, Relation>,
    /// ISO 3166-1 alpha-3 code to English short name.
    pub countries: BTreeMap<String, String>,
    /// Cities with at least one public observation at or before the cycle.
    pub published: BTreeSet<String>,
}

impl Marts {
    /// Asks the engine once for each relation that is read or published.
    ///
    /// # Errors
    /// A relation is missing, a column is missing or has another type than it is read with, or a query fails.
    pub fn fetch(engine: &Engine, countries: BTreeMap<String, String>) -> Result<Marts> {
        let mut tables = BTreeMap::new();
        let mut relations = BTreeMap::new();
        let asked: BTreeSet<&str> = needed(engine.relations()).collect();
        let known: Vec<&str> = asked.iter().copied().filter(|n| engine.relation(n).is_some()).collect();
        engine.prepare(&known)?;
        for name in &asked {
            let mut relation = engine.relation(name).ok_or_else(|| missing(name))?.clone();
            let table = match *name {
                "peers" => {
                    // The pairs of large groups are many, and `peer_groups` says them in one row a city.
                    let title = "nearest peers in context; for the cities of its other groups see peer_groups";
                    relation.title = title.into();
                    let batches = engine.trusted(NEAREST)?;
                    Table::new(batches[0].schema(), &batches)?
                }
                "observations" => {
                    let batches = engine.trusted(&observations(engine.cycle().into()))?;
                    Table::new(batches[0].schema(), &batches)?
                }
                _ => engine.table(name)?,
            };
            tables.insert(name.to_string(), table);
            relations.insert(name.to_string(), relation);
        }
        Relations::open(|name| Ok((tables.get(name).ok_or_else(|| missing(name))?, engine.place(name))))?;
        let mut marts = Marts::new(i64::from(engine.cycle()), tables, relations, countries)?;
        marts.as_of = engine.as_of().map(str::to_string);
        Ok(marts)
    }

    /// Keeps what may be published: rows with consent public and of cycles up to the brief's, and, of relations of
    /// cities, rows of cities that have a public observation. The registry keeps every city, but of a city without
    /// public rows only what the network itself says of it: its baseline year may come from a withheld submission. The
    /// submission's id is a hash of a file that may hold withheld rows too, and goes nowhere. Published tables with
    /// values get the columns `series`, `scale` and `unit`.
    pub fn new(
        cycle: i64,
        mut tables: BTreeMap<String, Table>,
        mut relations: BTreeMap<String, Relation>,
        countries: BTreeMap<String, String>,
    ) -> Result<Marts> {
        if let Some(name) = needed(relations.values()).find(|name| !tables.contains_key(*name)) {
            return Err(missing(name));
        }
        for table in tables.values_mut() {
            let has_consent = table.batch().column_by_name("consent").is_some();
            *table = keep(table, |t, row| {
                t.text("consent", row).is_none_or(|c| c == "public")
                    && (!has_consent || t.integer("cycle", row).is_none_or(|c| c <= cycle))
            })?;
            *table = without(table, "submission")?;
        }
        let observations = &tables["observations"];
        let published: BTreeSet<String> =
            (0..observations.len()).filter_map(|row| observations.text("city", row)).map(str::to_string).collect();
        for (name, table) in &mut tables {
            if name == "cities" {
                *table = without_withheld_baseline(table, &published)?;
            } else {
                *table = keep(table, |t, row| t.text("city", row).is_none_or(|c| published.contains(c)))?;
            }
            let keys: Vec<&str> = (0..table.len()).filter_map(|row| table.text("city", row)).collect();
            if !keys.is_sorted() {
                let message = "its rows must be sorted by city; end the query with ORDER BY city and the other keys";
                return Err(Error::invalid(name, message));
            }
        }
        let names: Vec<String> = self::published(relations.values()).map(str::to_string).collect();
        units::add(&names, &mut tables, &mut relations)?;
        Ok(Marts { cycle, as_of: None, tables, relations, countries, published })
    }

    /// Puts what the edition gives of results that are counted and not shown in the place of what the store alone would
    /// say.
    pub fn give(&mut self, settled: &Settled) -> Result<()> {
        let table = settled.table(self.table("network_summary"))?;
        self.tables.insert(COUNTED.to_string(), table);
        Ok(())
    }

    /// The brief's cycle, with its day where it has one: `2024`, `2024, as of 2024-05-31`.
    pub fn brief(&self) -> String {
        match &self.as_of {
            Some(day) => format!("{}, as of {day}", self.cycle),
            None => self.cycle.to_string(),
        }
    }

    /// The rows of every relation that is read.
    ///
    /// # Errors
    /// A column is missing or has another type than it is read with.
    pub fn rows(&self) -> Result<Relations<'_>> {
        Relations::open(|name| Ok((self.tables.get(name).ok_or_else(|| missing(name))?, name.to_string())))
    }

    /// The catalogue in the language; `rows` are those of [`Marts::rows`].
    ///
    /// # Errors
    /// A city or a feature whose id cannot name a page.
    pub fn catalogue(&self, rows: &Relations, language: &Arc<Language>) -> Result<Catalogue> {
        Catalogue::new(rows, &self.countries, &self.published, language)
    }

    /// The names of the relations that are published, in the order of the page.
    pub fn published_relations(&self) -> Vec<&str> {
        published(self.relations.values()).collect()
    }

    /// A table that is read or published.
    pub fn table(&self, name: &str) -> &Table {
        &self.tables[name]
    }
}

/// Relations that pages and briefs read, and those that are published.
fn needed<'a>(relations: impl IntoIterator<Item = &'a Relation>) -> impl Iterator<Item = &'a str> {
    READ.iter().map(|(name, _)| *name).chain(published(relations))
}

/// Relations that are published, in the order of the page.
fn published<'a>(relations: impl IntoIterator<Item = &'a Relation>) -> impl Iterator<Item = &'a str> {
    let mut marts: Vec<(u32, &str)> =
        relations.into_iter().filter_map(|relation| Some((relation.published?, relation.name.as_str()))).collect();
    marts.sort_unstable();
    TABLES.iter().copied().chain(marts.into_iter().map(|(_, name)| name))
}

fn missing(name: &str) -> Error {
    Error::invalid(name, "pages rest on this relation and it is missing; the file belongs into queries/marts")
}

fn arrow(source: arrow::error::ArrowError) -> Error {
    Error::Arrow { doing: "leaving out what is not published", source }
}

/// The rows for which `wanted` holds.
fn keep(table: &Table, wanted: impl Fn(&Table, usize) -> bool) -> Result<Table> {
    let mask: BooleanArray = (0..table.len()).map(|row| Some(wanted(table, row))).collect();
    self::table(filter_record_batch(table.batch(), &mask).map_err(arrow)?)
}

/// A table of one batch.
fn table(batch: RecordBatch) -> Result<Table> {
    Table::new(batch.schema(), &[batch])
}

fn without(table: &Table, column: &str) -> Result<Table> {
    let mut batch = table.batch().clone();
    let Ok(at) = batch.schema().index_of(column) else { return Ok(table.clone()) };
    batch.remove_column(at);
    self::table(batch)
}

fn without_withheld_baseline(cities: &Table, published: &BTreeSet<String>) -> Result<Table> {
    let batch = cities.batch();
    let Ok(at) = batch.schema().index_of("baseline_year") else { return Ok(cities.clone()) };
    let public: BooleanArray =
        (0..cities.len()).map(|row| Some(cities.text("city", row).is_some_and(|c| published.contains(c)))).collect();
    let mut columns = batch.columns().to_vec();
    let nulls = new_null_array(columns[at].data_type(), cities.len());
    columns[at] = arrow::compute::kernels::zip::zip(&public, &columns[at].as_ref(), &nulls.as_ref()).map_err(arrow)?;
    table(RecordBatch::try_new(batch.schema(), columns).map_err(arrow)?)
}
