//! The public site: plain HTML from the marts, written aside and renamed into place.
//!
//! [`marts::Marts`] is the one input and holds public rows only; [`write()`] makes every page, the open data and the manifest.
//! A file for each kind of page; [`words`] holds how numbers and sentences are worded.

mod accuracy;
pub mod brief;
pub mod catalogue;
mod city;
mod country;
mod data;
mod definitions;
mod feature;
pub mod figures;
mod front;
mod furnish;
mod layout;
pub mod marts;
mod methods;
mod place;
mod screen;
mod summaries;
pub mod tally;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::error::{Error, Result};
use crate::language::Language;
use crate::tokens;
use catalogue::Catalogue;
use figures::Figures;
use marts::{ByCity, Marts};
pub use place::{Manifest, PageFile, recover, refuse};

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
    /// Every language of the site. The first one's pages stand at its root, each other's in a folder of its own.
    pub languages: &'a [Arc<Language>],
    /// What the analyst has decided of it.
    pub edition: Edition,
    /// What the public data is cited by: see `data::snapshot`.
    pub snapshot: String,
    /// Whether briefs as PDF stand beside the pages, which then lead to them.
    pub prints: bool,
    /// Whether briefs and share cards are made too, which pages then lead to.
    pub printed: bool,
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
    /// What the public data is cited by.
    pub snapshot: String,
    /// Briefs as PDF.
    pub briefs: usize,
    /// Cities whose local name no font at hand can show, by name: their briefs have the Latin form alone.
    pub without_local_name: Vec<String>,
    /// Cities whose name no font at hand can show whole: their briefs have `[…]` for what is missing.
    pub without_name: Vec<String>,
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
    "measurement_movement",
    "area_movement",
    "peers",
    "peer_explanation",
    "peer_stability",
    "peer_groups",
    "peer_context",
    "peer_comparison",
    "peer_change_comparison",
    "peer_series",
    "learning_requests",
    "peer_learning",
    "learning_offers",
    "coverage",
    "item_gaps",
    "coverage_detail",
    "coverage_features",
    "benefits_and_conditions",
    "consistency",
];

