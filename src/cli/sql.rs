use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use arrow::array::RecordBatch;
use arrow::util::display::FormatOptions;
use arrow::util::pretty::pretty_format_batches_with_options;
use parquet::arrow::ArrowWriter;

use crate::cli::Outcome;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::root::Root;
use crate::store::Store;

/// Query every table and mart with SQL; nothing is ever written
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  learning-cities sql --store store \"show tables\"\n  learning-cities sql --store store \"describe progress\"\n  \
    learning-cities sql --store store --format csv \"select city, count(*) from observations group by city order by city\""
)]
pub struct Args {
    /// Store to read
    #[arg(long, value_name = "DIR")]
    store: PathBuf,
    /// Year of the brief that marts are computed for [default: the newest]
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1900..=2100))]
    cycle: Option<i32>,
    /// Count only what was sent up to this day [default: everything]
    #[arg(long, value_name = "DATE", value_parser = crate::cli::day)]
    as_of: Option<String>,
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
    let engine = Engine::open_as_of(&snapshot, &root.queries(), args.cycle, args.as_of.as_deref())?;
    let batches = engine.query_at(&sql, &origin)?;
    let bytes = written(&batches, args.format)?;
    let mut out = std::io::stdout().lock();
    out.write_all(&bytes)
        .and_then(|()| out.flush())
        .map_err(Error::io("write", "standard output"))?;
    Ok(Outcome::Done)
}

/// The query and a name for where it came from.
fn text(given: Option<&str>) -> Result<(String, String)> {
    match given {
        Some(path) if path.ends_with(".sql") && !path.contains(char::is_whitespace) => {
            let bytes = std::fs::read(path).map_err(Error::io("read", path))?;
            Ok((utf8(bytes, path)?, path.to_string()))
        }
        Some(sql) if sql != "-" => Ok((sql.to_string(), "query".into())),
        None if std::io::stdin().is_terminal() => Err(Error::Usage(
            "no query; write one, name a .sql file, or send one to standard input. Try: learning-cities sql --store DIR \"show tables\"".into(),
        )),
        _ => {
            let mut bytes = Vec::new();
            let input = "standard input";
            std::io::stdin().lock().read_to_end(&mut bytes).map_err(Error::io("read", input))?;
            Ok((utf8(bytes, input)?, input.to_string()))
        }
    }
}

fn utf8(bytes: Vec<u8>, origin: &str) -> Result<String> {
    String::from_utf8(bytes).map_err(|_| Error::Usage(format!("{origin} is not UTF-8 text")))
}

/// The rows as bytes; no row still has its header.
fn written(batches: &[RecordBatch], format: Format) -> Result<Vec<u8>> {
    let wrap = |source| Error::Arrow {
        doing: "writing the rows of a query",
        source,
    };
    let mut bytes = Vec::new();
    match format {
        Format::Table => {
            let options = FormatOptions::default().with_display_error(true);
            let table = pretty_format_batches_with_options(batches, &options).map_err(wrap)?;
            bytes = format!("{table}\n").into_bytes();
        }
        Format::Csv => {
            let mut writer = arrow::csv::Writer::new(&mut bytes);
            for batch in batches {
                writer.write(batch).map_err(wrap)?;
            }
        }
        Format::Json => {
            let mut writer = arrow::json::WriterBuilder::new()
                .with_explicit_nulls(true)
                .build::<_, arrow::json::writer::JsonArray>(&mut bytes);
            for batch in batches {
                writer.write(batch).map_err(wrap)?;
            }
            writer.finish().map_err(wrap)?;
            drop(writer);
            if bytes.is_empty() {
                bytes.extend_from_slice(b"[]");
            }
            bytes.push(b'\n');
        }
        Format::Parquet => {
            let wrap = |source| Error::Parquet {
                path: Path::new("standard output").to_path_buf(),
                source,
            };
            let mut writer = ArrowWriter::try_new(&mut bytes, batches[0].schema(), None).map_err(wrap)?;
            for batch in batches {
                writer.write(batch).map_err(wrap)?;
            }
            writer.close().map_err(wrap)?;
        }
    }
    Ok(bytes)
}
