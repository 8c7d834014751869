use crate::cli::Outcome;
use crate::error::{Error, Result};
use crate::root::Root;

/// Read a network into a store
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: learning-cities ingest --network data/demo --store store")]
pub struct Args {
    /// Network folder
    #[arg(long, value_name = "DIR")]
    network: std::path::PathBuf,
    /// Store to write; made where there is none
    #[arg(long, value_name = "DIR")]
    store: std::path::PathBuf,
    /// Folder of a source that a mapping names
    #[arg(long = "source", value_name = "NAME=DIR")]
    sources: Vec<String>,
}

/// Runs the command.
pub fn run(_root: &Root, args: Args) -> Result<Outcome> {
    Err(Error::Usage(format!("not yet: {args:?}")))
}
