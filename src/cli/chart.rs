use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};

use crate::base::error::{Error, Result};
use crate::base::root::Root;
use crate::chart::{Plan, Spec};
use crate::cli::output::{Outcome, say};
use crate::cli::places::{self, Place};
use crate::disclosure::{self, Editions};
use crate::engine::Engine;
use crate::language::Language;
use crate::model::framework::Framework;
use crate::open_data::Marts;
use crate::press::{Fonts, Raster};
use crate::report::figures::write_png;
use crate::store::Store;

/// Draw charts as SVG files, and as PNG
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: learning-cities chart --store store --out charts-out city-series")]
pub struct Args {
    /// Store to read
    #[arg(long, value_name = "DIR")]
    store: PathBuf,
    /// Folder to write
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Count only what was sent up to this day [default: everything]
    #[arg(long, value_name = "DATE", value_parser = crate::cli::output::day)]
    as_of: Option<String>,
    /// Language of their words, by its file in data/messages
    #[arg(long, value_name = "TAG", default_value = crate::language::FIRST)]
    language: String,
    /// Write each chart as PNG, too
    #[arg(long)]
    png: bool,
    /// Charts to draw, by their name in charts/ [default: all]
    #[arg(value_name = "NAME")]
    names: Vec<String>,
}

/// Runs the command.
pub fn run(root: &Root, args: Args) -> Result<Outcome> {
    places::refuse_within("--out", &args.out, Place::Files)?;
    crate::release::recover(&args.out);
    let specs = chosen(Spec::load_all(&root.charts())?, &args.names)?;
    let language = Language::load(&root.messages(), &args.language)?;
    let store = Store::open(&args.store)?;
    let snapshot = store.publishable()?;
    let open = || Engine::open_as_of(&snapshot, &root.queries(), None, args.as_of.as_deref());
    let engine = disclosure::open(Editions::read(&store)?, &snapshot.id, open()?, open)?.engine;
    let marts = Marts::fetch(&engine, Framework::load(&root.framework())?.countries)?;
    let rows = marts.rows()?;
    let catalogue = marts.catalogue(&rows, &language)?;
    let raster = args.png.then(|| Fonts::load(Some(&root.fonts()))).transpose()?.map(|fonts| Raster::new(&fonts));
    let style =
        ProgressStyle::with_template("{msg} {bar:40} {pos}/{len}").unwrap_or_else(|_| ProgressStyle::default_bar());
    for spec in &specs {
        let plan = Plan::new(spec, &rows, &catalogue);
        let made = plan.keys().len();
        let bar = ProgressBar::new(made as u64).with_style(style.clone()).with_message(spec.name().to_string());
        plan.draw_each(|drawing| {
            drawing.write(&args.out, &drawing.drawn.svg)?;
            raster.as_ref().map(|raster| write_png(raster, &args.out, &drawing)).transpose()?;
            bar.inc(1);
            Ok(())
        })?;
        bar.finish_and_clear();
        say(&format!("{}: {made} charts in {}", spec.name(), args.out.join(spec.name()).display()));
    }
    Ok(Outcome::Done)
}

/// The specs that were named, or all.
fn chosen(specs: Vec<Spec>, names: &[String]) -> Result<Vec<Spec>> {
    if let Some(unknown) = names.iter().find(|n| specs.iter().all(|s| s.name() != *n)) {
        let known: Vec<&str> = specs.iter().map(|s| s.name()).collect();
        return Err(Error::Usage(format!("{unknown} is no chart of charts/; those are {}", known.join(", "))));
    }
    Ok(specs.into_iter().filter(|s| names.is_empty() || names.iter().any(|n| n == s.name())).collect())
}
