use std::path::{Path, PathBuf};

use super::findings;
use crate::annotate::{self, Given, Words};
use crate::base::error::{Error, Result};
use crate::base::root::Root;
use crate::cli::output::{self, Outcome, print, say};
use crate::cli::places::{self, Place};
use crate::consistency;
use crate::language::{FIRST, Language};
use crate::model::framework::Framework;
use crate::model::network::Network;

/// Check submissions without storing anything
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learning-cities check ain-sanawat-2024.xlsx --network data/demo
  learning-cities check ain-sanawat-2024.xlsx --network data/demo --annotate ain-sanawat-2024-remarks.xlsx
  learning-cities check data/demo/submissions --annotate to-the-cities")]
pub struct Args {
    /// Files or folders to check
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Network folder whose cities are known [default: the one that the first file is in, if any]
    #[arg(long, value_name = "DIR")]
    network: Option<PathBuf>,
    /// Store to compare with: what came in earlier cycles, and what is usual in the network
    #[arg(long, value_name = "DIR")]
    store: Option<PathBuf>,
    /// Give each file that has findings back with remarks: a workbook with comments on its cells and a sheet that lists
    /// them, a CSV file with a column of remarks. A file where one is checked, else a folder
    #[arg(long, value_name = "OUT")]
    annotate: Option<PathBuf>,
    /// Language of remarks in files that are no form in a language of their own
    #[arg(long, value_name = "TAG", default_value = FIRST)]
    language: String,
    /// text or json
    #[arg(long, default_value = "text", value_name = "FORMAT")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One finding a block, in plain words
    Text,
    /// For programs: files with their counts, and findings
    Json,
}

/// Runs the command.
pub fn run(root: &Root, args: Args) -> Result<Outcome> {
    let targets = match &args.annotate {
        Some(out) => annotate::targets(&args.files, out)?,
        None => Vec::new(),
    };
    args.annotate
        .iter()
        .chain(targets.iter().map(|target| &target.to))
        .try_for_each(|place| places::refuse_within("--annotate", place, Place::Files))?;
    let messages = root.messages();
    let words = Words::new(&messages, Language::load(&messages, &args.language)?);
    let framework = Framework::load(&root.framework())?;
    let dir = args.network.clone().or_else(|| args.files.iter().find_map(|f| network_above(f)));
    let network = dir.map(|dir| Network::load(&dir, &framework)).transpose()?;
    let last = output::current(args.store.as_deref())?;
    let report = consistency::check(&args.files, network.as_ref(), &framework, last.as_ref(), &root.queries())?;
    if args.format == Format::Json {
        let json = serde_json::json!({ "files": report.files, "findings": report.findings });
        let text = serde_json::to_string_pretty(&json).map_err(|e| Error::invalid("--format json", e.to_string()))?;
        print(format!("{text}\n"))?;
    } else {
        for finding in &report.findings {
            print(format!("{}\n\n", findings::block(finding)))?;
        }
        if network.is_none() {
            say("No network is known, so cities were not looked up; name it with --network DIR.");
        }
        let rows: usize = report.files.iter().map(|f| f.rows_read).sum();
        let (rows, files) = (findings::many(rows, "row"), findings::many(report.files.len(), "file"));
        say(&format!("{rows} in {files}: {}.", findings::totals(&report.findings)));
    }
    if args.annotate.is_some() {
        given_back(&annotate::give_back(&targets, &report, &words)?);
    }
    Ok(if report.has_errors() { Outcome::Findings } else { Outcome::Done })
}

/// Says where copies with remarks are, and why there is none of a file.
fn given_back(given: &[Given]) {
    if given.is_empty() {
        say("Nothing was found, so no copy with remarks was written.");
    }
    for Given { file, copy } in given {
        match copy {
            Ok((place, remarks, left_out)) => {
                let more: String = left_out.iter().map(|sentence| format!(" {sentence}")).collect();
                say(&format!("{}: {file} with {}.{more}", place.display(), findings::many(*remarks, "remark")));
            }
            Err(why) => say(&format!("{file}: no copy with remarks was written. {why}")),
        }
    }
}

/// The network folder that a file is in.
fn network_above(file: &Path) -> Option<PathBuf> {
    let file = std::path::absolute(file).ok()?;
    file.ancestors().skip(1).find(|dir| dir.join("network.toml").is_file()).map(Path::to_path_buf)
}
