use crate::cli::Outcome;
use crate::error::{Error, Result};
use crate::root::Root;

/// Write the workbook that a city fills in
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: learning-cities template --network data/demo --city northbridge --cycle 2024 --out northbridge-2024.xlsx")]
pub struct Args {
    /// Network folder
    #[arg(long, value_name = "DIR")]
    network: std::path::PathBuf,
    /// City
    #[arg(long, value_name = "ID")]
    city: String,
    /// Cycle: the year of the brief
    #[arg(long, value_name = "YEAR")]
    cycle: i32,
    /// Workbook to write
    #[arg(long, value_name = "FILE.xlsx")]
    out: std::path::PathBuf,
    /// Store with the last cycle values to show beside the empty cells
    #[arg(long, value_name = "DIR")]
    store: Option<std::path::PathBuf>,
}

/// Runs the command.
pub fn run(_root: &Root, args: Args) -> Result<Outcome> {
    Err(Error::Usage(format!("not yet: {args:?}")))
}
