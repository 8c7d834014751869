use std::path::PathBuf;

use serde_json::{Value, json};

use crate::base::durable::{self, Access};
use crate::base::error::{Error, Result};
use crate::base::root::Root;
use crate::cli::output::{Outcome, print, say};
use crate::cli::places::{self, Place};
use crate::console::rows::{self, Layout};
use crate::diff::{Comparison, NOTICE, screen};
use crate::editions;
use crate::engine::limits::Limits;
use crate::engine::{CancellationToken, SideName};
use crate::review::pages::difference;

/// Say what differs between two snapshots, days or stores, and what may be the cause; what it says is private
///
/// A side is `current`, `previous`, the first characters of the id of a snapshot or of a final edition (edition:3fa9 where
/// both begin so), a day up to which submissions count (such as 2024-05-31), or a snapshot with a day
/// (previous@2024-05-31). Without sides, the snapshot in force is compared with the one before it; one side is compared
/// with the snapshot in force. Rows are joined on their keys. Of a change, each cause is named that differs itself and
/// reaches the row: a single one is certain, of several each may be.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The output is for the analyst: rows that their cities withhold are in it.\n\nExamples:\n  learning-cities diff --store store\n  learning-cities diff --store store 2023-06-30 2024-06-30\n  \
    learning-cities diff --store store 3f9a current --city northbridge\n  learning-cities diff --store store edition:3fa9 current\n  learning-cities diff --store store --against store-of-last-year\n  \
    learning-cities diff --store store --relation progress --format csv --out changes.csv\n  learning-cities diff --store store --format html --out changes.html"
)]
pub struct Args {
    /// Store to read
    #[arg(long, value_name = "DIR")]
    store: PathBuf,
    /// Another store: the second side is of it [default: the same store]
    #[arg(long, value_name = "DIR")]
    against: Option<PathBuf>,
    /// Year of the brief that marts are computed for [default: that of an edition, else the newest of each side]
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1900..=2100))]
    cycle: Option<i32>,
    /// Table or mart to compare; given again, a further one [default: what readers see, and what it rests on]
    #[arg(long = "relation", value_name = "NAME")]
    relations: Vec<String>,
    /// List all rows of this city, and of no other
    #[arg(long, value_name = "CITY")]
    city: Option<String>,
    /// How it is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// File to write, which only its owner can read [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The side before [default: previous; with --against, current]
    #[arg(value_parser = SideName::parse)]
    before: Option<SideName>,
    /// The side after [default: current]
    #[arg(value_parser = SideName::parse)]
    after: Option<SideName>,
}

/// How a comparison is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Totals and causes, then the first rows of each city
    Text,
    /// Everything as one object
    Json,
    /// A line for each cell that differs
    Csv,
    /// A page that needs no other file; cities by name
    Html,
}

/// Runs the command.
pub fn run(root: &Root, args: Args) -> Result<Outcome> {
    if let Some(out) = &args.out {
        places::refuse_within("--out", out, Place::Files)?;
    }
    let first = if args.against.is_some() { SideName::current() } else { SideName::previous() };
    let before = editions::side(&args.before.unwrap_or(first), &args.store)?;
    let after = args.after.unwrap_or_else(SideName::current);
    let after = editions::side(&after, args.against.as_deref().unwrap_or(&args.store))?;
    let comparison = Comparison::of(&before, &after, &root.queries(), args.cycle, &args.relations)?;
    let city = args.city.as_deref();
    let bytes = match args.format {
        Format::Text => screen(&comparison, city)?.into_bytes(),
        Format::Json => json(&comparison, city)?,
        Format::Csv => cells(&comparison, city, rows::Format::Csv)?,
        Format::Html => difference::page(&comparison, city)?.into_bytes(),
    };
    match &args.out {
        Some(out) => durable::write(out, &bytes, Access::Private)?,
        None => print(bytes)?,
    }
    // Lines of CSV have no place for it.
    if args.format == Format::Csv {
        say(NOTICE);
    }
    Ok(Outcome::Done)
}

fn json(comparison: &Comparison, city: Option<&str>) -> Result<Vec<u8>> {
    let fault = |e: serde_json::Error| Error::invalid("diff", format!("cannot be written as JSON: {e}"));
    let cells: Value = serde_json::from_slice(&cells(comparison, city, rows::Format::Json)?).map_err(fault)?;
    let left_out = comparison.left_out.iter().map(|(relation, reason)| json!({"relation": relation, "reason": reason}));
    let all = json!({
        "notice": NOTICE,
        "before": comparison.sides[0],
        "after": comparison.sides[1],
        "between": comparison.makings,
        "relations": comparison.totals,
        "left_out": left_out.collect::<Vec<_>>(),
        "changes": cells,
    });
    let mut bytes = serde_json::to_vec_pretty(&all).map_err(fault)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn cells(comparison: &Comparison, city: Option<&str>, format: rows::Format) -> Result<Vec<u8>> {
    let limits = Limits::wide();
    let layout = Layout { format, records: false, width: None };
    rows::written(&comparison.cells(city)?, layout, &limits, limits.time, &CancellationToken::new(), "diff")
}
