//! The open data alone: from a store to a folder that holds what a site's folder `data` holds.

use std::path::Path;

use super::marts::Marts;
use super::prepare::{Found, Prepared, Source, prepare};
use super::write::write;
use crate::base::error::Result;
use crate::base::root::Root;
use crate::language::Language;
use crate::release::{Aside, Kind, Manifest, recover, refuse};
use crate::store::Store;

/// What is to be exported.
#[derive(Debug)]
pub struct Request<'r> {
    /// Catalogue, queries and messages.
    pub root: &'r Root,
    /// The store to read.
    pub store: &'r Path,
    /// The folder to write; an export that is there is replaced whole.
    pub out: &'r Path,
    /// Year of the brief; the newest cycle without one.
    pub cycle: Option<i32>,
    /// Day up to which submissions count.
    pub as_of: Option<&'r str>,
    /// Language of the README and of titles, by its file of messages.
    pub language: &'r str,
}

/// What an export came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// Number of tables.
    pub tables: usize,
    /// Number of files.
    pub files: usize,
    /// The brief's cycle, with its day where it has one.
    pub brief: String,
    /// What the public data is cited by.
    pub snapshot: String,
}

/// Exports the open data; none where a check of severity error does not hold, and nothing is written then. Totals with
/// results that are not shown are as final editions gave them: an export is no edition.
///
/// # Errors
/// A language, a store or a query that cannot be read; a folder that is not ours; a cycle or a day without values.
pub fn export(request: &Request, tell: &(dyn Fn(Found) + Sync)) -> Result<Option<Exported>> {
    let Request { root, out, .. } = *request;
    recover(out);
    let language = Language::load(&root.messages(), request.language)?;
    refuse(out, Kind::Export)?;
    let store = Store::open(request.store)?;
    let source =
        Source { root, store: &store, cycle: request.cycle, as_of: request.as_of, is_final: false, then: None };
    let Some(Prepared { marts, .. }) = prepare(source, tell)? else { return Ok(None) };
    let rows = marts.rows()?;
    let collected = rows.network.get(0).is_some_and(|row| row.collected);
    let catalogue = marts.catalogue(&rows, &language.of_collected(collected))?;
    let aside = Aside::new(out, Kind::Export)?;
    let written = write(&marts, &catalogue, aside.path())?;
    let exported = Exported {
        tables: written.tables.len(),
        files: written.files.len(),
        brief: marts.brief(),
        snapshot: written.about.snapshot.clone(),
    };
    let manifest = manifest(&marts, &written.about.network, catalogue.fictional, &exported, request, written.files);
    manifest.check(aside.path())?;
    manifest.write(aside.path())?;
    aside.put()?;
    Ok(Some(exported))
}

/// By which the next export knows what it may replace.
fn manifest(
    marts: &Marts,
    network: &str,
    fictional: bool,
    exported: &Exported,
    request: &Request,
    files: Vec<String>,
) -> Manifest {
    Manifest {
        made_by: Kind::Export.made_by().into(),
        network: network.into(),
        fictional,
        cycle: marts.cycle,
        as_of: marts.as_of.clone(),
        languages: vec![request.language.into()],
        snapshot: exported.snapshot.clone(),
        data: files,
        other: Some(Vec::new()),
        ..Manifest::default()
    }
}
