//! The public site: plain HTML from the marts, written aside and renamed into place.
//!
//! [`marts::Marts`] is the one input and holds public rows only; [`write()`] makes every page, the open data and the manifest.
//! A file for each kind of page; [`words`] holds how numbers and sentences are worded.

pub mod catalogue;
mod city;
mod country;
mod data;
mod feature;
pub mod figures;
mod front;
mod layout;
pub mod marts;
mod methods;
mod place;
mod summaries;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::error::{Error, Result};
use crate::language::Language;
use catalogue::Catalogue;
use figures::Figures;
use marts::{ByCity, Marts};
pub use place::{Manifest, PageFile};

/// What pages are rendered from: the marts, indexed once.
pub struct Site<'a> {
    /// The tables.
    pub marts: &'a Marts,
    /// Areas, measurements, cities by name, codes in words.
    pub catalogue: Catalogue,
    /// The charts.
    pub figures: Figures,
    /// What its words are said in.
    pub language: Arc<Language>,
    /// What the analyst has decided of it.
    pub edition: Edition,
    by_city: BTreeMap<&'static str, ByCity<'a>>,
    /// Rows of `progress`, by measurement.
    by_measurement: BTreeMap<&'a str, Vec<usize>>,
}

/// What an analyst decides of an edition. A new one is a draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edition {
    /// Final: no mark of a draft on it.
    pub is_final: bool,
    /// The day until which cities are asked for comments on a draft, `2027-01-31`.
    pub comments_by: Option<String>,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Pages.
    pub pages: usize,
    /// Charts.
    pub charts: usize,
    /// Files of open data.
    pub files: usize,
}

/// Relations that city pages read by city.
const OF_CITIES: &[&str] = &[
    "observations",
    "practices",
    "declarations",
    "corrected_values",
    "series",
    "progress",
    "progress_components",
    "area_movement",
    "peers",
    "peer_explanation",
    "peer_stability",
    "peer_groups",
    "peer_context",
    "peer_comparison",
    "peer_change_comparison",
    "peer_series",
    "peer_learning",
    "coverage",
    "item_gaps",
    "coverage_detail",
    "coverage_features",
    "benefits_and_conditions",
    "consistency",
];

impl<'a> Site<'a> {
    /// Indexes the marts.
    pub fn new(marts: &'a Marts, figures: Figures, language: Arc<Language>, edition: Edition) -> Result<Site<'a>> {
        let progress = marts.table("progress");
        let mut by_measurement: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for row in 0..progress.len() {
            by_measurement
                .entry(progress.text("measurement", row).unwrap_or_default())
                .or_default()
                .push(row);
        }
        Ok(Site {
            by_measurement,
            marts,
            catalogue: Catalogue::new(marts)?,
            figures,
            language,
            edition,
            by_city: OF_CITIES.iter().map(|name| (*name, ByCity::new(marts.table(name)))).collect(),
        })
    }

    /// A relation of [`OF_CITIES`], indexed by city.
    fn of_city(&self, name: &'static str) -> &ByCity<'a> {
        &self.by_city[name]
    }

    /// Rows of `progress` of a measurement that carry a value.
    fn reported(&self, measurement: &str) -> impl Iterator<Item = usize> + '_ {
        let progress = self.marts.table("progress");
        let rows = self.by_measurement.get(measurement).map(Vec::as_slice).unwrap_or_default();
        rows.iter().copied().filter(|row| progress.number("latest_value", *row).is_some())
    }

    /// Every page of the site by path, with its kind: what the manifest expects.
    fn expected(&self) -> BTreeMap<String, &'static str> {
        let mut pages = BTreeMap::from([("index.html".into(), "brief"), ("methods.html".into(), "methods"), ("data.html".into(), "data")]);
        for city in self.catalogue.cities.iter().filter(|c| c.published) {
            pages.insert(format!("cities/{}.html", city.id), "city");
        }
        for feature in &self.catalogue.features {
            pages.insert(format!("features/{}.html", feature.id), "feature");
        }
        for (code, _) in self.catalogue.countries() {
            pages.insert(format!("countries/{code}.html"), "country");
        }
        pages
    }

    /// Renders the page at `path`; none where no such page exists.
    fn render(&self, path: &str, files: &[data::File]) -> Option<String> {
        let name = |folder: &str| path.strip_prefix(folder)?.strip_suffix(".html");
        if let Some(id) = name("cities/") {
            return Some(city::page(self, self.catalogue.city(id)?));
        }
        if let Some(id) = name("features/") {
            return Some(feature::page(self, self.catalogue.feature(id)?));
        }
        if let Some(code) = name("countries/") {
            return country::page(self, code);
        }
        match path {
            "index.html" => Some(front::page(self)),
            "methods.html" => Some(methods::page(self)),
            "data.html" => Some(data::page(self, files)),
            _ => None,
        }
    }
}

/// Writes the site to `out`, replacing an earlier site of ours; any other folder that is not empty is refused.
/// `draw` gets the folder for charts and fills it. `done` is told how many pages there will be, each time one is made.
pub fn write(
    marts: &Marts,
    out: &Path,
    edition: &Edition,
    languages: &[Arc<Language>],
    draw: impl Fn(&Language, &Path) -> Result<Figures>,
    done: impl Fn(usize) + Sync,
) -> Result<Written> {
    let [language, ..] = languages else {
        return Err(Error::Usage("a report needs one language at least".into()));
    };
    let aside = place::Aside::new(out)?;
    let dir = aside.path();
    for folder in ["charts", "cities", "countries", "features", "data"] {
        let path = dir.join(folder);
        std::fs::create_dir_all(&path).map_err(Error::io("create", &path))?;
    }
    let figures = draw(language, &dir.join("charts"))?;
    let site = Site::new(marts, figures, language.clone(), edition.clone())?;
    let css = dir.join("site.css");
    std::fs::write(&css, include_str!("site.css")).map_err(Error::io("write", &css))?;
    let files = data::write(&site, &dir.join("data"))?;
    let expected = site.expected();
    let made: Vec<PageFile> = expected
        .par_iter()
        .map(|(path, kind)| {
            let html = site
                .render(path, &files)
                .ok_or_else(|| Error::invalid(out.join(path).display(), "this page is expected and was not made: a fault of this program"))?;
            let file = dir.join(path);
            std::fs::write(&file, &html).map_err(Error::io("write", &file))?;
            done(expected.len());
            Ok(PageFile::new(path, kind, html.as_bytes()))
        })
        .collect::<Result<_>>()?;
    let manifest = Manifest {
        made_by: place::MADE_BY.into(),
        network: site.catalogue.network.clone(),
        fictional: site.catalogue.fictional,
        cycle: marts.cycle,
        as_of: marts.as_of.clone(),
        expected: expected.into_keys().collect(),
        pages: made,
        charts: site
            .figures
            .all()
            .map(|f| format!("charts/{}", f.path))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
        data: files.iter().map(|f| format!("data/{}", f.name)).collect(),
    };
    manifest.check(dir)?;
    manifest.write(dir)?;
    let written = Written {
        pages: manifest.pages.len(),
        charts: manifest.charts.len(),
        files: files.len(),
    };
    aside.put()?;
    Ok(written)
}
