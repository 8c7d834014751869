use crate::base::error::Result;
use crate::base::root::Root;
use crate::cli::output::{Outcome, say};
use crate::cli::places::{self, Place};
use crate::demo::{self, Options, Summary};
use crate::model::framework::Framework;

/// Write a demonstration network of invented cities
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: learning-cities demo --cities 30 --cycles 5 --seed 1 --out data/demo")]
pub struct Args {
    /// Number of cities
    #[arg(long, value_name = "N")]
    cities: u32,
    /// Number of cycles, two years apart
    #[arg(long, value_name = "N")]
    cycles: u32,
    /// Seed: the same seed gives the same bytes
    #[arg(long, value_name = "K")]
    seed: u64,
    /// Network folder to write; must be new or a demonstration network
    #[arg(long, value_name = "DIR")]
    out: std::path::PathBuf,
    /// Write submissions as workbooks rather than CSV
    #[arg(long)]
    workbooks: bool,
}

/// Runs the command.
pub fn run(root: &Root, args: Args) -> Result<Outcome> {
    places::refuse_within("--out", &args.out, Place::Files)?;
    let framework = Framework::load(&root.framework())?;
    let Args { cities, cycles, seed, out, workbooks } = args;
    let options = Options { cities: cities as usize, cycles: cycles as usize, seed, workbooks };
    let Summary { submissions, rows, files } = demo::write(&out, &options, &framework)?;
    let out = out.display();
    say(&format!("{out}: {cities} cities, {submissions} submissions, {rows} rows, {files} files"));
    Ok(Outcome::Done)
}
