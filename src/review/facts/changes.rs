//! What changed since the snapshot before, and what would be published that was not.

use std::collections::BTreeMap;
use std::path::Path;

use crate::base::error::Result;
use crate::base::table::Table;
use crate::diff::{Comparison, Total};
use crate::engine::{Engine, SideName};
use crate::review::facts::names::Names;
use crate::store::{Snapshot, Store};

/// Tables of what came in; marts rest on them.
const COMPARED: [&str; 8] =
    ["observations", "corrections", "targets", "practices", "declarations", "contacts", "cities", "city_context"];

/// The snapshot in force, and the one before it where there is one that can be compared.
pub struct Sides {
    opened: Opened,
    /// The snapshot in force.
    pub snapshot: Snapshot,
}

enum Opened {
    One(Box<Engine>, Option<String>),
    Both(Box<Comparison>),
}

impl Sides {
    /// Opens them for the brief of `cycle`; as of an earlier day the snapshot in force alone.
    ///
    /// # Errors
    /// The snapshot in force cannot be read.
    pub fn open(store: &Store, queries: &Path, cycle: Option<i32>, as_of: Option<&str>) -> Result<Sides> {
        let snapshot = store.in_force()?;
        if let Some(day) = as_of {
            let engine = Engine::open_as_of(&snapshot, queries, cycle, as_of)?;
            let reason = format!("what was known on {day} is not compared with another snapshot");
            return Ok(Sides { opened: Opened::One(Box::new(engine), Some(reason)), snapshot });
        }
        let wanted = COMPARED.map(str::to_string);
        let has_before = store.history()?.iter().any(|id| *id != snapshot.id);
        let compared = || {
            let [before, after] = [SideName::previous(), SideName::current()].map(|side| side.open(store.dir()));
            Comparison::of(&before?, &after?, queries, cycle, &wanted)
        };
        // An earlier snapshot that is damaged, or cannot be compared, is no reason to say nothing of the newest.
        let opened = match has_before.then(compared) {
            Some(Ok(comparison)) => Opened::Both(Box::new(comparison)),
            Some(Err(error)) => {
                Opened::One(Box::new(Engine::open(&snapshot, queries, cycle)?), Some(error.with_causes()))
            }
            None => Opened::One(Box::new(Engine::open(&snapshot, queries, cycle)?), None),
        };
        Ok(Sides { opened, snapshot })
    }

    /// The engine over the snapshot in force.
    pub fn engine(&self) -> &Engine {
        match &self.opened {
            Opened::One(engine, _) => engine,
            Opened::Both(comparison) => comparison.engine(),
        }
    }
}

/// What the snapshot before says.
#[derive(Debug)]
pub enum Changes {
    /// There is none before.
    First,
    /// It cannot be compared, for this reason.
    NotCompared(String),
    /// What differs.
    Since(Since),
}

/// What differs from the snapshot before.
#[derive(Debug)]
pub struct Since {
    /// The id of that snapshot.
    pub before: String,
    /// Rows of each table.
    pub totals: Vec<Total>,
    /// Rows that differ by place of their city; none for those of no city.
    pub rows: BTreeMap<Option<usize>, Vec<Change>>,
}

/// A row that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its table.
    pub relation: String,
    /// Its key without the city.
    pub key: String,
    /// new, changed or removed.
    pub change: String,
    /// Column, before and after.
    pub cells: Vec<(String, Option<String>, Option<String>)>,
    /// Causes, separated by |.
    pub causes: String,
    /// Whether there is one cause only.
    pub is_certain: bool,
}

/// Reads what changed.
///
/// # Errors
/// A query fails.
pub fn read(sides: &Sides, names: &Names) -> Result<Changes> {
    let comparison = match &sides.opened {
        Opened::One(_, None) => return Ok(Changes::First),
        Opened::One(_, Some(reason)) => return Ok(Changes::NotCompared(reason.clone())),
        Opened::Both(comparison) => comparison,
    };
    let batches = comparison.cells(None)?;
    let mut rows: BTreeMap<Option<usize>, Vec<Change>> = BTreeMap::new();
    if let Some(first) = batches.first() {
        let table = Table::new(first.schema(), &batches)?;
        for row in 0..table.len() {
            let text = |column: &str| table.text(column, row).unwrap_or_default().to_string();
            let list = rows.entry(table.text("city", row).and_then(|city| names.place(city))).or_default();
            let change = Change {
                relation: text("relation"),
                key: text("key"),
                change: text("change"),
                cells: Vec::new(),
                causes: text("causes"),
                is_certain: table.truth("certain", row) == Some(true),
            };
            let is_next = list.last().is_none_or(|last| {
                (&last.relation, &last.key, &last.change) != (&change.relation, &change.key, &change.change)
            });
            if is_next {
                list.push(change);
            }
            let cell = |column: &str| table.text(column, row).map(str::to_string);
            if let (Some(column), Some(last)) = (cell("column"), list.last_mut()) {
                last.cells.push((column, cell("before"), cell("after")));
            }
        }
    }
    let before = comparison.sides[0].snapshot.clone();
    Ok(Changes::Since(Since { before, totals: comparison.totals.clone(), rows }))
}

