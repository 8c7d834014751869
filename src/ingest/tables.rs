//! The way to Arrow: every table of a snapshot with exactly the columns of [`crate::tables`].

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow::compute::{cast, concat_batches};
use arrow::datatypes::{Schema, SchemaRef};
use polars::prelude::DataFrame;

use super::correct::Applied;
use super::finding::{Finding, Severity};
use super::frames::to_arrow;
use super::pipeline::Checked;
use crate::error::{Error, Result};
use crate::framework::{Direction, Framework, Part, Scale, Use, ValueRule};
use crate::network::{Network, PeerGroup, Transform};
use crate::tables::{self, TableDef};

fn wrap(doing: &'static str) -> impl Fn(arrow::error::ArrowError) -> Error {
    move |source| Error::Arrow { doing, source }
}

/// A frame as a table: the definition's columns, by name, cast to its types. The frame is let go.
fn from_frame(def: &TableDef, frame: &mut DataFrame) -> Result<RecordBatch> {
    let mut columns = std::mem::take(frame)
        .select(def.columns.iter().map(|c| c.0))
        .map_err(super::frames::wrap("choosing the columns of a table"))?;
    let (schema, batches) = to_arrow(&mut columns)?;
    drop(columns);
    conform(def, &schema, &batches)
}

fn conform(def: &TableDef, schema: &SchemaRef, batches: &[RecordBatch]) -> Result<RecordBatch> {
    let doing = wrap("shaping a table of the snapshot");
    let target = def.schema();
    let mut columns: Vec<ArrayRef> = Vec::new();
    let whole = concat_batches(schema, batches).map_err(&doing)?;
    for field in target.fields() {
        let column = whole
            .column_by_name(field.name())
            .ok_or_else(|| Error::invalid(format!("table {} column {}", def.name, field.name()), "was not made: a fault of this program"))?;
        columns.push(cast(column, field.data_type()).map_err(&doing)?);
    }
    RecordBatch::try_new(target, columns).map_err(doing)
}

/// A column of a small table.
pub enum Cells {
    /// Text.
    Text(Vec<Option<String>>),
    /// Whole numbers.
    Integer(Vec<Option<i64>>),
    /// Numbers.
    Float(Vec<Option<f64>>),
    /// True or false.
    Truth(Vec<Option<bool>>),
}

/// A table from its columns, in the order of the definition.
pub fn batch(def: &TableDef, columns: Vec<Cells>) -> Result<RecordBatch> {
    let arrays = columns
        .into_iter()
        .map(|cells| -> ArrayRef {
            match cells {
                Cells::Text(v) => Arc::new(StringArray::from(v)),
                Cells::Integer(v) => Arc::new(Int64Array::from(v)),
                Cells::Float(v) => Arc::new(Float64Array::from(v)),
                Cells::Truth(v) => Arc::new(BooleanArray::from(v)),
            }
        })
        .collect();
    RecordBatch::try_new(def.schema(), arrays).map_err(wrap("building a table of the snapshot"))
}

fn text<'a, T: 'a>(rows: &'a [T], cell: impl Fn(&'a T) -> &'a str) -> Cells {
    Cells::Text(rows.iter().map(|r| Some(cell(r).to_string())).collect())
}

fn maybe<T>(rows: &[T], cell: impl Fn(&T) -> Option<String>) -> Cells {
    Cells::Text(rows.iter().map(cell).collect())
}

fn integer<T>(rows: &[T], cell: impl Fn(&T) -> Option<i64>) -> Cells {
    Cells::Integer(rows.iter().map(cell).collect())
}

fn float<T>(rows: &[T], cell: impl Fn(&T) -> Option<f64>) -> Cells {
    Cells::Float(rows.iter().map(cell).collect())
}

