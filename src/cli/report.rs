use crate::cli::Outcome;
use crate::error::{Error, Result};
use crate::root::Root;

/// Publish the brief, a page for every city, and open data
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: learning-cities report --store store --out out")]
pub struct Args {
    /// Store to read
    #[arg(long, value_name = "DIR")]
    store: std::path::PathBuf,
    /// Folder to write; a site that stood there is replaced whole
    #[arg(long, value_name = "DIR")]
    out: std::path::PathBuf,
    /// Year of the brief [default: the newest cycle]
    #[arg(long, value_name = "YEAR")]
    cycle: Option<i32>,
}

/// Runs the command.
pub fn run(_root: &Root, args: Args) -> Result<Outcome> {
    Err(Error::Usage(format!("not yet: {args:?}")))
}
