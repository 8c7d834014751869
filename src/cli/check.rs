use crate::cli::Outcome;
use crate::error::{Error, Result};
use crate::root::Root;

/// Check submissions without storing anything
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: learning-cities check northbridge-2024.xlsx --network data/demo")]
pub struct Args {
    /// Files or folders to check
    #[arg(required = true, value_name = "FILE")]
    files: Vec<std::path::PathBuf>,
    /// Network folder whose cities are known
    #[arg(long, value_name = "DIR")]
    network: Option<std::path::PathBuf>,
    /// Store to compare with what came last cycle
    #[arg(long, value_name = "DIR")]
    store: Option<std::path::PathBuf>,
    /// text or json
    #[arg(long, default_value = "text")]
    format: String,
}

/// Runs the command.
pub fn run(_root: &Root, args: Args) -> Result<Outcome> {
    Err(Error::Usage(format!("not yet: {args:?}")))
}
