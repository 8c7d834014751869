use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

use crate::base::error::{Error, Result};
use crate::base::root::Root;
use crate::base::text::shell_word;
use crate::chart::Spec;
use crate::cli::output::{Outcome, say};
use crate::disclosure::{self, Today};
use crate::engine::{CheckResult, Engine};
use crate::language::Language;
use crate::model::framework::Framework;
use crate::model::vocabulary::Severity;
use crate::press::Press;
use crate::report::marts::Marts;
use crate::report::{self, figures};
use crate::store::Store;

/// Publish the brief, a page for every city, and open data
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: learning-cities report --store store --out out")]
pub struct Args {
    /// Store to read
    #[arg(long, value_name = "DIR")]
    store: std::path::PathBuf,
    /// Folder to write; a site that stood there is replaced whole
    #[arg(long, value_name = "DIR")]
    out: std::path::PathBuf,
    /// Year of the brief [default: the newest cycle]
    #[arg(long, value_name = "YEAR")]
    cycle: Option<i32>,
    /// Language of the report, by its file in data/messages; given again, a further language in a folder of its own
    #[arg(long = "language", value_name = "TAG", default_value = crate::language::FIRST)]
    languages: Vec<String>,
    /// Publish as final; without it the report is marked as a draft
    #[arg(long = "final", conflicts_with = "comments_by")]
    is_final: bool,
    /// Day until which cities may comment on the draft
    #[arg(long, value_name = "DATE", value_parser = crate::cli::output::day)]
    comments_by: Option<String>,
    /// Leave out the briefs as PDF and the share cards
    #[arg(long)]
    no_briefs: bool,
    /// Count only what was sent up to this day [default: everything]
    #[arg(long, value_name = "DATE", value_parser = crate::cli::output::day)]
    as_of: Option<String>,
}

/// Runs the command.
pub fn run(root: &Root, args: Args) -> Result<Outcome> {
    report::recover(&args.out);
    let languages: Vec<_> = args.languages.iter().map(|tag| Language::load(&root.messages(), tag)).collect::<Result<_>>()?;
    report::refuse(&args.out)?;
    let store = Store::open(&args.store)?;
    // What a final edition may give depends on those before it: no other may be made meanwhile.
    let lock = args.is_final.then(|| store.lock()).transpose()?;
    let snapshot = store.in_force()?;
    let framework = Framework::load(&root.framework())?;
    let open = || Engine::open_as_of(&snapshot, &root.queries(), args.cycle, args.as_of.as_deref());
    let engine = open()?;
    if engine.cycle() == 0 {
        if let Some(day) = &args.as_of {
            return Err(Error::Usage(format!(
                "--as-of {day}: no observation that may be published was sent up to that day; name a later one"
            )));
        }
        return Err(Error::Store {
            path: args.store,
            message: "holds no observation that may be published; a city's declaration (city.csv or the workbook's first sheet) must say consent public".into(),
        });
    }
    if let Some(cycle) = args.cycle {
        within(&engine, cycle)?;
    }
    let disclosure::Opened {
        engine,
        mut editions,
        withheld,
    } = disclosure::open(&store, &snapshot.id, engine, open)?;
    if !withheld.is_empty() {
        say_withheld(&withheld);
    }
    let today = Today::read(&engine, &snapshot.id)?;
    if broken(&engine.checks()?, &args) {
        say("Nothing was written: a check of severity error does not hold. Look at its rows as said above.");
        return Ok(Outcome::Findings);
    }
    let specs = Spec::load_all(&root.charts())?;
    let charts: Vec<&str> = specs.iter().flat_map(Spec::marts).collect();
    let mut marts = Marts::fetch(&engine, &charts, framework.countries)?;
    let settled = disclosure::settle(editions.all(), &today, args.is_final);
    marts.give(&settled)?;
    let collected = marts.table("network").truth("collected", 0).unwrap_or(false);
    let languages: Vec<_> = languages.into_iter().map(|l| l.of_collected(collected)).collect();
    let count = ProgressStyle::with_template("{spinner} {pos} {msg}").unwrap_or_else(|_| ProgressStyle::default_spinner());
    let drawn = ProgressBar::new_spinner().with_style(count).with_message("charts drawn");
    let draw = |language: &Language, dir: &Path| {
        let figures = figures::draw(&specs, &marts.tables, language, dir, || drawn.inc(1))?;
        drawn.finish_and_clear();
        Ok(figures)
    };
    let style = ProgressStyle::with_template("{bar:40} {pos} of {len} pages and briefs").unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::new(0).with_style(style);
    let page = |all: usize| {
        bar.set_length(all as u64);
        bar.inc(1);
    };
    let edition = report::Edition {
        is_final: args.is_final,
        comments_by: args.comments_by,
    };
    let press = match args.no_briefs {
        true => None,
        false => Some(Press::new(Some(&root.fonts()), Some(&store.cache_dir()))?),
    };
    let ready = report::make_aside(&marts, &args.out, &edition, &languages, draw, press.as_ref(), page)?;
    // Before readers see it: one that is seen and not recorded could be subtracted from later ones.
    if let Some(lock) = &lock {
        editions.add(lock, settled.edition.clone())?;
    }
    let written = ready.put()?;
    bar.finish_and_clear();
    if !written.without_local_name.is_empty() {
        say(&format!(
            "No font at hand has the script of the local name of {}: their briefs have the Latin form alone. `just fonts` fetches further fonts.",
            listed(&written.without_local_name)
        ));
    }
    if !written.without_name.is_empty() {
        say(&format!(
            "No font at hand has every letter of the name of {}: their briefs have […] in its place. Run `just fonts` for further fonts, or give the name in Latin letters in cities.csv, and in its own script as local_name.",
            listed(&written.without_name)
        ));
    }
    if settled.kept() > 0 {
        say(&format!(
            "{} totals with results that are not shown are given as an earlier final edition gave them: today's differ by too few cities.",
            settled.kept()
        ));
    }
    say(&format!(
        "{}: {} brief of the cycle {}, {} pages, {} charts, {} data files, {} briefs; snapshot {} of the store, {} of its public data. Open {}{}; the data is in {}.",
        args.out.display(),
        if edition.is_final { "final" } else { "draft" },
        marts.brief(),
        written.pages,
        written.charts,
        written.files,
        written.briefs,
        snapshot.id,
        written.snapshot,
        args.out.join("index.html").display(),
        match written.briefs {
            0 => String::new(),
            _ => format!(", print {}", args.out.join("briefs").join("*.pdf").display()),
        },
        args.out.join("data").display()
    ));
    Ok(Outcome::Done)
}