/// Every table of a snapshot, by name.
pub fn all(checked: &mut Checked, framework: &Framework, network: &Network) -> Result<BTreeMap<&'static str, RecordBatch>> {
    let mut made = BTreeMap::new();
    for def in tables::TABLES {
        let batch = match def.name {
            "observations" => from_frame(def, &mut checked.observations)?,
            "observation_history" => from_frame(def, &mut checked.history)?,
            "targets" => from_frame(def, &mut checked.targets)?,
            "practices" => from_frame(def, &mut checked.practices)?,
            "target_history" => from_frame(def, &mut checked.target_history)?,
            "practice_history" => from_frame(def, &mut checked.practice_history)?,
            "declaration_history" => from_frame(def, &mut checked.declaration_history)?,
            "city_context" => from_frame(def, &mut checked.context)?,
            "cities" => cities(def, checked, network)?,
            "city_groups" => city_groups(def, checked)?,
            "sources" => {
                let (sources, abouts) = checked.sources.iter().map(|(s, a)| (Some(s.clone()), Some(a.clone()))).unzip();
                self::batch(def, vec![Cells::Text(sources), Cells::Text(abouts)])?
            }
            "declarations" => declarations(def, checked)?,
            "submissions" => submissions(def, checked)?,
            "corrections" => corrections(def, &checked.corrections)?,
            "rejected" => rejected(def, checked)?,
            "findings" => findings(def, &checked.findings)?,
            _ => of_framework(def, framework, network)?,
        };
        made.insert(def.name, batch);
    }
    Ok(made)
}

fn cities(def: &TableDef, checked: &Checked, network: &Network) -> Result<RecordBatch> {
    let c = &checked.cities;
    let year = |y: Option<i32>| y.map(i64::from);
    batch(
        def,
        vec![
            text(c, |c| &c.city),
            text(c, |c| &c.name),
            maybe(c, |c| c.local_name.clone().filter(|n| !n.trim().is_empty())),
            text(c, |c| &c.country),
            text(c, |c| &c.region),
            integer(c, |c| year(c.joined)),
            integer(c, |c| year(c.baseline_year)),
            Cells::Truth(vec![Some(network.file.fictional); c.len()]),
        ],
    )
}

fn city_groups(def: &TableDef, checked: &Checked) -> Result<RecordBatch> {
    let rows: Vec<(&str, &str, &str)> = checked
        .cities
        .iter()
        .flat_map(|c| c.groups.iter().map(|(scheme, name)| (c.city.as_str(), scheme.as_str(), name.as_str())))
        .collect();
    batch(def, vec![text(&rows, |r| r.0), text(&rows, |r| r.1), text(&rows, |r| r.2)])
}

fn declarations(def: &TableDef, checked: &Checked) -> Result<RecordBatch> {
    let d = &checked.declarations;
    batch(
        def,
        vec![
            text(d, |d| &d.city),
            text(d, |d| d.role),
            text(d, |d| &d.feature),
            text(d, |d| d.consent),
            text(d, |d| &d.submission),
        ],
    )
}

fn submissions(def: &TableDef, checked: &Checked) -> Result<RecordBatch> {
    let f = &checked.files;
    let count = |n: usize| Some(n as i64);
    batch(
        def,
        vec![
            text(f, |f| f.sha256.get(..16).unwrap_or_default()),
            text(f, |f| &f.file),
            text(f, |f| &f.kind),
            text(f, |f| &f.sha256),
            integer(f, |f| count(f.rows_read)),
            integer(f, |f| count(f.accepted)),
            integer(f, |f| count(f.rejected)),
            integer(f, |f| count(f.filtered)),
        ],
    )
}

fn corrections(def: &TableDef, c: &[Applied]) -> Result<RecordBatch> {
    batch(
        def,
        vec![
            text(c, |c| &c.correction.city),
            text(c, |c| &c.correction.measurement),
            text(c, |c| &c.correction.item),
            integer(c, |c| Some(c.correction.reference_year)),
            text(c, |c| c.correction.action.name()),
            float(c, |c| c.correction.expect),
            float(c, |c| c.done.value),
            text(c, |c| &c.correction.reason),
            text(c, |c| &c.correction.asked),
            text(c, |c| &c.correction.date),
            text(c, |c| &c.status_before),
            maybe(c, |c| (!c.done.dropped).then(|| c.done.status.clone())),
            text(c, |c| &c.consent),
            integer(c, |c| Some(c.cycle)),
            maybe(c, |c| c.submitted_on.clone()),
            integer(c, |c| i64::try_from(c.position).ok()),
        ],
    )
}

fn rejected(def: &TableDef, checked: &Checked) -> Result<RecordBatch> {
    let r = &checked.rejected;
    batch(
        def,
        vec![
            text(r, |r| &r.file),
            maybe(r, |r| r.sheet.clone()),
            integer(r, |r| r.line.map(i64::from)),
            text(r, |r| &r.codes),
            maybe(r, |r| r.raw.clone()),
        ],
    )
}

