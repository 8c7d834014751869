//! Briefs as PDF and share cards as PNG, from the same facts as the pages.
//!
//! `paper` holds what all of them say of themselves; `city` and `network` are the briefs, and `areas` and `regions`
//! pages of the network's.

mod areas;
mod city;
mod network;
mod paper;
mod regions;

use std::path::Path;

use super::site::Site;
use crate::base::error::Result;
use crate::base::threads;
use crate::catalogue::City;
use crate::press::Press;
use crate::release::{PageFile, put};

pub use paper::{CITY, NETWORK, SHARE_CARD};

/// What one language's briefs came to.
#[derive(Debug, Default)]
pub struct Printed {
    /// Briefs and cards by their path from the language's folder, in the order of their names.
    pub files: Vec<PageFile>,
    /// Cities whose local name no face can show.
    pub without_local_name: Vec<String>,
    /// Cities whose name itself no face can show whole.
    pub without_name: Vec<String>,
}

/// What the manifest calls a share card.
pub const CARD: &str = "card";

enum Job<'s> {
    Network,
    City(&'s City),
    Card(&'s City),
}

/// How many files [`write()`] makes.
pub fn count(site: &Site) -> usize {
    1 + 2 * site.catalogue.cities.iter().filter(|c| c.published).count()
}

/// A city's report; its charts are in `charts`.
///
/// # Errors
/// A chart is missing, or the report cannot be set.
pub fn of_city(site: &Site, press: &Press, city: &City, charts: &Path) -> Result<Vec<u8>> {
    press.pdf(&city::paper(site, press, city, charts))
}

/// The network's annual brief; its charts are in `charts`.
///
/// # Errors
/// As for [`of_city`].
pub fn of_network(site: &Site, press: &Press, charts: &Path) -> Result<Vec<u8>> {
    press.pdf(&network::paper(site, charts))
}

/// Makes the briefs of a language and the cards of its cities in its folder, where its charts are already in
/// `charts`. `done` is called for each file.
///
/// # Errors
/// A chart is missing, a brief cannot be set, or a file cannot be written.
pub fn write(site: &Site, press: &Press, inside: &Path, done: impl Fn() + Sync) -> Result<Printed> {
    let published = || site.catalogue.cities.iter().filter(|c| c.published);
    let mut jobs = vec![Job::Network];
    jobs.extend(published().map(Job::City));
    jobs.extend(published().map(Job::Card));
    let charts = inside.join("charts");
    // Typst runs on rayon.
    let mut files = threads::each(&jobs, |job| {
        let (path, kind, bytes) = match job {
            Job::Network => (site.network_brief(), "network-brief", of_network(site, press, &charts)?),
            Job::City(c) => (site.city_brief(c), "city-brief", of_city(site, press, c, &charts)?),
            Job::Card(c) => (c.card(), CARD, press.png(&city::card(site, press, c))?),
        };
        put(inside, &path, &bytes)?;
        done();
        Ok(PageFile::new(&path, kind, &bytes))
    })?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    // Cities of whose name no face can show every letter.
    let without = |name: fn(&City) -> Option<&String>| {
        let is_missing = |city: &&City| name(city).is_some_and(|name| !press.fonts().cover_all(name));
        published().filter(is_missing).map(|city| city.name.clone()).collect()
    };
    let without_local_name = without(|city| city.local_name.as_ref());
    Ok(Printed { files, without_local_name, without_name: without(|city| Some(&city.name)) })
}