impl<'a> Site<'a> {
    /// Indexes the marts, for pages in the language.
    ///
    /// # Errors
    /// A city or a feature whose id cannot name a page.
    pub fn new(
        marts: &'a Marts,
        figures: Figures,
        language: &Arc<Language>,
        languages: &'a [Arc<Language>],
        edition: &Edition,
        snapshot: &str,
    ) -> Result<Site<'a>> {
        let progress = marts.table("progress");
        let mut by_measurement: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for row in 0..progress.len() {
            by_measurement
                .entry(progress.text("measurement", row).unwrap_or_default())
                .or_default()
                .push(row);
        }
        Ok(Site {
            printed: false,
            by_measurement,
            marts,
            catalogue: Catalogue::new(marts, language)?,
            figures,
            language: language.clone(),
            languages,
            edition: edition.clone(),
            snapshot: snapshot.into(),
            prints: false,
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

    /// From a page's folder to the folder of its language: a `../` for each step down.
    fn up(path: &str) -> String {
        "../".repeat(path.matches('/').count())
    }

    /// From a page's folder to the site's.
    fn root(&self, path: &str) -> String {
        Self::up(&format!("{}{path}", folder(self.languages, &self.language)))
    }

    /// The language's pages by path from its folder, with their kind: what the manifest expects.
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
    fn render(&self, path: &str, files: &[data::File]) -> Option<layout::Made> {
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

/// A language's folder in the site: none for the first, `fr/` for a further one.
pub fn folder(languages: &[Arc<Language>], language: &Language) -> String {
    match languages.first() {
        Some(first) if first.tag() == language.tag() => String::new(),
        _ => format!("{}/", language.tag()),
    }
}

/// Writes the site to `out`, replacing an earlier site of ours; any other folder that is not empty is refused. The first language
/// stands at its root, each further one in a folder named by its tag, with its own pages, charts and tables; the open
/// data stands once.
/// `draw` gets a language and its folder for charts and fills it; the press sets the briefs and the share cards, which are left out without one.
/// `done` is told how many pages there will be, each time one is made.
///
/// # Errors
/// No language or one twice, a folder of somebody else's, a city or feature that cannot name a page, a file that cannot be written.
pub fn write(
    marts: &Marts,
    out: &Path,
    edition: &Edition,
    languages: &[Arc<Language>],
    draw: impl Fn(&Language, &Path) -> Result<Figures>,
    press: Option<&brief::Press>,
    done: impl Fn(usize) + Sync,
) -> Result<Written> {
    make_aside(marts, out, edition, languages, draw, press, done)?.put()
}

/// A site that is made, aside from its place; gone again when it is dropped.
#[derive(Debug)]
pub struct Ready {
    aside: place::Aside,
    written: Written,
}

impl Ready {
    /// Puts the site into its place.
    pub fn put(self) -> Result<Written> {
        self.aside.put()?;
        Ok(self.written)
    }
}

/// As [`write()`], up to the moment in which readers would see the site.
///
/// # Errors
/// As [`write()`].
pub fn make_aside(
    marts: &Marts,
    out: &Path,
    edition: &Edition,
    languages: &[Arc<Language>],
    draw: impl Fn(&Language, &Path) -> Result<Figures>,
    press: Option<&brief::Press>,
    done: impl Fn(usize) + Sync,
) -> Result<Ready> {
    let Some(first) = languages.first() else {
        return Err(Error::Usage("a report needs one language at least".into()));
    };
    let tags: BTreeSet<&str> = languages.iter().map(|l| l.tag()).collect();
    if tags.len() < languages.len() {
        return Err(Error::Usage("--language: each language once, please".into()));
    }
    let aside = place::Aside::new(out)?;
    let dir = aside.path();
    make(&dir.join("data"))?;
    put(&dir.join("site.css"), &(tokens::css() + include_str!("site.css")))?;
    put(&dir.join("search.js"), include_str!("search.js"))?;
    let files = data::write(marts, &dir.join("data"))?;
    let snapshot = data::snapshot(&files, &dir.join("data"))?;
    let network = Catalogue::new(marts, first)?;
    let mut manifest = Manifest {
        made_by: place::MADE_BY.into(),
        network: network.network,
        fictional: network.fictional,
        cycle: marts.cycle,
        as_of: marts.as_of.clone(),
        is_final: edition.is_final,
        languages: languages.iter().map(|l| l.tag().to_string()).collect(),
        snapshot,
        expected: Vec::new(),
        pages: Vec::new(),
        charts: Vec::new(),
        tables: Vec::new(),
        data: files.iter().map(|f| format!("data/{}", f.name)).collect(),
        briefs: Vec::new(),
    };
    let (mut without_local_name, mut without_name) = (BTreeSet::new(), BTreeSet::new());
    for language in languages {
        let folder = folder(languages, language);
        let inside = dir.join(&folder);
        for part in ["charts", "cities", "countries", "features"] {
            make(&inside.join(part))?;
        }
        let figures = draw(language, &inside.join("charts"))?;
        let mut site = Site::new(marts, figures, language, languages, edition, &manifest.snapshot)?;
        site.printed = press.is_some();
        let expected = site.expected();
        let all = (expected.len() + press.map_or(0, |_| brief::count(&site))) * languages.len();
        let made: Vec<(PageFile, Vec<String>)> = expected
            .par_iter()
            .map(|(path, kind)| {
                let page = site
                    .render(path, &files)
                    .ok_or_else(|| Error::invalid(out.join(path).display(), "this page is expected and was not made: a fault of this program"))?;
                put(&inside.join(path), &page.html)?;
                for (path, text) in &page.tables {
                    let file = inside.join(path);
                    file.parent().map_or(Ok(()), make)?;
                    put(&file, text)?;
                }
                done(all);
                let tables = page.tables.iter().map(|(path, _)| format!("{folder}{path}")).collect();
                Ok((PageFile::new(&format!("{folder}{path}"), kind, page.html.as_bytes()), tables))
            })
            .collect::<Result<_>>()?;
        let charts: BTreeSet<String> = site.figures.all().map(|f| format!("{folder}charts/{}", f.path)).collect();
        manifest.expected.extend(expected.into_keys().map(|path| format!("{folder}{path}")));
        for (page, tables) in made {
            manifest.pages.push(page);
            manifest.tables.extend(tables);
        }
        manifest.charts.extend(charts);
        if let Some(press) = press {
            let printed = brief::write(&site, press, &inside, || done(all))?;
            manifest.briefs.extend(printed.files.into_iter().map(|file| file.below(&folder)));
            without_local_name.extend(printed.without_local_name);
            without_name.extend(printed.without_name);
        }
    }
    manifest.check(dir)?;
    manifest.write(dir)?;
    let written = Written {
        pages: manifest.pages.len(),
        charts: manifest.charts.len(),
        files: files.len(),
        snapshot: manifest.snapshot,
        briefs: manifest.briefs.iter().filter(|b| b.kind != brief::CARD).count(),
        without_local_name: without_local_name.into_iter().collect(),
        without_name: without_name.into_iter().collect(),
    };
    if let Some(press) = press {
        press.finish()?;
    }
    Ok(Ready { aside, written })
}

fn put(file: &Path, text: &str) -> Result<()> {
    std::fs::write(file, text).map_err(Error::io("write", file))
}

fn make(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(Error::io("create", folder))
}
