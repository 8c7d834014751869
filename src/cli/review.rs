use std::path::PathBuf;
use std::time::SystemTime;

use crate::base::error::Result;
use crate::base::root::Root;
use crate::cli::findings::many;
use crate::cli::output::{Outcome, say};
use crate::cli::places::{self, Place};
use crate::release::Kind;
use crate::review::{self, Request, sign};

/// Write private pages and letters: what to look at before publication
///
/// A page for the morning (who has sent, who is late, what is wrong, what changed, what to do next), a page for each city
/// with what was found by file and cell, values in question with their series drawn and corrections to paste, and in
/// letters/ one letter for each city that has something to mend, as text, HTML and .eml. All of it is for the analyst:
/// what cities withhold is in it. Only its owner can read the folder.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: learning-cities review --store store --out review --network data/demo --by 2027-01-31"
)]
pub struct Args {
    /// Store to read
    #[arg(long, value_name = "DIR")]
    store: PathBuf,
    /// Folder to write, which only its owner can read; a review that stood there is replaced whole
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Network folder: pages name its corrections.toml
    #[arg(long, value_name = "DIR")]
    network: Option<PathBuf>,
    /// Year of the brief [default: the newest that anything was sent for]
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1900..=2100))]
    cycle: Option<i32>,
    /// Language of the pages, and of letters to cities of which no language is known that there are messages in
    #[arg(long, value_name = "TAG", default_value = crate::language::FIRST)]
    language: String,
    /// Review only what was sent up to this day, for `report --final --as-of` [default: everything]
    #[arg(long, value_name = "DATE", value_parser = crate::cli::output::day)]
    as_of: Option<String>,
    /// Day by which letters ask for an answer
    #[arg(long, value_name = "DATE", value_parser = crate::cli::output::day)]
    by: Option<String>,
    /// Another file with signed findings, of which findings.toml takes over what still holds, as of the review that is replaced
    #[arg(long, value_name = "FILE")]
    accept: Option<PathBuf>,
}

/// Runs the command.
pub fn run(root: &Root, args: Args) -> Result<Outcome> {
    places::refuse_within("--out", &args.out, Place::Release(Kind::Review))?;
    places::refuse_around(&args.out, &args.store)?;
    let today = chrono::DateTime::<chrono::Utc>::from(SystemTime::now()).date_naive().to_string();
    let written = review::write(&Request {
        root,
        store: &args.store,
        out: &args.out,
        network: args.network.as_deref(),
        cycle: args.cycle,
        language: &args.language,
        as_of: args.as_of.as_deref(),
        by: args.by.as_deref(),
        accept: args.accept.as_deref(),
        today: &today,
    })?;
    let unknown = match written.without_address {
        0 => String::new(),
        n => format!(", {n} of them to cities whose e-mail address is not known"),
    };
    say(&format!(
        "{}: {} pages, {} letters{unknown}. Private, for the analyst: publish none of it. Open {}.",
        args.out.display(),
        written.pages,
        written.letters,
        args.out.join("index.html").display()
    ));
    if written.open > 0 {
        say(&format!(
            "{} open, of which {} signed. A final edition needs each mended, or signed in {}.",
            many(written.open, "finding"),
            match written.signed {
                0 => "none is".to_string(),
                1 => "1 is".to_string(),
                n => format!("{n} are"),
            },
            args.out.join(sign::FILE).display()
        ));
    }
    Ok(Outcome::Done)
}
