//! What a publication is made from in one language: rows, catalogue, charts, and what the analyst decided.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::context::Context;
use super::earlier::Earlier;
use super::figures::{Figure, Figures};
use super::parts::{self, Part};
use crate::catalogue::{Area, Catalogue, City, Feature, Measurement};
use crate::document::{Chart, Text};
use crate::language::Language;
use crate::model::relations::{Progress, Relations};
use crate::open_data::Marts;
use crate::say;

/// What pages and briefs are made from.
pub struct Site<'a> {
    /// The tables.
    pub marts: &'a Marts,
    /// Their rows, with types.
    pub rows: Relations<'a>,
    /// Areas, measurements, cities by name, codes in words.
    pub catalogue: Catalogue,
    /// The parts in which its cities are listed; none where they are few.
    pub parts: Vec<Part>,
    /// What its cities are like, and what makes a difference.
    pub context: Context<'a>,
    /// The charts.
    pub figures: Figures,
    /// What its words are said in.
    pub language: Arc<Language>,
    /// Every language of the site. The first one's pages are at its root, each other's in a folder of its own.
    pub languages: &'a [Arc<Language>],
    /// What the analyst has decided of it.
    pub edition: Edition,
    /// What the public data is cited by: see [`crate::open_data::About::snapshot`].
    pub snapshot: String,
    /// Whether briefs and share cards are made too, which pages then lead to.
    pub printed: bool,
    /// Rows of `progress`, by measurement.
    by_measurement: BTreeMap<&'a str, Vec<usize>>,
}

/// What is known of an edition besides its rows: what an analyst decides, and the editions before it. A new one is a
/// draft, and the first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Edition {
    /// Final: no mark of a draft on it.
    pub is_final: bool,
    /// The day until which cities are asked for comments on a draft, `2027-01-31`.
    pub comments_by: Option<String>,
    /// Open findings of the review that the analyst accepted, each with a reason; of a final edition.
    pub accepted: usize,
    /// Briefs for a printer: colour runs 3 mm over the edge at which the pages are cut.
    pub bleed: bool,
    /// Final editions before it, and what changed since the last of them.
    pub earlier: Arc<Earlier>,
}

impl<'a> Site<'a> {
    /// What pages in the catalogue's language are made from; `rows` are those of `marts`.
    pub fn new(
        marts: &'a Marts,
        rows: Relations<'a>,
        catalogue: Catalogue,
        figures: Figures,
        languages: &'a [Arc<Language>],
        edition: &Edition,
        snapshot: &str,
    ) -> Site<'a> {
        let mut by_measurement: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, row) in rows.progress.iter().enumerate() {
            by_measurement.entry(row.measurement).or_default().push(place);
        }
        Site {
            language: catalogue.language().clone(),
            context: Context::new(&rows),
            parts: parts::divide(catalogue.language(), &catalogue.cities),
            catalogue,
            marts,
            rows,
            figures,
            languages,
            edition: edition.clone(),
            snapshot: snapshot.into(),
            printed: false,
            by_measurement,
        }
    }

    /// Rows of `progress` of a measurement that carry a value.
    pub fn reported(&self, measurement: &str) -> impl Iterator<Item = Progress<'a>> + '_ {
        let rows = self.by_measurement.get(measurement).map(Vec::as_slice).unwrap_or_default();
        let rows = rows.iter().filter_map(|row| self.rows.progress.get(*row));
        rows.filter(|row| row.latest_value.is_some())
    }

    /// The cities of a part, by name.
    pub fn cities_of<'s>(&'s self, part: &'s Part) -> impl Iterator<Item = &'s City> {
        part.cities.iter().filter_map(|place| self.catalogue.cities.get(*place))
    }

    /// The parts of a country by its code; none where its cities are few.
    pub fn parts_of_country(&self, code: &str) -> &[Part] {
        match parts::country(&self.parts, code) {
            Some(part) => &part.parts,
            None if self.catalogue.countries.len() == 1 => &self.parts,
            None => &[],
        }
    }

    /// From a page's folder to the folder of its language: a `../` for each step down.
    pub fn up(path: &str) -> String {
        "../".repeat(path.matches('/').count())
    }

    /// From a page's folder to the site's.
    pub fn root(&self, path: &str) -> String {
        Self::up(&format!("{}{path}", folder(self.languages, &self.language)))
    }

    /// A city's name, leading to its page where it has one.
    pub fn city_text(&self, id: &str) -> Text {
        match self.catalogue.city(id) {
            Some(city) if city.published => Text::page(city.page(), &city.name),
            Some(city) => (&city.name).into(),
            None => id.into(),
        }
    }

    /// A chart that was drawn, of this class on a page.
    pub fn chart(&self, chart: &str, key: &[&str], class: &'static str) -> Option<Chart> {
        let figure = self.figures.get(chart, key)?;
        let Figure { path, width, height, alt, caption, png, .. } = figure.clone();
        let caption = caption.into();
        Some(Chart { name: figure.name(), path, width, height, alt, caption, class, behind: None, png })
    }

    /// Path of a city's brief from its language's folder.
    pub fn city_brief(&self, city: &City) -> String {
        format!("briefs/{}-{}.pdf", city.id, self.marts.cycle)
    }

    /// Path of the network's brief from its language's folder. No city's brief has the same name: an id has no full
    /// stop.
    pub fn network_brief(&self) -> String {
        format!("briefs/annual-brief.{}.pdf", self.marts.cycle)
    }

    /// The brief's cycle, with its day where it has one: `2024, as of 31 May 2024`.
    pub fn cycle(&self) -> String {
        let (l, cycle) = (&self.language, self.marts.cycle.to_string());
        match &self.marts.as_of {
            Some(day) => say!(l, "cycle-as-of", cycle, day = l.numbers().date(day)),
            None => cycle,
        }
    }
}

impl City {
    /// Path of its page from its language's folder.
    pub fn page(&self) -> String {
        format!("cities/{}.html", self.id)
    }

    /// Path of its share card from its language's folder.
    pub fn card(&self) -> String {
        format!("cards/{}.png", self.id)
    }
}

impl Area {
    /// Path of its page from its language's folder.
    pub fn page(&self) -> String {
        format!("areas/{}.html", self.id)
    }

    /// Its number and title, leading to its page.
    pub fn text(&self) -> Text {
        Text::page(self.page(), Text::numbered(&self.id, &self.title))
    }
}

impl Measurement {
    /// Path of its place on its feature's page from its language's folder.
    pub fn page(&self) -> String {
        format!("features/{}.html#m-{}", self.feature, self.id)
    }
}

impl Feature {
    /// Path of its page from its language's folder.
    pub fn page(&self) -> String {
        format!("features/{}.html", self.id)
    }

    /// Its title, leading to its page.
    pub fn text(&self) -> Text {
        Text::page(self.page(), &self.title)
    }
}

/// A language's folder in the site: none for the first, `fr/` for a further one.
pub fn folder(languages: &[Arc<Language>], language: &Language) -> String {
    match languages.first() {
        Some(first) if first.tag() == language.tag() => String::new(),
        _ => format!("{}/", language.tag()),
    }
}
