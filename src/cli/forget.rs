use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::findings::many;
use crate::base::characters::visible;
use crate::base::error::{Error, Result};
use crate::base::text::{shell_word, valid_city_id};
use crate::cli::output::{Outcome, print, say};
use crate::disclosure::Editions;
use crate::editions as published;
use crate::store::{ForgetPlan, Store};

/// Erase a city from a store: its archived files, its rows in every snapshot, and set briefs
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  learning-cities forget --store store --city northbridge          # says what would go\n  learning-cities forget --store store --city northbridge --yes\n\nTake the city out of the network folder first: the next ingest reads again what is still there."
)]
pub struct Args {
    /// Store to erase it from
    #[arg(long, value_name = "DIR")]
    store: PathBuf,
    /// City's id
    #[arg(long, value_name = "ID")]
    city: String,
    /// Erase; without it nothing is changed
    #[arg(long)]
    yes: bool,
}

/// Runs the command.
pub fn run(args: Args) -> Result<Outcome> {
    if !valid_city_id(&args.city) {
        return Err(Error::Usage(format!(
            "--city {:?}: is no id of a city; an id has letters, digits, - and _ only",
            args.city
        )));
    }
    let store = Store::open(&args.store)?;
    let plan = store.forget_plan(&args.city)?;
    let mut editions = Editions::read(&store)?;
    let recorded = editions.naming(&args.city);
    let files = plan.own_files.is_empty() && plan.shared_files.is_empty();
    let nothing = plan.snapshots.is_empty() && files && plan.withdrawals == 0;
    if nothing && recorded == 0 {
        return Err(unknown(&store, &plan)?);
    }
    let lost = published::resting_on(&store, &searched(&plan))?;
    let done = if args.yes { "Erasing" } else { "Would erase" };
    list(&format!("{done} from the archive, files that hold nothing but this city's:"), &plan.own_files)?;
    let whole =
        "from the archive whole, files that hold other cities' rows too, or may do so (those stay in the snapshots):";
    list(&format!("{done} {whole}"), &plan.shared_files)?;
    let unknown = format!(
        "Kept, because nothing says whose these archived files are (look at them in {}; those of no snapshot go with prune):",
        store.archive_dir().display()
    );
    list(&unknown, &plan.unknown_files)?;
    list_mentions(&plan)?;
    for id in &plan.other_ids {
        print(format!(
            "Kept: what earlier snapshots hold of {id}, a city of the same name and country. Where it is the same city under an earlier id, forget it too: learning-cities forget --store {} --city {id}\n",
            shell_word(&args.store)
        ))?;
    }
    print(format!(
        "{done} {} of {}, all briefs kept for the next report, and all that was set aside in damaged/.\n",
        many(plan.rows as usize, "row"),
        many(plan.snapshots.len(), "snapshot")
    ))?;
    for (id, wrong) in &plan.damaged {
        print(format!(
            "{done} the snapshot {id} whole: it is damaged, so it cannot be searched for the city ({wrong}).\n"
        ))?;
    }
    if plan.withdrawals > 0 {
        print(format!(
            "{done} {} from the record of what cities have withdrawn.\n",
            many(plan.withdrawals, "declaration")
        ))?;
    }
    if recorded > 0 {
        print(format!(
            "{done} its name from the record of {}; what it contributed to sums that are published stays there without a name, since it protects the other cities.\n",
            many(recorded, "final edition")
        ))?;
    }
    if !lost.is_empty() {
        print(format!(
            "{done} what recorded editions are built again from, since they show the city or cannot be searched: {}.\n",
            lost.join(", ")
        ))?;
    }
    if !args.yes {
        if !plan.damaged.is_empty() {
            say(&format!(
                "To keep of damaged snapshots what can be made again from the archive, first run `{}`.",
                store.repair_command()
            ));
        }
        say(&format!(
            "Nothing was changed. Take the city out of the network folder first, then: learning-cities forget --store {} --city {} --yes",
            shell_word(&args.store),
            args.city
        ));
        return Ok(Outcome::Done);
    }
    let lock = store.lock()?;
    editions = Editions::read(&store)?;
    editions.forget(&lock, &args.city)?;
    // Before the snapshots go, which say whose they were.
    published::forget(&store, &lock, &searched(&store.forget_plan(&args.city)?))?;
    let receipt = store.forget(&lock, &args.city)?;
    say(&format!(
        "Erased {}, and {} in {}; {} says so without naming the city.",
        many(receipt.files, "file"),
        many(receipt.rows as usize, "row"),
        many(receipt.snapshots, "snapshot"),
        receipt.path.display()
    ));
    say(&format!(
        "Key of this receipt: {}. Keep it if you may have to prove which city was erased: SHA-256 of KEY:ID is the receipt's proof. It is not stored.",
        receipt.key
    ));
    say(
        "A network folder that still holds the city brings it back with the next ingest. Sites and briefs that were published, and copies of this store, are not touched.",
    );
    Ok(Outcome::Done)
}