/// Says which results stay counted only although their cities make them public.
fn say_withheld(withheld: &BTreeSet<(String, String)>) {
    let mut cities: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (city, area) in withheld {
        cities.entry(city).or_default().push(area);
    }
    let named: Vec<String> = cities.iter().map(|(city, areas)| format!("{city} (areas {})", areas.join(", "))).collect();
    say(&format!(
        "Results that are public by now stay counted and not shown: {}. With them, what one other city let be counted only could be computed from an earlier edition. Ask that city whether its results may be shown, or leave these counted only.",
        listed(&named)
    ));
}

/// Names, the first twenty of them.
fn listed(names: &[String]) -> String {
    let shown = names.iter().take(20).map(String::as_str).collect::<Vec<_>>().join(", ");
    match names.len() {
        0..=20 => shown,
        n => format!("{shown} and {} more", n - 20),
    }
}

/// Whether the brief's cycle is between the first and the last cycle that cities published values in.
fn within(engine: &Engine, cycle: i32) -> Result<()> {
    let observations = engine.table("observations")?;
    let cycles = (0..observations.len())
        .filter(|row| observations.text("consent", *row) == Some("public"))
        .filter_map(|row| observations.integer("cycle", row));
    let (first, last) = cycles.fold((i64::MAX, i64::MIN), |(first, last), c| (first.min(c), last.max(c)));
    if (first..=last).contains(&i64::from(cycle)) {
        return Ok(());
    }
    Err(Error::Usage(format!(
        "--cycle {cycle}: values are published for the cycles {first} to {last}; name one of those"
    )))
}

/// Says which checks do not hold; whether one of severity error is among them.
fn broken(checks: &[CheckResult], args: &Args) -> bool {
    let mut options = format!("--store {}", shell_word(&args.store));
    if let Some(cycle) = args.cycle {
        options.push_str(&format!(" --cycle {cycle}"));
    }
    if let Some(day) = &args.as_of {
        options.push_str(&format!(" --as-of {day}"));
    }
    let mut stop = false;
    for check in checks.iter().filter(|c| !c.rows.is_empty()) {
        let severity = match check.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        stop |= check.severity == Severity::Error;
        say(&format!(
            "{severity} · {}: expected: {} Rows that differ: {}. See them with `learning-cities sql {} \"select * from {}\"`.",
            check.name,
            check.sentence,
            check.rows.len(),
            options,
            check.name
        ));
    }
    stop
}
