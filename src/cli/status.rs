use std::collections::{BTreeMap, BTreeSet};

use crate::base::characters::visible;
use crate::base::error::Result;
use crate::base::root::Root;
use crate::cli::output::{Outcome, print};
use crate::editions::{self, Recorded};
use crate::ingest::codes;
use crate::language::{FIRST, Language};
use crate::model::schema;
use crate::review;
use crate::review::facts::Facts;
use crate::review::facts::changes::Changes;
use crate::review::facts::desk::Dossier;
use crate::review::facts::tasks::Task;
use crate::review::sign;
use crate::say;
use crate::store::Store;

/// Names that are listed of cities.
const NAMED: usize = 8;

/// Say what a store holds, who has sent, who is late, and what to do next
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: learning-cities status --store store")]
pub struct Args {
    /// Store to read
    #[arg(long, value_name = "DIR")]
    store: std::path::PathBuf,
    /// List the tables too, with their rows
    #[arg(long)]
    tables: bool,
}

/// Runs the command.
pub fn run(root: &Root, args: Args) -> Result<Outcome> {
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

    text.push_str(&listed(&editions::read_each(&store)?));

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

    if args.tables {
        text.push_str("\nTable                       rows\n");
        for def in schema::TABLES {
            text.push_str(&format!("{:<22}{:>10}  {}\n", def.name, snapshot.table(def.name)?.len(), def.meaning));
        }
    }
    // Last, where a terminal shows it.
    let english = Language::load(&root.messages(), FIRST)?;
    text.push_str(&overview(&review::overview(root, &store, (None, None), &english)?, &english));
    print(text)?;
    Ok(Outcome::Done)
}

/// The final editions that a store has recorded, in the order in which they were last published: readers see the last.
fn listed(editions: &[(String, Result<Recorded>)]) -> String {
    if editions.is_empty() {
        return String::new();
    }
    let mut text = "\nEdition           published   cycle             accepted  languages  made by\n".to_string();
    for (id, edition) in editions {
        let edition = match edition {
            Ok(edition) => edition,
            Err(error) => {
                text.push_str(&format!("{id}  cannot be built again: {error}\n"));
                continue;
            }
        };
        let from = &edition.made_from;
        let cycle = match &from.as_of {
            Some(day) => format!("{} as of {day}", from.cycle),
            None => from.cycle.to_string(),
        };
        let languages = from.languages.join(",");
        let forgotten = if edition.forgotten { "; cannot be built again: a city was forgotten" } else { "" };
        let often = match edition.issues.len() {
            0 | 1 => String::new(),
            n => format!("; published {n} times, first on {}", edition.made_on),
        };
        let (day, accepted, version) = (edition.published_on(), from.accepted, &from.version);
        text.push_str(&format!(
            "{id}  {day:<10}  {cycle:<16}  {accepted:>8}  {languages:<9}  learning-cities {version}{often}{forgotten}\n"
        ));
    }
    text
}

/// Who has sent, who is late, what changed and what to do next, as on the first page of a review.
fn overview(facts: &Facts, l: &Language) -> String {
    let cycle = facts.cycle;
    let named = |places: &[usize]| {
        let names: Vec<String> =
            places.iter().map(|place| visible(&facts.cities[*place].city.name).into_owned()).collect();
        l.list_some(&names, NAMED)
    };
    let cities = |label: String, wanted: &dyn Fn(&Dossier) -> bool| {
        let places: Vec<usize> = (0..facts.cities.len()).filter(|place| wanted(&facts.cities[*place])).collect();
        format!("{:>5} {label:<26} {}", places.len(), named(&places)).trim_end().to_string() + "\n"
    };
    let sent = say!(
        l,
        "review-sent",
        sent = facts.count(|d| !d.is_late(cycle)),
        all = facts.cities.len(),
        cycle = cycle.to_string()
    );
    let mut text = format!("\n{sent}\n");
    text.push_str(&cities(say!(l, "review-late"), &|d| d.is_late(cycle)));
    text.push_str(&cities(say!(l, "review-with-errors"), &|d| d.count(true) > 0));
    text.push_str(&cities(say!(l, "review-waiting"), &|d| d.open_questions() > 0));
    text.push_str(&format!("\n{}\n", say!(l, "review-changes")));
    match &facts.changes {
        Changes::First => text.push_str(&format!("  {}\n", say!(l, "review-first"))),
        Changes::NotCompared(reason) => text.push_str(&format!("  {} {reason}\n", say!(l, "review-not-compared"))),
        Changes::Since(since) => {
            let differ = since.totals.iter().filter(|total| total.new + total.changed + total.removed > 0);
            let rows: Vec<String> = differ
                .map(|t| {
                    format!("  {:<22}{:>8} new{:>8} changed{:>8} removed\n", t.relation, t.new, t.changed, t.removed)
                })
                .collect();
            text.push_str(&if rows.is_empty() {
                format!("  {}\n", say!(l, "review-nothing-changed"))
            } else {
                rows.concat()
            });
        }
    }
    text.push_str(&format!("\n{}\n", say!(l, "review-next")));
    for (at, task) in facts.tasks().iter().enumerate() {
        let words = match task {
            Task::Stopped { checks } => {
                format!("{} {}", say!(l, "review-task-stopped", n = checks.len()), l.list(checks))
            }
            Task::Unplaced { findings } => say!(l, "review-task-unplaced", n = *findings),
            Task::Decide { values, cities } => {
                format!("{} {}", say!(l, "review-task-decide", n = *values), named(cities))
            }
            Task::Write { cities } => {
                let write = say!(l, "review-task-write", n = cities.len());
                format!("{write} {} (`learning-cities review` writes them)", named(cities))
            }
            Task::Remind { cities } => {
                format!(
                    "{} {}",
                    say!(l, "review-task-remind", n = cities.len(), cycle = cycle.to_string()),
                    named(cities)
                )
            }
            Task::Sign { findings } => {
                let sign = say!(l, "review-task-sign", n = *findings, file = sign::FILE);
                format!("{sign} `learning-cities review` writes that file.")
            }
            Task::Publish => say!(l, "review-task-publish"),
        };
        text.push_str(&format!("  {}. {words}\n", at + 1));
    }
    text
}
