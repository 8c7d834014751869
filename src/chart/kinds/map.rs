//! Where cities are: equal dots on the outline of the land, without values and without boundaries. One chart of all
//! members, and one of each city with its nearest peers.

use std::collections::{BTreeMap, BTreeSet};

use plotters::style::RGBColor;

use crate::base::error::Result;
use crate::chart::data::{Data, Words, path_part};
use crate::chart::drawing::{Drawing, Jobs};
use crate::chart::frame::EDGE;
use crate::chart::kind::KindDef;
use crate::chart::labels::Field;
use crate::chart::land::{Extent, Point, land, project};
use crate::chart::svg::{AreaError, Sheet, fill, line, u};
use crate::chart::theme::{Anchor, BODY, GRID, INK, OWN, PAPER, RULE, Type};
use crate::language::Arg;
use crate::model::vocabulary::Scheme;
use crate::say;

/// Words of the file, and how the charts are planned.
pub(super) const KIND: KindDef = KindDef { name: "map", words: &["network"], plan: |data| Box::new(Map::new(data)) };

/// The charts of a spec.
struct Map<'a> {
    data: Data<'a>,
    /// The cities with a position.
    places: BTreeMap<&'a str, Point>,
    /// The nearest peers of each city that has any with a position, and has one itself.
    peers: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

/// Radius of a dot, px.
const DOT: f64 = 3.5;
const OWN_DOT: f64 = 5.0;
/// Points of the outline nearer to one another are one, px.
const STEP: f64 = 1.3;
const NAME: Type = Type::new(BODY, INK).bold().halo();

impl<'a> Map<'a> {
    fn new(data: Data<'a>) -> Map<'a> {
        let cities = data.catalogue.cities.iter();
        let places: BTreeMap<&str, Point> =
            cities.filter_map(|city| Some((city.id.as_str(), project(city.position?)))).collect();
        let mut peers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for row in data.rows.peers.iter().filter(|row| row.scheme == Scheme::Nearest) {
            if places.contains_key(row.city) && places.contains_key(row.peer) {
                peers.entry(row.city).or_default().insert(row.peer);
            }
        }
        Map { data, places, peers }
    }

    fn of_network(&self) -> Result<Drawing> {
        let d = &self.data;
        let words = [("network", d.network.as_str())];
        let (title, subtitle) = d.heading(&words, None);
        let (all, shown) = (d.catalogue.cities.len(), self.places.len());
        let caption = say!(d.language, "chart-map-caption", n = shown, missing = all - shown);
        let alt = say!(d.language, "chart-map-alt", n = shown, network = &d.network);
        let words = Words { title, subtitle, notes: self.notes(), alt, caption };
        let dots: Vec<Dot> = self.places.keys().map(|id| self.dot(id, INK)).collect();
        self.drawn(&[], "", words, &dots)
    }

    fn of_city(&self, city: &str, peers: &BTreeSet<&str>) -> Result<Drawing> {
        let (d, l) = (&self.data, self.data.language);
        let name = d.city_name(city);
        let title = say!(l, "chart-map-city-title", city = &name);
        let subtitle = d.words(Field::Subtitle, &[("network", &d.network)]);
        let mut names: Vec<String> = peers.iter().map(|peer| d.city_name(peer)).collect();
        names.sort_by(|a, b| l.compare(a, b));
        let caption = say!(l, "chart-map-city-caption", city = &name, n = names.len());
        let alt = say!(l, "chart-map-city-alt", city = &name, peers = Arg::from(l.list(&names)));
        let words = Words { title, subtitle, notes: self.notes(), alt, caption };
        let mut dots: Vec<Dot> = peers.iter().map(|id| self.dot(id, INK)).collect();
        dots.push(Dot { own: true, ..self.dot(city, OWN) });
        self.drawn(&[city], &format!("/{}", path_part(city)), words, &dots)
    }

    fn dot(&self, city: &str, color: RGBColor) -> Dot {
        let at = self.places.get(city).copied().unwrap_or_default();
        Dot { at, color, name: self.data.city_name(city), own: false }
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = vec![say!(self.data.language, "chart-map-note")];
        if self.data.invented(None) {
            notes.push(say!(self.data.language, "chart-map-invented"));
        }
        notes
    }

    fn drawn(&self, key: &[&str], place: &str, words: Words, dots: &[Dot]) -> Result<Drawing> {
        let width = f64::from(self.data.labels.width) - 2.0 * EDGE;
        let at: Vec<Point> = dots.iter().map(|dot| dot.at).collect();
        let extent = Extent::around(&at);
        let view = View { extent, scale: width / extent.width() };
        let height = extent.height() * view.scale;
        self.data.draw(key, place, words, height, |sheet, frame| view.draw(sheet, frame.top(), dots))
    }
}

impl Jobs for Map<'_> {
    fn keys(&self) -> Vec<Vec<String>> {
        let network = (!self.places.is_empty()).then(Vec::new);
        network.into_iter().chain(self.peers.keys().map(|city| vec![city.to_string()])).collect()
    }

    fn draw(&self, index: usize) -> Result<Drawing> {
        match index.checked_sub(1).and_then(|place| self.peers.iter().nth(place)) {
            Some((city, peers)) => self.of_city(city, peers),
            None => self.of_network(),
        }
    }
}

/// A city on a map.
struct Dot {
    at: Point,
    color: RGBColor,
    name: String,
    /// The city that the map is of, which is named.
    own: bool,
}

/// An extent on a sheet.
struct View {
    extent: Extent,
    /// px.
    scale: f64,
}

impl View {
    fn place(&self, top: f64, (x, y): Point) -> (f64, f64) {
        (EDGE + (x - self.extent.west) * self.scale, top + (self.extent.north - y) * self.scale)
    }

    fn draw(&self, sheet: &Sheet, top: f64, dots: &[Dot]) -> std::result::Result<(), AreaError> {
        sheet.layer("land");
        for ring in land() {
            let points = thinned(self.extent.cut(ring).into_iter().map(|point| self.place(top, point)));
            if points.len() >= 3 {
                sheet.polygon(&points, fill(GRID))?;
            }
        }
        let (left, right) = (EDGE, EDGE + self.extent.width() * self.scale);
        let bottom = top + self.extent.height() * self.scale;
        sheet.layer("frame");
        sheet.polygon(&[(left, top), (right, top), (right, bottom), (left, bottom)], line(RULE, 1.0))?;
        sheet.layer("points");
        for dot in dots {
            let (x, y) = self.place(top, dot.at);
            let radius = if dot.own { OWN_DOT } else { DOT };
            sheet.circle((x, y), radius + 1.0, fill(PAPER))?;
            sheet.point((u(x), u(y)), radius, fill(dot.color), &dot.name);
        }
        sheet.layer("names");
        for dot in dots.iter().filter(|dot| dot.own) {
            let (x, y) = self.place(top, dot.at);
            let (anchor, gap) = if x > (left + right) / 2.0 { (Anchor::End, -9.0) } else { (Anchor::Start, 9.0) };
            sheet.text(x + gap, y + BODY * 0.35, &dot.name, NAME.anchor(anchor))?;
        }
        Ok(())
    }
}

/// Without points that lie on their neighbour at this scale.
fn thinned(points: impl Iterator<Item = (f64, f64)>) -> Vec<(f64, f64)> {
    let mut kept: Vec<(f64, f64)> = Vec::new();
    for (x, y) in points {
        if kept.last().is_none_or(|last| (last.0 - x).hypot(last.1 - y) >= STEP) {
            kept.push((x, y));
        }
    }
    kept
}
