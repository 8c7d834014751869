use crate::base::error::Result;
use crate::base::root::Root;
use crate::cli::found;
use crate::cli::output::{Outcome, say};
use crate::cli::places::{self, Place};
use crate::open_data::{self, Found, Request};
use crate::release::Kind;

/// Write the open data alone: public rows as Parquet and CSV, with metadata
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: learning-cities export --store store --out open-data")]
pub struct Args {
    /// Store to read
    #[arg(long, value_name = "DIR")]
    store: std::path::PathBuf,
    /// Folder to write; an export that stood there is replaced whole
    #[arg(long, value_name = "DIR")]
    out: std::path::PathBuf,
    /// Year of the brief [default: the newest cycle]
    #[arg(long, value_name = "YEAR")]
    cycle: Option<i32>,
    /// Count only what was sent up to this day [default: everything]
    #[arg(long, value_name = "DATE", value_parser = crate::cli::output::day)]
    as_of: Option<String>,
    /// Language of the README and of titles, by its file in data/messages
    #[arg(long, value_name = "TAG", default_value = crate::language::FIRST)]
    language: String,
}

/// Runs the command.
pub fn run(root: &Root, args: Args) -> Result<Outcome> {
    places::refuse_within("--out", &args.out, Place::Release(Kind::Export))?;
    places::refuse_around(&args.out, &args.store)?;
    let request = Request {
        root,
        store: &args.store,
        out: &args.out,
        cycle: args.cycle,
        as_of: args.as_of.as_deref(),
        language: &args.language,
    };
    let tell = |found: Found| found::say_found(&found, &args.store, args.cycle, args.as_of.as_deref());
    let Some(exported) = open_data::export(&request, &tell)? else {
        say("Nothing was written: a check of severity error does not hold. Look at its rows as said above.");
        return Ok(Outcome::Findings);
    };
    say(&format!(
        "{}: {} tables of the cycle {} in {} files; snapshot {} of the public data. {} says how to read and cite them.",
        args.out.display(),
        exported.tables,
        exported.brief,
        exported.files,
        exported.snapshot,
        args.out.join("README.md").display()
    ));
    Ok(Outcome::Done)
}
