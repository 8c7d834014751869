use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path};

use indicatif::{ProgressBar, ProgressStyle};

use crate::base::error::{Error, Result};
use crate::base::root::Root;
use crate::chart::{self, Drawing, Spec};
use crate::cli::output::{Outcome, say};
use crate::disclosure;
use crate::engine::Engine;
use crate::language::Language;
use crate::store::Store;

/// Draw charts as SVG files
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: learning-cities chart --store store --out charts-out city-series")]
pub struct Args {
    /// Store to read
    #[arg(long, value_name = "DIR")]
    store: std::path::PathBuf,
    /// Folder to write
    #[arg(long, value_name = "DIR")]
    out: std::path::PathBuf,
    /// Count only what was sent up to this day [default: everything]
    #[arg(long, value_name = "DATE", value_parser = crate::cli::output::day)]
    as_of: Option<String>,
    /// Language of their words, by its file in data/messages
    #[arg(long, value_name = "TAG", default_value = crate::language::FIRST)]
    language: String,
    /// Charts to draw, by their name in charts/ [default: all]
    #[arg(value_name = "NAME")]
    names: Vec<String>,
}

/// Runs the command.
pub fn run(root: &Root, args: Args) -> Result<Outcome> {
    crate::report::recover(&args.out);
    let specs = chosen(Spec::load_all(&root.charts())?, &args.names)?;
    let language = Language::load(&root.messages(), &args.language)?;
    if Store::find(&args.out).is_ok() {
        return Err(Error::Usage(format!("--out {}: is a store; name another folder", args.out.display())));
    }
    let store = Store::open(&args.store)?;
    let snapshot = store.in_force()?;
    let open = || Engine::open_as_of(&snapshot, &root.queries(), None, args.as_of.as_deref());
    let engine = disclosure::open(&store, &snapshot.id, open()?, open)?.engine;
    let mut tables = BTreeMap::new();
    for name in specs.iter().flat_map(Spec::marts) {
        if !tables.contains_key(name) {
            tables.insert(name.to_string(), engine.table(name)?);
        }
    }
    let style =
        ProgressStyle::with_template("{msg} {bar:40} {pos}/{len}").unwrap_or_else(|_| ProgressStyle::default_bar());
    for spec in &specs {
        let bar = ProgressBar::new(0).with_style(style.clone()).with_message(spec.name.clone());
        bar.set_length(chart::Plan::new(spec, &tables, &language)?.keys().len() as u64);
        let made = chart::render_each(spec, &tables, &language, |drawing| {
            write(&args.out, &drawing)?;
            bar.inc(1);
            Ok(())
        })?;
        bar.finish_and_clear();
        say(&format!("{}: {made} charts in {}", spec.name, args.out.join(&spec.name).display()));
    }
    Ok(Outcome::Done)
}

/// The specs that were named, or all.
fn chosen(specs: Vec<Spec>, names: &[String]) -> Result<Vec<Spec>> {
    if let Some(unknown) = names.iter().find(|n| specs.iter().all(|s| s.name != **n)) {
        let known: Vec<&str> = specs.iter().map(|s| s.name.as_str()).collect();
        return Err(Error::Usage(format!("{unknown} is no chart of charts/; those are {}", known.join(", "))));
    }
    Ok(specs.into_iter().filter(|s| names.is_empty() || names.contains(&s.name)).collect())
}

fn write(out: &Path, drawing: &Drawing) -> Result<()> {
    let path = Path::new(&drawing.path);
    if !path.components().all(|c| matches!(c, Component::Normal(_))) {
        return Err(Error::Chart {
            chart: drawing.chart.clone(),
            message: format!("its path {:?} leads out of the folder", drawing.path),
        });
    }
    let path = out.join(path);
    if let Some(dir) = path.parent() {
        fs::create_dir_all(dir).map_err(Error::io("create", dir))?;
    }
    fs::write(&path, &drawing.drawn.svg).map_err(Error::io("write", &path))
}
