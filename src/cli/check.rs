use std::path::{Path, PathBuf};

use super::findings;
use crate::base::error::{Error, Result};
use crate::base::root::Root;
use crate::cli::output::{self, Outcome, print, say};
use crate::consistency;
use crate::model::framework::Framework;
use crate::model::network::Network;

/// Check submissions without storing anything
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: learning-cities check northbridge-2024.xlsx --network data/demo")]
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
    Ok(if report.has_errors() { Outcome::Findings } else { Outcome::Done })
}

/// The network folder that a file is in.
fn network_above(file: &Path) -> Option<PathBuf> {
    let file = std::path::absolute(file).ok()?;
    file.ancestors().skip(1).find(|dir| dir.join("network.toml").is_file()).map(Path::to_path_buf)
}
