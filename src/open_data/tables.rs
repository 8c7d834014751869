//! The open data: public rows as Parquet and CSV.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, RecordBatch, StringArray};
use arrow::datatypes::DataType;
use arrow::error::ArrowError;
use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;

use super::marts::Marts;
use crate::base::error::{Error, Result};
use crate::base::hash::sha256;
use crate::base::parquet::write_parquet;
use crate::disclosure::COUNTED;
use crate::engine::keys;
use crate::language::capital;
use crate::model::schema::Kind;
use crate::release::put;

/// A file of open data.
#[derive(Debug, Clone)]
pub struct File {
    /// Path from the folder of the open data: `series.parquet`.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// A published table: what it holds, and its files.
#[derive(Debug, Clone)]
pub struct Published {
    /// Relation.
    pub relation: String,
    /// What it holds, in English.
    pub title: String,
    /// What a row is, in English.
    pub grain: String,
    /// Columns in order.
    pub columns: Vec<Column>,
    /// Columns that identify a row; empty where none do.
    pub key: &'static [&'static str],
    /// Number of rows.
    pub rows: usize,
    /// As Parquet.
    pub parquet: File,
    /// As CSV; compressed where it is long.
    pub csv: File,
    /// The CSV without compression, as the zip has it.
    pub plain: File,
    /// Whether it rests on more than public rows: it is in a folder of its own, and nothing but it depends on them.
    pub is_counted: bool,
}

/// A column of a published table.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: Kind,
    /// What it holds, in English; empty where nothing is said.
    pub meaning: String,
}

impl Published {
    /// Whether the CSV is compressed.
    pub fn is_compressed(&self) -> bool {
        self.csv.name != self.plain.name
    }

    /// What it holds and what a row is.
    pub fn description(&self) -> String {
        match self.grain.as_str() {
            "" => format!("{}.", capital(&self.title)),
            grain => format!("{}. {}.", capital(&self.title), capital(grain)),
        }
    }
}

/// Writes every relation as Parquet and CSV.
///
/// # Errors
/// A file that cannot be written.
pub fn write(marts: &Marts, dir: &Path) -> Result<Vec<Published>> {
    marts.published_relations().into_par_iter().map(|relation| published(marts, relation, dir)).collect()
}

fn published(marts: &Marts, relation: &str, dir: &Path) -> Result<Published> {
    let batch = marts.table(relation).batch();
    let about = marts.relations.get(relation);
    let is_counted = relation == COUNTED;
    // What rests on more than public rows is in a folder of its own: the other files are what the public data is cited
    // by.
    let name = if is_counted { format!("counted/{relation}") } else { relation.to_string() };
    let text = as_csv(batch)?;
    let plain = File::new(format!("{name}.csv"), &text);
    let (csv, bytes) = match text.len() <= LONG {
        true => (plain.clone(), text),
        false => {
            let name = format!("{name}.csv.gz");
            let bytes = compressed(&name, &text)?;
            (File::new(name, &bytes), bytes)
        }
    };
    put(dir, &csv.name, bytes)?;
    let key = keys::primary(relation).unwrap_or_default();
    let parquet = format!("{name}.parquet");
    let metadata = [
        ("learning_cities.tool", &env!("CARGO_PKG_VERSION").to_string()),
        ("learning_cities.structure", &structure().to_string()),
    ];
    // Marts are sorted by city.
    let sorted_by = batch.column_by_name("city").map(|_| "city");
    let (bytes, sha256) = write_parquet(&dir.join(&parquet), batch, sorted_by, &metadata)?;
    let meaning = |column: &str| about.and_then(|about| about.columns.iter().find(|(name, _)| name == column));
    let columns = batch
        .schema()
        .fields()
        .iter()
        .map(|field| Column {
            name: field.name().clone(),
            kind: kind(field.data_type()),
            meaning: meaning(field.name()).map(|(_, meaning)| meaning.clone()).unwrap_or_default(),
        })
        .collect();
    Ok(Published {
        relation: relation.to_string(),
        title: about.map(|about| about.title.clone()).unwrap_or_default(),
        grain: about.map(|about| about.grain.clone()).unwrap_or_default(),
        columns,
        key,
        rows: batch.num_rows(),
        parquet: File { name: parquet, bytes, sha256 },
        csv,
        plain,
        is_counted,
    })
}

impl File {
    fn new(name: String, bytes: &[u8]) -> File {
        File { name, bytes: bytes.len() as u64, sha256: sha256(bytes) }
    }
}

