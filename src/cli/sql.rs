use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, RecordBatch, RecordBatchOptions, StringArray};
use arrow::datatypes::{DataType, Field, Schema};
use arrow::error::ArrowError;
use arrow::util::display::{ArrayFormatter, FormatOptions};
use arrow::util::pretty::pretty_format_batches_with_options;
use parquet::arrow::ArrowWriter;

use crate::base::characters::visible;
use crate::base::error::{Error, Result};
use crate::base::root::Root;
use crate::cli::limits::LimitArgs;
use crate::cli::output::Outcome;
use crate::engine::Engine;
use crate::engine::limits::{Limit, Limits, TEXT};
use crate::store::Store;

/// Query every table and mart with SQL; nothing is ever written
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  learning-cities sql --store store \"show tables\"\n  learning-cities sql --store store \"describe progress\"\n  \
    learning-cities sql --store store --format csv \"select city, count(*) from observations group by city order by city\"\n  \
    learning-cities sql --store store --time-limit 600 --row-limit 20000000 --format parquet \"select * from observations\" > observations.parquet"
)]
pub struct Args {
    /// Store to read
    #[arg(long, value_name = "DIR")]
    store: PathBuf,
    /// Year of the brief that marts are computed for [default: the newest]
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1900..=2100))]
    cycle: Option<i32>,
    /// Count only what was sent up to this day [default: everything]
    #[arg(long, value_name = "DATE", value_parser = crate::cli::output::day)]
    as_of: Option<String>,
    #[command(flatten)]
    limits: LimitArgs,
    /// How rows are printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// The query, a file that ends in .sql, or - for standard input [default: standard input]
    query: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Columns side by side, for reading
    Table,
    /// Comma-separated, with a header
    Csv,
    /// An array of objects, absent values as null
    Json,
    /// A Parquet file; send it to one with > FILE
    Parquet,
}

/// Runs the command.
pub fn run(root: &Root, args: Args) -> Result<Outcome> {
    let (sql, origin) = text(args.query.as_deref())?;
    if args.format == Format::Parquet && std::io::stdout().is_terminal() {
        return Err(Error::Usage(
            "--format parquet: a terminal cannot show it; send it to a file with > FILE.parquet".into(),
        ));
    }
    let snapshot = Store::open(&args.store)?.in_force()?;
    let limits = args.limits.limits();
    let engine =
        Engine::open_as_of(&snapshot, &root.queries(), args.cycle, args.as_of.as_deref())?.within(limits.clone());
    let batches = engine.query_at(&sql, &origin)?;
    let bytes = written(&batches, args.format, &limits, &origin)?;
    let mut out = std::io::stdout().lock();
    out.write_all(&bytes).and_then(|()| out.flush()).map_err(Error::io("write", "standard output"))?;
    Ok(Outcome::Done)
}

/// The query and a name for where it came from.
fn text(given: Option<&str>) -> Result<(String, String)> {
    match given {
        Some(path) if path.ends_with(".sql") && !path.contains(char::is_whitespace) => {
            let file = std::fs::File::open(path).map_err(Error::io("read", path))?;
            Ok((utf8(bounded(file, path)?, path)?, path.to_string()))
        }
        Some(sql) if sql != "-" => Ok((sql.to_string(), "query".into())),
        None if std::io::stdin().is_terminal() => Err(Error::Usage(
            "no query; write one, name a .sql file, or send one to standard input. Try: learning-cities sql --store store \"show tables\"".into(),
        )),
        _ => {
            let input = "standard input";
            Ok((utf8(bounded(std::io::stdin().lock(), input)?, input)?, input.to_string()))
        }
    }
}

fn utf8(bytes: Vec<u8>, origin: &str) -> Result<String> {
    String::from_utf8(bytes).map_err(|_| Error::Usage(format!("{origin} is not UTF-8 text")))
}

/// A text that may be a query; more than that is not read.
fn bounded(from: impl Read, origin: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(TEXT as u64 + 1).read_to_end(&mut bytes).map_err(Error::io("read", origin))?;
    if bytes.len() > TEXT {
        return Err(passed(&Limits::default(), Limit::Text, origin));
    }
    Ok(bytes)
}

fn passed(limits: &Limits, limit: Limit, origin: &str) -> Error {
    Error::Limit { place: origin.into(), message: limits.passed(limit) }
}

/// Bytes up to a limit; more are an error.
struct Bounded {
    bytes: Vec<u8>,
    most: usize,
}

