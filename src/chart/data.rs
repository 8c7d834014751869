//! What a chart is drawn from: its spec, the rows of the marts, and the names of the catalogue, fit for a chart.

use std::collections::BTreeMap;

use super::drawing::Drawing;
use super::fit;
use super::frame::Frame;
use super::labels::{Field, Labels, fill_words, tidy};
use super::number;
use super::svg::{self, AreaError, Sheet};
use crate::base::error::Result;
use crate::base::rows::{Row, Rows};
use crate::catalogue::{Area, Catalogue};
use crate::language::{Arg, Language};
use crate::model::relations::Relations;
use crate::say;

/// What a chart is drawn from.
pub(super) struct Data<'a> {
    pub labels: &'a Labels,
    pub rows: &'a Relations<'a>,
    pub catalogue: &'a Catalogue,
    /// What the chart's words are said in.
    pub language: &'a Language,
    /// The network's title.
    pub network: String,
    /// Where the values come from: the network, or, where they were collected, the published sources with their
    /// licences.
    pub source: String,
}

/// City, measurement and item.
pub(super) type SeriesKey<'a> = (&'a str, &'a str, &'a str);

/// Places of the rows of each series.
pub(super) type BySeries<'a> = BTreeMap<SeriesKey<'a>, Vec<usize>>;

/// What is written around a picture.
pub(super) struct Words {
    pub title: String,
    pub subtitle: String,
    pub notes: Vec<String>,
    pub alt: String,
    pub caption: String,
}

