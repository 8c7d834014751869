use std::path::{Path, PathBuf};

use super::findings;
use crate::base::characters::visible;
use crate::base::durable::{self, Access};
use crate::base::error::{Error, Result};
use crate::base::names::number;
use crate::base::root::Root;
use crate::base::text::shell_word;
use crate::cli::output::{Outcome, print, say};
use crate::cli::places::{self, Place};
use crate::ingest::finding::Finding;
use crate::ingest::{Explained, Series, Words, explain, propose};
use crate::model::framework::Framework;
use crate::model::network::Network;
use crate::model::vocabulary::Severity;

/// Look at tables and propose a mapping for them, or try a mapping without storing anything
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  learning-cities map tables/*.csv --out office.toml\n  learning-cities map --explain office.toml --source office=tables\n\nA proposal is TOML to edit: what is in each table stands in comments, and what is only a guess is commented out. docs/mapping.md shows what a mapping can say."
)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["files", "explain"])))]
pub struct Args {
    /// Tables to propose a mapping for: CSV of any delimiter and encoding, packed or not, XLSX, ODS, Parquet, JSON lines, JSON-stat, SDMX-CSV
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// File to write the proposal to, which must not be there yet [default: standard output]
    #[arg(long, value_name = "FILE", requires = "files", conflicts_with = "explain")]
    out: Option<PathBuf>,
    /// Mapping to try on the files of its source
    #[arg(long, value_name = "MAPPING", requires = "sources")]
    explain: Option<PathBuf>,
    /// Folder of the mapping's source, and of those of other mappings of the network
    #[arg(long = "source", id = "sources", value_name = "NAME=DIR", conflicts_with = "files")]
    sources: Vec<String>,
    /// Network whose cities, definitions and other mappings are known [default: the one that the mapping is in, if any]
    #[arg(long, value_name = "DIR", conflicts_with = "files")]
    network: Option<PathBuf>,
}

/// Runs the command.
pub fn run(root: &Root, args: Args) -> Result<Outcome> {
    let framework = Framework::load(&root.framework())?;
    match &args.explain {
        Some(mapping) => try_mapping(mapping, &args, &framework),
        None => propose_mapping(root, &args, &framework),
    }
}

/// Writes a proposal for the tables of `args.files`.
fn propose_mapping(root: &Root, args: &Args, framework: &Framework) -> Result<Outcome> {
    if let Some(out) = &args.out {
        places::refuse_within("--out", out, Place::Files)?;
        if out.symlink_metadata().is_ok() {
            return Err(Error::Usage(format!(
                "--out {}: is there already and may have been edited; name another file, or take it away",
                out.display()
            )));
        }
    }
    let words = Words::load(&root.framework().join("table-words.csv"), framework, &root.messages())?;
    let proposal = propose(&args.files, framework, &words);
    for (file, why) in &proposal.refused {
        say(&format!("{file}: {why}"));
    }
    match &args.out {
        Some(out) if proposal.tables > 0 => durable::write(out, proposal.text.as_bytes(), Access::Public)?,
        Some(_) => {}
        None if proposal.tables > 0 => print(&proposal.text)?,
        None => {}
    }
    let reads = match proposal.reads {
        0 => "none of them can be read as it stands: see the comments".to_string(),
        n => format!("{n} of them can be read as proposed"),
    };
    say(&format!("Looked at {}; {reads}.", findings::many(proposal.tables, "table")));
    if proposal.reads > 0 {
        let mapping = args.out.as_deref().unwrap_or(Path::new("MAPPING.toml"));
        say(&format!(
            "Edit it, then try it: learning-cities map --explain {} --source {}={}",
            shell_word(mapping),
            proposal.source,
            shell_word(&proposal.folder)
        ));
    }
    Ok(if proposal.reads > 0 && proposal.refused.is_empty() { Outcome::Done } else { Outcome::Findings })
}

/// Says what a mapping makes of its source's files.
fn try_mapping(mapping: &Path, args: &Args, framework: &Framework) -> Result<Outcome> {
    let dir = args.network.clone().or_else(|| network_of(mapping));
    let network = dir.map(|dir| Network::load(&dir, framework)).transpose()?;
    let sources = places::sources(&args.sources)?;
    let explained = explain(mapping, &sources, framework, network.as_ref())?;
    print(visible(&text(&explained)).as_bytes())?;
    if !explained.read_too.is_empty() {
        say(&format!("Cities and context of {} are known too.", explained.read_too.join(", ")));
    }
    for (other, source) in &explained.not_read {
        say(&format!(
            "{other} was not read, nor the cities and context that it brings: name its source with --source {source}=DIR."
        ));
    }
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
            "\nPeer variables of network.toml that neither a mapping that was read nor context.csv gives: {names}.\n"
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
