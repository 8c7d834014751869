use crate::cli::Outcome;
use crate::error::{Error, Result};
use crate::root::Root;

/// Say what a store holds
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: learning-cities status --store store")]
pub struct Args {
    /// Store to read
    #[arg(long, value_name = "DIR")]
    store: std::path::PathBuf,
}

/// Runs the command.
pub fn run(_root: &Root, args: Args) -> Result<Outcome> {
    Err(Error::Usage(format!("not yet: {args:?}")))
}
