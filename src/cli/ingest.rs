use std::path::{Path, PathBuf};

use super::findings;
use crate::base::error::Result;
use crate::base::root::Root;
use crate::base::text::shell_word;
use crate::cli::output::{Outcome, print, say};
use crate::cli::places::{self, Place};
use crate::ingest;
use crate::model::framework::Framework;
use crate::model::network::Network;
use crate::store::Store;

/// Read a network into a store
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: learning-cities ingest --network data/demo --store store")]
pub struct Args {
    /// Network folder
    #[arg(long, value_name = "DIR")]
    network: PathBuf,
    /// Store to write; made where there is none
    #[arg(long, value_name = "DIR")]
    store: PathBuf,
    /// Folder of a source that a mapping names
    #[arg(long = "source", value_name = "NAME=DIR")]
    sources: Vec<String>,
}

/// Runs the command.
pub fn run(root: &Root, args: Args) -> Result<Outcome> {
    places::refuse_within("--store", &args.store, Place::Store)?;
    let framework = Framework::load(&root.framework())?;
    let network = Network::load(&args.network, &framework)?;
    let sources = places::sources(&args.sources)?;
    for (name, dir) in &sources {
        places::refuse_in_source(&args.store, name, dir)?;
    }
    let before = network_in(&args.store);
    let report = ingest::run(&network, &framework, &sources, &args.store)?;
    print(findings::counts(&report.files))?;
    // A run that stored nothing has no relation `findings` to query.
    say(&if report.kept {
        findings::summary(&report.findings)
    } else {
        findings::pointer(&report.findings, &args.store)
    });
    let other = before.filter(|name| *name != network.file.name);
    match &other {
        // Another network's files are all gone: said once.
        Some(before) => say(&format!(
            "This store held the network {before:?} and now holds {:?}. If that was not meant, put the former network's folder in place of NETWORK and run: learning-cities ingest --network NETWORK --store {}. Nothing is lost.",
            network.file.name,
            shell_word(&args.store)
        )),
        None => {
            for file in &report.gone {
                say(&format!("{file} is no longer there; its values are out, its bytes stay in the archive."));
            }
        }
    }
    for held in report.findings.iter().filter(|f| f.code == "declaration_held") {
        say(&held.message);
    }
    // A store that was open to others and is no longer.
    if report.tightened > 0 {
        let store = args.store.display();
        say(&format!("Removed other users' access to {} files and folders of {store}.", report.tightened));
    }
    let snapshot = report.snapshot.as_deref().unwrap_or_default();
    if report.kept {
        let stays = match snapshot {
            "" => "what was in force".to_string(),
            id => format!("snapshot {id}"),
        };
        say(&format!(
            "No observation was accepted, so nothing was replaced: {stays} stays in {}. Mend what the findings name and run this again.",
            args.store.display()
        ));
        if !report.withdrawn.is_empty() {
            say(&format!("{}.", report.withdrawn));
        }
        if let Some(damage) = &report.damage {
            say(&format!("That snapshot cannot be read. {damage}."));
        }
        return Ok(Outcome::Findings);
    }
    say(&if report.new {
        format!("Snapshot {snapshot} is in force in {}.", args.store.display())
    } else {
        format!("Nothing new: snapshot {snapshot} stays in force in {}.", args.store.display())
    });
    Ok(if report.has_errors() { Outcome::Findings } else { Outcome::Done })
}

/// The name of the network that a store holds; none where there is no store, nothing in it, or something damaged, which
/// ingest makes anew.
fn network_in(store: &Path) -> Option<String> {
    let snapshot = Store::open(store).ok()?.named().ok()??;
    let network = snapshot.table("network").ok()?;
    network.text("name", 0).map(str::to_string)
}
