//! The open data: public rows as Parquet and CSV.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, RecordBatch, StringArray};
use arrow::error::ArrowError;
use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;

use super::marts::Marts;
use super::place::put;
use crate::base::error::{Error, Result};
use crate::base::hash::sha256;
use crate::base::parquet::write_parquet;
use crate::base::regular;
use crate::disclosure::COUNTED;

/// A file of open data.
#[derive(Debug, Clone)]
pub struct File {
    /// Relation.
    pub relation: String,
    /// Path from the folder of the open data: `series.parquet`.
    pub name: String,
    /// Its length.
    pub bytes: u64,
}

/// Writes every relation as Parquet and CSV.
pub fn write(marts: &Marts, dir: &Path) -> Result<Vec<File>> {
    let files: Vec<Vec<File>> = marts
        .published_relations()
        .into_par_iter()
        .map(|relation| {
            let batch = marts.table(relation).batch();
            // What rests on more than public rows is in a folder of its own: the other files are what the public data
            // is cited by.
            let folder = if relation == COUNTED { "counted/" } else { "" };
            let (csv, bytes) = as_csv(relation, batch)?;
            let [parquet, csv] = [format!("{folder}{relation}.parquet"), format!("{folder}{csv}")];
            put(dir, &csv, bytes)?;
            let tool = ("learning_cities.tool", &env!("CARGO_PKG_VERSION").to_string());
            write_parquet(&dir.join(&parquet), batch, &[tool])?;
            let file = |name: String| {
                let path = dir.join(&name);
                let bytes = path.metadata().map_err(Error::io("read", &path))?.len();
                Ok(File { relation: relation.to_string(), name, bytes })
            };
            [parquet, csv].into_iter().map(file).collect::<Result<Vec<File>>>()
        })
        .collect::<Result<_>>()?;
    Ok(files.into_iter().flatten().collect())
}

/// CSV files longer than this are compressed, bytes: a spreadsheet opens no longer ones with ease, and a tenth of a
/// large network's site would be the same tables a second time.
const LONG: usize = 250_000;

/// A relation as CSV, by the name of its file.
fn as_csv(relation: &str, batch: &RecordBatch) -> Result<(String, Vec<u8>)> {
    let fault = |source| Error::Arrow { doing: "writing open data as CSV", source };
    let mut writer = arrow::csv::WriterBuilder::new().with_header(true).build(Vec::new());
    writer.write(&guarded(batch).map_err(fault)?).map_err(fault)?;
    let csv = writer.into_inner();
    if csv.len() <= LONG {
        return Ok((format!("{relation}.csv"), csv));
    }
    let name = format!("{relation}.csv.gz");
    let mut gz = GzEncoder::new(Vec::with_capacity(csv.len() / 8), Compression::default());
    let made = gz.write_all(&csv).and_then(|()| gz.finish());
    Ok((name.clone(), made.map_err(Error::io("compress", &name))?))
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
pub fn snapshot(files: &[File], dir: &Path) -> Result<String> {
    let is_cited = |name: &&str| !name.ends_with(".parquet") && !name.contains('/');
    let mut names: Vec<&str> = files.iter().map(|f| f.name.as_str()).filter(is_cited).collect();
    names.sort_unstable();
    let hashed: Vec<String> = names
        .par_iter()
        .map(|name| {
            let path = dir.join(name);
            Ok(format!("{}  {name}\n", sha256(&regular::read(&path).map_err(Error::io("read", &path))?)))
        })
        .collect::<Result<_>>()?;
    Ok(sha256(hashed.concat().as_bytes()).chars().take(12).collect())
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
        let (_, csv) = as_csv("observations", &batch).unwrap();
        let mut reader = csv::Reader::from_reader(&csv[..]);
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), texts.len());
        for (row, text) in rows.iter().zip(texts) {
            assert!(!row[0].starts_with(['=', '+', '-', '@', '\u{ff1d}']), "{row:?}");
            assert_eq!(row[0].strip_prefix('\'').unwrap_or(&row[0]), text.unwrap_or_default());
            assert_eq!(&row[1], "-1.5", "a number stays one");
        }
    }
}
