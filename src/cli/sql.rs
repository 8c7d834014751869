use std::io::{IsTerminal, Read};
use std::path::PathBuf;

use crate::base::error::{Error, Result};
use crate::base::root::Root;
use crate::cli::limits::LimitArgs;
use crate::cli::output::{Outcome, print};
use crate::cli::places::{self, Place};
use crate::console::prompt;
use crate::console::rows::{self, Format, Layout};
use crate::console::session::Opening;
use crate::editions;
use crate::engine::limits::{Limit, Limits, TEXT};
use crate::engine::{CancellationToken, Engine, SideName};
use crate::store::Store;

/// Query every table and mart with SQL; nothing in the store is ever written
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Without a query and at a terminal this opens a prompt: \\? lists its commands, \\q leaves.\n\nExamples:\n  learning-cities sql --store store\n  learning-cities sql --store store \"show tables\"\n  learning-cities sql --store store \"describe progress\"\n  \
    learning-cities sql --store store --format csv \"select city, count(*) from observations group by city order by city\"\n  \
    learning-cities sql --store store --time-limit 600 --row-limit 20000000 --format parquet \"select * from observations\" > observations.parquet\n  \
    learning-cities sql --store store --before previous \"select city, measurement, item, b.movement, a.movement from before.progress b join after.progress a using (city, measurement, item) where b.movement is distinct from a.movement\""
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
    /// Compare with another snapshot, edition or day, named as for `diff`: its relations are before.NAME, those of this one
    /// after.NAME or NAME
    #[arg(long, value_name = "SIDE", value_parser = SideName::parse)]
    before: Option<SideName>,
    #[command(flatten)]
    limits: LimitArgs,
    /// How rows are printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// The query, a file that ends in .sql, or - for standard input [default: standard input; a prompt at a terminal]
    query: Option<String>,
}

/// Runs the command.
pub fn run(root: &Root, args: Args) -> Result<Outcome> {
    if args.query.is_none() && prompt::is_interactive() {
        return converse(root, args);
    }
    let (sql, origin) = text(args.query.as_deref())?;
    if args.format == Format::Parquet && std::io::stdout().is_terminal() {
        let message = "--format parquet: a terminal cannot show it; send it to a file with > FILE.parquet";
        return Err(Error::Usage(message.into()));
    }
    let snapshot = Store::open(&args.store)?.in_force()?;
    let limits = args.limits.limits();
    let mut engine =
        Engine::open_as_of(&snapshot, &root.queries(), args.cycle, args.as_of.as_deref())?.within(limits.clone());
    if let Some(before) = &args.before {
        engine = engine.compared_with(editions::side(before, &args.store)?.side(args.cycle))?;
    }
    let (batches, left) = engine.query_timed(&sql, &origin)?;
    let layout = Layout { format: args.format, records: false, width: prompt::width() };
    print(rows::written(&batches, layout, &limits, left, &CancellationToken::new(), &origin)?)?;
    Ok(Outcome::Done)
}

/// Opens the prompt.
fn converse(root: &Root, args: Args) -> Result<Outcome> {
    prompt::run(Opening {
        snapshot: Store::open(&args.store)?.in_force()?,
        queries: root.queries(),
        cycle: args.cycle,
        as_of: args.as_of,
        before: args.before.map(|before| editions::side(&before, &args.store)).transpose()?,
        limits: args.limits.limits(),
        format: args.format,
        may_write: |path| places::refuse_within("\\o", path, Place::Files),
    })?;
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
            "no query; write one, name a .sql file, or send one to standard input. The prompt needs standard output to be a terminal too. Try: learning-cities sql --store store \"show tables\"".into(),
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
        return Err(Error::Limit { place: origin.into(), message: Limits::default().passed(Limit::Text) });
    }
    Ok(bytes)
}
