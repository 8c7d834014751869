use std::path::{Path, PathBuf};
use std::time::SystemTime;

use indicatif::{ProgressBar, ProgressStyle};

use crate::base::error::Result;
use crate::base::root::Root;
use crate::base::text::shell_word;
use crate::cli::findings::many;
use crate::cli::found;
use crate::cli::output::{Outcome, say};
use crate::cli::places::{self, Place};
use crate::editions::{self, Again, Ended, Final};
use crate::release::Kind;
use crate::report::{Edition, Notice, Published, Request};
use crate::review::facts::open::Open;
use crate::review::sign;

/// Open findings that are listed where a final edition is refused.
const LISTED: usize = 5;

/// Publish the brief, a page for every city, and open data
///
/// Without --final the report is a draft. A final edition needs a review without open findings, or --accept with the file
/// in which the analyst signs each of them. It is recorded in the store, and --edition builds it again with the same bytes.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  learning-cities report --store store --out out\n  learning-cities report --store store --out out --final --accept review/findings.toml\n  learning-cities report --store store --out again --edition 3fa9c41b02de5f60    # `status` lists editions"
)]
pub struct Args {
    /// Store to read
    #[arg(long, value_name = "DIR")]
    store: PathBuf,
    /// Folder to write; a site that stood there is replaced whole
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
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
    /// Open findings that the analyst accepts, each signed with a reason: findings.toml of a review, filled in
    #[arg(long, value_name = "FINDING-FILE", requires = "is_final")]
    accept: Option<PathBuf>,
    /// Build a recorded edition again, by its id or its first characters, at least 4
    #[arg(long, value_name = "ID", conflicts_with_all = ["cycle", "languages", "is_final", "comments_by", "no_briefs", "bleed", "png", "as_of", "accept"])]
    edition: Option<String>,
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
    if let Some(edition) = &args.edition {
        let again = Again { root, store: &args.store, edition, out: &args.out };
        let (published, id) = editions::again(&again, &tell)?;
        made.finish_and_clear();
        say_published(&args, &published, true);
        say(&format!("It is the edition {id}, byte for byte as it was published."));
        return Ok(Outcome::Done);
    }
    let request = Request {
        root,
        store: &args.store,
        out: &args.out,
        cycle: args.cycle,
        as_of: args.as_of.as_deref(),
        languages: &args.languages,
        edition: Edition { comments_by: args.comments_by.clone(), bleed: args.bleed, ..Edition::default() },
        briefs: !args.no_briefs,
        png: args.png,
        then: None,
    };
    let ended = match args.is_final {
        false => editions::draft(&request, &tell)?.map(|published| (published, None)),
        true => {
            let today = chrono::DateTime::<chrono::Utc>::from(SystemTime::now()).date_naive().to_string();
            let accept = args.accept.as_deref();
            match editions::publish(&Final { report: request, accept, today: &today }, &tell)? {
                Ended::Published(published, id) => Some((*published, Some(id))),
                Ended::Stopped => None,
                Ended::Open(open) => {
                    say_open(&args, &open);
                    return Ok(Outcome::Findings);
                }
            }
        }
    };
    let Some((published, id)) = ended else {
        say("Nothing was written: a check of severity error does not hold. Look at its rows as said above.");
        return Ok(Outcome::Findings);
    };
    made.finish_and_clear();
    say_published(&args, &published, args.is_final);
    if let Some(id) = id {
        say(&format!(
            "Recorded in the store as the edition {id}; `learning-cities report --store {} --out DIR --edition {id}` builds it again.",
            shell_word(&args.store)
        ));
    }
    Ok(Outcome::Done)
}

/// Says which findings stand against a final edition, and how they are signed.
fn say_open(args: &Args, open: &[Open]) {
    let is = if open.len() == 1 { "is" } else { "are" };
    say(&format!(
        "Nothing was written: {} {is} open, and a final edition needs each mended or signed:",
        many(open.len(), "finding")
    ));
    for finding in open.iter().take(LISTED) {
        let city = finding.city.as_ref().map(|city| format!("{city}: ")).unwrap_or_default();
        say(&format!("  {city}{}", finding.found));
    }
    if open.len() > LISTED {
        say(&format!("  and {} more", open.len() - LISTED));
    }
    let again = match &args.accept {
        None => String::new(),
        Some(file) => format!(" --accept {}", shell_word(file)),
    };
    let cycle = args.cycle.map(|cycle| format!(" --cycle {cycle}")).unwrap_or_default();
    let as_of = args.as_of.as_ref().map(|day| format!(" --as-of {}", shell_word(Path::new(day)))).unwrap_or_default();
    say(&format!(
        "`learning-cities review --store {} --out review{cycle}{as_of}{again}` writes review/{}: fill it in, and give it to --accept.",
        shell_word(&args.store),
        sign::FILE
    ));
}

/// Says what was made, and what a reader of it should know.
fn say_published(args: &Args, published: &Published, is_final: bool) {
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
        if is_final { "final" } else { "draft" },
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