fn findings(def: &TableDef, f: &[Finding]) -> Result<RecordBatch> {
    batch(
        def,
        vec![
            text(f, |f| f.code),
            text(f, |f| if f.severity == Severity::Error { "error" } else { "warning" }),
            text(f, |f| &f.file),
            maybe(f, |f| f.sheet.clone()),
            integer(f, |f| f.line.map(i64::from)),
            maybe(f, |f| f.column.clone()),
            maybe(f, |f| f.cell.clone()),
            maybe(f, |f| f.city.clone()),
            maybe(f, |f| f.measurement.clone()),
            maybe(f, |f| f.item.clone()),
            maybe(f, |f| f.found.clone()),
            text(f, |f| &f.message),
        ],
    )
}

fn of_framework(def: &TableDef, framework: &Framework, network: &Network) -> Result<RecordBatch> {
    let columns = match def.name {
        "areas" => {
            let a = &framework.areas;
            let part = |p: Part| match p {
                Part::Pediment => "pediment",
                Part::Column => "column",
                Part::Step => "step",
            };
            vec![
                text(a, |a| &a.area),
                text(a, |a| &a.area_title),
                integer(a, |a| Some(a.dimension.into())),
                text(a, |a| &a.dimension_title),
                text(a, |a| part(a.part_of_figure)),
                integer(a, |a| Some(a.commitment.into())),
            ]
        }
        "measurements" => measurements(framework),
        "measurement_items" => {
            let rows: Vec<(&str, &str)> = framework
                .measurements
                .iter()
                .flat_map(|m| m.items.iter().map(|i| (m.measurement.as_str(), i.as_str())))
                .collect();
            let places = (1..=rows.len() as i64).map(Some).collect();
            vec![text(&rows, |r| r.0), text(&rows, |r| r.1), Cells::Integer(places)]
        }
        "statuses" => {
            let s = &framework.statuses;
            let rule = |r: ValueRule| match r {
                ValueRule::Required => "required",
                ValueRule::None => "none",
                ValueRule::Either => "either",
            };
            let used = |u: Use| match u {
                Use::Point => "point",
                Use::Provisional => "provisional",
                Use::Kept => "kept",
            };
            vec![
                text(s, |s| &s.code),
                text(s, |s| &s.title),
                text(s, |s| rule(s.value)),
                text(s, |s| used(s.used_as)),
                Cells::Integer((1..=s.len() as i64).map(Some).collect()),
            ]
        }
        "codes" => {
            let c = &framework.codes;
            vec![text(c, |c| &c.kind), text(c, |c| &c.code), text(c, |c| &c.label), text(c, |c| &c.sentence)]
        }
        "mann_kendall" => {
            let m = &framework.mann_kendall;
            vec![integer(m, |m| Some(m.n)), integer(m, |m| Some(m.s)), float(m, |m| Some(m.p))]
        }
        "context_bands" => {
            let b = &framework.context_bands;
            vec![
                text(b, |b| &b.scheme),
                integer(b, |b| Some(b.position.into())),
                text(b, |b| &b.band),
                text(b, |b| &b.variable),
                float(b, |b| Some(b.least)),
                float(b, |b| b.below),
            ]
        }
        "consistency_rules" => {
            let r = &framework.consistency_rules;
            vec![
                text(r, |r| &r.rule),
                text(r, |r| &r.measurement),
                maybe(r, |r| r.beside.clone().filter(|b| !b.is_empty())),
                float(r, |r| r.least),
                float(r, |r| r.most),
                text(r, |r| &r.meaning),
            ]
        }
        "settings" => {
            let s = &framework.settings;
            vec![
                text(s, |s| &s.name),
                float(s, |s| Some(network.file.settings.get(&s.name).copied().unwrap_or(s.value))),
                float(s, |s| Some(s.value)),
                text(s, |s| &s.meaning),
            ]
        }
        "network" => {
            let n = &network.file;
            let mut rows = vec![(None, n.name.trim(), n.about.trim())];
            rows.extend(n.words.iter().map(|(tag, words)| {
                let name = words.name.as_deref().map(str::trim).filter(|t| !t.is_empty());
                let about = words.about.as_deref().map(str::trim).filter(|t| !t.is_empty());
                (Some(tag.clone()), name.unwrap_or(n.name.trim()), about.unwrap_or(n.about.trim()))
            }));
            vec![
                maybe(&rows, |r| r.0.clone()),
                text(&rows, |r| r.1),
                Cells::Truth(vec![Some(n.fictional); rows.len()]),
                text(&rows, |r| r.2),
                Cells::Truth(vec![Some(n.collected); rows.len()]),
            ]
        }
        "peer_variables" => {
            let v = &network.file.peer_variables;
            let transform = |t: Transform| match t {
                Transform::None => "none",
                Transform::Log => "log",
            };
            vec![
                text(v, |v| &v.variable),
                text(v, |v| &v.title),
                text(v, |v| &v.unit),
                text(v, |v| transform(v.transform)),
                float(v, |v| Some(v.weight)),
                integer(v, |v| Some(v.max_age.into())),
                Cells::Integer((1..=v.len() as i64).map(Some).collect()),
            ]
        }
        "group_schemes" => {
            let mut rows: Vec<(&str, Option<&str>, &str)> = Vec::new();
            for g in &network.file.groups {
                rows.push((&g.name, None, g.title.trim()));
                rows.extend(g.titles.iter().map(|(tag, title)| (g.name.as_str(), Some(tag.as_str()), title.trim())));
            }
            vec![text(&rows, |r| r.0), maybe(&rows, |r| r.1.map(str::to_string)), text(&rows, |r| r.2)]
        }
        "definitions" => {
            let d = &network.definitions;
            vec![
                text(d, |d| &d.definition),
                text(d, |d| &d.measurement),
                maybe(d, |d| d.language.clone()),
                text(d, |d| &d.title),
                text(d, |d| &d.unit),
                maybe(d, |d| d.price_base.clone()),
                float(d, |d| d.low),
                float(d, |d| d.high),
                maybe(d, |d| d.note.clone()),
            ]
        }
        "named_groups" => {
            let g: Vec<(&PeerGroup, &str)> = network
                .file
                .peer_groups
                .iter()
                .flat_map(|g| g.cities.iter().map(move |c| (g, c.as_str())))
                .collect();
            vec![text(&g, |g| &g.0.name), text(&g, |g| g.0.title.trim()), text(&g, |g| g.1)]
        }
        other => {
            return Err(Error::invalid(
                format!("table {other}"),
                "is defined and nothing makes it: a fault of this program",
            ));
        }
    };
    batch(def, columns)
}