impl Bounded {
    /// Whether the limit was what ended the writing.
    fn full(&self, next: usize) -> bool {
        self.bytes.len().saturating_add(next) > self.most
    }
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.full(bytes.len()) {
            self.most = 0;
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The rows as bytes; no row still has its header.
fn written(batches: &[RecordBatch], format: Format, limits: &Limits, origin: &str) -> Result<Vec<u8>> {
    let mut out = Bounded { bytes: Vec::new(), most: limits.output };
    let done = match format {
        Format::Table => {
            let too_large = |batches: &[RecordBatch]| Ok(table_size(batches)? > limits.output);
            // Escapes make it longer.
            let shown = if too_large(batches)? { Vec::new() } else { for_terminal(batches)? };
            if shown.is_empty() || too_large(&shown)? {
                return Err(passed(limits, Limit::Output, origin));
            }
            table(&shown, &mut out)
        }
        Format::Csv => csv(batches, &mut out),
        Format::Json => json(batches, &mut out),
        Format::Parquet => parquet(batches, &mut out),
    };
    match done {
        Err(_) if out.most == 0 => Err(passed(limits, Limit::Output, origin)),
        done => done.map(|()| out.bytes),
    }
}

fn fault(source: ArrowError) -> Error {
    Error::Arrow { doing: "writing the rows of a query", source }
}

fn options() -> FormatOptions<'static> {
    FormatOptions::default().with_display_error(true)
}

/// The rows with nothing in them or in their names that acts on a terminal. Columns of other types than text stay as
/// they are unless text inside them does.
fn for_terminal(batches: &[RecordBatch]) -> Result<Vec<RecordBatch>> {
    let Some(first) = batches.first() else { return Ok(Vec::new()) };
    let mut fields: Vec<Field> = first.schema().fields().iter().map(|f| f.as_ref().clone()).collect();
    let mut columns: Vec<Vec<ArrayRef>> = batches.iter().map(|batch| batch.columns().to_vec()).collect();
    for (place, field) in fields.iter_mut().enumerate() {
        let arrays: Vec<ArrayRef> = columns.iter().map(|batch| batch[place].clone()).collect();
        if let Some(texts) = escaped(&arrays)? {
            *field = Field::new(field.name(), DataType::Utf8, true);
            columns.iter_mut().zip(texts).for_each(|(batch, text)| batch[place] = text);
        }
        let name = visible(field.name()).into_owned();
        field.set_name(name);
    }
    let schema = Arc::new(Schema::new(fields));
    let rows = batches.iter().map(RecordBatch::num_rows);
    let made = columns.into_iter().zip(rows).map(|(columns, rows)| {
        let rows = RecordBatchOptions::new().with_row_count(Some(rows));
        RecordBatch::try_new_with_options(schema.clone(), columns, &rows).map_err(fault)
    });
    made.collect()
}

/// A column's cells as texts that can be shown; none where all can be shown as they are.
fn escaped(arrays: &[ArrayRef]) -> Result<Option<Vec<ArrayRef>>> {
    let options = options();
    let mut differs = false;
    let mut texts: Vec<ArrayRef> = Vec::new();
    for array in arrays {
        let cells = ArrayFormatter::try_new(array, &options).map_err(fault)?;
        let mut text = |row: usize| {
            let cell = cells.value(row).to_string();
            let shown = visible(&cell).into_owned();
            differs |= shown != cell;
            (!array.is_null(row)).then_some(shown)
        };
        texts.push(Arc::new((0..array.len()).map(&mut text).collect::<StringArray>()));
    }
    Ok(differs.then_some(texts))
}

/// Bytes of a table whose columns are padded to their widest cell and whose rows to their highest, at least.
fn table_size(batches: &[RecordBatch]) -> Result<usize> {
    let columns = batches.first().map_or(0, RecordBatch::num_columns);
    let (mut widths, mut height) = (vec![0_usize; columns], 0_usize);
    let options = options();
    for batch in batches {
        let mut heights = vec![1_usize; batch.num_rows()];
        for (column, width) in batch.columns().iter().zip(&mut widths) {
            let cells = ArrayFormatter::try_new(column, &options).map_err(fault)?;
            for (row, high) in heights.iter_mut().enumerate() {
                let cell = cells.value(row).to_string();
                *width = cell.lines().map(|line| line.chars().count()).fold(*width, usize::max);
                *high = (*high).max(cell.lines().count());
            }
        }
        height += heights.iter().sum::<usize>();
    }
    Ok(widths.iter().sum::<usize>().saturating_mul(height))
}

fn table(batches: &[RecordBatch], out: &mut Bounded) -> Result<()> {
    let table = pretty_format_batches_with_options(batches, &options()).map_err(fault)?;
    writeln!(out, "{table}").map_err(Error::io("write", "standard output"))
}

fn csv(batches: &[RecordBatch], out: &mut Bounded) -> Result<()> {
    let mut writer = arrow::csv::Writer::new(out);
    batches.iter().try_for_each(|batch| writer.write(batch)).map_err(fault)
}

fn json(batches: &[RecordBatch], out: &mut Bounded) -> Result<()> {
    let mut writer = arrow::json::WriterBuilder::new()
        .with_explicit_nulls(true)
        .build::<_, arrow::json::writer::JsonArray>(&mut *out);
    batches.iter().try_for_each(|batch| writer.write(batch)).map_err(fault)?;
    writer.finish().map_err(fault)?;
    drop(writer);
    let end = if out.bytes.is_empty() { "[]\n" } else { "\n" };
    out.write_all(end.as_bytes()).map_err(Error::io("write", "standard output"))
}

fn parquet(batches: &[RecordBatch], out: &mut Bounded) -> Result<()> {
    let fault = |source| Error::Parquet { path: Path::new("standard output").to_path_buf(), source };
    let Some(first) = batches.first() else { return Ok(()) };
    let mut writer = ArrowWriter::try_new(out, first.schema(), None).map_err(fault)?;
    batches.iter().try_for_each(|batch| writer.write(batch)).map_err(fault)?;
    writer.close().map_err(fault).map(|_| ())
}
