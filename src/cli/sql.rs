use crate::cli::Outcome;
use crate::error::{Error, Result};
use crate::root::Root;

/// Query every table and mart
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: learning-cities sql --store store \"select city, count(*) from observations group by city\"")]
pub struct Args {
    /// Store to read
    #[arg(long, value_name = "DIR")]
    store: std::path::PathBuf,
    /// Year of the brief that marts are computed for [default: the newest]
    #[arg(long, value_name = "YEAR")]
    cycle: Option<i32>,
    /// table, csv, json or parquet
    #[arg(long, default_value = "table")]
    format: String,
    /// The query, a file that ends in .sql, or - for standard input
    query: Option<String>,
}

/// Runs the command.
pub fn run(_root: &Root, args: Args) -> Result<Outcome> {
    Err(Error::Usage(format!("not yet: {args:?}")))
}
