use crate::base::error::{Error, Result};
use crate::base::root::Root;
use crate::cli::output::{Outcome, say};
use crate::cli::places::{self, Place};
use crate::demo::{self, Options, Summary};
use crate::language::{FIRST, Language};
use crate::model::framework::Framework;

/// Write a demonstration network of invented cities
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples: learning-cities demo --cities 30 --cycles 5 --seed 1 --out data/demo
          learning-cities demo --shape atlas --cities 5000 --seed 1 --out data/atlas-demo")]
pub struct Args {
    /// What the network is made of
    #[arg(long, value_enum, default_value_t = Shape::Submissions)]
    shape: Shape,
    /// Number of cities
    #[arg(long, value_name = "N")]
    cities: u32,
    /// Number of cycles of submissions, two years apart; not for an atlas
    #[arg(long, value_name = "N")]
    cycles: Option<u32>,
    /// Seed: the same seed gives the same bytes
    #[arg(long, value_name = "K")]
    seed: u64,
    /// Network folder to write; must be new or a demonstration network of this shape
    #[arg(long, value_name = "DIR")]
    out: std::path::PathBuf,
    /// Write submissions as workbooks rather than CSV
    #[arg(long)]
    workbooks: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Shape {
    /// Submissions that cities send
    Submissions,
    /// Tables of three censuses, with the mapping that reads them
    Atlas,
}

/// Runs the command.
pub fn run(root: &Root, args: Args) -> Result<Outcome> {
    places::refuse_within("--out", &args.out, Place::Files)?;
    let Args { shape, cities, cycles, seed, out, workbooks } = args;
    if shape == Shape::Atlas {
        if cycles.is_some() || workbooks {
            let message = "--shape atlas: has three censuses and no submissions; leave out --cycles and --workbooks";
            return Err(Error::Usage(message.into()));
        }
        let tables = demo::atlas::write(&out, cities as usize, seed)?;
        say(&format!("{}: {cities} towns, {tables} tables", out.display()));
        return Ok(Outcome::Done);
    }
    let framework = Framework::load(&root.framework())?;
    let language = Language::load(&root.messages(), FIRST)?;
    let Some(cycles) = cycles else {
        let message = "--cycles: is missing; say for how many cycles cities send, such as --cycles 5";
        return Err(Error::Usage(message.into()));
    };
    let options = Options { cities: cities as usize, cycles: cycles as usize, seed, workbooks };
    let Summary { submissions, rows, files } = demo::write(&out, &options, &framework, &language)?;
    let out = out.display();
    say(&format!("{out}: {cities} cities, {submissions} submissions, {rows} rows, {files} files"));
    Ok(Outcome::Done)
}
