//! Every page, brief and file of a publication, made aside and renamed into its place.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::briefs::{self, Printed};
use super::facts::chosen;
use super::figures::{Figures, TYPE};
use super::pages as kinds;
use super::pages::shell;
use super::site::{Edition, Site, folder};
use crate::base::error::{Error, Result};
use crate::catalogue::Catalogue;
use crate::language::Language;
use crate::model::relations::Relations;
use crate::open_data::{self, Marts};
use crate::press::Press;
use crate::release::{Aside, Kind, Manifest, PageFile, put};
use crate::tokens;

/// The typeface of pages and charts, which briefs are set in too; `data/webfonts.py` writes the files.
const FONTS: [(&str, &[u8]); 3] = [
    ("fonts/LICENSE.txt", include_bytes!("../../data/webfonts/LICENSE.txt")),
    ("fonts/noto-sans-400.woff2", include_bytes!("../../data/webfonts/noto-sans-400.woff2")),
    ("fonts/noto-sans-700.woff2", include_bytes!("../../data/webfonts/noto-sans-700.woff2")),
];

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

/// Puts into a folder of pages what they look like: the style sheet `site.css`, with `more` at its end, and the typeface.
///
/// # Errors
/// What the system refuses.
pub fn style(dir: &Path, more: &str) -> Result<()> {
    put(dir, "site.css", tokens::faces("") + &sheet(more))?;
    FONTS.into_iter().try_for_each(|(name, bytes)| put(dir, name, bytes))
}

/// The style sheet without the typeface, with `more` at its end.
pub fn sheet(more: &str) -> String {
    tokens::css() + include_str!("site.css") + more
}

/// How a page is made; none where there is no such page after all.
type Make<'s> = Box<dyn Fn() -> Option<shell::Made> + Sync + 's>;

/// The language's pages by path from its folder, which the manifest expects: the kind of each, and how it is made.
fn expected<'s>(site: &'s Site, data: &'s open_data::Written) -> BTreeMap<String, (&'static str, Make<'s>)> {
    let c = &site.catalogue;
    let mut pages: BTreeMap<String, (&str, Make)> = BTreeMap::new();
    let mut add = |path: String, kind: &'static str, make: Make<'s>| pages.insert(path, (kind, make));
    add(shell::FRONT.into(), "brief", Box::new(move || Some(kinds::front::page(site))));
    add(shell::METHODS.into(), "methods", Box::new(move || Some(kinds::methods::page(site))));
    add(shell::CHANGES.into(), "changes", Box::new(move || Some(kinds::changes::page(site))));
    add(kinds::versions::ARCHIVE.into(), "archive", Box::new(move || Some(kinds::archive::page(site))));
    add(shell::DATA.into(), "data", Box::new(move || Some(kinds::data::page(site, data))));
    for city in c.cities.iter().filter(|c| c.published) {
        add(city.page(), "city", Box::new(move || Some(kinds::city::page(site, city))));
    }
    for area in &c.areas {
        add(area.page(), "area", Box::new(move || Some(kinds::area::page(site, area))));
    }
    for feature in &c.features {
        add(feature.page(), "feature", Box::new(move || Some(kinds::feature::page(site, feature))));
        for part in kinds::feature::parts(site, feature) {
            let path = kinds::feature::part_path(feature, part);
            add(path, "feature", Box::new(move || Some(kinds::feature_part::page(site, feature, part))));
        }
    }
    for code in c.countries.keys() {
        add(format!("countries/{code}.html"), "country", Box::new(move || kinds::country::page(site, code)));
        for part in kinds::country::parts(site, code) {
            let path = kinds::country::part_path(code, part);
            add(path, "country", Box::new(move || Some(kinds::country::part_page(site, code, part))));
        }
    }
    pages
}

/// A site that is made, aside from its place; gone again when it is dropped.
#[derive(Debug)]
pub struct Ready {
    aside: Aside,
    written: Written,
}

impl Ready {
    /// The folder that it is in until then.
    pub fn path(&self) -> &Path {
        self.aside.path()
    }

    /// What was written.
    pub fn written(&self) -> &Written {
        &self.written
    }

    /// Puts the site into its place, where readers see it.
    ///
    /// # Errors
    /// What the system refuses; the earlier site is then kept.
    pub fn put(self) -> Result<Written> {
        self.aside.put()?;
        Ok(self.written)
    }
}

