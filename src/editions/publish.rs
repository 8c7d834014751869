//! A final edition: signed, made, recorded, and only then put where readers see it.

use std::path::Path;

use super::earlier;
use super::history::History;
use super::keep::add;
use super::program::{Program, fonts};
use super::recorded::{MadeFrom, Recorded, SOURCES, VERSION, tree};
use crate::base::error::{Error, Result};
use crate::base::hash::sha256;
use crate::disclosure::{Issue, Settled};
use crate::language::{FIRST, Language};
use crate::open_data::Prepared;
use crate::report::{self, Notice, Published};
use crate::review::facts::open::Open;
use crate::review::{self, sign};
use crate::store::Store;

/// What a final edition is made from.
#[derive(Debug)]
pub struct Final<'r> {
    /// The report; that it is final, and how many findings were accepted, is set here.
    pub report: report::Request<'r>,
    /// The file in which open findings are signed.
    pub accept: Option<&'r Path>,
    /// Today, ISO 8601.
    pub today: &'r str,
}

/// How it ended.
#[derive(Debug)]
pub enum Ended {
    /// It is published and recorded under this id.
    Published(Box<Published>, String),
    /// These findings are open and not signed; nothing was written.
    Open(Vec<Open>),
    /// A check of severity error does not hold; nothing was written.
    Stopped,
}

/// Publishes a draft, which says what changed since the last final edition; none where a check of severity error does
/// not hold.
///
/// # Errors
/// As for a report.
pub fn draft(report: &report::Request, tell: &(dyn Fn(Notice) + Sync)) -> Result<Option<Published>> {
    // Opened when it is needed: a report says first whether it can be written.
    let before = |prepared: &Prepared| earlier::before(&Store::open(report.store)?, report.root, prepared, None);
    report::publish(report, &before, tell)
}

/// Publishes a final edition, with the store's lock from the review to the end.
///
/// # Errors
/// A file of findings that does not say what it must, or as for a report; another writer is at work.
pub fn publish(request: &Final, tell: &(dyn Fn(Notice) + Sync)) -> Result<Ended> {
    let report = &request.report;
    let store = Store::open(report.store)?;
    let lock = store.lock()?;
    let english = Language::load(&report.root.messages(), FIRST)?;
    let open = review::overview(report.root, &store, (report.cycle, report.as_of), &english)?.open();
    let accepted = request.accept.map(|path| sign::accepted(path, &open)).transpose()?.unwrap_or_default();
    let left: Vec<Open> = open.into_iter().filter(|open| !accepted.findings.contains_key(&open.id)).collect();
    if !left.is_empty() {
        return Ok(Ended::Open(left));
    }
    let program = Program::read(report.root.dir())?;
    let edition = report::Edition { is_final: true, accepted: accepted.findings.len(), ..report.edition.clone() };
    let report = report::Request { edition, ..report.clone() };
    let before = |prepared: &Prepared| {
        let own = made_from(&report, &prepared.settled, prepared.marts.cycle, &prepared.snapshot, &program)?.id();
        earlier::before(&store, report.root, prepared, Some(&own))
    };
    let Some(composed) = report::compose(&report, &before, tell)? else { return Ok(Ended::Stopped) };
    if Program::read(report.root.dir())? != program {
        return Err(Error::Usage(format!(
            "{}: its queries, charts, messages or catalogue changed while the report was made, so nothing was written; run this again",
            report.root.dir().display()
        )));
    }
    let made_from = made_from(&report, &composed.settled, composed.marts.cycle, &composed.snapshot, &program)?;
    let site = tree(composed.dir())?;
    let (day, signed) = (request.today.to_string(), request.accept.map(|_| accepted.sha256));
    let issue = Issue { id: made_from.id(), day: day.clone(), signed: signed.clone(), lost: false };
    let edition = Recorded {
        id: issue.id.clone(),
        made_on: day,
        before: composed.editions.before(&composed.settled.edition),
        signed,
        made_from,
        history: History::of(&composed, &site),
        site,
        forgotten: false,
        issues: Vec::new(),
    };
    // What is named is there before its name is. Both come before readers see it: one that is seen and not recorded
    // could be subtracted from later ones.
    add(&store, &lock, &edition, &program)?;
    let mut editions = composed.editions.clone();
    editions.add(&lock, composed.settled.edition.clone(), issue)?;
    Ok(Ended::Published(Box::new(composed.put()?), edition.id))
}

fn made_from(
    report: &report::Request,
    settled: &Settled,
    cycle: i64,
    snapshot: &str,
    program: &Program,
) -> Result<MadeFrom> {
    // What it gives may be of an earlier edition, and then is in no record of this one.
    let given: Vec<_> = settled.given.iter().collect();
    let counted = serde_json::to_vec(&(&settled.edition, given)).unwrap_or_default();
    let is_set = report.briefs || report.png;
    Ok(MadeFrom {
        version: VERSION.into(),
        sources: SOURCES.into(),
        snapshot: snapshot.to_string(),
        counted: sha256(&counted),
        cycle,
        as_of: report.as_of.map(str::to_string),
        languages: report.languages.to_vec(),
        briefs: report.briefs,
        bleed: report.edition.bleed,
        png: report.png,
        accepted: report.edition.accepted,
        files: program.hashes(),
        fonts: if is_set { fonts(report.root)? } else { String::new() },
    })
}
