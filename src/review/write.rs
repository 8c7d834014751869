//! The whole run: a private folder of pages and letters, written aside and put in its place.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::error::{Error, Result};
use crate::base::root::Root;
use crate::language::Language;
use crate::release::{Aside, Kind, Manifest, PageFile, put, recover};
use crate::report;
use crate::review::facts::unusual::Draft;
use crate::review::facts::{self, Facts};
use crate::review::letters;
use crate::review::pages::shell::{self, Desk};
use crate::review::pages::{city, morning};
use crate::review::sign;
use crate::store::Store;

/// What drafts of corrections say of who was asked, until an analyst writes it.
const NOBODY: &str = "nobody yet: write here who was asked";

/// What a review is made from.
#[derive(Debug)]
pub struct Request<'r> {
    /// Catalogue, queries and messages.
    pub root: &'r Root,
    /// The store to read.
    pub store: &'r Path,
    /// The folder to write; a review of ours that is there is replaced whole.
    pub out: &'r Path,
    /// The network's folder, whose `corrections.toml` the pages name.
    pub network: Option<&'r Path>,
    /// Year of the brief; the newest that anything was sent for without one.
    pub cycle: Option<i32>,
    /// The language of the pages, and of letters to cities whose own is not known.
    pub language: &'r str,
    /// The day whose data is reviewed, ISO 8601; everything without one.
    pub as_of: Option<&'r str>,
    /// Day by which letters ask for an answer, ISO 8601.
    pub by: Option<&'r str>,
    /// A file in which findings are signed, besides that of the review that is replaced.
    pub accept: Option<&'r Path>,
    /// Today, ISO 8601: the day of letters and of drafts of corrections.
    pub today: &'r str,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Pages.
    pub pages: usize,
    /// Cities with a letter.
    pub letters: usize,
    /// Letters without the city's e-mail address.
    pub without_address: usize,
    /// Findings that are open before a final edition.
    pub open: usize,
    /// Those of them that are signed already.
    pub signed: usize,
}

/// What an analyst sees first, for the terminal and for a final report: the facts without those that take the marts of
/// both snapshots.
///
/// # Errors
/// As [`Facts::read`].
pub fn overview(
    root: &Root,
    store: &Store,
    (cycle, as_of): (Option<i32>, Option<&str>),
    language: &Arc<Language>,
) -> Result<Facts> {
    let draft = Draft { today: "", asked: NOBODY };
    Facts::read(facts::Request { root, store, cycle, as_of, language, draft, with_news: false })
}

/// Writes a review.
///
/// # Errors
/// A store, a language or a query that cannot be read; a folder that is not ours or holds files of others.
pub fn write(request: &Request) -> Result<Written> {
    let (root, out) = (request.root, request.out);
    recover(out);
    let language = Language::load(&root.messages(), request.language)?;
    let corrections = corrections(request.network)?;
    let store = Store::open(request.store)?;
    let aside = Aside::new(out, Kind::Review)?;
    let before = signed_before(out, request.accept)?;
    let dir = aside.path();
    let draft = Draft { today: request.today, asked: NOBODY };
    let facts = Facts::read(facts::Request {
        root,
        store: &store,
        cycle: request.cycle,
        as_of: request.as_of,
        language: &language,
        draft,
        with_news: true,
    })?;
    let of_letters =
        letters::Request { messages: &root.messages(), language: &language, by: request.by, today: request.today };
    let written = letters::write(&facts, of_letters, dir)?;
    let desk = Desk { facts: &facts, language: &language, corrections: &corrections };
    report::style(dir, include_str!("review.css"))?;
    put(dir, shell::SCRIPT, include_str!("review.js"))?;
    let open = facts.open();
    put(dir, sign::FILE, sign::form(&open, &before)?)?;
    let morning = morning::page(&desk);
    put(dir, shell::MORNING, &morning)?;
    let mut pages = vec![PageFile::new(shell::MORNING, "morning", morning.as_bytes())];
    let cities: Vec<PageFile> = facts
        .cities
        .par_iter()
        .enumerate()
        .map(|(place, dossier)| {
            let (path, page) = (city::path(dossier), city::page(&desk, dossier, written.get(&place))?);
            put(dir, &path, &page)?;
            Ok(PageFile::new(&path, "city", page.as_bytes()))
        })
        .collect::<Result<_>>()?;
    pages.extend(cities);
    let mut manifest = Manifest {
        made_by: Kind::Review.made_by().into(),
        network: facts.network.name.clone(),
        fictional: facts.network.fictional,
        cycle: facts.cycle,
        languages: vec![language.tag().to_string()],
        snapshot: facts.snapshot.clone(),
        expected: pages.iter().map(|page| page.path.clone()).collect(),
        pages,
        ..Manifest::default()
    };
    manifest.check(dir)?;
    manifest.other = Some(manifest.unnamed(dir)?);
    manifest.write(dir)?;
    aside.put()?;
    Ok(Written {
        pages: manifest.pages.len(),
        letters: written.len(),
        without_address: written.values().filter(|letter| !letter.has_address).count(),
        signed: open.iter().filter(|open| before.is_signed(open)).count(),
        open: open.len(),
    })
}

/// What was signed in the review that is replaced, and in another file, whose words come before.
fn signed_before(out: &Path, accept: Option<&Path>) -> Result<sign::Accepted> {
    let replaced = out.join(sign::FILE);
    let replaced = replaced.is_file().then_some(replaced);
    let mut before = sign::Accepted::default();
    for file in replaced.as_deref().into_iter().chain(accept) {
        before.findings.extend(sign::take_over(file)?.findings);
    }
    Ok(before)
}

/// The file that corrections are pasted into, for readers.
fn corrections(network: Option<&Path>) -> Result<String> {
    let Some(dir) = network else { return Ok("corrections.toml".into()) };
    if !dir.join("network.toml").is_file() {
        return Err(Error::Usage(format!(
            "--network {}: has no network.toml; name the network's folder",
            dir.display()
        )));
    }
    Ok(dir.join("corrections.toml").display().to_string())
}