fn kind(data_type: &DataType) -> Kind {
    match data_type {
        DataType::Int64 => Kind::Integer,
        DataType::Float64 => Kind::Float,
        DataType::Boolean => Kind::Truth,
        _ => Kind::Text,
    }
}

/// CSV files longer than this are compressed, bytes: a spreadsheet opens no longer ones with ease, and a tenth of a
/// large network's site would be the same tables a second time.
const LONG: usize = 250_000;

/// A relation as CSV.
fn as_csv(batch: &RecordBatch) -> Result<Vec<u8>> {
    let fault = |source| Error::Arrow { doing: "writing open data as CSV", source };
    let mut writer = arrow::csv::WriterBuilder::new().with_header(true).build(Vec::new());
    writer.write(&guarded(batch).map_err(fault)?).map_err(fault)?;
    Ok(writer.into_inner())
}

/// Bytes as gzip; the same bytes give the same.
pub(super) fn compressed(name: &str, csv: &[u8]) -> Result<Vec<u8>> {
    let mut gz = GzEncoder::new(Vec::with_capacity(csv.len() / 8), Compression::default());
    gz.write_all(csv).and_then(|()| gz.finish()).map_err(Error::io("compress", name))
}

/// A table whose texts no spreadsheet evaluates: those that would be read as a formula get an apostrophe before them,
/// and so do those that begin with one, so that a program gets back what was written by taking one away.
fn guarded(batch: &RecordBatch) -> Result<RecordBatch, ArrowError> {
    let guard = |column: &ArrayRef| -> ArrayRef {
        match column.as_string_opt::<i32>() {
            Some(texts) if texts.iter().flatten().any(is_evaluated) => {
                let guarded = |text: &str| if is_evaluated(text) { format!("'{text}") } else { text.to_string() };
                Arc::new(texts.iter().map(|text| text.map(guarded)).collect::<StringArray>())
            }
            _ => column.clone(),
        }
    };
    RecordBatch::try_new(batch.schema(), batch.columns().iter().map(guard).collect())
}

/// Whether a spreadsheet may take a text for a formula, or for a text after an apostrophe that it hides.
fn is_evaluated(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\'', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
}

/// What names the state of the public data: the first twelve digits of the SHA-256 of the list of the CSV files and
/// their SHA-256, as `sha256sum *.csv* | sha256sum` gives it in the folder. It rests on public rows alone, since every
/// page names it: neither the counts with results that are not shown, which are in a folder of their own, nor the
/// store's own snapshot go into it.
pub fn snapshot(tables: &[Published]) -> String {
    let mut lines: Vec<(&str, String)> = tables
        .iter()
        .filter(|table| !table.is_counted)
        .map(|Published { csv, .. }| (csv.name.as_str(), format!("{}  {}\n", csv.sha256, csv.name)))
        .collect();
    lines.sort_unstable();
    let list: String = lines.into_iter().map(|(_, line)| line).collect();
    sha256(list.as_bytes()).chars().take(12).collect()
}

/// What changed in the structure of the tables, for readers.
pub const CHANGES: &str = include_str!("../../data/open-data/CHANGELOG.md");

/// The version of the structure of the tables: the newest one of [`CHANGES`].
pub fn structure() -> &'static str {
    CHANGES.lines().find_map(|line| line.strip_prefix("## ")).unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use arrow::array::Float64Array;

    use super::*;

    #[test]
    fn no_text_of_a_csv_file_is_a_formula_and_each_is_got_back() {
        let texts = [
            Some("=HYPERLINK(\"https://example.org\")"),
            Some("+1"),
            Some("-"),
            Some("@a"),
            Some("'=1"),
            Some("'t Hof"),
            Some("\u{ff1d}1"),
            Some("a=1"),
            Some(""),
            None,
        ];
        let numbers: ArrayRef = Arc::new(Float64Array::from(vec![-1.5; texts.len()]));
        let column: ArrayRef = Arc::new(StringArray::from(texts.to_vec()));
        let batch =
            RecordBatch::try_from_iter_with_nullable([("note", column, true), ("value", numbers, true)]).unwrap();
        let csv = as_csv(&batch).unwrap();
        let mut reader = ::csv::Reader::from_reader(&csv[..]);
        let rows: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), texts.len());
        for (row, text) in rows.iter().zip(texts) {
            assert!(!row[0].starts_with(['=', '+', '-', '@', '\u{ff1d}']), "{row:?}");
            assert_eq!(row[0].strip_prefix('\'').unwrap_or(&row[0]), text.unwrap_or_default());
            assert_eq!(&row[1], "-1.5", "a number stays one");
        }
    }
}
