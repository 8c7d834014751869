use std::collections::{BTreeMap, BTreeSet};

use crate::base::error::Result;
use crate::cli::output::{Outcome, print};
use crate::ingest::codes;
use crate::model::schema;
use crate::store::Store;

/// Say what a store holds
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: learning-cities status --store store")]
pub struct Args {
    /// Store to read
    #[arg(long, value_name = "DIR")]
    store: std::path::PathBuf,
}

/// Runs the command.
pub fn run(args: Args) -> Result<Outcome> {
    let store = Store::open(&args.store)?;
    let snapshot = store.in_force()?;
    let network = snapshot.table("network")?;
    let fictional = if network.truth("fictional", 0) == Some(true) { " (fictional)" } else { "" };
    let mut text = format!("Network   {}{fictional}\n", network.text("name", 0).unwrap_or_default());
    text.push_str(&format!("Snapshot  {}, made by learning-cities {}\n", snapshot.id, snapshot.manifest.tool));
    let (files, bytes) = store.archive_size()?;
    text.push_str(&format!("Archive   {files} files, {:.1} MB\n", bytes as f64 / 1e6));
    let snapshots = store.history()?;
    text.push_str(&format!("Snapshots {}, {:.1} MB\n", snapshots.len(), store.snapshots_size()? as f64 / 1e6));
    let past: Vec<String> = snapshots.into_iter().rev().filter(|id| *id != snapshot.id).collect();
    let past = if past.is_empty() { "none".to_string() } else { past.join(", ") };
    text.push_str(&format!("Others    {past}\n"));

    let observations = snapshot.table("observations")?;
    let mut cycles: BTreeMap<i64, (usize, BTreeSet<&str>)> = BTreeMap::new();
    let mut consents: BTreeMap<&str, usize> = BTreeMap::new();
    for row in 0..observations.len() {
        if let (Some(cycle), Some(city)) = (observations.integer("cycle", row), observations.text("city", row)) {
            let cycle = cycles.entry(cycle).or_default();
            cycle.0 += 1;
            cycle.1.insert(city);
        }
        *consents.entry(observations.text("consent", row).unwrap_or_default()).or_default() += 1;
    }
    text.push_str("\nCycle     observations    cities\n");
    for (cycle, (rows, cities)) in &cycles {
        text.push_str(&format!("{cycle:<10}{rows:>12}{:>10}\n", cities.len()));
    }
    text.push_str("\nConsent           observations\n");
    for (consent, rows) in &consents {
        text.push_str(&format!("{consent:<18}{rows:>12}\n"));
    }

    let findings = snapshot.table("findings")?;
    let mut by_code: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for row in 0..findings.len() {
        let key = (findings.text("severity", row).unwrap_or_default(), findings.text("code", row).unwrap_or_default());
        *by_code.entry(key).or_default() += 1;
    }
    text.push_str(if by_code.is_empty() { "\nNo findings\n" } else { "\nFindings\n" });
    for ((severity, code), count) in by_code {
        let meaning = codes::find(code).map(|c| c.meaning).unwrap_or_default();
        text.push_str(&format!("{count:>8} {severity:<8} {code:<26} {meaning}\n"));
    }

    text.push_str("\nTable                       rows\n");
    for def in schema::TABLES {
        text.push_str(&format!("{:<22}{:>10}  {}\n", def.name, snapshot.table(def.name)?.len(), def.meaning));
    }
    print(text)?;
    Ok(Outcome::Done)
}
