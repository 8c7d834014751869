use std::path::PathBuf;

use crate::base::error::Result;
use crate::base::root::Root;
use crate::cli::output::{Outcome, print, say};
use crate::disclosure::Editions;
use crate::editions;
use crate::ingest;
use crate::model::framework::Framework;
use crate::store::{Problem, Store};

/// Check every byte that a store keeps, and repair what can be rebuilt
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  learning-cities verify --store store\n  learning-cities verify --store store --repair\n\nExit code: 0 nothing is wrong, 1 something is, 2 misuse or failure."
)]
pub struct Args {
    /// Store to check
    #[arg(long, value_name = "DIR")]
    store: PathBuf,
    /// Rebuild what can be rebuilt; what is damaged is moved to damaged/, never deleted
    #[arg(long)]
    repair: bool,
}

/// Runs the command.
pub fn run(root: &Root, args: Args) -> Result<Outcome> {
    let store = Store::find(&args.store)?;
    let problems = if args.repair {
        let framework = Framework::load(&root.framework())?;
        let repaired = store.repair(|snapshot| ingest::rebuild(&store, snapshot, &framework))?;
        for done in &repaired.done {
            print(format!("{done}\n"))?;
        }
        for done in editions::repair(&store)? {
            print(format!("{done}\n"))?;
        }
        repaired.left
    } else {
        store.verify()?
    };
    for Problem { place, found, cure, .. } in &problems {
        print(format!("{}: {found} {cure}\n", place.display()))?;
    }
    for path in store.unknown_names()? {
        print(format!(
            "note: {}: is not of the store, and is left as it is. Move it elsewhere if nobody needs it here.\n",
            path.display()
        ))?;
    }
    let record = Editions::read(&store).err();
    if let Some(error) = &record {
        print(format!("{error}\n"))?;
    }
    let editions = editions::problems(&store)?;
    for error in &editions {
        print(format!("{error}\n"))?;
    }
    let wrong = problems.len() + usize::from(record.is_some()) + editions.len();
    if wrong == 0 {
        say(&format!("{}: nothing is wrong.", args.store.display()));
        return Ok(Outcome::Done);
    }
    say(&format!("{}: {}.", args.store.display(), super::findings::many(wrong, "problem")));
    Ok(Outcome::Findings)
}