fn measurements(framework: &Framework) -> Vec<Cells> {
    let m = &framework.measurements;
    let scale = |s: Scale| match s {
        Scale::Percent => "percent",
        Scale::Rating => "rating",
        Scale::Rate => "rate",
        Scale::Ratio => "ratio",
        Scale::Amount => "amount",
        Scale::Count => "count",
    };
    let direction = |d: Direction| match d {
        Direction::Up => "up",
        Direction::Down => "down",
        Direction::Parity => "parity",
        Direction::None => "none",
    };
    vec![
        text(m, |m| &m.measurement),
        integer(m, |m| Some(m.dimension.into())),
        text(m, |m| &m.area),
        text(m, |m| &m.feature),
        text(m, |m| &m.feature_title),
        text(m, |m| &m.measurement_title),
        maybe(m, |m| Some(m.sources.join("|"))),
        text(m, |m| scale(m.scale)),
        text(m, |m| &m.unit),
        text(m, |m| &m.breakdown),
        maybe(m, |m| Some(m.items.join("|"))),
        text(m, |m| direction(m.direction)),
        float(m, |m| Some(m.min_change)),
        float(m, |m| m.possible_min),
        float(m, |m| m.possible_max),
        float(m, |m| m.plausible_min),
        float(m, |m| m.plausible_max),
        text(m, |m| &m.meaning),
    ]
}

/// Reads a table of a snapshot as Arrow batches.
pub fn read(path: &std::path::Path) -> Result<(Arc<Schema>, Vec<RecordBatch>)> {
    let fault = |source| Error::Parquet {
        path: path.to_path_buf(),
        source,
    };
    let file = std::fs::File::open(path).map_err(Error::io("read", path))?;
    let builder = parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(file).map_err(fault)?;
    let schema = builder.schema().clone();
    let reader = builder.build().map_err(fault)?;
    let batches = reader
        .collect::<std::result::Result<Vec<_>, _>>()
        .map_err(wrap("reading a table of the snapshot"))?;
    Ok((schema, batches))
}
