//! What pages are made from: every table fetched once, only rows that may be published, and an index of each city's
//! rows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, RecordBatch, StringArray, new_null_array};
use arrow::compute::filter_record_batch;

use crate::base::error::{Error, Result};
use crate::base::table::Table;
use crate::disclosure::{COUNTED, Settled};
use crate::engine::{Engine, Relation, RelationKind};
use crate::model::relations::{READ, Relations};

/// Relations that are published, in the order of the page: a decision on what everybody may have, so each is named.
pub const PUBLISHED: &[&str] = &[
    "network",
    "sources",
    "cities",
    "areas",
    "measurements",
    "measurement_items",
    "definitions",
    "codes",
    "mann_kendall",
    "context_bands",
    "consistency_rules",
    "statuses",
    "settings",
    "peer_variables",
    "group_schemes",
    "city_groups",
    "observations",
    "targets",
    "practices",
    "declarations",
    "corrected_values",
    "series",
    "progress",
    "progress_components",
    "target_status",
    "trend",
    "measurement_movement",
    "area_movement",
    "network_movement",
    "movement_counts",
    "peers",
    "peer_explanation",
    "peer_stability",
    "peer_groups",
    "peer_context",
    "peer_comparison",
    "peer_change_comparison",
    "peer_series",
    "peer_correlations",
    "peer_prediction",
    "learning_requests",
    "peer_learning",
    "learning_offers",
    "coverage",
    "coverage_network",
    "coverage_detail",
    "coverage_features",
    "item_gaps",
    "benefits_and_conditions",
    "network_summary",
    COUNTED,
    "country_summary",
    "consistency",
];

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
    /// Asks the engine once for each relation that is read, published, or drawn by a chart.
    ///
    /// # Errors
    /// A relation is missing, a column is missing or has another type than it is read with, or a query fails.
    pub fn fetch(engine: &Engine, charts: &[&str], countries: BTreeMap<String, String>) -> Result<Marts> {
        let mut tables = BTreeMap::new();
        let mut relations = BTreeMap::new();
        let mut asked: BTreeSet<&str> = needed().collect();
        asked.extend(charts.iter().copied());
        let known: Vec<&str> = asked.iter().copied().filter(|n| engine.relation(n).is_some()).collect();
        engine.prepare(&known)?;
        for name in &asked {
            let relation = engine.relation(name).ok_or_else(|| missing(name))?;
            // Tables such as `rejected` hold what nobody agreed to publish.
            if !needed().any(|n| n == *name) && relation.kind != RelationKind::Mart {
                return Err(Error::invalid(
                    name,
                    "charts of a site rest on marts and on the tables of its data page; name one of those",
                ));
            }
            let mut relation = relation.clone();
            if *name == "peers" {
                // The pairs of large groups are many, and `peer_groups` says them in one row a city.
                let batches = engine.trusted(NEAREST)?;
                tables.insert(name.to_string(), Table::new(batches[0].schema(), &batches)?);
                relation.title = "nearest peers in context; for the cities of its other groups see peer_groups".into();
            } else {
                tables.insert(name.to_string(), engine.table(name)?);
            }
            relations.insert(name.to_string(), relation);
        }
        Relations::open(|name| Ok((tables.get(name).ok_or_else(|| missing(name))?, engine.place(name))))?;
        let mut marts = Marts::new(i64::from(engine.cycle()), tables, relations, countries)?;
        marts.as_of = engine.as_of().map(str::to_string);
        // Charts tell cities that share a name apart by their country.
        let (codes, names): (Vec<&str>, Vec<&str>) =
            marts.countries.iter().map(|(code, name)| (code.as_str(), name.as_str())).unzip();
        let named = RecordBatch::try_from_iter([
            ("country", Arc::new(StringArray::from(codes)) as ArrayRef),
            ("name", Arc::new(StringArray::from(names)) as ArrayRef),
        ])
        .map_err(arrow)?;
        let named = Table::new(named.schema(), &[named])?;
        marts.tables.insert("country_names".into(), named);
        Ok(marts)
    }

    /// Keeps what may be published: rows with consent public and of cycles up to the brief's, and, of relations of
    /// cities, rows of cities that have a public observation. The registry keeps every city, but of a city without
    /// public rows only what the network itself says of it: its baseline year may come from a withheld submission. The
    /// submission's id is a hash of a file that may hold withheld rows too, and goes nowhere.
    pub fn new(
        cycle: i64,
        mut tables: BTreeMap<String, Table>,
        relations: BTreeMap<String, Relation>,
        countries: BTreeMap<String, String>,
    ) -> Result<Marts> {
        if let Some(name) = needed().find(|name| !tables.contains_key(*name)) {
            return Err(missing(name));
        }
        for table in tables.values_mut() {
            *table = keep(table, |t, row| {
                t.text("consent", row).is_none_or(|c| c == "public")
                    && (!has(t, "consent") || t.integer("cycle", row).is_none_or(|c| c <= cycle))
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
                return Err(Error::invalid(
                    name,
                    "its rows must be sorted by city; end the query with ORDER BY city and the other keys",
                ));
            }
        }
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

    /// A table that is read or published.
    pub fn table(&self, name: &'static str) -> &Table {
        &self.tables[name]
    }
}

/// Relations that pages and briefs read, and those that are published.
fn needed() -> impl Iterator<Item = &'static str> {
    READ.iter().map(|(name, _)| *name).chain(PUBLISHED.iter().copied())
}

fn missing(name: &str) -> Error {
    Error::invalid(name, "pages rest on this relation and it is missing; the file belongs into queries/marts")
}

fn has(table: &Table, column: &str) -> bool {
    table.batch().column_by_name(column).is_some()
}

fn arrow(source: arrow::error::ArrowError) -> Error {
    Error::Arrow { doing: "leaving out what is not published", source }
}

/// The rows for which `wanted` holds.
fn keep(table: &Table, wanted: impl Fn(&Table, usize) -> bool) -> Result<Table> {
    let mask: BooleanArray = (0..table.len()).map(|row| Some(wanted(table, row))).collect();
    let batch = filter_record_batch(table.batch(), &mask).map_err(arrow)?;
    Table::new(batch.schema(), &[batch])
}

fn without(table: &Table, column: &str) -> Result<Table> {
    let Ok(at) = table.batch().schema().index_of(column) else {
        return Ok(table.clone());
    };
    let others: Vec<usize> = (0..table.batch().num_columns()).filter(|i| *i != at).collect();
    let batch = table.batch().project(&others).map_err(arrow)?;
    Table::new(batch.schema(), &[batch])
}

fn without_withheld_baseline(cities: &Table, published: &BTreeSet<String>) -> Result<Table> {
    let batch = cities.batch();
    let Ok(at) = batch.schema().index_of("baseline_year") else {
        return Ok(cities.clone());
    };
    let public: BooleanArray =
        (0..cities.len()).map(|row| Some(cities.text("city", row).is_some_and(|c| published.contains(c)))).collect();
    let mut columns = batch.columns().to_vec();
    let nulls = new_null_array(columns[at].data_type(), cities.len());
    columns[at] = arrow::compute::kernels::zip::zip(&public, &columns[at].as_ref(), &nulls.as_ref()).map_err(arrow)?;
    let batch = RecordBatch::try_new(batch.schema(), columns).map_err(arrow)?;
    Table::new(batch.schema(), &[batch])
}