/// Snapshots that hold the city, or may hold it.
fn searched(plan: &ForgetPlan) -> Vec<String> {
    plan.snapshots.iter().chain(plan.damaged.iter().map(|(id, _)| id)).cloned().collect()
}

/// Why a city cannot be forgotten that no snapshot holds, and what may hold it all the same.
fn unknown(store: &Store, plan: &ForgetPlan) -> Result<Error> {
    let at = shell_word(store.dir());
    let mut message = format!(
        "--city {:?}: no snapshot of {} holds that city; `learning-cities sql --store {at} \"select city from cities order by city\"` lists the cities of the current snapshot",
        plan.city,
        store.dir().display()
    );
    if !plan.damaged.is_empty() {
        let ids: Vec<&str> = plan.damaged.iter().map(|(id, _)| id.as_str()).collect();
        message += &format!(
            ". Damaged snapshots cannot be searched: {}. `{}` makes them again or moves them into {}; run this again then, and delete that folder if the city may be in it",
            ids.join(", "),
            store.repair_command(),
            store.damaged_dir().display()
        );
        return Ok(Error::Usage(message));
    }
    let kept = store.history()?.len();
    let files = store.prune_plan(kept)?.files.len();
    if files > 0 {
        message += &format!(
            ". {} of the archive {} of no snapshot and may be the city's: `learning-cities prune --store {at} --keep {kept} --yes` removes {}",
            many(files, "file"),
            if files == 1 { "is" } else { "are" },
            if files == 1 { "it" } else { "them" }
        );
    }
    Ok(Error::Usage(message))
}

/// Texts of others that are listed, and characters of each that are shown.
const LISTED: usize = 200;
const SHOWN: usize = 160;

/// Lists texts of others that stay and may name the city.
fn list_mentions(plan: &ForgetPlan) -> Result<()> {
    let count = plan.mentions.len();
    if count == 0 {
        return Ok(());
    }
    let mut lines: Vec<String> = Vec::new();
    for (file, text) in plan.mentions.iter().take(LISTED) {
        let shown: String = text.chars().take(SHOWN).collect();
        lines.push(format!("  {}: {}\n", visible(file), visible(&shown.replace(['\t', '\n', '\r'], " "))));
    }
    if count > LISTED {
        lines.push(format!("  and {} more\n", count - LISTED));
    }
    print(format!(
        "Kept, and to be looked at by a person: {} of others that name the city or may do so in another form. Where one does, ask who sent it for a file without it, and prune after the next ingest.\n{}",
        many(count, "text"),
        lines.concat()
    ))
}

fn list(title: &str, files: &BTreeMap<String, BTreeSet<String>>) -> Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    let shown = |(hash, names): (&String, &BTreeSet<String>)| match names.is_empty() {
        true => format!("  {hash}\n"),
        false => names.iter().map(|name| format!("  {name}\n")).collect(),
    };
    let names: BTreeSet<String> = files.iter().map(shown).collect();
    print(format!("{title}\n{}", names.into_iter().collect::<String>()))
}
