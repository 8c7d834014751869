//! Briefs as PDF and share cards as PNG, from the same site that the pages are made from.
//!
//! `network` and the city's own file make data, [`block`] holds the kinds of blocks, `typeset` sets them with the templates
//! `*.typ` beside it, in the faces of `fonts`, and `pack` makes the files small.

pub mod block;
mod fonts;
mod network;
mod outline;
mod pack;
mod picture;
mod typeset;

use std::path::Path;

use super::Site;
use super::catalogue::City;
use super::city;
use super::place::PageFile;
use crate::base::error::{Error, Result};
use crate::base::threads;
pub use fonts::Fonts;
pub use typeset::{Paper, Press, Template};

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

/// Path of a city's brief from its language's folder.
pub fn city_path(site: &Site, city: &City) -> String {
    format!("briefs/{}-{}.pdf", city.id, site.marts.cycle)
}

/// Path of the network's brief from its language's folder. No city's brief has the same name: an id has no full stop.
pub fn network_path(site: &Site) -> String {
    format!("briefs/annual-brief.{}.pdf", site.marts.cycle)
}

/// Path of a city's share card from its language's folder.
pub fn card_path(city: &City) -> String {
    format!("cards/{}.png", city.id)
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
    press.pdf(&city::brief::paper(site, press, city, charts))
}

/// Makes the briefs of a language and the cards of its cities in its folder, where its charts already stand in `charts`.
/// `done` is told of each file.
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
            Job::Network => (network_path(site), "network-brief", press.pdf(&network::paper(site, press, &charts))?),
            Job::City(c) => (city_path(site, c), "city-brief", of_city(site, press, c, &charts)?),
            Job::Card(c) => (card_path(c), CARD, press.png(&city::brief::card(site, press, c))?),
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