/// What a report would show of a city that it did not.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// A value of a series, and what stood there before in public.
    Value {
        /// Measurement.
        measurement: String,
        /// Item.
        item: String,
        /// Reference year.
        year: i64,
        /// The value.
        value: f64,
        /// The value before; none where there was none.
        before: Option<f64>,
    },
    /// A practice, by its title.
    Practice(String),
    /// A target: measurement, item and value.
    Target(String, String, f64),
    /// The contact's name, role and e-mail.
    Contact,
}

/// What would be published that was not, by place of the city; all that is public where there is no snapshot before.
///
/// # Errors
/// A query fails.
pub fn news(sides: &Sides, names: &Names) -> Result<BTreeMap<usize, Vec<News>>> {
    let engine = sides.engine();
    let ask = |sql: &str| -> Result<Table> {
        let batches = engine.trusted(sql)?;
        Table::new(batches[0].schema(), &batches)
    };
    let is_both = matches!(sides.opened, Opened::Both(_));
    // What was there before, or nothing.
    let before = |relation: &str, condition: &str| match is_both {
        true => format!("(select * from before.{relation} where {condition})"),
        false => format!("(select * from {relation} where false)"),
    };
    let mut all: BTreeMap<usize, Vec<News>> = BTreeMap::new();
    let series = ask(&format!(
        "select a.city, a.measurement, a.item, a.reference_year, a.value, b.value as before from series as a \
         left join {} as b on a.city = b.city and a.measurement = b.measurement and a.item = b.item \
         and a.reference_year = b.reference_year where b.city is null or a.value is distinct from b.value \
         order by a.city, a.measurement, a.item, a.reference_year",
        before("series", "true")
    ))?;
    each(&series, names, &mut all, |table, row, text| {
        Some(News::Value {
            measurement: text("measurement"),
            item: text("item"),
            year: table.integer("reference_year", row)?,
            value: table.number("value", row)?,
            before: table.number("before", row),
        })
    });
    let public = "consent = 'public'";
    let practices = ask(&format!(
        "select a.city, a.title from practices as a left join {} as b on a.city = b.city and a.feature = b.feature \
         and a.title = b.title where a.consent = 'public' and b.city is null order by a.city, a.feature, a.title",
        before("practices", public)
    ))?;
    each(&practices, names, &mut all, |_, _, text| Some(News::Practice(text("title"))));
    let targets = ask(&format!(
        "select a.city, a.measurement, a.item, a.value from targets as a left join {} as b on a.city = b.city \
         and a.measurement = b.measurement and a.item = b.item where a.consent = 'public' \
         and (b.city is null or a.value is distinct from b.value) order by a.city, a.measurement, a.item",
        before("targets", public)
    ))?;
    each(&targets, names, &mut all, |table, row, text| {
        Some(News::Target(text("measurement"), text("item"), table.number("value", row)?))
    });
    let contacts = ask(&format!(
        "select a.city from contacts as a left join {} as b on a.city = b.city \
         where a.contact_consent = 'public' and b.city is null order by a.city",
        before("contacts", "contact_consent = 'public'")
    ))?;
    each(&contacts, names, &mut all, |_, _, _| Some(News::Contact));
    Ok(all)
}

fn each(
    table: &Table,
    names: &Names,
    all: &mut BTreeMap<usize, Vec<News>>,
    of: impl Fn(&Table, usize, &dyn Fn(&str) -> String) -> Option<News>,
) {
    for row in 0..table.len() {
        let text = |column: &str| table.text(column, row).unwrap_or_default().to_string();
        let city = table.text("city", row).and_then(|city| names.place(city));
        if let Some((city, news)) = city.zip(of(table, row, &text)) {
            all.entry(city).or_default().push(news);
        }
    }
}