impl<'a> Data<'a> {
    pub fn new(labels: &'a Labels, rows: &'a Relations<'a>, catalogue: &'a Catalogue) -> Data<'a> {
        let network = fit::name(&catalogue.network);
        let mut sources: Vec<&str> = match catalogue.collected {
            true => catalogue.sources.iter().map(|about| about.trim_end_matches('.')).collect(),
            false => Vec::new(),
        };
        sources.dedup();
        Data {
            labels,
            rows,
            catalogue,
            language: catalogue.language(),
            source: if sources.is_empty() { network.clone() } else { fit::clean(&sources.join("; ")) },
            network,
        }
    }

    /// A city's name; its id where the registry lacks it.
    pub fn city_name(&self, id: &str) -> String {
        let name = self.catalogue.city(id).map(|city| fit::name(&city.name));
        name.filter(|name| !name.is_empty()).unwrap_or_else(|| fit::name(id))
    }

    /// A word in a few: movement, reason, standing. The code itself where the list lacks it.
    pub fn label(&self, kind: &str, code: &str) -> String {
        fit::clean(&self.catalogue.label(kind, code))
    }

    /// A measurement's title: `Adult literacy rate`.
    pub fn title(&self, measurement: &str) -> String {
        let known = self.catalogue.measurement(measurement);
        known.map_or_else(|| measurement.replace('_', " "), |m| fit::clean(&m.title))
    }

    /// An item in words; empty where a measurement has one item only.
    pub fn item_words(&self, measurement: &str, item: &str) -> String {
        let alone = self.catalogue.measurement(measurement).is_some_and(|m| m.items == ["total"]);
        match item {
            "total" if alone => String::new(),
            _ => fit::clean(&self.language.item(measurement, item)),
        }
    }

    /// Title, line under it or unit as the spec has them, or as the language says them in a message of its own.
    pub fn words(&self, field: Field, words: &[(&str, &str)]) -> String {
        let (kind, text) = match field {
            Field::Title => ("chart-title", &self.labels.title),
            Field::Subtitle => ("chart-subtitle", &self.labels.subtitle),
            Field::Unit => ("chart-unit", &self.labels.unit),
        };
        let args: Vec<(&str, Arg)> = words.iter().map(|(name, text)| (*name, Arg::from(*text))).collect();
        match self.language.own(&crate::language::key(kind, &self.labels.name), &args) {
            Some(own) => tidy(&own),
            None => fill_words(text, words),
        }
    }

    /// Title and the line under it, which says so where figures are invented. `city` is none for the whole network.
    pub fn heading(&self, words: &[(&str, &str)], city: Option<&str>) -> (String, String) {
        let subtitle = self.words(Field::Subtitle, words);
        let subtitle = match self.invented(city) {
            true => say!(self.language, "chart-invented-subtitle", subtitle = subtitle),
            false => subtitle,
        };
        (self.words(Field::Title, words), subtitle)
    }

    /// The areas of focus, their texts fit for a chart.
    pub fn areas(&self) -> Vec<Area> {
        let clean = |area: &Area| Area {
            title: fit::clean(&area.title),
            dimension: fit::clean(&area.dimension),
            ..area.clone()
        };
        self.catalogue.areas.iter().map(clean).collect()
    }

    /// Where a city's values come from, for the notes.
    pub fn source_city(&self) -> String {
        match self.source.as_str() {
            "" => say!(self.language, "chart-source-city"),
            network => say!(self.language, "chart-source-city-network", network = network),
        }
    }

    /// A year, or that it is not known.
    pub fn year_words(&self, year: Option<i64>) -> String {
        year.map_or_else(|| say!(self.language, "chart-year-unknown"), |y| number::year(self.language, y))
    }

    /// Whether figures are invented, which must be said. `city` is none for the whole network.
    pub fn invented(&self, city: Option<&str>) -> bool {
        let invented = |id| self.catalogue.city(id).is_some_and(|city| city.fictional);
        self.catalogue.fictional || city.is_some_and(invented)
    }

    /// Draws a picture of that height, px, with its words around it. `place` is where its file is in the chart's
    /// folder: `/northbridge/1.1`, or nothing for the one file of a chart.
    pub fn draw(
        &self,
        key: &[&str],
        place: &str,
        words: Words,
        body: f64,
        picture: impl FnOnce(&Sheet, &Frame) -> Result<(), AreaError>,
    ) -> Result<Drawing> {
        let (l, chart) = (self.language, &self.labels.name);
        let frame = Frame::new(self.labels.width, &words.title, &words.subtitle, &words.notes);
        let height = frame.height(body);
        let sheet = Sheet::new(frame.width(), height, l.right_to_left());
        frame.draw(&sheet, body).and_then(|()| picture(&sheet, &frame)).map_err(svg::failed(chart))?;
        Ok(Drawing {
            chart: chart.clone(),
            key: key.iter().map(|part| part.to_string()).collect(),
            path: format!("{chart}{place}.svg"),
            drawn: sheet.finish(&say!(l, "chart-name", title = words.title, subtitle = words.subtitle), &words.alt),
            width: frame.width(),
            height,
            alt: words.alt,
            caption: words.caption,
        })
    }
}

/// Places of rows by series.
pub(super) fn by_series<'a, R: Row<'a>>(rows: &Rows<'a, R>, key: impl Fn(&R) -> Option<SeriesKey<'a>>) -> BySeries<'a> {
    let mut map = BySeries::new();
    for (place, row) in rows.iter().enumerate() {
        if let Some(key) = key(&row) {
            map.entry(key).or_default().push(place);
        }
    }
    map
}

/// Beyond 10^15 nothing is drawn to scale: such a value counts as that.
pub(super) fn bounded(value: f64) -> f64 {
    value.clamp(-1e15, 1e15)
}

/// An interval from its least to its greatest value.
pub(super) fn interval(low: Option<f64>, high: Option<f64>) -> Option<(f64, f64)> {
    let (low, high) = (bounded(low?), bounded(high?));
    Some((low.min(high), low.max(high)))
}

/// Years that no calendar has are none.
pub(super) fn calendar(year: Option<i64>) -> Option<i64> {
    year.filter(|year| (-9999..=9999).contains(year))
}

/// An id as part of a path: nothing but letters, digits, `-` and `_`.
pub(super) fn path_part(id: &str) -> String {
    let part: String = id.chars().map(|c| if c.is_alphanumeric() || c == '-' || c == '_' { c } else { '-' }).collect();
    if part.is_empty() { "-".into() } else { part }
}
