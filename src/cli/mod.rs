//! The command line: clap, a file for each subcommand, nothing else.

mod chart;
mod check;
mod demo;
mod diff;
mod export;
mod findings;
mod forget;
mod found;
mod ingest;
mod limits;
mod map;
mod output;
mod places;
mod prune;
mod report;
mod review;
#[cfg(feature = "serve")]
mod serve;
mod sql;
mod status;
mod template;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::base::error::{Error, Result};
use crate::base::root::Root;
use crate::base::scratch;
use output::Outcome;

/// Progress of learning cities, each measured in its own context.
#[derive(Debug, Parser)]
#[command(
    name = "learning-cities",
    version,
    about,
    after_help = "Exit code: 0 done, 1 findings of severity error, 2 misuse or failure, 128 and its number a signal."
)]
struct Cli {
    /// Folder with data/framework, queries and charts [default: found above the working directory]
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Args),
    Template(template::Args),
    Map(map::Args),
    Ingest(ingest::Args),
    Sql(sql::Args),
    #[cfg(feature = "serve")]
    Serve(serve::Args),
    #[cfg(not(feature = "serve"))]
    #[command(hide = true)]
    Serve(Absent),
    Chart(chart::Args),
    Report(report::Args),
    Export(export::Args),
    Review(review::Args),
    Diff(diff::Args),
    Status(status::Args),
    Verify(verify::Args),
    Prune(prune::Args),
    Forget(forget::Args),
    Demo(demo::Args),
}

/// What is given to a command that this program was built without.
#[cfg(not(feature = "serve"))]
#[derive(Debug, clap::Args)]
#[command(disable_help_flag = true)]
struct Absent {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    _given: Vec<std::ffi::OsString>,
}

/// Parses the arguments, runs the command, prints its error.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let watched = scratch::remove_on_signals().map_err(Error::io("watch for", "signals"));
    let ended = watched.and_then(|()| run(cli));
    scratch::wait_if_ending();
    match ended {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(error) if closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::say(&format!("learning-cities: {}", error.with_causes()));
            ExitCode::from(2)
        }
    }
}

fn run(cli: Cli) -> Result<Outcome> {
    let root = Root::find(cli.root.as_deref())?;
    match cli.command {
        Command::Check(args) => check::run(&root, args),
        Command::Template(args) => template::run(&root, args),
        Command::Map(args) => map::run(&root, args),
        Command::Ingest(args) => ingest::run(&root, args),
        Command::Sql(args) => sql::run(&root, args),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(&root, args),
        #[cfg(not(feature = "serve"))]
        Command::Serve(_) => Err(Error::Usage(
            "serve: this program was built without it; build one that has it with `cargo build --features serve`, which needs a C compiler"
                .into(),
        )),
        Command::Chart(args) => chart::run(&root, args),
        Command::Report(args) => report::run(&root, args),
        Command::Export(args) => export::run(&root, args),
        Command::Review(args) => review::run(&root, args),
        Command::Diff(args) => diff::run(&root, args),
        Command::Status(args) => status::run(&root, args),
        Command::Verify(args) => verify::run(&root, args),
        Command::Prune(args) => prune::run(args),
        Command::Forget(args) => forget::run(args),
        Command::Demo(args) => demo::run(&root, args),
    }
}

/// The reader of our output went away, as `head` does: success.
fn closed_pipe(error: &Error) -> bool {
    matches!(error, Error::Io { source, .. } if source.kind() == std::io::ErrorKind::BrokenPipe)
}
