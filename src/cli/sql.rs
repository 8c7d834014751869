use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use arrow::array::RecordBatch;
use arrow::datatypes::DataType;
use arrow::error::ArrowError;
use arrow::util::display::{ArrayFormatter, FormatOptions};
use parquet::arrow::ArrowWriter;
use unicode_width::UnicodeWidthStr;

use crate::base::characters::visible;
use crate::base::error::{Error, Result};
use crate::base::root::Root;
use crate::cli::limits::LimitArgs;
use crate::cli::output::{Outcome, print};
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
        let message = "--format parquet: a terminal cannot show it; send it to a file with > FILE.parquet";
        return Err(Error::Usage(message.into()));
    }
    let snapshot = Store::open(&args.store)?.in_force()?;
    let limits = args.limits.limits();
    let engine =
        Engine::open_as_of(&snapshot, &root.queries(), args.cycle, args.as_of.as_deref())?.within(limits.clone());
    let (batches, left) = engine.query_timed(&sql, &origin)?;
    print(written(&batches, args.format, &limits, left, &origin)?)?;
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

/// Bytes up to a limit of their number and of the time for writing them; what passes one is an error.
struct Bounded {
    bytes: Vec<u8>,
    most: usize,
    until: Option<Instant>,
    /// The limit that ended the writing.
    passed: Option<Limit>,
}

impl Bounded {
    fn check(&mut self, next: usize) -> std::io::Result<()> {
        if self.bytes.len().saturating_add(next) > self.most {
            self.passed = Some(Limit::Output);
        } else if self.until.is_some_and(|until| Instant::now() >= until) {
            self.passed = Some(Limit::Time);
        }
        if self.passed.is_some() { Err(std::io::ErrorKind::FileTooLarge.into()) } else { Ok(()) }
    }
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.check(bytes.len())?;
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The rows as bytes, within what is `left` of the time limit; no row still has its header.
fn written(batches: &[RecordBatch], format: Format, limits: &Limits, left: Duration, origin: &str) -> Result<Vec<u8>> {
    let until = Instant::now().checked_add(left);
    let mut out = Bounded { bytes: Vec::new(), most: limits.output, until, passed: None };
    let done = match format {
        Format::Table => table(batches, &mut out),
        Format::Csv => csv(batches, &mut out),
        Format::Json => json(batches, &mut out),
        Format::Parquet => parquet(batches, &mut out),
    };
    match (done, out.passed) {
        (Err(_), Some(limit)) => Err(passed(limits, limit, origin)),
        (done, _) => done.map(|()| out.bytes),
    }
}

fn fault(source: ArrowError) -> Error {
    Error::Arrow { doing: "writing the rows of a query", source }
}

fn options() -> FormatOptions<'static> {
    FormatOptions::default().with_display_error(true)
}

/// Columns side by side, each as wide as its widest cell, in time that grows with their size alone. Nothing in a cell or
/// a name acts on a terminal.
fn table(batches: &[RecordBatch], out: &mut Bounded) -> Result<()> {
    let io = |source| Error::io("write", "standard output")(source);
    let Some(first) = batches.first() else { return Ok(()) };
    let schema = first.schema();
    let names: Vec<Vec<String>> = schema.fields().iter().map(|field| lines(field.name())).collect();
    let mut widths: Vec<usize> = names.iter().map(|lines| width(lines)).collect();
    let mut height = 0;
    let measured = each_row(batches, |cells| {
        cells.iter().zip(&mut widths).for_each(|(lines, widest)| *widest = width(lines).max(*widest));
        height += high(cells);
        let line = widths.iter().map(|width| width + 3).sum::<usize>() + 2;
        // Measured before it is written: padding makes more of it than its cells are.
        out.check(line.saturating_mul(height))
    });
    measured?.map_err(io)?;
    let rule: String = widths.iter().map(|width| format!("+{}", "-".repeat(width + 2))).collect::<String>() + "+\n";
    let mut head = rule.clone();
    write_row(&names, &widths, &mut head);
    head.push_str(&rule);
    out.write_all(head.as_bytes()).map_err(io)?;
    let mut text = String::new();
    let written = each_row(batches, |cells| {
        text.clear();
        write_row(cells, &widths, &mut text);
        out.write_all(text.as_bytes())
    });
    written?.map_err(io)?;
    out.write_all(rule.as_bytes()).map_err(io)
}

/// Shows each row, its cells in lines, to `see` until that fails.
fn each_row(
    batches: &[RecordBatch],
    mut see: impl FnMut(&[Vec<String>]) -> std::io::Result<()>,
) -> Result<std::io::Result<()>> {
    let options = options();
    for batch in batches {
        let columns = batch.columns().iter().map(|column| ArrayFormatter::try_new(column, &options).map_err(fault));
        let columns = columns.collect::<Result<Vec<_>>>()?;
        for row in 0..batch.num_rows() {
            let cells: Vec<Vec<String>> = columns.iter().map(|column| lines(&column.value(row).to_string())).collect();
            if let Err(error) = see(&cells) {
                return Ok(Err(error));
            }
        }
    }
    Ok(Ok(()))
}

/// The lines of a cell, as a terminal may show them.
fn lines(text: &str) -> Vec<String> {
    visible(text).split('\n').map(str::to_string).collect()
}

/// Columns of a terminal that the widest of these lines takes.
fn width(lines: &[String]) -> usize {
    lines.iter().map(|line| line.width()).max().unwrap_or_default()
}

/// Lines that a row takes.
fn high(cells: &[Vec<String>]) -> usize {
    cells.iter().map(Vec::len).max().unwrap_or(1)
}

fn write_row(cells: &[Vec<String>], widths: &[usize], text: &mut String) {
    for at in 0..high(cells) {
        for (lines, width) in cells.iter().zip(widths) {
            let line = lines.get(at).map_or("", String::as_str);
            text.push_str("| ");
            text.push_str(line);
            text.extend(std::iter::repeat_n(' ', width - line.width() + 1));
        }
        text.push_str("|\n");
    }
}

fn csv(batches: &[RecordBatch], out: &mut Bounded) -> Result<()> {
    let schema = batches.first().map(RecordBatch::schema);
    let nested = schema.iter().flat_map(|schema| schema.fields()).find(|field| field.data_type().is_nested());
    if let Some(field) = nested {
        let name = visible(field.name());
        let cure = match field.data_type() {
            DataType::Struct(_) => format!("ask for its fields one by one, {name}['field']"),
            DataType::Map(..) => format!("ask for its entries one by one, {name}['key']"),
            _ => format!("ask for one text, array_to_string({name}, ';')"),
        };
        return Err(Error::Usage(format!(
            "--format csv: each cell of the column {name} holds several values, and a cell of CSV holds one; {cure}, or print it with --format json"
        )));
    }
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
