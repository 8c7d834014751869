use indicatif::{ProgressBar, ProgressStyle};

use crate::base::error::Result;
use crate::base::root::Root;
use crate::cli::found;
use crate::cli::output::{Outcome, say};
use crate::cli::places::{self, Place};
use crate::release::Kind;
use crate::report::{self, Edition, Notice, Published, Request};

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
    /// Make the briefs for a printer: colour runs 3 mm over the edge at which the pages are cut, which their TrimBox says
    #[arg(long, conflicts_with = "no_briefs")]
    bleed: bool,
    /// Write each chart as PNG, too
    #[arg(long)]
    png: bool,
    /// Count only what was sent up to this day [default: everything]
    #[arg(long, value_name = "DATE", value_parser = crate::cli::output::day)]
    as_of: Option<String>,
}

/// Runs the command.
pub fn run(root: &Root, args: Args) -> Result<Outcome> {
    places::refuse_within("--out", &args.out, Place::Release(Kind::Site))?;
    places::refuse_around(&args.out, &args.store)?;
    let style = |template| ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let drawn = ProgressBar::new_spinner().with_style(style("{spinner} {pos} charts drawn"));
    let made = ProgressBar::new(0).with_style(style("{bar:40} {pos} of {len} pages and briefs"));
    let tell = |notice: Notice| match notice {
        Notice::Found(found) => found::say_found(&found, &args.store, args.cycle, args.as_of.as_deref()),
        Notice::Drawn => drawn.inc(1),
        Notice::Made(all) => {
            drawn.finish_and_clear();
            made.set_length(all as u64);
            made.inc(1);
        }
    };
    let request = Request {
        root,
        store: &args.store,
        out: &args.out,
        cycle: args.cycle,
        as_of: args.as_of.as_deref(),
        languages: &args.languages,
        edition: Edition { is_final: args.is_final, comments_by: args.comments_by.clone(), bleed: args.bleed },
        briefs: !args.no_briefs,
        png: args.png,
    };
    let Some(published) = report::publish(&request, &tell)? else {
        say("Nothing was written: a check of severity error does not hold. Look at its rows as said above.");
        return Ok(Outcome::Findings);
    };
    made.finish_and_clear();
    say_published(&args, &published);
    Ok(Outcome::Done)
}

/// Says what was made, and what a reader of it should know.
fn say_published(args: &Args, published: &Published) {
    let written = &published.written;
    if !written.without_local_name.is_empty() {
        say(&format!(
            "No font at hand has the script of the local name of {}: their briefs have the Latin form alone. `just fonts` fetches further fonts.",
            found::listed(&written.without_local_name)
        ));
    }
    if !written.without_name.is_empty() {
        say(&format!(
            "No font at hand has every letter of the name of {}: their briefs have […] in its place. Run `just fonts` for further fonts, or give the name in Latin letters in cities.csv, and in its own script as local_name.",
            found::listed(&written.without_name)
        ));
    }
    if published.kept > 0 {
        say(&format!(
            "{} totals with results that are not shown are given as an earlier final edition gave them: today's differ by too few cities.",
            published.kept
        ));
    }
    say(&format!(
        "{}: {} brief of the cycle {}, {} pages, {} charts, {} data files, {} briefs; snapshot {} of the store, {} of its public data. Open {}{}; the data is in {}.",
        args.out.display(),
        if args.is_final { "final" } else { "draft" },
        published.brief,
        written.pages,
        written.charts,
        written.files,
        written.briefs,
        published.snapshot,
        written.snapshot,
        args.out.join("index.html").display(),
        match written.briefs {
            0 => String::new(),
            _ => format!(", print {}", args.out.join("briefs").join("*.pdf").display()),
        },
        args.out.join("data").display()
    ));
}
