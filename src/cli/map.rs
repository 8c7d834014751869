use std::path::{Path, PathBuf};

use super::findings;
use crate::base::characters::visible;
use crate::base::error::{Error, Result};
use crate::base::names::number;
use crate::base::root::Root;
use crate::cli::output::{Outcome, print, say};
use crate::ingest::finding::Finding;
use crate::ingest::{Explained, Series, explain};
use crate::model::framework::Framework;
use crate::model::network::Network;
use crate::model::vocabulary::Severity;

/// Try a mapping on the files of its source without storing anything
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: learning-cities map --explain data/uk-ons/mappings/child-poverty.toml --source uk-ons=tables"
)]
pub struct Args {
    /// Mapping to try
    #[arg(long, value_name = "MAPPING")]
    explain: PathBuf,
    /// Folder of the mapping's source
    #[arg(long, value_name = "NAME=DIR")]
    source: String,
    /// Network folder whose cities and definitions are known [default: the one that the mapping is in, if any]
    #[arg(long, value_name = "DIR")]
    network: Option<PathBuf>,
}

/// Runs the command.
pub fn run(root: &Root, args: Args) -> Result<Outcome> {
    let framework = Framework::load(&root.framework())?;
    let dir = args.network.clone().or_else(|| network_of(&args.explain));
    let network = dir.map(|dir| Network::load(&dir, &framework)).transpose()?;
    let folder = args.source.split_once('=').filter(|(name, dir)| !name.is_empty() && !dir.is_empty());
    let Some((_, folder)) = folder else {
        return Err(Error::Usage(format!("--source {}: write it as NAME=DIR", args.source)));
    };
    let explained = explain(&args.explain, Path::new(folder), &framework, network.as_ref())?;
    print(visible(&text(&explained)).as_bytes())?;
    if network.is_none() {
        say("No network is known, so cities and definitions were not looked up; name it with --network DIR.");
    }
    let never = explained.series.iter().any(|s| s.accepted == 0);
    let has_errors = explained.findings.iter().any(|f| f.severity == Severity::Error);
    Ok(if never || has_errors || !explained.without_data.is_empty() { Outcome::Findings } else { Outcome::Done })
}

/// The network folder whose mapping that is.
fn network_of(mapping: &Path) -> Option<PathBuf> {
    let mapping = std::path::absolute(mapping).ok()?;
    let folder = mapping.parent()?.parent()?;
    folder.join("network.toml").is_file().then(|| folder.to_path_buf())
}

/// What the mapping makes, in words.
fn text(explained: &Explained) -> String {
    let mut text = String::from("Rows of the files, and records made of them:\n");
    text.push_str(&findings::counts(&explained.files));
    if !explained.left_out.is_empty() {
        text.push_str("\nRows left out by each filter, of those that the filters before it keep:\n");
        for (file, filter, rows) in &explained.left_out {
            text.push_str(&format!("  {file}: {filter}: {}\n", findings::many(*rows, "row")));
        }
    }
    for series in &explained.series {
        text.push('\n');
        text.push_str(&of_series(series));
    }
    if !explained.without_data.is_empty() {
        let names = explained.without_data.join(", ");
        text.push_str(&format!(
            "\nPeer variables of network.toml that neither this mapping nor context.csv gives: {names}.\n"
        ));
    }
    text.push('\n');
    text.push_str(&findings::summary(&explained.findings));
    text.push('\n');
    let duplicates = |f: &&Finding| matches!(f.code, "series_conflict" | "duplicate_row");
    let twice = explained.findings.iter().filter(duplicates).count();
    if twice > 0 {
        text.push_str(&format!("Of these {} of rows that stand twice.\n", findings::many(twice, "finding")));
    }
    text
}

fn of_series(series: &Series) -> String {
    let kind = if series.is_context { "context" } else { "measurement" };
    let unit = if series.unit.is_empty() { String::new() } else { format!(" ({})", series.unit) };
    let mut text = format!("{kind} {}{unit}: ", series.name);
    if series.made == 0 {
        text.push_str("never fed. Its keep and drop leave out every row, or every value is empty.\n");
        return text;
    }
    text.push_str(&format!("{} made, {} accepted", findings::many(series.made, "record"), series.accepted));
    if series.empty > 0 {
        text.push_str(&format!(", {} of them without a value", series.empty));
    }
    if let Some((first, last)) = series.years {
        text.push_str(&format!(", {first} to {last}"));
    }
    text.push_str(".\n");
    if let Some((least, greatest)) = series.range {
        let usual = match series.plausible {
            (None, None) => String::new(),
            (low, high) => {
                let end = |end: Option<f64>| end.map_or("any".to_string(), number);
                format!("; the catalogue expects {} to {}", end(low), end(high))
            }
        };
        text.push_str(&format!("  values from {} to {}{usual}\n", number(least), number(greatest)));
    }
    for e in &series.examples {
        let item = if e.item.is_empty() { String::new() } else { format!(" {}", e.item) };
        let after = e.after.map_or("not accepted, or without a value".to_string(), number);
        let before = if e.before.is_empty() { "empty" } else { &e.before };
        text.push_str(&format!("  {} line {}: {}{item} {}: {before} -> {after}\n", e.file, e.line, e.city, e.year));
    }
    text
}
