//! Briefs as PDF and share cards as PNG, from the same facts as the pages.
//!
//! `paper` holds what all of them say of themselves; a file each for those of a city and of the network.

mod city;
mod network;
mod paper;

use std::path::Path;

use super::catalogue::City;
use super::place::PageFile;
use super::site::Site;
use crate::base::error::{Error, Result};
use crate::base::threads;
use crate::press::Press;

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

/// A city's report; its charts stand in `charts`.
///
/// # Errors
/// A chart is missing, or the report cannot be set.
pub fn of_city(site: &Site, press: &Press, city: &City, charts: &Path) -> Result<Vec<u8>> {
    press.pdf(&city::paper(site, press, city, charts))
}

/// Makes the briefs of a language and the cards of its cities in its folder, where its charts already stand in
/// `charts`. `done` is told of each file.
///
/// # Errors
/// A chart is missing, a brief cannot be set, or a file cannot be written.
pub fn write(site: &Site, press: &Press, inside: &Path, done: impl Fn() + Sync) -> Result<Printed> {
    for folder in ["briefs", "cards"] {
        let path = inside.join(folder);
        std::fs::create_dir_all(&path).map_err(Error::io("create", &path))?;
    }
    let published = || site.catalogue.cities.iter().filter(|c| c.published);
    let mut jobs = vec![Job::Network];
    jobs.extend(published().map(Job::City));
    jobs.extend(published().map(Job::Card));
    let charts = inside.join("charts");
    // Typst runs on rayon.
    let mut files = threads::each(&jobs, |job| {
        let (path, kind, bytes) = match job {
            Job::Network => (site.network_brief(), "network-brief", press.pdf(&network::paper(site, &charts))?),
            Job::City(c) => (site.city_brief(c), "city-brief", of_city(site, press, c, &charts)?),
            Job::Card(c) => (c.card(), CARD, press.png(&city::card(site, press, c))?),
        };
        let file = inside.join(&path);
        std::fs::write(&file, &bytes).map_err(Error::io("write", &file))?;
        done();
        Ok(PageFile::new(&path, kind, &bytes))
    })?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let without = |c: &&City| c.local_name.as_ref().is_some_and(|local| !press.fonts().cover_all(local));
    Ok(Printed {
        files,
        without_local_name: published().filter(without).map(|c| c.name.clone()).collect(),
        without_name: published().filter(|c| !press.fonts().cover_all(&c.name)).map(|c| c.name.clone()).collect(),
    })
}
