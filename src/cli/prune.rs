use std::path::PathBuf;

use super::findings::many;
use crate::base::error::Result;
use crate::base::text::shell_word;
use crate::cli::output::{Outcome, print, say};
use crate::store::Store;

/// Remove old snapshots, and archived files that only they were made from
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  learning-cities prune --store store --keep 5          # says what would go\n  learning-cities prune --store store --keep 5 --yes\n\nThe snapshot in force and those that recorded final editions rest on are kept, unless they are damaged and cannot be made again."
)]
pub struct Args {
    /// Store to prune
    #[arg(long, value_name = "DIR")]
    store: PathBuf,
    /// Number of newest snapshots to keep
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    keep: u32,
    /// Remove; without it nothing is changed
    #[arg(long)]
    yes: bool,
}

/// Runs the command.
pub fn run(args: Args) -> Result<Outcome> {
    let store = Store::open(&args.store)?;
    let keep = args.keep as usize;
    let plan = if args.yes { store.prune(keep)? } else { store.prune_plan(keep)? };
    if plan.is_empty() {
        say(&format!(
            "{}: nothing to remove; {} kept.{}",
            args.store.display(),
            many(plan.kept.len(), "snapshot"),
            if plan.cited.is_empty() { "" } else { " Snapshots that recorded final editions rest on are kept." }
        ));
        return Ok(Outcome::Done);
    }
    let done = if args.yes { "Removed" } else { "Would remove" };
    for id in &plan.snapshots {
        print(format!("{done} the snapshot {id}\n"))?;
    }
    let megabytes = |bytes: u64| format!("{:.1} MB", bytes as f64 / 1e6);
    print(format!(
        "{done} {} ({}) and {} of the archive that no other snapshot was made from ({}).\n",
        many(plan.snapshots.len(), "snapshot"),
        megabytes(plan.snapshot_bytes),
        many(plan.files.len(), "file"),
        megabytes(plan.file_bytes)
    ))?;
    for id in &plan.beyond_repair {
        print(format!(
            "A recorded final edition rests on the snapshot {id}, which is damaged and cannot be made again.\n"
        ))?;
    }
    print(format!("Kept {}.\n", many(plan.kept.len(), "snapshot")))?;
    if !plan.cited.is_empty() {
        print(format!("Kept for recorded final editions: {}.\n", plan.cited.join(", ")))?;
    }
    if !args.yes {
        say(&format!(
            "Nothing was changed. To remove them: learning-cities prune --store {} --keep {keep} --yes",
            shell_word(&args.store)
        ));
    }
    Ok(Outcome::Done)
}