/// Makes a site for `out`, to replace an earlier site of ours; any other folder that is not empty is refused. The first
/// language is at its root, each further one in a folder named by its tag, with its own pages, charts and tables; the
/// open data is there once. `draw` fills the folder for charts of a language; the press sets the briefs
/// and the share cards, which are left out without one. `done` gets how many pages and briefs there will be, each time
/// one is made.
///
/// # Errors
/// No language or one twice, a folder of somebody else's, a city or feature that cannot name a page, a file that cannot
/// be written.
pub fn make(
    marts: &Marts,
    out: &Path,
    edition: &Edition,
    languages: &[Arc<Language>],
    draw: impl Fn(&Relations, &Catalogue, &Path) -> Result<Figures>,
    press: Option<&Press>,
    done: impl Fn(usize) + Sync,
) -> Result<Ready> {
    let Some(first) = languages.first() else {
        return Err(Error::Usage("a report needs one language at least".into()));
    };
    let tags: BTreeSet<&str> = languages.iter().map(|l| l.tag()).collect();
    if tags.len() < languages.len() {
        return Err(Error::Usage("--language: each language once, please".into()));
    }
    let aside = Aside::new(out, Kind::Site)?;
    let dir = aside.path();
    style(dir, "")?;
    put(dir, "site.js", include_str!("site.js"))?;
    let data = open_data::write(marts, &marts.catalogue(&marts.rows()?, first)?, &dir.join("data"))?;
    let mut manifest = manifest(marts, languages, edition, &data);
    let mut printed = Printed::default();
    for language in languages {
        let folder = folder(languages, language);
        let inside = dir.join(&folder);
        let charts = inside.join("charts");
        std::fs::create_dir_all(&charts).map_err(Error::io("create", &charts))?;
        put(&charts, TYPE, tokens::faces(if folder.is_empty() { "../" } else { "../../" }))?;
        let rows = marts.rows()?;
        let catalogue = marts.catalogue(&rows, language)?;
        let figures = draw(&rows, &catalogue, &charts)?;
        let mut site = Site::new(marts, rows, catalogue, figures, languages, edition, &manifest.snapshot);
        site.printed = press.is_some();
        let expected = expected(&site, &data);
        extras(&site, dir, &inside, expected.keys().map(String::as_str))?;
        if folder.is_empty() {
            for photo in chosen::photos(&site) {
                put(dir, &photo.path, &photo.jpeg)?;
                manifest.photos.push(photo.path);
            }
        }
        let all = (expected.len() + press.map_or(0, |_| briefs::count(&site))) * languages.len();
        pages(expected, (&inside, &folder), &mut manifest, || done(all))?;
        let charts: BTreeSet<String> = site.figures.all().map(|f| format!("{folder}charts/{}", f.path)).collect();
        manifest.charts.extend(charts);
        if let Some(press) = press {
            let made = briefs::write(&site, press, &inside, || done(all))?;
            manifest.briefs.extend(made.files.into_iter().map(|file| file.below(&folder)));
            printed.without_local_name.extend(made.without_local_name);
            printed.without_name.extend(made.without_name);
        }
    }
    manifest.check(dir)?;
    manifest.other = Some(manifest.unnamed(dir)?);
    manifest.write(dir)?;
    let once = |names: Vec<String>| names.into_iter().collect::<BTreeSet<String>>().into_iter().collect();
    let written = Written {
        pages: manifest.pages.len(),
        charts: manifest.charts.len(),
        files: data.files.len(),
        snapshot: manifest.snapshot,
        briefs: manifest.briefs.iter().filter(|b| b.kind != briefs::CARD).count(),
        without_local_name: once(printed.without_local_name),
        without_name: once(printed.without_name),
    };
    if let Some(press) = press {
        press.finish()?;
    }
    Ok(Ready { aside, written })
}

/// What goes with the pages of a language: names to search, values to compare, the page for other
/// pages, a feed, and, at the root of the site, the
/// map of all its pages.
fn extras<'p>(site: &Site, dir: &Path, inside: &Path, pages: impl Iterator<Item = &'p str> + Clone) -> Result<()> {
    put(inside, "names.js", kinds::names::script(site))?;
    put(inside, kinds::embed::EMBED, kinds::embed::page(site))?;
    kinds::compare::scripts(site).try_for_each(|(path, script)| put(inside, &path, script))?;
    if let Some(feed) = kinds::cite::feed(site) {
        put(inside, "feed.xml", feed)?;
    }
    if dir == inside {
        let folders = site.languages.iter().map(|language| folder(site.languages, language));
        let everywhere = folders.flat_map(|folder| pages.clone().map(move |page| format!("{folder}{page}")));
        if let Some(map) = kinds::cite::sitemap(site, everywhere) {
            put(dir, "sitemap.xml", map)?;
        }
    }
    Ok(())
}

/// The manifest of a publication whose pages are still to be made.
fn manifest(marts: &Marts, languages: &[Arc<Language>], edition: &Edition, data: &open_data::Written) -> Manifest {
    Manifest {
        made_by: Kind::Site.made_by().into(),
        network: data.about.network.clone(),
        fictional: data.about.fictional,
        cycle: marts.cycle,
        as_of: marts.as_of.clone(),
        is_final: edition.is_final,
        languages: languages.iter().map(|l| l.tag().to_string()).collect(),
        snapshot: data.about.snapshot.clone(),
        data: data.files.iter().map(|name| format!("data/{name}")).collect(),
        ..Manifest::default()
    }
}

/// Makes the pages of a language in its folder, with their tables, and names them in the manifest.
fn pages(
    expected: BTreeMap<String, (&str, Make)>,
    (inside, folder): (&Path, &str),
    manifest: &mut Manifest,
    done: impl Fn() + Sync,
) -> Result<()> {
    let made: Vec<(PageFile, Vec<String>)> = expected
        .par_iter()
        .map(|(path, (kind, make))| {
            let message = "this page is expected and was not made: a fault of this program";
            let page = make().ok_or_else(|| Error::invalid(inside.join(path).display(), message))?;
            put(inside, path, &page.html)?;
            page.tables.iter().try_for_each(|(path, text)| put(inside, path, text))?;
            done();
            let tables = page.tables.iter().map(|(path, _)| format!("{folder}{path}")).collect();
            Ok((PageFile::new(&format!("{folder}{path}"), kind, page.html.as_bytes()), tables))
        })
        .collect::<Result<_>>()?;
    manifest.expected.extend(expected.into_keys().map(|path| format!("{folder}{path}")));
    for (page, tables) in made {
        manifest.pages.push(page);
        manifest.tables.extend(tables);
    }
    Ok(())
}
