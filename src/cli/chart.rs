use crate::cli::Outcome;
use crate::error::{Error, Result};
use crate::root::Root;

/// Draw charts as SVG files
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: learning-cities chart --store store --out charts-out city-series")]
pub struct Args {
    /// Store to read
    #[arg(long, value_name = "DIR")]
    store: std::path::PathBuf,
    /// Folder to write
    #[arg(long, value_name = "DIR")]
    out: std::path::PathBuf,
    /// Charts to draw, by the name of their file in charts/ [default: all]
    #[arg(value_name = "NAME")]
    names: Vec<String>,
}

/// Runs the command.
pub fn run(_root: &Root, args: Args) -> Result<Outcome> {
    Err(Error::Usage(format!("not yet: {args:?}")))
}
